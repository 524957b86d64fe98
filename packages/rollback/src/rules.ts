import type { Forge } from "@slipway/forge";
import { Problem, REHEARSAL_PATH } from "@slipway/model";
import { CONFIG_NAME, NO_ROLLBACK_RULES, parseConfig, type RollbackSettings } from "@slipway/planning";
import type { Found } from "./checks/rehearsal.ts";

/** What the project says about taking releases back. */
export interface RollbackRules {
  readonly settings: RollbackSettings;
  /** Where that was found, for people. */
  readonly place: string;
  /** There may be newer rules, which cannot be read: nobody can say that the move is sound. */
  readonly unreadable?: Problem;
  /** Text of the configuration at the tag of the bad release, by which it is taken back. */
  readonly config: string | undefined;
  readonly rehearsal: Found | undefined;
}

interface RulesRequest {
  readonly forge: Forge;
  /** Of the bad release. */
  readonly tag: string;
  /** Path of the configuration in the repository; slipway.yml. */
  readonly config?: string | undefined;
  /** The record of a rehearsal that was named; otherwise the repository's. */
  readonly rehearsal?: Found | undefined;
}

/**
 * Channels are those of the bad release's tag; rules of compatibility, signers and rehearsals are those of the default branch,
 * where it has any: what may follow what is often found out after the release. Only without a section there that of the
 * tag counts, so that lines with branches of their own keep theirs.
 */
export async function readRules({ forge, tag, config: path, rehearsal }: RulesRequest): Promise<RollbackRules> {
  const name = path ?? CONFIG_NAME;
  // By its commit: a branch may have the tag's name.
  const commit = await forge.resolveTag(tag);
  const tagged = commit === undefined ? undefined : (await forge.readFile(commit, name))?.text;
  const current = (await forge.readFile(undefined, name))?.text;
  const record = rehearsal ?? (await recorded(forge));
  let unreadable: Problem | undefined;
  const rules = (settings: RollbackSettings, place: string): RollbackRules => ({
    settings,
    place,
    ...(unreadable && { unreadable }),
    config: tagged,
    rehearsal: record,
  });
  for (const [text, place] of [
    [current, `${name} of the default branch`],
    [tagged, `${name} at ${tag}`],
  ] as const) {
    if (text === undefined) continue;
    try {
      const settings = parseConfig(text, place).settings.rollback;
      if (settings !== undefined) return rules(settings, place);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      unreadable ??= error;
    }
  }
  return rules(NO_ROLLBACK_RULES, `${name} has no section \`rollback\``);
}

async function recorded(forge: Forge): Promise<Found | undefined> {
  const file = await forge.readFile(undefined, REHEARSAL_PATH);
  return file && { text: file.text, place: `${REHEARSAL_PATH} of the default branch` };
}
