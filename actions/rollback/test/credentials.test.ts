import { readFileSync } from "node:fs";
import { ROLLBACK_PLAN, readDocument } from "@slipway/model";
import { expect, test } from "vitest";
import { changes, type Job, problemOf, twoReleases } from "./world.ts";

const checkOf = ({ outputs }: Job, id: string) =>
  readDocument(ROLLBACK_PLAN, readFileSync(String(outputs.plan), "utf8"), "plan").checks.find((each) => each.id === id);

test("credentials that may not write are found out before anything is written", async () => {
  const here = await twoReleases();
  expect(checkOf(await here.act(), "channel:homebrew:acme/homebrew-tap/app")?.found).toBe("its credentials may write");
  const reader = here.github.issueToken({
    login: "bot",
    repositories: ["acme/homebrew-tap"],
    permissions: { contents: "read" },
  });
  const seen = changes();
  const refused = await problemOf(here.act({ "tap-token": reader, "dry-run": "false" }));
  expect(refused.code).toBe("rollback-check-failed");
  expect(refused.message).toContain("may not write");
  expect(refused.remedy).toContain("leave-out: homebrew:acme/homebrew-tap/app");
  expect(seen).toEqual([]);
});

test("branches that hold a mirror are asked for a push that is only tried", async () => {
  const mirrors =
    "mirrors: { url: https://acme.example/app, to: { branch: { repository: acme/packages, branch: mirror } } }\n";
  const here = await twoReleases({ config: `channels:\n  ${mirrors}`, registries: mirrors });
  expect(checkOf(await here.act(), "channel:mirror:mirror")?.found).toBe("its credentials may write");
  const before = here.file("acme/packages", "mirror:latest.json");
  const permissions = { contents: "read" } as const;
  const reader = here.github.issueToken({ login: "bot", repositories: ["acme/packages"], permissions });
  const credentials = `mirror: { token: ${reader} }`;
  const refused = await problemOf(here.act({ "registry-credentials": credentials, "dry-run": "false" }));
  expect(refused.message).toContain("may not write");
  expect(here.file("acme/packages", "mirror:latest.json")).toBe(before);
});

test("each token of a secret that holds several is hidden, not only the secret as a whole", async () => {
  const here = await twoReleases();
  const { masked } = await here.act({
    "tap-token": "acme/homebrew-tap: ghp_one\nacme/homebrew-other: ghp_two",
    "registry-credentials": "mirror: { token: ghp_three }",
    "slack-webhook": "https://hooks.example/four",
  });
  expect(masked).toEqual(expect.arrayContaining(["ghp_one", "ghp_two", "ghp_three", "https://hooks.example/four"]));
});
