import { describe, expect, test } from "vitest";
import { writeCask } from "../../src/homebrew/cask.ts";
import { writeFormula } from "../../src/homebrew/formula.ts";
import { releaseOf, settingsOf } from "./support.ts";

/** Names and texts that would be Ruby, or the end of it. */
describe("what is text stays text", () => {
  const name = 'a"#{`id`}';
  const main = { name: "app", role: "main" } as const;

  test("a program's name", () => {
    const formula = writeFormula(releaseOf("1.0.0", { name }), settingsOf(), main);
    const test = formula.split("\n").find((line) => line.includes("--version")) ?? "";
    expect(test).toContain('"a\\"\\#{`id`}"');
    expect(formula.replaceAll("\\#{", "")).not.toContain("#{`id`}");
  });

  test("caveats of a cask", () => {
    const settings = (caveats: string) =>
      settingsOf({ formula: undefined, caveats, cask: { directory: "Casks", app: [] } });
    const cask = (caveats: string) => writeCask(releaseOf("1.0.0"), settings(caveats), main);
    expect(() => cask("one\nEOS\nsystem 'id'")).toThrow(/EOS/);
    expect(cask("C:\\new")).toContain("C:\\\\new");
  });
});
