import { createReadStream } from "node:fs";
import type { Channel, ChannelRelease, Outcome } from "@slipway/channels";
import type { Release } from "@slipway/forge";
import { MANIFEST_NAME, mistake, Problem, type RollbackCheck, type RollbackPlan, requireTag } from "@slipway/model";
import { actAt, channelDeps } from "../at-channel.ts";
import { failed } from "../checks/check.ts";
import { checkCompatibility } from "../checks/compatibility.ts";
import { checkSignatures } from "../checks/signatures.ts";
import { tagFrom, whyNot } from "../choose.ts";
import type { Executed } from "../execute.ts";
import type { ChannelFacts, Facts, Releases } from "../facts.ts";
import { type Gathered, knownByTag, type RollbackDeps, type RollbackRequest } from "../gather.ts";
import { lookAtChannels } from "../look-at-channels.ts";
import { isChanging, isMessage } from "../plan.ts";
import { type FailoverFacts, firstOf, isUnreachable, LATER, REFERRING } from "./hosts.ts";
import { directed, hostsCheck, isHostsOnly, lookAtFailover, NO_ROLLBACK } from "./look.ts";

/**
 * A fail-over while GitHub's API itself is unreachable: no journal, no lock, no list of releases. What the mirrors say is
 * enough to re-point them, and all that is done; the next run that reaches GitHub does the rest.
 */
export interface OfflineDeps extends RollbackDeps {
  /** Tags that the mirrors' pointers name. */
  pointers(): Promise<readonly string[]>;
}

/** Looks at what answers, and changes nothing. @throws {Problem} */
export async function gatherOffline(request: RollbackRequest, deps: OfflineDeps): Promise<Gathered> {
  if (request.operation === "abort") {
    throw mistake(
      "rollback-nothing-to-abort",
      "GitHub cannot be reached, and only its journal knows what was before",
      "run this again when GitHub is back",
    );
  }
  const reason = request.reason ?? "GitHub cannot be reached";
  const hostsOnly = isHostsOnly(request);
  const bad = request.version === undefined ? await pointedTo(deps) : tagFrom(request.version, "version");
  if (!hostsOnly && request.toVersion === undefined) {
    throw mistake(
      "missing-input",
      "GitHub cannot be reached, so nobody can look for the newest good release",
      "name the release to go back to in `to-version`; its release.json is taken from the mirrors",
    );
  }
  const good = hostsOnly ? bad : tagFrom(request.toVersion ?? "", "to-version", bad.prefix);
  const ofGood = await deps.releaseOf(good.text);
  const why = hostsOnly ? undefined : whyNot(bad, good, standIn(ofGood));
  if (why !== undefined) {
    throw mistake(
      "rollback-bad-target",
      `${good.text} is nothing to go back to from ${bad.text}: ${why}. Nothing was changed`,
      "name in `to-version` an earlier final release of the same project",
    );
  }
  const ofBad = await deps.releaseOf(bad.text).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    return knownByTag(bad, ofGood);
  });
  const mode = { type: "rollback", from: bad.version.text, reason } as const;
  const taken: Releases = { good: { ...ofGood, mode }, bad: ofBad };
  const failover = { ...(await lookAtFailover(taken, request, deps)), offline: true as const };
  const releases = directed(taken, failover);
  const limited = { ...deps, journal: undefined, channels: reached(deps, failover) };
  const seen = await lookAtChannels({
    request: { ...request, notify: false },
    releases,
    published: taken,
    entries: undefined,
    past: NO_ROLLBACK,
    deps: limited,
    failover,
    notes: "",
  });
  const facts: Facts = {
    operation: "rollback",
    mode: "failover",
    notify: false,
    failover,
    repository: deps.forge.repository,
    reason,
    bad: { tag: bad, release: standIn(ofBad) },
    good: { tag: good, release: standIn(ofGood) },
    latest: undefined,
    entries: undefined,
    past: NO_ROLLBACK,
    channels: seen.facts.filter(({ outcome }) => !isMessage(outcome)).map(unsure),
    drafts: [],
    checks: [
      githubCheck(),
      await signaturesCheck(taken.good, deps),
      ...(hostsOnly ? [] : [checkCompatibility(await deps.rules(bad.text), bad.version, good.version)]),
      hostsCheck(failover),
    ],
  };
  return { facts, releases, channels: seen.channels, guessed: seen.guessed };
}

/** The version that the mirrors show. */
async function pointedTo({ pointers }: OfflineDeps) {
  const tags = [...new Set(await pointers())];
  const [tag] = tags;
  if (tag !== undefined && tags.length === 1) return requireTag(tag);
  throw mistake(
    "missing-input",
    tag === undefined
      ? "GitHub cannot be reached, and no mirror says which release is the latest"
      : `GitHub cannot be reached, and the mirrors show several releases as the latest: ${tags.join(", ")}`,
    "name the release that stays in `version` and `to-version`, or the one that is taken back in `version` and the good one in `to-version`",
  );
}

