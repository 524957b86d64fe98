import { spawnSync } from "node:child_process";
import { DEBIAN_PACKAGE_OF, findTool, type Tool } from "./debian-packages.ts";

/**
 * Before the tests: installs the real tools that they drive where that is allowed (root, apt). Elsewhere it says which
 * tests will be skipped; under CI a missing tool fails the tests that need it.
 */
const missing = (Object.keys(DEBIAN_PACKAGE_OF) as Tool[]).filter((tool) => findTool(tool) === undefined);
const packages = [...new Set(missing.map((tool) => DEBIAN_PACKAGE_OF[tool]))];
if (missing.length > 0) {
  const mayInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (mayInstall) {
    console.log(`Installing for the tests: ${packages.join(" ")} …`);
    const apt = (...args: string[]) =>
      spawnSync("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...args], {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      }).status === 0;
    if (!apt("update") || !apt("install", "-y", "--no-install-recommends", ...packages))
      process.exitCode = process.env.CI ? 1 : 0;
  } else {
    console.log(
      `Tests that need ${missing.join(", ")} are skipped; to run them: sudo apt-get install ${packages.join(" ")}`,
    );
  }
}
