import { parseArgs } from "node:util";
import { nearest, requireTarget } from "@slipway/model";
import { COMMAND_NAMES, COMMANDS, type CommandHelp, type CommandName } from "./commands/table.ts";

export interface RehearseArguments {
  readonly command: "rehearse";
  readonly repo: string;
  readonly tag?: string;
  readonly branch?: string;
  readonly targets?: readonly string[];
  readonly variants?: readonly string[];
  readonly out?: string;
  readonly json: boolean;
  readonly serve: boolean;
  readonly verbose: boolean;
  readonly keep: boolean;
  readonly rollback: boolean;
  readonly record: boolean;
}

export interface PlanArguments {
  readonly command: "plan";
  readonly repo: string;
  readonly tag?: string;
  readonly json: boolean;
}

export interface VerifyArguments {
  readonly command: "verify";
  /** A directory, a file, a tag or an address. */
  readonly target: string;
  readonly repo?: string;
  readonly manifest?: string;
  readonly key?: string;
  readonly fingerprint?: string;
  readonly "minisign-key"?: string;
  readonly identity?: string;
  readonly issuer?: string;
  readonly "trusted-root"?: string;
  readonly bundle?: string;
  readonly rebuild: boolean;
  readonly ignoreMissing: boolean;
  readonly keep?: string;
  readonly json: boolean;
  readonly verbose: boolean;
}

export interface RollbackArguments {
  readonly command: "rollback";
  readonly repo?: string;
  /** By the names of the action's inputs. */
  readonly texts: Readonly<Partial<Record<(typeof ROLLBACK_TEXTS)[number], string>>>;
  readonly abort: boolean;
  readonly notify: boolean;
  readonly execute: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
}

export type Arguments =
  | RehearseArguments
  | RollbackArguments
  | PlanArguments
  | VerifyArguments
  | { readonly command: "help"; readonly topic: CommandName | undefined }
  | { readonly command: "version" };

/** What is wrong with a command line; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** @throws {UsageError} and Problems of values that cannot be meant */
export function parseArguments(words: readonly string[]): Arguments {
  const [first, ...rest] = words;
  if (first === undefined || first === "--help" || first === "-h") return { command: "help", topic: undefined };
  if (first === "--version") return { command: "version" };
  if (first === "help") return { command: "help", topic: rest[0] === undefined ? undefined : commandOf(rest[0]) };
  if (first.startsWith("-")) {
    throw new UsageError(`the command comes before its options, and ${first} came first`, "see: slipway help");
  }
  const command = commandOf(first);
  const { options, operands } = readWords(command, rest);
  if (options.has("help")) return { command: "help", topic: command };
  switch (command) {
    case "plan":
      return planArguments(options);
    case "rehearse":
      return rehearseArguments(options);
    case "rollback":
      return rollbackArguments(options);
    case "verify":
      return verifyArguments(options, operands);
  }
}

function commandOf(word: string): CommandName {
  const found = COMMAND_NAMES.find((name) => name === word);
  if (found !== undefined) return found;
  const guess = nearest(word, [...COMMAND_NAMES, "help"]);
  throw new UsageError(
    `there is no command "${word}"`,
    guess === undefined ? `commands: ${COMMAND_NAMES.join(", ")}, help` : `did you mean "slipway ${guess}"?`,
  );
}

/** Options that were given, each with its values; a switch has none. */
type Options = ReadonlyMap<string, readonly string[]>;

function readWords(command: CommandName, words: readonly string[]): { options: Options; operands: readonly string[] } {
  const { options: known, operand }: CommandHelp = COMMANDS[command];
  const config = Object.fromEntries(
    Object.entries(known).map(([name, { value, short }]) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const), ...(short !== undefined && { short }) },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...words],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  const help = `see: slipway help ${command}`;
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (operands.push(token.value) > (operand === undefined ? 0 : 1)) {
        throw new UsageError(`"${token.value}" is one word too many`, help);
      }
    }
    if (token.kind !== "option") continue;
    const option = known[token.name];
    if (option === undefined) {
      const guess = nearest(token.name, Object.keys(known));
      const hint = guess === undefined ? help : `did you mean --${guess}?`;
      throw new UsageError(`slipway ${command} has no option ${token.rawName}`, hint);
    }
    const { value } = token;
    if (option.value === undefined && value !== undefined)
      throw new UsageError(`${token.rawName} takes no value`, help);
    const missing = value === undefined || value === "" || (token.inlineValue === false && value.startsWith("-"));
    if (option.value !== undefined && missing)
      throw new UsageError(`${token.rawName} needs a value: ${option.value}`, help);
    given.set(token.name, [...(given.get(token.name) ?? []), ...(value === undefined ? [] : [value])]);
  }
  return { options: given, operands };
}

