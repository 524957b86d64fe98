import { createReadStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import http from "node:http";
import https from "node:https";
import { Problem } from "@slipway/model";
import { RequestFailure } from "../failure.ts";

/** Milliseconds. */
interface Deadlines {
  readonly connect: number;
  /** Without a byte in either direction. */
  readonly idle: number;
  /** From the first to the last byte of the answer. */
  readonly total: number;
}

/** Slow lines are allowed, dead ones are not: besides five minutes, a transfer has the time that 200 kB/s need. */
export function transferDeadlines(size: number): Deadlines {
  return { connect: 30_000, idle: 60_000, total: 300_000 + size / 200 };
}

interface Exchange {
  /** For messages. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "HEAD" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Streamed with its length announced; opened once an exchange. */
  readonly file?: { readonly path: string; readonly size: number };
  /** A small body, instead of a file. */
  readonly body?: Uint8Array;
  readonly deadlines: Deadlines;
  /** Told how many bytes of the file have been taken for sending. */
  readonly tell?: (bytes: number) => void;
}

export type SendExchange = (exchange: Exchange) => Promise<IncomingMessage>;

/**
 * One request over plain `http(s).request`. Bodies are files piped in: `fetch` sends a stream in chunks, which GitHub's
 * upload host refuses, and is about three times slower.
 * @returns the answer, of any status; the caller consumes or destroys it
 * @throws {RequestFailure} when no answer arrives in time
 */
export function exchange({
  operation,
  method,
  url,
  headers,
  file,
  body: bytes,
  deadlines,
  tell,
}: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, {
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
      for (const timer of timers) clearTimeout(timer);
      body?.destroy();
    };
    const abort = (reason: string) => request.destroy(new Error(reason));

    request.setTimeout(deadlines.idle, () => abort(`nothing moved for ${deadlines.idle / 1000} s`));
    request.on("socket", (socket) => {
      if (!socket.connecting) clearTimeout(connecting);
      else socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => clearTimeout(connecting));
    });
    request.on("response", (response) => {
      answered = true;
      // An early refusal ends the upload: what is left of the file need not travel.
      body?.unpipe(request);
      body?.destroy();
      // A request without its whole body must not go back to the pool of connections.
      response.once("close", () => {
        close();
        if (!request.writableFinished) request.destroy();
      });
      resolve(response);
    });
    request.on("error", (error: NodeJS.ErrnoException) => {
      close();
      if (!answered) reject(unanswered(operation, error));
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
      if (body.bytesRead === file?.size) return;
      reject(changed(`${file?.path} has ${body.bytesRead} bytes now; it had ${file?.size}`));
      request.destroy();
    });
    if (tell !== undefined) body.on("data", () => tell(body.bytesRead));
    body.pipe(request);
  });
}

/** Not the server's doing, so not worth another try. */
function changed(message: string, cause?: unknown): Problem {
  return new Problem({
    kind: "failure",
    code: "artifact-changed",
    message,
    remedy: "nothing may touch the files of a release while it is published; run the job again",
    cause,
  });
}

/** Reads no byte past the announced length, should the file grow. */
function openBody({ path, size }: { path: string; size: number }) {
  return createReadStream(path, size === 0 ? {} : { end: size - 1, highWaterMark: 1 << 18 });
}

function unanswered(operation: string, error: NodeJS.ErrnoException): RequestFailure {
  return new RequestFailure({
    operation,
    reason: reasonOf(error),
    ...(error.code !== undefined && { code: error.code }),
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  // Node joins the errors of every address tried ("happy eyeballs") into one without a message of its own.
  if (error instanceof AggregateError) return error.errors.map((each) => String(each?.message ?? each)).join("; ");
  return error.message === "" ? (error.code ?? "the connection failed") : error.message;
}

/** Bytes: what is behind them is not read. */
const MOST_ANSWER = 1 << 20;

/** The whole of a small answer. @throws {RequestFailure} */
export async function readAnswer(operation: string, response: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > MOST_ANSWER) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new RequestFailure({ operation, reason: reasonOf(error as NodeJS.ErrnoException) });
  }
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    // Gateways answer in HTML.
    return { message: text.startsWith("<") ? "" : text.slice(0, 200) };
  }
}
