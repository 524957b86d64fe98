import { type Image, readImage } from "./image.ts";

/** A module as a Go program names it. `version` is `(devel)` for what was built from a checkout. */
export interface GoModule {
  readonly path: string;
  readonly version: string;
  /** `h1:…`: a hash over the names and hashes of its files (golang.org/x/mod/sumdb/dirhash), not of any one file. */
  readonly sum: string | undefined;
  readonly replace?: GoModule;
}

export interface GoBuildInfo {
  /** `go1.26.8` */
  readonly go: string;
  /** Import path of the main package. */
  readonly path: string | undefined;
  readonly main: GoModule | undefined;
  readonly modules: readonly GoModule[];
  /** Settings of the build: `GOOS`, `-tags`, `CGO_ENABLED`, … */
  readonly settings: ReadonlyMap<string, string>;
}

const MAGIC = Buffer.from("\xff Go buildinf:", "latin1");
const ALIGNMENT = 16;
const HEADER = 32;
const BIG_ENDIAN = 1;
const INLINE = 2;
/** Stand before and after the text of the modules, 16 bytes each (Go's cmd/go/internal/modload, infoStart and infoEnd). */
const SENTINEL = 16;

/** What `go version -m` prints, read from the program (Go's package debug/buildinfo); `undefined` for programs not made by Go. */
export function readGoBuildInfo(file: Buffer): GoBuildInfo | undefined {
  const image = readImage(file);
  if (image === undefined) return undefined;
  for (const bytes of image.own === undefined ? image.data : [image.own]) {
    const blob = findBlob(bytes);
    const strings = blob && (((blob[15] ?? 0) & INLINE) !== 0 ? inlineStrings(blob) : pointedStrings(blob, image));
    if (strings?.[0]?.startsWith("go") || strings?.[0]?.startsWith("devel")) return parse(strings[0], strings[1] ?? "");
  }
  return undefined;
}

function findBlob(bytes: Buffer): Buffer | undefined {
  for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    if (at % ALIGNMENT === 0 && at + HEADER <= bytes.length) return bytes.subarray(at);
  }
  return undefined;
}

/** Since Go 1.18: two strings behind the header, each after its length as a varint. */
function inlineStrings(blob: Buffer): readonly string[] | undefined {
  const strings: string[] = [];
  let at = HEADER;
  for (let count = 0; count < 2; count++) {
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = blob[at++];
      if (byte === undefined || shift > 28) return undefined;
      length += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    if (at + length > blob.length) return undefined;
    strings.push(blob.toString("latin1", at, at + length));
    at += length;
  }
  return strings;
}

/** Before Go 1.18: addresses of two string headers, each an address and a length. */
function pointedStrings(blob: Buffer, image: Image): readonly string[] | undefined {
  if (blob[14] !== 8 || ((blob[15] ?? 0) & BIG_ENDIAN) !== 0) return undefined;
  const strings: string[] = [];
  for (const at of [16, 24]) {
    const header = image.at(blob.readBigUInt64LE(at), 16);
    const length = header === undefined ? 0n : header.readBigUInt64LE(8);
    if (header === undefined || length > 1n << 24n) return undefined;
    const text = image.at(header.readBigUInt64LE(0), Number(length));
    if (text === undefined) return undefined;
    strings.push(text.toString("latin1"));
  }
  return strings;
}

/** Tab-separated lines (Go's runtime/debug, BuildInfo.String). */
function parse(go: string, wrapped: string): GoBuildInfo {
  const plain = wrapped.length > 2 * SENTINEL && wrapped.at(-SENTINEL - 1) === "\n";
  // Read byte by byte so that lengths count bytes; names may be UTF-8.
  const text = plain ? Buffer.from(wrapped.slice(SENTINEL, -SENTINEL), "latin1").toString("utf8") : "";
  let path: string | undefined;
  let main: GoModule | undefined;
  const modules: GoModule[] = [];
  const settings = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [word, ...rest] = line.split("\t");
    const module: GoModule = { path: rest[0] ?? "", version: rest[1] ?? "", sum: rest[2] || undefined };
    if (word === "path") path = rest[0];
    else if (word === "mod") main = module;
    else if (word === "dep") modules.push(module);
    else if (word === "=>") {
      const last = modules.pop();
      if (last !== undefined) modules.push({ ...last, replace: module });
    } else if (word === "build") {
      const setting = rest.join("\t");
      const cut = setting.startsWith('"') ? setting.indexOf('"=') + 1 : setting.indexOf("=");
      settings.set(unquote(setting.slice(0, cut)), unquote(setting.slice(cut + 1)));
    }
  }
  return { go, path, main, modules, settings };
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
