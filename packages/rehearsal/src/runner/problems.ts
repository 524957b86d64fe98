import type { TemplateToken } from "@actions/workflow-parser/templates/tokens/index";
import { mistake, type Place, type Problem } from "@slipway/model";

function placeOf(file: string, token: TemplateToken | undefined): Place {
  return token?.line === undefined ? { file } : { file, line: token.line, column: token.col ?? 1 };
}

/** Something GitHub would do and a rehearsal cannot: refused by name, never skipped. */
export function unsupported(what: string, file: string, token?: TemplateToken): Problem {
  return mistake(
    "not-rehearsable",
    `This workflow cannot be rehearsed: ${what}.`,
    "A rehearsal runs jobs as plain processes on this machine; leave this out of the rehearsed workflow, or run it on GitHub.",
    placeOf(file, token),
  );
}

/** What GitHub answers before any job starts ("startup failure"); `errors` are already in its words. */
export function workflowNotValid(file: string, errors: readonly string[]): Problem {
  return mistake(
    "workflow-not-valid",
    `The workflow is not valid. ${errors.join(" ")}`,
    "GitHub would refuse this run before its first job; correct the named lines.",
    { file },
  );
}

/** A failure of one job or step, in the words of GitHub or its runner; it ends up as an annotation. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
}
