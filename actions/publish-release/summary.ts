import { formatSize } from "@slipway/action-kit";
import type { Published } from "@slipway/forge";

const HEADINGS = {
  published: "Released",
  drafted: "Draft for review:",
  nothing: "Released already, with the same bytes:",
} as const;

/** Markdown for the job summary. Names of assets and tags hold no character that Markdown would take for its own. */
export function summaryOf({ release, assets, latest, done }: Published): readonly string[] {
  const flags = [release.prerelease ? "pre-release" : "", latest ? "latest" : "", release.immutable ? "immutable" : ""]
    .filter((flag) => flag !== "")
    .join(", ");
  const rows = assets.map(
    ({ name, size, sha256, url }) => `| [${name}](${url}) | ${formatSize(size)} | \`${sha256?.slice(0, 12) ?? ""}\` |`,
  );
  return [
    `### ${HEADINGS[done]} [${release.tag}](${release.url})${flags === "" ? "" : ` (${flags})`}`,
    ["| Asset | Size | SHA-256 |", "| --- | ---: | --- |", ...rows].join("\n"),
  ];
}
