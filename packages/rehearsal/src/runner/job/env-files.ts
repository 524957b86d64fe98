/** Pairs of `GITHUB_ENV`, `GITHUB_OUTPUT` and `GITHUB_STATE`: `name=value`, or `name<<DELIMITER` … `DELIMITER`. */

/** @throws Error with the runner's message. */
export function parsePairs(text: string): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  const lines = splitLines(text);
  for (let index = 0; index < lines.length; index++) {
    const { line } = lines[index] as Line;
    if (line === "") continue;
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`);
      pairs.push([line.slice(0, equals), line.slice(equals + 1)]);
    } else if (heredoc >= 0) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === "" || delimiter === "") {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      }
      let value = "";
      let newline = "";
      for (index++; ; index++) {
        const next = lines[index];
        if (!next) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
        if (next.line === delimiter) break;
        value += newline + next.line;
        newline = next.newline;
      }
      pairs.push([name, value]);
    } else throw new Error(`Invalid format '${line}'`);
  }
  return pairs;
}

/** Lines of `GITHUB_PATH`. */
export function parsePaths(text: string): string[] {
  return splitLines(text)
    .map(({ line }) => line)
    .filter((line) => line !== "");
}

interface Line {
  readonly line: string;
  readonly newline: string;
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  // A byte order mark is what some shells of Windows write first.
  const pattern = /([^\r\n]*)(\r\n|\n|\r|$)/g;
  const source = text.replace(/^\uFEFF/, "");
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    if (match[0] === "") break;
    lines.push({ line: match[1] ?? "", newline: match[2] ?? "" });
  }
  return lines;
}
