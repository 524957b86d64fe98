import {
  bothFences,
  type ChannelClaim,
  type ChannelLedger,
  explaining,
  type Fence,
  judge,
  noFence,
  type PastOfChannel,
  RequestFailure,
} from "@slipway/forge";
import { type ChannelState, Problem } from "@slipway/model";
import { type Change, diffOf, statesOf } from "../change.ts";
import type { Applied, AppliedChange, Channel, Proposal } from "../channel.ts";
import type { ChannelRelease } from "../release.ts";
import { type AddressDeps, verifyAddresses } from "./addresses.ts";
import { explainFailure } from "./explain.ts";
import type { Outcome } from "./outcome.ts";

export interface ChannelDeps extends AddressDeps {
  readonly log: { info(line: string): void; warning(line: string): void };
  /** Of the release that is advertised or taken back; `noChannelLedger` without a journal. */
  readonly ledger: ChannelLedger;
  /** Say what would change, and change nothing. */
  readonly dryRun: boolean;
  /** When the job is cancelled, nothing further is begun. */
  readonly cancelled?: AbortSignal;
}

/** How often a change is proposed anew because somebody else changed the same thing. */
const ROUNDS = 40;
/** Milliseconds between rounds, at first and at last. */
const PAUSE = { first: 400, last: 10_000 } as const;

type Verdict = Proposal | { readonly type: "impossible"; readonly because: string; readonly remedy: string };

/** Makes one channel advertise a release. Converges from whatever an earlier run left. @throws {Problem} */
export async function runChannel(channel: Channel, release: ChannelRelease, deps: ChannelDeps): Promise<Outcome> {
  const past = await pastAt(channel, deps);
  const withdrawn = { type: "skipped", why: `${release.manifest.tag} was taken back here by a rollback` } as const;
  const isWithdrawn = ({ takenBack, withdrawn: all = false }: PastOfChannel) =>
    (takenBack || (all && channel.tellsOfWithdrawn !== true)) && release.mode.type === "release";
  if (isWithdrawn(past)) return outcome(channel, withdrawn);
  // Asked again of what the claim finds: a rollback may have come and gone while addresses were verified.
  const decide = async (seen: PastOfChannel) =>
    isWithdrawn(seen) ? withdrawn : channel.propose(await channel.inspect(release, seen), release);
  return await guarded(channel, deps, (turn) =>
    new Passage(channel, release, deps, "release", turn).make(past, decide),
  );
}

/**
 * Takes a release back from one channel. `deps.ledger` is that of the release that is taken back.
 * @param good the release to go back to, in mode `rollback`
 * @throws {Problem}
 */
export async function undoChannel(
  channel: Channel,
  bad: ChannelRelease,
  good: ChannelRelease | undefined,
  deps: ChannelDeps,
): Promise<Outcome> {
  const past = await pastAt(channel, deps);
  const left = past.receipt ?? past.open?.after;
  if (left === undefined) {
    return outcome(channel, { type: "nothing", why: `${bad.manifest.tag} left nothing here`, state: undefined });
  }
  const target = good ?? bad;
  const decide = async (): Promise<Verdict> => {
    const undoing = channel.undo(left, await channel.inspect(target, past), good);
    return undoing.type === "nothing" ? { ...undoing, state: left } : undoing;
  };
  return await guarded(channel, deps, (turn) =>
    new Passage(channel, target, deps, "rollback", turn).make(past, decide),
  );
}

async function pastAt({ id, title }: Channel, { ledger }: ChannelDeps): Promise<PastOfChannel> {
  return await explaining(`${title} was not touched.`, () => ledger.past(id));
}

/** Every channel by itself: one that fails leaves the others alone. */
export async function runChannels(
  channels: readonly Channel[],
  release: ChannelRelease,
  deps: ChannelDeps,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const channel of channels) {
    try {
      outcomes.push(await runChannel(channel, release, deps));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      outcomes.push(outcome(channel, { type: "failed", problem: error }));
    }
  }
  return outcomes;
}

/** Failed requests in a channel's words; turns at servers that cannot compare. */
async function guarded(channel: Channel, deps: ChannelDeps, work: (turn: Fence) => Promise<Outcome>): Promise<Outcome> {
  try {
    return await (channel.swap === "turn" && !deps.dryRun ? deps.ledger.inTurn(channel.id, work) : work(noFence));
  } catch (error) {
    throw error instanceof RequestFailure ? explainFailure(error, channel.title) : error;
  }
}

