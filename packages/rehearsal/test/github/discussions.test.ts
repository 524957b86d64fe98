import { describe, expect, test } from "vitest";
import { bench, failure, REPO } from "./support.ts";

const ALL = { contents: "write", discussions: "write" } as const;
const CATEGORIES = { discussionCategories: ["General", "Announcements"] };
const REFUSED = {
  status: 404,
  message: "Discussion could not be created. Make sure you passed a valid category name.",
};

describe("the discussion of a release", () => {
  test("is opened with the publication, once", async () => {
    const { github, job } = await bench({}, CATEGORIES);
    const octokit = job(ALL);
    const made = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v1.0.0",
      discussion_category_name: "Announcements",
    });
    expect(made.data.discussion_url).toMatch(/\/ada\/tool\/discussions\/1$/);
    const update = async (category: string) =>
      (
        await octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
          ...REPO,
          release_id: made.data.id,
          discussion_category_name: category,
        })
      ).data.discussion_url;
    expect(await update("General")).toBe(made.data.discussion_url);
    expect(await update("No such one")).toBe(made.data.discussion_url);
    expect((await octokit.request("GET /repos/{owner}/{repo}", REPO)).data.has_discussions).toBe(true);
    expect(github.violations).toEqual([]);
  });

  test("a draft has none, and forgets what it was asked for", async () => {
    const { job } = await bench({}, CATEGORIES);
    const octokit = job(ALL);
    const draft = await octokit.request("POST /repos/{owner}/{repo}/releases", {
      ...REPO,
      tag_name: "v1.0.0",
      draft: true,
      discussion_category_name: "Announcements",
    });
    expect(draft.data).not.toHaveProperty("discussion_url");
    const at = { ...REPO, release_id: draft.data.id };
    const published = await octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
      ...at,
      draft: false,
    });
    expect(published.data).not.toHaveProperty("discussion_url");
    // What is published without one gets it later.
    const later = await octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
      ...at,
      discussion_category_name: "Announcements",
    });
    expect(later.data.discussion_url).toMatch(/\/discussions\/1$/);
  });

  test.each([
    ["a category that does not exist", CATEGORIES, ALL, "announcements"],
    ["a repository without discussions", {}, ALL, "Announcements"],
    ["a token without discussions: write", CATEGORIES, { contents: "write" } as const, "Announcements"],
  ])("%s is refused, and nothing is published", async (_, repository, permissions, category) => {
    const { job } = await bench({}, repository);
    const octokit = job(permissions);
    const wanted = { ...REPO, tag_name: "v1.0.0", discussion_category_name: category };
    expect(await failure(octokit.request("POST /repos/{owner}/{repo}/releases", wanted))).toMatchObject(REFUSED);
    const draft = await octokit.request("POST /repos/{owner}/{repo}/releases", { ...wanted, draft: true });
    const at = { ...REPO, release_id: draft.data.id };
    const publish = { ...at, draft: false, discussion_category_name: category };
    expect(await failure(octokit.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", publish))).toMatchObject(
      REFUSED,
    );
    expect((await octokit.request("GET /repos/{owner}/{repo}/releases/{release_id}", at)).data.draft).toBe(true);
  });
});
