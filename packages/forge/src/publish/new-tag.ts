import { RequestFailure } from "../failure.ts";
import { isRateLimit } from "../patience.ts";
import { problem } from "../remedies.ts";
import type { Engagement } from "./engagement.ts";

/** The tag of a release that no pushed tag began: made only when everything else is done. */
export interface NewTag {
  /** Of the annotated tag. */
  readonly message: string;
  /** ISO 8601. Equal times make equal tag objects, however often it is tried. */
  readonly time: string;
}

/**
 * Creates the tag of a draft that is about to go public, on the commit that was built; one that another run created on the
 * same commit will do.
 * @throws {Problem} `tag-refused`, `tag-moved`
 */
export async function makeTag(here: Engagement, newTag: NewTag): Promise<void> {
  const { forge, ledger, deps, wanted } = here;
  const { tag, commit } = wanted;
  deps.log.info(`creating the tag ${tag} on commit ${commit}`);
  try {
    await forge.createTag({ tag, commit, ...newTag }, () => ledger.hold());
  } catch (error) {
    throw error instanceof RequestFailure && isRefusal(error) ? refused(here, error) : error;
  }
  here.tagMade = true;
  here.state = `The tag ${tag} was created; the draft is complete, and nothing is public.`;
  here.requireTag(
    await deps.patience.settle(
      () => here.survey(),
      (found) => found.commit !== undefined,
    ),
  );
}

function isRefusal({ status, details }: RequestFailure): boolean {
  return (status === 403 || status === 404 || status === 422) && !isRateLimit(details);
}

function refused({ wanted, state }: Engagement, cause: RequestFailure) {
  return problem("tag-refused", {
    message: `the tag ${wanted.tag} cannot be created: ${cause.message}. ${state}`,
    cause,
  });
}
