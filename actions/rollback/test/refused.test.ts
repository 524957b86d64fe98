import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { heldBy } from "./everywhere.ts";
import { changes, PRODUCT, problemOf, release, twoReleases, type World } from "./world.ts";

const EXECUTE = { "dry-run": "false" };
const JOURNAL = "releases/v2.1.0.jsonl";

const everything = (here: World) => ({ ...heldBy(here.github), messages: here.sink.received.length });

interface Case {
  readonly name: string;
  /** Does the damage. @returns what mends it */
  readonly damage: (here: World) => Promise<() => Promise<unknown>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly code: string;
  readonly says: RegExp;
  readonly remedy: RegExp;
}

/** Replaces an asset, or takes it away. */
const asset =
  (tag: string, name: string, change: (bytes: Buffer) => string | Buffer | undefined) =>
  async (here: World): Promise<() => Promise<unknown>> => {
    const find = () => release(here, tag)?.assets.find((each) => each.name === name);
    const put = async (bytes: string | Buffer | undefined) => {
      const there = find();
      if (there !== undefined) await here.remove(`releases/assets/${there.id}`);
      if (bytes !== undefined) await here.upload(tag, name, bytes);
    };
    const before = readFileSync(find()?.path ?? "");
    await put(change(before));
    return () => put(before);
  };

/** Writes another text into the journal of the bad release. */
const journal =
  (change: (text: string) => string) =>
  async (here: World): Promise<() => Promise<unknown>> => {
    const before = here.file(PRODUCT, `slipway/journal:${JOURNAL}`);
    const put = async (text: string) => {
      const { sha } = await here.ask("GET", `contents/${JOURNAL}?ref=slipway/journal`);
      const content = Buffer.from(text).toString("base64");
      await here.ask("PUT", `contents/${JOURNAL}`, { message: "by hand", branch: "slipway/journal", content, sha });
    };
    await put(change(`${before}\n`));
    return () => put(`${before}\n`);
  };

const ARCHIVE = "app-2.0.5-linux-amd64.zip";
const edited = (change: (manifest: Record<string, unknown>) => object) => (bytes: Buffer) =>
  JSON.stringify({ ...JSON.parse(bytes.toString("utf8")), ...change(JSON.parse(bytes.toString("utf8"))) });
const nobody = async () => async () => {};
const HOUR = 3_600_000;

