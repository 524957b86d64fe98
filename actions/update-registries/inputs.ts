import type { Inputs, Runtime } from "@slipway/action-kit";
import { journalInput, type ReleaseInputs, releaseInputs } from "@slipway/channels/action";
import { mistake } from "@slipway/model";

export interface RegistriesInputs {
  readonly release: ReleaseInputs;
  /** Released repository. */
  readonly repository: string;
  readonly token: string;
  /** YAML or JSON. */
  readonly credentials: string | undefined;
  /** File of the same form, relative to the workspace. */
  readonly credentialsFile: string | undefined;
  readonly openpgp: { readonly key: string | undefined; readonly passphrase: string | undefined };
  /** Armoured public keys whose signatures at a repository are accepted beside the key's own. */
  readonly trustedKeys: string | undefined;
  /** Alone: the section `channels`; in the chain the plan has it. */
  readonly channels: string | undefined;
  /** Ids or kinds; empty: all. */
  readonly only: readonly string[];
  readonly journal: string | undefined;
  readonly dryRun: boolean;
}

export function parseInputs(inputs: Inputs, runtime: Runtime): RegistriesInputs {
  const release = releaseInputs(inputs, runtime.ref);
  const channels = inputs.text("channels");
  const planned = release.from === "chain" || release.from === "published";
  if (planned && channels !== undefined) {
    throw mistake(
      "inputs-contradict",
      'both a plan and "channels" are given',
      "say it under `channels` in slipway.yml, and leave the input out",
    );
  }
  if (!planned && channels === undefined) {
    throw mistake(
      "missing-input",
      'the input "channels" is empty, and there is no plan that would have it',
      'write registries as under `channels` in slipway.yml, for example "channels: { mirrors: … }"',
    );
  }
  const credentials = inputs.text("credentials");
  const credentialsFile = inputs.text("credentials-file");
  if (credentials !== undefined && credentialsFile !== undefined) {
    throw mistake("inputs-contradict", 'both "credentials" and "credentials-file" are given', "leave one of them out");
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
    release,
    repository,
    token: inputs.required("token"),
    credentials,
    credentialsFile,
    openpgp: { key: inputs.text("openpgp-key"), passphrase: inputs.text("openpgp-passphrase") },
    trustedKeys: inputs.text("trusted-keys"),
    channels,
    only: inputs.list("only"),
    journal: journalInput(inputs),
    dryRun: inputs.flag("dry-run", false),
  };
}
