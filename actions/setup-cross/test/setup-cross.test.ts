import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Inputs } from "@slipway/action-kit";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { given, Job } from "../../build-binaries/test/job.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

const setUp = (job: Job, values: Readonly<Record<string, string>>) =>
  run(parseInputs(new Inputs(given(values)), job.kit.runtime), job.kit);

describe("one target, alone", () => {
  const job = new Job();

  test("Zig is on PATH, and the target's environment is exported", async () => {
    const { toolchains } = await setUp(job, { targets: "linux-arm64" });
    const [zig] = JSON.parse(String(toolchains)) as { name: string; version: string; directory: string }[];
    expect(zig).toMatchObject({ name: "zig", version: "0.16.0" });
    expect(job.paths).toEqual([zig?.directory]);
    expect(job.exported).toMatchObject({
      GOOS: "linux",
      GOARCH: "arm64",
      CGO_ENABLED: "0",
      SLIPWAY_TARGET: "linux-arm64",
      SLIPWAY_TRIPLE: "aarch64-unknown-linux-gnu",
    });
    for (const name of ["CC", "CXX", "AR", "RANLIB", "CMAKE_TOOLCHAIN_FILE", "PKG_CONFIG_LIBDIR"]) {
      expect([name, existsSync(job.exported[name] ?? "")]).toEqual([name, true]);
    }
    expect(job.exported).not.toHaveProperty("SLIPWAY_VERSION");
    expect(job.summaries[1]).toContain("| zig | 0.16.0 |");
  });
});

test("several targets export nothing but PATH", async () => {
  const job = new Job();
  await setUp(job, { targets: "linux-arm64, windows-amd64" });
  expect(job.exported).toEqual({});
  expect(job.paths.length).toBe(1);
});

describeWith(["go"], "a leg of the plan", () => {
  const job = new Job(join(import.meta.dirname, "../../../packages/toolchain/test/projects/go"));
  const builds = "builds:\n  - { toolchain: go, binaries: [{ name: greet, package: . }] }\n";
  writeFileSync(join(job.workspace, "slipway.yml"), `name: greet\ntargets: [freebsd-amd64]\nsource: true\n${builds}`);
  job.commit("v2.1.0");

  test("with one target exports the plan's facts too", async () => {
    const { digest, plan } = await job.plan("v2.1.0");
    const leg = plan.legs.find(({ targets }) => targets.length > 0)?.id ?? "";
    const { toolchains } = await setUp(job, { leg, "plan-digest": digest });
    expect(JSON.parse(String(toolchains))).toEqual([expect.objectContaining({ name: "go", origin: "this machine" })]);
    expect(job.exported).toMatchObject({
      SLIPWAY_VERSION: "2.1.0",
      SLIPWAY_TAG: "v2.1.0",
      SLIPWAY_COMMIT: plan.commit,
      SOURCE_DATE_EPOCH: String(plan.timestamp),
      GOOS: "freebsd",
    });
  });

  test("without targets does nothing and says so", async () => {
    const { digest, plan } = await job.plan("v2.1.0");
    const leg = plan.legs.find(({ targets }) => targets.length === 0)?.id ?? "";
    expect(await setUp(job, { leg, "plan-digest": digest })).toEqual({ toolchains: "[]" });
    expect(job.lines.at(-1)).toBe("this leg has no targets: there is nothing to set up");
  });
});

describe("inputs", () => {
  const runtime = new Job().kit.runtime;
  test.each([
    [{}, "missing-input"],
    [{ "plan-digest": "0" }, "missing-input"],
    [{ "plan-digest": "0", leg: "a", targets: "linux-amd64" }, "inputs-contradict"],
    [{ targets: "linux" }, "unknown-target"],
    [{ targets: "linux-amd64", toolchain: "gcc" }, "invalid-input"],
    [{ targets: "linux-amd64", "use-installed": "perhaps" }, "invalid-input"],
  ] as const)("%j: %s", (values, code) => {
    expect(() => parseInputs(new Inputs(given(values)), runtime)).toThrow(expect.objectContaining({ code }));
  });
});
