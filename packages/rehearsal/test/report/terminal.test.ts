import { describe, expect, test } from "vitest";
import type { RehearsalEvent } from "../../src/rehearse/events.ts";
import { byImportance, formatSeconds, formatSize, percent, readableLog, shortStep } from "../../src/report/format.ts";
import { closing } from "../../src/report/terminal/closing.ts";
import { Progress } from "../../src/report/terminal/progress.ts";
import { columns, plainLine, terminalTraits } from "../../src/report/terminal/style.ts";
import { FAILURE, LOGS, SUCCESS } from "./sample.ts";

const PLAIN = { live: false, colour: false, width: 100 };

test.each([
  [0.04, "0.0 s"],
  [9.94, "9.9 s"],
  [9.96, "10 s"],
  [59.6, "1 min 00 s"],
  [185, "3 min 05 s"],
])("%d seconds read as %s", (seconds, text) => expect(formatSeconds(seconds)).toBe(text));

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [17_234_567, "17.2 MB"],
])("%d bytes read as %s", (bytes, text) => expect(formatSize(bytes)).toBe(text));

test("a share of nothing is none", () => expect(percent(0, 0)).toBe("0 %"));

test("a pinned action's commit is cut short", () => {
  expect(shortStep(`Run actions/checkout@${"3d3c42e5".repeat(5)}`)).toBe("Run actions/checkout@3d3c42e");
});

test("a log without the runner's marks", () => {
  const log = "##[group]Run x\r\nwith:\n##[endgroup]\n[command]git init\n##[error]broken\n[31m\n";
  expect(readableLog(log)).toBe("▸ Run x\nwith:\n$ git init\nerror: broken\n[31m\n");
});

test("a package's own checksum file stands behind it, others stand for themselves", () => {
  const names = ["a.zip", "a.zip.sha256", "lonely.md5", "SHA256SUMS"].map((name) => ({ name }));
  const { main, sidecars } = byImportance(names);
  expect(main.map(({ name }) => name)).toEqual(["a.zip", "lonely.md5", "SHA256SUMS"]);
  expect(sidecars.map(({ name }) => name)).toEqual(["a.zip.sha256"]);
});

test.each([
  ["a terminal", { isTTY: true, columns: 90 }, {}, { live: true, colour: true, width: 90 }],
  ["a wide terminal", { isTTY: true, columns: 400 }, {}, { live: true, colour: true, width: 140 }],
  ["a file", {}, {}, { live: false, colour: false, width: 100 }],
  ["CI with a terminal", { isTTY: true, columns: 90 }, { CI: "true" }, { live: false, colour: true, width: 90 }],
  ["NO_COLOR", { isTTY: true, columns: 90 }, { NO_COLOR: "1" }, { live: true, colour: false, width: 90 }],
  ["an empty NO_COLOR", { isTTY: true, columns: 90 }, { NO_COLOR: "" }, { live: true, colour: true, width: 90 }],
  ["a file with FORCE_COLOR", {}, { FORCE_COLOR: "1" }, { live: false, colour: true, width: 100 }],
  ["a dumb terminal", { isTTY: true }, { TERM: "dumb" }, { live: false, colour: false, width: 100 }],
])("traits of %s", (_, stream, environment, traits) => expect(terminalTraits(stream, environment)).toEqual(traits));

test("a log's control sequences never reach the terminal", () => {
  expect(plainLine("\u001b[2J\u001b]0;title\u0007red\u001b[31m\tx\r\u0000")).toBe("red  x");
});

test("the widest column gives way", () => {
  const rows = [
    ["a-very-long-name-of-an-asset.tar.gz", "1 kB"],
    ["short", "17 kB"],
  ];
  expect(columns(rows, 24, [1])).toEqual(["a-very-long-name…   1 kB", "short              17 kB"]);
});

/** Shows events at one second each; what was written. */
function show(events: readonly RehearsalEvent[], traits: typeof PLAIN, verbose = false): string {
  let text = "";
  let seconds = 0;
  const output = {
    write(more: string) {
      text += more;
    },
  };
  const progress = new Progress({ output, traits, verbose, now: () => 1000 * seconds, every: () => () => {} });
  for (const event of events) {
    progress.show(event);
    seconds++;
  }
  progress.finish();
  return text;
}

const EVENTS: readonly RehearsalEvent[] = [
  { type: "note", text: "releasing v1.0.0" },
  { type: "job-started", job: "release / build", name: "release / Build", runsOn: "ubuntu-24.04" },
  { type: "step-started", job: "release / build", step: "Run make" },
  { type: "log", job: "release / build", line: "compiling" },
  {
    type: "annotation",
    job: "release / build",
    annotation: { level: "error", title: "Failed: broken", message: "no\nmore" },
  },
  { type: "step-finished", job: "release / build", step: "Run make", result: "failure", seconds: 3 },
  {
    type: "job-finished",
    job: "release / build",
    name: "release / Build",
    result: "failure",
    seconds: 5,
    reason: "a step failed",
  },
];

test("without a terminal: a line for what starts, ends and fails", () => {
  expect(show(EVENTS, PLAIN)).toBe(
    [
      "releasing v1.0.0",
      "▸ release / Build on ubuntu-24.04",
      "  ✗ Failed: broken: no (release / Build)",
      "  ✗ release / Build · Run make 3.0 s",
      "✗ release / Build a step failed",
      "",
    ].join("\n"),
  );
});

