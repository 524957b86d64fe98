import type { Version } from "@slipway/model";
import type { Advisory, Affected, Event, Range } from "./advisory.ts";
import type { ScannedPackage } from "./packages.ts";
import { BEGINNING, compare, ordersVersions, readVersion } from "./versions.ts";

/** What an advisory says of a package's version. */
export type Verdict = "affected" | "not-affected" | "cannot-tell";

/** OSV schema, "Evaluation": a version is affected if it is listed, or lies in a range of its package. */
export function judgeVersion(advisory: Advisory, { ecosystem, name, version }: ScannedPackage): Verdict {
  if (advisory.withdrawn) return "not-affected";
  let verdict: Verdict = "not-affected";
  for (const affected of entriesFor(advisory, ecosystem, name)) {
    if (affected.versions?.includes(version) || affected.versions?.includes(`v${version}`)) return "affected";
    for (const range of affected.ranges ?? []) {
      if (range.type === "GIT") continue;
      const own = range.type === "SEMVER" || ordersVersions(ecosystem ?? "") ? readVersion(version) : undefined;
      const inside = own === undefined ? undefined : contains(range, own);
      if (inside === true) return "affected";
      // A list of versions is whole where there is one (schema, "affected[].versions"), so the range adds nothing.
      if (inside === undefined && !affected.versions?.length) verdict = "cannot-tell";
    }
  }
  return verdict;
}

export function entriesFor(advisory: Advisory, ecosystem: string | undefined, name: string): readonly Affected[] {
  return (advisory.affected ?? []).filter(
    (one) => one.package?.name === name && one.package.ecosystem.replace(/:.*$/, "") === ecosystem,
  );
}

interface Mark {
  readonly at: Version | typeof BEGINNING;
  readonly kind: keyof Event;
}

function marksOf({ events }: Range): readonly Mark[] | undefined {
  const marks: Mark[] = [];
  for (const event of events) {
    for (const kind of ["introduced", "fixed", "last_affected", "limit"] as const) {
      const text = event[kind];
      if (text === undefined || text === "*") continue;
      const at = text === "0" ? BEGINNING : readVersion(text);
      if (at === undefined) return undefined;
      marks.push({ at, kind });
    }
  }
  return marks.sort((a, b) => compare(a.at, b.at));
}

/** @returns `undefined` where an event's version cannot be read */
function contains(range: Range, version: Version): boolean | undefined {
  const marks = marksOf(range);
  if (marks === undefined) return undefined;
  const limits = marks.filter(({ kind }) => kind === "limit");
  if (limits.length > 0 && !limits.some(({ at }) => compare(version, at) < 0)) return false;
  let inside = false;
  for (const { at, kind } of marks) {
    const order = compare(version, at);
    if (kind === "introduced" && order >= 0) inside = true;
    if (kind === "fixed" && order >= 0) inside = false;
    if (kind === "last_affected" && order > 0) inside = false;
  }
  return inside;
}

/** The nearest version above the package's own in which it is mended; `undefined` where none is known. */
export function fixedIn(advisory: Advisory, { ecosystem, name, version }: ScannedPackage): string | undefined {
  const own = readVersion(version);
  if (own === undefined) return undefined;
  const later = entriesFor(advisory, ecosystem, name)
    .flatMap(({ ranges }) => ranges ?? [])
    .filter(({ type }) => type !== "GIT")
    .flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? []))
    .flatMap((text) => {
      const at = readVersion(text);
      return at !== undefined && compare(at, own) > 0 ? [{ text, at }] : [];
    })
    .sort((a, b) => compare(a.at, b.at));
  return later[0]?.text;
}
