import { randomUUID } from "node:crypto";
import {
  describeRun,
  entriesOf,
  isEarlierAttempt,
  type Journal,
  type JournalEntry,
  type JournalRun,
  journalPath,
  readJournal,
  withEntry,
} from "@slipway/model";
import { RequestFailure } from "../failure.ts";
import type { Forge, JournalPlace, StoredFile, Survey } from "../forge.ts";
import { isRateLimit, type Patience } from "../patience.ts";
import { problem } from "../remedies.ts";
import { BranchFile } from "./branch-file.ts";
import { ROUNDS } from "./fence.ts";
import { cancelled, type Ledger, type States } from "./ledger.ts";
import { oneByOne, whileRenewing } from "./renewal.ts";
import { TURN_FILE, Turn } from "./turn.ts";

/** Milliseconds for which a lock is taken: so long a killed run may block others. Renewed when half is gone. */
const LEASE = 30 * 60_000;
/** A change is begun only while the lock has this long to live; no request takes longer. */
const MARGIN = 2 * 60_000;
/** Milliseconds between looks at a lock that another run holds, at first and at last, and the longest wait for it. */
const POLL = { first: 10_000, last: 90_000 } as const;
const LONGEST_WAIT = 45 * 60_000;
/** Milliseconds after which a waiting run sees that it is cancelled: less than a cancelled job has left. */
const GLANCE = 5_000;

export interface JournalOptions {
  readonly forge: Forge;
  readonly patience: Patience;
  readonly log: { info(line: string): void; warning(line: string): void };
  readonly branch: string;
  readonly tag: string;
  readonly commit?: string | undefined;
  readonly run: JournalRun;
  /** What this run does, for example `release`. */
  readonly step: string;
  /** Milliseconds that this run knows to need: its lock is taken for so much longer. */
  readonly work?: number;
}

/** A release's journal on a branch, and its lock. */
export class BranchJournal implements Ledger {
  readonly exclusive = true;
  readonly place: JournalPlace;
  known: readonly JournalEntry[] = [];
  private readonly options: JournalOptions;
  /** Of the lock; channels that work under it are told. */
  readonly holder = randomUUID();
  private readonly journal: BranchFile;
  private readonly turns: Turn;
  /** Milliseconds since 1970; undefined: the lock is not ours. */
  private until: number | undefined;
  /** Milliseconds since 1970: until then the work takes that this run knows of. */
  private busyUntil = 0;
  private leaving = false;
  /** Writes, whoever asks for them. */
  private readonly inLine = oneByOne();

  constructor(options: JournalOptions) {
    const { forge, patience, branch, tag } = options;
    const path = journalPath(tag);
    this.options = options;
    this.place = { branch, paths: [path, TURN_FILE] };
    this.journal = new BranchFile(forge, patience, branch, path);
    this.turns = new Turn(options, this.place, this.holder);
  }

  look(survey: Survey): readonly JournalEntry[] {
    return entriesOf(this.parse(survey.files.get(this.journal.path)));
  }

  async open(survey: Survey): Promise<void> {
    const { tag, step, commit } = this.options;
    this.journal.file = survey.files.get(this.journal.path);
    this.journal.newBranch = !survey.branchExists;
    const entry = { ...this.entry("begin", step), ...(commit !== undefined && { commit }) };
    let until = 0;
    try {
      await this.waitForLock();
      await this.journal.swap(`${tag}: begin`, entry.id, (file) => {
        this.requireStaying();
        const journal = this.parse(file);
        if (this.holderOf(journal) !== undefined) {
          // Somebody was faster; waited for below.
          throw new Overtaken();
        }
        for (const warning of journal.warnings) this.options.log.warning(warning);
        this.known = entriesOf(journal);
        this.busyUntil = this.options.patience.time.now() + (this.options.work ?? 0);
        const lock = this.lease();
        until = Date.parse(lock.until);
        return this.appended(file, { ...entry, lock });
      });
      this.until = until;
      this.requireStaying();
    } catch (error) {
      if (error instanceof Overtaken) return await this.open(await this.again());
      throw await this.explainRefusal(error);
    }
  }

  leave(): void {
    this.leaving = true;
  }

  async hold(): Promise<void> {
    this.requireStaying();
    const { time } = this.options.patience;
    const left = () => (this.until ?? 0) - time.now();
    const beat = () => this.append({ ...this.entry("heartbeat", this.options.step) });
    if (left() < LEASE / 2) await beat();
    for (let round = 1; ; round++) {
      await this.turns.hold();
      if (left() >= MARGIN) break;
      if (round === ROUNDS) {
        const { tag } = this.options;
        throw problem("journal-lock-lost", { message: `limits of requests leave no time in which ${tag} is ours.` });
      }
      await beat();
    }
    this.requireStaying();
  }

