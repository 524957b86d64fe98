import { join } from "node:path";
import { githubForge, type Patience } from "@slipway/forge";
import {
  isPrerelease,
  mistake,
  type PlannedApt,
  type PlannedChannels,
  type PlannedRegistry,
  type PlannedRpm,
  type PlannedScoop,
  type PlannedStorage,
} from "@slipway/model";
import picomatch from "picomatch";
import { aptRepository } from "../apt/repository.ts";
import type { Channel } from "../channel.ts";
import type { HttpAuthentication } from "../http/client.ts";
import { httpStore } from "../http/http-store.ts";
import { registryChannel } from "../mirror/files-channel.ts";
import { githubMirror } from "../mirror/github-mirror.ts";
import { mirrorChannel } from "../mirror/mirror.ts";
import type { ChannelRelease } from "../release.ts";
import { githubRepository } from "../repository/github.ts";
import { rpmRepository } from "../rpm/repository.ts";
import { s3Store } from "../s3/s3-store.ts";
import { scoopBucket } from "../scoop/bucket.ts";
import { scoopId } from "../scoop/id.ts";
import { reachable } from "../stand-ins.ts";
import { gitStore } from "./git-store.ts";
import { repositoryChannel } from "./repository-channel.ts";
import type { RepositorySigner } from "./signer.ts";
import type { Store } from "./store.ts";

/** Secrets of one registry, by name: `username`, `password`, `token`, `access-key-id` and so on. */
export type RegistrySecrets = Readonly<Record<string, string>>;

export interface RegistryContext {
  readonly release: ChannelRelease;
  readonly patience: Patience;
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Directory for clones; exists. */
  readonly temp: string;
  readonly log: { info(line: string): void; warning(line: string): void };
  /** By the registry's id; a bucket's is its repository. */
  readonly secrets: ReadonlyMap<string, RegistrySecrets>;
  /** The job's token: opens branches and buckets of the released repository itself. */
  readonly token: string;
  /** Opens the key of package repositories when first asked. @throws {Problem} */
  readonly signer: () => Promise<RepositorySigner>;
  /** Addresses of releases in the order in which clients try them; absent: as configured. */
  readonly order?: readonly string[];
}

/** One registry of the plan; what it needs is looked for only when it is made, so that each fails for itself. */
export interface PlannedChannel {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** @throws {Problem} `registry-credentials-missing`, and what opening the key throws */
  make(): Promise<Channel | { readonly skipped: string }>;
}

export function plannedRegistries(planned: PlannedChannels, context: RegistryContext): readonly PlannedChannel[] {
  const { scoop = [], apt = [], rpm = [], registries = [], mirrors = [] } = planned;
  const { release } = context;
  const addresses = mirrors.map(({ url }) => url);
  return [
    // Mirrors and files first: what tells people of a release comes after what holds it.
    ...mirrors.map(({ id, storage }) =>
      entry("mirror", id, `mirror ${id}`, async (step, title) => {
        if (storage.type === "github") return backupAt(id, storage.repository, step, title, context);
        const { order } = context;
        return mirrorChannel({ id: step, title, addresses, order, store: storeOf(id, storage, context) }) as Channel;
      }),
    ),
    ...registries.map((each) =>
      entry("registry", each.id, `registry ${each.id}`, async (step, title) => filesAt(each, step, title, context)),
    ),
    ...apt.map((each) =>
      entry("apt", each.id, `apt repository ${each.id}`, async (step, title) => {
        const suites = suitesOf(each, release);
        if (suites.suites.length === 0) return { skipped: "pre-releases are left out here" };
        return repositoryChannel({
          id: step,
          title,
          repository: aptRepository(aptSettings(each, suites, release)),
          store: storeOf(each.id, each.storage, context),
          signer: await context.signer(),
          now: () => context.patience.time.now(),
        }) as Channel;
      }),
    ),
    ...rpm.map((each) =>
      entry("rpm", each.id, `rpm repository ${each.id}`, async (step, title) => {
        const suites = suitesOf(each, release);
        if (suites.suites.length === 0) return { skipped: "pre-releases are left out here" };
        return repositoryChannel({
          id: step,
          title,
          repository: rpmRepository(packageSettings(each, suites, release)),
          store: storeOf(each.id, each.storage, context),
          signer: await context.signer(),
          now: () => context.patience.time.now(),
        }) as Channel;
      }),
    ),
    ...scoop.map((settings) => ({
      id: scoopId(settings),
      kind: "scoop",
      title: `Scoop bucket ${settings.bucket} (${settings.name})`,
      make: async () => bucketAt(settings, context),
    })),
  ];
}

type Make = (step: string, title: string) => Promise<Channel | { readonly skipped: string }>;

const entry = (kind: string, id: string, title: string, make: Make): PlannedChannel => ({
  id: `${kind}:${id}`,
  kind,
  title,
  make: () => make(`${kind}:${id}`, title),
});

/** A final release is in both suites, so that whoever takes pre-releases goes up to it. */
function suitesOf({ suite, prereleaseSuite }: PlannedRpm, { version }: ChannelRelease) {
  const extra = prereleaseSuite === undefined || prereleaseSuite === suite ? [] : [prereleaseSuite];
  const allSuites = [suite, ...extra];
  if (!isPrerelease(version)) return { suites: allSuites, allSuites };
  return { suites: prereleaseSuite === undefined ? [] : [prereleaseSuite], allSuites };
}

