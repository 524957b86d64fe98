/**
 * Text of others (commit messages, names) as GitHub shows it unchanged: no markup, no HTML, no mention that would notify
 * people, nothing that changes the reading order. Code spans and addresses stay what they are.
 */
export function escapeText(text: string, issueLink: (number: number) => string = (number) => `#${number}`): string {
  const plain = text
    .replace(/\s+/g, " ")
    // Control characters, and those that turn text around (Unicode Standard Annex 9).
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim();
  const parts = plain.split(TOKEN).map((part, index) => {
    if (index % 2 === 0) return escapeMarkup(part, issueLink);
    return part.startsWith("`") ? part : `<${part}>`;
  });
  // At the beginning of a list entry these would open a list or a heading of their own.
  return parts
    .join("")
    .replace(/^(?:[-+=]|\d{1,9}(?=[.)]))/, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** Code spans of one backtick without another inside, and addresses; both are read before any other markup. */
const TOKEN = /(`[^`]+`(?!`)|(?:https?|ftp):\/\/[^\s<>()[\]`"'\\]*[^\s<>()[\]`"'\\.,;:!?*_~])/i;

function escapeMarkup(text: string, issueLink: (number: number) => string): string {
  return text
    .split(/(?<![\w&/])#(?=\d{1,9}\b)(\d+)/)
    .map((part, index) => (index % 2 === 1 ? issueLink(Number(part)) : escapeSigns(part)))
    .join("");
}

function escapeSigns(text: string): string {
  return (
    text
      .replace(/[\\`*_[\]<>|~&!#$]/g, "\\$&")
      // A comment between sign and name: GitHub sees no mention, and a reader copies the text as it was.
      .replace(/(?<!\w)@(?=\w)/g, "@<!-- -->")
      // GitHub would link these on its own, backslashes included.
      .replace(/www\.(?=\S)/gi, (start) => `${start.slice(0, 3)}<!-- -->.`)
  );
}
