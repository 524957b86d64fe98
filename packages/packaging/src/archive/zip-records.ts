/** Records of zip files (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5), with zip64 where a number does not fit. */

export interface ZipMember {
  /** As stored: directories end in a slash. */
  readonly path: string;
  /** The Unix type and permission bits, e.g. 0o100755. */
  readonly unixMode: number;
  readonly method: "stored" | "deflated";
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

const METHOD = { stored: 0, deflated: 8 } as const;
const UNIX = 3;
const FLAG_UTF8 = 0x0800;
const DOS_DIRECTORY = 0x10;
const UNIX_DIRECTORY = 0o040000;
const UNIX_TYPE = 0o170000;
const MAX16 = 0xffff;
const MAX32 = 0xffffffff;
const ZIP64 = 0x0001;
const EXTENDED_TIMESTAMP = 0x5455;

/** Everything is known before a header is written, so that no data descriptor is needed. */
export function zipLocalHeader(member: ZipMember): Uint8Array {
  const name = Buffer.from(member.path);
  // Section 4.5.3: in a local header both sizes are there, or none.
  const large = member.size >= MAX32 || member.compressedSize >= MAX32;
  const extra = Buffer.concat([
    large ? zip64Extra([member.size, member.compressedSize]) : Buffer.alloc(0),
    timestampExtra(member.timestamp),
  ]);
  const header = Buffer.allocUnsafe(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(versionNeeded(member, large), 4);
  writeCommon(header, 6, member, name);
  header.writeUInt32LE(large ? MAX32 : member.compressedSize, 18);
  header.writeUInt32LE(large ? MAX32 : member.size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

/** `offset` is where the local header begins. */
export function zipCentralHeader(member: ZipMember, offset: number): Uint8Array {
  const name = Buffer.from(member.path);
  const large = [member.size, member.compressedSize, offset].filter((value) => value >= MAX32);
  const extra = Buffer.concat([
    large.length > 0 ? zip64Extra(large) : Buffer.alloc(0),
    timestampExtra(member.timestamp),
  ]);
  const header = Buffer.allocUnsafe(46).fill(0);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt8(versionNeeded(member, large.length > 0), 4);
  header.writeUInt8(UNIX, 5);
  header.writeUInt16LE(versionNeeded(member, large.length > 0), 6);
  writeCommon(header, 8, member, name);
  header.writeUInt32LE(Math.min(member.compressedSize, MAX32), 20);
  header.writeUInt32LE(Math.min(member.size, MAX32), 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  const directory = (member.unixMode & UNIX_TYPE) === UNIX_DIRECTORY;
  header.writeUInt32LE(member.unixMode * 0x10000 + (directory ? DOS_DIRECTORY : 0), 38);
  header.writeUInt32LE(Math.min(offset, MAX32), 42);
  return Buffer.concat([header, name, extra]);
}

/** Sections 4.3.14 to 4.3.16. */
export function zipEnd(count: number, directoryOffset: number, directorySize: number): Uint8Array {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, MAX16), 8);
  end.writeUInt16LE(Math.min(count, MAX16), 10);
  end.writeUInt32LE(Math.min(directorySize, MAX32), 12);
  end.writeUInt32LE(Math.min(directoryOffset, MAX32), 16);
  if (count < MAX16 && directorySize < MAX32 && directoryOffset < MAX32) return end;

  const large = Buffer.alloc(56);
  large.writeUInt32LE(0x06064b50, 0);
  large.writeBigUInt64LE(BigInt(large.length - 12), 4);
  large.writeUInt8(45, 12);
  large.writeUInt8(UNIX, 13);
  large.writeUInt16LE(45, 14);
  large.writeBigUInt64LE(BigInt(count), 24);
  large.writeBigUInt64LE(BigInt(count), 32);
  large.writeBigUInt64LE(BigInt(directorySize), 40);
  large.writeBigUInt64LE(BigInt(directoryOffset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directoryOffset + directorySize), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([large, locator, end]);
}

/** Flags, method, time, date and CRC-32 lie side by side in both headers. */
function writeCommon(header: Buffer, at: number, member: ZipMember, name: Buffer): void {
  const { date, time } = dosTime(member.timestamp);
  header.writeUInt16LE(name.length === member.path.length ? 0 : FLAG_UTF8, at);
  header.writeUInt16LE(METHOD[member.method], at + 2);
  header.writeUInt16LE(time, at + 4);
  header.writeUInt16LE(date, at + 6);
  header.writeUInt32LE(member.crc32, at + 8);
}

/** Section 4.4.3.2. */
function versionNeeded(member: ZipMember, zip64: boolean): number {
  if (zip64) return 45;
  return member.method === "deflated" || member.path.endsWith("/") ? 20 : 10;
}

/** Section 4.5.3. */
function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(ZIP64, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => {
    extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  });
  return extra;
}

/**
 * Info-ZIP's extended timestamp, modification time only. The DOS fields have no time zone: without this, a reader west of
 * Greenwich gets files from the future. It holds 32 bits; beyond 2038 the DOS fields alone remain.
 */
function timestampExtra(timestamp: number): Buffer {
  if (timestamp > 0x7fffffff) return Buffer.alloc(0);
  const extra = Buffer.allocUnsafe(9);
  extra.writeUInt16LE(EXTENDED_TIMESTAMP, 0);
  extra.writeUInt16LE(5, 2);
  extra.writeUInt8(1, 4);
  extra.writeInt32LE(timestamp, 5);
  return extra;
}

/** Section 4.4.6, in UTC; clamped to what the fields hold, 1980 to 2107. Seconds are halved. */
export function dosTime(timestamp: number): { date: number; time: number } {
  const first = Date.UTC(1980, 0, 1);
  const last = Date.UTC(2107, 11, 31, 23, 59, 58);
  const moment = new Date(Math.min(Math.max(timestamp * 1000, first), last));
  return {
    date: ((moment.getUTCFullYear() - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
  };
}
