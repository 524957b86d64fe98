export const id = 311;
export const ids = [311];
export const modules = {

/***/ 9311:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var problem = __webpack_require__(9899);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./packages/packaging/build/io-problem.js

const DISK_FULL = {
    code: "disk-full",
    what: "no space is left on the device",
    remedy: "Free space there, or set a directory on a larger disk (TMPDIR for scratch files), and run again.",
};
const NOT_PERMITTED = {
    code: "permission-denied",
    what: "this user may not do that",
    remedy: "Check the owner and the permissions of the file and of its directory.",
};
const TOO_MANY_FILES = {
    code: "too-many-open-files",
    what: "the limit of open files is reached",
    remedy: "Raise the limit (ulimit -n), or write fewer archives at once.",
};
const RECOGNISED = {
    ENOSPC: DISK_FULL,
    EDQUOT: { ...DISK_FULL, what: "the disk quota is used up" },
    EFBIG: {
        code: "file-too-large",
        what: "the file system does not hold files of that size",
        remedy: "Write to a file system without that limit, or split the package.",
    },
    EACCES: NOT_PERMITTED,
    EPERM: NOT_PERMITTED,
    EROFS: {
        code: "read-only-file-system",
        what: "the file system is mounted read-only",
        remedy: "Choose an output directory that can be written.",
    },
    ENOENT: {
        code: "file-missing",
        what: "it does not exist",
        remedy: "Check the path, and that the step that makes the file ran before.",
    },
    ENOTDIR: {
        code: "not-a-directory",
        what: "a part of the path is a file",
        remedy: "Remove that file, or choose another path.",
    },
    EISDIR: {
        code: "is-a-directory",
        what: "it is a directory, not a file",
        remedy: "Name a file, or remove the directory that has its name.",
    },
    EMFILE: TOO_MANY_FILES,
    ENFILE: TOO_MANY_FILES,
    EIO: {
        code: "input-output-error",
        what: "the device reports an error",
        remedy: "Check the disk or the network mount, then run again.",
    },
    ENAMETOOLONG: {
        code: "name-too-long",
        what: "the file system does not hold names of that length",
        remedy: "Use a shorter name or a shorter directory.",
    },
};
/** Turns a system error of the disk into a `Problem`; anything else is passed through unchanged, as the bug that it is. */
function ioProblem(error, doing) {
    if (!(error instanceof Error) || error instanceof problem/* Problem */.AF)
        return error;
    const code = error.code;
    const known = code === undefined ? undefined : RECOGNISED[code];
    if (known === undefined)
        return error;
    return new problem/* Problem */.AF({
        kind: "failure",
        code: known.code,
        message: `${doing} failed: ${known.what} (${code}).`,
        remedy: known.remedy,
        cause: error,
    });
}
/** Runs file-system work whose errors are to be read by people; `doing` begins a sentence, e.g. "Writing /x". */
async function withIoProblems(doing, work) {
    try {
        return await work();
    }
    catch (error) {
        throw ioProblem(error, doing);
    }
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./packages/packaging/build/content/crc32.js
/**
 * CRC-32 of joined pieces from the CRC-32s of the pieces (ISO 3309 polynomial, bits reflected, as gzip and zip use it).
 *
 * A CRC is a remainder of polynomials over GF(2), and appending n zero bytes multiplies the remainder by x^(8n). So
 * crc(A ‖ B) = crc(A) · x^(8·|B|) + crc(B), where the complements at both ends cancel out.
 */
const POLYNOMIAL = 0xedb88320;
/** The polynomial "1": in reflected order the highest bit is the constant term. */
const ONE = 0x80000000;
/** a · b modulo the CRC polynomial. */
function multiply(a, b) {
    let product = 0;
    let factor = b;
    for (let bit = 31; bit >= 0; bit--) {
        if ((a >>> bit) & 1)
            product ^= factor;
        factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
    }
    return product >>> 0;
}
/** x^(8·2^k) for k = 0…63, each the square of the one before. */
const POWERS = (() => {
    let power = 0x00800000; // x^8
    return Array.from({ length: 64 }, () => {
        const current = power;
        power = multiply(power, power);
        return current;
    });
})();
/** x^(8·bytes); `bytes` may exceed 32 bits. */
function shiftBy(bytes) {
    let result = ONE;
    let rest = bytes;
    for (let k = 0; rest > 0; k++) {
        if (rest % 2 === 1)
            result = multiply(POWERS[k], result);
        rest = Math.floor(rest / 2);
    }
    return result;
}
/** CRC-32 of A followed by B, where `sizeOfB` is in bytes. */
function combineCrc32(crcOfA, crcOfB, sizeOfB) {
    return (multiply(shiftBy(sizeOfB), crcOfA) ^ crcOfB) >>> 0;
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/check.js



/**
 * Compares bytes with what was read when their content was added. A file that a build still writes to would otherwise go
 * into one package in its old state and into the next in its new one. CRC and size suffice: this guards against accidents.
 */
function createContentCheck(content) {
    let crc = 0;
    let size = 0;
    return {
        update(bytes) {
            crc = (0,external_node_zlib_.crc32)(bytes, crc);
            size += bytes.length;
        },
        joinBlock(blockCrc, blockSize) {
            crc = combineCrc32(crc, blockCrc, blockSize);
            size += blockSize;
        },
        finish() {
            if (size === content.size && crc === Number.parseInt(content.crc32, 16))
                return;
            throw new problem/* Problem */.AF({
                kind: "failure",
                code: "content-changed",
                message: `${content.path} was changed while it was being packaged.`,
                remedy: "Let whatever writes to the file end first, then run the step again.",
            });
        },
    };
}

// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __webpack_require__(5919);
;// CONCATENATED MODULE: ./packages/packaging/build/content/codecs/deflate-assets.js


/*
 * The two files that the deflate codec needs beside its code, found from the sources, from `build/` and from a bundle. Why
 * this file stays plain and its paths relative: see xz-assets.ts.
 */
/** libdeflate as a module of WebAssembly; made by `scripts/deflate.ts`. */
function readDeflate() {
    return (0,promises_.readFile)(__webpack_require__.ab + "deflate.wasm");
}
function startDeflateWorker(workerData) {
    return new external_node_worker_threads_.Worker(__webpack_require__.ab + "deflate-worker.js", {
        workerData: workerData,
        // Its work lies in the WASM's memory; V8 would let garbage grow to tens of megabytes a thread before it looks.
        resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 32 },
    });
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/codecs/thread-pool.js
/** Threads that answer messages, one at a time each. */
function createThreadPool(options) {
    const { name, depth, start } = options;
    const threads = [];
    const waiting = [];
    let limit = options.threads;
    let starting = 0;
    let closed = false;
    function dispatch() {
        while (waiting.length > 0 && !closed) {
            const [thread] = threads.toSorted((a, b) => a.jobs.length - b.jobs.length);
            if ((thread === undefined || thread.jobs.length > 0) && threads.length + starting < limit) {
                void begin();
                return;
            }
            if (thread === undefined || thread.jobs.length >= depth)
                return;
            give(thread, waiting.shift());
        }
    }
    function give(thread, job) {
        thread.jobs.push(job);
        job.given?.(thread);
        // Only a thread at work keeps the process alive.
        thread.worker.ref();
        thread.worker.postMessage(job.request);
    }
    async function begin() {
        starting++;
        try {
            join(await start());
        }
        catch (error) {
            // Those that run go on without it.
            limit = threads.length + starting - 1;
            if (limit === 0) {
                limit = options.threads;
                for (const job of waiting.splice(0))
                    job.reject(error);
            }
        }
        finally {
            starting--;
        }
        dispatch();
    }
    function join(worker) {
        if (closed) {
            void worker.terminate();
            return;
        }
        const thread = { worker, jobs: [] };
        worker.on("message", (answer) => {
            const job = thread.jobs.shift();
            if (thread.jobs.length === 0)
                worker.unref();
            if (answer.error !== undefined)
                job?.reject(new Error(`${name}: ${answer.error}`));
            else
                job?.resolve(answer);
            dispatch();
        });
        const remove = (error) => {
            const place = threads.indexOf(thread);
            if (place !== -1)
                threads.splice(place, 1);
            for (const job of thread.jobs.splice(0))
                job.reject(error);
            dispatch();
        };
        worker.on("error", remove);
        worker.on("exit", (code) => remove(new Error(`${name}: the thread ended with code ${code}`)));
        worker.unref();
        threads.push(thread);
    }
    function send(request, lane) {
        return new Promise((resolve, reject) => {
            const job = {
                request,
                resolve: (answer) => resolve(answer),
                reject,
                given: (thread) => {
                    if (lane !== undefined)
                        lane.thread = thread;
                },
            };
            if (lane?.thread === undefined) {
                waiting.push(job);
                dispatch();
            }
            else if (threads.includes(lane.thread))
                give(lane.thread, job);
            else
                reject(new Error(`${name}: the thread has ended`));
        });
    }
    return {
        run: (request) => send(request),
        lane() {
            const lane = {};
            return (request) => send(request, lane);
        },
        async close() {
            closed = true;
            for (const job of waiting.splice(0))
                job.reject(new Error(`${name}: closed`));
            await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
        },
    };
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/codecs/deflate.js


/** Appended to blocks to end a deflate stream: a final block of fixed codes that is empty (RFC 1951, 3.2.6). */
const DEFLATE_END = Uint8Array.of(0x03, 0x00);
const BLOCK_SIZE = 512 * 1024;
/** docs/performance.md compares the levels, and libdeflate with Node's zlib. */
const LEVEL = 5;
/** Bounds memory on machines with many cores: a thread holds about 20 MiB, of which 16 MiB are the WASM's, mostly untouched. */
const MOST_THREADS = 16;
/** One block at work, one waiting: a thread does not stand still while the main thread hashes. */
const DEPTH = 2;
/**
 * Raw deflate (RFC 1951) by libdeflate as WASM in threads: the same bytes on every machine, where Node's zlib chooses its
 * hash function by what the processor offers. Each block ends on a byte boundary, refers to nothing before it and is not
 * marked final: blocks can be joined in any order, and `DEFLATE_END` closes the whole.
 */
function createDeflateCodec(workers) {
    let module;
    let streams = 0;
    const threads = Math.max(1, Math.min(workers, MOST_THREADS));
    const pool = createThreadPool({
        name: "deflate",
        threads,
        depth: DEPTH,
        async start() {
            module ??= readDeflate().then((bytes) => WebAssembly.compile(bytes));
            return startDeflateWorker({ module: await module, level: LEVEL, blockSize: BLOCK_SIZE });
        },
    });
    return {
        blockSize: BLOCK_SIZE,
        // A cut costs about 1.5 KB (a new window, new Huffman tables): under 2 % from here on.
        shareFrom: 256 * 1024,
        inFlight: threads * DEPTH,
        async compress(block) {
            const { stream } = await pool.run({ block });
            return stream;
        },
        async compressInPlace(room, length) {
            const { size } = await pool.run({ block: room.subarray(0, length), room });
            return room.subarray(0, size);
        },
        batches: {
            async compressEach(room, contents) {
                const { sizes } = await pool.run({ room, sizes: contents });
                return sizes;
            },
            readFiles: (room, files, largest) => pool.run({ room, files, largest }),
        },
        hashes() {
            const ask = pool.lane();
            const stream = streams++;
            return {
                update: async (pieces) => void (await ask({ stream, pieces })),
                finish: () => ask({ stream }),
            };
        },
        close: pool.close,
    };
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/codecs/xz-assets.js


/*
 * The two files that the xz codec needs beside its code, found from the sources, from `build/` and from a bundle.
 *
 * ncc copies what a `new URL(…, import.meta.url)` names and rewrites the URL, under two conditions. Its parser must
 * understand the file: it stops at ES2020 (no `??=`, for one), and what it does not understand is passed on to webpack,
 * which turns the WASM into text. So this file stays plain. And the path must be relative: a package name would be resolved
 * by some of the three and not by the others, hence the way through the workspace's own `node_modules`.
 */
function readLiblzma() {
    return (0,promises_.readFile)(__webpack_require__.ab + "liblzma.wasm");
}
function startXzWorker(workerData) {
    return new external_node_worker_threads_.Worker(__webpack_require__.ab + "xz-worker.js", { workerData: workerData });
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/codecs/xz.js


/**
 * 8 MiB is the dictionary of preset 6: a larger block could refer back no further, a smaller one compresses worse. A thread
 * then holds about 94 MiB for the encoder (`xz --info-memory`, preset 6) and 16 MiB of buffers; level 9 would need seven
 * times that and a block of 64 MiB to gain anything.
 */
const xz_BLOCK_SIZE = 8 * 1024 * 1024;
const PRESET = 6;
/** Bounds memory on machines with many cores: four threads are about 450 MiB. */
const xz_MOST_THREADS = 4;
/** liblzma, as WASM in threads. A compressed block is an xz stream of one block; `archive/formats/xz.ts` takes it apart. */
function createXzCodec(workers) {
    let module;
    const threads = Math.max(1, Math.min(workers, xz_MOST_THREADS));
    const pool = createThreadPool({
        name: "xz",
        threads,
        depth: 1,
        async start() {
            module ??= readLiblzma().then((bytes) => WebAssembly.compile(bytes));
            return startXzWorker({ module: await module, preset: PRESET, blockSize: xz_BLOCK_SIZE });
        },
    });
    return {
        blockSize: xz_BLOCK_SIZE,
        shareFrom: xz_BLOCK_SIZE,
        inFlight: threads,
        async compress(block) {
            const { stream } = await pool.run({ block });
            return stream;
        },
        close: pool.close,
    };
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/codecs/zstd.js

const zstd_BLOCK_SIZE = 8 * 1024 * 1024;
/** On 8 MiB of an executable, a core: level 9 44 MB/s; 12 half that for 0.6 % less; 19 a twentieth for 11 % less, where xz is smaller. */
const zstd_LEVEL = 9;
/**
 * Zstandard (RFC 8878) on Node's thread pool. Each block is a frame with its content size and checksum; a file is frames
 * one after the other (section 3.1). The library's own threads (`ZSTD_c_nbWorkers`) crash in Node 24, and frames make them
 * unnecessary.
 */
function createZstdCodec(workers) {
    return {
        blockSize: zstd_BLOCK_SIZE,
        shareFrom: zstd_BLOCK_SIZE,
        inFlight: workers,
        compress: (block) => new Promise((resolve, reject) => {
            const options = {
                params: {
                    [external_node_zlib_.constants.ZSTD_c_compressionLevel]: zstd_LEVEL,
                    [external_node_zlib_.constants.ZSTD_c_contentSizeFlag]: 1,
                    [external_node_zlib_.constants.ZSTD_c_checksumFlag]: 1,
                },
                pledgedSrcSize: block.length,
                chunkSize: Math.max(1024, block.length + (block.length >> 8) + 64),
            };
            (0,external_node_zlib_.zstdCompress)(block, options, (error, result) => (error ? reject(error) : resolve(result)));
        }),
        close: async () => { },
    };
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/codecs/index.js



/** Each store makes its own, when first used, and closes them. */
const CODECS = {
    deflate: createDeflateCodec,
    xz: createXzCodec,
    zstd: createZstdCodec,
};

;// CONCATENATED MODULE: ./packages/packaging/build/content/block-file.js


async function openBlockFile(path) {
    const file = await (0,promises_.open)(path, "w+");
    let end = 0;
    return {
        async append(bytes) {
            const offset = end;
            end += bytes.length;
            await writeAll(file, [bytes], offset);
            return offset;
        },
        read(room, offset) {
            let filled = 0;
            while (filled < room.length) {
                const bytesRead = (0,external_node_fs_.readSync)(file.fd, room, filled, room.length - filled, offset + filled);
                if (bytesRead === 0)
                    throw new Error(`scratch file ${path} is shorter than what was written to it`);
                filled += bytesRead;
            }
            return room;
        },
        close: () => file.close(),
    };
}
/** Pieces one after the other. A write may be partial, as it is when a disk fills up: the next one then reports why. */
async function writeAll(file, pieces, offset) {
    let rest = pieces.filter(({ length }) => length > 0);
    for (let at = offset; rest.length > 0;) {
        const { bytesWritten } = await file.writev(rest, at);
        at += bytesWritten;
        rest = after(rest, bytesWritten);
    }
}
/** What is left of the pieces without their first bytes. */
function after(pieces, size) {
    let skip = size;
    return pieces.flatMap((bytes) => {
        const left = bytes.subarray(Math.min(skip, bytes.length));
        skip -= bytes.length - left.length;
        return left.length > 0 ? left : [];
    });
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/codecs/codec.js
/** What does not compress may grow by this much. */
const ROOM_TO_GROW = 4096;

;// CONCATENATED MODULE: ./packages/packaging/build/content/gate.js
function createGate(places) {
    let free = places;
    /** A queue from `first` on: shifting an array of a hundred thousand would move them all each time. */
    let waiting = [];
    let first = 0;
    const gate = {
        async enter() {
            if (free > 0)
                free--;
            else
                await new Promise((admit) => waiting.push(admit));
        },
        leave() {
            // The place is handed over directly, so that nobody slips in between.
            const next = waiting[first++];
            if (next)
                next();
            else {
                free++;
                waiting = [];
                first = 0;
            }
        },
        async run(task) {
            await gate.enter();
            try {
                return await task();
            }
            finally {
                gate.leave();
            }
        },
    };
    return gate;
}
/**
 * Starts `work` on up to `limit` items before the first result is taken, and yields the results in the order of the items:
 * the order of the output never depends on which work ends first.
 */
async function* inOrder(items, limit, work) {
    const started = [];
    try {
        for await (const item of items) {
            const result = work(item);
            result.catch(() => { }); // observed when its turn comes; until then it must not count as unhandled
            started.push(result);
            if (started.length >= limit)
                yield await started.shift();
        }
        while (started.length > 0)
            yield await started.shift();
    }
    finally {
        await Promise.allSettled(started);
    }
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/compressor.js






/** `scratchFile` is where the file of blocks may lie; it is made when the first block comes. */
function createCompressor(codec, scratchFile) {
    const gate = createGate(codec.inFlight);
    /** Shared memory: threads work on it without a copy. */
    const rooms = [];
    const takeRoom = () => rooms.pop() ?? Buffer.from(new SharedArrayBuffer(codec.blockSize + ROOM_TO_GROW));
    let opened;
    const blockFile = () => {
        opened ??= scratchFile().then(openBlockFile);
        return opened;
    };
    const compress = async (room, size) => codec.compressInPlace?.(room, size) ?? codec.compress(room.subarray(0, size));
    async function enter() {
        await gate.enter();
        return takeRoom();
    }
    function leave(room) {
        rooms.push(room);
        gate.leave();
    }
    async function storeBlock(room, size, crc) {
        const bytes = await compress(room, size);
        const offset = await (await blockFile()).append(bytes);
        return { offset, compressedSize: bytes.length, size, crc32: crc };
    }
    function* usedOnce(block, room) {
        yield block;
        rooms.push(room);
    }
    return {
        codec,
        async file(path, see) {
            const work = [];
            let failed = false;
            const source = await reading(path, () => (0,promises_.open)(path));
            try {
                for (let ended = false; !ended && !failed;) {
                    const room = await enter();
                    try {
                        const raw = await reading(path, () => readAt(source, room.subarray(0, codec.blockSize), work.length * codec.blockSize));
                        ended = raw.length < codec.blockSize;
                        if (raw.length === 0) {
                            leave(room);
                            break;
                        }
                        const crc = (0,external_node_zlib_.crc32)(raw);
                        see(raw, crc);
                        const block = storeBlock(room, raw.length, crc).finally(() => leave(room));
                        block.catch(() => {
                            failed = true;
                        });
                        work.push(block);
                    }
                    catch (error) {
                        leave(room);
                        throw error;
                    }
                }
            }
            finally {
                await Promise.allSettled(work);
                await source.close();
            }
            const blocks = await Promise.all(work);
            return {
                compressedSize: blocks.reduce((sum, { compressedSize }) => sum + compressedSize, 0),
                async *blocks() {
                    const file = await blockFile();
                    const room = takeRoom();
                    try {
                        for (const { offset, compressedSize, size, crc32 } of blocks) {
                            yield { bytes: file.read(room.subarray(0, compressedSize), offset), size, crc32 };
                        }
                    }
                    finally {
                        rooms.push(room);
                    }
                },
            };
        },
        enter,
        leave,
        async block(room, size) {
            try {
                const facts = { size, crc32: (0,external_node_zlib_.crc32)(room.subarray(0, size)) };
                const bytes = await compress(room, size);
                return usedOnce({ bytes, ...facts }, room);
            }
            finally {
                // Not the room: the block lies in it, and may wait long for its turn to be written.
                gate.leave();
            }
        },
        async close() {
            await codec.close();
            const file = await opened?.catch(() => undefined);
            await file?.close();
        },
    };
}
async function reading(path, work) {
    try {
        return await work();
    }
    catch (error) {
        throw ioProblem(error, `Reading ${path}`);
    }
}
/** Fills `room`, or less of it at the end of the file. */
async function readAt(file, room, offset) {
    let filled = 0;
    while (filled < room.length) {
        const { bytesRead } = await file.read(room, filled, room.length - filled, offset + filled);
        if (bytesRead === 0)
            break;
        filled += bytesRead;
    }
    return room.subarray(0, filled);
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/digests.js



/** Takes all digests of a stream of bytes in one pass. */
function createDigester() {
    const hashes = createHashes();
    let crc = 0;
    let size = 0;
    return {
        update(bytes, crcOfBytes) {
            hashes.update(bytes);
            size += bytes.length;
            crc = crcOfBytes === undefined ? (0,external_node_zlib_.crc32)(bytes, crc) : combineCrc32(crc, crcOfBytes, bytes.length);
        },
        finish: () => ({ ...hashes.finish(), size, crc32: crc.toString(16).padStart(8, "0") }),
    };
}
/** Taken here, on the thread that calls. */
function hashesHere() {
    const hashes = createHashes();
    return {
        async update(pieces) {
            for (const bytes of pieces)
                hashes.update(bytes);
        },
        finish: async () => hashes.finish(),
    };
}
function createHashes() {
    const sha256 = (0,external_node_crypto_.createHash)("sha256");
    const sha512 = (0,external_node_crypto_.createHash)("sha512");
    const md5 = (0,external_node_crypto_.createHash)("md5");
    return {
        update(bytes) {
            sha256.update(bytes);
            sha512.update(bytes);
            md5.update(bytes);
        },
        finish: () => ({
            sha256: sha256.digest("hex"),
            sha512: sha512.digest("hex"),
            md5: md5.digest("hex"),
        }),
    };
}
/** SHA-256, SHA-512, MD5 and CRC-32 as bytes, one after the other: hexadecimal text of thousands of contents takes three times that. */
const PACKED_DIGESTS = 116;
/** For bytes at hand: without three objects each that only a collection frees. */
function packedDigests(bytes) {
    const crc = (0,external_node_zlib_.crc32)(bytes).toString(16).padStart(8, "0");
    return Buffer.from((0,external_node_crypto_.hash)("sha256", bytes) + (0,external_node_crypto_.hash)("sha512", bytes) + (0,external_node_crypto_.hash)("md5", bytes) + crc, "hex");
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/line-endings.js
const CARRIAGE_RETURN = 0x0d;
const NEWLINE = 0x0a;
/**
 * Every line end becomes the one asked for. Any number of CRs before an LF belongs to the line end, which makes the
 * conversion idempotent (CR CR LF would otherwise shrink at each pass) and equal whichever ending came before. A CR
 * elsewhere is text and is kept. Other encodings than ASCII supersets (UTF-16, for one) hold NULs and count as binary.
 */
function createLineEndingConverter(ending) {
    const lineEnd = Buffer.from(ending === "lf" ? "\n" : "\r\n");
    let heldReturns = 0;
    return {
        convert(piece) {
            const input = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
            if (input.includes(0))
                return undefined;
            const output = [];
            let from = 0;
            while (from < input.length) {
                const newline = input.indexOf(NEWLINE, from);
                const to = newline === -1 ? input.length : newline;
                let textEnd = to;
                while (textEnd > from && input[textEnd - 1] === CARRIAGE_RETURN)
                    textEnd--;
                if (textEnd > from) {
                    if (heldReturns > 0)
                        output.push(Buffer.alloc(heldReturns, CARRIAGE_RETURN));
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

;// CONCATENATED MODULE: ./packages/packaging/build/content/read-file.js



const READ_SIZE = 512 * 1024;
/**
 * A regular file of at most `largest` bytes at once, or undefined where it is another or empty. Five calls through Node's thread pool take ten times as long as the reading, and
 * packages hold thousands of small files.
 */
function readSmallFile(path, largest) {
    try {
        const file = (0,external_node_fs_.openSync)(path, "r");
        try {
            const found = (0,external_node_fs_.fstatSync)(file);
            if (!found.isFile() || found.size > largest || found.size === 0)
                return undefined;
            const bytes = Buffer.allocUnsafe(found.size);
            return bytes.subarray(0, (0,external_node_fs_.readSync)(file, bytes, 0, found.size, 0));
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
    }
    catch (error) {
        throw ioProblem(error, `Reading ${path}`);
    }
}
/** In bytes. */
async function sizeOf(path) {
    try {
        return (await (0,promises_.stat)(path)).size;
    }
    catch (error) {
        throw ioProblem(error, `Reading ${path}`);
    }
}
/** The bytes of a file, piece by piece. */
async function* readPieces(path) {
    try {
        const file = await (0,promises_.open)(path);
        try {
            const { size } = await file.stat();
            for (let at = 0;;) {
                // A file without a size, as those of /proc are, is read to its end all the same.
                const room = Buffer.allocUnsafe(Math.min(READ_SIZE, size > at ? size - at : 4096));
                const { bytesRead } = await file.read(room, 0, room.length, at);
                if (bytesRead === 0)
                    return;
                yield room.subarray(0, bytesRead);
                at += bytesRead;
                if (at === size && size > 0)
                    return;
            }
        }
        finally {
            await file.close();
        }
    }
    catch (error) {
        throw ioProblem(error, `Reading ${path}`);
    }
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/pack.js

/** Pieces that follow each other are read together. */
const WINDOW = 128 * 1024;
function openPack(path) {
    const file = (0,external_node_fs_.openSync)(path, "w+");
    let end = 0;
    return {
        append(bytes) {
            const offset = end;
            for (let written = 0; written < bytes.length;) {
                written += (0,external_node_fs_.writeSync)(file, bytes, written, bytes.length - written, offset + written);
            }
            end += bytes.length;
            return offset;
        },
        reader() {
            const window = Buffer.allocUnsafeSlow(WINDOW);
            let start = 0;
            let filled = 0;
            return (offset, size) => {
                if (offset < start || offset + size > start + filled) {
                    start = offset;
                    filled = readUpTo(file, window, offset);
                    if (size > filled)
                        throw new Error(`scratch file ${path} holds no ${size} bytes at ${offset}`);
                }
                return window.subarray(offset - start, offset - start + size);
            };
        },
        close: () => (0,external_node_fs_.closeSync)(file),
    };
}
function readUpTo(file, room, offset) {
    let filled = 0;
    for (let read = -1; read !== 0 && filled < room.length; filled += read) {
        read = (0,external_node_fs_.readSync)(file, room, filled, room.length - filled, offset + filled);
    }
    return filled;
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/small-contents.js


/** In bytes. A larger content is read from its own file each time. */
const LARGEST_SMALL = 64 * 1024;
/** One of thousands: what a content needs beside its bytes, in as little memory as can be. */
class SmallContent {
    path;
    size;
    sha256;
    /** Of its bytes in the pack. */
    offset;
    /** Of its deflate stream, once there is one; the size is 0 where the content is better stored. */
    deflatedOffset = -1;
    deflatedSize = 0;
    /** While it is being deflated. */
    deflating;
    #digests;
    #start;
    /** `digests` may be those of many contents, of which `start` is the place of this one's. */
    constructor(path, size, offset, digests, start) {
        this.path = path;
        this.size = size;
        this.offset = offset;
        this.sha256 = digests.toString("hex", start, start + 32);
        this.#digests = digests;
        this.#start = start;
    }
    get sha512() {
        return this.#digests.toString("hex", this.#start + 32, this.#start + 96);
    }
    get md5() {
        return this.#digests.toString("hex", this.#start + 96, this.#start + 112);
    }
    get crc32() {
        return this.#digests.toString("hex", this.#start + 112, this.#start + PACKED_DIGESTS);
    }
}
/** `scratch` names a file in the scratch directory, which it makes. */
function createSmallContents(scratch) {
    let raw;
    let streams;
    const rawPack = () => {
        raw ??= openPack(scratch("small"));
        return raw;
    };
    const streamPack = () => {
        streams ??= openPack(scratch("small-deflated"));
        return streams;
    };
    async function deflateNow(contents, compressor) {
        const { batches } = compressor.codec;
        if (batches === undefined)
            throw new Error("the codec compresses no small contents");
        const room = await compressor.enter();
        try {
            const read = rawPack().reader();
            const sizes = new Uint32Array(contents.length);
            let end = 0;
            for (const [index, { offset, size }] of contents.entries()) {
                room.set(read(offset, size), end);
                sizes[index] = size;
                end += size;
            }
            const compressed = await batches.compressEach(room, sizes);
            const total = compressed.reduce((sum, size) => sum + size, 0);
            let offset = streamPack().append(room.subarray(0, total));
            for (const [index, content] of contents.entries()) {
                content.deflatedOffset = offset;
                content.deflatedSize = compressed[index];
                offset += content.deflatedSize;
            }
        }
        finally {
            for (const content of contents)
                content.deflating = undefined;
            compressor.leave(room);
        }
    }
    return {
        keep: (bytes) => rawPack().append(bytes),
        async deflate(contents, compressor) {
            const fresh = [...new Set(contents)].filter(({ deflatedOffset, deflating }) => deflatedOffset < 0 && deflating === undefined);
            if (fresh.length > 0) {
                const work = deflateNow(fresh, compressor);
                for (const content of fresh)
                    content.deflating = work;
            }
            await Promise.all(new Set(contents.map(({ deflating }) => deflating)));
        },
        reader() {
            let readRaw;
            let readStream;
            return {
                bytes({ offset, size }) {
                    readRaw ??= rawPack().reader();
                    return readRaw(offset, size);
                },
                deflated({ path, deflatedOffset, deflatedSize }) {
                    if (deflatedOffset < 0)
                        throw new Error(`${path} is not deflated yet`);
                    if (deflatedSize === 0)
                        return undefined;
                    readStream ??= streamPack().reader();
                    return readStream(deflatedOffset, deflatedSize);
                },
            };
        },
        close() {
            raw?.close();
            streams?.close();
        },
    };
}

;// CONCATENATED MODULE: ./packages/packaging/build/content/store.js















/** Files read at a time, however many are added at once. */
const OPEN_FILES = 8;
/** From so many files on, threads read them: for fewer it is not worth starting them. */
const MANY_FILES = 1000;
/** From so many bytes on the threads that compress take the digests of a file that is written: for less it is not worth messages. */
const WORTH_MESSAGES = 4 * 1024 * 1024;
/** Files in a message to a thread; as many of them as fit are read into a room. */
const BATCH = 256;
function createContentStore(options) {
    const workers = options.workers ?? (0,external_node_os_.availableParallelism)();
    const directory = (0,external_node_path_.join)(options.directory, `content-${(0,external_node_crypto_.randomUUID)()}`);
    const reading = createGate(OPEN_FILES);
    const contents = new Map();
    /** By path; converted ones by line ending and path. */
    const added = new Map();
    const addingMany = createGate(1);
    const small = createSmallContents(scratch);
    const compressors = new Map();
    const compressedContents = new Map();
    let made = false;
    function scratch(name) {
        if (!made)
            (0,external_node_fs_.mkdirSync)(directory, { recursive: true });
        made = true;
        return (0,external_node_path_.join)(directory, name);
    }
    function compressorOf(name) {
        let compressor = compressors.get(name);
        if (compressor === undefined) {
            compressor = createCompressor(CODECS[name](workers), async () => scratch(`${name}-blocks`));
            compressors.set(name, compressor);
        }
        return compressor;
    }
    /** The first of equal contents stays; a later copy of the same bytes is dropped. */
    function remember(content) {
        const known = contents.get(content.sha256);
        if (known !== undefined)
            return known;
        contents.set(content.sha256, content);
        return content;
    }
    function addSmall(path, bytes) {
        const digests = packedDigests(bytes);
        const known = contents.get(digests.toString("hex", 0, 32));
        return known ?? remember(new SmallContent(path, bytes.length, small.keep(bytes), digests, 0));
    }
    async function addFile(path) {
        const bytes = readSmallFile(path, LARGEST_SMALL);
        if (bytes !== undefined)
            return addSmall(path, bytes);
        const size = await sizeOf(path);
        // One that tells no size, as those of /proc do, is small by what is in it: how contents are kept decides over their bytes.
        if (size <= LARGEST_SMALL)
            return (await keep(path, readPieces(path)));
        const digester = createDigester();
        const compressor = options.eager && compressorOf(options.eager);
        if (compressor === undefined || size < compressor.codec.shareFrom) {
            for await (const bytes of readPieces(path))
                digester.update(bytes);
            return remember({ ...digester.finish(), path });
        }
        const compressed = await compressor.file(path, (bytes, crc) => digester.update(bytes, crc));
        const content = remember({ ...digester.finish(), path });
        const key = keyOf(options.eager, content);
        if (!compressedContents.has(key))
            compressedContents.set(key, Promise.resolve(compressed));
        return content;
    }
    async function addOnce(path, eol) {
        const key = eol === undefined ? path : `${eol} ${path}`;
        const known = added.get(key);
        if (known !== undefined)
            return known;
        const adding = reading.run(async () => eol === undefined ? addFile(path) : ((await keepConverted(path, readPieces(path), eol)) ?? addFile(path)));
        added.set(key, adding);
        const content = await adding;
        added.set(key, content); // which takes less memory than the promise
        return content;
    }
    /** Reads files in threads, those that are small; the others, and those that cannot be read, one by one. */
    async function addMany(paths) {
        const compressor = compressorOf("deflate");
        const { batches } = compressor.codec;
        if (batches === undefined)
            throw new Error("the codec reads no files");
        const left = [];
        let next = 0;
        const work = async () => {
            while (next < paths.length) {
                let batch = paths.slice(next, next + BATCH);
                next += batch.length;
                const room = await compressor.enter();
                try {
                    while (batch.length > 0) {
                        const read = await batches.readFiles(room, batch, LARGEST_SMALL);
                        left.push(...takeBatch(room, batch, read));
                        batch = batch.slice(read.sizes.length);
                    }
                }
                finally {
                    compressor.leave(room);
                }
            }
        };
        await Promise.all(Array.from({ length: compressor.codec.inFlight }, work));
        await Promise.all(left.map((path) => addOnce(path)));
    }
    /** Returns the paths of files that are not in the room. */
    function takeBatch(room, paths, { sizes, digests }) {
        const packed = Buffer.from(digests.buffer, digests.byteOffset, digests.length);
        const left = [];
        const total = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
        let offset = small.keep(room.subarray(0, total));
        for (const [index, size] of sizes.entries()) {
            const path = paths[index];
            if (size < 0) {
                left.push(path);
                continue;
            }
            added.set(path, remember(new SmallContent(path, size, offset, packed, index * PACKED_DIGESTS)));
            offset += size;
        }
        return left;
    }
    /** Keeps pieces in the scratch directory, or nothing when a piece turns out to be `undefined`. `name` stands for them in messages. */
    async function keep(name, pieces) {
        const source = pieces[Symbol.asyncIterator]();
        const head = [];
        let size = 0;
        while (size <= LARGEST_SMALL) {
            const { done, value } = await source.next();
            if (done)
                return addSmall(name, Buffer.concat(head));
            if (value === undefined)
                return undefined;
            head.push(Uint8Array.from(value));
            size += value.length;
        }
        return keepLarge(head, { [Symbol.asyncIterator]: () => source });
    }
    async function keepLarge(head, rest) {
        const temporary = scratch(`incoming-${(0,external_node_crypto_.randomUUID)()}`);
        const digester = createDigester();
        let refused = false;
        async function* digested() {
            for (const bytes of head) {
                digester.update(bytes);
                yield bytes;
            }
            for await (const bytes of rest) {
                if (bytes === undefined) {
                    refused = true;
                    return;
                }
                digester.update(bytes);
                yield bytes;
            }
        }
        try {
            await (0,external_node_stream_promises_.pipeline)(digested, (0,external_node_fs_.createWriteStream)(temporary));
            if (refused)
                return undefined;
            const digests = digester.finish();
            const known = contents.get(digests.sha256);
            if (known !== undefined)
                return known;
            const path = scratch(digests.sha256);
            await (0,promises_.rename)(temporary, path);
            return remember({ ...digests, path });
        }
        finally {
            await (0,promises_.rm)(temporary, { force: true });
        }
    }
    async function keepConverted(name, pieces, eol) {
        const converter = createLineEndingConverter(eol);
        async function* converted() {
            for await (const bytes of pieces)
                yield converter.convert(bytes);
            yield converter.finish();
        }
        return keep(name, converted());
    }
    async function* read(content) {
        if (content instanceof SmallContent) {
            yield small.reader().bytes(content);
            return;
        }
        const check = createContentCheck(content);
        for await (const bytes of readPieces(content.path)) {
            check.update(bytes);
            yield bytes;
        }
        check.finish();
    }
    async function compressSmall(content, compressor) {
        const room = await compressor.enter();
        room.set(small.reader().bytes(content));
        const blocks = [];
        for (const block of await compressor.block(room, content.size)) {
            blocks.push({ ...block, bytes: Uint8Array.from(block.bytes) });
        }
        return {
            compressedSize: blocks.reduce((sum, { bytes }) => sum + bytes.length, 0),
            async *blocks() {
                yield* blocks;
            },
        };
    }
    async function compressContent(content, name) {
        if (content instanceof SmallContent)
            return compressSmall(content, compressorOf(name));
        const check = createContentCheck(content);
        const compressed = await compressorOf(name).file(content.path, (bytes, crc) => check.joinBlock(crc, bytes.length));
        check.finish();
        return compressed;
    }
    const withProblems = (work) => withIoProblems(`Keeping content in ${directory}`, work);
    return {
        workers,
        add: (source, { eol } = {}) => withProblems(async () => {
            if ("file" in source)
                return addOnce(source.file, eol);
            const pieces = "bytes" in source ? onePiece(source.bytes) : source.stream;
            const content = (await keep("content without a file", pieces));
            return (eol && (await keepConverted(content.path, read(content), eol))) ?? content;
        }),
        addFiles: (paths) => withProblems(async () => {
            // One call after the other: the next finds what this one added.
            await addingMany.run(async () => {
                const fresh = [...new Set(paths)].filter((path) => !added.has(path));
                if (fresh.length >= MANY_FILES)
                    await addMany(fresh);
            });
            const found = [];
            for (const path of paths) {
                const known = added.get(path);
                if (known === undefined || known instanceof Promise)
                    return Promise.all(paths.map((one) => addOnce(one)));
                found.push(known);
            }
            return found;
        }),
        read,
        isSmall: (content) => content instanceof SmallContent,
        smallReader: () => small.reader(),
        deflateSmall: (contents) => withProblems(() => small.deflate(contents, compressorOf("deflate"))),
        compressed(content, codec) {
            const key = keyOf(codec, content);
            let result = compressedContents.get(key);
            if (result === undefined) {
                result = withIoProblems(`Compressing ${content.path}`, () => compressContent(content, codec));
                compressedContents.set(key, result);
            }
            return result;
        },
        compressor: compressorOf,
        hashes: (bytes) => (bytes < WORTH_MESSAGES ? undefined : compressors.get("deflate")?.codec.hashes?.()) ?? hashesHere(),
        async close() {
            await Promise.all([...compressors.values()].map((compressor) => compressor.close()));
            small.close();
            await (0,promises_.rm)(directory, { recursive: true, force: true });
        },
    };
}
const keyOf = (codec, { sha256 }) => `${codec} ${sha256}`;
async function* onePiece(bytes) {
    yield bytes;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./packages/packaging/build/archive/tar-header.js
/**
 * Tar headers: ustar with pax extended headers where ustar does not suffice (POSIX.1-2017, pax, "ustar Interchange Format"
 * and "pax Extended Header").
 */
const TAR_BLOCK = 512;
/** Two blocks of zeros end an archive. */
const TAR_END = Buffer.alloc(2 * TAR_BLOCK);
const TYPE_FLAG = { file: "0", directory: "5", symlink: "2", pax: "x" };
/** Eleven octal digits: 8 GiB − 1. */
const MOST_IN_SIZE = 0o77777777777;
const NAME_LENGTH = 100;
const ASCII = /^[\x20-\x7e]*$/;
/** Zeros that fill the last block of a file. */
function tarPadding(size) {
    return (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
}
/**
 * The headers of a member: one block, or a pax header and its records before it. With `room`, of at least a block, a header of
 * one block is written there: thousands of blocks otherwise wait for V8 to collect the small objects that own them.
 *
 * Long names go into a pax record at once, never into ustar's `prefix` field: one rule for every length, and it also
 * covers names without a slash at the right place. Owners are number 0 without names, which is what GNU tar writes for
 * `--owner=0 --group=0 --numeric-owner`: a name such as "root" would be looked up on the machine that unpacks.
 */
function tarHeader(member, room = Buffer.alloc(TAR_BLOCK)) {
    const records = [];
    if (needsRecord(member.path))
        records.push(["path", member.path]);
    if (member.target !== undefined && needsRecord(member.target))
        records.push(["linkpath", member.target]);
    if (member.size > MOST_IN_SIZE)
        records.push(["size", String(member.size)]);
    const own = block(member, TYPE_FLAG[member.type], room);
    if (records.length === 0)
        return own;
    const body = Buffer.concat(records.map(([key, value]) => paxRecord(key, value)));
    const extended = {
        path: `PaxHeaders/${shortened(member.path.replace(/\/$/, "").split("/").at(-1))}`,
        type: "file",
        mode: 0o644,
        size: body.length,
        timestamp: member.timestamp,
    };
    return Buffer.concat([
        block(extended, TYPE_FLAG.pax, Buffer.alloc(TAR_BLOCK)),
        body,
        Buffer.alloc(tarPadding(body.length)),
        own,
    ]);
}
function needsRecord(text) {
    return text.length > NAME_LENGTH || !ASCII.test(text);
}
/** For the fields of readers that do not know pax. */
function shortened(text) {
    return text.replace(/[^\x20-\x7e]/gu, "_").slice(0, 80);
}
/** `length key=value\n`, where the length counts its own digits. */
function paxRecord(key, value) {
    const rest = Buffer.from(` ${key}=${value}\n`);
    let length = rest.length;
    while (String(length).length + rest.length !== length)
        length = String(length).length + rest.length;
    return Buffer.concat([Buffer.from(String(length)), rest]);
}
function block(member, typeFlag, room) {
    const header = room.subarray(0, TAR_BLOCK);
    header.set(COMMON_FIELDS);
    const { path, mode, size, timestamp, target } = member;
    header.write(needsRecord(path) ? shortened(path) : path, 0, "latin1");
    writeOctal(header, 100, 7, mode);
    writeOctal(header, 124, 11, size > MOST_IN_SIZE ? 0 : size);
    writeOctal(header, 136, 11, timestamp);
    header[156] = typeFlag.charCodeAt(0);
    if (target !== undefined)
        header.write(needsRecord(target) ? shortened(target) : target, 157, "latin1");
    let sum = 0;
    for (let at = 0; at < TAR_BLOCK; at++)
        sum += header[at];
    writeOctal(header, 148, 6, sum);
    header[154] = 0;
    return header;
}
/** What is the same in every header: owners, the mark of the format, devices, and the checksum's field as it counts itself. */
const COMMON_FIELDS = (() => {
    const header = Buffer.alloc(TAR_BLOCK);
    for (const owner of [108, 116])
        writeOctal(header, owner, 7, 0);
    header.fill(" ", 148, 156);
    header.write("ustar\u000000", 257, "latin1");
    for (const device of [329, 337])
        writeOctal(header, device, 7, 0);
    return header;
})();
/** By hand: a call of Node's for every field of a hundred thousand headers takes longer than the rest of them. */
function writeOctal(header, offset, digits, value) {
    let rest = value;
    for (let at = offset + digits - 1; at >= offset; at--) {
        header[at] = 0x30 + (rest % 8);
        rest = Math.floor(rest / 8);
    }
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/tar.js

function* tarPieces(entries, timestamp) {
    const room = Buffer.alloc(TAR_BLOCK);
    for (const entry of entries) {
        yield { kind: "bytes", bytes: headerOf(entry, timestamp, room) };
        if (entry.kind !== "file" || entry.content.size === 0)
            continue;
        yield { kind: "content", content: entry.content };
        const padding = tarPadding(entry.content.size);
        if (padding > 0)
            yield { kind: "bytes", bytes: TAR_END.subarray(0, padding) };
    }
    yield { kind: "bytes", bytes: TAR_END };
}
function headerOf(entry, timestamp, room) {
    const { kind: type, path } = entry;
    switch (type) {
        case "file":
            return tarHeader({ path, type, mode: entry.mode, size: entry.content.size, timestamp }, room);
        case "directory":
            return tarHeader({ path: `${path}/`, type, mode: entry.mode, size: 0, timestamp }, room);
        case "symlink":
            return tarHeader({ path, type, mode: 0o777, size: 0, timestamp, target: entry.target }, room);
    }
}
/** The whole stream, uncompressed; each part holds until the next is asked for. */
async function* tarBytes(pieces, store) {
    for (const piece of pieces) {
        if (piece.kind === "bytes")
            yield piece.bytes;
        else
            yield* store.read(piece.content);
    }
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/formats/brotli.js




/**
 * A tar stream as one Brotli stream (RFC 7932), which knows no way of joining blocks: nothing is shared and one thread
 * works. Quality 9 reaches about 6 MB/s on executables; 10 takes ten times as long for 9 % less. The window of 4 MiB is
 * Brotli's usual one, and bounds the memory of whoever unpacks.
 */
const writeTarBrotli = async (entries, timestamp, store, output) => {
    const brotli = (0,external_node_zlib_.createBrotliCompress)({
        params: { [external_node_zlib_.constants.BROTLI_PARAM_QUALITY]: 9, [external_node_zlib_.constants.BROTLI_PARAM_LGWIN]: 22 },
    });
    await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(copies(tarBytes(tarPieces(entries, timestamp), store))), brotli, async (compressed) => {
        for await (const bytes of compressed)
            await output.write(bytes);
    });
};
/** A stream asks for the next part before it has dealt with the one before. */
async function* copies(parts) {
    for await (const part of parts)
        yield Uint8Array.from(part);
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/tar-blocks.js

/**
 * A tar stream as compressed blocks. Large contents come from the store, compressed once for all archives; headers, padding
 * and small files between them are gathered and compressed for this archive, whose root is in every header. Where the cuts
 * are depends on the entries alone.
 */
async function* tarBlocks(pieces, store, codec) {
    const compressor = store.compressor(codec);
    // As many as are worth having under way keep all workers busy while this archive waits for its turn to write.
    const compressed = inOrder(gather(pieces, store, compressor), compressor.codec.inFlight, async (part) => part.kind === "content"
        ? (await store.compressed(part.content, codec)).blocks()
        : compressor.block(part.room, part.size));
    for await (const blocks of compressed)
        yield* blocks;
}
async function* gather(pieces, store, { codec, enter, leave }) {
    const { blockSize, shareFrom } = codec;
    const small = store.smallReader();
    const bytesOf = (piece) => {
        if (piece.kind === "bytes")
            return [piece.bytes];
        return store.isSmall(piece.content) ? [small.bytes(piece.content)] : store.read(piece.content);
    };
    let room;
    let filled = 0;
    function take() {
        const part = { kind: "room", room: room, size: filled };
        room = undefined;
        return part;
    }
    try {
        for (const piece of pieces) {
            if (piece.kind === "content" && piece.content.size >= shareFrom) {
                if (room !== undefined)
                    yield take();
                yield piece;
                continue;
            }
            for await (const bytes of bytesOf(piece)) {
                for (let from = 0; from < bytes.length;) {
                    if (room === undefined) {
                        room = await enter();
                        filled = 0;
                    }
                    const part = bytes.subarray(from, from + blockSize - filled);
                    room.set(part, filled);
                    filled += part.length;
                    from += part.length;
                    if (filled === blockSize)
                        yield take();
                }
            }
        }
        if (room !== undefined)
            yield take();
    }
    finally {
        if (room !== undefined)
            leave(room);
    }
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/formats/gzip.js




/** RFC 1952: deflate, no flags (so no name), time 0, no extra flags, operating system unknown. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
/** A tar stream as one gzip member, joined from deflate blocks. */
const writeTarGzip = async (entries, timestamp, store, output) => {
    await output.write(HEADER);
    let crc = 0;
    let size = 0;
    for await (const block of tarBlocks(tarPieces(entries, timestamp), store, "deflate")) {
        await output.write(block.bytes);
        crc = combineCrc32(crc, block.crc32, block.size);
        size += block.size;
    }
    await output.write(DEFLATE_END);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc, 0);
    trailer.writeUInt32LE(size % 2 ** 32, 4);
    await output.write(trailer);
};

;// CONCATENATED MODULE: ./packages/packaging/build/archive/formats/tar.js

const writeTar = async (entries, timestamp, store, output) => {
    for await (const bytes of tarBytes(tarPieces(entries, timestamp), store))
        await output.write(bytes);
};

;// CONCATENATED MODULE: ./packages/packaging/build/archive/formats/xz.js



/** "The .xz File Format" 1.2.1, 2.1.1: magic bytes, flags, CRC-32 of the flags. */
const HEADER_SIZE = 12;
const FOOTER_SIZE = 12;
const FOOTER_MAGIC = "YZ";
/**
 * A tar stream as one xz stream of many blocks. Each block arrives as a stream of its own; header, index and footer are
 * written once for all of them. Streams one after the other would be shorter to write, but some decoders stop after the
 * first.
 */
const writeTarXz = async (entries, timestamp, store, output) => {
    const records = [];
    let flags;
    for await (const { bytes: stream } of tarBlocks(tarPieces(entries, timestamp), store, "xz")) {
        const { header, block, record } = takeApart(stream);
        if (flags === undefined) {
            flags = Uint8Array.from(header.subarray(6, 8));
            await output.write(header);
        }
        await output.write(block);
        records.push(record);
    }
    if (flags === undefined)
        throw new Error("a tar stream is never empty");
    const index = xzIndex(records);
    await output.write(index);
    await output.write(xzFooter(flags, index.length));
};
function takeApart(stream) {
    const view = Buffer.from(stream.buffer, stream.byteOffset, stream.length);
    const footer = view.subarray(-FOOTER_SIZE);
    const indexSize = (footer.readUInt32LE(4) + 1) * 4;
    const indexStart = view.length - FOOTER_SIZE - indexSize;
    const index = view.subarray(indexStart, indexStart + indexSize);
    if (footer.toString("latin1", 10) !== FOOTER_MAGIC || index[0] !== 0 || index[1] !== 1) {
        throw new Error("the xz encoder did not return a stream of one block");
    }
    const [unpaddedSize, next] = readVli(index, 2);
    const [uncompressedSize] = readVli(index, next);
    return {
        header: view.subarray(0, HEADER_SIZE),
        block: view.subarray(HEADER_SIZE, indexStart),
        record: { unpaddedSize, uncompressedSize },
    };
}
/** Section 4: indicator, number of records, records, zeros up to a multiple of four, CRC-32. */
function xzIndex(records) {
    const bytes = [0, ...vli(records.length)];
    for (const { unpaddedSize, uncompressedSize } of records)
        bytes.push(...vli(unpaddedSize), ...vli(uncompressedSize));
    while (bytes.length % 4 !== 0)
        bytes.push(0);
    const index = Buffer.alloc(bytes.length + 4);
    index.set(bytes);
    index.writeUInt32LE((0,external_node_zlib_.crc32)(index.subarray(0, -4)), bytes.length);
    return index;
}
/** Section 2.1.2: CRC-32 of the next six bytes, size of the index in units of four bytes less one, flags, magic bytes. */
function xzFooter(flags, indexSize) {
    const footer = Buffer.alloc(FOOTER_SIZE);
    footer.writeUInt32LE(indexSize / 4 - 1, 4);
    footer.set(flags, 8);
    footer.write(FOOTER_MAGIC, 10, "latin1");
    footer.writeUInt32LE((0,external_node_zlib_.crc32)(footer.subarray(4, 10)), 0);
    return footer;
}
/** Section 1.2: seven bits a byte, lowest first. Sizes may exceed 32 bits. */
function vli(value) {
    const bytes = [];
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80))
        bytes.push((rest % 0x80) | 0x80);
    bytes.push(rest);
    return bytes;
}
function readVli(bytes, start) {
    let value = 0;
    let scale = 1;
    for (let at = start; at < bytes.length; at++) {
        const byte = bytes[at];
        value += (byte & 0x7f) * scale;
        scale *= 0x80;
        if ((byte & 0x80) === 0)
            return [value, at + 1];
    }
    throw new Error("the index of an xz stream ends too early");
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/zip-records.js
/** Records of zip files (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5), with zip64 where a number does not fit. */
const METHOD = { stored: 0, deflated: 8 };
const UNIX = 3;
const FLAG_UTF8 = 0x0800;
const DOS_DIRECTORY = 0x10;
const UNIX_DIRECTORY = 0o040000;
const UNIX_TYPE = 0o170000;
const MAX16 = 0xffff;
const MAX32 = 0xffffffff;
const ZIP64 = 0x0001;
const EXTENDED_TIMESTAMP = 0x5455;
/** Everything is known before a header is written, so that no data descriptor is needed. */
function zipLocalHeader(member) {
    const name = Buffer.from(member.path);
    // Section 4.5.3: in a local header both sizes are there, or none.
    const large = member.size >= MAX32 || member.compressedSize >= MAX32;
    const extra = Buffer.concat([
        large ? zip64Extra([member.size, member.compressedSize]) : Buffer.alloc(0),
        timestampExtra(member.timestamp),
    ]);
    const header = Buffer.allocUnsafe(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(versionNeeded(member, large), 4);
    writeCommon(header, 6, member, name);
    header.writeUInt32LE(large ? MAX32 : member.compressedSize, 18);
    header.writeUInt32LE(large ? MAX32 : member.size, 22);
    header.writeUInt16LE(name.length, 26);
    header.writeUInt16LE(extra.length, 28);
    return Buffer.concat([header, name, extra]);
}
/** `offset` is where the local header begins. */
function zipCentralHeader(member, offset) {
    const name = Buffer.from(member.path);
    const large = [member.size, member.compressedSize, offset].filter((value) => value >= MAX32);
    const extra = Buffer.concat([
        large.length > 0 ? zip64Extra(large) : Buffer.alloc(0),
        timestampExtra(member.timestamp),
    ]);
    const header = Buffer.allocUnsafe(46).fill(0);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt8(versionNeeded(member, large.length > 0), 4);
    header.writeUInt8(UNIX, 5);
    header.writeUInt16LE(versionNeeded(member, large.length > 0), 6);
    writeCommon(header, 8, member, name);
    header.writeUInt32LE(Math.min(member.compressedSize, MAX32), 20);
    header.writeUInt32LE(Math.min(member.size, MAX32), 24);
    header.writeUInt16LE(name.length, 28);
    header.writeUInt16LE(extra.length, 30);
    const directory = (member.unixMode & UNIX_TYPE) === UNIX_DIRECTORY;
    header.writeUInt32LE(member.unixMode * 0x10000 + (directory ? DOS_DIRECTORY : 0), 38);
    header.writeUInt32LE(Math.min(offset, MAX32), 42);
    return Buffer.concat([header, name, extra]);
}
/** Sections 4.3.14 to 4.3.16. */
function zipEnd(count, directoryOffset, directorySize) {
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(Math.min(count, MAX16), 8);
    end.writeUInt16LE(Math.min(count, MAX16), 10);
    end.writeUInt32LE(Math.min(directorySize, MAX32), 12);
    end.writeUInt32LE(Math.min(directoryOffset, MAX32), 16);
    if (count < MAX16 && directorySize < MAX32 && directoryOffset < MAX32)
        return end;
    const large = Buffer.alloc(56);
    large.writeUInt32LE(0x06064b50, 0);
    large.writeBigUInt64LE(BigInt(large.length - 12), 4);
    large.writeUInt8(45, 12);
    large.writeUInt8(UNIX, 13);
    large.writeUInt16LE(45, 14);
    large.writeBigUInt64LE(BigInt(count), 24);
    large.writeBigUInt64LE(BigInt(count), 32);
    large.writeBigUInt64LE(BigInt(directorySize), 40);
    large.writeBigUInt64LE(BigInt(directoryOffset), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(directoryOffset + directorySize), 8);
    locator.writeUInt32LE(1, 16);
    return Buffer.concat([large, locator, end]);
}
/** Flags, method, time, date and CRC-32 lie side by side in both headers. */
function writeCommon(header, at, member, name) {
    const { date, time } = dosTime(member.timestamp);
    header.writeUInt16LE(name.length === member.path.length ? 0 : FLAG_UTF8, at);
    header.writeUInt16LE(METHOD[member.method], at + 2);
    header.writeUInt16LE(time, at + 4);
    header.writeUInt16LE(date, at + 6);
    header.writeUInt32LE(member.crc32, at + 8);
}
/** Section 4.4.3.2. */
function versionNeeded(member, zip64) {
    if (zip64)
        return 45;
    return member.method === "deflated" || member.path.endsWith("/") ? 20 : 10;
}
/** Section 4.5.3. */
function zip64Extra(values) {
    const extra = Buffer.alloc(4 + 8 * values.length);
    extra.writeUInt16LE(ZIP64, 0);
    extra.writeUInt16LE(8 * values.length, 2);
    values.forEach((value, index) => {
        extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
    });
    return extra;
}
/**
 * Info-ZIP's extended timestamp, modification time only. The DOS fields have no time zone: without this, a reader west of
 * Greenwich gets files from the future. It holds 32 bits; beyond 2038 the DOS fields alone remain.
 */
function timestampExtra(timestamp) {
    if (timestamp > 0x7fffffff)
        return Buffer.alloc(0);
    const extra = Buffer.allocUnsafe(9);
    extra.writeUInt16LE(EXTENDED_TIMESTAMP, 0);
    extra.writeUInt16LE(5, 2);
    extra.writeUInt8(1, 4);
    extra.writeInt32LE(timestamp, 5);
    return extra;
}
/** Section 4.4.6, in UTC; clamped to what the fields hold, 1980 to 2107. Seconds are halved. */
function dosTime(timestamp) {
    const first = Date.UTC(1980, 0, 1);
    const last = Date.UTC(2107, 11, 31, 23, 59, 58);
    const moment = new Date(Math.min(Math.max(timestamp * 1000, first), last));
    return {
        date: ((moment.getUTCFullYear() - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
        time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
    };
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/formats/zip.js




/** Small files that follow each other, deflated together; the number keeps their batches like each other. */
const MOST_IN_RUN = 1024;
/** Entries are compressed before they are written, so that sizes stand in the headers and what does not shrink is stored. */
const writeZip = async (entries, timestamp, store, output) => {
    const small = store.smallReader();
    const central = createChunks();
    let count = 0;
    const runs = inOrder(runsOf(entries, store), store.workers * 2, (run) => prepare(run, store));
    for await (const run of runs) {
        for (const entry of run) {
            const { member, data } = await ready(entry, timestamp, store, small);
            central.add(zipCentralHeader(member, output.position));
            count++;
            await output.write(zipLocalHeader(member));
            for await (const bytes of data())
                await output.write(bytes);
        }
    }
    const directoryOffset = output.position;
    for (const headers of central.chunks())
        await output.write(headers);
    await output.write(zipEnd(count, directoryOffset, output.position - directoryOffset));
};
/** Small files in runs that fit into a block, everything else by itself. */
function* runsOf(entries, store) {
    const { blockSize } = store.compressor("deflate").codec;
    let run = [];
    let size = 0;
    for (const entry of entries) {
        const small = entry.kind === "file" && store.isSmall(entry.content);
        const more = entry.kind === "file" ? entry.content.size : 0;
        if (run.length > 0 && (!small || run.length === MOST_IN_RUN || size + more > blockSize)) {
            yield run;
            run = [];
            size = 0;
        }
        if (small) {
            run.push(entry);
            size += more;
        }
        else
            yield [entry];
    }
    if (run.length > 0)
        yield run;
}
/** Returns the entries when what they hold is compressed. */
async function prepare(run, store) {
    const contents = run.flatMap((entry) => (entry.kind === "file" ? entry.content : []));
    const small = contents.filter((content) => store.isSmall(content));
    if (small.length > 0)
        await store.deflateSmall(small);
    else
        await Promise.all(contents.map((content) => store.compressed(content, "deflate")));
    return run;
}
async function ready(entry, timestamp, store, small) {
    switch (entry.kind) {
        case "directory": {
            const empty = { method: "stored", crc32: 0, compressedSize: 0, size: 0 };
            return {
                member: { path: `${entry.path}/`, unixMode: 0o040000 | entry.mode, timestamp, ...empty },
                data: () => [],
            };
        }
        case "symlink": {
            const target = Buffer.from(entry.target);
            return {
                member: {
                    path: entry.path,
                    unixMode: 0o120777,
                    method: "stored",
                    crc32: (0,external_node_zlib_.crc32)(target),
                    compressedSize: target.length,
                    size: target.length,
                    timestamp,
                },
                data: () => [target],
            };
        }
        case "file":
            return readyFile(entry, timestamp, store, small);
    }
}
async function readyFile({ content, path, mode }, timestamp, store, small) {
    const facts = {
        path,
        unixMode: 0o100000 | mode,
        crc32: Number.parseInt(content.crc32, 16),
        size: content.size,
        timestamp,
    };
    if (store.isSmall(content)) {
        const stream = small.deflated(content);
        const data = stream ?? small.bytes(content);
        const method = stream === undefined ? "stored" : "deflated";
        return { member: { ...facts, method, compressedSize: data.length }, data: () => [data] };
    }
    const { compressedSize, blocks } = await store.compressed(content, "deflate");
    const deflatedSize = compressedSize + DEFLATE_END.length;
    if (deflatedSize >= content.size) {
        return { member: { ...facts, method: "stored", compressedSize: content.size }, data: () => store.read(content) };
    }
    return {
        member: { ...facts, method: "deflated", compressedSize: deflatedSize },
        async *data() {
            for await (const { bytes } of blocks())
                yield bytes;
            yield DEFLATE_END;
        },
    };
}
const CHUNK = 64 * 1024;
/** Bytes of many small pieces in few large ones. */
function createChunks() {
    const full = [];
    let chunk = Buffer.allocUnsafeSlow(CHUNK);
    let filled = 0;
    return {
        add(bytes) {
            for (let from = 0; from < bytes.length;) {
                const part = bytes.subarray(from, from + CHUNK - filled);
                chunk.set(part, filled);
                from += part.length;
                filled += part.length;
                if (filled < CHUNK)
                    continue;
                full.push(chunk);
                chunk = Buffer.allocUnsafeSlow(CHUNK);
                filled = 0;
            }
        },
        chunks: () => [...full, chunk.subarray(0, filled)],
    };
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/formats/zstd.js


/** A tar stream as Zstandard frames, one after the other (RFC 8878, section 3.1). */
const writeTarZstd = async (entries, timestamp, store, output) => {
    for await (const frame of tarBlocks(tarPieces(entries, timestamp), store, "zstd"))
        await output.write(frame.bytes);
};

;// CONCATENATED MODULE: ./packages/packaging/build/archive/formats/index.js






const WRITERS = {
    tar: writeTar,
    "tar.gz": writeTarGzip,
    "tar.xz": writeTarXz,
    "tar.zst": writeTarZstd,
    "tar.br": writeTarBrotli,
    zip: writeZip,
};

;// CONCATENATED MODULE: ./packages/packaging/build/archive/links.js

const MOST_LINKS = 40; // as Linux counts before it answers ELOOP
/**
 * Checks that no symbolic link leads out of the archive. Links are followed through each other, for `a → b/..` is harmless
 * only as long as `b` is no link itself. A target that is not in the archive may exist on the user's machine and is allowed
 * as long as it lies inside.
 *
 * `links` maps paths to targets; `top` is the directory that must not be left ("" for the archive itself).
 */
function checkLinks(links, top) {
    const floor = top === "" ? 0 : top.split("/").length;
    for (const [path, target] of links)
        follow(path, target, links, floor);
}
function follow(path, target, links, floor) {
    const at = path.split("/").slice(0, -1);
    const steps = target.split("/");
    let followed = 1;
    while (steps.length > 0) {
        const step = steps.shift();
        if (step === "" || step === ".")
            continue;
        if (step === "..") {
            if (at.length <= floor) {
                throw (0,problem/* mistake */.RT)("link-outside", `The symbolic link ${JSON.stringify(path)} leads out of the archive: ${JSON.stringify(target)}.`, "Let the link point to a path inside the archive, or package the file itself.");
            }
            at.pop();
            continue;
        }
        at.push(step);
        const next = links.get(at.join("/"));
        if (next === undefined)
            continue;
        if (++followed > MOST_LINKS) {
            throw (0,problem/* mistake */.RT)("link-loop", `The symbolic link ${JSON.stringify(path)} leads back to itself.`, "Let one of the links point to a file.");
        }
        at.pop();
        steps.unshift(...next.split("/"));
    }
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/names.js

/** Device names that Windows keeps, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
const WINDOWS_DEVICE = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\s*\.|\s*$)/i;
/** The reason why a path cannot stand in any archive, or `undefined`. */
function fault(path) {
    if (path === "")
        return { code: "path-empty", reason: "is empty" };
    if (!path.isWellFormed())
        return { code: "path-not-unicode", reason: "is not valid Unicode" };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    if (/[\u0000-\u001f\u007f]/.test(path))
        return { code: "path-control-character", reason: "has a control character" };
    if (path.includes("\\"))
        return { code: "path-backslash", reason: "has a backslash" };
    if (path.startsWith("/"))
        return { code: "path-absolute", reason: "is absolute" };
    if (/^[A-Za-z]:/.test(path))
        return { code: "path-absolute", reason: "begins with a drive letter" };
    return undefined;
}
/** Checks the path of an entry, or of the root. */
function checkPath(path, windowsNames) {
    const found = fault(path);
    if (found)
        throw refusal(found.code, path, found.reason);
    for (const name of path.split("/")) {
        if (name === "")
            throw refusal("path-empty-segment", path, "has an empty part (a doubled or trailing slash)");
        if (name === "." || name === "..")
            throw refusal("path-traversal", path, `has the part "${name}"`);
        if (windowsNames)
            checkWindowsName(name, path);
    }
}
function checkWindowsName(name, path) {
    if (/[<>:"|?*]/.test(name))
        throw refusal("path-windows", path, `has a character that Windows forbids in "${name}"`);
    if (/[. ]$/.test(name))
        throw refusal("path-windows", path, `has a part that ends in a dot or a space: "${name}"`);
    if (WINDOWS_DEVICE.test(name))
        throw refusal("path-windows", path, `has "${name}", which is a device on Windows`);
}
/** Checks the target of a symbolic link as text; where it leads is another matter (`links.ts`). */
function checkTarget(target, path) {
    const found = fault(target);
    if (found) {
        throw (0,problem/* mistake */.RT)("link-target-invalid", `The symbolic link ${JSON.stringify(path)} has a target that ${found.reason}: ${JSON.stringify(target)}.`, "Let the link point to a relative path inside the archive.");
    }
}
function refusal(code, path, reason) {
    return (0,problem/* mistake */.RT)(code, `The path ${JSON.stringify(path)} ${reason}; it cannot be packaged.`, "Rename the file, or place it under another name in the archive: relative, separated by /, without . or .. parts.");
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/layout.js



/** The mode of directories that no entry names. */
const IMPLIED_MODE = 0o755;
const layout_ASCII = /^[\x20-\x7e]*$/;
/** ustar's twelve octal digits would hold more; eleven and a terminator are what all readers take. */
const LAST_TIMESTAMP = 0o77777777777;
/**
 * Fixes what stands in an archive and in which order: paths under the root, directories that are only implied, sorted by
 * the bytes of the path. A directory sorts before what it contains, because its path is a prefix. Refuses whatever would
 * unpack differently from one machine to another.
 */
function layOut(request) {
    const { root = "", timestamp } = request;
    const windowsNames = request.windowsNames ?? request.format === "zip";
    const caseSensitive = request.caseSensitive ?? request.format !== "zip";
    if (!Number.isInteger(timestamp) || timestamp < 0 || timestamp > LAST_TIMESTAMP) {
        throw (0,problem/* mistake */.RT)("timestamp-invalid", `The timestamp ${timestamp} is not a number of whole seconds since 1970.`, "Set SOURCE_DATE_EPOCH to the time of the commit: git log -1 --format=%ct");
    }
    if (root !== "")
        checkPath(root, windowsNames);
    const laidOut = new Map();
    for (const entry of request.entries) {
        checkPath(entry.path, windowsNames);
        if (entry.kind === "symlink")
            checkTarget(entry.target, entry.path);
        const path = root === "" ? entry.path : `${root}/${entry.path}`;
        if (laidOut.has(path)) {
            throw (0,problem/* mistake */.RT)("path-duplicate", `The path ${JSON.stringify(path)} is in the archive twice.`, "Remove one of the files or globs that place it there.");
        }
        laidOut.set(path, { ...entry, path });
    }
    addParents(laidOut);
    if (root !== "" && !laidOut.has(root)) {
        laidOut.set(root, { kind: "directory", path: root, mode: IMPLIED_MODE });
        addParents(laidOut);
    }
    checkClashes([...laidOut.keys()], caseSensitive);
    const links = [...laidOut.values()].filter((entry) => entry.kind === "symlink");
    checkLinks(new Map(links.map(({ path, target }) => [path, target])), root);
    return [...laidOut.values()].sort((a, b) => compareBytes(a.path, b.path));
}
/**
 * As the UTF-8 of the texts compares. JavaScript compares UTF-16, where the pairs that stand for what lies beyond U+FFFF come before
 * U+E000 to U+FFFF.
 */
function compareBytes(a, b) {
    if (BEYOND.test(a) || BEYOND.test(b))
        return Buffer.compare(Buffer.from(a), Buffer.from(b));
    return a < b ? -1 : a > b ? 1 : 0;
}
const BEYOND = /[\ud800-\udfff]/;
function addParents(laidOut) {
    for (const path of [...laidOut.keys()]) {
        for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
            const parent = path.slice(0, slash);
            const known = laidOut.get(parent);
            if (known === undefined) {
                laidOut.set(parent, { kind: "directory", path: parent, mode: IMPLIED_MODE });
            }
            else if (known.kind !== "directory") {
                throw (0,problem/* mistake */.RT)("path-clash", `${JSON.stringify(parent)} is a ${known.kind}, and ${JSON.stringify(path)} would lie in it.`, "Rename one of them: a path is a directory or something else, not both.");
            }
            else
                break; // its own parents are there, or will be when its turn comes
        }
    }
}
/** Names that are one and the same file on some machines: other Unicode composition (macOS), other case (macOS, Windows). */
function checkClashes(paths, caseSensitive) {
    // Paths are distinct already, and ASCII has no other composition.
    if (caseSensitive && paths.every((path) => layout_ASCII.test(path)))
        return;
    const seen = new Map();
    for (const path of paths) {
        const composed = path.normalize("NFC");
        const key = caseSensitive ? composed : composed.toLowerCase();
        const other = seen.get(key);
        if (other !== undefined) {
            const unicode = other.normalize("NFC") === composed;
            throw (0,problem/* mistake */.RT)(unicode ? "path-unicode-clash" : "path-case-clash", `${JSON.stringify(other)} and ${JSON.stringify(path)} differ only in ${unicode ? "their Unicode composition" : "case"}: ` +
                "unpacked on macOS or Windows, one overwrites the other.", "Rename one of them.");
        }
        seen.set(key, path);
    }
}
function describeEntry(entry) {
    const { kind, path } = entry;
    switch (kind) {
        case "file":
            return { kind, path, size: entry.content.size, sha256: entry.content.sha256, mode: entry.mode };
        case "directory":
            return { kind, path, size: 0, mode: entry.mode };
        case "symlink":
            return { kind, path, size: 0, mode: 0o777, target: entry.target };
    }
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/output.js





const BUFFER_SIZE = 256 * 1024;
/** From this size in bytes a call more costs less than a copy. */
const WRITTEN_AS_IT_IS = 32 * 1024;
/**
 * Writes a file under a temporary name beside its own and renames it when `body` is done: the path holds a complete file
 * or the one that was there before. After a failure nothing of it remains.
 */
async function writeFileWhole(path, hashes, body) {
    return withIoProblems(`Writing ${path}`, async () => {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        const temporary = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.${(0,external_node_path_.basename)(path)}.${(0,external_node_crypto_.randomUUID)()}.partial`);
        const file = await (0,promises_.open)(temporary, "wx", 0o644);
        let opened = true;
        try {
            const output = createOutput(file, hashes);
            await body(output);
            const digests = await output.finish();
            const size = output.position;
            await file.close();
            opened = false;
            await (0,promises_.rename)(temporary, path);
            return { ...digests, size };
        }
        catch (error) {
            if (opened)
                await file.close().catch(() => { }); // the first error is the one to tell
            await (0,promises_.rm)(temporary, { force: true });
            throw error;
        }
    });
}
function createOutput(file, hashes) {
    // Shared memory, which a thread sees without a copy.
    const buffer = Buffer.from(new SharedArrayBuffer(BUFFER_SIZE));
    let buffered = 0;
    let flushed = 0;
    async function put(pieces) {
        // The digests are taken while a thread of Node's writes.
        const writing = writeAll(file, pieces, flushed);
        for (const bytes of pieces)
            flushed += bytes.length;
        // Both to their end, whatever becomes of the other: the bytes are the caller's again afterwards.
        const [written, digested] = await Promise.allSettled([writing, hashes.update(pieces)]);
        if (written.status === "rejected")
            throw written.reason;
        if (digested.status === "rejected")
            throw digested.reason;
    }
    /** What waits, as a view of the buffer: it is written before more is put there. */
    function take() {
        const pending = buffer.subarray(0, buffered);
        buffered = 0;
        return pending;
    }
    return {
        get position() {
            return flushed + buffered;
        },
        async write(bytes) {
            if (bytes.length >= WRITTEN_AS_IT_IS)
                return put([take(), bytes]);
            if (buffered + bytes.length > BUFFER_SIZE)
                await put([take()]);
            buffer.set(bytes, buffered);
            buffered += bytes.length;
        },
        async finish() {
            await put([take()]);
            return hashes.finish();
        },
    };
}

;// CONCATENATED MODULE: ./packages/packaging/build/archive/write.js





/**
 * Writes one archive. The same entries, root and timestamp give the same bytes on every run, whatever the number of
 * workers, the file system or the clock. Entries that cannot be unpacked safely and equally everywhere are refused with a
 * `Problem` before anything is written; after a failure no part of the file remains.
 */
async function writeArchive(store, request) {
    const entries = layOut(request);
    const bytes = entries.reduce((sum, entry) => sum + (entry.kind === "file" ? entry.content.size : 0), 0);
    const { size, sha256, sha512, md5 } = await writeFileWhole(request.path, store.hashes(bytes), (output) => WRITERS[request.format](entries, request.timestamp, store, output));
    return { path: request.path, format: request.format, size, sha256, sha512, md5, entries: entries.map(describeEntry) };
}
/**
 * Writes several archives, `concurrency` at a time (2 unless told), and answers in the order of the requests. All requests
 * are checked before the first is written. The first failure is thrown after the others have come to an end; archives
 * completed by then stay.
 */
async function writeArchives(store, requests, { concurrency = 2 } = {}) {
    const paths = new Set();
    for (const request of requests) {
        layOut(request);
        if (paths.has(request.path)) {
            throw (0,problem/* mistake */.RT)("archive-duplicate", `Two archives would be written to ${request.path}.`, "Give each archive a name of its own: let the template hold platform, variant and format.");
        }
        paths.add(request.path);
    }
    return inTurn(requests.map((request) => () => writeArchive(store, request)), concurrency);
}
/**
 * The same where what goes into an archive is still to be gathered: the contents of the next ones are read and compressed while
 * one is written. An archive is checked when it has been gathered; those written by then stay.
 */
async function gatherArchives(store, gather, { concurrency = 4 } = {}) {
    return inTurn(gather.map((request) => async () => writeArchive(store, await request())), concurrency);
}
/** Answers in the order of the work. The first failure is thrown when what was under way has come to an end. */
async function inTurn(works, concurrency) {
    const gate = createGate(concurrency);
    let failed = false;
    const results = await Promise.allSettled(works.map((work) => gate.run(async () => {
        if (failed)
            throw new Error("not begun after an earlier failure");
        try {
            return await work();
        }
        catch (error) {
            failed = true;
            throw error;
        }
    })));
    return results.map((result) => {
        if (result.status === "rejected")
            throw result.reason;
        return result.value;
    });
}

;// CONCATENATED MODULE: ./actions/build/package-archives/record.js

/** What a package receipt says of an archive, from the bytes as they were written. */
function recordOf(written, facts) {
    const { path, size, sha256, sha512, md5, entries } = written;
    const { kind, format, target, variant } = facts;
    return {
        name: (0,external_node_path_.basename)(path),
        kind,
        format,
        ...(target && { target }),
        ...(variant && { variant }),
        size,
        digests: { sha256, sha512, md5 },
        entries: entries.map(packedEntry),
    };
}
function packedEntry(entry) {
    switch (entry.kind) {
        case "file":
            return {
                type: "file",
                path: entry.path,
                size: entry.size,
                sha256: entry.sha256,
                mode: entry.mode === 0o755 ? "755" : "644",
            };
        case "symlink":
            return { type: "symlink", path: entry.path, target: entry.target };
        case "directory":
            return { type: "directory", path: entry.path };
    }
}

;// CONCATENATED MODULE: ./actions/build/package-archives/alone.js





/** Archives of files as they lie in the workspace; the time of every entry is `SOURCE_DATE_EPOCH`, or 1980-01-01. */
async function packFiles(inputs, kit) {
    const directory = (0,external_node_path_.resolve)(kit.runtime.workspace, inputs.output);
    const store = createContentStore({ directory: (0,external_node_path_.join)(kit.runtime.temp, "content") });
    try {
        const entries = await alone_gather(inputs, store, kit.runtime.workspace);
        const timestamp = sourceDateEpoch(process.env.SOURCE_DATE_EPOCH);
        const requests = inputs.formats.map((format) => ({
            format,
            path: (0,external_node_path_.join)(directory, `${inputs.name}.${format}`),
            ...(inputs.wrap && { root: inputs.name }),
            timestamp,
            entries,
        }));
        const written = await kit.log.group(`Write ${requests.length} archives`, () => writeArchives(store, requests));
        return {
            directory,
            packages: written.map((archive, index) => recordOf(archive, { kind: "archive", format: inputs.formats[index] ?? "tar.gz" })),
        };
    }
    finally {
        await store.close();
    }
}
/** https://reproducible-builds.org/specs/source-date-epoch/: whole seconds, and a malformed value is an error. */
function sourceDateEpoch(value) {
    if (value === undefined || value === "")
        return Date.UTC(1980, 0, 1) / 1000;
    if (/^\d{1,12}$/.test(value))
        return Number(value);
    throw (0,problem/* mistake */.RT)("invalid-source-date-epoch", `SOURCE_DATE_EPOCH is "${value}"`, "set it to whole seconds since 1970, for example `git log -1 --format=%ct`");
}
async function alone_gather({ files, executables }, store, workspace) {
    const entries = new Map();
    for (const { from, to } of files) {
        let any = false;
        for await (const match of (0,promises_.glob)(from, { cwd: workspace })) {
            const path = placed(match.replaceAll("\\", "/"), from, to);
            const entry = await entryOf((0,external_node_path_.resolve)(workspace, match), path, executables, store);
            if (entry === undefined)
                continue;
            any = true;
            entries.set(path, entry);
        }
        if (!any)
            throw (0,problem/* mistake */.RT)("glob-without-match", `"${from}" of the input "files" matches nothing`, "correct the glob, or build the files before this step");
    }
    return [...entries.values()];
}
/** A single file goes to the path `to` itself; a glob's matches go below it, without the glob's fixed beginning. */
function placed(match, from, to) {
    if (to === undefined)
        return match;
    const fixed = from.split("/").findIndex((part) => /[*?[{]/.test(part));
    if (fixed === -1)
        return to.endsWith("/") ? to + external_node_path_.posix.basename(match) : to;
    return external_node_path_.posix.join(to, match.split("/").slice(fixed).join("/"));
}
async function entryOf(file, path, executables, store) {
    const stats = await (0,promises_.lstat)(file);
    if (stats.isSymbolicLink())
        return { kind: "symlink", path, target: await (0,promises_.readlink)(file) };
    if (!stats.isFile())
        return undefined;
    const executable = (stats.mode & 0o111) !== 0 || executables.some((pattern) => (0,external_node_path_.matchesGlob)(path, pattern));
    return { kind: "file", path, content: await store.add({ file }), mode: executable ? 0o755 : 0o644 };
}

// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(6577);
;// CONCATENATED MODULE: ./packages/model/build/document.js

/** Two-space JSON with a final newline, keys in the schema's order: equal documents have equal bytes. */
function writeDocument({ schema }, document) {
    return `${JSON.stringify(schema.parse(document), null, 2)}\n`;
}
/**
 * @param origin where the text came from, for messages
 * @throws {Problem} `unreadable-document`, `newer-document`
 */
function readDocument({ kind, schemaVersion, schema }, text, origin) {
    const unreadable = (why, cause) => new problem/* Problem */.AF({
        kind: "failure",
        code: "unreadable-document",
        message: `${origin} is not a ${kind} document: ${why}`,
        remedy: "the file was changed or cut after it was written; run the job that writes it again",
        place: { file: origin },
        cause,
    });
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        throw unreadable(error instanceof Error ? error.message : String(error), error);
    }
    const head = typeof value === "object" && value !== null ? value : {};
    if (head.kind !== kind)
        throw unreadable(`its kind is ${JSON.stringify(head.kind)}`);
    if (typeof head.schemaVersion === "number" && head.schemaVersion > schemaVersion) {
        throw new problem/* Problem */.AF({
            kind: "failure",
            code: "newer-document",
            message: `${origin} has schema version ${head.schemaVersion}; this Slipway reads up to ${schemaVersion}`,
            remedy: "use the same version of Slipway's actions in every job",
            place: { file: origin },
        });
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw unreadable(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`, parsed.error);
    }
    return parsed.data;
}

// EXTERNAL MODULE: ./packages/action-kit/build/plan-inputs.js
var plan_inputs = __webpack_require__(4837);
;// CONCATENATED MODULE: ./packages/action-kit/build/plan.js




/**
 * The plan that the chain agreed on; `undefined` when the action works alone.
 * @throws {Problem} `plan-changed`, `artifact-missing`, and what reading a document throws
 */
async function takePlan({ path, digest }, kit) {
    if (path === undefined && digest === undefined)
        return undefined;
    const local = (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.plan, "plan.json");
    const file = path ?? local;
    let text = await (0,promises_.readFile)(file, "utf8").catch((error) => {
        if (error.code === "ENOENT" && path === undefined)
            return undefined;
        throw error;
    });
    if (text === undefined) {
        await kit.handOver.take(plan_inputs/* ARTIFACT */.tX.plan, (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.plan));
        text = await (0,promises_.readFile)(local, "utf8");
    }
    const found = (0,build_digest/* sha256 */.sc)(text);
    if (digest !== undefined && found !== digest) {
        throw new problem/* Problem */.AF({
            kind: "failure",
            code: "plan-changed",
            message: `the plan in ${file} has the SHA-256 ${found}; build-matrix announced ${digest}`,
            remedy: "pass the output `plan-digest` of the job that ran build-matrix in this same run, and re-run all jobs",
        });
    }
    // An action that works alone never loads the plan's schema.
    const { PLAN } = await __webpack_require__.e(/* import() */ 543).then(__webpack_require__.bind(__webpack_require__, 8543));
    return { plan: readDocument(PLAN, text, file), digest: found };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js + 3 modules
var fields = __webpack_require__(3934);
// EXTERNAL MODULE: ./packages/model/build/plan.js + 7 modules
var plan = __webpack_require__(5575);
;// CONCATENATED MODULE: ./packages/model/build/receipt.js





/** Where something was built. Nothing here differs between two runs on equal runners, so documents stay reproducible. */
const Builder = schemas/* strictObject */.rej({
    /** `process.platform` and `process.arch` of the machine. */
    os: schemas/* string */.YjP(),
    arch: schemas/* string */.YjP(),
    runsOn: schemas/* string */.YjP().optional(),
});
/**
 * Build receipt, `receipt.json` beside the binaries of one target: written by build-binaries on the machine that built
 * them, read by package-*.
 */
const BuildReceipt = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-build-receipt"),
    schemaVersion: schemas/* literal */.euz(1),
    /** SHA-256 of the plan's bytes; absent when the target was built without a plan. */
    plan: build_digest/* Sha256 */.IA.optional(),
    target: fields/* TargetName */.VR,
    triple: schemas/* string */.YjP(),
    version: fields/* VersionText */.YL,
    commit: fields/* CommitId */.jF,
    builder: Builder,
    toolchains: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), version: schemas/* string */.YjP() })),
    binaries: schemas/* array */.YOg(schemas/* strictObject */.rej({
        build: schemas/* string */.YjP(),
        /** Without the platform's suffix. */
        name: schemas/* string */.YjP(),
        /** Relative to the receipt. */
        file: fields/* RelativePath */.c8,
        sha256: build_digest/* Sha256 */.IA,
        size: fields/* Size */.or,
        mode: schemas/* literal */.euz("755"),
        stripped: schemas/* boolean */.zMY(),
        /** Present once sign-binaries has signed it: `sha256` and `size` are then those of the signed program. */
        signed: code_signing/* Signed */.ZI.optional(),
    })),
});
const BUILD_RECEIPT = { kind: "slipway-build-receipt", schemaVersion: 1, schema: BuildReceipt };
/** What a package holds, entry by entry. */
const PackedEntry = schemas/* discriminatedUnion */.gMt("type", [
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("file"),
        path: schemas/* string */.YjP(),
        size: fields/* Size */.or,
        sha256: build_digest/* Sha256 */.IA,
        mode: schemas/* enum */.k5n(["644", "755"]),
    }),
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("symlink"), path: schemas/* string */.YjP(), target: schemas/* string */.YjP() }),
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("directory"), path: schemas/* string */.YjP() }),
]);
const PackageRecord = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    kind: schemas/* enum */.k5n(["archive", "source", "documentation", "file"]),
    /** Absent for a `file`, whose entries nobody lists either. */
    format: plan/* ArchiveFormat */.az.optional(),
    target: fields/* TargetName */.VR.optional(),
    variant: schemas/* string */.YjP().optional(),
    size: fields/* Size */.or,
    digests: build_digest/* Digests */.oG,
    entries: schemas/* array */.YOg(PackedEntry),
});
/**
 * Package receipt, `packages.json` beside the packages of one leg: written by package-archives from the bytes it wrote, read
 * by sign-and-checksum. It carries the build receipts on, so that built and packaged digests can be compared once more.
 */
const PackageReceipt = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-package-receipt"),
    schemaVersion: schemas/* literal */.euz(1),
    /** Absent when packages were made without a plan. */
    plan: build_digest/* Sha256 */.IA.optional(),
    leg: schemas/* string */.YjP(),
    builds: schemas/* array */.YOg(BuildReceipt),
    packages: schemas/* array */.YOg(PackageRecord),
});
const PACKAGE_RECEIPT = { kind: "slipway-package-receipt", schemaVersion: 1, schema: PackageReceipt };

// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
;// CONCATENATED MODULE: ./packages/packaging/build/young-generation.js

/**
 * Keeps V8's young generation at the size that it begins with, a few megabytes, instead of up to 48. Packaging moves bytes that are no
 * objects of V8's, and what it does allocate is dead at once or lives on: a larger young generation only takes memory. For
 * a program to call when it begins; the size is what `--max-semi-space-size` would set, which an action cannot ask for.
 */
function limitYoungGeneration() {
    (0,external_node_v8_.setFlagsFromString)("--semi-space-growth-factor=1");
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
;// CONCATENATED MODULE: ./packages/model/build/environment.js
/**
 * What the runner gives to an action alone: its inputs, of which some are secrets, the credentials of the job's services, and
 * the files by which a step changes the steps after it.
 */
const OF_THE_ACTION = /^(?:(?:INPUT|ACTIONS|STATE)_.*|GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY))$/i;
/**
 * The environment of a program that an action starts, as a step that is a script has it on GitHub, or less. A compiler, a test
 * or a hook of git has no business with the rest.
 */
function programEnvironment(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !OF_THE_ACTION.test(name)));
}
/**
 * Lets a program that was killed, as by its deadline, `close` when it ends: what it started (git's helper for a server that is
 * silent, ssh) may live on, and would hold its outputs open.
 */
function closeWhenKilled(child) {
    child.once("exit", (_, signal) => {
        if (signal === null)
            return;
        for (const stream of child.stdio)
            stream?.destroy();
    });
}

;// CONCATENATED MODULE: ./packages/packaging/build/gitfiles/git.js



const DEADLINE = 10 * 60 * 1000;
/** Runs git without a shell and hands its output to `read` as it comes. A git that fails is a `Problem` with its own words. */
async function streamGit(call, read) {
    const signal = AbortSignal.timeout(call.deadline ?? DEADLINE);
    const child = (0,external_node_child_process_.spawn)("git", call.args, { cwd: call.repo, env: environment(call.env), signal });
    closeWhenKilled(child);
    const ended = new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    child.stdin.on("error", () => { }); // a git that stops reading says why on its error output
    const [output, , errors, code] = await Promise.allSettled([
        readOrStop(child, read),
        feed(child.stdin, call.input ?? []),
        (0,consumers_.text)(child.stderr),
        ended,
    ]);
    if (code.status === "rejected")
        throw notStarted(code.reason, call);
    // Killed by us for what `read` found, git has no exit code; one that failed by itself explains why `read` did.
    if (output.status === "rejected" && !code.value)
        throw output.reason;
    if (code.value !== 0 || output.status === "rejected") {
        const said = errors.status === "fulfilled" ? errors.value.trim() : "";
        throw new problem/* Problem */.AF({
            kind: "failure",
            code: "git-failed",
            message: `git ${call.args.join(" ")} failed in ${call.repo}: ${said || `exit code ${code.value}`}`,
            remedy: "Check that it is a git repository and that the commit was fetched (checkout with fetch-depth: 0).",
        });
    }
    return output.value;
}
async function runGit(call) {
    return streamGit(call, (output) => (0,consumers_.buffer)(output));
}
/** When `read` gives up, nobody takes the rest of git's output, and git would wait for ever. */
async function readOrStop(child, read) {
    try {
        return await read(child.stdout);
    }
    catch (error) {
        child.kill();
        throw error;
    }
}
async function feed(stdin, input) {
    for await (const piece of input) {
        if (!stdin.writable)
            break;
        if (!stdin.write(piece))
            await new Promise((resolve) => void stdin.once("drain", resolve).once("close", resolve));
    }
    stdin.end();
}
/** The repository is the one named, whatever the caller's environment says; its objects are the real ones. */
function environment(extra = {}) {
    const own = Object.entries(programEnvironment(process.env)).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE|PREFIX)$/.test(name));
    return {
        ...Object.fromEntries(own),
        GIT_NO_REPLACE_OBJECTS: "1",
        GIT_TERMINAL_PROMPT: "0",
        GIT_OPTIONAL_LOCKS: "0",
        LC_ALL: "C",
        ...extra,
    };
}
function notStarted(cause, call) {
    if (cause instanceof Error && cause.name === "AbortError") {
        return new problem/* Problem */.AF({
            kind: "failure",
            code: "git-timeout",
            message: `git ${call.args.join(" ")} did not end within ${(call.deadline ?? DEADLINE) / 60_000} minutes in ${call.repo}.`,
            remedy: "Check the disk that holds the repository, and run the step again; a partial clone asks its server for every file: check out without a filter.",
            cause,
        });
    }
    if (cause.code !== "ENOENT")
        return cause;
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "git-missing",
        message: `git could not be started in ${call.repo}.`,
        remedy: "Install git and check that the directory exists.",
        cause,
    });
}

;// CONCATENATED MODULE: ./packages/packaging/build/gitfiles/blobs.js







const OID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const blobs_NEWLINE = 0x0a;
/**
 * Writes blobs into a directory, each under its object id, and answers with their paths. The contents are git's own, without
 * conversion of line endings and without filters, and each is hashed again: a damaged object is refused. A file appears whole,
 * also over an earlier one: others may be reading that.
 */
async function exportBlobs(repo, files, into) {
    const oids = [...new Set(files.map(({ oid }) => oid))];
    const wrong = oids.find((oid) => !OID.test(oid));
    if (wrong !== undefined)
        throw new Error(`not an object id: ${JSON.stringify(wrong)}`);
    const paths = new Map(oids.map((oid) => [oid, (0,external_node_path_.join)(into, oid)]));
    if (oids.length === 0)
        return paths;
    const call = { repo, args: ["cat-file", "--batch", "--buffer"], input: oids.map((oid) => `${oid}\n`) };
    await withIoProblems(`Writing ${into}`, async () => {
        await (0,promises_.mkdir)(into, { recursive: true });
        await streamGit(call, async (output) => {
            const reader = createReader(output);
            for (const [oid, path] of paths)
                await receive(reader, repo, oid, path);
        });
    });
    return paths;
}
/** One answer of `git cat-file --batch`: `<oid> <type> <size>`, newline, the bytes, newline. */
async function receive(reader, repo, oid, path) {
    const [name, type, size] = (await reader.line()).split(" ");
    if (type === "missing" || name !== oid) {
        throw new problem/* Problem */.AF({
            kind: "failure",
            code: "git-object-missing",
            message: `${repo} does not hold the object ${oid}.`,
            remedy: "Fetch the whole commit: checkout without a filter and with fetch-depth: 0.",
        });
    }
    if (type !== "blob")
        throw new Error(`${oid} is a ${type}, not a blob`);
    const incoming = `${path}.${(0,external_node_crypto_.randomUUID)()}`;
    try {
        const digest = await write(reader, Number(size), incoming, oid);
        await reader.line();
        if (digest === oid)
            return await (0,promises_.rename)(incoming, path);
    }
    finally {
        await (0,promises_.rm)(incoming, { force: true });
    }
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "git-object-damaged",
        message: `The object ${oid} of ${repo} does not have the contents that its name promises.`,
        remedy: "Run git fsck, and clone the repository again.",
    });
}
/** Answers with the object id of what was written. */
async function write(reader, size, path, { length }) {
    const hash = (0,external_node_crypto_.createHash)(length === 40 ? "sha1" : "sha256").update(`blob ${size}\0`);
    const file = await (0,promises_.open)(path, "wx", 0o600);
    try {
        await copy(reader, size, file, hash);
    }
    finally {
        await file.close();
    }
    return hash.digest("hex");
}
async function copy(reader, size, file, hash) {
    for (let done = 0; done < size;) {
        const bytes = await reader.some(size - done);
        hash.update(bytes);
        await writeAll(file, [bytes], done);
        done += bytes.length;
    }
}
function createReader(source) {
    const chunks = source[Symbol.asyncIterator]();
    let rest = Buffer.alloc(0);
    async function more() {
        const next = await chunks.next();
        if (next.done)
            throw new Error("git cat-file ended too early");
        rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    }
    return {
        async line() {
            while (!rest.includes(blobs_NEWLINE))
                await more();
            const end = rest.indexOf(blobs_NEWLINE);
            const line = rest.toString("latin1", 0, end);
            rest = rest.subarray(end + 1);
            return line;
        },
        async some(most) {
            if (rest.length === 0)
                await more();
            const bytes = rest.subarray(0, most);
            rest = rest.subarray(bytes.length);
            return bytes;
        },
    };
}

;// CONCATENATED MODULE: ./packages/packaging/build/gitfiles/tree.js


const LINE = /^(\d{6}) (?:blob|commit) ([0-9a-f]{40}|[0-9a-f]{64}) +(\d+|-)\t(.+)$/s;
/** The object id of a commit, from any name that git understands. */
async function resolveCommit(repo, commit) {
    try {
        const output = await runGit({
            repo,
            args: ["rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}^{commit}`],
        });
        return output.toString("latin1").trim();
    }
    catch (error) {
        // With --quiet, an unknown name alone fails without a word.
        if (!(error instanceof problem/* Problem */.AF) || !error.message.endsWith("exit code 1"))
            throw error;
        throw (0,problem/* mistake */.RT)("commit-unknown", `${repo} has no commit ${JSON.stringify(commit)}.`, "Fetch the commit first: checkout with fetch-depth: 0, or git fetch --tags.");
    }
}
/** What a commit holds, read from git's objects: the working tree has no say. Order is git's, by the bytes of the path. */
async function listTree(repo, commit) {
    const oid = await resolveCommit(repo, commit);
    const output = await runGit({ repo, args: ["ls-tree", "-r", "-z", "-l", "--full-tree", oid] });
    return splitAtNul(output).map((line) => {
        const found = LINE.exec(decodePath(line));
        if (!found)
            throw new Error(`git ls-tree printed ${JSON.stringify(line.toString())}`);
        const [, mode, blob, size, path] = found;
        return { path, mode: normalMode(mode), oid: blob, size: size === "-" ? 0 : Number(size) };
    });
}
/** Old histories hold modes such as 100664: what is not executable is 100644, as git itself checks it out. */
function normalMode(mode) {
    if (mode === "120000" || mode === "160000")
        return mode;
    return Number.parseInt(mode, 8) & 0o100 ? "100755" : "100644";
}
function splitAtNul(bytes) {
    const parts = [];
    for (let from = 0; from < bytes.length;) {
        const nul = bytes.indexOf(0, from);
        const to = nul === -1 ? bytes.length : nul;
        parts.push(bytes.subarray(from, to));
        from = to + 1;
    }
    return parts;
}
/** Archives name files in Unicode; a tracked name in another encoding cannot be packaged. */
function decodePath(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new problem/* Problem */.AF({
            kind: "mistake",
            code: "path-not-unicode",
            message: `git tracks a name that is not UTF-8: ${JSON.stringify(Buffer.from(bytes).toString("latin1"))}.`,
            remedy: "Rename the file in the repository to a name in UTF-8.",
            cause,
        });
    }
}

;// CONCATENATED MODULE: ./packages/packaging/build/gitfiles/source.js






/**
 * The entries of a source archive: what git tracks at the commit, without what its `.gitattributes` mark `export-ignore`.
 * Unlike `git archive`, contents are exactly the tracked bytes: no conversion of line endings, no `export-subst`, so that
 * every file can be compared with the repository. A submodule is an empty directory.
 */
async function sourceArchiveEntries(store, request) {
    const commit = await resolveCommit(request.repo, request.commit);
    const tree = await listTree(request.repo, commit);
    const ignored = await exportIgnored(request, commit, tree);
    const files = tree.filter(({ path }) => !ignored(path));
    const blobs = files.filter(({ mode }) => mode !== "160000");
    const exported = await exportBlobs(request.repo, blobs, request.scratch);
    // All at once, for there may be thousands; each is then there when it is asked for below.
    await store.addFiles(files.filter(({ mode }) => mode.startsWith("100")).map(({ oid }) => exported.get(oid)));
    const entries = [];
    for (const { path, mode, oid } of files) {
        const file = exported.get(oid);
        if (file === undefined) {
            entries.push({ kind: "directory", path, mode: 0o755 });
        }
        else if (mode === "120000") {
            entries.push({ kind: "symlink", path, target: decodePath(await (0,promises_.readFile)(file)) });
        }
        else {
            entries.push({ kind: "file", path, content: await store.add({ file }), mode: mode === "100755" ? 0o755 : 0o644 });
        }
    }
    return entries;
}
/**
 * Attributes are read from the commit through an index of its own: `check-attr --source` came with git 2.40, and Debian 12
 * has 2.39. Directories are asked about with a slash at the end, as `git archive` does, and an ignored one takes all that
 * lies in it along. Attributes of the user and of the system are left out: the archive must not depend on the machine.
 */
async function exportIgnored({ repo, scratch }, commit, tree) {
    const directories = new Set(tree.flatMap(({ path }) => parentsOf(path)));
    const asked = [...directories, ...tree.map(({ path }) => path)];
    // `check-attr` insists on a working tree: an empty directory, so that no `.gitattributes` outside the commit counts.
    const workTree = (0,external_node_path_.join)(scratch, `worktree-${(0,external_node_crypto_.randomUUID)()}`);
    const index = `${workTree}.index`;
    try {
        await (0,promises_.mkdir)(workTree, { recursive: true });
        const gitDirectory = await runGit({ repo, args: ["rev-parse", "--absolute-git-dir"] });
        const env = {
            GIT_DIR: gitDirectory.toString().replace(/\n$/, ""),
            GIT_WORK_TREE: workTree,
            GIT_INDEX_FILE: index,
            GIT_ATTR_NOSYSTEM: "1",
        };
        await runGit({ repo: workTree, env, args: ["read-tree", commit] });
        const output = await runGit({
            repo: workTree,
            env,
            args: ["-c", "core.attributesFile=", "check-attr", "--cached", "-z", "--stdin", "export-ignore"],
            input: asked.map((path) => `${path}\0`),
        });
        const fields = splitAtNul(output).map(decodePath);
        const set = new Set();
        for (let at = 0; at + 2 < fields.length; at += 3) {
            if (fields[at + 2] === "set")
                set.add(fields[at]);
        }
        return (path) => set.has(path) || parentsOf(path).some((parent) => set.has(parent));
    }
    finally {
        await Promise.all([index, workTree].map((path) => (0,promises_.rm)(path, { recursive: true, force: true })));
    }
}
/** `a/b/c` → `a/`, `a/b/`. */
function parentsOf(path) {
    const parents = [];
    for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
        parents.push(path.slice(0, slash + 1));
    }
    return parents;
}

;// CONCATENATED MODULE: ./actions/build/package-archives/instructions.js
/** Added to source archives unless the project has a file of this name itself. */
const INSTRUCTIONS_NAME = "BUILDING-FROM-SOURCE.md";
/** How the release's binaries are made from the archive, in Markdown; pure, so that the archive stays reproducible. */
function buildInstructions({ project, version, commit, timestamp, builds }) {
    return [
        `# Building ${project.name} ${version} from source`,
        "",
        `This archive holds what git tracks at commit ${commit}. The release was built with these variables set:`,
        "",
        "```sh",
        `export SLIPWAY_VERSION=${version}`,
        `export SLIPWAY_COMMIT=${commit}`,
        `export SOURCE_DATE_EPOCH=${timestamp}`,
        "```",
        "",
        ...builds.flatMap(oneBuild),
    ].join("\n");
}
function oneBuild(build) {
    const { id, directory, toolchain, toolchainVersion, env, binaries, targets } = build;
    const variables = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}`);
    return [
        `## ${id}`,
        "",
        `Makes ${binaries.map(({ name }) => `\`${name}\``).join(", ")} for ${targets.join(", ")}.`,
        ...(toolchain === "command"
            ? []
            : [`Toolchain: ${toolchain}${toolchainVersion === undefined ? "" : ` ${toolchainVersion}`}.`]),
        "",
        "```sh",
        ...(directory === "." ? [] : [`cd ${quoted(directory)}`]),
        ...variables,
        commandOf(build).map(quoted).join(" "),
        "```",
        "",
    ];
}
function commandOf({ command, toolchain, args, features, binaries }) {
    if (command !== undefined)
        return command;
    switch (toolchain) {
        case "zig":
            return ["zig", "build", "-Doptimize=ReleaseSafe", ...args];
        case "go":
            return ["go", "build", "-trimpath", ...args, ...binaries.map((binary) => binary.package ?? ".")];
        default:
            return [
                "cargo",
                "build",
                "--release",
                "--locked",
                ...(features.length > 0 ? ["--features", features.join(",")] : []),
                ...args,
            ];
    }
}
function quoted(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

;// CONCATENATED MODULE: ./actions/build/package-archives/gather.js





const MODES = { "644": 0o644, "755": 0o755 };
/** The entries of one file set: tracked content from git's own objects, whatever the checkout made of it. */
async function gatherFiles(store, files, workspace, temp) {
    const tracked = files.filter((file) => file.type === "tracked");
    const blobs = await exportBlobs(workspace, tracked, (0,external_node_path_.join)(temp, "blobs"));
    // All at once, for there may be thousands; each is then there when it is asked for below.
    await store.addFiles(tracked.filter(({ eol }) => eol === undefined).map(({ oid }) => blobs.get(oid)));
    const entries = [];
    for (const file of files) {
        switch (file.type) {
            case "tracked": {
                const content = await store.add({ file: blobs.get(file.oid) }, file.eol && { eol: file.eol });
                entries.push({ kind: "file", path: file.path, content, mode: MODES[file.mode] });
                break;
            }
            case "generated":
                entries.push(...(await gatherGenerated(store, file, workspace)));
                break;
            case "symlink":
                entries.push({ kind: "symlink", path: file.path, target: file.target });
                break;
            case "directory":
                entries.push({ kind: "directory", path: file.path, mode: 0o755 });
                break;
        }
    }
    return entries;
}
/** What the build left in the working tree. @throws {Problem} `glob-without-match` */
async function gatherGenerated(store, file, workspace) {
    const entries = [];
    for await (const found of (0,promises_.glob)(file.pattern, { cwd: workspace })) {
        const match = found.replaceAll("\\", "/");
        const source = (0,external_node_path_.resolve)(workspace, found);
        if (!(await (0,promises_.stat)(source)).isFile())
            continue;
        const rest = match.startsWith(file.strip) ? match.slice(file.strip.length) : match;
        const content = await store.add({ file: source }, file.eol && { eol: file.eol });
        entries.push({ kind: "file", path: external_node_path_.posix.join(file.to, rest), content, mode: MODES[file.mode] });
    }
    if (entries.length === 0 && !file.optional) {
        throw (0,problem/* mistake */.RT)("glob-without-match", `the build left no file that "${file.pattern}" matches`, "correct the glob, let the build make the files, or write `optional: true` beside it");
    }
    return entries;
}
/** What git tracks at the plan's commit, and how to build it. */
async function gatherSources(store, plan, workspace, temp) {
    const entries = await sourceArchiveEntries(store, {
        repo: workspace,
        commit: plan.commit,
        scratch: (0,external_node_path_.join)(temp, "blobs"),
    });
    if (entries.some(({ path }) => path === INSTRUCTIONS_NAME))
        return entries;
    const content = await store.add({ bytes: Buffer.from(buildInstructions(plan)) });
    return [...entries, { kind: "file", path: INSTRUCTIONS_NAME, content, mode: 0o644 }];
}

// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var dist = __webpack_require__(3292);
;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/lock-files.js

/** @throws {Problem} `invalid-manifest` */
function unreadable(file, why) {
    return (0,problem/* mistake */.RT)("invalid-manifest", `${file} cannot be read: ${why}`, "correct the file, or have its own tool (cargo, go, zig, npm) write it again", { file });
}
function table(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
function lock_files_text(value) {
    return typeof value === "string" && value !== "" ? value : undefined;
}
function list(value) {
    return Array.isArray(value) ? value : [];
}

// EXTERNAL MODULE: ./node_modules/packageurl-js/index.js
var packageurl_js = __webpack_require__(7091);
;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/purl.js

/** Package URLs as the types' own definitions have them (purl-spec, PURL-TYPES). */
function purl_purl(type, path, version, qualifiers = {}) {
    const cut = path.lastIndexOf("/");
    const namespace = cut < 0 ? undefined : path.slice(0, cut);
    const given = Object.keys(qualifiers).length > 0 ? { ...qualifiers } : undefined;
    return new packageurl_js.PackageURL(type, namespace, path.slice(cut + 1), version, given, undefined).toString();
}
/** An address under which anybody may look: without the credentials that somebody wrote into a manifest. */
function publicAddress(address) {
    return address.replace(/^((?:git\+)?[a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/cargo-lock.js



const CRATES_IO = /^(?:registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index|sparse\+https:\/\/index\.crates\.io\/)$/;
/** @throws {Problem} `invalid-manifest` */
function parseCargoLock(source, file) {
    let value;
    try {
        value = (0,dist/* parse */.qg)(source);
    }
    catch (error) {
        throw unreadable(file, error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
    }
    // The first form of the file kept checksums in a table of their own.
    const metadata = table(value.metadata) ?? {};
    return list(value.package).flatMap((entry) => {
        const name = lock_files_text(table(entry)?.name);
        const version = lock_files_text(table(entry)?.version);
        if (name === undefined || version === undefined)
            return [];
        const from = lock_files_text(table(entry)?.source);
        const old = lock_files_text(metadata[`checksum ${name} ${version} (${from})`]);
        return [
            {
                name,
                version,
                source: from,
                checksum: lock_files_text(table(entry)?.checksum) ?? (old === "<none>" ? undefined : old),
                dependencies: list(table(entry)?.dependencies).flatMap((one) => lock_files_text(one) ?? []),
            },
        ];
    });
}
function crateComponent(crate, licence) {
    const { name, version, source = "", checksum } = crate;
    const [, address = "", commit] = /^git\+([^#]*)(?:#([0-9a-f]+))?$/.exec(source) ?? [];
    const repository = publicAddress(address.replace(/\?.*$/, ""));
    const registry = /^(?:registry|sparse)\+(.*)$/.exec(source)?.[1];
    const qualifiers = address !== ""
        ? { vcs_url: `git+${repository}${commit === undefined ? "" : `@${commit}`}` }
        : CRATES_IO.test(source) || registry === undefined
            ? {}
            : { repository_url: publicAddress(registry) };
    return {
        purl: purl_purl("cargo", name, version, qualifiers),
        name,
        version,
        ...(licence !== undefined && licence !== "" && { licence }),
        hashes: checksum === undefined ? [] : [{ algorithm: "sha256", value: checksum }],
        ...(address !== "" && { source: repository }),
        properties: commit === undefined ? {} : { "slipway:git:commit": commit },
    };
}
/** All that Cargo.lock has for the given packages: also for other targets and features, and for their tests. */
function findingOfCargoLock(source, file, roots) {
    const crates = parseCargoLock(source, file);
    const local = crates.filter((crate) => crate.source === undefined);
    const named = local.filter(({ name }) => roots.includes(name));
    const found = new Map();
    const direct = new Set();
    const dependsOn = new Map();
    const seen = new Set();
    const queue = named.length > 0 ? [...named] : [...local];
    for (let crate = queue.pop(); crate !== undefined; crate = queue.pop()) {
        if (seen.has(crate))
            continue;
        seen.add(crate);
        const own = crate.source === undefined ? undefined : crateComponent(crate);
        if (own !== undefined)
            found.set(own.purl, own);
        for (const reference of crate.dependencies) {
            const dependency = resolve(crates, reference);
            if (dependency === undefined)
                continue;
            queue.push(dependency);
            if (dependency.source === undefined)
                continue;
            const { purl: url } = crateComponent(dependency);
            if (own === undefined)
                direct.add(url);
            else
                dependsOn.set(own.purl, (dependsOn.get(own.purl) ?? new Set()).add(url));
        }
    }
    return {
        method: "cargo-lock",
        from: file,
        wider: true,
        direct: [...direct],
        components: [...found.values()],
        buildOnly: [],
        dependsOn,
    };
}
function resolve(crates, reference) {
    const [, name, version, source] = /^(\S+)(?: (\S+))?(?: \((.*)\))?$/.exec(reference) ?? [];
    return crates.find((crate) => crate.name === name &&
        (version === undefined || crate.version === version) &&
        (source === undefined || crate.source === source || crate.source?.replace(/#.*$/, "") === source));
}

;// CONCATENATED MODULE: ./packages/model/build/names.js
/** Order of names by their UTF-8 bytes: the same on every machine and in every language. */
function compareNames(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/catalogue.js

/** Puts findings together to one inventory in which nothing depends on the order of reading. */
class Catalogue {
    contents = [];
    components = new Map();
    edges = new Map();
    add(finding, whose) {
        const { method, from, wider, direct, components, buildOnly, dependsOn } = finding;
        for (const component of [...components, ...buildOnly])
            this.components.set(component.purl, component);
        for (const [from, to] of dependsOn) {
            const known = this.edges.get(from) ?? new Set();
            for (const one of to)
                known.add(one);
            this.edges.set(from, known);
        }
        const contained = urls(components);
        this.contents.push({
            ...whose,
            method,
            from,
            wider,
            direct: sorted(direct),
            components: contained,
            buildOnly: urls(buildOnly).filter((url) => !contained.includes(url)),
        });
    }
    finish(head) {
        const keys = sorted(this.edges.keys());
        return {
            kind: "slipway-inventory",
            schemaVersion: 1,
            ...head,
            contents: [...this.contents].sort((a, b) => compareNames(a.build ?? "", b.build ?? "") ||
                compareNames(a.binary ?? "", b.binary ?? "") ||
                compareNames(a.from, b.from)),
            components: [...this.components.values()].sort((a, b) => compareNames(a.purl, b.purl)),
            dependsOn: Object.fromEntries(keys.map((key) => [key, sorted(this.edges.get(key) ?? [])]).filter(([, to]) => to.length > 0)),
        };
    }
}
function urls(components) {
    return sorted(components.map(({ purl }) => purl));
}
function sorted(names) {
    return [...new Set(names)].sort(compareNames);
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/go/modules.js

/** The modules inside a Go binary. The list says nothing of which needs which. */
function findingOfBinary(info, binary) {
    const modules = info.modules.flatMap((module) => componentOf(module) ?? []);
    return flat("go-buildinfo", binary, false, [...modules, ...standardLibrary(info.go)]);
}
function flat(method, from, wider, components) {
    const direct = components.map((component) => component.purl);
    return { method, from, wider, direct, components, buildOnly: [], dependsOn: new Map() };
}
/** A replaced module is what replaces it; a directory of the checkout is part of the project itself. */
function componentOf({ replace, ...module }) {
    const { path, version, sum } = replace ?? module;
    if (version === "" || version === "(devel)")
        return undefined;
    return {
        purl: purl_purl("golang", path, version),
        name: path,
        version,
        hashes: [],
        properties: {
            ...(sum !== undefined && { "slipway:go:h1": sum }),
            ...(replace !== undefined && { "slipway:go:replaces": `${module.path}@${module.version}` }),
        },
    };
}
/** `go1.26.8`, `go1.22.1 X:boringcrypto`; development versions have no number to look up. */
function standardLibrary(go) {
    const version = /^go(\d+(?:\.\d+)*(?:(?:rc|beta)\d+)?)(?:[ +-].*)?$/.exec(go)?.[1];
    if (version === undefined)
        return [];
    return [
        {
            purl: purl("golang", "stdlib", version),
            name: "stdlib",
            version,
            licence: "BSD-3-Clause",
            hashes: [],
            properties: {},
        },
    ];
}
/**
 * go.mod (Go Modules Reference, "go.mod files"): since Go 1.17 it names every module that the build can need, for all targets
 * and tests.
 * @param sums text of go.sum
 */
function findingOfGoMod(text, sums, from) {
    const known = new Map();
    for (const line of (sums ?? "").split("\n")) {
        const [path, version, sum] = line.split(" ");
        if (path !== undefined && version !== undefined && sum !== undefined)
            known.set(`${path}@${version}`, sum);
    }
    const replaced = new Map();
    const required = [];
    const module = (path, version) => ({ path, version, sum: known.get(`${path}@${version}`) });
    let block = "";
    for (const raw of text.split("\n")) {
        const words = raw
            .replace(/\/\/.*$/, "")
            .trim()
            .split(/\s+/)
            .map((word) => word.replace(/^["`](.*)["`]$/, "$1"));
        if (words[0] === ")")
            block = "";
        else if (words[1] === "(")
            block = words[0] ?? "";
        else {
            const [verb, ...rest] = block === "" ? words : [block, ...words];
            if (verb === "require" && rest.length === 2)
                required.push(module(rest[0] ?? "", rest[1] ?? ""));
            if (verb === "replace") {
                const arrow = rest.indexOf("=>");
                const key = rest.slice(0, arrow).join("@");
                replaced.set(key, module(rest[arrow + 1] ?? "", rest[arrow + 2] ?? ""));
            }
        }
    }
    const components = required.flatMap((one) => {
        const replace = replaced.get(`${one.path}@${one.version}`) ?? replaced.get(one.path);
        return componentOf({ ...one, ...(replace && { replace }) }) ?? [];
    });
    return flat("go-mod", from, true, components);
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/npm-lock.js


/**
 * package-lock.json of lockfileVersion 2 and 3 (npm documentation, "package-lock.json", "packages"): what the project and its
 * workspaces need to run. What only their development needs is left out.
 * @throws {Problem} `invalid-manifest`
 */
function findingOfNpmLock(source, file) {
    const packages = readPackages(source, file);
    const components = new Map();
    const direct = new Set();
    const dependsOn = new Map();
    const seen = new Set();
    const roots = Object.keys(packages).filter((place) => !/(?:^|\/)node_modules\//.test(place));
    const queue = [...roots];
    for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
        if (seen.has(place))
            continue;
        seen.add(place);
        const entry = packages[place] ?? {};
        const own = roots.includes(place) ? undefined : npm_lock_componentOf(place, entry);
        if (own !== undefined)
            components.set(own.purl, own);
        for (const name of needs(entry)) {
            const found = npm_lock_resolve(packages, place, name);
            if (found === undefined)
                continue;
            queue.push(found);
            const dependency = roots.includes(found) ? undefined : npm_lock_componentOf(found, packages[found] ?? {});
            if (dependency === undefined)
                continue;
            if (own === undefined)
                direct.add(dependency.purl);
            else
                dependsOn.set(own.purl, (dependsOn.get(own.purl) ?? new Set()).add(dependency.purl));
        }
    }
    return {
        method: "npm-lock",
        from: file,
        wider: true,
        direct: [...direct],
        components: [...components.values()],
        buildOnly: [],
        dependsOn,
    };
}
function readPackages(source, file) {
    let value;
    try {
        value = JSON.parse(source);
    }
    catch (error) {
        throw unreadable(file, error instanceof Error ? error.message : String(error));
    }
    const packages = table(table(value)?.packages);
    if (packages === undefined) {
        throw unreadable(file, 'it has no "packages"; npm 7 and later write them (lockfileVersion 2 and 3)');
    }
    return Object.fromEntries(Object.entries(packages).map(([place, entry]) => [place, table(entry) ?? {}]));
}
/** Peers are installed beside their host, by whoever asked for it or by npm itself. */
function needs(entry) {
    return ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((kind) => Object.keys(table(entry[kind]) ?? {}));
}
/** As Node looks for a package: in the node_modules of the place, then of what holds it, up to the project. */
function npm_lock_resolve(packages, place, name) {
    for (let at = place;; at = at.replace(/(?:^|\/)[^/]*$/, "")) {
        if (!/(?:^|\/)node_modules$/.test(at)) {
            const candidate = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
            const entry = packages[candidate];
            if (entry !== undefined)
                return entry.link === true ? lock_files_text(entry.resolved) : candidate;
        }
        if (at === "")
            return undefined;
    }
}
/** @returns `undefined` for what lies in the project itself */
function npm_lock_componentOf(place, entry) {
    const name = lock_files_text(entry.name) ?? place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    const version = lock_files_text(entry.version);
    if (version === undefined || !/(?:^|\/)node_modules\//.test(place))
        return undefined;
    const resolved = lock_files_text(entry.resolved);
    const git = resolved !== undefined && /^git(?:\+|:)/.test(resolved) ? publicAddress(resolved) : undefined;
    const licence = lock_files_text(entry.license);
    return {
        purl: purl_purl("npm", name, version, git === undefined ? {} : { vcs_url: git.replace("#", "@") }),
        name,
        version,
        ...(licence !== undefined && { licence }),
        hashes: hashesOf(lock_files_text(entry.integrity)),
        ...(git !== undefined && { source: git }),
        ...((entry.optional === true || entry.devOptional === true) && { optional: true }),
        properties: {},
    };
}
/** Subresource Integrity (https://www.w3.org/TR/SRI/): digests in base64, of the tarball. */
function hashesOf(integrity) {
    return (integrity ?? "").split(/\s+/).flatMap((one) => {
        const [, algorithm, digest = ""] = /^(sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]+=*)(?:\?.*)?$/.exec(one) ?? [];
        if (algorithm === undefined)
            return [];
        return [
            { algorithm: algorithm, value: Buffer.from(digest, "base64").toString("hex") },
        ];
    });
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/facts.js

const FACT_NAMES = (/* unused pure expression or super */ null && (["name", "version", "description", "licence", "homepage", "repository"]));
function join(...parts) {
    return parts
        .flatMap((part) => part.split("/"))
        .filter((part) => part !== "" && part !== ".")
        .join("/");
}
function fact(value, file) {
    return typeof value === "string" && value.trim() !== "" ? { value: value.trim(), file } : undefined;
}
/** @throws {Problem} `invalid-manifest` */
function facts_unreadable(file, why, place = {}) {
    return (0,problem/* mistake */.RT)("invalid-manifest", `${file} cannot be read: ${why}`, "correct the file; its own tool (cargo, go, zig, npm) refuses it as well", { file, ...place });
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/zon.js

const TOKEN = /(?<space>\s+|\/\/[^\n]*)|(?<multi>(?:\\\\[^\n]*(?:\n[ \t]*|$))+)|(?<open>\.\{)|(?<close>\})|(?<comma>,)|(?<equals>=)|(?<name>\.(?:[A-Za-z_]\w*|@"(?:[^"\\\n]|\\.)*"))|(?<string>"(?:[^"\\\n]|\\.)*")|(?<word>[-+]?[\w.]+)|(?<char>'(?:[^'\\\n]|\\.)+')/y;
/** @throws {Problem} `invalid-manifest`, with the place */
function parseZon(source, file) {
    const tokens = scan(source, file);
    let index = 0;
    const fail = (why) => {
        throw facts_unreadable(file, why, placeIn(source, tokens[index]?.offset ?? source.length));
    };
    const accept = (kind) => (tokens[index]?.kind === kind ? tokens[index++] : undefined);
    const value = () => {
        const token = tokens[index++];
        switch (token?.kind) {
            case "open":
                return literal();
            case "name":
                return fieldName(token.text);
            case "string":
                return unquote(token.text);
            case "multi":
                return token.text
                    .trimEnd()
                    .split("\n")
                    .map((line) => line.trim().slice(2))
                    .join("\n");
            case "word":
            case "char":
                return token.text === "null"
                    ? null
                    : token.text === "true"
                        ? true
                        : token.text === "false"
                            ? false
                            : token.text;
            default:
                index--;
                return fail("a value is missing here");
        }
    };
    const literal = () => {
        const fields = {};
        const items = [];
        while (accept("close") === undefined) {
            const isField = tokens[index]?.kind === "name" && tokens[index + 1]?.kind === "equals";
            if (isField) {
                const key = fieldName(tokens[index]?.text ?? "");
                index += 2;
                fields[key] = value();
            }
            else
                items.push(value());
            if (accept("comma") === undefined && tokens[index]?.kind !== "close")
                fail("a comma or } is missing here");
        }
        return items.length > 0 ? items : fields;
    };
    const result = value();
    return index < tokens.length ? fail("nothing may follow the value") : result;
}
function scan(source, file) {
    const tokens = [];
    for (let offset = 0; offset < source.length;) {
        TOKEN.lastIndex = offset;
        const match = TOKEN.exec(source);
        const kind = Object.entries(match?.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
        if (match === null || kind === undefined) {
            throw facts_unreadable(file, `unexpected "${source[offset]}"`, placeIn(source, offset));
        }
        if (kind !== "space")
            tokens.push({ kind, text: match[0], offset });
        offset += match[0].length;
    }
    return tokens;
}
function fieldName(text) {
    return text.startsWith('.@"') ? unquote(text.slice(2)) : text.slice(1);
}
/** Zig's escapes (Language Reference, "Escape Sequences"). */
function unquote(quoted) {
    return quoted
        .slice(1, -1)
        .replace(/\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|(.))/g, (_, byte, point, sign) => {
        if (byte !== undefined)
            return String.fromCharCode(Number.parseInt(byte, 16));
        if (point !== undefined)
            return String.fromCodePoint(Math.min(Number.parseInt(point, 16), 0x10ffff));
        return { n: "\n", r: "\r", t: "\t" }[sign ?? ""] ?? sign ?? "";
    });
}
function placeIn(source, offset) {
    const lines = source.slice(0, offset).split("\n");
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/zig-zon.js




/**
 * build.zig.zon, and those of what it names, as far as Zig's package cache has them. Which dependencies a build script really
 * uses it alone knows.
 * @param cached reads a file of a package in Zig's cache, by the package's hash
 * @throws {Problem} `invalid-manifest`
 */
async function findingOfZon(read, file, cached) {
    const components = new Map();
    const direct = new Set();
    const dependsOn = new Map();
    const seen = new Set();
    const visit = async (reader, path, parent) => {
        const source = await reader(path);
        if (source === undefined)
            return false;
        for (const [name, value] of Object.entries(record(field(parseZon(source, path), "dependencies")))) {
            const local = lock_files_text(field(value, "path"));
            if (local !== undefined) {
                const below = external_node_path_.posix.join(external_node_path_.posix.dirname(path), local, "build.zig.zon");
                if (!below.startsWith("../") && !seen.has(`${parent} ${below}`)) {
                    seen.add(`${parent} ${below}`);
                    await visit(reader, below, parent);
                }
                continue;
            }
            const component = zig_zon_componentOf(name, lock_files_text(field(value, "url")), lock_files_text(field(value, "hash")));
            if (component === undefined)
                continue;
            if (parent === undefined)
                direct.add(component.purl);
            else
                dependsOn.set(parent, (dependsOn.get(parent) ?? new Set()).add(component.purl));
            if (components.has(component.purl))
                continue;
            components.set(component.purl, component);
            const hash = lock_files_text(field(value, "hash"));
            if (hash !== undefined)
                await visit((inside) => cached(hash, inside), "build.zig.zon", component.purl);
        }
        return true;
    };
    if (!(await visit(read, file, undefined)))
        return undefined;
    return {
        method: "zig-zon",
        from: file,
        wider: true,
        direct: [...direct],
        components: [...components.values()],
        buildOnly: [],
        dependsOn,
    };
}
/** `name-1.2.3-<base64>` since Zig 0.14; before that a multihash of SHA-256, `1220…`. Both are over unpacked files. */
function zig_zon_componentOf(alias, address, hash) {
    if (address === undefined)
        return undefined;
    const url = publicAddress(address);
    const named = /^(?<name>[A-Za-z_][\w]*)-(?<version>\d+\.\d+\.\d+\S*?)-[\w-]{44}$/.exec(hash ?? "")?.groups;
    const name = named?.name ?? alias;
    const commit = /#([0-9a-f]{40})$/.exec(url)?.[1] ?? /\/archive\/([0-9a-f]{40})\.(?:tar\.gz|zip)$/.exec(url)?.[1];
    const version = named?.version ?? /\/archive\/(?:refs\/tags\/)?v?([^/]+)\.(?:tar\.gz|zip)$/.exec(url)?.[1] ?? commit;
    const github = /^(?:git\+)?https:\/\/github\.com\/([^/]+)\/([^/#?]+?)(?:\.git)?(?:[/#?].*)?$/.exec(url);
    const tag = /\/archive\/(?:refs\/tags\/)?([^/]+)\.(?:tar\.gz|zip)$/.exec(url)?.[1] ?? commit;
    return {
        purl: github !== null && tag !== undefined
            ? purl_purl("github", `${github[1]}/${github[2]}`.toLowerCase(), tag)
            : purl_purl("generic", name, version, { download_url: url }),
        name,
        ...(version !== undefined && { version }),
        hashes: [],
        source: url.replace(/^git\+/, "").replace(/[?#].*$/, ""),
        properties: {
            ...(hash !== undefined && { "slipway:zig:hash": hash }),
            ...(commit !== undefined && { "slipway:git:commit": commit }),
        },
    };
}
function field(value, name) {
    return table(value)?.[name];
}
function record(value) {
    return (table(value) ?? {});
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/source.js






/** The files that `sourceInventory` may ask for. */
const LOCK_FILES = ["Cargo.lock", "go.mod", "go.sum", "package-lock.json", "build.zig.zon"];
/** Findings of the lock files in a directory of the repository. */
async function ofLockFiles(read, directory, kinds) {
    const at = (name) => external_node_path_.posix.join(directory, name);
    const go = kinds.go ? await read(at("go.mod")) : undefined;
    const npm = kinds.npm ? await read(at("package-lock.json")) : undefined;
    return [
        go === undefined ? undefined : findingOfGoMod(go, await read(at("go.sum")), at("go.mod")),
        npm === undefined ? undefined : findingOfNpmLock(npm, at("package-lock.json")),
        kinds.zig === undefined ? undefined : await findingOfZon(read, at("build.zig.zon"), kinds.zig),
    ];
}
/** What a project without builds needs, by the lock files at its root. @param read a tracked file of the plan's commit */
async function sourceInventory(plan, read) {
    const catalogue = new Catalogue();
    const lock = await read("Cargo.lock");
    if (lock !== undefined)
        catalogue.add(findingOfCargoLock(lock, "Cargo.lock", []), {});
    for (const finding of await ofLockFiles(read, ".", { go: true, npm: true, zig: async () => undefined })) {
        if (finding !== undefined)
            catalogue.add(finding, {});
    }
    return catalogue.finish({ ...(plan !== undefined && { plan }) });
}

;// CONCATENATED MODULE: ./packages/model/build/inventory.js



/** Where the list of a binary's packages was read; the bill of materials says so to its readers. */
const INVENTORY_METHODS = ["go-buildinfo", "go-mod", "cargo-tree", "cargo-lock", "npm-lock", "zig-zon"];
const InventoryMethod = schemas/* enum */.k5n(INVENTORY_METHODS);
/** A package URL (https://github.com/package-url/purl-spec): the identity of a package. */
const Purl = schemas/* string */.YjP().regex(/^pkg:[a-z][a-z0-9.+-]*\/.+$/, "must be a package URL");
const ComponentHash = schemas/* strictObject */.rej({
    algorithm: schemas/* enum */.k5n(["sha1", "sha256", "sha384", "sha512"]),
    /** Lower-case hexadecimal. */
    value: schemas/* string */.YjP().regex(/^[0-9a-f]{40,128}$/),
});
/** A package that somebody else made, as a lock file, a build tool or a binary names it. */
const Component = schemas/* strictObject */.rej({
    purl: Purl,
    name: schemas/* string */.YjP().min(1),
    version: schemas/* string */.YjP().optional(),
    /** What its author declared, word for word; absent where nothing says. */
    licence: schemas/* string */.YjP().optional(),
    hashes: schemas/* array */.YOg(ComponentHash),
    /** Address it is fetched from. */
    source: schemas/* string */.YjP().optional(),
    /** Used where it is there; the program runs without. */
    optional: schemas/* literal */.euz(true).optional(),
    properties: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
});
/** The packages of one binary, or of a build whose binaries cannot be told apart. */
const InventoryContent = schemas/* strictObject */.rej({
    /** Absent for a project without builds. */
    build: schemas/* string */.YjP().optional(),
    /** Without the platform's suffix; absent: every binary of the build. */
    binary: schemas/* string */.YjP().optional(),
    method: InventoryMethod,
    /** The file that was read, relative to the repository, or the binary's name. */
    from: schemas/* string */.YjP(),
    /** The list may hold packages that are not in the binary: a lock file knows neither target nor features. */
    wider: schemas/* boolean */.zMY(),
    /** Package URLs of what the project itself names; all of them where the method cannot tell. */
    direct: schemas/* array */.YOg(Purl),
    components: schemas/* array */.YOg(Purl),
    /** Used while building, and not part of the binary: build scripts, procedural macros. */
    buildOnly: schemas/* array */.YOg(Purl),
});
/**
 * `inventory-<target>.json`: what the binaries of one target are made of. Written by build-binaries where the build's tools and
 * sources are at hand, carried on by package-archives, read by sign-and-checksum, which makes the bills of materials from it.
 */
const Inventory = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-inventory"),
    schemaVersion: schemas/* literal */.euz(1),
    /** SHA-256 of the plan's bytes. */
    plan: build_digest/* Sha256 */.IA.optional(),
    /** Absent for a project without builds. */
    target: fields/* TargetName */.VR.optional(),
    contents: schemas/* array */.YOg(InventoryContent),
    /** In the order of their package URLs. */
    components: schemas/* array */.YOg(Component),
    /** For each package URL those it depends on; a package without an entry depends on nothing that is known. */
    dependsOn: schemas/* record */.g1P(Purl, schemas/* array */.YOg(Purl)),
});
const INVENTORY = { kind: "slipway-inventory", schemaVersion: 1, schema: Inventory };

;// CONCATENATED MODULE: ./actions/build/package-archives/inventories.js






/**
 * What the leg's binaries are made of goes along with its packages, so that the bills of materials can be written where all
 * legs come together. A project without builds is described by its lock files, by the first leg.
 * @returns names of the files in `directory`
 * @throws {Problem} `inventory-missing`
 */
async function carryInventories({ plan, digest }, leg, directory, { workspace, temp }) {
    if (plan.builds.length === 0) {
        if (plan.legs[0]?.id !== leg)
            return [];
        const name = "inventory-sources.json";
        const read = await trackedFiles(workspace, plan.commit, temp);
        await (0,promises_.writeFile)((0,external_node_path_.join)(directory, name), writeDocument(INVENTORY, await sourceInventory(digest, read)));
        return [name];
    }
    const names = [];
    for (const { target } of plan.targets.filter((one) => one.leg === leg)) {
        const name = `inventory-${target}.json`;
        const from = (0,external_node_path_.join)(temp, plan_inputs/* DIRECTORY */.Md.binaries, target, "inventory.json");
        await (0,promises_.copyFile)(from, (0,external_node_path_.join)(directory, name)).catch((error) => {
            if (error.code !== "ENOENT")
                throw error;
            throw new problem/* Problem */.AF({
                kind: "failure",
                code: "inventory-missing",
                message: `${from} does not exist: nothing says which packages are in the binaries for ${target}`,
                remedy: "hand over inventory.json together with the binaries and receipt.json that build-binaries wrote",
                place: { file: from },
            });
        });
        names.push(name);
    }
    return names;
}
async function trackedFiles(repo, commit, temp) {
    const wanted = (await listTree(repo, commit)).filter(({ path }) => LOCK_FILES.includes(path));
    const blobs = await exportBlobs(repo, wanted, (0,external_node_path_.join)(temp, "blobs"));
    const files = new Map(wanted.map(({ path, oid }) => [path, blobs.get(oid)]));
    return async (path) => {
        const file = files.get(path);
        return file === undefined ? undefined : (0,promises_.readFile)(file, "utf8");
    };
}

;// CONCATENATED MODULE: ./actions/build/package-archives/chain.js








/** Everything that one leg of the plan packs, written below the job's own directory and handed over. */
async function packLeg({ plan: inputs, leg }, kit) {
    const taken = (await takePlan(inputs, kit));
    const { plan } = taken;
    if (!plan.legs.some(({ id }) => id === leg)) {
        throw (0,problem/* mistake */.RT)("unknown-leg", `the plan has no leg "${leg}"`, `pass \`leg: \${{ matrix.leg }}\`; its legs are: ${plan.legs.map(({ id }) => id).join(", ")}`);
    }
    const directory = (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.packages, leg);
    await (0,promises_.rm)(directory, { recursive: true, force: true });
    await (0,promises_.mkdir)(directory, { recursive: true });
    limitYoungGeneration();
    const planned = plan.packages.filter((candidate) => candidate.kind !== "file").filter((one) => one.leg === leg);
    const deflates = planned.some(({ format }) => format === "tar.gz" || format === "zip");
    const store = createContentStore({
        directory: (0,external_node_path_.join)(kit.runtime.temp, "content"),
        ...(deflates && { eager: "deflate" }),
    });
    try {
        const receipts = await takeReceipts(planned, taken, kit);
        const packer = new Packer(taken, store, receipts, kit);
        const gather = planned.map((one) => async () => ({
            ...(await packer.request(one)),
            path: (0,external_node_path_.join)(directory, one.name),
        }));
        const written = await kit.log.group(`Write ${planned.length} archives`, () => gatherArchives(store, gather));
        const packages = written.map((archive, index) => recordOf(archive, planned[index]));
        for (const { name, size } of packages)
            kit.log.info(`${name}: ${size} bytes`);
        const receipt = writeDocument(PACKAGE_RECEIPT, {
            kind: "slipway-package-receipt",
            schemaVersion: 1,
            plan: taken.digest,
            leg,
            builds: [...receipts.values()],
            packages,
        });
        await (0,promises_.writeFile)((0,external_node_path_.join)(directory, "packages.json"), receipt);
        const inventories = plan.sboms === undefined ? [] : await carryInventories(taken, leg, directory, kit.runtime);
        const files = ["packages.json", ...inventories, ...packages.map(({ name }) => name)].map((name) => (0,external_node_path_.join)(directory, name));
        await kit.handOver.give(plan_inputs/* ARTIFACT */.tX.packages(leg), directory, files);
        return { directory, packages };
    }
    finally {
        await store.close();
    }
}
/** The build receipts of all targets whose binaries are packed: from this job, or handed over by another. */
async function takeReceipts(planned, { digest }, kit) {
    const targets = new Set(planned.flatMap((one) => (one.kind === "archive" ? [one.target] : [])));
    const receipts = new Map();
    for (const target of targets) {
        const directory = (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.binaries, target);
        const file = (0,external_node_path_.join)(directory, "receipt.json");
        const here = await (0,promises_.readFile)(file, "utf8").catch(() => undefined);
        if (here === undefined)
            await kit.handOver.take(plan_inputs/* ARTIFACT */.tX.binaries(target), directory);
        const receipt = readDocument(BUILD_RECEIPT, here ?? (await (0,promises_.readFile)(file, "utf8")), file);
        if (receipt.plan !== digest || receipt.target !== target) {
            throw new problem/* Problem */.AF({
                kind: "failure",
                code: "other-plan",
                message: `${file} is a receipt for ${receipt.target} from the plan ${receipt.plan}; expected was ${target} from ${digest}`,
                remedy: "run build-binaries for this leg, with the same `plan-digest`, before package-archives",
            });
        }
        receipts.set(target, receipt);
    }
    return receipts;
}
/** Turns planned packages into archive requests, reading each distinct file once. */
class Packer {
    taken;
    store;
    receipts;
    kit;
    fileSets = new Map();
    constructor(taken, store, receipts, kit) {
        this.taken = taken;
        this.store = store;
        this.receipts = receipts;
        this.kit = kit;
    }
    async request(planned) {
        const { plan } = this.taken;
        const windows = planned.kind === "archive" && planned.target.startsWith("windows-");
        return {
            format: planned.format,
            ...(planned.root !== "" && { root: planned.root }),
            timestamp: plan.timestamp,
            entries: await this.entries(planned),
            ...(windows && { windowsNames: true, caseSensitive: false }),
        };
    }
    async entries(planned) {
        const { workspace, temp } = this.kit.runtime;
        switch (planned.kind) {
            case "source":
                return gatherSources(this.store, this.taken.plan, workspace, temp);
            case "documentation":
                return this.files(planned.files);
            case "archive":
                return [...(await this.binaries(planned)), ...(await this.files(planned.files))];
        }
    }
    files(id) {
        const { workspace, temp } = this.kit.runtime;
        const gathered = this.fileSets.get(id) ?? gatherFiles(this.store, this.taken.plan.fileSets[id] ?? [], workspace, temp);
        this.fileSets.set(id, gathered);
        return gathered;
    }
    binaries(planned) {
        const receipt = this.receipts.get(planned.target);
        return Promise.all(planned.binaries.map(async ({ build, name, path }) => {
            const binary = receipt?.binaries.find((candidate) => candidate.build === build && candidate.name === name);
            if (binary === undefined) {
                throw new problem/* Problem */.AF({
                    kind: "failure",
                    code: "binary-missing",
                    message: `the receipt for ${planned.target} does not name the binary "${name}" of build "${build}"`,
                    remedy: "run build-binaries for this leg again; its log names what it built",
                });
            }
            const file = (0,external_node_path_.join)(this.kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.binaries, planned.target, binary.file);
            const content = await this.store.add({ file });
            if (content.sha256 !== binary.sha256) {
                throw new problem/* Problem */.AF({
                    kind: "failure",
                    code: "binary-changed",
                    message: `${file} has the SHA-256 ${content.sha256}; ${binary.sha256} was built`,
                    remedy: "nothing may touch binaries between build-binaries and package-archives; re-run the job",
                });
            }
            return { kind: "file", path, content, mode: 0o755 };
        }));
    }
}

;// CONCATENATED MODULE: ./actions/build/package-archives/run.js



async function run(inputs, kit) {
    const { directory, packages } = inputs.mode === "alone" ? await packFiles(inputs, kit) : await packLeg(inputs, kit);
    const title = inputs.mode === "alone" ? inputs.name : `leg ${inputs.leg}`;
    await kit.summarise(`### Packages of ${title}`, packageTable(packages));
    return { packages: JSON.stringify(packages.map(({ name }) => name)), directory };
}
function packageTable(packages) {
    const rows = packages.map(({ name, size, entries, digests }) => [
        name,
        (0,summary/* formatSize */.Xq)(size),
        String(entries.filter(({ type }) => type === "file").length),
        digests.sha256,
    ]);
    return (0,summary/* markdownTable */.Qj)({ head: ["Package", "Size", "Files", "SHA-256"], rows });
}


/***/ }),

/***/ 7357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pe: () => (/* binding */ PlannedCodeSigning),
/* harmony export */   ZI: () => (/* binding */ Signed)
/* harmony export */ });
/* unused harmony exports WindowsSigning, DeveloperIdSigning */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4377);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6577);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3934);



/** Signatures that lie inside of programs. They change the programs' bytes, so they come before packaging. */
/** Authenticode (Microsoft, "Windows Authenticode Portable Executable Signature Format"). */
const WindowsSigning = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** Shown by Windows when it asks whether a program may run. */
    description: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    url: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** RFC 3161 timestamp servers, tried in order; empty: the signature ends with its certificate. */
    timestamps: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ5({ protocol: /^https?$/ })),
});
/** Signing with a Developer ID by Apple's own tools. */
const DeveloperIdSigning = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** Property list of the repository. */
    entitlements: _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .RelativePath */ .c8.optional(),
    hardenedRuntime: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    notarise: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    /** Reverse domain name before each program's own name in its identifier. */
    identifierPrefix: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
});
/**
 * What of a plan signs programs. Without it, programs for Apple silicon that have no signature, or one that does not fit, get
 * an ad hoc one, since the system does not run them otherwise.
 */
const PlannedCodeSigning = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    windows: WindowsSigning.optional(),
    macos: zod__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("none"), DeveloperIdSigning]).optional(),
});
/** Who signed a program after it was built. */
const Signed = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    by: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["authenticode", "apple-developer-id", "apple-ad-hoc"]),
    /** Distinguished name of the certificate on one line, as RFC 4514 writes it; nobody's for an ad hoc signature. */
    subject: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** SHA-256 of the certificate's DER. */
    certificate: _digest_js__WEBPACK_IMPORTED_MODULE_2__/* .Sha256 */ .IA.optional(),
    /** What the timestamp authority says, `2026-11-22T18:13:59.000Z`; absent where there is none, or where it is Apple's. */
    timestamp: zod__WEBPACK_IMPORTED_MODULE_3__/* .datetime */ .w$().optional(),
    /** Apple's id of the submission that was accepted. */
    notarisation: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** SHA-256 of the program as it was built. */
    before: _digest_js__WEBPACK_IMPORTED_MODULE_2__/* .Sha256 */ .IA,
});


/***/ }),

