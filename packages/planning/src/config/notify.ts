import { MESSAGE_TYPES, MessageType } from "@slipway/model";
import { z } from "zod";
import { section, Word } from "./fields.ts";

/** `notify`: where news of a release go, and in which words. */

const kind = <Kind extends string>(name: Kind) => z.literal(name).describe("Which messenger it is.");

const addressed = {
  id: Word.optional().describe(
    "Names it among the credentials and in the journal; the messenger's name where there is one of its kind.",
  ),
  on: z
    .array(MessageType)
    .min(1, "at least one type")
    .default([...MESSAGE_TYPES])
    .describe("Types of messages that it gets; otherwise all."),
};

const Mailbox = z
  .string()
  .regex(
    /^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    "an address: `someone@example.org` or `Name <someone@example.org>`",
  );

const Messenger = z.union([
  z.enum(["slack", "discord", "teams", "webhook"]),
  section({
    messenger: kind("slack"),
    ...addressed,
    mention: z.enum(["here", "channel"]).optional().describe("Whom an urgent message calls."),
  }).meta({ title: "Slack" }),
  section({
    messenger: kind("discord"),
    ...addressed,
    mention: z.enum(["here", "everyone"]).optional().describe("Whom an urgent message calls."),
  }).meta({ title: "Discord" }),
  section({ messenger: kind("teams"), ...addressed }).meta({ title: "Microsoft Teams" }),
  section({ messenger: kind("webhook"), ...addressed }).meta({ title: "webhook" }),
  section({
    messenger: kind("email"),
    ...addressed,
    host: z
      .string()
      .regex(/^[A-Za-z0-9.:-]+$/, "a host's name")
      .describe("Mail server."),
    port: z.int().min(1).max(65_535).optional().describe("587 with `starttls`, 465 with `tls`, 25 with `none`."),
    tls: z
      .enum(["starttls", "tls", "none"])
      .default("starttls")
      .describe("How the connection is protected; `none` is for a server on the runner itself."),
    from: Mailbox.describe("Sender."),
    to: z.array(Mailbox).min(1, "at least one recipient").describe("Recipients."),
  }).meta({ title: "e-mail" }),
]);

const Texts = section({
  title: z.string().min(1, "a line").optional().describe("One line."),
  text: z.string().min(1, "a text").optional().describe("What stands below it."),
}).meta({ title: "words of a message" });

export const Notify = section({
  to: z.array(Messenger).min(1, "at least one messenger").describe("Messengers, by name or with settings."),
  urgent: z
    .array(MessageType)
    .default(["security", "rollback"])
    .describe("Types of messages that ask for attention at once."),
  texts: section(
    Object.fromEntries(
      MESSAGE_TYPES.map((type) => [type, Texts.optional().describe(`Of a message of type \`${type}\`.`)]),
    ) as Record<MessageType, z.ZodOptional<typeof Texts>>,
  )
    .prefault({})
    .describe(
      "Words of the project's own in place of ours, with `{name}`, `{version}`, `{tag}`, `{url}`, `{reason}` and `{replacement}`.",
    ),
}).meta({ title: "notify" });
export type NotifySettings = z.output<typeof Notify>;
