import type { Problem } from "@slipway/model";
import { RequestFailure } from "../failure.ts";
import { isRateLimit } from "../patience.ts";
import { problem, type RemedyCode, UNSEEN_REMEDY } from "../remedies.ts";

/** The first row that fits tells what a refused or failed request means. */
const ROWS: readonly (readonly [RemedyCode, (failure: RequestFailure) => boolean])[] = [
  ["rate-limited", ({ details }) => isRateLimit(details)],
  ["token-rejected", ({ status }) => status === 401],
  ["release-immutable", ({ details }) => /immutable release/i.test(details.reason)],
  [
    "release-refused",
    ({ status, details }) =>
      (status === 404 || status === 403) && /^(?:creation|update) of the/.test(details.operation),
  ],
  ["access-refused", ({ status }) => status === 403 || status === 404],
  ["connection-failed", ({ status }) => status === undefined],
  ["server-unavailable", ({ status }) => status !== undefined && status >= 500],
];

/** Work whose failed requests are told as problems. @param state what the server holds by now, in one sentence */
export async function explaining<Result>(state: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RequestFailure ? explain(error, state) : error;
  }
}

/** @param state what the server holds by now, in one sentence */
export function explain(failure: RequestFailure, state: string): Problem {
  const [code] = ROWS.find(([, when]) => when(failure)) ?? ["request-refused" as const];
  const until = failure.details.limitedUntil;
  return problem(code, {
    message: `${failure.message}${until === undefined ? "" : ` (until ${new Date(until).toISOString()})`}. ${state}`,
    cause: failure,
    ...(code === "access-refused" && failure.status === 404 && { remedy: UNSEEN_REMEDY }),
  });
}
