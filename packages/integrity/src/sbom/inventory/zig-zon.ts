import { posix } from "node:path";
import type { Component } from "@slipway/model";
import { parseZon, type Zon } from "@slipway/planning/zon";
import type { Finding } from "./catalogue.ts";
import { type ReadFile, table, text } from "./lock-files.ts";
import { publicAddress, purl } from "./purl.ts";

/**
 * build.zig.zon, and those of what it names, as far as Zig's package cache has them. Which dependencies a build script really
 * uses it alone knows.
 * @param cached reads a file of a package in Zig's cache, by the package's hash
 * @throws {Problem} `invalid-manifest`
 */
export async function findingOfZon(
  read: ReadFile,
  file: string,
  cached: (hash: string, path: string) => Promise<string | undefined>,
): Promise<Finding | undefined> {
  const components = new Map<string, Component>();
  const direct = new Set<string>();
  const dependsOn = new Map<string, Set<string>>();
  const seen = new Set<string>();

  const visit = async (reader: ReadFile, path: string, parent: string | undefined): Promise<boolean> => {
    const source = await reader(path);
    if (source === undefined) return false;
    for (const [name, value] of Object.entries(record(field(parseZon(source, path), "dependencies")))) {
      const local = text(field(value, "path"));
      if (local !== undefined) {
        const below = posix.join(posix.dirname(path), local, "build.zig.zon");
        if (!below.startsWith("../") && !seen.has(`${parent} ${below}`)) {
          seen.add(`${parent} ${below}`);
          await visit(reader, below, parent);
        }
        continue;
      }
      const component = componentOf(name, text(field(value, "url")), text(field(value, "hash")));
      if (component === undefined) continue;
      if (parent === undefined) direct.add(component.purl);
      else dependsOn.set(parent, (dependsOn.get(parent) ?? new Set()).add(component.purl));
      if (components.has(component.purl)) continue;
      components.set(component.purl, component);
      const hash = text(field(value, "hash"));
      if (hash !== undefined) await visit((inside) => cached(hash, inside), "build.zig.zon", component.purl);
    }
    return true;
  };

  if (!(await visit(read, file, undefined))) return undefined;
  return {
    method: "zig-zon",
    from: file,
    wider: true,
    direct: [...direct],
    components: [...components.values()],
    buildOnly: [],
    dependsOn,
  };
}

/** `name-1.2.3-<base64>` since Zig 0.14; before that a multihash of SHA-256, `1220…`. Both are over unpacked files. */
function componentOf(alias: string, address: string | undefined, hash: string | undefined): Component | undefined {
  if (address === undefined) return undefined;
  const url = publicAddress(address);
  const named = /^(?<name>[A-Za-z_][\w]*)-(?<version>\d+\.\d+\.\d+\S*?)-[\w-]{44}$/.exec(hash ?? "")?.groups;
  const name = named?.name ?? alias;
  const commit = /#([0-9a-f]{40})$/.exec(url)?.[1] ?? /\/archive\/([0-9a-f]{40})\.(?:tar\.gz|zip)$/.exec(url)?.[1];
  const version = named?.version ?? /\/archive\/(?:refs\/tags\/)?v?([^/]+)\.(?:tar\.gz|zip)$/.exec(url)?.[1] ?? commit;
  const github = /^(?:git\+)?https:\/\/github\.com\/([^/]+)\/([^/#?]+?)(?:\.git)?(?:[/#?].*)?$/.exec(url);
  const tag = /\/archive\/(?:refs\/tags\/)?([^/]+)\.(?:tar\.gz|zip)$/.exec(url)?.[1] ?? commit;
  return {
    purl:
      github !== null && tag !== undefined
        ? purl("github", `${github[1]}/${github[2]}`.toLowerCase(), tag)
        : purl("generic", name, version, { download_url: url }),
    name,
    ...(version !== undefined && { version }),
    hashes: [],
    source: url.replace(/^git\+/, "").replace(/[?#].*$/, ""),
    properties: {
      ...(hash !== undefined && { "slipway:zig:hash": hash }),
      ...(commit !== undefined && { "slipway:git:commit": commit }),
    },
  };
}

function field(value: Zon | undefined, name: string): Zon | undefined {
  return table(value)?.[name] as Zon | undefined;
}

function record(value: Zon | undefined): Readonly<Record<string, Zon>> {
  return (table(value) ?? {}) as Readonly<Record<string, Zon>>;
}