const CASES: readonly Case[] = [
  {
    name: "an asset of the target is gone",
    damage: asset("v2.0.5", ARCHIVE, () => undefined),
    code: "rollback-check-failed",
    says: /app-2\.0\.5-linux-amd64\.zip is missing/,
    remedy: /another release in `to-version`/,
  },
  {
    name: "an asset of the target was replaced",
    damage: asset("v2.0.5", ARCHIVE, (bytes) => Buffer.from(bytes).fill("x")),
    code: "rollback-check-failed",
    says: /app-2\.0\.5-linux-amd64\.zip/,
    remedy: /another release in `to-version`/,
  },
  {
    name: "the target's release.json is gone",
    damage: asset("v2.0.5", "release.json", () => undefined),
    code: "manifest-missing",
    says: /has no release\.json/,
    remedy: /another release in `to-version`/,
  },
  {
    name: "the target's release.json is no JSON",
    damage: asset("v2.0.5", "release.json", (bytes) => bytes.subarray(0, 100)),
    code: "unreadable-document",
    says: /release\.json/,
    remedy: /another release in `to-version`/,
  },
  {
    name: "the target's release.json is of another release",
    damage: asset(
      "v2.0.5",
      "release.json",
      edited(() => ({ tag: "v1.4.2", version: "1.4.2" })),
    ),
    code: "manifest-foreign",
    says: /describes v1\.4\.2/,
    remedy: /another release in `to-version`/,
  },
  {
    name: "the target's release.json lists less than there is",
    damage: asset(
      "v2.0.5",
      "release.json",
      edited(({ artifacts }) => ({ artifacts: (artifacts as unknown[]).slice(1) })),
    ),
    code: "rollback-check-failed",
    says: /app-2\.0\.5-/,
    remedy: /another release in `to-version`/,
  },
  {
    name: "the target is a draft",
    damage: async (here) => {
      const id = release(here, "v2.0.5")?.id;
      await here.ask("PATCH", `releases/${id}`, { draft: true });
      return () => here.ask("PATCH", `releases/${id}`, { draft: false, make_latest: "false" });
    },
    inputs: { "to-version": "2.0.5" },
    code: "release-not-published",
    says: /no published release of v2\.0\.5/,
    remedy: /name a published release/,
  },
  {
    name: "the journal is cut off within a line",
    damage: journal((text) => text.slice(0, -40)),
    code: "journal-damaged",
    says: /is not a journal entry/,
    remedy: /branch's history/,
  },
  {
    name: "the journal is another release's",
    damage: journal((text) => text.replaceAll('"tag":"v2.1.0"', '"tag":"v2.0.5"')),
    code: "journal-damaged",
    says: /an entry about v2\.0\.5/,
    remedy: /branch's history/,
  },
  {
    name: "the journal says that another run has the release to itself, for years",
    damage: journal((text) => {
      const [first = ""] = text.split("\n");
      const until = new Date(Date.now() + 9_000 * HOUR).toISOString();
      const entry = {
        ...JSON.parse(first),
        id: "forged",
        event: "begin",
        step: "release",
        run: { id: "666", attempt: 1 },
      };
      return `${text}${JSON.stringify({ ...entry, lock: { holder: "nobody", until } })}\n`;
    }),
    code: "release-in-progress",
    says: /run 666/,
    remedy: /cancel|wait|run/i,
  },
  {
    name: "the journal says that a plan was begun, which is not the one that is executed",
    damage: journal((text) => {
      const [first = ""] = text.split("\n");
      const { lock: _, commit: __, ...entry } = JSON.parse(first);
      const rollback = { to: "v2.0.5", plan: "a".repeat(64), reason: "it loses data" };
      const before = { latest: "v2.1.0", prerelease: false };
      const forged = { ...entry, id: "forged", event: "intent", step: "rollback", before, after: { rollback } };
      const done = { ...entry, id: "forged-too", event: "receipt", step: "rollback", before, lock: null };
      return `${text}${JSON.stringify(forged)}\n${JSON.stringify(done)}\n`;
    }),
    inputs: { "plan-digest": "a".repeat(64) },
    code: "plan-stale",
    says: /the approved plan is not the one/,
    remedy: /`dry-run: true`/,
  },
  {
    name: "an approved plan that is not there",
    damage: nobody,
    inputs: { plan: "elsewhere.json", "plan-digest": "a".repeat(64) },
    code: "plan-unreadable",
    says: /elsewhere\.json, which cannot be read \(ENOENT\)/,
    remedy: /rollback-plan\.json/,
  },
  {
    name: "no such release",
    damage: nobody,
    inputs: { version: "9.0.0" },
    code: "release-not-published",
    says: /no published release of v9\.0\.0/,
    remedy: /name a published release/,
  },
  {
    name: "upwards",
    damage: nobody,
    inputs: { version: "2.0.5", "to-version": "2.1.0" },
    code: "rollback-bad-target",
    says: /v2\.1\.0 is not below v2\.0\.5/,
    remedy: /earlier final release/,
  },
  {
    name: "a first release",
    damage: nobody,
    inputs: { version: "2.0.5" },
    code: "rollback-no-target",
    says: /no earlier good release/,
    remedy: /release a higher version.*mark v2\.0\.5 as a pre-release/,
  },
  {
    name: "an abort of nothing",
    damage: nobody,
    inputs: { version: "2.1.0", abort: "true" },
    code: "rollback-nothing-to-abort",
    says: /knows of no rollback of v2\.1\.0/,
    remedy: /name the release that was taken back/,
  },
  {
    name: "a configuration that is not there",
    damage: nobody,
    inputs: { config: "other.yml" },
    code: "missing-config",
    says: /no "other\.yml" in acme\/app at v2\.1\.0/,
    remedy: /correct the input `config`/,
  },
];

