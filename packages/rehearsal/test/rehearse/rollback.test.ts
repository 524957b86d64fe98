import { requireVersion } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { type Offer, offerOf } from "../../src/channels/offers.ts";
import type { ReleaseSnapshot } from "../../src/github/types.ts";
import { withSecrets } from "../../src/rehearse/rollback/caller.ts";
import { judge, type Moment, type Moments } from "../../src/rehearse/rollback/judge.ts";
import { after, withSection, withVersion } from "../../src/rehearse/rollback/second.ts";

const version = (text: string) => requireVersion(text, "test");

test.each([
  ["1.2.3", "1.2.4"],
  ["2.0.0", "2.0.1"],
  ["1.3.0-rc.1", "1.3.0-rc.2"],
  ["1.3.0-rc", "1.3.0-rc.1"],
])("after %s comes %s", (from, to) => expect(after(version(from)).text).toBe(to));

test.each([
  ["build.zig.zon", '.{ .minimum = "0.1.0", .version = "0.1.0" }', '.{ .minimum = "0.1.0", .version = "0.1.1" }'],
  ["Cargo.toml", 'serde = "0.1.0"\nversion = "0.1.0"\n', 'serde = "0.1.0"\nversion = "0.1.1"\n'],
  ["package.json", '{ "a": "0.1.0", "version": "0.1.0" }', '{ "a": "0.1.0", "version": "0.1.1" }'],
  ["anything else", "VERSION 0.1.0", "VERSION 0.1.1"],
])("the version of %s is raised, and no other", (_, text, expected) => {
  expect(withVersion(text, "0.1.0", "0.1.1")).toBe(expected);
});

describe("the changelog", () => {
  const raised = (text: string) => withSection(text, version("1.0.0"), version("1.0.1"));

  test("gets a section like the one before", () => {
    const text = "# Changelog\n\n## [1.0.0] - 2026-01-01\n\n- First.\n";
    const section = "## [1.0.1] - 2026-01-01\n\n- A rehearsal releases this, and takes it back.\n\n";
    expect(raised(text)).toBe(text.replace("## [1.0.0]", `${section}## [1.0.0]`));
  });

  test.each([
    ["without a section of the version", "# Changelog\n\n## 0.9.0\n\n- x\n"],
    ["with one of the next already", "## 1.0.1\n\n- x\n\n## 1.0.0\n\n- y\n"],
  ])("%s stays as it is", (_, text) => expect(raised(text)).toBe(text));
});

describe("secrets of the template", () => {
  const template = "jobs:\n  rollback:\n    uses: x\n    # secrets:\n    #   a: b\n";

  test("are those of the release workflow that rollback.yml knows", () => {
    const given = { "tap-token": "$" + "{{ secrets.TAP }}", "notary-key": "n" };
    expect(withSecrets(template, given, ["tap-token"])).toBe(
      `${template}    secrets:\n      tap-token: ${given["tap-token"]}\n`,
    );
  });

  test("are inherited where those are, and none where there is none", () => {
    expect(withSecrets(template, "inherit", [])).toBe(`${template}    secrets: inherit\n`);
    expect(withSecrets(template, { "notary-key": "n" }, ["tap-token"])).toBe(template);
  });
});

describe("what a user of a channel gets", () => {
  const gets = async (kind: string, files: Readonly<Record<string, string>>, name?: string) => {
    const shelf = {
      list: async () => Object.keys(files),
      read: async (path: string) => Buffer.from(files[path] ?? ""),
    };
    return (await offerOf(kind, "x", shelf, name)).gets;
  };
  const url = (tag: string) => `  url "https://github.com/acme/app/releases/download/${tag}/app.tar.gz"\n`;
  const stanza = (text: string) => `Package: app\nVersion: ${text}\n\n`;

  test.each<[string, string, Record<string, string>, string | undefined, string | null]>([
    ["a formula by its address", "homebrew", { "Formula/app.rb": url("v2.1.0") }, "app", "2.1.0"],
    ["a formula by its line", "homebrew", { "Formula/app.rb": `  version "2.0.0"\n${url("v2.1.0")}` }, "app", "2.0.0"],
    [
      "formulae of both lines",
      "homebrew",
      { "app-rc.rb": url("v3.0.0-rc.1"), "app.rb": url("v2.1.0") },
      "app",
      "app-rc 3.0.0-rc.1, app 2.1.0",
    ],
    ["no formula of others", "homebrew", { "Formula/other.rb": url("v9.0.0") }, "app", null],
    ["a manifest", "scoop", { "bucket/app.json": '{"version":"1.0.0"}' }, "app", "1.0.0"],
    ["a mirror", "mirror", { "latest.json": '{"tag":"v1.0.0"}', "v1.0.0/a": "" }, undefined, "1.0.0"],
    [
      "apt, the highest",
      "apt",
      { "dists/stable/main/binary-amd64/Packages": stanza("1.10.0-1") + stanza("1.9.0-1") },
      undefined,
      "1.10.0-1",
    ],
    [
      "apt, above a pre-release",
      "apt",
      { "dists/s/main/binary-amd64/Packages": stanza("2.0.0~rc.1") + stanza("2.0.0") },
      undefined,
      "2.0.0",
    ],
    ["rpm", "rpm", { "repodata/1-primary.xml": '<version epoch="0" ver="1.2.0" rel="1"/>' }, undefined, "1.2.0"],
    ["files", "registry", { a: "", b: "" }, undefined, "2 files"],
    ["nothing", "apt", {}, undefined, null],
  ])("%s", async (_, kind, files, name, expected) => expect(await gets(kind, files, name)).toBe(expected));
});

