import {
  configurationDigest,
  Problem,
  REHEARSAL_PATH,
  ROLLBACK_REHEARSAL,
  type RollbackCheck,
  type RollbackRehearsal,
  readDocument,
} from "@slipway/model";
import type { RehearsalSettings } from "@slipway/planning";
import { failed, passed } from "./check.ts";

/** A text of the repository or of the workspace, and where it lies, for people. */
export interface Found {
  readonly text: string;
  readonly place: string;
}

interface RehearsalQuestion {
  /** Undefined: there is none. */
  readonly record: Found | undefined;
  readonly settings: RehearsalSettings;
  /** Text of the configuration by which the release is taken back; undefined: the project has none. */
  readonly config: string | undefined;
  /** Tag at which that configuration is. */
  readonly tag: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const DAY = 86_400_000;

/** Whether a rollback by this configuration was tried, not long ago, and went well. Pure. */
export function checkRehearsal(question: RehearsalQuestion): RollbackCheck {
  const { settings, tag } = question;
  const title = "A rehearsal of a rollback passed, not long ago";
  const remedy = `rehearse it: check ${tag} out, run \`slipway rehearse --rollback --record\`, and commit ${REHEARSAL_PATH} to the default branch`;
  const { holds, found } = look(question);
  if (holds) return passed("rehearsal", title, found);
  if (!settings.required)
    return passed("rehearsal", title, `not required (\`rollback.rehearsal\`): ${found}; ${remedy}`);
  return failed("rehearsal", title, found, remedy);
}

interface Judged {
  readonly holds: boolean;
  readonly found: string;
}

function look({ record, settings, config, tag, now }: RehearsalQuestion): Judged {
  const not = (found: string): Judged => ({ holds: false, found });
  if (record === undefined) return not("there is none");
  const rehearsal = read(record);
  if (typeof rehearsal === "string") return not(rehearsal);
  const { time, from, to, channels, result, checks } = rehearsal;
  const day = time.slice(0, 10);
  if (result === "failed") {
    const wrong = checks.filter((each) => !each.passed).map((each) => `${each.title} (${each.found})`);
    return not(`the one of ${day} failed${wrong.length === 0 ? "" : `: ${wrong.slice(0, 3).join("; ")}`}`);
  }
  if (rehearsal.config !== (config === undefined ? null : configurationDigest(config))) {
    return not(`the one of ${day} was made with another configuration than that of ${tag}`);
  }
  const age = now - Date.parse(time);
  // Clocks differ by minutes, not by days.
  if (age < -DAY) return not(`the one that is there is of ${day}, which is to come`);
  if (age > settings.days * DAY) {
    return not(`the one of ${day} is ${Math.floor(age / DAY)} days old; ${settings.days} may pass`);
  }
  const told = channels.length === 0 ? "no channels" : channels.join(", ");
  return { holds: true, found: `${day}: ${from} → ${to}, with ${told} (${record.place})` };
}

function read({ text, place }: Found): RollbackRehearsal | string {
  try {
    return readDocument(ROLLBACK_REHEARSAL, text, place);
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}
