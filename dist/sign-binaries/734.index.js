export const id = 734;
export const ids = [734];
export const modules = {

/***/ 2734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run_run)
});

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var problem = __webpack_require__(9899);
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

;// CONCATENATED MODULE: ./packages/toolchain/build/run.js





const TAIL_LINES = 40;
/** Enough for the JSON that package clients print; more is only streamed. */
const KEPT_STDOUT = 8 << 20;
/**
 * Runs a program to its end, line by line into the log.
 * @throws {Problem} `program-missing`, `program-unusable`, `deadline-exceeded`
 */
async function run(command, { onLine, input, descriptors = [], deadline }) {
    const { program, args, cwd, env } = command;
    const found = findProgram(program, env, cwd);
    if (found === undefined)
        throw programMissing(program);
    if (/\.(?:cmd|bat)$/i.test(found)) {
        throw new problem/* Problem */.AF({
            kind: "mistake",
            code: "program-unusable",
            message: `${found} is a batch file: Windows reads its arguments with a shell`,
            remedy: "name the program that the batch file starts, for example node with the path of its script",
        });
    }
    const start = performance.now();
    // A group of its own, so that a deadline also ends what the build tool started.
    const grouped = process.platform !== "win32";
    const child = (0,external_node_child_process_.spawn)(found, args, {
        cwd,
        env: programEnvironment(env),
        stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe", ...descriptors],
        detached: grouped,
        windowsHide: true,
    });
    // A program that ends without having read everything is judged by its exit code.
    child.stdin?.on("error", () => undefined).end(input);
    const { stdout: output, stderr: errors } = child;
    const tail = [];
    let stdout = "";
    const take = (line) => {
        tail.push(line);
        if (tail.length > TAIL_LINES)
            tail.shift();
        onLine?.(line);
    };
    output.on("data", (chunk) => {
        if (stdout.length < KEPT_STDOUT)
            stdout += chunk.toString("utf8");
    });
    (0,external_node_readline_.createInterface)({ input: output, crlfDelay: Number.POSITIVE_INFINITY }).on("line", take);
    (0,external_node_readline_.createInterface)({ input: errors, crlfDelay: Number.POSITIVE_INFINITY }).on("line", take);
    let late = false;
    const end = () => {
        if (child.pid === undefined)
            return;
        try {
            if (grouped)
                process.kill(-child.pid, "SIGKILL");
            else
                child.kill("SIGKILL");
        }
        catch {
            // It ended between the deadline and the signal.
        }
    };
    const timer = setTimeout(() => {
        late = true;
        end();
    }, deadline);
    process.once("exit", end);
    try {
        const [code, signal] = await new Promise((done, failed) => {
            child.once("error", failed);
            child.once("close", (code, signal) => done([code, signal]));
        });
        if (late) {
            throw new problem/* Problem */.AF({
                kind: "failure",
                code: "deadline-exceeded",
                message: `${program} was ended after ${Math.round(deadline / 1000)} s${lastLines(tail)}`,
                remedy: "find out what it waits for: its last lines are in the log; if it only needs longer, raise the input `timeout-minutes` of build-binaries or setup-cross",
            });
        }
        return {
            code: code ?? undefined,
            signal: signal ?? undefined,
            seconds: (performance.now() - start) / 1000,
            stdout,
            tail,
        };
    }
    catch (error) {
        if (error.code === "ENOENT")
            throw programMissing(program);
        throw error;
    }
    finally {
        clearTimeout(timer);
        process.removeListener("exit", end);
    }
}
/** The last lines of an output as the end of a message. */
function lastLines(tail, count = 12) {
    const shown = tail.filter((line) => line.trim() !== "").slice(-count);
    return shown.length === 0 ? "; it printed nothing" : `; its last lines:\n  ${shown.join("\n  ")}`;
}
function programMissing(program) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "program-missing",
        message: `the program "${program}" is not on this machine's PATH`,
        remedy: `install ${program} in an earlier step of the job, or correct the name in the build's command`,
    });
}
/** Absolute path of a program as the environment's PATH finds it (with PATHEXT's suffixes on Windows). */
function findProgram(name, env, cwd = process.cwd()) {
    const windows = process.platform === "win32";
    const suffixes = windows ? ["", ".exe", ".com", ".cmd", ".bat"] : [""];
    const inPath = !(0,external_node_path_.isAbsolute)(name) && !name.includes("/") && !(windows && name.includes("\\"));
    const directories = inPath ? pathOf(env).split(external_node_path_.delimiter).filter(Boolean) : [""];
    for (const directory of directories) {
        for (const suffix of suffixes) {
            const file = inPath ? (0,external_node_path_.join)(directory, name + suffix) : (0,external_node_path_.resolve)(cwd, name + suffix);
            try {
                (0,external_node_fs_.accessSync)(file, external_node_fs_.constants.X_OK);
                if ((0,external_node_fs_.statSync)(file).isFile())
                    return file;
            }
            catch {
                // Not this one.
            }
        }
    }
    return undefined;
}
/** Windows writes `Path`. */
function pathOf(env) {
    return env.PATH ?? env.Path ?? "";
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/secrets.js




/**
 * How secrets reach the programs that sign. Never as arguments, which every process of the machine can read, and never under
 * a name in the file system where that can be avoided.
 */
/** Linux keeps what is written there in memory. */
const MEMORY = "/dev/shm";
/**
 * Hands out an open file with a secret that has no name: it is unlinked before anything is written, so that nothing is left
 * whatever ends this process. A child opens it again as `/dev/fd/<number>`, which Linux resolves to the same file.
 * @returns the descriptor, closed after `use`
 */
async function withNamelessFiles(contents, use) {
    const open = [];
    try {
        for (const content of contents) {
            const path = (0,external_node_path_.join)((0,external_node_fs_.existsSync)(MEMORY) ? MEMORY : (0,external_node_os_.tmpdir)(), `slipway-${(0,external_node_crypto_.randomBytes)(12).toString("hex")}`);
            const descriptor = (0,external_node_fs_.openSync)(path, "wx+", 0o600);
            open.push(descriptor);
            (0,external_node_fs_.unlinkSync)(path);
            const bytes = Buffer.from(content);
            for (let at = 0; at < bytes.length;)
                at += (0,external_node_fs_.writeSync)(descriptor, bytes, at, bytes.length - at, at);
        }
        return await use(open);
    }
    finally {
        for (const descriptor of open)
            (0,external_node_fs_.closeSync)(descriptor);
    }
}
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
/**
 * A directory that only this user can enter, for programs that need a file with a name. It is removed afterwards, and also
 * when the step is cancelled (the runner sends SIGINT, then SIGTERM) or this process exits.
 */
async function withPrivateDirectory(use) {
    const directory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), "slipway-private-"));
    (0,external_node_fs_.chmodSync)(directory, 0o700);
    const remove = () => (0,external_node_fs_.rmSync)(directory, { recursive: true, force: true, maxRetries: 3 });
    const end = (signal) => {
        remove();
        process.kill(process.pid, signal);
    };
    for (const signal of SIGNALS)
        process.once(signal, end);
    process.once("exit", remove);
    try {
        return await use(directory);
    }
    finally {
        for (const signal of SIGNALS)
            process.removeListener(signal, end);
        process.removeListener("exit", remove);
        remove();
    }
}
/** What a signing program sees of the job's environment: neither the action's inputs nor the job's tokens. */
function bareEnvironment(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:INPUT_|ACTIONS_|GITHUB_TOKEN$|.*(?:SECRET|PASSWORD|TOKEN))/i.test(name)));
}
/** The bytes of a secret that was stored as base64, however its lines are broken. `undefined` where it is something else. */
function fromBase64(text) {
    const compact = text.replace(/\s+/g, "");
    if (compact === "" || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact))
        return undefined;
    return Buffer.from(compact, "base64");
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/context.js



function signingContext(log, changes = {}) {
    return {
        log,
        env: process.env,
        platform: process.platform,
        installTools: false,
        now: new Date(),
        pause: (duration) => (0,promises_.setTimeout)(duration),
        ...changes,
    };
}
/**
 * Runs a signing tool with an environment that holds none of the job's secrets.
 * @throws {Problem} `program-missing`, `deadline-exceeded`
 */
