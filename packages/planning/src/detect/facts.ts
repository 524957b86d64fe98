import { mistake, type Problem, type ToolchainName } from "@slipway/model";

/** Files that git tracks, as detection sees them: paths below the project, and the text of each. */
export interface Tree {
  readonly paths: readonly string[];
  /** @returns `undefined` when there is no such file */
  read(path: string): Promise<string | undefined>;
}

/** Something a manifest says, and which one does. */
export interface Fact {
  readonly value: string;
  readonly file: string;
}

/** What the manifests of a project say about it. */
export interface Facts {
  readonly name?: Fact | undefined;
  readonly version?: Fact | undefined;
  readonly description?: Fact | undefined;
  /** SPDX expression. */
  readonly licence?: Fact | undefined;
  readonly homepage?: Fact | undefined;
  /** Address of the source. */
  readonly repository?: Fact | undefined;
}
export const FACT_NAMES = ["name", "version", "description", "licence", "homepage", "repository"] as const;

/** Binaries that a toolchain's default command makes in a directory. */
export interface DetectedBuild {
  readonly toolchain: ToolchainName;
  /** Relative to the project; "." is its root. */
  readonly directory: string;
  /** The manifest. */
  readonly file: string;
  readonly binaries: readonly { readonly name: string; readonly package?: string }[];
  /** Why the binaries could not be told, where there are none. */
  readonly why?: string;
}

/** What one manifest reader found in one directory. */
export interface Finding {
  readonly file: string;
  readonly facts: Facts;
  readonly build: DetectedBuild | undefined;
}

export function join(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => part.split("/"))
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

export function fact(value: unknown, file: string): Fact | undefined {
  return typeof value === "string" && value.trim() !== "" ? { value: value.trim(), file } : undefined;
}

/** @throws {Problem} `invalid-manifest` */
export function unreadable(file: string, why: string, place: { line?: number; column?: number } = {}): Problem {
  return mistake(
    "invalid-manifest",
    `${file} cannot be read: ${why}`,
    "correct the file; its own tool (cargo, go, zig, npm) refuses it as well",
    { file, ...place },
  );
}
