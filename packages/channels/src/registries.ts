/** Registries, static repositories of packages, buckets and mirrors: what update-registries drives. */
export { LatestPointer } from "./mirror/mirror.ts";
export { type PlannedChannel, plannedRegistries, type RegistrySecrets } from "./store/build.ts";
export { type OpenSigningKey, openpgpRepositorySigner } from "./store/openpgp-signer.ts";
export type { RepositorySigner } from "./store/signer.ts";
