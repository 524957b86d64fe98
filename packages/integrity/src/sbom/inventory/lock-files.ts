import { mistake, type Problem } from "@slipway/model";

/** @throws {Problem} `invalid-manifest` */
export function unreadable(file: string, why: string): Problem {
  return mistake(
    "invalid-manifest",
    `${file} cannot be read: ${why}`,
    "correct the file, or have its own tool (cargo, go, zig, npm) write it again",
    { file },
  );
}

/** A file of the project's; `undefined` when there is none. */
export type ReadFile = (path: string) => Promise<string | undefined>;

export type Table = Readonly<Record<string, unknown>>;

export function table(value: unknown): Table | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : undefined;
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
