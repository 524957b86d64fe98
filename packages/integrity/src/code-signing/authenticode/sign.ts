import { readFile } from "node:fs/promises";
import { Problem, type Signed, sha256, type WindowsSigning } from "@slipway/model";
import type { SigningContext } from "../context.ts";
import { type Identity, oneLine } from "../identity.ts";
import { readMsiSignature, requireOsslsigncode, signByOsslsigncode } from "./osslsigncode.ts";
import { type AuthenticodeSignature, isPe, readPeSignature } from "./read.ts";
import { requireSigntool, withSigntool } from "./signtool.ts";

/** Beginning of every OLE compound file, which an MSI is. */
const COMPOUND_FILE = "d0cf11e0a1b11ae1";

/** What can carry an Authenticode signature: `.exe`, `.dll` and the like, and `.msi`. */
export function takesAuthenticode(head: Buffer): boolean {
  return isPe(head) || isMsi(head);
}

function isMsi(head: Buffer): boolean {
  return head.toString("hex", 0, 8) === COMPOUND_FILE;
}

/** Signs one file in place and tells who signed it; a file that this certificate has signed already stays as it is. */
export type AuthenticodeSign = (path: string) => Promise<Signed>;

/**
 * Signs files by `signtool` on Windows and `osslsigncode` elsewhere.
 * @throws {Problem} `signing-tool-missing`, `signing-failed`, `timestamp-unavailable`, `signature-not-found`, `certificate-store`
 */
export async function withAuthenticode<Result>(
  identity: Identity,
  settings: WindowsSigning,
  context: SigningContext,
  use: (sign: AuthenticodeSign) => Promise<Result>,
): Promise<Result> {
  if (context.platform === "win32") {
    return withSigntool(requireSigntool(context), identity, settings, context, (sign) =>
      use((path) => signOne(path, identity, settings, context, sign, async () => undefined)),
    );
  }
  const program = await requireOsslsigncode(context);
  return use((path) =>
    signOne(
      path,
      identity,
      settings,
      context,
      () => signByOsslsigncode(program, path, identity, settings, context),
      () => readMsiSignature(program, path, context),
    ),
  );
}

async function signOne(
  path: string,
  identity: Identity,
  { timestamps }: WindowsSigning,
  { log }: SigningContext,
  sign: (path: string) => Promise<void>,
  readMsi: () => Promise<AuthenticodeSignature | undefined>,
): Promise<Signed> {
  const wantsTimestamp = timestamps.length > 0;
  const read = async () => {
    const file = await readFile(path);
    return { file, signature: isMsi(file) ? await readMsi() : readPeSignature(file) };
  };
  const { file, signature: earlier } = await read();
  const before = sha256(file);
  if (earlier !== undefined && isComplete(earlier, identity, wantsTimestamp)) {
    log.info(`${path} has this certificate's signature already`);
    return signedBy(earlier, before);
  }
  if (earlier !== undefined)
    log.notice(`${path} is signed by ${oneLine(earlier.certificate.subject)}; this is replaced`);
  await sign(path);
  const { file: after, signature } = await read();
  // On Windows an MSI cannot be read here, and the tool's word has to do.
  if (isMsi(after) && signature === undefined) return { ...signedBy({ ...identity, timestamp: undefined }, before) };
  if (signature === undefined || !isComplete(signature, identity, wantsTimestamp)) {
    throw new Problem({
      kind: "failure",
      code: "signature-not-found",
      message: `${path} was signed, and does not carry the signature that it should`,
      remedy: "re-run the job; if it happens again, report it with the file",
      place: { file: path },
    });
  }
  return signedBy(signature, before);
}

function isComplete(signature: AuthenticodeSignature, identity: Identity, wantsTimestamp: boolean): boolean {
  const same = signature.certificate.fingerprint256 === identity.certificate.fingerprint256;
  return same && signature.fits && (signature.timestamp !== undefined || !wantsTimestamp);
}

function signedBy(
  { certificate, timestamp }: Pick<AuthenticodeSignature, "certificate" | "timestamp">,
  before: string,
): Signed {
  return {
    by: "authenticode",
    subject: oneLine(certificate.subject),
    certificate: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
    ...(timestamp && { timestamp: timestamp.toISOString() }),
    before,
  };
}
