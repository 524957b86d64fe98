import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { LIBRARY, TINY } from "./support/rehearsals.ts";
import { Server } from "./support/server.ts";

/** Releases that a person starts on a branch: the real workflows with the real bundles, run after run on one server. */

const template = (name: string) => readFileSync(join(LIBRARY, "templates", name), "utf8");
const PROJECT = {
  ...TINY,
  "slipway.yml": `${TINY["slipway.yml"]}release: {discussion: Announcements}\n`,
  ".github/workflows/publish-draft.yml": template("publish-draft.yml"),
};

let server: Server | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
const start = async (...given: Parameters<typeof Server.start>) => {
  server = await Server.start(...given);
  return server;
};

const NOW = Math.floor(Date.now() / 1000);

/** Commits on top of the branch, for git fast-import. */
function commits(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const message = `feat(part${index % 7}): number ${index} of many changes that tell at some length what they do\n`;
    const who = `Person ${index % 50} <p${index % 50}@example.org> ${NOW + index} +0000`;
    const from = index === 0 ? "from refs/heads/main^0\n" : "";
    return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}${from}\n`;
  });
  return lines.join("");
}

describe("a release that is started on a branch", () => {
  test("takes the next version, its tag and its whole history of four thousand commits; a second run finds it done", async () => {
    const here = await start(PROJECT, commits(4000), ["Announcements"]);
    const head = here.git("rev-parse", "main");
    const ran = await here.dispatch("release.yml", { "release-type": "minor" });
    expect(ran.result, ran.said).toBe("success");
    expect(ran.outputs.release).toMatchObject({ version: "1.1.0", tag: "v1.1.0", draft: "false" });

    // An annotated tag on the commit that was built, made by the job, so that it starts no other workflow.
    expect(here.git("cat-file", "-t", "v1.1.0")).toBe("tag");
    expect(here.git("rev-parse", "v1.1.0^{commit}")).toBe(head);
    const pushed = here.pushes.filter(({ ref }) => ref === "refs/tags/v1.1.0");
    expect(pushed).toMatchObject([{ byJob: true }]);

    const release = here.release("v1.1.0");
    expect(release).toMatchObject({ draft: false, latest: true });
    const page = release?.body ?? "";
    expect(page.length).toBeGreaterThan(120_000);
    expect(page.length).toBeLessThanOrEqual(125_000);
    expect(page).toContain(
      `shortened: [the whole text](${here.github.serverUrl}/acme/tiny/releases/download/v1.1.0/release-notes.md)`,
    );
    expect(page).toContain("sha256sum --check");
    const notes = release?.assets.find(({ name }) => name === "release-notes.md");
    const whole = readFileSync(notes?.path ?? "", "utf8");
    expect(whole.match(/^- \*\*part\d:\*\* number \d+ /gm)).toHaveLength(4000);
    const releases = here.github.gitUrl("acme/tiny").replace(/\.git$/, "/releases");
    expect(await (await fetch(`${releases}/download/v1.1.0/release-notes.md`)).text()).toBe(whole);
    const manifest = JSON.parse(
      readFileSync(release?.assets.find(({ name }) => name === "release.json")?.path ?? "", "utf8"),
    );
    expect(manifest.artifacts).toContainEqual(
      expect.objectContaining({ name: "release-notes.md", kind: "notes", size: notes?.size }),
    );
    expect((await here.ask("GET", "releases/tags/v1.1.0")).discussion_url).toMatch(/\/discussions\/1$/);

    const object = here.git("rev-parse", "refs/tags/v1.1.0");
    const again = await here.dispatch("release.yml", { "release-type": "minor" });
    expect(again.result, again.said).toBe("success");
    expect(here.git("rev-parse", "refs/tags/v1.1.0")).toBe(object);
    expect(here.github.state.releases("acme/tiny").map(({ tag }) => tag)).toEqual(["v1.1.0"]);
    const kept = here.release("v1.1.0")?.assets.map(({ id, name, digest }) => ({ id, name, digest }));
    expect(kept).toEqual(release?.assets.map(({ id, name, digest }) => ({ id, name, digest })));
    expect(here.github.violations).toEqual([]);
  });

  test("as a draft it has no tag; reviewed, it is published by the later workflow as it is", async () => {
    const here = await start(PROJECT, commits(2), ["Announcements"]);
    const built = here.git("rev-parse", "main");
    const ran = await here.dispatch("release.yml", { "release-type": "auto", "prerelease-id": "rc", draft: true });
    expect(ran.result, ran.said).toBe("success");
    expect(ran.outputs.release).toMatchObject({ tag: "v1.1.0-rc.1", draft: "true" });
    expect(here.git("tag", "--list")).toBe("v1.0.0");
    const draft = here.release("v1.1.0-rc.1");
    expect(draft).toMatchObject({ draft: true, targetCommitish: built });

    // The reviewer edits the notes, and the branch goes on meanwhile.
    await here.ask("PATCH", `releases/${draft?.id}`, { body: `Reviewed.\n\n${draft?.body}` });
    const later = here.git("commit-tree", "main^{tree}", "-p", "main", "-m", "fix: later");
    here.git("update-ref", "refs/heads/main", later);
    const uploads = here.github.requests.byOperation["repos/upload-release-asset"];
    const published = await here.dispatch("publish-draft.yml", { tag: "v1.1.0-rc.1" });
    expect(published.result, published.said).toBe("success");
    expect(here.release("v1.1.0-rc.1")).toMatchObject({
      id: draft?.id,
      draft: false,
      prerelease: true,
      latest: false,
      body: expect.stringMatching(/^Reviewed\./),
      assets: draft?.assets,
    });
    expect(here.git("rev-parse", "v1.1.0-rc.1^{commit}")).toBe(built);
    expect(here.github.requests.byOperation["repos/upload-release-asset"]).toBe(uploads);

    // What is not a draft of Slipway's is not published.
    const none = await here.dispatch("publish-draft.yml", { tag: "v9.0.0" });
    expect(none.said).toContain("no release of v9.0.0 that Slipway made");
    expect(none.result).toBe("failure");
    expect(here.github.violations).toEqual([]);
  });

  test("without a version it ends before anything is built", async () => {
    const caller = template("release.yml").replace(/release-type: \$.*$/m, "config: slipway.yml");
    const here = await start({ ...PROJECT, ".github/workflows/release.yml": caller });
    const ran = await here.dispatch("release.yml", {});
    expect(ran.result).toBe("failure");
    expect(ran.said).toContain("refs/heads/main started this release: that is no version tag");
    expect(here.github.requests.byOperation).not.toHaveProperty("repos/create-release");
  });
});
