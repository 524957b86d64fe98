import http from "node:http";

/**
 * Sends this process's requests, `fetch` and `http(s).request` alike, through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and
 * `NO_PROXY` name, as Node does by itself under `NODE_USE_ENV_PROXY=1`. Node before 24.14 cannot; then `false` comes back.
 */
export function honourProxy(env: NodeJS.ProcessEnv = process.env): boolean {
  const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
  if (!names.some((name) => env[name])) return true;
  if (typeof http.setGlobalProxyFromEnv !== "function") return false;
  http.setGlobalProxyFromEnv(env);
  return true;
}
