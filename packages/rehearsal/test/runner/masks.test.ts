import { describe, expect, test } from "vitest";
import { Masker } from "../../src/runner/job/masks.ts";

const masked = (secrets: readonly string[], text: string): string => {
  const masker = new Masker();
  for (const secret of secrets) masker.add(secret);
  return masker.mask(text);
};

const SECRET = 's3cr"et&value';

describe("masking", () => {
  test.each([
    ["plain", ["hunter22"], "a hunter22 b hunter22", "a *** b ***"],
    ["nothing to mask", [""], "text", "text"],
    ["the longer first", ["abc", "abcdef"], "abcdef", "***"],
    ["characters of expressions", ["a.b*c"], "a.b*c axbc", "*** axbc"],
    ["each line of several", ["one-line\ntwo-line\n"], "x two-line y", "x *** y"],
    ["all lines at once", ["one-line\ntwo-line"], "one-line\ntwo-line", "***"],
    ["with blanks around", ["  padded  "], "padded", "***"],
    ["JSON", [SECRET], JSON.stringify(SECRET), '"***"'],
    ["URI", [SECRET], encodeURIComponent(SECRET), "***"],
    ["XML", [SECRET], "s3cr&quot;et&amp;value", "***"],
    ["base64", [SECRET], Buffer.from(SECRET).toString("base64"), "***"],
  ])("%s", (_, secrets, text, expected) => {
    expect(masked(secrets, text)).toBe(expected);
  });

  test.each(["x", "xy", "user:"])("inside base64, after %s", (before) => {
    const text = masked([SECRET], Buffer.from(before + SECRET).toString("base64"));
    expect(text).toContain("***");
    expect(Buffer.from(text.replace("***", ""), "base64").toString()).not.toContain(SECRET.slice(3, 9));
  });

  test("values can be added later", () => {
    const masker = new Masker();
    expect(masker.mask("later")).toBe("later");
    masker.add("later");
    expect(masker.mask("later")).toBe("***");
  });
});
