import { parseConfig } from "@slipway/planning";
import { expect, test } from "vitest";
import { requireApart } from "../src/session/staging.ts";
import { problemOf } from "./problems.ts";

const REAL = `channels:
  homebrew: { tap: acme/homebrew-tap }
  scoop: { bucket: acme/scoop-bucket }
  apt: { to: { s3: { endpoint: "https://s3.example.org", bucket: packages, prefix: deb } }, url: "https://packages.example.org/deb" }
  mirrors: { url: "https://mirror.example.org/app", to: { branch: { repository: acme/packages } } }
  registries: { id: files, to: { http: { url: "https://files.example.org/releases/" } } }
notify:
  to: [slack, { messenger: email, id: list, host: mail.example.org, from: a@example.org, to: [News <news@example.org>] }]
`;

const apart = (staging: string, tapAddress?: string) =>
  requireApart(
    parseConfig(staging, "slipway.staging.yml"),
    { repository: "acme/app", config: parseConfig(REAL, "slipway.yml") },
    "app",
    tapAddress,
  );

test("a staging configuration with everything of its own", () => {
  expect(() =>
    apart(`channels:
  homebrew: { tap: acme/homebrew-tap-staging }
  scoop: { bucket: acme/scoop-staging }
  apt: { id: apt-staging, to: { s3: { endpoint: "https://s3.example.org", bucket: packages, prefix: deb-staging } }, url: "https://packages.example.org/deb-staging" }
  mirrors: { id: mirror-staging, url: "https://staging.example.org/app", to: { github: { repository: acme/app-mirror } } }
  registries: { id: files-staging, to: { http: { url: "https://files.example.org/staging" } } }
notify:
  to: [{ messenger: slack, id: slack-staging }]
`),
  ).not.toThrow();
  expect(() => apart("")).not.toThrow();
});

test.each([
  ["the real tap, in other letters", "channels: { homebrew: { tap: Acme/Homebrew-Tap } }", "Acme/Homebrew-Tap"],
  [
    "the real bucket as a mirror",
    "channels: { mirrors: { id: m, url: 'https://x.example', to: { branch: { repository: acme/scoop-bucket } } } }",
    "acme/scoop-bucket",
  ],
  [
    "the real product as a mirror",
    "channels: { mirrors: { id: m, url: 'https://x.example', to: { github: { repository: acme/app } } } }",
    "acme/app",
  ],
  [
    "the real bucket of S3",
    "channels: { apt: { id: a, to: { s3: { endpoint: 'https://s3.example.org', bucket: packages, prefix: deb } } } }",
    "is at apt",
  ],
  [
    "all of the real bucket of S3",
    "channels: { apt: { id: a, to: { s3: { endpoint: 'https://s3.example.org', bucket: packages } } } }",
    "is at apt",
  ],
  [
    "a folder of a real server",
    "channels: { registries: { id: r, to: { http: { url: 'http://files.example.org/releases/staging' } } } }",
    "is at files",
  ],
  [
    "a real address of clients",
    "channels: { mirrors: { id: m, url: 'https://mirror.example.org/app/', to: { branch: { repository: acme/other } } } }",
    "https://mirror.example.org/app",
  ],
  [
    "the id of a real mirror",
    "channels: { mirrors: { url: 'https://x.example', to: { branch: { repository: acme/other } } } }",
    'id "mirror"',
  ],
  ["the id of a real messenger", "notify: { to: [slack] }", 'id "slack"'],
  [
    "a real mailbox",
    "notify: { to: [{ messenger: email, id: e, host: h, from: a@example.org, to: [NEWS@example.org] }] }",
    "news@example.org",
  ],
])("refused: %s", (_, staging, told) => {
  const problem = problemOf(() => apart(staging));
  expect(problem.code).toBe("staging-is-real");
  expect(problem.message).toContain(told);
});

test("where no configuration says who is told of releases, whoever has an address is real", () => {
  const real = { repository: "acme/app", config: parseConfig("channels: {}\n", "slipway.yml") };
  const beside = (staging: string) => requireApart(parseConfig(staging, "slipway.staging.yml"), real, "app");
  expect(problemOf(() => beside("notify: { to: [slack] }")).message).toContain('id "slack"');
  expect(() => beside("notify: { to: [{ messenger: slack, id: slack-staging }] }")).not.toThrow();
});

test("an address that is given beside the configuration is that of the staging tap", () => {
  const staging = "channels: { homebrew: { tap: acme/homebrew-staging } }";
  for (const address of [
    "git@example.org:acme/homebrew-staging.git",
    "ssh://git@example.org:22/Acme/homebrew-staging",
  ]) {
    expect(() => apart(staging, address)).not.toThrow();
  }
  expect(problemOf(() => apart(staging, "git@example.org:acme/homebrew-tap.git")).code).toBe("staging-is-real");
});
