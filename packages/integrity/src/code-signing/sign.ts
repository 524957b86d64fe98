import { chmod, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { type DeveloperIdSigning, type PlannedCodeSigning, type Signed, sha256 } from "@slipway/model";
import { signAdHoc } from "./apple/ad-hoc.ts";
import { type MacProgram, notarise, requireMac, signWithDeveloperId } from "./apple/developer-id.ts";
import { isMachO } from "./apple/mach-o.ts";
import { takesAuthenticode, withAuthenticode } from "./authenticode/sign.ts";
import { type CodeSigners, openCodeSigners } from "./check.ts";
import type { SigningContext } from "./context.ts";
import type { CodeSigningSecrets } from "./inputs.ts";

export interface Program extends MacProgram {
  /** Nothing is signed for other systems. */
  readonly os: string;
}

/** The system for which a file of this beginning can be signed. */
export function platformOf(head: Buffer): "windows" | "macos" | undefined {
  if (takesAuthenticode(head)) return "windows";
  return isMachO(head) ? "macos" : undefined;
}

export interface SigningRequest {
  readonly programs: readonly Program[];
  readonly planned: PlannedCodeSigning | undefined;
  readonly secrets: CodeSigningSecrets;
  /** That paths of the configuration are relative to. */
  readonly directory: string;
}

/**
 * Signs programs in place, each as its system wants it.
 * @returns for each program who signed it; `undefined` where it keeps its bytes and nobody's name
 * @throws {Problem} what the signers throw
 */
export async function signPrograms(
  { programs, planned, secrets, directory }: SigningRequest,
  context: SigningContext,
): Promise<readonly (Signed | undefined)[]> {
  const signed = new Map<Program, Signed>();
  const windows = planned?.windows ? await those(programs, "windows", takesAuthenticode, context) : [];
  const macos = planned?.macos === "none" ? [] : await those(programs, "macos", isMachO, context);
  const platforms = [
    ...(windows.length > 0 ? (["windows"] as const) : []),
    ...(macos.length > 0 ? (["macos"] as const) : []),
  ];
  const signers = await openCodeSigners(planned, secrets, platforms, context.now);
  if (planned?.windows && signers.windows) {
    await withAuthenticode(signers.windows, planned.windows, context, async (sign) => {
      for (const program of windows) signed.set(program, await sign(program.path));
    });
  }
  if (typeof planned?.macos === "object") {
    for (const [index, by] of (await byApple(macos, planned.macos, signers, directory, context)).entries()) {
      signed.set(macos[index] as Program, by);
    }
  } else {
    for (const program of macos) {
      const by = await adHoc(program, context);
      if (by !== undefined) signed.set(program, by);
    }
  }
  return programs.map((program) => signed.get(program));
}

async function those(
  programs: readonly Program[],
  os: string,
  takes: (head: Buffer) => boolean,
  { log }: SigningContext,
): Promise<readonly Program[]> {
  const found: Program[] = [];
  for (const program of programs.filter((one) => one.os === os)) {
    if (takes(await headOf(program.path))) found.push(program);
    else log.notice(`${program.path} is not a program that can be signed for ${os}`);
  }
  return found;
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function byApple(
  programs: readonly Program[],
  settings: DeveloperIdSigning,
  { macos, notary }: CodeSigners,
  directory: string,
  context: SigningContext,
): Promise<readonly Signed[]> {
  if (programs.length === 0 || macos === undefined) return [];
  requireMac(context);
  const signed = await signWithDeveloperId(programs, macos, settings, directory, context);
  if (notary === undefined) return signed;
  const notarisation = await notarise(programs, notary, context);
  return signed.map((one) => ({ ...one, notarisation }));
}

async function adHoc({ path, name }: Program, { log }: SigningContext): Promise<Signed | undefined> {
  const file = await readFile(path);
  const result = signAdHoc(file, name);
  if (result === undefined) return undefined;
  const beside = `${path}.signing`;
  try {
    await writeFile(beside, result);
    await chmod(beside, (await stat(path)).mode & 0o777);
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
  log.info(`${path} had no signature that fits, and has an ad hoc one now`);
  return { by: "apple-ad-hoc", before: sha256(file) };
}
