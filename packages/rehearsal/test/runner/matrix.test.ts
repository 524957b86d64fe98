import { describe, expect, test } from "vitest";
import { expandMatrix, legName } from "../../src/runner/plan/matrix.ts";

/** Examples of GitHub's documentation ("Running variations of jobs in a workflow") among them. */
describe("expansion", () => {
  const legs = (matrix: Parameters<typeof expandMatrix>[0]) => expandMatrix(matrix).legs.map((leg) => leg.matrix);

  test("cross product, in order", () => {
    expect(legs({ arch: ["x64", "x86"], os: ["linux", "windows"] })).toEqual([
      { arch: "x64", os: "linux" },
      { arch: "x64", os: "windows" },
      { arch: "x86", os: "linux" },
      { arch: "x86", os: "windows" },
    ]);
  });

  test("exclude, also of parts", () => {
    expect(legs({ os: ["linux", "windows"], node: [18, 20], exclude: [{ os: "WINDOWS", node: 18 }] })).toHaveLength(3);
    expect(legs({ os: ["linux", "windows"], node: [18, 20], exclude: [{ os: "windows" }] })).toHaveLength(2);
    expect(legs({ v: [{ n: 1, o: "a" }, { n: 2 }], exclude: [{ v: { n: 1 } }] })).toEqual([{ v: { n: 2 } }]);
  });

  test("include adds to matching legs and appends the rest", () => {
    const matrix = {
      fruit: ["apple", "pear"],
      animal: ["cat", "dog"],
      include: [
        { color: "green" },
        { color: "pink", animal: "cat" },
        { fruit: "apple", shape: "circle" },
        { fruit: "banana" },
        { fruit: "banana", animal: "cat" },
      ],
    };
    expect(legs(matrix)).toEqual([
      { fruit: "apple", animal: "cat", color: "pink", shape: "circle" },
      { fruit: "apple", animal: "dog", color: "green", shape: "circle" },
      { fruit: "pear", animal: "cat", color: "pink" },
      { fruit: "pear", animal: "dog", color: "green" },
      { fruit: "banana" },
      { fruit: "banana", animal: "cat" },
    ]);
  });

  test("include alone", () => {
    const { legs } = expandMatrix({
      include: [
        { target: "a", runner: "x" },
        { target: "b", runner: "x" },
      ],
    });
    expect(legs.map((leg) => legName("build", leg.segments))).toEqual(["build (a, x)", "build (b, x)"]);
  });

  test("what include adds is not in the name", () => {
    const { legs } = expandMatrix({ os: ["linux"], include: [{ os: "linux", extra: 1 }] });
    expect(legs.map((leg) => legName("build", leg.segments))).toEqual(["build (linux)"]);
  });

  test("long names are cut at 100 characters", () => {
    expect(legName("b", ["x".repeat(200)])).toHaveLength(100);
  });
});

describe("errors, in GitHub's words", () => {
  test.each([
    [{}, "Matrix must define at least one vector"],
    [{ os: [] }, "Matrix vector 'os' does not contain any values"],
    [{ os: "linux" }, "Unexpected value 'linux'"],
    [{ os: ["a"], exclude: [{ arch: "x" }] }, "Matrix exclude key 'arch' does not match any key within the matrix"],
    [{ os: ["a"], exclude: [{}] }, "Matrix exclude filter must not be empty"],
    [{ os: ["a"], include: [{}] }, "Matrix include mapping does not contain any values"],
    [{ include: [] }, "Matrix must define at least one vector"],
    [
      { a: Array.from({ length: 257 }, (_, index) => index) },
      "The strategy matrix produced 257 jobs, more than the 256 allowed",
    ],
  ])("%j", (matrix, message) => {
    expect(expandMatrix(matrix).errors).toContain(message);
  });
});
