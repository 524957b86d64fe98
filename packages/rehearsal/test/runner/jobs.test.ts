import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cleanUp, oneJob, RUNTIME_TOKEN, run, TOKEN } from "./harness.ts";

afterAll(cleanUp);

const workflow = (text: string) => ({ ".github/workflows/main.yml": text });

describe("steps of a job", () => {
  test("environment, outputs, path and summary pass from step to step", async () => {
    const { result, log, job } = await run({
      files: oneJob(
        `- id: one
  run: |
    echo "FROM_FILE=file value" >> "$GITHUB_ENV"
    printf 'text<<END\\nline 1\\nline 2\\nEND\\n' >> "$GITHUB_OUTPUT"
    mkdir bin && printf '#!/bin/sh\\necho tool ran' > bin/my-tool && chmod +x bin/my-tool
    echo "$PWD/bin" >> "$GITHUB_PATH"
    echo "# Heading" >> "$GITHUB_STEP_SUMMARY"
- run: my-tool && echo "$FROM_FILE $LEVEL $TOP"
  env: { LEVEL: "step \${{ env.FROM_FILE }}" }
- run: echo '\${{ toJSON(steps.one) }}'
- run: echo more >> "$GITHUB_STEP_SUMMARY"
- if: env.FROM_FILE == 'file value'
  run: echo condition saw it
- if: false
  run: echo never`,
        "env: { TOP: top, LEVEL: workflow }",
      ),
    });
    expect(result.result).toBe("success");
    expect(log("job")).toContain("tool ran\nfile value step file value top");
    expect(log("job")).toContain('"text": "line 1\\nline 2"');
    expect(log("job")).toContain("condition saw it");
    expect(log("job")).not.toContain("\nnever");
    expect(job("job").summary).toBe("# Heading\n\nmore\n");
    expect(job("job").steps.map((step) => step.result)).toEqual([
      ...["success", "success", "success", "success", "success", "success", "skipped", "success"],
    ]);
    const step = job("job").steps[2];
    expect(readFileSync(step?.logFile ?? "", "utf8")).toContain("tool ran\n");
    expect(job("job").steps[6]?.logFile).toBeUndefined();
  });

  test("a failing step, what still runs after it, and continue-on-error", async () => {
    const { result, log, job } = await run({
      files: oneJob(`- id: soft
  continue-on-error: true
  run: exit 3
- run: echo "soft \${{ steps.soft.outcome }} \${{ steps.soft.conclusion }}"
- name: Breaks
  run: |
    false
    echo not reached
- run: echo skipped
- if: failure()
  run: echo "on failure, status \${{ job.status }}"
- if: always()
  run: echo always`),
    });
    expect(result.result).toBe("failure");
    expect(job("job").reason).toBe("Process completed with exit code 3.");
    expect(log("job")).toContain("soft failure success");
    expect(log("job")).toContain("on failure, status failure");
    expect(log("job")).toContain("\nalways");
    expect(log("job")).not.toContain("\nnot reached\n##[error]");
    expect(
      job("job")
        .steps.map((step) => step.result)
        .slice(1),
    ).toEqual([...["success", "success", "failure", "skipped", "success", "success", "success"]]);
    expect(job("job").annotations).toContainEqual({
      level: "error",
      message: "Process completed with exit code 1.",
      step: "Breaks",
    });
  });

  test("tokens, secrets and masked values appear nowhere", async () => {
    const ran = await run({
      files: oneJob(`- run: |
    echo "token \${{ github.token }} \${{ secrets.GITHUB_TOKEN }} \${{ secrets.KEY }}"
    echo "::add-mask::made-up-value"
    echo "made-up-value" | tee -a "$GITHUB_STEP_SUMMARY"
    echo "::error title=made-up-value::about made-up-value"
    printenv | grep -c ACTIONS_RUNTIME_TOKEN || true
- name: named made-up-value
  run: exit 1`),
      options: { secrets: { KEY: "the-key\nsecond-line" } },
    });
    const everything = JSON.stringify([ran.result, ran.events]);
    for (const secret of [TOKEN, RUNTIME_TOKEN, "the-key", "second-line"]) expect(everything).not.toContain(secret);
    expect(ran.log("job")).toContain("token *** *** ***");
    expect(ran.log("job")).toContain("\n0\n");
    expect(ran.job("job").annotations[0]).toMatchObject({ message: "about ***", title: "***" });
    expect(ran.job("job").summary).toBe("***\n");
    expect(ran.job("job").steps[2]?.name).toBe("named ***");
  });

  test("a summary of more than 1 MiB is refused", async () => {
    const { job } = await run({
      files: oneJob('- run: head -c 1048577 /dev/zero | tr "\\\\0" x > "$GITHUB_STEP_SUMMARY"'),
    });
    expect(job("job").summary).toBe("");
    expect(job("job").annotations[0]?.message).toContain("supports content up to a size of 1024k, got 1024k");
  });

  test("a bad environment file fails its step", async () => {
    const { job } = await run({ files: oneJob('- run: echo nonsense >> "$GITHUB_OUTPUT"') });
    expect(job("job").result).toBe("failure");
    expect(job("job").steps[1]?.result).toBe("failure");
    expect(job("job").reason).toBe("Unable to process file command 'output' successfully.");
  });

  test.each([
    ["bash", "echo $BASH_VERSION | grep -c . && false | true", 1],
    ["sh", "echo from sh", 0],
    ["bash {0}", "false\necho goes on", 0],
  ])("shell %s", async (shell, script, exitCode) => {
    const { job } = await run({
      files: oneJob(`- shell: ${shell}\n  run: |\n${script.replace(/^/gm, "    ")}`),
    });
    expect(job("job").result).toBe(exitCode === 0 ? "success" : "failure");
  });

  test("a shell is looked for where steps said", async () => {
    const { log } = await run({
      files: oneJob(`- run: |
    mkdir bin && printf '#!/bin/sh\\necho mine; cat "$1"\\n' > bin/python && chmod +x bin/python
    echo "$PWD/bin" >> "$GITHUB_PATH"
- run: print(1)
  shell: python
- run: print(2)
  shell: python -u {0}`),
    });
    expect(log("job")).toMatch(/\nmine\nprint\(1\)/);
    expect(log("job")).toMatch(/bin\/python -u \{0\}/);
  });

  test("defaults and working directories", async () => {
    const { log } = await run({
      files: oneJob(
        "- run: mkdir -p a/b\n  working-directory: .\n- run: basename $PWD\n- run: basename $PWD\n  working-directory: a",
        "defaults: { run: { working-directory: a/b, shell: sh } }",
      ),
    });
    expect(log("job")).toMatch(/\nb\n[\s\S]*\na\n/);
    expect(log("job")).toContain("/sh -e {0}");
  });
});

