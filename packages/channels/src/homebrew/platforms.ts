import type { Block } from "./scan.ts";
import { PLATFORMS, type Platform } from "./select.ts";

/** For which platforms the code in some blocks is evaluated; undefined: the blocks are not about platforms. */
export function platformsOf(blocks: readonly Block[]): readonly Platform[] | undefined {
  let found: readonly Platform[] = PLATFORMS;
  for (const { head, before } of blocks) {
    if (/^(?:class\b|cask\b)/.test(head) || /^stable do$/.test(head)) continue;
    const test = testOf(head, before);
    if (test === undefined) return undefined;
    found = found.filter(test);
  }
  return found;
}

type Test = (platform: Platform) => boolean;

function testOf(head: string, before: readonly string[]): Test | undefined {
  const block = /^(on_\w+)(?:\s+:[\w, :]+)? do$/.exec(head)?.[1];
  if (block !== undefined) return BLOCKS[block];
  const own = /^else$/.test(head) ? () => true : conditionOf(head);
  if (own === undefined) return undefined;
  const earlier = before.map(conditionOf);
  if (earlier.some((test) => test === undefined)) return undefined;
  return (platform) => own(platform) && !earlier.some((test) => test?.(platform));
}

const BLOCKS: Readonly<Record<string, Test>> = {
  on_macos: ({ os }) => os === "macos",
  on_linux: ({ os }) => os === "linux",
  on_arm: ({ arch }) => arch === "arm",
  on_intel: ({ arch }) => arch === "intel",
};

const TERMS: Readonly<Record<string, Test>> = {
  "OS.mac?": ({ os }) => os === "macos",
  "OS.linux?": ({ os }) => os === "linux",
  "Hardware::CPU.arm?": ({ arch }) => arch === "arm",
  "Hardware::CPU.intel?": ({ arch }) => arch === "intel",
  // Neither 32-bit Intel nor 32-bit ARM is left.
  "Hardware::CPU.is_64_bit?": () => true,
};

/** `if OS.mac? && Hardware::CPU.arm?` */
function conditionOf(head: string): Test | undefined {
  const [, word, condition] = /^(if|elsif|unless)\s+(.+?)(?:\s+then)?$/.exec(head) ?? [];
  if (condition === undefined) return undefined;
  const tests = condition.split("&&").map((part): Test | undefined => {
    const [, not, term] = /^(!?)\s*(\S+)$/.exec(part.trim().replace(/^\((.*)\)$/, "$1")) ?? [];
    const test = TERMS[term ?? ""];
    return test && (not === "!" ? (platform) => !test(platform) : test);
  });
  if (tests.some((test) => test === undefined)) return undefined;
  const all: Test = (platform) => tests.every((test) => test?.(platform));
  return word === "unless" ? (platform) => !all(platform) : all;
}
