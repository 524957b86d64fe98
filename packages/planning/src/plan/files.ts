import { mistake, nearest, type Os, type Place, type PlannedFile, RelativePath } from "@slipway/model";
import type { FileEntry } from "../config/fields.ts";
import type { TrackedFile } from "../git/state.ts";
import { normalise, staticBase, type TrackedFiles } from "./globs.ts";
import { expandGlob, type Variables } from "./template.ts";

/** Something of the configuration, with its place for messages. */
export interface Written<Value> {
  readonly value: Value;
  readonly place: Place | undefined;
}

export interface FileContext {
  readonly tracked: TrackedFiles;
  /** Platform for which line endings are native; `undefined` in archives for all. */
  readonly os: Os | undefined;
  readonly variables: Variables;
}

/** The long form of every entry. */
type Copied = Exclude<FileEntry, string | { directory: string } | { symlink: string }>;

/**
 * Archive entries of file entries, sorted by path, generated sets last in the order in which they are written. Where two
 * entries bring one file to one path, the later one's mode and line endings count.
 * @throws {Problem} `glob-without-match`, `path-clash`, `submodule`, `lfs-pointer`, `unsafe-path`, `link-outside`
 */
export function planFiles(
  entries: readonly Written<FileEntry>[],
  excludes: readonly Written<string>[],
  context: FileContext,
): PlannedFile[] {
  const excluded = matching(excludes, context);
  const placed = new Map<string, PlannedFile>();
  const generated: PlannedFile[] = [];
  for (const { value, place } of entries) {
    for (const file of planEntry(value, place, excluded, context)) {
      if (file.type === "generated") generated.push(file);
      else put(placed, file, place);
    }
  }
  const sorted = [...placed.values()].sort((a, b) => compareBytes(pathOf(a), pathOf(b)));
  return [...sorted, ...generated];
}

export function pathOf(file: PlannedFile): string {
  return file.type === "generated" ? file.to : file.path;
}

/** Order of UTF-8 bytes, in which archives are written. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function planEntry(
  entry: FileEntry,
  place: Place | undefined,
  excluded: ReadonlySet<TrackedFile>,
  context: FileContext,
): PlannedFile[] {
  if (typeof entry === "object" && "directory" in entry) {
    return [{ type: "directory", path: safePath(normalise(entry.directory), place) }];
  }
  if (typeof entry === "object" && "symlink" in entry) {
    return [link(safePath(normalise(entry.symlink), place), entry.target, place)];
  }
  const copied: Copied = typeof entry === "string" ? { from: entry, optional: false, generated: false } : entry;
  return copied.generated ? [planGenerated(copied, context)] : planTracked(copied, place, excluded, context);
}

function planGenerated({ from, to, mode, eol, optional }: Copied, { variables, os }: FileContext): PlannedFile {
  const pattern = normalise(expandGlob(from, variables));
  const base = staticBase(pattern);
  return {
    type: "generated",
    pattern,
    strip: to === undefined || base === "" ? "" : `${base}/`,
    to: to === undefined ? "" : normalise(expandGlob(to, variables)),
    mode: mode ?? "644",
    ...lineEndings(eol, os),
    optional,
  };
}

function planTracked(
  { from, to, exclude, mode, eol, optional }: Copied,
  place: Place | undefined,
  excluded: ReadonlySet<TrackedFile>,
  context: FileContext,
): PlannedFile[] {
  const glob = expandGlob(from, context.variables);
  const { files, base } = context.tracked.match(glob);
  if (files.length === 0) {
    if (optional) return [];
    throw withoutMatch(glob, place, context.tracked);
  }
  const own = matching(
    (exclude ?? []).map((value) => ({ value, place })),
    context,
  );
  const directory = to === undefined ? undefined : normalise(expandGlob(to, context.variables));
  return files
    .filter((file) => !excluded.has(file) && !own.has(file))
    .map((file) => {
      const rest = directory === undefined || base === "" ? file.path : file.path.slice(base.length + 1);
      const path = safePath(directory ? `${directory}/${rest}` : rest, place);
      return planFile(file, path, { mode, ...lineEndings(eol, context.os) }, place);
    });
}

function planFile(
  file: TrackedFile,
  path: string,
  { mode, eol }: { readonly mode: "644" | "755" | undefined; readonly eol?: "lf" | "crlf" },
  place: Place | undefined,
): PlannedFile {
  switch (file.type) {
    case "submodule":
      throw mistake(
        "submodule",
        `"${file.path}" is a submodule, of which git keeps only a commit's number`,
        `leave it out with \`exclude\`, or take its files from the working tree: {from: "${file.path}/**", generated: true}, with "submodules: true" for actions/checkout`,
        place,
      );
    case "symlink":
      return link(path, file.target, place);
    case "file":
      if (file.lfs) {
        throw mistake(
          "lfs-pointer",
          `of "${file.path}" git keeps only a pointer (Git LFS)`,
          `take it from the working tree: {from: "${file.path}", generated: true}, with "lfs: true" for actions/checkout`,
          place,
        );
      }
      return {
        type: "tracked",
        path,
        from: safePath(file.path, place),
        oid: file.oid,
        mode: mode ?? file.mode,
        ...(eol && { eol }),
      };
  }
}

function lineEndings(eol: Copied["eol"], os: Os | undefined): { eol?: "lf" | "crlf" } {
  if (eol === undefined) return {};
  if (eol !== "native") return { eol };
  return { eol: os === "windows" ? "crlf" : "lf" };
}

/** A link may point to what is not in the archive, never to what is outside it: unpacking must not reach there. */
function link(path: string, target: string, place: Place | undefined): PlannedFile {
  const steps = [...path.split("/").slice(0, -1), ...target.split("/")];
  let depth = 0;
  const escapes = steps.some((step) => {
    depth += step === ".." ? -1 : step === "" || step === "." ? 0 : 1;
    return depth < 0;
  });
  if (target.startsWith("/") || target.includes("\\") || escapes) {
    throw mistake(
      "link-outside",
      `the symbolic link "${path}" points outside the archive, to "${target}"`,
      "point it to a path relative to its own directory, inside the archive, or leave it out with `exclude`",
      place,
    );
  }
  return { type: "symlink", path, target };
}

