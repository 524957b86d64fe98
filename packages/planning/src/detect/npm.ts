import { type Finding, fact, join, type Tree, unreadable } from "./facts.ts";

/** package.json (docs.npmjs.com, "package.json"): what the project is; no toolchain of Slipway builds from it. */
export async function detectNpm(tree: Tree, directory: string): Promise<Finding | undefined> {
  const file = join(directory, "package.json");
  const source = await tree.read(file);
  if (source === undefined) return undefined;
  let value: Readonly<Record<string, unknown>>;
  try {
    value = JSON.parse(source) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
  if (typeof value !== "object" || value === null) throw unreadable(file, "it holds no object");
  return {
    file,
    facts: {
      name: fact(typeof value.name === "string" ? value.name.replace(/^@[^/]+\//, "") : undefined, file),
      version: fact(value.version, file),
      description: fact(value.description, file),
      licence: value.license === "UNLICENSED" ? undefined : fact(value.license, file),
      homepage: fact(value.homepage, file),
      repository: fact(addressOf(value.repository), file),
    },
    build: undefined,
  };
}

/** `github:owner/name`, `owner/name`, an address, or an object with `url`. */
function addressOf(repository: unknown): string | undefined {
  const text =
    typeof repository === "object" && repository !== null ? (repository as { url?: unknown }).url : repository;
  if (typeof text !== "string") return undefined;
  const short = /^(?:github:)?(?<name>[\w.-]+\/[\w.-]+)$/.exec(text)?.groups?.name;
  if (short !== undefined) return `https://github.com/${short}`;
  return text
    .replace(/^git\+/, "")
    .replace(/^(?:ssh:\/\/git@|git:\/\/|git@)(?<host>[^/:]+)[/:]/, "https://$<host>/")
    .replace(/\.git$/, "");
}
