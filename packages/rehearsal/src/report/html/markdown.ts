import { type Content, Html, html } from "./markup.ts";

/**
 * The part of GitHub's Markdown that job summaries use: headings, paragraphs, lists, tables, fenced code, inline code, bold,
 * italics, web links, entities, and of HTML `<br>`, `<code>`, `<b>`, `<strong>`, `<em>`, `<i>` and `<details>` with its
 * `<summary>`, without attributes. Every other tag is shown as text, so nothing of a run becomes markup of its own.
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
    } else if (DETAILS.test(line)) {
      const title = DETAILS.exec(line)?.[1];
      at++;
      let depth = 1;
      const inner = take((one) => {
        if (/^<details/.test(one)) depth++;
        if (/^<\/details>/.test(one)) depth--;
        return depth > 0;
      });
      at++;
      blocks.push(
        html`<details><summary><span class="grow">${inline(title ?? "Details")}</span></summary>${renderMarkdown(inner.join("\n"))}</details>`,
      );
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

const DETAILS = /^<details>\s*(?:<summary>(.*)<\/summary>)?\s*$/;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;
const STARTS_BLOCK = /^(?:#{1,6}\s|`{3}|~{3}|\||<\/?details>|\s*(?:[-*+]|\d{1,9}[.)])\s)/;
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
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|\[([^\]]*)\]\((https?:\/\/[^\s)]+)\)|<(code|b|strong|em|i)>([^<]*)<\/\7>|(<br\s*\/?>)|(&(?:#\d{1,7}|amp|lt|gt|quot);)/g;

function inline(text: string): Content {
  const parts: Content[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [, code, bold, strong, italic, label, url, tag, tagged = "", broken] = match;
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (bold !== undefined || strong !== undefined)
      parts.push(html`<strong>${inline(bold ?? strong ?? "")}</strong>`);
    else if (italic !== undefined) parts.push(html`<em>${inline(italic)}</em>`);
    else if (url !== undefined) parts.push(html`<a href="${url}" rel="noreferrer">${inline(label ?? url)}</a>`);
    else if (tag !== undefined) parts.push(new Html(`<${tag}>`), decode(tagged), new Html(`</${tag}>`));
    else if (broken !== undefined) parts.push(new Html("<br>"));
    else parts.push(decode(match[0]));
  }
  parts.push(text.slice(end));
  return parts;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Text of character references. Numbers outside Unicode stand for U+FFFD (HTML standard, section 13.2.5.80). */
function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|(amp|lt|gt|quot));/g, (_, number: string | undefined, name: string) => {
    if (number === undefined) return NAMED[name] ?? "";
    const code = Number(number);
    const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return valid ? String.fromCodePoint(code) : "\ufffd";
  });
}
