import { channelRelease } from "@slipway/channels";
import { BranchJournal, explaining, type Forge, type Ledger, noLedger, type Release } from "@slipway/forge";
import { type JournalEntry, Problem, type RollbackPlan, type RollbackRow, sha256, type Tag } from "@slipway/model";
import { checkToken } from "./checks/token.ts";
import { tagFrom } from "./choose.ts";
import type { Facts } from "./facts.ts";
import type { Gathered, RollbackDeps, RollbackRequest } from "./gather.ts";
import { locked } from "./locked.ts";
import type { BegunPlan } from "./past.ts";
import { gone } from "./published.ts";

/**
 * Drafts of a version that is taken back: a run that died, or somebody who began twice, left them. Nobody sees them, so they
 * alone may be deleted (invariant 2); while they are there, a person may publish one by a click.
 */

const STEP = "discard of drafts";
const idOf = ({ id }: Release) => `draft:${id}`;

export const isDraftRow = ({ id }: Pick<RollbackRow, "id">): boolean => id.startsWith("draft:");

export const draftsOf = (
  tag: string,
  list: readonly Release[],
  entries?: readonly JournalEntry[],
): readonly Release[] =>
  list
    .filter((release) => release.draft && release.tag === tag && !wasPublic(release, entries))
    .toSorted((a, b) => a.id - b.id);

/** Somebody made it a draft again: people may have its bytes, so it is none to delete (invariant 2). */
const wasPublic = ({ id }: Release, entries: readonly JournalEntry[] = []): boolean =>
  entries.some(({ after }) => after?.release?.id === id && after.release.draft === false);

/** Only what is public is advertised, so that a journal that does not know of the publication tells it all the same. */
const wasAdvertised = (entries: readonly JournalEntry[] = []): boolean =>
  !entries.some(({ after }) => after?.release?.draft === false) &&
  entries.some(({ event, channel }) => event === "receipt" && channel !== undefined);

/** Pure. */
export function draftRows({ drafts = [], bad }: Pick<Facts, "drafts" | "bad">): readonly RollbackRow[] {
  return drafts.map((draft): RollbackRow => {
    const assets = draft.assets.map(({ id, name, size }) => [id, name, size]);
    return {
      id: idOf(draft),
      kind: "release",
      title: `Draft ${draft.id} of ${bad.tag.text}`,
      now: `a draft with ${assets.length} assets`,
      was: null,
      action: "delete",
      what: "deleted with its assets; nobody sees a draft, and nobody can publish it by mistake any more",
      found: sha256(JSON.stringify([draft.title, draft.body, assets])),
    };
  });
}

/** Rows of a plan that is about drafts alone. Pure. */
export function onlyDraftRows(facts: Facts): readonly RollbackRow[] {
  const rows = draftRows(facts);
  if (rows.length > 0) return rows;
  return [
    {
      id: "draft:none",
      kind: "release",
      title: `Drafts of ${facts.bad.tag.text}`,
      now: "none",
      was: "an earlier run deleted them",
      action: "nothing",
      what: "there is nothing left",
    },
  ];
}

/**
 * Where a version was never published: its drafts, or what the journal says of those that were deleted.
 * @returns undefined where there is neither
 */
export async function gatherDrafts(
  tag: Tag,
  list: readonly Release[],
  entries: readonly JournalEntry[] | undefined,
  request: RollbackRequest,
  { forge }: RollbackDeps,
): Promise<Gathered | undefined> {
  const { operation, toVersion } = request;
  if (operation !== "rollback") return undefined;
  // The outputs of the run that planned it name the draft twice, and are passed on as they are.
  if (toVersion !== undefined && tagFrom(toVersion, "to-version", tag.prefix).text !== tag.text) return undefined;
  const there = await forge.findReleases(tag.text);
  const withdrawn = there.find((each) => each.draft && (wasPublic(each, entries) || wasAdvertised(entries)));
  if (withdrawn !== undefined) throw publicBefore(tag.text, withdrawn.url);
  const seen = draftsOf(tag.text, there);
  const drafts = seen.length > 0 ? seen : draftsOf(tag.text, list, entries);
  const past = entries?.findLast(({ step, event }) => step === STEP && event === "receipt")?.before?.release;
  const [first] = drafts;
  const release = first ?? (past && { ...gone(tag, past), draft: true });
  if (release === undefined) return undefined;
  const survey = await forge.survey(tag.text);
  const bad = { tag, release };
  const begun = begunOf(tag, drafts, entries);
  const facts: Facts = {
    operation: "rollback",
    mode: request.mode,
    notify: request.notify,
    repository: forge.repository,
    reason: request.reason ?? (begun?.reason || "the draft is not wanted"),
    bad,
    good: bad,
    latest: survey.latest,
    entries,
    past: { begun, aborted: false },
    channels: [],
    drafts,
    draftsOnly: true,
    checks: [await checkToken(forge, tag.text)],
  };
  const nothing = unreleased(tag, survey.commit, forge);
  return { facts, releases: { bad: nothing, good: nothing }, channels: new Map(), guessed: new Map() };
}

