import type { Pin } from "./pin.ts";

/** Builds in containers; needs Docker or Podman, which setup-cross does not install. */
export const CROSS: Pin = {
  tool: "cross",
  version: "0.2.5",
  program: "cross",
  versionArgs: ["--version"],
  versionPattern: /^cross (\d\S*)/,
  sources: [{ kind: "cargo", crate: "cross" }],
};