async function runTool(program, args, { env }, options) {
    const { cwd = process.cwd(), ...rest } = options;
    const { code, stdout, tail } = await run({ program, args, cwd, env: bareEnvironment(env) }, rest);
    return { ok: code === 0, stdout, said: lastLines(tail) };
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./packages/model/build/digest.js + 1 modules
var build_digest = __webpack_require__(9902);
;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/apple/blobs.js

/** Embedded signatures as in xnu's <kern/cs_blobs.h>. All numbers are big-endian. */
const SUPER_BLOB = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const REQUIREMENTS = 0xfade0c01;
const WRAPPER = 0xfade0b01;
/** Types of blobs, which for those that a code directory covers are the numbers of its special slots as well. */
const SLOT = { codeDirectory: 0, requirements: 2, entitlements: 5, entitlementsDer: 7, signature: 0x10000 };
const FIRST_ALTERNATE = 0x1000;
const LAST_ALTERNATE = 0x1005;
/** The version that knows the executable segment; everything that runs on Apple silicon reads it. */
const VERSION = 0x20400;
const DIRECTORY_HEADER = 88;
const ADHOC = 0x2;
const LINKER_SIGNED = 0x20000;
const MAIN_BINARY = 1;
const SHA256 = { type: 2, size: 32 };
const HASHES = {
    1: { name: "sha1", size: 20 },
    2: { name: "sha256", size: 32 },
    3: { name: "sha256", size: 20 },
    4: { name: "sha384", size: 48 },
};
/** 2 to the power of 12: pages of 4096 bytes, as Apple's `codesign` and all linkers take. */
const PAGE_POWER = 12;
const PAGE = 1 << PAGE_POWER;
/** `undefined` where the bytes are not a signature. */
function readBlobs(signature) {
    if (signature.length < 12 || signature.readUInt32BE(0) !== SUPER_BLOB)
        return undefined;
    const blobs = new Map();
    const count = signature.readUInt32BE(8);
    if (12 + count * 8 > signature.length)
        return undefined;
    for (let index = 0; index < count; index++) {
        const at = 12 + index * 8;
        const offset = signature.readUInt32BE(at + 4);
        if (offset + 8 > signature.length)
            return undefined;
        const length = signature.readUInt32BE(offset + 4);
        if (length < 8 || offset + length > signature.length)
            return undefined;
        blobs.set(signature.readUInt32BE(at), signature.subarray(offset, offset + length));
    }
    return blobs;
}
/** Holds code directories against the code. @returns `undefined` where there is none */
function judge(blobs, code) {
    const directories = [...blobs].filter(([type]) => type === SLOT.codeDirectory || (type >= FIRST_ALTERNATE && type <= LAST_ALTERNATE));
    const first = blobs.get(SLOT.codeDirectory);
    if (first === undefined || first.length < 44 || first.readUInt32BE(0) !== CODE_DIRECTORY)
        return undefined;
    const flags = first.readUInt32BE(12);
    const name = first.readUInt32BE(20);
    const end = first.indexOf(0, name);
    return {
        identifier: first.toString("utf8", name, end < 0 ? first.length : end),
        adHoc: (flags & ADHOC) !== 0,
        linkerSigned: (flags & LINKER_SIGNED) !== 0,
        fits: directories.every(([, directory]) => directoryFits(directory, blobs, code)),
    };
}
function directoryFits(directory, blobs, code) {
    if (directory.length < 44 || directory.readUInt32BE(0) !== CODE_DIRECTORY)
        return false;
    const hashes = directory.readUInt32BE(16);
    const special = directory.readUInt32BE(24);
    const count = directory.readUInt32BE(28);
    const hash = HASHES[directory.readUInt8(37)];
    const page = 2 ** directory.readUInt8(39);
    if (hash === undefined || directory.readUInt32BE(32) !== code.length || count !== Math.ceil(code.length / page)) {
        return false;
    }
    const { name, size } = hash;
    if (hashes - special * size < 0 || hashes + count * size > directory.length)
        return false;
    const digest = (bytes) => (0,external_node_crypto_.createHash)(name).update(bytes).digest().subarray(0, size);
    for (let index = 0; index < count; index++) {
        const said = directory.subarray(hashes + index * size, hashes + (index + 1) * size);
        if (!said.equals(digest(code.subarray(index * page, (index + 1) * page))))
            return false;
    }
    for (let slot = 1; slot <= special; slot++) {
        const said = directory.subarray(hashes - slot * size, hashes - (slot - 1) * size);
        const blob = blobs.get(slot);
        // What a slot says of a bundle's other files cannot be seen from the program alone.
        if (blob !== undefined && !said.equals(digest(blob)))
            return false;
    }
    return true;
}
/** An empty set of requirements, and the empty place of a signature by a certificate, as `codesign --sign -` writes both. */
const NO_REQUIREMENTS = blob(REQUIREMENTS, Buffer.alloc(4));
const NO_CERTIFICATE = blob(WRAPPER, Buffer.alloc(0));
function blob(magic, content) {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(magic, 0);
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
}
/** Bytes of an ad hoc signature over so many bytes of code. */
function adHocSize(of, codeLimit) {
    return assemble(of, Buffer.alloc(0), codeLimit).length;
}
/** An ad hoc signature: hashes of all pages, and nobody's name. Equal code and identifier give equal bytes. */
function adHocSignature(of, code) {
    return assemble(of, code, code.length);
}
function assemble(of, code, codeLimit) {
    const special = new Map([[SLOT.requirements, NO_REQUIREMENTS]]);
    for (const slot of [SLOT.entitlements, SLOT.entitlementsDer]) {
        const kept = of.earlier?.get(slot);
        if (kept !== undefined)
            special.set(slot, kept);
    }
    const blobs = [
        [SLOT.codeDirectory, codeDirectory(of, special, code, codeLimit)],
        ...special,
        [SLOT.signature, NO_CERTIFICATE],
    ];
    const index = Buffer.alloc(4 + blobs.length * 8);
    index.writeUInt32BE(blobs.length, 0);
    let offset = 8 + index.length;
    for (const [number, [type, { length }]] of blobs.entries()) {
        index.writeUInt32BE(type, 4 + number * 8);
        index.writeUInt32BE(offset, 8 + number * 8);
        offset += length;
    }
    return blob(SUPER_BLOB, Buffer.concat([index, ...blobs.map(([, bytes]) => bytes)]));
}
function codeDirectory({ identifier, text, executable }, special, code, codeLimit) {
    const pages = Math.ceil(codeLimit / PAGE);
    const slots = Math.max(...special.keys());
    const name = Buffer.from(`${identifier}\0`);
    const hashes = DIRECTORY_HEADER + name.length + slots * SHA256.size;
    const directory = Buffer.alloc(hashes + pages * SHA256.size);
    const words = [CODE_DIRECTORY, directory.length, VERSION, ADHOC, hashes, DIRECTORY_HEADER, slots, pages, codeLimit];
    for (const [index, word] of words.entries())
        directory.writeUInt32BE(word, index * 4);
    directory.writeUInt8(SHA256.size, 36);
    directory.writeUInt8(SHA256.type, 37);
    directory.writeUInt8(PAGE_POWER, 39);
    directory.writeBigUInt64BE(BigInt(text.fileOffset), 64);
    directory.writeBigUInt64BE(BigInt(text.fileSize), 72);
    directory.writeBigUInt64BE(executable ? BigInt(MAIN_BINARY) : 0n, 80);
    name.copy(directory, DIRECTORY_HEADER);
    const digest = (bytes) => (0,external_node_crypto_.createHash)("sha256").update(bytes).digest();
    for (const [slot, bytes] of special)
        digest(bytes).copy(directory, hashes - slot * SHA256.size);
    for (let index = 0; index < pages && code.length > 0; index++) {
        digest(code.subarray(index * PAGE, (index + 1) * PAGE)).copy(directory, hashes + index * SHA256.size);
    }
    return directory;
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/apple/mach-o.js

/** Mach-O as in Apple's <mach-o/loader.h> and <mach-o/fat.h>: what signing has to read and to write. */
const MAGIC_64 = 0xfeedfacf;
const FAT = 0xcafebabe;
const LC_SEGMENT_64 = 0x19;
const LC_CODE_SIGNATURE = 0x1d;
const HEADER = 32;
const SIGNATURE_COMMAND = 16;
const FAT_HEADER = 8;
const FAT_ENTRY = 20;
/** More than this, and the file is a Java class, which has the same first bytes. */
const MOST_SLICES = 16;
const MH_EXECUTE = 2;
const CPU_ARM64 = 0x0100000c;
/** The page size of Apple silicon; segments are padded to it. */
const SEGMENT_PAGE = 0x4000;
/** @param head at least 8 bytes */
function isMachO(head) {
    if (head.length < 8)
        return false;
    return head.readUInt32LE(0) === MAGIC_64 || (head.readUInt32BE(0) === FAT && head.readUInt32BE(4) <= MOST_SLICES);
}
function unfit(what) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "mach-o-layout",
        message: `the macOS program cannot be signed: ${what}`,
        remedy: "build it with a linker that leaves room for a signature (-Wl,-headerpad,0x100), and change nothing behind the linker's output",
    });
}
/** @throws {Problem} `mach-o-layout` */
function mach_o_readSlice(bytes) {
    if (bytes.length < HEADER || bytes.readUInt32LE(0) !== MAGIC_64)
        throw unfit("it is not a 64-bit program");
    const commandsEnd = HEADER + bytes.readUInt32LE(20);
    if (commandsEnd > bytes.length)
        throw unfit("its load commands are cut off");
    let text;
    let linkEdit;
    let signature;
    let contentStart = bytes.length;
    let at = HEADER;
    for (let left = bytes.readUInt32LE(16); left > 0; left--) {
        const size = at + 8 <= commandsEnd ? bytes.readUInt32LE(at + 4) : 0;
        if (size < 8 || at + size > commandsEnd)
            throw unfit("its load commands are cut off");
        const command = bytes.readUInt32LE(at);
        if (command === LC_CODE_SIGNATURE) {
            signature = { at, offset: bytes.readUInt32LE(at + 8), size: bytes.readUInt32LE(at + 12) };
        }
        if (command === LC_SEGMENT_64) {
            const segment = {
                at,
                fileOffset: Number(bytes.readBigUInt64LE(at + 40)),
                fileSize: Number(bytes.readBigUInt64LE(at + 48)),
            };
            const name = bytes.toString("latin1", at + 8, at + 24).replace(/\0.*$/s, "");
            if (name === "__TEXT")
                text = segment;
            if (name === "__LINKEDIT")
                linkEdit = segment;
            contentStart = Math.min(contentStart, firstContent(bytes, at, segment, commandsEnd));
        }
        at += size;
    }
    if (text === undefined || linkEdit === undefined)
        throw unfit("it has no __TEXT or no __LINKEDIT segment");
    return {
        bytes,
        arm64: bytes.readUInt32LE(4) === CPU_ARM64,
        executable: bytes.readUInt32LE(12) === MH_EXECUTE,
        text,
        linkEdit,
        signature,
        commandsEnd,
        contentStart,
    };
}
/** The first segment begins with the header itself, so its sections tell where content begins. */
function firstContent(bytes, at, { fileOffset, fileSize }, commandsEnd) {
    const sections = bytes.readUInt32LE(at + 64);
    const offsets = Array.from({ length: sections }, (_, index) => bytes.readUInt32LE(at + 72 + index * 80 + 48));
    const lies = [...offsets, ...(fileSize > 0 ? [fileOffset] : [])].filter((offset) => offset >= commandsEnd);
    return Math.min(bytes.length, ...lies);
}
/**
 * The slice with room for a signature of some size at its end, and a load command that tells so: what is then before
 * `codeLimit` is what a signature covers. An earlier signature is gone.
 * @param sizeFor bytes of the signature over so many bytes of code
 * @throws {Problem} `mach-o-layout`
 */
