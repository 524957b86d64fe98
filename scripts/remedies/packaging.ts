import type { Chapter } from "./catalogue.ts";

const RENAME =
  "rename the file, or place it under another name in the archive: relative, separated by /, without `.` or `..`";

export const packaging: Chapter = {
  title: "Packaging",
  state: "Nothing was published. An archive that was begun is removed.",
  entries: {
    "binary-changed": {
      title: "A binary is not the one that was built",
      remedy:
        "let nothing touch binaries between the jobs that build, sign and package them (strip, chmod, virus scanners that rewrite files); re-run all jobs of the workflow",
    },
    "binary-unsigned": { title: "Binaries that are to be signed are not" },
    "package-missing": { title: "A package of the plan was not handed over" },
    "package-changed": { title: "A package arrived with other bytes than were made" },
    "package-unplanned": { title: "A package arrived that the plan does not have" },
    "content-changed": { title: "A file changed while it was packaged" },
    "invalid-source-date-epoch": { title: "SOURCE_DATE_EPOCH is no time" },
    "timestamp-invalid": { title: "The time for an archive's entries is no whole number of seconds" },
    "archive-duplicate": { title: "Two archives would be one file" },
    "path-duplicate": { title: "A path is in an archive twice" },
    "path-case-clash": {
      title: "Two paths differ only in case",
      remedy: "rename one of them: unpacked on macOS or Windows, one overwrites the other",
    },
    "path-unicode-clash": {
      title: "Two paths differ only in their Unicode composition",
      remedy: "rename one of them: unpacked on macOS, one overwrites the other",
    },
    "path-empty": { title: "A path is empty", remedy: RENAME },
    "path-empty-segment": { title: "A path has an empty part" },
    "path-traversal": { title: "A path has a part `.` or `..`" },
    "path-absolute": { title: "A path is absolute", remedy: RENAME },
    "path-backslash": { title: "A path has a backslash", remedy: RENAME },
    "path-control-character": { title: "A path has a control character", remedy: RENAME },
    "path-not-unicode": { title: "A path is not in Unicode", remedy: "rename the file to a name in UTF-8" },
    "path-windows": { title: "Windows cannot hold a path of this name" },
    "link-target-invalid": { title: "A symbolic link has a target that no archive can hold" },
    "link-loop": { title: "A symbolic link leads back to itself" },
    "commit-unknown": { title: "The clone does not hold the commit" },
    "git-object-missing": { title: "The clone does not hold a file's contents" },
    "git-object-damaged": { title: "The clone is damaged" },
    "disk-full": { title: "The disk is full, or a quota used up" },
    "permission-denied": { title: "The user of the job may not read or write a file" },
    "too-many-open-files": { title: "Too many files are open" },
    "file-too-large": { title: "The file system does not hold files of that size" },
    "read-only-file-system": { title: "The file system cannot be written" },
    "file-missing": { title: "A file does not exist" },
    "not-a-directory": { title: "A part of a path is a file" },
    "is-a-directory": { title: "A directory has the name of a file" },
    "input-output-error": { title: "The disk or the network mount reports an error" },
    "name-too-long": { title: "A file's name is too long for the file system" },
  },
};
