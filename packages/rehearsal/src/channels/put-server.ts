import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";

/** Whether a request shows what a place asks for. */
export type Doorkeeper = (request: IncomingMessage) => boolean;

export interface PutServer {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  /** How many uploads were taken. */
  readonly taken: number;
  close(): Promise<void>;
}

const OPEN: Doorkeeper = () => true;

/**
 * A server that takes PUT, as WebDAV and artifact stores do: each first part of a path is a place with a doorkeeper of its own.
 * @param directory in which the files lie, by path
 */
export async function startPutServer(
  directory: string,
  places: ReadonlyMap<string, Doorkeeper | undefined>,
): Promise<PutServer> {
  let taken = 0;
  let uploads = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<number> => {
    const parts = new URL(request.url ?? "/", "http://put").pathname.split("/").slice(1).map(decodeURIComponent);
    const [place = ""] = parts;
    if (parts.some((part) => /^\.{0,2}$|[\\/\0]/.test(part)) || !places.has(place)) return 404;
    if (!(places.get(place) ?? OPEN)(request)) return 401;
    const path = join(directory, ...parts);
    switch (request.method) {
      case "PUT": {
        const known = await sizeOf(path);
        const partial = `${path}.${++uploads}.partial`;
        await mkdir(dirname(path), { recursive: true });
        await pipeline(request, createWriteStream(partial)).catch(async (error: unknown) => {
          await rm(partial, { force: true });
          throw error;
        });
        await rename(partial, path);
        taken++;
        return known === undefined ? 201 : 204;
      }
      case "GET":
      case "HEAD": {
        const size = await sizeOf(path);
        if (size === undefined) return 404;
        response.writeHead(200, { "content-length": size });
        if (request.method === "HEAD") response.end();
        else await pipeline(createReadStream(path), response);
        return 200;
      }
      case "DELETE":
        if ((await sizeOf(path)) === undefined) return 404;
        await rm(path);
        return 204;
      default:
        return 405;
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).then(
      (status) => {
        request.resume();
        if (!response.headersSent) response.writeHead(status).end();
      },
      () => request.destroy(),
    );
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get taken() {
      return taken;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}
