import { Problem } from "@slipway/model";

/** Mach-O as in Apple's <mach-o/loader.h> and <mach-o/fat.h>: what signing has to read and to write. */

const MAGIC_64 = 0xfeedfacf;
const FAT = 0xcafebabe;
const LC_SEGMENT_64 = 0x19;
const LC_CODE_SIGNATURE = 0x1d;
const HEADER = 32;
const SIGNATURE_COMMAND = 16;
const FAT_HEADER = 8;
const FAT_ENTRY = 20;
/** More than this, and the file is a Java class, which has the same first bytes. */
const MOST_SLICES = 16;
const MH_EXECUTE = 2;
const CPU_ARM64 = 0x0100000c;
/** The page size of Apple silicon; segments are padded to it. */
const SEGMENT_PAGE = 0x4000;

export interface Segment {
  /** Of its load command in the slice. */
  readonly at: number;
  readonly fileOffset: number;
  readonly fileSize: number;
}

/** A program of one architecture. */
export interface Slice {
  readonly bytes: Buffer;
  readonly arm64: boolean;
  /** Not a library. */
  readonly executable: boolean;
  readonly text: Segment;
  readonly linkEdit: Segment;
  /** Where the signature lies, and its load command. */
  readonly signature: { readonly at: number; readonly offset: number; readonly size: number } | undefined;
  /** Where the load commands end, and where the first content after them begins. */
  readonly commandsEnd: number;
  readonly contentStart: number;
}

/** @param head at least 8 bytes */
export function isMachO(head: Buffer): boolean {
  if (head.length < 8) return false;
  return head.readUInt32LE(0) === MAGIC_64 || (head.readUInt32BE(0) === FAT && head.readUInt32BE(4) <= MOST_SLICES);
}

function unfit(what: string): Problem {
  return new Problem({
    kind: "failure",
    code: "mach-o-layout",
    message: `the macOS program cannot be signed: ${what}`,
    remedy:
      "build it with a linker that leaves room for a signature (-Wl,-headerpad,0x100), and change nothing behind the linker's output",
  });
}

/** @throws {Problem} `mach-o-layout` */
export function readSlice(bytes: Buffer): Slice {
  if (bytes.length < HEADER || bytes.readUInt32LE(0) !== MAGIC_64) throw unfit("it is not a 64-bit program");
  const commandsEnd = HEADER + bytes.readUInt32LE(20);
  if (commandsEnd > bytes.length) throw unfit("its load commands are cut off");
  let text: Segment | undefined;
  let linkEdit: Segment | undefined;
  let signature: Slice["signature"];
  let contentStart = bytes.length;
  let at = HEADER;
  for (let left = bytes.readUInt32LE(16); left > 0; left--) {
    const size = at + 8 <= commandsEnd ? bytes.readUInt32LE(at + 4) : 0;
    if (size < 8 || at + size > commandsEnd) throw unfit("its load commands are cut off");
    const command = bytes.readUInt32LE(at);
    if (command === LC_CODE_SIGNATURE) {
      signature = { at, offset: bytes.readUInt32LE(at + 8), size: bytes.readUInt32LE(at + 12) };
    }
    if (command === LC_SEGMENT_64) {
      const segment = {
        at,
        fileOffset: Number(bytes.readBigUInt64LE(at + 40)),
        fileSize: Number(bytes.readBigUInt64LE(at + 48)),
      };
      const name = bytes.toString("latin1", at + 8, at + 24).replace(/\0.*$/s, "");
      if (name === "__TEXT") text = segment;
      if (name === "__LINKEDIT") linkEdit = segment;
      contentStart = Math.min(contentStart, firstContent(bytes, at, segment, commandsEnd));
    }
    at += size;
  }
  if (text === undefined || linkEdit === undefined) throw unfit("it has no __TEXT or no __LINKEDIT segment");
  return {
    bytes,
    arm64: bytes.readUInt32LE(4) === CPU_ARM64,
    executable: bytes.readUInt32LE(12) === MH_EXECUTE,
    text,
    linkEdit,
    signature,
    commandsEnd,
    contentStart,
  };
}

