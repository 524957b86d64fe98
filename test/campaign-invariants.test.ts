import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@slipway/model";
import type { ReleaseSnapshot, RepositorySnapshot } from "@slipway/rehearsal";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { Inspector } from "./campaign/invariants.ts";

/** Each invariant of the campaign's publications, broken by hand: what watches over the publisher can fail itself. */

type Assets = ReleaseSnapshot["assets"];

const directory = mkdtempSync(join(tmpdir(), "slipway-invariants-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let next = 0;
function asset(name: string, content: string, state: Assets[number]["state"] = "uploaded"): Assets[number] {
  const id = ++next;
  const path = join(directory, String(id));
  writeFileSync(path, content);
  const digest = `sha256:${sha256(content)}`;
  return { id, name, path, state, digest, size: content.length, contentType: "text/plain", downloads: 0 };
}

const release = (tag: string, assets: Assets, more: Partial<ReleaseSnapshot> = {}): ReleaseSnapshot => ({
  id: ++next,
  tag,
  name: tag,
  body: "Notes\n\n<!-- slipway notes 0 -->",
  draft: true,
  prerelease: false,
  immutable: false,
  latest: false,
  targetCommitish: "main",
  publishedAt: null,
  assets,
  ...more,
});

let inspector: Inspector;
const foreign = new Set<number>();
const meddled = new Set<number>();
const gitDirectory = join(directory, "git");
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", "--git-dir", gitDirectory, ...args], {
    encoding: "utf8",
    input: "",
  }).trim();
git("init", "-q", "--bare");
const tree = git("mktree");
const built = git("commit-tree", tree, "-m", "Built");
const later = git("commit-tree", tree, "-p", built, "-m", "Later");
const look = (...releases: readonly ReleaseSnapshot[]) =>
  inspector.look({ releases, gitDirectory } as unknown as RepositorySnapshot);
const TAGS = ["v1.0.0", "v2.0.0"];
const PUBLIC = { draft: false };

beforeEach(() => {
  foreign.clear();
  meddled.clear();
  git("tag", "-f", "v1.0.0", built);
  git("tag", "-f", "-a", "v2.0.0", "-m", "v2.0.0", built);
  const bytes = new Map([
    ["a", sha256("A")],
    ["b", sha256("B")],
  ]);
  inspector = new Inspector({
    commit: built,
    variants: new Map(TAGS.map((tag) => [tag, [bytes]])),
    history: new Set(),
    foreign,
    meddled,
  });
});

const whole = () => [asset("a", "A"), asset("b", "B")];

