import type { ReleaseManifest } from "@slipway/model";
import { describe, expect, test } from "vitest";
import type { LocalFile } from "../src/publish/assets.ts";
import { markNotes } from "../src/publish/marker.ts";
import { begun, CONTENT, files, forge, lines, manifest, names, run, whole } from "./publication.ts";

describe("a publication", () => {
  test("creates one draft, uploads, verifies, publishes and reads back, in this order", async () => {
    const published = await run();
    expect(published).toMatchObject({ done: "published", latest: true, release: { draft: false, tag: "v1.0.0" } });
    expect(published.assets.map(({ name }) => name)).toEqual(whole);
    expect(forge.releases).toHaveLength(1);
    expect(forge.calls.filter((call) => !call.startsWith("upload "))).toEqual([
      ...["survey", "probeAccess", "findReleases", "createDraft", "findReleases", "listAssets"],
      ...["survey", "updateRelease", "survey"],
    ]);
    expect(lines.filter((line) => /^\d\/4 /.test(line))).toHaveLength(4);
  });

  test("stops before publishing when a draft is asked for; the next run publishes the same draft", async () => {
    const drafted = await run({ draft: true });
    expect(drafted).toMatchObject({ done: "drafted", release: { draft: true } });
    forge.calls.length = 0;
    expect(await run()).toMatchObject({ done: "published", release: { id: drafted.release.id } });
    expect(forge.calls.filter((call) => call.startsWith("upload "))).toEqual([]);
  });

  test("does nothing when the release is published with equal bytes", async () => {
    await run();
    forge.calls.length = 0;
    expect(await run()).toMatchObject({ done: "nothing", latest: true });
    expect(forge.calls).not.toContain("updateRelease");
    expect(forge.calls).not.toContain("createDraft");
  });

  test.each(["edited", "published"])("changes nothing of a draft that is %s just before", async (how) => {
    const draft = begun(CONTENT, { body: markNotes("older notes") });
    const { updateRelease } = forge;
    forge.updateRelease = async (...args) => {
      if (forge.calls.filter((call) => call === "updateRelease").length === 0) {
        if (how === "edited") draft.body = `${markNotes("older notes")} and mine`;
        else draft.draft = false;
      }
      return await updateRelease(...args);
    };
    await run();
    expect(draft.body).toBe(how === "edited" ? `${markNotes("older notes")} and mine` : markNotes("older notes"));
    expect(draft.draft).toBe(false);
  });

  test("keeps edited notes of a draft, and replaces unedited ones", async () => {
    const draft = begun({}, { body: markNotes("Old notes") });
    await run({ draft: true });
    expect(draft.body).toBe(markNotes("The notes"));
    draft.body = draft.body.replace("The notes", "A person's notes");
    await run();
    expect(draft).toMatchObject({ draft: false, body: expect.stringContaining("A person's notes") });
  });

  test.each<[string, Record<string, string>, "uploaded" | "starter"]>([
    ["some assets there", { "app.zip": "the other archive" }, "uploaded"],
    ["other bytes", { "app.zip": "the older archive" }, "uploaded"],
    ["a replacement without its name", { "app.zip": "the other archive", "app.zip.slipway-new": "x" }, "uploaded"],
    ["debris", { "app.zip": "" }, "starter"],
  ])("continues a draft with %s", async (_, assets, state) => {
    const draft = begun({});
    for (const [name, bytes] of Object.entries(assets)) forge.put(draft, name, Buffer.from(bytes), state);
    await run();
    expect(forge.releases).toHaveLength(1);
    expect(names(draft)).toEqual(whole);
  });

  test("uploads the replacement before it deletes what was there", async () => {
    begun({ "app.zip": "the older archive" });
    await run();
    const order = forge.calls.filter((call) => /app\.zip|deleteAsset|renameAsset/.test(call));
    expect(order).toEqual(["upload app.zip.slipway-new", "deleteAsset", "renameAsset"]);
  });

  test.each([1000, 999])(
    "replaces what differs in a draft of %i assets, of which GitHub takes a thousand",
    async (count) => {
      const more = Array.from(
        { length: count - files.length },
        (_, at) => ({ ...files[0], name: `more-${at}` }) as LocalFile,
      );
      const all = [...files, ...more];
      const others = Object.fromEntries(more.map(({ name }) => [name, "the archive"]));
      const draft = begun({ ...CONTENT, ...others, "app.zip": "old", "app.tar.gz": "older" });
      const artifacts = more.map((file) => ({ ...manifest().artifacts[0], name: file.name }));
      const whole = { ...manifest(), artifacts: [...manifest().artifacts, ...artifacts] } as ReleaseManifest;
      expect(await run({ manifest: whole, files: all })).toMatchObject({ done: "published" });
      expect(draft.assets.map(({ name }) => name).sort()).toEqual(all.map(({ name }) => name).sort());
    },
  );

  test("replaces nothing in a draft that another run published meanwhile", async () => {
    const draft = begun({ "app.zip": "the older archive" });
    forge.onCall = (name) => {
      if (name === "upload app.zip.slipway-new") draft.draft = false;
    };
    await expect(run()).rejects.toMatchObject({ code: "published-meanwhile" });
    expect(draft.assets.find(({ name }) => name === "app.zip")?.bytes.toString()).toBe("the older archive");
    expect(names(draft)).not.toContain("app.zip.slipway-new");
  });

  test("does not upload again what is right", async () => {
    begun({ "app.zip": "the other archive", SHA256SUMS: "sums" });
    await run();
    expect(forge.calls.filter((call) => call.startsWith("upload ")).sort()).toEqual([
      "upload app.tar.gz",
      "upload release.json",
    ]);
  });

  test("picks the oldest of several drafts of ours, and leaves those of others alone", async () => {
    const foreign = forge.add({ tag: "v1.0.0", draft: true, body: "by hand" });
    const oldest = begun({});
    const surplus = begun({});
    const { release } = await run();
    expect(release.id).toBe(oldest.id);
    expect(foreign).toMatchObject({ draft: true, body: "by hand", assets: [] });
    expect(surplus).toMatchObject({ draft: true, assets: [] });
    expect(lines.filter((line) => line.startsWith("warning: "))).toHaveLength(2);
  });

  test("two runs that create at the same time go on with the older draft", async () => {
    forge.onCall = (name) => {
      if (name !== "createDraft") return;
      forge.onCall = () => {};
      forge.add({ tag: "v1.0.0", draft: true, body: markNotes("The notes") });
    };
    const { release } = await run();
    expect(release.id).toBe(Math.min(...forge.releases.map(({ id }) => id)));
    expect(forge.releases.filter(({ draft }) => !draft)).toHaveLength(1);
  });

  test("brings again what another run took away", async () => {
    let taken = false;
    forge.onCall = (name) => {
      if (name !== "listAssets" || taken) return;
      taken = true;
      forge.releases[0]?.assets.shift();
    };
    expect(await run()).toMatchObject({ done: "published" });
    expect(names(forge.releases[0])).toEqual(whole);
  });

  test("accepts the release that another run published first", async () => {
    forge.onCall = (name) => {
      if (name !== "updateRelease") return;
      forge.onCall = () => {};
      const other = forge.add({ tag: "v1.0.0" });
      for (const [name, bytes] of Object.entries(CONTENT)) forge.put(other, name, Buffer.from(bytes));
    };
    expect(await run()).toMatchObject({ done: "nothing" });
    expect(forge.releases.filter(({ draft }) => !draft)).toHaveLength(1);
  });

  test("computes the digests that the server does not give", async () => {
    forge.digests = "absent";
    const { assets } = await run();
    expect(assets.map(({ name, sha256 }) => [name, sha256])).toEqual(
      [...files].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, sha256 }) => [name, sha256]),
    );
    expect(forge.calls.filter((call) => call === "downloadAsset")).toHaveLength(4);
  });
});

