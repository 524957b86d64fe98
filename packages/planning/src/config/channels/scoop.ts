import { RepositoryName } from "@slipway/model";
import { z } from "zod";
import { Below, section, Word } from "../fields.ts";

const Text = z.string().min(1, "text");

export const Scoop = section({
  bucket: RepositoryName.describe("Repository of the bucket, for example `acme/scoop-bucket`."),
  branch: Text.optional().describe("Branch of the bucket; otherwise its default one."),
  name: Word.optional().describe("Name of the manifest; otherwise the project's."),
  directory: Below.default("bucket").describe("Directory of manifests in the bucket."),
  description: Text.optional().describe("One sentence; otherwise the project's."),
  homepage: Text.optional().describe("Page; otherwise the project's, or the repository's."),
  licence: Text.optional().describe("SPDX expression; otherwise the project's."),
  variant: Word.optional().describe("Variant that is installed; otherwise `complete`, or `default`."),
  notes: z.array(Text).default([]).describe("Lines that people are told after the installation."),
  shortcuts: z
    .array(section({ program: Text.describe("Program."), name: Text.describe("What the start menu shows.") }))
    .default([])
    .describe("Entries of the start menu."),
  persist: z.array(Text).default([]).describe("Files and directories that updates keep."),
  depends: z.array(Text).default([]).describe("Apps that it needs."),
  prerelease: z
    .enum(["separate", "skip", "same"])
    .default("skip")
    .describe("Where pre-releases go: into `name-prerelease`, nowhere, or into the same manifest."),
  via: z.enum(["commit", "pull-request"]).default("commit").describe("How a change gets into the bucket."),
  author: section({ name: Text.describe("Name."), email: Text.describe("Address.") })
    .optional()
    .describe("Author of the commit; otherwise whoever the token belongs to."),
  pullRequest: section({
    labels: z.array(Text).default([]).describe("Labels."),
    autoMerge: z.enum(["merge", "squash", "rebase"]).optional().describe("Let GitHub merge it when its checks pass."),
  })
    .prefault({})
    .describe("How the pull request looks."),
}).meta({ id: "scoop", title: "Scoop bucket" });
export type ScoopSettings = z.output<typeof Scoop>;
