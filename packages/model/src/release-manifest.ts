import { z } from "zod";
import { Carries } from "./carries.ts";
import { Signed } from "./code-signing.ts";
import { Digests, Sha256 } from "./digest.ts";
import { CommitId, Project, RepositoryName, Size, TagText, TargetName, Timestamp, VersionText } from "./fields.ts";
import { ArchiveFormat } from "./plan.ts";
import { Builder, PackedEntry } from "./receipt.ts";
import { ManifestProvenance, ManifestSigner } from "./signing.ts";
import { MANIFEST_NAME } from "./words.ts";

/** One asset of the release. `release.json` itself and its own signatures are the only assets that it does not describe. */
export const Artifact = z.strictObject({
  name: z.string(),
  kind: z.enum(["archive", "source", "documentation", "checksums", "sbom", "notes", "key", "signature", "file"]),
  format: ArchiveFormat.optional(),
  target: TargetName.optional(),
  variant: z.string().optional(),
  size: Size,
  digests: Digests,
  /** Names of the artifacts that sign this one. */
  signatures: z.array(z.string()),
  /** Name of the artifact that is its bill of materials. */
  sbom: z.string().optional(),
  entries: z.array(PackedEntry).optional(),
});
export type Artifact = z.infer<typeof Artifact>;

/** A target's origin: what built it, and the digests that were taken there. */
export const BuildOrigin = z.strictObject({
  target: TargetName,
  triple: z.string(),
  builder: Builder,
  toolchains: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  binaries: z.array(z.strictObject({ name: z.string(), sha256: Sha256, size: Size, signed: Signed.optional() })),
});
export type BuildOrigin = z.infer<typeof BuildOrigin>;

/** `release.json`: every artifact of a release; written once by sign-and-checksum, final before anything is public. */
export const ReleaseManifest = z.strictObject({
  kind: z.literal("slipway-release"),
  schemaVersion: z.literal(1),
  project: Project,
  repository: RepositoryName.optional(),
  version: VersionText,
  tag: TagText,
  prerelease: z.boolean(),
  commit: CommitId,
  /** The plan's: the commit's time, except of a rollback release; absent when the manifest was made without a plan. */
  timestamp: Timestamp.optional(),
  /** SHA-256 of the plan's bytes; absent when the manifest was made without a plan. */
  plan: Sha256.optional(),
  /** Of a rollback release: which one it carries, and why. */
  carries: Carries.optional(),
  builds: z.array(BuildOrigin),
  artifacts: z.array(Artifact),
  /** Who signed; absent where nobody did. */
  signers: z.array(ManifestSigner).optional(),
  /** Names of the assets that sign this document: they hold its digest, so it cannot hold theirs. Absent where there are none. */
  signatures: z.array(z.string()).optional(),
  /** Present where the build is attested. */
  provenance: ManifestProvenance.optional(),
});
export type ReleaseManifest = z.infer<typeof ReleaseManifest>;
export const RELEASE_MANIFEST = { kind: "slipway-release", schemaVersion: 1, schema: ReleaseManifest } as const;

/** Whether an asset is the manifest or signs it, and so is not described by it. */
export function isOwn({ signatures = [] }: Pick<ReleaseManifest, "signatures">, name: string): boolean {
  return name === MANIFEST_NAME || signatures.includes(name);
}
