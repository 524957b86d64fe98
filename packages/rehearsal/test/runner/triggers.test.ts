import { describe, expect, test } from "vitest";
import { matchesFilter, type TriggerEvent, workflowsTriggeredBy } from "../../src/runner/plan/triggers.ts";

/** Rows of GitHub's "Filter pattern cheat sheet". */
describe("filter patterns", () => {
  test.each([
    ["*", "main", true],
    ["*", "feature/a", false],
    ["**", "feature/a/b", true],
    ["feature/*", "feature/a", true],
    ["feature/*", "feature/a/b", false],
    ["feature/**", "feature/a/b", true],
    ["*feature", "ver-10-feature", true],
    ["v2*", "v2.0", true],
    ["v[12].[0-9]+.[0-9]+", "v1.10.1", true],
    ["v[12].[0-9]+.[0-9]+", "v3.0.0", false],
    ["releases/**-alpha", "releases/beta/3-alpha", true],
    ["v1?", "v", true],
    ["v[0-9]+.[0-9]+.[0-9]+", "v1.2.3-rc.1", false],
  ])("%s on %s: %s", (pattern, name, expected) => {
    expect(matchesFilter(name, [pattern])).toBe(expected);
  });

  test("later patterns override earlier ones", () => {
    expect(matchesFilter("releases/1-alpha", ["releases/**", "!releases/**-alpha"])).toBe(false);
    expect(matchesFilter("releases/1-alpha", ["!releases/**-alpha", "releases/**"])).toBe(true);
  });
});

const push = (ref: string): TriggerEvent => ({ name: "push", ref });
const TAG = push("refs/tags/v1.0.0");
const BRANCH = push("refs/heads/main");
const JOBS = "\njobs: { a: { runs-on: x, steps: [{ run: 'true' }] } }\n";

describe("events", () => {
  test.each<[string, TriggerEvent, boolean]>([
    ["on: push", TAG, true],
    ["on: [push, pull_request]", BRANCH, true],
    ["on: { push: { tags: ['v*'] } }", TAG, true],
    ["on: { push: { tags: ['v*'] } }", BRANCH, false],
    ["on: { push: { branches: [main] } }", TAG, false],
    ["on: { push: { branches: [main] } }", BRANCH, true],
    ["on: { push: { branches: [main], tags: ['v*'] } }", TAG, true],
    ["on: { push: { branches-ignore: [main] } }", BRANCH, false],
    ["on: { push: { tags-ignore: ['v*'] } }", TAG, false],
    ["on: workflow_dispatch", TAG, false],
    ["on: { workflow_dispatch: }", { name: "workflow_dispatch", ref: "refs/heads/main" }, true],
    ["on: pull_request", { name: "pull_request", ref: "refs/pull/1/merge", baseRef: "main", action: "closed" }, false],
    [
      "on: { pull_request: { branches: [main] } }",
      { name: "pull_request", ref: "refs/pull/1/merge", baseRef: "main" },
      true,
    ],
    [
      "on: { pull_request: { branches: [dev] } }",
      { name: "pull_request", ref: "refs/pull/1/merge", baseRef: "main" },
      false,
    ],
    ["on: workflow_call", TAG, false],
  ])("%s on %j: %s", async (on, event, expected) => {
    expect(await workflowsTriggeredBy([{ path: "w.yml", content: on + JOBS }], event)).toEqual(
      expected ? ["w.yml"] : [],
    );
  });

  test("filters by paths are refused by name", async () => {
    const files = [{ path: "w.yml", content: `on: { push: { paths: [src] } }${JOBS}` }];
    await expect(workflowsTriggeredBy(files, BRANCH)).rejects.toMatchObject({
      code: "not-rehearsable",
      message: expect.stringContaining("'push' is filtered by paths"),
    });
  });

  test("an invalid file is refused in GitHub's words", async () => {
    await expect(
      workflowsTriggeredBy([{ path: "w.yml", content: "on: push\nnope: 1\n" }], BRANCH),
    ).rejects.toMatchObject({
      message: expect.stringContaining("The workflow is not valid. w.yml (Line: 2, Col: 1): Unexpected value 'nope'"),
    });
  });
});
