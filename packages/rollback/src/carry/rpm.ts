import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { type RpmPackage, readExactly } from "@slipway/channels/packages";
import { Problem } from "@slipway/model";
import type { Siblings } from "./deb.ts";
import {
  entryOf,
  type Header,
  numbersOf,
  parseHeader,
  textBytes,
  textsOf,
  without,
  withValue,
  writeHeader,
} from "./rpm-header.ts";

const LEAD = 96;
const LEAD_NAME = { at: 10, length: 66 } as const;

/** Tags of the main header (rpm's `rpmtag.h`). */
const TAG = { name: 1000, version: 1001, release: 1002, epoch: 1003 } as const;
/** Names, flags and versions of what a package provides and of what it names otherwise. */
const PROVIDES = [1047, 1112, 1113] as const;
const RELATIONS = [
  [1049, 1048, 1050], // requires
  [1054, 1053, 1055], // conflicts
  [1090, 1114, 1115], // obsoletes
  [5046, 5048, 5047], // recommends
  [5049, 5051, 5050], // suggests
  [5052, 5054, 5053], // supplements
  [5055, 5057, 5056], // enhances
] as const;
/** Bits of the flags that compare: less, greater, equal (rpm's `rpmds.h`). */
const SENSE = { mask: 0x0e, equal: 0x08 } as const;

/** Tags of the signature header: OpenPGP signatures, which would not hold any more … */
const SIGNATURES: ReadonlySet<number> = new Set([267, 268, 278, 1002, 1005]);
/** … and digests over the header, which are made anew. */
const DIGEST = { sha1: 269, longSize: 270, sha256: 273, sha3: 279, size: 1000, md5: 1004 } as const;

/**
 * An rpm with another version: the main header says it, in its name, in what it provides and where it names exact versions of
 * packages of the same release; digests and sizes are made anew, OpenPGP signatures go. The payload is taken as it is.
 * @param edit from a version, without epoch and release, to the one that is written in its place
 * @returns whether it was signed
 * @throws {Problem} `damaged-package`
 */
export async function repackageRpm(
  path: string,
  to: string,
  edit: (version: string) => string,
  siblings: Siblings,
): Promise<{ readonly signed: boolean }> {
  try {
    return await repackage(path, to, edit, siblings);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem({
      kind: "failure",
      code: "damaged-package",
      message: `${path} is not an rpm package: ${cause instanceof Error ? cause.message : cause}`,
      remedy: "leave it out with `leave-out` (`rpm -qip` shows what is wrong with it)",
      place: { file: path },
      cause,
    });
  }
}

async function repackage(path: string, to: string, edit: (version: string) => string, siblings: Siblings) {
  const file = await open(path);
  try {
    const lead = await readExactly(file, 0, LEAD);
    if (lead.readUInt32BE(0) !== 0xedabeedb) throw new Error("it does not begin as one");
    const headerAt = async (offset: number) => {
      const intro = await readExactly(file, offset, 16);
      const [entries, size] = [intro.readUInt32BE(8), intro.readUInt32BE(12)];
      if (entries > 0x10000 || size > 64 << 20) throw new Error(`a header claims ${entries} entries, ${size} bytes`);
      const bytes = await readExactly(file, offset, 16 + entries * 16 + size);
      return { header: parseHeader(bytes), end: offset + bytes.length };
    };
    const signature = await headerAt(LEAD);
    const main = await headerAt(Math.ceil(signature.end / 8) * 8);
    const header = withVersion(main.header, edit, siblings);
    const bytes = writeHeader(header);
    const payload = () => createReadStream(path, { start: main.end, highWaterMark: 1 << 20 });
    const md5 = createHash("md5").update(bytes);
    let size = bytes.length;
    for await (const chunk of payload() as AsyncIterable<Buffer>) {
      md5.update(chunk);
      size += chunk.length;
    }
    const signed = [...SIGNATURES].some((tag) => entryOf(signature.header, tag) !== undefined);
    const front = writeHeader(withDigests(without(signature.header, SIGNATURES), bytes, size, md5.digest()));
    const padding = Buffer.alloc((8 - (front.length % 8)) % 8);
    await writeFile(to, Buffer.concat([withName(lead, header), front, padding, bytes]));
    await writeFile(to, payload(), { flag: "a" });
    return { signed };
  } finally {
    await file.close();
  }
}

