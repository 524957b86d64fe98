import { sha256 } from "@slipway/model";
import type { StoredContent, StoredPrint } from "./store.ts";

export function printOf(content: StoredContent): StoredPrint {
  if (content.type === "file") return { size: content.size, sha256: content.sha256 };
  return { size: content.bytes.byteLength, sha256: sha256(content.bytes) };
}
