import { type ManifestSigner, Problem } from "@slipway/model";
import { bytesOf } from "../content.ts";
import type { Signer } from "../signer.ts";
import { type SigstoreEndpoints, sigstoreEndpoints } from "./endpoints.ts";
import { identityOf, jobIdentity } from "./identity.ts";
import { inspectBundle } from "./inspect.ts";
import { signBundle } from "./sign.ts";

export interface SigstoreOptions {
  /** Of the job: its identity's address, and other services than the usual ones. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly serverUrl: string;
}

interface Ready {
  readonly signer: Extract<ManifestSigner, { kind: "sigstore" }>;
  readonly endpoints: SigstoreEndpoints;
}

/** Keyless signatures by the identity of the job. */
export function sigstoreSigner({ env, serverUrl }: SigstoreOptions): Signer {
  const identity = jobIdentity(env);
  const ready = async (): Promise<Ready> => {
    const claims = await identity.claims();
    return {
      signer: { kind: "sigstore", issuer: claims.iss, identity: identityOf(claims, serverUrl) },
      endpoints: sigstoreEndpoints(env, claims, serverUrl),
    };
  };
  return {
    kind: "sigstore",
    check: async () => (await ready()).signer,
    sign: async (name, content) => {
      const { signer, endpoints } = await ready();
      const bytes = await bytesOf(content);
      const bundle = await signBundle({ type: "message", bytes }, endpoints, identity.token);
      const found = inspectBundle(bundle, bytes);
      if (found.valid && found.by.identity === signer.identity) return `${bundle}\n`;
      throw new Problem({
        kind: "failure",
        code: "sigstore-other-identity",
        message: found.valid
          ? `the certificate over ${name} is ${found.by.identity}'s; this job is ${signer.identity}`
          : `the bundle over ${name} does not hold: ${found.why}`,
        remedy: "run the job again; if it happens again, report it with this log",
      });
    },
    reuse: async (_name, content, earlier) => {
      const signature = await earlier();
      const found = signature === undefined ? undefined : inspectBundle(signature, await bytesOf(content));
      return found?.valid && found.by.identity === (await ready()).signer.identity ? signature : undefined;
    },
  };
}