function withVersion(header: Header, edit: (version: string) => string, siblings: Siblings): Header {
  const [version, release] = [TAG.version, TAG.release].map((tag) => textsOf(header, tag)[0]);
  if (version === undefined || release === undefined) throw new Error("it has no version or no release");
  const next = edit(version);
  const [epoch] = numbersOf(header, TAG.epoch);
  const own = ownVersions(version, release, epoch);
  let edited = withValue(header, TAG.version, textBytes([next]));
  // What it provides in its own version, under whatever name.
  edited = withVersions(edited, PROVIDES, (_, text) => (own.includes(text) ? text.replace(version, () => next) : text));
  for (const relation of RELATIONS) {
    edited = withVersions(edited, relation, (name, text, flags) => {
      const sibling = siblings.get(name) ?? siblings.get(name.replace(/\(.*\)$/, ""));
      if (sibling === undefined || (flags & SENSE.mask) !== SENSE.equal) return text;
      const [, head = "", rest = ""] = /^(\d+:)?(.*)$/.exec(text) ?? [];
      const tail = rest.slice(sibling.old.length);
      const same = rest.startsWith(sibling.old) && /^(?:-.*)?$/.test(tail);
      return same ? `${head}${sibling.next}${tail}` : text;
    });
  }
  return edited;
}

/** A package's version as relations write it. */
const ownVersions = (version: string, release: string, epoch: number | string | undefined): readonly string[] =>
  [`${version}-${release}`, version].flatMap((text) => (epoch === undefined ? [text] : [`${epoch}:${text}`, text]));

/**
 * What a package provides in its own version: its name, and others by which the packages of a release need it, `config(app)` of
 * rpmbuild among them.
 */
export function ownNames({ name, epoch, version, release, header }: RpmPackage): readonly string[] {
  const own = ownVersions(version, release, epoch);
  const [names, , versions] = PROVIDES;
  const texts = header.texts(versions);
  return [name, ...header.texts(names).filter((_, at) => own.includes(texts[at] ?? ""))];
}

function withVersions(
  header: Header,
  [names, flags, versions]: readonly [number, number, number],
  edit: (name: string, version: string, flags: number) => string,
): Header {
  const texts = textsOf(header, versions);
  if (texts.length === 0) return header;
  const [called, sense] = [textsOf(header, names), numbersOf(header, flags)];
  const edited = texts.map((text, at) => edit(called[at] ?? "", text, sense[at] ?? 0));
  return withValue(header, versions, textBytes(edited));
}

function withDigests(signature: Header, header: Buffer, size: number, md5: Buffer): Header {
  const hex = (algorithm: string) => textBytes([createHash(algorithm).update(header).digest("hex")]);
  const number = (bytes: 4 | 8) => {
    const buffer = Buffer.alloc(bytes);
    if (bytes === 4) buffer.writeUInt32BE(size);
    else buffer.writeBigUInt64BE(BigInt(size));
    return buffer;
  };
  const values: readonly (readonly [tag: number, value: () => Buffer])[] = [
    [DIGEST.sha1, () => hex("sha1")],
    [DIGEST.sha256, () => hex("sha256")],
    [DIGEST.sha3, () => hex("sha3-256")],
    [DIGEST.size, () => number(4)],
    [DIGEST.longSize, () => number(8)],
    [DIGEST.md5, () => md5],
  ];
  return values.reduce(
    (edited, [tag, value]) => (entryOf(edited, tag) === undefined ? edited : withValue(edited, tag, value())),
    signature,
  );
}

/** Only old tools read it. */
function withName(lead: Buffer, header: Header): Buffer {
  const { at, length } = LEAD_NAME;
  const text = [TAG.name, TAG.version, TAG.release].map((tag) => textsOf(header, tag)[0]).join("-");
  const copy = Buffer.from(lead);
  copy.fill(0, at, at + length);
  copy.write(text.slice(0, length - 1), at, "latin1");
  return copy;
}
