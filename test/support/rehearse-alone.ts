import { availableParallelism } from "node:os";
import { text } from "node:stream/consumers";
import { type RehearsalOptions, rehearse } from "@slipway/rehearsal";

/** A rehearsal in a process of its own: options as JSON on standard input, what came of it on standard output. */
const options = JSON.parse(await text(process.stdin)) as RehearsalOptions;
const { summary } = await rehearse(options);
process.stdout.write(JSON.stringify({ summary, cores: availableParallelism() }));