function withRoom(slice, sizeFor) {
    const { bytes: old, linkEdit, signature, commandsEnd, contentStart } = slice;
    const end = linkEdit.fileOffset + linkEdit.fileSize;
    if (end > old.length)
        throw unfit("it ends before its __LINKEDIT segment does");
    if (signature !== undefined && (signature.offset > end || signature.offset + signature.size < end)) {
        throw unfit("something lies behind its signature");
    }
    if (old.subarray(end).some((byte) => byte !== 0))
        throw unfit("something lies behind its last segment");
    if (signature === undefined && commandsEnd + SIGNATURE_COMMAND > contentStart) {
        throw unfit("there is no room for another load command");
    }
    const code = old.subarray(0, signature?.offset ?? end);
    const codeLimit = aligned(code.length, 16);
    const size = aligned(sizeFor(codeLimit), 16);
    const bytes = Buffer.alloc(codeLimit + size);
    code.copy(bytes);
    const at = signature?.at ?? commandsEnd;
    if (signature === undefined) {
        bytes.writeUInt32LE(bytes.readUInt32LE(16) + 1, 16);
        bytes.writeUInt32LE(bytes.readUInt32LE(20) + SIGNATURE_COMMAND, 20);
        bytes.writeUInt32LE(LC_CODE_SIGNATURE, at);
        bytes.writeUInt32LE(SIGNATURE_COMMAND, at + 4);
    }
    bytes.writeUInt32LE(codeLimit, at + 8);
    bytes.writeUInt32LE(size, at + 12);
    const fileSize = bytes.length - linkEdit.fileOffset;
    const memory = Math.max(Number(old.readBigUInt64LE(linkEdit.at + 32)), aligned(fileSize, SEGMENT_PAGE));
    bytes.writeBigUInt64LE(BigInt(memory), linkEdit.at + 32);
    bytes.writeBigUInt64LE(BigInt(fileSize), linkEdit.at + 48);
    return { bytes, codeLimit };
}
/** The slices of a program: one, or those of a universal one. @throws {Problem} `mach-o-layout` */
function mach_o_slicesOf(file) {
    if (file.readUInt32BE(0) !== FAT)
        return [file];
    const count = file.readUInt32BE(4);
    if (count === 0 || count > MOST_SLICES)
        throw unfit("it holds no programs");
    return Array.from({ length: count }, (_, index) => {
        const at = FAT_HEADER + index * FAT_ENTRY;
        const offset = file.readUInt32BE(at + 8);
        const end = offset + file.readUInt32BE(at + 12);
        if (end > file.length)
            throw unfit("it ends before its last architecture does");
        return file.subarray(offset, end);
    });
}
/** The program with other bytes for each of its slices, laid out again where they have grown. */
function joinSlices(file, slices) {
    if (file.readUInt32BE(0) !== FAT)
        return slices[0];
    const header = Buffer.from(file.subarray(0, FAT_HEADER + slices.length * FAT_ENTRY));
    const parts = [header];
    let length = header.length;
    for (const [index, slice] of slices.entries()) {
        const at = FAT_HEADER + index * FAT_ENTRY;
        const offset = aligned(length, 2 ** file.readUInt32BE(at + 16));
        header.writeUInt32BE(offset, at + 8);
        header.writeUInt32BE(slice.length, at + 12);
        parts.push(Buffer.alloc(offset - length), slice);
        length = offset + slice.length;
    }
    return Buffer.concat(parts);
}
function aligned(size, to) {
    return Math.ceil(size / to) * to;
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/apple/ad-hoc.js


/**
 * The signature of each architecture of a program, `undefined` where it has none.
 * @throws {Problem} `mach-o-layout`
 */
function readAppleSignatures(file) {
    return slicesOf(file)
        .map(readSlice)
        .map((slice) => ({ arm64: slice.arm64, signature: signatureOf(slice) }));
}
function blobsOf({ bytes, signature }) {
    return signature && readBlobs(bytes.subarray(signature.offset, signature.offset + signature.size));
}
/** A signature that cannot be read is one that does not fit. */
function signatureOf(slice) {
    if (slice.signature === undefined)
        return undefined;
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
function signAdHoc(file, identifier) {
    const slices = mach_o_slicesOf(file).map(mach_o_readSlice);
    const done = slices.map((slice) => {
        const signature = signatureOf(slice);
        const needed = signature === undefined ? slice.arm64 : !signature.fits;
        return needed ? signSlice(slice, signature?.identifier || identifier) : slice.bytes;
    });
    if (done.every((bytes, index) => bytes === slices[index]?.bytes))
        return undefined;
    return joinSlices(file, done);
}
function signSlice(slice, identifier) {
    const { text, executable } = slice;
    const of = { identifier, text, executable, earlier: blobsOf(slice) };
    const { bytes, codeLimit } = withRoom(slice, (limit) => adHocSize(of, limit));
    adHocSignature(of, bytes.subarray(0, codeLimit)).copy(bytes, codeLimit);
    return bytes;
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/apple/developer-id.js






const DEADLINE = 180_000;
/** Apple's own tools exist on macOS only. @throws {Problem} `signing-needs-mac` */
function requireMac({ platform }) {
    if (platform === "darwin")
        return;
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "signing-needs-mac",
        message: `programs are to be signed with a Developer ID, and this machine runs ${platform}, not macOS`,
        remedy: "run this job on a Mac: Slipway plans macos-15 for it unless `runners` names another runner; or choose `signing: macos: ad-hoc`",
    });
}
/**
 * Signs programs with a Developer ID by Apple's `codesign`, from a keychain that exists only meanwhile.
 * @param directory that the entitlements' path is relative to
 * @throws {Problem} `signing-needs-mac`, `keychain`, `signing-failed`
 */
async function signWithDeveloperId(programs, identity, settings, directory, context) {
    requireMac(context);
    return withKeychain(identity, context, async (keychain) => {
        const signed = [];
        for (const { path, name } of programs) {
            const before = (0,build_digest/* sha256 */.sc)(await (0,external_node_fs_promises_.readFile)(path));
            const identifier = settings.identifierPrefix === undefined ? name : `${settings.identifierPrefix}.${name}`;
            const answer = await runTool("codesign", [
                "--force",
                ...["--sign", fingerprint(identity), "--keychain", keychain],
                ...["--identifier", identifier, "--timestamp"],
                ...(settings.hardenedRuntime ? ["--options", "runtime"] : []),
                ...(settings.entitlements ? ["--entitlements", (0,external_node_path_.join)(directory, settings.entitlements)] : []),
                path,
            ], context, { deadline: DEADLINE });
            if (!answer.ok)
                throw failed(`codesign did not sign ${path}${answer.said}`);
            const verified = await runTool("codesign", ["--verify", "--strict", path], context, { deadline: DEADLINE });
            if (!verified.ok)
                throw failed(`codesign signed ${path} and does not accept it${verified.said}`);
            signed.push({ by: "apple-developer-id", subject: identity.subject, certificate: identity.fingerprint, before });
        }
        return signed;
    });
}
function failed(message) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "signing-failed",
        message,
        remedy: "codesign's words say why; the certificate must be a Developer ID Application certificate, and Apple's timestamp server reachable",
    });
}
/** By which `codesign` names a certificate: SHA-1, upper-case. */
function fingerprint({ certificate }) {
    return certificate.fingerprint.replaceAll(":", "");
}
/**
 * `security` reads commands from its standard input with `-i`, so that neither password is an argument. It does not tell by
 * its exit code whether such a command worked; that the keychain holds the identity afterwards does.
 */
async function withKeychain(identity, context, use) {
    const security = (args, input) => runTool("security", args, context, { deadline: DEADLINE, ...(input !== undefined && { input }) });
    return withPrivateDirectory(async (directory) => {
        const keychain = (0,external_node_path_.join)(directory, "signing.keychain-db");
        const container = (0,external_node_path_.join)(directory, "identity.p12");
        const password = (0,external_node_crypto_.randomBytes)(24).toString("hex");
        const listed = await security(["list-keychains", "-d", "user"]);
        const others = [...listed.stdout.matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path);
        try {
            await (0,external_node_fs_promises_.writeFile)(container, identity.container, { mode: 0o600 });
            const commands = [
                ["create-keychain", "-p", password, keychain],
                ["set-keychain-settings", "-lut", "21600", keychain],
                ["unlock-keychain", "-p", password, keychain],
                ["import", container, "-k", keychain, "-f", "pkcs12", "-P", identity.password, "-T", "/usr/bin/codesign"],
                ["set-key-partition-list", "-S", "apple-tool:,apple:,codesign:", "-s", "-k", password, keychain],
            ];
            let said = "";
            for (const command of commands)
                said += (await security(["-i"], `${command.map(quoted).join(" ")}\n`)).said;
            // Chains are built from the keychains of the list only.
            await security(["list-keychains", "-d", "user", "-s", keychain, ...others]);
            const found = await security(["find-identity", "-v", "-p", "codesigning", keychain]);
            if (!found.stdout.toUpperCase().includes(fingerprint(identity)))
                throw keychainFailed(said, identity);
            return await use(keychain);
        }
        finally {
            if (others.length > 0)
                await security(["list-keychains", "-d", "user", "-s", ...others]);
            await security(["delete-keychain", keychain]);
        }
    });
}
/** As `security -i` splits its lines: in double quotes, with a backslash before what would end them. */
function quoted(word) {
    return `"${word.replace(/[\\"]/g, "\\$&")}"`;
}
function keychainFailed(said, { password }) {
    // The tool may repeat its input, as it was given.
    const forms = password === "" ? [] : [quoted(password).slice(1, -1), password];
    const words = forms.reduce((text, form) => text.replaceAll(form, "***"), said);
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "keychain",
        message: `the certificate did not become a signing identity in a keychain${words}`,
        remedy: "export the Developer ID Application certificate together with its private key and Apple's intermediate certificate from Keychain Access, and store that",
    });
}
const NOTARY_DEADLINE = 45 * 60_000;
/**
 * Has Apple look at signed programs and waits for the answer, which macOS then asks for by the programs' digests: a bare
 * program has no place to which a ticket could be stapled.
 * @returns Apple's id of the submission
 * @throws {Problem} `signing-needs-mac`, `notarisation-rejected`, `notarisation-failed`
 */
