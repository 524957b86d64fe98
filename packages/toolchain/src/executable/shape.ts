import type { Arch, Os } from "@slipway/model";

export type ExecutableFormat = "elf" | "mach-o" | "pe" | "script";

/** What the headers of a program say about it. */
export interface Executable {
  readonly format: ExecutableFormat;
  /** `undefined` where the format does not tell: a static ELF program without notes, a script. */
  readonly os: Os | undefined;
  /** One, or several in a universal macOS program; architectures that Slipway has no targets for are `other`. */
  readonly architectures: readonly (Arch | "other")[];
  /** Holds neither a symbol table for debuggers nor debug information. */
  readonly stripped: boolean;
}

/** Thrown by the readers where a table lies outside of the file. */
export class Malformed extends Error {}
