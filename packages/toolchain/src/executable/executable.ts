import { open } from "node:fs/promises";
import { type Os, Problem, type Target } from "@slipway/model";
import { readElf } from "./elf.ts";
import { readMachO } from "./mach-o.ts";
import { readPe } from "./pe.ts";
import { type Executable, type ExecutableFormat, Malformed } from "./shape.ts";

export type { Executable } from "./shape.ts";

/** A program's headers; `undefined` for anything else. Reads the whole file, as symbol tables lie at its end. */
export async function readExecutable(path: string): Promise<Executable | undefined> {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(4);
    const { bytesRead } = await handle.read(head, 0, 4, 0);
    if (bytesRead >= 2 && head.toString("latin1", 0, 2) === "#!") {
      return { format: "script", os: undefined, architectures: [], stripped: true };
    }
    const read = readerOf(head);
    if (read === undefined) return undefined;
    return read(await handle.readFile());
  } catch (error) {
    if (error instanceof Malformed || error instanceof RangeError) return undefined;
    throw error;
  } finally {
    await handle.close();
  }
}

function readerOf(head: Buffer): ((file: Buffer) => Executable) | undefined {
  if (head.equals(Buffer.from("\x7fELF", "latin1"))) return readElf;
  if (head.toString("latin1", 0, 2) === "MZ") return readPe;
  const magic = head.readUInt32BE(0);
  return magic === 0xcffaedfe || magic === 0xcafebabe ? readMachO : undefined;
}

const FORMAT: Readonly<Record<Os, ExecutableFormat>> = { linux: "elf", freebsd: "elf", macos: "mach-o", windows: "pe" };

/**
 * Refuses a program that would not start on its target. Scripts start anywhere.
 * @throws {Problem} `wrong-architecture`
 */
export function requireFor(target: Target, found: Executable | undefined, path: string, build: string): Executable {
  const right =
    found !== undefined &&
    (found.format === "script" ||
      (found.format === FORMAT[target.os] &&
        (found.os === undefined || found.os === target.os) &&
        found.architectures.includes(target.arch)));
  if (right) return found;
  throw new Problem({
    kind: "failure",
    code: "wrong-architecture",
    message: `the build "${build}" made ${path} for ${target.id}, but it is ${describe(found)}`,
    remedy: `have the command build for {triple} or {target} (${target.triple}, ${target.id}), or use the compilers in CC and CXX`,
    place: { file: path },
  });
}

function describe(found: Executable | undefined): string {
  if (found === undefined) return "no program of a known format";
  const architectures = found.architectures.length === 0 ? "" : ` for ${found.architectures.join(" and ")}`;
  return `a program of format ${found.format}${architectures}${found.os === undefined ? "" : ` on ${found.os}`}`;
}
