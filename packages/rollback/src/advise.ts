import { explainRequest, type Ledger, RequestFailure } from "@slipway/forge";
import { Problem } from "@slipway/model";
import { type AdvisoryLink, advisoryMark, completed } from "./advisory.ts";
import type { Facts } from "./facts.ts";
import type { RollbackDeps } from "./gather.ts";

/**
 * Drafts the security advisory, or completes the one that is there. Written down before and after.
 * @param step its name in the journal
 * @throws {Problem} `advisory-refused`
 */
export async function advise(
  { advisory, bad }: Facts,
  { advisories, log }: RollbackDeps,
  ledger: Ledger,
  step: string,
): Promise<AdvisoryLink> {
  if (advisory === undefined || advisories === undefined) throw new Error("there is nothing to advise of");
  const { content, found } = advisory;
  const hold = () => ledger.hold();
  try {
    await ledger.write("intent", step, {});
    const { id, url } =
      found !== undefined && completed(advisory) !== undefined
        ? await advisories.editAffected(found.id, (now) => completed({ content, found: now }), hold)
        : await advisories.draft(content, advisoryMark(bad.tag.text), hold);
    await ledger.write("receipt", step, { after: { advisory: { id, url } } });
    log.info(`security advisory: ${id}, a draft at ${url}`);
    return { id, url };
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    const { code, kind, message } = explainRequest(error, "The security advisory was not drafted.") as Problem;
    const remedy = `run this again, with an \`advisory-token\` that may (${code}); or draft it on the repository's Security page`;
    throw new Problem({ kind, code: "advisory-refused", message, remedy, cause: error });
  }
}
