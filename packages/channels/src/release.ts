import { compareNames, MANIFEST_NAME, type ReleaseManifest, requireVersion, type Version } from "@slipway/model";

/** An artifact that people can download. */
export interface PublicAsset {
  readonly name: string;
  /** Public address. */
  readonly url: string;
  readonly size: number;
  readonly sha256: string;
}

/** What signs release.json, which has its digest and so cannot describe it. */
export type OwnSignature = Omit<PublicAsset, "url">;

/** Why a channel is asked. In a rollback, and only there, it may go down. */
export type ChannelMode =
  | { readonly type: "release" }
  | {
      readonly type: "rollback";
      readonly from: string;
      readonly reason: string;
      /** The version has a security problem, found out on this day (`2026-11-22`): what cannot go back warns. */
      readonly security?: string;
    };

/** Everything that a channel may know of a release. */
export interface ChannelRelease {
  readonly manifest: ReleaseManifest;
  readonly version: Version;
  /** `owner/name` of the released repository. */
  readonly repository: string;
  /** Page of the release, for people. */
  readonly page: string;
  /** By name; `release.json` and checksum files too. */
  readonly assets: ReadonlyMap<string, PublicAsset>;
  /** Addresses of hosts that hand out its files, where a fail-over moves between them; absent: the one of `assets`. */
  readonly hosts?: readonly string[];
  /** Markdown: what changed, without installation and verification; undefined where nobody wrote any. */
  readonly notes: string | undefined;
  /** Milliseconds since 1970 of the publication, as far as known; the commit's time otherwise. */
  readonly publishedAt: number | undefined;
  readonly mode: ChannelMode;
  /**
   * What signs release.json, as it was published. For whoever brings whole releases somewhere.
   * @throws {Problem} `asset-unavailable`
   */
  signatures(): Promise<readonly PublicAsset[]>;
  /**
   * A local file with the bytes of an asset or of such a signature, verified by its digest: the one of this job where there is one,
   * downloaded otherwise. For channels that carry bytes or look into packages.
   * @throws {Problem} `asset-unavailable`
   */
  file(name: string): Promise<string>;
}

export interface ChannelReleaseFacts {
  readonly manifest: ReleaseManifest;
  /** `https://github.com`, without a slash at the end. */
  readonly serverUrl: string;
  readonly repository: string;
  readonly notes?: string;
  readonly publishedAt?: number;
  readonly mode?: ChannelMode;
  /** None unless told. */
  readonly signatures?: () => Promise<readonly OwnSignature[]>;
  readonly file: ChannelRelease["file"];
}

/** A release as it stands at its public addresses on GitHub. */
export function channelRelease(facts: ChannelReleaseFacts): ChannelRelease {
  const { manifest, serverUrl, repository } = facts;
  const releases = `${serverUrl}/${repository}/releases`;
  const tag = manifest.tag.split("/").map(encodeURIComponent).join("/");
  const at = (asset: OwnSignature): PublicAsset => ({
    ...asset,
    url: `${releases}/download/${tag}/${encodeURIComponent(asset.name)}`,
  });
  const assets = manifest.artifacts.map(({ name, size, digests }): [string, PublicAsset] => [
    name,
    at({ name, size, sha256: digests.sha256 }),
  ]);
  return {
    manifest,
    version: requireVersion(manifest.version, "release.json"),
    repository,
    page: `${releases}/tag/${tag}`,
    assets: new Map(assets),
    notes: facts.notes,
    publishedAt: facts.publishedAt ?? (manifest.timestamp === undefined ? undefined : manifest.timestamp * 1000),
    mode: facts.mode ?? { type: "release" },
    signatures: async () => (await facts.signatures?.())?.map(at) ?? [],
    file: facts.file,
  };
}

/** Everything that release.json describes, and its own signatures; of all that was published only release.json itself is not among them. */
export async function wholeRelease(release: ChannelRelease): Promise<readonly PublicAsset[]> {
  const all = [...release.assets.values(), ...(await release.signatures())];
  return all.filter(({ name }) => name !== MANIFEST_NAME).toSorted((a, b) => compareNames(a.name, b.name));
}

/** An artifact of the manifest, all of which are assets. */
export function requireAsset(release: ChannelRelease, name: string): PublicAsset {
  const found = release.assets.get(name);
  if (found === undefined) throw new Error(`the release ${release.manifest.tag} has no asset "${name}"`);
  return found;
}
