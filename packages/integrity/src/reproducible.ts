import { MANIFEST_NAME, type ReleaseManifest } from "@slipway/model";

/** An asset that is not the same in every run, and what makes it so. */
export interface Varying {
  readonly name: string;
  readonly why: string;
}

/**
 * Assets that another run of the same commit makes otherwise, with the same keys and the same tools: what carries a moment or
 * a random number of its own, and what holds the digest of such an asset. All others are byte for byte the same, in any
 * directory and on any number of cores. docs/reproducibility.md says it for people.
 */
export function varyingAssets(manifest: ReleaseManifest): readonly Varying[] {
  const { artifacts, builds, signatures = [] } = manifest;
  const varying = new Map<string, string>();
  const programs = new Map(
    builds.flatMap(({ binaries }) =>
      // An ad hoc signature has no time and no key in it.
      binaries.flatMap(({ name, sha256, signed }) =>
        signed === undefined || signed.by === "apple-ad-hoc" ? [] : [[sha256, name] as const],
      ),
    ),
  );
  for (const { name, entries = [] } of artifacts) {
    const program = entries.map((entry) => entry.type === "file" && programs.get(entry.sha256)).find(Boolean);
    if (program) varying.set(name, `holds the signed program ${program}: its signature has a time of its own`);
  }
  const packed = artifacts.filter(({ kind }) => !["sbom", "checksums", "signature"].includes(kind));
  // Bills of materials first: checksum files tell of them too. Both are of one package, as `<package>.cdx.json`, or of all.
  for (const kind of ["sbom", "checksums"] as const) {
    const told = artifacts.filter((one) => packed.includes(one) || (kind === "checksums" && one.kind === "sbom"));
    for (const { name } of artifacts.filter((one) => one.kind === kind)) {
      const own = told.filter((one) => name.startsWith(`${one.name}.`));
      const of = (own.length > 0 ? own : told).find((one) => varying.has(one.name));
      if (of !== undefined) varying.set(name, `holds a digest of ${of.name}, or of what is in it`);
    }
  }
  const signs = (name: string) => {
    const why = whySignatureVaries(name, (signed) => varying.has(signed));
    if (why !== undefined) varying.set(name, why);
  };
  for (const { name } of artifacts.filter(({ kind }) => kind === "signature")) signs(name);
  const [first] = varying.keys();
  if (first !== undefined) varying.set(MANIFEST_NAME, `holds the digest of ${first}`);
  for (const name of signatures) signs(name);
  return [...varying].map(([name, why]) => ({ name, why }));
}

/** @param varies whether what is signed is another in each run */
function whySignatureVaries(name: string, varies: (signed: string) => boolean): string | undefined {
  if (name.endsWith(".sigstore.json")) return "a Sigstore bundle: a key for once, and the times of its log";
  const signed = name.replace(/\.(?:asc|minisig)$/, "");
  return varies(signed) ? `signs ${signed}` : undefined;
}