async function notarise(programs, { key, id, issuer }, context) {
    requireMac(context);
    return withPrivateDirectory(async (directory) => {
        const file = (0,external_node_path_.join)(directory, "key.p8");
        await (0,external_node_fs_promises_.writeFile)(file, key.endsWith("\n") ? key : `${key}\n`, { mode: 0o600 });
        const zip = (0,external_node_path_.join)(directory, "programs.zip");
        const staged = (0,external_node_path_.join)(directory, "programs");
        for (const [index, { path }] of programs.entries()) {
            const into = (0,external_node_path_.join)(staged, String(index), (0,external_node_path_.basename)(path));
            const copied = await runTool("ditto", [path, into], context, { deadline: DEADLINE });
            if (!copied.ok)
                throw notaryFailed(`ditto did not copy ${path}${copied.said}`);
        }
        const packed = await runTool("ditto", ["-c", "-k", staged, zip], context, { deadline: DEADLINE });
        if (!packed.ok)
            throw notaryFailed(`ditto did not pack the programs${packed.said}`);
        const access = ["--key", file, "--key-id", id, ...(issuer === undefined ? [] : ["--issuer", issuer])];
        const minutes = `${NOTARY_DEADLINE / 60_000 - 5}m`;
        const submitted = await runTool("xcrun", ["notarytool", "submit", zip, ...access, "--wait", "--timeout", minutes, "--output-format", "json"], context, { deadline: NOTARY_DEADLINE });
        const answer = parsed(submitted.stdout);
        if (answer.status === "Accepted" && answer.id !== undefined)
            return answer.id;
        if (answer.id === undefined || answer.status !== "Invalid") {
            throw notaryFailed(`Apple's notary service did not finish${submitted.said}`);
        }
        const log = await runTool("xcrun", ["notarytool", "log", answer.id, ...access], context, { deadline: DEADLINE });
        context.log.info(log.stdout);
        throw new problem/* Problem */.AF({
            kind: "refusal",
            code: "notarisation-rejected",
            message: `Apple rejected the programs (submission ${answer.id})${log.said}`,
            remedy: "the log above names each program and what is wrong with it; most often the hardened runtime is missing",
        });
    });
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return {};
    }
}
function notaryFailed(message) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "notarisation-failed",
        message,
        remedy: "re-run the job (developer.apple.com/system-status tells of outages); an agreement that was not accepted in the account is refused here too",
    });
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/identity.js






/** Extended key usage "code signing" (RFC 5280, section 4.2.1.12). */
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const ANY_USE = "2.5.29.37.0";
const identity_DEADLINE = 20_000;
/**
 * Opens the container and refuses what cannot sign.
 * @throws {Problem} `certificate-unreadable`, `certificate-password`, `certificate-expired`, `certificate-not-yet-valid`,
 * `certificate-purpose`
 */
async function openIdentity(secret, names, now) {
    const container = fromBase64(secret.container);
    if (container === undefined || container[0] !== 0x30)
        throw unreadable(names, "not a PKCS#12 container in base64");
    const opened = await identity_open(container, secret.password);
    if (opened === "password") {
        throw (0,problem/* mistake */.RT)("certificate-password", `the password in the secret ${names.password} does not open the certificate in ${names.container}`, `store the password with which the container was exported as ${names.password}, without quotes and line ends`);
    }
    if (!(opened instanceof external_node_crypto_.X509Certificate))
        throw unreadable(names, opened.unreadable, opened.remedy);
    const subject = oneLine(opened.subject);
    requireValid(opened, subject, names, now);
    requirePurpose(opened, subject, names);
    return {
        container,
        password: secret.password,
        certificate: opened,
        subject,
        fingerprint: opened.fingerprint256.replaceAll(":", "").toLowerCase(),
    };
}
function unreadable(names, why, remedy) {
    return (0,problem/* mistake */.RT)("certificate-unreadable", `the secret ${names.container} cannot be read: ${why}`, remedy ??
        `store the .p12 or .pfx file, with its private key, in one line of base64: base64 -w0 certificate.p12 (on macOS base64 -i certificate.p12)`);
}
function requireValid(certificate, subject, names, now) {
    if (now > certificate.validToDate) {
        throw new problem/* Problem */.AF({
            kind: "refusal",
            code: "certificate-expired",
            message: `the certificate of ${subject} expired on ${day(certificate.validToDate)}`,
            remedy: `renew it with its authority and store the new one as ${names.container}; what was signed and timestamped before stays valid`,
        });
    }
    if (now < certificate.validFromDate) {
        throw new problem/* Problem */.AF({
            kind: "refusal",
            code: "certificate-not-yet-valid",
            message: `the certificate of ${subject} is valid from ${day(certificate.validFromDate)} on`,
            remedy: "wait for that day, or set this machine's clock",
        });
    }
}
function requirePurpose(certificate, subject, names) {
    // Node calls the extended key usage so.
    const uses = certificate.keyUsage ?? [];
    if (uses.includes(CODE_SIGNING) || uses.includes(ANY_USE))
        return;
    throw new problem/* Problem */.AF({
        kind: "refusal",
        code: "certificate-purpose",
        message: `the certificate of ${subject} is not one for code signing${uses.length === 0 ? "" : `, but for ${uses.join(", ")}`}`,
        remedy: `store a code signing certificate (extended key usage ${CODE_SIGNING}) as ${names.container}; one of a web server cannot sign programs`,
    });
}
const day = (date) => date.toISOString().slice(0, 10);
/** Node writes each part of a name on its own line, the most general one first. */
function oneLine(name) {
    return name
        .split("\n")
        .filter((part) => part !== "")
        .reverse()
        .join(",");
}
/** TLS knows no algorithm for it; the certificate, which names the curve, is not to be had without. */
const FOREIGN_CURVE = {
    unreadable: "its key is on a curve that cannot be used here, secp256k1 for example",
    remedy: "have a certificate issued for an RSA key, or for an ECDSA key on P-256, P-384 or P-521",
};
/**
 * Node reads PKCS#12 for TLS only, so the certificate is taken from a handshake in memory. Containers in the old encryption
 * of Windows' and older tools' exports (RC2, 3DES) need OpenSSL's legacy provider, which only a new process can load; it gets
 * the secret through its standard input.
 */
async function identity_open(container, password) {
    const opened = await openHere(container, password);
    if (opened !== "legacy")
        return opened;
    const { status, stdout } = (0,external_node_child_process_.spawnSync)(process.execPath, ["--openssl-legacy-provider", "--no-warnings", "-e", LEGACY], {
        input: JSON.stringify({ container: container.toString("base64"), password }),
        env: bareEnvironment(process.env),
        encoding: "utf8",
        timeout: identity_DEADLINE,
        windowsHide: true,
    });
    if (status === 0 && stdout.startsWith("-----BEGIN"))
        return new external_node_crypto_.X509Certificate(stdout);
    if (status === 3)
        return "password";
    return {
        unreadable: "it is encrypted in a way that OpenSSL no longer reads; export it again, for example with openssl pkcs12 -export",
    };
}
const LEGACY = `
const { createSecureContext, TLSSocket, connect } = require("node:tls");
const { container, password } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
let secureContext;
try {
  secureContext = createSecureContext({ pfx: Buffer.from(container, "base64"), passphrase: password });
} catch (error) {
  process.exit(/mac verify/i.test(error.message) ? 3 : 4);
}
const [left, right] = require("node:stream").duplexPair();
const server = new TLSSocket(left, { isServer: true, secureContext });
const client = connect({ socket: right, rejectUnauthorized: false, checkServerIdentity: () => undefined });
client.on("error", () => process.exit(4)).on("secureConnect", () => {
  process.stdout.write(client.getPeerX509Certificate().toString(), () => process.exit(0));
});
server.on("error", () => process.exit(4));
`;
async function openHere(pfx, passphrase) {
    let secureContext;
    try {
        secureContext = (0,external_node_tls_.createSecureContext)({ pfx, passphrase });
    }
    catch (error) {
        const { message, code } = error;
        if (/mac verify/i.test(message))
            return "password";
        if (code === "ERR_CRYPTO_UNSUPPORTED_OPERATION" || /unsupported/i.test(message))
            return "legacy";
        return { unreadable: /private key/i.test(message) ? "it holds no private key" : "it is damaged" };
    }
    const [left, right] = (0,external_node_stream_.duplexPair)();
    const server = new external_node_tls_.TLSSocket(left, { isServer: true, secureContext });
    const client = (0,external_node_tls_.connect)({ socket: right, rejectUnauthorized: false, checkServerIdentity: () => undefined });
    let timer;
    try {
        return await new Promise((done) => {
            const fail = (error) => done(error?.code === "ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM"
                ? FOREIGN_CURVE
                : { unreadable: "its key and certificate do not belong together" });
            timer = setTimeout(() => fail(), identity_DEADLINE);
            server.once("error", fail);
            client.once("error", fail);
            client.once("secureConnect", () => {
                const certificate = client.getPeerX509Certificate();
                if (certificate === undefined)
                    fail();
                else
                    done(certificate);
            });
        });
    }
    finally {
        clearTimeout(timer);
        for (const socket of [client, server])
            socket.on("error", () => undefined).destroy();
    }
}

// EXTERNAL MODULE: ./node_modules/@sigstore/core/dist/index.js
var dist = __webpack_require__(3917);
// EXTERNAL MODULE: ./packages/integrity/build/code-signing/inputs.js
var inputs = __webpack_require__(9799);
;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/timestamps.js




/** The plan's signing, with servers of the machine's or the given ones in place of its own, where it has timestamps at all. */
function withTimestampServers(planned, env, given = (0,inputs/* machineServers */.e)(env)) {
    if (planned?.windows === undefined || given === undefined || planned.windows.timestamps.length === 0)
        return planned;
    return { ...planned, windows: { ...planned.windows, timestamps: [...given] } };
}
/** Rounds through the list of servers; between them the pause grows. */
const ROUNDS = 3;
const FIRST_PAUSE = 2000;
const timestamps_DEADLINE = 20_000;
/**
 * Asks one server after the other until one of them has given its timestamp.
 * @param attempt adds the timestamp of one server
 * @throws {Problem} `timestamp-unavailable`
 */
