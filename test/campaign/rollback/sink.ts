import type { Fault } from "@slipway/rehearsal";
import { Broken, type WireAnswer } from "../wire.ts";

/** A place for messages, with the faults of a network before it. */
export class MessageSink {
  /** What arrived: kind and release of each message. */
  readonly received: { readonly title: string; readonly id: string | undefined }[] = [];

  async take(fault: Fault | undefined, body: Buffer | undefined): Promise<WireAnswer> {
    if (fault?.kind === "answer") return answer(fault.status, "no", fault.headers);
    if (fault?.kind === "rate-limit") {
      const after = fault.retryAfter === undefined ? {} : { "retry-after": String(fault.retryAfter) };
      return answer(429, "slow down", after);
    }
    if (fault?.kind === "reset" && fault.when === "before") throw new Broken();
    const text = body?.toString() ?? "";
    const { id } = JSON.parse(text) as { id?: string };
    this.received.push({ title: /"(?:title|text)":"([^"]*)/.exec(text)?.[1] ?? "", id });
    if (fault?.kind === "reset") throw new Broken();
    return answer(200, "ok");
  }

  /** Corrections that people read; a receiver of webhooks knows a message by its id, and shows it once. */
  get corrections(): number {
    const all = this.received.filter(({ title }) => title.includes("withdrawn"));
    const once = new Set(all.map(({ id }, at) => id ?? String(at)));
    return once.size;
  }
}

function answer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  return { status, headers: { "content-type": "text/plain", ...headers }, body: Buffer.from(text) };
}
