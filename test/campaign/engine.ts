import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The publisher under test: the real one, or a copy of its sources in which one text stands differently. */
export type Engine = typeof import("@slipway/forge");

const ROOT = join(import.meta.dirname, "../..");

export interface Mutant {
  /** What is broken. */
  readonly why: string;
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[];
}

/** Publishers broken in ways that have been seen in the wild; the campaign has to find each of them. */
export const MUTANTS = {
  "publish-before-verify": {
    why: "goes public with what was uploaded, without comparing it with the manifest",
    changes: [
      {
        file: "publish/publish.ts",
        from: "const { assets, differences } = await here.compare(release.id);",
        to: "const assets: readonly Asset[] = [];\n    const differences: { type: string }[] & never[] = [];",
      },
      {
        file: "publish/go-public.ts",
        from: "await requireStillWhole(here, draft, survey);",
        to: "",
      },
    ],
  },
  "delete-before-upload": {
    why: "deletes an asset with other bytes before its replacement is there",
    changes: [
      {
        file: "publish/assets.ts",
        from: "const fresh = await uploadOne(",
        to: "await forge.deleteAsset(old.id, hold);\n      const fresh = await uploadOne(",
      },
    ],
  },
  "error-read-as-absent": {
    why: "takes a look-up that failed for one that found nothing",
    changes: [
      {
        file: "publish/draft.ts",
        from: "const look = () => forge.findReleases(content.tag);",
        to: "const look = () => forge.findReleases(content.tag).catch(() => []);",
      },
      {
        file: "github/api.ts",
        from: "if (error instanceof RequestFailure && error.status === 404) return undefined;",
        to: "if (error instanceof RequestFailure) return undefined;",
      },
      {
        file: "publish/draft.ts",
        from: 'const lookTwice = () => patience.settle(look, (found) => standingOf(found).type !== "none");',
        to: "const lookTwice = look;",
      },
    ],
  },
  "no-lock": {
    why: "keeps no journal, so nothing holds concurrent runs apart",
    changes: [
      {
        file: "publish/engagement.ts",
        from: "deps.journal === undefined",
        to: "deps.journal !== undefined",
      },
    ],
  },
} as const satisfies Readonly<Record<string, Mutant>>;

export type MutantName = keyof typeof MUTANTS;

export async function loadEngine(mutant?: MutantName): Promise<Engine> {
  if (!mutant) return await import("@slipway/forge");
  const directory = mkdtempSync(join(tmpdir(), "slipway-mutant-"));
  cpSync(join(ROOT, "packages/forge/src"), join(directory, "src"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
  writeFileSync(join(directory, "package.json"), '{ "type": "module" }\n');
  mkdirSync(join(directory, "tmp"));
  for (const { file, from, to } of MUTANTS[mutant].changes as Mutant["changes"]) {
    const path = join(directory, "src", file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`the mutant ${mutant} no longer fits: ${file} has no "${from}"`);
    writeFileSync(path, text.replace(from, to));
  }
  return (await import(pathToFileURL(join(directory, "src/index.ts")).href)) as Engine;
}
