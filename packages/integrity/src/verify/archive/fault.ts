/** An archive that is not what Slipway writes: cut, corrupt, or made to harm whoever unpacks it. */
export class ArchiveFault extends Error {
  override readonly name = "ArchiveFault";
}

export interface ArchiveLimits {
  /** Bytes of the stream of entries, headers included, or of a zip's entries together. */
  readonly unpacked: number;
  readonly entries: number;
}

/** What stands before the content of an entry. */
export type ReadEntry =
  | { readonly type: "file"; readonly path: string; readonly size: number; readonly mode: number }
  | { readonly type: "directory"; readonly path: string; readonly mode: number }
  | { readonly type: "symlink"; readonly path: string; readonly target: string };

/** Called for each entry in the archive's order; reads all of the content, or none. Directories and links have none. */
export type Visit = (entry: ReadEntry, content: AsyncIterable<Buffer>) => Promise<void>;

export async function* nothing(): AsyncGenerator<Buffer> {}

/** A path that stays inside of the directory that an archive is unpacked to. @throws {ArchiveFault} */
export function requireInside(path: string): string {
  const shown = JSON.stringify(path);
  if (path === "" || path.includes("\0") || path.includes("\\"))
    throw new ArchiveFault(`the path ${shown} is malformed`);
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) throw new ArchiveFault(`the path ${shown} is absolute`);
  if (path.split("/").some((name) => name === "" || name === "." || name === "..")) {
    throw new ArchiveFault(`the path ${shown} leads elsewhere`);
  }
  return path;
}

/** Refuses the second entry of a path, and more entries than there may be. */
export function entryGuard({ entries }: ArchiveLimits): (path: string) => void {
  const seen = new Set<string>();
  return (path) => {
    if (seen.has(path)) throw new ArchiveFault(`the path ${JSON.stringify(path)} is there twice`);
    seen.add(path);
    if (seen.size > entries)
      throw new ArchiveFault(`there are more than the ${entries} entries that release.json lists`);
  };
}
