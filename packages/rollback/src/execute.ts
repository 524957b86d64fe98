import type { ChannelDeps, Outcome } from "@slipway/channels";
import { BranchJournal, type Ledger, noLedger, type ReleaseChanges, type ReleaseEdit } from "@slipway/forge";
import { type JournalRun, type JournalState, Problem, type RollbackPlan } from "@slipway/model";
import { advise } from "./advise.ts";
import type { AdvisoryLink } from "./advisory.ts";
import { type Approval, keptOf, requireApproved, stale, unplanned } from "./approved.ts";
import { actAt, channelDeps } from "./at-channel.ts";
import { checkFailed, stops } from "./checks/check.ts";
import { stillAt, waitForClaims } from "./claims.ts";
import { deleteDrafts, executeDrafts } from "./drafts.ts";
import type { Facts } from "./facts.ts";
import { isUnreachable, LATER, orderOf } from "./failover/hosts.ts";
import { stepOf } from "./failover/look.ts";
import { executeOffline } from "./failover/offline.ts";
import { type Gathered, lookAgain, type RollbackDeps } from "./gather.ts";
import { locked } from "./locked.ts";
import { noticeIn, noticeOf, withNotice, withoutNotice } from "./notice.ts";
import { isInterrupted, isUnwritten, pastRollback } from "./past.ts";
import { differencesOf, isChanging, isMessage, planRollback } from "./plan.ts";
import { whyNotTo } from "./target.ts";

export interface Executed {
  readonly changed: boolean;
  /** Of channels that were not left alone. */
  readonly outcomes: readonly Outcome[];
}

/** Milliseconds for which an emergency waits for jobs that are at a channel. */
const SHORTEST_WAIT = 2 * 60_000;

/**
 * Carries out a plan: what stops harm first. Goes on from wherever an earlier run was interrupted; where nothing is left to
 * do, nothing is asked of a server that changes anything.
 * @throws {Problem} `plan-stale`, `rollback-check-failed`, `rollback-unconfirmed`, and what channels throw
 */
export async function executeRollback(
  gathered: Gathered,
  plan: RollbackPlan,
  deps: RollbackDeps,
  approved?: Approval,
): Promise<Executed> {
  const { facts } = gathered;
  const { begun } = facts.past;
  requireApproved(plan, facts, approved);
  requireChecked(plan);
  if (facts.failover?.offline) return await executeOffline(gathered, plan, deps);
  const unfinished = begun !== undefined && (facts.operation === "abort" || !begun.complete);
  // What could not be reached is no row that changes anything, and is not right either.
  const unreached = facts.mode === "emergency" && facts.channels.some(({ outcome }) => outcome.type === "failed");
  if (!unfinished && !unreached && !plan.rows.some(isChanging)) {
    deps.log.info("nothing is left to be changed");
    return { changed: false, outcomes: [] };
  }
  if (facts.draftsOnly) {
    const requireSame = (now: Facts) => {
      const again = planRollback(now);
      if (again.digest !== plan.digest) throw stale(plan.digest, again.digest, differencesOf(plan, again));
    };
    return {
      changed: await executeDrafts(gathered, plan, deps, keptOf(plan, approved?.digest ?? plan.digest), requireSame),
      outcomes: [],
    };
  }
  return await new Execution(gathered, plan, deps, approved).run();
}

function requireChecked({ checks }: RollbackPlan): void {
  const failed = checks.filter(stops);
  if (failed.length === 0) return;
  const remedies = failed.map(({ remedy }) => remedy).join("; ");
  const skippable = !failed.some(({ mandatory }) => mandatory);
  throw checkFailed(failed, skippable ? `${remedies}; an emergency goes on without (\`mode: emergency\`)` : remedies);
}

class Execution {
  private readonly gathered: Gathered;
  private readonly deps: RollbackDeps;
  private readonly plan: RollbackPlan;
  private readonly approved: Approval | undefined;
  private readonly journal: BranchJournal | undefined;
  private readonly ledger: Ledger;
  private facts: Facts;
  private changed = false;
  /** Channels that runs of the release are at, in an emergency, which does not wait for them to the end. */
  private busy: ReadonlyMap<string, JournalRun> = new Map();

