/**
 * Makes packages/packaging/wasm/deflate.wasm of deflate.c beside it and libdeflate's sources, and with `--check` compares the one
 * that is committed. `ZIG` names the compiler; of the version below it makes the same bytes on every machine.
 *
 *     node scripts/deflate.ts [--check] [repository of libdeflate, or a clone of it]
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const REPOSITORY = "https://github.com/ebiggers/libdeflate";
/** v1.25 */
const COMMIT = "c8c56a20f8f621e6a966b716b31f1dedab6a41e3";
const ZIG_VERSION = "0.16.0";
const SOURCE = new URL("../packages/packaging/wasm/deflate.c", import.meta.url);
const TARGET = new URL("../packages/packaging/wasm/deflate.wasm", import.meta.url);

interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** How often it stands there. */
  readonly times: number;
}

/** None changes what is written but the mark of a last block; the others change how fast. */
const CHANGES: readonly Change[] = [
  // WASM has integers of 64 bits, though its addresses have 32.
  {
    file: "common_defs.h",
    from: "typedef size_t machine_word_t;",
    to: "typedef uint64_t machine_word_t;",
    times: 1,
  },
  // WASM cannot ask for a line of the cache. A load that nothing waits for does the same.
  {
    file: "common_defs.h",
    from: "__builtin_prefetch((addr), 1)",
    to: "((void)*(const volatile unsigned char *)(addr))",
    times: 1,
  },
  {
    file: "lib/deflate_compress.c",
    from: '#include "deflate_compress.h"',
    to: '#include "deflate_compress.h"\nstatic bool leave_open;',
    times: 1,
  },
  {
    file: "lib/deflate_compress.c",
    from: "ADD_BITS(is_final_block, 1);",
    to: "ADD_BITS(is_final_block && !leave_open, 1);",
    times: 2,
  },
  {
    file: "lib/deflate_compress.c",
    from: "bfinal = is_final_block;",
    to: "bfinal = is_final_block && !leave_open;",
    times: 1,
  },
];

const FLAGS = [
  ...["-target", "wasm32-freestanding", "-O3", "-msimd128", "-mbulk-memory"],
  ...["-DNDEBUG", "-DFREESTANDING", "-DEXPORT(name)=__attribute__((export_name(#name)))"],
  ...["-nostdlib", "-Wl,--no-entry", "-Wl,--strip-all", "-Wl,-z,stack-size=65536"],
];

function build(repository: string, zig: string): Buffer {
  const version = execFileSync(zig, ["version"], { encoding: "utf8" }).trim();
  if (version !== ZIG_VERSION) throw new Error(`${zig} is Zig ${version}: set ZIG to the path of Zig ${ZIG_VERSION}`);
  const folder = mkdtempSync(join(tmpdir(), "slipway-deflate-"));
  try {
    const sources = join(folder, "libdeflate");
    const git = (...args: string[]) => execFileSync("git", args, { stdio: ["ignore", "ignore", "inherit"] });
    git("clone", "--quiet", "--no-checkout", repository, sources);
    git("-C", sources, "-c", "advice.detachedHead=false", "checkout", "--quiet", COMMIT);
    for (const { file, from, to, times } of CHANGES) {
      const path = join(sources, file);
      const parts = readFileSync(path, "utf8").split(from);
      if (parts.length !== times + 1)
        throw new Error(`${file} holds "${from}" ${parts.length - 1} times, not ${times}`);
      writeFileSync(path, parts.join(to));
    }
    copyFileSync(SOURCE, join(sources, "deflate.c"));
    // Relative paths: none of the machine's gets into the module.
    execFileSync(zig, ["cc", ...FLAGS, "-I.", "deflate.c", "-o", "deflate.wasm"], {
      cwd: sources,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ZIG_LOCAL_CACHE_DIR: join(folder, "cache") },
    });
    const licence = customSection("licence", readFileSync(join(sources, "COPYING")));
    return Buffer.concat([readFileSync(join(sources, "deflate.wasm")), licence]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A part that engines skip (WebAssembly core specification, 5.5.3): so libdeflate's licence goes wherever the module goes. */
function customSection(name: string, bytes: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), bytes]);
  const size: number[] = [];
  for (let rest = body.length; rest > 0; rest >>>= 7) size.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
  return Buffer.concat([Buffer.from([0, ...size]), body]);
}

const args = process.argv.slice(2);
const module = build(args.find((arg) => !arg.startsWith("--")) ?? REPOSITORY, process.env.ZIG ?? "zig");
if (!args.includes("--check")) writeFileSync(TARGET, module);
else if (!module.equals(readFileSync(TARGET))) throw new Error(`${TARGET.pathname} is not what its sources make`);
