import {
  type Channel,
  type ChannelDeps,
  type ChannelRelease,
  explainFailure,
  type Outcome,
  runChannel,
  undoChannel,
} from "@slipway/channels";
import {
  type Advisories,
  branchChannelLedger,
  type ChannelLedger,
  explainRequest,
  type Forge,
  noChannelLedger,
  type Patience,
  type Release,
  type ReleaseList,
  RequestFailure,
} from "@slipway/forge";
import {
  type ChannelState,
  isForeign,
  type JournalEntry,
  type JournalRun,
  journalPath,
  mistake,
  Problem,
  parseTag,
  type RollbackMode,
  readJournal,
  requireTag,
  type Tag,
} from "@slipway/model";
import type { AdvisoryRequest } from "./advisory.ts";
import { makeChecks } from "./checks/all.ts";
import { earlierRelease, noTarget, tagFrom, whyNot } from "./choose.ts";
import { draftsOf, gatherDrafts, lookAtDraftsAgain } from "./drafts.ts";
import type { ChannelFacts, Facts, Releases } from "./facts.ts";
import { type FailoverFacts, type Host, orderOf } from "./failover/hosts.ts";
import { directed, isHostsOnly, lookAtFailover, NO_ROLLBACK, servedTag } from "./failover/look.ts";
import { lookAtAdvisory } from "./look-at-advisory.ts";
import { noticeIn, warningIn } from "./notice.ts";
import { advertisedBefore, isInterrupted, pastRollback } from "./past.ts";
import { isMessage } from "./plan.ts";
import { lookForward, type RollForwardWish } from "./roll-forward.ts";
import type { RollbackRules } from "./rules.ts";
import { isWarned, isWarnedBy, isWarning, warned } from "./warnings.ts";

export interface RollbackRequest {
  readonly operation: "rollback" | "abort";
  readonly mode: RollbackMode;
  /** Whether people who were told of the release are told. */
  readonly notify: boolean;
  /** Version or tag; undefined: the latest. */
  readonly version: string | undefined;
  readonly toVersion: string | undefined;
  readonly reason: string | undefined;
  /** Ids of channels that are left alone. */
  readonly leaveOut: readonly string[];
  /** Whether a rollback release follows, and which version it has. */
  readonly rollForward?: RollForwardWish | undefined;
  /** What the draft of a security advisory says, in mode `security`. */
  readonly advisory?: AdvisoryRequest;
}

/** A configured channel. What it needs is looked for when it is made, so that each fails for itself. */
export interface RollbackChannel {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  make(): Promise<Channel | { readonly skipped: string }>;
}

export interface RollbackDeps {
  readonly forge: Forge;
  list(): Promise<ReleaseList>;
  /** By its release.json. @throws {Problem} `manifest-missing` */
  releaseOf(tag: string): Promise<ChannelRelease>;
  /** What the configuration at the tag of the bad release names. */
  channels(releases: Releases, order?: readonly string[]): Promise<readonly RollbackChannel[]>;
  /** Where clients get releases, as that configuration names them; the first is where they are published. */
  hosts(releases: Releases): Promise<readonly Host[]>;
  /** What the project says about going back from the release of a tag. */
  rules(tag: string): Promise<RollbackRules>;
  /** Sigstore's roots, where the caller has them: signatures are held against them too. */
  readonly roots?: readonly object[];
  /** Security advisories of the repository, where its server keeps any. */
  readonly advisories?: Advisories;
  readonly patience: Patience;
  readonly log: { info(line: string): void; warning(line: string): void };
  readonly run: JournalRun;
  /** Branch; undefined: no journal is kept. */
  readonly journal: string | undefined;
  readonly fetch?: typeof fetch;
  readonly addressDeadline?: number;
  readonly cancelled?: AbortSignal;
}

export interface Gathered {
  readonly facts: Facts;
  readonly releases: Releases;
  readonly channels: ReadonlyMap<string, Channel>;
  /** What a release without journal seems to have left, by channel. */
  readonly guessed: ReadonlyMap<string, ChannelState>;
}

/** Looks at everything, and changes nothing. @throws {Problem} */
export async function gatherRollback(request: RollbackRequest, deps: RollbackDeps): Promise<Gathered> {
  try {
    return await gather(request, deps);
  } catch (error) {
    throw error instanceof RequestFailure ? explainRequest(error, "Nothing was changed.") : error;
  }
}

