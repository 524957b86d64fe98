import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { gitEnvironment } from "./git-process.ts";
import { LooseFiles } from "./loose.ts";
import type { GitObject, ObjectType } from "./objects.ts";

/**
 * Reads objects and resolves names: from loose files, and what is not there through one lasting `git cat-file --batch`, which sees objects and refs that others write
 * meanwhile. Thousands of requests would else start a process each, several times.
 */
export class ObjectReader {
  readonly #directory: string;
  readonly #loose: LooseFiles;
  #child: ChildProcessWithoutNullStreams | undefined;
  #buffer: Buffer = Buffer.alloc(0);
  #waiting: { resolve(found: GitObject | undefined): void; reject(error: Error): void }[] = [];

  constructor(directory: string) {
    this.#directory = directory;
    this.#loose = new LooseFiles(directory);
  }

  /** Any name that `git rev-parse` takes for one object; undefined when there is none. */
  read(name: string): Promise<GitObject | undefined> {
    if (name === "" || /[\n\0]/.test(name)) return Promise.resolve(undefined);
    const found = this.#loose.read(name);
    if (found !== "elsewhere") return Promise.resolve(found);
    const child = this.#start();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      child.stdin.write(`${name}\n`);
    });
  }

  close(): void {
    this.#child?.stdin.end();
    this.#child = undefined;
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child) return this.#child;
    const child = spawn("git", ["--git-dir", this.#directory, "cat-file", "--batch"], { env: gitEnvironment() });
    child.stdout.on("data", (chunk: Buffer) => {
      this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
      this.#deliver();
    });
    const fail = (error: Error) => {
      if (this.#child === child) this.#child = undefined;
      this.#buffer = Buffer.alloc(0);
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    };
    child.on("error", fail);
    child.on("close", (code) => fail(new Error(`git cat-file ended with ${code}`)));
    child.stdin.on("error", () => {}); // told by `close`
    child.stderr.resume();
    this.#child = child;
    return child;
  }

  /** Answers come in order: `<sha> <type> <size>` and the bytes, or `<name> missing` (or `ambiguous`). */
  #deliver(): void {
    for (;;) {
      const end = this.#buffer.indexOf(0x0a);
      if (end < 0) return;
      const head = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(this.#buffer.toString("utf8", 0, end));
      if (!head) {
        this.#buffer = this.#buffer.subarray(end + 1);
        this.#waiting.shift()?.resolve(undefined);
        continue;
      }
      const size = Number(head[3]);
      if (this.#buffer.length < end + 1 + size + 1) return;
      const bytes = Buffer.from(this.#buffer.subarray(end + 1, end + 1 + size));
      this.#buffer = this.#buffer.subarray(end + 1 + size + 1);
      this.#waiting.shift()?.resolve({ sha: head[1] as string, type: head[2] as ObjectType, bytes });
    }
  }
}
