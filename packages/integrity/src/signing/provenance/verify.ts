import { notValid, type SignatureVerdict } from "../signer.ts";
import { type SigstorePolicy, type SigstoreSignature, verifyBundle } from "../sigstore/verify.ts";
import { PROVENANCE, type Statement } from "./statement.ts";

export interface Provenance extends SigstoreSignature {
  readonly statement: Statement;
}

/**
 * An attestation of GitHub's about one file.
 * @param bundle parsed JSON, as the API answers it
 * @param sha256 of the file, lower-case hexadecimal
 */
export async function verifyProvenance(
  bundle: unknown,
  sha256: string,
  policy: SigstorePolicy,
): Promise<SignatureVerdict<Provenance>> {
  const statement = readStatement(bundle);
  if (statement === undefined) return notValid("the attestation holds no in-toto statement");
  const verdict = await verifyBundle(JSON.stringify(bundle), policy);
  if (!verdict.valid) return verdict;
  if (statement.predicateType !== PROVENANCE) return notValid(`the attestation is a ${statement.predicateType}`);
  if (!statement.subject.some(({ digest }) => digest?.sha256 === sha256)) {
    return notValid("the attestation is not about this file");
  }
  return { valid: true, by: { ...verdict.by, statement } };
}

/** What an envelope says, true or not. */
export function readStatement(bundle: unknown): Statement | undefined {
  const { payload } = (bundle as { dsseEnvelope?: { payload?: unknown } } | null)?.dsseEnvelope ?? {};
  if (typeof payload !== "string") return undefined;
  try {
    const statement = JSON.parse(Buffer.from(payload, "base64").toString("utf8")) as Statement;
    return Array.isArray(statement?.subject) ? statement : undefined;
  } catch {
    return undefined;
  }
}
