import { globSync } from "node:fs";
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Benchmark, median, type Row } from "./benchmark.ts";
import { measure } from "./measure.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const HOOK = new URL("./first-input.mjs", import.meta.url).href;
const ROUNDS = 9;

/** An empty script that loads `@actions/core` alone, bundled as the actions are. */
async function baseline(outputs: string): Promise<string> {
  const folder = join(outputs, "baseline");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const core = join(ROOT, "node_modules/@actions/core/lib/core.js");
  await writeFile(join(folder, "main.js"), `import { getInput } from ${JSON.stringify(core)};\ngetInput("x");\n`);
  const ncc = join(ROOT, "node_modules/@vercel/ncc/dist/ncc/cli.js");
  const args = [ncc, "build", join(folder, "main.js"), "--out", join(folder, "dist"), "--no-cache", "--quiet"];
  await measure([{ command: process.execPath, args }]);
  return join(folder, "dist/index.js");
}

export const startup: Benchmark = {
  name: "startup",
  title: "from a process's start to the first input read, and the size of all code of a bundle (`npm run build` first)",
  async run({ outputs }) {
    const bundles = globSync("dist/*/index.js", { cwd: ROOT })
      .sort()
      .map((path) => ({ who: basename(dirname(path)), file: join(ROOT, path) }));
    if (bundles.length === 0) return { rows: [], facts: ["dist/ holds no bundle: npm run build"] };
    const subjects = [{ who: "@actions/core alone", file: await baseline(outputs) }, ...bundles];
    const times = subjects.map((): number[] => []);
    const env = { GITHUB_WORKSPACE: outputs, RUNNER_TEMP: outputs, GITHUB_REPOSITORY: "octo/sample" };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, { file }] of subjects.entries()) {
        const { output } = await measure([{ command: process.execPath, args: ["--import", HOOK, file], env }]);
        const milliseconds = Number(output.trim());
        // A bundle that ends before it reads an input would count as fast.
        if (!(milliseconds > 0)) throw new Error(`${file} read no input`);
        times[index]?.push(milliseconds / 1000);
      }
    }
    const rows: Row[] = [];
    for (const [index, { who, file }] of subjects.entries()) {
      const folder = dirname(file);
      let bytes = 0;
      for (const name of await readdir(folder)) {
        if (name !== "licences.txt") bytes += (await stat(join(folder, name))).size;
      }
      // Start by start, so that the machine's load meets both sides of a ratio.
      const ratios = (times[index] ?? []).map((time, round) => time / (times[0]?.[round] ?? Number.NaN));
      rows.push({ who, seconds: median(times[index] ?? []), bytes, note: `${median(ratios).toFixed(2)} of the first` });
    }
    return { rows, facts: [`medians of ${ROUNDS} starts each, in turn, and of their ratios`] };
  },
};
