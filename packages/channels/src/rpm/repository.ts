import { promisify } from "node:util";
import { gunzip, zstdDecompress } from "node:zlib";
import { compareNames, Problem, sha256 } from "@slipway/model";
import { gzip } from "../apt/repository.ts";
import type { Retention } from "../apt/suite.ts";
import type { PackageRepository, RepositoryUpdate } from "../store/package-repository.ts";
import { untrusted } from "../store/problems.ts";
import type { RepositorySigner, UnsignedContent } from "../store/signer.ts";
import { bytesOf, type Store, type StoredFile } from "../store/store.ts";
import { describePackage, type PackageMetadata } from "./metadata.ts";
import { type RpmPackage, readRpm } from "./package.ts";
import {
  type Listed,
  type Repomd,
  readListed,
  readRepomd,
  splitPackages,
  writeMetadata,
  writeRepomd,
} from "./repodata.ts";
import { compareEvr } from "./versions.ts";

/** A static rpm repository, as createrepo_c makes them: one directory a suite, with `packages/` and `repodata/`. */
export interface RpmSettings {
  readonly name: string;
  readonly description: string | undefined;
  /** Address that clients use, without its final slash; absent: no `.repo` file is written. */
  readonly url: string | undefined;
  /** Suites that get this release, in order. */
  readonly suites: readonly string[];
  readonly allSuites: readonly string[];
  readonly retention: Retention;
}

interface RpmSuite {
  readonly repomd: Repomd;
  readonly bytes: Buffer;
  /** Its signature is of another `repomd.xml`: a run died between the two. */
  readonly stale: boolean;
  readonly packages: readonly RpmEntry[];
  /** `repodata/slipway.json` of the suite, if there is one. */
  readonly generations: string | undefined;
}

interface RpmEntry extends PackageMetadata {
  readonly listed: Listed;
}

export type RpmState = ReadonlyMap<string, RpmSuite>;

const MOST_METADATA = 128 << 20;
/** Metadata that clients with an older repomd.xml may still ask for, beside the current ones. */
const GENERATIONS_KEPT = 3;

const fileName = ({ name, version, release, architecture }: RpmPackage) =>
  `${name}-${version}-${release}.${architecture}.rpm`;

export function rpmRepository(settings: RpmSettings): PackageRepository<RpmState, RpmPackage> {
  return {
    kind: "rpm",
    suffix: ".rpm",
    readPackage: readRpm,
    poolPath: (pkg) => `packages/${fileName(pkg)}`,
    read: async (store, signer) => {
      const state = new Map<string, RpmSuite>();
      for (const name of settings.allSuites) {
        const suite = await readSuite(store, name, signer);
        if (suite !== undefined) state.set(name, suite);
      }
      return state;
    },
    named: (state) => namedOf([...state].map(([, { packages }]) => packages)),
    update: (state, packages, without, context) => update(state, packages, without, { ...settings, ...context }),
  };
}

/**
 * A copy of the signature under the digest of what it signs. `repomd.xml` and its signature cannot change at once: of
 * whichever two a killed run leaves, the next one finds out by this that both are ours.
 */
const signatureOf = (repomd: Uint8Array) => `repodata/${sha256(repomd)}-repomd.xml.asc`;

const namedOf = (suites: readonly (readonly RpmEntry[])[]) =>
  new Set(suites.flatMap((packages) => packages.map(({ listed }) => listed.href)));

async function readSuite(store: Store, name: string, signer: RepositorySigner): Promise<RpmSuite | undefined> {
  const path = `${name}/repodata/repomd.xml`;
  const bytes = await store.read(path);
  if (bytes === undefined) return undefined;
  const isSignedAt = async (place: string) => {
    const signature = await store.read(place);
    return signature !== undefined && (await signer.verify(bytes, signature.toString("utf8")));
  };
  const stale = !(await isSignedAt(`${path}.asc`));
  if (stale && !(await isSignedAt(`${name}/${signatureOf(bytes)}`))) {
    throw untrusted(store.where, path, "is not signed by the key that is given");
  }
  const repomd = readRepomd(bytes.toString("utf8"));
  if (repomd === undefined) throw untrusted(store.where, path, "is not what repositories have there");
  const elements = async (type: "primary" | "filelists" | "other") => {
    const place = `${name}/${repomd.data[type].href}`;
    const packed = await store.read(place, MOST_METADATA);
    if (packed === undefined || sha256(packed) !== repomd.data[type].sha256) {
      throw untrusted(store.where, place, `is not what repomd.xml announces (${repomd.data[type].sha256})`);
    }
    const options = { maxOutputLength: 4 * MOST_METADATA };
    const unpacked = place.endsWith(".zst")
      ? await promisify(zstdDecompress)(packed, options)
      : place.endsWith(".gz")
        ? await promisify(gunzip)(packed, options)
        : packed;
    const found = splitPackages(unpacked.toString("utf8"));
    if (found === undefined) throw untrusted(store.where, place, "does not hold as many packages as it says");
    return found;
  };
  const byId = async (type: "filelists" | "other") =>
    new Map((await elements(type)).map((text) => [/pkgid="([0-9a-f]{64})"/.exec(text)?.[1], text]));
  const [primary, filelists, other] = [await elements("primary"), await byId("filelists"), await byId("other")];
  const packages = primary.map((text): RpmEntry => {
    const listed = readListed(text);
    const [files, changes] = [filelists.get(listed?.pkgid), other.get(listed?.pkgid)];
    if (listed === undefined || files === undefined || changes === undefined) {
      throw untrusted(store.where, path, "names a package that its lists do not describe");
    }
    return { listed, primary: text, filelists: files, other: changes };
  });
  return {
    repomd,
    bytes,
    stale,
    packages,
    generations: (await store.read(`${name}/repodata/slipway.json`))?.toString("utf8"),
  };
}

