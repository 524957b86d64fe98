import {
  type Artifact,
  KEY_ASSET,
  MANIFEST_NAME,
  type ManifestSigner,
  type ReleaseManifest,
  SIGNATURE_SUFFIX,
} from "@slipway/model";
import { LONGEST_NOTES } from "./limits.ts";

/** Room for the mark and for what a person adds. */
const ROOM = LONGEST_NOTES - 1_000;

/**
 * Notes made from the manifest alone: what it is, where to download it, how to verify it. Where all that would be longer than
 * the limit, a sentence stands in place of the downloads.
 * @param downloads address below which the assets lie, without a slash at the end
 * @param limit in UTF-16 units; what GitHub takes when it is not given
 */
export function defaultNotes(manifest: ReleaseManifest, downloads: string, limit = ROOM): string {
  const pieces = [
    headline(manifest),
    table(manifest, downloads),
    others(manifest, downloads),
    verification(manifest, downloads),
  ];
  const whole = join(pieces);
  if (whole.length <= limit) return whole;
  return join([headline(manifest), "The files are listed below.", verification(manifest, downloads)]);
}

function join(pieces: readonly string[]): string {
  return `${pieces.filter((piece) => piece !== "").join("\n\n")}\n`;
}

function headline({ project, version, commit, prerelease }: ReleaseManifest): string {
  const what = `**${project.name} ${version}**${project.description === undefined ? "" : `: ${project.description}`}`;
  const notes = [
    what,
    prerelease ? "This is a pre-release." : "",
    `Built from commit ${commit}.`,
    project.homepage === undefined ? "" : `Home page: ${project.homepage}`,
  ];
  return notes.filter((line) => line !== "").join("\n");
}

/** One row a platform, one column a variant. */
function table({ artifacts }: ReleaseManifest, downloads: string): string {
  const built = artifacts.filter((artifact) => artifact.target !== undefined);
  if (built.length === 0) return "";
  const targets = [...new Set(built.map((artifact) => artifact.target))];
  const variants = [...new Set(built.map((artifact) => artifact.variant ?? ""))];
  const cell = (target: Artifact["target"], variant: string) =>
    built
      .filter((artifact) => artifact.target === target && (artifact.variant ?? "") === variant)
      .map((artifact) => link(artifact, downloads))
      .join("<br>") || "–";
  const head = variants.length === 1 ? ["Download"] : variants.map((variant) => variant || "Download");
  return [
    "## Downloads",
    "",
    `| Platform | ${head.join(" | ")} |`,
    `| --- |${" --- |".repeat(head.length)}`,
    ...targets.map((target) => `| ${target} | ${variants.map((variant) => cell(target, variant)).join(" | ")} |`),
  ].join("\n");
}

function others({ artifacts }: ReleaseManifest, downloads: string): string {
  const kinds: readonly (readonly [Artifact["kind"], string])[] = [
    ["source", "Source"],
    ["documentation", "Documentation"],
    ["file", "Files"],
  ];
  return kinds
    .map(([kind, title]) => {
      const found = artifacts.filter((artifact) => artifact.kind === kind && artifact.target === undefined);
      return found.length === 0 ? "" : `- ${title}: ${found.map((artifact) => link(artifact, downloads)).join(", ")}`;
    })
    .filter((line) => line !== "")
    .join("\n");
}

/** The commands that verify with everybody's tools: those that apply to how this release is signed, and no others. */
function verification(manifest: ReleaseManifest, downloads: string): string {
  const { artifacts, plan } = manifest;
  const names = new Set(artifacts.map((artifact) => artifact.name));
  // A checksum file of one artifact is named after it, with a suffix.
  const isCombined = (name: string) => !name.includes(".") || !names.has(name.slice(0, name.lastIndexOf(".")));
  const combined = artifacts.find(({ kind, name }) => kind === "checksums" && /sha256/i.test(name) && isCombined(name));
  const signatures = signedBy(manifest, combined, downloads);
  if (combined === undefined && signatures.length === 0) return "";
  const checksums =
    combined === undefined
      ? []
      : [
          `Download \`${combined.name}\` beside the files, then:`,
          shell(`sha256sum --check --ignore-missing ${combined.name}`),
        ];
  const described =
    plan === undefined ? [] : [`\`${MANIFEST_NAME}\` lists every file with its size, digests and content.`];
  return ["## Verification", ...checksums, ...signatures, ...described].join("\n\n");
}

/** For each signer a sentence and its commands, over the file of checksums where that is signed, else over the manifest. */
function signedBy(manifest: ReleaseManifest, combined: Artifact | undefined, downloads: string): readonly string[] {
  const { signers = [], signatures = [], provenance, repository, artifacts } = manifest;
  const parts = signers.flatMap((signer) => {
    const suffix = SIGNATURE_SUFFIX[signer.kind];
    const signature =
      combined?.signatures.find((name) => name === combined.name + suffix) ??
      signatures.find((name) => name.endsWith(suffix));
    return signature === undefined ? [] : commandsOf(signer, signature, signature.slice(0, -suffix.length), downloads);
  });
  const [example] = artifacts.filter(({ kind }) => kind === "archive" || kind === "source" || kind === "file");
  if (provenance === undefined || repository === undefined || example === undefined) return parts;
  const workflow = /^https?:\/\/[^/]+\/(.+)@[^@]*$/.exec(provenance.identity)?.[1];
  const by = workflow === undefined ? "" : ` --signer-workflow ${quoted(workflow)}`;
  return [
    ...parts,
    "GitHub attests which workflow built every file; for one of them:",
    shell(`gh attestation verify ${example.name} --repo ${repository}${by}`),
  ];
}

function commandsOf(signer: ManifestSigner, signature: string, of: string, downloads: string): readonly string[] {
  switch (signer.kind) {
    case "openpgp": {
      const key = KEY_ASSET.openpgp;
      return [
        `\`${of}\` is signed with the OpenPGP key \`${signer.fingerprint}\`. It is in [${key}](${downloads}/${key}); compare its fingerprint with one that you know from elsewhere:`,
        shell(`gpg --import ${key}`, `gpg --verify ${signature} ${of}`),
      ];
    }
    case "minisign":
      return [
        `\`${of}\` is signed with the minisign key \`${signer.keyId}\`:`,
        shell(`minisign -V -P ${signer.publicKey} -x ${signature} -m ${of}`),
      ];
    case "sigstore": {
      const who = `--certificate-identity ${quoted(signer.identity)} --certificate-oidc-issuer ${quoted(signer.issuer)}`;
      return [
        `\`${of}\` is signed by the workflow that made the release:`,
        shell(`cosign verify-blob --new-bundle-format --bundle ${signature} ${who} ${of}`),
      ];
    }
  }
}

function shell(...commands: readonly string[]): string {
  return ["```sh", ...commands, "```"].join("\n");
}

/** For a POSIX shell, and within a line of a code block. */
function quoted(text: string): string {
  const line = text.replace(/[\r\n`]/g, "");
  return /^[\w@%+=:,./-]+$/.test(line) ? line : `'${line.replaceAll("'", "'\\''")}'`;
}

/** Asset names consist of characters that need no escaping, in Markdown or in an address. */
function link({ name }: Artifact, downloads: string): string {
  return `[${name}](${downloads}/${encodeURIComponent(name)})`;
}
