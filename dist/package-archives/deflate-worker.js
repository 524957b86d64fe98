import { hash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { crc32 } from "node:zlib";
/**
 * A thread that compresses blocks with libdeflate, and leaves each open at its end so that blocks can be joined; that compresses
 * small contents, many at once, each as a stream of its own; and that reads small files, many at once. It is plain JavaScript
 * without imports of packages, because bundlers copy the file of `new Worker(new URL(…))` as it is. The main thread hands
 * over the compiled module.
 *
 * The names of the exports are those of the WASM in libdeflate 0.1.0; the package's own glue maps the same letters (a test
 * compares), but hooks into the process and allocates anew for each call.
 *
 * @typedef {object} Libdeflate
 * @property {WebAssembly.Memory} c memory
 * @property {() => void} d constructors, to be called once
 * @property {(level: number) => number} e libdeflate_alloc_compressor
 * @property {(compressor: number, input: number, inputSize: number, output: number, outputSize: number) => number} f libdeflate_deflate_compress
 * @property {(compressor: number, inputSize: number) => number} h libdeflate_deflate_compress_bound
 * @property {(size: number) => number} n malloc
 */
const PAGE = 65536;
/** RFC 1951, 3.2.5 and 3.2.7. */
const LENGTH_EXTRA_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END_OF_BLOCK = 256;
const LONGEST_CODE = 15;
/** An empty stored block, not final, after its three bits of header: length 0 and its complement. */
const EMPTY_STORED = [0, 0, 0xff, 0xff];
/** Header bits, up to a byte of padding, and the above. */
const MOST_ADDED = 2 + EMPTY_STORED.length;
/*
 * Walking through a deflate stream needs the lengths of its symbols, not the symbols. An entry of a code's table, found by
 * the next TABLE_BITS bits, holds in its lowest byte how many bits to go on, and in the next what comes then. Several
 * literals in a row that fit into the table's bits are one entry.
 */
const TABLE_BITS = 12;
const MASK = (1 << TABLE_BITS) - 1;
const KIND = 0xff00;
const LITERALS = 0x0000;
const DISTANCE_FOLLOWS = 0x0100;
const END = 0x0200;
const LONGER_CODE = 0x0300;
const INVALID = 0x0400;
const lengths = new Uint8Array(288 + 32);
const literalTable = new Uint16Array(1 << TABLE_BITS);
const distanceTable = new Uint16Array(1 << TABLE_BITS);
/** For the few codes longer than TABLE_BITS, indexed by LONGEST_CODE bits; filled only where such a code begins. */
const longLiteralTable = new Uint16Array(1 << LONGEST_CODE);
const longDistanceTable = new Uint16Array(1 << LONGEST_CODE);
const preTable = new Uint8Array(128);
if (parentPort !== null)
    serve(parentPort);
/**
 * One of three kinds: a block to be compressed (into the room that it lies in, or for an answer of its own); contents in a room,
 * one after the other, to be compressed one by one into the same room; files to be read into a room.
 *
 * @typedef {{ block: Uint8Array, room?: Uint8Array }} BlockRequest
 * @typedef {{ room: Uint8Array, sizes: Uint32Array }} PiecesRequest
 * @typedef {{ room: Uint8Array, files: readonly string[], largest: number }} FilesRequest
 */
/** @param {import("node:worker_threads").MessagePort} port */
function serve(port) {
    /** @type {{ module: WebAssembly.Module, level: number, blockSize: number }} */
    const { module, level, blockSize } = workerData;
    const libdeflate = /** @type {Libdeflate} */ (
    /** @type {unknown} */ (new WebAssembly.Instance(module, { a: { a: grow, b: copy } }).exports));
    libdeflate.d();
    const compressor = libdeflate.e(level);
    const bound = libdeflate.h(compressor, blockSize);
    const input = libdeflate.n(blockSize);
    const output = libdeflate.n(bound + MOST_ADDED);
    if (compressor === 0 || input === 0 || output === 0)
        throw new Error("no memory for the encoder");
    // The memory does not grow any more, so that one view of it serves for all blocks.
    const memory = new Uint8Array(libdeflate.c.buffer);
    port.on("message", (/** @type {BlockRequest | PiecesRequest | FilesRequest} */ request) => {
        try {
            if ("block" in request)
                compressBlock(request);
            else if ("sizes" in request)
                port.postMessage({ sizes: compressPieces(request) });
            else
                port.postMessage(readFiles(request));
        }
        catch (error) {
            port.postMessage({ error: String(error) });
        }
    });
    /** @param {BlockRequest} request */
    function compressBlock({ block, room }) {
        memory.set(block, input);
        const size = libdeflate.f(compressor, input, block.length, output, bound);
        if (size === 0)
            throw new Error("libdeflate_deflate_compress had too little room");
        const view = memory.subarray(output, output + bound + MOST_ADDED);
        const open = view.subarray(0, leaveOpen(view, size));
        if (room !== undefined) {
            room.set(open);
            port.postMessage({ size: open.length });
        }
        else {
            const stream = open.slice();
            port.postMessage({ stream }, [stream.buffer]);
        }
    }
    /**
     * Each piece becomes a complete stream, one after the other from the room's beginning.
     *
     * @param {PiecesRequest} request @returns {Uint32Array} their sizes; 0 where a stream would be no smaller than its piece
     */
    function compressPieces({ room, sizes }) {
        const all = sizes.reduce((sum, size) => sum + size, 0);
        memory.set(room.subarray(0, all), input);
        let from = input;
        let end = 0;
        return sizes.map((size) => {
            // Told of less room than the piece takes, the encoder answers 0 where that does not do.
            const compressed = size < 2 ? 0 : libdeflate.f(compressor, from, size, output, size - 1);
            room.set(memory.subarray(output, output + compressed), end);
            from += size;
            end += compressed;
            return compressed;
        });
    }
    /** @param {number} requested the new size of the memory in bytes, asked for by the allocator; @returns {number} 1 if granted */
    function grow(requested) {
        try {
            libdeflate.c.grow(Math.max(0, Math.ceil(((requested >>> 0) - libdeflate.c.buffer.byteLength) / PAGE)));
            return 1;
        }
        catch {
            return 0;
        }
    }
    /** Returns nothing: a view returned here would be converted to a number, by way of its text. @type {(to: number, from: number, size: number) => void} */
    function copy(to, from, size) {
        new Uint8Array(libdeflate.c.buffer).copyWithin(to, from, from + size);
    }
}
/** SHA-256, SHA-512, MD5 and CRC-32, one after the other, as `PACKED_DIGESTS` of digests.ts. */
const DIGESTS_SIZE = 116;
/**
 * Reads files one after the other into a room, until the next does not fit any more, and takes their digests. Calls that wait
 * cost a tenth of those that go through Node's own threads.
 *
 * @param {FilesRequest} request `largest` in bytes
 * @returns {{ sizes: Int32Array, digests: Uint8Array }} of the files that were dealt with, at least one; −1 is the size of one that is
 *   empty, larger, no file or cannot be read
 */
function readFiles({ room, files, largest }) {
    const sizes = new Int32Array(files.length);
    const digests = Buffer.alloc(files.length * DIGESTS_SIZE);
    let count = 0;
    let end = 0;
    for (const file of files) {
        const size = end + largest > room.length ? undefined : readFile(file, room, end, largest);
        if (size === undefined)
            break;
        sizes[count] = size;
        if (size > 0) {
            const bytes = room.subarray(end, end + size);
            const at = count * DIGESTS_SIZE;
            digests.write(hash("sha256", bytes), at, "hex");
            digests.write(hash("sha512", bytes), at + 32, "hex");
            digests.write(hash("md5", bytes), at + 96, "hex");
            digests.writeUInt32BE(crc32(bytes), at + 112);
            end += size;
        }
        count++;
    }
    return { sizes: sizes.slice(0, count), digests: digests.subarray(0, count * DIGESTS_SIZE) };
}
/** @param {string} path @param {Uint8Array} room @param {number} start @param {number} largest @returns {number} */
function readFile(path, room, start, largest) {
    try {
        const file = openSync(path, "r");
        try {
            const found = fstatSync(file);
            if (!found.isFile() || found.size === 0 || found.size > largest)
                return -1;
            let size = 0;
            for (let read = -1; read !== 0 && size < found.size; size += read) {
                read = readSync(file, room, start + size, found.size - size, size);
            }
            return size === 0 ? -1 : size;
        }
        finally {
            closeSync(file);
        }
    }
    catch {
        return -1; // the main thread tries again and says what is wrong
    }
}
/**
 * Turns a complete deflate stream into one that is open at its end: no block is marked final, and an empty stored block
 * brings it to a byte boundary, as a flush of zlib's does. The mark is in the header of the last block, whose place only
 * those before it tell: so the stream is walked through.
 *
 * @param {Uint8Array} bytes the stream at its beginning, and room for MOST_ADDED bytes after it
 * @param {number} size of the stream
 * @returns {number} its new size
 */
export function leaveOpen(bytes, size) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const limit = size * 8;
    let at = 0;
    for (;;) {
        const header = peek(view, at);
        const start = at;
        const type = (header >>> 1) & 3;
        at += 3;
        if (type === 0) {
            const body = (at + 7) >>> 3;
            at = (body + 4 + view.getUint16(body, true)) * 8;
        }
        else {
            if (type === 1)
                fixedCodes();
            else if (type === 2)
                at = dynamicCodes(view, at);
            else
                throw new Error("a deflate block of unknown type");
            at = skipSymbols(view, at, limit);
        }
        if (at > limit)
            throw new Error("the deflate stream goes on beyond its end");
        if ((header & 1) === 0)
            continue;
        if (Math.ceil(at / 8) !== size)
            throw new Error("the deflate stream ends before its end");
        bytes[start >>> 3] = /** @type {number} */ (bytes[start >>> 3]) & ~(1 << (start & 7));
        break;
    }
    // Bits after the last block are zero already; the header of the empty block may reach into the next byte.
    bytes.fill(0, size, size + 1);
    const end = (at + 3 + 7) >>> 3;
    bytes.set(EMPTY_STORED, end);
    return end + EMPTY_STORED.length;
}
/**
 * At least 25 bits from a place on. Near the end of the room fewer bytes are left, which only a damaged stream gets to.
 *
 * @param {DataView} view @param {number} at
 */
