import type { Readable } from "node:stream";
import type { ChannelRelease } from "@slipway/channels";
import type { Asset, Forge, Release } from "@slipway/forge";
import { describeSigner, signerKindOf, verifySignature } from "@slipway/integrity";
import {
  compareVersions,
  MANIFEST_NAME,
  type ManifestSigner,
  Problem,
  RELEASE_MANIFEST,
  type RollbackCheck,
  readDocument,
  requireVersion,
  SIGNER_KINDS,
  type SignerKind,
} from "@slipway/model";
import type { TrustedSigners } from "@slipway/planning";
import { failed, fewOf, passed } from "./check.ts";

export interface SignatureQuestion {
  readonly forge: Pick<Forge, "downloadAsset">;
  /** What people are sent to. */
  readonly release: Pick<Release, "tag" | "assets">;
  readonly target: ChannelRelease;
  /** Who must have signed, as the configuration says; undefined: it says nothing. */
  readonly trusted: TrustedSigners | undefined;
  /** Sigstore's roots; without them bundles are held against their own certificates only. */
  readonly roots?: readonly object[] | undefined;
  /** Only those of release.json are at hand. */
  readonly ownAlone?: boolean;
}

/** Bytes. Checksum files of a thousand assets have some 100 kB; larger things are covered by release.json's own signature. */
const MOST_CONTENT = 4 << 20;
const MOST_TOGETHER = 64 << 20;
const MOST_SIGNATURE = 1 << 20;
const MOST_MANIFEST = 64 << 20;

interface Promised {
  readonly of: string;
  readonly name: string;
}

/**
 * Signatures of release.json and of what is small beside it, the checksum files first of all. Together with the comparison of
 * assets and release.json they vouch for every byte without downloading it.
 */
export async function checkSignatures(question: SignatureQuestion): Promise<RollbackCheck> {
  const { release, target } = question;
  const { manifest } = target;
  const title = `The signatures of ${release.tag} hold`;
  const remedy = `do not send people to it before you know why (\`slipway verify ${release.tag}\` says more): name another release in \`to-version\`, or release a higher version`;
  const promised = promisedBy(target).filter(({ of }) => of === MANIFEST_NAME || !question.ownAlone);
  const wrong: string[] = [];
  const by = new Map<SignerKind, ManifestSigner>();
  const { looked, left } = chosen(promised, release);
  const files = new Files(question.forge, release);
  for (const signature of looked) {
    const verdict = await verifyOne(signature, question, files);
    if (typeof verdict === "string") wrong.push(verdict);
    else if (signature.of === MANIFEST_NAME) by.set(verdict.kind, verdict);
  }
  const unkept = (manifest.signers ?? []).filter(
    ({ kind }) => !promised.some(({ name }) => signerKindOf(name) === kind),
  );
  for (const signer of unkept)
    wrong.push(`${MANIFEST_NAME} names the ${describeSigner(signer)}, and no signature of theirs`);
  wrong.push(...untrusted(by, question));
  if (wrong.length > 0) return failed("signatures", title, fewOf(wrong), remedy);
  if (promised.length === 0) {
    return passed("signatures", title, "it was never signed: nobody vouches for what its release.json says");
  }
  return passed("signatures", title, told(looked, left, [...by.values()], question));
}

function promisedBy({ manifest }: ChannelRelease): readonly Promised[] {
  return [
    ...(manifest.signatures ?? []).map((name) => ({ of: MANIFEST_NAME, name })),
    ...manifest.artifacts.flatMap(({ name: of, signatures }) => signatures.map((name) => ({ of, name }))),
  ];
}

/** What is small, release.json whatever its size, until enough is downloaded. */
function chosen(promised: readonly Promised[], { assets }: Pick<Release, "assets">) {
  const sizes = new Map(assets.map(({ name, size }) => [name, size]));
  const looked: Promised[] = [];
  const left: Promised[] = [];
  const counted = new Set<string>();
  let together = 0;
  for (const signature of promised) {
    const { of } = signature;
    const size = sizes.get(of) ?? 0;
    const more = counted.has(of) ? 0 : size;
    if (of !== MANIFEST_NAME && (size > MOST_CONTENT || together + more > MOST_TOGETHER)) {
      left.push(signature);
      continue;
    }
    counted.add(of);
    together += more;
    looked.push(signature);
  }
  return { looked, left };
}

