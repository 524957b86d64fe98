import { MANIFEST_NAME, type ReleaseManifest } from "@slipway/model";
import { PROVENANCE } from "../signing/provenance/statement.ts";
import { type Provenance, verifyProvenance } from "../signing/provenance/verify.ts";
import { signerKindOf } from "../signing/verify-signature.ts";
import { list } from "./files.ts";
import { type Findings, mismatch } from "./findings.ts";
import { OTHER_INSTANCE } from "./signatures.ts";
import { sameIdentity, type Trust } from "./trust.ts";

/** Where attestations come from. */
export interface AttestationSource {
  /** "--bundle FILE", "GitHub's attestations of acme/app". */
  readonly from: string;
  /** Bundles over a digest, as parsed JSON. @throws {Problem} where nobody answers */
  find(sha256: string): Promise<readonly unknown[]>;
}

/** The repository that must have built, as the user named it. */
export interface ExpectedSource {
  /** `owner/name` */
  readonly repository: string;
  readonly from: string;
  /** Issuer of identity tokens to the jobs of its server; undefined where that differs from server to server. */
  readonly issuer: string | undefined;
}

const PIN = "give --repo OWNER/NAME, or --identity and --issuer, to say whose workflow must have built it";

/** Build provenance of the manifest and of all that it describes. @returns whether a pinned identity attests the manifest */
export async function verifyAttestations(
  findings: Findings,
  manifest: ReleaseManifest,
  digests: ReadonlyMap<string, string>,
  source: AttestationSource | undefined,
  expected: ExpectedSource | undefined,
  trust: Trust,
): Promise<boolean> {
  const { provenance } = manifest;
  if (source === undefined) {
    tellUnasked(
      findings,
      manifest,
      trust,
      "give --repo OWNER/NAME to ask GitHub, or --bundle FILE with what `gh attestation download` wrote",
    );
    return false;
  }
  const covered = new Map<string, Provenance>();
  const refused = new Map<string, string>();
  for (const [name, sha256] of digests) {
    if (covered.has(sha256)) continue;
    for (const bundle of await source.find(sha256)) {
      if (trust.roots.length === 0) {
        findings.unchecked(
          "provenance",
          name,
          `${source.from} holds an attestation; whether its certificate is genuine was not looked at`,
          "give Sigstore's roots, --trusted-root FILE (as `gh attestation trusted-root` prints them)",
        );
        return false;
      }
      const verdict = await judge(bundle, sha256, trust);
      if (typeof verdict === "string") {
        refused.set(name, verdict);
        continue;
      }
      for (const { digest } of verdict.statement.subject) {
        if (digest?.sha256 !== undefined) covered.set(digest.sha256, verdict);
      }
      // Several workflows may attest one file: the one that is asked for counts.
      if (sameIdentity(trust.identity?.value ?? provenance?.identity ?? verdict.identity, verdict.identity)) break;
    }
  }
  const without = [...digests].filter(([, sha256]) => !covered.has(sha256)).map(([name]) => name);
  if (without.length > 0 && (provenance !== undefined || covered.size > 0 || refused.size > 0)) {
    const [why] = [...refused.values()];
    if (
      why !== undefined &&
      trust.rootsAssumed &&
      trust.identity === undefined &&
      without.every((name) => refused.has(name))
    ) {
      findings.unchecked(
        "provenance",
        list(without),
        `attested in ${source.from}, by a certificate that is not of Sigstore's public instance (${why})`,
        OTHER_INSTANCE,
      );
      return false;
    }
    findings.failed(
      "provenance",
      list(without),
      why === undefined
        ? `${source.from} has no attestation of it`
        : `the attestation in ${source.from} does not hold: ${why}`,
      {
        mismatches: without
          .slice(0, 20)
          .map((name) =>
            mismatch(
              `attestation of ${name}`,
              [`one of SHA-256 ${digests.get(name)}`, provenance ? MANIFEST_NAME : source.from],
              [refused.get(name) ?? "none", source.from],
            ),
          ),
      },
    );
  } else if (without.length > 0) {
    findings.noted(
      "provenance",
      MANIFEST_NAME,
      `not attested: release.json promises none, and ${source.from} has none`,
    );
    return false;
  }
  let pinned = false;
  for (const one of new Set(covered.values()))
    pinned =
      verifyWho(
        findings,
        one,
        manifest,
        expected,
        trust,
        source.from,
        [...digests].filter(([, sha256]) => covered.get(sha256) === one).length,
      ) || pinned;
  return pinned && without.length === 0;
}

