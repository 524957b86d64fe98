import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  MANIFEST_NAME,
  type ManifestSigner,
  minisignKeyId,
  type ReleaseManifest,
  readMinisignature,
  SIGNATURE_SUFFIX,
  type SignerKind,
} from "@slipway/model";
import { verifyMinisign } from "../signing/minisign/verify.ts";
import { verifyOpenpgp } from "../signing/openpgp/verify.ts";
import { describeSigner } from "../signing/signers.ts";
import { inspectBundle } from "../signing/sigstore/inspect.ts";
import { verifySigstoreBundle } from "../signing/sigstore/verify.ts";
import { signerKindOf, verifySignature } from "../signing/verify-signature.ts";
import type { Place } from "./files.ts";
import { type Findings, mismatch } from "./findings.ts";
import { howToPin, pinnedKinds, sameIdentity, signingKeyIds, type Trust } from "./trust.ts";

interface Promised {
  readonly of: string;
  readonly name: string;
}

export const OTHER_INSTANCE =
  "private repositories sign by GitHub's own instance, others may have theirs: give its roots, --trusted-root FILE (gh attestation trusted-root > FILE)";
const NO_ROOTS = "give Sigstore's roots, --trusted-root FILE (as `gh attestation trusted-root` prints them)";

/** Every signature that release.json promises. @returns whether a pinned signer signs the manifest, and so everything */
export async function verifySignatures(
  findings: Findings,
  manifest: ReleaseManifest,
  place: Place,
  present: ReadonlySet<string>,
  trust: Trust,
): Promise<boolean> {
  const promised: Promised[] = [
    ...(manifest.signatures ?? []).map((name) => ({ of: MANIFEST_NAME, name })),
    ...manifest.artifacts.flatMap(({ name: of, signatures }) => signatures.map((name) => ({ of, name }))),
  ];
  let pinned = false;
  for (const signature of promised) {
    if (!present.has(signature.of)) continue; // told already, or left out on purpose
    const held = await verifyOne(findings, signature, manifest.signers ?? [], place, trust);
    if (held && signature.of === MANIFEST_NAME) pinned = true;
  }
  if (promised.length === 0)
    findings.noted(
      "signature",
      MANIFEST_NAME,
      "unsigned: the release names no signature, so nobody vouches for what release.json says",
    );
  requirePinned(findings, manifest, trust);
  return pinned;
}

/** Leaving a signature out must not be a way around it. */
function requirePinned(findings: Findings, { signatures = [], provenance }: ReleaseManifest, trust: Trust): void {
  for (const kind of pinnedKinds(trust)) {
    if (signatures.some((name) => signerKindOf(name) === kind)) continue;
    const from = (kind === "minisign" ? trust.minisign : (trust.openpgp ?? trust.fingerprint))?.from ?? "";
    findings.failed(
      "signature",
      MANIFEST_NAME,
      `is not signed by ${kind === "minisign" ? "minisign" : "OpenPGP"}, and ${from} says by whom it must be`,
      {
        mismatches: [
          mismatch("signature", [`${MANIFEST_NAME}${SIGNATURE_SUFFIX[kind]}`, from], ["none", MANIFEST_NAME]),
        ],
      },
    );
  }
  const person = trust.identity ?? trust.issuer;
  if (
    person !== undefined &&
    provenance === undefined &&
    !signatures.some((name) => signerKindOf(name) === "sigstore")
  ) {
    findings.failed(
      "signature",
      MANIFEST_NAME,
      `is neither signed by Sigstore nor attested, and ${person.from} says by whom it must be`,
    );
  }
}

async function verifyOne(
  findings: Findings,
  { of, name }: Promised,
  signers: readonly ManifestSigner[],
  place: Place,
  trust: Trust,
): Promise<boolean> {
  const content = { path: join(place.directory, of) };
  const path = join(place.directory, name);
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!there?.isFile()) {
    const why =
      there === undefined
        ? `is missing: release.json says that it signs ${of}, and ${place.called} does not have it`
        : `is no regular file, and release.json says that it signs ${of}`;
    const found = there === undefined ? "none" : "no regular file";
    findings.failed("signature", name, why, {
      mismatches: [mismatch("signature", [name, MANIFEST_NAME], [found, place.called])],
    });
    return false;
  }
  const signature = await readFile(path, "utf8");
  const kind = signerKindOf(name);
  const facts = { of, name, content, signature };
  if (kind === "sigstore") return await verifyBySigstore(findings, facts, signers, trust);
  if (kind !== undefined && pinnedKinds(trust).includes(kind))
    return await verifyByKey(findings, facts, kind, signers, trust);
  const verdict = await verifySignature(facts, signers);
  if (verdict.valid) {
    findings.unpinned(
      "signature",
      name,
      `signs ${of} by the ${describeSigner(verdict.by)}, which only release.json itself names`,
      howToPin(verdict.by),
    );
  } else {
    findings.failed("signature", name, `does not sign ${of}: ${verdict.why}`, {
      mismatches: [mismatch("signer", [namesOf(signers, kind), MANIFEST_NAME], [await told(kind, signature), name])],
    });
  }
  return false;
}

interface Facts extends Promised {
  readonly content: { readonly path: string };
  readonly signature: string;
}

