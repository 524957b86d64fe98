import { randomUUID } from "node:crypto";
import { JournalLock, journalPath, parseJson, readJournal } from "@slipway/model";
import { z } from "zod";
import type { JournalPlace, StoredFile, Survey } from "../forge.ts";
import { problem } from "../remedies.ts";
import { BranchFile } from "./branch-file.ts";
import type { JournalOptions } from "./journal.ts";
import { oneByOne } from "./renewal.ts";

/**
 * Whose turn it is to decide which release is latest: one file for the whole repository, because releases of different
 * tags would else each compare with a latest release that is about to be replaced, and a back-port would end on top.
 * It is not given back: it is void as soon as its holder gave back the lock on its release, or after its lease.
 */
export const TURN_FILE = "turn.json";

const TURN_LEASE = 10 * 60_000;
const MARGIN = 2 * 60_000;
/** Milliseconds between looks at a turn that another run has, at first and at last, and the longest wait for it. */
const POLL = { first: 5_000, last: 60_000 } as const;
const LONGEST_WAIT = 3 * TURN_LEASE;

const TurnDocument = z.object({
  kind: z.literal("slipway-journal-turn"),
  schemaVersion: z.number(),
  tag: z.string(),
  lock: JournalLock.loose(),
});
type TurnDocument = z.infer<typeof TurnDocument>;

export class Turn {
  private readonly options: JournalOptions;
  private readonly place: JournalPlace;
  private readonly holder: string;
  private readonly turn: BranchFile;
  /** Milliseconds since 1970; undefined: not ours. */
  private until: number | undefined;
  /** Another release took it, so that nothing that was decided in it may be carried out any more. */
  private lost = false;
  private readonly inLine = oneByOne();

  constructor(options: JournalOptions, place: JournalPlace, holder: string) {
    const { forge, patience, branch } = options;
    this.options = options;
    this.place = place;
    this.holder = holder;
    this.turn = new BranchFile(forge, patience, branch, TURN_FILE);
  }

  async take(seen?: Survey): Promise<Survey> {
    const { forge, patience, log, tag } = this.options;
    const { time } = patience;
    const deadline = time.now() + LONGEST_WAIT;
    const told = new Set<string>();
    let poll: number = POLL.first;
    /** Version of the file that was found void: its holder has finished. */
    let finished: string | undefined;
    for (let given = seen; ; given = undefined) {
      const survey = given ?? (await forge.survey(tag, this.place));
      const file = survey.files.get(TURN_FILE);
      const other = file?.version === finished ? undefined : this.heldByOther(file);
      if (other !== undefined) {
        if (await this.isOver(other)) {
          finished = file?.version;
          continue;
        }
        if (time.now() >= deadline) throw tooLong(tag, other);
        if (!told.has(other.tag)) {
          log.info(`${other.tag} is about to be published: waiting for it, because it may become latest`);
        }
        told.add(other.tag);
        const left = Date.parse(other.lock.until) - time.now();
        await time.sleep(Math.max(1_000, Math.min(left, poll * (0.5 + time.random()))));
        poll = Math.min(POLL.last, poll * 1.5);
        continue;
      }
      this.turn.file = file;
      if (await this.swap(file?.version)) {
        this.lost = false;
        return survey;
      }
    }
  }

  /** Renews a turn that is ours, before a change. */
  async hold(): Promise<void> {
    await this.inLine(async () => {
      if (!this.lost) {
        if (this.until === undefined || this.until - this.options.patience.time.now() > MARGIN) return;
        if (await this.swap(this.turn.file?.version)) return;
      }
      // Whoever hears of it first may be a heartbeat, which nobody listens to.
      this.lost = true;
      throw problem("journal-lock-lost", {
        message: `another release took its turn while ${this.options.tag} stood still.`,
      });
    });
  }

  /** What was decided in it is done: it is renewed no more, and others need not wait. */
  async end(): Promise<void> {
    await this.inLine(async () => {
      // Where this fails it ends by itself, only later.
      if (this.until !== undefined && !this.lost) await this.swap(this.turn.file?.version, 0).catch(() => false);
      this.until = undefined;
      this.lost = false;
    });
  }

  /** False when the file is another by now. */
  private async swap(seen: string | undefined, lease = TURN_LEASE): Promise<boolean> {
    const { tag, patience } = this.options;
    const mark = randomUUID();
    let until = 0;
    try {
      await this.turn.swap(`${tag}: turn`, mark, (file) => {
        if (file?.version !== seen) throw new Taken();
        until = patience.time.now() + lease;
        const lock = { holder: this.holder, until: new Date(until).toISOString() };
        return `${JSON.stringify({ kind: "slipway-journal-turn", schemaVersion: 1, tag, lock, mark }, null, 2)}\n`;
      });
    } catch (error) {
      if (error instanceof Taken) return false;
      throw error;
    }
    this.until = until;
    return true;
  }

  private heldByOther(file: StoredFile | undefined): TurnDocument | undefined {
    if (file === undefined) return undefined;
    const found = TurnDocument.safeParse(parseJson(file.text));
    // Unreadable: somebody edited it; the next turn writes it anew.
    if (!found.success || found.data.tag === this.options.tag) return undefined;
    return Date.parse(found.data.lock.until) > this.options.patience.time.now() ? found.data : undefined;
  }

  private async isOver({ tag, lock }: TurnDocument): Promise<boolean> {
    const { forge, branch } = this.options;
    const path = journalPath(tag);
    const file = await forge.readFile(branch, path);
    // Its holder wrote there before it took the turn: a file that is not found says nothing about it.
    return file !== undefined && readJournal(file.text, path).lock?.holder !== lock.holder;
  }
}

function tooLong(tag: string, { tag: other, lock }: TurnDocument) {
  return problem("release-in-progress", {
    message: `${tag} has waited ${LONGEST_WAIT / 60_000} minutes for ${other}, whose turn to become latest lasts until ${lock.until} at most. Nothing further was changed.`,
  });
}

/** Control flow within `swap`. */
class Taken extends Error {}
