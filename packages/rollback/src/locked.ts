import { explainRequest, type Ledger, RequestFailure } from "@slipway/forge";
import { Problem } from "@slipway/model";
import type { RollbackDeps } from "./gather.ts";

interface Locked {
  readonly tag: string;
  /** In the journal. */
  readonly step: string;
  readonly ledger: Ledger;
  /** How things stand, for a message about a request that failed. */
  state(): string;
}

/** Work under the lock of a release: how it failed is written down, and the lock given back. */
export async function locked<Result>(
  { tag, step, ledger, state }: Locked,
  { forge, cancelled }: Pick<RollbackDeps, "forge" | "cancelled">,
  work: () => Promise<Result>,
): Promise<Result> {
  cancelled?.addEventListener("abort", () => ledger.leave());
  try {
    await ledger.open(await forge.survey(tag, ledger.place));
    return await ledger.during(work);
  } catch (error) {
    const told = error instanceof RequestFailure ? explainRequest(error, state()) : error;
    const note = told instanceof Problem ? told.code : "unexpected";
    // The lock expires by itself; what failed is worth more than that this failed too.
    await ledger.close("end", step, { note }).catch(() => {});
    throw told;
  }
}
