import { Problem } from "@slipway/model";
import { expect } from "vitest";

export function problemOf(work: () => unknown): Problem {
  let thrown: unknown;
  try {
    work();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Problem);
  return thrown as Problem;
}
