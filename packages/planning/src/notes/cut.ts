import { fencesOf } from "./fences.ts";

/**
 * Notes up to this length, in UTF-16 units, always stand whole on a release's page, which takes 125,000 characters: what is
 * said there of downloads and verification never takes more than the other half. Longer ones are an asset as well.
 */
export const SURELY_WHOLE = 60_000;

/** Where the whole text is. */
export interface FullText {
  readonly title: string;
  readonly address: string;
}

/**
 * Notes that fit: cut at the end of a paragraph, list entry or line, never inside a fenced code block, what folds closed, and
 * followed by a link to the whole text.
 * @param limit in UTF-16 units, which are never fewer than the characters that GitHub counts
 */
export function cutNotes(text: string, limit: number, full?: FullText): string {
  if (text.length <= limit) return text;
  const link = full === undefined ? "" : `: [${full.title}](${full.address})`;
  const ending = `\n\n*These notes are shortened${link}.*\n`;
  const room = limit - ending.length;
  if (room <= 0) return "";
  const cutAt = (at: number) =>
    withoutOpenFence(text.slice(0, boundary(text, at)))
      .replace(/\n+#{1,6} [^\n]*\s*$/, "")
      .trimEnd();
  // What is cut to make room for closing tags opens no more elements.
  const kept = cutAt(room - closingOf(cutAt(room)).length);
  return `${kept}${closingOf(kept)}${ending}`;
}

/** Closes what would hide all that follows; GitHub folds a `<details>` that stays open over the rest of the page. */
function closingOf(text: string): string {
  const lines = text.split("\n");
  const fences = fencesOf(lines);
  const shown = lines.filter((_, at) => fences[at] === undefined).join("\n");
  const count = (tag: RegExp) => shown.match(tag)?.length ?? 0;
  return "\n\n</details>".repeat(Math.max(0, count(/<details\b/gi) - count(/<\/details\s*>/gi)));
}

/** The last good place to stop at or before `room`. */
function boundary(text: string, room: number): number {
  const head = text.slice(0, room + 1);
  // A paragraph's end is worth up to a tenth of the text, a line's end half of it.
  const paragraph = head.lastIndexOf("\n\n");
  const entry = Math.max(head.lastIndexOf("\n- "), head.lastIndexOf("\n* "), head.lastIndexOf("\n## "));
  const line = head.lastIndexOf("\n");
  const found = [Math.max(paragraph, entry), line].find((at, index) => at > room * (index === 0 ? 0.9 : 0.5));
  if (found !== undefined) return found;
  const code = text.charCodeAt(room - 1);
  // Not between the halves of a character outside the basic plane.
  return code >= 0xd800 && code <= 0xdbff ? room - 1 : room;
}

/** Without a code block that would stay open; one that is all there is gets closed. */
function withoutOpenFence(text: string): string {
  const lines = text.split("\n");
  // A line more, to see what the last one leaves open.
  const open = fencesOf([...lines, ""]).at(-1);
  if (open === undefined) return text;
  if (open.from > 0) return lines.slice(0, open.from).join("\n");
  return `${text.slice(0, -open.mark.length - 1)}\n${open.mark}`;
}
