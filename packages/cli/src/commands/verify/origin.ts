import { execFileSync } from "node:child_process";
import { UsageError } from "../../arguments.ts";

/**
 * `owner/name` of the remote "origin" of the repository that one is in.
 * @param serverUrl server that is going to be asked, perhaps with a token
 * @throws {UsageError} where origin is on another server: neither its token nor its name means anything to that one
 */
export function originRepository(serverUrl: string): string | undefined {
  const url = originUrl();
  const [, repository] = /[/:]([^/:\s]+\/[^/\s]+?)(?:\.git)?\/?$/.exec(url) ?? [];
  const [, host] =
    /^[a-z+]+:\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\//i.exec(url) ?? /^(?:[^@/:]+@)?([\w.-]+):(?!\/\/)/.exec(url) ?? [];
  const own = new URL(serverUrl).hostname;
  // A host of ssh_config may be called anything, often as the server with something behind it.
  const known = host === undefined || !host.includes(".") || host.startsWith(own) || host.endsWith(`.${own}`);
  if (repository === undefined || known) return repository;
  throw new UsageError(
    `origin of this clone is on ${host}, and ${own} would be asked`,
    `set GITHUB_SERVER_URL=https://${host}, or name the repository: --repo OWNER/NAME`,
  );
}

function originUrl(): string {
  try {
    return execFileSync("git", ["remote", "get-url", "origin"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 10_000,
    }).trim();
  } catch {
    return "";
  }
}
