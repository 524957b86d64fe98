import { createPrivateKey } from "node:crypto";
import { mistake, type PlannedCodeSigning } from "@slipway/model";
import type { NotaryKey } from "./apple/developer-id.ts";
import { type Identity, type IdentityNames, openIdentity } from "./identity.ts";
import { CODE_SIGNING_SECRETS, type CodeSigningSecrets } from "./inputs.ts";
import { fromBase64 } from "./secrets.ts";
import { requireTimestampServer } from "./timestamps.ts";

/** What signs; absent where it is not wanted. */
export interface CodeSigners {
  readonly windows?: Identity;
  readonly macos?: Identity;
  readonly notary?: NotaryKey;
}

type Platform = "windows" | "macos";

const NAMES: Readonly<Record<Platform, IdentityNames>> = {
  windows: { container: CODE_SIGNING_SECRETS.windowsCertificate, password: CODE_SIGNING_SECRETS.windowsPassword },
  macos: { container: CODE_SIGNING_SECRETS.macosCertificate, password: CODE_SIGNING_SECRETS.macosPassword },
};

/**
 * Opens what the plan wants to sign with for some platforms.
 * @throws {Problem} `signing-secret-missing`, `notary-key-unreadable`, and what opening a certificate throws
 */
export async function openCodeSigners(
  planned: PlannedCodeSigning | undefined,
  secrets: CodeSigningSecrets,
  platforms: readonly Platform[],
  now: Date,
): Promise<CodeSigners> {
  const open = (platform: Platform, container: string | undefined, password = "") => {
    if (container === undefined) throw missing(NAMES[platform].container, `signing: ${platform}`);
    return openIdentity({ container, password }, NAMES[platform], now);
  };
  const developerId = planned?.macos === "none" ? undefined : planned?.macos;
  const windows =
    planned?.windows && platforms.includes("windows")
      ? await open("windows", secrets.windowsCertificate, secrets.windowsPassword)
      : undefined;
  const macos =
    developerId && platforms.includes("macos")
      ? await open("macos", secrets.macosCertificate, secrets.macosPassword)
      : undefined;
  return {
    ...(windows && { windows }),
    ...(macos && { macos }),
    ...(macos && developerId?.notarise && { notary: openNotaryKey(secrets) }),
  };
}

function missing(name: string, wanted: string) {
  return mistake(
    "signing-secret-missing",
    `\`${wanted}\` is configured, and the secret ${name} is empty`,
    `store it under the repository's settings (Secrets and variables, Actions) and pass it on under "secrets:" of the workflow's call; docs/code-signing.md shows how`,
  );
}

function openNotaryKey({ notaryKey, notaryKeyId, notaryIssuer }: CodeSigningSecrets): NotaryKey {
  if (notaryKey === undefined) throw missing(CODE_SIGNING_SECRETS.notaryKey, "notarise");
  if (notaryKeyId === undefined) throw missing(CODE_SIGNING_SECRETS.notaryKeyId, "notarise");
  const key = notaryKey.includes("-----BEGIN") ? notaryKey : fromBase64(notaryKey)?.toString("utf8");
  try {
    if (key === undefined || createPrivateKey(key).asymmetricKeyType !== "ec") throw new Error("not an EC key");
    return { key, id: notaryKeyId, issuer: notaryIssuer };
  } catch {
    // The cause may quote the key, so it is not kept.
    throw mistake(
      "notary-key-unreadable",
      `the secret ${CODE_SIGNING_SECRETS.notaryKey} is not a key of App Store Connect`,
      "store the text of the file AuthKey_….p8, with its BEGIN and END lines, or that file in base64",
    );
  }
}

/** A certificate that ends before the next release, perhaps. */
const SOON = 30 * 24 * 3_600_000;

export interface CodeSigningCheck {
  /** For people, one line a signer. */
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Everything about code signing that can be known before anything is built: secrets are there and open, certificates are
 * valid and for code signing, a timestamp server answers.
 * @throws {Problem} what `openCodeSigners` throws, `timestamp-unavailable`
 */
export async function checkCodeSigning(
  planned: PlannedCodeSigning | undefined,
  secrets: CodeSigningSecrets,
  now: Date = new Date(),
): Promise<CodeSigningCheck> {
  const { windows, macos, notary } = await openCodeSigners(planned, secrets, ["windows", "macos"], now);
  const timestamps = planned?.windows?.timestamps ?? [];
  if (timestamps.length > 0) await requireTimestampServer(timestamps);
  const identities = [
    ...(windows ? [{ what: "Windows programs", identity: windows }] : []),
    ...(macos ? [{ what: "macOS programs", identity: macos }] : []),
  ];
  const until = ({ certificate }: Identity) => certificate.validToDate.toISOString().slice(0, 10);
  return {
    lines: [
      ...identities.map(({ what, identity }) => `${what} are signed by ${identity.subject} (until ${until(identity)})`),
      ...(notary ? [`Apple notarises with the key ${notary.id}`] : []),
    ],
    warnings: identities
      .filter(({ identity }) => identity.certificate.validToDate.getTime() - now.getTime() < SOON)
      .map(({ identity }) => `the certificate of ${identity.subject} ends on ${until(identity)}: renew it soon`),
  };
}
