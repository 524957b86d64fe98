import { compareNames, MANIFEST_NAME, Problem, type ReleaseManifest, requireTag } from "@slipway/model";
import { RequestFailure } from "../failure.ts";
import type { Asset, Forge, Release } from "../forge.ts";
import { bringAssets, type LocalFile, MissingDigests } from "./assets.ts";
import { compareAssets, type Difference, describeDifference } from "./compare.ts";
import type { PublishDeps } from "./deps.ts";
import { findOrCreate } from "./draft.ts";
import { decideLatest, type LatestWish } from "./latest.ts";
import { requireWithinLimits } from "./limits.ts";
import { markNotes } from "./marker.ts";
import { explain, WRITE_REMEDY } from "./problems.ts";

export interface PublishRequest {
  readonly manifest: ReleaseManifest;
  /** Every artifact of the manifest, and `release.json` itself where it is to be an asset; digests verified by the caller. */
  readonly files: readonly LocalFile[];
  readonly title: string;
  /** Markdown. */
  readonly notes: string;
  /** Stop before publishing, for a person to review. */
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly latest: LatestWish;
}

export interface Published {
  readonly release: Release;
  /** As the server lists them, digests included, in the order of their names. */
  readonly assets: readonly Asset[];
  readonly latest: boolean;
  /** `nothing`: it was published already, with the same bytes. */
  readonly done: "published" | "drafted" | "nothing";
}

/**
 * One release from files to public page, or to a reviewed draft. Converges from whatever an earlier run left, and makes
 * nothing public before the server's set of assets equals the manifest.
 * @throws {Problem} which says what state the release is in
 */
export async function publish(forge: Forge, request: PublishRequest, deps: PublishDeps): Promise<Published> {
  const run = new Publication(forge, request, deps);
  try {
    return await run.run();
  } catch (error) {
    if (error instanceof RequestFailure) throw explain(error, run.state);
    throw error;
  }
}

/** How often a draft that somebody else changes at the same time is completed. */
const ROUNDS = 3;

class Publication {
  /** What the server holds, for messages. */
  state = "Nothing was changed.";
  private readonly forge: Forge;
  private readonly request: PublishRequest;
  private readonly deps: PublishDeps;
  private readonly digests: MissingDigests;

  constructor(forge: Forge, request: PublishRequest, deps: PublishDeps) {
    this.forge = forge;
    this.request = request;
    this.deps = deps;
    this.digests = new MissingDigests(forge, deps);
  }

  async run(): Promise<Published> {
    const { forge, request, deps } = this;
    const { manifest, files, title, notes, prerelease } = request;
    requireWholeSet(manifest, files);
    requireWithinLimits(files, markNotes(notes));
    await this.requireAccess();
    await this.requireTag();

    const { release, fresh } = await findOrCreate(forge, { tag: manifest.tag, title, body: notes, prerelease }, deps);
    if (!release.draft) return await this.acceptPublished(release);
    this.state = `The draft ${release.url} exists; nothing is public.`;

    const assets = await this.bringAndVerify(release, fresh);
    if (request.draft) return { release, assets, latest: false, done: "drafted" };
    return await this.goPublic(release);
  }

  private async requireAccess(): Promise<void> {
    const access = await this.forge.probeAccess(this.request.manifest.tag);
    if (access.writable) return;
    throw new Problem({
      kind: "refusal",
      code: "token-read-only",
      message: `the token may not write releases of ${this.forge.repository}: ${access.reason}. ${this.state}`,
      remedy: WRITE_REMEDY,
    });
  }

  /** Invariant 6. */
  private async requireTag(): Promise<void> {
    const { tag, commit } = this.request.manifest;
    const found = await this.forge.resolveTag(tag);
    if (found === commit) return;
    throw new Problem(
      found === undefined
        ? {
            kind: "refusal",
            code: "tag-missing",
            message: `${this.forge.repository} has no tag ${tag}. ${this.state}`,
            remedy: `push the tag (git push origin ${tag}); without it GitHub would tag the default branch's head`,
          }
        : {
            kind: "refusal",
            code: "tag-moved",
            message: `the tag ${tag} is on commit ${found}; what was built is commit ${commit}. ${this.state}`,
            remedy:
              "a tag must not move while its release is made: run the whole workflow again for the tag as it is now",
          },
    );
  }

  /** Invariant 1. What another run takes away meanwhile is brought again, a few times. */
  private async bringAndVerify(release: Release, fresh: boolean): Promise<readonly Asset[]> {
    const { forge, request, deps } = this;
    for (let round = 1; ; round++) {
      const nothingYet = fresh && round === 1;
      const there = nothingYet ? [] : await this.digests.complete(await forge.listAssets(release.id), request.files);
      await bringAssets(forge, release, request.files, there, deps);
      this.state = `The draft ${release.url} holds what was uploaded so far; nothing is public.`;
      const { assets, differences } = await this.compare(release);
      if (differences.length === 0) return assets;
      const mendable = differences.every(({ type }) => type === "missing" || type === "state");
      if (!mendable || round === ROUNDS) throw this.differs(release, differences, "refused to publish");
      deps.log.warning(`the draft was changed meanwhile: ${differences.map(describeDifference).join("; ")}`);
    }
  }

  private async requireEqual(release: Release, refused: string): Promise<readonly Asset[]> {
    const { assets, differences } = await this.compare(release);
    if (differences.length > 0) throw this.differs(release, differences, refused);
    return assets;
  }

