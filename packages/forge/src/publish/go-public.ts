import { requireTag } from "@slipway/model";
import { RequestFailure } from "../failure.ts";
import type { Release, Survey } from "../forge.ts";
import { isTakenBack } from "../journal/taken-back.ts";
import { problem } from "../remedies.ts";
import { type Engagement, type Published, STEP } from "./engagement.ts";
import { decideLatest, type LatestDecision } from "./latest.ts";
import { makeTag } from "./new-tag.ts";

/** Makes a verified draft public, and confirms what came of it. */
export async function goPublic(here: Engagement, draft: Release): Promise<Published> {
  const { forge, ledger, wanted } = here;
  const { time } = here.deps.patience;
  const { tag, discussion, newTag } = wanted;
  const verified = time.now();
  const { survey, prerelease, decision } = await decide(here, draft);
  here.deps.log.info(`latest: ${decision.latest ? "yes" : "no"} (${decision.reason})`);
  here.requireTag(survey);
  await requireStillWhole(here, draft, survey, time.now() - verified);
  const before = { ...here.stateOf(draft, wanted.expected), latest: survey.latest?.tag ?? null };
  await ledger.write("intent", "publication", { before });
  if (survey.commit === undefined && newTag !== undefined) await makeTag(here, newTag);
  here.tagMade = true;
  let release: Release | undefined;
  try {
    const changes = {
      draft: false,
      prerelease,
      makeLatest: decision.latest,
      ...(discussion !== undefined && { discussion }),
    };
    release = await forge.updateRelease(draft.id, changes, () => ledger.hold());
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    const rival = (await forge.findReleases(tag)).find((found) => !found.draft);
    if (rival === undefined) throw discussion === undefined ? error : await explainDiscussion(error, discussion, here);
    if (rival.id !== draft.id) return await acceptPublished(here, rival);
    // The request had its effect; only its answer was lost, or the discussion was refused.
    release = rival;
    if (discussion !== undefined && release.discussion === undefined) {
      here.deps.log.warning(`the release is public, without a discussion in "${discussion}": ${error.message}`);
    }
  }
  here.state = `The release ${release.url} is public.`;

  const after = await settled(here, release, decision.latest);
  const found = after.release;
  if (found?.id !== release.id || found.draft || found.prerelease !== prerelease) {
    const what = found === undefined ? "no release" : `draft=${found.draft}, prerelease=${found.prerelease}`;
    throw notAsAsked(here, `${tag} reads back as ${what}`);
  }
  here.requireTag(after);
  const assets = await here.requireEqual(release, "published, but changed by somebody since", release.assets);
  const latest = await requireLatest(here, release, decision.latest, after, survey);
  release = { ...release, immutable: found.immutable, draft: false };
  const recorded = { ...here.stateOf(release, assets), latest: latest.tag ?? null };
  await ledger.close("receipt", "publication", { before, after: recorded });
  return { release, assets, latest: latest.tag === tag, done: "published" };
}

/** A decision that makes a release latest is made, and carried out, while it is this run's turn. */
async function decide(here: Engagement, draft: Release): Promise<Decided> {
  const { tag, latest, prerelease: wanted } = here.wanted;
  const decideBy = (survey: Survey): Decided => {
    const { release } = survey;
    const prerelease = wanted ?? (release?.id === draft.id ? release : draft).prerelease;
    const decision = decideLatest(latest, { tag: requireTag(tag), prerelease }, survey.latest?.tag);
    return { survey, prerelease, decision };
  };
  const survey = await here.survey();
  const decided = decideBy(survey);
  // Latest only moves upward: what is not above it now will not be later.
  if (!decided.decision.latest || !here.ledger.exclusive) return decided;
  const current = await here.ledger.turn(survey);
  return decideBy(current);
}

interface Decided {
  readonly survey: Survey;
  readonly prerelease: boolean;
  readonly decision: LatestDecision;
}

/** Milliseconds for which nobody is expected to change a draft that was verified. */
const MOMENT = 60_000;

/**
 * What was verified a moment ago has the same number of assets still; after a wait for the turn, the same assets.
 * @param since milliseconds since it was verified
 */
async function requireStillWhole(here: Engagement, draft: Release, { release }: Survey, since: number): Promise<void> {
  const same = release?.id !== draft.id || release.assets === here.wanted.expected.length;
  if (!same || since > MOMENT) await here.requireEqual(draft, "refused to publish");
}

function settled(here: Engagement, { id }: Release, latest: boolean): Promise<Survey> {
  return here.deps.patience.settle(
    () => here.survey(),
    (found) => found.release?.id === id && !found.release.draft && isLatestRight(here, id, latest, found),
  );
}

function isLatestRight(here: Engagement, id: number, wanted: boolean, { latest }: Survey): boolean {
  if ((latest?.id === id) === wanted) return true;
  // A higher version was published meanwhile, and took over rightly.
  const tag = requireTag(here.wanted.tag);
  return wanted && latest !== undefined && !decideLatest("auto", { tag, prerelease: false }, latest.tag).latest;
}

