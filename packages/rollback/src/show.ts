import { markdownTable, prose } from "@slipway/action-kit";
import type { RollbackMode, RollbackPlan } from "@slipway/model";
import { isDraftRow } from "./drafts.ts";
import { isChanging } from "./plan.ts";

const MEANING: Readonly<Record<Exclude<RollbackMode, "normal">, string>> = {
  staging: "Only the staging repository and the channels of its configuration are touched.",
  emergency:
    "Checks that may be skipped stop nothing. Latest and the flag change at once; a run that is at a channel is waited for at most two minutes, and a channel that cannot be reached keeps nothing up: it fails the job at its end, and the next run goes on with it. Messages ask for attention.",
  security: "A security advisory is drafted; the notes warn, and whoever gets security notices is told at once.",
  failover:
    "Clients are sent to the first host that has all of the release; what cannot be reached now gets its part when it is back.",
};

/** The plan for people, as Markdown; the terminal shows the same. */
export function showPlan(plan: RollbackPlan): string {
  const { operation, mode, notify, from, to, reason, rows, checks, digest } = plan;
  const heading = rows.every(isDraftRow)
    ? `### Drafts of ${from.tag}, which was never published`
    : from.tag === to.tag
      ? `### Fail-over: where clients get ${from.tag}`
      : operation === "rollback"
        ? `### Rollback: ${from.tag} → ${to.tag}`
        : `### Abort of the rollback of ${from.tag} to ${to.tag}`;
  const changing = rows.filter(isChanging).length;
  const table = markdownTable({
    head: ["Object", "Now", "Was", "What will be done", ""],
    rows: rows.map(({ title, now, was, action, what, remedy, uncertain }) => [
      title,
      now,
      was ?? "not known",
      action === "impossible" ? "cannot be undone" : action,
      [
        action === "impossible" ? `because ${what}` : what,
        remedy && `Instead: ${remedy}`,
        uncertain && `Uncertain: ${uncertain}`,
      ]
        .filter(Boolean)
        .join(". "),
    ]),
  });
  const checked = markdownTable({
    head: ["Check", "Result", "In an emergency", ""],
    rows: checks.map(({ title, passed, skipped, mandatory, found, remedy }) => [
      title,
      passed ? "passed" : skipped ? "failed, skipped" : "failed",
      mandatory ? "stops it too" : "may be skipped",
      remedy === undefined ? found : `${found}. What to do: ${remedy}`,
    ]),
  });
  const what = changing === 0 ? "Nothing is left to be changed." : `${changing} objects will be changed.`;
  return [
    heading,
    [
      `Reason: ${prose(reason.replace(/\s+/g, " "))}`,
      ...(mode === "normal" ? [] : [`Mode: **${mode}**. ${MEANING[mode]}`]),
      ...(notify ? [] : ["Nobody is told (`notify: false`)."]),
    ].join("\n\n"),
    table,
    checked,
    `${what} Digest of this plan: \`${digest}\``,
  ].join("\n\n");
}
