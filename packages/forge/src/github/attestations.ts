import { Problem } from "@slipway/model";
import { RequestFailure } from "../failure.ts";
import type { Patience } from "../patience.ts";
import { ANSWER_DEADLINE, type Fetch, openApi, pathOf } from "./api.ts";

interface AttestationOptions {
  /** `owner/name` */
  readonly repository: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly patience: Patience;
  readonly fetch?: Fetch;
}

/** Attestations of a repository (docs.github.com, "REST API endpoints for artifact attestations"). */
export function githubAttestations({ repository, apiUrl, token, patience, fetch: send = fetch }: AttestationOptions) {
  const api = openApi({ apiUrl, token, patience, deadline: ANSWER_DEADLINE, fetch: send });
  const at = pathOf(repository);
  const create = "POST /repos/{owner}/{repo}/attestations";
  return {
    find: async (sha256: string): Promise<readonly unknown[]> => {
      const answer = await api.find("look up attestations", (client) =>
        client.request("GET /repos/{owner}/{repo}/attestations/{subject_digest}", {
          ...at,
          subject_digest: `sha256:${sha256}`,
        }),
      );
      const { attestations = [] } = (answer?.data ?? {}) as { attestations?: readonly { bundle?: unknown }[] };
      return attestations.map(({ bundle }) => bundle);
    },

    keep: async (bundle: unknown): Promise<number> => {
      try {
        // Twice the same does no harm, so a lost answer is asked for again.
        const { data } = await api.repeat("keep an attestation", (client) =>
          client.request(create, { ...at, bundle: bundle as object }),
        );
        return (data as { id: number }).id;
      } catch (error) {
        throw refusal(error, repository);
      }
    },

    /** Offers a bundle that holds nothing: who may write is told what is wrong with it, and nothing is kept. */
    probe: async (): Promise<void> => {
      try {
        await api.repeat("ask about attestations", (client) => client.request(create, { ...at, bundle: {} }));
      } catch (error) {
        if (error instanceof RequestFailure && (error.status === 422 || error.status === 400)) return;
        throw refusal(error, repository);
      }
    },
  };
}

function refusal(error: unknown, repository: string): unknown {
  if (!(error instanceof RequestFailure) || (error.status !== 403 && error.status !== 404)) return error;
  const { message } = error;
  const plan = /feature not available|upgrade|billing plan/i.test(message);
  return new Problem({
    kind: "refusal",
    code: plan ? "attestations-unavailable" : "attestations-forbidden",
    message: `${repository} takes no attestations from this job: ${message}`,
    remedy: plan
      ? "attestations of private repositories need GitHub Enterprise Cloud: make the repository public, or leave out signing: {provenance: true}"
      : 'give the job "permissions: attestations: write" (the workflow that calls Slipway\'s must have it too); private repositories also need GitHub Enterprise Cloud',
  });
}
