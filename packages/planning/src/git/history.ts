import { mistake } from "@slipway/model";
import type { GitState } from "./state.ts";

/** @param purpose what it is needed for, as the subject of a sentence @throws {Problem} `shallow-clone` */
export function requireHistory({ shallow }: Pick<GitState, "shallow">, purpose: string): void {
  if (!shallow) return;
  throw mistake(
    "shallow-clone",
    `${purpose} cannot be made: the clone is shallow, so earlier commits and tags are missing`,
    'give actions/checkout "fetch-depth: 0" in this job; on your own machine: git fetch --unshallow --tags',
  );
}
