import { existsSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { readPublicKeys, type Trust } from "@slipway/integrity/verify";
import { KEY_ASSET, parseJson, readMinisignKey } from "@slipway/model";
import { UsageError, type VerifyArguments } from "../../arguments.ts";

/** Who vouches for the workflows of github.com. */
export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/**
 * Reads what the options say about who must have signed.
 * @param directory of the release: the key that lies in it is the release's own word, and pins nothing
 * @throws {UsageError}
 */
export async function readTrust(
  args: VerifyArguments,
  directory: string | undefined,
  roots: () => Promise<Trust["roots"]>,
): Promise<Trust> {
  for (const option of ["key", "minisign-key"] as const) {
    const path = args[option];
    if (path === undefined || directory === undefined || !existsSync(path)) continue;
    const inside = realpathSync(dirname(path)) === realpathSync(directory);
    if (!inside || !Object.values<string>(KEY_ASSET).includes(basename(path))) continue;
    throw new UsageError(
      `--${option} ${path} is part of the release that is to be verified, and so says no more than the release itself`,
      "get it from elsewhere: from the project's site, a key server, or a release that you trust already",
    );
  }
  const { key, fingerprint, "minisign-key": minisignKey, identity, issuer, "trusted-root": trustedRoot } = args;
  const keys = key === undefined ? undefined : await readPublicKeys(await read("--key", key));
  if (keys?.length === 0)
    throw new UsageError(
      `${key} holds no OpenPGP public key`,
      "export one: gpg --armor --export FINGERPRINT > key.asc",
    );
  return {
    ...(keys && key !== undefined && { openpgp: { keys, from: `--key ${key}` } }),
    ...(fingerprint !== undefined && { fingerprint: { value: readFingerprint(fingerprint), from: "--fingerprint" } }),
    ...(minisignKey !== undefined && { minisign: await readMinisign(minisignKey) }),
    ...(identity !== undefined && { identity: { value: identity, from: "--identity" } }),
    ...readIssuer(identity, issuer),
    roots: trustedRoot === undefined ? await roots() : await readRoots(trustedRoot),
    rootsAssumed: trustedRoot === undefined,
  };
}

/** Never the one that release.json names: anybody's issuer may vouch for a name that looks like the wanted one. */
function readIssuer(identity: string | undefined, issuer: string | undefined): Pick<Trust, "issuer"> {
  if (issuer !== undefined) return { issuer: { value: issuer, from: "--issuer" } };
  if (identity === undefined) return {};
  if (identity.startsWith("https://github.com/"))
    return { issuer: { value: GITHUB_ISSUER, from: "GitHub, as no --issuer is given" } };
  throw new UsageError(
    `--identity ${identity} is no workflow of https://github.com, and nothing says who vouches for it`,
    "give --issuer URL as well, as the project tells it elsewhere than in its release",
  );
}

function readFingerprint(text: string): string {
  const hex = text.replace(/[\s:]/g, "").replace(/^0x/i, "").toUpperCase();
  if (/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(hex)) return hex;
  throw new UsageError(
    `--fingerprint ${text} is no fingerprint`,
    "write all 40 digits, as gpg --fingerprint prints them; a short key id can be forged",
  );
}

async function readMinisign(given: string): Promise<NonNullable<Trust["minisign"]>> {
  const line = typeof readMinisignKey(given) !== "string";
  const key = line ? given : (await read("--minisign-key", given)).toString("utf8");
  const problem = readMinisignKey(key);
  if (typeof problem === "string")
    throw new UsageError(`${given}: ${problem}`, "give the file minisign.pub, or its line of base64");
  return { key, from: line ? "--minisign-key" : `--minisign-key ${given}` };
}

/** One root as JSON, or several, one a line, as `gh attestation trusted-root` prints them. */
export async function readRoots(path: string, command = "verify"): Promise<Trust["roots"]> {
  const values = parseLines((await read("--trusted-root", path, command)).toString("utf8"));
  const roots = values?.filter(
    (value) => typeof value === "object" && value !== null && "certificateAuthorities" in value,
  );
  if (roots === undefined || roots.length === 0) {
    throw new UsageError(
      `${path} holds no roots of Sigstore`,
      "write them with: gh attestation trusted-root > trusted_root.jsonl",
    );
  }
  return roots as Trust["roots"];
}

/** Bundles of attestations: JSON, one a line, as `gh attestation download` writes them, or a list. @throws {UsageError} */
export async function readBundles(path: string): Promise<readonly unknown[]> {
  const values = parseLines((await read("--bundle", path)).toString("utf8"))?.flat();
  const bundles = values?.filter((value) => typeof value === "object" && value !== null && "dsseEnvelope" in value);
  if (bundles !== undefined && bundles.length > 0) return bundles;
  throw new UsageError(`${path} holds no attestation`, "write it with: gh attestation download FILE --repo OWNER/NAME");
}

function parseLines(text: string): unknown[] | undefined {
  const whole = parseJson(text);
  if (whole !== undefined) return [whole];
  const lines = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parseJson);
  return lines.includes(undefined) ? undefined : lines;
}

async function read(option: string, path: string, command = "verify"): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageError(
      `${option} ${path} cannot be read: ${(error as Error).message}`,
      `see: slipway help ${command}`,
    );
  }
}
