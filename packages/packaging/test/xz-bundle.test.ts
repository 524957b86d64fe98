import { copyFile, mkdir, readdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { createXzCodec } from "../src/content/codecs/xz.ts";
import { noise, prose, run, scratchDirectory } from "./helpers.ts";

const directory = await scratchDirectory();
const root = fileURLToPath(new URL("../../../", import.meta.url));
const codecs = join(root, "packages/packaging/src/content/codecs");

describe("liblzma's exports", () => {
  test("have the names that the worker uses", async () => {
    const glue = await readFile(join(root, "node_modules/node-liblzma/lib/wasm/liblzma.js"), "utf8");
    const names = { _lzma_easy_buffer_encode: "l", _malloc: "s", _free: "t" };
    for (const [name, letter] of Object.entries(names))
      expect(glue).toMatch(new RegExp(`b\\.${name}=[^;]*=Y\\.${letter}\\)`));
    expect(glue).toContain("E=Y.b;");
    expect(glue).toContain("unshift(Y.c)");
  });
});

describeWith(["xz"], "xz blocks", () => {
  test.each([
    ["empty", Buffer.alloc(0)],
    ["one byte", Buffer.from("x")],
    ["prose", prose(200_000)],
    ["noise", noise(100_000)],
  ])("%s: what comes out goes in again, equal in every thread and order", async (_, bytes) => {
    const codec = createXzCodec(2);
    try {
      const [first, second, third] = await Promise.all([
        codec.compress(bytes),
        codec.compress(prose(99)),
        codec.compress(bytes),
      ]);
      expect(Buffer.compare(first as Buffer, third as Buffer)).toBe(0);
      expect(run("xz", ["-dc"], { input: first as Uint8Array }).equals(bytes)).toBe(true);
      expect(run("xz", ["-dc"], { input: second as Uint8Array }).equals(prose(99))).toBe(true);
    } finally {
      await codec.close();
    }
  });
});

describeWith(["xz"], "a whole block", () => {
  test("that does not compress fits into what the worker sets aside", async () => {
    const codec = createXzCodec(1);
    const bytes = noise(codec.blockSize);
    try {
      expect(run("xz", ["-dc"], { input: await codec.compress(bytes) }).equals(bytes)).toBe(true);
    } finally {
      await codec.close();
    }
  });
});

describe("bundled by ncc", () => {
  test("worker and WASM lie beside the bundle and are found wherever it is moved", async () => {
    const house = join(directory, "house");
    const compiled = join(house, "packages/packaging/build/content/codecs");
    await mkdir(compiled, { recursive: true });
    await symlink(join(root, "node_modules"), join(house, "node_modules"));
    await writeFile(join(house, "package.json"), '{ "type": "module" }');
    for (const name of ["xz", "xz-assets"]) {
      const source = stripTypeScriptTypes(await readFile(join(codecs, `${name}.ts`), "utf8"));
      await writeFile(join(compiled, `${name}.js`), source.replaceAll('.ts"', '.js"'));
    }
    await copyFile(join(codecs, "xz-worker.js"), join(compiled, "xz-worker.js"));
    await writeFile(
      join(house, "main.js"),
      `import { createXzCodec } from "./packages/packaging/build/content/codecs/xz.js";
       const codec = createXzCodec(1);
       process.stdout.write(Buffer.from(await codec.compress(Buffer.from("hello"))).toString("hex"));
       await codec.close();`,
    );
    const plain = run(process.execPath, [join(house, "main.js")]).toString();
    expect(plain).toMatch(/^fd377a585a00/);

    const dist = join(house, "dist");
    const ncc = join(root, "node_modules/@vercel/ncc/dist/ncc/cli.js");
    run(process.execPath, [ncc, "build", "main.js", "-o", dist], { cwd: house });
    const moved = join(directory, "moved/dist");
    await mkdir(dirname(moved));
    await rename(dist, moved);
    await rename(house, `${house}-gone`);
    expect((await readdir(moved)).sort()).toStrictEqual(["index.js", "liblzma.wasm", "package.json", "xz-worker.js"]);
    expect(run(process.execPath, [join(moved, "index.js")]).toString()).toBe(plain);
  });
});
