import { LONGEST_PLANNED_NOTES, mistake, type PlannedNotes, type Tag } from "@slipway/model";
import { CONFIG_NAME, type Config } from "../config/load.ts";
import type { Tree } from "../detect/facts.ts";
import type { GitState } from "../git/state.ts";
import { expandName } from "../plan/template.ts";
import type { Standing } from "../versions/judge.ts";
import { lastFinal } from "../versions/next.ts";
import { changelogSection, changelogVersions } from "./changelog.ts";
import { contributorsOf, effectiveChanges } from "./changes.ts";
import { type Commit, readCommits, readPeople } from "./commits.ts";
import { cutNotes, SURELY_WHOLE } from "./cut.ts";
import { type NotesParts, renderParts } from "./render.ts";

export interface NotesRequest {
  readonly directory: string;
  readonly config: Config;
  readonly tree: Tree;
  readonly git: GitState & { readonly tag: Tag };
  readonly standing: Standing;
  /** Name of the project. */
  readonly name: string;
  /** Address of the forge that links lead to, without a slash at the end. */
  readonly server: string;
}

type Source = "commits" | "changelog" | "github";

/** Without a template of the project's own. */
const TEMPLATES: Readonly<Record<Source, string>> = {
  commits: "{changes}\n\n{contributors}\n\n{compare}",
  changelog: "{changelog}\n\n{compare}",
  github: "{github}",
};
const FROM_COMMITS = ["changes", "contributors"] as const;
const GITHUB = "{github}";

/**
 * The notes of a release, as far as they can be written before it is public.
 * @throws {Problem} `missing-changelog`, `changelog-section-missing`, `unknown-variable`, `invalid-template`
 */
export async function planReleaseNotes(request: NotesRequest): Promise<PlannedNotes | undefined> {
  const { config, git, standing, name } = request;
  const { from, template } = config.settings.notes;
  if (from === "none" && template === undefined) return undefined;
  const text = template ?? TEMPLATES[from === "none" ? "commits" : from];
  const used = new Set([...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ""));
  const address = git.repository === undefined ? undefined : `${request.server}/${git.repository}`;
  const needsCommits = FROM_COMMITS.some((part) => used.has(part));
  const parts = needsCommits ? await partsFromCommits(request, address) : comparison(request, address);
  const values = {
    ...parts,
    changelog: used.has("changelog") ? await fromChangelog(request) : "",
    name,
    version: git.tag.version.text,
    tag: git.tag.text,
    previous: standing.previous?.text ?? "",
    date: new Date(git.timestamp * 1000).toISOString().slice(0, 10),
  };
  const pieces = text.split(GITHUB);
  const place = config.placeOf(["notes", "template"]);
  if (pieces.length > 2) {
    throw mistake("invalid-template", `the template of the notes has ${GITHUB} twice`, "keep one of them", place);
  }
  const [body = "", tail = ""] = pieces.map((piece) =>
    fit(
      fill(piece, values, (one) => expandName(one, values, place)),
      address,
    ),
  );
  if (pieces.length === 2) return { from: "github", body, ...(tail !== "" && { tail }) };
  return {
    from: from === "changelog" ? "changelog" : "commits",
    body,
    ...(body.length > SURELY_WHOLE && { asset: NOTES_ASSET }),
  };
}

/** The notes as a file among the release's assets. */
const NOTES_ASSET = "release-notes.md";

/** Paragraph by paragraph: one that is a variable alone goes where that is empty. */
function fill(template: string, values: Readonly<Record<string, string>>, expand: (text: string) => string): string {
  const paragraphs = template
    .replace(/\r\n?/g, "\n")
    .trim()
    .split(/\n{2,}/);
  const filled = paragraphs.flatMap((paragraph) => {
    const alone = /^\{(?<name>\w+)\}$/.exec(paragraph.trim())?.groups?.name;
    if (alone !== undefined && values[alone] === "") return [];
    return [expand(paragraph)];
  });
  return filled.join("\n\n").trim();
}

function fit(text: string, address: string | undefined): string {
  const full = address === undefined ? undefined : { title: "all commits", address: `${address}/commits` };
  return cutNotes(text, LONGEST_PLANNED_NOTES, full);
}

async function partsFromCommits(request: NotesRequest, address: string | undefined): Promise<NotesParts> {
  const { directory, git, standing, config } = request;
  const { previous } = standing;
  const { groups, hidden } = config.settings.notes;
  const all: Commit[] = [];
  const range = { since: previous?.commit, until: git.commit, below: git.isBelow };
  for await (const commit of readCommits(directory, range)) all.push(commit);
  const changes = effectiveChanges(all);
  // Who is in a newer line already is not new, though what is picked from there into an older one is.
  const last = lastFinal(git.tags.filter(({ ahead }) => !ahead));
  const released = [previous, last].flatMap((tag) => tag?.commit ?? []);
  const earlier = previous === undefined ? undefined : await readPeople(directory, released);
  const people = contributorsOf(all, earlier);
  return renderParts({
    ...identity(request, address),
    changes,
    contributors: people.all,
    firstContributors: people.first,
    ...(groups !== undefined && { groups }),
    ...(hidden !== undefined && { hidden }),
  });
}

function comparison(request: NotesRequest, address: string | undefined): NotesParts {
  const { compare } = renderParts({
    ...identity(request, address),
    changes: [],
    contributors: [],
    firstContributors: [],
  });
  return { changes: "", contributors: "", compare };
}

function identity({ git, standing }: NotesRequest, address: string | undefined) {
  return { tag: git.tag.text, previousTag: standing.previous?.text, address };
}

/** Names that changelogs have, the commonest first. */
const CHANGELOG = /^(?:CHANGELOG|CHANGES|HISTORY|RELEASES|NEWS)(?:\.(?:md|markdown|txt))?$/i;

/** The changelog that is configured or found. */
export function changelogPath(config: Config, { paths }: Pick<Tree, "paths">): string | undefined {
  const found = paths.filter((path) => CHANGELOG.test(path));
  const rank = (path: string) =>
    ["changelog", "changes", "history", "releases", "news"].findIndex((word) => path.toLowerCase().startsWith(word));
  return config.settings.notes.changelog ?? found.sort((a, b) => rank(a) - rank(b))[0];
}

async function fromChangelog({ config, tree, git, name }: NotesRequest): Promise<string> {
  const path = changelogPath(config, tree);
  const text = path === undefined ? undefined : await tree.read(path);
  if (path === undefined || text === undefined) {
    throw mistake(
      "missing-changelog",
      path === undefined ? "the project has no changelog file at its root" : `git tracks no file "${path}"`,
      `add CHANGELOG.md, or write "notes: {changelog: …}" or "notes: {from: commits}" in ${CONFIG_NAME}`,
      config.placeOf(["notes", "changelog"]) ?? config.placeOf(["notes"]),
    );
  }
  const { version, prefix } = git.tag;
  const names = [name, ...(prefix === undefined ? [] : [prefix])];
  const section = changelogSection(text, version, names);
  if (section === undefined) {
    const [first, ...others] = changelogVersions(text, names);
    throw mistake(
      "changelog-section-missing",
      `${path} has no section for ${version.text}`,
      first === "Unreleased"
        ? `give "Unreleased" the heading "## [${version.text}]" before tagging`
        : `add "## [${version.text}]"; it has ${[first, ...others.slice(0, 4)].filter((one) => one !== undefined).join(", ") || "no version at all"}`,
      { file: path },
    );
  }
  return section;
}
