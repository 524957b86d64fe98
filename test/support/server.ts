import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedGitHub, type PushEvent, runWorkflow, startGitHub } from "@slipway/rehearsal";
import { writeTree } from "./chain.ts";
import { LIBRARY } from "./rehearsals.ts";

const REPOSITORY = "acme/tiny";
const OUR_NAME = "slipway/slipway";

export interface Ran {
  readonly result: string;
  /** Results by job, and what they said, for messages of failed expectations. */
  readonly said: string;
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A repository on an embedded GitHub on which one workflow run follows another, as manual runs do. */
export class Server {
  readonly github: EmbeddedGitHub;
  /** Refs that changed since the server started. */
  readonly pushes: readonly PushEvent[];
  private readonly root: string;
  private runs = 0;

  private constructor(root: string, github: EmbeddedGitHub, pushes: readonly PushEvent[]) {
    this.root = root;
    this.github = github;
    this.pushes = pushes;
  }

  /**
   * @param history input of git fast-import on top of the first commit, which is tagged v1.0.0
   * @param discussionCategories of the repository
   */
  static async start(
    files: Readonly<Record<string, string>>,
    history = "",
    discussionCategories: readonly string[] = [],
  ): Promise<Server> {
    const root = mkdtempSync(join(tmpdir(), "slipway-server-"));
    const from = join(root, "from");
    writeTree(from, files);
    git(from, "init", "-q", "-b", "main");
    git(from, "add", ".");
    git(from, "commit", "-q", "-m", "feat: begin");
    git(from, "tag", "-a", "v1.0.0", "-m", "v1.0.0");
    if (history !== "") execFileSync("git", ["fast-import", "--quiet", "--force"], { cwd: from, input: history });
    const pushes: PushEvent[] = [];
    const github = await startGitHub({ directory: join(root, "github"), onPush: (event) => pushes.push(event) });
    await github.createRepository({ fullName: REPOSITORY, defaultBranch: "main", from, discussionCategories });
    return new Server(root, github, pushes);
  }

  async close(): Promise<void> {
    await this.github.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Runs git in the server's own repository. */
  git(...args: readonly string[]): string {
    return git(this.github.state.repository(REPOSITORY)?.gitDirectory ?? "", ...args);
  }

  release(tag: string) {
    return this.github.state.releases(REPOSITORY).find((release) => release.tag === tag);
  }

  /** A request of a person's. */
  async ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const token = this.github.issueToken({ login: "ann", repositories: "all", permissions: { contents: "write" } });
    const response = await fetch(`${this.github.apiUrl}/repos/${REPOSITORY}/${path}`, {
      method,
      headers: { authorization: `token ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }

  /** A manual run of a workflow on the branch main, as it is on the server. */
  async dispatch(
    workflow: string,
    inputs: Readonly<Record<string, string | boolean>>,
    secrets: Readonly<Record<string, string>> = {},
  ): Promise<Ran> {
    const sha = this.git("rev-parse", "refs/heads/main");
    const run = ++this.runs;
    const tree = join(this.root, `tree-${run}`);
    git(this.root, "clone", "-q", this.github.state.repository(REPOSITORY)?.gitDirectory ?? "", tree);
    const library = { directory: LIBRARY, sha: "0".repeat(40), ref: "refs/tags/v1" };
    const done = await runWorkflow({
      services: this.github,
      repository: REPOSITORY,
      workflow: `.github/workflows/${workflow}`,
      ref: "refs/heads/main",
      sha,
      event: { name: "workflow_dispatch", payload: { inputs, ref: "refs/heads/main" }, inputs },
      actor: "ann",
      runId: run,
      sources: {
        resolve: async ({ repository }) =>
          repository === REPOSITORY ? { directory: tree, sha } : repository === OUR_NAME ? library : undefined,
      },
      secrets,
      machine: {
        directory: join(this.root, `run-${run}`),
        toolCache: join(this.root, "tools"),
        labels: () => "here",
        maxParallel: 2,
      },
      onEvent: () => {},
    });
    const jobs = done.jobs.map(({ id, result, reason, annotations }) => ({ id, result, reason, annotations }));
    return { result: done.result, said: JSON.stringify(jobs, null, 1), outputs: done.outputs };
  }
}

function git(directory: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", ...args], {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: devNull },
  }).trim();
}
