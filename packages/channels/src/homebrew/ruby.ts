/** Ruby's double-quoted string; what would be interpolated is not. */
export function rubyString(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, "\\$&")
    .replace(/#(?=[{$@])/g, "\\#")
    .replaceAll("\n", "\\n")
    .replaceAll("\t", "\\t");
  return `"${escaped}"`;
}

/** Lines of code at an indentation; empty lines stay empty. */
export function indent(lines: readonly string[], by = "  "): string[] {
  return lines.map((line) => (line === "" ? "" : by + line));
}

export function block(head: string, body: readonly string[]): string[] {
  return [head, ...indent(body), "end"];
}

/** Ruby that a person wrote: its own indentation is taken away. */
export function codeLines(text: string): string[] {
  const lines = text.replace(/\s+$/, "").split(/\r?\n/);
  const depths = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const least = Math.min(...depths, Number.MAX_SAFE_INTEGER);
  return lines.map((line) => line.slice(least).trimEnd());
}

/** Groups of lines with an empty line between them; empty groups vanish. */
export function paragraphs(groups: readonly (readonly string[])[]): string[] {
  return groups.filter((group) => group.length > 0).flatMap((group, at) => (at === 0 ? group : ["", ...group]));
}
