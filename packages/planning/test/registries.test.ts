import { Plan } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../src/config/load.ts";
import { registriesFrom } from "../src/plan/channels/alone.ts";
import { planChannels } from "../src/plan/channels.ts";

const channels = (yaml: string) => planChannels(parseConfig(yaml, "slipway.yml"), "My App");

test("every kind, with what is assumed", () => {
  const planned = channels(`
channels:
  scoop: { bucket: acme/scoop-bucket }
  apt: { to: { s3: { bucket: packages, prefix: apt/ } }, url: "https://packages.example.com/apt/", prereleaseSuite: testing }
  rpm: { to: { branch: { repository: acme/packages, directory: rpm } } }
  registries:
    - to: { http: { url: "https://repo.example.com/raw", authentication: bearer } }
      files: ["*.tar.gz"]
    - to: { s3: { bucket: files } }
  mirrors:
    id: backup
    to: { http: { url: "https://backup.example.com", authentication: none } }
    url: https://backup.example.com/
`);
  expect(Plan.shape.channels.parse(planned)).toEqual(planned);
  expect(planned).toMatchObject({
    scoop: [{ bucket: "acme/scoop-bucket", name: "my-app", directory: "bucket", prerelease: "skip", via: "commit" }],
    apt: [
      {
        id: "apt",
        storage: { type: "s3", bucket: "packages", prefix: "apt", region: "us-east-1", pathStyle: false },
        url: "https://packages.example.com/apt",
        suite: "stable",
        prereleaseSuite: "testing",
        component: "main",
        keep: { versions: 10 },
      },
    ],
    rpm: [
      { id: "rpm", storage: { type: "branch", repository: "acme/packages", branch: "gh-pages", directory: "rpm" } },
    ],
    registries: [
      { id: "registry", path: "{name}/{version}/{file}", files: ["*.tar.gz"], storage: { authentication: "bearer" } },
      { id: "registry-2", storage: { type: "s3" }, files: ["*"] },
    ],
    mirrors: [{ id: "backup", url: "https://backup.example.com" }],
  });
});

describe("mistakes", () => {
  test.each([
    [
      "two storages",
      "apt: { to: { s3: { bucket: a }, http: { url: 'https://a' } } }",
      "one of `http`, `s3` and `branch`",
    ],
    ["no storage", "apt: { to: {} }", "one of `http`, `s3` and `branch`"],
    [
      "a password in an address",
      "registries: { to: { http: { url: 'https://ann:secret@a.example' } } }",
      "credentials",
    ],
    [
      "a header without its name",
      "registries: { to: { http: { url: 'https://a', authentication: header } } }",
      "belong together",
    ],
    ["a path without the file", "registries: { to: { s3: { bucket: a } }, path: '{name}' }", "{file}"],
    [
      "an id twice",
      "mirrors: [{ id: a, url: 'https://a', to: { s3: { bucket: a } } }, { id: a, url: 'https://b', to: { s3: { bucket: b } } }]",
      'the id "a"',
    ],
  ])("%s", (_name, yaml, message) => {
    expect(() => channels(`channels:\n  ${yaml}`)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    );
  });
});

test("an action's input is the same section", () => {
  const text = "scoop: { bucket: acme/scoop-bucket, name: app }\n";
  expect(registriesFrom(text, "input channels", "x")).toMatchObject({ scoop: [{ name: "app" }] });
  expect(() => registriesFrom("scop: {}\n", "input channels", "x")).toThrow(/scop/);
});
