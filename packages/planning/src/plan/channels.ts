import { mistake, type PlannedChannels, type PlannedHomebrew } from "@slipway/model";
import type { Config } from "../config/load.ts";
import { planHomebrew } from "./channels/homebrew.ts";

/** @throws {Problem} `channel-clash` */
export function planChannels(config: Config, product: string): PlannedChannels | undefined {
  const { homebrew } = config.settings.channels;
  const taps = (homebrew ?? []).map((settings) => planHomebrew(settings, product));
  requireDistinct(config, taps);
  if (taps.length === 0) return undefined;
  return { homebrew: taps };
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
