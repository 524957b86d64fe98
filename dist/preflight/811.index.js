export const id = 811;
export const ids = [811];
export const modules = {

/***/ 811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run_run)
});

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
;// CONCATENATED MODULE: ./packages/forge/build/github/proxy.js

/**
 * Sends this process's requests, `fetch` and `http(s).request` alike, through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and
 * `NO_PROXY` name, as Node does by itself under `NODE_USE_ENV_PROXY=1`. Node before 24.14 cannot; then `false` comes back.
 */
function honourProxy(env = process.env) {
    const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
    if (!names.some((name) => env[name]))
        return true;
    if (typeof external_node_http_.setGlobalProxyFromEnv !== "function")
        return false;
    external_node_http_.setGlobalProxyFromEnv(env);
    return true;
}

// EXTERNAL MODULE: ./packages/model/build/nearest.js
var nearest = __webpack_require__(8394);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var problem = __webpack_require__(9899);
;// CONCATENATED MODULE: ./actions/build/preflight/check.js
const passed = (detail) => ({ status: "passed", detail });
const warning = (detail) => ({ status: "warning", detail });
const skipped = (detail) => ({ status: "skipped", detail });
const failed = (detail, remedy) => ({ status: "failed", detail, remedy });

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
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
            const path = join(existsSync(MEMORY) ? MEMORY : tmpdir(), `slipway-${randomBytes(12).toString("hex")}`);
            const descriptor = openSync(path, "wx+", 0o600);
            open.push(descriptor);
            unlinkSync(path);
            const bytes = Buffer.from(content);
            for (let at = 0; at < bytes.length;)
                at += writeSync(descriptor, bytes, at, bytes.length - at, at);
        }
        return await use(open);
    }
    finally {
        for (const descriptor of open)
            closeSync(descriptor);
    }
}
const SIGNALS = (/* unused pure expression or super */ null && (["SIGINT", "SIGTERM", "SIGHUP"]));
/**
 * A directory that only this user can enter, for programs that need a file with a name. It is removed afterwards, and also
 * when the step is cancelled (the runner sends SIGINT, then SIGTERM) or this process exits.
 */
async function withPrivateDirectory(use) {
    const directory = mkdtempSync(join(tmpdir(), "slipway-private-"));
    chmodSync(directory, 0o700);
    const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
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

;// CONCATENATED MODULE: ./packages/integrity/build/code-signing/identity.js






/** Extended key usage "code signing" (RFC 5280, section 4.2.1.12). */
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const ANY_USE = "2.5.29.37.0";
const DEADLINE = 20_000;
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
        timeout: DEADLINE,
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
            timer = setTimeout(() => fail(), DEADLINE);
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

// EXTERNAL MODULE: ./packages/integrity/build/code-signing/inputs.js
var inputs = __webpack_require__(9799);
// EXTERNAL MODULE: ./node_modules/@sigstore/core/dist/index.js
var dist = __webpack_require__(3917);
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
async function requireTimestampServer(servers) {
    const reasons = [];
    for (const server of servers) {
        const digest = (0,external_node_crypto_.createHash)("sha256").update((0,external_node_crypto_.randomBytes)(32)).digest();
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
        const status = dist.ASN1Obj.parseBuffer(response).subs[0]?.subs[0]?.toInteger();
        return status === 0n || status === 1n;
    }
    catch {
        return false;
    }
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
const SOON = 30 * 24 * 3_600_000;
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

;// CONCATENATED MODULE: ./actions/build/preflight/code-signing.js



/** Known also to projects that have no programs signed, so that a workflow can name it for all. */
const code_signing_CODE_SIGNING = "code-signing";
/** Whether programs can be signed as the plan wants it: certificates open and are valid, a timestamp server answers. */
async function checkSigners({ codeSigning }, secrets, env) {
    try {
        const { lines, warnings } = await checkCodeSigning(withTimestampServers(codeSigning, env), secrets);
        return warnings.length > 0 ? warning([...warnings, ...lines].join("; ")) : passed(lines.join("; "));
    }
    catch (error) {
        if (!(error instanceof problem/* Problem */.AF))
            throw error;
        return failed(error.message, error.remedy);
    }
}

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

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
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

;// CONCATENATED MODULE: ./actions/build/preflight/commands.js





const COMMAND_CHECKS = ["tests", "audit", "docs"];
/** The configured command, the toolchains' own ones, or nothing. */
function commandChecks(context) {
    const { preflight } = context.project.config.settings;
    const own = Object.entries(preflight.commands).map(([name, argv]) => check(name, argv, context));
    const known = COMMAND_CHECKS.flatMap((name) => {
        const wanted = preflight[name];
        if (wanted === false)
            return [];
        if (wanted !== true)
            return [check(name, wanted, context)];
        return [{ name, run: () => runDefaults(name, context) }];
    });
    return [...known, ...own];
}
function check(name, argv, context) {
    // A tool that the project asks for by name must be there.
    return { name, run: () => runCommand(argv, context.project.directory, context) };
}
async function runDefaults(kind, context) {
    const defaults = await findDefaults(kind, context);
    const details = [];
    let ran = false;
    for (const one of defaults) {
        if ("why" in one) {
            details.push(one.why);
            continue;
        }
        const outcome = await runCommand(one.argv, one.directory, context);
        if (outcome.status === "failed")
            return outcome;
        ran = true;
        details.push(outcome.detail);
    }
    if (ran)
        return passed(details.join("; "));
    return skipped(details.join("; ") || `nothing was found that does it; name a command under preflight: {${kind}: [...]}`);
}
async function findDefaults(kind, { project, env }) {
    const { config, detected, directory, tree } = project;
    const builds = config.settings.builds ?? detected.builds.map(({ toolchain, directory: dir }) => ({ toolchain, dir }));
    const places = new Map(builds.map(({ toolchain, dir }) => [`${toolchain} ${dir}`, { toolchain, dir }]));
    const found = [];
    for (const { toolchain, dir } of places.values()) {
        const at = (0,external_node_path_.join)(directory, dir);
        const offer = (program, ...argv) => found.push(findProgram(program, env) === undefined
            ? { why: `${program} is not on this machine` }
            : { argv, directory: at });
        const script = toolchain === "zig" ? ((await tree.read(dir === "." ? "build.zig" : `${dir}/build.zig`)) ?? "") : "";
        const hasStep = (step) => new RegExp(`\\.step\\(\\s*"${step}"`).test(script);
        switch (`${toolchain} ${kind}`) {
            case "rust tests":
                offer("cargo", "cargo", "test");
                break;
            case "rust audit":
                offer("cargo-audit", "cargo", "audit");
                break;
            case "rust docs":
                offer("cargo", "cargo", "doc", "--no-deps");
                break;
            case "go tests":
                offer("go", "go", "test", "./...");
                break;
            case "go audit":
                offer("govulncheck", "govulncheck", "./...");
                break;
            case "zig tests":
            case "zig docs": {
                const step = kind === "tests" ? "test" : "docs";
                if (hasStep(step))
                    offer("zig", "zig", "build", step);
                else
                    found.push({ why: `build.zig has no step "${step}"` });
                break;
            }
        }
    }
    return [...found, ...(await npmDefaults(kind, project, env))];
}
async function npmDefaults(kind, { directory, tree }, env) {
    const text = await tree.read("package.json");
    if (text === undefined)
        return [];
    const { scripts = {}, dependencies, devDependencies } = JSON.parse(text);
    const npm = npmArgv(env);
    if (npm === undefined)
        return [{ why: "npm is not on this machine" }];
    if (kind === "audit") {
        const locked = tree.paths.includes("package-lock.json") || tree.paths.includes("npm-shrinkwrap.json");
        return [locked ? { argv: [...npm, "audit"], directory } : { why: "npm audit needs package-lock.json" }];
    }
    const script = kind === "tests" ? "test" : "docs";
    // npm init writes a test that says there is none.
    if (scripts[script] === undefined || /no test specified/.test(scripts[script])) {
        return [{ why: `package.json has no script "${script}"` }];
    }
    const needed = Object.keys({ ...dependencies, ...devDependencies }).length > 0;
    if (needed && !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, "node_modules"))) {
        return [{ why: "node_modules is not there: run npm ci in a step before" }];
    }
    return [{ argv: [...npm, ...(script === "test" ? ["test"] : ["run", script])], directory }];
}
/** On Windows npm is a batch file, which only a shell reads: its script is run by node. */
function npmArgv(env) {
    const npm = findProgram("npm", env);
    if (npm === undefined)
        return undefined;
    if (process.platform !== "win32")
        return ["npm"];
    const script = (0,external_node_path_.join)((0,external_node_path_.dirname)(npm), "node_modules", "npm", "bin", "npm-cli.js");
    return (0,external_node_fs_.existsSync)(script) ? [process.execPath, script] : undefined;
}
async function runCommand(argv, cwd, { project, env, log }) {
    const [program = "", ...args] = argv;
    const shown = argv.join(" ");
    const minutes = project.config.settings.preflight.minutes;
    log.info(`$ ${shown}`);
    try {
        const { code, signal, tail } = await run({ program, args, cwd, env }, { deadline: minutes * 60_000, onLine: (line) => log.info(line) });
        if (code === 0)
            return passed(shown);
        return failed(`${shown} ended with ${code ?? signal}${lastLines(tail, 4)}`, "its whole output is in the log; run the same command in a checkout of this commit");
    }
    catch (error) {
        if (!(error instanceof problem/* Problem */.AF))
            throw error;
        return failed(error.message, error.code === "deadline-exceeded"
            ? `find out what it waits for, or raise preflight: {minutes: ${minutes}}`
            : error.remedy);
    }
}
/** For commands of the project: without the credentials of the job and the files by which steps talk to the runner. */
function commandEnvironment(env, { plan }) {
    return {
        ...programEnvironment(env),
        SLIPWAY_VERSION: plan.version,
        SLIPWAY_TAG: plan.tag,
        SLIPWAY_COMMIT: plan.commit,
        SOURCE_DATE_EPOCH: String(plan.timestamp),
    };
}

// EXTERNAL MODULE: ./packages/model/build/version.js
var build_version = __webpack_require__(1580);
// EXTERNAL MODULE: ./packages/model/build/tag.js
var build_tag = __webpack_require__(9088);
;// CONCATENATED MODULE: ./packages/planning/build/detect/facts.js

const FACT_NAMES = ["name", "version", "description", "licence", "homepage", "repository"];
function facts_join(...parts) {
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

;// CONCATENATED MODULE: ./packages/planning/build/detect/licence.js

/** First words of licences that are told from their text alone; those that need a word of their user (GPL) are not. */
const TEXTS = [
    [/^\s*(?:The )?MIT License\b/i, "MIT"],
    [/^\s*ISC License\b/i, "ISC"],
    [/^\s*Apache License\s+Version 2\.0\b/i, "Apache-2.0"],
    [/^\s*Mozilla Public License,? Version 2\.0\b/i, "MPL-2.0"],
    [/^\s*BSD 3-Clause License\b/i, "BSD-3-Clause"],
    [/^\s*BSD 2-Clause License\b/i, "BSD-2-Clause"],
    [/^\s*This is free and unencumbered software released into the public domain\./, "Unlicense"],
    [/^\s*Boost Software License - Version 1\.0\b/i, "BSL-1.0"],
];
/** Families whose text is the same with and without "or later". */
const GNU = /^\s*GNU (?<kind>(?:AFFERO |LESSER )?)GENERAL PUBLIC LICENSE\s+Version (?<major>\d)(?<minor>\.\d)?/i;
const GNU_NAMES = { "": "GPL", affero: "AGPL", lesser: "LGPL" };
/** Licence files at the project's root: LICENSE, LICENSE-MIT, COPYING and the like. */
async function licenceFiles(tree) {
    const files = tree.paths.filter((path) => /^(?:(?:UN)?LICEN[SC]E|COPYING)(?:[.-][\w.-]+)?$/i.test(path));
    return Promise.all(files.map(async (file) => ({ file, id: identify((await tree.read(file)) ?? "") })));
}
function identify(source) {
    const text = source.replace(/^\ufeff?#* */, "");
    const gnu = GNU.exec(text)?.groups;
    if (gnu === undefined)
        return TEXTS.find(([shape]) => shape.test(text))?.[1];
    return `${GNU_NAMES[gnu.kind?.trim().toLowerCase() ?? ""]}-${gnu.major}${gnu.minor ?? ".0"}`;
}
/** SPDX identifier of the project's licence file, for manifests that hold none (Go's). */
async function detectLicence(tree) {
    const file = tree.paths.find((path) => /^(?:LICEN[SC]E|COPYING)(?:\.(?:md|txt))?$/i.test(path));
    const source = file === undefined ? undefined : await tree.read(file);
    if (file === undefined || source === undefined)
        return undefined;
    return fact(TEXTS.find(([shape]) => shape.test(source.replace(/^#+ */, "")))?.[1], file);
}

// EXTERNAL MODULE: ./packages/model/build/plan.js + 6 modules
var plan = __webpack_require__(2473);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./packages/model/build/target.js
var build_target = __webpack_require__(6343);
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./packages/planning/build/config/fields.js


/** Field types of slipway.yml that several sections share. */
/**
 * An object without unknown keys. The message of a refusal carries the known keys, from which `describeIssues` finds the
 * nearest one: an issue by itself does not say what would have been accepted.
 */
function section(shape) {
    return schemas/* strictObject */.rej(shape, {
        error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(KNOWN_KEYS_SEPARATOR) : undefined),
    });
}
const KNOWN_KEYS_SEPARATOR = ", ";
const OSES = ["linux", "macos", "windows", "freebsd"];
/** One value for every platform, or a value for some: a target wins over its operating system, that over `default`. */
function byPlatform(value, title) {
    const entries = ["default", ...OSES, ...build_target/* TARGET_IDS */.vr].map((key) => [key, value.optional()]);
    return section(Object.fromEntries(entries)).meta({ title });
}
/** A value, or a list of them; a list comes out. */
function oneOrMore(value) {
    return schemas/* union */.KCZ([value, schemas/* array */.YOg(value).min(1, "at least one entry")])
        .transform((given) => (Array.isArray(given) ? given : [given]));
}
/** Names that end up in file names, artifact names and outputs. */
const Word = schemas/* string */.YjP()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "letters, digits, '.', '_' and '-', beginning with a letter or digit");
/** A glob or path of the project: relative, `/` between names, never leading upward. */
const Glob = schemas/* string */.YjP()
    .min(1, "a path or glob")
    .refine((glob) => !glob.startsWith("!"), "a glob without '!' (name what to leave out under `exclude`)")
    .refine((glob) => !glob.startsWith("/") && !/^[A-Za-z]:/.test(glob), "a path relative to the project")
    .refine((glob) => !glob.split("/").includes(".."), "a path inside the project, without '..'");
/** A directory or file below some root; "." is the root itself. */
const Below = schemas/* string */.YjP()
    .refine((path) => !path.startsWith("/") && !path.includes("\\"), "a relative path with / between names")
    .refine((path) => !path.split("/").includes(".."), "a path without '..'");
const Template = schemas/* string */.YjP().min(1, "text with variables such as {version}");
const Format = schemas/* enum */.k5n(words/* ARCHIVE_FORMATS */.Oz);
const Formats = schemas/* union */.KCZ([Format, schemas/* array */.YOg(Format).min(1, "at least one format")]);
/** A file entry of the long form: what git tracks, or what the build makes. */
const Copied = section({
    from: Glob.describe("Path or glob of files that git tracks; a directory's name stands for everything in it. Files whose names begin with a dot are matched only by a pattern that names the dot. `{target}`, `{os}`, `{arch}`, `{triple}`, `{variant}`, `{name}` and `{version}` are replaced."),
    to: Below.optional().describe("Directory of the archive to which the files go, with their path after the fixed part of the glob: `from: docs/guide/**` and `to: manual` put docs/guide/a/b.md at manual/a/b.md. Without it a file keeps its path; `.` is the archive's root."),
    exclude: schemas/* array */.YOg(Glob).optional().describe("Globs of files to leave out of this entry."),
    eol: schemas/* enum */.k5n(["native", "lf", "crlf"])
        .optional()
        .describe("Line endings of text files: `native` is CRLF on Windows and LF elsewhere. Without it they stay as git keeps them."),
    mode: schemas/* enum */.k5n(["644", "755"])
        .optional()
        .describe('Permissions, in quotes: "755" is executable. Without it tracked files keep git\'s, generated ones get "644".'),
    optional: schemas/* boolean */.zMY().default(false).describe("A glob that matches nothing is a mistake unless this is true."),
    generated: schemas/* boolean */.zMY()
        .default(false)
        .describe("The files are made by the build, so they are looked for when packaging rather than in git."),
}).meta({ title: "copied files" });
const Directory = section({
    directory: Below.describe("An empty directory to create in the archive."),
}).meta({ title: "empty directory" });
const Symlink = section({
    symlink: Below.describe("Path of a symbolic link to create in the archive."),
    target: schemas/* string */.YjP()
        .min(1, "a path")
        .describe("Where it points, relative to its own directory; never outside the archive."),
}).meta({ title: "symbolic link" });
const FileEntry = schemas/* union */.KCZ([Glob, Copied, Directory, Symlink]).meta({ id: "file", title: "file entry" });
const FileEntries = schemas/* array */.YOg(FileEntry);

;// CONCATENATED MODULE: ./packages/planning/build/config/issues.js


/** @param input the whole document, as read */
function describeIssues(issues, input) {
    const findings = issues.flatMap((issue) => describe(issue, [], input));
    // A mistyped key that is needed would be told twice: as unknown, and as missing.
    return findings.filter(({ missing, path }) => missing === undefined ||
        !findings.some(({ meant, path: other }) => meant === missing && issues_name(other.slice(0, -1)) === issues_name(path)));
}
function describe(issue, base, input) {
    const path = [...base, ...issue.path];
    const found = show(valueAt(input, path));
    const wrong = (expected, remedy) => [
        { path, onKey: false, message: `${issues_name(path)}: expected ${expected}, found ${found}`, remedy },
    ];
    switch (issue.code) {
        case "unrecognized_keys":
            return issue.keys.map((key) => unknownKey([...path, key], issue.message.split(KNOWN_KEYS_SEPARATOR)));
        case "invalid_type":
            return wrongType(path, issue.expected, input);
        case "invalid_value":
            return wrongChoice(path, issue.values.map(String), valueAt(input, path));
        case "invalid_union":
            return describeUnion(issue.errors, path, input);
        case "invalid_key":
            return [
                {
                    path,
                    onKey: true,
                    message: `the key ${show(path.at(-1))} of ${issues_name(path.slice(0, -1))} cannot be used`,
                    remedy: `use ${issue.issues[0]?.message ?? "another"}`,
                },
            ];
        case "custom":
            // Rules across keys say everything themselves; rules of one value (`refine`) say what was expected.
            return /`|:/.test(issue.message) && !issue.message.startsWith("a ")
                ? [{ path, onKey: false, message: `${issues_name(path)}: ${issue.message}`, remedy: "see docs/configuration.md" }]
                : wrong(issue.message, `write ${issue.message}`);
        default:
            return wrong(issue.message, `write ${issue.message}`);
    }
}
/** The value is not what the branch is for at all, rather than a bad one of its kind. */
function isOfAnotherKind(issue) {
    if (issue.path.length > 0)
        return false;
    if (issue.code === "invalid_union")
        return issue.errors.every((branch) => branch.some(isOfAnotherKind));
    return issue.code === "invalid_type" || issue.code === "invalid_value";
}
/** Of a union's branches, tells about the one that was meant: same kind of value, and the fewest foreign keys. */
function describeUnion(branches, path, input) {
    const value = valueAt(input, path);
    const fitting = branches.filter((branch) => !branch.some(isOfAnotherKind));
    if (fitting.length === 0) {
        const choices = branches
            .flat()
            .flatMap((issue) => (issue.path.length === 0 && issue.code === "invalid_value" ? issue.values.map(String) : []));
        if (typeof value === "string" && choices.length > 0)
            return wrongChoice(path, choices, value);
        const kinds = branches.map((branch) => {
            const [first] = branch;
            if (first?.code === "invalid_type")
                return KINDS[first.expected] ?? first.expected;
            return first?.code === "invalid_value" ? `one of ${first.values.map(String).join(", ")}` : "another value";
        });
        const expected = [...new Set(kinds)].join(" or ");
        return [
            {
                path,
                onKey: false,
                message: `${issues_name(path)}: expected ${expected}, found ${show(value)}`,
                remedy: `write ${expected}`,
            },
        ];
    }
    const foreign = (branch) => branch.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys.length : 0), 0);
    const meant = fitting.reduce((best, branch) => (foreign(branch) < foreign(best) ? branch : best));
    return meant.flatMap((issue) => describe(issue, path, input));
}
const KINDS = {
    string: "text",
    boolean: "true or false",
    array: "a list",
    object: "a mapping of keys",
    record: "a mapping of keys",
    number: "a number",
};
function wrongType(path, expected, input) {
    const value = valueAt(input, path);
    const parent = valueAt(input, path.slice(0, -1));
    const key = path.at(-1);
    if (value === undefined && typeof key === "string") {
        return [
            {
                path: path.slice(0, -1),
                onKey: false,
                message: `${issues_name(path.slice(0, -1))}: the key "${key}" is missing`,
                remedy: `add "${key}: …"`,
                missing: key,
            },
        ];
    }
    const kind = KINDS[expected] ?? expected;
    const scalar = typeof value === "number" || typeof value === "boolean";
    let remedy = `write ${kind}`;
    if (expected === "string" && scalar)
        remedy = `put it in quotes: "${value}" (as it stands YAML reads a ${typeof value})`;
    if (expected === "array" && (scalar || typeof value === "string")) {
        const words = typeof value === "string" && key === "command" ? value.trim().split(/\s+/) : [value];
        remedy = `write a list: [${words.map(show).join(", ")}]`;
    }
    return [
        {
            path,
            onKey: false,
            message: `${issues_name(path)}: expected ${kind}, found ${show(value)}`,
            remedy: parent === undefined ? "see docs/configuration.md" : remedy,
        },
    ];
}
function wrongChoice(path, choices, value) {
    if (value === undefined)
        return wrongType(path, "string", undefined);
    const expected = choices.length === 1 ? `${choices[0]}` : `one of ${choices.join(", ")}`;
    const guess = typeof value === "string"
        ? ((0,build_target/* findTarget */.FB)(value)?.id ?? (0,nearest/* nearest */.p)(value, choices))
        : choices.find((choice) => choice === String(value));
    const hint = guess !== undefined && choices.includes(guess) ? guess : undefined;
    const quoted = typeof value === "string" ? "" : ", in quotes";
    return [
        {
            path,
            onKey: false,
            message: `${issues_name(path)}: expected ${expected}, found ${show(value)}`,
            remedy: hint === undefined ? `write ${expected}` : `did you mean "${hint}"${quoted}?`,
        },
    ];
}
function unknownKey(path, known) {
    const key = String(path.at(-1));
    const guess = (0,nearest/* nearest */.p)(key, known);
    const where = path.length === 1 ? "" : ` in ${issues_name(path.slice(0, -1))}`;
    return {
        path,
        onKey: true,
        message: `unknown key "${key}"${where}`,
        remedy: `${guess === undefined ? "" : `did you mean "${guess}"? `}known keys: ${known.join(", ")}`,
        meant: guess,
    };
}
/** `builds[0].targets[2]` */
function issues_name(path) {
    if (path.length === 0)
        return "the file";
    return path.reduce((text, part) => typeof part === "number" ? `${text}[${part}]` : text === "" ? String(part) : `${text}.${String(part)}`, "");
}
function show(value) {
    if (value === undefined || value === null)
        return "nothing";
    if (Array.isArray(value))
        return "a list";
    if (typeof value === "object")
        return "a mapping of keys";
    const text = JSON.stringify(value);
    return text.length > 80 ? `${text.slice(0, 77)}…"` : text;
}
function valueAt(input, path) {
    return path.reduce((value, part) => typeof value === "object" && value !== null ? value[part] : undefined, input);
}

// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
;// CONCATENATED MODULE: ./packages/planning/build/config/channels/storage.js



/** Where registries, repositories and mirrors keep their files: keys that all of them share. */
const Text = schemas/* string */.YjP().min(1, "text");
const Address = schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" }).refine((url) => {
    const parsed = URL.parse(url);
    return parsed?.username === "" && parsed.password === "";
}, "an address without a user or password: those come by the input `credentials`");
const Concurrency = schemas/* int */.Whr().min(1, "at least one").max(32, "at most 32").default(4).describe("Files at a time.");
const Verify = schemas/* boolean */.zMY().default(true).describe("Read each file back, and compare its digest.");
const Http = section({
    url: Address.describe("Address under which files are put."),
    authentication: schemas/* enum */.k5n(["none", "basic", "bearer", "header"])
        .default("basic")
        .describe("How the credentials are sent: user and password, a token, or a header of the server's own."),
    header: schemas/* string */.YjP()
        .regex(/^[A-Za-z0-9-]+$/, "a header's name")
        .optional()
        .describe("Name of that header, for example X-JFrog-Art-Api."),
    headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).default({}).describe("Further headers of uploads; nothing secret."),
    expected: schemas/* array */.YOg(schemas/* int */.Whr().min(200).max(299))
        .default([])
        .describe("Statuses that say that a file was taken; otherwise any from 200 to 299."),
    verify: Verify,
    concurrency: Concurrency,
})
    .superRefine(({ authentication, header }, context) => {
    if ((authentication === "header") === (header !== undefined))
        return;
    const message = "`authentication: header` and `header` belong together";
    context.addIssue({ code: "custom", path: ["header"], message });
})
    .meta({ title: "server that takes PUT" });
const S3 = section({
    endpoint: Address.default("https://s3.amazonaws.com").describe("Address of the service, without the bucket."),
    bucket: Text.describe("Bucket."),
    region: Text.default("us-east-1").describe("Region; `auto` for Cloudflare R2."),
    prefix: Below.default("").describe("What every key begins with."),
    pathStyle: schemas/* boolean */.zMY().default(false).describe("The bucket stands in the path instead of the host's name."),
    cacheControl: section({
        fixed: Text.optional().describe("Of files that never change."),
        changing: Text.default("no-cache").describe("Of indices and pointers."),
    })
        .prefault({})
        .describe("`Cache-Control` of what is stored."),
    verify: Verify,
    concurrency: Concurrency,
}).meta({ title: "S3 bucket" });
const Branch = section({
    repository: fields/* RepositoryName */.Ae.describe("Repository, for example `acme/packages`."),
    branch: Text.default("gh-pages").describe("Branch; it is made where it is missing."),
    directory: Below.default("").describe("Directory of the branch."),
}).meta({ title: "branch" });
const storages = {
    http: Http.optional().describe("A server that takes PUT."),
    s3: S3.optional().describe("A bucket of S3, or of a service that speaks as it does."),
    branch: Branch.optional().describe("A branch of a repository, for example for GitHub Pages."),
};
const given = (storage) => Object.values(storage).filter((each) => each !== undefined).length;
const Storage = section(storages)
    .superRefine((storage, context) => {
    if (given(storage) !== 1)
        context.addIssue({ code: "custom", path: [], message: "one of `http`, `s3` and `branch`" });
})
    .meta({ id: "storage", title: "storage" });
/** A mirror may also be a repository with releases of its own. */
const MirrorStorage = section({
    ...storages,
    github: section({
        repository: fields/* RepositoryName */.Ae.describe("Repository, for example `acme/app-backup`; it has the same tags."),
    })
        .optional()
        .describe("Releases of another repository that is a mirror of the code."),
})
    .superRefine((storage, context) => {
    const message = "one of `http`, `s3`, `branch` and `github`";
    if (given(storage) !== 1)
        context.addIssue({ code: "custom", path: [], message });
})
    .meta({ id: "mirror-storage", title: "storage of a mirror" });
const Id = Word.optional().describe("Names it among the credentials and in the journal; otherwise its kind.");
const packageRepository = {
    id: Id,
    to: Storage.describe("Where its files are kept."),
    url: Address.optional().describe("Address that people's machines read from; with it their configuration is written too."),
    suite: Word.default("stable").describe("Suite of final releases."),
    prereleaseSuite: Word.optional().describe("Suite of all releases, pre-releases among them; without it pre-releases are left out."),
    keep: section({
        versions: schemas/* int */.Whr().min(1, "at least one").default(10).describe("Versions of each package."),
        days: schemas/* int */.Whr().min(1, "at least one").optional().describe("Older ones go as well, but for the newest."),
    })
        .prefault({})
        .describe("What stays of old versions."),
};

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/apt.js



const Apt = section({
    ...packageRepository,
    component: Word.default("main").describe("Component."),
    architectures: schemas/* array */.YOg(schemas/* string */.YjP().regex(/^[a-z0-9][a-z0-9-]*$/, "Debian's name of an architecture"))
        .default([])
        .describe("Architectures that have an index even without a package of their own, in Debian's names."),
    validDays: schemas/* int */.Whr()
        .min(1, "at least one")
        .optional()
        .describe("Days after a release until machines refuse the indices, unless they are renewed."),
}).meta({ id: "apt", title: "apt repository" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/homebrew.js


const Name = schemas/* string */.YjP()
    .regex(/^[a-z0-9][a-z0-9+._-]*$/, "a formula's name: lower-case letters, digits, '-', '_', '.' and '+'");
const homebrew_Text = schemas/* string */.YjP().min(1, "text");
/** A dependency, on every system or on one. */
const Dependency = schemas/* union */.KCZ([homebrew_Text, section({ name: homebrew_Text.describe("Formula."), os: schemas/* enum */.k5n(["macos", "linux"]).describe("Only there.") })])
    .meta({ title: "dependency" });
const Conflict = schemas/* union */.KCZ([homebrew_Text, section({ name: homebrew_Text.describe("Formula."), because: homebrew_Text.optional().describe("Reason, for people.") })])
    .meta({ title: "conflict" });
const Service = section({
    run: schemas/* array */.YOg(homebrew_Text)
        .min(1, "at least the program")
        .describe("Program and arguments; a path that begins with var/ or etc/ is Homebrew's own."),
    keepAlive: schemas/* boolean */.zMY().default(true).describe("Start it again when it ends."),
    requireRoot: schemas/* boolean */.zMY().default(false).describe("It only works as root."),
    workingDir: homebrew_Text.optional().describe("For example `var`."),
    logPath: homebrew_Text.optional().describe("For example `var/log/app.log`."),
    errorLogPath: homebrew_Text.optional().describe("The same for standard error."),
    environment: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).default({}).describe("Environment variables."),
}).meta({ title: "service" });
const Cask = section({
    directory: Below.default("Casks").describe("Directory in the tap."),
    title: homebrew_Text.optional().describe("Product's name, as people read it."),
    app: schemas/* array */.YOg(homebrew_Text).default([]).describe("Bundles in the archive; without any the programs are linked."),
}).meta({ title: "cask" });
const PullRequest = section({
    branch: Template.default("slipway/{name}-{version}").describe("Branch in the tap; it is Slipway's own."),
    title: Template.default("{name} {version}").describe("Title."),
    body: Template.default("Updates {name} from {previous} to {version}: {page}").describe("Text, in Markdown."),
    labels: schemas/* array */.YOg(homebrew_Text).default([]).describe("Labels."),
    autoMerge: schemas/* enum */.k5n(["merge", "squash", "rebase"])
        .optional()
        .describe("Let GitHub merge it when its checks pass; has to be allowed in the tap's settings."),
}).meta({ title: "pull request" });
const Homebrew = section({
    tap: schemas/* string */.YjP()
        .regex(/^[\w.-]+\/[\w.-]+$/, "the tap's repository, for example acme/homebrew-tap")
        .describe("Repository of the tap, for example `acme/homebrew-tap`."),
    branch: homebrew_Text.optional().describe("Branch of the tap; otherwise its default one."),
    name: Name.optional().describe("Name of the formula; otherwise the project's."),
    formula: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Below])
        .default(true)
        .describe("Whether there is a formula, or its directory in the tap; `true` is Formula."),
    cask: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Cask])
        .default(false)
        .describe("Whether there is a cask: for bundles, or for a program without service and test."),
    description: homebrew_Text.optional().describe("One sentence; otherwise the project's."),
    homepage: homebrew_Text.optional().describe("Page; otherwise the project's."),
    variant: Word.optional().describe("Variant that is installed; otherwise the only one, `complete`, or `default`."),
    binaries: schemas/* array */.YOg(Word).optional().describe("Programs that are installed; otherwise all that were built."),
    dependencies: schemas/* array */.YOg(Dependency).default([]).describe("Formulae that it needs."),
    conflicts: schemas/* array */.YOg(Conflict).default([]).describe("Formulae with which it cannot be installed."),
    completions: schemas/* array */.YOg(homebrew_Text)
        .optional()
        .describe("Arguments by which the program prints completions, before the shell's name. Packaged ones are installed without this."),
    service: Service.optional().describe("What `brew services` runs."),
    caveats: homebrew_Text.optional().describe("What people are told after the installation; `#{opt_bin}` and the like are replaced."),
    install: homebrew_Text.optional().describe("Ruby that installs it, in place of what is written from the archives."),
    test: homebrew_Text.optional().describe("Ruby of the `test` block; otherwise the program is asked for its version."),
    livecheck: schemas/* boolean */.zMY().default(true).describe("Let `brew livecheck` look for new releases."),
    versioned: schemas/* array */.YOg(schemas/* enum */.k5n(["major", "minor"]))
        .default([])
        .describe("Also keep `name@2` (`major`) or `name@2.1` (`minor`) for those who stay on a line."),
    prerelease: schemas/* enum */.k5n(["separate", "skip", "same"])
        .default("separate")
        .describe("Where pre-releases go: into a formula of their own, nowhere, or into the same one."),
    prereleaseName: Template.default("{name}-{channel}").describe("Name of that formula; `{channel}` is alpha, beta, rc or whatever the version says."),
    via: schemas/* enum */.k5n(["commit", "pull-request"]).default("commit").describe("How a change gets into the tap."),
    message: Template.default("{name} {version}").describe("Message of the commit. Variables here and in the pull request: `{name}`, `{version}`, `{tag}`, `{previous}`, `{page}`."),
    author: section({ name: homebrew_Text.describe("Name."), email: homebrew_Text.describe("Address.") })
        .optional()
        .describe("Author of the commit; otherwise whoever the token belongs to."),
    pullRequest: PullRequest.prefault({}).describe("How the pull request looks."),
}).meta({ id: "homebrew", title: "Homebrew tap" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/mirror.js


const Mirror = section({
    id: Id,
    to: MirrorStorage.describe("Where releases are kept."),
    url: Address.describe("Address that clients read from."),
}).meta({ id: "mirror", title: "mirror" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/registry.js



const Registry = section({
    id: Id,
    to: Storage.describe("Where files are put."),
    path: schemas/* string */.YjP()
        .regex(/\{file\}/, "a path with {file} in it")
        .default("{name}/{version}/{file}")
        .describe("Path of each file; `{name}`, `{version}`, `{tag}` and `{file}` are replaced."),
    files: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "a glob"))
        .min(1, "at least one glob")
        .default(["*"])
        .describe("Globs of the assets that it gets."),
    prereleases: schemas/* boolean */.zMY().default(true).describe("It gets pre-releases too."),
}).meta({ id: "registry", title: "registry" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/rpm.js


const Rpm = section(packageRepository).meta({ id: "rpm", title: "rpm repository" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels/scoop.js



const scoop_Text = schemas/* string */.YjP().min(1, "text");
const Scoop = section({
    bucket: fields/* RepositoryName */.Ae.describe("Repository of the bucket, for example `acme/scoop-bucket`."),
    branch: scoop_Text.optional().describe("Branch of the bucket; otherwise its default one."),
    name: Word.optional().describe("Name of the manifest; otherwise the project's."),
    directory: Below.default("bucket").describe("Directory of manifests in the bucket."),
    description: scoop_Text.optional().describe("One sentence; otherwise the project's."),
    homepage: scoop_Text.optional().describe("Page; otherwise the project's, or the repository's."),
    licence: scoop_Text.optional().describe("SPDX expression; otherwise the project's."),
    variant: Word.optional().describe("Variant that is installed; otherwise `complete`, or `default`."),
    notes: schemas/* array */.YOg(scoop_Text).default([]).describe("Lines that people are told after the installation."),
    shortcuts: schemas/* array */.YOg(section({ program: scoop_Text.describe("Program."), name: scoop_Text.describe("What the start menu shows.") }))
        .default([])
        .describe("Entries of the start menu."),
    persist: schemas/* array */.YOg(scoop_Text).default([]).describe("Files and directories that updates keep."),
    depends: schemas/* array */.YOg(scoop_Text).default([]).describe("Apps that it needs."),
    prerelease: schemas/* enum */.k5n(["separate", "skip", "same"])
        .default("skip")
        .describe("Where pre-releases go: into `name-prerelease`, nowhere, or into the same manifest."),
    via: schemas/* enum */.k5n(["commit", "pull-request"]).default("commit").describe("How a change gets into the bucket."),
    author: section({ name: scoop_Text.describe("Name."), email: scoop_Text.describe("Address.") })
        .optional()
        .describe("Author of the commit; otherwise whoever the token belongs to."),
    pullRequest: section({
        labels: schemas/* array */.YOg(scoop_Text).default([]).describe("Labels."),
        autoMerge: schemas/* enum */.k5n(["merge", "squash", "rebase"]).optional().describe("Let GitHub merge it when its checks pass."),
    })
        .prefault({})
        .describe("How the pull request looks."),
}).meta({ id: "scoop", title: "Scoop bucket" });

;// CONCATENATED MODULE: ./packages/planning/build/config/channels.js







/** `channels`: where releases are advertised after they are published. */
const Channels = section({
    homebrew: oneOrMore(Homebrew).optional().describe("Homebrew taps: one, or a list."),
    scoop: oneOrMore(Scoop).optional().describe("Scoop buckets: one, or a list."),
    apt: oneOrMore(Apt).optional().describe("Signed apt repositories of the release's .deb packages."),
    rpm: oneOrMore(Rpm).optional().describe("Signed rpm repositories of the release's .rpm packages."),
    registries: oneOrMore(Registry).optional().describe("Servers and buckets that get files of the release."),
    mirrors: oneOrMore(Mirror)
        .optional()
        .describe("Places that get whole releases, in the order in which clients try them."),
}).meta({ title: "channels" });

;// CONCATENATED MODULE: ./packages/planning/build/config/code-signing.js


/** Keys of `signing` that sign programs inside: they change bytes, so they come before packaging. */
const Server = schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" });
const Windows = section({
    description: schemas/* string */.YjP()
        .min(1, "a name")
        .optional()
        .describe("What Windows calls the program when it asks whether it may run; otherwise the project's name."),
    url: schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" })
        .optional()
        .describe("Address that Windows shows with it; otherwise the project's homepage."),
    timestamp: schemas/* union */.KCZ([schemas/* literal */.euz(false), Server, schemas/* array */.YOg(Server).min(1, "at least one server")])
        .default("http://timestamp.digicert.com")
        .describe("RFC 3161 timestamp server, or several that are tried in order; `false` does without, and signatures end with the certificate."),
}).meta({ title: "Windows signatures" });
const Macos = section({
    entitlements: Below.optional().describe("Property list with the programs' entitlements, relative to the project."),
    hardenedRuntime: schemas/* boolean */.zMY().default(true).describe("Apple's hardened runtime, which notarisation asks for."),
    notarise: schemas/* boolean */.zMY()
        .default(true)
        .describe("Have Apple notarise the programs, with the secrets `notary-key`, `notary-key-id` and `notary-issuer`."),
    identifierPrefix: schemas/* string */.YjP()
        .regex(/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/, "a reverse domain name, for example org.example")
        .optional()
        .describe("Reverse domain name that stands before each program's name in its identifier."),
}).meta({ title: "Developer ID" });
const codeSigning = {
    windows: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Windows])
        .default(false)
        .describe("Authenticode in Windows programs. The certificate comes from the secrets `windows-certificate` and `windows-certificate-password`."),
    macos: schemas/* union */.KCZ([schemas/* enum */.k5n(["ad-hoc", "developer-id", "none"]), Macos])
        .default("ad-hoc")
        .describe("`ad-hoc` mends programs for Apple silicon that would not start for want of a signature; `developer-id`, or its settings, signs on a Mac with the secrets `macos-certificate` and `macos-certificate-password`."),
};

// EXTERNAL MODULE: ./packages/model/build/messenger.js
var messenger = __webpack_require__(3379);
;// CONCATENATED MODULE: ./packages/planning/build/config/notify.js



/** `notify`: where news of a release go, and in which words. */
const kind = (name) => schemas/* literal */.euz(name).describe("Which messenger it is.");
const addressed = {
    id: Word.optional().describe("Names it among the credentials and in the journal; the messenger's name where there is one of its kind."),
    on: schemas/* array */.YOg(messenger/* MessageType */.Go)
        .min(1, "at least one type")
        .default([...words/* MESSAGE_TYPES */.Ol])
        .describe("Types of messages that it gets; otherwise all."),
};
const Mailbox = schemas/* string */.YjP()
    .regex(/^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, "an address: `someone@example.org` or `Name <someone@example.org>`");
const Messenger = schemas/* union */.KCZ([
    schemas/* enum */.k5n(["slack", "discord", "teams", "webhook"]),
    section({
        messenger: kind("slack"),
        ...addressed,
        mention: schemas/* enum */.k5n(["here", "channel"]).optional().describe("Whom an urgent message calls."),
    }).meta({ title: "Slack" }),
    section({
        messenger: kind("discord"),
        ...addressed,
        mention: schemas/* enum */.k5n(["here", "everyone"]).optional().describe("Whom an urgent message calls."),
    }).meta({ title: "Discord" }),
    section({ messenger: kind("teams"), ...addressed }).meta({ title: "Microsoft Teams" }),
    section({ messenger: kind("webhook"), ...addressed }).meta({ title: "webhook" }),
    section({
        messenger: kind("email"),
        ...addressed,
        host: schemas/* string */.YjP()
            .regex(/^[A-Za-z0-9.:-]+$/, "a host's name")
            .describe("Mail server."),
        port: schemas/* int */.Whr().min(1).max(65_535).optional().describe("587 with `starttls`, 465 with `tls`, 25 with `none`."),
        tls: schemas/* enum */.k5n(["starttls", "tls", "none"])
            .default("starttls")
            .describe("How the connection is protected; `none` is for a server on the runner itself."),
        from: Mailbox.describe("Sender."),
        to: schemas/* array */.YOg(Mailbox).min(1, "at least one recipient").describe("Recipients."),
    }).meta({ title: "e-mail" }),
]);
const Texts = section({
    title: schemas/* string */.YjP().min(1, "a line").optional().describe("One line."),
    text: schemas/* string */.YjP().min(1, "a text").optional().describe("What stands below it."),
}).meta({ title: "words of a message" });
const Notify = section({
    to: schemas/* array */.YOg(Messenger).min(1, "at least one messenger").describe("Messengers, by name or with settings."),
    urgent: schemas/* array */.YOg(messenger/* MessageType */.Go)
        .default(["security", "rollback"])
        .describe("Types of messages that ask for attention at once."),
    texts: section(Object.fromEntries(words/* MESSAGE_TYPES */.Ol.map((type) => [type, Texts.optional().describe(`Of a message of type \`${type}\`.`)])))
        .prefault({})
        .describe("Words of the project's own in place of ours, with `{name}`, `{version}`, `{tag}`, `{url}`, `{reason}` and `{replacement}`."),
}).meta({ title: "notify" });

// EXTERNAL MODULE: ./node_modules/semver/classes/range.js
var range = __webpack_require__(6782);
;// CONCATENATED MODULE: ./packages/planning/build/versions/range.js

// The library's index would bring all of it.

/**
 * A range of versions as npm writes it (https://github.com/npm/node-semver#ranges): `>=2.0.0 <2.1.0`, `2.x`, `^1.4.0`,
 * `1.2.0 - 1.4.0`, alternatives with `||`. Pre-releases are held by their order alone: 2.1.0-rc.1 is below 2.1.0.
 */
const OPTIONS = { includePrerelease: true };
function isRange(text) {
    // What is empty would stand for everything; who means that writes `*`.
    if (text.trim() === "")
        return false;
    try {
        return new range(text, OPTIONS).set.length > 0;
    }
    catch {
        return false;
    }
}
/** @param range one that `isRange` */
function inRange(version, range) {
    return new Range(range, OPTIONS).test(version.text);
}
/** A version in its canonical form. */
const isVersion = (text) => (0,build_version/* parseVersion */.ot)(text)?.text === text;

;// CONCATENATED MODULE: ./packages/model/build/advisory.js
/** Where packages of a security advisory come from (GitHub's description, `security-advisory-ecosystems`). */
const ADVISORY_ECOSYSTEMS = [
    "rubygems",
    "npm",
    "pip",
    "maven",
    "nuget",
    "composer",
    "go",
    "rust",
    "erlang",
    "actions",
    "pub",
    "other",
    "swift",
];

;// CONCATENATED MODULE: ./packages/planning/build/config/rollback-modes.js



/** What modes of a rollback need to know beside it: `rollback.staging` and `rollback.advisory`. */
const Staging = section({
    repository: fields/* RepositoryName */.Ae.describe("Repository whose releases are taken back instead; never this one."),
    config: Below.default("slipway.staging.yml").describe("Path of the configuration that names the staging channels, in that repository at the release's tag."),
}).meta({ title: "staging" });
const Advisory = section({
    severity: schemas/* enum */.k5n(words/* SEVERITIES */.oC)
        .optional()
        .describe("Severity of advisories, unless the run says another; otherwise whoever publishes one chooses it."),
    ecosystem: schemas/* enum */.k5n(ADVISORY_ECOSYSTEMS)
        .default("other")
        .describe("Where people get the package; for Dependabot to warn them it must be one that it knows."),
    package: schemas/* string */.YjP()
        .min(1, "a package's name")
        .optional()
        .describe("Name of the package there, for Go the module's path; otherwise the project's."),
}).meta({ title: "advisory" });

;// CONCATENATED MODULE: ./packages/planning/build/config/rollback.js




/** `rollback`: from which version to which a release may be taken back, and what must have been tried before. */
const rollback_Range = schemas/* string */.YjP().refine(isRange, 'a range of versions in quotes, such as ">=2.0.0 <2.1.0" or "1.x"');
const Version = schemas/* string */.YjP().refine(isVersion, "a version such as 2.1.0");
const Sentence = schemas/* string */.YjP().min(1, "a sentence");
const Because = Sentence.describe("Why; it is shown where the move is refused.");
const Remedy = Sentence.describe("What to do instead, for whoever wants to go back.");
const Move = section({
    from: rollback_Range.describe("Versions that are taken back."),
    to: rollback_Range.describe("Versions that people would get instead."),
    allowed: schemas/* boolean */.zMY().default(false).describe("Whether they may follow; `true` is an exception to rules below it."),
    because: Because,
    remedy: Remedy.optional(),
})
    .refine(({ allowed, remedy }) => allowed || remedy !== undefined, {
    message: "the key `remedy` is missing: what to do instead (or `allowed: true`)",
})
    .meta({ title: "move" });
const DataFormat = section({
    name: Sentence.describe("What it is, for example `database`."),
    since: Version.describe("Version that introduced it: from there on data may be in it."),
    readable: rollback_Range.optional().describe("Versions below `since` that can read it nevertheless; otherwise none."),
    remedy: Remedy,
}).meta({ title: "data format" });
const MinimumClient = section({
    version: Version.describe("Nobody is sent below it."),
    because: Because,
    remedy: Remedy,
}).meta({ title: "minimum client" });
const Served = section({
    versions: rollback_Range.describe("Versions of this project."),
    clients: Version.describe("Lowest version of clients that they serve."),
    remedy: Remedy.optional(),
}).meta({ title: "served clients" });
const Compatibility = section({
    moves: schemas/* array */.YOg(Move).default([]).describe("Which versions may follow which; the first rule that fits counts."),
    formats: schemas/* array */.YOg(DataFormat)
        .default([])
        .describe("Data formats: nobody is sent from a version that has one to a version that cannot read it."),
    minimumClient: MinimumClient.optional().describe("Lowest version of this project that what it talks to (a service, its peers) still takes."),
    serves: schemas/* array */.YOg(Served)
        .default([])
        .describe("Where this project is what clients talk to: which clients its versions serve; the first that fits counts. Going back may not shut clients out that are served now."),
}).meta({ title: "compatibility" });
const Rehearsal = section({
    required: schemas/* boolean */.zMY()
        .default(false)
        .describe("Whether a rollback needs a rehearsal of it that passed (`slipway rehearse --rollback --record`)."),
    days: schemas/* int */.Whr()
        .min(1, "at least a day")
        .max(3650, "at most ten years")
        .default(30)
        .describe("How long a rehearsal counts as recent."),
}).meta({ title: "rehearsal" });
const Signers = section({
    openpgp: schemas/* array */.YOg(schemas/* string */.YjP()
        .regex(/^(?:[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/, "a fingerprint of 40 or 64 digits, in quotes and without spaces"))
        .default([])
        .describe("Fingerprints of OpenPGP primary keys; any of them will do."),
    minisign: schemas/* array */.YOg(schemas/* string */.YjP().regex(/^RW[A-Za-z0-9+/]{54}$/, "a minisign public key, the line that begins with RW"))
        .default([])
        .describe("Public keys of minisign; any of them will do."),
    sigstore: schemas/* array */.YOg(schemas/* string */.YjP().regex(/^\S+$/, "an identity, such as https://github.com/acme/app/.github/workflows/release.yml"))
        .default([])
        .describe("Identities of Sigstore, with their ref or without; any of them will do."),
    since: Version.optional().describe("First version that is signed so; otherwise all are."),
}).meta({ title: "signers" });
const Rollback = section({
    compatibility: Compatibility.prefault({}).describe("Which moves between versions are sound."),
    rehearsal: Rehearsal.prefault({}).describe("What must have been tried before."),
    signers: Signers.optional().describe("Who must have signed a release that people are sent back to; otherwise those whom its own release.json names."),
    staging: Staging.optional().describe("Where `mode: staging` tries a rollback without touching anything of this."),
    advisory: Advisory.prefault({}).describe("What the draft of a security advisory says (`mode: security`)."),
}).meta({ title: "rollback" });
/** What a project without this section has. */
const NO_ROLLBACK_RULES = Rollback.parse({});

// EXTERNAL MODULE: ./packages/model/build/bills.js
var bills = __webpack_require__(5862);
;// CONCATENATED MODULE: ./packages/planning/build/config/sbom.js



const Section = section({
    formats: schemas/* array */.YOg(schemas/* enum */.k5n(bills/* SBOM_FORMATS */.zu))
        .min(1, "at least one format")
        .default([...bills/* SBOM_FORMATS */.zu])
        .describe("CycloneDX 1.6 (`.cdx.json`) and SPDX 2.3 (`.spdx.json`), both as JSON."),
    per: schemas/* array */.YOg(schemas/* enum */.k5n(["release", "archive"]))
        .min(1, "release, archive or both")
        .default(["release"])
        .describe("`release` is one bill of materials over everything, `{name}-{version}.cdx.json`; `archive` is one for each archive with binaries, named as the archive."),
}).meta({ title: "bills of materials" });
const Sbom = schemas/* union */.KCZ([schemas/* boolean */.zMY(), Section])
    .default(false)
    .describe("Bills of materials: which packages are in the binaries. `true` is one for the release, in both formats.");
/** What `true` stands for. */
const USUAL_SBOM = Section.parse({});

;// CONCATENATED MODULE: ./packages/planning/build/config/signing.js


/** Keys of `signing` that sign assets; signatures inside of programs have keys of their own beside them. */
const Over = schemas/* enum */.k5n(["checksums", "all"])
    .default("checksums")
    .describe("`checksums` signs the combined checksum files and release.json, which between them hold the digest of everything; `all` signs every asset but checksum files of single packages.");
const signer = (title) => schemas/* union */.KCZ([schemas/* boolean */.zMY(), section({ over: Over }).meta({ title })]).default(false);
const assetSigning = {
    openpgp: signer("OpenPGP signatures").describe("Detached, armoured signatures (`.asc`) for `gpg --verify`. The private key comes from the secret `openpgp-key`."),
    minisign: signer("minisign signatures").describe("Signatures for `minisign -V` (`.minisig`). The secret key comes from the secret `minisign-key`."),
    sigstore: signer("Sigstore bundles").describe("Keyless bundles (`.sigstore.json`) by the identity of the release's workflow; the job needs `id-token: write`."),
    provenance: schemas/* boolean */.zMY()
        .default(false)
        .describe("Build provenance that `gh attestation verify` finds for every asset; the job needs `id-token: write` and `attestations: write`."),
};

;// CONCATENATED MODULE: ./packages/planning/build/config/vulnerabilities.js



const Ignored = section({
    id: schemas/* string */.YjP()
        .regex(/^[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9.:-]+$/, "an identifier such as GHSA-…, CVE-…, RUSTSEC-… or GO-…")
        .describe("Identifier; any of those under which the vulnerability is known."),
    reason: schemas/* string */.YjP()
        .min(10, "a reason that others understand, at least ten characters")
        .describe("Why it may be there."),
    until: schemas/* string */.YjP()
        .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "a day such as 2026-12-31")
        .describe("Last day on which it is ignored; afterwards it counts again."),
}).meta({ title: "ignored vulnerability" });
const vulnerabilities_Section = section({
    fail: schemas/* enum */.k5n(words/* THRESHOLDS */.Rm)
        .default("high")
        .describe("Lowest severity that stops the release; `none` reports and stops nothing."),
    failUnknown: schemas/* boolean */.zMY()
        .default(true)
        .describe("Whether a vulnerability without a rating stops it as well; `none` wins over it."),
    ignore: schemas/* array */.YOg(Ignored).default([]).describe("Vulnerabilities that do not stop the release."),
    database: Below.optional().describe("Directory or zip of OSV files in the repository, asked instead of a server, for example one that an earlier step downloaded."),
    api: schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" })
        .optional()
        .describe("Server that speaks OSV's protocol, instead of https://api.osv.dev."),
    onError: schemas/* enum */.k5n(["fail", "warn"])
        .default("fail")
        .describe("What a server that cannot be asked means for the release."),
}).meta({ title: "vulnerabilities" });
const Vulnerabilities = schemas/* union */.KCZ([schemas/* boolean */.zMY(), vulnerabilities_Section])
    .default(false)
    .describe("Compares the packages of the bill of materials with known vulnerabilities (https://osv.dev) before publishing. `true` stops at severity high.");
/** What `true` stands for. */
const USUAL_GATE = vulnerabilities_Section.parse({});

;// CONCATENATED MODULE: ./packages/planning/build/config/shape.js










/**
 * slipway.yml: what may be written, what is assumed where nothing is, and the words by which editors and
 * docs/configuration.md explain it. Every key is optional.
 */
const Binary = schemas/* union */.KCZ([
    Word,
    section({
        name: Word.describe("File name without the platform's suffix."),
        package: schemas/* string */.YjP()
            .min(1, "a package")
            .optional()
            .describe("Go package path (`./cmd/app`) or Cargo package that makes it."),
    }).meta({ title: "binary with its package" }),
])
    .meta({ id: "binary", title: "binary" });
const Build = section({
    toolchain: schemas/* enum */.k5n(words/* TOOLCHAINS */.z9)
        .describe("`zig`, `go` and `rust` bring a default command and are installed where missing; `command` runs the project's own."),
    id: Word.optional().describe("Name in messages and receipts; the toolchain's name, numbered where several share one."),
    dir: Below.default(".").describe("Directory in which to build, relative to the project."),
    version: schemas/* string */.YjP()
        .min(1, "a version")
        .optional()
        .describe("Version of the toolchain, in quotes; otherwise the one Slipway pins."),
    command: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "an argument"))
        .min(1, "at least the program's name")
        .optional()
        .describe("Program and arguments, run without a shell instead of the toolchain's default. `{target}`, `{triple}`, `{zig-target}`, `{goos}`, `{goarch}`, `{exe}`, `{version}`, `{tag}`, `{commit}` and `{output}` are replaced."),
    args: schemas/* array */.YOg(schemas/* string */.YjP()).default([]).describe("Arguments added to the toolchain's default command."),
    binaries: schemas/* array */.YOg(Binary)
        .min(1, "at least one binary")
        .optional()
        .describe("What the build makes, without `.exe`; otherwise detected from the toolchain's manifest."),
    targets: schemas/* array */.YOg(fields/* TargetName */.VR)
        .min(1, "at least one target")
        .optional()
        .describe("Targets that this build serves; otherwise all."),
    features: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "a feature"))
        .default([])
        .describe("Cargo features, Go build tags, or Zig options (`name` becomes `-Dname`)."),
    env: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP())
        .default({})
        .describe("Environment variables of the build; values are text, in quotes where YAML would read a number."),
    output: Below.optional().describe("Directory in which the command leaves the binaries, relative to `dir`; otherwise the one that `{output}` names and, below `dir`, the toolchain's own."),
    strip: schemas/* boolean */.zMY().default(true).describe("Remove symbols and debug information from the binaries."),
    via: schemas/* enum */.k5n(["cargo", "cross", "cargo-zigbuild"])
        .optional()
        .describe("How Rust is built for other platforms: `cargo` on native runners (FreeBSD through `cross`), `cross` in containers (not for macOS), `cargo-zigbuild` for Linux and macOS from one Linux runner."),
})
    .superRefine((build, context) => {
    const refuse = (key, message) => context.addIssue({ code: "custom", path: [key], message });
    if (build.toolchain === "command") {
        if (build.command === undefined)
            context.addIssue({ code: "custom", path: [], message: "`toolchain: command` needs a `command`" });
        if (build.binaries === undefined)
            context.addIssue({
                code: "custom",
                path: [],
                message: "`toolchain: command` needs `binaries`: what it makes cannot be detected",
            });
    }
    if (build.command !== undefined && build.args.length > 0)
        refuse("args", "`args` are added to the toolchain's default command, and this build has a `command` of its own: put them there");
    if (build.via !== undefined && build.toolchain !== "rust")
        refuse("via", `\`via\` says how Rust crosses; this build's toolchain is ${build.toolchain}`);
    if (build.features.length > 0 && build.toolchain === "command") {
        refuse("features", "`features` are Cargo's, Go's or Zig's: write yours into the `command`");
    }
})
    .meta({ id: "build", title: "build" });
