import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ConcurrencyLock,
  type JobResult,
  type RunEvent,
  type RunResult,
  type RunWorkflowOptions,
  runWorkflow,
} from "../../src/runner/index.ts";
import type { JobIdentity, RunnerServices } from "../../src/services.ts";

export type Files = Readonly<Record<string, string>>;

/** Removed at the end of the test file by `cleanUp`. */
const made: string[] = [];

export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "runner-test-"));
  made.push(path);
  return path;
}

export function cleanUp(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
}

function writeFiles(directory: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
}

export function git(directory: string, ...args: string[]): string {
  return execFileSync("git", args, {
    cwd: directory,
    encoding: "utf8",
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_AUTHOR_NAME: "A",
      GIT_AUTHOR_EMAIL: "a@example.com",
      GIT_COMMITTER_NAME: "A",
      GIT_COMMITTER_EMAIL: "a@example.com",
      GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
      GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
    },
  }).trim();
}

/** A repository with one commit of these files; the work tree stands for its content at that commit. */
export function repository(files: Files): { readonly directory: string; readonly sha: string } {
  const directory = temporaryFolder();
  git(directory, "init", "--quiet", "--initial-branch=main");
  writeFiles(directory, files);
  git(directory, "add", "--all");
  git(directory, "commit", "--quiet", "--message=first");
  return { directory, sha: git(directory, "rev-parse", "HEAD") };
}

export const TOKEN = "ghs_0123456789abcdefghij";
export const RUNTIME_TOKEN = "runtime.0123456789.abcdef";

export interface FakeServices extends RunnerServices {
  readonly started: JobIdentity[];
  readonly ended: string[];
}

export function fakeServices(gitUrl: (repository: string) => string): FakeServices {
  const started: JobIdentity[] = [];
  const ended: string[] = [];
  return {
    started,
    ended,
    serverUrl: "http://github.localhost:8080",
    apiUrl: "http://127.0.0.1:8080/api/v3",
    graphqlUrl: "http://127.0.0.1:8080/api/graphql",
    resultsUrl: "http://127.0.0.1:8080/results/",
    gitUrl,
    startJob(job) {
      started.push(job);
      return {
        token: TOKEN,
        runtimeToken: RUNTIME_TOKEN,
        ...(job.permissions["id-token"] === "write" && {
          idToken: { requestUrl: "http://127.0.0.1:8080/oidc", requestToken: "oidc-request-token" },
        }),
      };
    },
    endJob: (credentials) => ended.push(credentials.token),
  };
}

export interface RunSetup {
  /** Files of `octo/app`, whose workflow runs. */
  readonly files: Files;
  /** Files of other repositories by `owner/name`; every ref of them is known. */
  readonly others?: Readonly<Record<string, Files>>;
  readonly options?: Partial<Omit<RunWorkflowOptions, "machine">>;
  readonly labels?: RunWorkflowOptions["machine"]["labels"];
  readonly maxParallel?: number;
  readonly concurrency?: ConcurrencyLock;
  /** Tag to make, annotated; the run is then for it. */
  readonly tag?: string;
  readonly debug?: boolean;
  /** Does something to the machine's folder before the run. */
  prepare?(directory: string): void;
}

export interface Ran {
  readonly result: RunResult;
  readonly events: RunEvent[];
  readonly services: FakeServices;
  readonly directory: string;
  /** Everything logged by a job, by its id. */
  log(job: string): string;
  job(id: string): JobResult;
}

/** Runs `.github/workflows/main.yml` of a repository made from the files. */
export async function run(setup: RunSetup): Promise<Ran> {
  const main = repository(setup.files);
  const others = Object.entries(setup.others ?? {}).map(([name, files]) => ({ name, ...repository(files) }));
  const all = [{ name: "octo/app", ...main }, ...others];
  if (setup.tag) git(main.directory, "tag", "--annotate", "--message=t", setup.tag);
  const services = fakeServices(
    (name) => pathToFileURL(all.find((one) => one.name === name)?.directory ?? "/none").href,
  );
  const directory = temporaryFolder();
  setup.prepare?.(directory);
  const events: RunEvent[] = [];
  const result = await runWorkflow({
    services,
    repository: "octo/app",
    workflow: ".github/workflows/main.yml",
    ref: setup.tag ? `refs/tags/${setup.tag}` : "refs/heads/main",
    sha: main.sha,
    event: { name: "push", payload: { repository: { id: 7 } } },
    actor: "octocat",
    runId: 42,
    sources: {
      async resolve({ repository: name }) {
        const found = all.find((one) => one.name === name);
        return found && { directory: found.directory, sha: found.sha };
      },
    },
    ...(setup.concurrency && { concurrency: setup.concurrency }),
    ...setup.options,
    onEvent: (event) => {
      events.push(event);
      setup.options?.onEvent?.(event);
    },
    machine: {
      directory,
      toolCache: join(directory, "tools"),
      labels: setup.labels ?? (() => "here"),
      maxParallel: setup.maxParallel ?? 2,
      debug: setup.debug ?? true,
    },
  });
  return {
    ...{ result, events, services, directory },
    log: (job) => events.flatMap((event) => (event.type === "log" && event.job === job ? [event.line] : [])).join("\n"),
    job: (id) => {
      const found = result.jobs.find((job) => job.id === id);
      if (!found) throw new Error(`no job '${id}' among: ${result.jobs.map((job) => job.id).join(", ")}`);
      return found;
    },
  };
}

/** A workflow file with one job whose steps are given, indented by six blanks. */
export function oneJob(steps: string, more = ""): Files {
  return {
    ".github/workflows/main.yml": `on: push\n${more}\njobs:\n  job:\n    runs-on: ubuntu-24.04\n    steps:\n${steps.replace(/^/gm, "      ")}\n`,
  };
}
