import { createInterface } from "node:readline/promises";
import { runCli } from "./run.ts";

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and the end of input are no answer.
  const none = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
  try {
    return await Promise.race([terminal.question(question), none]);
  } finally {
    terminal.close();
  }
}

// Whoever reads may leave (`| head`, a terminal that is closed), or the disk be full: what is under way is finished all the same.
let unread = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", ({ code }: NodeJS.ErrnoException) => {
    unread ||= code !== "EPIPE" && code !== "EIO";
    if (unread) process.exitCode ||= 1;
  });
}

const code = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
});
process.exitCode = code || (unread ? 1 : 0);
