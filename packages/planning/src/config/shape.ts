import { DEFAULT_TARGET_IDS, DIGEST_ALGORITHMS, TargetName, TOOLCHAINS } from "@slipway/model";
import { z } from "zod";
import { Channels } from "./channels.ts";
import { codeSigning } from "./code-signing.ts";
import { Below, byPlatform, FileEntries, Format, Formats, Glob, section, Template, Word } from "./fields.ts";
import { Notify } from "./notify.ts";
import { Rollback } from "./rollback.ts";
import { Sbom } from "./sbom.ts";
import { assetSigning } from "./signing.ts";
import { Vulnerabilities } from "./vulnerabilities.ts";

/**
 * slipway.yml: what may be written, what is assumed where nothing is, and the words by which editors and
 * docs/configuration.md explain it. Every key is optional.
 */

const Binary = z
  .union([
    Word,
    section({
      name: Word.describe("File name without the platform's suffix."),
      package: z
        .string()
        .min(1, "a package")
        .optional()
        .describe("Go package path (`./cmd/app`) or Cargo package that makes it."),
    }).meta({ title: "binary with its package" }),
  ])
  .meta({ id: "binary", title: "binary" });

export const Build = section({
  toolchain: z
    .enum(TOOLCHAINS)
    .describe(
      "`zig`, `go` and `rust` bring a default command and are installed where missing; `command` runs the project's own.",
    ),
  id: Word.optional().describe(
    "Name in messages and receipts; the toolchain's name, numbered where several share one.",
  ),
  dir: Below.default(".").describe("Directory in which to build, relative to the project."),
  version: z
    .string()
    .min(1, "a version")
    .optional()
    .describe("Version of the toolchain, in quotes; otherwise the one Slipway pins."),
  command: z
    .array(z.string().min(1, "an argument"))
    .min(1, "at least the program's name")
    .optional()
    .describe(
      "Program and arguments, run without a shell instead of the toolchain's default. `{target}`, `{triple}`, `{zig-target}`, `{goos}`, `{goarch}`, `{exe}`, `{version}`, `{tag}`, `{commit}` and `{output}` are replaced.",
    ),
  args: z.array(z.string()).default([]).describe("Arguments added to the toolchain's default command."),
  binaries: z
    .array(Binary)
    .min(1, "at least one binary")
    .optional()
    .describe("What the build makes, without `.exe`; otherwise detected from the toolchain's manifest."),
  targets: z
    .array(TargetName)
    .min(1, "at least one target")
    .optional()
    .describe("Targets that this build serves; otherwise all."),
  features: z
    .array(z.string().min(1, "a feature"))
    .default([])
    .describe("Cargo features, Go build tags, or Zig options (`name` becomes `-Dname`)."),
  env: z
    .record(z.string(), z.string())
    .default({})
    .describe("Environment variables of the build; values are text, in quotes where YAML would read a number."),
  output: Below.optional().describe(
    "Directory in which the command leaves the binaries, relative to `dir`; otherwise the one that `{output}` names and, below `dir`, the toolchain's own.",
  ),
  strip: z.boolean().default(true).describe("Remove symbols and debug information from the binaries."),
  via: z
    .enum(["cargo", "cross", "cargo-zigbuild"])
    .optional()
    .describe(
      "How Rust is built for other platforms: `cargo` on native runners (FreeBSD through `cross`), `cross` in containers (not for macOS), `cargo-zigbuild` for Linux and macOS from one Linux runner.",
    ),
})
  .superRefine((build, context) => {
    const refuse = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    if (build.toolchain === "command") {
      if (build.command === undefined)
        context.addIssue({ code: "custom", path: [], message: "`toolchain: command` needs a `command`" });
      if (build.binaries === undefined)
        context.addIssue({
          code: "custom",
          path: [],
          message: "`toolchain: command` needs `binaries`: what it makes cannot be detected",
        });
    }
    if (build.command !== undefined && build.args.length > 0)
      refuse(
        "args",
        "`args` are added to the toolchain's default command, and this build has a `command` of its own: put them there",
      );
    if (build.via !== undefined && build.toolchain !== "rust")
      refuse("via", `\`via\` says how Rust crosses; this build's toolchain is ${build.toolchain}`);
    if (build.features.length > 0 && build.toolchain === "command") {
      refuse("features", "`features` are Cargo's, Go's or Zig's: write yours into the `command`");
    }
  })
  .meta({ id: "build", title: "build" });

const Override = section({
  binaries: z.array(Word).optional().describe("Binaries of this platform, in place of the variant's."),
  files: FileEntries.default([]).describe("Files that this platform has beside the variant's."),
  exclude: z.array(Glob).default([]).describe("Globs of the variant's files that this platform does not have."),
}).meta({ title: "override" });