describe("the graph", () => {
  test("outputs reach what needs them, conditions see results", async () => {
    const { result, log, job } = await run({
      files: workflow(`on: push
jobs:
  plan:
    runs-on: x
    outputs:
      list: \${{ steps.l.outputs.list }}
      empty: \${{ steps.l.outputs.none }}
      leak: \${{ github.token }}
    steps:
      - id: l
        run: echo 'list=["b","a"]' >> "$GITHUB_OUTPUT"
  build:
    needs: plan
    strategy: { matrix: { item: "\${{ fromJSON(needs.plan.outputs.list) }}", size: [1] } }
    name: Build \${{ matrix.item }}
    runs-on: [x, y]
    outputs: { last: "\${{ matrix.item }}" }
    steps: [{ run: 'echo "item \${{ matrix.item }} \${{ strategy.job-total }}"' }]
  broken:
    runs-on: x
    steps: [{ run: exit 1 }]
  skipped:
    needs: [broken, build]
    runs-on: x
    steps: [{ run: echo no }]
  anyway:
    needs: [skipped, build, plan]
    if: always() && needs.build.result == 'success'
    runs-on: x
    steps: [{ run: 'echo "\${{ needs.skipped.result }} [\${{ needs.plan.outputs.empty }}\${{ needs.plan.outputs.leak }}]"' }]
  after:
    needs: anyway
    runs-on: x
    steps: [{ run: echo no }]
`),
    });
    expect(result.result).toBe("failure");
    expect(
      result.jobs
        .filter((one) => one.id.startsWith("build"))
        .map((one) => one.name)
        .sort(),
    ).toEqual(["Build a", "Build b"]);
    expect(log("build (a, 1)")).toContain("item a 2");
    expect(job("build (b, 1)").runsOn).toBe("x, y");
    expect(job("skipped")).toMatchObject({ result: "skipped", reason: "It needs 'broken', whose result is 'failure'" });
    expect(log("anyway")).toContain("skipped []");
    // success() looks at all jobs before, so a failure further back still skips.
    expect(job("after").result).toBe("skipped");
    expect(job("plan").outputs).toEqual({ list: '["b","a"]' });
    expect(job("plan").annotations[0]?.message).toBe("Skip output 'leak' since it may contain secret.");
    expect(result.outputs.build?.last).toMatch(/^[ab]$/);
  });

  test("a job that may fail", async () => {
    const { result, job } = await run({
      files: workflow(`on: push
jobs:
  soft: { runs-on: x, continue-on-error: true, steps: [{ run: exit 1 }] }
  next: { needs: soft, runs-on: x, steps: [{ run: "echo \${{ needs.soft.result }}" }] }
`),
    });
    expect(result.result).toBe("success");
    expect(job("soft")).toMatchObject({ result: "failure", continueOnError: true });
    expect(job("next").result).toBe("success");
  });

  test("a label that cannot run here", async () => {
    const { result, job, services } = await run({
      files: workflow(`on: push
jobs:
  mac: { runs-on: macos-15, steps: [{ run: echo }] }
  next: { needs: mac, runs-on: ubuntu-24.04, steps: [{ run: echo }] }
  last: { needs: next, runs-on: ubuntu-24.04, steps: [{ run: echo }] }
`),
      labels: (label) => (label.startsWith("ubuntu") ? "here" : { notRehearsed: "this is no Mac" }),
    });
    expect(result.result).toBe("success");
    expect(job("mac")).toMatchObject({ result: "not-rehearsed", reason: "this is no Mac", runsOn: "macos-15" });
    expect(job("next").reason).toBe("It needs 'mac', which was not rehearsed: this is no Mac");
    expect(job("last").reason).toBe("It needs 'next', which was not rehearsed: this is no Mac");
    expect(services.started).toHaveLength(0);
  });

  test("fail-fast ends the other legs", async () => {
    const { job, result } = await run({
      files: workflow(`on: push
jobs:
  leg:
    strategy: { max-parallel: 1, matrix: { code: [1, 0] } }
    runs-on: x
    steps: [{ run: "exit \${{ matrix.code }}" }]
`),
    });
    expect(result.result).toBe("failure");
    expect(job("leg (1)").result).toBe("failure");
    expect(job("leg (0)")).toMatchObject({
      result: "cancelled",
      reason: 'The strategy configuration was canceled because "leg (1)" failed',
    });
  });
});

