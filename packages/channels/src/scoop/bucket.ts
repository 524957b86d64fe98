import { noFence } from "@slipway/forge";
import {
  type ChannelState,
  compareVersions,
  isPrerelease,
  type PlannedScoop,
  Problem,
  parseVersion,
} from "@slipway/model";
import { type Change, objectsOf, textContent } from "../change.ts";
import type { Channel, Proposal, Undoing } from "../channel.ts";
import type { ChannelRelease } from "../release.ts";
import { type OurPulls, ourPulls } from "../repository/our-pulls.ts";
import type { ManifestRepository, PullState } from "../repository/repository.ts";
import { scoopId } from "./id.ts";
import { editScoop, scoopVersion, writeScoop } from "./manifest.ts";

export interface BucketState {
  readonly commit: string;
  /** The manifest of this release; undefined: there is none. */
  readonly text: string | undefined;
  readonly pull: PullState | undefined;
  /** What is still proposed while a release is taken back, or brought back. */
  readonly ours: OurPulls;
}

export interface BucketDetail {
  readonly message: string;
  readonly pull: { readonly branch: string; readonly title: string; readonly body: string } | undefined;
  /** Number of a pull request that is closed instead. */
  readonly close?: number;
}

/** One manifest in a Scoop bucket: by commit, or by pull request. */
export function scoopBucket(
  repository: ManifestRepository,
  settings: PlannedScoop,
): Channel<BucketState, BucketDetail> {
  const { via, author } = settings;
  const { pulls } = repository;
  if (via === "pull-request" && pulls === undefined) {
    throw new Problem({
      kind: "mistake",
      code: "scoop-no-pulls",
      message: `a deploy key cannot open a pull request in ${repository.name}`,
      remedy: "use a token (personal, or of an app's installation), or `via: commit`",
    });
  }
  return {
    id: scoopId(settings),
    kind: "scoop",
    title: `Scoop bucket ${repository.name} (${settings.name})`,
    swap: "native",
    ...(repository.access && { access: repository.access }),

    advertises: (release, { objects }) => {
      const texts = objects.map(({ after }) => after?.text ?? "");
      const named = [...release.assets.values()].filter(({ sha256 }) => texts.some((text) => text.includes(sha256)));
      return named.map(({ name }) => name);
    },

    inspect: async (release, past) => {
      const path = pathOf(settings, release);
      const paths = path === undefined ? [] : [path];
      const { commit, files } = await repository.read(paths);
      const pull = via === "pull-request" ? await pulls?.find(branchOf(settings, release), paths) : undefined;
      const rollback = release.mode.type === "rollback" && via === "pull-request";
      const ours = rollback ? await ourPulls(pulls, past) : {};
      return { commit, text: files.get(path ?? ""), pull, ours };
    },

    propose: (state, release) => {
      const proposal = propose(forRollback(state, release), release, settings);
      const { rollback } = state.ours;
      // The rollback is aborted before anybody merged what it proposed.
      if (proposal.type !== "nothing" || rollback === undefined) return proposal;
      const path = pathOf(settings, release);
      const content = textContent(state.text ?? "");
      const objects = path === undefined ? [] : [{ path, before: content, after: content }];
      const { version } = proposal.state;
      const summary = `pull request #${rollback}, which would go back: closed`;
      return { type: "change", change: { ...closing(state, rollback, summary), from: version, to: version, objects } };
    },

    apply: async ({ objects, revision, detail }, _release, fence = noFence) => {
      if (detail.close !== undefined) {
        await pulls?.close(detail.close, fence.pass);
        return { type: "applied" };
      }
      const files = new Map(objects.map(({ path, after }) => [path, after?.text]));
      const request = { base: revision ?? "", files, message: detail.message, ...(author && { author }) };
      if (detail.pull !== undefined && pulls !== undefined) {
        const { labels, autoMerge } = settings.pullRequest;
        const { commit, url, number } = await pulls.propose(
          { ...request, ...detail.pull, labels, autoMerge },
          fence.pass,
        );
        return { type: "applied", revision: commit, url, pending: true, detail: { pull: number } };
      }
      const done = await repository.commit(request, fence.pass);
      if (done.type === "conflict") return done;
      return { type: "applied", revision: done.commit, ...(done.url !== undefined && { url: done.url }) };
    },

    readBack: async ({ objects }, { revision }) => {
      if (revision === undefined) return { equal: true };
      const files = await repository.readAt(
        revision,
        objects.map(({ path }) => path),
      );
      const wrong = objects.find(({ path, after }) => files.get(path) !== after?.text);
      return wrong === undefined ? { equal: true } : { equal: false, why: `${wrong.path} is another at ${revision}` };
    },

    undo: (receipt, state, good) => undo(receipt, state, good, settings),
  };
}

function pathOf({ name, directory, prerelease }: PlannedScoop, { version }: ChannelRelease): string | undefined {
  const pre = isPrerelease(version);
  if (pre && prerelease === "skip") return undefined;
  const file = `${pre && prerelease === "separate" ? `${name}-prerelease` : name}.json`;
  return directory === "." ? file : `${directory}/${file}`;
}

