import { type Forge, LONGEST_NOTES, type NotesRange } from "@slipway/forge";
import type { Plan, PlannedNotes, ReleaseManifest } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { composeNotes } from "../notes.ts";

const MANIFEST: ReleaseManifest = {
  kind: "slipway-release",
  schemaVersion: 1,
  project: { name: "app" },
  version: "1.3.0",
  tag: "v1.3.0",
  prerelease: false,
  commit: "a".repeat(40),
  builds: [],
  artifacts: [],
};
const URL = "https://github.com/acme/app";

/** Only what composing reads of a plan and of GitHub. */
async function compose(notes?: PlannedNotes, manifest = MANIFEST) {
  const asked: NotesRange[] = [];
  const plan = {
    tag: "v1.3.0",
    previousTag: "v1.2.0",
    commit: MANIFEST.commit,
    ...(notes && { notes }),
  } as Plan;
  const generateNotes = async (range: NotesRange) => {
    asked.push(range);
    return { title: "", body: "GitHub's text" };
  };
  return { text: await composeNotes(plan, manifest, URL, { generateNotes } as Forge), asked };
}

describe("what a release's page says", () => {
  test("without notes in the plan, how to verify alone", async () => {
    const { text, asked } = await compose();
    expect(text).toMatch(/^\*\*app 1\.3\.0\*\*/);
    expect(asked).toEqual([]);
  });

  test("what changed stands before it", async () => {
    const { text, asked } = await compose({ from: "commits", body: "### Features\n\n- one\n" });
    expect(text).toMatch(/^### Features\n\n- one\n\n\*\*app 1\.3\.0\*\*/);
    expect(asked).toEqual([]);
  });

  test("GitHub's text is asked for the planned range, between body and tail", async () => {
    const { text, asked } = await compose({ from: "github", body: "Before", tail: "After" });
    expect(text).toMatch(/^Before\n\nGitHub's text\n\nAfter\n\n\*\*app 1\.3\.0\*\*/);
    expect(asked).toEqual([{ tag: "v1.3.0", previousTag: "v1.2.0", commit: "a".repeat(40) }]);
  });

  const LONG = "- a change of some length\n".repeat(10_000);

  test("too long a text is cut with a link to the asset that holds it whole; how to verify stays whole", async () => {
    const install = (await compose()).text;
    const { text } = await compose({ from: "commits", body: LONG, asset: "release-notes.md" });
    expect(text.length).toBeLessThanOrEqual(LONGEST_NOTES - 1_000);
    expect(text.length).toBeGreaterThan(LONGEST_NOTES - 1_100);
    expect(text).toContain(`shortened: [the whole text](${URL}/releases/download/v1.3.0/release-notes.md).*`);
    expect(text.endsWith(`\n\n${install}`)).toBe(true);
  });

  test("a text of GitHub's that is too long is linked by its commits: no asset can hold it", async () => {
    const { text } = await compose({ from: "github", body: LONG });
    expect(text).toContain(`shortened: [all commits](${URL}/compare/v1.2.0...v1.3.0).*`);
  });

  const named = (index: number) => `app-1.3.0-linux-amd64-variant-${index}.tar.gz`;
  const artifact = (name: string) =>
    ({
      name,
      kind: "archive",
      target: "linux-amd64",
      variant: name,
      size: 1,
      digests: {},
      signatures: [],
    }) as unknown as ReleaseManifest["artifacts"][number];
  const many = (count: number) => ({
    ...MANIFEST,
    artifacts: Array.from({ length: count }, (_, index) => artifact(named(index))),
  });

  test.each([
    ["few downloads, and a text just short enough to have no asset", 5, 60_000, "whole", "whole"],
    ["as many downloads as fit beside such a text", 250, 60_000, "whole", "whole"],
    ["more downloads than that", 400, 60_000, "whole", "short"],
    ["a long text, and downloads within their half", 250, 200_000, "cut", "whole"],
    ["a long text, and more downloads", 400, 200_000, "cut", "short"],
    ["a short text, and more downloads than half a page", 400, 20_000, "whole", "whole"],
  ] as const)("%s", async (_, downloads, length, changes, table) => {
    const body = "x"
      .repeat(79)
      .concat("\n")
      .repeat(length / 80);
    const asset = length > 60_000 ? { asset: "release-notes.md" } : {};
    const { text } = await compose({ from: "commits", body, ...asset }, many(downloads));
    expect(text.length).toBeLessThanOrEqual(LONGEST_NOTES - 1_000);
    expect(text.includes("These notes are shortened")).toBe(changes === "cut");
    expect(text.includes(body.trimEnd())).toBe(changes === "whole");
    expect(text.includes(`/${named(downloads - 1)})`)).toBe(table === "whole");
  });
});
