import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configurationDigest, REHEARSAL_PATH, ROLLBACK_REHEARSAL, readDocument } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { project, rehearsed, TINY } from "./support/rehearsals.ts";
import { FILES } from "./support/taken-back.ts";

/** `slipway rehearse --rollback`: a second release, taken back by the real rollback.yml, and what users of each channel get. */

const SETTINGS = `${TINY["slipway.yml"]}channels:
  homebrew: { tap: acme/homebrew-tap }
  registries:
    - { id: bucket, to: { s3: { bucket: things, region: eu-central-1 } }, files: ["*SUMS"] }
  mirrors:
    - { id: pages, url: "https://acme.example.org/m", to: { branch: { repository: acme/pages, branch: gh-pages } } }
    - { id: site, url: "https://files.example.org/m", to: { http: { url: "https://files.example.org/m" } } }
    - { id: backup, url: "https://github.com/acme/backup/releases/download", to: { github: { repository: acme/backup } } }
rollback: { rehearsal: { required: true } }
notify:
  to:
    - slack
    - { messenger: email, host: smtp.example.org, from: "Tiny <tiny@example.org>", to: [all@example.org] }
`;
describe("a rehearsed rollback", () => {
  test("gives users of every channel what they got before, and corrects everybody once", async () => {
    const directory = project({ ...FILES, "slipway.yml": SETTINGS });
    const { summary, said, directory: out } = await rehearsed(directory, { rollback: true, record: true });
    expect(summary.result, `${said}\n${JSON.stringify(summary.checks, null, 1)}`).toBe("success");
    const { rollback } = summary;
    expect(rollback).toMatchObject({ from: "v1.2.4", to: "v1.2.3", result: "success" });
    expect(rollback?.runs.map(({ what, origin, result }) => [what, origin, result])).toEqual([
      ["release", "repository", "success"],
      ["rollback", "template", "success"],
    ]);
    expect(rollback?.channels.map(({ title, before, released, after }) => [title, before, released, after])).toEqual([
      ["Latest release", "v1.2.3", "v1.2.4", "v1.2.3"],
      ["Homebrew tap acme/homebrew-tap", "1.2.3", "1.2.4", "1.2.3"],
      ["Mirror pages", "1.2.3", "1.2.4", "1.2.3"],
      ["Backup acme/backup", "v1.2.3", "v1.2.4", "v1.2.3"],
      ["Mirror site", "1.2.3", "1.2.4", "1.2.3"],
      ["Registry bucket", "3 files", "6 files", "6 files"],
    ]);
    expect(rollback?.plan).toContain("v1.2.4 → v1.2.3");
    expect(rollback?.plan).toContain("Homebrew tap acme/homebrew-tap");
    expect(rollback?.plan).toContain("A rehearsal of a rollback passed");
    expect(rollback?.messages).toHaveLength(2);
    for (const { text, subject } of rollback?.messages ?? []) expect(`${subject} ${text}`).toContain("1.2.3");
    // The first release is what the summary is about, and it is looked at before the second one exists.
    expect(summary.release).toMatchObject({ tag: "v1.2.3", latest: true });
    expect(summary.checks.find(({ name }) => name === "One release")?.result).toBe("passed");
    expect(summary.jobs.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        "release / publish",
        "second release: release / publish",
        "rollback: rollback / execute",
      ]),
    );
    expect(summary.requests.violations).toEqual([]);

    const record = readDocument(ROLLBACK_REHEARSAL, readFileSync(join(directory, REHEARSAL_PATH), "utf8"), "record");
    expect(record).toMatchObject({
      from: "1.2.4",
      to: "1.2.3",
      result: "passed",
      config: configurationDigest(SETTINGS),
    });
    expect(record.channels).toEqual(
      expect.arrayContaining(["homebrew:acme/homebrew-tap/tiny", "notify:slack", "notify:email"]),
    );
    const page = readFileSync(join(out, "report.html"), "utf8");
    expect(page).toContain('id="rollback"');
    expect(page).toMatch(/After the rollback/);
  });
});
