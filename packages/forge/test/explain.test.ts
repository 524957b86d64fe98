import { expect, test } from "vitest";
import { type FailureDetails, RequestFailure } from "../src/failure.ts";
import { explain } from "../src/publish/problems.ts";

const CASES: readonly [FailureDetails, string][] = [
  [{ operation: "upload of a.zip", status: 429, reason: "slow down" }, "rate-limited"],
  [{ operation: "upload of a.zip", status: 403, reason: "API rate limit exceeded" }, "rate-limited"],
  [{ operation: "look-up of v1.0.0", status: 401, reason: "Bad credentials" }, "token-rejected"],
  [
    { operation: "upload of a.zip", status: 422, reason: "Cannot upload assets to an immutable release." },
    "release-immutable",
  ],
  [
    { operation: "creation of the draft", status: 403, reason: "Resource not accessible by integration" },
    "release-refused",
  ],
  [{ operation: "update of the release", status: 404, reason: "Not Found" }, "release-refused"],
  [{ operation: "look-up of v1.0.0", status: 403, reason: "Resource not accessible by integration" }, "access-refused"],
  [{ operation: "look-up of v1.0.0", status: 404, reason: "Not Found" }, "access-refused"],
  [{ operation: "upload of a.zip", reason: "ECONNRESET" }, "connection-failed"],
  [{ operation: "upload of a.zip", status: 502, reason: "Bad Gateway" }, "server-unavailable"],
  [{ operation: "creation of the draft", status: 422, reason: "Validation Failed" }, "request-refused"],
];

test.each(CASES)("%j is %s", (details, code) => {
  const problem = explain(new RequestFailure(details), "Nothing is public.");
  expect(problem).toMatchObject({ code, message: expect.stringMatching(/\. Nothing is public\.$/) });
  expect(problem.message).toContain(details.reason);
});

test("a repository that the token does not see may be spelled wrong", () => {
  const told = (status: number) =>
    explain(new RequestFailure({ operation: "list of releases", status, reason: "" }), "");
  expect(told(404).remedy).toContain("spelled right");
  expect(told(403).remedy).not.toContain("spelled right");
});

test("a limit's end is named", () => {
  const failure = new RequestFailure({ operation: "x", status: 429, reason: "y", limitedUntil: Date.UTC(2026, 0, 2) });
  expect(explain(failure, "").message).toContain("2026-01-02T00:00:00.000Z");
});
