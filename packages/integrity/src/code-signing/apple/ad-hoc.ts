import { adHocSignature, adHocSize, type Judgement, judge, readBlobs } from "./blobs.ts";
import { joinSlices, readSlice, type Slice, slicesOf, withRoom } from "./mach-o.ts";

/**
 * The signature of each architecture of a program, `undefined` where it has none.
 * @throws {Problem} `mach-o-layout`
 */
export function readAppleSignatures(
  file: Buffer,
): readonly { readonly arm64: boolean; readonly signature: Judgement | undefined }[] {
  return slicesOf(file)
    .map(readSlice)
    .map((slice) => ({ arm64: slice.arm64, signature: signatureOf(slice) }));
}

function blobsOf({ bytes, signature }: Slice) {
  return signature && readBlobs(bytes.subarray(signature.offset, signature.offset + signature.size));
}

/** A signature that cannot be read is one that does not fit. */
function signatureOf(slice: Slice): Judgement | undefined {
  if (slice.signature === undefined) return undefined;
  const blobs = blobsOf(slice);
  const judged = blobs && judge(blobs, slice.bytes.subarray(0, slice.signature.offset));
  return judged ?? { identifier: "", adHoc: false, linkerSigned: false, fits: false };
}

/**
 * A program that macOS starts: slices for Apple silicon without a signature, and all whose signature does not fit (a stripper
 * changed them after the linker signed), get an ad hoc one. Every other slice keeps its bytes, an Intel one without signature
 * too. Equal input gives equal output.
 *
 * @param identifier kept where the program has one already
 * @returns `undefined` when there is nothing to do
 * @throws {Problem} `mach-o-layout`
 */
export function signAdHoc(file: Buffer, identifier: string): Buffer | undefined {
  const slices = slicesOf(file).map(readSlice);
  const done = slices.map((slice) => {
    const signature = signatureOf(slice);
    const needed = signature === undefined ? slice.arm64 : !signature.fits;
    return needed ? signSlice(slice, signature?.identifier || identifier) : slice.bytes;
  });
  if (done.every((bytes, index) => bytes === slices[index]?.bytes)) return undefined;
  return joinSlices(file, done);
}

function signSlice(slice: Slice, identifier: string): Buffer {
  const { text, executable } = slice;
  const of = { identifier, text, executable, earlier: blobsOf(slice) };
  const { bytes, codeLimit } = withRoom(slice, (limit) => adHocSize(of, limit));
  adHocSignature(of, bytes.subarray(0, codeLimit)).copy(bytes, codeLimit);
  return bytes;
}
