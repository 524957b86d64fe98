import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChannelLedger, type ChannelStates, noChannelLedger } from "@slipway/forge";
import { sha256 } from "@slipway/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { aptRepository } from "../../src/apt/repository.ts";
import type { Channel } from "../../src/channel.ts";
import { runChannel, undoChannel } from "../../src/engine/run.ts";
import { rpmRepository } from "../../src/rpm/repository.ts";
import { repositoryChannel } from "../../src/store/repository-channel.ts";
import type { Store } from "../../src/store/store.ts";
import { buildDeb, hastyPatience, releaseOf, run, type TestKey, testKey } from "./fixtures.ts";

/** Repositories whose update is killed between any two requests, at a server that cannot compare. */

const MOMENT = 1_790_000_000;

class Killed extends Error {}

/** Files in memory; the process dies before the request after `left`. Files of a phase go in either order. */
function storeOf(files: Map<string, Buffer>, left: number, reversed = false): Store {
  let requests = left;
  const spend = () => {
    if (requests-- === 0) throw new Killed();
  };
  return {
    where: "memory",
    swap: "turn",
    begin: async () => undefined,
    read: async (path) => files.get(path),
    fingerprint: async (path) => {
      const bytes = files.get(path);
      return bytes && { size: bytes.length, sha256: sha256(bytes) };
    },
    apply: async (changes) => {
      let written = 0;
      for (const phase of changes.phases) {
        for (const { path, content, fixed } of reversed ? phase.toReversed() : phase) {
          const bytes = content.type === "file" ? await readFile(content.path) : Buffer.from(content.bytes);
          const there = files.get(path);
          if (there?.equals(bytes)) continue;
          if (fixed && there !== undefined) throw new Error(`${path} would change`);
          spend();
          files.set(path, bytes);
          written += 1;
        }
      }
      for (const path of changes.removals) {
        spend();
        files.delete(path);
      }
      return { type: "applied", written, kept: 0, removed: changes.removals.length };
    },
  };
}

async function buildRpm(directory: string, version: string): Promise<string> {
  const spec = join(directory, `app-${version}.spec`);
  writeFileSync(
    spec,
    `Name: app\nVersion: ${version}\nRelease: 1\nSummary: s\nLicense: MIT\nBuildArch: noarch\n%description\nd\n%files\n`,
  );
  const defines = [
    `_topdir ${join(directory, "build")}`,
    `_rpmdir ${directory}`,
    "_rpmfilename %%{NAME}-%%{VERSION}.rpm",
  ];
  await run("rpmbuild", ["-bb", ...defines.flatMap((each) => ["--define", each]), spec]);
  return join(directory, `app-${version}.rpm`);
}

const SETTINGS = {
  name: "app",
  description: undefined,
  url: "https://packages.example.com",
  suites: ["stable"],
  allSuites: ["stable"],
  retention: { versions: 1 },
};

for (const [kind, tool] of [
  ["apt", "dpkg-deb"],
  ["rpm", "rpmbuild"],
] as const) {
  describeWith([tool], `a killed update of an ${kind} repository`, () => {
    let directory: string;
    let key: TestKey;
    let old: string;
    let now: string;
    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), "slipway-crash-"));
      key = await testKey(MOMENT);
      const build = (version: string) =>
        kind === "apt" ? buildDeb(directory, { version }) : buildRpm(directory, version);
      [old, now] = [await build("1.0.0"), await build("1.1.0")];
    });
    afterAll(() => rmSync(directory, { recursive: true, force: true }));

    const drive = async (store: Store, version: string, file: string, ledger: ChannelLedger = noChannelLedger) => {
      const deps = { log, patience: hastyPatience(), ledger, dryRun: false };
      return await runChannel(channelAt(store), releaseOf(version, [file], MOMENT), deps);
    };
    const log = { info: () => {}, warning: () => {} };
    const channelAt = (store: Store): Channel => {
      const repository =
        kind === "apt"
          ? aptRepository({ ...SETTINGS, component: "main", validDays: undefined, architectures: [] })
          : rpmRepository(SETTINGS);
      return repositoryChannel({
        now: () => 0,
        id: `${kind}:test`,
        title: kind,
        repository: repository as ReturnType<typeof aptRepository>,
        store,
        signer: key.signer,
      }) as Channel;
    };

    test.each([false, true])("is finished by the next run (files of a phase in reverse: %s)", async (reversed) => {
      const files = new Map<string, Buffer>();
      await drive(storeOf(files, -1), "1.0.0", old);
      const whole = new Map(files);
      await drive(storeOf(whole, -1), "1.1.0", now);
      for (let requests = 0; ; requests++) {
        const place = new Map(files);
        const first = await drive(storeOf(place, requests, reversed), "1.1.0", now).catch((error: unknown) => error);
        if (!(first instanceof Killed)) break;
        await drive(storeOf(place, -1), "1.1.0", now);
        const heads = [...whole.keys()].filter((path) => /(?:Release|repomd\.xml)(?:\.\w+)?$/.test(path));
        for (const path of heads)
          expect(place.get(path)?.toString(), `${requests}: ${path}`).toBe(whole.get(path)?.toString());
        expect((await drive(storeOf(place, -1), "1.1.0", now)).type).toBe("nothing");
      }
    });

    test("before its receipt is taken back all the same", async () => {
      const files = new Map<string, Buffer>();
      await drive(storeOf(files, -1), "1.0.0", old);
      let intent: ChannelStates = {};
      const dying: ChannelLedger = {
        ...noChannelLedger,
        claim: async (channel, states) => {
          intent = states;
          const claim = await noChannelLedger.claim(channel, states);
          return { ...claim, close: () => Promise.reject(new Killed()) };
        },
      };
      await expect(drive(storeOf(files, -1), "1.1.0", now, dying)).rejects.toThrow(Killed);
      const ledger: ChannelLedger = {
        ...noChannelLedger,
        past: async () => ({ receipt: undefined, open: { before: intent.before, after: intent.after } }),
      };
      const good = {
        ...releaseOf("1.0.0", [old], MOMENT),
        mode: { type: "rollback", from: "1.1.0", reason: "r" },
      } as const;
      const deps = { log, patience: hastyPatience(), ledger, dryRun: false };
      const store = storeOf(files, -1);
      const undone = await undoChannel(channelAt(store), releaseOf("1.1.0", [now], MOMENT), good, deps);
      expect(undone.type).toBe("changed");
      const named = [...files]
        .filter(([path]) => /(?:\/Packages|repomd\.xml)$/.test(path))
        .map(([, bytes]) => bytes.toString());
      const lists =
        kind === "apt"
          ? named
          : [...(await rpmRepository(SETTINGS).read(store, key.signer)).values()].flatMap(({ packages }) =>
              packages.map(({ primary }) => primary),
            );
      expect(lists.join("\n")).not.toContain("1.1.0");
      // One version is kept, so the first was gone; it is back, packages and all.
      expect(lists.join("\n")).toContain("1.0.0");
      expect([...files.keys()].some((path) => /1\.0\.0[^/]*\.(?:deb|rpm)$/.test(path))).toBe(true);
      expect((await undoChannel(channelAt(store), releaseOf("1.1.0", [now], MOMENT), good, deps)).type).toBe("nothing");
    });
  });
}
