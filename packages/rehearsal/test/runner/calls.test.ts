// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows look like that.
import { afterAll, describe, expect, test } from "vitest";
import { cleanUp, run } from "./harness.ts";

afterAll(cleanUp);

const CALLED = `on:
  workflow_call:
    inputs:
      targets: { type: string, default: "all \${{ github.ref_name }}" }
      strict: { type: boolean, required: true }
      count: { type: number }
    secrets:
      key: { required: true }
      other: { required: false }
    outputs:
      echo: { value: "\${{ jobs.build.outputs.echo }}/\${{ jobs.build.result }}" }
env: { CALLED: from called }
jobs:
  build:
    runs-on: x
    outputs: { echo: "\${{ steps.e.outputs.v }}" }
    steps:
      - id: e
        run: echo "v=\${{ inputs.targets }},\${{ inputs.strict }},\${{ inputs.count }}" >> "$GITHUB_OUTPUT"
      - run: |
          echo "secrets [\${{ secrets.key == 'k-value-1' }}] [\${{ secrets.other }}] [\${{ secrets.ALL }}] env $CALLED[$CALLER]"
          echo "\${{ job.workflow_repository }} \${{ job.workflow_sha == github.workflow_sha }} \${{ github.workflow_ref }}"
`;

const caller = (uses: string, rest = 'with: { strict: true }\nsecrets: { key: "${{ secrets.ALL }}" }') => `on: push
env: { CALLER: from caller }
jobs:
  release:
    name: Release
    uses: ${uses}
${rest.replace(/^/gm, "    ")}
  after:
    needs: release
    runs-on: x
    steps: [{ run: 'echo "got \${{ needs.release.outputs.echo }}"' }]
`;

const SECRETS = { options: { secrets: { ALL: "k-value-1" } } };

describe("a called workflow", () => {
  test("of another repository: inputs, secrets, outputs, names, contexts", async () => {
    const { result, log, job } = await run({
      files: { ".github/workflows/main.yml": caller("tools/lib/.github/workflows/called.yml@v1") },
      others: { "tools/lib": { ".github/workflows/called.yml": CALLED } },
      ...SECRETS,
    });
    expect(result.result).toBe("success");
    expect(job("release / build").name).toBe("Release / build");
    expect(log("release / build")).toContain("secrets [true] [] [] env from called[]");
    expect(log("release / build")).toContain("tools/lib false octo/app/.github/workflows/main.yml@refs/heads/main");
    expect(log("after")).toContain("got all main,true,0/success");
  });

  test.each(["./.github/workflows/called.yml", "$/.github/workflows/called.yml"])(
    "as %s, inheriting secrets",
    async (uses) => {
      const { log } = await run({
        files: {
          ".github/workflows/main.yml": caller(uses, "with: { strict: true, targets: x }\nsecrets: inherit"),
          ".github/workflows/called.yml": CALLED.replace("      key: { required: true }\n", ""),
        },
        ...SECRETS,
      });
      expect(log("release / build")).toContain("secrets [false] [] [***] env from called[]");
      expect(log("release / build")).toContain("octo/app true");
      expect(log("after")).toContain("got x,true,0/success");
    },
  );

  test("overrides of inputs are recorded", async () => {
    const files = {
      ".github/workflows/main.yml": caller("./.github/workflows/called.yml"),
      ".github/workflows/called.yml": CALLED,
    };
    const { result, log } = await run({
      files,
      options: { ...SECRETS.options, callInputs: { targets: "just-one", count: 2 } },
    });
    expect(log("after")).toContain("got just-one,true,2/success");
    expect(result.callInputs).toEqual({ targets: "just-one", count: 2 });
    await expect(run({ files, options: { ...SECRETS.options, callInputs: { nope: 1 } } })).rejects.toMatchObject({
      code: "unknown-call-input",
    });
  });

  test("each job that is passed GITHUB_TOKEN gets its own", async () => {
    const { log, result } = await run({
      files: {
        ".github/workflows/main.yml": caller(
          "./.github/workflows/called.yml",
          'with: { strict: true }\nsecrets: { key: k-value-1, other: "made-${{ secrets.GITHUB_TOKEN }}" }',
        ),
        ".github/workflows/called.yml": CALLED.replace(
          "secrets [",
          "same ${{ secrets.other == format('made-{0}', github.token) }} ${{ secrets.other }} [",
        ),
      },
    });
    expect(result.result).toBe("success");
    expect(log("release / build")).toContain("same true *** [");
  });

  test("nested calls and a matrix of calls", async () => {
    const { result } = await run({
      files: {
        ".github/workflows/main.yml": `on: push
jobs:
  a:
    strategy: { matrix: { n: [1, 2] } }
    uses: ./.github/workflows/b.yml
    with: { n: "\${{ matrix.n }}" }
`,
        ".github/workflows/b.yml": `on: { workflow_call: { inputs: { n: { type: number } } } }
jobs: { b: { uses: $/.github/workflows/c.yml } }
`,
        ".github/workflows/c.yml":
          "on: workflow_call\njobs: { c: { name: See, runs-on: x, steps: [{ run: echo }] } }\n",
      },
    });
    expect(result.jobs.map(({ id, name }) => `${id} = ${name}`).sort()).toEqual([
      "a (1) / b / c = a (1) / b / See",
      "a (2) / b / c = a (2) / b / See",
    ]);
  });

  test("more than ten levels", async () => {
    const files = {
      ".github/workflows/main.yml": "on: push\njobs: { a: { uses: ./.github/workflows/loop.yml } }\n",
      ".github/workflows/loop.yml": "on: workflow_call\njobs: { a: { uses: ./.github/workflows/loop.yml } }\n",
    };
    await expect(run({ files })).rejects.toThrow("Nested reusable workflow depth exceeded 9.");
  });
});

