export type { ServerAsset } from "./files.ts";
export type { AttestationSource, ExpectedSource } from "./provenance.ts";
export * from "./report.ts";
export { readPublicKeys, type Trust } from "./trust.ts";
export * from "./verify.ts";
