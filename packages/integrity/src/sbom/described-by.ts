import type { Artifact, Plan } from "@slipway/model";

/** Names the bill of materials of an archive: its own, or the release's; CycloneDX where there are both formats. */
export function withSbom(artifact: Artifact, { sboms = [], packages }: Pick<Plan, "sboms" | "packages">): Artifact {
  const planned = packages.find(({ name }) => name === artifact.name);
  if (planned?.kind !== "archive" || planned.binaries.length === 0) return artifact;
  const order = [...sboms].sort((a, b) => Number(a.format === "spdx") - Number(b.format === "spdx"));
  const found = order.find(({ of }) => of === artifact.name) ?? order.find(({ of }) => of === undefined);
  return found === undefined ? artifact : { ...artifact, sbom: found.name };
}
