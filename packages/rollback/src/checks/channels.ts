import type { Channel } from "@slipway/channels";
import { RequestFailure } from "@slipway/forge";
import { Problem, type RollbackCheck } from "@slipway/model";
import type { ChannelFacts } from "../facts.ts";
import { isMessage } from "../plan.ts";
import { failed, passed } from "./check.ts";

/**
 * Whether each channel that will be changed can be reached with its credentials; whether they may write, where that can be
 * found out without writing.
 */
export async function checkChannels(
  facts: readonly ChannelFacts[],
  channels: ReadonlyMap<string, Channel>,
): Promise<readonly RollbackCheck[]> {
  const checks: RollbackCheck[] = [];
  for (const { outcome } of facts) {
    const { id, title } = outcome;
    const channel = channels.get(id);
    if (outcome.type === "failed") {
      const { message, remedy } = outcome.problem;
      checks.push(unreachable(id, title, message, remedy));
    } else if (outcome.type === "proposed" && channel !== undefined) checks.push(await checkChannel(channel));
  }
  return checks;
}

async function checkChannel(channel: Channel): Promise<RollbackCheck> {
  const { id, title } = channel;
  const check = `channel:${id}`;
  const name = `${title} can be changed`;
  if (isMessage(channel))
    return passed(check, name, "there is an address; whether it takes messages is found out by sending");
  if (channel.access === undefined)
    return passed(check, name, "it can be read; whether it can be written is found out by writing");
  try {
    const access = await channel.access();
    if (access.writable) return passed(check, name, "its credentials may write");
    return unreachable(id, title, `its credentials may not write: ${access.reason}`, "give credentials that may write");
  } catch (error) {
    if (error instanceof Problem) return unreachable(id, title, error.message, error.remedy);
    if (!(error instanceof RequestFailure)) throw error;
    return unreachable(id, title, error.message, "see whether its server is well");
  }
}

const unreachable = (id: string, title: string, found: string, remedy: string): RollbackCheck =>
  failed(`channel:${id}`, `${title} can be changed`, found, `${remedy}; or leave it alone with \`leave-out: ${id}\``);