async function gather(request: RollbackRequest, deps: RollbackDeps): Promise<Gathered> {
  const { forge } = deps;
  const { operation } = request;
  const { releases: list, cut } = await deps.list();
  const hostsOnly = isHostsOnly(request);
  const badTag = hostsOnly ? await servedTag(request, forge) : await chooseBad(request, list, deps);
  const entries = await journalOf(badTag.text, deps);
  const found = await findPublished(badTag.text, list, forge);
  if (found === undefined) {
    const drafts = hostsOnly ? undefined : await gatherDrafts(badTag, list, entries, request, deps);
    if (drafts !== undefined) return drafts;
    throw notPublished(badTag.text, forge);
  }
  const bad = { tag: badTag, release: found };
  const past = hostsOnly ? NO_ROLLBACK : pastRollback(entries ?? []);
  if (operation === "abort" && past.begun === undefined && !past.aborted) {
    throw mistake(
      "rollback-nothing-to-abort",
      `the journal knows of no rollback of ${badTag.text}`,
      "name the release that was taken back in `version`; without a journal nobody knows what was before",
    );
  }
  const wanted = hostsOnly
    ? badTag.text
    : operation === "abort"
      ? past.begun?.to
      : (request.toVersion ?? past.begun?.to);
  if (operation === "rollback" && !hostsOnly && wanted !== undefined) requireSameTarget(badTag, wanted, past);
  const goodTag = wanted === undefined ? undefined : tagFrom(wanted, "to-version", badTag.prefix);
  const goodRelease = goodTag === undefined ? earlierRelease(badTag, list) : await published(goodTag.text, list, forge);
  if (goodRelease === undefined) throw noTarget(badTag.text, cut);
  const good = { tag: requireTag(goodRelease.tag), release: goodRelease };
  if (operation === "rollback" && !hostsOnly) requireGood(bad.tag, good);
  // An abort that is run again finds nothing begun any more.
  const reason =
    request.reason ?? past.begun?.reason ?? (past.aborted && operation === "abort" ? "aborted" : undefined);
  if (reason === undefined) {
    throw mistake(
      "missing-input",
      'the input "reason" is empty',
      "say why, in a sentence: it is shown in the release's notes",
    );
  }
  const taken = warned(await takeReleases(bad.tag, good.tag, reason, operation, deps), request, deps);
  const failover = request.mode === "failover" ? await lookAtFailover(taken, request, deps) : undefined;
  const releases = failover === undefined ? taken : directed(taken, failover);
  const survey = await forge.survey(badTag.text);
  const seen = await lookAtChannels({
    request,
    releases,
    published: taken,
    entries,
    past,
    deps,
    failover,
    notes: bad.release.body,
  });
  const { mode } = request;
  const checked = { ...(failover && { failover }), operation, mode, bad, good, releases, entries, ...seen };
  const checks = await makeChecks(checked, deps);
  const { channels, guessed } = seen;
  const forward = await lookForward(request.rollForward, { bad, good }, list, forge);
  const facts: Facts = {
    operation,
    mode,
    notify: request.notify,
    ...(failover && { failover }),
    repository: forge.repository,
    reason,
    bad,
    good,
    latest: survey.latest,
    entries,
    past,
    channels: seen.facts,
    drafts: hostsOnly ? [] : draftsOf(badTag.text, list),
    ...(forward && { rollForward: forward }),
    ...(await lookAtAdvisory(request, { bad, good, reason, entries, releases, list, forward }, deps)),
    checks,
  };
  return { facts, releases, channels, guessed };
}

/** The same facts with releases, latest and journal of this moment: under the lock nothing else changes them. */
export async function lookAgain(facts: Facts, deps: RollbackDeps): Promise<Facts> {
  const { forge } = deps;
  const { bad, good } = facts;
  const survey = await forge.survey(bad.tag.text);
  const fresh = async ({ tag, release }: Facts["bad"]) => {
    const found = await forge.release(release.id);
    if (found === undefined || found.draft) throw notPublished(tag.text, forge);
    return { tag, release: found };
  };
  const entries = await journalOf(bad.tag.text, deps);
  return {
    ...facts,
    bad: await fresh(bad),
    good: await fresh(good),
    ...(facts.drafts && { drafts: await lookAtDraftsAgain(facts.drafts, forge) }),
    latest: survey.latest,
    entries: facts.entries === undefined ? undefined : entries,
    past: facts.past,
  };
}

/**
 * Without `version` it is the latest release; unless that is where an earlier run, perhaps interrupted, has rolled back to:
 * then the same rollback is meant, not one further down.
 */
