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

Exit codes: 0 all is well, 1 the rehearsal, the plan, the verification or the rollback failed, 2 the command line is wrong,
3 something could not be verified, 130 interrupted.
`;
}

export function helpOf(name: CommandName): string {
  const { summary, details, operand, options, examples }: CommandHelp = COMMANDS[name];
  const flags = Object.entries(options).map(([option, { value, short, text }]) => {
    const flag = `${short === undefined ? "    " : `-${short}, `}--${option}${value === undefined ? "" : ` ${value}`}`;
    return { flag, text };
  });
  const width = Math.max(20, ...flags.map(({ flag }) => flag.length + 1));
  const rows = flags.map(({ flag, text }) => `  ${flag.padEnd(width)} ${text}`);
  return `slipway ${name}: ${summary}

${details}

Usage: slipway ${name}${operand === undefined ? "" : ` ${operand}`} [options]

Options:
${rows.join("\n")}

Examples:
${examples.map((example) => `  ${example}`).join("\n")}
`;
}
