import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildBundles, ROOT } from "./bundles.ts";

/** `npm run build [-- action …]`: compiles, and bundles the named actions (all of them by default) into `dist/`. */
execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-b", "actions"], {
  cwd: ROOT,
  stdio: "inherit",
});
await buildBundles(join(ROOT, "dist"), process.argv.slice(2));
