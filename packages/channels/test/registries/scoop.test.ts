import type { Artifact, PlannedScoop, TargetId } from "@slipway/model";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import type { ChannelRelease } from "../../src/release.ts";
import type { ManifestRepository } from "../../src/repository/repository.ts";
import { scoopBucket } from "../../src/scoop/bucket.ts";
import { editScoop, writeScoop } from "../../src/scoop/manifest.ts";
import { releaseOf } from "./fixtures.ts";

const SETTINGS: PlannedScoop = {
  bucket: "acme/scoop-bucket",
  name: "app",
  directory: "bucket",
  description: "Prints its version",
  homepage: "https://example.com",
  licence: "MIT",
  notes: [],
  shortcuts: [],
  persist: [],
  depends: [],
  prerelease: "separate",
  via: "commit",
  pullRequest: { labels: [] },
};

const archive = (version: string, target: TargetId, changes: Partial<Artifact> = {}): Artifact => {
  const root = `app-${version}-${target}`;
  const file = (path: string) => ({
    type: "file" as const,
    path: `${root}/${path}`,
    size: 1,
    sha256: "0".repeat(64),
    mode: "755" as const,
  });
  const sign = target.includes("arm64") ? "b" : "a";
  return {
    name: `${root}.zip`,
    kind: "archive",
    format: "zip",
    target,
    variant: "default",
    size: 1,
    digests: { sha256: sign.repeat(64), sha512: sign.repeat(128), md5: sign.repeat(32) },
    signatures: [],
    entries: [file("app.exe"), file("README.md"), file("tools/helper.exe")],
    ...changes,
  };
};

function release(
  version: string,
  artifacts: readonly Artifact[],
  mode: ChannelRelease["mode"] = { type: "release" },
): ChannelRelease {
  const empty = releaseOf(version, []);
  const binaries = [{ name: "app", sha256: "0".repeat(64), size: 1 }];
  return {
    ...empty,
    mode,
    manifest: { ...empty.manifest, artifacts: [...artifacts], builds: [{ binaries } as never] },
    assets: new Map(
      artifacts.map(({ name, size, digests }) => [
        name,
        { name, size, sha256: digests.sha256, url: `https://example.com/dl/v${version}/${name}` },
      ]),
    ),
  };
}
const both = (version: string) =>
  release(version, [archive(version, "windows-amd64"), archive(version, "windows-arm64")]);

/** What Scoop's own schema (ScoopInstaller/Scoop, `schema.json`, draft 7) asks of the keys that we write. */
const text = { type: "string" };
const texts = { anyOf: [text, { type: "array", items: text, minItems: 1 }] };
const hash = {
  type: "string",
  pattern:
    "^([a-fA-F0-9]{64}|(sha1|sha256|sha512|md5):([a-fA-F0-9]{32}|[a-fA-F0-9]{40}|[a-fA-F0-9]{64}|[a-fA-F0-9]{128}))$",
};
const uri = { type: "string", pattern: "^https?://[^$]+$" };
const programs = { anyOf: [text, { type: "array", minItems: 1, items: texts }] };
const each = (properties: object) => ({ type: "object", additionalProperties: false, properties });
const architectures = (properties: object) =>
  each({ "32bit": each(properties), "64bit": each(properties), arm64: each(properties) });
const SCHEMA = {
  type: "object",
  additionalProperties: false,
  required: ["version", "homepage", "license", "architecture"],
  properties: {
    version: { type: "string", pattern: "^[\\w\\.\\-+_]+$" },
    description: text,
    homepage: { type: "string", pattern: "^https?://" },
    license: {
      anyOf: [
        text,
        {
          type: "object",
          required: ["identifier"],
          additionalProperties: false,
          properties: { identifier: text, url: text },
        },
      ],
    },
    notes: texts,
    depends: texts,
    architecture: architectures({ url: uri, hash, extract_dir: texts, bin: programs }),
    bin: programs,
    shortcuts: { type: "array", minItems: 1, items: { type: "array", minItems: 2, maxItems: 4, items: text } },
    persist: programs,
    checkver: each({ github: { type: "string", pattern: "^https?://" } }),
    autoupdate: each({
      architecture: architectures({ url: { type: "string", pattern: "\\$version" }, extract_dir: texts }),
    }),
  },
};
const isManifest = new Ajv().compile(SCHEMA);

