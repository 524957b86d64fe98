import { join } from "node:path";
import type { Source } from "../pins/index.ts";
import { findProgram, lastLines, run } from "../run.ts";
import { Unavailable, type Workshop } from "./workshop.ts";

/** The job's settings for the project's target must not reach the tool's own build. */
const WITHOUT = Object.fromEntries(
  [
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_RUSTFLAGS",
    "RUSTFLAGS",
    "CC",
    "CXX",
    "AR",
    "RANLIB",
    "CFLAGS",
    "CXXFLAGS",
    "LDFLAGS",
  ].map((name) => [name, undefined]),
);

/** Compiled from the published crate with the versions of its own lock file; cargo verifies every crate's checksum. */
export async function fromCargo(
  source: Extract<Source, { kind: "cargo" }>,
  version: string,
  into: string,
  workshop: Workshop,
): Promise<void> {
  const cargo = findProgram("cargo", workshop.env);
  if (cargo === undefined) throw new Unavailable("this machine has no cargo");
  const { code, tail } = await run(
    {
      program: cargo,
      args: ["install", source.crate, "--version", version, "--locked", "--root", into, "--no-track"],
      cwd: into,
      env: { ...workshop.env, ...WITHOUT, CARGO_TARGET_DIR: join(workshop.temp, "cargo-install") },
    },
    { deadline: workshop.deadline, onLine: (line) => workshop.log.debug(line) },
  );
  if (code !== 0) throw new Unavailable(`cargo install failed${lastLines(tail, 6)}`);
}
