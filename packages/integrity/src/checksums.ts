import { compareNames, type DigestAlgorithm, type Digests, mistake } from "@slipway/model";

/** A file as checksum files name it. */
export interface Summed {
  readonly name: string;
  readonly digests: Digests;
}

/**
 * The text that `sha256sum -c`, `sha512sum -c` and `md5sum -c` read (GNU coreutils manual, "cksum output modes"): digest, two
 * spaces (older BusyBox reads nothing else), name; LF ends each line on every platform, and no BOM comes first.
 */
export function checksumText(algorithm: DigestAlgorithm, files: readonly Summed[]): string {
  return [...files]
    .sort((a, b) => compareNames(a.name, b.name))
    .map(({ name, digests }) => `${digests[algorithm]}  ${name}\n`)
    .join("");
}

const LINE = /^(?<digest>[0-9a-f]{32,128}) [ *](?<name>[^\0\r\n]+)$/;

/**
 * Digest by name. A leading `\` (coreutils' escape for names with a line break) is refused: no such name is ever an asset.
 * @throws {Problem} `invalid-checksum-line`
 */
export function parseChecksums(text: string, file: string): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const groups = LINE.exec(line)?.groups;
    const twice = groups?.name !== undefined && digests.has(groups.name);
    if (groups?.digest === undefined || groups.name === undefined || twice) {
      throw mistake(
        "invalid-checksum-line",
        `line ${index + 1} of ${file} ${twice ? `names ${groups.name} a second time` : "is no checksum line"}`,
        "write the digest in lower-case hexadecimal, two spaces and the file's name, with LF at the end of each line, once for each file",
        { file, line: index + 1 },
      );
    }
    digests.set(groups.name, groups.digest);
  }
  return digests;
}
