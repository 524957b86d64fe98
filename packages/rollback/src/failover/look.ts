import { type Forge, ROLLBACK_STEP } from "@slipway/forge";
import { mistake, type PlannedMirror, parseTag, type RollbackCheck, type Tag } from "@slipway/model";
import { failed, passed } from "../checks/check.ts";
import { tagFrom } from "../choose.ts";
import type { Releases } from "../facts.ts";
import type { RollbackDeps, RollbackRequest } from "../gather.ts";
import type { PastRollback } from "../past.ts";
import { type FailoverFacts, firstOf, type Host, lookAtHosts, servedFrom } from "./hosts.ts";

/** Steps of a fail-over that takes no version back, in the journal of the version that stays. */
const FAILOVER_STEP = "failover";

export const NO_ROLLBACK: PastRollback = { begun: undefined, aborted: false };

/**
 * Fail-over takes a release back only when it is named. Otherwise the version stays, and only the hosts change.
 */
export function isHostsOnly({ mode, operation, version, toVersion }: RollbackRequest): boolean {
  if (mode !== "failover" || operation === "abort") return false;
  if (version === undefined) {
    if (toVersion === undefined) return true;
    throw mistake(
      "inputs-contradict",
      '"to-version" is given without "version"',
      "name the release that is taken back in `version` too; or leave both out, and the version stays",
    );
  }
  return toVersion !== undefined && tagFrom(version, "version").text === tagFrom(toVersion, "to-version").text;
}

/** The version that stays: the one that is named, else the latest. */
export async function servedTag({ version }: RollbackRequest, forge: Forge): Promise<Tag> {
  if (version !== undefined) return tagFrom(version, "version");
  const tag = parseTag((await forge.latestRelease())?.tag ?? "");
  if (tag !== undefined) return tag;
  throw mistake(
    "missing-input",
    `the input "version" is empty, and ${forge.repository} has no latest release with a version`,
    "name the release that stays in `version` and `to-version`",
  );
}

export async function lookAtFailover(
  releases: Releases,
  request: RollbackRequest,
  deps: RollbackDeps,
): Promise<FailoverFacts> {
  const served = request.operation === "abort" ? releases.bad : releases.good;
  const hosts = await lookAtHosts(await deps.hosts(releases), served, deps);
  return { hosts, hostsOnly: isHostsOnly(request) };
}

/** Releases with the addresses that clients get from now on. */
export function directed({ bad, good }: Releases, failover: FailoverFacts): Releases {
  const first = firstOf(failover)?.address;
  const hosts = failover.hosts.map(({ address }) => address);
  const at = (release: Releases["good"]) => (first === undefined ? release : { ...servedFrom(release, first), hosts });
  const stays = { type: "release" } as const;
  return failover.hostsOnly
    ? { bad: at({ ...bad, mode: stays }), good: at({ ...good, mode: stays }) }
    : { bad: at(bad), good: at(good) };
}

export function hostsCheck({ hosts }: FailoverFacts): RollbackCheck {
  const title = "A host has all of the release";
  const first = firstOf({ hosts });
  if (first !== undefined) return passed("hosts", title, `${first.title}: ${first.address}`);
  return failed(
    "hosts",
    title,
    hosts.map(({ title: name, why }) => `${name}: ${why}`).join("; "),
    "bring one of them back; a mirror gets a release by update-registries, which needs the release's assets",
  );
}

export const stepOf = (operation: "rollback" | "abort", failover: FailoverFacts | undefined): string =>
  failover?.hostsOnly ? FAILOVER_STEP : operation === "rollback" ? ROLLBACK_STEP.rollback : ROLLBACK_STEP.abort;

/** Where a release is published, then the mirrors as configured. */
export function hostsOf(mirrors: readonly PlannedMirror[], repository: string, serverUrl: string): readonly Host[] {
  const own = {
    id: "github",
    title: `GitHub (${repository})`,
    address: `${serverUrl}/${repository}/releases/download`,
  };
  return [own, ...mirrors.map(({ id, url }) => ({ id, title: `mirror ${id}`, address: url }))];
}
