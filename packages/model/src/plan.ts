import { z } from "zod";
import { PlannedGate, PlannedSbom } from "./bills.ts";
import { Carries } from "./carries.ts";
import { PlannedCodeSigning } from "./code-signing.ts";
import {
  CommitId,
  Project,
  RelativePath,
  RepositoryName,
  TagText,
  TargetName,
  Timestamp,
  VersionText,
} from "./fields.ts";
import { PlannedNews } from "./messenger.ts";
import { PlannedChannels } from "./planned-channels.ts";
import { PlannedSigning } from "./signing.ts";
import { ARCHIVE_FORMATS, TOOLCHAINS } from "./words.ts";

/**
 * `plan.json`: written once by build-matrix, read by every later action. Its SHA-256 travels as the job output
 * `plan-digest`.
 */

export const ArchiveFormat = z.enum(ARCHIVE_FORMATS);
export type ArchiveFormat = z.infer<typeof ArchiveFormat>;

export const ToolchainName = z.enum(TOOLCHAINS);
export type ToolchainName = z.infer<typeof ToolchainName>;

const Eol = z.enum(["lf", "crlf"]);
const FileMode = z.enum(["644", "755"]);

/** One file (or a set of generated ones) of an archive, below the archive's root directory. */
export const PlannedFile = z.discriminatedUnion("type", [
  /** What git tracks at the plan's commit: `oid` is the blob, so the working tree's line endings and modes do not matter. */
  z.strictObject({
    type: z.literal("tracked"),
    path: RelativePath,
    from: RelativePath,
    oid: CommitId,
    mode: FileMode,
    eol: Eol.optional(),
  }),
  /** What the build makes: matched in the working tree when packaging. `to` is the directory it goes to ("" is the root). */
  z.strictObject({
    type: z.literal("generated"),
    pattern: z.string(),
    /** Beginning of each match's path that is left away: "" or a directory with its slash, `zig-out/share/`. */
    strip: z.string(),
    to: z.string(),
    mode: FileMode,
    eol: Eol.optional(),
    optional: z.boolean(),
  }),
  z.strictObject({ type: z.literal("symlink"), path: RelativePath, target: z.string().min(1) }),
  z.strictObject({ type: z.literal("directory"), path: RelativePath }),
]);
export type PlannedFile = z.infer<typeof PlannedFile>;

/** One build of the configuration: a toolchain's default command or the project's own, for some targets. */
export const PlannedBuild = z.strictObject({
  id: z.string(),
  toolchain: ToolchainName,
  /** Version of the toolchain that setup-cross installs; absent: the pinned default, or what the machine has. */
  toolchainVersion: z.string().optional(),
  /** How Rust crosses; absent for other toolchains. */
  rustVia: z.enum(["cargo", "cross", "cargo-zigbuild"]).optional(),
  /** Working directory, relative to the repository; "." is its root. */
  directory: z.string(),
  /** Arguments after which the toolchain's defaults are not used; `{triple}`, `{target}`, `{version}` … are replaced. */
  command: z.array(z.string()).min(1).optional(),
  /** Appended to the toolchain's default command. */
  args: z.array(z.string()),
  features: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  /** Directory in which the command leaves the binaries, relative to `directory`; absent: the toolchain's own. */
  output: z.string().optional(),
  /** Names without the platform's suffix. `package` is the Go package path or the Cargo package that makes it. */
  binaries: z.array(z.strictObject({ name: z.string(), package: z.string().optional() })).min(1),
  strip: z.boolean(),
  targets: z.array(TargetName).min(1),
});
export type PlannedBuild = z.infer<typeof PlannedBuild>;

/** One job of the build matrix. */
export const PlannedLeg = z.strictObject({
  /** Also the name of the artifact that it hands over: `slipway-packages-<id>`. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  runsOn: z.string(),
  /** Can be built on any machine, whatever `runsOn` says: the toolchains cross from everywhere. */
  portable: z.boolean(),
  /** What the runner must have beside the toolchains that setup-cross installs. */
  requires: z.array(z.enum(["docker"])),
  /** Empty for the leg that packs sources and documentation. */
  targets: z.array(TargetName),
  reason: z.string(),
});
export type PlannedLeg = z.infer<typeof PlannedLeg>;

/** Longest text of notes that a plan carries, in UTF-16 units: some fifty thousand commits, eighty times what a release's page takes. */
export const LONGEST_PLANNED_NOTES = 10_000_000;

/** Release notes as far as they are known when planning; installation and verification are added by publish-release. */
export const PlannedNotes = z.strictObject({
  /** Their main source. With `github` GitHub's generator is asked at publication, for `previousTag`. */
  from: z.enum(["commits", "changelog", "github"]),
  /** Markdown, safe to publish; with `github` what stands before the generated text. May be longer than GitHub takes. */
  body: z.string().max(LONGEST_PLANNED_NOTES),
  /** Markdown that stands after GitHub's generated text. */
  tail: z.string().max(LONGEST_PLANNED_NOTES).optional(),
  /** Name of the asset that holds them whole, where the release's page may not have the room for that. */
  asset: z.string().optional(),
});
export type PlannedNotes = z.infer<typeof PlannedNotes>;

