import { copyFile, link, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ArchiveFormat } from "@slipway/packaging";
import type { Contender, Row } from "./benchmark.ts";
import type { InputFile } from "./inputs.ts";
import { type Command, has, measure } from "./measure.ts";

/** A package to be written, whoever writes it. */
export interface Target {
  readonly name: string;
  readonly format: ArchiveFormat;
  readonly files: readonly InputFile[];
}

/**
 * What pack.mjs is told. `list` is a file with a line for each file of the archive, "mode", "path" and "file" with tabs between:
 * as JSON, 100,000 of them would take more memory than the packing.
 */
export interface PackJob {
  readonly scratch: string;
  readonly workers?: number;
  readonly archives: readonly {
    readonly format: ArchiveFormat;
    readonly path: string;
    readonly root: string;
    readonly list: string;
  }[];
}

/** What pack.mjs says when it is done; `peak` in bytes. */
export interface Packed {
  readonly archives: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
  readonly peak: number;
  readonly cpuSeconds: number;
}

const PACK = fileURLToPath(new URL("./pack.mjs", import.meta.url));

/** Ours, from a process's start to its end. `seen` gets what was written, for comparisons. */
export function ours(
  who: string,
  targets: readonly Target[],
  options: { workers?: number; seen?: (packed: Packed) => void } = {},
): Contender {
  return {
    who,
    async run(outputs) {
      const { workers, seen } = options;
      const args = [PACK, await writeJob(outputs, targets, workers)];
      const { seconds, output } = await measure([{ command: process.execPath, args }]);
      const packed: Packed = JSON.parse(output);
      seen?.(packed);
      const bytes = packed.archives.reduce((sum, { size }) => sum + size, 0);
      return { seconds, bytes, peak: packed.peak, cpu: packed.cpuSeconds };
    },
  };
}

async function writeJob(folder: string, targets: readonly Target[], workers?: number): Promise<string> {
  const archives: PackJob["archives"][number][] = [];
  for (const [index, { name, format, files }] of targets.entries()) {
    const list = join(folder, `${index}.list`);
    await writeFile(list, files.map(({ path, file, mode }) => `${mode}\t${path}\t${file}\n`).join(""));
    archives.push({ format, path: join(folder, name), root: name.replace(/\.(zip|tar\.\w+)$/, ""), list });
  }
  const job: PackJob = { scratch: join(folder, "scratch"), archives, ...(workers !== undefined && { workers }) };
  await writeFile(join(folder, "job.json"), JSON.stringify(job));
  return join(folder, "job.json");
}

/** Files laid out as each package unpacks. */
async function layOut(folder: string, targets: readonly Target[]): Promise<void> {
  for (const { name, files } of targets) {
    for (const { path, file } of files) {
      await mkdir(dirname(join(folder, name, path)), { recursive: true });
      const place = join(folder, name, path);
      await link(file, place).catch(() => copyFile(file, place)); // another file system
    }
  }
}

async function sizeBelow(folder: string): Promise<number> {
  let size = 0;
  for (const name of await readdir(folder)) size += (await stat(join(folder, name))).size;
  return size;
}

/** Packs each package by itself, one after the other, through a pipe or with a tool that writes the file. */
function separately(
  who: string,
  tools: readonly string[],
  targets: readonly Target[],
  commandsOf: (folder: string, out: string, target: Target) => readonly Command[],
): Contender {
  return {
    who,
    async run(outputs): Promise<Omit<Row, "who"> | undefined> {
      if (!tools.every(has)) return undefined;
      const staged = join(outputs, "staged");
      const done = join(outputs, "done");
      await mkdir(done);
      await layOut(staged, targets);
      let seconds = 0;
      let peak = 0;
      let cpu = 0;
      for (const target of targets) {
        const out = join(done, target.name);
        const commands = commandsOf(join(staged, target.name), out, target);
        const measured = await measure(commands, commands.length > 1 ? out : undefined);
        seconds += measured.seconds;
        cpu += measured.cpu;
        peak = Math.max(peak, measured.peak);
      }
      return { seconds, peak, cpu, bytes: await sizeBelow(done) };
    },
  };
}

/** `tar | compressor`, e.g. `["pigz", "-6"]`. A zip is packed by tar as well: a compressor of streams can do no more. */
export function tarPipe(compressor: readonly [string, ...string[]], targets: readonly Target[]): Contender {
  const [command, ...args] = compressor;
  return separately(`tar \\| ${compressor.join(" ")}`, ["tar", command], targets, (folder) => [
    { command: "tar", args: ["-cf", "-", "-C", folder, "."] },
    { command, args },
  ]);
}

export function zipTool(targets: readonly Target[]): Contender {
  return separately("zip -6", ["zip"], targets, (folder, out) => [
    { command: "zip", args: ["-q", "-6", "-r", out, "."], cwd: folder },
  ]);
}

/**
 * GoReleaser, where it is on PATH or named by GORELEASER. Its archives hold prebuilt files (`meta: true`), so that it builds
 * nothing; it runs as many at a time as there are cores, and takes SHA-256 of each.
 */
export function goreleaser(targets: readonly Target[]): Contender {
  const command = process.env.GORELEASER ?? "goreleaser";
  return {
    who: "GoReleaser",
    async run(outputs) {
      if (!has(command) || !has("git")) return undefined;
      const project = join(outputs, "project");
      await mkdir(project);
      await layOut(join(project, "files"), targets);
      await writeFile(join(project, ".goreleaser.yaml"), goreleaserConfig(targets));
      const git = (...args: string[]) => measure([{ command: "git", args, cwd: project }]);
      await git("init", "-q");
      const person = ["-c", "user.name=n", "-c", "user.email=e@example.org"];
      await git(...person, "commit", "-q", "--allow-empty", "-m", "x");
      await git("tag", "v1.0.0");
      const args = ["release", "--snapshot", "--clean", "--skip=publish,announce,before,validate", "--timeout=60m"];
      const { seconds, peak, cpu } = await measure([{ command, args, cwd: project }]);
      let bytes = 0;
      for (const name of await readdir(join(project, "dist"))) {
        if (/\.(zip|tar\.gz)$/.test(name)) bytes += (await stat(join(project, "dist", name))).size;
      }
      return { seconds, peak, cpu, bytes };
    },
  };
}

function goreleaserConfig(targets: readonly Target[]): string {
  const archives = targets.map(({ name, format }, index) => {
    const stem = name.slice(0, -(format.length + 1));
    return [
      `  - id: a${index}`,
      "    meta: true",
      `    formats: ["${format}"]`,
      `    name_template: "${stem}"`,
      `    wrap_in_directory: "${stem}"`,
      `    files: [{ src: "files/${name}/**/*", dst: ".", strip_parent: false }]`,
    ].join("\n");
  });
  const lines = ["version: 2", "project_name: bench", "builds: [{ skip: true }]", "archives:", ...archives];
  return `${lines.join("\n")}\n`;
}