interface UpdateContext extends RpmSettings {
  readonly moment: number;
  readonly publicKey: string;
}

/** Packages first, then metadata under their digests, then `repomd.xml` with its signature. */
function update(
  state: RpmState,
  packages: readonly RpmPackage[],
  without: ReadonlySet<string>,
  context: UpdateContext,
): RepositoryUpdate {
  const { suites, allSuites } = context;
  const after: (readonly RpmEntry[])[] = [];
  const written: {
    pool: StoredFile[];
    lists: StoredFile<UnsignedContent>[];
    heads: StoredFile<UnsignedContent>[];
    removals: string[];
  }[] = [];
  for (const name of allSuites) {
    const old = state.get(name);
    const incoming = suites.includes(name) ? packages : [];
    const next = nextPackages(old?.packages ?? [], incoming, without, context);
    const same = next.length === old?.packages.length && next.every((entry, at) => entry === old.packages[at]);
    if (same || (old === undefined && incoming.length === 0)) {
      after.push(old?.packages ?? []);
      if (old?.stale) written.push({ pool: [], lists: [], heads: [signatureFile(name, old.bytes)], removals: [] });
      continue;
    }
    after.push(next);
    const names = namedOf([next]);
    const gone = [...namedOf([old?.packages ?? []])].filter((href) => !names.has(href) && !without.has(href));
    const { lists, heads, removals } = suiteFiles(name, old, next, context);
    written.push({
      pool: incoming
        .filter((pkg) => names.has(`packages/${fileName(pkg)}`))
        .map((pkg) => ({
          path: `${name}/packages/${fileName(pkg)}`,
          content: { type: "file", path: pkg.path, size: pkg.size, sha256: pkg.sha256 },
          fixed: true,
        })),
      lists,
      heads,
      removals: [
        ...removals,
        ...gone.filter((href) => /^packages\/[^/]+\.rpm$/.test(href)).map((href) => `${name}/${href}`),
      ],
    });
  }
  if (written.length === 0) return { phases: [], removals: [], named: namedOf(after) };
  return {
    phases: [
      written.flatMap(({ pool }) => pool),
      [...written.flatMap(({ lists }) => lists), ...clientFiles(context, packages)],
      written.flatMap(({ heads }) => heads),
    ],
    removals: written.flatMap(({ removals }) => removals).toSorted(compareNames),
    named: namedOf(after),
  };
}

function nextPackages(
  old: readonly RpmEntry[],
  packages: readonly RpmPackage[],
  without: ReadonlySet<string>,
  { retention, moment }: UpdateContext,
): readonly RpmEntry[] {
  const entries = old.filter(({ listed }) => !without.has(listed.href));
  for (const pkg of packages) {
    const href = `packages/${fileName(pkg)}`;
    const found = old.find(({ listed }) => listed.href === href);
    if (found === undefined) {
      const described = describePackage(pkg, href, moment);
      const { name, epoch, version, release, architecture } = pkg;
      entries.push({
        ...described,
        listed: { pkgid: pkg.sha256, name, epoch, version, release, architecture, href, time: moment },
      });
    } else if (found.listed.pkgid !== pkg.sha256) {
      throw new Problem({
        kind: "refusal",
        code: "published-differs",
        message: `${fileName(pkg)} is in the repository already with the SHA-256 ${found.listed.pkgid}; this one has ${pkg.sha256}`,
        remedy: "what is published never changes, clients would refuse it: release a new version",
      });
    }
  }
  const names = new Set(packages.map(({ name }) => name));
  const groups = Map.groupBy(entries, ({ listed }) => `${listed.name} ${listed.architecture}`);
  return [...groups]
    .sort(([a], [b]) => compareNames(a, b))
    .flatMap(([, group]) => {
      const ordered = group.toSorted((a, b) => compareEvr(b.listed, a.listed));
      return ordered.filter(
        ({ listed }, at) =>
          at === 0 ||
          !names.has(listed.name) ||
          (at < retention.versions &&
            (retention.days === undefined || listed.time >= moment - retention.days * 86_400)),
      );
    });
}

