import type { Chapter } from "./catalogue.ts";

const UNTOUCHED = "The release is public and complete. This channel was not touched.";

export const channels: Chapter = {
  title: "Channels: Homebrew, Scoop, registries and mirrors",
  state:
    "The release is public and complete. This channel is as it was, or holds a part of what it should; other channels are not concerned. A re-run goes on from there.",
  entries: {
    "channels-failed": {
      title: "Some channels were not brought up to date",
      remedy:
        "the message and the summary say what each channel met: do that, then re-run the failed jobs, which leave finished channels alone",
    },
    "release-not-published": {
      title: "The release is not published",
      state: "Nothing was changed.",
      remedy: "run this after the release is published; for a draft that was reviewed, re-run the failed jobs then",
    },
    "other-release": { title: "Plan and published release are not of one commit", state: UNTOUCHED },
    "manifest-missing": {
      title: "There is no release.json to write channels from",
      state: UNTOUCHED,
      remedy:
        'release with sign-and-checksum, or name a release.json with the input "release", relative to the workspace',
    },
    "manifest-foreign": { title: "The release.json of a release describes another one", state: UNTOUCHED },
    "asset-unavailable": { title: "An asset of the release cannot be downloaded", state: UNTOUCHED },
    "address-not-ready": { title: "An asset's address does not answer as it should", state: UNTOUCHED },
    "credentials-unreadable": {
      title: "The credentials cannot be read",
      state: UNTOUCHED,
      remedy:
        "write YAML with one entry for each channel or messenger, by its id; a file is named relative to the workspace",
    },
    "invalid-credentials": { title: "The credentials are not what the channel takes", state: UNTOUCHED },
    "channel-credentials-rejected": { title: "The repository's server does not know the credentials" },
    "channel-host-unknown": { title: "The server has another host key than expected", state: UNTOUCHED },
    "channel-rules": { title: "A rule of the repository forbids the change", state: UNTOUCHED },
    "channel-read-only": { title: "The credentials may not write to the repository", state: UNTOUCHED },
    "channel-refused": { title: "The repository's server refuses the change" },
    "channel-unreachable": { title: "The repository's server cannot be reached" },
    "channel-unavailable": { title: "The repository's server has a failure of its own (5xx)" },
    "channel-unconfirmed": { title: "The channel was changed and does not show it" },
    "channel-contended": { title: "Others change the channel all the time" },
    "repository-empty": { title: "The channel's repository has no such branch", state: UNTOUCHED },
    "repository-not-ours": {
      title: "A package repository is not signed with the key that is expected",
      state: UNTOUCHED,
    },
    "manifest-unreadable": {
      title: "The channel's file is no text, or too large",
      state: UNTOUCHED,
      remedy:
        "make it a plain file in UTF-8 of at most 1 MB (`iconv -f latin1 -t utf8`), or write the manifest to another path",
    },
    "damaged-package": {
      title: "A Debian or RPM package cannot be read",
      state: UNTOUCHED,
      remedy:
        "what is published stays: release a version with a sound package (`dpkg-deb --info` or `rpm -qip` shows what is wrong with this one); where one is carried, leave it out with `leave-out`",
    },
    "damaged-control": {
      title: "The control data of a Debian package or repository cannot be read",
      state: UNTOUCHED,
    },
    "homebrew-unreadable": { title: "The formula or cask cannot be read with certainty", state: UNTOUCHED },
    "homebrew-uncertain": {
      title: "The formula or cask cannot be edited with certainty",
      state: UNTOUCHED,
      remedy:
        "bring the file up to date by hand, in the form that Slipway understands (docs/homebrew.md), or delete it, and it is written anew",
    },
    "homebrew-environment": { title: "A variable of the formula's service has no valid name", state: UNTOUCHED },
    "homebrew-caveats": { title: "The formula's caveats cannot be written", state: UNTOUCHED },
    "homebrew-no-archive": {
      title: "The release has no archive that Homebrew can unpack",
      state: UNTOUCHED,
      remedy: "release for macOS or Linux in a format that Homebrew unpacks (the message lists both)",
    },
    "homebrew-no-binary": { title: "The archive holds no program", state: UNTOUCHED },
    "homebrew-variant": {
      title: "Nothing says which variant Homebrew gets",
      state: UNTOUCHED,
      remedy: "name one of the variants that the message lists under `channels.homebrew.variant`",
    },
    "homebrew-no-pulls": { title: "A deploy key cannot open a pull request in the tap", state: UNTOUCHED },
    "scoop-no-archive": { title: "The release has no archive for Windows", state: UNTOUCHED },
    "scoop-no-program": { title: "The archive for Windows holds no program", state: UNTOUCHED },
    "scoop-unreadable": { title: "The manifest in the bucket cannot be read", state: UNTOUCHED },
    "scoop-architecture": {
      title: "The manifest names a platform that the release does not have",
      state: UNTOUCHED,
      remedy: "build for that platform again, or remove it from the manifest",
    },
    "scoop-several-downloads": { title: "The manifest downloads several files", state: UNTOUCHED },
    "scoop-no-pulls": { title: "A deploy key cannot open a pull request in the bucket", state: UNTOUCHED },
    "unknown-registry": {
      title: "No registry of that id is configured",
      state: UNTOUCHED,
      remedy: 'write one of the ids that the message lists into the input "only"',
    },
    "glob-matches-nothing": { title: "A registry's glob matches no asset of the release", state: UNTOUCHED },
    "registry-credentials-missing": {
      title: "A registry has no credentials",
      state: UNTOUCHED,
      remedy:
        'write them into the secret REGISTRIES, `id: {username: …, password: …}`: it comes by the input "credentials", of a rollback "registry-credentials"',
    },
    "registry-credentials-rejected": {
      title: "The registry does not know the credentials",
      remedy:
        "user, password, key or token is wrong or has expired: store the right one as the secret, then re-run this job",
    },
    "registry-forbidden": {
      title: "The credentials may not write to the registry",
      remedy:
        "give them that right (for S3 the message lists the actions), or name the place where they have it (`url`, `path`, `bucket`)",
    },
    "registry-no-such-place": {
      title: "The registry takes no files at that address",
      remedy:
        "check `url`, `path` and `bucket`, and that uploads are switched on there (nginx: `dav_methods PUT DELETE;`); some S3 services need `pathStyle: true`",
    },
    "registry-conflict": { title: "The server misses the directory, or keeps files from being replaced" },
    "registry-too-large": {
      title: "A file is too large for the registry",
      remedy:
        "raise the limit of the server or of a proxy before it (nginx: `client_max_body_size`), then re-run this job; a branch on GitHub takes files of up to 100 MiB: keep such a repository in a bucket",
    },
    "registry-full": {
      title: "The registry is full",
      remedy: "make room there, then re-run this job: what arrived is kept",
    },
    "registry-region": {
      title: "The bucket is in another region",
      remedy: "write the bucket's `region` and the endpoint of that region",
    },
    "registry-clock": { title: "The clocks of runner and service differ" },
    "registry-certificate": {
      title: "The registry's certificate cannot be trusted",
      remedy:
        "give the server a valid certificate for its name; for a private authority set NODE_EXTRA_CA_CERTS to its certificate in the job's environment",
    },
    "registry-redirects": { title: "The registry redirects uploads to another place" },
    "registry-refused": { title: "The registry refuses a request for a reason of its own" },
    "registry-unreachable": { title: "The registry cannot be reached" },
    "registry-connection-lost": { title: "The connection to the registry broke" },
    "registry-unavailable": { title: "The registry has a failure of its own (5xx)" },
    "registry-damaged": { title: "The registry keeps other bytes than it was sent" },
    "registry-file-too-large": { title: "An index in the registry is larger than any can be" },
    "published-differs": {
      title: "A file of that name and version is published already with other bytes",
      state: "The release is public and complete. What the channel holds was not touched.",
      remedy:
        "what is published never changes: release a new version, or remove the foreign file if it was never announced",
    },
    "mirror-unreadable": { title: "The latest.json of a mirror is not what Slipway writes", state: UNTOUCHED },
  },
};