const Override = section({
    binaries: schemas/* array */.YOg(Word).optional().describe("Binaries of this platform, in place of the variant's."),
    files: FileEntries.default([]).describe("Files that this platform has beside the variant's."),
    exclude: schemas/* array */.YOg(Glob).default([]).describe("Globs of the variant's files that this platform does not have."),
}).meta({ title: "override" });
const Variant = section({
    binaries: schemas/* array */.YOg(Word).optional().describe("Binaries in this variant; otherwise all that are built."),
    files: FileEntries.default([]).describe("Files in this variant, beside those of `archives.files`."),
    exclude: schemas/* array */.YOg(Glob).default([]).describe("Globs of tracked files to leave out, whatever entry brought them."),
    platforms: byPlatform(Override, "overrides")
        .prefault({})
        .describe("Differences of an operating system or a target; both apply, the target's last."),
}).meta({ id: "variant", title: "variant" });
const Archives = section({
    formats: schemas/* union */.KCZ([Formats, byPlatform(Formats, "formats by platform")])
        .default({ default: "tar.gz", windows: "zip" })
        .describe("Format, or list of formats, for all platforms or by operating system and target."),
    name: Template.optional().describe("File name without its format's suffix, which is appended. Variables: `{name}`, `{version}`, `{platform}` (the same as `{target}`), `{os}`, `{arch}`, `{triple}`, `{variant}`. Without it: `{name}-{version}-{platform}-{variant}`, or `{name}-{version}-{platform}` in a project without variants."),
    wrap: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Template])
        .default(true)
        .describe("Single top directory: `true` names it as the archive, `false` leaves it out, a template names it otherwise."),
    binDir: Below.default("").describe("Directory of the binaries in the archive; otherwise its root."),
    files: FileEntries.optional().describe("Files of every archive. Without it: LICENSE, LICENCE, COPYING, NOTICE, README and CHANGELOG files at the project's root, where git tracks any."),
}).meta({ title: "archives" });
const Document = {
    format: schemas/* union */.KCZ([Format, schemas/* array */.YOg(Format).min(1, "at least one format")])
        .default("tar.gz")
        .describe("Format, or list of formats."),
};
const Source = section({
    ...Document,
    name: Template.default("{name}-{version}-source").describe("File name without its format's suffix."),
}).meta({ title: "source archive" });
const Documentation = section({
    ...Document,
    name: Template.default("{name}-{version}-docs").describe("File name without its format's suffix."),
    files: FileEntries.min(1, "at least one file").describe("What it holds."),
}).meta({ title: "documentation archive" });
const Checksums = section({
    combined: schemas/* array */.YOg(schemas/* enum */.k5n(words/* DIGEST_ALGORITHMS */.MF))
        .default(["sha256", "sha512", "md5"])
        .describe("Algorithms for which one file covers all packages: SHA256SUMS, SHA512SUMS, MD5SUMS."),
    perFile: schemas/* array */.YOg(schemas/* enum */.k5n(words/* DIGEST_ALGORITHMS */.MF))
        .default(["sha256"])
        .describe("Algorithms for which each package has a file of its own, for example app.tar.gz.sha256."),
}).meta({ title: "checksums" });
const Release = section({
    title: Template.default("{tag}").describe("Title; variables: `{tag}`, `{name}`, `{version}`."),
    draft: schemas/* boolean */.zMY().default(false).describe("Leave the release as a draft for a person to publish."),
    latest: schemas/* union */.KCZ([schemas/* enum */.k5n(["auto", "yes", "no"]), schemas/* boolean */.zMY()])
        .default("auto")
        .describe("Whether it becomes the latest release; `auto`: if it is final and no higher version is."),
    discussion: schemas/* string */.YjP()
        .min(1, "a category of the repository's discussions")
        .optional()
        .describe("Category of the discussion that is opened when the release is published, for example Announcements. The job then needs `discussions: write`."),
}).meta({ title: "release" });
const NotesGroup = section({
    title: schemas/* string */.YjP().min(1, "a heading").describe("Heading."),
    types: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "a type"))
        .min(1, "at least one type")
        .describe("Types of commits below it; `*` takes what no other group and `hidden` name, and plain commits."),
}).meta({ id: "notes-group", title: "group of changes" });
const Notes = section({
    from: schemas/* enum */.k5n(["commits", "changelog", "github", "none"])
        .default("commits")
        .describe("Where the notes come from: the commits since the previous release, the version's section of a changelog file, or GitHub's generator, which is asked at publication."),
    changelog: Below.optional().describe("Changelog file; otherwise CHANGELOG.md, CHANGES.md, HISTORY.md or NEWS.md at the project's root."),
    template: schemas/* string */.YjP()
        .min(1, "Markdown with variables")
        .optional()
        .describe("Markdown that puts parts together: `{changes}`, `{contributors}`, `{compare}`, `{changelog}`, `{github}`, `{name}`, `{version}`, `{tag}`, `{previous}`, `{date}`. A variable that stands alone and is empty takes its paragraph with it."),
    groups: schemas/* array */.YOg(NotesGroup)
        .optional()
        .describe("Headings of changes, in order; docs/release-notes.md has the ones that are used without this."),
    hidden: schemas/* array */.YOg(schemas/* string */.YjP().min(1, "a type"))
        .optional()
        .describe("Types of commits that are left out unless they break something, in place of build, chore, ci and so on."),
}).meta({ title: "notes" });
const Argv = schemas/* array */.YOg(schemas/* string */.YjP().min(1, "an argument")).min(1, "at least the program's name");
const Check = schemas/* union */.KCZ([Argv, schemas/* boolean */.zMY()]).default(true).meta({ title: "check" });
const Preflight = section({
    tests: Check.describe("Program and arguments, run without a shell; `true` is the toolchain's own (`cargo test`, `go test ./...`, `zig build test`, `npm test`), `false` leaves it out."),
    audit: Check.describe("The same for the audit of dependencies: `cargo audit`, `govulncheck ./...`, `npm audit`."),
    docs: Check.describe("The same for the documentation: `cargo doc --no-deps`, `zig build docs`, `npm run docs`."),
    commands: schemas/* record */.g1P(Word, Argv)
        .default({})
        .describe("Checks of the project's own, by name: program and arguments each."),
    version: schemas/* boolean */.zMY().default(true).describe("Compare the version with every manifest that holds one."),
    licence: schemas/* boolean */.zMY().default(true).describe("Compare the licence file with the manifests' SPDX expressions."),
    changelog: schemas/* union */.KCZ([schemas/* boolean */.zMY(), schemas/* enum */.k5n(["required"])])
        .default(true)
        .describe("Look for the version in the changelog: a warning without it, with `required` a failure."),
    minutes: schemas/* int */.Whr()
        .min(1, "at least a minute")
        .max(360, "at most six hours")
        .default(30)
        .describe("Deadline of each command."),
}).meta({ title: "preflight" });
const Settings = section({
    name: Word.optional().describe("Project's name in file names; otherwise detected, or the repository's."),
    description: schemas/* string */.YjP().min(1, "a sentence").optional().describe("One sentence; otherwise detected."),
    licence: schemas/* string */.YjP()
        .min(1, "an SPDX expression")
        .optional()
        .describe("SPDX expression; otherwise detected. `license` is accepted too."),
    license: schemas/* string */.YjP().min(1, "an SPDX expression").optional().describe("The same as `licence`."),
    homepage: schemas/* url */.OZ5({ protocol: /^https?$/, error: "an http or https address" })
        .optional()
        .describe("Address of the project's page; otherwise detected."),
    tagPrefix: schemas/* string */.YjP()
        .regex(/^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/, "a name without its final slash, for example app")
        .optional()
        .describe("`app` where releases are tagged `app/v1.2.3`, because the repository holds several projects."),
    targets: schemas/* array */.YOg(fields/* TargetName */.VR)
        .min(1, "at least one target")
        .optional()
        .describe(`Platforms to release for. Without it: those of the builds where each names its own, otherwise ${build_target/* DEFAULT_TARGET_IDS */.nG.join(", ")}.`),
    builds: schemas/* array */.YOg(Build)
        .optional()
        .describe("How binaries are made. Without it they are detected; `[]` is a project without binaries."),
    variants: schemas/* record */.g1P(Word, Variant)
        .refine((variants) => Object.keys(variants).length > 0, "at least one variant")
        .optional()
        .describe("Named selections of binaries and files, each packed for each target. Without it there is one, called `default`, with everything."),
    archives: Archives.prefault({}).describe("How distribution archives look."),
    source: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Source])
        .default(false)
        .describe("Archive of what git tracks at the tag, with build instructions."),
    docs: schemas/* union */.KCZ([schemas/* boolean */.zMY(), Documentation])
        .default(false)
        .describe("Documentation archive; `true` takes the directory docs and the README, CHANGELOG and LICENSE files."),
    checksums: Checksums.prefault({}).describe("Checksum files."),
    sbom: Sbom,
    vulnerabilities: Vulnerabilities,
    signing: section({ ...assetSigning, ...codeSigning })
        .meta({ title: "signing" })
        .prefault({})
        .describe("Who signs the release; nobody without it."),
    release: Release.prefault({}).describe("The release on GitHub."),
    notes: Notes.prefault({}).describe("What the release's page says about changes."),
    preflight: Preflight.prefault({}).describe("Checks before anything is built, as the action preflight makes them."),
    channels: Channels.prefault({}).describe("Where releases are advertised once they are published."),
    notify: Notify.optional().describe("Messages about releases: Slack, Discord, Microsoft Teams, e-mail, webhooks."),
    rollback: Rollback.optional().describe("What taking a release back has to keep to."),
    runners: byPlatform(schemas/* string */.YjP().min(1, "a runner label"), "runner labels")
        .prefault({})
        .describe("Runner labels, where the planned ones do not suit."),
})
    .superRefine((settings, context) => {
    if (settings.licence !== undefined && settings.license !== undefined) {
        context.addIssue({
            code: "custom",
            path: ["license"],
            message: "`license` and `licence` are the same key: keep one",
        });
    }
})
    .meta({
    title: "Slipway's configuration",
    description: "How a project is built, packed and released. Everything is optional.",
});

;// CONCATENATED MODULE: ./packages/planning/build/config/load.js






const CONFIG_NAME = "slipway.yml";
/** What a project without slipway.yml has: every default. */
const NO_CONFIG = { settings: Settings.parse({}), file: undefined, placeOf: () => undefined };
/**
 * Reads `slipway.yml` of a project, or the file that is asked for by name.
 * @returns `NO_CONFIG` when none was asked for and there is none
 * @throws {Problem} `missing-config`, and what `parseConfig` throws
 */