/** The first segment begins with the header itself, so its sections tell where content begins. */
function firstContent(bytes: Buffer, at: number, { fileOffset, fileSize }: Segment, commandsEnd: number): number {
  const sections = bytes.readUInt32LE(at + 64);
  const offsets = Array.from({ length: sections }, (_, index) => bytes.readUInt32LE(at + 72 + index * 80 + 48));
  const lies = [...offsets, ...(fileSize > 0 ? [fileOffset] : [])].filter((offset) => offset >= commandsEnd);
  return Math.min(bytes.length, ...lies);
}

/**
 * The slice with room for a signature of some size at its end, and a load command that tells so: what is then before
 * `codeLimit` is what a signature covers. An earlier signature is gone.
 * @param sizeFor bytes of the signature over so many bytes of code
 * @throws {Problem} `mach-o-layout`
 */
export function withRoom(
  slice: Slice,
  sizeFor: (codeLimit: number) => number,
): { readonly bytes: Buffer; readonly codeLimit: number } {
  const { bytes: old, linkEdit, signature, commandsEnd, contentStart } = slice;
  const end = linkEdit.fileOffset + linkEdit.fileSize;
  if (end > old.length) throw unfit("it ends before its __LINKEDIT segment does");
  if (signature !== undefined && (signature.offset > end || signature.offset + signature.size < end)) {
    throw unfit("something lies behind its signature");
  }
  if (old.subarray(end).some((byte) => byte !== 0)) throw unfit("something lies behind its last segment");
  if (signature === undefined && commandsEnd + SIGNATURE_COMMAND > contentStart) {
    throw unfit("there is no room for another load command");
  }
  const code = old.subarray(0, signature?.offset ?? end);
  const codeLimit = aligned(code.length, 16);
  const size = aligned(sizeFor(codeLimit), 16);
  const bytes = Buffer.alloc(codeLimit + size);
  code.copy(bytes);
  const at = signature?.at ?? commandsEnd;
  if (signature === undefined) {
    bytes.writeUInt32LE(bytes.readUInt32LE(16) + 1, 16);
    bytes.writeUInt32LE(bytes.readUInt32LE(20) + SIGNATURE_COMMAND, 20);
    bytes.writeUInt32LE(LC_CODE_SIGNATURE, at);
    bytes.writeUInt32LE(SIGNATURE_COMMAND, at + 4);
  }
  bytes.writeUInt32LE(codeLimit, at + 8);
  bytes.writeUInt32LE(size, at + 12);
  const fileSize = bytes.length - linkEdit.fileOffset;
  const memory = Math.max(Number(old.readBigUInt64LE(linkEdit.at + 32)), aligned(fileSize, SEGMENT_PAGE));
  bytes.writeBigUInt64LE(BigInt(memory), linkEdit.at + 32);
  bytes.writeBigUInt64LE(BigInt(fileSize), linkEdit.at + 48);
  return { bytes, codeLimit };
}

/** The slices of a program: one, or those of a universal one. @throws {Problem} `mach-o-layout` */
export function slicesOf(file: Buffer): readonly Buffer[] {
  if (file.readUInt32BE(0) !== FAT) return [file];
  const count = file.readUInt32BE(4);
  if (count === 0 || count > MOST_SLICES) throw unfit("it holds no programs");
  return Array.from({ length: count }, (_, index) => {
    const at = FAT_HEADER + index * FAT_ENTRY;
    const offset = file.readUInt32BE(at + 8);
    const end = offset + file.readUInt32BE(at + 12);
    if (end > file.length) throw unfit("it ends before its last architecture does");
    return file.subarray(offset, end);
  });
}

/** The program with other bytes for each of its slices, laid out again where they have grown. */
export function joinSlices(file: Buffer, slices: readonly Buffer[]): Buffer {
  if (file.readUInt32BE(0) !== FAT) return slices[0] as Buffer;
  const header = Buffer.from(file.subarray(0, FAT_HEADER + slices.length * FAT_ENTRY));
  const parts: Buffer[] = [header];
  let length = header.length;
  for (const [index, slice] of slices.entries()) {
    const at = FAT_HEADER + index * FAT_ENTRY;
    const offset = aligned(length, 2 ** file.readUInt32BE(at + 16));
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(slice.length, at + 12);
    parts.push(Buffer.alloc(offset - length), slice);
    length = offset + slice.length;
  }
  return Buffer.concat(parts);
}

function aligned(size: number, to: number): number {
  return Math.ceil(size / to) * to;
}
