import { mistake, type PlannedChannels, type PlannedHomebrew } from "@slipway/model";
import type { Config } from "../config/load.ts";
import { planHomebrew } from "./channels/homebrew.ts";
import { planRegistries } from "./channels/registries.ts";

/** @throws {Problem} `channel-clash` */
export function planChannels(config: Config, product: string): PlannedChannels | undefined {
  const { homebrew } = config.settings.channels;
  const taps = (homebrew ?? []).map((settings) => planHomebrew(settings, product));
  requireDistinct(config, taps);
  const registries = planRegistries(config.settings.channels, product);
  requireDistinctIds(config, registries);
  if (taps.length === 0 && Object.keys(registries).length === 0) return undefined;
  return { ...(taps.length > 0 && { homebrew: taps }), ...registries };
}

function requireDistinct(config: Config, taps: readonly PlannedHomebrew[]): void {
  const ids = taps.map(({ tap, name }) => `${tap}/${name}`);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice === -1) return;
  throw mistake(
    "channel-clash",
    `two entries keep up ${ids[twice]}`,
    'give each a "name" of its own, or merge them',
    config.placeOf(["channels", "homebrew", twice]),
  );
}

/** Credentials and steps in the journal are found by them. */
function requireDistinctIds(config: Config, { apt, rpm, registries, mirrors }: PlannedChannels): void {
  const all = Object.entries({ apt, rpm, registries, mirrors }).flatMap(([key, list = []]) =>
    list.map(({ id }, at) => ({ id, path: ["channels", key, at] })),
  );
  for (const { id, path } of all.filter((each, at) => all.findIndex((other) => other.id === each.id) !== at)) {
    throw mistake(
      "channel-clash",
      `two registries have the id "${id}"`,
      'give each an "id" of its own: credentials are found by it',
      config.placeOf(path),
    );
  }
}
