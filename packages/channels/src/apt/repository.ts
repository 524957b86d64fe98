import { gzipSync } from "node:zlib";
import { compareNames, parseJson, sha256 } from "@slipway/model";
import { z } from "zod";
import type { PackageRepository, RepositoryUpdate } from "../store/package-repository.ts";
import type { UnsignedContent } from "../store/signer.ts";
import { bytesOf, type StoredFile } from "../store/store.ts";
import { type DebPackage, readDeb } from "./deb.ts";
import { type Stanza, writeStanzas } from "./stanza.ts";
import { hashesOf, type IndexHash, nextSuite, poolPath, type Retention, readSuite, type Suite } from "./suite.ts";

/**
 * A static apt repository: files that any web server hands out, as https://wiki.debian.org/DebianRepository/Format describes
 * them and apt-secure(8) checks them.
 */
export interface AptSettings {
  /** Name of the project: in `Origin`, `Label` and file names. */
  readonly name: string;
  readonly description: string | undefined;
  /** Address that clients use, without its final slash; absent: no `.sources` file is written. */
  readonly url: string | undefined;
  readonly component: string;
  /** Suites that get this release, in order. */
  readonly suites: readonly string[];
  /** Every suite of the repository: what one of them still names stays in the pool. */
  readonly allSuites: readonly string[];
  readonly retention: Retention;
  /** Days after which clients refuse an index that was not renewed; absent: never. */
  readonly validDays: number | undefined;
  /** Architectures that have an index even without a package. */
  readonly architectures: readonly string[];
}

/** Indices that clients with an older Release file may still ask for by hash, beside the current ones. */
const GENERATIONS_KEPT = 3;

const BY_HASH = /^[a-z0-9-]+\/binary-[a-z0-9-]+\/by-hash\/SHA256\/[0-9a-f]{64}$/;

/** `slipway.json` of a suite: what earlier updates wrote by hash, newest first, so that it can be removed in time. */
const Generations = z.object({
  kind: z.literal("slipway-apt-suite"),
  schemaVersion: z.literal(1),
  generations: z.array(z.array(z.string().regex(BY_HASH))),
});

export type AptState = ReadonlyMap<string, Suite>;

export function aptRepository(settings: AptSettings): PackageRepository<AptState, DebPackage> {
  const { component, allSuites } = settings;
  return {
    kind: "apt",
    suffix: ".deb",
    readPackage: readDeb,
    poolPath: (deb) => poolPath(deb, component),
    read: async (store, signer) => {
      const suites = new Map<string, Suite>();
      for (const name of allSuites) {
        const suite = await readSuite(store, name, component, signer);
        if (suite !== undefined) suites.set(name, suite);
      }
      return suites;
    },
    named: (state) => new Set([...state.values()].flatMap(({ indices }) => poolOf(indices))),
    update: (state, packages, without, context) => update(state, packages, without, { ...settings, ...context }),
  };
}

interface UpdateContext extends AptSettings {
  /** Of the release, seconds since 1970. */
  readonly moment: number;
  /** Seconds since 1970. */
  readonly now: number;
  readonly publicKey: string;
}

/**
 * The pool first, then indices under their hashes, then under their names, then `Release` and `InRelease`, so that a client
 * sees either the old state or the new one, whole.
 */
function update(
  state: AptState,
  packages: readonly DebPackage[],
  without: ReadonlySet<string>,
  context: UpdateContext,
): RepositoryUpdate {
  const { component, suites, allSuites, retention, architectures, moment } = context;
  const before = new Set<string>();
  const after = new Set<string>();
  const written: ReturnType<typeof suiteFiles>[] = [];
  for (const name of allSuites) {
    const old = state.get(name);
    for (const path of poolOf(old?.indices)) before.add(path);
    const next = nextSuite(old, suites.includes(name) ? packages : [], {
      component,
      retention,
      moment,
      architectures,
      without,
    });
    // A suite that has nothing yet and gets nothing does not come into being.
    const idle = next.same || (old === undefined && !suites.includes(name));
    for (const path of poolOf(idle ? old?.indices : next.indices)) after.add(path);
    if (!idle) written.push(suiteFiles(name, old, next.indices, context));
  }
  const pool: StoredFile<UnsignedContent>[] = packages
    .map((deb) => ({
      path: poolPath(deb, component),
      content: { type: "file" as const, path: deb.path, size: deb.size, sha256: deb.sha256 },
      fixed: true,
    }))
    .filter(({ path }) => after.has(path));
  if (written.length === 0) return { phases: [], removals: [], named: after };
  const gone = [...before].filter((path) => !after.has(path) && !without.has(path) && isPoolPath(path));
  return {
    phases: [
      pool,
      [...written.flatMap(({ hashed }) => hashed), ...clientFiles(context)],
      written.flatMap(({ named }) => named),
      written.flatMap(({ heads }) => heads),
      written.flatMap(({ signed }) => signed),
    ],
    removals: [...written.flatMap(({ removals }) => removals), ...gone].toSorted(compareNames),
    named: after,
  };
}

