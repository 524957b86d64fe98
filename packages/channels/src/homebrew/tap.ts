import {
  type ChannelState,
  compareVersions,
  isPrerelease,
  type PlannedHomebrew,
  Problem,
  parseVersion,
} from "@slipway/model";
import { type Change, type ObjectChange, objectsOf, textContent } from "../change.ts";
import type { Channel, Proposal, Undoing } from "../channel.ts";
import type { ChannelRelease } from "../release.ts";
import { type OurPulls, ourPulls } from "../repository/our-pulls.ts";
import type { Author, ManifestRepository, PullState } from "../repository/repository.ts";
import { writeCask } from "./cask.ts";
import { deprecate, isDeprecated } from "./deprecate.ts";
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
}

/** How a change gets into the tap. */
export interface TapDetail {
  readonly message: string;
  readonly author: Author | undefined;
  readonly pull: { readonly branch: string; readonly title: string; readonly body: string } | undefined;
  /** Number of a pull request that is closed instead. */
  readonly close?: number;
}

type TapChange = Change<TapDetail>;

interface Target extends FormulaName {
  readonly kind: "formula" | "cask";
  readonly path: string;
}

/** One product in one tap: its formula, its cask, and the versioned and pre-release ones beside them, in one commit. */
export function homebrewTap(repository: ManifestRepository, settings: PlannedHomebrew): Channel<TapState, TapDetail> {
  const { name, via } = settings;
  const { pulls } = repository;
  if (via === "pull-request" && pulls === undefined) {
    throw new Problem({
      kind: "mistake",
      code: "homebrew-no-pulls",
      message: `a deploy key cannot open a pull request in ${repository.name}`,
      remedy: "use a token (personal, or of an app's installation), or `via: commit`",
    });
  }
  return {
    id: homebrewId(settings),
    kind: "homebrew",
    title: `Homebrew tap ${repository.name} (${name})`,
    swap: "native",
    ...(repository.access && { access: repository.access }),

    // What people edited may name other archives than would be chosen here.
    advertises: (release, { objects }) => {
      const texts = objects.map(({ after }) => after?.text ?? "");
      return [...release.assets.values()]
        .filter(({ sha256 }) => texts.some((text) => text.includes(sha256)))
        .map((asset) => asset.name);
    },

    inspect: async (release, past) => {
      const left = past.receipt ?? past.open?.after;
      const made =
        release.mode.type !== "rollback"
          ? []
          : [...createdBy(left), ...(release.mode.security ? (left?.objects ?? []).map(({ path }) => path) : [])];
      const paths = [...new Set([...targetsOf(settings, release).map(({ path }) => path), ...made])];
      const { commit, files } = await repository.read(paths);
      const pull = via === "pull-request" ? await pulls?.find(pullText(settings, release).branch, paths) : undefined;
      const rollback = release.mode.type === "rollback" && via === "pull-request";
      const ours = rollback ? await ourPulls(pulls, past) : {};
      return { commit, files, pull, ours, left: past.receipt };
    },

    propose: (state, release) => {
      const proposal = propose(forRollback(state, release), release, settings);
      const { rollback } = state.ours;
      // The rollback is aborted before anybody merged what it proposed.
      if (proposal.type !== "nothing" || rollback === undefined) return proposal;
      return { type: "change", change: closingRollback(state, proposal.state, rollback) };
    },

    apply: async (change) => {
      const { message, author, pull, close } = change.detail;
      if (close !== undefined) {
        await pulls?.close(close);
        return { type: "applied" };
      }
      const files = new Map(change.objects.map(({ path, after }) => [path, after?.text]));
      const request = { base: change.revision ?? "", files, message, ...(author && { author }) };
      if (pull !== undefined && pulls !== undefined) {
        const { labels, autoMerge } = settings.pullRequest;
        const { commit, url, number } = await pulls.propose({ ...request, ...pull, labels, autoMerge });
        return { type: "applied", revision: commit, url, pending: true, detail: { pull: number } };
      }
      const done = await repository.commit(request);
      if (done.type === "conflict") return done;
      return { type: "applied", revision: done.commit, ...(done.url !== undefined && { url: done.url }) };
    },

    readBack: async (change, { revision }) => {
      if (revision === undefined) return { equal: true };
      const files = await repository.readAt(
        revision,
        change.objects.map(({ path }) => path),
      );
      const wrong = change.objects.find(({ path, after }) => files.get(path) !== after?.text);
      return wrong === undefined ? { equal: true } : { equal: false, why: `${wrong.path} is another at ${revision}` };
    },

    undo: (receipt, state, good) => undo(receipt, state, good, settings),
  };
}

/** `homebrew:acme/homebrew-tap/app` */
export function homebrewId({ tap, name }: PlannedHomebrew): string {
  return `homebrew:${tap}/${name}`;
}

