import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { branchChannelLedger, githubForge, Patience, RETRY_POLICY } from "@slipway/forge";
import type { JournalEntry, PlannedHomebrew } from "@slipway/model";
import { readJournal } from "@slipway/model";
import { type EmbeddedGitHub, type Permissions, startGitHub } from "@slipway/rehearsal";
import { onTestFinished } from "vitest";
import { type Channel, type ChannelDeps, githubRepository, homebrewTap } from "../../src/index.ts";
import { settingsOf } from "./support.ts";

export const PRODUCT = "acme/app";
export const TAP = "acme/homebrew-tap";

/** GitHub with a product, whose archives are not uploaded but answered for, and a tap. */
export interface World {
  readonly github: EmbeddedGitHub;
  readonly log: string[];
  token(permissions?: Permissions, repositories?: readonly string[]): string;
  channel(changes?: Partial<PlannedHomebrew>, token?: string): Channel;
  deps(tag: string, changes?: Partial<ChannelDeps>, run?: { id: string; attempt: number }): ChannelDeps;
  journal(tag: string): readonly JournalEntry[];
  /** A file of the tap, undefined where there is none. */
  file(path: string, branch?: string): string | undefined;
  commits(path?: string): readonly string[];
  gitIn(...args: readonly string[]): string;
  /** Puts files into the tap as a person would. */
  write(files: Readonly<Record<string, string>>, message: string): void;
}

export async function world(options: { allowAutoMerge?: boolean } = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-tap-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...args], {
      cwd,
      encoding: "utf8",
    }).trim();
  const source = join(directory, "source");
  execFileSync("git", ["init", "-q", "-b", "main", source]);
  writeFileSync(join(source, "README.md"), "# Tap\n");
  git(source, "add", ".");
  git(source, "commit", "-qm", "first");

  const github = await startGitHub({ directory: join(directory, "github") });
  onTestFinished(() => github.close());
  await github.createRepository({ fullName: PRODUCT, from: source, defaultBranch: "main" });
  const tap = await github.createRepository({ fullName: TAP, from: source, defaultBranch: "main", ...options });
  const log: string[] = [];
  const logger = { info: (line: string) => log.push(line), warning: (line: string) => log.push(`warning: ${line}`) };
  // Real time, with waits that suit a server on loopback.
  const patience = () =>
    new Patience({ policy: { ...RETRY_POLICY, firstWait: 5, longestWait: 50 }, tell: logger.info });
  const token: World["token"] = (permissions = { contents: "write", "pull-requests": "write" }, repositories = [TAP]) =>
    github.issueToken({ login: "acme-bot", repositories, permissions });
  const gitIn: World["gitIn"] = (...args) => git(tap.gitDirectory, ...args);

  return {
    github,
    log,
    token,
    gitIn,
    channel: (changes = {}, given) =>
      homebrewTap(
        githubRepository({
          repository: TAP,
          apiUrl: github.apiUrl,
          token: given ?? token(),
          patience: patience(),
          log: logger,
        }),
        settingsOf(changes),
      ),
    deps: (tag, changes = {}, run = { id: "1", attempt: 1 }) => ({
      log: logger,
      patience: patience(),
      dryRun: false,
      ledger: branchChannelLedger({
        forge: githubForge({
          repository: PRODUCT,
          apiUrl: github.apiUrl,
          token: github.startJob({
            repository: PRODUCT,
            runId: 1,
            jobId: `${tag}-${Math.random()}`,
            permissions: { contents: "write" },
          }).token,
          patience: patience(),
        }),
        patience: patience(),
        log: logger,
        branch: "slipway/journal",
        tag,
        run,
      }),
      fetch: answering(),
      addressDeadline: 0,
      ...changes,
    }),
    journal: (tag) => {
      const product = github.state.repository(PRODUCT)?.gitDirectory ?? "";
      const text = git(product, "show", `slipway/journal:releases/${tag}.jsonl`);
      return readJournal(text, tag).entries as JournalEntry[];
    },
    file: (path, branch = "main") => {
      try {
        return execFileSync("git", ["show", `${branch}:${path}`], {
          cwd: tap.gitDirectory,
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        });
      } catch {
        return undefined;
      }
    },
    commits: (path) => gitIn("log", "--format=%s", "main", ...(path === undefined ? [] : ["--", path])).split("\n"),
    write: (files, message) => {
      const work = mkdtempSync(join(directory, "work-"));
      execFileSync("git", ["clone", "-q", tap.gitDirectory, work]);
      for (const [path, text] of Object.entries(files)) {
        execFileSync("mkdir", ["-p", join(work, path, "..")]);
        writeFileSync(join(work, path), text);
      }
      git(work, "add", ".");
      git(work, "commit", "-qm", message);
      git(work, "push", "-q");
    },
  };
}

/** Answers for every archive with the bytes of its name, as the manifests of `releaseOf` expect. */
export function answering(wrong: (url: string) => Response | undefined = () => undefined): typeof fetch {
  return async (input) => {
    const url = String(input);
    return wrong(url) ?? new Response(url.slice(url.lastIndexOf("/") + 1));
  };
}
