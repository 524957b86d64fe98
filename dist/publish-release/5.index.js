export const id = 5;
export const ids = [5];
export const modules = {

/***/ 5:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run_run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
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

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(500);
;// CONCATENATED MODULE: ./packages/forge/build/time.js

const realTime = {
    now: Date.now,
    sleep: (milliseconds, signal) => (0,external_node_timers_promises_.setTimeout)(milliseconds, undefined, signal && { signal }).catch(() => { }),
    random: Math.random,
};

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(67);
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
var dist_src = __webpack_require__(194);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-paginate-rest/dist-bundle/index.js
var dist_bundle = __webpack_require__(160);
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(708);
// EXTERNAL MODULE: ./packages/model/build/problem.js
var build_problem = __webpack_require__(899);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
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
var external_node_stream_ = __webpack_require__(75);
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

// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(321);
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(597);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(238);
// EXTERNAL MODULE: ./packages/model/build/carries.js
var carries = __webpack_require__(475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(357);
// EXTERNAL MODULE: ./packages/model/build/digest.js
var build_digest = __webpack_require__(958);
// EXTERNAL MODULE: ./packages/model/build/fields.js + 1 modules
var fields = __webpack_require__(30);
// EXTERNAL MODULE: ./packages/model/build/plan.js + 5 modules
var plan = __webpack_require__(474);
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
var signing = __webpack_require__(779);
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

;// CONCATENATED MODULE: ./packages/model/build/names.js
/** Order of names by their UTF-8 bytes: the same on every machine and in every language. */
function compareNames(a, b) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(377);
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
const MARGIN = (/* unused pure expression or super */ null && (2 * 60_000));
/** Another run may begin when the claim, or the turn, ends: nothing further is written before. */
function lapsing(channel, why) {
    return problem("journal-lock-lost", {
        message: `the claim on ${channel} cannot be renewed${why === undefined ? "" : ` (${why})`}: nothing further is written there, because another run may begin.`,
    });
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
    return remedies_problem("release-in-progress", {
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
        const note = told instanceof build_problem/* Problem */.AF ? told.code : "unexpected";
        await here.ledger.close("end", STEP, { note }).catch(() => { });
        throw told;
    }
    finally {
        here.deps.cancelled?.removeEventListener("abort", cancel);
    }
}

// EXTERNAL MODULE: ./packages/model/build/tag.js
var build_tag = __webpack_require__(88);
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

// EXTERNAL MODULE: ./packages/model/build/version.js
var version = __webpack_require__(580);
;// CONCATENATED MODULE: ./packages/forge/build/publish/latest.js

/**
 * Whether a release becomes the repository's latest one (invariant 7).
 * @param current tag of the present latest release; `undefined` without one
 */
function decideLatest(wish, { tag, prerelease }, current) {
    // GitHub refuses both: a draft or a pre-release cannot be latest.
    if (prerelease || (0,version/* isPrerelease */.V1)(tag.version))
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
    return (0,version/* compareVersions */.Zy)(tag.version, other.version) >= 0
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

;// CONCATENATED MODULE: ./packages/forge/build/publish/publish-draft.js







/**
 * Publishes a draft that an earlier run made and a person reviewed, as it is: title, notes and pre-release flag are the
 * draft's; the assets have to be the very bytes that the journal recorded, or that the draft's own release.json lists.
 * @throws {Problem} `draft-missing`, `draft-unverifiable`, `draft-differs`, and those of `publish`
 */
async function publishDraft(forge, request, deps) {
    const reviewed = await explaining("Nothing was changed.", () => review(forge, request, deps));
    const { release, ...found } = reviewed;
    const { title } = release;
    const time = new Date(deps.patience.time.now()).toISOString();
    const wanted = {
        ...{ ...request, ...found },
        // People may change it while this run waits for its turn.
        prerelease: undefined,
        // A draft that was made before its tag names its commit; any other one needs the tag that it was made for.
        ...(release.target === found.commit && { newTag: { message: title || request.tag, time } }),
    };
    return await withEngagement(new Engagement(forge, wanted, deps), async (here) => {
        const survey = await here.survey();
        here.requireTag(survey);
        await requireDiscussion(here);
        if (!here.ledger.exclusive)
            await here.requireAccess();
        await here.ledger.open(survey);
        const now = await forge.release(release.id);
        if (now === undefined)
            throw missing(forge, request.tag);
        if (!now.draft)
            return await acceptPublished(here, now);
        here.state = `The draft ${release.url} is as it was; nothing is public.`;
        await here.requireEqual(now, "refused to publish");
        return await goPublic(here, now);
    });
}
async function review(forge, { tag }, deps) {
    const nothing = { tag, commit: "", expected: [], prerelease: false, latest: "no" };
    const here = new Engagement(forge, nothing, deps);
    const entries = here.ledger.place === undefined ? [] : here.ledger.look(await here.survey());
    const standing = standingOf(await forge.findReleases(tag), entries);
    if (standing.type === "none")
        throw missing(forge, tag);
    const { release } = standing;
    const listed = await forge.listAssets(release.id);
    const expected = (await here.digests.complete(listed, listed)).map(requireDigest);
    const place = entries.findLastIndex(({ after }) => after?.release?.id === release.id && after.assets !== undefined);
    const receipt = entries[place];
    // Of the run that wrote the receipt: one that began later, for another commit, may not have come to its end.
    const begun = entries.slice(0, place + 1).findLast(({ commit }) => commit !== undefined && commit !== "");
    if (receipt !== undefined && begun?.commit !== undefined) {
        if (receipt.after?.assets === digestOfAssets(expected))
            return { release, commit: begun.commit, expected };
        throw remedies_problem("draft-differs", {
            message: `the assets of ${release.url} are not those that the journal recorded on ${receipt.time}. Nothing is public.`,
        });
    }
    const manifest = await manifestOf(forge, listed);
    if (manifest === undefined || manifest.tag !== tag) {
        throw remedies_problem("draft-unverifiable", {
            message: `neither the journal nor a ${words/* MANIFEST_NAME */.ir} says what ${release.url} should hold. Nothing was changed.`,
        });
    }
    const own = expected.filter(({ name }) => isOwn(manifest, name));
    const rest = manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 }));
    return { release, commit: manifest.commit, expected: [...rest, ...own] };
}
function requireDigest({ name, size, sha256, state }) {
    if (sha256 !== undefined && state === "uploaded")
        return { name, size, sha256 };
    throw remedies_problem("draft-differs", { message: `${name} of the draft is not fully uploaded. Nothing is public.` });
}
async function manifestOf(forge, assets) {
    const asset = assets.find(({ name }) => name === words/* MANIFEST_NAME */.ir);
    if (asset === undefined || asset.size > words/* LARGEST_MANIFEST */.$D)
        return undefined;
    const bytes = await (0,consumers_.buffer)(await forge.downloadAsset(asset.id));
    return readDocument(RELEASE_MANIFEST, bytes.toString("utf8"), words/* MANIFEST_NAME */.ir);
}
function missing(forge, tag) {
    return remedies_problem("draft-missing", {
        message: `${forge.repository} has no release of ${tag} that Slipway made. Nothing was changed.`,
    });
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

;// CONCATENATED MODULE: ./packages/forge/build/publish/default-notes.js


/** Room for the mark and for what a person adds. */
const ROOM = LONGEST_NOTES - 1_000;
/**
 * Notes made from the manifest alone: what it is, where to download it, how to verify it. Where all that would be longer than
 * the limit, a sentence stands in place of the downloads.
 * @param downloads address below which the assets lie, without a slash at the end
 * @param limit in UTF-16 units; what GitHub takes when it is not given
 */
function defaultNotes(manifest, downloads, limit = ROOM) {
    const pieces = [
        headline(manifest),
        table(manifest, downloads),
        others(manifest, downloads),
        verification(manifest, downloads),
    ];
    const whole = join(pieces);
    if (whole.length <= limit)
        return whole;
    return join([headline(manifest), "The files are listed below.", verification(manifest, downloads)]);
}
function join(pieces) {
    return `${pieces.filter((piece) => piece !== "").join("\n\n")}\n`;
}
function headline({ project, version, commit, prerelease }) {
    const what = `**${project.name} ${version}**${project.description === undefined ? "" : `: ${project.description}`}`;
    const notes = [
        what,
        prerelease ? "This is a pre-release." : "",
        `Built from commit ${commit}.`,
        project.homepage === undefined ? "" : `Home page: ${project.homepage}`,
    ];
    return notes.filter((line) => line !== "").join("\n");
}
/** One row a platform, one column a variant. */
function table({ artifacts }, downloads) {
    const built = artifacts.filter((artifact) => artifact.target !== undefined);
    if (built.length === 0)
        return "";
    const targets = [...new Set(built.map((artifact) => artifact.target))];
    const variants = [...new Set(built.map((artifact) => artifact.variant ?? ""))];
    const cell = (target, variant) => built
        .filter((artifact) => artifact.target === target && (artifact.variant ?? "") === variant)
        .map((artifact) => default_notes_link(artifact, downloads))
        .join("<br>") || "–";
    const head = variants.length === 1 ? ["Download"] : variants.map((variant) => variant || "Download");
    return [
        "## Downloads",
        "",
        `| Platform | ${head.join(" | ")} |`,
        `| --- |${" --- |".repeat(head.length)}`,
        ...targets.map((target) => `| ${target} | ${variants.map((variant) => cell(target, variant)).join(" | ")} |`),
    ].join("\n");
}
function others({ artifacts }, downloads) {
    const kinds = [
        ["source", "Source"],
        ["documentation", "Documentation"],
        ["file", "Files"],
    ];
    return kinds
        .map(([kind, title]) => {
        const found = artifacts.filter((artifact) => artifact.kind === kind && artifact.target === undefined);
        return found.length === 0 ? "" : `- ${title}: ${found.map((artifact) => default_notes_link(artifact, downloads)).join(", ")}`;
    })
        .filter((line) => line !== "")
        .join("\n");
}
/** The commands that verify with everybody's tools: those that apply to how this release is signed, and no others. */
function verification(manifest, downloads) {
    const { artifacts, plan } = manifest;
    const names = new Set(artifacts.map((artifact) => artifact.name));
    // A checksum file of one artifact is named after it, with a suffix.
    const isCombined = (name) => !name.includes(".") || !names.has(name.slice(0, name.lastIndexOf(".")));
    const combined = artifacts.find(({ kind, name }) => kind === "checksums" && /sha256/i.test(name) && isCombined(name));
    const signatures = signedBy(manifest, combined, downloads);
    if (combined === undefined && signatures.length === 0)
        return "";
    const checksums = combined === undefined
        ? []
        : [
            `Download \`${combined.name}\` beside the files, then:`,
            shell(`sha256sum --check --ignore-missing ${combined.name}`),
        ];
    const described = plan === undefined ? [] : [`\`${words/* MANIFEST_NAME */.ir}\` lists every file with its size, digests and content.`];
    return ["## Verification", ...checksums, ...signatures, ...described].join("\n\n");
}
/** For each signer a sentence and its commands, over the file of checksums where that is signed, else over the manifest. */
function signedBy(manifest, combined, downloads) {
    const { signers = [], signatures = [], provenance, repository, artifacts } = manifest;
    const parts = signers.flatMap((signer) => {
        const suffix = words/* SIGNATURE_SUFFIX */.VV[signer.kind];
        const signature = combined?.signatures.find((name) => name === combined.name + suffix) ??
            signatures.find((name) => name.endsWith(suffix));
        return signature === undefined ? [] : commandsOf(signer, signature, signature.slice(0, -suffix.length), downloads);
    });
    const [example] = artifacts.filter(({ kind }) => kind === "archive" || kind === "source" || kind === "file");
    if (provenance === undefined || repository === undefined || example === undefined)
        return parts;
    const workflow = /^https?:\/\/[^/]+\/(.+)@[^@]*$/.exec(provenance.identity)?.[1];
    const by = workflow === undefined ? "" : ` --signer-workflow ${quoted(workflow)}`;
    return [
        ...parts,
        "GitHub attests which workflow built every file; for one of them:",
        shell(`gh attestation verify ${example.name} --repo ${repository}${by}`),
    ];
}
function commandsOf(signer, signature, of, downloads) {
    switch (signer.kind) {
        case "openpgp": {
            const key = words/* KEY_ASSET */.Fz.openpgp;
            return [
                `\`${of}\` is signed with the OpenPGP key \`${signer.fingerprint}\`. It is in [${key}](${downloads}/${key}); compare its fingerprint with one that you know from elsewhere:`,
                shell(`gpg --import ${key}`, `gpg --verify ${signature} ${of}`),
            ];
        }
        case "minisign":
            return [
                `\`${of}\` is signed with the minisign key \`${signer.keyId}\`:`,
                shell(`minisign -V -P ${signer.publicKey} -x ${signature} -m ${of}`),
            ];
        case "sigstore": {
            const who = `--certificate-identity ${quoted(signer.identity)} --certificate-oidc-issuer ${quoted(signer.issuer)}`;
            return [
                `\`${of}\` is signed by the workflow that made the release:`,
                shell(`cosign verify-blob --new-bundle-format --bundle ${signature} ${who} ${of}`),
            ];
        }
    }
}
function shell(...commands) {
    return ["```sh", ...commands, "```"].join("\n");
}
/** For a POSIX shell, and within a line of a code block. */
function quoted(text) {
    const line = text.replace(/[\r\n`]/g, "");
    return /^[\w@%+=:,./-]+$/.test(line) ? line : `'${line.replaceAll("'", "'\\''")}'`;
}
/** Asset names consist of characters that need no escaping, in Markdown or in an address. */
function default_notes_link({ name }, downloads) {
    return `[${name}](${downloads}/${encodeURIComponent(name)})`;
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
        throw (0,build_problem/* mistake */.RT)("asset-name-rewritten", `GitHub would rename the asset "${name}" to "${nameOnGitHub(name)}"`, "use letters, digits, '.', '_', '+' and '-' in names and name templates, beginning with a letter or digit");
    }
    if (Buffer.byteLength(name) > LONGEST) {
        throw (0,build_problem/* mistake */.RT)("asset-name-too-long", `the asset name "${name}" is longer than ${LONGEST} bytes`, "shorten the name template");
    }
    return name;
}

;// CONCATENATED MODULE: ./actions/build/publish-release/alone.js



/**
 * Files of the user's own, as a manifest in memory.
 * @throws {Problem} `glob-without-match`, `asset-name-clash`, `asset-name-rewritten`, `tag-missing`
 */
async function describeFiles(inputs, workspace, forge) {
    const { tag, repository } = inputs;
    const files = [];
    const artifacts = [];
    for (const path of await matches(inputs.files, workspace)) {
        const name = requireAssetName((0,external_node_path_.basename)(path));
        const { size, ...digests } = await (0,build_digest/* fingerprintFile */.Ro)(path);
        files.push({ name, path, size, sha256: digests.sha256 });
        artifacts.push({ name, kind: "file", size, digests, signatures: [] });
    }
    const manifest = {
        kind: "slipway-release",
        schemaVersion: 1,
        project: { name: (0,external_node_path_.basename)(repository) },
        repository,
        version: tag.version.text,
        tag: tag.text,
        prerelease: inputs.prerelease ?? (0,version/* isPrerelease */.V1)(tag.version),
        commit: inputs.commit ?? (await commitOf(forge, tag.text)),
        builds: [],
        artifacts,
    };
    return { manifest, files };
}
/** A run that the tag did not start cannot tell what was built; the tag then only must not move while it is published. */
async function commitOf(forge, tag) {
    const commit = await forge.resolveTag(tag);
    if (commit !== undefined)
        return commit;
    throw new build_problem/* Problem */.AF({
        kind: "refusal",
        code: "tag-missing",
        message: `${forge.repository} has no tag ${tag}. Nothing was changed.`,
        remedy: `push the tag (git push origin ${tag}) before its release is made`,
    });
}
/** Regular files that the globs match, sorted by name. */
async function matches(patterns, workspace) {
    const found = new Map();
    for (const pattern of patterns) {
        let count = 0;
        for await (const match of (0,promises_.glob)(pattern, { cwd: workspace })) {
            const path = (0,external_node_path_.resolve)(workspace, match);
            if (!(await (0,promises_.stat)(path)).isFile())
                continue;
            count += 1;
            const other = found.get((0,external_node_path_.basename)(path));
            if (other !== undefined && other !== path) {
                throw (0,build_problem/* mistake */.RT)("asset-name-clash", `${other} and ${path} would be the same asset, "${(0,external_node_path_.basename)(path)}"`, "give the files different names, or narrow the globs");
            }
            found.set((0,external_node_path_.basename)(path), path);
        }
        if (count === 0) {
            throw (0,build_problem/* mistake */.RT)("glob-without-match", `"${pattern}" in the input "files" matches no file in ${workspace}`, "correct the glob, or make the files before this step");
        }
    }
    return [...found.values()].sort((a, b) => compareNames((0,external_node_path_.basename)(a), (0,external_node_path_.basename)(b)));
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
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "plan-changed",
            message: `the plan in ${file} has the SHA-256 ${found}; build-matrix announced ${digest}`,
            remedy: "pass the output `plan-digest` of the job that ran build-matrix in this same run, and re-run all jobs",
        });
    }
    // An action that works alone never loads the plan's schema.
    const { PLAN } = await __webpack_require__.e(/* import() */ 543).then(__webpack_require__.bind(__webpack_require__, 543));
    return { plan: readDocument(PLAN, text, file), digest: found };
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(466);
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

;// CONCATENATED MODULE: ./actions/build/publish-release/signatures.js




const AGAIN = "run the whole workflow again, so that packages, manifest and signatures come from the same run";
/**
 * The manifest's own signatures: each that was planned is there, is the one that was made, and signs the manifest by a signer
 * that it names. Nobody is asked: of Sigstore's bundles certificate and signature are held against each other and the identity.
 * @param digests by name, from the job that signed
 * @throws {Problem} `signature-missing`, `signature-changed`, `signature-invalid`
 */
async function takeSignatures(directory, manifest, plan, digests) {
    requirePlanned(manifest, plan);
    const files = [];
    for (const name of manifest.signatures ?? []) {
        const path = (0,external_node_path_.join)(directory, name);
        const bytes = await (0,promises_.readFile)(path).catch((error) => {
            if (error.code === "ENOENT")
                throw broken("signature-missing", `${words/* MANIFEST_NAME */.ir} names ${name}, which no job handed over`);
            throw error;
        });
        const digest = (0,build_digest/* sha256 */.sc)(bytes);
        if (digests !== undefined && digests[name] !== digest) {
            throw broken("signature-changed", `${name} has the SHA-256 ${digest}; it was ${digests[name]} when it was made`);
        }
        const content = { path: (0,external_node_path_.join)(directory, words/* MANIFEST_NAME */.ir) };
        const signature = bytes.toString("utf8");
        const verdict = await verifySignature({ of: words/* MANIFEST_NAME */.ir, name, content, signature }, manifest.signers ?? []);
        if (!verdict.valid)
            throw broken("signature-invalid", `${name} does not sign ${words/* MANIFEST_NAME */.ir}: ${verdict.why}`);
        files.push({ name, path, size: bytes.length, sha256: digest });
    }
    return files;
}
function requirePlanned(manifest, { signing }) {
    const named = new Map(manifest.artifacts.map((artifact) => [artifact.name, artifact.signatures]));
    named.set(words/* MANIFEST_NAME */.ir, manifest.signatures ?? []);
    const lost = signing?.signatures.find(({ of, name }) => !named.get(of)?.includes(name));
    if (lost !== undefined)
        throw broken("signature-missing", `the plan has ${lost.of} signed by ${lost.name}, and ${words/* MANIFEST_NAME */.ir} does not`);
}
function broken(code, message) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code,
        message: `${message}. Nothing was changed on the server`,
        remedy: AGAIN,
    });
}

;// CONCATENATED MODULE: ./actions/build/publish-release/chain.js







const chain_AGAIN = "run the whole workflow again, so that packages and manifest come from the same run";
/**
 * What sign-and-checksum and the legs handed over, verified byte for byte: the manifest by the digest that travelled as a
 * job output, every file by the manifest.
 * @throws {Problem} `artifact-changed`, `artifact-missing`, `asset-not-handed-over`, `manifest-of-another-plan`, `build-only-plan`, `signature-…`
 */
async function takeRelease(inputs, kit) {
    const { plan, digest: planDigest } = (await takePlan(inputs.plan, kit));
    requirePublishable(plan, kit);
    const { temp } = kit.runtime;
    const release = (0,external_node_path_.join)(temp, plan_inputs/* DIRECTORY */.Md.release);
    await takeUnlessThere(kit, plan_inputs/* ARTIFACT */.tX.release, release, words/* MANIFEST_NAME */.ir);
    const manifestFile = (0,external_node_path_.join)(release, words/* MANIFEST_NAME */.ir);
    const bytes = await (0,promises_.readFile)(manifestFile);
    const digest = (0,build_digest/* sha256 */.sc)(bytes);
    if (digest !== inputs.manifestDigest)
        throw chain_changed(words/* MANIFEST_NAME */.ir, digest, inputs.manifestDigest);
    const manifest = readDocument(RELEASE_MANIFEST, bytes.toString("utf8"), manifestFile);
    requireSamePlan(manifest, plan, planDigest);
    const legOf = new Map(plan.packages.map(({ name, leg }) => [name, leg]));
    for (const leg of new Set(legOf.values())) {
        await takeUnlessThere(kit, plan_inputs/* ARTIFACT */.tX.packages(leg), (0,external_node_path_.join)(temp, plan_inputs/* DIRECTORY */.Md.packages, leg), "packages.json");
    }
    const files = [];
    for (const { name, size, digests } of manifest.artifacts) {
        const leg = legOf.get(name);
        const path = leg === undefined ? (0,external_node_path_.join)(release, name) : (0,external_node_path_.join)(temp, plan_inputs/* DIRECTORY */.Md.packages, leg, name);
        await requireBytes(name, path, size, digests.sha256);
        files.push({ name, path, size, sha256: digests.sha256 });
    }
    kit.log.info(`${files.length} files are those of ${words/* MANIFEST_NAME */.ir}`);
    const signatures = await takeSignatures(release, manifest, plan, inputs.signatureDigests);
    if (signatures.length > 0)
        kit.log.info(`${words/* MANIFEST_NAME */.ir} is signed by ${signatures.map(({ name }) => name).join(", ")}`);
    return {
        plan,
        manifest,
        files: [...files, ...signatures, { name: words/* MANIFEST_NAME */.ir, path: manifestFile, size: bytes.length, sha256: digest }],
    };
}
/** In the job that made it, what is handed over still lies in its place. */
async function takeUnlessThere({ handOver }, artifact, into, file) {
    const there = await (0,promises_.access)((0,external_node_path_.join)(into, file)).then(() => true, () => false);
    if (!there)
        await handOver.take(artifact, into);
}
function requirePublishable(plan, { log }) {
    if (plan.buildOnly) {
        throw new build_problem/* Problem */.AF({
            kind: "refusal",
            code: "build-only-plan",
            message: `the plan of ${plan.version} was made for a build, not for the tag ${plan.tag}. Nothing was changed`,
            remedy: 'publish from a run that a pushed tag started, or that the input "release-type" or "version" gave a version',
        });
    }
    if (plan.filtered)
        log.notice("the plan was filtered: this release has not every target and variant");
}
function requireSamePlan(manifest, plan, digest) {
    if (manifest.plan === digest && manifest.tag === plan.tag && manifest.commit === plan.commit)
        return;
    throw new build_problem/* Problem */.AF({
        kind: "failure",
        code: "manifest-of-another-plan",
        message: `${words/* MANIFEST_NAME */.ir} was made for ${manifest.tag} by the plan ${manifest.plan}; this run's plan is ${digest} for ${plan.tag}`,
        remedy: chain_AGAIN,
    });
}
async function requireBytes(name, path, size, expected) {
    const found = await (0,promises_.stat)(path).catch((error) => {
        if (error.code === "ENOENT")
            return undefined;
        throw error;
    });
    if (found === undefined) {
        throw new build_problem/* Problem */.AF({
            kind: "failure",
            code: "asset-not-handed-over",
            message: `${words/* MANIFEST_NAME */.ir} lists ${name}, which no job handed over`,
            remedy: chain_AGAIN,
        });
    }
    const digest = await sha256OfStream((0,external_node_fs_.createReadStream)(path, { highWaterMark: 1 << 20 }));
    if (found.size !== size || digest !== expected)
        throw chain_changed(name, digest, expected);
}
function chain_changed(name, found, expected) {
    return new build_problem/* Problem */.AF({
        kind: "failure",
        code: "artifact-changed",
        message: `${name} has the SHA-256 ${found}; it was ${expected} when it was listed. Nothing was changed on the server`,
        remedy: chain_AGAIN,
    });
}

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

;// CONCATENATED MODULE: ./actions/build/publish-release/notes.js


/** Left for the mark that a draft carries. */
const notes_ROOM = LONGEST_NOTES - 1_000;
const BETWEEN = "\n\n";
/**
 * What changed, as the plan has it, and then how to install and verify. Where both do not fit, the latter keeps to its half
 * and the former is cut, with a link to the asset that holds it whole.
 */
async function composeNotes(plan, manifest, repositoryUrl, forge) {
    const downloads = `${repositoryUrl}/releases/download/${manifest.tag}`;
    const changed = await whatChanged(plan, forge);
    if (changed === "")
        return defaultNotes(manifest, downloads);
    const left = notes_ROOM - BETWEEN.length - Math.min(changed.length, SURELY_WHOLE);
    const install = defaultNotes(manifest, downloads, left);
    const shown = cutNotes(changed, notes_ROOM - BETWEEN.length - install.length, fullText(plan, downloads, repositoryUrl));
    return `${shown.trimEnd()}${BETWEEN}${install}`;
}
/** GitHub's own text is known only now, when the assets are final: of it only the commits can be linked. */
function fullText({ notes, tag, previousTag }, downloads, repositoryUrl) {
    if (notes?.asset !== undefined)
        return { title: "the whole text", address: `${downloads}/${notes.asset}` };
    const range = previousTag === undefined ? `commits/${tag}` : `compare/${previousTag}...${tag}`;
    return { title: "all commits", address: `${repositoryUrl}/${range}` };
}
async function whatChanged({ notes, tag, previousTag, commit }, forge) {
    if (notes === undefined)
        return "";
    if (notes.from !== "github")
        return notes.body;
    // The commit counts only where the tag does not exist yet.
    const generated = await forge.generateNotes({ tag, commit, ...(previousTag && { previousTag }) });
    return [notes.body, generated.body, notes.tail ?? ""].filter((part) => part.trim() !== "").join("\n\n");
}

// EXTERNAL MODULE: ./packages/action-kit/build/summary.js + 1 modules
var summary = __webpack_require__(138);
;// CONCATENATED MODULE: ./actions/build/publish-release/summary.js

const HEADINGS = {
    published: "Released",
    drafted: "Draft for review:",
    nothing: "Released already, with the same bytes:",
};
/** Markdown for the job summary. Names of assets and tags hold no character that Markdown would take for its own. */
function summaryOf({ release, assets, latest, done }) {
    const flags = [release.prerelease ? "pre-release" : "", latest ? "latest" : "", release.immutable ? "immutable" : ""]
        .filter((flag) => flag !== "")
        .join(", ");
    const rows = assets.map(({ name, size, sha256, url }) => `| [${name}](${url}) | ${(0,summary/* formatSize */.Xq)(size)} | \`${sha256?.slice(0, 12) ?? ""}\` |`);
    return [
        `### ${HEADINGS[done]} [${release.tag}](${release.url})${flags === "" ? "" : ` (${flags})`}`,
        ["| Asset | Size | SHA-256 |", "| --- | ---: | --- |", ...rows].join("\n"),
    ];
}

;// CONCATENATED MODULE: ./actions/build/publish-release/run.js









async function run_run(inputs, kit, time = realTime, env = process.env) {
    const { log, runtime } = kit;
    if (!honourProxy())
        log.warning("this Node.js cannot use the proxy that HTTPS_PROXY names");
    const patience = new Patience({ time, tell: log.info });
    const { repository, token, concurrency, journal: branch } = inputs;
    const forge = githubForge({ repository, apiUrl: runtime.apiUrl, token, patience });
    const deps = {
        log,
        patience,
        concurrency,
        ...(branch !== undefined && { journal: { branch, run: runOf(kit, repository, env) } }),
    };
    if (branch === undefined)
        log.info("without a journal nothing holds concurrent runs apart, and nothing can be rolled back by it");
    const published = await untilCancelled(kit, (cancelled) => act(inputs, kit, forge, { ...deps, cancelled }));
    const { release, latest, done } = published;
    log.info(`${done === "drafted" ? "Draft" : "Release"}: ${release.url}`);
    await kit.summarise(...summaryOf(published));
    return {
        "release-id": release.id,
        url: release.url,
        draft: release.draft,
        prerelease: release.prerelease,
        latest,
    };
}
/** Milliseconds that a cancelled job may take to give the lock back; GitHub leaves it 7.5 seconds. */
const TIME_TO_STOP = 6_000;
async function untilCancelled({ log }, work) {
    let timer;
    const stop = () => {
        log.warning("cancelled: the lock on the release is given back; the next run goes on from here");
        timer = setTimeout(() => process.exit(130), TIME_TO_STOP).unref();
    };
    try {
        return await withCancellation(stop, work);
    }
    finally {
        clearTimeout(timer);
    }
}
async function act(inputs, kit, forge, deps) {
    const { log } = kit;
    if (inputs.mode === "reviewed") {
        const { tag, latest = "auto", discussion } = inputs;
        const request = { tag: tag.text, latest, ...(discussion !== undefined && { discussion }) };
        return await log.group(`Publish the draft of ${tag.text}`, () => publishDraft(forge, request, deps));
    }
    const request = await explaining("Nothing was changed.", () => requestFrom(inputs, kit, forge));
    return await log.group(`Publish ${request.manifest.tag}`, () => publish(forge, request, deps));
}
/** A re-run has the same id and the next attempt, and may go on at once where the last one was killed. */
function runOf({ runtime }, repository, env) {
    const id = runtime.runId;
    // Outside GitHub Actions two processes have nothing in common.
    if (id === undefined)
        return { id: `local-${process.pid}-${Date.now()}`, attempt: 1 };
    const attempt = Number(env.GITHUB_RUN_ATTEMPT ?? 1);
    return {
        id,
        attempt: Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 1,
        url: `${runtime.serverUrl}/${repository}/actions/runs/${id}`,
    };
}
async function requestFrom(inputs, kit, forge) {
    const { draft, latest, notes } = inputs;
    if (inputs.mode === "alone") {
        const { manifest, files } = await describeFiles(inputs, kit.runtime.workspace, forge);
        return {
            ...extras(inputs, kit, manifest, inputs.discussion),
            manifest,
            files,
            title: inputs.title,
            notes: await readNotes(notes, manifest, inputs, kit),
            draft: draft ?? false,
            prerelease: manifest.prerelease,
            latest: latest ?? "auto",
        };
    }
    const { plan, manifest, files } = await kit.log.group("Take and verify the release", () => takeRelease(inputs, kit));
    return {
        ...extras(inputs, kit, manifest, inputs.discussion ?? plan.release.discussion),
        manifest,
        files,
        title: plan.release.title,
        notes: notes.type === "default"
            ? await composeNotes(plan, manifest, `${kit.runtime.serverUrl}/${inputs.repository}`, forge)
            : await readNotes(notes, manifest, inputs, kit),
        draft: draft ?? plan.release.draft,
        prerelease: plan.prerelease,
        latest: latest ?? plan.release.latest,
    };
}
/** Whoever deletes a pushed tag while its release is made wants no release: such a tag is not made again. */
function extras({ pushTag }, { runtime }, { project, version, tag, timestamp }, discussion) {
    const time = new Date(timestamp === undefined ? Date.now() : timestamp * 1000).toISOString();
    return {
        ...(discussion !== undefined && { discussion }),
        ...(pushTag && runtime.ref !== `refs/tags/${tag}` && { newTag: { message: `${project.name} ${version}`, time } }),
    };
}
async function readNotes(notes, manifest, { repository }, { runtime }) {
    if (notes.type === "text")
        return notes.text;
    if (notes.type === "default") {
        return defaultNotes(manifest, `${runtime.serverUrl}/${repository}/releases/download/${manifest.tag}`);
    }
    const file = (0,external_node_path_.resolve)(runtime.workspace, notes.path);
    return await (0,promises_.readFile)(file, "utf8").catch((cause) => {
        throw (0,build_problem/* mistake */.RT)("notes-unreadable", `the input "notes-file" names ${file}, which cannot be read (${cause.code})`, "give a path relative to the workspace, of a file that exists by then");
    });
}


/***/ }),