describe("refused before the first job", () => {
  test.each([
    [
      "an unknown input",
      "with: { strict: true, nope: 1 }\nsecrets: { key: a }",
      /Invalid input, nope is not defined in the referenced workflow\./,
    ],
    ["a missing input", "secrets: { key: a }", /Input strict is required, but not provided while calling\./],
    ["a missing secret", "with: { strict: true }", /Secret key is required, but not provided while calling\./],
    [
      "an unknown secret",
      "with: { strict: true }\nsecrets: { key: a, nope: b }",
      /Invalid secret, nope is not defined in the referenced workflow\./,
    ],
  ])("%s", async (_, rest, message) => {
    const files = {
      ".github/workflows/main.yml": caller("./.github/workflows/called.yml", rest),
      ".github/workflows/called.yml": CALLED,
    };
    await expect(run({ files })).rejects.toMatchObject({
      code: "workflow-not-valid",
      message: expect.stringMatching(message),
    });
  });

  test("a workflow that does not exist", async () => {
    await expect(
      run({ files: { ".github/workflows/main.yml": caller("./.github/workflows/none.yml") } }),
    ).rejects.toThrow(
      'error parsing called workflow ".github/workflows/main.yml" -> "./.github/workflows/none.yml" : failed to fetch workflow: workflow was not found.',
    );
  });

  test("a repository nobody knows", async () => {
    await expect(
      run({ files: { ".github/workflows/main.yml": caller("far/away/.github/workflows/x.yml@v1") } }),
    ).rejects.toMatchObject({
      code: "unknown-repository",
      message: expect.stringContaining("far/away/.github/workflows/x.yml@v1"),
    });
  });

  test("a workflow that may not be called", async () => {
    const files = {
      ".github/workflows/main.yml": caller("./.github/workflows/x.yml", ""),
      ".github/workflows/x.yml": "on: push\njobs: { c: { runs-on: x, steps: [{ run: echo }] } }\n",
    };
    await expect(run({ files })).rejects.toThrow("workflow_call key is not defined in the referenced workflow.");
  });
});

test("an input of a wrong type fails the call", async () => {
  const { result, job } = await run({
    files: {
      ".github/workflows/main.yml": caller(
        "./.github/workflows/called.yml",
        'with: { strict: "${{ github.ref }}" }\nsecrets: { key: a }',
      ),
      ".github/workflows/called.yml": CALLED,
    },
  });
  expect(result.result).toBe("failure");
  expect(job("release").reason).toMatch(
    /^\.github\/workflows\/main\.yml \(Line: 7, Col: \d+\): Unexpected value 'refs\/heads\/main'$/,
  );
});

describe("manual runs", () => {
  const files = {
    ".github/workflows/main.yml": `on:
  workflow_dispatch:
    inputs:
      dry: { type: boolean, default: true }
      level: { type: choice, options: [low, high], required: true }
jobs:
  job: { runs-on: x, steps: [{ run: "echo '\${{ toJSON(inputs) }} \${{ toJSON(github.event.inputs) }}'" }] }
`,
  };
  const event = (inputs: Record<string, string | boolean>) => ({
    options: { event: { name: "workflow_dispatch" as const, payload: {}, inputs } },
  });

  test("typed inputs with defaults", async () => {
    const { log } = await run({ files, ...event({ level: "high" }) });
    expect(log("job")).toContain('"dry": true,\n  "level": "high"');
    expect(log("job")).toContain('"dry": "true"');
  });

  test.each([
    [{}, "Required input 'level' not provided"],
    [{ level: "none" }, "Provided value 'none' for input 'level' not in the list of allowed values"],
    [{ level: "low", x: "1" }, 'Unexpected inputs provided: ["x"]'],
  ])("%j", async (inputs, message) => {
    await expect(run({ files, ...event(inputs) })).rejects.toMatchObject({ code: "invalid-dispatch-inputs", message });
  });

  test("an event that does not run the workflow", async () => {
    await expect(run({ files })).rejects.toMatchObject({ code: "not-triggered" });
  });
});
