export * from "./failure.ts";
export * from "./forge.ts";
export {
  ADVISORY_LIMITS,
  type Advisories,
  type Advisory,
  type AdvisoryContent,
  type AdvisoryOptions,
  type AffectedPackage,
  githubAdvisories,
} from "./github/advisories.ts";
export { ANSWER_DEADLINE, type Api, type Fetch, openApi } from "./github/api.ts";
export { type AttestationOptions, githubAttestations } from "./github/attestations.ts";
export {
  type Deadlines,
  type Exchange,
  exchange,
  readAnswer,
  type SendExchange,
  transferDeadlines,
} from "./github/exchange.ts";
export { type GithubOptions, githubForge } from "./github/github-forge.ts";
export { honourProxy } from "./github/proxy.ts";
export { listGithubReleases, type ReleaseList } from "./github/release-list.ts";
export {
  branchChannelLedger,
  CHANNEL_LEASE,
  type ChannelClaim,
  type ChannelLedger,
  type ChannelLedgerOptions,
  type ChannelStates,
  noChannelLedger,
} from "./journal/channel-ledger.ts";
export { isEarlierAttempt, livingClaims, type PastOfChannel, pastOf } from "./journal/channel-past.ts";
export { bothFences, type Fence, noFence } from "./journal/fence.ts";
export { BranchJournal, type JournalOptions, LEASE } from "./journal/journal.ts";
export { type Ledger, noLedger, type States } from "./journal/ledger.ts";
export { isTakenBack, ROLLBACK_STEP } from "./journal/taken-back.ts";
export * from "./patience.ts";
export { type LocalFile, sha256OfStream } from "./publish/assets.ts";
export * from "./publish/compare.ts";
export * from "./publish/default-notes.ts";
export type * from "./publish/deps.ts";
export { digestOfAssets } from "./publish/engagement.ts";
export * from "./publish/latest.ts";
export * from "./publish/limits.ts";
export type { NewTag } from "./publish/new-tag.ts";
export { pool } from "./publish/pool.ts";
export { explain as explainRequest } from "./publish/problems.ts";
export * from "./publish/publish.ts";
export * from "./publish/publish-draft.ts";
export * from "./remedies.ts";
export * from "./time.ts";
