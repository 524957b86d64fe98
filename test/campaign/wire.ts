import http, { type IncomingMessage } from "node:http";
import { Readable } from "node:stream";

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const agent = new http.Agent({ keepAlive: true });

/** A request that may be sent in two halves, as slow uploads arrive. */
export interface Sending {
  readonly answer: Promise<WireAnswer>;
  readonly settled: () => boolean;
  finish(): void;
  abandon(): void;
}

export function begin(
  method: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: Buffer | undefined,
  halves: boolean,
): Sending {
  let settled = false;
  const request = http.request(url, {
    method,
    agent,
    headers: { ...headers, ...(body && { "content-length": String(body.length) }) },
  });
  const answer = new Promise<WireAnswer>((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        }),
      );
    });
  });
  answer.then(
    () => {
      settled = true;
    },
    () => {
      settled = true;
    },
  );
  const cut = halves && body ? Math.floor(body.length / 2) : 0;
  if (halves && body) request.write(body.subarray(0, cut));
  else request.end(body);
  return {
    answer,
    settled: () => settled,
    finish: () => {
      if (halves && body && !settled) request.end(body.subarray(cut));
    },
    abandon: () => request.destroy(),
  };
}

/** What `http.request` would have given, already whole. */
export function incoming({ status, headers, body }: WireAnswer): IncomingMessage {
  return Object.assign(Readable.from(body.length === 0 ? [] : [body]), {
    statusCode: status,
    headers,
  }) as unknown as IncomingMessage;
}
