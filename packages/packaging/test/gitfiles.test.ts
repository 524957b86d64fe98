import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";
import { beforeAll, expect, test, vi } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { runGit } from "../src/gitfiles/git.ts";
import { exportBlobs, listTree, sourceArchiveEntries, writeArchive } from "../src/index.ts";
import { noise, run, scratchDirectory, withStore } from "./helpers.ts";

const directory = await scratchDirectory();
const repo = join(directory, "repo");
const git = (...args: string[]) =>
  run("git", [
    "-C",
    repo,
    "-c",
    "user.name=n",
    "-c",
    "user.email=e@example.org",
    "-c",
    "commit.gpgSign=false",
    ...args,
  ]).toString();

const TRACKED: Readonly<Record<string, string | Buffer>> = {
  ".gitattributes":
    "*.txt text eol=crlf\nsecret export-ignore\ntools/ export-ignore\nversion export-subst\n/docs/draft* export-ignore\n",
  "a.txt": "line\nline\n",
  "docs/draft.md": "no",
  "docs/keep.md": "yes",
  "docs/.gitattributes": "inner export-ignore\n",
  "docs/inner": "no",
  "nested/secret/file": "no",
  "tools/run": "no",
  "nested/tools/run": "no",
  "nested/kept/tools": "a file of that name is no directory",
  version: "$Format:%H$\n",
  "with space": "x",
  "ü/日本": "y",
  "bin/big": noise(300_000),
  empty: "",
};

