// What a project's own build does: it knows CC and its flags, and nothing of targets.
import { spawnSync } from "node:child_process";

const { CC = "cc", CFLAGS = "", LDFLAGS = "", SLIPWAY_VERSION = "" } = process.env;
const words = (text) => text.split(" ").filter(Boolean);
const args = ["-O2", ...words(CFLAGS), `-DVERSION="${SLIPWAY_VERSION}"`, process.argv[2], "-o", process.argv[3]];
const { status, error } = spawnSync(CC, [...args, ...words(LDFLAGS)], { stdio: "inherit" });
if (error) throw error;
process.exit(status ?? 1);
