import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RELEASE_MANIFEST, ROLLBACK_PLAN, readDocument, sha256, writeDocument } from "@slipway/model";
import { expect, onTestFinished, test } from "vitest";
import { type Place, place, withoutGitHub } from "./place.ts";
import { changes, problemOf, twoReleases, unanswered, type World } from "./world.ts";

/** Two releases with two mirrors, and a tap. */
async function mirrored() {
  const [one, two] = [await place(), await place()];
  const mirror = (id: string, { url }: Place) =>
    `{ id: ${id}, url: "${url}", to: { http: { url: "${url}", authentication: none } } }`;
  const lines = `mirrors:\n  - ${mirror("one", one)}\n  - ${mirror("two", two)}\n`;
  const config = `channels:\n  homebrew:\n    tap: acme/homebrew-tap\n${lines.replace(/^/gm, "  ")}\nnotify:\n  to: [slack]\n`;
  const here = await twoReleases({ config, registries: lines });
  const own = `${here.github.serverUrl}/acme/app/releases/download`;
  return { here, one, two, own };
}

const addressesAt = (at: Place) => JSON.parse(at.text("mirrors.json")).addresses;
const latestAt = (at: Place) => JSON.parse(at.text("latest.json")).version;
const formula = (here: World) => here.tap("show", "main:Formula/app.rb");
const EXECUTE = { mode: "failover", "dry-run": "false" };
const rowsOf = (plan: unknown) =>
  readDocument(ROLLBACK_PLAN, readFileSync(String(plan), "utf8"), "plan").rows.map(({ id, action }) => [id, action]);

/** What a person does to the formula. */
function edit(here: World, change: (text: string) => string): void {
  const directory = mkdtempSync(join(tmpdir(), "slipway-edit-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", directory, "-c", "user.name=A", "-c", "user.email=a@example.org", ...args]);
  git("clone", "-q", String(here.github.state.repository("acme/homebrew-tap")?.gitDirectory), ".");
  const file = join(directory, "Formula/app.rb");
  writeFileSync(file, change(readFileSync(file, "utf8")));
  git("commit", "-qam", "edited");
  git("push", "-q");
}

