import type { Inputs, Runtime } from "@slipway/action-kit";
import {
  journalInput,
  type ReleaseInputs,
  releaseInputs,
  type TapCredentials,
  tapCredentials,
} from "@slipway/channels/action";
import { mistake } from "@slipway/model";

export interface HomebrewInputs {
  readonly release: ReleaseInputs;
  /** Released repository. */
  readonly repository: string;
  readonly token: string;
  /** By repository of the tap; `""` is for every other. */
  readonly credentials: ReadonlyMap<string, TapCredentials>;
  /** Alone: a configuration of `channels.homebrew`, as YAML; in the chain the plan names the taps. */
  readonly settings: string | undefined;
  /** SSH address of the tap, where it is not GitHub's. */
  readonly address: string | undefined;
  readonly journal: string | undefined;
  readonly dryRun: boolean;
}

/** Inputs that say what the plan says in the chain. */
const ALONE_ONLY = ["tap", "name", "via", "branch", "settings"] as const;

export function parseInputs(inputs: Inputs, runtime: Runtime): HomebrewInputs {
  const release = releaseInputs(inputs, runtime.ref);
  const own = ALONE_ONLY.find((name) => inputs.text(name) !== undefined);
  const planned = release.from === "chain" || release.from === "published";
  if (planned && own !== undefined) {
    throw mistake(
      "inputs-contradict",
      `both a plan and "${own}" are given`,
      `say it under \`channels.homebrew\` in slipway.yml, and leave "${own}" out`,
    );
  }
  return {
    release,
    repository: repositoryFrom(inputs, runtime),
    token: inputs.required("token"),
    credentials: tapCredentials(inputs),
    settings: planned ? undefined : settingsFrom(inputs),
    address: inputs.text("tap-address"),
    journal: journalInput(inputs),
    dryRun: inputs.flag("dry-run", false),
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

/** Plain inputs, and beside them whatever `channels.homebrew` takes, as YAML. */
function settingsFrom(inputs: Inputs): string {
  const settings = inputs.text("settings");
  const plain = ["tap", "name", "via", "branch"].flatMap((name) => {
    const value = inputs.text(name);
    return value === undefined ? [] : [`${name}: ${JSON.stringify(value)}`];
  });
  if (plain.every((line) => !line.startsWith("tap:")) && !/^\s*tap:/m.test(settings ?? "")) {
    throw mistake("missing-input", 'the input "tap" is empty', 'add "tap: owner/homebrew-tap" under "with:"');
  }
  const lines = [...plain, ...(settings ?? "").split(/\r?\n/)].map((line) => `    ${line}`);
  return ["channels:", "  homebrew:", ...lines, ""].join("\n");
}
