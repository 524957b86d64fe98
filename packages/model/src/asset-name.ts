import { mistake } from "./problem.ts";

/**
 * GitHub keeps these characters in the name of a release asset and rewrites others to a dot (PLATFORM.md section 3 lists
 * `~` and space), so that a manifest made beforehand would name files that do not exist.
 */
const KEPT = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/** GitHub's limit is not documented; 255 bytes is what file systems of every target accept. */
const LONGEST = 255;

/** The name that GitHub would give to an asset uploaded under this name. */
export function nameOnGitHub(name: string): string {
  return name.replace(/[^A-Za-z0-9._+-]/g, ".");
}

/** @throws {Problem} `asset-name-rewritten`, `asset-name-too-long` */
export function requireAssetName(name: string): string {
  if (!KEPT.test(name) || nameOnGitHub(name) !== name) {
    throw mistake(
      "asset-name-rewritten",
      `GitHub would rename the asset "${name}" to "${nameOnGitHub(name)}"`,
      "use letters, digits, '.', '_', '+' and '-' in names and name templates, beginning with a letter or digit",
    );
  }
  if (Buffer.byteLength(name) > LONGEST) {
    throw mistake(
      "asset-name-too-long",
      `the asset name "${name}" is longer than ${LONGEST} bytes`,
      "shorten the name template",
    );
  }
  return name;
}
