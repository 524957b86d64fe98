import { type Plan, requireTag } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { detect, makePlan, parseConfig } from "../src/index.ts";
import { problemOf } from "./problems.ts";
import { ZIG_PROJECT } from "./projects.ts";

async function planOf(signing: string, tag: string | null = "v1.0.0"): Promise<Plan> {
  const text = `homepage: https://example.org/\n${signing}`;
  const config = parseConfig(text, "slipway.yml");
  const files: Readonly<Record<string, unknown>> = { ...ZIG_PROJECT, "mac/app.plist": "<plist/>" };
  const paths = Object.keys(files).sort();
  const read = async (path: string) => (typeof files[path] === "string" ? files[path] : undefined);
  const detected = await detect({ paths, read }, []);
  const git = {
    commit: "0123456789abcdef0123456789abcdef01234567",
    timestamp: 1767323045,
    tag: tag === null ? undefined : requireTag(tag),
    lastTag: undefined,
    repository: undefined,
    tags: [],
    shallow: false,
    isBelow: false,
    files: paths.map((path) => ({ type: "file", path, oid: "a".repeat(40), mode: "644", lfs: false }) as const),
  };
  return makePlan({ config, detected, git });
}

const runners = ({ legs, targets }: Plan) =>
  Object.fromEntries(targets.map(({ target, leg }) => [target, legs.find(({ id }) => id === leg)?.runsOn]));

describe("what is planned to sign programs", () => {
  const windows = { description: "app", url: "https://example.org/", timestamps: ["http://timestamp.digicert.com"] };
  const apple = { hardenedRuntime: true, notarise: true };

  test.each<[string, Plan["codeSigning"]]>([
    ["", undefined],
    ["signing: {macos: ad-hoc, windows: false}", undefined],
    ["signing: {macos: none}", { macos: "none" }],
    ["signing: {windows: true}", { windows }],
    [
      "signing: {windows: {description: App, timestamp: false}}",
      { windows: { ...windows, description: "App", timestamps: [] } },
    ],
    [
      "signing: {windows: {url: 'https://other.example/', timestamp: ['http://a.example/', 'http://b.example/']}}",
      {
        windows: { ...windows, url: "https://other.example/", timestamps: ["http://a.example/", "http://b.example/"] },
      },
    ],
    ["signing: {macos: developer-id}", { macos: apple }],
    [
      "signing: {macos: {entitlements: mac/app.plist, notarise: false, identifierPrefix: org.example}}",
      { macos: { ...apple, notarise: false, entitlements: "mac/app.plist", identifierPrefix: "org.example" } },
    ],
  ])("%s", async (signing, expected) => {
    expect((await planOf(signing)).codeSigning).toEqual(expected);
  });

  test("Apple's tools need a Mac; all else crosses as before", async () => {
    expect(runners(await planOf("signing: {macos: developer-id, windows: true}"))).toEqual({
      "linux-amd64": "ubuntu-24.04",
      "linux-arm64": "ubuntu-24.04",
      "macos-amd64": "macos-15",
      "macos-arm64": "macos-15",
      "windows-amd64": "ubuntu-24.04",
      "freebsd-amd64": "ubuntu-24.04",
    });
    const unsigned = runners(await planOf("signing: {windows: true}"));
    expect(new Set(Object.values(unsigned))).toEqual(new Set(["ubuntu-24.04"]));
    expect(runners(await planOf("signing: {macos: developer-id}\nrunners: {macos: my-mac}"))).toMatchObject({
      "macos-arm64": "my-mac",
    });
  });

  test("builds that are never published are signed by nobody, on the runners that suit them", async () => {
    const plan = await planOf("signing: {macos: developer-id, windows: true}", null);
    expect(plan.buildOnly).toBe(true);
    expect(plan.codeSigning).toBeUndefined();
    expect(runners(plan)["macos-arm64"]).toBe("ubuntu-24.04");
  });

  test.each<[string, string]>([
    ["signing: {macos: {entitlements: mac/other.plist}}", "entitlements-missing"],
    ["signing: {macos: adhoc}", "invalid-configuration"],
    ["signing: {windows: {timestamp: ntp.example}}", "invalid-configuration"],
    ["signing: {window: true}", "invalid-configuration"],
  ])("%s is refused", async (signing, code) => {
    const { code: found, place } = await problemOf(() => planOf(signing));
    expect([found, place?.line]).toEqual([code, 2]);
  });
});
