import type { Secrets } from "@slipway/channels/messages";
import { MESSAGE_TYPES, MESSENGERS, type PlannedMessenger, type PlannedNews } from "@slipway/model";
import { loadConfig, planNews } from "@slipway/planning";

/**
 * Who is told where no plan says it: whom the configuration in the workspace names, otherwise every messenger whose address
 * was given.
 */
export async function newsOfWorkspace(
  { directory, config }: { readonly directory: string; readonly config: string | undefined },
  credentials: Readonly<Record<string, Secrets>>,
): Promise<PlannedNews> {
  const planned = planNews(await loadConfig(directory, config));
  if (planned !== undefined) return planned;
  const messengers = MESSENGERS.filter((kind) => kind !== "email" && credentials[kind] !== undefined).map(
    (messenger) => ({ messenger, id: messenger, on: [...MESSAGE_TYPES] }) as PlannedMessenger,
  );
  return { messengers, urgent: ["security", "rollback"], texts: {} };
}
