import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REMEDIES, remedyDocuments } from "../src/remedies.ts";

test("the page of remedies is the table's", () => {
  for (const { path, text } of remedyDocuments()) {
    expect(readFileSync(join(import.meta.dirname, "../../..", path), "utf8")).toBe(text);
    for (const code of Object.keys(REMEDIES)) expect(text).toContain(`## \`${code}\``);
  }
});
