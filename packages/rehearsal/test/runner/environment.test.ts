import { describe, expect, test } from "vitest";
import { gitEnvironment, machineEnvironment } from "../../src/runner/job/environment.ts";

describe("what a job inherits from this machine", () => {
  test.each([
    ["PATH", true],
    ["HOME", true],
    ["LC_ALL", true],
    ["https_proxy", true],
    ["NODE_EXTRA_CA_CERTS", true],
    ["npm_config_registry", true],
    ["npm_config_local_prefix", false],
    ["npm_lifecycle_event", false],
    ["CARGO_HOME", true],
    ["CARGO_REGISTRIES_X_TOKEN", false],
    ["PIP_INDEX_URL", true],
    ["GITHUB_TOKEN", false],
    ["GITHUB_SHA", false],
    ["NODE_OPTIONS", false],
    ["AWS_SECRET_ACCESS_KEY", false],
    ["GIT_DIR", false],
    ["ANYTHING", false],
  ])("%s: %s", (name, expected) => {
    expect(name in machineEnvironment({ [name]: "x" })).toBe(expected);
  });

  test("what is always there, and what is added", () => {
    expect(machineEnvironment({}, { EXTRA: "1" })).toEqual({ CI: "true", GITHUB_ACTIONS: "true", EXTRA: "1" });
  });
});

describe("git reaches the server whatever its name resolves to", () => {
  test.each([
    ["http://127.0.0.1:1/octo/app.git", "url.http://127.0.0.1:1/.insteadOf", "http://github.localhost:1/"],
    ["http://127.0.0.1:1/git/octo/app", "url.http://127.0.0.1:1/git/.insteadOf", "http://github.localhost:1/"],
    ["file:///srv/x", "url.file:///srv/x.insteadOf", "http://github.localhost:1/octo/app"],
  ])("%s", (url, key, value) => {
    expect(gitEnvironment("http://github.localhost:1", () => url, "octo/app", "/c")).toMatchObject({
      GIT_CONFIG_GLOBAL: "/c",
      GIT_CONFIG_KEY_0: key,
      GIT_CONFIG_VALUE_0: value,
    });
  });

  test("nothing to rewrite", () => {
    const env = gitEnvironment("http://localhost:1", (name) => `http://localhost:1/${name}`, "octo/app", "/c");
    expect(env).not.toHaveProperty("GIT_CONFIG_COUNT");
  });
});
