export { checkLinks } from "./archive/links.ts";
export { checkTarget } from "./archive/names.ts";
export {
  ARCHIVE_FORMATS,
  type ArchiveEntry,
  type ArchiveFormat,
  type ArchiveRequest,
  type WrittenArchive,
  type WrittenEntry,
} from "./archive/request.ts";
export { gatherArchives, writeArchive, writeArchives } from "./archive/write.ts";
export type { CompressedBlock, CompressedContent } from "./content/compressor.ts";
export type { Digests } from "./content/digests.ts";
export type { LineEnding } from "./content/line-endings.ts";
export {
  type Content,
  type ContentSource,
  type ContentStore,
  type ContentStoreOptions,
  createContentStore,
} from "./content/store.ts";
export { exportBlobs } from "./gitfiles/blobs.ts";
export { type SourceRequest, sourceArchiveEntries } from "./gitfiles/source.ts";
export { listTree, type TreeFile, type TreeMode } from "./gitfiles/tree.ts";
export { limitYoungGeneration } from "./young-generation.ts";
