import {
  byImportance,
  count,
  formatSeconds,
  formatSize,
  lastLines,
  percent,
  readableLog,
  shortDigest,
  shortStep,
} from "../format.ts";
import type { JobSummary, ProblemSummary, StepSummary, Summary } from "../summary.ts";
import { columns, markOf, plainLine, type Style, styleOf, type TerminalTraits } from "./style.ts";

export interface ClosingOptions {
  readonly traits: TerminalTraits;
  /** Text of a log that the summary names; undefined when it is gone. */
  readonly log: (path: string) => string | undefined;
  /** How a path of the summary is written for this user. */
  readonly path: (path: string) => string;
}

/** Lines of a failing step's log that are shown. */
const LOG_LINES = 25;

/** What is said on a terminal when a rehearsal has ended. */
export function closing(summary: Summary, options: ClosingOptions): string {
  const style = styleOf(options.traits);
  const parts = [
    ...summary.problems.map((problem) => unstarted(problem, style)),
    ...summary.jobs.filter((job) => job.result === "failure").map((job) => failedJob(job, style, options)),
    released(summary, style, options),
    told(summary, style, options),
    takenBack(summary, style, options),
    notRehearsed(summary, style),
    checked(summary, style),
    durations(summary, style, options),
    verdict(summary, style, options),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `\n${lines.join("\n")}\n`)
    .join("");
}

function unstarted({ message, remedy, place }: ProblemSummary, style: Style): string[] {
  const [first = "", ...rest] = message.split("\n");
  return [
    `${style.bold(style.red("The workflow did not start:"))} ${place === undefined ? "" : `${place}: `}${plainLine(first)}`,
    ...rest.map((line) => `  ${plainLine(line)}`),
    `  ${plainLine(remedy)}`,
  ];
}

function failedJob(job: JobSummary, style: Style, options: ClosingOptions): string[] {
  const step = job.steps.find((one) => one.result === "failure");
  const lines = [
    style.bold(style.red(`${plainLine(job.name)} failed${step ? ` in "${plainLine(shortStep(step.name))}"` : ""}`)),
  ];
  const told = job.annotations.some(({ level, message }) => level === "error" && message === job.reason);
  if (job.reason !== "" && !told) lines.push(`  ${plainLine(job.reason)}`);
  for (const { level, title, message, file, line } of job.annotations) {
    if (level !== "error") continue;
    // Our own messages begin with their place already.
    const named = file === undefined || message.startsWith(file);
    const place = named ? "" : `${file}${line === undefined ? "" : `:${line}`}: `;
    const [first = "", ...rest] = message.split("\n");
    lines.push(`  ${style.red(title ? `${plainLine(title)}:` : "Error:")} ${plainLine(place + first)}`);
    lines.push(...rest.map((text) => `    ${plainLine(text)}`));
  }
  return [...lines, ...logTail(job, step, style, options)];
}

/** What the step printed last, without the errors that stand above it already. */
function logTail(job: JobSummary, step: StepSummary | undefined, style: Style, options: ClosingOptions): string[] {
  const text = step?.log === undefined ? undefined : options.log(step.log);
  if (step?.log === undefined || text === undefined) return [];
  const printed = job.annotations.reduce((log, { message }) => log.replace(`error: ${message}`, ""), readableLog(text));
  const tail = lastLines(printed, LOG_LINES).map((line) => `  ${style.dim("│")} ${plainLine(line)}`);
  return [...tail, `  ${style.dim("whole log:")} ${options.path(step.log)}`];
}

