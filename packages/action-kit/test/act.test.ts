import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** Runs an action's body in a process of its own, as a runner does. */
function runAction(body: string) {
  const directory = mkdtempSync(join(tmpdir(), "act-"));
  const file = join(directory, "main.ts");
  const kit = JSON.stringify(join(import.meta.dirname, "../src/index.ts"));
  const model = JSON.stringify(join(import.meta.dirname, "../../model/src/index.ts"));
  writeFileSync(
    file,
    `import { act } from ${kit};\nimport { Problem } from ${model};\nawait act((inputs) => inputs.text("who"), async (who, kit) => { ${body} });\n`,
  );
  const [output, summary] = ["output", "summary"].map((name) => join(directory, name)) as [string, string];
  for (const path of [output, summary]) writeFileSync(path, "");
  const { status, stdout } = spawnSync(process.execPath, ["--conditions=source", file], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, INPUT_WHO: "world" },
  });
  return { status, stdout, output: readFileSync(output, "utf8"), summary: readFileSync(summary, "utf8") };
}

describe("an action from its first line to its exit code", () => {
  test("outputs are set and the step succeeds", () => {
    const result = runAction('await kit.summarise("# hello"); return { greeting: "hello " + who, count: 2 };');
    expect(result.status).toBe(0);
    expect(result.output).toMatch(/greeting<<(\S+)\nhello world\n\1\ncount<<(\S+)\n2\n\2\n/);
    expect(result.summary).toContain("# hello");
  });

  test("a problem is an annotation at its place with the remedy, in the summary too", () => {
    const result = runAction(
      'throw new Problem({ kind: "mistake", code: "unknown-key", message: "no key varients", remedy: "write variants", place: { file: "slipway.yml", line: 3, column: 5 } });',
    );
    expect(result.status).toBe(1);
    expect(result.stdout).toContain(
      "::error title=Please correct%3A unknown-key,file=slipway.yml,line=3,col=5::slipway.yml:3:5: no key varients%0AWhat to do: write variants",
    );
    expect(result.summary).toContain("**What to do:** write variants");
    expect(result.summary).toContain(
      "[More about `unknown-key`](https://github.com/slipway/slipway/blob/v1/docs/remedies.md#unknown-key)",
    );
    expect(result.stdout).not.toContain("    at ");
  });

  test("what looks like HTML in a problem is shown in the summary; code stays code", () => {
    const { summary } = runAction(
      'throw new Problem({ kind: "mistake", code: "key-missing", message: "no key of <somebody>", remedy: "gpg --export <fingerprint>, or `a <b>`" });',
    );
    expect(summary).toContain("no key of &lt;somebody>");
    expect(summary).toContain("gpg --export &lt;fingerprint>, or `a <b>`");
  });

  test("anything else is a defect with its stack", () => {
    const result = runAction('throw new TypeError("oops");');
    expect(result.status).toBe(1);
    expect(result.stdout).toMatch(/::error title=Defect::This is a defect of Slipway.*TypeError: oops%0A +at /);
  });
});
