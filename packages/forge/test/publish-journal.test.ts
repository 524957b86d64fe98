import { readJournal } from "@slipway/model";
import { describe, expect, test } from "vitest";
import { TURN_FILE } from "../src/journal/turn.ts";
import { Patience } from "../src/patience.ts";
import { type PublishRequest, publish } from "../src/publish/publish.ts";
import { publishDraft } from "../src/publish/publish-draft.ts";
import { forge, lines, request } from "./publication.ts";
import { simulatedTime } from "./simulated-time.ts";

describe("a run with a journal", () => {
  const journal = { branch: "slipway/journal", run: { id: "7", attempt: 1 } };
  const entries = () =>
    readJournal(forge.files.get("releases/v1.0.0.jsonl")?.text ?? "", "journal").entries.map((entry) =>
      "event" in entry ? `${entry.event} ${entry.step}${entry.note === undefined ? "" : `: ${entry.note}`}` : "foreign",
    );
  const within = (deps: object, changes: Partial<PublishRequest> = {}) =>
    publish(forge, request(changes), {
      log: { info: (line) => lines.push(line), warning: (line) => lines.push(`warning: ${line}`) },
      patience: new Patience({ time: simulatedTime() }),
      concurrency: 2,
      journal,
      ...deps,
    });

  test("gives the lock back when it is cancelled, and the next one finishes", async () => {
    const controller = new AbortController();
    forge.onCall = (name) => {
      if (name === "upload app.zip") controller.abort();
    };
    await expect(within({ cancelled: controller.signal })).rejects.toMatchObject({ code: "cancelled" });
    expect(entries().at(-1)).toBe("end release: cancelled");
    expect(forge.releases).toMatchObject([{ draft: true }]);
    forge.onCall = () => {};
    expect(await within({})).toMatchObject({ done: "published" });
    expect(entries().slice(-3)).toEqual(["begin release", "intent publication", "receipt publication"]);
  });

  test("keeps the lock until a change that was under way at its cancellation is done", async () => {
    const controller = new AbortController();
    const turns = () => new Promise((resolve) => setTimeout(resolve, 10));
    const { updateRelease } = forge;
    let during: readonly string[] = [];
    forge.updateRelease = async (...args) => {
      const done = await updateRelease(...args);
      controller.abort();
      await turns();
      during = entries();
      return done;
    };
    await within({ cancelled: controller.signal }).catch(() => {});
    await turns();
    expect(during.at(-1)).toBe("intent publication");
    expect(entries().at(-1)).toMatch(/^(?:end release: cancelled|receipt publication)$/);
    expect(forge.releases).toMatchObject([{ draft: false }]);
  });

  test.each([
    ["with a journal", {}],
    ["without one", { journal: undefined }],
  ])("begins nothing when it was cancelled before, %s", async (_, deps) => {
    await expect(within({ cancelled: AbortSignal.abort(), ...deps })).rejects.toMatchObject({ code: "cancelled" });
    expect(forge.releases).toEqual([]);
    expect(forge.files.size).toBe(0);
  });

  test("gives back at once the lock that it got while it was being cancelled", async () => {
    // A draft that is known of would be looked for several times: longer than a cancelled job lives.
    await within({}, { draft: true });
    forge.releases.length = 0;
    forge.calls.length = 0;
    const controller = new AbortController();
    forge.onCall = (name) => {
      if (name === "writeFile") controller.abort();
    };
    await expect(within({ cancelled: controller.signal })).rejects.toMatchObject({ code: "cancelled" });
    expect(entries().slice(-2)).toEqual(["begin release", "end release: cancelled"]);
    expect(forge.calls.slice(forge.calls.indexOf("writeFile"))).toEqual(["writeFile", "writeFile"]);
  });

  test("changes nothing after its cancellation, without a journal either", async () => {
    const controller = new AbortController();
    forge.onCall = (name) => {
      if (name === "upload app.zip") controller.abort();
    };
    await expect(within({ cancelled: controller.signal, journal: undefined })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(forge.releases).toMatchObject([{ draft: true }]);
  });

  test("without one, stops before its next change when whoever called it may not go on", async () => {
    let lost = false;
    forge.onCall = (name) => {
      lost ||= name === "listAssets";
    };
    const guard = async () => {
      if (lost) throw new Error("the claim lapsed");
    };
    await expect(within({ journal: undefined, guard })).rejects.toThrow("the claim lapsed");
    expect(forge.releases).toMatchObject([{ draft: true }]);
  });

  test.each([
    ["while it looks at the draft", "listAssets"],
    ["while it waits for the lock", "writeFile"],
    ["once it has the lock", "release"],
  ])("publishes a reviewed draft with the flag that a person gives it %s", async (_, call) => {
    await within({}, { draft: true });
    forge.onCall = (name) => {
      if (name === call) for (const release of forge.releases) release.prerelease = true;
    };
    const deps = { log: { info: () => {}, warning: () => {} }, concurrency: 2, journal };
    const patience = new Patience({ time: simulatedTime() });
    const published = await publishDraft(forge, { tag: "v1.0.0", latest: "auto" }, { ...deps, patience });
    expect(published).toMatchObject({ done: "published", latest: false });
    expect(forge.releases).toMatchObject([{ draft: false, prerelease: true }]);
  });

  test("publishes nothing that somebody changed while it waited for its turn", async () => {
    const time = simulatedTime();
    const { writeFile } = forge;
    forge.writeFile = async (...args) => {
      const [archive] = forge.releases[0]?.assets ?? [];
      if (args[1] === TURN_FILE && archive !== undefined) {
        await time.sleep(5 * 60_000);
        Object.assign(archive, { sha256: "0".repeat(64) });
      }
      return await writeFile(...args);
    };
    await expect(within({ patience: new Patience({ time }) })).rejects.toMatchObject({ code: "draft-differs" });
    expect(forge.releases).toMatchObject([{ draft: true }]);
  });

  test("writes down why it failed", async () => {
    forge.faults["upload app.zip"] = Array.from({ length: 6 }, () => ({ when: "before", status: 502 }) as const);
    await expect(within({})).rejects.toMatchObject({ code: "server-unavailable" });
    expect(entries()).toEqual(["begin release", "end release: server-unavailable"]);
  });

  test("stops before its next change when somebody else took the lock", async () => {
    forge.onCall = (name) => {
      if (name !== "createDraft") return;
      const path = "releases/v1.0.0.jsonl";
      const lock = { holder: "other", until: "2099-01-01T00:00:00.000Z" };
      const text = `${forge.files.get(path)?.text}${JSON.stringify({ kind: "slipway-journal", schemaVersion: 1, lock })}\n`;
      forge.files.set(path, { text, version: "theirs" });
    };
    await expect(within({})).rejects.toMatchObject({ code: "journal-lock-lost" });
    expect(forge.calls).not.toContain("updateRelease");
  });

  test("does nothing twice: a second run writes nothing", async () => {
    await within({});
    const before = forge.files.get("releases/v1.0.0.jsonl")?.version;
    expect(await within({})).toMatchObject({ done: "nothing" });
    expect(forge.files.get("releases/v1.0.0.jsonl")?.version).toBe(before);
  });
});
