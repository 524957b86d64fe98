import type { Content } from "../content/store.ts";

export const ARCHIVE_FORMATS = ["tar", "tar.gz", "tar.xz", "tar.zst", "tar.br", "zip"] as const;
export type ArchiveFormat = (typeof ARCHIVE_FORMATS)[number];

/** Paths are relative to the archive's root, separated by `/`, without a slash at the end. */
export type ArchiveEntry =
  | { readonly kind: "file"; readonly path: string; readonly content: Content; readonly mode: 0o644 | 0o755 }
  | { readonly kind: "directory"; readonly path: string; readonly mode: number }
  | { readonly kind: "symlink"; readonly path: string; readonly target: string };

export interface ArchiveRequest {
  readonly format: ArchiveFormat;
  /** The output file; its directory is made if it is missing. */
  readonly path: string;
  /** A single top directory, e.g. `provisioning-2.1.0-linux-amd64-complete`. */
  readonly root?: string;
  /** Seconds since 1970, given to every entry (SOURCE_DATE_EPOCH). */
  readonly timestamp: number;
  readonly entries: readonly ArchiveEntry[];
  /** Refuse names that Windows cannot hold; by default for zip. */
  readonly windowsNames?: boolean;
  /** Accept names that differ only in case, which overwrite each other on Windows and macOS; by default except for zip. */
  readonly caseSensitive?: boolean;
}

/** An entry as it stands in the archive: the path begins with the root. `sha256` is that of a file's bytes. */
export type WrittenEntry =
  | {
      readonly kind: "file";
      readonly path: string;
      readonly size: number;
      readonly sha256: string;
      readonly mode: number;
    }
  | { readonly kind: "directory"; readonly path: string; readonly size: 0; readonly mode: number }
  | {
      readonly kind: "symlink";
      readonly path: string;
      readonly size: 0;
      readonly mode: 0o777;
      readonly target: string;
    };

export interface WrittenArchive {
  readonly path: string;
  readonly format: ArchiveFormat;
  readonly size: number;
  readonly sha256: string;
  readonly sha512: string;
  readonly md5: string;
  readonly entries: readonly WrittenEntry[];
}