describe("a new manifest", () => {
  test.each([
    ["both architectures", both("1.3.0"), SETTINGS],
    ["one", release("2.0.0-rc.1", [archive("2.0.0-rc.1", "windows-amd64-msvc")]), SETTINGS],
    [
      "everything",
      both("1.3.0"),
      {
        ...SETTINGS,
        notes: ["a", "b"],
        depends: ["git"],
        persist: ["data"],
        shortcuts: [{ program: "app.exe", name: "App" }],
      },
    ],
  ])("fits Scoop's schema: %s", (_name, given, settings) => {
    const manifest = JSON.parse(writeScoop(given, settings));
    expect(isManifest(manifest), JSON.stringify(isManifest.errors)).toBe(true);
    expect(manifest.architecture["64bit"].hash).toBe("a".repeat(64));
    expect(manifest.bin).toBe("app.exe");
  });

  test("in full", () => {
    expect(writeScoop(both("1.3.0"), SETTINGS)).toBe(`{
    "version": "1.3.0",
    "description": "Prints its version",
    "homepage": "https://example.com",
    "license": "MIT",
    "architecture": {
        "64bit": {
            "url": "https://example.com/dl/v1.3.0/app-1.3.0-windows-amd64.zip",
            "hash": "${"a".repeat(64)}",
            "extract_dir": "app-1.3.0-windows-amd64"
        },
        "arm64": {
            "url": "https://example.com/dl/v1.3.0/app-1.3.0-windows-arm64.zip",
            "hash": "${"b".repeat(64)}",
            "extract_dir": "app-1.3.0-windows-arm64"
        }
    },
    "bin": "app.exe",
    "checkver": {
        "github": "https://example.com/acme/app"
    },
    "autoupdate": {
        "architecture": {
            "64bit": {
                "url": "https://example.com/dl/v$version/app-$version-windows-amd64.zip",
                "extract_dir": "app-$version-windows-amd64"
            },
            "arm64": {
                "url": "https://example.com/dl/v$version/app-$version-windows-arm64.zip",
                "extract_dir": "app-$version-windows-arm64"
            }
        }
    }
}
`);
  });

  test("without Windows there is none", () => {
    const linux = release("1.0.0", [archive("1.0.0", "linux-amd64")]);
    expect(() => writeScoop(linux, SETTINGS)).toThrow(expect.objectContaining({ code: "scoop-no-archive" }));
  });

  test("without a program there is none", () => {
    const entries = archive("1.0.0", "windows-amd64").entries?.filter(({ path }) => path.endsWith(".md")) ?? [];
    const papers = release("1.0.0", [archive("1.0.0", "windows-amd64", { entries })]);
    expect(() => writeScoop(papers, SETTINGS)).toThrow(
      expect.objectContaining({ code: "scoop-no-program", message: expect.stringContaining("windows-amd64.zip") }),
    );
  });
});