test("an identity token is asked for with the permission alone, and says where the job is written", async () => {
  const files = (permissions: string) => ({
    ".github/workflows/main.yml": `on: push
jobs:
  job:
    runs-on: x
    environment: { name: "prod-\${{ github.ref_name }}", url: "\${{ steps.x.outputs.y }}" }
    permissions: { ${permissions} }
    steps: [{ run: 'echo "id [$ACTIONS_ID_TOKEN_REQUEST_URL]"' }]
`,
  });
  const granted = await run({ files: files("id-token: write") });
  expect(granted.log("job")).toContain("\nid [http://127.0.0.1:8080/oidc]");
  expect(granted.job("job").environment).toBe("prod-main");
  expect(granted.services.started[0]).toMatchObject({
    claims: {
      sub: "repo:octo/app:environment:prod-main",
      job_workflow_ref: "octo/app/.github/workflows/main.yml@refs/heads/main",
    },
  });
  const without = await run({ files: files("contents: read") });
  expect(without.log("job")).toContain("\nid []");
});

test("folders of a job go when it succeeds, its logs stay", async () => {
  const ok = await run({ files: oneJob("- run: echo done > file"), debug: false });
  expect(readdirSync(join(ok.directory, "jobs"))).toEqual([]);
  expect(readdirSync(join(ok.directory, "logs/job"))).toHaveLength(3);
  const bad = await run({ files: oneJob("- run: echo done > file; exit 1"), debug: false });
  expect(readdirSync(join(bad.directory, "jobs/job/work/app/app"))).toEqual(["file"]);
});

test("contexts that a step sees", async () => {
  const { log } = await run({
    files: oneJob(
      `- run: |
    cat <<'EOF'
    \${{ job.workflow_repository }} \${{ job.workflow_file_path }} \${{ job.workflow_ref }}
    \${{ github.event.repository.id }} \${{ github.ref_type }} \${{ github.ref_name }} \${{ runner.os }} \${{ vars.V }}
    \${{ github.job }} \${{ github.workflow }} \${{ github.run_id }} \${{ github.actor }} \${{ hashFiles('nothing') }}|
    EOF`,
      "name: The workflow",
    ),
    options: { vars: { V: "var" } },
  });
  expect(log("job")).toContain(
    "octo/app .github/workflows/main.yml octo/app/.github/workflows/main.yml@refs/heads/main",
  );
  expect(log("job")).toMatch(/7 branch main (Linux|macOS) var\njob The workflow 42 octocat \|/);
});
