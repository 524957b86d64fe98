import type { Arch } from "@slipway/model";
import { type Executable, Malformed } from "./shape.ts";

/** Microsoft's "PE Format": COFF file header and section table. */

const MACHINE: Readonly<Record<number, Arch>> = { 34404: "amd64", 43620: "arm64" };
const FILE_HEADER = 20;
const SECTION_HEADER = 40;
const SYMBOL = 18;

export function readPe(file: Buffer): Executable {
  const header = file.readUInt32LE(0x3c);
  if (file.toString("latin1", header, header + 4) !== "PE\0\0") throw new Malformed();
  const coff = header + 4;
  return {
    format: "pe",
    os: "windows",
    architectures: [MACHINE[file.readUInt16LE(coff)] ?? "other"],
    stripped: !hasSymbols(file, coff),
  };
}

/** GNU linkers put DWARF into sections whose long names are offsets into the string table behind the symbols. */
function hasSymbols(file: Buffer, coff: number): boolean {
  const symbols = file.readUInt32LE(coff + 8);
  const count = file.readUInt32LE(coff + 12);
  if (symbols !== 0 && count > 0) return true;
  const strings = symbols + count * SYMBOL;
  const first = coff + FILE_HEADER + file.readUInt16LE(coff + 16);
  for (let index = 0; index < file.readUInt16LE(coff + 2); index++) {
    const at = first + index * SECTION_HEADER;
    const name = file.toString("latin1", at, at + 8).replace(/\0+$/, "");
    const long = /^\/(\d+)$/.exec(name)?.[1];
    const text =
      long === undefined ? name : file.toString("latin1", strings + Number(long), strings + Number(long) + 16);
    if (text.startsWith(".debug_") || text.startsWith(".zdebug_")) return true;
  }
  return false;
}
