import { expect, test } from "vitest";
import { renderMarkdown } from "../../src/report/html/markdown.ts";
import { html } from "../../src/report/html/markup.ts";
import { renderReport } from "../../src/report/html/page.ts";
import { axisStep } from "../../src/report/html/timeline.ts";
import { FAILURE, LOGS, SUCCESS } from "./sample.ts";

test("everything put into markup is escaped, and only markup is not", () => {
  expect(html`<p title="${`"'<&>`}">${html`<b>${"<i>"}</b>`}${[1, "&"]}${undefined}${false}</p>`.text).toBe(
    '<p title="&quot;&#39;&lt;&amp;&gt;"><b>&lt;i&gt;</b>1&amp;</p>',
  );
});

test.each([
  ["# Title #", '<p class="md-heading">Title</p>'],
  ["one\ntwo", "<p>one\ntwo</p>"],
  ["**bold** *it* `a<b` __b__", "<p><strong>bold</strong> <em>it</em> <code>a&lt;b</code> <strong>b</strong></p>"],
  ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
  ["1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"],
  ["```sh\n<x>\n```\nafter", "<pre><code>&lt;x&gt;</code></pre><p>after</p>"],
  ["[a](https://e.example/?a=1&b)", '<p><a href="https://e.example/?a=1&amp;b" rel="noreferrer">a</a></p>'],
  ["[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"],
  ["<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"],
  ["a<br>b<br/>c", "<p>a<br>b<br>c</p>"],
  ["&#60;b&#62; &#0; &#55296;", "<p>&lt;b&gt; \ufffd \ufffd</p>"],
  [
    '**[x](https://e.example/"onclick=)**',
    '<p><strong><a href="https://e.example/&quot;onclick=" rel="noreferrer">x</a></strong></p>',
  ],
  ["<code>a&#95;b*c*</code> <b>x</b>", "<p><code>a_b*c*</code> <b>x</b></p>"],
  ["<code onclick=x>a</code> <code>a</b>", "<p>&lt;code onclick=x&gt;a&lt;/code&gt; &lt;code&gt;a&lt;/b&gt;</p>"],
  ["a &amp;lt; &lt;b&gt;", "<p>a &amp;lt; &lt;b&gt;</p>"],
  [
    "x\n<details><summary>2 <i>files</i></summary>\n\n- a\n\n</details>\ny",
    '<p>x</p><details><summary><span class="grow">2 <i>files</i></span></summary><ul><li>a</li></ul></details><p>y</p>',
  ],
  ["| lonely", "<p>| lonely</p>"],
])("%j", (markdown, expected) => expect(renderMarkdown(markdown).text).toBe(expected));

test("a table", () => {
  expect(renderMarkdown("| a | b |\n| --- | ---: |\n| `1` | &#124; |\n\nafter").text).toBe(
    '<div class="scroll"><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td><code>1</code></td><td>|</td></tr></tbody></table></div><p>after</p>',
  );
});

test("any text comes to an end, and is balanced", () => {
  for (const text of [
    "```",
    "|",
    "|-|",
    "#",
    "- ",
    "*",
    "**",
    "`",
    "&#;",
    "[]()",
    "<details>",
    "</details>",
    "<details>\n<details>\n</details>",
    "\r\n\r\n| a |\n|-|",
  ]) {
    const { text: out } = renderMarkdown(text);
    expect(out.match(/<(?!\/|br)/g)?.length ?? 0).toBe(out.match(/<\//g)?.length ?? 0);
  }
});

test.each([
  [3, 0.5],
  [48.2, 10],
  [600, 120],
  [100_000, 14_400],
])("an axis of %d s has a mark every %d s", (total, step) => expect(axisStep(total)).toBe(step));

test("the page needs nothing but itself", () => {
  const page = renderReport(SUCCESS, LOGS);
  expect(page).not.toMatch(/<(?:link|img|iframe|object)\b|\bsrc=|@import|url\(/);
  for (const { name, digest } of SUCCESS.release?.assets ?? []) {
    expect(page).toContain(name);
    expect(page).toContain(digest.replace("sha256:", ""));
  }
});

test("nothing of a run becomes markup", () => {
  const evil = '<script>alert("x")</script><img src=x onerror=alert(1)>';
  const page = renderReport(
    {
      ...FAILURE,
      repository: `you/${evil}`,
      warnings: [evil],
      notes: [evil],
      problems: [{ code: evil, message: evil, remedy: evil, place: evil }],
      notRehearsed: [{ what: "job", name: evil, runsOn: evil, reason: evil }],
      checks: [{ name: evil, result: "failed", detail: evil }],
      channels: (["markdown", "plain"] as const).map((form) => ({
        kind: evil,
        title: evil,
        state: "changed" as const,
        advertises: evil,
        diff: `+${evil}\n${evil}`,
        pull: { number: 1, title: evil, body: evil, from: evil, into: evil, labels: [evil] },
        files: [{ path: evil, size: 1 }],
        messages: [{ to: evil, subject: evil, text: `${evil}\n[a](javascript:alert(1))`, form }],
      })),
      requests: {
        total: 1,
        byOperation: { [evil]: 1 },
        violations: [{ operation: evil, side: "request", message: evil }],
      },
      jobs: FAILURE.jobs.map((job) => ({
        ...job,
        id: evil,
        name: evil,
        runsOn: evil,
        reason: evil,
        markdown: evil,
        annotations: [{ level: "error" as const, title: evil, message: evil, file: evil }],
        steps: job.steps.map((step) => ({ ...step, name: evil })),
      })),
    },
    new Map([...LOGS].map(([path]) => [path, { text: evil, whole: false }])),
  );
  expect(page.match(/<script>/g)).toHaveLength(1); // the page's own
  expect(page).not.toContain("<img");
  expect(page).not.toContain('href="javascript');
});

test("a channel shows its diff, a message its words", () => {
  const page = renderReport(SUCCESS, LOGS);
  expect(page).toContain('<span class="added">+  version &quot;2.0.5&quot;\n</span>');
  expect(page).toContain('<p class="subject">provisioning 2.0.5 is released</p>');
  expect(page).toContain("<li>all of it</li>");
  expect(page).toContain("Homebrew tap you/homebrew-tap would go back");
});

const ROLLBACK = {
  from: "v2.1.1",
  to: "v2.1.0",
  result: "success" as const,
  seconds: 30,
  runs: [
    {
      what: "rollback" as const,
      path: ".github/workflows/rollback.yml",
      origin: "template" as const,
      result: "success" as const,
    },
  ],
  plan: "### Rollback: v2.1.1 → v2.1.0\n\n| Object | Now |\n| --- | --- |\n| Tap | <script>x</script> |",
  channels: [
    {
      title: "Tap <b>",
      kind: "homebrew",
      before: "2.1.0",
      released: "2.1.1",
      after: "2.1.0",
      result: "passed" as const,
      detail: "",
    },
    {
      title: "Mirror",
      kind: "mirror",
      before: null,
      released: "2.1.1",
      after: "2.1.1",
      result: "failed" as const,
      detail: "",
    },
  ],
  messages: [{ to: "slack", subject: "2.1.1 is withdrawn", text: "Use 2.1.0.", form: "markdown" as const }],
  undone: [],
};

test("a rehearsed rollback has its own section, in place of what one would do", () => {
  const page = renderReport({ ...SUCCESS, rollback: ROLLBACK }, LOGS);
  expect(page).not.toContain("What a rollback would do");
  expect(page).toContain("After the rollback");
  expect(page).toContain("<td>Tap &lt;b&gt;</td><td>2.1.0</td><td>2.1.1</td><td><b>2.1.0</b></td>");
  expect(page).toContain('aria-label="failed">✗</span></td><td>Mirror</td>');
  expect(page).toContain("2.1.1 is withdrawn");
  expect(page).not.toContain("<script>x");
  expect(renderReport(SUCCESS, LOGS)).toContain("What a rollback would do");
});
