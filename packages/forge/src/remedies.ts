import { Problem, type ProblemKind } from "@slipway/model";

/** A failure that is recognised: what a person has to know about it. Texts are Markdown without line breaks. */
export interface Remedy {
  readonly kind: ProblemKind;
  /** What happened, as a heading. */
  readonly title: string;
  /** What state things are in. */
  readonly state: string;
  /** What to do. */
  readonly remedy: string;
}

export const WRITE_REMEDY =
  'give the job "permissions: contents: write" (a called workflow cannot have more than its caller). Runs for pull requests ' +
  "from forks never get it: publish from a pushed tag of the repository itself";

const NOTHING = "Nothing was changed.";
const DRAFT = "At most a draft exists; nothing is public. What is uploaded already is kept.";
const PUBLIC = "The release is public and complete.";

/** Recognised failures by code: the source of thrown problems and of docs/remedies.md. */
export const REMEDIES = {
  "token-read-only": {
    kind: "refusal",
    title: "The token may only read",
    state: NOTHING,
    remedy: WRITE_REMEDY,
  },
  "token-rejected": {
    kind: "refusal",
    title: "The server does not know the token (any more)",
    state: DRAFT,
    remedy: "the token is wrong or has expired (a job's own token lasts 24 hours at most): re-run the failed jobs",
  },
  "access-refused": {
    kind: "refusal",
    title: "The server refuses a request of this token",
    state: DRAFT,
    remedy: WRITE_REMEDY,
  },
  "release-refused": {
    kind: "refusal",
    title: "The release may not be created or changed",
    state: DRAFT,
    remedy:
      "GitHub answers so when the token lacks contents: write, and when the tag's commit changes .github/workflows against the " +
      "default branch, which no token of Actions may release: bring the change to the default branch first, or use a token of a " +
      "GitHub App with workflows: write",
  },
  "rate-limited": {
    kind: "refusal",
    title: "A rate limit of the server is used up for longer than a run may wait",
    state: DRAFT,
    remedy: "wait until the limit is lifted, then re-run the failed jobs: what is uploaded already is kept",
  },
  "request-refused": {
    kind: "refusal",
    title: "The server refuses a request for a reason of its own",
    state: DRAFT,
    remedy: "correct what the server names, then re-run the failed jobs",
  },
  "discussion-category-missing": {
    kind: "mistake",
    title: "The discussion of the release cannot be opened",
    state:
      "Nothing was changed, where the token may list the categories; otherwise the draft is complete and nothing is public. A release that was public before stays so.",
    remedy:
      'enable discussions in the repository\'s settings and create the category, or correct `release: {discussion: …}` or the input "discussion-category"; give the job "permissions: discussions: write"; then re-run the failed jobs',
  },
  "connection-failed": {
    kind: "failure",
    title: "The server cannot be reached, or does not answer in time",
    state: DRAFT,
    remedy: "check the runner's network and proxy, then re-run the failed jobs: what is uploaded already is kept",
  },
  "server-unavailable": {
    kind: "failure",
    title: "The server has a failure of its own (5xx)",
    state: DRAFT,
    remedy: "see githubstatus.com; re-run the failed jobs when it is well again: what is uploaded already is kept",
  },
  "tag-missing": {
    kind: "refusal",
    title: "The tag does not exist",
    state: NOTHING,
    remedy: "push the tag; without it GitHub would tag the default branch's head",
  },
  "tag-refused": {
    kind: "refusal",
    title: "The tag of the release may not be created",
    state: "The draft is complete; nothing is public.",
    remedy:
      "let GitHub Actions create this tag in the repository's rules (Settings, Rules), or push it yourself, on the commit that the message names; then re-run the failed jobs",
  },
  "tag-moved": {
    kind: "refusal",
    title: "The tag is on another commit than the one that was built",
    state: "Before publication nothing is public; the message says whether it is.",
    remedy: "a tag must not move while its release is made: run the whole workflow again for the tag as it is now",
  },
  "artifact-changed": {
    kind: "failure",
    title: "A file is not what the manifest says",
    state: "Nothing is public.",
    remedy:
      "publish what was packaged and listed: run the whole workflow again, and let nothing touch its files meanwhile",
  },
  "draft-differs": {
    kind: "refusal",
    title: "The draft holds other assets than the manifest",
    state: "The draft stays as it is; nothing is public.",
    remedy:
      "re-run the failed jobs; assets that are not the manifest's have to be deleted from the draft by hand, or the draft as a whole",
  },
  "draft-missing": {
    kind: "mistake",
    title: "There is no draft of the tag to publish",
    state: NOTHING,
    remedy: "run the release workflow for the tag with `draft: true` first, or correct the tag",
  },
  "draft-unverifiable": {
    kind: "refusal",
    title: "Nothing says what the draft should hold",
    state: "The draft stays as it is; nothing is public.",
    remedy:
      "a draft is published only when the journal or its own release.json says which bytes were reviewed: run the whole workflow again for the tag",
  },
  "release-differs": {
    kind: "refusal",
    title: "The tag is published already, with other bytes",
    state: "The published release was not touched.",
    remedy: "published bytes never change: release a new version",
  },
  "release-immutable": {
    kind: "refusal",
    title: "The release is immutable",
    state: "The published release was not touched.",
    remedy: "an immutable release and its tag are fixed for good: release a new version",
  },
  "published-meanwhile": {
    kind: "refusal",
    title: "Somebody else published the draft with other bytes",
    state: "The published release was not touched.",
    remedy:
      "let only one run publish a tag (a journal, or `concurrency` in the workflow); to publish other bytes release a new version",
  },
  "publication-unconfirmed": {
    kind: "failure",
    title: "The publication cannot be confirmed",
    state: `${PUBLIC} A flag or "latest" may be wrong.`,
    remedy: "re-run the failed jobs: they confirm what is there and put the rest right",
  },
  "release-in-progress": {
    kind: "refusal",
    title: "Another run releases the same tag",
    state: "This run changed nothing; the other one goes on.",
    remedy: "wait for the other run, or cancel it; then re-run the failed jobs if its release is not published",
  },
  "journal-lock-lost": {
    kind: "failure",
    title: "This run stood still for so long that another took over",
    state: "This run stopped before its next change; the other one goes on.",
    remedy: "look at the other run; if it failed too, re-run the failed jobs",
  },
  cancelled: {
    kind: "failure",
    title: "The job was cancelled",
    state: "What was done stays; the message says how far it came. The lock was given back, or expires by itself.",
    remedy: "re-run the failed jobs: the next run goes on from here",
  },
  "journal-forbidden": {
    kind: "refusal",
    title: "The repository's rules forbid the journal's branch",
    state: NOTHING,
    remedy:
      'allow the branch "slipway/journal" in the repository\'s rules (Settings, Rules: exclude it, or let GitHub Actions bypass them), name another branch with the input "journal", or release without journal with "journal: off" (then nothing holds concurrent runs apart)',
  },
  "journal-damaged": {
    kind: "failure",
    title: "The journal's file of this release was edited",
    state: NOTHING,
    remedy: "restore the file from the branch's history (git revert)",
  },
  "too-many-assets": {
    kind: "mistake",
    title: "More assets than GitHub takes",
    state: NOTHING,
    remedy: "leave out targets, variants or per-file checksums",
  },
  "asset-too-large": {
    kind: "mistake",
    title: "An asset of 2 GiB or more",
    state: NOTHING,
    remedy: "compress it better (tar.xz, tar.zst), leave files out, or split it",
  },
  "notes-too-long": {
    kind: "mistake",
    title: "Longer notes than GitHub takes",
    state: NOTHING,
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

/** docs/remedies.md, in the order of the table. */
export function remedyDocuments(): readonly { readonly path: string; readonly text: string }[] {
  const turns = { mistake: "yours", refusal: "a server's or a rule's", failure: "the environment's" } as const;
  const sections = Object.entries(REMEDIES).map(([code, { kind, title, state, remedy }]) =>
    [
      `## \`${code}\``,
      "",
      `**What happened:** ${title.charAt(0).toLowerCase()}${title.slice(1)} (a ${kind}: the cause is ${turns[kind]}).`,
      "",
      `**State:** ${state}`,
      "",
      `**What to do:** ${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.`,
    ].join("\n"),
  );
  return [
    {
      path: "docs/remedies.md",
      text: [
        "# Failures of a release, and their remedies",
        "Every failure that Slipway recognises has a code, which stands in the annotation and in the summary of the job. The " +
          "message there names the files, tags and addresses concerned. This page is made from the table from which the " +
          "messages are made (`packages/forge/src/remedies.ts`).",
        "In general: **re-run the failed jobs**. A re-run keeps what is right, removes what a broken upload left, and never " +
          "changes what is public.",
        ...sections,
      ]
        .join("\n\n")
        .concat("\n"),
    },
  ];
}
