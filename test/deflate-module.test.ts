import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { buildDeflate } from "../scripts/deflate.ts";
import { describeWith } from "./tools.ts";

describeWith(["cargo"], "the encoder that is committed", () => {
  test("is what its sources make", { timeout: 300_000 }, async () => {
    const committed = readFileSync(new URL("../packages/packaging/wasm/deflate.wasm", import.meta.url));
    expect((await buildDeflate()).equals(committed)).toBe(true);
  });
});
