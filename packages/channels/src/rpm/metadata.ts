import { type RpmPackage, TAG } from "./package.ts";
import { attribute, element } from "./xml.ts";

/**
 * What a repository says of one package, as createrepo_c writes it (schemas: createrepo_c's `doc/`, rpm-software-management).
 * Each is one `package` element of its file.
 */
export interface PackageMetadata {
  readonly primary: string;
  readonly filelists: string;
  readonly other: string;
}

/** Newest entries of the changelog that are told. */
const MOST_CHANGELOGS = 10;

/** @param href below the repository's root @param time when the file came there, seconds since 1970 */
export function describePackage(pkg: RpmPackage, href: string, time: number): PackageMetadata {
  const head = `<package pkgid="${pkg.sha256}" name="${attribute(pkg.name)}" arch="${pkg.architecture}">\n  ${versionOf(pkg)}`;
  const files = filesOf(pkg);
  return {
    primary: primaryOf(pkg, href, time, files),
    filelists: [head, ...files.map((file) => `  ${fileElement(file)}`), "</package>"].join("\n"),
    other: [head, ...changelogsOf(pkg).map((line) => `  ${line}`), "</package>"].join("\n"),
  };
}

const versionOf = ({ epoch, version, release }: RpmPackage) =>
  `<version epoch="${epoch}" ver="${version}" rel="${release}"/>`;

function primaryOf(pkg: RpmPackage, href: string, time: number, files: readonly FileOf[]): string {
  const { header } = pkg;
  const text = (tag: number) => header.texts(tag)[0] ?? "";
  const installed = header.numbers(TAG.longSize)[0] ?? header.numbers(TAG.size)[0] ?? 0;
  return [
    '<package type="rpm">',
    `  <name>${element(pkg.name)}</name>`,
    `  <arch>${pkg.architecture}</arch>`,
    `  ${versionOf(pkg)}`,
    `  <checksum type="sha256" pkgid="YES">${pkg.sha256}</checksum>`,
    `  <summary>${element(text(TAG.summary))}</summary>`,
    `  <description>${element(text(TAG.description))}</description>`,
    `  <packager>${element(text(TAG.packager))}</packager>`,
    `  <url>${element(text(TAG.url))}</url>`,
    `  <time file="${time}" build="${header.numbers(TAG.buildTime)[0] ?? 0}"/>`,
    `  <size package="${pkg.size}" installed="${installed}" archive="${pkg.archiveSize}"/>`,
    `  <location href="${attribute(href)}"/>`,
    "  <format>",
    `    <rpm:license>${element(text(TAG.licence))}</rpm:license>`,
    `    <rpm:vendor>${element(text(TAG.vendor))}</rpm:vendor>`,
    `    <rpm:group>${element(text(TAG.group) || "Unspecified")}</rpm:group>`,
    `    <rpm:buildhost>${element(text(TAG.buildHost))}</rpm:buildhost>`,
    `    <rpm:sourcerpm>${element(text(TAG.sourceRpm))}</rpm:sourcerpm>`,
    `    <rpm:header-range start="${pkg.headerRange[0]}" end="${pkg.headerRange[1]}"/>`,
    ...dependenciesOf(pkg, files),
    ...files.filter(({ path }) => isPrimary(path)).map((file) => `    ${fileElement(file)}`),
    "  </format>",
    "</package>",
  ].join("\n");
}

interface FileOf {
  readonly path: string;
  readonly type: "file" | "dir" | "ghost";
}

const DIRECTORY = 0o040000;
const FILE_TYPE = 0o170000;
const GHOST = 1 << 6;

