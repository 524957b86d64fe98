import { type Inputs, type PlanInputs, planInputs } from "@slipway/action-kit";
import { mistake, type PlannedGate, THRESHOLDS } from "@slipway/model";

export interface ChainInputs {
  readonly mode: "chain";
  readonly plan: PlanInputs;
  readonly manifestDigest: string;
}

export interface AloneInputs {
  readonly mode: "alone";
  /** Globs. */
  readonly sboms: readonly string[];
  readonly gate: PlannedGate;
}

export function parseInputs(inputs: Inputs): ChainInputs | AloneInputs {
  const plan = planInputs(inputs);
  const sboms = inputs.lines("sboms");
  if (plan.path !== undefined || plan.digest !== undefined) {
    if (sboms.length > 0)
      throw mistake("inputs-contradict", 'both a plan and "sboms" are given', "with a plan, leave `sboms` out");
    return { mode: "chain", plan, manifestDigest: inputs.required("manifest-digest") };
  }
  if (sboms.length === 0) {
    throw mistake(
      "missing-input",
      'neither "plan-digest" nor "sboms" is given',
      "pass build-matrix's output `plan-digest`, or the bills of materials to read",
    );
  }
  const database = inputs.text("database");
  const api = inputs.text("api");
  return {
    mode: "alone",
    sboms,
    gate: {
      fail: inputs.choice("fail", THRESHOLDS, "high"),
      failUnknown: inputs.flag("fail-unknown", true),
      ignore: inputs.lines("ignore").map(ignored),
      ...(database !== undefined && { database }),
      ...(api !== undefined && { api }),
      onError: inputs.choice("on-error", ["fail", "warn"], "fail"),
    },
  };
}

function ignored(line: string): PlannedGate["ignore"][number] {
  const [, id, until, reason] = /^(\S+)\s+(\d{4}-\d{2}-\d{2})\s+(\S.*)$/.exec(line) ?? [];
  if (id === undefined || until === undefined || reason === undefined || Number.isNaN(Date.parse(until))) {
    throw mistake(
      "invalid-input",
      `a line of the input "ignore" is "${line}"`,
      "write identifier, last day and reason, for example: GHSA-xxxx-xxxx-xxxx 2026-12-31 never called",
    );
  }
  return { id, until, reason };
}
