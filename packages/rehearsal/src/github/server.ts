import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mistake } from "@slipway/model";
import { type Actor, type Answer, ApiError, type Body, type Call, notFound } from "./answers.ts";
import { artifactCall, blobCall } from "./artifacts.ts";
import { Contract, type Match } from "./contract.ts";
import { webCall } from "./downloads.ts";
import { answerOf, Faults } from "./faults.ts";
import { serveGit } from "./git-http.ts";
import { graphqlCall } from "./graphql.ts";
import { type Location, locate } from "./locate.ts";
import { oidcCall } from "./oidc.ts";
import { RateLimit, rateHeaders, rateView } from "./rate-limit.ts";
import { ROUTES } from "./routes.ts";
import { send } from "./send.ts";
import { findRepository, freezeReleases, type Repository, type World } from "./state.ts";
import { authenticate, isAllowed, requirePermission, type Signer } from "./tokens.ts";
import type { Exchange, Fault, GitHubOptions, PushEvent, Violation } from "./types.ts";

const LARGEST_JSON = 100 * 1024 * 1024;

/** One exchange while it is under way. */
interface Progress {
  readonly index: number;
  readonly location: Location;
  operationId: string;
  actor: Actor;
  fault: Fault | undefined;
  violations: Violation[];
}

/** HTTP in front of the state: finds the service, authenticates, lets faults happen, checks against the description, counts. */
export class Gateway {
  readonly faults: Faults;
  readonly byOperation = new Map<string, number>();
  readonly violations: Violation[] = [];
  total = 0;
  issuer = "";
  readonly #world: World;
  readonly #signer: Signer;
  readonly #options: GitHubOptions;
  readonly #contract = new Contract();
  readonly #rates: RateLimit;
  readonly #server: Server;

