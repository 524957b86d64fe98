import * as core from "@actions/core";
import type { Outputs } from "./act.ts";

/** Outputs that must be there although the step fails afterwards; what `run` returns is set by `act`. */
export function setOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, String(value));
}
