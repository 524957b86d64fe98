import { isRateLimit, type RequestFailure } from "@slipway/forge";
import { Problem, type ProblemKind } from "@slipway/model";

/** The first row that fits tells what a refused or failed request means for a channel. */
const ROWS: readonly {
  readonly code: string;
  readonly kind: ProblemKind;
  readonly when: (failure: RequestFailure) => boolean;
  readonly remedy: string;
}[] = [
  {
    code: "rate-limited",
    kind: "refusal",
    when: ({ details }) => isRateLimit(details),
    remedy: "wait until the limit is lifted, then re-run this job",
  },
  {
    code: "channel-credentials-rejected",
    kind: "refusal",
    when: ({ status }) => status === 401,
    remedy: "the secret is wrong, or has expired: store a new one, then re-run this job",
  },
  {
    code: "channel-host-unknown",
    kind: "refusal",
    // The status that git over SSH gets here for a host key that is not the expected one.
    when: ({ status }) => status === 421,
    remedy: "make sure that this is the server that is meant, and give its host key as in known_hosts",
  },
  {
    code: "channel-rules",
    kind: "refusal",
    when: (failure) => failure.forbidden,
    remedy:
      "a rule of that repository forbids it: let this account bypass the rule, or have a pull request opened instead",
  },
  {
    code: "channel-read-only",
    kind: "refusal",
    when: ({ status }) => status === 403 || status === 404,
    remedy:
      "these credentials may not write there, or do not see it: use some that may (for a repository: contents: write, and pull requests: write where one is opened), then re-run this job; the release itself is public and complete",
  },
  {
    code: "channel-unreachable",
    kind: "failure",
    when: ({ status }) => status === undefined,
    remedy: "check the address and the runner's network and proxy, then re-run this job",
  },
  {
    code: "channel-unavailable",
    kind: "failure",
    when: ({ status }) => status !== undefined && status >= 500,
    remedy: "the server has a failure of its own: re-run this job when it is well again",
  },
];

export function explainFailure(failure: RequestFailure, title: string): Problem {
  const row = ROWS.find(({ when }) => when(failure));
  return new Problem({
    kind: row?.kind ?? "refusal",
    code: row?.code ?? "channel-refused",
    message: `${title}: ${failure.message}`,
    remedy: row?.remedy ?? "correct what the server names, then re-run this job",
    cause: failure,
  });
}
