/** One option of a command; `value` names what it takes, absent for a switch. */
export interface OptionHelp {
  readonly value?: string;
  readonly short?: string;
  readonly text: string;
}

export interface CommandHelp {
  readonly summary: string;
  readonly details: string;
  readonly options: Readonly<Record<string, OptionHelp>>;
  readonly examples: readonly string[];
}

const REPO: OptionHelp = { value: "DIR", text: "folder of the project (default: this one)" };
const HELP: OptionHelp = { short: "h", text: "show this help" };

export const COMMANDS = {
  rehearse: {
    summary: "rehearse a release on this machine, without publishing anything anywhere",
    details:
      "Pushes the tag to an embedded GitHub, runs the project's release workflow with the real actions and compilers,\nchecks what was published, and writes summary.json, report.html, logs/ and release/.",
    options: {
      repo: REPO,
      tag: { value: "TAG", text: "tag to release, made if missing (default: v and the project's version)" },
      branch: { value: "NAME", text: "rehearse a push of a branch instead: builds, publishes nothing" },
      targets: { value: "LIST", text: "only these targets, comma-separated" },
      variants: { value: "LIST", text: "only these variants, comma-separated" },
      out: { value: "DIR", text: "where results go (default: .slipway/rehearsal in the project)" },
      json: { text: "print summary.json on standard output, and progress on standard error" },
      serve: { text: "leave the embedded GitHub up afterwards, for gh, git and a browser" },
      verbose: { text: "show every step and every line of the logs" },
      keep: { text: "keep the jobs' working directories" },
      help: HELP,
    },
    examples: [
      "slipway rehearse",
      "slipway rehearse --tag v2.1.0-rc.1 --targets linux-amd64",
      "slipway rehearse --serve",
    ],
  },
  plan: {
    summary: "show what a release would hold, and where each part is built",
    details: "Reads what is committed. Nothing is built and nothing is written.",
    options: {
      repo: REPO,
      tag: { value: "TAG", text: "tag to plan for (default: v and the project's version)" },
      json: { text: "print plan.json" },
      help: HELP,
    },
    examples: ["slipway plan", "slipway plan --json"],
  },
} as const satisfies Readonly<Record<string, CommandHelp>>;

export type CommandName = keyof typeof COMMANDS;
export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];
