import type { ChannelRelease } from "@slipway/channels";
import { isPrerelease, type Plan } from "@slipway/model";

/** One command for each way in which people get this release; without a channel that fits, GitHub's own client. */
export function installCommands(plan: Plan | undefined, { manifest, repository, version }: ChannelRelease): string[] {
  const commands: string[] = [];
  for (const { tap, name, cask, formula, prerelease, prereleaseName } of plan?.channels?.homebrew ?? []) {
    if (isPrerelease(version) && prerelease === "skip") continue;
    const [channel = "rc"] = version.prerelease.map(String);
    const separate = isPrerelease(version) && prerelease === "separate";
    const called = separate ? prereleaseName.replaceAll("{name}", name).replaceAll("{channel}", channel) : name;
    const kind = formula === undefined && cask !== undefined ? "--cask " : "";
    commands.push(`brew install ${kind}${tap.replace("/homebrew-", "/")}/${called}`);
  }
  if (commands.length > 0) return commands;
  return [`gh release download ${manifest.tag} --repo ${repository}`];
}
