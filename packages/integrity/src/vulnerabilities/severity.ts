import { SEVERITIES, type Severity } from "@slipway/model";
import cvss from "ae-cvss-calculator";
import type { Advisory, Affected } from "./advisory.ts";

/** `unknown`: nobody has rated it. `informational`: no vulnerability, for example a package that nobody maintains. */
export type Rating = Severity | "unknown" | "informational";

export interface Rated {
  readonly rating: Rating;
  /** CVSS base score, 0 to 10; absent where only a word is known. */
  readonly score: number | undefined;
}

/** The most severe of what an advisory says about a package: CVSS vectors first, then its database's own word. */
export function rate(advisory: Advisory, affected: readonly Affected[]): Rated {
  const vectors = [
    ...(advisory.severity ?? []).map(({ score }) => score),
    ...affected.flatMap((one) => (one.severity ?? []).map(({ score }) => score)),
    ...affected.flatMap((one) => textOf(one.database_specific, "cvss") ?? []),
  ];
  const scores = vectors.map(scoreOf).filter((score) => score !== undefined);
  if (scores.length > 0) {
    const score = Math.max(...scores);
    return { rating: ratingOf(score), score };
  }
  const words = [
    textOf(advisory.database_specific, "severity"),
    ...affected.flatMap((one) => [
      textOf(one.database_specific, "severity"),
      textOf(one.ecosystem_specific, "severity"),
    ]),
  ].flatMap((word) => (word === undefined ? [] : (WORDS[word.toLowerCase()] ?? [])));
  const worst = [...SEVERITIES].reverse().find((severity) => words.includes(severity));
  if (worst !== undefined) return { rating: worst, score: undefined };
  const informational = affected.some((one) => textOf(one.database_specific, "informational") !== undefined);
  return { rating: informational ? "informational" : "unknown", score: undefined };
}

const WORDS: Readonly<Record<string, Severity>> = {
  low: "low",
  minor: "low",
  moderate: "medium",
  medium: "medium",
  important: "high",
  high: "high",
  critical: "critical",
};

function textOf(record: Readonly<Record<string, unknown>> | null | undefined, name: string): string | undefined {
  const value = record?.[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Base score of a CVSS vector of version 2, 3.0, 3.1 or 4.0; `undefined` for anything else, and for what is not complete. */
export function scoreOf(vector: string): number | undefined {
  try {
    const scores = cvss.fromVector(vector.trim())?.calculateScores();
    if (scores === undefined) return undefined;
    return "base" in scores && typeof scores.base === "number" ? scores.base : undefined;
  } catch {
    return undefined;
  }
}

/** CVSS v3.1 and v4.0, "Qualitative Severity Rating Scale". */
function ratingOf(score: number): Rating {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "informational";
}

const ORDER: readonly Rating[] = ["informational", "unknown", ...SEVERITIES];

/** The worse of two: a rating wins over none. */
export function worse(a: Rated, b: Rated): Rated {
  const order = ORDER.indexOf(a.rating) - ORDER.indexOf(b.rating);
  if (order !== 0) return order > 0 ? a : b;
  return (a.score ?? 0) >= (b.score ?? 0) ? a : b;
}
