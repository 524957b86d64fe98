import { noFence } from "@slipway/forge";
import { type PlannedHomebrew, Problem } from "@slipway/model";
import type { Channel } from "../channel.ts";
import { ourPulls } from "../repository/our-pulls.ts";
import type { ManifestRepository } from "../repository/repository.ts";
import { madeBy, propose, pullText, type TapDetail, type TapState, targetsOf } from "./propose.ts";
import { closingRollback, forRollback, undo } from "./undo.ts";

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
      const made = [...madeBy(past.receipt), ...madeBy(past.open?.after)];
      const shown =
        release.mode.type !== "rollback"
          ? []
          : [...made, ...(release.mode.security ? (left?.objects ?? []).map(({ path }) => path) : [])];
      const paths = [...new Set([...targetsOf(settings, release).map(({ path }) => path), ...shown])];
      const { commit, files } = await repository.read(paths);
      const pull = via === "pull-request" ? await pulls?.find(pullText(settings, release).branch, paths) : undefined;
      const rollback = release.mode.type === "rollback" && via === "pull-request";
      const ours = rollback ? await ourPulls(pulls, past) : {};
      return { commit, files, pull, ours, left: past.receipt, made };
    },

    propose: (state, release) => {
      const proposal = propose(forRollback(state, release), release, settings);
      const { rollback } = state.ours;
      // The rollback is aborted before anybody merged what it proposed.
      if (proposal.type !== "nothing" || rollback === undefined) return proposal;
      return { type: "change", change: closingRollback(state, proposal.state, rollback) };
    },

    apply: async (change, _release, fence = noFence) => {
      const { message, author, pull, close } = change.detail;
      if (close !== undefined) {
        await pulls?.close(close, fence.pass);
        return { type: "applied" };
      }
      const files = new Map(change.objects.map(({ path, after }) => [path, after?.text]));
      const request = { base: change.revision ?? "", files, message, ...(author && { author }) };
      if (pull !== undefined && pulls !== undefined) {
        const { labels, autoMerge } = settings.pullRequest;
        const { commit, url, number } = await pulls.propose({ ...request, ...pull, labels, autoMerge }, fence.pass);
        return { type: "applied", revision: commit, url, pending: true, detail: { pull: number } };
      }
      const done = await repository.commit(request, fence.pass);
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
