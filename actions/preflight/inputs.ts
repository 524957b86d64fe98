import { resolve } from "node:path";
import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import type { CodeSigningSecrets } from "@slipway/integrity/code-signing";
import { mistake } from "@slipway/model";
import { RELEASE_TYPES, type VersionRequest, versionRequest } from "@slipway/planning";
import { codeSigningSecrets, type SigningSecrets, signingSecrets } from "./secrets.ts";

const PERMISSIONS = ["contents", "id-token"] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface PreflightInputs {
  readonly directory: string;
  readonly config: string | undefined;
  readonly ref: string | undefined;
  /** Of a release that no tag began. */
  readonly version: VersionRequest | undefined;
  readonly allowGap: boolean;
  readonly plan: PlanInputs;
  /** Names of the only checks to make; empty for all. */
  readonly checks: readonly string[];
  readonly skip: readonly string[];
  /** What the job's token must be able to do; what is not listed is told only. */
  readonly permissions: readonly Permission[];
  readonly token: string | undefined;
  readonly codeSigning: CodeSigningSecrets;
  readonly signing: SigningSecrets;
}

export function parseInputs(inputs: Inputs, runtime: Runtime): PreflightInputs {
  const checks = inputs.list("checks");
  const skip = inputs.list("skip");
  const both = checks.find((name) => skip.includes(name));
  if (both !== undefined) {
    throw mistake("inputs-contradict", `the inputs "checks" and "skip" both name ${both}`, "keep it in one of them");
  }
  return {
    directory: resolve(runtime.workspace, inputs.text("directory") ?? "."),
    config: inputs.text("config"),
    ref: inputs.text("ref") ?? runtime.ref,
    version: versionRequest({
      tag: undefined,
      version: inputs.text("version"),
      releaseType:
        inputs.text("release-type") === undefined ? undefined : inputs.choice("release-type", RELEASE_TYPES, "auto"),
      prereleaseId: inputs.text("prerelease-id"),
    }),
    allowGap: inputs.flag("allow-gap", false),
    plan: planInputs(inputs),
    checks,
    skip,
    permissions: inputs.choices("permissions", PERMISSIONS, []),
    token: inputs.text("token"),
    codeSigning: codeSigningSecrets(inputs),
    signing: signingSecrets(inputs),
  };
}
