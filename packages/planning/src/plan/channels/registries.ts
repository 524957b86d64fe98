import type { PlannedApt, PlannedChannels, PlannedRpm, PlannedScoop, PlannedStorage } from "@slipway/model";
import type { AptRepositorySettings } from "../../config/channels/apt.ts";
import type { MirrorSettings } from "../../config/channels/mirror.ts";
import type { RegistrySettings } from "../../config/channels/registry.ts";
import type { RpmRepositorySettings } from "../../config/channels/rpm.ts";
import type { ScoopSettings } from "../../config/channels/scoop.ts";
import type { StorageSettings } from "../../config/channels/storage.ts";

/** Of the section `channels`, and of an action's inputs; what is left out is not configured. */
export interface RegistriesSettings {
  readonly scoop?: readonly ScoopSettings[] | undefined;
  readonly apt?: readonly AptRepositorySettings[] | undefined;
  readonly rpm?: readonly RpmRepositorySettings[] | undefined;
  readonly registries?: readonly RegistrySettings[] | undefined;
  readonly mirrors?: readonly MirrorSettings[] | undefined;
}

/** @param product the project's name */
export function planRegistries(settings: RegistriesSettings, product: string): Omit<PlannedChannels, "homebrew"> {
  const { scoop = [], apt = [], rpm = [], registries = [], mirrors = [] } = settings;
  // A second one of a kind is numbered: ids name steps in the journal.
  const idOf = (kind: string, id: string | undefined, at: number) => id ?? (at === 0 ? kind : `${kind}-${at + 1}`);
  const planned: Record<string, readonly unknown[]> = {
    scoop: scoop.map((each) => planScoop(each, product)),
    apt: apt.map((each, at): PlannedApt => {
      const { component, architectures, validDays } = each;
      return defined({
        ...packages(each, idOf("apt", each.id, at)),
        component,
        architectures,
        validDays,
      }) as PlannedApt;
    }),
    rpm: rpm.map((each, at): PlannedRpm => packages(each, idOf("rpm", each.id, at))),
    registries: registries.map(({ id, to, ...rest }, at) => ({
      ...rest,
      id: idOf("registry", id, at),
      storage: storage(to),
    })),
    mirrors: mirrors.map(({ id, to, url }, at) => ({
      id: idOf("mirror", id, at),
      storage: mirrorStorage(to),
      url: trimmed(url),
    })),
  };
  return Object.fromEntries(Object.entries(planned).filter(([, list]) => list.length > 0)) as Omit<
    PlannedChannels,
    "homebrew"
  >;
}

function packages({ to, url, suite, prereleaseSuite, keep }: RpmRepositorySettings, id: string): PlannedRpm {
  const { versions, days } = keep;
  return defined({
    id,
    storage: storage(to),
    url: url === undefined ? undefined : trimmed(url),
    suite,
    prereleaseSuite,
    keep: defined({ versions, days }),
  }) as PlannedRpm;
}

function planScoop({ name, directory, pullRequest, ...rest }: ScoopSettings, product: string): PlannedScoop {
  return defined({
    ...rest,
    name: name ?? product.toLowerCase().replace(/[^\w.-]+/g, "-"),
    directory: directory.replace(/\/+$/, "") || ".",
    pullRequest: defined(pullRequest),
  }) as PlannedScoop;
}

function mirrorStorage({ github, ...others }: MirrorSettings["to"]) {
  return github === undefined ? storage(others) : { type: "github", ...github };
}

/** @throws {Error} for settings that the schema would have refused */
function storage({ http, s3, branch }: StorageSettings): PlannedStorage {
  if (http !== undefined) return defined({ type: "http", ...http }) as PlannedStorage;
  if (s3 !== undefined) {
    const cacheControl = defined(s3.cacheControl);
    return { ...s3, type: "s3", prefix: clean(s3.prefix), cacheControl } as PlannedStorage;
  }
  if (branch !== undefined) return { ...branch, type: "branch", directory: clean(branch.directory) };
  throw new Error("a storage of no kind");
}

const clean = (directory: string) => directory.replace(/^\.?\/+|\/+$/g, "").replace(/^\.$/, "");
const trimmed = (url: string) => url.replace(/\/+$/, "");

function defined<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;
}
