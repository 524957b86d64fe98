import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { StepFailure, unsupported } from "../problems.ts";
import { Git } from "./git.ts";
import type { StepRun } from "./session.ts";

/** Inputs of actions/checkout that a rehearsal carries out. */
const CARRIED_OUT = new Set([
  ...["repository", "ref", "token", "path", "clean", "fetch-depth", "fetch-tags", "show-progress"],
  ...["persist-credentials", "set-safe-directory"],
]);

/** The others, with the values that change nothing. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  lfs: ["false"],
  submodules: ["false"],
  "allow-unsafe-pr-checkout": ["false"],
  "sparse-checkout": [""],
  filter: [""],
  "ssh-key": [""],
  "ssh-known-hosts": [""],
};

interface Settings {
  readonly repository: string;
  readonly ref: string;
  readonly commit: string;
  readonly token: string;
  readonly directory: string;
  readonly clean: boolean;
  readonly depth: number;
  readonly tags: boolean;
  readonly persist: boolean;
  readonly safe: boolean;
}

/** `actions/checkout`, built in: a real fetch with the job's token from the GitHub that the job talks to. */
export async function runCheckout(run: StepRun, given: Readonly<Record<string, string>>): Promise<void> {
  const settings = parseSettings(run, given);
  const { session } = run;
  mkdirSync(settings.directory, { recursive: true });
  const git = new Git(run, settings.directory, settings.repository);
  const url = `${session.services.serverUrl.replace(/\/$/, "")}/${settings.repository}`;
  session.masker.add(settings.token);
  session.masker.add(basic(settings.token));
  run.log(`Syncing repository: ${settings.repository}`);
  if (settings.safe) await git.call("config", "--global", "--add", "safe.directory", settings.directory);
  await prepareDirectory(git, settings, url);
  await git.call("config", "--local", "gc.auto", "0");
  const headers = headerKeys(session.services.serverUrl, session.services.gitUrl(settings.repository));
  session.posts.push({
    key: run.key,
    name: `Post ${run.name}`,
    condition: "always()",
    scope: run.scope,
    run: async (post) => {
      if (existsSync(join(settings.directory, ".git")))
        await removeAuth(new Git(post, settings.directory, settings.repository), headers);
    },
  });
  await configureAuth(git, settings, headers);
  try {
    await fetchAndCheckOut(git, settings);
  } finally {
    if (!settings.persist) await removeAuth(git, headers);
  }
  const commit = await git.ask("log", "-1", "--format=%H");
  run.log(commit ?? "");
  run.outputs.ref = settings.ref || settings.commit;
  run.outputs.commit = commit ?? "";
}

function parseSettings(run: StepRun, given: Readonly<Record<string, string>>): Settings {
  const inputs = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  for (const [name, value] of Object.entries(inputs)) {
    if (!CARRIED_OUT.has(name) && !HARMLESS[name]?.includes(value)) {
      throw unsupported(`actions/checkout is given '${name}: ${value}'`, run.scope.fileName);
    }
  }
  const { github, folders } = run.session;
  const own = github.repository as string;
  const repository = inputs.repository || own;
  if (!/^[^/\s]+\/[^/\s]+$/.test(repository)) {
    throw new StepFailure(`Invalid repository '${repository}'. Expected format {owner}/{repo}.`);
  }
  const directory = resolve(folders.workspace, inputs.path || ".");
  if (relative(folders.workspace, directory).startsWith("..")) {
    throw new StepFailure(`Repository path '${directory}' is not under '${folders.workspace}'`);
  }
  const asked = inputs.ref ?? "";
  const isCommit = /^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/.test(asked);
  const isOwn = repository.toLowerCase() === own.toLowerCase();
  const depth = Number(inputs["fetch-depth"] ?? "1");
  return {
    repository,
    ref: isCommit ? "" : asked || (isOwn ? (github.ref as string) : ""),
    commit: isCommit ? asked : asked === "" && isOwn ? (github.sha as string) : "",
    token: inputs.token || run.session.credentials.token,
    directory,
    clean: truth(inputs.clean, true),
    depth: Number.isFinite(depth) ? Math.max(0, Math.floor(depth)) : 0,
    tags: truth(inputs["fetch-tags"], false),
    persist: truth(inputs["persist-credentials"], true),
    safe: truth(inputs["set-safe-directory"], true),
  };
}

function truth(value: string | undefined, absent: boolean): boolean {
  return value === undefined || value === "" ? absent : value.toUpperCase() === "TRUE";
}

/** Keeps a clone of the same repository, cleaned; anything else in the folder goes, as with the real action. */
async function prepareDirectory(git: Git, settings: Settings, url: string): Promise<void> {
  const { directory } = settings;
  const reusable =
    existsSync(join(directory, ".git")) && (await git.ask("config", "--local", "--get", "remote.origin.url")) === url;
  if (reusable) {
    if (!settings.clean) return;
    await git.call("clean", "-ffdx");
    if ((await git.ask("rev-parse", "--verify", "HEAD")) !== undefined) await git.call("reset", "--hard", "HEAD");
    return;
  }
  for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true, force: true });
  await git.call("init", "--quiet", directory);
  await git.call("remote", "add", "origin", url);
}