function verifyArguments(options: Options, [target]: readonly string[]): VerifyArguments {
  if (target === undefined || target === "") {
    throw new UsageError(
      "slipway verify needs to know what to verify",
      "name a directory, a file with --manifest, a tag or the address of a release; see: slipway help verify",
    );
  }
  return {
    command: "verify",
    target,
    ...text(options, "repo"),
    ...text(options, "manifest"),
    ...text(options, "key"),
    ...text(options, "fingerprint"),
    ...text(options, "minisign-key"),
    ...text(options, "identity"),
    ...text(options, "issuer"),
    ...text(options, "trusted-root"),
    ...text(options, "bundle"),
    ...text(options, "keep"),
    rebuild: options.has("rebuild"),
    ignoreMissing: options.has("ignore-missing"),
    json: options.has("json"),
    verbose: options.has("verbose"),
  };
}

/** Options that the action `rollback` has as inputs. */
const ROLLBACK_TEXTS = [
  "version",
  "to-version",
  "reason",
  "mode",
  "leave-out",
  "roll-forward",
  "severity",
  "affected-from",
  "patched-version",
  "plan-digest",
  "plan",
  "config",
  "rehearsal",
  "journal",
  "trusted-root",
] as const;

function rollbackArguments(options: Options): RollbackArguments {
  const execute = options.has("execute");
  if (execute && options.has("dry-run")) {
    throw new UsageError("--execute and --dry-run exclude each other", "without --execute nothing is changed");
  }
  if (!execute && options.has("plan-digest")) {
    throw new UsageError("--plan-digest goes with --execute", "exactly the plan with that digest is executed, or none");
  }
  const texts = Object.fromEntries(
    ROLLBACK_TEXTS.flatMap((name) => {
      const value = name === "leave-out" ? options.get(name)?.join(" ") : last(options, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    command: "rollback",
    ...text(options, "repo"),
    texts,
    abort: options.has("abort"),
    notify: !options.has("no-notify"),
    execute,
    json: options.has("json"),
    verbose: options.has("verbose"),
  };
}

function planArguments(options: Options): PlanArguments {
  return { command: "plan", repo: last(options, "repo") ?? ".", ...text(options, "tag"), json: options.has("json") };
}

function rehearseArguments(options: Options): RehearseArguments {
  if (options.has("tag") && options.has("branch")) {
    throw new UsageError("--tag and --branch exclude each other", "one push is rehearsed: of a tag, or of a branch");
  }
  if (options.has("rollback") && options.has("branch")) {
    throw new UsageError(
      "--rollback and --branch exclude each other",
      "a push of a branch releases nothing to take back",
    );
  }
  if (options.has("record") && !options.has("rollback")) {
    throw new UsageError("--record goes with --rollback", "what is recorded is that a rollback was rehearsed");
  }
  const targets = list(options, "targets");
  for (const name of targets ?? []) requireTarget(name);
  const variants = list(options, "variants");
  return {
    command: "rehearse",
    repo: last(options, "repo") ?? ".",
    ...text(options, "tag"),
    ...text(options, "branch"),
    ...text(options, "out"),
    ...(targets && { targets }),
    ...(variants && { variants }),
    json: options.has("json"),
    serve: options.has("serve"),
    verbose: options.has("verbose"),
    keep: options.has("keep"),
    rollback: options.has("rollback"),
    record: options.has("record"),
  };
}

/** The last one wins, so that a script's arguments can be overridden. */
const last = (options: Options, name: string): string | undefined => options.get(name)?.at(-1);

function text<Name extends string>(options: Options, name: Name): Partial<Record<Name, string>> {
  const value = last(options, name);
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
}

function list(options: Options, name: string): string[] | undefined {
  const values = options.get(name)?.flatMap((value) => value.split(",").map((word) => word.trim()));
  return values?.filter((word) => word !== "");
}
