import { expect, test } from "vitest";
import { writeFormula } from "../../src/homebrew/formula.ts";
import { releaseOf, settingsOf } from "./support.ts";

const MAIN = { name: "app", role: "main" } as const;
const service = { run: ["app"], keepAlive: false, requireRoot: false };

test.each([
  ["no archive for its systems", "homebrew-no-archive", { targets: ["windows-amd64"] }, {}],
  ["a variant that the release does not have", "homebrew-variant", {}, { variant: "absent" }],
  ["a program that the archive does not have", "homebrew-no-binary", {}, { binaries: ["absent"] }],
  ["a line that ends the caveats", "homebrew-caveats", {}, { caveats: "one\n  EOS\ntwo" }],
  ["a variable without a name", "homebrew-environment", {}, { service: { ...service, environment: { "A-B": "c" } } }],
] as const)("%s is %s", (_, code, release, settings) => {
  const made = () => writeFormula(releaseOf("1.0.0", release as object), settingsOf(settings as object), MAIN);
  expect(made).toThrow(expect.objectContaining({ code, kind: "mistake" }));
});