async function timestampByAny(servers, attempt, { log, pause }) {
    let last = "";
    for (let round = 0; round < ROUNDS; round++) {
        // Several jobs that failed together shall not come back together.
        if (round > 0)
            await pause(FIRST_PAUSE * 2 ** (round - 1) * (1 + Math.random()));
        for (const server of servers) {
            const answer = await attempt(server);
            if (answer.ok)
                return;
            last = answer.said;
            log.notice(`the timestamp server ${server} gave no timestamp${answer.said}`);
        }
    }
    throw unavailable(servers, last);
}
function unavailable(servers, said) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "timestamp-unavailable",
        message: `no timestamp server answered: ${servers.join(", ")}${said}`,
        remedy: "re-run the job when the server is back, or name others under `signing: windows: timestamp:`; without a timestamp a signature ends with its certificate",
    });
}
/** Header of a TimeStampReq of version 1 for a SHA-256 digest (RFC 3161, section 2.4.1), then the wish for certificates. */
const REQUEST = Buffer.from("30390201013031300d060960864801650304020105000420", "hex");
const WITH_CERTIFICATES = Buffer.from("0101ff", "hex");
/**
 * Whether at least one server would give a timestamp now: asks for one over random bytes.
 * @throws {Problem} `timestamp-unavailable`
 */
async function timestamps_requireTimestampServer(servers) {
    const reasons = [];
    for (const server of servers) {
        const digest = createHash("sha256").update(randomBytes(32)).digest();
        try {
            const response = await fetch(server, {
                method: "POST",
                headers: { "content-type": "application/timestamp-query" },
                body: Buffer.concat([REQUEST, digest, WITH_CERTIFICATES]),
                signal: AbortSignal.timeout(timestamps_DEADLINE),
            });
            const body = Buffer.from(await response.arrayBuffer());
            if (response.ok && granted(body))
                return;
            reasons.push(`${server} answered with ${response.ok ? "a refusal" : `status ${response.status}`}`);
        }
        catch (error) {
            const { cause, message } = error;
            reasons.push(`${server}: ${cause instanceof Error && cause.message !== "" ? cause.message : message}`);
        }
    }
    throw unavailable(servers, `: ${reasons.join("; ")}`);
}
/** PKIStatus 0 and 1 are granted, the second with changes. */
function granted(response) {
    try {
        const status = ASN1Obj.parseBuffer(response).subs[0]?.subs[0]?.toInteger();
        return status === 0n || status === 1n;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/authenticode/read.js


const OID = {
    indirectData: "1.3.6.1.4.1.311.2.1.4",
    signedData: "1.2.840.113549.1.7.2",
    timestamp: "1.3.6.1.4.1.311.3.3.1",
};
const read_HASHES = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
};
const SET = 0x11;
const PKCS_SIGNED_DATA = 2;
function isPe(head) {
    return head.length >= 2 && head.toString("latin1", 0, 2) === "MZ";
}
/** The signature inside of a Windows program; `undefined` where there is none. Nothing is said about trust. */
function readPeSignature(file) {
    const layout = layoutOf(file);
    if (layout === undefined || layout.table.size < 8)
        return undefined;
    const { offset, size } = layout.table;
    const length = file.readUInt32LE(offset);
    if (length > size || offset + length > file.length || file.readUInt16LE(offset + 6) !== PKCS_SIGNED_DATA) {
        return undefined;
    }
    return readSignature(file.subarray(offset + 8, offset + length), (hash) => peDigest(file, layout, hash));
}
function layoutOf(file) {
    if (!isPe(file) || file.length < 0x40)
        return undefined;
    const header = file.readUInt32LE(0x3c);
    if (header + 0xa8 > file.length || file.toString("latin1", header, header + 4) !== "PE\0\0")
        return undefined;
    const optional = header + 24;
    const directories = optional + (file.readUInt16LE(optional) === 0x20b ? 112 : 96);
    if (file.readUInt32LE(directories - 4) < 5)
        return undefined;
    const directory = directories + 4 * 8;
    return {
        checksum: optional + 64,
        directory,
        table: { offset: file.readUInt32LE(directory), size: file.readUInt32LE(directory + 4) },
    };
}
/** All but the check sum, the entry of the certificate table and the table; padded to 8 bytes before it was signed. */
function peDigest(file, { checksum, directory, table }, hash) {
    const end = table.size === 0 ? file.length : table.offset;
    return (0,external_node_crypto_.createHash)(hash)
        .update(file.subarray(0, checksum))
        .update(file.subarray(checksum + 4, directory))
        .update(file.subarray(directory + 8, end))
        .digest();
}
/**
 * Reads a PKCS#7 signature (DER).
 * @param digestOf what the signed digest is compared with, by the hash's name
 */
function readSignature(der, digestOf) {
    try {
        const signed = signedData(dist.ASN1Obj.parseBuffer(Buffer.from(der.subarray(0, derLength(der)))));
        const [, , content, ...rest] = signed.subs;
        if (content === undefined || content.subs[0]?.toOID() !== OID.indirectData)
            return undefined;
        const sets = rest.filter(({ tag }) => tag.isUniversal() && tag.number === SET);
        const signer = sets.at(-1)?.subs[0];
        const certificates = rest.find(({ tag }) => tag.isContextSpecific(0))?.subs ?? [];
        const certificate = signer && certificateOf(signer, certificates);
        if (signer === undefined || certificate === undefined)
            return undefined;
        return { certificate, timestamp: timestampOf(signer), fits: digestFits(content, digestOf) };
    }
    catch {
        return undefined;
    }
}
/** Bytes of the first object; zeros to a multiple of eight follow it in a program. */
function derLength(der) {
    const first = der.readUInt8(1);
    return first < 0x80 ? 2 + first : 2 + (first & 0x7f) + der.readUIntBE(2, first & 0x7f);
}
/** ContentInfo { contentType, [0] SignedData } (RFC 2315). */
function signedData(info) {
    const [type, content] = info.subs;
    const data = content?.subs[0];
    if (type?.toOID() !== OID.signedData || data === undefined)
        throw new Error("not signed data");
    return data;
}
/** SpcIndirectDataContent { data, messageDigest { algorithm, digest } } */
function digestFits(content, digestOf) {
    const digestInfo = content.subs[1]?.subs[0]?.subs[1];
    const hash = read_HASHES[digestInfo?.subs[0]?.subs[0]?.toOID() ?? ""];
    if (hash === undefined)
        return false;
    const expected = digestOf?.(hash);
    return digestOf === undefined || (expected !== undefined && digestInfo?.subs[1]?.value.equals(expected) === true);
}
/** SignerInfo { version, { issuer, serial }, … } names the certificate by which it was made. */
function certificateOf(signer, certificates) {
    const [issuer, serial] = signer.subs[1]?.subs ?? [];
    for (const certificate of certificates) {
        // TBSCertificate { [0] version, serial, algorithm, issuer, … }
        const body = certificate.subs[0]?.subs ?? [];
        const at = body[0]?.tag.isContextSpecific(0) ? 1 : 0;
        const same = body[at]?.value.equals(serial?.value ?? Buffer.alloc(0)) &&
            body[at + 2]?.toDER().equals(issuer?.toDER() ?? Buffer.alloc(0));
        if (same)
            return new external_node_crypto_.X509Certificate(certificate.toDER());
    }
    return undefined;
}
/** The unsigned attribute holds a whole timestamp token, whose content is a TSTInfo (RFC 3161, section 2.4.2). */
function timestampOf(signer) {
    const attributes = signer.subs.find(({ tag }) => tag.isContextSpecific(1))?.subs ?? [];
    const token = attributes.find(({ subs }) => subs[0]?.toOID() === OID.timestamp)?.subs[1]?.subs[0];
    const content = token && signedData(token).subs[2]?.subs[1]?.subs[0];
    // TSTInfo { version, policy, messageImprint, serialNumber, genTime, … }
    return content?.subs[0]?.subs[4]?.toDate();
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/authenticode/osslsigncode.js








const osslsigncode_DEADLINE = 120_000;
const INSTALL_DEADLINE = 300_000;
/**
 * Where `osslsigncode` is. Debian and Ubuntu have a package of the name; it is installed where the context allows that.
 * @throws {Problem} `signing-tool-missing`
 */
async function requireOsslsigncode(context) {
    const present = () => findProgram("osslsigncode", context.env);
    const found = present();
    if (found !== undefined)
        return found;
    const apt = context.installTools ? findProgram("apt-get", context.env) : undefined;
    if (apt !== undefined) {
        const install = ["install", "--yes", "--no-install-recommends", "osslsigncode"];
        const superuser = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
        for (const args of [install, ["update"], install]) {
            const [program = apt, ...rest] = [...superuser, apt, ...args];
            context.log.info(`$ ${[program, ...rest].join(" ")}`);
            await runTool(program, rest, context, { deadline: INSTALL_DEADLINE, onLine: context.log.debug });
            const installed = present();
            if (installed !== undefined)
                return installed;
        }
    }
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "signing-tool-missing",
        message: "Windows programs are to be signed, and this machine has no osslsigncode",
        remedy: "install it in an earlier step (apt-get install osslsigncode, brew install osslsigncode), or let sign-binaries do so: `install-tools: true`",
    });
}
/**
 * Signs a program, library or MSI in place: in a file beside it, which then takes its name. A signature that it has is
 * replaced. The key reaches the tool through files without names.
 * @throws {Problem} `signing-failed`, `timestamp-unavailable`
 */
