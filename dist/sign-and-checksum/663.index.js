export const id = 663;
export const ids = [663];
export const modules = {

/***/ 8663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(8958);
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

;// CONCATENATED MODULE: ./packages/model/build/names.js
/** Order of names by their UTF-8 bytes: the same on every machine and in every language. */
function compareNames(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/described-by.js
/** Names the bill of materials of an archive: its own, or the release's; CycloneDX where there are both formats. */
function withSbom(artifact, { sboms = [], packages }) {
    const planned = packages.find(({ name }) => name === artifact.name);
    if (planned?.kind !== "archive" || planned.binaries.length === 0)
        return artifact;
    const order = [...sboms].sort((a, b) => Number(a.format === "spdx") - Number(b.format === "spdx"));
    const found = order.find(({ of }) => of === artifact.name) ?? order.find(({ of }) => of === undefined);
    return found === undefined ? artifact : { ...artifact, sbom: found.name };
}

// EXTERNAL MODULE: ./packages/model/build/target.js
var build_target = __webpack_require__(6343);
;// CONCATENATED MODULE: ./packages/integrity/build/signed-programs.js

/**
 * Where the plan has programs signed, the receipts tell who did: a workflow that left the step out must not release what
 * looks the same and is not.
 * @throws {Problem} `binary-unsigned`
 */
function verifySigned({ codeSigning }, receipts) {
    const wanted = {
        windows: codeSigning?.windows && "authenticode",
        macos: typeof codeSigning?.macos === "object" && "apple-developer-id",
    };
    for (const { target, binaries } of receipts.flatMap(({ builds }) => builds)) {
        const { os } = (0,build_target/* requireTarget */.Fm)(target);
        const by = os === "windows" || os === "macos" ? wanted[os] : undefined;
        if (!by || binaries.length === 0 || binaries.some(({ signed }) => signed?.by === by))
            continue;
        throw new problem/* Problem */.AF({
            kind: "failure",
            code: "binary-unsigned",
            message: `the plan has programs for ${os} signed, and those of ${target} are not: ${binaries.map(({ file }) => file).join(", ")}`,
            remedy: "run sign-binaries between build-binaries and package-archives, as the action build-target does",
        });
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/manifest.js



function broken(code, message, remedy) {
    return new problem/* Problem */.AF({ kind: "failure", code, message, remedy });
}
const REBUILD = "re-run all jobs of the workflow; if it happens again, something between the jobs changes files";
/**
 * Holds what arrived against what was recorded where it was made: every planned package is there once, nothing else is, and
 * sizes and digests are equal; every binary inside an archive has the digest that was taken where it was built.
 * @throws {Problem} `other-plan`, `package-missing`, `package-unplanned`, `package-changed`, `binary-unsigned`, `binary-changed`
 */
function verifyArrival(plan, planDigest, receipts, arrived) {
    for (const { leg, plan: found, builds } of receipts) {
        for (const digest of [found, ...builds.map((build) => build.plan)]) {
            if (digest !== planDigest) {
                throw broken("other-plan", `the packages of leg "${leg}" were made from the plan ${digest}, not from ${planDigest}`, REBUILD);
            }
        }
    }
    const records = new Map(receipts.flatMap((receipt) => receipt.packages).map((record) => [record.name, record]));
    const files = new Map(arrived.map((file) => [file.name, file.print]));
    for (const { name, leg } of plan.packages) {
        const record = records.get(name);
        const print = files.get(name);
        if (record === undefined || print === undefined) {
            throw broken("package-missing", `the plan has the package ${name}, but leg "${leg}" did not hand it over`, REBUILD);
        }
        if (print.size !== record.size || print.sha256 !== record.digests.sha256) {
            throw broken("package-changed", `${name} was handed over by leg "${leg}" with ${record.size} bytes and SHA-256 ${record.digests.sha256}, and arrived with ${print.size} bytes and ${print.sha256}`, REBUILD);
        }
    }
    const planned = new Set(plan.packages.map(({ name }) => name));
    for (const name of [...records.keys(), ...files.keys()]) {
        if (!planned.has(name))
            throw broken("package-unplanned", `${name} arrived, but the plan does not have it`, REBUILD);
    }
    verifySigned(plan, receipts);
    verifyBinaries(plan, receipts, records);
}
function verifyBinaries(plan, receipts, records) {
    const built = new Map(receipts.flatMap(({ builds }) => builds).map((build) => [build.target, build]));
    for (const archive of plan.packages) {
        if (archive.kind !== "archive")
            continue;
        const receipt = built.get(archive.target);
        for (const { build, name, path } of archive.binaries) {
            const binary = receipt?.binaries.find((candidate) => candidate.build === build && candidate.name === name);
            const inside = archive.root === "" ? path : `${archive.root}/${path}`;
            const entry = records.get(archive.name)?.entries.find((candidate) => candidate.path === inside);
            if (binary === undefined || entry?.type !== "file" || entry.sha256 !== binary.sha256) {
                throw broken("binary-changed", `${inside} in ${archive.name} has the SHA-256 ${entry?.type === "file" ? entry.sha256 : "(none)"}; ${binary?.signed ? "signed" : "built"} was ${binary?.sha256 ?? "(no receipt)"}`, REBUILD);
            }
        }
    }
}
/** A package of the release as the manifest describes it. */
function artifactOf({ kind, entries, name, format, target, variant, size, digests }) {
    return {
        name,
        kind,
        ...(format && { format }),
        ...(target && { target }),
        ...(variant && { variant }),
        size,
        digests,
        signatures: [],
        ...(kind !== "file" && { entries }),
    };
}
function originOf({ target, triple, builder, toolchains, binaries }) {
    return {
        target,
        triple,
        builder,
        toolchains,
        binaries: binaries.map(({ name, sha256, size, signed }) => ({ name, sha256, size, ...(signed && { signed }) })),
    };
}
/** Everything known of the release, in an order that does not depend on which job finished first. */
function assembleManifest(plan, planDigest, receipts, others) {
    const { project, repository, version, tag, prerelease, commit, timestamp, carries } = plan;
    return {
        kind: "slipway-release",
        schemaVersion: 1,
        project,
        ...(repository && { repository }),
        version,
        tag,
        prerelease,
        commit,
        timestamp,
        plan: planDigest,
        ...(carries && { carries }),
        builds: receipts
            .flatMap(({ builds }) => builds)
            .map(originOf)
            .sort((a, b) => compareNames(a.target, b.target)),
        artifacts: [
            ...receipts
                .flatMap(({ packages }) => packages)
                .map(artifactOf)
                .map((one) => withSbom(one, plan)),
            ...others,
        ].sort((a, b) => compareNames(a.name, b.name)),
    };
}

// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
// EXTERNAL MODULE: ./packages/model/build/plan.js + 5 modules
var plan = __webpack_require__(9474);
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

// EXTERNAL MODULE: ./packages/model/build/version.js
var version = __webpack_require__(1580);
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
    const why = list.map(describe).filter((text) => text !== "");
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
function describe({ resource, field, code, message }) {
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
function pathOf(repository) {
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

;// CONCATENATED MODULE: ./packages/forge/build/github/attestations.js



/** Attestations of a repository (docs.github.com, "REST API endpoints for artifact attestations"). */
function githubAttestations({ repository, apiUrl, token, patience, fetch: send = fetch }) {
    const api = openApi({ apiUrl, token, patience, deadline: ANSWER_DEADLINE, fetch: send });
    const at = pathOf(repository);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
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
function minisignPublicFile({ keyId, publicKey }) {
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
    await requireValid(key, fingerprint, now);
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
async function requireValid(key, fingerprint, now) {
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
const DEADLINE_MS = 20_000;
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
                signal: AbortSignal.timeout(DEADLINE_MS),
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

;// CONCATENATED MODULE: ./actions/build/sign-and-checksum/sign.js






/** Everything that signs one release, ready to. */
class Signing {
    kit;
    request;
    signers;
    who;
    attester;
    provenance;
    earlier;
    constructor(kit, request, made) {
        this.kit = kit;
        this.request = request;
        this.signers = new Map(made.signers.map((signer) => [signer.kind, signer]));
        this.who = made.who;
        this.attester = made.attester;
        this.provenance = made.provenance;
    }
    /** Finds out first whether everybody can sign: nothing is half signed. @throws {Problem} what a signer's `check` throws */
    static async prepare(kit, request) {
        const { planned, inputs, timestamp, env } = request;
        const { serverUrl } = kit.runtime;
        const means = { ...inputs, env, serverUrl, timestamp };
        const signers = createSigners(new Set(planned?.signatures.map(({ by }) => by)), means);
        const who = [];
        for (const signer of signers)
            who.push(await signer.check());
        const attester = planned?.provenance ? attesterOf(kit, inputs.token, env) : undefined;
        const provenance = await attester?.check();
        for (const one of who)
            kit.log.info(`signs: ${describeSigner(one)}`);
        return new Signing(kit, request, {
            signers,
            who,
            ...(attester && { attester }),
            ...(provenance && { provenance }),
        });
    }
    /**
     * Signs what the plan has signed but the manifest.
     * @param pathOf file of an artifact
     * @returns the artifacts with their signatures named, and keys and signatures as artifacts of their own
     */
    async signArtifacts(artifacts, pathOf) {
        const made = [];
        for (const signer of this.who) {
            const text = keyFileOf(signer);
            if (text === undefined || signer.kind === "sigstore")
                continue;
            made.push(await this.keep(words/* KEY_ASSET */.Fz[signer.kind], "key", text));
        }
        const signatures = this.planned().filter(({ of }) => of !== words/* MANIFEST_NAME */.ir);
        for (const signature of signatures) {
            const text = await this.sign(signature, pathOf(signature.of));
            made.push(await this.keep(signature.name, "signature", text));
        }
        const known = new Set(artifacts.map(({ name }) => name));
        const lost = signatures.find(({ of }) => !known.has(of));
        if (lost !== undefined)
            throw new Error(`the plan signs ${lost.of}, which is no artifact`);
        return [
            ...artifacts.map((artifact) => ({
                ...artifact,
                signatures: [
                    ...artifact.signatures,
                    ...signatures.filter(({ of }) => of === artifact.name).map(({ name }) => name),
                ].sort(compareNames),
            })),
            ...made,
        ];
    }
    /** What the manifest says about who signs. */
    describe() {
        const signatures = this.planned()
            .filter(({ of }) => of === words/* MANIFEST_NAME */.ir)
            .map(({ name }) => name)
            .sort(compareNames);
        return {
            ...(this.who.length > 0 && { signers: [...this.who] }),
            ...(signatures.length > 0 && { signatures }),
            ...(this.provenance && { provenance: this.provenance }),
        };
    }
    /** @returns SHA-256 of each signature of the manifest, by name: the manifest cannot hold them */
    async signManifest() {
        const digests = {};
        for (const signature of this.planned().filter(({ of }) => of === words/* MANIFEST_NAME */.ir)) {
            const text = await this.sign(signature, (0,external_node_path_.join)(this.request.directory, words/* MANIFEST_NAME */.ir));
            await (0,promises_.writeFile)((0,external_node_path_.join)(this.request.directory, signature.name), text);
            digests[signature.name] = (0,build_digest/* sha256 */.sc)(text);
        }
        return digests;
    }
    /** The last thing that is done: what it says can be read by everybody, and never be taken back. */
    async attest(manifest, digest) {
        if (this.attester === undefined)
            return;
        const { made, kept } = await this.attester.attest(manifest, digest);
        this.kit.log.info(`provenance: ${made} attestations made${kept > 0 ? `, ${kept} were there` : ""}`);
    }
    planned() {
        return this.request.planned?.signatures ?? [];
    }
    async sign({ by, of, name }, path) {
        const signer = this.signers.get(by);
        if (signer === undefined)
            throw new Error(`nobody signs by ${by}`);
        const content = { path };
        const reused = await signer.reuse?.(of, content, () => this.fromEarlierAttempt(name));
        return reused ?? (await signer.sign(of, content));
    }
    async fromEarlierAttempt(name) {
        this.earlier ??= this.takeEarlier();
        const directory = await this.earlier;
        if (directory === undefined)
            return undefined;
        return await (0,promises_.readFile)((0,external_node_path_.join)(directory, name), "utf8").catch(() => undefined);
    }
    async takeEarlier() {
        const { handOver, runtime } = this.kit;
        if (!(await handOver.list()).includes(plan_inputs/* ARTIFACT */.tX.release))
            return undefined;
        const directory = (0,external_node_path_.join)(runtime.temp, "earlier-release");
        await handOver.take(plan_inputs/* ARTIFACT */.tX.release, directory);
        return directory;
    }
    async keep(name, kind, text) {
        await (0,promises_.mkdir)(this.request.directory, { recursive: true });
        const path = (0,external_node_path_.join)(this.request.directory, name);
        await (0,promises_.writeFile)(path, text);
        const { size, ...digests } = await (0,build_digest/* fingerprintFile */.Ro)(path);
        return { name, kind, size, digests, signatures: [] };
    }
}
function attesterOf(kit, token, env) {
    const { repository, apiUrl, serverUrl } = kit.runtime;
    if (token === undefined || repository === undefined) {
        throw (0,problem/* mistake */.RT)("missing-input", 'build provenance is kept by GitHub, and the input "token" is empty, or this is no job of GitHub\'s', "attest in a job of GitHub Actions, or leave out signing: {provenance: true}");
    }
    const patience = new Patience({ time: realTime, tell: kit.log.info });
    return provenanceAttester({ env, serverUrl }, githubAttestations({ repository, apiUrl, token, patience }));
}

;// CONCATENATED MODULE: ./packages/integrity/build/checksums.js

/**
 * The text that `sha256sum -c`, `sha512sum -c` and `md5sum -c` read (GNU coreutils manual, "cksum output modes"): digest, two
 * spaces (older BusyBox reads nothing else), name; LF ends each line on every platform, and no BOM comes first.
 */
function checksumText(algorithm, files) {
    return [...files]
        .sort((a, b) => compareNames(a.name, b.name))
        .map(({ name, digests }) => `${digests[algorithm]}  ${name}\n`)
        .join("");
}
const LINE = /^(?<digest>[0-9a-f]{32,128}) [ *](?<name>[^\0\r\n]+)$/;
/**
 * Digest by name. A leading `\` (coreutils' escape for names with a line break) is refused: no such name is ever an asset.
 * @throws {Problem} `invalid-checksum-line`
 */
function parseChecksums(text, file) {
    const digests = new Map();
    for (const [index, line] of text.split("\n").entries()) {
        if (line === "")
            continue;
        const groups = LINE.exec(line)?.groups;
        const twice = groups?.name !== undefined && digests.has(groups.name);
        if (groups?.digest === undefined || groups.name === undefined || twice) {
            throw mistake("invalid-checksum-line", `line ${index + 1} of ${file} ${twice ? `names ${groups.name} a second time` : "is no checksum line"}`, "write the digest in lower-case hexadecimal, two spaces and the file's name, with LF at the end of each line, once for each file", { file, line: index + 1 });
        }
        digests.set(groups.name, groups.digest);
    }
    return digests;
}

// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(8475);
// EXTERNAL MODULE: ./packages/model/build/signing.js
var signing = __webpack_require__(5779);
;// CONCATENATED MODULE: ./packages/model/build/release-manifest.js









/** One asset of the release. `release.json` itself and its own signatures are the only assets that it does not describe. */
const Artifact = schemas/* strictObject */.rej({
    name: schemas/* string */.YjP(),
    kind: schemas/* enum */.k5n(["archive", "source", "documentation", "checksums", "sbom", "notes", "key", "signature", "file"]),
    format: plan/* ArchiveFormat */.az.optional(),
    target: fields/* TargetName */.VR.optional(),
    variant: schemas/* string */.YjP().optional(),
    size: fields/* Size */.or,
    digests: build_digest/* Digests */.oG,
    /** Names of the artifacts that sign this one. */
    signatures: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Name of the artifact that is its bill of materials. */
    sbom: schemas/* string */.YjP().optional(),
    entries: schemas/* array */.YOg(PackedEntry).optional(),
});
/** A target's origin: what built it, and the digests that were taken there. */
const BuildOrigin = schemas/* strictObject */.rej({
    target: fields/* TargetName */.VR,
    triple: schemas/* string */.YjP(),
    builder: Builder,
    toolchains: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), version: schemas/* string */.YjP() })),
    binaries: schemas/* array */.YOg(schemas/* strictObject */.rej({ name: schemas/* string */.YjP(), sha256: build_digest/* Sha256 */.IA, size: fields/* Size */.or, signed: code_signing/* Signed */.ZI.optional() })),
});
/** `release.json`: every artifact of a release; written once by sign-and-checksum, final before anything is public. */
const ReleaseManifest = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-release"),
    schemaVersion: schemas/* literal */.euz(1),
    project: fields/* Project */.MM,
    repository: fields/* RepositoryName */.Ae.optional(),
    version: fields/* VersionText */.YL,
    tag: fields/* TagText */.sx,
    prerelease: schemas/* boolean */.zMY(),
    commit: fields/* CommitId */.jF,
    /** The plan's: the commit's time, except of a rollback release; absent when the manifest was made without a plan. */
    timestamp: fields/* Timestamp */.Dc.optional(),
    /** SHA-256 of the plan's bytes; absent when the manifest was made without a plan. */
    plan: build_digest/* Sha256 */.IA.optional(),
    /** Of a rollback release: which one it carries, and why. */
    carries: carries/* Carries */.Y.optional(),
    builds: schemas/* array */.YOg(BuildOrigin),
    artifacts: schemas/* array */.YOg(Artifact),
    /** Who signed; absent where nobody did. */
    signers: schemas/* array */.YOg(signing/* ManifestSigner */.EE).optional(),
    /** Names of the assets that sign this document: they hold its digest, so it cannot hold theirs. Absent where there are none. */
    signatures: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    /** Present where the build is attested. */
    provenance: signing/* ManifestProvenance */.PQ.optional(),
});
const RELEASE_MANIFEST = { kind: "slipway-release", schemaVersion: 1, schema: ReleaseManifest };
/** Whether an asset is the manifest or signs it, and so is not described by it. */
function isOwn({ signatures = [] }, name) {
    return name === MANIFEST_NAME || signatures.includes(name);
}

;// CONCATENATED MODULE: ./actions/build/sign-and-checksum/write.js




/**
 * Writes one file an algorithm over everything, and one a package where asked; all of them are artifacts themselves.
 * @param others are in the files over everything, and have none of their own
 */
async function writeChecksums(directory, { combined, perFile }, files, others = []) {
    await (0,promises_.mkdir)(directory, { recursive: true });
    const texts = [
        ...combined.map(({ name, algorithm }) => ({ name, text: checksumText(algorithm, [...files, ...others]) })),
        ...files.flatMap((file) => perFile.map((algorithm) => ({ name: `${file.name}.${algorithm}`, text: checksumText(algorithm, [file]) }))),
    ];
    const artifacts = [];
    for (const { name, text } of texts) {
        const path = (0,external_node_path_.join)(directory, name);
        await (0,promises_.writeFile)(path, text);
        const { size, ...digests } = await (0,build_digest/* fingerprintFile */.Ro)(path);
        artifacts.push({ name, kind: "checksums", size, digests, signatures: [] });
    }
    return artifacts;
}
/** The release notes whole, where the plan has a file for them: the release's page may have to cut them. */
async function writeNotes(directory, { notes, release }) {
    if (notes?.asset === undefined)
        return [];
    const path = (0,external_node_path_.join)(directory, notes.asset);
    await (0,promises_.mkdir)(directory, { recursive: true });
    await (0,promises_.writeFile)(path, `# ${release.title}\n\n${notes.body}\n`);
    const { size, ...digests } = await (0,build_digest/* fingerprintFile */.Ro)(path);
    return [{ name: notes.asset, kind: "notes", size, digests, signatures: [] }];
}
async function writeManifest(directory, { artifacts, ...rest }) {
    const manifest = { ...rest, artifacts: artifacts.toSorted((a, b) => compareNames(a.name, b.name)) };
    const text = writeDocument(RELEASE_MANIFEST, manifest);
    await (0,promises_.mkdir)(directory, { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, words/* MANIFEST_NAME */.ir), text);
    return { manifest, digest: (0,build_digest/* sha256 */.sc)(text), directory, signatures: {} };
}

;// CONCATENATED MODULE: ./actions/build/sign-and-checksum/alone.js





const COMBINED = { sha256: "SHA256SUMS", sha512: "SHA512SUMS", md5: "MD5SUMS" };
/** Checksums and manifest of files that were made without a plan. */
async function describeFiles(inputs, kit, env) {
    const { tag, commit, name, algorithms } = inputs;
    const { workspace } = kit.runtime;
    const directory = (0,external_node_path_.resolve)(workspace, inputs.output);
    const files = [];
    const combined = algorithms.map((algorithm) => ({ name: COMBINED[algorithm], algorithm }));
    const own = new Set([words/* MANIFEST_NAME */.ir, ...combined.map((one) => one.name), ...keyAssets(inputs.sign)]);
    const matched = await matches(inputs.files, workspace);
    const paths = matched.filter((path) => (0,external_node_path_.dirname)(path) !== directory || !isMade((0,external_node_path_.basename)(path), own, matched, inputs));
    for (const path of paths) {
        const { size, ...digests } = await (0,build_digest/* fingerprintFile */.Ro)(path);
        files.push({ name: requireAssetName((0,external_node_path_.basename)(path)), kind: "file", size, digests, signatures: [] });
    }
    const clash = files.find(({ name }, index) => own.has(name) || files.findIndex((other) => other.name === name) !== index);
    if (clash)
        throw (0,problem/* mistake */.RT)("asset-name-clash", `two files are called ${clash.name}${own.has(clash.name) ? ", of which this step writes one" : ""}`, "name them apart, or narrow the globs of `files`");
    const signed = [
        words/* MANIFEST_NAME */.ir,
        ...combined.map((one) => one.name),
        ...(inputs.over === "all" ? files.map((file) => file.name) : []),
    ];
    const planned = {
        signatures: inputs.sign.flatMap((by) => signed.map((of) => ({ by, of, name: `${of}${words/* SIGNATURE_SUFFIX */.VV[by]}` }))),
        provenance: inputs.provenance,
    };
    const timestamp = Math.floor(Date.now() / 1000);
    const signing = await Signing.prepare(kit, { planned, inputs: inputs.signing, timestamp, directory, env });
    const sums = await writeChecksums(directory, { combined, perFile: [] }, files);
    const places = new Map(paths.map((path) => [(0,external_node_path_.basename)(path), path]));
    const artifacts = await signing.signArtifacts([...files, ...sums], (asset) => places.get(asset) ?? (0,external_node_path_.join)(directory, asset));
    const written = await writeManifest(directory, {
        kind: "slipway-release",
        schemaVersion: 1,
        project: { name },
        version: tag.version.text,
        tag: tag.text,
        prerelease: (0,version/* isPrerelease */.V1)(tag.version),
        commit,
        builds: [],
        artifacts,
        ...signing.describe(),
    });
    const signatures = await signing.signManifest();
    await signing.attest(written.manifest, written.digest);
    return { ...written, signatures };
}
const keyAssets = (kinds) => kinds.flatMap((kind) => (kind === "sigstore" ? [] : [words/* KEY_ASSET */.Fz[kind]]));
/** What an earlier run of this step left among the files, which it writes again. */
function isMade(name, own, matched, { sign }) {
    if (own.has(name))
        return true;
    const signed = sign.flatMap((by) => name.endsWith(words/* SIGNATURE_SUFFIX */.VV[by]) ? [name.slice(0, -words/* SIGNATURE_SUFFIX */.VV[by].length)] : []);
    return signed.some((of) => own.has(of) || matched.some((path) => (0,external_node_path_.basename)(path) === of));
}
/** Paths of all files that the globs match, in order. @throws {Problem} `glob-without-match` */
async function matches(patterns, workspace) {
    const found = new Set();
    for (const pattern of patterns) {
        let any = false;
        for await (const match of (0,promises_.glob)(pattern, { cwd: workspace })) {
            const path = (0,external_node_path_.resolve)(workspace, match);
            if (!(await (0,promises_.stat)(path)).isFile())
                continue;
            any = true;
            found.add(path);
        }
        if (!any)
            throw (0,problem/* mistake */.RT)("glob-without-match", `"${pattern}" of the input "files" matches no file`, "correct the glob, or build the files before this step");
    }
    return [...found].sort(compareNames);
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/documents/bill.js

/**
 * @param of name of the archive; absent: the whole release
 * @throws {Problem} `inventory-missing`, `other-plan`
 */
function makeBill(facts, name, of) {
    const { plan, planDigest, inventories, builds, packages } = facts;
    for (const { plan: found, target } of inventories) {
        if (found !== planDigest) {
            throw missing("other-plan", `the inventory of ${target ?? "the sources"} was made from the plan ${found}, not from ${planDigest}`);
        }
    }
    const archive = plan.packages.find((one) => one.kind === "archive" && one.name === of);
    const wanted = archive?.kind === "archive" ? archive : undefined;
    const parts = builds
        .filter(({ target }) => wanted === undefined || wanted.target === target)
        .flatMap((receipt) => partsOf(receipt, inventories))
        .filter((part) => wanted === undefined || wanted.binaries.some((one) => one.build === part.build && `${one.name}` === part.name))
        .map(({ name: _, ...part }) => part)
        .sort((a, b) => compareNames(a.target, b.target) || compareNames(a.build, b.build) || compareNames(a.file, b.file));
    const contents = of === undefined ? inventories.flatMap((one) => (one.target === undefined ? one.contents : [])) : [];
    const record = packages.find((one) => one.name === of);
    return {
        plan,
        name,
        archive: record && { name: record.name, digests: record.digests },
        parts,
        contents,
        ...merge(inventories, [...contents, ...parts.flatMap((part) => part.contents)]),
    };
}
function partsOf(receipt, inventories) {
    const inventory = inventories.find(({ target }) => target === receipt.target);
    if (inventory === undefined) {
        throw missing("inventory-missing", `nothing was handed over about the packages in the binaries for ${receipt.target}`);
    }
    return receipt.binaries.map(({ build, name, file, sha256 }) => {
        const own = inventory.contents.filter((content) => content.build === build && content.binary === name);
        const shared = inventory.contents.filter((content) => content.build === build && content.binary === undefined);
        const contents = own.length > 0 ? own : shared;
        return { name, target: receipt.target, file, build, sha256, toolchains: receipt.toolchains, contents };
    });
}
function merge(inventories, contents) {
    const inside = new Set(contents.flatMap(({ components }) => components));
    const building = new Set(contents.flatMap(({ buildOnly }) => buildOnly).filter((url) => !inside.has(url)));
    const known = new Map();
    for (const component of inventories.flatMap(({ components }) => components)) {
        // One machine may know a licence that another does not.
        if (known.get(component.purl)?.licence === undefined)
            known.set(component.purl, component);
    }
    const chosen = (urls) => [...urls].sort(compareNames).flatMap((url) => known.get(url) ?? []);
    const dependsOn = new Map();
    for (const url of [...inside, ...building].sort(compareNames)) {
        const to = new Set(inventories.flatMap((inventory) => inventory.dependsOn[url] ?? []));
        const kept = [...to].filter((one) => inside.has(one) || building.has(one)).sort(compareNames);
        if (kept.length > 0)
            dependsOn.set(url, kept);
    }
    return { components: chosen(inside), buildOnly: chosen(building), dependsOn };
}
function missing(code, message) {
    return new problem/* Problem */.AF({
        kind: "failure",
        code,
        message,
        remedy: "use the same version of Slipway's actions in every job, and re-run all jobs of the workflow",
    });
}
/** What a reader should know about how the list came to be. */
function explain({ method, from, wider }) {
    const how = {
        "go-buildinfo": "the build information inside the binary",
        "go-mod": `${from} and go.sum`,
        "cargo-tree": `cargo tree for the binary's target and features, with ${from}`,
        "cargo-lock": from,
        "npm-lock": from,
        "zig-zon": from,
    }[method];
    return wider ? `${how}; may hold more than is used` : how;
}

// EXTERNAL MODULE: ./node_modules/spdx-expression-parse/index.js
var spdx_expression_parse = __webpack_require__(3326);
;// CONCATENATED MODULE: ./packages/integrity/build/sbom/documents/licences.js

function readLicence(declared) {
    // Cargo once wrote alternatives with a slash (The Cargo Book, "The license and license-file fields").
    const text = declared.trim().replace(/\s*\/\s*/g, " OR ");
    try {
        const tree = spdx_expression_parse(text);
        const single = "license" in tree && tree.plus === undefined && tree.exception === undefined;
        return single && !text.includes("LicenseRef") ? { type: "id", text: tree.license } : { type: "expression", text };
    }
    catch {
        return { type: "words", text: declared.trim() };
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/documents/uuid.js

/** The name space of URLs (RFC 9562, section 6.6). */
const URLS = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");
/** A UUID of version 5 (RFC 9562, section 5.5): the same text always has the same one. */
function uuidOf(text) {
    const digest = (0,external_node_crypto_.createHash)("sha1").update(URLS).update(`slipway:sbom:${text}`).digest().subarray(0, 16);
    digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
    digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = digest.toString("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/documents/cyclonedx.js




/** CycloneDX 1.6 as JSON (ECMA-424; https://cyclonedx.org/docs/1.6/json/). */
function cyclonedx(bill) {
    const { plan, components, buildOnly, parts } = bill;
    const document = {
        metadata: {
            timestamp: new Date(plan.timestamp * 1000).toISOString(),
            lifecycles: [{ phase: "build" }],
            tools: { components: [{ type: "application", name: "Slipway" }] },
            component: project(bill),
        },
        components: [
            ...parts.map((part) => binary(part, plan.version)),
            ...components.map((component) => library(component, component.optional ? "optional" : "required")),
            ...buildOnly.map((component) => library(component, "excluded")),
        ],
        dependencies: dependencies(bill),
        compositions: compositions(bill),
    };
    const head = {
        $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        serialNumber: `urn:uuid:${uuidOf(`cyclonedx ${bill.name} ${(0,build_digest/* sha256 */.sc)(JSON.stringify(document))}`)}`,
        version: 1,
    };
    return `${JSON.stringify({ ...head, ...document }, null, 2)}\n`;
}
const PROJECT = "project";
function project({ plan, archive, contents }) {
    const { name, description, licence, homepage } = plan.project;
    const hashes = archive && [
        { alg: "MD5", content: archive.digests.md5 },
        { alg: "SHA-256", content: archive.digests.sha256 },
        { alg: "SHA-512", content: archive.digests.sha512 },
    ];
    const references = [
        ...(plan.repository === undefined ? [] : [{ type: "vcs", url: `https://github.com/${plan.repository}` }]),
        ...(homepage === undefined ? [] : [{ type: "website", url: homepage }]),
    ];
    return {
        type: "application",
        "bom-ref": PROJECT,
        name,
        version: plan.version,
        ...(description !== undefined && { description }),
        ...(hashes && { hashes }),
        ...(licence !== undefined && { licenses: licences(licence) }),
        ...(plan.repository !== undefined && {
            purl: `pkg:github/${plan.repository.toLowerCase()}@${encodeURIComponent(plan.tag)}`,
        }),
        ...(references.length > 0 && { externalReferences: references }),
        properties: properties({
            "slipway:commit": plan.commit,
            "slipway:tag": plan.tag,
            ...(archive && { "slipway:archive": archive.name }),
            ...how(contents),
        }),
    };
}
const refOf = ({ target, build, file }) => `binary:${target}:${build}:${file}`;
function binary(part, version) {
    return {
        type: "application",
        "bom-ref": refOf(part),
        name: part.file,
        version,
        hashes: [{ alg: "SHA-256", content: part.sha256 }],
        properties: properties({
            "slipway:target": part.target,
            "slipway:build": part.build,
            ...Object.fromEntries(part.toolchains.map(({ name, version }) => [`slipway:toolchain:${name}`, version])),
            ...how(part.contents),
        }),
    };
}
function how(contents) {
    return contents.length === 0 ? {} : { "slipway:packages-from": contents.map(explain).join(", ") };
}
const ALGORITHM = { sha1: "SHA-1", sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" };
function library(component, scope) {
    const { purl, name, version, licence, hashes, source, properties: own } = component;
    return {
        type: "library",
        "bom-ref": purl,
        name,
        ...(version !== undefined && { version }),
        scope,
        ...(hashes.length > 0 && {
            hashes: hashes.map(({ algorithm, value }) => ({ alg: ALGORITHM[algorithm], content: value })),
        }),
        ...(licence !== undefined && { licenses: licences(licence) }),
        purl,
        ...(source !== undefined && { externalReferences: [{ type: "distribution", url: source }] }),
        ...(Object.keys(own).length > 0 && { properties: properties(own) }),
    };
}
function licences(declared) {
    const { type, text } = readLicence(declared);
    if (type === "expression")
        return [{ acknowledgement: "declared", expression: text }];
    return [{ license: { ...(type === "id" ? { id: text } : { name: text }), acknowledgement: "declared" } }];
}
function properties(values) {
    return Object.entries(values).map(([name, value]) => ({ name, value }));
}
function dependencies({ parts, contents, components, buildOnly, dependsOn }) {
    const direct = (list) => [...new Set(list.flatMap((content) => content.direct))].sort();
    return [
        { ref: PROJECT, dependsOn: [...parts.map(refOf), ...direct(contents)] },
        ...parts.map((part) => ({ ref: refOf(part), dependsOn: direct(part.contents) })),
        ...[...components, ...buildOnly].map(({ purl }) => ({ ref: purl, dependsOn: dependsOn.get(purl) ?? [] })),
    ];
}
/** Where a list is known to be whole, and where nobody knows. */
function compositions({ parts }) {
    const whole = (part) => part.contents.length > 0 && part.contents.every(({ wider }) => !wider);
    const [complete, unknown] = [parts.filter(whole), parts.filter((part) => !whole(part))];
    return [
        ...(complete.length > 0 ? [{ aggregate: "complete", assemblies: complete.map(refOf) }] : []),
        ...(unknown.length > 0 ? [{ aggregate: "unknown", assemblies: unknown.map(refOf) }] : []),
    ];
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/documents/spdx.js




/** SPDX 2.3 as JSON (https://spdx.github.io/spdx-spec/v2.3/; ISO/IEC 5962 is its predecessor 2.2.1). */
function spdx(bill) {
    const { plan, name, parts, components, buildOnly } = bill;
    const body = {
        creationInfo: {
            created: new Date(plan.timestamp * 1000).toISOString().replace(/\.\d+Z$/, "Z"),
            creators: ["Tool: Slipway"],
        },
        packages: [
            spdx_project(bill),
            ...parts.map((part) => spdx_binary(part, plan.version)),
            ...[...components, ...buildOnly].map(spdx_library),
        ],
        relationships: relationships(bill),
    };
    const head = {
        spdxVersion: "SPDX-2.3",
        dataLicense: "CC0-1.0",
        SPDXID: DOCUMENT,
        name,
        documentNamespace: `https://spdx.org/spdxdocs/${name}-${uuidOf(`spdx ${name} ${(0,build_digest/* sha256 */.sc)(JSON.stringify(body))}`)}`,
    };
    return `${JSON.stringify({ ...head, ...body }, null, 2)}\n`;
}
const DOCUMENT = "SPDXRef-DOCUMENT";
const spdx_PROJECT = "SPDXRef-Project";
const UNKNOWN = "NOASSERTION";
/** Letters, digits, `.` and `-` (section 3.2); what had to be changed is told apart by a digest. */
function reference(kind, text) {
    const plain = text.replace(/[^A-Za-z0-9.-]+/g, "-");
    return `SPDXRef-${kind}-${plain}${plain === text ? "" : `-${(0,build_digest/* sha256 */.sc)(text).slice(0, 8)}`}`;
}
const idOf = ({ purl }) => reference("Package", purl.replace(/^pkg:/, ""));
const idOfPart = ({ target, build, file }) => reference("Binary", `${target}.${build}.${file}`);
function spdx_project({ plan, archive, contents }) {
    const { name, description, licence, homepage } = plan.project;
    return {
        SPDXID: spdx_PROJECT,
        name,
        versionInfo: plan.version,
        ...(archive && { packageFileName: archive.name }),
        downloadLocation: plan.repository === undefined ? UNKNOWN : `git+https://github.com/${plan.repository}@${plan.commit}`,
        filesAnalyzed: false,
        ...(archive && {
            checksums: [
                { algorithm: "MD5", checksumValue: archive.digests.md5 },
                { algorithm: "SHA256", checksumValue: archive.digests.sha256 },
                { algorithm: "SHA512", checksumValue: archive.digests.sha512 },
            ],
        }),
        ...(homepage !== undefined && { homepage }),
        ...spdx_licences(licence),
        copyrightText: UNKNOWN,
        ...(description !== undefined && { description }),
        ...spdx_how(contents),
        primaryPackagePurpose: "APPLICATION",
        ...(plan.repository !== undefined && {
            externalRefs: purlReference(`pkg:github/${plan.repository.toLowerCase()}@${encodeURIComponent(plan.tag)}`),
        }),
    };
}
function spdx_binary(part, version) {
    return {
        SPDXID: idOfPart(part),
        name: part.file,
        versionInfo: version,
        downloadLocation: UNKNOWN,
        filesAnalyzed: false,
        checksums: [{ algorithm: "SHA256", checksumValue: part.sha256 }],
        ...spdx_licences(undefined),
        copyrightText: UNKNOWN,
        description: `Binary for ${part.target}`,
        ...spdx_how(part.contents),
        primaryPackagePurpose: "APPLICATION",
    };
}
function spdx_how(contents) {
    return contents.length === 0 ? {} : { comment: `Packages from ${contents.map(explain).join(", ")}` };
}
function spdx_library(component) {
    const { purl, name, version, licence, hashes, source, properties } = component;
    const more = Object.entries(properties).map(([key, value]) => `${key}=${value}`);
    return {
        SPDXID: idOf(component),
        name,
        ...(version !== undefined && { versionInfo: version }),
        downloadLocation: source ?? UNKNOWN,
        filesAnalyzed: false,
        ...(hashes.length > 0 && {
            checksums: hashes.map(({ algorithm, value }) => ({ algorithm: algorithm.toUpperCase(), checksumValue: value })),
        }),
        ...spdx_licences(licence),
        copyrightText: UNKNOWN,
        ...(more.length > 0 && { comment: more.join("\n") }),
        primaryPackagePurpose: "LIBRARY",
        externalRefs: purlReference(purl),
    };
}
function purlReference(purl) {
    return [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl }];
}
/** Nobody has looked at the files, so nothing is concluded; what an author declared is passed on. */
function spdx_licences(declared) {
    const licence = declared === undefined ? undefined : readLicence(declared);
    // A licence of somebody's own would have to be here with its whole text (section 10).
    const known = licence !== undefined && licence.type !== "words" && !licence.text.includes("LicenseRef-");
    return {
        licenseConcluded: UNKNOWN,
        licenseDeclared: known ? licence.text : UNKNOWN,
        ...(licence !== undefined && !known && { licenseComments: `declared as "${licence.text}"` }),
    };
}
function relationships({ parts, contents, buildOnly, dependsOn }) {
    const related = (from, relationshipType, to) => ({
        spdxElementId: from,
        relationshipType,
        relatedSpdxElement: to,
    });
    const direct = (list) => [...new Set(list.flatMap((content) => content.direct))].sort();
    const needs = (from, urls) => urls.map((purl) => related(from, "DEPENDS_ON", idOf({ purl })));
    return [
        related(DOCUMENT, "DESCRIBES", spdx_PROJECT),
        ...parts.map((part) => related(spdx_PROJECT, "CONTAINS", idOfPart(part))),
        ...needs(spdx_PROJECT, direct(contents)),
        ...parts.flatMap((part) => needs(idOfPart(part), direct(part.contents))),
        ...[...dependsOn].flatMap(([purl, to]) => needs(idOf({ purl }), to)),
        ...buildOnly.map((component) => related(idOf(component), "BUILD_DEPENDENCY_OF", spdx_PROJECT)),
    ];
}

;// CONCATENATED MODULE: ./packages/integrity/build/sbom/index.js



const WRITERS = { cyclonedx: cyclonedx, spdx: spdx };
/**
 * Every planned bill of materials. Equal facts give equal bytes: times come from the plan, serial numbers from the content.
 * @throws {Problem} `inventory-missing`, `other-plan`
 */
function writeSboms(facts) {
    return (facts.plan.sboms ?? []).map(({ name, format, of }) => {
        const bill = makeBill(facts, name.replace(/\.(?:cdx|spdx)\.json$/, ""), of);
        return { name, of, text: WRITERS[format](bill) };
    });
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

;// CONCATENATED MODULE: ./actions/build/sign-and-checksum/sboms.js





/**
 * Writes the bills of materials that the plan has, from what each leg handed over beside its packages.
 * @param temp `runtime.temp`: the packages lie below it
 */
async function writeBills(directory, { plan, digest }, receipts, temp) {
    if (plan.sboms === undefined)
        return [];
    const inventories = [];
    for (const { leg } of receipts) {
        const folder = (0,external_node_path_.join)(temp, plan_inputs/* DIRECTORY */.Md.packages, leg);
        for (const name of (await (0,promises_.readdir)(folder)).filter((one) => /^inventory-[a-z0-9-]+\.json$/.test(one)).sort()) {
            const file = (0,external_node_path_.join)(folder, name);
            inventories.push(readDocument(INVENTORY, await (0,promises_.readFile)(file, "utf8"), file));
        }
    }
    const builds = receipts.flatMap((receipt) => receipt.builds);
    const packages = receipts.flatMap((receipt) => receipt.packages);
    const artifacts = [];
    await (0,promises_.mkdir)(directory, { recursive: true });
    for (const { name, text } of writeSboms({ plan, planDigest: digest, inventories, builds, packages })) {
        const path = (0,external_node_path_.join)(directory, name);
        await (0,promises_.writeFile)(path, text);
        const { size, ...digests } = await (0,build_digest/* fingerprintFile */.Ro)(path);
        artifacts.push({ name, kind: "sbom", size, digests, signatures: [] });
    }
    return artifacts;
}

;// CONCATENATED MODULE: ./actions/build/sign-and-checksum/run.js










async function run(inputs, kit, env = process.env) {
    honourProxy();
    const written = inputs.mode === "alone" ? await describeFiles(inputs, kit, env) : await describePlan(inputs, kit, env);
    const { manifest, digest, directory, signatures } = written;
    kit.log.info(`${words/* MANIFEST_NAME */.ir}: ${manifest.artifacts.length} artifacts, SHA-256 ${digest}`);
    await kit.summarise(`### ${manifest.project.name} ${manifest.version}: checksums`, artifactTable(manifest));
    return {
        manifest: (0,external_node_path_.join)(directory, words/* MANIFEST_NAME */.ir),
        "manifest-digest": digest,
        "signature-digests": JSON.stringify(signatures),
        directory,
    };
}
async function describePlan(inputs, kit, env) {
    const { plan, digest } = (await takePlan(inputs.plan, kit));
    const directory = (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.release);
    const request = { planned: plan.signing, inputs: inputs.signing, timestamp: plan.timestamp, directory, env };
    const signing = await Signing.prepare(kit, request);
    const receipts = [];
    const arrived = [];
    await kit.log.group("Take and verify packages", async () => {
        for (const leg of new Set(plan.packages.map((planned) => planned.leg))) {
            const directory = (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.packages, leg);
            await kit.handOver.take(plan_inputs/* ARTIFACT */.tX.packages(leg), directory);
            const file = (0,external_node_path_.join)(directory, "packages.json");
            const receipt = readDocument(PACKAGE_RECEIPT, await (0,promises_.readFile)(file, "utf8"), file);
            receipts.push(receipt);
            for (const { name } of receipt.packages)
                arrived.push({ name, print: await (0,build_digest/* fingerprintFile */.Ro)((0,external_node_path_.join)(directory, name)) });
            kit.log.info(`${leg}: ${receipt.packages.length} packages`);
        }
        verifyArrival(plan, digest, receipts, arrived);
    });
    const packages = receipts.flatMap((receipt) => receipt.packages);
    const sboms = await writeBills(directory, { plan, digest }, receipts, kit.runtime.temp);
    const sums = await writeChecksums(directory, plan.checksums, packages, sboms);
    const others = [...sboms, ...sums, ...(await writeNotes(directory, plan))];
    const legs = new Map(plan.packages.map(({ name, leg }) => [name, leg]));
    const pathOf = (name) => {
        const leg = legs.get(name);
        return leg === undefined ? (0,external_node_path_.join)(directory, name) : (0,external_node_path_.join)(kit.runtime.temp, plan_inputs/* DIRECTORY */.Md.packages, leg, name);
    };
    const unsigned = assembleManifest(plan, digest, receipts, others);
    const artifacts = await signing.signArtifacts(unsigned.artifacts, pathOf);
    const written = await writeManifest(directory, { ...unsigned, artifacts, ...signing.describe() });
    const signatures = await signing.signManifest();
    const files = [words/* MANIFEST_NAME */.ir, ...Object.keys(signatures), ...artifacts.map(({ name }) => name)]
        .filter((name) => !legs.has(name))
        .map((name) => (0,external_node_path_.join)(directory, name));
    await kit.handOver.give(plan_inputs/* ARTIFACT */.tX.release, directory, files);
    await signing.attest(written.manifest, written.digest);
    return { ...written, signatures };
}
function artifactTable({ artifacts }) {
    const rows = artifacts
        .filter(({ kind }) => kind !== "checksums" && kind !== "signature")
        .map(({ name, size, digests, signatures }) => [name, (0,summary/* formatSize */.Xq)(size), digests.sha256, signatures.join(", ")]);
    return (0,summary/* markdownTable */.Qj)({ head: ["Artifact", "Size", "SHA-256", "Signed by"], rows });
}


/***/ }),

/***/ 8475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ Carries)
/* harmony export */ });
/* unused harmony export CarriedPackage */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8958);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7811);



/** Where one package of a rollback release comes from. */
const CarriedPackage = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** Its name in the carried release. */
    was: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** SHA-256 of it there. */
    sha256: _digest_js__WEBPACK_IMPORTED_MODULE_1__/* .Sha256 */ .IA,
    /** `unchanged`: the same bytes under another name. `repackaged`: its format carries the version inside; the payload is the same. */
    how: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(["unchanged", "repackaged"]),
});
/** What a rollback release says of the earlier release whose bytes it carries under a higher version, and why it does. */
const Carries = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    tag: _fields_js__WEBPACK_IMPORTED_MODULE_2__/* .TagText */ .sx,
    version: _fields_js__WEBPACK_IMPORTED_MODULE_2__/* .VersionText */ .YL,
    /** Tag of the release that it replaces. */
    from: _fields_js__WEBPACK_IMPORTED_MODULE_2__/* .TagText */ .sx,
    /** One line. */
    reason: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** SHA-256 of the carried release's `release.json`. */
    manifest: _digest_js__WEBPACK_IMPORTED_MODULE_1__/* .Sha256 */ .IA,
    /** The carried release's, by which its archives were packed; absent where it has none. */
    timestamp: _fields_js__WEBPACK_IMPORTED_MODULE_2__/* .Timestamp */ .Dc.optional(),
    packages: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(CarriedPackage),
});


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
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8958);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7811);



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

