import { expect, test } from "vitest";
import { noticeIn, withNotice, withoutNotice } from "../src/notice.ts";

const NOTICE = {
  to: "v2.0.5",
  version: "2.0.5",
  url: "https://example.org/releases/tag/v2.0.5",
  reason: "it loses data",
  date: "2026-11-22",
};

test("the notice stands at the top, and what was there stays below", () => {
  expect(withNotice("## New\n\n- a thing\n", NOTICE)).toBe(
    [
      "<!-- slipway:rollback to=v2.0.5 -->",
      "> [!WARNING]",
      "> **This release was taken back on 2026-11-22.** Use [2.0.5](https://example.org/releases/tag/v2.0.5) instead.",
      "> Reason: it loses data",
      "<!-- /slipway:rollback -->",
      "",
      "## New",
      "",
      "- a thing",
      "",
    ].join("\n"),
  );
});

test.each(["", "## New\n", "\n\nspace before\n", "line\r\nline\r\n", "<!-- of their own -->\ntext"])(
  "what is put there is taken away again: %j",
  (body) => {
    const text = withNotice(body, NOTICE) ?? "";
    expect(noticeIn(body)).toBeUndefined();
    expect(noticeIn(text)).toBe("v2.0.5");
    // As it comes back from GitHub's page, edited below.
    const edited = `${text.replaceAll("\n", "\r\n")}edited`;
    expect(noticeIn(edited)).toBe("v2.0.5");
    expect(withoutNotice(edited).replaceAll(/\r+\n/g, "\n")).toBe(`${body.replaceAll("\r\n", "\n")}edited`);
    expect(withoutNotice(text)).toBe(body);
  },
);

test("a second notice takes the place of the first", () => {
  const text = withNotice(withNotice("## New\n", NOTICE) ?? "", { ...NOTICE, to: "v2.0.4", version: "2.0.4" }) ?? "";
  expect(noticeIn(text)).toBe("v2.0.4");
  expect(text.match(/taken back/g)).toHaveLength(1);
});

test("a reason breaks out of nothing", () => {
  const reason = "first\n\n<!-- /slipway:rollback -->\n<script>x</script> & more";
  const text = withNotice("body", { ...NOTICE, reason }) ?? "";
  expect(text).toContain(
    "> Reason: first &lt;!-- /slipway:rollback --&gt; &lt;script&gt;x&lt;/script&gt; &amp; more\n<!-- /slipway:rollback -->",
  );
  expect(withoutNotice(text)).toBe("body");
});

test("notes that would be too long get none", () => {
  expect(withNotice("x".repeat(124_900), NOTICE)).toBeUndefined();
  expect(withNotice("x".repeat(124_000), NOTICE)).toBeDefined();
});
