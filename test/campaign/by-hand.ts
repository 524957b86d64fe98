import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable, Writable } from "node:stream";
import type { EmbeddedGitHub } from "@slipway/rehearsal";
import { Broken, sending, type Wire, type WireAnswer } from "./wire.ts";

/**
 * Requests handed to the server without sockets and without HTTP's text: everything behind that is the server's own. A test
 * plays the same trials both ways and compares their traces.
 */
export const byHand =
  (github: EmbeddedGitHub): Wire =>
  ({ method, url, headers, body, halves }) => {
    let request: Request | undefined;
    const answer = new Promise<WireAnswer>((resolve, reject) => {
      request = new Request(method, url, headers, body?.length, () => reject(new Broken()));
      const response = new Response(resolve);
      void github.serve(request as unknown as IncomingMessage, response as unknown as ServerResponse);
    });
    const cut = halves && body ? Math.floor(body.length / 2) : 0;
    if (body) request?.push(halves ? body.subarray(0, cut) : body);
    if (!halves || !body) request?.push(null);
    return sending(answer, {
      finish: () => {
        if (!halves || !body || request?.destroyed) return;
        request?.push(body.subarray(cut));
        request?.push(null);
      },
      abandon: () => request?.break(),
    });
  };

/** The parts of Node's `IncomingMessage` that the server uses. */
class Request extends Readable {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly socket: { resetAndDestroy(): void; destroy(): void; readonly localPort: number };
  readonly #broken: () => void;

  constructor(
    method: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
    length: number | undefined,
    broken: () => void,
  ) {
    super({ read: () => {} });
    this.method = method;
    this.url = url.pathname + url.search;
    this.headers = { host: url.host, ...headers, ...(length !== undefined && { "content-length": String(length) }) };
    this.#broken = broken;
    const gone = () => this.break();
    this.socket = { resetAndDestroy: gone, destroy: gone, localPort: Number(url.port) };
  }

  /** As when the connection ends, from either side. */
  break(): void {
    this.#broken();
    if (!this.readableEnded) this.destroy(new Error("aborted"));
  }
}

/** The parts of Node's `ServerResponse` that the server uses. */
class Response extends Writable {
  headersSent = false;
  shouldKeepAlive = true;
  readonly #told: (answer: WireAnswer) => void;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #headers: Record<string, string> = {};

  constructor(told: (answer: WireAnswer) => void) {
    super();
    this.#told = told;
  }

  writeHead(status: number, headers: Readonly<Record<string, string>>): this {
    this.headersSent = true;
    this.#status = status;
    this.#headers = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    return this;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    this.#told({ status: this.#status, headers: this.#headers, body: Buffer.concat(this.#chunks) });
    done();
  }
}