async function signByOsslsigncode(program, path, identity, { description, url, timestamps }, context) {
    const work = await (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_path_.dirname)(path), ".signing-"));
    try {
        const signed = (0,external_node_path_.join)(work, "signed");
        const described = [...(description ? ["-n", description] : []), ...(url ? ["-i", url] : [])];
        const answer = await withNamelessFiles([identity.container, identity.password], (descriptors) => {
            const secrets = ["-pkcs12", "/dev/fd/3", "-readpass", "/dev/fd/4"];
            const args = ["sign", ...secrets, "-h", "sha256", ...described, "-in", path, "-out", signed];
            return runTool(program, args, context, { deadline: osslsigncode_DEADLINE, descriptors });
        });
        if (!answer.ok)
            throw signingFailed(path, "osslsigncode", answer.said);
        let result = signed;
        if (timestamps.length > 0) {
            const stamped = (0,external_node_path_.join)(work, "stamped");
            await timestampByAny(timestamps, async (server) => {
                await (0,external_node_fs_promises_.rm)(stamped, { force: true });
                const args = ["add", "-ts", server, "-h", "sha256", "-in", signed, "-out", stamped];
                return runTool(program, args, context, { deadline: osslsigncode_DEADLINE });
            }, context);
            result = stamped;
        }
        await (0,external_node_fs_promises_.chmod)(result, (await (0,external_node_fs_promises_.stat)(path)).mode & 0o777);
        await (0,external_node_fs_promises_.rename)(result, path);
    }
    finally {
        await (0,external_node_fs_promises_.rm)(work, { recursive: true, force: true });
    }
}
function signingFailed(path, tool, said) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "signing-failed",
        message: `${tool} did not sign ${path}${said}`,
        remedy: "the tool's words say why; the certificate and its password are checked by preflight",
        place: { file: path },
    });
}
/** The signature of an MSI, which lies in a stream of its own; `undefined` where there is none. */
async function readMsiSignature(program, path, context) {
    const work = await (0,external_node_fs_promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_path_.dirname)(path), ".signing-"));
    try {
        const out = (0,external_node_path_.join)(work, "signature");
        const args = ["extract-signature", "-in", path, "-out", out];
        const { ok } = await runTool(program, args, context, { deadline: osslsigncode_DEADLINE });
        return ok ? readSignature(await (0,external_node_fs_promises_.readFile)(out)) : undefined;
    }
    finally {
        await (0,external_node_fs_promises_.rm)(work, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/authenticode/signtool.js







const signtool_DEADLINE = 120_000;
/**
 * Where the Windows SDK's `signtool` is: on PATH, or the newest of the kit, which runners do not have on PATH.
 * @throws {Problem} `signing-tool-missing`
 */
function requireSigntool({ env }) {
    const found = findProgram("signtool", env);
    if (found !== undefined)
        return found;
    const kit = external_node_path_.win32.join(env["ProgramFiles(x86)"] ?? "C:\\Program Files (x86)", "Windows Kits", "10", "bin");
    const versions = listing(kit).filter((name) => /^10\.[\d.]+$/.test(name));
    const parts = (version) => version
        .split(".")
        .map((part) => part.padStart(8, "0"))
        .join(".");
    for (const version of versions.sort((a, b) => (parts(a) < parts(b) ? 1 : -1))) {
        const program = findProgram(external_node_path_.win32.join(kit, version, "x64", "signtool.exe"), env);
        if (program !== undefined)
            return program;
    }
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "signing-tool-missing",
        message: `Windows programs are to be signed, and this machine has no signtool, neither on PATH nor below ${kit}`,
        remedy: "install the Windows SDK (component Signing Tools), or sign on Linux, where Slipway uses osslsigncode",
    });
}
function listing(directory) {
    try {
        return (0,external_node_fs_.readdirSync)(directory);
    }
    catch {
        return [];
    }
}
/** Both read what they need from standard input, as JSON; the scripts themselves never change. */
const IMPORT = `
$ErrorActionPreference = 'Stop'
$given = [Console]::In.ReadToEnd() | ConvertFrom-Json
$bytes = [Convert]::FromBase64String($given.container)
$all = New-Object Security.Cryptography.X509Certificates.X509Certificate2Collection
$all.Import($bytes, $given.password, [Security.Cryptography.X509Certificates.X509KeyStorageFlags]'UserKeySet,PersistKeySet')
foreach ($one in $all) {
  $name = if ($one.HasPrivateKey) { 'My' } else { 'CA' }
  $store = New-Object Security.Cryptography.X509Certificates.X509Store($name, 'CurrentUser')
  $store.Open('ReadWrite')
  $store.Add($one)
  $store.Close()
}`;
const REMOVE = `
$ErrorActionPreference = 'Stop'
$given = [Console]::In.ReadToEnd() | ConvertFrom-Json
Get-ChildItem Cert:\\CurrentUser\\My | Where-Object { $_.Thumbprint -eq $given.thumbprint } | Remove-Item -DeleteKey`;
/**
 * Signs programs with `signtool`, which takes a container's password only as an argument: so the key is imported into the
 * user's store for the time of signing, where the tool finds it by the certificate's thumbprint, and is deleted afterwards.
 * @throws {Problem} `signing-failed`, `timestamp-unavailable`, `certificate-store`
 */
async function withSigntool(program, identity, { description, url, timestamps }, context, use) {
    const thumbprint = identity.certificate.fingerprint.replaceAll(":", "");
    const script = (text, given) => runTool("powershell", ["-NoProfile", "-NonInteractive", "-Command", text], context, {
        deadline: signtool_DEADLINE,
        input: JSON.stringify(given),
    });
    try {
        const { container, password } = identity;
        const imported = await script(IMPORT, { container: container.toString("base64"), password });
        if (!imported.ok)
            throw storeFailed(imported.said);
        return await use(async (path) => {
            const described = [...(description ? ["/d", description] : []), ...(url ? ["/du", url] : [])];
            const by = ["/sha1", thumbprint, "/fd", "SHA256"];
            const signed = await runTool(program, ["sign", ...by, ...described, path], context, { deadline: signtool_DEADLINE });
            if (!signed.ok)
                throw signingFailed(path, "signtool", signed.said);
            if (timestamps.length === 0)
                return;
            await timestampByAny(timestamps, (server) => runTool(program, ["timestamp", "/tr", server, "/td", "SHA256", path], context, { deadline: signtool_DEADLINE }), context);
        });
    }
    finally {
        const removed = await script(REMOVE, { thumbprint });
        if (!removed.ok)
            context.log.warning(`the signing key may still be in this user's certificate store${removed.said}`);
    }
}
function storeFailed(said) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "certificate-store",
        message: `Windows did not take the signing certificate into the user's store${said}`,
        remedy: "look at PowerShell's words; a container that preflight opens can be imported by every user account",
    });
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/authenticode/sign.js






/** Beginning of every OLE compound file, which an MSI is. */
const COMPOUND_FILE = "d0cf11e0a1b11ae1";
/** What can carry an Authenticode signature: `.exe`, `.dll` and the like, and `.msi`. */
function takesAuthenticode(head) {
    return isPe(head) || isMsi(head);
}
function isMsi(head) {
    return head.toString("hex", 0, 8) === COMPOUND_FILE;
}
/**
 * Signs files by `signtool` on Windows and `osslsigncode` elsewhere.
 * @throws {Problem} `signing-tool-missing`, `signing-failed`, `timestamp-unavailable`, `signature-not-found`, `certificate-store`
 */
