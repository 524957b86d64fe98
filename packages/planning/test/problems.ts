import { Problem } from "@slipway/model";
import { expect } from "vitest";

/** What a body threw, when that is an expected failure; anything else fails the test. */
export async function problemOf(body: () => unknown): Promise<Problem> {
  try {
    await body();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  return expect.unreachable("nothing was thrown");
}