beforeAll(async () => {
  run("git", ["init", "-q", "-b", "main", repo]);
  for (const [path, contents] of Object.entries(TRACKED)) {
    await mkdir(dirname(join(repo, path)), { recursive: true });
    await writeFile(join(repo, path), contents);
  }
  await symlink("../a.txt", join(repo, "docs/link"));
  git("add", ".");
  git("update-index", "--chmod=+x", "bin/big");
  git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},vendored`);
  git("commit", "-q", "-m", "one");
  git("tag", "v1");
  // From here on the working tree and the index lie.
  await writeFile(join(repo, "a.txt"), "changed");
  await writeFile(join(repo, "untracked"), "u");
  await writeFile(join(repo, ".gitattributes"), "* export-ignore\n");
  git("add", "untracked");
});

describeWith(["git", "tar"], "tracked files", () => {
  test("are listed from the commit", async () => {
    const files = await listTree(repo, "v1");
    expect(files.map(({ path }) => path)).toStrictEqual(
      [...Object.keys(TRACKED), "docs/link", "vendored"].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
    const modes = Object.fromEntries(files.map(({ path, mode, size }) => [path, `${mode} ${size}`]));
    expect(modes).toMatchObject({
      "bin/big": "100755 300000",
      "docs/link": "120000 8",
      empty: "100644 0",
      vendored: "160000 0",
    });
  });

  test("are exported as the bytes that their ids promise, whatever the attributes say", async () => {
    const files = (await listTree(repo, "v1")).filter(({ mode }) => mode !== "160000");
    const into = join(directory, "blobs");
    const exported = await exportBlobs(repo, [...files, ...files], into);
    expect((await readdir(into)).sort()).toStrictEqual([...new Set(files.map(({ oid }) => oid))].sort());
    for (const { path, oid, size } of files) {
      const bytes = await readFile(exported.get(oid) as string);
      expect(bytes.length, path).toBe(size);
      expect(createHash("sha1").update(`blob ${size}\0`).update(bytes).digest("hex"), path).toBe(oid);
    }
    expect(await readFile(exported.get(files.find(({ path }) => path === "a.txt")?.oid ?? "") ?? "", "utf8")).toBe(
      "line\nline\n",
    );
  });

  test("are whole at every moment, while they are exported again", async () => {
    const files = (await listTree(repo, "v1")).filter(({ mode }) => mode.startsWith("100"));
    const exported = await exportBlobs(repo, files, join(directory, "again"));
    const wrong: string[] = [];
    let ended = false;
    const looking = (async () => {
      for (; !ended; await new Promise(setImmediate)) {
        for (const { path, oid, size } of files) {
          const found = statSync(exported.get(oid) as string).size;
          if (found !== size) wrong.push(`${path}: ${found} of ${size}`);
        }
      }
    })();
    for (let time = 0; time < 10; time++) {
      await Promise.all([1, 2].map(() => exportBlobs(repo, files, join(directory, "again"))));
    }
    ended = true;
    await looking;
    expect(wrong).toStrictEqual([]);
    expect(await readdir(join(directory, "again"))).toHaveLength(new Set(files.map(({ oid }) => oid)).size);
  });

  test.each([
    ["the repository", () => repo],
    ["a folder in it", () => join(repo, "docs")],
    ["a bare clone", () => join(directory, "bare.git")],
  ])("a source archive of %s holds what git archive holds", async (name, from) => {
    if (from() !== repo && name.includes("bare")) run("git", ["clone", "-q", "--bare", repo, from()]);
    const path = join(directory, `${name.replaceAll(" ", "-")}.tar`);
    await withStore(directory, 1, async (store) => {
      const entries = await sourceArchiveEntries(store, {
        repo: from(),
        commit: "v1",
        scratch: join(directory, "scratch"),
      });
      await writeArchive(store, { format: "tar", path, root: "src", timestamp: 1, entries });
    });
    const names = (tar: Buffer) =>
      run("tar", ["-t", "--quoting-style=literal"], { input: tar })
        .toString()
        .split("\n")
        .filter((line) => line !== "")
        .sort();
    const theirs = names(run("git", ["-C", repo, "archive", "--format=tar", "--prefix=src/", "v1"]));
    expect(names(await readFile(path))).toStrictEqual(theirs);
    expect(theirs).toContain("src/docs/keep.md");
    expect(theirs).not.toContain("src/tools/run");
    const contents = (file: string) => run("tar", ["-xOf", path, `src/${file}`]).toString();
    expect(contents("a.txt")).toBe("line\nline\n");
    expect(contents("version")).toBe("$Format:%H$\n");
    expect(await readdir(join(directory, "scratch"))).not.toContain("index");
  });

  test("what is missing is named", async () => {
    const problem = (code: string) => expect.objectContaining({ name: "Problem", code });
    await expect(listTree(repo, "v2")).rejects.toStrictEqual(problem("commit-unknown"));
    await expect(listTree(repo, "--help")).rejects.toStrictEqual(problem("commit-unknown"));
    await expect(listTree(join(directory, "nowhere"), "v1")).rejects.toStrictEqual(problem("git-missing"));
    await expect(listTree(directory, "v1")).rejects.toStrictEqual(problem("git-failed"));
    const absent = exportBlobs(repo, [{ oid: "2".repeat(40) }], join(directory, "absent"));
    await expect(absent).rejects.toStrictEqual(problem("git-object-missing"));
    await expect(exportBlobs(directory, [{ oid: "2".repeat(40) }], join(directory, "absent"))).rejects.toStrictEqual(
      problem("git-failed"),
    );
  });

  test("an object that is not what its name promises is refused, and leaves no file", async () => {
    const clone = join(directory, "damaged");
    run("git", ["init", "-q", clone]);
    const oid = run("git", ["-C", clone, "hash-object", "-w", "--stdin"], { input: Buffer.from("right") })
      .toString()
      .trim();
    const object = join(clone, ".git/objects", oid.slice(0, 2), oid.slice(2));
    await rm(object);
    await writeFile(object, deflateSync("blob 5\0wrong"));
    const into = join(directory, "damaged-blobs");
    await expect(exportBlobs(clone, [{ oid }], into)).rejects.toMatchObject({
      code: "git-object-damaged",
      message: expect.stringContaining(oid),
    });
    expect(await readdir(into)).toStrictEqual([]);
  });

  test("a git that waits is ended, and what it started is waited for no longer", async () => {
    const clone = join(directory, "partial");
    const number = join(directory, "number");
    const server = join(directory, "server");
    await writeFile(server, `echo $$ > '${number}'\nexec sleep 600\n`);
    run("git", ["init", "-q", clone]);
    for (const setting of [
      "core.repositoryFormatVersion=1",
      "extensions.partialClone=origin",
      "remote.origin.promisor=true",
      `remote.origin.url=ext::sh ${server}`,
      "protocol.ext.allow=always",
    ]) {
      run("git", ["-C", clone, "config", ...(setting.split(/=(.*)/s).slice(0, 2) as string[])]);
    }
    const reading = runGit({ repo: clone, args: ["cat-file", "blob", "2".repeat(40)], deadline: 3000 });
    await expect(reading).rejects.toMatchObject({
      code: "git-timeout",
      remedy: expect.stringContaining("without a filter"),
    });
    process.kill(Number(await vi.waitFor(() => readFile(number, "utf8"), 60_000)));
  });
});
