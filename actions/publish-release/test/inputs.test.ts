import { Inputs, readRuntime } from "@slipway/action-kit";
import { describe, expect, test } from "vitest";
import { parseInputs } from "../inputs.ts";

const COMMIT = "c".repeat(40);
const PUSHED = { GITHUB_REPOSITORY: "acme/app", GITHUB_REF: "refs/tags/v1.2.0", GITHUB_SHA: COMMIT };
const parse = (inputs: Record<string, string>, env: Record<string, string> = PUSHED) =>
  parseInputs(new Inputs((name) => ({ token: "t", ...inputs })[name] ?? ""), readRuntime(env));

describe("parseInputs", () => {
  test("in the chain", () => {
    expect(parse({ "plan-digest": "aa", "manifest-digest": "bb" })).toEqual({
      mode: "chain",
      repository: "acme/app",
      token: "t",
      draft: undefined,
      latest: undefined,
      notes: { type: "default" },
      concurrency: 6,
      journal: "slipway/journal",
      discussion: undefined,
      pushTag: false,
      plan: { path: undefined, digest: "aa" },
      manifestDigest: "bb",
    });
  });

  test("a reviewed draft", () => {
    const reviewed = { "publish-draft": "true", tag: "v1.0.0", "discussion-category": "News", journal: "off" };
    expect(parse(reviewed)).toMatchObject({
      mode: "reviewed",
      tag: { text: "v1.0.0" },
      discussion: "News",
      journal: undefined,
    });
    expect(() => parse({ ...reviewed, notes: "x" })).toThrow(/leave "notes" out|both "publish-draft" and "notes"/);
    for (const journal of ["a..b", "-a", "a b", "a.lock"]) {
      const refused = expect.objectContaining({ code: "bad-journal", message: expect.stringContaining(journal) });
      expect(() => parse({ ...reviewed, journal })).toThrow(refused);
    }
  });

  test("alone, from the pushed tag", () => {
    expect(parse({ files: "out/*.zip\nout/b c.zip", draft: "true", "notes-file": "NOTES.md" })).toMatchObject({
      mode: "alone",
      tag: { text: "v1.2.0" },
      title: "v1.2.0",
      commit: COMMIT,
      files: ["out/*.zip", "out/b c.zip"],
      draft: true,
      notes: { type: "file", path: "NOTES.md" },
    });
  });

  test("alone, for another tag than the one that started the run: the commit is not known", () => {
    const inputs = parse({ files: "x", tag: "v1.1.9", name: "Title", prerelease: "false", latest: "no" });
    expect(inputs).toMatchObject({ tag: { text: "v1.1.9" }, title: "Title", prerelease: false, latest: "no" });
    expect(inputs).toMatchObject({ commit: undefined });
  });

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ["plan and files", { plan: "p", "manifest-digest": "b", files: "x" }, PUSHED, "inputs-contradict"],
    ["plan and tag", { "plan-digest": "p", "manifest-digest": "b", tag: "v1.0.0" }, PUSHED, "inputs-contradict"],
    ["notes twice", { files: "x", notes: "a", "notes-file": "b" }, PUSHED, "inputs-contradict"],
    ["a plan without the manifest's digest", { "plan-digest": "p" }, PUSHED, "missing-input"],
    ["no token", { files: "x", token: "" }, PUSHED, "missing-input"],
    ["no files", {}, PUSHED, "missing-input"],
    ["no tag", { files: "x" }, { ...PUSHED, GITHUB_REF: "refs/heads/main" }, "missing-input"],
    ["no version in the tag", { files: "x", tag: "nightly" }, PUSHED, "invalid-tag"],
    ["no repository", { files: "x" }, { GITHUB_REF: "refs/tags/v1.0.0" }, "missing-repository"],
    ["an unknown wish", { files: "x", latest: "maybe" }, PUSHED, "invalid-input"],
    ["no uploads at all", { files: "x", concurrency: "0" }, PUSHED, "invalid-input"],
  ])("%s", (_, inputs, env, code) => {
    expect(() => parse(inputs, env)).toThrow(expect.objectContaining({ code }));
  });
});
