import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compareAssets, type Forge, type LocalFile, noFence, type Patience, publish } from "@slipway/forge";
import { type ChannelState, MANIFEST_NAME, parseTag, RELEASE_MANIFEST, sha256, writeDocument } from "@slipway/model";
import { objectsOf } from "../change.ts";
import type { Channel } from "../channel.ts";
import { type ChannelRelease, wholeRelease } from "../release.ts";

export interface GithubMirrorOptions {
  readonly id: string;
  readonly title: string;
  /** Of the backup repository, which has the release's tag with the same commit: a mirror of the code. */
  readonly forge: Forge;
  readonly patience: Patience;
  readonly log: { info(line: string): void; warning(line: string): void };
  /** Directory for the copy of release.json; exists. */
  readonly temp: string;
}

interface State {
  readonly files: readonly LocalFile[];
  /** Published there; undefined: not, or only as a draft. */
  readonly release: { readonly id: number; readonly url: string } | undefined;
  /** Names of files that are not there, or not so. */
  readonly missing: readonly string[];
  /** What it shows as its latest release. */
  readonly latest: string | undefined;
}

type Detail =
  | { readonly type: "publish"; readonly files: readonly LocalFile[] }
  /** Of a release that goes back: published first where it is not there whole. */
  | { readonly type: "latest"; readonly id: number | undefined; readonly files: readonly LocalFile[] };

/** A release of another repository with the same files: published only when it is whole, as the first one is. */
export function githubMirror(options: GithubMirrorOptions): Channel<State, Detail> {
  const { id, title, forge, patience, log } = options;

  const inspect = async (release: ChannelRelease): Promise<State> => {
    const files = await localFiles(release, options.temp);
    const found = (await forge.findReleases(release.manifest.tag)).find(({ draft }) => !draft);
    const assets = found === undefined ? [] : await forge.listAssets(found.id);
    const differences = compareAssets(files, assets).filter(({ type }) => type !== "digest-missing");
    const latest = await forge.latestRelease();
    return {
      files,
      release: found && { id: found.id, url: found.url },
      missing: differences.map(({ name }) => name),
      latest: latest?.tag,
    };
  };

  return {
    id,
    kind: "mirror",
    title,
    // The release's own engine takes care of other runs: it looks again before each step.
    swap: "native",
    access: () => forge.probeAccess("v0.0.0"),
    advertises: () => [],
    inspect,

    propose: ({ files, release, missing, latest }, { version, mode, manifest }) => {
      const state: ChannelState = {
        version: version.text,
        ...objectsOf(files.map(({ name, sha256: digest }) => ({ path: name, sha256: digest }))),
      };
      const shown = shownOf(latest, manifest.tag);
      const whole = release !== undefined && missing.length === 0;
      // A rollback is aborted, and what it went back to is still the latest one.
      if (mode.type === "rollback" && shown === mode.from && !manifest.prerelease) {
        const objects = files.map(({ name, size, sha256: digest }) => {
          const after = { size, sha256: digest };
          return { path: name, before: missing.includes(name) ? undefined : after, after };
        });
        return {
          type: "change",
          change: {
            summary: `latest: ${shown} → ${version.text}`,
            from: shown,
            to: version.text,
            revision: undefined,
            objects,
            detail: { type: "latest", id: whole ? release.id : undefined, files },
          },
        };
      }
      if (whole) {
        return {
          type: "nothing",
          state: { ...state, url: release.url },
          why: `${release.url} has all ${files.length} files`,
        };
      }
      return {
        type: "change",
        change: {
          summary: `${missing.length} of ${files.length} files of ${version.text}`,
          from: shown ?? null,
          to: version.text,
          revision: undefined,
          objects: files
            .filter(({ name }) => missing.includes(name))
            .map(({ name, size, sha256: digest }) => ({
              path: name,
              before: undefined,
              after: { size, sha256: digest },
            })),
          detail: { type: "publish", files },
        },
      };
    },

    apply: async ({ detail }, release, { pass: guard } = noFence) => {
      if (detail.type === "latest" && detail.id !== undefined) {
        const { url } = await forge.updateRelease(detail.id, { makeLatest: true }, guard);
        return { type: "applied", url };
      }
      const { manifest } = release;
      const request = {
        manifest,
        files: detail.files,
        title: manifest.tag,
        notes: `A copy of ${release.page}`,
        draft: false,
        prerelease: manifest.prerelease,
        latest: "auto" as const,
      };
      const { release: made } = await publish(forge, request, { log, patience, concurrency: 4, guard });
      if (detail.type === "latest") await forge.updateRelease(made.id, { makeLatest: true }, guard);
      return { type: "applied", url: made.url };
    },

    readBack: async ({ detail }, _applied, release) => {
      if (detail.type === "latest") {
        const latest = await forge.latestRelease();
        return latest?.tag === release.manifest.tag
          ? { equal: true }
          : { equal: false, why: `its latest release is ${latest?.tag}` };
      }
      const { missing, release: there } = await inspect(release);
      if (there === undefined) return { equal: false, why: "the release is not listed yet" };
      const [first] = missing;
      return first === undefined ? { equal: true } : { equal: false, why: `${first} is not there` };
    },

    undo: (receipt, { files, release, missing, latest }, good) => {
      const shown = good === undefined ? parseTag(latest ?? "")?.version.text : shownOf(latest, good.manifest.tag);
      if (shown !== receipt.version) {
        return {
          type: "nothing",
          why: `its latest release is ${latest ?? "none"}; published files stay where they are`,
        };
      }
      if (good === undefined || good.manifest.prerelease) {
        return {
          type: "impossible",
          because: "there is no earlier final release that could be its latest",
          remedy: "release a higher version",
        };
      }
      const there = release !== undefined && missing.length === 0;
      return {
        type: "change",
        change: {
          summary: `${there ? "" : `${missing.length} of ${files.length} files of ${good.version.text}; `}latest: ${receipt.version} → ${good.version.text}`,
          from: receipt.version,
          to: good.version.text,
          revision: undefined,
          objects: [],
          detail: { type: "latest", id: there ? release.id : undefined, files },
        },
      };
    },
  };
}

/** Version of what is latest, where it is of the same project. */
function shownOf(latest: string | undefined, tag: string): string | undefined {
  const found = parseTag(latest ?? "");
  return found?.prefix === parseTag(tag)?.prefix ? found?.version.text : undefined;
}

async function localFiles(release: ChannelRelease, temp: string): Promise<readonly LocalFile[]> {
  const files: LocalFile[] = [];
  for (const { name, size, sha256: digest } of await wholeRelease(release)) {
    files.push({ name, path: await release.file(name), size, sha256: digest });
  }
  // Equal documents have equal bytes, so this is the file that the first release has.
  const text = writeDocument(RELEASE_MANIFEST, release.manifest);
  const path = join(temp, `mirrored-${MANIFEST_NAME}`);
  await writeFile(path, text);
  return [...files, { name: MANIFEST_NAME, path, size: Buffer.byteLength(text), sha256: sha256(text) }];
}
