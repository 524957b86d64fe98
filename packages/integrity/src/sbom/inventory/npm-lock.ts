import type { Component, ComponentHash } from "@slipway/model";
import type { Finding } from "./catalogue.ts";
import { type Table, table, text, unreadable } from "./lock-files.ts";
import { publicAddress, purl } from "./purl.ts";

/**
 * package-lock.json of lockfileVersion 2 and 3 (npm documentation, "package-lock.json", "packages"): what the project and its
 * workspaces need to run. What only their development needs is left out.
 * @throws {Problem} `invalid-manifest`
 */
export function findingOfNpmLock(source: string, file: string): Finding {
  const packages = readPackages(source, file);
  const components = new Map<string, Component>();
  const direct = new Set<string>();
  const dependsOn = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const roots = Object.keys(packages).filter((place) => !/(?:^|\/)node_modules\//.test(place));
  const queue = [...roots];
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    if (seen.has(place)) continue;
    seen.add(place);
    const entry = packages[place] ?? {};
    const own = roots.includes(place) ? undefined : componentOf(place, entry);
    if (own !== undefined) components.set(own.purl, own);
    for (const name of needs(entry)) {
      const found = resolve(packages, place, name);
      if (found === undefined) continue;
      queue.push(found);
      const dependency = roots.includes(found) ? undefined : componentOf(found, packages[found] ?? {});
      if (dependency === undefined) continue;
      if (own === undefined) direct.add(dependency.purl);
      else dependsOn.set(own.purl, (dependsOn.get(own.purl) ?? new Set()).add(dependency.purl));
    }
  }
  return {
    method: "npm-lock",
    from: file,
    wider: true,
    direct: [...direct],
    components: [...components.values()],
    buildOnly: [],
    dependsOn,
  };
}

function readPackages(source: string, file: string): Readonly<Record<string, Table>> {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
  const packages = table(table(value)?.packages);
  if (packages === undefined) {
    throw unreadable(file, 'it has no "packages"; npm 7 and later write them (lockfileVersion 2 and 3)');
  }
  return Object.fromEntries(Object.entries(packages).map(([place, entry]) => [place, table(entry) ?? {}]));
}

/** Peers are installed beside their host, by whoever asked for it or by npm itself. */
function needs(entry: Table): readonly string[] {
  return ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((kind) =>
    Object.keys(table(entry[kind]) ?? {}),
  );
}

/** As Node looks for a package: in the node_modules of the place, then of what holds it, up to the project. */
function resolve(packages: Readonly<Record<string, Table>>, place: string, name: string): string | undefined {
  for (let at = place; ; at = at.replace(/(?:^|\/)[^/]*$/, "")) {
    if (!/(?:^|\/)node_modules$/.test(at)) {
      const candidate = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
      const entry = packages[candidate];
      if (entry !== undefined) return entry.link === true ? text(entry.resolved) : candidate;
    }
    if (at === "") return undefined;
  }
}

/** @returns `undefined` for what lies in the project itself */
function componentOf(place: string, entry: Table): Component | undefined {
  const name = text(entry.name) ?? place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
  const version = text(entry.version);
  if (version === undefined || !/(?:^|\/)node_modules\//.test(place)) return undefined;
  const resolved = text(entry.resolved);
  const git = resolved !== undefined && /^git(?:\+|:)/.test(resolved) ? publicAddress(resolved) : undefined;
  const licence = text(entry.license);
  return {
    purl: purl("npm", name, version, git === undefined ? {} : { vcs_url: git.replace("#", "@") }),
    name,
    version,
    ...(licence !== undefined && { licence }),
    hashes: hashesOf(text(entry.integrity)),
    ...(git !== undefined && { source: git }),
    ...((entry.optional === true || entry.devOptional === true) && { optional: true as const }),
    properties: {},
  };
}

/** Subresource Integrity (https://www.w3.org/TR/SRI/): digests in base64, of the tarball. */
function hashesOf(integrity: string | undefined): ComponentHash[] {
  return (integrity ?? "").split(/\s+/).flatMap((one) => {
    const [, algorithm, digest = ""] = /^(sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]+=*)(?:\?.*)?$/.exec(one) ?? [];
    if (algorithm === undefined) return [];
    return [
      { algorithm: algorithm as ComponentHash["algorithm"], value: Buffer.from(digest, "base64").toString("hex") },
    ];
  });
}