/** What is published on GitHub answers nobody, whoever asks; its API does. */
function withoutAssets(): () => void {
  return unanswered(({ pathname }) => /\/releases\/(?:download|assets)\//.test(pathname));
}

test("the first mirror dies in the middle: the rest is done; it comes back: mirrors are equal", async () => {
  const { here, one, two, own } = await mirrored();
  const took = one.taken;
  one.files.delete("v2.0.5/release.json");
  one.files.delete("latest.json");
  one.uploads = 1;
  const seen = changes();
  const taken = { ...EXECUTE, version: "2.1.0" };
  const done = await here.act(taken);
  expect(one.taken).toBe(took + 1);
  expect(done.outputs.changed).toBe(true);
  expect(done.summary).toContain("cannot be reached now");
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
  expect(latestAt(two)).toBe("2.0.5");

  // Still away: nothing is left that could be done.
  seen.length = 0;
  const again = await here.act(taken);
  expect(again.outputs.changed).toBe(false);
  expect(rowsOf(again.outputs.plan)).toContainEqual(["mirror:one", "impossible"]);
  // It is not the first of the order, so its absence moves nobody.
  expect(rowsOf(again.outputs.plan)).toContainEqual(["mirror:two", "nothing"]);
  expect(seen).toEqual([]);

  one.uploads = undefined;
  one.start();
  const back = await here.act(taken);
  expect(rowsOf(back.outputs.plan)).toContainEqual(["mirror:one", "revert"]);
  expect(back.outputs.changed).toBe(true);
  expect(latestAt(one)).toBe("2.0.5");
  expect(addressesAt(one)).toEqual([own, one.url, two.url]);
  expect([...one.files].sort()).toEqual([...two.files].sort());
  seen.length = 0;
  const uploads = one.taken + two.taken;
  expect((await here.act(taken)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
  expect(one.taken + two.taken).toBe(uploads);
  expect(here.github.violations).toEqual([]);
});

test("GitHub hands out no assets: the next in order that has all of them is promoted, and the version stays", async () => {
  const { here, one, two, own } = await mirrored();
  const before = [formula(here), one.text("mirrors.json")];
  const recover = withoutAssets();
  one.files.delete("v2.1.0/release.json");
  const approved = await here.act({ mode: "failover" });
  expect(approved.outputs).toMatchObject({ from: "v2.1.0", to: "v2.1.0", changed: false });
  expect(rowsOf(approved.outputs.plan)).toEqual([
    ["hosts", "nothing"],
    ["homebrew:acme/homebrew-tap/app", "promote"],
    ["mirror:one", "promote"],
    ["mirror:two", "promote"],
  ]);
  const digest = String(approved.outputs["plan-digest"]);
  const names = { version: "v2.1.0", "to-version": "v2.1.0" };
  const done = await here.act({ ...EXECUTE, ...names, "plan-digest": digest });
  expect(done.outputs.changed).toBe(true);
  // The second has it all at the time of the plan; the first is whole only afterwards.
  expect(addressesAt(one)).toEqual([two.url, own, one.url]);
  expect([...one.files].sort()).toEqual([...two.files].sort());
  expect(formula(here)).toContain(`url "${two.url}/v2.1.0/`);
  expect(await here.shown()).toMatchObject({ latest: "v2.1.0", messages: 2 });
  expect([latestAt(one), latestAt(two)]).toEqual(["2.1.0", "2.1.0"]);
  const journal = here.file("acme/app", "slipway/journal:releases/v2.1.0.jsonl");
  const steps = journal.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  const own_ = steps.filter(({ step, event }) => step === "failover" && event !== "begin").map(({ event }) => event);
  expect(own_).toEqual(["intent", "receipt"]);
  expect(steps.find(({ step, event }) => step === "failover" && event === "intent").after.addresses[0]).toBe(two.url);

  // By now the first mirror is whole, so it comes before the second; then nothing more changes.
  expect((await here.act(EXECUTE)).outputs.changed).toBe(true);
  expect(addressesAt(two)).toEqual([one.url, own, two.url]);
  const seen = changes();
  expect((await here.act(EXECUTE)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);

  recover();
  const back = await here.act(EXECUTE);
  expect(rowsOf(back.outputs.plan).filter(([, action]) => action === "restore")).toHaveLength(3);
  expect([formula(here), one.text("mirrors.json"), two.text("mirrors.json")]).toEqual([...before, before[1]]);
  expect((await here.act(EXECUTE)).outputs.changed).toBe(false);
  // A later rollback goes to where it would have gone.
  expect((await here.act({ "dry-run": "false" })).outputs).toMatchObject({
    from: "v2.1.0",
    to: "v2.0.5",
    changed: true,
  });
});

test("a release is taken back while GitHub hands out no assets", async () => {
  const { here, one, two, own } = await mirrored();
  // By hand, so that it is edited and no longer written anew.
  edit(here, (text) => text.replace(/^# Written.*\n/, "").replaceAll("/v2.1.0/", "/v#{version}/"));
  const recover = withoutAssets();
  await here.act({ ...EXECUTE, version: "2.1.0" });
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: undefined, messages: 3 });
  expect(formula(here)).toContain(`url "${one.url}/v2.0.5/`);
  expect([latestAt(one), latestAt(two)]).toEqual(["2.0.5", "2.0.5"]);
  expect(addressesAt(one)).toEqual([one.url, own, two.url]);
  const seen = changes();
  expect((await here.act({ ...EXECUTE, version: "2.1.0" })).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
  recover();
  const back = await here.act({ ...EXECUTE, version: "2.1.0" });
  expect(rowsOf(back.outputs.plan).filter(([, action]) => action === "restore")).toHaveLength(3);
  expect(formula(here)).toContain(`url "${own}/v2.0.5/`);
  seen.length = 0;
  const stays = await here.act(EXECUTE);
  expect(stays.outputs).toMatchObject({ changed: false, from: "v2.0.5", to: "v2.0.5" });
  expect(seen).toEqual([]);
  expect([addressesAt(one)[0], addressesAt(two)[0]]).toEqual([own, own]);
});

test("without a journal: to the mirror, and back", async () => {
  const { here, one, own } = await mirrored();
  await here.remove("git/refs/heads/slipway/journal");
  const taken = { ...EXECUTE, version: "2.1.0", journal: "off" };
  const recover = withoutAssets();
  expect((await here.act(taken)).outputs.changed).toBe(true);
  expect(formula(here)).toContain(`url "${one.url}/v2.0.5/`);
  const seen = changes();
  expect((await here.act(taken)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
  recover();
  expect((await here.act(taken)).outputs.changed).toBe(true);
  expect(formula(here)).toContain(`url "${own}/v2.0.5/`);
  expect(addressesAt(one)[0]).toBe(own);
});

test("nobody has all of the release: nothing is promoted", async () => {
  const { here, one, two } = await mirrored();
  withoutAssets();
  one.stop();
  two.files.delete("v2.1.0/release.json");
  const seen = changes();
  const problem = await problemOf(here.act(EXECUTE));
  expect(problem.code).toBe("rollback-check-failed");
  expect(problem.message).toContain("A host has all of the release");
  expect((await problemOf(here.act({ ...EXECUTE, "to-version": "2.0.5" }))).code).toBe("inputs-contradict");
  expect(seen).toEqual([]);
});

test("GitHub itself is unreachable: by what the mirrors say; when it is back, the rest", async () => {
  const { here, one, two, own } = await mirrored();
  const recover = withoutGitHub(here);
  const config = "source/slipway.yml";
  const taken = { ...EXECUTE, config, version: "2.1.0", "to-version": "2.0.5" };
  for (const [inputs, code] of [
    [{ ...taken, mode: "normal" }, "connection-failed"],
    [{ ...taken, config: "" }, "missing-config"],
    [{ ...taken, "to-version": "" }, "missing-input"],
    [{ ...taken, "to-version": "1.0.0" }, "manifest-missing"],
    [{ ...taken, version: "2.0.5", "to-version": "2.1.0" }, "rollback-bad-target"],
    [{ ...EXECUTE, config, abort: "true" }, "rollback-nothing-to-abort"],
  ] as const) {
    expect((await problemOf(here.act(inputs))).code, JSON.stringify(inputs)).toBe(code);
  }
  const text = two.files.get("v2.0.5/release.json") as Buffer;
  two.files.set("v2.0.5/release.json", Buffer.from(text.toString().replace("2.0.5", "2.0.6")));
  const differ = await problemOf(here.act(taken));
  expect([differ.code, differ.message]).toEqual(["manifest-missing", expect.stringContaining("the mirrors differ")]);
  two.files.set("v2.0.5/release.json", text);

  // Only hosts first: the version is the one that the mirrors show.
  const moved = await here.act({ ...EXECUTE, config });
  expect(moved.outputs).toMatchObject({ from: "v2.1.0", to: "v2.1.0", changed: true });
  expect(addressesAt(two)).toEqual([one.url, own, two.url]);
  const plan = await here.act({ ...taken, "dry-run": "true" });
  expect(rowsOf(plan.outputs.plan)).toEqual([
    ["hosts", "nothing"],
    ["github", "impossible"],
    ["homebrew:acme/homebrew-tap/app", "impossible"],
    ["mirror:one", "revert"],
    ["mirror:two", "revert"],
  ]);
  expect(plan.summary).toContain("nobody knows whether another run is at work here");
  const done = await here.act({ ...taken, "plan-digest": String(plan.outputs["plan-digest"]) });
  expect(done.outputs.changed).toBe(true);
  expect([latestAt(one), latestAt(two)]).toEqual(["2.0.5", "2.0.5"]);
  const uploads = one.taken + two.taken;
  expect((await here.act(taken)).outputs.changed).toBe(false);
  expect(one.taken + two.taken).toBe(uploads);
  expect(here.sink.received).toHaveLength(2);

  recover();
  const online = { ...EXECUTE, version: "2.1.0" };
  expect((await here.act(online)).outputs).toMatchObject({ from: "v2.1.0", to: "v2.0.5", changed: true });
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
  expect([addressesAt(one), addressesAt(two)]).toEqual([
    [own, one.url, two.url],
    [own, one.url, two.url],
  ]);
  expect((await here.act(online)).outputs.changed).toBe(false);
  // What was done without the journal is known to it by now.
  await here.act({ abort: "true", "dry-run": "false", version: "2.1.0" });
  expect([latestAt(one), latestAt(two)]).toEqual(["2.1.0", "2.1.0"]);
  expect(await here.shown()).toMatchObject({ latest: "v2.1.0", formula: "v2.1.0" });
});

test("GitHub is unreachable, and the one mirror that answers says that other bytes are the release", async () => {
  const { here, one, two } = await mirrored();
  const recover = withoutGitHub(here, "homebrew-tap");
  one.stop();
  const before = formula(here);
  // Addresses move, as long as the bytes are those that the tap knows.
  await here.act({ ...EXECUTE, config: "source/slipway.yml" });
  const moved = formula(here);
  expect(moved).not.toBe(before);
  expect(moved).toContain(`${two.url}/v2.1.0/`);
  const manifest = readDocument(RELEASE_MANIFEST, two.text("v2.1.0/release.json"), "test");
  const bytes = Buffer.from("something else");
  const artifacts = manifest.artifacts.map((artifact) => {
    two.files.set(`v2.1.0/${artifact.name}`, bytes);
    return { ...artifact, size: bytes.length, digests: { ...artifact.digests, sha256: sha256(bytes) } };
  });
  two.files.set("v2.1.0/release.json", Buffer.from(writeDocument(RELEASE_MANIFEST, { ...manifest, artifacts })));
  const problem = await problemOf(here.act({ ...EXECUTE, config: "source/slipway.yml" }));
  expect([problem.code, problem.message]).toEqual(["published-differs", expect.stringContaining("Formula/app.rb")]);
  expect(formula(here)).toBe(moved);
  recover();
});

test("a registry that was away gets its files when it is back, and the version stays", async () => {
  const raw = await place();
  const lines = `registries:\n  - { id: raw, to: { http: { url: "${raw.url}", authentication: none } }, path: "{tag}/{file}", files: ["*.zip"] }\n`;
  const config = `channels:\n${lines.replace(/^/gm, "  ")}\n`;
  const here = await twoReleases({ config, registries: lines });
  const before = [...raw.files];
  const gone = before.filter(([path]) => path.startsWith("v2.1.0/")).map(([path]) => path);
  expect(gone).toHaveLength(2);
  for (const path of gone) raw.files.delete(path);
  // It dies at the second file.
  raw.uploads = 1;
  const died = await here.act(EXECUTE);
  expect(died.summary).toContain("cannot be reached now");
  const journal = here.file("acme/app", "slipway/journal:releases/v2.1.0.jsonl");
  expect(journal).toContain('"note":"not reached: registry:raw"');
  const away = await here.act(EXECUTE);
  expect(rowsOf(away.outputs.plan)).toEqual([
    ["hosts", "nothing"],
    ["registry:raw", "impossible"],
  ]);
  raw.uploads = undefined;
  raw.start();
  const back = await here.act(EXECUTE);
  expect(rowsOf(back.outputs.plan)).toContainEqual(["registry:raw", "restore"]);
  expect([...raw.files].sort()).toEqual(before.sort());
  const seen = changes();
  expect((await here.act(EXECUTE)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
});
