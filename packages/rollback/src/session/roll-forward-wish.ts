import { mistake, parseVersion, type Version } from "@slipway/model";

/** What is asked for: the next free version, or this one. */
export type RollForwardWish = "next" | Version;

/** Input `roll-forward`: empty or `false`, `true`, or a version. */
export function rollForwardWish(text: string | undefined): RollForwardWish | undefined {
  if (text === undefined || /^false$/i.test(text)) return undefined;
  if (/^true$/i.test(text)) return "next";
  const version = parseVersion(text.replace(/^v(?=\d)/, ""));
  if (version !== undefined) return version;
  throw mistake(
    "invalid-input",
    `the input "roll-forward" is "${text}"`,
    'write "true", or the version of the rollback release, for example 2.1.1',
  );
}
