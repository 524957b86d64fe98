import { parseTag, parseVersion, type Version } from "@slipway/model";
import { fencesOf } from "./fences.ts";

interface Heading {
  readonly level: number;
  readonly title: string;
  /** Lines that it takes: two where it is underlined. */
  readonly from: number;
  readonly to: number;
}

/**
 * The section of a version in a changelog: Keep a Changelog (`## [1.2.3] - 2026-01-31`) and its relatives: with or without
 * brackets, link, `v`, project name or date, underlined headings, and standard-version's smaller headings for patches.
 * @param names a heading may begin with one: `app 1.2.3`, or `app/v1.2.3`; one that begins with another is another project's
 * @returns its content without the heading, with the link definitions that it uses; `undefined` when there is none. A
 * pre-release without a section of its own has that of what is unreleased
 */
export function changelogSection(text: string, version: Version, names: readonly string[] = []): string | undefined {
  const lines = text
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  const fences = fencesOf(lines);
  const headings = findHeadings(lines, fences);
  const versions = headings.filter(({ title }) => versionOf(title, names) !== undefined || isUnreleased(title));
  const sectionOf = (wanted: string | undefined) =>
    versions.find(({ title }) => {
      const found = versionOf(title, names);
      return found?.own === true && found.version.text === wanted;
    });
  const own =
    sectionOf(version.text) ??
    (version.build.length > 0 ? sectionOf(version.text.split("+")[0]) : undefined) ??
    (version.prerelease.length > 0 ? versions.find(({ title }) => isUnreleased(title)) : undefined);
  if (own === undefined) return undefined;
  // standard-version writes patches and their parts with headings of one size, the third.
  const ends = ({ level }: Heading) => level < own.level || (level === own.level && level < 3);
  const next = headings.find((heading) => heading.from > own.from && (ends(heading) || versions.includes(heading)));
  const isText = (line: string, index: number) => !DEFINITION.test(line) || fences[index] !== undefined;
  const body = lines.slice(own.to, next?.from ?? lines.length);
  const content = trimBlank(body.filter((line, index) => isText(line, own.to + index)));
  const definitions = lines.filter((line, index) => !isText(line, index) && isUsed(line, content));
  return trimBlank([...content, "", ...definitions]).join("\n");
}

/** Versions that a changelog has sections for, for messages. */
export function changelogVersions(text: string, names: readonly string[] = []): string[] {
  const lines = text.split(/\r\n?|\n/);
  const titles = findHeadings(lines, fencesOf(lines)).map(({ title }) => title);
  return titles.flatMap((title) => {
    const found = versionOf(title, names);
    return found?.own ? found.version.text : isUnreleased(title) ? "Unreleased" : [];
  });
}

function isUnreleased(title: string): boolean {
  return /^\[?unreleased\]?(?:\([^)]*\))?$/i.test(title);
}

/** @returns `own` unless the heading is a tag of another project's */
function versionOf(title: string, names: readonly string[]): { version: Version; own: boolean } | undefined {
  const plain = title.replace(/^[^\w[(]+/, "").replace(/^(?:version|release)\s+/i, "");
  const name = names.find((one) => plain.toLowerCase().startsWith(`${one.toLowerCase()} `));
  const withoutName = name === undefined ? plain : plain.slice(name.length + 1);
  // `[1.2.3]`, `[1.2.3](address)`, `v1.2.3`, `app/v1.2.3`, `1.2.3`; then a date in any form.
  const word = /^\[?(?<word>[^\s\](,:]+)/.exec(withoutName.trim())?.groups?.word ?? "";
  const version = parseVersion(word.replace(/^[vV](?=\d)/, ""));
  if (version !== undefined) return { version, own: true };
  const tag = parseTag(word);
  return tag && { version: tag.version, own: names.length === 0 || names.includes(tag.prefix ?? "") };
}

function findHeadings(lines: readonly string[], fences: ReturnType<typeof fencesOf>): Heading[] {
  const headings: Heading[] = [];
  for (const [index, line] of lines.entries()) {
    if (fences[index] !== undefined) continue;
    const atx = /^ {0,3}(?<marks>#{1,6})[ \t](?<title>.*)$/.exec(line)?.groups;
    if (atx !== undefined) {
      // A closing run of signs is no part of it.
      const title = (atx.title ?? "").trim().replace(/(?:^|[ \t])#+$/, "");
      headings.push({ level: atx.marks?.length ?? 1, title: title.trim(), from: index, to: index + 1 });
      continue;
    }
    const under = /^ {0,3}(?<sign>=+|-{2,})[ \t]*$/.exec(lines[index + 1] ?? "")?.groups?.sign;
    if (under !== undefined && line.trim() !== "" && !/^\s*(?:[-*+>]|\d+[.)])\s/.test(line)) {
      headings.push({ level: under.startsWith("=") ? 1 : 2, title: line.trim(), from: index, to: index + 2 });
    }
  }
  return headings;
}

const DEFINITION = /^ {0,3}\[(?<label>[^\]]+)\]:\s*\S/;

/** Whether the content names the label of a link's definition. */
function isUsed(definition: string, content: readonly string[]): boolean {
  const label = DEFINITION.exec(definition)?.groups?.label?.toLowerCase();
  return content.some((line) => line.toLowerCase().includes(`[${label}]`));
}

function trimBlank(lines: readonly string[]): string[] {
  const isText = (line: string) => line.trim() !== "";
  const first = lines.findIndex(isText);
  return first === -1 ? [] : lines.slice(first, lines.findLastIndex(isText) + 1);
}
