import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PACKAGE_RECEIPT, RELEASE_MANIFEST, readDocument, sha256, writeDocument } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { run as packageArchives } from "../actions/package-archives/run.ts";
import { run as signAndChecksum } from "../actions/sign-and-checksum/run.ts";
import { smallChain, testKit } from "./support/chain.ts";

const NO_KEYS = {
  openpgpKey: undefined,
  openpgpPassphrase: undefined,
  minisignKey: undefined,
  minisignPassword: undefined,
  token: undefined,
};

type Chain = ReturnType<typeof smallChain>;
const planOf = ({ digest }: Chain) => ({ path: undefined, digest });

async function packAll(chain: Chain): Promise<void> {
  for (const leg of ["linux", "source"]) {
    await packageArchives({ mode: "chain", plan: planOf(chain), leg }, testKit(chain.workspace, chain.artifacts));
  }
}

const sign = (chain: Chain) =>
  signAndChecksum({ mode: "chain", plan: planOf(chain), signing: NO_KEYS }, testKit(chain.workspace, chain.artifacts));

function flip(path: string, offset = 100): void {
  const bytes = readFileSync(path);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

describe("from binaries to release.json", () => {
  test("what the plan names is packed, described and summed", async () => {
    const chain = smallChain();
    await packAll(chain);
    const outputs = await sign(chain);
    const text = readFileSync(String(outputs.manifest), "utf8");
    expect(outputs["manifest-digest"]).toBe(sha256(text));
    const manifest = readDocument(RELEASE_MANIFEST, text, "release.json");
    expect([...manifest.artifacts.map(({ name }) => name), "release.json"].sort()).toEqual(
      [...chain.plan.assets].sort(),
    );
    const archive = manifest.artifacts.find(({ kind }) => kind === "archive");
    expect(archive?.entries?.map(({ type, path }) => `${type} ${path}`)).toEqual([
      "directory app-1.2.3-linux-amd64",
      "symlink app-1.2.3-linux-amd64/LIESMICH.md",
      "file app-1.2.3-linux-amd64/README.md",
      "directory app-1.2.3-linux-amd64/bin",
      "file app-1.2.3-linux-amd64/bin/app",
      "directory app-1.2.3-linux-amd64/docs",
      "file app-1.2.3-linux-amd64/docs/guide.txt",
      "directory app-1.2.3-linux-amd64/var",
      "directory app-1.2.3-linux-amd64/var/lib",
    ]);
  });

  test("archives unpack to what was planned, line endings and modes included", async () => {
    const chain = smallChain();
    await packAll(chain);
    const out = mkdtempSync(join(tmpdir(), "slipway-unpack-"));
    const archive = join(chain.artifacts, "slipway-packages-linux/app-1.2.3-linux-amd64.tar.gz");
    expect(spawnSync("tar", ["-xzf", archive, "-C", out]).status).toBe(0);
    const root = join(out, "app-1.2.3-linux-amd64");
    expect(readFileSync(join(root, "docs/guide.txt"), "utf8")).toBe("one\r\ntwo\r\n");
    expect(spawnSync(join(root, "bin/app"), { encoding: "utf8" }).stdout).toBe("1.2.3\n");
    const source = join(chain.artifacts, "slipway-packages-source/app-1.2.3-source.tar.gz");
    const listed = spawnSync("tar", ["-tzf", source], { encoding: "utf8" }).stdout.split("\n");
    expect(listed).toEqual(expect.arrayContaining(["app-1.2.3/main.c", "app-1.2.3/BUILDING-FROM-SOURCE.md"]));
  });

  test("notes that a page may have to cut are a file of their own, which is described and handed over", async () => {
    const body = "- a change\n".repeat(10_000).trimEnd();
    const chain = smallChain({ notes: { from: "commits", body, asset: "release-notes.md" } });
    await packAll(chain);
    const { manifest: path } = await sign(chain);
    const manifest = readDocument(RELEASE_MANIFEST, readFileSync(String(path), "utf8"), "release.json");
    const described = manifest.artifacts.find(({ name }) => name === "release-notes.md");
    const text = readFileSync(join(chain.artifacts, "slipway-release/release-notes.md"), "utf8");
    expect(text).toBe(`# v1.2.3\n\n${body}\n`);
    expect(described).toMatchObject({ kind: "notes", size: text.length, digests: { sha256: sha256(text) } });
  });

  test("a second run gives the same bytes", async () => {
    const chain = smallChain();
    await packAll(chain);
    const first = await sign(chain);
    await packAll(chain);
    expect((await sign(chain))["manifest-digest"]).toBe(first["manifest-digest"]);
  });
});

describe("one byte changed on the way is caught by name", () => {
  test("a binary after its receipt", async () => {
    const chain = smallChain();
    flip(join(chain.artifacts, "slipway-binaries-linux-amd64/app/app"), 5);
    await expect(packAll(chain)).rejects.toMatchObject({
      code: "binary-changed",
      message: expect.stringContaining("app/app"),
    });
  });

  test("an archive between two jobs", async () => {
    const chain = smallChain();
    await packAll(chain);
    flip(join(chain.artifacts, "slipway-packages-linux/app-1.2.3-linux-amd64.tar.gz"));
    await expect(sign(chain)).rejects.toMatchObject({
      code: "package-changed",
      message: expect.stringContaining("app-1.2.3-linux-amd64.tar.gz"),
    });
  });

  test("the plan", async () => {
    const chain = smallChain();
    await packAll(chain);
    const path = join(chain.artifacts, "slipway-plan/plan.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"title": "v1.2.3"', '"title": "v1.2.4"'));
    await expect(sign(chain)).rejects.toMatchObject({ code: "plan-changed" });
  });

  test("a receipt that names another binary", async () => {
    const chain = smallChain();
    await packAll(chain);
    const path = join(chain.artifacts, "slipway-packages-linux/packages.json");
    const receipt = readDocument(PACKAGE_RECEIPT, readFileSync(path, "utf8"), path);
    const [binary] = receipt.builds[0]?.binaries ?? [];
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(
        `"sha256": "${binary?.sha256}",\n          "size"`,
        `"sha256": "${"0".repeat(64)}",\n          "size"`,
      ),
    );
    await expect(sign(chain)).rejects.toMatchObject({ code: "binary-changed" });
  });

  test("a package that is missing", async () => {
    const chain = smallChain();
    await packAll(chain);
    const path = join(chain.artifacts, "slipway-packages-linux/packages.json");
    const text = readFileSync(path, "utf8");
    writeFileSync(
      path,
      text.replace('"packages": [', '"packages": [],\n  "x": [').replace(/,\n {2}"x": \[[\s\S]*\]\n\}/, "\n}"),
    );
    await expect(sign(chain)).rejects.toMatchObject({ code: "package-missing" });
  });

  test("a package that the plan does not have", async () => {
    const chain = smallChain();
    await packAll(chain);
    const path = join(chain.artifacts, "slipway-packages-linux/packages.json");
    const receipt = readDocument(PACKAGE_RECEIPT, readFileSync(path, "utf8"), path);
    const [known] = receipt.packages;
    if (known === undefined) expect.unreachable();
    const other = { ...known, name: "app-1.2.3-other.tar.gz" };
    copyFileSync(join(dirname(path), known.name), join(dirname(path), other.name));
    writeFileSync(path, writeDocument(PACKAGE_RECEIPT, { ...receipt, packages: [...receipt.packages, other] }));
    await expect(sign(chain)).rejects.toMatchObject({
      code: "package-unplanned",
      message: expect.stringContaining(other.name),
    });
  });
});
