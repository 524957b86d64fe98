import { type Answer, ApiError, type Call, created, noContent, notFound, ok, page, unprocessable } from "./answers.ts";
import { validRefName, ZERO } from "./git.ts";
import { apiOf, commitView, nodeId } from "./views.ts";

/** Refs, tags and branches. A ref moves by compare-and-swap in git itself, so concurrent updates cannot both win. */

async function refView(call: Call, ref: string, sha: string) {
  const url = apiOf(call.repository, call.bases);
  const type = (await call.repository.git.type(sha)) ?? "commit";
  return {
    ref,
    node_id: nodeId("REF", `${call.repository.id}:${ref}`),
    url: `${url}/git/${encodeURI(ref)}`,
    object: { sha, type, url: `${url}/git/${type}s/${sha}` },
  };
}

const fullRef = (call: Call): string => `refs/${call.params.ref ?? ""}`;

export async function getRef(call: Call): Promise<Answer> {
  const ref = fullRef(call);
  const sha = await call.repository.git.ref(ref);
  if (sha === undefined) throw notFound();
  return ok(await refView(call, ref, sha));
}

export async function listMatchingRefs(call: Call): Promise<Answer> {
  const refs = await call.repository.git.refs(fullRef(call));
  return ok(await Promise.all(refs.map(({ ref, sha }) => refView(call, ref, sha))));
}

export async function createRef(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const { ref, sha } = call.body as { ref: string; sha: string };
  if (!/^refs\/[^/]+\/./.test(ref) || !validRefName(ref)) {
    throw unprocessable(`${ref} is not a valid ref name.`);
  }
  await checkObject(call, ref, sha);
  if (call.repository.burntTags.has(ref.replace("refs/tags/", ""))) {
    throw unprocessable("tag_name was used by an immutable release");
  }
  if ((await git.ref(ref)) !== undefined) throw unprocessable("Reference already exists");
  if (!(await git.swap(ref, sha, ZERO))) throw unprocessable("Reference already exists");
  call.pushed(ref, ZERO, sha);
  return created(await refView(call, ref, sha));
}

export async function updateRef(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const ref = fullRef(call);
  const { sha, force } = call.body as { sha: string; force?: boolean };
  const before = await git.ref(ref);
  if (before === undefined) throw unprocessable("Reference does not exist");
  refuseProtected(call, ref);
  await checkObject(call, ref, sha);
  if (!force && !(await git.isAncestor(before, sha))) throw unprocessable("Update is not a fast forward");
  if (!(await git.swap(ref, sha, before))) {
    // Somebody else moved the ref after it was read: no longer a fast forward from where it is now.
    throw unprocessable("Update is not a fast forward");
  }
  if (before !== sha) call.pushed(ref, before, sha);
  return ok(await refView(call, ref, sha));
}

export async function deleteRef(call: Call): Promise<Answer> {
  const { git } = call.repository;
  const ref = fullRef(call);
  const before = await git.ref(ref);
  if (before === undefined) throw unprocessable("Reference does not exist");
  refuseProtected(call, ref);
  if (!(await git.swap(ref, ZERO, before))) throw new ApiError(409, "Reference was changed meanwhile");
  call.pushed(ref, before, ZERO);
  return noContent();
}

function refuseProtected(call: Call, ref: string): void {
  if (ref.startsWith("refs/tags/") && call.repository.protectedTags.has(ref.slice("refs/tags/".length))) {
    throw unprocessable("Cannot change a tag that belongs to an immutable release");
  }
}

async function checkObject(call: Call, ref: string, sha: string): Promise<void> {
  const type = await call.repository.git.type(sha);
  if (type === undefined) throw unprocessable("Object does not exist");
  if (ref.startsWith("refs/heads/") && type !== "commit")
    throw unprocessable("Reference cannot be updated: not a commit");
}

export async function listTags(call: Call): Promise<Answer> {
  const url = apiOf(call.repository, call.bases);
  const tags = (await call.repository.git.refs("refs/tags/")).reverse();
  return page(call, tags, ({ ref, commit }) => {
    const name = ref.slice("refs/tags/".length);
    return {
      name,
      zipball_url: `${url}/zipball/${encodeURI(ref)}`,
      tarball_url: `${url}/tarball/${encodeURI(ref)}`,
      commit: { sha: commit, url: `${url}/commits/${commit}` },
      node_id: nodeId("REF", `${call.repository.id}:${ref}`),
    };
  });
}

export async function listBranches(call: Call): Promise<Answer> {
  const url = apiOf(call.repository, call.bases);
  return page(call, await call.repository.git.refs("refs/heads/"), ({ ref, commit }) => ({
    name: ref.slice("refs/heads/".length),
    commit: { sha: commit, url: `${url}/commits/${commit}` },
    protected: false,
  }));
}

export async function getBranch(call: Call): Promise<Answer> {
  const name = call.params.branch ?? "";
  const sha = await call.repository.git.ref(`refs/heads/${name}`);
  const commit = sha && (await call.repository.git.commit(sha));
  if (!commit) throw new ApiError(404, "Branch not found");
  const url = `${apiOf(call.repository, call.bases)}/branches/${encodeURI(name)}`;
  return ok({
    name,
    commit: commitView(call.repository, commit, call.bases),
    _links: { self: url, html: `${call.bases.html}/${call.repository.fullName}/tree/${encodeURI(name)}` },
    protected: false,
    protection: { enabled: false },
    protection_url: `${url}/protection`,
  });
}
