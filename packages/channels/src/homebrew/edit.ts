import { Problem, parseVersion, type Version } from "@slipway/model";
import type { ChannelRelease, PublicAsset } from "../release.ts";
import { platformsOf } from "./platforms.ts";
import { type Statement, scan, Unreadable } from "./scan.ts";
import type { Bottled, Platform } from "./select.ts";

/**
 * Brings a formula or cask that people edited up to a release: version, addresses and digests, nothing else. What cannot be
 * told with certainty is refused, and the text stays as it is.
 */
export interface Edit {
  readonly text: string;
  readonly release: ChannelRelease;
  /** What Slipway would choose for each platform, for addresses that do not say it themselves. */
  readonly archives: readonly Bottled[];
  /** For messages. */
  readonly path: string;
  /** Whether what becomes of bottles is seen to by people before it is in force. */
  readonly reviewed: boolean;
}

/** A quoted string in the text. */
interface Quoted {
  readonly at: number;
  /** With its quotes. */
  readonly length: number;
  readonly value: string;
}

interface Slot {
  readonly url: Quoted;
  readonly sha256: Quoted | undefined;
  readonly platforms: readonly Platform[];
  readonly line: number;
}

/** @throws {Problem} `homebrew-unreadable`, `homebrew-uncertain` */
export function editManifest(edit: Edit): string {
  const { text, release } = edit;
  const statements = statementsOf(edit);
  const old = versionIn(statements);
  if (old === undefined) throw uncertain(edit, "no version can be read from it");
  const variables = variablesOf(statements);
  const slots = slotsOf(edit, statements);
  const changes: { at: number; length: number; text: string }[] = [];
  const replace = ({ at, length, value }: Quoted, by: string) => {
    if (value !== by) changes.push({ at, length, text: text[at] + by + text[at] });
  };
  const [version, ...others] = ownStatements(statements).filter(({ code }) => /^version\s+["']/.test(code));
  for (const { line } of others) throw uncertain(edit, `line ${line} has a second version`);
  const versionString = version && plainString(version);
  if (versionString !== undefined) replace(versionString, release.version.text);

  const shared = digestsByPlatform(edit, statements);
  const chosen = new Map<string, PublicAsset>();
  for (const slot of slots) {
    const assets = assetsFor(edit, slot, old.text, variables, versionString !== undefined);
    replace(slot.url, assets.url);
    for (const [platform, asset] of assets.byPlatform) chosen.set(`${platform.os} ${platform.arch}`, asset);
    if (slot.sha256 !== undefined) {
      const digests = [...new Set([...assets.byPlatform.values()].map(({ sha256 }) => sha256))];
      if (digests.length !== 1) throw uncertain(edit, `line ${slot.line} has one sha256 for several archives`);
      replace(slot.sha256, digests[0] as string);
    } else if (shared.size === 0) throw uncertain(edit, `the url in line ${slot.line} has no sha256 beside it`);
  }
  for (const { url, line } of mirrorsOf(edit, statements)) {
    const moved = url.value.split(old.text).join(release.version.text);
    // Bytes that are there under any version's name have another digest.
    if (moved === url.value && old.text !== release.version.text && !url.value.includes("#{version}"))
      throw uncertain(edit, `the mirror in line ${line} does not say of which version it is`);
    replace(url, moved);
  }
  for (const [key, quoted] of shared) {
    const digests = new Set(key.split("|").flatMap((each) => chosen.get(each)?.sha256 ?? []));
    const [digest] = digests;
    if (digest === undefined || digests.size > 1)
      throw uncertain(edit, `no archive of the release is for its sha256 "${key}"`);
    replace(quoted, digest);
  }
  if (old.text !== release.version.text) changes.push(...dropRevision(edit, statements));
  const edited = apply(text, changes);
  requireUpToDate(edit, edited);
  return edited;
}

/** The version that a formula or cask is at; undefined when it says none. @throws {Unreadable} */
export function readVersion(text: string): Version | undefined {
  return versionIn(scan(text));
}

function statementsOf(edit: Edit): readonly Statement[] {
  try {
    return scan(edit.text);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Problem({
      kind: "refusal",
      code: "homebrew-unreadable",
      message: `${edit.path}:${error.line} cannot be read with certainty: ${error.message}. It was not touched`,
      remedy: REMEDY,
    });
  }
}

const REMEDY =
  "bring the file up to date by hand, in the form that Slipway understands (docs/homebrew.md), or delete it, and it is written anew";

function uncertain({ path }: Edit, why: string, remedy = REMEDY): Problem {
  return new Problem({
    kind: "refusal",
    code: "homebrew-uncertain",
    message: `${path} cannot be edited with certainty: ${why}. It was not touched`,
    remedy,
  });
}

/** Statements about the product itself, not of a resource, a patch, a bottle, a method. */
function ownStatements(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter(
    ({ blocks }) => blocks.length > 0 && blocks.every(({ head, before }) => isOwn(head, before)),
  );
}

// Also those that are not understood: what they hold would be left behind otherwise.
const isOwn = (head: string, before: readonly string[]): boolean =>
  /^(?:class\b|cask\b|stable do$|on_\w+\b|language\b|if\b|elsif\b|unless\b|else$|case\b|when\b|in\b)/.test(head) &&
  (before.length === 0 || isOwn(before[0] as string, []));

function versionIn(statements: readonly Statement[]): Version | undefined {
  const own = ownStatements(statements);
  const written = own.find(({ code }) => /^version\s+["']/.test(code));
  if (written !== undefined) return parseVersion(quotedIn(written, 0)?.value ?? "");
  for (const statement of own) {
    if (!/^url\s/.test(statement.code)) continue;
    const [, found] =
      /\/v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+?)?(?:\+[0-9A-Za-z.-]+)?)(?:\/|\.tar|\.zip)/.exec(
        quotedIn(statement, 0)?.value ?? "",
      ) ?? [];
    const version = found === undefined ? undefined : parseVersion(found);
    if (version !== undefined) return version;
  }
  return undefined;
}

/** @param nth counted from 0 */
function quotedIn({ code, at }: Statement, nth: number): Quoted | undefined {
  const found = [...code.matchAll(/(["'])((?:\\.|(?!\1)[^\\])*)\1/g)][nth];
  return found && { at: at + found.index, length: found[0].length, value: found[2] ?? "" };
}

/** The string that a statement gives away whatever holds: without a modifier, or a calculation around or inside it. */
function plainString(statement: Statement): Quoted | undefined {
  const found = quotedIn(statement, 0);
  const rest = found && statement.code.slice(found.at - statement.at + found.length);
  return rest !== undefined && /^\s*(?:[,)](?!.*\s(?:if|unless)\s).*)?$/.test(rest) ? found : undefined;
}

function slotsOf(edit: Edit, statements: readonly Statement[]): readonly Slot[] {
  const own = ownStatements(statements);
  const around = ({ blocks }: Statement) => blocks.at(-1)?.id;
  const slots = own
    .filter(({ code }) => /^url[\s(]/.test(code))
    .map((statement): Slot => {
      const url = plainString(statement);
      const platforms = platformsOf(statement.blocks);
      if (url === undefined) throw uncertain(edit, `the url in line ${statement.line} is no plain string`);
      if (platforms === undefined)
        throw uncertain(edit, `the condition around line ${statement.line} is not understood`);
      const beside = own.filter((each) => around(each) === around(statement));
      const first = beside.find(({ code }) => /^url[\s(]/.test(code));
      if (first !== statement) throw uncertain(edit, `line ${statement.line} has a second url for one place`);
      const digest = beside.find(({ code }) => /^sha256\s+["']/.test(code));
      return { url, platforms, line: statement.line, sha256: digest && plainString(digest) };
    });
  if (slots.length === 0) throw uncertain(edit, "it has no url");
  return slots;
}

/** Homebrew goes on to them when the address itself fails. */
function mirrorsOf(edit: Edit, statements: readonly Statement[]): readonly { url: Quoted; line: number }[] {
  return ownStatements(statements)
    .filter(({ code }) => /^mirror[\s(]/.test(code))
    .map((statement) => {
      const url = plainString(statement);
      if (url === undefined) throw uncertain(edit, `the mirror in line ${statement.line} is no plain string`);
      return { url, line: statement.line };
    });
}

/** A cask's `sha256 arm: "…", x86_64_linux: "…"`: strings by the platforms that they are for, `macos arm|linux arm`. */
function digestsByPlatform(edit: Edit, statements: readonly Statement[]): ReadonlyMap<string, Quoted> {
  const KEYS: Readonly<Record<string, string>> = {
    arm: "macos arm",
    intel: "macos intel",
    x86_64: "macos intel",
    arm64_linux: "linux arm",
    x86_64_linux: "linux intel",
  };
  const found = new Map<string, Quoted>();
  const own = ownStatements(statements);
  const isStart = ({ code }: Statement) => /^sha256\s+\w+:/.test(code);
  const start = own.findIndex(isStart);
  if (start < 0) return found;
  const second = own.slice(start + 1).find(isStart);
  if (second !== undefined) throw uncertain(edit, `a sha256 in line ${second.line} is beside another one by processor`);
  for (const statement of own.slice(start)) {
    const pairs = [...statement.code.matchAll(/(\w+):\s*"([^"]*)"/g)];
    for (const pair of pairs) {
      const at = statement.at + pair.index + pair[0].indexOf('"');
      const key = KEYS[pair[1] ?? ""];
      if (key !== undefined) found.set(key, { at, length: (pair[2] ?? "").length + 2, value: pair[2] ?? "" });
    }
    if (!statement.code.endsWith(",")) break;
  }
  return found;
}

type Variables = (platform: Platform) => Readonly<Record<string, string>>;

/** A cask's `arch arm: "aarch64", intel: "x86_64"` and `os macos: …, linux: …`. */
function variablesOf(statements: readonly Statement[]): Variables {
  const read = (word: string) => {
    const line = ownStatements(statements).find(({ code }) => new RegExp(`^${word}\\s+\\w+:`).test(code))?.code ?? "";
    return Object.fromEntries([...line.matchAll(/(\w+):\s*"([^"]*)"/g)].map(([, key, value]) => [key, value] as const));
  };
  const [arches, systems] = [read("arch"), read("os")];
  return ({ os, arch }) => ({ arch: arches[arch] ?? "", os: systems[os] ?? "" });
}

/** The archive, or archives, that an address is of, and how it is written from now on. */
function assetsFor(
  edit: Edit,
  slot: Slot,
  old: string,
  variables: Variables,
  hasVersion: boolean,
): { readonly url: string; readonly byPlatform: ReadonlyMap<Platform, PublicAsset> } {
  const { release, archives } = edit;
  const { version, assets, manifest } = release;
  const byUrl = new Map([...assets.values()].map((asset) => [asset.url, asset]));
  const expand = (template: string, at: string, platform: Platform) =>
    template.replace(/#\{(version|arch|os)\}/g, (_, name: string) =>
      name === "version" ? at : (variables(platform)[name] ?? ""),
    );
  const relevant = slot.platforms.filter((each) =>
    archives.some(({ os, arch }) => os === each.os && arch === each.arch),
  );
  if (slot.platforms.length > 0 && relevant.length === 0) {
    throw uncertain(
      edit,
      `line ${slot.line} is for ${slot.platforms.map(({ os, arch }) => `${os} ${arch}`).join(", ")}, for which ${manifest.tag} has no archive`,
      "release for that platform, or take its block out of the file (with a `depends_on arch:` in its place)",
    );
  }
  const candidates = relevant.length > 0 ? relevant : slot.platforms;
  // Kept as it is written, with another version: whatever archive a person chose stays the choice.
  const templates = [slot.url.value, slot.url.value.split(old).join(version.text)];
  for (const url of templates) {
    const found = candidates.map((platform) => [platform, byUrl.get(expand(url, version.text, platform))] as const);
    if (found.length > 0 && found.every(([, asset]) => asset !== undefined)) {
      return { url, byPlatform: new Map(found as (readonly [Platform, PublicAsset])[]) };
    }
  }
  if (/\/archive\/(?:refs\/tags\/)?[^/]+\.(?:tar\.gz|zip)$/.test(slot.url.value)) {
    throw uncertain(
      edit,
      `line ${slot.line} is the archive that GitHub makes of the tag, of which release.json has no digest`,
      "let the release have a source archive (`source: true`) and name it in the formula, or build from the packed binaries",
    );
  }
  const own = archives.filter(({ os, arch }) => candidates.some((each) => each.os === os && each.arch === arch));
  const [first] = own;
  const hosts = [...byUrl.keys(), ...(release.hosts ?? [])];
  const foreign = !hosts.some((url) => sameHost(url, slot.url.value));
  if (
    first === undefined ||
    foreign ||
    new Set(own.map(({ asset }) => asset.url)).size > 1 ||
    (!hasVersion && !first.asset.url.includes(version.text))
  ) {
    throw uncertain(edit, `no archive of ${manifest.tag} fits the url in line ${slot.line} (${slot.url.value})`);
  }
  return { url: first.asset.url, byPlatform: new Map(own.map(({ os, arch, asset }) => [{ os, arch }, asset])) };
}

function sameHost(url: string, other: string): boolean {
  return URL.canParse(url) && URL.canParse(other) && new URL(url).host === new URL(other).host;
}

/** A `revision` counts changes of the formula at one version, so a new version begins without. */
function dropRevision(edit: Edit, statements: readonly Statement[]) {
  const bottle = statements.find(({ code }) => code === "bottle do");
  if (bottle !== undefined && !edit.reviewed) {
    throw uncertain(
      edit,
      `it has bottles (line ${bottle.line}), and those of ${edit.release.manifest.tag} are not built yet`,
      "use `via: pull-request`, in which bottles are built before it is merged; or take the bottle block out",
    );
  }
  return ownStatements(statements)
    .filter(({ code, blocks }) => blocks.length === 1 && /^revision\s+\d+$/.test(code))
    .map(({ at, code }) => {
      const start = edit.text.lastIndexOf("\n", at) + 1;
      const end = edit.text.indexOf("\n", at + code.length) + 1;
      return { at: start, length: end - start, text: "" };
    });
}

function apply(text: string, changes: readonly { at: number; length: number; text: string }[]): string {
  let edited = text;
  for (const change of [...changes].sort((a, b) => b.at - a.at)) {
    edited = edited.slice(0, change.at) + change.text + edited.slice(change.at + change.length);
  }
  return edited;
}

/** The last word: read again, the text is at the release's version, and has no digest but the release's. */
function requireUpToDate(edit: Edit, edited: string): void {
  const found = readVersion(edited);
  if (found?.text !== edit.release.version.text)
    throw uncertain(edit, `edited, it would be at version ${found?.text ?? "none"}`);
  const known = new Set([...edit.release.assets.values()].map(({ sha256 }) => sha256));
  for (const { code, line } of ownStatements(scan(edited))) {
    const [digest] = /^sha256\b/.test(code) ? (/\b[0-9a-f]{64}\b/.exec(code) ?? []) : [];
    if (digest !== undefined && !known.has(digest))
      throw uncertain(edit, `the sha256 in line ${line} belongs to no url`);
  }
}
