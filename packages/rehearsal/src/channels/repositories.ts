import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Plan, sha256 } from "@slipway/model";
import { runGit } from "../github/git.ts";
import { git } from "../rehearse/source.ts";
import type { ChannelSummary } from "../report/summary.ts";
import { type Offer, offerOf } from "./offers.ts";
import type { Entry, Part, Wanted } from "./part.ts";

/** A repository beside the released one that a channel writes to. */
interface Place {
  readonly repository: string;
  readonly kind: "homebrew" | "scoop" | "apt" | "rpm" | "registry" | "mirror";
  readonly title: string;
  /** Undefined: the repository's default branch. */
  readonly branch: string | undefined;
  /** Of its credentials in the secret `registries`. */
  readonly id: string | undefined;
  /** By which clients ask for it. */
  readonly name?: string;
  /** Below which it keeps its files; "" is the root. */
  readonly directory?: string;
  /** Has the released repository's commits and tags, and gets releases. */
  readonly copy: boolean;
}

/** Characters of a diff that the report shows. */
const LONGEST_DIFF = 40_000;
/** Of files that the report lists. */
const MOST_FILES = 200;
const SOMEBODY = { name: "Slipway rehearsal", email: "rehearsal@slipway.invalid", date: "2026-01-01T00:00:00Z" };

/** Taps, buckets, branches of packages and backups: on the same embedded GitHub, with a token that reaches just them. */
export async function repositoriesFor({ plan, github, repository, directory }: Wanted): Promise<Part | undefined> {
  const places = placesOf(plan);
  if (places.length === 0) return undefined;
  const isOwn = ({ repository: name }: Place) => name.toLowerCase() === repository.toLowerCase();
  const made = new Set(github.state.repositories().map(({ fullName }) => fullName.toLowerCase()));
  for (const place of places) {
    if (made.has(place.repository.toLowerCase())) continue;
    made.add(place.repository.toLowerCase());
    const from = place.copy
      ? (github.state.repository(repository)?.gitDirectory ?? "")
      : await seed(join(directory, "seeds", place.repository.replace("/", "-")), place);
    const defaultBranch = place.copy
      ? (github.state.repository(repository)?.defaultBranch ?? "main")
      : (place.branch ?? "main");
    await github.createRepository({ fullName: place.repository, defaultBranch, from, allowAutoMerge: true });
  }
  const before = new Map(await Promise.all(places.map(async (place) => [place, await headOf(place, github)] as const)));
  const token = github.issueToken({
    login: repository.split("/")[0] ?? "you",
    repositories: [...new Set(places.map((place) => place.repository))],
    permissions: { contents: "write", "pull-requests": "write", issues: "write" },
  });
  const registries: Record<string, Entry> = {};
  for (const place of places) if (place.id !== undefined && !isOwn(place)) registries[place.id] = { token };
  return {
    ...(places.some(({ kind }) => kind === "homebrew") && { secrets: { "tap-token": token } }),
    registries,
    note: `${[...new Set(places.map((place) => place.repository))].join(", ")} stand beside it on the embedded GitHub, with a first commit each`,
    channels: async () => await Promise.all(places.map((place) => summarise(place, before.get(place), github))),
    offers: async () => await Promise.all(places.map((place) => offer(place, github))),
    follow: async () => {
      const from = github.state.repository(repository)?.gitDirectory ?? "";
      for (const { repository: name } of places.filter(({ copy }) => copy)) {
        const into = github.state.repository(name)?.gitDirectory ?? "";
        await git([
          "--git-dir",
          into,
          "fetch",
          "--quiet",
          from,
          "+refs/heads/*:refs/heads/*",
          "+refs/tags/*:refs/tags/*",
        ]);
      }
    },
    close: async () => undefined,
  };
}

function placesOf({ channels = {} }: Plan): Place[] {
  const { homebrew = [], scoop = [], apt = [], rpm = [], registries = [], mirrors = [] } = channels;
  const branches = (kind: "apt" | "rpm" | "registry" | "mirror", list: readonly Stored[]) =>
    list.flatMap(({ id, storage }): Place[] => {
      if (storage.type === "branch") {
        const { repository, branch, directory } = storage;
        return [{ repository, kind, title: `${TITLES[kind]} ${id}`, branch, id, directory, copy: false }];
      }
      if (storage.type !== "github") return [];
      const { repository } = storage;
      return [{ repository, kind, title: `Backup ${repository}`, branch: undefined, id, copy: true }];
    });
  const found: Place[] = [
    ...homebrew.map(
      ({ tap, branch, name }): Place => ({
        repository: tap,
        name,
        kind: "homebrew",
        title: `Homebrew tap ${tap}`,
        branch,
        id: undefined,
        copy: false,
      }),
    ),
    ...scoop.map(
      ({ bucket, branch, name }): Place => ({
        repository: bucket,
        name,
        kind: "scoop",
        title: `Scoop bucket ${bucket}`,
        branch,
        id: bucket,
        copy: false,
      }),
    ),
    ...branches("apt", apt),
    ...branches("rpm", rpm),
    ...branches("registry", registries),
    ...branches("mirror", mirrors),
  ];
  const key = (place: Place) => `${place.kind} ${place.repository} ${place.branch ?? ""} ${place.id ?? ""}`;
  return found.filter((place, at) => found.findIndex((other) => key(other) === key(place)) === at);
}

interface Stored {
  readonly id: string;
  readonly storage: { readonly type: string; readonly repository?: string; readonly branch?: string } & (
    | { readonly type: "branch"; readonly repository: string; readonly branch: string; readonly directory: string }
    | { readonly type: "github"; readonly repository: string }
    | { readonly type: "http" | "s3" }
  );
}

