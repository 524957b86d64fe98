import type { Patience } from "../patience.ts";

export interface PublishDeps {
  readonly log: { info(line: string): void; warning(line: string): void };
  /** The same that the forge was made with, so that a rate limit holds back everything. */
  readonly patience: Patience;
  /** Uploads at a time. */
  readonly concurrency: number;
}
