import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ANSWER_DEADLINE,
  type Asset,
  githubAttestations,
  githubForge,
  openApi,
  type Patience,
  type Release,
  RequestFailure,
} from "@slipway/forge";
import type { AttestationSource, ServerAsset } from "@slipway/integrity/verify";
import { MANIFEST_NAME, Problem, RELEASE_MANIFEST, type ReleaseManifest, readDocument } from "@slipway/model";
import { downloadAll, openAddress, type Wanted } from "./download.ts";

export interface Remote {
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  /** Absent: only what is public. */
  readonly token: string | undefined;
  readonly patience: Patience;
}

type Tell = (name: string, bytes: number) => void;

const LARGEST_MANIFEST = 512 << 20;
const LARGEST_SIGNATURE = 1 << 20;

/**
 * Every asset of a published release, into a directory.
 * @param tag absent: the latest
 * @throws {Problem} `verify-release-draft`, `verify-release-absent`; {RequestFailure}
 */
export async function fetchRelease(
  remote: Remote,
  tag: string | undefined,
  directory: string,
  tell: Tell,
): Promise<{ tag: string; assets: readonly ServerAsset[]; called: string }> {
  const release = await findRelease(remote, tag);
  const { repository, token, patience } = remote;
  // GitHub counts each request of the API, and anonymous ones are few; downloads by address are not counted.
  const forge = token === undefined ? undefined : githubForge({ ...remote, token });
  const wanted = release.assets.map(
    ({ id, name, size, url }): Wanted => ({
      name,
      most: size,
      open: async () =>
        forge === undefined ? await openAddress(new URL(url), size, patience) : await forge.downloadAsset(id),
    }),
  );
  await downloadAll(wanted, directory, patience, tell);
  return { tag: release.tag, assets: release.assets, called: `the release ${release.tag} of ${repository}` };
}

interface Found {
  readonly tag: string;
  readonly assets: readonly Pick<Asset, "id" | "name" | "size" | "sha256" | "url">[];
}

async function findRelease(remote: Remote, tag: string | undefined): Promise<Found> {
  const { apiUrl, repository, token = "", patience } = remote;
  const api = openApi({ apiUrl, token, patience, deadline: ANSWER_DEADLINE, fetch });
  const [owner = "", repo = ""] = repository.split("/");
  const answer =
    tag === undefined
      ? await api.find("look-up of the latest release", (client) =>
          client.request("GET /repos/{owner}/{repo}/releases/latest", { owner, repo }),
        )
      : await api.find("look-up of the release", (client) =>
          client.request("GET /repos/{owner}/{repo}/releases/tags/{tag}", { owner, repo, tag }),
        );
  if (answer === undefined) throw await notThere(remote, tag);
  const { id, tag_name, assets } = answer.data;
  // An answer with a round number of assets may be cut; page by page it is not.
  const listed =
    assets.length > 0 && assets.length % 30 === 0
      ? await api.repeat("list of the release's assets", (client) =>
          client.paginate("GET /repos/{owner}/{repo}/releases/{release_id}/assets", {
            owner,
            repo,
            release_id: id,
            per_page: 100,
          }),
        )
      : assets;
  return {
    tag: tag_name,
    assets: listed.map(({ id, name, size, browser_download_url: url, ...rest }) => ({
      id,
      name,
      size,
      url,
      sha256: /^sha256:([0-9a-f]{64})$/.exec((rest as { digest?: string | null }).digest ?? "")?.[1],
    })),
  };
}

