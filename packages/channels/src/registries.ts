/** Registries, static repositories of packages, buckets and mirrors: what update-registries drives. */
export { type AptSettings, aptRepository, aptSource } from "./apt/repository.ts";
export type { HttpAuthentication } from "./http/client.ts";
export { type HttpStoreOptions, httpStore } from "./http/http-store.ts";
export { type RegistryChannelOptions, registryChannel } from "./mirror/files-channel.ts";
export { type GithubMirrorOptions, githubMirror } from "./mirror/github-mirror.ts";
export { LatestPointer, type MirrorChannelOptions, MirrorList, mirrorChannel } from "./mirror/mirror.ts";
export { type RpmSettings, repoFile, rpmRepository } from "./rpm/repository.ts";
export { type S3Credentials, type S3StoreOptions, s3Store } from "./s3/s3-store.ts";
export { scoopBucket } from "./scoop/bucket.ts";
export { scoopId } from "./scoop/id.ts";
export { editScoop, writeScoop } from "./scoop/manifest.ts";
export { type PlannedChannel, plannedRegistries, type RegistryContext, type RegistrySecrets } from "./store/build.ts";
export { type GitStoreOptions, gitStore } from "./store/git-store.ts";
export { type OpenSigningKey, openpgpRepositorySigner } from "./store/openpgp-signer.ts";
export { type RepositoryChannelOptions, repositoryChannel } from "./store/repository-channel.ts";
export type { RepositorySigner } from "./store/signer.ts";
export type { Changes, Store, StoredContent, StoredFile } from "./store/store.ts";