async function withAuthenticode(identity, settings, context, use) {
    if (context.platform === "win32") {
        return withSigntool(requireSigntool(context), identity, settings, context, (sign) => use((path) => signOne(path, identity, settings, context, sign, async () => undefined)));
    }
    const program = await requireOsslsigncode(context);
    return use((path) => signOne(path, identity, settings, context, () => signByOsslsigncode(program, path, identity, settings, context), () => readMsiSignature(program, path, context)));
}
async function signOne(path, identity, { timestamps }, { log }, sign, readMsi) {
    const wantsTimestamp = timestamps.length > 0;
    const read = async () => {
        const file = await (0,external_node_fs_promises_.readFile)(path);
        return { file, signature: isMsi(file) ? await readMsi() : readPeSignature(file) };
    };
    const { file, signature: earlier } = await read();
    const before = (0,build_digest/* sha256 */.sc)(file);
    if (earlier !== undefined && isComplete(earlier, identity, wantsTimestamp)) {
        log.info(`${path} has this certificate's signature already`);
        return signedBy(earlier, before);
    }
    if (earlier !== undefined)
        log.notice(`${path} is signed by ${oneLine(earlier.certificate.subject)}; this is replaced`);
    await sign(path);
    const { file: after, signature } = await read();
    // On Windows an MSI cannot be read here, and the tool's word has to do.
    if (isMsi(after) && signature === undefined)
        return { ...signedBy({ ...identity, timestamp: undefined }, before) };
    if (signature === undefined || !isComplete(signature, identity, wantsTimestamp)) {
        throw new problem/* Problem */.AF({
            kind: "failure",
            code: "signature-not-found",
            message: `${path} was signed, and does not carry the signature that it should`,
            remedy: "re-run the job; if it happens again, report it with the file",
            place: { file: path },
        });
    }
    return signedBy(signature, before);
}
function isComplete(signature, identity, wantsTimestamp) {
    const same = signature.certificate.fingerprint256 === identity.certificate.fingerprint256;
    return same && signature.fits && (signature.timestamp !== undefined || !wantsTimestamp);
}
function signedBy({ certificate, timestamp }, before) {
    return {
        by: "authenticode",
        subject: oneLine(certificate.subject),
        certificate: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
        ...(timestamp && { timestamp: timestamp.toISOString() }),
        before,
    };
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/check.js






const NAMES = {
    windows: { container: inputs/* CODE_SIGNING_SECRETS */.q.windowsCertificate, password: inputs/* CODE_SIGNING_SECRETS */.q.windowsPassword },
    macos: { container: inputs/* CODE_SIGNING_SECRETS */.q.macosCertificate, password: inputs/* CODE_SIGNING_SECRETS */.q.macosPassword },
};
/**
 * Opens what the plan wants to sign with for some platforms.
 * @throws {Problem} `signing-secret-missing`, `notary-key-unreadable`, and what opening a certificate throws
 */
async function openCodeSigners(planned, secrets, platforms, now) {
    const open = (platform, container, password = "") => {
        if (container === undefined)
            throw missing(NAMES[platform].container, `signing: ${platform}`);
        return openIdentity({ container, password }, NAMES[platform], now);
    };
    const developerId = planned?.macos === "none" ? undefined : planned?.macos;
    const windows = planned?.windows && platforms.includes("windows")
        ? await open("windows", secrets.windowsCertificate, secrets.windowsPassword)
        : undefined;
    const macos = developerId && platforms.includes("macos")
        ? await open("macos", secrets.macosCertificate, secrets.macosPassword)
        : undefined;
    return {
        ...(windows && { windows }),
        ...(macos && { macos }),
        ...(macos && developerId?.notarise && { notary: openNotaryKey(secrets) }),
    };
}
function missing(name, wanted) {
    return (0,problem/* mistake */.RT)("signing-secret-missing", `\`${wanted}\` is configured, and the secret ${name} is empty`, `store it under the repository's settings (Secrets and variables, Actions) and pass it on under "secrets:" of the workflow's call; docs/code-signing.md shows how`);
}
function openNotaryKey({ notaryKey, notaryKeyId, notaryIssuer }) {
    if (notaryKey === undefined)
        throw missing(inputs/* CODE_SIGNING_SECRETS */.q.notaryKey, "notarise");
    if (notaryKeyId === undefined)
        throw missing(inputs/* CODE_SIGNING_SECRETS */.q.notaryKeyId, "notarise");
    const key = notaryKey.includes("-----BEGIN") ? notaryKey : fromBase64(notaryKey)?.toString("utf8");
    try {
        if (key === undefined || (0,external_node_crypto_.createPrivateKey)(key).asymmetricKeyType !== "ec")
            throw new Error("not an EC key");
        return { key, id: notaryKeyId, issuer: notaryIssuer };
    }
    catch {
        // The cause may quote the key, so it is not kept.
        throw (0,problem/* mistake */.RT)("notary-key-unreadable", `the secret ${inputs/* CODE_SIGNING_SECRETS */.q.notaryKey} is not a key of App Store Connect`, "store the text of the file AuthKey_….p8, with its BEGIN and END lines, or that file in base64");
    }
}
/** A certificate that ends before the next release, perhaps. */
const SOON = (/* unused pure expression or super */ null && (30 * 24 * 3_600_000));
/**
 * Everything about code signing that can be known before anything is built: secrets are there and open, certificates are
 * valid and for code signing, a timestamp server answers.
 * @throws {Problem} what `openCodeSigners` throws, `timestamp-unavailable`
 */
async function checkCodeSigning(planned, secrets, now = new Date()) {
    const { windows, macos, notary } = await openCodeSigners(planned, secrets, ["windows", "macos"], now);
    const timestamps = planned?.windows?.timestamps ?? [];
    if (timestamps.length > 0)
        await requireTimestampServer(timestamps);
    const identities = [
        ...(windows ? [{ what: "Windows programs", identity: windows }] : []),
        ...(macos ? [{ what: "macOS programs", identity: macos }] : []),
    ];
    const until = ({ certificate }) => certificate.validToDate.toISOString().slice(0, 10);
    return {
        lines: [
            ...identities.map(({ what, identity }) => `${what} are signed by ${identity.subject} (until ${until(identity)})`),
            ...(notary ? [`Apple notarises with the key ${notary.id}`] : []),
        ],
        warnings: identities
            .filter(({ identity }) => identity.certificate.validToDate.getTime() - now.getTime() < SOON)
            .map(({ identity }) => `the certificate of ${identity.subject} ends on ${until(identity)}: renew it soon`),
    };
}

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/sign.js







/** The system for which a file of this beginning can be signed. */
function platformOf(head) {
    if (takesAuthenticode(head))
        return "windows";
    return isMachO(head) ? "macos" : undefined;
}
/**
 * Signs programs in place, each as its system wants it.
 * @returns for each program who signed it; `undefined` where it keeps its bytes and nobody's name
 * @throws {Problem} what the signers throw
 */
async function signPrograms({ programs, planned, secrets, directory }, context) {
    const signed = new Map();
    const windows = planned?.windows ? await those(programs, "windows", takesAuthenticode, context) : [];
    const macos = planned?.macos === "none" ? [] : await those(programs, "macos", isMachO, context);
    const platforms = [
        ...(windows.length > 0 ? ["windows"] : []),
        ...(macos.length > 0 ? ["macos"] : []),
    ];
    const signers = await openCodeSigners(planned, secrets, platforms, context.now);
    if (planned?.windows && signers.windows) {
        await withAuthenticode(signers.windows, planned.windows, context, async (sign) => {
            for (const program of windows)
                signed.set(program, await sign(program.path));
        });
    }
    if (typeof planned?.macos === "object") {
        for (const [index, by] of (await byApple(macos, planned.macos, signers, directory, context)).entries()) {
            signed.set(macos[index], by);
        }
    }
    else {
        for (const program of macos) {
            const by = await adHoc(program, context);
            if (by !== undefined)
                signed.set(program, by);
        }
    }
    return programs.map((program) => signed.get(program));
}
async function those(programs, os, takes, { log }) {
    const found = [];
    for (const program of programs.filter((one) => one.os === os)) {
        if (takes(await headOf(program.path)))
            found.push(program);
        else
            log.notice(`${program.path} is not a program that can be signed for ${os}`);
    }
    return found;
}
async function headOf(path) {
    const handle = await (0,external_node_fs_promises_.open)(path);
    try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
        return buffer.subarray(0, bytesRead);
    }
    finally {
        await handle.close();
    }
}
async function byApple(programs, settings, { macos, notary }, directory, context) {
    if (programs.length === 0 || macos === undefined)
        return [];
    requireMac(context);
    const signed = await signWithDeveloperId(programs, macos, settings, directory, context);
    if (notary === undefined)
        return signed;
    const notarisation = await notarise(programs, notary, context);
    return signed.map((one) => ({ ...one, notarisation }));
}
async function adHoc({ path, name }, { log }) {
    const file = await (0,external_node_fs_promises_.readFile)(path);
    const result = signAdHoc(file, name);
    if (result === undefined)
        return undefined;
    const beside = `${path}.signing`;
    try {
        await (0,external_node_fs_promises_.writeFile)(beside, result);
        await (0,external_node_fs_promises_.chmod)(beside, (await (0,external_node_fs_promises_.stat)(path)).mode & 0o777);
        await (0,external_node_fs_promises_.rename)(beside, path);
    }
    finally {
        await (0,external_node_fs_promises_.rm)(beside, { force: true });
    }
    log.info(`${path} had no signature that fits, and has an ad hoc one now`);
    return { by: "apple-ad-hoc", before: (0,build_digest/* sha256 */.sc)(file) };
}

;// CONCATENATED MODULE: ./actions/build/sign-binaries/alone.js




