import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  fingerprintFile,
  MANIFEST_NAME,
  nearest,
  Problem,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  readDocument,
} from "@slipway/model";
import { verifyCarried } from "./carried.ts";
import { verifyContents } from "./contents.ts";
import { differences, type Place, type ServerAsset, verifyFiles, verifyServer } from "./files.ts";
import { Findings, mismatch } from "./findings.ts";
import { type AttestationSource, type ExpectedSource, tellUnasked, verifyAttestations } from "./provenance.ts";
import { verifyRebuild } from "./rebuild.ts";
import { resultOf, type VerifyReport } from "./report.ts";
import { verifySboms } from "./sbom.ts";
import { verifySignatures } from "./signatures.ts";
import { verifyChecksums } from "./sums.ts";
import type { Trust } from "./trust.ts";

export interface VerifyRequest extends Place {
  /** For the report: what the user named. */
  readonly target: string;
  readonly trust: Trust;
  /** Where attestations are looked for; absent: nowhere. */
  readonly attestations?: AttestationSource;
  readonly expected?: ExpectedSource;
  /** Tag that was asked for. */
  readonly tag?: string;
  /** What the server says it has. */
  readonly server?: { readonly assets: readonly ServerAsset[]; readonly called: string };
  /** Packs archives again, with room in this directory. */
  readonly rebuildIn?: string;
  readonly tell?: (line: string) => void;
}

/** No release's comes near: a thousand assets with a thousand entries each are some 200 MB. */
const LARGEST_MANIFEST = 512 << 20;

/**
 * Everything that can be said of a release's files in one directory. Findings are not thrown: a report holds them.
 * @throws {Problem} `verify-no-manifest` where there is nothing to hold the files against
 */
export async function verifyRelease(request: VerifyRequest): Promise<VerifyReport> {
  const { directory, target, trust, tell = () => {} } = request;
  const findings = new Findings();
  const path = join(directory, MANIFEST_NAME);
  const manifest = await readManifest(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") throw noManifest(request.called);
    throw error;
  });
  if (typeof manifest === "string") {
    findings.failed("manifest", MANIFEST_NAME, manifest);
    return {
      kind: "slipway-verification",
      schemaVersion: 1,
      target,
      result: "failed",
      signerPinned: false,
      checks: findings.checks,
    };
  }
  const print = await fingerprintFile(path);
  checkManifest(findings, manifest, request);
  verifyCarried(findings, manifest);
  if (request.server !== undefined)
    verifyServer(findings, manifest, print, request.server.assets, request.server.called);
  const prints = await verifyFiles(findings, manifest, request, tell);
  const present = new Set([...prints.keys(), MANIFEST_NAME]);
  const pinned = await verifySignatures(findings, manifest, request, present, trust);
  const digests = new Map([
    [MANIFEST_NAME, print.sha256],
    ...[...prints].map(([name, { sha256 }]) => [name, sha256] as const),
  ]);
  const attested = await verifyAttestations(findings, manifest, digests, request.attestations, request.expected, trust);
  await verifyChecksums(findings, manifest, directory, prints);
  await verifyContents(findings, manifest, directory, prints, tell);
  await verifySboms(findings, manifest, directory, prints);
  if (request.rebuildIn !== undefined)
    await verifyRebuild(findings, manifest, directory, prints, request.rebuildIn, tell);
  return report(target, manifest, print.sha256, findings, pinned || attested);
}

export interface VerifyFileRequest {
  readonly file: string;
  readonly manifest: string;
  readonly trust: Trust;
  readonly tell?: (line: string) => void;
}

