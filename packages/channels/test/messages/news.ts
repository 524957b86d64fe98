import { readFileSync } from "node:fs";
import type { Artifact } from "@slipway/model";
import type { News } from "../../src/messages/compose.ts";

const artifact = (name: string, kind: Artifact["kind"], target?: Artifact["target"]): Artifact => ({
  name,
  kind,
  ...(target && { target }),
  size: 1,
  digests: { sha256: "0".repeat(64), sha512: "0".repeat(128), md5: "0".repeat(32) },
  signatures: [],
});

export const NEWS: News = {
  type: "release",
  manifest: {
    project: { name: "burrow", description: "Finds files by their content" },
    version: "2.1.0",
    tag: "v2.1.0",
    repository: "acme/burrow",
    artifacts: [
      artifact("burrow-2.1.0-linux-amd64.tar.gz", "archive", "linux-amd64"),
      artifact("burrow-2.1.0-macos-arm64.tar.gz", "archive", "macos-arm64"),
      artifact("SHA256SUMS", "checksums"),
      artifact("MD5SUMS", "checksums"),
    ],
  },
  url: "https://github.com/acme/burrow/releases/tag/v2.1.0",
  downloads: "https://github.com/acme/burrow/releases/download/v2.1.0",
  notes: readFileSync(new URL("notes.md", import.meta.url), "utf8"),
  install: ["brew install acme/tap/burrow", "scoop install burrow"],
  urgent: false,
};
