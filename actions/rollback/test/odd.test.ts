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
  REVIEWED_BUCKET,
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

test("tap and bucket by pull request: merged or not, again, and back", async () => {
  const here = await small(`channels:
  homebrew: { tap: ${REVIEWED}, via: pull-request }
  scoop: { bucket: ${REVIEWED_BUCKET}, via: pull-request }
`);
  const merge = async () => {
    for (const name of [REVIEWED, REVIEWED_BUCKET]) {
      const open = here.github.state.repository(name)?.pulls.filter(({ state }) => state === "open") ?? [];
      for (const { number } of open) await here.ask("PUT", `${name}/pulls/${number}/merge`, {});
    }
  };
  const shown = async () => {
    const { reviewed, pulls } = await here.shown();
    const scoop = JSON.parse(here.file(REVIEWED_BUCKET, "main:bucket/app.json") ?? "{}").version;
    return [reviewed, scoop, ...(pulls as string[])];
  };
  const proposed = (version: string) => [
    `homebrew-reviewed: app ${version}`,
    `scoop-reviewed: app: Update to version ${version}`,
  ];
  await here.release("2.0.5");
  await merge();
  await here.release("2.1.0");
  await merge();
  expect(await shown()).toEqual(["2.1.0", "2.1.0"]);
  for (const changed of [true, false]) {
    expect((await here.act(EXECUTE)).outputs.changed).toBe(changed);
    expect(await shown()).toEqual(["2.1.0", "2.1.0", ...proposed("2.0.5")]);
  }
  // Nobody merged it: all is as it was, and nothing is left that would change it.
  for (const changed of [true, false]) {
    expect((await here.act({ ...EXECUTE, abort: "true" })).outputs.changed).toBe(changed);
    expect(await shown()).toEqual(["2.1.0", "2.1.0"]);
  }
  expect((await here.act(EXECUTE)).outputs.changed).toBe(true);
  expect(await shown()).toEqual(["2.1.0", "2.1.0", ...proposed("2.0.5")]);
  await merge();
  expect(await shown()).toEqual(["2.0.5", "2.0.5"]);
  expect((await here.act(EXECUTE)).outputs.changed).toBe(false);
  for (const changed of [true, false]) {
    expect((await here.act({ ...EXECUTE, abort: "true" })).outputs.changed).toBe(changed);
    expect(await shown()).toEqual(["2.0.5", "2.0.5", ...proposed("2.1.0")]);
  }
  await merge();
  expect(await shown()).toEqual(["2.1.0", "2.1.0"]);
});