async function chooseBad(
  { version, operation }: RollbackRequest,
  list: readonly Release[],
  deps: RollbackDeps,
): Promise<Tag> {
  if (version !== undefined) return tagFrom(version, "version");
  const latest = await deps.forge.latestRelease();
  const tag = latest && parseTag(latest.tag);
  if (tag === undefined) {
    throw mistake(
      "missing-input",
      `the input "version" is empty, and ${deps.forge.repository} has no latest release with a version`,
      "name the release to take back in `version`",
    );
  }
  for (const each of list) {
    const other = parseTag(each.tag);
    if (other === undefined || each.draft || latest === undefined || whyNot(other, tag, latest) !== undefined) continue;
    if (noticeIn(each.body) === tag.text) return other;
    const begun = pastRollback((await journalOf(each.tag, deps)) ?? []).begun;
    if (begun?.to === tag.text) return other;
  }
  if (operation === "abort") deps.log.info(`${tag.text} is the latest release`);
  return tag;
}

async function findPublished(tag: string, list: readonly Release[], forge: Forge): Promise<Release | undefined> {
  const isIt = (release: Release) => release.tag === tag && !release.draft;
  return list.find(isIt) ?? (await forge.findReleases(tag)).find(isIt);
}

async function published(tag: string, list: readonly Release[], forge: Forge): Promise<Release> {
  const found = await findPublished(tag, list, forge);
  if (found === undefined) throw notPublished(tag, forge);
  return found;
}

function notPublished(tag: string, { repository }: Forge): Problem {
  return new Problem({
    kind: "refusal",
    code: "release-not-published",
    message: `${repository} has no published release of ${tag}: a draft, or nothing. Nothing was changed`,
    remedy: "name a published release; a draft is deleted where it is named in `version` without `to-version`",
  });
}

/** Half of it would name one release, and half the other. */
function requireSameTarget(bad: Tag, wanted: string, { begun }: Facts["past"]): void {
  if (begun === undefined || tagFrom(wanted, "to-version", bad.prefix).text === begun.to) return;
  throw mistake(
    "rollback-begun-elsewhere",
    `a rollback of ${bad.text} to ${begun.to} was begun, and not aborted: it is not taken back to ${wanted} as well. Nothing was changed`,
    `leave \`to-version\` out, which finishes that one; or abort it first (\`abort: true\`)`,
  );
}

function requireGood(bad: Tag, { tag, release }: Facts["good"]): void {
  const why = whyNot(bad, tag, release);
  if (why === undefined) return;
  throw mistake(
    "rollback-bad-target",
    `${tag.text} is nothing to go back to from ${bad.text}: ${why}. Nothing was changed`,
    "name in `to-version` an earlier final release of the same project that was not taken back, or leave it out",
  );
}

async function journalOf(tag: string, { forge, journal }: RollbackDeps): Promise<readonly JournalEntry[] | undefined> {
  if (journal === undefined) return undefined;
  const path = journalPath(tag);
  const file = await forge.readFile(journal, path);
  if (file === undefined) return undefined;
  const entries = readJournal(file.text, path).entries.filter((entry) => !isForeign(entry)) as JournalEntry[];
  const stranger = entries.find((entry) => entry.tag !== tag);
  if (stranger === undefined) return entries;
  throw new Problem({
    kind: "failure",
    code: "journal-damaged",
    message: `${path} of the branch ${journal} has an entry about ${stranger.tag}. Nothing was changed`,
    remedy: "somebody edited the journal by hand: restore the file from the branch's history (git revert)",
  });
}

async function takeReleases(
  bad: Tag,
  good: Tag,
  reason: string,
  operation: "rollback" | "abort",
  deps: RollbackDeps,
): Promise<Releases> {
  const target = await deps.releaseOf(good.text).catch((error: unknown) => {
    throw error instanceof Problem ? unusable(error, good) : error;
  });
  const damaged = await deps.releaseOf(bad.text).catch((error: unknown) => {
    // Only its tag matters for going back; what is wrong with it may be just that.
    if (!(error instanceof Problem) || operation === "abort") throw error;
    deps.log.warning(`${error.message}; ${bad.text} is taken back all the same`);
    const { manifest } = target;
    const substitute = { ...manifest, version: bad.version.text, tag: bad.text, artifacts: [], builds: [] };
    return { ...target, version: bad.version, manifest: substitute, assets: new Map() } satisfies ChannelRelease;
  });
  return {
    good: { ...target, mode: { type: "rollback", from: bad.version.text, reason } },
    bad: {
      ...damaged,
      mode: { type: "rollback", from: good.version.text, reason: `the rollback is aborted: ${reason}` },
    },
  };
}

