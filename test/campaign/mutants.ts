import type { TrialKind } from "./kind.ts";
import type { Shape } from "./rollback/scenario.ts";

export interface Mutant {
  /** What is broken. */
  readonly why: string;
  /** By which trials it is found. */
  readonly kind: TrialKind;
  /** Only trials of this shape are played. */
  readonly shape?: Shape;
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[];
}

/** Publishers broken in ways that have been seen in the wild; the campaign has to find each of them. */
const PUBLISHERS = {
  "publish-before-verify": {
    why: "goes public with what was uploaded, without comparing it with the manifest",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/publish.ts",
        from: "const { assets, differences } = await here.compare(release.id);",
        to: "const assets: readonly Asset[] = [];\n    const differences: { type: string }[] & never[] = [];",
      },
      {
        file: "forge/src/publish/go-public.ts",
        from: "await requireStillWhole(here, draft, survey);",
        to: "",
      },
    ],
  },
  "delete-before-upload": {
    why: "deletes an asset with other bytes before its replacement is there",
    kind: "release",
    changes: [
      {
        file: "forge/src/publish/assets.ts",
        from: "const fresh = await uploadOne(",
        to: "await forge.deleteAsset(old.id, hold);\n      const fresh = await uploadOne(",
      },
    ],
  },
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
        from: 'const lookTwice = () => patience.settle(look, (found) => standingOf(found).type !== "none");',
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
} as const satisfies Readonly<Record<string, Mutant>>;

export const MUTANTS = { ...PUBLISHERS };

export type MutantName = keyof typeof MUTANTS;
