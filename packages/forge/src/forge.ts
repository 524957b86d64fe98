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

  /**
   * Creates an annotated tag. One of this name that exists, on whatever commit, is left as it is.
   * @param guard is called before every try
   * @returns whether it was this call that created it, as far as that is known
   */
  createTag(tag: TagContent, guard?: Guard): Promise<boolean>;

  /** One consistent look at what a decision needs, at a cost that does not grow with the history of releases. */
  survey(tag: string, journal?: JournalPlace): Promise<Survey>;

  /** Every release of a tag that the token may see, drafts included, oldest first. */
  findReleases(tag: string): Promise<readonly Release[]>;
  release(id: number): Promise<Release | undefined>;
  /** Names of the categories of discussions; empty where discussions are off, undefined where the token may not ask. */
  discussionCategories(): Promise<readonly string[] | undefined>;
  /** What the repository shows as its latest release. */
  latestRelease(): Promise<Release | undefined>;

  /** @param guard is called when its turn has come; what it throws ends it */
  createDraft(content: DraftContent, guard?: Guard): Promise<Release>;
  /**
   * @param changes or what decides on them: asked anew before every try, because the server compares nothing
   * @param guard is called before every try, and again once an edit is decided; what it throws ends them
   */
  updateRelease(id: number, changes: ReleaseChanges | ReleaseEdit, guard?: Guard): Promise<Release>;
  /**
   * Deletes a draft; it looks again right before, because the server would delete what is published just as well. One that is
   * gone already counts as deleted.
   * @param guard is called before every try; what it throws ends them
   * @returns whether it is deleted; false: it is published, and was left alone
   */
  deleteDraft(id: number, guard?: Guard): Promise<boolean>;
  generateNotes(range: NotesRange): Promise<GeneratedNotes>;

  listAssets(releaseId: number): Promise<readonly Asset[]>;
  /**
   * Streams a file, with its length announced. Opens the file anew on each call.
   * @param guard is called when its turn has come; what it throws ends it
   */
  uploadAsset(release: Release, file: Upload, tell?: (bytes: number) => void, guard?: Guard): Promise<Asset>;
  renameAsset(id: number, name: string, guard?: Guard): Promise<Asset>;
  /** An asset that is gone already counts as deleted. */
  deleteAsset(id: number, guard?: Guard): Promise<void>;
  /** The asset's bytes, from drafts too. The caller consumes or destroys the stream. */
  downloadAsset(id: number): Promise<Readable>;

  /** @param ref branch or commit; undefined: the default branch */
  readFile(ref: string | undefined, path: string): Promise<StoredFile | undefined>;
  /**
   * One commit that sets one file, if the file still is what the caller saw; tried once. A missing branch is made, without
   * a parent, with `readme` beside the file.
   * @throws {RequestFailure} whose `conflict` is true when the file, or the branch, is another by now
   */
  writeFile(branch: string, path: string, change: FileChange): Promise<StoredFile>;
}

export type Guard = () => Promise<void>;

export interface JournalPlace {
  readonly branch: string;
  readonly paths: readonly string[];
}

export interface Survey {
  /** Commit of the tag, peeled. */
  readonly commit: string | undefined;
  /** The tag's release; the published one, if there are several. */
  readonly release:
    | {
        readonly id: number;
        readonly draft: boolean;
        readonly prerelease: boolean;
        readonly immutable: boolean;
        /** Number of assets. */
        readonly assets: number;
      }
    | undefined;
  readonly latest: { readonly id: number; readonly tag: string } | undefined;
  /** Of the paths asked for, those that exist. */
  readonly files: ReadonlyMap<string, StoredFile>;
  readonly branchExists: boolean;
}

export interface StoredFile {
  readonly text: string;
  /** Git's id of the content: changes with every change, and only then. */
  readonly version: string;
}

export interface FileChange {
  readonly text: string;
  /** What the caller saw; `undefined`: no such file. */
  readonly version: string | undefined;
  readonly message: string;
  readonly readme: string;
  /** Known to be absent, which saves a request. */
  readonly newBranch?: boolean;
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
  /** Of a draft whose tag does not exist: what is tagged when it is published; a commit or a branch. */
  readonly target: string;
  /** Page of its discussion. */
  readonly discussion: string | undefined;
  /** Page for people. */
  readonly url: string;
  /** Where assets go; comes from the server, with an RFC 6570 suffix that is cut off. */
  readonly uploadUrl: string;
  /** As the same answer of the server lists them. */
  readonly assets: readonly Asset[];
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
  /** Milliseconds since 1970, by the server's clock. */
  readonly createdAt?: number;
}

interface TagContent {
  readonly tag: string;
  readonly commit: string;
  readonly message: string;
  /** ISO 8601. */
  readonly time: string;
}

export interface DraftContent {
  readonly tag: string;
  /** Where the tag does not exist yet: what GitHub would tag if a person published the draft by hand. */
  readonly commit?: string;
  readonly title: string;
  readonly body: string;
  readonly prerelease: boolean;
}

export interface ReleaseChanges {
  /** What would be tagged, of a draft without tag. */
  readonly commit?: string;
  readonly title?: string;
  readonly body?: string;
  readonly prerelease?: boolean;
  /** `false` publishes. */
  readonly draft?: boolean;
  readonly makeLatest?: boolean;
  /** Category of the discussion that is opened with the publication. */
  readonly discussion?: string;
}

/** @param now how the release is right before the try. @returns undefined: it stays as it is */
export type ReleaseEdit = (now: Release) => Promise<ReleaseChanges | undefined>;

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

interface GeneratedNotes {
  readonly title: string;
  readonly body: string;
}
