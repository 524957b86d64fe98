import type { Channel, Outcome } from "@slipway/channels";
import { RequestFailure } from "@slipway/forge";
import { Problem } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { releaseOf } from "../../../channels/test/homebrew/support.ts";
import { FakeForge, type StoredRelease } from "../../../forge/test/fake-forge.ts";
import { checkAddresses } from "../../src/checks/addresses.ts";
import { checkChannels } from "../../src/checks/channels.ts";
import { checkComplete } from "../../src/checks/complete.ts";
import { checkToken } from "../../src/checks/token.ts";

const target = releaseOf("2.0.5", { targets: ["linux-amd64", "macos-arm64"] });
const { commit } = target.manifest;

function server() {
  const forge = new FakeForge();
  forge.tags.set("v2.0.5", commit);
  const release = forge.add({ tag: "v2.0.5" });
  for (const { name } of target.manifest.artifacts) forge.put(release, name, Buffer.from(name));
  forge.put(release, "release.json", Buffer.from("{}"));
  return { forge, release };
}

const NAME = "app-2.0.5-linux-amd64.tar.gz";
type Damage = (forge: FakeForge, release: StoredRelease) => void;
const without = (release: StoredRelease) => {
  release.assets = release.assets.filter(({ name }) => name !== NAME);
};

describe("the target is complete", () => {
  test.each<[string, Damage]>([
    ["as it was released", () => {}],
    [
      "by its bytes, where the server names no digest",
      (_, release) => {
        release.assets = release.assets.map((asset) => ({ ...asset, sha256: undefined }));
      },
    ],
  ])("%s", async (_, change) => {
    const { forge, release } = server();
    change(forge, release);
    expect(await checkComplete(forge, release, target)).toMatchObject({ passed: true, mandatory: true });
  });

  test.each<[string, Damage, string]>([
    ["an asset is gone", (_, release) => without(release), `${NAME} is missing`],
    [
      "an asset is another",
      (forge, release) => {
        without(release);
        forge.put(release, NAME, Buffer.from("x".repeat(NAME.length)));
      },
      NAME,
    ],
    [
      "an asset is another, and the server names no digest",
      (forge, release) => {
        without(release);
        forge.digests = "absent";
        forge.put(release, NAME, Buffer.from("x".repeat(NAME.length)));
      },
      NAME,
    ],
    [
      "an asset came later",
      (forge, release) => void forge.put(release, "backdoor.zip", Buffer.from("x")),
      "backdoor.zip",
    ],
    [
      "an upload broke off",
      (forge, release) => {
        without(release);
        forge.put(release, NAME, Buffer.alloc(0), "starter");
      },
      NAME,
    ],
    [
      "its tag was moved",
      (forge) => void forge.tags.set("v2.0.5", "2".repeat(40)),
      "its tag is on 2222222222, and it was built from 1111111111",
    ],
    ["its tag is gone", (forge) => void forge.tags.delete("v2.0.5"), "its tag v2.0.5 is gone"],
  ])("not so: %s", async (_, damage, found) => {
    const { forge, release } = server();
    damage(forge, release);
    const check = await checkComplete(forge, release, target);
    expect(check).toMatchObject({ passed: false, found: expect.stringContaining(found) });
    expect(check.remedy).toContain("to-version");
  });

  test("not so: release.json is another release's", async () => {
    const { forge, release } = server();
    const other = { ...target, manifest: { ...target.manifest, tag: "v2.0.4" } };
    expect((await checkComplete(forge, release, other)).found).toContain("its release.json is that of v2.0.4");
  });
});

test("a token that may only read", async () => {
  const forge = new FakeForge();
  expect(await checkToken(forge, "v2.1.0")).toMatchObject({ passed: true });
  forge.access = { writable: false, reason: "Resource not accessible by integration" };
  expect(await checkToken(forge, "v2.1.0")).toMatchObject({
    passed: false,
    mandatory: true,
    found: "Resource not accessible by integration",
    remedy: expect.stringContaining("contents: write"),
  });
});

test("assets that answer to nobody", async () => {
  const asked: unknown[] = [];
  const ask =
    (status: (url: string) => number | undefined): typeof fetch =>
    async (url, init) => {
      asked.push(new Headers(init?.headers).get("authorization"));
      const found = status(String(url));
      if (found === undefined) throw new TypeError("fetch failed");
      return new Response("", { status: found });
    };
  expect(
    await checkAddresses(
      target,
      true,
      ask(() => 200),
    ),
  ).toMatchObject({ passed: true, found: "2 addresses" });
  const some = await checkAddresses(
    target,
    false,
    ask((url) => (url.includes("macos") ? undefined : 404)),
  );
  expect(some).toMatchObject({
    passed: false,
    mandatory: false,
    found: "app-2.0.5-linux-amd64.tar.gz: 404; app-2.0.5-macos-arm64.tar.gz: no answer",
  });
  const nobody = ask(() => 404);
  expect((await checkAddresses(target, true, nobody)).passed).toBe(false);
  expect(await checkAddresses(target, false, nobody)).toMatchObject({
    passed: true,
    found: expect.stringContaining("private repository"),
  });
  // As everybody asks.
  expect(asked.every((header) => header === null)).toBe(true);
});

describe("channels", () => {
  const TAP = { id: "homebrew:acme/homebrew-tap/app", kind: "homebrew", title: "Homebrew tap acme/homebrew-tap" };
  const change = { summary: "", from: null, to: "2.0.5", revision: "", objects: [], detail: {} };
  const proposed: Outcome = { ...TAP, type: "proposed", change };
  const look = async (outcome: Outcome, access?: Channel["access"]) => {
    const channel = { ...TAP, ...outcome, ...(access && { access }) } as unknown as Channel;
    return await checkChannels([{ outcome, was: undefined }], new Map([[outcome.id, channel]]));
  };
  const refusal = new RequestFailure({ operation: "push", status: 503, reason: "down" });
  const problem = new Problem({ kind: "mistake", code: "x", message: "there is no token", remedy: "give one" });

  test.each<[string, Outcome, Channel["access"], boolean, string]>([
    ["may write", proposed, async () => ({ writable: true }), true, "its credentials may write"],
    ["nobody can say", proposed, undefined, true, "found out by writing"],
    ["a message", { ...proposed, id: "notify:slack" }, undefined, true, "found out by sending"],
    ["may not", proposed, async () => ({ writable: false, reason: "read only" }), false, "may not write: read only"],
    ["does not answer", proposed, async () => Promise.reject(refusal), false, "down"],
    ["cannot be asked", proposed, async () => Promise.reject(problem), false, "there is no token"],
    ["was not reached", { ...TAP, type: "failed", problem }, undefined, false, "there is no token"],
  ])("%s", async (_, outcome, access, passed, found) => {
    const [check] = await look(outcome, access);
    expect(check).toMatchObject({ id: `channel:${outcome.id}`, passed, mandatory: false });
    expect(check?.found).toContain(found);
    if (!passed) expect(check?.remedy).toContain(`leave-out: ${outcome.id}`);
  });

  test("what is not changed is not asked", async () => {
    const access = async () => Promise.reject(new Error("asked"));
    expect(await look({ ...TAP, type: "nothing", why: "", state: undefined }, access)).toEqual([]);
    expect(await look({ ...TAP, type: "skipped", why: "" }, access)).toEqual([]);
  });

  test("a bug is told as one", async () => {
    await expect(look(proposed, async () => Promise.reject(new TypeError("x")))).rejects.toThrow(TypeError);
  });
});