/***/ 6577:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IA: () => (/* binding */ Sha256),
/* harmony export */   oG: () => (/* binding */ Digests),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* unused harmony exports Fingerprinter, fingerprintFile */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857);





/** Lower-case hexadecimal. */
const hex = (digits) => zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const Sha256 = hex(64);
/** Every digest that Slipway publishes for a file; lower-case hexadecimal. */
const Digests = zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({ sha256: Sha256, sha512: hex(128), md5: hex(32) });
/** Computes all digests of what passes through, in one pass. */
class Fingerprinter {
    size = 0;
    hashes = DIGEST_ALGORITHMS.map((name) => [name, createHash(name)]);
    update(chunk) {
        this.size += chunk.byteLength;
        for (const [, hash] of this.hashes)
            hash.update(chunk);
    }
    finish() {
        const digests = Object.fromEntries(this.hashes.map(([name, hash]) => [name, hash.digest("hex")]));
        return { ...Digests.parse(digests), size: this.size };
    }
}
async function fingerprintFile(path) {
    const print = new Fingerprinter();
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async (chunks) => {
        for await (const chunk of chunks)
            print.update(chunk);
    });
    return print.finish();
}
function sha256(content) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(content).digest("hex");
}


/***/ }),

/***/ 3934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jF: () => (/* binding */ CommitId),
  MM: () => (/* binding */ Project),
  c8: () => (/* binding */ RelativePath),
  Ae: () => (/* binding */ RepositoryName),
  or: () => (/* binding */ Size),
  sx: () => (/* binding */ TagText),
  VR: () => (/* binding */ TargetName),
  Dc: () => (/* binding */ Timestamp),
  YL: () => (/* binding */ VersionText)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./node_modules/semver/functions/compare.js