function peek(view, at) {
    return view.getInt32(at >>> 3, true) >>> (at & 7);
}
/** @param {DataView} view @param {number} start @param {number} limit @returns {number} the place after the block */
function skipSymbols(view, start, limit) {
    let at = start;
    while (at <= limit) {
        let bits = peek(view, at);
        let entry = /** @type {number} */ (literalTable[bits & MASK]);
        if ((entry & KIND) === LITERALS) {
            at += entry;
            // Of the 25 bits there are enough for another look.
            bits >>>= entry;
            entry = /** @type {number} */ (literalTable[bits & MASK]);
            if ((entry & KIND) === LITERALS) {
                at += entry;
                continue;
            }
        }
        if ((entry & KIND) === LONGER_CODE) {
            bits = peek(view, at);
            entry = /** @type {number} */ (longLiteralTable[bits & 0x7fff]);
            if ((entry & KIND) === LITERALS) {
                at += entry;
                continue;
            }
        }
        at += entry & 0xff;
        if ((entry & KIND) === END)
            return at;
        if ((entry & KIND) === INVALID)
            throw new Error("a deflate stream with an unknown symbol");
        bits = peek(view, at);
        entry = /** @type {number} */ (distanceTable[bits & MASK]);
        if ((entry & KIND) === LONGER_CODE)
            entry = /** @type {number} */ (longDistanceTable[bits & 0x7fff]);
        if ((entry & KIND) === INVALID)
            throw new Error("a deflate stream with an unknown distance");
        at += entry & 0xff;
    }
    throw new Error("the deflate stream goes on beyond its end");
}
/** RFC 1951, 3.2.6. */
function fixedCodes() {
    lengths.fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288).fill(5, 288, 320);
    fillTables(288, 32);
}
/** RFC 1951, 3.2.7. @param {DataView} view @param {number} start @returns {number} the place after the codes' lengths */
function dynamicCodes(view, start) {
    const header = peek(view, start);
    const literals = 257 + (header & 31);
    const distances = 1 + ((header >>> 5) & 31);
    const codeLengths = 4 + ((header >>> 10) & 15);
    let at = start + 14;
    const preLengths = new Uint8Array(19);
    for (const place of CODE_LENGTH_ORDER.slice(0, codeLengths)) {
        preLengths[place] = peek(view, at) & 7;
        at += 3;
    }
    preTable.fill(0);
    eachCode(preLengths, 0, 19, (symbol, length, code) => {
        for (let index = code; index < 128; index += 1 << length)
            preTable[index] = (symbol << 3) | length;
    });
    let previous = 0;
    for (let filled = 0; filled < literals + distances;) {
        const bits = peek(view, at);
        const entry = /** @type {number} */ (preTable[bits & 127]);
        const length = entry & 7;
        if (length === 0)
            throw new Error("a deflate stream with an unknown code length");
        const symbol = entry >>> 3;
        const rest = bits >>> length;
        at += length;
        let times = 1;
        if (symbol < 16)
            previous = symbol;
        else if (symbol === 16) {
            times = 3 + (rest & 3);
            at += 2;
        }
        else if (symbol === 17) {
            times = 3 + (rest & 7);
            at += 3;
            previous = 0;
        }
        else {
            times = 11 + (rest & 127);
            at += 7;
            previous = 0;
        }
        lengths.fill(previous, filled, filled + times);
        filled += times;
    }
    fillTables(literals, distances);
    return at;
}
/** The tables of the codes whose lengths lie in `lengths`, literals and lengths first. @param {number} literals @param {number} distances */
function fillTables(literals, distances) {
    fillTable(literalTable, longLiteralTable, 0, literals, (symbol, length) => {
        if (symbol < END_OF_BLOCK)
            return LITERALS | length;
        if (symbol === END_OF_BLOCK)
            return END | length;
        return DISTANCE_FOLLOWS | (length + (LENGTH_EXTRA_BITS[symbol - 257] ?? 0));
    });
    fillTable(distanceTable, longDistanceTable, literals, distances, (symbol, length) => {
        return length + Math.max(0, (symbol >> 1) - 1);
    });
    // From the highest index down: what follows a literal is at a lower index, for that is shifted, and still as it was.
    for (let index = MASK; index >= 0; index--) {
        const length = /** @type {number} */ (literalTable[index]);
        if ((length & KIND) !== LITERALS)
            continue;
        const next = /** @type {number} */ (literalTable[index >>> length]);
        if ((next & KIND) === LITERALS && length + next <= TABLE_BITS)
            literalTable[index] = length + next;
    }
}
/**
 * @param {Uint16Array} table @param {Uint16Array} longTable
 * @param {number} first @param {number} count of the code's symbols in `lengths`
 * @param {(symbol: number, length: number) => number} entryOf
 */