describe("faults", () => {
  test.each([
    ["creation without effect", "createDraft", { when: "before", status: 502 }],
    ["creation with effect, answer lost", "createDraft", { when: "after" }],
    ["upload without effect", "upload app.zip", { when: "before", status: 502 }],
    ["upload with effect, answer lost", "upload app.zip", { when: "after" }],
    ["upload that leaves debris", "upload app.zip", { when: "debris" }],
    ["upload that arrives changed", "upload app.zip", { when: "corrupt" }],
    ["publication with effect, answer lost", "updateRelease", { when: "after" }],
  ] as const)("converges after a %s", async (_, name, fault) => {
    forge.faults[name] = [fault];
    expect(await run()).toMatchObject({ done: "published" });
    expect(forge.releases).toHaveLength(1);
    expect(names(forge.releases[0])).toEqual(whole);
  });

  test("waits for a list that lags behind", async () => {
    const real = forge.listAssets;
    let lags = 2;
    forge.listAssets = async (id) => (lags-- > 0 ? [] : await real(id));
    expect(await run()).toMatchObject({ done: "published" });
  });

  test("an upload that never succeeds leaves a draft, says so, and the next run finishes", async () => {
    forge.faults["upload app.zip"] = Array.from({ length: 6 }, () => ({ when: "before", status: 502 }) as const);
    await expect(run()).rejects.toMatchObject({
      code: "server-unavailable",
      message: expect.stringContaining("nothing is public"),
    });
    expect(forge.releases).toMatchObject([{ draft: true }]);
    expect(await run()).toMatchObject({ done: "published" });
  });

  test("a failed look-up is not taken for an absent release", async () => {
    forge.faults.findReleases = [{ when: "before", status: 500 }];
    await expect(run()).rejects.toMatchObject({ code: "server-unavailable" });
    expect(forge.calls).not.toContain("createDraft");
  });
});

