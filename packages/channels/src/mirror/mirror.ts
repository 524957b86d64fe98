import {
  type ChannelState,
  compareVersions,
  MANIFEST_NAME,
  Problem,
  parseJson,
  parseTag,
  parseVersion,
  RELEASE_MANIFEST,
  requireVersion,
  sha256,
  writeDocument,
} from "@slipway/model";
import { z } from "zod";
import type { Change } from "../change.ts";
import type { Channel, Proposal, Undoing } from "../channel.ts";
import { type ChannelRelease, wholeRelease } from "../release.ts";
import { bytesOf, type Changes, type Store, type StoredFile, type StoredPrint } from "../store/store.ts";
import { contentOf, placeAssets, proposeFiles } from "./files-channel.ts";

/**
 * `latest.json` of a mirror: the highest final release that it has, whole. Clients read it first. In a repository of several
 * projects each has its own, beside its tags: that of `lib/v1.0.0` is `lib/latest.json`.
 */
export const LatestPointer = z.object({
  kind: z.literal("slipway-latest"),
  schemaVersion: z.literal(1),
  version: z.string(),
  tag: z.string(),
  /** Path of release.json below the mirror's address. */
  manifest: z.string(),
  sha256: z.string(),
});

/**
 * `mirrors.json`, at each mirror and equal at all of them: where releases are, in the order in which clients try. A release is at
 * `<address>/<tag>/<file>`.
 */
const MirrorList = z.object({
  kind: z.literal("slipway-mirrors"),
  schemaVersion: z.literal(1),
  repository: z.string(),
  addresses: z.array(z.string()),
});

export interface MirrorChannelOptions {
  readonly id: string;
  readonly title: string;
  readonly store: Store;
  /** Addresses of all mirrors in order, after the release's own. */
  readonly addresses: readonly string[];
  /** Another order of all addresses: one that cannot be reached is not the first while this lasts. */
  readonly order?: readonly string[] | undefined;
}

interface MirrorState {
  readonly revision: string | undefined;
  readonly files: readonly StoredFile[];
  readonly there: ReadonlyMap<string, StoredPrint>;
  /** Text of the project's `latest.json` and of `mirrors.json`. */
  readonly own: string | undefined;
  readonly list: string | undefined;
  /** Of the root's `latest.json`, where that of this project is elsewhere and the root's speaks of this project too. */
  readonly shared: string | undefined;
}

interface MirrorDetail {
  readonly changes: Changes;
  /** Where `latest.json` lies, and the version that it says afterwards, or a higher one; never the one that is taken back. */
  readonly latest: { readonly path: string; readonly version: string; readonly not?: string } | undefined;
}

/**
 * A whole release at another place, for when the first is down: every file, then the list of mirrors, then the pointer to the
 * latest release, which only a rollback moves down.
 */
export function mirrorChannel(options: MirrorChannelOptions): Channel<MirrorState, MirrorDetail> {
  const { id, title, store } = options;
  const textAt = async (path: string) => (await store.read(path))?.toString("utf8");
  return {
    id,
    kind: "mirror",
    title,
    swap: store.swap,
    ...(store.access && { access: store.access }),
    advertises: () => [],

    inspect: async (release) => {
      const revision = await store.begin();
      const { tag } = release.manifest;
      const assets = await placeAssets(release, await wholeRelease(release), (name) => `${tag}/${name}`);
      const files = [...assets, bytesOf(`${tag}/${MANIFEST_NAME}`, manifestText(release), true)];
      const there = new Map<string, StoredPrint>();
      for (const { path, content } of files) {
        const print = await store.fingerprint(path, content);
        if (print !== undefined) there.set(path, print);
      }
      const own = pointerPath(tag);
      const text = await textAt(own);
      const root = own === ROOT ? undefined : await textAt(ROOT);
      // Before each project had its own, the root's spoke of whichever was released last.
      const shared = root !== undefined && pointerPath(tagIn(root) ?? "") === own ? root : undefined;
      return { revision, files, there, own: text, shared, list: await textAt("mirrors.json") };
    },

    propose: (state, release) => propose(state, release, options),

    apply: async (change, _release, fence) => {
      const applied = await store.apply(change.detail.changes, change.revision, fence);
      if (applied.type === "conflict") return applied;
      const { written, kept, commit } = applied;
      return { type: "applied", ...(commit !== undefined && { revision: commit }), detail: { written, kept } };
    },

    readBack: async ({ detail }) => {
      if (detail.latest === undefined) return { equal: true };
      await store.begin();
      const { path, version, not } = detail.latest;
      const found = versionOf(await textAt(path));
      const wanted = requireVersion(version, path);
      // A later release may have been faster; a lower one has not, and what is taken back is none.
      if (found !== undefined && found.text !== not && compareVersions(found, wanted) >= 0) return { equal: true };
      return { equal: false, why: `its latest.json says ${found?.text ?? "nothing"}` };
    },

    undo: (receipt, state, good) => undo(receipt, state, good, options),
  };
}

const ROOT = "latest.json";

/** Beside the tags of the project. */
function pointerPath(tag: string): string {
  const prefix = parseTag(tag)?.prefix;
  return prefix === undefined ? ROOT : `${prefix}/${ROOT}`;
}

const tagIn = (latest: string): string | undefined => LatestPointer.safeParse(parseJson(latest)).data?.tag;

