import { distributions } from "./archives.ts";
import { type Benchmark, compare } from "./benchmark.ts";
import { goreleaser, ours, type Target, tarPipe } from "./contenders.ts";
import { binaries, smallFiles, TARGETS } from "./inputs.ts";

export const packages: Benchmark = {
  name: "packages",
  title: "archives, and for each target a deb's data and an image's layer with the same binaries (tar.gz)",
  async run(bench) {
    const all = await distributions(bench.inputs);
    for (const target of TARGETS) {
      const programs = await binaries(bench.inputs, target);
      const below = (folder: string) => programs.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
      all.push({ name: `deb-${target}.tar.gz`, format: "tar.gz", files: [...below("usr"), ...(await smallFiles())] });
      all.push({ name: `layer-${target}.tar.gz`, format: "tar.gz", files: below("usr/local") });
    }
    return { rows: await compare(bench, [ours("Slipway", all), tarPipe(["pigz", "-6"], all), goreleaser(all)]) };
  },
};

export const variants: Benchmark = {
  name: "variants",
  title: "what a third variant costs that is made of files of the others (ours against ours)",
  async run(bench) {
    const two = await distributions(bench.inputs);
    // Target by target, as a plan orders them.
    const three = two.flatMap((target): Target[] => {
      const { name, format, files } = target;
      if (!name.includes("-complete.")) return [target];
      return [target, { name: name.replace("complete", "server"), format, files: files.slice(1) }];
    });
    const rounds = Math.max(bench.rounds, 3);
    const rows = await compare({ ...bench, rounds }, [ours("two variants", two), ours("three variants", three)]);
    return { rows };
  },
};

export const cores: Benchmark = {
  name: "cores",
  title: "8 archives of two targets with 1, 2 and 4 workers; the bytes have to be the same",
  async run(bench) {
    const all = await distributions(bench.inputs, ["linux-amd64", "macos-arm64"]);
    const seen = new Set<string>();
    const look = (packed: { archives: readonly { sha256: string }[] }) =>
      void seen.add(packed.archives.map(({ sha256 }) => sha256).join());
    const rows = await compare(
      bench,
      [1, 2, 4].map((workers) => ours(workers === 1 ? "1 worker" : `${workers} workers`, all, { workers, seen: look })),
    );
    if (seen.size !== 1) throw new Error("the archives depend on the number of workers");
    return { rows, facts: ["all archives equal"] };
  },
};