/** Signs files of the workspace, each as the system wants it whose format it has. */
async function signFiles({ files, directory, secrets, signing }, context) {
    const paths = new Set();
    for (const pattern of files) {
        const found = await matches(pattern, directory);
        if (found.length === 0) {
            throw (0,problem/* mistake */.RT)("glob-without-match", `no file matches "${pattern}" in ${directory}`, "correct the glob");
        }
        for (const path of found)
            paths.add(path);
    }
    const programs = await Promise.all([...paths].map(programAt));
    const unsigned = programs.find(({ os }) => os === "windows");
    if (unsigned !== undefined && signing.windows === undefined) {
        throw (0,problem/* mistake */.RT)("missing-input", `${unsigned.path} is a Windows program, and the input "windows-certificate" is empty`, `pass \`windows-certificate: \${{ secrets.WINDOWS_CERTIFICATE }}\` and its password, or leave the file out`);
    }
    const signed = await signPrograms({ programs, planned: signing, secrets, directory }, context);
    const outcomes = await Promise.all(programs.map(async ({ path }, index) => ({
        file: path,
        sha256: (0,build_digest/* sha256 */.sc)(await (0,external_node_fs_promises_.readFile)(path)),
        signed: signed[index],
    })));
    return { outcomes, receipts: [] };
}
/** Absolute paths of the files that a glob matches, in order. */
async function matches(pattern, directory) {
    const paths = [];
    for await (const found of (0,external_node_fs_promises_.glob)(pattern, { cwd: directory })) {
        const path = (0,external_node_path_.resolve)(directory, found);
        if ((await (0,external_node_fs_promises_.stat)(path)).isFile())
            paths.push(path);
    }
    return paths.sort();
}
async function programAt(path) {
    const handle = await (0,external_node_fs_promises_.open)(path);
    try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
        const os = platformOf(buffer.subarray(0, bytesRead));
        return { path, name: (0,external_node_path_.basename)(path, os === "windows" ? (0,external_node_path_.extname)(path) : ""), os: os ?? "" };
    }
    finally {
        await handle.close();
    }
}

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
var plan_inputs = __webpack_require__(7218);
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
    let text = await (0,external_node_fs_promises_.readFile)(file, "utf8").catch((error) => {
        if (error.code === "ENOENT" && path === undefined)
            return undefined;
        throw error;
    });
    if (text === undefined) {
        await kit.handOver.take(plan_inputs/* ARTIFACT */.tX.plan, (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.plan));
        text = await (0,external_node_fs_promises_.readFile)(local, "utf8");
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
// EXTERNAL MODULE: ./packages/model/build/code-signing.js + 1 modules
var code_signing = __webpack_require__(8457);
// EXTERNAL MODULE: ./packages/model/build/fields.js + 2 modules
var fields = __webpack_require__(979);
// EXTERNAL MODULE: ./packages/model/build/plan.js + 8 modules
var plan = __webpack_require__(5707);
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

// EXTERNAL MODULE: ./packages/model/build/target.js
var target = __webpack_require__(6343);
;// CONCATENATED MODULE: ./packages/toolchain/build/leg.js

/** @throws {Problem} `unknown-leg` */
function workOf(plan, id) {
    const leg = plan.legs.find((one) => one.id === id);
    if (leg === undefined) {
        throw (0,problem/* mistake */.RT)("unknown-leg", `the plan has no leg "${id}"`, `pass \`leg: \${{ matrix.leg }}\`; its legs are: ${plan.legs.map((one) => one.id).join(", ")}`);
    }
    return {
        targets: leg.targets.map(target/* requireTarget */.Fm),
        builds: plan.builds.filter(({ targets }) => targets.some((target) => leg.targets.includes(target))),
    };
}

;// CONCATENATED MODULE: ./actions/build/sign-binaries/chain.js








/** What build-binaries writes beside the receipt where bills of materials are wanted. */
const INVENTORY = "inventory.json";
/** Signs the binaries of a leg's targets, and what its archives take of other programs from the working tree. */
async function signLeg(inputs, kit, context) {
    const { plan, digest } = (await takePlan(inputs.plan, kit));
    const { targets } = workOf(plan, inputs.leg);
    const receipts = new Map();
    const directoryOf = (target) => (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.binaries, target);
    const binaries = [];
    for (const { id, os } of targets) {
        const receipt = await takeReceipt(directoryOf(id), id, digest, kit);
        receipts.set(id, receipt);
        for (const [index, { name, file, sha256: built }] of receipt.binaries.entries()) {
            const path = (0,external_node_path_.join)(directoryOf(id), file);
            await requireUnchanged(path, built);
            binaries.push({ path, name, os, target: id, index });
        }
    }
    const beside = await generatedPrograms(plan, inputs.leg, kit.runtime.workspace);
    const programs = [...binaries, ...beside];
    const { directory, secrets, timestampServers } = inputs;
    const planned = withTimestampServers(plan.codeSigning, {}, timestampServers);
    const signed = await signPrograms({ programs, planned, secrets, directory }, context);
    const outcomes = [];
    const changed = new Set();
    for (const [index, program] of programs.entries()) {
        const content = await (0,external_node_fs_promises_.readFile)(program.path);
        const by = signed[index];
        const receipt = program.index === undefined ? undefined : receipts.get(program.target);
        outcomes.push({ file: shownPath(program, kit), sha256: (0,build_digest/* sha256 */.sc)(content), signed: by });
        if (receipt === undefined || by === undefined)
            continue;
        receipts.set(program.target, renewed(receipt, program.index, content, by));
        changed.add(program.target);
    }
    const written = [];
    for (const [target, receipt] of receipts) {
        const file = (0,external_node_path_.join)(directoryOf(target), "receipt.json");
        if (changed.has(target)) {
            await (0,external_node_fs_promises_.writeFile)(file, writeDocument(BUILD_RECEIPT, receipt));
            written.push(file);
        }
        if (inputs.handOver) {
            const names = [...receipt.binaries.map((binary) => binary.file), INVENTORY];
            const there = names.map((name) => (0,external_node_path_.join)(directoryOf(target), name)).filter((path) => (0,external_node_fs_.existsSync)(path));
            const files = [file, ...there];
            await kit.handOver.give(plan_inputs/* ARTIFACT */.tX.binaries(target), directoryOf(target), files);
        }
    }
    return { outcomes, receipts: written };
}
function shownPath({ target, path, index }, { runtime }) {
    return index === undefined
        ? (0,external_node_path_.relative)(runtime.workspace, path)
        : `${target}/${(0,external_node_path_.relative)((0,external_node_path_.join)(runtime.temp, plan_inputs/* DIRECTORY */.Md.binaries, target), path)}`;
}
function renewed(receipt, index, content, by) {
    const binaries = receipt.binaries.map((binary, at) => at === index
        ? {
            ...binary,
            sha256: (0,build_digest/* sha256 */.sc)(content),
            size: content.length,
            // A run that finds its own signature keeps what was known of the program before.
            signed: { ...by, before: binary.signed?.before ?? by.before },
        }
        : binary);
    return { ...receipt, binaries };
}
/** From this job, or handed over by another that only built. */
async function takeReceipt(directory, target, plan, kit) {
    const file = (0,external_node_path_.join)(directory, "receipt.json");
    const here = await (0,external_node_fs_promises_.readFile)(file, "utf8").catch(() => undefined);
    if (here === undefined)
        await kit.handOver.take(plan_inputs/* ARTIFACT */.tX.binaries(target), directory);
    const text = here ?? (await (0,external_node_fs_promises_.readFile)(file, "utf8"));
    const receipt = readDocument(BUILD_RECEIPT, text, file);
    if (receipt.plan === plan && receipt.target === target)
        return receipt;
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "other-plan",
        message: `${file} is a receipt for ${receipt.target} from the plan ${receipt.plan}; expected was ${target} from ${plan}`,
        remedy: "run build-binaries for this leg, with the same `plan-digest`, before sign-binaries",
    });
}
/** Nobody's name goes into what was changed since it was built. */
async function requireUnchanged(path, built) {
    const found = await (0,external_node_fs_promises_.readFile)(path).then(build_digest/* sha256 */.sc, () => undefined);
    if (found === built)
        return;
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "binary-changed",
        message: `${path} has the SHA-256 ${found ?? "(it is missing)"}; built was ${built}`,
        remedy: "let no step between build-binaries and sign-binaries touch the binaries; re-run the job",
        place: { file: path },
    });
}
/**
 * Libraries and programs beside the binaries, which archives of this leg take from the working tree. What git tracks is
 * packed as it is: it belongs to somebody else, who has signed it or not.
 */
async function generatedPrograms(plan, leg, workspace) {
    const found = new Map();
    for (const one of plan.packages) {
        if (one.kind !== "archive" || one.leg !== leg)
            continue;
        const { os } = (0,target/* requireTarget */.Fm)(one.target);
        if (os !== "windows" && os !== "macos")
            continue;
        for (const file of plan.fileSets[one.files] ?? []) {
            if (file.type !== "generated")
                continue;
            for (const path of await matches(file.pattern, workspace)) {
                const program = await programAt(path);
                if (program.os === os)
                    found.set(path, { ...program, target: one.target, index: undefined });
            }
        }
    }
    return [...found.values()];
}

;// CONCATENATED MODULE: ./actions/build/sign-binaries/run.js




const BY = {
    authenticode: "Authenticode",
    "apple-developer-id": "Developer ID",
    "apple-ad-hoc": "ad hoc",
};
async function run_run(inputs, kit, changes = {}) {
    const context = signingContext(kit.log, { installTools: inputs.installTools, ...changes });
    const { outcomes, receipts } = inputs.mode === "chain" ? await signLeg(inputs, kit, context) : await signFiles(inputs, context);
    const signed = outcomes.filter((outcome) => outcome.signed !== undefined);
    if (signed.length === 0)
        kit.log.info("nothing was signed here");
    else
        await kit.summarise("### Signed programs", table(signed));
    return {
        signed: JSON.stringify(signed.map(({ file, sha256, signed }) => ({ file, sha256, ...signed }))),
        receipts: JSON.stringify(receipts),
    };
}
function table(outcomes) {
    return (0,summary/* markdownTable */.Qj)({
        head: ["Program", "Signature", "By", "Timestamp", "SHA-256"],
        rows: outcomes.map(({ file, sha256, signed }) => [
            file,
            signed === undefined ? "" : BY[signed.by],
            signed?.subject ?? "",
            signed?.timestamp ?? "",
            sha256,
        ]),
    });
}


/***/ }),

/***/ 5707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  az: () => (/* binding */ ArchiveFormat),
  Ac: () => (/* binding */ PLAN)
});

// UNUSED EXPORTS: LONGEST_PLANNED_NOTES, Plan, PlannedBuild, PlannedFile, PlannedLeg, PlannedNotes, PlannedPackage, PlannedTarget, ToolchainName

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./packages/model/build/words.js
/**
 * Words that inputs and documents share. They stand apart from the documents' schemas, so that an action can check its inputs
 * before it loads those.
 */
const DIGEST_ALGORITHMS = (/* unused pure expression or super */ null && (["sha256", "sha512", "md5"]));
const ARCHIVE_FORMATS = ["tar.gz", "tar.xz", "tar.zst", "tar.br", "zip"];
const TOOLCHAINS = ["zig", "go", "rust", "command"];
const SEVERITIES = ["low", "medium", "high", "critical"];
const THRESHOLDS = [...SEVERITIES, "none"];
const SIGNER_KINDS = ["openpgp", "minisign", "sigstore"];
/** Appended to the name of what is signed: GnuPG's, minisign's and Sigstore's own conventions. */
const SIGNATURE_SUFFIX = {
    openpgp: ".asc",
    minisign: ".minisig",
    sigstore: ".sigstore.json",
};
/** Assets by which users check signatures without asking anybody; Sigstore needs none, its certificates are in the bundles. */
const KEY_ASSET = { openpgp: "signing-key.asc", minisign: "minisign.pub" };
/** What a message is about. `failure`: a release that did not come to its end. */
const MESSAGE_TYPES = ["release", "prerelease", "rollback", "security", "failure"];
/** Branch of the journal, unless the configuration names another. */
const JOURNAL_BRANCH = "slipway/journal";
/** Name of the manifest among the release's assets. */
const MANIFEST_NAME = "release.json";
/** Bytes of a manifest that is worth a download: a thousand artifacts with all their entries take a few of these megabytes. */
const LARGEST_MANIFEST = 64e6;
/** How a release is taken back. */
const ROLLBACK_MODES = (/* unused pure expression or super */ null && ([
    "normal",
    /** Against the staging repository and the channels of its configuration; never the real ones. */
    "staging",
    /** What harms goes first and at once: checks that an emergency may skip stop nothing. */
    "emergency",
    /** With a draft of a security advisory, and warnings in every place that has room for one. */
    "security",
    /** The first server is unreachable: another helps. */
    "failover",
]));

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
    fail: schemas/* enum */.k5n(THRESHOLDS),
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

// EXTERNAL MODULE: ./packages/model/build/digest.js + 1 modules
var digest = __webpack_require__(9902);
// EXTERNAL MODULE: ./packages/model/build/fields.js + 2 modules
var fields = __webpack_require__(979);
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

// EXTERNAL MODULE: ./packages/model/build/code-signing.js + 1 modules
var code_signing = __webpack_require__(8457);
;// CONCATENATED MODULE: ./packages/model/build/messenger.js


const MessageType = schemas/* enum */.k5n(MESSAGE_TYPES);
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
    by: schemas/* enum */.k5n(SIGNER_KINDS),
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
const ArchiveFormat = schemas/* enum */.k5n(ARCHIVE_FORMATS);
const ToolchainName = schemas/* enum */.k5n(TOOLCHAINS);
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
