import { mkdtempSync, type ReadStream, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { type Asset, type Forge, RequestFailure } from "@slipway/forge";
import { sha256 } from "@slipway/model";
import { expect, onTestFinished, test } from "vitest";
import { withMirrors } from "../src/failover/download.ts";

const BYTES = "the bytes";
const asset = (changes: Partial<Asset> = {}): Asset => ({
  id: 7,
  name: "a.zip",
  size: BYTES.length,
  state: "uploaded",
  sha256: sha256(BYTES),
  url: "https://github.com/acme/app/releases/download/lib/v1.0.0/a.zip",
  ...changes,
});

function forgeWith(found: Asset, answer?: string): Forge {
  return {
    listAssets: async () => [found],
    downloadAsset: async () => {
      if (answer !== undefined) return Readable.from([answer]);
      throw new RequestFailure({ operation: "download", reason: "no connection" });
    },
  } as unknown as Forge;
}

function mirrored(found: Asset, mirrors: Readonly<Record<string, string>>, answer?: string) {
  const temp = mkdtempSync(join(tmpdir(), "slipway-mirrored-"));
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
  const asked: string[] = [];
  const forge = withMirrors(forgeWith(found, answer), {
    addresses: async (tag) => {
      expect(tag).toBe("lib/v1.0.0");
      return Object.keys(mirrors);
    },
    temp,
    log: { info: () => {} },
    fetch: (async (url: string) => {
      asked.push(url);
      const body = mirrors[url.replace(/\/lib\/.*/, "")];
      if (body === "") throw new TypeError("fetch failed");
      return new Response(body, { status: body === "none" ? 404 : 200 });
    }) as typeof fetch,
  });
  const download = async () => {
    await forge.listAssets(1);
    return await text(await forge.downloadAsset(7));
  };
  return { download, asked, forge };
}

test("who is still reading gets all of it while another downloads the same", async () => {
  const { forge } = mirrored(asset(), { "https://good.example.com": BYTES });
  await forge.listAssets(1);
  const first = await forge.downloadAsset(7);
  const second = await forge.downloadAsset(7);
  expect((second as ReadStream).path).not.toBe((first as ReadStream).path);
  expect([await text(first), await text(second)]).toEqual([BYTES, BYTES]);
});

test("the forge first; then the mirrors in order, whose bytes are compared", async () => {
  const fine = mirrored(asset(), { "https://one.example.com": BYTES }, "from the forge");
  expect(await fine.download()).toBe("from the forge");
  expect(fine.asked).toEqual([]);

  const mirrors = {
    "https://silent.example.com": "",
    "https://empty.example.com": "none",
    "https://longer.example.com/a": `${BYTES} and more`,
    "https://other.example.com": "The bytes",
    "https://good.example.com/app": BYTES,
  };
  const down = mirrored(asset(), mirrors);
  expect(await down.download()).toBe(BYTES);
  expect(down.asked.at(-1)).toBe("https://good.example.com/app/lib/v1.0.0/a.zip");
  expect(down.asked).toHaveLength(5);
});

test.each([
  ["without a mirror that has it", asset(), { "https://other.example.com": "The bytes" }],
  ["without a digest that GitHub has of it", asset({ sha256: undefined }), { "https://good.example.com": BYTES }],
])("%s the failure is told", async (_, found, mirrors) => {
  await expect(mirrored(found, mirrors).download()).rejects.toThrow("no connection");
});
