import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { compareNames, Problem, sha256 } from "@slipway/model";
import { untrusted } from "../store/problems.ts";
import type { RepositorySigner } from "../store/signer.ts";
import type { Store } from "../store/store.ts";
import type { DebPackage } from "./deb.ts";
import { readStanzas, type Stanza } from "./stanza.ts";
import { compareDebianVersions } from "./versions.ts";

/** A suite as a repository has it now. */
export interface Suite {
  readonly name: string;
  /** Its `slipway.json`, if it has one. */
  readonly generations: string | undefined;
  /** Its Release file, one paragraph. */
  readonly release: Stanza;
  /** Packages paragraphs by architecture. */
  readonly indices: ReadonlyMap<string, readonly Stanza[]>;
}

/**
 * What stays of older versions of the packages that a release brings; the newest of each always does. Others may be another
 * project's, which has a rule of its own.
 */
export interface Retention {
  /** Versions of each package. */
  readonly versions: number;
  /** Older ones go, whatever their number. */
  readonly days?: number | undefined;
}

/** When a package came into the repository, in a field of its own that clients ignore. Seconds since 1970. */
const RELEASED = "X-Slipway-Released";

const MOST_INDEX = 64 << 20;

/**
 * Reads a suite, trusting nothing that our key did not sign.
 * @throws {Problem} `repository-not-ours`
 */
export async function readSuite(
  store: Store,
  suite: string,
  component: string,
  signer: RepositorySigner,
): Promise<Suite | undefined> {
  const base = `dists/${suite}`;
  const signed = await store.read(`${base}/InRelease`);
  if (signed === undefined) {
    if ((await store.read(`${base}/Release`)) === undefined) return undefined;
    throw untrusted(store.where, `${base}/Release`, "stands there without an InRelease file that is signed");
  }
  const text = await signer.readClearSigned(signed.toString("utf8"));
  if (text === undefined) throw untrusted(store.where, `${base}/InRelease`, "is not signed by the key that is given");
  const [release] = readStanzas(text, `${base}/InRelease`);
  if (release === undefined) throw untrusted(store.where, `${base}/InRelease`, "is empty");
  const indices = new Map<string, readonly Stanza[]>();
  const list = new RegExp(`^${component}/binary-(?<arch>[a-z0-9-]+)/Packages(?:\\.\\w+)?$`);
  const lists = Map.groupBy(hashesOf(release), ({ path }) => list.exec(path)?.groups?.arch);
  for (const [architecture, forms] of lists) {
    const [first] = forms;
    if (architecture === undefined || first === undefined) continue;
    const place = `${base}/${first.path}`;
    const found = await readIndex(store, base, forms);
    // Never taken for empty: what it names would be gone for all clients.
    if (found === undefined) {
      const why = `is not what InRelease announces (${first.sha256}), and no plain or gzip form of it is`;
      throw untrusted(store.where, place, why);
    }
    indices.set(architecture, readStanzas(found.toString("utf8"), place));
  }
  return { name: suite, release, indices, generations: (await store.read(`${base}/slipway.json`))?.toString("utf8") };
}

/** @param forms of one index, plain and packed, as the Release file announces them; others' may announce packed ones only */
async function readIndex(store: Store, base: string, forms: readonly IndexHash[]): Promise<Buffer | undefined> {
  for (const ending of ["/Packages", "/Packages.gz"]) {
    const form = forms.find(({ path }) => path.endsWith(ending));
    if (form === undefined) continue;
    const { path, sha256: expected } = form;
    // By hash first: under its own name it may already be what another run is about to announce.
    for (const place of [`${base}/${path.replace(/[^/]+$/, "")}by-hash/SHA256/${expected}`, `${base}/${path}`]) {
      const bytes = await store.read(place, MOST_INDEX);
      if (bytes === undefined || sha256(bytes) !== expected) continue;
      return ending.endsWith(".gz") ? await unpacked(bytes) : bytes;
    }
  }
  return undefined;
}

/** Undefined when it is damaged, or a bomb. */
async function unpacked(bytes: Buffer): Promise<Buffer | undefined> {
  return await promisify(gunzip)(bytes, { maxOutputLength: 4 * MOST_INDEX }).catch(() => undefined);
}

