import { expect, test } from "vitest";
import { CALLER, project, rehearsed, TINY } from "./support/rehearsals.ts";

const HANDED = ["tap-token", "slack-webhook"]
  .map((name) => `      ${name}: \${{ secrets.${name.toUpperCase().replaceAll("-", "_")} }}\n`)
  .join("");
/** With no more permissions than a rollback needs. */
const BACK = `name: Back
on:
  workflow_dispatch:
    inputs:
      version: { type: string }
      reason: { type: string }
permissions: {}
jobs:
  back:
    uses: slipway/slipway/.github/workflows/rollback.yml@v1
    permissions: { contents: write }
    with:
      version: \${{ inputs.version }}
      reason: \${{ inputs.reason }}
      roll-forward: "true"
    secrets:
${HANDED}`;

test("1.2.3, 1.2.4, taken back, and 1.2.5 with the bytes of 1.2.3, by the real workflows", async () => {
  const directory = project({
    ...TINY,
    "slipway.yml": `${TINY["slipway.yml"]}channels:\n  homebrew: { tap: acme/homebrew-tap }\nnotify: { to: [slack] }\n`,
    ".github/workflows/release.yml": `${CALLER[".github/workflows/release.yml"].trimEnd()}\n    secrets:\n${HANDED}`,
    ".github/workflows/back.yml": BACK,
    "CHANGELOG.md": "# Changelog\n\n## 1.2.3 - 2026-01-01\n\n- First.\n",
  });
  const { summary, said } = await rehearsed(directory, { rollback: true });
  const jobs = new Map(summary.jobs.map(({ id, result }) => [id, result]));
  for (const name of ["carry", "manifest", "publish", "homebrew", "notify"]) {
    expect(jobs.get(`rollback: back / roll-forward / ${name}`), `${name}: ${said}`).toBe("success");
  }
  expect(jobs.get("rollback: back / roll-forward / registries")).toBe("skipped");
  expect(summary.rollback?.plan).toContain("v1.2.5 carrying the bytes of v1.2.3");
  expect(summary.rollback?.channels.map(({ title, released, after }) => [title, released, after])).toEqual([
    ["Latest release", "v1.2.4", "v1.2.5"],
    ["Homebrew tap acme/homebrew-tap", "1.2.4", "1.2.5"],
  ]);
  expect(summary.rollback?.messages.map(({ text, subject }) => `${subject} ${text}`).at(-1)).toContain("1.2.5");
  expect(summary.requests.violations).toEqual([]);
  // The rehearsal holds channels against the rollback release.
  expect(summary.result, JSON.stringify(summary.checks, null, 1)).toBe("success");
});
