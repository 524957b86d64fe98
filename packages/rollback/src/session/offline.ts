import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Kit } from "@slipway/action-kit";
import { type ChannelRelease, channelRelease, reachable } from "@slipway/channels";
import { LatestPointer } from "@slipway/channels/registries";
import type { Forge } from "@slipway/forge";
import {
  LARGEST_MANIFEST,
  MANIFEST_NAME,
  mistake,
  type Problem,
  parseJson,
  RELEASE_MANIFEST,
  type ReleaseManifest,
  readDocument,
  SIGNATURE_SUFFIX,
  sha256,
} from "@slipway/model";
import { CONFIG_NAME, parseConfig, planChannels } from "@slipway/planning";
import { addressOf } from "../failover/hosts.ts";
import type { OfflineDeps } from "../failover/offline.ts";
import type { RollbackDeps } from "../gather.ts";
import type { RollbackInputs } from "./inputs.ts";

/** The forge while it cannot be reached: its files are those of the checkout. */
export function checkedOut(forge: Forge, workspace: string): Forge {
  return {
    ...forge,
    resolveTag: async () => "0".repeat(40),
    readFile: async (_ref, path) => {
      const text = await readFile(resolve(workspace, path), "utf8").catch(() => undefined);
      return text === undefined ? undefined : { text, version: "" };
    },
  };
}

/** Milliseconds. */
const DEADLINE = 30_000;
/** Names of files come from a mirror here: no others. */
const OWN_SIGNATURES = new Set(Object.values(SIGNATURE_SUFFIX).map((suffix) => MANIFEST_NAME + suffix));

/** What takes the place of GitHub's answers: the checkout, and what the mirrors hand out. */
export async function offlineDeps(
  inputs: RollbackInputs,
  { runtime }: Kit,
  deps: RollbackDeps,
  instead: Pick<RollbackDeps, "forge" | "channels" | "hosts" | "rules">,
): Promise<OfflineDeps> {
  const mirrors = await mirrorsOf(inputs, instead.forge);
  const get = async (address: string, path: readonly [string, ...string[]]) =>
    await textAt(path.length === 1 ? `${address}/${path[0]}` : addressOf(address, path[0], path[1] ?? ""), deps.fetch);
  return {
    ...deps,
    ...instead,
    journal: undefined,
    releaseOf: async (tag) => {
      const texts: string[] = [];
      for (const address of mirrors) texts.push(...(await get(address, [tag, MANIFEST_NAME])));
      const [text] = texts;
      if (text === undefined || texts.some((each) => each !== text)) {
        throw unknownRelease(tag, text === undefined ? "no mirror hands out its" : "the mirrors differ about its");
      }
      const manifest = manifestFrom(text, tag, inputs.repository);
      const files = new Map([[MANIFEST_NAME, text]]);
      for (const name of (manifest.signatures ?? []).filter((each) => OWN_SIGNATURES.has(each))) {
        for (const address of mirrors) {
          const [signature] = await get(address, [tag, name]);
          if (signature !== undefined && !files.has(name)) files.set(name, signature);
        }
      }
      return releaseFrom(manifest, files, inputs.repository, runtime);
    },
    pointers: async () => {
      const tags: string[] = [];
      for (const address of mirrors) {
        for (const text of await get(address, ["latest.json"])) {
          const found = LatestPointer.safeParse(parseJson(text));
          if (found.success) tags.push(found.data.tag);
        }
      }
      return tags;
    },
  };
}

function manifestFrom(text: string, tag: string, repository: string): ReleaseManifest {
  const manifest = readDocument(RELEASE_MANIFEST, text, `${MANIFEST_NAME} of ${tag}`);
  if (manifest.tag !== tag || (manifest.repository ?? repository).toLowerCase() !== repository.toLowerCase()) {
    throw unknownRelease(tag, `the mirrors have that of ${manifest.tag} of ${manifest.repository} as its`);
  }
  return manifest;
}

/** @param files release.json and its signatures, where mirrors hand them out */
async function releaseFrom(
  manifest: ReleaseManifest,
  files: ReadonlyMap<string, string>,
  repository: string,
  { serverUrl, temp }: Kit["runtime"],
): Promise<ChannelRelease> {
  const directory = join(temp, "of-mirrors", manifest.tag.replaceAll("/", "-"));
  await mkdir(directory, { recursive: true });
  for (const [name, text] of files) await writeFile(join(directory, name), text);
  const signatures = [...files].filter(([name]) => name !== MANIFEST_NAME);
  return channelRelease({
    manifest,
    serverUrl,
    repository,
    signatures: async () =>
      signatures.map(([name, text]) => ({ name, size: Buffer.byteLength(text), sha256: sha256(text) })),
    // Nothing else is brought from one mirror to another: only GitHub vouches for bytes.
    file: async (name) => join(directory, name),
  });
}

function unknownRelease(tag: string, why: string): Problem {
  return mistake(
    "manifest-missing",
    `GitHub cannot be reached, and ${why} ${MANIFEST_NAME} of ${tag}. Nothing was changed`,
    "see that a mirror answers and has that release; else run this again when GitHub is back",
  );
}

async function mirrorsOf({ config, repository }: RollbackInputs, forge: Forge): Promise<readonly string[]> {
  const name = config ?? CONFIG_NAME;
  const file = await forge.readFile(undefined, name);
  const mirrors =
    file === undefined
      ? []
      : (planChannels(parseConfig(file.text, name), repository.split("/")[1] ?? "")?.mirrors ?? []);
  if (mirrors.length > 0) return mirrors.map(({ url }) => url);
  throw mistake(
    "missing-config",
    `GitHub cannot be reached, and there is no ${name} with mirrors in the workspace`,
    "run this in a checkout of the release's tag; without mirrors there is nothing to fail over to",
  );
}

/** As a list: none, where nothing answers with it. */
async function textAt(url: string, given: typeof fetch | undefined): Promise<readonly string[]> {
  try {
    const answer = await (given ?? fetch)(reachable(url), { signal: AbortSignal.timeout(DEADLINE) });
    if (!answer.ok || Number(answer.headers.get("content-length") ?? 0) > LARGEST_MANIFEST) {
      await answer.body?.cancel();
      return [];
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of answer.body ?? []) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > LARGEST_MANIFEST) return [];
    }
    return [Buffer.concat(chunks).toString("utf8")];
  } catch {
    return [];
  }
}
