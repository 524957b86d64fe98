import { createReadStream } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { findControl, findInTar, unpackControl } from "@slipway/channels/packages";

/** Packages of one release that depend on each other: versions by name. */
export type Siblings = ReadonlyMap<string, { readonly old: string; readonly next: string }>;

/** Fields in which a package names others (Debian Policy, section 7). */
const RELATIONS =
  /^(?:Pre-Depends|Depends|Recommends|Suggests|Enhances|Breaks|Conflicts|Replaces|Provides|Built-Using):/i;

/**
 * A deb with another version: what `control` says of it changes, and where it names exact versions of packages of the same
 * release. All that is installed, scripts and digests of files are taken as they are, `data.tar` byte for byte. Its format is
 * deb(5); signatures inside (`_gpg…`) go, since they would not hold.
 */
export async function repackageDeb(path: string, to: string, version: string, siblings: Siblings): Promise<void> {
  const file = await open(path);
  try {
    const control = await findControl(file, path);
    const tar = withControl(await unpackControl(control, path), path, (text) => editControl(text, version, siblings));
    const packed = gzipSync(tar, { level: 9 });
    // The system on which it was packed (RFC 1952, section 2.3.1): the same on all of them.
    packed[9] = 3;
    const { size } = await file.stat();
    const before = Buffer.alloc(control.start);
    await file.read(before, 0, control.start, 0);
    await writeFile(to, Buffer.concat([before, member("control.tar.gz", packed)]));
    let at = control.end;
    while (at + 60 <= size) {
      const header = Buffer.alloc(60);
      await file.read(header, 0, 60, at);
      const length = 60 + Number(header.toString("latin1", 48, 58));
      const end = Math.min(at + length + (length % 2), size);
      if (!header.toString("latin1", 0, 4).startsWith("_gpg")) {
        await writeFile(to, createReadStream(path, { start: at, end: end - 1, highWaterMark: 1 << 20 }), { flag: "a" });
      }
      at = end;
    }
  } finally {
    await file.close();
  }
}

/** ar(5), the common format: no times and owners that nobody reads. */
function member(name: string, content: Buffer): Buffer {
  const header = `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}${String(content.length).padEnd(10)}\`\n`;
  return Buffer.concat([Buffer.from(header, "latin1"), content, Buffer.from(content.length % 2 === 0 ? "" : "\n")]);
}

function withControl(tar: Buffer, path: string, edit: (text: string) => string): Buffer {
  const { content, at } = findInTar(tar, path);
  // All that is edited is ASCII; other bytes stay, in whatever encoding.
  const next = Buffer.from(edit(content.toString("latin1")), "latin1");
  const header = Buffer.from(tar.subarray(at, at + 512));
  header.write(`${next.length.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  header.write(" ".repeat(8), 148, "latin1");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  const padding = Buffer.alloc((512 - (next.length % 512)) % 512);
  const rest = tar.subarray(at + 512 + Math.ceil(content.length / 512) * 512);
  return Buffer.concat([tar.subarray(0, at), header, next, padding, rest]);
}

/** The control paragraph with another version; everything else stays as it is written. */
export function editControl(text: string, version: string, siblings: Siblings): string {
  let related = false;
  return text
    .split("\n")
    .map((line) => {
      if (/^\S/.test(line)) related = RELATIONS.test(line);
      if (/^Version:/i.test(line)) return `Version: ${version}`;
      return related ? withSiblings(line, siblings) : line;
    })
    .join("\n");
}

/** `app-common (= 2.0.5-1)`: only equality would no longer hold. */
function withSiblings(line: string, siblings: Siblings): string {
  const relation = /(?<name>[a-z0-9][a-z0-9+.-]+)(?<between>(?::[a-z0-9-]+)?\s*\(\s*=\s*)(?<version>[^\s)]+)/g;
  return line.replaceAll(relation, (whole, name: string, between: string, version: string) => {
    const sibling = siblings.get(name);
    return sibling?.old === version ? `${name}${between}${sibling.next}` : whole;
  });
}
