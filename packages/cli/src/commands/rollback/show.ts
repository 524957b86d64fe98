import type { RollbackPlan } from "@slipway/model";
import { columns, plainLine, type Style, type TerminalTraits } from "@slipway/rehearsal";
import { isChanging } from "@slipway/rollback";
import { inShell } from "./words.ts";

/** The plan for a terminal: what changes, what cannot be undone, what is left alone; then the checks. */
export function planLines(plan: RollbackPlan, style: Style, { width }: TerminalTraits): string[] {
  const { operation, from, to, reason, mode, rows, checks, digest } = plan;
  // Drafts alone, or hosts alone: the version is no other afterwards.
  const way = from.tag === to.tag ? from.tag : `${from.tag} → ${to.tag}`;
  const title = operation === "rollback" ? way : `abort of the rollback of ${from.tag} to ${to.tag}`;
  const lines = [
    style.bold(title) + style.dim(`  ${plan.repository}, mode ${mode}`),
    `Reason: ${plainLine(reason)}`,
    "",
  ];
  const table = columns(
    rows.map(({ title, now, was, action }) => [
      plainLine(title),
      plainLine(now),
      plainLine(was ?? "not known"),
      action === "impossible" ? "cannot be undone" : action,
    ]),
    width - 4,
  );
  lines.push(
    style.dim(`    object, now, ${operation === "rollback" ? "before the release" : "was"}, what will be done`),
  );
  for (const [at, row] of rows.entries()) {
    const mark = row.action === "impossible" ? style.red("✗") : isChanging(row) ? style.yellow("~") : style.dim("·");
    lines.push(`  ${mark} ${table[at] ?? ""}`);
    lines.push(style.dim(`      ${row.action === "impossible" ? "because " : ""}${plainLine(row.what)}`));
    if (row.remedy !== undefined) lines.push(`      instead: ${plainLine(inShell(row.remedy))}`);
    if (row.uncertain !== undefined) lines.push(`      uncertain: ${plainLine(row.uncertain)}`);
  }
  lines.push("", style.bold("Checks"));
  for (const { title, passed, skipped, found, remedy } of checks) {
    const mark = passed ? style.green("✓") : skipped ? style.yellow("!") : style.red("✗");
    const why = plan.mode === "failover" ? "stops no fail-over" : "skipped: an emergency";
    lines.push(`  ${mark} ${plainLine(title)}: ${plainLine(found)}${skipped ? ` (${why})` : ""}`);
    if (!passed && !skipped && remedy !== undefined) lines.push(`      what to do: ${plainLine(inShell(remedy))}`);
  }
  const changing = rows.filter(isChanging).length;
  lines.push(
    "",
    changing === 0
      ? "Nothing is left to be changed."
      : `${changing} ${changing === 1 ? "object" : "objects"} will be changed.`,
  );
  lines.push(`Digest of this plan: ${digest}`);
  return lines;
}
