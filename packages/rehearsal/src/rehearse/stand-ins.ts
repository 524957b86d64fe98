import { join } from "node:path";
import { STAND_INS as OUTSIDE } from "@slipway/channels";
import type { Plan } from "@slipway/model";
import { parse } from "yaml";
import type { Offer } from "../channels/offers.ts";
import { standInForChannels } from "../channels/stand-in.ts";
import { standInForCodeSigning } from "../code-signing/stand-in.ts";
import type { EmbeddedGitHub } from "../github/types.ts";
import { standInForOsv } from "../osv/stand-in.ts";
import type { ChannelSummary } from "../report/summary.ts";
import { standInForSigning } from "../sigstore/stand-in.ts";

/** What a rehearsal has in place of a secret and of the service that goes with it. */
export interface StandIn {
  /** By the names that Slipway's reusable workflows give them. */
  readonly secrets: Readonly<Record<string, string>>;
  /** For every job. */
  readonly env: Readonly<Record<string, string>>;
  /** For people. */
  readonly notes: readonly string[];
  /** What arrived there, once the workflows have ended. */
  channels?(): Promise<readonly ChannelSummary[]>;
  /** What users of channels get at this moment. */
  offers?(): Promise<readonly Offer[]>;
  /** The released repository got commits and tags: what mirrors its code follows. */
  follow?(): Promise<void>;
  close(): Promise<void>;
}

/** The embedded GitHub, with the repository that is released. */
export interface Surroundings {
  readonly github: EmbeddedGitHub;
  /** `owner/name` */
  readonly repository: string;
}

/** Each answers `undefined` where the plan does not use it. */
const STAND_INS: Readonly<
  Record<string, (plan: Plan, directory: string, around: Surroundings) => Promise<StandIn | undefined>>
> = {
  channels: (plan, directory, around) => standInForChannels({ plan, directory, ...around }),
  "code-signing": standInForCodeSigning,
  osv: standInForOsv,
  signing: standInForSigning,
};

/** @param directory for what they keep, kept with the rehearsal's other files */
export async function startStandIns(
  plan: Plan | undefined,
  directory: string,
  around: Surroundings,
): Promise<Required<StandIn>> {
  const started: StandIn[] = [];
  const close = async () => {
    await Promise.all(started.map((one) => one.close()));
  };
  try {
    for (const [name, start] of Object.entries(STAND_INS)) {
      const one = plan && (await start(plan, join(directory, name), around));
      if (one !== undefined) started.push(one);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    secrets: Object.assign({}, ...started.map(({ secrets }) => secrets)),
    // Whatever a job would speak to beside GitHub: without a plan there is no stand-in, and it is refused.
    env: Object.assign({ [OUTSIDE]: "{}" }, ...started.map(({ env }) => env)),
    notes: started.flatMap(({ notes }) => notes),
    channels: async () => (await Promise.all(started.map((one) => one.channels?.() ?? []))).flat(),
    offers: async () => (await Promise.all(started.map((one) => one.offers?.() ?? []))).flat(),
    follow: async () => void (await Promise.all(started.map((one) => one.follow?.()))),
    close,
  };
}

/**
 * The repository's secrets, by the names under which its workflow hands them on: `windows-certificate: ${{ secrets.CERT }}`
 * makes the stand-in for the first one the value of `CERT`. What the workflow does not hand on stays absent, as on GitHub; of
 * `secrets: inherit` too, whose names have no dashes there.
 * @param content of the repository's workflow
 */
export function repositorySecrets(
  content: string,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const jobs = (parse(content) as { jobs?: Record<string, { readonly secrets?: unknown } | null> } | null)?.jobs ?? {};
  const found: Record<string, string> = {};
  for (const job of Object.values(jobs)) {
    if (job?.secrets === "inherit") {
      for (const [name, stand] of Object.entries(given)) if (!name.includes("-")) found[name] = stand;
    }
    if (typeof job?.secrets !== "object" || job.secrets === null) continue;
    for (const [name, value] of Object.entries(job.secrets)) {
      const own = /^\s*\$\{\{\s*secrets\.([\w-]+)\s*\}\}\s*$/.exec(String(value))?.[1];
      const stand = given[name];
      if (own !== undefined && stand !== undefined) found[own] = stand;
    }
  }
  return found;
}
