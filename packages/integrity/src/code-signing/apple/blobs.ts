import { createHash } from "node:crypto";

/** Embedded signatures as in xnu's <kern/cs_blobs.h>. All numbers are big-endian. */

const SUPER_BLOB = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const REQUIREMENTS = 0xfade0c01;
const WRAPPER = 0xfade0b01;

/** Types of blobs, which for those that a code directory covers are the numbers of its special slots as well. */
const SLOT = { codeDirectory: 0, requirements: 2, entitlements: 5, entitlementsDer: 7, signature: 0x10000 } as const;
const FIRST_ALTERNATE = 0x1000;
const LAST_ALTERNATE = 0x1005;

/** The version that knows the executable segment; everything that runs on Apple silicon reads it. */
const VERSION = 0x20400;
const DIRECTORY_HEADER = 88;
const ADHOC = 0x2;
const LINKER_SIGNED = 0x20000;
const MAIN_BINARY = 1;
const SHA256 = { type: 2, size: 32 } as const;
const HASHES: Readonly<Record<number, { readonly name: string; readonly size: number }>> = {
  1: { name: "sha1", size: 20 },
  2: { name: "sha256", size: 32 },
  3: { name: "sha256", size: 20 },
  4: { name: "sha384", size: 48 },
};
/** 2 to the power of 12: pages of 4096 bytes, as Apple's `codesign` and all linkers take. */
const PAGE_POWER = 12;
const PAGE = 1 << PAGE_POWER;

export type Blobs = ReadonlyMap<number, Buffer>;

/** `undefined` where the bytes are not a signature. */
export function readBlobs(signature: Buffer): Blobs | undefined {
  if (signature.length < 12 || signature.readUInt32BE(0) !== SUPER_BLOB) return undefined;
  const blobs = new Map<number, Buffer>();
  const count = signature.readUInt32BE(8);
  if (12 + count * 8 > signature.length) return undefined;
  for (let index = 0; index < count; index++) {
    const at = 12 + index * 8;
    const offset = signature.readUInt32BE(at + 4);
    if (offset + 8 > signature.length) return undefined;
    const length = signature.readUInt32BE(offset + 4);
    if (length < 8 || offset + length > signature.length) return undefined;
    blobs.set(signature.readUInt32BE(at), signature.subarray(offset, offset + length));
  }
  return blobs;
}

export interface Judgement {
  readonly identifier: string;
  readonly adHoc: boolean;
  readonly linkerSigned: boolean;
  /** Every page and every blob has the hash that the code directories say. */
  readonly fits: boolean;
}

/** Holds code directories against the code. @returns `undefined` where there is none */
export function judge(blobs: Blobs, code: Buffer): Judgement | undefined {
  const directories = [...blobs].filter(
    ([type]) => type === SLOT.codeDirectory || (type >= FIRST_ALTERNATE && type <= LAST_ALTERNATE),
  );
  const first = blobs.get(SLOT.codeDirectory);
  if (first === undefined || first.length < 44 || first.readUInt32BE(0) !== CODE_DIRECTORY) return undefined;
  const flags = first.readUInt32BE(12);
  const name = first.readUInt32BE(20);
  const end = first.indexOf(0, name);
  return {
    identifier: first.toString("utf8", name, end < 0 ? first.length : end),
    adHoc: (flags & ADHOC) !== 0,
    linkerSigned: (flags & LINKER_SIGNED) !== 0,
    fits: directories.every(([, directory]) => directoryFits(directory, blobs, code)),
  };
}

function directoryFits(directory: Buffer, blobs: Blobs, code: Buffer): boolean {
  if (directory.length < 44 || directory.readUInt32BE(0) !== CODE_DIRECTORY) return false;
  const hashes = directory.readUInt32BE(16);
  const special = directory.readUInt32BE(24);
  const count = directory.readUInt32BE(28);
  const hash = HASHES[directory.readUInt8(37)];
  const page = 2 ** directory.readUInt8(39);
  if (hash === undefined || directory.readUInt32BE(32) !== code.length || count !== Math.ceil(code.length / page)) {
    return false;
  }
  const { name, size } = hash;
  if (hashes - special * size < 0 || hashes + count * size > directory.length) return false;
  const digest = (bytes: Buffer) => createHash(name).update(bytes).digest().subarray(0, size);
  for (let index = 0; index < count; index++) {
    const said = directory.subarray(hashes + index * size, hashes + (index + 1) * size);
    if (!said.equals(digest(code.subarray(index * page, (index + 1) * page)))) return false;
  }
  for (let slot = 1; slot <= special; slot++) {
    const said = directory.subarray(hashes - slot * size, hashes - (slot - 1) * size);
    const blob = blobs.get(slot);
    // What a slot says of a bundle's other files cannot be seen from the program alone.
    if (blob !== undefined && !said.equals(digest(blob))) return false;
  }
  return true;
}