  private requireStaying(): void {
    if (this.leaving) throw cancelled(this.options.tag);
  }

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    return await whileRenewing(this.options.patience.time, LEASE / 3, () => this.hold(), work);
  }

  async write(event: "intent" | "receipt", step: string, states: States): Promise<void> {
    await this.append({ ...this.entry(event, step), ...states });
  }

  async turn(seen?: Survey): Promise<Survey> {
    return await this.turns.take(seen);
  }

  async endTurn(): Promise<void> {
    await this.turns.end();
  }

  async close(
    event: "receipt" | "end",
    step: string,
    { note, ...states }: States & { readonly note?: string },
  ): Promise<void> {
    if (this.until === undefined) return;
    await this.append({ ...this.entry(event, step), ...states, ...(note !== undefined && { note }), lock: null });
    this.until = undefined;
  }

  private entry(event: JournalEntry["event"], step: string): JournalEntry {
    const { tag, run, patience } = this.options;
    return {
      kind: "slipway-journal",
      schemaVersion: 1,
      id: randomUUID(),
      time: new Date(patience.time.now()).toISOString(),
      tag,
      run,
      event,
      step,
    };
  }

  private lease() {
    const from = Math.max(this.options.patience.time.now(), this.busyUntil);
    return { holder: this.holder, until: new Date(from + LEASE).toISOString() };
  }

  /** An entry of the run that has the lock; renews it on the way. */
  private async append(entry: JournalEntry): Promise<void> {
    const { tag } = this.options;
    const write = async () => {
      let until = 0;
      const message = `${tag}: ${entry.event === entry.step ? entry.event : `${entry.event} of ${entry.step}`}`;
      await this.journal.swap(message, entry.id, (file) => {
        const { lock } = this.parse(file);
        if (lock?.holder !== this.holder) {
          this.until = 0;
          throw problem("journal-lock-lost", { message: this.lost(lock) });
        }
        const lease = this.lease();
        until = Date.parse(lease.until);
        return this.appended(file, entry.lock === null ? entry : { ...entry, lock: lease });
      });
      this.until = until;
    };
    await this.inLine(write);
  }

  private lost(lock: Journal["lock"]): string {
    const who = lock?.run?.url ?? (lock === undefined ? "nobody" : `the run ${lock.run?.id ?? lock.holder}`);
    return `the lock on ${this.options.tag} was ours and is now held by ${who}, because this run stood still for too long.`;
  }

  private appended(file: StoredFile | undefined, entry: JournalEntry): string {
    const text = file?.text ?? "";
    return withEntry(text, entry);
  }

  private parse(file: StoredFile | undefined): Journal {
    return readJournal(file?.text ?? "", this.journal.path);
  }

  /** The lock that has to be waited for: not expired, and not of an earlier attempt of this run, which is dead. */
  private holderOf({ lock }: Journal): Journal["lock"] {
    const { run, patience } = this.options;
    if (lock === undefined || Date.parse(lock.until) <= patience.time.now()) return undefined;
    return lock.run !== undefined && isEarlierAttempt(lock.run, run) ? undefined : lock;
  }

  private async waitForLock(): Promise<void> {
    const { patience, log, tag } = this.options;
    const { time } = patience;
    const deadline = time.now() + LONGEST_WAIT;
    let poll: number = POLL.first;
    for (let told = false; ; told = true) {
      const lock = this.holderOf(this.parse(this.journal.file));
      if (lock === undefined) return;
      const who = describeRun(lock.run ?? { id: lock.holder });
      if (time.now() >= deadline) {
        throw problem("release-in-progress", {
          message: `${who} has been at ${tag} all the time. Nothing was changed.`,
        });
      }
      if (!told) log.info(`${who} is at ${tag}: waiting for it, until ${lock.until} at most`);
      const left = Date.parse(lock.until) - time.now();
      await this.pause(Math.max(1_000, Math.min(left, poll * (0.5 + time.random()))));
      poll = Math.min(POLL.last, poll * 1.5);
      await this.journal.read();
    }
  }

  /** In parts, so that a job that is cancelled meanwhile ends before it is killed. */
  private async pause(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= GLANCE) {
      await this.options.patience.time.sleep(Math.min(left, GLANCE));
      this.requireStaying();
    }
  }

  private async again(): Promise<Survey> {
    const { forge, tag } = this.options;
    return await forge.survey(tag, this.place);
  }

  /** The first write of a run also probes the token; what stops it may be the token, or rules about branches. */
  private async explainRefusal(error: unknown): Promise<unknown> {
    const { forge, tag, branch } = this.options;
    if (!(error instanceof RequestFailure) || isRateLimit(error.details)) return error;
    const forbidden = problem("journal-forbidden", {
      message: `the journal cannot be written to the branch ${branch} of ${forge.repository}: ${error.details.reason}. Nothing was changed.`,
      cause: error,
    });
    if (error.forbidden) return forbidden;
    if (error.status !== 403 && error.status !== 404) return error;
    const access = await forge.probeAccess(tag);
    if (access.writable) return forbidden;
    return problem("token-read-only", {
      message: `the token may not write releases of ${forge.repository}: ${access.reason}. Nothing was changed.`,
      cause: error,
    });
  }
}

/** Control flow within `open`, never seen outside. */
class Overtaken extends Error {}
