import { randomUUID } from "node:crypto";
import {
  type ChannelState,
  describeRun,
  entriesOf,
  isEarlierAttempt,
  type Journal,
  type JournalEntry,
  type JournalRun,
  journalPath,
  Problem,
  readJournal,
  withEntry,
} from "@slipway/model";
import { RequestFailure } from "../failure.ts";
import type { Forge } from "../forge.ts";
import type { Patience } from "../patience.ts";
import { problem } from "../remedies.ts";
import { BranchFile } from "./branch-file.ts";
import { livingClaims, NO_PAST, type PastOfChannel, pastOf } from "./channel-past.ts";
import { ChannelTurn } from "./channel-turn.ts";
import { type Fence, lapsing, MARGIN, noFence } from "./fence.ts";
import { oneByOne, whileRenewing } from "./renewal.ts";
import { undoingOf } from "./taken-back.ts";

/**
 * The journal as channels use it. They run beside each other, after publication, and for minutes: the lock on the release
 * would make them wait for each other. So each only appends, by compare-and-swap of the file, and its own intent is its
 * claim on that channel of that release, for as long as its lease.
 *
 * Against the lock: an intent is refused while another run has the lock, and whoever takes the lock to undo a release
 * waits for living claims (`livingClaims`). Both are decided on one file, so one of the two always sees the other.
 */
export interface ChannelLedger {
  past(channel: string): Promise<PastOfChannel>;
  /**
   * Writes the intent; waits for another run at the same channel of this release.
   * @param purpose of a `rollback` the steps have a name of their own, so that what the release left stays known
   * @throws {Problem} `release-in-progress`
   */
  claim(channel: string, states: ChannelStates, purpose?: "release" | "rollback"): Promise<ChannelClaim>;
  /** Takes the turn at a channel whose server cannot compare, from all releases of the repository, for as long as the work. */
  inTurn<Result>(channel: string, work: (turn: Fence) => Promise<Result>): Promise<Result>;
}

export interface ChannelStates {
  readonly before?: ChannelState;
  readonly after?: ChannelState;
}

export interface ChannelClaim {
  /** As it was when the claim was made, so without what another run does meanwhile. */
  readonly past: PastOfChannel;
  /** Before anything that changes a server: the claim is ours for longer than a request takes, and nobody undoes the release. */
  hold(): Promise<void>;
  /** For the requests that follow. */
  readonly fence: Fence;
  /** Keeps the claim during long work. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** What was found and is meant turned out to be another than the claim says. */
  amend(states: ChannelStates): Promise<void>;
  /** `receipt`: it is done. `end`: nothing was done. `unclear`: the next run has to find out. Gives the claim back. */
  close(how: "receipt" | "end" | "unclear", more?: ChannelStates & { readonly note?: string }): Promise<void>;
}

export interface ChannelLedgerOptions {
  readonly forge: Forge;
  readonly patience: Patience;
  readonly log: { info(line: string): void; warning(line: string): void };
  readonly branch: string;
  readonly tag: string;
  readonly run: JournalRun;
  /** Of the lock under which this works, for example a rollback's own. */
  readonly lockHolder?: string;
}

/** Milliseconds. */
export const CHANNEL_LEASE = 15 * 60_000;
const POLL = 5_000;
/** Longer than any lease. */
const LONGEST_WAIT = 40 * 60_000;
/** How often an append begins anew after as many conflicts as patience allows: channels append side by side. */
const ROUNDS = 5;

export function branchChannelLedger(options: ChannelLedgerOptions): ChannelLedger {
  const { forge, patience, branch, tag, lockHolder } = options;
  const path = journalPath(tag);
  return {
    past: async (channel) => {
      const read = () => forge.readFile(branch, path);
      // Who has the lock has written there: that the file is absent is no answer, but a fault of the server's.
      const file = await (lockHolder === undefined ? read() : patience.settle(read, (found) => found !== undefined));
      if (file === undefined && lockHolder !== undefined) {
        throw problem("journal-lock-lost", {
          message: `${path} on ${branch} is gone, and the lock of this run with it.`,
        });
      }
      return pastOf(entriesOf(readJournal(file?.text ?? "", path)), channel);
    },
    claim: async (channel, states, purpose = "release") => {
      const file = new BranchFile(forge, patience, branch, path);
      const claim = new BranchClaim(options, file, channel, stepOf(channel, purpose));
      await claim.make(states);
      return claim;
    },
    inTurn: (channel, work) => new ChannelTurn(options, channel).during(work),
  };
}

