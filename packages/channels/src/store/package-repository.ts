import type { RepositorySigner, UnsignedContent } from "./signer.ts";
import type { Store, StoredFile } from "./store.ts";

/** A format of static package repositories: apt, rpm. What decides is pure. */
export interface PackageRepository<State, Package> {
  readonly kind: "apt" | "rpm";
  /** Of its packages' file names. */
  readonly suffix: string;
  /** @throws {Problem} `damaged-package` */
  readPackage(path: string): Promise<Package>;
  /** Where a package lies, below the repository's root. */
  poolPath(pkg: Package): string;
  /** Reads the indices, trusting nothing that the key did not sign. @throws {Problem} `repository-not-ours` */
  read(store: Store, signer: RepositorySigner): Promise<State>;
  /** Paths of all packages that the indices name. */
  named(state: State): ReadonlySet<string>;
  /**
   * What changes with packages of a release in it, and without those of `without`, whose files stay.
   * @param context times are seconds since 1970: the release's, and that of the update
   * @throws {Problem} `published-differs` when a version is there already with other bytes
   */
  update(
    state: State,
    packages: readonly Package[],
    without: ReadonlySet<string>,
    context: { readonly moment: number; readonly now: number; readonly publicKey: string },
  ): RepositoryUpdate;
}

export interface RepositoryUpdate {
  /** Empty: everything is as it should be. */
  readonly phases: readonly (readonly StoredFile<UnsignedContent>[])[];
  readonly removals: readonly string[];
  /** Paths of all packages that the indices name afterwards. */
  readonly named: ReadonlySet<string>;
}
