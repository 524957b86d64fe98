import { type Component, compareNames, type Inventory, type InventoryContent } from "@slipway/model";

/** What one reader found: the packages of one binary or build, and what they need of each other. */
export interface Finding extends Pick<InventoryContent, "method" | "from" | "wider"> {
  readonly direct: readonly string[];
  readonly components: readonly Component[];
  readonly buildOnly: readonly Component[];
  /** By package URL; keys and values are among the components. */
  readonly dependsOn: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Puts findings together to one inventory in which nothing depends on the order of reading. */
export class Catalogue {
  private readonly contents: InventoryContent[] = [];
  private readonly components = new Map<string, Component>();
  private readonly edges = new Map<string, Set<string>>();

  add(finding: Finding, whose: { readonly build?: string; readonly binary?: string }): void {
    const { method, from, wider, direct, components, buildOnly, dependsOn } = finding;
    for (const component of [...components, ...buildOnly]) this.components.set(component.purl, component);
    for (const [from, to] of dependsOn) {
      const known = this.edges.get(from) ?? new Set();
      for (const one of to) known.add(one);
      this.edges.set(from, known);
    }
    const contained = urls(components);
    this.contents.push({
      ...whose,
      method,
      from,
      wider,
      direct: sorted(direct),
      components: contained,
      buildOnly: urls(buildOnly).filter((url) => !contained.includes(url)),
    });
  }

  finish(head: Pick<Inventory, "plan" | "target">): Inventory {
    const keys = sorted(this.edges.keys());
    return {
      kind: "slipway-inventory",
      schemaVersion: 1,
      ...head,
      contents: [...this.contents].sort(
        (a, b) =>
          compareNames(a.build ?? "", b.build ?? "") ||
          compareNames(a.binary ?? "", b.binary ?? "") ||
          compareNames(a.from, b.from),
      ),
      components: [...this.components.values()].sort((a, b) => compareNames(a.purl, b.purl)),
      dependsOn: Object.fromEntries(
        keys.map((key) => [key, sorted(this.edges.get(key) ?? [])] as const).filter(([, to]) => to.length > 0),
      ),
    };
  }
}

function urls(components: readonly Component[]): string[] {
  return sorted(components.map(({ purl }) => purl));
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort(compareNames);
}
