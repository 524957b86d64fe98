import { join } from "node:path";
import type { Kit } from "@slipway/action-kit";
import type { Patience } from "@slipway/forge";
import { mistake, type PlannedHomebrew } from "@slipway/model";
import { type Channel, githubRepository, homebrewTap, type ManifestRepository, sshRepository } from "../index.ts";
import type { TapCredentials } from "./tap-credentials.ts";

/** What opens taps. */
export interface TapAccess {
  /** By repository of the tap; `""` is for every other. */
  readonly credentials: ReadonlyMap<string, TapCredentials>;
  /** Released repository. */
  readonly repository: string;
  readonly token: string;
  /** SSH address of the tap, where it is not GitHub's. */
  readonly address: string | undefined;
  readonly dryRun: boolean;
}

/** @throws {Problem} `missing-input` */
export function tapChannel(settings: PlannedHomebrew, inputs: TapAccess, kit: Kit, patience: Patience): Channel {
  const { credentials } = inputs;
  const found = credentials.get(settings.tap.toLowerCase()) ?? credentials.get("");
  // A tap in the released repository itself is within reach of the job's own token.
  const own = settings.tap.toLowerCase() === inputs.repository.toLowerCase();
  const given = found ?? (own || inputs.dryRun ? ({ type: "token", token: inputs.token } as const) : undefined);
  if (given === undefined) {
    throw mistake(
      "missing-input",
      `nothing opens the tap ${settings.tap}: the job's own token does not reach other repositories`,
      'give "tap-token" (personal, or of an app\'s installation, with contents: write) or "tap-key" (a deploy key with write access), from a secret',
    );
  }
  return homebrewTap(repositoryOf(settings, given, inputs, kit, patience), settings);
}

function repositoryOf(
  { tap, branch, author }: PlannedHomebrew,
  credentials: TapCredentials,
  { address }: TapAccess,
  { log, runtime }: Kit,
  patience: Patience,
): ManifestRepository {
  const on = branch === undefined ? {} : { branch };
  if (credentials.type === "token") {
    const { token } = credentials;
    return githubRepository({ repository: tap, apiUrl: runtime.apiUrl, token, patience, log, ...on });
  }
  const { host } = new URL(runtime.serverUrl);
  return sshRepository({
    name: tap,
    address: address ?? `git@${host}:${tap}.git`,
    key: credentials.key,
    ...(credentials.knownHosts !== undefined && { knownHosts: credentials.knownHosts }),
    author: author ?? { name: "slipway", email: "slipway@users.noreply.github.com" },
    temp: join(runtime.temp),
    urlOf: (commit) => `${runtime.serverUrl}/${tap}/commit/${commit}`,
    ...on,
  });
}
