import type { PlannedChannels } from "@slipway/model";
import { parseConfig } from "../../config/load.ts";
import { planRegistries } from "./registries.ts";

/**
 * Registries for an action that works without a plan: the section `channels` of slipway.yml, without the word itself.
 * @param origin for messages
 * @throws {Problem} what reading slipway.yml throws
 */
export function registriesFrom(text: string, origin: string, product: string): Omit<PlannedChannels, "homebrew"> {
  const indented = text.replace(/^(?=.)/gm, "  ");
  const { settings } = parseConfig(`channels:\n${indented}`, origin);
  return planRegistries(settings.channels, product);
}
