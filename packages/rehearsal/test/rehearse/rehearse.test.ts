import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RehearsalEvent } from "../../src/rehearse/events.ts";
import type { RehearsalOptions } from "../../src/rehearse/options.ts";
import { rehearse } from "../../src/rehearse/rehearse.ts";
import { Summary } from "../../src/report/summary.ts";
import { LIBRARY_FILES, PROJECT, scratch, writeFiles } from "./library.ts";

let here: ReturnType<typeof scratch>;
const at = (...names: string[]) => join(here.folder, ...names);
beforeEach(() => {
  here = scratch();
  writeFiles(at("library"), LIBRARY_FILES);
  writeFiles(at("demo"), PROJECT);
});
afterEach(() => here.remove());

async function run(more: Partial<RehearsalOptions> = {}): Promise<Summary> {
  const { summary } = await rehearse({ repository: at("demo"), out: at("out"), library: at("library"), ...more });
  expect(Summary.parse(JSON.parse(readFileSync(at("out/summary.json"), "utf8")))).toEqual(
    JSON.parse(JSON.stringify(summary)),
  );
  return summary;
}

const mischief = (kind: string) => writeFiles(at("demo"), { "README.md": `# Demo\n\nMISCHIEF: ${kind}\n` });

test("a pushed tag becomes a checked release, and only results stay behind", async () => {
  const summary = await run();
  expect(summary).toMatchObject({
    result: "success",
    repository: "you/demo",
    event: "tag",
    tag: "v1.2.3",
    version: "1.2.3",
    workflows: [{ path: ".github/workflows/release.yml", origin: "template", result: "success" }],
    release: { draft: false, prerelease: false, latest: true, commit: summary.commit },
  });
  expect(summary.jobs.map(({ id, result }) => [id, result])).toEqual([
    ["release / build / build", "success"],
    ["release / publish", "success"],
  ]);
  expect(summary.release?.assets.map(({ name }) => name)).toEqual(["demo.tar.gz", "release.json", "SHA256SUMS"]);
  expect(summary.requests.byOperation["repos/upload-release-asset"]).toBe(3);
  expect(summary.checks.every(({ result }) => result === "passed")).toBe(true);
  expect(readFileSync(at("out/release/demo.tar.gz"), "utf8")).toBe("the program\n");
  expect(readdirSync(at("out")).sort()).toEqual([
    ".gitignore",
    "github",
    "logs",
    "release",
    "report.html",
    "summary.json",
  ]);
  const page = readFileSync(at("out/report.html"), "utf8");
  expect(page).toContain("Released &lt;script&gt;alert(1)&lt;/script&gt;");
  for (const step of summary.jobs.flatMap(({ steps }) => steps)) {
    if (step.result !== "skipped") expect(existsSync(at("out", step.log ?? "missing"))).toBe(true);
  }
});

test("a second rehearsal publishes the same bytes", async () => {
  const first = await run({ tag: "v1.3.0-rc.1" });
  const second = await run({ tag: "v1.3.0-rc.1" });
  expect(first.release).toMatchObject({ prerelease: true, latest: false });
  expect(second.release).toEqual(first.release);
  expect(second.commit).toBe(first.commit);
});

test("a branch is built, and publishes nothing", async () => {
  const summary = await run({ branch: "feature", targets: ["linux-amd64"] });
  expect(summary).toMatchObject({
    result: "success",
    event: "branch",
    ref: "refs/heads/feature",
    tag: null,
    release: null,
  });
  expect(summary.checks[0]).toMatchObject({ name: "Nothing published", result: "passed" });
  const [job] = summary.jobs;
  expect(job?.id).toBe("release / build");
  const logs = job?.steps.map(({ log }) => readFileSync(at("out", log ?? ""), "utf8")).join("");
  expect(logs).toContain("targets=linux-amd64 variants=");
});

test("a failing step: the run's result, its annotation, its log", async () => {
  mischief("fail");
  const events: RehearsalEvent[] = [];
  const summary = await run({ onEvent: (event) => void events.push(event) });
  expect(summary).toMatchObject({ result: "failure", release: null });
  const job = summary.jobs.find(({ id }) => id === "release / publish");
  expect(job?.annotations).toContainEqual({
    level: "error",
    title: "Failed: no-luck",
    message: "there was no luck\nWhat to do: try <b>again</b>",
    file: "README.md",
    line: 1,
  });
  const step = job?.steps.find(({ result }) => result === "failure");
  expect(readFileSync(at("out", step?.log ?? ""), "utf8")).toContain("about to fail");
  expect(events).toContainEqual(
    expect.objectContaining({ type: "job-finished", job: "release / publish", result: "failure" }),
  );
  expect(readFileSync(at("out/report.html"), "utf8")).toContain("there was no luck\nWhat to do: try &lt;b&gt;again");
});

test("a release whose manifest lies fails, though every job succeeded", async () => {
  mischief("flip");
  const summary = await run();
  expect(summary.workflows[0]?.result).toBe("success");
  expect(summary.result).toBe("failure");
  expect(summary.checks.filter(({ result }) => result === "failed")).toEqual([
    {
      name: "Downloads against release.json",
      result: "failed",
      detail: "1 of 2 artifacts equal in name, size, sha256, sha512, md5: demo.tar.gz differs",
    },
  ]);
});

test("an interrupted rehearsal ends its jobs and still reports", async () => {
  mischief("hang");
  const interrupt = new AbortController();
  const summary = await run({
    signal: interrupt.signal,
    onEvent: (event) => {
      if (event.type === "log" && event.line === "hanging") interrupt.abort();
    },
  });
  expect(summary).toMatchObject({ result: "cancelled", release: null });
  expect(existsSync(at("out/report.html"))).toBe(true);
});

test("a permission that the caller does not give is refused before the first job, in GitHub's words", async () => {
  const caller = LIBRARY_FILES["templates/release.yml"].replace("contents: write", "contents: read");
  writeFiles(at("demo/.github/workflows"), { "release.yml": caller });
  const summary = await run();
  expect(summary).toMatchObject({ result: "failure", jobs: [], release: null });
  expect(summary.problems[0]?.code).toBe("workflow-not-valid");
  expect(summary.problems[0]?.message).toContain("contents: write");
  expect(readFileSync(at("out/report.html"), "utf8")).toContain("workflow-not-valid");
});

test("a folder with something else in it is never emptied, and a wrong name makes none", async () => {
  writeFiles(at("mine"), { "release/thesis.txt": "precious", "tree/x": "too" });
  await expect(run({ out: at("mine") })).rejects.toMatchObject({ code: "foreign-folder" });
  expect(readdirSync(at("mine"), { recursive: true }).sort()).toEqual([
    "release",
    "release/thesis.txt",
    "tree",
    "tree/x",
  ]);
  await expect(run({ repository: at("nowhere"), out: at("nowhere/out") })).rejects.toMatchObject({
    code: "no-repository",
  });
  expect(existsSync(at("nowhere"))).toBe(false);
});

test("the embedded GitHub stays up when it is asked to", async () => {
  const { summary, served } = await rehearse({
    repository: at("demo"),
    out: at("out"),
    library: at("library"),
    serve: true,
  });
  try {
    const answer = await fetch(`${served?.github.apiUrl}/repos/${summary.repository}/releases/latest`, {
      headers: { authorization: `Bearer ${served?.token}` },
    });
    expect(await answer.json()).toMatchObject({ tag_name: "v1.2.3" });
  } finally {
    await served?.github.close();
  }
});
