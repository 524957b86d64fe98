import { type HomebrewSettings, parseConfig } from "@slipway/planning";

/** The tap that the inputs name. Only a run without a plan loads what reads configurations. @throws {Problem} `invalid-configuration` */
export function homebrewSettings(text: string): HomebrewSettings {
  return parseConfig(text, 'input "settings"').settings.channels.homebrew?.[0] as HomebrewSettings;
}
