import { describe, expect, test } from "vitest";
import { effectiveChanges } from "../src/notes/changes.ts";
import { coAuthors, type Person } from "../src/notes/commits.ts";
import { type Message, parseMessage } from "../src/notes/conventional.ts";
import { escapeText } from "../src/notes/escape.ts";

describe("commit messages", () => {
  test.each<[string, string, Partial<Message>]>([
    ["a type", "feat: add x", { type: "feat", scope: undefined, description: "add x", breaking: undefined }],
    ["a scope", "fix(parser): read y", { type: "fix", scope: "parser", description: "read y" }],
    ["upper case", "Feat: add x", { type: "feat" }],
    ["a mark", "feat!: drop x", { type: "feat", breaking: "" }],
    ["scope and mark", "feat(api)!: drop x", { type: "feat", scope: "api", breaking: "" }],
    ["a footer", "fix: x\n\nBREAKING CHANGE: y is gone", { breaking: "y is gone" }],
    ["its synonym", "fix: x\n\nBREAKING-CHANGE: y is gone", { breaking: "y is gone" }],
    [
      "a footer of two lines",
      "fix: x\n\nBREAKING CHANGE: y\n  is gone\nRefs: #7",
      { breaking: "y is gone", issues: [7] },
    ],
    ["lower case is no breaking change", "fix: x\n\nbreaking change: y", { breaking: undefined }],
    ["no space after the colon", "feat:add", { type: undefined, description: "feat:add" }],
    ["no conventional commit", "Update README", { type: undefined, description: "Update README" }],
    ["a sentence with a colon", "Note well: this", { type: undefined }],
    ["an address", "https://example.org/", { type: undefined }],
    ["a squash merge", "feat: add x (#123)", { description: "add x", pull: 123 }],
    ["a number inside", "fix: #12 again", { description: "#12 again", pull: undefined }],
    ["issues", "fix: x (#9)\n\nCloses #1, #2\nFixes: #3 and #4\nSee https://x/5", { pull: 9, issues: [1, 2, 3, 4] }],
    ["an empty scope", "feat(): x", { type: "feat", scope: undefined }],
    ["carriage returns", "feat: x\r\n\r\nBREAKING CHANGE: y\r\n", { description: "x", breaking: "y" }],
    [
      "a revert by git",
      'Revert "feat: x"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.',
      { type: "revert", description: "feat: x", reverts: ["0123456789abcdef0123456789abcdef01234567"] },
    ],
    [
      "a conventional revert",
      "revert: feat: x\n\nRefs: 676104e, a215868",
      { type: "revert", reverts: ["676104e", "a215868"] },
    ],
    ["no revert", "fix: x\n\nRefs: 676104e", { reverts: [] }],
    [
      "a revert by GitHub's button, squashed",
      'Revert "feat: x" (#13)\n\nReverts acme/app#12',
      { type: "revert", description: "feat: x", pull: 13, reverts: [12] },
    ],
    [
      "a revert whose title alone tells",
      'Revert "feat: x (#12)" (#13)',
      { type: "revert", description: "feat: x (#12)", pull: 13, reverts: [12] },
    ],
    [
      "a commit tells more than a pull request",
      'Revert "feat: x (#12)" (#13)\n\nThis reverts commit 676104e.',
      { reverts: ["676104e"] },
    ],
    [
      "a merge taken back",
      'Revert "Merge pull request #12 from acme/x"\n\nThis reverts commit 676104e, reversing\nchanges made to a215868.',
      { type: "revert", description: "Merge pull request #12 from acme/x", reverts: ["676104e"] },
    ],
    [
      "the revert of a revert",
      'Revert "Revert "feat(a)!: x (#12)" (#13)" (#14)\n\nReverts acme/app#13',
      { type: "feat", scope: "a", description: "x", breaking: "", pull: 14, reverts: [13] },
    ],
    [
      "the same by a newer git",
      'Reapply "feat: x (#12)"',
      { type: "feat", description: "x", pull: undefined, reverts: [] },
    ],
    ["its revert", 'Revert "Reapply "feat: x""', { type: "revert", description: "feat: x" }],
    ["a merge", "Merge pull request #12 from acme/x\n\nfeat: x", { type: undefined, pull: 12 }],
    ["nothing", "", { type: undefined, description: "" }],
  ])("%s", (_, message, expected) => {
    expect(parseMessage(message)).toMatchObject(expected);
  });

  test.each<[string, string, readonly Person[]]>([
    ["one", "x\n\nCo-authored-by: Cy <cy@example.org>\n", [{ name: "Cy", email: "cy@example.org" }]],
    ["tabs, and any case", "co-Authored-By:\tCy D.\t<c@d>\t\r\n", [{ name: "Cy D.", email: "c@d" }]],
    ["without a name", "Co-authored-by: <c@d>", [{ name: "", email: "c@d" }]],
    ["without an address", "Co-authored-by: Cy", []],
    ["within a sentence", "See Co-authored-by: Cy <c@d>", []],
  ])("co-authors: %s", (_, message, expected) => {
    expect(coAuthors(message)).toEqual(expected);
  });

  // Whoever can write a commit must not be able to stop a release: the time grows with the length alone.
  test("a message of hardly anything but spaces, or quotes", { timeout: 10_000 }, () => {
    const spaces = " ".repeat(60_000);
    expect(parseMessage(`feat: a${spaces}b`)).toMatchObject({ description: `a${spaces}b`, pull: undefined });
    expect(parseMessage(`${'Revert "'.repeat(60_000)}x${'"'.repeat(60_000)}`).type).toBe("revert");
    expect(coAuthors(`Co-authored-by: ${spaces.slice(0, 3000)}x`)).toEqual([]);
  });
});

