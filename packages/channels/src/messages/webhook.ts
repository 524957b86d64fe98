import { createHmac } from "node:crypto";
import { mistake } from "@slipway/model";
import type { Message } from "./message.ts";

/** The message as data, for programs; receivers ignore keys that they do not know. */
export function webhookBody(message: Message): object {
  return { kind: "slipway-message", schemaVersion: 1, ...message };
}

/**
 * Headers by which a receiver knows who sent a body and whether it had it before (Standard Webhooks 1.0.0,
 * "Webhook headers" and "Signature scheme").
 * @param secret base64, with or without `whsec_`; without a secret nothing is signed
 * @param seconds since 1970
 * @throws {Problem} `webhook-secret-invalid`
 */
export function webhookHeaders(
  id: string,
  body: string,
  secret: string | undefined,
  seconds: number,
): Readonly<Record<string, string>> {
  const headers = { "webhook-id": id, "webhook-timestamp": String(seconds) };
  if (secret === undefined) return headers;
  const signature = createHmac("sha256", keyOf(secret)).update(`${id}.${seconds}.${body}`).digest("base64");
  return { ...headers, "webhook-signature": `v1,${signature}` };
}

function keyOf(secret: string): Buffer {
  const text = secret.replace(/^whsec_/, "");
  const key = Buffer.from(text, "base64");
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text) && key.length >= 24 && key.length <= 64) return key;
  throw mistake(
    "webhook-secret-invalid",
    "the webhook's secret is not base64 of 24 to 64 bytes",
    "make one with `openssl rand -base64 32` and give it to the receiver too",
  );
}
