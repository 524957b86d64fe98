import type { Mutant } from "./mutants.ts";

/**
 * Publishers broken in ways that have been seen in the wild, one at least for each invariant that a server lets them break; the
 * comment names the one that notices.
 */
export const PUBLISHERS = {
  // What is public is whole.
  "publish-before-verify": {
    why: "goes public with what was uploaded, without comparing it with the manifest",
    kind: "release",
    seed: "3",
    changes: [
      {
        file: "forge/src/publish/publish.ts",
        from: "const { assets, differences } = await here.compare(release.id);",
        to: "const assets: readonly Asset[] = [];\n    const differences: { type: string }[] & never[] = [];",
      },
      {
        file: "forge/src/publish/go-public.ts",
        from: "await requireStillWhole(here, draft, survey, time.now() - verified);",
        to: "",
      },
    ],
  },
  // Good bytes of a draft are kept.
  "delete-before-upload": {
    why: "deletes an asset with other bytes before its replacement is there",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/assets.ts",
        from: "const fresh = full",
        to: "await forge.deleteAsset(old.id, hold);\n      const fresh = full",
      },
    ],
  },
  "starts-anew": {
    why: "deletes the draft that an earlier run left, with all that it holds, and makes another",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/draft.ts",
        from: 'if (there.type !== "none") return',
        to: 'if (there.type === "draft") await forge.deleteDraft(there.release.id);\n  if (there.type === "published") return',
      },
    ],
  },
  // One release a tag.
  "error-read-as-absent": {
    why: "takes a look-up that failed for one that found nothing",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/draft.ts",
        from: "const look = () => forge.findReleases(content.tag);",
        to: "const look = () => forge.findReleases(content.tag).catch(() => []);",
      },
      {
        file: "forge/src/github/api.ts",
        from: "if (error instanceof RequestFailure && error.status === 404) return undefined;",
        to: "if (error instanceof RequestFailure) return undefined;",
      },
      {
        file: "forge/src/publish/draft.ts",
        from: 'const lookTwice = () => patience.settle(look, (found) => standing(found).type !== "none");',
        to: "const lookTwice = look;",
      },
    ],
  },
  "no-lock": {
    why: "keeps no journal, so nothing holds concurrent runs apart",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/engagement.ts",
        from: "deps.journal === undefined",
        to: "deps.journal !== undefined",
      },
    ],
  },
  // Published assets never change.
  "replaces-public": {
    why: "brings its own bytes into a release that is public already",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/publish.ts",
        from: "if (release !== undefined && !release.draft) return",
        to: "if (release === null) return",
      },
      {
        file: "forge/src/publish/publish.ts",
        from: "if (!release.draft) return",
        to: "if (release === null) return",
      },
      { file: "forge/src/publish/assets.ts", from: "await requireStillDraft(forge, draft, fresh);", to: "" },
    ],
  },
  // Published releases stay public.
  "reopens-public": {
    why: "makes a draft of a release that is public, to go on with it",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/publish.ts",
        from: "if (release !== undefined && !release.draft) return",
        to: "if (release === null) return",
      },
      {
        file: "forge/src/publish/publish.ts",
        from: "if (!release.draft) return await acceptPublished(here, release);",
        to: "if (!release.draft) await forge.updateRelease(release.id, { draft: true });",
      },
    ],
  },
  // Latest: not downward.
  "newest-is-latest": {
    why: "makes latest whatever is published last, a back-port too",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/latest.ts",
        from: "return compareVersions(tag.version, other.version) >= 0",
        to: "return compareVersions(tag.version, other.version) >= -1",
      },
    ],
  },
  // Latest: not downward, in a race either.
  "no-turn": {
    why: "decides about latest while another release does so too",
    kind: "release",
    seed: "5",
    changes: [
      {
        file: "forge/src/publish/go-public.ts",
        from: "const current = await here.ledger.turn(survey);",
        to: "const current = survey;",
      },
    ],
  },
  // The highest release is latest in the end.
  "never-latest": {
    why: "leaves it to the server which release is latest, and does not look what came of it",
    kind: "release",
    changes: [
      { file: "forge/src/publish/go-public.ts", from: "makeLatest: decision.latest,", to: "makeLatest: false," },
      {
        file: "forge/src/publish/go-public.ts",
        from: "if ((latest?.id === id) === wanted) return true;",
        to: "if (wanted || latest?.id !== id) return true;",
      },
      {
        file: "forge/src/publish/go-public.ts",
        from: "found.latest?.id === release.id\n",
        to: "found.latest?.id !== 0\n",
      },
    ],
  },
  // Tags are on the commit that was built.
  "tags-the-branch": {
    why: "leaves it to the server to make the tag, which takes the default branch's head",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/publish.ts",
        from: "const untagged = survey.commit === undefined && { commit: manifest.commit };",
        to: "const untagged = {};",
      },
      {
        file: "forge/src/publish/go-public.ts",
        from: "if (survey.commit === undefined && newTag !== undefined) await makeTag(here, newTag);",
        to: "void makeTag;\n  void newTag;",
      },
    ],
  },
  // It converges.
  "keeps-debris": {
    why: "takes what a failed upload left for an asset that somebody else is bringing",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/assets.ts",
        from: '(expected.has(asset.name) && asset.state !== "uploaded")',
        to: "(expected.has(asset.name) && asset.size < 0)",
      },
      {
        file: "forge/src/publish/assets.ts",
        from: "if (left !== undefined) await forge.deleteAsset(",
        to: "if (left !== undefined && left.size < 0) await forge.deleteAsset(",
      },
    ],
  },
} as const satisfies Readonly<Record<string, Mutant>>;