/** The header is configured for the URL as written and for the one that git really asks. */
function headerKeys(serverUrl: string, gitUrl: string): string[] {
  const origins = [serverUrl, gitUrl].filter((url) => /^https?:/.test(url)).map((url) => `${new URL(url).origin}/`);
  return [...new Set(origins)].map((origin) => `http.${origin}.extraheader`);
}

function basic(token: string): string {
  return Buffer.from(`x-access-token:${token}`, "utf8").toString("base64");
}

/** The token must not be in an argument list: git writes a placeholder, which is replaced in the file. */
async function configureAuth(git: Git, settings: Settings, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const placeholder = "AUTHORIZATION: basic ***";
  for (const key of keys) await git.call("config", "--local", key, placeholder);
  const path = join(settings.directory, ".git", "config");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(placeholder, `AUTHORIZATION: basic ${basic(settings.token)}`), { mode: 0o600 });
}

async function removeAuth(git: Git, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if ((await git.ask("config", "--local", "--get", key)) !== undefined) {
      await git.call("config", "--local", "--unset-all", key);
    }
  }
}

async function fetchAndCheckOut(git: Git, settings: Settings): Promise<void> {
  const { ref, commit, depth, tags } = settings;
  const all = ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"];
  const fetch = (specs: readonly string[], options: readonly string[]) =>
    git.call(
      ...["-c", "protocol.version=2", "fetch", "--no-tags", "--prune", "--no-recurse-submodules"],
      ...options,
      ...["origin", ...specs],
    );
  if (depth > 0) await fetch(refSpecs(ref, commit, tags), [`--depth=${depth}`]);
  else {
    const pull = ref.startsWith("refs/pull/") ? [`+${commit || ref}:refs/remotes/pull/${ref.slice(10)}`] : [];
    await fetch([...all, ...pull], []);
    if (ref === "" || !(await matches(git, ref, commit))) await fetch(refSpecs(ref, commit, false), []);
  }
  if (!(await matches(git, ref, commit))) {
    throw new StepFailure(
      `The ref '${ref}' does not point to the expected commit '${commit}'. The ref may have been updated after the workflow was triggered.`,
    );
  }
  await git.call("checkout", "--progress", "--force", ...(await target(git, ref, commit)));
}

/** What to fetch so that the branch, the tag itself (annotated or not) or the commit is there. */
function refSpecs(ref: string, commit: string, tags: boolean): string[] {
  const allTags = tags ? ["+refs/tags/*:refs/tags/*"] : [];
  if (ref.startsWith("refs/heads/")) return [...allTags, `+${commit || ref}:refs/remotes/origin/${ref.slice(11)}`];
  if (ref.startsWith("refs/pull/")) return [...allTags, `+${commit || ref}:refs/remotes/pull/${ref.slice(10)}`];
  if (ref.startsWith("refs/tags/")) return tags ? allTags : [`+${ref}:${ref}`];
  if (commit) return [...allTags, commit];
  if (ref === "") return [...allTags, "HEAD"];
  if (ref.startsWith("refs/")) return [...allTags, `+${ref}:${ref}`];
  return [
    ...allTags,
    `+refs/heads/${ref}*:refs/remotes/origin/${ref}*`,
    ...(tags ? [] : [`+refs/tags/${ref}*:refs/tags/${ref}*`]),
  ];
}

async function matches(git: Git, ref: string, commit: string): Promise<boolean> {
  if (!commit) return true;
  if (ref.startsWith("refs/heads/")) {
    return (await git.ask("rev-parse", `refs/remotes/origin/${ref.slice(11)}`)) === commit;
  }
  if (ref.startsWith("refs/tags/")) return (await git.ask("rev-parse", `${ref}^{commit}`)) === commit;
  return (await git.ask("cat-file", "-t", commit)) === "commit";
}

async function target(git: Git, ref: string, commit: string): Promise<string[]> {
  if (ref.startsWith("refs/heads/")) return ["-B", ref.slice(11), `refs/remotes/origin/${ref.slice(11)}`];
  if (ref.startsWith("refs/pull/")) return [`refs/remotes/pull/${ref.slice(10)}`];
  if (ref.startsWith("refs/")) return [ref];
  if (commit) return [commit];
  if (ref === "") return ["--detach", "FETCH_HEAD"];
  if ((await git.ask("rev-parse", "--verify", "--quiet", `refs/remotes/origin/${ref}`)) !== undefined) {
    return ["-B", ref, `refs/remotes/origin/${ref}`];
  }
  if ((await git.ask("rev-parse", "--verify", "--quiet", `refs/tags/${ref}`)) !== undefined)
    return [`refs/tags/${ref}`];
  throw new StepFailure(`A branch or tag with the name '${ref}' could not be found`);
}
