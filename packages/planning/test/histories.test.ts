import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { preparePlan } from "../src/index.ts";
import { ZIG_PROJECT } from "./projects.ts";
import { Repository } from "./repository.ts";

/**
 * Ranges of real histories, as streams for git fast-import: first lines, footers, merges and times as they were; people under
 * other names, and who was there before with one commit before the earlier tag.
 */
function imported(name: string): Repository {
  const repository = new Repository(ZIG_PROJECT);
  const input = readFileSync(join(import.meta.dirname, "histories", `${name}.fast-import`));
  execFileSync("git", ["fast-import", "--quiet", "--force"], { cwd: repository.directory, input });
  repository.git("reset", "--quiet", "--hard", "main");
  return repository;
}

describeWith(["git"], "notes of real histories", () => {
  test.each([
    ["squashed", "googleapis/release-please, pull requests squashed, commits conventional", "v13.4.0", "v13.0.0"],
    ["merged", "cli/go-gh, some pull requests merged, commits in plain words", "v1.0.0", "v0.0.3"],
  ])("%s: %s", async (name, _, tag, previous) => {
    const { directory } = imported(name);
    const { plan } = await preparePlan({ directory, ref: `refs/tags/${tag}`, repository: "acme/app", allowGap: true });
    expect(plan.previousTag).toBe(previous);
    await expect(`${plan.notes?.body}\n`).toMatchFileSnapshot(`golden/notes/real-${name}.md`);
  });

  test("what the commits ask for is what was released, or more", async () => {
    const version = { type: "next", next: { type: "auto" } } as const;
    const { directory } = imported("squashed");
    const asked = async (commit: string) => {
      execFileSync("git", ["checkout", "--quiet", commit], { cwd: directory });
      return (await preparePlan({ directory, ref: "refs/heads/main", repository: "acme/app", version })).plan.version;
    };
    execFileSync("git", ["tag", "--delete", "v13.4.0"], { cwd: directory, stdio: "ignore" });
    // One fix first, features later: 13.0.1, then 13.1.0.
    expect(await asked(":/^fix: export public interface types")).toBe("13.0.1");
    expect(await asked("main")).toBe("13.1.0");
  });
});
