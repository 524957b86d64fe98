import { compareNames, type JournalEntry, type JournalState, Problem, sha256 } from "@slipway/model";
import { RequestFailure } from "../failure.ts";
import type { Asset, Forge, Release, Survey } from "../forge.ts";
import { BranchJournal } from "../journal/journal.ts";
import { type Ledger, noLedger } from "../journal/ledger.ts";
import { paceTime } from "../patience.ts";
import { problem } from "../remedies.ts";
import { MissingDigests } from "./assets.ts";
import { compareAssets, type Difference, describeDifference, type ExpectedAsset } from "./compare.ts";
import type { EngineDeps, PublishDeps } from "./deps.ts";
import type { LatestWish } from "./latest.ts";
import type { NewTag } from "./new-tag.ts";
import { explain } from "./problems.ts";
import { UnderWay } from "./under-way.ts";

export interface Published {
  readonly release: Release;
  /** As the server lists them, digests included, in the order of their names. */
  readonly assets: readonly Asset[];
  readonly latest: boolean;
  /** `nothing`: it was published already, with the same bytes. */
  readonly done: "published" | "drafted" | "nothing";
}

/** What a release must be once it is public. */
interface Wanted {
  readonly tag: string;
  /** Commit that was built. */
  readonly commit: string;
  readonly expected: readonly ExpectedAsset[];
  /** Undefined: as the draft says when it is published. */
  readonly prerelease: boolean | undefined;
  readonly latest: LatestWish;
  /** How many assets this run may have to create. */
  readonly creations?: number;
  readonly discussion?: string;
  /** Made right before the publication, where the tag does not exist. */
  readonly newTag?: NewTag;
}

/** What a run is called in the journal, unless it comes to a draft or a publication. */
export const STEP = "release";

/** One run at one release: what it wants, its hand on the journal, and how things stand. */
export class Engagement {
  /** What the server holds, for messages. */
  state = "Nothing was changed.";
  /** From now on the tag has to exist, also one that this run was to make. */
  tagMade = false;
  readonly forge: Forge;
  readonly wanted: Wanted;
  readonly ledger: Ledger;
  readonly deps: EngineDeps;
  readonly digests: MissingDigests;
  readonly underWay: UnderWay;

  constructor(forge: Forge, wanted: Wanted, deps: PublishDeps) {
    const { tag, commit } = wanted;
    this.underWay = new UnderWay(forge);
    this.forge = this.underWay.forge;
    this.wanted = wanted;
    this.ledger =
      deps.journal === undefined
        ? noLedger(() => forge.survey(tag), deps.guard)
        : new BranchJournal({
            forge,
            tag,
            commit,
            step: STEP,
            ...deps,
            ...deps.journal,
            work: paceTime(wanted.creations ?? 0),
          });
    this.deps = { ...deps, ledger: this.ledger };
    this.digests = new MissingDigests(this.forge, this.deps);
  }

  async survey(): Promise<Survey> {
    return await this.forge.survey(this.wanted.tag, this.ledger.place);
  }

  async requireAccess(): Promise<void> {
    const access = await this.forge.probeAccess(this.wanted.tag);
    if (access.writable) return;
    throw problem("token-read-only", {
      message: `the token may not write releases of ${this.forge.repository}: ${access.reason}. ${this.state}`,
    });
  }

  /** Invariant 6. */
  requireTag({ commit: found }: Survey): void {
    const { tag, commit, newTag } = this.wanted;
    if (found === commit) return;
    if (found === undefined && newTag !== undefined && !this.tagMade) return;
    if (found === undefined) {
      throw problem("tag-missing", {
        message: `${this.forge.repository} has no tag ${tag}. ${this.state}`,
        remedy: `push the tag (git push origin ${tag}); without it GitHub would tag the default branch's head`,
      });
    }
    throw problem("tag-moved", {
      message: `the tag ${tag} is on commit ${found}; what was built is commit ${commit}. ${this.state}`,
    });
  }