/** Channels without journal: nothing is remembered. */
export const noChannelLedger: ChannelLedger = {
  past: async () => NO_PAST,
  claim: async () => ({
    past: NO_PAST,
    hold: async () => {},
    fence: noFence,
    during: (work) => work(),
    amend: async () => {},
    close: async () => {},
  }),
  inTurn: (_channel, work) => work(noFence),
};

const stepOf = (channel: string, purpose: "release" | "rollback") =>
  purpose === "release" ? channel : undoingOf(channel);

class BranchClaim implements ChannelClaim {
  past: PastOfChannel = NO_PAST;
  private readonly options: ChannelLedgerOptions;
  private readonly file: BranchFile;
  private readonly channel: string;
  private readonly step: string;
  private readonly holder = randomUUID();
  /** Milliseconds since 1970. */
  private until = 0;
  private readonly inLine = oneByOne();

  constructor(options: ChannelLedgerOptions, file: BranchFile, channel: string, step: string) {
    this.options = options;
    this.file = file;
    this.channel = channel;
    this.step = step;
  }

  async make(states: ChannelStates): Promise<void> {
    const { time } = this.options.patience;
    const deadline = time.now() + LONGEST_WAIT;
    for (let told = false; ; told = true) {
      await this.file.read();
      try {
        await this.append("intent", states, (journal) => {
          this.requireLock(journal);
          const other = this.inTheWay(journal);
          if (other !== undefined) throw new InTheWay(other);
          this.past = pastOf(entriesOf(journal), this.channel);
        });
        return;
      } catch (error) {
        if (!(error instanceof InTheWay)) throw this.explain(error);
        if (error.final || time.now() >= deadline) throw problem("release-in-progress", { message: error.message });
        if (!told) this.options.log.info(`${error.message} Waiting for it.`);
        await time.sleep(POLL * (0.5 + time.random()));
      }
    }
  }

  async hold(): Promise<void> {
    await this.file.read();
    const journal = this.parse();
    this.requireLock(journal);
    const other = this.lockInTheWay(journal);
    if (other !== undefined) throw problem("release-in-progress", { message: other.message });
    this.requireOurs(journal);
    if (this.fence.left() < MARGIN) await this.beat();
  }

