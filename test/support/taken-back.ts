import { CALLER, TINY } from "./rehearsals.ts";

const HANDED = ["tap-token", "registries", "slack-webhook"]
  .map((name) => `      ${name}: \${{ secrets.${name.toUpperCase().replaceAll("-", "_")} }}\n`)
  .join("");
const RELEASE = `${CALLER[".github/workflows/release.yml"].trimEnd()}\n    secrets:\n${HANDED}`;
/** A project whose release workflow hands secrets on, and that has no workflow for a rollback. */
export const FILES = {
  ...TINY,
  ".github/workflows/release.yml": RELEASE,
  "CHANGELOG.md": "# Changelog\n\n## 1.2.3 - 2026-01-01\n\n- First.\n",
};
