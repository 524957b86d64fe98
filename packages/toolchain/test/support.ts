import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "@slipway/action-kit";
import { requireTarget } from "@slipway/model";
import { afterAll } from "vitest";
import { prepare } from "../src/prepare.ts";
import { type Workshop, workshop } from "../src/sources/workshop.ts";

/** A log that remembers its lines. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const add = (line: string) => void lines.push(line);
  return { lines, info: add, debug: () => undefined, notice: add, warning: add, group: (_title, body) => body() };
}

/** A directory that is removed after the file's tests. */
export function temporary(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `slipway-${name}-`));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A workshop with a tool cache of its own, which uses nothing of the machine. */
export function emptyWorkshop(directory: string, changes: Partial<Workshop> = {}): Workshop {
  return workshop(recordingLog(), {
    root: join(directory, "tools"),
    temp: join(directory, "temp"),
    useInstalled: false,
    deadline: 60_000,
    ...changes,
  });
}

/** The real Zig: installed once into the user's tool cache and kept there, because it is 330 MB. */
export async function realZig(directory: string) {
  const shop = workshop(recordingLog(), { temp: join(directory, "temp") });
  const build = { toolchain: "zig", env: {}, directory: ".", targets: ["linux-arm64"] } as const;
  const tools = await prepare([build], [requireTarget("linux-arm64")], directory, shop);
  return { shop, tools };
}
