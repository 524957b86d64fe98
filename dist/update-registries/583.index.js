export const id = 583;
export const ids = [583];
export const modules = {

/***/ 4583:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run_run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
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

// EXTERNAL MODULE: ./packages/model/build/problem.js
var problem = __webpack_require__(9899);
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
    return new problem/* Problem */.AF({ kind, code, remedy, ...details });
}

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
    return remedies_problem(code, {
        message: `${failure.message}${until === undefined ? "" : ` (until ${new Date(until).toISOString()})`}. ${state}`,
        cause: failure,
        ...(code === "access-refused" && failure.status === 404 && { remedy: UNSEEN_REMEDY }),
    });
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
    return remedies_problem("journal-lock-lost", {
        message: `the claim on ${channel} cannot be renewed${why === undefined ? "" : ` (${why})`}: nothing further is written there, because another run may begin.`,
    });
}

// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(8958);
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
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(3597);
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
            throw new problem/* Problem */.AF({
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
    return new problem/* Problem */.AF({
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
            if (!(error instanceof problem/* Problem */.AF))
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
            const note = told instanceof problem/* Problem */.AF ? told.code : "unexpected";
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
            throw new problem/* Problem */.AF({
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
        throw new problem/* Problem */.AF({
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
    return !(error instanceof problem/* Problem */.AF) || (error.cause instanceof RequestFailure && isUnclear(error.cause));
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
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "channel-contended",
        message: `${title} was changed by others each of ${run_ROUNDS} times that this run tried: ${why}`,
        remedy: "re-run this job when they are done",
    });
}
function outcome({ id, kind, title }, what) {
    return { id, kind, title, ...what };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/model/build/nearest.js
var nearest = __webpack_require__(8394);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
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
        throw (0,problem/* mistake */.RT)("credentials-unreadable", `the input "credentials-file" names ${path}, which cannot be read (${cause.code})`, "give a path relative to the workspace, of a file that exists by then");
    });
}
function invalid(why) {
    return (0,problem/* mistake */.RT)("invalid-credentials", `the credentials cannot be read: ${why}`, "write one entry for each registry: its id, and below it for example username and password");
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(8321);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
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

;// CONCATENATED MODULE: ./packages/forge/build/publish/limits.js

/** GitHub's limits for one release (docs.github.com, "About releases"). */
const MOST_ASSETS = 1000;
const LARGEST_ASSET = 2 ** 31 - 1;
const LONGEST_NOTES = 125_000;
/** @throws {Problem} `too-many-assets`, `asset-too-large`, `asset-empty`, `notes-too-long` */
function requireWithinLimits(assets, body) {
    if (assets.length > MOST_ASSETS) {
        throw remedies_problem("too-many-assets", {
            message: `the release would have ${assets.length} assets; GitHub takes ${MOST_ASSETS}`,
        });
    }
    const large = assets.find((asset) => asset.size > LARGEST_ASSET);
    if (large !== undefined) {
        throw remedies_problem("asset-too-large", {
            message: `${large.name} has ${large.size} bytes; GitHub takes assets under 2 GiB`,
        });
    }
    const empty = assets.find((asset) => asset.size === 0);
    if (empty !== undefined) {
        throw remedies_problem("asset-empty", { message: `${empty.name} is empty; GitHub takes no assets without content` });
    }
    // GitHub counts characters; a JavaScript length counts some of them twice, which only errs to the safe side.
    if (body.length > LONGEST_NOTES) {
        throw remedies_problem("notes-too-long", {
            message: `the notes have ${body.length} characters with Slipway's mark; GitHub takes ${LONGEST_NOTES}`,
        });
    }
}

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
    throw remedies_problem("published-meanwhile", {
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
    return name === words/* MANIFEST_NAME */.ir || signatures.includes(name);
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
        throw new problem/* Problem */.AF({
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
    throw (0,problem/* mistake */.RT)("other-release", `the plan is of ${tag} at ${commit}, the published release.json of ${manifest.tag} at ${manifest.commit}`, "make the plan from a checkout of the release's tag");
}
async function readInput(path) {
    return await (0,promises_.readFile)(path, "utf8").catch((cause) => {
        throw (0,problem/* mistake */.RT)("manifest-missing", `the input "release" names ${path}, which cannot be read (${cause.code})`, "give the path of a release.json, relative to the workspace");
    });
}
async function publishedManifest(tag, forge) {
    const [release] = (await forge.findReleases(tag)).filter(({ draft }) => !draft);
    if (release === undefined)
        throw notPublished(tag, forge);
    const asset = (await forge.listAssets(release.id)).find(({ name }) => name === words/* MANIFEST_NAME */.ir);
    if (asset === undefined) {
        throw (0,problem/* mistake */.RT)("manifest-missing", `the release ${release.url} has no ${words/* MANIFEST_NAME */.ir}`, 'channels are written from the manifest: release with sign-and-checksum, or name one with the input "release"');
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
    return new problem/* Problem */.AF({
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
    return new problem/* Problem */.AF({
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
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "asset-unavailable",
        message: `the asset ${name} of ${tag} cannot be had: ${why}`,
        remedy: "re-run this job; if it stays so, compare the release's page with its release.json",
    });
}

;// CONCATENATED MODULE: ./packages/integrity/build/signing/signer.js
const notValid = (why) => ({ valid: false, why });
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
            throw new problem/* Problem */.AF({
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
                if (error instanceof RequestFailure && error.conflict)
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
            if (failure instanceof problem/* Problem */.AF)
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
    await kit.summarise((0,summary/* markdownTable */.Qj)({ head: ["Channel", "Outcome", "What"], rows }));
    const failed = outcomes.flatMap((outcome) => (outcome.type === "failed" ? [outcome] : []));
    const [first] = failed;
    if (first !== undefined && failed.length === 1)
        throw first.problem;
    if (first !== undefined) {
        throw new problem/* Problem */.AF({
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

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
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
    return new problem/* Problem */.AF({
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
        reason: exchange_reasonOf(error),
        ...(error.code !== undefined && { code: error.code }),
    });
}
function exchange_reasonOf(error) {
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
        throw new RequestFailure({ operation, reason: exchange_reasonOf(error) });
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
const mayBeCut = (count) => count > 0 && count % PAGE === 0 && count < MOST_ASSETS;
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

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(4006);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./packages/channels/build/store/store.js
const bytesOf = (path, content, fixed = false) => ({
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
    return new problem/* Problem */.AF({
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
    return new problem/* Problem */.AF({
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
function untrusted(where, path, why) {
    return new problem/* Problem */.AF({
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
        throw untrusted(store.where, `${base}/Release`, "stands there without an InRelease file that is signed");
    }
    const text = await signer.readClearSigned(signed.toString("utf8"));
    if (text === undefined)
        throw untrusted(store.where, `${base}/InRelease`, "is not signed by the key that is given");
    const [release] = readStanzas(text, `${base}/InRelease`);
    if (release === undefined)
        throw untrusted(store.where, `${base}/InRelease`, "is empty");
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
            throw untrusted(store.where, place, why);
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
            const found = there.find((stanza) => keyOf(stanza) === `${deb.name} ${deb.version} ${deb.architecture}`);
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
    return new problem/* Problem */.AF({
        kind: "refusal",
        code: "published-differs",
        message: `${name} ${version} (${architecture}) is in the repository already with the SHA-256 ${found.get("SHA256")}; this one has ${digest}`,
        remedy: "what is published never changes, clients would refuse it: release a new version",
    });
}
const keyOf = (stanza) => ["Package", "Version", "Architecture"].map((name) => stanza.get(name)).join(" ");
function uniqueStanzas(stanzas) {
    return [...new Map(stanzas.map((stanza) => [keyOf(stanza), stanza])).values()];
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
        update: (state, packages, without, context) => update(state, packages, without, { ...settings, ...context }),
    };
}
/**
 * The pool first, then indices under their hashes, then under their names, then `Release` and `InRelease`, so that a client
 * sees either the old state or the new one, whole.
 */
function update(state, packages, without, context) {
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
            hashed.push(bytesOf(`${base}/${byHash}`, bytes, true));
            named.push(bytesOf(`${base}/${directory}/${file}`, bytes));
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
    named.push(bytesOf(`${base}/slipway.json`, generations));
    lines.push(...others.map(({ path, sha256: digest, size }) => ` ${digest} ${size} ${path}`));
    const release = releaseText(suite, old, [...indices.keys()], lines, context);
    const heads = [
        bytesOf(`${base}/Release`, release),
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
    const files = [bytesOf("key.asc", publicKey)];
    if (url === undefined)
        return files;
    for (const [at, suite] of allSuites.entries()) {
        const text = aptSource({ url, suite, component, publicKey });
        files.push(bytesOf(at === 0 ? `${name}.sources` : `${name}-${suite}.sources`, text));
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
            const said = request.method === "HEAD" ? "" : await beginningOf(what, response);
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
                    ? credentialsOf(authentication)
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
    return new problem/* Problem */.AF({
        kind: "refusal",
        code: "registry-redirects",
        message: `${method} ${url.origin}${url.pathname} is redirected to ${there}; neither files nor credentials were sent there`,
        remedy: "if that is where files belong, write its address as `url`, with credentials for it; otherwise correct the server",
    });
}
function credentialsOf(authentication) {
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
async function beginningOf(what, response) {
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
    return plainText(text);
}
/** Pages begin with styles and scripts, which explain nothing. One pass, whatever the text: servers are not trusted. */
function plainText(html) {
    const lower = html.toLowerCase();
    let plain = "";
    for (let at = 0; at < html.length && plain.length < 4_000;) {
        const tag = lower.indexOf("<", at);
        plain += `${html.slice(at, tag < 0 ? undefined : tag)} `;
        if (tag < 0)
            break;
        const name = SILENT.find((each) => lower.startsWith(each, tag + 1) && !/[\w-]/.test(lower[tag + 1 + each.length] ?? ""));
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
const SILENT = ["style", "script", "head"];
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
        return new problem/* Problem */.AF({
            kind: "refusal",
            code: "registry-certificate",
            message: `${failure.details.operation}: ${what} (${code})`,
            remedy,
            cause: failure,
        });
    }
    const row = http_explain_ROWS.find(({ when }) => when(failure));
    return new problem/* Problem */.AF({
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
    return new problem/* Problem */.AF({
        kind: "refusal",
        code: "published-differs",
        message: `${url.href} is there already with ${there.size} bytes of SHA-256 ${there.sha256}; this release has ${wanted.size} of ${wanted.sha256}`,
        remedy: "what is published never changes: release a new version, or remove the foreign file if it was never announced",
    });
}
function object_store_damaged(url, there, wanted) {
    const found = there === undefined ? "does not answer" : `answers with ${there.size} bytes of SHA-256 ${there.sha256}`;
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "registry-damaged",
        message: `${url.href} ${found} after ${wanted.size} bytes of SHA-256 ${wanted.sha256} were written there`,
        remedy: "the server keeps other bytes than it is sent, or hands out what it had: look for a proxy or cache between, then remove the file and re-run this job",
    });
}
function tooLarge(url, most) {
    return new problem/* Problem */.AF({
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
        throw remedies_problem("draft-missing", {
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

;// CONCATENATED MODULE: ./packages/forge/build/journal/ledger.js

const cancelled = (tag = "the release") => remedies_problem("cancelled", { message: `the job was cancelled; nothing further of ${tag} is changed` });
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
const turn_POLL = { first: 5_000, last: 60_000 };
const turn_LONGEST_WAIT = 3 * TURN_LEASE;
const turn_TurnDocument = schemas/* object */.Ikc({
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
        const deadline = time.now() + turn_LONGEST_WAIT;
        const told = new Set();
        let poll = turn_POLL.first;
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
                poll = Math.min(turn_POLL.last, poll * 1.5);
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
            throw remedies_problem("journal-lock-lost", {
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
        const found = turn_TurnDocument.safeParse(parseJson(file.text));
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
    return remedies_problem("release-in-progress", {
        message: `${tag} has waited ${turn_LONGEST_WAIT / 60_000} minutes for ${other}, whose turn to become latest lasts until ${lock.until} at most. Nothing further was changed.`,
    });
}
/** Control flow within `swap`. */
class Taken extends Error {
}

;// CONCATENATED MODULE: ./packages/forge/build/journal/journal.js










/** Milliseconds for which a lock is taken: so long a killed run may block others. Renewed when half is gone. */
const journal_LEASE = 30 * 60_000;
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
        if (left() < journal_LEASE / 2)
            await beat();
        for (let round = 1;; round++) {
            await this.turns.hold();
            if (left() >= journal_MARGIN)
                break;
            if (round === ROUNDS) {
                const { tag } = this.options;
                throw remedies_problem("journal-lock-lost", { message: `limits of requests leave no time in which ${tag} is ours.` });
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
        return await whileRenewing(this.options.patience.time, journal_LEASE / 3, () => this.hold(), work);
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
        return { holder: this.holder, until: new Date(from + journal_LEASE).toISOString() };
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
                    throw remedies_problem("journal-lock-lost", { message: this.lost(lock) });
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
                throw remedies_problem("release-in-progress", {
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
        const forbidden = remedies_problem("journal-forbidden", {
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
        return remedies_problem("token-read-only", {
            message: `the token may not write releases of ${forge.repository}: ${access.reason}. Nothing was changed.`,
            cause: error,
        });
    }
}
/** Control flow within `open`, never seen outside. */
class Overtaken extends Error {
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
const STEP = "release";
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
                    step: STEP,
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
        throw remedies_problem("token-read-only", {
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
            throw remedies_problem("tag-missing", {
                message: `${this.forge.repository} has no tag ${tag}. ${this.state}`,
                remedy: `push the tag (git push origin ${tag}); without it GitHub would tag the default branch's head`,
            });
        }
        throw remedies_problem("tag-moved", {
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
        return remedies_problem(release.draft ? "draft-differs" : "release-differs", {
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
            .then(() => here.ledger.close("end", STEP, { note: "cancelled" }))
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
        const note = told instanceof problem/* Problem */.AF ? told.code : "unexpected";
        await here.ledger.close("end", STEP, { note }).catch(() => { });
        throw told;
    }
    finally {
        here.deps.cancelled?.removeEventListener("abort", cancel);
    }
}

// EXTERNAL MODULE: ./packages/model/build/tag.js
var build_tag = __webpack_require__(9088);
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
        throw error instanceof RequestFailure && isRefusal(error) ? refused(here, error) : error;
    }
    here.tagMade = true;
    here.state = `The tag ${tag} was created; the draft is complete, and nothing is public.`;
    here.requireTag(await deps.patience.settle(() => here.survey(), (found) => found.commit !== undefined));
}
function isRefusal({ status, details }) {
    return (status === 403 || status === 404 || status === 422) && !isRateLimit(details);
}
function refused({ wanted, state }, cause) {
    return remedies_problem("tag-refused", {
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
    return remedies_problem("publication-unconfirmed", { message: `${what}. ${here.state}` });
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
    throw remedies_problem("discussion-category-missing", {
        message: `${forge.repository} has no category "${discussion}" of discussions; ${there}. Nothing was changed.`,
    });
}
/** GitHub answers 404 for a category that does not exist, and for a token that may not open discussions. */
async function explainDiscussion(error, category, { state }) {
    if (error.status !== 404 && !/discussion/i.test(error.details.reason))
        return error;
    return remedies_problem("discussion-category-missing", {
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
    await ledger.close("end", STEP, {
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
    requireWithinLimits(files, markNotes(notes));
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
    throw remedies_problem("artifact-changed", {
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
    const text = writeDocument(RELEASE_MANIFEST, release.manifest);
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
            const files = [...assets, bytesOf(`${tag}/${words/* MANIFEST_NAME */.ir}`, manifestText(release), true)];
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
        propose: (state, release) => propose(state, release, options),
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
            const found = versionOf(await textAt(path));
            const wanted = (0,build_version/* requireVersion */.eU)(version, path);
            // A later release may have been faster; a lower one has not, and what is taken back is none.
            if (found !== undefined && found.text !== not && (0,build_version/* compareVersions */.Zy)(found, wanted) >= 0)
                return { equal: true };
            return { equal: false, why: `its latest.json says ${found?.text ?? "nothing"}` };
        },
        undo: (receipt, state, good) => undo(receipt, state, good, options),
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
function versionOf(latest) {
    if (latest === undefined)
        return undefined;
    const pointer = LatestPointer.safeParse(parseJson(latest)).data;
    const version = pointer && (0,build_version/* parseVersion */.ot)(pointer.version);
    if (version !== undefined)
        return version;
    throw new problem/* Problem */.AF({
        kind: "failure",
        code: "mirror-unreadable",
        message: "latest.json of the mirror is not what Slipway writes there",
        remedy: "look at who else writes to the mirror; remove the file to have it written anew",
    });
}
/** Equal documents have equal bytes, so this is the file that the release has. */
const manifestText = ({ manifest }) => writeDocument(RELEASE_MANIFEST, manifest);
function pointerTo(release) {
    const { tag } = release.manifest;
    return `${JSON.stringify({
        kind: "slipway-latest",
        schemaVersion: 1,
        version: release.version.text,
        tag,
        manifest: `${tag}/${words/* MANIFEST_NAME */.ir}`,
        sha256: (0,build_digest/* sha256 */.sc)(manifestText(release)),
    }, null, 2)}\n`;
}
const shownBy = ({ own, shared }) => versionOf(own ?? shared);
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
    const files = list === state.list ? [] : [bytesOf("mirrors.json", list)];
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
        files.push(bytesOf(ROOT, text));
    if (text !== state.own)
        files.push(bytesOf(path, text));
    return files;
}
function propose(state, release, options, pointer = true) {
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
    const first = options.order === undefined ? undefined : firstOf(pointing);
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
                    before: text === undefined ? undefined : contentOf(bytesOf("", text)),
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
function firstOf(files) {
    const list = files.find(({ path }) => path === "mirrors.json")?.content;
    if (list?.type !== "bytes")
        return undefined;
    return MirrorList.safeParse(JSON.parse(Buffer.from(list.bytes).toString("utf8"))).data?.addresses[0];
}
function undo(receipt, state, good, options) {
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
    const proposal = propose(state, good, options, points || below);
    return proposal.type === "change" ? proposal : { type: "nothing", why: "latest.json says so already" };
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
                : github_pulls_update(at, request, open, guard));
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
async function github_pulls_update({ api, owner, repo }, { title, body }, pull, guard) {
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
function text_manifestText(bytes, path, repository) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        throw new problem/* Problem */.AF({
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
    return new problem/* Problem */.AF({
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
    const missing = (code, message, remedy) => new problem/* Problem */.AF({ kind: "mistake", code, message, remedy });
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
            throw new problem/* Problem */.AF({
                kind: "refusal",
                code: "manifest-unreadable",
                message: `${path} of ${owner}/${repo} is no text file, or larger than 1 MB`,
                remedy: "make it a plain file, or write the manifest to another path",
            });
        }
        files.set(path, text_manifestText(Buffer.from(data.content, "base64"), path, `${owner}/${repo}`));
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
const SIGNATURE = {
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
            signature.numbers(SIGNATURE.longPayloadSize),
            signature.numbers(SIGNATURE.payloadSize),
        ].flat();
        const { size, sha256 } = await (0,build_digest/* fingerprintFile */.Ro)(path);
        return {
            path,
            ...identity,
            size,
            sha256,
            signed: [SIGNATURE.rsa, SIGNATURE.dsa, SIGNATURE.openpgp, SIGNATURE.pgp, SIGNATURE.gpg].some((tag) => signature.has(tag)),
            headerRange: [start, header.end],
            header,
            archiveSize: archiveSize ?? 0,
        };
    }
    catch (cause) {
        throw new problem/* Problem */.AF({
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
function plain(text) {
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
        ...dependenciesOf(pkg, files),
        ...files.filter(({ path }) => isPrimary(path)).map((file) => `    ${fileElement(file)}`),
        "  </format>",
        "</package>",
    ].join("\n");
}
const DIRECTORY = 0o040000;
const FILE_TYPE = 0o170000;
const GHOST = 1 << 6;
function filesOf({ header }) {
    const [directories, indexes] = [header.texts(TAG.dirNames), header.numbers(TAG.dirIndexes)];
    const [modes, flags] = [header.numbers(TAG.fileModes), header.numbers(TAG.fileFlags)];
    return header.texts(TAG.baseNames).map((name, at) => ({
        path: `${directories[indexes[at] ?? -1] ?? "/"}${name}`,
        type: ((modes[at] ?? 0) & FILE_TYPE) === DIRECTORY ? "dir" : ((flags[at] ?? 0) & GHOST) !== 0 ? "ghost" : "file",
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
function dependenciesOf(pkg, files) {
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
    return { pkgid, name: plain(name), architecture, epoch, version, release, href: plain(href), time };
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
        update: (state, packages, without, context) => repository_update(state, packages, without, { ...settings, ...context }),
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
        throw untrusted(store.where, path, "is not signed by the key that is given");
    }
    const repomd = readRepomd(bytes.toString("utf8"));
    if (repomd === undefined)
        throw untrusted(store.where, path, "is not what repositories have there");
    const elements = async (type) => {
        const place = `${name}/${repomd.data[type].href}`;
        const packed = await store.read(place, MOST_METADATA);
        if (packed === undefined || (0,build_digest/* sha256 */.sc)(packed) !== repomd.data[type].sha256) {
            throw untrusted(store.where, place, `is not what repomd.xml announces (${repomd.data[type].sha256})`);
        }
        const options = { maxOutputLength: 4 * MOST_METADATA };
        const unpacked = place.endsWith(".zst")
            ? await (0,external_node_util_.promisify)(external_node_zlib_.zstdDecompress)(packed, options)
            : place.endsWith(".gz")
                ? await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(packed, options)
                : packed;
        const found = splitPackages(unpacked.toString("utf8"));
        if (found === undefined)
            throw untrusted(store.where, place, "does not hold as many packages as it says");
        return found;
    };
    const byId = async (type) => new Map((await elements(type)).map((text) => [/pkgid="([0-9a-f]{64})"/.exec(text)?.[1], text]));
    const [primary, filelists, other] = [await elements("primary"), await byId("filelists"), await byId("other")];
    const packages = primary.map((text) => {
        const listed = readListed(text);
        const [files, changes] = [filelists.get(listed?.pkgid), other.get(listed?.pkgid)];
        if (listed === undefined || files === undefined || changes === undefined) {
            throw untrusted(store.where, path, "names a package that its lists do not describe");
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
function repository_update(state, packages, without, context) {
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
            throw new problem/* Problem */.AF({
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
        lists.push(bytesOf(`${name}/${href}`, packed, true));
        generation.push(href);
        return { type, href, sha256: digest, size: packed.length, openSha256: (0,build_digest/* sha256 */.sc)(open), openSize: open.length };
    });
    const repomd = Buffer.from(writeRepomd(revision, data, old?.repomd.others ?? []));
    const signature = signatureOf(repomd);
    lists.push({ path: `${name}/${signature}`, content: { type: "signature", of: repomd }, fixed: false });
    generation.push(signature);
    const { text, removals } = repository_rotate(old, generation);
    lists.push(bytesOf(`${name}/repodata/slipway.json`, text));
    const heads = [signatureFile(name, repomd), bytesOf(`${name}/repodata/repomd.xml`, repomd)];
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
    const files = [bytesOf("key.asc", publicKey)];
    // Without a package in hand it is not known whether they are signed: what clients have stays.
    if (url === undefined || packages.length === 0)
        return files;
    const signed = packages.every((pkg) => pkg.signed);
    for (const [at, suite] of allSuites.entries()) {
        const id = at === 0 ? name : `${name}-${suite}`;
        files.push(bytesOf(`${id}.repo`, repoFile({ id, title: description ?? name, url, suite, signed })));
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
    return new problem/* Problem */.AF({ kind: "refusal", code, message: failure.message, remedy, cause: failure });
}
function explainS3Region(failure, bucket, region) {
    return new problem/* Problem */.AF({
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
            const listed = await client.request(what, { method: "GET", url }, () => true, textOf);
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
        const uploadId = tagOf(await client.request(what, begin, ok, textOf), "UploadId");
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
                const answer = await textOf(response);
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
async function textOf(response) {
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
    return new problem/* Problem */.AF({
        kind: "failure",
        code: "artifact-changed",
        message: `${path} is shorter now than its ${size} bytes`,
        remedy: "nothing may touch the files of a release while it is published; run the job again",
    });
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

;// CONCATENATED MODULE: ./packages/channels/build/scoop/id.js
/** `scoop:acme/scoop-bucket/app` */
function scoopId({ bucket, name }) {
    return `scoop:${bucket}/${name}`;
}

// EXTERNAL MODULE: ./packages/model/build/target.js
var build_target = __webpack_require__(6343);
;// CONCATENATED MODULE: ./packages/channels/build/scoop/manifest.js


/** Scoop's names of architectures (github.com/ScoopInstaller/Scoop, `schema.json`). */
const ARCHITECTURES = { amd64: "64bit", arm64: "arm64" };
/** Formats that Scoop extracts, best first. */
const FORMATS = ["zip", "tar.xz", "tar.gz", "tar.zst"];
/** @throws {Problem} `scoop-no-archive` */
function selectDownloads(release, { variant }) {
    const { artifacts, builds } = release.manifest;
    const archives = artifacts.filter(({ kind, target }) => kind === "archive" && target?.startsWith("windows-"));
    const wanted = variant ?? ["complete", "default"].find((name) => archives.some((each) => each.variant === name));
    const chosen = archives.filter((each) => wanted === undefined || each.variant === undefined || each.variant === wanted);
    const names = new Set(builds.flatMap(({ binaries }) => binaries.map(({ name }) => `${name}.exe`)));
    const downloads = Object.entries(ARCHITECTURES).flatMap(([arch, architecture]) => {
        const [best] = chosen
            .filter(({ target, format }) => target !== undefined && (0,build_target/* requireTarget */.Fm)(target).arch === arch && FORMATS.includes(format ?? ""))
            // Of two ABIs the plain one, whose name is shorter.
            .sort((a, b) => (a.target ?? "").length - (b.target ?? "").length ||
            FORMATS.indexOf(a.format ?? "") - FORMATS.indexOf(b.format ?? ""));
        return best === undefined
            ? []
            : [{ architecture, asset: requireAsset(release, best.name), ...layoutOf(best, names) }];
    });
    if (downloads.length > 0)
        return downloads;
    throw new problem/* Problem */.AF({
        kind: "mistake",
        code: "scoop-no-archive",
        message: `the release has no archive for Windows${variant === undefined ? "" : ` of the variant ${variant}`}`,
        remedy: "add a Windows target (for example windows-amd64), name a `variant` that is packed for it, or leave `channels.scoop` out",
    });
}
function layoutOf({ entries = [] }, names) {
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
        throw new problem/* Problem */.AF({
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
    throw new problem/* Problem */.AF({
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
    throw new problem/* Problem */.AF({
        kind: "refusal",
        code: "scoop-several-downloads",
        message: `${path} downloads ${urls.length} files for one architecture, and nothing says which of them is the release's`,
        remedy: "let the release's archive hold them all, or bring the manifest up to date by hand",
        place: { file: path },
    });
}
function missingArchitecture(path, name) {
    return new problem/* Problem */.AF({
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
        throw new problem/* Problem */.AF({
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
            const proposal = bucket_propose(forRollback(state, release), release, settings);
            const { rollback } = state.ours;
            // The rollback is aborted before anybody merged what it proposed.
            if (proposal.type !== "nothing" || rollback === undefined)
                return proposal;
            const path = bucket_pathOf(settings, release);
            const content = textContent(state.text ?? "");
            const objects = path === undefined ? [] : [{ path, before: content, after: content }];
            const { version } = proposal.state;
            const summary = `pull request #${rollback}, which would go back: closed`;
            return { type: "change", change: { ...closing(state, rollback, summary), from: version, to: version, objects } };
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
        if (error instanceof problem/* Problem */.AF)
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
            return { type: "change", change: closing(state, release, summary) };
        }
        // A fail-over moves the addresses of what was gone back to.
        const moves = good.hosts !== undefined && shown === good.version.text;
        if (!moves)
            return { type: "nothing", why: `the bucket does not show ${receipt.version} (any more)` };
    }
    const proposal = bucket_propose(forRollback(state, good), good, settings);
    if (proposal.type === "change")
        return proposal;
    if (proposal.type === "refused") {
        return { type: "impossible", because: proposal.problem.message, remedy: proposal.problem.remedy };
    }
    return { type: "nothing", why: proposal.why };
}
/** In a rollback and its abort a closed pull request is no person's wish: an earlier one closed it. */
function forRollback(state, { mode }) {
    return mode.type === "rollback" && state.pull?.state !== "open" ? { ...state, pull: undefined } : state;
}
/** It was proposed and nobody merged it: there is nothing to take back but the proposal. */
function closing({ commit }, number, summary) {
    return {
        summary,
        from: null,
        to: null,
        revision: commit,
        objects: [],
        detail: { message: "", pull: undefined, close: number },
    };
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
    throw new problem/* Problem */.AF({
        kind: "refusal",
        code: "outside-rehearsal",
        // A webhook's address is a secret; its host is none.
        message: `this is a rehearsal, and ${URL.parse(address)?.host ?? "an address"} is outside of this machine`,
        remedy: "let slipway.yml name what the release talks to, so that the rehearsal can stand in for it",
    });
}
const isLoopback = (host) => /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(host) || host.endsWith(".localhost");

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
        const status = ended ? undefined : statusOf(said);
        throw new RequestFailure({
            operation: `git ${args[0]} with ${name}`,
            reason: ended ? `git was ended by ${code} before the server answered` : said || `git ended with ${code}`,
            ...(status !== undefined && { status }),
        });
    }
}
/** The status that an API would have answered. */
function statusOf(said) {
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
    return new problem/* Problem */.AF({
        kind: "refusal",
        code: "published-differs",
        message: `${path} of ${name} is there already with other bytes`,
        remedy: "what is published never changes: release a new version, or remove the foreign file if it was never announced",
    });
}
function git_store_tooLarge(path, size) {
    return new problem/* Problem */.AF({
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
                files.push(bytesOf(path, await signer.clearSign(content.text)));
            else if (content.type === "signature")
                files.push(bytesOf(path, await signer.sign(content.of)));
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
            return { type: "nothing", state: stateOf(version, own), why: "the repository has its packages" };
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
function stateOf(version, paths) {
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
        throw (0,problem/* mistake */.RT)("glob-matches-nothing", `${title}: no asset of the release matches "${idle}"; it has: ${names.join(", ")}`, "correct the glob under `files`, or add the package that it means");
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
    throw (0,problem/* mistake */.RT)("registry-credentials-missing", `the credentials of "${id}" have no ${key}`, `write "${id}: { ${key}: … }" into the secret REGISTRIES: it comes by the input "credentials", of a rollback "registry-credentials"`);
}

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
        return parseConfig(await readFile(join(directory, name), "utf8"), name);
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
            return defined({
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
    return defined({
        id,
        storage: storage(to),
        url: url === undefined ? undefined : trimmed(url),
        suite,
        prereleaseSuite,
        keep: defined({ versions, days }),
    });
}
function planScoop({ name, directory, pullRequest, ...rest }, product) {
    return defined({
        ...rest,
        name: name ?? product.toLowerCase().replace(/[^\w.-]+/g, "-"),
        directory: directory.replace(/\/+$/, "") || ".",
        pullRequest: defined(pullRequest),
    });
}
function mirrorStorage({ github, ...others }) {
    return github === undefined ? storage(others) : { type: "github", ...github };
}
/** @throws {Error} for settings that the schema would have refused */
function storage({ http, s3, branch }) {
    if (http !== undefined)
        return defined({ type: "http", ...http });
    if (s3 !== undefined) {
        const cacheControl = defined(s3.cacheControl);
        return { ...s3, type: "s3", prefix: clean(s3.prefix), cacheControl };
    }
    if (branch !== undefined)
        return { ...branch, type: "branch", directory: clean(branch.directory) };
    throw new Error("a storage of no kind");
}
const clean = (directory) => directory.replace(/^\.?\/+|\/+$/g, "").replace(/^\.$/, "");
const trimmed = (url) => url.replace(/\/+$/, "");
function defined(value) {
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}

;// CONCATENATED MODULE: ./packages/planning/build/plan/channels/alone.js


/**
 * Registries for an action that works without a plan: the section `channels` of slipway.yml, without the word itself.
 * @param origin for messages
 * @throws {Problem} what reading slipway.yml throws
 */
function registriesFrom(text, origin, product) {
    const indented = text.replace(/^(?=.)/gm, "  ");
    const { settings } = parseConfig(`channels:\n${indented}`, origin);
    return planRegistries(settings.channels, product);
}

;// CONCATENATED MODULE: ./actions/build/update-registries/run.js








async function run_run(inputs, kit, around = {}) {
    const { log, runtime } = kit;
    const { mask = maskSecret, time = realTime, ...others } = around;
    const secrets = await readCredentials(inputs, runtime.workspace, mask);
    if (!honourProxy())
        log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
    const patience = new Patience({ time, tell: log.info });
    const { repository, token, dryRun, journal } = inputs;
    const forge = githubForge({ repository, apiUrl: runtime.apiUrl, token, patience });
    const { release, plan } = await explaining("No channel was touched.", () => takeChannelRelease(inputs.release, kit, forge, { dryRun }));
    const { tag, project } = release.manifest;
    const planned = inputs.channels === undefined
        ? (plan?.channels ?? {})
        : registriesFrom(inputs.channels, 'input "channels"', project.name);
    await (0,promises_.mkdir)(runtime.temp, { recursive: true });
    const moment = release.manifest.timestamp ?? Math.floor(patience.time.now() / 1000);
    const registries = plannedRegistries(planned, {
        release,
        patience,
        apiUrl: runtime.apiUrl,
        serverUrl: runtime.serverUrl,
        temp: runtime.temp,
        log,
        secrets,
        token,
        signer: once(() => openSigner(inputs, moment)),
    });
    const chosen = choose(registries, inputs.only);
    if (chosen.length === 0) {
        log.info("the plan names no registries: nothing to do");
        return { outcomes: "[]" };
    }
    const deps = channelDeps({ kit, forge, patience, journal, tag, dryRun, env: process.env, ...others });
    const outcomes = await untilCancelled(kit, async (cancelled) => {
        const all = [];
        for (const each of chosen) {
            all.push(await log.group(each.title, () => runOne(each, release, { ...deps, cancelled })));
        }
        return all;
    });
    return { outcomes: await concludeChannels(outcomes, kit) };
}
/** Each by itself: what one lacks, or what refuses it, concerns no other. */
async function runOne(planned, release, deps) {
    const { id, kind, title } = planned;
    try {
        const made = await planned.make();
        if ("skipped" in made)
            return { id, kind, title, type: "skipped", why: made.skipped };
        const [outcome] = await runChannels([made], release, deps);
        if (outcome === undefined)
            throw new Error("a channel without an outcome");
        return outcome;
    }
    catch (error) {
        if (error instanceof problem/* Problem */.AF)
            return { id, kind, title, type: "failed", problem: error };
        throw error;
    }
}
/** @throws {Problem} `unknown-registry` */
function choose(registries, only) {
    const fits = ({ id, kind }, word) => word === kind || word === id || id === `${kind}:${word}`;
    for (const word of only) {
        if (registries.some((each) => fits(each, word)))
            continue;
        throw (0,problem/* mistake */.RT)("unknown-registry", `the input "only" names "${word}", which is not configured`, `it takes: ${registries.map(({ id }) => id).join(", ") || "nothing, for no registry is configured"}`);
    }
    return only.length === 0 ? registries : registries.filter((each) => only.some((word) => fits(each, word)));
}
function once(make) {
    let made;
    return () => {
        made ??= make();
        return made;
    };
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
