import { stripVTControlCharacters } from "node:util";

/** What a terminal can do. */
export interface TerminalTraits {
  /** Whether lines may be drawn over. */
  readonly live: boolean;
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
}

/**
 * Traits of an output stream. Colour follows https://no-color.org and FORCE_COLOR; nothing is redrawn under CI, into a file
 * or on a dumb terminal.
 */
export function terminalTraits(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): TerminalTraits {
  const terminal = stream.isTTY === true && environment.TERM !== "dumb";
  const forced = environment.FORCE_COLOR !== undefined && !["", "0", "false"].includes(environment.FORCE_COLOR);
  return {
    live: terminal && !environment.CI,
    colour: !environment.NO_COLOR && (terminal || forced),
    width: Math.max(40, Math.min(stream.columns ?? 100, 140)),
  };
}

type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
}

export function styleOf({ colour }: Pick<TerminalTraits, "colour">): Style {
  const paint =
    (on: number, off: number): Paint =>
    (text) =>
      colour && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    blue: paint(34, 39),
  };
}

const MARKS = {
  success: "✓",
  failure: "✗",
  cancelled: "■",
  skipped: "–",
  "not-rehearsed": "○",
} as const;

export function markOf(result: keyof typeof MARKS, style: Style): string {
  const paint =
    result === "success"
      ? style.green
      : result === "failure"
        ? style.red
        : result === "cancelled"
          ? style.yellow
          : style.dim;
  return paint(MARKS[result]);
}

/** Text of a foreign program made fit for one line of a terminal: no control sequences, tabs as spaces. */
export function plainLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\t/g, "  ")
    .replace(/\p{Cc}/gu, "");
}

/** Cuts plain text to a number of columns, with an ellipsis. */
export function fit(text: string, width: number): string {
  if (text.length <= width) return text;
  return width <= 1 ? "…".slice(0, width) : `${text.slice(0, width - 1)}…`;
}

/** Columns of plain text, padded; `right` names the columns aligned to the right. The widest one gives way when space is short. */
export function columns(rows: readonly (readonly string[])[], width: number, right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, cell.length);
    });
  const total = widths.reduce((sum, one) => sum + one + 2, -2);
  const widest = widths.indexOf(Math.max(...widths));
  if (total > width) widths[widest] = Math.max(12, (widths[widest] ?? 0) - (total - width));
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const room = widths[at] ?? 0;
        const text = fit(cell, room);
        return right.includes(at) ? text.padStart(room) : text.padEnd(room);
      })
      .join("  ")
      .trimEnd(),
  );
}
