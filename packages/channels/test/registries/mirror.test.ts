import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "@slipway/model";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import type { Channel } from "../../src/channel.ts";
import { httpStore } from "../../src/http/http-store.ts";
import { mirrorChannel } from "../../src/mirror/mirror.ts";
import type { ChannelRelease } from "../../src/release.ts";
import { gitStore } from "../../src/store/git-store.ts";
import { bytesOf } from "../../src/store/store.ts";
import { hastyPatience, releaseOf } from "./fixtures.ts";
import { type Nginx, startNginx } from "./nginx.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "slipway-mirror-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const releaseWith = (version: string, mode: ChannelRelease["mode"] = { type: "release" }): ChannelRelease => {
  const files = ["a.tar.gz", "b.zip"].map((name) => {
    const path = join(directory, `${version}-${name}`);
    writeFileSync(path, `${name} of ${version}`);
    return path;
  });
  return { ...releaseOf(version, files), mode };
};
const past = { receipt: undefined, open: undefined };
const publish = async (channel: Channel, release: ChannelRelease) => {
  const proposal = channel.propose(await channel.inspect(release, past), release);
  if (proposal.type !== "change") return proposal.type;
  const applied = await channel.apply(proposal.change, release);
  if (applied.type !== "applied") return applied.type;
  expect(await channel.readBack(proposal.change, applied, release)).toEqual({ equal: true });
  return proposal.type;
};

