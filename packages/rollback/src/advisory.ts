import { ADVISORY_LIMITS, type Advisory, type AdvisoryContent } from "@slipway/forge";
import {
  compareVersions,
  type JournalEntry,
  mistake,
  parseTag,
  parseVersion,
  type RollbackRow,
  type Severity,
  sha256,
  type Version,
} from "@slipway/model";
import type { AdvisorySettings } from "@slipway/planning";
import type { Facts } from "./facts.ts";

/**
 * The draft of a security advisory, in mode `security`. There is one for a release, found again by a mark in its text or by
 * the journal; from then on it belongs to the project's maintainers, who edit it and publish it. Pure.
 */

/** What a run says of it, beside the configuration. */
export interface AdvisoryRequest {
  readonly severity: Severity | undefined;
  /** First version with the problem; undefined: the first release above the one that people are sent to. */
  readonly affectedFrom: string | undefined;
  /** Version without it that is out, or will be. */
  readonly patchedVersion: string | undefined;
}

/** As found, before anything is changed. */
export interface AdvisoryFacts {
  /** What a new one would say. */
  readonly content: AdvisoryContent;
  readonly found: Advisory | undefined;
  /** Why none can be made. */
  readonly refused?: { readonly because: string; readonly remedy: string };
}

/** Where people find an advisory; of a draft only those who may see it. */
export type AdvisoryLink = Pick<Advisory, "id" | "url">;

export const advisoryMark = (tag: string): string => `<!-- slipway:advisory of=${tag} -->`;

/** Of an earlier run, by the journal. */
export function advisoryIn(entries: readonly JournalEntry[] | undefined): AdvisoryLink | undefined {
  return entries?.findLast(({ after }) => after?.advisory !== undefined)?.after?.advisory;
}

/**
 * First and last version with the problem, and the one without it.
 * @param releases of the repository, in any order
 * @throws {Problem} `invalid-version`, `advisory-range`
 */
export function affectedVersions(
  { bad, good }: Pick<Facts, "bad" | "good">,
  releases: readonly { readonly tag: string; readonly draft: boolean }[],
  { affectedFrom, patchedVersion }: Pick<AdvisoryRequest, "affectedFrom" | "patchedVersion">,
): { readonly first: Version; readonly last: Version; readonly patched: Version | undefined } {
  const last = bad.tag.version;
  const below = good.tag.version;
  const given = versionOf(affectedFrom, "affected-from");
  const patched = versionOf(patchedVersion, "patched-version");
  const first = given ?? firstAbove(bad.tag.prefix, below, last, releases);
  if (compareVersions(first, last) > 0 || compareVersions(first, below) <= 0) {
    throw mistake(
      "advisory-range",
      `${first.text} cannot be the first version with the problem: it is taken back from ${last.text} to ${below.text}`,
      "correct `affected-from`, or name an earlier release without the problem in `to-version`",
    );
  }
  if (patched !== undefined && compareVersions(patched, first) >= 0 && compareVersions(patched, last) <= 0) {
    throw mistake(
      "advisory-range",
      `${patched.text} cannot be the patched version: ${first.text} to ${last.text} have the problem`,
      "correct `patched-version`, or leave it out until there is one",
    );
  }
  return { first, last, patched };
}

/** The first that was released after the good one is the first that may have it. */
function firstAbove(
  prefix: string | undefined,
  below: Version,
  last: Version,
  releases: readonly { readonly tag: string; readonly draft: boolean }[],
): Version {
  const between = releases.flatMap(({ tag: text, draft }) => {
    const tag = draft ? undefined : parseTag(text);
    const within =
      tag !== undefined &&
      tag.prefix === prefix &&
      compareVersions(tag.version, below) > 0 &&
      compareVersions(tag.version, last) <= 0;
    return within ? [tag.version] : [];
  });
  return between.toSorted(compareVersions)[0] ?? last;
}

function versionOf(text: string | undefined, input: string): Version | undefined {
  if (text === undefined) return undefined;
  const version = parseVersion(text) ?? parseTag(text)?.version;
  if (version !== undefined) return version;
  throw mistake("invalid-version", `the input "${input}" is "${text}", which is no version`, "write for example 2.1.0");
}

