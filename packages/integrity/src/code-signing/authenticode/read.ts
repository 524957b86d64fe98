import { createHash, X509Certificate } from "node:crypto";
import { ASN1Obj } from "@sigstore/core";

/** Microsoft, "Windows Authenticode Portable Executable Signature Format", and its "PE Format". */

export interface AuthenticodeSignature {
  readonly certificate: X509Certificate;
  /** Of the RFC 3161 timestamp. */
  readonly timestamp: Date | undefined;
  /** The program has the digest that was signed. Always true of what has no digest to compare here. */
  readonly fits: boolean;
}

const OID = {
  indirectData: "1.3.6.1.4.1.311.2.1.4",
  signedData: "1.2.840.113549.1.7.2",
  timestamp: "1.3.6.1.4.1.311.3.3.1",
} as const;
const HASHES: Readonly<Record<string, string>> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};
const SET = 0x11;
const PKCS_SIGNED_DATA = 2;

/** Where the parts lie that a signature does not cover. */
interface PeLayout {
  readonly checksum: number;
  readonly directory: number;
  readonly table: { readonly offset: number; readonly size: number };
}

export function isPe(head: Buffer): boolean {
  return head.length >= 2 && head.toString("latin1", 0, 2) === "MZ";
}

/** The signature inside of a Windows program; `undefined` where there is none. Nothing is said about trust. */
export function readPeSignature(file: Buffer): AuthenticodeSignature | undefined {
  const layout = layoutOf(file);
  if (layout === undefined || layout.table.size < 8) return undefined;
  const { offset, size } = layout.table;
  const length = file.readUInt32LE(offset);
  if (length > size || offset + length > file.length || file.readUInt16LE(offset + 6) !== PKCS_SIGNED_DATA) {
    return undefined;
  }
  return readSignature(file.subarray(offset + 8, offset + length), (hash) => peDigest(file, layout, hash));
}

function layoutOf(file: Buffer): PeLayout | undefined {
  if (!isPe(file) || file.length < 0x40) return undefined;
  const header = file.readUInt32LE(0x3c);
  if (header + 0xa8 > file.length || file.toString("latin1", header, header + 4) !== "PE\0\0") return undefined;
  const optional = header + 24;
  const directories = optional + (file.readUInt16LE(optional) === 0x20b ? 112 : 96);
  if (file.readUInt32LE(directories - 4) < 5) return undefined;
  const directory = directories + 4 * 8;
  return {
    checksum: optional + 64,
    directory,
    table: { offset: file.readUInt32LE(directory), size: file.readUInt32LE(directory + 4) },
  };
}

/** All but the check sum, the entry of the certificate table and the table; padded to 8 bytes before it was signed. */
function peDigest(file: Buffer, { checksum, directory, table }: PeLayout, hash: string): Buffer {
  const end = table.size === 0 ? file.length : table.offset;
  return createHash(hash)
    .update(file.subarray(0, checksum))
    .update(file.subarray(checksum + 4, directory))
    .update(file.subarray(directory + 8, end))
    .digest();
}

/**
 * Reads a PKCS#7 signature (DER).
 * @param digestOf what the signed digest is compared with, by the hash's name
 */
export function readSignature(
  der: Buffer,
  digestOf?: (hash: string) => Buffer | undefined,
): AuthenticodeSignature | undefined {
  try {
    const signed = signedData(ASN1Obj.parseBuffer(Buffer.from(der.subarray(0, derLength(der)))));
    const [, , content, ...rest] = signed.subs;
    if (content === undefined || content.subs[0]?.toOID() !== OID.indirectData) return undefined;
    const sets = rest.filter(({ tag }) => tag.isUniversal() && tag.number === SET);
    const signer = sets.at(-1)?.subs[0];
    const certificates = rest.find(({ tag }) => tag.isContextSpecific(0))?.subs ?? [];
    const certificate = signer && certificateOf(signer, certificates);
    if (signer === undefined || certificate === undefined) return undefined;
    return { certificate, timestamp: timestampOf(signer), fits: digestFits(content, digestOf) };
  } catch {
    return undefined;
  }
}

/** Bytes of the first object; zeros to a multiple of eight follow it in a program. */
function derLength(der: Buffer): number {
  const first = der.readUInt8(1);
  return first < 0x80 ? 2 + first : 2 + (first & 0x7f) + der.readUIntBE(2, first & 0x7f);
}

/** ContentInfo { contentType, [0] SignedData } (RFC 2315). */
function signedData(info: ASN1Obj): ASN1Obj {
  const [type, content] = info.subs;
  const data = content?.subs[0];
  if (type?.toOID() !== OID.signedData || data === undefined) throw new Error("not signed data");
  return data;
}

/** SpcIndirectDataContent { data, messageDigest { algorithm, digest } } */
function digestFits(content: ASN1Obj, digestOf: ((hash: string) => Buffer | undefined) | undefined): boolean {
  const digestInfo = content.subs[1]?.subs[0]?.subs[1];
  const hash = HASHES[digestInfo?.subs[0]?.subs[0]?.toOID() ?? ""];
  if (hash === undefined) return false;
  const expected = digestOf?.(hash);
  return digestOf === undefined || (expected !== undefined && digestInfo?.subs[1]?.value.equals(expected) === true);
}

/** SignerInfo { version, { issuer, serial }, … } names the certificate by which it was made. */
function certificateOf(signer: ASN1Obj, certificates: readonly ASN1Obj[]): X509Certificate | undefined {
  const [issuer, serial] = signer.subs[1]?.subs ?? [];
  for (const certificate of certificates) {
    // TBSCertificate { [0] version, serial, algorithm, issuer, … }
    const body = certificate.subs[0]?.subs ?? [];
    const at = body[0]?.tag.isContextSpecific(0) ? 1 : 0;
    const same =
      body[at]?.value.equals(serial?.value ?? Buffer.alloc(0)) &&
      body[at + 2]?.toDER().equals(issuer?.toDER() ?? Buffer.alloc(0));
    if (same) return new X509Certificate(certificate.toDER());
  }
  return undefined;
}

/** The unsigned attribute holds a whole timestamp token, whose content is a TSTInfo (RFC 3161, section 2.4.2). */
function timestampOf(signer: ASN1Obj): Date | undefined {
  const attributes = signer.subs.find(({ tag }) => tag.isContextSpecific(1))?.subs ?? [];
  const token = attributes.find(({ subs }) => subs[0]?.toOID() === OID.timestamp)?.subs[1]?.subs[0];
  const content = token && signedData(token).subs[2]?.subs[1]?.subs[0];
  // TSTInfo { version, policy, messageImprint, serialNumber, genTime, … }
  return content?.subs[0]?.subs[4]?.toDate();
}
