import { execFile } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";

export const ROOT = join(import.meta.dirname, "..");
const run = promisify(execFile);

/** Names of the JavaScript actions, in order; composite actions have no bundle. */
export function actionNames(): string[] {
  return globSync("actions/*/action.yml", { cwd: ROOT })
    .filter((path) => /^\s*using: node\d+$/m.test(readFileSync(join(ROOT, path), "utf8")))
    .map((path) => basename(dirname(path)))
    .sort();
}

/**
 * Bundles every action from the compiler's output into `<directory>/<action>/`. ncc's cache is left out: it would make a bundle
 * depend on earlier builds.
 */
export async function buildBundles(directory: string, names = actionNames()): Promise<void> {
  const queue = [...names];
  const work = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const out = join(directory, name);
      rmSync(out, { recursive: true, force: true });
      const ncc = join(ROOT, "node_modules/@vercel/ncc/dist/ncc/cli.js");
      const entry = join(ROOT, "actions/build", name, "main.js");
      await run(process.execPath, [ncc, "build", entry, "--out", out, "--no-cache", "--license", "licences.txt", "--quiet"], {
        cwd: ROOT,
        maxBuffer: 1 << 26,
      });
    }
  };
  await Promise.all([work(), work()]);
}

/** Relative paths of all files below a directory, in order. */
export function filesBelow(directory: string): string[] {
  return globSync("**", { cwd: directory, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort();
}

/** What differs between two directories, a line each. */
export function differences(expected: string, found: string): string[] {
  const [left, right] = [filesBelow(expected), filesBelow(found)];
  return [
    ...left.filter((path) => !right.includes(path)).map((path) => `${path} is missing`),
    ...right.filter((path) => !left.includes(path)).map((path) => `${path} should not exist`),
    ...left
      .filter((path) => right.includes(path) && !readFileSync(join(expected, path)).equals(readFileSync(join(found, path))))
      .map((path) => `${path} differs`),
  ];
}
