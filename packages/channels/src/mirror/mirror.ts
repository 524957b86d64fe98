import {
  type ChannelState,
  compareVersions,
  MANIFEST_NAME,
  Problem,
  parseVersion,
  RELEASE_MANIFEST,
  requireVersion,
  sha256,
  writeDocument,
} from "@slipway/model";
import { z } from "zod";
import type { Change } from "../change.ts";
import type { Channel, Proposal, Undoing } from "../channel.ts";
import type { ChannelRelease } from "../release.ts";
import { bytesOf, type Changes, type Store, type StoredFile, type StoredPrint } from "../store/store.ts";
import { allNames, contentOf, placeAssets, proposeFiles } from "./files-channel.ts";

/** `latest.json` of a mirror: the highest final release that it has, whole. Clients read it first. */
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
export const MirrorList = z.object({
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
}

interface MirrorState {
  readonly revision: string | undefined;
  readonly files: readonly StoredFile[];
  readonly there: ReadonlyMap<string, StoredPrint>;
  /** Text of `latest.json` and `mirrors.json`. */
  readonly latest: string | undefined;
  readonly list: string | undefined;
}

interface MirrorDetail {
  readonly changes: Changes;
  /** What `latest.json` says afterwards, or a higher version. */
  readonly latest: string | undefined;
}

/**
 * A whole release at another place, for when the first is down: every file, then the list of mirrors, then the pointer to the
 * latest release, which only a rollback moves down.
 */
export function mirrorChannel(options: MirrorChannelOptions): Channel<MirrorState, MirrorDetail> {
  const { id, title, store } = options;
  const latestOf = async () => (await store.read("latest.json"))?.toString("utf8");
  return {
    id,
    kind: "mirror",
    title,
    swap: store.swap,
    advertises: () => [],

    inspect: async (release) => {
      const revision = await store.begin();
      const { tag } = release.manifest;
      const assets = await placeAssets(release, allNames(release), (name) => `${tag}/${name}`);
      const files = [...assets, bytesOf(`${tag}/${MANIFEST_NAME}`, manifestText(release), true)];
      const there = new Map<string, StoredPrint>();
      for (const { path } of files) {
        const print = await store.fingerprint(path);
        if (print !== undefined) there.set(path, print);
      }
      const list = (await store.read("mirrors.json"))?.toString("utf8");
      return { revision, files, there, latest: await latestOf(), list };
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
      const found = versionOf(await latestOf());
      const wanted = requireVersion(detail.latest, "latest.json");
      // A later release may have been faster; a lower one has not.
      if (found !== undefined && compareVersions(found, wanted) >= 0) return { equal: true };
      return { equal: false, why: `its latest.json says ${found?.text ?? "nothing"}` };
    },

    undo: (receipt, state, good) => undo(receipt, state, good, options),
  };
}

/** @throws {Problem} `mirror-unreadable` */
function versionOf(latest: string | undefined) {
  if (latest === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(latest);
  } catch {
    // Told below.
  }
  const parsed = LatestPointer.safeParse(value);
  const version = parsed.success ? parseVersion(parsed.data.version) : undefined;
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

function pointers(
  state: MirrorState,
  release: ChannelRelease,
  { addresses }: MirrorChannelOptions,
): readonly StoredFile[] {
  const own = `${new URL(release.page).origin}/${release.repository}/releases/download`;
  const document = {
    kind: "slipway-mirrors",
    schemaVersion: 1,
    repository: release.repository,
    addresses: [own, ...addresses],
  };
  const list = `${JSON.stringify(document, null, 2)}\n`;
  const files = list === state.list ? [] : [bytesOf("mirrors.json", list)];
  const there = versionOf(state.latest);
  const down = there !== undefined && compareVersions(there, release.version) > 0 && release.mode.type !== "rollback";
  const pointer = pointerTo(release);
  if (release.manifest.prerelease || down || pointer === state.latest) return files;
  return [...files, bytesOf("latest.json", pointer)];
}

function propose(state: MirrorState, release: ChannelRelease, options: MirrorChannelOptions): Proposal<MirrorDetail> {
  const version = release.version.text;
  const from = versionOf(state.latest)?.text ?? null;
  const message = `${release.manifest.project.name} ${version}`;
  const proposal = proposeFiles(state, { version, from, message });
  const pointing = pointers(state, release, options);
  if (proposal.type === "nothing" && pointing.length === 0) return proposal;
  const files = proposal.type === "change" ? proposal.change : undefined;
  const before = new Map([
    ["latest.json", state.latest],
    ["mirrors.json", state.list],
  ]);
  const change: Change<MirrorDetail> = {
    summary: files?.summary ?? `pointers to ${version}`,
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
      latest: pointing.some(({ path }) => path === "latest.json") ? version : undefined,
    },
  };
  return { type: "change", change };
}

function undo(
  receipt: ChannelState,
  state: MirrorState,
  good: ChannelRelease | undefined,
  options: MirrorChannelOptions,
): Undoing<MirrorDetail> {
  if (versionOf(state.latest)?.text !== receipt.version) {
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
  const proposal = propose(state, good, options);
  return proposal.type === "change" ? proposal : { type: "nothing", why: "latest.json says so already" };
}
