// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows look like that.
import { afterAll, describe, expect, test } from "vitest";
import { cleanUp, oneJob, run } from "./harness.ts";

afterAll(cleanUp);

/** A small release: what is taken away from it must fail as on GitHub. */
const WORKFLOW = `on: push
jobs:
  plan:
    runs-on: x
    outputs:
      matrix: \${{ steps.p.outputs.matrix }}
    steps:
      - id: p
        run: echo 'matrix={"include":[{"target":"a"}]}' >> "$GITHUB_OUTPUT"
  build:
    needs: plan
    strategy:
      matrix: \${{ fromJSON(needs.plan.outputs.matrix) }}
    runs-on: x
    steps:
      - uses: actions/checkout@0000000000000000000000000000000000000000
      - uses: ./local
`;
const ACTION = {
  "local/action.yml": "name: l\nruns: { using: composite, steps: [{ shell: bash, run: echo local }] }\n",
};

const without = (text: string, instead = "") => {
  if (!WORKFLOW.includes(text)) throw new Error(`not in the workflow: ${text}`);
  return { ...ACTION, ".github/workflows/main.yml": WORKFLOW.replace(text, instead) };
};

test("as it stands", async () => {
  const { result } = await run({ files: without("") });
  expect(result.result).toBe("success");
});

describe("taken away", () => {
  const EMPTY = (line: number) =>
    `Error when evaluating 'strategy' for job 'build'. .github/workflows/main.yml (Line: ${line}, Col: 15): Error from function 'fromJSON': empty input,.github/workflows/main.yml (Line: ${line}, Col: 15): Unexpected value ''`;

  test.each([
    ["needs", without("    needs: plan\n"), EMPTY(12)],
    ["the job's output", without("    outputs:\n      matrix: ${{ steps.p.outputs.matrix }}\n"), EMPTY(11)],
    ["the step's id", without("- id: p\n        run", "- run"), EMPTY(12)],
    ["what the step writes", without('echo \'matrix={"include":[{"target":"a"}]}\' >>', "cat /dev/null >"), EMPTY(13)],
  ])("%s", async (_, files, reason) => {
    const { result, job } = await run({ files });
    expect(result.result).toBe("failure");
    expect(job("build")).toMatchObject({
      result: "failure",
      reason,
      annotations: [{ level: "error", message: reason }],
    });
  });

  test("the checkout", async () => {
    const { result, job } = await run({
      files: without("      - uses: actions/checkout@0000000000000000000000000000000000000000\n"),
    });
    expect(result.result).toBe("failure");
    expect(job("build (a)").reason).toMatch(
      /^Can't find 'action\.yml', 'action\.yaml' or 'Dockerfile' under '.*\/app\/app\/local'\. Did you forget to run actions\/checkout before running your local action\?$/,
    );
  });

  test("the values of a vector", async () => {
    const { job } = await run({ files: without("${{ fromJSON(needs.plan.outputs.matrix) }}", "{ target: [] }") });
    expect(job("build").reason).toBe(
      "Error when evaluating 'strategy' for job 'build'. .github/workflows/main.yml (Line: 13, Col: 25): Matrix vector 'target' does not contain any values",
    );
  });
});

describe("refused before the first job", () => {
  test.each([
    ["an unknown need", without("needs: plan", "needs: plans"), "Job 'build' depends on unknown job 'plans'."],
    [
      "a circle",
      without("  plan:\n", "  plan:\n    needs: build\n"),
      "The workflow must contain at least one job with no dependencies.",
    ],
    ["an unknown key", without("runs-on: x", "runs-in: x"), "Unexpected value 'runs-in'"],
    [
      "a context out of place",
      without("matrix: ${{ steps.p", "matrix: ${{ nope.p"),
      "Unrecognized named-value: 'nope'",
    ],
    [
      "a permission that does not exist",
      without("jobs:", "permissions: { content: read }\njobs:"),
      "Unexpected value 'content'",
    ],
  ])("%s", async (_, files, message) => {
    await expect(run({ files })).rejects.toMatchObject({
      code: "workflow-not-valid",
      message: expect.stringContaining(message),
    });
  });
});

test("a condition that cannot be evaluated", async () => {
  const { job } = await run({
    files: {
      ".github/workflows/main.yml":
        "on: push\njobs:\n  a:\n    if: fromJSON(github.event.none)\n    runs-on: x\n    steps: [{ run: echo }]\n",
    },
  });
  expect(job("a").reason).toBe(
    "Error when evaluating 'if' for job 'a'. .github/workflows/main.yml (Line: 4, Col: 9): Error from function 'fromJSON': empty input",
  );
});

test("a step whose expression fails", async () => {
  const { job } = await run({ files: oneJob("- run: echo ${{ fromJSON(env.NONE).x }}") });
  expect(job("job").reason).toMatch(/\(Line: \d+, Col: \d+\): .*empty input$/);
});