  constructor(gathered: Gathered, plan: RollbackPlan, deps: RollbackDeps, approved: Approval | undefined) {
    const { facts } = gathered;
    this.gathered = gathered;
    this.deps = deps;
    this.plan = plan;
    this.approved = approved;
    this.facts = facts;
    const { forge, patience, log, run, journal } = deps;
    const tag = facts.bad.tag.text;
    const { commit } = gathered.releases.bad.manifest;
    this.journal =
      journal === undefined
        ? undefined
        : new BranchJournal({ forge, patience, log, branch: journal, tag, commit, run, step: this.step });
    this.ledger = this.journal ?? noLedger(() => forge.survey(tag));
  }

  async run(): Promise<Executed> {
    const { step, ledger } = this;
    const state = () =>
      this.changed ? "Some steps are done, others not: run this again, it goes on from here." : "Nothing was changed.";
    return await locked({ tag: this.facts.bad.tag.text, step, ledger, state }, this.deps, () => this.steps());
  }

  private get step(): string {
    return stepOf(this.facts.operation, this.facts.failover);
  }

  private async steps(): Promise<Executed> {
    const urgent = this.facts.mode === "emergency" && this.facts.operation === "rollback";
    if (!urgent) await this.waitForOthers();
    const again = await lookAgain(this.facts, this.deps);
    const now = planRollback(again);
    const differences = [...differencesOf(this.plan, now), ...takenBackSince(this.facts, again)];
    if (differences.length > 0 || now.digest !== this.plan.digest) {
      throw stale(this.plan.digest, now.digest, differences);
    }
    this.facts = again;
    const { bad, good, latest, operation } = again;
    const rollback = keptOf(now, this.approved?.digest ?? now.digest);
    const { failover } = again;
    const hostsOnly = failover?.hostsOnly === true;
    const addresses = [...orderOf(failover?.hosts ?? [])];
    const before: JournalState = { latest: latest?.tag ?? null, prerelease: bad.release.prerelease };
    await this.ledger.write(
      "intent",
      this.step,
      hostsOnly ? { after: { addresses } } : { before, after: { rollback } },
    );
    const chosen = (messages: boolean) => this.plan.rows.filter((row) => isMessage(row) === messages);
    if (operation === "rollback") {
      await this.repoint(good.release.id, good.tag.text);
      await this.change("flag", async () => ({ prerelease: true }));
    } else {
      // A pre-release cannot be latest, and what becomes final becomes no more than that by itself.
      await this.change("flag", async () => ({ prerelease: false, makeLatest: false }));
      await this.repoint(bad.release.id, bad.tag.text);
    }
    // What stops most harm needs no channel; where one is left out of an emergency, the rest goes on.
    if (urgent) this.busy = await this.waitForOthers(SHORTEST_WAIT);
    const outcomes = await this.atChannels(chosen(false));
    if (operation === "rollback" && !hostsOnly) await this.requireStillGood();
    await this.notes(await this.advise(outcomes));
    outcomes.push(...(await this.atChannels(chosen(true))));
    if (await deleteDrafts(this.plan, again.drafts ?? [], this.step, this.deps, this.ledger)) this.changed = true;
    const failed = outcomes.filter(({ type }) => type === "failed").map(({ id }) => id);
    if (failed.length > 0) await this.ledger.close("end", this.step, { note: `failed: ${failed.join(", ")}` });
    else if (hostsOnly) await this.ledger.close("receipt", this.step, { after: { addresses }, ...later(outcomes) });
    else await this.ledger.close("receipt", this.step, { before, after: await this.state(), ...later(outcomes) });
    return { changed: this.changed, outcomes };
  }

  private async waitForOthers(longest?: number): Promise<ReadonlyMap<string, JournalRun>> {
    return this.journal === undefined
      ? new Map()
      : await waitForClaims(this.facts.bad.tag.text, this.journal, this.deps, longest);
  }

  private async repoint(id: number, tag: string): Promise<void> {
    if (!this.plans("latest")) return;
    await this.elect(id, tag);
    // A release that mends things need not wait until channels are done.
    await this.ledger.endTurn();
  }

