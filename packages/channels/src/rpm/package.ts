import { open } from "node:fs/promises";
import { fingerprintFile, Problem } from "@slipway/model";
import { type RpmHeader, readExactly, readHeader } from "./header.ts";

/** An rpm file: what the metadata of a repository says of it. */
export interface RpmPackage {
  /** Absolute path. */
  readonly path: string;
  readonly name: string;
  readonly epoch: string;
  readonly version: string;
  readonly release: string;
  readonly architecture: string;
  readonly size: number;
  readonly sha256: string;
  /** Whether a key signed it. */
  readonly signed: boolean;
  /** Where its main header begins and ends, in bytes. */
  readonly headerRange: readonly [number, number];
  readonly header: RpmHeader;
  /** Of its payload, unpacked. */
  readonly archiveSize: number;
}

/** Tags of the main header (rpm's `rpmtag.h`). */
export const TAG = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  summary: 1004,
  description: 1005,
  buildTime: 1006,
  buildHost: 1007,
  size: 1009,
  vendor: 1011,
  licence: 1014,
  packager: 1015,
  group: 1016,
  url: 1020,
  architecture: 1022,
  fileModes: 1030,
  fileFlags: 1037,
  sourceRpm: 1044,
  archiveSize: 1046,
  changelogTime: 1080,
  changelogName: 1081,
  changelogText: 1082,
  sourcePackage: 1106,
  dirIndexes: 1116,
  baseNames: 1117,
  dirNames: 1118,
  longSize: 5009,
} as const;

/** Tags of the signature header. */
const SIGNATURE = {
  payloadSize: 1007,
  longPayloadSize: 271,
  rsa: 268,
  dsa: 267,
  openpgp: 278,
  pgp: 1002,
  gpg: 1005,
} as const;

/** @throws {Problem} `damaged-package` */
export async function readRpm(path: string): Promise<RpmPackage> {
  const file = await open(path);
  try {
    // The lead (96 bytes) says nothing that the header does not say better.
    if ((await readExactly(file, 0, 4)).readUInt32BE(0) !== 0xedabeedb) throw new Error("it does not begin as one");
    const signature = await readHeader(file, 96);
    const start = Math.ceil(signature.end / 8) * 8;
    const header = await readHeader(file, start);
    const text = (tag: number, shape: RegExp) => {
      const [value] = header.texts(tag);
      if (value === undefined || !shape.test(value)) throw new Error(`its tag ${tag} is ${JSON.stringify(value)}`);
      return value;
    };
    const word = /^[A-Za-z0-9_][A-Za-z0-9_.+~^-]*$/;
    const identity = {
      name: text(TAG.name, word),
      epoch: String(header.numbers(TAG.epoch)[0] ?? 0),
      version: text(TAG.version, /^[A-Za-z0-9_.+~^]+$/),
      release: text(TAG.release, /^[A-Za-z0-9_.+~^]+$/),
      architecture: header.has(TAG.sourcePackage) ? "src" : text(TAG.architecture, word),
    };
    const [archiveSize] = [
      header.numbers(TAG.archiveSize),
      signature.numbers(SIGNATURE.longPayloadSize),
      signature.numbers(SIGNATURE.payloadSize),
    ].flat();
    const { size, sha256 } = await fingerprintFile(path);
    return {
      path,
      ...identity,
      size,
      sha256,
      signed: [SIGNATURE.rsa, SIGNATURE.dsa, SIGNATURE.openpgp, SIGNATURE.pgp, SIGNATURE.gpg].some((tag) =>
        signature.has(tag),
      ),
      headerRange: [start, header.end],
      header,
      archiveSize: archiveSize ?? 0,
    };
  } catch (cause) {
    throw new Problem({
      kind: "failure",
      code: "damaged-package",
      message: `${path} is not an rpm package: ${cause instanceof Error ? cause.message : cause}`,
      remedy:
        "what is published stays: release a version with a sound package (`rpm -qip` shows what is wrong with this one)",
      place: { file: path },
      cause,
    });
  } finally {
    await file.close();
  }
}
