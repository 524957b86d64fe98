import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  configurationDigest,
  parseTag,
  REHEARSAL_PATH,
  ROLLBACK_REHEARSAL,
  type RollbackRehearsal,
  writeDocument,
} from "@slipway/model";
import { CONFIG_NAME } from "@slipway/planning";
import { runGit } from "../../github/git.ts";
import type { Summary } from "../../report/summary.ts";
import type { Stage } from "../stage.ts";

/**
 * Writes `.slipway/rollback-rehearsal.json` into the project: people commit it, and a rollback looks whether it is there.
 * @returns undefined where no rollback came to be rehearsed: an earlier record then stays
 */
export async function recordRollback(
  repository: string,
  stage: Stage,
  { rollback, checks, startedAt }: Summary,
  library: string,
): Promise<string | undefined> {
  if (rollback === undefined || rollback.from === "" || rollback.result === "cancelled") return undefined;
  const path = join(repository, REHEARSAL_PATH);
  const own = checks.filter(({ name }) => name.startsWith("Rollback"));
  const record: RollbackRehearsal = {
    kind: "slipway-rollback-rehearsal",
    schemaVersion: 1,
    time: startedAt,
    tool: await versionOf(library),
    from: versionIn(rollback.from),
    to: versionIn(rollback.to),
    channels: rollback.undone,
    config: await configuration(stage),
    result: rollback.result === "success" ? "passed" : "failed",
    checks: own.map(({ name, result, detail }) => ({ title: name, passed: result === "passed", found: detail })),
  };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, writeDocument(ROLLBACK_REHEARSAL, record));
  return path;
}

const versionIn = (tag: string): string => parseTag(tag)?.version.text ?? tag;

/** Of the first release: that is what is committed. */
async function configuration({ source, commit, workflows }: Stage): Promise<string | null> {
  const name = workflows[0]?.inputs.config ?? CONFIG_NAME;
  const { code, stdout } = await runGit(["--git-dir", source.gitDirectory, "cat-file", "blob", `${commit}:${name}`]);
  return code === 0 ? configurationDigest(stdout.toString("utf8")) : null;
}

async function versionOf(library: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(library, "packages/cli/package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
