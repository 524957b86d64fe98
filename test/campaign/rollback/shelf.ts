import {
  type Channel,
  type ChannelRelease,
  channelRelease,
  homebrewTap,
  type ManifestRepository,
} from "@slipway/channels";
import { messageChannel } from "@slipway/channels/messages";
import { Patience } from "@slipway/forge";
import type { PlannedHomebrew, PlannedMessenger, PlannedNews, PlannedScoop } from "@slipway/model";
import { scoopBucket } from "../../../packages/channels/src/scoop/bucket.ts";
import { settingsOf } from "../../../packages/channels/test/homebrew/support.ts";
import type { Edition } from "./editions.ts";
import type { RollbackScenario } from "./scenario.ts";

/** Where messages go; nothing of this name is asked. */
export const SINK = "http://127.0.0.1:9/messages";
export const SECRETS = { url: SINK } as const;

/** What the configuration says of channels. */
export interface Settings {
  readonly homebrew: PlannedHomebrew;
  readonly scoop: PlannedScoop;
  readonly messenger: PlannedMessenger;
  readonly news: PlannedNews;
}

/** @param packages repository that is tap and bucket at once, so that both change one branch */
export function channelSettings({ line, messenger: kind, journal }: RollbackScenario, packages: string): Settings {
  const prerelease = line === "pre-release" ? "same" : "separate";
  const messenger = { messenger: kind, id: kind, on: ["release", "prerelease", "rollback"] } as PlannedMessenger;
  return {
    // A release without journal does not know which files it has made.
    homebrew: settingsOf({
      tap: packages,
      prerelease,
      versioned: journal === "kept" && line === "final" ? ["minor"] : [],
    }),
    scoop: {
      bucket: packages,
      name: "app",
      directory: "bucket",
      notes: [],
      shortcuts: [],
      persist: [],
      depends: [],
      prerelease,
      via: "commit",
      pullRequest: { labels: [] },
    },
    messenger,
    news: { messengers: [messenger], urgent: [], texts: {} },
  };
}

function releaseFor(
  { manifest }: Edition,
  repository: string,
  serverUrl: string,
  mode?: ChannelRelease["mode"],
): ChannelRelease {
  return channelRelease({
    manifest,
    serverUrl,
    repository,
    ...(mode && { mode }),
    file: async () => {
      throw new Error("nobody looks into packages here");
    },
  });
}

export type Texts = ReadonlyMap<string, string>;

/** What the real channels would write: the measure of what a tap and a bucket may show. */
export class Shelf {
  private readonly repository: string;
  private readonly serverUrl: string;
  private readonly tap: Channel;
  private readonly bucket: Channel;
  readonly message: Channel;
  private files: Texts = new Map();

  constructor(settings: Settings, repository: string, serverUrl: string) {
    const shown: ManifestRepository = {
      name: settings.scoop.bucket,
      read: async (paths) => ({ branch: "main", commit: NO_COMMIT, files: only(this.files, paths) }),
      readAt: async (_commit, paths) => only(this.files, paths),
      commit: async () => ({ type: "conflict", why: "nobody commits here" }),
      pulls: undefined,
    };
    this.repository = repository;
    this.serverUrl = serverUrl;
    this.tap = homebrewTap(shown, settings.homebrew) as Channel;
    this.bucket = scoopBucket(shown, settings.scoop) as Channel;
    const { news, messenger } = settings;
    const patience = new Patience();
    const tell = () => {};
    this.message = messageChannel({ news, messenger, secrets: SECRETS, type: "release", patience, tell }) as Channel;
  }

  release(edition: Edition, mode?: ChannelRelease["mode"]): ChannelRelease {
    return releaseFor(edition, this.repository, this.serverUrl, mode);
  }

  channel(kind: "homebrew" | "scoop"): Channel {
    return kind === "homebrew" ? this.tap : this.bucket;
  }

  /** The change that a release makes to files as they are; undefined: none. */
  async change(kind: "homebrew" | "scoop", files: Texts, edition: Edition, mode?: ChannelRelease["mode"]) {
    this.files = files;
    const release = this.release(edition, mode);
    const channel = this.channel(kind);
    const proposal = channel.propose(await channel.inspect(release, { receipt: undefined, open: undefined }), release);
    return proposal.type === "change" ? proposal.change : undefined;
  }
}

const NO_COMMIT = "0".repeat(40);

const only = (files: Texts, paths: readonly string[]): Texts =>
  new Map([...files].filter(([path]) => paths.includes(path)));

/** Files after a change. */
export function applied(
  files: Texts,
  objects: readonly { readonly path: string; readonly after: { readonly text?: string } | undefined }[],
): Texts {
  const next = new Map(files);
  for (const { path, after } of objects) {
    if (after?.text === undefined) next.delete(path);
    else next.set(path, after.text);
  }
  return next;
}

/** Of a formula or a manifest of ours; undefined: it is none. */
export function versionIn(text: string | undefined): string | undefined {
  return /"version": "([^"]+)"/.exec(text ?? "")?.[1] ?? /\/download\/v([^/]+)\//.exec(text ?? "")?.[1];
}
