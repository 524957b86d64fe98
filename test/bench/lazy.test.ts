import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

/** What a bundle loads, and when: the time of each action's start depends on it, in every job of every user. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const hook = (name: string) => new URL(`./${name}.mjs`, import.meta.url).href;
const BUNDLES = globSync("dist/*/index.js", { cwd: ROOT }).sort();
/** Libraries that some runs need and others do not; a bundle that holds one has every run read it. */
const HEAVY = [
  "@actions/artifact",
  "@actions/cache",
  "@actions/exec",
  "@actions/http-client",
  "@actions/tool-cache",
  "@octokit/core",
  "@sigstore/sign",
  "node-liblzma",
  "nodemailer",
  "openpgp",
  "smol-toml",
  "undici",
  "yaml",
  "zod",
];
/** What an action's inputs are checked with, or written in, is there before they are. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  notify: ["yaml"],
  rollback: ["yaml"],
  "sign-binaries": ["zod"],
};

const scratch = mkdtempSync(join(tmpdir(), "slipway-lazy-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs a bundle and answers with the modules that it and its threads loaded, relative to `dist/`, each once, in order. */
function modulesOf(bundle: string, hooks: readonly string[], inputs: Readonly<Record<string, string>> = {}): string[] {
  const folder = mkdtempSync(join(scratch, "run-"));
  const trace = join(folder, "trace");
  for (const name of ["trace", "output", "summary"]) writeFileSync(join(folder, name), "");
  mkdirSync(join(folder, "workspace"));
  writeFileSync(join(folder, "workspace/file.txt"), "hello\n".repeat(1000));
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? "",
    TRACE_MODULES: trace,
    RUNNER_TEMP: join(folder, "temp"),
    GITHUB_WORKSPACE: join(folder, "workspace"),
    GITHUB_REPOSITORY: "octo/sample",
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
  };
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value;
  const args = [...hooks.flatMap((name) => ["--import", hook(name)]), join(ROOT, bundle)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8", timeout: 60_000 });
  if (status !== 0) throw new Error(`${bundle} ended with ${status}: ${stdout}${stderr}`);
  const below = pathToFileURL(join(ROOT, "dist/")).href;
  const urls = new Set(readFileSync(trace, "utf8").trim().split("\n"));
  return [...urls]
    .filter((url) => !url.startsWith(new URL(".", import.meta.url).href))
    .map((url) => url.replace(below, ""));
}

describe("before its first input", () => {
  test("there are bundles", () => {
    expect(BUNDLES.length).toBeGreaterThan(5);
  });
  test.each(BUNDLES)("%s loads itself alone", (bundle) => {
    expect(modulesOf(bundle, ["trace-modules", "first-input"])).toStrictEqual([bundle.replace(/^dist./, "")]);
  });
  test.each(BUNDLES)("%s holds no library that only some runs need", (bundle) => {
    const code = readFileSync(join(ROOT, bundle), "utf8");
    const named = [...code.matchAll(/^;?\/\/ (?:CONCATENATED|EXTERNAL) MODULE: \S*?node_modules\/(\S+)$/gm)];
    const paths = named.map(([, path]) => path as string);
    expect(paths, "ncc names the modules of a bundle").toContainEqual(
      expect.stringMatching(/@actions\/core\/lib\/core.js$/),
    );
    const held = HEAVY.filter((name) => paths.some((path) => `/${path}`.includes(`/${name}/`)));
    expect(held).toStrictEqual(NEEDED[basename(dirname(bundle))] ?? []);
  });
});

describe("package-archives starts the threads that a format needs", () => {
  const bundle = "dist/package-archives/index.js";
  test.each([
    ["tar.br", []],
    ["tar.zst", []],
    ["tar.gz", ["package-archives/deflate-worker.js"]],
    ["zip", ["package-archives/deflate-worker.js"]],
    ["tar.xz", ["package-archives/xz-worker.js"]],
  ])("%s", (formats, workers) => {
    const inputs = { name: "sample", files: "file.txt", formats };
    const loaded = modulesOf(bundle, ["trace-modules"], inputs);
    const chunks = loaded.filter((path) => /^package-archives\/\d+\.index\.js$/.test(path));
    expect(chunks).not.toStrictEqual([]);
    expect(loaded.filter((path) => !chunks.includes(path))).toStrictEqual(["package-archives/index.js", ...workers]);
  });
});
