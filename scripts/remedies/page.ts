import { REMEDIES } from "@slipway/forge";
import { CHAPTERS, type Chapter, type Entry } from "./catalogue.ts";
import { type Scan, scanSources } from "./scan.ts";
import { SYMPTOMS } from "./symptoms.ts";

/** A code as the sources have it: its kinds and its remedies in constant text. */
export interface Known {
  readonly kinds: ReadonlySet<string>;
  readonly remedies: ReadonlySet<string | undefined>;
  readonly at: readonly string[];
}

/** Every code of the sources; forge's are those of its table. */
export function knownCodes({ sites }: Scan): ReadonlyMap<string, Known> {
  const table = Object.entries(REMEDIES).map(([code, { kind, remedy }]) => ({
    code,
    kind,
    remedy,
    at: "forge's table",
  }));
  const grouped = Map.groupBy([...table, ...sites], ({ code }) => code);
  return new Map(
    [...grouped].map(([code, all]) => [
      code,
      {
        kinds: new Set(all.flatMap(({ kind }) => (kind === undefined ? [] : [kind]))),
        // What the table says in general holds for every use of the code.
        remedies: new Set(
          code in REMEDIES ? [REMEDIES[code as keyof typeof REMEDIES].remedy] : all.map(({ remedy }) => remedy),
        ),
        at: all.map(({ at }) => at),
      },
    ]),
  );
}

/** The entry's remedy, or the only one of the sources. */
export function remedyOf({ remedy }: Entry, known: Known | undefined): string | undefined {
  const [only, ...others] = known?.remedies ?? [];
  return remedy ?? (others.length === 0 ? only : undefined);
}

/** docs/remedies.md: an index by symptom, then each code in its chapter. */
export function remedyDocuments(): readonly { readonly path: string; readonly text: string }[] {
  const known = knownCodes(scanSources());
  const text = [
    "# Failures, and what to do about them",
    "Every failure that Slipway recognises has a code. It stands in the job's annotation and in its summary, with a message " +
      "that names the files, tags and addresses concerned and says what to do. This page says the same in general. " +
      "`slipway` on your own machine has the same codes.",
    "In most cases: do what the message says, then **re-run the failed jobs**. A re-run keeps what is right, removes what a " +
      "broken upload left, and never changes what is public. Anything without a code is a defect of Slipway: please report it.",
    "Each entry says what happened, what state things are in, and what to do. A *mistake* is something to be written otherwise, " +
      "a *refusal* the no of a server or a rule, a *failure* one of the environment.",
    "## By symptom",
    [
      "| What you see | Codes |",
      "|---|---|",
      ...SYMPTOMS.map(({ title, codes }) => `| ${title} | ${codes.map(link).join(", ")} |`),
    ].join("\n"),
    "## By work",
    CHAPTERS.map(({ title }) => `- [${title}](#${anchor(title)})`).join("\n"),
    ...CHAPTERS.flatMap((chapter) => chapterText(chapter, known)),
  ];
  return [{ path: "docs/remedies.md", text: `${text.join("\n\n")}\n` }];
}

function chapterText({ title, state, entries }: Chapter, known: ReadonlyMap<string, Known>): string[] {
  const sections = Object.entries(entries).map(([code, entry]) => {
    const found = known.get(code);
    const [kind] = found?.kinds ?? [];
    return [
      `### \`${code}\``,
      `**${entry.title}**${kind === undefined ? "" : ` (${kind})`}.`,
      `State: ${entry.state ?? state}`,
      `What to do: ${sentence(remedyOf(entry, found) ?? "")}`,
    ].join("\n\n");
  });
  return [`## ${title}`, ...sections];
}

/** With its full stop; a place to fill in is code, lest Markdown take it for HTML. */
function sentence(text: string): string {
  const shown = text.replace(/<\w[\w-]*>/g, "`$&`");
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}${/[.!?]$/.test(shown) ? "" : "."}`;
}

function link(code: string): string {
  return `[\`${code}\`](#${anchor(code)})`;
}

/** As GitHub makes anchors of headings. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\- ]/gu, "")
    .replaceAll(" ", "-");
}
