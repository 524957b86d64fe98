import { type Channel, type ChannelDeps, type Outcome, runChannel, undoChannel } from "@slipway/channels";
import { branchChannelLedger, type ChannelLedger, noChannelLedger } from "@slipway/forge";
import type { Facts, Releases } from "./facts.ts";
import type { FailoverFacts } from "./failover/hosts.ts";
import type { Gathered, RollbackDeps } from "./gather.ts";
import { isWarning } from "./warnings.ts";

/** How a rollback works at one channel: as a dry run for the plan, and then in earnest. */

/** @throws {Problem} what channels throw */
export async function actAt(
  channel: Channel,
  { bad, good }: Releases,
  { operation, failover }: { readonly operation: Facts["operation"]; readonly failover?: FailoverFacts | undefined },
  deps: ChannelDeps,
): Promise<Outcome> {
  if (failover?.hostsOnly) return await runChannel(channel, good, deps);
  return operation === "rollback" && !isWarning(channel)
    ? await undoChannel(channel, bad, good, deps)
    : await runChannel(channel, bad, deps);
}

/**
 * @param tag of the release that is taken back
 * @param guessed counts where the journal has no receipt
 * @param lockHolder of the lock under which channels are changed
 */
export function channelDeps(
  deps: RollbackDeps,
  tag: string,
  guessed: Gathered["guessed"],
  lockHolder?: string,
): ChannelDeps {
  const { forge, patience, log, run, journal, fetch, addressDeadline, cancelled } = deps;
  const ledger: ChannelLedger =
    journal === undefined
      ? noChannelLedger
      : branchChannelLedger({ forge, patience, log, branch: journal, tag, run, ...(lockHolder && { lockHolder }) });
  return {
    log,
    patience,
    dryRun: false,
    ledger: {
      ...ledger,
      past: async (channel) => {
        const past = await ledger.past(channel);
        const receipt = past.receipt ?? guessed.get(channel);
        return receipt === undefined || past.open !== undefined ? past : { ...past, receipt };
      },
    },
    ...(fetch && { fetch }),
    ...(addressDeadline !== undefined && { addressDeadline }),
    ...(cancelled && { cancelled }),
  };
}
