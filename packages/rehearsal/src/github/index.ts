import { copyFile, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { advisoriesOf } from "./advisories.ts";
import { blobPath, sealRuntimeToken } from "./artifacts.ts";
import { OIDC_PATH, sealRequestToken } from "./oidc.ts";
import { createRepository } from "./repositories.ts";
import { Gateway } from "./server.ts";
import {
  findRepository,
  latestRelease,
  orderedReleases,
  publishedByTag,
  type Release,
  type Repository,
  type Token,
  type World,
} from "./state.ts";
import { jobToken, newToken, Signer } from "./tokens.ts";
import type {
  ArtifactSnapshot,
  EmbeddedGitHub,
  GitHubOptions,
  ReleaseSnapshot,
  RepositorySnapshot,
  StateView,
} from "./types.ts";

export type * from "./types.ts";

/** Starts GitHub on loopback. Nothing is shared between two of them but the machine's git. */
export async function startGitHub(options: GitHubOptions): Promise<EmbeddedGitHub> {
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true });
  let lastId = 1000;
  const world: World = {
    directory,
    repositories: new Map(),
    tokens: new Map(),
    artifacts: new Map(),
    now: options.now ?? (() => new Date()),
    nextId: () => ++lastId,
  };
  const signer = new Signer();
  const gateway = new Gateway(world, signer, options);
  const port = await gateway.listen(options.port ?? 0);
  const root = `http://127.0.0.1:${port}`;
  gateway.issuer = root + OIDC_PATH;
  const keep = (token: Token): Token => {
    world.tokens.set(token.value, token);
    return token;
  };
  return {
    port,
    serverUrl: `http://github.localhost:${port}`,
    apiUrl: `${root}/api/v3`,
    graphqlUrl: `${root}/api/graphql`,
    resultsUrl: `${root}/`,
    issuer: gateway.issuer,
    gitUrl: (repository) => `${root}/${repository}.git`,
    ghEnvironment: (token) => ({
      GH_HOST: "github.localhost",
      GH_TOKEN: token,
      GH_ENTERPRISE_TOKEN: token,
      GH_NO_UPDATE_NOTIFIER: "1",
      HTTP_PROXY: root,
      http_proxy: root,
      NO_PROXY: "",
      no_proxy: "",
    }),
    startJob(job) {
      const token = keep(jobToken(job, job.claims));
      const seconds = Math.floor(world.now().getTime() / 1000);
      return {
        token: token.value,
        runtimeToken: sealRuntimeToken(signer, token, seconds),
        ...(job.permissions["id-token"] === "write" && {
          idToken: {
            requestUrl: `${gateway.issuer}/token?api-version=2.0`,
            requestToken: sealRequestToken(signer, token),
          },
        }),
      };
    },
    endJob({ token }) {
      const known = world.tokens.get(token);
      if (known) known.revoked = true;
    },
    issueToken: ({ login, repositories, permissions }) =>
      keep({ value: newToken("ghp_"), kind: "user", login, repositories, permissions, revoked: false }).value,
    createRepository: async (wanted) => snapshot(await createRepository(world, wanted)),
    state: viewOf(world),
    requests: {
      get total() {
        return gateway.total;
      },
      get byOperation() {
        return Object.fromEntries(gateway.byOperation);
      },
    },
    violations: gateway.violations,
    serve: (request, response) => gateway.serve(request, response),
    setFaults(hook) {
      gateway.faults.hook = hook;
    },
    copyReleaseAssets: (fullName, tag, target) => copyReleaseAssets(world, fullName, tag, target),
    async close() {
      await gateway.close();
      for (const { git } of world.repositories.values()) git.close();
    },
  };
}

function viewOf(world: World): StateView {
  return {
    repositories: () => [...world.repositories.values()].map(snapshot),
    repository(fullName) {
      const repository = findRepository(world, fullName);
      return repository && snapshot(repository);
    },
    releases(fullName) {
      const repository = findRepository(world, fullName);
      return repository ? releasesOf(repository) : [];
    },
    advisories: (fullName) => advisoriesOf(world, fullName),
    artifacts: (runId) =>
      [...world.artifacts.values()]
        .filter((artifact) => artifact.finished && (runId === undefined || artifact.runId === runId))
        .map((artifact): ArtifactSnapshot => {
          const { id, name, size, digest } = artifact;
          return { id, name, runId: artifact.runId, size, digest, path: blobPath(artifact) };
        }),
  };
}

function snapshot(repository: Repository): RepositorySnapshot {
  return {
    fullName: repository.fullName,
    private: repository.private,
    defaultBranch: repository.defaultBranch,
    gitDirectory: repository.git.directory,
    releases: releasesOf(repository),
    pulls: [...repository.pulls.values()].map(
      ({ number, title, head, base, state, merged, body, labels, autoMerge }) => ({
        number,
        title,
        head,
        base,
        state,
        merged: merged !== undefined,
        body,
        labels: [...labels],
        autoMerge,
      }),
    ),
  };
}

function releasesOf(repository: Repository): ReleaseSnapshot[] {
  const latest = latestRelease(repository);
  return orderedReleases(repository).map((release) => ({
    id: release.id,
    tag: release.tag,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable,
    latest: release === latest,
    targetCommitish: release.targetCommitish,
    publishedAt: release.publishedAt?.toISOString() ?? null,
    assets: [...release.assets.values()].map(({ id, name, size, digest, state, contentType, downloads, path }) => ({
      id,
      name,
      size,
      digest,
      state,
      contentType,
      downloads,
      path,
    })),
  }));
}

async function copyReleaseAssets(world: World, fullName: string, tag: string, target: string): Promise<string[]> {
  const repository = findRepository(world, fullName);
  const release: Release | undefined =
    repository && (publishedByTag(repository, tag) ?? orderedReleases(repository).find((draft) => draft.tag === tag));
  if (!release) throw new Error(`${fullName} has no release of ${tag}`);
  await mkdir(target, { recursive: true });
  const assets = [...release.assets.values()].filter(({ state }) => state === "uploaded");
  for (const asset of assets) await copyFile(asset.path, join(target, asset.name));
  return assets.map(({ name }) => name);
}
