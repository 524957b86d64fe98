import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@slipway/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { readDeb } from "../../src/apt/deb.ts";
import { type AptSettings, aptRepository } from "../../src/apt/repository.ts";
import { compareDebianVersions } from "../../src/apt/versions.ts";
import type { Channel } from "../../src/channel.ts";
import { httpStore } from "../../src/http/http-store.ts";
import { repositoryChannel } from "../../src/store/repository-channel.ts";
import { buildDeb, hastyPatience, releaseOf, run, type TestKey, testKey } from "./fixtures.ts";
import { type Nginx, startNginx } from "./nginx.ts";

const MOMENT = 1_790_000_000;
const RELEASE = `Origin: app
Label: app
Suite: stable
Codename: stable
Date: Mon, 21 Sep 2026 14:13:20 UTC
Acquire-By-Hash: yes
Architectures: amd64
Components: main
Description: Prints its version
SHA256:
 DIGEST SIZE main/binary-amd64/Packages
 DIGEST SIZE main/binary-amd64/Packages.gz
`;

describe("versions", () => {
  test.each([
    ["1.0~rc1", "1.0", -1],
    ["1.0-1", "1.0-2", -1],
    ["1.0", "1.0-0", 0],
    ["1:0.5", "2.0", 1],
    ["1.10", "1.9", 1],
    ["1.0+b1", "1.0", 1],
    ["1.0a", "1.0+", -1],
    ["1.0~~", "1.0~", -1],
    ["2.0.0-rc.1", "2.0.0", 1],
  ])("%s and %s", (a, b, order) => {
    expect(Math.sign(compareDebianVersions(a, b))).toBe(order);
    expect(Math.sign(compareDebianVersions(b, a))).toBe(-order || 0);
  });
});

describeWith(["dpkg-deb"], "Debian packages", () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "slipway-deb-"));
    return () => rmSync(directory, { recursive: true, force: true });
  });

  test.each(["xz", "gzip", "zstd", "none"])("control data packed with %s", async (compression) => {
    const deb = await readDeb(await buildDeb(directory, { version: "1.2.3~rc1", compression }));
    expect(deb).toMatchObject({ name: "app", version: "1.2.3~rc1", architecture: "amd64" });
    expect(deb.control.get("Description")).toBe(
      "prints its version\n A second line of description,\n .\n and a paragraph.",
    );
  });

  test("hostile and damaged files", async () => {
    const good = readFileSync(await buildDeb(directory, { version: "1.0.0" }));
    // ar(5): the size stands at byte 48 of a member's header.
    const withSize = (member: string, size: string) => {
      const bytes = Buffer.from(good);
      bytes.write(size, bytes.indexOf(member) + 48, "latin1");
      return bytes;
    };
    const cases: Readonly<Record<string, Buffer>> = {
      "no ar": Buffer.from("hello"),
      "cut off": good.subarray(0, 100),
      "a size that is a lie": withSize("control.tar", "9999999999"),
      "a size below zero": withSize("debian-binary", "-4        "),
      "garbage in the control data": Buffer.concat([good.subarray(0, 140), Buffer.alloc(good.length - 140, 7)]),
    };
    for (const [name, bytes] of Object.entries(cases)) {
      const file = join(directory, "bad.deb");
      writeFileSync(file, bytes);
      await expect(readDeb(file), name).rejects.toMatchObject({ code: "damaged-package" });
    }
  });

  test.each([
    ["a line that is no field", "Version: 1.0.0", "Version= 1.0.0", "is no field"],
    ["a field twice", "Architecture", "Version:    ", "repeats the field Version"],
    ["a line that continues nothing", "Package: app", " ackage: app", "line 1 of .*: control continues no field"],
  ])("control data with %s", async (_, text, by, why) => {
    const file = await buildDeb(directory, { version: "1.0.0", compression: "none" });
    const bytes = readFileSync(file);
    bytes.write(by, bytes.indexOf(text), "latin1");
    writeFileSync(file, bytes);
    await expect(readDeb(file)).rejects.toMatchObject({
      code: "damaged-control",
      message: expect.stringMatching(why),
      remedy: expect.stringContaining("release a version with a sound package"),
    });
  });
});

