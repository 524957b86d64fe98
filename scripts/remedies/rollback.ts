import type { Chapter } from "./catalogue.ts";

export const rollback: Chapter = {
  title: "Taking a release back",
  state: "Nothing was changed.",
  entries: {
    "rollback-no-target": {
      title: "There is no earlier good release to go back to",
      remedy:
        "release a higher version that is right: people get it everywhere. Until then mark the bad one as a pre-release on its page and say so at the top of its notes",
    },
    "rollback-bad-target": {
      title: "That release is nothing to go back to",
      remedy:
        "name in `to-version` (or `carry`) an earlier final release of the same project that was not taken back, or leave it out",
    },
    "rollback-target-lost": {
      title: "The release to go back to was taken back itself meanwhile",
      state:
        "What was done stays: nothing shows the bad release, and some channels may show the one that was to be gone back to.",
      remedy:
        "run the rollback of the release that was to be gone back to once more, which finds what shows it; then this one, which ends where that one leads",
    },
    "rollback-nothing-to-abort": {
      title: "The journal knows of no such rollback",
      remedy:
        "name the release that was taken back in `version`; while GitHub cannot be reached wait until it is back, and without a journal nobody knows what was before",
    },
    "rollback-begun-elsewhere": { title: "A rollback to another release was begun" },
    "rollback-check-failed": {
      title: "A check before the rollback failed",
      remedy: "do what the message says for each check, then run this with `dry-run: true` again",
    },
    "rollback-unconfirmed": {
      title: "A change was made and does not read back",
      state: "The steps before it are done and stay; the message names the one that is not confirmed.",
    },
    "advisory-range": {
      title: "The versions that a security advisory is about contradict each other",
      remedy:
        "correct `affected-from` and `patched-version`, or leave them out: affected are versions above `to-version` up to the one that is taken back, and the patched one is not among them",
    },
    "advisory-refused": {
      title: "The security advisory was not drafted",
      state: "Everything else of the rollback is done and stays.",
      remedy:
        'give `advisory-token`, a token of a GitHub App or a person with "Repository security advisories: write", and run this again; or draft it on the repository\'s Security page',
    },
    "staging-missing": { title: "The configuration names no staging repository" },
    "staging-is-real": { title: "Staging would touch something real" },
    "draft-published": {
      title: "A draft was published before it could be deleted",
      state: "Drafts that were deleted before it are gone; the release stays, and is taken back by a new plan.",
    },
    "rehearsal-unreadable": { title: "The record of a rehearsal cannot be read" },
    "carry-not-below": { title: "The release to carry is not an earlier one of the same project" },
    "carry-version-low": {
      title: "The version of a rollback release is not above the bad one",
      remedy: "choose a version above the bad one, or leave `version` out: the next free one of its line is taken",
    },
    "carry-version-prerelease": { title: "A pre-release cannot take the place of a final release" },
    "carry-not-repackable": {
      title: "A package has the version inside, and cannot be packed again here",
      remedy:
        "leave it out with `leave-out`, for example `*.nupkg`; or release a higher version that is built anew, with all of its packages",
    },
    "carry-foreign-version": {
      title: "A package has a version inside that is not made of the release's, or cannot have the new one",
      remedy:
        "leave it out with `leave-out`, choose another `version` where the message says so, or build a higher version anew",
    },
    "carry-name-clash": { title: "Two packages would have one name in the rollback release" },
    "carry-leave-out": {
      title: "No package that `leave-out` matches",
      remedy: "name packages as the message lists them, or globs over their names, for example `*.nupkg`",
    },
    "carry-nothing": { title: "The release has no packages that could be carried" },
    "carry-manifest-changed": { title: "The good release's release.json is not what the server said" },
    "plan-unreadable": { title: "The approved plan cannot be read" },
    "plan-not-approved": { title: "The plan is not the one that was approved" },
    "plan-stale": {
      title: "Something changed since the plan was approved",
      state: "Nothing was changed; where the message names one channel, only that one was left alone.",
    },
  },
};
