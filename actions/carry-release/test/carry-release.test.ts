import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verifyRelease } from "@slipway/integrity/verify";
import { PLAN, Problem, RELEASE_MANIFEST, type ReleaseManifest, readDocument, sha256 } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { buildDeb } from "../../../packages/channels/test/registries/fixtures.ts";
import { buildRpms } from "../../../packages/rollback/test/carry/rpms.ts";
import { describeWith } from "../../../test/tools.ts";
import { killed } from "../../rollback/test/world.ts";
import { REPOSITORY, type World, world } from "./world.ts";

const manifestIn = (directory: string): ReleaseManifest =>
  readDocument(RELEASE_MANIFEST, readFileSync(join(directory, "release.json"), "utf8"), "release.json");
const verify = (here: World, directory: string) =>
  verifyRelease({
    directory,
    called: directory,
    target: "test",
    ignoreMissing: false,
    unlistable: false,
    trust: { roots: [], rootsAssumed: true },
    rebuildIn: here.directory,
  });

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (failed: unknown) => failed,
  );
  expect(error).toBeInstanceOf(Problem);
  return (error as Problem).code;
}

describeWith(["dpkg-deb", "rpmbuild", "apt-get"], "2.0.5 with everything, 2.1.0, and 2.1.1 that carries 2.0.5", () => {
  test("from the job that carries to what people get", async () => {
    const here = await world();
    const packages = async (version: string) => {
      const place = join(here.directory, `system-${version}`);
      mkdirSync(place);
      return [
        await buildDeb(place, { version: `${version}-1` }),
        ...(await buildRpms(place, version, "w3.gzdio")).slice(0, 1),
      ];
    };
    for (const version of ["2.0.5", "2.1.0"]) await here.release(version, await packages(version));

    const { outputs, summary } = await here.carry();
    expect(outputs).toMatchObject({ version: "2.1.1", tag: "v2.1.1", carries: "v2.0.5", channels: "registries" });
    expect(summary).toContain("carries v2.0.5 in place of v2.1.0");
    const published = await here.finish(outputs);
    expect(published).toMatchObject({ latest: true, draft: false });
    expect(here.commitOf("v2.1.1")).toBe(here.commitOf("v2.0.5"));

    const [old, next] = [await here.download("v2.0.5"), await here.download("v2.1.1")];
    const manifest = manifestIn(next);
    const names = (version: string) => [
      `app-${version}-3.noarch.rpm`,
      `app-${version}-linux-amd64.tar.gz`,
      `app-${version}-linux-amd64.zip`,
      `app-${version}-source.tar.gz`,
      `app_${version}-1_amd64.deb`,
    ];
    expect(manifest.artifacts.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...names("2.1.1"), "SHA256SUMS", "SHA256SUMS.minisig", "minisign.pub"]),
    );
    for (const [at, name] of names("2.1.1").entries()) {
      const same = readFileSync(join(next, name)).equals(readFileSync(join(old, names("2.0.5")[at] ?? "")));
      expect(same, name).toBe(!/\.(?:deb|rpm)$/.test(name));
    }
    expect(manifest.carries).toMatchObject({
      tag: "v2.0.5",
      version: "2.0.5",
      from: "v2.1.0",
      reason: "it loses data",
      manifest: sha256(readFileSync(join(old, "release.json"))),
      timestamp: manifestIn(old).timestamp,
    });
    expect(manifest.carries?.packages.map(({ was, how }) => [was, how])).toEqual([
      ["app-2.0.5-3.noarch.rpm", "repackaged"],
      ["app-2.0.5-linux-amd64.tar.gz", "unchanged"],
      ["app-2.0.5-linux-amd64.zip", "unchanged"],
      ["app-2.0.5-source.tar.gz", "unchanged"],
      ["app_2.0.5-1_amd64.deb", "repackaged"],
    ]);
    const page = here.github.state.releases(REPOSITORY).find(({ tag }) => tag === "v2.1.1")?.body ?? "";
    expect(page).toContain("carries [v2.0.5](");
    expect(page).toContain("it loses data");

    // What is in the archives is called 2.0.5, and all of it verifies, packed again from its entries too.
    const report = await verify(here, next);
    expect(report.checks.filter(({ result }) => result === "failed" || result === "unchecked")).toEqual([]);
    expect(report.release?.carries).toEqual({ tag: "v2.0.5", from: "v2.1.0", reason: "it loses data" });
    expect(report.checks.filter(({ check }) => check === "rebuild")).toHaveLength(3);
    expect(report.checks.find(({ check }) => check === "carried")?.detail).toContain(
      "3 packages have the digests that they have in v2.0.5",
    );
    const changed = structuredClone(manifest);
    for (const artifact of changed.artifacts)
      if (artifact.name.endsWith(".zip")) artifact.digests.sha256 = "0".repeat(64);
    writeFileSync(join(next, "release.json"), JSON.stringify(changed));
    expect((await verify(here, next)).checks.find(({ check }) => check === "carried")?.result).toBe("failed");

    // A machine that has 2.1.0 moves up to 2.1.1, and has the program of 2.0.5.
    const machine = aptMachine(here);
    machine.apt("install", "app=2.1.0-1");
    expect(machine.app()).toBe("2.1.0-1");
    machine.apt("upgrade");
    expect(machine.app()).toBe("2.0.5-1");
    expect(machine.version()).toBe("2.1.1-1");

    // Again, by another run: nothing is begun a second time.
    const again = await here.carry({ reason: "said in other words" });
    expect(again.outputs).toMatchObject({ version: "2.1.1", "plan-digest": outputs["plan-digest"] });
    expect(again.log).toContain("the reason that it gives stays: it loses data");
    await here.finish(again.outputs);
    expect(here.github.state.releases(REPOSITORY).map(({ tag }) => tag)).toEqual(
      expect.not.arrayContaining(["v2.1.2"]),
    );
    expect(here.github.violations).toEqual([]);
  });
});

