import { type ChannelState, compareVersions, type PlannedHomebrew, Problem } from "@slipway/model";
import { type Change, type ObjectChange, objectsOf, textContent } from "../change.ts";
import type { Proposal } from "../channel.ts";
import type { ChannelRelease } from "../release.ts";
import type { OurPulls } from "../repository/our-pulls.ts";
import type { Author, PullState } from "../repository/repository.ts";
import { writeCask } from "./cask.ts";
import { editManifest, readVersion } from "./edit.ts";
import { isUntouched, writeFormula } from "./formula.ts";
import { type FormulaName, namesFor } from "./names.ts";
import { type Bottled, selectArchives } from "./select.ts";

/** What is in the tap now. */
export interface TapState {
  readonly commit: string;
  /** Formulae and casks of this release, by path; what does not exist is left out. */
  readonly files: ReadonlyMap<string, string>;
  /** Of an earlier run for the same version. */
  readonly pull: PullState | undefined;
  /** What is still proposed while a release is taken back, or brought back. */
  readonly ours: OurPulls;
  /** What the release left here, by the journal. */
  readonly left: ChannelState | undefined;
  /** Files that the release has made, by the journal: a re-run finds them there, and they are its own all the same. */
  readonly made: readonly string[];
}

/** How a change gets into the tap. */
export interface TapDetail {
  readonly message: string;
  readonly author: Author | undefined;
  readonly pull: { readonly branch: string; readonly title: string; readonly body: string } | undefined;
  /** Number of a pull request that is closed instead. */
  readonly close?: number;
}

export type TapChange = Change<TapDetail>;

interface Target extends FormulaName {
  readonly kind: "formula" | "cask";
  readonly path: string;
}

export function targetsOf(settings: PlannedHomebrew, { version }: ChannelRelease): readonly Target[] {
  const { formula, cask } = settings;
  const at = (directory: string, file: string) => (directory === "." ? file : `${directory}/${file}`);
  const of = (kind: "formula" | "cask", directory: string | undefined) =>
    directory === undefined
      ? []
      : namesFor(settings, version, kind).map(
          (each): Target => ({ ...each, kind, path: at(directory, `${each.name}.rb`) }),
        );
  return [...of("formula", formula), ...of("cask", cask?.directory)];
}

/** @param removed files that go in the same commit */
export function propose(
  state: TapState,
  release: ChannelRelease,
  settings: PlannedHomebrew,
  removed: readonly ObjectChange[] = [],
): Proposal<TapDetail> {
  const { version } = release;
  const targets = targetsOf(settings, release);
  if (targets.length === 0) {
    return { type: "skipped", why: `pre-releases are not advertised here (${version.text})` };
  }
  const objects: ObjectChange[] = [...removed];
  const higher: string[] = [];
  let from: string | null = null;
  for (const target of targets) {
    const old = state.files.get(target.path);
    const found = old === undefined ? undefined : versionOf(old);
    if (target.role !== "versioned" && from === null) from = found?.text ?? null;
    // A rollback takes down what shows the bad version, and nothing else: of a back-port the newest line stays.
    const bad = release.mode.type === "rollback" ? release.mode.from : undefined;
    if (found !== undefined && compareVersions(found, version) > 0 && found.text !== bad) {
      higher.push(`${target.path} is at ${found.text}`);
      continue;
    }
    try {
      const text =
        old === undefined || isUntouched(old) ? write(release, settings, target) : edit(old, release, settings, target);
      objects.push({
        path: target.path,
        before: old === undefined ? undefined : textContent(old),
        after: textContent(text),
      });
    } catch (error) {
      if (error instanceof Problem) return { type: "refused", problem: error };
      throw error;
    }
  }
  const changed = objects.filter(({ before, after }) => before?.sha256 !== after?.sha256);
  if (changed.length > 0) return viaPull(state, release, settings, { objects: changed, from, higher });
  if (objects.length === 0)
    return { type: "skipped", why: `${higher.join(", ")}, which is higher than ${version.text}` };
  const there = { ...stateOf(objects, version.text, state.commit), ...withMade(state.made) };
  return { type: "nothing", why: `the tap is at ${version.text}`, state: there };
}