export const TITLES = {
  apt: "apt repository",
  rpm: "rpm repository",
  registry: "Registry",
  mirror: "Mirror",
} as const;

/** A repository with one commit, always the same. */
async function seed(directory: string, { repository, branch = "main" }: Place): Promise<string> {
  await mkdir(directory, { recursive: true });
  await git(["init", "--quiet", "--template=", `--initial-branch=${branch}`, directory]);
  await writeFile(join(directory, "README.md"), `# ${repository}\n`);
  const env = Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((who) => [
      [`GIT_${who}_NAME`, SOMEBODY.name],
      [`GIT_${who}_EMAIL`, SOMEBODY.email],
      [`GIT_${who}_DATE`, SOMEBODY.date],
    ]),
  );
  await git(["-C", directory, "add", "README.md"]);
  await git(["-C", directory, "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "First commit"], { env });
  return directory;
}

async function headOf({ repository, branch }: Place, github: Wanted["github"]): Promise<string | undefined> {
  const found = github.state.repository(repository);
  if (found === undefined) return undefined;
  return await text(
    found.gitDirectory,
    "rev-parse",
    "--verify",
    "--quiet",
    `refs/heads/${branch ?? found.defaultBranch}`,
  );
}

async function summarise(place: Place, before: string | undefined, github: Wanted["github"]): Promise<ChannelSummary> {
  const { repository, kind, title } = place;
  const nothing: ChannelSummary = {
    kind,
    title,
    state: "untouched",
    advertises: "nothing arrived",
    diff: null,
    pull: null,
    files: [],
    messages: [],
  };
  const found = github.state.repository(repository);
  if (found === undefined) return nothing;
  if (place.copy) {
    const [release] = found.releases.filter(({ draft }) => !draft);
    if (release === undefined) return nothing;
    const files = release.assets.map(({ name, size }) => ({ path: `${release.tag}/${name}`, size }));
    return {
      ...nothing,
      state: "changed",
      advertises: `the release ${release.tag}, with ${files.length} assets`,
      files,
    };
  }
  const head = await headOf(place, github);
  const run = (...args: string[]) => text(found.gitDirectory, ...args);
  // What a branch began with is nothing where the channel made it.
  const start = before ?? (await run("hash-object", "-t", "tree", "/dev/null")) ?? "";
  const open = found.pulls.filter(({ state }) => state === "open");
  const [pull] = open;
  if (pull !== undefined && head === before) {
    const { number, title: subject, body, head: from, base: into, labels } = pull;
    return {
      ...nothing,
      state: "proposed",
      advertises: `pull request #${number} waits: ${subject}`,
      diff: clip(await run("diff", `${before}...refs/heads/${from}`)),
      pull: { number, title: subject, body: body ?? "", from, into, labels: [...labels] },
    };
  }
  if (head === undefined || head === before) return nothing;
  const subject = (await run("log", "-1", "--format=%s", head)) ?? "";
  const range = before === undefined ? head : `${before}..${head}`;
  const commits = Number((await run("rev-list", "--count", range)) ?? 0);
  return {
    ...nothing,
    state: "changed",
    advertises: `${subject} (${commits === 1 ? `commit ${head.slice(0, 10)}` : `${commits} commits`})`,
    // Of a branch that holds packages or a mirror, the files say more.
    diff: kind === "homebrew" || kind === "scoop" ? clip(await run("diff", start, head)) : null,
    files: await filesAt(found.gitDirectory, start, head),
  };
}

/** What a clone of it shows. */
async function offer(place: Place, github: Wanted["github"]): Promise<Offer> {
  const { repository, kind, title, directory = "" } = place;
  const found = github.state.repository(repository);
  if (place.copy) {
    const tag = found?.releases.find(({ latest }) => latest)?.tag;
    return { kind, title, gets: tag ?? null, print: sha256(tag ?? "") };
  }
  const head = await headOf(place, github);
  const run = async (...args: string[]) =>
    (await git(["--git-dir", found?.gitDirectory ?? "", ...args])).toString("utf8");
  const below = directory === "" ? [] : ["--", directory];
  const shelf = {
    list: async () =>
      head === undefined
        ? []
        : (await run("ls-tree", "-r", "-z", "--name-only", head, ...below)).split("\0").filter(Boolean),
    read: async (path: string) =>
      await git(["--git-dir", found?.gitDirectory ?? "", "cat-file", "blob", `${head}:${path}`]),
  };
  return await offerOf(kind, title, shelf, place.name);
}

/** What a range of commits put there. */
async function filesAt(directory: string, start: string, head: string): Promise<{ path: string; size: number }[]> {
  const changed = await text(directory, "diff", "--name-only", "-z", "--diff-filter=d", start, head);
  const names = new Set((changed ?? "").split("\0").filter(Boolean));
  const listed = (await text(directory, "ls-tree", "-r", "-l", "-z", head)) ?? "";
  return listed
    .split("\0")
    .flatMap((line) => {
      const [, size, path] = /^\d+ blob \S+ +(\d+)\t([\s\S]+)$/.exec(line) ?? [];
      return path !== undefined && names.has(path) ? [{ path, size: Number(size) }] : [];
    })
    .slice(0, MOST_FILES);
}

async function text(directory: string, ...args: string[]): Promise<string | undefined> {
  const { code, stdout } = await runGit(["--git-dir", directory, ...args]);
  return code === 0 ? stdout.toString("utf8").trim() : undefined;
}

function clip(diff: string | undefined): string | null {
  if (diff === undefined || diff === "") return null;
  return diff.length <= LONGEST_DIFF ? diff : `${diff.slice(0, LONGEST_DIFF)}\n… cut here`;
}
