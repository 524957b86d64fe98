/** One option of a command; `value` names what it takes, absent for a switch. */
interface OptionHelp {
  readonly value?: string;
  readonly short?: string;
  readonly text: string;
}

export interface CommandHelp {
  readonly summary: string;
  readonly details: string;
  /** What comes after the command, for those that take a word. */
  readonly operand?: string;
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
      rollback: { text: "then release a higher version, take it back, and check what people get" },
      record: { text: "with --rollback, write .slipway/rollback-rehearsal.json, for committing" },
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
      "slipway rehearse --rollback",
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
  rollback: {
    summary: "take a release back, everywhere, by a plan that is shown first",
    details: `Without --execute nothing is changed: the plan is shown, and its digest. With it exactly that plan is carried
out: by --plan-digest, or on a terminal once its version is typed. Run it again after an interruption: it goes on.

The token for the released repository comes from GH_TOKEN or GITHUB_TOKEN (contents: write). Channels get what a
workflow has in its secrets from variables of the environment: TAP_TOKEN or TAP_KEY, REGISTRIES, OPENPGP_KEY,
OPENPGP_PASSPHRASE, TRUSTED_KEYS, SLACK_WEBHOOK, DISCORD_WEBHOOK, TEAMS_WEBHOOK, WEBHOOK_URL, WEBHOOK_SECRET,
SMTP_USER, SMTP_PASSWORD, MESSENGERS, ADVISORY_TOKEN, STAGING_TOKEN. What a channel lacks is part of the plan.

Exit codes: 0 all is well, 1 it was refused, left or failed, 2 the command line is wrong, 130 interrupted: run it again.`,
    options: {
      repo: { value: "OWNER/NAME", text: "released repository (default: that of this clone's origin)" },
      version: { value: "VERSION", text: "release to take back (default: the latest)" },
      "to-version": { value: "VERSION", text: "release to go back to (default: the newest good one below it)" },
      reason: { value: "TEXT", text: "why, in a sentence that everybody may read" },
      mode: { value: "MODE", text: "normal, staging, emergency, security or failover; docs/rollback.md" },
      "no-notify": { text: "leave out every message" },
      abort: { text: "take a rollback back: everything is as it was before it" },
      "leave-out": { value: "IDS", text: "channels that are left alone; may be given again" },
      "roll-forward": {
        value: "VERSION",
        text: "plan a rollback release too (`true` for the next version); a workflow makes it",
      },
      severity: { value: "LEVEL", text: "of the advisory, with --mode security" },
      "affected-from": { value: "VERSION", text: "first version with the problem, with --mode security" },
      "patched-version": { value: "VERSION", text: "version without the problem, with --mode security" },
      "dry-run": { text: "show the plan, and change nothing; this is what happens without --execute" },
      execute: { text: "carry the plan out" },
      "plan-digest": { value: "SHA256", text: "digest of the plan that was looked at" },
      plan: { value: "FILE", text: "that plan, so that a refusal names what changed since" },
      config: { value: "PATH", text: "configuration in the repository (default: slipway.yml at the release's tag)" },
      rehearsal: { value: "FILE", text: "record of a rehearsal (default: that of the default branch)" },
      journal: { value: "BRANCH", text: "where every step is written down; off for nowhere" },
      "trusted-root": {
        value: "FILE",
        text: "Sigstore's roots, against which bundles are held",
      },
      json: { text: "print rollback-plan.json, or with --execute what came of it" },
      verbose: { text: "tell every step" },
      help: HELP,
    },
    examples: [
      'slipway rollback --reason "It loses data."',
      'slipway rollback --version 2.1.0 --to-version 2.0.5 --reason "It loses data." --execute',
      "slipway rollback --version 2.1.0 --abort",
    ],
  },
  verify: {
    summary: "verify a release: checksums, signatures, provenance, contents",
    operand: "TARGET",
    details: `TARGET is a directory of assets, a tag (with --repo, or inside a clone), the address of a release or of a directory
of assets, or one file with --manifest. Everything is held against release.json, and release.json against its
signatures. A signature by a key that only the release itself names is said to be just that: pin the signer.
A directory is verified without asking anybody. GH_TOKEN or GITHUB_TOKEN is used where it is set.

Exit codes: 0 all is well, 1 something is wrong, 2 the command line is wrong, 3 something could not be checked.`,
    options: {
      repo: { value: "OWNER/NAME", text: "repository of the tag; of a directory: ask GitHub for its attestations" },
      manifest: { value: "FILE", text: "release.json, to verify one downloaded file" },
      key: { value: "FILE", text: "OpenPGP public key that must have signed" },
      fingerprint: { value: "HEX", text: "fingerprint of the OpenPGP key that must have signed" },
      "minisign-key": { value: "KEY", text: "minisign public key that must have signed: its file, or its line" },
      identity: { value: "ID", text: "Sigstore identity that must have signed; its @ref may be left out" },
      issuer: { value: "URL", text: "who must vouch for that identity (default for workflows of github.com: GitHub)" },
      "trusted-root": { value: "FILE", text: "Sigstore's roots (default: those of the public instance)" },
      bundle: { value: "FILE", text: "attestations, instead of asking GitHub for them" },
      rebuild: { text: "pack archives again from what is in them, and compare the bytes" },
      "ignore-missing": { text: "verify what is there, and only name what is not" },
      keep: { value: "DIR", text: "keep what is downloaded in this new folder" },
      json: { text: "print the report as JSON" },
      verbose: { text: "show every check and every mismatch" },
      help: HELP,
    },
    examples: [
      "slipway verify ./downloads",
      "slipway verify v2.1.0 --repo acme/provisioning --key acme.asc",
      "slipway verify https://github.com/acme/provisioning/releases/tag/v2.1.0 --rebuild",
      "slipway verify provisioning-2.1.0-linux-amd64.tar.gz --manifest release.json",
    ],
  },
} as const satisfies Readonly<Record<string, CommandHelp>>;

export type CommandName = keyof typeof COMMANDS;
export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];