function matching(globs: readonly Written<string>[], { tracked, variables }: FileContext): ReadonlySet<TrackedFile> {
  const found = new Set<TrackedFile>();
  for (const { value, place } of globs) {
    const glob = expandGlob(value, variables);
    const { files } = tracked.match(glob);
    if (files.length === 0) throw withoutMatch(glob, place, tracked);
    for (const file of files) found.add(file);
  }
  return found;
}

function withoutMatch(glob: string, place: Place | undefined, tracked: TrackedFiles) {
  const guess = nearest(
    glob,
    tracked.all.map(({ path }) => path),
  );
  const hints = [
    ...(guess === undefined ? [] : [`did you mean "${guess}"?`]),
    ...(glob.includes("\\") ? ["write / between names."] : []),
    "Only files that git tracks are matched; for what the build makes add `generated: true`, for what may be missing `optional: true`",
  ];
  return mistake("glob-without-match", `"${glob}" matches no tracked file`, hints.join(" "), place);
}

function safePath(path: string, place: Place | undefined): string {
  const parsed = RelativePath.safeParse(path);
  if (parsed.success) return parsed.data;
  throw mistake(
    "unsafe-path",
    `"${path}" cannot be a path in an archive: it ${parsed.error.issues[0]?.message ?? "is not valid"}`,
    "rename the file, or leave it out with `exclude`",
    place,
  );
}

function put(placed: Map<string, PlannedFile>, file: PlannedFile, place: Place | undefined): void {
  const path = pathOf(file);
  const before = placed.get(path);
  if (before !== undefined && identity(before) !== identity(file)) {
    throw mistake(
      "path-clash",
      `two entries bring different files to "${path}": ${identity(before)} and ${identity(file)}`,
      "give one of them another directory with `to`, or leave one out with `exclude`",
      place,
    );
  }
  placed.set(path, file);
}

function identity(file: PlannedFile): string {
  switch (file.type) {
    case "tracked":
      return `the file "${file.from}"`;
    case "symlink":
      return `a link to "${file.target}"`;
    case "directory":
      return "a directory";
    case "generated":
      return `"${file.pattern}"`;
  }
}
