import { z } from "zod";
import { RelativePath, RepositoryName } from "./fields.ts";

/** What update-registries keeps up, as the plan carries it: never a credential, those come by the registry's `id`. */

/** Names a registry among the credentials, in messages and in the journal. */
const RegistryId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);

const Address = z.url({ protocol: /^https?$/ });

/** Where files of a repository or mirror lie. */
export const PlannedStorage = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("http"),
    url: Address,
    /** How the credentials are sent. */
    authentication: z.enum(["none", "basic", "bearer", "header"]),
    /** Name of the header that holds the credential, with `header`. */
    header: z.string().optional(),
    /** Further headers, none of them secret. */
    headers: z.record(z.string(), z.string()),
    /** Statuses that say that a file was taken; empty: any of 200 to 299. */
    expected: z.array(z.int().min(200).max(299)),
    verify: z.boolean(),
    concurrency: z.int().positive(),
  }),
  z.strictObject({
    type: z.literal("s3"),
    endpoint: Address,
    bucket: z.string(),
    region: z.string(),
    /** Before every key; "" for none. */
    prefix: z.string(),
    pathStyle: z.boolean(),
    /** `Cache-Control` of what never changes, and of what does. */
    cacheControl: z.strictObject({ fixed: z.string().optional(), changing: z.string().optional() }),
    verify: z.boolean(),
    concurrency: z.int().positive(),
  }),
  z.strictObject({
    type: z.literal("branch"),
    repository: RepositoryName,
    branch: z.string(),
    /** Of the branch; "" is its root. */
    directory: z.union([RelativePath, z.literal("")]),
  }),
]);
export type PlannedStorage = z.infer<typeof PlannedStorage>;

const packageRepository = {
  id: RegistryId,
  storage: PlannedStorage,
  /** Address that clients use; absent: no client files are written. */
  url: Address.optional(),
  /** Of final releases. */
  suite: z.string(),
  /** Of every release; absent: pre-releases are left out. */
  prereleaseSuite: z.string().optional(),
  keep: z.strictObject({ versions: z.int().positive(), days: z.int().positive().optional() }),
};

export const PlannedApt = z.strictObject({
  ...packageRepository,
  component: z.string(),
  architectures: z.array(z.string()),
  /** Days after which clients refuse indices that were not renewed. */
  validDays: z.int().positive().optional(),
});
export type PlannedApt = z.infer<typeof PlannedApt>;

export const PlannedRpm = z.strictObject(packageRepository);
export type PlannedRpm = z.infer<typeof PlannedRpm>;

export const PlannedRegistry = z.strictObject({
  id: RegistryId,
  storage: PlannedStorage,
  /** Path of each file: `{name}`, `{version}`, `{tag}` and `{file}` are replaced. */
  path: z.string(),
  /** Globs of assets' names. */
  files: z.array(z.string()).min(1),
  prereleases: z.boolean(),
});
export type PlannedRegistry = z.infer<typeof PlannedRegistry>;

/** Releases of another repository, which is a mirror of the code. */
const PlannedBackup = z.strictObject({ type: z.literal("github"), repository: RepositoryName });

export const PlannedMirror = z.strictObject({
  id: RegistryId,
  storage: z.discriminatedUnion("type", [...PlannedStorage.options, PlannedBackup]),
  /** Address that clients read from. */
  url: Address,
});
export type PlannedMirror = z.infer<typeof PlannedMirror>;

export const PlannedScoop = z.strictObject({
  bucket: RepositoryName,
  branch: z.string().optional(),
  /** Of the manifest, without `.json`. */
  name: z.string().regex(/^[A-Za-z0-9][\w.-]*$/),
  /** Of the bucket; "." is its root. */
  directory: z.union([RelativePath, z.literal(".")]),
  description: z.string().optional(),
  /** Absent: the project's. */
  homepage: z.string().optional(),
  licence: z.string().optional(),
  variant: z.string().optional(),
  notes: z.array(z.string()),
  /** Pairs of a program and the name that the start menu shows. */
  shortcuts: z.array(z.strictObject({ program: z.string(), name: z.string() })),
  /** Paths that updates keep. */
  persist: z.array(z.string()),
  depends: z.array(z.string()),
  prerelease: z.enum(["separate", "skip", "same"]),
  via: z.enum(["commit", "pull-request"]),
  author: z.strictObject({ name: z.string(), email: z.string() }).optional(),
  pullRequest: z.strictObject({
    labels: z.array(z.string()),
    autoMerge: z.enum(["merge", "squash", "rebase"]).optional(),
  }),
});
export type PlannedScoop = z.infer<typeof PlannedScoop>;