/** One downloaded file against release.json; where that is signed, and the signature lies beside it, that as well. */
export async function verifyFile({
  file,
  manifest: path,
  trust,
  tell = () => {},
}: VerifyFileRequest): Promise<VerifyReport> {
  const findings = new Findings();
  const name = basename(file);
  const manifest = await readManifest(path);
  if (typeof manifest === "string") {
    findings.failed("manifest", basename(path), manifest);
    return {
      kind: "slipway-verification",
      schemaVersion: 1,
      target: file,
      result: "failed",
      signerPinned: false,
      checks: findings.checks,
    };
  }
  requireSafeNames(manifest);
  tell(`reading ${name}`);
  const artifact = manifest.artifacts.find((each) => each.name === name);
  const print = await fingerprintFile(file);
  if (artifact === undefined) {
    const same = manifest.artifacts.find(({ digests }) => digests.sha256 === print.sha256);
    const guess = nearest(
      name,
      manifest.artifacts.map((each) => each.name),
    );
    const also =
      same === undefined
        ? guess === undefined
          ? ""
          : `; did you mean ${guess}?`
        : `; its bytes are those of ${same.name}`;
    findings.failed("files", name, `is no asset of ${manifest.tag}${also}`, {
      mismatches: [mismatch("name", [same?.name ?? "none of this name", path], [name, "the command line"])],
    });
  } else {
    findings.compared(
      "files",
      name,
      `${artifact.size} bytes; SHA-256, SHA-512 and MD5 equal ${path}`,
      differences({ size: artifact.size, ...artifact.digests }, path, print, `the bytes of ${file}`),
      "download it again; if it differs again, do not use it, and tell the project",
    );
  }
  const directory = join(path, "..");
  const there = new Set(await readdir(directory));
  const signatures = (manifest.signatures ?? []).filter((one) => there.has(one));
  const wanted = signatures.length > 0 || (manifest.signatures ?? []).length === 0;
  const place = { directory, called: `the directory of ${basename(path)}`, ignoreMissing: true, unlistable: true };
  const pins = [trust.openpgp, trust.fingerprint, trust.minisign, trust.identity, trust.issuer].some(
    (pin) => pin !== undefined,
  );
  let pinned = false;
  if (basename(path) !== MANIFEST_NAME)
    findings.noted(
      "signature",
      basename(path),
      `its signatures were not looked at, because it is not called ${MANIFEST_NAME}`,
    );
  else if (wanted || pins)
    pinned = await verifySignatures(
      findings,
      { ...manifest, ...(pins ? {} : { signatures }), artifacts: [] },
      place,
      new Set([MANIFEST_NAME]),
      trust,
    );
  else
    findings.noted(
      "signature",
      MANIFEST_NAME,
      `is signed by ${(manifest.signatures ?? []).join(", ")}, which is not beside it, and was not looked at`,
      "download the signature beside release.json",
    );
  if (pins)
    tellUnasked(
      findings,
      manifest,
      trust,
      "verify the directory of the release, with --repo OWNER/NAME or --bundle FILE",
    );
  return report(file, manifest, (await fingerprintFile(path)).sha256, findings, pinned);
}

function report(
  target: string,
  manifest: ReleaseManifest,
  digest: string,
  { checks }: Findings,
  signerPinned: boolean,
): VerifyReport {
  const { project, repository, version, tag, commit, carries } = manifest;
  return {
    kind: "slipway-verification",
    schemaVersion: 1,
    target,
    result: resultOf(checks),
    signerPinned,
    release: {
      project: project.name,
      ...(repository !== undefined && { repository }),
      version,
      tag,
      commit,
      manifest: digest,
      ...(carries && { carries: { tag: carries.tag, from: carries.from, reason: carries.reason } }),
    },
    checks: [...checks],
  };
}

/** @returns what is wrong with it, as text */
async function readManifest(path: string): Promise<ReleaseManifest | string> {
  const found = await stat(path);
  // A named pipe, for example, would be waited for without end.
  if (!found.isFile()) return "it is no regular file";
  if (found.size > LARGEST_MANIFEST) return `it has ${found.size} bytes`;
  const text = await readFile(path, "utf8");
  try {
    return readDocument(RELEASE_MANIFEST, text, MANIFEST_NAME);
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

/** GitHub keeps no other characters in names, and none of these leads out of a directory. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/;

/** @throws {Problem} `verify-unsafe-name` */
function requireSafeNames({ artifacts, signatures = [] }: ReleaseManifest): readonly string[] {
  const all = [...artifacts.flatMap((one) => [one.name, ...one.signatures]), ...signatures];
  const foreign = all.find((name) => !NAME.test(name));
  if (foreign !== undefined) throw unsafe(foreign);
  return all;
}

function checkManifest(findings: Findings, manifest: ReleaseManifest, { tag, expected }: VerifyRequest): void {
  const names = manifest.artifacts.map(({ name }) => name);
  const all = requireSafeNames(manifest);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  const known = new Set([...names, ...(manifest.signatures ?? [])]);
  const lost = all.find((name) => !known.has(name));
  const { repository } = manifest;
  const differ = [
    ...(twice === undefined ? [] : [mismatch(twice, ["once", MANIFEST_NAME], ["twice", MANIFEST_NAME])]),
    ...(lost === undefined
      ? []
      : [mismatch(lost, ["named as a signature", MANIFEST_NAME], ["not described", MANIFEST_NAME])]),
    ...(tag === undefined || tag === manifest.tag
      ? []
      : [mismatch("tag", [tag, "the command line"], [manifest.tag, MANIFEST_NAME])]),
    ...(expected === undefined ||
    repository === undefined ||
    repository.toLowerCase() === expected.repository.toLowerCase()
      ? []
      : [mismatch("repository", [expected.repository, expected.from], [repository, MANIFEST_NAME])]),
  ];
  findings.compared(
    "manifest",
    MANIFEST_NAME,
    `${manifest.project.name} ${manifest.version} of commit ${manifest.commit.slice(0, 10)}: ${names.length} artifacts`,
    differ,
  );
}

function unsafe(name: string): Problem {
  return new Problem({
    kind: "failure",
    code: "verify-unsafe-name",
    message: `release.json names a file ${JSON.stringify(name)}, which no release can have`,
    remedy: "do not use this release, and tell the project",
  });
}

function noManifest(called: string): Problem {
  return new Problem({
    kind: "mistake",
    code: "verify-no-manifest",
    message: `${called} has no ${MANIFEST_NAME}, so there is nothing to hold its files against`,
    remedy: `download the release's ${MANIFEST_NAME} beside them; releases that were not made by Slipway have none`,
  });
}