/***/ 8958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IA: () => (/* binding */ Sha256),
/* harmony export */   Ro: () => (/* binding */ fingerprintFile),
/* harmony export */   oG: () => (/* binding */ Digests),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* unused harmony export Fingerprinter */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3597);





/** Lower-case hexadecimal. */
const hex = (digits) => zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const Sha256 = hex(64);
/** Every digest that Slipway publishes for a file; lower-case hexadecimal. */
const Digests = zod__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({ sha256: Sha256, sha512: hex(128), md5: hex(32) });
/** Computes all digests of what passes through, in one pass. */
class Fingerprinter {
    size = 0;
    hashes = _words_js__WEBPACK_IMPORTED_MODULE_4__/* .DIGEST_ALGORITHMS */ .MF.map((name) => [name, (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(name)]);
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
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path, { highWaterMark: 1 << 20 }), async (chunks) => {
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
/* harmony export */   or: () => (/* binding */ Size),
/* harmony export */   sx: () => (/* binding */ TagText)
/* harmony export */ });
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

/***/ 9474:
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

// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(8475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
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

// EXTERNAL MODULE: ./packages/model/build/signing.js
var signing = __webpack_require__(5779);
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
    carries: carries/* Carries */.Y.optional(),
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
    signing: signing/* PlannedSigning */.Al.optional(),
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


