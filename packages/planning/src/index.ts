export { Homebrew, type HomebrewSettings } from "./config/channels/homebrew.ts";
export { configurationDocuments, configurationSchema, type GeneratedDocument } from "./config/documents.ts";
export { CONFIG_NAME, type Config, loadConfig, NO_CONFIG, parseConfig } from "./config/load.ts";
export {
  type Compatibility,
  NO_ROLLBACK_RULES,
  type RehearsalSettings,
  type RollbackSettings,
  type TrustedSigners,
} from "./config/rollback.ts";
export type { AdvisorySettings, StagingSettings } from "./config/rollback-modes.ts";
export { Settings } from "./config/shape.ts";
export { checkoutTree, type Detected, detect } from "./detect/detect.ts";
export type { DetectedBuild, Fact, Facts, Tree } from "./detect/facts.ts";
export { type LicenceFile, licenceFiles } from "./detect/licence.ts";
export { pushTag, type TagPush } from "./git/push-tag.ts";
export { type GitRequest, readGit } from "./git/read.ts";
export type { GitState, TrackedFile } from "./git/state.ts";
export { changelogSection, changelogVersions } from "./notes/changelog.ts";
export { cutNotes, type FullText } from "./notes/cut.ts";
export { escapeText } from "./notes/escape.ts";
export { changelogPath } from "./notes/plan-notes.ts";
export { type NotesFacts, renderNotes } from "./notes/render.ts";
export { afterPublication } from "./plan/after-publication.ts";
export { CARRIED_LEG, type CarriedInput, carriedBuilds, planCarried } from "./plan/carried.ts";
export { registriesFrom } from "./plan/channels/alone.ts";
export { planHomebrew } from "./plan/channels/homebrew.ts";
export { planChannels } from "./plan/channels.ts";
export { type Filters, makePlan, type PlanInput, planNotes, projectName } from "./plan/make-plan.ts";
export { type Matrix, matrixOf } from "./plan/matrix.ts";
export { planNews } from "./plan/news.ts";
export { type PlanRequest, type Prepared, preparePlan } from "./prepare.ts";
export { bumpVersion, type Level, prereleaseOf } from "./versions/bump.ts";
export { type Candidate, judgeVersion, type Standing } from "./versions/judge.ts";
export { type NextRequest, nextVersion, RELEASE_TYPES, type ReleaseType } from "./versions/next.ts";
export { inRange } from "./versions/range.ts";
export { type VersionRequest, type VersionWords, versionRequest } from "./versions/request.ts";
export type { KnownTag } from "./versions/tags.ts";
