#!/usr/bin/env node
// Starts the command with a Node that runs TypeScript: this one if it is new enough, else the one that npm installed here.
// Plain old JavaScript, because it is what an old Node has to read.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NEEDED = 24;

function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= NEEDED) return process.execPath;
  const platform = { win32: "win" }[process.platform] || process.platform;
  const file = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  const installed = new URL(`../../../node_modules/node-${platform}-${process.arch}/${file}`, import.meta.url);
  return existsSync(installed) ? fileURLToPath(installed) : undefined;
}

const node = findNode();
if (node === undefined) {
  console.error(`slipway needs Node ${NEEDED} or newer, and this is ${process.version}.`);
  console.error(
    'Run "npm install" in the checkout of Slipway, which brings one along, or install Node from https://nodejs.org.',
  );
  process.exitCode = 2;
} else {
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  const child = spawn(node, ["--conditions=source", main, ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal sends Ctrl-C to both; the command decides when it is done.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => {
    console.error(`slipway could not start ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("close", (code, signal) => {
    process.exitCode = code === null ? (signal === "SIGINT" ? 130 : 1) : code;
  });
}
