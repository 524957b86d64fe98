import { readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Log } from "@slipway/action-kit";
import { stripElf } from "./executable/elf.ts";
import { type Executable, readExecutable } from "./executable/executable.ts";
import type { Host } from "./host.ts";
import { type Environment, findProgram, run } from "./run.ts";

/**
 * Removes symbols and debug information of a program where that can be done on this host, and reads again what is true.
 *
 * ELF is done here. Windows programs take a stripper of the machine. macOS programs are stripped on macOS only: any other
 * stripper leaves a signature that no longer fits, and such a program does not start on Apple silicon.
 */
export async function strip(
  path: string,
  found: Executable,
  context: { readonly host: Host; readonly env: Environment; readonly log: Log },
): Promise<Executable> {
  if (found.stripped) return found;
  const { host, env, log } = context;
  if (found.format === "elf") {
    const bytes = stripElf(await readFile(path));
    if (bytes !== undefined) await writeFile(path, bytes);
  } else {
    const names = found.format === "pe" ? ["llvm-strip", "strip"] : host.os === "darwin" ? ["strip"] : [];
    const args = found.format === "pe" ? ["--strip-all", path] : ["-x", path];
    for (const name of names) {
      const program = findProgram(name, env);
      if (program === undefined) continue;
      const { code, tail } = await run({ program, args, cwd: dirname(path), env }, { deadline: 60_000 });
      if (code === 0) break;
      log.debug(`${name} did not strip ${path}: ${tail.join(" ")}`);
    }
  }
  const now = (await readExecutable(path)) ?? found;
  if (!now.stripped)
    log.notice(`${path} keeps its symbols: this machine has no stripper for it; let the linker strip (-s)`);
  return now;
}
