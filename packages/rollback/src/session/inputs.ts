import type { Inputs, Runtime } from "@slipway/action-kit";
import { journalInput, messengerCredentials, type TapCredentials, tapCredentials } from "@slipway/channels/action";
import type { Secrets } from "@slipway/channels/messages";
import { mistake, ROLLBACK_MODES, SEVERITIES } from "@slipway/model";
import { tagFrom } from "../choose.ts";
import type { RollbackRequest } from "../gather.ts";
import { rollForwardWish } from "./roll-forward-wish.ts";

export interface RollbackInputs extends RollbackRequest {
  /** Released repository. */
  readonly repository: string;
  readonly token: string;
  readonly dryRun: boolean;
  /** SHA-256 that the plan was approved by. */
  readonly planDigest: string | undefined;
  /** Path of the approved plan: names what changed since, where it is stale. */
  readonly plan: string | undefined;
  /** The plan goes from the job that makes it to the one that executes it, as an artifact of the run. */
  readonly handOverPlan: boolean;
  /** Path of the configuration, in the repository at the tag of the bad release. */
  readonly config: string | undefined;
  /** For the repository of `rollback: {staging: …}`. */
  readonly stagingToken: string | undefined;
  /** For drafts of security advisories; otherwise `token` is tried. */
  readonly advisoryToken: string | undefined;
  /** Path of the record of a rehearsal, in the workspace; otherwise that of the default branch counts. */
  readonly rehearsal: string | undefined;
  readonly journal: string | undefined;
  readonly taps: ReadonlyMap<string, TapCredentials>;
  readonly address: string | undefined;
  readonly credentials: string | undefined;
  readonly openpgp: { readonly key: string | undefined; readonly passphrase: string | undefined };
  readonly trustedKeys: string | undefined;
  readonly messengers: Readonly<Record<string, Secrets>>;
}

export function parseInputs(inputs: Inputs, runtime: Runtime): RollbackInputs {
  const operation = inputs.flag("abort", false) ? "abort" : "rollback";
  const [version, toVersion] = [inputs.text("version"), inputs.text("to-version")];
  for (const [input, text] of Object.entries({ version, "to-version": toVersion })) {
    if (text !== undefined) tagFrom(text, input);
  }
  if (operation === "abort" && toVersion !== undefined) {
    throw mistake("inputs-contradict", 'both "abort" and "to-version" are given', "the journal knows it: leave it out");
  }
  const rollForward = rollForwardWish(inputs.text("roll-forward"));
  if (operation === "abort" && rollForward !== undefined) {
    throw mistake(
      "inputs-contradict",
      'both "abort" and "roll-forward" are given',
      "an abort brings the release back: leave `roll-forward` out",
    );
  }
  const mode = inputs.choice("mode", ROLLBACK_MODES, "normal");
  // A later job releases what the plan says in the repository that runs it.
  if ((mode === "staging" || mode === "failover") && rollForward !== undefined) {
    throw mistake(
      "inputs-contradict",
      `both "mode: ${mode}" and "roll-forward" are given`,
      mode === "staging"
        ? "a rollback release is made of real releases: leave `roll-forward` out"
        : "no release can be made while the first server is unreachable: leave `roll-forward` out, and call rollback-release.yml later",
    );
  }
  const dryRun = inputs.flag("dry-run", true);
  const planDigest = inputs.text("plan-digest");
  if (planDigest !== undefined && !/^[0-9a-f]{64}$/.test(planDigest)) {
    throw mistake(
      "invalid-input",
      `the input "plan-digest" is "${planDigest}", which is no SHA-256`,
      "pass the output `plan-digest` of the run that showed the plan",
    );
  }
  const plan = inputs.text("plan");
  if (plan !== undefined && planDigest === undefined) {
    throw mistake(
      "missing-input",
      'there is a "plan" and no "plan-digest"',
      "pass the output `plan-digest` of the run that showed the plan",
    );
  }
  const handOverPlan = inputs.flag("hand-over-plan", false);
  if (handOverPlan && !dryRun && planDigest === undefined) {
    throw mistake(
      "missing-input",
      'a plan was handed over to be executed, and "plan-digest" is empty: nobody knows whether it is the approved one',
      "pass the output `plan-digest` of the job that made it; GitHub leaves an output out that has the text of a secret in it: then give that secret a longer value",
    );
  }
  const repository = inputs.text("repository") ?? runtime.repository;
  if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw mistake(
      "missing-repository",
      "the released repository is not known",
      'add "repository: owner/name" under "with:"',
    );
  }
  return {
    operation,
    mode,
    notify: inputs.flag("notify", true),
    version,
    toVersion,
    reason: inputs.text("reason"),
    leaveOut: inputs.list("leave-out"),
    rollForward,
    repository,
    token: inputs.required("token"),
    dryRun,
    planDigest,
    plan,
    handOverPlan,
    config: inputs.text("config"),
    stagingToken: inputs.text("staging-token"),
    advisoryToken: inputs.text("advisory-token"),
    advisory: {
      severity: inputs.text("severity") === undefined ? undefined : inputs.choice("severity", SEVERITIES, "high"),
      affectedFrom: inputs.text("affected-from"),
      patchedVersion: inputs.text("patched-version"),
    },
    rehearsal: inputs.text("rehearsal"),
    journal: journalInput(inputs),
    taps: tapCredentials(inputs),
    address: inputs.text("tap-address"),
    credentials: inputs.text("registry-credentials"),
    openpgp: { key: inputs.text("openpgp-key"), passphrase: inputs.text("openpgp-passphrase") },
    trustedKeys: inputs.text("trusted-keys"),
    messengers: messengerCredentials(inputs, "messenger-credentials"),
  };
}
