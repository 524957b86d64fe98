import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Unavailable } from "./workshop.ts";

const ATTEMPTS = 3;
/** Milliseconds without a byte after which a connection counts as dead. */
const SILENCE = 20_000;

/**
 * Fetches a file; proxies of the environment are honoured. Connections that break and servers that are busy are tried again.
 * @throws {Unavailable} with the reason of the last attempt
 */
export async function download(url: string, file: string, deadline: number): Promise<void> {
  const end = Date.now() + deadline;
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptDownload(url, file, end);
    if (outcome === undefined) return;
    await rm(file, { force: true });
    if (!outcome.again || attempt === ATTEMPTS || Date.now() > end) throw new Unavailable(outcome.why);
    await sleep(Math.min(500 * 2 ** attempt * (0.5 + Math.random()), Math.max(0, end - Date.now())));
  }
}

interface Failed {
  readonly why: string;
  readonly again: boolean;
}

async function attemptDownload(url: string, file: string, end: number): Promise<Failed | undefined> {
  // Most runs find their tools on the machine, and the client is a megabyte.
  const { HttpClient } = await import(/* webpackIgnore: true */ "@actions/http-client");
  const client = new HttpClient("slipway", [], { socketTimeout: SILENCE, maxRedirects: 5 });
  try {
    const { message } = await client.get(url);
    const status = message.statusCode ?? 0;
    if (status !== 200) {
      message.resume();
      return { why: `${url} answered ${status}`, again: status === 429 || status >= 500 };
    }
    const timer = setTimeout(() => message.destroy(new Error("the deadline passed")), Math.max(0, end - Date.now()));
    try {
      await pipeline(message, createWriteStream(file));
    } finally {
      clearTimeout(timer);
    }
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // A name that does not resolve and a port that nobody listens on stay so for the next seconds.
    const final = code === "ENOTFOUND" || code === "ECONNREFUSED" || code === "EAI_AGAIN";
    return { why: `${url}: ${message || code}`, again: !final };
  } finally {
    client.dispose();
  }
}
