import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Answer, timestamp } from "./answers.ts";
import type { Artifact, World } from "./state.ts";
import type { Signer } from "./tokens.ts";

/** The artifact service as `@actions/artifact` 6 speaks it (Twirp with JSON, then Azure's block blobs). */

export const TWIRP = "/twirp/github.actions.results.api.v1.ArtifactService/";

/** Fields in `snake_case`; wrapped values arrive bare, 64-bit integers as text. */
type Fields = Readonly<Record<string, unknown>>;

const twirpError = (status: number, code: string, msg: string): Answer => ({ status, json: { code, msg } });

interface Scope {
  readonly run: string;
  readonly job: string;
}

export function artifactCall(
  world: World,
  signer: Signer,
  method: string,
  request: IncomingMessage,
  fields: Fields,
  root: string,
): Answer | Promise<Answer> {
  const scope = scopeOf(world, signer, request);
  if (!scope) return twirpError(401, "unauthenticated", "the runtime token is missing, unknown or its job has ended");
  if (fields.workflow_run_backend_id !== scope.run) {
    return twirpError(403, "permission_denied", "the runtime token is of another run");
  }
  switch (method) {
    case "CreateArtifact":
      return createArtifact(world, scope, fields, root);
    case "FinalizeArtifact":
      return finalizeArtifact(world, scope, fields);
    case "ListArtifacts":
      return listArtifacts(world, scope, fields);
    case "GetSignedArtifactURL":
      return signedUrl(world, scope, fields, root);
    case "DeleteArtifact":
      return deleteArtifact(world, scope, fields);
    default:
      return twirpError(404, "bad_route", `no method ${method}`);
  }
}

/** `scp` of a runtime token whose job still runs. */
function scopeOf(world: World, signer: Signer, request: IncomingMessage): Scope | undefined {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const claims = token === undefined ? undefined : signer.open(token);
  const job = world.tokens.get(String(claims?.job_token ?? ""));
  const scope = /^Actions\.Results:([^:]+):([^:]+)$/.exec(String(claims?.scp ?? ""));
  return job && !job.revoked && scope ? { run: scope[1] as string, job: scope[2] as string } : undefined;
}

export const sealRuntimeToken = (
  signer: Signer,
  token: { value: string; runId?: number; jobId?: string },
  seconds: number,
): string =>
  signer.seal({
    scp: `Actions.Results:${token.runId}:${encodeURIComponent(token.jobId ?? "")}`,
    job_token: token.value,
    iat: seconds,
    exp: seconds + 6 * 3600,
  });

const ofRun = (world: World, run: string): Artifact[] =>
  [...world.artifacts.values()].filter(({ runId }) => String(runId) === run);

const named = (world: World, scope: Scope, fields: Fields): Artifact | undefined =>
  ofRun(world, scope.run).find(({ name }) => name === fields.name);

