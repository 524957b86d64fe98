import type { Content, ContentStore } from "../content/store.ts";
import type { ArchiveEntry } from "./request.ts";
import { TAR_BLOCK, TAR_END, tarHeader, tarPadding } from "./tar-header.ts";

/**
 * A piece of a tar stream: bytes that belong to this archive alone, or a content that may be in many. The bytes hold until the
 * next piece is asked for.
 */
export type TarPiece =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "content"; readonly content: Content };

export function* tarPieces(entries: readonly ArchiveEntry[], timestamp: number): Generator<TarPiece> {
  const room = Buffer.alloc(TAR_BLOCK);
  for (const entry of entries) {
    yield { kind: "bytes", bytes: headerOf(entry, timestamp, room) };
    if (entry.kind !== "file" || entry.content.size === 0) continue;
    yield { kind: "content", content: entry.content };
    const padding = tarPadding(entry.content.size);
    if (padding > 0) yield { kind: "bytes", bytes: TAR_END.subarray(0, padding) };
  }
  yield { kind: "bytes", bytes: TAR_END };
}

function headerOf(entry: ArchiveEntry, timestamp: number, room: Buffer): Uint8Array {
  const { kind: type, path } = entry;
  switch (type) {
    case "file":
      return tarHeader({ path, type, mode: entry.mode, size: entry.content.size, timestamp }, room);
    case "directory":
      return tarHeader({ path: `${path}/`, type, mode: entry.mode, size: 0, timestamp }, room);
    case "symlink":
      return tarHeader({ path, type, mode: 0o777, size: 0, timestamp, target: entry.target }, room);
  }
}

/** The whole stream, uncompressed; each part holds until the next is asked for. */
export async function* tarBytes(pieces: Iterable<TarPiece>, store: ContentStore): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece.kind === "bytes") yield piece.bytes;
    else yield* store.read(piece.content);
  }
}
