import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { evaluateCondition, evaluateExpression } from "../../src/runner/expressions/evaluate.ts";
import { hashFilesFunction, matchingFiles, statusFunctions } from "../../src/runner/expressions/functions.ts";
import { fromData } from "../../src/runner/expressions/values.ts";
import { cleanUp, temporaryFolder } from "./harness.ts";

afterAll(cleanUp);

const contexts = {
  github: { ref: "refs/tags/v1", event: { commits: [{ id: "a" }, { id: "b" }] } },
  needs: { plan: { result: "success", outputs: { matrix: '{"include":[1]}', empty: "" } } },
  inputs: { debug: true, count: 3, name: "Ab" },
};

const value = (source: string) => fromData(evaluateExpression(source, { contexts }));

describe("values", () => {
  test.each([
    ["github.ref", "refs/tags/v1"],
    ["GITHUB['REF']", "refs/tags/v1"],
    ["github.event.commits.*.id", ["a", "b"]],
    ["join(github.event.commits.*.id, '+')", "a+b"],
    ["fromJSON(needs.plan.outputs.matrix).include[0]", 1],
    ["needs.build.outputs.x", null],
    ["toJSON(inputs.count)", "3"],
    ["format('{0}-{1}', inputs.name, inputs.count)", "Ab-3"],
    ["startsWith(github.ref, 'REFS/tags/')", true],
    ["endsWith(github.ref, '/v2')", false],
    ["contains(fromJSON('[\"a\",\"b\"]'), 'B')", true],
    ["contains('hello', 'ELL')", true],
    ["inputs.name == 'aB'", true],
    ["inputs.count == '3'", true],
    ["inputs.debug && 'yes' || 'no'", "yes"],
    ["!inputs.debug", false],
    ["case(inputs.count > 5, 'many', inputs.count > 1, 'some', 'one')", "some"],
    ["1 < 2 && null == ''", true],
    ["'it''s ''quoted'''", "it's 'quoted'"],
    ["-1.5", -1.5],
    ["0x10", 16],
  ])("%s", (source, expected) => {
    expect(value(source)).toEqual(expected);
  });
});

describe("failures, in GitHub's words", () => {
  test.each([
    ["fromJSON('')", "Error from function 'fromJSON': empty input"],
    ["fromJSON('{')", /^Error from function 'fromJSON': Error parsing JSON.*: .*JSON/],
    ["secrets.X", "Unrecognized named-value: 'secrets'. Located at position 1 within expression: secrets.X"],
    ["nope()", "Unrecognized function: 'nope'. Located at position 1 within expression: nope()"],
    ["github.ref ==", /^Unexpected end of expression/],
    ["startsWith('a')", /^Too few parameters supplied/],
  ])("%s", (source, message) => {
    expect(() => value(source)).toThrow(message);
  });
});

describe("conditions", () => {
  test.each([
    ["''", false],
    ["'false'", true],
    ["'0'", true],
    ["0", false],
    ["null", false],
    ["github.missing", false],
    ["github.event", true],
    ["success() && inputs.debug", true],
    ["failure() || cancelled()", false],
    ["always()", true],
    ["success('plan')", true],
    ["success('other')", false],
  ])("%s", (source, expected) => {
    const functions = statusFunctions({
      success: (names) => names.every((name) => name === "plan"),
      failure: () => false,
      cancelled: () => false,
    });
    expect(evaluateCondition(source, { contexts, functions })).toBe(expected);
  });
});

describe("hashFiles", () => {
  const workspace = temporaryFolder();
  mkdirSync(join(workspace, "a/.hidden"), { recursive: true });
  for (const name of ["go.sum", "a/go.sum", "a/.hidden/x.lock", "b.txt"]) writeFileSync(join(workspace, name), name);
  const names = (...patterns: string[]) =>
    matchingFiles(workspace, patterns).map((path) => path.slice(workspace.length + 1));

  test.each([
    [["**/go.sum"], ["a/go.sum", "go.sum"]],
    [["go.sum"], ["go.sum"]],
    [
      ["**", "!**/go.sum"],
      ["a/.hidden/x.lock", "b.txt"],
    ],
    [["a"], ["a/.hidden/x.lock", "a/go.sum"]],
    [["?.txt\n*.sum"], ["b.txt", "go.sum"]],
    [["*.[st]xt"], ["b.txt"]],
    [["none"], []],
  ])("%j", (patterns, expected) => {
    expect(names(...patterns)).toEqual(expected);
  });

  test("hashes the hashes, and is empty without a match", () => {
    const hash = (pattern: string) =>
      fromData(
        evaluateExpression(`hashFiles('${pattern}')`, { contexts: {}, functions: [hashFilesFunction(workspace)] }),
      );
    const once = createHash("sha256").update("go.sum").digest();
    expect(hash("go.sum")).toBe(createHash("sha256").update(once).digest("hex"));
    expect(hash("none")).toBe("");
  });
});
