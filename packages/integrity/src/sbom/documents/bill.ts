import {
  type BuildReceipt,
  type Component,
  compareNames,
  type Digests,
  type Inventory,
  type InventoryContent,
  type PackageRecord,
  type Plan,
  Problem,
} from "@slipway/model";

/** A binary that the project made, and what is in it. */
export interface Part {
  readonly target: string;
  /** File name, with the platform's suffix. */
  readonly file: string;
  readonly build: string;
  readonly sha256: string;
  readonly toolchains: readonly { readonly name: string; readonly version: string }[];
  readonly contents: readonly InventoryContent[];
}

/** What a bill of materials says, whatever its format: of a whole release, or of one archive. */
export interface Bill {
  readonly plan: Plan;
  /** The asset's name without its suffix. */
  readonly name: string;
  /** The archive that it describes; absent: the release. */
  readonly archive: { readonly name: string; readonly digests: Digests } | undefined;
  readonly parts: readonly Part[];
  /** Contents of the project that belong to no binary. */
  readonly contents: readonly InventoryContent[];
  /** In the order of their package URLs, without those that only building needed. */
  readonly components: readonly Component[];
  readonly buildOnly: readonly Component[];
  readonly dependsOn: ReadonlyMap<string, readonly string[]>;
}

export interface BillFacts {
  readonly plan: Plan;
  readonly planDigest: string;
  readonly inventories: readonly Inventory[];
  readonly builds: readonly BuildReceipt[];
  readonly packages: readonly PackageRecord[];
}

/**
 * @param of name of the archive; absent: the whole release
 * @throws {Problem} `inventory-missing`, `other-plan`
 */
export function makeBill(facts: BillFacts, name: string, of: string | undefined): Bill {
  const { plan, planDigest, inventories, builds, packages } = facts;
  for (const { plan: found, target } of inventories) {
    if (found !== planDigest) {
      throw missing(
        "other-plan",
        `the inventory of ${target ?? "the sources"} was made from the plan ${found}, not from ${planDigest}`,
      );
    }
  }
  const archive = plan.packages.find((one) => one.kind === "archive" && one.name === of);
  const wanted = archive?.kind === "archive" ? archive : undefined;
  const parts = builds
    .filter(({ target }) => wanted === undefined || wanted.target === target)
    .flatMap((receipt) => partsOf(receipt, inventories))
    .filter(
      (part) =>
        wanted === undefined || wanted.binaries.some((one) => one.build === part.build && `${one.name}` === part.name),
    )
    .map(({ name: _, ...part }) => part)
    .sort((a, b) => compareNames(a.target, b.target) || compareNames(a.build, b.build) || compareNames(a.file, b.file));
  const contents = of === undefined ? inventories.flatMap((one) => (one.target === undefined ? one.contents : [])) : [];
  const record = packages.find((one) => one.name === of);
  return {
    plan,
    name,
    archive: record && { name: record.name, digests: record.digests },
    parts,
    contents,
    ...merge(inventories, [...contents, ...parts.flatMap((part) => part.contents)]),
  };
}

function partsOf(
  receipt: BuildReceipt,
  inventories: readonly Inventory[],
): readonly (Part & { readonly name: string })[] {
  const inventory = inventories.find(({ target }) => target === receipt.target);
  if (inventory === undefined) {
    throw missing(
      "inventory-missing",
      `nothing was handed over about the packages in the binaries for ${receipt.target}`,
    );
  }
  return receipt.binaries.map(({ build, name, file, sha256 }) => {
    const own = inventory.contents.filter((content) => content.build === build && content.binary === name);
    const shared = inventory.contents.filter((content) => content.build === build && content.binary === undefined);
    const contents = own.length > 0 ? own : shared;
    return { name, target: receipt.target, file, build, sha256, toolchains: receipt.toolchains, contents };
  });
}

function merge(inventories: readonly Inventory[], contents: readonly InventoryContent[]) {
  const inside = new Set(contents.flatMap(({ components }) => components));
  const building = new Set(contents.flatMap(({ buildOnly }) => buildOnly).filter((url) => !inside.has(url)));
  const known = new Map<string, Component>();
  for (const component of inventories.flatMap(({ components }) => components)) {
    // One machine may know a licence that another does not.
    if (known.get(component.purl)?.licence === undefined) known.set(component.purl, component);
  }
  const chosen = (urls: ReadonlySet<string>) => [...urls].sort(compareNames).flatMap((url) => known.get(url) ?? []);
  const dependsOn = new Map<string, readonly string[]>();
  for (const url of [...inside, ...building].sort(compareNames)) {
    const to = new Set(inventories.flatMap((inventory) => inventory.dependsOn[url] ?? []));
    const kept = [...to].filter((one) => inside.has(one) || building.has(one)).sort(compareNames);
    if (kept.length > 0) dependsOn.set(url, kept);
  }
  return { components: chosen(inside), buildOnly: chosen(building), dependsOn };
}

function missing(code: string, message: string): Problem {
  return new Problem({
    kind: "failure",
    code,
    message,
    remedy: "use the same version of Slipway's actions in every job, and re-run all jobs of the workflow",
  });
}

/** What a reader should know about how the list came to be. */
export function explain({ method, from, wider }: InventoryContent): string {
  const how = {
    "go-buildinfo": "the build information inside the binary",
    "go-mod": `${from} and go.sum`,
    "cargo-tree": `cargo tree for the binary's target and features, with ${from}`,
    "cargo-lock": from,
    "npm-lock": from,
    "zig-zon": from,
  }[method];
  return wider ? `${how}; may hold more than is used` : how;
}
