import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { BUCKET, type Everywhere, everywhere, PRODUCT, TAP } from "./everywhere.ts";
import { killed } from "./world.ts";

const EXECUTE = { "dry-run": "false" };

/** Immutable releases, every channel: killed where nobody knows any more what a server did, then aborted or gone on with. */
describeWith(["git", "dpkg-deb", "rpmbuild"], "every channel, immutable releases", () => {
  let here: Everywhere;
  let before: Readonly<Record<string, unknown>>;
  let texts: readonly unknown[];
  let attempt = 0;
  beforeAll(async () => {
    here = await everywhere({ immutable: true });
    await here.release("2.0.5");
    await here.release("2.1.0");
    before = await here.shown();
    texts = read();
  });
  afterAll(() => here?.close());
  const bad = () => here.github.state.releases(PRODUCT).find(({ tag }) => tag === "v2.1.0");
  const read = () => [
    here.file(TAP, "main:Formula/app.rb"),
    here.file(TAP, "main:Formula/app@2.1.rb"),
    here.file(TAP, "main:Casks/app.rb"),
    here.file(BUCKET, "main:bucket/app.json"),
    bad()?.body,
  ];
  const die = (step: string) =>
    killed(
      () => here.act(EXECUTE, ++attempt),
      (_, { body }) => String(body).includes(`"message":"v2.1.0: ${step}"`),
      "before",
    );
  const abort = async () => await here.act({ ...EXECUTE, abort: "true" }, ++attempt);
  const sorted = (pulls: unknown) => (pulls as string[]).toSorted();
  const expectBefore = async (name: string) => {
    const now = await here.shown();
    expect({ ...now, pulls: sorted(now.pulls) }, name).toEqual({ ...before, pulls: sorted(before.pulls) });
    expect(read(), name).toEqual(texts);
    expect(bad(), name).toMatchObject({ immutable: true, prerelease: false, latest: true });
  };
  const down = {
    latest: "v2.0.5",
    tap: "2.0.5",
    cask: "2.0.5",
    scoop: "2.0.5",
    apt: ["app 2.0.5"],
    rpm: ["app 2.0.5"],
    pages: "2.0.5",
    cdn: "2.0.5",
    backup: "v2.0.5",
  };

  test.each([
    "receipt of rollback of homebrew:acme/homebrew-reviewed/app",
    "receipt of rollback of scoop:acme/scoop-reviewed/app",
  ])("killed before the %s, then aborted: as it was", async (step) => {
    expect(await die(step), step).toBe(true);
    expect((await abort()).outputs.changed, step).toBe(true);
    await expectBefore(step);
  });

  test("killed again and again, gone on with, and taken back", async () => {
    const steps = ["apt:apt", "notify:discord"];
    for (const step of steps) {
      expect(await die(`receipt of rollback of ${step}`), step).toBe(true);
    }
    expect((await here.act(EXECUTE, ++attempt)).outputs.changed).toBe(true);
    expect(await here.shown()).toMatchObject(down);
    expect(bad()).toMatchObject({ immutable: true, prerelease: false, latest: false });
    expect(bad()?.body?.match(/was taken back/g)).toHaveLength(1);
    // Two releases, and one correction: whether the one that was interrupted came was not known, and it is not told twice.
    for (const kind of ["slack", "discord", "teams", "webhook"]) {
      expect(
        here.sink.received.filter(({ path }) => path === `/${kind}`),
        kind,
      ).toHaveLength(3);
    }
    expect(here.mail.received).toHaveLength(3);
    expect((await here.act(EXECUTE, ++attempt)).outputs.changed).toBe(false);
    await abort();
    await expectBefore("after completion");
    expect(here.github.violations).toEqual([]);
  });
});
