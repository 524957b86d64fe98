import { copyFile, mkdir, readdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { run, scratchDirectory } from "./helpers.ts";

const directory = await scratchDirectory();
const root = fileURLToPath(new URL("../../../", import.meta.url));
const codecs = join(root, "packages/packaging/src/content/codecs");

describe("bundled by ncc", () => {
  test("workers and WASM lie beside the bundle and are found wherever it is moved", async () => {
    const house = join(directory, "house");
    const compiled = join(house, "packages/packaging/build/content/codecs");
    await mkdir(compiled, { recursive: true });
    await symlink(join(root, "node_modules"), join(house, "node_modules"));
    await writeFile(join(house, "package.json"), '{ "type": "module" }');
    for (const name of ["deflate", "deflate-assets", "thread-pool", "xz", "xz-assets"]) {
      const source = stripTypeScriptTypes(await readFile(join(codecs, `${name}.ts`), "utf8"));
      await writeFile(join(compiled, `${name}.js`), source.replaceAll('.ts"', '.js"'));
    }
    for (const name of ["deflate-worker.js", "xz-worker.js"]) {
      await copyFile(join(codecs, name), join(compiled, name));
    }
    await mkdir(join(house, "packages/packaging/wasm"));
    await copyFile(join(codecs, "../../../wasm/deflate.wasm"), join(house, "packages/packaging/wasm/deflate.wasm"));
    await writeFile(
      join(house, "main.js"),
      `import { createDeflateCodec } from "./packages/packaging/build/content/codecs/deflate.js";
       import { createXzCodec } from "./packages/packaging/build/content/codecs/xz.js";
       for (const create of [createDeflateCodec, createXzCodec]) {
         const codec = create(1);
         console.log(Buffer.from(await codec.compress(Buffer.from("hello"))).toString("hex"));
         await codec.close();
       }`,
    );
    const plain = run(process.execPath, [join(house, "main.js")]).toString();
    expect(plain).toMatch(/^000500faff68656c6c6f000000ffff\nfd377a585a00/);

    const dist = join(house, "dist");
    const ncc = join(root, "node_modules/@vercel/ncc/dist/ncc/cli.js");
    run(process.execPath, [ncc, "build", "main.js", "-o", dist], { cwd: house });
    const moved = join(directory, "moved/dist");
    await mkdir(dirname(moved));
    await rename(dist, moved);
    await rename(house, `${house}-gone`);
    expect((await readdir(moved)).sort()).toStrictEqual([
      "deflate-worker.js",
      "deflate.wasm",
      "index.js",
      "liblzma.wasm",
      "package.json",
      "xz-worker.js",
    ]);
    expect(run(process.execPath, [join(moved, "index.js")]).toString()).toBe(plain);
  });
});
