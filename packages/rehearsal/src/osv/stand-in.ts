import type { Plan } from "@slipway/model";
import type { StandIn } from "../rehearse/stand-ins.ts";
import { startOsv } from "./server.ts";

/** A server of advisories, where the plan would have a real one asked. It knows of none: what is rehearsed is the asking. */
export async function standInForOsv({ vulnerabilities }: Plan): Promise<StandIn | undefined> {
  if (vulnerabilities === undefined || vulnerabilities.database !== undefined) return undefined;
  const osv = await startOsv({ advisories: [] });
  return {
    secrets: {},
    env: { SLIPWAY_OSV_URL: osv.url },
    notes: ["known vulnerabilities are asked of a server of this rehearsal's, which knows of none"],
    close: () => osv.close(),
  };
}
