import { afterAll, describe, expect, test } from "vitest";
import { permissionsViolation } from "../../src/runner/plan/permissions.ts";
import { cleanUp, run } from "./harness.ts";

afterAll(cleanUp);

describe("a called workflow within its caller's permissions", () => {
  test.each([
    [{ contents: "read" }, { contents: "read" }, undefined],
    [{}, {}, undefined],
    [{ contents: "read" }, { contents: "write" }, undefined],
    [{ contents: "write" }, { contents: "read" }, { requested: "contents: write", allowed: "contents: read" }],
    [
      { packages: "write", contents: "write", "id-token": "write", actions: "read" },
      { contents: "read", actions: "read" },
      {
        requested: "contents: write, id-token: write, packages: write",
        allowed: "contents: read, id-token: none, packages: none",
      },
    ],
  ] as const)("%j of %j", (requested, allowed, expected) => {
    expect(permissionsViolation(requested, allowed)).toEqual(expected);
  });
});

const files = (callerPermissions: string, called: string) => ({
  ".github/workflows/main.yml": `on: push
jobs:
  first:
    uses: ./.github/workflows/called.yml
${callerPermissions.replace(/^/gm, "    ")}
`,
  ".github/workflows/called.yml": `on: workflow_call\n${called}`,
});

const JOB = (permissions = "") => `jobs:
  inner:
    runs-on: x
${permissions.replace(/^/gm, "    ")}
    steps: [{ run: "true" }]
`;

describe("what GitHub refuses before the first job", () => {
  test.each([
    [
      "a job of the called workflow",
      files("permissions: { contents: read }", JOB("permissions: { contents: write }")),
      /^The workflow is not valid\. \.github\/workflows\/main\.yml \(Line: 3, Col: 3\): Error calling workflow 'octo\/app\/\.github\/workflows\/called\.yml@[0-9a-f]{40}'\. The nested job 'inner' is requesting 'contents: write', but is only allowed 'contents: read'\.$/,
    ],
    [
      "the called workflow itself",
      files("permissions: { id-token: write }", `permissions: { contents: read, id-token: write }\n${JOB()}`),
      /The workflow is requesting 'contents: read', but is only allowed 'contents: none'\.$/,
    ],
    [
      "a caller that declares nothing has the restricted default",
      files("", JOB("permissions: { contents: read, attestations: write }")),
      /The nested job 'inner' is requesting 'attestations: write', but is only allowed 'attestations: none'\.$/,
    ],
    [
      "read-all knows no id-token",
      files("permissions: read-all", JOB("permissions: { id-token: write }")),
      /is requesting 'id-token: write', but is only allowed 'id-token: none'\.$/,
    ],
  ])("%s", async (_, given, message) => {
    await expect(run({ files: given })).rejects.toMatchObject({
      code: "workflow-not-valid",
      message: expect.stringMatching(message),
    });
  });
});

describe("what a job's token carries", () => {
  test.each([
    ["nothing declared", files("", JOB()), { contents: "read", packages: "read" }],
    ["declared by the caller", files("permissions: { contents: write }", JOB()), { contents: "write" }],
    [
      "narrowed by the called workflow",
      files("permissions: { contents: write, issues: write }", `permissions: { issues: read }\n${JOB()}`),
      { issues: "read" },
    ],
    ["none at all", files("permissions: { contents: write }", JOB("permissions: {}")), {}],
  ])("%s", async (_, given, expected) => {
    const { services, job } = await run({ files: given });
    expect(services.started[0]?.permissions).toEqual(expected);
    expect(job("first / inner").permissions).toEqual(expected);
    expect(services.ended).toHaveLength(1);
  });
});
