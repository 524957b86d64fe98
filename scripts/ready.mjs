// Runs before `npm start`, on whatever Node the machine has: installs the dependencies when they are missing or older than the lock file.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";

const changed = (path) => statSync(new URL(`../${path}`, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (changed("node_modules/.package-lock.json") < changed("package-lock.json")) {
  console.log("Installing dependencies (once) …");
  const npm = process.env.npm_execpath;
  const { status } = npm
    ? spawnSync(process.execPath, [npm, "ci", "--loglevel=error"], { stdio: "inherit" })
    : spawnSync("npm", ["ci", "--loglevel=error"], { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}
