import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, zstdDecompress } from "node:zlib";
import { fingerprintFile, Problem } from "@slipway/model";
import xz from "xz-decompress";
import { readStanzas, type Stanza } from "./stanza.ts";

/** A .deb file (deb(5)): what an index says of it. */
export interface DebPackage {
  /** Absolute path. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** Debian's name of the architecture, or `all`. */
  readonly architecture: string;
  /** Its control paragraph. */
  readonly control: Stanza;
  readonly size: number;
  readonly sha256: string;
  readonly sha512: string;
}

/** Control data is a few kilobytes; what claims to be more is refused before it is read or unpacked. */
const MOST_PACKED = 8 << 20;
const MOST_UNPACKED = 32 << 20;
const MOST_CONTROL = 1 << 20;

/** @throws {Problem} `damaged-package` */
export async function readDeb(path: string): Promise<DebPackage> {
  const control = await readControl(path);
  const field = (name: string, shape: RegExp) => {
    const value = control.get(name);
    if (value === undefined || !shape.test(value)) {
      throw damaged(path, value === undefined ? `it has no field ${name}` : `its ${name} is ${JSON.stringify(value)}`);
    }
    return value;
  };
  // These become paths (Debian Policy, sections 5.6.1, 5.6.8, 5.6.12).
  const identity = {
    name: field("Package", /^[a-z0-9][a-z0-9+.-]*$/),
    version: field("Version", /^(?:\d{1,9}:)?[0-9][A-Za-z0-9.+~-]*$/),
    architecture: field("Architecture", /^[a-z0-9][a-z0-9-]*$/),
  };
  const { size, sha256, sha512 } = await fingerprintFile(path);
  return { path, ...identity, control, size, sha256, sha512 };
}

async function readControl(path: string): Promise<Stanza> {
  const file = await open(path);
  try {
    const member = await findControl(file, path);
    const tar = await unpackControl(member, path);
    const text = findInTar(tar, path).content.toString("utf8");
    const [stanza, ...others] = readStanzas(text, `${path}: control`);
    if (stanza === undefined || others.length > 0) throw damaged(path, "its control file is not one paragraph");
    return stanza;
  } finally {
    await file.close();
  }
}

/** A member of the ar archive, without its header. */
export interface ControlMember {
  readonly name: string;
  readonly bytes: Buffer;
  /** Offset of its header in the file. */
  readonly start: number;
  /** Offset of the header of the next member. */
  readonly end: number;
}

/** The member `control.tar*` of the ar archive (ar(5), the common format). @throws {Problem} `damaged-package` */
export async function findControl(file: FileHandle, path: string): Promise<ControlMember> {
  const read = async (position: number, length: number) => {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
    if (bytesRead < length) throw damaged(path, "it ends before its control data");
    return buffer;
  };
  if ((await read(0, 8)).toString("latin1") !== "!<arch>\n") throw damaged(path, "it is no ar archive");
  let position = 8;
  // debian-binary, perhaps a signature or two, control.tar: never far behind.
  for (let members = 0; members < 10; members++) {
    const header = (await read(position, 60)).toString("latin1");
    const name = header.slice(0, 16).trimEnd().replace(/\/$/, "");
    const digits = header.slice(48, 58).trimEnd();
    if (header.slice(58) !== "`\n" || !/^\d{1,10}$/.test(digits))
      throw damaged(path, "an ar header is not well-formed");
    const size = Number(digits);
    if (members === 0) {
      if (name !== "debian-binary" || size > 64) throw damaged(path, "its first member is not debian-binary");
      const format = (await read(position + 60, size)).toString("latin1");
      if (!/^2\.\d+\n/.test(format)) throw damaged(path, `its format is ${JSON.stringify(format.trim())}`);
    } else if (/^control\.tar(?:\.\w+)?$/.test(name)) {
      if (size > MOST_PACKED) throw damaged(path, `its control data claims ${size} bytes`);
      const bytes = await read(position + 60, size);
      return { name, bytes, start: position, end: position + 60 + size + (size % 2) };
    }
    position += 60 + size + (size % 2);
  }
  throw damaged(path, "it has no control data");
}

/** Its tar archive. @throws {Problem} `damaged-package` */
export async function unpackControl({ name, bytes }: ControlMember, path: string): Promise<Buffer> {
  const options = { maxOutputLength: MOST_UNPACKED };
  try {
    if (name.endsWith(".tar")) return bytes;
    if (name.endsWith(".gz")) return await promisify(gunzip)(bytes, options);
    if (name.endsWith(".zst")) return await promisify(zstdDecompress)(bytes, options);
    if (name.endsWith(".xz")) return await unxz(bytes);
  } catch (cause) {
    throw damaged(path, `${name} cannot be unpacked: ${cause instanceof Error ? cause.message : cause}`, cause);
  }
  throw damaged(path, `nothing here unpacks ${name}`);
}

async function unxz(bytes: Buffer): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new xz.XzReadableStream(new Blob([new Uint8Array(bytes)]).stream());
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MOST_UNPACKED) throw new Error("it is too large");
    chunks.push(Uint8Array.from(chunk));
  }
  return Buffer.concat(chunks);
}

/**
 * The file `./control` of a tar archive (POSIX pax, "ustar Interchange Format").
 * @returns its content, and the offset of its header
 * @throws {Problem} `damaged-package`
 */
export function findInTar(tar: Buffer, path: string): { readonly content: Buffer; readonly at: number } {
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512);
    if (header[0] === 0) break;
    const name = header.subarray(0, 100).toString("latin1").replace(/\0.*$/s, "");
    const octal = header
      .subarray(124, 136)
      .toString("latin1")
      .replace(/[\0 ]+$/, "")
      .trimStart();
    if (!/^[0-7]{1,11}$/.test(octal)) throw damaged(path, "a tar header of its control data is not well-formed");
    const size = Number.parseInt(octal, 8);
    const type = String.fromCharCode(header[156] ?? 0);
    if ((type === "0" || type === "\0") && /^(?:\.\/)?control$/.test(name)) {
      if (size > MOST_CONTROL || at + 512 + size > tar.length)
        throw damaged(path, "its control file is cut off or too large");
      return { content: tar.subarray(at + 512, at + 512 + size), at };
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw damaged(path, "its control data has no file named control");
}

function damaged(path: string, why: string, cause?: unknown): Problem {
  return new Problem({
    kind: "failure",
    code: "damaged-package",
    message: `${path} is not a Debian package: ${why}`,
    remedy:
      "what is published stays: release a version with a sound package (`dpkg-deb --info` shows what is wrong with this one)",
    place: { file: path },
    ...(cause !== undefined && { cause }),
  });
}
