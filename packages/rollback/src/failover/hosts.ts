import { type ChannelRelease, type PublicAsset, reachable, verifyAddresses, wholeRelease } from "@slipway/channels";
import type { Patience } from "@slipway/forge";
import { MANIFEST_NAME, Problem, RELEASE_MANIFEST, type RollbackRow, sha256, writeDocument } from "@slipway/model";

/** Where clients get a release: at `<address>/<tag>/<file>`. */
export interface Host {
  /** `github`, or a mirror's. */
  readonly id: string;
  /** For people. */
  readonly title: string;
  readonly address: string;
}

interface HostFacts extends Host {
  /** Every byte of the release answers there, by digest. */
  readonly whole: boolean;
  /** Where not. For the log: it may differ from one look to the next. */
  readonly why?: string;
}

/** What is known of the hosts of one release. */
export interface FailoverFacts {
  /** As configured; the first is where the release was published. */
  readonly hosts: readonly HostFacts[];
  /** The version stays, only where it comes from changes. */
  readonly hostsOnly: boolean;
  /** GitHub's API is unreachable: what the mirrors say is all that is known. */
  readonly offline?: true;
}

interface HostDeps {
  readonly patience: Patience;
  readonly log: { info(line: string): void };
  readonly fetch?: typeof fetch;
  /** Milliseconds for which a host may be silent; half a minute. */
  readonly addressDeadline?: number;
}

/** Short: whoever looks is told by people that something is wrong, and clients wait. */
const DEADLINE = 30_000;

/**
 * Downloads the whole release from each host, as clients do, and compares digests: nobody is sent to a host that has less than
 * all of it.
 */
export async function lookAtHosts(
  hosts: readonly Host[],
  release: ChannelRelease,
  deps: HostDeps,
): Promise<readonly HostFacts[]> {
  const quiet = { ...deps, log: { info: () => {} } };
  const found = await Promise.all(
    hosts.map(async (host): Promise<HostFacts> => {
      const why = await missingAt(host, release, quiet);
      return { ...host, whole: why === undefined, ...(why !== undefined && { why }) };
    }),
  );
  for (const { title, why } of found) deps.log.info(`${title}: ${why ?? `has all of ${release.manifest.tag}`}`);
  return found;
}

async function missingAt({ address }: Host, release: ChannelRelease, deps: HostDeps): Promise<string | undefined> {
  try {
    const place = reachable(address);
    const served = servedFrom(release, place);
    const whole = [...(await wholeRelease(served)), manifestAsset(served, place)];
    const assets = new Map(whole.map((asset) => [asset.name, asset]));
    await verifyAddresses([...assets.keys()], { ...served, assets }, { addressDeadline: DEADLINE, ...deps });
    return undefined;
  } catch (error) {
    // What verifies addresses for channels says so too.
    if (error instanceof Problem) return error.message.replace(/\. The channel was not touched\.$/, "");
    throw error;
  }
}

/** Equal documents have equal bytes. */
function manifestAsset({ manifest }: ChannelRelease, address: string): PublicAsset {
  const text = writeDocument(RELEASE_MANIFEST, manifest);
  const url = addressOf(address, manifest.tag, MANIFEST_NAME);
  return { name: MANIFEST_NAME, url, size: Buffer.byteLength(text), sha256: sha256(text) };
}

export function addressOf(address: string, tag: string, name: string): string {
  return [address.replace(/\/+$/, ""), ...[...tag.split("/"), name].map(encodeURIComponent)].join("/");
}

/** The release with the addresses that it has at a host. */
export function servedFrom(release: ChannelRelease, address: string): ChannelRelease {
  const at = (asset: PublicAsset) => ({ ...asset, url: addressOf(address, release.manifest.tag, asset.name) });
  return {
    ...release,
    assets: new Map([...release.assets].map(([name, asset]) => [name, at(asset)])),
    signatures: async () => (await release.signatures()).map(at),
  };
}

/** As configured, but for the one that is promoted: what its place is behind that matters to nobody. */
export function orderOf(hosts: readonly HostFacts[]): readonly string[] {
  const first = firstOf({ hosts });
  const others = hosts.filter((host) => host !== first);
  return [...(first === undefined ? [] : [first]), ...others].map(({ address }) => address);
}

/** Where clients are sent. */
export const firstOf = ({ hosts }: Pick<FailoverFacts, "hosts">): HostFacts | undefined =>
  hosts.find(({ whole }) => whole);

/** Another than the first of the configuration stands in. */
export const isPromoted = (facts: Pick<FailoverFacts, "hosts">): boolean => firstOf(facts) !== facts.hosts[0];

/** Kinds of channels whose texts name the addresses of files, or their order: a fail-over changes them, and brings no file. */
export const REFERRING: ReadonlySet<string> = new Set(["mirror", "homebrew", "scoop"]);

/** Failures that pass by themselves when a server is back. */
const UNREACHABLE = new Set([
  "registry-unreachable",
  "registry-connection-lost",
  "registry-unavailable",
  "channel-unreachable",
  "channel-unavailable",
  "connection-failed",
  "server-unavailable",
]);

export const isUnreachable = (error: unknown): error is Problem =>
  error instanceof Problem && UNREACHABLE.has(error.code);

export const LATER = "run this again when it is back: it gets what it lacks then, and its place in the order";

/** Says who is first; what has to be changed for it stands in the rows of the channels. */
function hostsRow(facts: FailoverFacts): RollbackRow {
  const first = firstOf(facts);
  const told = facts.hosts.map(({ title, whole }) => `${title}: ${whole ? "whole" : "not whole, or silent"}`);
  const row = { id: "hosts", kind: "failover", title: "Where clients get files", now: told.join("; "), was: null };
  if (first === undefined) {
    return {
      ...row,
      action: "impossible",
      what: "no host has all of the release at this moment",
      remedy: "bring one of them back, then run this again",
    };
  }
  const what = isPromoted(facts)
    ? `${first.address} is first: all of the release answers there, by digest`
    : "the order is as configured";
  return { ...row, action: "nothing", what };
}

/** Rows about hosts, before those of the channels. */
export const hostsRows = (facts: FailoverFacts): readonly RollbackRow[] =>
  facts.offline ? [hostsRow(facts), githubRow(facts)] : [hostsRow(facts)];

function githubRow({ hostsOnly }: FailoverFacts): RollbackRow {
  return {
    id: "github",
    kind: "release",
    title: "Releases and journal on GitHub",
    now: "cannot be reached",
    was: null,
    action: "impossible",
    what: hostsOnly
      ? "no journal can be written"
      : "latest, flag, notes, messages and the journal wait until it is back",
    remedy: LATER,
  };
}
