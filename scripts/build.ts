import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { actionNames, buildBundles, ROOT } from "./bundles.ts";

/** `npm run build [-- action …]`: compiles, and bundles the named actions (all of them by default) into `dist/`. */
const names = process.argv.slice(2);
execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-b", "actions"], { cwd: ROOT, stdio: "inherit" });
await buildBundles(join(ROOT, "dist"), names.length > 0 ? names : actionNames());
