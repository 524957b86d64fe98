/** Media types of what a release and its repositories hold (IANA, "Media Types", where one is registered). */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.deb$/, "application/vnd.debian.binary-package"],
  [/\.rpm$/, "application/x-rpm"],
  [/\.(?:gz|tgz)$/, "application/gzip"],
  [/\.xz$/, "application/x-xz"],
  [/\.zst$/, "application/zstd"],
  [/\.zip$/, "application/zip"],
  [/\.json$/, "application/json"],
  [/\.xml$/, "application/xml"],
  [/\.asc$|\.gpg$|\.sig$/, "application/pgp-signature"],
  [/\.html$/, "text/html; charset=utf-8"],
  [
    /\.(?:txt|md|sha256|sha512|md5|sources|repo)$|(?:^|\/)(?:InRelease|Release|Packages|[A-Z0-9]+SUMS)$/,
    "text/plain; charset=utf-8",
  ],
];

export function mediaTypeOf(path: string): string {
  return TYPES.find(([shape]) => shape.test(path))?.[1] ?? "application/octet-stream";
}