  readonly fence: Fence = {
    pass: async (wanted = MARGIN) => {
      if (this.fence.left() >= wanted) return;
      const failure: unknown = await this.beat().catch((error: unknown) => error);
      if (this.fence.left() >= MARGIN) return;
      if (failure instanceof Problem) throw failure;
      throw lapsing(this.channel, failure instanceof Error ? failure.message : undefined);
    },
    left: () => this.until - this.options.patience.time.now(),
  };

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    return await whileRenewing(this.options.patience.time, CHANNEL_LEASE / 3, () => this.beat(), work);
  }

  async amend(states: ChannelStates): Promise<void> {
    await this.append("intent", states, (journal) => this.requireOurs(journal));
  }

  async close(
    how: "receipt" | "end" | "unclear",
    { note, ...states }: ChannelStates & { readonly note?: string } = {},
  ): Promise<void> {
    if (this.until === 0) return;
    await this.append(how === "unclear" ? "heartbeat" : how, states, undefined, { last: true, note });
    this.until = 0;
  }

  private async beat(): Promise<void> {
    await this.append("heartbeat", {}, (journal) => this.requireOurs(journal));
  }

  /** What works under a lock is over with it: whoever came after may have come to its end. @throws {Problem} `journal-lock-lost` */
  private requireLock({ lock }: Journal): void {
    const { tag, lockHolder } = this.options;
    if (lockHolder === undefined || lock?.holder === lockHolder) return;
    throw problem("journal-lock-lost", {
      message: `the lock on ${tag} was this run's and is not any more, because it stood still for too long: nothing further is changed at ${this.channel}.`,
    });
  }

  /**
   * A claim that lapsed, while a limit of requests lasted for example, is not renewed over what others did meanwhile:
   * what this run found and decided may not hold any more.
   * @throws {Problem} `journal-lock-lost`
   */
  private requireOurs(journal: Journal): void {
    this.requireLock(journal);
    const { patience, run } = this.options;
    const entries = entriesOf(journal);
    const own = entries.findLastIndex(({ channel }) => channel?.holder === this.holder);
    const lapsed = this.until <= patience.time.now();
    const other = entries
      .slice(own + 1)
      .find(({ channel, event, run: { id } }) =>
        channel === undefined ? lapsed && id !== run.id : event === "intent" && channel.id === this.channel,
      );
    if (other !== undefined) throw lapsing(this.channel, `${describeRun(other.run)} came meanwhile`);
  }

  private async append(
    event: JournalEntry["event"],
    { before, after }: ChannelStates,
    check: (journal: Journal) => void = () => {},
    { last = false, note }: { last?: boolean; note?: string | undefined } = {},
  ): Promise<void> {
    const { tag, run, patience } = this.options;
    const id = randomUUID();
    const write = async () => {
      let until = 0;
      await this.persist(`${tag}: ${event} of ${this.step}`, id, (text) => {
        const now = patience.time.now();
        check(readJournal(text, this.file.path));
        until = now + CHANNEL_LEASE;
        const entry: JournalEntry = {
          kind: "slipway-journal",
          schemaVersion: 1,
          id,
          time: new Date(now).toISOString(),
          tag,
          run,
          event,
          step: this.step,
          channel: { id: this.channel, holder: this.holder, until: last ? null : new Date(until).toISOString() },
          ...(before && { before: { channel: before } }),
          ...(after && { after: { channel: after } }),
          ...(note !== undefined && { note }),
        };
        return withEntry(text, entry);
      });
      this.until = until;
    };
    await this.inLine(write);
  }

  private async persist(message: string, mark: string, next: (text: string) => string): Promise<void> {
    for (let round = 1; ; round++) {
      try {
        return await this.file.swap(message, mark, (file) => next(file?.text ?? ""));
      } catch (error) {
        const raced = error instanceof RequestFailure && error.conflict;
        if (!raced || round === ROUNDS) throw error;
        await this.file.read();
        if (this.file.file?.text.includes(mark)) return;
      }
    }
  }

  private parse(): Journal {
    return readJournal(this.file.file?.text ?? "", this.file.path);
  }

  /** Another run at this channel of this release, or at the release as a whole. */
  private inTheWay(journal: Journal): InTheWay | undefined {
    const { patience, run, tag } = this.options;
    const lock = this.lockInTheWay(journal);
    if (lock !== undefined) return lock;
    const claims = livingClaims(entriesOf(journal), patience.time.now()).filter(
      (claim) => claim.channel === this.channel && !isEarlierAttempt(claim.run, run),
    );
    const [claim] = claims;
    if (claim === undefined) return undefined;
    return new InTheWay({
      message: `${describeRun(claim.run)} is at ${this.channel} for ${tag}, until ${claim.until} at most.`,
      final: false,
    });
  }

  private lockInTheWay(journal: Journal): InTheWay | undefined {
    const { patience, run, tag, lockHolder } = this.options;
    const { lock } = journal;
    if (lock === undefined || lock.holder === lockHolder) return undefined;
    if (Date.parse(lock.until) <= patience.time.now()) return undefined;
    if (lock.run !== undefined && isEarlierAttempt(lock.run, run)) return undefined;
    const step = entriesOf(journal).find((entry) => entry.lock?.holder === lock.holder)?.step ?? "release";
    return new InTheWay({
      message: `${describeRun(lock.run ?? { id: lock.holder })} has ${tag} to itself (${step}), until ${lock.until} at most.`,
      // What is being taken back is not advertised any more.
      final: step.startsWith("rollback"),
    });
  }

  private explain(error: unknown): unknown {
    const { forge, branch } = this.options;
    if (!(error instanceof RequestFailure)) return error;
    if (!error.forbidden && error.status !== 403 && error.status !== 404) return error;
    return problem(error.forbidden ? "journal-forbidden" : "token-read-only", {
      message: `the journal cannot be written to the branch ${branch} of ${forge.repository}: ${error.details.reason}. The channel was not touched.`,
      cause: error,
    });
  }
}

/** Control flow within `make`. */
class InTheWay extends Error {
  readonly final: boolean;

  constructor({ message, final }: { readonly message: string; readonly final: boolean }) {
    super(message);
    this.final = final;
  }
}
