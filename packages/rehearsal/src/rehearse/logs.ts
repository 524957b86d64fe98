import { copyFile, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { LogExcerpt } from "../report/html/jobs.ts";
import type { JobSummary, StepSummary } from "../report/summary.ts";
import type { JobResult } from "../runner/result.ts";
import { milliseconds, type Recorder } from "./recorder.ts";

/** Part of a name that every file system takes. */
function fileName(text: string): string {
  return (
    text
      .replace(/[^A-Za-z0-9.]+/g, "-")
      .replace(/^[-.]+|[-.]+$/g, "")
      .slice(0, 80) || "x"
  );
}

/**
 * One job of the summary, its logs copied to `logs/<job>/<nn>-<step>.log` below `out`.
 *
 * @param prefix told before the job's id where several workflows ran
 */
export async function summariseJob(job: JobResult, out: string, recorder: Recorder, prefix = ""): Promise<JobSummary> {
  const id = prefix + job.id;
  const folder = `logs/${fileName(id)}`;
  const steps: StepSummary[] = [];
  for (const step of job.steps) {
    const log = `${folder}/${String(step.number).padStart(2, "0")}-${fileName(step.name)}.log`;
    const copied = step.logFile !== undefined && (await copyLog(step.logFile, join(out, log), join(out, folder)));
    steps.push({
      name: step.name,
      result: step.result,
      seconds: milliseconds(step.seconds),
      ...recorder.step(job.id, step.number),
      ...(copied && { log }),
    });
  }
  return {
    id,
    name: job.name,
    runsOn: job.runsOn,
    result: job.result,
    seconds: milliseconds(job.seconds),
    reason: job.reason ?? "",
    startedAt: job.startedAt ?? null,
    steps,
    annotations: job.annotations.map(({ level, message, title, file, line }) => ({
      level,
      message,
      ...(title !== undefined && { title }),
      ...(file !== undefined && { file }),
      ...(line !== undefined && { line }),
    })),
    ...(job.summary.trim() !== "" && { markdown: job.summary }),
  };
}

async function copyLog(from: string, to: string, folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  return copyFile(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
}

/** Bytes of a log that go into the page. */
const EXCERPT = 48 * 1024;

/** The end of each log that the jobs name. */
export async function readLogs(jobs: readonly JobSummary[], out: string): Promise<Map<string, LogExcerpt>> {
  const logs = new Map<string, LogExcerpt>();
  for (const { log } of jobs.flatMap(({ steps }) => steps)) {
    if (log !== undefined) logs.set(log, await readEnd(join(out, log)));
  }
  return logs;
}

async function readEnd(path: string): Promise<LogExcerpt> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - EXCERPT);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const text = buffer.toString("utf8", 0, bytesRead);
    // The first line of an excerpt is cut somewhere; half a line helps nobody.
    return { text: from > 0 ? text.slice(text.indexOf("\n") + 1) : text, whole: from === 0 };
  } finally {
    await file.close();
  }
}