/** Where nobody is asked for attestations: what only they could show of a named signer stays open. */
export function tellUnasked(
  findings: Findings,
  { provenance, signatures = [] }: ReleaseManifest,
  { identity, issuer }: Trust,
  remedy: string,
): void {
  if (provenance === undefined) return;
  const detail = `not looked at: GitHub keeps attestations beside the release, by ${provenance.identity}`;
  const person = identity ?? issuer;
  if (person === undefined || signatures.some((name) => signerKindOf(name) === "sigstore"))
    findings.noted("provenance", MANIFEST_NAME, detail, remedy);
  else
    findings.unchecked(
      "provenance",
      MANIFEST_NAME,
      `${detail}; nothing else shows whether it is by whom ${person.from} says`,
      remedy,
    );
}

/** @returns why not, as text */
async function judge(bundle: unknown, sha256: string, { roots }: Trust): Promise<Provenance | string> {
  let why = "";
  for (const trustedRoot of roots) {
    const verdict = await verifyProvenance(bundle, sha256, { trustedRoot });
    if (verdict.valid) return verdict.by;
    why = verdict.why;
  }
  return why;
}

function verifyWho(
  findings: Findings,
  by: Provenance,
  manifest: ReleaseManifest,
  expected: ExpectedSource | undefined,
  trust: Trust,
  from: string,
  count: number,
): boolean {
  const { provenance, commit } = manifest;
  const { identity, issuer, sourceRepository } = by;
  const wanted = trust.identity ?? (provenance && { value: provenance.identity, from: MANIFEST_NAME });
  const voucher =
    trust.issuer ??
    (expected?.issuer === undefined
      ? provenance && { value: provenance.issuer, from: MANIFEST_NAME }
      : { value: expected.issuer, from: "GitHub" });
  const dependencies =
    (by.statement.predicate as { buildDefinition?: { resolvedDependencies?: { digest?: { gitCommit?: string } }[] } })
      .buildDefinition?.resolvedDependencies ?? [];
  // A rollback release is made at one commit, of bytes that were made from another, which comes next.
  const commits = dependencies.slice(0, manifest.carries === undefined ? 1 : 2).map((one) => one.digest?.gitCommit);
  const resolved = commits.find((one) => one === commit) ?? commits.at(-1);
  const repository = sourceRepository?.split("/").slice(-2).join("/");
  const differ = [
    ...(wanted === undefined || sameIdentity(wanted.value, identity)
      ? []
      : [mismatch("identity", [wanted.value, wanted.from], [identity, from])]),
    ...(voucher === undefined || voucher.value === issuer
      ? []
      : [mismatch("issuer", [voucher.value, voucher.from], [issuer, from])]),
    ...(expected === undefined || expected.repository.toLowerCase() === repository?.toLowerCase()
      ? []
      : [mismatch("repository", [expected.repository, expected.from], [repository ?? "none", from])]),
    ...(resolved === undefined || resolved === commit
      ? []
      : [mismatch("commit", [commit, MANIFEST_NAME], [resolved, from])]),
  ];
  const what = `${count} files attested (${PROVENANCE.replace("https://", "")}) by ${identity}, vouched for by ${issuer}`;
  if (differ.length > 0) {
    findings.compared("provenance", MANIFEST_NAME, what, differ);
    return false;
  }
  const vouched = trust.issuer !== undefined || expected?.issuer !== undefined;
  const pinned = vouched && (trust.identity !== undefined || expected !== undefined);
  const because =
    trust.identity === undefined ? `, built in ${expected?.repository}` : `, as ${trust.identity.from} says`;
  if (pinned) findings.passed("provenance", MANIFEST_NAME, `${what}${because}`);
  else
    findings.unpinned(
      "provenance",
      MANIFEST_NAME,
      `${what}; nobody but the release itself says that it must be them`,
      PIN,
    );
  return pinned;
}
