import { isPrerelease, type PlannedHomebrew, type Version } from "@slipway/model";

/**
 * The class that Homebrew looks for in a formula's file (Formula Cookbook, "A quick word on naming"; `Formulary.class_s`):
 * `foo-bar` is `FooBar`, `gtk+3` is `Gtkx3`, `foo@1.2` is `FooAT12`.
 */
export function classNameOf(formula: string): string {
  const lower = formula.charAt(0).toUpperCase() + formula.slice(1).toLowerCase();
  return lower
    .replace(/[-_.\s]([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase())
    .replaceAll("+", "x")
    .replace(/(.)@(\d)/, "$1AT$2");
}

/** `alpha`, `beta`, `rc`: the first word of a pre-release, or `pre` where it has none. */
function channelOf({ prerelease }: Version): string {
  const word = prerelease.find((each) => typeof each === "string");
  return /^[a-z]+/.exec(String(word ?? "").toLowerCase())?.[0] ?? "pre";
}

export interface FormulaName {
  readonly name: string;
  /** `main` is what people install by the project's name. */
  readonly role: "main" | "versioned" | "prerelease";
}

/** The formulae (or casks) that a version belongs into; none where pre-releases are skipped. */
export function namesFor(
  settings: PlannedHomebrew,
  version: Version,
  kind: "formula" | "cask",
): readonly FormulaName[] {
  const { name, versioned, prerelease } = settings;
  const main: FormulaName = { name, role: "main" };
  if (isPrerelease(version)) {
    if (prerelease === "skip") return [];
    if (prerelease === "same") return [main];
    const own = settings.prereleaseName.replaceAll("{name}", name).replaceAll("{channel}", channelOf(version));
    return [{ name: own, role: "prerelease" }];
  }
  const { major, minor } = version;
  // A cask has no keg to stay out of the way in, so there are no versioned ones of the same product.
  const beside = kind === "cask" ? [] : versioned;
  return [
    main,
    ...beside.map(
      (depth): FormulaName => ({
        name: depth === "major" ? `${name}@${major}` : `${name}@${major}.${minor}`,
        role: "versioned",
      }),
    ),
  ];
}
