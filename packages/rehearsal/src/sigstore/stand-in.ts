import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "@slipway/model";
import type { StandIn } from "../rehearse/stand-ins.ts";
import { makeMinisignKey, makeOpenpgpKey } from "./keys.ts";
import { startSigstore } from "./services.ts";

/** Keys and a Sigstore instance, where the plan has the release signed. */
export async function standInForSigning({ project, signing }: Plan, directory: string): Promise<StandIn | undefined> {
  if (signing === undefined) return undefined;
  const kinds = new Set(signing.signatures.map(({ by }) => by));
  const secrets: Record<string, string> = {};
  const notes: string[] = [];
  if (kinds.has("openpgp")) {
    const { key, passphrase } = await makeOpenpgpKey(`Rehearsed signer of ${project.name}`);
    Object.assign(secrets, { "openpgp-key": key, "openpgp-passphrase": passphrase });
  }
  if (kinds.has("minisign")) secrets["minisign-key"] = makeMinisignKey().key;
  const keys = Object.keys(secrets).length > 0;
  if (keys) notes.push("assets are signed by keys of this rehearsal, which are gone when it ends");
  if (!kinds.has("sigstore") && !signing.provenance) return { secrets, env: {}, notes, close: async () => undefined };
  const sigstore = await startSigstore();
  await mkdir(directory, { recursive: true });
  const root = join(directory, "trusted_root.json");
  await writeFile(root, `${JSON.stringify(sigstore.trustedRoot, null, 2)}\n`);
  notes.push(`Sigstore's certificate authority, log and timestamps are this rehearsal's; they verify with ${root}`);
  const { fulcio, rekor, timestamps } = sigstore;
  return {
    secrets,
    env: { SLIPWAY_FULCIO_URL: fulcio, SLIPWAY_REKOR_URL: rekor, SLIPWAY_TSA_URL: timestamps },
    notes,
    close: () => sigstore.close(),
  };
}
