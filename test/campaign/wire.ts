import http, { type IncomingMessage } from "node:http";
import { Readable } from "node:stream";

export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** Only the first half of the body goes out, until `finish`. */
  readonly halves: boolean;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The connection broke before the end of the body. */
  readonly broken?: boolean;
}

/** A request under way. */
export interface Sending {
  /** Fails with `Broken` when the connection breaks. */
  readonly answer: Promise<WireAnswer>;
  readonly settled: () => boolean;
  /** Sends the second half. */
  finish(): void;
  /** The client is gone. */
  abandon(): void;
}

/** How requests reach the server: over loopback, or by hand. */
export type Wire = (request: WireRequest) => Sending;

export class Broken extends Error {
  constructor() {
    super("the connection broke");
  }
}

export function sending(answer: Promise<WireAnswer>, rest: Pick<Sending, "finish" | "abandon">): Sending {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  answer.then(settle, settle);
  return { answer, settled: () => settled, ...rest };
}

const agent = new http.Agent({ keepAlive: true });

/** Over loopback, with Node's own client. */
export const loopback: Wire = ({ method, url, headers, body, halves }) => {
  const length = body && { "content-length": String(body.length) };
  const request = http.request(url, { method, agent, headers: { ...headers, ...length } });
  const answer = new Promise<WireAnswer>((resolve, reject) => {
    const broken = () => reject(new Broken());
    request.on("error", broken);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", broken);
      response.on("end", () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers: headers as Record<string, string>, body: Buffer.concat(chunks) });
      });
    });
  });
  const cut = halves && body ? Math.floor(body.length / 2) : 0;
  if (halves && body) request.write(body.subarray(0, cut));
  else request.end(body);
  return sending(answer, {
    finish: () => {
      if (halves && body) request.end(body.subarray(cut));
    },
    abandon: () => request.destroy(),
  });
};

/** What `http.request` would have given. */
export function incoming({ status, headers, body, broken }: WireAnswer): IncomingMessage {
  async function* chunks() {
    if (body.length > 0) yield body;
    if (broken) throw new Broken();
  }
  const stream = Readable.from(chunks());
  stream.on("error", () => {}); // Node's own tells a broken answer only to those who listen
  return Object.assign(stream, { statusCode: status, headers }) as unknown as IncomingMessage;
}