describe("what others wrote, as it is published", () => {
  const link = (number: number) => `[#${number}](I/${number})`;
  test.each([
    ["plain words", "add a thing", "add a thing"],
    ["markup", "*a* _b_ ~c~ | [x](y)", "\\*a\\* \\_b\\_ \\~c\\~ \\| \\[x\\](y)"],
    ["an image", "![x](https://evil.example/p.png)", "\\!\\[x\\](<https://evil.example/p.png>)"],
    ["HTML", "<img src=x onerror=alert(1)>&amp;", "\\<img src=x onerror=alert(1)\\>\\&amp;"],
    ["a comment that would hide the rest", "<!-- x", "\\<\\!-- x"],
    ["a mention", "thanks @octocat and @acme/team", "thanks @<!-- -->octocat and @<!-- -->acme/team"],
    ["a package of a scope", "bump @types/node to 24", "bump @<!-- -->types/node to 24"],
    ["an address of mail", "write to a@b.example", "write to a@b.example"],
    ["a mention in code", "use `@decorator`", "use `@decorator`"],
    ["code", "fix `a_b * c`", "fix `a_b * c`"],
    ["half of code", "fix `a_b", "fix \\`a\\_b"],
    ["a backslash before code", "\\`*x*`", "\\\\`*x*`"],
    ["an address", "see https://example.org/a_b_c?d=*e*.", "see <https://example.org/a_b_c?d=*e>\\*."],
    [
      "other addresses",
      "HTTPS://A.example/_b_c and ftp://c.example/_d_e",
      "<HTTPS://A.example/_b_c> and <ftp://c.example/_d_e>",
    ],
    ["an address without its beginning", "see www.example.org/a_b", "see www<!-- -->.example.org/a\\_b"],
    ["an issue", "as in #12, not a#13", "as in [#12](I/12), not a\\#13"],
    ["several lines", "a\n# b\n\n- c", "a \\# b - c"],
    ["a list", "- a", "\\- a"],
    ["a numbered list", "1. a", "1\\. a"],
    ["a version is no list", "1.2 is out", "1\\.2 is out"],
    ["a formula", "$\\href{x}{y}$", "\\$\\\\href{x}{y}\\$"],
    ["text turned around", "a\u202eb\u2066c\u0007\u001b[31m", "abc\\[31m"],
  ])("%s", (_, text, expected) => {
    expect(escapeText(text, link)).toBe(expected);
  });
});

