import { parentPort, workerData } from "node:worker_threads";
/**
 * A thread that compresses blocks with liblzma. It is plain JavaScript without imports of packages, because bundlers copy the
 * file of `new Worker(new URL(…))` as it is. The main thread hands over the compiled module.
 *
 * The names of the exports are those of `liblzma.wasm` in node-liblzma 5.1.3; the package's own glue maps the same letters
 * (a test compares), but is made for browsers and for one module at a time.
 *
 * @typedef {object} Liblzma
 * @property {WebAssembly.Memory} b memory
 * @property {() => void} c constructors, to be called once
 * @property {(preset: number, check: number, allocator: number, input: number, inputSize: number, output: number, outputPosition: number, outputSize: number) => number} l lzma_easy_buffer_encode
 * @property {(size: number) => number} s malloc
 * @property {(pointer: number) => void} t free
 */
const CHECK_CRC64 = 4;
const PAGE = 65536;
/** @type {{ module: WebAssembly.Module, preset: number, blockSize: number }} */
const { module, preset, blockSize } = workerData;
// What does not compress grows by 3 bytes in 64 KiB, plus headers and index (xz format, LZMA2 chunks).
const outputSize = blockSize + (blockSize >> 10) + 1024;
const liblzma = /** @type {Liblzma} */ (
/** @type {unknown} */ (new WebAssembly.Instance(module, { a: { a: grow } }).exports));
liblzma.c();
const input = allocate(blockSize);
const output = allocate(outputSize);
const outputPosition = allocate(4);
parentPort?.on("message", (/** @type {{ block: Uint8Array }} */ { block }) => {
    try {
        const stream = compress(block);
        parentPort?.postMessage({ stream }, [stream.buffer]);
    }
    catch (error) {
        parentPort?.postMessage({ error: String(error) });
    }
});
/**
 * @param {Uint8Array} block
 * @returns {Uint8Array<ArrayBuffer>} an xz stream of one block
 */
function compress(block) {
    new Uint8Array(liblzma.b.buffer).set(block, input);
    new DataView(liblzma.b.buffer).setUint32(outputPosition, 0, true);
    const result = liblzma.l(preset, CHECK_CRC64, 0, input, block.length, output, outputPosition, outputSize);
    if (result !== 0)
        throw new Error(`lzma_easy_buffer_encode returned ${result}`);
    const size = new DataView(liblzma.b.buffer).getUint32(outputPosition, true);
    return new Uint8Array(liblzma.b.buffer, output, size).slice();
}
/** @param {number} size */
function allocate(size) {
    const pointer = liblzma.s(size);
    if (pointer === 0)
        throw new Error(`no memory for ${size} bytes`);
    return pointer;
}
/** @param {number} requested the new size of the memory in bytes, asked for by the allocator; @returns {number} 1 if granted */
function grow(requested) {
    try {
        liblzma.b.grow(Math.max(0, Math.ceil(((requested >>> 0) - liblzma.b.buffer.byteLength) / PAGE)));
        return 1;
    }
    catch {
        return 0;
    }
}
