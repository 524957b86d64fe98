import { z } from "zod";
import { Signed } from "./code-signing.ts";
import { Digests, Sha256 } from "./digest.ts";
import { CommitId, RelativePath, Size, TargetName, VersionText } from "./fields.ts";
import { ArchiveFormat } from "./plan.ts";

/** Where something was built. Nothing here differs between two runs on equal runners, so documents stay reproducible. */
export const Builder = z.strictObject({
  /** `process.platform` and `process.arch` of the machine. */
  os: z.string(),
  arch: z.string(),
  runsOn: z.string().optional(),
});

/**
 * Build receipt, `receipt.json` beside the binaries of one target: written by build-binaries on the machine that built
 * them, read by package-*.
 */
export const BuildReceipt = z.strictObject({
  kind: z.literal("slipway-build-receipt"),
  schemaVersion: z.literal(1),
  /** SHA-256 of the plan's bytes; absent when the target was built without a plan. */
  plan: Sha256.optional(),
  target: TargetName,
  triple: z.string(),
  version: VersionText,
  commit: CommitId,
  builder: Builder,
  toolchains: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  binaries: z.array(
    z.strictObject({
      build: z.string(),
      /** Without the platform's suffix. */
      name: z.string(),
      /** Relative to the receipt. */
      file: RelativePath,
      sha256: Sha256,
      size: Size,
      mode: z.literal("755"),
      stripped: z.boolean(),
      /** Present once sign-binaries has signed it: `sha256` and `size` are then those of the signed program. */
      signed: Signed.optional(),
    }),
  ),
});
export type BuildReceipt = z.infer<typeof BuildReceipt>;
export const BUILD_RECEIPT = { kind: "slipway-build-receipt", schemaVersion: 1, schema: BuildReceipt } as const;

/** What a package holds, entry by entry. */
export const PackedEntry = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("file"),
    path: z.string(),
    size: Size,
    sha256: Sha256,
    mode: z.enum(["644", "755"]),
  }),
  z.strictObject({ type: z.literal("symlink"), path: z.string(), target: z.string() }),
  z.strictObject({ type: z.literal("directory"), path: z.string() }),
]);
export type PackedEntry = z.infer<typeof PackedEntry>;

export const PackageRecord = z.strictObject({
  name: z.string(),
  kind: z.enum(["archive", "source", "documentation", "file"]),
  /** Absent for a `file`, whose entries nobody lists either. */
  format: ArchiveFormat.optional(),
  target: TargetName.optional(),
  variant: z.string().optional(),
  size: Size,
  digests: Digests,
  entries: z.array(PackedEntry),
});
export type PackageRecord = z.infer<typeof PackageRecord>;

/**
 * Package receipt, `packages.json` beside the packages of one leg: written by package-archives from the bytes it wrote, read
 * by sign-and-checksum. It carries the build receipts on, so that built and packaged digests can be compared once more.
 */
export const PackageReceipt = z.strictObject({
  kind: z.literal("slipway-package-receipt"),
  schemaVersion: z.literal(1),
  /** Absent when packages were made without a plan. */
  plan: Sha256.optional(),
  leg: z.string(),
  builds: z.array(BuildReceipt),
  packages: z.array(PackageRecord),
});
export type PackageReceipt = z.infer<typeof PackageReceipt>;
export const PACKAGE_RECEIPT = { kind: "slipway-package-receipt", schemaVersion: 1, schema: PackageReceipt } as const;
