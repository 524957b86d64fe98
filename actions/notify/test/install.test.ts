import type { ChannelState, Plan } from "@slipway/model";
import { expect, test } from "vitest";
import { releaseOf, settingsOf } from "../../../packages/channels/test/homebrew/support.ts";
import { installCommands } from "../install.ts";

const PLAN = {
  channels: {
    homebrew: [settingsOf({ versioned: ["minor"] })],
    scoop: [{ bucket: "acme/scoop-bucket", name: "app" }],
  },
} as unknown as Plan;
const BREW = "brew install acme/tap/app";
const SCOOP = "scoop bucket add acme https://github.com/acme/scoop-bucket; scoop install acme/app";
const GH = "gh release download v1.2.0 --repo acme/app";
const at = (...paths: readonly string[]): ChannelState => ({
  version: "1.2.0",
  objects: paths.map((path) => ({ path, sha256: null })),
});

test.each<[string, Record<string, ChannelState> | undefined, readonly string[]]>([
  ["without a journal", undefined, [BREW, SCOOP]],
  [
    "with every channel",
    {
      "homebrew:acme/homebrew-tap/app": at("Formula/app.rb", "Formula/app@1.2.rb"),
      "scoop:acme/scoop-bucket/app": at(),
    },
    [BREW, SCOOP],
  ],
  [
    "of a back-port, which is in its versioned formula alone",
    { "homebrew:acme/homebrew-tap/app": at("Formula/app@1.2.rb") },
    [`${BREW}@1.2`],
  ],
  ["of channels that failed", {}, [GH]],
])("%s, people are told of what they can have", (_, receipts, commands) => {
  const receiptOf = receipts && ((id: string) => receipts[id]);
  expect(installCommands(PLAN, releaseOf("1.2.0"), "https://github.com", receiptOf)).toEqual(commands);
});
