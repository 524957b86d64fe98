import { execFile } from "node:child_process";
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { promisify } from "node:util";

export const ROOT = join(import.meta.dirname, "..");
const run = promisify(execFile);

/** Names of the JavaScript actions, in order; composite actions have no bundle. */
function actionNames(): string[] {
  return globSync("actions/*/action.yml", { cwd: ROOT })
    .filter((path) => /^\s*using: node\d+$/m.test(readFileSync(join(ROOT, path), "utf8")))
    .map((path) => basename(dirname(path)))
    .sort();
}

/** Heavy libraries that several actions load lazily (`webpackIgnore`): one copy of each, where Node looks for it from any bundle. */
const SHARED = [
  "@actions/artifact",
  "@actions/cache",
  "@actions/http-client",
  "@actions/tool-cache",
  "@sigstore/sign",
  "openpgp",
];

/**
 * The bundler leaves out what nobody uses of a package that says that its modules do nothing when they are imported; our own
 * say so. `@actions/core` does not, although it is true, and brings an HTTP client (1 MB) to every action for its
 * tokens, which none asks for. So a copy that says it lies where action-kit's compiled modules find it first.
 */
function markCoreEffectless(): void {
  const source = join(ROOT, "node_modules/@actions/core");
  const copy = join(ROOT, "packages/action-kit/build/node_modules/@actions/core");
  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const marked = `${JSON.stringify({ ...manifest, sideEffects: false }, null, 2)}\n`;
  cpSync(source, copy, { recursive: true });
  writeFileSync(join(copy, "package.json"), marked);
}

async function bundle(entry: string, out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const ncc = join(ROOT, "node_modules/@vercel/ncc/dist/ncc/cli.js");
  // ncc's cache is left out: it would make a bundle depend on earlier builds.
  await run(
    process.execPath,
    [ncc, "build", entry, "--out", out, "--no-cache", "--license", "licences.txt", "--quiet"],
    {
      cwd: ROOT,
      maxBuffer: 1 << 26,
    },
  );
}

async function bundleShared(directory: string, name: string): Promise<void> {
  const out = join(directory, "node_modules", name);
  const source = join(ROOT, "node_modules", name);
  const { version, exports, type = "commonjs", main } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const entry = exports?.["."].import ?? main;
  await bundle(join(source, entry), out);
  // What was CommonJS stays so: its importers take all of it as the default export, bundled or not.
  const manifest = { name, version, type, exports: `./index${extname(entry)}` };
  writeFileSync(join(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Bundles actions from the compiler's output into `<directory>/<action>/`; without names all of them and what they share. */
export async function buildBundles(directory: string, names: readonly string[] = []): Promise<void> {
  markCoreEffectless();
  const queue = [
    ...(names.length > 0 ? [] : SHARED.map((name) => () => bundleShared(directory, name))),
    ...(names.length > 0 ? names : actionNames()).map(
      (name) => () => bundle(join(ROOT, "actions/build", name, "main.js"), join(directory, name)),
    ),
  ];
  const work = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await job();
  };
  await Promise.all([work(), work()]);
}

/** Relative paths of all files below a directory, in order. */
function filesBelow(directory: string): string[] {
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
      .filter(
        (path) => right.includes(path) && !readFileSync(join(expected, path)).equals(readFileSync(join(found, path))),
      )
      .map((path) => `${path} differs`),
  ];
}
