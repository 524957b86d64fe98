import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RELEASE_MANIFEST, readDocument } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { run as buildBinaries } from "../actions/build-binaries/run.ts";
import { Job } from "../actions/build-binaries/test/job.ts";
import { run as packageArchives } from "../actions/package-archives/run.ts";
import { run as signAndChecksum } from "../actions/sign-and-checksum/run.ts";
import { cyclonedxErrors, spdxErrors } from "../packages/integrity/test/sbom/schemas.ts";
import { describeWith } from "./tools.ts";

const HOST = process.arch === "arm64" ? "linux-arm64" : "linux-amd64";
const EXAMPLES = join(import.meta.dirname, "../examples");

const NO_KEYS = {
  openpgpKey: undefined,
  openpgpPassphrase: undefined,
  minisignKey: undefined,
  minisignPassword: undefined,
  token: undefined,
};

/** From the project to release.json, by the actions themselves. */
async function released(example: string, changes: (config: string) => string) {
  const job = new Job(join(EXAMPLES, example));
  const config = join(job.workspace, "slipway.yml");
  writeFileSync(config, changes(existsSync(config) ? readFileSync(config, "utf8") : `targets: [${HOST}]\n`));
  const tag = example === "provisioning" ? "v2.1.0" : "v1.2.3";
  job.commit(tag);
  const { plan, digest } = await job.plan(tag);
  const given = { path: undefined, digest };
  for (const { id } of plan.legs) {
    const common = { directory: job.workspace, handOver: false, jobs: 1, deadline: 600_000 };
    await buildBinaries({ mode: "chain", plan: given, leg: id, ...common }, job.kit);
    await packageArchives({ mode: "chain", plan: given, leg: id }, job.kit);
  }
  const { directory } = await signAndChecksum({ mode: "chain", plan: given, signing: NO_KEYS }, job.kit);
  const read = (name: string) => readFileSync(join(String(directory), name), "utf8");
  return { job, plan, read, manifest: readDocument(RELEASE_MANIFEST, read("release.json"), "release.json") };
}

const on = (config: string) => `${config}sbom: {per: [release, archive]}\n`;

interface Listed {
  readonly components: { type: string; name: string; version: string; hashes?: unknown[]; properties?: unknown[] }[];
}
const listed = (text: string, type: string) =>
  (JSON.parse(text) as Listed).components
    .filter((one) => one.type === type)
    .map(({ name, version }) => `${name}@${version}`);

async function check(example: string, changes: (config: string) => string) {
  const { plan, read, manifest, job } = await released(example, changes);
  const sboms = manifest.artifacts.filter(({ kind }) => kind === "sbom").map(({ name }) => name);
  expect(sboms).toEqual(plan.sboms?.map(({ name }) => name));
  expect([...manifest.artifacts.map(({ name }) => name), "release.json"].sort()).toEqual([...plan.assets].sort());
  for (const name of sboms) {
    expect(name.endsWith(".cdx.json") ? cyclonedxErrors(read(name)) : spdxErrors(read(name)), name).toEqual([]);
    expect(read("SHA256SUMS")).toContain(`  ${name}\n`);
  }
  for (const { name, kind, target, sbom } of manifest.artifacts) {
    if (kind === "archive") expect([name, sbom]).toEqual([name, `${name}.cdx.json`]);
    if (kind !== "archive") expect(target).toBeUndefined();
  }
  const release = `${plan.project.name}-${plan.version}.cdx.json`;
  const binaries = manifest.builds.flatMap((build) => build.binaries.map(({ sha256 }) => sha256));
  for (const sha256 of binaries) expect(read(release)).toContain(sha256);
  return { job, text: read(release), read, plan };
}

describeWith(["go"], "examples/go-cli", () => {
  test("the bill of materials lists what `go version -m` lists", async () => {
    const { job, text } = await check("go-cli", on);
    const program = join(job.temp, "binaries", HOST, "treesum");
    const [first = "", ...lines] = execFileSync("go", ["version", "-m", program], { encoding: "utf8" }).split("\n");
    const modules = lines.flatMap((line) => /^\tdep\t(\S+)\t(\S+)/.exec(line)?.slice(1, 3).join("@") ?? []);
    expect(listed(text, "library")).toEqual([...modules, `stdlib@${first.replace(/^.*: go/, "")}`].sort());
    expect(listed(text, "application")).toEqual(["treesum@1.2.3"]);
  });
});

describeWith(["cargo"], "examples/rust-cli", () => {
  test("the bill of materials lists what `cargo metadata` lists, and is written again byte for byte", async () => {
    const first = await check("rust-cli", on);
    const args = ["metadata", "--format-version", "1", "--offline", "--locked"];
    const metadata = JSON.parse(
      execFileSync("cargo", args, { cwd: first.job.workspace, encoding: "utf8", stdio: "pipe" }),
    );
    const foreign = metadata.packages.filter(({ source }: { source: string | null }) => source !== null);
    expect(listed(first.text, "library")).toHaveLength(foreign.length);
    expect(first.text).toContain("cargo tree for the binary's target and features");
    const second = await check("rust-cli", on);
    for (const { name } of first.plan.sboms ?? []) expect(second.read(name)).toBe(first.read(name));
  });
});

describe("examples/provisioning", () => {
  test("a Zig project without dependencies has a bill of materials of its own binaries", async () => {
    const { text } = await check("provisioning", (config) =>
      // Nobody has keys here.
      on(config.replace(/^targets: .*$/m, `targets: [${HOST}]`).replace(/^signing: .*$/m, "")),
    );
    expect(listed(text, "library")).toEqual([]);
    expect([...new Set(listed(text, "application"))].sort()).toEqual([
      "control-center@2.1.0",
      "mcp-server@2.1.0",
      "orchestrator@2.1.0",
    ]);
  });
});
