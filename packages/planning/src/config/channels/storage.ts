import { RepositoryName } from "@slipway/model";
import { z } from "zod";
import { Below, section, Word } from "../fields.ts";

/** Where registries, repositories and mirrors keep their files: keys that all of them share. */

const Text = z.string().min(1, "text");
export const Address = z.url({ protocol: /^https?$/, error: "an http or https address" }).refine((url) => {
  const parsed = URL.parse(url);
  return parsed?.username === "" && parsed.password === "";
}, "an address without a user or password: those come by the input `credentials`");

const Concurrency = z.int().min(1, "at least one").max(32, "at most 32").default(4).describe("Files at a time.");
const Verify = z.boolean().default(true).describe("Read each file back, and compare its digest.");

const Http = section({
  url: Address.describe("Address under which files are put."),
  authentication: z
    .enum(["none", "basic", "bearer", "header"])
    .default("basic")
    .describe("How the credentials are sent: user and password, a token, or a header of the server's own."),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, "a header's name")
    .optional()
    .describe("Name of that header, for example X-JFrog-Art-Api."),
  headers: z.record(z.string(), z.string()).default({}).describe("Further headers of uploads; nothing secret."),
  expected: z
    .array(z.int().min(200).max(299))
    .default([])
    .describe("Statuses that say that a file was taken; otherwise any from 200 to 299."),
  verify: Verify,
  concurrency: Concurrency,
})
  .superRefine(({ authentication, header }, context) => {
    if ((authentication === "header") === (header !== undefined)) return;
    const message = "`authentication: header` and `header` belong together";
    context.addIssue({ code: "custom", path: ["header"], message });
  })
  .meta({ title: "server that takes PUT" });

const S3 = section({
  endpoint: Address.default("https://s3.amazonaws.com").describe("Address of the service, without the bucket."),
  bucket: Text.describe("Bucket."),
  region: Text.default("us-east-1").describe("Region; `auto` for Cloudflare R2."),
  prefix: Below.default("").describe("What every key begins with."),
  pathStyle: z.boolean().default(false).describe("The bucket stands in the path instead of the host's name."),
  cacheControl: section({
    fixed: Text.optional().describe("Of files that never change."),
    changing: Text.default("no-cache").describe("Of indices and pointers."),
  })
    .prefault({})
    .describe("`Cache-Control` of what is stored."),
  verify: Verify,
  concurrency: Concurrency,
}).meta({ title: "S3 bucket" });

const Branch = section({
  repository: RepositoryName.describe("Repository, for example `acme/packages`."),
  branch: Text.default("gh-pages").describe("Branch; it is made where it is missing."),
  directory: Below.default("").describe("Directory of the branch."),
}).meta({ title: "branch" });

const storages = {
  http: Http.optional().describe("A server that takes PUT."),
  s3: S3.optional().describe("A bucket of S3, or of a service that speaks as it does."),
  branch: Branch.optional().describe("A branch of a repository, for example for GitHub Pages."),
};
const given = (storage: object) => Object.values(storage).filter((each) => each !== undefined).length;

export const Storage = section(storages)
  .superRefine((storage, context) => {
    if (given(storage) !== 1)
      context.addIssue({ code: "custom", path: [], message: "one of `http`, `s3` and `branch`" });
  })
  .meta({ id: "storage", title: "storage" });
export type StorageSettings = z.output<typeof Storage>;

/** A mirror may also be a repository with releases of its own. */
export const MirrorStorage = section({
  ...storages,
  github: section({
    repository: RepositoryName.describe("Repository, for example `acme/app-backup`; it has the same tags."),
  })
    .optional()
    .describe("Releases of another repository that is a mirror of the code."),
})
  .superRefine((storage, context) => {
    const message = "one of `http`, `s3`, `branch` and `github`";
    if (given(storage) !== 1) context.addIssue({ code: "custom", path: [], message });
  })
  .meta({ id: "mirror-storage", title: "storage of a mirror" });

export const Id = Word.optional().describe("Names it among the credentials and in the journal; otherwise its kind.");

export const packageRepository = {
  id: Id,
  to: Storage.describe("Where its files are kept."),
  url: Address.optional().describe(
    "Address that people's machines read from; with it their configuration is written too.",
  ),
  suite: Word.default("stable").describe("Suite of final releases."),
  prereleaseSuite: Word.optional().describe(
    "Suite of all releases, pre-releases among them; without it pre-releases are left out.",
  ),
  keep: section({
    versions: z.int().min(1, "at least one").default(10).describe("Versions of each package."),
    days: z.int().min(1, "at least one").optional().describe("Older ones go as well, but for the newest."),
  })
    .prefault({})
    .describe("What stays of old versions."),
};
