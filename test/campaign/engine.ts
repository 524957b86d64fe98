import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MUTANTS, type Mutant, type MutantName } from "./mutants.ts";

/** The code under test: the real one, or a copy of its sources in which one text stands differently. */
export interface Engine {
  readonly forge: typeof import("@slipway/forge");
  readonly channels: typeof import("@slipway/channels");
  readonly messages: typeof import("@slipway/channels/messages");
  readonly scoop: typeof import("../../packages/channels/src/scoop/bucket.ts");
  readonly take: typeof import("../../packages/channels/src/action/take.ts");
  readonly rollback: typeof import("@slipway/rollback");
}

const ROOT = join(import.meta.dirname, "../..");
/** Rooms that mutants are made of; what they import from other rooms is the real thing. */
const COPIED = ["forge", "channels", "rollback"] as const;

export async function loadEngine(mutant?: MutantName): Promise<Engine> {
  if (mutant === undefined) {
    const [forge, channels, messages, scoop, take, rollback] = await Promise.all([
      import("@slipway/forge"),
      import("@slipway/channels"),
      import("@slipway/channels/messages"),
      import("../../packages/channels/src/scoop/bucket.ts"),
      import("../../packages/channels/src/action/take.ts"),
      import("@slipway/rollback"),
    ]);
    return { forge, channels, messages, scoop, take, rollback };
  }
  const directory = copyOf(mutant, MUTANTS[mutant]);
  const from = (path: string) => import(pathToFileURL(join(directory, "packages", path)).href);
  return {
    forge: await from("forge/src/index.ts"),
    channels: await from("channels/src/index.ts"),
    messages: await from("channels/src/messages/index.ts"),
    scoop: await from("channels/src/scoop/bucket.ts"),
    take: await from("channels/src/action/take.ts"),
    rollback: await from("rollback/src/index.ts"),
  } as Engine;
}

/** Rooms with a `node_modules` beside them, by which they find each other's copies. */
function copyOf(name: string, { changes }: Mutant): string {
  const directory = mkdtempSync(join(tmpdir(), "slipway-mutant-"));
  const modules = join(directory, "node_modules");
  mkdirSync(join(modules, "@slipway"), { recursive: true });
  mkdirSync(join(directory, "packages"));
  for (const each of readdirSync(join(ROOT, "node_modules"))) {
    if (each !== "@slipway") symlinkSync(join(ROOT, "node_modules", each), join(modules, each));
  }
  for (const room of readdirSync(join(ROOT, "packages"))) {
    const copied = (COPIED as readonly string[]).includes(room);
    const place = join(copied ? directory : ROOT, "packages", room);
    if (copied) {
      for (const part of ["src", "package.json"]) {
        cpSync(join(ROOT, "packages", room, part), join(place, part), { recursive: true });
      }
    }
    symlinkSync(place, join(modules, "@slipway", room));
  }
  for (const { file, from, to } of changes) {
    const path = join(directory, "packages", file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`the mutant ${name} no longer fits: ${file} has no "${from}"`);
    writeFileSync(path, text.replace(from, to));
  }
  return directory;
}