function filesOf({ header }: RpmPackage): readonly FileOf[] {
  const [directories, indexes] = [header.texts(TAG.dirNames), header.numbers(TAG.dirIndexes)];
  const [modes, flags] = [header.numbers(TAG.fileModes), header.numbers(TAG.fileFlags)];
  return header.texts(TAG.baseNames).map((name, at) => ({
    path: `${directories[indexes[at] ?? -1] ?? "/"}${name}`,
    type: ((modes[at] ?? 0) & FILE_TYPE) === DIRECTORY ? "dir" : ((flags[at] ?? 0) & GHOST) !== 0 ? "ghost" : "file",
  }));
}

/** Files that resolvers look for without the large list. */
const isPrimary = (path: string) => path.startsWith("/etc/") || path.includes("bin/") || path === "/usr/lib/sendmail";

const fileElement = ({ path, type }: FileOf) =>
  `<file${type === "file" ? "" : ` type="${type}"`}>${element(path)}</file>`;

/** Tags of names, flags and versions. */
const DEPENDENCIES = [
  ["provides", 1047, 1112, 1113],
  ["requires", 1049, 1048, 1050],
  ["conflicts", 1054, 1053, 1055],
  ["obsoletes", 1090, 1114, 1115],
  ["suggests", 5049, 5051, 5050],
  ["enhances", 5055, 5057, 5056],
  ["recommends", 5046, 5048, 5047],
  ["supplements", 5052, 5054, 5053],
] as const;

const COMPARISON: Readonly<Record<number, string>> = { 2: "LT", 4: "GT", 8: "EQ", 10: "LE", 12: "GE" };
/** Needed before the package's own scripts run: `PREREQ`, `SCRIPT_PRE`, `SCRIPT_POST`. */
const EARLY = (1 << 6) | (1 << 9) | (1 << 10);

function dependenciesOf(pkg: RpmPackage, files: readonly FileOf[]): readonly string[] {
  const { header } = pkg;
  const lines: string[] = [];
  const provided = new Set<string>();
  const own = new Set(files.map(({ path }) => path).filter(isPrimary));
  for (const [kind, nameTag, flagTag, versionTag] of DEPENDENCIES) {
    const [flags, versions] = [header.numbers(flagTag), header.texts(versionTag)];
    const entries = new Set<string>();
    for (const [at, name] of header.texts(nameTag).entries()) {
      const flag = flags[at] ?? 0;
      const relation = relationOf(flag, versions[at] ?? "");
      const entry = `name="${attribute(name)}"${relation}`;
      if (kind === "provides") provided.add(entry);
      // What the package brings itself, and what only rpm's own version answers, no repository has to resolve.
      if (kind === "requires" && (name.startsWith("rpmlib(") || provided.has(entry) || own.has(name))) continue;
      entries.add(`      <rpm:entry ${entry}${kind === "requires" && (flag & EARLY) !== 0 ? ' pre="1"' : ""}/>`);
    }
    if (entries.size > 0) lines.push(`    <rpm:${kind}>`, ...entries, `    </rpm:${kind}>`);
  }
  return lines;
}

function relationOf(flag: number, version: string): string {
  const comparison = COMPARISON[flag & 14];
  if (comparison === undefined || version === "") return "";
  const groups = /^(?:(?<epoch>\d+):)?(?<ver>[^-]*)(?:-(?<rel>.*))?$/.exec(version)?.groups;
  const rel = groups?.rel === undefined ? "" : ` rel="${attribute(groups.rel)}"`;
  return ` flags="${comparison}" epoch="${groups?.epoch ?? "0"}" ver="${attribute(groups?.ver ?? version)}"${rel}`;
}

/** Oldest first, although the header has the newest first. */
function changelogsOf({ header }: RpmPackage): readonly string[] {
  const [times, names, texts] = [
    header.numbers(TAG.changelogTime),
    header.texts(TAG.changelogName),
    header.texts(TAG.changelogText),
  ];
  return times
    .slice(0, MOST_CHANGELOGS)
    .map(
      (time, at) =>
        `<changelog author="${attribute(names[at] ?? "")}" date="${time}">${element(texts[at] ?? "")}</changelog>`,
    )
    .reverse();
}
