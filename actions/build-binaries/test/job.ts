import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryHandOver, type Kit, type Log, readRuntime } from "@slipway/action-kit";
import { BUILD_RECEIPT, PLAN, type Plan, readDocument, sha256, writeDocument } from "@slipway/model";
import { preparePlan } from "@slipway/planning";
import { afterAll } from "vitest";

const COMMITTER = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.org",
  GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z",
};

/** A job's machine: a checkout, the job's own directory, a place for artifacts, and what was said and exported. */
export class Job {
  readonly root = mkdtempSync(join(tmpdir(), "slipway-job-"));
  readonly workspace = join(this.root, "work");
  readonly temp = join(this.root, "temp");
  readonly artifacts = join(this.root, "artifacts");
  readonly lines: string[] = [];
  readonly summaries: string[] = [];
  readonly exported: Record<string, string> = {};
  readonly paths: string[] = [];
  readonly kit: Kit;

  constructor(project?: string) {
    for (const directory of [this.workspace, this.temp, this.artifacts]) mkdirSync(directory);
    afterAll(() => rmSync(this.root, { recursive: true, force: true }));
    if (project !== undefined) cpSync(project, this.workspace, { recursive: true });
    const add = (line: string) => void this.lines.push(line);
    const log: Log = { info: add, debug: () => undefined, notice: add, warning: add, group: (_title, body) => body() };
    this.kit = {
      runtime: { ...readRuntime({}), workspace: this.workspace, temp: this.temp },
      log,
      handOver: directoryHandOver(this.artifacts),
      summarise: async (...blocks) => void this.summaries.push(...blocks),
      exportVariable: (name, value) => {
        this.exported[name] = value;
      },
      addPath: (directory) => void this.paths.push(directory),
    };
  }

  git(...args: readonly string[]): void {
    execFileSync("git", args, { cwd: this.workspace, env: { ...process.env, ...COMMITTER }, stdio: "pipe" });
  }

  commit(tag: string): void {
    this.git("init", "--quiet", "--object-format=sha1", "--initial-branch=main");
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message=First");
    this.git("tag", tag);
  }

  /** Plans the tag and lays the plan where the chain finds it. */
  async plan(tag: string): Promise<{ readonly plan: Plan; readonly digest: string }> {
    const { plan } = await preparePlan({ directory: this.workspace, tag });
    const text = writeDocument(PLAN, plan);
    mkdirSync(join(this.temp, "plan"), { recursive: true });
    writeFileSync(join(this.temp, "plan", "plan.json"), text);
    return { plan, digest: sha256(text) };
  }

  receipt(target: string) {
    const path = join(this.temp, "binaries", target, "receipt.json");
    return readDocument(BUILD_RECEIPT, readFileSync(path, "utf8"), path);
  }
}

/** What an action reads its inputs from. */
export const given = (values: Readonly<Record<string, string>>) => (name: string) => values[name] ?? "";
