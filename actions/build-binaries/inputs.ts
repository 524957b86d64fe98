import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import { mistake, type PlannedBuild, requireTarget, requireVersion, type Target, TOOLCHAINS } from "@slipway/model";

const RUST_VIA = ["cargo", "cross", "cargo-zigbuild"] as const;

interface Common {
  /** Absolute. */
  readonly directory: string;
  readonly handOver: boolean;
  /** Targets that are built at the same time. */
  readonly jobs: number;
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
  readonly target: Target;
  readonly build: PlannedBuild;
  readonly version: string;
}

export function parseInputs(inputs: Inputs, runtime: Runtime): ChainInputs | AloneInputs {
  const plan = planInputs(inputs);
  const common = {
    directory: resolve(runtime.workspace, inputs.text("directory") ?? "."),
    handOver: inputs.flag("hand-over-binaries", false),
    // Compilers use several cores themselves for part of the time.
    jobs: inputs.count("jobs", Math.max(1, Math.floor(availableParallelism() / 2)), 1),
    deadline: inputs.count("timeout-minutes", 60, 1) * 60_000,
  };
  const target = inputs.text("target");
  if (plan.path !== undefined || plan.digest !== undefined) {
    if (target !== undefined) {
      throw mistake("inputs-contradict", 'both a plan and "target" are given', "with a plan, leave `target` out");
    }
    return { mode: "chain", plan, leg: inputs.required("leg"), ...common };
  }
  if (target === undefined) {
    throw mistake(
      "missing-input",
      'neither "plan-digest" nor "target" is given',
      "pass `leg` and `plan-digest`, or `target`, `toolchain` and `binaries`",
    );
  }
  const found = requireTarget(target);
  const version = requireVersion(inputs.text("version") ?? "0.0.0-dev", 'the input "version"').text;
  return { mode: "alone", target: found, build: aloneBuild(inputs, found), version, ...common };
}

function aloneBuild(inputs: Inputs, target: Target): PlannedBuild {
  inputs.required("toolchain");
  const toolchain = inputs.choice("toolchain", TOOLCHAINS, "command");
  const command = inputs.lines("command");
  if (toolchain === "command" && command.length === 0) {
    throw mistake(
      "missing-input",
      'the input "command" is empty',
      'give the command under "command: |", one argument a line',
    );
  }
  const names = inputs.list("binaries");
  if (names.length === 0) {
    throw mistake(
      "missing-input",
      'the input "binaries" is empty',
      'name what is built, for example "binaries: hello"',
    );
  }
  const version = inputs.text("toolchain-version");
  const output = inputs.text("output");
  return {
    id: "build",
    toolchain,
    ...(version !== undefined && { toolchainVersion: version }),
    ...(toolchain === "rust" && { rustVia: inputs.choice("rust-via", RUST_VIA, "cargo") }),
    directory: ".",
    ...(command.length > 0 && { command: [...command] }),
    args: [...inputs.lines("args")],
    features: [...inputs.list("features")],
    env: {},
    ...(output !== undefined && { output }),
    binaries: names.map((text) => {
      const [name = text, path] = text.split("=");
      return path === undefined ? { name } : { name, package: path };
    }),
    strip: inputs.flag("strip", true),
    targets: [target.id],
  };
}
