import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A GnuPG home of its own, below a short path: the agent's socket must fit into 108 characters. */
export class Gpg {
  readonly home = mkdtempSync(join(tmpdir(), "gpg-"));

  run(
    args: readonly string[],
    { input, passphrase = "", at }: { input?: string; passphrase?: string; at?: string } = {},
  ) {
    const time = at === undefined ? [] : ["--faked-system-time", at];
    return execFileSync(
      "gpg",
      [
        "--homedir",
        this.home,
        "--batch",
        "--no-tty",
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        passphrase,
        ...time,
        ...args,
      ],
      { input: input ?? "", stdio: ["pipe", "pipe", "pipe"], env: { PATH: process.env.PATH, LC_ALL: "C" } },
    ).toString("utf8");
  }

  /** @returns fingerprints: the primary key's, then the subkeys' */
  fingerprints(): string[] {
    return this.run(["--list-keys", "--with-colons"])
      .split("\n")
      .filter((line) => line.startsWith("fpr:"))
      .map((line) => line.split(":")[9] ?? "");
  }

  close(): void {
    try {
      execFileSync("gpgconf", ["--homedir", this.home, "--kill", "all"], { stdio: "ignore" });
    } catch {
      // No agent was started.
    }
    rmSync(this.home, { recursive: true, force: true });
  }
}
