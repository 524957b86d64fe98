import http from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { unanswered, type World } from "./world.ts";

/** A server of files that can be stopped, at any upload too, and started again where it was. */
export class Place {
  readonly files = new Map<string, Buffer>();
  url = "";
  /** Uploads until it dies; undefined: it does not. */
  uploads: number | undefined;
  /** Uploads that it took. */
  taken = 0;
  private server: http.Server | undefined;
  private away = false;

  async listen(): Promise<void> {
    const server = http.createServer((request, response) => this.answer(request, response));
    server.on("connection", (socket) => this.away && socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.server = server;
  }

  /** It keeps its port, which somebody else would take, and breaks every connection. */
  stop(): void {
    this.away = true;
    this.server?.closeAllConnections();
  }

  start(): void {
    this.away = false;
  }

  close(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  text(path: string): string {
    return this.files.get(path)?.toString() ?? "";
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const path = decodeURIComponent(request.url ?? "").slice(1);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "PUT") {
        if (this.uploads !== undefined && this.uploads-- === 0) return this.stop();
        this.taken += 1;
        this.files.set(path, Buffer.concat(chunks));
        return void response.writeHead(201).end();
      }
      const file = this.files.get(path);
      response.writeHead(file === undefined ? 404 : 200).end(request.method === "HEAD" ? "" : file);
    });
  }
}

export async function place(): Promise<Place> {
  const made = new Place();
  await made.listen();
  onTestFinished(() => made.close());
  return made;
}

/** Nothing of GitHub answers. @param but what is in the address of what does */
export function withoutGitHub(here: World, but?: string): () => void {
  const { port } = new URL(here.github.apiUrl);
  return unanswered((url) => url.port === port && (but === undefined || !url.href.includes(but)));
}
