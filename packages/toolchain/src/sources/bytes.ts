import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "../run.ts";
import { type Workshop, wrongBytes } from "./workshop.ts";

/** @param encoding `hex`, or `base64` as in Subresource Integrity */
export async function digestOf(
  file: string,
  algorithm: "sha256" | "sha512",
  encoding: "hex" | "base64",
): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}

/** @throws {Problem} `toolchain-changed` */
export async function requireIntegrity(file: string, integrity: string, what: string, origin: string): Promise<void> {
  const found = `sha512-${await digestOf(file, "sha512", "base64")}`;
  if (found !== integrity) throw wrongBytes(what, origin, integrity, found);
}

/** @throws {Problem} `toolchain-changed` */
export async function requireSha256(file: string, sha256: string, what: string, origin: string): Promise<void> {
  const found = await digestOf(file, "sha256", "hex");
  if (found !== sha256) throw wrongBytes(what, origin, `SHA-256 ${sha256}`, `SHA-256 ${found}`);
}

/** Unpacks an archive with one top directory so that the directory's content lies in `into`. */
export async function unpack(archive: string, into: string, workshop: Workshop): Promise<void> {
  await mkdir(into, { recursive: true });
  if (!archive.endsWith(".zip")) {
    // The archive's own name is relative, because GNU tar takes `C:` for a host's name.
    const { code, tail } = await run(
      {
        program: "tar",
        args: ["-xf", basename(archive), "-C", into, "--strip-components=1"],
        cwd: join(archive, ".."),
        env: workshop.env,
      },
      { deadline: workshop.deadline },
    );
    if (code !== 0) throw new Error(`tar could not unpack ${archive}: ${tail.join("\n")}`);
    return;
  }
  const { extractZip } = await import(/* webpackIgnore: true */ "@actions/tool-cache");
  const raw = join(into, ".unpacking");
  await extractZip(archive, raw);
  const [top, ...others] = await readdir(raw);
  if (top === undefined || others.length > 0) throw new Error(`${archive} has not one top directory`);
  for (const name of await readdir(join(raw, top))) await rename(join(raw, top, name), join(into, name));
  await rm(raw, { recursive: true, force: true });
}
