import { type Plan, parseVersion, requireVersion, tagOf, type Version } from "@slipway/model";
import { bumpVersion, checkoutTree, detect, loadConfig, preparePlan, readGit } from "@slipway/planning";

export interface PreviewRequest {
  /** `refs/tags/…` or `refs/heads/…` */
  readonly ref: string;
  /** `owner/name` */
  readonly repository: string;
  readonly config: string | undefined;
  readonly targets: readonly string[] | undefined;
  readonly variants: readonly string[] | undefined;
}

/** The plan that build-matrix will make, made beforehand to know what runs where. */
export async function planFor(directory: string, request: PreviewRequest): Promise<Plan> {
  const { targets = [], variants = [], ...rest } = request;
  return (await preparePlan({ ...rest, directory, filters: { targets, variants } })).plan;
}

/** A tag, and where its version comes from. */
export interface ProposedTag {
  readonly tag: string;
  readonly origin: string;
}

const FIRST = requireVersion("0.1.0", "first version");

/**
 * The tag that a release of this checkout would get: of the version in the project's manifest, else the release tag that is
 * on the commit, else the next patch after the last tag, else v0.1.0; in a repository of several projects with its prefix.
 */
export async function proposeTag(directory: string, repository: string): Promise<ProposedTag> {
  const config = await loadConfig(directory).catch(() => undefined); // what is wrong with it is the plan's to say
  const prefix = config?.settings.tagPrefix;
  const propose = (version: Version, origin: string) => ({ tag: tagOf(version, prefix).text, origin });
  const git = await readGit(directory, { repository, prefix });
  const { version } = await detect(checkoutTree(directory, git), config?.settings.builds ?? []);
  const detected = version && parseVersion(version.value);
  if (version && detected) return propose(detected, `the version in ${version.file}`);
  if (git.tag !== undefined) return { tag: git.tag.text, origin: "the tag that is on the commit" };
  if (git.lastTag === undefined) return propose(FIRST, "a first version, as nothing says another one");
  return propose(bumpVersion(git.lastTag.version, "patch"), `the patch after ${git.lastTag.text}`);
}
