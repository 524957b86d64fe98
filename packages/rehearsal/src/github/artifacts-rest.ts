import { type Answer, ApiError, type Call, idParam, noContent, notFound, ok, page, timestamp } from "./answers.ts";
import { blobAddress, removeArtifact } from "./artifacts.ts";
import type { Artifact } from "./state.ts";
import { apiOf, nodeId } from "./views.ts";

/** Artifacts as REST shows them: those of every run of a repository. */

const ofRepository = (call: Call): Artifact[] =>
  [...call.world.artifacts.values()]
    .filter(
      ({ finished, repository }) => finished && repository.toLowerCase() === call.repository.fullName.toLowerCase(),
    )
    .reverse();

const NINETY_DAYS = 90 * 24 * 3600 * 1000;

function view(call: Call, artifact: Artifact) {
  const url = `${apiOf(call.repository, call.bases)}/actions/artifacts/${artifact.id}`;
  const at = timestamp(artifact.createdAt);
  return {
    id: artifact.id,
    node_id: nodeId("A", artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.size,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    digest: artifact.digest,
    created_at: at,
    updated_at: at,
    expires_at: timestamp(new Date(artifact.createdAt.getTime() + NINETY_DAYS)),
    workflow_run: { id: artifact.runId, repository_id: call.repository.id, head_repository_id: call.repository.id },
  };
}

function list(call: Call, artifacts: readonly Artifact[]): Answer {
  const name = call.query.get("name");
  const found = artifacts.filter((artifact) => name === null || artifact.name === name);
  return page(
    call,
    found,
    (artifact) => view(call, artifact),
    (shown) => ({ total_count: found.length, artifacts: shown }),
  );
}

export const listArtifacts = (call: Call): Answer => list(call, ofRepository(call));

export function listRunArtifacts(call: Call): Answer {
  const run = idParam(call, "run_id");
  return list(
    call,
    ofRepository(call).filter(({ runId }) => runId === run),
  );
}

function find(call: Call): Artifact {
  const id = idParam(call, "artifact_id");
  const artifact = ofRepository(call).find((candidate) => candidate.id === id);
  if (!artifact) throw notFound();
  return artifact;
}

export const getArtifact = (call: Call): Answer => ok(view(call, find(call)));

/** Always redirects, and only to who is signed in. */
export function downloadArtifact(call: Call): Answer {
  if (!call.actor.token) throw new ApiError(401, "Requires authentication");
  return { status: 302, headers: { location: blobAddress(find(call), call.bases.html) } };
}

export async function deleteArtifact(call: Call): Promise<Answer> {
  await removeArtifact(call.world, find(call));
  return noContent();
}