describeWith(["dpkg-deb", "apt-get", "nginx"], "an apt repository on nginx", () => {
  let nginx: Nginx;
  let directory: string;
  let key: TestKey;
  beforeAll(async () => {
    nginx = await startNginx();
    directory = mkdtempSync(join(tmpdir(), "slipway-apt-"));
    // apt reads as its own user where it is started by root.
    chmodSync(directory, 0o755);
    key = await testKey(MOMENT);
  });
  afterAll(async () => {
    await nginx?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const channelAt = (place: string, changes: Partial<AptSettings> = {}, signer = key.signer, now = MOMENT): Channel =>
    repositoryChannel({
      now: () => now * 1000,
      id: "apt:test",
      title: "apt repository",
      repository: aptRepository({
        name: "app",
        description: "Prints its version",
        url: `${nginx.url}/${place}`,
        component: "main",
        suites: ["stable"],
        allSuites: ["stable"],
        retention: { versions: 3 },
        validDays: undefined,
        architectures: [],
        ...changes,
      }),
      store: httpStore({
        url: new URL(`${nginx.url}/${place}/`),
        authentication: { type: "none" },
        headers: {},
        expected: [],
        verify: true,
        concurrency: 4,
        patience: hastyPatience(),
      }),
      signer,
    }) as Channel;

  const publish = async (channel: Channel, version: string, files: readonly string[], moment = MOMENT) => {
    const release = releaseOf(version, files, moment);
    const past = { receipt: undefined, open: undefined };
    const proposal = channel.propose(await channel.inspect(release, past), release);
    if (proposal.type !== "change") return proposal;
    const applied = await channel.apply(proposal.change, release);
    if (applied.type !== "applied") throw new Error(applied.why);
    expect(await channel.readBack(proposal.change, applied, release)).toEqual({ equal: true });
    return { ...proposal, applied };
  };

  /** Servers say in whole seconds how old an index is, and apt asks for what is newer. */
  const nextSecond = () => new Promise((done) => setTimeout(done, 1_010 - (Date.now() % 1_000)));

  /** apt with a root of its own; the machine's is not touched. */
  const aptIn = (place: string, signedBy = key.publicKey) => {
    const root = join(directory, `root-${place}`);
    for (const path of [
      "etc/apt/sources.list.d",
      "etc/apt/preferences.d",
      "var/lib/apt/lists/partial",
      "var/cache/apt/archives/partial",
      "var/lib/dpkg/info",
      "var/lib/dpkg/updates",
      "var/log/apt",
      "usr/bin",
    ]) {
      mkdirSync(join(root, path), { recursive: true });
    }
    if (!existsSync(join(root, "var/lib/dpkg/status"))) writeFileSync(join(root, "var/lib/dpkg/status"), "");
    const source = readFileSync(join(nginx.root, place, "app.sources"), "utf8");
    const indented = key.publicKey
      .trim()
      .split(/\r?\n/)
      .map((line) => (line === "" ? " ." : ` ${line}`))
      .join("\n");
    const other = signedBy
      .trim()
      .split(/\r?\n/)
      .map((line) => (line === "" ? " ." : ` ${line}`))
      .join("\n");
    writeFileSync(join(root, "etc/apt/sources.list.d/app.sources"), source.replace(indented, other));
    const settings = [
      `Dir=${root}`,
      `Dir::State::status=${root}/var/lib/dpkg/status`,
      "APT::Architecture=amd64",
      "APT::Architectures::=amd64",
      "APT::Sandbox::User=",
      "Dir::Bin::dpkg=/usr/bin/dpkg",
      `DPkg::Options::=--root=${root}`,
      "DPkg::Options::=--force-not-root",
      "DPkg::Options::=--force-script-chrootless",
      "DPkg::Options::=--log=/dev/null",
      "APT::Get::Assume-Yes=true",
      "Acquire::http::Proxy=false",
      "DPkg::Path=",
    ];
    const options = settings.flatMap((setting) => ["-o", setting]);
    return {
      apt: async (...args: readonly string[]) => {
        const env = { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" };
        const result = await run("apt-get", [...options, ...args], { env });
        if (args[0] === "update") await nextSecond();
        return result;
      },
      app: async () => (await run(join(root, "usr/bin/app"))).stdout.trim(),
      sources: join(root, "etc/apt/sources.list.d/app.sources"),
    };
  };

  test.skipIf(process.getuid?.() !== 0)(
    "is installed from, goes up from candidate to release, and never down",
    async () => {
      const candidate = await buildDeb(directory, { version: "1.3.0~rc1" });
      const arm = await buildDeb(directory, { version: "1.3.0~rc1", architecture: "arm64" });
      const channel = channelAt("upgrade");
      expect(await publish(channel, "1.3.0-rc.1", [candidate, arm])).toMatchObject({ type: "change" });

      const { apt, app } = aptIn("upgrade");
      await apt("update");
      await apt("install", "app");
      expect(await app()).toBe("1.3.0~rc1");

      const final = await buildDeb(directory, { version: "1.3.0", compression: "zstd" });
      await publish(channel, "1.3.0", [final]);
      await apt("update");
      await apt("upgrade");
      expect(await app()).toBe("1.3.0");

      // A back-port comes into the repository, and nobody goes down to it.
      const backPort = await buildDeb(directory, { version: "1.2.9" });
      await publish(channel, "1.2.9", [backPort], MOMENT - 1000);
      await apt("update");
      await apt("upgrade");
      expect(await app()).toBe("1.3.0");
      await expect(apt("install", "app=1.2.9")).rejects.toMatchObject({
        stderr: expect.stringContaining("--allow-downgrades"),
      });

      expect(await publish(channel, "1.3.0", [final])).toMatchObject({ type: "nothing" });
    },
  );

  test("indices by hash; other keys and other bytes are refused", async () => {
    const channel = channelAt("keys");
    const deb = await buildDeb(directory, { name: "libapp1", version: "1:1.0.0", architecture: "all" });
    await publish(channelAt("keys", { architectures: ["amd64"] }), "1.0.0", [deb]);
    const place = join(nginx.root, "keys");
    expect(existsSync(join(place, "pool/main/liba/libapp1/libapp1_1.0.0_all.deb"))).toBe(true);
    const hashes = readdirSync(join(place, "dists/stable/main/binary-amd64/by-hash/SHA256"));
    expect(hashes).toHaveLength(2);
    const release = readFileSync(join(place, "dists/stable/Release"), "utf8");
    expect(release.replaceAll(/^ [0-9a-f]{64} \d+/gm, " DIGEST SIZE")).toBe(RELEASE);

    const { apt, sources } = aptIn("keys");
    writeFileSync(sources, readFileSync(sources, "utf8"));
    await apt("update");
    const stranger = await testKey(MOMENT);
    await expect(
      aptIn("keys", stranger.publicKey).apt("update", "-o", "APT::Update::Error-Mode=any"),
    ).rejects.toMatchObject({
      stderr: expect.stringMatching(/NO_PUBKEY|not signed/),
    });

    // Whoever has another key, does not sign what lies there.
    const other = channelAt("keys", {}, stranger.signer);
    await expect(publish(other, "1.0.1", [deb])).rejects.toMatchObject({ code: "repository-not-ours" });
    const successor = await testKey(MOMENT, [key.publicKey]);
    const next = await buildDeb(directory, { name: "libapp1", version: "1:1.0.1", architecture: "all" });
    expect(await publish(channelAt("keys", {}, successor.signer), "1.0.1", [next])).toMatchObject({ type: "change" });
    await expect(publish(channel, "1.0.2", [next])).rejects.toMatchObject({ code: "repository-not-ours" });

    const changed = await buildDeb(mkdtempSync(join(directory, "other-")), {
      name: "libapp1",
      version: "1:1.0.1",
      architecture: "all",
      compression: "none",
    });
    await expect(publish(channelAt("keys", {}, successor.signer), "1.0.1", [changed])).rejects.toMatchObject({
      code: "published-differs",
    });
  });

  test("the release of an old commit is not out of date when it comes", async () => {
    const now = MOMENT + 30 * 86_400;
    const channel = channelAt("valid", { validDays: 7 }, key.signer, now);
    await publish(channel, "1.0.0", [await buildDeb(directory, { version: "1.0.0" })]);
    const release = readFileSync(join(nginx.root, "valid/dists/stable/Release"), "utf8");
    const until = Date.parse(/^Valid-Until: (.*)$/m.exec(release)?.[1] ?? "");
    expect(until).toBe((now + 7 * 86_400) * 1000);
  });

  test.skipIf(process.getuid?.() !== 0)(
    "several projects share one: components, what clients confirmed, and each one's rule for old versions stay",
    async () => {
      const ours = channelAt("shared");
      const theirs = (component: string) =>
        channelAt("shared", { name: "tool", component, retention: { versions: 1 } });
      for (const version of ["1.0.0", "1.1.0"]) await publish(ours, version, [await buildDeb(directory, { version })]);
      const { apt, app } = aptIn("shared");
      await apt("update");
      const tool = (version: string) => buildDeb(directory, { name: "tool", version });
      await publish(theirs("extra"), "1.0.0", [await tool("1.0.0")]);
      await publish(theirs("main"), "1.1.0", [await tool("1.1.0")]);
      // So often that the other component's index would be let go.
      for (const version of ["1.2.0", "1.3.0", "1.4.0", "1.5.0"]) {
        await publish(ours, version, [await buildDeb(directory, { version })]);
      }
      await apt("update", "-o", "APT::Update::Error-Mode=any");
      await apt("install", "app=1.3.0", "tool=1.1.0");
      expect(await app()).toBe("1.3.0");

      const { apt: other, sources } = aptIn("shared");
      writeFileSync(sources, readFileSync(sources, "utf8").replace("Components: main", "Components: extra"));
      await other("update", "-o", "APT::Update::Error-Mode=any");
      await other("install", "--allow-downgrades", "tool=1.0.0");
    },
  );

  test.skipIf(process.getuid?.() !== 0)("what others have in it stays, and nothing is to be confirmed", async () => {
    const channel = channelAt("adopted");
    await publish(channel, "1.0.0", [await buildDeb(directory, { version: "1.0.0" })]);
    // As reprepro, for example, would have it.
    const dist = join(nginx.root, "adopted/dists/stable");
    rmSync(join(dist, "slipway.json"));
    const sources = `Package: app\nFormat: 3.0 (native)\nVersion: 1.0.0\nDirectory: pool/main/a/app\nChecksums-Sha256:\n ${"a".repeat(64)} 1 app_1.0.0.tar.xz\n`;
    mkdirSync(join(dist, "main/source"), { recursive: true });
    writeFileSync(join(dist, "main/source/Sources"), sources);
    const release = readFileSync(join(dist, "Release"), "utf8")
      .replace("Codename: stable\n", "Codename: bookworm\nVersion: 12\nNotAutomatic: yes\nButAutomaticUpgrades: yes\n")
      .concat(` ${sha256(sources)} ${sources.length} main/source/Sources\n`);
    writeFileSync(join(dist, "InRelease"), await key.signer.clearSign(release));
    const { apt, sources: list } = aptIn("adopted");
    writeFileSync(list, readFileSync(list, "utf8").replace("Types: deb", "Types: deb deb-src"));
    await apt("update");

    for (const version of ["1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0"]) {
      await publish(channel, version, [await buildDeb(directory, { version })]);
    }
    expect(readdirSync(join(dist, "main/binary-amd64/by-hash/SHA256"))).toHaveLength(8);
    await apt("update", "-o", "APT::Update::Error-Mode=any");
    const lists = join(directory, "root-adopted/var/lib/apt/lists");
    rmSync(lists, { recursive: true });
    mkdirSync(join(lists, "partial"), { recursive: true });
    await apt("update", "-o", "APT::Update::Error-Mode=any");
    expect((await apt("source", "--print-uris", "app")).stdout).toContain("app_1.0.0.tar.xz");
    expect((await apt("install", "--print-uris", "app")).stdout).toContain("app_1.5.0");
  });

  test("an index that others announce packed only is read, or nothing is touched", async () => {
    const channel = channelAt("packed", { architectures: ["amd64"] });
    await publish(channel, "1.0.0", [await buildDeb(directory, { name: "tool", version: "1.0.0" })]);
    const dist = join(nginx.root, "packed/dists/stable");
    const announce = async (change: (release: string) => string) => {
      const release = change(readFileSync(join(dist, "Release"), "utf8"));
      writeFileSync(join(dist, "InRelease"), await key.signer.clearSign(release));
    };
    await announce((release) => release.replace(/^ .*\/Packages\n/m, ""));
    rmSync(join(dist, "main/binary-amd64/Packages"));
    await publish(channel, "1.1.0", [await buildDeb(directory, { version: "1.1.0" })]);
    const index = () => readFileSync(join(dist, "main/binary-amd64/Packages"), "utf8");
    expect(index().match(/^Package: .*$/gm)).toEqual(["Package: app", "Package: tool"]);

    await announce((release) => release.replace(/^ .*\/Packages\n/m, "").replace("Packages.gz", "Packages.xz"));
    const before = index();
    await expect(publish(channel, "1.2.0", [await buildDeb(directory, { version: "1.2.0" })])).rejects.toMatchObject({
      code: "repository-not-ours",
      message: expect.stringContaining("Packages.xz"),
    });
    expect(index()).toBe(before);
  });

  test.skipIf(process.getuid?.() !== 0)(
    "old versions go by the rule, old indices after some updates; a release is taken back",
    async () => {
      const channel = channelAt("rule", { retention: { versions: 2 } });
      for (const version of ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0"]) {
        await publish(channel, version, [await buildDeb(directory, { version })]);
      }
      const pool = join(nginx.root, "rule/pool/main/a/app");
      expect(readdirSync(pool).sort()).toEqual(["app_1.4.0_amd64.deb", "app_1.5.0_amd64.deb"]);
      // The current ones and three former ones, each plain and packed.
      expect(readdirSync(join(nginx.root, "rule/dists/stable/main/binary-amd64/by-hash/SHA256"))).toHaveLength(8);

      const bad = releaseOf("1.5.0", [join(directory, "app_1.5.0_amd64.deb")], MOMENT);
      const seen = await channel.inspect(bad, { receipt: undefined, open: undefined });
      const receipt = channel.propose(seen, bad);
      if (receipt.type !== "nothing") throw new Error(receipt.type);
      const undoing = channel.undo(receipt.state, seen, undefined);
      if (undoing.type !== "change") throw new Error(undoing.type);
      const applied = await channel.apply(undoing.change, bad);
      if (applied.type !== "applied") throw new Error(applied.why);
      expect(await channel.readBack(undoing.change, applied, bad)).toEqual({ equal: true });
      const { apt, app } = aptIn("rule");
      await apt("update");
      await apt("install", "app");
      expect(await app()).toBe("1.4.0");
      expect(readdirSync(pool)).toContain("app_1.5.0_amd64.deb");
    },
  );
});
