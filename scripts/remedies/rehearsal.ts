import type { Chapter } from "./catalogue.ts";

export const rehearsal: Chapter = {
  title: "Rehearsal",
  state: "A rehearsal changes nothing outside its own folder.",
  entries: {
    "no-repository": { title: "There is no project in the folder" },
    "nothing-committed": { title: "The project has no commit" },
    "repository-not-copied": {
      title: "Git cannot copy the project",
      remedy:
        "name a git repository with at least one commit that this user may read; `git fsck` tells whether it is damaged",
    },
    "bad-repository": { title: "The rehearsal cannot make a repository of that name" },
    "foreign-folder": { title: "The folder for the report holds other files" },
    "no-library": { title: "Slipway's workflows are not where the command is" },
    "no-workflow-triggered": {
      title: "No workflow runs for the tag",
      remedy:
        'tag releases as vMAJOR.MINOR.PATCH, or correct "on: push" in the workflow: releases usually run on `tags: ["v*"]`',
    },
    "not-triggered": { title: "The workflow does not run for this event" },
    "workflow-not-valid": { title: "The workflow is not valid" },
    "not-rehearsable": {
      title: "The workflow uses what a rehearsal does not have",
      remedy:
        "a rehearsal runs jobs as plain processes on this machine: leave what the message names out of the rehearsed workflow, or run it on GitHub",
    },
    "unknown-repository": { title: "The workflow uses an action that the rehearsal does not have" },
    "unknown-call-input": {
      title: "No called workflow has that input",
      remedy: "write one of the inputs that the message lists",
    },
    "invalid-dispatch-inputs": { title: "The inputs are not those that the workflow declares" },
    "outside-rehearsal": { title: "An action would have talked to a server outside of the rehearsal" },
    "openssl-missing": { title: "There is no openssl to make a rehearsal's certificates" },
    "port-in-use": { title: "The port is taken" },
  },
};
