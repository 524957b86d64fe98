import { type ChannelState, isPrerelease, type PlannedHomebrew, parseVersion } from "@slipway/model";
import { type ObjectChange, textContent } from "../change.ts";
import type { Undoing } from "../channel.ts";
import type { ChannelRelease } from "../release.ts";
import { deprecate, isDeprecated } from "./deprecate.ts";
import { isUntouched } from "./formula.ts";
import { propose, pullText, type TapChange, type TapDetail, type TapState, targetsOf, versionOf } from "./propose.ts";

/** What the release made, still shows it, is untouched, and of no use before: `app@3` after 3.0.0 is taken back. */
function removable(
  receipt: ChannelState,
  { files, made }: TapState,
  good: ChannelRelease,
  settings: PlannedHomebrew,
): readonly ObjectChange[] {
  const used = new Set(targetsOf(settings, good).map(({ path }) => path));
  return made.flatMap((path): ObjectChange[] => {
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
export function undo(
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
export function forRollback(state: TapState, { mode }: ChannelRelease): TapState {
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
export function closingRollback(state: TapState, there: ChannelState, number: number): TapChange {
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
