import { expect, onTestFinished, test } from "vitest";
import {
  type Addresses,
  BACKUP,
  BUCKET,
  type Everywhere,
  everywhere,
  PAGES,
  PRODUCT,
  REVIEWED,
  TAP,
} from "./everywhere.ts";

const EXECUTE = { "dry-run": "false" };
const TAP_AND_BUCKET = `channels:
  homebrew: { tap: ${TAP}, versioned: [minor] }
  scoop: { bucket: ${BUCKET} }
  mirrors:
    - { id: pages, url: "https://acme.example.org/m", to: { branch: { repository: ${PAGES}, branch: gh-pages } } }
    - { id: backup, url: "https://github.com/${BACKUP}/releases/download", to: { github: { repository: ${BACKUP} } } }
notify: { to: [slack] }
`;

async function small(config: string | ((at: Addresses) => Record<string, string>) = TAP_AND_BUCKET, immutable = false) {
  const configs = typeof config === "string" ? () => ({ "slipway.yml": config }) : config;
  const here = await everywhere({ configs, packages: false, immutable });
  onTestFinished(() => here.close());
  return here;
}

const versionAt = ({ file }: Everywhere, path: string) =>
  /^\s*version "([^"]+)"/m.exec(file(TAP, `main:${path}`) ?? "")?.[1];
const told = ({ sink }: Everywhere) => sink.received.length;
const found = ({ github }: Everywhere, tag: string) => github.state.releases(PRODUCT).find((each) => each.tag === tag);

test("a back-port line: the newest line stays where it is, everywhere", async () => {
  const here = await small();
  await here.release("1.4.2");
  await here.release("2.0.0");
  await here.release("1.4.3");
  const shown = async () => ({
    ...(await here.shown()),
    "app@1.4": versionAt(here, "Formula/app@1.4.rb"),
    "app@2.0": versionAt(here, "Formula/app@2.0.rb"),
  });
  const before = await shown();
  const newest = { latest: "v2.0.0", tap: "2.0.0", scoop: "2.0.0", pages: "2.0.0", backup: "v2.0.0" };
  expect(before).toMatchObject({ ...newest, "app@1.4": "1.4.3", "app@2.0": "2.0.0" });
  const { outputs } = await here.act({ ...EXECUTE, version: "1.4.3" });
  expect(outputs).toMatchObject({ changed: true, to: "v1.4.2" });
  expect(await shown()).toMatchObject({ ...newest, "app@1.4": "1.4.2", "app@2.0": "2.0.0" });
  expect(found(here, "v1.4.3")).toMatchObject({ prerelease: true });
  expect(told(here)).toBe(4);
  expect((await here.act({ ...EXECUTE, version: "1.4.3" })).outputs.changed).toBe(false);
  await here.act({ ...EXECUTE, version: "1.4.3", abort: "true" });
  expect(await shown()).toEqual(before);
});

test("a pre-release: to the one before it; to a final one only where people would not be stranded", async () => {
  const here = await small();
  await here.release("2.1.0");
  await here.release("2.2.0-rc.1");
  await here.release("2.2.0-rc.2");
  const final = { latest: "v2.1.0", tap: "2.1.0", scoop: "2.1.0", pages: "2.1.0", backup: "v2.1.0" };
  const candidate = () => versionAt(here, "Formula/app-rc.rb");
  expect([await here.shown(), candidate()]).toEqual([expect.objectContaining(final), "2.2.0-rc.2"]);
  const second = await here.act({ ...EXECUTE, version: "2.2.0-rc.2" });
  expect(second.outputs).toMatchObject({ changed: true, to: "v2.2.0-rc.1" });
  expect([await here.shown(), candidate()]).toEqual([expect.objectContaining(final), "2.2.0-rc.1"]);
  // Nothing below it but a final one: the formula of candidates cannot go there, and says so.
  const first = await here.act({ ...EXECUTE, version: "2.2.0-rc.1" });
  expect(first.outputs).toMatchObject({ changed: true, to: "v2.1.0" });
  expect(first.summary).toContain("deprecate the formula in the tap by hand");
  expect([await here.shown(), candidate()]).toEqual([expect.objectContaining(final), "2.2.0-rc.1"]);
  expect(found(here, "v2.2.0-rc.1")?.body).toContain("Use [2.1.0]");
});

test("by pull request: merged or not, again, and back", async () => {
  const here = await small(`channels: { homebrew: { tap: ${REVIEWED}, via: pull-request } }\n`);
  const merge = async () => {
    const open = here.github.state.repository(REVIEWED)?.pulls.filter(({ state }) => state === "open") ?? [];
    for (const { number } of open) await here.ask("PUT", `${REVIEWED}/pulls/${number}/merge`, {});
  };
  const shown = async () => {
    const { reviewed, pulls } = await here.shown();
    return [reviewed, ...(pulls as string[])];
  };
  await here.release("2.0.5");
  await merge();
  await here.release("2.1.0");
  await merge();
  expect(await shown()).toEqual(["2.1.0"]);
  for (const changed of [true, false]) {
    expect((await here.act(EXECUTE)).outputs.changed).toBe(changed);
    expect(await shown()).toEqual(["2.1.0", "homebrew-reviewed: app 2.0.5"]);
  }
  // Nobody merged it: the tap is as it was, and nothing is left that would change it.
  for (const changed of [true, false]) {
    expect((await here.act({ ...EXECUTE, abort: "true" })).outputs.changed).toBe(changed);
    expect(await shown()).toEqual(["2.1.0"]);
  }
  expect((await here.act(EXECUTE)).outputs.changed).toBe(true);
  expect(await shown()).toEqual(["2.1.0", "homebrew-reviewed: app 2.0.5"]);
  await merge();
  expect(await shown()).toEqual(["2.0.5"]);
  expect((await here.act(EXECUTE)).outputs.changed).toBe(false);
  for (const changed of [true, false]) {
    expect((await here.act({ ...EXECUTE, abort: "true" })).outputs.changed).toBe(changed);
    expect(await shown()).toEqual(["2.0.5", "homebrew-reviewed: app 2.1.0"]);
  }
  await merge();
  expect(await shown()).toEqual(["2.1.0"]);
});

test("two projects in one repository, one tap, one bucket, one mirror: the other one is left alone", async () => {
  const here = await small(() => ({
    "slipway.yml": TAP_AND_BUCKET,
    "lib/slipway.yml": TAP_AND_BUCKET.replace("notify: { to: [slack] }\n", ""),
  }));
  const lib = { project: "lib" } as const;
  await here.release("2.0.5");
  await here.release("2.0.5", lib);
  await here.release("2.1.0");
  await here.release("2.1.0", lib);
  const shown = async () => ({
    ...(await here.shown()),
    lib: versionAt(here, "Formula/lib.rb"),
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
  expect([found(here, "lib/v2.1.0"), found(here, "v2.1.0")]).toMatchObject([
    { prerelease: true },
    { prerelease: false },
  ]);
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
