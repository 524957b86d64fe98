import type { IncomingMessage } from "node:http";
import type { Bases } from "./answers.ts";
import { TWIRP } from "./artifacts.ts";
import { type GitTarget, gitTarget } from "./git-http.ts";
import { OIDC_PATH } from "./oidc.ts";

/** Which service of GitHub a request is for. `path` is what that service sees: still percent-encoded, without a prefix. */
export type Target =
  | { readonly area: "rest" | "uploads" | "graphql" | "blob" | "oidc" | "web"; readonly path: string }
  | { readonly area: "artifact"; readonly path: string; readonly method: string }
  | { readonly area: "git"; readonly path: string; readonly git: GitTarget };

export interface Location {
  readonly target: Target;
  readonly query: URLSearchParams;
  readonly bases: Bases;
}

/**
 * GitHub's own host names (`api.`, `uploads.`) and the paths of an enterprise server (`/api/v3`, `/api/graphql`,
 * `/api/uploads`) lead to the same services; a proxy's absolute-form targets (RFC 9112, section 3.2.2) are taken as they are.
 */
export function locate(request: IncomingMessage): Location {
  const raw = request.url ?? "/";
  const absolute = /^http:\/\/([^/?#]+)(.*)$/is.exec(raw);
  const said = absolute ? (absolute[1] as string) : (request.headers.host ?? "");
  // A name that no URL can hold leads nowhere; the address of this server always does.
  const host = /^[\w.-]+(:\d+)?$/.test(said) ? said : `127.0.0.1:${request.socket.localPort}`;
  const rest = absolute ? absolute[2] || "/" : raw;
  const cut = rest.indexOf("?");
  const path = cut < 0 ? rest : rest.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? "" : rest.slice(cut + 1));
  const named = /^(api|uploads)\.(.+)$/i.exec(host);
  if (named) {
    const parent = named[2] as string;
    const bases = { api: `http://api.${parent}`, uploads: `http://uploads.${parent}`, html: `http://${parent}` };
    if (named[1]?.toLowerCase() === "uploads") return { target: { area: "uploads", path }, query, bases };
    return { target: { area: path === "/graphql" ? "graphql" : "rest", path }, query, bases };
  }
  const html = `http://${host}`;
  return { target: below(path, query), query, bases: { api: `${html}/api/v3`, uploads: `${html}/api/uploads`, html } };
}

function below(path: string, query: URLSearchParams): Target {
  if (path === "/api/graphql") return { area: "graphql", path };
  for (const [prefix, area] of [
    ["/api/v3", "rest"],
    ["/api/uploads", "uploads"],
  ] as const) {
    if (path === prefix || path.startsWith(`${prefix}/`)) return { area, path: path.slice(prefix.length) || "/" };
  }
  if (path.startsWith(TWIRP)) return { area: "artifact", path, method: path.slice(TWIRP.length) };
  if (path.startsWith("/_blobs/")) return { area: "blob", path };
  if (path.startsWith(`${OIDC_PATH}/`)) return { area: "oidc", path };
  const git = gitTarget(path, query);
  return git ? { area: "git", path, git } : { area: "web", path };
}
