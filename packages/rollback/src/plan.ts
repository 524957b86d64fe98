import type { Outcome } from "@slipway/channels";
import { compareVersions, parseTag, type RollbackPlan, type RollbackRow, sha256, type Tag } from "@slipway/model";
import { advisoryRows } from "./advisory.ts";
import { draftRows, onlyDraftRows } from "./drafts.ts";
import { type ChannelFacts, type Facts, LEFT_OUT, UNTOLD } from "./facts.ts";
import { firstOf, hostsRows, isPromoted, isUnreachable, LATER } from "./failover/hosts.ts";
import { isToldIn, noticeIn, noticeOf, withNotice } from "./notice.ts";
import { latestBefore } from "./past.ts";
import { rollForwardRows, staysAt } from "./roll-forward.ts";

/** What will be done, row by row, in the order in which it is done. Pure. */
export function planRollback(facts: Facts): RollbackPlan {
  const { operation, mode, notify, repository, reason, bad, good, checks, channels } = facts;
  const told = ({ outcome }: ChannelFacts) => isMessage(outcome);
  const [latest, flag, notes] = operation === "rollback" ? releaseRows(facts) : restoredRows(facts);
  const rowsOf = (some: readonly ChannelFacts[]) => some.map((each) => channelRow(each, facts));
  const hosts = facts.failover === undefined ? [] : hostsRows(facts.failover);
  const all = [
    ...hosts,
    latest,
    flag,
    ...rowsOf(channels.filter((each) => !told(each))),
    ...advisoryRows(facts),
    notes,
    ...rowsOf(channels.filter(told)),
    ...(operation === "rollback" ? draftRows(facts) : []),
    ...rollForwardRows(facts),
    assetsRow(facts),
  ];
  const rows = facts.draftsOnly
    ? [...onlyDraftRows(facts)]
    : facts.failover?.hostsOnly || facts.failover?.offline
      ? [...hosts, ...rowsOf(channels.filter((each) => !told(each)))]
      : all;
  const plan = {
    kind: "slipway-rollback-plan",
    schemaVersion: 1,
    operation,
    mode,
    notify,
    repository,
    from: plannedRelease(bad),
    to: plannedRelease(good),
    reason,
    rows,
  } as const;
  return { ...plan, checks: [...checks], digest: digestOf(plan) };
}

/** Of everything but the checks, in whatever order a document has it. */
export function digestOf(plan: Omit<RollbackPlan, "checks" | "digest">): string {
  const covered = { ...plan, checks: undefined, digest: undefined };
  return sha256(JSON.stringify(covered, (_, value: unknown) => (isMapping(value) ? sorted(value) : value)));
}

const isMapping = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const sorted = (value: object) => Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** What is made by jobs of its own changes nothing here. */
const IDLE: ReadonlySet<RollbackRow["action"]> = new Set(["nothing", "impossible", "roll-forward"]);

export const isChanging = ({ action }: RollbackRow): boolean => !IDLE.has(action);

/** What differs between the plan that was approved and how things are now; for people. */
export function differencesOf(approved: RollbackPlan, now: RollbackPlan): readonly string[] {
  const differences: string[] = [];
  for (const key of ["operation", "mode", "notify", "repository", "reason"] as const) {
    if (approved[key] !== now[key]) differences.push(`${key}: "${approved[key]}" → "${now[key]}"`);
  }
  for (const key of ["from", "to"] as const) {
    if (approved[key].tag !== now[key].tag) differences.push(`${key}: ${approved[key].tag} → ${now[key].tag}`);
    else if (approved[key].id !== now[key].id) differences.push(`${approved[key].tag} is another release by now`);
  }
  const before = new Map(approved.rows.map((row) => [row.id, row]));
  for (const row of now.rows) {
    const old = before.get(row.id);
    before.delete(row.id);
    if (old === undefined) differences.push(`${row.title}: new`);
    else if (old.now !== row.now) differences.push(`${row.title}: was "${old.now}", is "${row.now}"`);
    else if (JSON.stringify(old) !== JSON.stringify(row)) {
      differences.push(
        `${row.title}: ${old.what === row.what ? "what is there changed" : `"${old.what}" → "${row.what}"`}`,
      );
    }
  }
  for (const { title } of before.values()) differences.push(`${title}: gone`);
  return differences;
}

const plannedRelease = ({ tag, release: { id, url } }: Facts["bad"]) => ({
  tag: tag.text,
  version: tag.version.text,
  id,
  url,
});