describe("a rollback is judged", () => {
  const QUESTION = { from: "v1.0.1", to: "v1.0.0", everybody: true, forward: undefined };
  const NOTICE = "<!-- slipway:rollback to=v1.0.0 -->\n> use 1.0.0\n";
  const release = (tag: string, more: Partial<ReleaseSnapshot> = {}) =>
    ({
      tag,
      body: "",
      draft: false,
      prerelease: false,
      immutable: false,
      latest: false,
      assets: [{ name: `app-${tag}`, size: 1, digest: "sha256:1" }],
      ...more,
    }) as ReleaseSnapshot;
  const offer = (gets: string | null, kind = "homebrew", print = gets ?? ""): Offer => ({
    kind,
    title: kind,
    gets,
    print,
  });
  const news = (subject: string) => ({ to: "slack", subject, text: "", form: "plain" as const });
  const moment = (of: Partial<Moment>): Moment => ({
    latest: null,
    offers: [],
    releases: [],
    messages: new Map(),
    ...of,
  });
  const good: Moments = {
    before: moment({ latest: "v1.0.0", offers: [offer("1.0.0")], messages: new Map([["Slack", [news("1.0.0")]]]) }),
    released: moment({
      latest: "v1.0.1",
      offers: [offer("1.0.1")],
      releases: [release("v1.0.1", { latest: true }), release("v1.0.0")],
      messages: new Map([["Slack", [news("1.0.0"), news("1.0.1")]]]),
    }),
    after: moment({
      latest: "v1.0.0",
      offers: [offer("1.0.0")],
      releases: [release("v1.0.1", { prerelease: true, body: NOTICE }), release("v1.0.0", { latest: true })],
      messages: new Map([["Slack", [news("1.0.0"), news("1.0.1"), news("use 1.0.0")]]]),
    }),
  };
  const failedWith = (change: Partial<Moment>, released: Partial<Moment> = {}, before: Partial<Moment> = {}) => {
    const moments = {
      before: { ...good.before, ...before },
      released: { ...good.released, ...released },
      after: { ...good.after, ...change },
    };
    return judge(moments, QUESTION)
      .checks.filter(({ result }) => result === "failed")
      .map(({ name }) => name);
  };

  test("as sound where everybody gets what they got", () => {
    const { checks, channels, corrections } = judge(good, QUESTION);
    expect(
      checks.map(({ result, detail }) => `${result} ${detail}`).filter((line) => !line.startsWith("passed")),
    ).toEqual([]);
    expect(channels.map(({ title, before, released, after: now }) => [title, before, released, now])).toEqual([
      ["Latest release", "v1.0.0", "v1.0.1", "v1.0.0"],
      ["homebrew", "1.0.0", "1.0.1", "1.0.0"],
    ]);
    expect(corrections.map(({ subject }) => subject)).toEqual(["use 1.0.0"]);
  });

  const slack = (...subjects: string[]) => ({ messages: new Map([["Slack", subjects.map(news)]]) });
  const [bad, old] = good.after.releases as [ReleaseSnapshot, ReleaseSnapshot];
  test.each<[string, Partial<Moment>, string]>([
    ["latest stayed", { latest: "v1.0.1" }, "Rollback: Latest release"],
    ["the tap stayed", { offers: [offer("1.0.1")] }, "Rollback: homebrew"],
    ["the tap is empty", { offers: [offer(null)] }, "Rollback: homebrew"],
    ["the page has no notice", { releases: [{ ...bad, body: "" }, old] }, "Rollback: the release's page"],
    ["it is still final", { releases: [{ ...bad, prerelease: false }, old] }, "Rollback: the release's page"],
    ["an asset is gone", { releases: [{ ...bad, assets: [] }, old] }, "Rollback: published files"],
    ["corrected twice", slack("1.0.0", "1.0.1", "use 1.0.0", "use 1.0.0"), "Rollback: corrections"],
    ["a correction that names nothing", slack("1.0.0", "1.0.1", "sorry"), "Rollback: corrections"],
  ])("as failed where %s", (_, change, name) => expect(failedWith(change)).toEqual([name]));

  test("as sound where a registry keeps its files, and as failed where it loses them", () => {
    const [two, four] = [{ offers: [offer("2 files", "registry")] }, { offers: [offer("4 files", "registry")] }];
    expect(failedWith(four, four, two)).toEqual([]);
    expect(failedWith(two, four, two)).toEqual(["Rollback: registry"]);
  });

  test("by the rollback release, where one followed", () => {
    const forward = { ...QUESTION, forward: "1.0.2" };
    const more = release("v1.0.2", { latest: true });
    const after = {
      ...good.after,
      latest: "v1.0.2",
      offers: [offer("1.0.2")],
      releases: [more, bad, { ...old, latest: false }],
      ...slack("1.0.0", "1.0.1", "use 1.0.0", "1.0.2 is released"),
    };
    const failed = (change: Partial<Moment>) =>
      judge({ ...good, after: { ...after, ...change } }, forward)
        .checks.filter(({ result }) => result === "failed")
        .map(({ name }) => name);
    expect(failed({})).toEqual([]);
    expect(failed({ offers: [offer("1.0.0")] })).toEqual(["Rollback: homebrew"]);
    expect(failed({ latest: "v1.0.0" })).toEqual(["Rollback: Latest release"]);
    expect(failed(slack("1.0.0", "1.0.1", "1.0.2 is released"))).toEqual(["Rollback: corrections"]);
  });

  test("as failed where somebody is left with the wrong news, unless it is so configured", () => {
    const after = { ...good.after, ...slack("1.0.0", "1.0.1") };
    const failed = (everybody: boolean) =>
      judge({ ...good, after }, { ...QUESTION, everybody }).checks.filter(({ result }) => result === "failed").length;
    expect([failed(true), failed(false)]).toEqual([1, 0]);
  });
});
