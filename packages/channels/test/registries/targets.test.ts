import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noChannelLedger } from "@slipway/forge";
import { startS3 } from "@slipway/rehearsal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { aptRepository } from "../../src/apt/repository.ts";
import type { Channel } from "../../src/channel.ts";
import { runChannel } from "../../src/engine/run.ts";
import { s3Store } from "../../src/s3/s3-store.ts";
import { gitStore } from "../../src/store/git-store.ts";
import { repositoryChannel } from "../../src/store/repository-channel.ts";
import type { Store } from "../../src/store/store.ts";
import { buildDeb, hastyPatience, releaseOf, type TestKey, testKey } from "./fixtures.ts";

const MOMENT = 1_790_000_000;

describeWith(["dpkg-deb", "git"], "an apt repository elsewhere", () => {
  let directory: string;
  let key: TestKey;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "slipway-targets-"));
    key = await testKey(MOMENT);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const channelAt = (store: Store): Channel =>
    repositoryChannel({
      now: () => 0,
      id: "apt:test",
      title: "apt repository",
      repository: aptRepository({
        name: "app",
        description: undefined,
        url: "https://packages.example.com/apt",
        component: "main",
        suites: ["stable"],
        allSuites: ["stable"],
        retention: { versions: 3 },
        validDays: undefined,
        architectures: [],
      }),
      store,
      signer: key.signer,
    }) as Channel;
  const log = { info: () => {}, warning: () => {} };
  const drive = async (store: Store, version: string) => {
    const release = releaseOf(version, [await buildDeb(directory, { version })], MOMENT);
    const deps = { log, patience: hastyPatience(), ledger: noChannelLedger, dryRun: false };
    return (await runChannel(channelAt(store), release, deps)).type;
  };

  test("in a bucket", async () => {
    const s3 = await startS3("packages", new Map([["id", "secret"]]));
    const store = s3Store({
      endpoint: new URL(s3.url),
      bucket: "packages",
      region: "eu-central-1",
      prefix: "apt",
      pathStyle: true,
      credentials: { accessKeyId: "id", secretAccessKey: "secret" },
      cacheControl: { fixed: "max-age=31536000, immutable", changing: "no-cache" },
      verify: true,
      concurrency: 4,
      patience: hastyPatience(),
    });
    expect(await drive(store, "1.0.0")).toBe("changed");
    expect(await drive(store, "1.1.0")).toBe("changed");
    expect(await drive(store, "1.1.0")).toBe("nothing");
    const pool = "apt/pool/main/a/app/app_1.1.0_amd64.deb";
    expect(s3.objects.get(pool)?.headers["cache-control"]).toBe("max-age=31536000, immutable");
    expect(s3.objects.get("apt/dists/stable/InRelease")?.headers["cache-control"]).toBe("no-cache");
    expect(s3.objects.get("apt/app.sources")?.bytes.toString()).toContain("URIs: https://packages.example.com/apt/");
    await s3.stop();
  });

  test("on a branch: one commit an update, and of two at once both arrive", async () => {
    const remote = join(directory, "remote");
    const git = (...args: readonly string[]) => execFileSync("git", ["-C", remote, ...args], { encoding: "utf8" });
    execFileSync("git", ["init", "--quiet", "--bare", remote]);
    for (const name of ["allowFilter", "allowAnySHA1InWant"]) git("config", `uploadpack.${name}`, "true");
    const store = () =>
      gitStore({
        name: "acme/packages",
        address: `file://${remote}`,
        branch: "gh-pages",
        directory: "",
        token: undefined,
        author: { name: "A", email: "a@example.com" },
        temp: join(directory, "clones"),
      });
    expect(await drive(store(), "1.0.0")).toBe("changed");
    expect(await Promise.all([drive(store(), "1.1.0"), drive(store(), "1.2.0")])).toEqual(["changed", "changed"]);
    expect(git("log", "--format=%s", "gh-pages").trim().split("\n")).toHaveLength(3);
    const index = git("show", "gh-pages:dists/stable/main/binary-amd64/Packages");
    expect(index.match(/^Version: .*$/gm)).toEqual(["Version: 1.2.0", "Version: 1.1.0", "Version: 1.0.0"]);
    // A push ends when the branch may be another run's, though its own deadline is later.
    writeFileSync(join(remote, "hooks", "pre-receive"), "#!/bin/sh\nsleep 4\n", { mode: 0o755 });
    const wanted: (number | undefined)[] = [];
    const fence = { pass: async (long?: number) => void wanted.push(long), left: () => 1_500 };
    const pushed = store();
    const revision = await pushed.begin?.();
    const file = { path: "late.txt", content: { type: "bytes", bytes: Buffer.from("late") }, fixed: false } as const;
    const late = pushed.apply({ phases: [[file]], removals: [], message: "late" }, revision, fence);
    await expect(late).rejects.toThrow(/git was ended by SIGTERM/);
    expect(wanted).toEqual([600_000]);
  });
});
