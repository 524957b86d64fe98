import { Problem, type ProblemKind } from "@slipway/model";

/** A failure that is recognised. Its chapter for people is in scripts/remedies. Texts are Markdown without line breaks. */
interface Remedy {
  readonly kind: ProblemKind;
  /** What to do. */
  readonly remedy: string;
}

const WRITE_REMEDY =
  'give the job "permissions: contents: write" (a called workflow cannot have more than its caller). Runs for pull requests ' +
  "from forks never get it: publish from a pushed tag of the repository itself";

/** GitHub does not tell a repository that is hidden from a token from one that there is not. */
export const UNSEEN_REMEDY =
  "see whether the repository is spelled right, and whether the token is one for it: GitHub answers so where it is not; in a workflow " +
  WRITE_REMEDY;

/** Failures that several places of this room raise, by code. */
export const REMEDIES = {
  "token-read-only": {
    kind: "refusal",
    remedy: WRITE_REMEDY,
  },
  "token-rejected": {
    kind: "refusal",
    remedy:
      "the token is wrong or has expired (a job's own token lasts 24 hours at most): re-run the failed jobs, which get a new one; a token of your own has to be renewed in its secret before",
  },
  "access-refused": {
    kind: "refusal",
    remedy: WRITE_REMEDY,
  },
  "release-refused": {
    kind: "refusal",
    remedy:
      "GitHub answers so when the token lacks contents: write, and when the tag's commit changes .github/workflows against the " +
      "default branch, which no token of Actions may release: bring the change to the default branch first, or use a token of a " +
      "GitHub App with workflows: write",
  },
  "rate-limited": {
    kind: "refusal",
    remedy: "wait until the limit is lifted, then re-run the failed jobs: what is uploaded already is kept",
  },
  "request-refused": {
    kind: "refusal",
    remedy: "correct what the server names, then re-run the failed jobs",
  },
  "discussion-category-missing": {
    kind: "mistake",
    remedy:
      'enable discussions in the repository\'s settings and create the category, or correct `release: {discussion: …}` or the input "discussion-category"; give the job "permissions: discussions: write"; then re-run the failed jobs',
  },
  "connection-failed": {
    kind: "failure",
    remedy: "check the runner's network and proxy, then re-run the failed jobs: what is uploaded already is kept",
  },
  "server-unavailable": {
    kind: "failure",
    remedy: "see githubstatus.com; re-run the failed jobs when it is well again: what is uploaded already is kept",
  },
  "tag-missing": {
    kind: "refusal",
    remedy: "push the tag; without it GitHub would tag the default branch's head",
  },
  "tag-refused": {
    kind: "refusal",
    remedy:
      "let GitHub Actions create this tag in the repository's rules (Settings, Rules), or push it yourself, on the commit that the message names; then re-run the failed jobs",
  },
  "tag-moved": {
    kind: "refusal",
    remedy: "a tag must not move while its release is made: run the whole workflow again for the tag as it is now",
  },
  "artifact-changed": {
    kind: "failure",
    remedy:
      "publish what was packaged and listed: run the whole workflow again, and let nothing touch its files meanwhile",
  },
  "draft-differs": {
    kind: "refusal",
    remedy:
      "re-run the failed jobs; assets that are not the manifest's have to be deleted from the draft by hand, or the draft as a whole",
  },
  "draft-missing": {
    kind: "mistake",
    remedy: "run the release workflow for the tag with `draft: true` first, or correct the tag",
  },
  "draft-unverifiable": {
    kind: "refusal",
    remedy:
      "a draft is published only when the journal or its own release.json says which bytes were reviewed: run the whole workflow again for the tag",
  },
  "release-differs": {
    kind: "refusal",
    remedy: "published bytes never change: release a new version",
  },
  "release-immutable": {
    kind: "refusal",
    remedy: "an immutable release and its tag are fixed for good: release a new version",
  },
  "published-meanwhile": {
    kind: "refusal",
    remedy:
      "let only one run publish a tag (a journal, or `concurrency` in the workflow); to publish other bytes release a new version",
  },
  "publication-unconfirmed": {
    kind: "failure",
    remedy: "re-run the failed jobs: they confirm what is there and put the rest right",
  },
  "release-in-progress": {
    kind: "refusal",
    remedy: "wait for the other run, or cancel it; then re-run the failed jobs if its release is not published",
  },
  "journal-lock-lost": {
    kind: "failure",
    remedy: "look at the other run; if it failed too, re-run the failed jobs",
  },
  cancelled: {
    kind: "failure",
    remedy: "re-run the failed jobs: the next run goes on from here",
  },
  "journal-forbidden": {
    kind: "refusal",
    remedy:
      'allow the branch "slipway/journal" in the repository\'s rules (Settings, Rules: exclude it, or let GitHub Actions bypass them), name another branch with the input "journal", or release without journal with "journal: off" (then nothing holds concurrent runs apart)',
  },
  "journal-damaged": {
    kind: "failure",
    remedy: "restore the file from the branch's history (git revert)",
  },
  "too-many-assets": {
    kind: "mistake",
    remedy: "leave out targets, variants or per-file checksums",
  },
  "asset-too-large": {
    kind: "mistake",
    remedy: "compress it better (tar.xz, tar.zst), leave files out, or split it",
  },
  "asset-empty": {
    kind: "mistake",
    remedy: "leave the file out, or see why whatever makes it wrote nothing",
  },
  "notes-too-long": {
    kind: "mistake",
    remedy: "shorten them, and attach the full text as a file",
  },
} as const satisfies Readonly<Record<string, Remedy>>;

export type RemedyCode = keyof typeof REMEDIES;

/** A problem of the table; `remedy` replaces its general one where more is known. */
export function problem(
  code: RemedyCode,
  details: { readonly message: string; readonly remedy?: string; readonly cause?: unknown },
): Problem {
  const { kind, remedy } = REMEDIES[code];
  return new Problem({ kind, code, remedy, ...details });
}