describeWith(["nginx"], "a mirror", () => {
  let nginx: Nginx | undefined;
  afterEach(async () => nginx?.stop());

  test("has whole releases; its pointer goes up, and down only in a rollback", async () => {
    nginx = await startNginx();
    const { url, root } = nginx;
    const channel = mirrorChannel({
      id: "mirror:backup",
      title: "mirror backup",
      addresses: ["https://one.example.com", "https://two.example.com"],
      store: httpStore({
        url: new URL(url),
        authentication: { type: "none" },
        headers: {},
        expected: [],
        verify: true,
        concurrency: 2,
        patience: hastyPatience(),
      }),
    }) as Channel;
    const read = (path: string) => readFileSync(join(root, path), "utf8");
    const latest = () => JSON.parse(read("latest.json"));

    expect(await publish(channel, releaseWith("1.3.0"))).toBe("change");
    expect(read("v1.3.0/1.3.0-a.tar.gz")).toBe("a.tar.gz of 1.3.0");
    expect(JSON.parse(read("v1.3.0/release.json"))).toMatchObject({ kind: "slipway-release", version: "1.3.0" });
    expect(latest()).toMatchObject({
      version: "1.3.0",
      manifest: "v1.3.0/release.json",
      sha256: sha256(read("v1.3.0/release.json")),
    });
    expect(JSON.parse(read("mirrors.json")).addresses).toEqual([
      "https://example.com/acme/app/releases/download",
      "https://one.example.com",
      "https://two.example.com",
    ]);
    expect(await publish(channel, releaseWith("1.3.0"))).toBe("nothing");

    // A back-port and a pre-release are there, and the pointer stays.
    expect(await publish(channel, releaseWith("1.2.9"))).toBe("change");
    expect(await publish(channel, releaseWith("2.0.0-rc.1"))).toBe("change");
    expect(read("v1.2.9/1.2.9-b.zip")).toBe("b.zip of 1.2.9");
    expect(latest().version).toBe("1.3.0");

    const good = releaseWith("1.2.9", { type: "rollback", from: "1.3.0", reason: "broken" });
    const undoing = channel.undo({ version: "1.3.0" }, await channel.inspect(good, past), good);
    if (undoing.type !== "change") throw new Error(undoing.type);
    await channel.apply(undoing.change, good);
    expect(latest().version).toBe("1.2.9");
    expect(read("v1.3.0/1.3.0-a.tar.gz")).toBe("a.tar.gz of 1.3.0");

    for (const text of ["no JSON", "{}", JSON.stringify({ ...latest(), version: "new" })]) {
      writeFileSync(join(root, "latest.json"), text);
      await expect(publish(channel, releaseWith("1.4.0")), text).rejects.toMatchObject({
        code: "mirror-unreadable",
        remedy: expect.stringContaining("remove the file"),
      });
    }
    rmSync(join(root, "latest.json"));

    // Bytes that somebody changed under a published name are not written over.
    writeFileSync(join(root, "v1.2.9/1.2.9-a.tar.gz"), "changed");
    await expect(publish(channel, releaseWith("1.2.9"))).rejects.toMatchObject({ code: "published-differs" });
  });

  test("each project of a repository has a pointer of its own", async () => {
    nginx = await startNginx();
    const { url, root } = nginx;
    const store = httpStore({
      url: new URL(url),
      authentication: { type: "none" },
      headers: {},
      expected: [],
      verify: true,
      concurrency: 2,
      patience: hastyPatience(),
    });
    const channel = mirrorChannel({ id: "mirror:backup", title: "mirror", addresses: [url], store }) as Channel;
    const of = (project: string, version: string, mode?: ChannelRelease["mode"]) => {
      const release = releaseWith(version, mode);
      return { ...release, manifest: { ...release.manifest, tag: `${project}/v${version}` } };
    };
    const tagAt = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8")).tag;
    expect(await publish(channel, of("lib", "3.0.0"))).toBe("change");
    expect(await publish(channel, of("cli", "1.0.0"))).toBe("change");
    expect([tagAt("lib/latest.json"), tagAt("cli/latest.json")]).toEqual(["lib/v3.0.0", "cli/v1.0.0"]);
    expect(existsSync(join(root, "latest.json"))).toBe(false);
    // As earlier versions wrote it: clients that read it go on getting an answer about the same project.
    writeFileSync(join(root, "latest.json"), readFileSync(join(root, "cli/latest.json")));
    expect(await publish(channel, of("lib", "3.1.0"))).toBe("change");
    expect(await publish(channel, of("cli", "1.1.0"))).toBe("change");
    expect(["latest.json", "cli/latest.json", "lib/latest.json"].map(tagAt)).toEqual([
      "cli/v1.1.0",
      "cli/v1.1.0",
      "lib/v3.1.0",
    ]);
    expect(await publish(channel, of("cli", "1.1.0"))).toBe("nothing");
    const good = of("cli", "1.0.0", { type: "rollback", from: "1.1.0", reason: "broken" });
    const undoing = channel.undo({ version: "1.1.0" }, await channel.inspect(good, past), good);
    if (undoing.type !== "change") throw new Error(undoing.type);
    const applied = await channel.apply(undoing.change, good);
    if (applied.type !== "applied") throw new Error(applied.type);
    expect(await channel.readBack(undoing.change, applied, good)).toEqual({ equal: true });
    expect(["latest.json", "cli/latest.json", "lib/latest.json"].map(tagAt)).toEqual([
      "cli/v1.0.0",
      "cli/v1.0.0",
      "lib/v3.1.0",
    ]);
    // The bad one under the same name again is not what was read back.
    await publish(channel, of("cli", "1.1.0"));
    expect(await channel.readBack(undoing.change, applied, good)).toMatchObject({ equal: false });
  });
});