export interface IndexHash {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/** The `SHA256` field of a Release file. */
export function hashesOf(release: Stanza): readonly IndexHash[] {
  return (release.get("SHA256") ?? "").split("\n").flatMap((line) => {
    const groups = /^\s*(?<hash>[0-9a-f]{64})\s+(?<size>\d+)\s+(?<path>\S+)\s*$/.exec(line)?.groups;
    return groups?.hash === undefined
      ? []
      : [{ sha256: groups.hash, size: Number(groups.size), path: groups.path as string }];
  });
}

/** Place of a package in the pool, as Debian's own archive orders it. */
export function poolPath({ name, version, architecture, control }: DebPackage, component: string): string {
  const source = (control.get("Source") ?? name).replace(/ .*$/s, "");
  const folder = /^[a-z0-9][a-z0-9+.-]*$/.test(source) ? source : name;
  const initial = /^lib./.test(folder) ? folder.slice(0, 4) : folder.slice(0, 1);
  // The epoch is not part of the file's name.
  return `pool/${component}/${initial}/${folder}/${name}_${version.replace(/^\d+:/, "")}_${architecture}.deb`;
}

/** A package's paragraph in the index: its control data, then where it is and what it is. */
function indexStanza(deb: DebPackage, component: string, released: number): Stanza {
  const stanza = new Map<string, string>();
  for (const [name, value] of deb.control)
    if (!/^(?:Filename|Size|MD5sum|SHA\d+|X-Slipway-.*)$/i.test(name)) stanza.set(name, value);
  return stanza
    .set("Filename", poolPath(deb, component))
    .set("Size", String(deb.size))
    .set("SHA256", deb.sha256)
    .set("SHA512", deb.sha512)
    .set(RELEASED, String(released));
}

/** Debian's names of what most machines are. */
const COMMON = ["amd64", "arm64"];

export interface SuiteOptions {
  readonly component: string;
  readonly retention: Retention;
  /** Of the release, seconds since 1970. */
  readonly moment: number;
  readonly architectures: readonly string[];
  /** Paths in the pool that the indices no longer name. */
  readonly without: ReadonlySet<string>;
}

export interface NextSuite {
  readonly indices: ReadonlyMap<string, readonly Stanza[]>;
  /** No index differs from what is there. */
  readonly same: boolean;
}

/**
 * The suite with packages of a release in it, and without what retention lets go.
 * @throws {Problem} `published-differs` when a version is there already with other bytes
 */
export function nextSuite(old: Suite | undefined, packages: readonly DebPackage[], options: SuiteOptions): NextSuite {
  const { component, retention, moment } = options;
  const architectures = new Set([
    ...options.architectures,
    ...(old?.indices.keys() ?? []),
    ...packages.map(({ architecture }) => architecture).filter((name) => name !== "all"),
  ]);
  // Packages for all architectures alone have to be found by somebody.
  if (architectures.size === 0 && packages.length > 0) for (const each of COMMON) architectures.add(each);
  const everywhere = uniqueStanzas([...(old?.indices.values() ?? [])].flat()).filter(
    (stanza) => stanza.get("Architecture") === "all",
  );
  const names = new Set(packages.map(({ name }) => name));
  const indices = new Map<string, readonly Stanza[]>();
  for (const architecture of [...architectures].sort(compareNames)) {
    const there = old?.indices.get(architecture) ?? everywhere;
    const stanzas = there.filter((stanza) => !options.without.has(stanza.get("Filename") ?? ""));
    for (const deb of packages) {
      if (deb.architecture !== architecture && deb.architecture !== "all") continue;
      const found = there.find((stanza) => keyOf(stanza) === `${deb.name} ${deb.version} ${deb.architecture}`);
      if (found === undefined) stanzas.push(indexStanza(deb, component, moment));
      else if (found.get("SHA256") !== deb.sha256) throw differs(deb, found);
    }
    indices.set(architecture, retain(stanzas, retention, moment, names));
  }
  const same =
    old !== undefined &&
    old.indices.size === indices.size &&
    [...indices].every(([architecture, stanzas]) => {
      const before = old.indices.get(architecture);
      return before?.length === stanzas.length && stanzas.every((stanza, at) => stanza === before[at]);
    });
  return { indices, same };
}

function differs({ name, version, architecture, sha256: digest }: DebPackage, found: Stanza): Problem {
  return new Problem({
    kind: "refusal",
    code: "published-differs",
    message: `${name} ${version} (${architecture}) is in the repository already with the SHA-256 ${found.get("SHA256")}; this one has ${digest}`,
    remedy: "what is published never changes, clients would refuse it: release a new version",
  });
}

const keyOf = (stanza: Stanza) => ["Package", "Version", "Architecture"].map((name) => stanza.get(name)).join(" ");

function uniqueStanzas(stanzas: readonly Stanza[]): readonly Stanza[] {
  return [...new Map(stanzas.map((stanza) => [keyOf(stanza), stanza])).values()];
}

/** By name, and within it newest version first. */
function retain(
  stanzas: readonly Stanza[],
  { versions, days }: Retention,
  moment: number,
  names: ReadonlySet<string>,
): readonly Stanza[] {
  const groups = Map.groupBy(stanzas, (stanza) => stanza.get("Package") ?? "");
  return [...groups]
    .sort(([a], [b]) => compareNames(a, b))
    .flatMap(([name, group]) => {
      const ordered = group.toSorted((a, b) => compareDebianVersions(b.get("Version") ?? "", a.get("Version") ?? ""));
      return ordered.filter((stanza, at) => {
        if (at === 0 || !names.has(name)) return true;
        if (at >= versions) return false;
        const released = Number(stanza.get(RELEASED));
        return days === undefined || !Number.isFinite(released) || released >= moment - days * 86_400;
      });
    });
}
