import { randomUUID } from "node:crypto";
import { describeRun, isEarlierAttempt, JournalRun, parseJson, sha256 } from "@slipway/model";
import { z } from "zod";
import { RequestFailure } from "../failure.ts";
import type { StoredFile } from "../forge.ts";
import { problem } from "../remedies.ts";
import { BranchFile } from "./branch-file.ts";
import type { ChannelLedgerOptions } from "./channel-ledger.ts";
import { type Fence, lapsing, MARGIN } from "./fence.ts";
import { oneByOne, whileRenewing } from "./renewal.ts";

/** Milliseconds. */
const LEASE = 10 * 60_000;
const POLL = 5_000;
const LONGEST_WAIT = 45 * 60_000;

const TurnDocument = z.object({
  kind: z.literal("slipway-channel-turn"),
  schemaVersion: z.number(),
  channel: z.string(),
  tag: z.string(),
  run: JournalRun.loose(),
  holder: z.string(),
  /** Null: given back. */
  until: z.iso.datetime().nullable(),
});
type TurnDocument = z.infer<typeof TurnDocument>;

/** File on the journal's branch; the digest keeps names apart that look the same when written as a path. */
const turnPath = (channel: string): string =>
  `turns/${channel.replace(/[^A-Za-z0-9._-]+/g, "-")}-${sha256(channel).slice(0, 8)}.json`;

/**
 * Whose turn it is at one channel, among all releases of a repository: for servers that replace an index without comparing
 * it, where the later of two releases would undo the earlier one's entry.
 */
export class ChannelTurn {
  private readonly options: ChannelLedgerOptions;
  private readonly channel: string;
  private readonly file: BranchFile;
  private readonly holder = randomUUID();
  /** Milliseconds since 1970, as last written down. */
  private until = 0;
  private readonly inLine = oneByOne();

  constructor(options: ChannelLedgerOptions, channel: string) {
    const { forge, patience, branch } = options;
    this.options = options;
    this.channel = channel;
    this.file = new BranchFile(forge, patience, branch, turnPath(channel));
  }

  private readonly fence: Fence = {
    pass: async (wanted = MARGIN) => {
      if (this.fence.left() >= wanted) return;
      const why = await this.write(LEASE).then(
        () => undefined,
        (error: unknown) => (error instanceof Held ? "another run has its turn" : String((error as Error).message)),
      );
      if (this.fence.left() < MARGIN) throw lapsing(this.channel, why);
    },
    left: () => this.until - this.options.patience.time.now(),
  };

  async during<Result>(work: (turn: Fence) => Promise<Result>): Promise<Result> {
    await this.take();
    const { time } = this.options.patience;
    try {
      return await whileRenewing(
        time,
        LEASE / 3,
        () => this.write(LEASE),
        () => work(this.fence),
      );
    } finally {
      // It expires by itself.
      await this.write(undefined).catch(() => {});
    }
  }

  private async take(): Promise<void> {
    const { patience, log, tag } = this.options;
    const { time } = patience;
    const deadline = time.now() + LONGEST_WAIT;
    for (let told = false; ; ) {
      await this.file.read();
      try {
        return await this.write(LEASE);
      } catch (error) {
        if (error instanceof RequestFailure && error.conflict) continue;
        if (!(error instanceof Held)) throw error;
        const { by } = error;
        const who = `${describeRun(by.run)} (${by.tag})`;
        if (time.now() >= deadline) {
          throw problem("release-in-progress", { message: `${who} has been at ${this.channel} all the time.` });
        }
        if (!told) log.info(`${tag}: ${who} is at ${this.channel}: waiting for its turn to end`);
        told = true;
        await time.sleep(POLL * (0.5 + time.random()));
      }
    }
  }

  /** @param lease undefined gives the turn back */
  private async write(lease: number | undefined): Promise<void> {
    await this.inLine(() => this.swap(lease));
  }

  private async swap(lease: number | undefined): Promise<void> {
    const { patience, tag, run } = this.options;
    const mark = randomUUID();
    let ends = 0;
    await this.file.swap(`${tag}: turn at ${this.channel}`, mark, (file) => {
      const other = this.heldByOther(file);
      if (other !== undefined) throw new Held(other);
      ends = patience.time.now() + (lease ?? 0);
      const until = lease === undefined ? null : new Date(ends).toISOString();
      const document = { kind: "slipway-channel-turn", schemaVersion: 1, channel: this.channel, tag, run };
      return `${JSON.stringify({ ...document, holder: this.holder, until, mark }, null, 2)}\n`;
    });
    this.until = ends;
  }

  private heldByOther(file: StoredFile | undefined): TurnDocument | undefined {
    const found = TurnDocument.safeParse(parseJson(file?.text ?? ""));
    // Unreadable: somebody edited it, and the next turn writes it anew.
    if (!found.success || found.data.holder === this.holder) return undefined;
    // It was ours, and another run's after that: what was read in it does not hold any more.
    if (this.until > 0) return found.data;
    if (found.data.until === null) return undefined;
    const { run, patience } = this.options;
    if (isEarlierAttempt(found.data.run, run)) return undefined;
    return Date.parse(found.data.until) > patience.time.now() ? found.data : undefined;
  }
}

/** Control flow within `take`. */
class Held extends Error {
  readonly by: TurnDocument;

  constructor(by: TurnDocument) {
    super();
    this.by = by;
  }
}
