import { z } from "zod";
import { parseTag } from "./tag.ts";
import { TARGET_IDS } from "./target.ts";
import { parseVersion } from "./version.ts";

/** Field types that several documents share. */

/** A file's path inside an archive or repository: relative, `/`-separated, never leading upward. */
export const RelativePath = z
  .string()
  .min(1)
  .refine(
    (path) => !path.startsWith("/") && !path.includes("\\") && !path.includes("\0"),
    "must be relative, with / between names",
  )
  .refine(
    (path) => path.split("/").every((name) => name !== "" && name !== "." && name !== ".."),
    "must not contain . or ..",
  );
export const CommitId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "must be a full commit hash");
export const VersionText = z.string().refine((text) => parseVersion(text)?.text === text, "must be a semantic version");
export const TagText = z.string().refine((text) => parseTag(text) !== undefined, "must be a release tag");
export const TargetName = z.enum(TARGET_IDS);
export const Size = z.int().nonnegative();
/** Seconds since 1970-01-01 UTC, as in `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/). */
export const Timestamp = z.int().nonnegative();
export const RepositoryName = z.string().regex(/^[^/\s]+\/[^/\s]+$/, "must be owner/name");

export const Project = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  /** SPDX expression. */
  licence: z.string().optional(),
  homepage: z.string().optional(),
});
