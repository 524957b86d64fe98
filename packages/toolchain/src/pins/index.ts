import { CARGO_ZIGBUILD } from "./cargo-zigbuild.ts";
import { CROSS } from "./cross.ts";
import { GO } from "./go.ts";
import type { Pin, ToolName } from "./pin.ts";
import { ZIG } from "./zig.ts";

/** Every tool that is installed from a pin. Rust is rustup's own business: it pins, verifies and keeps toolchains itself. */
export const PINS: Readonly<Record<Exclude<ToolName, "rust">, Pin>> = {
  zig: ZIG,
  go: GO,
  "cargo-zigbuild": CARGO_ZIGBUILD,
  cross: CROSS,
};
export type { Pin, Source, ToolName } from "./pin.ts";
