import { afterAll, describe, expect, test } from "vitest";
import { cleanUp, oneJob, RUNTIME_TOKEN, run } from "./harness.ts";

afterAll(cleanUp);

const NODE_ACTION = {
  "node/action.yml": `name: node
inputs:
  who: { description: x, default: "\${{ github.actor }}" }
  two words: { description: x }
  old: { description: x, deprecationMessage: use new }
outputs: { greeting: { description: x } }
runs: { using: node24, pre: pre.js, main: main.js, post: post.js, post-if: success() }
`,
  "node/pre.js": `require("node:fs").appendFileSync(process.env.GITHUB_STATE, "from-pre=1\\n"); console.log("pre ran");`,
  "node/main.js": `const fs = require("node:fs");
console.log("main", process.env.INPUT_WHO, "[" + process.env.INPUT_TWO_WORDS + "]", process.env["STATE_from-pre"], process.version.split(".")[0]);
console.log("runtime", process.env.ACTIONS_RUNTIME_TOKEN?.length, process.env.ACTIONS_RESULTS_URL, process.env.GITHUB_ACTION_REPOSITORY, process.env.GITHUB_ACTION_REF);
fs.appendFileSync(process.env.GITHUB_STATE, "from-main<<E\\na\\nb\\nE\\n");
fs.appendFileSync(process.env.GITHUB_OUTPUT, "greeting=hello " + process.env.INPUT_WHO + "\\n");
if (process.env.INPUT_WHO === "nobody") { console.log("::error::nobody there"); process.exit(1); }`,
  "node/post.js": `console.log("post", JSON.stringify(process.env["STATE_from-main"]), process.env.INPUT_WHO, process.env.WHERE);`,
};

const COMPOSITE = {
  "composite/action.yml": `name: composite
inputs: { name: { description: x, default: dflt } }
outputs:
  result: { description: x, value: "\${{ steps.inner.outputs.greeting }} + \${{ steps.sh.outputs.x }}" }
runs:
  using: composite
  steps:
    - id: inner
      uses: $/node
      with: { who: "\${{ inputs.name }}" }
    - id: sh
      shell: bash
      run: |
        echo "x=$(basename "$GITHUB_ACTION_PATH") $OUTER \${{ github.action_repository }}" >> "$GITHUB_OUTPUT"
        echo "SET_INSIDE=yes" >> "$GITHUB_ENV"
    - if: failure()
      shell: bash
      run: echo composite noticed
`,
};

describe("a JavaScript action", () => {
  test("pre, main and post with state, inputs, outputs and the runtime's credentials", async () => {
    const { result, log, job } = await run({
      files: oneJob(`- id: a
  uses: tools/lib/node@v1
  env: { WHERE: here }
  with: { two words: x y, old: z, unknown: u }
- run: echo "got \${{ steps.a.outputs.greeting }}"`),
      others: { "tools/lib": NODE_ACTION },
    });
    expect(result.result).toBe("success");
    expect(log("job")).toContain("pre ran");
    expect(log("job")).toContain("main octocat [x y] 1 v24");
    expect(log("job")).toContain(`runtime ${RUNTIME_TOKEN.length} http://127.0.0.1:8080/results/ tools/lib v1`);
    expect(log("job")).toContain("got hello octocat");
    expect(log("job")).toContain('post "a\\nb" octocat here');
    expect(job("job").steps.map((step) => step.name)).toEqual([
      "Set up job",
      "Pre Run tools/lib/node@v1",
      "Run tools/lib/node@v1",
      'Run echo "got hello octocat"',
      "Post Run tools/lib/node@v1",
      "Complete job",
    ]);
    expect(job("job").annotations.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      "warning: Input 'old' has been deprecated with message: use new",
      "warning: Unexpected input(s) 'unknown', valid inputs are ['who', 'two words', 'old']",
    ]);
  });

  test("its failure is its own message, and post-if is asked", async () => {
    const { job, log } = await run({
      files: oneJob("- uses: tools/lib/node@v1\n  with: { who: nobody }"),
      others: { "tools/lib": NODE_ACTION },
    });
    expect(job("job").result).toBe("failure");
    expect(job("job").reason).toBe("nobody there");
    expect(log("job")).not.toContain("post ");
  });

  test("of the same repository and commit, without a checkout", async () => {
    const { result, log } = await run({ files: { ...oneJob("- uses: $/node"), ...NODE_ACTION } });
    expect(result.result).toBe("success");
    expect(log("job")).toContain("main octocat [] 1 v24");
  });

  test("of the workspace", async () => {
    const { result, log, job } = await run({
      files: { ...oneJob("- uses: actions/checkout@v7\n- uses: ./node"), ...NODE_ACTION },
    });
    expect(result.result).toBe("success");
    expect(log("job")).toContain("`pre` execution is not supported for local action from './node'");
    expect(log("job")).toContain("main octocat [] undefined v24");
    expect(job("job").steps.at(-3)?.name).toBe("Post Run ./node");
    expect(job("job").steps.at(-2)?.name).toBe("Post Run actions/checkout@v7");
  });
});