var functions_compare = __webpack_require__(8469);
// EXTERNAL MODULE: ./node_modules/semver/functions/parse.js
var parse = __webpack_require__(6353);
;// CONCATENATED MODULE: ./packages/model/build/version.js
// Its index would bring the ranges, which nobody needs here.



/** `undefined` when the text is no semantic version; a leading `v` is not part of one. */
function parseVersion(text) {
    // The library also accepts a leading "v" or "=" and surrounding space; SemVer does not.
    const parsed = /^\d/.test(text) && text === text.trim() ? parse(text) : null;
    if (parsed === null)
        return undefined;
    const build = parsed.build.length > 0 ? `+${parsed.build.join(".")}` : "";
    return {
        text: parsed.version + build,
        major: parsed.major,
        minor: parsed.minor,
        patch: parsed.patch,
        prerelease: parsed.prerelease,
        build: parsed.build,
    };
}
/** @throws {Problem} `invalid-version` */
function requireVersion(text, origin) {
    const version = parseVersion(text);
    if (version === undefined) {
        throw mistake("invalid-version", `${origin}: "${text}" is not a semantic version`, "write MAJOR.MINOR.PATCH with an optional pre-release, for example 2.1.0 or 2.1.0-rc.1");
    }
    return version;
}
function isPrerelease(version) {
    return version.prerelease.length > 0;
}
/** Precedence (SemVer section 11): negative when `a` comes before `b`; build metadata does not count. */
function compareVersions(a, b) {
    return compare(a.text, b.text);
}

