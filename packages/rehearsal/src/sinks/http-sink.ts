import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a service says; `reset` breaks the connection, before or after the request counts as received. */
export type SinkAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly reset: "before" | "after" };

export interface HttpSink {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  /** Requests that were taken, oldest first; refused ones are not among them. */
  readonly received: readonly Received[];
  /** Answers of the next requests, in order; then 200 again. */
  next(...answers: readonly SinkAnswer[]): void;
  close(): Promise<void>;
}

/** Largest body that is read, in bytes. */
const LARGEST = 1 << 20;

/** Stands in for Slack, Discord, Teams and webhooks: keeps what it is sent. */
export async function startHttpSink(): Promise<HttpSink> {
  const received: Received[] = [];
  const answers: SinkAnswer[] = [];
  const server = createServer((request, response) => {
    serve(request, response, answers, received).catch(() => request.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    next: (...more) => {
      answers.push(...more);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answers: SinkAnswer[],
  received: Received[],
): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > LARGEST) throw new Error("too large");
    chunks.push(chunk);
  }
  const take = () =>
    received.push({ path: request.url ?? "/", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
  const answer = answers.shift() ?? { status: 200, body: "ok" };
  if ("reset" in answer) {
    if (answer.reset === "after") take();
    request.socket.destroy();
    return;
  }
  if (answer.status < 300) take();
  response.writeHead(answer.status, answer.headers ?? {}).end(answer.body ?? "");
}
