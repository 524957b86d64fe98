import { type ChannelState, compareNames, MANIFEST_NAME } from "@slipway/model";
import { type Change, type Content, objectsOf } from "../change.ts";
import type { Channel, Proposal } from "../channel.ts";
import type { ChannelRelease, PublicAsset } from "../release.ts";
import type { Changes, Store, StoredFile, StoredPrint } from "../store/store.ts";
import { printOf } from "../store/stored-print.ts";

/** Files of the release with the paths that they get: local ones, by their digests. */
export async function placeAssets(
  release: ChannelRelease,
  assets: readonly PublicAsset[],
  pathOf: (name: string) => string,
): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  for (const { name, size, sha256 } of assets) {
    const path = await release.file(name);
    files.push({ path: pathOf(name), content: { type: "file", path, size, sha256 }, fixed: true });
  }
  return files;
}

export const contentOf = (file: StoredFile): Content => ({
  ...printOf(file.content),
  ...(file.content.type === "bytes" && { text: Buffer.from(file.content.bytes).toString("utf8") }),
});

export interface RegistryChannelOptions {
  readonly id: string;
  readonly title: string;
  readonly store: Store;
  /** Globs' matcher over assets' names. */
  readonly matches: (name: string) => boolean;
  readonly pathOf: (name: string, release: ChannelRelease) => string;
  readonly prereleases: boolean;
}

interface RegistryState {
  readonly revision: string | undefined;
  readonly files: readonly StoredFile[];
  readonly there: ReadonlyMap<string, StoredPrint>;
}

/** Files of a release at a registry. What is there stays there: nobody advertises it after a rollback. */
export function registryChannel(options: RegistryChannelOptions): Channel<RegistryState, Changes> {
  const { id, title, store, matches, pathOf, prereleases } = options;
  return {
    id,
    kind: "registry",
    title,
    swap: store.swap,
    ...(store.access && { access: store.access }),
    advertises: () => [],

    inspect: async (release) => {
      const revision = await store.begin();
      if (release.manifest.prerelease && !prereleases) return { revision, files: [], there: new Map() };
      const wanted = [...release.assets.values()].filter(({ name }) => name !== MANIFEST_NAME && matches(name));
      const inOrder = wanted.toSorted((a, b) => compareNames(a.name, b.name));
      const files = await placeAssets(release, inOrder, (name) => pathOf(name, release));
      const there = new Map<string, StoredPrint>();
      for (const { path, content } of files) {
        const print = await store.fingerprint(path, content);
        if (print !== undefined) there.set(path, print);
      }
      return { revision, files, there };
    },

    propose: (state, release): Proposal<Changes> => {
      const version = release.version.text;
      if (release.manifest.prerelease && !prereleases)
        return { type: "skipped", why: `pre-releases are left out (${version})` };
      if (state.files.length === 0) return { type: "skipped", why: "the release has none of its files" };
      return proposeFiles(state, { version, from: null, message: `${release.manifest.project.name} ${version}` });
    },

    apply: async (change, _release, fence) => {
      const applied = await store.apply(change.detail, change.revision, fence);
      return applied.type === "conflict"
        ? applied
        : {
            type: "applied",
            ...(applied.commit !== undefined && { revision: applied.commit }),
            detail: { written: applied.written },
          };
    },

    // The store has read back each file already, digest by digest.
    readBack: async () => ({ equal: true }),

    undo: () => ({ type: "nothing", why: "published files stay where they are; nothing points to them" }),
  };
}

/** @param state what is there, and what should be: equal files are left as they are */
export function proposeFiles(
  { revision, files, there }: RegistryState,
  { version, from, message }: { readonly version: string; readonly from: string | null; readonly message: string },
): Proposal<Changes> {
  const missing = files.filter(({ path, content }) => there.get(path)?.sha256 !== printOf(content).sha256);
  const state: ChannelState = {
    version,
    ...objectsOf(files.map((file) => ({ path: file.path, sha256: printOf(file.content).sha256 }))),
  };
  if (missing.length === 0) return { type: "nothing", state, why: `all ${files.length} files are there` };
  const change: Change<Changes> = {
    summary: `${missing.length} of ${files.length} files of ${version}`,
    from,
    to: version,
    revision,
    objects: missing.map((file) => {
      const found = there.get(file.path);
      return { path: file.path, before: found && { ...found }, after: contentOf(file) };
    }),
    detail: {
      message,
      phases: [missing.filter(({ fixed }) => fixed), missing.filter(({ fixed }) => !fixed)],
      removals: [],
    },
  };
  return { type: "change", change };
}
