import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Actor } from "./answers.ts";
import { ZERO } from "./git.ts";
import { gitEnvironment } from "./git-process.ts";
import type { Repository, World } from "./state.ts";

/** git's smart protocol over HTTP, spoken by `git http-backend` (a CGI program, RFC 3875). */

export interface GitTarget {
  readonly fullName: string;
  readonly service: "info/refs" | "git-upload-pack" | "git-receive-pack";
  readonly push: boolean;
}

/** `owner/name` with or without `.git`; undefined for every other path. */
export function gitTarget(path: string, query: URLSearchParams): GitTarget | undefined {
  const match = /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(path);
  if (!match) return undefined;
  const service = match[2] as GitTarget["service"];
  const push = service === "git-receive-pack" || query.get("service") === "git-receive-pack";
  return { fullName: match[1] as string, service, push };
}

export interface GitExchange {
  readonly world: World;
  readonly repository: Repository;
  readonly target: GitTarget;
  readonly actor: Actor;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** Takes effect and answers nothing. */
  readonly mute: boolean;
}

/** Pushes into one repository take turns, so that what each changed can be told apart. */
const turns = new WeakMap<Repository, Promise<unknown>>();

/** Serves one exchange and resolves with its status; refs that a push changed are told before the client has its answer. */
export async function serveGit(exchange: GitExchange, changed: (change: RefChange) => void): Promise<number> {
  const { repository } = exchange;
  if (exchange.target.service !== "git-receive-pack") return runBackend(exchange, async () => {});
  const turn = (turns.get(repository) ?? Promise.resolve()).then(async () => {
    const before = await refTable(repository);
    return runBackend(exchange, async () => {
      for (const change of refChanges(before, await refTable(repository))) changed(change);
    });
  });
  turns.set(
    repository,
    turn.catch(() => {}),
  );
  return turn;
}

async function runBackend(exchange: GitExchange, beforeEnd: () => Promise<void>): Promise<number> {
  const { world, repository, target, actor, request, response, query, mute } = exchange;
  const child = spawn("git", ["http-backend"], {
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: join(world.directory, "repositories"),
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: `/${repository.fullName}.git/${target.service}`,
      QUERY_STRING: query.toString(),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      REMOTE_USER: actor.login,
      REMOTE_ADDR: "127.0.0.1",
      ...(request.headers["git-protocol"] !== undefined && { GIT_PROTOCOL: String(request.headers["git-protocol"]) }),
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? -1));
  });
  // A client that goes away must not leave the backend waiting for input.
  response.on("close", () => child.kill());
  const zipped = request.headers["content-encoding"] === "gzip";
  const input = zipped ? pipeline(request, createGunzip(), child.stdin) : pipeline(request, child.stdin);
  input.catch(() => child.kill()); // the exit code and the answer tell
  const status = mute ? await swallow(child.stdout) : await relay(child.stdout, response);
  const code = await ended;
  await beforeEnd();
  if (status === 0) {
    response.writeHead(500, { "content-type": "text/plain" });
    response.end(`git http-backend ended with ${code}: ${Buffer.concat(errors).toString("utf8")}`);
    return 500;
  }
  if (!mute) response.end();
  return status;
}

async function swallow(output: NodeJS.ReadableStream): Promise<number> {
  for await (const _ of output);
  return 200;
}

/** Turns the CGI head into an HTTP head, then passes the rest on without ending it; 0 when there was no head. */
async function relay(output: NodeJS.ReadableStream, response: ServerResponse): Promise<number> {
  let head = Buffer.alloc(0);
  let status = 0;
  for await (const chunk of output) {
    if (status !== 0) {
      if (!response.write(chunk))
        await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
      continue;
    }
    head = Buffer.concat([head, chunk as Buffer]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) continue;
    const headers = head
      .subarray(0, end)
      .toString("latin1")
      .split("\r\n")
      .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const);
    const given = headers.find(([name]) => name.toLowerCase() === "status")?.[1];
    status = given === undefined ? 200 : Number.parseInt(given, 10);
    response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name.toLowerCase() !== "status")));
    response.write(head.subarray(end + 4));
  }
  return status;
}

export interface RefChange {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
}

async function refTable(repository: Repository): Promise<Map<string, string>> {
  return new Map((await repository.git.refs("refs/")).map(({ ref, sha }) => [ref, sha]));
}

function refChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): RefChange[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .map((ref) => ({ ref, before: before.get(ref) ?? ZERO, after: after.get(ref) ?? ZERO }))
    .filter((change) => change.before !== change.after);
}