test("verbose: every step and every line of the logs", () => {
  const text = show(EVENTS, PLAIN, true);
  expect(text).toContain("  release / Build · Run make\n");
  expect(text).toContain("  release / Build │ compiling\n");
});

test("on a terminal: running jobs are drawn over in place, and nothing of them stays", () => {
  const screen: string[] = [""];
  // A terminal of one column of lines: just the two sequences that are used.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is interpreted
  for (const part of show(EVENTS, { ...PLAIN, live: true }).split(/(\u001b\[\d+A\u001b\[0J|\n)/)) {
    const up = /\[(\d+)A/.exec(part)?.[1];
    if (up !== undefined) screen.splice(screen.length - 1 - Number(up), Number(up) + 1, "");
    else if (part === "\n") screen.push("");
    else screen[screen.length - 1] += part;
  }
  expect(screen).toEqual([
    "releasing v1.0.0",
    "  ✗ Failed: broken: no (release / Build)",
    "  ✗ release / Build · Run make 3.0 s",
    "✗ release / Build a step failed",
    "",
  ]);
  expect(show(EVENTS.slice(0, 3), { ...PLAIN, live: true })).toContain("▸ release / Build  Run make  1.0 s\n");
  const inner: RehearsalEvent = { type: "log", job: "release / build", line: "##[group]Run $/actions/inner" };
  const later: RehearsalEvent = { type: "note", text: "x" };
  const text = show([...EVENTS.slice(0, 3), inner, later], { ...PLAIN, live: true });
  expect(text).toContain("▸ release / Build  Run $/actions/inner  3.0 s\n");
});

describe("the closing words", () => {
  const options = { traits: PLAIN, log: (path: string) => LOGS.get(path)?.text, path: (path: string) => `out/${path}` };

  test("of a success: assets, checks, times, where the page is", () => {
    const text = closing(SUCCESS, options);
    expect(text).toContain("Released v2.0.5 (published, latest)");
    expect(text).toContain("✓ Homebrew tap you/homebrew-tap  provisioning 2.0.5 (commit 1a2b3c4d5e)\n");
    expect(text).toContain("○ Registry nexus                 nothing arrived\n");
    for (const asset of SUCCESS.release?.assets ?? []) expect(text).toContain(asset.name);
    expect(text).toContain("✓ Assets against release.json: 15 of 15");
    expect(text).toContain("48 s in all: 28 s building, 20 s (41 %) outside compilers");
    expect(text).toContain("○ windows-amd64-msvc (windows-2025): needs a Windows runner");
    expect(text).toMatch(
      /✓ Rehearsed the release v2\.0\.5 of you\/provisioning\n {2}files: out\/release\n {2}page: {2}out\/report\.html\n$/,
    );
  });

  test("of a failure: the job, the step, the annotation, the end of the log and where all of it is", () => {
    const text = closing(FAILURE, options);
    expect(text).toContain('release / build (portable) failed in "Build binaries"');
    expect(text).toContain("Failed: build-failed: src/main.zig:12: zig build ended with 1 for linux-arm64");
    expect(text).toContain("What to do: correct <src/main.zig> & build again");
    expect(text).toContain("│ src/main.zig:12:5: error: expected ';'");
    expect(text).toContain("whole log: out/logs/build.log");
    expect(text).not.toContain("Released");
    const message = FAILURE.jobs[1]?.annotations[0]?.message ?? "";
    const twice = closing(FAILURE, { ...options, log: () => `before\n##[error]${message}\n` });
    expect(twice.split("zig build ended with 1")).toHaveLength(2);
    expect(twice).toContain("│ before\n  whole log:");
  });

  test("of a workflow that GitHub would refuse", () => {
    const problems = [{ code: "workflow-not-valid", message: "no permission", remedy: "correct it", place: "r.yml:3" }];
    expect(closing({ ...FAILURE, jobs: [], problems }, options)).toContain(
      "The workflow did not start: r.yml:3: no permission\n  correct it\n",
    );
  });
});

test("what was taken back, and what people got meanwhile", () => {
  const channel = { kind: "mirror", before: "2.1.0", released: "2.1.1", detail: "" };
  const rollback = {
    ...{
      from: "v2.1.1",
      to: "v2.1.0",
      result: "failure" as const,
      seconds: 3,
      runs: [],
      plan: null,
      messages: [],
      undone: [],
    },
    channels: [
      { ...channel, title: "Mirror a", after: "2.1.0", result: "passed" as const },
      { ...channel, title: "Mirror b", after: null, result: "failed" as const },
    ],
  };
  const options = { traits: PLAIN, log: () => undefined, path: (path: string) => path };
  const said = closing({ ...SUCCESS, rollback }, options);
  expect(said).toContain("Taken back: v2.1.1 → v2.1.0");
  expect(said).toContain("✓ Mirror a  2.1.0 → 2.1.1 → 2.1.0");
  expect(said).toContain("✗ Mirror b  2.1.0 → 2.1.1 → nothing");
  expect(closing(SUCCESS, options)).not.toContain("Taken back");
});
