import { isUntouched, sealed } from "./formula.ts";
import { rubyString } from "./ruby.ts";

/** Characters of a reason that Homebrew prints in a line. */
const LONGEST = 200;

/**
 * A formula or cask of a version that nothing replaces, with Homebrew's own word for it (docs.brew.sh, "Deprecating, Disabling
 * and Removing Formulae"): whoever installs it, or looks at what is installed, is told why. It still can be written anew as a
 * whole, so the next release there, or an abort, is without it.
 * @param date `2026-11-22`
 * @returns undefined where people have edited it, or say so already
 */
export function deprecate(text: string, reason: string, date: string): string | undefined {
  if (!isUntouched(text) || isDeprecated(text)) return undefined;
  const lines = text.split("\n").slice(1, -1);
  const homepage = lines.findIndex((line) => /^ {2}homepage /.test(line));
  if (homepage === -1) return undefined;
  let end = endOfGroup(lines, homepage);
  // "brew style" wants it after livecheck.
  if (/^ {2}livecheck do$/.test(lines[end + 1] ?? "")) end = endOfGroup(lines, end + 1);
  const because = rubyString(`has a security problem: ${clip(reason)}`);
  return sealed([
    ...lines.slice(0, end),
    "",
    `  deprecate! date: ${rubyString(date)}, because: ${because}`,
    ...lines.slice(end),
  ]);
}

export const isDeprecated = (text: string): boolean => /^ {2}(?:deprecate|disable)! /m.test(text);

/** Index of the empty line after a group, or of the last line. */
function endOfGroup(lines: readonly string[], from: number): number {
  const at = lines.indexOf("", from);
  return at === -1 ? lines.length - 1 : at;
}

function clip(reason: string): string {
  const points = [...reason.replace(/\s+/g, " ").trim()];
  return points.length <= LONGEST ? points.join("") : `${points.slice(0, LONGEST - 1).join("")}…`;
}
