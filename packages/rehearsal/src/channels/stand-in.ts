import { join } from "node:path";
import { STAND_INS } from "@slipway/channels";
import { stringify } from "yaml";
import type { StandIn } from "../rehearse/stand-ins.ts";
import { messagesFor } from "./messages.ts";
import type { Part, Wanted } from "./part.ts";
import { repositoriesFor } from "./repositories.ts";
import { storesFor } from "./stores.ts";

const PARTS: Readonly<Record<string, (wanted: Wanted) => Promise<Part | undefined>>> = {
  repositories: repositoriesFor,
  stores: storesFor,
  messages: messagesFor,
};

/** Everything that a published release is brought to, on this machine. */
export async function standInForChannels(wanted: Wanted): Promise<StandIn | undefined> {
  const { channels, news } = wanted.plan;
  if (channels === undefined && news === undefined) return undefined;
  const parts: Part[] = [];
  const close = async () => void (await Promise.all(parts.map((part) => part.close())));
  try {
    for (const [name, start] of Object.entries(PARTS)) {
      const part = await start({ ...wanted, directory: join(wanted.directory, name) });
      if (part !== undefined) parts.push(part);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const registries = Object.assign({}, ...parts.map((part) => part.registries));
  const addresses = Object.assign({}, ...parts.map((part) => part.addresses));
  return {
    secrets: Object.assign(
      { ...(Object.keys(registries).length > 0 && { registries: stringify(registries) }) },
      ...parts.map((part) => part.secrets),
    ),
    env: { [STAND_INS]: JSON.stringify(addresses) },
    notes: parts.flatMap(({ note }) => (note === undefined ? [] : [note])),
    channels: async () => (await Promise.all(parts.map((part) => part.channels()))).flat(),
    offers: async () => (await Promise.all(parts.map((part) => part.offers?.() ?? []))).flat(),
    follow: async () => void (await Promise.all(parts.map((part) => part.follow?.()))),
    close,
  };
}