;// CONCATENATED MODULE: ./packages/model/build/tag.js


const SHAPE = /^(?:(?<prefix>[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*)\/)?v(?<version>\d[^/]*)$/;
function parseTag(text) {
    const groups = SHAPE.exec(text)?.groups;
    const version = groups?.version === undefined ? undefined : parseVersion(groups.version);
    return version === undefined ? undefined : { text, prefix: groups?.prefix, version };
}
/** @throws {Problem} `invalid-tag` */
function requireTag(text) {
    const tag = parseTag(text);
    if (tag === undefined) {
        throw mistake("invalid-tag", `the tag "${text}" holds no semantic version`, "tag releases as vMAJOR.MINOR.PATCH, for example v2.1.0 or v2.1.0-rc.1 (in a repository of several projects name/v2.1.0)");
    }
    return tag;
}
function tagOf(version, prefix) {
    const text = prefix === undefined ? `v${version.text}` : `${prefix}/v${version.text}`;
    return { text, prefix, version };
}

;// CONCATENATED MODULE: ./packages/model/build/target.js


const TABLE = [
    ["linux-amd64", "x86_64-unknown-linux-gnu", "x86_64-linux-gnu.2.28"],
    ["linux-arm64", "aarch64-unknown-linux-gnu", "aarch64-linux-gnu.2.28"],
    ["linux-amd64-musl", "x86_64-unknown-linux-musl", "x86_64-linux-musl"],
    ["linux-arm64-musl", "aarch64-unknown-linux-musl", "aarch64-linux-musl"],
    ["macos-amd64", "x86_64-apple-darwin", "x86_64-macos"],
    ["macos-arm64", "aarch64-apple-darwin", "aarch64-macos"],
    ["windows-amd64", "x86_64-pc-windows-gnu", "x86_64-windows-gnu"],
    ["windows-amd64-msvc", "x86_64-pc-windows-msvc", "x86_64-windows-msvc"],
    ["windows-arm64", "aarch64-pc-windows-gnullvm", "aarch64-windows-gnu"],
    ["windows-arm64-msvc", "aarch64-pc-windows-msvc", "aarch64-windows-msvc"],
    ["freebsd-amd64", "x86_64-unknown-freebsd", "x86_64-freebsd"],
    ["freebsd-arm64", "aarch64-unknown-freebsd", "aarch64-freebsd"],
];
const TARGETS = TABLE.map(([id, triple, zig]) => {
    const [os, arch] = id.split("-");
    const goos = os === "macos" ? "darwin" : os;
    return { id, os, arch, triple, zig, goos, goarch: arch, exe: os === "windows" ? ".exe" : "" };
});
const TARGET_IDS = TABLE.map(([id]) => id);
/** What is built when nothing is configured: the platforms of requirement A4. */
const DEFAULT_TARGET_IDS = (/* unused pure expression or super */ null && ([
    "linux-amd64",
    "linux-arm64",
    "macos-amd64",
    "macos-arm64",
    "windows-amd64",
    "freebsd-amd64",
]));
/** By identifier or by Rust's triple. */
function findTarget(name) {
    return TARGETS.find((target) => target.id === name || target.triple === name);
}
/** @throws {Problem} `unknown-target` */
function requireTarget(name) {
    const target = findTarget(name);
    if (target === undefined) {
        const guess = nearest(name, TARGET_IDS);
        throw mistake("unknown-target", `there is no target "${name}"`, `${guess === undefined ? "" : `did you mean "${guess}"? `}known targets: ${TARGET_IDS.join(", ")}`);
    }
    return target;
}

;// CONCATENATED MODULE: ./packages/model/build/fields.js




/** Field types that several documents share. */
/** A file's path inside an archive or repository: relative, `/`-separated, never leading upward. */
const RelativePath = schemas/* string */.YjP()
    .min(1)
    .refine((path) => !path.startsWith("/") && !path.includes("\\") && !path.includes("\0"), "must be relative, with / between names")
    .refine((path) => path.split("/").every((name) => name !== "" && name !== "." && name !== ".."), "must not contain . or ..");
const CommitId = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "must be a full commit hash");
const VersionText = schemas/* string */.YjP().refine((text) => parseVersion(text)?.text === text, "must be a semantic version");
const TagText = schemas/* string */.YjP().refine((text) => parseTag(text) !== undefined, "must be a release tag");
const TargetName = schemas/* enum */.k5n(TARGET_IDS);
const Size = schemas/* int */.Whr().nonnegative();
/** Seconds since 1970-01-01 UTC, as in `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/). */
const Timestamp = schemas/* int */.Whr().nonnegative();
const RepositoryName = schemas/* string */.YjP().regex(/^[^/\s]+\/[^/\s]+$/, "must be owner/name");
const Project = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    description: schemas/* string */.YjP().optional(),
    /** SPDX expression. */
    licence: schemas/* string */.YjP().optional(),
    homepage: schemas/* string */.YjP().optional(),
});