function suiteFiles(name: string, old: RpmSuite | undefined, packages: readonly RpmEntry[], { moment }: UpdateContext) {
  const revision = Math.max(moment, (old?.repomd.revision ?? 0) + 1);
  const lists: StoredFile<UnsignedContent>[] = [];
  const generation: string[] = [];
  const data = (["primary", "filelists", "other"] as const).map((type) => {
    const open = Buffer.from(
      writeMetadata(
        type,
        packages.map((entry) => entry[type]),
      ),
    );
    const packed = gzip(open);
    const digest = sha256(packed);
    const href = `repodata/${digest}-${type}.xml.gz`;
    lists.push(bytesOf(`${name}/${href}`, packed, true));
    generation.push(href);
    return { type, href, sha256: digest, size: packed.length, openSha256: sha256(open), openSize: open.length };
  });
  const repomd = Buffer.from(writeRepomd(revision, data, old?.repomd.others ?? []));
  const signature = signatureOf(repomd);
  lists.push({ path: `${name}/${signature}`, content: { type: "signature", of: repomd }, fixed: false });
  generation.push(signature);
  const { text, removals } = rotate(old, generation);
  lists.push(bytesOf(`${name}/repodata/slipway.json`, text));
  const heads = [signatureFile(name, repomd), bytesOf(`${name}/repodata/repomd.xml`, repomd)];
  return { lists, heads, removals: removals.map((href) => `${name}/${href}`) };
}

const signatureFile = (suite: string, repomd: Uint8Array): StoredFile<UnsignedContent> => ({
  path: `${suite}/repodata/repomd.xml.asc`,
  content: { type: "signature", of: repomd },
  fixed: false,
});

const HREF = /^repodata\/[0-9a-f]{64}-[a-z_]+\.(?:xml|sqlite)(?:\.\w+)?$/;

function rotate(old: RpmSuite | undefined, current: readonly string[]) {
  let earlier: readonly (readonly string[])[] =
    old === undefined ? [] : [Object.values(old.repomd.data).map(({ href }) => href)];
  try {
    const value = JSON.parse(old?.generations ?? "") as { generations?: unknown };
    if (Array.isArray(value.generations)) {
      earlier = value.generations.map((paths) =>
        Array.isArray(paths) ? paths.filter((path) => HREF.test(String(path))) : [],
      );
    }
  } catch {
    // None, or cut off: the current ones are known by repomd.xml.
  }
  const kept = [current, ...earlier].slice(0, GENERATIONS_KEPT + 1);
  const needed = new Set(kept.flat());
  const removals = [...new Set(earlier.slice(GENERATIONS_KEPT).flat())].filter((path) => !needed.has(path));
  const document = { kind: "slipway-rpm-suite", schemaVersion: 1, generations: kept };
  return { text: `${JSON.stringify(document, null, 2)}\n`, removals };
}

function clientFiles(
  { name, description, url, allSuites, publicKey }: UpdateContext,
  packages: readonly RpmPackage[],
): StoredFile[] {
  const files = [bytesOf("key.asc", publicKey)];
  // Without a package in hand it is not known whether they are signed: what clients have stays.
  if (url === undefined || packages.length === 0) return files;
  const signed = packages.every((pkg) => pkg.signed);
  for (const [at, suite] of allSuites.entries()) {
    const id = at === 0 ? name : `${name}-${suite}`;
    files.push(bytesOf(`${id}.repo`, repoFile({ id, title: description ?? name, url, suite, signed })));
  }
  return files;
}

/**
 * A repository in the format of dnf and yum (dnf.conf(5)). The signed metadata name each package's digest; where packages are
 * signed themselves, that is checked too.
 */
function repoFile(options: {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly suite: string;
  readonly signed: boolean;
}): string {
  const { id, title, url, suite, signed } = options;
  const lines = [
    `[${id}]`,
    `name=${title.replace(/\s+/g, " ")}`,
    `baseurl=${url}/${suite}/`,
    "enabled=1",
    "repo_gpgcheck=1",
    `gpgcheck=${signed ? 1 : 0}`,
    `gpgkey=${url}/key.asc`,
  ];
  return `${lines.join("\n")}\n`;
}