/***/ 475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ Carries)
/* harmony export */ });
/* unused harmony export CarriedPackage */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(238);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(958);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(30);



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

/***/ 357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pe: () => (/* binding */ PlannedCodeSigning),
/* harmony export */   ZI: () => (/* binding */ Signed)
/* harmony export */ });
/* unused harmony exports WindowsSigning, DeveloperIdSigning */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(238);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(377);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(958);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30);



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

/***/ 958:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IA: () => (/* binding */ Sha256),
/* harmony export */   Ro: () => (/* binding */ fingerprintFile),
/* harmony export */   oG: () => (/* binding */ Digests),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* unused harmony export Fingerprinter */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(466);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(238);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(597);





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

/***/ 30:
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
var schemas = __webpack_require__(238);
// EXTERNAL MODULE: ./packages/model/build/tag.js
var tag = __webpack_require__(88);
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

// EXTERNAL MODULE: ./packages/model/build/version.js
var version = __webpack_require__(580);
;// CONCATENATED MODULE: ./packages/model/build/fields.js




/** Field types that several documents share. */
/** A file's path inside an archive or repository: relative, `/`-separated, never leading upward. */
const RelativePath = schemas/* string */.YjP()
    .min(1)
    .refine((path) => !path.startsWith("/") && !path.includes("\\") && !path.includes("\0"), "must be relative, with / between names")
    .refine((path) => path.split("/").every((name) => name !== "" && name !== "." && name !== ".."), "must not contain . or ..");
