import { execFileSync } from "node:child_process";

/** `owner/name` of the remote "origin" of the repository that one is in. */
export function originRepository(): string | undefined {
  try {
    const url = execFileSync("git", ["remote", "get-url", "origin"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 10_000,
    }).trim();
    return /(?:[/:])([^/:\s]+\/[^/\s]+?)(?:\.git)?\/?$/.exec(url)?.[1];
  } catch {
    return undefined;
  }
}
