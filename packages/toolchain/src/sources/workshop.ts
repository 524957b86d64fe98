import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "@slipway/action-kit";
import { Problem } from "@slipway/model";
import { type Host, thisHost } from "../host.ts";
import type { Environment } from "../run.ts";
import { toolsRoot } from "../store.ts";

/** Where tools come from and go to. */
export interface Workshop {
  readonly host: Host;
  /** Installed tools, in the layout of the runner's tool cache. */
  readonly root: string;
  /** For files of this run. */
  readonly temp: string;
  readonly log: Log;
  readonly env: Environment;
  /** Milliseconds that one source may take. */
  readonly deadline: number;
  /** Whether a tool that is on PATH already may be used. */
  readonly useInstalled: boolean;
  /** Whether downloaded archives are kept by the runner's cache service between runs. */
  readonly keepBetweenRuns: boolean;
}

export function workshop(log: Log, changes: Partial<Workshop> = {}): Workshop {
  const env = changes.env ?? process.env;
  return {
    host: thisHost,
    root: toolsRoot(env),
    temp: join(env.RUNNER_TEMP || tmpdir(), "slipway"),
    log,
    env,
    deadline: 10 * 60_000,
    useInstalled: true,
    keepBetweenRuns: true,
    ...changes,
  };
}

/** A source that does not have the tool now, for the reason given; the next one is tried. Never used for wrong bytes. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** Bytes that are not the pinned ones end the search: another source must not hide that somebody replaced them. */
export function wrongBytes(what: string, origin: string, expected: string, found: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "toolchain-changed",
    message: `${what} from ${origin} is not what was pinned: expected ${expected}, found ${found}`,
    remedy:
      "a mirror, a proxy or an attacker replaced the file: don't use it; try another network, and report it if it happens again",
  });
}

export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => values[name] ?? whole);
}
