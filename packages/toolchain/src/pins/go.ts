import type { Pin } from "./pin.ts";

export const GO: Pin = {
  tool: "go",
  version: "1.26.8",
  program: "go",
  versionArgs: ["env", "GOVERSION"],
  versionPattern: /^go(\d+\.\d+(?:\.\d+)?\S*)/,
  sources: [
    {
      kind: "maker",
      url: "https://go.dev/dl/{file}",
      files: {
        "linux-x64": "go{version}.linux-amd64.tar.gz",
        "linux-arm64": "go{version}.linux-arm64.tar.gz",
        "darwin-x64": "go{version}.darwin-amd64.tar.gz",
        "darwin-arm64": "go{version}.darwin-arm64.tar.gz",
        "win32-x64": "go{version}.windows-amd64.zip",
        "win32-arm64": "go{version}.windows-arm64.zip",
        "freebsd-x64": "go{version}.freebsd-amd64.tar.gz",
      },
      // From go.dev/dl, by archive name. Empty until somebody with access to it pins them: until then this source is passed over.
      sha256: {},
    },
    {
      kind: "go",
      // As Go's checksum database has them.
      sums: {
        "v0.0.1-go1.26.8.linux-amd64": "h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=",
        "v0.0.1-go1.26.8.linux-arm64": "h1:sYL/O6MqS68ML0kjsQ36WoYIpJqkw60TxizWUYUKQMc=",
        "v0.0.1-go1.26.8.darwin-amd64": "h1:7/9KPPN8PckcA9s91hm2jmQMhzW4KyTJXHIs45L0C9M=",
        "v0.0.1-go1.26.8.darwin-arm64": "h1:dFjGhY6f8DTsY8/rLchUTDRRfjJP4pCrGCwxvHFT2Fg=",
      },
    },
  ],
};
