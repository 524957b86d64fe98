import { createHash, hash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { crc32 } from "node:zlib";
/**
 * A thread that compresses blocks with libdeflate, each open at its end so that blocks can be joined; that compresses small
 * contents, many at once, each as a stream of its own; that reads small files, many at once; and that takes the digests of
 * files while the main thread writes them. It is plain JavaScript
 * without imports of packages, because bundlers copy the file of `new Worker(new URL(…))` as it is. The main thread hands
 * over the compiled module; what its exports do is said in deflate.c.
 *
 * @typedef {object} Deflate
 * @property {WebAssembly.Memory} memory
 * @property {(level: number) => number} begin
 * @property {() => number} input_place
 * @property {() => number} input_size
 * @property {() => number} output_place
 * @property {(start: number, size: number, room: number) => number} compress_whole
 * @property {(size: number) => number} compress_open
 */
if (parentPort !== null)
    serve(parentPort);
/**
 * One of four kinds: a block to be compressed (into the room that it lies in, or for an answer of its own); contents in a room,
 * one after the other, to be compressed one by one into the same room; files to be read into a room; the next pieces of a stream
 * of bytes, or, without pieces, its end.
 *
 * @typedef {{ block: Uint8Array, room?: Uint8Array }} BlockRequest
 * @typedef {{ room: Uint8Array, sizes: Uint32Array }} PiecesRequest
 * @typedef {{ room: Uint8Array, files: readonly string[], largest: number }} FilesRequest
 * @typedef {{ stream: number, pieces?: readonly Uint8Array[] }} StreamRequest
 */
/** @param {import("node:worker_threads").MessagePort} port */
function serve(port) {
    /** @type {{ module: WebAssembly.Module, level: number, blockSize: number }} */
    const { module, level, blockSize } = workerData;
    const deflate = /** @type {Deflate} */ ( /** @type {unknown} */(new WebAssembly.Instance(module).exports));
    if (deflate.begin(level) === 0 || deflate.input_size() < blockSize)
        throw new Error("the encoder takes no such blocks");
    // The memory never grows, so that these views serve for all blocks.
    const memory = new Uint8Array(deflate.memory.buffer);
    const input = memory.subarray(deflate.input_place());
    const output = memory.subarray(deflate.output_place());
    /** @type {Map<number, import("node:crypto").Hash[]>} */
    const streams = new Map();
    port.on("message", (/** @type {BlockRequest | PiecesRequest | FilesRequest | StreamRequest} */ request) => {
        try {
            if ("block" in request)
                compressBlock(request);
            else if ("stream" in request)
                port.postMessage(digestStream(request));
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
        input.set(block);
        const size = deflate.compress_open(block.length);
        if (size === 0)
            throw new Error("the encoder had too little room");
        if (room !== undefined) {
            room.set(output.subarray(0, size));
            port.postMessage({ size });
        }
        else {
            const stream = output.slice(0, size);
            port.postMessage({ stream }, [stream.buffer]);
        }
    }
    /** @param {StreamRequest} request */
    function digestStream({ stream, pieces }) {
        const hashes = streams.get(stream) ?? ["sha256", "sha512", "md5"].map((name) => createHash(name));
        if (pieces === undefined) {
            streams.delete(stream);
            const [sha256, sha512, md5] = hashes.map((each) => each.digest("hex"));
            return { sha256, sha512, md5 };
        }
        streams.set(stream, hashes);
        for (const each of hashes)
            for (const bytes of pieces)
                each.update(bytes);
        return {};
    }
    /**
     * Each piece becomes a complete stream, one after the other from the room's beginning.
     *
     * @param {PiecesRequest} request @returns {Uint32Array} their sizes; 0 where a stream would be no smaller than its piece
     */
    function compressPieces({ room, sizes }) {
        const all = sizes.reduce((sum, size) => sum + size, 0);
        input.set(room.subarray(0, all));
        let from = 0;
        let end = 0;
        return sizes.map((size) => {
            // Told of less room than the piece takes, the encoder answers 0 where that does not do.
            const compressed = size < 2 ? 0 : deflate.compress_whole(from, size, size - 1);
            room.set(output.subarray(0, compressed), end);
            from += size;
            end += compressed;
            return compressed;
        });
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