/** @returns who signed, or what is wrong */
async function verifyOne(
  { of, name }: Promised,
  { target, roots = [] }: SignatureQuestion,
  files: Files,
): Promise<ManifestSigner | string> {
  const { manifest } = target;
  const bytes = await files.read(of, of === MANIFEST_NAME ? MOST_MANIFEST : MOST_CONTENT);
  if (typeof bytes === "string") return bytes;
  const signature = await files.read(name, MOST_SIGNATURE);
  if (typeof signature === "string") return `${signature} (${MANIFEST_NAME} says that it signs ${of})`;
  if (of === MANIFEST_NAME && !isSame(bytes, target)) return `${MANIFEST_NAME} was changed while this looked at it`;
  const facts = { of, name, content: { bytes }, signature: signature.toString("utf8") };
  const signers = manifest.signers ?? [];
  const held = signerKindOf(name) === "sigstore" && roots.length > 0 ? roots : [undefined];
  let why = "";
  for (const root of held) {
    const verdict = await verifySignature(facts, signers, root);
    if (verdict.valid) return verdict.by;
    why = verdict.why;
  }
  return `${name} does not sign ${of}: ${why}`;
}

function isSame(bytes: Buffer, { manifest }: ChannelRelease): boolean {
  try {
    const read = readDocument(RELEASE_MANIFEST, bytes.toString("utf8"), MANIFEST_NAME);
    return JSON.stringify(read) === JSON.stringify(manifest);
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** Whom the configuration names and who did not sign: leaving a signature out must not be a way around it. */
function untrusted(by: ReadonlyMap<SignerKind, ManifestSigner>, { trusted, target }: SignatureQuestion): string[] {
  if (trusted === undefined) return [];
  const { since } = trusted;
  if (since !== undefined && compareVersions(target.version, requireVersion(since, "since")) < 0) return [];
  return SIGNER_KINDS.flatMap((kind) => {
    const names = trusted[kind];
    if (names.length === 0) return [];
    const signer = by.get(kind);
    if (signer !== undefined && names.some((name) => isNamed(signer, name))) return [];
    const found = signer === undefined ? `nobody's ${kind} signature` : `the ${describeSigner(signer)}`;
    return [`${MANIFEST_NAME} bears ${found}, and \`rollback.signers.${kind}\` names ${names.join(", ")}`];
  });
}

function isNamed(signer: ManifestSigner, name: string): boolean {
  switch (signer.kind) {
    case "openpgp":
      return signer.fingerprint === name.toUpperCase();
    case "minisign":
      return signer.publicKey === name;
    case "sigstore":
      // A ref may follow, which a configuration leaves open.
      return signer.identity === name || signer.identity.replace(/@[^@]*$/, "") === name;
  }
}

function told(
  looked: readonly Promised[],
  left: readonly Promised[],
  by: readonly ManifestSigner[],
  { trusted, roots = [] }: SignatureQuestion,
): string {
  const own = looked.some(({ of }) => of === MANIFEST_NAME);
  return [
    `${looked.length} signatures hold${by.length === 0 ? "" : `; ${MANIFEST_NAME} is signed by ${by.map((one) => `the ${describeSigner(one)}`).join(" and ")}`}`,
    trusted === undefined ? `whom only release.json itself names (\`rollback.signers\` holds releases to signers)` : "",
    left.length === 0
      ? ""
      : `${left.length} of large assets were not looked at: ${own ? `${MANIFEST_NAME}, which is signed, has their digests` : "`slipway verify` downloads them"}`,
    by.some(({ kind }) => kind === "sigstore") && roots.length === 0
      ? "whether Sigstore's certificates are genuine is said by `slipway verify`"
      : "",
  ]
    .filter((part) => part !== "")
    .join("; ");
}

/** Assets of a release, each downloaded once. */
class Files {
  private readonly forge: Pick<Forge, "downloadAsset">;
  private readonly assets: ReadonlyMap<string, Asset>;
  private readonly known = new Map<string, Buffer | string>();

  constructor(forge: Pick<Forge, "downloadAsset">, { assets }: Pick<Release, "assets">) {
    this.forge = forge;
    this.assets = new Map(assets.map((asset) => [asset.name, asset]));
  }

  /** @returns why not, as text */
  async read(name: string, most: number): Promise<Buffer | string> {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const asset = this.assets.get(name);
    const found = asset === undefined ? `${name} is missing` : await this.download(asset, most);
    this.known.set(name, found);
    return found;
  }

  private async download({ id, name, size }: Asset, most: number): Promise<Buffer | string> {
    if (size > most) return `${name} has ${size} bytes, which is too much for what it is`;
    return await collect(await this.forge.downloadAsset(id), name, most);
  }
}

/** A server may send more than it announced. */
async function collect(stream: Readable, name: string, most: number): Promise<Buffer | string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    // Leaving the loop destroys the stream.
    if (size > most) return `${name} has more than ${most} bytes`;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