async function notThere(remote: Remote, tag: string | undefined): Promise<Problem> {
  const { repository, token } = remote;
  const named =
    tag === undefined ? `a release of ${repository} that is the latest` : `a release ${tag} of ${repository}`;
  const drafts: readonly Release[] =
    token === undefined || tag === undefined
      ? []
      : await githubForge({ ...remote, token })
          .findReleases(tag)
          .catch(() => []);
  if (drafts.some(({ draft }) => draft)) {
    return new Problem({
      kind: "refusal",
      code: "verify-release-draft",
      message: `the release ${tag} of ${repository} is a draft: nothing of it is public yet`,
      remedy: `publish it first, or verify its files: gh release download ${tag} --repo ${repository} --dir release && slipway verify release`,
    });
  }
  return new Problem({
    kind: "refusal",
    code: "verify-release-absent",
    message: `there is no published ${named.slice(2)}`,
    remedy:
      token === undefined
        ? `look at its releases: gh release list --repo ${repository}. Drafts and private repositories are seen only with a token, in GH_TOKEN`
        : `look at its releases: gh release list --repo ${repository}. The token in GH_TOKEN or GITHUB_TOKEN must be allowed to read that repository`,
  });
}

/**
 * All that a release.json below an address describes. What else lies there, nobody says.
 * @throws {Problem} `verify-no-manifest`, `verify-unreachable`
 */
export async function fetchAssets(base: URL, directory: string, patience: Patience, tell: Tell): Promise<void> {
  const refused = (failure: RequestFailure) =>
    new Problem({
      kind: "failure",
      code: "verify-unreachable",
      message: `${base.href} cannot be read: ${failure.message}`,
      remedy:
        "check the address, which anybody must be able to read without logging in, the network and its proxy (HTTPS_PROXY), and try again",
      cause: failure,
    });
  const wanted = (name: string, most: number): Wanted => ({
    name,
    most,
    open: () => openAddress(new URL(encodeURIComponent(name), base), most, patience),
  });
  try {
    await downloadAll([wanted(MANIFEST_NAME, LARGEST_MANIFEST)], directory, patience, tell);
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    if (error.status !== 404) throw refused(error);
    throw new Problem({
      kind: "mistake",
      code: "verify-no-manifest",
      message: `${base.href} has no ${MANIFEST_NAME}`,
      remedy:
        "give the address of a release's page (…/releases/tag/v1.2.3) or of the directory in which its assets and release.json lie",
    });
  }
  let manifest: ReleaseManifest;
  try {
    manifest = readDocument(RELEASE_MANIFEST, await readFile(join(directory, MANIFEST_NAME), "utf8"), MANIFEST_NAME);
  } catch (error) {
    if (error instanceof Problem) return; // said again, as a finding
    throw error;
  }
  const files = [
    ...manifest.artifacts.map(({ name, size }) => wanted(name, size)),
    ...(manifest.signatures ?? []).map((name) => wanted(name, LARGEST_SIGNATURE)),
  ];
  // What is not there is a finding, and no failure of the network.
  const optional = files.map((one) => ({ ...one, optional: true }));
  await downloadAll(optional, directory, patience, tell).catch((error: unknown) => {
    throw error instanceof RequestFailure ? refused(error) : error;
  });
}

/** GitHub's attestations of a repository. */
export function attestationsOf({ apiUrl, repository, token = "", patience }: Remote): AttestationSource {
  const from = `GitHub's attestations of ${repository}`;
  const store = githubAttestations({ repository, apiUrl, token, patience });
  return {
    from,
    find: async (sha256) => {
      try {
        return await store.find(sha256);
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
        throw unanswered(error, from);
      }
    },
  };
}

/** A request that got no good answer, for people. */
export function unanswered(failure: RequestFailure, what: string): Problem {
  const limited = failure.status === 403 || failure.status === 429;
  return new Problem({
    kind: "failure",
    code: "verify-unreachable",
    message: `${what}: ${failure.message}`,
    remedy:
      failure.status === 401
        ? "the token in GH_TOKEN or GITHUB_TOKEN is wrong or has expired: renew it, or unset it for a public repository"
        : limited
          ? "give a token in GH_TOKEN: without one GitHub answers few requests an hour, and none about private repositories"
          : "check the network and its proxy (HTTPS_PROXY), and try again",
    cause: failure,
  });
}
