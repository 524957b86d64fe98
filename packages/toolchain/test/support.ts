import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Log } from "@slipway/action-kit";
import { type PlannedBuild, TARGET_IDS, type Target } from "@slipway/model";
import { afterAll } from "vitest";
import { Builder } from "../src/build.ts";
import { prepare } from "../src/prepare.ts";
import { type Workshop, workshop } from "../src/sources/workshop.ts";

/** A log that remembers its lines. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const add = (line: string) => void lines.push(line);
  return { lines, info: add, debug: () => undefined, notice: add, warning: add, group: (_title, body) => body() };
}

/** A directory that is removed after the file's tests. */
export function temporary(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `slipway-${name}-`));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A workshop with a tool cache of its own, which uses nothing of the machine. */
export function emptyWorkshop(directory: string, changes: Partial<Workshop> = {}): Workshop {
  return workshop(recordingLog(), {
    root: join(directory, "tools"),
    temp: join(directory, "temp"),
    useInstalled: false,
    deadline: 60_000,
    ...changes,
  });
}

/** The machine's workshop: tools that are not present are installed once into the user's tool cache, where they stay. */
export function realWorkshop(directory: string): Workshop {
  return workshop(recordingLog(), { temp: join(directory, "temp") });
}

export const FACTS = {
  version: "2.1.0-rc.1",
  tag: "v2.1.0-rc.1",
  commit: "0123456789abcdef0123456789abcdef01234567",
  timestamp: 1_700_000_000,
};

/** A build of the configuration as the plan has it. */
export function plannedBuild(changes: Partial<PlannedBuild> & Pick<PlannedBuild, "toolchain">): PlannedBuild {
  return {
    id: changes.toolchain,
    directory: ".",
    args: [],
    features: [],
    env: {},
    binaries: [{ name: "greet" }],
    strip: true,
    targets: [...TARGET_IDS],
    ...changes,
  };
}

/** A copy of one of the projects beside this file, as a checkout. */
export function checkout(name: string, into: string): string {
  cpSync(join(import.meta.dirname, "projects", name), into, { recursive: true });
  return into;
}

/** Builds a project's builds for targets and returns what was built, the log, and the paths of the binaries. */
export async function buildIn(
  repository: string,
  targets: readonly Target[],
  builds: readonly PlannedBuild[],
  shop: Workshop,
) {
  const lines: string[] = [];
  const tools = await prepare(builds, targets, repository, shop);
  const binaries = join(repository, "..", `${basename(repository)}-binaries`);
  const builder = new Builder({
    repository,
    binaries,
    facts: FACTS,
    tools,
    workshop: shop,
    deadline: 300_000,
    onLine: (target, line) => lines.push(`${target.id}: ${line}`),
  });
  const built = [];
  for (const target of targets) {
    built.push(
      await builder.build(
        target,
        builds.filter((build) => build.targets.includes(target.id)),
      ),
    );
  }
  return { built, lines, path: (target: string, file: string) => join(binaries, target, file) };
}
