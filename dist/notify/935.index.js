export const id = 935;
export const ids = [935];
export const modules = {

/***/ 2935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

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

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(8958);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var build_problem = __webpack_require__(9899);
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
        throw new build_problem/* Problem */.AF({
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

;// CONCATENATED MODULE: ./packages/forge/build/failure.js
/** A request that did not succeed. It keeps nothing of the request but its name, so that no token can travel with it. */
class failure_RequestFailure extends Error {
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
    return new failure_RequestFailure({
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
function patience_paceTime(count, pace = CONTENT_PACE) {
    const [shorter, ...longer] = [...pace].sort((a, b) => b.within - a.within);
    if (shorter === undefined || count <= 0)
        return 0;
    const full = Math.ceil(count / shorter.most) - 1;
    return full * shorter.within + patience_paceTime(count - full * shorter.most, longer);
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
                if (!(error instanceof failure_RequestFailure) || error.exhausted)
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

;// CONCATENATED MODULE: ./packages/channels/build/engine/explain.js


/** The first row that fits tells what a refused or failed request means for a channel. */
const ROWS = [
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
    const row = ROWS.find(({ when }) => when(failure));
    return new build_problem/* Problem */.AF({
        kind: row?.kind ?? "refusal",
        code: row?.code ?? "channel-refused",
        message: `${title}: ${failure.message}`,
        remedy: row?.remedy ?? "correct what the server names, then re-run this job",
        cause: failure,
    });
}

;// CONCATENATED MODULE: ./packages/forge/build/remedies.js

const WRITE_REMEDY = 'give the job "permissions: contents: write" (a called workflow cannot have more than its caller). Runs for pull requests ' +
    "from forks never get it: publish from a pushed tag of the repository itself";
/** GitHub does not tell a repository that is hidden from a token from one that there is not. */
const UNSEEN_REMEDY = "see whether the repository is spelled right, and whether the token is one for it: GitHub answers so where it is not; in a workflow " +
    WRITE_REMEDY;
/** Failures that several places of this room raise, by code. */
const REMEDIES = {
    "token-read-only": {
        kind: "refusal",
        remedy: WRITE_REMEDY,
    },
    "token-rejected": {
        kind: "refusal",
        remedy: "the token is wrong or has expired (a job's own token lasts 24 hours at most): re-run the failed jobs, which get a new one; a token of your own has to be renewed in its secret before",
    },
    "access-refused": {
        kind: "refusal",
        remedy: WRITE_REMEDY,
    },
    "release-refused": {
        kind: "refusal",
        remedy: "GitHub answers so when the token lacks contents: write, and when the tag's commit changes .github/workflows against the " +
            "default branch, which no token of Actions may release: bring the change to the default branch first, or use a token of a " +
            "GitHub App with workflows: write",
    },
    "rate-limited": {
        kind: "refusal",
        remedy: "wait until the limit is lifted, then re-run the failed jobs: what is uploaded already is kept",
    },
    "request-refused": {
        kind: "refusal",
        remedy: "correct what the server names, then re-run the failed jobs",
    },
    "discussion-category-missing": {
        kind: "mistake",
        remedy: 'enable discussions in the repository\'s settings and create the category, or correct `release: {discussion: …}` or the input "discussion-category"; give the job "permissions: discussions: write"; then re-run the failed jobs',
    },
    "connection-failed": {
        kind: "failure",
        remedy: "check the runner's network and proxy, then re-run the failed jobs: what is uploaded already is kept",
    },
    "server-unavailable": {
        kind: "failure",
        remedy: "see githubstatus.com; re-run the failed jobs when it is well again: what is uploaded already is kept",
    },
    "tag-missing": {
        kind: "refusal",
        remedy: "push the tag; without it GitHub would tag the default branch's head",
    },
    "tag-refused": {
        kind: "refusal",
        remedy: "let GitHub Actions create this tag in the repository's rules (Settings, Rules), or push it yourself, on the commit that the message names; then re-run the failed jobs",
    },
    "tag-moved": {
        kind: "refusal",
        remedy: "a tag must not move while its release is made: run the whole workflow again for the tag as it is now",
    },
    "artifact-changed": {
        kind: "failure",
        remedy: "publish what was packaged and listed: run the whole workflow again, and let nothing touch its files meanwhile",
    },
    "draft-differs": {
        kind: "refusal",
        remedy: "re-run the failed jobs; assets that are not the manifest's have to be deleted from the draft by hand, or the draft as a whole",
    },
    "draft-missing": {
        kind: "mistake",
        remedy: "run the release workflow for the tag with `draft: true` first, or correct the tag",
    },
    "draft-unverifiable": {
        kind: "refusal",
        remedy: "a draft is published only when the journal or its own release.json says which bytes were reviewed: run the whole workflow again for the tag",
    },
    "release-differs": {
        kind: "refusal",
        remedy: "published bytes never change: release a new version",
    },
    "release-immutable": {
        kind: "refusal",
        remedy: "an immutable release and its tag are fixed for good: release a new version",
    },
    "published-meanwhile": {
        kind: "refusal",
        remedy: "let only one run publish a tag (a journal, or `concurrency` in the workflow); to publish other bytes release a new version",
    },
    "publication-unconfirmed": {
        kind: "failure",
        remedy: "re-run the failed jobs: they confirm what is there and put the rest right",
    },
    "release-in-progress": {
        kind: "refusal",
        remedy: "wait for the other run, or cancel it; then re-run the failed jobs if its release is not published",
    },
    "journal-lock-lost": {
        kind: "failure",
        remedy: "look at the other run; if it failed too, re-run the failed jobs",
    },
    cancelled: {
        kind: "failure",
        remedy: "re-run the failed jobs: the next run goes on from here",
    },
    "journal-forbidden": {
        kind: "refusal",
        remedy: 'allow the branch "slipway/journal" in the repository\'s rules (Settings, Rules: exclude it, or let GitHub Actions bypass them), name another branch with the input "journal", or release without journal with "journal: off" (then nothing holds concurrent runs apart)',
    },
    "journal-damaged": {
        kind: "failure",
        remedy: "restore the file from the branch's history (git revert)",
    },
    "too-many-assets": {
        kind: "mistake",
        remedy: "leave out targets, variants or per-file checksums",
    },
    "asset-too-large": {
        kind: "mistake",
        remedy: "compress it better (tar.xz, tar.zst), leave files out, or split it",
    },
    "asset-empty": {
        kind: "mistake",
        remedy: "leave the file out, or see why whatever makes it wrote nothing",
    },
    "notes-too-long": {
        kind: "mistake",
        remedy: "shorten them, and attach the full text as a file",
    },
};
/** A problem of the table; `remedy` replaces its general one where more is known. */
function remedies_problem(code, details) {
    const { kind, remedy } = REMEDIES[code];
    return new build_problem/* Problem */.AF({ kind, code, remedy, ...details });
}

;// CONCATENATED MODULE: ./packages/forge/build/publish/problems.js



/** The first row that fits tells what a refused or failed request means. */
const problems_ROWS = [
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
        throw error instanceof failure_RequestFailure ? explain(error, state) : error;
    }
}
/** @param state what the server holds by now, in one sentence */
function explain(failure, state) {
    const [code] = problems_ROWS.find(([, when]) => when(failure)) ?? ["request-refused"];
    const until = failure.details.limitedUntil;
    return remedies_problem(code, {
        message: `${failure.message}${until === undefined ? "" : ` (until ${new Date(until).toISOString()})`}. ${state}`,
        cause: failure,
        ...(code === "access-refused" && failure.status === 404 && { remedy: UNSEEN_REMEDY }),
    });
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/fence.js

const fence_noFence = { pass: async () => { }, left: () => Number.POSITIVE_INFINITY };
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
    return remedies_problem("journal-lock-lost", {
        message: `the claim on ${channel} cannot be renewed${why === undefined ? "" : ` (${why})`}: nothing further is written there, because another run may begin.`,
    });
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/model/build/version.js
var build_version = __webpack_require__(1580);
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
    return all.filter(({ name }) => name !== MANIFEST_NAME).toSorted((a, b) => compareNames(a.name, b.name));
}
/** An artifact of the manifest, all of which are assets. */
function requireAsset(release, name) {
    const found = release.assets.get(name);
    if (found === undefined)
        throw new Error(`the release ${release.manifest.tag} has no asset "${name}"`);
    return found;
}

;// CONCATENATED MODULE: ./packages/channels/build/engine/addresses.js




/** Milliseconds. Delivery networks serve a new asset within seconds, as a rule; an old 404 may be kept for longer. */
const DEADLINE = 5 * 60_000;
const POLL = { first: 2_000, last: 30_000 };
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
    let poll = POLL.first;
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
        poll = Math.min(POLL.last, poll * 1.6);
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
        return await (channel.swap === "turn" && !deps.dryRun ? deps.ledger.inTurn(channel.id, work) : work(fence_noFence));
    }
    catch (error) {
        throw error instanceof failure_RequestFailure ? explainFailure(error, channel.title) : error;
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
            const told = error instanceof failure_RequestFailure ? explainFailure(error, this.channel.title) : error;
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
            if (!(error instanceof failure_RequestFailure))
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
    if (error instanceof failure_RequestFailure)
        return error.status === undefined || error.status >= 500;
    return !(error instanceof build_problem/* Problem */.AF) || (error.cause instanceof failure_RequestFailure && isUnclear(error.cause));
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

;// CONCATENATED MODULE: ./packages/channels/build/homebrew/tap.js





/** One product in one tap: its formula, its cask, and the versioned and pre-release ones beside them, in one commit. */
function homebrewTap(repository, settings) {
    const { name, via } = settings;
    const { pulls } = repository;
    if (via === "pull-request" && pulls === undefined) {
        throw new Problem({
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

;// CONCATENATED MODULE: ./packages/channels/build/scoop/id.js
/** `scoop:acme/scoop-bucket/app` */
function scoopId({ bucket, name }) {
    return `scoop:${bucket}/${name}`;
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

// EXTERNAL MODULE: ./packages/model/build/fields.js
var fields = __webpack_require__(7811);
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

// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
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
                if (error instanceof failure_RequestFailure && error.conflict) {
                    throw new failure_RequestFailure({ ...error.details, again: true });
                }
                throw error;
            }
        });
    }
}

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

;// CONCATENATED MODULE: ./packages/forge/build/journal/channel-turn.js








/** Milliseconds. */
const LEASE = 10 * 60_000;
const channel_turn_POLL = 5_000;
const LONGEST_WAIT = 45 * 60_000;
const TurnDocument = schemas/* object */.Ikc({
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
            const why = await this.write(LEASE).then(() => undefined, (error) => (error instanceof Held ? "another run has its turn" : String(error.message)));
            if (this.fence.left() < MARGIN)
                throw lapsing(this.channel, why);
        },
        left: () => this.until - this.options.patience.time.now(),
    };
    async during(work) {
        await this.take();
        const { time } = this.options.patience;
        try {
            return await whileRenewing(time, LEASE / 3, () => this.write(LEASE), () => work(this.fence));
        }
        finally {
            // It expires by itself.
            await this.write(undefined).catch(() => { });
        }
    }
    async take() {
        const { patience, log, tag } = this.options;
        const { time } = patience;
        const deadline = time.now() + LONGEST_WAIT;
        for (let told = false;;) {
            await this.file.read();
            try {
                return await this.write(LEASE);
            }
            catch (error) {
                if (error instanceof failure_RequestFailure && error.conflict)
                    continue;
                if (!(error instanceof Held))
                    throw error;
                const { by } = error;
                const who = `${describeRun(by.run)} (${by.tag})`;
                if (time.now() >= deadline) {
                    throw remedies_problem("release-in-progress", { message: `${who} has been at ${this.channel} all the time.` });
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
        const found = TurnDocument.safeParse(parseJson(file?.text ?? ""));
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
function branchChannelLedger(options) {
    const { forge, patience, branch, tag, lockHolder } = options;
    const path = journalPath(tag);
    return {
        past: async (channel) => {
            const read = () => forge.readFile(branch, path);
            // Who has the lock has written there: that the file is absent is no answer, but a fault of the server's.
            const file = await (lockHolder === undefined ? read() : patience.settle(read, (found) => found !== undefined));
            if (file === undefined && lockHolder !== undefined) {
                throw remedies_problem("journal-lock-lost", {
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
const noChannelLedger = {
    past: async () => NO_PAST,
    claim: async () => ({
        past: NO_PAST,
        hold: async () => { },
        fence: fence_noFence,
        during: (work) => work(),
        amend: async () => { },
        close: async () => { },
    }),
    inTurn: (_channel, work) => work(fence_noFence),
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
                    throw remedies_problem("release-in-progress", { message: error.message });
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
            throw remedies_problem("release-in-progress", { message: other.message });
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
        throw remedies_problem("journal-lock-lost", {
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
                const raced = error instanceof failure_RequestFailure && error.conflict;
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
        if (!(error instanceof failure_RequestFailure))
            return error;
        if (!error.forbidden && error.status !== 403 && error.status !== 404)
            return error;
        return remedies_problem(error.forbidden ? "journal-forbidden" : "token-read-only", {
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
    await kit.summarise(markdownTable({ head: ["Channel", "Outcome", "What"], rows }));
    const failed = outcomes.flatMap((outcome) => (outcome.type === "failed" ? [outcome] : []));
    const [first] = failed;
    if (first !== undefined && failed.length === 1)
        throw first.problem;
    if (first !== undefined) {
        throw new Problem({
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./packages/forge/build/publish/assets.js







/** A replacement is uploaded under this suffix, and takes its name only when it is complete; a full draft has no room for it. */
const REPLACEMENT = ".slipway-new";
/** Milliseconds; a release that takes longer by GitHub's limits alone says so first. */
const LONG_PACE = (/* unused pure expression or super */ null && (10 * 60_000));
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
    const full = remote.length - debris.length + upload.length + atOnce > MOST_ASSETS;
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
    throw problem("published-meanwhile", {
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
        return { manifest: readDocument(RELEASE_MANIFEST, await readInput(path), path), plan: undefined };
    }
    const plan = (await takePlan(inputs.plan, kit))?.plan;
    const path = (0,external_node_path_.join)(temp, plan_inputs/* DIRECTORY */.Md.release, words/* MANIFEST_NAME */.ir);
    let text = await (0,promises_.readFile)(path, "utf8").catch(() => undefined);
    if (text === undefined) {
        await kit.handOver.take(plan_inputs/* ARTIFACT */.tX.release, (0,external_node_path_.join)(temp, plan_inputs/* DIRECTORY */.Md.release));
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
    return { manifest: readDocument(RELEASE_MANIFEST, text, path), plan };
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
        throw notPublished(tag, forge);
    const asset = (await forge.listAssets(release.id)).find(({ name }) => name === words/* MANIFEST_NAME */.ir);
    if (asset === undefined) {
        throw (0,build_problem/* mistake */.RT)("manifest-missing", `the release ${release.url} has no ${words/* MANIFEST_NAME */.ir}`, 'channels are written from the manifest: release with sign-and-checksum, or name one with the input "release"');
    }
    if (asset.size > words/* LARGEST_MANIFEST */.$D)
        throw foreignManifest(release.url, `it has ${asset.size} bytes`);
    const text = (await (0,consumers_.buffer)(await forge.downloadAsset(asset.id))).toString("utf8");
    const manifest = readDocument(RELEASE_MANIFEST, text, `${release.url} ${words/* MANIFEST_NAME */.ir}`);
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
        throw notPublished(tag, forge);
}
function notPublished(tag, { repository }) {
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
        ...(leg === undefined ? [] : [(0,external_node_path_.join)(runtime.temp, plan_inputs/* DIRECTORY */.Md.packages, leg, name)]),
        (0,external_node_path_.join)(runtime.temp, plan_inputs/* DIRECTORY */.Md.release, name),
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
function clip(text, most) {
    if (text.length <= most)
        return text;
    const end = most - 1;
    const code = text.charCodeAt(end - 1);
    return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end)}…`;
}
const clipTitle = (title) => clip(title.replace(/\s+/g, " ").trim(), LONGEST_TITLE);
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
        title: clipTitle(texts.title === undefined ? words.title : expand(texts.title, values)),
        text: clip((texts.text === undefined ? words.text : expand(texts.text, values)).trim(), 1_500),
        url,
        facts: factsOf(news),
        sections: type === "failure" ? [] : sectionsOf(news),
    };
}
const expand = (template, values) => template.replace(/\{(name|version|tag|url|reason|replacement)\}/g, (_, key) => values[key]);
/** A sentence, whatever ended it before. */
const sentence = (text) => (text === "" ? "" : `${text.replace(/[.\s]+$/, "")}.`);
const join = (...parts) => parts.filter((part) => part !== "").join(" ");
const WORDS = {
    release: ({ name, version }, description = "") => ({
        title: `${name} ${version} is released`,
        text: sentence(description),
    }),
    prerelease: ({ name, version }, description = "") => ({
        title: `${name} ${version} is ready for testing`,
        text: join(sentence(description), "This is a pre-release: try it, and report what does not work."),
    }),
    rollback: ({ name, version, reason, replacement }) => ({
        title: `${name} ${version} is withdrawn`,
        text: join(sentence(reason), replacement === "" ? "Please do not install it." : `Please use ${name} ${replacement} instead.`),
    }),
    security: ({ name, version, reason, replacement }) => ({
        title: `Security notice: ${name} ${replacement === "" ? version : replacement}`,
        text: join(sentence(reason), replacement === "" ? `Please update to ${version}.` : `${version} is affected; please use ${replacement}.`),
    }),
    failure: ({ name, version, reason }) => ({
        title: `The release of ${name} ${version} failed`,
        text: join(sentence(reason), "The run's page says what happened, what state things are in and what to do."),
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
            items: changes.slice(0, MOST_CHANGES).map((change) => clip(change, LONGEST_ITEM)),
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
        title: clip(message.title, discord_LONGEST_TITLE),
        url: message.url,
        description: clip(literal(message.text), LONGEST_DESCRIPTION),
        color: COLOUR[message.type],
        fields: [
            ...message.facts.map(({ label, value }) => ({
                name: label,
                value: clip(literal(value), LONGEST_FIELD),
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
        if (!(error instanceof failure_RequestFailure))
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
        throw new failure_RequestFailure({ operation: what, reason });
    }
    if (response.ok)
        return text.slice(0, LONGEST_ANSWER);
    const { status } = response;
    if (status >= 300 && status < 400) {
        throw new failure_RequestFailure({
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
            text: clip(`${call}${slack_literal(each.title)}: ${slack_literal(each.text)}`, LONGEST_FALLBACK),
            unfurl_links: false,
            blocks: [
                {
                    type: "header",
                    text: { type: "plain_text", text: clip(`${SIGN[each.type]} ${each.title}`, 150), emoji: true },
                },
                ...paragraph(`${call}${slack_literal(each.text)}`),
                {
                    type: "section",
                    fields: each.facts
                        .slice(0, 10)
                        .map(({ label, value }) => mrkdwn(clip(`*${slack_literal(label)}*\n${slack_literal(value)}`, slack_LONGEST_FIELD))),
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
const paragraph = (text) => text.trim() === "" ? [] : [{ type: "section", text: mrkdwn(clip(text, LONGEST_TEXT)) }];
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
            const envelope = { from: addressOf(server.from), to: waiting.map(addressOf) };
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
                waiting = waiting.filter((recipient) => info.rejected.some((each) => textOf(each) === addressOf(recipient)));
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
        const told = error instanceof failure_RequestFailure ? unreachable(error, what, waiting) : error;
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
const addressOf = (mailbox) => (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();
const domainOf = (mailbox) => addressOf(mailbox).split("@").at(-1) ?? "localhost";
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
        return new failure_RequestFailure({ operation: what, status: code, reason: withoutSecrets(said), again: true });
    }
    // Between the end of the mail and the server's answer nobody knows.
    if (isOut)
        return new Unclear(`${what}: ${error.message}`);
    return new failure_RequestFailure({ operation: what, reason: error.message });
}
const isCertificate = (error) => /certificate|altnames|wrong version number|SSL routines/i.test(error.message);
/** Servers echo what was said to them; nothing that looks like a credential may pass. */
const withoutSecrets = (text) => text.replace(/[A-Za-z0-9+/]{24,}={0,2}/g, "…").slice(0, 300);
function unreachable({ details }, what, waiting) {
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
                        block(message.title, { size: "large", weight: "bolder", color: teams_COLOUR[message.type] }),
                        ...(message.text === "" ? [] : [block(message.text)]),
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
const block = (text, look = {}) => ({ type: "TextBlock", text: teams_literal(text), wrap: true, ...look });
function teams_render(section) {
    const title = block(section.title, { weight: "bolder", spacing: "medium" });
    if (section.kind === "commands") {
        return [title, ...section.lines.map((line) => block(line, { fontType: "monospace", spacing: "none" }))];
    }
    const rest = omission(section);
    return [
        title,
        ...section.items.map((item) => block(`• ${item}`, { spacing: "small" })),
        ...(rest === undefined ? [] : [block(rest, { isSubtle: true, spacing: "small" })]),
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
            const change = changeOf(letterOf(message), message, receipt?.version ?? null, release.manifest.version);
            return { type: "change", change };
        },
        async apply({ detail: { letter, message } }, _release, fence = fence_noFence) {
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
            return { type: "change", change: changeOf(letterOf(message), message, receipt.version, to) };
        },
    };
}
/** A release is told once; what else is told of it has steps of its own in the journal. */
function channelId({ id }, type) {
    return type === "release" || type === "prerelease" ? `notify:${id}` : `notify:${id}/${type}`;
}
function changeOf(letter, message, from, to) {
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
                if (error instanceof failure_RequestFailure && error.status === 404)
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
        return new failure_RequestFailure({ operation, reason: deepest(error) ?? message });
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
    return new failure_RequestFailure({
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
        throw new failure_RequestFailure({ operation, reason: reasonOf(error) });
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
                throw new failure_RequestFailure({
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
                if (!(error instanceof failure_RequestFailure) || !/^Branch .* not found/.test(error.details.reason))
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
        throw new failure_RequestFailure({ operation, status: 404, reason: "the repository is not found" });
    const files = new Map();
    for (const [index, path] of paths.entries()) {
        const blob = repository[`file${index}`];
        if (!blob)
            continue;
        if (typeof blob.text !== "string" || blob.isTruncated) {
            throw new failure_RequestFailure({ operation, status: 310, reason: `${path} is no text, or too large` });
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
        if (error instanceof failure_RequestFailure && error.status === 403 && !isRateLimit(error.details))
            return { repository: null };
        throw error;
    });
    if (repository?.hasDiscussionsEnabled === false)
        return [];
    return repository?.discussionCategories?.nodes?.flatMap((node) => (node ? [node.name] : []));
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./packages/forge/build/publish/limits.js

/** GitHub's limits for one release (docs.github.com, "About releases"). */
const limits_MOST_ASSETS = 1000;
const LARGEST_ASSET = (/* unused pure expression or super */ null && (2 ** 31 - 1));
const LONGEST_NOTES = 125_000;
/** @throws {Problem} `too-many-assets`, `asset-too-large`, `asset-empty`, `notes-too-long` */
function requireWithinLimits(assets, body) {
    if (assets.length > limits_MOST_ASSETS) {
        throw problem("too-many-assets", {
            message: `the release would have ${assets.length} assets; GitHub takes ${limits_MOST_ASSETS}`,
        });
    }
    const large = assets.find((asset) => asset.size > LARGEST_ASSET);
    if (large !== undefined) {
        throw problem("asset-too-large", {
            message: `${large.name} has ${large.size} bytes; GitHub takes assets under 2 GiB`,
        });
    }
    const empty = assets.find((asset) => asset.size === 0);
    if (empty !== undefined) {
        throw problem("asset-empty", { message: `${empty.name} is empty; GitHub takes no assets without content` });
    }
    // GitHub counts characters; a JavaScript length counts some of them twice, which only errs to the safe side.
    if (body.length > LONGEST_NOTES) {
        throw problem("notes-too-long", {
            message: `the notes have ${body.length} characters with Slipway's mark; GitHub takes ${LONGEST_NOTES}`,
        });
    }
}

;// CONCATENATED MODULE: ./packages/forge/build/github/views.js

/** @throws {RequestFailure} for an answer that lists no assets, not even none: it is not GitHub's */
function release(answer) {
    if (!Array.isArray(answer.assets)) {
        throw new failure_RequestFailure({ operation: "look-up of the release", reason: "the answer has no list of assets" });
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
                throw new failure_RequestFailure({ operation, reason: "the answer was cut short" });
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
                throw new failure_RequestFailure({ operation, status: 310, reason: `more than ${REDIRECTS} redirects` });
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
            throw new failure_RequestFailure({ operation, reason: error instanceof Error ? error.message : String(error) });
        }
    };
    return external_node_stream_.Readable.from(chunks(), { objectMode: false });
}
const PAGE = 100;
/**
 * A release's own answer lists all its assets; GitHub's command line relies on it. Should it ever be cut, then at a round
 * number: such a list is asked for page by page, except the longest that can exist.
 */
const mayBeCut = (count) => count > 0 && count % PAGE === 0 && count < limits_MOST_ASSETS;
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
                if (!(error instanceof failure_RequestFailure) || isRateLimit(error.details))
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
                if (error instanceof failure_RequestFailure && error.conflict)
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

// EXTERNAL MODULE: ./packages/model/build/tag.js
var tag = __webpack_require__(9088);
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

;// CONCATENATED MODULE: ./actions/build/notify/install.js


/**
 * One command for each way in which people get this release; without a channel that has it, GitHub's own client.
 * @param receiptOf absent: nobody knows, so every channel of the plan is told of
 */
function installCommands(plan, { manifest, repository, version }, serverUrl, receiptOf) {
    const commands = [];
    for (const settings of plan?.channels?.homebrew ?? []) {
        const kind = settings.formula === undefined ? "cask" : "formula";
        const receipt = receiptOf?.(homebrewId(settings));
        // Of a back-port it is only in its versioned formula.
        const holds = (name) => receiptOf === undefined ||
            (receipt !== undefined && (receipt.objects?.some(({ path }) => `/${path}`.endsWith(`/${name}.rb`)) ?? true));
        const found = namesFor(settings, version, kind).find(({ name }) => holds(name));
        if (found === undefined)
            continue;
        const tap = settings.tap.replace("/homebrew-", "/");
        commands.push(`brew install ${kind === "cask" ? "--cask " : ""}${tap}/${found.name}`);
    }
    if (!(0,build_version/* isPrerelease */.V1)(version)) {
        for (const settings of plan?.channels?.scoop ?? []) {
            const { bucket, name } = settings;
            if (receiptOf !== undefined && receiptOf(scoopId(settings)) === undefined)
                continue;
            const [owner = ""] = bucket.split("/");
            commands.push(`scoop bucket add ${owner} ${serverUrl}/${bucket}; scoop install ${owner}/${name}`);
        }
    }
    if (commands.length > 0)
        return commands;
    return [`gh release download ${manifest.tag} --repo ${repository}`];
}

// EXTERNAL MODULE: ./packages/model/build/messenger.js
var messenger = __webpack_require__(3379);
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

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./packages/model/build/target.js
var target = __webpack_require__(6343);
// EXTERNAL MODULE: ./packages/model/build/nearest.js
var nearest = __webpack_require__(8394);
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
    const entries = ["default", ...OSES, ...target/* TARGET_IDS */.vr].map((key) => [key, value.optional()]);
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
        ? ((0,target/* findTarget */.FB)(value)?.id ?? (0,nearest/* nearest */.p)(value, choices))
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
        .describe(`Platforms to release for. Without it: those of the builds where each names its own, otherwise ${target/* DEFAULT_TARGET_IDS */.nG.join(", ")}.`),
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
        throw (0,build_problem/* mistake */.RT)("missing-config", `there is no configuration file "${name}" in ${directory}`, "check the input `config`, and that the repository is checked out before (actions/checkout)", { file: name });
    }
}
/** @param file name for messages @throws {Problem} `invalid-yaml`, `invalid-configuration` */
function parseConfig(text, file) {
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

;// CONCATENATED MODULE: ./actions/build/notify/messengers.js


/**
 * Who is told where no plan says it: whom the configuration in the workspace names, otherwise every messenger whose address
 * was given.
 */
async function newsOfWorkspace({ directory, config }, credentials) {
    const planned = planNews(await loadConfig(directory, config));
    if (planned !== undefined)
        return planned;
    const messengers = messenger/* MESSENGERS */.HD.filter((kind) => kind !== "email" && credentials[kind] !== undefined).map((messenger) => ({ messenger, id: messenger, on: [...words/* MESSAGE_TYPES */.Ol] }));
    return { messengers, urgent: ["security", "rollback"], texts: {} };
}

;// CONCATENATED MODULE: ./actions/build/notify/run.js









/** Tells everybody at once. Whoever cannot be told is a warning: the release is public, and stays so. */
async function run(inputs, kit, given = {}) {
    if (!honourProxy())
        kit.log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
    const around = { time: realTime, env: process.env, mask: maskSecret, ...given };
    for (const secret of Object.values(inputs.credentials).flatMap((each) => Object.values(each))) {
        if (secret !== undefined)
            around.mask(secret);
    }
    const told = inputs.mode === "failure"
        ? await tellFailure(inputs, kit, around)
        : await untilCancelled(kit, (cancelled) => tellRelease(inputs, kit, around, cancelled)).catch((error) => run_unanswered(error, inputs, kit));
    const ids = (...results) => told
        .filter(({ result }) => results.includes(result))
        .map(({ id }) => id)
        .join(",");
    if (told.length === 0)
        kit.log.info("nobody is to be told of this");
    else {
        const rows = told.map(({ id, result, detail }) => [id, result, detail]);
        await kit.summarise("### Messages", (0,summary/* markdownTable */.Qj)({ head: ["messenger", "result", ""], rows }));
    }
    return { sent: ids("sent"), failed: ids("failed", "unclear") };
}
/** The release cannot be read, so nobody is told; it is public all the same, and its job does not fail for this. */
function run_unanswered(error, { credentials }, { log }) {
    if (!(error instanceof failure_RequestFailure))
        throw error;
    const { message, remedy } = explainFailure(error, "the release");
    log.warning(`nobody was told: ${message}\nWhat to do: ${remedy}`);
    const given = Object.entries(credentials).filter(([, secrets]) => Object.values(secrets).some(Boolean));
    return given.map(([id]) => ({ id, result: "failed", detail: `${message}. What to do: ${remedy}` }));
}
async function tellRelease(inputs, kit, { time, env }, cancelled) {
    const { log, runtime } = kit;
    const { repository, token, journal, dryRun } = inputs;
    const patience = new Patience({ time, tell: log.info });
    const forge = githubForge({ repository, apiUrl: runtime.apiUrl, token, patience });
    const { release: taken, plan } = await takeChannelRelease(inputs.release, kit, forge, { dryRun });
    const release = await withNotes(taken, plan, forge);
    const deps = channelDeps({ kit, forge, patience, journal, tag: release.manifest.tag, dryRun, env });
    const type = inputs.type ?? ((0,build_version/* isPrerelease */.V1)(release.version) ? "prerelease" : "release");
    const news = plan === undefined ? await newsOfWorkspace(workspaceOf(inputs, kit), inputs.credentials) : plan.news;
    // A journal that cannot be read is told of each messenger, which needs it too.
    let commands;
    const install = async () => {
        const receiptOf = journal === undefined ? undefined : await receiptsOf(plan, deps);
        return installCommands(plan, release, runtime.serverUrl, receiptOf);
    };
    const tellOne = async (messenger) => {
        commands ??= install();
        const channel = messageChannel({
            news: news,
            messenger,
            type,
            secrets: inputs.credentials[messenger.id] ?? {},
            install: await commands,
            ...(inputs.reason !== undefined && { reason: inputs.reason }),
            ...(inputs.replacement !== undefined && { replacement: inputs.replacement }),
            again: inputs.again.includes(messenger.id),
            // A service's limit holds back what goes to that service alone.
            patience: new Patience({ time, tell: log.info }),
            tell: log.info,
        });
        return run_describe(messenger.id, await runChannel(channel, release, { ...deps, cancelled }));
    };
    return await tellAll(recipients(news, type), kit, tellOne);
}
/** What the journal has of the channels that have a command. */
async function receiptsOf(plan, { ledger }) {
    const { homebrew = [], scoop = [] } = plan?.channels ?? {};
    const ids = [...homebrew.map(homebrewId), ...scoop.map(scoopId)];
    const receipts = new Map();
    for (const id of ids) {
        const { receipt, takenBack } = await ledger.past(id);
        receipts.set(id, takenBack ? undefined : receipt);
    }
    return (id) => receipts.get(id);
}
/** What the release's page says, where the plan does not know it: written by GitHub, or without a plan. */
async function withNotes(release, plan, forge) {
    if (plan?.notes !== undefined && plan.notes.from !== "github")
        return release;
    const published = (await forge.findReleases(release.manifest.tag)).find(({ draft }) => !draft);
    return published === undefined ? release : { ...release, notes: published.body };
}
/** A failure is an event of its own each time, so no journal is asked; it may not even exist. */
async function tellFailure(inputs, kit, { time }) {
    const { log } = kit;
    const plan = (await takePlan(inputs.plan, kit).catch(run_missing))?.plan;
    const news = plan?.news ?? (await newsOfWorkspace(workspaceOf(inputs, kit), inputs.credentials));
    const version = plan?.version ?? (0,tag/* parseTag */.ED)(inputs.tag)?.version.text ?? inputs.tag;
    const message = composeMessage({
        type: "failure",
        manifest: {
            project: plan?.project ?? { name: inputs.repository.split("/").at(-1) ?? inputs.repository },
            version,
            tag: plan?.tag ?? inputs.tag,
            repository: inputs.repository,
        },
        url: inputs.url,
        ...(inputs.reason !== undefined && { reason: inputs.reason }),
        urgent: news?.urgent.includes("failure") ?? false,
        ...(news?.texts.failure && { texts: news.texts.failure }),
    });
    return await tellAll(recipients(news, "failure"), kit, async (messenger) => {
        const letter = letterFor(message, messenger, inputs.credentials[messenger.id] ?? {});
        if (inputs.dryRun) {
            log.info(`to ${letter.to}:\n${letter.preview}`);
            return { id: messenger.id, result: "shown", detail: message.title };
        }
        await letter.send({ patience: new Patience({ time, tell: log.info }), tell: log.info });
        return { id: messenger.id, result: "sent", detail: message.title };
    });
}
const workspaceOf = ({ config }, { runtime }) => ({
    directory: (0,external_node_path_.resolve)(runtime.workspace),
    config,
});
const recipients = (news, type) => news?.messengers.filter(({ on }) => on.includes(type)) ?? [];
/** A run that failed before its plan was handed over has none. */
function run_missing(error) {
    if (error instanceof build_problem/* Problem */.AF && error.code === "artifact-missing")
        return undefined;
    throw error;
}
async function tellAll(messengers, { log }, tellOne) {
    return await Promise.all(messengers.map(async (messenger) => {
        const { id } = messenger;
        try {
            const told = await tellOne(messenger);
            if (told.result === "unclear")
                log.warning(`${id}: ${told.detail}`);
            else
                log.info(`${id}: ${told.result}: ${told.detail}`);
            return told;
        }
        catch (error) {
            if (error instanceof Unclear) {
                log.warning(`${id}: it may have arrived, and is not sent again: ${error.message}`);
                return { id, result: "unclear", detail: error.message };
            }
            const problem = error instanceof failure_RequestFailure ? explainFailure(error, id) : error;
            if (!(problem instanceof build_problem/* Problem */.AF))
                throw error;
            log.warning(`${id}: ${problem.message}\nWhat to do: ${problem.remedy}`);
            return { id, result: "failed", detail: `${problem.message}. What to do: ${problem.remedy}` };
        }
    }));
}
function run_describe(id, outcome) {
    switch (outcome.type) {
        case "changed": {
            const { detail } = outcome.state;
            if (detail?.unclear === undefined)
                return { id, result: "sent", detail: outcome.change.summary };
            return { id, result: "unclear", detail: `it may have arrived, and is not sent again: ${detail.unclear}` };
        }
        case "proposed":
            return { id, result: "shown", detail: diffOf(outcome.change).slice(0, 4_000) };
        case "skipped":
            return { id, result: "unclear", detail: outcome.why };
        case "nothing":
            return { id, result: "nothing", detail: outcome.why };
        default:
            return { id, result: "failed", detail: describeOutcome(outcome) };
    }
}


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
/* harmony export */   nG: () => (/* binding */ DEFAULT_TARGET_IDS),
/* harmony export */   vr: () => (/* binding */ TARGET_IDS)
/* harmony export */ });
/* unused harmony exports TARGETS, requireTarget */


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
        const guess = nearest(name, TARGET_IDS);
        throw mistake("unknown-target", `there is no target "${name}"`, `${guess === undefined ? "" : `did you mean "${guess}"? `}known targets: ${TARGET_IDS.join(", ")}`);
    }
    return target;
}


/***/ })

};
