import type { Inputs, Runtime } from "@slipway/action-kit";
import { mistake } from "@slipway/model";
import type { CarryRequest } from "@slipway/rollback/carry";

export interface CarryInputs extends CarryRequest {
  readonly repository: string;
  readonly token: string;
  /** Names or globs. */
  readonly leaveOut: readonly string[];
  readonly dryRun: boolean;
}

export function parseInputs(inputs: Inputs, { repository }: Runtime): CarryInputs {
  if (repository === undefined) {
    throw mistake(
      "missing-repository",
      "GITHUB_REPOSITORY is not set",
      "outside GitHub Actions, set GITHUB_REPOSITORY to owner/name",
    );
  }
  return {
    carry: inputs.required("carry"),
    from: inputs.required("from"),
    reason: inputs.required("reason"),
    version: inputs.text("version"),
    leaveOut: inputs.list("leave-out"),
    config: inputs.text("config"),
    configAt: inputs.text("config-at"),
    dryRun: inputs.flag("dry-run", false),
    repository,
    token: inputs.required("token"),
  };
}
