import {
  type BuildReceipt,
  type Carries,
  isPrerelease,
  type PackageRecord,
  type PackedEntry,
  type Plan,
  type PlannedNotes,
  type PlannedPackage,
  type ReleaseManifest,
  type Tag,
} from "@slipway/model";
import type { Config } from "../config/load.ts";
import { planAssets, planChecksums } from "./assets.ts";
import { planChannels } from "./channels.ts";
import { compareBytes } from "./files.ts";
import { planNews } from "./news.ts";
import { planSigning } from "./signing.ts";
import { expandName } from "./template.ts";

/** The one leg of a rollback release: it hands over `slipway-packages-carried`. */
export const CARRIED_LEG = "carried";
/** What builds are called of which the manifest no longer says so. */
const CARRIED_BUILD = "carried";

export interface CarriedInput {
  /** Configuration by which it is signed and advertised. */
  readonly config: Config;
  /** `release.json` of the carried release. */
  readonly manifest: ReleaseManifest;
  readonly carries: Carries;
  readonly tag: Tag;
  readonly repository: string;
  /** Packages under their new names. */
  readonly records: readonly PackageRecord[];
  /** When it was first planned, in seconds since 1970. */
  readonly timestamp: number;
  readonly backPort: boolean;
  /** Address of the released repository, for links. */
  readonly repositoryUrl: string;
}

/**
 * The plan of a rollback release: nothing is built and nothing packed; what follows is signed, published and advertised as ever.
 * Bills of materials and the search for known vulnerabilities are those of the carried release, whose bytes they describe.
 * @throws {Problem} `asset-clash`, `too-many-assets`, and what planning channels throws
 */
export function planCarried(input: CarriedInput): Plan {
  const { config, manifest, carries, tag, repository, records, timestamp, backPort } = input;
  const { settings } = config;
  const { project } = manifest;
  const checksums = planChecksums(config);
  const packages = records.map((record) => plannedPackage(record, manifest));
  const notes = carriedNotes(input);
  const channels = planChannels(config, project.name);
  const news = planNews(config);
  const { latest } = settings.release;
  return {
    kind: "slipway-plan",
    schemaVersion: 1,
    project,
    repository,
    version: tag.version.text,
    tag: tag.text,
    prerelease: isPrerelease(tag.version),
    commit: manifest.commit,
    timestamp,
    carries,
    release: {
      title: expandName(
        settings.release.title,
        { tag: tag.text, name: project.name, version: tag.version.text },
        config.placeOf(["release", "title"]),
      ),
      draft: settings.release.draft,
      latest: typeof latest === "boolean" ? (latest ? "yes" : "no") : latest,
      // No discussion of its own: whoever calls a rollback need not be allowed to open one.
    },
    ...(backPort && { backPort: true as const }),
    previousTag: carries.from,
    notes,
    targets: manifest.builds.map(({ target, triple }) => ({
      target,
      triple,
      leg: CARRIED_LEG,
      reason: `carried from ${carries.tag}`,
    })),
    variants: [...new Set(records.flatMap(({ variant }) => variant ?? []))],
    legs: [
      {
        id: CARRIED_LEG,
        runsOn: "ubuntu-24.04",
        portable: true,
        requires: [],
        targets: manifest.builds.map(({ target }) => target),
        reason: `its packages are those of ${carries.tag}`,
      },
    ],
    builds: [],
    fileSets: { carried: [] },
    packages,
    checksums,
    ...(channels && { channels }),
    ...(news && { news }),
    ...planSigning(config, planAssets(config, packages, checksums), checksums),
    filtered: false,
  };
}

function plannedPackage(record: PackageRecord, { builds }: ReleaseManifest): PlannedPackage {
  const { name, kind, format, target, variant, entries } = record;
  if (format === undefined || kind === "file") return { kind: "file", name, leg: CARRIED_LEG };
  const packed = { name, format, leg: CARRIED_LEG, root: rootOf(entries) };
  if (kind === "source") return { kind, ...packed };
  if (kind === "documentation" || target === undefined) return { kind: "documentation", ...packed, files: "carried" };
  const { binaries = [] } = builds.find((build) => build.target === target) ?? {};
  return {
    kind,
    ...packed,
    target,
    variant: variant ?? "",
    binaries: binaries.flatMap((binary, at) => {
      const inside = entries.find((entry) => entry.type === "file" && entry.sha256 === binary.sha256);
      if (inside === undefined) return [];
      const path = packed.root === "" ? inside.path : inside.path.slice(packed.root.length + 1);
      return [{ build: `${CARRIED_BUILD}-${at}`, name: binary.name, path }];
    }),
    files: "carried",
  };
}

/** Single top directory of an archive; "" where it has none. */
function rootOf(entries: readonly PackedEntry[]): string {
  const [root = "", ...others] = new Set(entries.map(({ path }) => path.split("/")[0] ?? ""));
  const single = others.length === 0 && entries.every(({ path, type }) => path.includes("/") || type === "directory");
  return single ? root : "";
}

/** What is known of the builds, as receipts: the digests that were taken where the programs were built. */
export function carriedBuilds({ builds, version, commit }: ReleaseManifest, plan: string): BuildReceipt[] {
  return builds.map(({ target, triple, builder, toolchains, binaries }) => ({
    kind: "slipway-build-receipt",
    schemaVersion: 1,
    plan,
    target,
    triple,
    version,
    commit,
    builder,
    toolchains,
    binaries: binaries.map(({ name, sha256, size, signed }, at) => ({
      build: `${CARRIED_BUILD}-${at}`,
      name,
      file: name,
      sha256,
      size,
      mode: "755",
      // Nobody asks any more.
      stripped: false,
      ...(signed && { signed }),
    })),
  }));
}

/** What stands at the top of the release's page. */
function carriedNotes({ carries, manifest, repositoryUrl }: CarriedInput): PlannedNotes {
  const { version, from, reason, packages } = carries;
  const link = (name: string) =>
    `[${name}](${repositoryUrl}/releases/tag/${name.split("/").map(encodeURIComponent).join("/")})`;
  const again = packages.filter(({ how }) => how === "repackaged").map(({ name }) => `\`${name}\``);
  const lines = [
    "## A rollback release",
    `This release carries ${link(carries.tag)} again, under a version that everybody moves up to. It takes the place of ${link(from)}, which was taken back: ${plain(reason)}`,
    `Nothing was built for it: the files are those of ${carries.tag}, byte for byte, under new names${again.length === 0 ? "" : `; only the version inside of ${again.sort(compareBytes).join(", ")} was replaced`}. Programs that are asked for their version say ${version}.`,
    `Commit \`${manifest.commit}\` is that of ${carries.tag}. Bills of materials are at ${link(carries.tag)}; \`release.json\` names its digest, \`${carries.manifest}\`.`,
  ];
  return { from: "commits", body: `${lines.join("\n\n")}\n` };
}

/** One line of Markdown in which nothing is an element or a mention of its own. */
const plain = (text: string) =>
  text.replace(/\s+/g, " ").trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
