import type { Bundle, Witness } from "@sigstore/sign";
import { Problem } from "@slipway/model";
import { reasonOf } from "../signer.ts";
import type { SigstoreEndpoints } from "./endpoints.ts";

/** What a bundle is made over: a file's bytes, or an in-toto statement in an envelope. */
export type ToSign =
  | { readonly type: "message"; readonly bytes: Buffer }
  | { readonly type: "statement"; readonly statement: object };

const IN_TOTO = "application/vnd.in-toto+json";
const TIMEOUT = 30_000;
const RETRIES = 3;

/**
 * A keyless bundle (github.com/sigstore/protobuf-specs, `sigstore_bundle.proto`, version 0.3): a key that lives for one
 * signature, its certificate by the job's identity, and a witness of the time.
 * @returns the bundle as JSON in one line
 * @throws {Problem} `sigstore-refused`
 */
export async function signBundle(
  what: ToSign,
  { fulcio, rekor, timestamps }: SigstoreEndpoints,
  getToken: () => Promise<string>,
): Promise<string> {
  // Half a megabyte with its HTTP client: only releases that are signed so load it.
  const { default: library } = await import(/* webpackIgnore: true */ "@sigstore/sign");
  const common = { timeout: TIMEOUT, retry: RETRIES };
  const signer = new library.FulcioSigner({ identityProvider: { getToken }, fulcioBaseURL: fulcio, ...common });
  const witnesses: Witness[] = [
    ...(rekor === undefined
      ? []
      : [new library.RekorWitness({ rekorBaseURL: rekor, fetchOnConflict: true, ...common })]),
    ...(timestamps === undefined ? [] : [new library.TSAWitness({ tsaBaseURL: timestamps, ...common })]),
  ];
  let bundle: Bundle;
  try {
    bundle =
      what.type === "message"
        ? await new library.MessageSignatureBundleBuilder({ signer, witnesses }).create({ data: what.bytes })
        : await new library.DSSEBundleBuilder({ signer, witnesses }).create({
            data: Buffer.from(JSON.stringify(what.statement)),
            type: IN_TOTO,
          });
  } catch (error) {
    throw refused(error);
  }
  return JSON.stringify(await toJson(bundle));
}

/** The library's own messages may hold the identity token; its codes and causes' messages do not. */
function refused(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, cause } = error as Error & { code?: string };
  if (cause instanceof Problem) return cause;
  if (code === undefined || !(code in WHO)) return error;
  const who = WHO[code as keyof typeof WHO];
  return new Problem({
    kind: "failure",
    code: "sigstore-refused",
    message: `Sigstore's ${who} gave no answer that can be used${cause === undefined ? "" : `: ${reasonOf(cause)}`}. Nothing is published`,
    remedy: "look at status.sigstore.dev, and run the job again",
  });
}

const WHO = {
  CA_CREATE_SIGNING_CERTIFICATE_ERROR: "certificate authority",
  TLOG_CREATE_ENTRY_ERROR: "transparency log",
  TLOG_FETCH_ENTRY_ERROR: "transparency log",
  TSA_CREATE_TIMESTAMP_ERROR: "timestamp authority",
  IDENTITY_TOKEN_READ_ERROR: "client",
  IDENTITY_TOKEN_PARSE_ERROR: "client",
} as const;

/**
 * The builder of message signatures writes version 0.2; 0.3 is the same with one certificate in place of a chain of one.
 * The library for it is small, and so part of the actions' own bundles.
 */
async function toJson(bundle: Bundle): Promise<unknown> {
  const { default: library } = await import("@sigstore/bundle");
  const { verificationMaterial: material } = bundle;
  const { content } = material;
  const [certificate] =
    content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates : [undefined];
  if (certificate === undefined) return library.bundleToJSON(bundle);
  return library.bundleToJSON({
    ...bundle,
    mediaType: library.BUNDLE_V03_MEDIA_TYPE,
    verificationMaterial: { ...material, content: { $case: "certificate", certificate } },
  } as Bundle);
}
