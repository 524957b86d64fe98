import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type LocalAuthority, openssl } from "./authority.ts";

/** A timestamp authority on loopback (RFC 3161, section 3.4: over HTTP). */
export interface TimestampAuthority {
  readonly url: string;
  /** How many were asked for. */
  asked(): number;
  /** Answers so many of the next requests with status 503. */
  fail(times: number): void;
  close(): Promise<void>;
}

/** What `openssl ts` reads; the serial number's file counts up. */
const configuration = ({ timestamping, certificate }: LocalAuthority, serial: string) => `[tsa]
default_tsa=own
[own]
serial=${serial}
signer_cert=${timestamping.certificate}
signer_key=${timestamping.key}
certs=${certificate}
signer_digest=sha256
default_policy=1.3.6.1.4.1.99999.1
digests=sha256,sha384,sha512
ordering=yes
tsa_name=no
`;

const MOST = 64 << 10;

export async function startTimestampAuthority(authority: LocalAuthority): Promise<TimestampAuthority> {
  const file = (name: string) => join(authority.directory, name);
  await writeFile(file("serial"), "01\n");
  await writeFile(file("tsa.cnf"), configuration(authority, file("serial")));
  let asked = 0;
  let failures = 0;
  // One at a time: they share the file with the serial number.
  let last: Promise<unknown> = Promise.resolve();
  const reply = async (query: Buffer) => {
    const id = randomUUID();
    const [from, to] = [file(`${id}.tsq`), file(`${id}.tsr`)];
    await writeFile(from, query);
    try {
      await openssl(["ts", "-reply", "-config", file("tsa.cnf"), "-queryfile", from, "-out", to]);
      return await readFile(to);
    } finally {
      await rm(from, { force: true });
      await rm(to, { force: true });
    }
  };
  const server = createServer(async (request, response) => {
    asked++;
    if (failures > 0) {
      failures--;
      request.resume();
      response.writeHead(503).end();
      return;
    }
    try {
      const query = await bodyOf(request);
      const turn = last.then(() => reply(query));
      last = turn.catch(() => undefined);
      response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(await turn);
    } catch {
      response.writeHead(400).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: () => asked,
    fail: (times) => {
      failures = times;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST) throw new Error("too long");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
