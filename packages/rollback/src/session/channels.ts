import type { Kit } from "@slipway/action-kit";
import { openSigner, tapChannel } from "@slipway/channels/action";
import { messageChannel } from "@slipway/channels/messages";
import { type PlannedChannel, plannedRegistries, type RegistrySecrets } from "@slipway/channels/registries";
import type { Forge, Patience } from "@slipway/forge";
import { isPrerelease, MESSAGE_TYPES, MESSENGERS, type PlannedMessenger, type PlannedNews } from "@slipway/model";
import { planChannels, planNews } from "@slipway/planning";
import { configurationAt } from "../configuration.ts";
import type { Releases } from "../facts.ts";
import type { MirrorSource } from "../failover/download.ts";
import type { Host } from "../failover/hosts.ts";
import { hostsOf } from "../failover/look.ts";
import type { RollbackChannel } from "../gather.ts";
import { WARNING } from "../warnings.ts";
import type { RollbackInputs } from "./inputs.ts";
import { type Real, requireApart } from "./staging.ts";

interface Context {
  readonly inputs: RollbackInputs;
  readonly kit: Kit;
  readonly forge: Forge;
  readonly patience: Patience;
  readonly secrets: ReadonlyMap<string, RegistrySecrets>;
  /** In mode `staging`: what must not be touched. */
  readonly real?: Real | undefined;
}

/**
 * Every place where the bad release was advertised, as the configuration at its own tag names them: that is the one by which
 * it was released. Neither a checkout nor its plan is needed.
 */
export async function configuredChannels(
  releases: Releases,
  { inputs, kit, forge, patience, secrets, real }: Context,
  order?: readonly string[],
): Promise<readonly RollbackChannel[]> {
  const { bad } = releases;
  const config = await configurationOf(bad.manifest.tag, inputs.config, forge);
  // A project may have had another name before.
  const product = bad.manifest.project.name;
  if (real !== undefined) requireApart(config, real, product, inputs.address);
  const planned = planChannels(config, product) ?? {};
  const { taps: credentials, repository, token, address } = inputs;
  // Not as a dry run, which reads a tap without its credentials: the plan that is approved is the one that is executed.
  const access = { credentials, repository, token, address, dryRun: false };
  const { log, runtime } = kit;
  const taps = (planned.homebrew ?? []).map(
    (settings): RollbackChannel => ({
      id: `homebrew:${settings.tap}/${settings.name}`,
      kind: "homebrew",
      title: `Homebrew tap ${settings.tap}`,
      make: async () => tapChannel(settings, access, kit, patience),
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
  const messages = configuredMessages(releases, planNews(config) ?? newsOf(inputs), { inputs, patience, log });
  return [...taps, ...registries, ...messages];
}

/** Where clients get releases: where they are published, then the mirrors. */
export async function configuredHosts(
  { bad, good }: Releases,
  { inputs, kit, forge }: Pick<Context, "inputs" | "kit" | "forge">,
): Promise<readonly Host[]> {
  const config = await configurationOf(bad.manifest.tag, inputs.config, forge);
  return hostsOf(
    planChannels(config, bad.manifest.project.name)?.mirrors ?? [],
    good.repository,
    kit.runtime.serverUrl,
  );
}

/** From where assets come while GitHub does not hand them out. */
export function mirrorsBy(
  { config: path, repository }: RollbackInputs,
  { runtime, log }: Kit,
  forge: Forge,
  get: typeof fetch | undefined,
): MirrorSource {
  return {
    addresses: async (tag) => {
      const config = await configurationOf(tag, path, forge);
      const { mirrors = [] } = planChannels(config, repository.split("/")[1] ?? "") ?? {};
      return mirrors.map(({ url }) => url);
    },
    temp: runtime.temp,
    log,
    ...(get && { fetch: get }),
  };
}

/** Who was told is corrected; in mode `security` whoever gets security notices is warned, told of the release or not. */
function configuredMessages(
  { bad, good }: Releases,
  told: PlannedNews,
  { inputs, patience, log }: Pick<Context, "inputs" | "patience"> & Pick<Kit, "log">,
): readonly RollbackChannel[] {
  const { mode, operation } = inputs;
  const atOnce = mode === "emergency" || mode === "security";
  const news = atOnce ? { ...told, urgent: [...new Set([...told.urgent, "security", "rollback"] as const)] } : told;
  const released = isPrerelease(bad.version) ? "prerelease" : "release";
  const why = good.mode.type === "rollback" ? { reason: good.mode.reason } : {};
  return news.messengers.map((messenger: PlannedMessenger): RollbackChannel => {
    const warns = mode === "security" && operation === "rollback" && messenger.on.includes("security");
    return {
      id: `notify:${messenger.id}${warns ? WARNING : ""}`,
      kind: messenger.messenger,
      title: `${warns ? "Security notice" : "Message"} to ${messenger.id}`,
      make: async () =>
        messageChannel({
          news,
          messenger,
          ...(warns ? { type: "security", ...why, replacement: good.manifest.version } : { type: released }),
          secrets: inputs.messengers[messenger.id] ?? {},
          patience,
          tell: log.info,
        }),
    };
  });
}

/** Where no configuration says who was told: whoever can be told, as notify does. */
function newsOf({ messengers, mode }: RollbackInputs): PlannedNews {
  const on = [...MESSAGE_TYPES];
  // An address that no configuration calls a staging one may be anybody's.
  const to = mode === "staging" ? [] : MESSENGERS.filter((kind) => kind !== "email" && messengers[kind] !== undefined);
  return {
    messengers: to.map((messenger) => ({ messenger, id: messenger, on }) as PlannedMessenger),
    urgent: ["security", "rollback"],
    texts: {},
  };
}

/** By the tag's commit: a branch may have its name. */
const configurationOf = async (tag: string, path: string | undefined, forge: Forge) =>
  await configurationAt(forge, await forge.resolveTag(tag), path, tag);
