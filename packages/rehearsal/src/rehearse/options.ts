import type { EmbeddedGitHub } from "../github/types.ts";
import type { RehearsalEvent } from "./events.ts";

export interface RehearsalOptions {
  /** Folder of the project: a git repository, or a folder of files (also one inside another repository). */
  readonly repository: string;
  /** Tag to release; made in the copy when the repository has none of that name. Default: `v` and the detected version. */
  readonly tag?: string | undefined;
  /** Rehearse a push of this branch instead of a tag: builds, and publishes nothing. */
  readonly branch?: string | undefined;
  /** Only these targets. */
  readonly targets?: readonly string[] | undefined;
  /** Only these variants. */
  readonly variants?: readonly string[] | undefined;
  /** After the release make a higher one, take it back, and look at what people get then. Only with a tag. */
  readonly rollback?: boolean | undefined;
  /** Write into the project that its rollback was rehearsed, and what came of it. */
  readonly record?: boolean | undefined;
  /** Folder for everything that a rehearsal writes; what an earlier one left there is replaced. */
  readonly out: string;
  /** Keep the jobs' working directories. */
  readonly keep?: boolean | undefined;
  /** Debug lines in the logs. */
  readonly debug?: boolean | undefined;
  /** Leave the embedded GitHub running. */
  readonly serve?: boolean | undefined;
  /** Checkout of Slipway whose workflows and actions run; the one that this code belongs to when absent. */
  readonly library?: string | undefined;
  /** In place of the stand-ins' secrets, by the names that Slipway's workflows give them. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** Called once the tag is pushed, before the first job: for faults, and to see what the server hands out. */
  readonly onGitHub?: ((github: EmbeddedGitHub) => void) | undefined;
  /** Each line that a process of a job writes, before secrets are masked in it. */
  readonly onOutput?: ((line: string) => void) | undefined;
  readonly onEvent?: ((event: RehearsalEvent) => void) | undefined;
  /** Cancels the jobs; the rehearsal then ends as cancelled. */
  readonly signal?: AbortSignal | undefined;
}
