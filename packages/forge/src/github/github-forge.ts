import { RequestFailure } from "../failure.ts";
import type { Access, Forge, Release, ReleaseChanges } from "../forge.ts";
import { isRateLimit, type Patience } from "../patience.ts";
import { ANSWER_DEADLINE, type Api, type Fetch, openApi, pathOf, type RepositoryPath } from "./api.ts";
import { exchange, type SendExchange } from "./exchange.ts";
import { files } from "./files.ts";
import { discussionCategories, survey } from "./survey.ts";
import { transfers } from "./transfers.ts";
import { release } from "./views.ts";

export interface GithubOptions {
  /** `owner/name` */
  readonly repository: string;
  /** For example `https://api.github.com`; GitHub Enterprise Server's ends in `/api/v3`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly patience: Patience;
  /** Milliseconds for one request of the API; transfers have deadlines by their size. */
  readonly deadline?: number;
  /** Carries requests past the network; for tests. */
  readonly transport?: { readonly fetch: Fetch; readonly exchange: SendExchange };
}

const PAGE = 100;
/** GitHub's own name for what workflows do (docs.github.com, "actions/checkout", "Push a commit"). */
const TAGGER = { name: "github-actions[bot]", email: "41898282+github-actions[bot]@users.noreply.github.com" };
/** Annotated tags may point to tags. */
const TAG_DEPTH = 10;

/** Releases on GitHub, by its REST API (version 2022-11-28) and, for drafts in a long history, GraphQL. */
export function githubForge(options: GithubOptions): Forge {
  const { repository, apiUrl, token, patience, deadline = ANSWER_DEADLINE } = options;
  const transport = options.transport ?? { fetch, exchange };
  const api = openApi({ apiUrl, token, patience, deadline, fetch: transport.fetch });
  const at = pathOf(repository);
  /** What annotated tags point to never changes. */
  const peeled = new Map<string, string>();

  return {
    repository,
    ...transfers({ api, at, apiUrl, token, patience, exchange: transport.exchange }),
    ...files({ api, at }),

    /** Generating notes needs `contents: write` and stores nothing. */
    probeAccess: async (tag): Promise<Access> => {
      try {
        await api.repeat("probe of the token", (client) =>
          client.request("POST /repos/{owner}/{repo}/releases/generate-notes", { ...at, tag_name: tag }),
        );
        return { writable: true };
      } catch (error) {
        if (!(error instanceof RequestFailure) || isRateLimit(error.details)) throw error;
        // Something else is wrong, for example with .github/release.yml, and that is told only to those who may write.
        if (error.status === 422) return { writable: true };
        // 404: the token does not see the repository, or sees it and may not write.
        if (error.status === 403 || error.status === 404) return { writable: false, reason: error.details.reason };
        throw error;
      }
    },

    resolveTag: async (tag) => {
      const found = await api.find("look-up of the tag", (client) =>
        client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...at, ref: `tags/${tag}` }),
      );
      if (found === undefined) return undefined;
      const start: { type: string; sha: string } = found.data.object;
      let object = start;
      for (let depth = 0; object.type === "tag" && depth < TAG_DEPTH; depth++) {
        const known = peeled.get(object.sha);
        if (known !== undefined) return known;
        const { sha } = object;
        const { data } = await api.repeat("look-up of the annotated tag", (client) =>
          client.request("GET /repos/{owner}/{repo}/git/tags/{tag_sha}", { ...at, tag_sha: sha }),
        );
        object = data.object;
      }
      if (object.type !== "commit") return undefined;
      if (start.type === "tag") peeled.set(start.sha, object.sha);
      return object.sha;
    },

    createTag: async ({ tag, commit, message, time }, guard) => {
      // An object that nothing refers to yet; equal content makes the same one again.
      const { data } = await api.repeat("creation of the tag", (client) =>
        client.request("POST /repos/{owner}/{repo}/git/tags", {
          ...at,
          tag,
          message,
          object: commit,
          type: "commit",
          tagger: { ...TAGGER, date: time },
        }),
      );
      try {
        await api.repeat(
          "creation of the tag's ref",
          (client) =>
            client.request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref: `refs/tags/${tag}`, sha: data.sha }),
          guard,
        );
        return true;
      } catch (error) {
        if (error instanceof RequestFailure && error.conflict) return false;
        throw error;
      }
    },

    survey: (tag, journal) => survey(api, at, tag, journal),

    findReleases: (tag) => findReleases(api, at, tag),

    release: (id) => releaseBy(api, at, id, "look-up of the release"),

    discussionCategories: () => discussionCategories(api, at),

    latestRelease: async () => {
      const found = await api.find("look-up of the latest release", (client) =>
        client.request("GET /repos/{owner}/{repo}/releases/latest", { ...at }),
      );
      return found && release(found.data);
    },

    createDraft: async ({ tag, commit, title, body, prerelease }, guard) => {
      await patience.pace();
      await guard?.();
      // No target commit where the tag exists: naming one that changes workflows is answered 404.
      const { data } = await api.once("creation of the draft", (client) =>
        client.request("POST /repos/{owner}/{repo}/releases", {
          ...at,
          tag_name: tag,
          name: title,
          body,
          prerelease,
          draft: true,
          ...(commit !== undefined && { target_commitish: commit }),
        }),
      );
      return release(data);
    },

    updateRelease: async (id, given, guard) => {
      const place = { ...at, release_id: id };
      return await patience.persist("update of the release", async () => {
        await guard?.();
        let changes = given;
        if (typeof changes === "function") {
          const { data } = await api.once("look-up of the release", (client) =>
            client.request("GET /repos/{owner}/{repo}/releases/{release_id}", place),
          );
          const now = release(data);
          const decided = await changes(now);
          if (decided === undefined) return now;
          // The look-up may have taken as long as an answer may.
          await guard?.();
          changes = decided;
        }
        const fields = fieldsOf(changes);
        const { data } = await api.once("update of the release", (client) =>
          client.request("PATCH /repos/{owner}/{repo}/releases/{release_id}", { ...place, ...fields }),
        );
        return release(data);
      });
    },

    deleteDraft: async (id, guard) => {
      let published = false;
      try {
        await api.find(
          "deletion of the draft",
          (client) => client.request("DELETE /repos/{owner}/{repo}/releases/{release_id}", { ...at, release_id: id }),
          async () => {
            await guard?.();
            published = (await releaseBy(api, at, id, "look-up of the draft"))?.draft === false;
            if (published) throw new NoDraft();
          },
        );
      } catch (error) {
        if (!(error instanceof NoDraft)) throw error;
      }
      return !published;
    },

    generateNotes: async ({ tag, previousTag, commit }) => {
      const { data } = await api.repeat("generation of notes", (client) =>
        client.request("POST /repos/{owner}/{repo}/releases/generate-notes", {
          ...at,
          tag_name: tag,
          ...(previousTag !== undefined && { previous_tag_name: previousTag }),
          ...(commit !== undefined && { target_commitish: commit }),
        }),
      );
      return { title: data.name, body: data.body };
    },
  };
}

