import { createHash, randomBytes } from "node:crypto";
import { ASN1Obj } from "@sigstore/core";
import { type PlannedCodeSigning, Problem } from "@slipway/model";
import type { SigningContext, ToolAnswer } from "./context.ts";
import { machineServers } from "./inputs.ts";

/** The plan's signing, with servers of the machine's or the given ones in place of its own, where it has timestamps at all. */
export function withTimestampServers(
  planned: PlannedCodeSigning | undefined,
  env: Readonly<Record<string, string | undefined>>,
  given: readonly string[] | undefined = machineServers(env),
): PlannedCodeSigning | undefined {
  if (planned?.windows === undefined || given === undefined || planned.windows.timestamps.length === 0) return planned;
  return { ...planned, windows: { ...planned.windows, timestamps: [...given] } };
}

/** Rounds through the list of servers; between them the pause grows. */
const ROUNDS = 3;
const FIRST_PAUSE = 2000;
const DEADLINE = 20_000;

/**
 * Asks one server after the other until one of them has given its timestamp.
 * @param attempt adds the timestamp of one server
 * @throws {Problem} `timestamp-unavailable`
 */
export async function timestampByAny(
  servers: readonly string[],
  attempt: (server: string) => Promise<ToolAnswer>,
  { log, pause }: SigningContext,
): Promise<void> {
  let last = "";
  for (let round = 0; round < ROUNDS; round++) {
    // Several jobs that failed together shall not come back together.
    if (round > 0) await pause(FIRST_PAUSE * 2 ** (round - 1) * (1 + Math.random()));
    for (const server of servers) {
      const answer = await attempt(server);
      if (answer.ok) return;
      last = answer.said;
      log.notice(`the timestamp server ${server} gave no timestamp${answer.said}`);
    }
  }
  throw unavailable(servers, last);
}

function unavailable(servers: readonly string[], said: string): Problem {
  return new Problem({
    kind: "failure",
    code: "timestamp-unavailable",
    message: `no timestamp server answered: ${servers.join(", ")}${said}`,
    remedy:
      "re-run the job when the server is back, or name others under `signing: windows: timestamp:`; without a timestamp a signature ends with its certificate",
  });
}

/** Header of a TimeStampReq of version 1 for a SHA-256 digest (RFC 3161, section 2.4.1), then the wish for certificates. */
const REQUEST = Buffer.from("30390201013031300d060960864801650304020105000420", "hex");
const WITH_CERTIFICATES = Buffer.from("0101ff", "hex");

/**
 * Whether at least one server would give a timestamp now: asks for one over random bytes.
 * @throws {Problem} `timestamp-unavailable`
 */
export async function requireTimestampServer(servers: readonly string[]): Promise<void> {
  const reasons: string[] = [];
  for (const server of servers) {
    const digest = createHash("sha256").update(randomBytes(32)).digest();
    try {
      const response = await fetch(server, {
        method: "POST",
        headers: { "content-type": "application/timestamp-query" },
        body: Buffer.concat([REQUEST, digest, WITH_CERTIFICATES]),
        signal: AbortSignal.timeout(DEADLINE),
      });
      const body = Buffer.from(await response.arrayBuffer());
      if (response.ok && granted(body)) return;
      reasons.push(`${server} answered with ${response.ok ? "a refusal" : `status ${response.status}`}`);
    } catch (error) {
      const { cause, message } = error as Error;
      reasons.push(`${server}: ${cause instanceof Error && cause.message !== "" ? cause.message : message}`);
    }
  }
  throw unavailable(servers, `: ${reasons.join("; ")}`);
}

/** PKIStatus 0 and 1 are granted, the second with changes. */
function granted(response: Buffer<ArrayBuffer>): boolean {
  try {
    const status = ASN1Obj.parseBuffer(response).subs[0]?.subs[0]?.toInteger();
    return status === 0n || status === 1n;
  } catch {
    return false;
  }
}
