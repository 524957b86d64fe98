import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { isPrerelease, Problem, type Version } from "@slipway/model";
import { type CompoundFile, readCompoundFile, readStream } from "./compound-file.ts";
import { TooLarge, writeCompoundFile } from "./compound-writer.ts";
import {
  type Cell,
  changedStreams,
  type Database,
  editTexts,
  readDatabase,
  rowsIn,
  streamName,
} from "./msi-database.ts";

const SUMMARY = "\u0005SummaryInformation";
/** Of Authenticode, over all that is in the file. */
const SIGNATURES: ReadonlySet<string> = new Set(["\u0005DigitalSignature", "\u0005MsiDigitalSignatureEx"]);
const GUID = /^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/i;
/** Bit of an Upgrade row's attributes: what it finds stays installed. */
const ONLY_DETECT = 2;

interface RepackagedMsi {
  readonly signed: boolean;
  /** Whether Windows takes an installed product of the same upgrade code and a lower version away. */
  readonly replaces: boolean;
}

/**
 * An MSI with another version: a product of its own, which replaces those of lower versions, and files that are not held for
 * older than installed ones. Its upgrade code, its components and every stream that is no table stay as they are; a signature
 * goes. Product and package codes are made from the old ones and the version.
 * @throws {Problem} `damaged-package`, `carry-foreign-version`, `carry-not-repackable`
 */
export async function repackageMsi(path: string, to: string, from: Version, next: Version): Promise<RepackagedMsi> {
  try {
    return await repackage(path, to, from, next);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem({
      kind: "failure",
      code: "damaged-package",
      message: `${path} is not an MSI package: ${cause instanceof Error ? cause.message : cause}`,
      remedy: "leave it out with `leave-out` (`msiinfo suminfo` shows whether it can be read)",
      place: { file: path },
      cause,
    });
  }
}

async function repackage(path: string, to: string, from: Version, next: Version): Promise<RepackagedMsi> {
  const source = await open(path);
  try {
    const compound = await readCompoundFile(source);
    if (compound.storages.length > 0) throw nested(path);
    const database = await databaseOf(source, compound);
    const version = fieldsFor(path, requireProperty(database, "ProductVersion"), from, next);
    const edited = editTexts(database, editor(database, from, next, version));
    const changed = new Map<string, Buffer>();
    for (const [name, bytes] of changedStreams(edited, database)) changed.set(streamName(name, true), bytes);
    changed.set(SUMMARY, withPackageCode(await contentOf(source, compound, SUMMARY), version));
    const kept = compound.streams.filter(({ name }) => !SIGNATURES.has(name));
    const target = await open(to, "w");
    try {
      const streams = kept.map((stream) => {
        const content = changed.get(stream.name);
        return { ...stream, size: content?.length ?? stream.size, content: content ?? stream.extents };
      });
      await writeCompoundFile(target, source, compound, streams);
    } catch (cause) {
      throw cause instanceof TooLarge ? tooLarge(path) : cause;
    } finally {
      await target.close();
    }
    await requireVersionIn(to, version);
    return { signed: kept.length < compound.streams.length, replaces: replacesLower(edited, version) };
  } finally {
    await source.close();
  }
}

async function contentOf(file: FileHandle, { streams }: CompoundFile, name: string): Promise<Buffer> {
  const stream = streams.find((each) => each.name === name);
  return stream === undefined ? Buffer.alloc(0) : readStream(file, stream);
}

const databaseOf = (file: FileHandle, compound: CompoundFile): Promise<Database> =>
  readDatabase((name) => contentOf(file, compound, streamName(name, true)));

function propertyIn(database: Database, name: string): string | undefined {
  const row = rowsIn(database, "Property").find((each) => each.get("Property") === name);
  return row === undefined ? undefined : String(row.get("Value"));
}

function requireProperty(database: Database, name: string): string {
  const value = propertyIn(database, name);
  if (value === undefined) throw new Error(`it has no ${name}`);
  return value;
}

/** What was written is read as clients will. */
async function requireVersionIn(path: string, version: string): Promise<void> {
  const file = await open(path);
  try {
    const database = await databaseOf(file, await readCompoundFile(file));
    if (requireProperty(database, "ProductVersion") !== version) throw new Error("it could not be written again");
  } finally {
    await file.close();
  }
}

/** Three fields that Windows Installer compares, and a fourth that it does not. */
const FIELDS = /^(?<three>\d+\.\d+(?:\.\d+)?)(?<rest>(?<=\.\d+\.\d+)\.\d+)?$/;

const threeOf = ({ major, minor, patch }: Pick<Version, "major" | "minor" | "patch">) => `${major}.${minor}.${patch}`;

/** @returns the same version as the release's, with the new one's fields; undefined when it is another */
function withFields(text: string, from: Version, next: Version): string | undefined {
  const { three, rest = "" } = FIELDS.exec(text)?.groups ?? {};
  const [major, minor, patch = 0] = (three ?? "").split(".").map(Number);
  const same = major === from.major && minor === from.minor && patch === from.patch;
  return same ? `${threeOf(next)}${rest}` : undefined;
}

