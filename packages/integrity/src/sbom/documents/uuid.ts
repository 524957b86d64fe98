import { createHash } from "node:crypto";

/** The name space of URLs (RFC 9562, section 6.6). */
const URLS = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");

/** A UUID of version 5 (RFC 9562, section 5.5): the same text always has the same one. */
export function uuidOf(text: string): string {
  const digest = createHash("sha1").update(URLS).update(`slipway:sbom:${text}`).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
