import { type Content, Html, html } from "./markup.ts";

/**
 * The part of GitHub's Markdown that job summaries use: headings, paragraphs, lists, tables, fenced code, inline code, bold,
 * italics, web links, numeric entities and `<br>`. Every other tag is shown as text, so nothing of a run becomes markup.
 */
export function renderMarkdown(text: string): Html {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Html[] = [];
  let at = 0;
  const take = (test: (line: string) => boolean): string[] => {
    const start = at;
    while (at < lines.length && test(lines[at] ?? "")) at++;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at++;
    } else if (/^(`{3,}|~{3,})/.test(line)) {
      const fence = (/^(`{3,}|~{3,})/.exec(line) ?? [""])[0];
      at++;
      const code = take((one) => !one.startsWith(fence));
      at++;
      blocks.push(html`<pre><code>${code.join("\n")}</code></pre>`);
    } else if (/^#{1,6}\s/.test(line)) {
      blocks.push(html`<p class="md-heading">${inline(line.replace(/^#+\s+/, "").replace(/\s+#+\s*$/, ""))}</p>`);
      at++;
    } else if (isTable(lines, at)) {
      blocks.push(table(take((one) => one.trim().startsWith("|"))));
    } else if (ITEM.test(line)) {
      const ordered = /^\s*\d/.test(line);
      const items = take((one) => ITEM.test(one)).map((one) => html`<li>${inline(one.replace(ITEM, ""))}</li>`);
      blocks.push(ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`);
    } else {
      const paragraph = take((one) => one.trim() !== "" && !STARTS_BLOCK.test(one));
      if (paragraph.length === 0) paragraph.push(lines[at++] ?? "");
      blocks.push(html`<p>${inline(paragraph.join("\n"))}</p>`);
    }
  }
  return html`${blocks}`;
}

const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;
const STARTS_BLOCK = /^(?:#{1,6}\s|`{3}|~{3}|\||\s*(?:[-*+]|\d{1,9}[.)])\s)/;
const DIVIDER = /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$/;

function isTable(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? "").trim().startsWith("|") && DIVIDER.test(lines[at + 1] ?? "");
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

function table(lines: readonly string[]): Html {
  const [head = "", , ...rows] = lines;
  return html`<div class="scroll"><table><thead><tr>${cells(head).map((cell) => html`<th scope="col">${inline(cell)}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${cells(row).map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}

const INLINE =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|\[([^\]]*)\]\((https?:\/\/[^\s)]+)\)|<br\s*\/?>|&#(\d{1,7});/g;

function inline(text: string): Content {
  const parts: Content[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [, code, bold, strong, italic, label, url, entity] = match;
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (bold !== undefined || strong !== undefined)
      parts.push(html`<strong>${inline(bold ?? strong ?? "")}</strong>`);
    else if (italic !== undefined) parts.push(html`<em>${inline(italic)}</em>`);
    else if (url !== undefined) parts.push(html`<a href="${url}" rel="noreferrer">${inline(label ?? url)}</a>`);
    else if (entity !== undefined) parts.push(character(Number(entity)));
    else parts.push(new Html("<br>"));
  }
  parts.push(text.slice(end));
  return parts;
}

/** Numeric character references outside Unicode stand for the replacement character (HTML standard, section 13.2.5.80). */
function character(code: number): string {
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? "\ufffd" : String.fromCodePoint(code);
}
