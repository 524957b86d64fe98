export { checkLinks } from "./archive/links.ts";
export { checkTarget } from "./archive/names.ts";
export {
  ARCHIVE_FORMATS,
  type ArchiveEntry,
  type ArchiveFormat,
  type ArchiveRequest,
  type WrittenArchive,
} from "./archive/request.ts";
export { gatherArchives, writeArchive, writeArchives } from "./archive/write.ts";
export { type Content, type ContentStore, createContentStore } from "./content/store.ts";
export { exportBlobs } from "./gitfiles/blobs.ts";
export { sourceArchiveEntries } from "./gitfiles/source.ts";
export { listTree } from "./gitfiles/tree.ts";
export { limitYoungGeneration } from "./young-generation.ts";
