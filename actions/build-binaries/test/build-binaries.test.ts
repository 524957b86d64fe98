import { spawnSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Inputs } from "@slipway/action-kit";
import { sha256, TARGETS } from "@slipway/model";
import { isNative, thisHost } from "@slipway/toolchain";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { inParallel } from "../in-parallel.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";
import { given, Job } from "./job.ts";

const GO_PROJECT = join(import.meta.dirname, "../../../packages/toolchain/test/projects/go");
const native = TARGETS.find((target) => isNative(target, thisHost));

const CONFIG = `name: greet
targets: [linux-amd64, windows-amd64]
source: true
builds:
  - { toolchain: go, binaries: [{ name: greet, package: . }] }
`;

function goJob(): Job {
  const job = new Job(GO_PROJECT);
  writeFileSync(join(job.workspace, "slipway.yml"), CONFIG);
  job.commit("v2.1.0");
  return job;
}

async function build(job: Job, values: Readonly<Record<string, string>>) {
  return run(parseInputs(new Inputs(given(values)), job.kit.runtime), job.kit);
}

describeWith(["go"], "a leg of several targets", () => {
  const job = goJob();

  test("builds, takes receipts, hands over, and shows a table", async () => {
    const { plan, digest } = await job.plan("v2.1.0");
    const leg = plan.legs.find(({ targets }) => targets.length > 0)?.id ?? "";
    const values = { leg, "plan-digest": digest, "hand-over-binaries": "true", jobs: "2" };
    const { receipts } = await build(job, values);
    expect(JSON.parse(String(receipts))).toEqual(
      ["linux-amd64", "windows-amd64"].map((target) => join(job.temp, "binaries", target, "receipt.json")),
    );
    const receipt = job.receipt("windows-amd64");
    expect(receipt).toMatchObject({
      plan: digest,
      version: "2.1.0",
      commit: plan.commit,
      triple: "x86_64-pc-windows-gnu",
    });
    const file = join(job.temp, "binaries", "windows-amd64", "greet.exe");
    expect(receipt.binaries).toEqual([
      {
        build: plan.builds[0]?.id,
        name: "greet",
        file: "greet.exe",
        sha256: sha256(readFileSync(file)),
        size: statSync(file).size,
        mode: "755",
        stripped: true,
      },
    ]);
    expect(readdirSync(join(job.artifacts, "slipway-binaries-linux-amd64")).sort()).toEqual(["greet", "receipt.json"]);
    expect(job.summaries[1]).toMatch(
      /^\| Target \| Binary .*\n.*\n\| linux-amd64 \| greet \| .* \| yes \|\n\| windows-amd64 \| greet\.exe/,
    );
    expect(job.lines.some((line) => line.startsWith("windows-amd64 | $ go build "))).toBe(true);

    const before = job.receipt("linux-amd64");
    await build(job, values);
    expect(job.receipt("linux-amd64")).toEqual(before);
  });

  test("the leg of sources builds nothing and says so", async () => {
    const { plan, digest } = await job.plan("v2.1.0");
    const leg = plan.legs.find(({ targets }) => targets.length === 0)?.id ?? "";
    expect(await build(job, { leg, "plan-digest": digest })).toEqual({ receipts: "[]" });
    expect(job.lines.at(-1)).toBe("this leg has no targets: there is nothing to build");
  });
});