/***/ }),

/***/ 5575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  az: () => (/* binding */ ArchiveFormat),
  Ac: () => (/* binding */ PLAN)
});

// UNUSED EXPORTS: LONGEST_PLANNED_NOTES, Plan, PlannedBuild, PlannedFile, PlannedLeg, PlannedNotes, PlannedPackage, PlannedTarget, ToolchainName

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
;// CONCATENATED MODULE: ./packages/model/build/bills.js


/** Bills of materials and the gate over them, as a plan fixes both. */
const SBOM_FORMATS = ["cyclonedx", "spdx"];
const SbomFormat = schemas/* enum */.k5n(SBOM_FORMATS);
/** Suffix of a file by its format, as both specifications recommend. */
const SBOM_SUFFIX = { cyclonedx: ".cdx.json", spdx: ".spdx.json" };
const PlannedSbom = schemas/* strictObject */.rej({
    /** The asset's name. */
    name: schemas/* string */.YjP(),
    format: SbomFormat,
    /** Name of the package that it describes; absent: the whole release. */
    of: schemas/* string */.YjP().optional(),
});
const IgnoredVulnerability = schemas/* strictObject */.rej({
    /** Any of the identifiers under which it is known: GHSA-…, CVE-…, RUSTSEC-…, GO-… */
    id: schemas/* string */.YjP(),
    reason: schemas/* string */.YjP(),
    /** Last day, `2026-12-31`; afterwards the finding counts again. */
    until: schemas/* string */.YjP(),
});
/** How known vulnerabilities decide about a release. */
const PlannedGate = schemas/* strictObject */.rej({
    /** Lowest severity that stops a release; `none` only reports. */
    fail: schemas/* enum */.k5n(words/* THRESHOLDS */.Rm),
    /** Whether a vulnerability that nobody has rated stops it as well. */
    failUnknown: schemas/* boolean */.zMY(),
    ignore: schemas/* array */.YOg(IgnoredVulnerability),
    /** Directory or zip of OSV files in the repository, in place of the server. */
    database: schemas/* string */.YjP().optional(),
    /** Address of a server that speaks OSV's protocol. */
    api: schemas/* string */.YjP().optional(),
    /** What a server that does not answer means. */
    onError: schemas/* enum */.k5n(["fail", "warn"]),
});

