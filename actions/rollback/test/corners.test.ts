import { readFileSync } from "node:fs";
import { sha256 } from "@slipway/model";
import { expect, test } from "vitest";
import { changes, PRODUCT, problemOf, release, twoReleases, type World } from "./world.ts";

const EXECUTE = { "dry-run": "false" };

async function changeJournal(here: World, change: (lines: readonly string[]) => readonly string[]): Promise<void> {
  const path = "contents/releases/v2.1.0.jsonl";
  const found = await here.ask("GET", `${path}?ref=slipway/journal`);
  const text = Buffer.from(String(found.content), "base64").toString();
  const cut = change(text.split("\n")).join("\n");
  await here.ask("PUT", path, {
    message: "cut",
    branch: "slipway/journal",
    sha: found.sha,
    content: Buffer.from(cut === "" ? "" : `${cut}\n`).toString("base64"),
  });
}

/** Only its first entries are left: publication, and nothing of channels. */
const cutJournal = (here: World, lines: number) => changeJournal(here, (all) => all.slice(0, lines));

test("a channel that a journal cut short does not know is taken back by what it shows", async () => {
  const here = await twoReleases();
  await cutJournal(here, 0);
  const { summary } = await here.act();
  expect(summary).toContain("its journal does not know this channel");
  await here.act(EXECUTE);
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 2 });
  const seen = changes();
  expect((await here.act(EXECUTE)).outputs.changed).toBe(false);
  expect(seen).toEqual([]);
});

test("a channel whose job the journal only knows to have failed is taken back by what it shows", async () => {
  const here = await twoReleases();
  // It was advertised, that was forgotten, and the job was run again with a token that had expired.
  await changeJournal(here, (lines) =>
    lines
      .filter((line) => line !== "")
      .map((line) => {
        const entry = JSON.parse(line);
        if (!String(entry.step).startsWith("homebrew:") || entry.event !== "receipt") return line;
        const { after: _, before: __, ...rest } = entry;
        return JSON.stringify({ ...rest, event: "end", note: "channel-credentials-rejected" });
      }),
  );
  const { summary } = await here.act();
  expect(summary).toContain("its journal does not know this channel");
  await here.act(EXECUTE);
  expect((await here.shown()).formula).toBe("v2.0.5");
});

test("a release that was taken back to one version is not taken back to another as well", async () => {
  const here = await twoReleases();
  await here.release("1.4.3", { advertise: false });
  await here.act({ ...EXECUTE, version: "2.1.0", "to-version": "2.0.5" });
  const seen = changes();
  const problem = await problemOf(here.act({ ...EXECUTE, version: "2.1.0", "to-version": "1.4.3" }));
  expect(problem.code).toBe("rollback-begun-elsewhere");
  expect(seen).toEqual([]);
  await here.act({ ...EXECUTE, abort: "true", version: "2.1.0" });
  await here.act({ ...EXECUTE, version: "2.1.0", "to-version": "1.4.3" });
  expect(release(here, "v2.1.0")?.body).toContain("to=v1.4.3");
});

test("an abort that is run again needs no reason", async () => {
  const here = await twoReleases();
  await here.act(EXECUTE);
  const abort = { ...EXECUTE, abort: "true", version: "2.1.0", reason: "" };
  expect((await here.act(abort)).outputs.changed).toBe(true);
  expect((await here.act(abort)).outputs.changed).toBe(false);
});

test("what people wrote into the notes stays, to the byte", async () => {
  const here = await twoReleases();
  const written = "\n\n## New\r\n\r\n- with carriage returns\r\n";
  const { id } = release(here, "v2.1.0") ?? {};
  await here.ask("PATCH", `releases/${id}`, { body: written });
  await here.act(EXECUTE);
  const body = release(here, "v2.1.0")?.body ?? "";
  expect(body.endsWith(written)).toBe(true);
  expect(sha256(body)).not.toBe(sha256(written));
  await here.act({ ...EXECUTE, abort: "true" });
  expect(release(here, "v2.1.0")?.body).toBe(written);
});

test("a plan says what is there although lists lag, and is not stale a moment later", async () => {
  const here = await twoReleases();
  here.github.setFaults(({ operationId }) =>
    operationId === "repos/update-release" ? { kind: "lag", lists: 4 } : undefined,
  );
  await here.ask("PATCH", `releases/${release(here, "v2.1.0")?.id}`, { body: "edited" });
  here.github.setFaults(undefined);
  const { outputs } = await here.act();
  const done = await here.act({ ...EXECUTE, "plan-digest": String(outputs["plan-digest"]) });
  expect(done.outputs.changed).toBe(true);
  expect(release(here, "v2.1.0")?.body).toMatch(/edited$/);
});

