import type { RequestFailure } from "@slipway/forge";
import { Problem } from "@slipway/model";
import { explainRegistry } from "../http/explain.ts";

/** Refusals by the service's own codes (Amazon S3 API Reference, "Error responses"), which stand in the answer's text. */
const ROWS: readonly { readonly shape: RegExp; readonly code: string; readonly remedy: string }[] = [
  {
    shape: /\b(?:InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken|TokenRefreshRequired)\b/,
    code: "registry-credentials-rejected",
    remedy:
      "the access key, its secret or its session token is wrong or has expired: store the right ones, then re-run this job",
  },
  {
    shape: /\bRequestTimeTooSkewed\b/,
    code: "registry-clock",
    remedy: "the clocks of the runner and the service differ by more than a quarter of an hour: correct the wrong one",
  },
  {
    shape: /\b(?:AuthorizationHeaderMalformed|PermanentRedirect|IllegalLocationConstraintException)\b/,
    code: "registry-region",
    remedy:
      "the bucket is in another region: write its `region` (the answer names it), and the endpoint of that region",
  },
  {
    shape: /\bNoSuchBucket\b/,
    code: "registry-no-such-place",
    remedy: "make the bucket, or correct `bucket`; some services need `pathStyle: true`",
  },
  {
    shape: /\b(?:AccessDenied|AllAccessDisabled|AccountProblem)\b/,
    code: "registry-forbidden",
    remedy:
      "give these credentials s3:PutObject, s3:GetObject, s3:DeleteObject, s3:AbortMultipartUpload, s3:ListBucket (without it a missing file answers as a forbidden one) and s3:ListBucketMultipartUploads on the bucket",
  },
  {
    shape: /\b(?:QuotaExceeded|XMinioStorageFull|InsufficientCapacity)\b/,
    code: "registry-full",
    remedy: "make room, then re-run this job: what arrived is kept",
  },
];

export function explainS3(
  failure: RequestFailure,
  { bucket, region }: { readonly bucket: string; readonly region: string },
): Problem {
  const row = ROWS.find(({ shape }) => shape.test(failure.details.reason));
  if (row === undefined) {
    // The answer to HEAD has no text: then the status is all there is.
    if (failure.status === 301) return explainS3Region(failure, bucket, region);
    return explainRegistry(failure);
  }
  const { code, remedy } = row;
  return new Problem({ kind: "refusal", code, message: failure.message, remedy, cause: failure });
}

function explainS3Region(failure: RequestFailure, bucket: string, region: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "registry-region",
    message: `${failure.message}: the bucket ${bucket} is not in ${region}`,
    remedy: "write the bucket's `region`, and the endpoint of that region",
    cause: failure,
  });
}
