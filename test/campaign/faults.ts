import type { Fault } from "@slipway/rehearsal";
import type { TrialKind } from "./kind.ts";
import type { Random } from "./random.ts";

/** What may go wrong with one request. `server` happens in the embedded GitHub; the rest around it. */
export type Mishap =
  | { readonly name: string; readonly server: Fault }
  /** On its way, or its answer is, for so many milliseconds, while others go on. */
  | { readonly name: string; readonly delay: "before" | "after"; readonly ms: number }
  /** The effect took place; of the answer only half arrives, or a page of some machine in between. */
  | { readonly name: string; readonly garble: "half" | "page" }
  /** Its job is cancelled: it is told, and killed a little later. */
  | { readonly name: string; readonly cancel: true }
  /** The client waits in vain for its whole deadline; the effect took place or not. */
  | { readonly name: string; readonly stall: "before" | "after" }
  /** The run's token is no longer valid, from this request on. */
  | { readonly name: string; readonly expire: true }
  /** Its process dies: the request was sent, or took effect unheard. */
  | { readonly name: string; readonly kill: "before" | "after" }
  /** A person or another tool makes a draft of the same tag. */
  | { readonly name: string; readonly duplicate: "ours" | "foreign" }
  /** Somebody deletes an asset of the draft, while it is being filled. */
  | { readonly name: string; readonly meddle: true }
  /** Somebody edits the notes of the release that is taken back, says which release is latest, or commits to the tap. */
  | { readonly name: string; readonly person: Deed };

const DEEDS = ["notes", "latest", "tap"] as const;
export type Deed = (typeof DEEDS)[number];

/** Milliseconds; less than the client's own deadline. */
const LONGEST_DELAY = 50_000;

const answer = (status: number, message: string, headers?: Record<string, string>): Mishap => ({
  name: `status ${status}`,
  server: { kind: "answer", status, body: { message }, ...(headers && { headers }) },
});

/** @param now milliseconds since 1970, by the clock of the trial */
type Draw = (random: Random, now: number) => Mishap;

const limit = (limit: "primary" | "secondary", status: 403 | 429, retryAfter: number | undefined): Mishap => ({
  name: `${limit} limit, ${status}, ${retryAfter === undefined ? "without header" : "with retry-after"}`,
  server: { kind: "rate-limit", limit, status, ...(retryAfter !== undefined && { retryAfter }) },
});

/** Milliseconds; a client that is asked to wait too long gives up. */
const LONGEST_RESET = 30 * 60_000;

/** The hour's requests are used up, and the answer says until when. */
const exhausted = (status: 403 | 429, until: number): Mishap => ({
  ...answer(status, "API rate limit exceeded for installation.", {
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(Math.ceil(until / 1000)),
  }),
  name: `primary limit, ${status}, with the time of its end`,
});

const ANYWHERE: readonly Draw[] = [
  () => answer(400, "Problems parsing JSON"),
  () => answer(401, "Bad credentials"),
  () => answer(403, "Resource not accessible by integration"),
  () => answer(404, "Not Found"),
  () => answer(408, "Request Timeout"),
  () => answer(409, "Conflict"),
  () => answer(422, "Validation Failed"),
  () => answer(500, "Server Error"),
  () => answer(502, "Bad Gateway"),
  () => answer(503, "Service Unavailable", { "retry-after": "5" }),
  () => answer(504, "We couldn't respond to your request in time"),
  () => ({ name: "reset before the effect", server: { kind: "reset", when: "before" } }),
  () => ({ name: "reset after the effect", server: { kind: "reset", when: "after" } }),
  () => ({ name: "stall before the effect", stall: "before" }),
  () => ({ name: "stall after the effect", stall: "after" }),
  (random) => ({ name: "delay before the effect", delay: "before", ms: random.below(LONGEST_DELAY) }),
  (random) => ({ name: "delay after the effect", delay: "after", ms: random.below(LONGEST_DELAY) }),
  () => ({ name: "half of the answer", garble: "half" }),
  () => ({ name: "page of a gateway instead of the answer", garble: "page" }),
  () => ({ name: "job cancelled", cancel: true }),
  () => limit("primary", 403, undefined),
  () => limit("primary", 429, 30),
  (random, now) => exhausted(403, now + random.below(LONGEST_RESET)),
  (random, now) => exhausted(429, now + random.below(LONGEST_RESET)),
  () => limit("secondary", 403, undefined),
  () => limit("secondary", 403, 20),
  () => limit("secondary", 429, undefined),
  () => limit("secondary", 429, 45),
  () => ({ name: "killed before the effect", kill: "before" }),
  () => ({ name: "killed after the effect", kill: "after" }),
  () => ({ name: "token expired", expire: true }),
];

