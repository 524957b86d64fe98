import { expect, test } from "vitest";
import { plainText } from "../../src/http/client.ts";

test.each([
  ["<html><head><title>413</title></head><body><h1>Too\n large</h1></body>", "Too large"],
  ["<STYLE>a { }</STYLE><script src='x'>if (a < b) c</script><p>no", "no"],
  ["the limit is < 5 files", "the limit is < 5 files"],
  ["<Error><Code>NoSuchKey</Code></Error>", "NoSuchKey"],
  ["<script>alert(1)", ""],
  ["<header>said</header>", "said"],
])("%j says %j", (html, plain) => {
  expect(plainText(html)).toBe(plain);
});

test("what never ends is not looked for again and again", () => {
  const searched: number[] = [];
  const { indexOf } = String.prototype;
  String.prototype.indexOf = function (this: string, ...args) {
    searched.push(1);
    return indexOf.apply(this, args);
  };
  try {
    for (const piece of ["<style ", "<", "<head", "<script></"]) {
      searched.length = 0;
      plainText(piece.repeat(64_000));
      expect(searched.length, piece).toBeLessThan(10);
    }
  } finally {
    String.prototype.indexOf = indexOf;
  }
});
