import { basename } from "node:path/posix";
import { type Answer, ApiError, type Call, notFound, ok, page, unprocessable } from "./answers.ts";
import { type CommitData, type TreeEntry, ZERO } from "./git.ts";
import { actingPerson, personFrom } from "./git-data.ts";
import { apiOf, commitView, gitCommitView, htmlOf } from "./views.ts";

/** Contents above this size are left out of the JSON form (1 MB in GitHub's documentation of the endpoint). */
const INLINE_LIMIT = 1_000_000;

async function commitNamed(call: Call, name: string | null): Promise<string> {
  const sha = await call.repository.git.commitOf(name || call.repository.defaultBranch);
  if (!sha) throw new ApiError(404, name ? `No commit found for the ref ${name}` : "This repository is empty.");
  return sha;
}

export async function getContent(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const ref = call.query.get("ref");
  const commit = await commitNamed(call, ref);
  const path = (call.params.path ?? "").replace(/^\/+|\/+$/g, "");
  const shown = ref ?? call.repository.defaultBranch;
  if (path === "")
    return ok(
      (await git.tree((await git.treeOf(commit)) ?? "", false)).map((entry) =>
        entryView(call, entry, entry.path, shown),
      ),
    );
  const entry = await git.entry(commit, path);
  if (!entry) throw notFound();
  if (entry.type === "tree") {
    const entries = await git.tree(entry.sha, false);
    return ok(entries.map((child) => entryView(call, child, `${path}/${child.path}`, shown)));
  }
  const bytes = await git.blob(entry.sha);
  if (/application\/vnd\.github(\.v3)?\.raw/.test(call.request.headers.accept ?? "")) return { status: 200, bytes };
  return ok({ ...entryView(call, entry, path, shown), ...inline(bytes) });
}

const inline = (bytes: Buffer) =>
  bytes.length > INLINE_LIMIT
    ? { content: "", encoding: "none" }
    : { content: bytes.toString("base64").replace(/(.{60})/g, "$1\n"), encoding: "base64" };

