import { type Benchmark, compare } from "./benchmark.ts";
import { ours, tarPipe, zipTool } from "./contenders.ts";
import { largeFile, manyFiles } from "./inputs.ts";

export const large: Benchmark = {
  name: "large",
  title: "one file of 2 GiB as tar.gz; its memory beside that of 64 MiB",
  async run(bench) {
    const of = async (size: number) =>
      [{ name: "large.tar.gz", format: "tar.gz", files: [await largeFile(bench.inputs, size)] }] as const;
    const [small, whole] = [await of(2 ** 26), await of(2 ** 31)];
    const rows = await compare(bench, [
      ours("Slipway, 2 GiB", whole),
      tarPipe(["pigz", "-6"], whole),
      ours("Slipway, 64 MiB", small),
    ]);
    return { rows };
  },
};

export const many: Benchmark = {
  name: "many",
  title: "100,000 files of 0.2 to 4 KB as tar.gz, and as zip",
  async run(bench) {
    const files = await manyFiles(bench.inputs, 100_000);
    const tar = [{ name: "many.tar.gz", format: "tar.gz", files }] as const;
    const zip = [{ name: "many.zip", format: "zip", files }] as const;
    const rows = [
      ...(await compare(bench, [ours("Slipway tar.gz", tar), tarPipe(["pigz", "-6"], tar)])),
      ...(await compare(bench, [ours("Slipway zip", zip), zipTool(zip)])),
    ];
    return { rows };
  },
};
