import { COMMAND_NAMES, COMMANDS, type CommandHelp, type CommandName } from "./commands/table.ts";

export function overview(): string {
  const commands = COMMAND_NAMES.map((name) => `  ${name.padEnd(10)} ${COMMANDS[name].summary}`);
  return `Slipway: complete, verified releases from a pushed tag.

Usage: slipway <command> [options]

Commands:
${commands.join("\n")}
  ${"help".padEnd(10)} show this, or the help of a command: slipway help <command>

Options:
  -h, --help     show this help
      --version  show the version

Exit codes: 0 all is well, 1 the rehearsal or the plan failed, 2 the command line is wrong, 130 interrupted.
`;
}

export function helpOf(name: CommandName): string {
  const { summary, details, options, examples }: CommandHelp = COMMANDS[name];
  const rows = Object.entries(options).map(([option, { value, short, text }]) => {
    const flag = `${short === undefined ? "    " : `-${short}, `}--${option}${value === undefined ? "" : ` ${value}`}`;
    return `  ${flag.padEnd(20)} ${text}`;
  });
  return `slipway ${name}: ${summary}

${details}

Usage: slipway ${name} [options]

Options:
${rows.join("\n")}

Examples:
${examples.map((example) => `  ${example}`).join("\n")}
`;
}