/**
 * Plans that an earlier run began: the next one finishes them, although what is deleted makes them look different. Numbers of
 * releases grow, so a draft that was made since is told from those that were approved, and makes the plan a new one.
 */
function begunOf(tag: Tag, drafts: readonly Release[], entries: readonly JournalEntry[] = []): Facts["past"]["begun"] {
  const own = entries.filter(({ step, event }) => step === STEP && (event === "intent" || event === "receipt"));
  const last = own.at(-1);
  if (last === undefined) return undefined;
  const complete = last.event === "receipt";
  const highest = complete ? 0 : (last.before?.release?.id ?? 0);
  if (drafts.some(({ id }) => id > highest)) return undefined;
  const plans = own.flatMap(({ after }) => after?.rollback ?? []);
  const reason = plans.at(-1)?.reason ?? "";
  return { to: tag.text, reason, plans, before: {}, complete, channels: new Set() };
}

/** No channel is asked about it. */
function unreleased(tag: Tag, commit: string | undefined, { repository }: Forge) {
  const { text: version, prerelease } = tag.version;
  return channelRelease({
    serverUrl: "https://github.com",
    repository,
    manifest: {
      kind: "slipway-release",
      schemaVersion: 1,
      project: { name: repository },
      version,
      tag: tag.text,
      prerelease: prerelease.length > 0,
      commit: commit ?? "0".repeat(40),
      builds: [],
      artifacts: [],
    },
    file: async () => {
      throw new Error("a draft has no files");
    },
  });
}

/** The drafts that were found, as they are at this moment: what is gone, published or of another tag by now is none any more. */
export async function lookAtDraftsAgain(drafts: readonly Release[], forge: Forge): Promise<readonly Release[]> {
  const found: Release[] = [];
  for (const { id, tag } of drafts) {
    const draft = await forge.release(id);
    if (draft?.draft && draft.tag === tag) found.push(draft);
  }
  return found;
}

/**
 * Deletes what the plan names, each by itself, under the lock of the version: no publication of Slipway's is under way.
 * @throws {Problem} `draft-published` where somebody published it meanwhile
 * @returns whether anything was deleted
 */
export async function deleteDrafts(
  plan: RollbackPlan,
  drafts: readonly Release[],
  step: string,
  { forge, log }: Pick<RollbackDeps, "forge" | "log">,
  ledger: Ledger,
): Promise<boolean> {
  const chosen = drafts.filter((draft) =>
    plan.rows.some(({ id, action }) => id === idOf(draft) && action === "delete"),
  );
  for (const { id, url, tag } of chosen) {
    const before = { release: { id, url, draft: true } };
    await ledger.write("intent", `${step}: draft ${id}`, { before });
    const deleted = await forge.deleteDraft(id, () => ledger.hold());
    if (!deleted) throw publishedMeanwhile(tag, url);
    await ledger.write("receipt", `${step}: draft ${id}`, { before });
    log.info(`draft ${id} of ${tag}: deleted`);
  }
  return chosen.length > 0;
}

/**
 * The whole of a plan that is about drafts alone.
 * @param kept of the plan, in the journal
 * @param requireSame throws where the facts, as they are under the lock, make another plan
 * @returns whether anything was deleted
 */
export async function executeDrafts(
  { facts }: Gathered,
  plan: RollbackPlan,
  deps: RollbackDeps,
  kept: BegunPlan,
  requireSame: (facts: Facts) => void,
): Promise<boolean> {
  const { forge, patience, log, run, journal: branch } = deps;
  const { bad, drafts = [] } = facts;
  const tag = bad.tag.text;
  const { commit } = await explaining("Nothing was changed.", () => forge.survey(tag));
  const ledger: Ledger =
    branch === undefined
      ? noLedger(() => forge.survey(tag))
      : new BranchJournal({ forge, patience, log, branch, tag, commit, run, step: STEP });
  const state = () => "Run this again: it goes on from here.";
  return await locked({ tag, step: STEP, ledger, state }, deps, async () => {
    const again = await lookAtDraftsAgain(drafts, forge);
    requireSame({ ...facts, drafts: again });
    const { id, url } = again.at(-1) ?? bad.release;
    const before = { release: { id, url, draft: true } };
    await ledger.write("intent", STEP, { before, after: { rollback: kept } });
    const deleted = await deleteDrafts(plan, again, STEP, deps, ledger);
    await ledger.close("receipt", STEP, { before });
    return deleted;
  });
}

function publicBefore(tag: string, url: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "release-not-published",
    message: `${tag} was public by its journal, and ${url} is a draft by now: it is none to delete. Nothing was changed`,
    remedy:
      "publish it again on its page, and run this then: it is taken back everywhere, and its files stay; or, where it is another draft, delete it on its page",
  });
}

function publishedMeanwhile(tag: string, url: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "draft-published",
    message: `the draft ${url} of ${tag} was published just now, so it was not deleted`,
    remedy: "make a new plan (`dry-run: true`): what is published is taken back, and never deleted",
  });
}
