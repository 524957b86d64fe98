import { z } from "zod";
import { ChannelState, JournalChannel } from "./channel-state.ts";
import { Sha256 } from "./digest.ts";
import { CommitId, TagText } from "./fields.ts";
import { parseJson } from "./json.ts";
import { Problem } from "./problem.ts";
import { ROLLBACK_MODES } from "./words.ts";

/**
 * The journal of one release: a text of JSON lines that only ever grows. Each line is an entry: what a run is about to do
 * (`intent`), what it has done (`receipt`), or that it begins, goes on or ends.
 */

const Moment = z.iso.datetime();

/** Who has the release to itself, and until when. Its form is the same in every version of the journal. */
export const JournalLock = z.strictObject({
  /** Unique to one process. */
  holder: z.string().min(1),
  /** Past this moment the lock is void: its holder was killed. */
  until: Moment,
});
export type JournalLock = z.infer<typeof JournalLock>;

/** The run that wrote an entry, as GitHub Actions numbers runs; a run has one attempt at a time. */
export const JournalRun = z.strictObject({
  id: z.string(),
  attempt: z.int().positive(),
  /** Page for people. */
  url: z.string().optional(),
});
export type JournalRun = z.infer<typeof JournalRun>;

/** A run, for messages: its page, or its number. */
export const describeRun = ({ id, url }: Pick<JournalRun, "id" | "url">): string => url ?? `run ${id}`;

/** An earlier attempt of this run is dead: GitHub runs one at a time. */
export const isEarlierAttempt = (other: JournalRun, run: JournalRun): boolean =>
  other.id === run.id && other.attempt < run.attempt;

/** As newer versions may write them. */
const AnyLock = JournalLock.loose();
const AnyRun = JournalRun.loose();

/** What a step changes: present before it, and after it. */
export const JournalState = z.strictObject({
  /** The release's number on the server and its page. */
  release: z.strictObject({ id: z.int(), url: z.string(), draft: z.boolean() }).optional(),
  /** Tag of the repository's latest release; null without one. */
  latest: TagText.or(z.string()).nullable().optional(),
  /** Whether the release is marked as a pre-release. */
  prerelease: z.boolean().optional(),
  /** Of a release that was taken back: where to, by which plan, and why. */
  rollback: z
    .strictObject({
      to: TagText,
      plan: Sha256,
      reason: z.string(),
      mode: z.enum(ROLLBACK_MODES).optional(),
      notify: z.boolean().optional(),
      /** What the plan changes: actions by the ids of its rows. */
      rows: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** Where clients get the release's files, in the order in which they try. */
  addresses: z.array(z.string()).optional(),
  /** Security advisory that was drafted. */
  advisory: z.strictObject({ id: z.string(), url: z.string() }).optional(),
  /** Digest of the whole set of assets, see `digestOfAssets`. */
  assets: Sha256.optional(),
  /** What a channel advertised. */
  channel: ChannelState.optional(),
});
export type JournalState = z.infer<typeof JournalState>;

export const JournalEntry = z.strictObject({
  kind: z.literal("slipway-journal"),
  schemaVersion: z.literal(1),
  /** Unique; tells a write whose answer was lost from one that never arrived. */
  id: z.string().min(1),
  time: Moment,
  tag: TagText,
  run: JournalRun,
  event: z.enum(["begin", "intent", "receipt", "heartbeat", "end"]),
  /** For example `release`, `draft`, `publication`, `rollback`; of a channel its id. */
  step: z.string(),
  commit: CommitId.optional(),
  /** Absent: the entry is about the release itself. */
  channel: JournalChannel.optional(),
  before: JournalState.optional(),
  after: JournalState.optional(),
  /** Why it ended, in a few words. */
  note: z.string().optional(),
  /** Taken or kept; null gives it back. Absent: as it was. */
  lock: JournalLock.nullable().optional(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** An entry that this version cannot read in full: it is kept, and its lock is honoured all the same. */
export interface ForeignEntry {
  readonly foreign: true;
  readonly why: string;
  readonly line: string;
}

export interface Journal {
  readonly entries: readonly (JournalEntry | ForeignEntry)[];
  /** For the log: what was skipped. */
  readonly warnings: readonly string[];
  /** Undefined: free. Whether it has expired is for the reader's clock. */
  readonly lock: (JournalLock & { readonly run?: JournalRun }) | undefined;
}

export const isForeign = (entry: JournalEntry | ForeignEntry): entry is ForeignEntry => "foreign" in entry;

/**
 * @param origin for messages
 * @throws {Problem} `journal-damaged` when a line is no JSON object: then nobody can tell who has the lock
 */
export function readJournal(text: string, origin: string): Journal {
  const entries: (JournalEntry | ForeignEntry)[] = [];
  const warnings: string[] = [];
  let lock: Journal["lock"];
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const value = objectOf(line);
    if (value === undefined) {
      throw new Problem({
        kind: "failure",
        code: "journal-damaged",
        message: `line ${at + 1} of ${origin} is not a journal entry`,
        remedy: "somebody edited the journal by hand: restore the file from the branch's history (git revert)",
        place: { file: origin, line: at + 1 },
      });
    }
    const parsed = JournalEntry.safeParse(value);
    const why = parsed.success ? "" : whyForeign(value, parsed.error);
    if (parsed.success) entries.push(parsed.data);
    else {
      entries.push({ foreign: true, why, line });
      warnings.push(`line ${at + 1} of ${origin} is kept and skipped: ${why}`);
    }
    if (value.lock === null) lock = undefined;
    const taken = AnyLock.safeParse(value.lock);
    const run = AnyRun.safeParse(value.run);
    if (taken.success) lock = { ...taken.data, ...(run.success && { run: run.data }) };
  }
  return { entries, warnings, lock };
}

/** Entries that this version can read, oldest first. */
export const entriesOf = ({ entries }: Journal): readonly JournalEntry[] =>
  entries.filter((entry): entry is JournalEntry => !isForeign(entry));

/** One line, keys in the schema's order, with its newline. */
export function journalLine(entry: JournalEntry): string {
  return `${JSON.stringify(JournalEntry.parse(entry))}\n`;
}

/** The text of a journal with one more entry, whether or not its last line has its newline. */
export const withEntry = (text: string, entry: JournalEntry): string =>
  (text === "" || text.endsWith("\n") ? text : `${text}\n`) + journalLine(entry);

/** File of a release on the journal's branch. */
export const journalPath = (tag: string): string => `releases/${tag}.jsonl`;

function objectOf(line: string): Record<string, unknown> | undefined {
  const value = parseJson(line);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function whyForeign({ kind, schemaVersion }: Record<string, unknown>, error: z.ZodError): string {
  if (kind !== "slipway-journal") return `its kind is ${JSON.stringify(kind)}`;
  if (typeof schemaVersion === "number" && schemaVersion > 1) {
    return `it was written by a newer Slipway (schema version ${schemaVersion}; this one reads 1)`;
  }
  const [issue] = error.issues;
  return `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`;
}
