import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@slipway/model";
import type { EmbeddedGitHub, FaultHook } from "@slipway/rehearsal";
import { startGitHub } from "../../packages/rehearsal/src/github/index.ts";
import { byHand } from "./by-hand.ts";
import type { Bytes } from "./invariants.ts";
import { loopback, type Wire } from "./wire.ts";

export interface LocalAsset {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

const TAGS = [
  ...["v1.0.0", "v1.0.1", "v1.1.0", "v2.0.0-rc.1", "v2.0.0"],
  ...["v1.9.0", "v1.9.1", "v2.0.4", "v2.0.5", "v2.1.0", "v2.1.1", "v2.2.0-rc.1"],
] as const;

/** What trials share: an embedded GitHub, a source repository, the files of two builds of each release. */
export interface Place {
  readonly github: EmbeddedGitHub;
  /** How requests reach it. */
  readonly wire: Wire;
  readonly source: string;
  /** What is built and tagged; the default branch is one ahead. */
  readonly commit: string;
  /** Two builds with the same names; some of their bytes differ. */
  readonly builds: readonly [readonly LocalAsset[], readonly LocalAsset[]];
  /** The server's clock, milliseconds since 1970: that of the trial that goes on. */
  clock: () => number;
  /** Answers the server's fault hook for the request that goes on now. */
  hook: FaultHook | undefined;
  close(): Promise<void>;
}

/** Memory where the machine offers it as a folder: trials write thousands of small files. */
function scratch(): string {
  return mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "slipway-campaign-"));
}

export const bytesOf = (assets: readonly LocalAsset[]): Bytes =>
  new Map(assets.map(({ name, sha256 }) => [name, sha256]));

export async function openPlace(digests: "sha256" | "null" | "absent", overLoopback = false): Promise<Place> {
  const directory = scratch();
  const source = join(directory, "source");
  mkdirSync(source);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
      cwd: source,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: devNull },
    }).trim();
  git("init", "-q", "-b", "main");
  git("commit", "-q", "--allow-empty", "-m", "First");
  for (const [index, tag] of TAGS.entries()) git(...(index % 2 === 0 ? ["tag", tag] : ["tag", "-a", tag, "-m", tag]));
  const commit = git("rev-parse", "HEAD");
  git("commit", "-q", "--allow-empty", "-m", "Later");
  const build = (name: string, contents: Readonly<Record<string, string>>): readonly LocalAsset[] => {
    mkdirSync(join(directory, name));
    return Object.entries(contents).map(([file, text]) => {
      const path = join(directory, name, file);
      writeFileSync(path, text);
      return { name: file, path, size: text.length, sha256: sha256(text) };
    });
  };
  const same = { "app.tar.gz": "the archive of every build\n".repeat(8), "LICENSE.txt": "free\n" };
  const present: Pick<Place, "hook" | "clock"> = { hook: undefined, clock: Date.now };
  const github = await startGitHub({
    directory: join(directory, "github"),
    digests,
    faults: (request) => present.hook?.(request),
    now: () => new Date(present.clock()),
  });
  const builds: Place["builds"] = [
    build("first", { ...same, "app.zip": "the zip of the first build", SHA256SUMS: "sums of the first build" }),
    build("second", { ...same, "app.zip": "the ZIP of the SECOND build", SHA256SUMS: "SUMS of the SECOND build" }),
  ];
  return Object.assign(present, {
    source,
    commit,
    builds,
    github,
    wire: overLoopback ? loopback : byHand(github),
    close: async () => {
      await github.close();
      rmSync(directory, { recursive: true, force: true });
    },
  });
}
