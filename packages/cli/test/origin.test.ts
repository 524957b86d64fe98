import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { originRepository } from "../src/commands/verify/origin.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-origin-"));
  execFileSync("git", ["init", "--quiet", folder]);
  vi.stubEnv("GIT_DIR", join(folder, ".git"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const setOrigin = (url: string) => execFileSync("git", ["-C", folder, "remote", "add", "origin", url]);

test.each([
  "https://github.com/acme/app.git",
  "https://someone@github.com/acme/app/",
  "ssh://git@ssh.github.com:443/acme/app.git",
  "git@github.com:acme/app.git",
  "git@work:acme/app.git",
  "git@github.com-work:acme/app.git",
  "/srv/git/acme/app.git",
])("the repository of %s", (url) => {
  setOrigin(url);
  expect(originRepository("https://github.com")).toBe("acme/app");
});

test.each(["https://git.example.test/acme/app", "git@git.example.test:acme/app.git"])(
  "a token is not sent to GitHub for %s",
  (url) => {
    setOrigin(url);
    expect(() => originRepository("https://github.com")).toThrow(
      "origin of this clone is on git.example.test, and github.com would be asked",
    );
    expect(originRepository("https://git.example.test")).toBe("acme/app");
  },
);

test("no origin", () => expect(originRepository("https://github.com")).toBeUndefined());
