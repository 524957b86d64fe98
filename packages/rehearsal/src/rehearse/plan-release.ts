import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Prepared, preparePlan } from "@slipway/planning";
import { proposeTag } from "./preview.ts";
import { checkOut, ensureTag, takeCopy } from "./source.ts";

export interface PlannedRelease extends Prepared {
  /** Where the tag comes from, what is not committed. */
  readonly remarks: readonly string[];
}

/**
 * The plan of a project's release, made from a copy of what is committed; nothing is built.
 *
 * @param repository folder of the project, as for a rehearsal
 * @param tag the tag to release; proposed from the project when absent
 */
export async function planRelease(repository: string, tag?: string): Promise<PlannedRelease> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-plan-"));
  try {
    const source = await takeCopy(repository, join(folder, "copy.git"));
    const tree = join(folder, "tree");
    await checkOut(source, source.head, tree);
    const proposed = tag === undefined ? await proposeTag(tree, source.fullName) : { tag, origin: undefined };
    const { commit } = await ensureTag(source, proposed.tag);
    await rm(tree, { recursive: true, force: true });
    await checkOut(source, commit, tree);
    const ref = `refs/tags/${proposed.tag}`;
    const prepared = await preparePlan({ directory: tree, ref, repository: source.fullName });
    const origin = proposed.origin === undefined ? [] : [`${proposed.tag}: ${proposed.origin}`];
    return { ...prepared, remarks: [...origin, ...source.warnings] };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