  /** Lists lag, so what a lag explains is asked for again. */
  private async compare(release: Release): Promise<{ assets: readonly Asset[]; differences: readonly Difference[] }> {
    const { files } = this.request;
    const lags = ({ type }: Difference) => type === "missing" || type === "extra" || type === "state";
    return await this.deps.patience.settle(
      async () => {
        const listed = await this.digests.complete(await this.forge.listAssets(release.id), files);
        const assets = [...listed].sort((a, b) => compareNames(a.name, b.name));
        return { assets, differences: compareAssets(files, assets) };
      },
      ({ differences }) => !differences.some(lags),
    );
  }

  private differs(release: Release, differences: readonly Difference[], refused: string): Problem {
    return new Problem({
      kind: "refusal",
      code: release.draft ? "draft-differs" : "release-differs",
      message:
        `${refused}: the assets of ${release.url} are not those of the manifest: ` +
        `${differences.map(describeDifference).join("; ")}. ${this.state}`,
      remedy: release.draft
        ? "re-run the failed jobs; assets that are not the manifest's have to be deleted from the draft by hand, or the draft as a whole"
        : "published bytes never change: release a new version",
    });
  }

  private async goPublic(draft: Release): Promise<Published> {
    const { forge, request, deps } = this;
    const { manifest, prerelease, latest: wish } = request;
    const before = await forge.latestRelease();
    const decision = decideLatest(wish, { tag: requireTag(manifest.tag), prerelease }, before?.tag);
    deps.log.info(`latest: ${decision.latest ? "yes" : "no"} (${decision.reason})`);
    await this.requireTag();
    try {
      await forge.updateRelease(draft.id, { draft: false, prerelease, makeLatest: decision.latest });
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      const rival = (await forge.findReleases(manifest.tag)).find((release) => !release.draft);
      if (rival === undefined) throw error;
      if (rival.id !== draft.id) return await this.acceptPublished(rival);
      // The request had its effect; only its answer was lost.
    }
    this.state = `The release of ${manifest.tag} is public.`;

    const release = await deps.patience.settle(
      () => forge.release(draft.id),
      (found) => found !== undefined && !found.draft,
    );
    if (release === undefined || release.draft || release.tag !== manifest.tag || release.prerelease !== prerelease) {
      throw this.notAsAsked(
        release === undefined
          ? "the release cannot be read back"
          : `it reads back as draft=${release.draft}, tag=${release.tag}, prerelease=${release.prerelease}`,
      );
    }
    this.state = `The release ${release.url} is public.`;
    await this.requireTag();
    const assets = await this.requireEqual(release, "published, but changed by somebody since");
    const latest = await this.requireLatest(release, decision.latest, before);
    return { release, assets, latest, done: "published" };
  }

  /** Invariant 7: what was asked for is read back, and put right once. */
  private async requireLatest(release: Release, wanted: boolean, before: Release | undefined): Promise<boolean> {
    const { forge, deps } = this;
    const tag = requireTag(release.tag);
    const right = (found: Release | undefined) => {
      if ((found?.id === release.id) === wanted) return true;
      // A higher version was published meanwhile, and took over rightly.
      return wanted && found !== undefined && !decideLatest("auto", { tag, prerelease: false }, found.tag).latest;
    };
    let found = await deps.patience.settle(() => forge.latestRelease(), right);
    if (!right(found)) {
      // Not electing one release elects no other: the right one has to be named.
      const elect = wanted ? release : before;
      if (elect === undefined) {
        deps.log.info("it is shown as latest all the same, because there is no other release");
        return true;
      }
      await forge.updateRelease(elect.id, { makeLatest: true });
      found = await deps.patience.settle(() => forge.latestRelease(), right);
    }
    if (!right(found)) {
      throw this.notAsAsked(`the latest release is ${found?.tag ?? "none"}, not ${wanted ? release.tag : before?.tag}`);
    }
    return found?.id === release.id;
  }

  private notAsAsked(what: string): Problem {
    return new Problem({
      kind: "failure",
      code: "publication-unconfirmed",
      message: `${what}. ${this.state}`,
      remedy: "re-run the failed jobs: they confirm what is there and put the rest right",
    });
  }

  /** A release that is public already is right or refused; only "latest" may still be put right, upward. */
  private async acceptPublished(release: Release): Promise<Published> {
    const { forge, request, deps } = this;
    this.state = `The release ${release.url} is public already; nothing was changed.`;
    const assets = await this.requireEqual(release, "refused to change what is published");
    await this.requireTag();
    deps.log.info(`${release.url} is published already, with the same bytes`);
    const before = await forge.latestRelease();
    if (before?.id === release.id) return { release, assets, latest: true, done: "nothing" };
    const { tag, prerelease } = release;
    const wish = request.latest === "no" ? "no" : "auto";
    const decision = decideLatest(wish, { tag: requireTag(tag), prerelease }, before?.tag);
    if (!decision.latest) return { release, assets, latest: false, done: "nothing" };
    deps.log.info(`latest: yes (${decision.reason})`);
    await forge.updateRelease(release.id, { makeLatest: true });
    return { release, assets, latest: await this.requireLatest(release, true, before), done: "nothing" };
  }
}

/** Files and manifest name the same artifacts with the same bytes; anything else is the caller's mistake. */
function requireWholeSet(manifest: ReleaseManifest, files: readonly LocalFile[]): void {
  const differences = compareAssets(
    manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 })),
    files.map((file) => ({ ...file, state: "uploaded" })),
  ).filter(({ type, name }) => !(type === "extra" && name === MANIFEST_NAME));
  if (differences.length === 0) return;
  throw new Problem({
    kind: "failure",
    code: "artifact-changed",
    message: `the files are not those of the manifest: ${differences.map(describeDifference).join("; ")}. Nothing was changed.`,
    remedy: "publish what was packaged and listed: run the whole workflow again",
  });
}
