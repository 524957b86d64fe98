import type { ContentStore } from "../../content/store.ts";
import type { Output } from "../output.ts";
import type { ArchiveEntry } from "../request.ts";

/** Writes laid-out entries (checked, sorted, parents first) as one archive. */
export type ArchiveWriter = (
  entries: readonly ArchiveEntry[],
  timestamp: number,
  store: ContentStore,
  output: Output,
) => Promise<void>;