describe("a manifest that people wrote", () => {
  const old = `{\r\n  "##": "ours",\r\n  "version": "1.2.0",\r\n  "license": {"identifier": "MIT", "url": "https://example.com/l"},\r\n  "homepage": "https://example.com/people",\r\n  "architecture": {\r\n    "64bit": {\r\n      "hash": "old",\r\n      "url": "https://example.com/old.zip",\r\n      "post_install": "echo hello"\r\n    }\r\n  },\r\n  "bin": [["app.exe", "a"]],\r\n  "env_set": {"APP": "1"}\r\n}\r\n`;

  test("keeps its keys, their order, its indentation and line ends", () => {
    const next = editScoop(old, "bucket/app.json", both("1.3.0"), SETTINGS);
    expect(next).toMatch(/^\{\r\n {2}"##": "ours",\r\n {2}"version": "1.3.0"/);
    expect(Object.keys(JSON.parse(next))).toEqual(Object.keys(JSON.parse(old)));
    expect(JSON.parse(next)).toMatchObject({
      homepage: "https://example.com/people",
      bin: [["app.exe", "a"]],
      architecture: {
        "64bit": { hash: "a".repeat(64), post_install: "echo hello", extract_dir: "app-1.3.0-windows-amd64" },
        arm64: { hash: "b".repeat(64) },
      },
    });
    expect(editScoop(next, "bucket/app.json", both("1.3.0"), SETTINGS)).toBe(next);
  });

  test("a top directory for all becomes one for each archive, where they differ", () => {
    const text = old.replace('"version"', '"extract_dir": "app",\r\n  "version"');
    const next = JSON.parse(editScoop(text, "bucket/app.json", both("1.3.0"), SETTINGS));
    expect(next).not.toHaveProperty("extract_dir");
    expect(next.architecture).toMatchObject({
      "64bit": { extract_dir: "app-1.3.0-windows-amd64" },
      arm64: { extract_dir: "app-1.3.0-windows-arm64" },
    });
  });

  test("several downloads for one architecture are refused, not made one", () => {
    const text = old.replace(
      '"https://example.com/old.zip"',
      '["https://example.com/old.zip", "https://example.com/data.zip"]',
    );
    expect(() => editScoop(text, "bucket/app.json", both("1.3.0"), SETTINGS)).toThrow(
      expect.objectContaining({ code: "scoop-several-downloads" }),
    );
  });

  test("an architecture that is gone, and text that is no manifest, are refused", () => {
    const more = old.replace('"64bit"', '"32bit"');
    expect(() => editScoop(more, "bucket/app.json", both("1.3.0"), SETTINGS)).toThrow(
      expect.objectContaining({ code: "scoop-architecture" }),
    );
    expect(() => editScoop("{", "bucket/app.json", both("1.3.0"), SETTINGS)).toThrow(
      expect.objectContaining({ code: "scoop-unreadable" }),
    );
  });
});

describe("a bucket", () => {
  const bucketOf = (files: Record<string, string>, settings = SETTINGS) => {
    const commits: ReadonlyMap<string, string | undefined>[] = [];
    const repository: ManifestRepository = {
      name: "acme/scoop-bucket",
      read: async () => ({ commit: `c${commits.length}`, branch: "main", files: new Map(Object.entries(files)) }),
      readAt: async () => new Map(Object.entries(files)),
      commit: async ({ base, files: changed }) => {
        if (base !== `c${commits.length}`) return { type: "conflict", why: "changed" };
        commits.push(changed);
        for (const [path, content] of changed) files[path] = content ?? "";
        return { type: "committed", commit: `c${commits.length}`, url: undefined };
      },
      pulls: undefined,
    };
    return { channel: scoopBucket(repository, settings), commits };
  };
  const past = { receipt: undefined, open: undefined };

  test("behind a deploy key takes no pull requests", () => {
    expect(() => bucketOf({}, { ...SETTINGS, via: "pull-request" })).toThrow(
      expect.objectContaining({ code: "scoop-no-pulls", remedy: expect.stringContaining("via: commit") }),
    );
  });

  test("goes up, stays, and never down but in a rollback; pre-releases are apart", async () => {
    const files: Record<string, string> = {};
    const { channel } = bucketOf(files);
    const publish = async (given: ChannelRelease) => {
      const proposal = channel.propose(await channel.inspect(given, past), given);
      if (proposal.type === "change") {
        const applied = await channel.apply(proposal.change, given);
        if (applied.type === "applied")
          expect(await channel.readBack(proposal.change, applied, given)).toEqual({ equal: true });
        expect(channel.advertises(given, proposal.change)).toHaveLength(2);
      }
      return proposal.type;
    };
    expect(await publish(both("1.3.0"))).toBe("change");
    expect(await publish(both("1.3.0"))).toBe("nothing");
    expect(await publish(both("1.2.9"))).toBe("skipped");
    expect(await publish(both("2.0.0-rc.1"))).toBe("change");
    expect(Object.keys(files)).toEqual(["bucket/app.json", "bucket/app-prerelease.json"]);

    const good: ChannelRelease = { ...both("1.2.9"), mode: { type: "rollback", from: "1.3.0", reason: "broken" } };
    const undoing = channel.undo({ version: "1.3.0" }, await channel.inspect(good, past), good);
    if (undoing.type !== "change") throw new Error(undoing.type);
    expect(undoing.change.objects[0]?.after?.text).toContain('"version": "1.2.9"');
    expect(channel.undo({ version: "1.3.0" }, await channel.inspect(good, past), undefined).type).toBe("impossible");
  });
});
