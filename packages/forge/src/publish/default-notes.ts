import { type Artifact, MANIFEST_NAME, type ReleaseManifest } from "@slipway/model";
import { LONGEST_NOTES } from "./limits.ts";

/** Room for the mark and for what a person adds. */
const ROOM = LONGEST_NOTES - 1_000;

/**
 * Notes made from the manifest alone: what it is, where to download it, how to verify it. What does not fit GitHub's limit
 * is left out from the end, the downloads last, with a sentence in its place.
 * @param downloads address below which the assets lie, without a slash at the end
 * @param limit in UTF-16 units; what GitHub takes when it is not given
 */
export function defaultNotes(manifest: ReleaseManifest, downloads: string, limit = ROOM): string {
  const pieces = [headline(manifest), table(manifest, downloads), others(manifest, downloads), verification(manifest)];
  const whole = join(pieces);
  if (whole.length <= limit) return whole;
  return join([headline(manifest), "The files are listed below.", verification(manifest)]);
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

function verification({ artifacts, plan }: ReleaseManifest): string {
  const names = new Set(artifacts.map((artifact) => artifact.name));
  // A checksum file of one artifact is named after it, with a suffix.
  const isCombined = (name: string) => !name.includes(".") || !names.has(name.slice(0, name.lastIndexOf(".")));
  const combined = artifacts.find(({ kind, name }) => kind === "checksums" && /sha256/i.test(name) && isCombined(name));
  if (combined === undefined) return "";
  return [
    "## Verification",
    "",
    `Download \`${combined.name}\` beside the files, then:`,
    "",
    "```sh",
    `sha256sum --check --ignore-missing ${combined.name}`,
    "```",
    ...(plan === undefined ? [] : ["", `\`${MANIFEST_NAME}\` lists every file with its size, digests and content.`]),
  ].join("\n");
}

/** Asset names consist of characters that need no escaping, in Markdown or in an address. */
function link({ name }: Artifact, downloads: string): string {
  return `[${name}](${downloads}/${encodeURIComponent(name)})`;
}
