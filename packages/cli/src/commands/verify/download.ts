import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  exchange,
  failureFromAnswer,
  type Patience,
  pool,
  RequestFailure,
  readAnswer,
  transferDeadlines,
} from "@slipway/forge";
import { Problem } from "@slipway/model";

/** A file to fetch. */
export interface Wanted {
  readonly name: string;
  /** Most bytes that it may have. */
  readonly most: number;
  /** Not being there is no failure. */
  readonly optional?: boolean;
  open(): Promise<Readable>;
}

const AT_ONCE = 4;
const REDIRECTS = 10;
/** Names of assets on GitHub; none of them leads out of a directory. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/;

/** @param tell told of each piece that arrived: the file's name, and its bytes so far */
export async function downloadAll(
  wanted: readonly Wanted[],
  directory: string,
  patience: Patience,
  tell: (name: string, bytes: number) => void,
): Promise<void> {
  await pool(wanted, AT_ONCE, async (one) => {
    if (!NAME.test(one.name)) {
      throw new Problem({
        kind: "failure",
        code: "verify-unsafe-name",
        message: `the release has a file ${JSON.stringify(one.name)}, a name that no asset can have`,
        remedy: "do not use this release, and tell the project",
      });
    }
    try {
      await patience.persist(`download of ${one.name}`, () => download(one, directory, tell));
    } catch (error) {
      if (!one.optional || !(error instanceof RequestFailure) || error.status !== 404) throw error;
    }
  });
}

async function download(
  { name, most, open }: Wanted,
  directory: string,
  tell: (name: string, bytes: number) => void,
): Promise<void> {
  const part = join(directory, `.${name}.part`);
  let size = 0;
  async function* counted(source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > most) throw tooLarge(name, most);
      tell(name, size);
      yield chunk;
    }
  }
  try {
    await pipeline(await open(), counted, createWriteStream(part));
    await rename(part, join(directory, name));
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof Problem || error instanceof RequestFailure || isLocal(error)) throw error;
    throw new RequestFailure({
      operation: `download of ${name}`,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/** A full disk is not the server's doing, and trying again does not help. */
function isLocal(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EACCES", "EROFS", "EIO"].includes((error as NodeJS.ErrnoException).code ?? "");
}

function tooLarge(name: string, most: number): Problem {
  return new Problem({
    kind: "failure",
    code: "verify-too-large",
    message: `the server sends more of ${name} than the ${most} bytes that it may have`,
    remedy: "the file is not the one that was released: do not use it, and tell the project",
  });
}

/** A plain address, without a token. Redirects are followed; the last answer is the file. */
export async function openAddress(address: URL, expected: number, patience: Patience): Promise<Readable> {
  const operation = `download of ${address.pathname.split("/").at(-1)}`;
  let url = address;
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    const response: IncomingMessage = await exchange({
      operation,
      method: "GET",
      url,
      headers: { "user-agent": "slipway", accept: "application/octet-stream", "accept-encoding": "identity" },
      deadlines: transferDeadlines(expected),
    });
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return response;
    if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) {
      throw failureFromAnswer(
        operation,
        statusCode,
        headers,
        await readAnswer(operation, response),
        patience.time.now(),
      );
    }
    response.resume();
    const next = URL.parse(headers.location, url.href);
    // From https never back to what anybody on the way may change.
    if (next === null || (url.protocol === "https:" && next.protocol !== "https:")) {
      throw new RequestFailure({ operation, status: statusCode, reason: `the server points to ${headers.location}` });
    }
    url = next;
  }
  throw new RequestFailure({ operation, status: 310, reason: `more than ${REDIRECTS} redirects` });
}