// EXTERNAL MODULE: ./packages/model/build/digest.js
var digest = __webpack_require__(6577);
// EXTERNAL MODULE: ./packages/model/build/fields.js + 3 modules
var fields = __webpack_require__(3934);
;// CONCATENATED MODULE: ./packages/model/build/carries.js



/** Where one package of a rollback release comes from. */
const CarriedPackage = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    /** Its name in the carried release. */
    was: schemas/* string */.YjP(),
    /** SHA-256 of it there. */
    sha256: digest/* Sha256 */.IA,
    /** `unchanged`: the same bytes under another name. `repackaged`: its format carries the version inside; the payload is the same. */
    how: schemas/* enum */.k5n(["unchanged", "repackaged"]),
});
/** What a rollback release says of the earlier release whose bytes it carries under a higher version, and why it does. */
const Carries = schemas/* strictObject */.rej({
    tag: fields/* TagText */.sx,
    version: fields/* VersionText */.YL,
    /** Tag of the release that it replaces. */
    from: fields/* TagText */.sx,
    /** One line. */
    reason: schemas/* string */.YjP(),
    /** SHA-256 of the carried release's `release.json`. */
    manifest: digest/* Sha256 */.IA,
    /** The carried release's, by which its archives were packed; absent where it has none. */
    timestamp: fields/* Timestamp */.Dc.optional(),
    packages: schemas/* array */.YOg(CarriedPackage),
});

// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
;// CONCATENATED MODULE: ./packages/model/build/messenger.js


const MessageType = schemas/* enum */.k5n(words/* MESSAGE_TYPES */.Ol);
const addressed = {
    /** Names it in the journal and among the credentials; unique in a plan. */
    id: schemas/* string */.YjP(),
    /** Types of messages that it gets. */
    on: schemas/* array */.YOg(MessageType).min(1),
};
/** Where news of a release go. Addresses that are secrets (webhooks, passwords) are not part of it. */
const PlannedMessenger = schemas/* discriminatedUnion */.gMt("messenger", [
    /** `mention`: whom an urgent message calls. */
    schemas/* strictObject */.rej({ messenger: schemas/* literal */.euz("slack"), ...addressed, mention: schemas/* enum */.k5n(["here", "channel"]).optional() }),
    schemas/* strictObject */.rej({ messenger: schemas/* literal */.euz("discord"), ...addressed, mention: schemas/* enum */.k5n(["here", "everyone"]).optional() }),
    schemas/* strictObject */.rej({ messenger: schemas/* literal */.euz("teams"), ...addressed }),
    schemas/* strictObject */.rej({
        messenger: schemas/* literal */.euz("email"),
        ...addressed,
        host: schemas/* string */.YjP(),
        port: schemas/* int */.Whr(),
        /** `starttls`: begins in the clear and must change to TLS before anything is said; `none` is for a server on this machine. */
        tls: schemas/* enum */.k5n(["starttls", "tls", "none"]),
        from: schemas/* string */.YjP(),
        to: schemas/* array */.YOg(schemas/* string */.YjP()).min(1),
    }),
    schemas/* strictObject */.rej({ messenger: schemas/* literal */.euz("webhook"), ...addressed }),
]);
const MESSENGERS = (/* unused pure expression or super */ null && ([
    "slack",
    "discord",
    "teams",
    "email",
    "webhook",
]));
/** The project's own words, with `{name}`, `{version}`, `{tag}`, `{url}` and `{reason}`. */
const MessageTexts = schemas/* strictObject */.rej({ title: schemas/* string */.YjP().optional(), text: schemas/* string */.YjP().optional() });
const PlannedNews = schemas/* strictObject */.rej({
    messengers: schemas/* array */.YOg(PlannedMessenger).min(1),
    /** Types that ask for attention at once. */
    urgent: schemas/* array */.YOg(MessageType),
    texts: schemas/* partialRecord */.jgl(MessageType, MessageTexts),
});

