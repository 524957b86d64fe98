import { expect, onTestFinished, test } from "vitest";
import { BACKUP, BUCKET, everywhere, PAGES, PRODUCT, TAP } from "./everywhere.ts";

const EXECUTE = { "dry-run": "false" };
const CHANNELS = `channels:
  homebrew: { tap: ${TAP}, versioned: [minor] }
  scoop: { bucket: ${BUCKET} }
  mirrors:
    - { id: pages, url: "https://acme.example.org/m", to: { branch: { repository: ${PAGES}, branch: gh-pages } } }
    - { id: backup, url: "https://github.com/${BACKUP}/releases/download", to: { github: { repository: ${BACKUP} } } }
`;

test("two projects in one repository, one tap, one bucket, one mirror: the other one is left alone", async () => {
  const configs = () => ({ "slipway.yml": CHANNELS, "lib/slipway.yml": CHANNELS });
  const here = await everywhere({ configs, packages: false });
  onTestFinished(() => here.close());
  const versionAt = (path: string) => /^\s*version "([^"]+)"/m.exec(here.file(TAP, `main:${path}`) ?? "")?.[1];
  const found = (tag: string) => here.github.state.releases(PRODUCT).find((each) => each.tag === tag);
  const lib = { project: "lib" } as const;
  await here.release("2.0.5");
  await here.release("2.0.5", lib);
  await here.release("2.1.0");
  await here.release("2.1.0", lib);
  const shown = async () => ({
    ...(await here.shown()),
    lib: versionAt("Formula/lib.rb"),
    libScoop: JSON.parse(here.file(BUCKET, "main:bucket/lib.json") ?? "{}").version,
    libPages: JSON.parse(here.file(PAGES, "gh-pages:lib/latest.json") ?? "{}").version,
  });
  const before = await shown();
  const app = { latest: "v2.1.0", tap: "2.1.0", scoop: "2.1.0", pages: "2.1.0", backup: "v2.1.0" };
  expect(before).toMatchObject({ ...app, lib: "2.1.0", libScoop: "2.1.0", libPages: "2.1.0" });
  const given = { ...EXECUTE, version: "lib/v2.1.0", config: "lib/slipway.yml" };
  const { outputs } = await here.act(given);
  expect(outputs).toMatchObject({ changed: true, from: "lib/v2.1.0", to: "lib/v2.0.5" });
  expect(await shown()).toMatchObject({ ...app, lib: "2.0.5", libScoop: "2.0.5", libPages: "2.0.5" });
  expect([found("lib/v2.1.0"), found("v2.1.0")]).toMatchObject([{ prerelease: true }, { prerelease: false }]);
  expect((await here.act(given)).outputs.changed).toBe(false);
  // And the other one, while this one is taken back: its latest release is the one below it.
  expect((await here.act({ ...EXECUTE, version: "2.1.0" })).outputs).toMatchObject({ to: "v2.0.5" });
  expect(await shown()).toMatchObject({
    latest: "v2.0.5",
    tap: "2.0.5",
    lib: "2.0.5",
    pages: "2.0.5",
    libPages: "2.0.5",
  });
  await here.act({ ...given, abort: "true" });
  await here.act({ ...EXECUTE, version: "2.1.0", abort: "true" });
  expect(await shown()).toEqual(before);
});
