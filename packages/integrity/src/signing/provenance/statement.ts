import { MANIFEST_NAME, type ReleaseManifest } from "@slipway/model";
import type { JobClaims } from "../sigstore/identity.ts";

export const PROVENANCE = "https://slsa.dev/provenance/v1";

/** Most subjects of one attestation (github.com/actions/attest, README, "Attestation Limits", "Subject Limits"). */
export const MOST_SUBJECTS = 1024;

export interface Subject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

/** An in-toto statement (github.com/in-toto/attestation, spec/v1/statement.md) with SLSA provenance. */
export interface Statement {
  readonly _type: "https://in-toto.io/Statement/v1";
  readonly subject: readonly Subject[];
  readonly predicateType: typeof PROVENANCE;
  readonly predicate: object;
}

/** Every asset that the manifest describes, and the manifest, in parts that GitHub takes. */
export function subjectsOf({ artifacts }: Pick<ReleaseManifest, "artifacts">, manifestDigest: string): Subject[][] {
  const all = [
    ...artifacts.map(({ name, digests }) => ({ name, digest: { sha256: digests.sha256 } })),
    { name: MANIFEST_NAME, digest: { sha256: manifestDigest } },
  ];
  const parts: Subject[][] = [];
  for (let at = 0; at < all.length; at += MOST_SUBJECTS) parts.push(all.slice(at, at + MOST_SUBJECTS));
  return parts;
}

/** A dependency in the words of in-toto (spec/v1/resource_descriptor.md). */
interface Resource {
  readonly uri: string;
  readonly name?: string;
  readonly digest: Readonly<Record<string, string>>;
}

/** Of a rollback release: the commit that its bytes were made from, and the release that they are taken from. */
function carriedResources({ carries, commit }: Carrying, repository: string): readonly Resource[] {
  if (carries === undefined) return [];
  return [
    { uri: `git+${repository}@refs/tags/${carries.tag}`, digest: { gitCommit: commit } },
    {
      uri: `${repository}/releases/download/${carries.tag}/${MANIFEST_NAME}`,
      name: MANIFEST_NAME,
      digest: { sha256: carries.manifest },
    },
  ];
}

type Carrying = Pick<ReleaseManifest, "carries" | "commit">;

/**
 * What `actions/attest` says of a run, so that `gh attestation verify` and policies read both alike
 * (slsa.dev/spec/v1.0/provenance; github.com/slsa-framework/github-actions-buildtypes, workflow/v1).
 */
export function provenanceOf(
  subject: readonly Subject[],
  claims: JobClaims,
  serverUrl: string,
  manifest?: Carrying,
): Statement {
  const repository = `${serverUrl}/${claims.repository}`;
  const [path = ""] = claims.workflow_ref.replace(`${claims.repository}/`, "").split("@");
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject,
    predicateType: PROVENANCE,
    predicate: {
      buildDefinition: {
        buildType: "https://actions.github.io/buildtypes/workflow/v1",
        externalParameters: { workflow: { ref: claims.ref, repository, path } },
        internalParameters: {
          github: {
            event_name: claims.event_name,
            repository_id: claims.repository_id,
            repository_owner_id: claims.repository_owner_id,
            runner_environment: claims.runner_environment,
          },
        },
        resolvedDependencies: [
          { uri: `git+${repository}@${claims.ref}`, digest: { gitCommit: claims.sha } },
          ...(manifest === undefined ? [] : carriedResources(manifest, repository)),
        ],
      },
      runDetails: {
        builder: { id: `${serverUrl}/${claims.job_workflow_ref}` },
        metadata: { invocationId: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}` },
      },
    },
  };
}
