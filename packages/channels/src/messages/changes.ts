/** Headings of a release's page from which on nothing is news: downloads, verification, people. */
const END = /^(?:downloads?|installation|install|verification|verify|contributors|new contributors|full changelog)\b/i;

/** Characters of an entry that are read: messages show far fewer, and the work grows with their square. */
const LONGEST_ENTRY = 2_000;

/**
 * The entries of a release's notes as plain lines, breaking changes marked as such.
 * @param notes Markdown, as `renderParts`, a changelog or GitHub's generator writes it
 */
export function changesOf(notes: string): string[] {
  const changes: string[] = [];
  let breaking = false;
  let fence: string | undefined;
  for (const line of notes.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence;
    if (fence !== undefined || mark !== undefined) continue;
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (heading !== undefined) {
      if (END.test(heading)) break;
      breaking = /breaking/i.test(heading);
      continue;
    }
    // Entries of an outer list; what is indented explains them.
    const entry = /^[-*+]\s+(.*)$/.exec(line)?.[1];
    if (entry === undefined) continue;
    const text = plain(entry.slice(0, LONGEST_ENTRY));
    if (text !== "") changes.push(breaking ? `Breaking: ${text}` : text);
  }
  return changes;
}

/** Inline Markdown without its marks. */
export function plain(markdown: string): string {
  return (
    markdown
      // Any ASCII punctuation may be escaped (CommonMark, section 2.4); it waits in the private use area.
      .replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => String.fromCharCode(ASIDE + sign.charCodeAt(0)))
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/`([^`]*)`/g, "$1")
      .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, "$2")
      .replace(/(?<![\w*])\*(?=\S)([^*]*\S)\*(?![\w*])/g, "$1")
      .replace(/(?<![\w_])_(?=\S)([^_]*\S)_(?![\w_])/g, "$1")
      .replace(/<(https?:\/\/[^>\s]+)>/g, "$1")
      .replace(/<!--.*?-->|<\/?[A-Za-z][^>]*>/g, "")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
      .replace(/&amp;/g, "&")
      .replace(/[\ue020-\ue07e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - ASIDE))
      .replace(/\u200b|\u2060/g, "")
      .replace(/\s+/g, " ")
      .trim()
  );
}

const ASIDE = 0xe000;
