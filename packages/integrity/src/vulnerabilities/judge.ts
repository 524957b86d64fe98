import { compareNames, type PlannedGate, Problem, SEVERITIES } from "@slipway/model";
import type { Advisory } from "./advisory.ts";
import { entriesFor, fixedIn, judgeVersion } from "./match.ts";
import type { ScannedPackage } from "./packages.ts";
import { type Rated, rate, worse } from "./severity.ts";
import type { AdvisorySource } from "./source.ts";

type Ignored = PlannedGate["ignore"][number];

/** One vulnerability in one package, whatever the number of advisories about it. */
export interface Finding extends Rated {
  readonly package: ScannedPackage;
  /** Every identifier it is known under; the first is the one it is called by. */
  readonly ids: readonly [string, ...string[]];
  readonly summary: string;
  /** The nearest version without it. */
  readonly fixed: string | undefined;
  /** The version could not be compared with the advisory's ranges: it counts, since it may be affected. */
  readonly uncertain: boolean;
  /** The entry by which it is let through; it may have expired. */
  readonly ignored: { readonly entry: Ignored; readonly expired: boolean } | undefined;
  readonly stops: boolean;
}

export interface Verdict {
  readonly findings: readonly Finding[];
  /** Entries of the ignore list that nothing matched. */
  readonly unused: readonly Ignored[];
}

/** @param today `2026-11-22`, in UTC */
export async function judge(
  packages: readonly ScannedPackage[],
  source: AdvisorySource,
  gate: Pick<PlannedGate, "fail" | "failUnknown" | "ignore">,
  today: string,
): Promise<Verdict> {
  const found = await source.find(packages);
  const used = new Set<Ignored>();
  const findings: Finding[] = [];
  for (const one of packages) {
    for (const group of groupAliases(found.get(one.purl) ?? [])) {
      const finding = await describe(one, group, source, gate, today);
      if (finding.ignored) used.add(finding.ignored.entry);
      findings.push(finding);
    }
  }
  const rank = ({ rating }: Finding) => SEVERITIES.indexOf(rating as (typeof SEVERITIES)[number]);
  findings.sort(
    (a, b) =>
      Number(b.stops) - Number(a.stops) ||
      rank(b) - rank(a) ||
      compareNames(a.package.purl, b.package.purl) ||
      compareNames(a.ids[0], b.ids[0]),
  );
  return { findings, unused: gate.ignore.filter((entry) => !used.has(entry)) };
}

/** GHSA, RUSTSEC, GO and CVE entries about one vulnerability name each other as aliases. */
function groupAliases(advisories: readonly Advisory[]): readonly (readonly Advisory[])[] {
  const groups: { readonly ids: Set<string>; readonly members: Advisory[] }[] = [];
  for (const advisory of advisories) {
    const ids = [advisory.id, ...(advisory.aliases ?? [])];
    const same = groups.filter((group) => ids.some((id) => group.ids.has(id)));
    const joined = {
      ids: new Set([...same.flatMap((one) => [...one.ids]), ...ids]),
      members: [...same.flatMap((one) => one.members), advisory],
    };
    for (const one of same) groups.splice(groups.indexOf(one), 1);
    groups.push(joined);
  }
  return groups.map(({ members }) => members);
}

const PREFERENCE = ["GHSA-", "RUSTSEC-", "GO-", "CVE-"];

async function describe(
  one: ScannedPackage,
  group: readonly Advisory[],
  source: AdvisorySource,
  gate: Pick<PlannedGate, "fail" | "failUnknown" | "ignore">,
  today: string,
): Promise<Finding> {
  const order = (id: string) =>
    (PREFERENCE.findIndex((prefix) => id.startsWith(prefix)) + PREFERENCE.length + 1) % (PREFERENCE.length + 1);
  const own = group.map(({ id }) => id).sort((a, b) => order(a) - order(b) || compareNames(a, b));
  const aliases = [...new Set(group.flatMap((advisory) => advisory.aliases ?? []))].filter((id) => !own.includes(id));
  const ids = [...own, ...aliases.sort(compareNames)] as unknown as [string, ...string[]];
  const rated = await rateGroup(one, group, aliases, source);
  const named = gate.ignore.filter(({ id }) => ids.some((known) => known.toLowerCase() === id.toLowerCase()));
  const entry = named.find(({ until }) => until >= today) ?? named[0];
  const expired = entry !== undefined && entry.until < today;
  const fixes = group.map((advisory) => fixedIn(advisory, one)).filter((fixed) => fixed !== undefined);
  return {
    package: one,
    ids,
    ...rated,
    summary: group.map(({ summary, details }) => summary || firstLine(details)).find(Boolean) ?? "",
    fixed: fixes[0],
    uncertain: group.every((advisory) => judgeVersion(advisory, one) === "cannot-tell"),
    ignored: entry && { entry, expired },
    stops: (entry === undefined || expired) && reaches(rated, gate),
  };
}

function firstLine(text: string | null | undefined): string {
  return (text ?? "").trim().split("\n")[0]?.slice(0, 120) ?? "";
}

/** Go's own advisories have no rating; the CVE entry that they are an alias of often does. */
async function rateGroup(
  one: ScannedPackage,
  group: readonly Advisory[],
  aliases: readonly string[],
  source: AdvisorySource,
): Promise<Rated> {
  const rateOne = (advisory: Advisory) => rate(advisory, entriesFor(advisory, one.ecosystem, one.name));
  const known = group.map(rateOne).reduce(worse);
  if (known.rating !== "unknown") return known;
  const others = await Promise.all(aliases.map((id) => source.get(id)));
  return others
    .flatMap((advisory) => (advisory === undefined ? [] : [rate(advisory, advisory.affected ?? [])]))
    .reduce(worse, known);
}

function reaches({ rating }: Rated, { fail, failUnknown }: Pick<PlannedGate, "fail" | "failUnknown">): boolean {
  if (fail === "none" || rating === "informational") return false;
  if (rating === "unknown") return failUnknown;
  return SEVERITIES.indexOf(rating) >= SEVERITIES.indexOf(fail);
}

const SHOWN = 20;

/** What stops a release, with what to do; `undefined` when nothing does. */
export function problemOf({ findings }: Verdict, fail: PlannedGate["fail"]): Problem | undefined {
  const stopping = findings.filter(({ stops }) => stops);
  if (stopping.length === 0) return undefined;
  const lines = stopping.slice(0, SHOWN).map((one) => {
    const { package: scanned, ids, rating, ignored } = one;
    const late = ignored?.expired ? `; it was ignored until ${ignored.entry.until}` : "";
    return `  ${scanned.name} ${scanned.version}: ${ids.join(", ")} (${rating})${late}`;
  });
  if (stopping.length > SHOWN) lines.push(`  and ${stopping.length - SHOWN} more`);
  const updates = new Map<string, string>();
  for (const { package: scanned, fixed } of stopping) {
    if (fixed !== undefined) updates.set(`${scanned.name} ${scanned.version}`, fixed);
  }
  const advice = [...updates].slice(0, SHOWN).map(([name, fixed]) => `${name} to ${fixed}`);
  return new Problem({
    kind: "refusal",
    code: "vulnerable-packages",
    message: `${stopping.length === 1 ? "a known vulnerability stops" : `${stopping.length} known vulnerabilities stop`} this release, at severity ${fail} and above:\n${lines.join("\n")}`,
    remedy: `${advice.length > 0 ? `update ${advice.join(", ")} at least; ` : ""}for one that does no harm here write an entry with id, reason and until under \`vulnerabilities: {ignore: …}\`, and tag again`,
  });
}
