import { existsSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "@slipway/model";
import { exeSuffix } from "./host.ts";
import { PINS, type Pin, type Source, type ToolName } from "./pins/index.ts";
import { findProgram, run } from "./run.ts";
import { fromCargo } from "./sources/cargo.ts";
import { fromGo } from "./sources/go.ts";
import { fromMaker } from "./sources/maker.ts";
import { fromNpm } from "./sources/npm.ts";
import { fromPip } from "./sources/pip.ts";
import { Unavailable, type Workshop } from "./sources/workshop.ts";
import { findInstalled, install } from "./store.ts";

/** A tool that can be run now. */
export interface Tool {
  readonly name: ToolName;
  readonly version: string;
  /** The version that was asked for; `undefined`: the pinned default, or what the machine has. */
  readonly requested: string | undefined;
  /** Absolute path. */
  readonly program: string;
  /** Goes to PATH. */
  readonly directory: string;
  /** Where it came from, for people. */
  readonly origin: string;
}

const SOURCE_NAMES: Readonly<Record<Source["kind"], string>> = {
  maker: "the makers' site",
  npm: "the npm client",
  pip: "the pip client",
  cargo: "cargo install",
  go: "the go client",
};

/**
 * Finds or installs a pinned tool: the tool cache, then what is on PATH in that very version, then the pin's sources in order.
 * @throws {Problem} `toolchain-unreachable`, `toolchain-changed`
 */
export async function obtain(
  pin: Pin & { readonly tool: Exclude<ToolName, "rust"> },
  requested: string | undefined,
  workshop: Workshop,
): Promise<Tool> {
  const version = requested ?? pin.version;
  const slot = { root: workshop.root, tool: pin.tool, version, arch: workshop.host.arch };
  const described = (directory: string, origin: string): Tool => {
    const bin = binOf(directory, pin, workshop);
    if (bin === undefined) throw new Error(`${directory} does not hold the program ${pin.program}`);
    return { name: pin.tool, version, requested, directory: bin, program: join(bin, file(pin, workshop)), origin };
  };
  const installed = await onMachine(pin, requested, workshop);
  // Go follows the `go` and `toolchain` lines of go.mod by itself, so any installed Go is the right one when none is asked for.
  if (installed !== undefined && pin.tool === "go" && requested === undefined) return installed;
  const cached = findInstalled(slot);
  if (cached !== undefined) return described(cached, "the tool cache");
  if (installed?.version === version) return installed;

  const failures: string[] = [];
  for (const source of pin.sources) {
    const name = SOURCE_NAMES[source.kind];
    try {
      if (source.kind === "go") return described(await fromGo(source, version, workshop), name);
      const start = performance.now();
      const directory = await install(slot, (into) => fetchInto(source, version, into, workshop));
      workshop.log.info(`${pin.tool} ${version} from ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
      return described(directory, name);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      workshop.log.info(`${pin.tool} ${version}: ${name} does not have it: ${error.message}`);
      failures.push(`${name}: ${error.message}`);
    }
  }
  throw unreachable(
    `${pin.tool} ${version}`,
    failures,
    `allow the network, install ${pin.tool} ${version} in an earlier step, or put it into ${workshop.root}`,
  );
}

export function unreachable(what: string, failures: readonly string[], remedy: string): Problem {
  return new Problem({
    kind: "failure",
    code: "toolchain-unreachable",
    message: `no source has ${what}:\n${failures.map((failure) => `- ${failure}`).join("\n")}`,
    remedy,
  });
}

/** A source that waits too long is one that cannot be reached. */
function isUnavailable(error: unknown): error is Error {
  return error instanceof Unavailable || (error instanceof Problem && error.code === "deadline-exceeded");
}

async function fetchInto(source: Exclude<Source, { kind: "go" }>, version: string, into: string, workshop: Workshop) {
  switch (source.kind) {
    case "maker":
      return fromMaker(source, version, into, workshop);
    case "npm":
      return fromNpm(source, version, into, workshop);
    case "pip":
      return fromPip(source, version, into, workshop);
    case "cargo":
      return fromCargo(source, version, into, workshop);
  }
}

const file = (pin: Pin, { host }: Workshop) => pin.program + exeSuffix(host);

/** Some sources put the program beside its library, others into `bin`. */
function binOf(directory: string, pin: Pin, workshop: Workshop): string | undefined {
  return [directory, join(directory, "bin")].find((bin) => existsSync(join(bin, file(pin, workshop))));
}

async function onMachine(pin: Pin, requested: string | undefined, workshop: Workshop): Promise<Tool | undefined> {
  if (!workshop.useInstalled) return undefined;
  const program = findProgram(pin.program, workshop.env);
  if (program === undefined) return undefined;
  const { code, stdout } = await run(
    { program, args: pin.versionArgs, cwd: process.cwd(), env: workshop.env },
    { deadline: 60_000 },
  );
  const version = pin.versionPattern.exec(stdout.trim())?.[1];
  if (code !== 0 || version === undefined) return undefined;
  return { name: pin.tool, version, requested, program, directory: join(program, ".."), origin: "this machine" };
}

export function pinOf<Name extends Exclude<ToolName, "rust">>(tool: Name): Pin & { readonly tool: Name } {
  return PINS[tool] as Pin & { readonly tool: Name };
}
