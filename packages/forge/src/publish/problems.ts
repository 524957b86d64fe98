import { Problem, type ProblemKind } from "@slipway/model";
import type { RequestFailure } from "../failure.ts";
import { isRateLimit } from "../patience.ts";

export const WRITE_REMEDY =
  'give the job "permissions: contents: write" (a called workflow cannot have more than its caller). Runs for pull requests ' +
  "from forks never get it: publish from a pushed tag of the repository itself";

interface Row {
  readonly when: (failure: RequestFailure) => boolean;
  readonly kind: ProblemKind;
  readonly code: string;
  readonly remedy: string;
}

/** The first row that fits tells what to do. */
const ROWS: readonly Row[] = [
  {
    when: ({ details }) => isRateLimit(details),
    kind: "refusal",
    code: "rate-limited",
    remedy: "wait until the limit is lifted, then re-run the failed jobs: what is uploaded already is kept",
  },
  {
    when: ({ status }) => status === 401,
    kind: "refusal",
    code: "token-rejected",
    remedy: "the token is wrong or has expired (a job's own token lasts 24 hours at most): re-run the failed jobs",
  },
  {
    when: ({ details }) => /immutable release/i.test(details.reason),
    kind: "refusal",
    code: "release-immutable",
    remedy: "an immutable release and its tag are fixed for good: release a new version",
  },
  {
    when: ({ status, details }) =>
      (status === 404 || status === 403) && /^(?:creation|update) of the/.test(details.operation),
    kind: "refusal",
    code: "release-refused",
    remedy:
      "GitHub answers so when the token lacks contents: write, and when the tag's commit changes .github/workflows against the " +
      "default branch, which no token of Actions may release: bring the change to the default branch first, or use a token of a " +
      "GitHub App with workflows: write",
  },
  {
    when: ({ status }) => status === 403 || status === 404,
    kind: "refusal",
    code: "access-refused",
    remedy: WRITE_REMEDY,
  },
  {
    when: ({ status }) => status === undefined,
    kind: "failure",
    code: "connection-failed",
    remedy: "check the runner's network and proxy, then re-run the failed jobs: what is uploaded already is kept",
  },
  {
    when: ({ status }) => status !== undefined && status >= 500,
    kind: "failure",
    code: "server-unavailable",
    remedy: "see githubstatus.com; re-run the failed jobs when it is well again: what is uploaded already is kept",
  },
];

/** @param state what the server holds by now, in one sentence */
export function explain(failure: RequestFailure, state: string): Problem {
  const row = ROWS.find(({ when }) => when(failure));
  const until = failure.details.limitedUntil;
  return new Problem({
    kind: row?.kind ?? "refusal",
    code: row?.code ?? "request-refused",
    message: `${failure.message}${until === undefined ? "" : ` (until ${new Date(until).toISOString()})`}. ${state}`,
    remedy: row?.remedy ?? "correct what the server names, then re-run the failed jobs",
    cause: failure,
  });
}
