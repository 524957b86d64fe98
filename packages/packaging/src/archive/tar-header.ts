/**
 * Tar headers: ustar with pax extended headers where ustar does not suffice (POSIX.1-2017, pax, "ustar Interchange Format"
 * and "pax Extended Header").
 */

export interface TarMember {
  /** As stored: directories end in a slash. */
  readonly path: string;
  readonly type: "file" | "directory" | "symlink";
  readonly mode: number;
  readonly size: number;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly target?: string;
}

export const TAR_BLOCK = 512;
/** Two blocks of zeros end an archive. */
export const TAR_END: Uint8Array = Buffer.alloc(2 * TAR_BLOCK);

const TYPE_FLAG = { file: "0", directory: "5", symlink: "2", pax: "x" } as const;
/** Eleven octal digits: 8 GiB − 1. */
const MOST_IN_SIZE = 0o77777777777;
const NAME_LENGTH = 100;
const ASCII = /^[\x20-\x7e]*$/;

/** Zeros that fill the last block of a file. */
export function tarPadding(size: number): number {
  return (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
}

/**
 * The headers of a member: one block, or a pax header and its records before it. With `room`, of at least a block, a header of
 * one block is written there: thousands of blocks otherwise wait for V8 to collect the small objects that own them.
 *
 * Long names go into a pax record at once, never into ustar's `prefix` field: one rule for every length, and it also
 * covers names without a slash at the right place. Owners are number 0 without names, which is what GNU tar writes for
 * `--owner=0 --group=0 --numeric-owner`: a name such as "root" would be looked up on the machine that unpacks.
 */
export function tarHeader(member: TarMember, room: Buffer = Buffer.alloc(TAR_BLOCK)): Uint8Array {
  const records: [key: string, value: string][] = [];
  if (needsRecord(member.path)) records.push(["path", member.path]);
  if (member.target !== undefined && needsRecord(member.target)) records.push(["linkpath", member.target]);
  if (member.size > MOST_IN_SIZE) records.push(["size", String(member.size)]);

  const own = block(member, TYPE_FLAG[member.type], room);
  if (records.length === 0) return own;
  const body = Buffer.concat(records.map(([key, value]) => paxRecord(key, value)));
  const extended: TarMember = {
    path: `PaxHeaders/${shortened(member.path.replace(/\/$/, "").split("/").at(-1) as string)}`,
    type: "file",
    mode: 0o644,
    size: body.length,
    timestamp: member.timestamp,
  };
  return Buffer.concat([
    block(extended, TYPE_FLAG.pax, Buffer.alloc(TAR_BLOCK)),
    body,
    Buffer.alloc(tarPadding(body.length)),
    own,
  ]);
}

function needsRecord(text: string): boolean {
  return text.length > NAME_LENGTH || !ASCII.test(text);
}

/** For the fields of readers that do not know pax. */
function shortened(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, "_").slice(0, 80);
}

/** `length key=value\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function block(member: TarMember, typeFlag: string, room: Buffer): Buffer {
  const header = room.subarray(0, TAR_BLOCK);
  header.set(COMMON_FIELDS);
  const { path, mode, size, timestamp, target } = member;
  header.write(needsRecord(path) ? shortened(path) : path, 0, "latin1");
  writeOctal(header, 100, 7, mode);
  writeOctal(header, 124, 11, size > MOST_IN_SIZE ? 0 : size);
  writeOctal(header, 136, 11, timestamp);
  header[156] = typeFlag.charCodeAt(0);
  if (target !== undefined) header.write(needsRecord(target) ? shortened(target) : target, 157, "latin1");
  let sum = 0;
  for (let at = 0; at < TAR_BLOCK; at++) sum += header[at] as number;
  writeOctal(header, 148, 6, sum);
  header[154] = 0;
  return header;
}

/** What is the same in every header: owners, the mark of the format, devices, and the checksum's field as it counts itself. */
const COMMON_FIELDS: Uint8Array = (() => {
  const header = Buffer.alloc(TAR_BLOCK);
  for (const owner of [108, 116]) writeOctal(header, owner, 7, 0);
  header.fill(" ", 148, 156);
  header.write("ustar\u000000", 257, "latin1");
  for (const device of [329, 337]) writeOctal(header, device, 7, 0);
  return header;
})();

/** By hand: a call of Node's for every field of a hundred thousand headers takes longer than the rest of them. */
function writeOctal(header: Uint8Array, offset: number, digits: number, value: number): void {
  let rest = value;
  for (let at = offset + digits - 1; at >= offset; at--) {
    header[at] = 0x30 + (rest % 8);
    rest = Math.floor(rest / 8);
  }
}
