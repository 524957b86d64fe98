import * as core from "@actions/core";

/** A table of the job summary; cells are plain text. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Text as it must be written for Markdown to show it unchanged inside a table cell. */
function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|~&#]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\r?\n/g, "<br>");
}

/** A sentence as Markdown that shows it unchanged, where it does not mean a link or emphasis: `code` stays, and HTML is text. */
export function prose(text: string): string {
  const parts = text.split(/(`[^`\n]*`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replaceAll("<", "&lt;"))).join("");
}

export function markdownTable({ head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** Appends Markdown to the job summary; outside a runner that has none, nothing is written. */
export async function appendSummary(...blocks: readonly string[]): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  await core.summary.addRaw(`${blocks.join("\n\n")}\n\n`).write();
}

/** `17.2 MB`; decimal, as download pages show sizes. */
export function formatSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}
