import { describe } from "vitest";
import { DEBIAN_PACKAGE_OF, findTool, type Tool } from "../scripts/debian-packages.ts";

export { findTool, type Tool };

/** `describe` for tests that drive real tools: skipped by name without them, failed under CI. */
export function describeWith(tools: readonly Tool[], name: string, body: () => void): void {
  const missing = tools.filter((tool) => findTool(tool) === undefined);
  if (missing.length > 0 && process.env.CI) {
    throw new Error(
      `missing under CI: ${missing.join(", ")} (apt-get install ${missing.map((t) => DEBIAN_PACKAGE_OF[t]).join(" ")})`,
    );
  }
  describe.skipIf(missing.length > 0)(missing.length > 0 ? `${name} (skipped: no ${missing.join(", ")})` : name, body);
}
