/** A program's sections and memory, as far as Go's build information needs them: 64-bit little-endian, which all targets are. */
export interface Image {
  /** The section that Go's linker made for its build information, where the format has one. */
  readonly own: Buffer | undefined;
  /** Writable data that holds it otherwise. */
  readonly data: readonly Buffer[];
  /** Bytes at an address of the running program; `undefined` outside of what the file holds. */
  at(address: bigint, length: number): Buffer | undefined;
}

interface Range {
  readonly name: string;
  readonly address: bigint;
  readonly bytes: Buffer;
  readonly writable: boolean;
}

/** @returns `undefined` for what is no program of a known format, or a damaged one */
export function readImage(file: Buffer): Image | undefined {
  try {
    const ranges = rangesOf(file);
    if (ranges === undefined) return undefined;
    return {
      own: ranges.find(({ name }) => name === ".go.buildinfo" || name === "__go_buildinfo")?.bytes,
      data: ranges.filter(({ writable }) => writable).map(({ bytes }) => bytes),
      at: (address, length) => {
        const range = ranges.find(
          (one) => one.address <= address && address + BigInt(length) <= one.address + BigInt(one.bytes.length),
        );
        if (range === undefined) return undefined;
        const start = Number(address - range.address);
        return range.bytes.subarray(start, start + length);
      },
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function rangesOf(file: Buffer): readonly Range[] | undefined {
  if (file.length < 64) return undefined;
  if (file.toString("latin1", 0, 4) === "\x7fELF") return file[4] === 2 && file[5] === 1 ? elf(file) : undefined;
  if (file.toString("latin1", 0, 2) === "MZ") return pe(file);
  if (file.readUInt32LE(0) === 0xfeedfacf) return machO(file);
  // A universal program: its slices are of one source, so the first one tells.
  if (file.readUInt32BE(0) === 0xcafebabe && file.readUInt32BE(4) < 16) {
    const offset = file.readUInt32BE(16);
    return machO(file.subarray(offset, offset + file.readUInt32BE(20)));
  }
  return undefined;
}

/** System V ABI, chapters 4 and 5: segments for addresses, sections for names. */
function elf(file: Buffer): readonly Range[] {
  const headers = (start: number, size: number, count: number) =>
    Array.from({ length: count }, (_, index) => file.subarray(start + index * size, start + (index + 1) * size));
  const number = (header: Buffer, at: number) => Number(header.readBigUInt64LE(at));
  const sections = headers(number(file, 40), file.readUInt16LE(58), file.readUInt16LE(60));
  const names = sections[file.readUInt16LE(62)];
  const named = sections
    .filter((header) => header.readUInt32LE(4) !== 8)
    .map((header): Range => {
      const at = (names ? number(names, 24) : 0) + header.readUInt32LE(0);
      const offset = number(header, 24);
      return {
        name: names ? file.toString("latin1", at, file.indexOf(0, at)) : "",
        address: header.readBigUInt64LE(16),
        bytes: file.subarray(offset, offset + number(header, 32)),
        writable: false,
      };
    })
    // What is not loaded has the address 0, and must not answer for it.
    .filter(({ address }) => address !== 0n);
  const segments = headers(number(file, 32), file.readUInt16LE(54), file.readUInt16LE(56))
    .filter((header) => header.readUInt32LE(0) === 1)
    .map((header): Range => {
      const offset = number(header, 8);
      const bytes = file.subarray(offset, offset + number(header, 32));
      return { name: "", address: header.readBigUInt64LE(16), bytes, writable: (header.readUInt32LE(4) & 2) !== 0 };
    });
  return [...named, ...segments];
}

/** Apple's <mach-o/loader.h>. */
function machO(file: Buffer): readonly Range[] {
  const ranges: Range[] = [];
  let at = 32;
  for (let left = file.readUInt32LE(16); left > 0; left--) {
    if (file.readUInt32LE(at) === 0x19) {
      const writable = (file.readUInt32LE(at + 60) & 2) !== 0;
      for (let index = 0; index < file.readUInt32LE(at + 64); index++) {
        const section = at + 72 + index * 80;
        const offset = file.readUInt32LE(section + 48);
        ranges.push({
          name: file.toString("latin1", section, section + 16).replace(/\0+$/, ""),
          address: file.readBigUInt64LE(section + 32),
          bytes: file.subarray(offset, offset + Number(file.readBigUInt64LE(section + 40))),
          writable,
        });
      }
    }
    const size = file.readUInt32LE(at + 4);
    if (size < 8) throw new RangeError("a load command without a size");
    at += size;
  }
  return ranges;
}

/** Microsoft's "PE Format": addresses are relative to the image's base. */
function pe(file: Buffer): readonly Range[] | undefined {
  const header = file.readUInt32LE(0x3c);
  if (file.toString("latin1", header, header + 4) !== "PE\0\0") return undefined;
  const optional = header + 24;
  if (file.readUInt16LE(optional) !== 0x20b) return undefined;
  const base = file.readBigUInt64LE(optional + 24);
  const first = optional + file.readUInt16LE(header + 20);
  return Array.from({ length: file.readUInt16LE(header + 6) }, (_, index): Range => {
    const at = first + index * 40;
    const offset = file.readUInt32LE(at + 20);
    return {
      name: file.toString("latin1", at, at + 8).replace(/\0+$/, ""),
      address: base + BigInt(file.readUInt32LE(at + 12)),
      bytes: file.subarray(offset, offset + file.readUInt32LE(at + 16)),
      writable: (file.readUInt32LE(at + 36) & 0x80000000) !== 0,
    };
  });
}
