import { ARCHIVE_FORMATS, TARGET_IDS } from "@slipway/model";
import { z } from "zod";

/** Field types of slipway.yml that several sections share. */

/**
 * An object without unknown keys. The message of a refusal carries the known keys, from which `describeIssues` finds the
 * nearest one: an issue by itself does not say what would have been accepted.
 */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(KNOWN_KEYS_SEPARATOR) : undefined),
  });
}
export const KNOWN_KEYS_SEPARATOR = ", ";

const OSES = ["linux", "macos", "windows", "freebsd"] as const;

/** One value for every platform, or a value for some: a target wins over its operating system, that over `default`. */
export function byPlatform<Value extends z.ZodType>(value: Value, title: string) {
  const entries = ["default", ...OSES, ...TARGET_IDS].map((key) => [key, value.optional()] as const);
  return section(Object.fromEntries(entries) as Record<PlatformKey, z.ZodOptional<Value>>).meta({ title });
}
export type PlatformKey = "default" | (typeof OSES)[number] | (typeof TARGET_IDS)[number];

/** A value, or a list of them; a list comes out. */
export function oneOrMore<Value extends z.ZodType>(value: Value) {
  return z
    .union([value, z.array(value).min(1, "at least one entry")])
    .transform((given): z.output<Value>[] => (Array.isArray(given) ? given : [given as z.output<Value>]));
}

/** Names that end up in file names, artifact names and outputs. */
export const Word = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "letters, digits, '.', '_' and '-', beginning with a letter or digit");

/** A glob or path of the project: relative, `/` between names, never leading upward. */
export const Glob = z
  .string()
  .min(1, "a path or glob")
  .refine((glob) => !glob.startsWith("!"), "a glob without '!' (name what to leave out under `exclude`)")
  .refine((glob) => !glob.startsWith("/") && !/^[A-Za-z]:/.test(glob), "a path relative to the project")
  .refine((glob) => !glob.split("/").includes(".."), "a path inside the project, without '..'");

/** A directory or file below some root; "." is the root itself. */
export const Below = z
  .string()
  .refine((path) => !path.startsWith("/") && !path.includes("\\"), "a relative path with / between names")
  .refine((path) => !path.split("/").includes(".."), "a path without '..'");

export const Template = z.string().min(1, "text with variables such as {version}");

export const Format = z.enum(ARCHIVE_FORMATS);
export const Formats = z.union([Format, z.array(Format).min(1, "at least one format")]);

/** A file entry of the long form: what git tracks, or what the build makes. */
const Copied = section({
  from: Glob.describe(
    "Path or glob of files that git tracks; a directory's name stands for everything in it. Files whose names begin with a dot are matched only by a pattern that names the dot. `{target}`, `{os}`, `{arch}`, `{triple}`, `{variant}`, `{name}` and `{version}` are replaced.",
  ),
  to: Below.optional().describe(
    "Directory of the archive to which the files go, with their path after the fixed part of the glob: `from: docs/guide/**` and `to: manual` put docs/guide/a/b.md at manual/a/b.md. Without it a file keeps its path; `.` is the archive's root.",
  ),
  exclude: z.array(Glob).optional().describe("Globs of files to leave out of this entry."),
  eol: z
    .enum(["native", "lf", "crlf"])
    .optional()
    .describe(
      "Line endings of text files: `native` is CRLF on Windows and LF elsewhere. Without it they stay as git keeps them.",
    ),
  mode: z
    .enum(["644", "755"])
    .optional()
    .describe(
      'Permissions, in quotes: "755" is executable. Without it tracked files keep git\'s, generated ones get "644".',
    ),
  optional: z.boolean().default(false).describe("A glob that matches nothing is a mistake unless this is true."),
  generated: z
    .boolean()
    .default(false)
    .describe("The files are made by the build, so they are looked for when packaging rather than in git."),
}).meta({ title: "copied files" });

const Directory = section({
  directory: Below.describe("An empty directory to create in the archive."),
}).meta({ title: "empty directory" });

const Symlink = section({
  symlink: Below.describe("Path of a symbolic link to create in the archive."),
  target: z
    .string()
    .min(1, "a path")
    .describe("Where it points, relative to its own directory; never outside the archive."),
}).meta({ title: "symbolic link" });

export const FileEntry = z.union([Glob, Copied, Directory, Symlink]).meta({ id: "file", title: "file entry" });
export type FileEntry = z.output<typeof FileEntry>;
export const FileEntries = z.array(FileEntry);
