import type { Content, ContentStore } from "../content/store.ts";
import type { ArchiveEntry } from "./request.ts";
import { TAR_END, tarHeader, tarPadding } from "./tar-header.ts";

/** A piece of a tar stream: bytes that belong to this archive alone, or a content that may be in many. */
export type TarPiece =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "content"; readonly content: Content };

export function* tarPieces(entries: readonly ArchiveEntry[], timestamp: number): Generator<TarPiece> {
  for (const entry of entries) {
    yield { kind: "bytes", bytes: headerOf(entry, timestamp) };
    if (entry.kind !== "file" || entry.content.size === 0) continue;
    yield { kind: "content", content: entry.content };
    yield { kind: "bytes", bytes: new Uint8Array(tarPadding(entry.content.size)) };
  }
  yield { kind: "bytes", bytes: TAR_END };
}

function headerOf(entry: ArchiveEntry, timestamp: number): Uint8Array {
  switch (entry.kind) {
    case "file":
      return tarHeader({ path: entry.path, type: "file", mode: entry.mode, size: entry.content.size, timestamp });
    case "directory":
      return tarHeader({ path: `${entry.path}/`, type: "directory", mode: entry.mode, size: 0, timestamp });
    case "symlink":
      return tarHeader({ path: entry.path, type: "symlink", mode: 0o777, size: 0, timestamp, target: entry.target });
  }
}

/** The whole stream, uncompressed. */
export async function* tarBytes(pieces: Iterable<TarPiece>, store: ContentStore): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece.kind === "bytes") yield piece.bytes;
    else yield* store.read(piece.content);
  }
}
