/**
 * Fenced code blocks (CommonMark 0.31, section 4.5): what opens with backticks has none behind them on its line, and what
 * closes has nothing behind it, and at least as many signs.
 * @returns for each line the fence that it lies in, its own included; `undefined` outside
 */
export function fencesOf(lines: readonly string[]): readonly (Fence | undefined)[] {
  let open: Fence | undefined;
  return lines.map((line, from) => {
    if (open === undefined) {
      const mark = /^ {0,3}(?<mark>`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.groups?.mark;
      open = mark === undefined ? undefined : { mark, from };
      return open;
    }
    const inside = open;
    if (/^ {0,3}(?:`{3,}|~{3,})[ \t]*$/.test(line) && line.trim().startsWith(open.mark)) open = undefined;
    return inside;
  });
}

export interface Fence {
  readonly mark: string;
  /** Number of its first line, from 0. */
  readonly from: number;
}
