import type { Kit } from "@slipway/action-kit";
import { openSigner, tapChannel } from "@slipway/channels/action";
import { messageChannel } from "@slipway/channels/messages";
import { type PlannedChannel, plannedRegistries, type RegistrySecrets } from "@slipway/channels/registries";
import type { Forge, Patience } from "@slipway/forge";
import {
  isPrerelease,
  MESSAGE_TYPES,
  MESSENGERS,
  mistake,
  type PlannedMessenger,
  type PlannedNews,
} from "@slipway/model";
import { CONFIG_NAME, NO_CONFIG, parseConfig, planChannels, planNews } from "@slipway/planning";
import type { Releases } from "../facts.ts";
import type { Host } from "../failover/hosts.ts";
import { hostsOf } from "../failover/look.ts";
import type { RollbackChannel } from "../gather.ts";
import type { RollbackInputs } from "./inputs.ts";

interface Context {
  readonly inputs: RollbackInputs;
  readonly kit: Kit;
  readonly forge: Forge;
  readonly patience: Patience;
  readonly secrets: ReadonlyMap<string, RegistrySecrets>;
}

/**
 * Every place where the bad release was advertised, as the configuration at its own tag names them: that is the one by which
 * it was released. Neither a checkout nor its plan is needed.
 */
export async function configuredChannels(
  releases: Releases,
  { inputs, kit, forge, patience, secrets }: Context,
  order?: readonly string[],
): Promise<readonly RollbackChannel[]> {
  const { bad, good } = releases;
  const config = await configurationAt(bad.manifest.tag, inputs.config, forge);
  const planned = planChannels(config, good.manifest.project.name) ?? {};
  const { taps: credentials, repository, token, address, dryRun } = inputs;
  const { log, runtime } = kit;
  const taps = (planned.homebrew ?? []).map(
    (settings): RollbackChannel => ({
      id: `homebrew:${settings.tap}/${settings.name}`,
      kind: "homebrew",
      title: `Homebrew tap ${settings.tap}`,
      make: async () => tapChannel(settings, { credentials, repository, token, address, dryRun }, kit, patience),
    }),
  );
  const moment = Math.floor(patience.time.now() / 1000);
  const registries: readonly PlannedChannel[] = plannedRegistries(planned, {
    release: bad,
    patience,
    apiUrl: runtime.apiUrl,
    serverUrl: runtime.serverUrl,
    temp: runtime.temp,
    log,
    secrets,
    token,
    signer: () => openSigner(inputs, moment),
    ...(order && { order }),
  });
  const news = planNews(config) ?? newsOf(inputs);
  const type = isPrerelease(bad.version) ? "prerelease" : "release";
  const messages = news.messengers.map(
    (messenger: PlannedMessenger): RollbackChannel => ({
      id: `notify:${messenger.id}`,
      kind: messenger.messenger,
      title: `Message to ${messenger.id}`,
      make: async () =>
        messageChannel({
          news,
          messenger,
          type,
          secrets: inputs.messengers[messenger.id] ?? {},
          patience,
          tell: log.info,
        }),
    }),
  );
  return [...taps, ...registries, ...messages];
}

/** Where clients get releases: where they are published, then the mirrors. */
export async function configuredHosts(
  { bad, good }: Releases,
  { inputs, kit, forge }: Pick<Context, "inputs" | "kit" | "forge">,
): Promise<readonly Host[]> {
  const config = await configurationAt(bad.manifest.tag, inputs.config, forge);
  return hostsOf(
    planChannels(config, good.manifest.project.name)?.mirrors ?? [],
    good.repository,
    kit.runtime.serverUrl,
  );
}

/** Where no configuration says who was told: whoever can be told, as notify does. */
function newsOf({ messengers }: RollbackInputs): PlannedNews {
  const on = [...MESSAGE_TYPES];
  const to = MESSENGERS.filter((kind) => kind !== "email" && messengers[kind] !== undefined);
  return {
    messengers: to.map((messenger) => ({ messenger, id: messenger, on }) as PlannedMessenger),
    urgent: ["security", "rollback"],
    texts: {},
  };
}

async function configurationAt(tag: string, path: string | undefined, forge: Forge) {
  const name = path ?? CONFIG_NAME;
  // By its commit: a branch may have the tag's name.
  const commit = await forge.resolveTag(tag);
  const file = commit === undefined ? undefined : await forge.readFile(commit, name);
  if (file !== undefined) return parseConfig(file.text, `${name} at ${tag}`);
  if (path === undefined) return NO_CONFIG;
  throw mistake(
    "missing-config",
    `there is no "${name}" in ${forge.repository} at ${tag}`,
    "correct the input `config`; it is a path in the repository",
  );
}
