import { isRateLimit, type RequestFailure } from "@slipway/forge";
import { Problem, type ProblemKind } from "@slipway/model";

/** The first row that fits tells what a refused or failed request means for a channel. */
const ROWS: readonly (readonly [string, ProblemKind, (failure: RequestFailure) => boolean, string])[] = [
  [
    "rate-limited",
    "refusal",
    ({ details }) => isRateLimit(details),
    "wait until the limit is lifted, then re-run this job",
  ],
  [
    "channel-credentials-rejected",
    "refusal",
    ({ status }) => status === 401,
    "the secret is wrong, or has expired: store a new one, then re-run this job",
  ],
  [
    "channel-host-unknown",
    "refusal",
    // The status that git over SSH gets here for a host key that is not the expected one.
    ({ status }) => status === 421,
    "make sure that this is the server that is meant, and give its host key as in known_hosts",
  ],
  [
    "channel-rules",
    "refusal",
    (failure) => failure.forbidden,
    "a rule of that repository forbids it: let this account bypass the rule, or have a pull request opened instead",
  ],
  [
    "channel-read-only",
    "refusal",
    ({ status }) => status === 403 || status === 404,
    "these credentials may not write there, or do not see it: use some that may (for a repository: contents: write, and pull requests: write where one is opened), then re-run this job; the release itself is public and complete",
  ],
  [
    "channel-unreachable",
    "failure",
    ({ status }) => status === undefined,
    "check the address and the runner's network and proxy, then re-run this job",
  ],
  [
    "channel-unavailable",
    "failure",
    ({ status }) => status !== undefined && status >= 500,
    "the server has a failure of its own: re-run this job when it is well again",
  ],
];

export function explainFailure(failure: RequestFailure, title: string): Problem {
  const [code, kind, , remedy] = ROWS.find(([, , when]) => when(failure)) ?? [
    "channel-refused",
    "refusal" as const,
    undefined,
    "correct what the server names, then re-run this job",
  ];
  return new Problem({ kind, code, message: `${title}: ${failure.message}`, remedy, cause: failure });
}
