import { z } from "zod";
import { MESSAGE_TYPES } from "./words.ts";

export const MessageType = z.enum(MESSAGE_TYPES);
export type MessageType = z.infer<typeof MessageType>;

const addressed = {
  /** Names it in the journal and among the credentials; unique in a plan. */
  id: z.string(),
  /** Types of messages that it gets. */
  on: z.array(MessageType).min(1),
};

/** Where news of a release go. Addresses that are secrets (webhooks, passwords) are not part of it. */
export const PlannedMessenger = z.discriminatedUnion("messenger", [
  /** `mention`: whom an urgent message calls. */
  z.strictObject({ messenger: z.literal("slack"), ...addressed, mention: z.enum(["here", "channel"]).optional() }),
  z.strictObject({ messenger: z.literal("discord"), ...addressed, mention: z.enum(["here", "everyone"]).optional() }),
  z.strictObject({ messenger: z.literal("teams"), ...addressed }),
  z.strictObject({
    messenger: z.literal("email"),
    ...addressed,
    host: z.string(),
    port: z.int(),
    /** `starttls`: begins in the clear and must change to TLS before anything is said; `none` is for a server on this machine. */
    tls: z.enum(["starttls", "tls", "none"]),
    from: z.string(),
    to: z.array(z.string()).min(1),
  }),
  z.strictObject({ messenger: z.literal("webhook"), ...addressed }),
]);
export type PlannedMessenger = z.infer<typeof PlannedMessenger>;
export const MESSENGERS = [
  "slack",
  "discord",
  "teams",
  "email",
  "webhook",
] as const satisfies readonly PlannedMessenger["messenger"][];

/** The project's own words, with `{name}`, `{version}`, `{tag}`, `{url}` and `{reason}`. */
export const MessageTexts = z.strictObject({ title: z.string().optional(), text: z.string().optional() });
export type MessageTexts = z.infer<typeof MessageTexts>;

export const PlannedNews = z.strictObject({
  messengers: z.array(PlannedMessenger).min(1),
  /** Types that ask for attention at once. */
  urgent: z.array(MessageType),
  texts: z.partialRecord(MessageType, MessageTexts),
});
export type PlannedNews = z.infer<typeof PlannedNews>;
