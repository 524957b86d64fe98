export type LineEnding = "lf" | "crlf";

const CARRIAGE_RETURN = 0x0d;
const NEWLINE = 0x0a;

/** Converts text piece by piece; a piece may end anywhere, also between CR and LF. */
export interface LineEndingConverter {
  /** The converted bytes, or `undefined` when the piece holds a NUL: the content is binary and must be left as it is. */
  convert(piece: Uint8Array): Uint8Array | undefined;
  /** What was held back; call once, at the end. */
  finish(): Uint8Array;
}

/**
 * Every line end becomes the one asked for. Any number of CRs before an LF belongs to the line end, which makes the
 * conversion idempotent (CR CR LF would otherwise shrink at each pass) and equal whichever ending came before. A CR
 * elsewhere is text and is kept. Other encodings than ASCII supersets (UTF-16, for one) hold NULs and count as binary.
 */
export function createLineEndingConverter(ending: LineEnding): LineEndingConverter {
  const lineEnd = Buffer.from(ending === "lf" ? "\n" : "\r\n");
  let heldReturns = 0;
  return {
    convert(piece) {
      const input = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
      if (input.includes(0)) return undefined;
      const output: Uint8Array[] = [];
      let from = 0;
      while (from < input.length) {
        const newline = input.indexOf(NEWLINE, from);
        const to = newline === -1 ? input.length : newline;
        let textEnd = to;
        while (textEnd > from && input[textEnd - 1] === CARRIAGE_RETURN) textEnd--;
        if (textEnd > from) {
          if (heldReturns > 0) output.push(Buffer.alloc(heldReturns, CARRIAGE_RETURN));
          output.push(input.subarray(from, textEnd));
          heldReturns = 0;
        }
        if (newline === -1) {
          heldReturns += to - textEnd;
          break;
        }
        heldReturns = 0;
        output.push(lineEnd);
        from = newline + 1;
      }
      return Buffer.concat(output);
    },
    finish: () => Buffer.alloc(heldReturns, CARRIAGE_RETURN),
  };
}
