import type { Release, ReleaseList } from "@slipway/forge";
import { mistake, Problem, requireTag, type Tag } from "@slipway/model";
import { earlierReleases, noTarget, tagFrom, whyNot } from "./choose.ts";
import type { Facts } from "./facts.ts";
import type { RollbackDeps } from "./gather.ts";
import { noticeIn } from "./notice.ts";
import { pastRollback } from "./past.ts";
import { findPublished, journalOf } from "./published.ts";

/** What people get instead: by the releases, and by what their journals say of them. */

/**
 * @param toVersion input, where it is given
 * @param begun where an earlier run began to take it back to: it stays so, as long as that is good
 * @throws {Problem} `rollback-begun-elsewhere`, `rollback-no-target`, `invalid-version`
 */
export async function chooseGood(
  bad: Tag,
  toVersion: string | undefined,
  begun: Facts["past"]["begun"],
  { releases, cut }: ReleaseList,
  deps: RollbackDeps,
): Promise<Tag> {
  const asked = toVersion === undefined ? undefined : tagFrom(toVersion, "to-version", bad.prefix);
  const led = begun && (await findPublished(begun.to, releases, deps.forge));
  if (led !== undefined && (await whyNotTo(bad, requireTag(led.tag), led, deps)) === undefined) {
    requireSameTarget(bad, asked?.text ?? led.tag, begun);
    return requireTag(led.tag);
  }
  if (asked !== undefined) return asked;
  const found = await newestGood(bad, releases, deps);
  if (found === undefined) throw noTarget(bad.text, cut);
  return requireTag(found.tag);
}

export async function newestGood(
  bad: Tag,
  releases: readonly Release[],
  deps: RollbackDeps,
): Promise<Release | undefined> {
  for (const release of earlierReleases(bad, releases)) if (!(await wasTakenBack(release, deps))) return release;
  return undefined;
}

/** Not every rollback leaves a notice: it may have died before that, or the notes may be too long for one. */
async function wasTakenBack({ tag, body }: Release, deps: RollbackDeps): Promise<boolean> {
  if (noticeIn(body) !== undefined) return true;
  try {
    return pastRollback((await journalOf(tag, deps)) ?? []).begun !== undefined;
  } catch (error) {
    // Of the target it only matters whether it says so.
    if (error instanceof Problem && error.code === "journal-damaged") return false;
    throw error;
  }
}

/** @returns why nobody should be sent from the one to the other; undefined: nothing speaks against it */
export async function whyNotTo(bad: Tag, tag: Tag, release: Release, deps: RollbackDeps): Promise<string | undefined> {
  return (
    whyNot(bad, tag, release) ?? ((await wasTakenBack(release, deps)) ? `${tag.text} was taken back itself` : undefined)
  );
}

/** Half of it would name one release, and half the other. */
export function requireSameTarget(bad: Tag, wanted: string, begun: Facts["past"]["begun"]): void {
  if (begun === undefined || wanted === begun.to) return;
  throw mistake(
    "rollback-begun-elsewhere",
    `a rollback of ${bad.text} to ${begun.to} was begun, and not aborted: it is not taken back to ${wanted} as well. Nothing was changed`,
    `leave \`to-version\` out, which finishes that one; or abort it first (\`abort: true\`)`,
  );
}

/** @throws {Problem} `rollback-bad-target` */
export async function requireGood(bad: Tag, { tag, release }: Facts["good"], deps: RollbackDeps): Promise<void> {
  const why = await whyNotTo(bad, tag, release, deps);
  if (why === undefined) return;
  throw mistake(
    "rollback-bad-target",
    `${tag.text} is nothing to go back to from ${bad.text}: ${why}. Nothing was changed`,
    "name in `to-version` an earlier final release of the same project that was not taken back, or leave it out",
  );
}
