import type { Readable } from "node:stream";

/**
 * What Slipway asks of the place where releases live, in a release's own words. Every method either does what it says or
 * throws a `RequestFailure`; "not found" is `undefined`. Methods that are safe to repeat are already repeated by the
 * implementation; `createDraft` and `uploadAsset` are tried once, because after an unclear outcome the caller has to look
 * before it tries again.
 */
export interface Forge {
  /** `owner/name` */
  readonly repository: string;

  /** Whether the token may write releases; asked by a request that stores nothing. */
  probeAccess(tag: string): Promise<Access>;

  /** Commit of a tag; annotated tags are peeled. */
  resolveTag(tag: string): Promise<string | undefined>;

  /** Every release of a tag that the token may see, drafts included, oldest first. */
  findReleases(tag: string): Promise<readonly Release[]>;
  release(id: number): Promise<Release | undefined>;
  /** What the repository shows as its latest release. */
  latestRelease(): Promise<Release | undefined>;

  createDraft(content: DraftContent): Promise<Release>;
  updateRelease(id: number, changes: ReleaseChanges): Promise<Release>;
  generateNotes(range: NotesRange): Promise<GeneratedNotes>;

  listAssets(releaseId: number): Promise<readonly Asset[]>;
  /** Streams a file, with its length announced. Opens the file anew on each call. */
  uploadAsset(release: Release, file: Upload): Promise<Asset>;
  renameAsset(id: number, name: string): Promise<Asset>;
  /** An asset that is gone already counts as deleted. */
  deleteAsset(id: number): Promise<void>;
  /** The asset's bytes, from drafts too. The caller consumes or destroys the stream. */
  downloadAsset(id: number): Promise<Readable>;
}

export type Access =
  | { readonly writable: true }
  /** `reason` is what the server said. */
  | { readonly writable: false; readonly reason: string };

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly immutable: boolean;
  /** Page for people. */
  readonly url: string;
  /** Where assets go; comes from the server, with an RFC 6570 suffix that is cut off. */
  readonly uploadUrl: string;
}

/** `starter` is what a failed upload leaves behind; it blocks its name until it is deleted. */
export type AssetState = "uploaded" | "open" | "starter";

export interface Asset {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: AssetState;
  /** SHA-256 as the server computed it, lower-case hexadecimal; servers leave it out at times. */
  readonly sha256: string | undefined;
  /** Public download address, valid once the release is published. */
  readonly url: string;
}

export interface DraftContent {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly prerelease: boolean;
}

export interface ReleaseChanges {
  readonly title?: string;
  readonly body?: string;
  readonly prerelease?: boolean;
  /** `false` publishes. */
  readonly draft?: boolean;
  readonly makeLatest?: boolean;
}

/** A file to become an asset: what it must be on the server. */
export interface Upload {
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly size: number;
}

export interface NotesRange {
  readonly tag: string;
  readonly previousTag?: string;
  /** Only for tags that do not exist yet. */
  readonly commit?: string;
}

export interface GeneratedNotes {
  readonly title: string;
  readonly body: string;
}