/** Channels that need no file of the release: their bytes come from GitHub alone, which vouches for them. */
function reached(deps: OfflineDeps, { hosts, hostsOnly }: FailoverFacts): OfflineDeps["channels"] {
  const incomplete = new Set(hosts.filter(({ whole }) => !whole).map(({ id }) => `mirror:${id}`));
  return async (releases, order) =>
    (await deps.channels(releases, order)).map((each) => {
      if (REFERRING.has(each.kind) && !incomplete.has(each.id)) {
        return hostsOnly && each.kind !== "mirror"
          ? { ...each, make: async () => keepingDigests(await each.make()) }
          : each;
      }
      const skipped = incomplete.has(each.id)
        ? "it does not answer, or lacks files that come from GitHub"
        : "what is brought here comes from GitHub";
      return { ...each, make: async () => ({ skipped: `${skipped}: ${LATER}` }) };
    });
}

/**
 * Where the version stays so do its bytes, and taps and buckets have their digests from GitHub: a mirror whose release.json
 * says others is not believed, although nobody contradicts it.
 */
function keepingDigests<Made extends Channel | { readonly skipped: string }>(made: Made): Made {
  if ("skipped" in made) return made;
  const propose: Channel["propose"] = (state, release) => {
    const proposal = made.propose(state, release);
    if (proposal.type !== "change") return proposal;
    const { objects } = proposal.change;
    const known = new Set(objects.flatMap(({ before }) => digestsIn(before?.text)));
    const fresh = objects.find(({ after }) => digestsIn(after?.text).some((digest) => !known.has(digest)));
    if (fresh === undefined) return proposal;
    const problem = new Problem({
      kind: "refusal",
      code: "published-differs",
      message: `${fresh.path} of ${made.title} would get digests that it does not have, by what mirrors say of ${release.manifest.tag}. It was not touched`,
      remedy: `${LATER}; if it has ${release.manifest.tag} already, a mirror hands out other bytes: take that one down`,
    });
    return { type: "refused", problem };
  };
  return { ...made, propose };
}

const digestsIn = (text = ""): readonly string[] => text.toLowerCase().match(/\b[0-9a-f]{64}\b/g) ?? [];

const unsure = (facts: ChannelFacts): ChannelFacts =>
  facts.outcome.type === "proposed"
    ? { ...facts, uncertain: "without the journal nobody knows whether another run is at work here" }
    : facts;

function githubCheck(): RollbackCheck {
  const check = failed(
    "github",
    "GitHub can be reached",
    "no journal, no lock, no list of releases: the mirrors' own release.json says what is whole",
    "run this again when it is back: that does the rest, and writes it down",
  );
  return { ...check, skipped: true };
}

/** Those of release.json, as mirrors hand them out: it has the digests of everything else. */
async function signaturesCheck(target: ChannelRelease, deps: OfflineDeps): Promise<RollbackCheck> {
  const { tag } = target.manifest;
  const names = [MANIFEST_NAME, ...(await target.signatures()).map(({ name }) => name)];
  const paths = await Promise.all(names.map((name) => target.file(name)));
  const assets = names.map(
    (name, id) => ({ id, name, size: 0, state: "uploaded", sha256: undefined, url: "" }) as const,
  );
  return await checkSignatures({
    forge: { downloadAsset: async (id) => createReadStream(paths[id] as string) },
    release: { tag, assets },
    target,
    trusted: (await deps.rules(tag)).settings.signers,
    roots: deps.roots,
    ownAlone: true,
  });
}

/** What GitHub would say. */
function standIn({ manifest, page }: ChannelRelease): Release {
  return {
    id: 0,
    tag: manifest.tag,
    title: manifest.tag,
    body: "",
    draft: false,
    prerelease: manifest.prerelease,
    immutable: false,
    target: "",
    discussion: undefined,
    url: page,
    uploadUrl: "",
    assets: [],
  };
}

/** Without a lock and without a journal: what is changed is read back, and the next run compares everything again. */
export async function executeOffline(
  { facts, releases, channels, guessed }: Gathered,
  plan: RollbackPlan,
  deps: RollbackDeps,
): Promise<Executed> {
  const { hosts = [] } = facts.failover ?? {};
  if (!plan.rows.some(isChanging)) return { changed: false, outcomes: [] };
  deps.log.warning(`without a lock: nothing else may work on ${facts.bad.tag.text} now`);
  deps.log.info(`first: ${firstOf({ hosts })?.address}`);
  const outcomes: Outcome[] = [];
  const at = channelDeps({ ...deps, journal: undefined }, facts.bad.tag.text, guessed);
  for (const { id } of plan.rows) {
    const channel = channels.get(id);
    if (channel === undefined) continue;
    const { kind, title } = channel;
    try {
      outcomes.push(await actAt(channel, releases, facts, at));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (isUnreachable(error)) {
        outcomes.push({ id, kind, title, type: "impossible", because: "cannot be reached now", remedy: LATER });
      } else outcomes.push({ id, kind, title, type: "failed", problem: error });
    }
  }
  return { changed: outcomes.some(({ type }) => type === "changed"), outcomes };
}
