/** What a person sees, and the codes behind which it may be: the index of the page, as a manual's part on troubleshooting has it. */
export const SYMPTOMS: readonly { readonly title: string; readonly codes: readonly string[] }[] = [
  {
    title: "The configuration or an input is refused",
    codes: [
      "missing-config",
      "invalid-yaml",
      "invalid-configuration",
      "missing-input",
      "invalid-input",
      "inputs-contradict",
    ],
  },
  {
    title: "A version or tag is refused",
    codes: [
      ...[
        "no-version",
        "invalid-tag",
        "invalid-version",
        "version-lower",
        "version-gap",
        "version-exists",
        "tag-exists",
      ],
      ...["already-released", "nothing-to-release", "shallow-clone", "missing-tag", "wrong-commit", "tag-moved"],
    ],
  },
  {
    title: "A target is missing",
    codes: [
      ...["unknown-target", "target-not-planned", "target-not-listed", "target-without-build", "binary-not-built"],
      ...["runner-conflict", "wrong-architecture", "homebrew-no-archive", "scoop-no-archive", "scoop-architecture"],
    ],
  },
  {
    title: "A tool is missing",
    codes: [
      ...["toolchain-unreachable", "program-missing", "program-unusable", "git-missing", "signing-tool-missing"],
      ...["signing-needs-mac", "openssl-missing", "tool-locked"],
    ],
  },
  {
    title: "A build fails",
    codes: [
      "build-failed",
      "binary-missing",
      "no-binaries",
      "nothing-to-build",
      "deadline-exceeded",
      "other-commit",
      "modified-sources",
    ],
  },
  {
    title: "A file is missing, or the disk refuses it",
    codes: [
      ...["glob-without-match", "glob-matches-nothing", "file-missing", "artifact-missing", "inventory-missing"],
      ...["asset-not-handed-over", "manifest-missing", "disk-full", "read-only-file-system", "input-output-error"],
    ],
  },
  {
    title: "Permission is denied",
    codes: [
      ...[
        "token-read-only",
        "access-refused",
        "release-refused",
        "tag-push-refused",
        "tag-refused",
        "journal-forbidden",
      ],
      ...["identity-token-missing", "attestations-forbidden", "discussion-category-missing", "channel-read-only"],
      ...["channel-rules", "registry-forbidden", "permission-denied", "foreign-repository"],
    ],
  },
  {
    title: "Authentication fails",
    codes: [
      ...["token-rejected", "identity-token-refused", "identity-token-incomplete", "remote-unreadable"],
      ...["channel-credentials-rejected", "channel-host-unknown", "registry-credentials-missing"],
      ...["registry-credentials-rejected", "registry-clock", "registry-certificate", "credentials-unreadable"],
      ...["invalid-credentials", "messenger-credentials", "mail-login", "mail-tls"],
    ],
  },
  {
    title: "Signing fails",
    codes: [
      ...[
        "signing-secret-missing",
        "certificate-password",
        "certificate-expired",
        "certificate-purpose",
        "signing-failed",
      ],
      ...["timestamp-unavailable", "notarisation-rejected", "notarisation-failed", "minisign-key-missing"],
      ...[
        "minisign-password-wrong",
        "openpgp-key-missing",
        "openpgp-key-expired",
        "openpgp-passphrase-wrong",
        "sigstore-refused",
      ],
    ],
  },
  {
    title: "A package is not what it should be",
    codes: [
      ...[
        "binary-changed",
        "binary-unsigned",
        "package-changed",
        "package-missing",
        "package-unplanned",
        "content-changed",
      ],
      ...["artifact-changed", "artifact-damaged", "plan-changed", "other-plan", "manifest-of-another-plan"],
      ...["signature-missing", "signature-changed", "signature-invalid", "signature-not-found", "toolchain-changed"],
      ...["damaged-package", "draft-differs", "release-differs", "published-differs", "registry-damaged"],
      ...["verify-no-manifest", "verify-unsafe-name", "verify-too-large", "vulnerable-packages"],
    ],
  },
  {
    title: "An upload fails",
    codes: [
      ...[
        "connection-failed",
        "server-unavailable",
        "rate-limited",
        "request-refused",
        "too-many-assets",
        "asset-too-large",
        "asset-empty",
      ],
      ...[
        "artifact-service",
        "asset-name-rewritten",
        "notes-too-long",
        "registry-too-large",
        "registry-full",
        "registry-connection-lost",
      ],
    ],
  },
  {
    title: "The release does not become public",
    codes: [
      ...["build-only-plan", "preflight-failed", "draft-missing", "draft-unverifiable", "published-meanwhile"],
      ...["release-immutable", "publication-unconfirmed", "cancelled"],
    ],
  },
  {
    title: "Another run is in the way",
    codes: ["release-in-progress", "journal-lock-lost", "published-meanwhile", "channel-contended", "plan-stale"],
  },
  {
    title: "A registry, tap or bucket is not updated",
    codes: [
      ...["channels-failed", "release-not-published", "address-not-ready", "channel-refused", "channel-unreachable"],
      ...[
        "channel-unavailable",
        "channel-unconfirmed",
        "repository-empty",
        "repository-not-ours",
        "homebrew-uncertain",
      ],
      ...[
        "homebrew-unreadable",
        "scoop-unreadable",
        "scoop-several-downloads",
        "registry-no-such-place",
        "registry-conflict",
        "registry-region",
      ],
      ...[
        "registry-redirects",
        "registry-refused",
        "registry-unreachable",
        "registry-unavailable",
        "mirror-unreadable",
      ],
    ],
  },
  {
    title: "A release is not taken back",
    codes: [
      ...["rollback-no-target", "rollback-bad-target", "rollback-check-failed", "rollback-begun-elsewhere"],
      ...["plan-stale", "plan-not-approved", "plan-unreadable", "rollback-nothing-to-abort", "rollback-unconfirmed"],
      "rollback-target-lost",
      ...["advisory-refused", "advisory-range", "draft-published", "staging-missing", "staging-is-real"],
      ...["rehearsal-unreadable", "carry-not-repackable", "carry-foreign-version", "carry-version-low"],
    ],
  },
  {
    title: "A message does not arrive",
    codes: ["messenger-unreachable", "message-refused", "webhook-secret-invalid", "mail-refused", "mail-in-the-clear"],
  },
];
