import { type FailureDetails, RequestFailure } from "@slipway/forge";
import { expect, test } from "vitest";
import { explainFailure } from "../src/engine/explain.ts";
import { explainRegistry } from "../src/http/explain.ts";
import { explainS3 } from "../src/s3/explain.ts";

const failure = (details: Omit<FailureDetails, "operation" | "reason"> & { readonly reason?: string }) =>
  new RequestFailure({ operation: "PUT https://example.org/a", reason: "no", ...details });

/** A refused or failed request, its code for a channel that is a repository, and for a registry over HTTP. */
const CASES: readonly [ReturnType<typeof failure>, string, string][] = [
  [failure({ status: 429 }), "rate-limited", "rate-limited"],
  [failure({ status: 401 }), "channel-credentials-rejected", "registry-credentials-rejected"],
  [failure({ status: 421 }), "channel-host-unknown", "registry-refused"],
  [failure({ status: 422, reason: "Repository rule violations found" }), "channel-rules", "registry-refused"],
  [failure({ status: 403 }), "channel-read-only", "registry-forbidden"],
  [failure({ status: 404 }), "channel-read-only", "registry-no-such-place"],
  [failure({ status: 405 }), "channel-refused", "registry-no-such-place"],
  [failure({ status: 409 }), "channel-refused", "registry-conflict"],
  [failure({ status: 413 }), "channel-refused", "registry-too-large"],
  [failure({ status: 507 }), "channel-unavailable", "registry-full"],
  [failure({ code: "ENOTFOUND" }), "channel-unreachable", "registry-unreachable"],
  [failure({ code: "ECONNRESET" }), "channel-unreachable", "registry-connection-lost"],
  [failure({ code: "CERT_HAS_EXPIRED" }), "channel-unreachable", "registry-certificate"],
  [failure({ status: 503 }), "channel-unavailable", "registry-unavailable"],
];

test.each(CASES)("%s: %s, %s", (given, channel, registry) => {
  expect(explainFailure(given, "the tap")).toMatchObject({
    code: channel,
    message: `the tap: ${given.message}`,
    cause: given,
  });
  expect(explainRegistry(given)).toMatchObject({
    code: registry,
    message: expect.stringContaining(given.details.operation),
  });
});

test.each([
  [403, "SignatureDoesNotMatch", "registry-credentials-rejected"],
  [403, "RequestTimeTooSkewed", "registry-clock"],
  [400, "AuthorizationHeaderMalformed", "registry-region"],
  [301, "PermanentRedirect", "registry-region"],
  // The answer to HEAD has no text.
  [301, "", "registry-region"],
  [404, "NoSuchBucket", "registry-no-such-place"],
  [403, "AccessDenied", "registry-forbidden"],
  [507, "XMinioStorageFull", "registry-full"],
  [503, "SlowDown", "registry-unavailable"],
])("S3's %d %s is %s", (status, reason, code) => {
  expect(explainS3(failure({ status, reason }), { bucket: "b", region: "eu-central-1" }).code).toBe(code);
});
