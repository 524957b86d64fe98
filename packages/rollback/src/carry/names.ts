import { Problem, type Version } from "@slipway/model";

/** Versions as they stand in file names and inside of packages. Pure. */

/** Invariant 12: `~` sorts a pre-release below its release, in deb and rpm alike. */
function systemVersion({ text, prerelease, build, major, minor, patch }: Version): string {
  if (prerelease.length === 0) return text;
  const plus = build.length === 0 ? "" : `+${build.join(".")}`;
  return `${major}.${minor}.${patch}~${prerelease.join(".")}${plus}`;
}

/**
 * A file's name with another version in it, wherever the whole version stands: `2.0.5` is no part of `12.0.5`, `2.0.50` and
 * `2.0.5.1`. A name without it stays: a release is a name space of its own.
 */
export function renamed(name: string, from: Version, to: Version): string {
  // As the system's packages have it, and as GitHub then calls the asset.
  const forms = [
    [from.text, to.text],
    [systemVersion(from), systemVersion(to)],
    [systemVersion(from).replace("~", "."), systemVersion(to).replace("~", ".")],
  ] as const;
  for (const [old, next] of forms) {
    const pattern = new RegExp(String.raw`(?<!\d)(?<!\d\.)${escaped(old)}(?!\d)(?!\.\d)`, "g");
    if (pattern.test(name)) return name.replaceAll(pattern, () => next);
  }
  return name;
}

/**
 * New names of all packages of a release, by their old ones.
 * @throws {Problem} `carry-name-clash`
 */
export function renameAll(names: readonly string[], from: Version, to: Version): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const name of names) {
    const next = renamed(name, from, to);
    const other = owners.get(next.toLowerCase());
    if (other !== undefined) {
      throw new Problem({
        kind: "refusal",
        code: "carry-name-clash",
        message: `${other} and ${name} would both be called ${next} in ${to.text}. Nothing was changed`,
        remedy: "leave one of them out with `leave-out`, or choose another `version`",
      });
    }
    owners.set(next.toLowerCase(), name);
    result.set(name, next);
  }
  return result;
}

/**
 * A package's own version with the release's in it replaced: an epoch before it and a revision behind it stay.
 * @param path of the package, for messages
 * @throws {Problem} `carry-foreign-version`
 */
export function packageVersion(text: string, from: Version, to: Version, path: string): string {
  const [, epoch = "", rest = ""] = /^(\d+:)?(.*)$/.exec(text) ?? [];
  const old = systemVersion(from);
  if (rest.startsWith(old) && /^(?:$|[-+~^_])/.test(rest.slice(old.length))) {
    return `${epoch}${systemVersion(to)}${rest.slice(old.length)}`;
  }
  throw new Problem({
    kind: "refusal",
    code: "carry-foreign-version",
    message: `${path} has the version ${text} inside, which is not made of the release's, ${old}: which one would be higher than what people have cannot be told. Nothing was changed`,
    remedy: "leave it out with `leave-out`, or build a higher version anew",
  });
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
