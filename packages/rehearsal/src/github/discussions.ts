import { ApiError, type Call } from "./answers.ts";
import type { Release } from "./state.ts";

/**
 * Opens the discussion of a release, as `discussion_category_name` asks for it. A draft gets none, and the wish is forgotten
 * (git-for-windows/git-for-windows-automation#89, drone-plugins/drone-github-release#89); a release that has one keeps it
 * (docs.github.com, "Update a release"). A category that does not exist, and a token without `discussions: write`, are
 * answered the same (ncipollo/release-action#398, dubzzz/fast-check#6932).
 *
 * @param draft whether the release is one after the request
 * @returns what is to be done once the release is stored; refusals come before that
 */
export function plannedDiscussion(call: Call, release: Release | undefined, draft: boolean): (stored: Release) => void {
  const { repository, body } = call;
  const category: unknown = body.discussion_category_name;
  if (typeof category !== "string" || category === "" || draft || release?.discussion !== undefined) return () => {};
  if (!repository.discussionCategories.includes(category) || !call.allowed("discussions", "write")) {
    throw new ApiError(404, "Discussion could not be created. Make sure you passed a valid category name.");
  }
  return (stored) => {
    stored.discussion ??= { number: repository.nextNumber++, category };
  };
}
