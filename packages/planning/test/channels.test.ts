import { Plan } from "@slipway/model";
import { expect, test } from "vitest";
import { parseConfig } from "../src/config/load.ts";
import { planChannels } from "../src/plan/channels.ts";

const channels = (yaml: string) => planChannels(parseConfig(yaml, "slipway.yml"), "My App");

test("nothing is advertised without being asked for", () => {
  expect(channels("name: app")).toBeUndefined();
});

test("a tap by its name alone", () => {
  const planned = channels("channels: { homebrew: { tap: acme/homebrew-tap } }");
  expect(Plan.shape.channels.parse(planned)).toEqual(planned);
  expect(planned?.homebrew).toEqual([
    {
      tap: "acme/homebrew-tap",
      name: "my-app",
      formula: "Formula",
      dependencies: [],
      conflicts: [],
      livecheck: true,
      versioned: [],
      prerelease: "separate",
      prereleaseName: "{name}-{channel}",
      via: "commit",
      message: "{name} {version}",
      pullRequest: {
        branch: "slipway/{name}-{version}",
        title: "{name} {version}",
        body: "Updates {name} from {previous} to {version}: {page}",
        labels: [],
      },
    },
  ]);
});

test("everything that may be said", () => {
  const planned = channels(`
channels:
  homebrew:
    - tap: acme/homebrew-tap
      name: app
      formula: false
      cask: { title: App, app: [App.app] }
      conflicts: [{ name: other, because: both are app }, third]
      dependencies: [zlib, { name: openssl@3, os: linux }]
      service: { run: [app, serve], workingDir: var, environment: { A: b } }
      versioned: [minor]
      via: pull-request
      pullRequest: { labels: [bot], autoMerge: squash }
    - { tap: acme/homebrew-tap, name: other, cask: true, formula: . }
`);
  expect(Plan.shape.channels.parse(planned)).toEqual(planned);
  expect(planned?.homebrew?.[0]).toMatchObject({
    cask: { directory: "Casks", title: "App", app: ["App.app"] },
    dependencies: [{ name: "zlib" }, { name: "openssl@3", os: "linux" }],
    service: { keepAlive: true, workingDir: "var", environment: { A: "b" } },
    pullRequest: { autoMerge: "squash" },
  });
  expect(planned?.homebrew?.[0]).not.toHaveProperty("formula");
  expect(planned?.homebrew?.[1]).toMatchObject({ formula: ".", cask: { directory: "Casks", app: [] } });
});

test.each([
  ["channels: { homebrew: { tap: tap } }", "slipway.yml:1:"],
  ["channels: { homebrew: [{ tap: a/b }, { tap: a/b }] }", "keep up a/b/my-app"],
  ["channels: { hombrew: { tap: a/b } }", "hombrew"],
])("refused: %s", (yaml, said) => {
  expect(() => channels(yaml)).toThrow();
  try {
    channels(yaml);
  } catch (error) {
    const { message, place } = error as { message: string; place?: object };
    expect(`${message} ${JSON.stringify(place)} slipway.yml:1:`).toContain(said);
  }
});
