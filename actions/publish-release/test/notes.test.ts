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
async function compose(notes?: PlannedNotes) {
  const asked: NotesRange[] = [];
  const plan = { tag: "v1.3.0", previousTag: "v1.2.0", ...(notes && { notes }) } as Plan;
  const generateNotes = async (range: NotesRange) => {
    asked.push(range);
    return { title: "", body: "GitHub's text" };
  };
  return { text: await composeNotes(plan, MANIFEST, URL, { generateNotes } as Forge), asked };
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
    expect(asked).toEqual([{ tag: "v1.3.0", previousTag: "v1.2.0" }]);
  });

  test("too long a text is cut with a link; how to verify stays whole", async () => {
    const install = (await compose()).text;
    const { text } = await compose({ from: "commits", body: "- a change of some length\n".repeat(10_000) });
    expect(text.length).toBeLessThanOrEqual(LONGEST_NOTES - 1_000);
    expect(text).toContain(`[all commits](${URL}/commits/v1.3.0)`);
    expect(text.endsWith(`\n\n${install}`)).toBe(true);
  });
});