/** apt with a root of its own, over a copy of the repository; the machine's is not touched. */
function aptMachine({ directory, publicKey, aptRepository }: World) {
  const root = join(directory, "root");
  for (const path of [
    "etc/apt/preferences.d",
    "var/lib/apt/lists/partial",
    "var/cache/apt/archives/partial",
    "var/lib/dpkg/info",
    "var/lib/dpkg/updates",
    "var/log/apt",
  ]) {
    mkdirSync(join(root, path), { recursive: true });
  }
  writeFileSync(join(root, "var/lib/dpkg/status"), "");
  writeFileSync(join(root, "key.asc"), publicKey);
  writeFileSync(
    join(root, "etc/apt/sources.list"),
    `deb [signed-by=${join(root, "key.asc")}] file:${aptRepository()} stable main\n`,
  );
  const options = [
    `Dir=${root}`,
    `Dir::State::status=${root}/var/lib/dpkg/status`,
    "APT::Architecture=amd64",
    "APT::Architectures::=amd64",
    "APT::Sandbox::User=",
    "Dir::Bin::dpkg=/usr/bin/dpkg",
    `DPkg::Options::=--root=${root}`,
    "DPkg::Options::=--force-not-root",
    "DPkg::Options::=--force-script-chrootless",
    "DPkg::Options::=--log=/dev/null",
    "APT::Get::Assume-Yes=true",
    "DPkg::Path=",
  ].flatMap((setting) => ["-o", setting]);
  const run = (tool: string, ...args: readonly string[]) =>
    execFileSync(tool, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
    }).trim();
  run("apt-get", ...options, "update");
  return {
    apt: (...args: readonly string[]) => run("apt-get", ...options, ...args),
    app: () => run(join(root, "usr/bin/app")),
    version: () => run("dpkg-query", `--admindir=${join(root, "var/lib/dpkg")}`, "-W", "app").split("\t")[1],
  };
}

