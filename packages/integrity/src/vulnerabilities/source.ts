import type { Advisory } from "./advisory.ts";
import type { ScannedPackage } from "./packages.ts";

/** Where advisories come from: a server, or files. */
export interface AdvisorySource {
  /** For people: `https://api.osv.dev`, `the database advisories.zip (1200 advisories)`. */
  readonly name: string;
  /** Advisories that affect each package, by package URL; a package without any has no entry. */
  find(packages: readonly ScannedPackage[]): Promise<ReadonlyMap<string, readonly Advisory[]>>;
  /** One advisory by its identifier; `undefined` when the source does not have it. */
  get(id: string): Promise<Advisory | undefined>;
}