describeWith(["git"], "a branch", () => {
  const git = (cwd: string, ...args: readonly string[]) => execFileSync("git", args, { cwd, encoding: "utf8" });
  const remote = () => {
    const path = mkdtempSync(join(directory, "remote-"));
    git(path, "init", "--quiet", "--bare");
    git(path, "config", "uploadpack.allowFilter", "true");
    git(path, "config", "uploadpack.allowAnySHA1InWant", "true");
    return path;
  };
  const storeAt = (address: string, deadline?: number) =>
    gitStore({
      ...(deadline !== undefined && { deadline }),
      name: "acme/pages",
      address,
      branch: "gh-pages",
      directory: "apt",
      token: undefined,
      author: { name: "A", email: "a@example.com" },
      temp: join(directory, "clones"),
    });

  test("a file is known by its name in git: an equal one does not come over the line", async () => {
    const address = remote();
    const writer = storeAt(`file://${address}`);
    const change = { message: "one", phases: [[bytesOf("a", "1")]], removals: [] };
    await writer.apply(change, await writer.begin());
    const print = { size: 1, sha256: sha256("1") };
    const online = storeAt(`file://${address}`);
    await online.begin();
    expect(await online.fingerprint("a", bytesOf("a", "2").content)).toEqual(print);
    expect(await online.fingerprint("b", bytesOf("b", "1").content)).toBeUndefined();
    const offline = storeAt(`file://${address}`);
    await offline.begin();
    renameSync(address, `${address}-gone`);
    expect(await offline.fingerprint("a", bytesOf("a", "1").content)).toEqual(print);
    await expect(offline.fingerprint("a")).rejects.toThrow();
  });

  test("gets one commit an update, and two at once lose nothing", async () => {
    const address = remote();
    const [first, second] = [storeAt(`file://${address}`), storeAt(`file://${address}`)];
    const none = await first.begin();
    expect(none).toBeUndefined();
    const lapsed = { pass: () => Promise.reject(new Error("lapsed")), left: () => 0 };
    const change = { message: "late", phases: [[bytesOf("a", "1")]], removals: [] };
    await expect(first.apply(change, none, lapsed)).rejects.toThrow("lapsed");
    expect(git(address, "for-each-ref")).toBe("");
    expect(
      await first.apply(
        { message: "one", phases: [[bytesOf("a", "1"), bytesOf("b/c~1", "2", true)]], removals: [] },
        none,
      ),
    ).toMatchObject({ written: 2 });
    // Begun before the first had written.
    expect(await second.apply({ message: "two", phases: [[bytesOf("d", "4")]], removals: [] }, none)).toMatchObject({
      type: "conflict",
    });
    const base = await second.begin();
    expect((await second.read("b/c~1"))?.toString()).toBe("2");
    await expect(
      second.apply({ message: "x", phases: [[bytesOf("b/c~1", "other", true)]], removals: [] }, base),
    ).rejects.toMatchObject({ code: "published-differs" });
    expect(
      await second.apply(
        { message: "two", phases: [[bytesOf("d", "4"), bytesOf("a", "1")]], removals: ["b/c~1"] },
        base,
      ),
    ).toMatchObject({ written: 1, kept: 1 });
    expect(git(address, "log", "--format=%s", "gh-pages")).toBe("two\none\n");
    expect(git(address, "ls-tree", "-r", "--name-only", "gh-pages")).toBe("apt/a\napt/d\n");
    const again = await second.begin();
    expect(await second.apply({ message: "three", phases: [[bytesOf("a", "1")]], removals: [] }, again)).toMatchObject({
      written: 0,
      kept: 1,
      commit: again,
    });
  });

  test("a server that never answers", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void silent.close());
    await once(silent, "listening");
    const store = storeAt(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/acme/pages`, 2000);
    await expect(store.begin()).rejects.toMatchObject({
      status: undefined,
      message: expect.stringMatching(/git ls-remote with acme\/pages.*ended by SIGTERM before the server answered/),
    });
  });

  test("a repository that is not there", async () => {
    await expect(storeAt(`file://${directory}/nowhere`).begin()).rejects.toMatchObject({ status: 403 });
  });
});

describe("nothing of credentials", () => {
  test("is in the address that people see", () => {
    const store = httpStore({
      url: new URL("https://ann:secret@example.com/files/"),
      authentication: { type: "none" },
      headers: {},
      expected: [],
      verify: true,
      concurrency: 1,
      patience: hastyPatience(),
    });
    expect(store.where).toBe("https://example.com/files");
  });
});
