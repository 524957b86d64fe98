import type { CodecName } from "../content/codecs/codec.ts";
import type { CompressedBlock } from "../content/compressor.ts";
import { inOrder } from "../content/gate.ts";
import type { ContentStore } from "../content/store.ts";
import type { TarPiece } from "./tar.ts";

/**
 * A tar stream as compressed blocks. Large contents come from the store, compressed once for all archives; headers, padding
 * and small files between them are gathered and compressed for this archive. Where the cuts are depends on the entries
 * alone.
 */
export async function* tarBlocks(
  pieces: Iterable<TarPiece>,
  store: ContentStore,
  codec: CodecName,
): AsyncGenerator<CompressedBlock> {
  // As many as are worth having under way keep all workers busy while this archive waits for its turn to write.
  const compressed = inOrder(gather(pieces, store, codec), store.limits(codec).inFlight, async (part) =>
    part.kind === "content"
      ? (await store.compressed(part.content, codec)).blocks()
      : [await store.compress(part.bytes, codec)],
  );
  for await (const blocks of compressed) yield* blocks;
}

async function* gather(pieces: Iterable<TarPiece>, store: ContentStore, codec: CodecName): AsyncGenerator<TarPiece> {
  const { blockSize, shareFrom } = store.limits(codec);
  const room = Buffer.allocUnsafeSlow(blockSize);
  let filled = 0;
  function take(): TarPiece {
    const bytes = Uint8Array.prototype.slice.call(room, 0, filled);
    filled = 0;
    return { kind: "bytes", bytes };
  }
  for (const piece of pieces) {
    if (piece.kind === "content" && piece.content.size >= shareFrom) {
      if (filled > 0) yield take();
      yield piece;
      continue;
    }
    for await (const bytes of piece.kind === "bytes" ? [piece.bytes] : store.read(piece.content)) {
      for (let from = 0; from < bytes.length; ) {
        const part = bytes.subarray(from, from + blockSize - filled);
        room.set(part, filled);
        filled += part.length;
        from += part.length;
        if (filled === blockSize) yield take();
      }
    }
  }
  if (filled > 0) yield take();
}
