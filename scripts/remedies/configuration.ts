import type { Chapter } from "./catalogue.ts";

export const configuration: Chapter = {
  title: "Configuration, inputs and plan",
  state: "Nothing was built, and nothing was changed on any server.",
  entries: {
    "missing-config": {
      title: "The configuration file does not exist",
      remedy:
        "correct the input `config`, a path in the repository, and check out the repository before (actions/checkout)",
    },
    "invalid-yaml": {
      title: "The configuration is no YAML",
      remedy: "correct the YAML at the line that the message names; indentation is made of spaces",
    },
    "invalid-configuration": {
      title: "The configuration has keys or values that cannot be meant",
      remedy:
        "correct each place that the message names; docs/configuration.md explains every key, and an editor that reads slipway.schema.json shows mistakes while you write",
    },
    "invalid-manifest": {
      title: "A manifest or lock file of the project cannot be read",
      remedy: "correct the file, or have its own tool (cargo, go, zig, npm) write it again",
    },
    "missing-input": {
      title: "An action misses an input",
      state: "The step did nothing.",
      remedy:
        'add the input that the message names under "with:"; in a workflow of your own, inputs such as `plan-digest` come from the outputs of the jobs before',
    },
    "invalid-input": {
      title: "An input has a value that the action does not know",
      state: "The step did nothing.",
      remedy: "write one of the values that the message names; the action's README lists its inputs",
    },
    "inputs-contradict": {
      title: "Two inputs say different things",
      state: "The step did nothing.",
      remedy: "leave out the one that the message names: what a plan says, no input repeats",
    },
    "missing-repository": {
      title: "Nothing says which repository is released",
      state: "The step did nothing.",
      remedy: "outside GitHub Actions, set GITHUB_REPOSITORY to owner/name",
    },
    "unknown-target": {
      title: "There is no such target",
      remedy:
        "write one of the targets that the message lists, for example linux-amd64; docs/configuration.md has them all",
    },
    "target-not-planned": {
      title: "A filter names a target for which the project is not released",
      remedy: "add the target under `targets`, or take it from the filter",
    },
    "target-not-listed": {
      title: "A build is for a target that the project does not have",
      remedy: "add the target to `targets` at the top of slipway.yml, or take it from the build",
    },
    "target-without-build": {
      title: "No build makes anything for a target",
      remedy: "add the target to the `targets` of a build, or take it from the project's",
    },
    "runner-conflict": {
      title: "The builds of a target need different runners",
      remedy: "choose a runner that can make both, under `runners`",
    },
    "unknown-variant": {
      title: "A filter names a variant that the project does not have",
      remedy: "write one of the variants that the message lists, or add it under `variants`",
    },
    "unknown-variable": {
      title: "A template has a variable that does not exist there",
      remedy: "write one of the variables that the message lists, in braces",
    },
    "unknown-binary": {
      title: "A variant has a binary that no build makes",
      remedy: "correct its name, or add it to the `binaries` of a build",
    },
    "binary-not-built": {
      title: "A variant has a binary that is not built for one of its targets",
      remedy:
        "add the target to the `targets` of the binary's build, or leave the binary out there: `platforms: {windows-amd64: {binaries: […]}}`",
    },
    "binary-clash": { title: "Two builds make a binary of one name for one target" },
    "build-clash": { title: "Two builds have the same id", remedy: "give each build an id of its own" },
    "no-binaries": {
      title: "Nothing tells which binaries a build makes",
      remedy: "list their names: `builds: [{toolchain: rust, binaries: [hello]}]`",
    },
    "nothing-to-build": {
      title: "Nothing tells how the project is built",
      remedy:
        "describe it: `builds: [{toolchain: command, command: [make], binaries: [name]}]`, or `builds: []` for a project without binaries",
    },
    "missing-name": {
      title: "The project has no name",
      remedy: "write `name: …` in slipway.yml",
    },
    "glob-without-match": {
      title: "A glob matches no file",
      state: "The step did nothing further; nothing was changed on any server.",
      remedy:
        "correct the glob (`*` does not cross a slash, `**` does), or have the files made before; files that git does not track need `generated: true`, files that may be absent `optional: true`",
    },
    "path-clash": {
      title: "Two files would lie at one path of an archive",
      remedy: "give one of them another directory with `to`, or leave one out with `exclude`",
    },
    "unsafe-path": { title: "A tracked file has a name that no archive can hold safely" },
    "unsafe-root": { title: "The root of an archive is not a single directory" },
    "link-outside": {
      title: "A symbolic link points outside the archive",
      remedy:
        "point it to a path relative to its own directory, inside the archive; or package the file itself, or leave the link out with `exclude`",
    },
    submodule: {
      title: "A submodule is to be packaged",
      remedy:
        'leave it out with `exclude`, or take its files from the working tree: `{from: "vendor/**", generated: true}`, with `submodules: true` for actions/checkout',
    },
    "lfs-pointer": {
      title: "A file in Git LFS is to be packaged",
      remedy:
        'take it from the working tree: `{from: "logo.png", generated: true}`, with `lfs: true` for actions/checkout',
    },
    "entitlements-missing": { title: "The file of entitlements is not in the repository" },
    "gate-without-sbom": {
      title: "Vulnerabilities are to be looked up, and no bill of materials is made",
      remedy: "write `sbom: true` as well, or leave out `vulnerabilities`",
    },
    "asset-clash": {
      title: "Two assets would have one name",
      remedy: "let the name template tell them apart, with {platform} for targets and {variant} for variants",
    },
    "asset-name-clash": {
      title: "Two files would be the same asset",
      remedy: "give the files different names, or narrow the globs of `files`",
    },
    "asset-name-rewritten": { title: "GitHub would give an asset another name" },
    "asset-name-too-long": { title: "The name of an asset is too long" },
    "channel-clash": {
      title: "Two channels or registries are one",
      remedy: 'give each an "id" (for a Homebrew formula a "name") of its own, or merge them',
    },
    "messenger-clash": { title: "Two messengers have the same id" },
    "mail-in-the-clear": { title: "Mail would travel without TLS" },
    "invalid-template": { title: "The template of the notes has a part twice" },
    "not-a-repository": { title: "The directory is not in a git repository" },
    "foreign-repository": { title: "Git refuses a directory that belongs to another user" },
    "git-missing": {
      title: "Git is not installed, or the directory does not exist",
      remedy: "install git on the runner, and check that the directory exists",
    },
    "git-failed": {
      title: "A git command failed",
      remedy:
        "run the same command in the checkout; a damaged or partial clone is made whole by checking out again, with `fetch-depth: 0`",
    },
    "git-timeout": {
      title: "A git command was ended before it answered",
      state: "Nothing was published. A tag that it pushed may have arrived: a re-run finds it.",
      remedy:
        "run the job again; if it happens again, run the command of the message by hand to see what it waits for: a server, or the disk. A partial clone asks its server for every file: check out without a filter",
    },
    "unknown-check": {
      title: "A check is named that preflight does not have",
      remedy: "write one of the checks that the message lists",
    },
    "preflight-failed": {
      title: "Checks before the release failed",
      remedy: "correct what each line of the message names, then re-run the failed jobs",
    },
    "unreadable-document": { title: "A file that a job handed over is damaged" },
    "newer-document": { title: "A file was written by a newer Slipway than the one that reads it" },
    "plan-changed": { title: "The plan is not the one that build-matrix made" },
    "artifact-missing": {
      title: "The run has no artifact of that name",
      state: "What other jobs handed over stays for a re-run.",
    },
    "artifact-service": {
      title: "GitHub's artifact service took or gave nothing",
      state: "What other jobs handed over stays for a re-run.",
    },
    "artifact-damaged": {
      title: "An artifact arrived with other bytes than were stored",
      state: "What other jobs handed over stays for a re-run.",
    },
    "unknown-leg": {
      title: "The plan has no such leg",
      remedy: "pass the input `leg` from the matrix that build-matrix gave (matrix.leg)",
    },
  },
};