describe("refusals", () => {
  const nothingChanged = () => {
    for (const call of ["createDraft", "updateRelease", "deleteAsset"]) expect(forge.calls).not.toContain(call);
  };

  test("a token that may only read", async () => {
    forge.access = { writable: false, reason: "Resource not accessible by integration" };
    await expect(run()).rejects.toMatchObject({
      code: "token-read-only",
      remedy: expect.stringContaining("permissions: contents: write"),
    });
    nothingChanged();
  });

  test("no tag", async () => {
    forge.tags.clear();
    await expect(run()).rejects.toMatchObject({ code: "tag-missing" });
    nothingChanged();
  });

  test("a tag on another commit, naming both", async () => {
    forge.tags.set("v1.0.0", "d".repeat(40));
    await expect(run()).rejects.toMatchObject({
      code: "tag-moved",
      message: expect.stringMatching(/d{40}.*c{40}/),
    });
    nothingChanged();
  });

  test("a tag that moves while assets are uploaded", async () => {
    forge.onCall = (name) => {
      if (name === "updateRelease" || forge.calls.filter((call) => call === "survey").length === 2)
        forge.tags.set("v1.0.0", "d".repeat(40));
    };
    await expect(run()).rejects.toMatchObject({ code: "tag-moved" });
    expect(forge.releases).toMatchObject([{ draft: true }]);
  });

  test("a draft with an asset that is not in the manifest", async () => {
    const draft = begun({ stray: "x" });
    await expect(run()).rejects.toMatchObject({
      code: "draft-differs",
      message: expect.stringContaining("stray is not in the manifest"),
    });
    expect(draft.draft).toBe(true);
  });

  test("a published release with other bytes, listing each difference", async () => {
    const release = forge.add({ tag: "v1.0.0" });
    forge.put(release, "app.zip", Buffer.from("the OTHER archive"));
    await expect(run()).rejects.toMatchObject({
      code: "release-differs",
      message: expect.stringMatching(/SHA256SUMS is missing; app\.tar\.gz is missing; app\.zip has the SHA-256/),
    });
    nothingChanged();
  });

  test("files that are not the manifest's", async () => {
    await expect(run({ files: files.slice(1) })).rejects.toMatchObject({ code: "artifact-changed" });
    expect(forge.calls).toEqual([]);
  });

  test("notes that are too long, before anything is asked", async () => {
    await expect(run({ notes: "x".repeat(125_000) })).rejects.toMatchObject({ code: "notes-too-long" });
    expect(forge.calls).toEqual([]);
  });
});

describe("latest", () => {
  const published = (tag: string) => {
    const release = forge.add({ tag });
    forge.latestId = release.id;
    return release;
  };

  test("a back-port leaves it where it is", async () => {
    const current = published("v2.0.0");
    expect(await run()).toMatchObject({ latest: false });
    expect(forge.latestId).toBe(current.id);
  });

  test("a higher version takes it", async () => {
    published("v0.9.0");
    expect(await run()).toMatchObject({ latest: true });
  });

  test("what the server does of its own is put right, once", async () => {
    const current = published("v2.0.0");
    let calls = 0;
    forge.onCall = (name) => {
      // GitHub elects by date when it feels like it.
      if (name === "survey" && calls++ === 2) forge.latestId = forge.releases.at(-1)?.id;
    };
    expect(await run()).toMatchObject({ latest: false });
    expect(forge.latestId).toBe(current.id);
  });

  test("what stays wrong is a failure that says the release is public", async () => {
    published("v0.9.0");
    forge.stubbornLatest = true;
    await expect(run()).rejects.toMatchObject({
      code: "publication-unconfirmed",
      message: expect.stringMatching(/latest release is v0\.9\.0.* is public/),
    });
  });

  test("a re-run after a crash between publication and latest finishes it", async () => {
    await run();
    const [release] = forge.releases;
    forge.latestId = forge.add({ tag: "v0.9.0" }).id;
    expect(await run()).toMatchObject({ done: "nothing", latest: true });
    expect(forge.latestId).toBe(release?.id);
  });

  test("a pre-release is never latest", async () => {
    expect(await run({ prerelease: true, latest: "yes" })).toMatchObject({
      latest: false,
      release: { prerelease: true },
    });
  });
});
