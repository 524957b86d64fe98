import type { Access, Fence } from "@slipway/forge";

/**
 * Where files of a repository or mirror lie: a server that takes PUT, a bucket, a branch. Paths are relative, with `/` between
 * names; each store encodes them as its protocol wants.
 */
export interface Store {
  /** For people: an address without credentials. */
  readonly where: string;
  /** Whether `apply` compares by itself what `begin` saw; other stores rely on turns. */
  readonly swap: "native" | "turn";
  /** Whether the credentials may write, where that can be asked without writing. */
  access?(): Promise<Access>;
  /** Fixes what is read from here on, where the store can: the commit. */
  begin(): Promise<string | undefined>;
  /**
   * A small file, whole. `undefined` only when the server says that there is none.
   * @param most bytes; a larger file is refused
   */
  read(path: string, most?: number): Promise<Buffer | undefined>;
  /**
   * What lies there, read back from the server; `undefined` when nothing does.
   * @param expected what probably lies there: a store that names contents by their digests need not fetch it to know
   */
  fingerprint(path: string, expected?: StoredContent): Promise<StoredPrint | undefined>;
  /**
   * Makes the changes in the order of their phases, removals last. Repeating it changes nothing.
   * @param revision what `begin` returned
   * @param fence nothing that replaces something is sent past it
   */
  apply(changes: Changes, revision: string | undefined, fence?: Fence): Promise<StoreApplied | StoreConflict>;
}

export interface StoredPrint {
  readonly size: number;
  readonly sha256: string;
}

export type StoredContent =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** A file of this machine, opened anew for each try. */
  | { readonly type: "file"; readonly path: string; readonly size: number; readonly sha256: string };

export interface StoredFile<Content = StoredContent> {
  readonly path: string;
  readonly content: Content;
  /** Never changes once it is there: other bytes under its name are refused, equal ones kept. */
  readonly fixed: boolean;
}

export interface Changes<Content = StoredContent> {
  /** In a few words, as a commit's subject. */
  readonly message: string;
  /** A phase begins when the one before it has been read back. */
  readonly phases: readonly (readonly StoredFile<Content>[])[];
  readonly removals: readonly string[];
}

export interface StoreApplied {
  readonly type: "applied";
  readonly written: number;
  /** Were there already. */
  readonly kept: number;
  readonly removed: number;
  /** Id of the commit, where the store is a branch. */
  readonly commit?: string;
}

export interface StoreConflict {
  readonly type: "conflict";
  readonly why: string;
}

export const bytesOf = (path: string, content: string | Uint8Array, fixed = false): StoredFile => ({
  path,
  content: { type: "bytes", bytes: typeof content === "string" ? Buffer.from(content) : content },
  fixed,
});
