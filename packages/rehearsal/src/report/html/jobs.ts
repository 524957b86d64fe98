import { formatSeconds, readableLog, shortStep } from "../format.ts";
import type { AnnotationSummary, JobSummary, StepSummary } from "../summary.ts";
import { renderMarkdown } from "./markdown.ts";
import { type Html, html } from "./markup.ts";
import { anchor } from "./timeline.ts";

/** The end of a step's log, and whether that is all of it. */
export interface LogExcerpt {
  readonly text: string;
  readonly whole: boolean;
}

/** By the path that the summary gives. */
export type Logs = ReadonlyMap<string, LogExcerpt>;

export const RESULT_WORDS = {
  success: "passed",
  failure: "failed",
  cancelled: "cancelled",
  skipped: "skipped",
  "not-rehearsed": "not rehearsed",
} as const;

/** Each job with its steps, logs, annotations and summary; failed ones are open. */
export function jobDetails(jobs: readonly JobSummary[], logs: Logs): Html {
  return html`${jobs.map(
    (job) => html`<details class="job" id="${anchor(job)}"${job.result === "failure" && html` open`}>
<summary><span class="grow">${job.name}</span><span class="pill ${job.result}">${RESULT_WORDS[job.result]}</span><span class="took">${job.seconds > 0 && formatSeconds(job.seconds)}</span></summary>
<div>
<p class="quiet">${job.name !== job.id && html`<code>${job.id}</code> `}runs on <code>${job.runsOn}</code>${job.reason !== "" && job.annotations.every(({ message }) => message !== job.reason) && html`: ${job.reason}`}</p>
${job.annotations.map(annotation)}
${job.markdown !== undefined && job.markdown.trim() !== "" && html`<div class="md">${renderMarkdown(job.markdown)}</div>`}
<div class="steps">${job.steps.map((step) => stepDetails(step, logs))}</div>
</div></details>`,
  )}`;
}

function annotation(one: AnnotationSummary): Html {
  const place = one.file === undefined ? "" : `${one.file}${one.line === undefined ? "" : `:${one.line}`}`;
  return html`<div class="note ${one.level}"><b>${one.title ?? one.level}${place !== "" && html` <code>${place}</code>`}</b><div>${one.message}</div></div>`;
}

function stepDetails(step: StepSummary, logs: Logs): Html {
  const head = html`<span class="grow">${shortStep(step.name)}</span><span class="${step.result}">${step.result !== "success" && RESULT_WORDS[step.result]}</span><span class="took">${step.result !== "skipped" && formatSeconds(step.seconds)}</span>`;
  const log = step.log === undefined ? undefined : logs.get(step.log);
  if (log === undefined || log.text.trim() === "") return html`<div class="step">${head}</div>`;
  return html`<details${step.result === "failure" && html` open`}><summary>${head}</summary>
${!log.whole && html`<p class="quiet">The end of the log; all of it is in <code>${step.log}</code>.</p>`}
<pre tabindex="0">${readableLog(log.text)}</pre></details>`;
}