/** What is removed is named by an index that is signed, and yet nothing outside the pool is ever removed for it. */
const isPoolPath = (path: string) =>
  path.startsWith("pool/") && !path.split("/").some((name) => /^\.{0,2}$/.test(name));

function poolOf(indices: Suite["indices"] | undefined): readonly string[] {
  return [...(indices?.values() ?? [])].flat().flatMap((stanza) => stanza.get("Filename") ?? []);
}

function suiteFiles(
  suite: string,
  old: Suite | undefined,
  indices: ReadonlyMap<string, readonly Stanza[]>,
  context: UpdateContext,
) {
  const { component } = context;
  const base = `dists/${suite}`;
  const hashed: StoredFile<UnsignedContent>[] = [];
  const named: StoredFile<UnsignedContent>[] = [];
  const lines: string[] = [];
  const generation: string[] = [];
  for (const [architecture, stanzas] of indices) {
    const directory = `${component}/binary-${architecture}`;
    const text = Buffer.from(writeStanzas(stanzas));
    for (const [file, bytes] of [
      ["Packages", text],
      ["Packages.gz", gzip(text)],
    ] as const) {
      const digest = sha256(bytes);
      const byHash = `${directory}/by-hash/SHA256/${digest}`;
      hashed.push(bytesOf(`${base}/${byHash}`, bytes, true));
      named.push(bytesOf(`${base}/${directory}/${file}`, bytes));
      generation.push(byHash);
      lines.push(` ${digest} ${bytes.length} ${directory}/${file}`);
    }
  }
  // Ours are the lists of packages, in whatever form; sources, translations and contents stay as they are.
  const ours = new RegExp(`^${component}/binary-[^/]+/Packages(?:$|[./])`);
  const others = hashesOf(old?.release ?? new Map()).filter(({ path }) => !ours.test(path));
  const { generations, removals } = rotate(old, [
    ...generation,
    ...others.map(byHashOf).filter((path) => BY_HASH.test(path)),
  ]);
  named.push(bytesOf(`${base}/slipway.json`, generations));
  lines.push(...others.map(({ path, sha256: digest, size }) => ` ${digest} ${size} ${path}`));
  const release = releaseText(suite, old, [...indices.keys()], lines, context);
  const heads: StoredFile<UnsignedContent>[] = [
    bytesOf(`${base}/Release`, release),
    { path: `${base}/Release.gpg`, content: { type: "signature", of: Buffer.from(release) }, fixed: false },
  ];
  const signed: StoredFile<UnsignedContent>[] = [
    { path: `${base}/InRelease`, content: { type: "clear-signed", text: release }, fixed: false },
  ];
  return { hashed, named, heads, signed, removals: removals.map((path) => `${base}/${path}`) };
}

const byHashOf = ({ path, sha256: digest }: IndexHash) => path.replace(/[^/]+$/, `by-hash/SHA256/${digest}`);