test("refused with what to do, and nothing is changed anywhere", async () => {
  const here = await twoReleases();
  const seen = changes();
  for (const { name, damage, inputs = {}, code, says, remedy } of CASES) {
    const mend = await damage(here);
    const before = everything(here);
    seen.length = 0;
    const problem = await problemOf(here.act({ ...EXECUTE, ...inputs }));
    expect([problem.code, problem.message], name).toEqual([code, expect.stringMatching(says)]);
    expect(problem.remedy, name).toMatch(remedy);
    expect([everything(here), seen], name).toEqual([before, []]);
    await mend();
  }
  // After all of that it is still there to be taken back.
  expect((await here.act(EXECUTE)).outputs).toMatchObject({ changed: true, from: "v2.1.0", to: "v2.0.5" });
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
});

test("the target is deleted: the one before it, if there is any", async () => {
  const here = await twoReleases();
  await here.release("2.2.0");
  await here.remove(`releases/${release(here, "v2.1.0")?.id}`);
  expect((await here.act(EXECUTE)).outputs).toMatchObject({ changed: true, from: "v2.2.0", to: "v2.0.5" });
  expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5" });
});

test("the bad release has no release.json any more: it is taken back all the same", async () => {
  const registries = [
    "mirrors: { url: https://acme.example/app, to: { branch: { repository: acme/packages, branch: mirror } } }",
    "registries: { to: { branch: { repository: acme/packages, branch: raw } }, path: '{version}/{file}', files: ['*.zip'] }",
  ];
  const config = `channels:\n  homebrew:\n    tap: acme/homebrew-tap\n${registries.map((line) => `  ${line}\n`).join("")}notify: { to: [slack] }\n`;
  const here = await twoReleases({ config, registries: registries.join("\n") });
  await asset("v2.1.0", "release.json", () => undefined)(here);
  expect((await here.act(EXECUTE)).outputs).toMatchObject({ changed: true, to: "v2.0.5" });
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
  expect(JSON.parse(here.file("acme/packages", "mirror:latest.json")).version).toBe("2.0.5");
  expect((await here.act(EXECUTE)).outputs.changed).toBe(false);
});

test.each([
  ["has lost its last lines", (lines: readonly string[]) => lines.slice(0, 6)],
  [
    "was written by a newer Slipway in part",
    (lines: readonly string[]) =>
      lines.map((line, at) =>
        at % 3 === 2 ? line.replace('"schemaVersion":1', '"schemaVersion":2,"new":true') : line,
      ),
  ],
  [
    "claims another state before the release",
    (lines: readonly string[]) =>
      lines.map((line) =>
        line.replace('"latest":"v2.0.5"', '"latest":"v1.4.2"').replace('"version":"2.0.5"', '"version":"1.4.2"'),
      ),
  ],
] as const)("the journal %s: people get the earlier release all the same", async (_, change) => {
  const here = await twoReleases();
  await journal((text) => `${change(text.trim().split("\n")).join("\n")}\n`)(here);
  const { outputs, summary } = await here.act();
  expect(outputs).toMatchObject({ from: "v2.1.0", to: "v2.0.5" });
  const given = { ...EXECUTE, "plan-digest": String(outputs["plan-digest"]) };
  expect((await here.act(given)).outputs.changed, summary).toBe(true);
  expect(await here.shown()).toMatchObject({ latest: "v2.0.5", formula: "v2.0.5" });
  expect(release(here, "v2.1.0")).toMatchObject({ prerelease: true });
  const seen = changes();
  expect((await here.act(given)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
});
