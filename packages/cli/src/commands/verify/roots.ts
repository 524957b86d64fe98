import { createRequire } from "node:module";
import type { Trust } from "@slipway/integrity/verify";

const TUF_DEADLINE = 15_000;

interface Seeds {
  readonly [mirror: string]: { readonly targets: { readonly "trusted_root.json": string } };
}

/** Roots of Sigstore's public instance, as they were when this version of its client was made; nobody is asked. */
export function builtInRoots(): Trust["roots"] {
  const seeds = createRequire(import.meta.url)("@sigstore/tuf/seeds.json") as Seeds;
  return Object.values(seeds).map(
    ({ targets }) => JSON.parse(Buffer.from(targets["trusted_root.json"], "base64").toString("utf8")) as object,
  );
}

/** The same as they are today, by The Update Framework; without an answer the built-in ones have to do. */
export async function currentRoots(scratch: string): Promise<Trust["roots"]> {
  try {
    const [{ default: tuf }, { default: specs }] = await Promise.all([
      import("@sigstore/tuf"),
      import("@sigstore/protobuf-specs"),
    ]);
    const root = await tuf.getTrustedRoot({ cachePath: scratch, timeout: TUF_DEADLINE, retry: 1 });
    return [specs.TrustedRoot.toJSON(root) as object];
  } catch {
    return builtInRoots();
  }
}
