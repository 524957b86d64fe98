import { expect, test } from "vitest";
import { Recorder } from "../../src/rehearse/recorder.ts";
import type { RunEvent, StepResult } from "../../src/runner/result.ts";

const finished = (number: number): StepResult => ({
  number,
  name: "",
  result: "success",
  outcome: "success",
  seconds: 0,
});

/** Plays events at their times. */
function play(events: readonly (readonly [number, RunEvent])[]): Recorder {
  let now = 0;
  const recorder = new Recorder(() => now);
  for (const [at, event] of events) {
    now = at;
    recorder.record(event);
  }
  return recorder;
}

const job = (name: string): RunEvent => ({ type: "job-started", job: name, name, runsOn: "" });
const step = (of: string, number: number, name: string): RunEvent => ({
  type: "step-started",
  job: of,
  step: number,
  name,
});
const end = (of: string, number: number): RunEvent => ({ type: "step-finished", job: of, step: finished(number) });
const log = (of: string, number: number, line: string): RunEvent => ({ type: "log", job: of, step: number, line });

test("a build inside a composite action is told by the headers of its steps", () => {
  const recorder = play([
    [10, job("a")],
    [11, step("a", 2, "Run $/actions/build-target")],
    [11, log("a", 2, "##[group]Run $/actions/setup-cross")],
    [15, log("a", 2, "##[group]Run $/actions/build-binaries")],
    [16, log("a", 2, "##[group]Run zig build")],
    [25, log("a", 2, "##[group]Run $/actions/package-archives")],
    [28, end("a", 2)],
  ]);
  expect(recorder.compiling()).toBe(10);
  expect(recorder.step("a", 2)).toEqual({ offset: 1, building: { offset: 5, seconds: 10 } });
  expect(recorder.step("a", 3)).toEqual({});
});

test("builds at the same time count once", () => {
  const build = "Run slipway/slipway/actions/build-binaries@v1";
  const recorder = play([
    [0, job("a")],
    [0, job("b")],
    [1, step("a", 1, build)],
    [2, step("b", 1, build)],
    [5, end("a", 1)],
    [8, end("b", 1)],
    [9, step("a", 2, "Run make")],
    [12, end("a", 2)],
  ]);
  expect(recorder.compiling()).toBe(7);
  expect(recorder.step("a", 2)).toEqual({ offset: 9 });
});