;// CONCATENATED MODULE: ./packages/model/build/planned-homebrew.js


/** What update-homebrew keeps up in one tap, as the plan carries it. Texts with variables are expanded per release. */
const HomebrewService = schemas/* strictObject */.rej({
    /** Program and arguments; the first is a binary of the formula, or a path. */
    run: schemas/* array */.YOg(schemas/* string */.YjP().min(1)).min(1),
    keepAlive: schemas/* boolean */.zMY(),
    requireRoot: schemas/* boolean */.zMY(),
    /** Below Homebrew's prefix, for example `var`, `var/log/app.log`. */
    workingDir: schemas/* string */.YjP().optional(),
    logPath: schemas/* string */.YjP().optional(),
    errorLogPath: schemas/* string */.YjP().optional(),
    environment: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
});
const PlannedHomebrew = schemas/* strictObject */.rej({
    /** `acme/homebrew-tap` */
    tap: fields/* RepositoryName */.Ae,
    branch: schemas/* string */.YjP().optional(),
    /** Formula's and cask's name. */
    name: schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9+._-]*$/),
    /** Directory of the formula in the tap; absent: no formula. */
    formula: schemas/* union */.KCZ([fields/* RelativePath */.c8, schemas/* literal */.euz(".")]).optional(),
    cask: schemas/* strictObject */.rej({
        directory: schemas/* union */.KCZ([fields/* RelativePath */.c8, schemas/* literal */.euz(".")]),
        /** The product's name, as people read it. */
        title: schemas/* string */.YjP().optional(),
        /** Bundles in the archive; without any the binaries are linked. */
        app: schemas/* array */.YOg(schemas/* string */.YjP()),
    })
        .optional(),
    description: schemas/* string */.YjP().optional(),
    homepage: schemas/* string */.YjP().optional(),
    licence: schemas/* string */.YjP().optional(),
    /** Of the archives; absent: the only one, or `complete`, or `default`. */
    variant: schemas/* string */.YjP().optional(),
    /** Absent: those that the release was built from. */
    binaries: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    dependencies: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), os: schemas/* enum */.k5n(["macos", "linux"]).optional() })),
    conflicts: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), because: schemas/* string */.YjP().optional() })),
    /** Arguments by which a binary prints completions: `["completion"]` is followed by the shell's name. */
    completions: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    service: HomebrewService.optional(),
    caveats: schemas/* string */.YjP().optional(),
    /** Ruby, in place of what is written by default. */
    install: schemas/* string */.YjP().optional(),
    test: schemas/* string */.YjP().optional(),
    livecheck: schemas/* boolean */.zMY(),
    /** Also `name@2`, `name@2.1`. */
    versioned: schemas/* array */.YOg(schemas/* enum */.k5n(["major", "minor"])),
    /** Pre-releases have a formula of their own, none, or the same. */
    prerelease: schemas/* enum */.k5n(["separate", "skip", "same"]),
    /** Name of it: `{name}` and `{channel}` (alpha, beta, rc) are replaced. */
    prereleaseName: schemas/* string */.YjP(),
    via: schemas/* enum */.k5n(["commit", "pull-request"]),
    /** Variables in texts: `{name}`, `{version}`, `{tag}`, `{previous}`, `{page}`. */
    message: schemas/* string */.YjP(),
    author: schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), email: schemas/* string */.YjP() }).optional(),
    pullRequest: schemas/* strictObject */.rej({
        branch: schemas/* string */.YjP(),
        title: schemas/* string */.YjP(),
        body: schemas/* string */.YjP(),
        labels: schemas/* array */.YOg(schemas/* string */.YjP()),
        autoMerge: schemas/* enum */.k5n(["merge", "squash", "rebase"]).optional(),
    }),
});

;// CONCATENATED MODULE: ./packages/model/build/planned-registries.js


/** What update-registries keeps up, as the plan carries it: never a credential, those come by the registry's `id`. */
/** Names a registry among the credentials, in messages and in the journal. */
const RegistryId = schemas/* string */.YjP().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
const Address = schemas/* url */.OZ5({ protocol: /^https?$/ });
/** Where files of a repository or mirror lie. */
const PlannedStorage = schemas/* discriminatedUnion */.gMt("type", [
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("http"),
        url: Address,
        /** How the credentials are sent. */
        authentication: schemas/* enum */.k5n(["none", "basic", "bearer", "header"]),
        /** Name of the header that holds the credential, with `header`. */
        header: schemas/* string */.YjP().optional(),
        /** Further headers, none of them secret. */
        headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
        /** Statuses that say that a file was taken; empty: any of 200 to 299. */
        expected: schemas/* array */.YOg(schemas/* int */.Whr().min(200).max(299)),
        verify: schemas/* boolean */.zMY(),
        concurrency: schemas/* int */.Whr().positive(),
    }),
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("s3"),
        endpoint: Address,
        bucket: schemas/* string */.YjP(),
        region: schemas/* string */.YjP(),
        /** Before every key; "" for none. */
        prefix: schemas/* string */.YjP(),
        pathStyle: schemas/* boolean */.zMY(),
        /** `Cache-Control` of what never changes, and of what does. */
        cacheControl: schemas/* strictObject */.rej({ fixed: schemas/* string */.YjP().optional(), changing: schemas/* string */.YjP().optional() }),
        verify: schemas/* boolean */.zMY(),
        concurrency: schemas/* int */.Whr().positive(),
    }),
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("branch"),
        repository: fields/* RepositoryName */.Ae,
        branch: schemas/* string */.YjP(),
        /** Of the branch; "" is its root. */
        directory: schemas/* union */.KCZ([fields/* RelativePath */.c8, schemas/* literal */.euz("")]),
    }),
]);
const packageRepository = {
    id: RegistryId,
    storage: PlannedStorage,
    /** Address that clients use; absent: no client files are written. */
    url: Address.optional(),
    /** Of final releases. */
    suite: schemas/* string */.YjP(),
    /** Of every release; absent: pre-releases are left out. */
    prereleaseSuite: schemas/* string */.YjP().optional(),
    keep: schemas/* strictObject */.rej({ versions: schemas/* int */.Whr().positive(), days: schemas/* int */.Whr().positive().optional() }),
};
const PlannedApt = schemas/* strictObject */.rej({
    ...packageRepository,
    component: schemas/* string */.YjP(),
    architectures: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Days after which clients refuse indices that were not renewed. */
    validDays: schemas/* int */.Whr().positive().optional(),
});
const PlannedRpm = schemas/* strictObject */.rej(packageRepository);
const PlannedRegistry = schemas/* strictObject */.rej({
    id: RegistryId,
    storage: PlannedStorage,
    /** Path of each file: `{name}`, `{version}`, `{tag}` and `{file}` are replaced. */
    path: schemas/* string */.YjP(),
    /** Globs of assets' names. */
    files: schemas/* array */.YOg(schemas/* string */.YjP()).min(1),
    prereleases: schemas/* boolean */.zMY(),
});
/** Releases of another repository, which is a mirror of the code. */
const PlannedBackup = schemas/* strictObject */.rej({ type: schemas/* literal */.euz("github"), repository: fields/* RepositoryName */.Ae });
const PlannedMirror = schemas/* strictObject */.rej({
    id: RegistryId,
    storage: schemas/* discriminatedUnion */.gMt("type", [...PlannedStorage.options, PlannedBackup]),
    /** Address that clients read from. */
    url: Address,
});
const PlannedScoop = schemas/* strictObject */.rej({
    bucket: fields/* RepositoryName */.Ae,
    branch: schemas/* string */.YjP().optional(),
    /** Of the manifest, without `.json`. */
    name: schemas/* string */.YjP().regex(/^[A-Za-z0-9][\w.-]*$/),
    /** Of the bucket; "." is its root. */
    directory: schemas/* union */.KCZ([fields/* RelativePath */.c8, schemas/* literal */.euz(".")]),
    description: schemas/* string */.YjP().optional(),
    /** Absent: the project's. */
    homepage: schemas/* string */.YjP().optional(),
    licence: schemas/* string */.YjP().optional(),
    variant: schemas/* string */.YjP().optional(),
    notes: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Pairs of a program and the name that the start menu shows. */
    shortcuts: schemas/* array */.YOg(schemas/* strictObject */.rej({ program: schemas/* string */.YjP(), name: schemas/* string */.YjP() })),
    /** Paths that updates keep. */
    persist: schemas/* array */.YOg(schemas/* string */.YjP()),
    depends: schemas/* array */.YOg(schemas/* string */.YjP()),
    prerelease: schemas/* enum */.k5n(["separate", "skip", "same"]),
    via: schemas/* enum */.k5n(["commit", "pull-request"]),
    author: schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), email: schemas/* string */.YjP() }).optional(),
    pullRequest: schemas/* strictObject */.rej({
        labels: schemas/* array */.YOg(schemas/* string */.YjP()),
        autoMerge: schemas/* enum */.k5n(["merge", "squash", "rebase"]).optional(),
    }),
});

;// CONCATENATED MODULE: ./packages/model/build/planned-channels.js



/** Where a release is advertised, as the plan carries it; a key a kind, absent where nothing of the kind is configured. */
const PlannedChannels = schemas/* strictObject */.rej({
    homebrew: schemas/* array */.YOg(PlannedHomebrew).min(1).optional(),
    scoop: schemas/* array */.YOg(PlannedScoop).min(1).optional(),
    apt: schemas/* array */.YOg(PlannedApt).min(1).optional(),
    rpm: schemas/* array */.YOg(PlannedRpm).min(1).optional(),
    registries: schemas/* array */.YOg(PlannedRegistry).min(1).optional(),
    /** In the order in which clients try them. */
    mirrors: schemas/* array */.YOg(PlannedMirror).min(1).optional(),
});

;// CONCATENATED MODULE: ./packages/model/build/signing.js


/** Signatures beside the assets: who signs what, as the plan fixes it and as `release.json` tells it. */
const PlannedSignature = schemas/* strictObject */.rej({
    by: schemas/* enum */.k5n(words/* SIGNER_KINDS */.pf),
    /** The asset that is signed. */
    of: schemas/* string */.YjP(),
    /** The asset that holds the signature. */
    name: schemas/* string */.YjP(),
});
/** Absent from a plan whose release nobody signs. */
const PlannedSigning = schemas/* strictObject */.rej({
    /** In the order of their names; each signer also signs `release.json`, which holds the digests of all other assets. */
    signatures: schemas/* array */.YOg(PlannedSignature),
    /** Build provenance, kept by GitHub beside the release. */
    provenance: schemas/* boolean */.zMY(),
});
/** Who signed: what a verifier must compare with what it knows about the project from elsewhere. */
const ManifestSigner = schemas/* discriminatedUnion */.gMt("kind", [
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz("openpgp"),
        /** Of the primary key, upper-case hexadecimal, as `gpg` prints it. */
        fingerprint: schemas/* string */.YjP().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
        /** Of the key that made the signatures; the same as `fingerprint` where the primary key signs. */
        signedBy: schemas/* string */.YjP().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
        userId: schemas/* string */.YjP().optional(),
        /** Armoured; also the asset `signing-key.asc`. */
        publicKey: schemas/* string */.YjP(),
    }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz("minisign"),
        /** As `minisign` prints it: 16 digits of upper-case hexadecimal. */
        keyId: schemas/* string */.YjP().regex(/^[0-9A-F]{16}$/),
        /** Base64 in one line, for `minisign -P`; also in the asset `minisign.pub`. */
        publicKey: schemas/* string */.YjP(),
    }),
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz("sigstore"),
        /** Who vouched for the identity, for example `https://token.actions.githubusercontent.com`. */
        issuer: schemas/* string */.YjP(),
        /** Subject alternative name of the certificates: the address of the workflow that signed, with its ref. */
        identity: schemas/* string */.YjP(),
    }),
]);
/** What GitHub keeps about the build beside the release: `gh attestation verify` finds it by any asset's digest. */
const ManifestProvenance = schemas/* strictObject */.rej({
    predicateType: schemas/* literal */.euz("https://slsa.dev/provenance/v1"),
    issuer: schemas/* string */.YjP(),
    /** The workflow that attested, with its ref: `--cert-identity` of `gh attestation verify`. */
    identity: schemas/* string */.YjP(),
});

;// CONCATENATED MODULE: ./packages/model/build/plan.js









/**
 * `plan.json`: written once by build-matrix, read by every later action. Its SHA-256 travels as the job output
 * `plan-digest`.
 */
const ArchiveFormat = schemas/* enum */.k5n(words/* ARCHIVE_FORMATS */.Oz);
const ToolchainName = schemas/* enum */.k5n(words/* TOOLCHAINS */.z9);
const Eol = schemas/* enum */.k5n(["lf", "crlf"]);
const FileMode = schemas/* enum */.k5n(["644", "755"]);
/** One file (or a set of generated ones) of an archive, below the archive's root directory. */
const PlannedFile = schemas/* discriminatedUnion */.gMt("type", [
    /** What git tracks at the plan's commit: `oid` is the blob, so the working tree's line endings and modes do not matter. */
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("tracked"),
        path: fields/* RelativePath */.c8,
        from: fields/* RelativePath */.c8,
        oid: fields/* CommitId */.jF,
        mode: FileMode,
        eol: Eol.optional(),
    }),
    /** What the build makes: matched in the working tree when packaging. `to` is the directory it goes to ("" is the root). */
    schemas/* strictObject */.rej({
        type: schemas/* literal */.euz("generated"),
        pattern: schemas/* string */.YjP(),
        /** Beginning of each match's path that is left away: "" or a directory with its slash, `zig-out/share/`. */
        strip: schemas/* string */.YjP(),
        to: schemas/* string */.YjP(),
        mode: FileMode,
        eol: Eol.optional(),
        optional: schemas/* boolean */.zMY(),
    }),
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("symlink"), path: fields/* RelativePath */.c8, target: schemas/* string */.YjP().min(1) }),
    schemas/* strictObject */.rej({ type: schemas/* literal */.euz("directory"), path: fields/* RelativePath */.c8 }),
]);
/** One build of the configuration: a toolchain's default command or the project's own, for some targets. */
const PlannedBuild = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    toolchain: ToolchainName,
    /** Version of the toolchain that setup-cross installs; absent: the pinned default, or what the machine has. */
    toolchainVersion: schemas/* string */.YjP().optional(),
    /** How Rust crosses; absent for other toolchains. */
    rustVia: schemas/* enum */.k5n(["cargo", "cross", "cargo-zigbuild"]).optional(),
    /** Working directory, relative to the repository; "." is its root. */
    directory: schemas/* string */.YjP(),
    /** Arguments after which the toolchain's defaults are not used; `{triple}`, `{target}`, `{version}` … are replaced. */
    command: schemas/* array */.YOg(schemas/* string */.YjP()).min(1).optional(),
    /** Appended to the toolchain's default command. */
    args: schemas/* array */.YOg(schemas/* string */.YjP()),
    features: schemas/* array */.YOg(schemas/* string */.YjP()),
    env: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()),
    /** Directory in which the command leaves the binaries, relative to `directory`; absent: the toolchain's own. */
    output: schemas/* string */.YjP().optional(),
    /** Names without the platform's suffix. `package` is the Go package path or the Cargo package that makes it. */
    binaries: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), package: schemas/* string */.YjP().optional() })).min(1),
    strip: schemas/* boolean */.zMY(),
    targets: schemas/* array */.YOg(fields/* TargetName */.VR).min(1),
});
/** One job of the build matrix. */
const PlannedLeg = schemas/* strictObject */.rej({
    /** Also the name of the artifact that it hands over: `slipway-packages-<id>`. */
    id: schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9.-]*$/),
    runsOn: schemas/* string */.YjP(),
    /** Can be built on any machine, whatever `runsOn` says: the toolchains cross from everywhere. */
    portable: schemas/* boolean */.zMY(),
    /** What the runner must have beside the toolchains that setup-cross installs. */
    requires: schemas/* array */.YOg(schemas/* enum */.k5n(["docker"])),
    /** Empty for the leg that packs sources and documentation. */
    targets: schemas/* array */.YOg(fields/* TargetName */.VR),
    reason: schemas/* string */.YjP(),
});
/** Longest text of notes that a plan carries, in UTF-16 units: some fifty thousand commits, eighty times what a release's page takes. */
const LONGEST_PLANNED_NOTES = 10_000_000;
/** Release notes as far as they are known when planning; installation and verification are added by publish-release. */
const PlannedNotes = schemas/* strictObject */.rej({
    /** Their main source. With `github` GitHub's generator is asked at publication, for `previousTag`. */
    from: schemas/* enum */.k5n(["commits", "changelog", "github"]),
    /** Markdown, safe to publish; with `github` what stands before the generated text. May be longer than GitHub takes. */
    body: schemas/* string */.YjP().max(LONGEST_PLANNED_NOTES),
    /** Markdown that stands after GitHub's generated text. */
    tail: schemas/* string */.YjP().max(LONGEST_PLANNED_NOTES).optional(),
    /** Name of the asset that holds them whole, where the release's page may not have the room for that. */
    asset: schemas/* string */.YjP().optional(),
});
const PlannedTarget = schemas/* strictObject */.rej({
    target: fields/* TargetName */.VR,
    triple: schemas/* string */.YjP(),
    leg: schemas/* string */.YjP(),
    /** Why it runs where it runs, for people. */
    reason: schemas/* string */.YjP(),
});
const packed = {
    /** The file's and later the asset's name. */
    name: schemas/* string */.YjP(),
    format: ArchiveFormat,
    leg: schemas/* string */.YjP(),
    /** Single top directory; "" when the archive has none. */
    root: schemas/* string */.YjP(),
};
/** One package that a leg makes. More kinds join with their formats (deb, rpm, …). */
const PlannedPackage = schemas/* discriminatedUnion */.gMt("kind", [
    schemas/* strictObject */.rej({
        kind: schemas/* literal */.euz("archive"),
        ...packed,
        target: fields/* TargetName */.VR,
        variant: schemas/* string */.YjP(),
        /** Binaries by build and name, with their path below the root (with the platform's suffix). */
        binaries: schemas/* array */.YOg(schemas/* strictObject */.rej({ build: schemas/* string */.YjP(), name: schemas/* string */.YjP(), path: fields/* RelativePath */.c8 })),
        /** Key into `fileSets`. */
        files: schemas/* string */.YjP(),
    }),
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz("source"), ...packed }),
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz("documentation"), ...packed, files: schemas/* string */.YjP() }),
    /** Of a carried release only: what nobody packs, such as a deb. */
    schemas/* strictObject */.rej({ kind: schemas/* literal */.euz("file"), name: schemas/* string */.YjP(), leg: schemas/* string */.YjP() }),
]);
const Plan = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-plan"),
    schemaVersion: schemas/* literal */.euz(1),
    project: fields/* Project */.MM,
    repository: fields/* RepositoryName */.Ae.optional(),
    version: fields/* VersionText */.YL,
    tag: fields/* TagText */.sx,
    prerelease: schemas/* boolean */.zMY(),
    /** Made on a branch or for a pull request: the tag does not exist, and nothing of it is ever published. */
    buildOnly: schemas/* literal */.euz(true).optional(),
    /** The tag's commit, which is the commit that is built. */
    commit: fields/* CommitId */.jF,
    /** The commit's; of a rollback release the moment when it was first planned, so that clients take its indices for newer. */
    timestamp: fields/* Timestamp */.Dc,
    /** Present in the plan of a rollback release, which builds nothing. */
    carries: Carries.optional(),
    release: schemas/* strictObject */.rej({
        title: schemas/* string */.YjP(),
        /** Left as a draft for a person to publish. */
        draft: schemas/* boolean */.zMY(),
        /** `auto`: the highest final version becomes latest. */
        latest: schemas/* enum */.k5n(["auto", "yes", "no"]),
        /** Category of the discussion that is opened when it is published; absent: none. */
        discussion: schemas/* string */.YjP().optional(),
    }),
    /** A higher final version exists already: this one never becomes latest. Absent otherwise. */
    backPort: schemas/* literal */.euz(true).optional(),
    /** The release that this one is compared with; absent for the first one. */
    previousTag: fields/* TagText */.sx.optional(),
    /** What changed, for the release's page; absent where nothing is released or no notes are wanted. */
    notes: PlannedNotes.optional(),
    targets: schemas/* array */.YOg(PlannedTarget),
    variants: schemas/* array */.YOg(schemas/* string */.YjP()),
    legs: schemas/* array */.YOg(PlannedLeg),
    builds: schemas/* array */.YOg(PlannedBuild),
    /** How programs are signed before they are packed; absent where nothing is configured. */
    codeSigning: code_signing/* PlannedCodeSigning */.Pe.optional(),
    fileSets: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* array */.YOg(PlannedFile)),
    packages: schemas/* array */.YOg(PlannedPackage),
    checksums: schemas/* strictObject */.rej({
        /** One file over all packages for each algorithm, for example `SHA256SUMS`. */
        combined: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), algorithm: schemas/* enum */.k5n(["sha256", "sha512", "md5"]) })),
        /** Algorithms for which each package also gets a file of its own, for example `app.tar.gz.sha256`. */
        perFile: schemas/* array */.YOg(schemas/* enum */.k5n(["sha256", "sha512", "md5"])),
    }),
    /** Bills of materials, in the order of their names; absent where none are wanted. */
    sboms: schemas/* array */.YOg(PlannedSbom).optional(),
    /** Known vulnerabilities that stop the release; absent where nobody looks for them. */
    vulnerabilities: PlannedGate.optional(),
    /** Who signs which assets; absent where nobody does. */
    signing: PlannedSigning.optional(),
    /** Who is told of the release; absent where nobody is. */
    news: PlannedNews.optional(),
    /** Where it is advertised; absent where nowhere. */
    channels: PlannedChannels.optional(),
    /** Name of every asset that the release will have, `release.json` included, in the order of their bytes. */
    assets: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Refers to what was left out by the `targets` and `variants` filters; such a release is not complete. */
    filtered: schemas/* boolean */.zMY(),
});
const PLAN = { kind: "slipway-plan", schemaVersion: 1, schema: Plan };


/***/ })

};
