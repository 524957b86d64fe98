import type { Inputs } from "@slipway/action-kit";
import { mistake } from "@slipway/model";
import { parseDocument } from "yaml";
import type { Secrets } from "../messages/index.ts";

/** Inputs of the usual messengers, each of which is called after its kind, and those of the YAML by their ids. @param named input of the YAML */
export function messengerCredentials(inputs: Inputs, named = "credentials"): Readonly<Record<string, Secrets>> {
  const usual: Readonly<Record<string, Secrets>> = {
    slack: { url: inputs.text("slack-webhook") },
    discord: { url: inputs.text("discord-webhook") },
    teams: { url: inputs.text("teams-webhook") },
    webhook: { url: inputs.text("webhook-url"), secret: inputs.text("webhook-secret") },
    email: { user: inputs.text("smtp-user"), password: inputs.text("smtp-password") },
  };
  const given = Object.entries(usual).filter(([, secrets]) =>
    Object.values(secrets).some((value) => value !== undefined),
  );
  return { ...Object.fromEntries(given), ...namedCredentials(inputs.text(named), named) };
}

/** What cannot be an address or a token that somebody wrote in the wrong place. */
const ID = /^[a-z][a-z0-9_-]{0,30}$/i;
const KEYS = ["url", "secret", "user", "password", "server"];

function namedCredentials(text: string | undefined, input: string): Readonly<Record<string, Secrets>> {
  if (text === undefined) return {};
  const wrong = (what: string) =>
    mistake(
      "credentials-unreadable",
      `the input "${input}" ${what}`,
      `write YAML such as "team: {url: https://…}", with the keys ${KEYS.join(", ")}`,
    );
  let value: unknown;
  try {
    // Every value is text, also one that looks like a number; and no warning quotes one.
    const document = parseDocument(text, { logLevel: "silent", schema: "failsafe" });
    if (document.errors.length + document.warnings.length > 0) throw wrong("is no YAML");
    value = document.toJS();
  } catch {
    // The parser's message would quote what is secret.
    throw wrong("is no YAML");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong("is no mapping of messengers");
  for (const [at, [id, secrets]] of Object.entries(value).entries()) {
    const which = ID.test(id) ? `"${id}"` : `its entry ${at + 1}`;
    if (typeof secrets !== "object" || secrets === null) throw wrong(`has no mapping below ${which}`);
    const foreign = Object.entries(secrets).some(([key, each]) => !KEYS.includes(key) || typeof each !== "string");
    // Without its space `url:https://…` is one key: never quoted.
    if (foreign) throw wrong(`has a key below ${which} that is unknown, has no space behind its colon, or is no text`);
  }
  return value as Record<string, Secrets>;
}
