import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildBundles, differences, ROOT } from "./bundles.ts";

/**
 * `npm run check [-- name …]`: everything that must hold before a commit lands, one line each; a failed one shows its output at
 * the end. All of them run, so that one look shows all that is wrong.
 */
interface Check {
  readonly name: string;
  /** What to do when it fails. */
  readonly remedy: string;
  run(): Promise<string | undefined>;
}

const bin = (name: string) => join(ROOT, "node_modules/.bin", name);

/** The command's output when it fails. */
function command(file: string, ...args: string[]): () => Promise<string | undefined> {
  return () =>
    new Promise((resolve, reject) => {
      const child = spawn(file, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
      const output: Buffer[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => output.push(chunk));
      child.on("error", reject);
      child.on("close", (code) => resolve(code === 0 ? undefined : Buffer.concat(output).toString()));
    });
}

async function bundles(): Promise<string | undefined> {
  const fresh = mkdtempSync(join(tmpdir(), "slipway-dist-"));
  try {
    await buildBundles(fresh);
    const found = differences(fresh, join(ROOT, "dist"));
    return found.length === 0 ? undefined : found.join("\n");
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const CHECKS: readonly Check[] = [
  {
    name: "format and lint",
    remedy: "npm run format",
    run: command(bin("biome"), "ci", "--colors=off", "--error-on-warnings", "--max-diagnostics=50", "."),
  },
  { name: "types", remedy: "npm run types", run: command(bin("tsc"), "-b") },
  {
    name: "generated documents",
    remedy: "npm run docs",
    run: command(process.execPath, "--conditions=source", "scripts/docs.ts", "--check"),
  },
  { name: "dist", remedy: "npm run build, and commit dist/", run: bundles },
  { name: "tests", remedy: "npm test", run: command(bin("vitest"), "run") },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`there is no check "${unknown[0]}"; checks: ${CHECKS.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const failures: string[] = [];
for (const { name, remedy, run } of CHECKS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = performance.now();
  const output = await run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(output === undefined ? `ok      ${name} (${seconds} s)` : `FAILED  ${name} (${seconds} s): ${remedy}`);
  if (output !== undefined) failures.push(`\n── ${name} ──\n${output.trimEnd()}`);
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
