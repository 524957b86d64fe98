import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const BIN = fileURLToPath(new URL("../bin/slipway.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "slipway-cli-"));
const at = (name: string) => join(folder, name);

/** A Go program: its version is nowhere but in a tag. */
beforeAll(() => {
  execFileSync("git", ["init", "--quiet", at("tool")]);
  writeFileSync(at("tool/go.mod"), "module example.com/tool\n\ngo 1.24\n");
  writeFileSync(at("tool/main.go"), "package main\n\nfunc main() {}\n");
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", at("tool"), "-c", "user.name=T", "-c", "user.email=t@example.invalid", ...args]);
  git("add", "-A");
  git("commit", "--quiet", "-m", "one");
  git("tag", "v0.4.1");
  git("commit", "--quiet", "--allow-empty", "-m", "two");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function slipway(...args: string[]) {
  const environment = { ...process.env, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: "utf8",
    env: environment,
  });
  return { status, stdout, stderr };
}

test("the version", () => expect(slipway("--version")).toMatchObject({ status: 0, stdout: "0.0.0\n", stderr: "" }));

test("a wrong command line exits 2 and says what was meant", () => {
  const expected = {
    status: 2,
    stdout: "",
    stderr: 'slipway: there is no command "plam"\n  did you mean "slipway plan"?\n',
  };
  expect(slipway("plam")).toEqual(expected);
  const { status, stderr } = slipway("rehearse", "--targets", "linux-amd46");
  expect(status).toBe(2);
  expect(stderr).toContain('did you mean "linux-amd64"?');
});

test("a reader who leaves is no failure", async () => {
  const child = spawn(process.execPath, [BIN, "plan", "--repo", at("tool")], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    errors += part;
  });
  const [code] = await once(child, "close");
  expect([code, errors]).toEqual([0, ""]);
});

test("a disk that is full is a failure, and no defect", () => {
  const full = openSync("/dev/full", "w");
  const { status, stderr } = spawnSync(process.execPath, [BIN, "plan", "--repo", at("tool")], {
    encoding: "utf8",
    stdio: ["ignore", full, "pipe"],
  });
  closeSync(full);
  expect([status, stderr]).toEqual([1, ""]);
});

test("the plan as a table", () => {
  const { status, stdout, stderr } = slipway("plan", "--repo", at("tool"));
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^tool 0\.4\.2 {2}v0\.4\.2, published\n/);
  expect(stdout).toContain("! v0.4.2: the patch after v0.4.1");
  expect(stdout).toContain("tool-0.4.2-linux-amd64.tar.gz");
});

test("the plan as a document", () => {
  const { status, stdout } = slipway("plan", "--repo", at("tool"), "--tag", "v1.0.0-rc.1", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ kind: "slipway-plan", tag: "v1.0.0-rc.1", prerelease: true });
});

test("a problem exits 1 with its remedy, and without a stack", () => {
  const { status, stdout, stderr } = slipway("rehearse", "--repo", at("nowhere"), "--out", at("out"));
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toBe(
    `slipway: there is no folder ${at("nowhere")} (no-repository)\n  name the folder of a project with --repo\n`,
  );
});

test("a rollback loads everything that it needs, and says what it lacks", () => {
  const environment = { ...process.env, NO_COLOR: "1", GH_TOKEN: "none", GITHUB_API_URL: "http://127.0.0.1:9" };
  const words = ["rollback", "--repo", "a/b", "--reason", "x", "--mode", "emergancy"];
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...words], { encoding: "utf8", env: environment });
  expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('did you mean "emergency"?') });
});
