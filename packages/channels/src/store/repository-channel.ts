import { type ChannelState, compareNames } from "@slipway/model";
import type { Change, ObjectChange } from "../change.ts";
import { objectsOf } from "../change.ts";
import type { Channel, Proposal, Undoing } from "../channel.ts";
import type { ChannelRelease } from "../release.ts";
import type { PackageRepository } from "./package-repository.ts";
import { type RepositorySigner, signed, type UnsignedContent } from "./signer.ts";
import type { Changes, Store, StoredFile } from "./store.ts";
import { printOf } from "./stored-print.ts";

export interface RepositoryChannelOptions<State, Package> {
  readonly id: string;
  readonly title: string;
  readonly repository: PackageRepository<State, Package>;
  readonly store: Store;
  readonly signer: RepositorySigner;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Names of a release's packages; absent: all that end in the format's suffix. */
  readonly names?: readonly string[];
}

/** What `inspect` finds. */
interface Seen<State, Package> {
  readonly revision: string | undefined;
  readonly state: State;
  readonly packages: readonly Package[];
}

/** What `apply` needs. */
interface Detail {
  readonly changes: Changes<UnsignedContent>;
  /** Paths of packages that the indices name afterwards, and some that they no longer do. */
  readonly named: readonly string[];
  readonly unnamed: readonly string[];
}

/**
 * A static repository of packages as a channel. It keeps every version beside the others, so clients, who take the highest,
 * never go down by it; taking a release back takes it out of the indices, while its files stay where they are.
 */
export function repositoryChannel<State, Package>(
  options: RepositoryChannelOptions<State, Package>,
): Channel<Seen<State, Package>, Detail> {
  const { id, title, repository, store, signer } = options;
  const { kind, suffix } = repository;
  const namesOf = (release: ChannelRelease) =>
    options.names ?? [...release.assets.keys()].filter((name) => name.endsWith(suffix)).toSorted(compareNames);
  const momentOf = (release: ChannelRelease) =>
    release.manifest.timestamp ?? Math.floor((release.publishedAt ?? 0) / 1000);

  const change = (
    seen: Seen<State, Package>,
    without: ReadonlySet<string>,
    facts: {
      readonly moment: number;
      readonly from: string | null;
      readonly to: string | null;
      readonly message: string;
    },
  ): Change<Detail> | undefined => {
    const { state, packages, revision } = seen;
    const { publicKey } = signer;
    const now = Math.floor(options.now() / 1000);
    const update = repository.update(state, packages, without, { moment: facts.moment, now, publicKey });
    const phases = update.phases.filter((phase) => phase.length > 0);
    if (phases.length === 0 && update.removals.length === 0) return undefined;
    const before = repository.named(state);
    const own = packages.map((pkg) => repository.poolPath(pkg)).filter((path) => update.named.has(path));
    return {
      summary: facts.message,
      from: facts.from,
      to: facts.to,
      revision,
      objects: phases.flat().flatMap((file) => objectOf(file)),
      // A rollback takes out what the intent names, also when no receipt followed it.
      ...(own.length > 0 && { kept: { packages: own.join("\n") } }),
      detail: {
        changes: { message: facts.message, phases, removals: update.removals },
        named: own,
        unnamed: [...without].filter((path) => before.has(path)),
      },
    };
  };

  return {
    id,
    kind,
    title,
    swap: store.swap,
    ...(store.access && { access: store.access }),
    advertises: () => [],

    inspect: async (release) => {
      const revision = await store.begin();
      const state = await repository.read(store, signer);
      const packages: Package[] = [];
      for (const name of namesOf(release)) packages.push(await repository.readPackage(await release.file(name)));
      return { revision, state, packages };
    },

    propose: (seen, release): Proposal<Detail> => {
      const version = release.version.text;
      if (seen.packages.length === 0) return { type: "skipped", why: `the release has no ${suffix} packages` };
      const facts = {
        moment: momentOf(release),
        from: null,
        to: version,
        message: `${release.manifest.project.name} ${version}`,
      };
      const found = change(seen, new Set(), facts);
      if (found !== undefined) return { type: "change", change: found };
      const named = repository.named(seen.state);
      const own = seen.packages.map((pkg) => repository.poolPath(pkg)).filter((path) => named.has(path));
      if (own.length === 0) return { type: "skipped", why: "the rule for old versions keeps none of its packages" };
      return { type: "nothing", state: stateOf(version, own), why: "the repository has its packages" };
    },

    apply: async ({ detail, revision }, _release, fence) => {
      const applied = await store.apply(await signed(detail.changes, signer), revision, fence);
      if (applied.type === "conflict") return applied;
      return {
        type: "applied",
        ...(applied.commit !== undefined && { revision: applied.commit }),
        detail: {
          written: applied.written,
          kept: applied.kept,
          removed: applied.removed,
        },
      };
    },

    readBack: async ({ detail }) => {
      await store.begin();
      const named = repository.named(await repository.read(store, signer));
      const missing = detail.named.find((path) => !named.has(path));
      if (missing !== undefined) return { equal: false, why: `its indices do not name ${missing}` };
      const left = detail.unnamed.find((path) => named.has(path));
      return left === undefined ? { equal: true } : { equal: false, why: `its indices still name ${left}` };
    },

    undo: (receipt, seen, good): Undoing<Detail> => {
      const back = good === undefined ? [] : seen.packages;
      const kept = new Set(back.map((pkg) => repository.poolPath(pkg)));
      const without = new Set(packagesOf(receipt).filter((path) => !kept.has(path)));
      if (without.size === 0) return { type: "nothing", why: "the journal names no package of the release here" };
      const to = good?.version.text ?? null;
      const message = `${receipt.version ?? "release"} taken back`;
      const facts = { moment: good === undefined ? 0 : momentOf(good), from: receipt.version, to, message };
      // The rule for old versions may have let them go when the release came: without them nothing could be installed.
      const found = change({ ...seen, packages: back }, without, facts);
      return found === undefined
        ? { type: "nothing", why: "the indices do not name its packages" }
        : { type: "change", change: found };
    },
  };
}

/** Packages and indices; what is signed when it is written has no digest before. */
function objectOf({ path, content }: StoredFile<UnsignedContent>): readonly ObjectChange[] {
  if (content.type === "clear-signed" || content.type === "signature") return [];
  const print = printOf(content);
  const isText = content.type === "bytes" && !/\.gz$|\/by-hash\//.test(path);
  return [
    {
      path,
      before: undefined,
      after: { ...print, ...(isText && { text: Buffer.from(content.bytes).toString("utf8") }) },
    },
  ];
}

function stateOf(version: string, paths: readonly string[]): ChannelState {
  return {
    version,
    ...objectsOf(paths.map((path) => ({ path, sha256: null }))),
    detail: { packages: paths.join("\n") },
  };
}

const packagesOf = ({ detail }: ChannelState): readonly string[] =>
  typeof detail?.packages === "string" ? detail.packages.split("\n").filter((path) => path !== "") : [];
