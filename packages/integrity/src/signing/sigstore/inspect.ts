import { verify, X509Certificate } from "node:crypto";
import { notValid, reasonOf, type SignatureVerdict } from "../signer.ts";

/** Whose certificate is in a bundle, by its own word. */
export interface BundleIdentity {
  readonly identity: string;
}

interface RawBundle {
  readonly mediaType?: string;
  readonly verificationMaterial?: {
    readonly certificate?: { readonly rawBytes?: string };
    readonly x509CertificateChain?: { readonly certificates?: readonly { readonly rawBytes?: string }[] };
  };
  readonly messageSignature?: { readonly signature?: string };
}

/**
 * What can be said of a bundle without anybody's roots: it signs these bytes with the key of its certificate, and whose that
 * certificate says to be. That the certificate is genuine is for `verifySigstoreBundle`, which knows the roots.
 */
export function inspectBundle(text: string, bytes: Uint8Array): SignatureVerdict<BundleIdentity> {
  try {
    const { verificationMaterial, messageSignature } = JSON.parse(text) as RawBundle;
    const der =
      verificationMaterial?.certificate?.rawBytes ??
      verificationMaterial?.x509CertificateChain?.certificates?.[0]?.rawBytes;
    if (der === undefined || messageSignature?.signature === undefined) return notValid("the bundle is malformed");
    const certificate = new X509Certificate(Buffer.from(der, "base64"));
    if (!verify("sha256", bytes, certificate.publicKey, Buffer.from(messageSignature.signature, "base64"))) {
      return notValid("the file is not the one that was signed");
    }
    const identity = /^(?:URI|email):(.+)$/.exec(certificate.subjectAltName ?? "")?.[1];
    return identity === undefined ? notValid("the certificate names nobody") : { valid: true, by: { identity } };
  } catch (error) {
    return notValid(`the bundle is malformed: ${reasonOf(error)}`);
  }
}
