import { describe, expect, test } from "vitest";
import { changedLibrary, project, rehearsed, TINY } from "./support/rehearsals.ts";

/** What GitHub says when something is taken away from the workflows; the rehearsal must fail with the same reason. */
describe("a workflow that lacks something fails as it does on GitHub", () => {
  const cases: [name: string, file: string, from: string | RegExp, to: string, said: RegExp][] = [
    [
      "contents: write of the publishing job",
      ".github/workflows/release.yml",
      /(publish:[\s\S]*?contents: )write/,
      "$1read",
      /may not write|Resource not accessible by integration/,
    ],
    ["needs of the building job", ".github/workflows/build.yml", "    needs: plan\n", "", /fromJSON/i],
    [
      "the output that holds the matrix",
      ".github/workflows/build.yml",
      /^ +matrix: \$\{\{ steps.*\n/m,
      "",
      /fromJSON/i,
    ],
    [
      "the planning job's checkout",
      ".github/workflows/build.yml",
      /- uses: actions\/checkout[\s\S]*?(?=- id: plan)/,
      "",
      /actions\/checkout/,
    ],
    [
      "the building job's checkout",
      ".github/workflows/build.yml",
      /(runs-on: \$\{\{ matrix[\s\S]*?)- uses: actions\/checkout[\s\S]*?(?=- uses: \$\/)/,
      "$1",
      /actions\/checkout/,
    ],
    ["the output plan-digest", ".github/workflows/build.yml", /^ +plan-digest: \$\{\{ steps.*\n/m, "", /plan-digest/],
    [
      "the manifest's digest",
      ".github/workflows/release.yml",
      /(publish-release\n[\s\S]*?)^ +manifest-digest: \$\{\{ needs.*\n/m,
      "$1",
      /manifest-digest/,
    ],
    [
      "a job that hands over",
      ".github/workflows/release.yml",
      "    needs: [build, manifest, vulnerabilities]\n",
      "    needs: [build, vulnerabilities]\n",
      /"release \/ publish"[^}]*"Its condition is false: [^"]*needs\.manifest\.result == 'success'/s,
    ],
  ];

  test.each(cases)("%s", async (_name, file, from, to, expected) => {
    const { summary, said } = await rehearsed(project(TINY), { library: changedLibrary(file, from, to) });
    expect(said).toMatch(expected);
    expect(summary.result).toBe("failure");
    expect(summary.release).toBeNull();
  });

  test("a caller that grants less than the library asks for", async () => {
    const caller = TINY[".github/workflows/release.yml"]?.replace("contents: write", "contents: read") ?? "";
    const { summary, said } = await rehearsed(project({ ...TINY, ".github/workflows/release.yml": caller }));
    expect(said).toMatch(/is requesting 'contents: write', but is only allowed 'contents: read'/);
    expect(summary.result).toBe("failure");
  });
});

describe("events", () => {
  test("a pushed branch builds and publishes nothing", async () => {
    const { summary } = await rehearsed(project(TINY), { tag: undefined, branch: "feature" });
    expect(summary.result).toBe("success");
    expect(summary.jobs.map(({ name }) => name)).toEqual(["build / plan", expect.stringContaining("build / build")]);
    expect(summary.release).toBeNull();
    expect(summary.requests.byOperation).not.toHaveProperty("repos/create-release");
  });

  test("a pushed tag becomes a published release, the latest", async () => {
    const { summary } = await rehearsed(project(TINY));
    expect(summary.release).toMatchObject({ tag: "v1.2.3", draft: false, prerelease: false, latest: true });
    expect(summary.release?.assets.map(({ name }) => name).sort()).toEqual([
      "MD5SUMS",
      "SHA256SUMS",
      "SHA512SUMS",
      "release.json",
      expect.stringMatching(/^tiny-1\.2\.3-linux-a..64-full\.tar\.gz$/),
      expect.stringMatching(/^tiny-1\.2\.3-linux-a..64-full\.tar\.gz\.sha256$/),
    ]);
  });

  test("a pre-release is marked, and is not the latest", async () => {
    const { summary } = await rehearsed(project(TINY), { tag: "v1.3.0-rc.1" });
    expect(summary.release).toMatchObject({ tag: "v1.3.0-rc.1", prerelease: true, latest: false });
  });
});
