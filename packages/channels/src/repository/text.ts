import { Problem } from "@slipway/model";

/**
 * A manifest's text. Bytes that are no UTF-8 would be written back as other bytes, so such a file is not taken.
 * @throws {Problem} `manifest-unreadable`
 */
export function manifestText(bytes: Uint8Array, path: string, repository: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Problem({
      kind: "refusal",
      code: "manifest-unreadable",
      message: `${path} of ${repository} is not written in UTF-8. It was not touched`,
      remedy: "save it as UTF-8 (`iconv -f latin1 -t utf8`), or write the manifest to another path",
      cause,
    });
  }
}

/** Git's mode of it (git-fast-import(1), "filemodify"). */
export const SYMBOLIC_LINK = "120000";

/** Written over, the link would be a file of its own, and what it points to stay as it was. */
export function isLink(path: string, repository: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "manifest-unreadable",
    message: `${path} of ${repository} is a symbolic link. It was not touched`,
    remedy: "let Slipway write the file that it points to, or make it a plain file",
  });
}
