import { globSync } from "node:fs";
import { access, type FileHandle, mkdir, open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Inputs made of what lies on the machine: real executables, cut and joined to the shapes that a benchmark asks for, the same
 * on each run on the same machine. What they are made of differs from machine to machine: figures are comparable within a run.
 */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Executables as far as they are there; Node's own always is. */
const EXECUTABLES = [
  process.execPath,
  "/usr/local/go/bin/go",
  "/usr/local/go/pkg/tool/*/{compile,link,vet,asm,cgo}",
  "/usr/lib/go-*/pkg/tool/*/{compile,link,vet,asm,cgo}",
  join(
    process.env.HOME ?? "/",
    ".rustup/toolchains/stable-*/{bin/cargo,bin/rustdoc,bin/clippy-driver,lib/librustc_driver*.so}",
  ),
  "/usr/lib/x86_64-linux-gnu/libLLVM*.so*",
  "/usr/bin/{gdb,git,gh,docker,qemu-aarch64-static,cmake}",
];

interface Material {
  readonly file: string;
  readonly size: number;
}

let known: Promise<{ parts: Material[]; size: number }> | undefined;

async function material() {
  known ??= (async () => {
    const files = EXECUTABLES.flatMap((pattern) =>
      pattern.includes("*") || pattern.includes("{") ? globSync(pattern).sort() : [pattern],
    );
    const parts: Material[] = [];
    for (const file of files) {
      const found = await stat(file).catch(() => undefined);
      if (found?.isFile() && found.size > 1e6) parts.push({ file, size: found.size });
    }
    return { parts, size: parts.reduce((sum, { size }) => sum + size, 0) };
  })();
  return known;
}

/** What the executables are made of, for the record. */
export async function materialSize(): Promise<number> {
  return (await material()).size;
}

/** `size` bytes of the executables laid end to end, from `offset` on, round and round. */
async function writeCut(path: string, offset: number, size: number): Promise<void> {
  const { parts, size: total } = await material();
  const temporary = `${path}.partial`;
  const out = await open(temporary, "w", 0o755);
  const room = Buffer.alloc(1 << 20);
  try {
    let left = size;
    let at = offset % total;
    while (left > 0) {
      let start = 0;
      for (const { file, size: length } of parts) {
        if (at < start + length && left > 0) {
          const source = await open(file);
          const taken = await copy(source, out, at - start, Math.min(left, start + length - at), room);
          await source.close();
          left -= taken;
          at += taken;
        }
        start += length;
      }
      at %= total;
    }
  } finally {
    await out.close();
  }
  await rename(temporary, path);
}

async function copy(source: FileHandle, out: FileHandle, offset: number, size: number, room: Buffer): Promise<number> {
  for (let done = 0; done < size; ) {
    const { bytesRead } = await source.read(room, 0, Math.min(room.length, size - done), offset + done);
    if (bytesRead === 0) throw new Error("an executable shrank while it was read");
    await out.write(room, 0, bytesRead);
    done += bytesRead;
  }
  return size;
}

async function once(path: string, make: (path: string) => Promise<void>): Promise<string> {
  await access(path).catch(() => make(path));
  return path;
}

export interface InputFile {
  /** In the package. */
  readonly path: string;
  readonly file: string;
  readonly mode: 0o644 | 0o755;
}

export const TARGETS = ["linux-amd64", "linux-arm64", "windows-amd64", "windows-arm64", "macos-amd64", "macos-arm64"];
const BINARIES = ["orchestrator", "control-center", "mcp-server"];
const BINARY_SIZE = 17e6;

/** Three binaries of about 17 MB for a target, each different from all others. */
export async function binaries(inputs: string, target: string): Promise<InputFile[]> {
  const folder = join(inputs, "binaries", target);
  await mkdir(folder, { recursive: true });
  const files: InputFile[] = [];
  for (const [index, name] of BINARIES.entries()) {
    const number = TARGETS.indexOf(target) * BINARIES.length + index;
    // An odd step: where the material is short and the cuts overlap, their blocks still differ.
    const cut = (path: string) => writeCut(path, number * (BINARY_SIZE + 77_777), BINARY_SIZE + number * 1009);
    files.push({ path: `bin/${name}`, file: await once(join(folder, name), cut), mode: 0o755 });
  }
  return files;
}

/** 300 small files of the kinds that packages hold: documentation, JSON, scripts. */
export async function smallFiles(): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const path of globSync("node_modules/*/**/*.{md,json,js,ts}", { cwd: ROOT }).sort()) {
    const { size } = await stat(join(ROOT, path));
    if (size >= 1000 && size <= 30_000) files.push({ path: `share/${path}`, file: join(ROOT, path), mode: 0o644 });
    if (files.length === 300) break;
  }
  return files;
}

export async function largeFile(inputs: string, size: number): Promise<InputFile> {
  await mkdir(inputs, { recursive: true });
  const file = await once(join(inputs, `large-${size}`), (path) => writeCut(path, 0, size));
  return { path: "large", file, mode: 0o644 };
}

/** Small files in folders of 100, from 200 bytes to 4 KB, of text that is there. */
export async function manyFiles(inputs: string, count: number): Promise<InputFile[]> {
  const folder = join(inputs, `many-${count}`);
  const all = Array.from({ length: count }, (_, n) => {
    return { path: `${String(Math.floor(n / 100)).padStart(4, "0")}/file-${n}.txt`, n };
  });
  await once(join(folder, "made"), async (done) => {
    const text = await readFile(join(ROOT, "package-lock.json"));
    for (const { path, n } of all) {
      if (n % 100 === 0) await mkdir(join(folder, "files", path.slice(0, 4)), { recursive: true });
      const size = 200 + ((n * 7919) % 3800);
      const from = (n * 104_729) % (text.length - size);
      await writeFile(join(folder, "files", path), text.subarray(from, from + size));
    }
    await writeFile(done, "");
  });
  return all.map(({ path }) => ({ path, file: join(folder, "files", path), mode: 0o644 }));
}