/** One run at one channel. */
class Passage {
  private readonly channel: Channel;
  private readonly release: ChannelRelease;
  private readonly deps: ChannelDeps;
  private readonly purpose: "release" | "rollback";
  private readonly turn: Fence;
  private claim: ChannelClaim | undefined;
  /** Objects' digests before the change, as the claim says. */
  private claimed = "";
  /** Whether a change may have had its effect without our knowing. */
  private unclear = false;
  /** Of a change whose answer was lost: what is found afterwards may be its effect. */
  private tried: PastOfChannel["open"];
  private failures = 0;

  constructor(
    channel: Channel,
    release: ChannelRelease,
    deps: ChannelDeps,
    purpose: "release" | "rollback",
    turn: Fence,
  ) {
    this.channel = channel;
    this.release = release;
    this.deps = deps;
    this.purpose = purpose;
    this.turn = turn;
  }

  async make(past: PastOfChannel, decide: (past: PastOfChannel) => Promise<Verdict>): Promise<Outcome> {
    try {
      return await this.rounds(past, decide);
    } catch (error) {
      const told = error instanceof RequestFailure ? explainFailure(error, this.channel.title) : error;
      const note = told instanceof Problem ? told.code : "unexpected";
      // The claim expires by itself; what failed is worth more than that this failed too.
      await this.claim?.close(this.unclear ? "unclear" : "end", { note }).catch(() => {});
      throw told;
    }
  }

  private async rounds(first: PastOfChannel, decide: (past: PastOfChannel) => Promise<Verdict>): Promise<Outcome> {
    const { channel, deps } = this;
    let past = first;
    let verified = false;
    for (let round = 1; ; round++) {
      this.requireGoing();
      const verdict = await decide(past);
      if (verdict.type !== "change") {
        const left = await this.leave(verdict, past);
        if (left !== undefined) return left;
        past = this.claim?.past ?? past;
        continue;
      }
      const { change } = verdict;
      if (deps.dryRun) {
        deps.log.info(`${channel.title}: ${change.summary}\n${diffOf(change)}`);
        return outcome(channel, { type: "proposed", change });
      }
      if (!verified) await verifyAddresses(this.advertised(change), this.release, deps);
      verified = true;
      if (this.claim === undefined) {
        this.claim = await deps.ledger.claim(channel.id, statesOf(change), this.purpose);
        this.claimed = beforeOf(change);
        if (isOther(this.claim, past)) {
          past = this.purpose === "release" ? this.claim.past : past;
          continue;
        }
      } else if (beforeOf(change) !== this.claimed) {
        await this.claim.amend(statesOf(change));
        this.claimed = beforeOf(change);
      }
      const { claim } = this;
      const applied = await claim.during(() => this.apply(change, claim));
      if (applied.type === "applied") return await this.confirm(change, applied, claim);
      if (round === ROUNDS) throw contended(channel, applied.why);
      deps.log.info(`${channel.title}: ${applied.why}; looking again`);
      await this.pause(round);
    }
  }

  /** One try; a failure that may pass counts as a conflict, because what was inspected is in doubt after it. */
  private async apply(change: Change, claim: ChannelClaim): Promise<Applied> {
    const { patience } = this.deps;
    await claim.hold();
    try {
      return await this.channel.apply(change, this.release, bothFences(claim.fence, this.turn));
    } catch (error) {
      if (isUnclear(error)) {
        this.unclear = true;
        this.tried ??= statesOf(change);
      }
      if (!(error instanceof RequestFailure)) throw error;
      if (error.conflict) return { type: "conflict", why: error.details.reason };
      this.failures += 1;
      const verdict = judge(error, this.failures, { now: patience.time.now(), random: patience.time.random() });
      if (!verdict.again || error.exhausted) throw error;
      await patience.time.sleep(verdict.wait);
      return { type: "conflict", why: error.message };
    }
  }

  private async confirm(change: Change, applied: AppliedChange, claim: ChannelClaim): Promise<Outcome> {
    const { channel, deps, release } = this;
    this.unclear = true;
    const read = await deps.patience.settle(
      () => channel.readBack(change, applied, release),
      ({ equal }) => equal,
    );
    if (!read.equal) {
      throw new Problem({
        kind: "failure",
        code: "channel-unconfirmed",
        message: `${channel.title} was changed, and does not show it: ${read.why}`,
        remedy: "look at the channel; re-run this job, which confirms what is there or does it again",
      });
    }
    const { before, after } = statesOf(change);
    const { revision, url, pending, detail } = applied;
    const state: ChannelState = {
      ...after,
      ...(revision !== undefined && { revision }),
      ...(url !== undefined && { url }),
      ...(pending && { pending }),
      ...((change.kept ?? detail) !== undefined && { detail: { ...change.kept, ...detail } }),
    };
    await claim.close("receipt", {
      before: this.purpose === "release" ? (claim.past.open?.before ?? before) : before,
      after: state,
    });
    deps.log.info(`${channel.title}: ${change.summary}${url === undefined ? "" : ` (${url})`}`);
    return outcome(channel, { type: "changed", state, change });
  }

