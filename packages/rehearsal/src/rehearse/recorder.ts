import type { StepSummary } from "../report/summary.ts";
import type { RunEvent } from "../runner/result.ts";

interface Known {
  readonly offset: number;
  building: { readonly from: number; to: number } | undefined;
}

/** What the events of a run tell beyond its result: when steps began, and when compilers ran. */
export class Recorder {
  private readonly now: () => number;
  private readonly jobs = new Map<string, number>();
  private readonly steps = new Map<string, Known>();
  private readonly open = new Set<string>();

  /** @param now seconds */
  constructor(now: () => number) {
    this.now = now;
  }

  record(event: RunEvent): void {
    switch (event.type) {
      case "job-started":
        this.jobs.set(event.job, this.now());
        return;
      case "step-started": {
        const key = `${event.job}\n${event.step}`;
        this.steps.set(key, { offset: this.now() - (this.jobs.get(event.job) ?? this.now()), building: undefined });
        if (isBuild(event.name)) this.begin(key);
        return;
      }
      case "log": {
        // Inside a composite action each step announces the action it uses, as GitHub's runner does.
        const header = /^##\[group\]Run (\S+\/\S+)$/.exec(event.line);
        if (!header) return;
        const key = `${event.job}\n${event.step}`;
        if (isBuild(header[1] ?? "")) this.begin(key);
        else this.end(key);
        return;
      }
      case "step-finished":
        this.end(`${event.job}\n${event.step.number}`);
    }
  }

  /** Seconds after the job's start at which the step began, and those in which compilers ran in it. */
  step(job: string, number: number): Pick<StepSummary, "offset" | "building"> {
    const known = this.steps.get(`${job}\n${number}`);
    if (known === undefined) return {};
    const { offset, building } = known;
    const began = this.jobs.get(job) ?? 0;
    return {
      offset: milliseconds(offset),
      ...(building && {
        building: { offset: milliseconds(building.from - began), seconds: milliseconds(building.to - building.from) },
      }),
    };
  }

  /** Seconds in which at least one build was running. */
  compiling(): number {
    const spans = [...this.steps.values()].flatMap(({ building }) => (building === undefined ? [] : [building]));
    let total = 0;
    let until = Number.NEGATIVE_INFINITY;
    for (const { from, to } of spans.sort((a, b) => a.from - b.from)) {
      total += Math.max(0, to - Math.max(from, until));
      until = Math.max(until, to);
    }
    return total;
  }

  private begin(key: string): void {
    const step = this.steps.get(key);
    if (step === undefined || this.open.has(key)) return;
    this.open.add(key);
    step.building ??= { from: this.now(), to: this.now() };
  }

  private end(key: string): void {
    const building = this.steps.get(key)?.building;
    if (this.open.delete(key) && building) building.to = this.now();
  }
}

/** The header or name of a step that runs a project's build: the action build-binaries, by any reference. */
function isBuild(text: string): boolean {
  return /\/actions\/build-binaries(?:@|\s|$)/.test(text);
}

/** More digits than the clock is worth make a summary hard to read. */
export const milliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;
