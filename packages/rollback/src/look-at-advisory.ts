import { type Advisories, type Advisory, type Release, RequestFailure } from "@slipway/forge";
import { type AdvisoryFacts, advisoryContent, advisoryIn, advisoryMark, affectedVersions } from "./advisory.ts";
import type { Facts, Releases } from "./facts.ts";
import type { RollbackDeps, RollbackRequest } from "./gather.ts";
import type { RollForward } from "./roll-forward.ts";

const REMEDY =
  "give `advisory-token`, a token of a GitHub App or a person with \"Repository security advisories: write\" (a workflow's own token cannot have it), and run this again; or write the advisory on the repository's Security page";

interface Seen extends Pick<Facts, "bad" | "good" | "reason" | "entries"> {
  readonly releases: Releases;
  readonly list: readonly Release[];
  /** A rollback release: it does not have the problem. */
  readonly forward: RollForward | undefined;
}

/** What there is of a security advisory; only in mode `security`. That none can be made leaves the rollback alone. @throws {Problem} */
export async function lookAtAdvisory(
  { mode, operation, advisory }: RollbackRequest,
  seen: Seen,
  deps: RollbackDeps,
): Promise<{ readonly advisory?: AdvisoryFacts }> {
  if (mode !== "security" || operation === "abort") return {};
  const { bad, good, entries, releases, list } = seen;
  const versions = affectedVersions({ bad, good }, list, {
    affectedFrom: advisory?.affectedFrom,
    patchedVersion: advisory?.patchedVersion ?? seen.forward?.tag.version.text,
  });
  const { settings } = await deps.rules(bad.tag.text);
  const product = releases.good.manifest.project.name;
  const content = advisoryContent(seen, product, versions, settings.advisory, advisory?.severity);
  const facts = (found: Advisory | undefined, because?: string): { readonly advisory: AdvisoryFacts } => ({
    advisory: { content, found, ...(because !== undefined && { refused: { because, remedy: REMEDY } }) },
  });
  if (deps.advisories === undefined) return facts(undefined, "this server keeps none");
  const known = advisoryIn(entries);
  try {
    const found = await look(deps.advisories, known?.id, advisoryMark(bad.tag.text));
    if (found !== undefined) return facts(found);
    const refusal = await deps.advisories.refusal();
    if (refusal === undefined) return facts(undefined);
    // Made by a token that could, and invisible to this one.
    if (known !== undefined) return facts({ ...known, state: "draft", affected: content.affected });
    return facts(undefined, `this token may not make any: ${refusal}`);
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    return facts(undefined, error.message);
  }
}

/** Whoever may not see drafts is refused, or shown an empty list: both mean that none is seen. */
async function look(server: Advisories, id: string | undefined, mark: string): Promise<Advisory | undefined> {
  try {
    return (id === undefined ? undefined : await server.get(id)) ?? (await server.find(mark));
  } catch (error) {
    if (error instanceof RequestFailure && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}
