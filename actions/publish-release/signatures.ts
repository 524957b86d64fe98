import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalFile } from "@slipway/forge";
import { verifySignature } from "@slipway/integrity";
import { MANIFEST_NAME, type Plan, Problem, type ReleaseManifest, sha256 } from "@slipway/model";

const AGAIN = "run the whole workflow again, so that packages, manifest and signatures come from the same run";

/**
 * The manifest's own signatures: each that was planned is there, is the one that was made, and signs the manifest by a signer
 * that it names. Nobody is asked: of Sigstore's bundles certificate and signature are held against each other and the identity.
 * @param digests by name, from the job that signed
 * @throws {Problem} `signature-missing`, `signature-changed`, `signature-invalid`
 */
export async function takeSignatures(
  directory: string,
  manifest: ReleaseManifest,
  plan: Plan,
  digests: Readonly<Record<string, string>> | undefined,
): Promise<LocalFile[]> {
  requirePlanned(manifest, plan);
  const files: LocalFile[] = [];
  for (const name of manifest.signatures ?? []) {
    const path = join(directory, name);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT")
        throw broken("signature-missing", `${MANIFEST_NAME} names ${name}, which no job handed over`);
      throw error;
    });
    const digest = sha256(bytes);
    if (digests !== undefined && digests[name] !== digest) {
      throw broken("signature-changed", `${name} has the SHA-256 ${digest}; it was ${digests[name]} when it was made`);
    }
    const content = { path: join(directory, MANIFEST_NAME) };
    const signature = bytes.toString("utf8");
    const verdict = await verifySignature({ of: MANIFEST_NAME, name, content, signature }, manifest.signers ?? []);
    if (!verdict.valid) throw broken("signature-invalid", `${name} does not sign ${MANIFEST_NAME}: ${verdict.why}`);
    files.push({ name, path, size: bytes.length, sha256: digest });
  }
  return files;
}

function requirePlanned(manifest: ReleaseManifest, { signing }: Plan): void {
  const named = new Map(manifest.artifacts.map((artifact) => [artifact.name, artifact.signatures]));
  named.set(MANIFEST_NAME, manifest.signatures ?? []);
  const lost = signing?.signatures.find(({ of, name }) => !named.get(of)?.includes(name));
  if (lost !== undefined)
    throw broken("signature-missing", `the plan has ${lost.of} signed by ${lost.name}, and ${MANIFEST_NAME} does not`);
}

function broken(code: string, message: string): Problem {
  return new Problem({
    kind: "failure",
    code,
    message: `${message}. Nothing was changed on the server`,
    remedy: AGAIN,
  });
}
