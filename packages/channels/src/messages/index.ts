export { composeMessage, type News } from "./compose.ts";
export type { Secrets } from "./credentials.ts";
export type { Message } from "./message.ts";
export { type MessageOptions, messageChannel } from "./message-channel.ts";
export { type Letter, letterFor } from "./messengers.ts";
export { Unclear } from "./post.ts";