/** @throws {Problem} `mirror-unreadable` */
function versionOf(latest: string | undefined) {
  if (latest === undefined) return undefined;
  const pointer = LatestPointer.safeParse(parseJson(latest)).data;
  const version = pointer && parseVersion(pointer.version);
  if (version !== undefined) return version;
  throw new Problem({
    kind: "failure",
    code: "mirror-unreadable",
    message: "latest.json of the mirror is not what Slipway writes there",
    remedy: "look at who else writes to the mirror; remove the file to have it written anew",
  });
}

/** Equal documents have equal bytes, so this is the file that the release has. */
const manifestText = ({ manifest }: ChannelRelease) => writeDocument(RELEASE_MANIFEST, manifest);

function pointerTo(release: ChannelRelease): string {
  const { tag } = release.manifest;
  return `${JSON.stringify(
    {
      kind: "slipway-latest",
      schemaVersion: 1,
      version: release.version.text,
      tag,
      manifest: `${tag}/${MANIFEST_NAME}`,
      sha256: sha256(manifestText(release)),
    } satisfies z.input<typeof LatestPointer>,
    null,
    2,
  )}\n`;
}

const shownBy = ({ own, shared }: MirrorState) => versionOf(own ?? shared);

/** @param pointer whether latest.json may change */
function pointers(
  state: MirrorState,
  release: ChannelRelease,
  { addresses, order }: MirrorChannelOptions,
  pointer: boolean,
): readonly StoredFile[] {
  const own = `${new URL(release.page).origin}/${release.repository}/releases/download`;
  const document = {
    kind: "slipway-mirrors",
    schemaVersion: 1,
    repository: release.repository,
    addresses: order ?? [own, ...addresses],
  };
  const list = `${JSON.stringify(document, null, 2)}\n`;
  const files = list === state.list ? [] : [bytesOf("mirrors.json", list)];
  const there = shownBy(state);
  const { mode } = release;
  // A rollback takes down what shows the bad version, and nothing else: what became latest since stays.
  const bad = mode.type === "rollback" ? mode.from : undefined;
  const down = there !== undefined && compareVersions(there, release.version) > 0 && there.text !== bad;
  if (!pointer || release.manifest.prerelease || down) return files;
  const text = pointerTo(release);
  const path = pointerPath(release.manifest.tag);
  if (state.shared !== undefined && state.shared !== text) files.push(bytesOf(ROOT, text));
  if (text !== state.own) files.push(bytesOf(path, text));
  return files;
}

function propose(
  state: MirrorState,
  release: ChannelRelease,
  options: MirrorChannelOptions,
  pointer = true,
): Proposal<MirrorDetail> {
  const version = release.version.text;
  const from = shownBy(state)?.text ?? null;
  const message = `${release.manifest.project.name} ${version}`;
  const proposal = proposeFiles(state, { version, from, message });
  const pointing = pointers(state, release, options, pointer);
  if (proposal.type === "nothing" && pointing.length === 0) return proposal;
  const files = proposal.type === "change" ? proposal.change : undefined;
  const path = pointerPath(release.manifest.tag);
  const before = new Map([
    [ROOT, state.shared],
    [path, state.own],
    ["mirrors.json", state.list],
  ]);
  const points = pointing.some((file) => file.path === path);
  const first = options.order === undefined ? undefined : firstOf(pointing);
  const parts = [files?.summary, points && `pointers to ${version}`, first && `${first} first`];
  const change: Change<MirrorDetail> = {
    summary: parts.filter(Boolean).join("; "),
    from,
    to: version,
    revision: state.revision,
    objects: [
      ...(files?.objects ?? []),
      ...pointing.map((file) => {
        const text = before.get(file.path);
        return {
          path: file.path,
          before: text === undefined ? undefined : contentOf(bytesOf("", text)),
          after: contentOf(file),
        };
      }),
    ],
    detail: {
      // The pointer is the last of all: whoever follows it finds everything.
      changes: { message, phases: [...(files?.detail.phases ?? []), ...pointing.map((file) => [file])], removals: [] },
      latest: points
        ? { path, version, ...(release.mode.type === "rollback" && { not: release.mode.from }) }
        : undefined,
    },
  };
  return { type: "change", change };
}

/** What mirrors.json names first from now on. */
function firstOf(files: readonly StoredFile[]): string | undefined {
  const list = files.find(({ path }) => path === "mirrors.json")?.content;
  if (list?.type !== "bytes") return undefined;
  return MirrorList.safeParse(JSON.parse(Buffer.from(list.bytes).toString("utf8"))).data?.addresses[0];
}

function undo(
  receipt: ChannelState,
  state: MirrorState,
  good: ChannelRelease | undefined,
  options: MirrorChannelOptions,
): Undoing<MirrorDetail> {
  const shown = shownBy(state);
  const points = shown?.text === receipt.version;
  if (!points && (options.order === undefined || good === undefined)) {
    return {
      type: "nothing",
      why: `latest.json does not say ${receipt.version} (any more); published files stay where they are`,
    };
  }
  if (good === undefined) {
    return {
      type: "impossible",
      because: "there is no earlier release for latest.json to point to",
      remedy: "release a higher version",
    };
  }
  // One that missed releases is brought up; what a later release wrote stays.
  const below = shown === undefined || compareVersions(shown, good.version) <= 0;
  const proposal = propose(state, good, options, points || below);
  return proposal.type === "change" ? proposal : { type: "nothing", why: "latest.json says so already" };
}
