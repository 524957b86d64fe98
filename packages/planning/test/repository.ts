import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Content of a file, or what else git can track. */
export type Entry = string | { readonly executable: string } | { readonly link: string };

/** A real repository whose commits are the same on every machine: equal content gives equal hashes. */
export class Repository {
  readonly directory: string;

  constructor(files: Readonly<Record<string, Entry>> = {}) {
    this.directory = mkdtempSync(join(tmpdir(), "slipway-planning-"));
    this.git("init", "--quiet", "--object-format=sha1", "--initial-branch=main");
    this.git("config", "core.autocrlf", "false");
    if (Object.keys(files).length > 0) this.commit(files);
  }

  git(...args: readonly string[]): string {
    return execFileSync("git", args, {
      cwd: this.directory,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_AUTHOR_NAME: "A. Author",
        GIT_AUTHOR_EMAIL: "author@example.org",
        GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z",
        GIT_COMMITTER_NAME: "A. Author",
        GIT_COMMITTER_EMAIL: "author@example.org",
        GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z",
      },
    }).trim();
  }

  /** Writes files and commits everything. @returns the commit */
  commit(files: Readonly<Record<string, Entry>>, message = "Change"): string {
    for (const [path, entry] of Object.entries(files)) {
      const file = join(this.directory, path);
      mkdirSync(dirname(file), { recursive: true });
      if (typeof entry === "string") writeFileSync(file, entry);
      else if ("link" in entry) symlinkSync(entry.link, file);
      else {
        writeFileSync(file, entry.executable);
        chmodSync(file, 0o755);
      }
    }
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", `--message=${message}`);
    return this.git("rev-parse", "HEAD");
  }

  tag(name: string, { annotated = false, at = "HEAD" } = {}): this {
    if (annotated) this.git("tag", "--annotate", `--message=${name}`, name, at);
    else this.git("tag", name, at);
    return this;
  }
}