  constructor(world: World, signer: Signer, options: GitHubOptions) {
    this.#world = world;
    this.#signer = signer;
    this.#options = options;
    this.faults = new Faults(options.faults);
    this.#rates = new RateLimit(options.rateLimit, world.now);
    this.#server = createServer((request, response) => void this.serve(request, response));
    // Uploads of any length and stalls on request must not be cut off by the server's own deadlines.
    this.#server.requestTimeout = 0;
    // Longer than any client keeps a connection, so that none is closed just as a request goes out on it.
    this.#server.keepAliveTimeout = 75_000;
  }

  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", (error: NodeJS.ErrnoException) =>
        reject(
          error.code === "EADDRINUSE"
            ? mistake(
                "port-in-use",
                `port ${port} is taken by another program`,
                "choose another port, or 0 for any free one",
              )
            : error,
        ),
      );
      this.#server.listen(port, "127.0.0.1", () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** One exchange, however it was brought here. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    request.on("error", () => {}); // a client that goes away; what reads the body notices by itself
    response.on("error", () => {});
    const progress: Progress = {
      index: this.total++,
      location: locate(request),
      operationId: "unknown",
      actor: { login: "anonymous", token: undefined },
      fault: undefined,
      violations: [],
    };
    let status = 0;
    try {
      status = await this.#exchange(request, response, progress);
    } catch (error) {
      status = 500;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      progress.violations.push({
        operationId: progress.operationId,
        side: "response",
        status,
        message: `server: ${message}`,
      });
      if (!response.headersSent) await send(request, response, { status, json: { message } }, {});
      else request.socket.destroy();
    }
    this.#record(request, progress, status, performance.now() - started);
  }

  async #exchange(request: IncomingMessage, response: ServerResponse, progress: Progress): Promise<number> {
    const { target, query } = progress.location;
    const match = this.#identify(request, progress);
    let refusal: ApiError | undefined;
    try {
      if (target.area !== "artifact" && target.area !== "blob" && target.area !== "oidc") {
        progress.actor = authenticate(this.#world, request);
      }
    } catch (error) {
      refusal = error as ApiError;
    }
    const gone = new AbortController();
    // With a reason, or every request would make an exception with its stack.
    response.once("close", () => gone.abort("the client is gone"));
    progress.fault = await this.faults.next(
      {
        operationId: progress.operationId,
        method: request.method ?? "GET",
        path: target.path,
        index: progress.index,
        query: Object.fromEntries(query),
        actor: progress.actor.login,
      },
      gone.signal,
    );
    const faulty = answerOf(progress.fault);
    const counted = target.area === "rest" || target.area === "uploads" || target.area === "graphql";
    const rate = this.#rates.count(progress.actor, counted ? 1 : 0);
    const needs = match && ROUTES[match.operationId]?.needs;
    const accepted = needs &&
      needs !== "none" && { "x-accepted-github-permissions": needs.replace("-", "_").replace(":", "=") };
    const extra = {
      ...accepted,
      ...rateHeaders(rate),
      "x-github-request-id": `SLIP:${progress.index}`,
      server: "github.com",
    };
    if (!faulty && !refusal && target.area === "git") return this.#git(request, response, progress, extra);
    let answer = faulty;
    try {
      if (refusal && !answer) throw refusal;
      answer ??= await this.#answer(request, progress, match);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      answer = error.toAnswer();
      if (target.area === "git" && error.status === 401) answer = challenge(error.message);
    }
    if (match && !faulty && !answer.reset && target.area !== "graphql") {
      const json = answer.bytes || answer.file ? undefined : answer.json;
      if (!answer.bytes)
        progress.violations.push(...this.#contract.checkResponse(match.operationId, answer.status, json));
    }
    if (progress.fault?.kind === "reset") answer = { status: 0, reset: true };
    await send(
      request,
      response,
      answer,
      answer.headers?.["x-ratelimit-remaining"] ? { ...extra, "x-ratelimit-remaining": "0" } : extra,
    );
    return answer.status;
  }

  /** Names the operation, for counting, faults and permissions. */
  #identify(request: IncomingMessage, progress: Progress): Match | undefined {
    const { target } = progress.location;
    switch (target.area) {
      case "rest":
      case "uploads": {
        const match = this.#contract.match(request.method ?? "GET", target.path);
        const fits = match && (match.operationId === "repos/upload-release-asset") === (target.area === "uploads");
        if (fits) progress.operationId = match.operationId;
        return fits ? match : undefined;
      }
      case "git":
        progress.operationId = `git-http/${target.git.push ? "push" : "fetch"}`;
        return undefined;
      case "artifact":
        progress.operationId = `artifact/${target.method}`;
        return undefined;
      case "blob":
        progress.operationId = `blob/${(request.method ?? "GET").toLowerCase()}`;
        return undefined;
      default:
        progress.operationId = target.area;
        return undefined;
    }
  }

  async #answer(request: IncomingMessage, progress: Progress, match: Match | undefined): Promise<Answer> {
    const { target, query, bases } = progress.location;
    const root = bases.html;
    switch (target.area) {
      case "rest":
      case "uploads":
        return this.#rest(request, progress, match);
      case "graphql": {
        if (!progress.actor.token) throw new ApiError(401, "This endpoint requires you to be authenticated.");
        const context = { world: this.#world, actor: progress.actor, bases };
        const result = await graphqlCall(context, (await readJson(request)) ?? {});
        // An error with a path is an answer about data; one without says that the query itself does not fit the schema.
        for (const { message } of (result.errors ?? []).filter(({ path }) => path === undefined)) {
          progress.violations.push({ operationId: "graphql", side: "request", status: 200, message });
        }
        return { status: 200, json: result };
      }
      case "artifact":
        return artifactCall(this.#world, this.#signer, target.method, request, (await readJson(request)) ?? {}, root);
      case "blob":
        return blobCall(this.#world, request, target.path, query);
      case "oidc":
        return oidcCall(this.#world, this.#signer, request, target.path, query, this.issuer);
      case "web":
        return webCall(this.#world, request, progress.actor, decodePath(target.path), bases);
      default:
        throw notFound();
    }
  }

  async #rest(request: IncomingMessage, progress: Progress, match: Match | undefined): Promise<Answer> {
    const { query, bases, target } = progress.location;
    const route = match && ROUTES[match.operationId];
    if (!match || !route) {
      progress.violations.push({
        operationId: "unknown",
        side: "request",
        message: `${request.method} ${target.path} is not served here`,
      });
      // Not 404: a client would take it for "there is none".
      throw new ApiError(501, `The embedded GitHub does not serve ${request.method} ${target.path}`);
    }
    if (match.operationId === "rate-limit/get")
      return { status: 200, json: rateView(this.#rates.count(progress.actor, 0)) };
    this.#rates.check(progress.actor);
    const repository = findRepository(this.#world, `${match.params.owner}/${match.params.repo}`);
    if (route.needs !== "none") {
      if (!repository) throw notFound();
      const [permission = "", level = "read"] = route.needs.split(":");
      requirePermission(progress.actor, repository, permission, level as "read" | "write");
    }
    const body = match.operationId === "repos/upload-release-asset" ? undefined : await readJson(request);
    const { violations, refuse } = this.#contract.checkRequest(match, query, body);
    progress.violations.push(...violations);
    if (refuse.length > 0) throw new ApiError(422, `Invalid request.\n\n${refuse.join("\n")}`);
    const call: Call = {
      world: this.#world,
      operationId: match.operationId,
      params: match.params,
      query,
      body,
      request,
      bases,
      actor: progress.actor,
      repository: repository as Repository,
      fault: progress.fault,
      options: { digests: this.#options.digests ?? "sha256" },
      allowed: (permission, level) => isAllowed(progress.actor, repository as Repository, permission, level),
      pushed: (ref, before, after) => this.#pushed(repository as Repository, progress.actor, { ref, before, after }),
    };
    const before = progress.fault?.kind === "lag" && repository ? freezeReleases(repository) : undefined;
    const answer = await route.handle(call);
    if (before && repository && progress.fault?.kind === "lag" && progress.fault.lists > 0) {
      repository.lag = { releases: before, lists: progress.fault.lists };
    }
    return answer;
  }

  async #git(
    request: IncomingMessage,
    response: ServerResponse,
    progress: Progress,
    extra: Record<string, string>,
  ): Promise<number> {
    const { target, query } = progress.location;
    if (target.area !== "git") throw new Error("not a git request");
    const { git } = target;
    const repository = findRepository(this.#world, git.fullName);
    try {
      if (!repository) throw notFound();
      requirePermission(progress.actor, repository, "contents", git.push ? "write" : "read");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Without credentials git is asked for some, even where nothing is: it could not tell a private repository otherwise.
      const answer = progress.actor.token ? plain(error) : challenge(error.message);
      await send(request, response, answer, extra);
      return answer.status;
    }
    const { actor } = progress;
    const mute = progress.fault?.kind === "reset";
    const status = await serveGit(
      { world: this.#world, repository, target: git, actor, request, response, query, mute },
      (change) => this.#pushed(repository, actor, change),
    );
    if (!mute) return status;
    request.socket.resetAndDestroy();
    return 0;
  }

  #pushed(repository: Repository, actor: Actor, change: Pick<PushEvent, "ref" | "before" | "after">): void {
    this.#options.onPush?.({
      repository: repository.fullName,
      ...change,
      actor: actor.login,
      byJob: actor.token?.kind === "job",
    });
  }

  #record(request: IncomingMessage, progress: Progress, status: number, ms: number): void {
    this.byOperation.set(progress.operationId, (this.byOperation.get(progress.operationId) ?? 0) + 1);
    this.violations.push(...progress.violations);
    const exchange: Exchange = {
      index: progress.index,
      method: request.method ?? "GET",
      path: progress.location.target.path,
      operationId: progress.operationId === "unknown" ? undefined : progress.operationId,
      status,
      actor: progress.actor.login,
      ...(progress.actor.token?.jobId !== undefined && { jobId: progress.actor.token.jobId }),
      ms,
      ...(progress.fault && { fault: progress.fault.kind }),
      violations: progress.violations,
    };
    this.#options.onRequest?.(exchange);
  }
}

async function readJson(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_JSON) throw new ApiError(413, "Payload too large");
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw notFound();
  }
}

const plain = (error: ApiError): Answer => ({
  status: error.status === 401 ? 403 : error.status,
  headers: { "content-type": "text/plain" },
  bytes: Buffer.from(error.status === 404 ? "Repository not found." : error.message),
});

const challenge = (message: string): Answer => ({
  status: 401,
  headers: { "content-type": "text/plain", "www-authenticate": 'Basic realm="GitHub"' },
  bytes: Buffer.from(message),
});
