/**
 * Words that inputs and documents share. They stand apart from the documents' schemas, so that an action can check its inputs
 * before it loads those.
 */

export const DIGEST_ALGORITHMS = ["sha256", "sha512", "md5"] as const;
export type DigestAlgorithm = (typeof DIGEST_ALGORITHMS)[number];

export const ARCHIVE_FORMATS = ["tar.gz", "tar.xz", "tar.zst", "tar.br", "zip"] as const;

export const TOOLCHAINS = ["zig", "go", "rust", "command"] as const;

export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];
export const THRESHOLDS = [...SEVERITIES, "none"] as const;

export const SIGNER_KINDS = ["openpgp", "minisign", "sigstore"] as const;
export type SignerKind = (typeof SIGNER_KINDS)[number];

/** Appended to the name of what is signed: GnuPG's, minisign's and Sigstore's own conventions. */
export const SIGNATURE_SUFFIX = {
  openpgp: ".asc",
  minisign: ".minisig",
  sigstore: ".sigstore.json",
} as const satisfies Record<SignerKind, string>;

/** Assets by which users check signatures without asking anybody; Sigstore needs none, its certificates are in the bundles. */
export const KEY_ASSET = { openpgp: "signing-key.asc", minisign: "minisign.pub" } as const;

/** What a message is about. `failure`: a release that did not come to its end. */
export const MESSAGE_TYPES = ["release", "prerelease", "rollback", "security", "failure"] as const;

/** Branch of the journal, unless the configuration names another. */
export const JOURNAL_BRANCH = "slipway/journal";

/** Name of the manifest among the release's assets. */
export const MANIFEST_NAME = "release.json";

/** Bytes of a manifest that is worth a download: a thousand artifacts with all their entries take a few of these megabytes. */
export const LARGEST_MANIFEST = 64e6;

/** How a release is taken back. */
export const ROLLBACK_MODES = [
  "normal",
  /** Against the staging repository and the channels of its configuration; never the real ones. */
  "staging",
  /** What harms goes first and at once: checks that an emergency may skip stop nothing. */
  "emergency",
  /** With a draft of a security advisory, and warnings in every place that has room for one. */
  "security",
  /** The first server is unreachable: another helps. */
  "failover",
] as const;
