import { z } from "zod";
import { RelativePath, RepositoryName } from "./fields.ts";

/** What update-homebrew keeps up in one tap, as the plan carries it. Texts with variables are expanded per release. */

export const HomebrewService = z.strictObject({
  /** Program and arguments; the first is a binary of the formula, or a path. */
  run: z.array(z.string().min(1)).min(1),
  keepAlive: z.boolean(),
  requireRoot: z.boolean(),
  /** Below Homebrew's prefix, for example `var`, `var/log/app.log`. */
  workingDir: z.string().optional(),
  logPath: z.string().optional(),
  errorLogPath: z.string().optional(),
  environment: z.record(z.string(), z.string()),
});
export type HomebrewService = z.infer<typeof HomebrewService>;

export const PlannedHomebrew = z.strictObject({
  /** `acme/homebrew-tap` */
  tap: RepositoryName,
  branch: z.string().optional(),
  /** Formula's and cask's name. */
  name: z.string().regex(/^[a-z0-9][a-z0-9+._-]*$/),
  /** Directory of the formula in the tap; absent: no formula. */
  formula: z.union([RelativePath, z.literal(".")]).optional(),
  cask: z
    .strictObject({
      directory: z.union([RelativePath, z.literal(".")]),
      /** The product's name, as people read it. */
      title: z.string().optional(),
      /** Bundles in the archive; without any the binaries are linked. */
      app: z.array(z.string()),
    })
    .optional(),
  description: z.string().optional(),
  homepage: z.string().optional(),
  licence: z.string().optional(),
  /** Of the archives; absent: the only one, or `complete`, or `default`. */
  variant: z.string().optional(),
  /** Absent: those that the release was built from. */
  binaries: z.array(z.string()).optional(),
  dependencies: z.array(z.strictObject({ name: z.string(), os: z.enum(["macos", "linux"]).optional() })),
  conflicts: z.array(z.strictObject({ name: z.string(), because: z.string().optional() })),
  /** Arguments by which a binary prints completions: `["completion"]` is followed by the shell's name. */
  completions: z.array(z.string()).optional(),
  service: HomebrewService.optional(),
  caveats: z.string().optional(),
  /** Ruby, in place of what is written by default. */
  install: z.string().optional(),
  test: z.string().optional(),
  livecheck: z.boolean(),
  /** Also `name@2`, `name@2.1`. */
  versioned: z.array(z.enum(["major", "minor"])),
  /** Pre-releases have a formula of their own, none, or the same. */
  prerelease: z.enum(["separate", "skip", "same"]),
  /** Name of it: `{name}` and `{channel}` (alpha, beta, rc) are replaced. */
  prereleaseName: z.string(),
  via: z.enum(["commit", "pull-request"]),
  /** Variables in texts: `{name}`, `{version}`, `{tag}`, `{previous}`, `{page}`. */
  message: z.string(),
  author: z.strictObject({ name: z.string(), email: z.string() }).optional(),
  pullRequest: z.strictObject({
    branch: z.string(),
    title: z.string(),
    body: z.string(),
    labels: z.array(z.string()),
    autoMerge: z.enum(["merge", "squash", "rebase"]).optional(),
  }),
});
export type PlannedHomebrew = z.infer<typeof PlannedHomebrew>;