/** Invariant 7: what was asked for is read back, and put right once. @returns the latest release */
async function requireLatest(
  here: Engagement,
  release: Release,
  wanted: boolean,
  after: Survey,
  before: Survey,
): Promise<{ readonly tag: string | undefined }> {
  const { forge, ledger, deps } = here;
  if (isLatestRight(here, release.id, wanted, after)) return { tag: after.latest?.tag };
  // Not electing one release elects no other: the right one has to be named, and that may have changed meanwhile.
  const turn = await ledger.turn();
  if (isLatestRight(here, release.id, wanted, turn)) return { tag: turn.latest?.tag };
  const elect = wanted ? release.id : before.latest?.id;
  if (elect === undefined) {
    deps.log.info("it is shown as latest all the same, because there is no other release");
    return { tag: release.tag };
  }
  await forge.updateRelease(elect, { makeLatest: true }, () => ledger.hold());
  const found = await settled(here, release, wanted);
  if (isLatestRight(here, release.id, wanted, found)) return { tag: found.latest?.tag };
  const right = wanted ? release.tag : before.latest?.tag;
  throw notAsAsked(here, `the latest release is ${found.latest?.tag ?? "none"}, not ${right}`);
}

function notAsAsked(here: Engagement, what: string) {
  return problem("publication-unconfirmed", { message: `${what}. ${here.state}` });
}

/**
 * Before anything is changed: a wrong category would stop the publication when its tag may exist already. Where the token may
 * not ask, the publication itself finds out.
 */
export async function requireDiscussion({ forge, wanted: { discussion } }: Engagement): Promise<void> {
  if (discussion === undefined) return;
  const known = await forge.discussionCategories();
  if (known === undefined || known.includes(discussion)) return;
  const there = known.length === 0 ? "it has none" : `it has: ${known.join(", ")}`;
  throw problem("discussion-category-missing", {
    message: `${forge.repository} has no category "${discussion}" of discussions; ${there}. Nothing was changed.`,
  });
}

/** GitHub answers 404 for a category that does not exist, and for a token that may not open discussions. */
async function explainDiscussion(error: RequestFailure, category: string, { state }: Engagement): Promise<unknown> {
  if (error.status !== 404 && !/discussion/i.test(error.details.reason)) return error;
  return problem("discussion-category-missing", {
    message: `${error.message}: there is no category "${category}" of discussions, or the token may not open one. ${state}`,
    cause: error,
  });
}

/** A release that became public without its discussion gets it now. */
async function openDiscussion(here: Engagement, release: Release): Promise<Release> {
  const { discussion } = here.wanted;
  if (discussion === undefined || release.discussion !== undefined) return release;
  here.deps.log.info(`opening the discussion in "${discussion}"`);
  try {
    return await here.forge.updateRelease(release.id, { discussion }, () => here.ledger.hold());
  } catch (error) {
    throw error instanceof RequestFailure ? await explainDiscussion(error, discussion, here) : error;
  }
}

/**
 * A release that is public already is right or refused; only "latest" may still be put right, upward, and a discussion
 * opened.
 * @param survey one in which the journal says that nothing is left to do; then nothing is written either
 */
export async function acceptPublished(here: Engagement, release: Release, survey?: Survey): Promise<Published> {
  const { forge, ledger, wanted, deps } = here;
  here.state = `The release ${release.url} is public already; nothing was changed.`;
  here.tagMade = true;
  const assets = await here.requireEqual(release, "refused to change what is published", release.assets);
  let seen = survey ?? (await here.survey());
  here.requireTag(seen);
  deps.log.info(`${release.url} is published already, with the same bytes`);
  const { prerelease } = release;
  // Asked again under the lock: a rollback may have come and gone meanwhile.
  const isDown = (found: Survey) => isTakenBack(ledger.look(found));
  if (isDown(seen)) deps.log.info(`${release.tag} was taken back by a rollback: latest stays as it is`);
  const decideBy = (found: Survey) =>
    found.latest?.id === release.id
      ? { latest: false, reason: "" }
      : decideLatest(
          wanted.latest === "no" || isDown(found) ? "no" : "auto",
          { tag: requireTag(release.tag), prerelease },
          found.latest?.tag,
        );
  let tag = seen.latest?.tag;
  const lacks = wanted.discussion !== undefined && release.discussion === undefined;
  if (survey !== undefined && (lacks || decideBy(seen).latest)) await ledger.open(survey);
  await openDiscussion(here, release);
  if (decideBy(seen).latest) {
    seen = await ledger.turn();
    tag = seen.latest?.tag;
    const decision = decideBy(seen);
    if (decision.latest) {
      deps.log.info(`latest: yes (${decision.reason})`);
      await forge.updateRelease(release.id, { makeLatest: true }, () => ledger.hold());
      ({ tag } = await requireLatest(here, release, true, await settled(here, release, true), seen));
    }
  }
  await ledger.close("end", STEP, {
    note: "published already, with the same bytes",
    after: { ...here.stateOf(release, assets), latest: tag ?? null },
  });
  return { release, assets, latest: tag === release.tag, done: "nothing" };
}
