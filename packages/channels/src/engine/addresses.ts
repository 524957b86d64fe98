import { createHash } from "node:crypto";
import { type Patience, readRetryAfter } from "@slipway/forge";
import { Problem } from "@slipway/model";
import { type ChannelRelease, type PublicAsset, requireAsset } from "../release.ts";

export interface AddressDeps {
  readonly log: { info(line: string): void };
  readonly patience: Patience;
  /** Carries requests past the network, in tests. */
  readonly fetch?: typeof fetch;
  /** Milliseconds for which an address may lag behind the publication; five minutes. */
  readonly addressDeadline?: number;
}

/** Milliseconds. Delivery networks serve a new asset within seconds, as a rule; an old 404 may be kept for longer. */
const DEADLINE = 5 * 60_000;
const POLL = { first: 2_000, last: 30_000 } as const;
/** For one download: five minutes and the time that 200 kB/s need. */
const transferDeadline = (size: number) => 300_000 + Math.ceil(size / 200);

/**
 * Invariants 5 and 10: what is advertised answers, to anybody, with the bytes that the manifest says.
 * @throws {Problem} `address-not-ready`
 */
export async function verifyAddresses(
  names: readonly string[],
  release: ChannelRelease,
  deps: AddressDeps,
): Promise<void> {
  const assets = [...new Set(names)].map((name) => requireAsset(release, name));
  const deadline = deps.patience.time.now() + (deps.addressDeadline ?? DEADLINE);
  // One after another: together they would only share one line.
  for (const asset of assets) await verifyAddress(asset, deadline, deps);
  if (assets.length > 0) deps.log.info(`${assets.length} addresses answer with the manifest's digests`);
}

async function verifyAddress(asset: PublicAsset, deadline: number, deps: AddressDeps): Promise<void> {
  const { time } = deps.patience;
  let poll: number = POLL.first;
  for (let told = false; ; told = true) {
    const { wrong, wait } = await ask(asset, deps);
    if (wrong === undefined) return;
    const pause = Math.max(wait ?? 0, poll * (0.5 + time.random() / 2));
    if (time.now() + pause > deadline) {
      throw new Problem({
        kind: "failure",
        code: "address-not-ready",
        message: `${asset.url} ${wrong}. The channel was not touched.`,
        remedy:
          "re-run this job when the address answers; an address that is not public (a private repository, a draft) cannot be advertised",
      });
    }
    if (!told) deps.log.info(`${asset.url} ${wrong}; asking again for a while`);
    await time.sleep(pause);
    poll = Math.min(POLL.last, poll * 1.6);
  }
}

/** Names below `localhost` are this machine (RFC 6761, section 6.3), though not every resolver knows; an embedded GitHub has one. */
export const resolvable = (url: string): string =>
  url.replace(/^(https?:\/\/)[\w-]+\.localhost(?=[:/])/, (_, scheme) => `${scheme}127.0.0.1`);

/** What is wrong with the answer, and how long the server asks to wait (milliseconds). */
async function ask(
  { url, size, sha256 }: PublicAsset,
  deps: AddressDeps,
): Promise<{ readonly wrong?: string; readonly wait?: number | undefined }> {
  const get = deps.fetch ?? fetch;
  try {
    const response = await get(resolvable(url), { signal: AbortSignal.timeout(transferDeadline(size)) });
    if (!response.ok || response.body === null) {
      response.body?.cancel().catch(() => {});
      const after = response.headers.get("retry-after") ?? undefined;
      return { wrong: `answers ${response.status}`, wait: readRetryAfter(after, deps.patience.time.now()) };
    }
    const hash = createHash("sha256");
    let length = 0;
    for await (const chunk of response.body) {
      hash.update(chunk);
      length += chunk.byteLength;
      // Whatever comes after is not what was released.
      if (length > size) break;
    }
    const found = hash.digest("hex");
    if (found === sha256) return {};
    return { wrong: `answers with ${length} bytes of SHA-256 ${found}; the manifest has ${size} of ${sha256}` };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: unknown };
    return { wrong: `does not answer: ${cause instanceof Error && cause.message !== "" ? cause.message : message}` };
  }
}
