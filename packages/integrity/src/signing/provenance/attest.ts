import type { ManifestProvenance, ReleaseManifest } from "@slipway/model";
import { type SigstoreEndpoints, sigstoreEndpoints } from "../sigstore/endpoints.ts";
import { identityOf, type JobClaims, jobIdentity } from "../sigstore/identity.ts";
import { signBundle } from "../sigstore/sign.ts";
import type { SigstoreOptions } from "../sigstore/signer.ts";
import { PROVENANCE, provenanceOf, subjectsOf } from "./statement.ts";
import { readStatement } from "./verify.ts";

/** Where attestations are kept: GitHub, by the digests of their subjects. */
export interface AttestationStore {
  /** Bundles, as parsed JSON, over a subject. @param sha256 lower-case hexadecimal */
  find(sha256: string): Promise<readonly unknown[]>;
  /** @returns its number on the server */
  keep(bundle: unknown): Promise<number>;
  /** @throws {Problem} where the repository takes no attestations, or the token may not write them */
  probe(): Promise<void>;
}

export interface Attested {
  /** Attestations made now. */
  readonly made: number;
  /** Parts that an earlier attempt of this run had attested already. */
  readonly kept: number;
}

export interface Attester {
  /** @throws {Problem} `identity-token-missing`, and what the store's `probe` throws */
  check(): Promise<ManifestProvenance>;
  attest(manifest: ReleaseManifest, manifestDigest: string): Promise<Attested>;
}

export function provenanceAttester({ env, serverUrl }: SigstoreOptions, store: AttestationStore): Attester {
  const identity = jobIdentity(env);
  const ready = async (): Promise<{ claims: JobClaims; endpoints: SigstoreEndpoints }> => {
    const claims = await identity.claims();
    return { claims, endpoints: sigstoreEndpoints(env, claims, serverUrl) };
  };
  return {
    check: async () => {
      const { claims } = await ready();
      await store.probe();
      return { predicateType: PROVENANCE, issuer: claims.iss, identity: identityOf(claims, serverUrl) };
    },
    attest: async (manifest, manifestDigest) => {
      const { claims, endpoints } = await ready();
      let made = 0;
      const parts = subjectsOf(manifest, manifestDigest);
      for (const subject of parts) {
        const statement = provenanceOf(subject, claims, serverUrl, manifest);
        const there = await store.find(subject[0]?.digest.sha256 ?? "");
        if (there.some((bundle) => saysTheSame(bundle, statement))) continue;
        const bundle = await signBundle({ type: "statement", statement }, endpoints, identity.token);
        await store.keep(JSON.parse(bundle));
        made++;
      }
      return { made, kept: parts.length - made };
    },
  };
}

/** By the same run, about the same bytes; its attempt may be an earlier one. */
function saysTheSame(bundle: unknown, statement: object): boolean {
  const found = readStatement(bundle);
  if (found === undefined) return false;
  const plain = (value: object) => JSON.stringify(value).replace(/\/attempts\/\d+"/, '/attempts/0"');
  return plain(found) === plain(statement);
}