/** An open pull request with the same content is as good as a commit; one that a person closed is left closed. */
function viaPull(
  state: TapState,
  release: ChannelRelease,
  settings: PlannedHomebrew,
  found: {
    readonly objects: readonly ObjectChange[];
    readonly from: string | null;
    readonly higher: readonly string[];
  },
): Proposal<TapDetail> {
  const { objects, from, higher } = found;
  const { pull } = state;
  const version = release.version.text;
  const open = pull?.state === "open";
  if (pull?.state === "closed") {
    return {
      type: "skipped",
      why: `${pull.url} for ${version} was closed without being merged; reopen it if that was a mistake`,
    };
  }
  if (open && objects.every(({ path, after }) => pull.files.get(path) === after?.text)) {
    const proposed = { ...stateOf(objects, version, state.commit), url: pull.url, pending: true as const };
    return {
      type: "nothing",
      why: `${pull.url} is open for ${version}`,
      state: { ...proposed, detail: { ...withMade(state.made).detail, pull: pull.number } },
    };
  }
  return { type: "change", change: changeOf(state, release, settings, { objects, from, to: version, higher }) };
}

function changeOf(
  state: TapState,
  release: ChannelRelease,
  settings: PlannedHomebrew,
  what: {
    readonly objects: readonly ObjectChange[];
    readonly from: string | null;
    readonly to: string | null;
    readonly higher?: readonly string[];
  },
): TapChange {
  const { objects, from, to, higher = [] } = what;
  const rollback =
    release.mode.type === "rollback" ? `\n\nRolls back ${release.mode.from}: ${release.mode.reason}` : "";
  const paths = objects.map(({ path }) => path).join(", ");
  const created = objects.filter(({ before }) => before === undefined).map(({ path }) => path);
  const pull = settings.via === "pull-request" ? pullText(settings, release, from) : undefined;
  const remembered = { ...withMade([...state.made, ...created]).detail, ...(pull && { branch: pull.branch }) };
  const kept = higher.length === 0 ? "" : `; ${higher.join(", ")} and stays`;
  return {
    summary: `${paths}: ${from ?? "new"} → ${to ?? "removed"}${kept}`,
    from,
    to,
    revision: state.commit,
    objects,
    ...(Object.keys(remembered).length > 0 && { kept: remembered }),
    detail: {
      message: `${expand(settings.message, release, settings, from)}${rollback}`,
      author: settings.author,
      pull,
    },
  };
}

export function pullText(settings: PlannedHomebrew, release: ChannelRelease, from: string | null = null) {
  const { branch, title, body } = settings.pullRequest;
  const text = (template: string) => expand(template, release, settings, from);
  const suffix = release.mode.type === "rollback" ? `-rollback-from-${release.mode.from}` : "";
  return { branch: (text(branch) + suffix).replace(/[^\w./+-]+/g, "-"), title: text(title), body: text(body) };
}

function expand(template: string, release: ChannelRelease, { name }: PlannedHomebrew, from: string | null): string {
  const values: Readonly<Record<string, string>> = {
    name,
    version: release.version.text,
    tag: release.manifest.tag,
    previous: from ?? "none",
    page: release.page,
  };
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

function write(release: ChannelRelease, settings: PlannedHomebrew, target: Target): string {
  return target.kind === "formula" ? writeFormula(release, settings, target) : writeCask(release, settings, target);
}

function edit(text: string, release: ChannelRelease, settings: PlannedHomebrew, { path, kind }: Target): string {
  return editManifest({
    text,
    release,
    archives: archivesFor(release, settings, kind),
    path,
    reviewed: settings.via === "pull-request",
  });
}

/** A formula that builds from source needs none. */
function archivesFor(release: ChannelRelease, settings: PlannedHomebrew, kind: Target["kind"]): readonly Bottled[] {
  try {
    return selectArchives(release, settings, kind);
  } catch (error) {
    if (error instanceof Problem && /^homebrew-no-(?:archive|binary)$/.test(error.code)) return [];
    throw error;
  }
}

/** Of a text that cannot be read nothing is known; the edit then says why. */
export function versionOf(text: string) {
  try {
    return readVersion(text);
  } catch {
    return undefined;
  }
}

/** As the journal remembers it, for `madeBy`. */
function withMade(paths: readonly string[]): Pick<ChannelState, "detail"> {
  return paths.length === 0 ? {} : { detail: { created: [...new Set(paths)].join("\n") } };
}

/** Files that a release has made here, by the journal; none without. */
export const madeBy = (left: ChannelState | undefined): readonly string[] =>
  typeof left?.detail?.created === "string" ? left.detail.created.split("\n") : [];

function stateOf(objects: readonly ObjectChange[], version: string, revision: string): ChannelState {
  return {
    version,
    revision,
    ...objectsOf(objects.map(({ path, after }) => ({ path, sha256: after?.sha256 ?? null }))),
  };
}
