import { expect, test } from "vitest";
import { githubAttestations } from "../src/github/attestations.ts";
import { Patience } from "../src/patience.ts";
import { json, serve } from "./local-server.ts";
import { simulatedTime } from "./simulated-time.ts";

test.each([
  [403, "Resource not accessible by integration", "attestations-forbidden", "attestations: write"],
  [
    403,
    "Feature not available for the acme organization. To enable this feature, please upgrade the billing plan.",
    "attestations-unavailable",
    "make the repository public",
  ],
])("attestations: %i %s", async (status, message, code, remedy) => {
  await using server = await serve(json(status, { message }));
  const patience = new Patience({ time: simulatedTime() });
  const store = githubAttestations({ repository: "acme/app", apiUrl: server.url, token: "ghs_secret", patience });
  for (const asked of [store.probe(), store.keep({})]) {
    await expect(asked).rejects.toMatchObject({ kind: "refusal", code, remedy: expect.stringContaining(remedy) });
  }
});