/***/ }),

/***/ 5779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Al: () => (/* binding */ PlannedSigning),
/* harmony export */   EE: () => (/* binding */ ManifestSigner),
/* harmony export */   PQ: () => (/* binding */ ManifestProvenance)
/* harmony export */ });
/* unused harmony export PlannedSignature */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3597);


/** Signatures beside the assets: who signs what, as the plan fixes it and as `release.json` tells it. */
const PlannedSignature = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    by: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(_words_js__WEBPACK_IMPORTED_MODULE_1__/* .SIGNER_KINDS */ .pf),
    /** The asset that is signed. */
    of: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** The asset that holds the signature. */
    name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
});
/** Absent from a plan whose release nobody signs. */
const PlannedSigning = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    /** In the order of their names; each signer also signs `release.json`, which holds the digests of all other assets. */
    signatures: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(PlannedSignature),
    /** Build provenance, kept by GitHub beside the release. */
    provenance: zod__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY(),
});
/** Who signed: what a verifier must compare with what it knows about the project from elsewhere. */
const ManifestSigner = zod__WEBPACK_IMPORTED_MODULE_0__/* .discriminatedUnion */ .gMt("kind", [
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("openpgp"),
        /** Of the primary key, upper-case hexadecimal, as `gpg` prints it. */
        fingerprint: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
        /** Of the key that made the signatures; the same as `fingerprint` where the primary key signs. */
        signedBy: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/),
        userId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(),
        /** Armoured; also the asset `signing-key.asc`. */
        publicKey: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("minisign"),
        /** As `minisign` prints it: 16 digits of upper-case hexadecimal. */
        keyId: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(/^[0-9A-F]{16}$/),
        /** Base64 in one line, for `minisign -P`; also in the asset `minisign.pub`. */
        publicKey: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    }),
    zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("sigstore"),
        /** Who vouched for the identity, for example `https://token.actions.githubusercontent.com`. */
        issuer: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
        /** Subject alternative name of the certificates: the address of the workflow that signed, with its ref. */
        identity: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    }),
]);
/** What GitHub keeps about the build beside the release: `gh attestation verify` finds it by any asset's digest. */
const ManifestProvenance = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    predicateType: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz("https://slsa.dev/provenance/v1"),
    issuer: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    /** The workflow that attested, with its ref: `--cert-identity` of `gh attestation verify`. */
    identity: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
});


/***/ }),

/***/ 6343:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fm: () => (/* binding */ requireTarget),
/* harmony export */   vr: () => (/* binding */ TARGET_IDS)
/* harmony export */ });
/* unused harmony exports TARGETS, DEFAULT_TARGET_IDS, findTarget */
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
        const guess = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(name, TARGET_IDS);
        throw (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .mistake */ .RT)("unknown-target", `there is no target "${name}"`, `${guess === undefined ? "" : `did you mean "${guess}"? `}known targets: ${TARGET_IDS.join(", ")}`);
    }
    return target;
}


/***/ })

};
