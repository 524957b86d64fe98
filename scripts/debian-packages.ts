import { spawnSync } from "node:child_process";

/**
 * Debian package of each real tool that tests drive. `scripts/tools.ts` installs what is missing where it may (root, apt);
 * where it may not, the tests that need the tool are skipped by name. Under CI a missing tool is a failure.
 */
export const DEBIAN_PACKAGE_OF = {
  "7z": "p7zip-full",
  "apt-get": "apt",
  brotli: "brotli",
  bsdtar: "libarchive-tools",
  cargo: "cargo",
  createrepo_c: "createrepo-c",
  dnf: "dnf",
  "dpkg-deb": "dpkg",
  file: "file",
  gh: "gh",
  git: "git",
  go: "golang-go",
  gpg: "gnupg",
  md5sum: "coreutils",
  minisign: "minisign",
  msibuild: "msitools",
  msiinfo: "msitools",
  nginx: "nginx-light",
  openssl: "openssl",
  osslsigncode: "osslsigncode",
  python3: "python3",
  "qemu-aarch64-static": "qemu-user-static",
  rpmbuild: "rpm",
  ruby: "ruby",
  sha256sum: "coreutils",
  ssh: "openssh-client",
  sshd: "openssh-server",
  tar: "tar",
  unzip: "unzip",
  wine: "wine64",
  wixl: "wixl",
  xz: "xz-utils",
  zip: "zip",
  zstd: "zstd",
} as const;

export type Tool = keyof typeof DEBIAN_PACKAGE_OF;

/**
 * Compilers of which a distribution may have one that is too old: what asks for the version, and the lowest 1.x. The examples
 * need that Rust, which also asks its registry by HTTP; that Go is the first one that fetches what a module asks for.
 */
const LOWEST: Partial<Record<Tool, readonly [string, number]>> = { cargo: ["--version", 70], go: ["version", 21] };

export const hasRustup = (): boolean => spawnSync("rustup", ["--version"]).error === undefined;

/** rustup's programs are in PATH, and fail, where this user has no Rust. */
function isUsable(tool: Tool): boolean {
  const [ask, lowest] = LOWEST[tool] ?? [];
  if (ask === undefined || lowest === undefined) return true;
  const { stdout } = spawnSync(tool, [ask], { encoding: "utf8" });
  const minor = Number(/\b(?:go)?1\.(\d+)/.exec(stdout ?? "")?.[1] ?? 0);
  if (minor < lowest) return false;
  return tool !== "cargo" || !hasRustup() || spawnSync("rustup", ["target", "list", "--installed"]).status === 0;
}

/** Absolute path of a tool, or undefined. Debian keeps wine's loader outside PATH. */
export function findTool(tool: Tool): string | undefined {
  for (const name of tool === "wine" ? ["wine", "wine64", "/usr/lib/wine/wine64"] : [tool]) {
    const found = spawnSync("/bin/sh", ["-c", 'command -v -- "$1"', "sh", name], { encoding: "utf8" });
    if (found.status !== 0) continue;
    if (!isUsable(tool)) continue;
    return found.stdout.trim();
  }
  return undefined;
}
