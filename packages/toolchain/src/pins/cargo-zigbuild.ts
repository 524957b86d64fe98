import type { Pin } from "./pin.ts";

export const CARGO_ZIGBUILD: Pin = {
  tool: "cargo-zigbuild",
  version: "0.24.0",
  program: "cargo-zigbuild",
  versionArgs: ["--version"],
  versionPattern: /^cargo-zigbuild (\d\S*)/,
  sources: [
    // Seconds instead of the minutes that compiling takes.
    {
      kind: "pip",
      version: "0.24.0",
      project: "cargo-zigbuild",
      wheels: {
        "linux-x64": { sha256: "484412e39e4c6039474535ce97ee75a22bab22d58233056f8ec8a8f9034bb957" },
      },
    },
    { kind: "cargo", crate: "cargo-zigbuild" },
  ],
};
