import { formatSeconds, shortStep } from "../format.ts";
import type { JobSummary, StepSummary, Summary } from "../summary.ts";
import { type Html, html } from "./markup.ts";

/** Seconds between two lines of the axis: a round number of which four to eight fit. */
export function axisStep(total: number): number {
  const steps = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];
  return steps.find((step) => total / step <= 8) ?? 3600 * Math.ceil(total / 3600 / 8);
}

/** One lane a job, its steps as bars; an SVG a lane, stretched to the page's width. */
export function timeline(summary: Summary): Html {
  const start = Date.parse(summary.startedAt);
  const lanes = summary.jobs
    .filter((job) => job.startedAt !== null)
    .map((job) => ({ job, from: (Date.parse(job.startedAt ?? "") - start) / 1000 }))
    .sort((a, b) => a.from - b.from);
  if (lanes.length === 0) return html`<p class="quiet">No job started.</p>`;
  const total = Math.max(summary.seconds, ...lanes.map(({ job, from }) => from + job.seconds), 0.1);
  const every = axisStep(total);
  const marks = Array.from({ length: Math.floor(total / every) + 1 }, (_, at) => at * every);
  const x = (seconds: number) => ((1000 * seconds) / total).toFixed(2);
  const width = (seconds: number) => Math.max(1.5, (1000 * seconds) / total).toFixed(2);
  const grid = marks.map((mark) => html`<line class="grid" x1="${x(mark)}" x2="${x(mark)}" y1="-4" y2="26"/>`);
  return html`<div class="gantt" role="list">
${lanes.map(
  ({ job, from }) => html`<div class="lane" role="listitem">
<div class="label"><a href="#${anchor(job)}" title="${job.name}">${job.name}</a></div>
<svg viewBox="0 0 1000 22" preserveAspectRatio="none" role="img" aria-label="${job.name}: ${job.result}, from ${formatSeconds(from)} for ${formatSeconds(job.seconds)}">${grid}<rect class="track" x="${x(from)}" y="4" width="${width(job.seconds)}" height="14"/>${job.steps.map((step) => bars(step, from, x, width))}</svg>
<div class="took">${formatSeconds(job.seconds)}</div>
</div>`,
)}
<div class="lane axis" aria-hidden="true"><span></span><div>${marks.map(
    (mark) => html`<i style="left:${((100 * mark) / total).toFixed(2)}%">${axisLabel(mark)}</i>`,
  )}</div><span></span></div>
</div>
<ul class="legend" aria-hidden="true"><li><i style="background:var(--bar)"></i>step</li><li><i style="background:var(--build)"></i>building</li><li><i style="background:var(--bar-soft)"></i>between steps</li>${
    lanes.some(({ job }) => job.result === "failure") && html`<li><i style="background:var(--bad)"></i>failed</li>`
  }</ul>`;
}

export const anchor = (job: JobSummary): string => `job-${job.id.replace(/[^A-Za-z0-9]+/g, "-")}`;

type Scale = (seconds: number) => string;

/** A step's bar, and over it the part in which compilers ran. */
function bars(step: StepSummary, from: number, x: Scale, width: Scale): Html | undefined {
  if (step.offset === undefined || step.result === "skipped") return undefined;
  const kind = { failure: "bad", cancelled: "stopped", success: "step" }[step.result];
  const bar = (name: string, offset: number, seconds: number, words: string) =>
    html`<rect class="${name}" x="${x(from + offset)}" y="4" width="${width(seconds)}" height="14"><title>${words}: ${formatSeconds(seconds)}</title></rect>`;
  const { building } = step;
  return html`${bar(kind, step.offset, step.seconds, shortStep(step.name))}${
    building && kind === "step" && bar("build", building.offset, building.seconds, "building")
  }`;
}

function axisLabel(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)}:${String(rest).padStart(2, "0")}`;
}
