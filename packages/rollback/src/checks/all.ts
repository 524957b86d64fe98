import type { Channel } from "@slipway/channels";
import type { JournalEntry, RollbackCheck } from "@slipway/model";
import type { ChannelFacts, Facts, Releases } from "../facts.ts";
import { type FailoverFacts, isUnreachable, LATER } from "../failover/hosts.ts";
import { hostsCheck } from "../failover/look.ts";
import type { RollbackDeps } from "../gather.ts";
import { checkAddresses } from "./addresses.ts";
import { checkChannels } from "./channels.ts";
import { judge, passed } from "./check.ts";
import { checkCompatibility } from "./compatibility.ts";
import { checkComplete } from "./complete.ts";
import { checkRehearsal } from "./rehearsal.ts";
import { checkSignatures } from "./signatures.ts";
import { checkToken } from "./token.ts";

interface Checked {
  readonly operation: Facts["operation"];
  readonly mode: Facts["mode"];
  readonly bad: Facts["bad"];
  readonly good: Facts["good"];
  readonly releases: Releases;
  readonly entries: readonly JournalEntry[] | undefined;
  readonly facts: readonly ChannelFacts[];
  readonly channels: ReadonlyMap<string, Channel>;
  readonly failover?: FailoverFacts;
}

/** Everything that must hold before the first step, in the order in which it is shown. */
export async function makeChecks(checked: Checked, deps: RollbackDeps): Promise<readonly RollbackCheck[]> {
  const { operation, mode, bad, releases, entries, facts, channels, failover } = checked;
  const advertised = operation === "rollback" ? releases.good : releases.bad;
  const checks = [
    await checkToken(deps.forge, bad.tag.text),
    ...(operation === "rollback" ? await checkTarget(checked, deps) : []),
    await checkAddresses(advertised, givesAway(checked, advertised), deps.fetch ?? fetch),
    checkJournal(entries, deps),
    ...(failover === undefined ? [] : [hostsCheck(failover)]),
    ...(await checkChannels(facts, channels)).map((check) => (failover === undefined ? check : later(check, facts))),
  ];
  return checks.map((check) => judge(check, mode));
}

async function checkTarget(
  { bad, good, releases, failover }: Checked,
  { forge, rules: ask, patience, roots }: RollbackDeps,
): Promise<readonly RollbackCheck[]> {
  const rules = await ask(bad.tag.text);
  const { settings, config, rehearsal: record } = rules;
  return [
    await checkComplete(forge, good.release, releases.good),
    await checkSignatures({
      forge,
      release: good.release,
      target: releases.good,
      trusted: settings.signers,
      roots,
    }),
    // Where the version stays nobody's data meets another.
    ...(failover?.hostsOnly
      ? []
      : [
          checkCompatibility(rules, bad.tag.version, good.tag.version),
          checkRehearsal({
            record,
            settings: settings.rehearsal,
            config,
            tag: bad.tag.text,
            now: patience.time.now(),
          }),
        ]),
  ];
}

const givesAway = ({ facts, channels }: Checked, release: Releases["good"]): boolean =>
  facts.some(
    ({ outcome }) =>
      outcome.type === "proposed" &&
      outcome.change.to !== null &&
      (channels.get(outcome.id)?.advertises(release, outcome.change) ?? []).length > 0,
  );

/** A fail-over leaves out what cannot be reached, until it is back. */
function later(check: RollbackCheck, facts: readonly ChannelFacts[]): RollbackCheck {
  const out = facts.some(
    ({ outcome }) =>
      outcome.type === "failed" && check.id === `channel:${outcome.id}` && isUnreachable(outcome.problem),
  );
  return out && !check.passed ? { ...check, remedy: LATER, skipped: true } : check;
}

function checkJournal(entries: readonly JournalEntry[] | undefined, { journal }: RollbackDeps): RollbackCheck {
  const found =
    journal === undefined
      ? "none is kept: planned from what the servers say"
      : entries === undefined
        ? "the release has none: planned from what the servers say"
        : `${entries.length} entries`;
  return passed("journal", "The journal is whole", found);
}
