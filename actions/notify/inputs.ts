import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import { journalInput, messengerCredentials, type ReleaseInputs, releaseInputs } from "@slipway/channels/action";
import type { Secrets } from "@slipway/channels/messages";
import { MESSAGE_TYPES, type MessageType, mistake } from "@slipway/model";

interface CommonInputs {
  readonly reason: string | undefined;
  /** Path of the configuration, for a run without plan. */
  readonly config: string | undefined;
  /** By the messengers' ids. */
  readonly credentials: Readonly<Record<string, Secrets>>;
  readonly dryRun: boolean;
  /** Released repository, `owner/name`. */
  readonly repository: string;
}

export interface ReleaseNews extends CommonInputs {
  readonly mode: "release";
  readonly release: ReleaseInputs;
  readonly token: string;
  /** Branch of the journal; undefined: none is kept. */
  readonly journal: string | undefined;
  /** Undefined: by the version. */
  readonly type: Exclude<MessageType, "rollback" | "failure"> | undefined;
  readonly replacement: string | undefined;
  /** Messengers to tell although an interrupted run may have told them. */
  readonly again: readonly string[];
}

/** Nothing may have been made by then: no plan, no manifest, no release. */
export interface FailureNews extends CommonInputs {
  readonly mode: "failure";
  readonly plan: PlanInputs;
  readonly tag: string;
  readonly url: string;
}

const TYPES = MESSAGE_TYPES.filter((type) => type !== "rollback");

export function parseInputs(inputs: Inputs, runtime: Runtime): ReleaseNews | FailureNews {
  const type = inputs.text("type") === undefined ? undefined : inputs.choice("type", TYPES, "release");
  const reason = inputs.text("reason");
  if (type === "security" && reason === undefined) {
    throw mistake("missing-input", 'a security notice without "reason" helps nobody', 'add "reason: …" under "with:"');
  }
  const common = {
    reason,
    config: inputs.text("config"),
    credentials: messengerCredentials(inputs),
    dryRun: inputs.flag("dry-run", false),
    repository: repositoryFrom(inputs, runtime),
  };
  if (type !== "failure") {
    return {
      mode: "release",
      ...common,
      release: releaseInputs(inputs, runtime.ref),
      token: inputs.required("token"),
      journal: journalInput(inputs),
      type,
      replacement: inputs.text("replacement"),
      again: inputs.list("again"),
    };
  }
  return {
    mode: "failure",
    ...common,
    plan: planInputs(inputs),
    tag: inputs.text("tag") ?? runtime.ref?.replace(/^refs\/(?:tags|heads)\//, "") ?? "",
    url: inputs.text("url") ?? `${runtime.serverUrl}/${common.repository}/actions/runs/${runtime.runId ?? ""}`,
  };
}

function repositoryFrom(inputs: Inputs, runtime: Runtime): string {
  const found = inputs.text("repository") ?? runtime.repository;
  if (found !== undefined && /^[\w.-]+\/[\w.-]+$/.test(found)) return found;
  throw mistake(
    "missing-repository",
    found === undefined ? "GITHUB_REPOSITORY is not set" : `the input "repository" is "${found}"`,
    "write the released repository as owner/name",
  );
}
