import { nearest } from "./nearest.ts";
import { mistake } from "./problem.ts";

export type Os = "linux" | "macos" | "windows" | "freebsd";
export type Arch = "amd64" | "arm64";

/** A platform and architecture that a release is built for. */
export interface Target {
  /** As it stands in file names and configuration, for example `linux-amd64`. */
  readonly id: TargetId;
  readonly os: Os;
  readonly arch: Arch;
  /** Rust's name (https://doc.rust-lang.org/rustc/platform-support.html). */
  readonly triple: string;
  /** Zig's name; glibc pinned to the oldest version that current distributions of long support still run. */
  readonly zig: string;
  /** `GOOS`. */
  readonly goos: "linux" | "darwin" | "windows" | "freebsd";
  /** `GOARCH`. */
  readonly goarch: Arch;
  /** Suffix of an executable's file name. */
  readonly exe: "" | ".exe";
}

export type TargetId = (typeof TABLE)[number][0];

const TABLE = [
  ["linux-amd64", "x86_64-unknown-linux-gnu", "x86_64-linux-gnu.2.28"],
  ["linux-arm64", "aarch64-unknown-linux-gnu", "aarch64-linux-gnu.2.28"],
  ["linux-amd64-musl", "x86_64-unknown-linux-musl", "x86_64-linux-musl"],
  ["linux-arm64-musl", "aarch64-unknown-linux-musl", "aarch64-linux-musl"],
  ["macos-amd64", "x86_64-apple-darwin", "x86_64-macos"],
  ["macos-arm64", "aarch64-apple-darwin", "aarch64-macos"],
  ["windows-amd64", "x86_64-pc-windows-gnu", "x86_64-windows-gnu"],
  ["windows-amd64-msvc", "x86_64-pc-windows-msvc", "x86_64-windows-msvc"],
  ["windows-arm64", "aarch64-pc-windows-gnullvm", "aarch64-windows-gnu"],
  ["windows-arm64-msvc", "aarch64-pc-windows-msvc", "aarch64-windows-msvc"],
  ["freebsd-amd64", "x86_64-unknown-freebsd", "x86_64-freebsd"],
  ["freebsd-arm64", "aarch64-unknown-freebsd", "aarch64-freebsd"],
] as const;

export const TARGETS: readonly Target[] = TABLE.map(([id, triple, zig]) => {
  const [os, arch] = id.split("-") as [Os, Arch];
  const goos = os === "macos" ? "darwin" : os;
  return { id, os, arch, triple, zig, goos, goarch: arch, exe: os === "windows" ? ".exe" : "" };
});

export const TARGET_IDS: readonly TargetId[] = TABLE.map(([id]) => id);

/** What is built when nothing is configured: the platforms of requirement A4. */
export const DEFAULT_TARGET_IDS: readonly TargetId[] = [
  "linux-amd64",
  "linux-arm64",
  "macos-amd64",
  "macos-arm64",
  "windows-amd64",
  "freebsd-amd64",
];

/** By identifier or by Rust's triple. */
export function findTarget(name: string): Target | undefined {
  return TARGETS.find((target) => target.id === name || target.triple === name);
}

/** @throws {Problem} `unknown-target` */
export function requireTarget(name: string): Target {
  const target = findTarget(name);
  if (target === undefined) {
    const guess = nearest(name, TARGET_IDS);
    throw mistake(
      "unknown-target",
      `there is no target "${name}"`,
      `${guess === undefined ? "" : `did you mean "${guess}"? `}known targets: ${TARGET_IDS.join(", ")}`,
    );
  }
  return target;
}
