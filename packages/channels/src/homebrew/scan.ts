/**
 * Just enough of Ruby to find, in a formula or cask that a person wrote, the strings that a release changes. It follows
 * blocks, comments, heredocs and `__END__`; whatever it does not understand it reports, and then nothing is edited.
 */

/** One statement line, and the blocks around it. */
export interface Statement {
  /** Code without indentation and comment. */
  readonly code: string;
  /** Offset of `code` in the text. */
  readonly at: number;
  readonly line: number;
  /** From the outermost inward. */
  readonly blocks: readonly Block[];
}

export interface Block {
  /** Its opening line, or for a branch its own: `on_macos do`, `if OS.mac?`, `else`. */
  readonly head: string;
  /** Heads of the branches before this one, of an `if`. */
  readonly before: readonly string[];
  readonly id: number;
}

export class Unreadable extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const OPENS = /^(?:class|module|def|if|unless|case|while|until|begin|for)\b/;
const DO = /\bdo(?:\s*\|[^|]*\|)?\s*$/;
const HEREDOC = /<<(?:[~-]["'`]?|["'`]?(?=[A-Z_]))(?<word>[A-Za-z_]\w*)/g;
/** `%w[…]`, `%r{…}` and the like, up to where they close in the line. */
const PERCENT = /^%[rwWiIqQ]?(?:\[[^\]]*\]|\((?:\\.|\([^()]*\)|[^()\\])*\)|\{(?:\\.|\{[^{}]*\}|[^{}\\])*\}|\|[^|]*\|)/;

/** @throws {Unreadable} */
export function scan(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  const stack: { head: string; before: string[]; id: number }[] = [];
  let heredocs: string[] = [];
  let ids = 0;
  let offset = 0;
  let comment = false;
  const lines = text.split("\n");
  for (const [index, raw] of lines.entries()) {
    const at = offset;
    offset += raw.length + 1;
    const [awaited] = heredocs;
    if (awaited !== undefined) {
      if (raw.trim() === awaited) heredocs = heredocs.slice(1);
      continue;
    }
    if (/^=begin\b/.test(raw)) comment = true;
    if (comment) {
      if (/^=end\b/.test(raw)) comment = false;
      continue;
    }
    if (/^__END__\r?$/.test(raw)) break;
    const code = withoutComment(raw, index + 1).trim();
    if (code === "") continue;
    heredocs = [...code.matchAll(HEREDOC)].map((match) => match.groups?.word ?? "");
    const statement = { code, at: at + raw.indexOf(code), line: index + 1 };

    if (/^end\b/.test(code)) {
      if (stack.pop() === undefined) throw new Unreadable('an "end" closes nothing', index + 1);
      continue;
    }
    const top = stack.at(-1);
    if (/^(?:else|elsif|when|in|rescue|ensure)\b/.test(code) && top !== undefined) {
      stack[stack.length - 1] = { head: code, before: [...top.before, top.head], id: ids++ };
      continue;
    }
    statements.push({ ...statement, blocks: stack.map((block) => ({ ...block })) });
    // `def name = value` and `class X; end` open nothing; a modifier `if` does not stand at the beginning.
    const oneLine = /^def\s+[\w.?!]+(?:\([^)]*\))?\s*=\s/.test(code) || /(?:;|\s)end$/.test(code);
    if ((OPENS.test(code) || DO.test(code)) && !oneLine) stack.push({ head: code, before: [], id: ids++ });
    else if (/=\s*(?:if|case|unless|begin)\b/.test(code) && !oneLine) stack.push({ head: code, before: [], id: ids++ });
  }
  if (heredocs.length > 0) throw new Unreadable(`a heredoc "${heredocs[0]}" does not end`, lines.length);
  if (stack.length > 0) throw new Unreadable(`"${stack.at(-1)?.head}" does not end`, lines.length);
  return statements;
}

/** Cuts a comment off; a `#` inside a string, or before `{` in one, begins none. */
function withoutComment(line: string, number: number): string {
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] as string;
    if (quote !== "") {
      if (sign === "\\") at += 1;
      else if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'" || sign === "`") quote = sign;
    else if (sign === "/" && /(?:^|[(,=~]|\b(?:match|regex|if|and|or))\s*$/.test(line.slice(0, at))) {
      // A regular expression may hold quotes.
      const end = /^(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\])*\//.exec(line.slice(at + 1));
      if (end !== null) at += end[0].length;
    } else if (sign === "%" && !/[\w)\]]$/.test(line.slice(0, at))) {
      const [literal = ""] = PERCENT.exec(line.slice(at)) ?? [];
      if (literal !== "") at += literal.length - 1;
    } else if (sign === "#") return line.slice(0, at);
  }
  // A string over several lines: its end may hold anything.
  if (quote !== "") throw new Unreadable("a string goes over several lines", number);
  return line;
}
