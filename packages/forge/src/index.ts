export * from "./failure.ts";
export * from "./forge.ts";
export {
  ADVISORY_LIMITS,
  type Advisories,
  type Advisory,
  type AdvisoryContent,
  githubAdvisories,
} from "./github/advisories.ts";
export { ANSWER_DEADLINE, type Api, type Fetch, openApi } from "./github/api.ts";
export { githubAttestations } from "./github/attestations.ts";
export { exchange, readAnswer, type SendExchange, transferDeadlines } from "./github/exchange.ts";
export { githubForge } from "./github/github-forge.ts";
export { honourProxy } from "./github/proxy.ts";
export { listGithubReleases, type ReleaseList } from "./github/release-list.ts";
export {
  branchChannelLedger,
  type ChannelClaim,
  type ChannelLedger,
  type ChannelStates,
  noChannelLedger,
} from "./journal/channel-ledger.ts";
export { livingClaims, type PastOfChannel, pastOf } from "./journal/channel-past.ts";
export { bothFences, type Fence, noFence } from "./journal/fence.ts";
export { BranchJournal } from "./journal/journal.ts";
export { type Ledger, noLedger } from "./journal/ledger.ts";
export { ROLLBACK_STEP, undoingOf } from "./journal/taken-back.ts";
export * from "./patience.ts";
export { type LocalFile, sha256OfStream } from "./publish/assets.ts";
export * from "./publish/compare.ts";
export * from "./publish/default-notes.ts";
export type * from "./publish/deps.ts";
export { digestOfAssets } from "./publish/engagement.ts";
export * from "./publish/latest.ts";
export * from "./publish/limits.ts";
export { pool } from "./publish/pool.ts";
export { explain as explainRequest, explaining } from "./publish/problems.ts";
export * from "./publish/publish.ts";
export * from "./publish/publish-draft.ts";
export * from "./remedies.ts";
export * from "./time.ts";
