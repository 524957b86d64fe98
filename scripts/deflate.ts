/**
 * Makes packages/packaging/wasm/deflate.wasm of deflate.c beside it and libdeflate's sources; test/deflate-module.test.ts compares
 * the one that is committed. The compiler of the version below makes the same bytes on every machine.
 *
 *     node --conditions=source scripts/deflate.ts
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runnerLog } from "@slipway/action-kit";
import { obtain, pinOf, workshop } from "@slipway/toolchain";

/** A crate that holds the sources as they are: cargo fetches it by name. */
const CRATE = "libdeflate-sys";
/** libdeflate's v1.25. */
const CRATE_VERSION = "1.25.0";
const CRATE_SHA256 = "23bd6304ebf75390d8a99b88bdf2a266f62647838140cb64af8e6702f6e3fddc";
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

export async function buildDeflate(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-deflate-"));
  try {
    const zig = await obtain(pinOf("zig"), ZIG_VERSION, workshop(runnerLog));
    const sources = fetchSources(folder);
    for (const { file, from, to, times } of CHANGES) {
      const path = join(sources, file);
      const parts = readFileSync(path, "utf8").split(from);
      if (parts.length !== times + 1)
        throw new Error(`${file} holds "${from}" ${parts.length - 1} times, not ${times}`);
      writeFileSync(path, parts.join(to));
    }
    copyFileSync(SOURCE, join(sources, "deflate.c"));
    // Relative paths: none of the machine's gets into the module.
    execFileSync(zig.program, ["cc", ...FLAGS, "-I.", "deflate.c", "-o", "deflate.wasm"], {
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

/** The crate's copy of libdeflate, if it is the pinned one; cargo holds what it downloads against its index. */
function fetchSources(folder: string): string {
  writeFileSync(
    join(folder, "Cargo.toml"),
    `[package]\nname = "sources"\nversion = "0.0.0"\n[dependencies]\n${CRATE} = "=${CRATE_VERSION}"\n`,
  );
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src/lib.rs"), "");
  execFileSync("cargo", ["vendor", "--quiet", "vendor"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const crate = join(folder, "vendor", CRATE);
  const found = JSON.parse(readFileSync(join(crate, ".cargo-checksum.json"), "utf8")).package;
  if (found !== CRATE_SHA256)
    throw new Error(`${CRATE} ${CRATE_VERSION} has the SHA-256 ${found}, not ${CRATE_SHA256}`);
  return join(crate, "libdeflate");
}

/** A part that engines skip (WebAssembly core specification, 5.5.3): so libdeflate's licence goes wherever the module goes. */
function customSection(name: string, bytes: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), bytes]);
  const size: number[] = [];
  for (let rest = body.length; rest > 0; rest >>>= 7) size.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
  return Buffer.concat([Buffer.from([0, ...size]), body]);
}

if (import.meta.main) writeFileSync(TARGET, await buildDeflate());
