import { MESSAGE_TYPES } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { changesOf, plain } from "../../src/messages/changes.ts";
import { composeMessage } from "../../src/messages/compose.ts";
import { clip, fit } from "../../src/messages/message.ts";
import { NEWS } from "./news.ts";

describe("changesOf", () => {
  test("takes the entries, breaking ones marked, up to what is no news", () => {
    expect(changesOf(NEWS.notes ?? "")).toEqual([
      "Breaking: index: the index's form is another (#41)",
      "search: look into <zip> files, *all* of them (#45)",
      "--watch follows a directory",
      "no crash with a name such as a & b (0a1b2c3)",
    ]);
  });

  test("reads what GitHub's generator writes", () => {
    const notes =
      "## What's Changed\r\n* Add x by @ada in https://github.com/a/b/pull/1\r\n\r\n**Full Changelog**: https://…\r\n";
    expect(changesOf(notes)).toEqual(["Add x by @ada in https://github.com/a/b/pull/1"]);
  });
});

test("an entry as long as a page may be is not read to its end", () => {
  const [change] = changesOf(`- ${"**a ".repeat(30_000)}`);
  expect(change?.length).toBeLessThan(2_001);
});

test.each([
  ["**scope:** _text_ [link](https://a.b/c)", "scope: text link"],
  ["a <https://a.b/c> b", "a https://a.b/c b"],
  ["\\<b\\> &lt;i&gt; &amp;lt; &#39;", "<b> <i> &lt; '"],
  ["@<!-- -->ada wrote `x*y*z`", "@ada wrote x*y*z"],
  ["<b>bold</b> 2 < 3", "bold 2 < 3"],
])("plain %j", (markdown, text) => expect(plain(markdown)).toBe(text));

describe("composeMessage", () => {
  test.each(MESSAGE_TYPES)("%s", (type) => {
    const told = { reason: "A crash at the start", replacement: "2.0.5" };
    const message = composeMessage({ ...NEWS, type, ...(["rollback", "security", "failure"].includes(type) && told) });
    expect(message).toMatchSnapshot();
  });

  test("a security notice tells nobody to install what is affected, and how to get what is not", () => {
    const notice = { ...NEWS, type: "security", reason: "Keys leak" } as const;
    expect(composeMessage({ ...notice, replacement: "2.1.1" }).sections).toEqual([]);
    expect(composeMessage(notice).sections.map(({ title }) => title)).toContain("How to install");
  });

  test("own words take the place of ours", () => {
    const message = composeMessage({
      ...NEWS,
      texts: { title: "Fresh: {name} {version}", text: "See {url} {nothing}" },
    });
    expect([message.title, message.text]).toEqual(["Fresh: burrow 2.1.0", `See ${NEWS.url} {nothing}`]);
  });

  test("says the same thing by the same id, and another by another", () => {
    const { id } = composeMessage(NEWS);
    expect(composeMessage({ ...NEWS, notes: "" }).id).toBe(id);
    expect(composeMessage({ ...NEWS, type: "rollback" }).id).not.toBe(id);
  });

  test("many changes are counted", () => {
    const notes = Array.from({ length: 40 }, (_, index) => `- change ${index}`).join("\n");
    const [section] = composeMessage({ ...NEWS, notes }).sections;
    expect(section).toMatchObject({ kind: "list", omitted: 28 });
  });
});

test("fit leaves the last section out first", () => {
  const message = composeMessage(NEWS);
  const seen: number[] = [];
  const least = fit(message, ({ sections }) => {
    seen.push(sections.length);
    return false;
  });
  expect(least.sections).toEqual([]);
  expect(new Set(seen)).toEqual(new Set([3, 2, 1]));
});

test("clip never cuts a character in two", () => {
  expect(clip("ab😀cd", 4)).toBe("ab…");
  expect(clip("ab😀cd", 5)).toBe("ab😀…");
  expect(clip("abc", 3)).toBe("abc");
});
