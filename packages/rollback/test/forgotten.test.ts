import type { JournalEntry } from "@slipway/model";
import { expect, test } from "vitest";
import type { Releases } from "../src/facts.ts";
import type { RollbackDeps, RollbackRequest } from "../src/gather.ts";
import { lookAtChannels } from "../src/look-at-channels.ts";

const received = (id: string) => ({ step: id, event: "receipt", channel: { id } }) as JournalEntry;

test("what the configuration does not name any more is told of, whatever its name, but for security notices", async () => {
  const ids = ["homebrew:acme/homebrew-tap/security-kit", "registry:raw", "notify:slack/security"];
  const { facts } = await lookAtChannels({
    request: { operation: "rollback", notify: true, leaveOut: [] } as unknown as RollbackRequest,
    releases: { bad: { manifest: { tag: "v2.1.0" } } } as Releases,
    published: {} as Releases,
    entries: ids.map(received),
    past: { begun: undefined, aborted: false },
    deps: { channels: async () => [] } as unknown as RollbackDeps,
    failover: undefined,
    notes: "",
  });
  expect(facts.map(({ outcome }) => [outcome.id, outcome.type])).toEqual([
    ["homebrew:acme/homebrew-tap/security-kit", "impossible"],
    ["registry:raw", "impossible"],
  ]);
});
