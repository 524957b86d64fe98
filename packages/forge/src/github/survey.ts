import { RequestFailure } from "../failure.ts";
import type { JournalPlace, StoredFile, Survey } from "../forge.ts";
import { isRateLimit } from "../patience.ts";
import type { Api, RepositoryPath } from "./api.ts";

interface GitObject {
  readonly oid: string;
  readonly text?: string | null;
  readonly isTruncated?: boolean;
  /** Of annotated tags. */
  readonly target?: GitObject;
}

interface Answer {
  readonly repository: {
    readonly tag: { readonly target: GitObject | null } | null;
    readonly branch?: { readonly name: string } | null;
    readonly latestRelease: { readonly databaseId: number; readonly tagName: string } | null;
    readonly release: {
      readonly databaseId: number;
      readonly isDraft: boolean;
      readonly isPrerelease: boolean;
      readonly immutable: boolean;
      readonly releaseAssets: { readonly totalCount: number };
    } | null;
    readonly [file: `file${number}`]: GitObject | null;
  } | null;
}

/** By GraphQL, in one request: REST has none that shows a draft by its tag. */
export async function survey(
  api: Api,
  at: RepositoryPath,
  tag: string,
  journal: JournalPlace | undefined,
): Promise<Survey> {
  const paths = journal?.paths ?? [];
  const operation = `look-up of ${tag}`;
  const { repository } = await api.repeat(operation, (client) =>
    client.graphql<Answer>(queryFor(paths.length), {
      owner: at.owner,
      name: at.repo,
      tag,
      ref: `refs/tags/${tag}`,
      ...(journal && { branch: `refs/heads/${journal.branch}` }),
      ...Object.fromEntries(paths.map((path, index) => [`path${index}`, `${journal?.branch}:${path}`])),
    }),
  );
  if (!repository) throw new RequestFailure({ operation, status: 404, reason: "the repository is not found" });
  const files = new Map<string, StoredFile>();
  for (const [index, path] of paths.entries()) {
    const blob = repository[`file${index}`];
    if (!blob) continue;
    if (typeof blob.text !== "string" || blob.isTruncated) {
      throw new RequestFailure({ operation, status: 310, reason: `${path} is no text, or too large` });
    }
    files.set(path, { text: blob.text, version: blob.oid });
  }
  const { release, latestRelease } = repository;
  return {
    commit: peel(repository.tag?.target),
    release: release
      ? {
          id: release.databaseId,
          draft: release.isDraft,
          prerelease: release.isPrerelease,
          immutable: release.immutable,
          assets: release.releaseAssets.totalCount,
        }
      : undefined,
    latest: latestRelease ? { id: latestRelease.databaseId, tag: latestRelease.tagName } : undefined,
    files,
    branchExists: Boolean(repository.branch),
  };
}

/** An annotated tag may point to a tag; two steps are asked for, as deep as any release goes. */
function peel(object: GitObject | null | undefined): string | undefined {
  if (!object) return undefined;
  return object.target === undefined ? object.oid : peel(object.target);
}

function queryFor(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `, $path${index}: String!`).join("");
  const blobs = indices
    .map((index) => `file${index}: object(expression: $path${index}) { oid ... on Blob { text isTruncated } }`)
    .join("\n    ");
  return `query Survey($owner: String!, $name: String!, $tag: String!, $ref: String!${count > 0 ? ", $branch: String!" : ""}${variables}) {
  repository(owner: $owner, name: $name) {
    tag: ref(qualifiedName: $ref) { target { oid ... on Tag { target { oid ... on Tag { target { oid } } } } } }
    ${count > 0 ? "branch: ref(qualifiedName: $branch) { name }" : ""}
    latestRelease { databaseId tagName }
    release(tagName: $tag) { databaseId isDraft isPrerelease immutable releaseAssets(first: 1) { totalCount } }
    ${blobs}
  }
}`;
}

/** By GraphQL: REST lists categories of discussions nowhere. */
export async function discussionCategories(api: Api, at: RepositoryPath): Promise<readonly string[] | undefined> {
  const query = `query Categories($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { hasDiscussionsEnabled discussionCategories(first: 100) { nodes { name } } }
}`;
  const ask = api.repeat("look-up of the categories of discussions", (client) =>
    client.graphql<{
      readonly repository: {
        readonly hasDiscussionsEnabled: boolean;
        readonly discussionCategories: { readonly nodes: readonly ({ readonly name: string } | null)[] | null } | null;
      } | null;
    }>(query, { owner: at.owner, name: at.repo }),
  );
  const { repository } = await ask.catch((error: unknown) => {
    if (error instanceof RequestFailure && error.status === 403 && !isRateLimit(error.details))
      return { repository: null };
    throw error;
  });
  if (repository?.hasDiscussionsEnabled === false) return [];
  return repository?.discussionCategories?.nodes?.flatMap((node) => (node ? [node.name] : []));
}
