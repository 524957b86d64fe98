import { isOwn, type ReleaseManifest } from "@slipway/model";
import type { Asset, Forge, Release } from "../forge.ts";
import { problem } from "../remedies.ts";
import { bringAssets, type LocalFile } from "./assets.ts";
import { compareAssets, describeDifference } from "./compare.ts";
import type { PublishDeps } from "./deps.ts";
import { findOrCreate } from "./draft.ts";
import { Engagement, type Published, withEngagement } from "./engagement.ts";
import { acceptPublished, goPublic, requireDiscussion } from "./go-public.ts";
import type { LatestWish } from "./latest.ts";
import { requireWithinLimits } from "./limits.ts";
import { markNotes } from "./marker.ts";
import type { NewTag } from "./new-tag.ts";

export type { Published } from "./engagement.ts";

export interface PublishRequest {
  readonly manifest: ReleaseManifest;
  /** Every artifact of the manifest, and `release.json` itself and its signatures where they are to be assets; digests verified by the caller. */
  readonly files: readonly LocalFile[];
  readonly title: string;
  /** Markdown. */
  readonly notes: string;
  /** Stop before publishing, for a person to review. */
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly latest: LatestWish;
  /** Opens a discussion in this category with the publication. */
  readonly discussion?: string;
  /** Made right before the publication, where the tag does not exist; absent: it has to be there. */
  readonly newTag?: NewTag;
}

/**
 * One release from files to public page, or to a draft for review. Converges from whatever an earlier run left, and makes
 * nothing public before the server's set of assets equals the manifest.
 * @throws {Problem} which says what state the release is in
 */
export async function publish(forge: Forge, request: PublishRequest, deps: PublishDeps): Promise<Published> {
  const { manifest, files, notes, prerelease, latest, discussion, newTag } = request;
  requireWholeSet(manifest, files);
  requireWithinLimits(files, markNotes(notes));
  const { tag, commit } = manifest;
  const wanted = {
    ...{ tag, commit, expected: files, prerelease, latest, creations: files.length },
    ...(discussion !== undefined && { discussion }),
    ...(newTag !== undefined && { newTag }),
  };
  return await withEngagement(new Engagement(forge, wanted, deps), (here) => run(here, request));
}

/** How often a draft that somebody else changes at the same time is completed. */
const ROUNDS = 3;

async function run(here: Engagement, request: PublishRequest): Promise<Published> {
  const { forge, ledger } = here;
  const { manifest, title, notes, prerelease } = request;
  const survey = await here.survey();
  here.requireTag(survey);
  if (here.isRecorded(survey)) {
    const release = await forge.release(survey.release?.id ?? 0);
    if (release !== undefined && !release.draft) return await acceptPublished(here, release, survey);
  }
  await requireDiscussion(here);
  if (!ledger.exclusive) await here.requireAccess();
  await ledger.open(survey);

  const surelyNone = ledger.exclusive && ledger.known.length === 0 && survey.release === undefined;
  const untagged = survey.commit === undefined && { commit: manifest.commit };
  const content = { tag: manifest.tag, title, body: notes, prerelease, ...untagged };
  const { release, fresh } = await findOrCreate(forge, content, here.deps, { surelyNone });
  if (!release.draft) return await acceptPublished(here, release);
  here.state = `The draft ${release.url} exists; nothing is public.`;

  const assets = await ledger.during(() => bringAndVerify(here, release, request.files, fresh));
  if (request.draft) {
    await ledger.close("receipt", "draft", { after: here.stateOf(release, assets) });
    return { release, assets, latest: false, done: "drafted" };
  }
  return await goPublic(here, release);
}

/** Invariant 1. What another run takes away meanwhile is brought again, a few times. */
async function bringAndVerify(
  here: Engagement,
  release: Release,
  files: readonly LocalFile[],
  fresh: boolean,
): Promise<readonly Asset[]> {
  const { forge, deps } = here;
  for (let round = 1; ; round++) {
    const nothingYet = fresh && round === 1;
    const there = nothingYet ? [] : await here.digests.complete(await forge.listAssets(release.id), files);
    await bringAssets(forge, release, files, there, deps);
    here.state = `The draft ${release.url} holds what was uploaded so far; nothing is public.`;
    const { assets, differences } = await here.compare(release.id);
    if (differences.length === 0) return assets;
    const mendable = differences.every(({ type }) => type === "missing" || type === "state");
    if (!mendable || round === ROUNDS) throw here.differs(release, differences, "refused to publish");
    deps.log.warning(`the draft was changed meanwhile: ${differences.map(describeDifference).join("; ")}`);
  }
}

/** Files and manifest name the same artifacts with the same bytes; anything else is the caller's mistake. */
function requireWholeSet(manifest: ReleaseManifest, files: readonly LocalFile[]): void {
  const differences = compareAssets(
    manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 })),
    files.map((file) => ({ ...file, state: "uploaded" })),
  ).filter(({ type, name }) => !(type === "extra" && isOwn(manifest, name)));
  if (differences.length === 0) return;
  throw problem("artifact-changed", {
    message: `the files are not those of the manifest: ${differences.map(describeDifference).join("; ")}. Nothing was changed.`,
  });
}
