import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Actor } from "./answers.ts";
import { gitEnvironment, ZERO } from "./git.ts";
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

/** Runs the backend for one exchange; resolves with the status that was answered. A mute one takes effect and answers nothing. */
export async function serveGit(
  world: World,
  repository: Repository,
  target: GitTarget,
  actor: Actor,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  mute: boolean,
): Promise<number> {
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
  if (status === 0) {
    response.writeHead(500, { "content-type": "text/plain" });
    response.end(`git http-backend ended with ${code}: ${Buffer.concat(errors).toString("utf8")}`);
    return 500;
  }
  return status;
}

async function swallow(output: NodeJS.ReadableStream): Promise<number> {
  for await (const _ of output);
  return 200;
}

/** Turns the CGI head into an HTTP head, then passes the rest on; 0 when there was no head. */
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
  if (status !== 0) response.end();
  return status;
}

/** Every ref with its object, to tell what a push changed. */
export async function refTable(repository: Repository): Promise<Map<string, string>> {
  return new Map((await repository.git.refs("refs/")).map(({ ref, sha }) => [ref, sha]));
}

export function refChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .map((ref) => ({ ref, before: before.get(ref) ?? ZERO, after: after.get(ref) ?? ZERO }))
    .filter((change) => change.before !== change.after);
}
