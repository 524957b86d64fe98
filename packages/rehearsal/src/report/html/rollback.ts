import { count, formatSeconds } from "../format.ts";
import type { RollbackSummary, Summary } from "../summary.ts";
import { messageOf } from "./channels.ts";
import { renderMarkdown } from "./markdown.ts";
import { type Content, type Html, html } from "./markup.ts";

/** What users of each channel got before the second release, with it, and after it was taken back; the plan; corrections. */
export function rehearsedRollback({ from, to, runs, channels, plan, messages }: RollbackSummary): Html {
  return html`<p>A second release, <code>${from || "of a higher version"}</code>, was made after <code>${to}</code> and taken back by ${runs
    .filter(({ what }) => what === "rollback")
    .map(
      ({ path, origin }) =>
        html`<code>${path}</code>${origin === "template" && " (from Slipway's templates: the repository has none)"}`,
    )}. This is what people got at each moment:</p>
${channels.length > 0 && table(channels, from, to)}
${plan !== null && html`<details open><summary><span class="grow">The plan, as its approver sees it</span></summary><div class="md">${renderMarkdown(plan)}</div></details>`}
${messages.length > 0 && html`<h3>${count(messages.length, "correction")}</h3><div class="channels">${messages.map((message) => html`<article class="channel">${messageOf(message)}</article>`)}</div>`}`;
}

function table(channels: RollbackSummary["channels"], from: string, to: string): Html {
  const say = (text: string | null): Content => text ?? html`<span class="quiet">nothing</span>`;
  const mark = (result: "passed" | "failed") =>
    html`<span class="${result}" role="img" aria-label="${result}">${result === "passed" ? "✓" : "✗"}</span>`;
  return html`<div class="scroll"><table><thead><tr><th scope="col"></th><th scope="col">Where</th><th scope="col">After ${to}</th><th scope="col">After ${from}</th><th scope="col">After the rollback</th></tr></thead><tbody>${channels.map(
    ({ title, before, released, after, result }) =>
      html`<tr><td class="state">${mark(result)}</td><td>${title}</td><td>${say(before)}</td><td>${say(released)}</td><td><b>${say(after)}</b></td></tr>`,
  )}</tbody></table></div>`;
}

export function rollbackNote({ rollback }: Summary): string | undefined {
  return rollback === undefined ? undefined : `${formatSeconds(rollback.seconds)}, with its release`;
}