function fillTable(table, longTable, first, count, entryOf) {
    table.fill(INVALID);
    eachCode(lengths, first, count, (symbol, length, code) => {
        const entry = entryOf(symbol, length);
        if (length <= TABLE_BITS) {
            for (let index = code; index <= MASK; index += 1 << length)
                table[index] = entry;
        }
        else {
            table[code & MASK] = LONGER_CODE;
            for (let index = code; index < 1 << LONGEST_CODE; index += 1 << length)
                longTable[index] = entry;
        }
    });
}
/**
 * RFC 1951, 3.2.2: the codes of symbols from the lengths of their codes, with bits in the order of the stream.
 *
 * @param {Uint8Array} from @param {number} first @param {number} count
 * @param {(symbol: number, length: number, code: number) => void} use
 */
function eachCode(from, first, count, use) {
    const counts = new Uint16Array(LONGEST_CODE + 1);
    for (let symbol = 0; symbol < count; symbol++) {
        const length = /** @type {number} */ (from[first + symbol]);
        counts[length] = /** @type {number} */ (counts[length]) + 1;
    }
    counts[0] = 0;
    const next = new Uint16Array(LONGEST_CODE + 1);
    let code = 0;
    counts.forEach((many, length) => {
        next[length] = code;
        code = (code + many) << 1;
    });
    for (let symbol = 0; symbol < count; symbol++) {
        const length = /** @type {number} */ (from[first + symbol]);
        if (length === 0)
            continue;
        let forward = /** @type {number} */ (next[length]);
        next[length] = forward + 1;
        let reversed = 0;
        for (let bit = 0; bit < length; bit++) {
            reversed = (reversed << 1) | (forward & 1);
            forward >>>= 1;
        }
        use(symbol, length, reversed);
    }
}
