import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Patience } from "@slipway/forge";
import { expect, onTestFinished, test } from "vitest";
import { githubRepository, type ManifestRepository, sshRepository } from "../../src/index.ts";

/** What people wrote comes back byte for byte, or is not touched. */

const LATIN = Buffer.from("class App < Formula # J\xfcrgen\nend\n", "latin1");
const UTF8 = Buffer.from("\ufeffclass App < Formula # Jürgen\r\nend\n");

function overApi(bytes: Buffer): ManifestRepository {
  const answer = { type: "file", encoding: "base64", content: bytes.toString("base64") };
  return githubRepository({
    repository: "acme/homebrew-tap",
    apiUrl: "https://api.example.org",
    token: "t",
    patience: new Patience(),
    log: { info: () => {}, warning: () => {} },
    fetch: async () => Response.json(answer),
  });
}

/** A remote on this machine: git asks ssh nothing for it. */
function overGit(bytes: Buffer): ManifestRepository {
  const temp = mkdtempSync(join(tmpdir(), "slipway-text-"));
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", "-C", temp, ...args]);
  git("init", "-q", "-b", "main");
  writeFileSync(join(temp, "app.rb"), bytes);
  git("add", ".");
  git("commit", "-qm", "first");
  const author = { name: "A", email: "a@example.org" };
  return sshRepository({ name: "acme/homebrew-tap", address: temp, branch: "main", key: "none", author, temp });
}

test.each([
  ["the API", overApi],
  ["git", overGit],
])("over %s", async (_, repository) => {
  const read = async (bytes: Buffer) => {
    const at = repository(bytes);
    const commit = repository === overGit ? (await at.read([])).commit : "main";
    return (await at.readAt(commit, ["app.rb"])).get("app.rb");
  };
  expect(Buffer.from((await read(UTF8)) ?? "")).toEqual(UTF8);
  await expect(read(LATIN)).rejects.toMatchObject({ code: "manifest-unreadable" });
});
