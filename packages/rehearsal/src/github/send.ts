import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Answer } from "./answers.ts";

/** Above this, what is left of a refused body is not read: the connection closes after the answer. */
const DRAIN_LIMIT = 64 * 1024 * 1024;

/** Writes an answer. An answer to a body that was not read waits until the client has sent it, lest it see a broken pipe. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  extra: Record<string, string>,
): Promise<void> {
  if (answer.reset) {
    request.socket.resetAndDestroy();
    return;
  }
  const left = Number(request.headers["content-length"] ?? 0);
  const unread = !request.readableEnded && !request.destroyed;
  if (unread && left > DRAIN_LIMIT) response.shouldKeepAlive = false;
  else if (unread) await drain(request);
  const headers = { ...extra, ...answer.headers };
  if (answer.file) return sendFile(request, response, answer.file, headers);
  const bytes = answer.bytes ?? (answer.json === undefined ? undefined : Buffer.from(JSON.stringify(answer.json)));
  if (answer.json !== undefined && !("content-type" in headers)) {
    Object.assign(headers, { "content-type": "application/json; charset=utf-8" });
  }
  response.writeHead(answer.status, {
    ...headers,
    ...(answer.status !== 204 && { "content-length": String(bytes?.length ?? 0) }),
  });
  await new Promise<void>((resolve) => {
    response.once("close", resolve);
    response.end(request.method === "HEAD" ? undefined : bytes, () => resolve());
  });
}

async function drain(request: IncomingMessage): Promise<void> {
  await new Promise<void>((resolve) => {
    request
      .once("end", resolve)
      .once("close", resolve)
      .once("error", () => resolve());
    request.resume();
  });
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: NonNullable<Answer["file"]>,
  headers: Record<string, string>,
): Promise<void> {
  const { size } = await stat(file.path);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const start = range ? Number(range[1]) : 0;
  const end = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
  if (range && (start >= size || start > end)) {
    response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return;
  }
  response.writeHead(range ? 206 : 200, {
    ...headers,
    "content-type": file.type,
    "content-length": String(end - start + 1),
    "accept-ranges": "bytes",
    ...(range && { "content-range": `bytes ${start}-${end}/${size}` }),
    ...(file.name !== undefined && { "content-disposition": disposition(file.name) }),
  });
  if (request.method === "HEAD" || size === 0) {
    response.end();
    return;
  }
  // A client that stops reading is no failure of the server.
  await pipeline(createReadStream(file.path, { start, end }), response).catch(() => {});
}

/** RFC 6266: the plain form for old clients, the encoded one for all. */
const disposition = (name: string): string =>
  `attachment; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(name)}`;
