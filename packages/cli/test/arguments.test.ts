import { Problem } from "@slipway/model";
import { expect, test } from "vitest";
import { parseArguments, UsageError } from "../src/arguments.ts";
import { COMMAND_NAMES, COMMANDS } from "../src/commands/table.ts";
import { helpOf, overview } from "../src/help.ts";

const REHEARSE = {
  command: "rehearse",
  repo: ".",
  json: false,
  serve: false,
  verbose: false,
  keep: false,
  rollback: false,
  record: false,
};
const ROLLBACK = {
  command: "rollback",
  texts: {},
  abort: false,
  notify: true,
  execute: false,
  json: false,
  verbose: false,
};

test.each<[string, object]>([
  ["", { command: "help", topic: undefined }],
  ["help", { command: "help", topic: undefined }],
  ["--help", { command: "help", topic: undefined }],
  ["help plan", { command: "help", topic: "plan" }],
  ["rehearse --json -h", { command: "help", topic: "rehearse" }],
  ["--version", { command: "version" }],
  ["plan", { command: "plan", repo: ".", json: false }],
  ["plan --repo a --tag v1.0.0 --json", { command: "plan", repo: "a", tag: "v1.0.0", json: true }],
  [
    "verify dist --key k.asc --rebuild --minisign-key=K",
    {
      command: "verify",
      target: "dist",
      key: "k.asc",
      "minisign-key": "K",
      rebuild: true,
      ignoreMissing: false,
      json: false,
      verbose: false,
    },
  ],
  ["rehearse", REHEARSE],
  ["rehearse --repo=a --repo b", { ...REHEARSE, repo: "b" }],
  ["rehearse --branch main --out o", { ...REHEARSE, branch: "main", out: "o" }],
  ["rehearse --json --serve --verbose --keep", { ...REHEARSE, json: true, serve: true, verbose: true, keep: true }],
  ["rehearse --rollback --record", { ...REHEARSE, rollback: true, record: true }],
  ["rollback", ROLLBACK],
  [
    "rollback --version 2.1.0 --reason why --leave-out a --leave-out b --no-notify --execute --plan-digest 12",
    {
      ...ROLLBACK,
      texts: { version: "2.1.0", reason: "why", "leave-out": "a b", "plan-digest": "12" },
      notify: false,
      execute: true,
    },
  ],
  [
    "rehearse --targets linux-amd64,linux-arm64 --targets macos-arm64 --variants=complete,",
    { ...REHEARSE, targets: ["linux-amd64", "linux-arm64", "macos-arm64"], variants: ["complete"] },
  ],
])("slipway %s", (line, expected) => expect(parseArguments(line.split(" ").filter(Boolean))).toEqual(expected));

test.each([
  ["rehearze", 'there is no command "rehearze"', 'did you mean "slipway rehearse"?'],
  ["xyzzy", 'there is no command "xyzzy"', "commands: rehearse, plan, rollback, verify, help"],
  ["help rehears", 'there is no command "rehears"', 'did you mean "slipway rehearse"?'],
  ["--json plan", "the command comes before its options, and --json came first", "see: slipway help"],
  ["rehearse --target x", "slipway rehearse has no option --target", "did you mean --targets?"],
  ["plan --serve", "slipway plan has no option --serve", "see: slipway help plan"],
  ["plan -x", "slipway plan has no option -x", "see: slipway help plan"],
  [
    "verify",
    "slipway verify needs to know what to verify",
    "name a directory, a file with --manifest, a tag or the address of a release; see: slipway help verify",
  ],
  ["verify a b", '"b" is one word too many', "see: slipway help verify"],
  ["verify a --idenity x", "slipway verify has no option --idenity", "did you mean --identity?"],
  ["verifi a", 'there is no command "verifi"', 'did you mean "slipway verify"?'],
  ["verify a --key", "--key needs a value: FILE", "see: slipway help verify"],
  ["plan extra", '"extra" is one word too many', "see: slipway help plan"],
  ["rehearse --tag", "--tag needs a value: TAG", "see: slipway help rehearse"],
  ["rehearse --tag --json", "--tag needs a value: TAG", "see: slipway help rehearse"],
  ["rehearse --tag=", "--tag needs a value: TAG", "see: slipway help rehearse"],
  ["rehearse --json=yes", "--json takes no value", "see: slipway help rehearse"],
  [
    "rehearse --rollback --branch main",
    "--rollback and --branch exclude each other",
    "a push of a branch releases nothing to take back",
  ],
  ["rehearse --record", "--record goes with --rollback", "what is recorded is that a rollback was rehearsed"],
  [
    "rehearse --tag v1.0.0 --branch main",
    "--tag and --branch exclude each other",
    "one push is rehearsed: of a tag, or of a branch",
  ],
])("slipway %s is refused", (line, message, hint) => {
  try {
    parseArguments(line.split(" "));
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message, hint });
  }
});

test("an unknown target is refused with the nearest one", () => {
  expect(() => parseArguments(["rehearse", "--targets", "linux-amd46"])).toThrow(Problem);
});

test("help names every command and option", () => {
  for (const name of COMMAND_NAMES) {
    expect(overview()).toContain(`  ${name} `);
    for (const option of Object.keys(COMMANDS[name].options)) expect(helpOf(name)).toContain(`--${option}`);
    for (const line of helpOf(name).split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  }
});