  /**
   * Nothing to change; what an earlier run did and could not write down is written down now.
   * @returns undefined when the journal says something else by now: to be decided anew
   */
  private async leave(
    verdict: Exclude<Verdict, { readonly type: "change" }>,
    past: PastOfChannel,
  ): Promise<Outcome | undefined> {
    const { channel, deps } = this;
    if (verdict.type === "refused") throw verdict.problem;
    if (verdict.type !== "nothing") {
      await this.claim?.close("end", { note: verdict.type });
      deps.log.info(`${channel.title}: ${verdict.type === "skipped" ? verdict.why : verdict.because}`);
      return outcome(channel, verdict);
    }
    const { why } = verdict;
    // What was written down for the undoing, by a dead run or by this one, holds for what it did.
    const tried = past.open ?? this.tried;
    const kept = this.purpose === "release" ? tried?.after?.detail : undefined;
    const state =
      kept === undefined ? verdict.state : { ...verdict.state, detail: { ...kept, ...verdict.state.detail } };
    // Nothing left to undo says nothing of what is there; the change that had its effect does.
    if (this.purpose === "rollback") await this.claim?.close("receipt", { after: this.tried?.after ?? state });
    else if (!deps.dryRun && (this.tried !== undefined || isNews(past, state))) {
      const before = tried?.before;
      const states = { ...(before && { before }), after: state };
      if (this.claim === undefined) {
        this.claim = await deps.ledger.claim(channel.id, states);
        if (isOther(this.claim, past)) return undefined;
      }
      await this.claim.close("receipt", states);
    } else await this.claim?.close("end", { note: "nothing" });
    deps.log.info(`${channel.title}: ${why}`);
    return outcome(channel, { type: "nothing", why, state });
  }

  private advertised(change: Change): readonly string[] {
    return change.to === null ? [] : this.channel.advertises(this.release, change);
  }

  private requireGoing(): void {
    if (this.deps.cancelled?.aborted !== true) return;
    throw new Problem({
      kind: "failure",
      code: "cancelled",
      message: `cancelled before ${this.channel.title} was changed`,
      remedy: "re-run the failed jobs: they go on from here",
    });
  }

  private async pause(round: number): Promise<void> {
    const { time } = this.deps.patience;
    await time.sleep(Math.min(PAUSE.last, PAUSE.first * 1.3 ** round) * time.random());
  }
}

/** Without an answer, or with a failure of the server's own, nobody knows what a request did. */
function isUnclear(error: unknown): boolean {
  if (error instanceof RequestFailure) return error.status === undefined || error.status >= 500;
  return !(error instanceof Problem) || (error.cause instanceof RequestFailure && isUnclear(error.cause));
}

function beforeOf(change: Change): string {
  return JSON.stringify(statesOf(change).before.objects ?? statesOf(change).before.set);
}

/** Another run was at it while this one looked, or waited for its claim; or the journal was read wrongly before. */
const isOther = (claim: ChannelClaim, past: PastOfChannel): boolean =>
  JSON.stringify(claim.past) !== JSON.stringify(past);

/** What the journal does not say: it is so although a run died, nobody wrote it down, or a rollback was the last word. */
const isNews = ({ open, takenBack, receipt }: PastOfChannel, state: ChannelState): boolean =>
  open !== undefined || takenBack === true || !isKnown(receipt, state);

/** The journal's receipt says what was found; a revision may be another commit with the same content. */
function isKnown(receipt: ChannelState | undefined, state: ChannelState): boolean {
  const told = ({ version, objects, set, pending }: ChannelState) => JSON.stringify([version, objects, set, pending]);
  return receipt !== undefined && told(receipt) === told(state);
}

function contended({ title }: Channel, why: string): Problem {
  return new Problem({
    kind: "failure",
    code: "channel-contended",
    message: `${title} was changed by others each of ${ROUNDS} times that this run tried: ${why}`,
    remedy: "re-run this job when they are done",
  });
}

type Told<Each> = Each extends Outcome ? Omit<Each, "id" | "kind" | "title"> : never;

function outcome({ id, kind, title }: Channel, what: Told<Outcome>): Outcome {
  return { id, kind, title, ...what } as Outcome;
}