/** In the form of GitHub's advisories: `= 2.1.0`, `>= 2.0.6, <= 2.1.0`, `>= 2.0.6, < 2.1.1`. */
export function rangeOf({ first, last, patched }: ReturnType<typeof affectedVersions>): string {
  if (compareVersions(first, last) === 0) return `= ${last.text}`;
  const above = patched !== undefined && compareVersions(patched, last) > 0;
  return `>= ${first.text}, ${above ? `< ${patched.text}` : `<= ${last.text}`}`;
}

export function advisoryContent(
  { bad, good, reason }: Pick<Facts, "bad" | "good" | "reason">,
  product: string,
  versions: ReturnType<typeof affectedVersions>,
  settings: AdvisorySettings,
  severity: Severity | undefined,
): AdvisoryContent {
  const name = settings.package ?? product;
  const { patched } = versions;
  const text = [
    reason,
    "",
    `[${bad.tag.text}](${bad.release.url}) was taken back; until there is a release without the problem, use [${good.tag.text}](${good.release.url}).`,
    patched === undefined ? "No patched version is known yet." : `${patched.text} does not have the problem.`,
    "",
    "This draft was written when the release was taken back. Complete it before it is published: what can happen, who is concerned, what to do.",
  ].join("\n");
  const mark = `\n\n${advisoryMark(bad.tag.text)}`;
  return {
    summary: clip(`${product} ${bad.tag.version.text}: ${reason.replace(/\s+/g, " ").trim()}`, ADVISORY_LIMITS.summary),
    description: clip(text, ADVISORY_LIMITS.description - mark.length) + mark,
    severity: severity ?? settings.severity,
    affected: [
      { ecosystem: settings.ecosystem, name, range: rangeOf(versions), patched: versions.patched?.text ?? null },
    ],
  };
}

/** By code points, so that no character is cut in two. */
function clip(text: string, most: number): string {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join("")}…`;
}

const ROW = { id: "advisory", kind: "release", title: "Security advisory" } as const;

/** @returns nothing where there is none to speak of */
export function advisoryRows(facts: Facts): readonly RollbackRow[] {
  const { operation, mode, advisory, entries } = facts;
  if (operation === "abort") {
    const known = advisoryIn(entries);
    if (known === undefined) return [];
    return [
      {
        ...ROW,
        now: known.id,
        was: "none",
        action: "impossible",
        what: "GitHub's API deletes no advisory",
        remedy: `close ${known.id} at ${known.url}, if it is unfounded`,
      },
    ];
  }
  if (mode !== "security" || advisory === undefined) return [];
  const { content, found, refused } = advisory;
  const row = { ...ROW, now: found === undefined ? "none" : `${found.id} (${found.state})`, was: "none" };
  const print = sha256(JSON.stringify([content, found?.affected ?? null]));
  const [affected] = content.affected;
  if (found === undefined) {
    if (refused !== undefined) {
      return [{ ...row, action: "impossible", what: refused.because, remedy: refused.remedy }];
    }
    const what = [
      `a draft, which its maintainers publish: ${affected?.name ?? ""} (${affected?.ecosystem}) ${affected?.range}`,
      affected?.patched == null ? "no patched version yet" : `patched in ${affected.patched}`,
      content.severity === undefined ? "severity not chosen" : `severity ${content.severity}`,
    ];
    return [{ ...row, action: "advise", what: what.join("; "), found: print }];
  }
  if (completed(advisory) !== undefined) {
    return [{ ...row, action: "advise", what: `it says that ${affected?.patched} is patched`, found: print }];
  }
  const named =
    affected?.patched == null || found.affected.some(({ patched }) => patched?.includes(affected.patched ?? ""));
  return [
    {
      ...row,
      action: "nothing",
      what: named ? "it is there" : `people edited it: add there that ${affected?.patched} is patched`,
    },
  ];
}

/** Of a draft that does not name the patched version yet, which is known by now; whatever else people wrote stays. */
export function completed({ content, found }: AdvisoryFacts): AdvisoryContent["affected"] | undefined {
  const [wanted] = content.affected;
  const [only, ...others] = found?.affected ?? [];
  if (found?.state !== "draft" || wanted === undefined || wanted.patched === null) return undefined;
  if (only === undefined || others.length > 0 || only.patched !== null) return undefined;
  return [{ ...only, patched: wanted.patched }];
}
