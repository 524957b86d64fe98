import { type Channel, type ChannelRelease, explainFailure, type Outcome } from "@slipway/channels";
import { pastOf, RequestFailure } from "@slipway/forge";
import { type ChannelState, type JournalEntry, mistake, Problem } from "@slipway/model";
import { actAt, channelDeps } from "./at-channel.ts";
import { type ChannelFacts, type Facts, LEFT_OUT, type Releases, UNTOLD } from "./facts.ts";
import { type FailoverFacts, orderOf, REFERRING } from "./failover/hosts.ts";
import type { Gathered, RollbackChannel, RollbackDeps, RollbackRequest } from "./gather.ts";
import { warningIn } from "./notice.ts";
import { advertisedBefore, isInterrupted } from "./past.ts";
import { isMessage } from "./plan.ts";
import { isWarned, isWarnedBy, isWarning } from "./warnings.ts";

/** What a look at the channels needs to know. */
interface Look {
  readonly request: RollbackRequest;
  readonly releases: Releases;
  readonly entries: readonly JournalEntry[] | undefined;
  readonly past: Facts["past"];
  readonly deps: RollbackDeps;
  readonly failover: FailoverFacts | undefined;
  /** Of the bad release's page. */
  readonly notes: string;
  /** With the addresses at which they were published, where a fail-over gives them others. */
  readonly published: Releases;
}

/** What each channel would change, by dry runs. */
export async function lookAtChannels(look: Look) {
  const { request, releases, entries, past, deps, failover } = look;
  const configured = await deps.channels(releases, failover && orderOf(failover.hosts));
  requireKnown(request.leaveOut, configured, entries ?? [], releases.bad.manifest.tag);
  const channels = new Map<string, Channel>();
  const guessed = new Map<string, ChannelState>();
  const facts: ChannelFacts[] = [];
  for (const planned of configured) {
    const { id, kind, title } = planned;
    const was = entries && advertisedBefore(entries, id);
    const { receipt, open, takenBack = false } = pastOf(entries ?? [], id);
    const add = (outcome: Outcome, uncertain?: string) =>
      facts.push({ outcome, was, ...(uncertain !== undefined && { uncertain }) });
    const untouched = (why: string) => add({ id, kind, title, type: "skipped", why });
    if (request.leaveOut.some((left) => left === id || isWarnedBy(planned, left))) {
      untouched(LEFT_OUT);
      continue;
    }
    if (!request.notify && isMessage(planned)) {
      untouched(UNTOLD);
      continue;
    }
    if (failover?.hostsOnly && isMessage(planned)) continue;
    // An earlier abort may have left it out, or not have reached it.
    const touched = takenBack || past.begun?.channels.has(id) === true;
    if (request.operation === "abort" && (isMessage(planned) || !touched)) {
      untouched(isMessage(planned) ? "what was told stays told" : "the rollback did not touch it");
      continue;
    }
    if (isWarning(planned) && deps.journal === undefined && warningIn(look.notes) !== undefined) {
      untouched(
        "the notes warn already, and without a journal nobody knows whether it was told too: it is not told twice",
      );
      continue;
    }
    if (isWarned(planned, entries)) {
      untouched("a security notice went there");
      continue;
    }
    if (isMessage(planned) && isInterrupted(entries ?? [], id)) {
      untouched(
        "an earlier run may have sent the correction, and was interrupted before it knew; it is not told twice",
      );
      continue;
    }
    try {
      const made = await planned.make();
      if ("skipped" in made) {
        untouched(made.skipped);
        continue;
      }
      channels.set(id, made);
      // Without a journal, or with one that does not say how it ended here, what is there tells.
      const known = receipt !== undefined || open !== undefined;
      if (!known && !isMessage(made)) {
        const state = await guess(made, look.published.bad);
        if (state !== undefined) guessed.set(id, state);
      }
      // What missed the release, or is not written down, moves with the hosts all the same.
      if (failover !== undefined && REFERRING.has(kind) && !known)
        guessed.set(id, { version: releases.bad.version.text });
      const outcome = await tryChannel(made, look, guessed);
      add(outcome, entries === undefined || guessed.has(id) ? uncertainty(made, entries) : undefined);
    } catch (error) {
      const problem = error instanceof RequestFailure ? explainFailure(error, title) : error;
      if (!(problem instanceof Problem)) throw error;
      add({ id, kind, title, type: "failed", problem });
    }
  }
  if (!failover?.hostsOnly) facts.push(...forgotten(configured, entries ?? [], request));
  return { facts, channels, guessed };
}

const uncertainty = (channel: Channel, entries: Look["entries"]) => {
  const why = entries === undefined ? "the release has no journal" : "its journal does not know this channel";
  return isMessage(channel)
    ? `${why}: nobody knows whether it was told here`
    : `${why}: that it is advertised here was judged by what is there now`;
};

/**
 * A slip of the pen would change what was to be left alone.
 * @throws {Problem} `invalid-input`
 */
function requireKnown(
  leaveOut: readonly string[],
  configured: readonly RollbackChannel[],
  entries: readonly JournalEntry[],
  tag: string,
): void {
  const isNamed = (id: string) =>
    configured.some((each) => each.id === id || isWarnedBy(each, id)) ||
    entries.some(({ channel }) => channel?.id === id);
  const unknown = leaveOut.filter((id) => !isNamed(id));
  if (unknown.length === 0) return;
  const ids = configured.map(({ id }) => id).join(", ");
  throw mistake(
    "invalid-input",
    `the input "leave-out" names ${unknown.join(", ")}, and ${tag} has no such channel. Nothing was changed`,
    ids === "" ? "it has none at all: leave `leave-out` out" : `its channels are ${ids}`,
  );
}

/** A channel that shows exactly what the release would have written is taken to show the release. */
async function guess(channel: Channel, bad: ChannelRelease): Promise<ChannelState | undefined> {
  const state = await channel.inspect(bad, { receipt: undefined, open: undefined });
  const proposal = channel.propose(state, bad);
  return proposal.type === "nothing" ? proposal.state : undefined;
}

async function tryChannel(channel: Channel, { request, releases, deps, failover }: Look, guessed: Gathered["guessed"]) {
  const log = { info: () => {}, warning: () => {} };
  const dry = { ...channelDeps(deps, releases.bad.manifest.tag, guessed), log, dryRun: true };
  return await actAt(channel, releases, { operation: request.operation, failover }, dry);
}

/** What the journal knows of and the configuration does not name (any more). */
function forgotten(
  configured: readonly RollbackChannel[],
  entries: readonly JournalEntry[],
  { leaveOut, operation }: RollbackRequest,
): readonly ChannelFacts[] {
  const ids = new Set(
    entries.flatMap(({ channel, event }) => (channel !== undefined && event === "receipt" ? [channel.id] : [])),
  );
  const [where, back] = operation === "abort" ? ["was taken back", "bring it back"] : ["is advertised", "take it back"];
  return [...ids]
    .filter(
      (id) =>
        (operation === "rollback" || (!isMessage({ id }) && pastOf(entries, id).takenBack === true)) &&
        !leaveOut.includes(id) &&
        !configured.some((each) => each.id === id || isWarnedBy(each, id)) &&
        !isWarning({ id }),
    )
    .map((id) => ({
      was: advertisedBefore(entries, id),
      outcome: {
        id,
        kind: id.split(":")[0] ?? id,
        title: id,
        type: "impossible",
        because: `the journal says that the release ${where} here, and the configuration at its tag does not say how to reach it`,
        remedy: `${back} there by hand, or name a configuration that has it with the input \`config\``,
      },
    }));
}
