import { readFileSync } from "node:fs";
import {
  configurationDigest,
  REHEARSAL_PATH,
  ROLLBACK_PLAN,
  ROLLBACK_REHEARSAL,
  readDocument,
  writeDocument,
} from "@slipway/model";
import { describe, expect, test } from "vitest";
import { changes, type Job, problemOf, twoReleases, type World } from "./world.ts";

const CONFIG = "channels:\n  homebrew:\n    tap: acme/homebrew-tap\nnotify:\n  to: [slack]\n";
const FORMATS = [
  "rollback:",
  "  compatibility:",
  "    formats:",
  "      - name: database",
  "        since: 2.1.0",
  "        remedy: run `app export` first, or release 2.1.1",
  "",
].join("\n");

const planOf = ({ outputs }: Job) => readDocument(ROLLBACK_PLAN, readFileSync(String(outputs.plan), "utf8"), "plan");
const checkOf = (job: Job, id: string) => planOf(job).checks.find((check) => check.id === id);

/** A commit on the default branch, as a person makes it. */
async function put(here: World, path: string, text: string): Promise<void> {
  const content = Buffer.from(text).toString("base64");
  let sha: unknown;
  try {
    sha = (await here.ask("GET", `contents/${path}`)).sha;
  } catch {
    // A new file.
  }
  await here.ask("PUT", `contents/${path}`, { message: path, content, ...(sha !== undefined && { sha }) });
}

describe("compatibility", () => {
  test("what was found out after the release counts, and an emergency goes on without", async () => {
    const here = await twoReleases();
    expect(checkOf(await here.act(), "compatibility")).toMatchObject({ passed: true });
    await put(here, "slipway.yml", CONFIG + FORMATS);
    const planned = await here.act();
    expect(checkOf(planned, "compatibility")).toMatchObject({ passed: false, mandatory: false });
    expect(planned.summary).toContain("may be skipped");
    const seen = changes();
    const refused = await problemOf(here.act({ "dry-run": "false" }));
    expect(refused.code).toBe("rollback-check-failed");
    expect(refused.message).toContain("database: its format of 2.1.0 cannot be read by 2.0.5");
    expect(refused.remedy).toContain("run `app export` first");
    expect(refused.remedy).toContain("mode: emergency");
    expect(seen).toEqual([]);
    // Not a rule about other ways.
    await put(
      here,
      "slipway.yml",
      `${CONFIG}rollback: { compatibility: { formats: [{ name: x, since: 3.0.0, remedy: y }] } }\n`,
    );
    expect(checkOf(await here.act(), "compatibility")?.passed).toBe(true);
    await put(here, "slipway.yml", CONFIG + FORMATS);
    const emergency = await here.act({ mode: "emergency", "dry-run": "false" });
    expect(emergency.outputs.changed).toBe(true);
    expect(emergency.summary).toContain("failed, skipped");
    expect(checkOf(emergency, "compatibility")).toMatchObject({ passed: false, skipped: true });
    expect((await here.shown()).latest).toBe("v2.0.5");
  });

  test("rules at the tag count where the default branch has none; a broken file there allows nothing", async () => {
    const here = await twoReleases({ config: CONFIG + FORMATS });
    await put(here, "slipway.yml", CONFIG);
    const check = checkOf(await here.act(), "compatibility");
    expect(check).toMatchObject({ passed: false });
    expect(check?.found).toContain("slipway.yml at v2.1.0");
    await put(here, "slipway.yml", `${CONFIG}rolback: {}\n`);
    const broken = checkOf(await here.act(), "compatibility");
    expect(broken?.found).toContain('unknown key "rolback"');
    expect(broken?.remedy).toContain('did you mean "rollback"');
  });
});

test("a rehearsal that is required", async () => {
  const config = `${CONFIG}rollback: { rehearsal: { required: true, days: 7 } }\n`;
  const here = await twoReleases({ config });
  const missing = await problemOf(here.act({ "dry-run": "false" }));
  expect(missing.message).toContain("there is none");
  expect(missing.remedy).toContain(".slipway/rollback-rehearsal.json");
  const record = (changes: object) =>
    writeDocument(ROLLBACK_REHEARSAL, {
      kind: "slipway-rollback-rehearsal",
      schemaVersion: 1,
      time: new Date().toISOString(),
      tool: "1.0.0",
      from: "0.2.0",
      to: "0.1.0",
      channels: [],
      config: configurationDigest(config),
      result: "passed",
      checks: [],
      ...changes,
    });
  await put(here, REHEARSAL_PATH, record({ time: new Date(Date.now() - 8 * 86_400_000).toISOString() }));
  expect((await problemOf(here.act({ "dry-run": "false" }))).message).toContain("8 days old; 7 may pass");
  await put(here, REHEARSAL_PATH, record({}));
  expect(checkOf(await here.act(), "rehearsal")).toMatchObject({ passed: true });
  expect((await problemOf(here.act({ rehearsal: "nowhere.json" }))).code).toBe("rehearsal-unreadable");
});
