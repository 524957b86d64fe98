import { spawnSync } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ARCHIVE_FORMATS, createContentStore, writeArchive } from "../src/index.ts";
import { noise, scratchDirectory, withStore } from "./helpers.ts";

/** A file system of 256 KiB, where the user may mount one. */
const directory = await scratchDirectory();
const small = join(directory, "small");
await mkdir(small);
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", small]).status === 0;
afterAll(() => mounted && void spawnSync("umount", [small]));

describe.skipIf(!mounted)("a full disk (skipped where no file system can be mounted)", () => {
  test.each(ARCHIVE_FORMATS)("%s: is told, and no part of the archive stays", (format) =>
    withStore(directory, 2, async (store) => {
      const content = await store.add({ bytes: noise(900_000) });
      const entries = [{ kind: "file", path: "a", content, mode: 0o644 }] as const;
      const request = { format, path: join(small, "out", "x"), timestamp: 0, entries };
      await expect(writeArchive(store, request)).rejects.toMatchObject({
        name: "Problem",
        kind: "failure",
        code: "disk-full",
        message: expect.stringContaining(request.path),
        remedy: expect.stringContaining("Free space"),
      });
      expect(await readdir(join(small, "out"))).toStrictEqual([]);
    }),
  );

  test("a full scratch directory is told too", async () => {
    const store = createContentStore({ directory: small, workers: 2 });
    await expect(store.add({ bytes: noise(900_000) })).rejects.toMatchObject({ name: "Problem", code: "disk-full" });
    await store.close();
    expect(await readdir(small)).not.toContainEqual(expect.stringContaining("content-"));
  });
});

describe("other errors of writing", () => {
  test("an output path that is a directory", () =>
    withStore(directory, 1, async (store) => {
      const path = join(directory, "taken");
      await mkdir(join(path, "inside"), { recursive: true });
      await expect(writeArchive(store, { format: "tar", path, timestamp: 0, entries: [] })).rejects.toMatchObject({
        name: "Problem",
        code: "is-a-directory",
      });
    }));
});
