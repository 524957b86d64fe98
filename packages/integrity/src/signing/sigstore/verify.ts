import { bytesOf, type Content } from "../content.ts";
import { notValid, reasonOf, type SignatureVerdict } from "../signer.ts";

/** `trusted_root.json` (github.com/sigstore/protobuf-specs, `sigstore_trustroot.proto`), parsed from JSON. */
export type TrustedRootJson = object;

export interface SigstoreSignature {
  /** Subject alternative name of the certificate. */
  readonly identity: string;
  readonly issuer: string;
  /** Address of the repository whose workflow run it was, whoever wrote the workflow. */
  readonly sourceRepository: string | undefined;
}

/** Fulcio's "Source Repository URI" (github.com/sigstore/fulcio, docs/oid-info.md). */
const SOURCE_REPOSITORY = "1.3.6.1.4.1.57264.1.12";

export interface SigstorePolicy {
  readonly trustedRoot: TrustedRootJson;
  /** Whose signature it must be; without it anybody's. */
  readonly identity?: string | RegExp;
  readonly issuer?: string;
}

/**
 * Certificate, transparency log, timestamps, signature and identity, offline by the roots that are given.
 * @param bundle text of the `.sigstore.json` file
 */
export async function verifySigstoreBundle(
  content: Content,
  bundle: string,
  policy: SigstorePolicy,
): Promise<SignatureVerdict<SigstoreSignature>> {
  return await verifyBundle(bundle, policy, await bytesOf(content));
}

/** @param bytes what a message signature covers; an envelope holds what it signs */
export async function verifyBundle(
  text: string,
  { trustedRoot, identity, issuer }: SigstorePolicy,
  bytes?: Buffer,
): Promise<SignatureVerdict<SigstoreSignature>> {
  // No action verifies so: the command does, from its own dependencies.
  const [{ default: bundles }, { default: verification }, { default: specs }] = await Promise.all([
    import(/* webpackIgnore: true */ "@sigstore/bundle"),
    import(/* webpackIgnore: true */ "@sigstore/verify"),
    import(/* webpackIgnore: true */ "@sigstore/protobuf-specs"),
  ]);
  const { toSignedEntity, toTrustMaterial, Verifier } = verification;
  try {
    const bundle = bundles.bundleFromJSON(JSON.parse(text));
    // An envelope holds what it signs, and would be found good beside any file.
    if (bytes !== undefined && bundle.content.$case !== "messageSignature") return notValid("the bundle signs no file");
    const root = specs.TrustedRoot.fromJSON(trustedRoot);
    // GitHub's own instance keeps neither log; a root without logs says so, and then timestamps have to do.
    const verifier = new Verifier(toTrustMaterial(root), {
      tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
      ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
      timestampThreshold: 1,
    });
    const entity = toSignedEntity(bundle, bytes);
    const { identity: found } = verifier.verify(entity);
    const name = found?.subjectAlternativeName ?? "";
    const by = found?.extensions?.issuer ?? "";
    if (identity !== undefined && !(typeof identity === "string" ? identity === name : identity.test(name))) {
      return notValid(`the signature is by ${name}`);
    }
    if (issuer !== undefined && issuer !== by) return notValid(`the identity is vouched for by ${by}`);
    // Of the certificate that was verified: a bundle may hold others.
    const certificate = entity.key.$case === "certificate" ? entity.key.certificate : undefined;
    const sourceRepository = certificate?.extension(SOURCE_REPOSITORY)?.valueObj.subs[0]?.value.toString("utf8");
    return { valid: true, by: { identity: name, issuer: by, sourceRepository } };
  } catch (error) {
    return notValid(reasonOf(error));
  }
}
