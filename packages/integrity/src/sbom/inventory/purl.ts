import { PackageURL } from "packageurl-js";

/** Package URLs as the types' own definitions have them (purl-spec, PURL-TYPES). */

export function purl(
  type: string,
  path: string,
  version: string | undefined,
  qualifiers: Readonly<Record<string, string>> = {},
): string {
  const cut = path.lastIndexOf("/");
  const namespace = cut < 0 ? undefined : path.slice(0, cut);
  const given = Object.keys(qualifiers).length > 0 ? { ...qualifiers } : undefined;
  return new PackageURL(type, namespace, path.slice(cut + 1), version, given, undefined).toString();
}

/** An address under which anybody may look: without the credentials that somebody wrote into a manifest. */
export function publicAddress(address: string): string {
  return address.replace(/^((?:git\+)?[a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}
