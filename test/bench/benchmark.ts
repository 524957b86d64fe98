import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** One contender of a benchmark; what it could not be measured by is absent. */
export interface Row {
  readonly who: string;
  readonly seconds?: number;
  /** Processor time, which depends less than the time on what else the machine does. */
  readonly cpu?: number;
  /** Bytes written, together. */
  readonly bytes?: number;
  /** Largest resident set of a process of it, in bytes. */
  readonly peak?: number;
  readonly note?: string;
}

export interface Figures {
  /** The first row is ours; ratios are of the others' time to ours. */
  readonly rows: readonly Row[];
  readonly facts?: readonly string[];
}

export interface Benchmark {
  readonly name: string;
  /** What is measured, in a line. */
  readonly title: string;
  run(bench: Bench): Promise<Figures>;
}

export interface Bench {
  /** Inputs, kept from one run to the next. */
  readonly inputs: string;
  /** Outputs, gone after each contender. */
  readonly outputs: string;
  /** Rounds of all contenders, one after the other, so that the machine's load meets all of them. */
  readonly rounds: number;
}

export interface Contender {
  readonly who: string;
  readonly note?: string;
  /** Undefined: it is not on this machine. */
  run(outputs: string): Promise<Omit<Row, "who"> | undefined>;
}

/** Runs contenders in turn, round after round; of each the median time and the largest peak count. */
export async function compare(bench: Bench, contenders: readonly Contender[]): Promise<Row[]> {
  const results = contenders.map((): Omit<Row, "who">[] => []);
  for (let round = 0; round < bench.rounds; round++) {
    for (const [index, { who, run }] of contenders.entries()) {
      process.stderr.write(`  ${who} …\n`);
      const outputs = join(bench.outputs, String(index));
      await rm(outputs, { recursive: true, force: true });
      await mkdir(outputs, { recursive: true });
      const result = await run(outputs);
      if (result !== undefined) results[index]?.push(result);
      await rm(outputs, { recursive: true, force: true });
    }
  }
  return contenders.map(({ who, note }, index) => {
    const found = results[index] ?? [];
    const first = found[0];
    if (first === undefined) return { who, note: "not on this machine" };
    const peaks = found.flatMap(({ peak }) => peak ?? []);
    return {
      who,
      ...first,
      ...(note !== undefined && { note }),
      seconds: median(found.flatMap(({ seconds }) => seconds ?? [])),
      ...(first.cpu !== undefined && { cpu: median(found.flatMap(({ cpu }) => cpu ?? [])) }),
      ...(peaks.length > 0 && { peak: Math.max(...peaks) }),
    };
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}
