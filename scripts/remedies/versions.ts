import type { Chapter } from "./catalogue.ts";

export const versions: Chapter = {
  title: "Versions, tags and notes",
  state: "Nothing was built, and no tag was made.",
  entries: {
    "no-version": { title: "Nothing says which version is released" },
    "two-versions": { title: "A tag and an input both say which version is released" },
    "invalid-version": {
      title: "A version is no semantic version",
      remedy: "write MAJOR.MINOR.PATCH with an optional pre-release, for example 2.1.0 or 2.1.0-rc.1",
    },
    "invalid-tag": {
      title: "A tag holds no version",
      remedy: "tag releases as vMAJOR.MINOR.PATCH, for example v2.1.0; in a repository of several projects name/v2.1.0",
    },
    "invalid-prerelease-id": { title: "An identifier cannot name a kind of pre-release" },
    "foreign-tag": {
      title: "The tag belongs to another project of the repository",
      remedy: "tag it with this project's prefix, or correct `tagPrefix`",
    },
    "missing-tag": {
      title: "The clone does not have the tag",
      remedy: "give actions/checkout `fetch-tags: true` or the tag as `ref`, and check that the tag was pushed",
    },
    "wrong-commit": {
      title: "The tag is on another commit than the one that is checked out",
      remedy: "give actions/checkout the tag as `ref` (refs/tags/v1.2.3), so that what is tagged is what is built",
    },
    "shallow-clone": { title: "The clone is shallow, and earlier commits or tags are needed" },
    "empty-repository": { title: "The repository has no commit" },
    "version-lower": {
      title: "The version is lower than one that is tagged",
      remedy:
        "choose a version above the one that the message names; a tag that was pushed by mistake is removed with `git push --delete origin v1.2.3`",
    },
    "version-exists": {
      title: "A version of the same precedence exists already",
      remedy:
        "raise the version (build metadata does not count: SemVer 2.0.0, section 10), or leave it out where the next free one is taken",
    },
    "version-gap": {
      title: "The version skips others",
      remedy:
        "release the version that the message names, or set `allow-gap: true` for build-matrix if the gap is meant",
    },
    "already-final": {
      title: "A pre-release would follow its own final version",
      remedy: "begin the pre-releases of the next version, for example 1.3.0-rc.1 after 1.2.0",
    },
    "already-released": { title: "The commit is released already" },
    "prerelease-lower": { title: "The pre-release would come before one that exists" },
    "nothing-to-release": { title: "No commit since the last release asks for a new one" },
    "tag-exists": { title: "The tag exists on another commit" },
    "tag-elsewhere": { title: "The remote has the tag on another commit" },
    "nothing-to-tag": { title: "A tag is to be pushed, and nothing says for which version" },
    "filtered-tag": { title: "A tag is to be pushed for a part of the project" },
    "remote-unreadable": { title: "The tags of the remote cannot be read" },
    "tag-push-refused": { title: "The tag may not be pushed" },
    "missing-changelog": {
      title: "There is no changelog for the notes",
      remedy:
        "add CHANGELOG.md, name the file (`notes: {changelog: …}`), or write the notes from commits: `notes: {from: commits}`",
    },
    "changelog-section-missing": {
      title: "The changelog has no section for the version",
      remedy: 'add the heading "## [1.2.0]" before tagging, or give it to the section "Unreleased"',
    },
    "notes-unreadable": { title: "The file of the notes cannot be read" },
  },
};
