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
  const header = room.subarray(0, TAR_BLOCK).fill(0);
  const field = (offset: number, text: string) => header.write(text, offset, "latin1");
  const octal = (offset: number, length: number, value: number) =>
    field(offset, value.toString(8).padStart(length - 1, "0"));
  field(0, needsRecord(member.path) ? shortened(member.path) : member.path);
  octal(100, 8, member.mode);
  octal(108, 8, 0); // user
  octal(116, 8, 0); // group
  octal(124, 12, member.size > MOST_IN_SIZE ? 0 : member.size);
  octal(136, 12, member.timestamp);
  field(148, "        "); // the checksum counts as spaces
  field(156, typeFlag);
  if (member.target !== undefined) {
    field(157, needsRecord(member.target) ? shortened(member.target) : member.target);
  }
  field(257, "ustar\u000000");
  octal(329, 8, 0); // device
  octal(337, 8, 0);
  let sum = 0;
  for (let at = 0; at < TAR_BLOCK; at++) sum += header[at] as number;
  field(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return header;
}