const DRAFTS: readonly Draw[] = [
  () => ({ name: "duplicate draft, with our mark", duplicate: "ours" }),
  () => ({ name: "duplicate draft, foreign", duplicate: "foreign" }),
];

const PEOPLE: readonly Draw[] = [
  () => ({ name: "a person edits the notes", person: "notes" }),
  () => ({ name: "a person makes another release latest", person: "latest" }),
  () => ({ name: "a person commits to the tap", person: "tap" }),
];

/** GitHub answers GraphQL with status 200 also where it fails ("Rate limits and query limits for the GraphQL API"). */
const failed = (name: string, error: object, headers?: Record<string, string>): Mishap => ({
  name: `GraphQL, 200: ${name}`,
  server: { kind: "answer", status: 200, body: { errors: [error] }, ...(headers && { headers }) },
});

const GRAPHQL: readonly Draw[] = [
  () => failed("something went wrong", { message: "Something went wrong while executing your query." }),
  () =>
    failed(
      "rate limited",
      { type: "RATE_LIMITED", message: "API rate limit exceeded for installation." },
      { "x-ratelimit-remaining": "0" },
    ),
  () => failed("secondary limit", { message: "You have exceeded a secondary rate limit." }),
];

const meddle: Draw = () => ({ name: "asset deleted by a person", meddle: true });

const UPLOAD: readonly Draw[] = [
  () => ({ name: "debris, connection closed", server: { kind: "debris", afterBytes: 3 } }),
  () => ({ name: "debris, 502", server: { kind: "debris", afterBytes: 3, status: 502 } }),
  () => ({ name: "digest null", server: { kind: "null-digest" } }),
  () => ({ name: "digest absent", server: { kind: "null-digest", absent: true } }),
  () => ({ name: "a byte flipped", server: { kind: "corrupt", digest: "stored" } }),
  meddle,
];

const WRITE: readonly Draw[] = [
  (random) => ({ name: "lists lag", server: { kind: "lag", lists: 1 + random.below(3) } }),
];

const RELEASE_WRITES = /^(?:repos\/(?:create|update|delete)-release(?:-asset)?|repos\/upload-release-asset)$/;

/**
 * @param operation GitHub's operation id
 * @param now milliseconds since 1970, by the clock of the trial
 */
export function drawMishap(random: Random, operation: string, now: number, kind: TrialKind): Mishap {
  const kinds = [...ANYWHERE, ...(kind === "release" ? DRAFTS : [])];
  if (operation === "repos/upload-release-asset") {
    for (let weight = 0; weight < 4; weight++)
      kinds.push(...UPLOAD.filter((draw) => kind === "release" || draw !== meddle));
  }
  if (operation === "graphql") kinds.push(...GRAPHQL, ...GRAPHQL);
  if (RELEASE_WRITES.test(operation)) kinds.push(...WRITE, ...WRITE, ...WRITE);
  return random.pick(kinds)(random, now);
}

/** A limit for so long that others come and go meanwhile: what was read and claimed before may not hold after it. */
export const drawStall: Draw = (random, now) =>
  exhausted(random.pick([403, 429]), now + LONGEST_RESET / 3 + random.below((LONGEST_RESET * 2) / 3));

/** What people do by hand while a release is taken back. */
export const drawDeed = (random: Random): Mishap => random.pick(PEOPLE)(random, 0);

/** Every kind, for the count at the end. */
export function everyMishap(random: Random, kinds: readonly TrialKind[]): readonly string[] {
  const own = { release: [...DRAFTS, meddle], rollback: PEOPLE };
  const draws = [
    ...ANYWHERE,
    ...GRAPHQL,
    ...UPLOAD.filter((draw) => draw !== meddle),
    ...WRITE,
    ...kinds.flatMap((kind) => own[kind]),
  ];
  return [...new Set(draws.map((draw) => draw(random, 0).name))];
}
