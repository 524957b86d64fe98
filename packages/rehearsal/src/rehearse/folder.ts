import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mistake } from "@slipway/model";

/** What a rehearsal writes below its folder. */
const RESULTS = ["github", "logs", "release", "stand-ins", "summary.json", "report.html"];
const WORK = ["copy.git", "tree", "second", "run"];

/** Marks a folder as a rehearsal's, so that no other one is ever emptied; git ignores everything in it. */
const MARK = ".gitignore";
const MARK_TEXT = "# Written by slipway rehearse, which replaces what lies here.\n*\n";

/**
 * Makes the folder, or takes away what an earlier rehearsal left in it.
 *
 * @throws {Problem} `foreign-folder` for a folder that holds something else
 */
export async function prepareFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (names.length > 0 && !(await isOurs(folder))) {
    throw mistake(
      "foreign-folder",
      `${folder} holds files that no rehearsal wrote`,
      "name an empty or a new folder with --out: a rehearsal replaces what lies there",
    );
  }
  for (const name of [...RESULTS, ...WORK]) await remove(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MARK), MARK_TEXT);
}

/** Takes away what is of no use once a rehearsal is over. */
export async function removeWork(folder: string): Promise<void> {
  if (!(await isOurs(folder))) return;
  for (const name of WORK) await remove(folder, name);
}

async function isOurs(folder: string): Promise<boolean> {
  return (await readFile(join(folder, MARK), "utf8").catch(() => undefined)) === MARK_TEXT;
}

function remove(folder: string, name: string): Promise<void> {
  return rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
}
