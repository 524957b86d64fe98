import {
  buildSchema,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from "graphql";
import { type Actor, type Bases, timestamp } from "./answers.ts";
import {
  type Asset,
  findRepository,
  latestRelease,
  orderedReleases,
  type Release,
  type Repository,
  type World,
} from "./state.ts";
import { isAllowed, levelOf } from "./tokens.ts";
import { assetView, htmlOf, nodeId, releaseView } from "./views.ts";

/**
 * The part of GitHub's GraphQL schema that Slipway and `gh release` ask for, with GitHub's names and types. A query for any
 * other field gets GraphQL's own validation error.
 */
const SCHEMA = /* GraphQL */ `
  scalar DateTime
  scalar URI
  scalar GitObjectID
  enum OrderDirection { ASC DESC }
  enum ReleaseOrderField { CREATED_AT NAME }
  enum RepositoryPermission { ADMIN MAINTAIN READ TRIAGE WRITE }
  input ReleaseOrder { direction: OrderDirection! field: ReleaseOrderField! }
  enum PullRequestMergeMethod { MERGE REBASE SQUASH }
  input EnablePullRequestAutoMergeInput {
    clientMutationId: String
    commitBody: String
    commitHeadline: String
    expectedHeadOid: GitObjectID
    mergeMethod: PullRequestMergeMethod = MERGE
    pullRequestId: ID!
  }
  type AutoMergeRequest { mergeMethod: PullRequestMergeMethod! }
  type PullRequest { id: ID! number: Int! autoMergeRequest: AutoMergeRequest }
  type EnablePullRequestAutoMergePayload { clientMutationId: String pullRequest: PullRequest }
  type Mutation {
    enablePullRequestAutoMerge(input: EnablePullRequestAutoMergeInput!): EnablePullRequestAutoMergePayload
  }
  type Query {
    repository(owner: String!, name: String!, followRenames: Boolean = true): Repository
    viewer: User!
  }
  type User { login: String! }
  type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }
  interface GitObject { oid: GitObjectID! }
  type Commit implements GitObject { oid: GitObjectID! }
  type Tag implements GitObject { oid: GitObjectID! name: String! target: GitObject! }
  type Tree implements GitObject { oid: GitObjectID! }
  type Blob implements GitObject { oid: GitObjectID! byteSize: Int! isTruncated: Boolean! text: String }
  type Ref { name: String! prefix: String! target: GitObject }
  type RepositoryOwner { login: String! }
  type Repository {
    id: ID!
    databaseId: Int
    name: String!
    nameWithOwner: String!
    owner: RepositoryOwner!
    isPrivate: Boolean!
    url: URI!
    viewerPermission: RepositoryPermission
    defaultBranchRef: Ref
    hasDiscussionsEnabled: Boolean!
    discussionCategories(first: Int, after: String): DiscussionCategoryConnection!
    ref(qualifiedName: String!): Ref
    latestRelease: Release
    object(expression: String, oid: GitObjectID): GitObject
    release(tagName: String!): Release
    releases(first: Int, last: Int, after: String, before: String, orderBy: ReleaseOrder): ReleaseConnection!
  }
  type DiscussionCategory { name: String! slug: String! }
  type DiscussionCategoryConnection { nodes: [DiscussionCategory] totalCount: Int! }
  type ReleaseConnection { nodes: [Release] pageInfo: PageInfo! totalCount: Int! }
  type Release {
    id: ID!
    databaseId: Int
    author: User
    createdAt: DateTime!
    description: String
    immutable: Boolean!
    isDraft: Boolean!
    isLatest: Boolean!
    isPrerelease: Boolean!
    name: String
    publishedAt: DateTime
    releaseAssets(first: Int, after: String, name: String): ReleaseAssetConnection!
    tagCommit: Commit
    tagName: String!
    updatedAt: DateTime!
    url: URI!
  }
  type ReleaseAssetConnection { nodes: [ReleaseAsset] pageInfo: PageInfo! totalCount: Int! }
  type ReleaseAsset {
    id: ID!
    contentType: String!
    createdAt: DateTime!
    digest: String
    downloadCount: Int!
    downloadUrl: URI!
    name: String!
    size: Int!
    updatedAt: DateTime!
    url: URI!
  }
`;

let schema: GraphQLSchema | undefined;

interface Context {
  readonly world: World;
  readonly actor: Actor;
  readonly bases: Bases;
}

export async function graphqlCall(
  context: Context,
  body: { query?: unknown; variables?: unknown; operationName?: unknown },
): Promise<ExecutionResult> {
  schema ??= buildSchema(SCHEMA);
  const document = documentOf(schema, String(body.query ?? ""));
  if ("errors" in document) return document;
  return execute({
    schema,
    document,
    variableValues: (body.variables ?? {}) as Record<string, unknown>,
    ...(typeof body.operationName === "string" && { operationName: body.operationName }),
    rootValue: {
      viewer: { login: context.actor.login },
      enablePullRequestAutoMerge: ({ input }: { input: AutoMergeInput }) => enableAutoMerge(context, input),
      repository: ({ owner, name }: { owner: string; name: string }) => repositoryNode(context, `${owner}/${name}`),
    },
  });
}

interface AutoMergeInput {
  readonly pullRequestId: string;
  readonly mergeMethod: string;
  readonly clientMutationId?: string;
}

/** The messages are GitHub's. */
function enableAutoMerge({ world, actor }: Context, input: AutoMergeInput) {
  for (const repository of world.repositories.values()) {
    const pull = [...repository.pulls.values()].find(({ id }) => nodeId("PR", id) === input.pullRequestId);
    if (pull === undefined || !isAllowed(actor, repository, "metadata", "read")) continue;
    if (!isAllowed(actor, repository, "pull-requests", "write") || !isAllowed(actor, repository, "contents", "write")) {
      throw new Error("Resource not accessible by integration");
    }
    if (!repository.allowAutoMerge) throw new Error("Pull request Auto merge is not allowed for this repository");
    if (pull.state !== "open") throw new Error("Pull request Pull request is closed");
    pull.autoMerge = input.mergeMethod.toLowerCase();
    return {
      clientMutationId: input.clientMutationId,
      pullRequest: {
        id: input.pullRequestId,
        number: pull.number,
        autoMergeRequest: { mergeMethod: input.mergeMethod },
      },
    };
  }
  throw new Error(`Could not resolve to a node with the global id of '${input.pullRequestId}'.`);
}

/** Queries that were read and found to fit the schema: clients send the same few again and again. */
const documents = new Map<string, DocumentNode>();
const MOST_DOCUMENTS = 100;

function documentOf(schema: GraphQLSchema, source: string): DocumentNode | { errors: readonly GraphQLError[] } {
  const known = documents.get(source);
  if (known) return known;
  let document: DocumentNode;
  try {
    document = parse(source);
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  if (documents.size >= MOST_DOCUMENTS) documents.clear();
  documents.set(source, document);
  return document;
}

function repositoryNode(context: Context, fullName: string) {
  const repository = findRepository(context.world, fullName);
  if (!repository || !isAllowed(context.actor, repository, "metadata", "read")) {
    throw new Error(`Could not resolve to a Repository with the name '${fullName}'.`);
  }
  const seesDrafts = isAllowed(context.actor, repository, "contents", "write");
  const visible = () => orderedReleases(repository).filter((release) => seesDrafts || !release.draft);
  const node = (release: Release | undefined) => release && releaseNode(context, repository, release);
  const level = levelOf(context.actor, repository, "contents");
  return {
    id: nodeId("R", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: { login: repository.owner },
    isPrivate: repository.private,
    url: htmlOf(repository, context.bases),
    viewerPermission: level === "write" ? "WRITE" : level === "read" ? "READ" : null,
    hasDiscussionsEnabled: repository.discussionCategories.length > 0,
    discussionCategories: ({ first = 100 }: { first?: number }) => ({
      totalCount: repository.discussionCategories.length,
      nodes: repository.discussionCategories
        .slice(0, first)
        .map((name) => ({ name, slug: name.toLowerCase().replace(/\W+/g, "-") })),
    }),
    defaultBranchRef: () => refNode(repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) =>
      refNode(repository, qualifiedName.startsWith("refs/") ? qualifiedName : `refs/heads/${qualifiedName}`),
    latestRelease: () => node(latestRelease(repository)),
    object: ({ expression, oid }: { expression?: string; oid?: string }) =>
      objectNode(repository, expression ?? oid ?? ""),
    // A published release comes before drafts that wait for the same tag.
    release: ({ tagName }: { tagName: string }) => {
      const found = visible().filter(({ tag }) => tag === tagName);
      return node(found.find(({ draft }) => !draft) ?? found[0]);
    },
    releases: (args: Page & { orderBy?: { direction: "ASC" | "DESC"; field: "CREATED_AT" | "NAME" } }) => {
      const releases = visible();
      if (args.orderBy?.field === "NAME") releases.sort((a, b) => (b.name ?? "").localeCompare(a.name ?? ""));
      if (args.orderBy?.direction === "ASC") releases.reverse();
      return connection(releases, args, (release) => releaseNode(context, repository, release));
    },
  };
}

async function refNode(repository: Repository, ref: string) {
  const oid = await repository.git.ref(ref);
  const [, prefix = "", name = ""] = /^(refs\/[^/]+\/)(.+)$/.exec(ref) ?? [];
  return oid ? { name, prefix, target: () => objectNode(repository, oid) } : null;
}

/** Text of a blob is cut at 512,000 bytes, as GitHub documents of `Blob.text`. */
const TEXT_LIMIT = 512_000;

const TYPE_NAMES = { commit: "Commit", tag: "Tag", tree: "Tree", blob: "Blob" } as const;

async function objectNode({ git }: Repository, expression: string): Promise<object | null> {
  const object = await git.object(expression);
  if (!object) return null;
  const { sha: oid, type, bytes } = object;
  const node = { __typename: TYPE_NAMES[type], oid };
  if (type === "tag") {
    const tag = await git.tag(oid);
    return { ...node, name: tag?.tag, target: () => objectNode({ git } as Repository, tag?.object ?? "") };
  }
  if (type !== "blob") return node;
  const isTruncated = bytes.length > TEXT_LIMIT;
  return { ...node, byteSize: bytes.length, isTruncated, text: bytes.subarray(0, TEXT_LIMIT).toString("utf8") };
}

function releaseNode(context: Context, repository: Repository, release: Release) {
  return {
    id: nodeId("RE", release.id),
    databaseId: release.id,
    author: { login: release.author },
    createdAt: timestamp(release.createdAt),
    description: release.body,
    immutable: release.immutable,
    isDraft: release.draft,
    isLatest: latestRelease(repository) === release,
    isPrerelease: release.prerelease,
    name: release.name,
    publishedAt: release.publishedAt ? timestamp(release.publishedAt) : null,
    tagCommit: async () => {
      const oid = await repository.git.commitOf(`refs/tags/${release.tag}`);
      return oid ? { __typename: "Commit", oid } : null;
    },
    tagName: release.tag,
    updatedAt: timestamp(release.updatedAt),
    url: releaseView(repository, release, context.bases).html_url,
    releaseAssets: (args: Page & { name?: string }) =>
      connection(
        [...release.assets.values()].filter(({ name }) => args.name === undefined || name === args.name),
        args,
        (asset) => assetNode(context, repository, release, asset),
      ),
  };
}

function assetNode(context: Context, repository: Repository, release: Release, asset: Asset) {
  const view = assetView(repository, release, asset, context.bases);
  return {
    id: view.node_id,
    contentType: asset.contentType,
    createdAt: view.created_at,
    digest: asset.digest ?? null,
    downloadCount: asset.downloads,
    downloadUrl: view.browser_download_url,
    name: asset.name,
    size: asset.size,
    updatedAt: view.updated_at,
    url: view.browser_download_url,
  };
}

interface Page {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A cursor is the index of its item. GitHub insists on `first` or `last`, at most 100. */
function connection<T>(items: readonly T[], page: Page, node: (item: T) => unknown) {
  const count = page.first ?? page.last;
  if (typeof count !== "number")
    throw new Error("You must provide a `first` or `last` value to properly paginate the connection.");
  if (count < 0 || count > 100)
    throw new Error(`Requesting ${count} records exceeds the \`first\` limit of 100 records.`);
  const low = page.after ? decode(page.after) + 1 : 0;
  const high = page.before ? decode(page.before) : items.length;
  const start = typeof page.first === "number" ? low : Math.max(low, high - count);
  const end = typeof page.first === "number" ? Math.min(high, start + count) : high;
  return {
    nodes: items.slice(start, end).map(node),
    totalCount: items.length,
    pageInfo: {
      startCursor: end > start ? encode(start) : null,
      endCursor: end > start ? encode(end - 1) : null,
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
    },
  };
}

const encode = (index: number): string => Buffer.from(`cursor:${index}`).toString("base64");

function decode(cursor: string): number {
  const index = /^cursor:(\d+)$/.exec(Buffer.from(cursor, "base64").toString("utf8"))?.[1];
  if (index === undefined) throw new Error(`\`${cursor}\` does not appear to be a valid cursor.`);
  return Number(index);
}