function released({ release }: Summary, style: Style, { traits }: ClosingOptions): string[] {
  if (release === null) return [];
  const flags = [
    release.draft ? "a draft" : release.prerelease ? "a pre-release" : "published",
    ...(release.latest ? ["latest"] : []),
  ].join(", ");
  const { main, sidecars } = byImportance(release.assets);
  const rows = main.map(({ name, size, digest }) => [name, formatSize(size), shortDigest(digest)]);
  const total = release.assets.reduce((sum, { size }) => sum + size, 0);
  return [
    style.bold(`Released ${release.tag}`) + style.dim(` (${flags})`),
    ...columns(rows, traits.width - 2, [1]).map((line) => `  ${line}`),
    style.dim(
      `  ${count(release.assets.length, "asset")}, ${formatSize(total)}${
        sidecars.length > 0 ? `; not listed: ${count(sidecars.length, "file")} with the checksum of one of them` : ""
      }`,
    ),
  ];
}

function told({ channels }: Summary, style: Style, { traits }: ClosingOptions): string[] {
  if (channels.length === 0) return [];
  const rows = channels.map(({ title, advertises }) => [plainLine(title), plainLine(advertises)]);
  const lines = columns(rows, traits.width - 4);
  const marks = channels.map(
    ({ state }) => ({ changed: style.green("✓"), proposed: style.yellow("…"), untouched: style.dim("○") })[state],
  );
  return [style.bold("Told"), ...lines.map((line, at) => `  ${marks[at]} ${line}`)];
}

function takenBack({ rollback }: Summary, style: Style, { traits }: ClosingOptions): string[] {
  if (rollback === undefined || rollback.channels.length === 0) return [];
  const say = (text: string | null) => plainLine(text ?? "nothing");
  const rows = rollback.channels.map(({ title, before, released, after }) => [
    plainLine(title),
    `${say(before)} → ${say(released)} → ${say(after)}`,
  ]);
  const marks = rollback.channels.map(({ result }) => markOf(result === "passed" ? "success" : "failure", style));
  return [
    style.bold(`Taken back: ${rollback.from} → ${rollback.to}`) + style.dim(", and what people got meanwhile"),
    ...columns(rows, traits.width - 4).map((line, at) => `  ${marks[at]} ${line}`),
  ];
}

function notRehearsed(summary: Summary, style: Style): string[] {
  if (summary.notRehearsed.length === 0) return [];
  return [
    style.bold("Not rehearsed here"),
    ...summary.notRehearsed.map(({ name, runsOn, reason }) => `  ${style.dim("○")} ${name} (${runsOn}): ${reason}`),
  ];
}

function checked({ checks }: Summary, style: Style): string[] {
  if (checks.length === 0) return [];
  return [
    style.bold("Checked"),
    ...checks.map(({ name, result, detail }) => {
      const mark = markOf(result === "passed" ? "success" : "failure", style);
      return `  ${mark} ${name}${detail === "" ? "" : `: ${detail}`}`;
    }),
  ];
}

function durations({ jobs, time }: Summary, style: Style, { traits }: ClosingOptions): string[] {
  const rows = jobs
    .filter(({ startedAt }) => startedAt !== null)
    .map(({ name, seconds }) => [plainLine(name), formatSeconds(seconds)]);
  return [
    style.bold("Time"),
    ...columns(rows, traits.width - 2, [1]).map((line) => `  ${line}`),
    style.dim(
      `  ${formatSeconds(time.total)} in all: ${formatSeconds(time.compiling)} building, ` +
        `${formatSeconds(time.outside)} (${percent(time.outside, time.total)}) outside compilers`,
    ),
  ];
}

function verdict(summary: Summary, style: Style, { path }: ClosingOptions): string[] {
  const back = summary.rollback === undefined ? "" : " with a rollback to it";
  const what = summary.event === "tag" ? `the release ${summary.tag}` : `a push to ${summary.ref}`;
  const line = {
    success: style.green(style.bold(`✓ Rehearsed ${what} of ${summary.repository}${back}`)),
    failure: style.red(style.bold(`✗ The rehearsal of ${what} failed`)),
    cancelled: style.yellow(style.bold(`■ The rehearsal of ${what} was interrupted`)),
  }[summary.result];
  return [
    line,
    ...(summary.files.release === null ? [] : [`  files: ${path(summary.files.release)}`]),
    `  page:  ${path(summary.files.report)}`,
  ];
}
