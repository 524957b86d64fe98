import type { Patience, SendExchange } from "@slipway/forge";
import type { Store } from "../store/store.ts";
import { below, type HttpAuthentication, HttpClient } from "./client.ts";
import { found, isGone, objectStore } from "./object-store.ts";

export interface HttpStoreOptions {
  /** Under which every path lies. */
  readonly url: URL;
  readonly authentication: HttpAuthentication;
  /** Further headers of every upload, none of them secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** Statuses by which the server says that it has the file; empty: any from 200 to 299. */
  readonly expected: readonly number[];
  /** Read each file back, and compare its digest. */
  readonly verify: boolean;
  /** Files at a time. */
  readonly concurrency: number;
  readonly patience: Patience;
  readonly send?: SendExchange;
}

/** A server that takes PUT: nginx, Apache or Caddy with WebDAV, Artifactory, Nexus, Gitea, GitLab's generic packages. */
export function httpStore(options: HttpStoreOptions): Store {
  const { authentication, patience, send, headers, expected } = options;
  const client = new HttpClient({ authentication, patience, ...(send && { send }) });
  const base = new URL(options.url);
  base.username = "";
  base.password = "";
  const urlOf = (path: string) => below(base, path);
  const accepts = (status: number) => (expected.length > 0 ? expected.includes(status) : status >= 200 && status < 300);
  return objectStore(
    {
      where: base.href.replace(/\/+$/, ""),
      urlOf,
      put: async ({ path, content, fixed }, mediaType) => {
        const url = urlOf(path);
        const body = content.type === "file" ? { file: content } : { body: content.bytes };
        const request = {
          method: "PUT" as const,
          url,
          headers: { "content-type": mediaType, ...headers },
          fixed,
          ...body,
        };
        await client.request(`upload of ${url.href}`, request, accepts, async (response) => void response.resume());
      },
      remove: async (path) => {
        const url = urlOf(path);
        const done = (status: number) => (status >= 200 && status < 300) || status === 404 || status === 410;
        await client.request(`removal of ${url.href}`, { method: "DELETE", url }, done, async (response) => {
          response.resume();
        });
      },
      known: async (path) => {
        const url = urlOf(path);
        const answered = (status: number) => found(status) || [400, 405, 501].includes(status);
        const absent = await client.request(
          `look-up of ${url.href}`,
          { method: "HEAD", url },
          answered,
          async (response) => {
            response.resume();
            return isGone(response);
          },
        );
        return absent ? "absent" : undefined;
      },
    },
    client,
    options,
  );
}
