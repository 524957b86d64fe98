import { glob, open, readFile, stat } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import { type Program, platformOf, type SigningContext, signPrograms } from "@slipway/integrity/code-signing";
import { mistake, sha256 } from "@slipway/model";
import type { AloneInputs } from "./inputs.ts";
import type { Result } from "./run.ts";

/** Signs files of the workspace, each as the system wants it whose format it has. */
export async function signFiles(
  { files, directory, secrets, signing }: AloneInputs,
  context: SigningContext,
): Promise<Result> {
  const paths = new Set<string>();
  for (const pattern of files) {
    const found = await matches(pattern, directory);
    if (found.length === 0) {
      throw mistake("glob-without-match", `no file matches "${pattern}" in ${directory}`, "correct the glob");
    }
    for (const path of found) paths.add(path);
  }
  const programs = await Promise.all([...paths].map(programAt));
  const unsigned = programs.find(({ os }) => os === "windows");
  if (unsigned !== undefined && signing.windows === undefined) {
    throw mistake(
      "missing-input",
      `${unsigned.path} is a Windows program, and the input "windows-certificate" is empty`,
      `pass \`windows-certificate: \${{ secrets.WINDOWS_CERTIFICATE }}\` and its password, or leave the file out`,
    );
  }
  const signed = await signPrograms({ programs, planned: signing, secrets, directory }, context);
  const outcomes = await Promise.all(
    programs.map(async ({ path }, index) => ({
      file: path,
      sha256: sha256(await readFile(path)),
      signed: signed[index],
    })),
  );
  return { outcomes, receipts: [] };
}

/** Absolute paths of the files that a glob matches, in order. */
export async function matches(pattern: string, directory: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const found of glob(pattern, { cwd: directory })) {
    const path = resolve(directory, found);
    if ((await stat(path)).isFile()) paths.push(path);
  }
  return paths.sort();
}

export async function programAt(path: string): Promise<Program> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    const os = platformOf(buffer.subarray(0, bytesRead));
    return { path, name: basename(path, os === "windows" ? extname(path) : ""), os: os ?? "" };
  } finally {
    await handle.close();
  }
}
