import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";

/**
 * Loaded before a bundle, and by each of its threads: writes the URL of every module as it is loaded, a line each, to the file
 * that TRACE_MODULES names.
 */
const trace = String(process.env.TRACE_MODULES);
registerHooks({
  load(url, context, next) {
    if (!url.startsWith("node:")) appendFileSync(trace, `${url}\n`);
    return next(url, context);
  },
});
