import { RequestFailure } from "../failure.ts";
import type { Asset, AssetState, Release } from "../forge.ts";

/** The fields that are used of GitHub's answers, as its OpenAPI description names them. */
interface ReleaseAnswer {
  readonly id: number;
  readonly tag_name: string;
  readonly name: string | null;
  readonly body?: string | null | undefined;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly immutable?: boolean | undefined;
  readonly target_commitish: string;
  readonly discussion_url?: string | undefined;
  readonly html_url: string;
  readonly upload_url: string;
  readonly assets: readonly AssetAnswer[];
}

export interface AssetAnswer {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** The description knows `uploaded` and `open`; `starter` exists beside them. */
  readonly state: string;
  readonly digest?: string | null | undefined;
  readonly browser_download_url: string;
  readonly created_at: string;
}

/** @throws {RequestFailure} for an answer that lists no assets, not even none: it is not GitHub's */
export function release(answer: ReleaseAnswer): Release {
  if (!Array.isArray(answer.assets)) {
    throw new RequestFailure({ operation: "look-up of the release", reason: "the answer has no list of assets" });
  }
  return {
    id: answer.id,
    tag: answer.tag_name,
    title: answer.name ?? "",
    body: answer.body ?? "",
    draft: answer.draft,
    prerelease: answer.prerelease,
    immutable: answer.immutable ?? false,
    target: answer.target_commitish,
    discussion: answer.discussion_url,
    url: answer.html_url,
    uploadUrl: answer.upload_url,
    assets: answer.assets.map(asset),
  };
}

export function asset(answer: AssetAnswer): Asset {
  const createdAt = Date.parse(answer.created_at);
  return {
    id: answer.id,
    name: answer.name,
    size: answer.size,
    state: answer.state as AssetState,
    sha256: /^sha256:(?<hex>[0-9a-f]{64})$/i.exec(answer.digest ?? "")?.groups?.hex?.toLowerCase(),
    url: answer.browser_download_url,
    ...(!Number.isNaN(createdAt) && { createdAt }),
  };
}
