import { type Inputs, type PlanInputs, planInputs, type Runtime } from "@slipway/action-kit";
import { journalInput, type ReleaseInputs, releaseInputs } from "@slipway/channels/action";
import type { Secrets } from "@slipway/channels/messages";
import { MESSAGE_TYPES, type MessageType, mistake } from "@slipway/model";
import { parseDocument } from "yaml";

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
    credentials: credentialsFrom(inputs),
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

/** Inputs of the usual messengers, each of which is called after its kind, and those of the YAML by their ids. */
export function credentialsFrom(inputs: Inputs): Readonly<Record<string, Secrets>> {
  const usual: Readonly<Record<string, Secrets>> = {
    slack: { url: inputs.text("slack-webhook") },
    discord: { url: inputs.text("discord-webhook") },
    teams: { url: inputs.text("teams-webhook") },
    webhook: { url: inputs.text("webhook-url"), secret: inputs.text("webhook-secret") },
    email: { user: inputs.text("smtp-user"), password: inputs.text("smtp-password") },
  };
  const given = Object.entries(usual).filter(([, secrets]) =>
    Object.values(secrets).some((value) => value !== undefined),
  );
  return { ...Object.fromEntries(given), ...namedCredentials(inputs.text("credentials")) };
}

const KEYS = ["url", "secret", "user", "password", "server"];

function namedCredentials(text: string | undefined): Readonly<Record<string, Secrets>> {
  if (text === undefined) return {};
  const wrong = (what: string) =>
    mistake(
      "credentials-unreadable",
      `the input "credentials" ${what}`,
      `write YAML such as "team: {url: https://…}", with the keys ${KEYS.join(", ")}`,
    );
  let value: unknown;
  try {
    // Every value is text, also one that looks like a number; and no warning quotes one.
    const document = parseDocument(text, { logLevel: "silent", schema: "failsafe" });
    if (document.errors.length + document.warnings.length > 0) throw wrong("is no YAML");
    value = document.toJS();
  } catch {
    // The parser's message would quote what is secret.
    throw wrong("is no YAML");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong("is no mapping of messengers");
  for (const [id, secrets] of Object.entries(value)) {
    if (typeof secrets !== "object" || secrets === null) throw wrong(`has no mapping below "${id}"`);
    const foreign = Object.entries(secrets).find(([key, each]) => !KEYS.includes(key) || typeof each !== "string");
    if (foreign !== undefined) throw wrong(`has "${foreign[0]}" below "${id}", which is unknown or no text`);
  }
  return value as Record<string, Secrets>;
}
