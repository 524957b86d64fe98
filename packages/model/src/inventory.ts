import { z } from "zod";
import { Sha256 } from "./digest.ts";
import { TargetName } from "./fields.ts";

/** Where the list of a binary's packages was read; the bill of materials says so to its readers. */
const INVENTORY_METHODS = ["go-buildinfo", "go-mod", "cargo-tree", "cargo-lock", "npm-lock", "zig-zon"] as const;
export const InventoryMethod = z.enum(INVENTORY_METHODS);
export type InventoryMethod = z.infer<typeof InventoryMethod>;

/** A package URL (https://github.com/package-url/purl-spec): the identity of a package. */
const Purl = z.string().regex(/^pkg:[a-z][a-z0-9.+-]*\/.+$/, "must be a package URL");

export const ComponentHash = z.strictObject({
  algorithm: z.enum(["sha1", "sha256", "sha384", "sha512"]),
  /** Lower-case hexadecimal. */
  value: z.string().regex(/^[0-9a-f]{40,128}$/),
});
export type ComponentHash = z.infer<typeof ComponentHash>;

/** A package that somebody else made, as a lock file, a build tool or a binary names it. */
export const Component = z.strictObject({
  purl: Purl,
  name: z.string().min(1),
  version: z.string().optional(),
  /** What its author declared, word for word; absent where nothing says. */
  licence: z.string().optional(),
  hashes: z.array(ComponentHash),
  /** Address it is fetched from. */
  source: z.string().optional(),
  /** Used where it is there; the program runs without. */
  optional: z.literal(true).optional(),
  properties: z.record(z.string(), z.string()),
});
export type Component = z.infer<typeof Component>;

/** The packages of one binary, or of a build whose binaries cannot be told apart. */
export const InventoryContent = z.strictObject({
  /** Absent for a project without builds. */
  build: z.string().optional(),
  /** Without the platform's suffix; absent: every binary of the build. */
  binary: z.string().optional(),
  method: InventoryMethod,
  /** The file that was read, relative to the repository, or the binary's name. */
  from: z.string(),
  /** The list may hold packages that are not in the binary: a lock file knows neither target nor features. */
  wider: z.boolean(),
  /** Package URLs of what the project itself names; all of them where the method cannot tell. */
  direct: z.array(Purl),
  components: z.array(Purl),
  /** Used while building, and not part of the binary: build scripts, procedural macros. */
  buildOnly: z.array(Purl),
});
export type InventoryContent = z.infer<typeof InventoryContent>;

/**
 * `inventory-<target>.json`: what the binaries of one target are made of. Written by build-binaries where the build's tools and
 * sources are at hand, carried on by package-archives, read by sign-and-checksum, which makes the bills of materials from it.
 */
export const Inventory = z.strictObject({
  kind: z.literal("slipway-inventory"),
  schemaVersion: z.literal(1),
  /** SHA-256 of the plan's bytes. */
  plan: Sha256.optional(),
  /** Absent for a project without builds. */
  target: TargetName.optional(),
  contents: z.array(InventoryContent),
  /** In the order of their package URLs. */
  components: z.array(Component),
  /** For each package URL those it depends on; a package without an entry depends on nothing that is known. */
  dependsOn: z.record(Purl, z.array(Purl)),
});
export type Inventory = z.infer<typeof Inventory>;
export const INVENTORY = { kind: "slipway-inventory", schemaVersion: 1, schema: Inventory } as const;
