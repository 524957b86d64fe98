import { z } from "zod";
import { Below, section, Template, Word } from "../fields.ts";

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9+._-]*$/, "a formula's name: lower-case letters, digits, '-', '_', '.' and '+'");

const Text = z.string().min(1, "text");

/** A dependency, on every system or on one. */
const Dependency = z
  .union([Text, section({ name: Text.describe("Formula."), os: z.enum(["macos", "linux"]).describe("Only there.") })])
  .meta({ title: "dependency" });

const Conflict = z
  .union([Text, section({ name: Text.describe("Formula."), because: Text.optional().describe("Reason, for people.") })])
  .meta({ title: "conflict" });

const Service = section({
  run: z
    .array(Text)
    .min(1, "at least the program")
    .describe("Program and arguments; a path that begins with var/ or etc/ is Homebrew's own."),
  keepAlive: z.boolean().default(true).describe("Start it again when it ends."),
  requireRoot: z.boolean().default(false).describe("It only works as root."),
  workingDir: Text.optional().describe("For example `var`."),
  logPath: Text.optional().describe("For example `var/log/app.log`."),
  errorLogPath: Text.optional().describe("The same for standard error."),
  environment: z.record(z.string(), z.string()).default({}).describe("Environment variables."),
}).meta({ title: "service" });

const Cask = section({
  directory: Below.default("Casks").describe("Directory in the tap."),
  title: Text.optional().describe("Product's name, as people read it."),
  app: z.array(Text).default([]).describe("Bundles in the archive; without any the programs are linked."),
}).meta({ title: "cask" });

const PullRequest = section({
  branch: Template.default("slipway/{name}-{version}").describe("Branch in the tap; it is Slipway's own."),
  title: Template.default("{name} {version}").describe("Title."),
  body: Template.default("Updates {name} from {previous} to {version}: {page}").describe("Text, in Markdown."),
  labels: z.array(Text).default([]).describe("Labels."),
  autoMerge: z
    .enum(["merge", "squash", "rebase"])
    .optional()
    .describe("Let GitHub merge it when its checks pass; has to be allowed in the tap's settings."),
}).meta({ title: "pull request" });

export const Homebrew = section({
  tap: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, "the tap's repository, for example acme/homebrew-tap")
    .describe("Repository of the tap, for example `acme/homebrew-tap`."),
  branch: Text.optional().describe("Branch of the tap; otherwise its default one."),
  name: Name.optional().describe("Name of the formula; otherwise the project's."),
  formula: z
    .union([z.boolean(), Below])
    .default(true)
    .describe("Whether there is a formula, or its directory in the tap; `true` is Formula."),
  cask: z
    .union([z.boolean(), Cask])
    .default(false)
    .describe("Whether there is a cask: for bundles, or for a program without service and test."),
  description: Text.optional().describe("One sentence; otherwise the project's."),
  homepage: Text.optional().describe("Page; otherwise the project's."),
  variant: Word.optional().describe("Variant that is installed; otherwise the only one, `complete`, or `default`."),
  binaries: z.array(Word).optional().describe("Programs that are installed; otherwise all that were built."),
  dependencies: z.array(Dependency).default([]).describe("Formulae that it needs."),
  conflicts: z.array(Conflict).default([]).describe("Formulae with which it cannot be installed."),
  completions: z
    .array(Text)
    .optional()
    .describe(
      "Arguments by which the program prints completions, before the shell's name. Packaged ones are installed without this.",
    ),
  service: Service.optional().describe("What `brew services` runs."),
  caveats: Text.optional().describe(
    "What people are told after the installation; `#{opt_bin}` and the like are replaced.",
  ),
  install: Text.optional().describe("Ruby that installs it, in place of what is written from the archives."),
  test: Text.optional().describe("Ruby of the `test` block; otherwise the program is asked for its version."),
  livecheck: z.boolean().default(true).describe("Let `brew livecheck` look for new releases."),
  versioned: z
    .array(z.enum(["major", "minor"]))
    .default([])
    .describe("Also keep `name@2` (`major`) or `name@2.1` (`minor`) for those who stay on a line."),
  prerelease: z
    .enum(["separate", "skip", "same"])
    .default("separate")
    .describe("Where pre-releases go: into a formula of their own, nowhere, or into the same one."),
  prereleaseName: Template.default("{name}-{channel}").describe(
    "Name of that formula; `{channel}` is alpha, beta, rc or whatever the version says.",
  ),
  via: z.enum(["commit", "pull-request"]).default("commit").describe("How a change gets into the tap."),
  message: Template.default("{name} {version}").describe(
    "Message of the commit. Variables here and in the pull request: `{name}`, `{version}`, `{tag}`, `{previous}`, `{page}`.",
  ),
  author: section({ name: Text.describe("Name."), email: Text.describe("Address.") })
    .optional()
    .describe("Author of the commit; otherwise whoever the token belongs to."),
  pullRequest: PullRequest.prefault({}).describe("How the pull request looks."),
}).meta({ id: "homebrew", title: "Homebrew tap" });
export type HomebrewSettings = z.output<typeof Homebrew>;
