import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Target } from "@slipway/model";
import type { Host } from "./host.ts";

/** Compilers and tools for one target as single programs: a `CC` of several words breaks many build systems. */
export interface CrossFiles {
  readonly cc: string;
  readonly cxx: string;
  readonly ar: string;
  readonly ranlib: string;
  readonly rc: string;
  /** For `CMAKE_TOOLCHAIN_FILE`. */
  readonly cmake: string;
  /** An empty directory, so that pkg-config does not find the host's libraries. */
  readonly pkgConfig: string;
}

const NAMES = ["cc", "cxx", "ar", "ranlib", "rc"] as const;

/**
 * @param directory of the target's own
 * @param repository whose path is kept out of debug information and `__FILE__`, so that equal sources give equal bytes
 */
export async function writeCrossFiles(
  zig: string,
  target: Target,
  directory: string,
  repository: string,
  host: Host,
): Promise<CrossFiles> {
  await mkdir(join(directory, "pkgconfig"), { recursive: true });
  const compile = ["-target", target.zig, `-ffile-prefix-map=${repository}=/source`];
  const arguments_: Readonly<Record<(typeof NAMES)[number], readonly string[]>> = {
    cc: ["cc", ...compile],
    cxx: ["c++", ...compile],
    ar: ["ar"],
    ranlib: ["ranlib"],
    rc: ["rc"],
  };
  const suffix = host.os === "win32" ? ".cmd" : "";
  const paths = Object.fromEntries(NAMES.map((name) => [name, join(directory, name + suffix)])) as Record<
    (typeof NAMES)[number],
    string
  >;
  for (const name of NAMES) {
    const command = [zig, ...arguments_[name]];
    await writeFile(paths[name], host.os === "win32" ? batchFile(command) : shellScript(command));
    await chmod(paths[name], 0o755);
  }
  const cmake = join(directory, "toolchain.cmake");
  await writeFile(cmake, cmakeToolchain(target, paths));
  return { ...paths, cmake, pkgConfig: join(directory, "pkgconfig") };
}

function shellScript(command: readonly string[]): string {
  return `#!/bin/sh\nexec ${command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ")} "$@"\n`;
}

/** In a batch file a percent sign of a path is written twice; quotes cannot be part of a Windows path. */
function batchFile(command: readonly string[]): string {
  return `@${command.map((word) => `"${word.replaceAll("%", "%%")}"`).join(" ")} %*\r\n`;
}

const SYSTEM = { linux: "Linux", macos: "Darwin", windows: "Windows", freebsd: "FreeBSD" } as const;
/** As `uname -m` answers on each system, and PROCESSOR_ARCHITECTURE on Windows (cmake-variables(7), CMAKE_SYSTEM_PROCESSOR). */
const PROCESSOR = {
  linux: { amd64: "x86_64", arm64: "aarch64" },
  macos: { amd64: "x86_64", arm64: "arm64" },
  windows: { amd64: "AMD64", arm64: "ARM64" },
  freebsd: { amd64: "amd64", arm64: "aarch64" },
} as const;

/** cmake-toolchains(7), "Cross Compiling". */
function cmakeToolchain(target: Target, paths: Readonly<Record<(typeof NAMES)[number], string>>): string {
  const quoted = (path: string) => `"${path.replaceAll("\\", "/").replace(/["$]/g, "\\$&")}"`;
  return [
    `set(CMAKE_SYSTEM_NAME ${SYSTEM[target.os]})`,
    `set(CMAKE_SYSTEM_PROCESSOR ${PROCESSOR[target.os][target.arch]})`,
    `set(CMAKE_C_COMPILER ${quoted(paths.cc)})`,
    `set(CMAKE_CXX_COMPILER ${quoted(paths.cxx)})`,
    `set(CMAKE_AR ${quoted(paths.ar)} CACHE FILEPATH "")`,
    `set(CMAKE_RANLIB ${quoted(paths.ranlib)} CACHE FILEPATH "")`,
    ...(target.os === "windows" ? [`set(CMAKE_RC_COMPILER ${quoted(paths.rc)})`] : []),
    "set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)",
    "set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)",
    "set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)",
    "set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)",
    "",
  ].join("\n");
}