describe("the campaign's inspector", () => {
  test("has nothing against a draft that fills, is published, becomes latest, and is followed by a higher one", () => {
    const [a, b] = whole() as [Assets[number], Assets[number]];
    const draft = release("v1.0.0", []);
    expect(look(draft)).toEqual([]);
    expect(look({ ...draft, assets: [{ ...a, state: "starter" }] })).toEqual([]);
    expect(look({ ...draft, assets: [a] })).toEqual([]);
    const first = { ...draft, assets: [a, b], ...PUBLIC };
    expect(look({ ...first, latest: true })).toEqual([]);
    const second = release("v2.0.0", whole(), { ...PUBLIC, latest: true });
    expect(look(first, second)).toEqual([]);
    expect(inspector.bytesUnchanged([first, second])).toEqual([]);
  });

  test("has nothing against a replacement, debris that is removed, and what others do", () => {
    const old = asset("a", "older");
    const draft = release("v1.0.0", [old, asset("b", "", "starter")]);
    look(draft);
    const fresh = asset("a.slipway-new", "A");
    expect(look({ ...draft, assets: [old, fresh] })).toEqual([]);
    expect(look({ ...draft, assets: [{ ...fresh, name: "a" }] })).toEqual([]);
    meddled.add(fresh.id);
    expect(look({ ...draft, assets: [] })).toEqual([]);
    const other = release("v1.0.0", []);
    foreign.add(other.id);
    expect(look({ ...draft, assets: [] }, other)).toEqual([]);
  });

  const full = (more: Partial<ReleaseSnapshot> = {}) => release("v1.0.0", whole(), more);
  test.each<[string, () => readonly (readonly ReleaseSnapshot[])[], RegExp]>([
    ["nothing", () => [[release("v1.0.0", [], PUBLIC)]], /public with wrong or missing assets: none/],
    ["too little", () => [[release("v1.0.0", [asset("a", "A")], PUBLIC)]], /wrong or missing/],
    ["too much", () => [[release("v1.0.0", [...whole(), asset("c", "C")], PUBLIC)]], /wrong or missing/],
    ["other bytes", () => [[release("v1.0.0", [asset("a", "A"), asset("b", "b")], PUBLIC)]], /wrong or missing/],
    ["half of an asset", () => [[release("v1.0.0", [asset("a", "A"), asset("b", "B", "starter")], PUBLIC)]], /starter/],
  ])("sees %s made public", (_, steps, words) => {
    expect(steps().flatMap((releases) => look(...releases))).toEqual([expect.stringMatching(words)]);
  });

  test.each<[string, (published: ReleaseSnapshot) => readonly ReleaseSnapshot[], RegExp]>([
    ["deleted", () => [], /no longer public/],
    ["made a draft again", (it) => [{ ...it, draft: true }], /no longer public/],
    ["given another asset", (it) => [{ ...it, assets: [...it.assets, asset("c", "C")] }], /assets of v1.0.0 changed/],
    ["given other assets of the same names", (it) => [{ ...it, assets: whole() }], /assets of v1.0.0 changed/],
  ])("sees a published release that is %s", (_, change, words) => {
    const published = full(PUBLIC);
    expect(look(published)).toEqual([]);
    expect(look(...change(published))).toContainEqual(expect.stringMatching(words));
  });

  test("sees published bytes that change under an asset's number", () => {
    const published = full(PUBLIC);
    look(published);
    writeFileSync(published.assets[1]?.path ?? "", "b");
    expect(inspector.bytesUnchanged([published])).toEqual(["the published bytes of b changed"]);
  });

  test.each<[string, (draft: ReleaseSnapshot) => readonly ReleaseSnapshot[], RegExp]>([
    ["a second draft", (it) => [it, release("v1.0.0", [])], /a second release of v1.0.0/],
    ["a draft beside what is public", (it) => [{ ...it, ...PUBLIC }, release("v1.0.0", [])], /a second release/],
    ["two published ones", (it) => [{ ...it, ...PUBLIC }, full(PUBLIC)], /a tag has two published releases/],
  ])("sees %s of one tag", (_, change, words) => {
    const draft = full();
    look(draft);
    expect(look(...change(draft))).toContainEqual(expect.stringMatching(words));
  });

  test.each<[string, (one: ReleaseSnapshot, two: ReleaseSnapshot) => readonly ReleaseSnapshot[], RegExp]>([
    [
      "go down",
      (one, two) => [
        { ...one, latest: true },
        { ...two, latest: false },
      ],
      /from v2.0.0 to v1.0.0/,
    ],
    ["vanish", (one, two) => [one, { ...two, latest: false }], /no latest release any more/],
  ])("sees latest %s", (_, change, words) => {
    const [one, two] = [full(PUBLIC), release("v2.0.0", whole(), { ...PUBLIC, latest: true })];
    expect(look(one, two)).toEqual([]);
    expect(look(...change(one, two))).toEqual([expect.stringMatching(words)]);
  });

  test.each<[string, (draft: ReleaseSnapshot) => readonly ReleaseSnapshot[], RegExp]>([
    ["without a replacement", (it) => [{ ...it, assets: it.assets.slice(1) }], /a of v1.0.0 was deleted before/],
    ["with half a replacement", (it) => [{ ...it, assets: [asset("a.slipway-new", "A", "starter")] }], /a of v1.0.0/],
    ["with the whole draft", () => [], /a of v1.0.0 was deleted before/],
    ["for another draft", () => [release("v1.0.0", [])], /a of v1.0.0 was deleted before/],
  ])("sees good bytes of a draft deleted %s", (_, change, words) => {
    const draft = full();
    look(draft);
    expect(look(...change(draft))).toContainEqual(expect.stringMatching(words));
  });

  test("sees a tag move, and vanish", () => {
    expect(look()).toEqual([]);
    git("tag", "-f", "v2.0.0", later);
    expect(look()).toEqual(["the tag v2.0.0 moved"]);
    git("tag", "-d", "v1.0.0");
    expect(look()).toEqual(["the tag v1.0.0 moved"]);
  });

  test("sees a tag that is made on another commit than the one that was built", () => {
    git("tag", "-d", "v1.0.0");
    expect(look(full())).toEqual([]);
    git("tag", "v1.0.0", later);
    expect(look()).toContain("the tag v1.0.0 is on another commit than the one that was built");
  });

  test("sees a release that is public without its tag", () => {
    git("tag", "-d", "v1.0.0");
    expect(look(full(PUBLIC))).toEqual(["v1.0.0 is public without its tag"]);
  });
});
