import { type ChannelRelease, namesFor } from "@slipway/channels";
import { isPrerelease, type Plan } from "@slipway/model";

/** One command for each way in which people get this release; without a channel that fits, GitHub's own client. */
export function installCommands(
  plan: Plan | undefined,
  { manifest, repository, version }: ChannelRelease,
  serverUrl: string,
): string[] {
  const commands: string[] = [];
  for (const settings of plan?.channels?.homebrew ?? []) {
    const kind = settings.formula === undefined ? "cask" : "formula";
    const [main] = namesFor(settings, version, kind);
    if (main === undefined) continue;
    const tap = settings.tap.replace("/homebrew-", "/");
    commands.push(`brew install ${kind === "cask" ? "--cask " : ""}${tap}/${main.name}`);
  }
  if (!isPrerelease(version)) {
    for (const { bucket, name } of plan?.channels?.scoop ?? []) {
      const [owner = ""] = bucket.split("/");
      commands.push(`scoop bucket add ${owner} ${serverUrl}/${bucket}; scoop install ${owner}/${name}`);
    }
  }
  if (commands.length > 0) return commands;
  return [`gh release download ${manifest.tag} --repo ${repository}`];
}
