import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Rehearsal, type RehearsalOptions, rehearse } from "@slipway/rehearsal";
import { writeTree } from "./chain.ts";

export const LIBRARY = join(import.meta.dirname, "../..");

export const CALLER = {
  ".github/workflows/release.yml": readFileSync(join(LIBRARY, "templates/release.yml"), "utf8"),
  ".github/workflows/build.yml": readFileSync(join(LIBRARY, "templates/build.yml"), "utf8"),
};

const HOST = process.arch === "arm64" ? "linux-arm64" : "linux-amd64";

/** A project that builds in no time: its one binary is a copy of this machine's `true`. */
export const TINY: Readonly<Record<string, string>> = {
  ...CALLER,
  "slipway.yml": `name: tiny
targets: [${HOST}]
builds:
  - toolchain: command
    command: [sh, build.sh, "{output}"]
    binaries: [tiny]
    strip: false
variants:
  full:
    files: [README.md]
`,
  "build.sh": 'mkdir -p "$1" && cp -L /bin/true "$1/tiny"\n',
  "README.md": "# tiny\n",
};

export function project(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), "slipway-project-"));
  writeTree(directory, files);
  return directory;
}

/** A copy of this library in which one text of one file stands differently. */
export function changedLibrary(path: string, from: string | RegExp, to: string): string {
  const directory = mkdtempSync(join(tmpdir(), "slipway-library-"));
  for (const name of [".github", "actions", "templates"])
    cpSync(join(LIBRARY, name), join(directory, name), { recursive: true });
  symlinkSync(join(LIBRARY, "dist"), join(directory, "dist"));
  const text = readFileSync(join(directory, path), "utf8");
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${path} does not contain ${from}`);
  writeFileSync(join(directory, path), changed);
  return directory;
}

export async function rehearsed(
  directory: string,
  options: Partial<RehearsalOptions> = {},
): Promise<Rehearsal & { readonly said: string }> {
  const rehearsal = await rehearse({
    repository: directory,
    tag: "v1.2.3",
    out: mkdtempSync(join(tmpdir(), "slipway-out-")),
    ...options,
  });
  const { jobs, problems } = rehearsal.summary;
  const said = JSON.stringify(
    [jobs.map(({ id, result, reason, annotations }) => ({ id, result, reason, annotations })), problems],
    null,
    1,
  );
  return { ...rehearsal, said };
}
