export { type Arguments, parseArguments, UsageError } from "./arguments.ts";
export { helpOf, overview } from "./help.ts";
export { runCli, type Surroundings } from "./run.ts";
