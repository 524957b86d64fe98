import { join } from "node:path";
import type { Plan } from "@slipway/model";
import { parse } from "yaml";
import { standInForCodeSigning } from "../code-signing/stand-in.ts";
import { standInForOsv } from "../osv/stand-in.ts";
import { standInForSigning } from "../sigstore/stand-in.ts";

/** What a rehearsal has in place of a secret and of the service that goes with it. */
export interface StandIn {
  /** By the names that Slipway's reusable workflows give them. */
  readonly secrets: Readonly<Record<string, string>>;
  /** For every job. */
  readonly env: Readonly<Record<string, string>>;
  /** For people. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/** Each answers `undefined` where the plan does not use it. */
const STAND_INS: Readonly<Record<string, (plan: Plan, directory: string) => Promise<StandIn | undefined>>> = {
  "code-signing": standInForCodeSigning,
  osv: standInForOsv,
  signing: standInForSigning,
};

/** @param directory for what they keep, kept with the rehearsal's other files */
export async function startStandIns(plan: Plan | undefined, directory: string): Promise<StandIn> {
  const started: StandIn[] = [];
  const close = async () => {
    await Promise.all(started.map((one) => one.close()));
  };
  try {
    for (const [name, start] of Object.entries(STAND_INS)) {
      const one = plan && (await start(plan, join(directory, name)));
      if (one !== undefined) started.push(one);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    secrets: Object.assign({}, ...started.map(({ secrets }) => secrets)),
    env: Object.assign({}, ...started.map(({ env }) => env)),
    notes: started.flatMap(({ notes }) => notes),
    close,
  };
}

/**
 * The repository's secrets, by the names under which its workflow hands them on: `windows-certificate: ${{ secrets.CERT }}`
 * makes the stand-in for the first one the value of `CERT`. What the workflow does not hand on stays absent, as on GitHub.
 * @param content of the repository's workflow
 */
export function repositorySecrets(
  content: string,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const jobs = (parse(content) as { jobs?: Record<string, { readonly secrets?: unknown } | null> } | null)?.jobs ?? {};
  const found: Record<string, string> = {};
  for (const job of Object.values(jobs)) {
    if (typeof job?.secrets !== "object" || job.secrets === null) continue;
    for (const [name, value] of Object.entries(job.secrets)) {
      const own = /^\s*\$\{\{\s*secrets\.([\w-]+)\s*\}\}\s*$/.exec(String(value))?.[1];
      const stand = given[name];
      if (own !== undefined && stand !== undefined) found[own] = stand;
    }
  }
  return found;
}
