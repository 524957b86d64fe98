import { attribute, plain } from "./xml.ts";

/** `repomd.xml`: where the metadata of a repository lie, and their digests. */
export interface Repomd {
  readonly revision: number;
  readonly data: Readonly<Record<MetadataType, { readonly href: string; readonly sha256: string }>>;
  /** Elements of what others have in the repository (modules, advisories, groups of packages), as they stand there. */
  readonly others: readonly string[];
}

export type MetadataType = "primary" | "filelists" | "other";

export interface MetadataFile {
  readonly type: MetadataType;
  readonly href: string;
  readonly sha256: string;
  readonly size: number;
  readonly openSha256: string;
  readonly openSize: number;
}

/** What identifies a package in the metadata. */
export interface Listed {
  readonly pkgid: string;
  readonly name: string;
  readonly epoch: string;
  readonly version: string;
  readonly release: string;
  readonly architecture: string;
  readonly href: string;
  /** When it came into the repository, seconds since 1970. */
  readonly time: number;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ROOTS: Readonly<Record<MetadataType, { readonly tag: string; readonly spaces: string }>> = {
  primary: {
    tag: "metadata",
    spaces: 'xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm"',
  },
  filelists: { tag: "filelists", spaces: 'xmlns="http://linux.duke.edu/metadata/filelists"' },
  other: { tag: "otherdata", spaces: 'xmlns="http://linux.duke.edu/metadata/other"' },
};

export function writeMetadata(type: MetadataType, packages: readonly string[]): string {
  const { tag, spaces } = ROOTS[type];
  return `${HEAD}<${tag} ${spaces} packages="${packages.length}">\n${packages.map((text) => `${text}\n`).join("")}</${tag}>\n`;
}

export function writeRepomd(revision: number, files: readonly MetadataFile[], others: readonly string[]): string {
  const data = files.map(({ type, href, sha256, size, openSha256, openSize }) =>
    [
      `  <data type="${type}">`,
      `    <checksum type="sha256">${sha256}</checksum>`,
      `    <open-checksum type="sha256">${openSha256}</open-checksum>`,
      `    <location href="${attribute(href)}"/>`,
      `    <timestamp>${revision}</timestamp>`,
      `    <size>${size}</size>`,
      `    <open-size>${openSize}</open-size>`,
      "  </data>\n",
    ].join("\n"),
  );
  const all = [...data, ...others.map((text) => `  ${text}\n`)].join("");
  return `${HEAD}<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">\n  <revision>${revision}</revision>\n${all}</repomd>\n`;
}

/** The lists of packages in other forms, which would be out of date: databases, zchunk, more digests. */
const DERIVED = /^(?:primary|filelists|other)(?:$|[_-])/;

/** Undefined when it is none, or names something outside `repodata/`. */
export function readRepomd(text: string): Repomd | undefined {
  const find = (type: MetadataType) => {
    const data = new RegExp(`<data type="${type}">(?<body>.*?)</data>`, "s").exec(text)?.groups?.body ?? "";
    const sha256 = /<checksum type="sha256">([0-9a-f]{64})<\/checksum>/.exec(data)?.[1];
    const href = /<location href="(repodata\/[\w.-]+)"\s*\/>/.exec(data)?.[1];
    return sha256 === undefined || href === undefined ? undefined : { href, sha256 };
  };
  const [primary, filelists, other] = [find("primary"), find("filelists"), find("other")];
  if (primary === undefined || filelists === undefined || other === undefined) return undefined;
  const revision = Number(/<revision>(\d{1,12})<\/revision>/.exec(text)?.[1] ?? 0);
  const others = [...text.matchAll(/<data\s+type="(?<type>[^"]*)"\s*>.*?<\/data>/gs)].flatMap(([element, type = ""]) =>
    DERIVED.test(type) ? [] : [element],
  );
  return { revision, data: { primary, filelists, other }, others };
}

/**
 * The `package` elements as they stand there, so that they can be written again unchanged. They do not nest, and `<` in text
 * is always escaped; a file in which they are not as many as it says is not taken (undefined).
 */
export function splitPackages(text: string): readonly string[] | undefined {
  const announced = Number(/<(?:metadata|filelists|otherdata)\b[^>]*\bpackages="(\d+)"/.exec(text)?.[1] ?? Number.NaN);
  const found = text.match(/<package\s[^>]*>.*?<\/package>/gs) ?? [];
  return found.length === announced && !text.includes("<!") ? found : undefined;
}

/** From an element of the primary metadata. */
export function readListed(text: string): Listed | undefined {
  const groups =
    /<name>(?<name>[^<]*)<\/name>\s*<arch>(?<architecture>[^<]*)<\/arch>\s*<version epoch="(?<epoch>\d+)" ver="(?<version>[^"]*)" rel="(?<release>[^"]*)"\s*\/>\s*<checksum type="sha256" pkgid="YES">(?<pkgid>[0-9a-f]{64})<\/checksum>/.exec(
      text,
    )?.groups;
  const href = /<location\s(?:[^>]*\s)?href="(?<href>[^"]*)"/.exec(text)?.groups?.href;
  const time = Number(/<time file="(\d+)"/.exec(text)?.[1] ?? 0);
  if (groups === undefined || href === undefined) return undefined;
  const { name = "", architecture = "", epoch = "0", version = "", release = "", pkgid = "" } = groups;
  return { pkgid, name: plain(name), architecture, epoch, version, release, href: plain(href), time };
}
