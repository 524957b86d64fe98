import { execFileSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { archives, formats } from "./archives.ts";
import type { Benchmark, Figures, Row } from "./benchmark.ts";
import { publish, publishLarge, publishTiny } from "./publish.ts";
import { cores, packages, variants } from "./sharing.ts";
import { large, many } from "./sizes.ts";
import { startup } from "./startup.ts";

/** `npm run bench [-- name …] [--json] [--rounds N] [--dir DIR]`: figures of ours beside others', from the same run. */

const BENCHMARKS: readonly Benchmark[] = [
  archives,
  packages,
  variants,
  large,
  many,
  cores,
  startup,
  publish,
  publishTiny,
  publishLarge,
  formats,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "1" },
    dir: { type: "string", default: join(tmpdir(), "slipway-bench") },
  },
});
const rounds = Number(values.rounds);
const unknown = positionals.filter((name) => !BENCHMARKS.some((one) => one.name === name));
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  const names = BENCHMARKS.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join("\n");
  console.error(`usage: npm run bench [-- name …] [--json] [--rounds N] [--dir DIR]\n${names}`);
  process.exit(2);
}

const root = fileURLToPath(new URL("../../", import.meta.url));
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b", "packages/packaging"], {
  cwd: root,
});

const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");
const processors = cpus();
const machine = `${processors.length} × ${processors[0]?.model ?? "unknown"}, ${process.platform}-${process.arch}, Node ${process.versions.node}`;
const results: (Figures & { name: string; title: string; load: { before: string; after: string } })[] = [];
const outputs = join(values.dir, `outputs-${process.pid}`);
if (!values.json) console.log(`${machine}\n`);
try {
  for (const benchmark of BENCHMARKS) {
    if (positionals.length > 0 && !positionals.includes(benchmark.name)) continue;
    process.stderr.write(`${benchmark.name}: ${benchmark.title}\n`);
    await mkdir(outputs, { recursive: true });
    const before = load();
    const figures = await benchmark.run({ inputs: join(values.dir, "inputs"), outputs, rounds });
    const result = { name: benchmark.name, title: benchmark.title, load: { before, after: load() }, ...figures };
    results.push(result);
    if (!values.json) console.log(table(result));
  }
} finally {
  await rm(outputs, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify({ machine, rounds, results }, null, 2));

function table({ name, title, load, rows, facts = [] }: (typeof results)[number]): string {
  const first = rows[0]?.seconds;
  const cells = rows.map(({ who, seconds, cpu, bytes, peak, note = "" }: Row) => [
    who,
    seconds === undefined ? "" : seconds >= 1 ? `${seconds.toFixed(2)} s` : `${(seconds * 1000).toFixed(0)} ms`,
    seconds === undefined || first === undefined ? "" : `${(seconds / first).toFixed(2)}`,
    cpu === undefined || cpu === 0 ? "" : `${cpu.toFixed(1)} s`,
    bytes === undefined ? "" : `${(bytes / 1e6).toFixed(2)} MB`,
    peak === undefined || peak === 0 ? "" : `${(peak / 2 ** 20).toFixed(0)} MiB`,
    note,
  ]);
  const head = ["", "time", "of the first", "processor", "size", "peak memory", ""];
  const lines = [head, head.map(() => "---"), ...cells].map((line) => `| ${line.join(" | ")} |`);
  const notes = [...facts, `load before ${load.before}, after ${load.after}`].map((fact) => `- ${fact}`);
  return `### ${name}\n\n${title}\n\n${lines.join("\n")}\n\n${notes.join("\n")}\n`;
}