function entryView(call: Call, entry: TreeEntry, path: string, ref: string) {
  const api = apiOf(call.repository, call.bases);
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const kind = entry.type === "tree" ? "dir" : "file";
  const self = `${api}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const git = `${api}/git/${entry.type}s/${entry.sha}`;
  const html = `${htmlOf(call.repository, call.bases)}/${entry.type}/${encodeURI(ref)}/${encoded}`;
  return {
    type: kind,
    name: basename(path),
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: self,
    git_url: git,
    html_url: html,
    download_url: kind === "file" ? `${htmlOf(call.repository, call.bases)}/raw/${encodeURI(ref)}/${encoded}` : null,
    _links: { self, git, html },
  };
}

export const putContent = (call: Call): Promise<Answer> =>
  change(call, async (blobBefore) => {
    const sha = await call.repository.git.writeBlob(Buffer.from(call.body.content, "base64"));
    if (blobBefore !== undefined && call.body.sha === undefined) {
      throw unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.');
    }
    return sha;
  });

export const deleteContent = (call: Call): Promise<Answer> =>
  change(call, async (blobBefore) => {
    if (blobBefore === undefined) throw notFound();
    return null;
  });

/**
 * One commit on a branch that sets one path. The `sha` that the caller saw must still be there (409), and the branch must not
 * have moved meanwhile (409).
 */
async function change(call: Call, next: (blobBefore: string | undefined) => Promise<string | null>): Promise<Answer> {
  const { git, defaultBranch } = call.repository;
  const path = call.params.path ?? "";
  const branch: string = call.body.branch ?? defaultBranch;
  const ref = `refs/heads/${branch}`;
  const before = await git.ref(ref);
  const first = branch === defaultBranch && before === undefined && (await git.refs("refs/heads/")).length === 0;
  if (before === undefined && !first) throw new ApiError(404, `Branch ${branch} not found`);
  const old = before === undefined ? undefined : await git.entry(before, path);
  const given: string | undefined = call.body.sha;
  if (given !== undefined && given !== old?.sha) throw new ApiError(409, `${path} does not match ${given}`);
  const blob = await next(old?.sha);
  const tree = await git.writeTree(before, [{ path, mode: old?.mode ?? "100644", sha: blob }]);
  const acting = actingPerson(call);
  const committer = personFrom(call, call.body.committer, acting);
  const author = call.body.author ? personFrom(call, call.body.author, committer) : committer;
  const sha = await git.writeCommit({
    tree,
    parents: before ? [before] : [],
    message: call.body.message,
    author,
    committer,
  });
  if (!(await git.swap(ref, sha, before ?? ZERO))) throw new ApiError(409, `${ref} is at another commit by now`);
  call.pushed(ref, before ?? ZERO, sha);
  const commit = (await git.commit(sha)) as CommitData;
  const entry = blob === null ? undefined : await git.entry(sha, path);
  return {
    status: old || blob === null ? 200 : 201,
    json: {
      content: entry ? entryView(call, entry, path, branch) : null,
      commit: gitCommitView(call.repository, commit, call.bases),
    },
  };
}

export async function getCommit(call: Call): Promise<Answer> {
  const sha = await call.repository.git.commitOf(call.params.ref ?? "");
  const commit = sha && (await call.repository.git.commit(sha));
  if (!commit) throw unprocessable(`No commit found for SHA: ${call.params.ref}`);
  if (/application\/vnd\.github\.(v3\.)?sha/.test(call.request.headers.accept ?? "")) {
    return { status: 200, bytes: Buffer.from(commit.sha) };
  }
  return ok(commitView(call.repository, commit, call.bases));
}

export async function listCommits(call: Call): Promise<Answer> {
  const sha = await commitNamed(call, call.query.get("sha"));
  const path = call.query.get("path");
  const commits = await call.repository.git.log([sha, ...(path ? ["--", path] : [])]);
  return page(call, commits, (commit) => commitView(call.repository, commit, call.bases));
}

/** Counts and commits; files are listed without their patches. */
export async function compareCommits(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const [baseName = "", headName = ""] = (call.params.basehead ?? "").split("...");
  const [base, head] = await Promise.all([git.commitOf(baseName), git.commitOf(headName)]);
  if (!base || !head) throw notFound();
  const found = await git.run(["merge-base", base, head]);
  if (found.code !== 0) throw new ApiError(404, `No common ancestor between ${baseName} and ${headName}.`);
  const middle = found.stdout.toString("utf8").trim();
  const [ahead, behind] = await Promise.all([
    git.log(["--reverse", `${base}..${head}`]),
    git.log([`${head}..${base}`]),
  ]);
  const [baseCommit, middleCommit] = await Promise.all([git.commit(base), git.commit(middle)]);
  const api = apiOf(call.repository, call.bases);
  const html = `${htmlOf(call.repository, call.bases)}/compare/${encodeURI(baseName)}...${encodeURI(headName)}`;
  const view = (commit: CommitData | undefined) => commit && commitView(call.repository, commit, call.bases);
  const status =
    ahead.length > 0 ? (behind.length > 0 ? "diverged" : "ahead") : behind.length > 0 ? "behind" : "identical";
  return ok({
    url: `${api}/compare/${encodeURI(baseName)}...${encodeURI(headName)}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: view(baseCommit),
    merge_base_commit: view(middleCommit),
    status,
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: ahead.slice(0, 250).map(view),
    files: await changedFiles(call, middle, head),
  });
}

const STATUS: Readonly<Record<string, string>> = { A: "added", M: "modified", D: "removed", T: "changed" };

export async function changedFiles(call: Call, from: string, to: string) {
  const { git } = call.repository;
  const [raw, counts] = await Promise.all([
    git.text(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--abbrev=40", from, to]),
    git.text(["diff-tree", "-r", "-z", "--numstat", "--no-renames", from, to]),
  ]);
  const lines = new Map(
    counts
      .split("\0")
      .filter(Boolean)
      .map((line) => {
        const [added = "0", deleted = "0", path = ""] = line.split("\t");
        return [path, { additions: Number(added) || 0, deletions: Number(deleted) || 0 }] as const;
      }),
  );
  const parts = raw.split("\0").filter(Boolean);
  const api = apiOf(call.repository, call.bases);
  const html = htmlOf(call.repository, call.bases);
  return Array.from({ length: parts.length / 2 }, (_, at) => {
    const [, , before = "", after = "", letter = "M"] = (parts[2 * at] ?? "").split(" ");
    const filename = parts[2 * at + 1] ?? "";
    const { additions, deletions } = lines.get(filename) ?? { additions: 0, deletions: 0 };
    const path = encodeURI(filename);
    return {
      sha: after === ZERO ? before : after,
      filename,
      status: STATUS[letter] ?? "modified",
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${html}/blob/${to}/${path}`,
      raw_url: `${html}/raw/${to}/${path}`,
      contents_url: `${api}/contents/${path}?ref=${to}`,
    };
  });
}
