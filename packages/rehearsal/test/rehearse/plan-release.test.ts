import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { planRelease } from "../../src/rehearse/plan-release.ts";

const folder = mkdtempSync(join(tmpdir(), "slipway-plan-release-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @param tags of the commit before, where they begin with `*` of the last one */
function projectOf(settings: string, manifest: object, tags: string): string {
  const directory = mkdtempSync(join(folder, "project-"));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", directory, "-c", "user.name=T", "-c", "user.email=t@example.invalid", ...args]);
  git("init", "--quiet");
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "app", ...manifest }));
  writeFileSync(join(directory, "slipway.yml"), `${settings}builds: []\nsource: true\n`);
  git("add", "--all");
  git("commit", "--quiet", "--message=one");
  git("commit", "--quiet", "--allow-empty", "--message=two");
  for (const tag of tags.split(" ").filter(Boolean))
    git("tag", tag.replace("*", ""), tag.startsWith("*") ? "HEAD" : "HEAD~1");
  return directory;
}

const SEVERAL = "tagPrefix: app\n";

test.each<[string, string, object, string, string]>([
  ["the manifest's", "", { version: "1.2.0" }, "v1.1.0", "v1.2.0: the version in package.json"],
  ["the commit's", "", {}, "v1.1.0 *v1.2.0", "v1.2.0: the tag that is on the commit"],
  ["the next patch", "", {}, "v1.1.0", "v1.1.1: the patch after v1.1.0"],
  ["what a pre-release announces", "", {}, "v1.1.0 v1.2.0-rc.1", "v1.2.0: the patch after v1.2.0-rc.1"],
  ["a first one", "", {}, "", "v0.1.0: a first version, as nothing says another one"],
  ["the manifest's, of several", SEVERAL, { version: "1.0.0" }, "", "app/v1.0.0: the version in package.json"],
  [
    "the commit's, of several",
    SEVERAL,
    {},
    "*v3.0.0 *app/v1.2.0 *lib/v7.0.0",
    "app/v1.2.0: the tag that is on the commit",
  ],
  [
    "the next patch, of several",
    SEVERAL,
    {},
    "v3.0.0 app/v1.1.0 *lib/v7.0.0",
    "app/v1.1.1: the patch after app/v1.1.0",
  ],
  ["a first one, of several", SEVERAL, {}, "app-x/v1.0.0", "app/v0.1.0: a first version, as nothing says another one"],
])("the tag that is proposed: %s", async (_, settings, manifest, tags, expected) => {
  const { remarks, plan } = await planRelease(projectOf(settings, manifest, tags));
  expect(remarks).toEqual([expected]);
  expect(plan.tag).toBe(expected.split(":")[0]);
});
