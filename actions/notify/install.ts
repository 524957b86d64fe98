import { type ChannelRelease, homebrewId, namesFor, scoopId } from "@slipway/channels";
import { type ChannelState, isPrerelease, type Plan } from "@slipway/model";

/** What a channel has of this release, by its id; undefined: it failed, or left a higher version as it was. */
export type ReceiptOf = (id: string) => ChannelState | undefined;

/**
 * One command for each way in which people get this release; without a channel that has it, GitHub's own client.
 * @param receiptOf absent: nobody knows, so every channel of the plan is told of
 */
export function installCommands(
  plan: Plan | undefined,
  { manifest, repository, version }: ChannelRelease,
  serverUrl: string,
  receiptOf?: ReceiptOf,
): string[] {
  const commands: string[] = [];
  for (const settings of plan?.channels?.homebrew ?? []) {
    const kind = settings.formula === undefined ? "cask" : "formula";
    const receipt = receiptOf?.(homebrewId(settings));
    // Of a back-port it is only in its versioned formula.
    const holds = (name: string) =>
      receiptOf === undefined ||
      (receipt !== undefined && (receipt.objects?.some(({ path }) => `/${path}`.endsWith(`/${name}.rb`)) ?? true));
    const found = namesFor(settings, version, kind).find(({ name }) => holds(name));
    if (found === undefined) continue;
    const tap = settings.tap.replace("/homebrew-", "/");
    commands.push(`brew install ${kind === "cask" ? "--cask " : ""}${tap}/${found.name}`);
  }
  if (!isPrerelease(version)) {
    for (const settings of plan?.channels?.scoop ?? []) {
      const { bucket, name } = settings;
      if (receiptOf !== undefined && receiptOf(scoopId(settings)) === undefined) continue;
      const [owner = ""] = bucket.split("/");
      commands.push(`scoop bucket add ${owner} ${serverUrl}/${bucket}; scoop install ${owner}/${name}`);
    }
  }
  if (commands.length > 0) return commands;
  return [`gh release download ${manifest.tag} --repo ${repository}`];
}
