import { resolve } from "node:path";
import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import { mistake, requireTarget, type Target } from "@slipway/model";

const TOOLCHAINS = ["zig", "go", "rust", "cargo-zigbuild", "cross"] as const;

interface Common {
  /** Absolute. */
  readonly directory: string;
  readonly useInstalled: boolean;
  /** Milliseconds. */
  readonly deadline: number;
}

export interface ChainInputs extends Common {
  readonly mode: "chain";
  readonly plan: PlanInputs;
  readonly leg: string;
}

export interface AloneInputs extends Common {
  readonly mode: "alone";
  readonly targets: readonly Target[];
  readonly toolchain: (typeof TOOLCHAINS)[number];
  readonly version: string | undefined;
}

export function parseInputs(inputs: Inputs, runtime: Runtime): ChainInputs | AloneInputs {
  const plan = planInputs(inputs);
  const targets = inputs.list("targets").map(requireTarget);
  const common = {
    directory: resolve(runtime.workspace, inputs.text("directory") ?? "."),
    useInstalled: inputs.flag("use-installed", true),
    deadline: inputs.count("timeout-minutes", 10, 1) * 60_000,
  };
  if (plan.path !== undefined || plan.digest !== undefined) {
    if (targets.length > 0) {
      throw mistake("inputs-contradict", 'both a plan and "targets" are given', "with a plan, leave `targets` out");
    }
    return { mode: "chain", plan, leg: inputs.required("leg"), ...common };
  }
  if (targets.length === 0) {
    throw mistake(
      "missing-input",
      'neither "plan-digest" nor "targets" is given',
      "pass `leg` and `plan-digest`, or `targets`",
    );
  }
  const toolchain = inputs.choice("toolchain", TOOLCHAINS, "zig");
  return { mode: "alone", targets, toolchain, version: inputs.text("version"), ...common };
}