  /** A rollback of the target, meanwhile, has its own lock: what this one brought to channels since may be its own bad release. */
  private async requireStillGood(): Promise<void> {
    const { bad, good } = this.facts;
    const release = (await this.deps.forge.release(good.release.id)) ?? good.release;
    const why = await whyNotTo(bad.tag, good.tag, release, this.deps);
    if (why === undefined) return;
    throw new Problem({
      kind: "refusal",
      code: "rollback-target-lost",
      message: `${why} while this went on: channels may show it. ${bad.tag.text} is taken back there, and the rollback is not finished`,
      remedy: `run the rollback of ${good.tag.text} once more, which finds what shows it; then this one, which ends where that one leads`,
    });
  }

  /** Under the turn that publications take too, so that none comes in between; then read back. */
  private async elect(id: number, tag: string): Promise<void> {
    const { forge, patience, log } = this.deps;
    const seen = await this.ledger.turn();
    if (seen.latest?.id !== this.facts.latest?.id) {
      log.info(`${seen.latest?.tag ?? "nothing"} became latest meanwhile, and stays so`);
      return;
    }
    const before = { latest: seen.latest?.tag ?? null };
    await this.ledger.write("intent", `${this.step}: latest`, { before, after: { latest: tag } });
    await forge.updateRelease(id, { makeLatest: true }, () => this.ledger.hold());
    this.changed = true;
    const { latest } = await patience.settle(
      () => forge.survey(this.facts.bad.tag.text),
      (found) => found.latest?.id === id,
    );
    // Whatever else is latest by now became so since, by people or a newer release, and stays so.
    if (latest === undefined || latest.id === seen.latest?.id)
      throw unconfirmed(`the latest release is ${latest?.tag ?? "none"}, not ${tag}`);
    await this.ledger.write("receipt", `${this.step}: latest`, { before, after: { latest: latest.tag } });
    log.info(`latest: ${before.latest} → ${latest.tag}`);
  }

  private async change(row: "flag" | "notes", what: ReleaseEdit): Promise<void> {
    if (!this.plans(row)) return;
    const { forge, log } = this.deps;
    const { id } = this.facts.bad.release;
    const step = `${this.step}: ${row}`;
    const marked = (prerelease: boolean) => (row === "flag" ? { prerelease } : {});
    const before = marked(this.facts.bad.release.prerelease);
    const after = marked(this.facts.operation === "rollback");
    await this.ledger.write("intent", step, { before, after });
    let changes: ReleaseChanges | undefined;
    const edit: ReleaseEdit = async (now) => {
      changes = await what(now);
      return changes;
    };
    const found = await forge.updateRelease(id, edit, () => this.ledger.hold());
    if (changes === undefined) return;
    this.changed = true;
    const right =
      (changes.prerelease === undefined || found.prerelease === changes.prerelease) &&
      (changes.body === undefined || noticeIn(found.body) === noticeIn(changes.body));
    if (!right) throw unconfirmed(`the ${row} of ${found.tag} did not change`);
    await this.ledger.write("receipt", step, { before, after });
    log.info(`${row}: changed`);
  }

