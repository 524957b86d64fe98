import type { JournalRun } from "@slipway/model";
import type { Guard } from "../forge.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { Patience } from "../patience.ts";

export interface PublishDeps {
  readonly log: { info(line: string): void; warning(line: string): void };
  /** The same that the forge was made with, so that a rate limit holds back everything. */
  readonly patience: Patience;
  /** Uploads at a time. */
  readonly concurrency: number;
  /** Absent: without journal. */
  readonly journal?: JournalSettings;
  /** Called before every change, where no journal holds runs apart; what it throws ends the publication. */
  readonly guard?: Guard;
  /** When the job is cancelled: the lock is given back, and nothing further is begun. */
  readonly cancelled?: AbortSignal;
}

interface JournalSettings {
  readonly branch: string;
  readonly run: JournalRun;
}

/** What the parts of the engine get. */
export interface EngineDeps extends PublishDeps {
  readonly ledger: Ledger;
}
