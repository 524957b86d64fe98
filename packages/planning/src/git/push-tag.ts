import { Problem } from "@slipway/model";
import { git, gitMaybe, gitText } from "./git.ts";

export interface TagPush {
  readonly directory: string;
  readonly tag: string;
  readonly commit: string;
  /** Seconds since 1970: the plan's, so that a second attempt makes the same tag object. */
  readonly timestamp: number;
  readonly message: string;
  /** Where to push where the checkout has no remote `origin`: `https://github.com/owner/name.git`. */
  readonly address: string;
  /** Server that may see the token: `https://github.com`. Remotes elsewhere are pushed to without it. */
  readonly server: string;
  readonly token: string | undefined;
}

/** Who makes the tag: GitHub's own name for what workflows do (docs.github.com, "actions/checkout", "Push a commit"). */
const TAGGER = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>";

/** This one ref and nothing else, whatever the checkout's configuration and hooks would add. */
const ALONE = ["--quiet", "--no-verify", "--no-follow-tags", "--recurse-submodules=no"];

/**
 * Creates an annotated tag on a commit and pushes it, once: a tag that the remote has on the same commit is left as it is.
 * Nothing is ever forced, so of two runs that race one wins and the other sees it.
 * @returns whether it was this call that pushed it
 * @throws {Problem} `tag-elsewhere`, `tag-push-refused`, `remote-unreadable`, and those of running git
 */
export async function pushTag(push: TagPush): Promise<"pushed" | "there"> {
  const { directory, tag } = push;
  const remote = await remoteOf(push);
  const ref = `refs/tags/${tag}`;
  if (await isThere(push, remote)) return "there";
  const object = await tagObject(push, ref);
  const refused = await attempt(() =>
    git(directory, ["push", ...ALONE, remote.address, `${object}:${ref}`], "", remote.env),
  );
  if (refused !== undefined) {
    // Another run may have been quicker, or the answer got lost after the tag was made.
    if (await isThere(push, remote)) return "there";
    throw pushRefused(tag, refused.message, refused);
  }
  // So that later steps find it; a tag that the checkout has keeps its place.
  await gitMaybe(directory, ["update-ref", ref, object, ""]);
  if (!(await isThere(push, remote))) throw pushRefused(tag, "the remote does not have it afterwards");
  return "pushed";
}

interface Remote {
  readonly address: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The token travels in the environment: arguments can be read by every process of the machine. */
async function remoteOf({ directory, address, server, token }: TagPush): Promise<Remote> {
  const written = await gitMaybe(directory, ["config", "--get", "remote.origin.url"]);
  // As `url.….insteadOf` rewrites it; with a name of a remote in the place of an address.
  const real = written === undefined ? address : await gitText(directory, ["ls-remote", "--get-url", "origin"]);
  if (token === undefined || originOf(written ?? address) !== originOf(server)) return { address: real, env: {} };
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
  const keys = [...new Set([originOf(server), originOf(real)])].filter((origin) => origin !== undefined);
  // An empty value first: it takes back the header that actions/checkout may have left, of which two would be refused.
  const settings = keys.flatMap((origin) =>
    ["", header].map((value) => [`http.${origin}/.extraheader`, value] as const),
  );
  return {
    address: real,
    env: Object.fromEntries([
      ["GIT_CONFIG_COUNT", String(settings.length)],
      ...settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ]),
  };
}

function originOf(address: string): string | undefined {
  return URL.canParse(address) && /^https?:/.test(address) ? new URL(address).origin : undefined;
}

/** @throws {Problem} `tag-elsewhere`, `remote-unreadable` */
async function isThere({ directory, tag, commit }: TagPush, { address, env }: Remote): Promise<boolean> {
  const ref = `refs/tags/${tag}`;
  let listed = "";
  const failed = await attempt(async () => {
    listed = (await git(directory, ["ls-remote", "--quiet", address, ref, `${ref}^{}`], "", env)).toString("utf8");
  });
  if (failed !== undefined) {
    throw new Problem({
      kind: "failure",
      code: "remote-unreadable",
      message: `the remote's tags cannot be read: ${failed.message}`,
      remedy:
        'check the remote "origin" and the input "token"; a private repository needs "permissions: contents: write"',
      cause: failed,
    });
  }
  const found = new Map(listed.split("\n").map((line) => line.split("\t").reverse() as [string, string]));
  // An annotated tag is listed twice: its object, and what it names.
  const named = found.get(`${ref}^{}`) ?? found.get(ref);
  if (named === undefined || named === commit) return named === commit;
  throw new Problem({
    kind: "refusal",
    code: "tag-elsewhere",
    message: `the remote has the tag ${tag} on commit ${named}; commit ${commit} was to get it. Nothing was changed`,
    remedy: "choose a higher version: a tag that is published never moves",
  });
}

/** An annotated tag of that name in the checkout is taken as it is; else one is made, without a ref yet. */
async function tagObject({ directory, commit, tag, timestamp, message }: TagPush, ref: string): Promise<string> {
  const own = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", ref]);
  const named = await gitMaybe(directory, ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  if (own !== undefined && own !== named && named === commit) return own;
  const lines = [
    `object ${commit}`,
    "type commit",
    `tag ${tag}`,
    `tagger ${TAGGER} ${timestamp} +0000`,
    "",
    message,
    "",
  ];
  return (await git(directory, ["mktag"], lines.join("\n"))).toString("utf8").trim();
}

async function attempt(body: () => Promise<unknown>): Promise<Problem | undefined> {
  try {
    await body();
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.code === "git-failed") return error;
    throw error;
  }
}

function pushRefused(tag: string, why: string, cause?: Problem): Problem {
  return new Problem({
    kind: "refusal",
    code: "tag-push-refused",
    message: `the tag ${tag} could not be pushed: ${why}`,
    remedy:
      'give the job "permissions: contents: write" (a called workflow cannot have more than its caller), and let the ' +
      "repository's rules allow its token to create this tag",
    cause,
  });
}