describe("a composite action", () => {
  test("nested, with outputs, environment and its own repository for $/", async () => {
    const { result, log } = await run({
      files: oneJob(`- id: c
  uses: tools/lib/composite@main
  env: { OUTER: outer }
  with: { name: comp }
- run: echo "got \${{ steps.c.outputs.result }} $SET_INSIDE"`),
      others: { "tools/lib": { ...NODE_ACTION, ...COMPOSITE } },
    });
    expect(log("job")).toContain("got hello comp + composite outer tools/lib yes");
    expect(log("job")).toContain("pre ran");
    expect(log("job")).toContain('post "a\\nb" comp outer'.replace("outer", "undefined"));
    expect(log("job")).not.toContain("\ncomposite noticed");
    expect(result.result).toBe("success");
  });

  test("fails with its step, and its own conditions see that", async () => {
    const { job, log } = await run({
      files: oneJob(
        "- uses: tools/lib/composite@main\n  with: { name: nobody }\n- if: failure()\n  run: echo job noticed",
      ),
      others: { "tools/lib": { ...NODE_ACTION, ...COMPOSITE } },
    });
    expect(job("job").result).toBe("failure");
    expect(log("job")).toContain("\ncomposite noticed");
    expect(log("job")).toContain("\njob noticed");
  });
});

describe("refused by name", () => {
  const job = (text: string) => ({
    ".github/workflows/main.yml": `on: push\njobs:\n  job:\n    runs-on: x\n${text.replace(/^/gm, "    ")}\n`,
  });
  test.each([
    ["an action nobody knows", oneJob("- uses: far/away@v1"), "unknown-repository", /far\/away@v1/],
    ["a container step", oneJob("- uses: docker://alpine:3"), "not-rehearsable", /docker:\/\/alpine:3/],
    ["a container job", job("container: alpine\nsteps: [{ run: echo }]"), "not-rehearsable", /'container'/],
    ["services", job("services: { db: { image: x } }\nsteps: [{ run: echo }]"), "not-rehearsable", /'services'/],
    [
      "a malformed action",
      oneJob("- uses: nonsense"),
      "workflow-not-valid",
      /Expected format \{org\}\/\{repo\}\[\/path\]@ref\. Actual 'nonsense'/,
    ],
    ["a bare $/", oneJob("- uses: $/"), "workflow-not-valid", /Actual '\$\/'/],
    ["a path that leads outside", oneJob("- uses: $/../../etc"), "workflow-not-valid", /leads outside its repository/],
  ])("%s", async (_, files, code, message) => {
    await expect(run({ files })).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test.each([
    [
      "a Docker action",
      { "d/action.yml": "name: d\nruns: { using: docker, image: Dockerfile }\n" },
      /'\$\/d' runs with 'docker'/,
    ],
    ["a Dockerfile alone", { "d/Dockerfile": "FROM x\n" }, /'\$\/d' is a Docker action/],
    ["no action", { "d/readme": "" }, /Can't find 'action\.yml', 'action\.yaml' or 'Dockerfile' for action '\$\/d'/],
    ["an old runtime", { "d/action.yml": "name: d\nruns: { using: node16, main: x.js }\n" }, /runs with 'node16'/],
    [
      "bad metadata",
      { "d/action.yml": "name: d\nruns: { using: node24, main: x.js, nope: 1 }\n" },
      /Unexpected value 'nope'/,
    ],
    [
      "a missing script",
      { "d/action.yml": "name: d\nruns: { using: node24, main: x.js }\n" },
      /^File not found: '.*\/d\/x\.js'$/,
    ],
  ])("%s fails the job", async (_, files, message) => {
    const { job } = await run({ files: { ...oneJob("- uses: $/d"), ...files } });
    expect(job("job")).toMatchObject({ result: "failure", reason: expect.stringMatching(message) });
  });

  test("a shell of Windows", async () => {
    const { job } = await run({ files: oneJob("- run: echo\n  shell: cmd") });
    expect(job("job").reason).toContain("shell 'cmd'");
  });

  test("a shell nobody knows", async () => {
    const { job } = await run({ files: oneJob("- run: echo\n  shell: fish") });
    expect(job("job").reason).toContain("Invalid shell option.");
  });
});
