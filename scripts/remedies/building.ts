import type { Chapter } from "./catalogue.ts";

export const building: Chapter = {
  title: "Toolchains and builds",
  state: "Nothing was published. What other legs of the matrix built stays for a re-run.",
  entries: {
    "toolchain-unreachable": {
      title: "A compiler or tool cannot be obtained from any source",
      remedy:
        "check the runner's network and proxy against the sources that the message lists, then re-run the failed jobs; or install the tool in an earlier step: one on PATH of the right version is used",
    },
    "toolchain-changed": { title: "A downloaded tool is not the one that was pinned" },
    "tool-locked": { title: "Another process holds the store of tools" },
    "program-missing": {
      title: "A program is not on PATH",
      remedy: "install it in an earlier step of the job, or correct its name in the build's command",
    },
    "program-unusable": { title: "A command is a batch file" },
    "build-failed": { title: "The compiler or the build's command failed" },
    "binary-missing": {
      title: "A build did not leave a binary that the plan has",
      remedy:
        "correct the names under `binaries` of the build, or say in `output` where its command leaves them; the build's log names what it made",
    },
    "wrong-architecture": {
      title: "A binary is for another platform than its target",
      remedy: "have the command build for {triple} or {target}, or use the compilers in CC and CXX",
    },
    "deadline-exceeded": { title: "A program did not end in time" },
    "other-commit": {
      title: "Another commit is checked out than the one that was planned",
      remedy: "run actions/checkout in this job before, with the same ref as in the job that ran build-matrix",
    },
    "modified-sources": { title: "Tracked files were changed before the build" },
    "other-plan": {
      title: "A job handed over what was made for another plan",
      remedy:
        "run all jobs of one workflow run with the same `plan-digest` and the same version of Slipway's actions; re-run all jobs",
    },
    "inventory-missing": {
      title: "Nothing says which packages are in the binaries",
      remedy:
        "hand over inventory.json together with the binaries and receipt.json that build-binaries wrote, and use one version of Slipway's actions in every job",
    },
  },
};
