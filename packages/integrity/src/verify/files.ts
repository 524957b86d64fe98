import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  DIGEST_ALGORITHMS,
  type Digests,
  type Fingerprint,
  fingerprintFile,
  isOwn,
  type ReleaseManifest,
} from "@slipway/model";
import { type Findings, mismatch } from "./findings.ts";
import type { Mismatch } from "./report.ts";

export const LABEL = { sha256: "SHA-256", sha512: "SHA-512", md5: "MD5" } as const;

/** An asset as the server lists it. */
export interface ServerAsset {
  readonly name: string;
  readonly size: number;
  /** As the server computed it. */
  readonly sha256: string | undefined;
}

/** Files of the release that are at hand, by name. */
export type Prints = ReadonlyMap<string, Fingerprint>;

export interface Place {
  readonly directory: string;
  /** What files are called in messages: "the directory", "the download". */
  readonly called: string;
  /** Files that are not there are named, and that is all. */
  readonly ignoreMissing: boolean;
  /** Nobody can say which files there are besides. */
  readonly unlistable: boolean;
}

/** Sizes and digests of everything that the manifest describes; what is missing, and what nobody described. */
export async function verifyFiles(
  findings: Findings,
  manifest: ReleaseManifest,
  place: Place,
  tell: (line: string) => void,
): Promise<Prints> {
  const prints = new Map<string, Fingerprint>();
  const missing: string[] = [];
  for (const artifact of manifest.artifacts) {
    const { name, size, digests } = artifact;
    const path = join(place.directory, name);
    const kind = await kindOf(path);
    if (kind === "absent") {
      missing.push(name);
      continue;
    }
    if (kind === "other") {
      findings.failed("files", name, "is no regular file");
      continue;
    }
    tell(`reading ${name}`);
    const print = await fingerprintFile(path);
    prints.set(name, print);
    const differ = differences({ size, ...digests }, "release.json", print, `the bytes of ${name} in ${place.called}`);
    findings.compared(
      "files",
      name,
      `${size} bytes; SHA-256, SHA-512 and MD5 equal release.json`,
      differ,
      "download it again; if it differs again, do not use it, and tell the project",
    );
  }
  if (missing.length > 0 && place.ignoreMissing) {
    findings.noted(
      "files",
      `${missing.length} of ${manifest.artifacts.length}`,
      `not looked at, because they are not there: ${list(missing)}`,
    );
  } else {
    for (const name of missing) {
      findings.failed("files", name, `is missing: release.json describes it, and ${place.called} does not have it`, {
        remedy: "download it, or say --ignore-missing to verify what is there",
      });
    }
  }
  if (!place.unlistable) await nameOthers(findings, manifest, place);
  return prints;
}

export function differences(
  expected: Digests & { readonly size: number },
  from: string,
  found: Fingerprint,
  where: string,
): Mismatch[] {
  const differ: Mismatch[] = [];
  if (expected.size !== found.size) differ.push(mismatch("size", [expected.size, from], [found.size, where]));
  for (const algorithm of DIGEST_ALGORITHMS) {
    if (expected[algorithm] === found[algorithm]) continue;
    differ.push(mismatch(LABEL[algorithm], [expected[algorithm], from], [found[algorithm], where]));
  }
  return differ;
}

async function nameOthers(findings: Findings, manifest: ReleaseManifest, { directory, called }: Place): Promise<void> {
  const described = new Set(manifest.artifacts.map(({ name }) => name));
  const others = (await readdir(directory)).filter((name) => !described.has(name) && !isOwn(manifest, name)).sort();
  if (others.length === 0) return;
  findings.noted(
    "files",
    `${others.length} more`,
    `in ${called}, and no part of the release, so nothing is known of them: ${list(others)}`,
  );
}

/** What the server says it has, beside what release.json says it should have: the same names, sizes and digests, and no others. */
export function verifyServer(
  findings: Findings,
  manifest: ReleaseManifest,
  manifestPrint: Fingerprint,
  listed: readonly ServerAsset[],
  server: string,
): void {
  const known = new Map(listed.map((asset) => [asset.name, asset]));
  const described = manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 }));
  const own = { name: "release.json", size: manifestPrint.size, sha256: manifestPrint.sha256 };
  for (const { name, size, sha256 } of [...described, own]) {
    const asset = known.get(name);
    if (asset === undefined) {
      findings.failed("server", name, `release.json describes it, and ${server} does not list it`);
      continue;
    }
    const from = name === own.name ? "the downloaded release.json" : "release.json";
    const differ = [
      ...(asset.size === size ? [] : [mismatch("size", [size, from], [asset.size, server])]),
      ...(asset.sha256 === undefined || asset.sha256 === sha256
        ? []
        : [mismatch("SHA-256", [sha256, from], [asset.sha256, server])]),
    ];
    findings.compared(
      "server",
      name,
      `listed with the same size${asset.sha256 === undefined ? "; the server names no digest" : " and SHA-256"}`,
      differ,
    );
  }
  const names = new Set(described.map(({ name }) => name));
  for (const { name } of listed) {
    if (names.has(name) || isOwn(manifest, name)) continue;
    findings.failed(
      "server",
      name,
      `${server} lists it as an asset of the release, and release.json does not describe it`,
    );
  }
}

async function kindOf(path: string): Promise<"file" | "absent" | "other"> {
  try {
    return (await lstat(path)).isFile() ? "file" : "other";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "absent";
    throw error;
  }
}

const MOST_NAMES = 8;

/** Names for one line. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
