import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { combineCrc32 } from "../src/content/crc32.ts";
import { noise } from "./helpers.ts";

describe("combineCrc32", () => {
  const bytes = noise(100_003);
  test.each([0, 1, 2, 511, 512, 65_535, 65_536, 99_999, 100_002, 100_003])("joins at %i", (cut) => {
    const [a, b] = [bytes.subarray(0, cut), bytes.subarray(cut)];
    expect(combineCrc32(crc32(a), crc32(b), b.length)).toBe(crc32(bytes));
  });

  test("counts lengths beyond 32 bits", () => {
    // Four appendages of 2^31 zeros are one of 2^33.
    const zeros = (crc: number, size: number) => combineCrc32(crc, 0, size);
    const steps = [1, 2, 3, 4].reduce((crc) => zeros(crc, 2 ** 31), 0x12345678);
    expect(zeros(0x12345678, 2 ** 33)).toBe(steps);
    expect(steps).not.toBe(0x12345678);
  });
});
