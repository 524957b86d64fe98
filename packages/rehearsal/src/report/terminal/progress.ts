import type { RehearsalEvent } from "../../rehearse/events.ts";
import { formatSeconds, readableLine, shortStep } from "../format.ts";
import { fit, markOf, plainLine, type Style, styleOf, type TerminalTraits } from "./style.ts";

/** Where lines go: a stream of the process, or a test's buffer. */
export interface Output {
  write(text: string): void;
}

export interface ProgressOptions {
  readonly output: Output;
  readonly traits: TerminalTraits;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  /** Every line of every log, and every step. */
  readonly verbose: boolean;
  /** Calls back about four times a second while something is drawn; returns what stops it. */
  readonly every: (redraw: () => void) => () => void;
}

interface RunningJob {
  readonly name: string;
  readonly started: number;
  step: string;
}

/** Steps that take less are not worth a line of their own in a log file. */
const LONG_STEP = 10;

/**
 * Shows a rehearsal while it runs. On a terminal: one line for each running job at the bottom, drawn over in place, and
 * above it what is done. Elsewhere: a line when a job starts and ends, for long and failed steps, and for annotations.
 */
export class Progress {
  private readonly options: ProgressOptions;
  private readonly style: Style;
  private readonly running = new Map<string, RunningJob>();
  private drawn = 0;
  private stop: (() => void) | undefined;

  constructor(options: ProgressOptions) {
    this.options = options;
    this.style = styleOf(options.traits);
  }

  show(event: RehearsalEvent): void {
    const { style } = this;
    switch (event.type) {
      case "note":
        this.print(style.dim(plainLine(event.text)));
        return;
      case "warning":
        this.print(`${style.yellow("!")} ${plainLine(event.text)}`);
        return;
      case "job-started":
        this.running.set(event.job, { name: plainLine(event.name), started: this.options.now(), step: "" });
        if (!this.options.traits.live)
          this.print(`${style.blue("▸")} ${plainLine(event.name)} ${style.dim(`on ${event.runsOn}`)}`);
        else this.redraw();
        return;
      case "step-started": {
        const job = this.running.get(event.job);
        if (job) job.step = plainLine(shortStep(event.step));
        if (this.options.verbose)
          this.print(style.dim(`  ${this.nameOf(event.job)} · ${plainLine(shortStep(event.step))}`));
        else if (this.options.traits.live) this.redraw();
        return;
      }
      case "step-finished":
        if (event.result === "failure" || (!this.options.traits.live && event.seconds >= LONG_STEP)) {
          const line = `  ${markOf(event.result, style)} ${this.nameOf(event.job)} · ${plainLine(shortStep(event.step))}`;
          this.print(`${line} ${style.dim(formatSeconds(event.seconds))}`);
        }
        return;
      case "log":
        if (this.options.verbose) this.log(event.job, event.line);
        this.follow(event.job, event.line);
        return;
      case "annotation": {
        const { level, title, message } = event.annotation;
        if (level === "notice") return;
        const sign = level === "error" ? style.red("✗") : style.yellow("!");
        const [first = ""] = message.split("\n");
        this.print(
          `  ${sign} ${title ? `${plainLine(title)}: ` : ""}${plainLine(first)} ${style.dim(`(${this.nameOf(event.job)})`)}`,
        );
        return;
      }
      case "job-finished": {
        this.running.delete(event.job);
        const after = event.reason === "" ? formatSeconds(event.seconds) : plainLine(event.reason.split("\n")[0] ?? "");
        this.print(`${markOf(event.result, style)} ${plainLine(event.name)} ${style.dim(after)}`);
      }
    }
  }

  /** Takes the drawn lines away; nothing more is shown. */
  finish(): void {
    this.options.output.write(this.erased());
    this.running.clear();
    this.stop?.();
    this.stop = undefined;
  }

  private log(job: string, text: string): void {
    const line = readableLine(text);
    if (line !== undefined) this.print(`  ${this.style.dim(`${this.nameOf(job)} │`)} ${plainLine(line)}`);
  }

  /** Titles of groups tell what a long step is at: the steps inside a composite action, the target that is built. */
  private follow(job: string, line: string): void {
    const title = /^##\[group\](.+)$/.exec(line)?.[1];
    const known = this.running.get(job);
    if (title !== undefined && known) known.step = plainLine(shortStep(title));
  }

  private nameOf(job: string): string {
    return this.running.get(job)?.name ?? plainLine(job);
  }

  private print(line: string): void {
    const { output } = this.options;
    output.write(`${this.erased()}${line}\n`);
    this.redraw();
  }

  private erased(): string {
    if (this.drawn === 0) return "";
    const text = `\u001b[${this.drawn}A\u001b[0J`;
    this.drawn = 0;
    return text;
  }

  private redraw(): void {
    if (!this.options.traits.live) return;
    const lines = this.lines();
    const text = lines.map((line) => `${line}\n`).join("");
    this.options.output.write(`${this.erased()}${text}`);
    this.drawn = lines.length;
    if (lines.length > 0) this.stop ??= this.options.every(() => this.redraw());
    else {
      this.stop?.();
      this.stop = undefined;
    }
  }

  private lines(): string[] {
    const { style, options } = this;
    const { width } = options.traits;
    return [...this.running.values()].map((job) => {
      const elapsed = formatSeconds((options.now() - job.started) / 1000);
      const room = width - elapsed.length - 6;
      const name = fit(job.name, Math.ceil(room * 0.6));
      const step = fit(job.step, Math.max(0, room - name.length - 2));
      return `${style.blue("▸")} ${name}  ${style.dim(step)}  ${style.dim(elapsed)}`;
    });
  }
}