  /** It may be refused only now; the rest goes on without. @returns what the notes name */
  private async advise(outcomes: Outcome[]): Promise<AdvisoryLink | undefined> {
    if (!this.plans("advisory")) return this.facts.advisory?.found;
    try {
      const advised = await advise(this.facts, this.deps, this.ledger, `${this.step}: advisory`);
      this.changed = true;
      return advised;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "advisory-refused") throw error;
      outcomes.push({ id: "advisory", kind: "advisory", title: "Security advisory", type: "failed", problem: error });
      return this.facts.advisory?.found;
    }
  }

  private async notes(advised: AdvisoryLink | undefined): Promise<void> {
    if (!this.plans("notes")) return;
    const { operation } = this.facts;
    // People may have edited them since.
    await this.change("notes", async ({ body }) => {
      const date = new Date(this.deps.patience.time.now()).toISOString().slice(0, 10);
      const notice = noticeOf(this.facts, date, advised);
      const text = operation === "rollback" ? withNotice(body, notice) : withoutNotice(body);
      return text === undefined ? undefined : { body: text };
    });
  }

  /** Each by itself: one that fails leaves the others alone. */
  private async atChannels(rows: RollbackPlan["rows"]): Promise<Outcome[]> {
    const { releases, channels, guessed } = this.gathered;
    const { tag } = releases.bad.manifest;
    const deps = channelDeps(this.deps, tag, guessed, this.journal?.holder);
    const outcomes: Outcome[] = [];
    for (const row of rows) {
      const left = this.leftAlone(row.id);
      if (left !== undefined) {
        outcomes.push(left);
        continue;
      }
      const known = channels.get(row.id);
      if (known === undefined) continue;
      const channel = this.isUnplanned(row) ? unplanned(known) : known;
      try {
        const outcome = await actAt(channel, releases, this.facts, deps);
        if (outcome.type === "changed") this.changed = true;
        if (outcome.type === "nothing") await this.record(outcome, deps);
        outcomes.push(outcome);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const { id, kind, title } = channel;
        if (this.facts.failover !== undefined && isUnreachable(error)) {
          this.deps.log.warning(`${title} cannot be reached any more: ${error.message}`);
          outcomes.push({ id, kind, title, type: "impossible", because: "cannot be reached now", remedy: LATER });
        } else outcomes.push({ id, kind, title, type: "failed", problem: error });
      }
    }
    return outcomes;
  }

  /** In an emergency: a channel that was not reached when the plan was made, or that another run keeps. */
  private leftAlone(channel: string): Outcome | undefined {
    if (this.facts.mode !== "emergency") return undefined;
    const found = this.found(channel);
    if (found === undefined || found.type === "failed") return found;
    const run = this.busy.get(channel);
    if (run === undefined) return undefined;
    const { id, kind, title } = found;
    return { id, kind, title, type: "failed", problem: stillAt(run, "it all the time") };
  }

  /** By what somebody approved; what could not be reached then is done as soon as it can be. */
  private isUnplanned(row: RollbackPlan["rows"][number]): boolean {
    return this.approved !== undefined && !isChanging(row) && this.found(row.id)?.type !== "failed";
  }

  private found(channel: string): Outcome | undefined {
    return this.facts.channels.find(({ outcome }) => outcome.id === channel)?.outcome;
  }

  /** What an earlier run took back and could not write down any more. */
  private async record({ id }: Outcome, { ledger }: ChannelDeps): Promise<void> {
    const { operation, failover, entries = [] } = this.facts;
    if (operation !== "rollback" || failover?.hostsOnly) return;
    // A fail-over that could not reach the journal may have taken it back.
    const silent = failover !== undefined && isUnwritten(entries, id);
    if (!silent && !isInterrupted(entries, id)) return;
    const claim = await ledger.claim(id, {}, "rollback");
    await claim.close("receipt", { after: { version: this.facts.good.tag.version.text } });
  }

  private async state(): Promise<JournalState> {
    const { forge } = this.deps;
    const { bad } = this.facts;
    const found = await forge.survey(bad.tag.text);
    return {
      latest: found.latest?.tag ?? null,
      ...(found.release && { prerelease: found.release.prerelease }),
    };
  }

  private plans(id: string): boolean {
    return this.plan.rows.some((row) => row.id === id && isChanging(row));
  }
}

/** Channels that the rollback came to after its abort had looked: that would leave them as they are, and nobody would know. */
function takenBackSince({ operation, past }: Facts, { entries = [] }: Facts): readonly string[] {
  if (operation !== "abort") return [];
  const known = past.begun?.channels ?? new Set();
  const now = pastRollback(entries).begun?.channels ?? new Set<string>();
  return [...now].filter((id) => !known.has(id)).map((id) => `${id}: taken back since`);
}

/** For the journal: which channels a fail-over did not reach. */
function later(outcomes: readonly Outcome[]): { readonly note?: string } {
  const ids = outcomes.flatMap((each) => (each.type === "impossible" && each.remedy === LATER ? [each.id] : []));
  return ids.length === 0 ? {} : { note: `not reached: ${ids.join(", ")}` };
}

function unconfirmed(what: string): Problem {
  return new Problem({
    kind: "failure",
    code: "rollback-unconfirmed",
    message: `it was changed, and does not read back so: ${what}`,
    remedy: "run this again: it goes on from here",
  });
}