function fieldsOf({ title, commit, makeLatest, discussion, ...rest }: ReleaseChanges) {
  return {
    ...rest,
    ...(title !== undefined && { name: title }),
    ...(commit !== undefined && { target_commitish: commit }),
    ...(discussion !== undefined && { discussion_category_name: discussion }),
    // A string in this API, unlike its neighbours.
    ...(makeLatest !== undefined && { make_latest: makeLatest ? ("true" as const) : ("false" as const) }),
  };
}

async function releaseBy(api: Api, at: RepositoryPath, id: number, operation: string): Promise<Release | undefined> {
  const found = await api.find(operation, (client) =>
    client.request("GET /repos/{owner}/{repo}/releases/{release_id}", { ...at, release_id: id }),
  );
  return found && release(found.data);
}

/** Control flow within `deleteDraft`, never seen outside. */
class NoDraft extends Error {}

/**
 * The list is the only REST look-up that shows drafts, and it lags behind writes. Its newest page is asked; unless that shows
 * the tag's published release, GraphQL is asked for it as well (the query that GitHub's own command line uses). So the cost
 * does not grow with history, and what was published a moment ago is not taken for a draft.
 */
async function findReleases(api: Api, at: RepositoryPath, tag: string): Promise<readonly Release[]> {
  const newest = await api.repeat("list of releases", (client) =>
    client.request("GET /repos/{owner}/{repo}/releases", { ...at, per_page: PAGE }),
  );
  const found = new Map(newest.data.filter((each) => each.tag_name === tag).map((each) => [each.id, release(each)]));
  if (![...found.values()].some(({ draft }) => !draft)) {
    const known = (await survey(api, at, tag, undefined)).release;
    if (known !== undefined && found.get(known.id)?.draft !== known.draft) {
      const single = await releaseBy(api, at, known.id, "look-up of the release");
      if (single !== undefined) found.set(known.id, single);
    }
  }
  return [...found.values()].sort((a, b) => a.id - b.id);
}
