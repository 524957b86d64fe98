import type { JobClaims } from "./identity.ts";

/** Services of one Sigstore instance. A log or a timestamp authority says when a signature was made; at least one must. */
export interface SigstoreEndpoints {
  readonly fulcio: string;
  readonly rekor?: string;
  readonly timestamps?: string;
}

/** Everybody's (https://docs.sigstore.dev): what it is asked for is public for good. */
const PUBLIC_GOOD: SigstoreEndpoints = {
  fulcio: "https://fulcio.sigstore.dev",
  rekor: "https://rekor.sigstore.dev",
};

/**
 * An instance given by variables, else the public one for public repositories, and for others GitHub's own, which keeps no
 * public log (github.com/actions/toolkit, packages/attest, README, "Sigstore Instance").
 */
export function sigstoreEndpoints(
  env: Readonly<Record<string, string | undefined>>,
  { repository_visibility }: Pick<JobClaims, "repository_visibility">,
  serverUrl: string,
): SigstoreEndpoints {
  const { SLIPWAY_FULCIO_URL: fulcio, SLIPWAY_REKOR_URL: rekor, SLIPWAY_TSA_URL: timestamps } = env;
  if (fulcio) return { fulcio, ...(rekor && { rekor }), ...(timestamps && { timestamps }) };
  if (repository_visibility === "public") return PUBLIC_GOOD;
  const { hostname } = new URL(serverUrl);
  const host = hostname === "github.com" ? "githubapp.com" : hostname;
  return { fulcio: `https://fulcio.${host}`, timestamps: `https://timestamp.${host}` };
}
