import type { Chapter } from "./catalogue.ts";

export const signing: Chapter = {
  title: "Signing, checksums and bills of materials",
  state: "Nothing was published. What was built and packaged stays for a re-run.",
  entries: {
    "signing-secret-missing": { title: "A secret for signing programs is empty" },
    "certificate-unreadable": { title: "The certificate for signing programs cannot be read" },
    "certificate-password": {
      title: "The password does not open the certificate",
      remedy: "store the password with which the container was exported, without quotes and line ends",
    },
    "certificate-expired": {
      title: "The certificate has expired",
      remedy: "renew it with its authority and store the new one; what was signed and timestamped before stays valid",
    },
    "certificate-not-yet-valid": { title: "The certificate is not valid yet" },
    "certificate-purpose": {
      title: "The certificate is not one for signing programs",
      remedy: "store a code signing certificate; one of a web server cannot sign programs",
    },
    "certificate-store": { title: "Windows does not take the certificate" },
    keychain: { title: "The certificate does not become an identity in a keychain of macOS" },
    "signing-tool-missing": {
      title: "The tool that signs Windows programs is not installed",
      remedy:
        "install osslsigncode in an earlier step (apt-get install osslsigncode, brew install osslsigncode), or let sign-binaries do so: `install-tools: true`; on Windows install the Windows SDK (component Signing Tools)",
    },
    "signing-needs-mac": { title: "Signing with a Developer ID needs a Mac" },
    "signing-failed": {
      title: "The signing tool did not sign a program",
      remedy:
        "the tool's words in the message say why; preflight checks certificate and password beforehand. For macOS the certificate must be a Developer ID Application certificate",
    },
    "signature-not-found": { title: "A program was signed and does not carry the signature" },
    "timestamp-unavailable": { title: "No timestamp server answers" },
    "mach-o-layout": { title: "A macOS program has no room for a signature" },
    "notary-key-unreadable": { title: "The key for Apple's notary service cannot be read" },
    "notarisation-rejected": { title: "Apple rejected the programs" },
    "notarisation-failed": { title: "Apple's notary service gave no verdict" },
    "minisign-key-missing": { title: "The minisign key is empty" },
    "minisign-key-public": { title: "The minisign key is a public one" },
    "minisign-key-malformed": {
      title: "The minisign key cannot be read",
      remedy: "store the whole file that `minisign -G` wrote (two lines) in the secret, or base64 of it",
    },
    "minisign-key-locked": { title: "The minisign key has a password, and none is given" },
    "minisign-password-wrong": {
      title: "The password does not open the minisign key",
      remedy: 'correct the secret behind the input "minisign-password"; look for a line break at its end',
    },
    "openpgp-key-missing": { title: "The OpenPGP key is empty" },
    "openpgp-key-public": { title: "The OpenPGP key is a public one" },
    "openpgp-key-malformed": { title: "The OpenPGP key cannot be read" },
    "openpgp-key-locked": { title: "The OpenPGP key has a passphrase, and none is given" },
    "openpgp-passphrase-wrong": { title: "The passphrase does not open the OpenPGP key" },
    "openpgp-key-expired": { title: "The OpenPGP key has expired" },
    "openpgp-key-revoked": {
      title: "The OpenPGP key is revoked",
      remedy:
        "make a new key or signing subkey, publish it and tell your users its fingerprint, and store the new export in the secret",
    },
    "openpgp-key-cannot-sign": {
      title: "No part of the OpenPGP key can sign",
      remedy:
        "add a signing subkey (`gpg --quick-add-key FINGERPRINT ed25519 sign 2y`), and store the new export in the secret",
    },
    "identity-token-missing": { title: "The job may not ask for an identity token" },
    "identity-token-refused": { title: "GitHub gave no identity token" },
    "identity-token-incomplete": { title: "The identity token does not say whose job this is" },
    "sigstore-refused": { title: "Sigstore gave no answer that can be used" },
    "sigstore-other-identity": { title: "Sigstore's certificate is not this job's" },
    "attestations-forbidden": {
      title: "The job may not store attestations",
      remedy:
        'give the job "permissions: attestations: write" (the workflow that calls Slipway\'s must have it too); private repositories also need GitHub Enterprise Cloud',
    },
    "attestations-unavailable": {
      title: "The repository's plan has no attestations",
      remedy:
        "attestations of private repositories need GitHub Enterprise Cloud: make the repository public, or leave out `signing: {provenance: true}`",
    },
    "signature-missing": {
      title: "A signature of release.json was not handed over",
      remedy: "run the whole workflow again, so that plan, packages and manifest come from the same run",
    },
    "signature-changed": { title: "A signature is not the one that was made" },
    "signature-invalid": { title: "A signature does not fit release.json" },
    "invalid-checksum-line": { title: "A line of a checksum file cannot be read" },
    "vulnerable-packages": {
      title: "A known vulnerability stops the release",
      remedy:
        "update the packages that the message names; for one that does no harm here write an entry with id, reason and until under `vulnerabilities: {ignore: …}`, and tag again",
    },
    "advisories-unavailable": { title: "The database of known vulnerabilities gives no answer" },
    "unreadable-database": { title: "A file is no database of advisories" },
    "unreadable-sbom": { title: "A file is no bill of materials" },
  },
};
