export type { HomebrewSettings } from "./config/channels/homebrew.ts";
export { configurationDocuments, configurationSchema } from "./config/documents.ts";
export { CONFIG_NAME, type Config, loadConfig, NO_CONFIG, parseConfig } from "./config/load.ts";
export {
  type Compatibility,
  NO_ROLLBACK_RULES,
  type RehearsalSettings,
  type RollbackSettings,
  type TrustedSigners,
} from "./config/rollback.ts";
export type { AdvisorySettings } from "./config/rollback-modes.ts";
export { checkoutTree, type Detected, detect } from "./detect/detect.ts";
export type { Tree } from "./detect/facts.ts";
export { licenceFiles } from "./detect/licence.ts";
export { pushTag, type TagPush } from "./git/push-tag.ts";
export { readGit } from "./git/read.ts";
export type { GitState, TrackedFile } from "./git/state.ts";
export { changelogSection, changelogVersions } from "./notes/changelog.ts";
export { cutNotes } from "./notes/cut.ts";
export { changelogPath } from "./notes/plan-notes.ts";
export { afterPublication } from "./plan/after-publication.ts";
export { CARRIED_LEG, carriedBuilds, planCarried } from "./plan/carried.ts";
export { registriesFrom } from "./plan/channels/alone.ts";
export { planHomebrew } from "./plan/channels/homebrew.ts";
export { planChannels } from "./plan/channels.ts";
export { type Filters, makePlan } from "./plan/make-plan.ts";
export { matrixOf } from "./plan/matrix.ts";
export { planNews } from "./plan/news.ts";
export { type PlanRequest, type Prepared, preparePlan } from "./prepare.ts";
export { bumpVersion, type Level } from "./versions/bump.ts";
export { judgeVersion } from "./versions/judge.ts";
export { type NextRequest, nextVersion, RELEASE_TYPES } from "./versions/next.ts";
export { inRange } from "./versions/range.ts";
export { type VersionRequest, versionRequest } from "./versions/request.ts";
export type { KnownTag } from "./versions/tags.ts";
