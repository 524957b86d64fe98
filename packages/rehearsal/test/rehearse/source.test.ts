import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Problem } from "@slipway/model";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findLibrary } from "../../src/rehearse/library.ts";
import { checkOut, ensureTag, nameOfRemote, takeCopy } from "../../src/rehearse/source.ts";
import { gitIn, PROJECT, scratch, writeFiles } from "./library.ts";

let here: ReturnType<typeof scratch>;
const at = (...names: string[]) => join(here.folder, ...names);
beforeEach(() => {
  here = scratch();
});
afterEach(() => here.remove());

test("without Slipway's workflows there is nothing to rehearse with", async () => {
  await expect(findLibrary(here.folder)).rejects.toMatchObject({
    code: "no-library",
    message: `${here.folder} does not hold Slipway's workflows`,
  });
  expect((await findLibrary()).directory).toBe(resolve(import.meta.dirname, "../../../.."));
});

test("a folder becomes a repository whose commit depends on its files alone", async () => {
  writeFiles(at("demo"), { ...PROJECT, ".gitignore": "out/\n", "out/x": "ignored", ".slipway/y": "ours" });
  const first = await takeCopy(at("demo"), at("one.git"));
  const second = await takeCopy(at("demo"), at("two.git"));
  expect(first.head).toBe(second.head);
  expect(first).toMatchObject({ fullName: "you/demo", branch: "main", repository: false });
  const listed = gitIn(at("one.git"), "ls-tree", "-r", "--name-only", first.head);
  expect(listed.split("\n")).toEqual([".gitignore", "README.md", "package.json"]);
  writeFiles(at("demo"), { "README.md": "other\n" });
  expect((await takeCopy(at("demo"), at("three.git"))).head).not.toBe(first.head);
});

test("a folder inside another repository gives the files that this one does not ignore, as they lie there", async () => {
  writeFiles(at("mono"), { ".gitignore": "target/\n" });
  writeFiles(at("mono/part"), { ...PROJECT, "target/x": "ignored", "gone.txt": "x" });
  gitIn(at("mono"), "init", "--quiet");
  gitIn(at("mono"), "add", "-A");
  gitIn(at("mono"), "commit", "--quiet", "-m", "one");
  rmSync(at("mono/part/gone.txt"));
  writeFiles(at("mono/part"), { "new.txt": "not yet tracked" });
  const source = await takeCopy(at("mono/part"), at("copy.git"));
  expect(source.fullName).toBe("you/part");
  const listed = gitIn(at("copy.git"), "ls-tree", "-r", "--name-only", source.head);
  expect(listed.split("\n")).toEqual(["README.md", "new.txt", "package.json"]);
});

test("of a repository what is committed is taken, and the rest is told", async () => {
  writeFiles(at("demo"), PROJECT);
  gitIn(at("demo"), "init", "--quiet", "--initial-branch", "trunk");
  gitIn(at("demo"), "add", "-A");
  gitIn(at("demo"), "commit", "--quiet", "-m", "one");
  gitIn(at("demo"), "remote", "add", "origin", "git@github.com:acme/rocket.git");
  gitIn(at("demo"), "tag", "-m", "first", "v1.0.0");
  writeFiles(at("demo"), { "README.md": "changed\n", ".slipway/x": "ours" });
  const source = await takeCopy(at("demo"), at("copy.git"));
  expect(source).toMatchObject({ fullName: "acme/rocket", branch: "trunk", repository: true });
  expect(source.warnings).toEqual(["1 uncommitted change is not part of the rehearsal"]);
  expect(await ensureTag(source, "v1.0.0")).toEqual({ commit: source.head, created: false });
  expect(await ensureTag(source, "v2.0.0")).toEqual({ commit: source.head, created: true });
  expect(gitIn(at("demo"), "tag", "--list")).toBe("v1.0.0");
  await checkOut(source, source.head, at("tree"));
  expect(readFileSync(at("tree/README.md"), "utf8")).toBe("# Demo\n");
});

test("hooks of the repository are not run, and a shallow clone will do", async () => {
  writeFiles(at("demo"), PROJECT);
  gitIn(at("demo"), "init", "--quiet");
  gitIn(at("demo"), "add", "-A");
  for (const message of ["one", "two"]) gitIn(at("demo"), "commit", "--quiet", "--allow-empty", "-m", message);
  gitIn(here.folder, "clone", "--quiet", "--depth=1", `file://${at("demo")}`, at("shallow"));
  writeFileSync(at("shallow/.git/hooks/pre-push"), `#!/bin/sh\ntouch "${at("ran")}"\nexit 1\n`, { mode: 0o755 });
  const source = await takeCopy(at("shallow"), at("copy.git"));
  expect(source.head).toBe(gitIn(at("demo"), "rev-parse", "HEAD"));
  expect(existsSync(at("ran"))).toBe(false);
});

test("another branch, or one that does not exist yet", async () => {
  writeFiles(at("demo"), PROJECT);
  gitIn(at("demo"), "init", "--quiet", "--initial-branch", "main");
  gitIn(at("demo"), "add", "-A");
  gitIn(at("demo"), "commit", "--quiet", "-m", "one");
  gitIn(at("demo"), "branch", "side");
  gitIn(at("demo"), "commit", "--quiet", "--allow-empty", "-m", "two");
  expect((await takeCopy(at("demo"), at("a.git"), "side")).head).toBe(gitIn(at("demo"), "rev-parse", "side"));
  const made = await takeCopy(at("demo"), at("b.git"), "new");
  expect(made).toMatchObject({ branch: "new", head: gitIn(at("demo"), "rev-parse", "main") });
  expect(made.notes).toEqual(["there is no branch new: HEAD is pushed under that name"]);
});

test("what cannot be rehearsed is said", async () => {
  const refused = async (path: string, into: string) =>
    ((await takeCopy(path, at(into)).catch((error: unknown) => error)) as Problem).code;
  expect(await refused(at("nowhere"), "a.git")).toBe("no-repository");
  writeFiles(at("empty"), {});
  gitIn(here.folder, "init", "--quiet", "bare-bones");
  expect(await refused(at("bare-bones"), "b.git")).toBe("nothing-committed");
  writeFiles(at("demo"), PROJECT);
  const source = await takeCopy(at("demo"), at("c.git"));
  await expect(ensureTag(source, "v1..0")).rejects.toThrow(Problem);
  await expect(ensureTag(source, "-d")).rejects.toThrow(Problem);
});

test.each([
  ["https://github.com/acme/rocket.git", "acme/rocket"],
  ["https://github.com/acme/rocket", "acme/rocket"],
  ["git@github.com:acme/rocket.git", "acme/rocket"],
  ["ssh://git@host.example:2222/acme/rocket.js.git", "acme/rocket.js"],
  ["/srv/git/rocket.git", undefined],
  ["", undefined],
])("the name of %j", (url, name) => expect(nameOfRemote(url)).toBe(name));