async function verifyByKey(
  findings: Findings,
  { of, name, content, signature }: Facts,
  kind: "openpgp" | "minisign",
  signers: readonly ManifestSigner[],
  trust: Trust,
): Promise<boolean> {
  if (kind === "minisign" && trust.minisign !== undefined) {
    const { key, from } = trust.minisign;
    const verdict = await verifyMinisign(content, signature, key, of);
    if (verdict.valid)
      findings.passed("signature", name, `signs ${of} by the minisign key ${verdict.by.keyId}, as ${from} says`);
    else
      findings.failed("signature", name, `does not sign ${of} by the key of ${from}: ${verdict.why}`, {
        mismatches: [
          mismatch("signer", [key.trim().split("\n").at(-1) ?? "", from], [await told(kind, signature), name]),
        ],
      });
    return verdict.valid;
  }
  const from = [trust.openpgp?.from, trust.fingerprint?.from].filter((one) => one !== undefined).join(" and ");
  const keys = trust.openpgp?.keys ?? signers.flatMap((one) => (one.kind === "openpgp" ? one.publicKey : []));
  let why = "release.json names no OpenPGP key";
  let found = "";
  for (const key of keys) {
    const verdict = await verifyOpenpgp(content, signature, key);
    if (!verdict.valid) {
      why = verdict.why;
      continue;
    }
    const { fingerprint } = verdict.by;
    if (trust.fingerprint === undefined || trust.fingerprint.value === fingerprint) {
      findings.passed("signature", name, `signs ${of} by the OpenPGP key ${fingerprint}, as ${from} says`);
      return true;
    }
    [why, found] = [`it is by ${fingerprint}`, fingerprint];
  }
  findings.failed("signature", name, `does not sign ${of} by the key of ${from}: ${why}`, {
    mismatches: [
      mismatch(
        "signer",
        [trust.fingerprint?.value ?? "the key in the file", from],
        [found || (await told(kind, signature)), name],
      ),
    ],
  });
  return false;
}

async function verifyBySigstore(
  findings: Findings,
  { of, name, content, signature }: Facts,
  signers: readonly ManifestSigner[],
  trust: Trust,
): Promise<boolean> {
  const named = signers.find((one) => one.kind === "sigstore");
  const wanted = trust.identity ?? (named && { value: named.identity, from: MANIFEST_NAME });
  const issuer = trust.issuer ?? (named && { value: named.issuer, from: MANIFEST_NAME });
  const inspected = inspectBundle(signature, await readFile(content.path));
  if (!inspected.valid) {
    findings.failed("signature", name, `does not sign ${of}: ${inspected.why}`, {
      mismatches: [mismatch("signed bytes", [`those of ${of}`, of], ["other ones, or no signature", name])],
    });
    return false;
  }
  const { identity } = inspected.by;
  if (wanted === undefined || !sameIdentity(wanted.value, identity)) {
    findings.failed(
      "signature",
      name,
      `is by ${identity}, not by ${wanted?.value ?? "anybody whom release.json names"}`,
      {
        mismatches: [mismatch("identity", [wanted?.value ?? "none", wanted?.from ?? MANIFEST_NAME], [identity, name])],
      },
    );
    return false;
  }
  if (trust.roots.length === 0) {
    findings.unchecked(
      "signature",
      name,
      `signs ${of} by a certificate that says it is ${identity}; whether the certificate is genuine was not looked at`,
      NO_ROOTS,
    );
    return false;
  }
  let why = "";
  for (const trustedRoot of trust.roots) {
    const verdict = await verifySigstoreBundle(content, signature, { trustedRoot, identity });
    if (!verdict.valid) {
      why = verdict.why;
      continue;
    }
    if (issuer !== undefined && issuer.value !== verdict.by.issuer) {
      findings.failed("signature", name, `is by ${identity}, for whom another issuer vouches`, {
        mismatches: [mismatch("issuer", [issuer.value, issuer.from], [verdict.by.issuer, name])],
      });
      return false;
    }
    if (trust.identity !== undefined) {
      findings.passed(
        "signature",
        name,
        `signs ${of} by ${identity}, as ${trust.identity.from} says; vouched for by ${verdict.by.issuer}`,
      );
      return true;
    }
    if (named !== undefined)
      findings.unpinned(
        "signature",
        name,
        `signs ${of} by ${identity} (certificate and log hold), which only release.json itself names`,
        howToPin(named),
      );
    return false;
  }
  if (trust.rootsAssumed && trust.identity === undefined) {
    findings.unchecked(
      "signature",
      name,
      `signs ${of} by a certificate that says it is ${identity}, and that is not of Sigstore's public instance (${why})`,
      OTHER_INSTANCE,
    );
  } else {
    findings.failed("signature", name, `does not hold by the roots of Sigstore that it was held against: ${why}`, {
      mismatches: [
        mismatch(
          "bundle",
          ["one that holds by these roots", trust.rootsAssumed ? "Sigstore's public instance" : "--trusted-root"],
          [why, name],
        ),
      ],
      remedy: OTHER_INSTANCE,
    });
  }
  return false;
}

function namesOf(signers: readonly ManifestSigner[], kind: SignerKind | undefined): string {
  return (
    signers
      .filter((one) => one.kind === kind)
      .map(describeSigner)
      .join(", ") || "nobody"
  );
}

async function told(kind: SignerKind | undefined, signature: string): Promise<string> {
  if (kind === "openpgp") return await signingKeyIds(signature);
  const read = readMinisignature(signature);
  return typeof read === "string" ? read : `a signature by the key ${minisignKeyId(read.keyId)}`;
}
