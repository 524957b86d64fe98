export { composeMessage } from "./compose.ts";
export type { Secrets } from "./credentials.ts";
export { messageChannel } from "./message-channel.ts";
export { letterFor } from "./messengers.ts";
export { Unclear } from "./post.ts";
