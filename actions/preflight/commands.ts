import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Log } from "@slipway/action-kit";
import { Problem, programEnvironment } from "@slipway/model";
import { type Environment, findProgram, lastLines, run } from "@slipway/toolchain";
import { type Check, failed, type Outcome, passed, skipped } from "./check.ts";
import type { Project } from "./project.ts";

const COMMAND_CHECKS = ["tests", "audit", "docs"] as const;
type Kind = (typeof COMMAND_CHECKS)[number];

/** A command that a toolchain brings, or why it cannot be run. */
type Default = { readonly argv: readonly string[]; readonly directory: string } | { readonly why: string };

export interface CommandContext {
  readonly project: Project;
  readonly env: Environment;
  readonly log: Log;
}

/** The configured command, the toolchains' own ones, or nothing. */
export function commandChecks(context: CommandContext): Check[] {
  const { preflight } = context.project.config.settings;
  const own = Object.entries(preflight.commands).map(([name, argv]) => check(name, argv, context));
  const known = COMMAND_CHECKS.flatMap((name): Check[] => {
    const wanted = preflight[name];
    if (wanted === false) return [];
    if (wanted !== true) return [check(name, wanted, context)];
    return [{ name, run: () => runDefaults(name, context) }];
  });
  return [...known, ...own];
}

function check(name: string, argv: readonly string[], context: CommandContext): Check {
  // A tool that the project asks for by name must be there.
  return { name, run: () => runCommand(argv, context.project.directory, context) };
}

async function runDefaults(kind: Kind, context: CommandContext): Promise<Outcome> {
  const defaults = await findDefaults(kind, context);
  const details: string[] = [];
  let ran = false;
  for (const one of defaults) {
    if ("why" in one) {
      details.push(one.why);
      continue;
    }
    const outcome = await runCommand(one.argv, one.directory, context);
    if (outcome.status === "failed") return outcome;
    ran = true;
    details.push(outcome.detail);
  }
  if (ran) return passed(details.join("; "));
  return skipped(
    details.join("; ") || `nothing was found that does it; name a command under preflight: {${kind}: [...]}`,
  );
}

async function findDefaults(kind: Kind, { project, env }: CommandContext): Promise<Default[]> {
  const { config, detected, directory, tree } = project;
  const builds = config.settings.builds ?? detected.builds.map(({ toolchain, directory: dir }) => ({ toolchain, dir }));
  const places = new Map(builds.map(({ toolchain, dir }) => [`${toolchain} ${dir}`, { toolchain, dir }]));
  const found: Default[] = [];
  for (const { toolchain, dir } of places.values()) {
    const at = join(directory, dir);
    const offer = (program: string, ...argv: readonly string[]) =>
      found.push(
        findProgram(program, env) === undefined
          ? { why: `${program} is not on this machine` }
          : { argv, directory: at },
      );
    const script = toolchain === "zig" ? ((await tree.read(dir === "." ? "build.zig" : `${dir}/build.zig`)) ?? "") : "";
    const hasStep = (step: string) => new RegExp(`\\.step\\(\\s*"${step}"`).test(script);
    switch (`${toolchain} ${kind}`) {
      case "rust tests":
        offer("cargo", "cargo", "test");
        break;
      case "rust audit":
        offer("cargo-audit", "cargo", "audit");
        break;
      case "rust docs":
        offer("cargo", "cargo", "doc", "--no-deps");
        break;
      case "go tests":
        offer("go", "go", "test", "./...");
        break;
      case "go audit":
        offer("govulncheck", "govulncheck", "./...");
        break;
      case "zig tests":
      case "zig docs": {
        const step = kind === "tests" ? "test" : "docs";
        if (hasStep(step)) offer("zig", "zig", "build", step);
        else found.push({ why: `build.zig has no step "${step}"` });
        break;
      }
    }
  }
  return [...found, ...(await npmDefaults(kind, project, env))];
}

async function npmDefaults(kind: Kind, { directory, tree }: Project, env: Environment): Promise<Default[]> {
  const text = await tree.read("package.json");
  if (text === undefined) return [];
  const { scripts = {}, dependencies, devDependencies } = JSON.parse(text) as Record<string, Record<string, string>>;
  const npm = npmArgv(env);
  if (npm === undefined) return [{ why: "npm is not on this machine" }];
  if (kind === "audit") {
    const locked = tree.paths.includes("package-lock.json") || tree.paths.includes("npm-shrinkwrap.json");
    return [locked ? { argv: [...npm, "audit"], directory } : { why: "npm audit needs package-lock.json" }];
  }
  const script = kind === "tests" ? "test" : "docs";
  // npm init writes a test that says there is none.
  if (scripts[script] === undefined || /no test specified/.test(scripts[script])) {
    return [{ why: `package.json has no script "${script}"` }];
  }
  const needed = Object.keys({ ...dependencies, ...devDependencies }).length > 0;
  if (needed && !existsSync(join(directory, "node_modules"))) {
    return [{ why: "node_modules is not there: run npm ci in a step before" }];
  }
  return [{ argv: [...npm, ...(script === "test" ? ["test"] : ["run", script])], directory }];
}

/** On Windows npm is a batch file, which only a shell reads: its script is run by node. */
function npmArgv(env: Environment): string[] | undefined {
  const npm = findProgram("npm", env);
  if (npm === undefined) return undefined;
  if (process.platform !== "win32") return ["npm"];
  const script = join(dirname(npm), "node_modules", "npm", "bin", "npm-cli.js");
  return existsSync(script) ? [process.execPath, script] : undefined;
}

async function runCommand(
  argv: readonly string[],
  cwd: string,
  { project, env, log }: CommandContext,
): Promise<Outcome> {
  const [program = "", ...args] = argv;
  const shown = argv.join(" ");
  const minutes = project.config.settings.preflight.minutes;
  log.info(`$ ${shown}`);
  try {
    const { code, signal, tail } = await run(
      { program, args, cwd, env },
      { deadline: minutes * 60_000, onLine: (line) => log.info(line) },
    );
    if (code === 0) return passed(shown);
    return failed(
      `${shown} ended with ${code ?? signal}${lastLines(tail, 4)}`,
      "its whole output is in the log; run the same command in a checkout of this commit",
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return failed(
      error.message,
      error.code === "deadline-exceeded"
        ? `find out what it waits for, or raise preflight: {minutes: ${minutes}}`
        : error.remedy,
    );
  }
}

/** For commands of the project: without the credentials of the job and the files by which steps talk to the runner. */
export function commandEnvironment(env: Environment, { plan }: Project): Environment {
  return {
    ...programEnvironment(env),
    SLIPWAY_VERSION: plan.version,
    SLIPWAY_TAG: plan.tag,
    SLIPWAY_COMMIT: plan.commit,
    SOURCE_DATE_EPOCH: String(plan.timestamp),
  };
}