export const Variant = section({
  binaries: z.array(Word).optional().describe("Binaries in this variant; otherwise all that are built."),
  files: FileEntries.default([]).describe("Files in this variant, beside those of `archives.files`."),
  exclude: z.array(Glob).default([]).describe("Globs of tracked files to leave out, whatever entry brought them."),
  platforms: byPlatform(Override, "overrides")
    .prefault({})
    .describe("Differences of an operating system or a target; both apply, the target's last."),
}).meta({ id: "variant", title: "variant" });

const Archives = section({
  formats: z
    .union([Formats, byPlatform(Formats, "formats by platform")])
    .default({ default: "tar.gz", windows: "zip" })
    .describe("Format, or list of formats, for all platforms or by operating system and target."),
  name: Template.optional().describe(
    "File name without its format's suffix, which is appended. Variables: `{name}`, `{version}`, `{platform}` (the same as `{target}`), `{os}`, `{arch}`, `{triple}`, `{variant}`. Without it: `{name}-{version}-{platform}-{variant}`, or `{name}-{version}-{platform}` in a project without variants.",
  ),
  wrap: z
    .union([z.boolean(), Template])
    .default(true)
    .describe(
      "Single top directory: `true` names it as the archive, `false` leaves it out, a template names it otherwise.",
    ),
  binDir: Below.default("").describe("Directory of the binaries in the archive; otherwise its root."),
  files: FileEntries.optional().describe(
    "Files of every archive. Without it: LICENSE, LICENCE, COPYING, NOTICE, README and CHANGELOG files at the project's root, where git tracks any.",
  ),
}).meta({ title: "archives" });

const Document = {
  format: z
    .union([Format, z.array(Format).min(1, "at least one format")])
    .default("tar.gz")
    .describe("Format, or list of formats."),
};

const Source = section({
  ...Document,
  name: Template.default("{name}-{version}-source").describe("File name without its format's suffix."),
}).meta({ title: "source archive" });

const Documentation = section({
  ...Document,
  name: Template.default("{name}-{version}-docs").describe("File name without its format's suffix."),
  files: FileEntries.min(1, "at least one file").describe("What it holds."),
}).meta({ title: "documentation archive" });

const Checksums = section({
  combined: z
    .array(z.enum(DIGEST_ALGORITHMS))
    .default(["sha256", "sha512", "md5"])
    .describe("Algorithms for which one file covers all packages: SHA256SUMS, SHA512SUMS, MD5SUMS."),
  perFile: z
    .array(z.enum(DIGEST_ALGORITHMS))
    .default(["sha256"])
    .describe("Algorithms for which each package has a file of its own, for example app.tar.gz.sha256."),
}).meta({ title: "checksums" });

const Release = section({
  title: Template.default("{tag}").describe("Title; variables: `{tag}`, `{name}`, `{version}`."),
  draft: z.boolean().default(false).describe("Leave the release as a draft for a person to publish."),
  latest: z
    .union([z.enum(["auto", "yes", "no"]), z.boolean()])
    .default("auto")
    .describe("Whether it becomes the latest release; `auto`: if it is final and no higher version is."),
  discussion: z
    .string()
    .min(1, "a category of the repository's discussions")
    .optional()
    .describe(
      "Category of the discussion that is opened when the release is published, for example Announcements. The job then needs `discussions: write`.",
    ),
}).meta({ title: "release" });

const NotesGroup = section({
  title: z.string().min(1, "a heading").describe("Heading."),
  types: z
    .array(z.string().min(1, "a type"))
    .min(1, "at least one type")
    .describe("Types of commits below it; `*` takes what no other group and `hidden` name, and plain commits."),
}).meta({ id: "notes-group", title: "group of changes" });

const Notes = section({
  from: z
    .enum(["commits", "changelog", "github", "none"])
    .default("commits")
    .describe(
      "Where the notes come from: the commits since the previous release, the version's section of a changelog file, or GitHub's generator, which is asked at publication.",
    ),
  changelog: Below.optional().describe(
    "Changelog file; otherwise CHANGELOG.md, CHANGES.md, HISTORY.md or NEWS.md at the project's root.",
  ),
  template: z
    .string()
    .min(1, "Markdown with variables")
    .optional()
    .describe(
      "Markdown that puts parts together: `{changes}`, `{contributors}`, `{compare}`, `{changelog}`, `{github}`, `{name}`, `{version}`, `{tag}`, `{previous}`, `{date}`. A variable that stands alone and is empty takes its paragraph with it.",
    ),
  groups: z
    .array(NotesGroup)
    .optional()
    .describe("Headings of changes, in order; docs/release-notes.md has the ones that are used without this."),
  hidden: z
    .array(z.string().min(1, "a type"))
    .optional()
    .describe(
      "Types of commits that are left out unless they break something, in place of build, chore, ci and so on.",
    ),
}).meta({ title: "notes" });

