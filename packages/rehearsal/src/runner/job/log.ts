import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Masker } from "./masks.ts";

/** The log of one step: a file, made with its first line, and each line to whoever watches. Everything is masked on its way. */
export class StepLog {
  readonly path: string;
  private readonly masker: Masker;
  private readonly watch: (line: string) => void;
  private file: number | undefined;
  private buffer = "";
  private open = true;
  private broken = false;

  constructor(path: string, masker: Masker, watch: (line: string) => void) {
    this.path = path;
    this.masker = masker;
    this.watch = watch;
  }

  /** Whether anything was written. */
  get used(): boolean {
    return this.file !== undefined || this.buffer !== "";
  }

  write(text: string): void {
    if (!this.open) return;
    for (const line of this.masker.mask(text).split("\n")) {
      if (!this.broken) this.buffer += `${line}\n`;
      this.watch(line);
    }
    if (this.buffer.length > 1 << 16) this.flush();
  }

  close(): void {
    if (!this.open) return;
    this.flush();
    this.open = false;
    if (this.file !== undefined) closeSync(this.file);
  }

  /** A full disk ends the file, not the step: whoever watches still sees all, and what the step itself writes fails too. */
  private flush(): void {
    if (this.buffer === "" || this.broken) return;
    try {
      this.append();
    } catch (error) {
      this.broken = true;
      this.watch(`##[error]The log '${this.path}' could not be written: ${(error as Error).message}`);
    }
  }

  private append(): void {
    if (this.file === undefined) {
      mkdirSync(dirname(this.path), { recursive: true });
      this.file = openSync(this.path, "w");
    }
    const text = this.buffer;
    this.buffer = "";
    writeSync(this.file, text);
  }
}
