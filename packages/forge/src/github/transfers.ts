import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { failureFromAnswer, RequestFailure } from "../failure.ts";
import type { Forge } from "../forge.ts";
import type { Patience } from "../patience.ts";
import { MOST_ASSETS } from "../publish/limits.ts";
import { API_VERSION, type Api, type RepositoryPath, USER_AGENT } from "./api.ts";
import { readAnswer, type SendExchange, transferDeadlines } from "./exchange.ts";
import { type AssetAnswer, asset, release } from "./views.ts";

interface Options {
  readonly api: Api;
  readonly at: RepositoryPath;
  readonly apiUrl: string;
  readonly token: string;
  readonly patience: Patience;
  readonly exchange: SendExchange;
}

type Transfers = Pick<Forge, "listAssets" | "uploadAsset" | "renameAsset" | "deleteAsset" | "downloadAsset">;

const REDIRECTS = 5;

/** A release's assets on GitHub. Bytes go over plain `http(s).request`, the rest through Octokit. */
export function transfers({ api, at, apiUrl, token, patience, exchange }: Options): Transfers {
  const anonymous = { "user-agent": USER_AGENT, "x-github-api-version": API_VERSION };
  const headers = { authorization: `token ${token}`, ...anonymous };
  const refusal = async (operation: string, response: IncomingMessage) =>
    failureFromAnswer(
      operation,
      response.statusCode ?? 0,
      response.headers,
      await readAnswer(operation, response),
      patience.time.now(),
    );

  return {
    listAssets: async (releaseId) => {
      const { assets } = await api.repeat("list of the release's assets", async (client) => {
        const path = "GET /repos/{owner}/{repo}/releases/{release_id}";
        return release((await client.request(path, { ...at, release_id: releaseId })).data);
      });
      if (!mayBeCut(assets.length)) return assets;
      const listed = await api.repeat("list of the release's assets", (client) =>
        client.paginate("GET /repos/{owner}/{repo}/releases/{release_id}/assets", {
          ...at,
          release_id: releaseId,
          per_page: PAGE,
        }),
      );
      return listed.map(asset);
    },

    uploadAsset: async ({ uploadUrl }, file, tell, guard) => {
      await patience.pace();
      await guard?.();
      const operation = `upload of ${file.name}`;
      const url = new URL(uploadUrl.replace(/\{[^}]*\}$/, ""));
      url.searchParams.set("name", file.name);
      const response = await exchange({
        operation,
        method: "POST",
        url,
        headers: { ...headers, accept: "application/vnd.github+json", "content-type": contentType(file.name) },
        file,
        ...(tell && { tell }),
        deadlines: transferDeadlines(file.size),
      });
      if (response.statusCode !== 201) throw await refusal(operation, response);
      const answer = (await readAnswer(operation, response)) as Partial<AssetAnswer>;
      if (typeof answer.id !== "number" || typeof answer.name !== "string") {
        throw new RequestFailure({ operation, reason: "the answer was cut short" });
      }
      return asset(answer as AssetAnswer);
    },

    renameAsset: async (id, name, guard) => {
      const { data } = await api.repeat(
        `renaming to ${name}`,
        (client) =>
          client.request("PATCH /repos/{owner}/{repo}/releases/assets/{asset_id}", { ...at, asset_id: id, name }),
        guard,
      );
      return asset(data);
    },

    deleteAsset: async (id, guard) => {
      await api.find(
        "deletion of an asset",
        (client) => client.request("DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}", { ...at, asset_id: id }),
        guard,
      );
    },

    downloadAsset: (id) => {
      const operation = "download of an asset";
      return patience.persist(operation, async () => {
        const start = new URL(`${apiUrl.replace(/\/$/, "")}/repos/${at.owner}/${at.repo}/releases/assets/${id}`);
        let url = start;
        for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
          const response = await exchange({
            operation,
            method: "GET",
            url,
            // The signed address that GitHub sends downloads to must not see the token.
            headers: { ...(url.origin === start.origin ? headers : anonymous), accept: "application/octet-stream" },
            deadlines: transferDeadlines(2 ** 31),
          });
          if (response.statusCode === 200) return told(response, operation);
          const { location } = response.headers;
          if (response.statusCode === undefined || response.statusCode >= 400 || location === undefined) {
            throw await refusal(operation, response);
          }
          response.resume();
          url = new URL(location, url);
        }
        throw new RequestFailure({ operation, status: 310, reason: `more than ${REDIRECTS} redirects` });
      });
    },
  };
}

/** A connection that breaks in the middle is a failed request too. */
function told(stream: Readable, operation: string): Readable {
  const chunks = async function* () {
    try {
      yield* stream;
    } catch (error) {
      throw new RequestFailure({ operation, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  return Readable.from(chunks(), { objectMode: false });
}

const PAGE = 100;

/**
 * A release's own answer lists all its assets; GitHub's command line relies on it. Should it ever be cut, then at a round
 * number: such a list is asked for page by page, except the longest that can exist.
 */
const mayBeCut = (count: number): boolean => count > 0 && count % PAGE === 0 && count < MOST_ASSETS;

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.(?:gz|tgz)$/, "application/gzip"],
  [/\.xz$/, "application/x-xz"],
  [/\.zst$/, "application/zstd"],
  [/\.zip$/, "application/zip"],
  [/\.json$/, "application/json"],
  [/\.(?:txt|asc|sha256|sha512|md5)$|^(?:SHA256|SHA512|MD5)SUMS$/, "text/plain; charset=utf-8"],
];

/** Media types as IANA registers them; what a browser shows or saves depends on it. */
export function contentType(name: string): string {
  return TYPES.find(([pattern]) => pattern.test(name))?.[1] ?? "application/octet-stream";
}
