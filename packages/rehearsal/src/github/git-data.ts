import { type Answer, type Call, created, notFound, ok, timestamp, unprocessable } from "./answers.ts";
import type { Person, TreeChange, TreeEntry } from "./git.ts";
import { apiOf, gitCommitView, nodeId } from "./views.ts";

const shaOf = (call: Call, name: string): string => call.params[name] ?? "";

/** Who acts, as git names them. GitHub gives a bot the `noreply` address. */
export function actingPerson(call: Call): Person {
  const { login } = call.actor;
  return { name: login, email: `${login}@users.noreply.github.com`, date: call.world.now().toISOString() };
}

export function personFrom(call: Call, given: Partial<Person> | undefined, fallback: Person): Person {
  return {
    name: given?.name ?? fallback.name,
    email: given?.email ?? fallback.email,
    date: given?.date ?? call.world.now().toISOString(),
  };
}

export async function getBlob(call: Call): Promise<Answer> {
  const sha = shaOf(call, "file_sha");
  if ((await call.repository.git.type(sha)) !== "blob") throw notFound();
  const bytes = await call.repository.git.blob(sha);
  if (/application\/vnd\.github\.raw/.test(call.request.headers.accept ?? "")) return { status: 200, bytes };
  return ok({
    sha,
    node_id: nodeId("B", sha),
    size: bytes.length,
    url: `${apiOf(call.repository, call.bases)}/git/blobs/${sha}`,
    content: bytes.toString("base64").replace(/(.{60})/g, "$1\n"),
    encoding: "base64",
  });
}

export async function createBlob(call: Call): Promise<Answer> {
  const { content, encoding } = call.body as { content: string; encoding?: string };
  const sha = await call.repository.git.writeBlob(Buffer.from(content, encoding === "base64" ? "base64" : "utf8"));
  return created({ sha, url: `${apiOf(call.repository, call.bases)}/git/blobs/${sha}` } as { url: string });
}

function treeView(call: Call, sha: string, entries: readonly TreeEntry[]) {
  const url = `${apiOf(call.repository, call.bases)}/git`;
  return {
    sha,
    url: `${url}/trees/${sha}`,
    tree: entries.map((entry) => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.size !== undefined && { size: entry.size }),
      ...(entry.type !== "commit" && { url: `${url}/${entry.type}s/${entry.sha}` }),
    })),
    truncated: false,
  };
}

/** `tree_sha` may also be a commit or the name of a branch or tag. */
export async function getTree(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const name = shaOf(call, "tree_sha");
  const sha = (await git.type(name)) === "tree" ? name : await git.commitOf(name);
  if (!sha) throw notFound();
  const tree = (await git.treeOf(sha)) ?? "";
  return ok(treeView(call, tree, await git.tree(tree, call.query.has("recursive"))));
}

interface GivenEntry {
  readonly path?: string;
  readonly mode?: string;
  readonly sha?: string | null;
  readonly content?: string;
}

export async function createTree(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const { base_tree: base, tree } = call.body as { base_tree?: string; tree: GivenEntry[] };
  if (base !== undefined && (await git.type(base)) === undefined)
    throw unprocessable("base_tree is not a valid tree oid");
  const changes: TreeChange[] = [];
  for (const entry of tree) {
    if (
      !entry.path ||
      entry.path.split("/").some((part) => part === "" || part === "." || part === ".." || part === ".git")
    ) {
      throw unprocessable("tree.path contains a malformed path component");
    }
    const sha = entry.content === undefined ? entry.sha : await git.writeBlob(Buffer.from(entry.content, "utf8"));
    if (sha === undefined) throw unprocessable("Must supply either tree.sha or tree.content");
    if (sha !== null && (await git.type(sha)) === undefined) throw unprocessable("tree.sha is not a valid object");
    changes.push({ path: entry.path, mode: entry.mode ?? "100644", sha });
  }
  const sha = await git.writeTree(base, changes);
  return created(treeView(call, sha, await git.tree(sha, false)));
}

export async function getGitCommit(call: Call): Promise<Answer> {
  const commit = await call.repository.git.commit(shaOf(call, "commit_sha"));
  if (!commit) throw notFound();
  return ok(gitCommitView(call.repository, commit, call.bases));
}

export async function createGitCommit(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const { message, tree, parents = [] } = call.body as { message: string; tree: string; parents?: string[] };
  if ((await git.type(tree)) !== "tree") throw unprocessable("Tree SHA does not exist");
  for (const parent of parents) {
    if ((await git.type(parent)) !== "commit")
      throw unprocessable("Parent SHA does not exist or is not a commit object");
  }
  const author = personFrom(call, call.body.author, actingPerson(call));
  const committer = call.body.committer ? personFrom(call, call.body.committer, author) : author;
  const sha = await git.writeCommit({ tree, parents, message, author, committer });
  const commit = await git.commit(sha);
  if (!commit) throw new Error(`commit ${sha} was just written and is not there`);
  return created(gitCommitView(call.repository, commit, call.bases));
}

async function tagView(call: Call, sha: string) {
  const data = await call.repository.git.tag(sha);
  if (!data) throw notFound();
  const url = `${apiOf(call.repository, call.bases)}/git`;
  return {
    node_id: nodeId("TAG", sha),
    tag: data.tag,
    sha,
    url: `${url}/tags/${sha}`,
    message: data.message,
    tagger: { ...data.tagger, date: timestamp(new Date(data.tagger.date)) },
    object: { sha: data.object, type: data.type, url: `${url}/${data.type}s/${data.object}` },
    verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
  };
}

export const getTag = async (call: Call): Promise<Answer> => ok(await tagView(call, shaOf(call, "tag_sha")));

/** Makes the tag object only; the ref is created apart from it, as GitHub has it. */
export async function createTag(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const { tag, message, object, type } = call.body as { tag: string; message: string; object: string; type: string };
  if ((await git.type(object)) !== type) throw unprocessable("object does not exist or is not of that type");
  const sha = await git.writeTag({
    tag,
    object,
    type,
    message,
    tagger: personFrom(call, call.body.tagger, actingPerson(call)),
  });
  return created(await tagView(call, sha));
}
