import { crc32 } from "node:zlib";
import { tarPieces } from "../tar.ts";
import { tarBlocks } from "../tar-blocks.ts";
import type { ArchiveWriter } from "./format.ts";

/** "The .xz File Format" 1.2.1, 2.1.1: magic bytes, flags, CRC-32 of the flags. */
const HEADER_SIZE = 12;
const FOOTER_SIZE = 12;
const FOOTER_MAGIC = "YZ";

/** A record of the index (section 4.3); the unpadded size is that of the block without the zeros that align it. */
interface IndexRecord {
  readonly unpaddedSize: number;
  readonly uncompressedSize: number;
}

/**
 * A tar stream as one xz stream of many blocks. Each block arrives as a stream of its own; header, index and footer are
 * written once for all of them. Streams one after the other would be shorter to write, but some decoders stop after the
 * first.
 */
export const writeTarXz: ArchiveWriter = async (entries, timestamp, store, output) => {
  const records: IndexRecord[] = [];
  let flags: Uint8Array | undefined;
  for await (const { bytes: stream } of tarBlocks(tarPieces(entries, timestamp), store, "xz")) {
    const { header, block, record } = takeApart(stream);
    if (flags === undefined) {
      flags = Uint8Array.from(header.subarray(6, 8));
      await output.write(header);
    }
    await output.write(block);
    records.push(record);
  }
  if (flags === undefined) throw new Error("a tar stream is never empty");
  const index = xzIndex(records);
  await output.write(index);
  await output.write(xzFooter(flags, index.length));
};

function takeApart(stream: Uint8Array): { header: Uint8Array; block: Uint8Array; record: IndexRecord } {
  const view = Buffer.from(stream.buffer, stream.byteOffset, stream.length);
  const footer = view.subarray(-FOOTER_SIZE);
  const indexSize = (footer.readUInt32LE(4) + 1) * 4;
  const indexStart = view.length - FOOTER_SIZE - indexSize;
  const index = view.subarray(indexStart, indexStart + indexSize);
  if (footer.toString("latin1", 10) !== FOOTER_MAGIC || index[0] !== 0 || index[1] !== 1) {
    throw new Error("the xz encoder did not return a stream of one block");
  }
  const [unpaddedSize, next] = readVli(index, 2);
  const [uncompressedSize] = readVli(index, next);
  return {
    header: view.subarray(0, HEADER_SIZE),
    block: view.subarray(HEADER_SIZE, indexStart),
    record: { unpaddedSize, uncompressedSize },
  };
}

/** Section 4: indicator, number of records, records, zeros up to a multiple of four, CRC-32. */
export function xzIndex(records: readonly IndexRecord[]): Uint8Array {
  const bytes = [0, ...vli(records.length)];
  for (const { unpaddedSize, uncompressedSize } of records) bytes.push(...vli(unpaddedSize), ...vli(uncompressedSize));
  while (bytes.length % 4 !== 0) bytes.push(0);
  const index = Buffer.alloc(bytes.length + 4);
  index.set(bytes);
  index.writeUInt32LE(crc32(index.subarray(0, -4)), bytes.length);
  return index;
}

/** Section 2.1.2: CRC-32 of the next six bytes, size of the index in units of four bytes less one, flags, magic bytes. */
function xzFooter(flags: Uint8Array, indexSize: number): Uint8Array {
  const footer = Buffer.alloc(FOOTER_SIZE);
  footer.writeUInt32LE(indexSize / 4 - 1, 4);
  footer.set(flags, 8);
  footer.write(FOOTER_MAGIC, 10, "latin1");
  footer.writeUInt32LE(crc32(footer.subarray(4, 10)), 0);
  return footer;
}

/** Section 1.2: seven bits a byte, lowest first. Sizes may exceed 32 bits. */
function vli(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return bytes;
}

function readVli(bytes: Uint8Array, start: number): [value: number, next: number] {
  let value = 0;
  let scale = 1;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if ((byte & 0x80) === 0) return [value, at + 1];
  }
  throw new Error("the index of an xz stream ends too early");
}
