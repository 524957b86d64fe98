import { buffer } from "node:stream/consumers";
import {
  isOwn,
  LARGEST_MANIFEST,
  MANIFEST_NAME,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  readDocument,
} from "@slipway/model";
import type { Asset, Forge, Release } from "../forge.ts";
import { problem } from "../remedies.ts";
import type { ExpectedAsset } from "./compare.ts";
import type { PublishDeps } from "./deps.ts";
import { standingOf } from "./draft.ts";
import { digestOfAssets, Engagement, type Published, withEngagement } from "./engagement.ts";
import { acceptPublished, goPublic, requireDiscussion } from "./go-public.ts";
import type { LatestWish } from "./latest.ts";
import { explaining } from "./problems.ts";

interface DraftRequest {
  readonly tag: string;
  readonly latest: LatestWish;
  readonly discussion?: string;
}

/**
 * Publishes a draft that an earlier run made and a person reviewed, as it is: title, notes and pre-release flag are the
 * draft's; the assets have to be the very bytes that the journal recorded, or that the draft's own release.json lists.
 * @throws {Problem} `draft-missing`, `draft-unverifiable`, `draft-differs`, and those of `publish`
 */
export async function publishDraft(forge: Forge, request: DraftRequest, deps: PublishDeps): Promise<Published> {
  const reviewed = await explaining("Nothing was changed.", () => review(forge, request, deps));
  const { release, ...found } = reviewed;
  const { title } = release;
  const time = new Date(deps.patience.time.now()).toISOString();
  const wanted = {
    ...{ ...request, ...found },
    // People may change it while this run waits for its turn.
    prerelease: undefined,
    // A draft that was made before its tag names its commit; any other one needs the tag that it was made for.
    ...(release.target === found.commit && { newTag: { message: title || request.tag, time } }),
  };
  return await withEngagement(new Engagement(forge, wanted, deps), async (here) => {
    const survey = await here.survey();
    here.requireTag(survey);
    await requireDiscussion(here);
    if (!here.ledger.exclusive) await here.requireAccess();
    await here.ledger.open(survey);
    const now = await forge.release(release.id);
    if (now === undefined) throw missing(forge, request.tag);
    if (!now.draft) return await acceptPublished(here, now);
    here.state = `The draft ${release.url} is as it was; nothing is public.`;
    await here.requireEqual(now, "refused to publish");
    return await goPublic(here, now);
  });
}

interface Reviewed {
  readonly release: Release;
  readonly commit: string;
  readonly expected: readonly ExpectedAsset[];
}

async function review(forge: Forge, { tag }: DraftRequest, deps: PublishDeps): Promise<Reviewed> {
  const nothing = { tag, commit: "", expected: [], prerelease: false, latest: "no" } as const;
  const here = new Engagement(forge, nothing, deps);
  const entries = here.ledger.place === undefined ? [] : here.ledger.look(await here.survey());
  const standing = standingOf(await forge.findReleases(tag), entries);
  if (standing.type === "none") throw missing(forge, tag);
  const { release } = standing;
  const listed = await forge.listAssets(release.id);
  const expected = (await here.digests.complete(listed, listed)).map(requireDigest);

  const place = entries.findLastIndex(({ after }) => after?.release?.id === release.id && after.assets !== undefined);
  const receipt = entries[place];
  // Of the run that wrote the receipt: one that began later, for another commit, may not have come to its end.
  const begun = entries.slice(0, place + 1).findLast(({ commit }) => commit !== undefined && commit !== "");
  if (receipt !== undefined && begun?.commit !== undefined) {
    if (receipt.after?.assets === digestOfAssets(expected)) return { release, commit: begun.commit, expected };
    throw problem("draft-differs", {
      message: `the assets of ${release.url} are not those that the journal recorded on ${receipt.time}. Nothing is public.`,
    });
  }
  const manifest = await manifestOf(forge, listed);
  if (manifest === undefined || manifest.tag !== tag) {
    throw problem("draft-unverifiable", {
      message: `neither the journal nor a ${MANIFEST_NAME} says what ${release.url} should hold. Nothing was changed.`,
    });
  }
  const own = expected.filter(({ name }) => isOwn(manifest, name));
  const rest = manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 }));
  return { release, commit: manifest.commit, expected: [...rest, ...own] };
}

function requireDigest({ name, size, sha256, state }: Asset): ExpectedAsset {
  if (sha256 !== undefined && state === "uploaded") return { name, size, sha256 };
  throw problem("draft-differs", { message: `${name} of the draft is not fully uploaded. Nothing is public.` });
}

async function manifestOf(forge: Forge, assets: readonly Asset[]): Promise<ReleaseManifest | undefined> {
  const asset = assets.find(({ name }) => name === MANIFEST_NAME);
  if (asset === undefined || asset.size > LARGEST_MANIFEST) return undefined;
  const bytes = await buffer(await forge.downloadAsset(asset.id));
  return readDocument(RELEASE_MANIFEST, bytes.toString("utf8"), MANIFEST_NAME);
}

function missing(forge: Forge, tag: string) {
  return problem("draft-missing", {
    message: `${forge.repository} has no release of ${tag} that Slipway made. Nothing was changed.`,
  });
}