function packageSettings({ url, keep }: PlannedRpm, suites: ReturnType<typeof suitesOf>, { manifest }: ChannelRelease) {
  const { name, description } = manifest.project;
  return { name, description, url, retention: { versions: keep.versions, days: keep.days }, ...suites };
}

function aptSettings(apt: PlannedApt, suites: ReturnType<typeof suitesOf>, release: ChannelRelease) {
  const { component, architectures, validDays } = apt;
  return { ...packageSettings(apt, suites, release), component, architectures, validDays };
}

/** @throws {Problem} `glob-matches-nothing` */
function filesAt(planned: PlannedRegistry, id: string, title: string, context: RegistryContext): Channel {
  const { files, path, prereleases } = planned;
  const names = [...context.release.assets.keys()];
  // Nothing is taken back from there, and the manifest of a bad release may be what is wrong with it.
  const wanted = context.release.mode.type === "rollback" ? [] : files;
  const idle = wanted.find((glob) => {
    const fits = picomatch(glob, { dot: true });
    return !names.some((name) => fits(name));
  });
  if (idle !== undefined) {
    throw mistake(
      "glob-matches-nothing",
      `${title}: no asset of the release matches "${idle}"; it has: ${names.join(", ")}`,
      "correct the glob under `files`, or add the package that it means",
    );
  }
  return registryChannel({
    id,
    title,
    store: storeOf(planned.id, planned.storage, context),
    matches: (name) => picomatch([...files], { dot: true })(name),
    pathOf: (file, { manifest, version }) => {
      const values: Readonly<Record<string, string>> = {
        name: manifest.project.name,
        version: version.text,
        tag: manifest.tag,
        file,
      };
      return path.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
    },
    prereleases,
  }) as Channel;
}

function backupAt(id: string, repository: string, step: string, title: string, context: RegistryContext): Channel {
  const { apiUrl, patience, log, temp } = context;
  const forge = githubForge({ repository, apiUrl, token: tokenFor(id, repository, context), patience });
  return githubMirror({ id: step, title, forge, patience, log, temp }) as Channel;
}

function bucketAt(settings: PlannedScoop, context: RegistryContext): Channel {
  const { bucket, branch } = settings;
  const { apiUrl, patience, log } = context;
  const token = tokenFor(bucket, bucket, context);
  const repository = githubRepository({
    repository: bucket,
    apiUrl,
    token,
    patience,
    log,
    ...(branch !== undefined && { branch }),
  });
  return scoopBucket(repository, settings) as Channel;
}

function storeOf(id: string, storage: PlannedStorage, context: RegistryContext): Store {
  const { patience, serverUrl, temp } = context;
  if (storage.type === "http") {
    return httpStore({
      ...storage,
      url: new URL(reachable(storage.url)),
      authentication: authenticationOf(id, storage, context),
      patience,
    });
  }
  if (storage.type === "s3") {
    const secrets = context.secrets.get(id) ?? {};
    const sessionToken = secrets["session-token"];
    const endpoint = reachable(storage.endpoint);
    return s3Store({
      ...storage,
      endpoint: new URL(endpoint),
      // A stand-in has one name for all of its buckets.
      pathStyle: storage.pathStyle || endpoint !== storage.endpoint,
      credentials: {
        accessKeyId: secretOf(id, "access-key-id", context),
        secretAccessKey: secretOf(id, "secret-access-key", context),
        ...(sessionToken !== undefined && { sessionToken }),
      },
      patience,
    });
  }
  const { repository, branch, directory } = storage;
  return gitStore({
    name: repository,
    address: `${serverUrl}/${repository}.git`,
    branch,
    directory,
    token: tokenFor(id, repository, context),
    author: { name: "slipway", email: "slipway@users.noreply.github.com" },
    temp: join(temp, "branches"),
  });
}

function authenticationOf(
  id: string,
  { authentication, header }: Extract<PlannedStorage, { type: "http" }>,
  context: RegistryContext,
): HttpAuthentication {
  switch (authentication) {
    case "none":
      return { type: "none" };
    case "basic":
      return {
        type: "basic",
        username: secretOf(id, "username", context),
        password: secretOf(id, "password", context),
      };
    case "bearer":
      return { type: "bearer", token: secretOf(id, "token", context) };
    case "header":
      return { type: "header", name: header ?? "authorization", value: secretOf(id, "token", context) };
  }
}

/** The job's own token does not reach other repositories. */
function tokenFor(id: string, repository: string, context: RegistryContext): string {
  const own = context.secrets.get(id)?.token;
  if (own !== undefined) return own;
  if (repository.toLowerCase() === context.release.repository.toLowerCase()) return context.token;
  return secretOf(id, "token", context);
}

function secretOf(id: string, key: string, { secrets }: RegistryContext): string {
  const found = secrets.get(id)?.[key];
  if (found !== undefined && found !== "") return found;
  throw mistake(
    "registry-credentials-missing",
    `the credentials of "${id}" have no ${key}`,
    `write "${id}: { ${key}: … }" into the secret REGISTRIES: it comes by the input "credentials", of a rollback "registry-credentials"`,
  );
}