  /** Whether everything was done and written down by an earlier run, so that no lock is needed to find it right. */
  isRecorded(survey: Survey): boolean {
    if (survey.release === undefined || survey.release.draft) return false;
    return this.ledger.place === undefined || standsAsRecorded(this.ledger.look(survey), survey);
  }

  /** Lists lag, so what a lag explains is asked for again. */
  async compare(
    releaseId: number,
    first?: readonly Asset[],
  ): Promise<{ assets: readonly Asset[]; differences: readonly Difference[] }> {
    const { expected } = this.wanted;
    const lags = ({ type }: Difference) => type === "missing" || type === "extra" || type === "state";
    let given = first;
    return await this.deps.patience.settle(
      async () => {
        const listed = await this.digests.complete(given ?? (await this.forge.listAssets(releaseId)), expected);
        given = undefined;
        const assets = [...listed].sort((a, b) => compareNames(a.name, b.name));
        return { assets, differences: compareAssets(expected, assets) };
      },
      ({ differences }) => !differences.some(lags),
    );
  }

  async requireEqual(release: Release, refused: string, first?: readonly Asset[]): Promise<readonly Asset[]> {
    const { assets, differences } = await this.compare(release.id, first);
    if (differences.length > 0) throw this.differs(release, differences, refused);
    return assets;
  }

  differs(release: Release, differences: readonly Difference[], refused: string): Problem {
    return problem(release.draft ? "draft-differs" : "release-differs", {
      message:
        `${refused}: the assets of ${release.url} are not those of the manifest: ` +
        `${differences.map(describeDifference).join("; ")}. ${this.state}`,
    });
  }

  stateOf({ id, url, draft }: Release, assets?: readonly ExpectedDigest[]): JournalState {
    return { release: { id, url, draft }, ...(assets && { assets: digestOfAssets(assets) }) };
  }
}

type ExpectedDigest = Pick<Asset, "name" | "size" | "sha256">;

/** Names, sizes and SHA-256 of a whole set of assets, as one SHA-256; the set's order does not count. */
export function digestOfAssets(assets: readonly ExpectedDigest[]): string {
  const lines = assets.map(({ name, size, sha256 }) => `${sha256 ?? ""} ${size} ${name}\n`);
  return sha256(lines.sort().join(""));
}

/** The journal's last word is the publication of just this release. */
export function standsAsRecorded(entries: readonly JournalEntry[], { release }: Survey): boolean {
  // Channels write after publication, and change nothing about it.
  const last = entries.findLast(({ event, channel }) => event !== "heartbeat" && channel === undefined);
  return (
    (last?.event === "receipt" && last.step === "publication" && last.after?.release?.id === release?.id) ||
    // A later run looked, and found it right.
    (last?.event === "end" && last.after?.release?.id === release?.id && last.after?.release?.draft === false)
  );
}

/** Runs, gives the lock back whatever happens, and tells failed requests in a release's words. */
export async function withEngagement(
  here: Engagement,
  run: (here: Engagement) => Promise<Published>,
): Promise<Published> {
  const cancel = () => {
    // No change is begun any more; once those under way are done, the next run may have the lock.
    here.ledger.leave();
    void here.underWay
      .settled()
      .then(() => here.ledger.close("end", STEP, { note: "cancelled" }))
      .catch(() => {});
  };
  here.deps.cancelled?.addEventListener("abort", cancel, { once: true });
  if (here.deps.cancelled?.aborted) cancel();
  try {
    return await run(here);
  } catch (error) {
    const told = error instanceof RequestFailure ? explain(error, here.state) : error;
    // The lock expires by itself; what failed is worth more than that this failed too.
    const note = told instanceof Problem ? told.code : "unexpected";
    await here.ledger.close("end", STEP, { note }).catch(() => {});
    throw told;
  } finally {
    here.deps.cancelled?.removeEventListener("abort", cancel);
  }
}