/** Whatever is wrong with the release.json of the target: nobody may be sent to it. */
function unusable({ kind, code, message: why, cause }: Problem, { text }: Tag): Problem {
  const message = `${text} is nothing to go back to: ${why.replace(/\. No channel was touched$/, "")}. Nothing was changed`;
  const remedy = "name another release in `to-version`, or release a higher version";
  return new Problem({ kind, code, message, remedy, cause });
}

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
  const channels = new Map<string, Channel>();
  const guessed = new Map<string, ChannelState>();
  const facts: ChannelFacts[] = [];
  for (const planned of configured) {
    const { id, kind, title } = planned;
    const was = entries && advertisedBefore(entries, id);
    const add = (outcome: Outcome, uncertain?: string) =>
      facts.push({ outcome, was, ...(uncertain !== undefined && { uncertain }) });
    const untouched = (why: string) => add({ id, kind, title, type: "skipped", why });
    if (request.leaveOut.includes(id)) {
      untouched("left out by the input `leave-out`");
      continue;
    }
    if (!request.notify && isMessage(planned)) {
      untouched("left out by `notify: false`");
      continue;
    }
    if (failover?.hostsOnly && isMessage(planned)) continue;
    if (request.operation === "abort" && (isMessage(planned) || !past.begun?.channels.has(id))) {
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
      // Without a journal, or with one that was cut short, what is there tells.
      const known = entries?.some(({ step }) => step === id);
      if (!known && !isMessage(made)) {
        const state = await guess(made, look.published.bad);
        if (state !== undefined) guessed.set(id, state);
      }
      // A mirror that missed the release is in the same order as the others all the same.
      if (failover !== undefined && kind === "mirror" && !known)
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

/** A channel that shows exactly what the release would have written is taken to show the release. */
async function guess(channel: Channel, bad: ChannelRelease): Promise<ChannelState | undefined> {
  const state = await channel.inspect(bad, { receipt: undefined, open: undefined });
  const proposal = channel.propose(state, bad);
  return proposal.type === "nothing" ? proposal.state : undefined;
}

async function tryChannel(channel: Channel, { request, releases, deps, failover }: Look, guessed: Gathered["guessed"]) {
  const { log: _, ...rest } = channelDeps(deps, releases.bad.manifest.tag, guessed);
  const quiet = { info: () => {}, warning: () => {} };
  const dry = { ...rest, log: quiet, dryRun: true };
  if (failover?.hostsOnly) return await runChannel(channel, releases.good, dry);
  return request.operation === "rollback" && !isWarning(channel)
    ? await undoChannel(channel, releases.bad, releases.good, dry)
    : await runChannel(channel, releases.bad, dry);
}

/** What the journal knows of and the configuration does not name (any more). */
function forgotten(
  configured: readonly RollbackChannel[],
  entries: readonly JournalEntry[],
  { leaveOut, operation }: RollbackRequest,
): readonly ChannelFacts[] {
  if (operation === "abort") return [];
  const ids = new Set(
    entries.flatMap(({ channel, event }) => (channel !== undefined && event === "receipt" ? [channel.id] : [])),
  );
  return [...ids]
    .filter(
      (id) =>
        !leaveOut.includes(id) &&
        !configured.some((each) => each.id === id || isWarnedBy(each, id)) &&
        !id.includes("/security"),
    )
    .map((id) => ({
      was: advertisedBefore(entries, id),
      outcome: {
        id,
        kind: id.split(":")[0] ?? id,
        title: id,
        type: "impossible",
        because:
          "the journal says that the release is advertised here, and the configuration at its tag does not say how to reach it",
        remedy: "take it back there by hand, or name a configuration that has it with the input `config`",
      },
    }));
}

/** @param lockHolder of the lock under which channels are changed */
export function channelDeps(
  deps: RollbackDeps,
  tag: string,
  guessed: Gathered["guessed"],
  lockHolder?: string,
): ChannelDeps {
  const { forge, patience, log, run, journal, fetch, addressDeadline, cancelled } = deps;
  const ledger: ChannelLedger =
    journal === undefined
      ? noChannelLedger
      : branchChannelLedger({ forge, patience, log, branch: journal, tag, run, ...(lockHolder && { lockHolder }) });
  return {
    log,
    patience,
    dryRun: false,
    ledger: {
      ...ledger,
      past: async (channel) => {
        const past = await ledger.past(channel);
        const receipt = past.receipt ?? guessed.get(channel);
        return receipt === undefined || past.open !== undefined ? past : { ...past, receipt };
      },
    },
    ...(fetch && { fetch }),
    ...(addressDeadline !== undefined && { addressDeadline }),
    ...(cancelled && { cancelled }),
  };
}
