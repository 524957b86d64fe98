// Runs before `npm start`, on whatever Node the machine has: installs the dependencies when they are missing or older than
// the lock file. They bring Node 24 where its makers' packages are on the registry; elsewhere the machine must have it.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const file = (path) => new URL(`../${path}`, import.meta.url);
const changed = (path) => statSync(file(path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (changed("node_modules/.package-lock.json") < changed("package-lock.json")) {
  console.log("Installing dependencies (once) …");
  const npm = process.env.npm_execpath;
  const { status } = npm
    ? spawnSync(process.execPath, [npm, "ci"], { stdio: "inherit" })
    : spawnSync("npm", ["ci"], { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}
if (Number(process.versions.node.split(".")[0]) < 24 && !existsSync(file("node_modules/.bin/node"))) {
  console.error(
    `Slipway runs on Node 24; this is ${process.version}, and npm has no Node 24 for ${process.platform}-${process.arch}.`,
  );
  console.error("Install Node 24 from https://nodejs.org and run the command again.");
  process.exit(1);
}
