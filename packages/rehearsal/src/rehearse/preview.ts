import { type Plan, parseVersion, tagOf } from "@slipway/model";
import { checkoutTree, detect, loadConfig, preparePlan, readGit } from "@slipway/planning";

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

/**
 * The tag that a release of this checkout would get: of the version in the project's manifest, else the release tag that is
 * on the commit, else the next patch after the last tag, else v0.1.0.
 */
export async function proposeTag(directory: string, repository: string): Promise<ProposedTag> {
  const git = await readGit(directory, { repository });
  const config = await loadConfig(directory).catch(() => undefined); // what is wrong with it is the plan's to say
  const { version } = await detect(checkoutTree(directory, git), config?.settings.builds ?? []);
  const detected = version && parseVersion(version.value);
  if (version && detected) return { tag: tagOf(detected).text, origin: `the version in ${version.file}` };
  if (git.tag !== undefined) return { tag: git.tag.text, origin: "the tag that is on the commit" };
  const last = git.lastTag;
  if (last === undefined) return { tag: "v0.1.0", origin: "a first version, as nothing says another one" };
  const { major, minor, patch } = last.version;
  const next = parseVersion(`${major}.${minor}.${patch + 1}`);
  if (next === undefined) throw new Error(`no version comes after ${last.text}`);
  return { tag: tagOf(next, last.prefix).text, origin: `the patch after ${last.text}` };
}
