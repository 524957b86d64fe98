export const id = 390;
export const ids = [390];
export const modules = {

/***/ 1390:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* reexport */ run_run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/action-kit/build/node_modules/@actions/core/lib/core.js + 5 modules
var core = __webpack_require__(6258);
;// CONCATENATED MODULE: ./packages/action-kit/build/mask.js

/**
 * Keeps a secret out of the job's log: the runner knows inputs as a whole only, not what is inside one. Outside GitHub
 * Actions nobody listens, and the command would show what it should hide.
 */
function maskSecret(secret, env = process.env) {
    if (env.GITHUB_ACTIONS !== "true")
        return;
    for (const line of secret.split(/\r?\n/))
        if (line.trim().length > 2)
            core/* setSecret */.Pq(line);
}

;// CONCATENATED MODULE: ./packages/action-kit/build/outputs.js

/** Outputs that must be there although the step fails afterwards; what `run` returns is set by `act`. */
function setOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs))
        core/* setOutput */.uH(name, String(value));
}

;// CONCATENATED MODULE: ./packages/action-kit/build/plan-inputs.js
/** Names of what jobs hand over. */
const ARTIFACT = {
    plan: "slipway-plan",
    binaries: (target) => `slipway-binaries-${target}`,
    packages: (leg) => `slipway-packages-${leg}`,
    release: "slipway-release",
    rollbackPlan: "slipway-rollback-plan",
};
/** Where actions of one job find each other's files, below `runtime.temp`. */
const DIRECTORY = {
    plan: "plan",
    /** One directory a target, each with its `receipt.json`. */
    binaries: "binaries",
    /** Packages, with `packages.json`; one directory a leg. */
    packages: "packages",
    /** `release.json` and checksum files. */
    release: "release",
    /** The plan of a rollback that an earlier job made. */
    approved: "approved",
};
function planInputs(inputs) {
    return { path: inputs.text("plan"), digest: inputs.text("plan-digest") };
}

// EXTERNAL MODULE: ./packages/model/build/nearest.js
var nearest = __webpack_require__(8394);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var build_problem = __webpack_require__(9899);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./packages/channels/build/action/registry-credentials.js





/** What a registry may need. */
const KEYS = ["username", "password", "token", "access-key-id", "secret-access-key", "session-token"];
const Shape = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()));
/**
 * Credentials by registry, from one secret or from a file. No message holds anything of their text.
 * @param mask hides a value in the log, before anything else is done with it
 * @throws {Problem} `invalid-credentials`, `credentials-unreadable`
 */
async function readCredentials({ credentials, credentialsFile, }, workspace, mask) {
    const text = credentialsFile === undefined ? credentials : await readGiven((0,external_node_path_.resolve)(workspace, credentialsFile));
    if (text === undefined)
        return new Map();
    // Its errors quote the text, so they go no further.
    // A password that looks like a number, or like `yes`, is still text.
    const document = (0,dist/* parseDocument */.Tp)(text, { logLevel: "silent", schema: "failsafe" });
    if (document.errors.length > 0)
        throw invalid("it is neither YAML nor JSON");
    const value = readValue(document);
    const parsed = Shape.safeParse(value ?? {});
    if (!parsed.success)
        throw invalid("it is not of the form `id: { key: value }`");
    const found = new Map();
    for (const [id, secrets] of Object.entries(parsed.data)) {
        for (const each of Object.values(secrets))
            mask(each);
        const unknown = Object.keys(secrets).find((key) => !KEYS.some((known) => known === key));
        if (unknown !== undefined) {
            // Without its space `token:…` is one key.
            const guess = unknown.includes(":") ? undefined : (0,nearest/* nearest */.p)(unknown, KEYS);
            // A key is not secret, unless somebody wrote the secret there.
            const told = guess === undefined ? "" : ` "${unknown}" (did you mean "${guess}"?)`;
            throw invalid(`the entry "${id}" has an unknown key${told}; known ones: ${KEYS.join(", ")}`);
        }
        found.set(id, secrets);
    }
    return found;
}
/** A password that begins with `*`, `&` or `!` is syntax of YAML, and its errors quote it. */
function readValue(document) {
    const marked = () => invalid("a value begins with a sign that YAML reads by itself (`*`, `&`, `!`): put it between quotes");
    if (document.warnings.length > 0)
        throw marked();
    try {
        return document.toJS();
    }
    catch {
        throw marked();
    }
}
async function readGiven(path) {
    return await (0,promises_.readFile)(path, "utf8").catch((cause) => {
        throw (0,build_problem/* mistake */.RT)("credentials-unreadable", `the input "credentials-file" names ${path}, which cannot be read (${cause.code})`, "give a path relative to the workspace, of a file that exists by then");
    });
}
function invalid(why) {
    return (0,build_problem/* mistake */.RT)("invalid-credentials", `the credentials cannot be read: ${why}`, "write one entry for each registry: its id, and below it for example username and password");
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
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
function document_readDocument({ kind, schemaVersion, schema }, text, origin) {
    const unreadable = (why, cause) => new build_problem/* Problem */.AF({
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
        throw new build_problem/* Problem */.AF({
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
    const local = (0,external_node_path_.join)(kit.runtime.temp, DIRECTORY.plan, "plan.json");
    const file = path ?? local;
    let text = await (0,promises_.readFile)(file, "utf8").catch((error) => {
        if (error.code === "ENOENT" && path === undefined)
            return undefined;
        throw error;
    });
    if (text === undefined) {
        await kit.handOver.take(ARTIFACT.plan, (0,external_node_path_.join)(kit.runtime.temp, DIRECTORY.plan));
        text = await (0,promises_.readFile)(local, "utf8");
    }
    const found = (0,build_digest/* sha256 */.sc)(text);
    if (digest !== undefined && found !== digest) {
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "plan-changed",
            message: `the plan in ${file} has the SHA-256 ${found}; build-matrix announced ${digest}`,
            remedy: "pass the output `plan-digest` of the job that ran build-matrix in this same run, and re-run all jobs",
        });
    }
    // An action that works alone never loads the plan's schema.
    const { PLAN } = await __webpack_require__.e(/* import() */ 543).then(__webpack_require__.bind(__webpack_require__, 8543));
    return { plan: document_readDocument(PLAN, text, file), digest: found };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
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

// EXTERNAL MODULE: ./packages/forge/build/remedies.js
var remedies = __webpack_require__(1628);
// EXTERNAL MODULE: ./packages/forge/build/publish/limits.js
var limits = __webpack_require__(2336);
;// CONCATENATED MODULE: ./packages/forge/build/publish/pool.js
/**
 * Runs `work` over all items, at most `limit` at a time. After a failure no further item is begun; those under way finish,
 * because what they bring is kept by the next run, and then the first failure is thrown.
 */
async function pool(items, limit, work) {
    const queue = items.values();
    let failure;
    const worker = async () => {
        for (const item of queue) {
            if (failure !== undefined)
                return;
            try {
                await work(item);
            }
            catch (error) {
                failure ??= { error };
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (failure !== undefined)
        throw failure.error;
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/progress.js
/** Above this many bytes an upload is also reported while it is under way, every so many milliseconds. */
const LARGE = 64e6;
const EVERY = 10_000;
/** A line for each asset that arrived, with count, bytes and rate; of large ones also how far they are. */
function progress(files, { log, patience: { time } }) {
    const start = time.now();
    const all = files.reduce((sum, file) => sum + file.size, 0);
    const told = new Map();
    let count = 0;
    let bytes = 0;
    return {
        moved: (file, sent) => {
            if (file.size < LARGE)
                return;
            const now = time.now();
            const last = told.get(file.name);
            if (last === undefined || sent < last.bytes)
                told.set(file.name, { at: now, bytes: sent });
            else if (now - last.at >= EVERY) {
                const rate = (sent - last.bytes) / ((now - last.at) / 1000);
                log.info(`${file.name}: ${Math.floor((sent / file.size) * 100)} % of ${megabytes(file.size)}, ${megabytes(rate)}/s`);
                told.set(file.name, { at: now, bytes: sent });
            }
        },
        done: (file) => {
            count += 1;
            bytes += file.size;
            const seconds = Math.max(0.001, (time.now() - start) / 1000);
            log.info(`${count}/${files.length} ${file.name}: ${megabytes(bytes)} of ${megabytes(all)}, ${megabytes(bytes / seconds)}/s`);
        },
    };
}
function megabytes(bytes) {
    return `${(bytes / 1e6).toFixed(1)} MB`;
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/assets.js







/** A replacement is uploaded under this suffix, and takes its name only when it is complete; a full draft has no room for it. */
const REPLACEMENT = ".slipway-new";
/** Milliseconds; a release that takes longer by GitHub's limits alone says so first. */
const LONG_PACE = 10 * 60_000;
/** What has to be done to a draft that holds `remote`; assets that nobody expects are left for the comparison to refuse. */
function planTransfers(files, remote) {
    const expected = new Set(files.map((file) => file.name));
    const isReplacement = ({ name }) => name.endsWith(REPLACEMENT) && expected.has(name.slice(0, -REPLACEMENT.length)) && !expected.has(name);
    const debris = remote.filter((asset) => isReplacement(asset) || (expected.has(asset.name) && asset.state !== "uploaded"));
    const whole = new Map(remote.filter((asset) => asset.state === "uploaded").map((asset) => [asset.name, asset]));
    const keep = [];
    const upload = [];
    const replace = [];
    for (const file of files) {
        const old = whole.get(file.name);
        if (old === undefined)
            upload.push(file);
        else if (old.size === file.size && old.sha256 === file.sha256)
            keep.push(file);
        else
            replace.push({ file, old });
    }
    return { keep, upload, replace, debris };
}
/** Brings a draft's assets to what they must be. Uploads run in parallel; nothing that is right is touched. */
async function bringAssets(forge, draft, files, remote, deps) {
    const { keep, upload, replace, debris } = planTransfers(files, remote);
    if (keep.length > 0)
        deps.log.info(`${keep.length} of ${files.length} assets are there already`);
    for (const asset of debris) {
        deps.log.info(`removing ${asset.name}, which an earlier upload left unfinished`);
        await forge.deleteAsset(asset.id, () => deps.ledger.hold());
    }
    const tell = progress([...upload, ...replace.map(({ file }) => file)], deps);
    // Large files first: the last ones to finish are then short.
    const work = [...upload.map((file) => ({ file, old: undefined })), ...replace].sort((a, b) => b.file.size - a.file.size);
    deps.patience.remember(remote.flatMap(({ createdAt }) => createdAt ?? []));
    const slow = paceTime(work.length);
    if (slow > LONG_PACE) {
        deps.log.info(`GitHub takes about 500 new assets an hour: these ${work.length} take at least ${Math.ceil(slow / 60_000)} minutes`);
    }
    const hold = () => deps.ledger.hold();
    const digests = new MissingDigests(forge, deps);
    const atOnce = Math.min(replace.length, deps.concurrency);
    const full = remote.length - debris.length + upload.length + atOnce > limits/* MOST_ASSETS */.Cb;
    await pool(work, deps.concurrency, async ({ file, old }) => {
        if (old === undefined)
            await uploadOne(forge, draft, file, deps, digests, tell);
        else {
            deps.log.info(`replacing ${file.name}: the draft has other bytes`);
            const besides = { ...file, name: file.name + REPLACEMENT };
            const fresh = full ? undefined : await uploadOne(forge, draft, besides, deps, digests, tell);
            await requireStillDraft(forge, draft, fresh);
            await forge.deleteAsset(old.id, hold);
            if (fresh === undefined)
                await uploadOne(forge, draft, file, deps, digests, tell);
            else
                await forge.renameAsset(fresh.id, file.name, hold);
        }
        tell.done(file);
    });
}
/** Invariant 2: another run may have published the draft since, and published bytes are never replaced. */
async function requireStillDraft(forge, draft, fresh) {
    if ((await forge.release(draft.id))?.draft)
        return;
    if (fresh !== undefined)
        await forge.deleteAsset(fresh.id);
    throw (0,remedies/* problem */.CC)("published-meanwhile", {
        message: `another run published ${draft.tag} with other bytes; nothing of it was changed`,
    });
}
/** Tries until the asset is there with the right bytes; before each further try it looks at what the last one left. */
async function uploadOne(forge, draft, file, { patience, ledger }, digests, tell) {
    const operation = `upload of ${file.name}`;
    return await patience.persist(operation, async (before) => {
        if (before > 0) {
            const there = (await forge.listAssets(draft.id)).filter((asset) => asset.name === file.name);
            const [left] = await digests.complete(there, [file]);
            if (left !== undefined && isRight(left, file))
                return left;
            if (left !== undefined)
                await forge.deleteAsset(left.id, () => ledger.hold());
        }
        const hold = () => ledger.hold();
        const asset = await forge
            .uploadAsset(draft, file, (bytes) => tell.moved(file, bytes), hold)
            .catch(async (error) => {
            if (!(error instanceof RequestFailure))
                throw error;
            // Taken: the list did not show it yet, or another run is faster. Not found although the draft is there: another run
            // took our half for debris. Both times: look again.
            const again = error.alreadyExists || (error.status === 404 && (await forge.release(draft.id)) !== undefined);
            throw again ? new RequestFailure({ ...error.details, again: true }) : error;
        });
        if (asset.state === "uploaded" && (asset.sha256 === undefined || isRight(asset, file)))
            return asset;
        throw new RequestFailure({
            operation,
            reason: `${asset.size} bytes arrived with state "${asset.state}" and SHA-256 ${asset.sha256}`,
            again: true,
        });
    });
}
function isRight(asset, file) {
    return asset.state === "uploaded" && asset.size === file.size && asset.sha256 === file.sha256;
}
/** Assets by the digests that the server left out, computed from a download, once for each asset. */
class MissingDigests {
    forge;
    deps;
    known = new Map();
    constructor(forge, deps) {
        this.forge = forge;
        this.deps = deps;
    }
    /** Only assets that are otherwise right are worth a download. */
    async complete(assets, expected) {
        const sizes = new Map(expected.map(({ name, size }) => [name, size]));
        const unknown = assets.filter(({ id, name, size, state, sha256 }) => sha256 === undefined && state === "uploaded" && sizes.get(name) === size && !this.known.has(id));
        await pool(unknown, this.deps.concurrency, async (asset) => {
            this.deps.log.info(`the server gives no digest of ${asset.name}: downloading it to compute one`);
            this.known.set(asset.id, await this.download(asset));
        });
        return assets.map((asset) => ({ ...asset, sha256: asset.sha256 ?? this.known.get(asset.id) }));
    }
    async download({ id, name }) {
        const operation = `download of ${name}`;
        return await this.deps.patience.persist(operation, async () => {
            const stream = await this.forge.downloadAsset(id);
            try {
                return await sha256OfStream(stream);
            }
            catch (error) {
                throw new RequestFailure({ operation, reason: error instanceof Error ? error.message : String(error) });
            }
        });
    }
}
/** Lower-case hexadecimal. */
async function sha256OfStream(stream) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for await (const chunk of stream)
        hash.update(chunk);
    return hash.digest("hex");
}

// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(8475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
// EXTERNAL MODULE: ./packages/model/build/plan.js + 3 modules
var plan = __webpack_require__(7188);
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

// EXTERNAL MODULE: ./packages/model/build/signing.js
var signing = __webpack_require__(5779);
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
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
const release_manifest_RELEASE_MANIFEST = { kind: "slipway-release", schemaVersion: 1, schema: ReleaseManifest };
/** Whether an asset is the manifest or signs it, and so is not described by it. */
function isOwn({ signatures = [] }, name) {
    return name === words/* MANIFEST_NAME */.ir || signatures.includes(name);
}

// EXTERNAL MODULE: ./packages/model/build/version.js
var build_version = __webpack_require__(1580);
;// CONCATENATED MODULE: ./packages/model/build/names.js
/** Order of names by their UTF-8 bytes: the same on every machine and in every language. */
function compareNames(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

;// CONCATENATED MODULE: ./packages/channels/build/release.js

/** A release as it stands at its public addresses on GitHub. */
function channelRelease(facts) {
    const { manifest, serverUrl, repository } = facts;
    const releases = `${serverUrl}/${repository}/releases`;
    const tag = manifest.tag.split("/").map(encodeURIComponent).join("/");
    const at = (asset) => ({
        ...asset,
        url: `${releases}/download/${tag}/${encodeURIComponent(asset.name)}`,
    });
    const assets = manifest.artifacts.map(({ name, size, digests }) => [
        name,
        at({ name, size, sha256: digests.sha256 }),
    ]);
    return {
        manifest,
        version: (0,build_version/* requireVersion */.eU)(manifest.version, "release.json"),
        repository,
        page: `${releases}/tag/${tag}`,
        assets: new Map(assets),
        notes: facts.notes,
        publishedAt: facts.publishedAt ?? (manifest.timestamp === undefined ? undefined : manifest.timestamp * 1000),
        mode: facts.mode ?? { type: "release" },
        signatures: async () => (await facts.signatures?.())?.map(at) ?? [],
        file: facts.file,
    };
}
/** Everything that release.json describes, and its own signatures; of all that was published only release.json itself is not among them. */
async function wholeRelease(release) {
    const all = [...release.assets.values(), ...(await release.signatures())];
    return all.filter(({ name }) => name !== words/* MANIFEST_NAME */.ir).toSorted((a, b) => compareNames(a.name, b.name));
}
/** An artifact of the manifest, all of which are assets. */
function requireAsset(release, name) {
    const found = release.assets.get(name);
    if (found === undefined)
        throw new Error(`the release ${release.manifest.tag} has no asset "${name}"`);
    return found;
}

;// CONCATENATED MODULE: ./packages/channels/build/action/take.js









/**
 * @param forge of the released repository
 * @throws {Problem} `release-not-published`, `artifact-changed`, `manifest-missing`, and what reading a document throws
 */
async function takeChannelRelease(inputs, kit, forge, { dryRun }) {
    const { manifest, plan } = await takeManifest(inputs, kit, forge);
    if (!dryRun)
        await requirePublished(manifest.tag, forge);
    const { serverUrl } = kit.runtime;
    const repository = manifest.repository ?? forge.repository;
    const notes = plan?.notes?.body;
    let known;
    const signatures = async () => {
        known ??= await signaturesOf(manifest, forge, dryRun);
        return known;
    };
    const release = channelRelease({
        manifest,
        serverUrl,
        repository,
        ...(notes !== undefined && { notes }),
        signatures,
        file: async (name) => {
            const artifact = manifest.artifacts.find((each) => each.name === name);
            const digest = artifact?.digests.sha256 ?? (await signatures()).find((each) => each.name === name)?.sha256;
            if (digest === undefined)
                throw unavailable(name, manifest.tag, "release.json does not list it");
            return await localFile({ name, digest, tag: manifest.tag }, kit, forge, plan);
        },
    });
    return { release, plan };
}
/** By the server, which compared them when they were published: release.json cannot say what signs it. */
async function signaturesOf({ tag, signatures = [] }, forge, dryRun) {
    if (signatures.length === 0)
        return [];
    const [release] = (await forge.findReleases(tag)).filter(({ draft }) => !draft);
    // Before the publication there are none yet.
    if (release === undefined && dryRun)
        return [];
    const assets = release === undefined ? [] : await forge.listAssets(release.id);
    return await Promise.all(signatures.map(async (name) => {
        const asset = assets.find((each) => each.name === name);
        if (asset === undefined)
            throw unavailable(name, tag, "the release has no such asset");
        const { id, size, sha256: digest } = asset;
        return { name, size, sha256: digest ?? (await sha256OfStream(await forge.downloadAsset(id))) };
    }));
}
async function takeManifest(inputs, kit, forge) {
    const { temp, workspace } = kit.runtime;
    if (inputs.from === "tag")
        return { manifest: await publishedManifest(inputs.tag, forge), plan: undefined };
    if (inputs.from === "published") {
        const plan = (await takePlan(inputs.plan, kit))?.plan;
        const manifest = await publishedManifest(inputs.tag, forge);
        if (plan !== undefined)
            requireSame(plan, manifest);
        return { manifest, plan };
    }
    if (inputs.from === "file") {
        const path = (0,external_node_path_.resolve)(workspace, inputs.path);
        return { manifest: document_readDocument(release_manifest_RELEASE_MANIFEST, await readInput(path), path), plan: undefined };
    }
    const plan = (await takePlan(inputs.plan, kit))?.plan;
    const path = (0,external_node_path_.join)(temp, DIRECTORY.release, words/* MANIFEST_NAME */.ir);
    let text = await (0,promises_.readFile)(path, "utf8").catch(() => undefined);
    if (text === undefined) {
        await kit.handOver.take(ARTIFACT.release, (0,external_node_path_.join)(temp, DIRECTORY.release));
        text = await (0,promises_.readFile)(path, "utf8");
    }
    if ((0,build_digest/* sha256 */.sc)(text) !== inputs.manifestDigest) {
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "artifact-changed",
            message: `${words/* MANIFEST_NAME */.ir} has the SHA-256 ${(0,build_digest/* sha256 */.sc)(text)}; sign-and-checksum announced ${inputs.manifestDigest}`,
            remedy: "pass the output `manifest-digest` of the job that ran sign-and-checksum in this same run, and re-run all jobs",
        });
    }
    return { manifest: document_readDocument(release_manifest_RELEASE_MANIFEST, text, path), plan };
}
/** @throws {Problem} `other-release` */
function requireSame({ tag, commit }, manifest) {
    if (tag === manifest.tag && commit === manifest.commit)
        return;
    throw (0,build_problem/* mistake */.RT)("other-release", `the plan is of ${tag} at ${commit}, the published release.json of ${manifest.tag} at ${manifest.commit}`, "make the plan from a checkout of the release's tag");
}
async function readInput(path) {
    return await (0,promises_.readFile)(path, "utf8").catch((cause) => {
        throw (0,build_problem/* mistake */.RT)("manifest-missing", `the input "release" names ${path}, which cannot be read (${cause.code})`, "give the path of a release.json, relative to the workspace");
    });
}
async function publishedManifest(tag, forge) {
    const [release] = (await forge.findReleases(tag)).filter(({ draft }) => !draft);
    if (release === undefined)
        throw take_notPublished(tag, forge);
    const asset = (await forge.listAssets(release.id)).find(({ name }) => name === words/* MANIFEST_NAME */.ir);
    if (asset === undefined) {
        throw (0,build_problem/* mistake */.RT)("manifest-missing", `the release ${release.url} has no ${words/* MANIFEST_NAME */.ir}`, 'channels are written from the manifest: release with sign-and-checksum, or name one with the input "release"');
    }
    if (asset.size > words/* LARGEST_MANIFEST */.$D)
        throw foreignManifest(release.url, `it has ${asset.size} bytes`);
    const text = (await (0,consumers_.buffer)(await forge.downloadAsset(asset.id))).toString("utf8");
    const manifest = document_readDocument(release_manifest_RELEASE_MANIFEST, text, `${release.url} ${words/* MANIFEST_NAME */.ir}`);
    if (manifest.tag !== tag)
        throw foreignManifest(release.url, `it describes ${manifest.tag}`);
    return manifest;
}
function foreignManifest(url, why) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "manifest-foreign",
        message: `the ${words/* MANIFEST_NAME */.ir} of ${url} is not this release's: ${why}. No channel was touched`,
        remedy: "somebody attached the file of another release; release a new version, whose manifest sign-and-checksum makes",
    });
}
/** Advertise last. */
async function requirePublished(tag, forge) {
    const { release } = await forge.survey(tag);
    if (release === undefined || release.draft)
        throw take_notPublished(tag, forge);
}
function take_notPublished(tag, { repository }) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "release-not-published",
        message: `${repository} has no published release of ${tag}: a draft, or nothing. Nothing was changed`,
        remedy: "run this after the release is published; for a draft that was reviewed, re-run the failed jobs then",
    });
}
/** The job's own copy where there is one, else the asset; verified either way. */
async function localFile({ name, digest, tag }, { runtime }, forge, plan) {
    const leg = plan?.packages.find((each) => each.name === name)?.leg;
    const downloaded = (0,external_node_path_.join)(runtime.temp, "assets", tag.replaceAll("/", "-"), name);
    const places = [
        ...(leg === undefined ? [] : [(0,external_node_path_.join)(runtime.temp, DIRECTORY.packages, leg, name)]),
        (0,external_node_path_.join)(runtime.temp, DIRECTORY.release, name),
        downloaded,
    ];
    for (const path of places) {
        const found = await sha256OfStream((0,external_node_fs_.createReadStream)(path)).catch(() => undefined);
        if (found === digest)
            return path;
    }
    const release = (await forge.findReleases(tag)).find(({ draft }) => !draft);
    const assets = release === undefined ? [] : await forge.listAssets(release.id);
    const asset = assets.find((each) => each.name === name);
    if (asset === undefined)
        throw unavailable(name, tag, "the release has no such asset");
    await (0,promises_.mkdir)((0,external_node_path_.join)(downloaded, ".."), { recursive: true });
    const partial = `${downloaded}.partial`;
    await (0,external_node_stream_promises_.pipeline)(await forge.downloadAsset(asset.id), (0,external_node_fs_.createWriteStream)(partial));
    const found = await sha256OfStream((0,external_node_fs_.createReadStream)(partial));
    if (found !== digest) {
        await (0,promises_.rm)(partial, { force: true });
        throw unavailable(name, tag, `it has the SHA-256 ${found}; ${digest} was published`);
    }
    await (0,promises_.rename)(partial, downloaded);
    return downloaded;
}
function unavailable(name, tag, why) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "asset-unavailable",
        message: `the asset ${name} of ${tag} cannot be had: ${why}`,
        remedy: "re-run this job; if it stays so, compare the release's page with its release.json",
    });
}

;// CONCATENATED MODULE: ./packages/action-kit/build/cancel.js
/** SIGHUP: the terminal of `slipway rollback` was closed. Node.js does not keep `nohup`, so without this it would end the process. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
/**
 * Runs `work` with a signal that aborts when the job is cancelled. GitHub sends SIGINT, after 7.5 seconds SIGTERM, and kills
 * 2.5 seconds later (docs.github.com, "Canceling a workflow"); other systems, and a machine that goes down, send SIGTERM alone.
 * The first one aborts, and what comes after it ends the process.
 */
async function withCancellation(onCancel, work) {
    const controller = new AbortController();
    const leave = () => {
        for (const signal of SIGNALS)
            process.removeListener(signal, stop);
    };
    const stop = () => {
        leave();
        onCancel();
        controller.abort();
    };
    for (const signal of SIGNALS)
        process.on(signal, stop);
    try {
        return await work(controller.signal);
    }
    finally {
        leave();
    }
}

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
;// CONCATENATED MODULE: ./packages/channels/build/action/drive.js



/** What the actions of channels share, from inputs to outcome. */
/** A re-run has the same id and the next attempt. */
function journalRun({ runtime }, repository, env) {
    const id = runtime.runId;
    // Outside GitHub Actions two processes have nothing in common.
    if (id === undefined)
        return { id: `local-${process.pid}-${Date.now()}`, attempt: 1 };
    const attempt = Number(env.GITHUB_RUN_ATTEMPT ?? 1);
    const url = `${runtime.serverUrl}/${repository}/actions/runs/${id}`;
    return { id, attempt: Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 1, url };
}
function channelDeps(options) {
    const { kit, forge, patience, journal, tag, dryRun, env, fetch, addressDeadline } = options;
    const run = journalRun(kit, forge.repository, env);
    return {
        log: kit.log,
        patience,
        dryRun,
        ledger: journal === undefined
            ? noChannelLedger
            : branchChannelLedger({ forge, patience, log: kit.log, branch: journal, tag, run }),
        ...(fetch !== undefined && { fetch }),
        ...(addressDeadline !== undefined && { addressDeadline }),
    };
}
/** Of a cancelled job what is begun is finished, and nothing further is begun. */
async function untilCancelled({ log }, work) {
    return await withCancellation(() => log.warning("cancelled: nothing further is begun; the next run goes on from here"), work);
}
function describeOutcome(outcome) {
    switch (outcome.type) {
        case "changed":
            return `${outcome.change.summary}${outcome.state.url === undefined ? "" : ` ${outcome.state.url}`}`;
        case "proposed":
            return `would change ${outcome.change.summary}`;
        case "impossible":
            return outcome.because;
        case "failed":
            return `${outcome.problem.message}. What to do: ${outcome.problem.remedy}`;
        default:
            return outcome.why;
    }
}
/**
 * Tells what became of every channel; afterwards, and only then, a failed one fails the job.
 * @throws {Problem} the channel's own where one failed, `channels-failed` where several did
 */
async function concludeChannels(outcomes, kit) {
    const rows = outcomes.map((outcome) => [outcome.title, outcome.type, describeOutcome(outcome)]);
    await kit.summarise((0,summary/* markdownTable */.Qj)({ head: ["Channel", "Outcome", "What"], rows }));
    const failed = outcomes.flatMap((outcome) => (outcome.type === "failed" ? [outcome] : []));
    const [first] = failed;
    if (first !== undefined && failed.length === 1)
        throw first.problem;
    if (first !== undefined) {
        throw new build_problem/* Problem */.AF({
            kind: first.problem.kind,
            code: "channels-failed",
            message: failed.map(({ title, problem }) => `${title}: ${problem.message}`).join("; "),
            remedy: failed.map(({ problem }) => problem.remedy).join("; "),
            cause: first.problem,
        });
    }
    return outcomesOf(outcomes);
}
/** The output `outcomes`: JSON, one object a channel. */
function outcomesOf(outcomes) {
    return JSON.stringify(outcomes.map((outcome) => ({
        id: outcome.id,
        outcome: outcome.type,
        ...(outcome.type === "changed" && { version: outcome.state.version, url: outcome.state.url ?? null }),
    })));
}

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

// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
;// CONCATENATED MODULE: ./packages/forge/build/github/exchange.js





/** Slow lines are allowed, dead ones are not: besides five minutes, a transfer has the time that 200 kB/s need. */
function transferDeadlines(size) {
    return { connect: 30_000, idle: 60_000, total: 300_000 + size / 200 };
}
/**
 * One request over plain `http(s).request`. Bodies are files piped in: `fetch` sends a stream in chunks, which GitHub's
 * upload host refuses, and is about three times slower.
 * @returns the answer, of any status; the caller consumes or destroys it
 * @throws {RequestFailure} when no answer arrives in time
 */
function exchange({ operation, method, url, headers, file, body: bytes, deadlines, tell, }) {
    return new Promise((resolve, reject) => {
        const request = (url.protocol === "https:" ? external_node_https_ : external_node_http_).request(url, {
            method,
            // Text, not a number: newer Node 24 refuses a numeric value set by hand.
            headers: {
                ...headers,
                ...(file && { "content-length": String(file.size) }),
                ...(bytes && { "content-length": String(bytes.byteLength) }),
            },
        });
        const body = file === undefined ? undefined : openBody(file);
        let answered = false;
        const timers = [
            setTimeout(() => abort(`no connection within ${deadlines.connect / 1000} s`), deadlines.connect),
            setTimeout(() => abort(`not finished within ${Math.round(deadlines.total / 1000)} s`), deadlines.total),
        ];
        const [connecting] = timers;
        const close = () => {
            for (const timer of timers)
                clearTimeout(timer);
            body?.destroy();
        };
        const abort = (reason) => request.destroy(new Error(reason));
        request.setTimeout(deadlines.idle, () => abort(`nothing moved for ${deadlines.idle / 1000} s`));
        request.on("socket", (socket) => {
            if (!socket.connecting)
                clearTimeout(connecting);
            else
                socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => clearTimeout(connecting));
        });
        request.on("response", (response) => {
            answered = true;
            // An early refusal ends the upload: what is left of the file need not travel.
            body?.unpipe(request);
            body?.destroy();
            // A request without its whole body must not go back to the pool of connections.
            response.once("close", () => {
                close();
                if (!request.writableFinished)
                    request.destroy();
            });
            resolve(response);
        });
        request.on("error", (error) => {
            close();
            if (!answered)
                reject(unanswered(operation, error));
        });
        if (body === undefined) {
            request.end(bytes);
            return;
        }
        body.on("error", (error) => {
            reject(changed(`${file?.path} cannot be read any more: ${error.message}`, error));
            request.destroy();
        });
        body.on("end", () => {
            if (body.bytesRead === file?.size)
                return;
            reject(changed(`${file?.path} has ${body.bytesRead} bytes now; it had ${file?.size}`));
            request.destroy();
        });
        if (tell !== undefined)
            body.on("data", () => tell(body.bytesRead));
        body.pipe(request);
    });
}
/** Not the server's doing, so not worth another try. */
function changed(message, cause) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "artifact-changed",
        message,
        remedy: "nothing may touch the files of a release while it is published; run the job again",
        cause,
    });
}
/** Reads no byte past the announced length, should the file grow. */
function openBody({ path, size }) {
    return (0,external_node_fs_.createReadStream)(path, size === 0 ? {} : { end: size - 1, highWaterMark: 1 << 18 });
}
function unanswered(operation, error) {
    return new RequestFailure({
        operation,
        reason: reasonOf(error),
        ...(error.code !== undefined && { code: error.code }),
    });
}
function reasonOf(error) {
    // Node joins the errors of every address tried ("happy eyeballs") into one without a message of its own.
    if (error instanceof AggregateError)
        return error.errors.map((each) => String(each?.message ?? each)).join("; ");
    return error.message === "" ? (error.code ?? "the connection failed") : error.message;
}
/** Bytes: what is behind them is not read. */
const MOST_ANSWER = 1 << 20;
/** The whole of a small answer. @throws {RequestFailure} */
async function readAnswer(operation, response) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of response) {
            size += chunk.byteLength;
            if (size > MOST_ANSWER)
                break;
            chunks.push(chunk);
        }
    }
    catch (error) {
        throw new RequestFailure({ operation, reason: reasonOf(error) });
    }
    const text = Buffer.concat(chunks).toString("utf8");
    try {
        return JSON.parse(text);
    }
    catch {
        // Gateways answer in HTML.
        return { message: text.startsWith("<") ? "" : text.slice(0, 200) };
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/github/files.js


/**
 * Files of a branch. A change of one file is one request, `PUT …/contents/{path}`: it makes blob, tree and commit, and moves
 * the branch, if the file has the given blob still and the branch did not move meanwhile; so it is a compare-and-swap
 * (docs.github.com, "REST API endpoints for repository contents").
 */
function files({ api, at }) {
    return {
        readFile: async (ref, path) => {
            const found = await api.find(`look-up of ${path}`, (client) => client.request("GET /repos/{owner}/{repo}/contents/{path}", {
                ...at,
                path,
                ...(ref !== undefined && { ref }),
            }));
            if (found === undefined)
                return undefined;
            const { data } = found;
            if (Array.isArray(data) || !("content" in data) || data.encoding !== "base64") {
                throw new RequestFailure({
                    operation: `look-up of ${path}`,
                    status: 310,
                    reason: "it is no file, or too large",
                });
            }
            return { text: Buffer.from(data.content, "base64").toString("utf8"), version: data.sha };
        },
        writeFile: async (branch, path, change) => {
            if (change.newBranch)
                return await begin(api, at, branch, path, change);
            try {
                await api.once(`writing of ${path} on ${branch}`, (client) => client.request("PUT /repos/{owner}/{repo}/contents/{path}", {
                    ...at,
                    path,
                    branch,
                    message: change.message,
                    content: Buffer.from(change.text).toString("base64"),
                    ...(change.version !== undefined && { sha: change.version }),
                }));
            }
            catch (error) {
                if (!(error instanceof RequestFailure) || !/^Branch .* not found/.test(error.details.reason))
                    throw error;
                return await begin(api, at, branch, path, change);
            }
            return stored(change.text);
        },
    };
}
/** An orphan branch of one commit; contents requests cannot make one. */
async function begin(api, at, branch, path, { text, message, readme }) {
    const operation = `creation of the branch ${branch}`;
    const file = (name, content) => ({ path: name, mode: "100644", type: "blob", content });
    const tree = await api.once(operation, (client) => client.request("POST /repos/{owner}/{repo}/git/trees", {
        ...at,
        tree: [file("README.md", readme), file(path, text)],
    }));
    const commit = await api.once(operation, (client) => client.request("POST /repos/{owner}/{repo}/git/commits", { ...at, message, tree: tree.data.sha, parents: [] }));
    await api.once(operation, (client) => client.request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: `refs/heads/${branch}`, sha: commit.data.sha }));
    return stored(text);
}
/** Git's id of a blob ("Git Internals", Git Objects). */
function stored(text) {
    const bytes = Buffer.from(text);
    return { text, version: (0,external_node_crypto_.createHash)("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex") };
}

;// CONCATENATED MODULE: ./packages/forge/build/github/survey.js


/** By GraphQL, in one request: REST has none that shows a draft by its tag. */
async function survey(api, at, tag, journal) {
    const paths = journal?.paths ?? [];
    const operation = `look-up of ${tag}`;
    const { repository } = await api.repeat(operation, (client) => client.graphql(queryFor(paths.length), {
        owner: at.owner,
        name: at.repo,
        tag,
        ref: `refs/tags/${tag}`,
        ...(journal && { branch: `refs/heads/${journal.branch}` }),
        ...Object.fromEntries(paths.map((path, index) => [`path${index}`, `${journal?.branch}:${path}`])),
    }));
    if (!repository)
        throw new RequestFailure({ operation, status: 404, reason: "the repository is not found" });
    const files = new Map();
    for (const [index, path] of paths.entries()) {
        const blob = repository[`file${index}`];
        if (!blob)
            continue;
        if (typeof blob.text !== "string" || blob.isTruncated) {
            throw new RequestFailure({ operation, status: 310, reason: `${path} is no text, or too large` });
        }
        files.set(path, { text: blob.text, version: blob.oid });
    }
    const { release, latestRelease } = repository;
    return {
        commit: peel(repository.tag?.target),
        release: release
            ? {
                id: release.databaseId,
                draft: release.isDraft,
                prerelease: release.isPrerelease,
                immutable: release.immutable,
                assets: release.releaseAssets.totalCount,
            }
            : undefined,
        latest: latestRelease ? { id: latestRelease.databaseId, tag: latestRelease.tagName } : undefined,
        files,
        branchExists: Boolean(repository.branch),
    };
}
/** An annotated tag may point to a tag; two steps are asked for, as deep as any release goes. */
function peel(object) {
    if (!object)
        return undefined;
    return object.target === undefined ? object.oid : peel(object.target);
}
function queryFor(count) {
    const indices = Array.from({ length: count }, (_, index) => index);
    const variables = indices.map((index) => `, $path${index}: String!`).join("");
    const blobs = indices
        .map((index) => `file${index}: object(expression: $path${index}) { oid ... on Blob { text isTruncated } }`)
        .join("\n    ");
    return `query Survey($owner: String!, $name: String!, $tag: String!, $ref: String!${count > 0 ? ", $branch: String!" : ""}${variables}) {
  repository(owner: $owner, name: $name) {
    tag: ref(qualifiedName: $ref) { target { oid ... on Tag { target { oid ... on Tag { target { oid } } } } } }
    ${count > 0 ? "branch: ref(qualifiedName: $branch) { name }" : ""}
    latestRelease { databaseId tagName }
    release(tagName: $tag) { databaseId isDraft isPrerelease immutable releaseAssets(first: 1) { totalCount } }
    ${blobs}
  }
}`;
}
/** By GraphQL: REST lists categories of discussions nowhere. */
async function discussionCategories(api, at) {
    const query = `query Categories($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { hasDiscussionsEnabled discussionCategories(first: 100) { nodes { name } } }
}`;
    const ask = api.repeat("look-up of the categories of discussions", (client) => client.graphql(query, { owner: at.owner, name: at.repo }));
    const { repository } = await ask.catch((error) => {
        if (error instanceof RequestFailure && error.status === 403 && !isRateLimit(error.details))
            return { repository: null };
        throw error;
    });
    if (repository?.hasDiscussionsEnabled === false)
        return [];
    return repository?.discussionCategories?.nodes?.flatMap((node) => (node ? [node.name] : []));
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./packages/forge/build/github/views.js

/** @throws {RequestFailure} for an answer that lists no assets, not even none: it is not GitHub's */
function release(answer) {
    if (!Array.isArray(answer.assets)) {
        throw new RequestFailure({ operation: "look-up of the release", reason: "the answer has no list of assets" });
    }
    return {
        id: answer.id,
        tag: answer.tag_name,
        title: answer.name ?? "",
        body: answer.body ?? "",
        draft: answer.draft,
        prerelease: answer.prerelease,
        immutable: answer.immutable ?? false,
        target: answer.target_commitish,
        discussion: answer.discussion_url,
        url: answer.html_url,
        uploadUrl: answer.upload_url,
        assets: answer.assets.map(asset),
    };
}
function asset(answer) {
    const createdAt = Date.parse(answer.created_at);
    return {
        id: answer.id,
        name: answer.name,
        size: answer.size,
        state: answer.state,
        sha256: /^sha256:(?<hex>[0-9a-f]{64})$/i.exec(answer.digest ?? "")?.groups?.hex?.toLowerCase(),
        url: answer.browser_download_url,
        ...(!Number.isNaN(createdAt) && { createdAt }),
    };
}

;// CONCATENATED MODULE: ./packages/forge/build/github/transfers.js






const REDIRECTS = 5;
/** A release's assets on GitHub. Bytes go over plain `http(s).request`, the rest through Octokit. */
function transfers({ api, at, apiUrl, token, patience, exchange }) {
    const anonymous = { "user-agent": USER_AGENT, "x-github-api-version": API_VERSION };
    const headers = { authorization: `token ${token}`, ...anonymous };
    const refusal = async (operation, response) => failureFromAnswer(operation, response.statusCode ?? 0, response.headers, await readAnswer(operation, response), patience.time.now());
    return {
        listAssets: async (releaseId) => {
            const { assets } = await api.repeat("list of the release's assets", async (client) => {
                const path = "GET /repos/{owner}/{repo}/releases/{release_id}";
                return release((await client.request(path, { ...at, release_id: releaseId })).data);
            });
            if (!mayBeCut(assets.length))
                return assets;
            const listed = await api.repeat("list of the release's assets", (client) => client.paginate("GET /repos/{owner}/{repo}/releases/{release_id}/assets", {
                ...at,
                release_id: releaseId,
                per_page: PAGE,
            }));
            return listed.map(asset);
        },
        uploadAsset: async ({ uploadUrl }, file, tell, guard) => {
            await patience.pace();
            await guard?.();
            const operation = `upload of ${file.name}`;
            const url = new URL(uploadUrl.replace(/\{[^}]*\}$/, ""));
            url.searchParams.set("name", file.name);
            const response = await exchange({
                operation,
                method: "POST",
                url,
                headers: { ...headers, accept: "application/vnd.github+json", "content-type": contentType(file.name) },
                file,
                ...(tell && { tell }),
                deadlines: transferDeadlines(file.size),
            });
            if (response.statusCode !== 201)
                throw await refusal(operation, response);
            const answer = (await readAnswer(operation, response));
            if (typeof answer.id !== "number" || typeof answer.name !== "string") {
                throw new RequestFailure({ operation, reason: "the answer was cut short" });
            }
            return asset(answer);
        },
        renameAsset: async (id, name, guard) => {
            const { data } = await api.repeat(`renaming to ${name}`, (client) => client.request("PATCH /repos/{owner}/{repo}/releases/assets/{asset_id}", { ...at, asset_id: id, name }), guard);
            return asset(data);
        },
        deleteAsset: async (id, guard) => {
            await api.find("deletion of an asset", (client) => client.request("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", { ...at, asset_id: id }), guard);
        },
        downloadAsset: (id) => {
            const operation = "download of an asset";
            return patience.persist(operation, async () => {
                const start = new URL(`${apiUrl.replace(/\/$/, "")}/repos/${at.owner}/${at.repo}/releases/assets/${id}`);
                let url = start;
                for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
                    const response = await exchange({
                        operation,
                        method: "GET",
                        url,
                        // The signed address that GitHub sends downloads to must not see the token.
                        headers: { ...(url.origin === start.origin ? headers : anonymous), accept: "application/octet-stream" },
                        deadlines: transferDeadlines(2 ** 31),
                    });
                    if (response.statusCode === 200)
                        return told(response, operation);
                    const { location } = response.headers;
                    if (response.statusCode === undefined || response.statusCode >= 400 || location === undefined) {
                        throw await refusal(operation, response);
                    }
                    response.resume();
                    url = new URL(location, url);
                }
                throw new RequestFailure({ operation, status: 310, reason: `more than ${REDIRECTS} redirects` });
            });
        },
    };
}
/** A connection that breaks in the middle is a failed request too. */
function told(stream, operation) {
    const chunks = async function* () {
        try {
            yield* stream;
        }
        catch (error) {
            throw new RequestFailure({ operation, reason: error instanceof Error ? error.message : String(error) });
        }
    };
    return external_node_stream_.Readable.from(chunks(), { objectMode: false });
}
const PAGE = 100;
/**
 * A release's own answer lists all its assets; GitHub's command line relies on it. Should it ever be cut, then at a round
 * number: such a list is asked for page by page, except the longest that can exist.
 */
const mayBeCut = (count) => count > 0 && count % PAGE === 0 && count < limits/* MOST_ASSETS */.Cb;
const TYPES = [
    [/\.(?:gz|tgz)$/, "application/gzip"],
    [/\.xz$/, "application/x-xz"],
    [/\.zst$/, "application/zstd"],
    [/\.zip$/, "application/zip"],
    [/\.json$/, "application/json"],
    [/\.(?:txt|asc|sha256|sha512|md5)$|^(?:SHA256|SHA512|MD5)SUMS$/, "text/plain; charset=utf-8"],
];
/** Media types as IANA registers them; what a browser shows or saves depends on it. */
function contentType(name) {
    return TYPES.find(([pattern]) => pattern.test(name))?.[1] ?? "application/octet-stream";
}

;// CONCATENATED MODULE: ./packages/forge/build/github/github-forge.js








const github_forge_PAGE = 100;
/** GitHub's own name for what workflows do (docs.github.com, "actions/checkout", "Push a commit"). */
const TAGGER = { name: "github-actions[bot]", email: "41898282+github-actions[bot]@users.noreply.github.com" };
/** Annotated tags may point to tags. */
const TAG_DEPTH = 10;
/** Releases on GitHub, by its REST API (version 2022-11-28) and, for drafts in a long history, GraphQL. */
function githubForge(options) {
    const { repository, apiUrl, token, patience, deadline = ANSWER_DEADLINE } = options;
    const transport = options.transport ?? { fetch, exchange: exchange };
    const api = openApi({ apiUrl, token, patience, deadline, fetch: transport.fetch });
    const at = pathOf(repository);
    /** What annotated tags point to never changes. */
    const peeled = new Map();
    return {
        repository,
        ...transfers({ api, at, apiUrl, token, patience, exchange: transport.exchange }),
        ...files({ api, at }),
        /** Generating notes needs `contents: write` and stores nothing. */
        probeAccess: async (tag) => {
            try {
                await api.repeat("probe of the token", (client) => client.request("POST /repos/{owner}/{repo}/releases/generate-notes", { ...at, tag_name: tag }));
                return { writable: true };
            }
            catch (error) {
                if (!(error instanceof RequestFailure) || isRateLimit(error.details))
                    throw error;
                // Something else is wrong, for example with .github/release.yml, and that is told only to those who may write.
                if (error.status === 422)
                    return { writable: true };
                // 404: the token does not see the repository, or sees it and may not write.
                if (error.status === 403 || error.status === 404)
                    return { writable: false, reason: error.details.reason };
                throw error;
            }
        },
        resolveTag: async (tag) => {
            const found = await api.find("look-up of the tag", (client) => client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...at, ref: `tags/${tag}` }));
            if (found === undefined)
                return undefined;
            const start = found.data.object;
            let object = start;
            for (let depth = 0; object.type === "tag" && depth < TAG_DEPTH; depth++) {
                const known = peeled.get(object.sha);
                if (known !== undefined)
                    return known;
                const { sha } = object;
                const { data } = await api.repeat("look-up of the annotated tag", (client) => client.request("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", { ...at, tag_sha: sha }));
                object = data.object;
            }
            if (object.type !== "commit")
                return undefined;
            if (start.type === "tag")
                peeled.set(start.sha, object.sha);
            return object.sha;
        },
        createTag: async ({ tag, commit, message, time }, guard) => {
            // An object that nothing refers to yet; equal content makes the same one again.
            const { data } = await api.repeat("creation of the tag", (client) => client.request("POST /repos/{owner}/{repo}/git/tags", {
                ...at,
                tag,
                message,
                object: commit,
                type: "commit",
                tagger: { ...TAGGER, date: time },
            }));
            try {
                await api.repeat("creation of the tag's ref", (client) => client.request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: `refs/tags/${tag}`, sha: data.sha }), guard);
                return true;
            }
            catch (error) {
                if (error instanceof RequestFailure && error.conflict)
                    return false;
                throw error;
            }
        },
        survey: (tag, journal) => survey(api, at, tag, journal),
        findReleases: (tag) => findReleases(api, at, tag),
        release: (id) => releaseBy(api, at, id, "look-up of the release"),
        discussionCategories: () => discussionCategories(api, at),
        latestRelease: async () => {
            const found = await api.find("look-up of the latest release", (client) => client.request("GET /repos/{owner}/{repo}/releases/latest", { ...at }));
            return found && release(found.data);
        },
        createDraft: async ({ tag, commit, title, body, prerelease }, guard) => {
            await patience.pace();
            await guard?.();
            // No target commit where the tag exists: naming one that changes workflows is answered 404.
            const { data } = await api.once("creation of the draft", (client) => client.request("POST /repos/{owner}/{repo}/releases", {
                ...at,
                tag_name: tag,
                name: title,
                body,
                prerelease,
                draft: true,
                ...(commit !== undefined && { target_commitish: commit }),
            }));
            return release(data);
        },
        updateRelease: async (id, given, guard) => {
            const place = { ...at, release_id: id };
            return await patience.persist("update of the release", async () => {
                await guard?.();
                let changes = given;
                if (typeof changes === "function") {
                    const { data } = await api.once("look-up of the release", (client) => client.request("GET /repos/{owner}/{repo}/releases/{release_id}", place));
                    const now = release(data);
                    const decided = await changes(now);
                    if (decided === undefined)
                        return now;
                    // The look-up may have taken as long as an answer may.
                    await guard?.();
                    changes = decided;
                }
                const fields = fieldsOf(changes);
                const { data } = await api.once("update of the release", (client) => client.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", { ...place, ...fields }));
                return release(data);
            });
        },
        deleteDraft: async (id, guard) => {
            let published = false;
            try {
                await api.find("deletion of the draft", (client) => client.request("DELETE /repos/{owner}/{repo}/releases/{release_id}", { ...at, release_id: id }), async () => {
                    await guard?.();
                    published = (await releaseBy(api, at, id, "look-up of the draft"))?.draft === false;
                    if (published)
                        throw new NoDraft();
                });
            }
            catch (error) {
                if (!(error instanceof NoDraft))
                    throw error;
            }
            return !published;
        },
        generateNotes: async ({ tag, previousTag, commit }) => {
            const { data } = await api.repeat("generation of notes", (client) => client.request("POST /repos/{owner}/{repo}/releases/generate-notes", {
                ...at,
                tag_name: tag,
                ...(previousTag !== undefined && { previous_tag_name: previousTag }),
                ...(commit !== undefined && { target_commitish: commit }),
            }));
            return { title: data.name, body: data.body };
        },
    };
}
function fieldsOf({ title, commit, makeLatest, discussion, ...rest }) {
    return {
        ...rest,
        ...(title !== undefined && { name: title }),
        ...(commit !== undefined && { target_commitish: commit }),
        ...(discussion !== undefined && { discussion_category_name: discussion }),
        // A string in this API, unlike its neighbours.
        ...(makeLatest !== undefined && { make_latest: makeLatest ? "true" : "false" }),
    };
}
async function releaseBy(api, at, id, operation) {
    const found = await api.find(operation, (client) => client.request("GET /repos/{owner}/{repo}/releases/{release_id}", { ...at, release_id: id }));
    return found && release(found.data);
}
/** Control flow within `deleteDraft`, never seen outside. */
class NoDraft extends Error {
}
/**
 * The list is the only REST look-up that shows drafts, and it lags behind writes. Its newest page is asked; unless that shows
 * the tag's published release, GraphQL is asked for it as well (the query that GitHub's own command line uses). So the cost
 * does not grow with history, and what was published a moment ago is not taken for a draft.
 */
async function findReleases(api, at, tag) {
    const newest = await api.repeat("list of releases", (client) => client.request("GET /repos/{owner}/{repo}/releases", { ...at, per_page: github_forge_PAGE }));
    const found = new Map(newest.data.filter((each) => each.tag_name === tag).map((each) => [each.id, release(each)]));
    if (![...found.values()].some(({ draft }) => !draft)) {
        const known = (await survey(api, at, tag, undefined)).release;
        if (known !== undefined && found.get(known.id)?.draft !== known.draft) {
            const single = await releaseBy(api, at, known.id, "look-up of the release");
            if (single !== undefined)
                found.set(known.id, single);
        }
    }
    return [...found.values()].sort((a, b) => a.id - b.id);
}

;// CONCATENATED MODULE: ./packages/forge/build/github/release-list.js



const release_list_PAGE = 100;
const PAGES = 10;
/** The newest releases, at most 1000: who looks for an earlier version of a line needs no more, and history may be long. */
async function listGithubReleases(options) {
    const { repository, apiUrl, token, patience, deadline = ANSWER_DEADLINE } = options;
    const api = openApi({ apiUrl, token, patience, deadline, fetch: (options.transport ?? { fetch, exchange: exchange }).fetch });
    const at = pathOf(repository);
    const releases = [];
    for (let page = 1; page <= PAGES; page++) {
        const { data } = await api.repeat("list of releases", (client) => client.request("GET /repos/{owner}/{repo}/releases", { ...at, per_page: release_list_PAGE, page }));
        releases.push(...data.map(release));
        if (data.length < release_list_PAGE)
            return { releases, cut: false };
    }
    return { releases, cut: true };
}

;// CONCATENATED MODULE: ./packages/forge/build/github/advisories.js



/** Characters, by GitHub's description. */
const ADVISORY_LIMITS = { summary: 1024, description: 65_535 };
/** More are not looked through: 1000 advisories. */
const advisories_PAGES = 10;
/** Security advisories of a repository (docs.github.com, "REST API endpoints for repository security advisories"). */
function githubAdvisories({ repository, apiUrl, token, patience, fetch: send = fetch, }) {
    const api = openApi({ apiUrl, token, patience, deadline: ANSWER_DEADLINE, fetch: send });
    const at = pathOf(repository);
    const all = "/repos/{owner}/{repo}/security-advisories";
    const find = async (mark) => {
        const listed = await api.repeat("look up security advisories", async (client) => {
            const seen = [];
            let pages = 0;
            for await (const { data } of client.paginate.iterator(`GET ${all}`, { ...at, per_page: 100 })) {
                seen.push(...data);
                if (++pages === advisories_PAGES)
                    break;
            }
            return seen;
        });
        // Anybody may report a vulnerability in private, with a mark in the text: nothing may be kept from being said by that.
        const own = listed.filter(({ submission }) => submission == null);
        const found = own.find(({ description }) => description?.includes(mark));
        return found && advisory(found);
    };
    return {
        find,
        refusal: async () => {
            try {
                await api.repeat("ask about security advisories", (client) => create(client, {}));
            }
            catch (error) {
                if (!(error instanceof RequestFailure) || isRateLimit(error.details))
                    throw error;
                const { status, message } = error;
                // What is wrong with an empty one is told only to those who may make one.
                if (status === 422 || status === 400)
                    return undefined;
                if (status === 401 || status === 403 || status === 404)
                    return message;
                throw error;
            }
            throw new RequestFailure({
                operation: "ask about security advisories",
                status: 310,
                reason: "one was made of nothing",
            });
        },
        get: async (id) => {
            const found = await api.find(`look-up of ${id}`, (client) => client.request(`GET ${all}/{ghsa_id}`, { ...at, ghsa_id: id }));
            return found && advisory(found.data);
        },
        draft: async ({ summary, description, severity, affected }, mark, guard) => 
        // An answer may be lost after the draft was made, so each try looks first.
        await patience.persist("draft of a security advisory", async () => {
            const there = await find(mark);
            if (there !== undefined)
                return there;
            await guard?.();
            const body = {
                summary,
                description,
                vulnerabilities: affected.map(vulnerability),
                ...(severity !== undefined && { severity }),
            };
            const { data } = await api.once("draft of a security advisory", (client) => create(client, body));
            return advisory(data);
        }),
        editAffected: async (id, edit, guard) => {
            const place = { ...at, ghsa_id: id };
            return await patience.persist(`change of ${id}`, async () => {
                await guard?.();
                const found = await api.once(`look-up of ${id}`, (client) => client.request(`GET ${all}/{ghsa_id}`, place));
                const now = advisory(found.data);
                const vulnerabilities = edit(now)?.map(vulnerability);
                if (vulnerabilities === undefined)
                    return now;
                await guard?.();
                const { data } = await api.once(`change of ${id}`, (client) => client.request(`PATCH ${all}/{ghsa_id}`, { ...place, vulnerabilities }));
                return advisory(data);
            });
        },
    };
    function create(client, body) {
        return client.request(`POST ${all}`, { ...at, data: body });
    }
}
const advisory = ({ ghsa_id, html_url, state, vulnerabilities }) => ({
    id: ghsa_id,
    url: html_url,
    state,
    affected: (vulnerabilities ?? []).map((each) => ({
        ecosystem: each.package?.ecosystem ?? "other",
        name: each.package?.name ?? null,
        range: each.vulnerable_version_range,
        patched: each.patched_versions,
    })),
});
const vulnerability = ({ ecosystem, name, range, patched }) => ({
    package: { ecosystem: ecosystem, name },
    vulnerable_version_range: range,
    patched_versions: patched,
});

;// CONCATENATED MODULE: ./packages/forge/build/publish/problems.js



/** The first row that fits tells what a refused or failed request means. */
const ROWS = [
    ["rate-limited", ({ details }) => isRateLimit(details)],
    ["token-rejected", ({ status }) => status === 401],
    ["release-immutable", ({ details }) => /immutable release/i.test(details.reason)],
    [
        "release-refused",
        ({ status, details }) => (status === 404 || status === 403) && /^(?:creation|update) of the/.test(details.operation),
    ],
    ["access-refused", ({ status }) => status === 403 || status === 404],
    ["connection-failed", ({ status }) => status === undefined],
    ["server-unavailable", ({ status }) => status !== undefined && status >= 500],
];
/** Work whose failed requests are told as problems. @param state what the server holds by now, in one sentence */
async function explaining(state, work) {
    try {
        return await work();
    }
    catch (error) {
        throw error instanceof RequestFailure ? explain(error, state) : error;
    }
}
/** @param state what the server holds by now, in one sentence */
function explain(failure, state) {
    const [code] = ROWS.find(([, when]) => when(failure)) ?? ["request-refused"];
    const until = failure.details.limitedUntil;
    return (0,remedies/* problem */.CC)(code, {
        message: `${failure.message}${until === undefined ? "" : ` (until ${new Date(until).toISOString()})`}. ${state}`,
        cause: failure,
        ...(code === "access-refused" && failure.status === 404 && { remedy: remedies/* UNSEEN_REMEDY */.a9 }),
    });
}

;// CONCATENATED MODULE: ./packages/model/build/rollback-plan.js




/**
 * `rollback-plan.json`: what taking a release back (or aborting that) would change, object by object. Its `digest` covers
 * all that matters of it, so exactly the plan that somebody approved is executed, or none.
 */
const RollbackMode = schemas/* enum */.k5n(words/* ROLLBACK_MODES */.YY);
/** What is done with one object. */
const ROLLBACK_ACTIONS = [
    /** "Latest" names another release. */
    "re-point",
    /** The release is marked as a pre-release. */
    "demote",
    /** A notice at the top of the notes. */
    "explain",
    /** A channel's texts go back, by a change of their own. */
    "revert",
    /** What was told is corrected. */
    "correct",
    /** As it was before a rollback that is aborted, or while a host was unreachable. */
    "restore",
    /** Clients are sent to a mirror or a backup, because the first host does not answer. */
    "promote",
    /** A draft of a security advisory, which its maintainers publish. */
    "advise",
    /** A higher version carries the good release's bytes: by jobs of its own, after the rollback. */
    "roll-forward",
    /** A draft; what is published never is. */
    "delete",
    "nothing",
    /** It cannot be undone: `because` and `remedy` say more. */
    "impossible",
];
const RollbackAction = schemas/* enum */.k5n(ROLLBACK_ACTIONS);
const RollbackRow = schemas/* strictObject */.rej({
    /** Unique in the plan: `latest`, `flag`, `notes`, `assets`, or a channel's. */
    id: schemas/* string */.YjP(),
    /** `release`, or a channel's kind. */
    kind: schemas/* string */.YjP(),
    title: schemas/* string */.YjP(),
    now: schemas/* string */.YjP(),
    /** Before the release came; null: nobody knows. */
    was: schemas/* string */.YjP().nullable(),
    action: RollbackAction,
    /** What will be done, or why nothing. */
    what: schemas/* string */.YjP(),
    /** With `impossible`. */
    remedy: schemas/* string */.YjP().optional(),
    /** What this row relies on without knowing it. */
    uncertain: schemas/* string */.YjP().optional(),
    /** Digest of what was found and would be changed. */
    found: build_digest/* Sha256 */.IA.optional(),
});
const RollbackCheck = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    title: schemas/* string */.YjP(),
    passed: schemas/* boolean */.zMY(),
    found: schemas/* string */.YjP(),
    /** Where it did not pass. */
    remedy: schemas/* string */.YjP().optional(),
    /** Not even an emergency skips it. */
    mandatory: schemas/* boolean */.zMY().default(true),
    /** It did not pass, and stops nothing: an emergency skips it. */
    skipped: schemas/* literal */.euz(true).optional(),
});
const PlannedRelease = schemas/* strictObject */.rej({
    tag: fields/* TagText */.sx,
    version: fields/* VersionText */.YL,
    /** The release's number on the server. */
    id: schemas/* int */.Whr(),
    url: schemas/* string */.YjP(),
});
const RollbackPlan = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-rollback-plan"),
    schemaVersion: schemas/* literal */.euz(1),
    operation: schemas/* enum */.k5n(["rollback", "abort"]),
    /** Plans of before there were modes have none. */
    mode: RollbackMode.default("normal"),
    /** Whether people who were told of the release are told. */
    notify: schemas/* boolean */.zMY().default(true),
    repository: fields/* RepositoryName */.Ae,
    /** What is taken back. */
    from: PlannedRelease,
    /** What people get instead. */
    to: PlannedRelease,
    reason: schemas/* string */.YjP(),
    rows: schemas/* array */.YOg(RollbackRow),
    /** Not part of the digest: they are made anew before anything is changed. */
    checks: schemas/* array */.YOg(RollbackCheck),
    digest: build_digest/* Sha256 */.IA,
});
const ROLLBACK_PLAN = { kind: "slipway-rollback-plan", schemaVersion: 1, schema: RollbackPlan };

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
;// CONCATENATED MODULE: ./packages/model/build/channel-state.js


/** What the journal keeps of a channel: enough to say what a release did there, and from what a rollback starts. */
/** The most objects that one entry lists; a channel of more gives the digest of the whole set in `set`. */
const MOST_JOURNALED_OBJECTS = 200;
const ChannelState = schemas/* strictObject */.rej({
    /** The version that the channel advertised; null: none. */
    version: schemas/* string */.YjP().nullable(),
    /** What the channel's server compares: a git commit, an ETag, the digest of an index. */
    revision: schemas/* string */.YjP().optional(),
    /** What is advertised, by path below the channel's root; a null digest says that there was none. */
    objects: schemas/* array */.YOg(schemas/* strictObject */.rej({ path: schemas/* string */.YjP(), sha256: build_digest/* Sha256 */.IA.nullable() }))
        .max(MOST_JOURNALED_OBJECTS)
        .optional(),
    /** Digest of a set that is too large to list. */
    set: build_digest/* Sha256 */.IA.optional(),
    /** Page for people: a commit, a pull request, a message. */
    url: schemas/* string */.YjP().optional(),
    /** Proposed and not in force yet: a pull request that nobody merged. */
    pending: schemas/* literal */.euz(true).optional(),
    /** The channel's own, for example numbers by which a message is corrected. Never a secret. */
    detail: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()])).optional(),
});
/** Marks an entry as a channel's. Channels append beside each other: an intent is their claim, not the release's lock. */
const JournalChannel = schemas/* strictObject */.rej({
    /** Unique in the plan, for example `homebrew:acme/homebrew-tap/app`; the same as the entry's step. */
    id: schemas/* string */.YjP().min(1),
    /** Unique to one process. */
    holder: schemas/* string */.YjP().min(1),
    /** Past this moment the claim is void; null gives it back. */
    until: iso/* datetime */.w$().nullable(),
});

;// CONCATENATED MODULE: ./packages/model/build/json.js
/** Undefined for what is no JSON. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/model/build/journal.js







/**
 * The journal of one release: a text of JSON lines that only ever grows. Each line is an entry: what a run is about to do
 * (`intent`), what it has done (`receipt`), or that it begins, goes on or ends.
 */
const Moment = iso/* datetime */.w$();
/** Who has the release to itself, and until when. Its form is the same in every version of the journal. */
const JournalLock = schemas/* strictObject */.rej({
    /** Unique to one process. */
    holder: schemas/* string */.YjP().min(1),
    /** Past this moment the lock is void: its holder was killed. */
    until: Moment,
});
/** The run that wrote an entry, as GitHub Actions numbers runs; a run has one attempt at a time. */
const JournalRun = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    attempt: schemas/* int */.Whr().positive(),
    /** Page for people. */
    url: schemas/* string */.YjP().optional(),
});
/** A run, for messages: its page, or its number. */
const describeRun = ({ id, url }) => url ?? `run ${id}`;
/** An earlier attempt of this run is dead: GitHub runs one at a time. */
const isEarlierAttempt = (other, run) => other.id === run.id && other.attempt < run.attempt;
/** As newer versions may write them. */
const AnyLock = JournalLock.loose();
const AnyRun = JournalRun.loose();
/** What a step changes: present before it, and after it. */
const JournalState = schemas/* strictObject */.rej({
    /** The release's number on the server and its page. */
    release: schemas/* strictObject */.rej({ id: schemas/* int */.Whr(), url: schemas/* string */.YjP(), draft: schemas/* boolean */.zMY() }).optional(),
    /** Tag of the repository's latest release; null without one. */
    latest: fields/* TagText */.sx.or(schemas/* string */.YjP()).nullable().optional(),
    /** Whether the release is marked as a pre-release. */
    prerelease: schemas/* boolean */.zMY().optional(),
    /** Of a release that was taken back: where to, by which plan, and why. */
    rollback: schemas/* strictObject */.rej({
        to: fields/* TagText */.sx,
        plan: build_digest/* Sha256 */.IA,
        reason: schemas/* string */.YjP(),
        mode: schemas/* enum */.k5n(words/* ROLLBACK_MODES */.YY).optional(),
        notify: schemas/* boolean */.zMY().optional(),
        /** What the plan changes: actions by the ids of its rows. */
        rows: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).optional(),
    })
        .optional(),
    /** Where clients get the release's files, in the order in which they try. */
    addresses: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    /** Security advisory that was drafted. */
    advisory: schemas/* strictObject */.rej({ id: schemas/* string */.YjP(), url: schemas/* string */.YjP() }).optional(),
    /** Digest of the whole set of assets, see `digestOfAssets`. */
    assets: build_digest/* Sha256 */.IA.optional(),
    /** What a channel advertised. */
    channel: ChannelState.optional(),
});
const JournalEntry = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-journal"),
    schemaVersion: schemas/* literal */.euz(1),
    /** Unique; tells a write whose answer was lost from one that never arrived. */
    id: schemas/* string */.YjP().min(1),
    time: Moment,
    tag: fields/* TagText */.sx,
    run: JournalRun,
    event: schemas/* enum */.k5n(["begin", "intent", "receipt", "heartbeat", "end"]),
    /** For example `release`, `draft`, `publication`, `rollback`; of a channel its id. */
    step: schemas/* string */.YjP(),
    commit: fields/* CommitId */.jF.optional(),
    /** Absent: the entry is about the release itself. */
    channel: JournalChannel.optional(),
    before: JournalState.optional(),
    after: JournalState.optional(),
    /** Why it ended, in a few words. */
    note: schemas/* string */.YjP().optional(),
    /** Taken or kept; null gives it back. Absent: as it was. */
    lock: JournalLock.nullable().optional(),
});
const isForeign = (entry) => "foreign" in entry;
/**
 * @param origin for messages
 * @throws {Problem} `journal-damaged` when a line is no JSON object: then nobody can tell who has the lock
 */
function readJournal(text, origin) {
    const entries = [];
    const warnings = [];
    let lock;
    for (const [at, line] of text.split("\n").entries()) {
        if (line.trim() === "")
            continue;
        const value = objectOf(line);
        if (value === undefined) {
            throw new build_problem/* Problem */.AF({
                kind: "failure",
                code: "journal-damaged",
                message: `line ${at + 1} of ${origin} is not a journal entry`,
                remedy: "somebody edited the journal by hand: restore the file from the branch's history (git revert)",
                place: { file: origin, line: at + 1 },
            });
        }
        const parsed = JournalEntry.safeParse(value);
        const why = parsed.success ? "" : whyForeign(value, parsed.error);
        if (parsed.success)
            entries.push(parsed.data);
        else {
            entries.push({ foreign: true, why, line });
            warnings.push(`line ${at + 1} of ${origin} is kept and skipped: ${why}`);
        }
        if (value.lock === null)
            lock = undefined;
        const taken = AnyLock.safeParse(value.lock);
        const run = AnyRun.safeParse(value.run);
        if (taken.success)
            lock = { ...taken.data, ...(run.success && { run: run.data }) };
    }
    return { entries, warnings, lock };
}
/** Entries that this version can read, oldest first. */
const entriesOf = ({ entries }) => entries.filter((entry) => !isForeign(entry));
/** One line, keys in the schema's order, with its newline. */
function journalLine(entry) {
    return `${JSON.stringify(JournalEntry.parse(entry))}\n`;
}
/** The text of a journal with one more entry, whether or not its last line has its newline. */
const withEntry = (text, entry) => (text === "" || text.endsWith("\n") ? text : `${text}\n`) + journalLine(entry);
/** File of a release on the journal's branch. */
const journalPath = (tag) => `releases/${tag}.jsonl`;
function objectOf(line) {
    const value = parseJson(line);
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? value
        : undefined;
}
function whyForeign({ kind, schemaVersion }, error) {
    if (kind !== "slipway-journal")
        return `its kind is ${JSON.stringify(kind)}`;
    if (typeof schemaVersion === "number" && schemaVersion > 1) {
        return `it was written by a newer Slipway (schema version ${schemaVersion}; this one reads 1)`;
    }
    const [issue] = error.issues;
    return `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "invalid"}`;
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/branch-file.js

const README = `# Journal

Slipway keeps here what every run did to a release: one file a release, one commit a step.
Each line is an entry: \`intent\` before a change, \`receipt\` after it, with the state before and after.
Nothing here is edited by hand. The branch shares no history with the others; deleting it forgets what may be rolled back.
`;
/** One file of the journal's branch, and what this run knows of it. */
class BranchFile {
    path;
    file;
    /** Set when a survey found the branch missing. */
    newBranch = false;
    forge;
    patience;
    branch;
    constructor(forge, patience, branch, path) {
        this.forge = forge;
        this.patience = patience;
        this.branch = branch;
        this.path = path;
    }
    async read() {
        this.file = await this.forge.readFile(this.branch, this.path);
        this.newBranch = false;
        return this.file;
    }
    /**
     * Changes the file by compare-and-swap. Before every further try it reads again: a write whose answer was lost is found
     * by its `mark`, and `next` decides anew about what somebody else wrote, by throwing or with another text.
     */
    async swap(message, mark, next) {
        await this.patience.persist(`writing of ${this.path} on ${this.branch}`, async (before) => {
            if (before > 0 && (await this.read())?.text.includes(mark))
                return;
            const text = next(this.file);
            const change = { text, version: this.file?.version, message, readme: README };
            try {
                this.file = await this.forge.writeFile(this.branch, this.path, {
                    ...change,
                    ...(this.newBranch && { newBranch: true }),
                });
                this.newBranch = false;
            }
            catch (error) {
                if (error instanceof RequestFailure && error.conflict) {
                    throw new RequestFailure({ ...error.details, again: true });
                }
                throw error;
            }
        });
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/fence.js

const noFence = { pass: async () => { }, left: () => Number.POSITIVE_INFINITY };
/** Both hold. */
const bothFences = (one, other) => ({
    pass: async (wanted) => {
        for (let round = 1; round <= ROUNDS; round++) {
            await one.pass(wanted);
            await other.pass(wanted);
            if (one.left() >= MARGIN)
                return;
        }
        throw lapsing("the channel", "limits of requests last for too long");
    },
    left: () => Math.min(one.left(), other.left()),
});
/** How often two are renewed one after the other: each may have to wait for so long that the other one ends. */
const ROUNDS = 3;
/** Milliseconds that a claim or a turn is ours for, at least, when a request begins. */
const MARGIN = 2 * 60_000;
/** Another run may begin when the claim, or the turn, ends: nothing further is written before. */
function lapsing(channel, why) {
    return (0,remedies/* problem */.CC)("journal-lock-lost", {
        message: `the claim on ${channel} cannot be renewed${why === undefined ? "" : ` (${why})`}: nothing further is written there, because another run may begin.`,
    });
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/ledger.js

const cancelled = (tag = "the release") => (0,remedies/* problem */.CC)("cancelled", { message: `the job was cancelled; nothing further of ${tag} is changed` });
/** A release without journal: nothing is remembered, and concurrent runs are held apart by nothing but `guard`. */
function noLedger(survey, guard) {
    const nothing = async () => { };
    let leaving = false;
    return {
        place: undefined,
        exclusive: false,
        known: [],
        look: () => [],
        open: nothing,
        hold: async () => {
            if (leaving)
                throw cancelled();
            await guard?.();
        },
        leave: () => {
            leaving = true;
        },
        during: (work) => work(),
        write: nothing,
        turn: async (seen) => seen ?? (await survey()),
        endTurn: nothing,
        close: nothing,
    };
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/renewal.js
/**
 * Does work, and renews a lease meanwhile.
 * @param every milliseconds
 * @param renew where it fails it is tried again; the next change finds out whether the lease still holds
 */
async function whileRenewing(time, every, renew, work) {
    const stop = new AbortController();
    const keepOn = async () => {
        while (!stop.signal.aborted) {
            await time.sleep(every, stop.signal);
            if (!stop.signal.aborted)
                await renew().catch(() => { });
        }
    };
    const renewing = keepOn();
    try {
        return await work();
    }
    finally {
        stop.abort();
        await renewing;
    }
}
/** A queue: each piece of work begins when the one before it has ended, well or badly. */
function oneByOne() {
    let last = Promise.resolve();
    return (work) => {
        const turn = last.then(work);
        last = turn.catch(() => { });
        return turn;
    };
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/turn.js






/**
 * Whose turn it is to decide which release is latest: one file for the whole repository, because releases of different
 * tags would else each compare with a latest release that is about to be replaced, and a back-port would end on top.
 * It is not given back: it is void as soon as its holder gave back the lock on its release, or after its lease.
 */
const TURN_FILE = "turn.json";
const TURN_LEASE = 10 * 60_000;
const turn_MARGIN = 2 * 60_000;
/** Milliseconds between looks at a turn that another run has, at first and at last, and the longest wait for it. */
const POLL = { first: 5_000, last: 60_000 };
const LONGEST_WAIT = 3 * TURN_LEASE;
const TurnDocument = schemas/* object */.Ikc({
    kind: schemas/* literal */.euz("slipway-journal-turn"),
    schemaVersion: schemas/* number */.aig(),
    tag: schemas/* string */.YjP(),
    lock: JournalLock.loose(),
});
class Turn {
    options;
    place;
    holder;
    turn;
    /** Milliseconds since 1970; undefined: not ours. */
    until;
    /** Another release took it, so that nothing that was decided in it may be carried out any more. */
    lost = false;
    inLine = oneByOne();
    constructor(options, place, holder) {
        const { forge, patience, branch } = options;
        this.options = options;
        this.place = place;
        this.holder = holder;
        this.turn = new BranchFile(forge, patience, branch, TURN_FILE);
    }
    async take(seen) {
        const { forge, patience, log, tag } = this.options;
        const { time } = patience;
        const deadline = time.now() + LONGEST_WAIT;
        const told = new Set();
        let poll = POLL.first;
        /** Version of the file that was found void: its holder has finished. */
        let finished;
        for (let given = seen;; given = undefined) {
            const survey = given ?? (await forge.survey(tag, this.place));
            const file = survey.files.get(TURN_FILE);
            const other = file?.version === finished ? undefined : this.heldByOther(file);
            if (other !== undefined) {
                if (await this.isOver(other)) {
                    finished = file?.version;
                    continue;
                }
                if (time.now() >= deadline)
                    throw tooLong(tag, other);
                if (!told.has(other.tag)) {
                    log.info(`${other.tag} is about to be published: waiting for it, because it may become latest`);
                }
                told.add(other.tag);
                const left = Date.parse(other.lock.until) - time.now();
                await time.sleep(Math.max(1_000, Math.min(left, poll * (0.5 + time.random()))));
                poll = Math.min(POLL.last, poll * 1.5);
                continue;
            }
            this.turn.file = file;
            if (await this.swap(file?.version)) {
                this.lost = false;
                return survey;
            }
        }
    }
    /** Renews a turn that is ours, before a change. */
    async hold() {
        await this.inLine(async () => {
            if (!this.lost) {
                if (this.until === undefined || this.until - this.options.patience.time.now() > turn_MARGIN)
                    return;
                if (await this.swap(this.turn.file?.version))
                    return;
            }
            // Whoever hears of it first may be a heartbeat, which nobody listens to.
            this.lost = true;
            throw (0,remedies/* problem */.CC)("journal-lock-lost", {
                message: `another release took its turn while ${this.options.tag} stood still.`,
            });
        });
    }
    /** What was decided in it is done: it is renewed no more, and others need not wait. */
    async end() {
        await this.inLine(async () => {
            // Where this fails it ends by itself, only later.
            if (this.until !== undefined && !this.lost)
                await this.swap(this.turn.file?.version, 0).catch(() => false);
            this.until = undefined;
            this.lost = false;
        });
    }
    /** False when the file is another by now. */
    async swap(seen, lease = TURN_LEASE) {
        const { tag, patience } = this.options;
        const mark = (0,external_node_crypto_.randomUUID)();
        let until = 0;
        try {
            await this.turn.swap(`${tag}: turn`, mark, (file) => {
                if (file?.version !== seen)
                    throw new Taken();
                until = patience.time.now() + lease;
                const lock = { holder: this.holder, until: new Date(until).toISOString() };
                return `${JSON.stringify({ kind: "slipway-journal-turn", schemaVersion: 1, tag, lock, mark }, null, 2)}\n`;
            });
        }
        catch (error) {
            if (error instanceof Taken)
                return false;
            throw error;
        }
        this.until = until;
        return true;
    }
    heldByOther(file) {
        if (file === undefined)
            return undefined;
        const found = TurnDocument.safeParse(parseJson(file.text));
        // Unreadable: somebody edited it; the next turn writes it anew.
        if (!found.success || found.data.tag === this.options.tag)
            return undefined;
        return Date.parse(found.data.lock.until) > this.options.patience.time.now() ? found.data : undefined;
    }
    async isOver({ tag, lock }) {
        const { forge, branch } = this.options;
        const path = journalPath(tag);
        const file = await forge.readFile(branch, path);
        // Its holder wrote there before it took the turn: a file that is not found says nothing about it.
        return file !== undefined && readJournal(file.text, path).lock?.holder !== lock.holder;
    }
}
function tooLong(tag, { tag: other, lock }) {
    return (0,remedies/* problem */.CC)("release-in-progress", {
        message: `${tag} has waited ${LONGEST_WAIT / 60_000} minutes for ${other}, whose turn to become latest lasts until ${lock.until} at most. Nothing further was changed.`,
    });
}
/** Control flow within `swap`. */
class Taken extends Error {
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/journal.js










/** Milliseconds for which a lock is taken: so long a killed run may block others. Renewed when half is gone. */
const LEASE = 30 * 60_000;
/** A change is begun only while the lock has this long to live; no request takes longer. */
const journal_MARGIN = 2 * 60_000;
/** Milliseconds between looks at a lock that another run holds, at first and at last, and the longest wait for it. */
const journal_POLL = { first: 10_000, last: 90_000 };
const journal_LONGEST_WAIT = 45 * 60_000;
/** Milliseconds after which a waiting run sees that it is cancelled: less than a cancelled job has left. */
const GLANCE = 5_000;
/** A release's journal on a branch, and its lock. */
class BranchJournal {
    exclusive = true;
    place;
    known = [];
    options;
    /** Of the lock; channels that work under it are told. */
    holder = (0,external_node_crypto_.randomUUID)();
    journal;
    turns;
    /** Milliseconds since 1970; undefined: the lock is not ours. */
    until;
    /** Milliseconds since 1970: until then the work takes that this run knows of. */
    busyUntil = 0;
    leaving = false;
    /** Writes, whoever asks for them. */
    inLine = oneByOne();
    constructor(options) {
        const { forge, patience, branch, tag } = options;
        const path = journalPath(tag);
        this.options = options;
        this.place = { branch, paths: [path, TURN_FILE] };
        this.journal = new BranchFile(forge, patience, branch, path);
        this.turns = new Turn(options, this.place, this.holder);
    }
    look(survey) {
        return entriesOf(this.parse(survey.files.get(this.journal.path)));
    }
    async open(survey) {
        const { tag, step, commit } = this.options;
        this.journal.file = survey.files.get(this.journal.path);
        this.journal.newBranch = !survey.branchExists;
        const entry = { ...this.entry("begin", step), ...(commit !== undefined && { commit }) };
        let until = 0;
        try {
            await this.waitForLock();
            await this.journal.swap(`${tag}: begin`, entry.id, (file) => {
                this.requireStaying();
                const journal = this.parse(file);
                if (this.holderOf(journal) !== undefined) {
                    // Somebody was faster; waited for below.
                    throw new Overtaken();
                }
                for (const warning of journal.warnings)
                    this.options.log.warning(warning);
                this.known = entriesOf(journal);
                this.busyUntil = this.options.patience.time.now() + (this.options.work ?? 0);
                const lock = this.lease();
                until = Date.parse(lock.until);
                return this.appended(file, { ...entry, lock });
            });
            this.until = until;
            this.requireStaying();
        }
        catch (error) {
            if (error instanceof Overtaken)
                return await this.open(await this.again());
            throw await this.explainRefusal(error);
        }
    }
    leave() {
        this.leaving = true;
    }
    async hold() {
        this.requireStaying();
        const { time } = this.options.patience;
        const left = () => (this.until ?? 0) - time.now();
        const beat = () => this.append({ ...this.entry("heartbeat", this.options.step) });
        if (left() < LEASE / 2)
            await beat();
        for (let round = 1;; round++) {
            await this.turns.hold();
            if (left() >= journal_MARGIN)
                break;
            if (round === ROUNDS) {
                const { tag } = this.options;
                throw (0,remedies/* problem */.CC)("journal-lock-lost", { message: `limits of requests leave no time in which ${tag} is ours.` });
            }
            await beat();
        }
        this.requireStaying();
    }
    requireStaying() {
        if (this.leaving)
            throw cancelled(this.options.tag);
    }
    async during(work) {
        return await whileRenewing(this.options.patience.time, LEASE / 3, () => this.hold(), work);
    }
    async write(event, step, states) {
        await this.append({ ...this.entry(event, step), ...states });
    }
    async turn(seen) {
        return await this.turns.take(seen);
    }
    async endTurn() {
        await this.turns.end();
    }
    async close(event, step, { note, ...states }) {
        if (this.until === undefined)
            return;
        await this.append({ ...this.entry(event, step), ...states, ...(note !== undefined && { note }), lock: null });
        this.until = undefined;
    }
    entry(event, step) {
        const { tag, run, patience } = this.options;
        return {
            kind: "slipway-journal",
            schemaVersion: 1,
            id: (0,external_node_crypto_.randomUUID)(),
            time: new Date(patience.time.now()).toISOString(),
            tag,
            run,
            event,
            step,
        };
    }
    lease() {
        const from = Math.max(this.options.patience.time.now(), this.busyUntil);
        return { holder: this.holder, until: new Date(from + LEASE).toISOString() };
    }
    /** An entry of the run that has the lock; renews it on the way. */
    async append(entry) {
        const { tag } = this.options;
        const write = async () => {
            let until = 0;
            const message = `${tag}: ${entry.event === entry.step ? entry.event : `${entry.event} of ${entry.step}`}`;
            await this.journal.swap(message, entry.id, (file) => {
                const { lock } = this.parse(file);
                if (lock?.holder !== this.holder) {
                    this.until = 0;
                    throw (0,remedies/* problem */.CC)("journal-lock-lost", { message: this.lost(lock) });
                }
                const lease = this.lease();
                until = Date.parse(lease.until);
                return this.appended(file, entry.lock === null ? entry : { ...entry, lock: lease });
            });
            this.until = until;
        };
        await this.inLine(write);
    }
    lost(lock) {
        const who = lock?.run?.url ?? (lock === undefined ? "nobody" : `the run ${lock.run?.id ?? lock.holder}`);
        return `the lock on ${this.options.tag} was ours and is now held by ${who}, because this run stood still for too long.`;
    }
    appended(file, entry) {
        const text = file?.text ?? "";
        return withEntry(text, entry);
    }
    parse(file) {
        return readJournal(file?.text ?? "", this.journal.path);
    }
    /** The lock that has to be waited for: not expired, and not of an earlier attempt of this run, which is dead. */
    holderOf({ lock }) {
        const { run, patience } = this.options;
        if (lock === undefined || Date.parse(lock.until) <= patience.time.now())
            return undefined;
        return lock.run !== undefined && isEarlierAttempt(lock.run, run) ? undefined : lock;
    }
    async waitForLock() {
        const { patience, log, tag } = this.options;
        const { time } = patience;
        const deadline = time.now() + journal_LONGEST_WAIT;
        let poll = journal_POLL.first;
        for (let told = false;; told = true) {
            const lock = this.holderOf(this.parse(this.journal.file));
            if (lock === undefined)
                return;
            const who = describeRun(lock.run ?? { id: lock.holder });
            if (time.now() >= deadline) {
                throw (0,remedies/* problem */.CC)("release-in-progress", {
                    message: `${who} has been at ${tag} all the time. Nothing was changed.`,
                });
            }
            if (!told)
                log.info(`${who} is at ${tag}: waiting for it, until ${lock.until} at most`);
            const left = Date.parse(lock.until) - time.now();
            await this.pause(Math.max(1_000, Math.min(left, poll * (0.5 + time.random()))));
            poll = Math.min(journal_POLL.last, poll * 1.5);
            await this.journal.read();
        }
    }
    /** In parts, so that a job that is cancelled meanwhile ends before it is killed. */
    async pause(milliseconds) {
        for (let left = milliseconds; left > 0; left -= GLANCE) {
            await this.options.patience.time.sleep(Math.min(left, GLANCE));
            this.requireStaying();
        }
    }
    async again() {
        const { forge, tag } = this.options;
        return await forge.survey(tag, this.place);
    }
    /** The first write of a run also probes the token; what stops it may be the token, or rules about branches. */
    async explainRefusal(error) {
        const { forge, tag, branch } = this.options;
        if (!(error instanceof RequestFailure) || isRateLimit(error.details))
            return error;
        const forbidden = (0,remedies/* problem */.CC)("journal-forbidden", {
            message: `the journal cannot be written to the branch ${branch} of ${forge.repository}: ${error.details.reason}. Nothing was changed.`,
            cause: error,
        });
        if (error.forbidden)
            return forbidden;
        if (error.status !== 403 && error.status !== 404)
            return error;
        const access = await forge.probeAccess(tag);
        if (access.writable)
            return forbidden;
        return (0,remedies/* problem */.CC)("token-read-only", {
            message: `the token may not write releases of ${forge.repository}: ${access.reason}. Nothing was changed.`,
            cause: error,
        });
    }
}
/** Control flow within `open`, never seen outside. */
class Overtaken extends Error {
}

// EXTERNAL MODULE: ./packages/model/build/tag.js
var build_tag = __webpack_require__(9088);
;// CONCATENATED MODULE: ./packages/rollback/build/advisory.js


const advisoryMark = (tag) => `<!-- slipway:advisory of=${tag} -->`;
/** Of an earlier run, by the journal. */
function advisoryIn(entries) {
    return entries?.findLast(({ after }) => after?.advisory !== undefined)?.after?.advisory;
}
/**
 * First and last version with the problem, and the one without it.
 * @param releases of the repository, in any order
 * @throws {Problem} `invalid-version`, `advisory-range`
 */
function affectedVersions({ bad, good }, releases, { affectedFrom, patchedVersion }) {
    const last = bad.tag.version;
    const below = good.tag.version;
    const given = versionOf(affectedFrom, "affected-from");
    const patched = versionOf(patchedVersion, "patched-version");
    const first = given ?? firstAbove(bad.tag.prefix, below, last, releases);
    if ((0,build_version/* compareVersions */.Zy)(first, last) > 0 || (0,build_version/* compareVersions */.Zy)(first, below) <= 0) {
        throw (0,build_problem/* mistake */.RT)("advisory-range", `${first.text} cannot be the first version with the problem: it is taken back from ${last.text} to ${below.text}`, "correct `affected-from`, or name an earlier release without the problem in `to-version`");
    }
    if (patched !== undefined && (0,build_version/* compareVersions */.Zy)(patched, first) >= 0 && (0,build_version/* compareVersions */.Zy)(patched, last) <= 0) {
        throw (0,build_problem/* mistake */.RT)("advisory-range", `${patched.text} cannot be the patched version: ${first.text} to ${last.text} have the problem`, "correct `patched-version`, or leave it out until there is one");
    }
    return { first, last, patched };
}
/** The first that was released after the good one is the first that may have it. */
function firstAbove(prefix, below, last, releases) {
    const between = releases.flatMap(({ tag: text, draft }) => {
        const tag = draft ? undefined : (0,build_tag/* parseTag */.ED)(text);
        const within = tag !== undefined &&
            tag.prefix === prefix &&
            (0,build_version/* compareVersions */.Zy)(tag.version, below) > 0 &&
            (0,build_version/* compareVersions */.Zy)(tag.version, last) <= 0;
        return within ? [tag.version] : [];
    });
    return between.toSorted(build_version/* compareVersions */.Zy)[0] ?? last;
}
function versionOf(text, input) {
    if (text === undefined)
        return undefined;
    const version = (0,build_version/* parseVersion */.ot)(text) ?? (0,build_tag/* parseTag */.ED)(text)?.version;
    if (version !== undefined)
        return version;
    throw (0,build_problem/* mistake */.RT)("invalid-version", `the input "${input}" is "${text}", which is no version`, "write for example 2.1.0");
}
/** In the form of GitHub's advisories: `= 2.1.0`, `>= 2.0.6, <= 2.1.0`, `>= 2.0.6, < 2.1.1`. */
function rangeOf({ first, last, patched }) {
    if ((0,build_version/* compareVersions */.Zy)(first, last) === 0)
        return `= ${last.text}`;
    const above = patched !== undefined && (0,build_version/* compareVersions */.Zy)(patched, last) > 0;
    return `>= ${first.text}, ${above ? `< ${patched.text}` : `<= ${last.text}`}`;
}
function advisoryContent({ bad, good, reason }, product, versions, settings, severity) {
    const name = settings.package ?? product;
    const { patched } = versions;
    const text = [
        reason,
        "",
        `[${bad.tag.text}](${bad.release.url}) was taken back; until there is a release without the problem, use [${good.tag.text}](${good.release.url}).`,
        patched === undefined ? "No patched version is known yet." : `${patched.text} does not have the problem.`,
        "",
        "This draft was written when the release was taken back. Complete it before it is published: what can happen, who is concerned, what to do.",
    ].join("\n");
    const mark = `\n\n${advisoryMark(bad.tag.text)}`;
    return {
        summary: clip(`${product} ${bad.tag.version.text}: ${reason.replace(/\s+/g, " ").trim()}`, ADVISORY_LIMITS.summary),
        description: clip(text, ADVISORY_LIMITS.description - mark.length) + mark,
        severity: severity ?? settings.severity,
        affected: [
            { ecosystem: settings.ecosystem, name, range: rangeOf(versions), patched: versions.patched?.text ?? null },
        ],
    };
}
/** By code points, so that no character is cut in two. */
function clip(text, most) {
    const points = [...text];
    return points.length <= most ? text : `${points.slice(0, most - 1).join("")}…`;
}
const ROW = { id: "advisory", kind: "release", title: "Security advisory" };
/** @returns nothing where there is none to speak of */
function advisoryRows(facts) {
    const { operation, mode, advisory, entries } = facts;
    if (operation === "abort") {
        const known = advisoryIn(entries);
        if (known === undefined)
            return [];
        return [
            {
                ...ROW,
                now: known.id,
                was: "none",
                action: "impossible",
                what: "GitHub's API deletes no advisory",
                remedy: `close ${known.id} at ${known.url}, if it is unfounded`,
            },
        ];
    }
    if (mode !== "security" || advisory === undefined)
        return [];
    const { content, found, refused } = advisory;
    const row = { ...ROW, now: found === undefined ? "none" : `${found.id} (${found.state})`, was: "none" };
    const print = (0,build_digest/* sha256 */.sc)(JSON.stringify([content, found?.affected ?? null]));
    const [affected] = content.affected;
    if (found === undefined) {
        if (refused !== undefined) {
            return [{ ...row, action: "impossible", what: refused.because, remedy: refused.remedy }];
        }
        const what = [
            `a draft, which its maintainers publish: ${affected?.name ?? ""} (${affected?.ecosystem}) ${affected?.range}`,
            affected?.patched == null ? "no patched version yet" : `patched in ${affected.patched}`,
            content.severity === undefined ? "severity not chosen" : `severity ${content.severity}`,
        ];
        return [{ ...row, action: "advise", what: what.join("; "), found: print }];
    }
    if (completed(advisory) !== undefined) {
        return [{ ...row, action: "advise", what: `it says that ${affected?.patched} is patched`, found: print }];
    }
    const named = affected?.patched == null || found.affected.some(({ patched }) => patched?.includes(affected.patched ?? ""));
    return [
        {
            ...row,
            action: "nothing",
            what: named ? "it is there" : `people edited it: add there that ${affected?.patched} is patched`,
        },
    ];
}
/** Of a draft that does not name the patched version yet, which is known by now; whatever else people wrote stays. */
function completed({ content, found }) {
    const [wanted] = content.affected;
    const [only, ...others] = found?.affected ?? [];
    if (found?.state !== "draft" || wanted === undefined || wanted.patched === null)
        return undefined;
    if (only === undefined || others.length > 0 || only.patched !== null)
        return undefined;
    return [{ ...only, patched: wanted.patched }];
}

;// CONCATENATED MODULE: ./packages/rollback/build/advise.js



/**
 * Drafts the security advisory, or completes the one that is there. Written down before and after.
 * @param step its name in the journal
 * @throws {Problem} `advisory-refused`
 */
async function advise({ advisory, bad }, { advisories, log }, ledger, step) {
    if (advisory === undefined || advisories === undefined)
        throw new Error("there is nothing to advise of");
    const { content, found } = advisory;
    const hold = () => ledger.hold();
    try {
        await ledger.write("intent", step, {});
        const { id, url } = found !== undefined && completed(advisory) !== undefined
            ? await advisories.editAffected(found.id, (now) => completed({ content, found: now }), hold)
            : await advisories.draft(content, advisoryMark(bad.tag.text), hold);
        await ledger.write("receipt", step, { after: { advisory: { id, url } } });
        log.info(`security advisory: ${id}, a draft at ${url}`);
        return { id, url };
    }
    catch (error) {
        if (!(error instanceof RequestFailure))
            throw error;
        const { code, kind, message } = explain(error, "The security advisory was not drafted.");
        const remedy = `run this again, with an \`advisory-token\` that may (${code}); or draft it on the repository's Security page`;
        throw new build_problem/* Problem */.AF({ kind, code: "advisory-refused", message, remedy, cause: error });
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/facts.js
/** Why nothing is done at a channel. */
const LEFT_OUT = "left out by the input `leave-out`";
const UNTOLD = "left out by `notify: false`";

;// CONCATENATED MODULE: ./packages/rollback/build/checks/check.js

/** One thing that must hold before anything is changed: each failure says what to do. */
/**
 * Checks that an emergency skips where they do not pass, and why it may. All others stop it too. docs/rollback.md has the
 * same table.
 */
const SKIPPABLE = {
    addresses: "a server that answers slowly or to few is no reason to leave the bad release on top",
    compatibility: "people who can still be kept from the bad release are helped at once; the rule is shown",
    rehearsal: "there is no time for one",
    "channel:": "a channel that cannot be changed must not keep the others from it",
};
const isSkippable = (id) => Object.keys(SKIPPABLE).some((known) => (known.endsWith(":") ? id.startsWith(known) : id === known));
const passed = (id, title, found) => ({
    id,
    title,
    passed: true,
    found,
    mandatory: !isSkippable(id),
});
const failed = (id, title, found, remedy) => ({
    id,
    title,
    passed: false,
    found,
    remedy,
    mandatory: !isSkippable(id),
});
/** The first of a list that may be long, for `found`. */
function fewOf(found) {
    const more = found.length > 5 ? ` and ${found.length - 5} more` : "";
    return found.slice(0, 5).join("; ") + more;
}
/** In an emergency what did not pass and may be skipped stops nothing. */
function check_judge(check, mode) {
    const skipped = mode === "emergency" && !check.passed && !check.mandatory;
    return skipped ? { ...check, skipped } : check;
}
/** What stops the rollback. */
const stops = ({ passed: holds, skipped }) => !holds && skipped !== true;
/** @param checks that do not hold */
function check_checkFailed(checks, remedy) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "rollback-check-failed",
        message: `${checks.map(({ title, found }) => `not so: "${title}" (${found})`).join("; ")}. Nothing was changed`,
        remedy,
    });
}

;// CONCATENATED MODULE: ./packages/rollback/build/checks/token.js

async function checkToken(forge, tag) {
    const access = await forge.probeAccess(tag);
    const title = "The token may change releases";
    if (access.writable)
        return passed("token", title, forge.repository);
    return failed("token", title, access.reason, 'give the job "permissions: contents: write"');
}

// EXTERNAL MODULE: ./packages/rollback/build/choose.js
var choose = __webpack_require__(4460);
;// CONCATENATED MODULE: ./packages/rollback/build/locked.js


/** Work under the lock of a release: how it failed is written down, and the lock given back. */
async function locked({ tag, step, ledger, state }, { forge, cancelled }, work) {
    cancelled?.addEventListener("abort", () => ledger.leave());
    try {
        await ledger.open(await forge.survey(tag, ledger.place));
        return await ledger.during(work);
    }
    catch (error) {
        const told = error instanceof RequestFailure ? explain(error, state()) : error;
        const note = told instanceof build_problem/* Problem */.AF ? told.code : "unexpected";
        // The lock expires by itself; what failed is worth more than that this failed too.
        await ledger.close("end", step, { note }).catch(() => { });
        throw told;
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/published.js

/** A release and its journal, as the server has them now. */
async function findPublished(tag, list, forge) {
    const isIt = (release) => release.tag === tag && !release.draft;
    const found = list.find(isIt) ?? (await forge.findReleases(tag)).find(isIt);
    // Lists lag: what the plan says of it has to be what is there.
    const fresh = found && (await forge.release(found.id));
    return fresh?.draft ? undefined : fresh;
}
/** A release that somebody deleted: of which nothing but its tag, and what was written down, is known. */
const gone = (tag, { id, url } = { id: 0, url: "" }) => ({
    id,
    url,
    tag: tag.text,
    title: "",
    body: "",
    draft: false,
    prerelease: false,
    immutable: false,
    target: "",
    discussion: undefined,
    uploadUrl: "",
    assets: [],
});
async function published(tag, list, forge) {
    const found = await findPublished(tag, list, forge);
    if (found === undefined)
        throw published_notPublished(tag, forge);
    return found;
}
const OTHERWISE = "name a published release; a draft is deleted where it is named in `version` without `to-version`; where somebody deleted the release, release a higher version, to which every channel goes up";
function published_notPublished(tag, { repository }, remedy = OTHERWISE) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "release-not-published",
        message: `${repository} has no published release of ${tag}: a draft, or nothing. Nothing was changed`,
        remedy,
    });
}
async function journalOf(tag, { forge, journal }) {
    if (journal === undefined)
        return undefined;
    const path = journalPath(tag);
    const file = await forge.readFile(journal, path);
    if (file === undefined)
        return undefined;
    const entries = entriesOf(readJournal(file.text, path));
    const stranger = entries.find((entry) => entry.tag !== tag);
    if (stranger === undefined)
        return entries;
    throw new build_problem/* Problem */.AF({
        kind: "failure",
        code: "journal-damaged",
        message: `${path} of the branch ${journal} has an entry about ${stranger.tag}. Nothing was changed`,
        remedy: "somebody edited the journal by hand: restore the file from the branch's history (git revert)",
    });
}

;// CONCATENATED MODULE: ./packages/rollback/build/drafts.js







/**
 * Drafts of a version that is taken back: a run that died, or somebody who began twice, left them. Nobody sees them, so they
 * alone may be deleted (invariant 2); while they are there, a person may publish one by a click.
 */
const STEP = "discard of drafts";
const idOf = ({ id }) => `draft:${id}`;
const isDraftRow = ({ id }) => id.startsWith("draft:");
const draftsOf = (tag, list, entries) => list
    .filter((release) => release.draft && release.tag === tag && !wasPublic(release, entries))
    .toSorted((a, b) => a.id - b.id);
/** Somebody made it a draft again: people may have its bytes, so it is none to delete (invariant 2). */
const wasPublic = ({ id }, entries = []) => entries.some(({ after }) => after?.release?.id === id && after.release.draft === false);
/** Only what is public is advertised, so that a journal that does not know of the publication tells it all the same. */
const wasAdvertised = (entries = []) => !entries.some(({ after }) => after?.release?.draft === false) &&
    entries.some(({ event, channel }) => event === "receipt" && channel !== undefined);
/** Pure. */
function draftRows({ drafts = [], bad }) {
    return drafts.map((draft) => {
        const assets = draft.assets.map(({ id, name, size }) => [id, name, size]);
        return {
            id: idOf(draft),
            kind: "release",
            title: `Draft ${draft.id} of ${bad.tag.text}`,
            now: `a draft with ${assets.length} assets`,
            was: null,
            action: "delete",
            what: "deleted with its assets; nobody sees a draft, and nobody can publish it by mistake any more",
            found: (0,build_digest/* sha256 */.sc)(JSON.stringify([draft.title, draft.body, assets])),
        };
    });
}
/** Rows of a plan that is about drafts alone. Pure. */
function onlyDraftRows(facts) {
    const rows = draftRows(facts);
    if (rows.length > 0)
        return rows;
    return [
        {
            id: "draft:none",
            kind: "release",
            title: `Drafts of ${facts.bad.tag.text}`,
            now: "none",
            was: "an earlier run deleted them",
            action: "nothing",
            what: "there is nothing left",
        },
    ];
}
/**
 * Where a version was never published: its drafts, or what the journal says of those that were deleted.
 * @returns undefined where there is neither
 */
async function gatherDrafts(tag, list, entries, request, { forge }) {
    const { operation, toVersion } = request;
    if (operation !== "rollback")
        return undefined;
    // The outputs of the run that planned it name the draft twice, and are passed on as they are.
    if (toVersion !== undefined && (0,choose/* tagFrom */.FL)(toVersion, "to-version", tag.prefix).text !== tag.text)
        return undefined;
    const there = await forge.findReleases(tag.text);
    const withdrawn = there.find((each) => each.draft && (wasPublic(each, entries) || wasAdvertised(entries)));
    if (withdrawn !== undefined)
        throw publicBefore(tag.text, withdrawn.url);
    const seen = draftsOf(tag.text, there);
    const drafts = seen.length > 0 ? seen : draftsOf(tag.text, list, entries);
    const past = entries?.findLast(({ step, event }) => step === STEP && event === "receipt")?.before?.release;
    const [first] = drafts;
    const release = first ?? (past && { ...gone(tag, past), draft: true });
    if (release === undefined)
        return undefined;
    const survey = await forge.survey(tag.text);
    const bad = { tag, release };
    const begun = begunOf(tag, drafts, entries);
    const facts = {
        operation: "rollback",
        mode: request.mode,
        notify: request.notify,
        repository: forge.repository,
        reason: request.reason ?? (begun?.reason || "the draft is not wanted"),
        bad,
        good: bad,
        latest: survey.latest,
        entries,
        past: { begun, aborted: false },
        channels: [],
        drafts,
        draftsOnly: true,
        checks: [await checkToken(forge, tag.text)],
    };
    const nothing = unreleased(tag, survey.commit, forge);
    return { facts, releases: { bad: nothing, good: nothing }, channels: new Map(), guessed: new Map() };
}
/**
 * Plans that an earlier run began: the next one finishes them, although what is deleted makes them look different. Numbers of
 * releases grow, so a draft that was made since is told from those that were approved, and makes the plan a new one.
 */
function begunOf(tag, drafts, entries = []) {
    const own = entries.filter(({ step, event }) => step === STEP && (event === "intent" || event === "receipt"));
    const last = own.at(-1);
    if (last === undefined)
        return undefined;
    const complete = last.event === "receipt";
    const highest = complete ? 0 : (last.before?.release?.id ?? 0);
    if (drafts.some(({ id }) => id > highest))
        return undefined;
    const plans = own.flatMap(({ after }) => after?.rollback ?? []);
    const reason = plans.at(-1)?.reason ?? "";
    return { to: tag.text, reason, plans, before: {}, complete, channels: new Set() };
}
/** No channel is asked about it. */
function unreleased(tag, commit, { repository }) {
    const { text: version, prerelease } = tag.version;
    return channelRelease({
        serverUrl: "https://github.com",
        repository,
        manifest: {
            kind: "slipway-release",
            schemaVersion: 1,
            project: { name: repository },
            version,
            tag: tag.text,
            prerelease: prerelease.length > 0,
            commit: commit ?? "0".repeat(40),
            builds: [],
            artifacts: [],
        },
        file: async () => {
            throw new Error("a draft has no files");
        },
    });
}
/** The drafts that were found, as they are at this moment: what is gone, published or of another tag by now is none any more. */
async function lookAtDraftsAgain(drafts, forge) {
    const found = [];
    for (const { id, tag } of drafts) {
        const draft = await forge.release(id);
        if (draft?.draft && draft.tag === tag)
            found.push(draft);
    }
    return found;
}
/**
 * Deletes what the plan names, each by itself, under the lock of the version: no publication of Slipway's is under way.
 * @throws {Problem} `draft-published` where somebody published it meanwhile
 * @returns whether anything was deleted
 */
async function deleteDrafts(plan, drafts, step, { forge, log }, ledger) {
    const chosen = drafts.filter((draft) => plan.rows.some(({ id, action }) => id === idOf(draft) && action === "delete"));
    for (const { id, url, tag } of chosen) {
        const before = { release: { id, url, draft: true } };
        await ledger.write("intent", `${step}: draft ${id}`, { before });
        const deleted = await forge.deleteDraft(id, () => ledger.hold());
        if (!deleted)
            throw publishedMeanwhile(tag, url);
        await ledger.write("receipt", `${step}: draft ${id}`, { before });
        log.info(`draft ${id} of ${tag}: deleted`);
    }
    return chosen.length > 0;
}
/**
 * The whole of a plan that is about drafts alone.
 * @param kept of the plan, in the journal
 * @param requireSame throws where the facts, as they are under the lock, make another plan
 * @returns whether anything was deleted
 */
async function executeDrafts({ facts }, plan, deps, kept, requireSame) {
    const { forge, patience, log, run, journal: branch } = deps;
    const { bad, drafts = [] } = facts;
    const tag = bad.tag.text;
    const { commit } = await explaining("Nothing was changed.", () => forge.survey(tag));
    const ledger = branch === undefined
        ? noLedger(() => forge.survey(tag))
        : new BranchJournal({ forge, patience, log, branch, tag, commit, run, step: STEP });
    const state = () => "Run this again: it goes on from here.";
    return await locked({ tag, step: STEP, ledger, state }, deps, async () => {
        const again = await lookAtDraftsAgain(drafts, forge);
        requireSame({ ...facts, drafts: again });
        const { id, url } = again.at(-1) ?? bad.release;
        const before = { release: { id, url, draft: true } };
        await ledger.write("intent", STEP, { before, after: { rollback: kept } });
        const deleted = await deleteDrafts(plan, again, STEP, deps, ledger);
        await ledger.close("receipt", STEP, { before });
        return deleted;
    });
}
function publicBefore(tag, url) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "release-not-published",
        message: `${tag} was public by its journal, and ${url} is a draft by now: it is none to delete. Nothing was changed`,
        remedy: "publish it again on its page, and run this then: it is taken back everywhere, and its files stay; or, where it is another draft, delete it on its page",
    });
}
function publishedMeanwhile(tag, url) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "draft-published",
        message: `the draft ${url} of ${tag} was published just now, so it was not deleted`,
        remedy: "make a new plan (`dry-run: true`): what is published is taken back, and never deleted",
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/stand-ins.js

/** JSON: an address outside of this machine → the address on it that stands in. Only a rehearsal sets it. */
const STAND_INS = "SLIPWAY_STAND_INS";
/**
 * The address to speak to. Where a rehearsal runs this, nothing goes elsewhere: what the rehearsal has no stand-in for is
 * refused, and a stand-in is on this machine, so that the variable can lead no credential away.
 * @throws {Problem} `outside-rehearsal`
 */
function reachable(address, env = process.env) {
    const text = env[STAND_INS];
    if (text === undefined || text === "")
        return address;
    const standIn = JSON.parse(text)[address] ?? address;
    if (typeof standIn === "string" && isLoopback(URL.parse(standIn)?.hostname ?? ""))
        return standIn;
    throw new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "outside-rehearsal",
        // A webhook's address is a secret; its host is none.
        message: `this is a rehearsal, and ${URL.parse(address)?.host ?? "an address"} is outside of this machine`,
        remedy: "let slipway.yml name what the release talks to, so that the rehearsal can stand in for it",
    });
}
const isLoopback = (host) => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(host) || host.endsWith(".localhost");

;// CONCATENATED MODULE: ./packages/channels/build/engine/addresses.js




/** Milliseconds. Delivery networks serve a new asset within seconds, as a rule; an old 404 may be kept for longer. */
const DEADLINE = 5 * 60_000;
const addresses_POLL = { first: 2_000, last: 30_000 };
/** For one download: five minutes and the time that 200 kB/s need. */
const transferDeadline = (size) => 300_000 + Math.ceil(size / 200);
/**
 * Invariants 5 and 10: what is advertised answers, to anybody, with the bytes that the manifest says.
 * @throws {Problem} `address-not-ready`
 */
async function verifyAddresses(names, release, deps) {
    const assets = [...new Set(names)].map((name) => requireAsset(release, name));
    const deadline = deps.patience.time.now() + (deps.addressDeadline ?? DEADLINE);
    // One after another: together they would only share one line.
    for (const asset of assets)
        await verifyAddress(asset, deadline, deps);
    if (assets.length > 0)
        deps.log.info(`${assets.length} addresses answer with the manifest's digests`);
}
async function verifyAddress(asset, deadline, deps) {
    const { time } = deps.patience;
    let poll = addresses_POLL.first;
    for (let told = false;; told = true) {
        const { wrong, wait } = await ask(asset, deps);
        if (wrong === undefined)
            return;
        const pause = Math.max(wait ?? 0, poll * (0.5 + time.random() / 2));
        if (time.now() + pause > deadline) {
            throw new build_problem/* Problem */.AF({
                kind: "failure",
                code: "address-not-ready",
                message: `${asset.url} ${wrong}. The channel was not touched.`,
                remedy: "re-run this job when the address answers; an address that is not public (a private repository, a draft) cannot be advertised",
            });
        }
        if (!told)
            deps.log.info(`${asset.url} ${wrong}; asking again for a while`);
        await time.sleep(pause);
        poll = Math.min(addresses_POLL.last, poll * 1.6);
    }
}
/** Names below `localhost` are this machine (RFC 6761, section 6.3), though not every resolver knows; an embedded GitHub has one. */
const resolvable = (url) => url.replace(/^(https?:\/\/)[\w-]+\.localhost(?=[:/])/, (_, scheme) => `${scheme}127.0.0.1`);
/** What is wrong with the answer, and how long the server asks to wait (milliseconds). */
async function ask({ url, size, sha256 }, deps) {
    const get = deps.fetch ?? fetch;
    try {
        const response = await get(resolvable(url), { signal: AbortSignal.timeout(transferDeadline(size)) });
        if (!response.ok || response.body === null) {
            response.body?.cancel().catch(() => { });
            const after = response.headers.get("retry-after") ?? undefined;
            return { wrong: `answers ${response.status}`, wait: readRetryAfter(after, deps.patience.time.now()) };
        }
        const hash = (0,external_node_crypto_.createHash)("sha256");
        let length = 0;
        for await (const chunk of response.body) {
            hash.update(chunk);
            length += chunk.byteLength;
            // Whatever comes after is not what was released.
            if (length > size)
                break;
        }
        const found = hash.digest("hex");
        if (found === sha256)
            return {};
        return { wrong: `answers with ${length} bytes of SHA-256 ${found}; the manifest has ${size} of ${sha256}` };
    }
    catch (error) {
        const { cause, message } = error;
        return { wrong: `does not answer: ${cause instanceof Error && cause.message !== "" ? cause.message : message}` };
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/failover/hosts.js


/** Short: whoever looks is told by people that something is wrong, and clients wait. */
const hosts_DEADLINE = 30_000;
/**
 * Downloads the whole release from each host, as clients do, and compares digests: nobody is sent to a host that has less than
 * all of it.
 */
async function lookAtHosts(hosts, release, deps) {
    const quiet = { ...deps, log: { info: () => { } } };
    const found = await Promise.all(hosts.map(async (host) => {
        const why = await missingAt(host, release, quiet);
        return { ...host, whole: why === undefined, ...(why !== undefined && { why }) };
    }));
    for (const { title, why } of found)
        deps.log.info(`${title}: ${why ?? `has all of ${release.manifest.tag}`}`);
    return found;
}
async function missingAt({ address }, release, deps) {
    try {
        const place = reachable(address);
        const served = servedFrom(release, place);
        const whole = [...(await wholeRelease(served)), manifestAsset(served, place)];
        const assets = new Map(whole.map((asset) => [asset.name, asset]));
        await verifyAddresses([...assets.keys()], { ...served, assets }, { addressDeadline: hosts_DEADLINE, ...deps });
        return undefined;
    }
    catch (error) {
        // What verifies addresses for channels says so too.
        if (error instanceof build_problem/* Problem */.AF)
            return error.message.replace(/\. The channel was not touched\.$/, "");
        throw error;
    }
}
/** Equal documents have equal bytes. */
function manifestAsset({ manifest }, address) {
    const text = writeDocument(release_manifest_RELEASE_MANIFEST, manifest);
    const url = addressOf(address, manifest.tag, words/* MANIFEST_NAME */.ir);
    return { name: words/* MANIFEST_NAME */.ir, url, size: Buffer.byteLength(text), sha256: (0,build_digest/* sha256 */.sc)(text) };
}
function addressOf(address, tag, name) {
    return [address.replace(/\/+$/, ""), ...[...tag.split("/"), name].map(encodeURIComponent)].join("/");
}
/** The release with the addresses that it has at a host. */
function servedFrom(release, address) {
    const at = (asset) => ({ ...asset, url: addressOf(address, release.manifest.tag, asset.name) });
    return {
        ...release,
        assets: new Map([...release.assets].map(([name, asset]) => [name, at(asset)])),
        signatures: async () => (await release.signatures()).map(at),
    };
}
/** As configured, but for the one that is promoted: what its place is behind that matters to nobody. */
function orderOf(hosts) {
    const first = firstOf({ hosts });
    const others = hosts.filter((host) => host !== first);
    return [...(first === undefined ? [] : [first]), ...others].map(({ address }) => address);
}
/** Where clients are sent. */
const firstOf = ({ hosts }) => hosts.find(({ whole }) => whole);
/** Another than the first of the configuration stands in. */
const isPromoted = (facts) => firstOf(facts) !== facts.hosts[0];
/** Kinds of channels whose texts name the addresses of files, or their order: a fail-over changes them, and brings no file. */
const REFERRING = new Set(["mirror", "homebrew", "scoop"]);
/** Failures that pass by themselves when a server is back. */
const UNREACHABLE = new Set([
    "registry-unreachable",
    "registry-connection-lost",
    "registry-unavailable",
    "channel-unreachable",
    "channel-unavailable",
    "connection-failed",
    "server-unavailable",
]);
const isUnreachable = (error) => error instanceof build_problem/* Problem */.AF && UNREACHABLE.has(error.code);
const LATER = "run this again when it is back: it gets what it lacks then, and its place in the order";
/** Says who is first; what has to be changed for it stands in the rows of the channels. */
function hostsRow(facts) {
    const first = firstOf(facts);
    const told = facts.hosts.map(({ title, whole }) => `${title}: ${whole ? "whole" : "not whole, or silent"}`);
    const row = { id: "hosts", kind: "failover", title: "Where clients get files", now: told.join("; "), was: null };
    if (first === undefined) {
        return {
            ...row,
            action: "impossible",
            what: "no host has all of the release at this moment",
            remedy: "bring one of them back, then run this again",
        };
    }
    const what = isPromoted(facts)
        ? `${first.address} is first: all of the release answers there, by digest`
        : "the order is as configured";
    return { ...row, action: "nothing", what };
}
/** Rows about hosts, before those of the channels. */
const hostsRows = (facts) => facts.offline ? [hostsRow(facts), githubRow(facts)] : [hostsRow(facts)];
function githubRow({ hostsOnly }) {
    return {
        id: "github",
        kind: "release",
        title: "Releases and journal on GitHub",
        now: "cannot be reached",
        was: null,
        action: "impossible",
        what: hostsOnly
            ? "no journal can be written"
            : "latest, flag, notes, messages and the journal wait until it is back",
        remedy: LATER,
    };
}

// EXTERNAL MODULE: ./packages/rollback/build/notice.js
var build_notice = __webpack_require__(7913);
;// CONCATENATED MODULE: ./packages/forge/build/journal/taken-back.js
/** Steps of a release's journal by which it is taken back, and by which that is aborted. */
const ROLLBACK_STEP = { rollback: "rollback", abort: "rollback abort" };
/** Step by which a channel is taken back; that by which it gets the release is called as the channel is. */
const undoingOf = (channel) => `rollback of ${channel}`;
/** Whether a rollback of the release was begun, and not aborted since: nothing may bring it on top again but its abort. */
function isTakenBack(entries) {
    let taken = false;
    for (const { step, event } of entries) {
        if (step === ROLLBACK_STEP.rollback && event === "intent")
            taken = true;
        else if (step === ROLLBACK_STEP.abort && event === "receipt")
            taken = false;
    }
    return taken;
}

;// CONCATENATED MODULE: ./packages/rollback/build/past.js

function pastRollback(entries) {
    let begun;
    let aborted = false;
    let aborts = [];
    for (const { step, event, before, after, channel } of entries) {
        if (step === ROLLBACK_STEP.abort && event === "receipt") {
            begun = undefined;
            aborted = true;
        }
        else if (step === ROLLBACK_STEP.abort && event === "intent") {
            if (after?.rollback !== undefined)
                aborts = [...aborts, after.rollback];
        }
        else if (step === ROLLBACK_STEP.rollback && event === "intent" && after?.rollback !== undefined) {
            const { to, reason } = after.rollback;
            begun = {
                to,
                reason,
                plans: [...(begun?.plans ?? []), after.rollback],
                before: begun?.before ?? before ?? {},
                complete: false,
                channels: begun?.channels ?? new Set(),
            };
            aborted = false;
            aborts = [];
        }
        else if (step === ROLLBACK_STEP.rollback && event === "receipt" && begun)
            begun = { ...begun, complete: true };
        else if (begun && channel !== undefined && step === undoingOf(channel.id)) {
            begun = { ...begun, channels: new Set([...begun.channels, channel.id]) };
        }
    }
    return { begun, aborted, ...(aborts.length > 0 && { aborts }) };
}
/** Whether the undoing of a channel was begun by a run that did not live to say what came of it. */
function isInterrupted(entries, channel) {
    const last = entries.findLast(({ step, event }) => step === undoingOf(channel) && event !== "begin");
    return last?.event === "intent" || last?.event === "heartbeat";
}
/** Whether a channel got the release, and nothing is written down of its undoing. */
function isUnwritten(entries, channel) {
    const got = entries.some(({ step, event }) => step === channel && event === "receipt");
    return got && !entries.some(({ step }) => step === undoingOf(channel));
}
/** What a channel advertised before the release, as its receipt says; undefined: not known. */
function advertisedBefore(entries, channel) {
    const receipts = entries.filter(({ step, event }) => step === channel && event === "receipt");
    // A fail-over, and what makes up for a host that was unreachable, leaves the version.
    const moves = ({ before, after }) => before?.channel?.version !== after?.channel?.version;
    const receipt = receipts.findLast(moves) ?? receipts.at(-1);
    return receipt?.before?.channel?.version;
}
/** What was latest before the release was published; null: none. */
function latestBefore(entries) {
    return entries.find(({ step, event }) => step === "publication" && event === "intent")?.before?.latest;
}

;// CONCATENATED MODULE: ./packages/rollback/build/carry/prepare.js











/**
 * Looks at both releases, verifies the good one, and chooses version and moment. Where a run before this one has begun the same
 * rollback release, those are taken that it chose: it comes to its end, and no second one is made.
 * @throws {Problem} `release-not-published`, `rollback-bad-target`, `rollback-check-failed`, `carry-…`
 */
async function prepareCarry(request, deps) {
    const { forge, log } = deps;
    const { releases } = await deps.list();
    const bad = prepare_requirePublished(tagFrom(request.from, "from"), releases, forge);
    const good = prepare_requirePublished(tagFrom(request.carry, "carry", bad.tag.prefix), releases, forge);
    const why = whyNot(bad.tag, good.tag, good.release);
    if (why !== undefined) {
        throw mistake("rollback-bad-target", `${good.tag.text} cannot take the place of ${bad.tag.text}: ${why}. Nothing was changed`, "name in `carry` an earlier good release of the same project, and in `from` the bad one that it replaces");
    }
    const target = await deps.releaseOf(good.tag.text);
    const { text, digest } = await manifestOf(good.release, forge);
    if (JSON.stringify(readDocument(RELEASE_MANIFEST, text, MANIFEST_NAME)) !== JSON.stringify(target.manifest)) {
        throw changedMeanwhile(good.tag.text);
    }
    await requireGood(good.release, target, bad.tag.text, request, deps);
    const reason = request.reason.replace(/\s+/g, " ").trim();
    const wanted = request.version === undefined ? undefined : wantedVersion(request.version);
    const begun = await begunBefore(bad.tag, good.tag, wanted, releases, forge);
    const { configAt = good.tag.text } = request;
    // By its commit: a branch may have the tag's name.
    const commit = request.configAt === undefined ? target.manifest.commit : await forge.resolveTag(configAt);
    const config = await configurationAt(forge, commit ?? configAt, request.config, configAt);
    const common = { good: target, digest, from: bad.tag, config };
    if (begun !== undefined) {
        const { tag, carries, timestamp } = begun;
        log.info(`${tag.text} was begun by an earlier run, and is gone on with`);
        if (carries.reason !== reason)
            log.warning(`the reason that it gives stays: ${carries.reason}`);
        const backPort = releases.some(({ tag: other }) => isHigherFinal(parseTag(other), tag));
        return { ...common, tag, backPort, reason: carries.reason, timestamp };
    }
    const known = takenVersions(releases);
    const { tag, backPort } = carryingVersion({ bad: bad.tag, good: good.tag, wanted, known });
    const taken = await forge.resolveTag(tag.text);
    if (taken !== undefined && taken !== target.manifest.commit) {
        throw mistake("tag-exists", `the tag ${tag.text} exists on commit ${taken}; the bytes of ${good.tag.text} were made from ${target.manifest.commit}`, "choose a higher version: what is published under a tag never changes");
    }
    return { ...common, tag, backPort, reason, timestamp: Math.floor(deps.now() / 1000) };
}
function prepare_requirePublished(tag, releases, forge) {
    const release = releases.find((each) => each.tag === tag.text && !each.draft);
    if (release !== undefined)
        return { tag, release };
    throw notPublished(tag.text, forge, "name published releases in `carry` and `from`");
}
/** Nobody is sent to bytes that are not those of their release.json, or that another key signed. */
async function requireGood(release, target, bad, { config }, { forge, log }) {
    const { settings } = await readRules({ forge, tag: bad, config });
    const checks = [
        await checkComplete(forge, release, target),
        await checkSignatures({ forge, release, target, trusted: settings.signers }),
    ];
    for (const { title, found } of checks)
        log.info(`${title}: ${found}`);
    const failed = checks.filter(({ passed }) => !passed);
    if (failed.length === 0)
        return;
    throw checkFailed(failed, "name another release in `carry`, or release a higher version that is built anew");
}
async function manifestOf({ assets, tag }, forge) {
    const asset = assets.find(({ name }) => name === MANIFEST_NAME);
    if (asset === undefined || asset.size > LARGEST_MANIFEST)
        throw changedMeanwhile(tag);
    const bytes = await buffer(await forge.downloadAsset(asset.id));
    const digest = sha256(bytes);
    if (asset.sha256 !== undefined && asset.sha256 !== digest)
        throw changedMeanwhile(tag);
    return { text: bytes.toString("utf8"), digest };
}
function changedMeanwhile(tag) {
    return new Problem({
        kind: "failure",
        code: "carry-manifest-changed",
        message: `the ${MANIFEST_NAME} of ${tag} is not what the server said a moment ago. Nothing was changed`,
        remedy: "run this again; if it stays so, compare the release's page with its release.json before anybody is sent to it",
    });
}
function wantedVersion(text) {
    return requireVersion(text.replace(/^v(?=\d)/, ""), 'the input "version"');
}
/** Published, or a whole draft: one that a run left before it had its release.json takes no version away. */
const takenVersions = (releases) => releases.filter(({ draft, assets }) => !draft || assets.some(isManifest)).flatMap(({ tag }) => (0,build_tag/* parseTag */.ED)(tag) ?? []);
const isManifest = ({ name, state }) => name === words/* MANIFEST_NAME */.ir && state === "uploaded";
/** The same rollback release, published or a draft with its release.json: the highest, where there are several. */
async function begunBefore(bad, good, wanted, releases, forge) {
    const { major, minor } = wanted ?? bad.version;
    const candidates = releases
        .flatMap((release) => {
        const tag = (0,build_tag/* parseTag */.ED)(release.tag);
        return tag === undefined ? [] : [{ tag, release }];
    })
        .filter(({ tag: { prefix, version } }) => prefix === bad.prefix &&
        version.major === major &&
        version.minor === minor &&
        (0,build_version/* compareVersions */.Zy)(version, bad.version) > 0 &&
        (wanted === undefined || (0,build_version/* compareVersions */.Zy)(version, wanted) === 0))
        .toSorted((a, b) => (0,build_version/* compareVersions */.Zy)(b.tag.version, a.tag.version));
    for (const { tag, release } of candidates) {
        const manifest = await readCarrying(release, forge);
        if (manifest?.carries?.tag !== good.text || manifest.carries.from !== bad.text)
            continue;
        if (manifest.tag !== tag.text || manifest.timestamp === undefined)
            continue;
        return { tag, carries: manifest.carries, timestamp: manifest.timestamp };
    }
    return undefined;
}
async function readCarrying({ assets }, forge) {
    const asset = assets.find(isManifest);
    if (asset === undefined || asset.size > words/* LARGEST_MANIFEST */.$D)
        return undefined;
    const text = (await (0,consumers_.buffer)(await forge.downloadAsset(asset.id))).toString("utf8");
    try {
        return document_readDocument(release_manifest_RELEASE_MANIFEST, text, words/* MANIFEST_NAME */.ir);
    }
    catch (error) {
        // Whatever it is, this does not go on with it.
        if (error instanceof build_problem/* Problem */.AF)
            return undefined;
        throw error;
    }
}
const isHigherFinal = (other, { prefix, version }) => other !== undefined &&
    other.prefix === prefix &&
    other.version.prerelease.length === 0 &&
    compareVersions(other.version, version) > 0;
/** Where the bad release was advertised, and the carrying one would not be. */
async function forgottenChannels(used, { from, config }, forge, idsOf) {
    const commit = await forge.resolveTag(from.text);
    const file = commit === undefined ? undefined : await forge.readFile(commit, config ?? CONFIG_NAME);
    if (file === undefined)
        return [];
    try {
        return idsOf(parseConfig(file.text, `${config ?? CONFIG_NAME} at ${from.text}`)).filter((id) => !used.includes(id));
    }
    catch (error) {
        // It may be just that which was bad.
        if (error instanceof Problem)
            return [];
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/planning/build/versions/bump.js

const LEVELS = (/* unused pure expression or super */ null && (["major", "minor", "patch"]));
/**
 * The final version that follows. A pre-release is followed by its own final version where that is a step of the level:
 * `patch` and `minor` after 1.3.0-rc.1 are 1.3.0, `major` is 2.0.0.
 */
function bumpVersion(last, level) {
    const { major, minor, patch } = last;
    const pending = isPrerelease(last);
    switch (level) {
        case "major":
            return pending && minor === 0 && patch === 0 ? coreOf(last) : finalVersion(major + 1, 0, 0);
        case "minor":
            return pending && patch === 0 ? coreOf(last) : finalVersion(major, minor + 1, 0);
        case "patch":
            return pending ? coreOf(last) : finalVersion(major, minor, patch + 1);
    }
}
/**
 * The next pre-release of a final version: `1.3.0-rc.1`, then `1.3.0-rc.2`.
 * @param known versions that exist
 * @throws {Problem} `prerelease-lower` when one exists that would come after it
 */
function prereleaseOf(core, id, known) {
    const siblings = known.filter((one) => isPrerelease(one) && compareVersions(coreOf(one), core) === 0);
    const numbers = siblings.map(({ prerelease: [first, number, ...rest] }) => String(first) === id && typeof number === "number" && rest.length === 0 ? number : 0);
    const version = requireVersion(`${core.text}-${id}.${Math.max(0, ...numbers) + 1}`, "next pre-release");
    const above = siblings.find((one) => compareVersions(one, version) >= 0);
    if (above !== undefined) {
        throw mistake("prerelease-lower", `${version.text} would come before ${above.text}, which exists`, "choose an identifier that sorts after the earlier ones (alpha, beta, rc), or give the whole version");
    }
    return version;
}
/** The final version that a pre-release announces, without build metadata. */
function coreOf({ major, minor, patch }) {
    return finalVersion(major, minor, patch);
}
function finalVersion(major, minor, patch) {
    return (0,build_version/* requireVersion */.eU)(`${major}.${minor}.${patch}`, "next version");
}

;// CONCATENATED MODULE: ./packages/planning/build/versions/tags.js

/** The last by precedence; of equals the first. */
function highest(tags) {
    return tags.reduce((best, tag) => (best === undefined || (0,build_version/* compareVersions */.Zy)(tag.version, best.version) > 0 ? tag : best), undefined);
}
function isFinal({ version }) {
    return !(0,build_version/* isPrerelease */.V1)(version);
}
/** 1.3.0 and 1.3.0-rc.1 are of one core. */
function isSameCore(a, b) {
    return a.major === b.major && a.minor === b.minor && a.patch === b.patch;
}

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
        throw (0,build_problem/* mistake */.RT)("version-exists", `${tag.text} has the same precedence as ${equal.text}, which is tagged: build metadata does not count`, "raise the version; SemVer 2.0.0, section 10");
    }
    const finals = against.filter(isFinal);
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
        ? highest(lower.filter((other) => !isFinal(other) && isSameCore(other.version, version)))
        : undefined;
    return sibling ?? highest(lower.filter(isFinal));
}
function judgePrerelease(tag, against, finals, allowGap) {
    const { version } = tag;
    const final = finals.find((other) => isSameCore(other.version, version));
    if (final !== undefined) {
        throw (0,build_problem/* mistake */.RT)("already-final", `${tag.text} is a pre-release of ${coreOf(version).text}, which is released as ${final.text}`, `begin the pre-releases of the next version, for example ${bumped(version).text}-${String(version.prerelease[0])}.1`);
    }
    const siblings = against.filter((other) => !isFinal(other) && isSameCore(other.version, version));
    const last = highest(siblings);
    if (last === undefined) {
        judgeFinal(coreOf(version), tag, finals, allowGap);
        return;
    }
    if ((0,build_version/* compareVersions */.Zy)(last.version, version) > 0)
        throw lower(tag, last, "the pre-releases of one version only rise");
    const [next, expected] = [counted(version), counted(last.version)];
    if (next.number === undefined || expected.number === undefined || next.head !== expected.head)
        return;
    if (next.number > expected.number + 1 && !allowGap) {
        throw gap(tag, last, `${coreOf(version).text}-${next.head}${expected.number + 1}`);
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
    const last = line && highest(line);
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
            ? finalVersion(major, last.version.minor + 1, 0)
            : finalVersion(last.version.major + 1, 0, 0);
    if ((0,build_version/* compareVersions */.Zy)(version, expected) > 0 && !allowGap)
        throw gap(tag, last, expected.text);
}
function bumped({ major, minor, patch }) {
    return finalVersion(major, minor, patch + 1);
}
function lower(tag, last, why) {
    return (0,build_problem/* mistake */.RT)("version-lower", `${tag.text} is lower than ${last.text}, which is tagged: ${why}`, `choose a version above ${last.version.text}; a tag that was pushed by mistake is removed with git push --delete origin ${tag.text}`);
}
function gap(tag, last, expected) {
    return (0,build_problem/* mistake */.RT)("version-gap", `${tag.text} skips versions: after ${last.text} comes ${expected} in this line`, `release ${expected}, or set "allow-gap: true" for build-matrix if the versions between are left out on purpose`);
}
function exists(tag, itself, commit) {
    return (0,build_problem/* mistake */.RT)("tag-exists", `the tag ${tag.text} exists on commit ${itself.commit}; commit ${commit} would be released as the same version`, "choose a higher version: what is published under a tag never changes");
}

;// CONCATENATED MODULE: ./packages/rollback/build/carry/version.js


/** @throws {Problem} `carry-not-below`, `carry-version-low`, `carry-version-prerelease`, and what `judgeVersion` throws */
function version_carryingVersion({ bad, good, wanted, known }) {
    if (good.prefix !== bad.prefix || (0,build_version/* compareVersions */.Zy)(good.version, bad.version) >= 0) {
        throw new build_problem/* Problem */.AF({
            kind: "mistake",
            code: "carry-not-below",
            message: `${good.text} is not an earlier release of the same project than ${bad.text}`,
            remedy: "name in `carry` the good release whose bytes come back, and in `from` the bad one that they replace",
        });
    }
    const own = known.filter(({ prefix }) => prefix === bad.prefix);
    const tag = (0,build_tag/* tagOf */.cO)(wanted ?? nextAbove(bad, own), bad.prefix);
    if ((0,build_version/* compareVersions */.Zy)(tag.version, bad.version) <= 0) {
        throw (0,build_problem/* mistake */.RT)("carry-version-low", `${tag.text} is not above ${bad.text}: clients that have ${bad.version.text} would never move to it`, `choose a version above ${bad.version.text}, or leave \`version\` out`);
    }
    if ((0,build_version/* isPrerelease */.V1)(tag.version) && !(0,build_version/* isPrerelease */.V1)(bad.version)) {
        throw (0,build_problem/* mistake */.RT)("carry-version-prerelease", `${tag.text} is a pre-release: who has ${bad.version.text} does not get it`, "choose a final version, or leave `version` out");
    }
    // Only versions count here: the commit is that of the carried release, wherever the others are.
    const tags = own.map((each) => ({ ...each, commit: each.text, merged: true, ahead: false }));
    const { backPort } = judgeVersion({ tag, commit: tag.text, known: tags });
    if (own.some(({ text }) => text === tag.text)) {
        throw (0,build_problem/* mistake */.RT)("version-exists", `${tag.text} is released already`, "choose a higher version, or leave `version` out: the next free one is taken");
    }
    return { tag, backPort };
}
function nextAbove({ version: bad }, known) {
    const versions = known.map(({ version }) => version);
    if (!(0,build_version/* isPrerelease */.V1)(bad)) {
        const line = versions.filter((each) => each.major === bad.major && each.minor === bad.minor && !(0,build_version/* isPrerelease */.V1)(each));
        const patch = Math.max(bad.patch, ...line.map((each) => each.patch)) + 1;
        return (0,build_version/* requireVersion */.eU)(`${bad.major}.${bad.minor}.${patch}`, "next version");
    }
    const last = [bad, ...versions.filter((each) => (0,build_version/* isPrerelease */.V1)(each) && sameCore(each, bad))].reduce((best, each) => (0,build_version/* compareVersions */.Zy)(each, best) > 0 ? each : best);
    const parts = [...last.prerelease];
    const number = parts.at(-1);
    if (typeof number === "number")
        parts[parts.length - 1] = number + 1;
    else
        parts.push(1);
    return (0,build_version/* requireVersion */.eU)(`${bad.major}.${bad.minor}.${bad.patch}-${parts.join(".")}`, "next version");
}
const sameCore = (a, b) => a.major === b.major && a.minor === b.minor && a.patch === b.patch;

;// CONCATENATED MODULE: ./packages/rollback/build/roll-forward.js


/** @throws {Problem} what `carryingVersion` throws */
async function lookForward(wish, { bad, good }, releases, forge) {
    if (wish === undefined)
        return undefined;
    const wanted = wish === "next" ? undefined : wish;
    const begun = await begunBefore(bad.tag, good.tag, wanted, releases, forge);
    if (begun !== undefined)
        return { tag: begun.tag, there: true };
    const known = takenVersions(releases);
    return { tag: version_carryingVersion({ bad: bad.tag, good: good.tag, wanted, known }).tag, there: false };
}
/** Kinds of channels whose clients compare versions, and only go up. */
const ONLY_UP = new Set(["homebrew", "scoop", "apt", "rpm"]);
/** What the plan says of a channel that goes down while who has the bad version does not. */
function staysAt(kind, { bad, good, rollForward, operation }) {
    if (operation !== "rollback" || !ONLY_UP.has(kind))
        return "";
    const { text } = bad.tag.version;
    const until = rollForward === undefined
        ? "a higher version comes"
        : `${rollForward.tag.version.text} comes, which carries ${good.tag.version.text}`;
    return `; who has ${text} keeps it until ${until}`;
}
/** Nothing of it is done by the rollback itself. */
function rollForwardRows({ bad, good, rollForward, operation }) {
    if (rollForward === undefined || operation !== "rollback")
        return [];
    const { tag, there } = rollForward;
    return [
        {
            id: "roll-forward",
            kind: "release",
            title: "Rollback release",
            now: there ? tag.text : "none",
            was: "none",
            action: there ? "nothing" : "roll-forward",
            what: there
                ? `${tag.text} carries ${good.tag.text} already; where it was interrupted, rollback-release.yml goes on with it`
                : `${tag.text} carrying the bytes of ${good.tag.text}, for everybody who has ${bad.tag.version.text}: by rollback-release.yml, after this`,
        },
    ];
}

;// CONCATENATED MODULE: ./packages/rollback/build/plan.js








/** What will be done, row by row, in the order in which it is done. Pure. */
function planRollback(facts) {
    const { operation, mode, notify, repository, reason, bad, good, checks, channels } = facts;
    const told = ({ outcome }) => isMessage(outcome);
    const [latest, flag, notes] = operation === "rollback" ? releaseRows(facts) : restoredRows(facts);
    const rowsOf = (some) => some.map((each) => channelRow(each, facts));
    const hosts = facts.failover === undefined ? [] : hostsRows(facts.failover);
    const all = [
        ...hosts,
        latest,
        flag,
        ...rowsOf(channels.filter((each) => !told(each))),
        ...advisoryRows(facts),
        notes,
        ...rowsOf(channels.filter(told)),
        ...(operation === "rollback" ? draftRows(facts) : []),
        ...rollForwardRows(facts),
        assetsRow(facts),
    ];
    const rows = facts.draftsOnly
        ? [...onlyDraftRows(facts)]
        : facts.failover?.hostsOnly || facts.failover?.offline
            ? [...hosts, ...rowsOf(channels.filter((each) => !told(each)))]
            : all;
    const plan = {
        kind: "slipway-rollback-plan",
        schemaVersion: 1,
        operation,
        mode,
        notify,
        repository,
        from: plannedRelease(bad),
        to: plannedRelease(good),
        reason,
        rows,
    };
    return { ...plan, checks: [...checks], digest: digestOf(plan) };
}
/** Of everything but the checks, in whatever order a document has it. */
function digestOf(plan) {
    const covered = { ...plan, checks: undefined, digest: undefined };
    return (0,build_digest/* sha256 */.sc)(JSON.stringify(covered, (_, value) => (isMapping(value) ? sorted(value) : value)));
}
const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const sorted = (value) => Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
/** What is made by jobs of its own changes nothing here. */
const IDLE = new Set(["nothing", "impossible", "roll-forward"]);
const isChanging = ({ action }) => !IDLE.has(action);
/** What differs between the plan that was approved and how things are now; for people. */
function differencesOf(approved, now) {
    const differences = [];
    for (const key of ["operation", "mode", "notify", "repository", "reason"]) {
        if (approved[key] !== now[key])
            differences.push(`${key}: "${approved[key]}" → "${now[key]}"`);
    }
    for (const key of ["from", "to"]) {
        if (approved[key].tag !== now[key].tag)
            differences.push(`${key}: ${approved[key].tag} → ${now[key].tag}`);
        else if (approved[key].id !== now[key].id)
            differences.push(`${approved[key].tag} is another release by now`);
    }
    const before = new Map(approved.rows.map((row) => [row.id, row]));
    for (const row of now.rows) {
        const old = before.get(row.id);
        before.delete(row.id);
        if (old === undefined)
            differences.push(`${row.title}: new`);
        else if (old.now !== row.now)
            differences.push(`${row.title}: was "${old.now}", is "${row.now}"`);
        else if (JSON.stringify(old) !== JSON.stringify(row)) {
            differences.push(`${row.title}: ${old.what === row.what ? "what is there changed" : `"${old.what}" → "${row.what}"`}`);
        }
    }
    for (const { title } of before.values())
        differences.push(`${title}: gone`);
    return differences;
}
const plannedRelease = ({ tag, release: { id, url } }) => ({
    tag: tag.text,
    version: tag.version.text,
    id,
    url,
});
const latestRow = (rest) => ({ id: "latest", kind: "release", title: "Latest release", ...rest });
const flagRow = ({ bad }, rest) => ({
    id: "flag",
    kind: "release",
    title: `Pre-release flag of ${bad.tag.text}`,
    ...rest,
});
const notesRow = ({ bad }, rest) => ({
    id: "notes",
    kind: "release",
    title: `Notes of ${bad.tag.text}`,
    ...rest,
});
function releaseRows(facts) {
    const { bad, good, latest, entries } = facts;
    const before = entries && latestBefore(entries);
    const was = before === undefined ? null : (before ?? "none");
    const unknown = before === undefined ? { uncertain: "the journal does not say what was latest before" } : {};
    const now = latest?.tag ?? "none";
    const latestIs = (rest) => latestRow({ now, was, ...rest, ...unknown });
    const first = latest?.id !== bad.release.id
        ? latestIs({ action: "nothing", what: `${bad.tag.text} is not latest` })
        : good.release.prerelease
            ? latestRow({
                now,
                was,
                action: "impossible",
                what: `${good.tag.text} is a pre-release, and those cannot be latest`,
                remedy: "name a final release in `to-version`",
            })
            : latestIs({ action: "re-point", what: `${bad.tag.text} → ${good.tag.text}` });
    return [first, flagOf(facts), notesOf(facts)];
}
const flagText = (prerelease) => (prerelease ? "pre-release" : "final");
function flagOf(facts) {
    const { bad, past } = facts;
    const now = flagText(bad.release.prerelease);
    const was = flagText(past.begun?.before.prerelease ?? bad.release.prerelease);
    if (bad.release.prerelease)
        return flagRow(facts, { now, was, action: "nothing", what: "it is one already" });
    if (bad.release.immutable) {
        return flagRow(facts, {
            now,
            was,
            action: "impossible",
            what: "GitHub does not let an immutable release become a pre-release",
            remedy: "nothing has to be done: another release is latest, and the notice in the notes says why",
        });
    }
    return flagRow(facts, {
        now,
        was,
        action: "demote",
        what: "marked as a pre-release, so that nobody takes it for current",
    });
}
const NO_ADVISORY = { id: "GHSA-xxxx-xxxx-xxxx", url: `https://github.com/${"x".repeat(200)}` };
function notesOf(facts) {
    const { bad, good, mode, advisory } = facts;
    const there = (0,build_notice/* noticeIn */.On)(bad.release.body);
    const now = there === undefined ? "without a notice" : `a notice that names ${there}`;
    const was = "without a notice";
    if ((0,build_notice/* isToldIn */.H4)(bad.release.body, facts))
        return notesRow(facts, { now, was, action: "nothing", what: "the notice is there" });
    // As long as the longest that will be written.
    const notice = (0,build_notice/* noticeOf */.QJ)(facts, "2000-01-01", advisory?.found ?? NO_ADVISORY);
    if ((0,build_notice/* withNotice */.HL)(bad.release.body, notice) === undefined) {
        return notesRow(facts, {
            now,
            was,
            action: "impossible",
            what: "with a notice the notes would be longer than GitHub takes (125,000 characters)",
            remedy: "shorten the notes on the release's page, and run this again",
        });
    }
    const warns = mode === "security";
    const names = warns && (advisory?.found !== undefined || advisory?.refused === undefined);
    const more = names ? "the reason, the date and the advisory" : "the reason and the date";
    const what = `a ${warns ? "security warning" : "notice"} at the top: use ${good.tag.version.text} instead, ${more}`;
    return notesRow(facts, { now, was, action: "explain", what, found: (0,build_digest/* sha256 */.sc)(bad.release.body) });
}
/** Below another release of the same project: where a rollback led, this one or one further down. */
function isBelow(tag, bad) {
    const other = (0,build_tag/* parseTag */.ED)(tag);
    return other !== undefined && other.prefix === bad.prefix && (0,build_version/* compareVersions */.Zy)(other.version, bad.version) < 0;
}
function restoredRows(facts) {
    const { bad, latest, past } = facts;
    const before = past.begun?.before ?? {};
    const now = latest?.tag ?? "none";
    const was = before.latest ?? null;
    const mine = before.latest === bad.tag.text;
    const back = mine && latest?.id !== bad.release.id && isBelow(now, bad.tag);
    const what = back
        ? `${now} → ${bad.tag.text}`
        : !mine || latest?.id === bad.release.id
            ? "the rollback did not change it, or it is as it was"
            : `${now} became latest since, and stays so`;
    const notice = (0,build_notice/* noticeIn */.On)(bad.release.body);
    const flagged = bad.release.prerelease;
    const wasFlagged = before.prerelease ?? flagged;
    return [
        latestRow({ now, was, action: back ? "restore" : "nothing", what }),
        flagRow(facts, {
            now: flagText(flagged),
            was: flagText(wasFlagged),
            ...(flagged && !wasFlagged
                ? { action: "restore", what: "final again" }
                : { action: "nothing", what: "as it was" }),
        }),
        notesRow(facts, {
            now: notice === undefined ? "without a notice" : `a notice that names ${notice}`,
            was: "without a notice",
            ...(notice === undefined
                ? { action: "nothing", what: "there is no notice" }
                : { action: "restore", what: "the notice is removed", found: (0,build_digest/* sha256 */.sc)(bad.release.body) }),
        }),
    ];
}
/** Invariant 2. */
function assetsRow({ bad }) {
    const now = `${bad.release.assets.length} assets, tag ${bad.tag.text}`;
    return {
        id: "assets",
        kind: "release",
        title: "Assets and tag",
        now,
        was: now,
        action: "nothing",
        what: "published bytes and tags never change; who named this version goes on getting it",
    };
}
const isMessage = ({ id }) => id.startsWith("notify:");
/**
 * Where a channel has room for a warning. What is advertised there afterwards is the release without the problem, so a notice
 * to whoever installs that would warn of nothing.
 */
const placeOf = (kind) => kind === "homebrew" || kind === "scoop"
    ? "the reason stands in its commit"
    : "it has no place for a warning of a version that it does not show";
/** Whatever was there before stays there beside a release. */
const KEEPS_ALL = new Set(["apt", "rpm", "registry"]);
function channelRow({ outcome, was, uncertain }, all) {
    const { operation, failover, mode } = all;
    const { id, kind, title } = outcome;
    const facts = {
        id,
        kind,
        title,
        was: was === undefined ? null : (was ?? (KEEPS_ALL.has(kind) ? "without it" : "nothing")),
        ...(uncertain && { uncertain }),
    };
    switch (outcome.type) {
        case "proposed": {
            const { change } = outcome;
            // The version stays: only where it comes from changes, or what it lacks there is brought.
            const moves = failover !== undefined && (failover.hostsOnly || change.from === change.to) && !isMessage(outcome);
            const restores = operation === "abort" || (moves && !isPromoted(failover));
            const action = restores ? "restore" : moves ? "promote" : isMessage(outcome) ? "correct" : "revert";
            // What comes after follows from what is there; indices also carry their time.
            const found = (0,build_digest/* sha256 */.sc)(JSON.stringify(change.objects.map(({ path, before }) => [path, before?.sha256 ?? null])));
            const first = moves && kind !== "mirror" && change.from === change.to ? firstOf(failover) : undefined;
            const from = first === undefined ? "" : `, from ${first.address}`;
            const warning = mode === "security" && action === "revert" ? `; ${placeOf(kind)}` : "";
            const stays = action === "revert" ? staysAt(kind, all) : "";
            return {
                ...facts,
                now: change.from ?? "nothing",
                action,
                what: `${change.summary}${warning}${from}${stays}`,
                found,
            };
        }
        case "impossible":
            return { ...facts, now: "unchanged", action: "impossible", what: outcome.because, remedy: outcome.remedy };
        case "failed": {
            if (failover !== undefined && isUnreachable(outcome.problem)) {
                return { ...facts, now: "unknown", action: "impossible", what: "cannot be reached now", remedy: LATER };
            }
            const { message, remedy } = outcome.problem;
            return { ...facts, now: "unknown", action: "impossible", what: message, remedy };
        }
        case "changed":
            throw new Error("a dry run changed something");
        default: {
            const unseen = outcome.why === LEFT_OUT || outcome.why === UNTOLD;
            return { ...facts, now: unseen ? "not looked at" : "right as it is", action: "nothing", what: outcome.why };
        }
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/approved.js



/**
 * Exactly the approved plan is executed. One that an interrupted run began is finished, although what it did already makes it
 * look different; one that came to its end has nothing left to do.
 * @throws {Problem} `plan-stale`
 */
function requireApproved(plan, { past: { begun, aborts = [] }, operation }, approved) {
    if (approved === undefined || approved.digest === plan.digest)
        return;
    const plans = operation === "rollback" ? (begun?.plans ?? []) : aborts;
    // Later runs by the same approval had less to do.
    const known = plans.find((each) => each.plan === approved.digest);
    let differences = approved.plan === undefined ? [] : differencesOf(approved.plan, plan);
    if (known !== undefined) {
        const done = !plan.rows.some(isChanging);
        const going = begun !== undefined && (operation === "abort" || !begun.complete);
        const beyond = approved.plan === undefined
            ? notIn(known, plan)
            : isSame(approved.plan, plan)
                ? notIn(keptOf(approved.plan, approved.digest), plan)
                : differences;
        if (done || (going && beyond.length === 0))
            return;
        if (approved.plan === undefined)
            differences = beyond;
    }
    throw stale(approved.digest, plan.digest, differences);
}
/** What the journal keeps of a plan, so that whoever goes on with it does nothing else. */
function keptOf({ to, reason, mode, notify, rows }, digest) {
    const changed = rows.filter(isChanging).map(({ id, action }) => [id, action]);
    return { to: to.tag, plan: digest, reason, mode, notify, rows: Object.fromEntries(changed) };
}
const isSame = (approved, now) => {
    const about = ({ operation, repository, from, to }) => JSON.stringify([operation, repository, from.tag, from.id, to.tag, to.id]);
    return about(approved) === about(now);
};
/** What is not the rest of a plan that was begun: what it does not name, and what it names and is left out. */
function notIn(begun, now) {
    const differences = ["mode", "notify", "reason"]
        .filter((key) => begun[key] !== undefined && begun[key] !== now[key])
        .map((key) => `${key}: "${begun[key]}" → "${now[key]}"`);
    const { rows } = begun;
    if (rows === undefined)
        return differences;
    for (const { id, title, action, what } of now.rows.filter((row) => isChanging(row) || row.what === LEFT_OUT)) {
        const named = rows[id];
        if (what === LEFT_OUT) {
            if (named !== undefined)
                differences.push(`${title}: "${named}" → ${LEFT_OUT}`);
        }
        else if (named !== action)
            differences.push(`${title}: "${named ?? "nothing"}" → "${action}"`);
    }
    return differences;
}
/**
 * A channel at which the approved plan does nothing: a job of the release may have reached it since.
 * @returns the same one, which changes nothing
 */
function unplanned(channel) {
    const only = (verdict) => {
        if (verdict.type !== "change")
            return verdict;
        throw planStale(`${channel.title} has changed since the plan was approved, which does nothing there. It was not touched`);
    };
    return {
        ...channel,
        propose: (state, release) => only(channel.propose(state, release)),
        undo: (receipt, state, good) => only(channel.undo(receipt, state, good)),
    };
}
function stale(approved, now, differences) {
    const what = differences.length === 0 ? `its digest is ${approved}; that of now is ${now}` : differences.join("; ");
    return planStale(`the approved plan is not the one that would be executed now: ${what}. Nothing was changed`);
}
function planStale(message) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "plan-stale",
        message,
        remedy: "run this with `dry-run: true` again, look at the new plan, and execute that one",
    });
}

// EXTERNAL MODULE: ./node_modules/diff/libesm/patch/create.js + 2 modules
var create = __webpack_require__(7291);
;// CONCATENATED MODULE: ./packages/channels/build/change.js


function textContent(text) {
    return { sha256: (0,build_digest/* sha256 */.sc)(text), size: Buffer.byteLength(text), text };
}
/** Unified diff of every text, and a line for what is no text. */
function diffOf({ objects }) {
    return objects.map(diffOfObject).join("");
}
function diffOfObject({ path, before, after }) {
    const texts = [before, after].map((content) => (content === undefined ? "" : content.text));
    const [old, now] = texts;
    if (old === undefined || now === undefined) {
        const told = (content) => content && `${content.size} bytes, SHA-256 ${content.sha256}`;
        return `${path}: ${told(before) ?? "new"} → ${told(after) ?? "removed"}\n`;
    }
    const patch = (0,create/* createTwoFilesPatch */.ss)(before === undefined ? "/dev/null" : `a/${path}`, after === undefined ? "/dev/null" : `b/${path}`, old, now);
    // The first line is a ruler of equal signs.
    return patch.split("\n").slice(1).join("\n");
}
/** The two states of a change, as the journal keeps them. */
function statesOf(change) {
    return {
        before: {
            version: change.from,
            ...(change.revision !== undefined && { revision: change.revision }),
            ...objectsOf(change.objects.map(({ path, before }) => ({ path, sha256: before?.sha256 ?? null }))),
        },
        after: {
            version: change.to,
            ...objectsOf(change.objects.map(({ path, after }) => ({ path, sha256: after?.sha256 ?? null }))),
            ...(change.kept && { detail: change.kept }),
        },
    };
}
/** A list of objects, or the digest of the set where it is long. */
function objectsOf(objects) {
    if (objects.length <= MOST_JOURNALED_OBJECTS)
        return { objects: [...objects] };
    return { set: (0,build_digest/* sha256 */.sc)(objects.map(({ path, sha256 }) => `${sha256 ?? "-"} ${path}\n`).join("")) };
}

;// CONCATENATED MODULE: ./packages/channels/build/engine/explain.js


/** The first row that fits tells what a refused or failed request means for a channel. */
const explain_ROWS = [
    {
        code: "rate-limited",
        kind: "refusal",
        when: ({ details }) => isRateLimit(details),
        remedy: "wait until the limit is lifted, then re-run this job",
    },
    {
        code: "channel-credentials-rejected",
        kind: "refusal",
        when: ({ status }) => status === 401,
        remedy: "the secret is wrong, or has expired: store a new one, then re-run this job",
    },
    {
        code: "channel-host-unknown",
        kind: "refusal",
        // The status that git over SSH gets here for a host key that is not the expected one.
        when: ({ status }) => status === 421,
        remedy: "make sure that this is the server that is meant, and give its host key as in known_hosts",
    },
    {
        code: "channel-rules",
        kind: "refusal",
        when: (failure) => failure.forbidden,
        remedy: "a rule of that repository forbids it: let this account bypass the rule, or have a pull request opened instead",
    },
    {
        code: "channel-read-only",
        kind: "refusal",
        when: ({ status }) => status === 403 || status === 404,
        remedy: "these credentials may not write there, or do not see it: use some that may (for a repository: contents: write, and pull requests: write where one is opened), then re-run this job; the release itself is public and complete",
    },
    {
        code: "channel-unreachable",
        kind: "failure",
        when: ({ status }) => status === undefined,
        remedy: "check the address and the runner's network and proxy, then re-run this job",
    },
    {
        code: "channel-unavailable",
        kind: "failure",
        when: ({ status }) => status !== undefined && status >= 500,
        remedy: "the server has a failure of its own: re-run this job when it is well again",
    },
];
function explainFailure(failure, title) {
    const row = explain_ROWS.find(({ when }) => when(failure));
    return new build_problem/* Problem */.AF({
        kind: row?.kind ?? "refusal",
        code: row?.code ?? "channel-refused",
        message: `${title}: ${failure.message}`,
        remedy: row?.remedy ?? "correct what the server names, then re-run this job",
        cause: failure,
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/engine/run.js





/** How often a change is proposed anew because somebody else changed the same thing. */
const run_ROUNDS = 40;
/** Milliseconds between rounds, at first and at last. */
const PAUSE = { first: 400, last: 10_000 };
/** Makes one channel advertise a release. Converges from whatever an earlier run left. @throws {Problem} */
async function runChannel(channel, release, deps) {
    const past = await pastAt(channel, deps);
    const withdrawn = { type: "skipped", why: `${release.manifest.tag} was taken back here by a rollback` };
    const isWithdrawn = ({ takenBack, withdrawn: all = false }) => (takenBack || (all && channel.tellsOfWithdrawn !== true)) && release.mode.type === "release";
    if (isWithdrawn(past))
        return outcome(channel, withdrawn);
    // Asked again of what the claim finds: a rollback may have come and gone while addresses were verified.
    const decide = async (seen) => isWithdrawn(seen) ? withdrawn : channel.propose(await channel.inspect(release, seen), release);
    return await guarded(channel, deps, (turn) => new Passage(channel, release, deps, "release", turn).make(past, decide));
}
/**
 * Takes a release back from one channel. `deps.ledger` is that of the release that is taken back.
 * @param good the release to go back to, in mode `rollback`
 * @throws {Problem}
 */
async function undoChannel(channel, bad, good, deps) {
    const past = await pastAt(channel, deps);
    const left = past.receipt ?? past.open?.after;
    if (left === undefined) {
        return outcome(channel, { type: "nothing", why: `${bad.manifest.tag} left nothing here`, state: undefined });
    }
    const target = good ?? bad;
    const decide = async () => {
        const undoing = channel.undo(left, await channel.inspect(target, past), good);
        return undoing.type === "nothing" ? { ...undoing, state: left } : undoing;
    };
    return await guarded(channel, deps, (turn) => new Passage(channel, target, deps, "rollback", turn).make(past, decide));
}
async function pastAt({ id, title }, { ledger }) {
    return await explaining(`${title} was not touched.`, () => ledger.past(id));
}
/** Every channel by itself: one that fails leaves the others alone. */
async function runChannels(channels, release, deps) {
    const outcomes = [];
    for (const channel of channels) {
        try {
            outcomes.push(await runChannel(channel, release, deps));
        }
        catch (error) {
            if (!(error instanceof Problem))
                throw error;
            outcomes.push(outcome(channel, { type: "failed", problem: error }));
        }
    }
    return outcomes;
}
/** Failed requests in a channel's words; turns at servers that cannot compare. */
async function guarded(channel, deps, work) {
    try {
        return await (channel.swap === "turn" && !deps.dryRun ? deps.ledger.inTurn(channel.id, work) : work(noFence));
    }
    catch (error) {
        throw error instanceof RequestFailure ? explainFailure(error, channel.title) : error;
    }
}
/** One run at one channel. */
class Passage {
    channel;
    release;
    deps;
    purpose;
    turn;
    claim;
    /** Objects' digests before the change, as the claim says. */
    claimed = "";
    /** Whether a change may have had its effect without our knowing. */
    unclear = false;
    /** Of a change whose answer was lost: what is found afterwards may be its effect. */
    tried;
    failures = 0;
    constructor(channel, release, deps, purpose, turn) {
        this.channel = channel;
        this.release = release;
        this.deps = deps;
        this.purpose = purpose;
        this.turn = turn;
    }
    async make(past, decide) {
        try {
            return await this.rounds(past, decide);
        }
        catch (error) {
            const told = error instanceof RequestFailure ? explainFailure(error, this.channel.title) : error;
            const note = told instanceof build_problem/* Problem */.AF ? told.code : "unexpected";
            // The claim expires by itself; what failed is worth more than that this failed too.
            await this.claim?.close(this.unclear ? "unclear" : "end", { note }).catch(() => { });
            throw told;
        }
    }
    async rounds(first, decide) {
        const { channel, deps } = this;
        let past = first;
        let verified = false;
        for (let round = 1;; round++) {
            this.requireGoing();
            const verdict = await decide(past);
            if (verdict.type !== "change") {
                const left = await this.leave(verdict, past);
                if (left !== undefined)
                    return left;
                past = this.claim?.past ?? past;
                continue;
            }
            const { change } = verdict;
            if (deps.dryRun) {
                deps.log.info(`${channel.title}: ${change.summary}\n${diffOf(change)}`);
                return outcome(channel, { type: "proposed", change });
            }
            if (!verified)
                await verifyAddresses(this.advertised(change), this.release, deps);
            verified = true;
            if (this.claim === undefined) {
                this.claim = await deps.ledger.claim(channel.id, statesOf(change), this.purpose);
                this.claimed = beforeOf(change);
                if (isOther(this.claim, past)) {
                    past = this.purpose === "release" ? this.claim.past : past;
                    continue;
                }
            }
            else if (beforeOf(change) !== this.claimed) {
                await this.claim.amend(statesOf(change));
                this.claimed = beforeOf(change);
            }
            const { claim } = this;
            const applied = await claim.during(() => this.apply(change, claim));
            if (applied.type === "applied")
                return await this.confirm(change, applied, claim);
            if (round === run_ROUNDS)
                throw contended(channel, applied.why);
            deps.log.info(`${channel.title}: ${applied.why}; looking again`);
            await this.pause(round);
        }
    }
    /** One try; a failure that may pass counts as a conflict, because what was inspected is in doubt after it. */
    async apply(change, claim) {
        const { patience } = this.deps;
        await claim.hold();
        try {
            return await this.channel.apply(change, this.release, bothFences(claim.fence, this.turn));
        }
        catch (error) {
            if (isUnclear(error)) {
                this.unclear = true;
                this.tried ??= statesOf(change);
            }
            if (!(error instanceof RequestFailure))
                throw error;
            if (error.conflict)
                return { type: "conflict", why: error.details.reason };
            this.failures += 1;
            const verdict = judge(error, this.failures, { now: patience.time.now(), random: patience.time.random() });
            if (!verdict.again || error.exhausted)
                throw error;
            await patience.time.sleep(verdict.wait);
            return { type: "conflict", why: error.message };
        }
    }
    async confirm(change, applied, claim) {
        const { channel, deps, release } = this;
        this.unclear = true;
        const read = await deps.patience.settle(() => channel.readBack(change, applied, release), ({ equal }) => equal);
        if (!read.equal) {
            throw new build_problem/* Problem */.AF({
                kind: "failure",
                code: "channel-unconfirmed",
                message: `${channel.title} was changed, and does not show it: ${read.why}`,
                remedy: "look at the channel; re-run this job, which confirms what is there or does it again",
            });
        }
        const { before, after } = statesOf(change);
        const { revision, url, pending, detail } = applied;
        const state = {
            ...after,
            ...(revision !== undefined && { revision }),
            ...(url !== undefined && { url }),
            ...(pending && { pending }),
            ...((change.kept ?? detail) !== undefined && { detail: { ...change.kept, ...detail } }),
        };
        await claim.close("receipt", {
            before: this.purpose === "release" ? (claim.past.open?.before ?? before) : before,
            after: state,
        });
        deps.log.info(`${channel.title}: ${change.summary}${url === undefined ? "" : ` (${url})`}`);
        return outcome(channel, { type: "changed", state, change });
    }
    /**
     * Nothing to change; what an earlier run did and could not write down is written down now.
     * @returns undefined when the journal says something else by now: to be decided anew
     */
    async leave(verdict, past) {
        const { channel, deps } = this;
        if (verdict.type === "refused")
            throw verdict.problem;
        if (verdict.type !== "nothing") {
            await this.claim?.close("end", { note: verdict.type });
            deps.log.info(`${channel.title}: ${verdict.type === "skipped" ? verdict.why : verdict.because}`);
            return outcome(channel, verdict);
        }
        const { why } = verdict;
        // What was written down for the undoing, by a dead run or by this one, holds for what it did.
        const tried = past.open ?? this.tried;
        const kept = this.purpose === "release" ? tried?.after?.detail : undefined;
        const state = kept === undefined ? verdict.state : { ...verdict.state, detail: { ...kept, ...verdict.state.detail } };
        // Nothing left to undo says nothing of what is there; the change that had its effect does.
        if (this.purpose === "rollback")
            await this.claim?.close("receipt", { after: this.tried?.after ?? state });
        else if (!deps.dryRun && (this.tried !== undefined || isNews(past, state))) {
            const before = tried?.before;
            const states = { ...(before && { before }), after: state };
            if (this.claim === undefined) {
                this.claim = await deps.ledger.claim(channel.id, states);
                if (isOther(this.claim, past))
                    return undefined;
            }
            await this.claim.close("receipt", states);
        }
        else
            await this.claim?.close("end", { note: "nothing" });
        deps.log.info(`${channel.title}: ${why}`);
        return outcome(channel, { type: "nothing", why, state });
    }
    advertised(change) {
        return change.to === null ? [] : this.channel.advertises(this.release, change);
    }
    requireGoing() {
        if (this.deps.cancelled?.aborted !== true)
            return;
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "cancelled",
            message: `cancelled before ${this.channel.title} was changed`,
            remedy: "re-run the failed jobs: they go on from here",
        });
    }
    async pause(round) {
        const { time } = this.deps.patience;
        await time.sleep(Math.min(PAUSE.last, PAUSE.first * 1.3 ** round) * time.random());
    }
}
/** Without an answer, or with a failure of the server's own, nobody knows what a request did. */
function isUnclear(error) {
    if (error instanceof RequestFailure)
        return error.status === undefined || error.status >= 500;
    return !(error instanceof build_problem/* Problem */.AF) || (error.cause instanceof RequestFailure && isUnclear(error.cause));
}
function beforeOf(change) {
    return JSON.stringify(statesOf(change).before.objects ?? statesOf(change).before.set);
}
/** Another run was at it while this one looked, or waited for its claim; or the journal was read wrongly before. */
const isOther = (claim, past) => JSON.stringify(claim.past) !== JSON.stringify(past);
/** What the journal does not say: it is so although a run died, nobody wrote it down, or a rollback was the last word. */
const isNews = ({ open, takenBack, receipt }, state) => open !== undefined || takenBack === true || !isKnown(receipt, state);
/** The journal's receipt says what was found; a revision may be another commit with the same content. */
function isKnown(receipt, state) {
    const told = ({ version, objects, set, pending }) => JSON.stringify([version, objects, set, pending]);
    return receipt !== undefined && told(receipt) === told(state);
}
function contended({ title }, why) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "channel-contended",
        message: `${title} was changed by others each of ${run_ROUNDS} times that this run tried: ${why}`,
        remedy: "re-run this job when they are done",
    });
}
function outcome({ id, kind, title }, what) {
    return { id, kind, title, ...what };
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/channel-past.js

const NO_PAST = { receipt: undefined, open: undefined, takenBack: false };
/** Claims of channels that live at `now` (milliseconds since 1970): who would undo a release waits for them. */
function livingClaims(entries, now) {
    const last = new Map();
    for (const entry of entries)
        if (entry.channel !== undefined)
            last.set(entry.channel.holder, entry);
    return [...last.values()].flatMap(({ channel, run }) => channel !== undefined && channel.until !== null && Date.parse(channel.until) > now
        ? [{ channel: channel.id, until: channel.until, run }]
        : []);
}
/** @param entries of one release, oldest first */
function pastOf(entries, channel) {
    let receipt;
    /** Intents without a word on what came of them, by holder: only its own does an `end` close. */
    const open = new Map();
    let takenBack = false;
    let undone;
    /** By the intents of a rollback. */
    let meant;
    /** Places of intents, by holder. */
    const begun = new Map();
    /** Places of the newest intents of which there is a receipt. */
    let [advertised, undoing] = [-1, -1];
    for (const [place, entry] of entries.entries()) {
        if (entry.channel?.id !== channel)
            continue;
        const { holder } = entry.channel;
        if (entry.event === "intent")
            begun.set(holder, place);
        const from = begun.get(holder) ?? place;
        if (entry.step !== channel) {
            if (entry.event === "intent")
                meant = entry.after?.channel ?? meant;
            // A run that stood still may write down late what it did before the release was advertised again.
            if (entry.event !== "receipt" || from < advertised)
                continue;
            undoing = from;
            takenBack = true;
            undone = entry.after?.channel && { ...meant, ...entry.after.channel };
            continue;
        }
        if (entry.event === "receipt") {
            // After a rollback only its abort advertises the release again; a receipt for what was done before comes late.
            if (from > undoing) {
                advertised = Math.max(advertised, from);
                takenBack = false;
                undone = undefined;
                meant = undefined;
            }
            receipt = entry.after?.channel ?? receipt;
            open.clear();
        }
        else if (entry.event === "end")
            open.delete(holder);
        else if (entry.event === "intent") {
            open.set(holder, { before: open.get(holder)?.before ?? entry.before?.channel, after: entry.after?.channel });
        }
    }
    const tries = [...open.values()];
    const left = undone ?? meant;
    return {
        receipt,
        // What was there before the first of several tries is what was there before the release.
        open: tries.length === 0
            ? undefined
            : { before: tries.find(({ before }) => before)?.before, after: tries.at(-1)?.after },
        takenBack,
        ...(left && { undone: left }),
        ...(isTakenBack(entries) && { withdrawn: true }),
    };
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/channel-turn.js








/** Milliseconds. */
const channel_turn_LEASE = 10 * 60_000;
const channel_turn_POLL = 5_000;
const channel_turn_LONGEST_WAIT = 45 * 60_000;
const channel_turn_TurnDocument = schemas/* object */.Ikc({
    kind: schemas/* literal */.euz("slipway-channel-turn"),
    schemaVersion: schemas/* number */.aig(),
    channel: schemas/* string */.YjP(),
    tag: schemas/* string */.YjP(),
    run: JournalRun.loose(),
    holder: schemas/* string */.YjP(),
    /** Null: given back. */
    until: iso/* datetime */.w$().nullable(),
});
/** File on the journal's branch; the digest keeps names apart that look the same when written as a path. */
const turnPath = (channel) => `turns/${channel.replace(/[^A-Za-z0-9._-]+/g, "-")}-${(0,build_digest/* sha256 */.sc)(channel).slice(0, 8)}.json`;
/**
 * Whose turn it is at one channel, among all releases of a repository: for servers that replace an index without comparing
 * it, where the later of two releases would undo the earlier one's entry.
 */
class ChannelTurn {
    options;
    channel;
    file;
    holder = (0,external_node_crypto_.randomUUID)();
    /** Milliseconds since 1970, as last written down. */
    until = 0;
    inLine = oneByOne();
    constructor(options, channel) {
        const { forge, patience, branch } = options;
        this.options = options;
        this.channel = channel;
        this.file = new BranchFile(forge, patience, branch, turnPath(channel));
    }
    fence = {
        pass: async (wanted = MARGIN) => {
            if (this.fence.left() >= wanted)
                return;
            const why = await this.write(channel_turn_LEASE).then(() => undefined, (error) => (error instanceof Held ? "another run has its turn" : String(error.message)));
            if (this.fence.left() < MARGIN)
                throw lapsing(this.channel, why);
        },
        left: () => this.until - this.options.patience.time.now(),
    };
    async during(work) {
        await this.take();
        const { time } = this.options.patience;
        try {
            return await whileRenewing(time, channel_turn_LEASE / 3, () => this.write(channel_turn_LEASE), () => work(this.fence));
        }
        finally {
            // It expires by itself.
            await this.write(undefined).catch(() => { });
        }
    }
    async take() {
        const { patience, log, tag } = this.options;
        const { time } = patience;
        const deadline = time.now() + channel_turn_LONGEST_WAIT;
        for (let told = false;;) {
            await this.file.read();
            try {
                return await this.write(channel_turn_LEASE);
            }
            catch (error) {
                if (error instanceof RequestFailure && error.conflict)
                    continue;
                if (!(error instanceof Held))
                    throw error;
                const { by } = error;
                const who = `${describeRun(by.run)} (${by.tag})`;
                if (time.now() >= deadline) {
                    throw (0,remedies/* problem */.CC)("release-in-progress", { message: `${who} has been at ${this.channel} all the time.` });
                }
                if (!told)
                    log.info(`${tag}: ${who} is at ${this.channel}: waiting for its turn to end`);
                told = true;
                await time.sleep(channel_turn_POLL * (0.5 + time.random()));
            }
        }
    }
    /** @param lease undefined gives the turn back */
    async write(lease) {
        await this.inLine(() => this.swap(lease));
    }
    async swap(lease) {
        const { patience, tag, run } = this.options;
        const mark = (0,external_node_crypto_.randomUUID)();
        let ends = 0;
        await this.file.swap(`${tag}: turn at ${this.channel}`, mark, (file) => {
            const other = this.heldByOther(file);
            if (other !== undefined)
                throw new Held(other);
            ends = patience.time.now() + (lease ?? 0);
            const until = lease === undefined ? null : new Date(ends).toISOString();
            const document = { kind: "slipway-channel-turn", schemaVersion: 1, channel: this.channel, tag, run };
            return `${JSON.stringify({ ...document, holder: this.holder, until, mark }, null, 2)}\n`;
        });
        this.until = ends;
    }
    heldByOther(file) {
        const found = channel_turn_TurnDocument.safeParse(parseJson(file?.text ?? ""));
        // Unreadable: somebody edited it, and the next turn writes it anew.
        if (!found.success || found.data.holder === this.holder)
            return undefined;
        // It was ours, and another run's after that: what was read in it does not hold any more.
        if (this.until > 0)
            return found.data;
        if (found.data.until === null)
            return undefined;
        const { run, patience } = this.options;
        if (isEarlierAttempt(found.data.run, run))
            return undefined;
        return Date.parse(found.data.until) > patience.time.now() ? found.data : undefined;
    }
}
/** Control flow within `take`. */
class Held extends Error {
    by;
    constructor(by) {
        super();
        this.by = by;
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/channel-ledger.js










/** Milliseconds. */
const CHANNEL_LEASE = 15 * 60_000;
const channel_ledger_POLL = 5_000;
/** Longer than any lease. */
const channel_ledger_LONGEST_WAIT = 40 * 60_000;
/** How often an append begins anew after as many conflicts as patience allows: channels append side by side. */
const channel_ledger_ROUNDS = 5;
function channel_ledger_branchChannelLedger(options) {
    const { forge, patience, branch, tag, lockHolder } = options;
    const path = journalPath(tag);
    return {
        past: async (channel) => {
            const read = () => forge.readFile(branch, path);
            // Who has the lock has written there: that the file is absent is no answer, but a fault of the server's.
            const file = await (lockHolder === undefined ? read() : patience.settle(read, (found) => found !== undefined));
            if (file === undefined && lockHolder !== undefined) {
                throw (0,remedies/* problem */.CC)("journal-lock-lost", {
                    message: `${path} on ${branch} is gone, and the lock of this run with it.`,
                });
            }
            return pastOf(entriesOf(readJournal(file?.text ?? "", path)), channel);
        },
        claim: async (channel, states, purpose = "release") => {
            const file = new BranchFile(forge, patience, branch, path);
            const claim = new BranchClaim(options, file, channel, stepOf(channel, purpose));
            await claim.make(states);
            return claim;
        },
        inTurn: (channel, work) => new ChannelTurn(options, channel).during(work),
    };
}
/** Channels without journal: nothing is remembered. */
const channel_ledger_noChannelLedger = {
    past: async () => NO_PAST,
    claim: async () => ({
        past: NO_PAST,
        hold: async () => { },
        fence: noFence,
        during: (work) => work(),
        amend: async () => { },
        close: async () => { },
    }),
    inTurn: (_channel, work) => work(noFence),
};
const stepOf = (channel, purpose) => purpose === "release" ? channel : undoingOf(channel);
class BranchClaim {
    past = NO_PAST;
    options;
    file;
    channel;
    step;
    holder = (0,external_node_crypto_.randomUUID)();
    /** Milliseconds since 1970. */
    until = 0;
    inLine = oneByOne();
    constructor(options, file, channel, step) {
        this.options = options;
        this.file = file;
        this.channel = channel;
        this.step = step;
    }
    async make(states) {
        const { time } = this.options.patience;
        const deadline = time.now() + channel_ledger_LONGEST_WAIT;
        for (let told = false;; told = true) {
            await this.file.read();
            try {
                await this.append("intent", states, (journal) => {
                    this.requireLock(journal);
                    const other = this.inTheWay(journal);
                    if (other !== undefined)
                        throw new InTheWay(other);
                    this.past = pastOf(entriesOf(journal), this.channel);
                });
                return;
            }
            catch (error) {
                if (!(error instanceof InTheWay))
                    throw this.explain(error);
                if (error.final || time.now() >= deadline)
                    throw (0,remedies/* problem */.CC)("release-in-progress", { message: error.message });
                if (!told)
                    this.options.log.info(`${error.message} Waiting for it.`);
                await time.sleep(channel_ledger_POLL * (0.5 + time.random()));
            }
        }
    }
    async hold() {
        await this.file.read();
        const journal = this.parse();
        this.requireLock(journal);
        const other = this.lockInTheWay(journal);
        if (other !== undefined)
            throw (0,remedies/* problem */.CC)("release-in-progress", { message: other.message });
        this.requireOurs(journal);
        if (this.fence.left() < MARGIN)
            await this.beat();
    }
    fence = {
        pass: async (wanted = MARGIN) => {
            if (this.fence.left() >= wanted)
                return;
            const failure = await this.beat().catch((error) => error);
            if (this.fence.left() >= MARGIN)
                return;
            if (failure instanceof build_problem/* Problem */.AF)
                throw failure;
            throw lapsing(this.channel, failure instanceof Error ? failure.message : undefined);
        },
        left: () => this.until - this.options.patience.time.now(),
    };
    async during(work) {
        return await whileRenewing(this.options.patience.time, CHANNEL_LEASE / 3, () => this.beat(), work);
    }
    async amend(states) {
        await this.append("intent", states, (journal) => this.requireOurs(journal));
    }
    async close(how, { note, ...states } = {}) {
        if (this.until === 0)
            return;
        await this.append(how === "unclear" ? "heartbeat" : how, states, undefined, { last: true, note });
        this.until = 0;
    }
    async beat() {
        await this.append("heartbeat", {}, (journal) => this.requireOurs(journal));
    }
    /** What works under a lock is over with it: whoever came after may have come to its end. @throws {Problem} `journal-lock-lost` */
    requireLock({ lock }) {
        const { tag, lockHolder } = this.options;
        if (lockHolder === undefined || lock?.holder === lockHolder)
            return;
        throw (0,remedies/* problem */.CC)("journal-lock-lost", {
            message: `the lock on ${tag} was this run's and is not any more, because it stood still for too long: nothing further is changed at ${this.channel}.`,
        });
    }
    /**
     * A claim that lapsed, while a limit of requests lasted for example, is not renewed over what others did meanwhile:
     * what this run found and decided may not hold any more.
     * @throws {Problem} `journal-lock-lost`
     */
    requireOurs(journal) {
        this.requireLock(journal);
        const { patience, run } = this.options;
        const entries = entriesOf(journal);
        const own = entries.findLastIndex(({ channel }) => channel?.holder === this.holder);
        const lapsed = this.until <= patience.time.now();
        const other = entries
            .slice(own + 1)
            .find(({ channel, event, run: { id } }) => channel === undefined ? lapsed && id !== run.id : event === "intent" && channel.id === this.channel);
        if (other !== undefined)
            throw lapsing(this.channel, `${describeRun(other.run)} came meanwhile`);
    }
    async append(event, { before, after }, check = () => { }, { last = false, note } = {}) {
        const { tag, run, patience } = this.options;
        const id = (0,external_node_crypto_.randomUUID)();
        const write = async () => {
            let until = 0;
            await this.persist(`${tag}: ${event} of ${this.step}`, id, (text) => {
                const now = patience.time.now();
                check(readJournal(text, this.file.path));
                until = now + CHANNEL_LEASE;
                const entry = {
                    kind: "slipway-journal",
                    schemaVersion: 1,
                    id,
                    time: new Date(now).toISOString(),
                    tag,
                    run,
                    event,
                    step: this.step,
                    channel: { id: this.channel, holder: this.holder, until: last ? null : new Date(until).toISOString() },
                    ...(before && { before: { channel: before } }),
                    ...(after && { after: { channel: after } }),
                    ...(note !== undefined && { note }),
                };
                return withEntry(text, entry);
            });
            this.until = until;
        };
        await this.inLine(write);
    }
    async persist(message, mark, next) {
        for (let round = 1;; round++) {
            try {
                return await this.file.swap(message, mark, (file) => next(file?.text ?? ""));
            }
            catch (error) {
                const raced = error instanceof RequestFailure && error.conflict;
                if (!raced || round === channel_ledger_ROUNDS)
                    throw error;
                await this.file.read();
                if (this.file.file?.text.includes(mark))
                    return;
            }
        }
    }
    parse() {
        return readJournal(this.file.file?.text ?? "", this.file.path);
    }
    /** Another run at this channel of this release, or at the release as a whole. */
    inTheWay(journal) {
        const { patience, run, tag } = this.options;
        const lock = this.lockInTheWay(journal);
        if (lock !== undefined)
            return lock;
        const claims = livingClaims(entriesOf(journal), patience.time.now()).filter((claim) => claim.channel === this.channel && !isEarlierAttempt(claim.run, run));
        const [claim] = claims;
        if (claim === undefined)
            return undefined;
        return new InTheWay({
            message: `${describeRun(claim.run)} is at ${this.channel} for ${tag}, until ${claim.until} at most.`,
            final: false,
        });
    }
    lockInTheWay(journal) {
        const { patience, run, tag, lockHolder } = this.options;
        const { lock } = journal;
        if (lock === undefined || lock.holder === lockHolder)
            return undefined;
        if (Date.parse(lock.until) <= patience.time.now())
            return undefined;
        if (lock.run !== undefined && isEarlierAttempt(lock.run, run))
            return undefined;
        const step = entriesOf(journal).find((entry) => entry.lock?.holder === lock.holder)?.step ?? "release";
        return new InTheWay({
            message: `${describeRun(lock.run ?? { id: lock.holder })} has ${tag} to itself (${step}), until ${lock.until} at most.`,
            // What is being taken back is not advertised any more.
            final: step.startsWith("rollback"),
        });
    }
    explain(error) {
        const { forge, branch } = this.options;
        if (!(error instanceof RequestFailure))
            return error;
        if (!error.forbidden && error.status !== 403 && error.status !== 404)
            return error;
        return (0,remedies/* problem */.CC)(error.forbidden ? "journal-forbidden" : "token-read-only", {
            message: `the journal cannot be written to the branch ${branch} of ${forge.repository}: ${error.details.reason}. The channel was not touched.`,
            cause: error,
        });
    }
}
/** Control flow within `make`. */
class InTheWay extends Error {
    final;
    constructor({ message, final }) {
        super(message);
        this.final = final;
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/warnings.js

/**
 * Security notices: messages in mode `security`, which also go to those who were not told of the release. They warn by
 * themselves, so they are sent, while other messages are corrected. Pure.
 */
/** Ends the id of a security notice; ids of messengers hold no slash. */
const WARNING = "/security";
const isWarning = (channel) => isMessage(channel) && channel.id.endsWith(WARNING);
/** Whether the notice goes to whom a message of that id would go. */
const isWarnedBy = ({ id }, message) => id === message + WARNING;
/** Who got a security notice, of an earlier run, needs no correction. */
function isWarned({ id }, entries) {
    const notice = `${id}${WARNING}`;
    return entries?.some(({ step, event }) => step === notice && event === "receipt") ?? false;
}
/** Tells channels that what cannot go back has to warn. */
function warned(releases, { mode, operation }, { patience }) {
    const { good, bad } = releases;
    if (mode !== "security" || operation === "abort" || good.mode.type !== "rollback")
        return releases;
    const security = new Date(patience.time.now()).toISOString().slice(0, 10);
    return { bad, good: { ...good, mode: { ...good.mode, security } } };
}

;// CONCATENATED MODULE: ./packages/rollback/build/at-channel.js



/** How a rollback works at one channel: as a dry run for the plan, and then in earnest. */
/** @throws {Problem} what channels throw */
async function actAt(channel, { bad, good }, { operation, failover }, deps) {
    if (failover?.hostsOnly)
        return await runChannel(channel, good, deps);
    return operation === "rollback" && !isWarning(channel)
        ? await undoChannel(channel, bad, good, deps)
        : await runChannel(channel, bad, deps);
}
/**
 * @param tag of the release that is taken back
 * @param guessed counts where the journal has no receipt
 * @param lockHolder of the lock under which channels are changed
 */
function at_channel_channelDeps(deps, tag, guessed, lockHolder) {
    const { forge, patience, log, run, journal, fetch, addressDeadline, cancelled } = deps;
    const ledger = journal === undefined
        ? channel_ledger_noChannelLedger
        : channel_ledger_branchChannelLedger({ forge, patience, log, branch: journal, tag, run, ...(lockHolder && { lockHolder }) });
    return {
        log,
        patience,
        dryRun: false,
        ledger: {
            ...ledger,
            past: async (channel) => {
                const past = await ledger.past(channel);
                const receipt = past.receipt ?? guessed.get(channel);
                return receipt === undefined || past.open !== undefined ? past : { ...past, receipt };
            },
        },
        ...(fetch && { fetch }),
        ...(addressDeadline !== undefined && { addressDeadline }),
        ...(cancelled && { cancelled }),
    };
}

;// CONCATENATED MODULE: ./packages/rollback/build/claims.js


/** Milliseconds. */
const claims_POLL = 5_000;
/** Longer than any channel's lease. */
const claims_LONGEST_WAIT = 40 * 60_000;
/**
 * Waits for channels that go on advertising the release while it is taken back; under its lock none begins any more.
 * @param longest milliseconds after which the rollback goes on without those that stay; undefined: it is refused then
 * @returns runs that are at a channel still, by channel
 * @throws {Problem} `release-in-progress`, and what `hold` throws
 */
async function waitForClaims(tag, journal, { forge, patience, log, run }, longest) {
    const deadline = patience.time.now() + (longest ?? claims_LONGEST_WAIT);
    for (let told = false;; told = true) {
        const survey = await forge.survey(tag, journal.place);
        const now = patience.time.now();
        const claims = livingClaims(journal.look(survey), now).filter((each) => !isEarlierAttempt(each.run, run));
        const [claim] = claims;
        if (claim === undefined || (now >= deadline && longest !== undefined))
            return new Map(claims.map((each) => [each.channel, each.run]));
        if (now >= deadline)
            throw stillAt(claim.run, `${claim.channel} all the time. Nothing was changed`);
        if (!told)
            log.info(`${describeRun(claim.run)} is at ${claim.channel}: waiting for it`);
        await patience.time.sleep(claims_POLL * (0.5 + patience.time.random()));
        // Refused where the job is cancelled.
        await journal.hold();
    }
}
function stillAt(run, where) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "release-in-progress",
        message: `${describeRun(run)} has been at ${where}`,
        remedy: "cancel that run, then run this again",
    });
}

;// CONCATENATED MODULE: ./packages/rollback/build/failover/look.js





/** Steps of a fail-over that takes no version back, in the journal of the version that stays. */
const FAILOVER_STEP = "failover";
const NO_ROLLBACK = { begun: undefined, aborted: false };
/**
 * Fail-over takes a release back only when it is named. Otherwise the version stays, and only the hosts change.
 */
function isHostsOnly({ mode, operation, version, toVersion }) {
    if (mode !== "failover" || operation === "abort")
        return false;
    if (version === undefined) {
        if (toVersion === undefined)
            return true;
        throw (0,build_problem/* mistake */.RT)("inputs-contradict", '"to-version" is given without "version"', "name the release that is taken back in `version` too; or leave both out, and the version stays");
    }
    return toVersion !== undefined && (0,choose/* tagFrom */.FL)(version, "version").text === (0,choose/* tagFrom */.FL)(toVersion, "to-version").text;
}
/** The version that stays: the one that is named, else the latest. */
async function servedTag({ version }, forge) {
    if (version !== undefined)
        return (0,choose/* tagFrom */.FL)(version, "version");
    const tag = (0,build_tag/* parseTag */.ED)((await forge.latestRelease())?.tag ?? "");
    if (tag !== undefined)
        return tag;
    throw (0,build_problem/* mistake */.RT)("missing-input", `the input "version" is empty, and ${forge.repository} has no latest release with a version`, "name the release that stays in `version` and `to-version`");
}
async function lookAtFailover(releases, request, deps) {
    const served = request.operation === "abort" ? releases.bad : releases.good;
    const hosts = await lookAtHosts(await deps.hosts(releases), served, deps);
    return { hosts, hostsOnly: isHostsOnly(request) };
}
/** Releases with the addresses that clients get from now on. */
function directed({ bad, good }, failover) {
    const first = firstOf(failover)?.address;
    const hosts = failover.hosts.map(({ address }) => address);
    const at = (release) => (first === undefined ? release : { ...servedFrom(release, first), hosts });
    const stays = { type: "release" };
    return failover.hostsOnly
        ? { bad: at({ ...bad, mode: stays }), good: at({ ...good, mode: stays }) }
        : { bad: at(bad), good: at(good) };
}
function hostsCheck({ hosts }) {
    const title = "A host has all of the release";
    const first = firstOf({ hosts });
    if (first !== undefined)
        return passed("hosts", title, `${first.title}: ${first.address}`);
    return failed("hosts", title, hosts.map(({ title: name, why }) => `${name}: ${why}`).join("; "), "bring one of them back; a mirror gets a release by update-registries, which needs the release's assets");
}
const look_stepOf = (operation, failover) => failover?.hostsOnly ? FAILOVER_STEP : operation === "rollback" ? ROLLBACK_STEP.rollback : ROLLBACK_STEP.abort;
/** Where a release is published, then the mirrors as configured. */
function hostsOf(mirrors, repository, serverUrl) {
    const own = {
        id: "github",
        title: `GitHub (${repository})`,
        address: `${serverUrl}/${repository}/releases/download`,
    };
    return [own, ...mirrors.map(({ id, url }) => ({ id, title: `mirror ${id}`, address: url }))];
}

// EXTERNAL MODULE: ./node_modules/semver/classes/range.js
var classes_range = __webpack_require__(6782);
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
        return new classes_range(text, OPTIONS).set.length > 0;
    }
    catch {
        return false;
    }
}
/** @param range one that `isRange` */
function inRange(version, range) {
    return new classes_range(range, OPTIONS).test(version.text);
}
/** A version in its canonical form. */
const isVersion = (text) => (0,build_version/* parseVersion */.ot)(text)?.text === text;

;// CONCATENATED MODULE: ./packages/rollback/build/checks/compatibility.js



/**
 * Whether people may be sent from one version to another, by the project's own rules. Pure.
 * @returns every rule that refuses
 */
function incompatibilities({ moves, formats, minimumClient, serves }, from, to) {
    const found = [];
    const rule = moves.find((move) => inRange(from, move.from) && inRange(to, move.to));
    if (rule !== undefined && !rule.allowed) {
        const why = `${from.text} → ${to.text} is not allowed ("${rule.from}" → "${rule.to}"): ${sentence(rule.because)}`;
        found.push({ why, remedy: rule.remedy ?? "" });
    }
    for (const { name, since, readable, remedy } of formats) {
        const introduced = (0,build_version/* requireVersion */.eU)(since, "since");
        const had = (0,build_version/* compareVersions */.Zy)(from, introduced) >= 0;
        const reads = (0,build_version/* compareVersions */.Zy)(to, introduced) >= 0 || (readable !== undefined && inRange(to, readable));
        if (!had || reads)
            continue;
        found.push({ why: `${name}: its format of ${since} cannot be read by ${to.text}`, remedy });
    }
    if (minimumClient !== undefined && compatibility_isBelow(to, minimumClient.version)) {
        const { version, because, remedy } = minimumClient;
        found.push({ why: `nobody is sent below ${version}: ${sentence(because)}`, remedy });
    }
    const served = (version) => serves.find(({ versions }) => inRange(version, versions));
    const [now, then] = [served(from), served(to)];
    // Without a word about what is there now, any client may be served.
    if (then !== undefined && (now === undefined || compatibility_isBelow((0,build_version/* requireVersion */.eU)(now.clients, "clients"), then.clients))) {
        const those = now === undefined ? "those that are served now" : `${now.clients} is enough for ${from.text}`;
        found.push({
            why: `${to.text} serves clients from ${then.clients} on; ${those}`,
            remedy: then.remedy ?? `release a higher version instead, which serves clients below ${then.clients} too`,
        });
    }
    return found;
}
const compatibility_isBelow = (version, limit) => (0,build_version/* compareVersions */.Zy)(version, (0,build_version/* requireVersion */.eU)(limit, "limit")) < 0;
const sentence = (text) => text.trim().replace(/\.$/, "");
function checkCompatibility({ settings, place, unreadable }, from, to) {
    const rules = settings.compatibility;
    const title = `People may be sent from ${from.text} to ${to.text}`;
    if (unreadable !== undefined) {
        const where = unreadable.place === undefined ? "" : `${(0,build_problem/* formatPlace */.dE)(unreadable.place)}: `;
        return failed("compatibility", title, `the newest rules cannot be read: ${where}${unreadable.message}`, `${unreadable.remedy}, there on its branch; then run this again`);
    }
    const count = rules.moves.length + rules.formats.length + rules.serves.length + (rules.minimumClient ? 1 : 0);
    const found = incompatibilities(rules, from, to);
    if (found.length > 0) {
        const why = found.map((each) => each.why).join("; ");
        const remedies = [...new Set(found.map(({ remedy }) => sentence(remedy)).filter((remedy) => remedy !== ""))];
        return failed("compatibility", title, `${why} (${place})`, remedies.join("; "));
    }
    const said = count === 0 ? "no rules say otherwise" : `${count} ${count === 1 ? "rule allows" : "rules allow"} it`;
    return passed("compatibility", title, `${said} (${place})`);
}

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

;// CONCATENATED MODULE: ./packages/integrity/build/signing/signer.js
const notValid = (why) => ({ valid: false, why });
/** An error's first line: libraries put stacks and inputs into the rest. */
function signer_reasonOf(error) {
    return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/minisign/verify.js



/**
 * @param signature text of the `.minisig` file
 * @param publicKey the line of base64, or the `.pub` file; whoever calls says why it is to be trusted
 * @param name what the asset is called: a signature that names another file is refused
 */
async function verifyMinisign(content, signature, publicKey, name) {
    const verdict = await judgeMinisignature(() => hashOf(content, "blake2b512"), signature, publicKey);
    if (!verdict.valid)
        return verdict;
    const { trustedComment } = verdict;
    const named = /(?:^|\t)file:([^\t]*)/.exec(trustedComment)?.[1];
    if (name !== undefined && named !== undefined && named !== name)
        return notValid(`the signature is that of ${named}`);
    const key = readMinisignKey(publicKey);
    if (typeof key === "string")
        return notValid(key);
    return {
        valid: true,
        by: { keyId: minisignKeyId(key.keyId), trustedComment, ...(named !== undefined && { name: named }) },
    };
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
            return notValid(`the key ${foreign}`);
        const message = await openpgp.createMessage({ binary: new Uint8Array(await bytesOf(content)) });
        const date = new Date(Date.now() + CLOCKS_DIFFER);
        const result = await openpgp.verify({ message, signature: read, verificationKeys: key, format: "binary", date });
        const [made] = result.signatures;
        if (made === undefined)
            return notValid("the file holds no signature");
        await made.verified;
        const [by] = key.getKeys(made.keyID);
        const packet = (await made.signature).packets[0];
        if (by === undefined || packet?.created == null)
            return notValid("the signature is by another key");
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
        const why = signer_reasonOf(error);
        if (/could not find signing key/i.test(why))
            return notValid("the signature is by another key");
        if (/signed digest did not match|signature verification failed/i.test(why)) {
            return notValid("the file is not the one that was signed");
        }
        return notValid(why);
    }
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
            return notValid("the bundle is malformed");
        const certificate = new external_node_crypto_.X509Certificate(Buffer.from(der, "base64"));
        if (!(0,external_node_crypto_.verify)("sha256", bytes, certificate.publicKey, Buffer.from(messageSignature.signature, "base64"))) {
            return notValid("the file is not the one that was signed");
        }
        const identity = /^(?:URI|email):(.+)$/.exec(certificate.subjectAltName ?? "")?.[1];
        return identity === undefined ? notValid("the certificate names nobody") : { valid: true, by: { identity } };
    }
    catch (error) {
        return notValid(`the bundle is malformed: ${signer_reasonOf(error)}`);
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/sigstore/verify.js


/** Fulcio's "Source Repository URI" (github.com/sigstore/fulcio, docs/oid-info.md). */
const SOURCE_REPOSITORY = "1.3.6.1.4.1.57264.1.12";
/**
 * Certificate, transparency log, timestamps, signature and identity, offline by the roots that are given.
 * @param bundle text of the `.sigstore.json` file
 */
async function verifySigstoreBundle(content, bundle, policy) {
    return await verifyBundle(bundle, policy, await bytesOf(content));
}
/** @param bytes what a message signature covers; an envelope holds what it signs */
async function verifyBundle(text, { trustedRoot, identity, issuer }, bytes) {
    // No action verifies so: the command does, from its own dependencies.
    const [{ default: bundles }, { default: verification }, { default: specs }] = await Promise.all([
        import(/* webpackIgnore: true */ "@sigstore/bundle"),
        import(/* webpackIgnore: true */ "@sigstore/verify"),
        import(/* webpackIgnore: true */ "@sigstore/protobuf-specs"),
    ]);
    const { toSignedEntity, toTrustMaterial, Verifier } = verification;
    try {
        const bundle = bundles.bundleFromJSON(JSON.parse(text));
        // An envelope holds what it signs, and would be found good beside any file.
        if (bytes !== undefined && bundle.content.$case !== "messageSignature")
            return notValid("the bundle signs no file");
        const root = specs.TrustedRoot.fromJSON(trustedRoot);
        // GitHub's own instance keeps neither log; a root without logs says so, and then timestamps have to do.
        const verifier = new Verifier(toTrustMaterial(root), {
            tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
            ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
            timestampThreshold: 1,
        });
        const entity = toSignedEntity(bundle, bytes);
        const { identity: found } = verifier.verify(entity);
        const name = found?.subjectAlternativeName ?? "";
        const by = found?.extensions?.issuer ?? "";
        if (identity !== undefined && !(typeof identity === "string" ? identity === name : identity.test(name))) {
            return notValid(`the signature is by ${name}`);
        }
        if (issuer !== undefined && issuer !== by)
            return notValid(`the identity is vouched for by ${by}`);
        // Of the certificate that was verified: a bundle may hold others.
        const certificate = entity.key.$case === "certificate" ? entity.key.certificate : undefined;
        const sourceRepository = certificate?.extension(SOURCE_REPOSITORY)?.valueObj.subs[0]?.value.toString("utf8");
        return { valid: true, by: { identity: name, issuer: by, sourceRepository } };
    }
    catch (error) {
        return notValid(signer_reasonOf(error));
    }
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/verify-signature.js







/** By the name of the signature's file; undefined for other names. */
function signerKindOf(name) {
    return Object.keys(words/* SIGNATURE_SUFFIX */.VV).find((kind) => name.endsWith(words/* SIGNATURE_SUFFIX */.VV[kind]));
}
/**
 * One signature against the signers that `release.json` names. Without Sigstore's roots a bundle is held against its own
 * certificate and the named identity only.
 * @returns the signer whose it is
 */
async function verifySignature({ of, name, content, signature }, signers, trustedRoot) {
    const kind = signerKindOf(name);
    const candidates = signers.filter((signer) => signer.kind === kind);
    let last = notValid(kind === undefined ? "its kind is unknown" : `no ${kind} signer is named`);
    for (const signer of candidates) {
        const verdict = await verifyBy(signer, { of, name, content, signature }, trustedRoot);
        if (verdict.valid)
            return { valid: true, by: signer };
        last = verdict;
    }
    return last;
}
async function verifyBy(signer, { of, content, signature }, trustedRoot) {
    switch (signer.kind) {
        case "openpgp": {
            const verdict = await verifyOpenpgp(content, signature, signer.publicKey);
            if (verdict.valid && verdict.by.fingerprint !== signer.fingerprint) {
                return notValid(`the key is ${verdict.by.fingerprint}, not ${signer.fingerprint}`);
            }
            return verdict;
        }
        case "minisign":
            return await verifyMinisign(content, signature, signer.publicKey, of);
        case "sigstore": {
            const { identity, issuer } = signer;
            if (trustedRoot !== undefined) {
                return await verifySigstoreBundle(content, signature, { trustedRoot, identity, issuer });
            }
            const found = inspectBundle(signature, await bytesOf(content));
            if (found.valid && found.by.identity !== identity)
                return notValid(`the signature is by ${found.by.identity}`);
            return found;
        }
    }
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
        throw (0,build_problem/* mistake */.RT)("minisign-key-missing", 'the release is to be signed with minisign, and the input "minisign-key" is empty', 
        // biome-ignore lint/suspicious/noTemplateCurlyInString: as workflows write it
        "store the secret key's file (minisign -G writes it) in a secret, and pass it on: minisign-key: ${{ secrets.MINISIGN_KEY }}");
    }
    const bytes = Buffer.from(lineOf(text), "base64");
    const algorithm = bytes.toString("latin1", 0, 2);
    if (bytes.length === 2 + MINISIGN_KEY_ID + 32 && algorithm === "Ed") {
        throw (0,build_problem/* mistake */.RT)("minisign-key-public", 'the input "minisign-key" holds a public key, which cannot sign', "store the secret key's file in the secret: minisign -G writes it to ~/.minisign/minisign.key");
    }
    if (bytes.length !== LENGTH || algorithm !== "Ed") {
        throw (0,build_problem/* mistake */.RT)("minisign-key-malformed", 'the input "minisign-key" holds no minisign secret key', "store the whole file that minisign -G wrote (two lines) in the secret, or base64 of it");
    }
    const locked = bytes.toString("latin1", 2, 4) === "Sc";
    if (locked && password === undefined) {
        throw (0,build_problem/* mistake */.RT)("minisign-key-locked", 'the minisign key has a password, and the input "minisign-password" is empty', 
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
        throw (0,build_problem/* mistake */.RT)(locked ? "minisign-password-wrong" : "minisign-key-malformed", locked ? "the password does not open the minisign key" : "the minisign key is damaged", locked
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
        throw (0,build_problem/* mistake */.RT)("minisign-key-malformed", "the minisign key asks for more memory than a password needs", "make a new key: minisign -G");
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

;// CONCATENATED MODULE: ./packages/integrity/build/signing/openpgp/key.js



const EXPORT = "gpg --armor --export-secret-subkeys <fingerprint>, or --export-secret-keys where the primary key signs";
function unfit(code, message, remedy) {
    return (0,build_problem/* mistake */.RT)(code, message, remedy);
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
        throw unfit("openpgp-key-malformed", `the input "openpgp-key" holds no OpenPGP private key that can be read: ${signer_reasonOf(error)}`, `store the output of ${EXPORT}, or base64 of it, in the secret; a key on a card cannot sign here`);
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
        throw unfit("openpgp-key-cannot-sign", `the OpenPGP key ${fingerprint} is not valid: ${signer_reasonOf(error)}`, "look at it with gpg --check-signatures, or make a new one");
    }
}
const expired = (what, when) => unfit("openpgp-key-expired", `${what} expired on ${when.toISOString().slice(0, 10)}`, "extend it (gpg --quick-set-expire), publish it again, and store the new export in the secret");
/** The newest subkey that may sign, else the primary key; one whose secret is not in the export does not count. */
async function chooseSigning(key, fingerprint, now) {
    const candidates = [...key.subkeys, key].sort((a, b) => Number(a === key) - Number(b === key) || b.getCreationTime().getTime() - a.getCreationTime().getTime());
    const why = [];
    for (const candidate of candidates) {
        const name = candidate.getFingerprint().toUpperCase();
        const may = await key.getSigningKey(candidate.getKeyID(), now).then(() => undefined, (error) => signer_reasonOf(error));
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
    const told = await subkey.verify(now).then(() => undefined, (error) => signer_reasonOf(error));
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
const identityMissing = () => new build_problem/* Problem */.AF({
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
            why = signer_reasonOf(error.cause ?? error);
        }
    }
    throw new build_problem/* Problem */.AF({
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
    throw new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "identity-token-incomplete",
        message: `the identity token does not say: ${missing.join(", ")}`,
        remedy: "sign in a job of GitHub Actions itself; a runner or server that is not GitHub's gives tokens without these claims",
    });
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
    if (cause instanceof build_problem/* Problem */.AF)
        return cause;
    if (code === undefined || !(code in WHO))
        return error;
    const who = WHO[code];
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "sigstore-refused",
        message: `Sigstore's ${who} gave no answer that can be used${cause === undefined ? "" : `: ${signer_reasonOf(cause)}`}. Nothing is published`,
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
            throw new build_problem/* Problem */.AF({
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

;// CONCATENATED MODULE: ./packages/rollback/build/checks/signatures.js



/** Bytes. Checksum files of a thousand assets have some 100 kB; larger things are covered by release.json's own signature. */
const MOST_CONTENT = 4 << 20;
const MOST_TOGETHER = 64 << 20;
const MOST_SIGNATURE = 1 << 20;
const MOST_MANIFEST = 64 << 20;
/**
 * Signatures of release.json and of what is small beside it, the checksum files first of all. Together with the comparison of
 * assets and release.json they vouch for every byte without downloading it.
 */
async function signatures_checkSignatures(question) {
    const { release, target } = question;
    const { manifest } = target;
    const title = `The signatures of ${release.tag} hold`;
    const remedy = `do not send people to it before you know why (\`slipway verify ${release.tag}\` says more): name another release in \`to-version\`, or release a higher version`;
    const promised = promisedBy(target).filter(({ of }) => of === words/* MANIFEST_NAME */.ir || !question.ownAlone);
    const wrong = [];
    const by = new Map();
    const { looked, left } = chosen(promised, release);
    const files = new Files(question.forge, release);
    for (const signature of looked) {
        const verdict = await verifyOne(signature, question, files);
        if (typeof verdict === "string")
            wrong.push(verdict);
        else if (signature.of === words/* MANIFEST_NAME */.ir)
            by.set(verdict.kind, verdict);
    }
    const unkept = (manifest.signers ?? []).filter(({ kind }) => !promised.some(({ name }) => signerKindOf(name) === kind));
    for (const signer of unkept)
        wrong.push(`${words/* MANIFEST_NAME */.ir} names the ${describeSigner(signer)}, and no signature of theirs`);
    wrong.push(...untrusted(by, question));
    if (wrong.length > 0)
        return failed("signatures", title, fewOf(wrong), remedy);
    if (promised.length === 0) {
        return passed("signatures", title, "it was never signed: nobody vouches for what its release.json says");
    }
    return passed("signatures", title, signatures_told(looked, left, [...by.values()], question));
}
function promisedBy({ manifest }) {
    return [
        ...(manifest.signatures ?? []).map((name) => ({ of: words/* MANIFEST_NAME */.ir, name })),
        ...manifest.artifacts.flatMap(({ name: of, signatures }) => signatures.map((name) => ({ of, name }))),
    ];
}
/** What is small, release.json whatever its size, until enough is downloaded. */
function chosen(promised, { assets }) {
    const sizes = new Map(assets.map(({ name, size }) => [name, size]));
    const looked = [];
    const left = [];
    const counted = new Set();
    let together = 0;
    for (const signature of promised) {
        const { of } = signature;
        const size = sizes.get(of) ?? 0;
        const more = counted.has(of) ? 0 : size;
        if (of !== words/* MANIFEST_NAME */.ir && (size > MOST_CONTENT || together + more > MOST_TOGETHER)) {
            left.push(signature);
            continue;
        }
        counted.add(of);
        together += more;
        looked.push(signature);
    }
    return { looked, left };
}
/** @returns who signed, or what is wrong */
async function verifyOne({ of, name }, { target, roots = [] }, files) {
    const { manifest } = target;
    const bytes = await files.read(of, of === words/* MANIFEST_NAME */.ir ? MOST_MANIFEST : MOST_CONTENT);
    if (typeof bytes === "string")
        return bytes;
    const signature = await files.read(name, MOST_SIGNATURE);
    if (typeof signature === "string")
        return `${signature} (${words/* MANIFEST_NAME */.ir} says that it signs ${of})`;
    if (of === words/* MANIFEST_NAME */.ir && !signatures_isSame(bytes, target))
        return `${words/* MANIFEST_NAME */.ir} was changed while this looked at it`;
    const facts = { of, name, content: { bytes }, signature: signature.toString("utf8") };
    const signers = manifest.signers ?? [];
    const held = signerKindOf(name) === "sigstore" && roots.length > 0 ? roots : [undefined];
    let why = "";
    for (const root of held) {
        const verdict = await verifySignature(facts, signers, root);
        if (verdict.valid)
            return verdict.by;
        why = verdict.why;
    }
    return `${name} does not sign ${of}: ${why}`;
}
function signatures_isSame(bytes, { manifest }) {
    try {
        const read = document_readDocument(release_manifest_RELEASE_MANIFEST, bytes.toString("utf8"), words/* MANIFEST_NAME */.ir);
        return JSON.stringify(read) === JSON.stringify(manifest);
    }
    catch (error) {
        if (error instanceof build_problem/* Problem */.AF)
            return false;
        throw error;
    }
}
/** Whom the configuration names and who did not sign: leaving a signature out must not be a way around it. */
function untrusted(by, { trusted, target }) {
    if (trusted === undefined)
        return [];
    const { since } = trusted;
    if (since !== undefined && (0,build_version/* compareVersions */.Zy)(target.version, (0,build_version/* requireVersion */.eU)(since, "since")) < 0)
        return [];
    return words/* SIGNER_KINDS */.pf.flatMap((kind) => {
        const names = trusted[kind];
        if (names.length === 0)
            return [];
        const signer = by.get(kind);
        if (signer !== undefined && names.some((name) => isNamed(signer, name)))
            return [];
        const found = signer === undefined ? `nobody's ${kind} signature` : `the ${describeSigner(signer)}`;
        return [`${words/* MANIFEST_NAME */.ir} bears ${found}, and \`rollback.signers.${kind}\` names ${names.join(", ")}`];
    });
}
function isNamed(signer, name) {
    switch (signer.kind) {
        case "openpgp":
            return signer.fingerprint === name.toUpperCase();
        case "minisign":
            return signer.publicKey === name;
        case "sigstore":
            // A ref may follow, which a configuration leaves open.
            return signer.identity === name || signer.identity.replace(/@[^@]*$/, "") === name;
    }
}
function signatures_told(looked, left, by, { trusted, roots = [] }) {
    const own = looked.some(({ of }) => of === words/* MANIFEST_NAME */.ir);
    return [
        `${looked.length} signatures hold${by.length === 0 ? "" : `; ${words/* MANIFEST_NAME */.ir} is signed by ${by.map((one) => `the ${describeSigner(one)}`).join(" and ")}`}`,
        trusted === undefined ? `whom only release.json itself names (\`rollback.signers\` holds releases to signers)` : "",
        left.length === 0
            ? ""
            : `${left.length} of large assets were not looked at: ${own ? `${words/* MANIFEST_NAME */.ir}, which is signed, has their digests` : "`slipway verify` downloads them"}`,
        by.some(({ kind }) => kind === "sigstore") && roots.length === 0
            ? "whether Sigstore's certificates are genuine is said by `slipway verify`"
            : "",
    ]
        .filter((part) => part !== "")
        .join("; ");
}
/** Assets of a release, each downloaded once. */
class Files {
    forge;
    assets;
    known = new Map();
    constructor(forge, { assets }) {
        this.forge = forge;
        this.assets = new Map(assets.map((asset) => [asset.name, asset]));
    }
    /** @returns why not, as text */
    async read(name, most) {
        const known = this.known.get(name);
        if (known !== undefined)
            return known;
        const asset = this.assets.get(name);
        const found = asset === undefined ? `${name} is missing` : await this.download(asset, most);
        this.known.set(name, found);
        return found;
    }
    async download({ id, name, size }, most) {
        if (size > most)
            return `${name} has ${size} bytes, which is too much for what it is`;
        return await collect(await this.forge.downloadAsset(id), name, most);
    }
}
/** A server may send more than it announced. */
async function collect(stream, name, most) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        // Leaving the loop destroys the stream.
        if (size > most)
            return `${name} has more than ${most} bytes`;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./packages/rollback/build/checks/addresses.js



/**
 * Whether everybody gets the assets: asked for without a token. The bodies are not read.
 * @param given whether a channel will give any of the addresses away
 */
async function checkAddresses({ assets, manifest }, given, ask) {
    const title = `The assets of ${manifest.tag} answer at their public addresses`;
    const answers = new Map();
    await pool([...assets.values()], AT_ONCE, async ({ name, url }) => {
        answers.set(name, await statusOf(url, ask));
    });
    const silent = [...assets.keys()]
        .filter((name) => answers.get(name) !== 200)
        .map((name) => `${name}: ${answers.get(name) ?? "no answer"}`);
    if (silent.length === 0)
        return passed("addresses", title, `${assets.size} addresses`);
    // As a private repository answers, whose assets are there (`complete`) for those who may read it.
    if (!given && [...answers.values()].every((status) => status === 404)) {
        return passed("addresses", title, "to nobody without a token, as in a private repository; no channel gives them away");
    }
    return failed("addresses", title, fewOf(silent), "look at the release's page and at githubstatus.com, and run this again; assets of a private repository answer to nobody without a token, and channels cannot give them away");
}
const AT_ONCE = 8;
const addresses_DEADLINE = 30_000;
async function statusOf(url, ask) {
    try {
        const answer = await ask(resolvable(url), { signal: AbortSignal.timeout(addresses_DEADLINE) });
        await answer.body?.cancel();
        return answer.status;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/checks/channels.js




/**
 * Whether each channel that will be changed can be reached with its credentials; whether they may write, where that can be
 * found out without writing.
 */
async function checkChannels(facts, channels) {
    const checks = [];
    for (const { outcome } of facts) {
        const { id, title } = outcome;
        const channel = channels.get(id);
        if (outcome.type === "failed") {
            const { message, remedy } = outcome.problem;
            checks.push(unreachable(id, title, message, remedy));
        }
        else if (outcome.type === "proposed" && channel !== undefined)
            checks.push(await checkChannel(channel));
    }
    return checks;
}
async function checkChannel(channel) {
    const { id, title } = channel;
    const check = `channel:${id}`;
    const name = `${title} can be changed`;
    if (isMessage(channel))
        return passed(check, name, "there is an address; whether it takes messages is found out by sending");
    if (channel.access === undefined)
        return passed(check, name, "it can be read; whether it can be written is found out by writing");
    try {
        const access = await channel.access();
        if (access.writable)
            return passed(check, name, "its credentials may write");
        return unreachable(id, title, `its credentials may not write: ${access.reason}`, "give credentials that may write");
    }
    catch (error) {
        if (error instanceof build_problem/* Problem */.AF)
            return unreachable(id, title, error.message, error.remedy);
        if (!(error instanceof RequestFailure))
            throw error;
        return unreachable(id, title, error.message, "see whether its server is well");
    }
}
const unreachable = (id, title, found, remedy) => failed(`channel:${id}`, `${title} can be changed`, found, `${remedy}; or leave it alone with \`leave-out: ${id}\``);

;// CONCATENATED MODULE: ./packages/forge/build/publish/compare.js

/** Differences between what a release must hold and what the server lists, by name; none: the sets are equal (invariant 1). */
function compareAssets(expected, remote) {
    const unclaimed = [...remote];
    const differences = [];
    for (const { name, size, sha256 } of expected) {
        const place = unclaimed.findIndex((asset) => asset.name === name);
        const [asset] = place === -1 ? [] : unclaimed.splice(place, 1);
        if (asset === undefined)
            differences.push({ type: "missing", name });
        else if (asset.state !== "uploaded")
            differences.push({ type: "state", name, state: asset.state });
        else if (asset.size !== size)
            differences.push({ type: "size", name, expected: size, found: asset.size });
        else if (asset.sha256 === undefined)
            differences.push({ type: "digest-missing", name });
        else if (asset.sha256 !== sha256)
            differences.push({ type: "digest", name, expected: sha256, found: asset.sha256 });
    }
    for (const { name } of unclaimed)
        differences.push({ type: "extra", name });
    return differences.sort((a, b) => compareNames(a.name, b.name));
}
function describeDifference(difference) {
    const { name } = difference;
    switch (difference.type) {
        case "missing":
            return `${name} is missing`;
        case "extra":
            return `${name} is not in the manifest`;
        case "state":
            return `${name} is not fully uploaded (state "${difference.state}")`;
        case "size":
            return `${name} has ${difference.found} bytes instead of ${difference.expected}`;
        case "digest":
            return `${name} has the SHA-256 ${difference.found} instead of ${difference.expected}`;
        case "digest-missing":
            return `${name} has no digest`;
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/checks/complete.js



/** Invariants 1 and 6, of the release that people are sent to: its assets equal its release.json, its tag is where it was. */
async function complete_checkComplete(forge, release, { manifest }) {
    const title = `${release.tag} is complete: its assets equal its release.json`;
    const expected = manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 }));
    const remote = release.assets.filter(({ name }) => !isOwn(manifest, name));
    const known = [];
    for (const asset of remote) {
        // Servers leave digests out at times.
        const sha256 = asset.sha256 ?? (await sha256OfStream(await forge.downloadAsset(asset.id)));
        known.push({ ...asset, sha256 });
    }
    const differences = compareAssets(expected, known).map(describeDifference);
    const commit = await forge.resolveTag(release.tag);
    if (commit === undefined)
        differences.unshift(`its tag ${release.tag} is gone`);
    else if (commit !== manifest.commit) {
        differences.unshift(`its tag is on ${commit.slice(0, 10)}, and it was built from ${manifest.commit.slice(0, 10)}`);
    }
    if (manifest.tag !== release.tag)
        differences.unshift(`its release.json is that of ${manifest.tag}`);
    if (differences.length === 0)
        return passed("complete", title, `${expected.length} assets`);
    return failed("complete", title, fewOf(differences), "nobody should be sent to it: name another release in `to-version`, or release a higher version");
}

;// CONCATENATED MODULE: ./packages/model/build/rollback-rehearsal.js



/**
 * `.slipway/rollback-rehearsal.json`: that a rollback was rehearsed, with which configuration, and what came of it.
 * `slipway rehearse --rollback --record` writes it, people commit it, and a rollback looks whether it is there and recent.
 */
const RollbackRehearsal = schemas/* strictObject */.rej({
    kind: schemas/* literal */.euz("slipway-rollback-rehearsal"),
    schemaVersion: schemas/* literal */.euz(1),
    time: iso/* datetime */.w$(),
    /** Version of Slipway that rehearsed it. */
    tool: schemas/* string */.YjP().min(1),
    /** What was taken back, as released in the rehearsal. */
    from: fields/* VersionText */.YL,
    /** What people got instead. */
    to: fields/* VersionText */.YL,
    /** Ids of the channels that were taken back, for example `homebrew:acme/homebrew-tap/app`. */
    channels: schemas/* array */.YOg(schemas/* string */.YjP()),
    /** Of slipway.yml, see `configurationDigest`; null: the project has none. */
    config: build_digest/* Sha256 */.IA.nullable(),
    result: schemas/* enum */.k5n(["passed", "failed"]),
    /** What was looked at afterwards, for example what a user of a channel got. */
    checks: schemas/* array */.YOg(schemas/* strictObject */.rej({ title: schemas/* string */.YjP(), passed: schemas/* boolean */.zMY(), found: schemas/* string */.YjP() })),
});
const ROLLBACK_REHEARSAL = {
    kind: "slipway-rollback-rehearsal",
    schemaVersion: 1,
    schema: RollbackRehearsal,
};
/** Where the record lies in a repository. */
const REHEARSAL_PATH = ".slipway/rollback-rehearsal.json";
/** Of slipway.yml's text, whatever line endings a checkout gave it. */
const configurationDigest = (text) => (0,build_digest/* sha256 */.sc)(text.replaceAll("\r\n", "\n"));

;// CONCATENATED MODULE: ./packages/rollback/build/checks/rehearsal.js


const DAY = 86_400_000;
/** Whether a rollback by this configuration was tried, not long ago, and went well. Pure. */
function checkRehearsal(question) {
    const { settings, tag } = question;
    const title = "A rehearsal of a rollback passed, not long ago";
    const remedy = `rehearse it: check ${tag} out, run \`slipway rehearse --rollback --record\`, and commit ${REHEARSAL_PATH} to the default branch`;
    const { holds, found } = look(question);
    if (holds)
        return passed("rehearsal", title, found);
    if (!settings.required)
        return passed("rehearsal", title, `not required (\`rollback.rehearsal\`): ${found}; ${remedy}`);
    return failed("rehearsal", title, found, remedy);
}
function look({ record, settings, config, tag, now }) {
    const not = (found) => ({ holds: false, found });
    if (record === undefined)
        return not("there is none");
    const rehearsal = read(record);
    if (typeof rehearsal === "string")
        return not(rehearsal);
    const { time, from, to, channels, result, checks } = rehearsal;
    const day = time.slice(0, 10);
    if (result === "failed") {
        const wrong = checks.filter((each) => !each.passed).map((each) => `${each.title} (${each.found})`);
        return not(`the one of ${day} failed${wrong.length === 0 ? "" : `: ${wrong.slice(0, 3).join("; ")}`}`);
    }
    if (rehearsal.config !== (config === undefined ? null : configurationDigest(config))) {
        return not(`the one of ${day} was made with another configuration than that of ${tag}`);
    }
    const age = now - Date.parse(time);
    // Clocks differ by minutes, not by days.
    if (age < -DAY)
        return not(`the one that is there is of ${day}, which is to come`);
    if (age > settings.days * DAY) {
        return not(`the one of ${day} is ${Math.floor(age / DAY)} days old; ${settings.days} may pass`);
    }
    const told = channels.length === 0 ? "no channels" : channels.join(", ");
    return { holds: true, found: `${day}: ${from} → ${to}, with ${told} (${record.place})` };
}
function read({ text, place }) {
    try {
        return document_readDocument(ROLLBACK_REHEARSAL, text, place);
    }
    catch (error) {
        if (error instanceof build_problem/* Problem */.AF)
            return error.message;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/checks/all.js










/** Everything that must hold before the first step, in the order in which it is shown. */
async function makeChecks(checked, deps) {
    const { operation, mode, bad, releases, entries, facts, channels, failover } = checked;
    const advertised = operation === "rollback" ? releases.good : releases.bad;
    const checks = [
        await checkToken(deps.forge, bad.tag.text),
        ...(operation === "rollback" ? await checkTarget(checked, deps) : []),
        await checkAddresses(advertised, givesAway(checked, advertised), deps.fetch ?? fetch),
        checkJournal(entries, deps),
        ...(failover === undefined ? [] : [hostsCheck(failover)]),
        ...(await checkChannels(facts, channels)).map((check) => (failover === undefined ? check : later(check, facts))),
    ];
    return checks.map((check) => check_judge(check, mode));
}
async function checkTarget({ bad, good, releases, failover }, { forge, rules: ask, patience, roots }) {
    const rules = await ask(bad.tag.text);
    const { settings, config, rehearsal: record } = rules;
    return [
        await complete_checkComplete(forge, good.release, releases.good),
        await signatures_checkSignatures({
            forge,
            release: good.release,
            target: releases.good,
            trusted: settings.signers,
            roots,
        }),
        // Where the version stays nobody's data meets another.
        ...(failover?.hostsOnly
            ? []
            : [
                checkCompatibility(rules, bad.tag.version, good.tag.version),
                checkRehearsal({
                    record,
                    settings: settings.rehearsal,
                    config,
                    tag: bad.tag.text,
                    now: patience.time.now(),
                }),
            ]),
    ];
}
const givesAway = ({ facts, channels }, release) => facts.some(({ outcome }) => outcome.type === "proposed" &&
    outcome.change.to !== null &&
    (channels.get(outcome.id)?.advertises(release, outcome.change) ?? []).length > 0);
/** A fail-over leaves out what cannot be reached, until it is back. */
function later(check, facts) {
    const out = facts.some(({ outcome }) => outcome.type === "failed" && check.id === `channel:${outcome.id}` && isUnreachable(outcome.problem));
    return out && !check.passed ? { ...check, remedy: LATER, skipped: true } : check;
}
function checkJournal(entries, { journal }) {
    const found = journal === undefined
        ? "none is kept: planned from what the servers say"
        : entries === undefined
            ? "the release has none: planned from what the servers say"
            : `${entries.length} entries`;
    return passed("journal", "The journal is whole", found);
}

;// CONCATENATED MODULE: ./packages/rollback/build/look-at-advisory.js


const REMEDY = "give `advisory-token`, a token of a GitHub App or a person with \"Repository security advisories: write\" (a workflow's own token cannot have it), and run this again; or write the advisory on the repository's Security page";
/** What there is of a security advisory; only in mode `security`. That none can be made leaves the rollback alone. @throws {Problem} */
async function lookAtAdvisory({ mode, operation, advisory }, seen, deps) {
    if (mode !== "security" || operation === "abort")
        return {};
    const { bad, good, entries, releases, list } = seen;
    const versions = affectedVersions({ bad, good }, list, {
        affectedFrom: advisory?.affectedFrom,
        patchedVersion: advisory?.patchedVersion ?? seen.forward?.tag.version.text,
    });
    const { settings } = await deps.rules(bad.tag.text);
    const product = releases.good.manifest.project.name;
    const content = advisoryContent(seen, product, versions, settings.advisory, advisory?.severity);
    const facts = (found, because) => ({
        advisory: { content, found, ...(because !== undefined && { refused: { because, remedy: REMEDY } }) },
    });
    if (deps.advisories === undefined)
        return facts(undefined, "this server keeps none");
    const known = advisoryIn(entries);
    try {
        const found = await look_at_advisory_look(deps.advisories, known?.id, advisoryMark(bad.tag.text));
        if (found !== undefined)
            return facts(found);
        const refusal = await deps.advisories.refusal();
        if (refusal === undefined)
            return facts(undefined);
        // Made by a token that could, and invisible to this one.
        if (known !== undefined)
            return facts({ ...known, state: "draft", affected: content.affected });
        return facts(undefined, `this token may not make any: ${refusal}`);
    }
    catch (error) {
        if (!(error instanceof RequestFailure))
            throw error;
        return facts(undefined, error.message);
    }
}
/** Whoever may not see drafts is refused, or shown an empty list: both mean that none is seen. */
async function look_at_advisory_look(server, id, mark) {
    try {
        return (id === undefined ? undefined : await server.get(id)) ?? (await server.find(mark));
    }
    catch (error) {
        if (error instanceof RequestFailure && (error.status === 403 || error.status === 404))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/look-at-channels.js










/** What each channel would change, by dry runs. */
async function lookAtChannels(look) {
    const { request, releases, entries, past, deps, failover } = look;
    const configured = await deps.channels(releases, failover && orderOf(failover.hosts));
    requireKnown(request.leaveOut, configured, entries ?? [], releases.bad.manifest.tag);
    const channels = new Map();
    const guessed = new Map();
    const facts = [];
    for (const planned of configured) {
        const { id, kind, title } = planned;
        const was = entries && advertisedBefore(entries, id);
        const { receipt, open, takenBack = false } = pastOf(entries ?? [], id);
        const add = (outcome, uncertain) => facts.push({ outcome, was, ...(uncertain !== undefined && { uncertain }) });
        const untouched = (why) => add({ id, kind, title, type: "skipped", why });
        if (request.leaveOut.some((left) => left === id || isWarnedBy(planned, left))) {
            untouched(LEFT_OUT);
            continue;
        }
        if (!request.notify && isMessage(planned)) {
            untouched(UNTOLD);
            continue;
        }
        if (failover?.hostsOnly && isMessage(planned))
            continue;
        // An earlier abort may have left it out, or not have reached it.
        const touched = takenBack || past.begun?.channels.has(id) === true;
        if (request.operation === "abort" && (isMessage(planned) || !touched)) {
            untouched(isMessage(planned) ? "what was told stays told" : "the rollback did not touch it");
            continue;
        }
        if (isWarning(planned) && deps.journal === undefined && (0,build_notice/* warningIn */.cF)(look.notes) !== undefined) {
            untouched("the notes warn already, and without a journal nobody knows whether it was told too: it is not told twice");
            continue;
        }
        if (isWarned(planned, entries)) {
            untouched("a security notice went there");
            continue;
        }
        if (isMessage(planned) && isInterrupted(entries ?? [], id)) {
            untouched("an earlier run may have sent the correction, and was interrupted before it knew; it is not told twice");
            continue;
        }
        try {
            const made = await planned.make();
            if ("skipped" in made) {
                untouched(made.skipped);
                continue;
            }
            channels.set(id, made);
            // Without a journal, or with one that does not say how it ended here, what is there tells.
            const known = receipt !== undefined || open !== undefined;
            if (!known && !isMessage(made)) {
                const state = await guess(made, look.published.bad);
                if (state !== undefined)
                    guessed.set(id, state);
            }
            // What missed the release, or is not written down, moves with the hosts all the same.
            if (failover !== undefined && REFERRING.has(kind) && !known)
                guessed.set(id, { version: releases.bad.version.text });
            const outcome = await tryChannel(made, look, guessed);
            add(outcome, entries === undefined || guessed.has(id) ? uncertainty(made, entries) : undefined);
        }
        catch (error) {
            const problem = error instanceof RequestFailure ? explainFailure(error, title) : error;
            if (!(problem instanceof build_problem/* Problem */.AF))
                throw error;
            add({ id, kind, title, type: "failed", problem });
        }
    }
    if (!failover?.hostsOnly)
        facts.push(...forgotten(configured, entries ?? [], request));
    return { facts, channels, guessed };
}
const uncertainty = (channel, entries) => {
    const why = entries === undefined ? "the release has no journal" : "its journal does not know this channel";
    return isMessage(channel)
        ? `${why}: nobody knows whether it was told here`
        : `${why}: that it is advertised here was judged by what is there now`;
};
/**
 * A slip of the pen would change what was to be left alone.
 * @throws {Problem} `invalid-input`
 */
function requireKnown(leaveOut, configured, entries, tag) {
    const isNamed = (id) => configured.some((each) => each.id === id || isWarnedBy(each, id)) ||
        entries.some(({ channel }) => channel?.id === id);
    const unknown = leaveOut.filter((id) => !isNamed(id));
    if (unknown.length === 0)
        return;
    const ids = configured.map(({ id }) => id).join(", ");
    throw (0,build_problem/* mistake */.RT)("invalid-input", `the input "leave-out" names ${unknown.join(", ")}, and ${tag} has no such channel. Nothing was changed`, ids === "" ? "it has none at all: leave `leave-out` out" : `its channels are ${ids}`);
}
/** A channel that shows exactly what the release would have written is taken to show the release. */
async function guess(channel, bad) {
    const state = await channel.inspect(bad, { receipt: undefined, open: undefined });
    const proposal = channel.propose(state, bad);
    return proposal.type === "nothing" ? proposal.state : undefined;
}
async function tryChannel(channel, { request, releases, deps, failover }, guessed) {
    const log = { info: () => { }, warning: () => { } };
    const dry = { ...at_channel_channelDeps(deps, releases.bad.manifest.tag, guessed), log, dryRun: true };
    return await actAt(channel, releases, { operation: request.operation, failover }, dry);
}
/** What the journal knows of and the configuration does not name (any more). */
function forgotten(configured, entries, { leaveOut, operation }) {
    const ids = new Set(entries.flatMap(({ channel, event }) => (channel !== undefined && event === "receipt" ? [channel.id] : [])));
    const [where, back] = operation === "abort" ? ["was taken back", "bring it back"] : ["is advertised", "take it back"];
    return [...ids]
        .filter((id) => (operation === "rollback" || (!isMessage({ id }) && pastOf(entries, id).takenBack === true)) &&
        !leaveOut.includes(id) &&
        !configured.some((each) => each.id === id || isWarnedBy(each, id)) &&
        !isWarning({ id }))
        .map((id) => ({
        was: advertisedBefore(entries, id),
        outcome: {
            id,
            kind: id.split(":")[0] ?? id,
            title: id,
            type: "impossible",
            because: `the journal says that the release ${where} here, and the configuration at its tag does not say how to reach it`,
            remedy: `${back} there by hand, or name a configuration that has it with the input \`config\``,
        },
    }));
}

;// CONCATENATED MODULE: ./packages/rollback/build/target.js





/** What people get instead: by the releases, and by what their journals say of them. */
/**
 * @param toVersion input, where it is given
 * @param begun where an earlier run began to take it back to: it stays so, as long as that is good
 * @throws {Problem} `rollback-begun-elsewhere`, `rollback-no-target`, `invalid-version`
 */
async function chooseGood(bad, toVersion, begun, { releases, cut }, deps) {
    const asked = toVersion === undefined ? undefined : (0,choose/* tagFrom */.FL)(toVersion, "to-version", bad.prefix);
    const led = begun && (await findPublished(begun.to, releases, deps.forge));
    if (led !== undefined && (await whyNotTo(bad, (0,build_tag/* requireTag */.a_)(led.tag), led, deps)) === undefined) {
        requireSameTarget(bad, asked?.text ?? led.tag, begun);
        return (0,build_tag/* requireTag */.a_)(led.tag);
    }
    if (asked !== undefined)
        return asked;
    const found = await newestGood(bad, releases, deps);
    if (found === undefined)
        throw (0,choose/* noTarget */.lP)(bad.text, cut);
    return (0,build_tag/* requireTag */.a_)(found.tag);
}
async function newestGood(bad, releases, deps) {
    for (const release of (0,choose/* earlierReleases */.VE)(bad, releases))
        if (!(await wasTakenBack(release, deps)))
            return release;
    return undefined;
}
/** Not every rollback leaves a notice: it may have died before that, or the notes may be too long for one. */
async function wasTakenBack({ tag, body }, deps) {
    if ((0,build_notice/* noticeIn */.On)(body) !== undefined)
        return true;
    try {
        return pastRollback((await journalOf(tag, deps)) ?? []).begun !== undefined;
    }
    catch (error) {
        // Of the target it only matters whether it says so.
        if (error instanceof build_problem/* Problem */.AF && error.code === "journal-damaged")
            return false;
        throw error;
    }
}
/** @returns why nobody should be sent from the one to the other; undefined: nothing speaks against it */
async function whyNotTo(bad, tag, release, deps) {
    return ((0,choose/* whyNot */.OB)(bad, tag, release) ?? ((await wasTakenBack(release, deps)) ? `${tag.text} was taken back itself` : undefined));
}
/** Half of it would name one release, and half the other. */
function requireSameTarget(bad, wanted, begun) {
    if (begun === undefined || wanted === begun.to)
        return;
    throw (0,build_problem/* mistake */.RT)("rollback-begun-elsewhere", `a rollback of ${bad.text} to ${begun.to} was begun, and not aborted: it is not taken back to ${wanted} as well. Nothing was changed`, `leave \`to-version\` out, which finishes that one; or abort it first (\`abort: true\`)`);
}
/** @throws {Problem} `rollback-bad-target` */
async function target_requireGood(bad, { tag, release }, deps) {
    const why = await whyNotTo(bad, tag, release, deps);
    if (why === undefined)
        return;
    throw (0,build_problem/* mistake */.RT)("rollback-bad-target", `${tag.text} is nothing to go back to from ${bad.text}: ${why}. Nothing was changed`, "name in `to-version` an earlier final release of the same project that was not taken back, or leave it out");
}

;// CONCATENATED MODULE: ./packages/rollback/build/gather.js














/** Looks at everything, and changes nothing. @throws {Problem} */
async function gatherRollback(request, deps) {
    return await explaining("Nothing was changed.", () => gather(request, deps));
}
async function gather(request, deps) {
    const { forge } = deps;
    const { operation } = request;
    const { releases: list, cut } = await deps.list();
    const hostsOnly = isHostsOnly(request);
    const badTag = hostsOnly ? await servedTag(request, forge) : await chooseBad(request, list, deps);
    const entries = await journalOf(badTag.text, deps);
    const found = await findPublished(badTag.text, list, forge);
    if (found === undefined) {
        const drafts = hostsOnly ? undefined : await gatherDrafts(badTag, list, entries, request, deps);
        if (drafts !== undefined)
            return drafts;
        throw published_notPublished(badTag.text, forge);
    }
    const bad = { tag: badTag, release: found };
    const past = hostsOnly ? NO_ROLLBACK : pastRollback(entries ?? []);
    if (operation === "abort" && past.begun === undefined && !past.aborted) {
        throw (0,build_problem/* mistake */.RT)("rollback-nothing-to-abort", `the journal knows of no rollback of ${badTag.text}`, "name the release that was taken back in `version`; without a journal nobody knows what was before");
    }
    const { begun } = past;
    const goodTag = hostsOnly
        ? badTag
        : operation === "abort" && begun !== undefined
            ? (0,build_tag/* requireTag */.a_)(begun.to)
            : await chooseGood(badTag, request.toVersion, begun, { releases: list, cut }, deps);
    // Bringing a release back needs nothing of the other one.
    const there = operation === "abort" ? await findPublished(goodTag.text, list, forge) : undefined;
    const release = operation === "abort" ? (there ?? gone(goodTag)) : await published(goodTag.text, list, forge);
    const good = { tag: goodTag, release };
    if (operation === "rollback" && !hostsOnly) {
        await target_requireGood(bad.tag, good, deps);
        const highest = await newestGood(badTag, list, deps);
        if (highest !== undefined && highest.tag !== good.tag.text) {
            deps.log.warning(`people get ${good.tag.text}, although ${highest.tag} is higher and was not taken back: if that is meant to be advertised, run the channels' jobs of its release again afterwards`);
        }
    }
    // An abort that is run again finds nothing begun any more.
    const reason = request.reason ?? past.begun?.reason ?? (past.aborted && operation === "abort" ? "aborted" : undefined);
    if (reason === undefined) {
        throw (0,build_problem/* mistake */.RT)("missing-input", 'the input "reason" is empty', "say why, in a sentence: it is shown in the release's notes");
    }
    const taken = warned(await takeReleases(bad.tag, good.tag, reason, operation, deps), request, deps);
    const failover = request.mode === "failover" ? await lookAtFailover(taken, request, deps) : undefined;
    const releases = failover === undefined ? taken : directed(taken, failover);
    const survey = await forge.survey(badTag.text);
    const seen = await lookAtChannels({
        request,
        releases,
        published: taken,
        entries,
        past,
        deps,
        failover,
        notes: bad.release.body,
    });
    const { mode } = request;
    const checked = { ...(failover && { failover }), operation, mode, bad, good, releases, entries, ...seen };
    const checks = await makeChecks(checked, deps);
    const { channels, guessed } = seen;
    const forward = await lookForward(request.rollForward, { bad, good }, list, forge);
    const facts = {
        operation,
        mode,
        notify: request.notify,
        ...(failover && { failover }),
        repository: forge.repository,
        reason,
        bad,
        good,
        latest: survey.latest,
        entries,
        past,
        channels: seen.facts,
        drafts: hostsOnly ? [] : draftsOf(badTag.text, list, entries),
        ...(forward && { rollForward: forward }),
        ...(await lookAtAdvisory(request, { bad, good, reason, entries, releases, list, forward }, deps)),
        checks,
    };
    return { facts, releases, channels, guessed };
}
/** The same facts with releases, latest and journal of this moment: under the lock nothing else changes them. */
async function lookAgain(facts, deps) {
    const { forge } = deps;
    const { bad, good } = facts;
    const survey = await forge.survey(bad.tag.text);
    const fresh = async ({ tag, release }) => {
        const found = await forge.release(release.id);
        if (found === undefined || found.draft || found.tag !== tag.text)
            throw published_notPublished(tag.text, forge);
        return { tag, release: found };
    };
    const entries = await journalOf(bad.tag.text, deps);
    const now = { bad: await fresh(bad), good: facts.operation === "abort" ? good : await fresh(good) };
    // Another rollback may have begun, and died, while this one waited for the lock; or one of the target.
    if (facts.operation === "rollback" && facts.failover?.hostsOnly !== true) {
        const { begun } = pastRollback(entries ?? []);
        if (begun?.to !== facts.past.begun?.to)
            requireSameTarget(bad.tag, good.tag.text, begun);
        await target_requireGood(bad.tag, now.good, deps);
    }
    return {
        ...facts,
        ...now,
        ...(facts.drafts && { drafts: await lookAtDraftsAgain(facts.drafts, forge) }),
        latest: survey.latest,
        entries: facts.entries === undefined ? undefined : entries,
    };
}
/**
 * Without `version` it is the latest release; unless that is where an earlier run, perhaps interrupted, has rolled back to, or
 * the rollback release that came of it: then the same rollback is meant, not one further down. A release above the latest of
 * which nobody knows why it is not the latest may be just that, begun by a run without a journal, or by hand: then somebody has
 * to say which one is meant.
 */
async function chooseBad({ version, operation }, list, deps) {
    if (version !== undefined)
        return (0,choose/* tagFrom */.FL)(version, "version");
    const latest = await deps.forge.latestRelease();
    const tag = latest && (0,build_tag/* parseTag */.ED)(latest.tag);
    if (tag === undefined) {
        throw (0,build_problem/* mistake */.RT)("missing-input", `the input "version" is empty, and ${deps.forge.repository} has no latest release with a version`, "name the release to take back in `version`");
    }
    const replaced = await replacedBy(tag, list, deps);
    if (replaced !== undefined) {
        deps.log.info(`${tag.text} is the rollback release in place of ${replaced.text}: say \`version\` to take it back`);
        return replaced;
    }
    let unexplained;
    for (const each of list) {
        const other = (0,build_tag/* parseTag */.ED)(each.tag);
        if (other === undefined || each.draft || latest === undefined || (0,choose/* whyNot */.OB)(other, tag, latest) !== undefined)
            continue;
        if ((0,build_notice/* noticeIn */.On)(each.body) === tag.text)
            return other;
        const begun = pastRollback((await journalOf(each.tag, deps)) ?? []).begun;
        if (begun?.to === tag.text)
            return other;
        const explained = begun !== undefined || (0,build_notice/* noticeIn */.On)(each.body) !== undefined || (0,build_version/* isPrerelease */.V1)(other.version);
        if (!explained)
            unexplained ??= other;
    }
    if (unexplained !== undefined) {
        throw (0,build_problem/* mistake */.RT)("missing-input", `the input "version" is empty, and the latest release is ${tag.text} although ${unexplained.text} is above it and is not known to be taken back. Nothing was changed`, `name the release to take back in \`version\`: ${unexplained.version.text}, also where an interrupted run had begun with it, or ${tag.version.text}`);
    }
    if (operation === "abort")
        deps.log.info(`${tag.text} is the latest release`);
    return tag;
}
/** The bad release that a rollback release is in place of. */
async function replacedBy(tag, list, deps) {
    try {
        const { carries } = (await deps.releaseOf(tag.text)).manifest;
        return carries && (await findPublished(carries.from, list, deps.forge)) && (0,build_tag/* requireTag */.a_)(carries.from);
    }
    catch (error) {
        // Whatever is wrong with its release.json, it is the one to take back.
        if (error instanceof build_problem/* Problem */.AF)
            return undefined;
        throw error;
    }
}
async function takeReleases(bad, good, reason, operation, deps) {
    const [wanted, other] = operation === "abort" ? [bad, good] : [good, bad];
    const target = await deps.releaseOf(wanted.text).catch((error) => {
        throw error instanceof build_problem/* Problem */.AF && operation === "rollback" ? unusable(error, good) : error;
    });
    const left = await deps.releaseOf(other.text).catch((error) => {
        // Only its tag matters for leaving it; what is wrong with it may be just why.
        if (!(error instanceof build_problem/* Problem */.AF))
            throw error;
        deps.log.warning(`${error.message}; ${bad.text} is ${operation === "abort" ? "brought" : "taken"} back all the same`);
        return knownByTag(other, target);
    });
    return {
        good: { ...(operation === "abort" ? left : target), mode: { type: "rollback", from: bad.version.text, reason } },
        bad: {
            ...(operation === "abort" ? target : left),
            mode: { type: "rollback", from: good.version.text, reason: `the rollback is aborted: ${reason}` },
        },
    };
}
/** A release of which nothing but its tag is known: enough for going back from it, to another of the project. */
function knownByTag({ text, version }, other) {
    const manifest = { ...other.manifest, version: version.text, tag: text, artifacts: [], builds: [] };
    return { ...other, version, manifest, assets: new Map() };
}
/** Whatever is wrong with the release.json of the target: nobody may be sent to it. */
function unusable(problem, { text }) {
    const why = problem.message.replace(/\. No channel was touched$/, "");
    return problem.retold({
        message: `${text} is nothing to go back to: ${why}. Nothing was changed`,
        remedy: "name another release in `to-version`, or release a higher version",
    });
}

;// CONCATENATED MODULE: ./packages/rollback/build/failover/offline.js












/** Looks at what answers, and changes nothing. @throws {Problem} */
async function gatherOffline(request, deps) {
    if (request.operation === "abort") {
        throw (0,build_problem/* mistake */.RT)("rollback-nothing-to-abort", "GitHub cannot be reached, and only its journal knows what was before", "run this again when GitHub is back");
    }
    const reason = request.reason ?? "GitHub cannot be reached";
    const hostsOnly = isHostsOnly(request);
    const bad = request.version === undefined ? await pointedTo(deps) : (0,choose/* tagFrom */.FL)(request.version, "version");
    if (!hostsOnly && request.toVersion === undefined) {
        throw (0,build_problem/* mistake */.RT)("missing-input", "GitHub cannot be reached, so nobody can look for the newest good release", "name the release to go back to in `to-version`; its release.json is taken from the mirrors");
    }
    const good = hostsOnly ? bad : (0,choose/* tagFrom */.FL)(request.toVersion ?? "", "to-version", bad.prefix);
    const ofGood = await deps.releaseOf(good.text);
    const why = hostsOnly ? undefined : (0,choose/* whyNot */.OB)(bad, good, standIn(ofGood));
    if (why !== undefined) {
        throw (0,build_problem/* mistake */.RT)("rollback-bad-target", `${good.text} is nothing to go back to from ${bad.text}: ${why}. Nothing was changed`, "name in `to-version` an earlier final release of the same project");
    }
    const ofBad = await deps.releaseOf(bad.text).catch((error) => {
        if (!(error instanceof build_problem/* Problem */.AF))
            throw error;
        return knownByTag(bad, ofGood);
    });
    const mode = { type: "rollback", from: bad.version.text, reason };
    const taken = { good: { ...ofGood, mode }, bad: ofBad };
    const failover = { ...(await lookAtFailover(taken, request, deps)), offline: true };
    const releases = directed(taken, failover);
    const limited = { ...deps, journal: undefined, channels: reached(deps, failover) };
    const seen = await lookAtChannels({
        request: { ...request, notify: false },
        releases,
        published: taken,
        entries: undefined,
        past: NO_ROLLBACK,
        deps: limited,
        failover,
        notes: "",
    });
    const facts = {
        operation: "rollback",
        mode: "failover",
        notify: false,
        failover,
        repository: deps.forge.repository,
        reason,
        bad: { tag: bad, release: standIn(ofBad) },
        good: { tag: good, release: standIn(ofGood) },
        latest: undefined,
        entries: undefined,
        past: NO_ROLLBACK,
        channels: seen.facts.filter(({ outcome }) => !isMessage(outcome)).map(unsure),
        drafts: [],
        checks: [
            githubCheck(),
            await signaturesCheck(taken.good, deps),
            ...(hostsOnly ? [] : [checkCompatibility(await deps.rules(bad.text), bad.version, good.version)]),
            hostsCheck(failover),
        ],
    };
    return { facts, releases, channels: seen.channels, guessed: seen.guessed };
}
/** The version that the mirrors show. */
async function pointedTo({ pointers }) {
    const tags = [...new Set(await pointers())];
    const [tag] = tags;
    if (tag !== undefined && tags.length === 1)
        return (0,build_tag/* requireTag */.a_)(tag);
    throw (0,build_problem/* mistake */.RT)("missing-input", tag === undefined
        ? "GitHub cannot be reached, and no mirror says which release is the latest"
        : `GitHub cannot be reached, and the mirrors show several releases as the latest: ${tags.join(", ")}`, "name the release that stays in `version` and `to-version`, or the one that is taken back in `version` and the good one in `to-version`");
}
/** Channels that need no file of the release: their bytes come from GitHub alone, which vouches for them. */
function reached(deps, { hosts, hostsOnly }) {
    const incomplete = new Set(hosts.filter(({ whole }) => !whole).map(({ id }) => `mirror:${id}`));
    return async (releases, order) => (await deps.channels(releases, order)).map((each) => {
        if (REFERRING.has(each.kind) && !incomplete.has(each.id)) {
            return hostsOnly && each.kind !== "mirror"
                ? { ...each, make: async () => keepingDigests(await each.make()) }
                : each;
        }
        const skipped = incomplete.has(each.id)
            ? "it does not answer, or lacks files that come from GitHub"
            : "what is brought here comes from GitHub";
        return { ...each, make: async () => ({ skipped: `${skipped}: ${LATER}` }) };
    });
}
/**
 * Where the version stays so do its bytes, and taps and buckets have their digests from GitHub: a mirror whose release.json
 * says others is not believed, although nobody contradicts it.
 */
function keepingDigests(made) {
    if ("skipped" in made)
        return made;
    const propose = (state, release) => {
        const proposal = made.propose(state, release);
        if (proposal.type !== "change")
            return proposal;
        const { objects } = proposal.change;
        const known = new Set(objects.flatMap(({ before }) => digestsIn(before?.text)));
        const fresh = objects.find(({ after }) => digestsIn(after?.text).some((digest) => !known.has(digest)));
        if (fresh === undefined)
            return proposal;
        const problem = new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "published-differs",
            message: `${fresh.path} of ${made.title} would get digests that it does not have, by what mirrors say of ${release.manifest.tag}. It was not touched`,
            remedy: `${LATER}; if it has ${release.manifest.tag} already, a mirror hands out other bytes: take that one down`,
        });
        return { type: "refused", problem };
    };
    return { ...made, propose };
}
const digestsIn = (text = "") => text.toLowerCase().match(/\b[0-9a-f]{64}\b/g) ?? [];
const unsure = (facts) => facts.outcome.type === "proposed"
    ? { ...facts, uncertain: "without the journal nobody knows whether another run is at work here" }
    : facts;
function githubCheck() {
    const check = failed("github", "GitHub can be reached", "no journal, no lock, no list of releases: the mirrors' own release.json says what is whole", "run this again when it is back: that does the rest, and writes it down");
    return { ...check, skipped: true };
}
/** Those of release.json, as mirrors hand them out: it has the digests of everything else. */
async function signaturesCheck(target, deps) {
    const { tag } = target.manifest;
    const names = [words/* MANIFEST_NAME */.ir, ...(await target.signatures()).map(({ name }) => name)];
    const paths = await Promise.all(names.map((name) => target.file(name)));
    const assets = names.map((name, id) => ({ id, name, size: 0, state: "uploaded", sha256: undefined, url: "" }));
    return await signatures_checkSignatures({
        forge: { downloadAsset: async (id) => (0,external_node_fs_.createReadStream)(paths[id]) },
        release: { tag, assets },
        target,
        trusted: (await deps.rules(tag)).settings.signers,
        roots: deps.roots,
        ownAlone: true,
    });
}
/** What GitHub would say. */
function standIn({ manifest, page }) {
    return {
        id: 0,
        tag: manifest.tag,
        title: manifest.tag,
        body: "",
        draft: false,
        prerelease: manifest.prerelease,
        immutable: false,
        target: "",
        discussion: undefined,
        url: page,
        uploadUrl: "",
        assets: [],
    };
}
/** Without a lock and without a journal: what is changed is read back, and the next run compares everything again. */
async function executeOffline({ facts, releases, channels, guessed }, plan, deps) {
    const { hosts = [] } = facts.failover ?? {};
    if (!plan.rows.some(isChanging))
        return { changed: false, outcomes: [] };
    deps.log.warning(`without a lock: nothing else may work on ${facts.bad.tag.text} now`);
    deps.log.info(`first: ${firstOf({ hosts })?.address}`);
    const outcomes = [];
    const at = at_channel_channelDeps({ ...deps, journal: undefined }, facts.bad.tag.text, guessed);
    for (const { id } of plan.rows) {
        const channel = channels.get(id);
        if (channel === undefined)
            continue;
        const { kind, title } = channel;
        try {
            outcomes.push(await actAt(channel, releases, facts, at));
        }
        catch (error) {
            if (!(error instanceof build_problem/* Problem */.AF))
                throw error;
            if (isUnreachable(error)) {
                outcomes.push({ id, kind, title, type: "impossible", because: "cannot be reached now", remedy: LATER });
            }
            else
                outcomes.push({ id, kind, title, type: "failed", problem: error });
        }
    }
    return { changed: outcomes.some(({ type }) => type === "changed"), outcomes };
}

;// CONCATENATED MODULE: ./packages/rollback/build/execute.js

















/** Milliseconds for which an emergency waits for jobs that are at a channel. */
const SHORTEST_WAIT = 2 * 60_000;
/**
 * Carries out a plan: what stops harm first. Goes on from wherever an earlier run was interrupted; where nothing is left to
 * do, nothing is asked of a server that changes anything.
 * @throws {Problem} `plan-stale`, `rollback-check-failed`, `rollback-unconfirmed`, and what channels throw
 */
async function executeRollback(gathered, plan, deps, approved) {
    const { facts } = gathered;
    const { begun } = facts.past;
    requireApproved(plan, facts, approved);
    requireChecked(plan);
    if (facts.failover?.offline)
        return await executeOffline(gathered, plan, deps);
    const unfinished = begun !== undefined && (facts.operation === "abort" || !begun.complete);
    // What could not be reached is no row that changes anything, and is not right either.
    const unreached = facts.mode === "emergency" && facts.channels.some(({ outcome }) => outcome.type === "failed");
    if (!unfinished && !unreached && !plan.rows.some(isChanging)) {
        deps.log.info("nothing is left to be changed");
        return { changed: false, outcomes: [] };
    }
    if (facts.draftsOnly) {
        const requireSame = (now) => {
            const again = planRollback(now);
            if (again.digest !== plan.digest)
                throw stale(plan.digest, again.digest, differencesOf(plan, again));
        };
        return {
            changed: await executeDrafts(gathered, plan, deps, keptOf(plan, approved?.digest ?? plan.digest), requireSame),
            outcomes: [],
        };
    }
    return await new Execution(gathered, plan, deps, approved).run();
}
function requireChecked({ checks }) {
    const failed = checks.filter(stops);
    if (failed.length === 0)
        return;
    const remedies = failed.map(({ remedy }) => remedy).join("; ");
    const skippable = !failed.some(({ mandatory }) => mandatory);
    throw check_checkFailed(failed, skippable ? `${remedies}; an emergency goes on without (\`mode: emergency\`)` : remedies);
}
class Execution {
    gathered;
    deps;
    plan;
    approved;
    journal;
    ledger;
    facts;
    changed = false;
    /** Channels that runs of the release are at, in an emergency, which does not wait for them to the end. */
    busy = new Map();
    constructor(gathered, plan, deps, approved) {
        const { facts } = gathered;
        this.gathered = gathered;
        this.deps = deps;
        this.plan = plan;
        this.approved = approved;
        this.facts = facts;
        const { forge, patience, log, run, journal } = deps;
        const tag = facts.bad.tag.text;
        const { commit } = gathered.releases.bad.manifest;
        this.journal =
            journal === undefined
                ? undefined
                : new BranchJournal({ forge, patience, log, branch: journal, tag, commit, run, step: this.step });
        this.ledger = this.journal ?? noLedger(() => forge.survey(tag));
    }
    async run() {
        const { step, ledger } = this;
        const state = () => this.changed ? "Some steps are done, others not: run this again, it goes on from here." : "Nothing was changed.";
        return await locked({ tag: this.facts.bad.tag.text, step, ledger, state }, this.deps, () => this.steps());
    }
    get step() {
        return look_stepOf(this.facts.operation, this.facts.failover);
    }
    async steps() {
        const urgent = this.facts.mode === "emergency" && this.facts.operation === "rollback";
        if (!urgent)
            await this.waitForOthers();
        const again = await lookAgain(this.facts, this.deps);
        const now = planRollback(again);
        const differences = [...differencesOf(this.plan, now), ...takenBackSince(this.facts, again)];
        if (differences.length > 0 || now.digest !== this.plan.digest) {
            throw stale(this.plan.digest, now.digest, differences);
        }
        this.facts = again;
        const { bad, good, latest, operation } = again;
        const rollback = keptOf(now, this.approved?.digest ?? now.digest);
        const { failover } = again;
        const hostsOnly = failover?.hostsOnly === true;
        const addresses = [...orderOf(failover?.hosts ?? [])];
        const before = { latest: latest?.tag ?? null, prerelease: bad.release.prerelease };
        await this.ledger.write("intent", this.step, hostsOnly ? { after: { addresses } } : { before, after: { rollback } });
        const chosen = (messages) => this.plan.rows.filter((row) => isMessage(row) === messages);
        if (operation === "rollback") {
            await this.repoint(good.release.id, good.tag.text);
            await this.change("flag", async () => ({ prerelease: true }));
        }
        else {
            // A pre-release cannot be latest, and what becomes final becomes no more than that by itself.
            await this.change("flag", async () => ({ prerelease: false, makeLatest: false }));
            await this.repoint(bad.release.id, bad.tag.text);
        }
        // What stops most harm needs no channel; where one is left out of an emergency, the rest goes on.
        if (urgent)
            this.busy = await this.waitForOthers(SHORTEST_WAIT);
        const outcomes = await this.atChannels(chosen(false));
        if (operation === "rollback" && !hostsOnly)
            await this.requireStillGood();
        await this.notes(await this.advise(outcomes));
        outcomes.push(...(await this.atChannels(chosen(true))));
        if (await deleteDrafts(this.plan, again.drafts ?? [], this.step, this.deps, this.ledger))
            this.changed = true;
        const failed = outcomes.filter(({ type }) => type === "failed").map(({ id }) => id);
        if (failed.length > 0)
            await this.ledger.close("end", this.step, { note: `failed: ${failed.join(", ")}` });
        else if (hostsOnly)
            await this.ledger.close("receipt", this.step, { after: { addresses }, ...execute_later(outcomes) });
        else
            await this.ledger.close("receipt", this.step, { before, after: await this.state(), ...execute_later(outcomes) });
        return { changed: this.changed, outcomes };
    }
    async waitForOthers(longest) {
        return this.journal === undefined
            ? new Map()
            : await waitForClaims(this.facts.bad.tag.text, this.journal, this.deps, longest);
    }
    async repoint(id, tag) {
        if (!this.plans("latest"))
            return;
        await this.elect(id, tag);
        // A release that mends things need not wait until channels are done.
        await this.ledger.endTurn();
    }
    /** A rollback of the target, meanwhile, has its own lock: what this one brought to channels since may be its own bad release. */
    async requireStillGood() {
        const { bad, good } = this.facts;
        const release = (await this.deps.forge.release(good.release.id)) ?? good.release;
        const why = await whyNotTo(bad.tag, good.tag, release, this.deps);
        if (why === undefined)
            return;
        throw new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "rollback-target-lost",
            message: `${why} while this went on: channels may show it. ${bad.tag.text} is taken back there, and the rollback is not finished`,
            remedy: `run the rollback of ${good.tag.text} once more, which finds what shows it; then this one, which ends where that one leads`,
        });
    }
    /** Under the turn that publications take too, so that none comes in between; then read back. */
    async elect(id, tag) {
        const { forge, patience, log } = this.deps;
        const seen = await this.ledger.turn();
        if (seen.latest?.id !== this.facts.latest?.id) {
            log.info(`${seen.latest?.tag ?? "nothing"} became latest meanwhile, and stays so`);
            return;
        }
        const before = { latest: seen.latest?.tag ?? null };
        await this.ledger.write("intent", `${this.step}: latest`, { before, after: { latest: tag } });
        await forge.updateRelease(id, { makeLatest: true }, () => this.ledger.hold());
        this.changed = true;
        const { latest } = await patience.settle(() => forge.survey(this.facts.bad.tag.text), (found) => found.latest?.id === id);
        // Whatever else is latest by now became so since, by people or a newer release, and stays so.
        if (latest === undefined || latest.id === seen.latest?.id)
            throw unconfirmed(`the latest release is ${latest?.tag ?? "none"}, not ${tag}`);
        await this.ledger.write("receipt", `${this.step}: latest`, { before, after: { latest: latest.tag } });
        log.info(`latest: ${before.latest} → ${latest.tag}`);
    }
    async change(row, what) {
        if (!this.plans(row))
            return;
        const { forge, log } = this.deps;
        const { id } = this.facts.bad.release;
        const step = `${this.step}: ${row}`;
        const marked = (prerelease) => (row === "flag" ? { prerelease } : {});
        const before = marked(this.facts.bad.release.prerelease);
        const after = marked(this.facts.operation === "rollback");
        await this.ledger.write("intent", step, { before, after });
        let changes;
        const edit = async (now) => {
            changes = await what(now);
            return changes;
        };
        const found = await forge.updateRelease(id, edit, () => this.ledger.hold());
        if (changes === undefined)
            return;
        this.changed = true;
        const right = (changes.prerelease === undefined || found.prerelease === changes.prerelease) &&
            (changes.body === undefined || (0,build_notice/* noticeIn */.On)(found.body) === (0,build_notice/* noticeIn */.On)(changes.body));
        if (!right)
            throw unconfirmed(`the ${row} of ${found.tag} did not change`);
        await this.ledger.write("receipt", step, { before, after });
        log.info(`${row}: changed`);
    }
    /** It may be refused only now; the rest goes on without. @returns what the notes name */
    async advise(outcomes) {
        if (!this.plans("advisory"))
            return this.facts.advisory?.found;
        try {
            const advised = await advise(this.facts, this.deps, this.ledger, `${this.step}: advisory`);
            this.changed = true;
            return advised;
        }
        catch (error) {
            if (!(error instanceof build_problem/* Problem */.AF) || error.code !== "advisory-refused")
                throw error;
            outcomes.push({ id: "advisory", kind: "advisory", title: "Security advisory", type: "failed", problem: error });
            return this.facts.advisory?.found;
        }
    }
    async notes(advised) {
        if (!this.plans("notes"))
            return;
        const { operation } = this.facts;
        // People may have edited them since.
        await this.change("notes", async ({ body }) => {
            const date = new Date(this.deps.patience.time.now()).toISOString().slice(0, 10);
            const notice = (0,build_notice/* noticeOf */.QJ)(this.facts, date, advised);
            const text = operation === "rollback" ? (0,build_notice/* withNotice */.HL)(body, notice) : (0,build_notice/* withoutNotice */.lH)(body);
            return text === undefined ? undefined : { body: text };
        });
    }
    /** Each by itself: one that fails leaves the others alone. */
    async atChannels(rows) {
        const { releases, channels, guessed } = this.gathered;
        const { tag } = releases.bad.manifest;
        const deps = at_channel_channelDeps(this.deps, tag, guessed, this.journal?.holder);
        const outcomes = [];
        for (const row of rows) {
            const left = this.leftAlone(row.id);
            if (left !== undefined) {
                outcomes.push(left);
                continue;
            }
            const known = channels.get(row.id);
            if (known === undefined)
                continue;
            const channel = this.isUnplanned(row) ? unplanned(known) : known;
            try {
                const outcome = await actAt(channel, releases, this.facts, deps);
                if (outcome.type === "changed")
                    this.changed = true;
                if (outcome.type === "nothing")
                    await this.record(outcome, deps);
                outcomes.push(outcome);
            }
            catch (error) {
                if (!(error instanceof build_problem/* Problem */.AF))
                    throw error;
                const { id, kind, title } = channel;
                if (this.facts.failover !== undefined && isUnreachable(error)) {
                    this.deps.log.warning(`${title} cannot be reached any more: ${error.message}`);
                    outcomes.push({ id, kind, title, type: "impossible", because: "cannot be reached now", remedy: LATER });
                }
                else
                    outcomes.push({ id, kind, title, type: "failed", problem: error });
            }
        }
        return outcomes;
    }
    /** In an emergency: a channel that was not reached when the plan was made, or that another run keeps. */
    leftAlone(channel) {
        if (this.facts.mode !== "emergency")
            return undefined;
        const found = this.found(channel);
        if (found === undefined || found.type === "failed")
            return found;
        const run = this.busy.get(channel);
        if (run === undefined)
            return undefined;
        const { id, kind, title } = found;
        return { id, kind, title, type: "failed", problem: stillAt(run, "it all the time") };
    }
    /** By what somebody approved; what could not be reached then is done as soon as it can be. */
    isUnplanned(row) {
        return this.approved !== undefined && !isChanging(row) && this.found(row.id)?.type !== "failed";
    }
    found(channel) {
        return this.facts.channels.find(({ outcome }) => outcome.id === channel)?.outcome;
    }
    /** What an earlier run took back and could not write down any more. */
    async record({ id }, { ledger }) {
        const { operation, failover, entries = [] } = this.facts;
        if (operation !== "rollback" || failover?.hostsOnly)
            return;
        // A fail-over that could not reach the journal may have taken it back.
        const silent = failover !== undefined && isUnwritten(entries, id);
        if (!silent && !isInterrupted(entries, id))
            return;
        const claim = await ledger.claim(id, {}, "rollback");
        await claim.close("receipt", { after: { version: this.facts.good.tag.version.text } });
    }
    async state() {
        const { forge } = this.deps;
        const { bad } = this.facts;
        const found = await forge.survey(bad.tag.text);
        return {
            latest: found.latest?.tag ?? null,
            ...(found.release && { prerelease: found.release.prerelease }),
        };
    }
    plans(id) {
        return this.plan.rows.some((row) => row.id === id && isChanging(row));
    }
}
/** Channels that the rollback came to after its abort had looked: that would leave them as they are, and nobody would know. */
function takenBackSince({ operation, past }, { entries = [] }) {
    if (operation !== "abort")
        return [];
    const known = past.begun?.channels ?? new Set();
    const now = pastRollback(entries).begun?.channels ?? new Set();
    return [...now].filter((id) => !known.has(id)).map((id) => `${id}: taken back since`);
}
/** For the journal: which channels a fail-over did not reach. */
function execute_later(outcomes) {
    const ids = outcomes.flatMap((each) => (each.type === "impossible" && each.remedy === LATER ? [each.id] : []));
    return ids.length === 0 ? {} : { note: `not reached: ${ids.join(", ")}` };
}
function unconfirmed(what) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "rollback-unconfirmed",
        message: `it was changed, and does not read back so: ${what}`,
        remedy: "run this again: it goes on from here",
    });
}

;// CONCATENATED MODULE: ./packages/rollback/build/failover/download.js







/** Milliseconds, besides the time that 200 kB/s need. */
const download_DEADLINE = 60_000;
/**
 * The forge, whose assets come from a mirror where it does not hand them out itself: the same bytes, by the digest that the
 * forge has of them. Without such a digest nothing is taken from elsewhere.
 */
function withMirrors(forge, source) {
    const known = new Map();
    const remember = (assets) => {
        for (const asset of assets)
            known.set(asset.id, asset);
        return assets;
    };
    const withAssets = (release) => {
        if (release !== undefined)
            remember(release.assets);
        return release;
    };
    return {
        ...forge,
        findReleases: async (tag) => (await forge.findReleases(tag)).map(withAssets),
        release: async (id) => withAssets(await forge.release(id)),
        latestRelease: async () => withAssets(await forge.latestRelease()),
        listAssets: async (id) => remember(await forge.listAssets(id)),
        downloadAsset: async (id) => {
            try {
                return await forge.downloadAsset(id);
            }
            catch (error) {
                const asset = known.get(id);
                if (!(error instanceof RequestFailure) || asset?.sha256 === undefined)
                    throw error;
                const path = await fromMirrors(asset, asset.sha256, source);
                if (path === undefined)
                    throw error;
                return (0,external_node_fs_.createReadStream)(path);
            }
        },
    };
}
async function fromMirrors(asset, sha256, source) {
    const below = /\/releases\/download\/(?<tag>.+)\/[^/]+$/.exec(new URL(asset.url).pathname);
    const tag = below?.groups?.tag;
    if (tag === undefined)
        return undefined;
    const directory = (0,external_node_path_.join)(source.temp, "mirrored");
    await (0,promises_.mkdir)(directory, { recursive: true });
    // Of its own each time: an earlier one may still be read.
    const path = (0,external_node_path_.join)(directory, `${asset.id}-${(0,external_node_crypto_.randomUUID)()}`);
    for (const address of await source.addresses(decodeURIComponent(tag))) {
        const url = `${address.replace(/\/+$/, "")}${below?.[0].slice("/releases/download".length)}`;
        const why = await fetchTo(path, url, { size: asset.size, sha256 }, source.fetch ?? fetch);
        if (why === undefined) {
            source.log.info(`${asset.name} comes from ${url}: GitHub does not hand it out, and its digest is the same`);
            return path;
        }
        source.log.info(`${url} ${why}`);
        await (0,promises_.rm)(path, { force: true });
    }
    return undefined;
}
/** @returns what is wrong; undefined: the file is there, with these bytes */
async function fetchTo(path, url, { size, sha256 }, get) {
    try {
        const response = await get(url, { signal: AbortSignal.timeout(download_DEADLINE + Math.ceil(size / 200)) });
        if (!response.ok || response.body === null) {
            await response.body?.cancel();
            return `answers ${response.status}`;
        }
        const hash = (0,external_node_crypto_.createHash)("sha256");
        let length = 0;
        const check = new external_node_stream_.Transform({
            transform(chunk, _, done) {
                length += chunk.length;
                hash.update(chunk);
                done(length > size ? new Error(`has more than ${size} bytes`) : null, chunk);
            },
        });
        await (0,external_node_stream_promises_.pipeline)(response.body, check, (0,external_node_fs_.createWriteStream)(path));
        return hash.digest("hex") === sha256 ? undefined : "answers with other bytes";
    }
    catch (error) {
        return `does not answer: ${error.message}`;
    }
}

// EXTERNAL MODULE: ./packages/model/build/target.js
var build_target = __webpack_require__(6343);
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
    const findings = issues.flatMap((issue) => issues_describe(issue, [], input));
    // A mistyped key that is needed would be told twice: as unknown, and as missing.
    return findings.filter(({ missing, path }) => missing === undefined ||
        !findings.some(({ meant, path: other }) => meant === missing && issues_name(other.slice(0, -1)) === issues_name(path)));
}
function issues_describe(issue, base, input) {
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
    return meant.flatMap((issue) => issues_describe(issue, path, input));
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
const Range = schemas/* string */.YjP().refine(isRange, 'a range of versions in quotes, such as ">=2.0.0 <2.1.0" or "1.x"');
const Version = schemas/* string */.YjP().refine(isVersion, "a version such as 2.1.0");
const Sentence = schemas/* string */.YjP().min(1, "a sentence");
const Because = Sentence.describe("Why; it is shown where the move is refused.");
const Remedy = Sentence.describe("What to do instead, for whoever wants to go back.");
const Move = section({
    from: Range.describe("Versions that are taken back."),
    to: Range.describe("Versions that people would get instead."),
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
    readable: Range.optional().describe("Versions below `since` that can read it nevertheless; otherwise none."),
    remedy: Remedy,
}).meta({ title: "data format" });
const MinimumClient = section({
    version: Version.describe("Nobody is sent below it."),
    because: Because,
    remedy: Remedy,
}).meta({ title: "minimum client" });
const Served = section({
    versions: Range.describe("Versions of this project."),
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






const load_CONFIG_NAME = "slipway.yml";
/** What a project without slipway.yml has: every default. */
const NO_CONFIG = { settings: Settings.parse({}), file: undefined, placeOf: () => undefined };
/**
 * Reads `slipway.yml` of a project, or the file that is asked for by name.
 * @returns `NO_CONFIG` when none was asked for and there is none
 * @throws {Problem} `missing-config`, and what `parseConfig` throws
 */
async function loadConfig(directory, file) {
    const name = file ?? load_CONFIG_NAME;
    try {
        return load_parseConfig(await readFile(join(directory, name), "utf8"), name);
    }
    catch (error) {
        if (error.code !== "ENOENT")
            throw error;
        if (file === undefined)
            return NO_CONFIG;
        throw mistake("missing-config", `there is no configuration file "${name}" in ${directory}`, "check the input `config`, and that the repository is checked out before (actions/checkout)", { file: name });
    }
}
/** @param file name for messages @throws {Problem} `invalid-yaml`, `invalid-configuration` */
function load_parseConfig(text, file) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
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
    const value = load_readValue(document, file);
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
function load_readValue(document, file) {
    try {
        return document.toJS();
    }
    catch (error) {
        // Aliases without anchor, or so many of them that expanding them is an attack (yaml's `maxAliasCount`).
        const why = error instanceof Error ? error.message : String(error);
        throw (0,build_problem/* mistake */.RT)("invalid-yaml", `${file}: ${why}`, "correct the YAML", { file });
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
        return (0,build_problem/* mistake */.RT)(code, first.message, first.remedy, first.place);
    const list = sorted.map((one) => `  ${(0,build_problem/* formatPlace */.dE)(one.place)}: ${one.message}; ${one.remedy}`);
    return (0,build_problem/* mistake */.RT)(code, `${file} has ${sorted.length} mistakes:\n${list.join("\n")}`, "correct each; docs/configuration.md explains every key", first.place);
}
/** Offset of the value (or key) at a path; where the path leaves what is written, of the last thing before. */
function offsetOf(document, path, onKey) {
    let node = resolve(document, document.contents);
    let offset = node?.range?.[0] ?? 0;
    for (const [index, part] of path.entries()) {
        if ((0,dist/* isMap */.jh)(node)) {
            const pair = node.items.find(({ key }) => ((0,dist/* isScalar */.jn)(key) ? String(key.value) : String(key)) === String(part));
            if (pair === undefined)
                break;
            const key = pair.key;
            const value = pair.value;
            const atKey = onKey && index === path.length - 1;
            // An empty value has no place worth showing; its key has.
            const empty = (0,dist/* isScalar */.jn)(value) && value.value === null;
            offset = (atKey || empty ? key?.range?.[0] : value?.range?.[0]) ?? key?.range?.[0] ?? offset;
            node = resolve(document, value);
        }
        else if ((0,dist/* isSeq */.oP)(node) && typeof part === "number") {
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
    if ((0,dist/* isAlias */.Vj)(node))
        return node.resolve(document);
    return node ?? undefined;
}

;// CONCATENATED MODULE: ./packages/rollback/build/rules.js


/**
 * Channels are those of the bad release's tag; rules of compatibility, signers and rehearsals are those of the default branch,
 * where it has any: what may follow what is often found out after the release. Only without a section there that of the
 * tag counts, so that lines with branches of their own keep theirs.
 */
async function rules_readRules({ forge, tag, config: path, rehearsal }) {
    const name = path ?? load_CONFIG_NAME;
    // By its commit: a branch may have the tag's name.
    const commit = await forge.resolveTag(tag);
    const tagged = commit === undefined ? undefined : (await forge.readFile(commit, name))?.text;
    const current = (await forge.readFile(undefined, name))?.text;
    const record = rehearsal ?? (await recorded(forge));
    let unreadable;
    const rules = (settings, place) => ({
        settings,
        place,
        ...(unreadable && { unreadable }),
        config: tagged,
        rehearsal: record,
    });
    for (const [text, place] of [
        [current, `${name} of the default branch`],
        [tagged, `${name} at ${tag}`],
    ]) {
        if (text === undefined)
            continue;
        try {
            const settings = load_parseConfig(text, place).settings.rollback;
            if (settings !== undefined)
                return rules(settings, place);
        }
        catch (error) {
            if (!(error instanceof build_problem/* Problem */.AF))
                throw error;
            unreadable ??= error;
        }
    }
    return rules(NO_ROLLBACK_RULES, `${name} has no section \`rollback\``);
}
async function recorded(forge) {
    const file = await forge.readFile(undefined, REHEARSAL_PATH);
    return file && { text: file.text, place: `${REHEARSAL_PATH} of the default branch` };
}

;// CONCATENATED MODULE: ./packages/rollback/build/show.js



const MEANING = {
    staging: "Only the staging repository and the channels of its configuration are touched.",
    emergency: "Checks that may be skipped stop nothing. Latest and the flag change at once; a run that is at a channel is waited for at most two minutes, and a channel that cannot be reached keeps nothing up: it fails the job at its end, and the next run goes on with it. Messages ask for attention.",
    security: "A security advisory is drafted; the notes warn, and whoever gets security notices is told at once.",
    failover: "Clients are sent to the first host that has all of the release; what cannot be reached now gets its part when it is back.",
};
/** The plan for people, as Markdown; the terminal shows the same. */
function showPlan(plan) {
    const { operation, mode, notify, from, to, reason, rows, checks, digest } = plan;
    const heading = rows.every(isDraftRow)
        ? `### Drafts of ${from.tag}, which was never published`
        : from.tag === to.tag
            ? `### Fail-over: where clients get ${from.tag}`
            : operation === "rollback"
                ? `### Rollback: ${from.tag} → ${to.tag}`
                : `### Abort of the rollback of ${from.tag} to ${to.tag}`;
    const changing = rows.filter(isChanging).length;
    const table = (0,summary/* markdownTable */.Qj)({
        head: ["Object", "Now", "Was", "What will be done", ""],
        rows: rows.map(({ title, now, was, action, what, remedy, uncertain }) => [
            title,
            now,
            was ?? "not known",
            action === "impossible" ? "cannot be undone" : action,
            [
                action === "impossible" ? `because ${what}` : what,
                remedy && `Instead: ${remedy}`,
                uncertain && `Uncertain: ${uncertain}`,
            ]
                .filter(Boolean)
                .join(". "),
        ]),
    });
    const checked = (0,summary/* markdownTable */.Qj)({
        head: ["Check", "Result", "In an emergency", ""],
        rows: checks.map(({ title, passed, skipped, mandatory, found, remedy }) => [
            title,
            passed ? "passed" : skipped ? "failed, skipped" : "failed",
            mandatory ? "stops it too" : "may be skipped",
            remedy === undefined ? found : `${found}. What to do: ${remedy}`,
        ]),
    });
    const what = changing === 0 ? "Nothing is left to be changed." : `${changing} objects will be changed.`;
    return [
        heading,
        [
            `Reason: ${(0,summary/* prose */.CS)(reason.replace(/\s+/g, " "))}`,
            ...(mode === "normal" ? [] : [`Mode: **${mode}**. ${MEANING[mode]}`]),
            ...(notify ? [] : ["Nobody is told (`notify: false`)."]),
        ].join("\n\n"),
        table,
        checked,
        `${what} Digest of this plan: \`${digest}\``,
    ].join("\n\n");
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/our-pulls.js
async function ourPulls(pulls, past) {
    const release = await openOne(pulls, past.receipt ?? past.open?.after);
    const rollback = await openOne(pulls, past.undone);
    return { ...(release !== undefined && { release }), ...(rollback !== undefined && { rollback }) };
}
async function openOne(pulls, state) {
    const number = state?.pending ? state.detail?.pull : undefined;
    const branch = state?.detail?.branch;
    // Whoever proposed it did not live to write its number down.
    if (number === undefined && typeof branch === "string") {
        const found = await pulls?.find(branch, []);
        return found?.state === "open" ? found.number : undefined;
    }
    return typeof number === "number" && (await pulls?.isOpen(number)) ? number : undefined;
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/names.js

/**
 * The class that Homebrew looks for in a formula's file (Formula Cookbook, "A quick word on naming"; `Formulary.class_s`):
 * `foo-bar` is `FooBar`, `gtk+3` is `Gtkx3`, `foo@1.2` is `FooAT12`.
 */
function classNameOf(formula) {
    const lower = formula.charAt(0).toUpperCase() + formula.slice(1).toLowerCase();
    return lower
        .replace(/[-_.\s]([a-zA-Z0-9])/g, (_, letter) => letter.toUpperCase())
        .replaceAll("+", "x")
        .replace(/(.)@(\d)/, "$1AT$2");
}
/** `alpha`, `beta`, `rc`: the first word of a pre-release, or `pre` where it has none. */
function channelOf({ prerelease }) {
    const word = prerelease.find((each) => typeof each === "string");
    return /^[a-z]+/.exec(String(word ?? "").toLowerCase())?.[0] ?? "pre";
}
/** The formulae (or casks) that a version belongs into; none where pre-releases are skipped. */
function namesFor(settings, version, kind) {
    const { name, versioned, prerelease } = settings;
    const main = { name, role: "main" };
    if ((0,build_version/* isPrerelease */.V1)(version)) {
        if (prerelease === "skip")
            return [];
        if (prerelease === "same")
            return [main];
        const own = settings.prereleaseName.replaceAll("{name}", name).replaceAll("{channel}", channelOf(version));
        return [{ name: own, role: "prerelease" }];
    }
    const { major, minor } = version;
    // A cask has no keg to stay out of the way in, so there are no versioned ones of the same product.
    const beside = kind === "cask" ? [] : versioned;
    return [
        main,
        ...beside.map((depth) => ({
            name: depth === "major" ? `${name}@${major}` : `${name}@${major}.${minor}`,
            role: "versioned",
        })),
    ];
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/ruby.js
/** Ruby's double-quoted string; what would be interpolated is not. */
function rubyString(text) {
    const escaped = text
        .replace(/[\\"]/g, "\\$&")
        .replace(/#(?=[{$@])/g, "\\#")
        .replaceAll("\n", "\\n")
        .replaceAll("\t", "\\t");
    return `"${escaped}"`;
}
/** Lines of code at an indentation; empty lines stay empty. */
function indent(lines, by = "  ") {
    return lines.map((line) => (line === "" ? "" : by + line));
}
function block(head, body) {
    return [head, ...indent(body), "end"];
}
/** Ruby that a person wrote: its own indentation is taken away. */
function codeLines(text) {
    const lines = text.replace(/\s+$/, "").split(/\r?\n/);
    const depths = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)?.[0].length ?? 0);
    const least = Math.min(...depths, Number.MAX_SAFE_INTEGER);
    return lines.map((line) => line.slice(least).trimEnd());
}
/** Groups of lines with an empty line between them; empty groups vanish. */
function paragraphs(groups) {
    return groups.filter((group) => group.length > 0).flatMap((group, at) => (at === 0 ? group : ["", ...group]));
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/select.js


/** What Homebrew runs on. Of two C libraries the first that the release has is taken. */
const TARGETS = [
    ["macos", "arm", ["macos-arm64"]],
    ["macos", "intel", ["macos-amd64"]],
    ["linux", "arm", ["linux-arm64", "linux-arm64-musl"]],
    ["linux", "intel", ["linux-amd64", "linux-amd64-musl"]],
];
const PLATFORMS = TARGETS.map(([os, arch]) => ({ os, arch }));
/** Homebrew unpacks these by itself, or by a formula of its own; brotli it does not know. */
const FORMATS = {
    formula: ["tar.gz", "tar.xz", "zip", "tar.zst"],
    cask: ["zip", "tar.gz", "tar.xz", "tar.zst"],
};
/** One archive for each platform that the release has. @throws {Problem} `homebrew-no-archive`, `homebrew-variant` */
function selectArchives(release, settings, kind) {
    const archives = release.manifest.artifacts.filter((artifact) => artifact.kind === "archive");
    const variant = variantOf(archives, settings);
    const found = TARGETS.flatMap(([os, arch, targets]) => {
        const candidates = targets.flatMap((target) => FORMATS[kind].flatMap((format) => archives.filter((each) => each.target === target && each.format === format && each.variant === variant)));
        const [artifact] = candidates;
        if (artifact === undefined)
            return [];
        return [
            {
                os,
                arch,
                artifact,
                asset: requireAsset(release, artifact.name),
                layout: layoutOf(artifact, release, settings),
            },
        ];
    });
    if (found.length > 0)
        return found;
    throw (0,build_problem/* mistake */.RT)("homebrew-no-archive", `the release ${release.manifest.tag} has no archive for macOS or Linux that Homebrew can unpack`, `release for one of ${TARGETS.flatMap(([, , targets]) => targets).join(", ")}, as ${FORMATS[kind].join(", ")}`);
}
function variantOf(archives, { variant }) {
    const variants = [...new Set(archives.map((artifact) => artifact.variant))];
    if (variant !== undefined) {
        if (variants.includes(variant))
            return variant;
        throw (0,build_problem/* mistake */.RT)("homebrew-variant", `the release has no variant "${variant}"; it has: ${variants.join(", ")}`, "correct `channels.homebrew.variant`");
    }
    if (variants.length <= 1)
        return variants[0];
    for (const usual of ["complete", "default", "full"])
        if (variants.includes(usual))
            return usual;
    throw (0,build_problem/* mistake */.RT)("homebrew-variant", `the release has the variants ${variants.join(", ")}, and nothing says which one Homebrew gets`, "name it under `channels.homebrew.variant`");
}
/** Reads an archive's list of entries. Without one (a release that was not packed by Slipway) only names are known. */
function layoutOf(artifact, release, settings) {
    const entries = artifact.entries ?? [];
    const names = binaryNames(artifact, release, settings);
    if (entries.length === 0)
        return { root: "", binaries: names, bash: [], zsh: [], fish: [], man: [] };
    const root = rootOf(entries.map(({ path, type }) => (type === "directory" ? `${path}/` : path)));
    const files = entries
        .filter((entry) => entry.type === "file")
        .map((entry) => ({ ...entry, path: entry.path.slice(root.length), name: entry.path.split("/").at(-1) ?? "" }));
    const built = new Set(release.manifest.builds
        .filter(({ target }) => target === artifact.target)
        .flatMap(({ binaries }) => binaries.map(({ sha256 }) => sha256)));
    const executables = files.filter(({ mode }) => mode === "755");
    const named = executables.filter(({ name, sha256 }) => names.includes(name) || (settings.binaries === undefined && built.has(sha256)));
    const binaries = named.length > 0
        ? named
        : settings.binaries === undefined
            ? executables.filter(({ path }) => /^(?:bin\/)?[^/]+$/.test(path))
            : [];
    if (binaries.length === 0) {
        throw (0,build_problem/* mistake */.RT)("homebrew-no-binary", `${artifact.name} holds no executable${names.length === 0 ? "" : ` named ${names.join(" or ")}`}`, "name the programs under `channels.homebrew.binaries`, or write `channels.homebrew.install`");
    }
    const programs = binaries.map(({ name }) => name);
    const paths = files.map(({ path }) => path);
    return { root: root.replace(/\/$/, ""), binaries: binaries.map(({ path }) => path), ...extrasOf(paths, programs) };
}
function binaryNames({ target }, { manifest }, { binaries }) {
    if (binaries !== undefined)
        return [...binaries];
    const built = manifest.builds.filter((build) => build.target === target).flatMap((build) => build.binaries);
    return built.length > 0 ? built.map(({ name }) => name) : [manifest.project.name];
}
/** Completions and man pages, by the names under which they are usually kept. */
function extrasOf(paths, programs) {
    const about = (path, program) => programs.includes(program) || /(?:^|\/)[^/]*complet[^/]*\//.test(path);
    const match = (...patterns) => paths.filter((path) => patterns.some((pattern) => {
        const program = pattern.exec(path)?.[1];
        return program !== undefined && about(path, program);
    }));
    return {
        bash: match(/(?:^|\/)([\w.+-]+)\.bash(?:-completion)?$/, /(?:^|\/)(?:bash[-_]completion\/completions|bash[-_]?completions?|completions?\/bash)\/([\w+-]+)$/),
        zsh: match(/(?:^|\/)_([\w+-]+)$/, /(?:^|\/)([\w.+-]+)\.zsh$/),
        fish: match(/(?:^|\/)([\w.+-]+)\.fish$/),
        man: paths.flatMap((path) => {
            const { page, section } = /(?:^|\/)(?<page>[\w.+@-]+)\.(?<section>[1-8])(?:\.gz)?$/.exec(path)?.groups ?? {};
            if (page === undefined || section === undefined)
                return [];
            const ours = programs.some((program) => page === program || page.startsWith(`${program}-`));
            return ours || /(?:^|\/)man(?:\d|pages?)?\//.test(path) ? [{ path, section }] : [];
        }),
    };
}
/** Homebrew enters an archive's only top directory. @param paths directories end in a slash @returns "" or `name/` */
function rootOf(paths) {
    const [first = ""] = paths;
    const slash = first.indexOf("/");
    if (slash < 0)
        return "";
    const root = first.slice(0, slash + 1);
    return paths.every((path) => path.startsWith(root)) ? root : "";
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/formula.js




/**
 * A formula for what a release has packed (docs.brew.sh, "Formula Cookbook"; order of its parts by "brew style"). Every
 * platform that Homebrew may ask for has an address or a dependency that says why it has none: one that has neither breaks
 * the whole tap for everybody who has it.
 */
function writeFormula(release, settings, { name, role }) {
    const { manifest, version } = release;
    const archives = selectArchives(release, settings, "formula");
    const description = settings.description ?? manifest.project.description;
    const homepage = settings.homepage ?? manifest.project.homepage ?? release.page.replace(/\/releases\/tag\/.*$/, "");
    const licence = settings.licence ?? manifest.project.licence;
    const head = [
        ...(description === undefined ? [] : [`desc ${rubyString(tidy(description))}`]),
        `homepage ${rubyString(homepage)}`,
        `version ${rubyString(version.text)}`,
        ...(licence === undefined ? [] : [`license ${licenceOf(licence)}`]),
    ];
    const body = paragraphs([
        head,
        settings.livecheck && role === "main" && !(0,build_version/* isPrerelease */.V1)(version)
            ? block("livecheck do", ["url :stable", "strategy :github_latest"])
            : [],
        role === "versioned" ? ["keg_only :versioned_formula"] : [],
        dependenciesOf(settings),
        conflictsOf(settings, role),
        ...addresses(archives),
        block("def install", installLines(archives, settings)),
        settings.service === undefined ? [] : block("service do", serviceLines(settings.service, programs(archives))),
        settings.caveats === undefined
            ? []
            : block("def caveats", ["<<~EOS", ...indent(caveatLines(settings.caveats)), "EOS"]),
        block("test do", settings.test === undefined ? defaultTest(archives, release) : codeLines(settings.test)),
    ]);
    return sealed(block(`class ${classNameOf(name)} < Formula`, body));
}
/** Homebrew's rules for `desc`: one line, no full stop at the end, begins with a capital. */
function tidy(description) {
    const line = description.replace(/\s+/g, " ").trim().replace(/\.$/, "");
    return line.charAt(0).toUpperCase() + line.slice(1);
}
const SEAL = /^# Written by Slipway from release\.json \(([0-9a-f]{16})\)\. .*\n/;
/** A text with a first line that tells whether anybody touched it since. */
function sealed(lines) {
    const text = `${lines.join("\n")}\n`;
    const seal = (0,build_digest/* sha256 */.sc)(text).slice(0, 16);
    return `# Written by Slipway from release.json (${seal}). Once it is edited, only version, url and sha256 are kept up to date.\n${text}`;
}
/** Whether a text is as Slipway wrote it, so that it may be written anew as a whole. */
function isUntouched(text) {
    const [line, seal] = SEAL.exec(text) ?? [];
    return line !== undefined && (0,build_digest/* sha256 */.sc)(text.slice(line.length)).slice(0, 16) === seal;
}
/** `license "MIT"`; expressions as Homebrew writes them (docs.brew.sh, "License Guidelines"). */
function licenceOf(expression) {
    for (const [operator, word] of [
        [" OR ", "any_of"],
        [" AND ", "all_of"],
    ]) {
        if (/[()]| WITH /.test(expression) || !expression.includes(operator))
            continue;
        const parts = expression.split(operator);
        if (parts.every((part) => /^[\w.+-]+$/.test(part)))
            return `${word}: [${parts.map(rubyString).join(", ")}]`;
    }
    const [, licence, exception] = /^([\w.+-]+) WITH ([\w.+-]+)$/.exec(expression) ?? [];
    if (licence !== undefined && exception !== undefined)
        return `${rubyString(licence)} => { with: ${rubyString(exception)} }`;
    return /^[\w.+-]+$/.test(expression) ? rubyString(expression) : ":cannot_represent";
}
function dependenciesOf({ dependencies }) {
    const on = (os) => {
        const lines = dependencies.filter((each) => each.os === os).map(({ name }) => `depends_on ${rubyString(name)}`);
        return lines.length === 0 ? [] : block(`on_${os} do`, lines);
    };
    const everywhere = dependencies.filter(({ os }) => os === undefined);
    return paragraphs([everywhere.map(({ name }) => `depends_on ${rubyString(name)}`), on("macos"), on("linux")]);
}
function conflictsOf({ conflicts, name: main }, role) {
    // A pre-release's programs have the names of the final ones.
    const own = role === "prerelease" ? [{ name: main, because: "both install the same programs" }] : [];
    return [...own, ...conflicts].map(({ name, because }) => because === undefined
        ? `conflicts_with ${rubyString(name)}`
        : `conflicts_with ${rubyString(name)}, because: ${rubyString(because)}`);
}
const ARCH = { arm: ":arm64", intel: ":x86_64" };
function addresses(archives) {
    const systems = [...new Set(archives.map(({ os }) => os))];
    const [only] = systems;
    if (systems.length === 1 && only !== undefined) {
        // Nothing for the other system: the requirement has to stand outside, where it is seen there.
        return [[`depends_on :${only}`], addressesOf(archives)];
    }
    return systems.map((os) => block(`on_${os} do`, addressesOf(archives.filter((each) => each.os === os))));
}
function addressesOf(archives) {
    const lines = ({ asset }) => [`url ${rubyString(asset.url)}`, `sha256 ${rubyString(asset.sha256)}`];
    const [first, ...others] = archives;
    if (first !== undefined && others.length === 0)
        return [`depends_on arch: ${ARCH[first.arch]}`, "", ...lines(first)];
    return archives.flatMap((archive) => block(`on_${archive.arch} do`, lines(archive)));
}
function programs(archives) {
    return [...new Set(archives.flatMap(({ layout }) => layout.binaries.map(base)))];
}
const base = (path) => path.split("/").at(-1) ?? path;
function installLines(archives, { install, completions, name }) {
    if (install !== undefined)
        return codeLines(install);
    const has = (pick) => {
        const all = [...new Set(archives.flatMap(({ layout }) => pick(layout)))];
        return all.map((path) => ({
            path,
            /** Not in every platform's archive. */
            guard: archives.every(({ layout }) => pick(layout).includes(path)) ? "" : ` if File.exist?(${rubyString(path)})`,
        }));
    };
    const put = (where, path, as) => base(path) === as
        ? `${where}.install ${rubyString(path)}`
        : `${where}.install ${rubyString(path)} => ${rubyString(as)}`;
    const lines = has(({ binaries }) => binaries).map(({ path, guard }) => `bin.install ${rubyString(path)}${guard}`);
    const stem = (path) => base(path).replace(/\.(?:bash(?:-completion)?|zsh|fish)$/, "");
    for (const { path, guard } of has(({ bash }) => bash))
        lines.push(put("bash_completion", path, stem(path)) + guard);
    for (const { path, guard } of has(({ zsh }) => zsh))
        lines.push(put("zsh_completion", path, `_${stem(path).replace(/^_/, "")}`) + guard);
    for (const { path, guard } of has(({ fish }) => fish))
        lines.push(put("fish_completion", path, `${stem(path)}.fish`) + guard);
    for (const { path, guard } of has(({ man }) => man.map((page) => page.path))) {
        const section = /\.([1-8])(?:\.gz)?$/.exec(path)?.[1] ?? "1";
        lines.push(`man${section}.install ${rubyString(path)}${guard}`);
    }
    if (completions !== undefined) {
        const [program = name] = programs(archives);
        const args = [`bin/${rubyString(program)}`, ...completions.map(rubyString)];
        lines.push(`generate_completions_from_executable(${args.join(", ")})`);
    }
    return lines;
}
/** Paths below Homebrew's prefix, by the names that formulae have for them. */
function formula_placeOf(path) {
    const [top = "", ...rest] = path.split("/");
    const known = ["var", "etc", "opt_bin", "opt_prefix", "opt_libexec", "prefix", "HOMEBREW_PREFIX"];
    if (!known.includes(top))
        return rubyString(path);
    return rest.length === 0 ? top : `${top}/${rubyString(rest.join("/"))}`;
}
function serviceLines(service, known) {
    const [program = "", ...args] = service.run;
    const first = known.includes(program) ? `opt_bin/${rubyString(program)}` : formula_placeOf(program);
    const run = args.length === 0 ? first : `[${[first, ...args.map(formula_placeOf)].join(", ")}]`;
    const variables = Object.entries(service.environment).map(([key, value]) => {
        if (!/^[A-Za-z_]\w*$/.test(key))
            throw (0,build_problem/* mistake */.RT)("homebrew-environment", `"${key}" is no variable's name`, "write letters, digits and underscores, for example LOG_LEVEL, under `channels.homebrew.service.environment`");
        return `${key}: ${formula_placeOf(value)}`;
    });
    return [
        `run ${run}`,
        ...(service.keepAlive ? ["keep_alive true"] : []),
        ...(service.requireRoot ? ["require_root true"] : []),
        ...(service.workingDir === undefined ? [] : [`working_dir ${formula_placeOf(service.workingDir)}`]),
        ...(service.logPath === undefined ? [] : [`log_path ${formula_placeOf(service.logPath)}`]),
        ...(service.errorLogPath === undefined ? [] : [`error_log_path ${formula_placeOf(service.errorLogPath)}`]),
        ...(variables.length === 0 ? [] : [`environment_variables ${variables.join(", ")}`]),
    ];
}
/** Text; `#{opt_bin}` and the like are replaced by Homebrew. */
function caveatLines(text) {
    const lines = codeLines(text).map((line) => line.replaceAll("\\", "\\\\"));
    if (!lines.some((line) => line.trim() === "EOS"))
        return lines;
    throw (0,build_problem/* mistake */.RT)("homebrew-caveats", 'the caveats hold a line "EOS", which would end them', "change that line of `channels.homebrew.caveats`");
}
function defaultTest(archives, { manifest }) {
    const [program = ""] = programs(archives);
    const plain = /^[\w.+-]+$/.test(program);
    const command = plain ? `#{bin}/${program}` : `#{(bin/${rubyString(program)}).to_s.shellescape}`;
    // Programs of a rollback release say the version under which they were built.
    const says = manifest.carries === undefined ? "version.to_s" : rubyString(manifest.carries.version);
    return [`assert_match ${says}, shell_output("${command} --version")`];
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/cask.js



/**
 * A cask for what a release has packed (docs.brew.sh, "Cask Cookbook"): bundles go to /Applications, programs are linked.
 * Unlike a formula it does not enter the archive's top directory, so paths begin with it.
 */
function writeCask(release, settings, { name }) {
    const { manifest, version } = release;
    const all = selectArchives(release, settings, "cask");
    const app = settings.cask?.app ?? [];
    // A bundle is macOS's.
    const archives = app.length > 0 ? all.filter(({ os }) => os === "macos") : all;
    const description = settings.description ?? manifest.project.description;
    const homepage = settings.homepage ?? manifest.project.homepage ?? release.page.replace(/\/releases\/tag\/.*$/, "");
    const systems = [...new Set(archives.map(({ os }) => os))];
    const [only] = systems;
    const perSystem = systems.map((os) => systemLines(archives.filter((each) => each.os === os), version.text, app));
    const body = paragraphs([
        [`version ${rubyString(version.text)}`],
        ...(systems.length === 1
            ? [perSystem[0] ?? []]
            : systems.map((os, at) => block(`on_${os} do`, perSystem[at] ?? []))),
        [
            `name ${rubyString(settings.cask?.title ?? manifest.project.name)}`,
            ...(description === undefined ? [] : [`desc ${rubyString(tidy(description))}`]),
            `homepage ${rubyString(homepage)}`,
        ],
        settings.livecheck ? block("livecheck do", ["url :url", "strategy :github_latest"]) : [],
        settings.conflicts.map(({ name: other }) => `conflicts_with cask: ${rubyString(other)}`),
        [
            ...(systems.length === 1 && only !== undefined ? [`depends_on :${only}`] : []),
            ...settings.dependencies
                .filter(({ os }) => os === undefined)
                .map((each) => `depends_on formula: ${rubyString(each.name)}`),
        ],
        app.map((bundle) => `app ${rubyString(bundle)}`),
        settings.caveats === undefined ? [] : ["caveats <<~EOS", ...indent(caveatLines(settings.caveats)), "EOS"],
    ]);
    return sealed(block(`cask ${rubyString(name)} do`, body));
}
function systemLines(archives, version, app) {
    const [first, ...others] = archives;
    if (first !== undefined && others.length === 0) {
        return [...archiveLines(first, version, app), `depends_on arch: ${first.arch === "arm" ? ":arm64" : ":x86_64"}`];
    }
    return archives.flatMap((archive) => block(`on_${archive.arch} do`, archiveLines(archive, version, app)));
}
function archiveLines({ asset, layout }, version, app) {
    const inside = (path) => withVersion([layout.root, path].filter((part) => part !== "").join("/"), version);
    const lines = [`sha256 ${rubyString(asset.sha256)}`, `url ${withVersion(asset.url, version)}`];
    if (app.length > 0)
        return lines;
    return [
        ...lines,
        ...layout.binaries.map((path) => `binary ${inside(path)}`),
        ...layout.man.map(({ path }) => `manpage ${inside(path)}`),
        ...layout.bash.map((path) => `bash_completion ${inside(path)}`),
        ...layout.fish.map((path) => `fish_completion ${inside(path)}`),
        ...layout.zsh.map((path) => `zsh_completion ${inside(path)}`),
    ];
}
/** The version as a variable, as Homebrew's audit asks for. */
function withVersion(text, version) {
    return rubyString(text).replaceAll(version, "#{version}");
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/platforms.js

/** For which platforms the code in some blocks is evaluated; undefined: the blocks are not about platforms. */
function platformsOf(blocks) {
    let found = PLATFORMS;
    for (const { head, before } of blocks) {
        if (/^(?:class\b|cask\b)/.test(head) || /^stable do$/.test(head))
            continue;
        const test = testOf(head, before);
        if (test === undefined)
            return undefined;
        found = found.filter(test);
    }
    return found;
}
function testOf(head, before) {
    const block = /^(on_\w+)(?:\s+:[\w, :]+)? do$/.exec(head)?.[1];
    if (block !== undefined)
        return BLOCKS[block];
    const own = /^else$/.test(head) ? () => true : conditionOf(head);
    if (own === undefined)
        return undefined;
    const earlier = before.map(conditionOf);
    if (earlier.some((test) => test === undefined))
        return undefined;
    return (platform) => own(platform) && !earlier.some((test) => test?.(platform));
}
const BLOCKS = {
    on_macos: ({ os }) => os === "macos",
    on_linux: ({ os }) => os === "linux",
    on_arm: ({ arch }) => arch === "arm",
    on_intel: ({ arch }) => arch === "intel",
};
const TERMS = {
    "OS.mac?": ({ os }) => os === "macos",
    "OS.linux?": ({ os }) => os === "linux",
    "Hardware::CPU.arm?": ({ arch }) => arch === "arm",
    "Hardware::CPU.intel?": ({ arch }) => arch === "intel",
    // Neither 32-bit Intel nor 32-bit ARM is left.
    "Hardware::CPU.is_64_bit?": () => true,
};
/** `if OS.mac? && Hardware::CPU.arm?` */
function conditionOf(head) {
    const [, word, condition] = /^(if|elsif|unless)\s+(.+?)(?:\s+then)?$/.exec(head) ?? [];
    if (condition === undefined)
        return undefined;
    const tests = condition.split("&&").map((part) => {
        const [, not, term] = /^(!?)\s*(\S+)$/.exec(part.trim().replace(/^\((.*)\)$/, "$1")) ?? [];
        const test = TERMS[term ?? ""];
        return test && (not === "!" ? (platform) => !test(platform) : test);
    });
    if (tests.some((test) => test === undefined))
        return undefined;
    const all = (platform) => tests.every((test) => test?.(platform));
    return word === "unless" ? (platform) => !all(platform) : all;
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/scan.js
/**
 * Just enough of Ruby to find, in a formula or cask that a person wrote, the strings that a release changes. It follows
 * blocks, comments, heredocs and `__END__`; whatever it does not understand it reports, and then nothing is edited.
 */
class Unreadable extends Error {
    line;
    constructor(message, line) {
        super(message);
        this.line = line;
    }
}
const OPENS = /^(?:class|module|def|if|unless|case|while|until|begin|for)\b/;
const DO = /\bdo(?:\s*\|[^|]*\|)?\s*$/;
const HEREDOC = /<<(?:[~-]["'`]?|["'`]?(?=[A-Z_]))(?<word>[A-Za-z_]\w*)/g;
/** `%w[…]`, `%r{…}` and the like, up to where they close in the line. */
const PERCENT = /^%[rwWiIqQ]?(?:\[[^\]]*\]|\((?:\\.|\([^()]*\)|[^()\\])*\)|\{(?:\\.|\{[^{}]*\}|[^{}\\])*\}|\|[^|]*\|)/;
/** @throws {Unreadable} */
function scan(text) {
    const statements = [];
    const stack = [];
    let heredocs = [];
    let ids = 0;
    let offset = 0;
    let comment = false;
    const lines = text.split("\n");
    for (const [index, raw] of lines.entries()) {
        const at = offset;
        offset += raw.length + 1;
        const [awaited] = heredocs;
        if (awaited !== undefined) {
            if (raw.trim() === awaited)
                heredocs = heredocs.slice(1);
            continue;
        }
        if (/^=begin\b/.test(raw))
            comment = true;
        if (comment) {
            if (/^=end\b/.test(raw))
                comment = false;
            continue;
        }
        if (/^__END__\r?$/.test(raw))
            break;
        const code = withoutComment(raw, index + 1).trim();
        if (code === "")
            continue;
        heredocs = [...code.matchAll(HEREDOC)].map((match) => match.groups?.word ?? "");
        const statement = { code, at: at + raw.indexOf(code), line: index + 1 };
        if (/^end\b/.test(code)) {
            if (stack.pop() === undefined)
                throw new Unreadable('an "end" closes nothing', index + 1);
            continue;
        }
        const top = stack.at(-1);
        if (/^(?:else|elsif|when|in|rescue|ensure)\b/.test(code) && top !== undefined) {
            stack[stack.length - 1] = { head: code, before: [...top.before, top.head], id: ids++ };
            continue;
        }
        statements.push({ ...statement, blocks: stack.map((block) => ({ ...block })) });
        // `def name = value` and `class X; end` open nothing; a modifier `if` does not stand at the beginning.
        const oneLine = /^def\s+[\w.?!]+(?:\([^)]*\))?\s*=\s/.test(code) || /(?:;|\s)end$/.test(code);
        if ((OPENS.test(code) || DO.test(code)) && !oneLine)
            stack.push({ head: code, before: [], id: ids++ });
        else if (/=\s*(?:if|case|unless|begin)\b/.test(code) && !oneLine)
            stack.push({ head: code, before: [], id: ids++ });
    }
    if (heredocs.length > 0)
        throw new Unreadable(`a heredoc "${heredocs[0]}" does not end`, lines.length);
    if (stack.length > 0)
        throw new Unreadable(`"${stack.at(-1)?.head}" does not end`, lines.length);
    return statements;
}
/** Cuts a comment off; a `#` inside a string, or before `{` in one, begins none. */
function withoutComment(line, number) {
    let quote = "";
    for (let at = 0; at < line.length; at++) {
        const sign = line[at];
        if (quote !== "") {
            if (sign === "\\")
                at += 1;
            else if (sign === quote)
                quote = "";
        }
        else if (sign === '"' || sign === "'" || sign === "`")
            quote = sign;
        else if (sign === "/" && /(?:^|[(,=~]|\b(?:match|regex|if|and|or))\s*$/.test(line.slice(0, at))) {
            // A regular expression may hold quotes.
            const end = /^(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\])*\//.exec(line.slice(at + 1));
            if (end !== null)
                at += end[0].length;
        }
        else if (sign === "%" && !/[\w)\]]$/.test(line.slice(0, at))) {
            const [literal = ""] = PERCENT.exec(line.slice(at)) ?? [];
            if (literal !== "")
                at += literal.length - 1;
        }
        else if (sign === "#")
            return line.slice(0, at);
    }
    // A string over several lines: its end may hold anything.
    if (quote !== "")
        throw new Unreadable("a string goes over several lines", number);
    return line;
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/edit.js



/** @throws {Problem} `homebrew-unreadable`, `homebrew-uncertain` */
function editManifest(edit) {
    const { text, release } = edit;
    const statements = statementsOf(edit);
    const old = versionIn(statements);
    if (old === undefined)
        throw uncertain(edit, "no version can be read from it");
    const variables = variablesOf(statements);
    const slots = slotsOf(edit, statements);
    const changes = [];
    const replace = ({ at, length, value }, by) => {
        if (value !== by)
            changes.push({ at, length, text: text[at] + by + text[at] });
    };
    const [version, ...others] = ownStatements(statements).filter(({ code }) => /^version\s+["']/.test(code));
    for (const { line } of others)
        throw uncertain(edit, `line ${line} has a second version`);
    const versionString = version && plainString(version);
    if (versionString !== undefined)
        replace(versionString, release.version.text);
    const shared = digestsByPlatform(edit, statements);
    const chosen = new Map();
    for (const slot of slots) {
        const assets = assetsFor(edit, slot, old.text, variables, versionString !== undefined);
        replace(slot.url, assets.url);
        for (const [platform, asset] of assets.byPlatform)
            chosen.set(`${platform.os} ${platform.arch}`, asset);
        if (slot.sha256 !== undefined) {
            const digests = [...new Set([...assets.byPlatform.values()].map(({ sha256 }) => sha256))];
            if (digests.length !== 1)
                throw uncertain(edit, `line ${slot.line} has one sha256 for several archives`);
            replace(slot.sha256, digests[0]);
        }
        else if (shared.size === 0)
            throw uncertain(edit, `the url in line ${slot.line} has no sha256 beside it`);
    }
    for (const { url, line } of mirrorsOf(edit, statements)) {
        const moved = url.value.split(old.text).join(release.version.text);
        // Bytes that are there under any version's name have another digest.
        if (moved === url.value && old.text !== release.version.text && !url.value.includes("#{version}"))
            throw uncertain(edit, `the mirror in line ${line} does not say of which version it is`);
        replace(url, moved);
    }
    for (const [key, quoted] of shared) {
        const digests = new Set(key.split("|").flatMap((each) => chosen.get(each)?.sha256 ?? []));
        const [digest] = digests;
        if (digest === undefined || digests.size > 1)
            throw uncertain(edit, `no archive of the release is for its sha256 "${key}"`);
        replace(quoted, digest);
    }
    if (old.text !== release.version.text)
        changes.push(...dropRevision(edit, statements));
    const edited = apply(text, changes);
    requireUpToDate(edit, edited);
    return edited;
}
/** The version that a formula or cask is at; undefined when it says none. @throws {Unreadable} */
function readVersion(text) {
    return versionIn(scan(text));
}
function statementsOf(edit) {
    try {
        return scan(edit.text);
    }
    catch (error) {
        if (!(error instanceof Unreadable))
            throw error;
        throw new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "homebrew-unreadable",
            message: `${edit.path}:${error.line} cannot be read with certainty: ${error.message}. It was not touched`,
            remedy: edit_REMEDY,
        });
    }
}
const edit_REMEDY = "bring the file up to date by hand, in the form that Slipway understands (docs/homebrew.md), or delete it, and it is written anew";
function uncertain({ path }, why, remedy = edit_REMEDY) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "homebrew-uncertain",
        message: `${path} cannot be edited with certainty: ${why}. It was not touched`,
        remedy,
    });
}
/** Statements about the product itself, not of a resource, a patch, a bottle, a method. */
function ownStatements(statements) {
    return statements.filter(({ blocks }) => blocks.length > 0 && blocks.every(({ head, before }) => edit_isOwn(head, before)));
}
// Also those that are not understood: what they hold would be left behind otherwise.
const edit_isOwn = (head, before) => /^(?:class\b|cask\b|stable do$|on_\w+\b|language\b|if\b|elsif\b|unless\b|else$|case\b|when\b|in\b)/.test(head) &&
    (before.length === 0 || edit_isOwn(before[0], []));
function versionIn(statements) {
    const own = ownStatements(statements);
    const written = own.find(({ code }) => /^version\s+["']/.test(code));
    if (written !== undefined)
        return (0,build_version/* parseVersion */.ot)(quotedIn(written, 0)?.value ?? "");
    for (const statement of own) {
        if (!/^url\s/.test(statement.code))
            continue;
        const [, found] = /\/v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+?)?(?:\+[0-9A-Za-z.-]+)?)(?:\/|\.tar|\.zip)/.exec(quotedIn(statement, 0)?.value ?? "") ?? [];
        const version = found === undefined ? undefined : (0,build_version/* parseVersion */.ot)(found);
        if (version !== undefined)
            return version;
    }
    return undefined;
}
/** @param nth counted from 0 */
function quotedIn({ code, at }, nth) {
    const found = [...code.matchAll(/(["'])((?:\\.|(?!\1)[^\\])*)\1/g)][nth];
    return found && { at: at + found.index, length: found[0].length, value: found[2] ?? "" };
}
/** The string that a statement gives away whatever holds: without a modifier, or a calculation around or inside it. */
function plainString(statement) {
    const found = quotedIn(statement, 0);
    const rest = found && statement.code.slice(found.at - statement.at + found.length);
    return rest !== undefined && /^\s*(?:[,)](?!.*\s(?:if|unless)\s).*)?$/.test(rest) ? found : undefined;
}
function slotsOf(edit, statements) {
    const own = ownStatements(statements);
    const around = ({ blocks }) => blocks.at(-1)?.id;
    const slots = own
        .filter(({ code }) => /^url[\s(]/.test(code))
        .map((statement) => {
        const url = plainString(statement);
        const platforms = platformsOf(statement.blocks);
        if (url === undefined)
            throw uncertain(edit, `the url in line ${statement.line} is no plain string`);
        if (platforms === undefined)
            throw uncertain(edit, `the condition around line ${statement.line} is not understood`);
        const beside = own.filter((each) => around(each) === around(statement));
        const first = beside.find(({ code }) => /^url[\s(]/.test(code));
        if (first !== statement)
            throw uncertain(edit, `line ${statement.line} has a second url for one place`);
        const digest = beside.find(({ code }) => /^sha256\s+["']/.test(code));
        return { url, platforms, line: statement.line, sha256: digest && plainString(digest) };
    });
    if (slots.length === 0)
        throw uncertain(edit, "it has no url");
    return slots;
}
/** Homebrew goes on to them when the address itself fails. */
function mirrorsOf(edit, statements) {
    return ownStatements(statements)
        .filter(({ code }) => /^mirror[\s(]/.test(code))
        .map((statement) => {
        const url = plainString(statement);
        if (url === undefined)
            throw uncertain(edit, `the mirror in line ${statement.line} is no plain string`);
        return { url, line: statement.line };
    });
}
/** A cask's `sha256 arm: "…", x86_64_linux: "…"`: strings by the platforms that they are for, `macos arm|linux arm`. */
function digestsByPlatform(edit, statements) {
    const KEYS = {
        arm: "macos arm",
        intel: "macos intel",
        x86_64: "macos intel",
        arm64_linux: "linux arm",
        x86_64_linux: "linux intel",
    };
    const found = new Map();
    const own = ownStatements(statements);
    const isStart = ({ code }) => /^sha256\s+\w+:/.test(code);
    const start = own.findIndex(isStart);
    if (start < 0)
        return found;
    const second = own.slice(start + 1).find(isStart);
    if (second !== undefined)
        throw uncertain(edit, `a sha256 in line ${second.line} is beside another one by processor`);
    for (const statement of own.slice(start)) {
        const pairs = [...statement.code.matchAll(/(\w+):\s*"([^"]*)"/g)];
        for (const pair of pairs) {
            const at = statement.at + pair.index + pair[0].indexOf('"');
            const key = KEYS[pair[1] ?? ""];
            if (key !== undefined)
                found.set(key, { at, length: (pair[2] ?? "").length + 2, value: pair[2] ?? "" });
        }
        if (!statement.code.endsWith(","))
            break;
    }
    return found;
}
/** A cask's `arch arm: "aarch64", intel: "x86_64"` and `os macos: …, linux: …`. */
function variablesOf(statements) {
    const read = (word) => {
        const line = ownStatements(statements).find(({ code }) => new RegExp(`^${word}\\s+\\w+:`).test(code))?.code ?? "";
        return Object.fromEntries([...line.matchAll(/(\w+):\s*"([^"]*)"/g)].map(([, key, value]) => [key, value]));
    };
    const [arches, systems] = [read("arch"), read("os")];
    return ({ os, arch }) => ({ arch: arches[arch] ?? "", os: systems[os] ?? "" });
}
/** The archive, or archives, that an address is of, and how it is written from now on. */
function assetsFor(edit, slot, old, variables, hasVersion) {
    const { release, archives } = edit;
    const { version, assets, manifest } = release;
    const byUrl = new Map([...assets.values()].map((asset) => [asset.url, asset]));
    const expand = (template, at, platform) => template.replace(/#\{(version|arch|os)\}/g, (_, name) => name === "version" ? at : (variables(platform)[name] ?? ""));
    const relevant = slot.platforms.filter((each) => archives.some(({ os, arch }) => os === each.os && arch === each.arch));
    if (slot.platforms.length > 0 && relevant.length === 0) {
        throw uncertain(edit, `line ${slot.line} is for ${slot.platforms.map(({ os, arch }) => `${os} ${arch}`).join(", ")}, for which ${manifest.tag} has no archive`, "release for that platform, or take its block out of the file (with a `depends_on arch:` in its place)");
    }
    const candidates = relevant.length > 0 ? relevant : slot.platforms;
    // Kept as it is written, with another version: whatever archive a person chose stays the choice.
    const templates = [slot.url.value, slot.url.value.split(old).join(version.text)];
    for (const url of templates) {
        const found = candidates.map((platform) => [platform, byUrl.get(expand(url, version.text, platform))]);
        if (found.length > 0 && found.every(([, asset]) => asset !== undefined)) {
            return { url, byPlatform: new Map(found) };
        }
    }
    if (/\/archive\/(?:refs\/tags\/)?[^/]+\.(?:tar\.gz|zip)$/.test(slot.url.value)) {
        throw uncertain(edit, `line ${slot.line} is the archive that GitHub makes of the tag, of which release.json has no digest`, "let the release have a source archive (`source: true`) and name it in the formula, or build from the packed binaries");
    }
    const own = archives.filter(({ os, arch }) => candidates.some((each) => each.os === os && each.arch === arch));
    const [first] = own;
    const hosts = [...byUrl.keys(), ...(release.hosts ?? [])];
    const foreign = !hosts.some((url) => sameHost(url, slot.url.value));
    if (first === undefined ||
        foreign ||
        new Set(own.map(({ asset }) => asset.url)).size > 1 ||
        (!hasVersion && !first.asset.url.includes(version.text))) {
        throw uncertain(edit, `no archive of ${manifest.tag} fits the url in line ${slot.line} (${slot.url.value})`);
    }
    return { url: first.asset.url, byPlatform: new Map(own.map(({ os, arch, asset }) => [{ os, arch }, asset])) };
}
function sameHost(url, other) {
    return URL.canParse(url) && URL.canParse(other) && new URL(url).host === new URL(other).host;
}
/** A `revision` counts changes of the formula at one version, so a new version begins without. */
function dropRevision(edit, statements) {
    const bottle = statements.find(({ code }) => code === "bottle do");
    if (bottle !== undefined && !edit.reviewed) {
        throw uncertain(edit, `it has bottles (line ${bottle.line}), and those of ${edit.release.manifest.tag} are not built yet`, "use `via: pull-request`, in which bottles are built before it is merged; or take the bottle block out");
    }
    return ownStatements(statements)
        .filter(({ code, blocks }) => blocks.length === 1 && /^revision\s+\d+$/.test(code))
        .map(({ at, code }) => {
        const start = edit.text.lastIndexOf("\n", at) + 1;
        const end = edit.text.indexOf("\n", at + code.length) + 1;
        return { at: start, length: end - start, text: "" };
    });
}
function apply(text, changes) {
    let edited = text;
    for (const change of [...changes].sort((a, b) => b.at - a.at)) {
        edited = edited.slice(0, change.at) + change.text + edited.slice(change.at + change.length);
    }
    return edited;
}
/** The last word: read again, the text is at the release's version, and has no digest but the release's. */
function requireUpToDate(edit, edited) {
    const found = readVersion(edited);
    if (found?.text !== edit.release.version.text)
        throw uncertain(edit, `edited, it would be at version ${found?.text ?? "none"}`);
    const known = new Set([...edit.release.assets.values()].map(({ sha256 }) => sha256));
    for (const { code, line } of ownStatements(scan(edited))) {
        const [digest] = /^sha256\b/.test(code) ? (/\b[0-9a-f]{64}\b/.exec(code) ?? []) : [];
        if (digest !== undefined && !known.has(digest))
            throw uncertain(edit, `the sha256 in line ${line} belongs to no url`);
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/propose.js







function targetsOf(settings, { version }) {
    const { formula, cask } = settings;
    const at = (directory, file) => (directory === "." ? file : `${directory}/${file}`);
    const of = (kind, directory) => directory === undefined
        ? []
        : namesFor(settings, version, kind).map((each) => ({ ...each, kind, path: at(directory, `${each.name}.rb`) }));
    return [...of("formula", formula), ...of("cask", cask?.directory)];
}
/** @param removed files that go in the same commit */
function propose(state, release, settings, removed = []) {
    const { version } = release;
    const targets = targetsOf(settings, release);
    if (targets.length === 0) {
        return { type: "skipped", why: `pre-releases are not advertised here (${version.text})` };
    }
    const objects = [...removed];
    const higher = [];
    let from = null;
    for (const target of targets) {
        const old = state.files.get(target.path);
        const found = old === undefined ? undefined : propose_versionOf(old);
        if (target.role !== "versioned" && from === null)
            from = found?.text ?? null;
        // A rollback takes down what shows the bad version, and nothing else: of a back-port the newest line stays.
        const bad = release.mode.type === "rollback" ? release.mode.from : undefined;
        if (found !== undefined && (0,build_version/* compareVersions */.Zy)(found, version) > 0 && found.text !== bad) {
            higher.push(`${target.path} is at ${found.text}`);
            continue;
        }
        try {
            const text = old === undefined || isUntouched(old) ? write(release, settings, target) : edit(old, release, settings, target);
            objects.push({
                path: target.path,
                before: old === undefined ? undefined : textContent(old),
                after: textContent(text),
            });
        }
        catch (error) {
            if (error instanceof build_problem/* Problem */.AF)
                return { type: "refused", problem: error };
            throw error;
        }
    }
    const changed = objects.filter(({ before, after }) => before?.sha256 !== after?.sha256);
    if (changed.length > 0)
        return viaPull(state, release, settings, { objects: changed, from, higher });
    if (objects.length === 0)
        return { type: "skipped", why: `${higher.join(", ")}, which is higher than ${version.text}` };
    const there = { ...stateOf(objects, version.text, state.commit), ...withMade(state.made) };
    return { type: "nothing", why: `the tap is at ${version.text}`, state: there };
}
/** An open pull request with the same content is as good as a commit; one that a person closed is left closed. */
function viaPull(state, release, settings, found) {
    const { objects, from, higher } = found;
    const { pull } = state;
    const version = release.version.text;
    const open = pull?.state === "open";
    if (pull?.state === "closed") {
        return {
            type: "skipped",
            why: `${pull.url} for ${version} was closed without being merged; reopen it if that was a mistake`,
        };
    }
    if (open && objects.every(({ path, after }) => pull.files.get(path) === after?.text)) {
        const proposed = { ...stateOf(objects, version, state.commit), url: pull.url, pending: true };
        return {
            type: "nothing",
            why: `${pull.url} is open for ${version}`,
            state: { ...proposed, detail: { ...withMade(state.made).detail, pull: pull.number } },
        };
    }
    return { type: "change", change: changeOf(state, release, settings, { objects, from, to: version, higher }) };
}
function changeOf(state, release, settings, what) {
    const { objects, from, to, higher = [] } = what;
    const rollback = release.mode.type === "rollback" ? `\n\nRolls back ${release.mode.from}: ${release.mode.reason}` : "";
    const paths = objects.map(({ path }) => path).join(", ");
    const created = objects.filter(({ before }) => before === undefined).map(({ path }) => path);
    const pull = settings.via === "pull-request" ? pullText(settings, release, from) : undefined;
    const remembered = { ...withMade([...state.made, ...created]).detail, ...(pull && { branch: pull.branch }) };
    const kept = higher.length === 0 ? "" : `; ${higher.join(", ")} and stays`;
    return {
        summary: `${paths}: ${from ?? "new"} → ${to ?? "removed"}${kept}`,
        from,
        to,
        revision: state.commit,
        objects,
        ...(Object.keys(remembered).length > 0 && { kept: remembered }),
        detail: {
            message: `${expand(settings.message, release, settings, from)}${rollback}`,
            author: settings.author,
            pull,
        },
    };
}
function pullText(settings, release, from = null) {
    const { branch, title, body } = settings.pullRequest;
    const text = (template) => expand(template, release, settings, from);
    const suffix = release.mode.type === "rollback" ? `-rollback-from-${release.mode.from}` : "";
    return { branch: (text(branch) + suffix).replace(/[^\w./+-]+/g, "-"), title: text(title), body: text(body) };
}
function expand(template, release, { name }, from) {
    const values = {
        name,
        version: release.version.text,
        tag: release.manifest.tag,
        previous: from ?? "none",
        page: release.page,
    };
    return template.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
function write(release, settings, target) {
    return target.kind === "formula" ? writeFormula(release, settings, target) : writeCask(release, settings, target);
}
function edit(text, release, settings, { path, kind }) {
    return editManifest({
        text,
        release,
        archives: archivesFor(release, settings, kind),
        path,
        reviewed: settings.via === "pull-request",
    });
}
/** A formula that builds from source needs none. */
function archivesFor(release, settings, kind) {
    try {
        return selectArchives(release, settings, kind);
    }
    catch (error) {
        if (error instanceof build_problem/* Problem */.AF && /^homebrew-no-(?:archive|binary)$/.test(error.code))
            return [];
        throw error;
    }
}
/** Of a text that cannot be read nothing is known; the edit then says why. */
function propose_versionOf(text) {
    try {
        return readVersion(text);
    }
    catch {
        return undefined;
    }
}
/** As the journal remembers it, for `madeBy`. */
function withMade(paths) {
    return paths.length === 0 ? {} : { detail: { created: [...new Set(paths)].join("\n") } };
}
/** Files that a release has made here, by the journal; none without. */
const madeBy = (left) => typeof left?.detail?.created === "string" ? left.detail.created.split("\n") : [];
function stateOf(objects, version, revision) {
    return {
        version,
        revision,
        ...objectsOf(objects.map(({ path, after }) => ({ path, sha256: after?.sha256 ?? null }))),
    };
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/deprecate.js


/** Characters of a reason that Homebrew prints in a line. */
const LONGEST = 200;
/**
 * A formula or cask of a version that nothing replaces, with Homebrew's own word for it (docs.brew.sh, "Deprecating, Disabling
 * and Removing Formulae"): whoever installs it, or looks at what is installed, is told why. It still can be written anew as a
 * whole, so the next release there, or an abort, is without it.
 * @param date `2026-11-22`
 * @returns undefined where people have edited it, or say so already
 */
function deprecate(text, reason, date) {
    if (!isUntouched(text) || isDeprecated(text))
        return undefined;
    const lines = text.split("\n").slice(1, -1);
    const homepage = lines.findIndex((line) => /^ {2}homepage /.test(line));
    if (homepage === -1)
        return undefined;
    let end = endOfGroup(lines, homepage);
    // "brew style" wants it after livecheck.
    if (/^ {2}livecheck do$/.test(lines[end + 1] ?? ""))
        end = endOfGroup(lines, end + 1);
    const because = rubyString(`has a security problem: ${deprecate_clip(reason)}`);
    return sealed([
        ...lines.slice(0, end),
        "",
        `  deprecate! date: ${rubyString(date)}, because: ${because}`,
        ...lines.slice(end),
    ]);
}
const isDeprecated = (text) => /^ {2}(?:deprecate|disable)! /m.test(text);
/** Index of the empty line after a group, or of the last line. */
function endOfGroup(lines, from) {
    const at = lines.indexOf("", from);
    return at === -1 ? lines.length - 1 : at;
}
function deprecate_clip(reason) {
    const points = [...reason.replace(/\s+/g, " ").trim()];
    return points.length <= LONGEST ? points.join("") : `${points.slice(0, LONGEST - 1).join("")}…`;
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/undo.js





/** What the release made, still shows it, is untouched, and of no use before: `app@3` after 3.0.0 is taken back. */
function removable(receipt, { files, made }, good, settings) {
    const used = new Set(targetsOf(settings, good).map(({ path }) => path));
    return made.flatMap((path) => {
        const text = files.get(path);
        if (text === undefined || used.has(path) || !isUntouched(text) || propose_versionOf(text)?.text !== receipt.version)
            return [];
        return [{ path, before: textContent(text), after: undefined }];
    });
}
/**
 * Back to the release before: its addresses are put into the files as they are now, so what people wrote since stays. Files
 * that the release had made and that the other one has no use for are removed.
 */
function undo(receipt, state, good, settings) {
    const bad = (0,build_version/* parseVersion */.ot)(receipt.version ?? "");
    if (good === undefined ||
        (bad !== undefined && (0,build_version/* isPrerelease */.V1)(bad) && settings.prerelease === "separate" && !(0,build_version/* isPrerelease */.V1)(good.version))) {
        if (good?.mode.type === "rollback" && good.mode.security !== undefined) {
            const warning = warn(receipt, state, good, settings);
            if (warning !== undefined)
                return warning;
        }
        return {
            type: "impossible",
            because: "there is no earlier release for this formula to go back to, and removing it would strand those who installed it",
            remedy: "release a higher version; or deprecate the formula in the tap by hand (`deprecate! date: …, because: …`)",
        };
    }
    const shown = [...state.files.values()].map((text) => propose_versionOf(text)?.text);
    if (receipt.version !== null && !shown.includes(receipt.version)) {
        const { release } = state.ours;
        if (release !== undefined)
            return { type: "change", change: closing(state, receipt, release) };
        // A fail-over moves the addresses of what was gone back to.
        const moves = good.hosts !== undefined && shown.length > 0 && shown.every((each) => each === good.version.text);
        if (!moves)
            return { type: "nothing", why: `the tap does not show ${receipt.version} (any more)` };
    }
    const proposal = propose(forRollback(state, good), good, settings, removable(receipt, state, good, settings));
    if (proposal.type === "change")
        return proposal;
    if (proposal.type === "refused") {
        return { type: "impossible", because: proposal.problem.message, remedy: proposal.problem.remedy };
    }
    return { type: "nothing", why: proposal.why };
}
/** What shows a version with a security problem, and cannot go back, says so. */
function warn({ version }, state, good, settings) {
    const { mode } = good;
    if (mode.type !== "rollback" || mode.security === undefined)
        return undefined;
    const { reason, security } = mode;
    const shown = [...state.files].filter(([, text]) => propose_versionOf(text)?.text === version);
    const objects = shown.flatMap(([path, text]) => {
        const after = deprecate(text, reason, security);
        return after === undefined ? [] : [{ path, before: textContent(text), after: textContent(after) }];
    });
    if (objects.length === 0) {
        const said = shown.length > 0 && shown.every(([, text]) => isDeprecated(text));
        return said ? { type: "nothing", why: "it says already that it is deprecated" } : undefined;
    }
    const paths = objects.map(({ path }) => path).join(", ");
    const title = `${settings.name} ${version}: deprecated`;
    const why = `It has a security problem: ${reason}`;
    const pull = settings.via === "pull-request" ? { ...pullText(settings, good), title, body: why } : undefined;
    return {
        type: "change",
        change: {
            summary: `${paths}: stays at ${version}, deprecated`,
            from: version,
            to: version,
            revision: state.commit,
            objects,
            detail: { message: `${title}\n\n${why}`, author: settings.author, pull },
        },
    };
}
/** In a rollback and its abort a closed pull request is no person's wish: an earlier one closed it. */
function forRollback(state, { mode }) {
    return mode.type === "rollback" && state.pull?.state !== "open" ? { ...state, pull: undefined } : state;
}
/** It was proposed and nobody merged it: there is nothing to take back but the proposal. */
function closing(state, { version }, number) {
    return {
        summary: `pull request #${number} for ${version}: closed`,
        from: null,
        to: null,
        revision: state.commit,
        objects: [],
        detail: { message: "", author: undefined, pull: undefined, close: number },
    };
}
/** The tap shows the release as it did before; only the proposal to go back is still there. */
function closingRollback(state, there, number) {
    const objects = [...state.files].map(([path, text]) => {
        const content = textContent(text);
        return { path, before: content, after: content };
    });
    return {
        summary: `pull request #${number}, which would go back: closed`,
        from: there.version,
        to: there.version,
        revision: state.commit,
        objects: objects.filter(({ path }) => there.objects?.some((each) => each.path === path) ?? true),
        ...(state.left?.detail && { kept: state.left.detail }),
        detail: { message: "", author: undefined, pull: undefined, close: number },
    };
}

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/tap.js





/** One product in one tap: its formula, its cask, and the versioned and pre-release ones beside them, in one commit. */
function homebrewTap(repository, settings) {
    const { name, via } = settings;
    const { pulls } = repository;
    if (via === "pull-request" && pulls === undefined) {
        throw new build_problem/* Problem */.AF({
            kind: "mistake",
            code: "homebrew-no-pulls",
            message: `a deploy key cannot open a pull request in ${repository.name}`,
            remedy: "use a token (personal, or of an app's installation), or `via: commit`",
        });
    }
    return {
        id: homebrewId(settings),
        kind: "homebrew",
        title: `Homebrew tap ${repository.name} (${name})`,
        swap: "native",
        ...(repository.access && { access: repository.access }),
        // What people edited may name other archives than would be chosen here.
        advertises: (release, { objects }) => {
            const texts = objects.map(({ after }) => after?.text ?? "");
            return [...release.assets.values()]
                .filter(({ sha256 }) => texts.some((text) => text.includes(sha256)))
                .map((asset) => asset.name);
        },
        inspect: async (release, past) => {
            const left = past.receipt ?? past.open?.after;
            const made = [...madeBy(past.receipt), ...madeBy(past.open?.after)];
            const shown = release.mode.type !== "rollback"
                ? []
                : [...made, ...(release.mode.security ? (left?.objects ?? []).map(({ path }) => path) : [])];
            const paths = [...new Set([...targetsOf(settings, release).map(({ path }) => path), ...shown])];
            const { commit, files } = await repository.read(paths);
            const pull = via === "pull-request" ? await pulls?.find(pullText(settings, release).branch, paths) : undefined;
            const rollback = release.mode.type === "rollback" && via === "pull-request";
            const ours = rollback ? await ourPulls(pulls, past) : {};
            return { commit, files, pull, ours, left: past.receipt, made };
        },
        propose: (state, release) => {
            const proposal = propose(forRollback(state, release), release, settings);
            const { rollback } = state.ours;
            // The rollback is aborted before anybody merged what it proposed.
            if (proposal.type !== "nothing" || rollback === undefined)
                return proposal;
            return { type: "change", change: closingRollback(state, proposal.state, rollback) };
        },
        apply: async (change, _release, fence = noFence) => {
            const { message, author, pull, close } = change.detail;
            if (close !== undefined) {
                await pulls?.close(close, fence.pass);
                return { type: "applied" };
            }
            const files = new Map(change.objects.map(({ path, after }) => [path, after?.text]));
            const request = { base: change.revision ?? "", files, message, ...(author && { author }) };
            if (pull !== undefined && pulls !== undefined) {
                const { labels, autoMerge } = settings.pullRequest;
                const { commit, url, number } = await pulls.propose({ ...request, ...pull, labels, autoMerge }, fence.pass);
                return { type: "applied", revision: commit, url, pending: true, detail: { pull: number } };
            }
            const done = await repository.commit(request, fence.pass);
            if (done.type === "conflict")
                return done;
            return { type: "applied", revision: done.commit, ...(done.url !== undefined && { url: done.url }) };
        },
        readBack: async (change, { revision }) => {
            if (revision === undefined)
                return { equal: true };
            const files = await repository.readAt(revision, change.objects.map(({ path }) => path));
            const wrong = change.objects.find(({ path, after }) => files.get(path) !== after?.text);
            return wrong === undefined ? { equal: true } : { equal: false, why: `${wrong.path} is another at ${revision}` };
        },
        undo: (receipt, state, good) => undo(receipt, state, good, settings),
    };
}
/** `homebrew:acme/homebrew-tap/app` */
function homebrewId({ tap, name }) {
    return `homebrew:${tap}/${name}`;
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/github-pulls.js


const ENABLE = `mutation($pull: ID!, $how: PullRequestMergeMethod) {
  enablePullRequestAutoMerge(input: { pullRequestId: $pull, mergeMethod: $how }) { clientMutationId }
}`;
/** Pull requests within one repository: the branch is made there, so the token has to write to it. */
function githubPulls(at, baseBranch, log) {
    const { api, owner, repo } = at;
    const list = async (branch) => {
        const { data } = await api.repeat("look-up of the pull request", async (client) => client.request("GET /repos/{owner}/{repo}/pulls", {
            owner,
            repo,
            head: `${owner}:${branch}`,
            base: await baseBranch(),
            state: "all",
            sort: "created",
            direction: "desc",
            per_page: 20,
        }));
        return data;
    };
    return {
        find: async (branch, paths) => {
            const pulls = await list(branch);
            const pull = pulls.find(({ state }) => state === "open") ?? pulls[0];
            if (pull === undefined)
                return undefined;
            const state = pull.state === "open" ? "open" : pull.merged_at === null ? "closed" : "merged";
            return {
                number: pull.number,
                url: pull.html_url,
                state,
                files: state === "open" ? await filesAt(at, branch, paths) : new Map(),
            };
        },
        propose: async (request, guard) => {
            const { branch } = request;
            const { sha } = await makeCommit(at, request);
            await pointBranch(at, branch, sha, guard);
            const open = (await list(branch)).find(({ state }) => state === "open");
            const pull = await (open === undefined
                ? github_pulls_create(at, request, await baseBranch(), guard)
                : update(at, request, open, guard));
            await label(at, request, pull, log);
            await letMerge(at, request, pull, log, guard);
            return { commit: sha, url: pull.html_url, number: pull.number };
        },
        isOpen: async (number) => {
            const found = await api.find("look-up of the pull request", (client) => client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", { owner, repo, pull_number: number }));
            return found?.data.state === "open";
        },
        close: async (number, guard) => {
            await api.repeat("closing of the pull request", (client) => client.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
                owner,
                repo,
                pull_number: number,
                state: "closed",
            }), guard);
        },
    };
}
/** The branch is ours alone, so it may be overwritten. */
async function pointBranch({ api, owner, repo }, branch, sha, guard) {
    const operation = `update of ${branch}`;
    const there = await api.find(operation, (client) => client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { owner, repo, ref: `heads/${branch}` }));
    if (there?.data.object.sha === sha)
        return;
    await api.repeat(operation, (client) => there === undefined
        ? client.request("POST /repos/{owner}/{repo}/git/refs", { owner, repo, ref: `refs/heads/${branch}`, sha })
        : client.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
            owner,
            repo,
            ref: `heads/${branch}`,
            sha,
            force: true,
        }), guard);
}
async function github_pulls_create({ api, owner, repo }, request, base, guard) {
    const { title, body, branch: head } = request;
    await guard?.();
    const { data } = await api.once("opening of the pull request", (client) => client.request("POST /repos/{owner}/{repo}/pulls", { owner, repo, title, body, head, base }));
    return data;
}
async function update({ api, owner, repo }, { title, body }, pull, guard) {
    const { data } = await api.repeat("update of the pull request", (client) => client.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
        owner,
        repo,
        pull_number: pull.number,
        title,
        body,
    }), guard);
    return data;
}
/** Labels and automatic merging are comforts: without them the pull request still is there. */
async function label({ api, owner, repo }, { labels }, pull, log) {
    if (labels.length === 0)
        return;
    await comfort(log, `${pull.html_url} has not got its labels`, () => api.repeat("labelling of the pull request", (client) => client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
        owner,
        repo,
        issue_number: pull.number,
        labels: [...labels],
    })));
}
async function letMerge({ api }, { autoMerge }, pull, log, guard) {
    if (autoMerge === undefined)
        return;
    await comfort(log, `${pull.html_url} is not merged by itself`, async () => {
        await api.repeat("automatic merging of the pull request", (client) => client.graphql(ENABLE, { pull: pull.node_id, how: autoMerge.toUpperCase() }), guard);
    });
}
async function comfort(log, what, ask) {
    try {
        await ask();
    }
    catch (error) {
        if (!(error instanceof RequestFailure))
            throw error;
        log.warning(`${what}: ${error.details.reason} (automatic merging has to be allowed in the repository's settings, and needs a required check that is not done yet)`);
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/text.js

/**
 * A manifest's text. Bytes that are no UTF-8 would be written back as other bytes, so such a file is not taken.
 * @throws {Problem} `manifest-unreadable`
 */
function manifestText(bytes, path, repository) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "manifest-unreadable",
            message: `${path} of ${repository} is not written in UTF-8. It was not touched`,
            remedy: "save it as UTF-8 (`iconv -f latin1 -t utf8`), or write the manifest to another path",
            cause,
        });
    }
}
/** Git's mode of it (git-fast-import(1), "filemodify"). */
const SYMBOLIC_LINK = "120000";
/** Written over, the link would be a file of its own, and what it points to stay as it was. */
function isLink(path, repository) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "manifest-unreadable",
        message: `${path} of ${repository} is a symbolic link. It was not touched`,
        remedy: "let Slipway write the file that it points to, or make it a plain file",
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/github.js




/** A repository on GitHub, through its API: no checkout, and commits are signed where the token is an app's. */
function githubRepository(options) {
    const { repository, apiUrl, token, patience, log } = options;
    const api = openApi({ apiUrl, token, patience, deadline: ANSWER_DEADLINE, fetch: options.fetch ?? fetch });
    const [owner = "", repo = ""] = repository.split("/");
    const at = { owner, repo };
    let branchName = options.branch;
    const branchOf = async () => {
        branchName ??= (await api.repeat(`look-up of ${repository}`, (client) => client.request("GET /repos/{owner}/{repo}", at))).data.default_branch;
        return branchName;
    };
    return {
        name: repository,
        access: async () => {
            const transport = options.fetch && { fetch: options.fetch, exchange: exchange };
            const forge = githubForge({ repository, apiUrl, token, patience, ...(transport && { transport }) });
            return await forge.probeAccess("v0.0.0");
        },
        read: async (paths) => {
            const branch = await branchOf();
            const commit = await headOf({ api, ...at }, branch, repository);
            return { branch, commit, files: await filesAt({ api, ...at }, commit, paths) };
        },
        readAt: (commit, paths) => filesAt({ api, ...at }, commit, paths),
        commit: async (request, guard) => {
            const branch = await branchOf();
            const made = await makeCommit({ api, ...at }, request);
            await guard?.();
            try {
                await api.once(`update of ${branch}`, (client) => client.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
                    ...at,
                    ref: `heads/${branch}`,
                    sha: made.sha,
                    force: false,
                }));
            }
            catch (error) {
                if (error instanceof RequestFailure && error.conflict) {
                    return { type: "conflict", why: `${repository} was changed meanwhile (${error.details.reason})` };
                }
                throw error;
            }
            return { type: "committed", commit: made.sha, url: made.url };
        },
        pulls: githubPulls({ api, ...at }, branchOf, log),
    };
}
async function headOf({ api, owner, repo }, branch, repository) {
    const missing = (code, message, remedy) => new build_problem/* Problem */.AF({ kind: "mistake", code, message, remedy });
    let found;
    try {
        found = await api.find(`look-up of ${branch}`, (client) => client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { owner, repo, ref: `heads/${branch}` }));
    }
    catch (error) {
        if (!(error instanceof RequestFailure) || error.status !== 409)
            throw error;
    }
    if (found !== undefined)
        return found.data.object.sha;
    throw missing("repository-empty", `${repository} has no branch ${branch}`, "make its first commit (a README will do), or name the branch that is meant");
}
/** Files of up to 1 MB, which is what the contents API serves in one answer. */
async function filesAt({ api, owner, repo }, ref, paths) {
    const files = new Map();
    for (const path of paths) {
        const look = () => api.find(`look-up of ${path}`, (client) => client.request("GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path, ref }));
        // Of a file that is there, a server that lags says the same: a manifest would be written anew, without people's edits.
        const found = (await look()) ?? (await look());
        if (found === undefined)
            continue;
        const { data } = found;
        if (Array.isArray(data) || !("content" in data) || data.encoding !== "base64") {
            throw new build_problem/* Problem */.AF({
                kind: "refusal",
                code: "manifest-unreadable",
                message: `${path} of ${owner}/${repo} is no text file, or larger than 1 MB`,
                remedy: "make it a plain file, or write the manifest to another path",
            });
        }
        files.set(path, manifestText(Buffer.from(data.content, "base64"), path, `${owner}/${repo}`));
    }
    return files;
}
/** Modes of files that are there. The contents of a symbolic link are those of its target, so only the tree tells it. */
async function modesAt({ api, owner, repo }, root, paths) {
    const trees = new Map();
    const read = async (sha) => (await api.repeat("look-up of a directory", (client) => client.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", { owner, repo, tree_sha: sha }))).data.tree;
    const list = (sha) => {
        const tree = trees.get(sha) ?? read(sha);
        trees.set(sha, tree);
        return tree;
    };
    const modes = new Map();
    for (const path of paths) {
        let tree = root;
        for (const name of path.split("/")) {
            const entry = tree === undefined ? undefined : (await list(tree)).find((each) => each.path === name);
            if (entry?.mode === SYMBOLIC_LINK)
                throw isLink(path, `${owner}/${repo}`);
            if (entry?.mode === "100644" || entry?.mode === "100755")
                modes.set(path, entry.mode);
            tree = entry?.mode === "040000" ? entry.sha : undefined;
        }
    }
    return modes;
}
/** Objects only: no branch points to the commit yet, so what is done twice does no harm. */
async function makeCommit({ api, owner, repo }, { base, files, message, author }) {
    const at = { owner, repo };
    const parent = await api.repeat("look-up of the commit", (client) => client.request("GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { ...at, commit_sha: base }));
    const written = [...files].flatMap(([path, content]) => (content === undefined ? [] : [path]));
    const modes = await modesAt({ api, owner, repo }, parent.data.tree.sha, written);
    const entries = [...files].map(([path, content]) => ({
        path,
        mode: modes.get(path) ?? "100644",
        type: "blob",
        ...(content === undefined ? { sha: null } : { content }),
    }));
    const tree = await api.repeat("writing of the manifests", (client) => client.request("POST /repos/{owner}/{repo}/git/trees", { ...at, base_tree: parent.data.tree.sha, tree: entries }));
    const { data } = await api.repeat("writing of the commit", (client) => client.request("POST /repos/{owner}/{repo}/git/commits", {
        ...at,
        message,
        tree: tree.data.sha,
        parents: [base],
        ...(author && { author: { ...author } }),
    }));
    return { sha: data.sha, url: data.html_url };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
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

;// CONCATENATED MODULE: ./packages/channels/build/access.js

/** Of a try that git made without changing anything (`push --dry-run`): the server says whether it would be let in. */
async function accessBy(attempt) {
    try {
        await attempt();
        return { writable: true };
    }
    catch (error) {
        if (!(error instanceof RequestFailure))
            throw error;
        const { status, reason } = error.details;
        if (status === 401 || status === 403 || status === 404)
            return { writable: false, reason };
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/repository/ssh.js







/** docs.github.com, "GitHub's SSH key fingerprints". */
const GITHUB_HOST_KEY = "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
/** Milliseconds. A tap of ten thousand formulae, of which only the newest commit is taken, needs seconds. */
const ssh_DEADLINE = 180_000;
/** Milliseconds, for one commit: less than a guard leaves, because afterwards another run may be at the branch. */
const PUSH_DEADLINE = 100_000;
/** A repository that a deploy key opens: git over SSH. A push that is no fast-forward is refused, so it compares and swaps. */
function sshRepository(options) {
    const clone = new Clone(options);
    const { name, address, branch } = options;
    const fetchHead = async (found) => {
        await clone.remote(["fetch", "--quiet", "--depth=1", "--no-tags", address, `refs/heads/${found}`]);
        return (await clone.git(["rev-parse", "FETCH_HEAD"])).trim();
    };
    return {
        name,
        access: async () => {
            const to = branch ?? (await clone.headOf());
            const commit = await fetchHead(to);
            return await accessBy(() => clone.remote(["push", "--quiet", "--dry-run", address, `${commit}:refs/heads/${to}`]));
        },
        read: async (paths) => {
            const found = branch ?? (await clone.headOf());
            const commit = await fetchHead(found);
            return { branch: found, commit, files: await clone.files(commit, paths) };
        },
        readAt: async (commit, paths) => {
            await clone.remote(["fetch", "--quiet", "--depth=1", "--no-tags", address, commit]);
            return await clone.files(commit, paths);
        },
        commit: async (request, guard) => {
            const to = branch ?? (await clone.headOf());
            const commit = await clone.commit(request);
            await guard?.();
            try {
                await clone.remote(["push", "--quiet", address, `${commit}:refs/heads/${to}`]);
            }
            catch (error) {
                if (error instanceof GitFailure &&
                    /\[rejected\]|non-fast-forward|fetch first|cannot lock ref/.test(error.said)) {
                    return { type: "conflict", why: `${name} was changed meanwhile` };
                }
                throw error;
            }
            return { type: "committed", commit, url: options.urlOf?.(commit) };
        },
        pulls: undefined,
    };
}
class Clone {
    options;
    directory;
    head;
    constructor(options) {
        this.options = options;
    }
    async headOf() {
        if (this.head !== undefined)
            return this.head;
        const listed = await this.remote(["ls-remote", "--symref", this.options.address, "HEAD"]);
        const [, branch] = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(listed) ?? [];
        this.head = branch;
        if (branch !== undefined)
            return branch;
        throw new build_problem/* Problem */.AF({
            kind: "mistake",
            code: "repository-empty",
            message: `${this.options.name} has no default branch`,
            remedy: "make its first commit (a README will do), or name the branch that is meant",
        });
    }
    async files(commit, paths) {
        const files = new Map();
        for (const path of paths) {
            const listed = await this.git(["ls-tree", "-z", commit, "--", path]);
            const [, mode, oid] = /^(\d+) blob ([0-9a-f]+)\t/.exec(listed) ?? [];
            if (oid === undefined)
                continue;
            if (mode === SYMBOLIC_LINK)
                throw isLink(path, this.options.name);
            const bytes = await runGit(await this.place(), ["cat-file", "blob", oid], "", {}, this.options);
            files.set(path, manifestText(bytes, path, this.options.name));
        }
        return files;
    }
    async commit({ base, files, message, author = this.options.author }) {
        await this.git(["read-tree", base]);
        for (const [path, text] of files) {
            if (text === undefined)
                await this.git(["update-index", "--force-remove", "--", path]);
            else {
                const oid = (await this.git(["hash-object", "-w", "--stdin"], { input: text })).trim();
                await this.git(["update-index", "--add", "--cacheinfo", `${await this.modeOf(base, path)},${oid},${path}`]);
            }
        }
        const tree = (await this.git(["write-tree"])).trim();
        const { name, email } = author;
        const env = {
            GIT_AUTHOR_NAME: name,
            GIT_AUTHOR_EMAIL: email,
            GIT_COMMITTER_NAME: name,
            GIT_COMMITTER_EMAIL: email,
        };
        return (await this.git(["commit-tree", tree, "-p", base], { input: message, env })).trim();
    }
    /** As it is; a plain file where there is none. */
    async modeOf(commit, path) {
        const listed = await this.git(["ls-tree", "-z", commit, "--", path]);
        return /^(\d+) blob /.exec(listed)?.[1] ?? "100644";
    }
    /**
     * The key lies on the disk only while git talks to the server, readable by this user alone. What a killed process left is
     * removed by the next one; runners also empty their directory after each job.
     */
    async remote(args) {
        const { temp, key, knownHosts = GITHUB_HOST_KEY } = this.options;
        await removeOrphans(temp);
        const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temp, `ssh-${process.pid}-`));
        try {
            const file = (name) => (0,external_node_path_.join)(directory, name);
            await (0,promises_.writeFile)(file("key"), `${key.trim()}\n`, { mode: 0o600 });
            await (0,promises_.writeFile)(file("known_hosts"), `${knownHosts.trim()}\n`, { mode: 0o600 });
            const config = [
                "Host *",
                `  IdentityFile "${file("key")}"`,
                "  IdentitiesOnly yes",
                "  IdentityAgent none",
                `  UserKnownHostsFile "${file("known_hosts")}"`,
                "  GlobalKnownHostsFile none",
                "  StrictHostKeyChecking yes",
                "  BatchMode yes",
                "  ConnectTimeout 30",
            ];
            await (0,promises_.writeFile)(file("config"), `${config.join("\n")}\n`, { mode: 0o600 });
            // Git hands this to a shell: it holds nothing but our own path.
            const env = { GIT_SSH_COMMAND: `ssh -F '${file("config").replaceAll("'", "'\\''")}'`, GIT_SSH_VARIANT: "ssh" };
            return await this.git(args, { env });
        }
        finally {
            await (0,promises_.rm)(directory, { recursive: true, force: true });
        }
    }
    async git(args, { input = "", env = {} } = {}) {
        return (await runGit(await this.place(), args, input, env, this.options)).toString("utf8");
    }
    async place() {
        if (this.directory === undefined) {
            this.directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(this.options.temp, "tap-"));
            await runGit(this.directory, ["init", "--quiet"], "", {}, this.options);
        }
        return this.directory;
    }
}
/** Directories of keys whose process is gone. */
async function removeOrphans(temp) {
    for (const name of await (0,promises_.readdir)(temp)) {
        const pid = Number(/^ssh-(\d+)-/.exec(name)?.[1]);
        if (Number.isSafeInteger(pid) && !isAlive(pid))
            await (0,promises_.rm)((0,external_node_path_.join)(temp, name), { recursive: true, force: true });
    }
}
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // Another user's lives too.
        return error.code !== "ESRCH";
    }
}
async function runGit(cwd, args, input, env, { name }) {
    const quiet = { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1" };
    const child = (0,external_node_child_process_.spawn)("git", args, {
        cwd,
        env: { ...programEnvironment(process.env), ...quiet, ...env },
        timeout: args[0] === "push" ? PUSH_DEADLINE : ssh_DEADLINE,
    });
    closeWhenKilled(child);
    const out = [];
    const err = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.stdin.on("error", () => { });
    child.stdin.end(input);
    const code = await new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
    });
    if (code === 0)
        return Buffer.concat(out);
    // What a git that was ended had printed before is not why.
    const said = typeof code === "string" ? `git was ended by ${code} before the server answered` : Buffer.concat(err);
    throw new GitFailure(`git ${args[0]} with ${name}`, said.toString("utf8").trim(), code);
}
const ADDED = /^\s*$|^Please make sure you have the correct access rights|^and the repository exists\.$/;
/** Git's failure in the words of a request, so that what it means is told from one table. */
class GitFailure extends RequestFailure {
    said;
    constructor(operation, said, code) {
        // What git adds to every refusal would push out what the server said.
        const lines = said.split("\n").filter((line) => !ADDED.test(line));
        const reason = lines.slice(-4).join(" ").trim() || `git ended with ${code}`;
        const status = ssh_statusOf(said);
        super({ operation, reason, ...(status !== undefined && { status }) });
        this.said = said;
    }
}
/** The status that an API would have answered. */
function ssh_statusOf(said) {
    if (/Host key verification failed/.test(said))
        return 421;
    if (/Permission denied \(publickey|key is invalid|error in libcrypto|invalid format/.test(said))
        return 401;
    if (/read.only|denied to|not allowed|Repository not found|does not appear to be a git repository/i.test(said))
        return 403;
    if (/protected branch|rule violation|hook declined/i.test(said))
        return 422;
    return undefined;
}

;// CONCATENATED MODULE: ./packages/channels/build/action/taps.js



/** @throws {Problem} `missing-input` */
function tapChannel(settings, inputs, kit, patience) {
    const { credentials } = inputs;
    const found = credentials.get(settings.tap.toLowerCase()) ?? credentials.get("");
    // A tap in the released repository itself is within reach of the job's own token.
    const own = settings.tap.toLowerCase() === inputs.repository.toLowerCase();
    const given = found ?? (own || inputs.dryRun ? { type: "token", token: inputs.token } : undefined);
    if (given === undefined) {
        throw (0,build_problem/* mistake */.RT)("missing-input", `nothing opens the tap ${settings.tap}: the job's own token does not reach other repositories`, 'give "tap-token" (personal, or of an app\'s installation, with contents: write) or "tap-key" (a deploy key with write access), from a secret');
    }
    return homebrewTap(repositoryOf(settings, given, inputs, kit, patience), settings);
}
function repositoryOf({ tap, branch, author }, credentials, { address }, { log, runtime }, patience) {
    const on = branch === undefined ? {} : { branch };
    if (credentials.type === "token") {
        const { token } = credentials;
        return githubRepository({ repository: tap, apiUrl: runtime.apiUrl, token, patience, log, ...on });
    }
    const { host } = new URL(runtime.serverUrl);
    return sshRepository({
        name: tap,
        address: address ?? `git@${host}:${tap}.git`,
        key: credentials.key,
        ...(credentials.knownHosts !== undefined && { knownHosts: credentials.knownHosts }),
        author: author ?? { name: "slipway", email: "slipway@users.noreply.github.com" },
        temp: (0,external_node_path_.join)(runtime.temp),
        urlOf: (commit) => `${runtime.serverUrl}/${tap}/commit/${commit}`,
        ...on,
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/store/openpgp-signer.js
/**
 * @param trusted armoured public keys whose earlier signatures are accepted beside the key's own: after a change of keys
 * @param moment that signatures carry, seconds since 1970: equal content has equal signatures
 */
async function openpgpRepositorySigner(open, trusted, moment) {
    const { openpgp, key, signing, since, signer } = open;
    const own = await openpgp.readKey({ armoredKey: signer.publicKey });
    const others = await Promise.all(trusted.map((armoredKeys) => openpgp.readKeys({ armoredKeys })));
    const verificationKeys = [own, ...others.flat()];
    const options = {
        signingKeys: key,
        signingKeyIDs: signing.getKeyID(),
        date: new Date(Math.max(moment * 1000, since.getTime())),
        // A random notation would make every signature of the same bytes another one.
        config: { nonDeterministicSignaturesViaNotation: false },
    };
    const unix = (text) => `${text.replaceAll("\r\n", "\n").trimEnd()}\n`;
    return {
        publicKey: signer.publicKey,
        clearSign: async (text) => {
            const message = await openpgp.createCleartextMessage({ text });
            return unix(await openpgp.sign({ ...options, message }));
        },
        sign: async (content) => {
            const message = await openpgp.createMessage({ binary: content });
            return unix(await openpgp.sign({ ...options, message, detached: true, format: "armored" }));
        },
        readClearSigned: async (text) => {
            try {
                const message = await openpgp.readCleartextMessage({ cleartextMessage: text });
                await openpgp.verify({ message, verificationKeys, expectSigned: true });
                // Line ends are not part of what is signed (RFC 9580, section 7.2).
                return unix(message.getText());
            }
            catch {
                return undefined;
            }
        },
        verify: async (content, armoredSignature) => {
            try {
                const signature = await openpgp.readSignature({ armoredSignature });
                const message = await openpgp.createMessage({ binary: content });
                await openpgp.verify({ message, signature, verificationKeys, expectSigned: true });
                return true;
            }
            catch {
                return false;
            }
        },
    };
}

;// CONCATENATED MODULE: ./packages/channels/build/action/repository-signer.js


/** @param moment Unix seconds at which it signs */
async function openSigner({ openpgp, trustedKeys }, moment) {
    const key = await readSigningKey(openpgp);
    return await openpgpRepositorySigner(key, trustedKeys === undefined ? [] : [trustedKeys], moment);
}

;// CONCATENATED MODULE: ./packages/channels/build/messages/changes.js
/** Headings of a release's page from which on nothing is news: downloads, verification, people. */
const END = /^(?:downloads?|installation|install|verification|verify|contributors|new contributors|full changelog)\b/i;
/** Characters of an entry that are read: messages show far fewer, and the work grows with their square. */
const LONGEST_ENTRY = 2_000;
/**
 * The entries of a release's notes as plain lines, breaking changes marked as such.
 * @param notes Markdown, as `renderParts`, a changelog or GitHub's generator writes it
 */
function changesOf(notes) {
    const changes = [];
    let breaking = false;
    let fence;
    for (const line of notes.split(/\r?\n/)) {
        const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
        if (mark !== undefined)
            fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence;
        if (fence !== undefined || mark !== undefined)
            continue;
        const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
        if (heading !== undefined) {
            if (END.test(heading))
                break;
            breaking = /breaking/i.test(heading);
            continue;
        }
        // Entries of an outer list; what is indented explains them.
        const entry = /^[-*+]\s+(.*)$/.exec(line)?.[1];
        if (entry === undefined)
            continue;
        const text = plain(entry.slice(0, LONGEST_ENTRY));
        if (text !== "")
            changes.push(breaking ? `Breaking: ${text}` : text);
    }
    return changes;
}
/** Inline Markdown without its marks. */
function plain(markdown) {
    return (markdown
        // Any ASCII punctuation may be escaped (CommonMark, section 2.4); it waits in the private use area.
        .replace(/\\([!-/:-@[-`{-~])/g, (_, sign) => String.fromCharCode(ASIDE + sign.charCodeAt(0)))
        .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/`([^`]*)`/g, "$1")
        .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, "$2")
        .replace(/(?<![\w*])\*(?=\S)([^*]*\S)\*(?![\w*])/g, "$1")
        .replace(/(?<![\w_])_(?=\S)([^_]*\S)_(?![\w_])/g, "$1")
        .replace(/<(https?:\/\/[^>\s]+)>/g, "$1")
        .replace(/<!--.*?-->|<\/?[A-Za-z][^>]*>/g, "")
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&#(\d{1,6});/g, (_, code) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
        .replace(/&amp;/g, "&")
        .replace(/[\ue020-\ue07e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - ASIDE))
        .replace(/\u200b|\u2060/g, "")
        .replace(/\s+/g, " ")
        .trim());
}
const ASIDE = 0xe000;

;// CONCATENATED MODULE: ./packages/channels/build/messages/message.js
/** Longest title, in UTF-16 units: the least that a service allows (Slack's header block, 150). */
const LONGEST_TITLE = 150;
/** At most `most` UTF-16 units, never ending within a surrogate pair. */
function message_clip(text, most) {
    if (text.length <= most)
        return text;
    const end = most - 1;
    const code = text.charCodeAt(end - 1);
    return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end)}…`;
}
const clipTitle = (title) => message_clip(title.replace(/\s+/g, " ").trim(), LONGEST_TITLE);
/** Its last list that has several items has one less; undefined: there is none. */
function shorten(message) {
    const { sections } = message;
    const at = sections.findLastIndex((section) => section.kind === "list" && section.items.length > 1);
    const list = sections[at];
    if (list?.kind !== "list")
        return undefined;
    return {
        ...message,
        sections: sections.with(at, { ...list, items: list.items.slice(0, -1), omitted: list.omitted + 1 }),
    };
}
/**
 * The longest form that fits: lists are shortened item by item; where that is not enough, the last section is left out.
 * @param fits whether the service takes the message; must hold for one without sections
 */
function fit(message, fits) {
    for (let kept = message.sections.length; kept > 0; kept--) {
        let current = { ...message, sections: message.sections.slice(0, kept) };
        for (; current !== undefined; current = shorten(current))
            if (fits(current))
                return current;
    }
    return { ...message, sections: [] };
}
/** `… and 12 more` */
const omission = (section) => section.kind === "list" && section.omitted > 0 ? `… and ${section.omitted} more` : undefined;

;// CONCATENATED MODULE: ./packages/channels/build/messages/compose.js



/** Items of a list of changes that a message has at most; the page has them all. */
const MOST_CHANGES = 12;
const LONGEST_ITEM = 240;
/** A person's news from a release's facts. Pure. */
function composeMessage(news) {
    const { type, manifest, url, urgent, texts = {} } = news;
    const { project, version, tag } = manifest;
    const values = {
        name: project.name,
        version,
        tag,
        url,
        reason: news.reason ?? "",
        replacement: news.replacement ?? "",
    };
    const words = WORDS[type](values, project.description);
    const identity = [type, manifest.repository ?? project.name, tag, news.replacement ?? "", news.reason ?? ""];
    return {
        id: `slipway-${(0,build_digest/* sha256 */.sc)(Buffer.from(JSON.stringify(identity))).slice(0, 32)}`,
        type,
        urgent,
        project,
        version,
        tag,
        title: clipTitle(texts.title === undefined ? words.title : compose_expand(texts.title, values)),
        text: message_clip((texts.text === undefined ? words.text : compose_expand(texts.text, values)).trim(), 1_500),
        url,
        facts: factsOf(news),
        sections: type === "failure" ? [] : sectionsOf(news),
    };
}
const compose_expand = (template, values) => template.replace(/\{(name|version|tag|url|reason|replacement)\}/g, (_, key) => values[key]);
/** A sentence, whatever ended it before. */
const compose_sentence = (text) => (text === "" ? "" : `${text.replace(/[.\s]+$/, "")}.`);
const compose_join = (...parts) => parts.filter((part) => part !== "").join(" ");
const WORDS = {
    release: ({ name, version }, description = "") => ({
        title: `${name} ${version} is released`,
        text: compose_sentence(description),
    }),
    prerelease: ({ name, version }, description = "") => ({
        title: `${name} ${version} is ready for testing`,
        text: compose_join(compose_sentence(description), "This is a pre-release: try it, and report what does not work."),
    }),
    rollback: ({ name, version, reason, replacement }) => ({
        title: `${name} ${version} is withdrawn`,
        text: compose_join(compose_sentence(reason), replacement === "" ? "Please do not install it." : `Please use ${name} ${replacement} instead.`),
    }),
    security: ({ name, version, reason, replacement }) => ({
        title: `Security notice: ${name} ${replacement === "" ? version : replacement}`,
        text: compose_join(compose_sentence(reason), replacement === "" ? `Please update to ${version}.` : `${version} is affected; please use ${replacement}.`),
    }),
    failure: ({ name, version, reason }) => ({
        title: `The release of ${name} ${version} failed`,
        text: compose_join(compose_sentence(reason), "The run's page says what happened, what state things are in and what to do."),
    }),
};
function factsOf({ manifest, replacement }) {
    const platforms = [
        ...new Set((manifest.artifacts ?? []).map(({ target }) => target).filter((target) => target !== undefined)),
    ];
    const facts = [
        { label: "Version", value: manifest.version },
        replacement === undefined ? undefined : { label: "Use instead", value: replacement },
        manifest.repository === undefined ? undefined : { label: "Repository", value: manifest.repository },
        platforms.length === 0 ? undefined : { label: "Platforms", value: platforms.sort().join(", ") },
    ];
    return facts.filter((fact) => fact !== undefined);
}
function sectionsOf({ type, manifest, notes = "", install = [], verify, downloads, replacement }) {
    // What the release brought, and how it is installed, is nothing to do now with a version that is affected.
    if (type === "security" && replacement !== undefined)
        return [];
    const sections = [];
    const changes = type === "rollback" ? [] : changesOf(notes);
    if (changes.length > 0) {
        sections.push({
            kind: "list",
            title: "What changed",
            items: changes.slice(0, MOST_CHANGES).map((change) => message_clip(change, LONGEST_ITEM)),
            omitted: Math.max(0, changes.length - MOST_CHANGES),
        });
    }
    if (install.length > 0)
        sections.push({ kind: "commands", title: "How to install", lines: install });
    const check = verify ?? verification(manifest.artifacts ?? [], downloads);
    if (type !== "rollback" && check.length > 0)
        sections.push({ kind: "commands", title: "How to verify", lines: check });
    return sections;
}
/** One command over the combined checksum file, the strongest algorithm that has one. */
function verification(artifacts, downloads) {
    const order = [...words/* DIGEST_ALGORITHMS */.MF].sort((a, b) => rank(a) - rank(b));
    for (const algorithm of order) {
        const sums = artifacts.find(({ kind, name }) => kind === "checksums" && name === `${algorithm.toUpperCase()}SUMS`);
        if (sums === undefined)
            continue;
        return [
            ...(downloads === undefined ? [] : [`curl -LO ${downloads}/${encodeURIComponent(sums.name)}`]),
            `${algorithm}sum --check --ignore-missing ${sums.name}`,
        ];
    }
    return [];
}
const rank = (algorithm) => ["sha256", "sha512", "md5"].indexOf(algorithm);

;// CONCATENATED MODULE: ./packages/channels/build/messages/credentials.js


/**
 * @throws {Problem} `messenger-credentials`; never says what the secret is
 */
function credentialsOf({ messenger, id }, secrets) {
    if (messenger === "email") {
        const { user, password } = secrets;
        if ((user === undefined) !== (password === undefined)) {
            throw missing(id, user === undefined ? "user" : "password", "a mail server wants both or neither");
        }
        return {
            kind: "login",
            user,
            password,
            server: secrets.server === undefined ? undefined : serverOf(id, secrets.server),
        };
    }
    if (secrets.url === undefined)
        throw missing(id, "url", "the address is where messages go, and a secret");
    let url;
    try {
        url = new URL(secrets.url);
    }
    catch {
        throw missing(id, "url", "what is given is no address");
    }
    if (url.protocol !== "https:" && !isLoopback(url.hostname)) {
        throw missing(id, "url", "the address must begin with https://, because whoever reads it can send messages");
    }
    return { kind: "address", url, secret: messenger === "webhook" ? secrets.secret : undefined };
}
/** For people's secrets and for stand-ins alike: `smtps://` is TLS from the start, `smtp://` STARTTLS, or nothing on this machine. */
function serverOf(id, text) {
    const parts = /^(smtps?):\/\/([A-Za-z0-9.-]+)(?::(\d{1,5}))?\/?$/.exec(text);
    if (parts === null)
        throw missing(id, "server", "it is no address such as smtps://mail.example.org:465");
    const [, scheme, host = "", port] = parts;
    const tls = scheme === "smtps" ? "tls" : isLoopback(host) ? "none" : "starttls";
    return { host, port: Number(port ?? { tls: 465, starttls: 587, none: 25 }[tls]), tls };
}
function missing(id, key, why) {
    return (0,build_problem/* mistake */.RT)("messenger-credentials", `the messenger "${id}" has no usable "${key}": ${why}`, `put it into the repository's secrets and pass it on; for more than one of a kind write "${id}: {${key}: …}" into the secret MESSENGERS: it comes by the input "credentials", of a rollback "messenger-credentials"`);
}

;// CONCATENATED MODULE: ./packages/channels/build/messages/discord.js

/** Limits of an embed (Discord's developer documentation, "Embed limits"). */
const discord_LONGEST_TITLE = 256;
const LONGEST_DESCRIPTION = 4_096;
const LONGEST_FIELD = 1_024;
const LONGEST_EMBED = 6_000;
const COLOUR = {
    release: 0x2da44e,
    prerelease: 0x0969da,
    rollback: 0xbf8700,
    security: 0xcf222e,
    failure: 0xcf222e,
};
/** Body of a webhook's execution: one embed. Nobody is called but whom the configuration names, and only when urgent. */
function discordBody(message, { mention }) {
    const call = message.urgent && mention !== undefined;
    return {
        ...(call && { content: `@${mention}` }),
        allowed_mentions: { parse: call ? ["everyone"] : [] },
        embeds: [discord_embed(fit(message, fits))],
    };
}
function discord_embed(message) {
    return {
        title: message_clip(message.title, discord_LONGEST_TITLE),
        url: message.url,
        description: message_clip(literal(message.text), LONGEST_DESCRIPTION),
        color: COLOUR[message.type],
        fields: [
            ...message.facts.map(({ label, value }) => ({
                name: label,
                value: message_clip(literal(value), LONGEST_FIELD),
                inline: true,
            })),
            ...message.sections.map((section) => ({ name: section.title, value: render(section), inline: false })),
        ],
    };
}
function fits(message) {
    const { title, description, fields } = discord_embed(message);
    const total = fields.reduce((sum, { name, value }) => sum + name.length + value.length, title.length + description.length);
    return total <= LONGEST_EMBED && fields.every(({ value }) => value.length <= LONGEST_FIELD);
}
function render(section) {
    if (section.kind === "commands")
        return `\`\`\`sh\n${section.lines.join("\n").replaceAll("```", "'''")}\n\`\`\``;
    const rest = omission(section);
    return [...section.items.map((item) => `• ${literal(item)}`), ...(rest === undefined ? [] : [rest])].join("\n");
}
/** Discord's Markdown, as far as it would change the text. */
const literal = (text) => text.replace(/[\\`*_~|>[\]]/g, "\\$&");

;// CONCATENATED MODULE: ./packages/channels/build/messages/email.js

/** A mail with a plain and an HTML form of the same content. @param domain of the sender's address */
function mailOf(message, domain) {
    return {
        subject: message.title,
        text: plainText(message),
        html: html(message),
        messageId: `<${message.id}@${domain}>`,
        headers: {
            // Not written by a person: nobody's absence is answered to it (RFC 3834, section 5).
            "Auto-Submitted": "auto-generated",
            ...(message.urgent && { "X-Priority": "1 (Highest)", Importance: "High" }),
        },
    };
}
function plainText(message) {
    const facts = message.facts.map(({ label, value }) => `${label}: ${value}`).join("\n");
    const parts = [message.title, message.text, facts, ...message.sections.map(plainSection), message.url];
    return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
function plainSection(section) {
    const rest = omission(section);
    const lines = section.kind === "commands"
        ? section.lines.map((line) => `    ${line}`)
        : [...section.items.map((item) => `  * ${item}`), ...(rest === undefined ? [] : [`    ${rest}`])];
    return `${section.title}\n\n${lines.join("\n")}`;
}
const ACCENT = {
    release: "#2da44e",
    prerelease: "#0969da",
    rollback: "#bf8700",
    security: "#cf222e",
    failure: "#cf222e",
};
/** Styles stand at the elements: many mailboxes drop style sheets. */
function html(message) {
    const { title, text, facts, sections, url, type } = message;
    const cells = facts
        .map(({ label, value }) => `<tr><td style="padding:2px 16px 2px 0;color:#57606a">${email_literal(label)}</td><td>${email_literal(value)}</td></tr>`)
        .join("\n");
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${email_literal(title)}</title></head>
<body style="margin:0;padding:24px;background:#f6f8fa;color:#1f2328;font:15px/1.5 -apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:640px;margin:0 auto;padding:24px;background:#fff;border-top:4px solid ${ACCENT[type]};border-radius:6px">
<h1 style="margin:0 0 12px;font-size:22px">${email_literal(title)}</h1>
${text === "" ? "" : `<p style="margin:0 0 16px">${email_literal(text).replace(/\n/g, "<br>")}</p>`}
<table style="margin:0 0 16px;border-collapse:collapse">
${cells}
</table>
${sections.map(htmlSection).join("\n")}
<p style="margin:24px 0 0"><a href="${email_literal(url)}" style="display:inline-block;padding:8px 16px;background:${ACCENT[type]};color:#fff;text-decoration:none;border-radius:6px">${type === "failure" ? "Open the run" : "Open the release"}</a></p>
</div></body></html>
`;
}
function htmlSection(section) {
    const title = `<h2 style="margin:16px 0 8px;font-size:16px">${email_literal(section.title)}</h2>`;
    if (section.kind === "commands") {
        return `${title}\n<pre style="margin:0;padding:12px;background:#f6f8fa;border-radius:6px;overflow:auto">${email_literal(section.lines.join("\n"))}</pre>`;
    }
    const rest = omission(section);
    const items = section.items.map((item) => `<li>${email_literal(item)}</li>`).join("\n");
    return `${title}\n<ul style="margin:0;padding-left:20px">\n${items}\n</ul>${rest === undefined ? "" : `\n<p style="margin:4px 0;color:#57606a">${rest}</p>`}`;
}
const ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};
const email_literal = (text) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

;// CONCATENATED MODULE: ./packages/channels/build/messages/post.js


/** Milliseconds from the first to the last byte of an answer. */
const post_DEADLINE = 30_000;
/** Characters of an answer that a message shows. */
const LONGEST_ANSWER = 200;
/** It is not known whether a message arrived: sent again it might arrive twice. */
class Unclear extends Error {
    name = "Unclear";
}
/**
 * Sends JSON. Repeats what certainly did not arrive, and what a service asks to repeat (429, 503).
 * @returns the beginning of the answer
 * @throws {Unclear} when it may have arrived
 * @throws {Problem} `message-refused`, `messenger-unreachable`
 */
async function post(request, { patience, guard }) {
    try {
        return await patience.persist(request.what, async () => {
            await guard?.();
            return await once(request, patience);
        });
    }
    catch (error) {
        if (!(error instanceof RequestFailure))
            throw error;
        const { status, reason } = error.details;
        if (status === undefined || status === 429 || status >= 500) {
            throw new build_problem/* Problem */.AF({
                kind: "failure",
                code: "messenger-unreachable",
                message: `${request.what} did not take the message: ${status ?? ""} ${reason}`.replace(/: +/, ": "),
                remedy: "re-run this job when the service is well again: only messages that did not arrive are sent",
            });
        }
        throw new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "message-refused",
            message: `${request.what} refuses the message: ${status} ${reason}`,
            remedy: status === 401 || status === 403 || status === 404 || status === 410
                ? "the address is wrong or was withdrawn: make a new webhook, put its address into the secret, and re-run this job"
                : "see what the service says; then re-run this job",
        });
    }
}
async function once({ what, url, headers, body, repeatable }, patience) {
    let response;
    let text;
    try {
        response = await fetch(url, {
            method: "POST",
            // A redirect elsewhere would take the message, and the address, along.
            redirect: "manual",
            headers: { "content-type": "application/json", "user-agent": "slipway", ...headers?.() },
            body,
            signal: AbortSignal.timeout(post_DEADLINE),
        });
        text = await beginningOf(response).catch(() => "");
    }
    catch (error) {
        const { reason, arrived } = post_explain(error);
        if (arrived && !repeatable)
            throw new Unclear(`${what}: ${reason}`);
        throw new RequestFailure({ operation: what, reason });
    }
    if (response.ok)
        return text.slice(0, LONGEST_ANSWER);
    const { status } = response;
    if (status >= 300 && status < 400) {
        throw new RequestFailure({
            operation: what,
            status,
            reason: "the address redirects elsewhere, which is not followed",
        });
    }
    const failure = failureFromAnswer(what, status, Object.fromEntries(response.headers), bodyOf(text), patience.time.now());
    // A gateway's failure says nothing about the service behind it.
    if (status >= 500 && status !== 503 && !repeatable)
        throw new Unclear(failure.message);
    throw failure;
}
/** As much of an answer as anybody looks at. */
async function beginningOf({ body }) {
    const chunks = [];
    let length = 0;
    for await (const chunk of body ?? []) {
        chunks.push(chunk);
        length += chunk.byteLength;
        if (length > 16_384)
            break;
    }
    return Buffer.concat(chunks).toString("utf8");
}
function bodyOf(text) {
    try {
        const value = JSON.parse(text);
        if (typeof value === "object" && value !== null)
            return value;
    }
    catch {
        // Slack answers in plain words.
    }
    return { message: text.startsWith("<") ? "" : text.slice(0, LONGEST_ANSWER) };
}
/** Codes of failures before a connection stood: nothing was sent. */
const BEFORE = new Set([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "CERT_HAS_EXPIRED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
]);
/** Never with the address: undici's messages may hold it. */
function post_explain(error) {
    if (error instanceof Error && error.name === "TimeoutError") {
        return { reason: `no answer within ${post_DEADLINE / 1000} s`, arrived: true };
    }
    const cause = error instanceof Error ? error.cause : undefined;
    const first = cause instanceof AggregateError ? cause.errors[0] : cause;
    const code = first?.code;
    return { reason: code ?? "the connection broke", arrived: code === undefined || !BEFORE.has(code) };
}

;// CONCATENATED MODULE: ./packages/channels/build/messages/slack.js

/** Limits of Block Kit (docs.slack.dev, "Blocks"): a header's text, a section's text, the fields of a section. */
const LONGEST_TEXT = 3_000;
const slack_LONGEST_FIELD = 2_000;
/** Slack cuts the fall-back text of a message beyond this ("chat.postMessage", truncation). */
const LONGEST_FALLBACK = 4_000;
/** Body of an incoming webhook: blocks for people, `text` for notifications and readers of screens. */
function slackBody(message, { mention }) {
    const body = (each) => {
        const call = each.urgent && mention !== undefined ? `<!${mention}> ` : "";
        return {
            text: message_clip(`${call}${slack_literal(each.title)}: ${slack_literal(each.text)}`, LONGEST_FALLBACK),
            unfurl_links: false,
            blocks: [
                {
                    type: "header",
                    text: { type: "plain_text", text: message_clip(`${SIGN[each.type]} ${each.title}`, 150), emoji: true },
                },
                ...paragraph(`${call}${slack_literal(each.text)}`),
                {
                    type: "section",
                    fields: each.facts
                        .slice(0, 10)
                        .map(({ label, value }) => mrkdwn(message_clip(`*${slack_literal(label)}*\n${slack_literal(value)}`, slack_LONGEST_FIELD))),
                },
                ...each.sections.map((section) => ({ type: "section", text: mrkdwn(slack_render(section)) })),
                {
                    type: "actions",
                    elements: [
                        {
                            type: "button",
                            text: { type: "plain_text", text: each.type === "failure" ? "Open the run" : "Open the release" },
                            url: each.url,
                            ...(each.urgent && { style: "danger" }),
                        },
                    ],
                },
            ],
        };
    };
    return body(fit(message, (each) => each.sections.every((section) => slack_render(section).length <= LONGEST_TEXT)));
}
const SIGN = {
    release: ":package:",
    prerelease: ":test_tube:",
    rollback: ":rewind:",
    security: ":lock:",
    failure: ":warning:",
};
const mrkdwn = (text) => ({ type: "mrkdwn", text, verbatim: true });
const paragraph = (text) => text.trim() === "" ? [] : [{ type: "section", text: mrkdwn(message_clip(text, LONGEST_TEXT)) }];
function slack_render(section) {
    const title = `*${slack_literal(section.title)}*`;
    if (section.kind === "commands")
        return `${title}\n\`\`\`${section.lines.map(slack_literal).join("\n").replaceAll("```", "'''")}\`\`\``;
    const rest = omission(section);
    return [title, ...section.items.map((item) => `• ${slack_literal(item)}`), ...(rest === undefined ? [] : [rest])].join("\n");
}
/** The three characters that Slack reads ("Formatting text", escaping); with `verbatim` it looks for no names or links. */
const slack_literal = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

;// CONCATENATED MODULE: ./packages/channels/build/messages/smtp.js



/** Servers that put strangers off (greylisting, RFC 6647) take the same mail minutes later: tries over about a quarter of an hour. */
const POLICY = { ...RETRY_POLICY, attempts: 7, firstWait: 20_000, longestWait: 5 * 60_000 };
/**
 * Hands a mail over to a server, for each recipient once.
 * @returns what the server said last
 * @throws {Unclear} when the connection broke after the mail was sent and before the server took it, and when only some
 * recipients have it
 * @throws {Problem} `mail-login`, `mail-tls`, `mail-refused`, `messenger-unreachable`
 */
async function sendMail(mail, server, login, { patience: { time }, tell, guard }) {
    const { createTransport } = await __webpack_require__.e(/* import() */ 739).then(__webpack_require__.bind(__webpack_require__, 6739));
    const what = `the mail server ${server.host}:${server.port}`;
    let isOut = false;
    const transport = createTransport({
        host: server.host,
        port: server.port,
        secure: server.tls === "tls",
        requireTLS: server.tls === "starttls",
        ignoreTLS: server.tls === "none",
        connectionTimeout: 30_000,
        greetingTimeout: 30_000,
        socketTimeout: 60_000,
        disableFileAccess: true,
        disableUrlAccess: true,
        // Its errors do not tell whether the mail was out, up to its final dot, when the connection broke; its log does.
        logger: {
            ...SILENT,
            info: (entry) => {
                if (entry.tnx === "message")
                    isOut = true;
            },
        },
        ...(login.user !== undefined && { auth: { user: login.user, pass: login.password ?? "" } }),
    });
    let waiting = server.to;
    let said = "";
    try {
        await new Patience({ time, policy: POLICY, tell }).persist(what, async () => {
            const envelope = { from: smtp_addressOf(server.from), to: waiting.map(smtp_addressOf) };
            const { subject, text, html, messageId, headers } = mail;
            isOut = false;
            await guard?.();
            try {
                const info = await transport.sendMail({
                    from: server.from,
                    to: [...server.to],
                    envelope,
                    subject,
                    text,
                    html,
                    messageId,
                    headers: { ...headers },
                });
                said = info.response;
                waiting = waiting.filter((recipient) => info.rejected.some((each) => textOf(each) === smtp_addressOf(recipient)));
                const [refused] = info.rejectedErrors ?? [];
                if (waiting.length > 0)
                    throw refused ?? new Error("some recipients were refused");
            }
            catch (error) {
                throw smtp_judge(error, what, waiting, isOut);
            }
        });
    }
    catch (error) {
        const told = error instanceof RequestFailure ? smtp_unreachable(error, what, waiting) : error;
        // Sent again as a whole, it would reach the others twice.
        if (told instanceof build_problem/* Problem */.AF && waiting.length < server.to.length) {
            throw new Unclear(`${told.message}. Every other recipient has it`);
        }
        throw told;
    }
    finally {
        transport.close();
    }
    return said;
}
const ignore = () => { };
const SILENT = {
    level: ignore,
    trace: ignore,
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: ignore,
    fatal: ignore,
};
const textOf = (address) => typeof address === "string" ? address : address.address;
/** `Releases <releases@example.org>` → `releases@example.org` */
const smtp_addressOf = (mailbox) => (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();
const domainOf = (mailbox) => smtp_addressOf(mailbox).split("@").at(-1) ?? "localhost";
/** What is worth another try becomes a `RequestFailure` that says so; its status is SMTP's (RFC 5321, section 4.2). */
function smtp_judge(error, what, waiting, isOut) {
    const [refused] = error.rejectedErrors ?? [];
    const code = error.responseCode ?? refused?.responseCode;
    const said = error.response ?? refused?.response ?? error.message;
    if (error.code === "EAUTH" && (code === undefined || code >= 500)) {
        return new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "mail-login",
            message: `${what} refuses the login: ${code ?? ""} ${withoutSecrets(said)}`,
            remedy: "put the right user and password into the secrets (many providers want a password made for the application), and re-run this job",
        });
    }
    if (error.code === "ETLS" || isCertificate(error)) {
        return new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "mail-tls",
            message: `${what} offers no TLS that can be trusted: ${withoutSecrets(error.message)}`,
            remedy: "set `tls: tls` with port 465 or `tls: starttls` with port 587, as the provider says; for a private authority set NODE_EXTRA_CA_CERTS",
        });
    }
    if (code !== undefined && code >= 500) {
        return new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "mail-refused",
            message: `${what} refuses the mail for ${waiting.join(", ")}: ${code} ${withoutSecrets(said)}`,
            remedy: "correct sender and recipients in slipway.yml, or allow the sender at the server; then re-run this job",
        });
    }
    if (code !== undefined) {
        return new RequestFailure({ operation: what, status: code, reason: withoutSecrets(said), again: true });
    }
    // Between the end of the mail and the server's answer nobody knows.
    if (isOut)
        return new Unclear(`${what}: ${error.message}`);
    return new RequestFailure({ operation: what, reason: error.message });
}
const isCertificate = (error) => /certificate|altnames|wrong version number|SSL routines/i.test(error.message);
/** Servers echo what was said to them; nothing that looks like a credential may pass. */
const withoutSecrets = (text) => text.replace(/[A-Za-z0-9+/]{24,}={0,2}/g, "…").slice(0, 300);
function smtp_unreachable({ details }, what, waiting) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "messenger-unreachable",
        message: `${what} did not take the mail for ${waiting.join(", ")}: ${details.status ?? ""} ${details.reason}`,
        remedy: "re-run this job later: only what did not arrive is sent",
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/messages/teams.js

/** Largest message that Teams takes, in bytes of JSON ("Create and send messages": 28 KB); some room is left for its own envelope. */
const LARGEST = 26_000;
/**
 * Body for the trigger "When a Teams webhook request is received" of a workflow: an adaptive card (version 1.4, the newest
 * that all of Teams' clients show).
 */
function teamsBody(message) {
    return body(fit(message, (each) => Buffer.byteLength(JSON.stringify(body(each))) <= LARGEST));
}
const teams_COLOUR = {
    release: "good",
    prerelease: "accent",
    rollback: "warning",
    security: "attention",
    failure: "attention",
};
function body(message) {
    return {
        type: "message",
        attachments: [
            {
                contentType: "application/vnd.microsoft.card.adaptive",
                content: {
                    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
                    type: "AdaptiveCard",
                    version: "1.4",
                    msteams: { width: "Full" },
                    fallbackText: message.title,
                    body: [
                        teams_block(message.title, { size: "large", weight: "bolder", color: teams_COLOUR[message.type] }),
                        ...(message.text === "" ? [] : [teams_block(message.text)]),
                        {
                            type: "FactSet",
                            facts: message.facts.map(({ label, value }) => ({ title: label, value: teams_literal(value) })),
                        },
                        ...message.sections.flatMap(teams_render),
                    ],
                    actions: [
                        {
                            type: "Action.OpenUrl",
                            title: message.type === "failure" ? "Open the run" : "Open the release",
                            url: message.url,
                        },
                    ],
                },
            },
        ],
    };
}
const teams_block = (text, look = {}) => ({ type: "TextBlock", text: teams_literal(text), wrap: true, ...look });
function teams_render(section) {
    const title = teams_block(section.title, { weight: "bolder", spacing: "medium" });
    if (section.kind === "commands") {
        return [title, ...section.lines.map((line) => teams_block(line, { fontType: "monospace", spacing: "none" }))];
    }
    const rest = omission(section);
    return [
        title,
        ...section.items.map((item) => teams_block(`• ${item}`, { spacing: "small" })),
        ...(rest === undefined ? [] : [teams_block(rest, { isSubtle: true, spacing: "small" })]),
    ];
}
/** The Markdown that a text block reads (adaptivecards.io, "Text features"): emphasis, links, lists. */
const teams_literal = (text) => text.replace(/[\\*_[\]]/g, "\\$&").replace(/^(\s*(?:[-+]|\d+[.)]))(?=\s)/gm, "\\$1");

;// CONCATENATED MODULE: ./packages/channels/build/messages/webhook.js


/** The message as data, for programs; receivers ignore keys that they do not know. */
function webhookBody(message) {
    return { kind: "slipway-message", schemaVersion: 1, ...message };
}
/**
 * Headers by which a receiver knows who sent a body and whether it had it before (Standard Webhooks 1.0.0,
 * "Webhook headers" and "Signature scheme").
 * @param secret base64, with or without `whsec_`; without a secret nothing is signed
 * @param seconds since 1970
 * @throws {Problem} `webhook-secret-invalid`
 */
function webhookHeaders(id, body, secret, seconds) {
    const headers = { "webhook-id": id, "webhook-timestamp": String(seconds) };
    if (secret === undefined)
        return headers;
    const signature = (0,external_node_crypto_.createHmac)("sha256", keyOf(secret)).update(`${id}.${seconds}.${body}`).digest("base64");
    return { ...headers, "webhook-signature": `v1,${signature}` };
}
function keyOf(secret) {
    const text = secret.replace(/^whsec_/, "");
    const key = Buffer.from(text, "base64");
    if (/^[A-Za-z0-9+/]+={0,2}$/.test(text) && key.length >= 24 && key.length <= 64)
        return key;
    throw (0,build_problem/* mistake */.RT)("webhook-secret-invalid", "the webhook's secret is not base64 of 24 to 64 bytes", "make one with `openssl rand -base64 32` and give it to the receiver too");
}

;// CONCATENATED MODULE: ./packages/channels/build/messages/messengers.js









/** @throws {Problem} `messenger-credentials`, `webhook-secret-invalid`: before anything is sent */
function letterFor(message, messenger, secrets) {
    return withCredentials(message, messenger, credentialsOf(messenger, secrets));
}
function withCredentials(message, messenger, credentials) {
    if (messenger.messenger === "email") {
        const mail = mailOf(message, domainOf(messenger.from));
        if (credentials.kind !== "login")
            throw new TypeError("mail wants a login");
        const server = { ...messenger, ...reachableServer(messenger.id, { ...messenger, ...credentials.server }) };
        return {
            messenger,
            to: messenger.to.join(", "),
            preview: mail.text,
            send: (sending) => sendMail(mail, server, credentials, sending),
        };
    }
    if (credentials.kind !== "address")
        throw new TypeError(`${messenger.messenger} goes to an address`);
    const { secret } = credentials;
    const url = new URL(reachable(credentials.url.href));
    const body = JSON.stringify(messengers_bodyOf(message, messenger));
    const signed = messenger.messenger === "webhook";
    // Found wrong before the first message goes out.
    if (signed)
        webhookHeaders(message.id, body, secret, 0);
    return {
        messenger,
        to: `${NAMES[messenger.messenger]}${messenger.id === messenger.messenger ? "" : ` (${messenger.id})`}`,
        preview: body,
        send: (sending) => post({
            what: `${NAMES[messenger.messenger]} ("${messenger.id}")`,
            url,
            body,
            ...(signed && {
                headers: () => webhookHeaders(message.id, body, secret, Math.floor(sending.patience.time.now() / 1000)),
            }),
            repeatable: signed,
        }, sending),
    };
}
function reachableServer(id, { host, port, tls }) {
    const address = `${tls === "tls" ? "smtps" : "smtp"}://${host}:${port}`;
    const found = reachable(address);
    return found === address ? { host, port, tls } : serverOf(id, found);
}
const NAMES = {
    slack: "Slack",
    discord: "Discord",
    teams: "Microsoft Teams",
    email: "E-mail",
    webhook: "Webhook",
};
function messengers_bodyOf(message, messenger) {
    switch (messenger.messenger) {
        case "slack":
            return slackBody(message, messenger);
        case "discord":
            return discordBody(message, messenger);
        case "teams":
            return teamsBody(message);
        case "webhook":
            return webhookBody(message);
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/messages/message-channel.js





/**
 * A messenger as a channel: what it told cannot be taken back, so its undoing is a correction. Nobody can ask a messenger
 * what it has told; the journal knows, and where that is in doubt it stays silent rather than tell twice.
 * @throws {Problem} `messenger-credentials`: found before anything is sent
 */
function messageChannel(options) {
    const { messenger, type, secrets, patience, tell } = options;
    const plain = type === "release" || type === "prerelease";
    const letterOf = (message) => letterFor(message, messenger, secrets);
    return {
        id: channelId(messenger, type),
        kind: messenger.messenger,
        title: `Message to ${messenger.id}`,
        swap: "native",
        ...(!plain && { tellsOfWithdrawn: true }),
        advertises: () => [],
        inspect: async (_release, past) => past,
        propose(past, release) {
            const message = composeMessage(newsOf(release, options));
            const { receipt, open } = past;
            const told = receipt?.detail?.message === message.id;
            if (told && !(options.again && receipt.detail?.unclear !== undefined)) {
                return { type: "nothing", state: receipt, why: "told already" };
            }
            if (open !== undefined && !options.again && messenger.messenger !== "webhook") {
                return {
                    type: "skipped",
                    why: "an earlier run may have told it, and was interrupted before it knew; it is not told twice",
                };
            }
            const change = message_channel_changeOf(letterOf(message), message, receipt?.version ?? null, release.manifest.version);
            return { type: "change", change };
        },
        async apply({ detail: { letter, message } }, _release, fence = noFence) {
            const detail = detailOf(message);
            try {
                const said = await letter.send({ patience, tell, guard: fence.pass });
                return { type: "applied", detail: { ...detail, ...(said !== "" && { said }) } };
            }
            catch (error) {
                if (!(error instanceof Unclear))
                    throw error;
                return { type: "applied", detail: { ...detail, unclear: error.message } };
            }
        },
        readBack: async () => ({ equal: true }),
        undo(receipt, past, good) {
            if (past.takenBack)
                return { type: "nothing", why: "corrected already" };
            if (!plain || !messenger.on.includes("rollback")) {
                return { type: "nothing", why: "it does not get messages about rollbacks" };
            }
            const message = correctionOf(receipt, good, options);
            const to = good?.manifest.version ?? null;
            return { type: "change", change: message_channel_changeOf(letterOf(message), message, receipt.version, to) };
        },
    };
}
/** A release is told once; what else is told of it has steps of its own in the journal. */
function channelId({ id }, type) {
    return type === "release" || type === "prerelease" ? `notify:${id}` : `notify:${id}/${type}`;
}
function message_channel_changeOf(letter, message, from, to) {
    return {
        summary: `"${message.title}" to ${letter.to}`,
        from,
        to,
        revision: undefined,
        objects: [{ path: message.id, before: undefined, after: textContent(letter.preview) }],
        kept: detailOf(message),
        detail: { letter, message },
    };
}
/** As the journal remembers it, for a correction. */
const detailOf = ({ id, tag, project, url }) => ({ message: id, tag, name: project.name, page: url });
function newsOf({ manifest, page, notes, assets }, options) {
    const { type, news, install, reason, replacement } = options;
    const [asset] = assets.values();
    return {
        type,
        manifest,
        url: page,
        ...(asset && { downloads: asset.url.slice(0, asset.url.lastIndexOf("/")) }),
        ...(notes !== undefined && { notes }),
        ...(install && { install }),
        ...(reason !== undefined && { reason }),
        ...(replacement !== undefined && { replacement }),
        ...wordsOf(type, news),
    };
}
/** What withdraws a message, from what the journal kept of it. */
function correctionOf({ version, detail = {} }, good, { news, reason }) {
    const { name, tag, page } = detail;
    const why = reason ?? (good?.mode.type === "rollback" ? good.mode.reason : undefined);
    return composeMessage({
        type: "rollback",
        manifest: {
            project: good?.manifest.project ?? { name: String(name) },
            version: version ?? "",
            tag: String(tag),
            ...(good && { repository: good.repository }),
        },
        url: good?.page ?? String(page),
        ...(why !== undefined && { reason: why }),
        ...(good && { replacement: good.manifest.version }),
        ...wordsOf("rollback", news),
    });
}
function wordsOf(type, { urgent, texts }) {
    const own = texts[type];
    return { urgent: urgent.includes(type), ...(own && { texts: own }) };
}

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(4006);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./packages/channels/build/store/store.js
const store_bytesOf = (path, content, fixed = false) => ({
    path,
    content: { type: "bytes", bytes: typeof content === "string" ? Buffer.from(content) : content },
    fixed,
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./node_modules/xz-decompress/dist/package/xz-decompress.js
var xz_decompress = __webpack_require__(6642);
;// CONCATENATED MODULE: ./packages/channels/build/apt/stanza.js

const FIELD = /^(?<name>[!-9;-~]+):[ \t]*(?<value>.*)$/;
/** @param origin for messages @throws {Problem} `damaged-control` */
function readStanzas(text, origin) {
    const stanzas = [];
    let current;
    let field;
    for (const [at, line] of text.split("\n").entries()) {
        if (line.trim() === "") {
            current = undefined;
            field = undefined;
            continue;
        }
        if (line.startsWith(" ") || line.startsWith("\t")) {
            if (current === undefined || field === undefined)
                throw damaged(origin, at, "continues no field");
            current.set(field, `${current.get(field)}\n${line}`);
            continue;
        }
        const groups = FIELD.exec(line)?.groups;
        if (groups?.name === undefined || groups.name.startsWith("#") || groups.name.startsWith("-")) {
            throw damaged(origin, at, "is no field");
        }
        if (current === undefined) {
            current = new Map();
            stanzas.push(current);
        }
        if (current.has(groups.name))
            throw damaged(origin, at, `repeats the field ${groups.name}`);
        field = groups.name;
        current.set(field, groups.value?.trimEnd() ?? "");
    }
    return stanzas;
}
function damaged(origin, line, what) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "damaged-control",
        message: `line ${line + 1} of ${origin} ${what}`,
        remedy: "it is no Debian control data, or was cut off: release a version with a sound package, or restore the repository's index",
        place: { file: origin, line: line + 1 },
    });
}
function writeStanza(stanza) {
    return [...stanza]
        .map(([name, value]) => `${name}:${value === "" || value.startsWith("\n") ? "" : " "}${value}\n`)
        .join("");
}
/** A blank line after each. */
function writeStanzas(stanzas) {
    return stanzas.map((stanza) => `${writeStanza(stanza)}\n`).join("");
}

;// CONCATENATED MODULE: ./packages/channels/build/apt/deb.js






/** Control data is a few kilobytes; what claims to be more is refused before it is read or unpacked. */
const MOST_PACKED = 8 << 20;
const MOST_UNPACKED = 32 << 20;
const MOST_CONTROL = 1 << 20;
/** @throws {Problem} `damaged-package` */
async function readDeb(path) {
    const control = await readControl(path);
    const field = (name, shape) => {
        const value = control.get(name);
        if (value === undefined || !shape.test(value)) {
            throw deb_damaged(path, value === undefined ? `it has no field ${name}` : `its ${name} is ${JSON.stringify(value)}`);
        }
        return value;
    };
    // These become paths (Debian Policy, sections 5.6.1, 5.6.8, 5.6.12).
    const identity = {
        name: field("Package", /^[a-z0-9][a-z0-9+.-]*$/),
        version: field("Version", /^(?:\d{1,9}:)?[0-9][A-Za-z0-9.+~-]*$/),
        architecture: field("Architecture", /^[a-z0-9][a-z0-9-]*$/),
    };
    const { size, sha256, sha512 } = await (0,build_digest/* fingerprintFile */.Ro)(path);
    return { path, ...identity, control, size, sha256, sha512 };
}
async function readControl(path) {
    const file = await (0,promises_.open)(path);
    try {
        const member = await findControl(file, path);
        const tar = await unpackControl(member, path);
        const text = findInTar(tar, path).content.toString("utf8");
        const [stanza, ...others] = readStanzas(text, `${path}: control`);
        if (stanza === undefined || others.length > 0)
            throw deb_damaged(path, "its control file is not one paragraph");
        return stanza;
    }
    finally {
        await file.close();
    }
}
/** The member `control.tar*` of the ar archive (ar(5), the common format). @throws {Problem} `damaged-package` */
async function findControl(file, path) {
    const read = async (position, length) => {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
        if (bytesRead < length)
            throw deb_damaged(path, "it ends before its control data");
        return buffer;
    };
    if ((await read(0, 8)).toString("latin1") !== "!<arch>\n")
        throw deb_damaged(path, "it is no ar archive");
    let position = 8;
    // debian-binary, perhaps a signature or two, control.tar: never far behind.
    for (let members = 0; members < 10; members++) {
        const header = (await read(position, 60)).toString("latin1");
        const name = header.slice(0, 16).trimEnd().replace(/\/$/, "");
        const digits = header.slice(48, 58).trimEnd();
        if (header.slice(58) !== "`\n" || !/^\d{1,10}$/.test(digits))
            throw deb_damaged(path, "an ar header is not well-formed");
        const size = Number(digits);
        if (members === 0) {
            if (name !== "debian-binary" || size > 64)
                throw deb_damaged(path, "its first member is not debian-binary");
            const format = (await read(position + 60, size)).toString("latin1");
            if (!/^2\.\d+\n/.test(format))
                throw deb_damaged(path, `its format is ${JSON.stringify(format.trim())}`);
        }
        else if (/^control\.tar(?:\.\w+)?$/.test(name)) {
            if (size > MOST_PACKED)
                throw deb_damaged(path, `its control data claims ${size} bytes`);
            const bytes = await read(position + 60, size);
            return { name, bytes, start: position, end: position + 60 + size + (size % 2) };
        }
        position += 60 + size + (size % 2);
    }
    throw deb_damaged(path, "it has no control data");
}
/** Its tar archive. @throws {Problem} `damaged-package` */
async function unpackControl({ name, bytes }, path) {
    const options = { maxOutputLength: MOST_UNPACKED };
    try {
        if (name.endsWith(".tar"))
            return bytes;
        if (name.endsWith(".gz"))
            return await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(bytes, options);
        if (name.endsWith(".zst"))
            return await (0,external_node_util_.promisify)(external_node_zlib_.zstdDecompress)(bytes, options);
        if (name.endsWith(".xz"))
            return await unxz(bytes);
    }
    catch (cause) {
        throw deb_damaged(path, `${name} cannot be unpacked: ${cause instanceof Error ? cause.message : cause}`, cause);
    }
    throw deb_damaged(path, `nothing here unpacks ${name}`);
}
async function unxz(bytes) {
    const chunks = [];
    let size = 0;
    const stream = new xz_decompress.XzReadableStream(new Blob([new Uint8Array(bytes)]).stream());
    for await (const chunk of stream) {
        size += chunk.byteLength;
        if (size > MOST_UNPACKED)
            throw new Error("it is too large");
        chunks.push(Uint8Array.from(chunk));
    }
    return Buffer.concat(chunks);
}
/**
 * The file `./control` of a tar archive (POSIX pax, "ustar Interchange Format").
 * @returns its content, and the offset of its header
 * @throws {Problem} `damaged-package`
 */
function findInTar(tar, path) {
    for (let at = 0; at + 512 <= tar.length;) {
        const header = tar.subarray(at, at + 512);
        if (header[0] === 0)
            break;
        const name = header.subarray(0, 100).toString("latin1").replace(/\0.*$/s, "");
        const octal = header
            .subarray(124, 136)
            .toString("latin1")
            .replace(/[\0 ]+$/, "")
            .trimStart();
        if (!/^[0-7]{1,11}$/.test(octal))
            throw deb_damaged(path, "a tar header of its control data is not well-formed");
        const size = Number.parseInt(octal, 8);
        const type = String.fromCharCode(header[156] ?? 0);
        if ((type === "0" || type === "\0") && /^(?:\.\/)?control$/.test(name)) {
            if (size > MOST_CONTROL || at + 512 + size > tar.length)
                throw deb_damaged(path, "its control file is cut off or too large");
            return { content: tar.subarray(at + 512, at + 512 + size), at };
        }
        at += 512 + Math.ceil(size / 512) * 512;
    }
    throw deb_damaged(path, "its control data has no file named control");
}
function deb_damaged(path, why, cause) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "damaged-package",
        message: `${path} is not a Debian package: ${why}`,
        remedy: "what is published stays: release a version with a sound package (`dpkg-deb --info` shows what is wrong with this one)",
        place: { file: path },
        ...(cause !== undefined && { cause }),
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/store/problems.js

/** A repository whose signature or indices do not fit: signing it anew would vouch for what somebody else put there. */
function problems_untrusted(where, path, why) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "repository-not-ours",
        message: `${path} of ${where} ${why}`,
        remedy: "nothing was changed. If the key was exchanged, give the former public key as well (`trustedKeys`); if somebody changed the " +
            "repository, restore it; to begin anew, take an empty place",
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/apt/versions.js
/**
 * Debian's order of versions, `[epoch:]upstream[-revision]` (Debian Policy, section 5.6.12; deb-version(7)): negative when `a`
 * comes before `b`. A tilde sorts before everything, even the end.
 */
function compareDebianVersions(a, b) {
    const [left, right] = [parts(a), parts(b)];
    return (left.epoch - right.epoch || comparePart(left.upstream, right.upstream) || comparePart(left.revision, right.revision));
}
function parts(version) {
    const colon = version.indexOf(":");
    const rest = version.slice(colon + 1);
    const dash = rest.lastIndexOf("-");
    return {
        epoch: colon < 0 ? 0 : Number(version.slice(0, colon)),
        upstream: dash < 0 ? rest : rest.slice(0, dash),
        // An absent revision is equal to "0".
        revision: dash < 0 ? "" : rest.slice(dash + 1),
    };
}
function comparePart(a, b) {
    let [left, right] = [a, b];
    while (left !== "" || right !== "") {
        const [wordA, wordB] = [/^\D*/.exec(left)?.[0] ?? "", /^\D*/.exec(right)?.[0] ?? ""];
        for (let at = 0; at < Math.max(wordA.length, wordB.length); at++) {
            const difference = weight(wordA[at]) - weight(wordB[at]);
            if (difference !== 0)
                return difference;
        }
        [left, right] = [left.slice(wordA.length), right.slice(wordB.length)];
        const [digitsA, digitsB] = [/^\d*/.exec(left)?.[0] ?? "", /^\d*/.exec(right)?.[0] ?? ""];
        const [numberA, numberB] = [BigInt(digitsA || "0"), BigInt(digitsB || "0")];
        if (numberA !== numberB)
            return numberA < numberB ? -1 : 1;
        [left, right] = [left.slice(digitsA.length), right.slice(digitsB.length)];
    }
    return 0;
}
function weight(sign) {
    if (sign === undefined)
        return 0;
    if (sign === "~")
        return -1;
    return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}

;// CONCATENATED MODULE: ./packages/channels/build/apt/suite.js






/** When a package came into the repository, in a field of its own that clients ignore. Seconds since 1970. */
const RELEASED = "X-Slipway-Released";
const MOST_INDEX = 64 << 20;
/**
 * Reads a suite, trusting nothing that our key did not sign.
 * @throws {Problem} `repository-not-ours`
 */
async function readSuite(store, suite, component, signer) {
    const base = `dists/${suite}`;
    const signed = await store.read(`${base}/InRelease`);
    if (signed === undefined) {
        if ((await store.read(`${base}/Release`)) === undefined)
            return undefined;
        throw problems_untrusted(store.where, `${base}/Release`, "stands there without an InRelease file that is signed");
    }
    const text = await signer.readClearSigned(signed.toString("utf8"));
    if (text === undefined)
        throw problems_untrusted(store.where, `${base}/InRelease`, "is not signed by the key that is given");
    const [release] = readStanzas(text, `${base}/InRelease`);
    if (release === undefined)
        throw problems_untrusted(store.where, `${base}/InRelease`, "is empty");
    const indices = new Map();
    const list = new RegExp(`^${component}/binary-(?<arch>[a-z0-9-]+)/Packages(?:\\.\\w+)?$`);
    const lists = Map.groupBy(hashesOf(release), ({ path }) => list.exec(path)?.groups?.arch);
    for (const [architecture, forms] of lists) {
        const [first] = forms;
        if (architecture === undefined || first === undefined)
            continue;
        const place = `${base}/${first.path}`;
        const found = await readIndex(store, base, forms);
        // Never taken for empty: what it names would be gone for all clients.
        if (found === undefined) {
            const why = `is not what InRelease announces (${first.sha256}), and no plain or gzip form of it is`;
            throw problems_untrusted(store.where, place, why);
        }
        indices.set(architecture, readStanzas(found.toString("utf8"), place));
    }
    return { name: suite, release, indices, generations: (await store.read(`${base}/slipway.json`))?.toString("utf8") };
}
/** @param forms of one index, plain and packed, as the Release file announces them; others' may announce packed ones only */
async function readIndex(store, base, forms) {
    for (const ending of ["/Packages", "/Packages.gz"]) {
        const form = forms.find(({ path }) => path.endsWith(ending));
        if (form === undefined)
            continue;
        const { path, sha256: expected } = form;
        // By hash first: under its own name it may already be what another run is about to announce.
        for (const place of [`${base}/${path.replace(/[^/]+$/, "")}by-hash/SHA256/${expected}`, `${base}/${path}`]) {
            const bytes = await store.read(place, MOST_INDEX);
            if (bytes === undefined || (0,build_digest/* sha256 */.sc)(bytes) !== expected)
                continue;
            return ending.endsWith(".gz") ? await unpacked(bytes) : bytes;
        }
    }
    return undefined;
}
/** Undefined when it is damaged, or a bomb. */
async function unpacked(bytes) {
    return await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(bytes, { maxOutputLength: 4 * MOST_INDEX }).catch(() => undefined);
}
/** The `SHA256` field of a Release file. */
function hashesOf(release) {
    return (release.get("SHA256") ?? "").split("\n").flatMap((line) => {
        const groups = /^\s*(?<hash>[0-9a-f]{64})\s+(?<size>\d+)\s+(?<path>\S+)\s*$/.exec(line)?.groups;
        return groups?.hash === undefined
            ? []
            : [{ sha256: groups.hash, size: Number(groups.size), path: groups.path }];
    });
}
/** Place of a package in the pool, as Debian's own archive orders it. */
function poolPath({ name, version, architecture, control }, component) {
    const source = (control.get("Source") ?? name).replace(/ .*$/s, "");
    const folder = /^[a-z0-9][a-z0-9+.-]*$/.test(source) ? source : name;
    const initial = /^lib./.test(folder) ? folder.slice(0, 4) : folder.slice(0, 1);
    // The epoch is not part of the file's name.
    return `pool/${component}/${initial}/${folder}/${name}_${version.replace(/^\d+:/, "")}_${architecture}.deb`;
}
/** A package's paragraph in the index: its control data, then where it is and what it is. */
function indexStanza(deb, component, released) {
    const stanza = new Map();
    for (const [name, value] of deb.control)
        if (!/^(?:Filename|Size|MD5sum|SHA\d+|X-Slipway-.*)$/i.test(name))
            stanza.set(name, value);
    return stanza
        .set("Filename", poolPath(deb, component))
        .set("Size", String(deb.size))
        .set("SHA256", deb.sha256)
        .set("SHA512", deb.sha512)
        .set(RELEASED, String(released));
}
/** Debian's names of what most machines are. */
const COMMON = ["amd64", "arm64"];
/**
 * The suite with packages of a release in it, and without what retention lets go.
 * @throws {Problem} `published-differs` when a version is there already with other bytes
 */
function nextSuite(old, packages, options) {
    const { component, retention, moment } = options;
    const architectures = new Set([
        ...options.architectures,
        ...(old?.indices.keys() ?? []),
        ...packages.map(({ architecture }) => architecture).filter((name) => name !== "all"),
    ]);
    // Packages for all architectures alone have to be found by somebody.
    if (architectures.size === 0 && packages.length > 0)
        for (const each of COMMON)
            architectures.add(each);
    const everywhere = uniqueStanzas([...(old?.indices.values() ?? [])].flat()).filter((stanza) => stanza.get("Architecture") === "all");
    const names = new Set(packages.map(({ name }) => name));
    const indices = new Map();
    for (const architecture of [...architectures].sort(compareNames)) {
        const there = old?.indices.get(architecture) ?? everywhere;
        const stanzas = there.filter((stanza) => !options.without.has(stanza.get("Filename") ?? ""));
        for (const deb of packages) {
            if (deb.architecture !== architecture && deb.architecture !== "all")
                continue;
            const found = there.find((stanza) => suite_keyOf(stanza) === `${deb.name} ${deb.version} ${deb.architecture}`);
            if (found === undefined)
                stanzas.push(indexStanza(deb, component, moment));
            else if (found.get("SHA256") !== deb.sha256)
                throw differs(deb, found);
        }
        indices.set(architecture, retain(stanzas, retention, moment, names));
    }
    const same = old !== undefined &&
        old.indices.size === indices.size &&
        [...indices].every(([architecture, stanzas]) => {
            const before = old.indices.get(architecture);
            return before?.length === stanzas.length && stanzas.every((stanza, at) => stanza === before[at]);
        });
    return { indices, same };
}
function differs({ name, version, architecture, sha256: digest }, found) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "published-differs",
        message: `${name} ${version} (${architecture}) is in the repository already with the SHA-256 ${found.get("SHA256")}; this one has ${digest}`,
        remedy: "what is published never changes, clients would refuse it: release a new version",
    });
}
const suite_keyOf = (stanza) => ["Package", "Version", "Architecture"].map((name) => stanza.get(name)).join(" ");
function uniqueStanzas(stanzas) {
    return [...new Map(stanzas.map((stanza) => [suite_keyOf(stanza), stanza])).values()];
}
/** By name, and within it newest version first. */
function retain(stanzas, { versions, days }, moment, names) {
    const groups = Map.groupBy(stanzas, (stanza) => stanza.get("Package") ?? "");
    return [...groups]
        .sort(([a], [b]) => compareNames(a, b))
        .flatMap(([name, group]) => {
        const ordered = group.toSorted((a, b) => compareDebianVersions(b.get("Version") ?? "", a.get("Version") ?? ""));
        return ordered.filter((stanza, at) => {
            if (at === 0 || !names.has(name))
                return true;
            if (at >= versions)
                return false;
            const released = Number(stanza.get(RELEASED));
            return days === undefined || !Number.isFinite(released) || released >= moment - days * 86_400;
        });
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/apt/repository.js







/** Indices that clients with an older Release file may still ask for by hash, beside the current ones. */
const GENERATIONS_KEPT = 3;
const BY_HASH = /^[a-z0-9-]+\/binary-[a-z0-9-]+\/by-hash\/SHA256\/[0-9a-f]{64}$/;
/** `slipway.json` of a suite: what earlier updates wrote by hash, newest first, so that it can be removed in time. */
const Generations = schemas/* object */.Ikc({
    kind: schemas/* literal */.euz("slipway-apt-suite"),
    schemaVersion: schemas/* literal */.euz(1),
    generations: schemas/* array */.YOg(schemas/* array */.YOg(schemas/* string */.YjP().regex(BY_HASH))),
});
function aptRepository(settings) {
    const { component, allSuites } = settings;
    return {
        kind: "apt",
        suffix: ".deb",
        readPackage: readDeb,
        poolPath: (deb) => poolPath(deb, component),
        read: async (store, signer) => {
            const suites = new Map();
            for (const name of allSuites) {
                const suite = await readSuite(store, name, component, signer);
                if (suite !== undefined)
                    suites.set(name, suite);
            }
            return suites;
        },
        named: (state) => new Set([...state.values()].flatMap(({ indices }) => poolOf(indices))),
        update: (state, packages, without, context) => repository_update(state, packages, without, { ...settings, ...context }),
    };
}
/**
 * The pool first, then indices under their hashes, then under their names, then `Release` and `InRelease`, so that a client
 * sees either the old state or the new one, whole.
 */
function repository_update(state, packages, without, context) {
    const { component, suites, allSuites, retention, architectures, moment } = context;
    const before = new Set();
    const after = new Set();
    const written = [];
    for (const name of allSuites) {
        const old = state.get(name);
        for (const path of poolOf(old?.indices))
            before.add(path);
        const next = nextSuite(old, suites.includes(name) ? packages : [], {
            component,
            retention,
            moment,
            architectures,
            without,
        });
        // A suite that has nothing yet and gets nothing does not come into being.
        const idle = next.same || (old === undefined && !suites.includes(name));
        for (const path of poolOf(idle ? old?.indices : next.indices))
            after.add(path);
        if (!idle)
            written.push(suiteFiles(name, old, next.indices, context));
    }
    const pool = packages
        .map((deb) => ({
        path: poolPath(deb, component),
        content: { type: "file", path: deb.path, size: deb.size, sha256: deb.sha256 },
        fixed: true,
    }))
        .filter(({ path }) => after.has(path));
    if (written.length === 0)
        return { phases: [], removals: [], named: after };
    const gone = [...before].filter((path) => !after.has(path) && !without.has(path) && isPoolPath(path));
    return {
        phases: [
            pool,
            [...written.flatMap(({ hashed }) => hashed), ...clientFiles(context)],
            written.flatMap(({ named }) => named),
            written.flatMap(({ heads }) => heads),
            written.flatMap(({ signed }) => signed),
        ],
        removals: [...written.flatMap(({ removals }) => removals), ...gone].toSorted(compareNames),
        named: after,
    };
}
/** What is removed is named by an index that is signed, and yet nothing outside the pool is ever removed for it. */
const isPoolPath = (path) => path.startsWith("pool/") && !path.split("/").some((name) => /^\.{0,2}$/.test(name));
function poolOf(indices) {
    return [...(indices?.values() ?? [])].flat().flatMap((stanza) => stanza.get("Filename") ?? []);
}
function suiteFiles(suite, old, indices, context) {
    const { component } = context;
    const base = `dists/${suite}`;
    const hashed = [];
    const named = [];
    const lines = [];
    const generation = [];
    for (const [architecture, stanzas] of indices) {
        const directory = `${component}/binary-${architecture}`;
        const text = Buffer.from(writeStanzas(stanzas));
        for (const [file, bytes] of [
            ["Packages", text],
            ["Packages.gz", gzip(text)],
        ]) {
            const digest = (0,build_digest/* sha256 */.sc)(bytes);
            const byHash = `${directory}/by-hash/SHA256/${digest}`;
            hashed.push(store_bytesOf(`${base}/${byHash}`, bytes, true));
            named.push(store_bytesOf(`${base}/${directory}/${file}`, bytes));
            generation.push(byHash);
            lines.push(` ${digest} ${bytes.length} ${directory}/${file}`);
        }
    }
    // Ours are the lists of packages, in whatever form; sources, translations and contents stay as they are.
    const ours = new RegExp(`^${component}/binary-[^/]+/Packages(?:$|[./])`);
    const others = hashesOf(old?.release ?? new Map()).filter(({ path }) => !ours.test(path));
    const { generations, removals } = rotate(old, [
        ...generation,
        ...others.map(byHashOf).filter((path) => BY_HASH.test(path)),
    ]);
    named.push(store_bytesOf(`${base}/slipway.json`, generations));
    lines.push(...others.map(({ path, sha256: digest, size }) => ` ${digest} ${size} ${path}`));
    const release = releaseText(suite, old, [...indices.keys()], lines, context);
    const heads = [
        store_bytesOf(`${base}/Release`, release),
        { path: `${base}/Release.gpg`, content: { type: "signature", of: Buffer.from(release) }, fixed: false },
    ];
    const signed = [
        { path: `${base}/InRelease`, content: { type: "clear-signed", text: release }, fixed: false },
    ];
    return { hashed, named, heads, signed, removals: removals.map((path) => `${base}/${path}`) };
}
const byHashOf = ({ path, sha256: digest }) => path.replace(/[^/]+$/, `by-hash/SHA256/${digest}`);
function rotate(old, current) {
    const parsed = Generations.safeParse(parseJson(old?.generations ?? ""));
    const earlier = parsed.success
        ? parsed.data.generations
        : // Without the file, at least what the current Release names is known.
            [
                hashesOf(old?.release ?? new Map())
                    .map(byHashOf)
                    .filter((path) => BY_HASH.test(path)),
            ];
    const kept = [current, ...earlier].slice(0, GENERATIONS_KEPT + 1).filter((paths) => paths.length > 0);
    const needed = new Set(kept.flat());
    const removals = [...new Set(earlier.slice(GENERATIONS_KEPT).flat())].filter((path) => !needed.has(path));
    const document = { kind: "slipway-apt-suite", schemaVersion: 1, generations: kept };
    return { generations: `${JSON.stringify(document, null, 2)}\n`, removals };
}
/** Digests, of which the one is enough, and keys, which may be others from now on. */
const NOT_KEPT = new Set(["MD5Sum", "SHA1", "SHA256", "SHA512", "Signed-By"]);
/**
 * Other projects' components stay as they are, and so does what clients have to confirm when it changes (apt-secure(8)): names,
 * and with NotAutomatic the priority.
 */
function releaseText(suite, old, architectures, hashes, { name, description, component, moment, now, validDays }) {
    // A client keeps what it has when a Release file is not newer, so each is, whatever commit it comes from.
    const former = Date.parse(old?.release.get("Date") ?? "");
    const date = Number.isNaN(former) ? moment * 1000 : Math.max(moment * 1000, former + 1000);
    const known = (field) => old?.release.get(field);
    const all = (field, own) => [...new Set([...(known(field)?.split(/\s+/) ?? []), ...own])].filter((word) => word !== "").join(" ");
    // The commit may be older than that; clients count from today.
    const until = Math.max(date, now * 1000) + (validDays ?? 0) * 86_400_000;
    const fields = [
        ["Origin", known("Origin") ?? name],
        ["Label", known("Label") ?? name],
        ["Suite", known("Suite") ?? suite],
        ["Codename", known("Codename") ?? suite],
        ["Date", rfc2822(date)],
        ["Valid-Until", validDays === undefined ? undefined : rfc2822(until)],
        ["Acquire-By-Hash", "yes"],
        ["Architectures", all("Architectures", architectures)],
        ["Components", all("Components", [component])],
        ["Description", description?.replace(/\s+/g, " ")],
    ];
    const own = new Set(fields.map(([field]) => field));
    const foreign = [...(old?.release ?? [])].filter(([field]) => !own.has(field) && !NOT_KEPT.has(field));
    const head = [...fields, ...foreign]
        .flatMap(([field, value]) => (value === undefined ? [] : [`${field}: ${value}\n`]))
        .join("");
    return `${head}SHA256:\n${hashes.join("\n")}\n`;
}
/** `Sun, 22 Nov 2026 18:00:00 UTC`, as Release files have it. */
const rfc2822 = (milliseconds) => new Date(milliseconds).toUTCString().replace("GMT", "UTC");
/** Without a time and with the byte for "unknown system" (RFC 1952, section 2.3.1), as far as equal bytes are in our hands. */
function gzip(bytes) {
    const packed = (0,external_node_zlib_.gzipSync)(bytes, { level: 9 });
    packed[9] = 255;
    return packed;
}
/** What a person needs to use the repository: the key, and a source that holds it. */
function clientFiles({ name, url, allSuites, component, publicKey }) {
    const files = [store_bytesOf("key.asc", publicKey)];
    if (url === undefined)
        return files;
    for (const [at, suite] of allSuites.entries()) {
        const text = aptSource({ url, suite, component, publicKey });
        files.push(store_bytesOf(at === 0 ? `${name}.sources` : `${name}-${suite}.sources`, text));
    }
    return files;
}
/** A source in the format deb822 (sources.list(5)), with its key inside: apt 2.3.10 and later read it. */
function aptSource(options) {
    const { url, suite, component, publicKey } = options;
    const key = publicKey
        .trim()
        .split(/\r?\n/)
        .map((line) => (line === "" ? " ." : ` ${line}`));
    return ["Types: deb", `URIs: ${url}/`, `Suites: ${suite}`, `Components: ${component}`, "Signed-By:", ...key, ""].join("\n");
}

;// CONCATENATED MODULE: ./packages/channels/build/http/client.js


const MOST_REDIRECTS = 5;
/** Bytes of what explains a refusal. */
const client_MOST_ANSWER = 64 << 10;
/**
 * Requests to one server: bounded tries that reopen their body, deadlines for each, and redirects that take the credentials
 * along only within the origin that they were given for.
 */
class HttpClient {
    options;
    fence = noFence;
    constructor(options) {
        this.options = options;
    }
    /**
     * Every try of a request that changes something passes the fence during the work, and is over when the fence closes, or soon after
     * where a large file is fixed: a run whose turn lapses does not write into the next one's. One work at a time.
     */
    async within(fence, work) {
        this.fence = fence;
        try {
            return await work();
        }
        finally {
            this.fence = noFence;
        }
    }
    /**
     * Sends until an answer comes whose status is accepted.
     * @param consume reads the answer; called within the same try
     * @throws {RequestFailure}
     */
    async request(what, request, accepts, consume) {
        const { patience } = this.options;
        return await patience.persist(what, async () => {
            if (changes(request))
                await this.fence.pass();
            const response = await this.follow(what, request);
            const status = response.statusCode ?? 0;
            if (accepts(status))
                return await consume(response);
            // The answer to HEAD has no body that could explain it.
            const said = request.method === "HEAD" ? "" : await client_beginningOf(what, response);
            response.destroy();
            throw failureFromAnswer(what, status, response.headers, { message: said }, patience.time.now());
        });
    }
    async follow(what, request) {
        const { authentication, sign, send = exchange } = this.options;
        const usual = transferDeadlines(request.size ?? request.file?.size ?? 0);
        const needed = request.fixed ? usual.total - transferDeadlines(0).total : 0;
        const left = changes(request) ? Math.max(this.fence.left(), needed) : usual.total;
        const deadlines = { ...usual, total: Math.min(usual.total, left) };
        let url = request.url;
        for (let redirects = 0;; redirects++) {
            const ours = url.origin === request.url.origin;
            const credentials = !ours
                ? {}
                : sign === undefined
                    ? client_credentialsOf(authentication)
                    : await sign({ ...request, url });
            const response = await send({
                operation: what,
                method: request.method,
                url,
                headers: { "user-agent": "slipway", accept: "*/*", ...request.headers, ...credentials },
                ...(request.file && { file: request.file }),
                ...(request.body && { body: request.body }),
                deadlines,
            });
            const location = response.headers.location;
            if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || location === undefined)
                return response;
            response.destroy();
            const next = readLocation(location, url);
            if (next === undefined ||
                redirects === MOST_REDIRECTS ||
                !isFollowed(request, response.statusCode ?? 0, url, next)) {
                throw refusedRedirect(request, next);
            }
            url = next;
        }
    }
}
const changes = ({ method }) => method !== "GET" && method !== "HEAD";
function readLocation(location, from) {
    const url = URL.parse(location, from.href);
    return url !== null && /^https?:$/.test(url.protocol) ? url : undefined;
}
/** Reading may be sent elsewhere, without credentials; writing only within the origin, and only with its body. */
function isFollowed({ method, url: asked }, status, from, to) {
    if (from.protocol === "https:" && to.protocol === "http:")
        return false;
    if (method === "GET" || method === "HEAD")
        return true;
    return to.origin === asked.origin && (status === 307 || status === 308);
}
function refusedRedirect({ method, url }, to) {
    const there = to === undefined ? "an address that cannot be followed" : `${to.origin}${to.pathname}`;
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "registry-redirects",
        message: `${method} ${url.origin}${url.pathname} is redirected to ${there}; neither files nor credentials were sent there`,
        remedy: "if that is where files belong, write its address as `url`, with credentials for it; otherwise correct the server",
    });
}
function client_credentialsOf(authentication) {
    switch (authentication.type) {
        case "none":
            return {};
        case "basic": {
            const { username, password } = authentication;
            return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
        }
        case "bearer":
            return { authorization: `Bearer ${authentication.token}` };
        case "header":
            return { [authentication.name.toLowerCase()]: authentication.value };
    }
}
/** What a server's page, JSON or XML says, in one line. */
async function client_beginningOf(what, response) {
    let text = "";
    try {
        for await (const chunk of chunksOf(what, response)) {
            text += chunk.toString("utf8");
            if (text.length > client_MOST_ANSWER)
                break;
        }
    }
    catch {
        // The status is known; its explanation broke off.
    }
    return client_plainText(text);
}
/** Pages begin with styles and scripts, which explain nothing. One pass, whatever the text: servers are not trusted. */
function client_plainText(html) {
    const lower = html.toLowerCase();
    let plain = "";
    for (let at = 0; at < html.length && plain.length < 4_000;) {
        const tag = lower.indexOf("<", at);
        plain += `${html.slice(at, tag < 0 ? undefined : tag)} `;
        if (tag < 0)
            break;
        const name = client_SILENT.find((each) => lower.startsWith(each, tag + 1) && !/[\w-]/.test(lower[tag + 1 + each.length] ?? ""));
        const last = name === undefined ? tag : lower.indexOf(`</${name}`, tag);
        const end = last < 0 ? -1 : lower.indexOf(">", last);
        if (end < 0) {
            // No tag: a sign of comparison.
            if (name === undefined)
                plain += html.slice(tag, tag + 400);
            break;
        }
        at = end + 1;
    }
    return plain.replace(/\s+/g, " ").trim().slice(0, 200);
}
const client_SILENT = ["style", "script", "head"];
/** Each name encoded by itself (RFC 3986, section 2.3: what is not unreserved is encoded). */
function encodePath(path) {
    return path
        .split("/")
        .map((name) => encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`))
        .join("/");
}
/** An address below a base, whatever slashes they begin and end with. */
function below(base, path) {
    const url = new URL(base);
    url.pathname = `${url.pathname.replace(/\/+$/, "")}/${encodePath(path.replace(/^\/+/, ""))}`;
    return url;
}
/** Reads an answer to its end. @throws {RequestFailure} when it breaks off */
async function* chunksOf(what, response) {
    try {
        for await (const chunk of response)
            yield chunk;
    }
    catch (error) {
        const { message, code } = error;
        throw new RequestFailure({ operation: what, reason: message, ...(code !== undefined && { code }) });
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/store/media-types.js
/** Media types of what a release and its repositories hold (IANA, "Media Types", where one is registered). */
const media_types_TYPES = [
    [/\.deb$/, "application/vnd.debian.binary-package"],
    [/\.rpm$/, "application/x-rpm"],
    [/\.(?:gz|tgz)$/, "application/gzip"],
    [/\.xz$/, "application/x-xz"],
    [/\.zst$/, "application/zstd"],
    [/\.zip$/, "application/zip"],
    [/\.json$/, "application/json"],
    [/\.xml$/, "application/xml"],
    [/\.asc$|\.gpg$|\.sig$/, "application/pgp-signature"],
    [/\.html$/, "text/html; charset=utf-8"],
    [
        /\.(?:txt|md|sha256|sha512|md5|sources|repo)$|(?:^|\/)(?:InRelease|Release|Packages|[A-Z0-9]+SUMS)$/,
        "text/plain; charset=utf-8",
    ],
];
function mediaTypeOf(path) {
    return media_types_TYPES.find(([shape]) => shape.test(path))?.[1] ?? "application/octet-stream";
}

;// CONCATENATED MODULE: ./packages/channels/build/store/stored-print.js

function printOf(content) {
    if (content.type === "file")
        return { size: content.size, sha256: content.sha256 };
    return { size: content.bytes.byteLength, sha256: (0,build_digest/* sha256 */.sc)(content.bytes) };
}

;// CONCATENATED MODULE: ./packages/channels/build/http/explain.js


/** What is kept, and how to go on: the same for every server that takes files. */
const RESUME = "what arrived is kept: a re-run of this job sends only what is missing";
/** Where a certificate is not accepted (Node.js, "TLS", "X509 certificate error codes"). */
const CERTIFICATES = [
    [
        /^(?:DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)|CERT_UNTRUSTED/,
        "its certificate is not signed by an authority that this runner knows",
        "set NODE_EXTRA_CA_CERTS in the job's `env:` to a file with the authority's certificate (PEM). Verification cannot be switched off",
    ],
    [/^CERT_HAS_EXPIRED/, "its certificate has expired", "renew the server's certificate"],
    [/^CERT_NOT_YET_VALID/, "its certificate is not valid yet", "check the clocks of the server and the runner"],
    [
        /^ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH/,
        "its certificate is for another name",
        "write `url` with the name that the certificate has, or give the server a certificate for this one",
    ],
    [/^CERT_REVOKED/, "its certificate was revoked", "give the server a new certificate"],
    [
        /^ERR_SSL_|^EPROTO/,
        "it does not speak TLS as this runner does",
        "check that `url` names the server's TLS port; a server without TLS is written with http://",
    ],
];
const http_explain_ROWS = [
    {
        code: "rate-limited",
        kind: "refusal",
        when: ({ details }) => isRateLimit(details),
        remedy: `wait until the limit is lifted, then re-run this job; ${RESUME}`,
    },
    {
        code: "registry-credentials-rejected",
        kind: "refusal",
        when: ({ status }) => status === 401,
        remedy: "the user, password or token is wrong or has expired: store the right one as the secret, then re-run this job",
    },
    {
        code: "registry-forbidden",
        kind: "refusal",
        when: ({ status }) => status === 403,
        remedy: "these credentials may not write there: give them that right, or name the place where they have it (`url`, `path`)",
    },
    {
        code: "registry-no-such-place",
        kind: "refusal",
        when: ({ status }) => status === 404 || status === 405 || status === 501,
        remedy: "the server takes no files at this address: check `url` and `path`, and that uploads are switched on there (nginx: `dav_methods PUT DELETE;`)",
    },
    {
        code: "registry-conflict",
        kind: "refusal",
        when: ({ status }) => status === 409,
        remedy: "the server misses the directory (nginx: `create_full_put_path on;`; WebDAV: make it once), or keeps its files from being replaced",
    },
    {
        code: "registry-too-large",
        kind: "refusal",
        when: ({ status }) => status === 413,
        remedy: "the server or a proxy before it takes no file of this size: raise its limit (nginx: `client_max_body_size`), then re-run this job",
    },
    {
        code: "registry-full",
        kind: "refusal",
        when: ({ status }) => status === 507,
        remedy: `the server has no room left: make some, then re-run this job; ${RESUME}`,
    },
    {
        code: "registry-unreachable",
        kind: "failure",
        when: ({ details }) => /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(details.code ?? ""),
        remedy: "check `url`, that the server runs, and that the runner may reach it; then re-run this job",
    },
    {
        code: "registry-connection-lost",
        kind: "failure",
        when: ({ status }) => status === undefined,
        remedy: `the connection broke each time that it was tried: check the runner's network, its proxy and the server's log; ${RESUME}`,
    },
    {
        code: "registry-unavailable",
        kind: "failure",
        when: ({ status }) => status !== undefined && status >= 500,
        remedy: `the server has a failure of its own: re-run this job when it is well again; ${RESUME}`,
    },
];
/** A failed request in the words of a registry. Its message holds neither headers nor credentials. */
function explainRegistry(failure) {
    const { code = "" } = failure.details;
    const certificate = CERTIFICATES.find(([shape]) => shape.test(code));
    if (certificate !== undefined) {
        const [, what, remedy] = certificate;
        return new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "registry-certificate",
            message: `${failure.details.operation}: ${what} (${code})`,
            remedy,
            cause: failure,
        });
    }
    const row = http_explain_ROWS.find(({ when }) => when(failure));
    return new build_problem/* Problem */.AF({
        kind: row?.kind ?? "refusal",
        code: row?.code ?? "registry-refused",
        message: failure.message,
        remedy: row?.remedy ?? "correct what the server names, then re-run this job",
        cause: failure,
    });
}
/** Errors of work with a registry in its words. */
async function explain_explaining(work, explain = explainRegistry) {
    try {
        return await work();
    }
    catch (error) {
        throw error instanceof RequestFailure ? explain(error) : error;
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/http/object-store.js







const MOST_READ = 16 << 20;
/** Statuses by which a server says that it does not let itself be read. */
const CLOSED = new Set([401, 403, 405, 501]);
const found = (status) => status === 200 || status === 404 || status === 410;
const isGone = (response) => response.statusCode === 404 || response.statusCode === 410;
/** A store of files that are put one by one: nothing is compared and swapped, so releases take turns at it. */
function objectStore(objects, client, { patience, concurrency, verify, }) {
    const explain = objects.explain ?? explainRegistry;
    const read = async (path, most = MOST_READ) => {
        const what = `reading ${objects.urlOf(path).href}`;
        return await client.request(what, { method: "GET", url: objects.urlOf(path), size: most }, found, async (response) => {
            if (isGone(response))
                return drop(response);
            const chunks = [];
            let size = 0;
            for await (const chunk of chunksOf(what, response)) {
                size += chunk.length;
                if (size > most) {
                    response.destroy();
                    throw tooLarge(objects.urlOf(path), most);
                }
                chunks.push(chunk);
            }
            return Buffer.concat(chunks);
        });
    };
    const digest = async (path, expected = 0) => {
        const url = objects.urlOf(path);
        const what = `verifying ${url.href}`;
        return await client.request(what, { method: "GET", url, size: expected }, found, async (response) => {
            if (isGone(response))
                return drop(response);
            const hash = (0,external_node_crypto_.createHash)("sha256");
            let size = 0;
            for await (const chunk of chunksOf(what, response)) {
                hash.update(chunk);
                size += chunk.length;
            }
            return { size, sha256: hash.digest("hex") };
        });
    };
    const fingerprint = async (path, expected = 0) => {
        try {
            const known = await objects.known(path);
            return known === "absent" ? undefined : (known ?? (await digest(path, expected)));
        }
        catch (error) {
            // One that can only be written to: what is there it keeps to itself, and refuses to replace it or not.
            if (!verify && error instanceof RequestFailure && CLOSED.has(error.status ?? 0))
                return undefined;
            throw error;
        }
    };
    /** @returns whether anything was sent */
    const place = async (file) => {
        const { path, content, fixed } = file;
        const wanted = printOf(content);
        const there = await fingerprint(path, wanted.size);
        if (there?.sha256 === wanted.sha256)
            return false;
        if (there !== undefined && fixed)
            throw object_store_differs(objects.urlOf(path), there, wanted);
        await objects.put(file, mediaTypeOf(path));
        if (!verify)
            return true;
        // What was written a moment ago may not be what a cache or another node answers with.
        const now = await patience.settle(() => fingerprint(path, wanted.size), (print) => print?.sha256 === wanted.sha256);
        if (now?.sha256 !== wanted.sha256)
            throw object_store_damaged(objects.urlOf(path), now, wanted);
        return true;
    };
    return {
        where: objects.where,
        swap: "turn",
        begin: async () => undefined,
        read: (path, most) => explain_explaining(() => read(path, most), explain),
        fingerprint: (path, expected) => explain_explaining(() => fingerprint(path, expected && printOf(expected).size), explain),
        apply: (changes, _revision, fence = noFence) => explain_explaining(() => client.within(fence, async () => {
            let [written, kept] = [0, 0];
            for (const phase of changes.phases) {
                await pool(phase, concurrency, async (file) => {
                    if (await place(file))
                        written += 1;
                    else
                        kept += 1;
                });
            }
            await pool(changes.removals, concurrency, (path) => objects.remove(path));
            return { type: "applied", written, kept, removed: changes.removals.length };
        }), explain),
    };
}
function drop(response) {
    response.resume();
    return undefined;
}
function object_store_differs(url, there, wanted) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "published-differs",
        message: `${url.href} is there already with ${there.size} bytes of SHA-256 ${there.sha256}; this release has ${wanted.size} of ${wanted.sha256}`,
        remedy: "what is published never changes: release a new version, or remove the foreign file if it was never announced",
    });
}
function object_store_damaged(url, there, wanted) {
    const found = there === undefined ? "does not answer" : `answers with ${there.size} bytes of SHA-256 ${there.sha256}`;
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "registry-damaged",
        message: `${url.href} ${found} after ${wanted.size} bytes of SHA-256 ${wanted.sha256} were written there`,
        remedy: "the server keeps other bytes than it is sent, or hands out what it had: look for a proxy or cache between, then remove the file and re-run this job",
    });
}
function tooLarge(url, most) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "registry-file-too-large",
        message: `${url.href} is larger than ${most} bytes, which an index never is`,
        remedy: "look at what lies there, which is not what Slipway writes, and move it away; then re-run this job",
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/http/http-store.js


/** A server that takes PUT: nginx, Apache or Caddy with WebDAV, Artifactory, Nexus, Gitea, GitLab's generic packages. */
function httpStore(options) {
    const { authentication, patience, send, headers, expected } = options;
    const client = new HttpClient({ authentication, patience, ...(send && { send }) });
    const base = new URL(options.url);
    base.username = "";
    base.password = "";
    const urlOf = (path) => below(base, path);
    const accepts = (status) => (expected.length > 0 ? expected.includes(status) : status >= 200 && status < 300);
    return objectStore({
        where: base.href.replace(/\/+$/, ""),
        urlOf,
        put: async ({ path, content, fixed }, mediaType) => {
            const url = urlOf(path);
            const body = content.type === "file" ? { file: content } : { body: content.bytes };
            const request = {
                method: "PUT",
                url,
                headers: { "content-type": mediaType, ...headers },
                fixed,
                ...body,
            };
            await client.request(`upload of ${url.href}`, request, accepts, async (response) => void response.resume());
        },
        remove: async (path) => {
            const url = urlOf(path);
            const done = (status) => (status >= 200 && status < 300) || status === 404 || status === 410;
            await client.request(`removal of ${url.href}`, { method: "DELETE", url }, done, async (response) => {
                response.resume();
            });
        },
        known: async (path) => {
            const url = urlOf(path);
            const answered = (status) => found(status) || [400, 405, 501].includes(status);
            const absent = await client.request(`look-up of ${url.href}`, { method: "HEAD", url }, answered, async (response) => {
                response.resume();
                return isGone(response);
            });
            return absent ? "absent" : undefined;
        },
    }, client, options);
}

;// CONCATENATED MODULE: ./packages/channels/build/mirror/files-channel.js



/** Files of the release with the paths that they get: local ones, by their digests. */
async function placeAssets(release, assets, pathOf) {
    const files = [];
    for (const { name, size, sha256 } of assets) {
        const path = await release.file(name);
        files.push({ path: pathOf(name), content: { type: "file", path, size, sha256 }, fixed: true });
    }
    return files;
}
const contentOf = (file) => ({
    ...printOf(file.content),
    ...(file.content.type === "bytes" && { text: Buffer.from(file.content.bytes).toString("utf8") }),
});
/** Files of a release at a registry. What is there stays there: nobody advertises it after a rollback. */
function registryChannel(options) {
    const { id, title, store, matches, pathOf, prereleases } = options;
    return {
        id,
        kind: "registry",
        title,
        swap: store.swap,
        ...(store.access && { access: store.access }),
        advertises: () => [],
        inspect: async (release) => {
            const revision = await store.begin();
            if (release.manifest.prerelease && !prereleases)
                return { revision, files: [], there: new Map() };
            const wanted = [...release.assets.values()].filter(({ name }) => name !== words/* MANIFEST_NAME */.ir && matches(name));
            const inOrder = wanted.toSorted((a, b) => compareNames(a.name, b.name));
            const files = await placeAssets(release, inOrder, (name) => pathOf(name, release));
            const there = new Map();
            for (const { path, content } of files) {
                const print = await store.fingerprint(path, content);
                if (print !== undefined)
                    there.set(path, print);
            }
            return { revision, files, there };
        },
        propose: (state, release) => {
            const version = release.version.text;
            if (release.manifest.prerelease && !prereleases)
                return { type: "skipped", why: `pre-releases are left out (${version})` };
            if (state.files.length === 0)
                return { type: "skipped", why: "the release has none of its files" };
            return proposeFiles(state, { version, from: null, message: `${release.manifest.project.name} ${version}` });
        },
        apply: async (change, _release, fence) => {
            const applied = await store.apply(change.detail, change.revision, fence);
            return applied.type === "conflict"
                ? applied
                : {
                    type: "applied",
                    ...(applied.commit !== undefined && { revision: applied.commit }),
                    detail: { written: applied.written },
                };
        },
        // The store has read back each file already, digest by digest.
        readBack: async () => ({ equal: true }),
        undo: () => ({ type: "nothing", why: "published files stay where they are; nothing points to them" }),
    };
}
/** @param state what is there, and what should be: equal files are left as they are */
function proposeFiles({ revision, files, there }, { version, from, message }) {
    const missing = files.filter(({ path, content }) => there.get(path)?.sha256 !== printOf(content).sha256);
    const state = {
        version,
        ...objectsOf(files.map((file) => ({ path: file.path, sha256: printOf(file.content).sha256 }))),
    };
    if (missing.length === 0)
        return { type: "nothing", state, why: `all ${files.length} files are there` };
    const change = {
        summary: `${missing.length} of ${files.length} files of ${version}`,
        from,
        to: version,
        revision,
        objects: missing.map((file) => {
            const found = there.get(file.path);
            return { path: file.path, before: found && { ...found }, after: contentOf(file) };
        }),
        detail: {
            message,
            phases: [missing.filter(({ fixed }) => fixed), missing.filter(({ fixed }) => !fixed)],
            removals: [],
        },
    };
    return { type: "change", change };
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/marker.js

/**
 * A comment at the end of a draft's notes, invisible on the page: it tells our drafts from those that people or other tools
 * made, and notes that were edited since from notes that may be replaced. A reviewer may write on below it.
 */
const MARK = /<!-- slipway notes (?<digest>[0-9a-f]{64}) -->/g;
function markNotes(notes) {
    const text = normalise(notes);
    return `${text}\n\n<!-- slipway notes ${(0,build_digest/* sha256 */.sc)(text)} -->`;
}
function readMark(body) {
    const mark = [...body.matchAll(MARK)].at(-1);
    if (mark === undefined)
        return { ours: false };
    const [above, below] = [body.slice(0, mark.index), body.slice(mark.index + mark[0].length)];
    return { ours: true, edited: below.trim() !== "" || (0,build_digest/* sha256 */.sc)(normalise(above)) !== mark.groups?.digest };
}
/** Browsers send CRLF back, and trailing space gets lost on the way. */
function normalise(notes) {
    return notes.replace(/\r\n?/g, "\n").trimEnd();
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/draft.js



/**
 * Drafts with neither our mark nor a place in the journal belong to somebody else and count for nothing; of several of ours
 * every run picks the oldest.
 * @param releases of one tag, oldest first
 * @param entries of the tag's journal: a reviewer who writes the notes anew takes the mark away
 */
function standingOf(releases, entries) {
    const published = releases.find((release) => !release.draft);
    if (published !== undefined)
        return { type: "published", release: published };
    const [release, ...surplus] = releases.filter((each) => isOurs(each, entries));
    return release === undefined ? { type: "none" } : { type: "draft", release, surplus };
}
function isOurs({ id, body }, entries) {
    return (readMark(body).ours || entries.some(({ before, after }) => [before, after].some((at) => at?.release?.id === id)));
}
/**
 * The one draft of a tag: found, or made; or the release, when it is published. A creation whose outcome is unclear is never
 * simply repeated.
 * @param content its body without our mark
 * @param options `surelyNone`: neither server nor journal knew of one while the lock was ours, so none is looked for
 */
async function findOrCreate(forge, content, deps, { surelyNone = false } = {}) {
    const { log, patience, ledger } = deps;
    const look = () => forge.findReleases(content.tag);
    const standing = (found) => standingOf(found, ledger.known);
    // Lists lag behind writes: where an earlier run, or an earlier try, may have made a draft, one look is not enough.
    const lookTwice = () => patience.settle(look, (found) => standing(found).type !== "none");
    const before = surelyNone ? [] : await (ledger.known.length > 0 ? lookTwice() : look());
    for (const { url } of before.filter((each) => each.draft && !isOurs(each, ledger.known))) {
        log.warning(`a draft of ${content.tag} that is not Slipway's is left alone: ${url}`);
    }
    const there = standing(before);
    if (there.type !== "none")
        return { release: await adopt(forge, there, content, deps), fresh: false };
    const marked = { ...content, body: markNotes(content.body) };
    const made = await patience.persist("creation of the draft", async (tries) => {
        if (tries > 0) {
            const left = standing(await lookTwice());
            if (left.type !== "none")
                return { release: left.release, fresh: false };
        }
        try {
            return { release: await forge.createDraft(marked, () => ledger.hold()), fresh: true };
        }
        catch (error) {
            // Somebody made it since the look-up, and the list lags behind: look again.
            if (error instanceof RequestFailure && error.alreadyExists) {
                throw new RequestFailure({ ...error.details, again: true });
            }
            throw error;
        }
    });
    if (ledger.exclusive) {
        return made.fresh ? made : { release: await adopt(forge, standing([made.release]), content, deps), fresh: false };
    }
    // Another run may have made one at the same time: both see both now, and both go on with the oldest.
    const after = await forge.findReleases(content.tag);
    const all = after.some(({ id }) => id === made.release.id) ? after : [...after, made.release];
    const settled = standing([...all].sort((a, b) => a.id - b.id));
    if (settled.type === "none" || settled.release.id === made.release.id)
        return made;
    return { release: await adopt(forge, settled, content, deps), fresh: false };
}
/** Title, notes and flag as they are now, unless a person edited the notes. */
async function adopt(forge, standing, content, { log, ledger }) {
    if (standing.type === "none")
        throw new Error("there is nothing to adopt");
    if (standing.type === "published")
        return standing.release;
    // The list may be of a moment ago: what it calls a draft may be public by now, and then nothing of it is changed.
    const release = await forge.release(standing.release.id);
    if (release === undefined) {
        throw (0,remedies/* problem */.CC)("draft-missing", {
            message: `the draft ${standing.release.url} was deleted just now. Nothing is public.`,
            remedy: "re-run the failed jobs: they make a new one",
        });
    }
    if (!release.draft)
        return release;
    log.info(`continuing the draft ${release.url}`);
    if (isEdited(release.body))
        log.info("its notes were edited since; they stay as they are");
    for (const { url } of standing.surplus)
        log.warning(`a surplus draft of ${content.tag} may be deleted: ${url}`);
    if (adopted(release, content) === undefined)
        return release;
    return await forge.updateRelease(release.id, async (now) => adopted(now, content), () => ledger.hold());
}
const isEdited = (body) => {
    const mark = readMark(body);
    return !mark.ours || mark.edited;
};
/** What has to change of a draft; undefined: nothing, or it is public by now. */
function adopted(draft, { title, body: notes, prerelease, commit }) {
    const body = isEdited(draft.body) ? draft.body : markNotes(notes);
    const moved = commit !== undefined && commit !== draft.target;
    const same = draft.title === title && draft.body === body && draft.prerelease === prerelease && !moved;
    return same || !draft.draft ? undefined : { title, body, prerelease, ...(moved && { commit }) };
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/under-way.js
/** Changes, other than uploads, that the server may be making just now. Uploads only ever touch a draft, and die with the process. */
class UnderWay {
    forge;
    changes = new Set();
    /** @param forge changes that go through `this.forge` are counted */
    constructor(forge) {
        const count = (change) => {
            return (...args) => {
                const result = change(...args);
                this.changes.add(result);
                const done = () => this.changes.delete(result);
                result.then(done, done);
                return result;
            };
        };
        this.forge = Object.assign(Object.create(forge), {
            createTag: count(forge.createTag.bind(forge)),
            createDraft: count(forge.createDraft.bind(forge)),
            updateRelease: count(forge.updateRelease.bind(forge)),
            renameAsset: count(forge.renameAsset.bind(forge)),
            deleteAsset: count(forge.deleteAsset.bind(forge)),
        });
    }
    /** Until none is under way any more. */
    async settled() {
        while (this.changes.size > 0)
            await Promise.allSettled(this.changes);
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/engagement.js










/** What a run is called in the journal, unless it comes to a draft or a publication. */
const engagement_STEP = "release";
/** One run at one release: what it wants, its hand on the journal, and how things stand. */
class Engagement {
    /** What the server holds, for messages. */
    state = "Nothing was changed.";
    /** From now on the tag has to exist, also one that this run was to make. */
    tagMade = false;
    forge;
    wanted;
    ledger;
    deps;
    digests;
    underWay;
    constructor(forge, wanted, deps) {
        const { tag, commit } = wanted;
        this.underWay = new UnderWay(forge);
        this.forge = this.underWay.forge;
        this.wanted = wanted;
        this.ledger =
            deps.journal === undefined
                ? noLedger(() => forge.survey(tag), deps.guard)
                : new BranchJournal({
                    forge,
                    tag,
                    commit,
                    step: engagement_STEP,
                    ...deps,
                    ...deps.journal,
                    work: paceTime(wanted.creations ?? 0),
                });
        this.deps = { ...deps, ledger: this.ledger };
        this.digests = new MissingDigests(this.forge, this.deps);
    }
    async survey() {
        return await this.forge.survey(this.wanted.tag, this.ledger.place);
    }
    async requireAccess() {
        const access = await this.forge.probeAccess(this.wanted.tag);
        if (access.writable)
            return;
        throw (0,remedies/* problem */.CC)("token-read-only", {
            message: `the token may not write releases of ${this.forge.repository}: ${access.reason}. ${this.state}`,
        });
    }
    /** Invariant 6. */
    requireTag({ commit: found }) {
        const { tag, commit, newTag } = this.wanted;
        if (found === commit)
            return;
        if (found === undefined && newTag !== undefined && !this.tagMade)
            return;
        if (found === undefined) {
            throw (0,remedies/* problem */.CC)("tag-missing", {
                message: `${this.forge.repository} has no tag ${tag}. ${this.state}`,
                remedy: `push the tag (git push origin ${tag}); without it GitHub would tag the default branch's head`,
            });
        }
        throw (0,remedies/* problem */.CC)("tag-moved", {
            message: `the tag ${tag} is on commit ${found}; what was built is commit ${commit}. ${this.state}`,
        });
    }
    /** Whether everything was done and written down by an earlier run, so that no lock is needed to find it right. */
    isRecorded(survey) {
        if (survey.release === undefined || survey.release.draft)
            return false;
        return this.ledger.place === undefined || standsAsRecorded(this.ledger.look(survey), survey);
    }
    /** Lists lag, so what a lag explains is asked for again. */
    async compare(releaseId, first) {
        const { expected } = this.wanted;
        const lags = ({ type }) => type === "missing" || type === "extra" || type === "state";
        let given = first;
        return await this.deps.patience.settle(async () => {
            const listed = await this.digests.complete(given ?? (await this.forge.listAssets(releaseId)), expected);
            given = undefined;
            const assets = [...listed].sort((a, b) => compareNames(a.name, b.name));
            return { assets, differences: compareAssets(expected, assets) };
        }, ({ differences }) => !differences.some(lags));
    }
    async requireEqual(release, refused, first) {
        const { assets, differences } = await this.compare(release.id, first);
        if (differences.length > 0)
            throw this.differs(release, differences, refused);
        return assets;
    }
    differs(release, differences, refused) {
        return (0,remedies/* problem */.CC)(release.draft ? "draft-differs" : "release-differs", {
            message: `${refused}: the assets of ${release.url} are not those of the manifest: ` +
                `${differences.map(describeDifference).join("; ")}. ${this.state}`,
        });
    }
    stateOf({ id, url, draft }, assets) {
        return { release: { id, url, draft }, ...(assets && { assets: digestOfAssets(assets) }) };
    }
}
/** Names, sizes and SHA-256 of a whole set of assets, as one SHA-256; the set's order does not count. */
function digestOfAssets(assets) {
    const lines = assets.map(({ name, size, sha256 }) => `${sha256 ?? ""} ${size} ${name}\n`);
    return (0,build_digest/* sha256 */.sc)(lines.sort().join(""));
}
/** The journal's last word is the publication of just this release. */
function standsAsRecorded(entries, { release }) {
    // Channels write after publication, and change nothing about it.
    const last = entries.findLast(({ event, channel }) => event !== "heartbeat" && channel === undefined);
    return ((last?.event === "receipt" && last.step === "publication" && last.after?.release?.id === release?.id) ||
        // A later run looked, and found it right.
        (last?.event === "end" && last.after?.release?.id === release?.id && last.after?.release?.draft === false));
}
/** Runs, gives the lock back whatever happens, and tells failed requests in a release's words. */
async function withEngagement(here, run) {
    const cancel = () => {
        // No change is begun any more; once those under way are done, the next run may have the lock.
        here.ledger.leave();
        void here.underWay
            .settled()
            .then(() => here.ledger.close("end", engagement_STEP, { note: "cancelled" }))
            .catch(() => { });
    };
    here.deps.cancelled?.addEventListener("abort", cancel, { once: true });
    if (here.deps.cancelled?.aborted)
        cancel();
    try {
        return await run(here);
    }
    catch (error) {
        const told = error instanceof RequestFailure ? explain(error, here.state) : error;
        // The lock expires by itself; what failed is worth more than that this failed too.
        const note = told instanceof build_problem/* Problem */.AF ? told.code : "unexpected";
        await here.ledger.close("end", engagement_STEP, { note }).catch(() => { });
        throw told;
    }
    finally {
        here.deps.cancelled?.removeEventListener("abort", cancel);
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/latest.js

/**
 * Whether a release becomes the repository's latest one (invariant 7).
 * @param current tag of the present latest release; `undefined` without one
 */
function decideLatest(wish, { tag, prerelease }, current) {
    // GitHub refuses both: a draft or a pre-release cannot be latest.
    if (prerelease || (0,build_version/* isPrerelease */.V1)(tag.version))
        return { latest: false, reason: "a pre-release is never latest" };
    if (wish === "yes")
        return { latest: true, reason: "asked for" };
    if (wish === "no")
        return { latest: false, reason: "asked for" };
    if (current === undefined)
        return { latest: true, reason: "the first final release" };
    if (current === tag.text)
        return { latest: true, reason: "it is latest already" };
    const other = (0,build_tag/* parseTag */.ED)(current);
    if (other === undefined)
        return { latest: true, reason: `${current} has no version to compare with` };
    if (other.prefix !== tag.prefix) {
        return { latest: false, reason: `${current} belongs to another project; set "latest" to decide between them` };
    }
    // Equal precedence: only build metadata differs, and the newer build is meant.
    return (0,build_version/* compareVersions */.Zy)(tag.version, other.version) >= 0
        ? { latest: true, reason: `${tag.text} is above ${current}` }
        : { latest: false, reason: `${tag.text} is below ${current}, which stays latest` };
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/new-tag.js



/**
 * Creates the tag of a draft that is about to go public, on the commit that was built; one that another run created on the
 * same commit will do.
 * @throws {Problem} `tag-refused`, `tag-moved`
 */
async function makeTag(here, newTag) {
    const { forge, ledger, deps, wanted } = here;
    const { tag, commit } = wanted;
    deps.log.info(`creating the tag ${tag} on commit ${commit}`);
    try {
        await forge.createTag({ tag, commit, ...newTag }, () => ledger.hold());
    }
    catch (error) {
        throw error instanceof RequestFailure && isRefusal(error) ? new_tag_refused(here, error) : error;
    }
    here.tagMade = true;
    here.state = `The tag ${tag} was created; the draft is complete, and nothing is public.`;
    here.requireTag(await deps.patience.settle(() => here.survey(), (found) => found.commit !== undefined));
}
function isRefusal({ status, details }) {
    return (status === 403 || status === 404 || status === 422) && !isRateLimit(details);
}
function new_tag_refused({ wanted, state }, cause) {
    return (0,remedies/* problem */.CC)("tag-refused", {
        message: `the tag ${wanted.tag} cannot be created: ${cause.message}. ${state}`,
        cause,
    });
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/go-public.js







/** Makes a verified draft public, and confirms what came of it. */
async function goPublic(here, draft) {
    const { forge, ledger, wanted } = here;
    const { time } = here.deps.patience;
    const { tag, discussion, newTag } = wanted;
    const verified = time.now();
    const { survey, prerelease, decision } = await decide(here, draft);
    here.deps.log.info(`latest: ${decision.latest ? "yes" : "no"} (${decision.reason})`);
    here.requireTag(survey);
    await requireStillWhole(here, draft, survey, time.now() - verified);
    const before = { ...here.stateOf(draft, wanted.expected), latest: survey.latest?.tag ?? null };
    await ledger.write("intent", "publication", { before });
    if (survey.commit === undefined && newTag !== undefined)
        await makeTag(here, newTag);
    here.tagMade = true;
    let release;
    try {
        const changes = {
            draft: false,
            prerelease,
            makeLatest: decision.latest,
            ...(discussion !== undefined && { discussion }),
        };
        release = await forge.updateRelease(draft.id, changes, () => ledger.hold());
    }
    catch (error) {
        if (!(error instanceof RequestFailure))
            throw error;
        const rival = (await forge.findReleases(tag)).find((found) => !found.draft);
        if (rival === undefined)
            throw discussion === undefined ? error : await explainDiscussion(error, discussion, here);
        if (rival.id !== draft.id)
            return await acceptPublished(here, rival);
        // The request had its effect; only its answer was lost, or the discussion was refused.
        release = rival;
        if (discussion !== undefined && release.discussion === undefined) {
            here.deps.log.warning(`the release is public, without a discussion in "${discussion}": ${error.message}`);
        }
    }
    here.state = `The release ${release.url} is public.`;
    const after = await settled(here, release, decision.latest);
    const found = after.release;
    if (found?.id !== release.id || found.draft || found.prerelease !== prerelease) {
        const what = found === undefined ? "no release" : `draft=${found.draft}, prerelease=${found.prerelease}`;
        throw notAsAsked(here, `${tag} reads back as ${what}`);
    }
    here.requireTag(after);
    const assets = await here.requireEqual(release, "published, but changed by somebody since", release.assets);
    const latest = await requireLatest(here, release, decision.latest, after, survey);
    release = { ...release, immutable: found.immutable, draft: false };
    const recorded = { ...here.stateOf(release, assets), latest: latest.tag ?? null };
    await ledger.close("receipt", "publication", { before, after: recorded });
    return { release, assets, latest: latest.tag === tag, done: "published" };
}
/** A decision that makes a release latest is made, and carried out, while it is this run's turn. */
async function decide(here, draft) {
    const { tag, latest, prerelease: wanted } = here.wanted;
    const decideBy = (survey) => {
        const { release } = survey;
        const prerelease = wanted ?? (release?.id === draft.id ? release : draft).prerelease;
        const decision = decideLatest(latest, { tag: (0,build_tag/* requireTag */.a_)(tag), prerelease }, survey.latest?.tag);
        return { survey, prerelease, decision };
    };
    const survey = await here.survey();
    const decided = decideBy(survey);
    // Latest only moves upward: what is not above it now will not be later.
    if (!decided.decision.latest || !here.ledger.exclusive)
        return decided;
    const current = await here.ledger.turn(survey);
    return decideBy(current);
}
/** Milliseconds for which nobody is expected to change a draft that was verified. */
const MOMENT = 60_000;
/**
 * What was verified a moment ago has the same number of assets still; after a wait for the turn, the same assets.
 * @param since milliseconds since it was verified
 */
async function requireStillWhole(here, draft, { release }, since) {
    const same = release?.id !== draft.id || release.assets === here.wanted.expected.length;
    if (!same || since > MOMENT)
        await here.requireEqual(draft, "refused to publish");
}
function settled(here, { id }, latest) {
    return here.deps.patience.settle(() => here.survey(), (found) => found.release?.id === id && !found.release.draft && isLatestRight(here, id, latest, found));
}
function isLatestRight(here, id, wanted, { latest }) {
    if ((latest?.id === id) === wanted)
        return true;
    // A higher version was published meanwhile, and took over rightly.
    const tag = (0,build_tag/* requireTag */.a_)(here.wanted.tag);
    return wanted && latest !== undefined && !decideLatest("auto", { tag, prerelease: false }, latest.tag).latest;
}
/** Invariant 7: what was asked for is read back, and put right once. @returns the latest release */
async function requireLatest(here, release, wanted, after, before) {
    const { forge, ledger, deps } = here;
    if (isLatestRight(here, release.id, wanted, after))
        return { tag: after.latest?.tag };
    // Not electing one release elects no other: the right one has to be named, and that may have changed meanwhile.
    const turn = await ledger.turn();
    if (isLatestRight(here, release.id, wanted, turn))
        return { tag: turn.latest?.tag };
    const elect = wanted ? release.id : before.latest?.id;
    if (elect === undefined) {
        deps.log.info("it is shown as latest all the same, because there is no other release");
        return { tag: release.tag };
    }
    await forge.updateRelease(elect, { makeLatest: true }, () => ledger.hold());
    const found = await settled(here, release, wanted);
    if (isLatestRight(here, release.id, wanted, found))
        return { tag: found.latest?.tag };
    const right = wanted ? release.tag : before.latest?.tag;
    throw notAsAsked(here, `the latest release is ${found.latest?.tag ?? "none"}, not ${right}`);
}
function notAsAsked(here, what) {
    return (0,remedies/* problem */.CC)("publication-unconfirmed", { message: `${what}. ${here.state}` });
}
/**
 * Before anything is changed: a wrong category would stop the publication when its tag may exist already. Where the token may
 * not ask, the publication itself finds out.
 */
async function requireDiscussion({ forge, wanted: { discussion } }) {
    if (discussion === undefined)
        return;
    const known = await forge.discussionCategories();
    if (known === undefined || known.includes(discussion))
        return;
    const there = known.length === 0 ? "it has none" : `it has: ${known.join(", ")}`;
    throw (0,remedies/* problem */.CC)("discussion-category-missing", {
        message: `${forge.repository} has no category "${discussion}" of discussions; ${there}. Nothing was changed.`,
    });
}
/** GitHub answers 404 for a category that does not exist, and for a token that may not open discussions. */
async function explainDiscussion(error, category, { state }) {
    if (error.status !== 404 && !/discussion/i.test(error.details.reason))
        return error;
    return (0,remedies/* problem */.CC)("discussion-category-missing", {
        message: `${error.message}: there is no category "${category}" of discussions, or the token may not open one. ${state}`,
        cause: error,
    });
}
/** A release that became public without its discussion gets it now. */
async function openDiscussion(here, release) {
    const { discussion } = here.wanted;
    if (discussion === undefined || release.discussion !== undefined)
        return release;
    here.deps.log.info(`opening the discussion in "${discussion}"`);
    try {
        return await here.forge.updateRelease(release.id, { discussion }, () => here.ledger.hold());
    }
    catch (error) {
        throw error instanceof RequestFailure ? await explainDiscussion(error, discussion, here) : error;
    }
}
/**
 * A release that is public already is right or refused; only "latest" may still be put right, upward, and a discussion
 * opened.
 * @param survey one in which the journal says that nothing is left to do; then nothing is written either
 */
async function acceptPublished(here, release, survey) {
    const { forge, ledger, wanted, deps } = here;
    here.state = `The release ${release.url} is public already; nothing was changed.`;
    here.tagMade = true;
    const assets = await here.requireEqual(release, "refused to change what is published", release.assets);
    let seen = survey ?? (await here.survey());
    here.requireTag(seen);
    deps.log.info(`${release.url} is published already, with the same bytes`);
    const { prerelease } = release;
    // Asked again under the lock: a rollback may have come and gone meanwhile.
    const isDown = (found) => isTakenBack(ledger.look(found));
    if (isDown(seen))
        deps.log.info(`${release.tag} was taken back by a rollback: latest stays as it is`);
    const decideBy = (found) => found.latest?.id === release.id
        ? { latest: false, reason: "" }
        : decideLatest(wanted.latest === "no" || isDown(found) ? "no" : "auto", { tag: (0,build_tag/* requireTag */.a_)(release.tag), prerelease }, found.latest?.tag);
    let tag = seen.latest?.tag;
    const lacks = wanted.discussion !== undefined && release.discussion === undefined;
    if (survey !== undefined && (lacks || decideBy(seen).latest))
        await ledger.open(survey);
    await openDiscussion(here, release);
    if (decideBy(seen).latest) {
        seen = await ledger.turn();
        tag = seen.latest?.tag;
        const decision = decideBy(seen);
        if (decision.latest) {
            deps.log.info(`latest: yes (${decision.reason})`);
            await forge.updateRelease(release.id, { makeLatest: true }, () => ledger.hold());
            ({ tag } = await requireLatest(here, release, true, await settled(here, release, true), seen));
        }
    }
    await ledger.close("end", engagement_STEP, {
        note: "published already, with the same bytes",
        after: { ...here.stateOf(release, assets), latest: tag ?? null },
    });
    return { release, assets, latest: tag === release.tag, done: "nothing" };
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/publish.js









/**
 * One release from files to public page, or to a draft for review. Converges from whatever an earlier run left, and makes
 * nothing public before the server's set of assets equals the manifest.
 * @throws {Problem} which says what state the release is in
 */
async function publish(forge, request, deps) {
    const { manifest, files, notes, prerelease, latest, discussion, newTag } = request;
    requireWholeSet(manifest, files);
    (0,limits/* requireWithinLimits */.f4)(files, markNotes(notes));
    const { tag, commit } = manifest;
    const wanted = {
        ...{ tag, commit, expected: files, prerelease, latest, creations: files.length },
        ...(discussion !== undefined && { discussion }),
        ...(newTag !== undefined && { newTag }),
    };
    return await withEngagement(new Engagement(forge, wanted, deps), (here) => run(here, request));
}
/** How often a draft that somebody else changes at the same time is completed. */
const publish_ROUNDS = 3;
async function run(here, request) {
    const { forge, ledger } = here;
    const { manifest, title, notes, prerelease } = request;
    const survey = await here.survey();
    here.requireTag(survey);
    if (here.isRecorded(survey)) {
        const release = await forge.release(survey.release?.id ?? 0);
        if (release !== undefined && !release.draft)
            return await acceptPublished(here, release, survey);
    }
    await requireDiscussion(here);
    if (!ledger.exclusive)
        await here.requireAccess();
    await ledger.open(survey);
    const surelyNone = ledger.exclusive && ledger.known.length === 0 && survey.release === undefined;
    const untagged = survey.commit === undefined && { commit: manifest.commit };
    const content = { tag: manifest.tag, title, body: notes, prerelease, ...untagged };
    const { release, fresh } = await findOrCreate(forge, content, here.deps, { surelyNone });
    if (!release.draft)
        return await acceptPublished(here, release);
    here.state = `The draft ${release.url} exists; nothing is public.`;
    const assets = await ledger.during(() => bringAndVerify(here, release, request.files, fresh));
    if (request.draft) {
        await ledger.close("receipt", "draft", { after: here.stateOf(release, assets) });
        return { release, assets, latest: false, done: "drafted" };
    }
    return await goPublic(here, release);
}
/** Invariant 1. What another run takes away meanwhile is brought again, a few times. */
async function bringAndVerify(here, release, files, fresh) {
    const { forge, deps } = here;
    for (let round = 1;; round++) {
        const nothingYet = fresh && round === 1;
        const there = nothingYet ? [] : await here.digests.complete(await forge.listAssets(release.id), files);
        await bringAssets(forge, release, files, there, deps);
        here.state = `The draft ${release.url} holds what was uploaded so far; nothing is public.`;
        const { assets, differences } = await here.compare(release.id);
        if (differences.length === 0)
            return assets;
        const mendable = differences.every(({ type }) => type === "missing" || type === "state");
        if (!mendable || round === publish_ROUNDS)
            throw here.differs(release, differences, "refused to publish");
        deps.log.warning(`the draft was changed meanwhile: ${differences.map(describeDifference).join("; ")}`);
    }
}
/** Files and manifest name the same artifacts with the same bytes; anything else is the caller's mistake. */
function requireWholeSet(manifest, files) {
    const differences = compareAssets(manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 })), files.map((file) => ({ ...file, state: "uploaded" }))).filter(({ type, name }) => !(type === "extra" && isOwn(manifest, name)));
    if (differences.length === 0)
        return;
    throw (0,remedies/* problem */.CC)("artifact-changed", {
        message: `the files are not those of the manifest: ${differences.map(describeDifference).join("; ")}. Nothing was changed.`,
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/mirror/github-mirror.js






/** A release of another repository with the same files: published only when it is whole, as the first one is. */
function githubMirror(options) {
    const { id, title, forge, patience, log } = options;
    const inspect = async (release) => {
        const files = await localFiles(release, options.temp);
        const found = (await forge.findReleases(release.manifest.tag)).find(({ draft }) => !draft);
        const assets = found === undefined ? [] : await forge.listAssets(found.id);
        const differences = compareAssets(files, assets).filter(({ type }) => type !== "digest-missing");
        const latest = await forge.latestRelease();
        return {
            files,
            release: found && { id: found.id, url: found.url },
            missing: differences.map(({ name }) => name),
            latest: latest?.tag,
        };
    };
    return {
        id,
        kind: "mirror",
        title,
        // The release's own engine takes care of other runs: it looks again before each step.
        swap: "native",
        access: () => forge.probeAccess("v0.0.0"),
        advertises: () => [],
        inspect,
        propose: ({ files, release, missing, latest }, { version, mode, manifest }) => {
            const state = {
                version: version.text,
                ...objectsOf(files.map(({ name, sha256: digest }) => ({ path: name, sha256: digest }))),
            };
            const shown = shownOf(latest, manifest.tag);
            const whole = release !== undefined && missing.length === 0;
            // A rollback is aborted, and what it went back to is still the latest one.
            if (mode.type === "rollback" && shown === mode.from && !manifest.prerelease) {
                const objects = files.map(({ name, size, sha256: digest }) => {
                    const after = { size, sha256: digest };
                    return { path: name, before: missing.includes(name) ? undefined : after, after };
                });
                return {
                    type: "change",
                    change: {
                        summary: `latest: ${shown} → ${version.text}`,
                        from: shown,
                        to: version.text,
                        revision: undefined,
                        objects,
                        detail: { type: "latest", id: whole ? release.id : undefined, files },
                    },
                };
            }
            if (whole) {
                return {
                    type: "nothing",
                    state: { ...state, url: release.url },
                    why: `${release.url} has all ${files.length} files`,
                };
            }
            return {
                type: "change",
                change: {
                    summary: `${missing.length} of ${files.length} files of ${version.text}`,
                    from: shown ?? null,
                    to: version.text,
                    revision: undefined,
                    objects: files
                        .filter(({ name }) => missing.includes(name))
                        .map(({ name, size, sha256: digest }) => ({
                        path: name,
                        before: undefined,
                        after: { size, sha256: digest },
                    })),
                    detail: { type: "publish", files },
                },
            };
        },
        apply: async ({ detail }, release, { pass: guard } = noFence) => {
            if (detail.type === "latest" && detail.id !== undefined) {
                const { url } = await forge.updateRelease(detail.id, { makeLatest: true }, guard);
                return { type: "applied", url };
            }
            const { manifest } = release;
            const request = {
                manifest,
                files: detail.files,
                title: manifest.tag,
                notes: `A copy of ${release.page}`,
                draft: false,
                prerelease: manifest.prerelease,
                latest: "auto",
            };
            const { release: made } = await publish(forge, request, { log, patience, concurrency: 4, guard });
            if (detail.type === "latest")
                await forge.updateRelease(made.id, { makeLatest: true }, guard);
            return { type: "applied", url: made.url };
        },
        readBack: async ({ detail }, _applied, release) => {
            if (detail.type === "latest") {
                const latest = await forge.latestRelease();
                return latest?.tag === release.manifest.tag
                    ? { equal: true }
                    : { equal: false, why: `its latest release is ${latest?.tag}` };
            }
            const { missing, release: there } = await inspect(release);
            if (there === undefined)
                return { equal: false, why: "the release is not listed yet" };
            const [first] = missing;
            return first === undefined ? { equal: true } : { equal: false, why: `${first} is not there` };
        },
        undo: (receipt, { files, release, missing, latest }, good) => {
            const shown = good === undefined ? (0,build_tag/* parseTag */.ED)(latest ?? "")?.version.text : shownOf(latest, good.manifest.tag);
            if (shown !== receipt.version) {
                return {
                    type: "nothing",
                    why: `its latest release is ${latest ?? "none"}; published files stay where they are`,
                };
            }
            if (good === undefined || good.manifest.prerelease) {
                return {
                    type: "impossible",
                    because: "there is no earlier final release that could be its latest",
                    remedy: "release a higher version",
                };
            }
            const there = release !== undefined && missing.length === 0;
            return {
                type: "change",
                change: {
                    summary: `${there ? "" : `${missing.length} of ${files.length} files of ${good.version.text}; `}latest: ${receipt.version} → ${good.version.text}`,
                    from: receipt.version,
                    to: good.version.text,
                    revision: undefined,
                    objects: [],
                    detail: { type: "latest", id: there ? release.id : undefined, files },
                },
            };
        },
    };
}
/** Version of what is latest, where it is of the same project. */
function shownOf(latest, tag) {
    const found = (0,build_tag/* parseTag */.ED)(latest ?? "");
    return found?.prefix === (0,build_tag/* parseTag */.ED)(tag)?.prefix ? found?.version.text : undefined;
}
async function localFiles(release, temp) {
    const files = [];
    for (const { name, size, sha256: digest } of await wholeRelease(release)) {
        files.push({ name, path: await release.file(name), size, sha256: digest });
    }
    // Equal documents have equal bytes, so this is the file that the first release has.
    const text = writeDocument(release_manifest_RELEASE_MANIFEST, release.manifest);
    const path = (0,external_node_path_.join)(temp, `mirrored-${words/* MANIFEST_NAME */.ir}`);
    await (0,promises_.writeFile)(path, text);
    return [...files, { name: words/* MANIFEST_NAME */.ir, path, size: Buffer.byteLength(text), sha256: (0,build_digest/* sha256 */.sc)(text) }];
}

;// CONCATENATED MODULE: ./packages/channels/build/mirror/mirror.js





/**
 * `latest.json` of a mirror: the highest final release that it has, whole. Clients read it first. In a repository of several
 * projects each has its own, beside its tags: that of `lib/v1.0.0` is `lib/latest.json`.
 */
const LatestPointer = schemas/* object */.Ikc({
    kind: schemas/* literal */.euz("slipway-latest"),
    schemaVersion: schemas/* literal */.euz(1),
    version: schemas/* string */.YjP(),
    tag: schemas/* string */.YjP(),
    /** Path of release.json below the mirror's address. */
    manifest: schemas/* string */.YjP(),
    sha256: schemas/* string */.YjP(),
});
/**
 * `mirrors.json`, at each mirror and equal at all of them: where releases are, in the order in which clients try. A release is at
 * `<address>/<tag>/<file>`.
 */
const MirrorList = schemas/* object */.Ikc({
    kind: schemas/* literal */.euz("slipway-mirrors"),
    schemaVersion: schemas/* literal */.euz(1),
    repository: schemas/* string */.YjP(),
    addresses: schemas/* array */.YOg(schemas/* string */.YjP()),
});
/**
 * A whole release at another place, for when the first is down: every file, then the list of mirrors, then the pointer to the
 * latest release, which only a rollback moves down.
 */
function mirrorChannel(options) {
    const { id, title, store } = options;
    const textAt = async (path) => (await store.read(path))?.toString("utf8");
    return {
        id,
        kind: "mirror",
        title,
        swap: store.swap,
        ...(store.access && { access: store.access }),
        advertises: () => [],
        inspect: async (release) => {
            const revision = await store.begin();
            const { tag } = release.manifest;
            const assets = await placeAssets(release, await wholeRelease(release), (name) => `${tag}/${name}`);
            const files = [...assets, store_bytesOf(`${tag}/${words/* MANIFEST_NAME */.ir}`, mirror_manifestText(release), true)];
            const there = new Map();
            for (const { path, content } of files) {
                const print = await store.fingerprint(path, content);
                if (print !== undefined)
                    there.set(path, print);
            }
            const own = pointerPath(tag);
            const text = await textAt(own);
            const root = own === ROOT ? undefined : await textAt(ROOT);
            // Before each project had its own, the root's spoke of whichever was released last.
            const shared = root !== undefined && pointerPath(tagIn(root) ?? "") === own ? root : undefined;
            return { revision, files, there, own: text, shared, list: await textAt("mirrors.json") };
        },
        propose: (state, release) => mirror_propose(state, release, options),
        apply: async (change, _release, fence) => {
            const applied = await store.apply(change.detail.changes, change.revision, fence);
            if (applied.type === "conflict")
                return applied;
            const { written, kept, commit } = applied;
            return { type: "applied", ...(commit !== undefined && { revision: commit }), detail: { written, kept } };
        },
        readBack: async ({ detail }) => {
            if (detail.latest === undefined)
                return { equal: true };
            await store.begin();
            const { path, version, not } = detail.latest;
            const found = mirror_versionOf(await textAt(path));
            const wanted = (0,build_version/* requireVersion */.eU)(version, path);
            // A later release may have been faster; a lower one has not, and what is taken back is none.
            if (found !== undefined && found.text !== not && (0,build_version/* compareVersions */.Zy)(found, wanted) >= 0)
                return { equal: true };
            return { equal: false, why: `its latest.json says ${found?.text ?? "nothing"}` };
        },
        undo: (receipt, state, good) => mirror_undo(receipt, state, good, options),
    };
}
const ROOT = "latest.json";
/** Beside the tags of the project. */
function pointerPath(tag) {
    const prefix = (0,build_tag/* parseTag */.ED)(tag)?.prefix;
    return prefix === undefined ? ROOT : `${prefix}/${ROOT}`;
}
const tagIn = (latest) => LatestPointer.safeParse(parseJson(latest)).data?.tag;
/** @throws {Problem} `mirror-unreadable` */
function mirror_versionOf(latest) {
    if (latest === undefined)
        return undefined;
    const pointer = LatestPointer.safeParse(parseJson(latest)).data;
    const version = pointer && (0,build_version/* parseVersion */.ot)(pointer.version);
    if (version !== undefined)
        return version;
    throw new build_problem/* Problem */.AF({
        kind: "failure",
        code: "mirror-unreadable",
        message: "latest.json of the mirror is not what Slipway writes there",
        remedy: "look at who else writes to the mirror; remove the file to have it written anew",
    });
}
/** Equal documents have equal bytes, so this is the file that the release has. */
const mirror_manifestText = ({ manifest }) => writeDocument(release_manifest_RELEASE_MANIFEST, manifest);
function pointerTo(release) {
    const { tag } = release.manifest;
    return `${JSON.stringify({
        kind: "slipway-latest",
        schemaVersion: 1,
        version: release.version.text,
        tag,
        manifest: `${tag}/${words/* MANIFEST_NAME */.ir}`,
        sha256: (0,build_digest/* sha256 */.sc)(mirror_manifestText(release)),
    }, null, 2)}\n`;
}
const shownBy = ({ own, shared }) => mirror_versionOf(own ?? shared);
/** @param pointer whether latest.json may change */
function pointers(state, release, { addresses, order }, pointer) {
    const own = `${new URL(release.page).origin}/${release.repository}/releases/download`;
    const document = {
        kind: "slipway-mirrors",
        schemaVersion: 1,
        repository: release.repository,
        addresses: order ?? [own, ...addresses],
    };
    const list = `${JSON.stringify(document, null, 2)}\n`;
    const files = list === state.list ? [] : [store_bytesOf("mirrors.json", list)];
    const there = shownBy(state);
    const { mode } = release;
    // A rollback takes down what shows the bad version, and nothing else: what became latest since stays.
    const bad = mode.type === "rollback" ? mode.from : undefined;
    const down = there !== undefined && (0,build_version/* compareVersions */.Zy)(there, release.version) > 0 && there.text !== bad;
    if (!pointer || release.manifest.prerelease || down)
        return files;
    const text = pointerTo(release);
    const path = pointerPath(release.manifest.tag);
    if (state.shared !== undefined && state.shared !== text)
        files.push(store_bytesOf(ROOT, text));
    if (text !== state.own)
        files.push(store_bytesOf(path, text));
    return files;
}
function mirror_propose(state, release, options, pointer = true) {
    const version = release.version.text;
    const from = shownBy(state)?.text ?? null;
    const message = `${release.manifest.project.name} ${version}`;
    const proposal = proposeFiles(state, { version, from, message });
    const pointing = pointers(state, release, options, pointer);
    if (proposal.type === "nothing" && pointing.length === 0)
        return proposal;
    const files = proposal.type === "change" ? proposal.change : undefined;
    const path = pointerPath(release.manifest.tag);
    const before = new Map([
        [ROOT, state.shared],
        [path, state.own],
        ["mirrors.json", state.list],
    ]);
    const points = pointing.some((file) => file.path === path);
    const first = options.order === undefined ? undefined : mirror_firstOf(pointing);
    const parts = [files?.summary, points && `pointers to ${version}`, first && `${first} first`];
    const change = {
        summary: parts.filter(Boolean).join("; "),
        from,
        to: version,
        revision: state.revision,
        objects: [
            ...(files?.objects ?? []),
            ...pointing.map((file) => {
                const text = before.get(file.path);
                return {
                    path: file.path,
                    before: text === undefined ? undefined : contentOf(store_bytesOf("", text)),
                    after: contentOf(file),
                };
            }),
        ],
        detail: {
            // The pointer is the last of all: whoever follows it finds everything.
            changes: { message, phases: [...(files?.detail.phases ?? []), ...pointing.map((file) => [file])], removals: [] },
            latest: points
                ? { path, version, ...(release.mode.type === "rollback" && { not: release.mode.from }) }
                : undefined,
        },
    };
    return { type: "change", change };
}
/** What mirrors.json names first from now on. */
function mirror_firstOf(files) {
    const list = files.find(({ path }) => path === "mirrors.json")?.content;
    if (list?.type !== "bytes")
        return undefined;
    return MirrorList.safeParse(JSON.parse(Buffer.from(list.bytes).toString("utf8"))).data?.addresses[0];
}
function mirror_undo(receipt, state, good, options) {
    const shown = shownBy(state);
    const points = shown?.text === receipt.version;
    if (!points && (options.order === undefined || good === undefined)) {
        return {
            type: "nothing",
            why: `latest.json does not say ${receipt.version} (any more); published files stay where they are`,
        };
    }
    if (good === undefined) {
        return {
            type: "impossible",
            because: "there is no earlier release for latest.json to point to",
            remedy: "release a higher version",
        };
    }
    // One that missed releases is brought up; what a later release wrote stays.
    const below = shown === undefined || (0,build_version/* compareVersions */.Zy)(shown, good.version) <= 0;
    const proposal = mirror_propose(state, good, options, points || below);
    return proposal.type === "change" ? proposal : { type: "nothing", why: "latest.json says so already" };
}

;// CONCATENATED MODULE: ./packages/channels/build/rpm/header.js
const MAGIC = Buffer.from([0x8e, 0xad, 0xe8, 0x01]);
const MOST_ENTRIES = 0x10000;
const MOST_STORE = 64 << 20;
/** @throws {Error} which says what is wrong */
async function readHeader(file, offset) {
    const intro = await readExactly(file, offset, 16);
    if (!intro.subarray(0, 4).equals(MAGIC))
        throw new Error(`there is no header at ${offset}`);
    const entries = intro.readUInt32BE(8);
    const size = intro.readUInt32BE(12);
    if (entries > MOST_ENTRIES || size > MOST_STORE)
        throw new Error(`a header claims ${entries} entries, ${size} bytes`);
    const body = await readExactly(file, offset + 16, entries * 16 + size);
    const store = body.subarray(entries * 16);
    const index = new Map();
    for (let entry = 0; entry < entries; entry++) {
        const [tag, type, at, count] = [0, 4, 8, 12].map((field) => body.readUInt32BE(entry * 16 + field));
        if (at > size || count > size)
            throw new Error(`tag ${tag} lies outside its header`);
        if (!index.has(tag))
            index.set(tag, { type, at, count });
    }
    return {
        end: offset + 16 + body.length,
        has: (tag) => index.has(tag),
        texts: (tag) => {
            const entry = index.get(tag);
            if (entry === undefined || ![6, 8, 9].includes(entry.type))
                return [];
            const texts = [];
            let at = entry.at;
            for (let left = entry.type === 6 ? 1 : entry.count; left > 0; left--) {
                const end = store.indexOf(0, at);
                if (end < 0)
                    throw new Error(`the text of tag ${tag} has no end`);
                texts.push(store.subarray(at, end).toString("utf8"));
                at = end + 1;
            }
            return texts;
        },
        numbers: (tag) => {
            const entry = index.get(tag);
            const width = entry === undefined ? undefined : { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 }[entry.type];
            if (entry === undefined || width === undefined)
                return [];
            if (entry.at + entry.count * width > size)
                throw new Error(`the numbers of tag ${tag} lie outside its header`);
            return Array.from({ length: entry.count }, (_, each) => {
                const at = entry.at + each * width;
                return width === 8 ? Number(store.readBigUInt64BE(at)) : store.readUIntBE(at, width);
            });
        },
    };
}
async function readExactly(file, offset, length) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, offset);
    if (bytesRead < length)
        throw new Error("it is cut off");
    return buffer;
}

;// CONCATENATED MODULE: ./packages/channels/build/rpm/package.js



/** Tags of the main header (rpm's `rpmtag.h`). */
const TAG = {
    name: 1000,
    version: 1001,
    release: 1002,
    epoch: 1003,
    summary: 1004,
    description: 1005,
    buildTime: 1006,
    buildHost: 1007,
    size: 1009,
    vendor: 1011,
    licence: 1014,
    packager: 1015,
    group: 1016,
    url: 1020,
    architecture: 1022,
    fileModes: 1030,
    fileFlags: 1037,
    sourceRpm: 1044,
    archiveSize: 1046,
    changelogTime: 1080,
    changelogName: 1081,
    changelogText: 1082,
    sourcePackage: 1106,
    dirIndexes: 1116,
    baseNames: 1117,
    dirNames: 1118,
    longSize: 5009,
};
/** Tags of the signature header. */
const package_SIGNATURE = {
    payloadSize: 1007,
    longPayloadSize: 271,
    rsa: 268,
    dsa: 267,
    openpgp: 278,
    pgp: 1002,
    gpg: 1005,
};
/** @throws {Problem} `damaged-package` */
async function readRpm(path) {
    const file = await (0,promises_.open)(path);
    try {
        // The lead (96 bytes) says nothing that the header does not say better.
        if ((await readExactly(file, 0, 4)).readUInt32BE(0) !== 0xedabeedb)
            throw new Error("it does not begin as one");
        const signature = await readHeader(file, 96);
        const start = Math.ceil(signature.end / 8) * 8;
        const header = await readHeader(file, start);
        const text = (tag, shape) => {
            const [value] = header.texts(tag);
            if (value === undefined || !shape.test(value))
                throw new Error(`its tag ${tag} is ${JSON.stringify(value)}`);
            return value;
        };
        const word = /^[A-Za-z0-9_][A-Za-z0-9_.+~^-]*$/;
        const identity = {
            name: text(TAG.name, word),
            epoch: String(header.numbers(TAG.epoch)[0] ?? 0),
            version: text(TAG.version, /^[A-Za-z0-9_.+~^]+$/),
            release: text(TAG.release, /^[A-Za-z0-9_.+~^]+$/),
            architecture: header.has(TAG.sourcePackage) ? "src" : text(TAG.architecture, word),
        };
        const [archiveSize] = [
            header.numbers(TAG.archiveSize),
            signature.numbers(package_SIGNATURE.longPayloadSize),
            signature.numbers(package_SIGNATURE.payloadSize),
        ].flat();
        const { size, sha256 } = await (0,build_digest/* fingerprintFile */.Ro)(path);
        return {
            path,
            ...identity,
            size,
            sha256,
            signed: [package_SIGNATURE.rsa, package_SIGNATURE.dsa, package_SIGNATURE.openpgp, package_SIGNATURE.pgp, package_SIGNATURE.gpg].some((tag) => signature.has(tag)),
            headerRange: [start, header.end],
            header,
            archiveSize: archiveSize ?? 0,
        };
    }
    catch (cause) {
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "damaged-package",
            message: `${path} is not an rpm package: ${cause instanceof Error ? cause.message : cause}`,
            remedy: "what is published stays: release a version with a sound package (`rpm -qip` shows what is wrong with this one)",
            place: { file: path },
            cause,
        });
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ./packages/channels/build/rpm/xml.js
/** Text of an element (XML 1.0, sections 2.2 and 2.4); what XML cannot hold is left out. */
function xml_element(text) {
    const allowed = text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
    return allowed.replace(/[&<>\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
/** Value of an attribute in double quotes; line breaks and tabs survive. */
function attribute(text) {
    return xml_element(text).replace(/["\n\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
/** Text or value as it was before it was written. */
function xml_plain(text) {
    const names = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
    return text.replace(/&(?:#(?<code>\d{1,7})|#x(?<hex>[0-9a-fA-F]{1,6})|(?<name>\w+));/g, (all, code, hex, name) => {
        if (name !== undefined)
            return names[name] ?? all;
        return String.fromCodePoint(Math.min(code === undefined ? Number.parseInt(hex, 16) : Number(code), 0x10ffff));
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/rpm/metadata.js


/** Newest entries of the changelog that are told. */
const MOST_CHANGELOGS = 10;
/** @param href below the repository's root @param time when the file came there, seconds since 1970 */
function describePackage(pkg, href, time) {
    const head = `<package pkgid="${pkg.sha256}" name="${attribute(pkg.name)}" arch="${pkg.architecture}">\n  ${metadata_versionOf(pkg)}`;
    const files = filesOf(pkg);
    return {
        primary: primaryOf(pkg, href, time, files),
        filelists: [head, ...files.map((file) => `  ${fileElement(file)}`), "</package>"].join("\n"),
        other: [head, ...changelogsOf(pkg).map((line) => `  ${line}`), "</package>"].join("\n"),
    };
}
const metadata_versionOf = ({ epoch, version, release }) => `<version epoch="${epoch}" ver="${version}" rel="${release}"/>`;
function primaryOf(pkg, href, time, files) {
    const { header } = pkg;
    const text = (tag) => header.texts(tag)[0] ?? "";
    const installed = header.numbers(TAG.longSize)[0] ?? header.numbers(TAG.size)[0] ?? 0;
    return [
        '<package type="rpm">',
        `  <name>${xml_element(pkg.name)}</name>`,
        `  <arch>${pkg.architecture}</arch>`,
        `  ${metadata_versionOf(pkg)}`,
        `  <checksum type="sha256" pkgid="YES">${pkg.sha256}</checksum>`,
        `  <summary>${xml_element(text(TAG.summary))}</summary>`,
        `  <description>${xml_element(text(TAG.description))}</description>`,
        `  <packager>${xml_element(text(TAG.packager))}</packager>`,
        `  <url>${xml_element(text(TAG.url))}</url>`,
        `  <time file="${time}" build="${header.numbers(TAG.buildTime)[0] ?? 0}"/>`,
        `  <size package="${pkg.size}" installed="${installed}" archive="${pkg.archiveSize}"/>`,
        `  <location href="${attribute(href)}"/>`,
        "  <format>",
        `    <rpm:license>${xml_element(text(TAG.licence))}</rpm:license>`,
        `    <rpm:vendor>${xml_element(text(TAG.vendor))}</rpm:vendor>`,
        `    <rpm:group>${xml_element(text(TAG.group) || "Unspecified")}</rpm:group>`,
        `    <rpm:buildhost>${xml_element(text(TAG.buildHost))}</rpm:buildhost>`,
        `    <rpm:sourcerpm>${xml_element(text(TAG.sourceRpm))}</rpm:sourcerpm>`,
        `    <rpm:header-range start="${pkg.headerRange[0]}" end="${pkg.headerRange[1]}"/>`,
        ...metadata_dependenciesOf(pkg, files),
        ...files.filter(({ path }) => isPrimary(path)).map((file) => `    ${fileElement(file)}`),
        "  </format>",
        "</package>",
    ].join("\n");
}
const metadata_DIRECTORY = 0o040000;
const FILE_TYPE = 0o170000;
const GHOST = 1 << 6;
function filesOf({ header }) {
    const [directories, indexes] = [header.texts(TAG.dirNames), header.numbers(TAG.dirIndexes)];
    const [modes, flags] = [header.numbers(TAG.fileModes), header.numbers(TAG.fileFlags)];
    return header.texts(TAG.baseNames).map((name, at) => ({
        path: `${directories[indexes[at] ?? -1] ?? "/"}${name}`,
        type: ((modes[at] ?? 0) & FILE_TYPE) === metadata_DIRECTORY ? "dir" : ((flags[at] ?? 0) & GHOST) !== 0 ? "ghost" : "file",
    }));
}
/** Files that resolvers look for without the large list. */
const isPrimary = (path) => path.startsWith("/etc/") || path.includes("bin/") || path === "/usr/lib/sendmail";
const fileElement = ({ path, type }) => `<file${type === "file" ? "" : ` type="${type}"`}>${xml_element(path)}</file>`;
/** Tags of names, flags and versions. */
const DEPENDENCIES = [
    ["provides", 1047, 1112, 1113],
    ["requires", 1049, 1048, 1050],
    ["conflicts", 1054, 1053, 1055],
    ["obsoletes", 1090, 1114, 1115],
    ["suggests", 5049, 5051, 5050],
    ["enhances", 5055, 5057, 5056],
    ["recommends", 5046, 5048, 5047],
    ["supplements", 5052, 5054, 5053],
];
const COMPARISON = { 2: "LT", 4: "GT", 8: "EQ", 10: "LE", 12: "GE" };
/** Needed before the package's own scripts run: `PREREQ`, `SCRIPT_PRE`, `SCRIPT_POST`. */
const EARLY = (1 << 6) | (1 << 9) | (1 << 10);
function metadata_dependenciesOf(pkg, files) {
    const { header } = pkg;
    const lines = [];
    const provided = new Set();
    const own = new Set(files.map(({ path }) => path).filter(isPrimary));
    for (const [kind, nameTag, flagTag, versionTag] of DEPENDENCIES) {
        const [flags, versions] = [header.numbers(flagTag), header.texts(versionTag)];
        const entries = new Set();
        for (const [at, name] of header.texts(nameTag).entries()) {
            const flag = flags[at] ?? 0;
            const relation = relationOf(flag, versions[at] ?? "");
            const entry = `name="${attribute(name)}"${relation}`;
            if (kind === "provides")
                provided.add(entry);
            // What the package brings itself, and what only rpm's own version answers, no repository has to resolve.
            if (kind === "requires" && (name.startsWith("rpmlib(") || provided.has(entry) || own.has(name)))
                continue;
            entries.add(`      <rpm:entry ${entry}${kind === "requires" && (flag & EARLY) !== 0 ? ' pre="1"' : ""}/>`);
        }
        if (entries.size > 0)
            lines.push(`    <rpm:${kind}>`, ...entries, `    </rpm:${kind}>`);
    }
    return lines;
}
function relationOf(flag, version) {
    const comparison = COMPARISON[flag & 14];
    if (comparison === undefined || version === "")
        return "";
    const groups = /^(?:(?<epoch>\d+):)?(?<ver>[^-]*)(?:-(?<rel>.*))?$/.exec(version)?.groups;
    const rel = groups?.rel === undefined ? "" : ` rel="${attribute(groups.rel)}"`;
    return ` flags="${comparison}" epoch="${groups?.epoch ?? "0"}" ver="${attribute(groups?.ver ?? version)}"${rel}`;
}
/** Oldest first, although the header has the newest first. */
function changelogsOf({ header }) {
    const [times, names, texts] = [
        header.numbers(TAG.changelogTime),
        header.texts(TAG.changelogName),
        header.texts(TAG.changelogText),
    ];
    return times
        .slice(0, MOST_CHANGELOGS)
        .map((time, at) => `<changelog author="${attribute(names[at] ?? "")}" date="${time}">${xml_element(texts[at] ?? "")}</changelog>`)
        .reverse();
}

;// CONCATENATED MODULE: ./packages/channels/build/rpm/repodata.js

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ROOTS = {
    primary: {
        tag: "metadata",
        spaces: 'xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm"',
    },
    filelists: { tag: "filelists", spaces: 'xmlns="http://linux.duke.edu/metadata/filelists"' },
    other: { tag: "otherdata", spaces: 'xmlns="http://linux.duke.edu/metadata/other"' },
};
function writeMetadata(type, packages) {
    const { tag, spaces } = ROOTS[type];
    return `${HEAD}<${tag} ${spaces} packages="${packages.length}">\n${packages.map((text) => `${text}\n`).join("")}</${tag}>\n`;
}
function writeRepomd(revision, files, others) {
    const data = files.map(({ type, href, sha256, size, openSha256, openSize }) => [
        `  <data type="${type}">`,
        `    <checksum type="sha256">${sha256}</checksum>`,
        `    <open-checksum type="sha256">${openSha256}</open-checksum>`,
        `    <location href="${attribute(href)}"/>`,
        `    <timestamp>${revision}</timestamp>`,
        `    <size>${size}</size>`,
        `    <open-size>${openSize}</open-size>`,
        "  </data>\n",
    ].join("\n"));
    const all = [...data, ...others.map((text) => `  ${text}\n`)].join("");
    return `${HEAD}<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">\n  <revision>${revision}</revision>\n${all}</repomd>\n`;
}
/** The lists of packages in other forms, which would be out of date: databases, zchunk, more digests. */
const DERIVED = /^(?:primary|filelists|other)(?:$|[_-])/;
/** Undefined when it is none, or names something outside `repodata/`. */
function readRepomd(text) {
    const find = (type) => {
        const data = new RegExp(`<data type="${type}">(?<body>.*?)</data>`, "s").exec(text)?.groups?.body ?? "";
        const sha256 = /<checksum type="sha256">([0-9a-f]{64})<\/checksum>/.exec(data)?.[1];
        const href = /<location href="(repodata\/[\w.-]+)"\s*\/>/.exec(data)?.[1];
        return sha256 === undefined || href === undefined ? undefined : { href, sha256 };
    };
    const [primary, filelists, other] = [find("primary"), find("filelists"), find("other")];
    if (primary === undefined || filelists === undefined || other === undefined)
        return undefined;
    const revision = Number(/<revision>(\d{1,12})<\/revision>/.exec(text)?.[1] ?? 0);
    const others = [...text.matchAll(/<data\s+type="(?<type>[^"]*)"\s*>.*?<\/data>/gs)].flatMap(([element, type = ""]) => DERIVED.test(type) ? [] : [element]);
    return { revision, data: { primary, filelists, other }, others };
}
/**
 * The `package` elements as they stand there, so that they can be written again unchanged. They do not nest, and `<` in text
 * is always escaped; a file in which they are not as many as it says is not taken (undefined).
 */
function splitPackages(text) {
    const announced = Number(/<(?:metadata|filelists|otherdata)\b[^>]*\bpackages="(\d+)"/.exec(text)?.[1] ?? Number.NaN);
    const found = text.match(/<package\s[^>]*>.*?<\/package>/gs) ?? [];
    return found.length === announced && !text.includes("<!") ? found : undefined;
}
/** From an element of the primary metadata. */
function readListed(text) {
    const groups = /<name>(?<name>[^<]*)<\/name>\s*<arch>(?<architecture>[^<]*)<\/arch>\s*<version epoch="(?<epoch>\d+)" ver="(?<version>[^"]*)" rel="(?<release>[^"]*)"\s*\/>\s*<checksum type="sha256" pkgid="YES">(?<pkgid>[0-9a-f]{64})<\/checksum>/.exec(text)?.groups;
    const href = /<location\s(?:[^>]*\s)?href="(?<href>[^"]*)"/.exec(text)?.groups?.href;
    const time = Number(/<time file="(\d+)"/.exec(text)?.[1] ?? 0);
    if (groups === undefined || href === undefined)
        return undefined;
    const { name = "", architecture = "", epoch = "0", version = "", release = "", pkgid = "" } = groups;
    return { pkgid, name: xml_plain(name), architecture, epoch, version, release, href: xml_plain(href), time };
}

;// CONCATENATED MODULE: ./packages/channels/build/rpm/versions.js
/** rpm's order (rpm-version(7)): negative when `a` comes before `b`. */
function compareEvr(a, b) {
    return (Number(a.epoch) - Number(b.epoch) || compareSegments(a.version, b.version) || compareSegments(a.release, b.release));
}
/** Segments of digits or letters; `~` sorts before the end, `^` after it and before everything else. */
function compareSegments(a, b) {
    const [left, right] = [segments(a), segments(b)];
    for (let at = 0; at < Math.max(left.length, right.length); at++) {
        const [one, two] = [left[at], right[at]];
        if (one === two)
            continue;
        if (one === "~")
            return -1;
        if (two === "~")
            return 1;
        if (one === "^")
            return two === undefined ? 1 : -1;
        if (two === "^")
            return one === undefined ? -1 : 1;
        if (one === undefined)
            return -1;
        if (two === undefined)
            return 1;
        const [digitsA, digitsB] = [/^\d/.test(one), /^\d/.test(two)];
        if (digitsA !== digitsB)
            return digitsA ? 1 : -1;
        if (!digitsA)
            return one < two ? -1 : 1;
        const [numberA, numberB] = [BigInt(one), BigInt(two)];
        if (numberA !== numberB)
            return numberA < numberB ? -1 : 1;
    }
    return 0;
}
const segments = (text) => text.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];

;// CONCATENATED MODULE: ./packages/channels/build/rpm/repository.js










const MOST_METADATA = 128 << 20;
/** Metadata that clients with an older repomd.xml may still ask for, beside the current ones. */
const repository_GENERATIONS_KEPT = 3;
const fileName = ({ name, version, release, architecture }) => `${name}-${version}-${release}.${architecture}.rpm`;
function rpmRepository(settings) {
    return {
        kind: "rpm",
        suffix: ".rpm",
        readPackage: readRpm,
        poolPath: (pkg) => `packages/${fileName(pkg)}`,
        read: async (store, signer) => {
            const state = new Map();
            for (const name of settings.allSuites) {
                const suite = await repository_readSuite(store, name, signer);
                if (suite !== undefined)
                    state.set(name, suite);
            }
            return state;
        },
        named: (state) => namedOf([...state].map(([, { packages }]) => packages)),
        update: (state, packages, without, context) => rpm_repository_update(state, packages, without, { ...settings, ...context }),
    };
}
/**
 * A copy of the signature under the digest of what it signs. `repomd.xml` and its signature cannot change at once: of
 * whichever two a killed run leaves, the next one finds out by this that both are ours.
 */
const signatureOf = (repomd) => `repodata/${(0,build_digest/* sha256 */.sc)(repomd)}-repomd.xml.asc`;
const namedOf = (suites) => new Set(suites.flatMap((packages) => packages.map(({ listed }) => listed.href)));
async function repository_readSuite(store, name, signer) {
    const path = `${name}/repodata/repomd.xml`;
    const bytes = await store.read(path);
    if (bytes === undefined)
        return undefined;
    const isSignedAt = async (place) => {
        const signature = await store.read(place);
        return signature !== undefined && (await signer.verify(bytes, signature.toString("utf8")));
    };
    const stale = !(await isSignedAt(`${path}.asc`));
    if (stale && !(await isSignedAt(`${name}/${signatureOf(bytes)}`))) {
        throw problems_untrusted(store.where, path, "is not signed by the key that is given");
    }
    const repomd = readRepomd(bytes.toString("utf8"));
    if (repomd === undefined)
        throw problems_untrusted(store.where, path, "is not what repositories have there");
    const elements = async (type) => {
        const place = `${name}/${repomd.data[type].href}`;
        const packed = await store.read(place, MOST_METADATA);
        if (packed === undefined || (0,build_digest/* sha256 */.sc)(packed) !== repomd.data[type].sha256) {
            throw problems_untrusted(store.where, place, `is not what repomd.xml announces (${repomd.data[type].sha256})`);
        }
        const options = { maxOutputLength: 4 * MOST_METADATA };
        const unpacked = place.endsWith(".zst")
            ? await (0,external_node_util_.promisify)(external_node_zlib_.zstdDecompress)(packed, options)
            : place.endsWith(".gz")
                ? await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(packed, options)
                : packed;
        const found = splitPackages(unpacked.toString("utf8"));
        if (found === undefined)
            throw problems_untrusted(store.where, place, "does not hold as many packages as it says");
        return found;
    };
    const byId = async (type) => new Map((await elements(type)).map((text) => [/pkgid="([0-9a-f]{64})"/.exec(text)?.[1], text]));
    const [primary, filelists, other] = [await elements("primary"), await byId("filelists"), await byId("other")];
    const packages = primary.map((text) => {
        const listed = readListed(text);
        const [files, changes] = [filelists.get(listed?.pkgid), other.get(listed?.pkgid)];
        if (listed === undefined || files === undefined || changes === undefined) {
            throw problems_untrusted(store.where, path, "names a package that its lists do not describe");
        }
        return { listed, primary: text, filelists: files, other: changes };
    });
    return {
        repomd,
        bytes,
        stale,
        packages,
        generations: (await store.read(`${name}/repodata/slipway.json`))?.toString("utf8"),
    };
}
/** Packages first, then metadata under their digests, then `repomd.xml` with its signature. */
function rpm_repository_update(state, packages, without, context) {
    const { suites, allSuites } = context;
    const after = [];
    const written = [];
    for (const name of allSuites) {
        const old = state.get(name);
        const incoming = suites.includes(name) ? packages : [];
        const next = nextPackages(old?.packages ?? [], incoming, without, context);
        const same = next.length === old?.packages.length && next.every((entry, at) => entry === old.packages[at]);
        if (same || (old === undefined && incoming.length === 0)) {
            after.push(old?.packages ?? []);
            if (old?.stale)
                written.push({ pool: [], lists: [], heads: [signatureFile(name, old.bytes)], removals: [] });
            continue;
        }
        after.push(next);
        const names = namedOf([next]);
        const gone = [...namedOf([old?.packages ?? []])].filter((href) => !names.has(href) && !without.has(href));
        const { lists, heads, removals } = repository_suiteFiles(name, old, next, context);
        written.push({
            pool: incoming
                .filter((pkg) => names.has(`packages/${fileName(pkg)}`))
                .map((pkg) => ({
                path: `${name}/packages/${fileName(pkg)}`,
                content: { type: "file", path: pkg.path, size: pkg.size, sha256: pkg.sha256 },
                fixed: true,
            })),
            lists,
            heads,
            removals: [
                ...removals,
                ...gone.filter((href) => /^packages\/[^/]+\.rpm$/.test(href)).map((href) => `${name}/${href}`),
            ],
        });
    }
    if (written.length === 0)
        return { phases: [], removals: [], named: namedOf(after) };
    return {
        phases: [
            written.flatMap(({ pool }) => pool),
            [...written.flatMap(({ lists }) => lists), ...repository_clientFiles(context, packages)],
            written.flatMap(({ heads }) => heads),
        ],
        removals: written.flatMap(({ removals }) => removals).toSorted(compareNames),
        named: namedOf(after),
    };
}
function nextPackages(old, packages, without, { retention, moment }) {
    const entries = old.filter(({ listed }) => !without.has(listed.href));
    for (const pkg of packages) {
        const href = `packages/${fileName(pkg)}`;
        const found = old.find(({ listed }) => listed.href === href);
        if (found === undefined) {
            const described = describePackage(pkg, href, moment);
            const { name, epoch, version, release, architecture } = pkg;
            entries.push({
                ...described,
                listed: { pkgid: pkg.sha256, name, epoch, version, release, architecture, href, time: moment },
            });
        }
        else if (found.listed.pkgid !== pkg.sha256) {
            throw new build_problem/* Problem */.AF({
                kind: "refusal",
                code: "published-differs",
                message: `${fileName(pkg)} is in the repository already with the SHA-256 ${found.listed.pkgid}; this one has ${pkg.sha256}`,
                remedy: "what is published never changes, clients would refuse it: release a new version",
            });
        }
    }
    const names = new Set(packages.map(({ name }) => name));
    const groups = Map.groupBy(entries, ({ listed }) => `${listed.name} ${listed.architecture}`);
    return [...groups]
        .sort(([a], [b]) => compareNames(a, b))
        .flatMap(([, group]) => {
        const ordered = group.toSorted((a, b) => compareEvr(b.listed, a.listed));
        return ordered.filter(({ listed }, at) => at === 0 ||
            !names.has(listed.name) ||
            (at < retention.versions &&
                (retention.days === undefined || listed.time >= moment - retention.days * 86_400)));
    });
}
function repository_suiteFiles(name, old, packages, { moment }) {
    const revision = Math.max(moment, (old?.repomd.revision ?? 0) + 1);
    const lists = [];
    const generation = [];
    const data = ["primary", "filelists", "other"].map((type) => {
        const open = Buffer.from(writeMetadata(type, packages.map((entry) => entry[type])));
        const packed = gzip(open);
        const digest = (0,build_digest/* sha256 */.sc)(packed);
        const href = `repodata/${digest}-${type}.xml.gz`;
        lists.push(store_bytesOf(`${name}/${href}`, packed, true));
        generation.push(href);
        return { type, href, sha256: digest, size: packed.length, openSha256: (0,build_digest/* sha256 */.sc)(open), openSize: open.length };
    });
    const repomd = Buffer.from(writeRepomd(revision, data, old?.repomd.others ?? []));
    const signature = signatureOf(repomd);
    lists.push({ path: `${name}/${signature}`, content: { type: "signature", of: repomd }, fixed: false });
    generation.push(signature);
    const { text, removals } = repository_rotate(old, generation);
    lists.push(store_bytesOf(`${name}/repodata/slipway.json`, text));
    const heads = [signatureFile(name, repomd), store_bytesOf(`${name}/repodata/repomd.xml`, repomd)];
    return { lists, heads, removals: removals.map((href) => `${name}/${href}`) };
}
const signatureFile = (suite, repomd) => ({
    path: `${suite}/repodata/repomd.xml.asc`,
    content: { type: "signature", of: repomd },
    fixed: false,
});
const HREF = /^repodata\/[0-9a-f]{64}-[a-z_]+\.(?:xml|sqlite)(?:\.\w+)?$/;
function repository_rotate(old, current) {
    let earlier = old === undefined ? [] : [Object.values(old.repomd.data).map(({ href }) => href)];
    try {
        const value = JSON.parse(old?.generations ?? "");
        if (Array.isArray(value.generations)) {
            earlier = value.generations.map((paths) => Array.isArray(paths) ? paths.filter((path) => HREF.test(String(path))) : []);
        }
    }
    catch {
        // None, or cut off: the current ones are known by repomd.xml.
    }
    const kept = [current, ...earlier].slice(0, repository_GENERATIONS_KEPT + 1);
    const needed = new Set(kept.flat());
    const removals = [...new Set(earlier.slice(repository_GENERATIONS_KEPT).flat())].filter((path) => !needed.has(path));
    const document = { kind: "slipway-rpm-suite", schemaVersion: 1, generations: kept };
    return { text: `${JSON.stringify(document, null, 2)}\n`, removals };
}
function repository_clientFiles({ name, description, url, allSuites, publicKey }, packages) {
    const files = [store_bytesOf("key.asc", publicKey)];
    // Without a package in hand it is not known whether they are signed: what clients have stays.
    if (url === undefined || packages.length === 0)
        return files;
    const signed = packages.every((pkg) => pkg.signed);
    for (const [at, suite] of allSuites.entries()) {
        const id = at === 0 ? name : `${name}-${suite}`;
        files.push(store_bytesOf(`${id}.repo`, repoFile({ id, title: description ?? name, url, suite, signed })));
    }
    return files;
}
/**
 * A repository in the format of dnf and yum (dnf.conf(5)). The signed metadata name each package's digest; where packages are
 * signed themselves, that is checked too.
 */
function repoFile(options) {
    const { id, title, url, suite, signed } = options;
    const lines = [
        `[${id}]`,
        `name=${title.replace(/\s+/g, " ")}`,
        `baseurl=${url}/${suite}/`,
        "enabled=1",
        "repo_gpgcheck=1",
        `gpgcheck=${signed ? 1 : 0}`,
        `gpgkey=${url}/key.asc`,
    ];
    return `${lines.join("\n")}\n`;
}

// EXTERNAL MODULE: ./node_modules/aws4fetch/dist/aws4fetch.esm.mjs
var aws4fetch_esm = __webpack_require__(2580);
;// CONCATENATED MODULE: ./packages/channels/build/s3/explain.js


/** Refusals by the service's own codes (Amazon S3 API Reference, "Error responses"), which stand in the answer's text. */
const s3_explain_ROWS = [
    {
        shape: /\b(?:InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken|TokenRefreshRequired)\b/,
        code: "registry-credentials-rejected",
        remedy: "the access key, its secret or its session token is wrong or has expired: store the right ones, then re-run this job",
    },
    {
        shape: /\bRequestTimeTooSkewed\b/,
        code: "registry-clock",
        remedy: "the clocks of the runner and the service differ by more than a quarter of an hour: correct the wrong one",
    },
    {
        shape: /\b(?:AuthorizationHeaderMalformed|PermanentRedirect|IllegalLocationConstraintException)\b/,
        code: "registry-region",
        remedy: "the bucket is in another region: write its `region` (the answer names it), and the endpoint of that region",
    },
    {
        shape: /\bNoSuchBucket\b/,
        code: "registry-no-such-place",
        remedy: "make the bucket, or correct `bucket`; some services need `pathStyle: true`",
    },
    {
        shape: /\b(?:AccessDenied|AllAccessDisabled|AccountProblem)\b/,
        code: "registry-forbidden",
        remedy: "give these credentials s3:PutObject, s3:GetObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListBucket (without it a missing file answers as a forbidden one) and s3:ListBucketMultipartUploads on the bucket",
    },
    {
        shape: /\b(?:QuotaExceeded|XMinioStorageFull|InsufficientCapacity)\b/,
        code: "registry-full",
        remedy: "make room, then re-run this job: what arrived is kept",
    },
];
function explainS3(failure, { bucket, region }) {
    const row = s3_explain_ROWS.find(({ shape }) => shape.test(failure.details.reason));
    if (row === undefined) {
        // The answer to HEAD has no text: then the status is all there is.
        if (failure.status === 301)
            return explainS3Region(failure, bucket, region);
        return explainRegistry(failure);
    }
    const { code, remedy } = row;
    return new build_problem/* Problem */.AF({ kind: "refusal", code, message: failure.message, remedy, cause: failure });
}
function explainS3Region(failure, bucket, region) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "registry-region",
        message: `${failure.message}: the bucket ${bucket} is not in ${region}`,
        remedy: "write the bucket's `region`, and the endpoint of that region",
        cause: failure,
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/s3/s3-store.js








/** The smallest part that the protocol takes is 5 MiB, and there may be 10,000 of them. */
const PART = 16 << 20;
const MOST_PARTS = 10_000;
/** Bytes of an answer that is no file: a page of a thousand unfinished uploads has less than one. */
const MOST_TEXT = 4 << 20;
/** Of unfinished uploads of one file. */
const MOST_PAGES = 20;
/** Parts in memory at a time, of one file. */
const PARTS_AT_ONCE = 2;
const ok = (status) => status >= 200 && status < 300;
const EMPTY = (0,build_digest/* sha256 */.sc)("");
/**
 * A bucket of Amazon's S3 or of a service that speaks as it does (docs.aws.amazon.com, "Amazon S3 API Reference"). Every request
 * is signed with the digest of its body (Signature Version 4), so that what arrives is what was signed, over http too.
 */
function s3Store(options) {
    const { endpoint, bucket, region, pathStyle, credentials, patience, send, cacheControl } = options;
    const sign = async ({ method, url, headers, file, body }) => {
        const digest = headers?.["x-amz-content-sha256"] ?? (body === undefined ? EMPTY : (0,build_digest/* sha256 */.sc)(body));
        if (file !== undefined && headers?.["x-amz-content-sha256"] === undefined)
            throw new Error("a file without its digest");
        const { accessKeyId, secretAccessKey, sessionToken } = credentials;
        const signer = new aws4fetch_esm/* AwsV4Signer */.s({
            method,
            url: url.href,
            headers: { ...headers, "x-amz-content-sha256": digest },
            accessKeyId,
            secretAccessKey,
            ...(sessionToken !== undefined && { sessionToken }),
            service: "s3",
            region,
        });
        return Object.fromEntries((await signer.sign()).headers);
    };
    const client = new HttpClient({ authentication: { type: "none" }, patience, sign, ...(send && { send }) });
    const base = new URL(endpoint);
    if (!pathStyle)
        base.hostname = `${bucket}.${base.hostname}`;
    const root = pathStyle ? below(base, bucket) : base;
    const keyOf = (path) => [options.prefix, path].filter((part) => part !== "").join("/");
    const urlOf = (path, query = {}) => {
        const url = below(root, keyOf(path));
        url.search = new URLSearchParams(query).toString();
        return url;
    };
    const metadata = ({ fixed }, mediaType) => {
        const cache = fixed ? cacheControl.fixed : cacheControl.changing;
        return { "content-type": mediaType, ...(cache !== undefined && { "cache-control": cache }) };
    };
    const putWhole = async (stored, mediaType) => {
        const { path, content } = stored;
        const print = printOf(content);
        const headers = {
            ...metadata(stored, mediaType),
            "x-amz-content-sha256": print.sha256,
            "x-amz-checksum-sha256": base64(print.sha256),
        };
        const url = urlOf(path);
        const body = content.type === "file" ? { file: content } : { body: content.bytes };
        await client.request(`upload of ${url.href}`, { method: "PUT", url, headers, ...body }, ok, drain);
    };
    /** What a killed run left: parts that nobody sees and everybody pays for. */
    const abortDebris = async (path) => {
        const key = keyOf(path);
        let from = {};
        for (let page = 0; page < MOST_PAGES; page++) {
            const url = urlOf(path);
            url.pathname = root.pathname;
            url.search = new URLSearchParams({ uploads: "", prefix: key, ...from }).toString();
            const what = `look-up of unfinished uploads to ${url.host}`;
            const listed = await client.request(what, { method: "GET", url }, () => true, s3_store_textOf);
            for (const upload of listed.split("<Upload>").slice(1)) {
                const id = tagOf(upload, "UploadId");
                if (tagOf(upload, "Key") === key && id !== undefined)
                    await abort(path, id);
            }
            const [next, upload] = [tagOf(listed, "NextKeyMarker"), tagOf(listed, "NextUploadIdMarker")];
            if (tagOf(listed, "IsTruncated") !== "true" || next === undefined)
                return;
            from = { "key-marker": next, ...(upload !== undefined && { "upload-id-marker": upload }) };
        }
    };
    const abort = async (path, uploadId) => {
        const url = urlOf(path, { uploadId });
        const done = (status) => ok(status) || status === 404;
        await client.request(`removal of an unfinished upload of ${urlOf(path).href}`, { method: "DELETE", url }, done, drain);
    };
    const putParts = async (stored, file, mediaType, partSize) => {
        const { path } = stored;
        await abortDebris(path);
        const what = `upload of ${urlOf(path).href}`;
        const begin = { method: "POST", url: urlOf(path, { uploads: "" }), headers: metadata(stored, mediaType) };
        const uploadId = tagOf(await client.request(what, begin, ok, s3_store_textOf), "UploadId");
        if (uploadId === undefined)
            throw new RequestFailure({ operation: what, status: 500, reason: "no upload was begun" });
        try {
            const count = Math.ceil(file.size / partSize);
            const tags = new Array(count);
            const numbers = Array.from({ length: count }, (_, at) => at);
            await pool(numbers, PARTS_AT_ONCE, async (at) => {
                const body = await readPart(file, at * partSize, partSize);
                const url = urlOf(path, { partNumber: String(at + 1), uploadId });
                const headers = { "x-amz-content-sha256": (0,build_digest/* sha256 */.sc)(body) };
                const request = { method: "PUT", url, headers, body, size: body.length };
                tags[at] = await client.request(`${what}, part ${at + 1} of ${count}`, request, ok, async (response) => {
                    response.resume();
                    return response.headers.etag ?? "";
                });
            });
            const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${escapeXml(tag)}</ETag></Part>`);
            const body = Buffer.from(`<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`);
            const finish = {
                method: "POST",
                url: urlOf(path, { uploadId }),
                headers: { "content-type": "application/xml" },
                body,
            };
            await client.request(what, finish, ok, async (response) => {
                // The status is sent before the work is done: a failure follows in the answer's text.
                const answer = await s3_store_textOf(response);
                if (!answer.includes("<Error>"))
                    return;
                throw new RequestFailure({
                    operation: what,
                    status: 500,
                    reason: `${tagOf(answer, "Code")} ${tagOf(answer, "Message")}`,
                });
            });
        }
        catch (error) {
            // What failed is worth more than that this failed too; the next run removes it.
            await abort(path, uploadId).catch(() => { });
            throw error;
        }
    };
    const where = `s3://${bucket}${options.prefix === "" ? "" : `/${options.prefix}`} at ${endpoint.host}`;
    return objectStore({
        where,
        urlOf,
        put: async (stored, mediaType) => {
            const { content } = stored;
            const partSize = Math.max(options.partSize ?? PART, Math.ceil(printOf(content).size / MOST_PARTS));
            if (content.type === "bytes" || content.size <= partSize)
                await putWhole(stored, mediaType);
            else
                await putParts(stored, content, mediaType, partSize);
        },
        remove: async (path) => {
            const url = urlOf(path);
            const done = (status) => ok(status) || status === 404;
            await client.request(`removal of ${url.href}`, { method: "DELETE", url }, done, drain);
        },
        known: async (path) => {
            const url = urlOf(path);
            const headers = { "x-amz-checksum-mode": "ENABLED" };
            return await client.request(`look-up of ${url.href}`, { method: "HEAD", url, headers }, 
            // A refusal says why only in a text, which the answer to GET has.
            (status) => found(status) || status === 403 || status === 400, async (response) => {
                response.resume();
                if (isGone(response))
                    return "absent";
                if (response.statusCode !== 200)
                    return undefined;
                const checksum = response.headers["x-amz-checksum-sha256"];
                // Of an upload in parts it is a digest of digests, which ends in their number.
                if (typeof checksum !== "string" || !/^[A-Za-z0-9+/]{43}=$/.test(checksum))
                    return undefined;
                const size = Number(response.headers["content-length"]);
                return { size, sha256: Buffer.from(checksum, "base64").toString("hex") };
            });
        },
        explain: (failure) => explainS3(failure, options),
    }, client, options);
}
const base64 = (hex) => Buffer.from(hex, "hex").toString("base64");
async function drain(response) {
    response.resume();
}
async function s3_store_textOf(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of chunksOf("reading the answer", response)) {
        size += chunk.length;
        if (size > MOST_TEXT) {
            response.destroy();
            throw new RequestFailure({
                operation: "reading the answer",
                status: 400,
                reason: `more than ${MOST_TEXT} bytes`,
            });
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
}
function tagOf(xml, name) {
    const text = new RegExp(`<${name}>(?<text>[^<]*)</${name}>`).exec(xml)?.groups?.text;
    return text
        ?.replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#34;", '"')
        .replaceAll("&amp;", "&");
}
const escapeXml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
async function readPart({ path, size }, from, most) {
    const length = Math.min(most, size - from);
    const file = await (0,promises_.open)(path);
    try {
        const buffer = Buffer.alloc(length);
        for (let at = 0; at < length;) {
            const { bytesRead } = await file.read(buffer, at, length - at, from + at);
            if (bytesRead === 0)
                throw s3_store_changed(path, size);
            at += bytesRead;
        }
        return buffer;
    }
    finally {
        await file.close();
    }
}
function s3_store_changed(path, size) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "artifact-changed",
        message: `${path} is shorter now than its ${size} bytes`,
        remedy: "nothing may touch the files of a release while it is published; run the job again",
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/scoop/id.js
/** `scoop:acme/scoop-bucket/app` */
function scoopId({ bucket, name }) {
    return `scoop:${bucket}/${name}`;
}

;// CONCATENATED MODULE: ./packages/channels/build/scoop/manifest.js


/** Scoop's names of architectures (github.com/ScoopInstaller/Scoop, `schema.json`). */
const ARCHITECTURES = { amd64: "64bit", arm64: "arm64" };
/** Formats that Scoop extracts, best first. */
const manifest_FORMATS = ["zip", "tar.xz", "tar.gz", "tar.zst"];
/** @throws {Problem} `scoop-no-archive` */
function selectDownloads(release, { variant }) {
    const { artifacts, builds } = release.manifest;
    const archives = artifacts.filter(({ kind, target }) => kind === "archive" && target?.startsWith("windows-"));
    const wanted = variant ?? ["complete", "default"].find((name) => archives.some((each) => each.variant === name));
    const chosen = archives.filter((each) => wanted === undefined || each.variant === undefined || each.variant === wanted);
    const names = new Set(builds.flatMap(({ binaries }) => binaries.map(({ name }) => `${name}.exe`)));
    const downloads = Object.entries(ARCHITECTURES).flatMap(([arch, architecture]) => {
        const [best] = chosen
            .filter(({ target, format }) => target !== undefined && (0,build_target/* requireTarget */.Fm)(target).arch === arch && manifest_FORMATS.includes(format ?? ""))
            // Of two ABIs the plain one, whose name is shorter.
            .sort((a, b) => (a.target ?? "").length - (b.target ?? "").length ||
            manifest_FORMATS.indexOf(a.format ?? "") - manifest_FORMATS.indexOf(b.format ?? ""));
        return best === undefined
            ? []
            : [{ architecture, asset: requireAsset(release, best.name), ...manifest_layoutOf(best, names) }];
    });
    if (downloads.length > 0)
        return downloads;
    throw new build_problem/* Problem */.AF({
        kind: "mistake",
        code: "scoop-no-archive",
        message: `the release has no archive for Windows${variant === undefined ? "" : ` of the variant ${variant}`}`,
        remedy: "add a Windows target (for example windows-amd64), name a `variant` that is packed for it, or leave `channels.scoop` out",
    });
}
function manifest_layoutOf({ entries = [] }, names) {
    const files = entries.filter(({ type }) => type === "file").map(({ path }) => path);
    const [first = ""] = files;
    const top = first.includes("/") ? first.slice(0, first.indexOf("/")) : "";
    const single = top !== "" && files.every((path) => path.startsWith(`${top}/`)) ? top : undefined;
    const inside = files.map((path) => (single === undefined ? path : path.slice(single.length + 1)));
    const all = inside.filter((path) => path.endsWith(".exe"));
    const built = all.filter((path) => names.has(path.replace(/^.*\//, "")));
    const programs = (built.length > 0 ? built : all).map((path) => path.replaceAll("/", "\\"));
    return { extractDir: single, programs };
}
/** A new manifest. @throws {Problem} `scoop-no-archive`, `scoop-no-program` */
function writeScoop(release, settings) {
    const downloads = selectDownloads(release, settings);
    const version = release.version.text;
    const programs = downloads[0]?.programs ?? [];
    if (programs.length === 0) {
        throw new build_problem/* Problem */.AF({
            kind: "mistake",
            code: "scoop-no-program",
            message: `${downloads[0]?.asset.name} holds no .exe file, so there is nothing to put on the PATH`,
            remedy: "name the variant that holds the programs (`variant`), or write the manifest by hand: its `bin` is kept",
        });
    }
    const same = downloads.every((each) => each.programs.join() === programs.join());
    const bin = (list) => (list.length === 1 ? list[0] : [...list]);
    const { notes, shortcuts, persist, depends } = settings;
    const { project } = release.manifest;
    const description = settings.description ?? project.description;
    const source = `${new URL(release.page).origin}/${release.repository}`;
    const homepage = settings.homepage ?? project.homepage ?? source;
    // What Scoop writes itself where nobody knows.
    const licence = settings.licence ?? project.licence ?? "Unknown";
    const manifest = {
        version,
        ...(description !== undefined && { description }),
        homepage,
        license: licence,
        ...(notes.length > 0 && { notes: notes.length === 1 ? notes[0] : notes }),
        ...(depends.length > 0 && { depends: depends.length === 1 ? depends[0] : depends }),
        architecture: Object.fromEntries(downloads.map(({ architecture, asset, extractDir, programs: own }) => [
            architecture,
            {
                url: asset.url,
                hash: asset.sha256,
                ...(extractDir !== undefined && { extract_dir: extractDir }),
                ...(!same && { bin: bin(own) }),
            },
        ])),
        ...(same && { bin: bin(programs) }),
        ...(shortcuts.length > 0 && { shortcuts: shortcuts.map(({ program, name }) => [program, name]) }),
        ...(persist.length > 0 && { persist }),
        checkver: { github: source },
        autoupdate: {
            architecture: Object.fromEntries(downloads.map(({ architecture, asset, extractDir }) => [
                architecture,
                {
                    url: asset.url.replaceAll(version, "$version"),
                    ...(extractDir?.includes(version) && { extract_dir: extractDir.replaceAll(version, "$version") }),
                },
            ])),
        },
    };
    return `${JSON.stringify(manifest, null, 4)}\n`;
}
/**
 * An existing manifest with this release in it: version, addresses, digests and top directories; every other key, the order of
 * keys, the indentation and the line ends stay.
 * @throws {Problem} `scoop-unreadable`, `scoop-architecture`, `scoop-several-downloads`, `scoop-no-archive`
 */
function editScoop(text, path, release, settings) {
    const manifest = readManifest(text, path);
    const downloads = selectDownloads(release, settings);
    manifest.version = release.version.text;
    const { architecture } = manifest;
    if (isObject(architecture)) {
        for (const name of Object.keys(architecture)) {
            if (!downloads.some((each) => each.architecture === name))
                throw missingArchitecture(path, name);
        }
        const [first, ...others] = downloads;
        const shared = others.every(({ extractDir }) => extractDir === first?.extractDir) ? first?.extractDir : undefined;
        // One for all no longer fits where each archive has its own.
        if (shared === undefined)
            delete manifest.extract_dir;
        else if ("extract_dir" in manifest)
            manifest.extract_dir = shared;
        for (const download of downloads) {
            const old = architecture[download.architecture];
            requireOneDownload(old, path);
            architecture[download.architecture] = edited(isObject(old) ? old : {}, download, "extract_dir" in manifest);
        }
    }
    else {
        const [download, ...others] = downloads;
        requireOneDownload(manifest, path);
        if (download === undefined || others.length > 0) {
            manifest.architecture = Object.fromEntries(downloads.map((each) => [each.architecture, edited({}, each, false)]));
            for (const key of ["url", "hash", "extract_dir"])
                delete manifest[key];
        }
        else
            Object.assign(manifest, edited({ url: manifest.url ?? null, hash: manifest.hash ?? null }, download, false));
    }
    const indent = /^(?<space>[ \t]+)"/m.exec(text)?.groups?.space ?? "    ";
    const written = JSON.stringify(manifest, null, indent) + (text.endsWith("\n") ? "\n" : "");
    return text.includes("\r\n") ? written.replaceAll("\n", "\r\n") : written;
}
function edited(old, { asset, extractDir }, elsewhere) {
    const next = { ...old, url: asset.url, hash: asset.sha256 };
    if (extractDir === undefined)
        delete next.extract_dir;
    else if (!elsewhere || "extract_dir" in old)
        next.extract_dir = extractDir;
    return next;
}
/** Version of a manifest. @throws {Problem} `scoop-unreadable` */
function scoopVersion(text, path) {
    const { version } = readManifest(text, path);
    return typeof version === "string" ? version : undefined;
}
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function readManifest(text, path) {
    try {
        const value = JSON.parse(text.replace(/^\ufeff/, ""));
        if (isObject(value))
            return value;
    }
    catch {
        // Told below.
    }
    throw new build_problem/* Problem */.AF({
        kind: "mistake",
        code: "scoop-unreadable",
        message: `${path} is no JSON object`,
        remedy: "correct it by hand (Scoop cannot read it either), or remove it: then it is written anew",
        place: { file: path },
    });
}
function requireOneDownload(entry, path) {
    const urls = isObject(entry) ? entry.url : undefined;
    if (!Array.isArray(urls) || urls.length <= 1)
        return;
    throw new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "scoop-several-downloads",
        message: `${path} downloads ${urls.length} files for one architecture, and nothing says which of them is the release's`,
        remedy: "let the release's archive hold them all, or bring the manifest up to date by hand",
        place: { file: path },
    });
}
function missingArchitecture(path, name) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "scoop-architecture",
        message: `${path} names an archive for ${name}, which this release does not have: its users would get the old one under the new version`,
        remedy: `build for it again, or remove "${name}" from the manifest`,
        place: { file: path },
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/scoop/bucket.js






/** One manifest in a Scoop bucket: by commit, or by pull request. */
function scoopBucket(repository, settings) {
    const { via, author } = settings;
    const { pulls } = repository;
    if (via === "pull-request" && pulls === undefined) {
        throw new build_problem/* Problem */.AF({
            kind: "mistake",
            code: "scoop-no-pulls",
            message: `a deploy key cannot open a pull request in ${repository.name}`,
            remedy: "use a token (personal, or of an app's installation), or `via: commit`",
        });
    }
    return {
        id: scoopId(settings),
        kind: "scoop",
        title: `Scoop bucket ${repository.name} (${settings.name})`,
        swap: "native",
        ...(repository.access && { access: repository.access }),
        advertises: (release, { objects }) => {
            const texts = objects.map(({ after }) => after?.text ?? "");
            const named = [...release.assets.values()].filter(({ sha256 }) => texts.some((text) => text.includes(sha256)));
            return named.map(({ name }) => name);
        },
        inspect: async (release, past) => {
            const path = bucket_pathOf(settings, release);
            const paths = path === undefined ? [] : [path];
            const { commit, files } = await repository.read(paths);
            const pull = via === "pull-request" ? await pulls?.find(branchOf(settings, release), paths) : undefined;
            const rollback = release.mode.type === "rollback" && via === "pull-request";
            const ours = rollback ? await ourPulls(pulls, past) : {};
            return { commit, text: files.get(path ?? ""), pull, ours };
        },
        propose: (state, release) => {
            const proposal = bucket_propose(bucket_forRollback(state, release), release, settings);
            const { rollback } = state.ours;
            // The rollback is aborted before anybody merged what it proposed.
            if (proposal.type !== "nothing" || rollback === undefined)
                return proposal;
            const path = bucket_pathOf(settings, release);
            const content = textContent(state.text ?? "");
            const objects = path === undefined ? [] : [{ path, before: content, after: content }];
            const { version } = proposal.state;
            const summary = `pull request #${rollback}, which would go back: closed`;
            return { type: "change", change: { ...bucket_closing(state, rollback, summary), from: version, to: version, objects } };
        },
        apply: async ({ objects, revision, detail }, _release, fence = noFence) => {
            if (detail.close !== undefined) {
                await pulls?.close(detail.close, fence.pass);
                return { type: "applied" };
            }
            const files = new Map(objects.map(({ path, after }) => [path, after?.text]));
            const request = { base: revision ?? "", files, message: detail.message, ...(author && { author }) };
            if (detail.pull !== undefined && pulls !== undefined) {
                const { labels, autoMerge } = settings.pullRequest;
                const { commit, url, number } = await pulls.propose({ ...request, ...detail.pull, labels, autoMerge }, fence.pass);
                return { type: "applied", revision: commit, url, pending: true, detail: { pull: number } };
            }
            const done = await repository.commit(request, fence.pass);
            if (done.type === "conflict")
                return done;
            return { type: "applied", revision: done.commit, ...(done.url !== undefined && { url: done.url }) };
        },
        readBack: async ({ objects }, { revision }) => {
            if (revision === undefined)
                return { equal: true };
            const files = await repository.readAt(revision, objects.map(({ path }) => path));
            const wrong = objects.find(({ path, after }) => files.get(path) !== after?.text);
            return wrong === undefined ? { equal: true } : { equal: false, why: `${wrong.path} is another at ${revision}` };
        },
        undo: (receipt, state, good) => bucket_undo(receipt, state, good, settings),
    };
}
function bucket_pathOf({ name, directory, prerelease }, { version }) {
    const pre = (0,build_version/* isPrerelease */.V1)(version);
    if (pre && prerelease === "skip")
        return undefined;
    const file = `${pre && prerelease === "separate" ? `${name}-prerelease` : name}.json`;
    return directory === "." ? file : `${directory}/${file}`;
}
const branchOf = ({ name }, { version, mode }) => `slipway/${name}-${version.text}${mode.type === "rollback" ? `-rollback-from-${mode.from}` : ""}`.replace(/[^\w./+-]+/g, "-");
function bucket_propose(state, release, settings) {
    const path = bucket_pathOf(settings, release);
    const { version, mode } = release;
    if (path === undefined)
        return { type: "skipped", why: `pre-releases are not advertised here (${version.text})` };
    const { text: old, pull, commit } = state;
    let text;
    let from = null;
    try {
        if (old !== undefined)
            from = scoopVersion(old, path) ?? null;
        const found = (0,build_version/* parseVersion */.ot)(from ?? "");
        // A rollback takes down what shows the bad version, and nothing else.
        const bad = mode.type === "rollback" ? mode.from : undefined;
        if (found !== undefined && (0,build_version/* compareVersions */.Zy)(found, version) > 0 && found.text !== bad) {
            return { type: "skipped", why: `${path} is at ${found.text}, which is higher than ${version.text}` };
        }
        text = old === undefined ? writeScoop(release, settings) : editScoop(old, path, release, settings);
    }
    catch (error) {
        if (error instanceof build_problem/* Problem */.AF)
            return { type: "refused", problem: error };
        throw error;
    }
    const after = textContent(text);
    const objects = [{ path, before: old === undefined ? undefined : textContent(old), after }];
    const stated = {
        version: version.text,
        revision: commit,
        ...objectsOf([{ path, sha256: after.sha256 }]),
    };
    if (old === text)
        return { type: "nothing", why: `the bucket is at ${version.text}`, state: stated };
    if (pull?.state === "closed") {
        return {
            type: "skipped",
            why: `${pull.url} for ${version.text} was closed without being merged; reopen it if that was a mistake`,
        };
    }
    if (pull?.state === "open" && pull.files.get(path) === text) {
        const detail = { pull: pull.number };
        const state = { ...stated, url: pull.url, pending: true, detail };
        return { type: "nothing", why: `${pull.url} is open for ${version.text}`, state };
    }
    const title = `${settings.name}: Update to version ${version.text}`;
    const reason = mode.type === "rollback" ? `\n\nRolls back ${mode.from}: ${mode.reason}` : "";
    const change = {
        summary: `${path}: ${from ?? "new"} → ${version.text}`,
        from,
        to: version.text,
        revision: commit,
        objects,
        ...(settings.via === "pull-request" && { kept: { branch: branchOf(settings, release) } }),
        detail: {
            message: `${title}${reason}`,
            pull: settings.via === "pull-request"
                ? { branch: branchOf(settings, release), title, body: `${release.page}${reason}` }
                : undefined,
        },
    };
    return { type: "change", change };
}
function bucket_undo(receipt, state, good, settings) {
    const bad = (0,build_version/* parseVersion */.ot)(receipt.version ?? "");
    const separate = bad !== undefined && (0,build_version/* isPrerelease */.V1)(bad) && settings.prerelease === "separate";
    if (good === undefined || (separate && !(0,build_version/* isPrerelease */.V1)(good.version))) {
        return {
            type: "impossible",
            because: "there is no earlier release for this manifest to go back to",
            remedy: "release a higher version, or remove the manifest from the bucket by hand",
        };
    }
    const shown = state.text === undefined ? undefined : scoopVersion(state.text, settings.name);
    if (receipt.version !== null && shown !== receipt.version) {
        const { release } = state.ours;
        if (release !== undefined) {
            const summary = `pull request #${release} for ${receipt.version}: closed`;
            return { type: "change", change: bucket_closing(state, release, summary) };
        }
        // A fail-over moves the addresses of what was gone back to.
        const moves = good.hosts !== undefined && shown === good.version.text;
        if (!moves)
            return { type: "nothing", why: `the bucket does not show ${receipt.version} (any more)` };
    }
    const proposal = bucket_propose(bucket_forRollback(state, good), good, settings);
    if (proposal.type === "change")
        return proposal;
    if (proposal.type === "refused") {
        return { type: "impossible", because: proposal.problem.message, remedy: proposal.problem.remedy };
    }
    return { type: "nothing", why: proposal.why };
}
/** In a rollback and its abort a closed pull request is no person's wish: an earlier one closed it. */
function bucket_forRollback(state, { mode }) {
    return mode.type === "rollback" && state.pull?.state !== "open" ? { ...state, pull: undefined } : state;
}
/** It was proposed and nobody merged it: there is nothing to take back but the proposal. */
function bucket_closing({ commit }, number, summary) {
    return {
        summary,
        from: null,
        to: null,
        revision: commit,
        objects: [],
        detail: { message: "", pull: undefined, close: number },
    };
}

;// CONCATENATED MODULE: ./packages/channels/build/store/git-store.js







/** Milliseconds: a push of a gigabyte at 2 MB/s. */
const git_store_DEADLINE = 600_000;
/** GitHub refuses files of more (docs.github.com, "About large files on GitHub"). */
const MOST_FILE = 100 << 20;
/**
 * A branch that a web server publishes, for example GitHub Pages: one commit an update, pushed only onto the commit that was
 * read. Only the trees and the files that are read come over the line.
 */
function gitStore(options) {
    const { address, branch, directory, name, deadline = git_store_DEADLINE } = options;
    const within = (path) => (directory === "" ? path : `${directory}/${path}`);
    let clone;
    let base;
    const git = async () => {
        clone ??= Git.create(options);
        return await clone;
    };
    const blobOf = async (path) => {
        if (base === undefined)
            return undefined;
        const listed = (await (await git()).run(["ls-tree", "-z", base, "--", within(path)])).toString("utf8");
        return /^\d+ blob (?<oid>[0-9a-f]+)\t/.exec(listed)?.groups?.oid;
    };
    const read = async (path) => {
        const oid = await blobOf(path);
        return oid === undefined ? undefined : await (await git()).remote(["cat-file", "blob", oid]);
    };
    const begin = async () => {
        const listed = (await (await git()).remote(["ls-remote", address, `refs/heads/${branch}`])).toString("utf8");
        base = /^(?<oid>[0-9a-f]{40,64})\t/.exec(listed)?.groups?.oid;
        if (base !== undefined) {
            await (await git()).remote(["fetch", "--quiet", "--depth=1", "--no-tags", "--filter=blob:none", "origin", base]);
        }
        return base;
    };
    return {
        where: `${name}, branch ${branch}${directory === "" ? "" : `, ${directory}`}`,
        swap: "native",
        // A push that is only tried: of what is there already or, where the branch is yet to be, of nothing.
        access: async () => {
            const repository = await git();
            const commit = (await begin()) ?? (await repository.empty());
            return await accessBy(() => repository.remote(["push", "--quiet", "--dry-run", address, `${commit}:refs/heads/${branch}`]));
        },
        begin,
        read,
        fingerprint: async (path, expected) => {
            const oid = await blobOf(path);
            if (oid === undefined)
                return undefined;
            // Git names a file by its digest, so one that is equal need not come over the line.
            if (expected !== undefined && (await (await git()).oidOf(expected)) === oid)
                return printOf(expected);
            const bytes = await read(path);
            return bytes === undefined ? undefined : { size: bytes.length, sha256: (0,build_digest/* sha256 */.sc)(bytes) };
        },
        apply: async (changes, revision, fence = noFence) => {
            const repository = await git();
            await repository.run(revision === undefined ? ["read-tree", "--empty"] : ["read-tree", revision]);
            const lines = [];
            let kept = 0;
            for (const { path, content, fixed } of changes.phases.flat()) {
                const oid = await repository.store(content);
                const there = await blobOf(path);
                if (there === oid)
                    kept += 1;
                else if (there !== undefined && fixed)
                    throw git_store_differs(name, within(path));
                else
                    lines.push(`100644 ${oid}\t${within(path)}\0`);
            }
            const written = lines.length;
            for (const path of changes.removals)
                lines.push(`0 ${"0".repeat(40)}\t${within(path)}\0`);
            if (lines.length === 0)
                return { type: "applied", written: 0, kept, removed: 0, ...(revision && { commit: revision }) };
            await repository.run(["update-index", "-z", "--index-info"], lines.join(""));
            const tree = (await repository.run(["write-tree", "--missing-ok"])).toString("utf8").trim();
            const parent = revision === undefined ? [] : ["-p", revision];
            const commit = (await repository.run(["commit-tree", tree, ...parent], `${changes.message}\n`))
                .toString("utf8")
                .trim();
            await fence.pass(deadline);
            const lease = `--force-with-lease=refs/heads/${branch}:${revision ?? ""}`;
            try {
                await repository.remote(["push", "--quiet", lease, address, `${commit}:refs/heads/${branch}`], fence.left());
            }
            catch (error) {
                if (error instanceof RequestFailure &&
                    /stale info|\[rejected\]|fetch first|cannot lock ref/.test(error.details.reason)) {
                    return { type: "conflict", why: `${name} was changed meanwhile` };
                }
                throw error;
            }
            base = commit;
            return { type: "applied", written, kept, removed: changes.removals.length, commit };
        },
    };
}
class Git {
    directory;
    options;
    constructor(directory, options) {
        this.directory = directory;
        this.options = options;
    }
    static async create(options) {
        await (0,promises_.mkdir)(options.temp, { recursive: true });
        const git = new Git(await (0,promises_.mkdtemp)((0,external_node_path_.join)(options.temp, "branch-")), options);
        await git.run(["init", "--quiet", "--bare"]);
        // A filter works with a remote that has a name, and lets what is missing be fetched when it is read.
        await git.run(["remote", "add", "origin", options.address]);
        await git.run(["config", "remote.origin.promisor", "true"]);
        await git.run(["config", "remote.origin.partialclonefilter", "blob:none"]);
        return git;
    }
    /** A commit without files, to which nothing refers. */
    async empty() {
        const tree = (await this.run(["mktree"])).toString("utf8").trim();
        return (await this.run(["commit-tree", tree], "empty\n")).toString("utf8").trim();
    }
    async store(content) {
        if (content.type === "bytes")
            return (await this.run(["hash-object", "-w", "--stdin"], content.bytes)).toString("utf8").trim();
        if (content.size > MOST_FILE)
            throw git_store_tooLarge(content.path, content.size);
        return (await this.run(["hash-object", "-w", "--no-filters", "--", content.path])).toString("utf8").trim();
    }
    /** The name that a content would have here. */
    async oidOf(content) {
        const named = content.type === "bytes"
            ? this.run(["hash-object", "--stdin"], content.bytes)
            : this.run(["hash-object", "--no-filters", "--", content.path]);
        return (await named).toString("utf8").trim();
    }
    /** With credentials, which git gets by its environment alone. @param left milliseconds, where less than usual are */
    async remote(args, left = Number.POSITIVE_INFINITY) {
        const { token, address } = this.options;
        if (token === undefined || !/^https?:/.test(address))
            return await this.run(args, "", {}, left);
        const value = `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
        const config = [[`http.${new URL(address).origin}/.extraHeader`, value]];
        const env = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: config[0][0], GIT_CONFIG_VALUE_0: config[0][1] };
        return await this.run(args, "", env, left);
    }
    async run(args, input = "", env = {}, left = Number.POSITIVE_INFINITY) {
        const { author, name, deadline = git_store_DEADLINE } = this.options;
        const child = (0,external_node_child_process_.spawn)("git", args, {
            cwd: this.directory,
            timeout: Math.min(deadline, left),
            env: {
                ...programEnvironment(process.env),
                LC_ALL: "C",
                GIT_TERMINAL_PROMPT: "0",
                GIT_CONFIG_NOSYSTEM: "1",
                GIT_AUTHOR_NAME: author.name,
                GIT_AUTHOR_EMAIL: author.email,
                GIT_COMMITTER_NAME: author.name,
                GIT_COMMITTER_EMAIL: author.email,
                ...env,
            },
        });
        closeWhenKilled(child);
        const [out, err] = [[], []];
        child.stdout.on("data", (chunk) => out.push(chunk));
        child.stderr.on("data", (chunk) => err.push(chunk));
        child.stdin.on("error", () => { });
        child.stdin.end(input);
        const code = await new Promise((resolve, reject) => {
            child.once("error", reject);
            child.once("close", (status, signal) => resolve(status ?? signal ?? "unknown"));
        });
        if (code === 0)
            return Buffer.concat(out);
        const ended = typeof code === "string";
        const said = Buffer.concat(err).toString("utf8").trim().split("\n").slice(-6).join(" ");
        // What a git that was ended had printed before is not why.
        const status = ended ? undefined : git_store_statusOf(said);
        throw new RequestFailure({
            operation: `git ${args[0]} with ${name}`,
            reason: ended ? `git was ended by ${code} before the server answered` : said || `git ended with ${code}`,
            ...(status !== undefined && { status }),
        });
    }
}
/** The status that an API would have answered. */
function git_store_statusOf(said) {
    if (/Authentication failed|could not read Username|terminal prompts disabled/i.test(said))
        return 401;
    if (/403|denied|not allowed|read.only|Could not read from remote|does not appear to be a git repository/i.test(said))
        return 403;
    if (/not found/i.test(said))
        return 404;
    if (/protected branch|rule violation|hook declined/i.test(said))
        return 422;
    return undefined;
}
function git_store_differs(name, path) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "published-differs",
        message: `${path} of ${name} is there already with other bytes`,
        remedy: "what is published never changes: release a new version, or remove the foreign file if it was never announced",
    });
}
function git_store_tooLarge(path, size) {
    return new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "registry-too-large",
        message: `${path} has ${size} bytes; a branch on GitHub takes files of up to ${MOST_FILE}`,
        remedy: "keep this repository in a bucket or on a server that takes PUT",
    });
}

;// CONCATENATED MODULE: ./packages/channels/build/store/signer.js

async function signed(changes, signer) {
    const phases = [];
    for (const phase of changes.phases) {
        const files = [];
        for (const { path, content, fixed } of phase) {
            if (content.type === "clear-signed")
                files.push(store_bytesOf(path, await signer.clearSign(content.text)));
            else if (content.type === "signature")
                files.push(store_bytesOf(path, await signer.sign(content.of)));
            else
                files.push({ path, content, fixed });
        }
        phases.push(files);
    }
    return { ...changes, phases };
}

;// CONCATENATED MODULE: ./packages/channels/build/store/repository-channel.js




/**
 * A static repository of packages as a channel. It keeps every version beside the others, so clients, who take the highest,
 * never go down by it; taking a release back takes it out of the indices, while its files stay where they are.
 */
function repositoryChannel(options) {
    const { id, title, repository, store, signer } = options;
    const { kind, suffix } = repository;
    const namesOf = (release) => options.names ?? [...release.assets.keys()].filter((name) => name.endsWith(suffix)).toSorted(compareNames);
    const momentOf = (release) => release.manifest.timestamp ?? Math.floor((release.publishedAt ?? 0) / 1000);
    const change = (seen, without, facts) => {
        const { state, packages, revision } = seen;
        const { publicKey } = signer;
        const now = Math.floor(options.now() / 1000);
        const update = repository.update(state, packages, without, { moment: facts.moment, now, publicKey });
        const phases = update.phases.filter((phase) => phase.length > 0);
        if (phases.length === 0 && update.removals.length === 0)
            return undefined;
        const before = repository.named(state);
        const own = packages.map((pkg) => repository.poolPath(pkg)).filter((path) => update.named.has(path));
        return {
            summary: facts.message,
            from: facts.from,
            to: facts.to,
            revision,
            objects: phases.flat().flatMap((file) => repository_channel_objectOf(file)),
            // A rollback takes out what the intent names, also when no receipt followed it.
            ...(own.length > 0 && { kept: { packages: own.join("\n") } }),
            detail: {
                changes: { message: facts.message, phases, removals: update.removals },
                named: own,
                unnamed: [...without].filter((path) => before.has(path)),
            },
        };
    };
    return {
        id,
        kind,
        title,
        swap: store.swap,
        ...(store.access && { access: store.access }),
        advertises: () => [],
        inspect: async (release) => {
            const revision = await store.begin();
            const state = await repository.read(store, signer);
            const packages = [];
            for (const name of namesOf(release))
                packages.push(await repository.readPackage(await release.file(name)));
            return { revision, state, packages };
        },
        propose: (seen, release) => {
            const version = release.version.text;
            if (seen.packages.length === 0)
                return { type: "skipped", why: `the release has no ${suffix} packages` };
            const facts = {
                moment: momentOf(release),
                from: null,
                to: version,
                message: `${release.manifest.project.name} ${version}`,
            };
            const found = change(seen, new Set(), facts);
            if (found !== undefined)
                return { type: "change", change: found };
            const named = repository.named(seen.state);
            const own = seen.packages.map((pkg) => repository.poolPath(pkg)).filter((path) => named.has(path));
            if (own.length === 0)
                return { type: "skipped", why: "the rule for old versions keeps none of its packages" };
            return { type: "nothing", state: repository_channel_stateOf(version, own), why: "the repository has its packages" };
        },
        apply: async ({ detail, revision }, _release, fence) => {
            const applied = await store.apply(await signed(detail.changes, signer), revision, fence);
            if (applied.type === "conflict")
                return applied;
            return {
                type: "applied",
                ...(applied.commit !== undefined && { revision: applied.commit }),
                detail: {
                    written: applied.written,
                    kept: applied.kept,
                    removed: applied.removed,
                },
            };
        },
        readBack: async ({ detail }) => {
            await store.begin();
            const named = repository.named(await repository.read(store, signer));
            const missing = detail.named.find((path) => !named.has(path));
            if (missing !== undefined)
                return { equal: false, why: `its indices do not name ${missing}` };
            const left = detail.unnamed.find((path) => named.has(path));
            return left === undefined ? { equal: true } : { equal: false, why: `its indices still name ${left}` };
        },
        undo: (receipt, seen, good) => {
            const back = good === undefined ? [] : seen.packages;
            const kept = new Set(back.map((pkg) => repository.poolPath(pkg)));
            const without = new Set(packagesOf(receipt).filter((path) => !kept.has(path)));
            if (without.size === 0)
                return { type: "nothing", why: "the journal names no package of the release here" };
            const to = good?.version.text ?? null;
            const message = `${receipt.version ?? "release"} taken back`;
            const facts = { moment: good === undefined ? 0 : momentOf(good), from: receipt.version, to, message };
            // The rule for old versions may have let them go when the release came: without them nothing could be installed.
            const found = change({ ...seen, packages: back }, without, facts);
            return found === undefined
                ? { type: "nothing", why: "the indices do not name its packages" }
                : { type: "change", change: found };
        },
    };
}
/** Packages and indices; what is signed when it is written has no digest before. */
function repository_channel_objectOf({ path, content }) {
    if (content.type === "clear-signed" || content.type === "signature")
        return [];
    const print = printOf(content);
    const isText = content.type === "bytes" && !/\.gz$|\/by-hash\//.test(path);
    return [
        {
            path,
            before: undefined,
            after: { ...print, ...(isText && { text: Buffer.from(content.bytes).toString("utf8") }) },
        },
    ];
}
function repository_channel_stateOf(version, paths) {
    return {
        version,
        ...objectsOf(paths.map((path) => ({ path, sha256: null }))),
        detail: { packages: paths.join("\n") },
    };
}
const packagesOf = ({ detail }) => typeof detail?.packages === "string" ? detail.packages.split("\n").filter((path) => path !== "") : [];

;// CONCATENATED MODULE: ./packages/channels/build/store/build.js

















function plannedRegistries(planned, context) {
    const { scoop = [], apt = [], rpm = [], registries = [], mirrors = [] } = planned;
    const { release } = context;
    const addresses = mirrors.map(({ url }) => url);
    return [
        // Mirrors and files first: what tells people of a release comes after what holds it.
        ...mirrors.map(({ id, storage }) => entry("mirror", id, `mirror ${id}`, async (step, title) => {
            if (storage.type === "github")
                return backupAt(id, storage.repository, step, title, context);
            const { order } = context;
            return mirrorChannel({ id: step, title, addresses, order, store: storeOf(id, storage, context) });
        })),
        ...registries.map((each) => entry("registry", each.id, `registry ${each.id}`, async (step, title) => build_filesAt(each, step, title, context))),
        ...apt.map((each) => entry("apt", each.id, `apt repository ${each.id}`, async (step, title) => {
            const suites = suitesOf(each, release);
            if (suites.suites.length === 0)
                return { skipped: "pre-releases are left out here" };
            return repositoryChannel({
                id: step,
                title,
                repository: aptRepository(aptSettings(each, suites, release)),
                store: storeOf(each.id, each.storage, context),
                signer: await context.signer(),
                now: () => context.patience.time.now(),
            });
        })),
        ...rpm.map((each) => entry("rpm", each.id, `rpm repository ${each.id}`, async (step, title) => {
            const suites = suitesOf(each, release);
            if (suites.suites.length === 0)
                return { skipped: "pre-releases are left out here" };
            return repositoryChannel({
                id: step,
                title,
                repository: rpmRepository(packageSettings(each, suites, release)),
                store: storeOf(each.id, each.storage, context),
                signer: await context.signer(),
                now: () => context.patience.time.now(),
            });
        })),
        ...scoop.map((settings) => ({
            id: scoopId(settings),
            kind: "scoop",
            title: `Scoop bucket ${settings.bucket} (${settings.name})`,
            make: async () => bucketAt(settings, context),
        })),
    ];
}
const entry = (kind, id, title, make) => ({
    id: `${kind}:${id}`,
    kind,
    title,
    make: () => make(`${kind}:${id}`, title),
});
/** A final release is in both suites, so that whoever takes pre-releases goes up to it. */
function suitesOf({ suite, prereleaseSuite }, { version }) {
    const extra = prereleaseSuite === undefined || prereleaseSuite === suite ? [] : [prereleaseSuite];
    const allSuites = [suite, ...extra];
    if (!(0,build_version/* isPrerelease */.V1)(version))
        return { suites: allSuites, allSuites };
    return { suites: prereleaseSuite === undefined ? [] : [prereleaseSuite], allSuites };
}
function packageSettings({ url, keep }, suites, { manifest }) {
    const { name, description } = manifest.project;
    return { name, description, url, retention: { versions: keep.versions, days: keep.days }, ...suites };
}
function aptSettings(apt, suites, release) {
    const { component, architectures, validDays } = apt;
    return { ...packageSettings(apt, suites, release), component, architectures, validDays };
}
/** @throws {Problem} `glob-matches-nothing` */
function build_filesAt(planned, id, title, context) {
    const { files, path, prereleases } = planned;
    const names = [...context.release.assets.keys()];
    // Nothing is taken back from there, and the manifest of a bad release may be what is wrong with it.
    const wanted = context.release.mode.type === "rollback" ? [] : files;
    const idle = wanted.find((glob) => {
        const fits = picomatch(glob, { dot: true });
        return !names.some((name) => fits(name));
    });
    if (idle !== undefined) {
        throw (0,build_problem/* mistake */.RT)("glob-matches-nothing", `${title}: no asset of the release matches "${idle}"; it has: ${names.join(", ")}`, "correct the glob under `files`, or add the package that it means");
    }
    return registryChannel({
        id,
        title,
        store: storeOf(planned.id, planned.storage, context),
        matches: (name) => picomatch([...files], { dot: true })(name),
        pathOf: (file, { manifest, version }) => {
            const values = {
                name: manifest.project.name,
                version: version.text,
                tag: manifest.tag,
                file,
            };
            return path.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
        },
        prereleases,
    });
}
function backupAt(id, repository, step, title, context) {
    const { apiUrl, patience, log, temp } = context;
    const forge = githubForge({ repository, apiUrl, token: tokenFor(id, repository, context), patience });
    return githubMirror({ id: step, title, forge, patience, log, temp });
}
function bucketAt(settings, context) {
    const { bucket, branch } = settings;
    const { apiUrl, patience, log } = context;
    const token = tokenFor(bucket, bucket, context);
    const repository = githubRepository({
        repository: bucket,
        apiUrl,
        token,
        patience,
        log,
        ...(branch !== undefined && { branch }),
    });
    return scoopBucket(repository, settings);
}
function storeOf(id, storage, context) {
    const { patience, serverUrl, temp } = context;
    if (storage.type === "http") {
        return httpStore({
            ...storage,
            url: new URL(reachable(storage.url)),
            authentication: authenticationOf(id, storage, context),
            patience,
        });
    }
    if (storage.type === "s3") {
        const secrets = context.secrets.get(id) ?? {};
        const sessionToken = secrets["session-token"];
        const endpoint = reachable(storage.endpoint);
        return s3Store({
            ...storage,
            endpoint: new URL(endpoint),
            // A stand-in has one name for all of its buckets.
            pathStyle: storage.pathStyle || endpoint !== storage.endpoint,
            credentials: {
                accessKeyId: secretOf(id, "access-key-id", context),
                secretAccessKey: secretOf(id, "secret-access-key", context),
                ...(sessionToken !== undefined && { sessionToken }),
            },
            patience,
        });
    }
    const { repository, branch, directory } = storage;
    return gitStore({
        name: repository,
        address: `${serverUrl}/${repository}.git`,
        branch,
        directory,
        token: tokenFor(id, repository, context),
        author: { name: "slipway", email: "slipway@users.noreply.github.com" },
        temp: (0,external_node_path_.join)(temp, "branches"),
    });
}
function authenticationOf(id, { authentication, header }, context) {
    switch (authentication) {
        case "none":
            return { type: "none" };
        case "basic":
            return {
                type: "basic",
                username: secretOf(id, "username", context),
                password: secretOf(id, "password", context),
            };
        case "bearer":
            return { type: "bearer", token: secretOf(id, "token", context) };
        case "header":
            return { type: "header", name: header ?? "authorization", value: secretOf(id, "token", context) };
    }
}
/** The job's own token does not reach other repositories. */
function tokenFor(id, repository, context) {
    const own = context.secrets.get(id)?.token;
    if (own !== undefined)
        return own;
    if (repository.toLowerCase() === context.release.repository.toLowerCase())
        return context.token;
    return secretOf(id, "token", context);
}
function secretOf(id, key, { secrets }) {
    const found = secrets.get(id)?.[key];
    if (found !== undefined && found !== "")
        return found;
    throw (0,build_problem/* mistake */.RT)("registry-credentials-missing", `the credentials of "${id}" have no ${key}`, `write "${id}: { ${key}: … }" into the secret REGISTRIES: it comes by the input "credentials", of a rollback "registry-credentials"`);
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
    throw (0,build_problem/* mistake */.RT)("channel-clash", `two entries keep up ${ids[twice]}`, 'give each a "name" of its own, or merge them', config.placeOf(["channels", "homebrew", twice]));
}
/** Credentials and steps in the journal are found by them. */
function requireDistinctIds(config, { apt, rpm, registries, mirrors }) {
    const all = Object.entries({ apt, rpm, registries, mirrors }).flatMap(([key, list = []]) => list.map(({ id }, at) => ({ id, path: ["channels", key, at] })));
    for (const { id, path } of all.filter((each, at) => all.findIndex((other) => other.id === each.id) !== at)) {
        throw (0,build_problem/* mistake */.RT)("channel-clash", `two registries have the id "${id}"`, 'give each an "id" of its own: credentials are found by it', config.placeOf(path));
    }
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
            throw (0,build_problem/* mistake */.RT)("mail-in-the-clear", `mail to ${host} would travel without TLS`, "write `tls: starttls` or `tls: tls`; `none` is for a server on the runner itself", config.placeOf(["notify", "to", index, "tls"]));
        }
        return { messenger, ...shared, host, port, tls, from, to };
    });
    const ids = messengers.map(({ id }) => id);
    const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
    if (twice !== -1) {
        throw (0,build_problem/* mistake */.RT)("messenger-clash", `two messengers are called "${ids[twice]}"`, 'give each an "id" of its own', config.placeOf(["notify", "to", twice]));
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

;// CONCATENATED MODULE: ./packages/rollback/build/configuration.js


/**
 * The configuration of a commit, which need not be checked out.
 * @param ref commit or branch; undefined: there is none
 * @param path in the repository; undefined: slipway.yml, which a project may do without
 * @param called of the commit, for people: its tag
 * @throws {Problem} `missing-config`, and what parsing it throws
 */
async function configuration_configurationAt(forge, ref, path, called) {
    const name = path ?? load_CONFIG_NAME;
    const file = ref === undefined ? undefined : await forge.readFile(ref, name);
    if (file !== undefined)
        return load_parseConfig(file.text, `${name} at ${called}`);
    if (path === undefined)
        return NO_CONFIG;
    throw (0,build_problem/* mistake */.RT)("missing-config", `there is no "${name}" in ${forge.repository} at ${called}`, "correct the input `config`; it is a path in the repository");
}

;// CONCATENATED MODULE: ./packages/rollback/build/session/staging.js


/**
 * @param forge of the real repository; only read
 * @throws {Problem} `staging-missing`, `staging-is-real`, `missing-input`
 */
async function stagedInputs(inputs, forge) {
    const name = inputs.config ?? load_CONFIG_NAME;
    const text = (await forge.readFile(undefined, name))?.text;
    const place = `${name} of the default branch of ${forge.repository}`;
    const config = text === undefined ? undefined : load_parseConfig(text, place);
    const staging = config?.settings.rollback?.staging;
    if (config === undefined || staging === undefined) {
        throw (0,build_problem/* mistake */.RT)("staging-missing", `${place} ${text === undefined ? "does not exist" : "has no `rollback: {staging: …}`"}. Nothing was changed`, "name the staging repository there: `rollback: {staging: {repository: acme/app-staging, config: slipway.staging.yml}}`");
    }
    const { repository } = staging;
    if (same(repository, forge.repository) || same(repository, inputs.repository)) {
        throw shared(`the staging repository ${repository} is the real one`);
    }
    if (inputs.stagingToken === undefined) {
        throw (0,build_problem/* mistake */.RT)("missing-input", 'the input "staging-token" is empty', `store a token for ${repository} (contents: write) as a secret, and pass it: the job's own token reaches only its own repository`);
    }
    return {
        inputs: { ...inputs, repository, token: inputs.stagingToken, config: staging.config },
        real: { repository: forge.repository, config },
    };
}
/**
 * Before any channel is made. @param product name of the project
 * @param tapAddress input `tap-address`, which says past the configuration where a tap is
 * @throws {Problem} `staging-is-real`
 */
function requireApart(config, real, product, tapAddress) {
    const ours = planChannels(config, product) ?? {};
    const elsewhere = (ours.homebrew ?? []).find(({ tap }) => tapAddress !== undefined && !isOf(tap, tapAddress));
    if (elsewhere !== undefined)
        throw shared(`\`tap-address\` is not that of the staging tap ${elsewhere.tap}`);
    const theirs = planChannels(real.config, product) ?? {};
    const reserved = [...staging_addressesOf(theirs), { address: repositoryAddress(real.repository), what: real.repository }];
    for (const { address, what } of staging_addressesOf(ours)) {
        const other = reserved.find((each) => each.address.startsWith(address) || address.startsWith(each.address));
        if (other !== undefined)
            throw shared(`the staging channel ${what} is at ${other.what}, which is real`);
    }
    const ids = new Set(idsOf(theirs));
    const id = idsOf(ours).find((each) => ids.has(each));
    if (id !== undefined)
        throw shared(`a staging channel has the id "${id}" of a real one, whose credentials it would get`);
    const named = planNews(real.config)?.messengers;
    const people = named ?? [];
    // Where none is named, those are told whose address is given under the name of their kind.
    const known = new Set(named?.map((each) => each.id) ?? messenger/* MESSENGERS */.HD);
    const boxes = new Set(people.flatMap(mailboxesOf));
    for (const messenger of planNews(config)?.messengers ?? []) {
        if (known.has(messenger.id)) {
            throw shared(`a staging messenger has the id "${messenger.id}" of a real one, whose address it would get`);
        }
        const box = mailboxesOf(messenger).find((each) => boxes.has(each));
        if (box !== undefined)
            throw shared(`staging mail would go to ${box}, as real mail does`);
    }
}
const shared = (what) => (0,build_problem/* mistake */.RT)("staging-is-real", `${what}. Nothing was changed`, "give staging a repository, addresses and ids of its own (`id:` of a registry, mirror or messenger)");
/** `git@example.org:acme/homebrew-tap.git` */
const isOf = (tap, address) => address
    .toLowerCase()
    .replace(/(?:\.git)?\/*$/, "")
    .split(/[:/]/)
    .slice(-2)
    .join("/") === tap.toLowerCase();
const same = (a, b) => a.toLowerCase() === b.toLowerCase();
function staging_addressesOf({ homebrew, scoop, apt, rpm, registries, mirrors }) {
    const place = (address, what) => ({ address, what });
    const stored = [...(apt ?? []), ...(rpm ?? []), ...(registries ?? []), ...(mirrors ?? [])];
    return [
        ...(homebrew ?? []).map(({ tap }) => place(repositoryAddress(tap), tap)),
        ...(scoop ?? []).map(({ bucket }) => place(repositoryAddress(bucket), bucket)),
        ...stored.map(({ id, storage }) => place(staging_addressOf(storage), id)),
        ...stored.flatMap((each) => "url" in each && each.url !== undefined ? [place(webAddress(each.url), each.url)] : []),
    ];
}
function staging_addressOf(storage) {
    switch (storage.type) {
        case "http":
            return webAddress(storage.url);
        case "s3":
            return `${webAddress(storage.endpoint)}${storage.bucket}/${storage.prefix === "" ? "" : `${storage.prefix.replace(/\/*$/, "")}/`}`;
        case "branch":
        case "github":
            return repositoryAddress(storage.repository);
    }
}
const repositoryAddress = (name) => `repository:${name.toLowerCase()}/`;
function webAddress(address) {
    const { host, pathname } = new URL(address);
    return `//${host}${pathname.replace(/\/*$/, "")}/`;
}
const idsOf = ({ apt, rpm, registries, mirrors }) => [apt, rpm, registries, mirrors].flatMap((list) => (list ?? []).map(({ id }) => id));
const mailboxesOf = (messenger) => messenger.messenger === "email" ? messenger.to.map((box) => box.replace(/^.*<|>.*$/g, "").toLowerCase()) : [];

;// CONCATENATED MODULE: ./packages/rollback/build/session/channels.js









/**
 * Every place where the bad release was advertised, as the configuration at its own tag names them: that is the one by which
 * it was released. Neither a checkout nor its plan is needed.
 */
async function configuredChannels(releases, { inputs, kit, forge, patience, secrets, real }, order) {
    const { bad } = releases;
    const config = await configurationOf(bad.manifest.tag, inputs.config, forge);
    // A project may have had another name before.
    const product = bad.manifest.project.name;
    if (real !== undefined)
        requireApart(config, real, product, inputs.address);
    const planned = planChannels(config, product) ?? {};
    const { taps: credentials, repository, token, address } = inputs;
    // Not as a dry run, which reads a tap without its credentials: the plan that is approved is the one that is executed.
    const access = { credentials, repository, token, address, dryRun: false };
    const { log, runtime } = kit;
    const taps = (planned.homebrew ?? []).map((settings) => ({
        id: `homebrew:${settings.tap}/${settings.name}`,
        kind: "homebrew",
        title: `Homebrew tap ${settings.tap}`,
        make: async () => tapChannel(settings, access, kit, patience),
    }));
    const moment = Math.floor(patience.time.now() / 1000);
    const registries = plannedRegistries(planned, {
        release: bad,
        patience,
        apiUrl: runtime.apiUrl,
        serverUrl: runtime.serverUrl,
        temp: runtime.temp,
        log,
        secrets,
        token,
        signer: () => openSigner(inputs, moment),
        ...(order && { order }),
    });
    const messages = configuredMessages(releases, planNews(config) ?? channels_newsOf(inputs), { inputs, patience, log });
    return [...taps, ...registries, ...messages];
}
/** Where clients get releases: where they are published, then the mirrors. */
async function configuredHosts({ bad, good }, { inputs, kit, forge }) {
    const config = await configurationOf(bad.manifest.tag, inputs.config, forge);
    return hostsOf(planChannels(config, bad.manifest.project.name)?.mirrors ?? [], good.repository, kit.runtime.serverUrl);
}
/** From where assets come while GitHub does not hand them out. */
function mirrorsBy({ config: path, repository }, { runtime, log }, forge, get) {
    return {
        addresses: async (tag) => {
            const config = await configurationOf(tag, path, forge);
            const { mirrors = [] } = planChannels(config, repository.split("/")[1] ?? "") ?? {};
            return mirrors.map(({ url }) => url);
        },
        temp: runtime.temp,
        log,
        ...(get && { fetch: get }),
    };
}
/** Who was told is corrected; in mode `security` whoever gets security notices is warned, told of the release or not. */
function configuredMessages({ bad, good }, told, { inputs, patience, log }) {
    const { mode, operation } = inputs;
    const atOnce = mode === "emergency" || mode === "security";
    const news = atOnce ? { ...told, urgent: [...new Set([...told.urgent, "security", "rollback"])] } : told;
    const released = (0,build_version/* isPrerelease */.V1)(bad.version) ? "prerelease" : "release";
    const why = good.mode.type === "rollback" ? { reason: good.mode.reason } : {};
    return news.messengers.map((messenger) => {
        const warns = mode === "security" && operation === "rollback" && messenger.on.includes("security");
        return {
            id: `notify:${messenger.id}${warns ? WARNING : ""}`,
            kind: messenger.messenger,
            title: `${warns ? "Security notice" : "Message"} to ${messenger.id}`,
            make: async () => messageChannel({
                news,
                messenger,
                ...(warns ? { type: "security", ...why, replacement: good.manifest.version } : { type: released }),
                secrets: inputs.messengers[messenger.id] ?? {},
                patience,
                tell: log.info,
            }),
        };
    });
}
/** Where no configuration says who was told: whoever can be told, as notify does. */
function channels_newsOf({ messengers, mode }) {
    const on = [...words/* MESSAGE_TYPES */.Ol];
    // An address that no configuration calls a staging one may be anybody's.
    const to = mode === "staging" ? [] : messenger/* MESSENGERS */.HD.filter((kind) => kind !== "email" && messengers[kind] !== undefined);
    return {
        messengers: to.map((messenger) => ({ messenger, id: messenger, on })),
        urgent: ["security", "rollback"],
        texts: {},
    };
}
/** By the tag's commit: a branch may have its name. */
const configurationOf = async (tag, path, forge) => await configuration_configurationAt(forge, await forge.resolveTag(tag), path, tag);

;// CONCATENATED MODULE: ./packages/rollback/build/session/offline.js







/** The forge while it cannot be reached: its files are those of the checkout. */
function checkedOut(forge, workspace) {
    return {
        ...forge,
        resolveTag: async () => "0".repeat(40),
        readFile: async (_ref, path) => {
            const text = await (0,promises_.readFile)((0,external_node_path_.resolve)(workspace, path), "utf8").catch(() => undefined);
            return text === undefined ? undefined : { text, version: "" };
        },
    };
}
/** Milliseconds. */
const offline_DEADLINE = 30_000;
/** Names of files come from a mirror here: no others. */
const OWN_SIGNATURES = new Set(Object.values(words/* SIGNATURE_SUFFIX */.VV).map((suffix) => words/* MANIFEST_NAME */.ir + suffix));
/** What takes the place of GitHub's answers: the checkout, and what the mirrors hand out. */
async function offlineDeps(inputs, { runtime }, deps, instead) {
    const mirrors = await offline_mirrorsOf(inputs, instead.forge);
    const get = async (address, path) => await textAt(path.length === 1 ? `${address}/${path[0]}` : addressOf(address, path[0], path[1] ?? ""), deps.fetch);
    return {
        ...deps,
        ...instead,
        journal: undefined,
        releaseOf: async (tag) => {
            const texts = [];
            for (const address of mirrors)
                texts.push(...(await get(address, [tag, words/* MANIFEST_NAME */.ir])));
            const [text] = texts;
            if (text === undefined || texts.some((each) => each !== text)) {
                throw unknownRelease(tag, text === undefined ? "no mirror hands out its" : "the mirrors differ about its");
            }
            const manifest = manifestFrom(text, tag, inputs.repository);
            const files = new Map([[words/* MANIFEST_NAME */.ir, text]]);
            for (const name of (manifest.signatures ?? []).filter((each) => OWN_SIGNATURES.has(each))) {
                for (const address of mirrors) {
                    const [signature] = await get(address, [tag, name]);
                    if (signature !== undefined && !files.has(name))
                        files.set(name, signature);
                }
            }
            return releaseFrom(manifest, files, inputs.repository, runtime);
        },
        pointers: async () => {
            const tags = [];
            for (const address of mirrors) {
                for (const text of await get(address, ["latest.json"])) {
                    const found = LatestPointer.safeParse(parseJson(text));
                    if (found.success)
                        tags.push(found.data.tag);
                }
            }
            return tags;
        },
    };
}
function manifestFrom(text, tag, repository) {
    const manifest = document_readDocument(release_manifest_RELEASE_MANIFEST, text, `${words/* MANIFEST_NAME */.ir} of ${tag}`);
    if (manifest.tag !== tag || (manifest.repository ?? repository).toLowerCase() !== repository.toLowerCase()) {
        throw unknownRelease(tag, `the mirrors have that of ${manifest.tag} of ${manifest.repository} as its`);
    }
    return manifest;
}
/** @param files release.json and its signatures, where mirrors hand them out */
async function releaseFrom(manifest, files, repository, { serverUrl, temp }) {
    const directory = (0,external_node_path_.join)(temp, "of-mirrors", manifest.tag.replaceAll("/", "-"));
    await (0,promises_.mkdir)(directory, { recursive: true });
    for (const [name, text] of files)
        await (0,promises_.writeFile)((0,external_node_path_.join)(directory, name), text);
    const signatures = [...files].filter(([name]) => name !== words/* MANIFEST_NAME */.ir);
    return channelRelease({
        manifest,
        serverUrl,
        repository,
        signatures: async () => signatures.map(([name, text]) => ({ name, size: Buffer.byteLength(text), sha256: (0,build_digest/* sha256 */.sc)(text) })),
        // Nothing else is brought from one mirror to another: only GitHub vouches for bytes.
        file: async (name) => (0,external_node_path_.join)(directory, name),
    });
}
function unknownRelease(tag, why) {
    return (0,build_problem/* mistake */.RT)("manifest-missing", `GitHub cannot be reached, and ${why} ${words/* MANIFEST_NAME */.ir} of ${tag}. Nothing was changed`, "see that a mirror answers and has that release; else run this again when GitHub is back");
}
async function offline_mirrorsOf({ config, repository }, forge) {
    const name = config ?? load_CONFIG_NAME;
    const file = await forge.readFile(undefined, name);
    const mirrors = file === undefined
        ? []
        : (planChannels(load_parseConfig(file.text, name), repository.split("/")[1] ?? "")?.mirrors ?? []);
    if (mirrors.length > 0)
        return mirrors.map(({ url }) => url);
    throw (0,build_problem/* mistake */.RT)("missing-config", `GitHub cannot be reached, and there is no ${name} with mirrors in the workspace`, "run this in a checkout of the release's tag; without mirrors there is nothing to fail over to");
}
/** As a list: none, where nothing answers with it. */
async function textAt(url, given) {
    try {
        const answer = await (given ?? fetch)(reachable(url), { signal: AbortSignal.timeout(offline_DEADLINE) });
        if (!answer.ok || Number(answer.headers.get("content-length") ?? 0) > words/* LARGEST_MANIFEST */.$D) {
            await answer.body?.cancel();
            return [];
        }
        const chunks = [];
        let size = 0;
        for await (const chunk of answer.body ?? []) {
            chunks.push(chunk);
            size += chunk.byteLength;
            if (size > words/* LARGEST_MANIFEST */.$D)
                return [];
        }
        return [Buffer.concat(chunks).toString("utf8")];
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./packages/rollback/build/session/run.js

















/** What an emergency waits for channels: docs/rollback.md has the same figures. Milliseconds. */
const EMERGENCY = {
    addressDeadline: 30_000,
    policy: { ...RETRY_POLICY, attempts: 3, longestWait: 5_000, longestLimit: 60_000 },
};
/** Name of the plan among the job's files. */
const PLAN_NAME = "rollback-plan.json";
/** So long GitHub lets a job wait for its approval, and the plan has to be there then (docs.github.com, "Reviewing deployments"). */
const APPROVAL_DAYS = 30;
async function run_run(given, kit, around = {}) {
    const { log, runtime } = kit;
    const { time = realTime, env = process.env, mask = maskSecret, outputs = setOutputs, ...others } = around;
    if (!honourProxy())
        log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
    const patience = new Patience({ time, tell: log.info });
    const { inputs, real } = await stagedOr(given, runtime.apiUrl, patience);
    // Several may lie in one secret, of which the runner knows the whole alone.
    for (const each of inputs.taps.values())
        mask(each.type === "token" ? each.token : each.key);
    const secrets = await readCredentials(inputs, runtime.workspace, mask);
    for (const secret of Object.values(inputs.messengers).flatMap((each) => Object.values(each))) {
        if (secret !== undefined)
            mask(secret);
    }
    const { repository, token, journal } = inputs;
    const options = { repository, apiUrl: runtime.apiUrl, token, patience };
    const published = githubForge(options);
    const forge = inputs.mode === "failover" ? withMirrors(published, mirrorsBy(inputs, kit, published, others.fetch)) : published;
    const emergency = inputs.mode === "emergency";
    const hasty = emergency ? new Patience({ time, tell: log.info, policy: EMERGENCY.policy }) : patience;
    await (0,promises_.mkdir)(runtime.temp, { recursive: true });
    const deps = {
        forge,
        list: () => listGithubReleases(options),
        releaseOf: async (tag) => (await takeChannelRelease({ from: "tag", tag }, kit, forge, { dryRun: inputs.dryRun })).release,
        rules: async (tag) => rules_readRules({ forge, tag, config: inputs.config, rehearsal: await recordOf(inputs, runtime.workspace) }),
        channels: (releases, order) => configuredChannels(releases, { inputs, kit, forge, patience: hasty, secrets, real }, order),
        hosts: (releases) => configuredHosts(releases, { inputs, kit, forge }),
        advisories: githubAdvisories({ ...options, token: inputs.advisoryToken ?? token }),
        patience,
        log,
        // Where the run is, not what it is about.
        run: journalRun(kit, given.repository, env),
        journal,
        ...(emergency && { addressDeadline: EMERGENCY.addressDeadline }),
        ...others,
    };
    const approved = await readApproval(inputs, kit);
    const gathered = await log.group("Plan", async () => {
        try {
            return await gatherRollback(inputs, deps);
        }
        catch (error) {
            if (inputs.mode !== "failover" || !isUnreachable(error))
                throw error;
            log.warning(`${error.message}; going by what the mirrors say`);
            const there = checkedOut(forge, runtime.workspace);
            const context = { inputs, kit, forge: there, patience: hasty, secrets, real };
            return await gatherOffline(inputs, await offlineDeps(inputs, kit, deps, {
                forge: there,
                channels: (releases, order) => configuredChannels(releases, context, order),
                hosts: (releases) => configuredHosts(releases, context),
                rules: (tag) => rules_readRules({ forge: there, tag, config: inputs.config }),
            }));
        }
    });
    const plan = planRollback(gathered.facts);
    const path = (0,external_node_path_.join)(runtime.temp, PLAN_NAME);
    await (0,promises_.writeFile)(path, writeDocument(ROLLBACK_PLAN, plan));
    if (inputs.handOverPlan && inputs.dryRun)
        await kit.handOver.give(ARTIFACT.rollbackPlan, runtime.temp, [path], APPROVAL_DAYS);
    const shown = showPlan(plan);
    log.info(shown);
    await kit.summarise(shown);
    const told = {
        plan: path,
        "plan-digest": plan.digest,
        from: plan.from.tag,
        to: plan.to.tag,
        reason: plan.reason,
        "roll-forward": gathered.facts.rollForward?.tag.version.text ?? "",
    };
    // Also of an execution that is refused.
    outputs({ ...told, changed: false });
    if (inputs.dryRun)
        return { ...told, changed: false, outcomes: "[]" };
    const { changed, outcomes } = await log.group("Execution", () => untilCancelled(kit, (cancelled) => executeRollback(gathered, plan, { ...deps, cancelled }, approved)));
    // Also where a channel failed, which fails the job.
    outputs({ changed, outcomes: outcomesOf(outcomes) });
    if (outcomes.length > 0)
        await concluded(outcomes, kit);
    return { ...told, changed, outcomes: outcomesOf(outcomes) };
}
/** @throws {Problem} the channel's own where one failed, `channels-failed` where several did; both say how things stand */
async function concluded(outcomes, kit) {
    try {
        await concludeChannels(outcomes, kit);
    }
    catch (error) {
        if (!(error instanceof build_problem/* Problem */.AF))
            throw error;
        const stands = "Everything else of the plan is done and stays; the rollback goes on here when it is run again";
        throw error.retold({ message: `${error.message}. ${stands}` });
    }
}
async function stagedOr(inputs, apiUrl, patience) {
    if (inputs.mode !== "staging")
        return { inputs, real: undefined };
    const { repository, token } = inputs;
    const forge = githubForge({ repository, apiUrl, token, patience });
    return await explaining("Nothing was changed.", () => stagedInputs(inputs, forge));
}
/** The record of a rehearsal that was made elsewhere than it is looked for. */
async function recordOf({ rehearsal }, workspace) {
    if (rehearsal === undefined)
        return undefined;
    const place = (0,external_node_path_.resolve)(workspace, rehearsal);
    const text = await (0,promises_.readFile)(place, "utf8").catch((cause) => {
        throw (0,build_problem/* mistake */.RT)("rehearsal-unreadable", `the input "rehearsal" names ${place}, which cannot be read (${cause.code})`, "give the path of what `slipway rehearse --rollback --record` wrote, relative to the workspace, or leave it out");
    });
    return { text, place };
}
async function run_takePlan(into, handOver) {
    try {
        await handOver.take(ARTIFACT.rollbackPlan, into);
    }
    catch (error) {
        if (!(error instanceof build_problem/* Problem */.AF) || error.code !== "artifact-missing")
            throw error;
        throw error.retold({
            message: `${error.message}. Nothing was changed`,
            remedy: `the plan is kept for ${APPROVAL_DAYS} days, or for as long as the repository keeps artifacts: start the workflow again, for a new plan`,
        });
    }
}
async function readApproval({ plan: path, planDigest: digest, handOverPlan }, { runtime, handOver }) {
    if (digest === undefined)
        return undefined;
    const handed = path === undefined && handOverPlan ? (0,external_node_path_.join)(runtime.temp, DIRECTORY.approved) : undefined;
    if (handed !== undefined)
        await run_takePlan(handed, handOver);
    const file = handed === undefined ? path && (0,external_node_path_.resolve)(runtime.workspace, path) : (0,external_node_path_.join)(handed, PLAN_NAME);
    if (file === undefined)
        return { digest };
    const text = await (0,promises_.readFile)(file, "utf8").catch((cause) => {
        throw (0,build_problem/* mistake */.RT)("plan-unreadable", `the input "plan" names ${file}, which cannot be read (${cause.code})`, "give the path of the rollback-plan.json that was approved, relative to the workspace");
    });
    const plan = document_readDocument(ROLLBACK_PLAN, text, file);
    const own = digestOf(plan);
    if (plan.digest === digest && own === digest)
        return { digest, plan };
    throw (0,build_problem/* mistake */.RT)("plan-not-approved", plan.digest === digest
        ? `${file} was changed after it was made: its digest is ${own}, not the approved ${digest}`
        : `${file} has the digest ${plan.digest}, not the approved ${digest}`, "pass `plan` and `plan-digest` of one run: the one whose plan was approved");
}

;// CONCATENATED MODULE: ./actions/build/rollback/run.js



/***/ }),

/***/ 5862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   oK: () => (/* binding */ PlannedGate),
/* harmony export */   wV: () => (/* binding */ PlannedSbom),
/* harmony export */   zu: () => (/* binding */ SBOM_FORMATS)
/* harmony export */ });
/* unused harmony exports SbomFormat, SBOM_SUFFIX, IgnoredVulnerability */
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

/***/ 3379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Go: () => (/* binding */ MessageType),
/* harmony export */   HD: () => (/* binding */ MESSENGERS),
/* harmony export */   e9: () => (/* binding */ PlannedNews)
/* harmony export */ });
/* unused harmony exports PlannedMessenger, MessageTexts */
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
const MESSENGERS = [
    "slack",
    "discord",
    "teams",
    "email",
    "webhook",
];
/** The project's own words, with `{name}`, `{version}`, `{tag}`, `{url}` and `{reason}`. */
const MessageTexts = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({ title: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional(), text: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional() });
const PlannedNews = zod__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    messengers: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(PlannedMessenger).min(1),
    /** Types that ask for attention at once. */
    urgent: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(MessageType),
    texts: zod__WEBPACK_IMPORTED_MODULE_0__/* .partialRecord */ .jgl(MessageType, MessageTexts),
});


/***/ }),

/***/ 7188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  az: () => (/* binding */ ArchiveFormat),
  Ac: () => (/* binding */ PLAN)
});

// UNUSED EXPORTS: LONGEST_PLANNED_NOTES, Plan, PlannedBuild, PlannedFile, PlannedLeg, PlannedNotes, PlannedPackage, PlannedTarget, ToolchainName

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./packages/model/build/bills.js
var bills = __webpack_require__(5862);
// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(8475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(7357);
// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
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

// EXTERNAL MODULE: ./packages/model/build/signing.js
var signing = __webpack_require__(5779);
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
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
    sboms: schemas/* array */.YOg(bills/* PlannedSbom */.wV).optional(),
    /** Known vulnerabilities that stop the release; absent where nobody looks for them. */
    vulnerabilities: bills/* PlannedGate */.oK.optional(),
    /** Who signs which assets; absent where nobody does. */
    signing: signing/* PlannedSigning */.Al.optional(),
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


/***/ })

};
