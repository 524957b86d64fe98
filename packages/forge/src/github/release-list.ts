import type { Release } from "../forge.ts";
import { ANSWER_DEADLINE, openApi, pathOf } from "./api.ts";
import { exchange } from "./exchange.ts";
import type { GithubOptions } from "./github-forge.ts";
import { release } from "./views.ts";

export interface ReleaseList {
  /** Newest first, drafts among them where the token may see them. */
  readonly releases: readonly Release[];
  /** Whether older ones exist that were not asked for. */
  readonly cut: boolean;
}

const PAGE = 100;
const PAGES = 10;

/** The newest releases, at most 1000: who looks for an earlier version of a line needs no more, and history may be long. */
export async function listGithubReleases(options: GithubOptions): Promise<ReleaseList> {
  const { repository, apiUrl, token, patience, deadline = ANSWER_DEADLINE } = options;
  const api = openApi({ apiUrl, token, patience, deadline, fetch: (options.transport ?? { fetch, exchange }).fetch });
  const at = pathOf(repository);
  const releases: Release[] = [];
  for (let page = 1; page <= PAGES; page++) {
    const { data } = await api.repeat("list of releases", (client) =>
      client.request("GET /repos/{owner}/{repo}/releases", { ...at, per_page: PAGE, page }),
    );
    releases.push(...data.map(release));
    if (data.length < PAGE) return { releases, cut: false };
  }
  return { releases, cut: true };
}
