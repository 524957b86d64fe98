import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { directoryHandOver, Inputs, type Kit, readRuntime } from "@slipway/action-kit";
import { afterAll } from "vitest";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

const made: string[] = [];
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

export const MIT = "MIT License\n\nCopyright (c) A\n";

/** A checkout of a tagged project, and what a job in it says. */
export class Job {
  readonly root = mkdtempSync(join(tmpdir(), "slipway-preflight-"));
  readonly workspace = join(this.root, "checkout");
  readonly lines: string[] = [];
  readonly summaries: string[] = [];

  constructor(files: Readonly<Record<string, string>>, tag = "v1.0.0") {
    made.push(this.root);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.workspace, path)), { recursive: true });
      writeFileSync(join(this.workspace, path), text);
    }
    this.git("init", "--quiet", "--initial-branch=main");
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message=First");
    this.git("tag", tag);
  }

  git(...args: readonly string[]): string {
    const env = {
      ...process.env,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "A",
      GIT_AUTHOR_EMAIL: "a@example.org",
      GIT_COMMITTER_NAME: "A",
      GIT_COMMITTER_EMAIL: "a@example.org",
    };
    return execFileSync("git", args, { cwd: this.workspace, env, encoding: "utf8", stdio: "pipe" }).trim();
  }

  kit(env: Readonly<Record<string, string>> = {}): Kit {
    const say = (line: string) => void this.lines.push(line);
    return {
      runtime: readRuntime({
        GITHUB_WORKSPACE: this.workspace,
        GITHUB_REF: "refs/tags/v1.0.0",
        RUNNER_TEMP: join(this.root, "temp"),
        ...env,
      }),
      log: {
        info: say,
        debug: say,
        notice: say,
        warning: (line) => say(`warning: ${line}`),
        group: async (_, body) => body(),
      },
      handOver: directoryHandOver(join(this.root, "artifacts")),
      summarise: async (...blocks) => void this.summaries.push(blocks.join("\n\n")),
      exportVariable: () => undefined,
      addPath: () => undefined,
    };
  }

  act(inputs: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) {
    const kit = this.kit(env);
    return run(parseInputs(new Inputs((name) => inputs[name] ?? ""), kit.runtime), kit, { ...process.env, ...env });
  }

  /** "name result what was found", without times. */
  table(): string[] {
    const rows = this.summaries
      .join("\n")
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .slice(2);
    return rows.map((row) =>
      row
        .split(" | ")
        .slice(0, 3)
        .join(" | ")
        .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
        .replace(/^\| /, ""),
    );
  }
}