type Rest = Omit<RollbackRow, "id" | "kind" | "title">;
const latestRow = (rest: Rest): RollbackRow => ({ id: "latest", kind: "release", title: "Latest release", ...rest });
const flagRow = ({ bad }: Facts, rest: Rest): RollbackRow => ({
  id: "flag",
  kind: "release",
  title: `Pre-release flag of ${bad.tag.text}`,
  ...rest,
});
const notesRow = ({ bad }: Facts, rest: Rest): RollbackRow => ({
  id: "notes",
  kind: "release",
  title: `Notes of ${bad.tag.text}`,
  ...rest,
});

type ReleaseRows = readonly [latest: RollbackRow, flag: RollbackRow, notes: RollbackRow];

function releaseRows(facts: Facts): ReleaseRows {
  const { bad, good, latest, entries } = facts;
  const before = entries && latestBefore(entries);
  const was = before === undefined ? null : (before ?? "none");
  const unknown = before === undefined ? { uncertain: "the journal does not say what was latest before" } : {};
  const now = latest?.tag ?? "none";
  const latestIs = (rest: Pick<Rest, "action" | "what">) => latestRow({ now, was, ...rest, ...unknown });
  const first =
    latest?.id !== bad.release.id
      ? latestIs({ action: "nothing", what: `${bad.tag.text} is not latest` })
      : good.release.prerelease
        ? latestRow({
            now,
            was,
            action: "impossible",
            what: `${good.tag.text} is a pre-release, and those cannot be latest`,
            remedy: "name a final release in `to-version`",
          })
        : latestIs({ action: "re-point", what: `${bad.tag.text} → ${good.tag.text}` });
  return [first, flagOf(facts), notesOf(facts)];
}

const flagText = (prerelease: boolean) => (prerelease ? "pre-release" : "final");

function flagOf(facts: Facts): RollbackRow {
  const { bad, past } = facts;
  const now = flagText(bad.release.prerelease);
  const was = flagText(past.begun?.before.prerelease ?? bad.release.prerelease);
  if (bad.release.prerelease) return flagRow(facts, { now, was, action: "nothing", what: "it is one already" });
  if (bad.release.immutable) {
    return flagRow(facts, {
      now,
      was,
      action: "impossible",
      what: "GitHub does not let an immutable release become a pre-release",
      remedy: "nothing has to be done: another release is latest, and the notice in the notes says why",
    });
  }
  return flagRow(facts, {
    now,
    was,
    action: "demote",
    what: "marked as a pre-release, so that nobody takes it for current",
  });
}

const NO_ADVISORY = { id: "GHSA-xxxx-xxxx-xxxx", url: `https://github.com/${"x".repeat(200)}` };

function notesOf(facts: Facts): RollbackRow {
  const { bad, good, mode, advisory } = facts;
  const there = noticeIn(bad.release.body);
  const now = there === undefined ? "without a notice" : `a notice that names ${there}`;
  const was = "without a notice";
  if (isToldIn(bad.release.body, facts))
    return notesRow(facts, { now, was, action: "nothing", what: "the notice is there" });
  // As long as the longest that will be written.
  const notice = noticeOf(facts, "2000-01-01", advisory?.found ?? NO_ADVISORY);
  if (withNotice(bad.release.body, notice) === undefined) {
    return notesRow(facts, {
      now,
      was,
      action: "impossible",
      what: "with a notice the notes would be longer than GitHub takes (125,000 characters)",
      remedy: "shorten the notes on the release's page, and run this again",
    });
  }
  const warns = mode === "security";
  const names = warns && (advisory?.found !== undefined || advisory?.refused === undefined);
  const more = names ? "the reason, the date and the advisory" : "the reason and the date";
  const what = `a ${warns ? "security warning" : "notice"} at the top: use ${good.tag.version.text} instead, ${more}`;
  return notesRow(facts, { now, was, action: "explain", what, found: sha256(bad.release.body) });
}

/** Below another release of the same project: where a rollback led, this one or one further down. */
function isBelow(tag: string, bad: Tag): boolean {
  const other = parseTag(tag);
  return other !== undefined && other.prefix === bad.prefix && compareVersions(other.version, bad.version) < 0;
}