function fieldsFor(path: string, old: string, from: Version, next: Version): string {
  const [limits, fields] = [
    [255, 255, 65535],
    [next.major, next.minor, next.patch],
  ];
  const reasons = [
    ...(isPrerelease(next) ? ["a pre-release would be its release for it"] : []),
    ...(fields.some((field, at) => field > (limits[at] ?? 0)) ? ["255.255.65535 is the highest that it knows"] : []),
    ...(threeOf(next) === threeOf(from) ? ["for it that is the version which the package has"] : []),
  ];
  if (reasons.length > 0) {
    throw new Problem({
      kind: "refusal",
      code: "carry-foreign-version",
      message: `${path} cannot have the version ${next.text}: Windows Installer compares three numbers, and ${reasons.join("; ")}. Nothing was changed`,
      remedy: "leave it out with `leave-out`, or give a `version` that differs in its three numbers",
    });
  }
  const version = withFields(old, from, next);
  if (version !== undefined) return version;
  throw new Problem({
    kind: "refusal",
    code: "carry-foreign-version",
    message: `${path} has the version ${old} inside, which is not the release's, ${from.text}: which one would be higher than what people have cannot be told. Nothing was changed`,
    remedy: "leave it out with `leave-out`, or build a higher version anew",
  });
}

function editor(database: Database, from: Version, next: Version, version: string): (cell: Cell) => string {
  const [old, code] = [requireProperty(database, "ProductVersion"), requireProperty(database, "ProductCode")];
  const upgrade = propertyIn(database, "UpgradeCode");
  if (!GUID.test(code)) throw new Error(`its product code is ${code}`);
  const product = derivedGuid(code, version);
  const own = new RegExp(code.replace(/[{}]/g, "\\$&"), "gi");
  return ({ table, column, text, beside }) => {
    switch (`${table}.${column}`) {
      case "Upgrade.VersionMin":
      case "Upgrade.VersionMax":
        return sameGuid(beside("UpgradeCode"), upgrade) ? (withFields(text, from, next) ?? text) : text;
      case "File.Version":
        return withFields(text, from, next) ?? text;
      // What a component is called stays the same from one version to the next.
      case "Component.ComponentId":
        return text;
      case "Property.Value":
      case "Registry.Value":
        if (text === old) return version;
        if (text === from.text) return next.text;
    }
    return text.replace(own, product);
  };
}

const sameGuid = (a: string, b: string | undefined) => a.toUpperCase() === b?.toUpperCase();

function replacesLower(database: Database, version: string): boolean {
  const upgrade = propertyIn(database, "UpgradeCode");
  return rowsIn(database, "Upgrade").some((row) => {
    const [attributes, highest] = [Number(row.get("Attributes") ?? 0), row.get("VersionMax")];
    if (!sameGuid(String(row.get("UpgradeCode")), upgrade) || (attributes & ONLY_DETECT) !== 0) return false;
    return highest === undefined || compareFields(String(highest), version) >= 0;
  });
}

function compareFields(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(".").map(Number)) as [number[], number[]];
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** RFC 9562, section 5.5: one from another and a name, so that the same package is always made. */
function derivedGuid(guid: string, name: string): string {
  const space = Buffer.from(guid.replace(/[{}-]/g, ""), "hex");
  const bytes = createHash("sha1").update(space).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = bytes.toString("hex").toUpperCase();
  return `{${[text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-")}}`;
}

/** [MS-OLEPS], sections 2.20 to 2.22: a list of properties; the ninth is the package's code, and as long as any other. */
function withPackageCode(summary: Buffer, version: string): Buffer {
  const bytes = Buffer.from(summary);
  const set = bytes.readUInt32LE(44);
  const count = bytes.readUInt32LE(set + 4);
  for (let at = 0; at < count; at++) {
    const place = set + 8 + at * 8;
    if (bytes.readUInt32LE(place) !== 9) continue;
    const value = set + bytes.readUInt32LE(place + 4);
    // A type, a length and the text.
    const old = bytes.toString("latin1", value + 8, value + 46);
    if (bytes.readUInt32LE(value) !== 0x1e || !GUID.test(old)) throw new Error("its package code is no code");
    bytes.write(derivedGuid(old, version), value + 8, "latin1");
    return bytes;
  }
  throw new Error("it has no package code");
}

function nested(path: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "carry-not-repackable",
    message: `${path} holds transforms or packages of its own (for other languages, say), which fit its old version only. Nothing was changed`,
    remedy: "leave it out with `leave-out`, or release a higher version that is built anew",
  });
}

function tooLarge(path: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "carry-not-repackable",
    message: `${path} would have 2 GiB, which GitHub does not take. Nothing was changed`,
    remedy: "leave it out with `leave-out`, or release a higher version that is built anew",
  });
}
