import type { StepSummary } from "../report/summary.ts";
import type { RunEvent } from "../runner/result.ts";

/** What the events of a run tell beyond its result: when steps began, and which of them ran compilers. */
export class Recorder {
  private readonly now: () => number;
  private readonly jobs = new Map<string, number>();
  private readonly steps = new Map<string, { offset: number; building: boolean }>();
  private readonly open = new Map<string, number>();
  private readonly spans: (readonly [number, number])[] = [];

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
        this.steps.set(key, { offset: this.now() - (this.jobs.get(event.job) ?? this.now()), building: false });
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

  /** Seconds after the job's start, and whether compilers ran in the step. */
  step(job: string, number: number): Pick<StepSummary, "offset" | "building"> {
    const known = this.steps.get(`${job}\n${number}`);
    if (known === undefined) return {};
    return { offset: Math.round(known.offset * 1000) / 1000, ...(known.building && { building: true }) };
  }

  /** Seconds in which at least one build was running. */
  compiling(): number {
    let total = 0;
    let until = Number.NEGATIVE_INFINITY;
    for (const [from, to] of [...this.spans].sort(([a], [b]) => a - b)) {
      total += Math.max(0, to - Math.max(from, until));
      until = Math.max(until, to);
    }
    return total;
  }

  private begin(key: string): void {
    const step = this.steps.get(key);
    if (step) step.building = true;
    if (!this.open.has(key)) this.open.set(key, this.now());
  }

  private end(key: string): void {
    const from = this.open.get(key);
    if (from === undefined) return;
    this.open.delete(key);
    this.spans.push([from, this.now()]);
  }
}

/** The header or name of a step that runs a project's build: the action build-binaries, by any reference. */
function isBuild(text: string): boolean {
  return /\/actions\/build-binaries(?:@|\s|$)/.test(text);
}
