import type { Runtime } from "@slipway/action-kit";
import { Inputs } from "@slipway/action-kit";
import { parseInputs, type RollbackInputs } from "@slipway/rollback/inputs";
import type { RollbackArguments } from "../../arguments.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the environment that hold what a workflow has in its secrets, by the action's inputs. */
const SECRETS = {
  "tap-token": "TAP_TOKEN",
  "tap-key": "TAP_KEY",
  "registry-credentials": "REGISTRIES",
  "openpgp-key": "OPENPGP_KEY",
  "openpgp-passphrase": "OPENPGP_PASSPHRASE",
  "trusted-keys": "TRUSTED_KEYS",
  "slack-webhook": "SLACK_WEBHOOK",
  "discord-webhook": "DISCORD_WEBHOOK",
  "teams-webhook": "TEAMS_WEBHOOK",
  "webhook-url": "WEBHOOK_URL",
  "webhook-secret": "WEBHOOK_SECRET",
  "smtp-user": "SMTP_USER",
  "smtp-password": "SMTP_PASSWORD",
  "messenger-credentials": "MESSENGERS",
  "advisory-token": "ADVISORY_TOKEN",
  "staging-token": "STAGING_TOKEN",
} as const;

/**
 * The same inputs, under the same rules, as those of the action.
 * @throws {Problem} as the action does; messages name inputs, which are called like the options
 */
export function inputsFrom(
  args: RollbackArguments,
  token: string,
  environment: Environment,
  runtime: Runtime,
): RollbackInputs {
  const given: Readonly<Record<string, string | undefined>> = {
    ...args.texts,
    abort: String(args.abort),
    notify: String(args.notify),
    "dry-run": "true",
    token,
  };
  const secret = (name: string) => {
    const variable = SECRETS[name as keyof typeof SECRETS];
    return variable === undefined ? undefined : environment[variable];
  };
  return parseInputs(new Inputs((name) => given[name] ?? secret(name) ?? ""), runtime);
}
