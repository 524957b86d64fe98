import { requireTag } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { advisoryContent, advisoryMark, affectedVersions, rangeOf } from "../src/advisory.ts";
import { noticeOf, warningIn, withNotice, withoutNotice } from "../src/notice.ts";
import { problemOf } from "./problems.ts";

const entity = (tag: string) => ({
  tag: requireTag(tag),
  release: { url: `https://example.org/${tag}` } as never,
});
const RELEASES = ["v2.0.4", "v2.0.5", "v2.1.0-rc.1", "v2.1.0", "v2.2.0", "lib/v2.0.6"]
  .map((tag) => ({ tag, draft: false }))
  .concat({ tag: "v2.0.6", draft: true }, { tag: "nightly", draft: false });

describe("affected versions", () => {
  test.each<[string, string, { from?: string; patched?: string }, string, string | undefined]>([
    ["v2.0.5", "v2.0.4", {}, "= 2.0.5", undefined],
    ["v2.1.0", "v2.0.5", {}, ">= 2.1.0-rc.1, <= 2.1.0", undefined],
    ["v2.1.0", "v2.0.5", { from: "2.1.0" }, "= 2.1.0", undefined],
    ["v2.1.0", "v2.0.4", {}, ">= 2.0.5, <= 2.1.0", undefined],
    ["v2.1.0", "v2.0.4", { from: "v2.0.6", patched: "2.1.1" }, ">= 2.0.6, < 2.1.1", "2.1.1"],
    ["v2.1.0", "v2.0.5", { from: "2.1.0", patched: "2.1.1" }, "= 2.1.0", "2.1.1"],
    // A rollback release carries the good bytes below the bad version.
    ["v2.1.0", "v2.0.5", { patched: "2.0.6" }, ">= 2.1.0-rc.1, <= 2.1.0", "2.0.6"],
    ["lib/v2.0.6", "lib/v2.0.0", {}, "= 2.0.6", undefined],
  ])("%s back to %s: %o", (bad, good, { from, patched }, range, named) => {
    const versions = affectedVersions({ bad: entity(bad), good: entity(good) }, RELEASES, {
      affectedFrom: from,
      patchedVersion: patched,
    });
    expect(rangeOf(versions)).toBe(range);
    expect(versions.patched?.text).toBe(named);
  });

  test.each<[{ from?: string; patched?: string }, string]>([
    [{ from: "2.2.0" }, "advisory-range"],
    [{ from: "2.0.5" }, "advisory-range"],
    [{ patched: "2.1.0" }, "advisory-range"],
    [{ from: "2.0.6", patched: "2.0.7" }, "advisory-range"],
    [{ from: "two" }, "invalid-version"],
    [{ patched: "latest" }, "invalid-version"],
  ])("%o is refused: %s", ({ from, patched }, code) => {
    const problem = problemOf(() =>
      affectedVersions({ bad: entity("v2.1.0"), good: entity("v2.0.5") }, RELEASES, {
        affectedFrom: from,
        patchedVersion: patched,
      }),
    );
    expect(problem.code).toBe(code);
  });
});

test("within GitHub's limits the mark stays, and no character is cut", () => {
  const facts = { bad: entity("v2.1.0"), good: entity("v2.0.5"), reason: "🙈".repeat(70_000) };
  const versions = affectedVersions(facts, [], { affectedFrom: undefined, patchedVersion: undefined });
  const { summary, description, severity } = advisoryContent(facts, "app", versions, { ecosystem: "other" }, "low");
  expect([...summary]).toHaveLength(1024);
  expect([...description]).toHaveLength(65_535);
  expect(description.endsWith(advisoryMark("v2.1.0"))).toBe(true);
  expect(summary).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  expect(severity).toBe("low");
});

test("the notes' warning names the advisory, and goes as it came", () => {
  const facts = { good: entity("v2.0.5"), reason: "it leaks", mode: "security" } as const;
  const id = "GHSA-aaaa-bbbb-cccc";
  const text = withNotice("## New\n", noticeOf(facts, "2026-11-22", { id, url: "https://example.org/a" })) ?? "";
  expect(text).toContain("> [!CAUTION]\n> **This release has a security problem and was taken back on 2026-11-22.**");
  expect(text).toContain(`> Security advisory: [${id}](https://example.org/a), once it is published.`);
  expect(warningIn(text)).toBe(id);
  expect(withoutNotice(text)).toBe("## New\n");
  expect(warningIn(withNotice(text, noticeOf(facts, "2026-11-22")) ?? "")).toBe("none");
  expect(warningIn(withNotice(text, noticeOf({ ...facts, mode: "normal" }, "2026-11-22")) ?? "")).toBeUndefined();
});