const CommitId = schemas/* string */.YjP().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "must be a full commit hash");
const VersionText = schemas/* string */.YjP().refine((text) => (0,version/* parseVersion */.ot)(text)?.text === text, "must be a semantic version");
const TagText = schemas/* string */.YjP().refine((text) => (0,tag/* parseTag */.ED)(text) !== undefined, "must be a release tag");
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

/***/ 474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  az: () => (/* binding */ ArchiveFormat),
  Ac: () => (/* binding */ PLAN)
});

// UNUSED EXPORTS: LONGEST_PLANNED_NOTES, Plan, PlannedBuild, PlannedFile, PlannedLeg, PlannedNotes, PlannedPackage, PlannedTarget, ToolchainName

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(238);
// EXTERNAL MODULE: ./packages/model/build/words.js
var words = __webpack_require__(597);
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
var carries = __webpack_require__(475);
// EXTERNAL MODULE: ./packages/model/build/code-signing.js
var code_signing = __webpack_require__(357);
// EXTERNAL MODULE: ./packages/model/build/fields.js + 1 modules
var fields = __webpack_require__(30);
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
var signing = __webpack_require__(779);
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

/***/ 779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Al: () => (/* binding */ PlannedSigning),
/* harmony export */   EE: () => (/* binding */ ManifestSigner),
/* harmony export */   PQ: () => (/* binding */ ManifestProvenance)
/* harmony export */ });
/* unused harmony export PlannedSignature */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(238);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(597);


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


/***/ })

};
