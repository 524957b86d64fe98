import type { Chapter } from "./catalogue.ts";

const NOTHING = "Nothing was changed.";
const DRAFT = "At most a draft exists; nothing is public. What is uploaded already is kept.";
const STAYS = "The draft stays as it is; nothing is public.";
const UNTOUCHED = "The published release was not touched.";

export const publishing: Chapter = {
  title: "Publishing",
  state: DRAFT,
  entries: {
    "token-read-only": { title: "The token may only read", state: NOTHING },
    "token-rejected": { title: "The server does not know the token (any more)" },
    "access-refused": { title: "The server refuses a request of this token" },
    "release-refused": { title: "The release may not be created or changed" },
    "rate-limited": {
      title: "A rate limit of the server is used up for longer than a run may wait",
      state:
        "Before publication at most a draft exists; afterwards the release is public, and only a channel or message is late.",
    },
    "request-refused": { title: "The server refuses a request for a reason of its own" },
    "discussion-category-missing": {
      title: "The discussion of the release cannot be opened",
      state:
        "Nothing was changed, where the token may list the categories; otherwise the draft is complete and nothing is public. A release that was public before stays so.",
    },
    "connection-failed": { title: "The server cannot be reached, or does not answer in time" },
    "server-unavailable": { title: "The server has a failure of its own (5xx)" },
    "tag-missing": { title: "The tag does not exist", state: NOTHING },
    "tag-refused": {
      title: "The tag of the release may not be created",
      state: "The draft is complete; nothing is public.",
    },
    "tag-moved": {
      title: "The tag is on another commit than the one that was built",
      state: "Before publication nothing is public; the message says whether it is.",
    },
    "build-only-plan": { title: "The plan was made for a build, not for a release", state: NOTHING },
    "manifest-of-another-plan": { title: "The release.json was made by another plan", state: NOTHING },
    "asset-not-handed-over": { title: "A file of release.json was not handed over", state: NOTHING },
    "artifact-changed": {
      title: "A file is not what the manifest says",
      state:
        "Before publication nothing is public; afterwards the release is, and the channel of this job was not touched.",
    },
    "draft-differs": { title: "The draft holds other assets than the manifest", state: STAYS },
    "draft-missing": { title: "There is no draft of the tag to publish", state: NOTHING },
    "draft-unverifiable": { title: "Nothing says what the draft should hold", state: STAYS },
    "release-differs": { title: "The tag is published already, with other bytes", state: UNTOUCHED },
    "release-immutable": { title: "The release is immutable", state: UNTOUCHED },
    "published-meanwhile": { title: "Somebody else published the draft with other bytes", state: UNTOUCHED },
    "publication-unconfirmed": {
      title: "The publication cannot be confirmed",
      state: 'The release is public and complete. A flag or "latest" may be wrong.',
    },
    "release-in-progress": {
      title: "Another run is at the same release or channel",
      state: "This run changed nothing; the other one goes on.",
    },
    "journal-lock-lost": {
      title: "This run stood still for so long that another took over, or may do so",
      state: "This run stopped before its next change; another one goes on, or the next one does.",
    },
    cancelled: {
      title: "The job was cancelled",
      state: "What was done stays; the message says how far it came. The lock was given back, or expires by itself.",
    },
    "bad-journal": { title: "The journal's branch has no valid name", state: NOTHING },
    "journal-forbidden": { title: "The repository's rules forbid the journal's branch", state: NOTHING },
    "journal-damaged": { title: "The journal's file of this release was edited", state: NOTHING },
    "too-many-assets": { title: "More assets than GitHub takes", state: NOTHING },
    "asset-too-large": { title: "An asset of 2 GiB or more", state: NOTHING },
    "asset-empty": { title: "An asset without content", state: NOTHING },
    "notes-too-long": { title: "Longer notes than GitHub takes", state: NOTHING },
  },
};