function rotate(old: Suite | undefined, current: readonly string[]) {
  const parsed = Generations.safeParse(parseJson(old?.generations ?? ""));
  const earlier: readonly (readonly string[])[] = parsed.success
    ? parsed.data.generations
    : // Without the file, at least what the current Release names is known.
      [
        hashesOf(old?.release ?? new Map())
          .map(byHashOf)
          .filter((path) => BY_HASH.test(path)),
      ];
  const kept = [current, ...earlier].slice(0, GENERATIONS_KEPT + 1).filter((paths) => paths.length > 0);
  const needed = new Set(kept.flat());
  const removals = [...new Set(earlier.slice(GENERATIONS_KEPT).flat())].filter((path) => !needed.has(path));
  const document = { kind: "slipway-apt-suite", schemaVersion: 1, generations: kept };
  return { generations: `${JSON.stringify(document, null, 2)}\n`, removals };
}

/** Digests, of which the one is enough, and keys, which may be others from now on. */
const NOT_KEPT = new Set(["MD5Sum", "SHA1", "SHA256", "SHA512", "Signed-By"]);

/**
 * Other projects' components stay as they are, and so does what clients have to confirm when it changes (apt-secure(8)): names,
 * and with NotAutomatic the priority.
 */
function releaseText(
  suite: string,
  old: Suite | undefined,
  architectures: readonly string[],
  hashes: readonly string[],
  { name, description, component, moment, now, validDays }: UpdateContext,
): string {
  // A client keeps what it has when a Release file is not newer, so each is, whatever commit it comes from.
  const former = Date.parse(old?.release.get("Date") ?? "");
  const date = Number.isNaN(former) ? moment * 1000 : Math.max(moment * 1000, former + 1000);
  const known = (field: string) => old?.release.get(field);
  const all = (field: string, own: readonly string[]) =>
    [...new Set([...(known(field)?.split(/\s+/) ?? []), ...own])].filter((word) => word !== "").join(" ");
  // The commit may be older than that; clients count from today.
  const until = Math.max(date, now * 1000) + (validDays ?? 0) * 86_400_000;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["Origin", known("Origin") ?? name],
    ["Label", known("Label") ?? name],
    ["Suite", known("Suite") ?? suite],
    ["Codename", known("Codename") ?? suite],
    ["Date", rfc2822(date)],
    ["Valid-Until", validDays === undefined ? undefined : rfc2822(until)],
    ["Acquire-By-Hash", "yes"],
    ["Architectures", all("Architectures", architectures)],
    ["Components", all("Components", [component])],
    ["Description", description?.replace(/\s+/g, " ")],
  ];
  const own = new Set(fields.map(([field]) => field));
  const foreign = [...(old?.release ?? [])].filter(([field]) => !own.has(field) && !NOT_KEPT.has(field));
  const head = [...fields, ...foreign]
    .flatMap(([field, value]) => (value === undefined ? [] : [`${field}: ${value}\n`]))
    .join("");
  return `${head}SHA256:\n${hashes.join("\n")}\n`;
}

/** `Sun, 22 Nov 2026 18:00:00 UTC`, as Release files have it. */
const rfc2822 = (milliseconds: number) => new Date(milliseconds).toUTCString().replace("GMT", "UTC");

/** Without a time and with the byte for "unknown system" (RFC 1952, section 2.3.1), as far as equal bytes are in our hands. */
export function gzip(bytes: Uint8Array): Buffer {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}

/** What a person needs to use the repository: the key, and a source that holds it. */
function clientFiles({ name, url, allSuites, component, publicKey }: UpdateContext): StoredFile[] {
  const files = [bytesOf("key.asc", publicKey)];
  if (url === undefined) return files;
  for (const [at, suite] of allSuites.entries()) {
    const text = aptSource({ url, suite, component, publicKey });
    files.push(bytesOf(at === 0 ? `${name}.sources` : `${name}-${suite}.sources`, text));
  }
  return files;
}

/** A source in the format deb822 (sources.list(5)), with its key inside: apt 2.3.10 and later read it. */
function aptSource(options: {
  readonly url: string;
  readonly suite: string;
  readonly component: string;
  readonly publicKey: string;
}): string {
  const { url, suite, component, publicKey } = options;
  const key = publicKey
    .trim()
    .split(/\r?\n/)
    .map((line) => (line === "" ? " ." : ` ${line}`));
  return ["Types: deb", `URIs: ${url}/`, `Suites: ${suite}`, `Components: ${component}`, "Signed-By:", ...key, ""].join(
    "\n",
  );
}
