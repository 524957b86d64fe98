import { join } from "node:path";
import type { Target } from "@slipway/model";
import { isNative } from "./host.ts";
import { type Tool, unreachable } from "./obtain.ts";
import { type Command, findProgram, lastLines, run } from "./run.ts";
import type { Workshop } from "./sources/workshop.ts";

/**
 * Rust with the standard library of every target. rustup pins (`rust-toolchain.toml`), verifies and keeps toolchains itself;
 * without it, the machine's cargo builds for the machine only.
 * @param directory the project, whose `rust-toolchain.toml` decides when no version is asked for
 * @throws {Problem} `toolchain-unreachable`
 */
export async function prepareRust(
  requested: string | undefined,
  targets: readonly Target[],
  directory: string,
  workshop: Workshop,
): Promise<Tool> {
  const { env, deadline, log, host } = workshop;
  const what = `rust${requested === undefined ? "" : ` ${requested}`}`;
  const cargo = findProgram("cargo", env);
  const rustup = findProgram("rustup", env);
  const inProject = (program: string, args: readonly string[]): Command => ({
    program,
    args,
    cwd: directory,
    env: requested === undefined || rustup === undefined ? env : { ...env, RUSTUP_TOOLCHAIN: requested },
  });
  const failed = (why: string) =>
    unreachable(
      what,
      [why],
      "allow the network for rustup, or install the toolchain and its targets in an earlier step",
    );

  if (rustup !== undefined) {
    const must = async (args: readonly string[]) => {
      const { code, stdout, tail } = await run(inProject(rustup, args), {
        deadline,
        onLine: (line) => log.debug(line),
      });
      if (code !== 0) throw failed(`rustup ${args.join(" ")}${lastLines(tail, 5)}`);
      return stdout;
    };
    if (requested !== undefined) {
      const have = (await must(["toolchain", "list"])).split("\n");
      if (!have.some((line) => line === requested || line.startsWith(`${requested}-`))) {
        await must(["toolchain", "install", requested, "--profile", "minimal", "--no-self-update"]);
      }
    }
    const present = new Set((await must(["target", "list", "--installed"])).split(/\s+/));
    const missing = targets.map(({ triple }) => triple).filter((triple) => !present.has(triple));
    if (missing.length > 0) await must(["target", "add", ...missing]);
  } else {
    const foreign = targets.filter((target) => !isNative(target, host));
    if (cargo === undefined) throw failed("this machine has neither rustup nor cargo");
    if (requested !== undefined || foreign.length > 0) {
      throw failed(`this machine has cargo without rustup, which builds only with its own version and for itself`);
    }
  }
  if (cargo === undefined) throw failed("this machine has rustup, but no cargo");
  const { code, stdout, tail } = await run(inProject("rustc", ["--version"]), { deadline: 60_000 });
  const version = /^rustc (\S+)/.exec(stdout)?.[1];
  if (code !== 0 || version === undefined) throw failed(`rustc --version${lastLines(tail, 5)}`);
  return { name: "rust", version, requested, program: cargo, directory: join(cargo, ".."), origin: "this machine" };
}