/** An empty set of requirements, and the empty place of a signature by a certificate, as `codesign --sign -` writes both. */
const NO_REQUIREMENTS = blob(REQUIREMENTS, Buffer.alloc(4));
const NO_CERTIFICATE = blob(WRAPPER, Buffer.alloc(0));

function blob(magic: number, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(magic, 0);
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}

export interface AdHoc {
  readonly identifier: string;
  /** Offset and size of the executable segment in the file. */
  readonly text: { readonly fileOffset: number; readonly fileSize: number };
  readonly executable: boolean;
  /** Blobs of an earlier signature; its entitlements are kept. */
  readonly earlier: Blobs | undefined;
}

/** Bytes of an ad hoc signature over so many bytes of code. */
export function adHocSize(of: AdHoc, codeLimit: number): number {
  return assemble(of, Buffer.alloc(0), codeLimit).length;
}

/** An ad hoc signature: hashes of all pages, and nobody's name. Equal code and identifier give equal bytes. */
export function adHocSignature(of: AdHoc, code: Buffer): Buffer {
  return assemble(of, code, code.length);
}

function assemble(of: AdHoc, code: Buffer, codeLimit: number): Buffer {
  const special = new Map<number, Buffer>([[SLOT.requirements, NO_REQUIREMENTS]]);
  for (const slot of [SLOT.entitlements, SLOT.entitlementsDer]) {
    const kept = of.earlier?.get(slot);
    if (kept !== undefined) special.set(slot, kept);
  }
  const blobs: (readonly [number, Buffer])[] = [
    [SLOT.codeDirectory, codeDirectory(of, special, code, codeLimit)],
    ...special,
    [SLOT.signature, NO_CERTIFICATE],
  ];
  const index = Buffer.alloc(4 + blobs.length * 8);
  index.writeUInt32BE(blobs.length, 0);
  let offset = 8 + index.length;
  for (const [number, [type, { length }]] of blobs.entries()) {
    index.writeUInt32BE(type, 4 + number * 8);
    index.writeUInt32BE(offset, 8 + number * 8);
    offset += length;
  }
  return blob(SUPER_BLOB, Buffer.concat([index, ...blobs.map(([, bytes]) => bytes)]));
}

function codeDirectory(
  { identifier, text, executable }: AdHoc,
  special: ReadonlyMap<number, Buffer>,
  code: Buffer,
  codeLimit: number,
): Buffer {
  const pages = Math.ceil(codeLimit / PAGE);
  const slots = Math.max(...special.keys());
  const name = Buffer.from(`${identifier}\0`);
  const hashes = DIRECTORY_HEADER + name.length + slots * SHA256.size;
  const directory = Buffer.alloc(hashes + pages * SHA256.size);
  const words = [CODE_DIRECTORY, directory.length, VERSION, ADHOC, hashes, DIRECTORY_HEADER, slots, pages, codeLimit];
  for (const [index, word] of words.entries()) directory.writeUInt32BE(word, index * 4);
  directory.writeUInt8(SHA256.size, 36);
  directory.writeUInt8(SHA256.type, 37);
  directory.writeUInt8(PAGE_POWER, 39);
  directory.writeBigUInt64BE(BigInt(text.fileOffset), 64);
  directory.writeBigUInt64BE(BigInt(text.fileSize), 72);
  directory.writeBigUInt64BE(executable ? BigInt(MAIN_BINARY) : 0n, 80);
  name.copy(directory, DIRECTORY_HEADER);
  const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest();
  for (const [slot, bytes] of special) digest(bytes).copy(directory, hashes - slot * SHA256.size);
  for (let index = 0; index < pages && code.length > 0; index++) {
    digest(code.subarray(index * PAGE, (index + 1) * PAGE)).copy(directory, hashes + index * SHA256.size);
  }
  return directory;
}