const branchOf = ({ name }: PlannedScoop, { version, mode }: ChannelRelease) =>
  `slipway/${name}-${version.text}${mode.type === "rollback" ? `-rollback-from-${mode.from}` : ""}`.replace(
    /[^\w./+-]+/g,
    "-",
  );

function propose(state: BucketState, release: ChannelRelease, settings: PlannedScoop): Proposal<BucketDetail> {
  const path = pathOf(settings, release);
  const { version, mode } = release;
  if (path === undefined) return { type: "skipped", why: `pre-releases are not advertised here (${version.text})` };
  const { text: old, pull, commit } = state;
  let text: string;
  let from: string | null = null;
  try {
    if (old !== undefined) from = scoopVersion(old, path) ?? null;
    const found = parseVersion(from ?? "");
    // A rollback takes down what shows the bad version, and nothing else.
    const bad = mode.type === "rollback" ? mode.from : undefined;
    if (found !== undefined && compareVersions(found, version) > 0 && found.text !== bad) {
      return { type: "skipped", why: `${path} is at ${found.text}, which is higher than ${version.text}` };
    }
    text = old === undefined ? writeScoop(release, settings) : editScoop(old, path, release, settings);
  } catch (error) {
    if (error instanceof Problem) return { type: "refused", problem: error };
    throw error;
  }
  const after = textContent(text);
  const objects = [{ path, before: old === undefined ? undefined : textContent(old), after }];
  const stated: ChannelState = {
    version: version.text,
    revision: commit,
    ...objectsOf([{ path, sha256: after.sha256 }]),
  };
  if (old === text) return { type: "nothing", why: `the bucket is at ${version.text}`, state: stated };
  if (pull?.state === "closed") {
    return {
      type: "skipped",
      why: `${pull.url} for ${version.text} was closed without being merged; reopen it if that was a mistake`,
    };
  }
  if (pull?.state === "open" && pull.files.get(path) === text) {
    const detail = { pull: pull.number };
    const state = { ...stated, url: pull.url, pending: true as const, detail };
    return { type: "nothing", why: `${pull.url} is open for ${version.text}`, state };
  }
  const title = `${settings.name}: Update to version ${version.text}`;
  const reason = mode.type === "rollback" ? `\n\nRolls back ${mode.from}: ${mode.reason}` : "";
  const change: Change<BucketDetail> = {
    summary: `${path}: ${from ?? "new"} → ${version.text}`,
    from,
    to: version.text,
    revision: commit,
    objects,
    ...(settings.via === "pull-request" && { kept: { branch: branchOf(settings, release) } }),
    detail: {
      message: `${title}${reason}`,
      pull:
        settings.via === "pull-request"
          ? { branch: branchOf(settings, release), title, body: `${release.page}${reason}` }
          : undefined,
    },
  };
  return { type: "change", change };
}

function undo(
  receipt: ChannelState,
  state: BucketState,
  good: ChannelRelease | undefined,
  settings: PlannedScoop,
): Undoing<BucketDetail> {
  const bad = parseVersion(receipt.version ?? "");
  const separate = bad !== undefined && isPrerelease(bad) && settings.prerelease === "separate";
  if (good === undefined || (separate && !isPrerelease(good.version))) {
    return {
      type: "impossible",
      because: "there is no earlier release for this manifest to go back to",
      remedy: "release a higher version, or remove the manifest from the bucket by hand",
    };
  }
  const shown = state.text === undefined ? undefined : scoopVersion(state.text, settings.name);
  if (receipt.version !== null && shown !== receipt.version) {
    const { release } = state.ours;
    if (release !== undefined) {
      const summary = `pull request #${release} for ${receipt.version}: closed`;
      return { type: "change", change: closing(state, release, summary) };
    }
    // A fail-over moves the addresses of what was gone back to.
    const moves = good.hosts !== undefined && shown === good.version.text;
    if (!moves) return { type: "nothing", why: `the bucket does not show ${receipt.version} (any more)` };
  }
  const proposal = propose(forRollback(state, good), good, settings);
  if (proposal.type === "change") return proposal;
  if (proposal.type === "refused") {
    return { type: "impossible", because: proposal.problem.message, remedy: proposal.problem.remedy };
  }
  return { type: "nothing", why: proposal.why };
}

/** In a rollback and its abort a closed pull request is no person's wish: an earlier one closed it. */
function forRollback(state: BucketState, { mode }: ChannelRelease): BucketState {
  return mode.type === "rollback" && state.pull?.state !== "open" ? { ...state, pull: undefined } : state;
}

/** It was proposed and nobody merged it: there is nothing to take back but the proposal. */
function closing({ commit }: BucketState, number: number, summary: string): Change<BucketDetail> {
  return {
    summary,
    from: null,
    to: null,
    revision: commit,
    objects: [],
    detail: { message: "", pull: undefined, close: number },
  };
}