/** Commits from the newest on: each "<hash> <first line>[ <- <hash>]". */
function history(lines: readonly string[]) {
  return lines.map((line) => {
    const [hash = "", ...words] = line.split(" <- ")[0]?.split(" ") ?? [];
    const target = line.split(" <- ")[1];
    const text = words.join(" ") + (target === undefined ? "" : `\n\nThis reverts commit ${target}.`);
    return { hash, parents: text.startsWith("Merge") ? ["1", "2"] : ["1"], people: [], message: parseMessage(text) };
  });
}

describe("changes that are left", () => {
  const [A, B, C, D] = ["a", "b", "c", "d"].map((letter) => letter.repeat(40));
  test.each<[string, string[], string[]]>([
    ["a change and its revert vanish", [`${B} Revert "feat: x" <- ${A}`, `${A} feat: x`], []],
    ["a revert of something older stays", [`${B} revert: feat: x <- ${D}`, `${A} feat: y`], ["feat: x", "y"]],
    [
      "the revert of a revert brings the change back",
      [`${C} Reapply "feat: x" <- ${B}`, `${B} Revert "feat: x" <- ${A}`, `${A} feat: x`],
      ["x"],
    ],
    ["pull requests by their numbers", [`${B} Revert "feat: x (#12)" (#13)`, `${A} feat: x (#12)`], []],
    ["a pull request of before", [`${B} Revert "feat: x (#12)" (#13)`, `${A} feat: y (#11)`], ["feat: x (#12)", "y"]],
    [
      "a pull request taken back, and back again",
      [`${C} Revert "Revert "feat: x (#12)" (#13)" (#14)`, `${B} Revert "feat: x (#12)" (#13)`, `${A} feat: x (#12)`],
      ["x"],
    ],
    ["what was released and taken back comes again", [`${A} Reapply "feat: x (#12)" <- ${D}`], ["x"]],
    ["an abbreviated hash", [`${B} revert: feat: x <- aaaaaaaa`, `${A} feat: x`], []],
    ["merges", [`${C} Merge branch 'x'`, `${B} Merge pull request #1 from acme/x`, `${A} fix: y`], ["y"]],
    ["a change picked twice", [`${B} fix: y (#7)`, `${A} fix: y`], ["y"]],
    [
      "two pull requests of one title",
      [`${B} fix: all parts (#8)`, `${A} fix: all parts (#7)`],
      ["all parts", "all parts"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(effectiveChanges(history(lines)).map(({ message }) => message.description)).toEqual(expected);
  });

  test.each<[string, string, string, Partial<Message>]>([
    [
      "a merge of the commit's title",
      "feat: y (#7)",
      "feat: y\n\nCloses #3\n\nBREAKING CHANGE: z",
      { pull: 7, breaking: "z", issues: [3] },
    ],
    ["a mark on one of them", "feat: y", "feat!: y (#7)", { pull: 7, breaking: "" }],
    ["a mark and its explanation", "feat!: y (#7)", "feat: y (#7)\n\nBREAKING CHANGE: z", { pull: 7, breaking: "z" }],
    ["neither breaks", "fix: y", "fix: y", { pull: undefined, breaking: undefined }],
  ])("told once, with what both say: %s", (_, newer, older, expected) => {
    const left = effectiveChanges(
      [newer, older].map((text, index) => ({
        hash: String(index),
        parents: [],
        people: [],
        message: parseMessage(text),
      })),
    );
    expect(left.map(({ message }) => message)).toEqual([expect.objectContaining(expected)]);
  });
});
