import { isRateLimit, RequestFailure } from "@slipway/forge";
import { Problem, type ProblemKind } from "@slipway/model";

/** What is kept, and how to go on: the same for every server that takes files. */
const RESUME = "what arrived is kept: a re-run of this job sends only what is missing";

/** Where a certificate is not accepted (Node.js, "TLS", "X509 certificate error codes"). */
const CERTIFICATES: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(?:DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)|CERT_UNTRUSTED/,
    "its certificate is not signed by an authority that this runner knows",
    "set NODE_EXTRA_CA_CERTS in the job's `env:` to a file with the authority's certificate (PEM). Verification cannot be switched off",
  ],
  [/^CERT_HAS_EXPIRED/, "its certificate has expired", "renew the server's certificate"],
  [/^CERT_NOT_YET_VALID/, "its certificate is not valid yet", "check the clocks of the server and the runner"],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH/,
    "its certificate is for another name",
    "write `url` with the name that the certificate has, or give the server a certificate for this one",
  ],
  [/^CERT_REVOKED/, "its certificate was revoked", "give the server a new certificate"],
  [
    /^ERR_SSL_|^EPROTO/,
    "it does not speak TLS as this runner does",
    "check that `url` names the server's TLS port; a server without TLS is written with http://",
  ],
];

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
    remedy: `wait until the limit is lifted, then re-run this job; ${RESUME}`,
  },
  {
    code: "registry-credentials-rejected",
    kind: "refusal",
    when: ({ status }) => status === 401,
    remedy:
      "the user, password or token is wrong or has expired: store the right one as the secret, then re-run this job",
  },
  {
    code: "registry-forbidden",
    kind: "refusal",
    when: ({ status }) => status === 403,
    remedy:
      "these credentials may not write there: give them that right, or name the place where they have it (`url`, `path`)",
  },
  {
    code: "registry-no-such-place",
    kind: "refusal",
    when: ({ status }) => status === 404 || status === 405 || status === 501,
    remedy:
      "the server takes no files at this address: check `url` and `path`, and that uploads are switched on there (nginx: `dav_methods PUT DELETE;`)",
  },
  {
    code: "registry-conflict",
    kind: "refusal",
    when: ({ status }) => status === 409,
    remedy:
      "the server misses the directory (nginx: `create_full_put_path on;`; WebDAV: make it once), or keeps its files from being replaced",
  },
  {
    code: "registry-too-large",
    kind: "refusal",
    when: ({ status }) => status === 413,
    remedy:
      "the server or a proxy before it takes no file of this size: raise its limit (nginx: `client_max_body_size`), then re-run this job",
  },
  {
    code: "registry-full",
    kind: "refusal",
    when: ({ status }) => status === 507,
    remedy: `the server has no room left: make some, then re-run this job; ${RESUME}`,
  },
  {
    code: "registry-unreachable",
    kind: "failure",
    when: ({ details }) => /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(details.code ?? ""),
    remedy: "check `url`, that the server runs, and that the runner may reach it; then re-run this job",
  },
  {
    code: "registry-connection-lost",
    kind: "failure",
    when: ({ status }) => status === undefined,
    remedy: `the connection broke each time that it was tried: check the runner's network, its proxy and the server's log; ${RESUME}`,
  },
  {
    code: "registry-unavailable",
    kind: "failure",
    when: ({ status }) => status !== undefined && status >= 500,
    remedy: `the server has a failure of its own: re-run this job when it is well again; ${RESUME}`,
  },
];

/** A failed request in the words of a registry. Its message holds neither headers nor credentials. */
export function explainRegistry(failure: RequestFailure): Problem {
  const { code = "" } = failure.details;
  const certificate = CERTIFICATES.find(([shape]) => shape.test(code));
  if (certificate !== undefined) {
    const [, what, remedy] = certificate;
    return new Problem({
      kind: "refusal",
      code: "registry-certificate",
      message: `${failure.details.operation}: ${what} (${code})`,
      remedy,
      cause: failure,
    });
  }
  const row = ROWS.find(({ when }) => when(failure));
  return new Problem({
    kind: row?.kind ?? "refusal",
    code: row?.code ?? "registry-refused",
    message: failure.message,
    remedy: row?.remedy ?? "correct what the server names, then re-run this job",
    cause: failure,
  });
}

/** Errors of work with a registry in its words. */
export async function explaining<Result>(
  work: () => Promise<Result>,
  explain: (failure: RequestFailure) => Problem = explainRegistry,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RequestFailure ? explain(error) : error;
  }
}
