import type { Forge } from "@slipway/forge";
import { mistake } from "@slipway/model";
import { CONFIG_NAME, type Config, NO_CONFIG, parseConfig } from "@slipway/planning";

/**
 * The configuration of a commit, which need not be checked out.
 * @param ref commit or branch; undefined: there is none
 * @param path in the repository; undefined: slipway.yml, which a project may do without
 * @param called of the commit, for people: its tag
 * @throws {Problem} `missing-config`, and what parsing it throws
 */
export async function configurationAt(
  forge: Forge,
  ref: string | undefined,
  path: string | undefined,
  called: string,
): Promise<Config> {
  const name = path ?? CONFIG_NAME;
  const file = ref === undefined ? undefined : await forge.readFile(ref, name);
  if (file !== undefined) return parseConfig(file.text, `${name} at ${called}`);
  if (path === undefined) return NO_CONFIG;
  throw mistake(
    "missing-config",
    `there is no "${name}" in ${forge.repository} at ${called}`,
    "correct the input `config`; it is a path in the repository",
  );
}
