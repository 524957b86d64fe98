import type { Bench, Benchmark } from "./benchmark.ts";
import { compare } from "./benchmark.ts";
import { goreleaser, ours, type Target, tarPipe, zipTool } from "./contenders.ts";
import { binaries, type InputFile, materialSize, smallFiles, TARGETS } from "./inputs.ts";

/** Complete has all three binaries, minimal the first alone; each has the small files; each as tar.gz and as zip. */
export async function distributions(inputs: string, targets: readonly string[] = TARGETS): Promise<Target[]> {
  const small = await smallFiles();
  const made: Target[] = [];
  for (const target of targets) {
    const programs = await binaries(inputs, target);
    const variants = { complete: programs, minimal: programs.slice(0, 1) };
    for (const [variant, files] of Object.entries(variants)) {
      for (const format of ["tar.gz", "zip"] as const) {
        made.push({ name: `provisioning-1.0.0-${target}-${variant}.${format}`, format, files: [...files, ...small] });
      }
    }
  }
  return made;
}

export const archives: Benchmark = {
  name: "archives",
  title: "6 targets × 2 variants (3 or 1 binaries of 17 MB, 300 small files) × tar.gz and zip; ours with all digests",
  async run(bench) {
    const all = await distributions(bench.inputs);
    const contenders = [
      ours("Slipway", all),
      tarPipe(["pigz", "-6"], all),
      goreleaser(all),
      tarPipe(["gzip", "-6"], all),
    ];
    return { rows: await compare(bench, contenders), facts: [await material(bench, all)] };
  },
};

/** The same, one format at a time: what sharing between formats does not explain. */
export const formats: Benchmark = {
  name: "formats",
  title: "one target, 2 variants, each format alone, beside the tool of that format",
  async run(bench) {
    const all = await distributions(bench.inputs, ["linux-amd64"]);
    const only = (format: Target["format"]): Target[] =>
      all
        .filter((target) => target.format === "tar.gz")
        .map(({ name, files }) => ({ name: name.replace("tar.gz", format), format, files }));
    const rows = [
      ...(await compare(bench, [ours("Slipway tar.gz", only("tar.gz")), tarPipe(["pigz", "-6"], only("tar.gz"))])),
      ...(await compare(bench, [ours("Slipway zip", only("zip")), zipTool(only("zip"))])),
      ...(await compare(bench, [
        ours("Slipway tar.zst", only("tar.zst")),
        tarPipe(["zstd", "-9", "-q"], only("tar.zst")),
      ])),
      ...(await compare(bench, [ours("Slipway tar.xz", only("tar.xz")), tarPipe(["xz", "-6", "-T0"], only("tar.xz"))])),
    ];
    return { rows };
  },
};

async function material(bench: Bench, targets: readonly Target[]): Promise<string> {
  const distinct = new Set<string>(targets.flatMap(({ files }) => files.map(({ file }) => file)));
  const { stat } = await import("node:fs/promises");
  const sizes = new Map<string, number>();
  for (const file of distinct) sizes.set(file, (await stat(file)).size);
  const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + (sizes.get(file) ?? 0), 0);
  const packed = targets.reduce((total, { files }) => total + sum(files.map(({ file }: InputFile) => file)), 0);
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  return `${targets.length} archives of ${megabytes(packed)}, ${megabytes(sum(distinct))} of it distinct, cut from ${megabytes(await materialSize())} of executables in ${bench.inputs}`;
}
