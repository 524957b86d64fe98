import { randomBytes } from "node:crypto";
import type { PlannedMessenger } from "@slipway/model";
import { stringify } from "yaml";
import type { ChannelSummary, MessageSummary } from "../report/summary.ts";
import { type HttpSink, startHttpSink } from "../sinks/http-sink.ts";
import { type MailSink, startMailSink } from "../sinks/mail-sink.ts";
import type { Part, Wanted } from "./part.ts";
import { previewOf, previewOfMail } from "./previews.ts";

type Mailbox = Extract<PlannedMessenger, { messenger: "email" }>;

const TITLES = {
  slack: "Slack",
  discord: "Discord",
  teams: "Microsoft Teams",
  email: "E-mail",
  webhook: "Webhook",
} as const satisfies Record<PlannedMessenger["messenger"], string>;

/** Secrets that hold the address of the messenger that is called after its kind. */
const ADDRESS = {
  slack: "slack-webhook",
  discord: "discord-webhook",
  teams: "teams-webhook",
  webhook: "webhook-url",
} as const;

/** Messages come to a sink on this machine: webhooks by address, mail by a server that keeps it. */
export async function messagesFor({ plan }: Wanted): Promise<Part | undefined> {
  const { messengers } = plan.news ?? { messengers: [] };
  if (messengers.length === 0) return undefined;
  const sink = await startHttpSink();
  const mail = messengers.some(({ messenger }) => messenger === "email") ? await startMailSink() : undefined;
  const secrets: Record<string, string> = {};
  const named: Record<string, Record<string, string>> = {};
  const addresses: Record<string, string> = {};
  for (const each of messengers) {
    if (each.messenger === "email") {
      addresses[serverOf(each)] = `smtp://127.0.0.1:${mail?.port}`;
      continue;
    }
    const url = `${sink.url}/${encodeURIComponent(each.id)}`;
    const secret = each.messenger === "webhook" ? randomBytes(32).toString("base64") : undefined;
    named[each.id] = { url, ...(secret !== undefined && { secret }) };
    if (each.id !== each.messenger) continue;
    secrets[ADDRESS[each.messenger]] = url;
    if (secret !== undefined) secrets["webhook-secret"] = secret;
  }
  return {
    secrets: { ...secrets, messengers: stringify(named) },
    addresses,
    note: `messages to ${messengers.map(({ id }) => id).join(", ")} are kept and shown in the report`,
    channels: async () => messengers.map((each) => summarise(each, sink, mail)),
    close: async () => {
      await sink.close();
      await mail?.close();
    },
  };
}

/** As notify asks for it. */
const serverOf = ({ host, port, tls }: Mailbox): string => `${tls === "tls" ? "smtps" : "smtp"}://${host}:${port}`;

function summarise(planned: PlannedMessenger, sink: HttpSink, mail: MailSink | undefined): ChannelSummary {
  const { messenger, id } = planned;
  const messages = messenger === "email" ? mailsTo(planned, mail) : postsTo(planned, sink);
  const [first] = messages;
  const others = messages.length > 1 ? `, and ${messages.length - 1} more` : "";
  return {
    kind: messenger,
    title: messenger === id ? TITLES[messenger] : `${TITLES[messenger]} ${id}`,
    state: first === undefined ? "untouched" : "changed",
    advertises: first === undefined ? "nothing arrived" : `“${first.subject}”${others}`,
    diff: null,
    pull: null,
    files: [],
    messages,
  };
}

function postsTo({ messenger, id }: PlannedMessenger, { received }: HttpSink): MessageSummary[] {
  return received
    .filter(({ path }) => path === `/${encodeURIComponent(id)}`)
    .map(({ body }) => ({ to: id, ...previewOf(messenger, body) }));
}

/** Of messengers with the same sender and recipients it is not known whose a mail is; each then shows it. */
function mailsTo({ from, to }: Mailbox, mail: MailSink | undefined): MessageSummary[] {
  const wanted = new Set(to.map(addressOf));
  return (mail?.received ?? [])
    .filter((one) => one.from === addressOf(from) && one.to.every((each) => wanted.has(each)))
    .map((one) => ({ to: one.to.join(", "), ...previewOfMail(one.source) }));
}

const addressOf = (mailbox: string): string => /<([^>]+)>/.exec(mailbox)?.[1] ?? mailbox;
