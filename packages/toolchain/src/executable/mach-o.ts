import type { Arch } from "@slipway/model";
import { type Executable, Malformed } from "./shape.ts";

/** Mach-O as in Apple's <mach-o/loader.h>, <mach-o/fat.h> and <mach-o/nlist.h>. */

const ARCH: Readonly<Record<number, Arch>> = { 16777223: "amd64", 16777228: "arm64" };
const FAT = 0xcafebabe;
const LC_SYMTAB = 0x2;
const LC_SEGMENT_64 = 0x19;
const HEADER = 32;
const SYMBOL = 16;
/** Any of these bits marks an entry for debuggers. */
const N_STAB = 0xe0;
/** More architectures than this means that the file is a Java class, which has the same first bytes. */
const MOST_SLICES = 16;

export function readMachO(file: Buffer): Executable {
  const slices = file.readUInt32BE(0) === FAT ? slicesOf(file) : [file];
  return {
    format: "mach-o",
    os: "macos",
    architectures: slices.map((slice) => ARCH[slice.readUInt32LE(4)] ?? "other"),
    stripped: slices.every((slice) => !hasDebugInformation(slice)),
  };
}

function slicesOf(file: Buffer): readonly Buffer[] {
  const count = file.readUInt32BE(4);
  if (count === 0 || count > MOST_SLICES) throw new Malformed();
  return Array.from({ length: count }, (_, index) => {
    const at = 8 + index * 20;
    const offset = file.readUInt32BE(at + 8);
    return file.subarray(offset, offset + file.readUInt32BE(at + 12));
  });
}

/**
 * Symbols that the dynamic loader resolves stay in a stripped program; those for debuggers, names of local functions, and a
 * DWARF segment do not.
 */
function hasDebugInformation(slice: Buffer): boolean {
  let at = HEADER;
  for (let left = slice.readUInt32LE(16); left > 0; left--) {
    const command = slice.readUInt32LE(at);
    if (command === LC_SEGMENT_64 && slice.toString("latin1", at + 8, at + 15) === "__DWARF") return true;
    if (command === LC_SYMTAB) {
      const symbols = slice.readUInt32LE(at + 8);
      const count = slice.readUInt32LE(at + 12);
      for (let index = 0; index < count; index++) {
        if ((slice.readUInt8(symbols + index * SYMBOL + 4) & N_STAB) !== 0) return true;
      }
    }
    const size = slice.readUInt32LE(at + 4);
    if (size < 8) throw new Malformed();
    at += size;
  }
  return false;
}
