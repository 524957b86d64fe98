import { parseTag } from "@slipway/model";
import type { Offer } from "../../channels/offers.ts";
import type { ReleaseSnapshot } from "../../github/types.ts";
import type { CheckSummary, MessageSummary, RollbackSummary } from "../../report/summary.ts";

/** How things stand for users at one moment. */
export interface Moment {
  /** As `…/releases/latest` answers anybody. */
  readonly latest: string | null;
  readonly offers: readonly Offer[];
  readonly releases: readonly ReleaseSnapshot[];
  /** By messenger. */
  readonly messages: ReadonlyMap<string, readonly MessageSummary[]>;
}

/** After the first release, after the second, after the rollback. */
export interface Moments {
  readonly before: Moment;
  readonly released: Moment;
  readonly after: Moment;
}

export interface Judged {
  readonly channels: RollbackSummary["channels"];
  readonly corrections: readonly MessageSummary[];
  readonly checks: readonly CheckSummary[];
}

export interface Question {
  /** Tag of the release that was taken back. */
  readonly from: string;
  /** Of the one before it. */
  readonly to: string;
  /** Whether every messenger gets messages about rollbacks. */
  readonly everybody: boolean;
  /** Version of the rollback release that followed; undefined: none did. */
  readonly forward: string | undefined;
}

/**
 * What a user of each channel gets, held against what they got before the second release; where a rollback release followed,
 * against that. Pure.
 */
export function judge(moments: Moments, question: Question): Judged {
  const { before, released, after } = moments;
  const { forward } = question;
  const latest: Offer = { kind: "release", title: "Latest release", gets: before.latest, print: before.latest ?? "" };
  const channels = [
    row(latest, released.latest, { gets: after.latest, print: after.latest ?? "" }, forward),
    ...before.offers.map((offer, at) => {
      const [second, last] = [released.offers[at], after.offers[at]];
      return row(offer, second?.gets ?? null, last ?? { gets: null, print: "" }, forward);
    }),
  ];
  const corrections = [...after.messages].flatMap(([id, all]) => all.slice(released.messages.get(id)?.length ?? 0));
  return {
    channels,
    corrections,
    checks: [
      ...channels.map(({ title, result, detail }) => ({ name: `Rollback: ${title}`, result, detail })),
      page(after, question),
      untouched(released, after),
      ...told(moments, question),
    ],
  };
}

function row(
  { kind, title, gets: before, print }: Offer,
  released: string | null,
  last: Pick<Offer, "gets" | "print">,
  forward: string | undefined,
): RollbackSummary["channels"][number] {
  const after = last.gets;
  const say = (text: string | null) => text ?? "nothing";
  const facts = { kind, title, before, released, after };
  const chain = `${say(before)} → ${say(released)} → ${say(after)}`;
  // Whoever names a version goes on getting it: nothing is taken away from a registry.
  if (kind === "registry") {
    const stays = after === released || (forward !== undefined && count(after) > count(released));
    return {
      ...facts,
      result: stays ? "passed" : "failed",
      detail: `${chain}${stays ? ": what is there stays" : ": files are gone"}`,
    };
  }
  if (released === before && after === before)
    return { ...facts, result: "passed", detail: `${say(before)}: the release did not change it` };
  if (forward !== undefined && released !== before) {
    // Each as it writes versions: with a `v`, a name before it, a revision after it.
    const there = after !== null && after !== before && after.includes(forward);
    return { ...facts, result: there ? "passed" : "failed", detail: `${chain}, which carries ${say(before)}` };
  }
  const back = after === before;
  const same = back && kind !== "release" && last.print === print ? ", the same bytes" : "";
  return { ...facts, result: back ? "passed" : "failed", detail: chain + same };
}

/** `16 files` */
const count = (text: string | null): number => Number.parseInt(text ?? "0", 10);

/** Of the release that was taken back. */
function page({ releases }: Moment, { from, to }: Question): CheckSummary {
  const release = releases.find(({ tag }) => tag === from);
  const noticed = release?.body?.includes(`<!-- slipway:rollback to=${to} -->`) === true;
  const found = [
    release?.prerelease === true || release?.immutable === true ? "a pre-release" : "still final",
    release?.latest === true ? "still latest" : "not latest",
    noticed ? `its notes begin with a notice that names ${to}` : "its notes have no notice",
  ];
  const holds = noticed && release?.latest === false && (release.prerelease || release.immutable);
  return {
    name: "Rollback: the release's page",
    result: holds ? "passed" : "failed",
    detail: `${from}: ${found.join(", ")}`,
  };
}

/** Invariant 2: published bytes and tags never change; a rollback release comes beside them. */
function untouched(released: Moment, after: Moment): CheckSummary {
  const known = new Set(released.releases.map(({ tag }) => tag));
  const list = ({ releases }: Moment) =>
    releases
      .filter(({ tag }) => known.has(tag))
      .flatMap(({ tag, assets }) => assets.map(({ name, size, digest }) => `${tag} ${name} ${size} ${digest}`))
      .sort();
  const [then, now] = [list(released), list(after)];
  const wrong = [...then.filter((line) => !now.includes(line)), ...now.filter((line) => !then.includes(line))];
  return {
    name: "Rollback: published files",
    result: wrong.length === 0 && now.length > 0 ? "passed" : "failed",
    detail:
      wrong.length === 0
        ? `${now.length} of ${now.length} assets of ${known.size} releases are what they were`
        : `changed: ${wrong.slice(0, 3).join("; ")}`,
  };
}

/** Whoever was told of the release is corrected once, and told of a rollback release as of any other. */
function told({ before, released, after }: Moments, { to, everybody, forward }: Question): CheckSummary[] {
  const ids = [...released.messages.keys()];
  if (ids.length === 0) return [];
  const version = parseTag(to)?.version.text ?? to;
  const wrong: string[] = [];
  let corrected = 0;
  for (const id of ids) {
    const number = (moment: Moment) => moment.messages.get(id)?.length ?? 0;
    const news = Math.max(0, number(released) - number(before));
    const said = (after.messages.get(id) ?? [])
      .slice(number(released))
      .map(({ subject, text }) => `${subject} ${text}`);
    // The news of a rollback release name both versions, and come last.
    const more = forward === undefined ? said : said.slice(0, Math.max(0, said.length - news));
    corrected += more.length;
    if (more.length > news) wrong.push(`${id} got ${more.length} corrections of ${news} messages`);
    if (everybody && more.length < news) wrong.push(`${id} was told of the release, and not of its end`);
    if (more.some((text) => !text.includes(version))) wrong.push(`the correction to ${id} does not name ${version}`);
  }
  return [
    {
      name: "Rollback: corrections",
      result: wrong.length === 0 ? "passed" : "failed",
      detail: wrong.length === 0 ? `${corrected} to ${ids.length} messengers, each at most once` : wrong.join("; "),
    },
  ];
}