describeWith(["go"], "the checkout is held against the plan", () => {
  test("a modified file is named", async () => {
    const job = goJob();
    const { digest, plan } = await job.plan("v2.1.0");
    appendFileSync(join(job.workspace, "main.go"), "// changed\n");
    writeFileSync(join(job.workspace, "generated.txt"), "untracked files are the build's own business\n");
    await expect(build(job, { leg: plan.legs[0]?.id ?? "", "plan-digest": digest })).rejects.toMatchObject({
      code: "modified-sources",
      message: `files differ from commit ${plan.commit}: main.go`,
    });
  });

  test("another commit is refused", async () => {
    const job = goJob();
    const { digest, plan } = await job.plan("v2.1.0");
    job.git("commit", "--quiet", "--allow-empty", "--message=Second");
    await expect(build(job, { leg: plan.legs[0]?.id ?? "", "plan-digest": digest })).rejects.toMatchObject({
      code: "other-commit",
      message: expect.stringContaining(`the plan was made for ${plan.commit}`),
    });
  });

  test("an unknown leg is answered with the known ones", async () => {
    const job = goJob();
    const { digest } = await job.plan("v2.1.0");
    await expect(build(job, { leg: "nope", "plan-digest": digest })).rejects.toMatchObject({ code: "unknown-leg" });
  });
});

describeWith(["go"], "alone", () => {
  test("plain inputs, without configuration and without git", async () => {
    const job = new Job(GO_PROJECT);
    await build(job, { target: native?.id ?? "", toolchain: "go", binaries: "greet=.", version: "3.0.0" });
    const receipt = job.receipt(native?.id ?? "");
    expect(receipt).toMatchObject({ version: "3.0.0", target: native?.id });
    expect(receipt).not.toHaveProperty("plan");
    const program = join(job.temp, "binaries", native?.id ?? "", receipt.binaries[0]?.file ?? "");
    expect(spawnSync(program, { encoding: "utf8" }).stderr).toMatch(/^greet-go 3\.0\.0 /);
  });
});

describe("a command of the project's own", () => {
  test("gets its arguments whole, and its output is in the problem when it fails", async () => {
    const job = new Job();
    const script = "console.error(JSON.stringify(process.argv.slice(1))); process.exit(3)";
    const command = [process.execPath, "-e", script, "a b; $HOME", "{version}"].join("\n");
    await expect(
      build(job, { target: native?.id ?? "", toolchain: "command", binaries: "x", command, version: "1.0.0" }),
    ).rejects.toMatchObject({
      code: "build-failed",
      message: expect.stringMatching(/ended with 3; its last lines:\n {2}\["a b; \$HOME","1\.0\.0"\]$/),
    });
  });

  test("a program that is not there is named", async () => {
    const job = new Job();
    await expect(
      build(job, { target: native?.id ?? "", toolchain: "command", binaries: "x", command: "no-such-compiler" }),
    ).rejects.toMatchObject({ code: "program-missing", message: expect.stringContaining('"no-such-compiler"') });
  });
});

describe("inputs", () => {
  const runtime = new Job().kit.runtime;
  test.each([
    [{}, "missing-input"],
    [{ "plan-digest": "0" }, "missing-input"],
    [{ "plan-digest": "0", leg: "a", target: "linux-amd64" }, "inputs-contradict"],
    [{ target: "linux-amd46", toolchain: "go", binaries: "a" }, "unknown-target"],
    [{ target: "linux-amd64", toolchain: "gcc", binaries: "a" }, "invalid-input"],
    [{ target: "linux-amd64", toolchain: "go" }, "missing-input"],
    [{ target: "linux-amd64", toolchain: "command", binaries: "a" }, "missing-input"],
    [{ target: "linux-amd64", toolchain: "go", binaries: "a", version: "v1" }, "invalid-version"],
    [{ target: "linux-amd64", toolchain: "go", binaries: "a", jobs: "0" }, "invalid-input"],
  ] as const)("%j: %s", (values, code) => {
    expect(() => parseInputs(new Inputs(given(values)), runtime)).toThrow(expect.objectContaining({ code }));
  });
});

test("the first failure ends the queue, and what runs is awaited", async () => {
  const ended: number[] = [];
  await expect(
    inParallel([1, 2, 3, 4], 2, async (item) => {
      if (item === 1) throw new Error("first");
      await new Promise((done) => setTimeout(done, 20));
      ended.push(item);
    }),
  ).rejects.toThrow("first");
  expect(ended).toEqual([2]);
});
