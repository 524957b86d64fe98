import type { RunnerServices } from "../../services.ts";
import type { Json, JsonObject } from "../expressions/values.ts";

export interface RunFacts {
  readonly services: RunnerServices;
  readonly repository: string;
  readonly workflowPath: string;
  readonly workflowName: string | undefined;
  readonly ref: string;
  readonly sha: string;
  readonly eventName: string;
  readonly payload: object;
  readonly actor: string;
  readonly runId: number;
  readonly runNumber: number;
  readonly runAttempt: number;
}

/** The `github` context as far as it is the same for all jobs of a run. */
export function githubContext(facts: RunFacts): JsonObject {
  const { services, repository, ref, sha } = facts;
  const owner = repository.slice(0, repository.indexOf("/"));
  const payload = facts.payload as Readonly<Record<string, Readonly<Record<string, Json>> | undefined>>;
  const pull = payload.pull_request as Readonly<Record<string, { readonly ref?: string } | undefined>> | undefined;
  const repositoryOwner = payload.repository?.owner as { readonly id?: number } | undefined;
  return {
    ref,
    sha,
    repository,
    repository_owner: owner,
    repository_id: String(payload.repository?.id ?? 1),
    repository_owner_id: String(repositoryOwner?.id ?? 1),
    repositoryUrl: `git://${new URL(services.serverUrl).host}/${repository}.git`,
    repository_visibility: payload.repository?.private === true ? "private" : "public",
    run_id: String(facts.runId),
    run_number: String(facts.runNumber),
    run_attempt: String(facts.runAttempt),
    retention_days: "90",
    artifact_cache_size_limit: "10",
    actor: facts.actor,
    actor_id: String(payload.sender?.id ?? 1),
    triggering_actor: facts.actor,
    workflow: facts.workflowName ?? facts.workflowPath,
    workflow_ref: `${repository}/${facts.workflowPath}@${ref}`,
    workflow_sha: sha,
    head_ref: pull?.head?.ref ?? "",
    base_ref: pull?.base?.ref ?? "",
    event_name: facts.eventName,
    event: facts.payload as JsonObject,
    server_url: services.serverUrl,
    api_url: services.apiUrl,
    graphql_url: services.graphqlUrl,
    ref_name: ref.replace(/^refs\/(?:heads|tags|pull)\//, ""),
    ref_protected: false,
    ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
    secret_source: "Actions",
  };
}

/**
 * Claims of a job's identity token (GitHub's documentation, "OpenID Connect reference"). `job_workflow_ref` names the file
 * the job is written in, which is what verifiers of attestations look at.
 */
export function oidcClaims(
  github: JsonObject,
  written: { readonly repository: string; readonly path: string; readonly ref: string; readonly sha: string },
  environment: string | undefined,
): Record<string, string> {
  const text = (key: string) => String(github[key] ?? "");
  const context = environment
    ? `environment:${environment}`
    : text("event_name") === "pull_request"
      ? "pull_request"
      : `ref:${text("ref")}`;
  const copied = [
    ...[
      "ref",
      "sha",
      "repository",
      "repository_owner",
      "repository_id",
      "repository_owner_id",
      "repository_visibility",
    ],
    ...["run_id", "run_number", "run_attempt", "actor", "actor_id", "workflow", "workflow_ref", "workflow_sha"],
    ...["head_ref", "base_ref", "event_name", "ref_type"],
  ];
  return {
    ...Object.fromEntries(copied.map((key) => [key, text(key)])),
    sub: `repo:${text("repository")}:${context}`,
    ref_protected: "false",
    job_workflow_ref: `${written.repository}/${written.path}@${written.ref}`,
    job_workflow_sha: written.sha,
    runner_environment: "github-hosted",
    ...(environment && { environment }),
  };
}
