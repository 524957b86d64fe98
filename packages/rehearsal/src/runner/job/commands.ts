/** A workflow command: `::name key=value,key=value::message`. */
export interface Command {
  /** Lower case. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Undefined when the line is no command. Only blanks may come before the first `::`. */
export function parseCommand(line: string): Command | undefined {
  const text = line.trimStart();
  const end = text.startsWith("::") ? text.indexOf("::", 2) : -1;
  if (end < 0) return undefined;
  const head = text.slice(2, end);
  const space = head.indexOf(" ");
  const name = space < 0 ? head : head.slice(0, space);
  if (name === "") return undefined;
  const properties: Record<string, string> = {};
  for (const pair of space < 0 ? [] : head.slice(space + 1).split(",")) {
    const at = pair.indexOf("=");
    if (at > 0) properties[pair.slice(0, at).trim()] = unescapeProperty(pair.slice(at + 1));
  }
  return { name: name.toLowerCase(), properties, message: unescapeData(text.slice(end + 2)) };
}

function unescapeData(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll("%3A", ":").replaceAll("%2C", ","));
}

/** What commands may change. */
export interface CommandTarget {
  log(line: string): void;
  annotate(level: "error" | "warning" | "notice", command: Command): void;
  mask(value: string): void;
  output(name: string, value: string): void;
  state(name: string, value: string): void;
  /** A command that fails its step. */
  fail(message: string): void;
  readonly debug: boolean;
}

/** Names a script might choose to end `stop-commands` with that would end it by accident. */
const UNSAFE_TOKENS = new Set(["", "pause-logging"]);

/** Reads the output of one step, line by line: carries out commands and logs the rest. */
export class CommandReader {
  private stopToken: string | undefined;
  private echo: boolean;
  private readonly target: CommandTarget;

  constructor(target: CommandTarget) {
    this.target = target;
    this.echo = target.debug;
  }

  line(line: string): void {
    const command = parseCommand(line);
    if (this.stopToken !== undefined) {
      if (command?.name === this.stopToken.toLowerCase()) this.stopToken = undefined;
      this.target.log(line);
      return;
    }
    if (!command || !this.carryOut(command, line)) this.target.log(line);
  }

  /** False for a name that is no command: the line is plain output then. */
  private carryOut(command: Command, line: string): boolean {
    const { target } = this;
    const { name, properties, message } = command;
    switch (name) {
      case "error":
      case "warning":
      case "notice":
        target.log(`##[${name}]${message}`);
        target.annotate(name, command);
        return true;
      case "debug":
        if (target.debug) target.log(`##[debug]${message}`);
        return true;
      case "group":
        target.log(`##[group]${message}`);
        return true;
      case "endgroup":
        target.log("##[endgroup]");
        return true;
      case "add-mask":
        if (message.trim() === "") this.warn("Can't add secret mask for empty string in ##[add-mask] command.");
        else target.mask(message);
        if (this.echo) target.log("::add-mask::***");
        return true;
      case "stop-commands":
        if (UNSAFE_TOKENS.has(message))
          target.fail("Invalid stop-commands token: it must not be empty or a command's name.");
        else this.stopToken = message;
        target.log(line);
        return true;
      case "echo":
        if (/^(on|off)$/i.test(message)) this.echo = message.toLowerCase() === "on";
        else
          target.fail(
            `Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${message}'.`,
          );
        return true;
      case "set-output":
      case "save-state":
        return this.oldFileCommand(name, properties.name, message, line);
      case "set-env":
      case "add-path":
        target.fail(
          `The \`${name}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` environment variable to \`true\`.`,
        );
        return true;
      case "add-matcher":
      case "remove-matcher":
        target.log(
          `##[debug]A rehearsal does not apply problem matchers: ${name} ${message || (properties.owner ?? "")}`,
        );
        return true;
      default:
        return false;
    }
  }

  private oldFileCommand(
    name: "set-output" | "save-state",
    key: string | undefined,
    value: string,
    line: string,
  ): boolean {
    if (key === undefined || key === "") {
      this.target.fail(`Required field 'name' is missing in ##[${name}] command.`);
      return true;
    }
    this.warn(
      `The \`${name}\` command is deprecated and will be disabled soon. Please upgrade to using Environment Files.`,
    );
    if (name === "set-output") this.target.output(key, value);
    else this.target.state(key, value);
    if (this.echo) this.target.log(line);
    return true;
  }

  private warn(message: string): void {
    this.target.log(`##[warning]${message}`);
    this.target.annotate("warning", { name: "warning", properties: {}, message });
  }
}