function restoredRows(facts: Facts): ReleaseRows {
  const { bad, latest, past } = facts;
  const before = past.begun?.before ?? {};
  const now = latest?.tag ?? "none";
  const was = before.latest ?? null;
  const mine = before.latest === bad.tag.text;
  const back = mine && latest?.id !== bad.release.id && isBelow(now, bad.tag);
  const what = back
    ? `${now} → ${bad.tag.text}`
    : !mine || latest?.id === bad.release.id
      ? "the rollback did not change it, or it is as it was"
      : `${now} became latest since, and stays so`;
  const notice = noticeIn(bad.release.body);
  const flagged = bad.release.prerelease;
  const wasFlagged = before.prerelease ?? flagged;
  return [
    latestRow({ now, was, action: back ? "restore" : "nothing", what }),
    flagRow(facts, {
      now: flagText(flagged),
      was: flagText(wasFlagged),
      ...(flagged && !wasFlagged
        ? { action: "restore" as const, what: "final again" }
        : { action: "nothing" as const, what: "as it was" }),
    }),
    notesRow(facts, {
      now: notice === undefined ? "without a notice" : `a notice that names ${notice}`,
      was: "without a notice",
      ...(notice === undefined
        ? { action: "nothing" as const, what: "there is no notice" }
        : { action: "restore" as const, what: "the notice is removed", found: sha256(bad.release.body) }),
    }),
  ];
}

/** Invariant 2. */
function assetsRow({ bad }: Facts): RollbackRow {
  const now = `${bad.release.assets.length} assets, tag ${bad.tag.text}`;
  return {
    id: "assets",
    kind: "release",
    title: "Assets and tag",
    now,
    was: now,
    action: "nothing",
    what: "published bytes and tags never change; who named this version goes on getting it",
  };
}

export const isMessage = ({ id }: Pick<Outcome, "id">): boolean => id.startsWith("notify:");

/**
 * Where a channel has room for a warning. What is advertised there afterwards is the release without the problem, so a notice
 * to whoever installs that would warn of nothing.
 */
const placeOf = (kind: string): string =>
  kind === "homebrew" || kind === "scoop"
    ? "the reason stands in its commit"
    : "it has no place for a warning of a version that it does not show";

/** Whatever was there before stays there beside a release. */
const KEEPS_ALL: ReadonlySet<string> = new Set(["apt", "rpm", "registry"]);

function channelRow({ outcome, was, uncertain }: ChannelFacts, all: Facts): RollbackRow {
  const { operation, failover, mode } = all;
  const { id, kind, title } = outcome;
  const facts = {
    id,
    kind,
    title,
    was: was === undefined ? null : (was ?? (KEEPS_ALL.has(kind) ? "without it" : "nothing")),
    ...(uncertain && { uncertain }),
  };
  switch (outcome.type) {
    case "proposed": {
      const { change } = outcome;
      // The version stays: only where it comes from changes, or what it lacks there is brought.
      const moves = failover !== undefined && (failover.hostsOnly || change.from === change.to) && !isMessage(outcome);
      const restores = operation === "abort" || (moves && !isPromoted(failover));
      const action = restores ? "restore" : moves ? "promote" : isMessage(outcome) ? "correct" : "revert";
      // What comes after follows from what is there; indices also carry their time.
      const found = sha256(JSON.stringify(change.objects.map(({ path, before }) => [path, before?.sha256 ?? null])));
      const first = moves && kind !== "mirror" && change.from === change.to ? firstOf(failover) : undefined;
      const from = first === undefined ? "" : `, from ${first.address}`;
      const warning = mode === "security" && action === "revert" ? `; ${placeOf(kind)}` : "";
      const stays = action === "revert" ? staysAt(kind, all) : "";
      return {
        ...facts,
        now: change.from ?? "nothing",
        action,
        what: `${change.summary}${warning}${from}${stays}`,
        found,
      };
    }
    case "impossible":
      return { ...facts, now: "unchanged", action: "impossible", what: outcome.because, remedy: outcome.remedy };
    case "failed": {
      if (failover !== undefined && isUnreachable(outcome.problem)) {
        return { ...facts, now: "unknown", action: "impossible", what: "cannot be reached now", remedy: LATER };
      }
      const { message, remedy } = outcome.problem;
      return { ...facts, now: "unknown", action: "impossible", what: message, remedy };
    }
    case "changed":
      throw new Error("a dry run changed something");
    default: {
      const unseen = outcome.why === LEFT_OUT || outcome.why === UNTOLD;
      return { ...facts, now: unseen ? "not looked at" : "right as it is", action: "nothing", what: outcome.why };
    }
  }
}
