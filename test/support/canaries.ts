/**
 * Secrets that are looked for everywhere. A canary is found in every form that a tool makes of a text without meaning to:
 * as it is, line by line, in base64 of any alignment and line width, in hexadecimal, escaped for URLs, JSON, XML and workflow
 * commands.
 */
export interface Canary {
  /** Name of the secret. */
  readonly name: string;
  /** What must be seen nowhere: the text of the secret, and bytes that it decodes to. */
  readonly values: readonly (string | Uint8Array)[];
  /** What is in there and public all the same, as a key's public half. */
  readonly open?: readonly (string | Uint8Array)[];
}

export interface Found {
  readonly secret: string;
  readonly form: string;
}

/** Long values are looked for in pieces, so that a part of one is found, and base64 that is broken into lines. */
const PIECE = 24;
/** Shorter lines and remainders occur by chance. */
const LEAST = 12;

const text = (bytes: Buffer) => bytes.toString("utf8");

/** Every form of one piece; the first three bytes' worth at each end of base64 depends on what stands beside it. */
export const FORMS: Readonly<Record<string, (piece: Buffer) => readonly (string | Buffer)[]>> = {
  plain: (piece) => [piece],
  base64: (piece) => aligned(piece),
  base64url: (piece) => aligned(piece).map((form) => form.replaceAll("+", "-").replaceAll("/", "_")),
  hex: (piece) => [piece.toString("hex"), piece.toString("hex").toUpperCase()],
  url: (piece) => [encodeURIComponent(text(piece))],
  json: (piece) => [JSON.stringify(text(piece)).slice(1, -1)],
  xml: (piece) => [
    text(piece).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  ],
  command: (piece) => [text(piece).replaceAll("%", "%25")],
};

function aligned(piece: Buffer): string[] {
  return [0, 1, 2].map((skip) => {
    const rest = piece.subarray(skip);
    return rest.subarray(0, rest.length - (rest.length % 3)).toString("base64");
  });
}

function pieces(value: string | Uint8Array): Buffer[] {
  const lines =
    typeof value === "string"
      ? value
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter((line) => !line.startsWith("-----"))
          .map((line) => Buffer.from(line))
      : [Buffer.from(value)];
  return lines.flatMap((line) => {
    if (line.length <= PIECE) return line.length < LEAST ? [] : [line];
    const starts = Array.from({ length: Math.floor(line.length / PIECE) }, (_, index) => index * PIECE);
    return [...starts, line.length - PIECE].map((start) => line.subarray(start, start + PIECE));
  });
}

const isText = (bytes: Buffer) => bytes.every((byte) => byte >= 0x20 && byte < 0x7f);

/** Looks for all forms of all canaries in one pass over the bytes. */
export class Finder {
  /** By its first four bytes. */
  private readonly needles = new Map<number, { readonly bytes: Buffer; readonly found: Found }[]>();
  /** Which values of the first three bytes occur: most of what is looked through ends here. */
  private readonly begins = new Uint8Array(1 << 21);

  constructor(canaries: readonly Canary[] = []) {
    for (const canary of canaries) this.add(canary);
  }

  add({ name, values, open = [] }: Canary): void {
    const known = open.map((value) => Buffer.from(typeof value === "string" ? value.replace(/\s/g, "") : value));
    for (const piece of values.flatMap(pieces)) {
      if (known.some((bytes) => bytes.includes(piece))) continue;
      for (const [form, encode] of Object.entries(FORMS)) {
        // What escapes for a text would do to bytes, nobody does.
        if (!isText(piece) && !["plain", "base64", "base64url", "hex"].includes(form)) continue;
        for (const encoded of encode(piece)) {
          const bytes = Buffer.from(encoded);
          if (form !== "plain" && bytes.equals(piece)) continue;
          this.keep(bytes, { secret: name, form });
        }
      }
    }
  }

  private keep(bytes: Buffer, found: Found): void {
    const begin = bytes.readUIntBE(0, 3);
    this.begins[begin >> 3] = (this.begins[begin >> 3] ?? 0) | (1 << (begin & 7));
    const same = this.needles.get(bytes.readUInt32BE(0)) ?? [];
    same.push({ bytes, found });
    this.needles.set(bytes.readUInt32BE(0), same);
  }

  /** What is found, each secret and form once. */
  in(haystack: string | Uint8Array): readonly Found[] {
    const bytes = Buffer.from(haystack as Uint8Array);
    const found = new Map<string, Found>();
    let begin = bytes.length > 2 ? bytes.readUInt16BE(0) : 0;
    for (let at = 2; at < bytes.length; at++) {
      begin = ((begin << 8) | (bytes[at] as number)) & 0xffffff;
      if (((this.begins[begin >> 3] as number) & (1 << (begin & 7))) === 0 || at + 2 > bytes.length) continue;
      const start = at - 2;
      if (start + 4 > bytes.length) break;
      for (const needle of this.needles.get(bytes.readUInt32BE(start)) ?? []) {
        const { length } = needle.bytes;
        if (start + length > bytes.length || bytes.compare(needle.bytes, 0, length, start, start + length) !== 0)
          continue;
        found.set(`${needle.found.secret} ${needle.found.form}`, needle.found);
      }
    }
    return [...found.values()];
  }
}
