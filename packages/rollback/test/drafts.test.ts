import type { Forge, Release } from "@slipway/forge";
import { expect, test } from "vitest";
import { lookAtDraftsAgain } from "../src/drafts.ts";

const draft = (id: number, changes: Partial<Release> = {}) =>
  ({ id, tag: "v2.1.0", draft: true, ...changes }) as Release;

test("what is a draft of that tag no more is left alone: published, gone, given to another version", async () => {
  const now = new Map([
    [1, draft(1)],
    [2, draft(2, { draft: false })],
    [4, draft(4, { tag: "v2.2.0" })],
  ]);
  const forge = { release: async (id: number) => now.get(id) } as Forge;
  const found = await lookAtDraftsAgain([draft(1), draft(2), draft(3), draft(4)], forge);
  expect(found.map(({ id }) => id)).toEqual([1]);
});
