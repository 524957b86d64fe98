import type { JournalEntry } from "@slipway/model";
import { RequestFailure } from "../failure.ts";
import type { DraftContent, Forge, Release, ReleaseChanges } from "../forge.ts";
import { problem } from "../remedies.ts";
import type { EngineDeps } from "./deps.ts";
import { markNotes, readMark } from "./marker.ts";

/** What a tag has on the server. */
type Standing =
  | { readonly type: "none" }
  | { readonly type: "published"; readonly release: Release }
  | { readonly type: "draft"; readonly release: Release; readonly surplus: readonly Release[] };

/**
 * Drafts with neither our mark nor a place in the journal belong to somebody else and count for nothing; of several of ours
 * every run picks the oldest.
 * @param releases of one tag, oldest first
 * @param entries of the tag's journal: a reviewer who writes the notes anew takes the mark away
 */
export function standingOf(releases: readonly Release[], entries: readonly JournalEntry[]): Standing {
  const published = releases.find((release) => !release.draft);
  if (published !== undefined) return { type: "published", release: published };
  const [release, ...surplus] = releases.filter((each) => isOurs(each, entries));
  return release === undefined ? { type: "none" } : { type: "draft", release, surplus };
}

function isOurs({ id, body }: Release, entries: readonly JournalEntry[]): boolean {
  return (
    readMark(body).ours || entries.some(({ before, after }) => [before, after].some((at) => at?.release?.id === id))
  );
}

/** A release that exists now, and whether this call made it: a new draft holds nothing yet. */
interface Found {
  readonly release: Release;
  readonly fresh: boolean;
}

/**
 * The one draft of a tag: found, or made; or the release, when it is published. A creation whose outcome is unclear is never
 * simply repeated.
 * @param content its body without our mark
 * @param options `surelyNone`: neither server nor journal knew of one while the lock was ours, so none is looked for
 */
export async function findOrCreate(
  forge: Forge,
  content: DraftContent,
  deps: EngineDeps,
  { surelyNone = false }: { readonly surelyNone?: boolean } = {},
): Promise<Found> {
  const { log, patience, ledger } = deps;
  const look = () => forge.findReleases(content.tag);
  const standing = (found: readonly Release[]) => standingOf(found, ledger.known);
  // Lists lag behind writes: where an earlier run, or an earlier try, may have made a draft, one look is not enough.
  const lookTwice = () => patience.settle(look, (found) => standing(found).type !== "none");
  const before = surelyNone ? [] : await (ledger.known.length > 0 ? lookTwice() : look());
  for (const { url } of before.filter((each) => each.draft && !isOurs(each, ledger.known))) {
    log.warning(`a draft of ${content.tag} that is not Slipway's is left alone: ${url}`);
  }
  const there = standing(before);
  if (there.type !== "none") return { release: await adopt(forge, there, content, deps), fresh: false };

  const marked = { ...content, body: markNotes(content.body) };
  const made = await patience.persist("creation of the draft", async (tries): Promise<Found> => {
    if (tries > 0) {
      const left = standing(await lookTwice());
      if (left.type !== "none") return { release: left.release, fresh: false };
    }
    try {
      return { release: await forge.createDraft(marked, () => ledger.hold()), fresh: true };
    } catch (error) {
      // Somebody made it since the look-up, and the list lags behind: look again.
      if (error instanceof RequestFailure && error.alreadyExists) {
        throw new RequestFailure({ ...error.details, again: true });
      }
      throw error;
    }
  });
  if (ledger.exclusive) {
    return made.fresh ? made : { release: await adopt(forge, standing([made.release]), content, deps), fresh: false };
  }
  // Another run may have made one at the same time: both see both now, and both go on with the oldest.
  const after = await forge.findReleases(content.tag);
  const all = after.some(({ id }) => id === made.release.id) ? after : [...after, made.release];
  const settled = standing([...all].sort((a, b) => a.id - b.id));
  if (settled.type === "none" || settled.release.id === made.release.id) return made;
  return { release: await adopt(forge, settled, content, deps), fresh: false };
}

/** Title, notes and flag as they are now, unless a person edited the notes. */
async function adopt(
  forge: Forge,
  standing: Standing,
  content: DraftContent,
  { log, ledger }: EngineDeps,
): Promise<Release> {
  if (standing.type === "none") throw new Error("there is nothing to adopt");
  if (standing.type === "published") return standing.release;
  // The list may be of a moment ago: what it calls a draft may be public by now, and then nothing of it is changed.
  const release = await forge.release(standing.release.id);
  if (release === undefined) {
    throw problem("draft-missing", {
      message: `the draft ${standing.release.url} was deleted just now. Nothing is public.`,
      remedy: "re-run the failed jobs: they make a new one",
    });
  }
  if (!release.draft) return release;
  log.info(`continuing the draft ${release.url}`);
  if (isEdited(release.body)) log.info("its notes were edited since; they stay as they are");
  for (const { url } of standing.surplus) log.warning(`a surplus draft of ${content.tag} may be deleted: ${url}`);
  if (adopted(release, content) === undefined) return release;
  return await forge.updateRelease(
    release.id,
    async (now) => adopted(now, content),
    () => ledger.hold(),
  );
}

const isEdited = (body: string): boolean => {
  const mark = readMark(body);
  return !mark.ours || mark.edited;
};

/** What has to change of a draft; undefined: nothing, or it is public by now. */
function adopted(draft: Release, { title, body: notes, prerelease, commit }: DraftContent): ReleaseChanges | undefined {
  const body = isEdited(draft.body) ? draft.body : markNotes(notes);
  const moved = commit !== undefined && commit !== draft.target;
  const same = draft.title === title && draft.body === body && draft.prerelease === prerelease && !moved;
  return same || !draft.draft ? undefined : { title, body, prerelease, ...(moved && { commit }) };
}