async function createArtifact(world: World, scope: Scope, fields: Fields, root: string): Promise<Answer> {
  const name = String(fields.name ?? "");
  if (name === "" || /["<>|*?:\r\n\\/]/.test(name))
    return twirpError(400, "invalid_argument", "the artifact name is not valid");
  if (Number(fields.version) < 4)
    return twirpError(400, "invalid_argument", `version ${fields.version} is not supported`);
  if (named(world, scope, fields)) {
    return twirpError(409, "already_exists", "an artifact with this name already exists on the workflow run");
  }
  const token = [...world.tokens.values()].find(
    (t) => String(t.runId) === scope.run && encodeURIComponent(t.jobId ?? "") === scope.job,
  );
  const id = world.nextId();
  const artifact: Artifact = {
    id,
    runId: Number(scope.run),
    jobId: decodeURIComponent(scope.job),
    repository: token?.repositories[0] ?? "",
    name,
    mimeType: typeof fields.mime_type === "string" ? fields.mime_type : "application/zip",
    createdAt: world.now(),
    folder: join(world.directory, "artifacts", String(id)),
    secret: randomBytes(24).toString("hex"),
    finished: false,
    size: 0,
    digest: null,
    downloadType: "application/zip",
    fileName: `${name}.zip`,
  };
  world.artifacts.set(id, artifact);
  await mkdir(artifact.folder, { recursive: true });
  return {
    status: 200,
    json: { ok: true, signed_upload_url: `${root}/_blobs/artifacts/${id}?sig=${artifact.secret}` },
  };
}

/** Size and digest are what was stored; a client that says otherwise is refused. */
async function finalizeArtifact(world: World, scope: Scope, fields: Fields): Promise<Answer> {
  const artifact = named(world, scope, fields);
  if (!artifact) return twirpError(404, "not_found", "no such artifact");
  const stored = await stat(blobPath(artifact)).catch(() => undefined);
  if (!stored) return twirpError(400, "failed_precondition", "nothing was uploaded");
  const digest = await hashFile(blobPath(artifact));
  if (Number(fields.size) !== stored.size)
    return twirpError(400, "invalid_argument", "size differs from what was uploaded");
  if (typeof fields.hash === "string" && fields.hash !== digest) {
    return twirpError(400, "invalid_argument", "hash differs from what was uploaded");
  }
  artifact.size = stored.size;
  artifact.digest = digest;
  artifact.finished = true;
  return { status: 200, json: { ok: true, artifact_id: String(artifact.id) } };
}

function listArtifacts(world: World, scope: Scope, fields: Fields): Answer {
  const found = ofRun(world, scope.run)
    .filter(({ finished }) => finished)
    .filter(({ name }) => fields.name_filter === undefined || name === fields.name_filter)
    .filter(({ id }) => fields.id_filter === undefined || String(id) === fields.id_filter);
  return {
    status: 200,
    json: {
      artifacts: found.map((artifact) => ({
        workflow_run_backend_id: scope.run,
        workflow_job_run_backend_id: encodeURIComponent(artifact.jobId),
        database_id: String(artifact.id),
        name: artifact.name,
        size: String(artifact.size),
        created_at: timestamp(artifact.createdAt),
        digest: artifact.digest,
      })),
    },
  };
}

function signedUrl(world: World, scope: Scope, fields: Fields, root: string): Answer {
  const artifact = named(world, scope, fields);
  if (!artifact?.finished) return twirpError(404, "not_found", "no such artifact");
  return { status: 200, json: { signed_url: blobAddress(artifact, root) } };
}

export const blobAddress = (artifact: Artifact, root: string): string =>
  `${root}/_blobs/artifacts/${artifact.id}?sig=${artifact.secret}`;

async function deleteArtifact(world: World, scope: Scope, fields: Fields): Promise<Answer> {
  const artifact = named(world, scope, fields);
  if (!artifact) return twirpError(404, "not_found", "no such artifact");
  await removeArtifact(world, artifact);
  return { status: 200, json: { ok: true, artifact_id: String(artifact.id) } };
}

export async function removeArtifact(world: World, artifact: Artifact): Promise<void> {
  world.artifacts.delete(artifact.id);
  await rm(artifact.folder, { recursive: true, force: true });
}

export const blobPath = (artifact: Artifact): string => join(artifact.folder, "blob");

/** Azure's blob service, as far as block blobs need it; the signature in the address is the credential. */
export async function blobCall(
  world: World,
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
): Promise<Answer> {
  const artifact = world.artifacts.get(Number(/^\/_blobs\/artifacts\/(\d+)$/.exec(path)?.[1] ?? Number.NaN));
  if (!artifact || query.get("sig") !== artifact.secret) return blobRefusal(403, "AuthenticationFailed");
  if (request.method === "GET" || request.method === "HEAD") {
    if (!artifact.finished) return blobRefusal(404, "BlobNotFound");
    return { status: 200, file: { path: blobPath(artifact), type: artifact.downloadType, name: artifact.fileName } };
  }
  if (request.method !== "PUT") return blobRefusal(405, "UnsupportedHttpVerb");
  if (artifact.finished) return blobRefusal(409, "BlobImmutableDueToPolicy");
  const kind = query.get("comp");
  if (kind === "block") {
    const block = blockPath(artifact, query.get("blockid") ?? "");
    const partial = `${block}.${randomBytes(6).toString("hex")}`;
    await pipeline(request, createWriteStream(partial));
    await rename(partial, block);
    return blobDone();
  }
  describe(artifact, request);
  if (kind === null) {
    await pipeline(request, createWriteStream(blobPath(artifact)));
    return blobDone();
  }
  if (kind !== "blocklist") return blobRefusal(400, "InvalidQueryParameterValue");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const ids = [
    ...Buffer.concat(chunks)
      .toString("utf8")
      .matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g),
  ].map((match) => match[1] as string);
  return (await assemble(artifact, ids)) ? blobDone() : blobRefusal(400, "InvalidBlockList");
}

function describe(artifact: Artifact, request: IncomingMessage): void {
  artifact.downloadType = String(request.headers["x-ms-blob-content-type"] ?? artifact.mimeType);
  artifact.fileName =
    artifact.downloadType === "application/zip" && !artifact.name.endsWith(".zip")
      ? `${artifact.name}.zip`
      : artifact.name;
}

/** Block ids are opaque text of the client's choice; their digest is a safe file name. */
const blockPath = (artifact: Artifact, id: string): string =>
  join(artifact.folder, `block-${createHash("sha256").update(id).digest("hex").slice(0, 40)}`);

async function assemble(artifact: Artifact, ids: readonly string[]): Promise<boolean> {
  const blocks = ids.map((id) => blockPath(artifact, id));
  const present = await Promise.all(
    blocks.map((block) =>
      stat(block).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (present.includes(false)) return false;
  await pipeline(
    async function* () {
      for (const block of blocks) yield* createReadStream(block);
    },
    createWriteStream(blobPath(artifact)),
  );
  await Promise.all(blocks.map((block) => rm(block, { force: true })));
  return true;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest("hex")}`;
}

const blobDone = (): Answer => ({
  status: 201,
  headers: {
    etag: `"${randomBytes(8).toString("hex")}"`,
    "x-ms-version": "2024-11-04",
    "x-ms-request-server-encrypted": "true",
  },
});

const blobRefusal = (status: number, code: string): Answer => ({
  status,
  headers: { "content-type": "application/xml", "x-ms-error-code": code },
  bytes: Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  ),
});
