import type { CodecName } from "../content/codecs/codec.ts";
import type { CompressedBlock, Compressor } from "../content/compressor.ts";
import { inOrder } from "../content/gate.ts";
import type { Content, ContentStore } from "../content/store.ts";
import type { TarPiece } from "./tar.ts";

/** A room that is filled, or a content that has blocks of its own. */
type Part =
  | { readonly kind: "room"; readonly room: Buffer; readonly size: number }
  | { readonly kind: "content"; readonly content: Content };

/**
 * A tar stream as compressed blocks. Large contents come from the store, compressed once for all archives; headers, padding
 * and small files between them are gathered and compressed for this archive, whose root is in every header. Where the cuts
 * are depends on the entries alone.
 */
export async function* tarBlocks(
  pieces: Iterable<TarPiece>,
  store: ContentStore,
  codec: CodecName,
): AsyncGenerator<CompressedBlock> {
  const compressor = store.compressor(codec);
  // As many as are worth having under way keep all workers busy while this archive waits for its turn to write.
  const compressed = inOrder(gather(pieces, store, compressor), compressor.codec.inFlight, async (part) =>
    part.kind === "content"
      ? (await store.compressed(part.content, codec)).blocks()
      : compressor.block(part.room, part.size),
  );
  for await (const blocks of compressed) yield* blocks;
}

async function* gather(
  pieces: Iterable<TarPiece>,
  store: ContentStore,
  { codec, enter, leave }: Compressor,
): AsyncGenerator<Part> {
  const { blockSize, shareFrom } = codec;
  const small = store.smallReader();
  const bytesOf = (piece: TarPiece) => {
    if (piece.kind === "bytes") return [piece.bytes];
    return store.isSmall(piece.content) ? [small.bytes(piece.content)] : store.read(piece.content);
  };
  let room: Buffer | undefined;
  let filled = 0;
  function take(): Part {
    const part: Part = { kind: "room", room: room as Buffer, size: filled };
    room = undefined;
    return part;
  }
  try {
    for (const piece of pieces) {
      if (piece.kind === "content" && piece.content.size >= shareFrom) {
        if (room !== undefined) yield take();
        yield piece;
        continue;
      }
      for await (const bytes of bytesOf(piece)) {
        for (let from = 0; from < bytes.length; ) {
          if (room === undefined) {
            room = await enter();
            filled = 0;
          }
          const part = bytes.subarray(from, from + blockSize - filled);
          room.set(part, filled);
          filled += part.length;
          from += part.length;
          if (filled === blockSize) yield take();
        }
      }
    }
    if (room !== undefined) yield take();
  } finally {
    if (room !== undefined) leave(room);
  }
}