async function loadConfig(directory, file) {
    const name = file ?? CONFIG_NAME;
    try {
        return parseConfig(await (0,promises_.readFile)((0,external_node_path_.join)(directory, name), "utf8"), name);
    }
    catch (error) {
        if (error.code !== "ENOENT")
            throw error;
        if (file === undefined)
            return NO_CONFIG;
        throw (0,problem/* mistake */.RT)("missing-config", `there is no configuration file "${name}" in ${directory}`, "check the input `config`, and that the repository is checked out before (actions/checkout)", { file: name });
    }
}
/** @param file name for messages @throws {Problem} `invalid-yaml`, `invalid-configuration` */
function parseConfig(text, file) {
    const lines = new yaml_dist/* LineCounter */.HN();
    const document = (0,yaml_dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const place = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { file, line, column: col };
    };
    if (document.errors.length > 0) {
        throw combine("invalid-yaml", file, document.errors.map((error) => ({
            place: place(error.pos[0]),
            message: error.message,
            // `>=1.2.0` looks like the beginning of a folded text.
            remedy: /^Block scalar header/.test(error.message)
                ? "put a text that begins with > or | in quotes"
                : "correct the YAML",
        })));
    }
    const value = readValue(document, file);
    const placeOf = (path, onKey = false) => place(offsetOf(document, path, onKey));
    const parsed = Settings.safeParse(value ?? {});
    if (!parsed.success) {
        const findings = describeIssues(parsed.error.issues, value).map((finding) => ({
            ...finding,
            place: placeOf(finding.path, finding.onKey),
        }));
        throw combine("invalid-configuration", file, findings);
    }
    return { settings: parsed.data, file, placeOf };
}
function readValue(document, file) {
    try {
        return document.toJS();
    }
    catch (error) {
        // Aliases without anchor, or so many of them that expanding them is an attack (yaml's `maxAliasCount`).
        const why = error instanceof Error ? error.message : String(error);
        throw (0,problem/* mistake */.RT)("invalid-yaml", `${file}: ${why}`, "correct the YAML", { file });
    }
}
/** All findings in one problem, in the order of their places; the problem's own place is the first. */
function combine(code, file, findings) {
    const order = ({ place: { line = 0, column = 0 } }) => line * 1e6 + column;
    const sorted = [...findings].sort((a, b) => order(a) - order(b));
    const [first] = sorted;
    if (first === undefined)
        throw new Error(`${file} was refused without a reason`);
    if (sorted.length === 1)
        return (0,problem/* mistake */.RT)(code, first.message, first.remedy, first.place);
    const list = sorted.map((one) => `  ${(0,problem/* formatPlace */.dE)(one.place)}: ${one.message}; ${one.remedy}`);
    return (0,problem/* mistake */.RT)(code, `${file} has ${sorted.length} mistakes:\n${list.join("\n")}`, "correct each; docs/configuration.md explains every key", first.place);
}
/** Offset of the value (or key) at a path; where the path leaves what is written, of the last thing before. */
function offsetOf(document, path, onKey) {
    let node = resolve(document, document.contents);
    let offset = node?.range?.[0] ?? 0;
    for (const [index, part] of path.entries()) {
        if ((0,yaml_dist/* isMap */.jh)(node)) {
            const pair = node.items.find(({ key }) => ((0,yaml_dist/* isScalar */.jn)(key) ? String(key.value) : String(key)) === String(part));
            if (pair === undefined)
                break;
            const key = pair.key;
            const value = pair.value;
            const atKey = onKey && index === path.length - 1;
            // An empty value has no place worth showing; its key has.
            const empty = (0,yaml_dist/* isScalar */.jn)(value) && value.value === null;
            offset = (atKey || empty ? key?.range?.[0] : value?.range?.[0]) ?? key?.range?.[0] ?? offset;
            node = resolve(document, value);
        }
        else if ((0,yaml_dist/* isSeq */.oP)(node) && typeof part === "number") {
            const item = node.items[part];
            if (item === undefined)
                break;
            offset = item.range?.[0] ?? offset;
            node = resolve(document, item);
        }
        else
            break;
    }
    return offset;
}
function resolve(document, node) {
    if ((0,yaml_dist/* isAlias */.Vj)(node))
        return node.resolve(document);
    return node ?? undefined;
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/template.js

function variablesOf(project, target, variant) {
    return {
        name: project.name,
        version: project.version.text,
        ...(target !== undefined && {
            platform: target.id,
            target: target.id,
            os: target.os,
            arch: target.arch,
            triple: target.triple,
        }),
        ...(variant !== undefined && { variant }),
    };
}
/** Replaces every `{variable}`; braces are nothing else in a name. @throws {Problem} `unknown-variable` */
function expandName(template, variables, place) {
    return template.replace(/\{([^{}]*)\}/g, (_, name) => {
        const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
        if (value !== undefined)
            return value;
        const known = Object.keys(variables);
        const guess = (0,nearest/* nearest */.p)(name, known);
        const hint = name === "format"
            ? "the format's suffix is appended by itself; "
            : guess === undefined
                ? ""
                : `did you mean {${guess}}? `;
        throw (0,problem/* mistake */.RT)("unknown-variable", `the template "${template}" has the unknown variable {${name}}`, `${hint}known variables here: ${known.map((one) => `{${one}}`).join(", ")}`, place);
    });
}
/** Replaces known variables only: in a glob, `{a,b}` are alternatives. */
function expandGlob(glob, variables) {
    return glob.replace(/\{(\w+)\}/g, (whole, name) => Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole);
}
/** Gives a problem that was found without knowing its place that place. */
function placed(place, body) {
    try {
        return body();
    }
    catch (error) {
        if (!(error instanceof problem/* Problem */.AF) || error.place !== undefined || place === undefined)
            throw error;
        const { kind, code, message, remedy } = error;
        throw new problem/* Problem */.AF({ kind, code, message, remedy, place, cause: error });
    }
}

// EXTERNAL MODULE: ./packages/planning/build/versions/next.js
var next = __webpack_require__(3927);
;// CONCATENATED MODULE: ./packages/planning/build/notes/fences.js
/**
 * Fenced code blocks (CommonMark 0.31, section 4.5): what opens with backticks has none behind them on its line, and what
 * closes has nothing behind it, and at least as many signs.
 * @returns for each line the fence that it lies in, its own included; `undefined` outside
 */
function fencesOf(lines) {
    let open;
    return lines.map((line, from) => {
        if (open === undefined) {
            const mark = /^ {0,3}(?<mark>`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.groups?.mark;
            open = mark === undefined ? undefined : { mark, from };
            return open;
        }
        const inside = open;
        if (/^ {0,3}(?:`{3,}|~{3,})[ \t]*$/.test(line) && line.trim().startsWith(open.mark))
            open = undefined;
        return inside;
    });
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/changelog.js


/**
 * The section of a version in a changelog: Keep a Changelog (`## [1.2.3] - 2026-01-31`) and its relatives: with or without
 * brackets, link, `v`, project name or date, underlined headings, and standard-version's smaller headings for patches.
 * @param names a heading may begin with one: `app 1.2.3`, or `app/v1.2.3`; one that begins with another is another project's
 * @returns its content without the heading, with the link definitions that it uses; `undefined` when there is none. A
 * pre-release without a section of its own has that of what is unreleased
 */
function changelogSection(text, version, names = []) {
    const lines = text
        .replace(/^\ufeff/, "")
        .replace(/\r\n?/g, "\n")
        .split("\n");
    const fences = fencesOf(lines);
    const headings = findHeadings(lines, fences);
    const versions = headings.filter(({ title }) => versionOf(title, names) !== undefined || isUnreleased(title));
    const sectionOf = (wanted) => versions.find(({ title }) => {
        const found = versionOf(title, names);
        return found?.own === true && found.version.text === wanted;
    });
    const own = sectionOf(version.text) ??
        (version.build.length > 0 ? sectionOf(version.text.split("+")[0]) : undefined) ??
        (version.prerelease.length > 0 ? versions.find(({ title }) => isUnreleased(title)) : undefined);
    if (own === undefined)
        return undefined;
    // standard-version writes patches and their parts with headings of one size, the third.
    const ends = ({ level }) => level < own.level || (level === own.level && level < 3);
    const next = headings.find((heading) => heading.from > own.from && (ends(heading) || versions.includes(heading)));
    const isText = (line, index) => !DEFINITION.test(line) || fences[index] !== undefined;
    const body = lines.slice(own.to, next?.from ?? lines.length);
    const content = trimBlank(body.filter((line, index) => isText(line, own.to + index)));
    const definitions = lines.filter((line, index) => !isText(line, index) && isUsed(line, content));
    return trimBlank([...content, "", ...definitions]).join("\n");
}
/** Versions that a changelog has sections for, for messages. */
function changelogVersions(text, names = []) {
    const lines = text.split(/\r\n?|\n/);
    const titles = findHeadings(lines, fencesOf(lines)).map(({ title }) => title);
    return titles.flatMap((title) => {
        const found = versionOf(title, names);
        return found?.own ? found.version.text : isUnreleased(title) ? "Unreleased" : [];
    });
}
function isUnreleased(title) {
    return /^\[?unreleased\]?(?:\([^)]*\))?$/i.test(title);
}
/** @returns `own` unless the heading is a tag of another project's */
function versionOf(title, names) {
    const plain = title.replace(/^[^\w[(]+/, "").replace(/^(?:version|release)\s+/i, "");
    const name = names.find((one) => plain.toLowerCase().startsWith(`${one.toLowerCase()} `));
    const withoutName = name === undefined ? plain : plain.slice(name.length + 1);
    // `[1.2.3]`, `[1.2.3](address)`, `v1.2.3`, `app/v1.2.3`, `1.2.3`; then a date in any form.
    const word = /^\[?(?<word>[^\s\](,:]+)/.exec(withoutName.trim())?.groups?.word ?? "";
    const version = (0,build_version/* parseVersion */.ot)(word.replace(/^[vV](?=\d)/, ""));
    if (version !== undefined)
        return { version, own: true };
    const tag = (0,build_tag/* parseTag */.ED)(word);
    return tag && { version: tag.version, own: names.length === 0 || names.includes(tag.prefix ?? "") };
}
function findHeadings(lines, fences) {
    const headings = [];
    for (const [index, line] of lines.entries()) {
        if (fences[index] !== undefined)
            continue;
        const atx = /^ {0,3}(?<marks>#{1,6})[ \t](?<title>.*)$/.exec(line)?.groups;
        if (atx !== undefined) {
            // A closing run of signs is no part of it.
            const title = (atx.title ?? "").trim().replace(/(?:^|[ \t])#+$/, "");
            headings.push({ level: atx.marks?.length ?? 1, title: title.trim(), from: index, to: index + 1 });
            continue;
        }
        const under = /^ {0,3}(?<sign>=+|-{2,})[ \t]*$/.exec(lines[index + 1] ?? "")?.groups?.sign;
        if (under !== undefined && line.trim() !== "" && !/^\s*(?:[-*+>]|\d+[.)])\s/.test(line)) {
            headings.push({ level: under.startsWith("=") ? 1 : 2, title: line.trim(), from: index, to: index + 2 });
        }
    }
    return headings;
}
const DEFINITION = /^ {0,3}\[(?<label>[^\]]+)\]:\s*\S/;
/** Whether the content names the label of a link's definition. */
function isUsed(definition, content) {
    const label = DEFINITION.exec(definition)?.groups?.label?.toLowerCase();
    return content.some((line) => line.toLowerCase().includes(`[${label}]`));
}
function trimBlank(lines) {
    const isText = (line) => line.trim() !== "";
    const first = lines.findIndex(isText);
    return first === -1 ? [] : lines.slice(first, lines.findLastIndex(isText) + 1);
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/changes.js
/** What a range of commits amounts to: without merges, and without what was taken back within it. */
function effectiveChanges(commits) {
    const gone = cancelled(commits);
    const kept = commits.filter((commit) => !gone.has(commit.hash) && !isPlainMerge(commit));
    return withoutTwins(kept);
}
/**
 * A revert and what it reverts both vanish, of a merge all that it brought. From the newest on, so that the revert of a revert
 * brings the change back; a revert of something older stays, because that is a change.
 * @param commits from the newest on
 */
function cancelled(commits) {
    const gone = new Set();
    const range = new Map(commits.map((commit) => [commit.hash, commit]));
    for (const [index, { hash, message }] of commits.entries()) {
        if (gone.has(hash) || message.reverts.length === 0)
            continue;
        const older = commits.slice(index + 1);
        const targets = message.reverts.map((one) => typeof one === "number"
            ? older.find((other) => other.message.pull === one)
            : (range.get(one) ?? older.find((other) => other.hash.startsWith(one))));
        if (targets.some((target) => target === undefined))
            continue;
        gone.add(hash);
        for (const target of targets)
            if (target !== undefined)
                for (const each of broughtBy(target, range))
                    gone.add(each);
    }
    return gone;
}
/** A commit, and of a merge what came with it: what only its later parents lead to. */
function broughtBy({ hash, parents: [first = "", ...others] }, range) {
    const before = reachable([first], range);
    return new Set([hash, ...[...reachable(others, range)].filter((one) => !before.has(one))]);
}
function reachable(starts, range) {
    const found = new Set();
    const open = [...starts];
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
        const commit = found.has(hash) ? undefined : range.get(hash);
        if (commit === undefined)
            continue;
        found.add(hash);
        open.push(...commit.parents);
    }
    return found;
}
/** Merges bring commits that are listed themselves; one with a conventional first line was written for readers. */
function isPlainMerge({ parents, message }) {
    return parents.length > 1 && message.type === undefined;
}
/**
 * A merge titled like the commit that it merges, or a change picked twice, is told once: with its pull request, and with what
 * either of them says. Two pull requests of one title are two changes.
 */
function withoutTwins(commits) {
    const told = new Map();
    for (const commit of commits) {
        const { type = "", scope = "", description } = commit.message;
        const key = JSON.stringify([type, scope, description.toLowerCase()]);
        const same = told.get(key) ?? [];
        const at = same.findIndex(({ message }) => isOneChange(message, commit.message));
        const twin = same[at];
        if (twin === undefined)
            told.set(key, [...same, commit]);
        else
            told.set(key, same.with(at, merged(twin, commit)));
    }
    const kept = new Map([...told.values()].flat().map((commit) => [commit.hash, commit]));
    return commits.flatMap(({ hash }) => kept.get(hash) ?? []);
}
function isOneChange(a, b) {
    return a.pull === undefined || b.pull === undefined || a.pull === b.pull;
}
function merged(newer, older) {
    const [kept, other] = newer.message.pull === undefined && older.message.pull !== undefined ? [older, newer] : [newer, older];
    const breaking = kept.message.breaking || other.message.breaking;
    const issues = [...new Set([...kept.message.issues, ...other.message.issues])];
    return { ...kept, message: { ...kept.message, breaking: breaking ?? kept.message.breaking, issues } };
}
/** The version step that changes ask for; `undefined` when none asks for a release. */
function levelOf(changes) {
    if (changes.some(({ message }) => message.breaking !== undefined))
        return "major";
    const types = new Set(changes.map(({ message }) => message.type));
    if (types.has("feat") || types.has("feature"))
        return "minor";
    // A revert that is left takes back something that was released: users get it by a patch.
    return types.has("fix") || types.has("perf") || types.has("revert") ? "patch" : undefined;
}
/** `12345+login@users.noreply.github.com`, or without the number for older accounts. */
const NO_REPLY = /^(?:\d+\+)?(?<login>[A-Za-z\d](?:[A-Za-z\d-]*[A-Za-z\d])?)@users\.noreply\.github\.com$/;
const MACHINES = /\[bot\](?:$|@)|^(?:dependabot|renovate|github-actions|greenkeeper|snyk|pre-commit-ci)\b|^(?:semantic-release-bot|web-flow)$/i;
function isMachine({ name, email }) {
    return MACHINES.test(name) || /\[bot\]@/i.test(email) || email === "noreply@github.com";
}
function loginOf({ email }) {
    return NO_REPLY.exec(email)?.groups?.login;
}
/** What may recognise one person under several names and addresses. */
function marksOf(person) {
    const login = loginOf(person);
    return [
        person.email.toLowerCase(),
        `name:${person.name.toLowerCase()}`,
        ...(login === undefined ? [] : [`login:${login.toLowerCase()}`]),
    ];
}
/** People behind commits, each once, those who gave most first; machines are left out. */
function contributorsOf(commits, earlier) {
    const seen = new Set(earlier?.flatMap(marksOf));
    const found = [];
    const byMark = new Map();
    for (const person of commits.flatMap(({ people }) => people)) {
        if (isMachine(person) || person.name.trim() === "")
            continue;
        const marks = marksOf(person);
        const same = marks.map((mark) => byMark.get(mark)).find((one) => one !== undefined);
        const entry = same ?? { person: { name: person.name, login: loginOf(person) }, marks: new Set(), count: 0 };
        if (same === undefined)
            found.push(entry);
        entry.count += 1;
        if (entry.person.login === undefined)
            entry.person = { ...entry.person, login: loginOf(person) };
        for (const mark of marks) {
            entry.marks.add(mark);
            byMark.set(mark, entry);
        }
    }
    found.sort((a, b) => b.count - a.count || (a.person.name < b.person.name ? -1 : 1));
    const isNew = ({ marks }) => earlier !== undefined && ![...marks].some((mark) => seen.has(mark));
    return {
        all: found.map(({ person }) => person),
        first: found.filter(isNew).map(({ person }) => person),
    };
}

;// CONCATENATED MODULE: ./packages/planning/build/git/git.js


/** Long enough for a repository of a million files on a slow disk; a git that waits for something never answers. */
const DEADLINE_MS = 120_000;
/**
 * Runs git in a directory, without a shell, and returns its standard output.
 * @param input written to its standard input
 * @param env beside the job's own: what must not stand in the arguments
 * @param deadline milliseconds
 * @throws {Problem} `git-missing`, `not-a-repository`, `foreign-repository`, `git-timeout`, `git-failed`
 */
async function git(directory, args, input = "", env = {}, deadline = DEADLINE_MS) {
    const child = (0,external_node_child_process_.spawn)("git", args, {
        cwd: directory,
        env: { ...environment(), ...env },
        stdio: ["pipe", "pipe", "pipe"],
        timeout: deadline,
    });
    closeWhenKilled(child);
    const output = [];
    const errors = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => errors.push(chunk));
    // A git that ends before it has read everything closes the pipe; its exit code tells the reason.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    const code = await new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
    }).catch((error) => {
        throw cannotStart(error, directory);
    });
    if (code === 0)
        return Buffer.concat(output);
    throw explain(directory, args, code, Buffer.concat(errors).toString("utf8").trim());
}
/** Standard output as text without its last line break. */
async function gitText(directory, args) {
    return (await git(directory, args)).toString("utf8").replace(/\n$/, "");
}
/** As `gitText`, for questions to which git's exit code 1 or 128 means "none". */
async function gitMaybe(directory, args) {
    try {
        return (await gitText(directory, args)) || undefined;
    }
    catch (error) {
        if (error instanceof problem/* Problem */.AF && error.code === "git-failed")
            return undefined;
        throw error;
    }
}
/**
 * What git prints, record by record as it comes (`-z`): for output that is too long to hold.
 * @throws {Problem} as `git` does
 */
async function* gitRecords(directory, args) {
    const child = (0,external_node_child_process_.spawn)("git", args, {
        cwd: directory,
        env: environment(),
        stdio: ["ignore", "pipe", "pipe"],
        timeout: DEADLINE_MS,
    });
    closeWhenKilled(child);
    const errors = [];
    child.stderr.on("data", (chunk) => errors.push(chunk));
    const ended = new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
    });
    // Awaited below, where it is answered; without this a git that cannot start would end the process first.
    ended.catch(() => undefined);
    let rest = [];
    try {
        for await (const chunk of child.stdout) {
            let from = 0;
            for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
                yield Buffer.concat([...rest, chunk.subarray(from, end)]).toString("utf8");
                rest = [];
                from = end + 1;
            }
            if (from < chunk.length)
                rest.push(chunk.subarray(from));
        }
    }
    finally {
        child.kill();
    }
    const code = await ended.catch((error) => {
        throw cannotStart(error, directory);
    });
    if (code !== 0)
        throw explain(directory, args, code, Buffer.concat(errors).toString("utf8").trim());
}
/** A list that git separates by NUL (`-z`), so that names may hold line breaks. */
function splitNul(output) {
    return output.toString("utf8").split("\0").slice(0, -1);
}
function environment() {
    // Messages are recognised below, and nothing may wait for a person.
    return { ...programEnvironment(process.env), LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
}
function cannotStart(error, directory) {
    if (error.code !== "ENOENT")
        return error;
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "git-missing",
        message: `git could not be started in ${directory}`,
        remedy: "install git on the runner, and check that the directory exists",
        cause: error,
    });
}
function explain(directory, args, code, errors) {
    if (/not a git repository/i.test(errors)) {
        return new problem/* Problem */.AF({
            kind: "mistake",
            code: "not-a-repository",
            message: `${directory} is not inside a git repository`,
            remedy: "run actions/checkout in this job before, and let the input `directory` name a directory of the checkout",
        });
    }
    if (/dubious ownership/i.test(errors)) {
        return new problem/* Problem */.AF({
            kind: "failure",
            code: "foreign-repository",
            message: `git refuses ${directory}, because it belongs to another user`,
            remedy: 'in a container job run `git config --global --add safe.directory "$GITHUB_WORKSPACE"` after actions/checkout',
        });
    }
    if (typeof code === "string") {
        return new problem/* Problem */.AF({
            kind: "failure",
            code: "git-timeout",
            message: `git ${args[0]} in ${directory} was ended by ${code} before it answered`,
            remedy: "run the job again; if it happens again, run the same command by hand to see what it waits for: a server, or the disk",
        });
    }
    // The address of a remote may hold a password.
    const [first = "it said nothing"] = errors.replace(/\/\/[^/@\s]*@/g, "//***@").split("\n");
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "git-failed",
        message: `git ${args[0]} ended with ${code}: ${first}`,
        remedy: "run the same command in the checkout; a damaged or partial clone is made whole by checking out again",
    });
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/conventional.js
const HEADER = /^(?<type>[A-Za-z][\w-]*)(?:\((?<scope>[^()\r\n]*)\))?(?<mark>!)?:[ \t]+(?<description>\S.*)$/;
const PULL = /\(#(?<number>\d{1,9})\)$/;
/** Section 16: the synonym with a hyphen; upper case is required (section 15). Bodies of squash merges hold it anywhere. */
const BREAKING = /^BREAKING[ -]CHANGE:[ \t]*(?<note>[\s\S]*)$/;
/** A footer's token (section 8): a word with hyphens, then `: ` or ` #`. */
const FOOTER = /^(?:[A-Za-z][\w-]*(?:: | #)|BREAKING[ -]CHANGE:)/;
/** GitHub's words (docs.github.com, "Linking a pull request to an issue"), and plain references. */
const ISSUES = /^(?:(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|issues?|re)\b:?)[ \t]+(?<list>#\d{1,9}(?:(?:,|\s|and)+#\d{1,9})*)/i;
const MERGE = /^Merge pull request #(?<number>\d{1,9}) /;
const QUOTING = /^(?<word>Revert|Reapply) "(?<title>.+)"$/;
/** What `git revert` writes, and the footer that Conventional Commits suggests. */
const REVERTED_COMMITS = /^(?:This reverts commit|(?:Refs|Reverts)[: ])\s*(?<list>[0-9a-f]{7,64}(?:[\s,]+[0-9a-f]{7,64})*)/i;
/** What GitHub's button "Revert" writes, which is all that is left where the pull request is squashed. */
const REVERTED_PULL = /^Reverts (?:[\w.-]+\/[\w.-]+)?#(?<number>\d{1,9})$/i;
function parseMessage(message) {
    const [first = "", ...rest] = message.replace(/\r\n?/g, "\n").trim().split("\n");
    const { title, pull = numberIn(MERGE, first) } = numbered(first.trim());
    const quoted = quotedBy(title);
    const header = quoted?.back
        ? undefined
        : HEADER.exec(quoted === undefined ? title : numbered(quoted.title).title)?.groups;
    const type = quoted?.back ? "revert" : header?.type?.toLowerCase();
    const scope = header?.scope?.trim();
    const note = breakingNote(rest);
    return {
        type,
        scope: scope === "" ? undefined : scope,
        description: header?.description ?? quoted?.title ?? title,
        pull,
        breaking: note ?? (header?.mark === "!" ? "" : undefined),
        issues: issuesOf(rest),
        reverts: type === "revert" || quoted !== undefined ? revertedBy(rest, quoted?.pull) : [],
    };
}
function numbered(text) {
    const pull = numberIn(PULL, text);
    return pull === undefined ? { title: text } : { title: text.replace(PULL, "").trimEnd(), pull };
}
function numberIn(shape, text) {
    const number = shape.exec(text)?.groups?.number;
    return number === undefined ? undefined : Number(number);
}
/** More than anybody means; titles of a million quotes would take too long. */
const MOST_QUOTES = 9;
/**
 * The title that a revert quotes in the end. `git revert` quotes one title in another and calls a second revert Reapply, so
 * what is quoted is taken `back`, or comes again.
 * @returns with the pull request that the first quoted title names
 */
function quotedBy(text, most = MOST_QUOTES) {
    const { word, title } = QUOTING.exec(text)?.groups ?? {};
    if (title === undefined || most === 0)
        return undefined;
    const own = numbered(title);
    const inner = quotedBy(own.title, most - 1) ?? { title, back: false };
    const reverts = word === "Revert";
    return { title: inner.title, back: inner.back !== reverts, pull: reverts ? own.pull : undefined };
}
/** The note and the lines that continue it, up to an empty line or the next footer. */
function breakingNote(lines) {
    const start = lines.findIndex((line) => BREAKING.test(line));
    if (start === -1)
        return undefined;
    const after = lines.slice(start + 1);
    const end = after.findIndex((line) => line.trim() === "" || FOOTER.test(line));
    const own = BREAKING.exec(lines[start] ?? "")?.groups?.note ?? "";
    return [own, ...after.slice(0, end === -1 ? after.length : end)]
        .map((line) => line.trim())
        .join(" ")
        .trim();
}
function issuesOf(lines) {
    const found = lines.flatMap((line) => [...(ISSUES.exec(line.trim())?.groups?.list ?? "").matchAll(/#(\d+)/g)].map((match) => Number(match[1])));
    return [...new Set(found)];
}
function revertedBy(lines, quoted) {
    const hashes = lines.flatMap((line) => (REVERTED_COMMITS.exec(line.trim())?.groups?.list ?? "").split(/[\s,]+/).filter((hash) => hash !== ""));
    if (hashes.length > 0)
        return hashes;
    const pulls = lines.flatMap((line) => numberIn(REVERTED_PULL, line.trim()) ?? []);
    return pulls.length > 0 || quoted === undefined ? pulls : [quoted];
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/commits.js


const UNIT = "\x1f";
/** Names and addresses as .mailmap corrects them. */
const FORMAT = ["%H", "%P", "%aN", "%aE", "%B"].join("%x1f");
/** Commits from the newest on, in one pass of git, read as they come. */
async function* readCommits(directory, { since, until, below }) {
    const range = since === undefined ? [until] : [until, `^${since}`];
    for await (const record of gitRecords(directory, log(FORMAT, range, below))) {
        const [hash = "", parents = "", name = "", email = "", ...body] = record.split(UNIT);
        const message = body.join(UNIT);
        yield {
            hash: hash.trim(),
            parents: parents === "" ? [] : parents.split(" "),
            people: [{ name, email }, ...coAuthors(message)],
            message: parseMessage(message),
        };
    }
}
/** Everybody who has a part in one of some commits or in one before it. */
async function readPeople(directory, commits) {
    const people = new Map();
    const add = (person) => people.set(`${person.name}${UNIT}${person.email}`, person);
    for await (const record of gitRecords(directory, log("%aN%x1f%aE", commits, false))) {
        const [name = "", email = ""] = record.split(UNIT);
        add({ name, email });
    }
    // Of all messages only those are read that name somebody; git knows them as trailers only where nothing else stands beside.
    const naming = ["--regexp-ignore-case", "--basic-regexp", "--grep=^Co-authored-by:"];
    for await (const message of gitRecords(directory, log("%B", commits, false, naming)))
        coAuthors(message).forEach(add);
    return [...people.values()];
}
/** @param range hashes, with `^` before those that are left out */
function log(format, range, below, filter = []) {
    // Hashes, so that no name is taken for an option or a path.
    return [
        "log",
        "-z",
        "--no-color",
        "--no-show-signature",
        "--encoding=UTF-8",
        `--format=${format}`,
        ...filter,
        ...range,
        "--",
        ...(below ? ["."] : []),
    ];
}
/** Spaces around the name are left to it: between neighbours that may both take them, a long line would never end. */
const CO_AUTHOR = /^Co-authored-by:(?<name>[^<\n]*)<(?<email>[^<>\s]+)>[ \t]*$/gim;
function coAuthors(text) {
    return [...text.matchAll(CO_AUTHOR)].map(({ groups: { name = "", email = "" } = {} }) => ({
        name: name.trim(),
        email,
    }));
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/cut.js

/**
 * Notes up to this length, in UTF-16 units, always stand whole on a release's page, which takes 125,000 characters: what is
 * said there of downloads and verification never takes more than the other half. Longer ones are an asset as well.
 */
const SURELY_WHOLE = 60_000;
/**
 * Notes that fit: cut at the end of a paragraph, list entry or line, never inside a fenced code block, what folds closed, and
 * followed by a link to the whole text.
 * @param limit in UTF-16 units, which are never fewer than the characters that GitHub counts
 */
function cutNotes(text, limit, full) {
    if (text.length <= limit)
        return text;
    const link = full === undefined ? "" : `: [${full.title}](${full.address})`;
    const ending = `\n\n*These notes are shortened${link}.*\n`;
    const room = limit - ending.length;
    if (room <= 0)
        return "";
    const cutAt = (at) => withoutOpenFence(text.slice(0, boundary(text, at)))
        .replace(/\n+#{1,6} [^\n]*\s*$/, "")
        .trimEnd();
    // What is cut to make room for closing tags opens no more elements.
    const kept = cutAt(room - closingOf(cutAt(room)).length);
    return `${kept}${closingOf(kept)}${ending}`;
}
/** Closes what would hide all that follows; GitHub folds a `<details>` that stays open over the rest of the page. */
function closingOf(text) {
    const lines = text.split("\n");
    const fences = fencesOf(lines);
    const shown = lines.filter((_, at) => fences[at] === undefined).join("\n");
    const count = (tag) => shown.match(tag)?.length ?? 0;
    return "\n\n</details>".repeat(Math.max(0, count(/<details\b/gi) - count(/<\/details\s*>/gi)));
}
/** The last good place to stop at or before `room`. */
function boundary(text, room) {
    const head = text.slice(0, room + 1);
    // A paragraph's end is worth up to a tenth of the text, a line's end half of it.
    const paragraph = head.lastIndexOf("\n\n");
    const entry = Math.max(head.lastIndexOf("\n- "), head.lastIndexOf("\n* "), head.lastIndexOf("\n## "));
    const line = head.lastIndexOf("\n");
    const found = [Math.max(paragraph, entry), line].find((at, index) => at > room * (index === 0 ? 0.9 : 0.5));
    if (found !== undefined)
        return found;
    const code = text.charCodeAt(room - 1);
    // Not between the halves of a character outside the basic plane.
    return code >= 0xd800 && code <= 0xdbff ? room - 1 : room;
}
/** Without a code block that would stay open; one that is all there is gets closed. */
function withoutOpenFence(text) {
    const lines = text.split("\n");
    // A line more, to see what the last one leaves open.
    const open = fencesOf([...lines, ""]).at(-1);
    if (open === undefined)
        return text;
    if (open.from > 0)
        return lines.slice(0, open.from).join("\n");
    return `${text.slice(0, -open.mark.length - 1)}\n${open.mark}`;
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/escape.js
/**
 * Text of others (commit messages, names) as GitHub shows it unchanged: no markup, no HTML, no mention that would notify
 * people, nothing that changes the reading order. Code spans and addresses stay what they are.
 */
function escapeText(text, issueLink = (number) => `#${number}`) {
    const plain = text
        .replace(/\s+/g, " ")
        // Control characters, and those that turn text around (Unicode Standard Annex 9).
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
        .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
        .trim();
    const parts = plain.split(TOKEN).map((part, index) => {
        if (index % 2 === 0)
            return escapeMarkup(part, issueLink);
        return part.startsWith("`") ? part : `<${part}>`;
    });
    // At the beginning of a list entry these would open a list or a heading of their own.
    return parts
        .join("")
        .replace(/^(?:[-+=]|\d{1,9}(?=[.)]))/, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`));
}
/** Code spans of one backtick without another inside, and addresses; both are read before any other markup. */
const TOKEN = /(`[^`]+`(?!`)|(?:https?|ftp):\/\/[^\s<>()[\]`"'\\]*[^\s<>()[\]`"'\\.,;:!?*_~])/i;
function escapeMarkup(text, issueLink) {
    return text
        .split(/(?<![\w&/])#(?=\d{1,9}\b)(\d+)/)
        .map((part, index) => (index % 2 === 1 ? issueLink(Number(part)) : escapeSigns(part)))
        .join("");
}
function escapeSigns(text) {
    return (text
        .replace(/[\\`*_[\]<>|~&!#$]/g, "\\$&")
        // A comment between sign and name: GitHub sees no mention, and a reader copies the text as it was.
        .replace(/(?<!\w)@(?=\w)/g, "@<!-- -->")
        // GitHub would link these on its own, backslashes included.
        .replace(/www\.(?=\S)/gi, (start) => `${start.slice(0, 3)}<!-- -->.`));
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/render.js


const DEFAULT_GROUPS = [
    { title: "New", types: ["feat", "feature"] },
    { title: "Fixed", types: ["fix"] },
    { title: "Faster", types: ["perf"] },
    { title: "Taken back", types: ["revert"] },
    { title: "Documentation", types: ["docs"] },
    { title: "Other changes", types: ["*"] },
];
/** Of no interest to who uses the project, unless they break something. */
const DEFAULT_HIDDEN = ["build", "chore", "ci", "refactor", "release", "style", "test", "tests"];
function renderParts(facts) {
    return { changes: renderChanges(facts), contributors: renderContributors(facts), compare: renderCompare(facts) };
}
function renderChanges(facts) {
    const { groups = DEFAULT_GROUPS, hidden = DEFAULT_HIDDEN, previousTag } = facts;
    if (previousTag === undefined)
        return "This is the first release.";
    const named = new Set([...groups.flatMap(({ types }) => types), ...hidden]);
    const sections = [breakingSection(facts)];
    for (const { title, types } of groups) {
        const own = facts.changes.filter(({ message: { type, breaking }, people: [author] }) => {
            // A breaking change is told above, with what it takes from its users.
            if (breaking !== undefined)
                return false;
            if (type !== undefined && types.includes(type))
                return true;
            if (!types.includes("*") || (type !== undefined && named.has(type)))
                return false;
            // What machines write without a type is maintenance.
            return type !== undefined || author === undefined || !isMachine(author);
        });
        sections.push(render_section(title, own.map((commit) => ({ commit, line: entry(commit, facts) }))));
    }
    const text = sections.filter((part) => part !== "").join("\n\n");
    return text === "" ? "Maintenance only: nothing changes for users." : text;
}
function breakingSection(facts) {
    const breaking = facts.changes.filter(({ message }) => message.breaking !== undefined);
    const lines = breaking.map((commit) => {
        const { breaking: note = "" } = commit.message;
        const line = entry(commit, facts);
        return { commit, line: note === "" ? line : `${line}\n  ${escapeText(note, issueLink(facts))}` };
    });
    return render_section("Breaking changes", lines);
}
/** Entries without scope first, then by scope; within one the oldest first, as things came about. */
function render_section(title, entries) {
    if (entries.length === 0)
        return "";
    const scopeOf = ({ commit }) => commit.message.scope ?? "";
    const sorted = entries.toReversed().sort((a, b) => (scopeOf(a) < scopeOf(b) ? -1 : scopeOf(a) > scopeOf(b) ? 1 : 0));
    return [`## ${title}`, "", ...sorted.map(({ line }) => `- ${line}`)].join("\n");
}
function entry({ hash, message }, facts) {
    const { scope, description, pull, issues } = message;
    const link = issueLink(facts);
    const label = scope === undefined ? "" : `**${escapeText(scope)}:** `;
    const short = hash.slice(0, 7);
    const source = pull !== undefined
        ? link(pull)
        : facts.address === undefined
            ? short
            : `[${short}](${facts.address}/commit/${hash})`;
    const closes = issues.filter((number) => number !== pull).map(link);
    const after = closes.length === 0 ? `(${source})` : `(${source}, for ${closes.join(", ")})`;
    return `${label}${escapeText(description, link)} ${after}`;
}
function issueLink({ address }) {
    // GitHub leads from an issue's address to the pull request of that number.
    return (number) => (address === undefined ? `#${number}` : `[#${number}](${address}/issues/${number})`);
}
function renderContributors({ contributors, firstContributors }) {
    // Somebody who works alone thanks nobody.
    if (contributors.length === 0 || (contributors.length === 1 && firstContributors.length === 0))
        return "";
    const first = new Set(firstContributors);
    const returning = contributors.filter((person) => !first.has(person));
    const lines = [
        ...(returning.length === 0 ? [] : [`Thanks to ${enumerate(returning)}.`]),
        ...(firstContributors.length === 0
            ? []
            : [`First contributions by ${enumerate(firstContributors)}: welcome, and thank you.`]),
    ];
    return `## Contributors\n\n${lines.join("\n\n")}`;
}
const MOST_NAMED = 100;
function enumerate(people) {
    const shown = people
        .slice(0, MOST_NAMED)
        .map(({ name, login }) => (login === undefined ? escapeText(name) : `@${login}`));
    if (people.length > MOST_NAMED)
        return `${shown.join(", ")} and ${people.length - MOST_NAMED} others`;
    if (shown.length < 2)
        return shown.join("");
    return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
}
function renderCompare({ address, previousTag, tag }) {
    if (previousTag === undefined)
        return "";
    if (address === undefined)
        return `All changes: ${previousTag}...${tag}`;
    const part = (name) => name.split("/").map(encodeURIComponent).join("/");
    return `[All changes since ${escapeText(previousTag)}](${address}/compare/${part(previousTag)}...${part(tag)})`;
}

;// CONCATENATED MODULE: ./packages/planning/build/notes/plan-notes.js









/** Without a template of the project's own. */
const TEMPLATES = {
    commits: "{changes}\n\n{contributors}\n\n{compare}",
    changelog: "{changelog}\n\n{compare}",
    github: "{github}",
};
const FROM_COMMITS = ["changes", "contributors"];
const GITHUB = "{github}";
/**
 * The notes of a release, as far as they can be written before it is public.
 * @throws {Problem} `missing-changelog`, `changelog-section-missing`, `unknown-variable`, `invalid-template`
 */
async function planReleaseNotes(request) {
    const { config, git, standing, name } = request;
    const { from, template } = config.settings.notes;
    if (from === "none" && template === undefined)
        return undefined;
    const text = template ?? TEMPLATES[from === "none" ? "commits" : from];
    const used = new Set([...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ""));
    const address = git.repository === undefined ? undefined : `${request.server}/${git.repository}`;
    const needsCommits = FROM_COMMITS.some((part) => used.has(part));
    const parts = needsCommits ? await partsFromCommits(request, address) : comparison(request, address);
    const values = {
        ...parts,
        changelog: used.has("changelog") ? await fromChangelog(request) : "",
        name,
        version: git.tag.version.text,
        tag: git.tag.text,
        previous: standing.previous?.text ?? "",
        date: new Date(git.timestamp * 1000).toISOString().slice(0, 10),
    };
    const pieces = text.split(GITHUB);
    const place = config.placeOf(["notes", "template"]);
    if (pieces.length > 2) {
        throw (0,problem/* mistake */.RT)("invalid-template", `the template of the notes has ${GITHUB} twice`, "keep one of them", place);
    }
    const [body = "", tail = ""] = pieces.map((piece) => fit(fill(piece, values, (one) => expandName(one, values, place)), address));
    if (pieces.length === 2)
        return { from: "github", body, ...(tail !== "" && { tail }) };
    return {
        from: from === "changelog" ? "changelog" : "commits",
        body,
        ...(body.length > SURELY_WHOLE && { asset: NOTES_ASSET }),
    };
}
/** The notes as a file among the release's assets. */
const NOTES_ASSET = "release-notes.md";
/** Paragraph by paragraph: one that is a variable alone goes where that is empty. */
function fill(template, values, expand) {
    const paragraphs = template
        .replace(/\r\n?/g, "\n")
        .trim()
        .split(/\n{2,}/);
    const filled = paragraphs.flatMap((paragraph) => {
        const alone = /^\{(?<name>\w+)\}$/.exec(paragraph.trim())?.groups?.name;
        if (alone !== undefined && values[alone] === "")
            return [];
        return [expand(paragraph)];
    });
    return filled.join("\n\n").trim();
}
function fit(text, address) {
    const full = address === undefined ? undefined : { title: "all commits", address: `${address}/commits` };
    return cutNotes(text, plan/* LONGEST_PLANNED_NOTES */.Eq, full);
}
async function partsFromCommits(request, address) {
    const { directory, git, standing, config } = request;
    const { previous } = standing;
    const { groups, hidden } = config.settings.notes;
    const all = [];
    const range = { since: previous?.commit, until: git.commit, below: git.isBelow };
    for await (const commit of readCommits(directory, range))
        all.push(commit);
    const changes = effectiveChanges(all);
    // Who is in a newer line already is not new, though what is picked from there into an older one is.
    const last = (0,next/* lastFinal */.TU)(git.tags.filter(({ ahead }) => !ahead));
    const released = [previous, last].flatMap((tag) => tag?.commit ?? []);
    const earlier = previous === undefined ? undefined : await readPeople(directory, released);
    const people = contributorsOf(all, earlier);
    return renderParts({
        ...identity(request, address),
        changes,
        contributors: people.all,
        firstContributors: people.first,
        ...(groups !== undefined && { groups }),
        ...(hidden !== undefined && { hidden }),
    });
}
function comparison(request, address) {
    const { compare } = renderParts({
        ...identity(request, address),
        changes: [],
        contributors: [],
        firstContributors: [],
    });
    return { changes: "", contributors: "", compare };
}
function identity({ git, standing }, address) {
    return { tag: git.tag.text, previousTag: standing.previous?.text, address };
}
/** Names that changelogs have, the commonest first. */
const CHANGELOG = /^(?:CHANGELOG|CHANGES|HISTORY|RELEASES|NEWS)(?:\.(?:md|markdown|txt))?$/i;
/** The changelog that is configured or found. */
function changelogPath(config, { paths }) {
    const found = paths.filter((path) => CHANGELOG.test(path));
    const rank = (path) => ["changelog", "changes", "history", "releases", "news"].findIndex((word) => path.toLowerCase().startsWith(word));
    return config.settings.notes.changelog ?? found.sort((a, b) => rank(a) - rank(b))[0];
}
async function fromChangelog({ config, tree, git, name }) {
    const path = changelogPath(config, tree);
    const text = path === undefined ? undefined : await tree.read(path);
    if (path === undefined || text === undefined) {
        throw (0,problem/* mistake */.RT)("missing-changelog", path === undefined ? "the project has no changelog file at its root" : `git tracks no file "${path}"`, `add CHANGELOG.md, or write "notes: {changelog: …}" or "notes: {from: commits}" in ${CONFIG_NAME}`, config.placeOf(["notes", "changelog"]) ?? config.placeOf(["notes"]));
    }
    const { version, prefix } = git.tag;
    const names = [name, ...(prefix === undefined ? [] : [prefix])];
    const section = changelogSection(text, version, names);
    if (section === undefined) {
        const [first, ...others] = changelogVersions(text, names);
        throw (0,problem/* mistake */.RT)("changelog-section-missing", `${path} has no section for ${version.text}`, first === "Unreleased"
            ? `give "Unreleased" the heading "## [${version.text}]" before tagging`
            : `add "## [${version.text}]"; it has ${[first, ...others.slice(0, 4)].filter((one) => one !== undefined).join(", ") || "no version at all"}`, { file: path });
    }
    return section;
}

;// CONCATENATED MODULE: ./actions/build/preflight/consistency.js



/** Every manifest that holds a version holds the release's. */
function checkVersion({ plan, detected }) {
    if (plan.buildOnly)
        return skipped("nothing is released, so no version is announced");
    const stated = detected.stated.flatMap(({ facts: { version } }) => (version === undefined ? [] : [version]));
    if (stated.length === 0)
        return skipped("no manifest holds a version");
    // Manifests hold no build metadata as a rule; it does not count for precedence either.
    const core = (text) => (0,build_version/* parseVersion */.ot)(text)?.text.split("+")[0];
    const wrong = stated.filter(({ value }) => core(value) !== core(plan.version));
    if (wrong.length === 0)
        return passed(`${plan.version} in ${stated.map(({ file }) => file).join(", ")}`);
    return failed(`the tag ${plan.tag} says ${plan.version}, and ${wrong.map(({ file, value }) => `${file} says ${value}`).join(", ")}`, `write ${plan.version} into ${wrong.map(({ file }) => file).join(" and ")}, and release that commit`);
}
/** Operators and punctuation of SPDX expressions (SPDX 2.3, annex D). */
const EXPRESSION = /\s+(?:AND|OR|WITH)\s+|[()\s]+/;
async function checkLicence({ config, detected, tree }) {
    const { licence = config.settings.license } = config.settings;
    const stated = [
        ...(licence === undefined ? [] : [{ file: config.file ?? "the configuration", value: licence }]),
        ...detected.stated.flatMap(({ facts }) => (facts.licence === undefined ? [] : [facts.licence])),
    ];
    const other = stated.find(({ value }) => value !== stated[0]?.value);
    if (stated[0] !== undefined && other !== undefined) {
        return failed(`${stated[0].file} says ${stated[0].value}, and ${other.file} says ${other.value}`, "write one SPDX expression into all of them");
    }
    const files = await licenceFiles(tree);
    const expression = stated[0]?.value;
    if (files.length === 0) {
        return warning(`the project has no licence file at its root${expression === undefined ? "" : `, though ${stated[0]?.file} says ${expression}`}`);
    }
    const names = files.map(({ file }) => file).join(", ");
    if (expression === undefined)
        return passed(`${names}; no manifest names a licence`);
    const ids = expression.split(EXPRESSION).filter((id) => id !== "");
    const foreign = files.find(({ id }) => id !== undefined && !ids.some((one) => one === id || isVersionOf(one, id)));
    if (foreign !== undefined) {
        return failed(`${foreign.file} holds the text of ${foreign.id}, and ${stated[0]?.file} says ${expression}`, `bring ${foreign.file} and ${stated[0]?.file} in step`);
    }
    const known = files.some(({ id }) => id !== undefined);
    return passed(known ? `${expression} in ${names}` : `${names}, whose text is not one of the common licences`);
}
/** GPL-3.0-or-later is of GPL-3.0. */
function isVersionOf(expression, family) {
    return expression === `${family}-only` || expression === `${family}-or-later` || expression === `${family}+`;
}
async function checkChangelog(project) {
    const { config, plan, tree } = project;
    if (plan.buildOnly)
        return skipped("nothing is released");
    const required = config.settings.preflight.changelog === "required";
    const path = changelogPath(config, tree);
    const text = path === undefined ? undefined : await tree.read(path);
    if (path === undefined || text === undefined) {
        return required
            ? failed("the project has no changelog", `add CHANGELOG.md with the heading "## [${plan.version}]"`)
            : skipped("the project has no changelog");
    }
    const { version, prefix } = (0,build_tag/* requireTag */.a_)(plan.tag);
    const names = [plan.project.name, ...(prefix === undefined ? [] : [prefix])];
    const section = changelogSection(text, version, names);
    if (section !== undefined && section !== "")
        return passed(`${path} tells about ${plan.version}`);
    const found = `${path} ${section === "" ? "has nothing below" : "has no section for"} ${plan.version}`;
    return required ? failed(found, `write what changed below "## [${plan.version}]"`) : warning(found);
}

;// CONCATENATED MODULE: ./packages/forge/build/failure.js
/** A request that did not succeed. It keeps nothing of the request but its name, so that no token can travel with it. */
class RequestFailure extends Error {
    name = "RequestFailure";
    details;
    /** Set when every attempt was spent: no outer loop tries again. */
    exhausted = false;
    constructor(details) {
        super(`${details.operation}: ${details.status === undefined ? "" : `${details.status} `}${details.reason}`);
        this.details = details;
    }
    get status() {
        return this.details.status;
    }
    /** The name or tag is taken: a duplicate asset, or a second published release of one tag. */
    get alreadyExists() {
        return this.status === 422 && (this.details.errors ?? []).some((error) => error.code === "already_exists");
    }
    /** The repository's rules forbid it. */
    get forbidden() {
        return RULES.test(this.details.reason);
    }
    /** A file or ref is not what the writer saw: somebody else was faster. */
    get conflict() {
        if (this.forbidden)
            return false;
        if (this.status === 409)
            return true;
        return this.status === 422 && /wasn't supplied|already exists|not a fast forward/i.test(this.details.reason);
    }
}
/** Rules and branch protections speak in these words; it is no conflict, and trying again does not help. */
const RULES = /rule violation|protected branch|cannot create ref|creations being restricted|Changes must be made through|required status check|review is required|must have verified signatures/i;
/**
 * @param headers of the answer, names in lower case
 * @param now milliseconds since 1970, for `retry-after` dates
 */
function failureFromAnswer(operation, status, headers, body, now) {
    const { message, errors } = (typeof body === "object" && body !== null ? body : {});
    const list = (Array.isArray(errors) ? errors : []).map((error) => typeof error === "object" && error !== null ? error : { message: String(error) });
    const said = typeof message === "string" && message !== "" ? message : `no explanation`;
    const why = list.map(failure_describe).filter((text) => text !== "");
    const retryAfter = readRetryAfter(failure_text(headers["retry-after"]), now);
    const reset = Number(failure_text(headers["x-ratelimit-reset"]));
    const limited = failure_text(headers["x-ratelimit-remaining"]) === "0" && Number.isFinite(reset) && reset > 0;
    return new RequestFailure({
        operation,
        status,
        reason: why.length === 0 ? said : `${said} (${why.join("; ")})`,
        errors: list,
        ...(retryAfter !== undefined && { retryAfter }),
        ...(limited && { limitedUntil: reset * 1000 }),
    });
}
function failure_text(value) {
    return value === undefined ? undefined : String(value);
}
function failure_describe({ resource, field, code, message }) {
    return message ?? [resource, field, code].filter((part) => part !== undefined).join(" ");
}
/** `retry-after`: seconds or an HTTP date (RFC 9110, section 10.2.3). @returns milliseconds */
function readRetryAfter(value, now) {
    if (value === undefined)
        return undefined;
    if (/^\d+$/.test(value.trim()))
        return Number(value) * 1000;
    const date = Date.parse(value);
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./packages/forge/build/time.js

const realTime = {
    now: Date.now,
    sleep: (milliseconds, signal) => (0,external_node_timers_promises_.setTimeout)(milliseconds, undefined, signal && { signal }).catch(() => { }),
    random: Math.random,
};

;// CONCATENATED MODULE: ./packages/forge/build/patience.js


const RETRY_POLICY = {
    attempts: 6,
    firstWait: 1_000,
    longestWait: 60_000,
    unexplainedLimit: 60_000,
    longestLimit: 20 * 60_000,
};
/**
 * GitHub's secondary limits for what creates content (docs.github.com, "Rate limits for the REST API"): 80 a minute and 500
 * an hour. Kept a little below, so that a release with many assets is slowed down by us and not by refusals.
 */
const CONTENT_PACE = [
    { most: 75, within: 60_000 },
    { most: 480, within: 3_600_000 },
];
/** Milliseconds that the pace alone asks for, from the first of so many creations to the last. */
function paceTime(count, pace = CONTENT_PACE) {
    const [shorter, ...longer] = [...pace].sort((a, b) => b.within - a.within);
    if (shorter === undefined || count <= 0)
        return 0;
    const full = Math.ceil(count / shorter.most) - 1;
    return full * shorter.within + paceTime(count - full * shorter.most, longer);
}
const LONGEST_PACE = Math.max(...CONTENT_PACE.map(({ within }) => within));
/** A longer wait is worth a line. */
const TOLD = 2 * 60_000;
/** @param attempt number of tries so far, from 1 */
function judge({ details }, attempt, { now, random }, policy = RETRY_POLICY) {
    if (attempt >= policy.attempts)
        return { again: false };
    const doubled = policy.firstWait * 2 ** (attempt - 1);
    const wait = Math.min(doubled, policy.longestWait) * (0.5 + random / 2);
    if (isRateLimit(details)) {
        const asked = details.retryAfter ??
            (details.limitedUntil === undefined
                ? policy.unexplainedLimit * 2 ** (attempt - 1)
                : Math.max(0, details.limitedUntil - now));
        if (asked > policy.longestLimit)
            return { again: false };
        return { again: true, wait: asked + random * policy.firstWait, everyone: true };
    }
    const { status } = details;
    const transient = details.again === true || status === undefined || status === 408 || status >= 500;
    if (!transient)
        return { again: false };
    if (details.retryAfter === undefined)
        return { again: true, wait, everyone: false };
    if (details.retryAfter > policy.longestLimit)
        return { again: false };
    return { again: true, wait: details.retryAfter + random * policy.firstWait, everyone: false };
}
/** A primary limit says that nothing remains; a secondary one comes as 403 or 429, with or without `retry-after`. */
function isRateLimit({ status, reason, retryAfter, limitedUntil }) {
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    return retryAfter !== undefined || limitedUntil !== undefined || /rate limit|abuse detection/i.test(reason);
}
/** Tries requests again by one policy; a limit met by one of them holds back all that share this object. */
class Patience {
    time;
    policy;
    tell;
    closedUntil = 0;
    /** Moments of the newest creations, oldest first. */
    created = [];
    remembered = false;
    constructor(options = {}) {
        this.time = options.time ?? realTime;
        this.policy = options.policy ?? RETRY_POLICY;
        this.tell = options.tell ?? (() => { });
    }
    /**
     * @param attempt receives the number of tries before it, from 0; reopens whatever it sends
     * @throws the last `RequestFailure`, marked as exhausted; anything else at once
     */
    async persist(what, attempt) {
        for (let tries = 1;; tries++) {
            await this.pass();
            try {
                return await attempt(tries - 1);
            }
            catch (error) {
                if (!(error instanceof RequestFailure) || error.exhausted)
                    throw error;
                const verdict = judge(error, tries, { now: this.time.now(), random: this.time.random() }, this.policy);
                if (!verdict.again) {
                    error.exhausted = true;
                    throw error;
                }
                const said = error.message.startsWith(`${what}: `) ? error.message : `${what}: ${error.message}`;
                this.tell(`${said}; trying again in ${(verdict.wait / 1000).toFixed(1)} s`);
                if (verdict.everyone)
                    this.closedUntil = Math.max(this.closedUntil, this.time.now() + verdict.wait);
                await this.time.sleep(verdict.wait);
            }
        }
    }
    /**
     * Counts what an earlier run created, because the server's limits go on counting it.
     * @param moments milliseconds since 1970; only those before the first creation of this run are new to it
     */
    remember(moments) {
        if (this.remembered)
            return;
        this.remembered = true;
        const [from, to] = [this.time.now() - LONGEST_PACE, this.created[0] ?? this.time.now()];
        this.created.unshift(...moments.filter((moment) => moment > from && moment < to).sort((a, b) => a - b));
    }
    /** Waits until one more piece of content may be created. */
    async pace() {
        for (;;) {
            const now = this.time.now();
            while ((this.created[0] ?? now) <= now - LONGEST_PACE)
                this.created.shift();
            const waits = CONTENT_PACE.map(({ most, within }) => (this.created.at(-most) ?? -Infinity) + within - now);
            const wait = Math.max(...waits);
            if (wait <= 0) {
                this.created.push(now);
                return;
            }
            if (wait > TOLD)
                this.tell(`waiting ${Math.ceil(wait / 60_000)} min, for GitHub's limit of new content an hour`);
            await this.time.sleep(wait);
        }
    }
    /** Servers' lists lag behind their writes: asks until the answer is settled, a bounded number of times. */
    async settle(ask, settled) {
        for (let tries = 1;; tries++) {
            const result = await ask();
            if (settled(result) || tries >= this.policy.attempts)
                return result;
            await this.time.sleep(this.policy.firstWait * 2 ** (tries - 1) * (0.5 + this.time.random() / 2));
        }
    }
    async pass() {
        for (let wait = this.closedUntil - this.time.now(); wait > 0; wait = this.closedUntil - this.time.now()) {
            await this.time.sleep(wait);
        }
    }
}

// EXTERNAL MODULE: ./node_modules/@octokit/core/dist-src/index.js + 13 modules
var dist_src = __webpack_require__(5194);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-paginate-rest/dist-bundle/index.js
var dist_bundle = __webpack_require__(3779);
;// CONCATENATED MODULE: ./packages/forge/build/github/api.js



const API_VERSION = "2022-11-28";
const USER_AGENT = "slipway";
/** Milliseconds. Answers of the API are small; none takes longer. */
const ANSWER_DEADLINE = 60_000;
const Client = dist_src/* Octokit */.E.plugin(dist_bundle/* paginateRest */.ud);
/** @param repository `owner/name` */
function api_pathOf(repository) {
    const [owner = "", repo = ""] = repository.split("/");
    return { owner, repo };
}
function openApi(options) {
    const quiet = () => { };
    const client = new Client({
        auth: options.token,
        baseUrl: options.apiUrl,
        userAgent: USER_AGENT,
        log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
        request: {
            fetch: (url, init) => wholeAnswer(options.fetch, url, init, options.deadline),
        },
    });
    const once = async (operation, ask) => {
        try {
            return await ask(client);
        }
        catch (error) {
            throw translate(operation, error, options.patience.time.now());
        }
    };
    const repeat = (operation, ask, guard) => options.patience.persist(operation, async () => {
        await guard?.();
        return await once(operation, ask);
    });
    return {
        once,
        repeat,
        find: async (operation, ask, guard) => {
            try {
                return await repeat(operation, ask, guard);
            }
            catch (error) {
                if (error instanceof RequestFailure && error.status === 404)
                    return undefined;
                throw error;
            }
        },
    };
}
/**
 * Reads the answer to its end before Octokit sees it: Octokit takes a body that breaks off, or that is no JSON, for an empty
 * text, and a look-up that failed would pass for one that found nothing.
 */
async function wholeAnswer(fetch, url, init, deadline) {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(deadline) });
    const text = await response.text();
    const { status, statusText, headers } = response;
    if (response.ok && status !== 204) {
        try {
            JSON.parse(text);
        }
        catch {
            throw new Error(`the answer is not GitHub's, or was cut short (${status}, ${text.length} characters)`);
        }
    }
    return new Response(text === "" ? null : text, { status, statusText, headers: withoutEncoding(headers) });
}
/** The text is unpacked by now. */
function withoutEncoding(headers) {
    const copy = new Headers(headers);
    copy.delete("content-encoding");
    copy.delete("content-length");
    return copy;
}
/** Octokit's errors carry the request, headers included; of them only status, answer and message are taken over. */
function translate(operation, error, now) {
    if (!(error instanceof Error))
        return error;
    if (error.name === "GraphqlResponseError")
        return translateGraphql(operation, error, now);
    if (typeof error.status !== "number")
        return error;
    const { status, message, response } = error;
    // Without an answer Octokit reports 500, which would pass for the server's own.
    if (response === undefined)
        return new RequestFailure({ operation, reason: deepest(error) ?? message });
    return failureFromAnswer(operation, status, response.headers, response.data, now);
}
/** `fetch failed` says nothing; its cause does. */
function deepest(error) {
    const { cause } = error;
    if (!(cause instanceof Error))
        return undefined;
    return deepest(cause) ?? (cause.message === "" ? cause.code : cause.message);
}
/**
 * GraphQL answers 200 with errors in the body; a primary limit has the type RATE_LIMITED, a secondary one may only say so
 * (docs.github.com, "Rate limits and query limits for the GraphQL API").
 */
function translateGraphql(operation, error, now) {
    const { headers, errors } = error;
    const [first] = errors ?? [];
    const statuses = { RATE_LIMITED: 429, NOT_FOUND: 404, FORBIDDEN: 403 };
    const message = first?.message ?? error.message;
    const said = /rate limit/i.test(message) ? 429 : /something went wrong/i.test(message) ? 502 : 422;
    return failureFromAnswer(operation, statuses[first?.type ?? ""] ?? said, headers ?? {}, { message }, now);
}

;// CONCATENATED MODULE: ./actions/build/preflight/credentials.js


const credentials_DEADLINE_MS = 20_000;
/** A limit that lasts longer is for a person to wait out. */
const POLICY = { ...RETRY_POLICY, attempts: 4, longestLimit: 5 * 60_000 };
/** Whether the job may do what a release needs, found out without changing anything. */
async function checkCredentials(context) {
    const { inputs, runtime, plan, env, tell, time } = context;
    const { token, permissions } = inputs;
    const { repository } = runtime;
    if (repository === undefined)
        return skipped("this is no job of GitHub's: GITHUB_REPOSITORY is not set");
    const said = [];
    const idToken = Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL && env.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
    if (permissions.includes("id-token") && !idToken) {
        return failed("the job may not ask for an identity token", permissionRemedy("id-token: write", context));
    }
    said.push(idToken ? "identity tokens" : "no identity tokens");
    if (token === undefined) {
        if (permissions.includes("contents"))
            return failed("there is no token", 'set the input "token"');
        return skipped("there is no token");
    }
    const patience = new Patience({ policy: POLICY, ...(tell && { tell }), ...(time && { time }) });
    const api = openApi({ apiUrl: runtime.apiUrl, token, patience, deadline: credentials_DEADLINE_MS, fetch });
    const [owner = "", repo = ""] = repository.split("/");
    const seen = await ask(api, "GET /repos/{owner}/{repo}", { owner, repo });
    if (typeof seen === "string")
        return failed(seen, UNANSWERED);
    if (seen.status === 401)
        return failed("GitHub does not know the token, or it has expired", 'renew the secret behind the input "token"');
    if (seen.status !== 200) {
        return failed(`the token does not see ${repository} (status ${seen.status})`, permissionRemedy("contents: read", context));
    }
    const { archived, fork } = seen.body;
    if (archived)
        return failed(`${repository} is archived, so it takes no release`, "unarchive it in its settings");
    if (fork)
        said.push("the repository is a fork");
    // Generated notes need write access and store nothing (docs.github.com, "Generate release notes content for a release").
    const written = await ask(api, "POST /repos/{owner}/{repo}/releases/generate-notes", {
        owner,
        repo,
        tag_name: plan.tag,
        target_commitish: plan.commit,
    });
    if (typeof written === "string")
        return failed(written, UNANSWERED);
    const writable = ![401, 403, 404].includes(written.status);
    if (!writable && permissions.includes("contents")) {
        return failed(`the token may not write the contents of ${repository}`, permissionRemedy("contents: write", context));
    }
    said.push(writable ? "contents may be written" : "contents may only be read");
    return passed(said.join("; "));
}
function permissionRemedy(permission, { runtime }) {
    const fork = runtime.ref?.startsWith("refs/pull/")
        ? "; runs for pull requests from forks only read, so release from a push to the repository itself"
        : "";
    return `give the job "permissions: ${permission}" (a called workflow cannot have more than its caller)${fork}`;
}
const UNANSWERED = "run the job again later; githubstatus.com tells of outages";
/** @returns why there was no answer that tells anything, as text */
async function ask(api, operation, parameters) {
    try {
        const { status, data } = await api.repeat(operation, (client) => client.request(operation, parameters));
        return { status, body: data };
    }
    catch (error) {
        if (!(error instanceof RequestFailure))
            throw error;
        const { status, reason } = error.details;
        if (status === undefined)
            return `GitHub could not be asked: ${reason}`;
        if (status >= 500 || isRateLimit(error.details))
            return `GitHub answered ${status}: ${reason}`;
        return { status, body: undefined };
    }
}

// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(8958);
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

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(4006);
// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var smol_toml_dist = __webpack_require__(3292);
;// CONCATENATED MODULE: ./packages/planning/build/detect/cargo.js



async function detectCargo(tree, directory) {
    const root = await readManifest(tree, directory);
    if (root === undefined)
        return undefined;
    const members = await memberManifests(tree, root);
    const shared = table(root.workspace?.package);
    const field = (manifest, name) => inherited(manifest, name, shared, root.file);
    const built = builtMembers(root, members);
    const binaries = built.flatMap((manifest) => binariesOf(tree, manifest).map((name) => ({ name, package: cargo_text(manifest.package?.name) ?? name })));
    const withBinaries = built.filter((manifest) => binaries.some((binary) => binary.package === cargo_text(manifest.package?.name)));
    const describing = root.package !== undefined ? [root] : withBinaries;
    /** A workspace speaks with one voice or, where its packages differ, not at all. */
    const common = (name) => {
        const values = describing.map((manifest) => field(manifest, name));
        const [first] = values;
        return values.every((value) => value?.value === first?.value)
            ? (first ?? fact(shared?.[name], root.file))
            : undefined;
    };
    return {
        file: root.file,
        facts: {
            name: common("name"),
            version: common("version"),
            description: common("description"),
            licence: spdx(common("license")),
            homepage: common("homepage"),
            repository: common("repository"),
        },
        build: {
            toolchain: "rust",
            directory,
            file: root.file,
            binaries,
            ...(binaries.length === 0 && {
                why: `${root.file} and its members have no [[bin]], src/main.rs or src/bin`,
            }),
        },
    };
}
async function readManifest(tree, directory) {
    const file = facts_join(directory, "Cargo.toml");
    const source = await tree.read(file);
    if (source === undefined)
        return undefined;
    let value;
    try {
        value = (0,smol_toml_dist/* parse */.qg)(source);
    }
    catch (error) {
        if (error instanceof smol_toml_dist/* TomlError */.zx) {
            const [why = "invalid TOML"] = error.message.split("\n");
            throw facts_unreadable(file, why, { line: error.line, column: error.column });
        }
        throw error;
    }
    return {
        file,
        directory: facts_join(directory),
        package: table(value.package),
        workspace: table(value.workspace),
        bin: Array.isArray(value.bin) ? value.bin.filter((entry) => table(entry) !== undefined) : [],
    };
}
async function memberManifests(tree, root) {
    const isMember = matcher(root, root.workspace?.members);
    const isExcluded = matcher(root, root.workspace?.exclude);
    const directories = tree.paths
        .filter((path) => path.endsWith("/Cargo.toml"))
        .map((path) => path.slice(0, -"/Cargo.toml".length))
        .filter((directory) => directory !== root.directory && isMember(directory) && !isExcluded(directory));
    const manifests = await Promise.all(directories.map((directory) => readManifest(tree, directory)));
    return manifests.filter((manifest) => manifest?.package !== undefined);
}
/** Cargo's globs for directories, relative to the workspace. */
function matcher(root, globs) {
    const patterns = Array.isArray(globs) ? globs.filter((glob) => typeof glob === "string") : [];
    if (patterns.length === 0)
        return () => false;
    return picomatch(patterns.map((pattern) => facts_join(root.directory, pattern)));
}
function builtMembers(root, members) {
    const chosen = root.workspace?.["default-members"];
    if (Array.isArray(chosen)) {
        const isDefault = matcher(root, chosen);
        const withRoot = chosen.includes(".") && root.package !== undefined ? [root] : [];
        return [...withRoot, ...members.filter(({ directory }) => isDefault(directory))];
    }
    return root.package !== undefined ? [root] : members;
}
/** Names of the package's binary targets; those that need features are not built by default and do not count. */
function binariesOf(tree, { directory, package: own, bin }) {
    const found = [];
    if (own?.autobins !== false) {
        const below = facts_join(directory, "src");
        for (const path of tree.paths) {
            if (path === `${below}/main.rs`)
                found.push(cargo_text(own?.name) ?? "main");
            if (!path.startsWith(`${below}/bin/`))
                continue;
            const rest = path.slice(`${below}/bin/`.length);
            const name = /^(?<name>[^/]+)(?:\.rs|\/main\.rs)$/.exec(rest)?.groups?.name;
            if (name !== undefined)
                found.push(name);
        }
    }
    // A [[bin]] with the path of a discovered target renames it.
    const replaced = new Set(bin
        .map((entry) => /^src\/(?:bin\/(?<name>[^/]+?)(?:\.rs|\/main\.rs)|main\.rs)$/.exec(cargo_text(entry.path) ?? ""))
        .map((match) => match && (match.groups?.name ?? cargo_text(own?.name))));
    const needing = new Set(bin.filter((entry) => list(entry["required-features"]).length > 0).map(({ name }) => name));
    const declared = bin.map(({ name }) => cargo_text(name)).filter((name) => name !== undefined);
    const names = [...declared, ...found.filter((name) => !replaced.has(name))].filter((name) => !needing.has(name));
    return [...new Set(names)].sort();
}
function inherited(manifest, name, shared, rootFile) {
    const value = manifest.package?.[name];
    return table(value)?.workspace === true ? fact(shared?.[name], rootFile) : fact(value, manifest.file);
}
/** Cargo once wrote alternatives with a slash (The Cargo Book, "The license and license-file fields"). */
function spdx(licence) {
    return licence && { ...licence, value: licence.value.replace(/\s*\/\s*/g, " OR ") };
}
function table(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
function cargo_text(value) {
    return typeof value === "string" ? value : undefined;
}
function list(value) {
    return Array.isArray(value) ? value : [];
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/go.js

/**
 * go.mod (Go Modules Reference, "go.mod files"): the module's path, and the main packages at its root and below `cmd`. Go
 * manifests hold no version: it comes from the tag.
 */
async function detectGo(tree, directory) {
    const file = facts_join(directory, "go.mod");
    const source = await tree.read(file);
    if (source === undefined)
        return undefined;
    const module = /^[ \t]*module[ \t]+"?(?<path>[^\s"]+)"?/m.exec(source)?.groups?.path;
    if (module === undefined)
        throw facts_unreadable(file, "it has no module directive");
    // A major version from 2 on ends the path, and is no name ("Module paths").
    const name = module
        .replace(/\/v[0-9]+$/, "")
        .split("/")
        .at(-1) ?? module;
    const binaries = await mainPackages(tree, directory, name);
    const address = /^(?:github\.com|gitlab\.com|codeberg\.org)\/[^/]+\/[^/]+/.exec(module)?.[0];
    const home = address === undefined ? undefined : fact(`https://${address}`, file);
    return {
        file,
        facts: { name: fact(name, file), homepage: home, repository: home },
        build: {
            toolchain: "go",
            directory,
            file,
            binaries,
            ...(binaries.length === 0 && { why: "no `package main` at the module's root or in a directory below cmd" }),
        },
    };
}
async function mainPackages(tree, directory, rootName) {
    const root = facts_join(directory);
    const below = root === "" ? "" : `${root}/`;
    const packages = new Map();
    for (const path of tree.paths) {
        if (!path.startsWith(below) || !path.endsWith(".go") || path.endsWith("_test.go"))
            continue;
        const rest = path.slice(below.length).split("/").slice(0, -1).join("/");
        // Directories of this name hold fixtures or code of others, and Go itself passes over them.
        if (/(?:^|\/)(?:testdata|vendor|internal|[._][^/]*)(?:\/|$)/.test(rest))
            continue;
        if (rest !== "" && !/^cmd(?:\/[^/]+)*$/.test(rest))
            continue;
        packages.set(rest, [...(packages.get(rest) ?? []), path]);
    }
    const found = [];
    for (const [rest, files] of packages) {
        const sources = await Promise.all(files.map((path) => tree.read(path)));
        if (!sources.some((source) => source !== undefined && isMain(source)))
            continue;
        const last = rest.split("/").at(-1);
        const name = rest === "" || rest === "cmd" || last === undefined ? rootName : last;
        found.push({ name, package: rest === "" ? "." : `./${rest}` });
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
/** The package clause comes first but for comments; files that a constraint always leaves out do not count. */
function isMain(source) {
    const head = source.replace(/\/\*[\s\S]*?\*\//g, "");
    if (/^\/\/go:build\s+ignore\s*$/m.test(head))
        return false;
    const clause = head
        .split("\n")
        .map((line) => line.replace(/\/\/.*$/, "").trim())
        .find((line) => line !== "");
    return clause !== undefined && /^package\s+main\s*;?$/.test(clause);
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/npm.js

/** package.json (docs.npmjs.com, "package.json"): what the project is; no toolchain of Slipway builds from it. */
async function detectNpm(tree, directory) {
    const file = facts_join(directory, "package.json");
    const source = await tree.read(file);
    if (source === undefined)
        return undefined;
    let value;
    try {
        value = JSON.parse(source);
    }
    catch (error) {
        throw facts_unreadable(file, error instanceof Error ? error.message : String(error));
    }
    if (typeof value !== "object" || value === null)
        throw facts_unreadable(file, "it holds no object");
    return {
        file,
        facts: {
            name: fact(typeof value.name === "string" ? value.name.replace(/^@[^/]+\//, "") : undefined, file),
            version: fact(value.version, file),
            description: fact(value.description, file),
            licence: value.license === "UNLICENSED" ? undefined : fact(value.license, file),
            homepage: fact(value.homepage, file),
            repository: fact(addressOf(value.repository), file),
        },
        build: undefined,
    };
}
/** `github:owner/name`, `owner/name`, an address, or an object with `url`. */
function addressOf(repository) {
    const text = typeof repository === "object" && repository !== null ? repository.url : repository;
    if (typeof text !== "string")
        return undefined;
    const short = /^(?:github:)?(?<name>[\w.-]+\/[\w.-]+)$/.exec(text)?.groups?.name;
    if (short !== undefined)
        return `https://github.com/${short}`;
    return text
        .replace(/^git\+/, "")
        .replace(/^(?:ssh:\/\/git@|git:\/\/|git@)(?<host>[^/:]+)[/:]/, "https://$<host>/")
        .replace(/\.git$/, "");
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/zon.js

const zon_TOKEN = /(?<space>\s+|\/\/[^\n]*)|(?<multi>(?:\\\\[^\n]*(?:\n[ \t]*|$))+)|(?<open>\.\{)|(?<close>\})|(?<comma>,)|(?<equals>=)|(?<name>\.(?:[A-Za-z_]\w*|@"(?:[^"\\\n]|\\.)*"))|(?<string>"(?:[^"\\\n]|\\.)*")|(?<word>[-+]?[\w.]+)|(?<char>'(?:[^'\\\n]|\\.)+')/y;
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
        zon_TOKEN.lastIndex = offset;
        const match = zon_TOKEN.exec(source);
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

;// CONCATENATED MODULE: ./packages/planning/build/detect/zig.js


/**
 * build.zig.zon for what the project is, build.zig for what it makes. The latter is a program, so that only executables
 * with their name written out can be told; where any is not, the configuration must list them.
 */
async function detectZig(tree, directory) {
    const manifest = facts_join(directory, "build.zig.zon");
    const script = facts_join(directory, "build.zig");
    const [manifestText, scriptText] = await Promise.all([tree.read(manifest), tree.read(script)]);
    if (manifestText === undefined && scriptText === undefined)
        return undefined;
    const value = manifestText === undefined ? {} : parseZon(manifestText, manifest);
    const file = manifestText === undefined ? script : manifest;
    const field = (name) => fact(fieldOf(value, name), manifest);
    const names = scriptText === undefined ? [] : executables(scriptText);
    return {
        file,
        facts: {
            name: field("name"),
            version: field("version"),
            description: field("description"),
            licence: field("license"),
            homepage: field("homepage"),
        },
        build: scriptText === undefined
            ? undefined
            : {
                toolchain: "zig",
                directory,
                file: script,
                binaries: (names ?? []).map((name) => ({ name })),
                ...(names === undefined && { why: `${script} computes the names of its executables` }),
                ...(names?.length === 0 && { why: `${script} adds no executable` }),
            },
    };
}
function fieldOf(value, name) {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? value[name]
        : undefined;
}
/** Names of the executables that a build script installs; `undefined` when one's name is not written out. */
function executables(script) {
    const source = script.replace(/\/\/[^\n]*/g, "");
    const names = [];
    const call = /(?:(?:const|var)\s+(?<variable>\w+)[^=;]*=\s*)?[\w.]+\.addExecutable\s*\(/g;
    for (const match of source.matchAll(call)) {
        const variable = match.groups?.variable;
        // Helpers that are only run while building are not installed.
        const isInstalled = (name) => new RegExp(`nstallArtifact\\w*\\s*\\([^)]*\\b${name}\\b`).test(source);
        if (variable !== undefined && !isInstalled(variable))
            continue;
        const name = /\.name\s*=\s*(?:"(?<text>[^"\\\n]+)"|(?<other>[^",\s]))/.exec(source.slice(match.index + match[0].length));
        if (name?.groups?.text === undefined)
            return undefined;
        names.push(name.groups.text);
    }
    return [...new Set(names)].sort();
}

;// CONCATENATED MODULE: ./packages/planning/build/detect/detect.js








/** In this order they speak, and in this order a toolchain is chosen where nothing is configured. */
const READERS = [
    { toolchain: "rust", manifest: "Cargo.toml", detect: detectCargo },
    { toolchain: "go", manifest: "go.mod", detect: detectGo },
    { toolchain: "zig", manifest: "build.zig.zon and build.zig", detect: detectZig },
    { toolchain: undefined, manifest: "package.json", detect: detectNpm },
];
/** For messages: what detection looks for. */
const MANIFESTS = READERS.map(({ manifest }) => manifest);
/**
 * Reads the manifests of the root and of the directories that configured builds name.
 * @param builds those of the configuration, whose manifests speak before others
 * @throws {Problem} `invalid-manifest`
 */
async function detect(tree, builds = []) {
    const findings = [];
    for (const directory of new Set([".", ...builds.map(({ dir }) => dir)])) {
        for (const reader of READERS) {
            const isBuilt = builds.some(({ toolchain, dir }) => dir === directory && toolchain === reader.toolchain);
            if (directory !== "." && !isBuilt)
                continue;
            const finding = await reader.detect(tree, directory);
            if (finding !== undefined)
                findings.push(finding);
        }
    }
    const speaks = ({ build }) => builds.some(({ toolchain, dir }) => build?.toolchain === toolchain && build.directory === dir);
    const ordered = [...findings.filter(speaks), ...findings.filter((finding) => !speaks(finding))];
    const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, ordered.map((finding) => finding.facts[name]).find((one) => one !== undefined)]));
    return {
        ...facts,
        licence: facts.licence ?? (await detectLicence(tree)),
        manifests: ordered.map(({ file }) => file),
        stated: ordered.map(({ file, facts: own }) => ({ file, facts: own })),
        builds: findings.flatMap(({ build }) => (build === undefined ? [] : [build])),
    };
}
/** The tracked files of a checkout, read from its working tree: that is what is built. */
function checkoutTree(directory, { files }) {
    const paths = files.filter(({ type }) => type === "file").map(({ path }) => path);
    const known = new Set(paths);
    return {
        paths,
        read: async (path) => {
            if (!known.has(path))
                return undefined;
            return (0,promises_.readFile)((0,external_node_path_.join)(directory, path), "utf8").catch((error) => {
                if (error.code === "ENOENT")
                    return undefined;
                throw error;
            });
        },
    };
}

;// CONCATENATED MODULE: ./packages/planning/build/git/history.js

/** @param purpose what it is needed for, as the subject of a sentence @throws {Problem} `shallow-clone` */
function requireHistory({ shallow }, purpose) {
    if (!shallow)
        return;
    throw (0,problem/* mistake */.RT)("shallow-clone", `${purpose} cannot be made: the clone is shallow, so earlier commits and tags are missing`, 'give actions/checkout "fetch-depth: 0" in this job; on your own machine: git fetch --unshallow --tags');
}

// EXTERNAL MODULE: ./packages/planning/build/versions/tags.js
var versions_tags = __webpack_require__(5031);
;// CONCATENATED MODULE: ./packages/planning/build/git/read.js



/**
 * State of the repository at HEAD, which is what is built. The tag that triggered the run wins over others on the same
 * commit. With neither tag nor ref, the highest release tag on HEAD is taken, and a commit without one is built only.
 * Works in shallow clones. @param directory the project, which may be a sub-directory of its repository
 * @throws {Problem} `invalid-tag`, `foreign-tag`, `missing-tag`, `wrong-commit`, `empty-repository`, and those of running git
 */
async function readGit(directory, request = {}) {
    // Asked first: outside a repository every other question would fail in its own words.
    await gitText(directory, ["rev-parse", "--is-inside-work-tree"]);
    const commit = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
    if (commit === undefined) {
        throw (0,problem/* mistake */.RT)("empty-repository", `${directory} has no commit yet`, "commit the project before releasing it");
    }
    const tag = await releaseTag(directory, commit, request);
    const [time, tags, shallow, below, remote, files] = await Promise.all([
        gitText(directory, ["show", "-s", "--format=%ct", commit]),
        knownTags(directory, commit, tag === undefined ? request.prefix : tag.prefix),
        gitText(directory, ["rev-parse", "--is-shallow-repository"]),
        gitText(directory, ["rev-parse", "--show-prefix"]),
        gitMaybe(directory, ["remote", "get-url", "origin"]),
        trackedFiles(directory, commit),
    ]);
    return {
        commit,
        timestamp: Number(time),
        tag,
        lastTag: (0,versions_tags/* highest */.BR)(tags.filter(({ merged }) => merged)),
        tags,
        shallow: shallow === "true",
        isBelow: below !== "",
        repository: request.repository ?? repositoryOf(remote),
        files,
    };
}
async function releaseTag(directory, head, request) {
    const { tag, ref, prefix } = request;
    const name = tag ?? (await tagOfRef(directory, ref));
    if (name === undefined) {
        if (ref !== undefined)
            return undefined;
        const here = await tagNames(directory, "--points-at", head);
        return (0,versions_tags/* highest */.BR)(here.map(build_tag/* parseTag */.ED).filter((one) => one !== undefined && isOwn(one, prefix)));
    }
    const found = (0,build_tag/* requireTag */.a_)(name);
    if (!isOwn(found, prefix)) {
        throw (0,problem/* mistake */.RT)("foreign-tag", `the tag "${name}" is not one of this project's, which are ${prefix}/v1.2.3 by its configuration`, `tag it ${prefix}/v${found.version.text}, or correct "tagPrefix"`);
    }
    // `refs/tags/` before it keeps a name that begins with a dash from being an option.
    const commit = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", `refs/tags/${name}^{commit}`]);
    if (commit === undefined) {
        throw (0,problem/* mistake */.RT)("missing-tag", `the clone has no tag "${name}"`, `give actions/checkout "ref: refs/tags/${name}" (or "fetch-tags: true"), and check that the tag was pushed`);
    }
    if (commit !== head) {
        throw (0,problem/* mistake */.RT)("wrong-commit", `the tag "${name}" is on commit ${commit}, and commit ${head} is checked out`, `give actions/checkout "ref: refs/tags/${name}", so that what is tagged is what is built`);
    }
    return found;
}
async function tagOfRef(directory, ref) {
    if (ref === undefined)
        return undefined;
    if (ref.startsWith("refs/tags/"))
        return ref.slice("refs/tags/".length);
    if (ref.startsWith("refs/"))
        return undefined;
    const exists = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", `refs/tags/${ref}`]);
    return exists !== undefined || (0,build_tag/* parseTag */.ED)(ref) !== undefined ? ref : undefined;
}
/** Without a configured prefix the tag itself says which project is meant. */
function isOwn(tag, prefix) {
    return prefix === undefined || tag.prefix === prefix;
}
async function tagNames(directory, filter, commit) {
    return (await gitText(directory, ["tag", "--list", "--no-column", filter, commit]))
        .split("\n")
        .filter((name) => name !== "");
}
async function knownTags(directory, commit, prefix) {
    // An annotated tag is an object of its own; `*` asks for what it names.
    const format = "--format=%(refname:strip=2) %(objectname) %(*objectname)";
    const [list, merged, ahead] = await Promise.all([
        gitText(directory, ["for-each-ref", format, "refs/tags"]),
        tagNames(directory, "--merged", commit).then((names) => new Set(names)),
        tagNames(directory, "--contains", commit).then((names) => new Set(names)),
    ]);
    const known = list.split("\n").flatMap((line) => {
        const [name = "", object = "", peeled = ""] = line.split(" ");
        const tag = (0,build_tag/* parseTag */.ED)(name);
        if (tag === undefined || tag.prefix !== prefix)
            return [];
        const names = peeled === "" ? object : peeled;
        return [{ ...tag, commit: names, merged: merged.has(name), ahead: ahead.has(name) }];
    });
    const aside = known.filter((tag) => !tag.merged && !tag.ahead).map((tag) => tag.commit);
    const missed = await ancestorsAmong(directory, commit, aside);
    return missed.size === 0 ? known : known.map((tag) => (missed.has(tag.commit) ? { ...tag, merged: true } : tag));
}
/**
 * Which commits are ancestors of another, by the whole history: `--merged` trusts the clocks of committers and overlooks a
 * tag whose commit is dated after many of those that follow it.
 */
async function ancestorsAmong(directory, commit, candidates) {
    const open = new Set(candidates);
    const found = new Set();
    if (open.size === 0)
        return found;
    for await (const hash of gitRecords(directory, ["log", "-z", "--no-show-signature", "--format=%H", commit, "--"])) {
        if (open.delete(hash.trim()))
            found.add(hash.trim());
        if (open.size === 0)
            break;
    }
    return found;
}
/** `owner/name` of a remote's address: https, ssh, or ssh's short form. */
function repositoryOf(remote) {
    const shape = /^(?:(?:https?|ssh|git):\/\/[^/]+\/|(?:[^@/:\s]+@)?[^/:\s]{2,}:(?!\/))(?:.*\/)?(?<name>[^/\s:]+\/[^/\s]+?)(?:\.git)?\/?$/;
    return remote === undefined ? undefined : shape.exec(remote)?.groups?.name;
}
/** `<mode> <type> <oid>\t<path>` (git-ls-tree, "OUTPUT FORMAT"); in a sub-directory only what lies below it. */
const ENTRY = /^(?<mode>\d{6}) (?:blob|commit) (?<oid>[0-9a-f]+)\t(?<path>.+)$/s;
async function trackedFiles(directory, commit) {
    const entries = splitNul(await git(directory, ["ls-tree", "-r", "-z", commit])).map((line) => {
        const groups = ENTRY.exec(line)?.groups;
        if (groups === undefined)
            throw new Error(`git ls-tree printed "${line}"`);
        return groups;
    });
    const large = new Set(splitNul(await git(directory, ["ls-files", "-z", "--", ":(attr:filter=lfs)."])));
    const targets = await contents(directory, entries.filter(({ mode }) => mode === "120000").map(({ oid }) => oid));
    return entries.map(({ mode, oid, path }) => {
        if (mode === "160000")
            return { type: "submodule", path };
        if (mode === "120000")
            return { type: "symlink", path, oid, target: targets.get(oid) ?? "" };
        return { type: "file", path, oid, mode: mode === "100755" ? "755" : "644", lfs: large.has(path) };
    });
}
/** Text of small blobs, in one process: `<oid> blob <size>\n<content>\n` each (git-cat-file, "BATCH OUTPUT"). */
async function contents(directory, oids) {
    const texts = new Map();
    if (oids.length === 0)
        return texts;
    const output = await git(directory, ["cat-file", "--batch"], `${oids.join("\n")}\n`);
    for (let offset = 0; offset < output.length;) {
        const end = output.indexOf("\n", offset);
        const [oid = "", , size = ""] = output.toString("utf8", offset, end).split(" ");
        texts.set(oid, output.toString("utf8", end + 1, end + 1 + Number(size)));
        offset = end + 1 + Number(size) + 1;
    }
    return texts;
}

;// CONCATENATED MODULE: ./packages/model/build/asset-name.js

/**
 * GitHub keeps these characters in the name of a release asset and rewrites others to a dot (PLATFORM.md section 3 lists
 * `~` and space), so that a manifest made beforehand would name files that do not exist.
 */
const KEPT = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;
/** GitHub's limit is not documented; 255 bytes is what file systems of every target accept. */
const LONGEST = 255;
/** The name that GitHub would give to an asset uploaded under this name. */
function nameOnGitHub(name) {
    return name.replace(/[^A-Za-z0-9._+-]/g, ".");
}
/** @throws {Problem} `asset-name-rewritten`, `asset-name-too-long` */
function requireAssetName(name) {
    if (!KEPT.test(name) || nameOnGitHub(name) !== name) {
        throw (0,problem/* mistake */.RT)("asset-name-rewritten", `GitHub would rename the asset "${name}" to "${nameOnGitHub(name)}"`, "use letters, digits, '.', '_', '+' and '-' in names and name templates, beginning with a letter or digit");
    }
    if (Buffer.byteLength(name) > LONGEST) {
        throw (0,problem/* mistake */.RT)("asset-name-too-long", `the asset name "${name}" is longer than ${LONGEST} bytes`, "shorten the name template");
    }
    return name;
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/globs.js

/** Globs over the tracked files of one commit; a plan asks for the same glob once for each target. */
class TrackedFiles {
    all;
    found = new Map();
    constructor(files) {
        this.all = files;
    }
    match(glob) {
        const known = this.found.get(glob);
        if (known !== undefined)
            return known;
        const match = this.search(normalise(glob));
        this.found.set(glob, match);
        return match;
    }
    search(glob) {
        if (glob === "")
            return this.search("**");
        const base = staticBase(glob);
        const isMatch = picomatch(glob);
        const files = this.all.filter(({ path }) => path === glob || isMatch(path));
        if (files.length > 0)
            return { files, base };
        // The name of a directory stands for what is in it.
        const inside = picomatch(`${escapeGlob(glob)}/**`);
        return { files: this.all.filter(({ path }) => path.startsWith(`${glob}/`) && inside(path)), base: glob };
    }
}
function staticBase(glob) {
    const { base, isGlob } = picomatch.scan(glob);
    if (isGlob)
        return base === "." ? "" : base;
    return glob.includes("/") ? glob.slice(0, glob.lastIndexOf("/")) : "";
}
/** Without `./`, doubled and trailing slashes; a path of "." alone is the project, "". */
function normalise(path) {
    return path
        .split("/")
        .filter((name) => name !== "" && name !== ".")
        .join("/");
}
function escapeGlob(path) {
    return path.replace(/[\\*?[\]{}()!+@|^$]/g, "\\$&");
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/files.js



/**
 * Archive entries of file entries, sorted by path, generated sets last in the order in which they are written. Where two
 * entries bring one file to one path, the later one's mode and line endings count.
 * @throws {Problem} `glob-without-match`, `path-clash`, `submodule`, `lfs-pointer`, `unsafe-path`, `link-outside`
 */
function planFiles(entries, excludes, context) {
    const excluded = matching(excludes, context);
    const placed = new Map();
    const generated = [];
    for (const { value, place } of entries) {
        for (const file of planEntry(value, place, excluded, context)) {
            if (file.type === "generated")
                generated.push(file);
            else
                put(placed, file, place);
        }
    }
    const sorted = [...placed.values()].sort((a, b) => compareBytes(files_pathOf(a), files_pathOf(b)));
    return [...sorted, ...generated];
}
function files_pathOf(file) {
    return file.type === "generated" ? file.to : file.path;
}
/** Order of UTF-8 bytes, in which archives are written. */
function compareBytes(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
function planEntry(entry, place, excluded, context) {
    if (typeof entry === "object" && "directory" in entry) {
        return [{ type: "directory", path: safePath(normalise(entry.directory), place) }];
    }
    if (typeof entry === "object" && "symlink" in entry) {
        return [files_link(safePath(normalise(entry.symlink), place), entry.target, place)];
    }
    const copied = typeof entry === "string" ? { from: entry, optional: false, generated: false } : entry;
    return copied.generated ? [planGenerated(copied, context)] : planTracked(copied, place, excluded, context);
}
function planGenerated({ from, to, mode, eol, optional }, { variables, os }) {
    const pattern = normalise(expandGlob(from, variables));
    const base = staticBase(pattern);
    return {
        type: "generated",
        pattern,
        strip: to === undefined || base === "" ? "" : `${base}/`,
        to: to === undefined ? "" : normalise(expandGlob(to, variables)),
        mode: mode ?? "644",
        ...lineEndings(eol, os),
        optional,
    };
}
function planTracked({ from, to, exclude, mode, eol, optional }, place, excluded, context) {
    const glob = expandGlob(from, context.variables);
    const { files, base } = context.tracked.match(glob);
    if (files.length === 0) {
        if (optional)
            return [];
        throw withoutMatch(glob, place, context.tracked);
    }
    const own = matching((exclude ?? []).map((value) => ({ value, place })), context);
    const directory = to === undefined ? undefined : normalise(expandGlob(to, context.variables));
    return files
        .filter((file) => !excluded.has(file) && !own.has(file))
        .map((file) => {
        const rest = directory === undefined || base === "" ? file.path : file.path.slice(base.length + 1);
        const path = safePath(directory ? `${directory}/${rest}` : rest, place);
        return planFile(file, path, { mode, ...lineEndings(eol, context.os) }, place);
    });
}
function planFile(file, path, { mode, eol }, place) {
    switch (file.type) {
        case "submodule":
            throw (0,problem/* mistake */.RT)("submodule", `"${file.path}" is a submodule, of which git keeps only a commit's number`, `leave it out with \`exclude\`, or take its files from the working tree: {from: "${file.path}/**", generated: true}, with "submodules: true" for actions/checkout`, place);
        case "symlink":
            return files_link(path, file.target, place);
        case "file":
            if (file.lfs) {
                throw (0,problem/* mistake */.RT)("lfs-pointer", `of "${file.path}" git keeps only a pointer (Git LFS)`, `take it from the working tree: {from: "${file.path}", generated: true}, with "lfs: true" for actions/checkout`, place);
            }
            return {
                type: "tracked",
                path,
                from: safePath(file.path, place),
                oid: file.oid,
                mode: mode ?? file.mode,
                ...(eol && { eol }),
            };
    }
}
function lineEndings(eol, os) {
    if (eol === undefined)
        return {};
    if (eol !== "native")
        return { eol };
    return { eol: os === "windows" ? "crlf" : "lf" };
}
/** A link may point to what is not in the archive, never to what is outside it: unpacking must not reach there. */
function files_link(path, target, place) {
    const steps = [...path.split("/").slice(0, -1), ...target.split("/")];
    let depth = 0;
    const escapes = steps.some((step) => {
        depth += step === ".." ? -1 : step === "" || step === "." ? 0 : 1;
        return depth < 0;
    });
    if (target.startsWith("/") || target.includes("\\") || escapes) {
        throw (0,problem/* mistake */.RT)("link-outside", `the symbolic link "${path}" points outside the archive, to "${target}"`, "point it to a path relative to its own directory, inside the archive, or leave it out with `exclude`", place);
    }
    return { type: "symlink", path, target };
}
function matching(globs, { tracked, variables }) {
    const found = new Set();
    for (const { value, place } of globs) {
        const glob = expandGlob(value, variables);
        const { files } = tracked.match(glob);
        if (files.length === 0)
            throw withoutMatch(glob, place, tracked);
        for (const file of files)
            found.add(file);
    }
    return found;
}
function withoutMatch(glob, place, tracked) {
    const guess = (0,nearest/* nearest */.p)(glob, tracked.all.map(({ path }) => path));
    const hints = [
        ...(guess === undefined ? [] : [`did you mean "${guess}"?`]),
        ...(glob.includes("\\") ? ["write / between names."] : []),
        "Only files that git tracks are matched; for what the build makes add `generated: true`, for what may be missing `optional: true`",
    ];
    return (0,problem/* mistake */.RT)("glob-without-match", `"${glob}" matches no tracked file`, hints.join(" "), place);
}
function safePath(path, place) {
    const parsed = fields/* RelativePath */.c8.safeParse(path);
    if (parsed.success)
        return parsed.data;
    throw (0,problem/* mistake */.RT)("unsafe-path", `"${path}" cannot be a path in an archive: it ${parsed.error.issues[0]?.message ?? "is not valid"}`, "rename the file, or leave it out with `exclude`", place);
}
function put(placed, file, place) {
    const path = files_pathOf(file);
    const before = placed.get(path);
    if (before !== undefined && files_identity(before) !== files_identity(file)) {
        throw (0,problem/* mistake */.RT)("path-clash", `two entries bring different files to "${path}": ${files_identity(before)} and ${files_identity(file)}`, "give one of them another directory with `to`, or leave one out with `exclude`", place);
    }
    placed.set(path, file);
}
function files_identity(file) {
    switch (file.type) {
        case "tracked":
            return `the file "${file.from}"`;
        case "symlink":
            return `a link to "${file.target}"`;
        case "directory":
            return "a directory";
        case "generated":
            return `"${file.pattern}"`;
    }
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/assets.js



/** GitHub's limit for one release (docs.github.com, "About releases", "Storage and bandwidth quotas"). */
const MOST_ASSETS = 1000;
function planChecksums({ settings: { checksums } }) {
    return {
        combined: [...new Set(checksums.combined)].map((algorithm) => ({
            name: `${algorithm.toUpperCase()}SUMS`,
            algorithm,
        })),
        perFile: [...new Set(checksums.perFile)],
    };
}
/**
 * Names of all assets, in the order of their bytes.
 * @param notes name of the file that holds the whole release notes, where there is one
 * @throws {Problem} `asset-clash`, `too-many-assets`, `asset-name-rewritten`, `asset-name-too-long`
 */
function planAssets(config, packages, { combined, perFile }, notes, sboms = []) {
    const seen = new Map();
    const add = (name, owner, place) => {
        placed(place, () => requireAssetName(name));
        // Systems that do not tell upper from lower case could keep only one of the two.
        const key = name.toLowerCase();
        const other = seen.get(key);
        if (other !== undefined)
            throw clash(name, other, owner, place);
        seen.set(key, owner);
        names.push(name);
    };
    const names = [];
    add(words/* MANIFEST_NAME */.ir, "the release manifest", undefined);
    if (notes !== undefined)
        add(notes, "the file of the whole release notes", undefined);
    for (const { name } of sboms)
        add(name, "the bill of materials", config.placeOf(["sbom"]));
    for (const { name } of combined)
        add(name, "the checksum file", undefined);
    for (const planned of packages) {
        const place = config.placeOf(nameKey(planned));
        add(planned.name, assets_describe(planned), place);
        for (const algorithm of perFile)
            add(`${planned.name}.${algorithm}`, `the checksum file of ${planned.name}`, place);
    }
    if (names.length > MOST_ASSETS) {
        throw (0,problem/* mistake */.RT)("too-many-assets", `the release would have ${names.length} assets; GitHub takes ${MOST_ASSETS}`, "take fewer targets, variants or formats, or turn off checksum files for each package: checksums: {perFile: []}", config.placeOf(["archives"]) ?? config.placeOf([]));
    }
    return names.sort(compareBytes);
}
function clash(name, other, owner, place) {
    return (0,problem/* mistake */.RT)("asset-clash", `${other} and ${owner} would have one name, "${name}"`, "let the name template tell them apart, with {platform} for targets and {variant} for variants", place);
}
function nameKey({ kind }) {
    return { archive: ["archives", "name"], source: ["source", "name"], documentation: ["docs", "name"], file: [] }[kind];
}
function assets_describe(planned) {
    if (planned.kind === "file")
        return `the file ${planned.name}`;
    return planned.kind === "archive"
        ? `the ${planned.format} archive of ${planned.variant} for ${planned.target}`
        : `the ${planned.format} archive of ${planned.kind === "source" ? "the source" : "the documentation"}`;
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/bills.js





/** The bills of materials of a release, named: one for everything, or one for each archive that holds binaries, or both. */
function planSboms({ settings: { sbom } }, project, packages) {
    if (sbom === false)
        return undefined;
    const { formats, per } = sbom === true ? USUAL_SBOM : sbom;
    const described = packages.filter((one) => one.kind === "archive" && one.binaries.length > 0);
    return [...new Set(formats)]
        .flatMap((format) => [
        ...(per.includes("release")
            ? [{ name: `${project.name}-${project.version}${bills/* SBOM_SUFFIX */.QB[format]}`, format }]
            : []),
        ...(per.includes("archive")
            ? described.map(({ name }) => ({ name: `${name}${bills/* SBOM_SUFFIX */.QB[format]}`, format, of: name }))
            : []),
    ])
        .sort((a, b) => compareBytes(a.name, b.name));
}
/** @throws {Problem} `gate-without-sbom` */
function planGate({ settings, placeOf }, sboms) {
    const { vulnerabilities } = settings;
    if (vulnerabilities === false)
        return undefined;
    if (sboms === undefined || sboms.length === 0) {
        throw (0,problem/* mistake */.RT)("gate-without-sbom", "`vulnerabilities` is on, and there is no bill of materials whose packages it could look up", `write "sbom: true" in ${CONFIG_NAME} as well`, placeOf(["vulnerabilities"]));
    }
    const { database, api, ignore, ...rest } = vulnerabilities === true ? USUAL_GATE : vulnerabilities;
    return {
        ...rest,
        ignore: ignore.map(({ id, reason, until }) => ({ id, reason, until })),
        ...(database !== undefined && { database }),
        ...(api !== undefined && { api }),
    };
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/builds.js





/**
 * @throws {Problem} `nothing-to-build`, `no-binaries`, `target-not-listed`, `target-without-build`, `build-clash`
 */
function planBuilds(config, detected) {
    const configured = config.settings.builds ?? [detectedBuild(detected)];
    const targets = projectTargets(config, configured);
    const ids = buildIds(config, configured);
    const builds = configured.flatMap((build, index) => {
        const place = config.placeOf(["builds", index, "targets"]);
        const foreign = build.targets?.find((target) => !targets.includes(target));
        if (foreign !== undefined) {
            throw (0,problem/* mistake */.RT)("target-not-listed", `the build "${ids[index]}" is for ${foreign}, which is not among the project's targets`, `add ${foreign} to the list \`targets\` at the top, or take it from this build`, place);
        }
        const own = targets.filter((target) => build.targets?.includes(target) ?? true);
        return splitByWay(build, own, ids[index] ?? build.toolchain, builds_binariesOf(config, build, index, detected));
    });
    if (configured.length > 0) {
        const orphan = targets.find((target) => !builds.some((build) => build.targets.includes(target)));
        if (orphan !== undefined) {
            throw (0,problem/* mistake */.RT)("target-without-build", `no build is for ${orphan}`, `add ${orphan} to the \`targets\` of a build, or take it from the project's`, config.placeOf(["targets"]));
        }
    }
    return { targets, builds };
}
function projectTargets({ settings }, builds) {
    if (settings.targets !== undefined)
        return [...new Set(settings.targets)];
    const named = builds.flatMap(({ targets }) => targets ?? build_target/* DEFAULT_TARGET_IDS */.nG);
    return builds.length === 0 ? build_target/* DEFAULT_TARGET_IDS */.nG : build_target/* TARGET_IDS */.vr.filter((target) => named.includes(target));
}
/** The first toolchain, in the order of `MANIFESTS`, that would make a binary at the project's root. */
function detectedBuild(detected) {
    const atRoot = detected.builds.filter(({ directory }) => directory === ".");
    const found = atRoot.find(({ binaries }) => binaries.length > 0);
    if (found !== undefined)
        return Build.parse({ toolchain: found.toolchain });
    const [first] = atRoot;
    if (first !== undefined) {
        throw (0,problem/* mistake */.RT)("no-binaries", `what ${first.file} builds cannot be told: ${first.why ?? "it names no binary"}`, `list the names in ${CONFIG_NAME}: builds: [{toolchain: ${first.toolchain}, binaries: [name]}]`, { file: first.file });
    }
    const also = detected.manifests.length > 0 ? ` (${detected.manifests.join(", ")} does not say how to build)` : "";
    throw (0,problem/* mistake */.RT)("nothing-to-build", `nothing tells how the project is built: there is no ${MANIFESTS.slice(0, 3).join(", ")} at its root${also}`, `describe it in ${CONFIG_NAME}: builds: [{toolchain: command, command: [make], binaries: [name]}], or \`builds: []\` for a project without binaries`);
}
function builds_binariesOf(config, build, index, detected) {
    if (build.binaries !== undefined) {
        return build.binaries.map((binary) => typeof binary === "string"
            ? { name: binary }
            : { name: binary.name, ...(binary.package !== undefined && { package: binary.package }) });
    }
    const found = detected.builds.find(({ toolchain, directory }) => toolchain === build.toolchain && normalise(directory) === normalise(build.dir));
    if (found !== undefined && found.binaries.length > 0)
        return [...found.binaries];
    throw (0,problem/* mistake */.RT)("no-binaries", found === undefined
        ? `there is no manifest of ${build.toolchain} in ${normalise(build.dir) || "the project's root"} that tells its binaries`
        : `what ${found.file} builds cannot be told: ${found.why ?? "it names no binary"}`, "list their names: binaries: [name]", config.placeOf(["builds", index]));
}
function buildIds(config, builds) {
    const seen = new Map();
    return builds.map((build, index) => {
        const base = build.id ?? build.toolchain;
        const count = (seen.get(base) ?? 0) + 1;
        seen.set(base, count);
        if (build.id !== undefined && count > 1) {
            throw (0,problem/* mistake */.RT)("build-clash", `two builds have the id "${build.id}"`, "give each its own", config.placeOf(["builds", index, "id"]));
        }
        return count === 1 ? base : `${base}-${count}`;
    });
}
/**
 * How Rust is built for a target. No GitHub runner has FreeBSD, so that only `cross` builds for it; `cross` has no images
 * for Apple's or Microsoft's tools; `cargo-zigbuild` links for Linux and macOS.
 */
function rustWay(target, wanted) {
    if (target.os === "freebsd")
        return "cross";
    if (wanted === "cross")
        return target.os === "macos" || target.id.endsWith("-msvc") ? "cargo" : "cross";
    if (wanted === "cargo-zigbuild")
        return target.os === "windows" ? "cargo" : "cargo-zigbuild";
    return "cargo";
}
/** A configured build as planned; Rust's is split where its targets need different ways. */
function splitByWay(build, targets, id, binaries) {
    const common = {
        toolchain: build.toolchain,
        ...(build.version !== undefined && { toolchainVersion: build.version }),
        directory: normalise(build.dir) || ".",
        ...(build.command !== undefined && { command: [...build.command] }),
        args: [...build.args],
        features: [...build.features],
        env: { ...build.env },
        ...(build.output !== undefined && { output: normalise(build.output) || "." }),
        binaries,
        strip: build.strip,
    };
    if (targets.length === 0)
        return [];
    if (build.toolchain !== "rust")
        return [{ id, ...common, targets: [...targets] }];
    const wanted = build.via ?? "cargo";
    const ways = Map.groupBy(targets, (target) => rustWay((0,build_target/* requireTarget */.Fm)(target), wanted));
    return [...ways].map(([rustVia, own]) => ({
        id: rustVia === wanted ? id : `${id}-${rustVia}`,
        ...common,
        rustVia,
        targets: own,
    }));
}
/** Binaries that the builds make for a target, each with its build. @throws {Problem} `binary-clash` */
function binariesFor(builds, target) {
    const found = new Map();
    for (const build of builds.filter(({ targets }) => targets.includes(target))) {
        for (const { name } of build.binaries) {
            const other = found.get(name);
            if (other !== undefined) {
                throw new problem/* Problem */.AF({
                    kind: "mistake",
                    code: "binary-clash",
                    message: `the builds "${other}" and "${build.id}" both make "${name}" for ${target}`,
                    remedy: "give each build its own `targets`, or list different `binaries`",
                });
            }
            found.set(name, build.id);
        }
    }
    return found;
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/channels/homebrew.js
/** One tap of the configuration, or of an action's inputs. @param product the project's name */
function planHomebrew(settings, product) {
    const { name, formula, cask, dependencies, conflicts, service, pullRequest, author, ...rest } = settings;
    const { workingDir, logPath, errorLogPath, ...running } = service ?? {};
    const { title, ...bundle } = typeof cask === "object" ? cask : { directory: "Casks", app: [], title: undefined };
    const { autoMerge, ...request } = pullRequest;
    return defined({
        ...rest,
        name: name ?? formulaName(product),
        formula: formula === false ? undefined : formula === true ? "Formula" : clean(formula),
        cask: cask === false ? undefined : defined({ ...bundle, directory: clean(bundle.directory), title }),
        dependencies: dependencies.map((each) => (typeof each === "string" ? { name: each } : each)),
        conflicts: conflicts.map((each) => (typeof each === "string" ? { name: each } : defined(each))),
        service: service && defined({ ...running, workingDir, logPath, errorLogPath }),
        author,
        pullRequest: defined({ ...request, autoMerge }),
    });
}
function formulaName(product) {
    return product.toLowerCase().replace(/[^a-z0-9+._-]+/g, "-");
}
const clean = (directory) => directory.replace(/\/+$/, "") || ".";
function defined(value) {
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/channels/registries.js
/** @param product the project's name */
function planRegistries(settings, product) {
    const { scoop = [], apt = [], rpm = [], registries = [], mirrors = [] } = settings;
    // A second one of a kind is numbered: ids name steps in the journal.
    const idOf = (kind, id, at) => id ?? (at === 0 ? kind : `${kind}-${at + 1}`);
    const planned = {
        scoop: scoop.map((each) => planScoop(each, product)),
        apt: apt.map((each, at) => {
            const { component, architectures, validDays } = each;
            return registries_defined({
                ...registries_packages(each, idOf("apt", each.id, at)),
                component,
                architectures,
                validDays,
            });
        }),
        rpm: rpm.map((each, at) => registries_packages(each, idOf("rpm", each.id, at))),
        registries: registries.map(({ id, to, ...rest }, at) => ({
            ...rest,
            id: idOf("registry", id, at),
            storage: storage(to),
        })),
        mirrors: mirrors.map(({ id, to, url }, at) => ({
            id: idOf("mirror", id, at),
            storage: mirrorStorage(to),
            url: trimmed(url),
        })),
    };
    return Object.fromEntries(Object.entries(planned).filter(([, list]) => list.length > 0));
}
function registries_packages({ to, url, suite, prereleaseSuite, keep }, id) {
    const { versions, days } = keep;
    return registries_defined({
        id,
        storage: storage(to),
        url: url === undefined ? undefined : trimmed(url),
        suite,
        prereleaseSuite,
        keep: registries_defined({ versions, days }),
    });
}
function planScoop({ name, directory, pullRequest, ...rest }, product) {
    return registries_defined({
        ...rest,
        name: name ?? product.toLowerCase().replace(/[^\w.-]+/g, "-"),
        directory: directory.replace(/\/+$/, "") || ".",
        pullRequest: registries_defined(pullRequest),
    });
}
function mirrorStorage({ github, ...others }) {
    return github === undefined ? storage(others) : { type: "github", ...github };
}
/** @throws {Error} for settings that the schema would have refused */
function storage({ http, s3, branch }) {
    if (http !== undefined)
        return registries_defined({ type: "http", ...http });
    if (s3 !== undefined) {
        const cacheControl = registries_defined(s3.cacheControl);
        return { ...s3, type: "s3", prefix: registries_clean(s3.prefix), cacheControl };
    }
    if (branch !== undefined)
        return { ...branch, type: "branch", directory: registries_clean(branch.directory) };
    throw new Error("a storage of no kind");
}
const registries_clean = (directory) => directory.replace(/^\.?\/+|\/+$/g, "").replace(/^\.$/, "");
const trimmed = (url) => url.replace(/\/+$/, "");
function registries_defined(value) {
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/channels.js



/** @throws {Problem} `channel-clash` */
function planChannels(config, product) {
    const { homebrew } = config.settings.channels;
    const taps = (homebrew ?? []).map((settings) => planHomebrew(settings, product));
    requireDistinct(config, taps);
    const registries = planRegistries(config.settings.channels, product);
    requireDistinctIds(config, registries);
    if (taps.length === 0 && Object.keys(registries).length === 0)
        return undefined;
    return { ...(taps.length > 0 && { homebrew: taps }), ...registries };
}
function requireDistinct(config, taps) {
    const ids = taps.map(({ tap, name }) => `${tap}/${name}`);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice === -1)
        return;
    throw (0,problem/* mistake */.RT)("channel-clash", `two entries keep up ${ids[twice]}`, 'give each a "name" of its own, or merge them', config.placeOf(["channels", "homebrew", twice]));
}
/** Credentials and steps in the journal are found by them. */
function requireDistinctIds(config, { apt, rpm, registries, mirrors }) {
    const all = Object.entries({ apt, rpm, registries, mirrors }).flatMap(([key, list = []]) => list.map(({ id }, at) => ({ id, path: ["channels", key, at] })));
    for (const { id, path } of all.filter((each, at) => all.findIndex((other) => other.id === each.id) !== at)) {
        throw (0,problem/* mistake */.RT)("channel-clash", `two registries have the id "${id}"`, 'give each an "id" of its own: credentials are found by it', config.placeOf(path));
    }
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/code-signing.js

/**
 * How programs are signed. Builds that are never published have no secrets, so nobody's name comes into their programs.
 * @returns `undefined` where nothing but the default is wanted
 * @throws {Problem} `entitlements-missing`
 */
function planCodeSigning(config, project, files, buildOnly) {
    const { windows, macos } = config.settings.signing;
    const planned = {
        ...(windows !== false && !buildOnly && { windows: planWindows(windows, project) }),
        ...(macos === "none" && { macos: "none" }),
        ...(macos !== "none" && macos !== "ad-hoc" && !buildOnly && { macos: planDeveloperId(macos, config, files) }),
    };
    return Object.keys(planned).length === 0 ? undefined : planned;
}
function planWindows(setting, { name, homepage }) {
    const { description, url, timestamp } = setting === true ? WINDOWS_DEFAULTS : setting;
    const shown = url ?? homepage;
    return {
        description: description ?? name,
        ...(shown !== undefined && { url: shown }),
        timestamps: timestamp === false ? [] : [timestamp].flat(),
    };
}
const WINDOWS_DEFAULTS = {
    description: undefined,
    url: undefined,
    timestamp: "http://timestamp.digicert.com",
};
function planDeveloperId(setting, config, files) {
    if (setting === "developer-id")
        return { hardenedRuntime: true, notarise: true };
    const { entitlements, hardenedRuntime, notarise, identifierPrefix } = setting;
    if (entitlements !== undefined && !files.some(({ path }) => path === entitlements)) {
        throw (0,problem/* mistake */.RT)("entitlements-missing", `git tracks no file ${entitlements}, which holds the entitlements`, "correct the path, or add the file", config.placeOf(["signing", "macos", "entitlements"]));
    }
    return {
        ...(entitlements !== undefined && { entitlements }),
        hardenedRuntime,
        notarise,
        ...(identifierPrefix !== undefined && { identifierPrefix }),
    };
}
/** Whether macOS programs have to be made where Apple's tools are. */
function needsMac(planned) {
    return typeof planned?.macos === "object";
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/legs.js

/** GitHub's runners, pinned: what `-latest` means changes under a release (docs.github.com, "GitHub-hosted runners"). */
const LINUX = "ubuntu-24.04";
const NATIVE = {
    linux: { amd64: LINUX, arm64: "ubuntu-24.04-arm" },
    macos: { amd64: "macos-15", arm64: "macos-15" },
    windows: { amd64: "windows-2025", arm64: "windows-2025" },
    // There is none: what runs there was built elsewhere.
    freebsd: { amd64: LINUX, arm64: LINUX },
};
/**
 * What a leg may cost, in builds of a small Zig or Go program. A runner takes longer to start than such a build runs, so
 * that these share one; optimised Rust takes minutes, so that fewer do.
 */
const LEG_BUDGET = 6;
const COST = { zig: 1, go: 1, rust: 3, command: LEG_BUDGET };
const SOURCE_LEG = "source";
/**
 * One leg for each group of portable targets that share a runner, within the budget; one for each other target; and
 * `source` for what belongs to no target.
 * @param macForMacos programs for macOS are signed by Apple's own tools
 * @throws {Problem} `runner-conflict`
 */
function planLegs(config, targets, builds, withSource, macForMacos = false) {
    const placements = targets.map((id) => place(config, (0,build_target/* requireTarget */.Fm)(id), builds, macForMacos));
    const groups = Map.groupBy(placements, (one) => (one.portable ? one.runner : `only ${one.target.id}`));
    const chunks = [...groups.values()].flatMap((group) => share(group));
    const shared = chunks.filter((chunk) => chunk.length > 1).length;
    let number = 0;
    const made = chunks.map((chunk) => {
        const [first] = chunk;
        if (first === undefined)
            throw new Error("a leg without targets");
        if (chunk.length > 1)
            number++;
        const leg = {
            id: chunk.length === 1 ? first.target.id : shared === 1 ? "cross" : `cross-${number}`,
            runsOn: first.runner,
            portable: first.portable,
            requires: [...new Set(chunk.flatMap(({ requires }) => requires))],
            targets: chunk.map(({ target }) => target.id),
            reason: chunk.length === 1 ? first.reason : `${chunk.length} targets that cross from any machine share one runner`,
        };
        return { leg, chunk };
    });
    const source = {
        id: SOURCE_LEG,
        runsOn: runnerFor(config, undefined) ?? LINUX,
        portable: true,
        requires: [],
        targets: [],
        reason: "source and documentation archives belong to no target",
    };
    return {
        legs: [...made.map(({ leg }) => leg), ...(withSource ? [source] : [])],
        targets: placements.map(({ target, reason }) => ({
            target: target.id,
            triple: target.triple,
            leg: made.find(({ leg }) => leg.targets.includes(target.id))?.leg.id ?? target.id,
            reason,
        })),
    };
}
/** Consecutive targets in as few legs as the budget allows, of about equal cost. */
function share(group) {
    const total = group.reduce((sum, { cost }) => sum + cost, 0);
    const count = Math.max(1, Math.ceil(total / LEG_BUDGET));
    const legs = Array.from({ length: count }, () => []);
    let before = 0;
    for (const one of group) {
        // The leg in whose share of the total the middle of this target falls.
        const middle = (before + one.cost / 2) / Math.max(total, 1);
        legs[Math.min(count - 1, Math.floor(middle * count))]?.push(one);
        before += one.cost;
    }
    return legs.filter((leg) => leg.length > 0);
}
function place(config, target, builds, macForMacos) {
    const own = builds.filter(({ targets }) => targets.includes(target.id));
    const sites = own.map((build) => site(build, target));
    if (macForMacos && target.os === "macos" && own.length > 0) {
        const reason = "Apple's tools sign with the Developer ID, so it is built on a Mac";
        sites.push({ runner: NATIVE.macos[target.arch], portable: false, requires: [], reason });
    }
    const bound = sites.filter(({ portable }) => !portable);
    const cost = own.reduce((sum, { toolchain }) => sum + COST[toolchain], 0);
    const requires = [...new Set(sites.flatMap((one) => one.requires))];
    const portable = bound.length === 0;
    const configured = runnerFor(config, target);
    if (configured !== undefined) {
        return { target, cost, portable, requires, runner: configured, reason: `${config.file} asks for ${configured}` };
    }
    const [first] = bound;
    if (first !== undefined) {
        const other = bound.find(({ runner }) => runner !== first.runner);
        if (other !== undefined) {
            throw (0,problem/* mistake */.RT)("runner-conflict", `the builds of ${target.id} need different runners, ${first.runner} and ${other.runner}`, `choose one that can make both: runners: {${target.id}: ${first.runner}}`, config.placeOf(["builds"]));
        }
        return { ...first, target, cost, requires };
    }
    const tools = [...new Set(sites.map(({ reason }) => reason))];
    const reason = tools.length === 0
        ? "nothing is compiled, so any machine will do"
        : `${tools.join(" and ")} ${tools.length === 1 ? "crosses" : "cross"} from any machine, so a Linux runner will do`;
    return { target, cost, portable, requires, runner: LINUX, reason };
}
/** For portable sites, `reason` is only the name of the tool. */
function site(build, target) {
    const native = NATIVE[target.os][target.arch];
    const bound = (reason) => ({ runner: native, portable: false, requires: [], reason });
    switch (build.toolchain) {
        case "zig":
            return { runner: LINUX, portable: true, requires: [], reason: "Zig" };
        case "go":
            return build.env.CGO_ENABLED === "1"
                ? bound(`cgo needs the C compiler of ${target.os} itself, so it runs on ${native}`)
                : { runner: LINUX, portable: true, requires: [], reason: "Go" };
        case "rust":
            if (build.rustVia === "cargo-zigbuild")
                return { runner: LINUX, portable: true, requires: [], reason: "cargo-zigbuild" };
            if (build.rustVia === "cross") {
                const why = target.os === "freebsd" ? "GitHub has no FreeBSD runner, so" : "as configured,";
                return {
                    runner: LINUX,
                    portable: false,
                    requires: ["docker"],
                    reason: `${why} cross builds it in a container on ${LINUX}`,
                };
            }
            return bound(`cargo links with the platform's own tools, so it runs on ${native}`);
        case "command":
            return bound(target.os === "freebsd"
                ? `GitHub has no FreeBSD runner, so the project's command has to cross from ${native}`
                : `the project's own command is run on the platform itself, ${native}`);
    }
}
function runnerFor({ settings: { runners } }, target) {
    return target === undefined ? runners.default : (runners[target.id] ?? runners[target.os] ?? runners.default);
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/news.js

const PORTS = { starttls: 587, tls: 465, none: 25 };
/** @throws {Problem} `messenger-clash`, `mail-in-the-clear` */
function planNews(config) {
    const { notify } = config.settings;
    if (notify === undefined)
        return undefined;
    const messengers = notify.to.map((entry, index) => {
        const settings = typeof entry === "string" ? { messenger: entry, id: entry, on: [...words/* MESSAGE_TYPES */.Ol] } : entry;
        const shared = { id: settings.id ?? settings.messenger, on: [...new Set(settings.on)] };
        if (settings.messenger !== "email") {
            const mention = "mention" in settings && settings.mention !== undefined ? { mention: settings.mention } : {};
            return { messenger: settings.messenger, ...shared, ...mention };
        }
        const { messenger, host, tls, port = PORTS[tls], from, to } = settings;
        if (tls === "none" && !/^(?:localhost|127\.|\[?::1)/.test(host)) {
            throw (0,problem/* mistake */.RT)("mail-in-the-clear", `mail to ${host} would travel without TLS`, "write `tls: starttls` or `tls: tls`; `none` is for a server on the runner itself", config.placeOf(["notify", "to", index, "tls"]));
        }
        return { messenger, ...shared, host, port, tls, from, to };
    });
    const ids = messengers.map(({ id }) => id);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice !== -1) {
        throw (0,problem/* mistake */.RT)("messenger-clash", `two messengers are called "${ids[twice]}"`, 'give each an "id" of its own', config.placeOf(["notify", "to", twice]));
    }
    return { messengers, urgent: [...new Set(notify.urgent)], texts: textsOf(notify.texts) };
}
function textsOf(texts) {
    const written = {};
    for (const type of words/* MESSAGE_TYPES */.Ol) {
        const { title, text } = texts[type] ?? {};
        if (title === undefined && text === undefined)
            continue;
        written[type] = {
            ...(title !== undefined && { title }),
            ...(text !== undefined && { text }),
        };
    }
    return written;
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/packages.js







/** What a project without variants has. */
const DEFAULT_VARIANT = "default";
const EVERYTHING = Variant.parse({});
/** Files that belong into every archive of a project that says nothing else. */
const USUAL_FILES = /^(?:LICEN[SC]E|COPYING|NOTICE|README|CHANGELOG)(?:[.-][^/]*)?$/i;
/** File lists by name; equal lists have one name. */
class FileSets {
    byName = new Map();
    names = new Map();
    /** @param candidates names from the shortest; the first free one is taken */
    add(files, candidates) {
        const content = JSON.stringify(files);
        const known = this.names.get(content);
        if (known !== undefined)
            return known;
        const name = candidates.find((candidate) => !this.byName.has(candidate));
        if (name === undefined)
            throw new Error(`no free name among ${candidates.join(", ")}`);
        this.byName.set(name, files);
        this.names.set(content, name);
        return name;
    }
    toJSON() {
        return Object.fromEntries(this.byName);
    }
}
function variantsOf({ settings }) {
    return new Map(Object.entries(settings.variants ?? { [DEFAULT_VARIANT]: EVERYTHING }));
}
/** @throws {Problem} those of planning files, and `unknown-binary`, `binary-not-built`, `path-clash` */
function planArchives(context, target, variant, leg) {
    const { config, project, fileSets } = context;
    const { archives, variants } = config.settings;
    const platform = (0,build_target/* requireTarget */.Fm)(target);
    const variables = variablesOf(project, platform, variant);
    const template = archives.name ?? (variants === undefined ? "{name}-{version}-{platform}" : "{name}-{version}-{platform}-{variant}");
    const base = expandName(template, variables, config.placeOf(["archives", "name"]));
    const binaries = planBinaries(context, platform, variant);
    const files = planVariantFiles(context, platform, variant, variables);
    refuseClashes(config, platform, variant, files, binaries.map(({ path }) => path));
    const key = fileSets.add(files, [variant, `${variant}-${platform.os}`, `${variant}-${platform.id}`]);
    return formatsFor(config, platform).map((format) => ({
        kind: "archive",
        name: `${base}.${format}`,
        format,
        leg,
        root: rootOf(config, base, variables),
        target,
        variant,
        binaries,
        files: key,
    }));
}
function planVariantFiles(context, target, variant, variables) {
    const { config, tracked } = context;
    const settings = variantsOf(config).get(variant) ?? EVERYTHING;
    const at = (path) => ({
        files: (files) => writtenList(config, files, [...path, "files"]),
        exclude: (globs) => writtenList(config, globs, [...path, "exclude"]),
    });
    const own = at(["variants", variant]);
    const overrides = overridesFor(settings, target).map(({ key, override }) => ({
        override,
        at: at(["variants", variant, "platforms", key]),
    }));
    return planFiles([
        ...commonFiles(config, tracked),
        ...own.files(settings.files),
        ...overrides.flatMap(({ override, at: place }) => place.files(override.files)),
    ], [
        ...own.exclude(settings.exclude),
        ...overrides.flatMap(({ override, at: place }) => place.exclude(override.exclude)),
    ], { tracked, os: target.os, variables });
}
/** From the general to the particular: `default`, operating system, target. */
function overridesFor({ platforms }, { id, os }) {
    return ["default", os, id].flatMap((key) => {
        const override = platforms[key];
        return override === undefined ? [] : [{ key, override }];
    });
}
function commonFiles(config, tracked) {
    const { files } = config.settings.archives;
    if (files !== undefined)
        return writtenList(config, files, ["archives", "files"]);
    return usualFiles(tracked);
}
function usualFiles(tracked) {
    return tracked.all
        .filter((file) => file.type === "file" && !file.lfs && USUAL_FILES.test(file.path))
        .map(({ path }) => ({ value: path, place: undefined }));
}
function planBinaries(context, target, variant) {
    const { config, builds } = context;
    const settings = variantsOf(config).get(variant) ?? EVERYTHING;
    const made = binariesFor(builds, target.id);
    const chosen = overridesFor(settings, target).findLast(({ override }) => override.binaries !== undefined);
    const wanted = chosen?.override.binaries ?? settings.binaries ?? [...made.keys()];
    const path = ["variants", variant, ...(chosen === undefined ? [] : ["platforms", chosen.key]), "binaries"];
    const directory = normalise(config.settings.archives.binDir);
    return [...new Set(wanted)].map((name, index) => {
        const build = made.get(name);
        if (build === undefined)
            throw withoutBuild(context, name, target, variant, [...path, index]);
        return { build, name, path: `${directory === "" ? "" : `${directory}/`}${name}${target.exe}` };
    });
}
function withoutBuild({ config, builds }, name, target, variant, path) {
    const all = [...new Set(builds.flatMap(({ binaries }) => binaries.map((binary) => binary.name)))];
    const place = config.placeOf(path);
    if (all.includes(name)) {
        return (0,problem/* mistake */.RT)("binary-not-built", `the variant "${variant}" has the binary "${name}", which no build makes for ${target.id}`, `add ${target.id} to its build's \`targets\`, or leave it out there: platforms: {${target.id}: {binaries: […]}}`, place);
    }
    const guess = (0,nearest/* nearest */.p)(name, all);
    return (0,problem/* mistake */.RT)("unknown-binary", `the variant "${variant}" has the binary "${name}", which no build makes`, `${guess === undefined ? "" : `did you mean "${guess}"? `}known binaries: ${all.join(", ") || "none"}`, place);
}
/** @throws {Problem} `path-clash` also for names that differ in case only, where the platform does not tell them apart */
function refuseClashes(config, target, variant, files, binaries) {
    const fold = target.os === "windows" || target.os === "macos" ? (path) => path.toLowerCase() : (path) => path;
    const leaves = new Map();
    const listed = [
        ...binaries.map((path) => ({ path, isDirectory: false })),
        ...files
            .filter(({ type }) => type !== "generated")
            .map((file) => ({ path: files_pathOf(file), isDirectory: file.type === "directory" })),
    ];
    const refuse = (one, other) => {
        throw (0,problem/* mistake */.RT)("path-clash", `the archive of ${variant} for ${target.id} would hold both "${one}" and "${other}"`, "give one of them another directory with `to`, or leave it out with `exclude`", config.placeOf(["variants", variant, "files"]));
    };
    for (const { path, isDirectory } of listed) {
        const other = leaves.get(fold(path));
        if (other !== undefined)
            refuse(other, path);
        if (!isDirectory)
            leaves.set(fold(path), path);
    }
    for (const { path } of listed) {
        const steps = path.split("/");
        for (let depth = 1; depth < steps.length; depth++) {
            const parent = leaves.get(fold(steps.slice(0, depth).join("/")));
            if (parent !== undefined)
                refuse(parent, path);
        }
    }
}
function formatsFor({ settings }, { id, os }) {
    const { formats } = settings.archives;
    const chosen = typeof formats === "string" || Array.isArray(formats)
        ? formats
        : (formats[id] ?? formats[os] ?? formats.default ?? (os === "windows" ? "zip" : "tar.gz"));
    return [...new Set([chosen].flat())];
}
/** @throws {Problem} `unsafe-root` */
function rootOf(config, base, variables) {
    const { wrap } = config.settings.archives;
    if (typeof wrap === "boolean")
        return wrap ? base : "";
    const place = config.placeOf(["archives", "wrap"]);
    const root = expandName(wrap, variables, place);
    if (/^[^/\\]+$/.test(root) && root !== "." && root !== "..")
        return root;
    throw (0,problem/* mistake */.RT)("unsafe-root", `"${root}" is not the name of a single directory`, "write one name without slashes", place);
}
/** Source and documentation archives. */
function planGeneralArchives(context) {
    const { config, project, tracked, fileSets } = context;
    const { source, docs } = config.settings;
    const variables = variablesOf(project);
    const packed = (key, settings) => {
        const base = expandName(settings.name, variables, config.placeOf([key, "name"]));
        return [...new Set([settings.format].flat())].map((format) => ({
            name: `${base}.${format}`,
            format,
            leg: SOURCE_LEG,
            root: base,
        }));
    };
    const sources = source === false
        ? []
        : packed("source", source === true ? { name: "{name}-{version}-source", format: "tar.gz" } : source).map((one) => ({
            kind: "source",
            ...one,
        }));
    if (docs === false)
        return sources;
    const settings = docs === true ? { name: "{name}-{version}-docs", format: "tar.gz" } : docs;
    const entries = docs === true ? usualDocumentation(config, tracked) : writtenList(config, docs.files, ["docs", "files"]);
    const files = planFiles(entries, [], { tracked, os: undefined, variables });
    const key = fileSets.add(files, ["documentation", "-documentation"]);
    return [
        ...sources,
        ...packed("docs", settings).map((one) => ({ kind: "documentation", ...one, files: key })),
    ];
}
function usualDocumentation(config, tracked) {
    const place = config.placeOf(["docs"]);
    const usual = usualFiles(tracked);
    const has = tracked.match("docs").files.length > 0;
    if (!has && usual.length === 0) {
        throw (0,problem/* mistake */.RT)("glob-without-match", "`docs: true` takes the directory docs and README files, and git tracks neither", "name the files: docs: {files: […]}", place);
    }
    return [...usual, ...(has ? [{ value: "docs", place }] : [])];
}
function writtenList(config, values, path) {
    return values.map((value, index) => ({ value, place: config.placeOf([...path, index]) }));
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/signing.js




/**
 * Who signs which of the assets. Checksum files of single packages are never signed: whoever signs those signs the package or
 * the combined file.
 * @throws {Problem} `asset-clash`, `too-many-assets`, `asset-name-too-long`
 */
function planSigning(config, assets, checksums) {
    const { signing: settings } = config.settings;
    const wanted = words/* SIGNER_KINDS */.pf.filter((kind) => settings[kind] !== false);
    if (wanted.length === 0 && !settings.provenance)
        return { assets: [...assets] };
    const all = [...assets];
    const taken = new Set(all.map((name) => name.toLowerCase()));
    const add = (name, by) => {
        const place = config.placeOf(["signing", by]);
        placed(place, () => requireAssetName(name));
        if (taken.has(name.toLowerCase())) {
            throw (0,problem/* mistake */.RT)("asset-clash", `a signature or its key and another asset would have one name, "${name}"`, "give the other one another name", place);
        }
        taken.add(name.toLowerCase());
        all.push(name);
    };
    const single = singleChecksums(assets, checksums.perFile);
    const summed = new Set([words/* MANIFEST_NAME */.ir, ...checksums.combined.map(({ name }) => name)]);
    const signatures = [];
    for (const by of wanted) {
        const setting = settings[by];
        const over = typeof setting === "object" ? setting.over : "checksums";
        for (const of of assets) {
            if (over === "checksums" ? !summed.has(of) : single.has(of))
                continue;
            const name = `${of}${words/* SIGNATURE_SUFFIX */.VV[by]}`;
            add(name, by);
            signatures.push({ by, of, name });
        }
        if (by !== "sigstore")
            add(words/* KEY_ASSET */.Fz[by], by);
    }
    if (all.length > MOST_ASSETS) {
        throw (0,problem/* mistake */.RT)("too-many-assets", `the release would have ${all.length} assets, ${signatures.length} of them signatures; GitHub takes ${MOST_ASSETS}`, "sign the checksum files only: over: checksums", config.placeOf(["signing"]));
    }
    return {
        signing: { signatures: signatures.sort((a, b) => compareBytes(a.name, b.name)), provenance: settings.provenance },
        assets: all.sort(compareBytes),
    };
}
/** `app.tar.gz.sha256` beside `app.tar.gz`. */
function singleChecksums(assets, algorithms) {
    const names = new Set(assets);
    return new Set(assets.filter((name) => algorithms.some((algorithm) => name.endsWith(`.${algorithm}`) && names.has(name.slice(0, -algorithm.length - 1)))));
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/version.js

/**
 * The version of the tag. Without one, a development version that sorts below the release that its manifest announces and
 * tells its commit: `2.1.0-dev+1a2b3c4` from the manifest's 2.1.0, or else from the last tag; `2.1.0-rc.1.dev+1a2b3c4`
 * where that is a pre-release itself.
 */
function planVersion(git, detected, prefix) {
    if (git.tag !== undefined)
        return { version: git.tag.version, tag: git.tag, buildOnly: false };
    const base = (detected.version && (0,build_version/* parseVersion */.ot)(detected.version.value)) ?? git.lastTag?.version ?? (0,build_version/* parseVersion */.ot)("0.0.0");
    if (base === undefined)
        throw new Error("0.0.0 is no version");
    const release = `${base.major}.${base.minor}.${base.patch}`;
    const before = (0,build_version/* isPrerelease */.V1)(base) ? `${base.prerelease.join(".")}.dev` : "dev";
    const version = (0,build_version/* requireVersion */.eU)(`${release}-${before}+${git.commit.slice(0, 7)}`, "development version");
    return { version, tag: (0,build_tag/* tagOf */.cO)(version, prefix), buildOnly: true };
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/make-plan.js














/**
 * The plan of a release: equal input gives an equal plan, on every machine.
 * @throws {Problem} whatever the configuration asks for and cannot be had
 */
function makePlan(input) {
    const { config, detected, git, release, filters = { targets: [], variants: [] } } = input;
    const { settings } = config;
    const { version, tag, buildOnly } = planVersion(git, detected, settings.tagPrefix);
    const { targets: all, builds } = planBuilds(config, detected);
    const project = describeProject(config, detected, git);
    const targets = filterTargets(all, filters.targets);
    const everyVariant = [...variantsOf(config).keys()];
    const variants = filterVariants(everyVariant, filters.variants);
    const fileSets = new FileSets();
    const context = {
        config,
        project: { name: project.name, version },
        tracked: new TrackedFiles(git.files),
        builds,
        fileSets,
    };
    const general = planGeneralArchives(context);
    const codeSigning = planCodeSigning(config, project, git.files, buildOnly === true);
    const legs = planLegs(config, targets, builds, general.length > 0, needsMac(codeSigning));
    const archives = legs.targets.flatMap(({ target, leg }) => variants.flatMap((variant) => planArchives(context, target, variant, leg)));
    const packages = [...archives, ...general];
    const checksums = planChecksums(config);
    const sboms = planSboms(config, { name: project.name, version: version.text }, packages);
    const gate = planGate(config, sboms);
    const title = expandName(settings.release.title, { tag: tag.text, name: project.name, version: version.text }, config.placeOf(["release", "title"]));
    const channels = planChannels(config, project.name);
    const news = planNews(config);
    return {
        kind: "slipway-plan",
        schemaVersion: 1,
        project,
        ...(git.repository !== undefined && { repository: git.repository }),
        version: version.text,
        tag: tag.text,
        prerelease: (0,build_version/* isPrerelease */.V1)(version),
        ...(buildOnly && { buildOnly }),
        commit: git.commit,
        timestamp: git.timestamp,
        release: {
            title,
            draft: settings.release.draft,
            latest: latest(settings.release.latest),
            ...(settings.release.discussion !== undefined && { discussion: settings.release.discussion }),
        },
        ...(release?.standing.backPort && { backPort: true }),
        ...(release?.standing.previous && { previousTag: release.standing.previous.text }),
        ...(release?.notes && { notes: release.notes }),
        targets: [...legs.targets],
        variants: [...variants],
        legs: [...legs.legs],
        builds: builds
            .map((build) => ({ ...build, targets: build.targets.filter((target) => targets.includes(target)) }))
            .filter((build) => build.targets.length > 0),
        ...(codeSigning && { codeSigning }),
        fileSets: fileSets.toJSON(),
        packages,
        checksums,
        ...(sboms && { sboms }),
        ...(gate && { vulnerabilities: gate }),
        ...(channels && { channels }),
        ...(news && { news }),
        ...planSigning(config, planAssets(config, packages, checksums, release?.notes?.asset, sboms), checksums),
        filtered: targets.length < all.length || variants.length < everyVariant.length,
    };
}
/** Things that are worth a person's look and do not stop a release. */
function planNotes({ config, detected, git, release }) {
    const notes = [];
    if (release?.standing.backPort) {
        notes.push(`A higher version than ${git.tag?.text} is released: this is a back-port, and does not become latest.`);
    }
    const { version } = detected;
    if (git.tag !== undefined && version !== undefined && (0,build_version/* parseVersion */.ot)(version.value)?.text !== git.tag.version.text) {
        notes.push(`The tag says ${git.tag.version.text} and ${version.file} says ${version.value}: the tag counts; bring the file in step before tagging.`);
    }
    if (config.settings.builds === undefined) {
        const [used, ...others] = detected.builds.filter(({ directory, binaries }) => directory === "." && binaries.length > 0);
        for (const other of others) {
            notes.push(`${used?.file} is built and ${other.file} is not: list both under \`builds\` in ${CONFIG_NAME} if both are meant.`);
        }
    }
    return notes;
}
/** @throws {Problem} `missing-name` */
function projectName({ settings }, detected, git) {
    const name = settings.name ?? detected.name?.value ?? git.repository?.split("/")[1];
    if (name !== undefined)
        return name;
    throw (0,problem/* mistake */.RT)("missing-name", "the project has no name: neither a manifest nor a remote repository gives one", `write "name: …" in ${CONFIG_NAME}`);
}
function describeProject({ settings }, detected, git) {
    const name = projectName({ settings }, detected, git);
    const description = settings.description ?? detected.description?.value;
    const licence = settings.licence ?? settings.license ?? detected.licence?.value;
    const homepage = settings.homepage ?? detected.homepage?.value ?? detected.repository?.value;
    return {
        name,
        ...(description !== undefined && { description }),
        ...(licence !== undefined && { licence }),
        ...(homepage !== undefined && { homepage }),
    };
}
function filterTargets(all, wanted) {
    const ids = wanted.map((name) => (0,build_target/* requireTarget */.Fm)(name).id);
    const foreign = ids.find((id) => !all.includes(id));
    if (foreign !== undefined) {
        throw (0,problem/* mistake */.RT)("target-not-planned", `the filter names ${foreign}, for which this project is not released`, `its targets: ${all.join(", ")}; others are added under \`targets\` in ${CONFIG_NAME}`);
    }
    return ids.length === 0 ? all : all.filter((id) => ids.includes(id));
}
function filterVariants(all, wanted) {
    const foreign = wanted.find((name) => !all.includes(name));
    if (foreign !== undefined) {
        const guess = (0,nearest/* nearest */.p)(foreign, all);
        throw (0,problem/* mistake */.RT)("unknown-variant", `the filter names the variant "${foreign}", which this project does not have`, `${guess === undefined ? "" : `did you mean "${guess}"? `}its variants: ${all.join(", ")}`);
    }
    return wanted.length === 0 ? all : all.filter((name) => wanted.includes(name));
}
function latest(wanted) {
    if (typeof wanted === "boolean")
        return wanted ? "yes" : "no";
    return wanted;
}

// EXTERNAL MODULE: ./packages/planning/build/versions/bump.js
var bump = __webpack_require__(3982);
;// CONCATENATED MODULE: ./packages/planning/build/versions/judge.js



/**
 * Compares a version with what is tagged. A higher tag on the same commit does not speak against the candidate, which wins
 * there; nor does one on a later commit, so that the run of an earlier release can be finished.
 * @throws {Problem} `tag-exists`, `version-exists`, `already-final`, `version-lower`, `version-gap`
 */
function judgeVersion({ tag, commit, known, allowGap = false }) {
    const { version } = tag;
    const itself = known.find(({ text }) => text === tag.text);
    if (itself !== undefined && itself.commit !== commit)
        throw exists(tag, itself, commit);
    const others = known.filter((other) => other !== itself);
    const against = others.filter((other) => !other.ahead || (0,build_version/* compareVersions */.Zy)(other.version, version) < 0);
    const equal = against.find((other) => (0,build_version/* compareVersions */.Zy)(other.version, version) === 0);
    if (equal !== undefined) {
        throw (0,problem/* mistake */.RT)("version-exists", `${tag.text} has the same precedence as ${equal.text}, which is tagged: build metadata does not count`, "raise the version; SemVer 2.0.0, section 10");
    }
    const finals = against.filter(versions_tags/* isFinal */.dR);
    if ((0,build_version/* isPrerelease */.V1)(version))
        judgePrerelease(tag, against, finals, allowGap);
    else
        judgeFinal(version, tag, finals, allowGap);
    return {
        backPort: finals.some((other) => (0,build_version/* compareVersions */.Zy)(other.version, version) > 0),
        previous: previousOf(version, others.filter(({ ahead }) => !ahead)),
    };
}
/**
 * A final version is compared with the final one before it, by line: 1.4.9 with 1.4.8 though 2.0.0 is out. A pre-release is
 * compared with the one before it of the same version, the first of them with the final version before.
 */
function previousOf(version, others) {
    const lower = others.filter((other) => (0,build_version/* compareVersions */.Zy)(other.version, version) < 0);
    const sibling = (0,build_version/* isPrerelease */.V1)(version)
        ? (0,versions_tags/* highest */.BR)(lower.filter((other) => !(0,versions_tags/* isFinal */.dR)(other) && (0,versions_tags/* isSameCore */.Y9)(other.version, version)))
        : undefined;
    return sibling ?? (0,versions_tags/* highest */.BR)(lower.filter(versions_tags/* isFinal */.dR));
}
function judgePrerelease(tag, against, finals, allowGap) {
    const { version } = tag;
    const final = finals.find((other) => (0,versions_tags/* isSameCore */.Y9)(other.version, version));
    if (final !== undefined) {
        throw (0,problem/* mistake */.RT)("already-final", `${tag.text} is a pre-release of ${(0,bump/* coreOf */.z2)(version).text}, which is released as ${final.text}`, `begin the pre-releases of the next version, for example ${bumped(version).text}-${String(version.prerelease[0])}.1`);
    }
    const siblings = against.filter((other) => !(0,versions_tags/* isFinal */.dR)(other) && (0,versions_tags/* isSameCore */.Y9)(other.version, version));
    const last = (0,versions_tags/* highest */.BR)(siblings);
    if (last === undefined) {
        judgeFinal((0,bump/* coreOf */.z2)(version), tag, finals, allowGap);
        return;
    }
    if ((0,build_version/* compareVersions */.Zy)(last.version, version) > 0)
        throw lower(tag, last, "the pre-releases of one version only rise");
    const [next, expected] = [counted(version), counted(last.version)];
    if (next.number === undefined || expected.number === undefined || next.head !== expected.head)
        return;
    if (next.number > expected.number + 1 && !allowGap) {
        throw gap(tag, last, `${(0,bump/* coreOf */.z2)(version).text}-${next.head}${expected.number + 1}`);
    }
}
/** Above it, a number is a date or a build's: `nightly.20261201` skips nothing. */
const HIGHEST_COUNT = 9999;
/** `rc.` and 2 of rc.2; no number where the last identifier counts nothing. */
function counted({ prerelease }) {
    const last = prerelease.at(-1);
    const head = prerelease.slice(0, -1).map((part) => `${part}.`);
    return { head: head.join(""), number: typeof last === "number" && last <= HIGHEST_COUNT ? last : undefined };
}
/** The nearest line decides: the same major.minor, else the same major, else all that is released. */
function judgeFinal(version, tag, finals, allowGap) {
    const { major, minor } = version;
    const sameMajor = finals.filter((other) => other.version.major === major);
    const sameMinor = sameMajor.filter((other) => other.version.minor === minor);
    const line = [sameMinor, sameMajor, finals].find((some) => some.length > 0);
    const last = line && (0,versions_tags/* highest */.BR)(line);
    if (line === undefined || last === undefined)
        return;
    if ((0,build_version/* compareVersions */.Zy)(last.version, version) > 0) {
        const name = line === sameMinor ? `${major}.${minor}` : line === sameMajor ? `${major}.x` : undefined;
        const why = name === undefined
            ? "versions only rise; an older line continues where one is tagged"
            : `the line ${name} only rises`;
        throw lower(tag, last, why);
    }
    const expected = line === sameMinor
        ? bumped(last.version)
        : line === sameMajor
            ? (0,bump/* finalVersion */.rN)(major, last.version.minor + 1, 0)
            : (0,bump/* finalVersion */.rN)(last.version.major + 1, 0, 0);
    if ((0,build_version/* compareVersions */.Zy)(version, expected) > 0 && !allowGap)
        throw gap(tag, last, expected.text);
}
function bumped({ major, minor, patch }) {
    return (0,bump/* finalVersion */.rN)(major, minor, patch + 1);
}
function lower(tag, last, why) {
    return (0,problem/* mistake */.RT)("version-lower", `${tag.text} is lower than ${last.text}, which is tagged: ${why}`, `choose a version above ${last.version.text}; a tag that was pushed by mistake is removed with git push --delete origin ${tag.text}`);
}
function gap(tag, last, expected) {
    return (0,problem/* mistake */.RT)("version-gap", `${tag.text} skips versions: after ${last.text} comes ${expected} in this line`, `release ${expected}, or set "allow-gap: true" for build-matrix if the versions between are left out on purpose`);
}
function exists(tag, itself, commit) {
    return (0,problem/* mistake */.RT)("tag-exists", `the tag ${tag.text} exists on commit ${itself.commit}; commit ${commit} would be released as the same version`, "choose a higher version: what is published under a tag never changes");
}

;// CONCATENATED MODULE: ./packages/planning/build/prepare.js











/** From a checkout to its plan: reads configuration, repository and manifests, then plans. */
async function preparePlan(request) {
    const { directory, filters } = request;
    const config = await loadConfig(directory, request.config);
    const { tagPrefix: prefix } = config.settings;
    const state = await readGit(directory, { ...request, prefix });
    const tree = checkoutTree(directory, state);
    const detected = await detect(tree, config.settings.builds ?? []);
    const git = await withVersion(request, state, detected, prefix);
    const release = isTagged(git) ? await describeRelease(request, config, git, detected, tree) : undefined;
    const input = { config, detected, git, ...(release && { release }), ...(filters && { filters }) };
    return { plan: makePlan(input), notes: planNotes(input), config, detected, git };
}
function isTagged(git) {
    return git.tag !== undefined;
}
/** The state with the tag that the release will have. */
async function withVersion({ version: wanted, ref, tag, directory }, git, detected, prefix) {
    if (wanted === undefined)
        return git;
    if (git.tag !== undefined && (tag ?? ref) !== undefined) {
        throw (0,problem/* mistake */.RT)("two-versions", `the tag ${git.tag.text} says a version, and so does ${wanted.type === "given" ? "the input version" : "the input release-type"}`, "leave the inputs out where a tag starts the workflow, or start it on a branch");
    }
    if (wanted.type === "given")
        return { ...git, tag: (0,build_tag/* tagOf */.cO)(wanted.version, prefix) };
    requireHistory(git, "the next version");
    const merged = git.tags.filter((one) => one.merged);
    const before = merged.filter(({ commit }) => commit !== git.commit);
    const version = (0,next/* nextVersion */.yU)(wanted.next, {
        before,
        here: merged.filter(({ commit }) => commit === git.commit),
        announced: detected.version && (0,build_version/* parseVersion */.ot)(detected.version.value),
        asked: wanted.next.type === "auto" ? await askedLevel(directory, git, (0,next/* lastFinal */.TU)(before)?.commit) : undefined,
    });
    return { ...git, tag: (0,build_tag/* tagOf */.cO)(version, prefix) };
}
async function askedLevel(directory, git, since) {
    const commits = [];
    const range = { since, until: git.commit, below: git.isBelow };
    for await (const commit of readCommits(directory, range))
        commits.push(commit);
    return levelOf(effectiveChanges(commits));
}
async function describeRelease(request, config, git, detected, tree) {
    const { directory, allowGap = false, server = "https://github.com" } = request;
    // A shallow clone holds some tags at best, and which of them came before or after it cannot tell.
    requireHistory(git, "the comparison with earlier versions");
    const standing = judgeVersion({ tag: git.tag, commit: git.commit, known: git.tags, allowGap });
    const name = projectName(config, detected, git);
    return { standing, notes: await planReleaseNotes({ directory, config, tree, git, standing, name, server }) };
}

;// CONCATENATED MODULE: ./actions/build/preflight/project.js



/**
 * The plan of the chain, or one made for the checks, and what it was made from.
 * @throws {Problem} whatever is wrong with configuration, tags or checkout
 */
async function readProject({ directory, config: file, ref, version, allowGap, plan: from }, kit) {
    const { repository } = kit.runtime;
    const taken = await takePlan(from, kit);
    if (taken === undefined) {
        const request = { directory, config: file, ref, version, allowGap, repository };
        const { plan, config, detected, git } = await preparePlan(request);
        return { directory, plan, config, detected, git, tree: checkoutTree(directory, git) };
    }
    const { plan } = taken;
    const config = await loadConfig(directory, file);
    // The ref of a branch, so that no tag is looked for: the plan says what is released.
    const git = await readGit(directory, { ref: "refs/heads/planned", repository });
    if (git.commit !== plan.commit) {
        throw (0,problem/* mistake */.RT)("other-commit", `commit ${git.commit} is checked out; the plan was made for ${plan.commit}`, "run actions/checkout in this job with the same ref as in the job that ran build-matrix");
    }
    const tree = checkoutTree(directory, git);
    return { directory, plan, config, git, tree, detected: await detect(tree, config.settings.builds ?? []) };
}

;// CONCATENATED MODULE: ./packages/forge/build/github/attestations.js



/** Attestations of a repository (docs.github.com, "REST API endpoints for artifact attestations"). */
function githubAttestations({ repository, apiUrl, token, patience, fetch: send = fetch }) {
    const api = openApi({ apiUrl, token, patience, deadline: ANSWER_DEADLINE, fetch: send });
    const at = api_pathOf(repository);
    const create = "POST /repos/{owner}/{repo}/attestations";
    return {
        find: async (sha256) => {
            const answer = await api.find("look up attestations", (client) => client.request("GET /repos/{owner}/{repo}/attestations/{subject_digest}", {
                ...at,
                subject_digest: `sha256:${sha256}`,
            }));
            const { attestations = [] } = (answer?.data ?? {});
            return attestations.map(({ bundle }) => bundle);
        },
        keep: async (bundle) => {
            try {
                // Twice the same does no harm, so a lost answer is asked for again.
                const { data } = await api.repeat("keep an attestation", (client) => client.request(create, { ...at, bundle: bundle }));
                return data.id;
            }
            catch (error) {
                throw refusal(error, repository);
            }
        },
        /** Offers a bundle that holds nothing: who may write is told what is wrong with it, and nothing is kept. */
        probe: async () => {
            try {
                await api.repeat("ask about attestations", (client) => client.request(create, { ...at, bundle: {} }));
            }
            catch (error) {
                if (error instanceof RequestFailure && (error.status === 422 || error.status === 400))
                    return;
                throw refusal(error, repository);
            }
        },
    };
}
function refusal(error, repository) {
    if (!(error instanceof RequestFailure) || (error.status !== 403 && error.status !== 404))
        return error;
    const { message } = error;
    const plan = /feature not available|upgrade|billing plan/i.test(message);
    return new problem/* Problem */.AF({
        kind: "refusal",
        code: plan ? "attestations-unavailable" : "attestations-forbidden",
        message: `${repository} takes no attestations from this job: ${message}`,
        remedy: plan
            ? "attestations of private repositories need GitHub Enterprise Cloud: make the repository public, or leave out signing: {provenance: true}"
            : 'give the job "permissions: attestations: write" (the workflow that calls Slipway\'s must have it too); private repositories also need GitHub Enterprise Cloud',
    });
}

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
        ed25519: createPublicKey({
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
    if (!verify(null, Buffer.concat([read.signature, Buffer.from(trustedComment)]), key.ed25519, global)) {
        return invalid("the trusted comment does not belong to the signature");
    }
    if (!verify(null, await digest(), key.ed25519, read.signature))
        return invalid("the file is not the one that was signed");
    return { valid: true, trustedComment };
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./packages/integrity/build/signing/content.js





function streamOf(content) {
    return "path" in content
        ? (0,external_node_fs_.createReadStream)(content.path, { highWaterMark: 1 << 20 })
        : external_node_stream_.Readable.from([content.bytes], { objectMode: false });
}
async function bytesOf(content) {
    return "path" in content ? await (0,promises_.readFile)(content.path) : Buffer.from(content.bytes);
}
async function hashOf(content, algorithm) {
    const hash = (0,external_node_crypto_.createHash)(algorithm);
    await (0,external_node_stream_promises_.pipeline)(streamOf(content), hash);
    return hash.digest();
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/minisign/key.js


/** DER of PKCS #8 up to the 32 bytes of an Ed25519 seed (RFC 8410, section 7). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
/**
 * Layout of a secret key (https://jedisct1.github.io/minisign/, "Secret key format"): algorithms, salt, limits, and then key id,
 * seed, public key and checksum, under a stream made from the password.
 */
const LENGTH = 158;
const SALT = 6;
const LIMITS = 38;
const SECRET = 54;
const SEED = SECRET + MINISIGN_KEY_ID;
const PUBLIC = SEED + 32;
const CHECKSUM = PUBLIC + 32;
const HIDDEN = LENGTH - SECRET;
/** More than minisign itself ever asks for, and less than what a hostile file could. */
const MOST_MEMORY = 2 ** 31;
/**
 * @throws {Problem} `minisign-key-missing`, `minisign-key-malformed`, `minisign-key-public`, `minisign-key-locked`,
 *   `minisign-password-wrong`
 */
async function readMinisignSecret({ key: text, password }) {
    if (text === undefined) {
        throw (0,problem/* mistake */.RT)("minisign-key-missing", 'the release is to be signed with minisign, and the input "minisign-key" is empty', 
        // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
        "store the secret key's file (minisign -G writes it) in a secret, and pass it on: minisign-key: ${{ secrets.MINISIGN_KEY }}");
    }
    const bytes = Buffer.from(lineOf(text), "base64");
    const algorithm = bytes.toString("latin1", 0, 2);
    if (bytes.length === 2 + MINISIGN_KEY_ID + 32 && algorithm === "Ed") {
        throw (0,problem/* mistake */.RT)("minisign-key-public", 'the input "minisign-key" holds a public key, which cannot sign', "store the secret key's file in the secret: minisign -G writes it to ~/.minisign/minisign.key");
    }
    if (bytes.length !== LENGTH || algorithm !== "Ed") {
        throw (0,problem/* mistake */.RT)("minisign-key-malformed", 'the input "minisign-key" holds no minisign secret key', "store the whole file that minisign -G wrote (two lines) in the secret, or base64 of it");
    }
    const locked = bytes.toString("latin1", 2, 4) === "Sc";
    if (locked && password === undefined) {
        throw (0,problem/* mistake */.RT)("minisign-key-locked", 'the minisign key has a password, and the input "minisign-password" is empty', 
        // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
        "store the password in a secret, and pass it on: minisign-password: ${{ secrets.MINISIGN_PASSWORD }}");
    }
    const open = locked ? await unlocked(bytes, password ?? "") : bytes;
    const ed25519 = (0,external_node_crypto_.createPrivateKey)({
        key: Buffer.concat([PKCS8, open.subarray(SEED, PUBLIC)]),
        format: "der",
        type: "pkcs8",
    });
    const publicBytes = (0,external_node_crypto_.createPublicKey)(ed25519).export({ format: "der", type: "spki" }).subarray(-32);
    // The seed makes its public key: a stronger proof of the password than the checksum that follows.
    if (!publicBytes.equals(open.subarray(PUBLIC, CHECKSUM))) {
        throw (0,problem/* mistake */.RT)(locked ? "minisign-password-wrong" : "minisign-key-malformed", locked ? "the password does not open the minisign key" : "the minisign key is damaged", locked
            ? 'correct the secret behind the input "minisign-password"; look for a line break at its end'
            : "store the key's file anew");
    }
    const keyId = Buffer.from(open.subarray(SECRET, SEED));
    const publicKey = Buffer.concat([Buffer.from("Ed"), keyId, publicBytes]).toString("base64");
    return { keyId, ed25519, signer: { kind: "minisign", keyId: minisignKeyId(keyId), publicKey } };
}
/** The line of base64, whatever of the file was stored. */
function lineOf(text) {
    const given = text.trim();
    const whole = given.includes("untrusted comment:")
        ? given
        : tryBase64(given)?.includes("untrusted comment:")
            ? (tryBase64(given) ?? "")
            : given;
    return (whole
        .split(/\r?\n/)
        .map((line) => line.trim())
        .find((line) => line !== "" && !line.startsWith("untrusted comment:")) ?? "");
}
function tryBase64(text) {
    return /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, "base64").toString("utf8") : undefined;
}
async function unlocked(bytes, password) {
    const salt = bytes.subarray(SALT, LIMITS);
    const parameters = scryptParameters(bytes.readBigUInt64LE(LIMITS), bytes.readBigUInt64LE(LIMITS + 8));
    const stream = await new Promise((resolve, reject) => {
        const options = { ...parameters, maxmem: MOST_MEMORY };
        (0,external_node_crypto_.scrypt)(password, salt, HIDDEN, options, (error, derived) => (error ? reject(error) : resolve(derived)));
    }).catch(() => {
        throw (0,problem/* mistake */.RT)("minisign-key-malformed", "the minisign key asks for more memory than a password needs", "make a new key: minisign -G");
    });
    const open = Buffer.from(bytes);
    for (let at = 0; at < HIDDEN; at++)
        open[SECRET + at] = (bytes[SECRET + at] ?? 0) ^ (stream[at] ?? 0);
    return open;
}
/** How libsodium chooses scrypt's parameters from its limits (crypto_pwhash_scryptsalsa208sha256, `pickparams`). */
function scryptParameters(operations, memory) {
    const r = 8;
    const most = operations < 32768n ? 32768n : operations;
    const power = (limit) => {
        let exponent = 1;
        while (exponent < 63 && 2n ** BigInt(exponent) <= limit / 2n)
            exponent++;
        return exponent;
    };
    if (most < memory / 32n)
        return { N: 2 ** power(most / (BigInt(r) * 4n)), r, p: 1 };
    const exponent = power(memory / (BigInt(r) * 128n));
    const rounds = most / 4n / 2n ** BigInt(exponent);
    return { N: 2 ** exponent, r, p: Math.max(1, Number(rounds > 0x3fffffffn ? 0x3fffffffn : rounds) / r) | 0 };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/minisign/signer.js




/** Signatures of the prehashed form (https://jedisct1.github.io/minisign/, "Signature format"). */
function minisignSigner(options) {
    let opened;
    const open = () => {
        opened ??= readMinisignSecret(options);
        return opened;
    };
    return {
        kind: "minisign",
        check: async () => (await open()).signer,
        sign: async (name, content) => await signatureText(await open(), name, content, options.timestamp),
    };
}
async function signatureText({ keyId, ed25519 }, name, content, timestamp) {
    const signature = (0,external_node_crypto_.sign)(null, await hashOf(content, "blake2b512"), ed25519);
    const comment = `timestamp:${timestamp}\tfile:${name}\thashed`;
    const global = (0,external_node_crypto_.sign)(null, Buffer.concat([signature, Buffer.from(comment)]), ed25519);
    return [
        `untrusted comment: signature from minisign secret key ${minisignKeyId(keyId)}`,
        Buffer.concat([Buffer.from("ED"), keyId, signature]).toString("base64"),
        `trusted comment: ${comment}`,
        global.toString("base64"),
        "",
    ].join("\n");
}
/** Text of the file `minisign.pub`, as `minisign -G` writes it. */
function signer_minisignPublicFile({ keyId, publicKey }) {
    return `untrusted comment: minisign public key ${keyId}\n${publicKey}\n`;
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/signer.js
const signer_notValid = (why) => ({ valid: false, why });
/** An error's first line: libraries put stacks and inputs into the rest. */
function reasonOf(error) {
    return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/openpgp/library.js
async function loadOpenpgp() {
    return await import(/* webpackIgnore: true */ "openpgp");
}
/**
 * What keeps a key from being computed with, as text; undefined where nothing does. GnuPG knows more curves for ECDSA
 * (RFC 9580, section 9.2) than the runtime's cryptography, on which the library relies.
 */
function foreignCurve(key) {
    const { algorithm, curve } = key.getAlgorithmInfo();
    if (algorithm !== "ecdsa" || curve === undefined || curve.startsWith("nist"))
        return undefined;
    return `is on the curve ${curve}, which only other programs know; Ed25519, RSA and NIST's P-256, P-384 and P-521 are known here`;
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/openpgp/key.js



const EXPORT = "gpg --armor --export-secret-subkeys <fingerprint>, or --export-secret-keys where the primary key signs";
function unfit(code, message, remedy) {
    return (0,problem/* mistake */.RT)(code, message, remedy);
}
/**
 * The key of the secret, with the part that signs unlocked. Nothing is written anywhere, and no key ring is looked at.
 * @throws {Problem} `openpgp-key-missing`, `openpgp-key-malformed`, `openpgp-key-public`, `openpgp-key-revoked`,
 *   `openpgp-key-expired`, `openpgp-key-cannot-sign`, `openpgp-key-locked`, `openpgp-passphrase-wrong`
 */
async function readSigningKey({ key: text, passphrase }, now = new Date()) {
    if (text === undefined) {
        throw unfit("openpgp-key-missing", 'the release is to be signed with OpenPGP, and the input "openpgp-key" is empty', `store the private key in a secret (${EXPORT}), and pass it on: openpgp-key: \${{ secrets.OPENPGP_KEY }}`);
    }
    const openpgp = await loadOpenpgp();
    const key = await parseKey(openpgp, text);
    const fingerprint = key.getFingerprint().toUpperCase();
    await key_requireValid(key, fingerprint, now);
    const signing = await chooseSigning(key, fingerprint, now);
    await unlock(signing, fingerprint, passphrase);
    const { since, userId } = await validSince(key, signing, now);
    return {
        openpgp,
        key,
        signing,
        signer: {
            kind: "openpgp",
            fingerprint,
            signedBy: signing.getFingerprint().toUpperCase(),
            ...(userId !== undefined && { userId }),
            publicKey: `${key.toPublic().armor().replaceAll("\r\n", "\n").trimEnd()}\n`,
        },
        since,
    };
}
async function parseKey(openpgp, text) {
    const given = text.trim();
    const decoded = given.includes("-----BEGIN PGP") ? undefined : Buffer.from(given.replaceAll(/\s+/g, ""), "base64");
    const armoured = decoded === undefined ? given : decoded.toString("latin1");
    const blocks = [...armoured.matchAll(/-----BEGIN PGP PRIVATE KEY/g)].map(({ index }) => index);
    if (blocks.length === 0 && armoured.includes("-----BEGIN PGP PUBLIC KEY"))
        throw publicKey();
    try {
        // The library reads the first block only; a public key may stand beside.
        if (blocks.length > 1)
            throw new Error(`it holds ${blocks.length} keys, and it is not said which one signs`);
        const begin = blocks[0] ?? armoured.indexOf("-----BEGIN PGP");
        const keys = decoded === undefined || begin !== -1
            ? await openpgp.readKeys({ armoredKeys: armoured.slice(begin) })
            : await openpgp.readKeys({ binaryKeys: new Uint8Array(decoded) });
        const [key] = keys;
        if (key === undefined)
            throw new Error("it holds no key");
        if (keys.length > 1)
            throw new Error(`it holds ${keys.length} keys, and it is not said which one signs`);
        if (!key.isPrivate())
            throw publicKey();
        return key;
    }
    catch (error) {
        if (error instanceof Error && error.name === "Problem")
            throw error;
        throw unfit("openpgp-key-malformed", `the input "openpgp-key" holds no OpenPGP private key that can be read: ${reasonOf(error)}`, `store the output of ${EXPORT}, or base64 of it, in the secret; a key on a card cannot sign here`);
    }
}
const publicKey = () => unfit("openpgp-key-public", 'the input "openpgp-key" holds a public key, which cannot sign', `store the private key in the secret: ${EXPORT}`);
async function key_requireValid(key, fingerprint, now) {
    const foreign = foreignCurve(key);
    if (foreign !== undefined) {
        throw unfit("openpgp-key-cannot-sign", `the OpenPGP key ${fingerprint} ${foreign}`, "make a new key (gpg --quick-generate-key NAME ed25519), tell your users its fingerprint, and store its export in the secret");
    }
    if (await key.isRevoked(undefined, undefined, now)) {
        throw unfit("openpgp-key-revoked", `the OpenPGP key ${fingerprint} is revoked`, "make a new key, tell your users its fingerprint, and store it in the secret");
    }
    const expires = await key.getExpirationTime();
    if (expires instanceof Date && expires <= now)
        throw expired(`the OpenPGP key ${fingerprint}`, expires);
    try {
        await key.verifyPrimaryKey(now);
    }
    catch (error) {
        throw unfit("openpgp-key-cannot-sign", `the OpenPGP key ${fingerprint} is not valid: ${reasonOf(error)}`, "look at it with gpg --check-signatures, or make a new one");
    }
}
const expired = (what, when) => unfit("openpgp-key-expired", `${what} expired on ${when.toISOString().slice(0, 10)}`, "extend it (gpg --quick-set-expire), publish it again, and store the new export in the secret");
/** The newest subkey that may sign, else the primary key; one whose secret is not in the export does not count. */
async function chooseSigning(key, fingerprint, now) {
    const candidates = [...key.subkeys, key].sort((a, b) => Number(a === key) - Number(b === key) || b.getCreationTime().getTime() - a.getCreationTime().getTime());
    const why = [];
    for (const candidate of candidates) {
        const name = candidate.getFingerprint().toUpperCase();
        const may = await key.getSigningKey(candidate.getKeyID(), now).then(() => undefined, (error) => reasonOf(error));
        if (may !== undefined) {
            const told = candidate === key ? undefined : await wrongWithSubkey(candidate, name, now);
            const because = /^Could not (?:verify primary key|find valid signing key packet in key \w+): (.+)$/.exec(may)?.[1];
            if (told !== undefined)
                why.push(told);
            else if (because !== undefined)
                why.push(because.replace(/\.$/, ""));
            continue;
        }
        const { keyPacket } = candidate;
        if (!("isDummy" in keyPacket))
            why.push(`the secret of ${name} is not in the export`);
        else if (keyPacket.isDummy())
            why.push(`the secret of ${name} is not in the export`);
        else
            return candidate;
    }
    const told = why.find((each) => typeof each !== "string");
    // A subkey that could sign if it were renewed says more than the primary key that never could.
    if (typeof told === "object" && why.every((each) => typeof each !== "string"))
        throw told;
    const reasons = [...new Set(why.map((each) => (typeof each === "string" ? each : each.message)))];
    throw unfit("openpgp-key-cannot-sign", `no part of the OpenPGP key ${fingerprint} can sign${reasons.length === 0 ? ": none has the capability [S]" : `: ${reasons.join("; ")}`}`, `add a signing subkey (gpg --quick-add-key ${fingerprint} ed25519 sign 2y), and store the new export in the secret: ${EXPORT}`);
}
/** @returns undefined for a subkey that is not made for signing at all */
async function wrongWithSubkey(subkey, name, now) {
    // Its key flags (RFC 9580, section 5.2.3.29): 0x02 may sign data.
    const signs = subkey.bindingSignatures.some(({ keyFlags }) => ((keyFlags?.[0] ?? 0) & 0x02) !== 0);
    if (!signs)
        return undefined;
    const foreign = foreignCurve(subkey);
    if (foreign !== undefined) {
        return unfit("openpgp-key-cannot-sign", `the OpenPGP subkey ${name} ${foreign}`, "add a signing subkey (gpg --quick-add-key FINGERPRINT ed25519 sign 2y), publish the key again, and store the new export in the secret");
    }
    const told = await subkey.verify(now).then(() => undefined, (error) => reasonOf(error));
    if (told === undefined)
        return undefined;
    if (/revoked/i.test(told)) {
        return unfit("openpgp-key-revoked", `the OpenPGP subkey ${name} is revoked`, "add a new signing subkey (gpg --quick-add-key), publish the key again, and store the new export in the secret");
    }
    if (/expired/i.test(told)) {
        const expires = await subkey.getExpirationTime(subkey.getCreationTime());
        return expired(`the OpenPGP subkey ${name}`, expires instanceof Date ? expires : now);
    }
    return unfit("openpgp-key-cannot-sign", `the OpenPGP subkey ${name} is not valid: ${told}`, "add a new signing subkey (gpg --quick-add-key), publish the key again, and store the new export in the secret");
}
async function unlock(signing, fingerprint, passphrase) {
    const { keyPacket } = signing;
    if (!("decrypt" in keyPacket))
        throw new Error("a key was chosen that has no secret");
    if (keyPacket.isDecrypted())
        return;
    if (passphrase === undefined) {
        throw unfit("openpgp-key-locked", `the OpenPGP key ${fingerprint} has a passphrase, and the input "openpgp-passphrase" is empty`, 
        // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
        "store the passphrase in a secret, and pass it on: openpgp-passphrase: ${{ secrets.OPENPGP_PASSPHRASE }}");
    }
    try {
        await keyPacket.decrypt(passphrase);
    }
    catch {
        // The library's message may tell of what was decrypted.
        throw unfit("openpgp-passphrase-wrong", `the passphrase does not open the OpenPGP key ${fingerprint}`, 'correct the secret behind the input "openpgp-passphrase"; look for a line break at its end');
    }
}
async function validSince(key, signing, now) {
    const { selfCertification, user } = await key.getPrimaryUser(now);
    const moments = [key.getCreationTime(), signing.getCreationTime(), selfCertification.created];
    if (signing !== key)
        moments.push((await signing.verify(now)).created);
    const since = new Date(Math.max(...moments.map((each) => each?.getTime() ?? 0)));
    return { since, userId: user.userID?.userID };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/openpgp/verify.js



/** Signatures carry the time of a commit, whose author's clock may be ahead; gpg takes those as well. */
const CLOCKS_DIFFER = 24 * 3_600_000;
/**
 * @param signature text of the `.asc` file
 * @param publicKey armoured; whoever calls says why it is to be trusted
 */
async function verifyOpenpgp(content, signature, publicKey) {
    const openpgp = await loadOpenpgp();
    try {
        const key = await openpgp.readKey({ armoredKey: publicKey });
        const read = await openpgp.readSignature({ armoredSignature: signature });
        const needed = [key, ...read.getSigningKeyIDs().flatMap((id) => key.getKeys(id))];
        const foreign = needed.map(foreignCurve).find((each) => each !== undefined);
        if (foreign !== undefined)
            return signer_notValid(`the key ${foreign}`);
        const message = await openpgp.createMessage({ binary: new Uint8Array(await bytesOf(content)) });
        const date = new Date(Date.now() + CLOCKS_DIFFER);
        const result = await openpgp.verify({ message, signature: read, verificationKeys: key, format: "binary", date });
        const [made] = result.signatures;
        if (made === undefined)
            return signer_notValid("the file holds no signature");
        await made.verified;
        const [by] = key.getKeys(made.keyID);
        const packet = (await made.signature).packets[0];
        if (by === undefined || packet?.created == null)
            return signer_notValid("the signature is by another key");
        return {
            valid: true,
            by: {
                fingerprint: key.getFingerprint().toUpperCase(),
                signedBy: by.getFingerprint().toUpperCase(),
                created: packet.created,
            },
        };
    }
    catch (error) {
        const why = reasonOf(error);
        if (/could not find signing key/i.test(why))
            return signer_notValid("the signature is by another key");
        if (/signed digest did not match|signature verification failed/i.test(why)) {
            return signer_notValid("the file is not the one that was signed");
        }
        return signer_notValid(why);
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/openpgp/signer.js



/** Detached, armoured signatures (RFC 9580, section 10.4) of binary documents. */
function openpgpSigner(options) {
    let opened;
    const open = () => {
        opened ??= readSigningKey(options, options.now?.());
        return opened;
    };
    return {
        kind: "openpgp",
        check: async () => (await open()).signer,
        sign: async (_name, content) => await signContent(await open(), content, options.timestamp),
        reuse: async (_name, content, earlier) => {
            const { signing, signer } = await open();
            // The others make the same signature again.
            const signature = signing.getAlgorithmInfo().algorithm === "ecdsa" ? await earlier() : undefined;
            if (signature === undefined)
                return undefined;
            const verdict = await verifyOpenpgp(content, signature, signer.publicKey);
            return verdict.valid && verdict.by.signedBy === signer.signedBy ? signature : undefined;
        },
    };
}
async function signContent({ openpgp, key, signing, since }, content, timestamp) {
    const message = await openpgp.createMessage({ binary: new Uint8Array(await bytesOf(content)) });
    const signature = await openpgp.sign({
        message,
        signingKeys: key,
        signingKeyIDs: signing.getKeyID(),
        detached: true,
        format: "armored",
        date: new Date(Math.max(timestamp * 1000, since.getTime())),
        // A random notation would make every signature of the same bytes another one.
        config: { nonDeterministicSignaturesViaNotation: false },
    });
    return `${signature.replaceAll("\r\n", "\n").trimEnd()}\n`;
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/endpoints.js
/** Everybody's (https://docs.sigstore.dev): what it is asked for is public for good. */
const PUBLIC_GOOD = {
    fulcio: "https://fulcio.sigstore.dev",
    rekor: "https://rekor.sigstore.dev",
};
/**
 * An instance given by variables, else the public one for public repositories, and for others GitHub's own, which keeps no
 * public log (github.com/actions/toolkit, packages/attest, README, "Sigstore Instance").
 */
function sigstoreEndpoints(env, { repository_visibility }, serverUrl) {
    const { SLIPWAY_FULCIO_URL: fulcio, SLIPWAY_REKOR_URL: rekor, SLIPWAY_TSA_URL: timestamps } = env;
    if (fulcio)
        return { fulcio, ...(rekor && { rekor }), ...(timestamps && { timestamps }) };
    if (repository_visibility === "public")
        return PUBLIC_GOOD;
    const { hostname } = new URL(serverUrl);
    const host = hostname === "github.com" ? "githubapp.com" : hostname;
    return { fulcio: `https://fulcio.${host}`, timestamps: `https://timestamp.${host}` };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/identity.js



const NEEDED = [
    ...[
        "iss",
        "repository",
        "repository_id",
        "repository_owner_id",
        "ref",
        "sha",
        "event_name",
        "workflow_ref",
    ],
    ...["job_workflow_ref", "runner_environment", "run_id", "run_attempt"],
];
const AUDIENCE = "sigstore";
const identity_DEADLINE_MS = 20_000;
const ATTEMPTS = 3;
/** @param pause milliseconds before a question is asked again */
function jobIdentity(env, pause = 1000) {
    let read;
    const token = () => askToken(env, pause);
    return {
        token,
        claims: () => {
            read ??= token().then(claimsOf);
            return read;
        },
    };
}
/** Name of the workflow in certificates: what Fulcio makes of a token by GitHub's issuer. */
function identityOf({ job_workflow_ref }, serverUrl) {
    return `${serverUrl}/${job_workflow_ref}`;
}
const identityMissing = () => new problem/* Problem */.AF({
    kind: "refusal",
    code: "identity-token-missing",
    message: "the job may not ask for an identity token, without which nothing is signed by Sigstore",
    remedy: 'give the job "permissions: id-token: write"; the workflow that calls Slipway\'s must have it too. Runs for pull requests from forks never get it',
});
async function askToken(env, pause) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env;
    if (!address || !bearer)
        throw identityMissing();
    const url = new URL(address);
    url.searchParams.set("audience", AUDIENCE);
    let why = "";
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        if (attempt > 1)
            await (0,external_node_timers_promises_.setTimeout)(pause * attempt);
        try {
            const answer = await fetch(url, {
                headers: { authorization: `Bearer ${bearer}`, accept: "application/json" },
                signal: AbortSignal.timeout(identity_DEADLINE_MS),
            });
            if (answer.ok) {
                const { value } = (await answer.json());
                if (typeof value === "string")
                    return value;
            }
            why = `status ${answer.status}`;
            if (answer.status < 500 && answer.status !== 429)
                break;
        }
        catch (error) {
            why = reasonOf(error.cause ?? error);
        }
    }
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "identity-token-refused",
        message: `GitHub gave no identity token (${why})`,
        remedy: "look at githubstatus.com, and run the job again",
    });
}
function claimsOf(token) {
    const [, payload = ""] = token.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    const missing = NEEDED.filter((name) => typeof claims[name] !== "string");
    if (missing.length === 0)
        return claims;
    throw new problem/* Problem */.AF({
        kind: "refusal",
        code: "identity-token-incomplete",
        message: `the identity token does not say: ${missing.join(", ")}`,
        remedy: "sign in a job of GitHub Actions itself; a runner or server that is not GitHub's gives tokens without these claims",
    });
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/inspect.js


/**
 * What can be said of a bundle without anybody's roots: it signs these bytes with the key of its certificate, and whose that
 * certificate says to be. That the certificate is genuine is for `verifySigstoreBundle`, which knows the roots.
 */
function inspectBundle(text, bytes) {
    try {
        const { verificationMaterial, messageSignature } = JSON.parse(text);
        const der = verificationMaterial?.certificate?.rawBytes ??
            verificationMaterial?.x509CertificateChain?.certificates?.[0]?.rawBytes;
        if (der === undefined || messageSignature?.signature === undefined)
            return signer_notValid("the bundle is malformed");
        const certificate = new external_node_crypto_.X509Certificate(Buffer.from(der, "base64"));
        if (!(0,external_node_crypto_.verify)("sha256", bytes, certificate.publicKey, Buffer.from(messageSignature.signature, "base64"))) {
            return signer_notValid("the file is not the one that was signed");
        }
        const identity = /^(?:URI|email):(.+)$/.exec(certificate.subjectAltName ?? "")?.[1];
        return identity === undefined ? signer_notValid("the certificate names nobody") : { valid: true, by: { identity } };
    }
    catch (error) {
        return signer_notValid(`the bundle is malformed: ${reasonOf(error)}`);
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/sign.js


const IN_TOTO = "application/vnd.in-toto+json";
const TIMEOUT = 30_000;
const RETRIES = 3;
/**
 * A keyless bundle (github.com/sigstore/protobuf-specs, `sigstore_bundle.proto`, version 0.3): a key that lives for one
 * signature, its certificate by the job's identity, and a witness of the time.
 * @returns the bundle as JSON in one line
 * @throws {Problem} `sigstore-refused`
 */
async function signBundle(what, { fulcio, rekor, timestamps }, getToken) {
    // Half a megabyte with its HTTP client: only releases that are signed so load it.
    const { default: library } = await import(/* webpackIgnore: true */ "@sigstore/sign");
    const common = { timeout: TIMEOUT, retry: RETRIES };
    const signer = new library.FulcioSigner({ identityProvider: { getToken }, fulcioBaseURL: fulcio, ...common });
    const witnesses = [
        ...(rekor === undefined
            ? []
            : [new library.RekorWitness({ rekorBaseURL: rekor, fetchOnConflict: true, ...common })]),
        ...(timestamps === undefined ? [] : [new library.TSAWitness({ tsaBaseURL: timestamps, ...common })]),
    ];
    let bundle;
    try {
        bundle =
            what.type === "message"
                ? await new library.MessageSignatureBundleBuilder({ signer, witnesses }).create({ data: what.bytes })
                : await new library.DSSEBundleBuilder({ signer, witnesses }).create({
                    data: Buffer.from(JSON.stringify(what.statement)),
                    type: IN_TOTO,
                });
    }
    catch (error) {
        throw refused(error);
    }
    return JSON.stringify(await toJson(bundle));
}
/** The library's own messages may hold the identity token; its codes and causes' messages do not. */
function refused(error) {
    if (!(error instanceof Error))
        return error;
    const { code, cause } = error;
    if (cause instanceof problem/* Problem */.AF)
        return cause;
    if (code === undefined || !(code in WHO))
        return error;
    const who = WHO[code];
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "sigstore-refused",
        message: `Sigstore's ${who} gave no answer that can be used${cause === undefined ? "" : `: ${reasonOf(cause)}`}. Nothing is published`,
        remedy: "look at status.sigstore.dev, and run the job again",
    });
}
const WHO = {
    CA_CREATE_SIGNING_CERTIFICATE_ERROR: "certificate authority",
    TLOG_CREATE_ENTRY_ERROR: "transparency log",
    TLOG_FETCH_ENTRY_ERROR: "transparency log",
    TSA_CREATE_TIMESTAMP_ERROR: "timestamp authority",
    IDENTITY_TOKEN_READ_ERROR: "client",
    IDENTITY_TOKEN_PARSE_ERROR: "client",
};
/**
 * The builder of message signatures writes version 0.2; 0.3 is the same with one certificate in place of a chain of one.
 * The library for it is small, and so part of the actions' own bundles.
 */
async function toJson(bundle) {
    const { default: library } = await __webpack_require__.e(/* import() */ 40).then(__webpack_require__.t.bind(__webpack_require__, 1040, 19));
    const { verificationMaterial: material } = bundle;
    const { content } = material;
    const [certificate] = content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates : [undefined];
    if (certificate === undefined)
        return library.bundleToJSON(bundle);
    return library.bundleToJSON({
        ...bundle,
        mediaType: library.BUNDLE_V03_MEDIA_TYPE,
        verificationMaterial: { ...material, content: { $case: "certificate", certificate } },
    });
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/signer.js






/** Keyless signatures by the identity of the job. */
function sigstoreSigner({ env, serverUrl }) {
    const identity = jobIdentity(env);
    const ready = async () => {
        const claims = await identity.claims();
        return {
            signer: { kind: "sigstore", issuer: claims.iss, identity: identityOf(claims, serverUrl) },
            endpoints: sigstoreEndpoints(env, claims, serverUrl),
        };
    };
    return {
        kind: "sigstore",
        check: async () => (await ready()).signer,
        sign: async (name, content) => {
            const { signer, endpoints } = await ready();
            const bytes = await bytesOf(content);
            const bundle = await signBundle({ type: "message", bytes }, endpoints, identity.token);
            const found = inspectBundle(bundle, bytes);
            if (found.valid && found.by.identity === signer.identity)
                return `${bundle}\n`;
            throw new problem/* Problem */.AF({
                kind: "failure",
                code: "sigstore-other-identity",
                message: found.valid
                    ? `the certificate over ${name} is ${found.by.identity}'s; this job is ${signer.identity}`
                    : `the bundle over ${name} does not hold: ${found.why}`,
                remedy: "run the job again; if it happens again, report it with this log",
            });
        },
        reuse: async (_name, content, earlier) => {
            const signature = await earlier();
            const found = signature === undefined ? undefined : inspectBundle(signature, await bytesOf(content));
            return found?.valid && found.by.identity === (await ready()).signer.identity ? signature : undefined;
        },
    };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/signers.js



const SIGNERS = {
    openpgp: ({ openpgpKey, openpgpPassphrase, timestamp }) => openpgpSigner({ key: openpgpKey, passphrase: openpgpPassphrase, timestamp }),
    minisign: ({ minisignKey, minisignPassword, timestamp }) => minisignSigner({ key: minisignKey, password: minisignPassword, timestamp }),
    sigstore: ({ env, serverUrl }) => sigstoreSigner({ env, serverUrl }),
};
/** Signers of the kinds that are wanted, in their fixed order. */
function createSigners(kinds, means) {
    const wanted = new Set(kinds);
    return Object.keys(SIGNERS).filter((kind) => wanted.has(kind)).map((kind) => SIGNERS[kind](means));
}
/** Text of the asset with which users check a signer's signatures; Sigstore's need none. */
function keyFileOf(signer) {
    if (signer.kind === "openpgp")
        return signer.publicKey;
    return signer.kind === "minisign" ? minisignPublicFile(signer) : undefined;
}
/** Who a signer is, in a few words for logs and tables. */
function describeSigner(signer) {
    switch (signer.kind) {
        case "openpgp":
            return `OpenPGP key ${signer.fingerprint}${signer.userId === undefined ? "" : ` (${signer.userId})`}`;
        case "minisign":
            return `minisign key ${signer.keyId}`;
        case "sigstore":
            return `Sigstore identity ${signer.identity}`;
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/provenance/statement.js

const statement_PROVENANCE = "https://slsa.dev/provenance/v1";
/** Most subjects of one attestation (github.com/actions/attest, README, "Attestation Limits", "Subject Limits"). */
const MOST_SUBJECTS = 1024;
/** Every asset that the manifest describes, and the manifest, in parts that GitHub takes. */
function subjectsOf({ artifacts }, manifestDigest) {
    const all = [
        ...artifacts.map(({ name, digests }) => ({ name, digest: { sha256: digests.sha256 } })),
        { name: words/* MANIFEST_NAME */.ir, digest: { sha256: manifestDigest } },
    ];
    const parts = [];
    for (let at = 0; at < all.length; at += MOST_SUBJECTS)
        parts.push(all.slice(at, at + MOST_SUBJECTS));
    return parts;
}
/** Of a rollback release: the commit that its bytes were made from, and the release that they are taken from. */
function carriedResources({ carries, commit }, repository) {
    if (carries === undefined)
        return [];
    return [
        { uri: `git+${repository}@refs/tags/${carries.tag}`, digest: { gitCommit: commit } },
        {
            uri: `${repository}/releases/download/${carries.tag}/${words/* MANIFEST_NAME */.ir}`,
            name: words/* MANIFEST_NAME */.ir,
            digest: { sha256: carries.manifest },
        },
    ];
}
/**
 * What `actions/attest` says of a run, so that `gh attestation verify` and policies read both alike
 * (slsa.dev/spec/v1.0/provenance; github.com/slsa-framework/github-actions-buildtypes, workflow/v1).
 */
function provenanceOf(subject, claims, serverUrl, manifest) {
    const repository = `${serverUrl}/${claims.repository}`;
    const [path = ""] = claims.workflow_ref.replace(`${claims.repository}/`, "").split("@");
    return {
        _type: "https://in-toto.io/Statement/v1",
        subject,
        predicateType: statement_PROVENANCE,
        predicate: {
            buildDefinition: {
                buildType: "https://actions.github.io/buildtypes/workflow/v1",
                externalParameters: { workflow: { ref: claims.ref, repository, path } },
                internalParameters: {
                    github: {
                        event_name: claims.event_name,
                        repository_id: claims.repository_id,
                        repository_owner_id: claims.repository_owner_id,
                        runner_environment: claims.runner_environment,
                    },
                },
                resolvedDependencies: [
                    { uri: `git+${repository}@${claims.ref}`, digest: { gitCommit: claims.sha } },
                    ...(manifest === undefined ? [] : carriedResources(manifest, repository)),
                ],
            },
            runDetails: {
                builder: { id: `${serverUrl}/${claims.job_workflow_ref}` },
                metadata: { invocationId: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}` },
            },
        },
    };
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/provenance/verify.js



/**
 * An attestation of GitHub's about one file.
 * @param bundle parsed JSON, as the API answers it
 * @param sha256 of the file, lower-case hexadecimal
 */
async function verifyProvenance(bundle, sha256, policy) {
    const statement = readStatement(bundle);
    if (statement === undefined)
        return notValid("the attestation holds no in-toto statement");
    const verdict = await verifyBundle(JSON.stringify(bundle), policy);
    if (!verdict.valid)
        return verdict;
    if (statement.predicateType !== PROVENANCE)
        return notValid(`the attestation is a ${statement.predicateType}`);
    if (!statement.subject.some(({ digest }) => digest?.sha256 === sha256)) {
        return notValid("the attestation is not about this file");
    }
    return { valid: true, by: { ...verdict.by, statement } };
}
/** What an envelope says, true or not. */
function readStatement(bundle) {
    const { payload } = bundle?.dsseEnvelope ?? {};
    if (typeof payload !== "string")
        return undefined;
    try {
        const statement = JSON.parse(Buffer.from(payload, "base64").toString("utf8"));
        return Array.isArray(statement?.subject) ? statement : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/provenance/attest.js





function provenanceAttester({ env, serverUrl }, store) {
    const identity = jobIdentity(env);
    const ready = async () => {
        const claims = await identity.claims();
        return { claims, endpoints: sigstoreEndpoints(env, claims, serverUrl) };
    };
    return {
        check: async () => {
            const { claims } = await ready();
            await store.probe();
            return { predicateType: statement_PROVENANCE, issuer: claims.iss, identity: identityOf(claims, serverUrl) };
        },
        attest: async (manifest, manifestDigest) => {
            const { claims, endpoints } = await ready();
            let made = 0;
            const parts = subjectsOf(manifest, manifestDigest);
            for (const subject of parts) {
                const statement = provenanceOf(subject, claims, serverUrl, manifest);
                const there = await store.find(subject[0]?.digest.sha256 ?? "");
                if (there.some((bundle) => saysTheSame(bundle, statement)))
                    continue;
                const bundle = await signBundle({ type: "statement", statement }, endpoints, identity.token);
                await store.keep(JSON.parse(bundle));
                made++;
            }
            return { made, kept: parts.length - made };
        },
    };
}
/** By the same run, about the same bytes; its attempt may be an earlier one. */
function saysTheSame(bundle, statement) {
    const found = readStatement(bundle);
    if (found === undefined)
        return false;
    const plain = (value) => JSON.stringify(value).replace(/\/attempts\/\d+"/, '/attempts/0"');
    return plain(found) === plain(statement);
}

;// CONCATENATED MODULE: ./actions/build/preflight/signing.js




/** Known also to projects that sign nothing, so that a workflow can name it for all. */
const SIGNING = "signing";
/** Whether everybody who is to sign the release can, found out without signing: what each signer says, and what is missing. */
async function checkSigning({ signing, timestamp }, { signing: secrets, token }, { runtime, log }, env) {
    const { serverUrl, apiUrl, repository } = runtime;
    const told = [];
    const lost = [];
    const attempt = async (check) => {
        try {
            told.push(await check());
        }
        catch (error) {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            lost.push(error);
        }
    };
    const means = { ...secrets, env, serverUrl, timestamp };
    for (const signer of createSigners(new Set(signing?.signatures.map(({ by }) => by)), means)) {
        await attempt(async () => describeSigner(await signer.check()));
    }
    if (signing?.provenance) {
        await attempt(async () => {
            if (repository === undefined || token === undefined)
                return "provenance cannot be looked at outside GitHub Actions";
            const patience = new Patience({ time: realTime, tell: log.info });
            const store = githubAttestations({ repository, apiUrl, token, patience });
            const { identity } = await provenanceAttester({ env, serverUrl }, store).check();
            return `provenance by ${identity}`;
        });
    }
    if (lost.length === 0)
        return passed(told.join("; "));
    return failed(lost.map(({ message }) => message).join("; "), lost.map(({ remedy }) => remedy).join("; "));
}

;// CONCATENATED MODULE: ./actions/build/preflight/run.js










/** Makes every check, shows all of them, and only then fails if one did. */
async function run_run(inputs, kit, env = process.env) {
    honourProxy();
    const findings = [];
    const perform = async ({ name, run: body }) => {
        const start = performance.now();
        const outcome = await kit.log.group(`Check ${name}`, body);
        const seconds = (performance.now() - start) / 1000;
        findings.push({ name, outcome, seconds });
        kit.log.info(`${name}: ${outcome.status}: ${outcome.detail}`);
    };
    let project;
    await perform({
        name: "configuration",
        run: async () => {
            const read = await attempt(() => readProject(inputs, kit));
            if (!("plan" in read))
                return read;
            project = read;
            return passed(`${read.plan.project.name} ${read.plan.version}, ${read.config.file ?? "without a configuration file"}`);
        },
    });
    // Without a readable project there is nothing that the others could look at.
    if (project !== undefined) {
        for (const check of chosen(checksOf(project, inputs, kit, env), inputs))
            await perform(check);
    }
    return conclude(findings, kit);
}
function checksOf(project, inputs, kit, env) {
    const { version, licence, changelog } = project.config.settings.preflight;
    const { plan } = project;
    const { runtime, log } = kit;
    return [
        ...(version ? [{ name: "version", run: async () => checkVersion(project) }] : []),
        ...(licence ? [{ name: "licence", run: () => checkLicence(project) }] : []),
        ...(changelog === false ? [] : [{ name: "changelog", run: () => checkChangelog(project) }]),
        { name: "credentials", run: () => checkCredentials({ inputs, runtime, plan, env, tell: log.info }) },
        ...(plan.signing ? [{ name: SIGNING, run: () => checkSigning(plan, inputs, kit, env) }] : []),
        ...(plan.codeSigning ? [{ name: code_signing_CODE_SIGNING, run: () => checkSigners(plan, inputs.codeSigning, env) }] : []),
        ...commandChecks({ project, env: commandEnvironment(env, project), log }),
    ];
}
/** @throws {Problem} `unknown-check` */
function chosen(all, { checks, skip }) {
    const names = ["configuration", ...all.map(({ name }) => name)];
    const foreign = [...checks, ...skip].find((name) => name !== code_signing_CODE_SIGNING && name !== SIGNING && !names.includes(name));
    if (foreign !== undefined) {
        const guess = (0,nearest/* nearest */.p)(foreign, names);
        throw (0,problem/* mistake */.RT)("unknown-check", `there is no check "${foreign}", or the configuration leaves it out`, `${guess === undefined ? "" : `did you mean "${guess}"? `}checks: ${names.join(", ")}`);
    }
    return all.filter(({ name }) => (checks.length === 0 || checks.includes(name)) && !skip.includes(name));
}
async function conclude(findings, kit) {
    const table = {
        head: ["check", "result", "what was found", "seconds"],
        rows: findings.map(({ name, outcome, seconds }) => [name, outcome.status, outcome.detail, seconds.toFixed(1)]),
    };
    const width = Math.max(...findings.map(({ name }) => name.length));
    for (const { name, outcome } of findings) {
        const [first = ""] = outcome.detail.split("\n");
        kit.log.info(`${name.padEnd(width)}  ${outcome.status.padEnd(7)}  ${first}`);
        if (outcome.status === "warning")
            kit.log.warning(`${name}: ${outcome.detail}`);
    }
    await kit.summarise("### Before the release", (0,summary/* markdownTable */.Qj)(table));
    const names = (status) => findings.filter(({ outcome }) => outcome.status === status).map(({ name }) => name);
    const lost = names("failed");
    if (lost.length > 0)
        throw gate(findings, lost);
    return {
        passed: names("passed").join(","),
        warnings: names("warning").join(","),
        skipped: names("skipped").join(","),
    };
}
function gate(findings, lost) {
    const lines = findings.flatMap(({ name, outcome }) => outcome.status === "failed" ? [{ what: `${name}: ${outcome.detail}`, remedy: `${name}: ${outcome.remedy}` }] : []);
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "preflight-failed",
        message: `${lost.length} of ${findings.length} checks failed: ${lost.join(", ")}. Nothing was changed\n${lines.map(({ what }) => what).join("\n")}`,
        remedy: lines.map(({ remedy }) => remedy).join("; "),
    });
}
async function attempt(body) {
    try {
        return await body();
    }
    catch (error) {
        if (!(error instanceof problem/* Problem */.AF))
            throw error;
        return failed(error.message, error.remedy);
    }
}


/***/ }),

/***/ 5862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QB: () => (/* binding */ SBOM_SUFFIX),
/* harmony export */   oK: () => (/* binding */ PlannedGate),
/* harmony export */   wV: () => (/* binding */ PlannedSbom),
/* harmony export */   zu: () => (/* binding */ SBOM_FORMATS)
/* harmony export */ });
/* unused harmony exports SbomFormat, IgnoredVulnerability */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3597);


/** Bills of materials and the gate over them, as a plan fixes both. */
const SBOM_FORMATS = ["cyclonedx", "spdx"];
const SbomFormat = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(SBOM_FORMATS);
/** Suffix of a file by its format, as both specifications recommend. */
const SBOM_SUFFIX = { cyclonedx: ".cdx.json", spdx: ".spdx.json" };
const PlannedSbom = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** The asset's name. */
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    format: SbomFormat,
    /** Name of the package that it describes; absent: the whole release. */
    of: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
});
const IgnoredVulnerability = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** Any of the identifiers under which it is known: GHSA-…, CVE-…, RUSTSEC-…, GO-… */
    id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    reason: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Last day, `2026-12-31`; afterwards the finding counts again. */
    until: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
});
/** How known vulnerabilities decide about a release. */
const PlannedGate = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** Lowest severity that stops a release; `none` only reports. */
    fail: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(_words_js__WEBPACK_IMPORTED_MODULE_1__/* .THRESHOLDS */ .Rm),
    /** Whether a vulnerability that nobody has rated stops it as well. */
    failUnknown: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
    ignore: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(IgnoredVulnerability),
    /** Directory or zip of OSV files in the repository, in place of the server. */
    database: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** Address of a server that speaks OSV's protocol. */
    api: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** What a server that does not answer means. */
    onError: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["fail", "warn"]),
});


/***/ }),

/***/ 8958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IA: () => (/* binding */ Sha256),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* unused harmony exports Digests, Fingerprinter, fingerprintFile */
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

/***/ 7811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ RepositoryName),
/* harmony export */   Dc: () => (/* binding */ Timestamp),
/* harmony export */   MM: () => (/* binding */ Project),
/* harmony export */   VR: () => (/* binding */ TargetName),
/* harmony export */   YL: () => (/* binding */ VersionText),
/* harmony export */   c8: () => (/* binding */ RelativePath),
/* harmony export */   jF: () => (/* binding */ CommitId),
/* harmony export */   sx: () => (/* binding */ TagText)
/* harmony export */ });
/* unused harmony export Size */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _tag_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9088);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6343);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1580);




/** Field types that several documents share. */
/** A file's path inside an archive or repository: relative, `/`-separated, never leading upward. */
const RelativePath = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()
    .min(1)
    .refine((path) => !path.startsWith("/") && !path.includes("\\") && !path.includes("\0"), "must be relative, with / between names")
    .refine((path) => path.split("/").every((name) => name !== "" && name !== "." && name !== ".."), "must not contain . or ..");
const CommitId = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "must be a full commit hash");
const VersionText = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().refine((text) => (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseVersion */ .ot)(text)?.text === text, "must be a semantic version");
const TagText = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().refine((text) => (0,_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .parseTag */ .ED)(text) !== undefined, "must be a release tag");
const TargetName = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(_target_js__WEBPACK_IMPORTED_MODULE_3__/* .TARGET_IDS */ .vr);
const Size = zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr().nonnegative();
/** Seconds since 1970-01-01 UTC, as in `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/). */
const Timestamp = zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr().nonnegative();
const RepositoryName = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^[^/\s]+\/[^/\s]+$/, "must be owner/name");
const Project = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    description: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    /** SPDX expression. */
    licence: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
    homepage: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
});


/***/ }),

/***/ 3379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Go: () => (/* binding */ MessageType),
/* harmony export */   e9: () => (/* binding */ PlannedNews)
/* harmony export */ });
/* unused harmony exports PlannedMessenger, MESSENGERS, MessageTexts */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3597);


const MessageType = zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(_words_js__WEBPACK_IMPORTED_MODULE_1__/* .MESSAGE_TYPES */ .Ol);
const addressed = {
    /** Names it in the journal and among the credentials; unique in a plan. */
    id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Types of messages that it gets. */
    on: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(MessageType).min(1),
};
/** Where news of a release go. Addresses that are secrets (webhooks, passwords) are not part of it. */
const PlannedMessenger = zod__WEBPACK_IMPORTED_MODULE_0__/* .discriminatedUnion */ .gMt("messenger", [
    /** `mention`: whom an urgent message calls. */
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("slack"), ...addressed, mention: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["here", "channel"]).optional() }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("discord"), ...addressed, mention: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["here", "everyone"]).optional() }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("teams"), ...addressed }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("email"),
        ...addressed,
        host: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        port: zod__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr(),
        /** `starttls`: begins in the clear and must change to TLS before anything is said; `none` is for a server on this machine. */
        tls: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["starttls", "tls", "none"]),
        from: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        to: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).min(1),
    }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ messenger: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("webhook"), ...addressed }),
]);
const MESSENGERS = (/* unused pure expression or super */ null && ([
    "slack",
    "discord",
    "teams",
    "email",
    "webhook",
]));
/** The project's own words, with `{name}`, `{version}`, `{tag}`, `{url}` and `{reason}`. */
const MessageTexts = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ title: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(), text: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional() });
const PlannedNews = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    messengers: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(PlannedMessenger).min(1),
    /** Types that ask for attention at once. */
    urgent: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(MessageType),
    texts: zod__WEBPACK_IMPORTED_MODULE_0__/* .partialRecord */ .jgl(MessageType, MessageTexts),
});


/***/ }),

/***/ 2473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Eq: () => (/* binding */ LONGEST_PLANNED_NOTES),
  Ac: () => (/* binding */ PLAN)
});

// UNUSED EXPORTS: ArchiveFormat, Plan, PlannedBuild, PlannedFile, PlannedLeg, PlannedNotes, PlannedPackage, PlannedTarget, ToolchainName

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/bills.js
var bills = __webpack_require__(5862);
// EXTERNAL MODULE: ./packages/model/build/digest.js
var digest = __webpack_require__(8958);
// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
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

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
;// CONCATENATED MODULE: ./packages/model/build/code-signing.js



/** Signatures that lie inside of programs. They change the programs' bytes, so they come before packaging. */
/** Authenticode (Microsoft, "Windows Authenticode Portable Executable Signature Format"). */
const WindowsSigning = schemas/* strictObject */.rej({
    /** Shown by Windows when it asks whether a program may run. */
    description: schemas/* string */.YjP().optional(),
    url: schemas/* string */.YjP().optional(),
    /** RFC 3161 timestamp servers, tried in order; empty: the signature ends with its certificate. */
    timestamps: schemas/* array */.YOg(schemas/* url */.OZ5({ protocol: /^https?$/ })),
});
/** Signing with a Developer ID by Apple's own tools. */
const DeveloperIdSigning = schemas/* strictObject */.rej({
    /** Property list of the repository. */
    entitlements: fields/* RelativePath */.c8.optional(),
    hardenedRuntime: schemas/* boolean */.zMY(),
    notarise: schemas/* boolean */.zMY(),
    /** Reverse domain name before each program's own name in its identifier. */
    identifierPrefix: schemas/* string */.YjP().optional(),
});
/**
 * What of a plan signs programs. Without it, programs for Apple silicon that have no signature, or one that does not fit, get
 * an ad hoc one, since the system does not run them otherwise.
 */
const PlannedCodeSigning = schemas/* strictObject */.rej({
    windows: WindowsSigning.optional(),
    macos: schemas/* union */.KCZ([schemas/* literal */.euz("none"), DeveloperIdSigning]).optional(),
});
/** Who signed a program after it was built. */
const Signed = schemas/* strictObject */.rej({
    by: schemas/* enum */.k5n(["authenticode", "apple-developer-id", "apple-ad-hoc"]),
    /** Distinguished name of the certificate on one line, as RFC 4514 writes it; nobody's for an ad hoc signature. */
    subject: schemas/* string */.YjP().optional(),
    /** SHA-256 of the certificate's DER. */
    certificate: digest/* Sha256 */.IA.optional(),
    /** What the timestamp authority says, `2026-11-22T18:13:59.000Z`; absent where there is none, or where it is Apple's. */
    timestamp: iso/* datetime */.w$().optional(),
    /** Apple's id of the submission that was accepted. */
    notarisation: schemas/* string */.YjP().optional(),
    /** SHA-256 of the program as it was built. */
    before: digest/* Sha256 */.IA,
});

// EXTERNAL MODULE: ./packages/model/build/messenger.js
var messenger = __webpack_require__(3379);
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

// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
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
    codeSigning: PlannedCodeSigning.optional(),
    fileSets: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* array */.YOg(PlannedFile)),
    packages: schemas/* array */.YOg(PlannedPackage),
    checksums: schemas/* strictObject */.rej({
        /** One file over all packages for each algorithm, for example `SHA256SUMS`. */
        combined: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), algorithm: schemas/* enum */.k5n(["sha256", "sha512", "md5"]) })),
        /** Algorithms for which each package also gets a file of its own, for example `app.tar.gz.sha256`. */
        perFile: schemas/* array */.YOg(schemas/* enum */.k5n(["sha256", "sha512", "md5"])),
    }),
    /** Bills of materials, in the order of their names; absent where none are wanted. */
    sboms: schemas/* array */.YOg(bills/* PlannedSbom */.wV).optional(),
    /** Known vulnerabilities that stop the release; absent where nobody looks for them. */
    vulnerabilities: bills/* PlannedGate */.oK.optional(),
    /** Who signs which assets; absent where nobody does. */
    signing: PlannedSigning.optional(),
    /** Who is told of the release; absent where nobody is. */
    news: messenger/* PlannedNews */.e9.optional(),
    /** Where it is advertised; absent where nowhere. */
    channels: PlannedChannels.optional(),
    /** Name of every asset that the release will have, `release.json` included, in the order of their bytes. */
    assets: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Refers to what was left out by the `targets` and `variants` filters; such a release is not complete. */
    filtered: schemas/* boolean */.zMY(),
});
const PLAN = { kind: "slipway-plan", schemaVersion: 1, schema: Plan };


/***/ }),

/***/ 9088:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ED: () => (/* binding */ parseTag),
/* harmony export */   a_: () => (/* binding */ requireTag),
/* harmony export */   cO: () => (/* binding */ tagOf)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9899);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1580);


const SHAPE = /^(?:(?<prefix>[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*)\/)?v(?<version>\d[^/]*)$/;
function parseTag(text) {
    const groups = SHAPE.exec(text)?.groups;
    const version = groups?.version === undefined ? undefined : (0,_version_js__WEBPACK_IMPORTED_MODULE_0__/* .parseVersion */ .ot)(groups.version);
    return version === undefined ? undefined : { text, prefix: groups?.prefix, version };
}
/** @throws {Problem} `invalid-tag` */
function requireTag(text) {
    const tag = parseTag(text);
    if (tag === undefined) {
        throw (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .mistake */ .RT)("invalid-tag", `the tag "${text}" holds no semantic version`, "tag releases as vMAJOR.MINOR.PATCH, for example v2.1.0 or v2.1.0-rc.1 (in a repository of several projects name/v2.1.0)");
    }
    return tag;
}
function tagOf(version, prefix) {
    const text = prefix === undefined ? `v${version.text}` : `${prefix}/v${version.text}`;
    return { text, prefix, version };
}


/***/ }),

/***/ 6343:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FB: () => (/* binding */ findTarget),
/* harmony export */   Fm: () => (/* binding */ requireTarget),
/* harmony export */   nG: () => (/* binding */ DEFAULT_TARGET_IDS),
/* harmony export */   vr: () => (/* binding */ TARGET_IDS)
/* harmony export */ });
/* unused harmony export TARGETS */
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8394);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9899);


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
const DEFAULT_TARGET_IDS = [
    "linux-amd64",
    "linux-arm64",
    "macos-amd64",
    "macos-arm64",
    "windows-amd64",
    "freebsd-amd64",
];
/** By identifier or by Rust's triple. */
function findTarget(name) {
    return TARGETS.find((target) => target.id === name || target.triple === name);
}
/** @throws {Problem} `unknown-target` */
function requireTarget(name) {
    const target = findTarget(name);
    if (target === undefined) {
        const guess = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(name, TARGET_IDS);
        throw (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .mistake */ .RT)("unknown-target", `there is no target "${name}"`, `${guess === undefined ? "" : `did you mean "${guess}"? `}known targets: ${TARGET_IDS.join(", ")}`);
    }
    return target;
}


/***/ }),

/***/ 3597:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fz: () => (/* binding */ KEY_ASSET),
/* harmony export */   MF: () => (/* binding */ DIGEST_ALGORITHMS),
/* harmony export */   Ol: () => (/* binding */ MESSAGE_TYPES),
/* harmony export */   Oz: () => (/* binding */ ARCHIVE_FORMATS),
/* harmony export */   Rm: () => (/* binding */ THRESHOLDS),
/* harmony export */   VV: () => (/* binding */ SIGNATURE_SUFFIX),
/* harmony export */   ir: () => (/* binding */ MANIFEST_NAME),
/* harmony export */   oC: () => (/* binding */ SEVERITIES),
/* harmony export */   pf: () => (/* binding */ SIGNER_KINDS),
/* harmony export */   z9: () => (/* binding */ TOOLCHAINS)
/* harmony export */ });
/* unused harmony exports JOURNAL_BRANCH, LARGEST_MANIFEST, ROLLBACK_MODES */
/**
 * Words that inputs and documents share. They stand apart from the documents' schemas, so that an action can check its inputs
 * before it loads those.
 */
const DIGEST_ALGORITHMS = ["sha256", "sha512", "md5"];
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


/***/ })

};