test("a plan that is gone by the time it is approved: nothing is changed, and what to do is said", async () => {
  const here = await twoReleases();
  const { outputs } = await here.act({ "leave-out": "homebrew:acme/homebrew-tap/app" });
  const late = here.act({ ...EXECUTE, "hand-over-plan": "true", "plan-digest": String(outputs["plan-digest"]) });
  expect(await problemOf(late)).toMatchObject({
    code: "artifact-missing",
    message: expect.stringContaining("Nothing was changed"),
    remedy: expect.stringContaining("kept for 30 days"),
  });
  expect((await here.shown()).latest).toBe("v2.1.0");
});

test("what is left out is not said to be right", async () => {
  const here = await twoReleases();
  const { summary } = await here.act({ "leave-out": "homebrew:acme/homebrew-tap/app", notify: "false" });
  expect(summary.match(/\| not looked at \|/g)).toHaveLength(2);
});

test("a server that says yes and changes nothing is not believed, and the next run goes on", async () => {
  const here = await twoReleases();
  const releases = `${here.github.apiUrl}/repos/${PRODUCT}/releases`;
  for (const [field, says] of [
    ["make_latest", "the latest release is v2.1.0, not v2.0.5"],
    ["prerelease", "the flag of v2.1.0 did not change"],
  ] as const) {
    const tag = field === "make_latest" ? "v2.0.5" : "v2.1.0";
    const body = await (await fetch(`${releases}/tags/${tag}`)).json();
    here.github.setFaults(({ operationId, path }) =>
      operationId === "repos/update-release" && path.endsWith(`/${release(here, tag)?.id}`)
        ? { kind: "answer", status: 200, body }
        : undefined,
    );
    expect(await problemOf(here.act(EXECUTE))).toMatchObject({
      code: "rollback-unconfirmed",
      message: expect.stringContaining(says),
      remedy: expect.stringContaining("goes on from here"),
    });
  }
  here.github.setFaults(undefined);
  await here.act(EXECUTE);
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
});

test("a newer release that becomes latest in just that moment stays so, and the rest is taken back", async () => {
  const here = await twoReleases();
  await here.release("2.2.0", { advertise: false });
  await here.ask("PATCH", `releases/${release(here, "v2.1.0")?.id}`, { make_latest: "true" });
  const newer = `releases/${release(here, "v2.2.0")?.id}`;
  let elected: Promise<unknown> | undefined;
  here.github.setFaults(({ operationId, path }) => {
    if (operationId === "repos/update-release" && path.endsWith(`/${release(here, "v2.0.5")?.id}`))
      elected = new Promise((resolve) => setTimeout(resolve)).then(() =>
        here.ask("PATCH", newer, { make_latest: "true" }),
      );
    return undefined;
  });
  const { log } = await here.act({ ...EXECUTE, version: "2.1.0" });
  await elected;
  expect(log).toContain("latest: v2.1.0 → v2.2.0");
  expect(await here.shown()).toEqual({ latest: "v2.2.0", formula: "v2.0.5", messages: 3 });
});

test("a formula that seems absent once is taken back all the same", async () => {
  const here = await twoReleases();
  let missed = 0;
  here.github.setFaults(({ path }) =>
    path.includes("/contents/Formula") && missed++ === 0 ? { kind: "answer", status: 404 } : undefined,
  );
  await here.act(EXECUTE);
  expect(missed).toBeGreaterThan(1);
  expect(await here.shown()).toEqual({ latest: "v2.0.5", formula: "v2.0.5", messages: 3 });
});

test("a project that had another name at the release that is gone back to: its channels are those of the bad one", async () => {
  const here = await twoReleases();
  const manifest = [...(release(here, "v2.0.5")?.assets ?? [])].find(({ name }) => name === "release.json");
  const { project, ...rest } = JSON.parse(readFileSync(manifest?.path ?? "", "utf8"));
  await here.remove(`releases/assets/${manifest?.id}`);
  await here.upload("v2.0.5", "release.json", JSON.stringify({ ...rest, project: { ...project, name: "former" } }));
  await here.act({ "dry-run": "false" });
  expect((await here.shown()).formula).toBe("v2.0.5");
});