const Argv = z.array(z.string().min(1, "an argument")).min(1, "at least the program's name");

const Check = z.union([Argv, z.boolean()]).default(true).meta({ title: "check" });

const Preflight = section({
  tests: Check.describe(
    "Program and arguments, run without a shell; `true` is the toolchain's own (`cargo test`, `go test ./...`, `zig build test`, `npm test`), `false` leaves it out.",
  ),
  audit: Check.describe("The same for the audit of dependencies: `cargo audit`, `govulncheck ./...`, `npm audit`."),
  docs: Check.describe("The same for the documentation: `cargo doc --no-deps`, `zig build docs`, `npm run docs`."),
  commands: z
    .record(Word, Argv)
    .default({})
    .describe("Checks of the project's own, by name: program and arguments each."),
  version: z.boolean().default(true).describe("Compare the version with every manifest that holds one."),
  licence: z.boolean().default(true).describe("Compare the licence file with the manifests' SPDX expressions."),
  changelog: z
    .union([z.boolean(), z.enum(["required"])])
    .default(true)
    .describe("Look for the version in the changelog: a warning without it, with `required` a failure."),
  minutes: z
    .int()
    .min(1, "at least a minute")
    .max(360, "at most six hours")
    .default(30)
    .describe("Deadline of each command."),
}).meta({ title: "preflight" });

export const Settings = section({
  name: Word.optional().describe("Project's name in file names; otherwise detected, or the repository's."),
  description: z.string().min(1, "a sentence").optional().describe("One sentence; otherwise detected."),
  licence: z
    .string()
    .min(1, "an SPDX expression")
    .optional()
    .describe("SPDX expression; otherwise detected. `license` is accepted too."),
  license: z.string().min(1, "an SPDX expression").optional().describe("The same as `licence`."),
  homepage: z
    .url({ protocol: /^https?$/, error: "an http or https address" })
    .optional()
    .describe("Address of the project's page; otherwise detected."),
  tagPrefix: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/, "a name without its final slash, for example app")
    .optional()
    .describe("`app` where releases are tagged `app/v1.2.3`, because the repository holds several projects."),
  targets: z
    .array(TargetName)
    .min(1, "at least one target")
    .optional()
    .describe(
      `Platforms to release for. Without it: those of the builds where each names its own, otherwise ${DEFAULT_TARGET_IDS.join(", ")}.`,
    ),
  builds: z
    .array(Build)
    .optional()
    .describe("How binaries are made. Without it they are detected; `[]` is a project without binaries."),
  variants: z
    .record(Word, Variant)
    .refine((variants) => Object.keys(variants).length > 0, "at least one variant")
    .optional()
    .describe(
      "Named selections of binaries and files, each packed for each target. Without it there is one, called `default`, with everything.",
    ),
  archives: Archives.prefault({}).describe("How distribution archives look."),
  source: z
    .union([z.boolean(), Source])
    .default(false)
    .describe("Archive of what git tracks at the tag, with build instructions."),
  docs: z
    .union([z.boolean(), Documentation])
    .default(false)
    .describe("Documentation archive; `true` takes the directory docs and the README, CHANGELOG and LICENSE files."),
  checksums: Checksums.prefault({}).describe("Checksum files."),
  sbom: Sbom,
  vulnerabilities: Vulnerabilities,
  signing: section({ ...assetSigning, ...codeSigning })
    .meta({ title: "signing" })
    .prefault({})
    .describe("Who signs the release; nobody without it."),
  release: Release.prefault({}).describe("The release on GitHub."),
  notes: Notes.prefault({}).describe("What the release's page says about changes."),
  preflight: Preflight.prefault({}).describe("Checks before anything is built, as the action preflight makes them."),
  channels: Channels.prefault({}).describe("Where releases are advertised once they are published."),
  notify: Notify.optional().describe("Messages about releases: Slack, Discord, Microsoft Teams, e-mail, webhooks."),
  rollback: Rollback.optional().describe("What taking a release back has to keep to."),
  runners: byPlatform(z.string().min(1, "a runner label"), "runner labels")
    .prefault({})
    .describe("Runner labels, where the planned ones do not suit."),
})
  .superRefine((settings, context) => {
    if (settings.licence !== undefined && settings.license !== undefined) {
      context.addIssue({
        code: "custom",
        path: ["license"],
        message: "`license` and `licence` are the same key: keep one",
      });
    }
  })
  .meta({
    title: "Slipway's configuration",
    description: "How a project is built, packed and released. Everything is optional.",
  });
export type Settings = z.output<typeof Settings>;
export type BuildSettings = z.output<typeof Build>;
export type VariantSettings = z.output<typeof Variant>;
