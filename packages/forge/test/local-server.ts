import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Seen {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export type Reply = (request: IncomingMessage, response: ServerResponse, seen: Seen) => void;

/** A server on loopback that answers from a script, the last entry again and again. */
export interface LocalServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: Seen[];
  readonly server: Server;
}

export async function serve(...script: readonly Reply[]): Promise<LocalServer> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const index = Math.min(begun++, script.length - 1);
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const one = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks),
    };
    seen.push(one);
    script[index]?.(request, response, one);
  });
  let begun = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    server,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };

export const reset: Reply = (request) => request.socket.destroy();
