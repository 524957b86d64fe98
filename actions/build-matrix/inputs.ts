import { resolve } from "node:path";
import type { Inputs, Runtime } from "@slipway/action-kit";
import type { PlanRequest } from "@slipway/planning";

/** Inputs of build-matrix; what the workflow's trigger says stands in for what is not given. */
export function parseInputs(inputs: Inputs, runtime: Runtime): PlanRequest {
  return {
    directory: resolve(runtime.workspace, inputs.text("directory") ?? "."),
    config: inputs.text("config"),
    tag: inputs.text("tag"),
    ref: inputs.text("ref") ?? runtime.ref,
    repository: runtime.repository,
    filters: { targets: inputs.list("targets"), variants: inputs.list("variants") },
  };
}
