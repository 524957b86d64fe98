import type { Forge, Release } from "@slipway/forge";
import { entriesOf, type JournalEntry, journalPath, Problem, readJournal, type Tag } from "@slipway/model";
import type { RollbackDeps } from "./gather.ts";

/** A release and its journal, as the server has them now. */

export async function findPublished(tag: string, list: readonly Release[], forge: Forge): Promise<Release | undefined> {
  const isIt = (release: Release) => release.tag === tag && !release.draft;
  const found = list.find(isIt) ?? (await forge.findReleases(tag)).find(isIt);
  // Lists lag: what the plan says of it has to be what is there.
  const fresh = found && (await forge.release(found.id));
  return fresh?.draft ? undefined : fresh;
}

/** A release that somebody deleted: of which nothing but its tag, and what was written down, is known. */
export const gone = (tag: Tag, { id, url }: Pick<Release, "id" | "url"> = { id: 0, url: "" }): Release => ({
  id,
  url,
  tag: tag.text,
  title: "",
  body: "",
  draft: false,
  prerelease: false,
  immutable: false,
  target: "",
  discussion: undefined,
  uploadUrl: "",
  assets: [],
});

export async function published(tag: string, list: readonly Release[], forge: Forge): Promise<Release> {
  const found = await findPublished(tag, list, forge);
  if (found === undefined) throw notPublished(tag, forge);
  return found;
}

const OTHERWISE =
  "name a published release; a draft is deleted where it is named in `version` without `to-version`; where somebody deleted the release, release a higher version, to which every channel goes up";

export function notPublished(tag: string, { repository }: Forge, remedy = OTHERWISE): Problem {
  return new Problem({
    kind: "refusal",
    code: "release-not-published",
    message: `${repository} has no published release of ${tag}: a draft, or nothing. Nothing was changed`,
    remedy,
  });
}

export async function journalOf(
  tag: string,
  { forge, journal }: RollbackDeps,
): Promise<readonly JournalEntry[] | undefined> {
  if (journal === undefined) return undefined;
  const path = journalPath(tag);
  const file = await forge.readFile(journal, path);
  if (file === undefined) return undefined;
  const entries = entriesOf(readJournal(file.text, path));
  const stranger = entries.find((entry) => entry.tag !== tag);
  if (stranger === undefined) return entries;
  throw new Problem({
    kind: "failure",
    code: "journal-damaged",
    message: `${path} of the branch ${journal} has an entry about ${stranger.tag}. Nothing was changed`,
    remedy: "somebody edited the journal by hand: restore the file from the branch's history (git revert)",
  });
}
