import { spawnSync } from "node:child_process";
import { DEBIAN_PACKAGE_OF, findTool, hasRustup, type Tool } from "./debian-packages.ts";

/**
 * Before the tests: installs the real tools that they drive where that is allowed (root, apt). Elsewhere it says which
 * tests will be skipped; under CI a missing tool fails the tests that need it.
 */
const missing = (Object.keys(DEBIAN_PACKAGE_OF) as Tool[]).filter((tool) => findTool(tool) === undefined);
// Where rustup is, another cargo beside it would be used by nobody.
const installable = missing.filter((tool) => tool !== "cargo" || !hasRustup());
const packages = [...new Set(installable.map((tool) => DEBIAN_PACKAGE_OF[tool]))];
if (installable.length < missing.length)
  console.log("Tests that need cargo are skipped, because rustup has no toolchain; to run them: rustup default stable");
if (packages.length > 0) {
  const mayInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (mayInstall) {
    console.log(`Installing for the tests: ${packages.join(" ")} …`);
    const apt = (...args: string[]) =>
      spawnSync("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...args], {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      }).status === 0;
    const isUpdated = apt("update");
    // Debian 12 keeps a current Rust beside the one of its own time, for its browsers.
    const isThere = (name: string) => spawnSync("apt-cache", ["show", name]).status === 0;
    const wanted = packages.map((name) => (name === "cargo" && isThere("cargo-web") ? "cargo-web" : name));
    if (!isUpdated || !apt("install", "-y", "--no-install-recommends", ...wanted))
      process.exitCode = process.env.CI ? 1 : 0;
  } else {
    console.log(
      `Tests that need ${missing.join(", ")} are skipped; to run them: sudo apt-get install ${packages.join(" ")}`,
    );
  }
}
