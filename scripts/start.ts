/** What `npm start` runs: a rehearsal of the example project's release and of its rollback. Further arguments go to `slipway rehearse`. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const example = ["--repo", path("examples/provisioning"), "--out", path(".slipway/rehearsal")];
const given = process.argv.slice(2);
// A push of a branch releases nothing that could be taken back; `--no-rollback` leaves it out for a quicker look.
const without = given.some((word) => /^--(?:no-rollback|branch|rollback)(?:=|$)/.test(word));
const words = [...example, ...(without ? [] : ["--rollback"]), ...given.filter((word) => word !== "--no-rollback")];
const rehearsal = ["--conditions=source", path("packages/cli/src/main.ts"), "rehearse", ...words];
const child = spawn(process.execPath, rehearsal, { stdio: "inherit" });

// A terminal sends Ctrl-C to both; the rehearsal cancels its jobs and reports, and this waits for it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("close", (code) => {
  process.exitCode = code ?? 1;
});
