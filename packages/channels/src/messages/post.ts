import { failureFromAnswer, type Guard, type Patience, RequestFailure } from "@slipway/forge";
import { Problem } from "@slipway/model";

/** Milliseconds from the first to the last byte of an answer. */
const DEADLINE = 30_000;
/** Characters of an answer that a message shows. */
const LONGEST_ANSWER = 200;

/** It is not known whether a message arrived: sent again it might arrive twice. */
export class Unclear extends Error {
  override readonly name = "Unclear";
}

export interface Sending {
  readonly patience: Patience;
  readonly tell: (line: string) => void;
  /** Called before every try; what it throws ends them. */
  readonly guard?: Guard;
}

export interface Post {
  /** For messages; the address itself is a secret. */
  readonly what: string;
  readonly url: URL;
  /** Made anew for each try: signatures hold the time. */
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the receiver recognises a repetition, so that sending again does no harm. */
  readonly repeatable: boolean;
}

/**
 * Sends JSON. Repeats what certainly did not arrive, and what a service asks to repeat (429, 503).
 * @returns the beginning of the answer
 * @throws {Unclear} when it may have arrived
 * @throws {Problem} `message-refused`, `messenger-unreachable`
 */
export async function post(request: Post, { patience, guard }: Sending): Promise<string> {
  try {
    return await patience.persist(request.what, async () => {
      await guard?.();
      return await once(request, patience);
    });
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    const { status, reason } = error.details;
    if (status === undefined || status === 429 || status >= 500) {
      throw new Problem({
        kind: "failure",
        code: "messenger-unreachable",
        message: `${request.what} did not take the message: ${status ?? ""} ${reason}`.replace(/: +/, ": "),
        remedy: "re-run this job when the service is well again: only messages that did not arrive are sent",
      });
    }
    throw new Problem({
      kind: "refusal",
      code: "message-refused",
      message: `${request.what} refuses the message: ${status} ${reason}`,
      remedy:
        status === 401 || status === 403 || status === 404 || status === 410
          ? "the address is wrong or was withdrawn: make a new webhook, put its address into the secret, and re-run this job"
          : "see what the service says; then re-run this job",
    });
  }
}

async function once({ what, url, headers, body, repeatable }: Post, patience: Patience): Promise<string> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: "POST",
      // A redirect elsewhere would take the message, and the address, along.
      redirect: "manual",
      headers: { "content-type": "application/json", "user-agent": "slipway", ...headers?.() },
      body,
      signal: AbortSignal.timeout(DEADLINE),
    });
    text = await beginningOf(response).catch(() => "");
  } catch (error) {
    const { reason, arrived } = explain(error);
    if (arrived && !repeatable) throw new Unclear(`${what}: ${reason}`);
    throw new RequestFailure({ operation: what, reason });
  }
  if (response.ok) return text.slice(0, LONGEST_ANSWER);
  const { status } = response;
  if (status >= 300 && status < 400) {
    throw new RequestFailure({
      operation: what,
      status,
      reason: "the address redirects elsewhere, which is not followed",
    });
  }
  const failure = failureFromAnswer(
    what,
    status,
    Object.fromEntries(response.headers),
    bodyOf(text),
    patience.time.now(),
  );
  // A gateway's failure says nothing about the service behind it.
  if (status >= 500 && status !== 503 && !repeatable) throw new Unclear(failure.message);
  throw failure;
}

/** As much of an answer as anybody looks at. */
async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > 16_384) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function bodyOf(text: string): unknown {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Slack answers in plain words.
  }
  return { message: text.startsWith("<") ? "" : text.slice(0, LONGEST_ANSWER) };
}

/** Codes of failures before a connection stood: nothing was sent. */
const BEFORE = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Never with the address: undici's messages may hold it. */
function explain(error: unknown): { reason: string; arrived: boolean } {
  if (error instanceof Error && error.name === "TimeoutError") {
    return { reason: `no answer within ${DEADLINE / 1000} s`, arrived: true };
  }
  const cause = error instanceof Error ? error.cause : undefined;
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  const code = (first as NodeJS.ErrnoException | undefined)?.code;
  return { reason: code ?? "the connection broke", arrived: code === undefined || !BEFORE.has(code) };
}
