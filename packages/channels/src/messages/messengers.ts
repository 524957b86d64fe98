import type { PlannedMessenger } from "@slipway/model";
import { reachable } from "../stand-ins.ts";
import { type Credentials, credentialsOf, type MailServer, type Secrets, serverOf } from "./credentials.ts";
import { discordBody } from "./discord.ts";
import { mailOf } from "./email.ts";
import type { Message } from "./message.ts";
import { post, type Sending } from "./post.ts";
import { slackBody } from "./slack.ts";
import { domainOf, sendMail } from "./smtp.ts";
import { teamsBody } from "./teams.ts";
import { webhookBody, webhookHeaders } from "./webhook.ts";

/** A message as one messenger will carry it. */
export interface Letter {
  readonly messenger: PlannedMessenger;
  /** For people: where it goes, without anything secret. */
  readonly to: string;
  /** What is sent, for a dry run and a rehearsal's report. */
  readonly preview: string;
  /** @returns what the receiver said */
  send(deps: Sending): Promise<string>;
}

/** @throws {Problem} `messenger-credentials`, `webhook-secret-invalid`: before anything is sent */
export function letterFor(message: Message, messenger: PlannedMessenger, secrets: Secrets): Letter {
  return withCredentials(message, messenger, credentialsOf(messenger, secrets));
}

function withCredentials(message: Message, messenger: PlannedMessenger, credentials: Credentials): Letter {
  if (messenger.messenger === "email") {
    const mail = mailOf(message, domainOf(messenger.from));
    if (credentials.kind !== "login") throw new TypeError("mail wants a login");
    const server = { ...messenger, ...reachableServer(messenger.id, { ...messenger, ...credentials.server }) };
    return {
      messenger,
      to: messenger.to.join(", "),
      preview: mail.text,
      send: (sending) => sendMail(mail, server, credentials, sending),
    };
  }
  if (credentials.kind !== "address") throw new TypeError(`${messenger.messenger} goes to an address`);
  const { secret } = credentials;
  const url = new URL(reachable(credentials.url.href));
  const body = JSON.stringify(bodyOf(message, messenger));
  const signed = messenger.messenger === "webhook";
  // Found wrong before the first message goes out.
  if (signed) webhookHeaders(message.id, body, secret, 0);
  return {
    messenger,
    to: `${NAMES[messenger.messenger]}${messenger.id === messenger.messenger ? "" : ` (${messenger.id})`}`,
    preview: body,
    send: (sending) =>
      post(
        {
          what: `${NAMES[messenger.messenger]} ("${messenger.id}")`,
          url,
          body,
          ...(signed && {
            headers: () => webhookHeaders(message.id, body, secret, Math.floor(sending.patience.time.now() / 1000)),
          }),
          repeatable: signed,
        },
        sending,
      ),
  };
}

function reachableServer(id: string, { host, port, tls }: MailServer): MailServer {
  const address = `${tls === "tls" ? "smtps" : "smtp"}://${host}:${port}`;
  const found = reachable(address);
  return found === address ? { host, port, tls } : serverOf(id, found);
}

const NAMES = {
  slack: "Slack",
  discord: "Discord",
  teams: "Microsoft Teams",
  email: "E-mail",
  webhook: "Webhook",
} as const;

function bodyOf(message: Message, messenger: Exclude<PlannedMessenger, { messenger: "email" }>): object {
  switch (messenger.messenger) {
    case "slack":
      return slackBody(message, messenger);
    case "discord":
      return discordBody(message, messenger);
    case "teams":
      return teamsBody(message);
    case "webhook":
      return webhookBody(message);
  }
}
