import { type Fact, fact, type Tree } from "./facts.ts";

/** First words of licences that are told from their text alone; those that need a word of their user (GPL) are not. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:The )?MIT License\b/i, "MIT"],
  [/^\s*ISC License\b/i, "ISC"],
  [/^\s*Apache License\s+Version 2\.0\b/i, "Apache-2.0"],
  [/^\s*Mozilla Public License,? Version 2\.0\b/i, "MPL-2.0"],
  [/^\s*BSD 3-Clause License\b/i, "BSD-3-Clause"],
  [/^\s*BSD 2-Clause License\b/i, "BSD-2-Clause"],
  [/^\s*This is free and unencumbered software released into the public domain\./, "Unlicense"],
  [/^\s*Boost Software License - Version 1\.0\b/i, "BSL-1.0"],
];

/** Families whose text is the same with and without "or later". */
const GNU = /^\s*GNU (?<kind>(?:AFFERO |LESSER )?)GENERAL PUBLIC LICENSE\s+Version (?<major>\d)(?<minor>\.\d)?/i;
const GNU_NAMES: Readonly<Record<string, string>> = { "": "GPL", affero: "AGPL", lesser: "LGPL" };

export interface LicenceFile {
  readonly file: string;
  /** SPDX identifier; of GNU's licences without `-only` or `-or-later`. `undefined` when the text is not known. */
  readonly id: string | undefined;
}

/** Licence files at the project's root: LICENSE, LICENSE-MIT, COPYING and the like. */
export async function licenceFiles(tree: Tree): Promise<LicenceFile[]> {
  const files = tree.paths.filter((path) => /^(?:(?:UN)?LICEN[SC]E|COPYING)(?:[.-][\w.-]+)?$/i.test(path));
  return Promise.all(files.map(async (file) => ({ file, id: identify((await tree.read(file)) ?? "") })));
}

function identify(source: string): string | undefined {
  const text = source.replace(/^\ufeff?#* */, "");
  const gnu = GNU.exec(text)?.groups;
  if (gnu === undefined) return TEXTS.find(([shape]) => shape.test(text))?.[1];
  return `${GNU_NAMES[gnu.kind?.trim().toLowerCase() ?? ""]}-${gnu.major}${gnu.minor ?? ".0"}`;
}

/** SPDX identifier of the project's licence file, for manifests that hold none (Go's). */
export async function detectLicence(tree: Tree): Promise<Fact | undefined> {
  const file = tree.paths.find((path) => /^(?:LICEN[SC]E|COPYING)(?:\.(?:md|txt))?$/i.test(path));
  const source = file === undefined ? undefined : await tree.read(file);
  if (file === undefined || source === undefined) return undefined;
  return fact(TEXTS.find(([shape]) => shape.test(source.replace(/^#+ */, "")))?.[1], file);
}
