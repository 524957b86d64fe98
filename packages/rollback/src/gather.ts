import type { Channel, ChannelRelease } from "@slipway/channels";
import { type Advisories, explaining, type Forge, type Patience, type Release, type ReleaseList } from "@slipway/forge";
import {
  type ChannelState,
  isPrerelease,
  type JournalRun,
  mistake,
  Problem,
  parseTag,
  type RollbackMode,
  requireTag,
  type Tag,
} from "@slipway/model";
import type { AdvisoryRequest } from "./advisory.ts";
import { makeChecks } from "./checks/all.ts";
import { tagFrom, whyNot } from "./choose.ts";
import { draftsOf, gatherDrafts, lookAtDraftsAgain } from "./drafts.ts";
import type { Facts, Releases } from "./facts.ts";
import type { Host } from "./failover/hosts.ts";
import { directed, isHostsOnly, lookAtFailover, NO_ROLLBACK, servedTag } from "./failover/look.ts";
import { lookAtAdvisory } from "./look-at-advisory.ts";
import { lookAtChannels } from "./look-at-channels.ts";
import { noticeIn } from "./notice.ts";
import { pastRollback } from "./past.ts";
import { findPublished, gone, journalOf, notPublished, published } from "./published.ts";
import { lookForward } from "./roll-forward.ts";
import type { RollbackRules } from "./rules.ts";
import type { RollForwardWish } from "./session/roll-forward-wish.ts";
import { chooseGood, newestGood, requireGood, requireSameTarget } from "./target.ts";
import { warned } from "./warnings.ts";

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
  /**
   * What the configuration at the tag of the bad release names.
   * @param order addresses of the hosts, in the order in which clients are to try them; as configured where it is not given
   */
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
  return await explaining("Nothing was changed.", () => gather(request, deps));
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
  const { begun } = past;
  const goodTag = hostsOnly
    ? badTag
    : operation === "abort" && begun !== undefined
      ? requireTag(begun.to)
      : await chooseGood(badTag, request.toVersion, begun, { releases: list, cut }, deps);
  // Bringing a release back needs nothing of the other one.
  const there = operation === "abort" ? await findPublished(goodTag.text, list, forge) : undefined;
  const release = operation === "abort" ? (there ?? gone(goodTag)) : await published(goodTag.text, list, forge);
  const good = { tag: goodTag, release };
  if (operation === "rollback" && !hostsOnly) {
    await requireGood(bad.tag, good, deps);
    const highest = await newestGood(badTag, list, deps);
    if (highest !== undefined && highest.tag !== good.tag.text) {
      deps.log.warning(
        `people get ${good.tag.text}, although ${highest.tag} is higher and was not taken back: if that is meant to be advertised, run the channels' jobs of its release again afterwards`,
      );
    }
  }
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
    drafts: hostsOnly ? [] : draftsOf(badTag.text, list, entries),
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
    if (found === undefined || found.draft || found.tag !== tag.text) throw notPublished(tag.text, forge);
    return { tag, release: found };
  };
  const entries = await journalOf(bad.tag.text, deps);
  const now = { bad: await fresh(bad), good: facts.operation === "abort" ? good : await fresh(good) };
  // Another rollback may have begun, and died, while this one waited for the lock; or one of the target.
  if (facts.operation === "rollback" && facts.failover?.hostsOnly !== true) {
    const { begun } = pastRollback(entries ?? []);
    if (begun?.to !== facts.past.begun?.to) requireSameTarget(bad.tag, good.tag.text, begun);
    await requireGood(bad.tag, now.good, deps);
  }
  return {
    ...facts,
    ...now,
    ...(facts.drafts && { drafts: await lookAtDraftsAgain(facts.drafts, forge) }),
    latest: survey.latest,
    entries: facts.entries === undefined ? undefined : entries,
  };
}

/**
 * Without `version` it is the latest release; unless that is where an earlier run, perhaps interrupted, has rolled back to, or
 * the rollback release that came of it: then the same rollback is meant, not one further down. A release above the latest of
 * which nobody knows why it is not the latest may be just that, begun by a run without a journal, or by hand: then somebody has
 * to say which one is meant.
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
  const replaced = await replacedBy(tag, list, deps);
  if (replaced !== undefined) {
    deps.log.info(`${tag.text} is the rollback release in place of ${replaced.text}: say \`version\` to take it back`);
    return replaced;
  }
  let unexplained: Tag | undefined;
  for (const each of list) {
    const other = parseTag(each.tag);
    if (other === undefined || each.draft || latest === undefined || whyNot(other, tag, latest) !== undefined) continue;
    if (noticeIn(each.body) === tag.text) return other;
    const begun = pastRollback((await journalOf(each.tag, deps)) ?? []).begun;
    if (begun?.to === tag.text) return other;
    const explained = begun !== undefined || noticeIn(each.body) !== undefined || isPrerelease(other.version);
    if (!explained) unexplained ??= other;
  }
  if (unexplained !== undefined) {
    throw mistake(
      "missing-input",
      `the input "version" is empty, and the latest release is ${tag.text} although ${unexplained.text} is above it and is not known to be taken back. Nothing was changed`,
      `name the release to take back in \`version\`: ${unexplained.version.text}, also where an interrupted run had begun with it, or ${tag.version.text}`,
    );
  }
  if (operation === "abort") deps.log.info(`${tag.text} is the latest release`);
  return tag;
}

/** The bad release that a rollback release is in place of. */
async function replacedBy(tag: Tag, list: readonly Release[], deps: RollbackDeps): Promise<Tag | undefined> {
  try {
    const { carries } = (await deps.releaseOf(tag.text)).manifest;
    return carries && (await findPublished(carries.from, list, deps.forge)) && requireTag(carries.from);
  } catch (error) {
    // Whatever is wrong with its release.json, it is the one to take back.
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

async function takeReleases(
  bad: Tag,
  good: Tag,
  reason: string,
  operation: "rollback" | "abort",
  deps: RollbackDeps,
): Promise<Releases> {
  const [wanted, other] = operation === "abort" ? [bad, good] : [good, bad];
  const target = await deps.releaseOf(wanted.text).catch((error: unknown) => {
    throw error instanceof Problem && operation === "rollback" ? unusable(error, good) : error;
  });
  const left = await deps.releaseOf(other.text).catch((error: unknown) => {
    // Only its tag matters for leaving it; what is wrong with it may be just why.
    if (!(error instanceof Problem)) throw error;
    deps.log.warning(
      `${error.message}; ${bad.text} is ${operation === "abort" ? "brought" : "taken"} back all the same`,
    );
    return knownByTag(other, target);
  });
  return {
    good: { ...(operation === "abort" ? left : target), mode: { type: "rollback", from: bad.version.text, reason } },
    bad: {
      ...(operation === "abort" ? target : left),
      mode: { type: "rollback", from: good.version.text, reason: `the rollback is aborted: ${reason}` },
    },
  };
}

/** A release of which nothing but its tag is known: enough for going back from it, to another of the project. */
export function knownByTag({ text, version }: Tag, other: ChannelRelease): ChannelRelease {
  const manifest = { ...other.manifest, version: version.text, tag: text, artifacts: [], builds: [] };
  return { ...other, version, manifest, assets: new Map() };
}

/** Whatever is wrong with the release.json of the target: nobody may be sent to it. */
function unusable(problem: Problem, { text }: Tag): Problem {
  const why = problem.message.replace(/\. No channel was touched$/, "");
  return problem.retold({
    message: `${text} is nothing to go back to: ${why}. Nothing was changed`,
    remedy: "name another release in `to-version`, or release a higher version",
  });
}
