import type { Fault } from "@slipway/rehearsal";
import type { Random } from "./random.ts";

/** What may go wrong with one request. `server` happens in the embedded GitHub; the rest around it. */
export type Mishap =
  | { readonly name: string; readonly server: Fault }
  /** The client waits in vain for its whole deadline; the effect took place or not. */
  | { readonly name: string; readonly stall: "before" | "after" }
  /** The run's token is no longer valid, from this request on. */
  | { readonly name: string; readonly expire: true }
  /** Its process dies: the request was sent, or took effect unheard. */
  | { readonly name: string; readonly kill: "before" | "after" }
  /** A person or another tool makes a draft of the same tag. */
  | { readonly name: string; readonly duplicate: "ours" | "foreign" }
  /** Somebody deletes an asset of the draft, while it is being filled. */
  | { readonly name: string; readonly meddle: true };

const answer = (status: number, message: string, headers?: Record<string, string>): Mishap => ({
  name: `status ${status}`,
  server: { kind: "answer", status, body: { message }, ...(headers && { headers }) },
});

type Draw = (random: Random) => Mishap;

const limit = (limit: "primary" | "secondary", status: 403 | 429, retryAfter: number | undefined): Mishap => ({
  name: `${limit} limit, ${status}, ${retryAfter === undefined ? "without header" : "with retry-after"}`,
  server: { kind: "rate-limit", limit, status, ...(retryAfter !== undefined && { retryAfter }) },
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
  (random) => ({ name: "delay", server: { kind: "delay", ms: random.below(3) } }),
  () => limit("primary", 403, undefined),
  () => limit("primary", 429, 30),
  () => limit("secondary", 403, undefined),
  () => limit("secondary", 403, 20),
  () => limit("secondary", 429, undefined),
  () => limit("secondary", 429, 45),
  () => ({ name: "killed before the effect", kill: "before" }),
  () => ({ name: "killed after the effect", kill: "after" }),
  () => ({ name: "token expired", expire: true }),
  () => ({ name: "duplicate draft, with our mark", duplicate: "ours" }),
  () => ({ name: "duplicate draft, foreign", duplicate: "foreign" }),
];

const UPLOAD: readonly Draw[] = [
  () => ({ name: "debris, connection closed", server: { kind: "debris", afterBytes: 3 } }),
  () => ({ name: "debris, 502", server: { kind: "debris", afterBytes: 3, status: 502 } }),
  () => ({ name: "digest null", server: { kind: "null-digest" } }),
  () => ({ name: "digest absent", server: { kind: "null-digest", absent: true } }),
  () => ({ name: "a byte flipped", server: { kind: "corrupt", digest: "stored" } }),
  () => ({ name: "asset deleted by a person", meddle: true }),
];

const WRITE: readonly Draw[] = [
  (random) => ({ name: "lists lag", server: { kind: "lag", lists: 1 + random.below(3) } }),
];

const RELEASE_WRITES = /^(?:repos\/(?:create|update|delete)-release(?:-asset)?|repos\/upload-release-asset)$/;

/** @param operation GitHub's operation id */
export function drawMishap(random: Random, operation: string): Mishap {
  const kinds = [...ANYWHERE];
  if (operation === "repos/upload-release-asset") for (let weight = 0; weight < 4; weight++) kinds.push(...UPLOAD);
  if (RELEASE_WRITES.test(operation)) kinds.push(...WRITE, ...WRITE, ...WRITE);
  return random.pick(kinds)(random);
}

/** Every kind, for the count at the end. */
export function everyMishap(random: Random): readonly string[] {
  return [...new Set([...ANYWHERE, ...UPLOAD, ...WRITE].map((draw) => draw(random).name))];
}
