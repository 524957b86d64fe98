import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { hostId } from "../host.ts";
import { verifyMinisign } from "../minisign.ts";
import type { Source } from "../pins/index.ts";
import { keptArchive } from "./archives.ts";
import { requireSha256, unpack } from "./bytes.ts";
import { download } from "./download.ts";
import { fill, Unavailable, type Workshop, wrongBytes } from "./workshop.ts";

/** From the makers' own site, proved by their signature or by a pinned digest. */
export async function fromMaker(
  source: Extract<Source, { kind: "maker" }>,
  version: string,
  into: string,
  workshop: Workshop,
): Promise<void> {
  const template = source.files[hostId(workshop.host)];
  if (template === undefined) throw new Unavailable(`it has no archive for ${hostId(workshop.host)}`);
  const name = fill(template, { version });
  const url = fill(source.url, { version, file: name });
  const sha256 = source.sha256?.[name];
  if (sha256 === undefined && source.minisign === undefined) {
    throw new Unavailable(`no digest is pinned for ${name}`);
  }
  await keptArchive(
    name,
    workshop,
    async (directory) => {
      const archive = join(directory, name);
      await download(url, archive, workshop.deadline);
      if (source.minisign !== undefined) await download(`${url}.minisig`, `${archive}.minisig`, workshop.deadline);
    },
    async (directory) => {
      const archive = join(directory, name);
      if (sha256 !== undefined) await requireSha256(archive, sha256, name, url);
      if (source.minisign !== undefined) {
        const verdict = await verifyMinisign(archive, await readFile(`${archive}.minisig`, "utf8"), source.minisign);
        if (!verdict.valid) throw wrongBytes(name, url, `a signature of the key ${source.minisign}`, verdict.why);
        // The comment names the file: an archive of another version has a good signature too.
        const signed = /(?:^|\s)file:(\S+)/.exec(verdict.trustedComment)?.[1];
        if (signed !== name)
          throw wrongBytes(name, url, `a signature for ${name}`, `one for ${signed ?? "a file without name"}`);
      }
      await unpack(archive, into, workshop);
    },
  );
}
