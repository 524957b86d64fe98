/** What is to be verified, by the looks of a word on the command line. */
export type Target =
  | { readonly type: "path"; readonly path: string }
  | { readonly type: "tag"; readonly tag: string }
  /** A release's page. `tag` is absent for the latest. */
  | { readonly type: "release"; readonly origin: string; readonly repository: string; readonly tag: string | undefined }
  /** A place below which the assets lie. */
  | { readonly type: "assets"; readonly base: URL };

/**
 * @param exists whether a file or folder of this name is here: it comes before a tag
 * @returns what is wrong with it, as text
 */
export function readTarget(word: string, exists: (path: string) => boolean): Target | string {
  if (/^https?:\/\//i.test(word)) return readAddress(word);
  if (exists(word)) return { type: "path", path: word };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(word)) return `${word} is no address of http or https`;
  if (/^\.{0,2}\/|\/$|\\/.test(word)) return `there is no file and no folder ${word}`;
  if (!/^[^\s~^:?*[]+$/.test(word)) return `"${word}" is neither a file, a folder, a tag nor an address`;
  return { type: "tag", tag: word };
}

function readAddress(word: string): Target | string {
  const url = URL.parse(word);
  if (url === null) return `${word} is no address`;
  if (url.username !== "" || url.password !== "")
    return "the address holds a name or a password: leave them out, and give a token as GH_TOKEN";
  const [, owner, name, rest = ""] = /^\/([^/]+)\/([^/]+)\/releases\/(.+?)\/?$/.exec(url.pathname) ?? [];
  const repository = `${owner}/${name}`;
  if (rest === "latest") return { type: "release", origin: url.origin, repository, tag: undefined };
  const tag = /^tag\/(.+)$/.exec(rest)?.[1];
  if (tag !== undefined) return { type: "release", origin: url.origin, repository, tag: decodeURIComponent(tag) };
  const base = new URL(url.origin + url.pathname.replace(/\/(?:release\.json)?$/, ""));
  base.pathname += base.pathname.endsWith("/") ? "" : "/";
  return { type: "assets", base };
}

/** @param origin of a server's pages */
export function apiOf(origin: string): string {
  return origin === "https://github.com" ? "https://api.github.com" : `${origin}/api/v3`;
}
