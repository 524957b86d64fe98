import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { varyingAssets } from "@slipway/integrity";
import { RELEASE_MANIFEST, readDocument } from "@slipway/model";
import type { Rehearsal, RehearsalOptions } from "@slipway/rehearsal";
import { afterAll, expect, test } from "vitest";
import { goProgram } from "../packages/integrity/test/code-signing/support.ts";
import { writeTree } from "./support/chain.ts";
import { CALLER, rehearsed } from "./support/rehearsals.ts";
import { declaredSecrets, handingOn, makeSecrets } from "./support/secrets.ts";
import { describeWith } from "./tools.ts";

/** Two whole releases of one commit: signed, described, on other numbers of cores, in other directories. */

const WORKFLOW = ".github/workflows/release.yml";
const HOST = process.arch === "arm64" ? "linux-arm64" : "linux-amd64";
const FILES = {
  "slipway.yml": `name: tiny
targets: [${HOST}, windows-amd64]
builds:
  - toolchain: command
    command: [sh, build.sh, "{output}", "{target}"]
    binaries: [tiny]
    strip: false
runners: { windows: ubuntu-24.04 }
source: true
signing: { openpgp: { over: all }, minisign: true, sigstore: true, provenance: true, windows: true }
sbom: { per: [release, archive] }
preflight: { tests: false, audit: false, docs: false }
`,
  "build.sh": `mkdir -p "$1"
case $2 in windows-*) cp hi.exe "$1/tiny.exe" ;; *) cp -L /bin/true "$1/tiny" ;; esac
`,
  "README.md": "# tiny\n",
};

function caller(): string {
  const permissions = "      contents: write\n      id-token: write\n      attestations: write\n";
  const text = (CALLER[WORKFLOW] ?? "").replace(/^ {6}contents: write\n/m, permissions);
  return `${text.trimEnd()}\n${handingOn(declaredSecrets())}`;
}

/** On the first of the cores that this process may use, where the system lets one choose. */
async function onOneCore(options: RehearsalOptions): Promise<{ summary: Rehearsal["summary"]; cores: number }> {
  const script = join(import.meta.dirname, "support/rehearse-alone.ts");
  const node = [process.execPath, "--conditions=source", script];
  const allowed = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  const [program = "", ...args] = ["taskset", "-c", allowed, ...node];
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  const told = json(child.stdout) as Promise<{ summary: Rehearsal["summary"]; cores: number }>;
  child.stdin.end(JSON.stringify(options));
  return await told;
}

describeWith(["openssl", "osslsigncode", "go"], "a release, and the same once more", () => {
  const scratch = mkdtempSync(join(tmpdir(), "slipway-twice-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test.skipIf(process.platform !== "linux")(
    "every asset is the same, but those of which the manifest tells why they cannot be",
    async () => {
      const keys = join(scratch, "keys");
      mkdirSync(keys);
      const { values: secrets } = await makeSecrets(keys, "http://127.0.0.1:9");
      const program = readFileSync(goProgram(keys, "windows", "amd64", "hi.exe"));
      const projects = ["one", "some where else/deeper"].map((name) => {
        const directory = join(scratch, name, "tiny");
        mkdirSync(directory, { recursive: true });
        writeTree(directory, { ...CALLER, ...FILES, [WORKFLOW]: caller() });
        writeFileSync(join(directory, "hi.exe"), program);
        return directory;
      });
      const [first = "", second = ""] = projects;
      const options = { tag: "v1.2.3", secrets };
      const [one, other] = await Promise.all([
        rehearsed(first, options),
        onOneCore({ ...options, repository: second, out: join(scratch, "other") }),
      ]);
      expect(one.summary.result, one.said).toBe("success");
      expect(other.summary.result).toBe("success");
      expect(other.cores).toBe(1);
      expect(other.summary.commit).toBe(one.summary.commit);

      const manifest = readDocument(
        RELEASE_MANIFEST,
        readFileSync(join(one.directory, "release/release.json"), "utf8"),
        "release.json",
      );
      const digests = ({ release }: Rehearsal["summary"]) =>
        new Map(release?.assets.map(({ name, digest }) => [name, digest]));
      const [mine, theirs] = [digests(one.summary), digests(other.summary)];
      expect([...theirs.keys()].sort()).toEqual([...mine.keys()].sort());
      const differing = [...mine].filter(([name, digest]) => theirs.get(name) !== digest).map(([name]) => name);
      expect(differing.sort()).toEqual(
        varyingAssets(manifest)
          .map(({ name }) => name)
          .sort(),
      );
      // What no signature of a program reaches stays as it is, signed or not.
      const same = [...mine.keys()].filter((name) => !differing.includes(name));
      expect(same).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/linux-\w+-?.*\.tar\.gz$/),
          expect.stringMatching(/linux-.*\.tar\.gz\.asc$/),
          expect.stringMatching(/linux-.*\.tar\.gz\.cdx\.json$/),
          "tiny-1.2.3-source.tar.gz",
          "signing-key.asc",
          "minisign.pub",
        ]),
      );
      rmSync(one.directory, { recursive: true, force: true });
    },
  );
});
