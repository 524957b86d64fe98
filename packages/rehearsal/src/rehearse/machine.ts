import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join } from "node:path";
import type { PlannedLeg } from "@slipway/model";
import type { NotRehearsed } from "../report/summary.ts";

export interface Platform {
  readonly os: "linux" | "macos" | "windows" | "freebsd";
  readonly arch: "amd64" | "arm64";
}

const OS_NAMES = { linux: "Linux", macos: "macOS", windows: "Windows", freebsd: "FreeBSD" } as const;

export function thisPlatform(): Platform {
  const os =
    ({ darwin: "macos", win32: "windows", freebsd: "freebsd" } as const)[process.platform as "darwin"] ?? "linux";
  return { os, arch: process.arch === "arm64" ? "arm64" : "amd64" };
}

/**
 * What a runner label says about the machine: GitHub's hosted labels and the ones that self-hosted runners get by default.
 * Nothing for labels that an organisation made up.
 */
export function platformOfLabel(label: string): Partial<Platform> {
  const text = label.toLowerCase();
  if (text === "linux" || text === "macos" || text === "windows") return { os: text };
  if (text === "x64") return { arch: "amd64" };
  if (text === "arm64") return { arch: "arm64" };
  const arm = /(?:^|-)arm(?:64)?(?:$|-)/.test(text);
  if (text.startsWith("ubuntu-")) return { os: "linux", arch: arm ? "arm64" : "amd64" };
  if (text.startsWith("windows-")) return { os: "windows", arch: arm ? "arm64" : "amd64" };
  if (text.startsWith("macos-")) {
    // Hosted macOS is Apple silicon, but for `-intel`, `-large` and what came before macos-14.
    const intel = /-(?:intel|large)$/.test(text) || /^macos-1[0-3](?:$|-)/.test(text);
    return { os: "macos", arch: intel ? "amd64" : "arm64" };
  }
  return {};
}

export type LabelVerdict = "here" | { readonly notRehearsed: string };

/**
 * Whether a job with this label can run on this machine. Legs that cross from everywhere run here whatever their label, and
 * so do jobs for Ubuntu: what Slipway runs there beside builds is JavaScript.
 */
export function judgeLabel(label: string, here: Platform, legs: readonly PlannedLeg[] = []): LabelVerdict {
  const asked = platformOfLabel(label);
  const fits = (asked.os ?? here.os) === here.os && (asked.arch ?? here.arch) === here.arch;
  if (fits || label.toLowerCase().startsWith("ubuntu-")) return "here";
  if (legs.some((leg) => leg.portable && leg.runsOn === label)) return "here";
  return { notRehearsed: wrongMachine({ ...here, ...asked }, here) };
}

/** Targets whose leg cannot run here, with the reason. */
export function legsElsewhere(
  legs: readonly PlannedLeg[],
  here: Platform,
  docker: () => boolean,
): readonly NotRehearsed[] {
  return legs.flatMap((leg) => {
    const reason = whyElsewhere(leg, here, docker);
    if (reason === undefined) return [];
    return leg.targets.map((name) => ({ what: "target" as const, name, runsOn: leg.runsOn, reason }));
  });
}

function whyElsewhere(leg: PlannedLeg, here: Platform, docker: () => boolean): string | undefined {
  const asked = platformOfLabel(leg.runsOn);
  const fits = (asked.os ?? here.os) === here.os && (asked.arch ?? here.arch) === here.arch;
  if (!leg.portable && !fits) return wrongMachine({ ...here, ...asked }, here);
  if (leg.requires.includes("docker") && !docker())
    return "it is built in a container, and no Docker daemon answers here";
  return undefined;
}

function wrongMachine(asked: Platform, here: Platform): string {
  return `it is built on ${OS_NAMES[asked.os]} ${asked.arch}, and this machine is ${OS_NAMES[here.os]} ${here.arch}`;
}

/** Asks the daemon once; the answer stays. */
export function dockerAnswers(): () => boolean {
  let answer: boolean | undefined;
  return () => {
    answer ??= spawnSync("docker", ["info"], { stdio: "ignore", timeout: 10_000 }).status === 0;
    return answer;
  };
}

/** Toolchains that rehearsals download; shared by all of them and kept. */
export function toolCache(environment: NodeJS.ProcessEnv = process.env): string {
  const caches = environment.XDG_CACHE_HOME || environment.LOCALAPPDATA || join(homedir(), ".cache");
  return join(caches, "slipway", "tools");
}
