export * from "./change.ts";
export type * from "./channel.ts";
export { type AddressDeps, verifyAddresses } from "./engine/addresses.ts";
export { explainFailure } from "./engine/explain.ts";
export type * from "./engine/outcome.ts";
export { type ChannelDeps, runChannel, runChannels, undoChannel } from "./engine/run.ts";
export * from "./homebrew/index.ts";
export * from "./release.ts";
export * from "./repository/index.ts";