function targetsOf(settings: PlannedHomebrew, { version }: ChannelRelease): readonly Target[] {
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
function propose(
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
  return { type: "nothing", why: `the tap is at ${version.text}`, state: stateOf(objects, version.text, state.commit) };
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
      state: { ...proposed, detail: { pull: pull.number } },
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
  const kept = higher.length === 0 ? "" : `; ${higher.join(", ")} and stays`;
  return {
    summary: `${paths}: ${from ?? "new"} → ${to ?? "removed"}${kept}`,
    from,
    to,
    revision: state.commit,
    objects,
    ...(created.length > 0 && { kept: { created: created.join("\n") } }),
    detail: {
      message: `${expand(settings.message, release, settings, from)}${rollback}`,
      author: settings.author,
      pull: settings.via === "pull-request" ? pullText(settings, release, from) : undefined,
    },
  };
}

function pullText(settings: PlannedHomebrew, release: ChannelRelease, from: string | null = null) {
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
function versionOf(text: string) {
  try {
    return readVersion(text);
  } catch {
    return undefined;
  }
}

function stateOf(objects: readonly ObjectChange[], version: string, revision: string): ChannelState {
  return {
    version,
    revision,
    ...objectsOf(objects.map(({ path, after }) => ({ path, sha256: after?.sha256 ?? null }))),
  };
}

/** Files that a release has made, by the journal. */
const createdBy = (left: ChannelState | undefined): readonly string[] =>
  typeof left?.detail?.created === "string" ? left.detail.created.split("\n") : [];

/** Those that still show it, untouched, and that the release before has no use for: `app@3` after 3.0.0 is taken back. */
function removable(
  receipt: ChannelState,
  { files }: TapState,
  good: ChannelRelease,
  settings: PlannedHomebrew,
): readonly ObjectChange[] {
  const used = new Set(targetsOf(settings, good).map(({ path }) => path));
  return createdBy(receipt).flatMap((path): ObjectChange[] => {
    const text = files.get(path);
    if (text === undefined || used.has(path) || !isUntouched(text) || versionOf(text)?.text !== receipt.version)
      return [];
    return [{ path, before: textContent(text), after: undefined }];
  });
}

/**
 * Back to the release before: its addresses are put into the files as they are now, so what people wrote since stays. Files
 * that the release had made and that the other one has no use for are removed.
 */
function undo(
  receipt: ChannelState,
  state: TapState,
  good: ChannelRelease | undefined,
  settings: PlannedHomebrew,
): Undoing<TapDetail> {
  const bad = parseVersion(receipt.version ?? "");
  if (
    good === undefined ||
    (bad !== undefined && isPrerelease(bad) && settings.prerelease === "separate" && !isPrerelease(good.version))
  ) {
    if (good?.mode.type === "rollback" && good.mode.security !== undefined) {
      const warning = warn(receipt, state, good, settings);
      if (warning !== undefined) return warning;
    }
    return {
      type: "impossible",
      because:
        "there is no earlier release for this formula to go back to, and removing it would strand those who installed it",
      remedy:
        "release a higher version; or deprecate the formula in the tap by hand (`deprecate! date: …, because: …`)",
    };
  }
  const shown = [...state.files.values()].map((text) => versionOf(text)?.text);
  if (receipt.version !== null && !shown.includes(receipt.version)) {
    const { release } = state.ours;
    if (release !== undefined) return { type: "change", change: closing(state, receipt, release) };
    // A fail-over moves the addresses of what was gone back to.
    const moves = good.hosts !== undefined && shown.length > 0 && shown.every((each) => each === good.version.text);
    if (!moves) return { type: "nothing", why: `the tap does not show ${receipt.version} (any more)` };
  }
  const proposal = propose(forRollback(state, good), good, settings, removable(receipt, state, good, settings));
  if (proposal.type === "change") return proposal;
  if (proposal.type === "refused") {
    return { type: "impossible", because: proposal.problem.message, remedy: proposal.problem.remedy };
  }
  return { type: "nothing", why: proposal.why };
}

/** What shows a version with a security problem, and cannot go back, says so. */
function warn(
  { version }: ChannelState,
  state: TapState,
  good: ChannelRelease,
  settings: PlannedHomebrew,
): Undoing<TapDetail> | undefined {
  const { mode } = good;
  if (mode.type !== "rollback" || mode.security === undefined) return undefined;
  const { reason, security } = mode;
  const shown = [...state.files].filter(([, text]) => versionOf(text)?.text === version);
  const objects = shown.flatMap(([path, text]): ObjectChange[] => {
    const after = deprecate(text, reason, security);
    return after === undefined ? [] : [{ path, before: textContent(text), after: textContent(after) }];
  });
  if (objects.length === 0) {
    const said = shown.length > 0 && shown.every(([, text]) => isDeprecated(text));
    return said ? { type: "nothing", why: "it says already that it is deprecated" } : undefined;
  }
  const paths = objects.map(({ path }) => path).join(", ");
  const title = `${settings.name} ${version}: deprecated`;
  const why = `It has a security problem: ${reason}`;
  const pull = settings.via === "pull-request" ? { ...pullText(settings, good), title, body: why } : undefined;
  return {
    type: "change",
    change: {
      summary: `${paths}: stays at ${version}, deprecated`,
      from: version,
      to: version,
      revision: state.commit,
      objects,
      detail: { message: `${title}\n\n${why}`, author: settings.author, pull },
    },
  };
}

/** In a rollback and its abort a closed pull request is no person's wish: an earlier one closed it. */
function forRollback(state: TapState, { mode }: ChannelRelease): TapState {
  return mode.type === "rollback" && state.pull?.state !== "open" ? { ...state, pull: undefined } : state;
}

/** It was proposed and nobody merged it: there is nothing to take back but the proposal. */
function closing(state: TapState, { version }: ChannelState, number: number): TapChange {
  return {
    summary: `pull request #${number} for ${version}: closed`,
    from: null,
    to: null,
    revision: state.commit,
    objects: [],
    detail: { message: "", author: undefined, pull: undefined, close: number },
  };
}

/** The tap shows the release as it did before; only the proposal to go back is still there. */
function closingRollback(state: TapState, there: ChannelState, number: number): TapChange {
  const objects = [...state.files].map(([path, text]): ObjectChange => {
    const content = textContent(text);
    return { path, before: content, after: content };
  });
  return {
    summary: `pull request #${number}, which would go back: closed`,
    from: there.version,
    to: there.version,
    revision: state.commit,
    objects: objects.filter(({ path }) => there.objects?.some((each) => each.path === path) ?? true),
    ...(state.left?.detail && { kept: state.left.detail }),
    detail: { message: "", author: undefined, pull: undefined, close: number },
  };
}
