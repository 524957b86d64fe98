import type { Component } from "@slipway/model";
import { parse } from "smol-toml";
import type { Finding } from "./catalogue.ts";
import { list, table, text, unreadable } from "./lock-files.ts";
import { publicAddress, purl } from "./purl.ts";

const CRATES_IO =
  /^(?:registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index|sparse\+https:\/\/index\.crates\.io\/)$/;

/** A package of Cargo.lock. Those of the project itself, and what a path leads to, have no source. */
export interface LockedCrate {
  readonly name: string;
  readonly version: string;
  readonly source: string | undefined;
  readonly checksum: string | undefined;
  /** `name`, `name version` or `name version (source)`, whatever tells it apart. */
  readonly dependencies: readonly string[];
}

/** @throws {Problem} `invalid-manifest` */
export function parseCargoLock(source: string, file: string): readonly LockedCrate[] {
  let value: Readonly<Record<string, unknown>>;
  try {
    value = parse(source);
  } catch (error) {
    throw unreadable(file, error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
  // The first form of the file kept checksums in a table of their own.
  const metadata = table(value.metadata) ?? {};
  return list(value.package).flatMap((entry) => {
    const name = text(table(entry)?.name);
    const version = text(table(entry)?.version);
    if (name === undefined || version === undefined) return [];
    const from = text(table(entry)?.source);
    const old = text(metadata[`checksum ${name} ${version} (${from})`]);
    return [
      {
        name,
        version,
        source: from,
        checksum: text(table(entry)?.checksum) ?? (old === "<none>" ? undefined : old),
        dependencies: list(table(entry)?.dependencies).flatMap((one) => text(one) ?? []),
      },
    ];
  });
}

export function crateComponent(crate: LockedCrate, licence?: string): Component {
  const { name, version, source = "", checksum } = crate;
  const [, address = "", commit] = /^git\+([^#]*)(?:#([0-9a-f]+))?$/.exec(source) ?? [];
  const repository = publicAddress(address.replace(/\?.*$/, ""));
  const registry = /^(?:registry|sparse)\+(.*)$/.exec(source)?.[1];
  const qualifiers: Record<string, string> =
    address !== ""
      ? { vcs_url: `git+${repository}${commit === undefined ? "" : `@${commit}`}` }
      : CRATES_IO.test(source) || registry === undefined
        ? {}
        : { repository_url: publicAddress(registry) };
  return {
    purl: purl("cargo", name, version, qualifiers),
    name,
    version,
    ...(licence !== undefined && licence !== "" && { licence }),
    hashes: checksum === undefined ? [] : [{ algorithm: "sha256", value: checksum }],
    ...(address !== "" && { source: repository }),
    properties: commit === undefined ? {} : { "slipway:git:commit": commit },
  };
}

/** All that Cargo.lock has for the given packages: also for other targets and features, and for their tests. */
export function findingOfCargoLock(source: string, file: string, roots: readonly string[]): Finding {
  const crates = parseCargoLock(source, file);
  const local = crates.filter((crate) => crate.source === undefined);
  const named = local.filter(({ name }) => roots.includes(name));
  const found = new Map<string, Component>();
  const direct = new Set<string>();
  const dependsOn = new Map<string, Set<string>>();
  const seen = new Set<LockedCrate>();
  const queue = named.length > 0 ? [...named] : [...local];
  for (let crate = queue.pop(); crate !== undefined; crate = queue.pop()) {
    if (seen.has(crate)) continue;
    seen.add(crate);
    const own = crate.source === undefined ? undefined : crateComponent(crate);
    if (own !== undefined) found.set(own.purl, own);
    for (const reference of crate.dependencies) {
      const dependency = resolve(crates, reference);
      if (dependency === undefined) continue;
      queue.push(dependency);
      if (dependency.source === undefined) continue;
      const { purl: url } = crateComponent(dependency);
      if (own === undefined) direct.add(url);
      else dependsOn.set(own.purl, (dependsOn.get(own.purl) ?? new Set()).add(url));
    }
  }
  return {
    method: "cargo-lock",
    from: file,
    wider: true,
    direct: [...direct],
    components: [...found.values()],
    buildOnly: [],
    dependsOn,
  };
}

function resolve(crates: readonly LockedCrate[], reference: string): LockedCrate | undefined {
  const [, name, version, source] = /^(\S+)(?: (\S+))?(?: \((.*)\))?$/.exec(reference) ?? [];
  return crates.find(
    (crate) =>
      crate.name === name &&
      (version === undefined || crate.version === version) &&
      (source === undefined || crate.source === source || crate.source?.replace(/#.*$/, "") === source),
  );
}
