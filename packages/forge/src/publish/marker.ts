import { sha256 } from "@slipway/model";

/**
 * A comment at the end of a draft's notes, invisible on the page: it tells our drafts from those that people or other tools
 * made, and notes that were edited since from notes that may be replaced. A reviewer may write on below it.
 */
const MARK = /<!-- slipway notes (?<digest>[0-9a-f]{64}) -->/g;

export function markNotes(notes: string): string {
  const text = normalise(notes);
  return `${text}\n\n<!-- slipway notes ${sha256(text)} -->`;
}

type Marked =
  | { readonly ours: false }
  /** `edited`: somebody changed the notes after we wrote them. */
  | { readonly ours: true; readonly edited: boolean };

export function readMark(body: string): Marked {
  const mark = [...body.matchAll(MARK)].at(-1);
  if (mark === undefined) return { ours: false };
  const [above, below] = [body.slice(0, mark.index), body.slice(mark.index + mark[0].length)];
  return { ours: true, edited: below.trim() !== "" || sha256(normalise(above)) !== mark.groups?.digest };
}

/** Browsers send CRLF back, and trailing space gets lost on the way. */
function normalise(notes: string): string {
  return notes.replace(/\r\n?/g, "\n").trimEnd();
}
