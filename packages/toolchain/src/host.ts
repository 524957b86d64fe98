import type { Target } from "@slipway/model";

/** The machine that builds, in Node's words. */
export interface Host {
  readonly os: NodeJS.Platform;
  readonly arch: NodeJS.Architecture;
}

export type HostId = `${string}-${string}`;

export const thisHost: Host = { os: process.platform, arch: process.arch };

/** Key of a host in the pins, for example `linux-x64`. */
export function hostId({ os, arch }: Host): HostId {
  return `${os}-${arch}`;
}

const NODE_OS = { linux: "linux", macos: "darwin", windows: "win32", freebsd: "freebsd" } as const;
const NODE_ARCH = { amd64: "x64", arm64: "arm64" } as const;

/** Whether the host's own compilers make programs for the target without further preparation. */
export function isNative(target: Target, host: Host): boolean {
  return NODE_OS[target.os] === host.os && NODE_ARCH[target.arch] === host.arch && !target.id.endsWith("-musl");
}

/** Whether the makers of the host's system ship compilers for the target: natively, and on macOS for both of its architectures. */
export function hasSystemCompiler(target: Target, host: Host): boolean {
  return isNative(target, host) || (host.os === "darwin" && target.os === "macos");
}

/** Suffix of the host's own programs. */
export function exeSuffix(host: Host): "" | ".exe" {
  return host.os === "win32" ? ".exe" : "";
}

const GO_OS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: "linux",
  darwin: "darwin",
  win32: "windows",
  freebsd: "freebsd",
};
const GO_ARCH: Readonly<Partial<Record<NodeJS.Architecture, string>>> = { x64: "amd64", arm64: "arm64" };

/** Go's name of the host, for example `linux-amd64`; Node's own words where Go has none, which no archive is named after. */
export function goPlatform({ os, arch }: Host): string {
  return `${GO_OS[os] ?? os}-${GO_ARCH[arch] ?? arch}`;
}