describe("what is found before anything is made", () => {
  const PLAIN = "checksums: { combined: [sha256] }\n";

  test("a dry run hands nothing over; the configuration may be another tag's", async () => {
    const here = await world(PLAIN, `${PLAIN}channels: { homebrew: { tap: acme/homebrew-tap } }\n`);
    await here.release("2.0.5");
    await here.release("2.1.0");
    const { outputs, log } = await here.carry({ "dry-run": "true", version: "v2.1.1" });
    expect(outputs).toMatchObject({ version: "2.1.1", "plan-digest": "" });
    expect(log).toContain("nothing is handed over");
    expect(existsSync(join(here.directory, "carried"))).toBe(false);
    expect(await codeOf(here.carry({ config: "other.yml" }))).toBe("missing-config");
    // Tagged already, on a commit of its own.
    expect(await codeOf(here.carry({ version: "2.2.0" }))).toBe("tag-exists");
    expect(log).toContain("v2.1.0 was told of at acme/homebrew-tap/app, which the configuration does not name");
    expect(outputs.channels).toBe("");
    const other = await here.carry({ "config-at": "v2.1.0" });
    expect(other.outputs.channels).toBe("homebrew");
    expect(other.log).not.toContain("was told of at");
    const plan = readDocument(PLAN, readFileSync(String(other.outputs.plan), "utf8"), "plan");
    expect(plan).toMatchObject({ tag: "v2.1.1", previousTag: "v2.1.0", builds: [], carries: { from: "v2.1.0" } });
    expect(plan.packages).toMatchObject([
      { kind: "archive", root: "app-2.0.5-linux-amd64", binaries: [{ name: "app", path: "bin/app" }] },
      { kind: "archive", format: "zip" },
      { kind: "source", root: "app-2.0.5" },
    ]);
  });

  test("releases that cannot be carried, and versions that cannot carry", async () => {
    const here = await world(PLAIN);
    for (const version of ["2.0.5", "2.1.0", "2.2.0"]) await here.release(version);
    const refused = [
      [{ carry: "2.1.0", from: "2.0.5" }, "rollback-bad-target"],
      [{ carry: "2.0.4" }, "release-not-published"],
      [{ from: "2.3.0" }, "release-not-published"],
      [{ version: "2.1.0" }, "carry-version-low"],
      [{ version: "2.2.0" }, "version-exists"],
      [{ version: "2.1.5" }, "version-gap"],
      [{ version: "two" }, "invalid-version"],
      [{ "leave-out": "*.nupkg" }, "carry-leave-out"],
      [{ reason: "" }, "missing-input"],
    ] as const;
    for (const [inputs, code] of refused) expect(await codeOf(here.carry(inputs)), JSON.stringify(inputs)).toBe(code);
    // 2.2.0 is not bad, and stays the latest.
    const { outputs } = await here.carry();
    expect(outputs.version).toBe("2.1.1");
    expect(await here.finish(outputs)).toMatchObject({ latest: false });
    await here.remove("v2.0.5", "SHA256SUMS");
    expect(await codeOf(here.carry())).toBe("rollback-check-failed");
  });

  test("a release.json whose bytes are not those that the server tells, and a tag that was moved", async () => {
    const here = await world(PLAIN);
    await here.release("2.0.5");
    await here.release("2.1.0");
    const good = here.github.state.releases(REPOSITORY).find(({ tag }) => tag === "v2.0.5");
    const path = good?.assets.find(({ name }) => name === "release.json")?.path ?? "";
    const bytes = readFileSync(path);
    writeFileSync(path, `${bytes}\n`);
    await expect(here.carry()).rejects.toMatchObject({
      code: "carry-manifest-changed",
      message: expect.stringContaining("release.json of v2.0.5"),
    });
    writeFileSync(path, bytes);

    const repository = here.github.state.repository(REPOSITORY)?.gitDirectory ?? "";
    execFileSync("git", ["-C", repository, "tag", "-f", "v2.0.5", "v2.2.0"], { stdio: "ignore" });
    await expect(here.carry()).rejects.toMatchObject({
      code: "rollback-check-failed",
      message: expect.stringContaining(`its tag is on ${here.commitOf("v2.2.0").slice(0, 10)}`),
      remedy: expect.stringContaining("another release in `carry`"),
    });
    expect(existsSync(join(here.directory, "carried"))).toBe(false);
  });

  test("killed while it is published, and run again from its first job", async () => {
    const here = await world(PLAIN);
    await here.release("2.0.5");
    await here.release("2.1.0");
    const isUpload = ({ body }: RequestInit) => body !== undefined && String(body).startsWith('{"tag_name"');
    const first = await here.carry();
    expect(
      await killed(
        () => here.finish(first.outputs),
        (_, init) => isUpload(init),
        "after",
      ),
    ).toBe(true);
    const releases = () => here.github.state.releases(REPOSITORY).filter(({ tag }) => tag === "v2.1.1");
    expect(releases()).toMatchObject([{ draft: true }]);
    const second = await here.carry();
    expect(second.outputs.version).toBe("2.1.1");
    expect(await here.finish(second.outputs, 2)).toMatchObject({ draft: false, latest: true });
    expect(releases()).toMatchObject([{ draft: false }]);
    const directory = await here.download("v2.1.1");
    expect((await verify(here, directory)).checks.filter(({ result }) => result === "failed")).toEqual([]);
  });

  test("killed when its draft is whole, and run again from its first job: the same release, to the byte", async () => {
    const here = await world(PLAIN);
    await here.release("2.0.5");
    await here.release("2.1.0");
    const first = await here.carry();
    const isPublication = ({ method, body }: RequestInit) =>
      method === "PATCH" && String(body).includes('"draft":false');
    expect(
      await killed(
        () => here.finish(first.outputs),
        (_, init) => isPublication(init),
        "before",
      ),
    ).toBe(true);
    const assets = () =>
      [...(here.github.state.releases(REPOSITORY).find(({ tag }) => tag === "v2.1.1")?.assets ?? [])].map(
        ({ id }) => id,
      );
    const before = assets();
    expect(before.length).toBeGreaterThan(3);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const second = await here.carry({ reason: "said in other words" });
    expect(second.log).toContain("v2.1.1 was begun by an earlier run");
    expect(second.outputs["plan-digest"]).toBe(first.outputs["plan-digest"]);
    expect(await here.finish(second.outputs, 2)).toMatchObject({ draft: false, latest: true });
    expect(assets()).toEqual(before);
  });

  test("a signature of the good release that does not hold", async () => {
    const here = await world(`signing: { minisign: true }\n${PLAIN}`);
    await here.release("2.0.5");
    await here.release("2.1.0");
    await here.remove("v2.0.5", "release.json.minisig");
    expect(await codeOf(here.carry())).toBe("rollback-check-failed");
  });
});