export const PlannedTarget = z.strictObject({
  target: TargetName,
  triple: z.string(),
  leg: z.string(),
  /** Why it runs where it runs, for people. */
  reason: z.string(),
});
export type PlannedTarget = z.infer<typeof PlannedTarget>;

const packed = {
  /** The file's and later the asset's name. */
  name: z.string(),
  format: ArchiveFormat,
  leg: z.string(),
  /** Single top directory; "" when the archive has none. */
  root: z.string(),
};

/** One package that a leg makes. More kinds join with their formats (deb, rpm, …). */
export const PlannedPackage = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("archive"),
    ...packed,
    target: TargetName,
    variant: z.string(),
    /** Binaries by build and name, with their path below the root (with the platform's suffix). */
    binaries: z.array(z.strictObject({ build: z.string(), name: z.string(), path: RelativePath })),
    /** Key into `fileSets`. */
    files: z.string(),
  }),
  z.strictObject({ kind: z.literal("source"), ...packed }),
  z.strictObject({ kind: z.literal("documentation"), ...packed, files: z.string() }),
  /** Of a carried release only: what nobody packs, such as a deb. */
  z.strictObject({ kind: z.literal("file"), name: z.string(), leg: z.string() }),
]);
export type PlannedPackage = z.infer<typeof PlannedPackage>;

export const Plan = z.strictObject({
  kind: z.literal("slipway-plan"),
  schemaVersion: z.literal(1),
  project: Project,
  repository: RepositoryName.optional(),
  version: VersionText,
  tag: TagText,
  prerelease: z.boolean(),
  /** Made on a branch or for a pull request: the tag does not exist, and nothing of it is ever published. */
  buildOnly: z.literal(true).optional(),
  /** The tag's commit, which is the commit that is built. */
  commit: CommitId,
  /** The commit's; of a rollback release the moment when it was first planned, so that clients take its indices for newer. */
  timestamp: Timestamp,
  /** Present in the plan of a rollback release, which builds nothing. */
  carries: Carries.optional(),
  release: z.strictObject({
    title: z.string(),
    /** Left as a draft for a person to publish. */
    draft: z.boolean(),
    /** `auto`: the highest final version becomes latest. */
    latest: z.enum(["auto", "yes", "no"]),
    /** Category of the discussion that is opened when it is published; absent: none. */
    discussion: z.string().optional(),
  }),
  /** A higher final version exists already: this one never becomes latest. Absent otherwise. */
  backPort: z.literal(true).optional(),
  /** The release that this one is compared with; absent for the first one. */
  previousTag: TagText.optional(),
  /** What changed, for the release's page; absent where nothing is released or no notes are wanted. */
  notes: PlannedNotes.optional(),
  targets: z.array(PlannedTarget),
  variants: z.array(z.string()),
  legs: z.array(PlannedLeg),
  builds: z.array(PlannedBuild),
  /** How programs are signed before they are packed; absent where nothing is configured. */
  codeSigning: PlannedCodeSigning.optional(),
  fileSets: z.record(z.string(), z.array(PlannedFile)),
  packages: z.array(PlannedPackage),
  checksums: z.strictObject({
    /** One file over all packages for each algorithm, for example `SHA256SUMS`. */
    combined: z.array(z.strictObject({ name: z.string(), algorithm: z.enum(["sha256", "sha512", "md5"]) })),
    /** Algorithms for which each package also gets a file of its own, for example `app.tar.gz.sha256`. */
    perFile: z.array(z.enum(["sha256", "sha512", "md5"])),
  }),
  /** Bills of materials, in the order of their names; absent where none are wanted. */
  sboms: z.array(PlannedSbom).optional(),
  /** Known vulnerabilities that stop the release; absent where nobody looks for them. */
  vulnerabilities: PlannedGate.optional(),
  /** Who signs which assets; absent where nobody does. */
  signing: PlannedSigning.optional(),
  /** Who is told of the release; absent where nobody is. */
  news: PlannedNews.optional(),
  /** Where it is advertised; absent where nowhere. */
  channels: PlannedChannels.optional(),
  /** Name of every asset that the release will have, `release.json` included, in the order of their bytes. */
  assets: z.array(z.string()),
  /** Refers to what was left out by the `targets` and `variants` filters; such a release is not complete. */
  filtered: z.boolean(),
});
export type Plan = z.infer<typeof Plan>;

export const PLAN = { kind: "slipway-plan", schemaVersion: 1, schema: Plan } as const;
