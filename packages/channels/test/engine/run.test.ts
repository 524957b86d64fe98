import { type ChannelLedger, noFence, type PastOfChannel, Patience, RequestFailure, realTime } from "@slipway/forge";
import { Problem } from "@slipway/model";
import { expect, test } from "vitest";
import {
  type Channel,
  type ChannelDeps,
  diffOf,
  runChannel,
  runChannels,
  textContent,
  undoChannel,
} from "../../src/index.ts";
import { releaseOf } from "../homebrew/support.ts";

/** A journal in memory that tells what was asked of it. */
function memory(past: PastOfChannel = { receipt: undefined, open: undefined }) {
  const told: string[] = [];
  const closed: unknown[] = [];
  const ledger: ChannelLedger = {
    past: async () => past,
    claim: async (_, { before }) => {
      told.push(`intent ${before?.version}`);
      return {
        past,
        fence: noFence,
        hold: async () => {},
        during: (work) => work(),
        amend: async ({ before: found }) => void told.push(`amend ${found?.objects?.[0]?.sha256?.slice(0, 4)}`),
        close: async (how, more) => {
          told.push([how, more?.note].filter(Boolean).join(" "));
          closed.push(more);
        },
      };
    },
    inTurn: async (_, work) => {
      told.push("turn");
      return await work(noFence);
    },
  };
  return { ledger, told, closed };
}

function depsOf(ledger: ChannelLedger, changes: Partial<ChannelDeps> = {}): ChannelDeps {
  const time = { ...realTime, sleep: async () => {} };
  return {
    log: { info: () => {}, warning: () => {} },
    patience: new Patience({ time }),
    ledger,
    dryRun: false,
    ...changes,
  };
}

/** One text on a server. */
function channelOf(
  changes: Partial<Channel<string, undefined>> = {},
): Channel<string, undefined> & { text: string; applied: number } {
  const channel = {
    id: "text:one",
    kind: "text",
    title: "A text",
    swap: "native" as const,
    text: "0.9.0\n",
    applied: 0,
    advertises: () => [],
    inspect: async () => channel.text,
    propose: (state: string, release: ReturnType<typeof releaseOf>) => {
      const wanted = `${release.version.text}\n`;
      if (state === wanted) return { type: "nothing" as const, why: "equal", state: { version: release.version.text } };
      const objects = [{ path: "text", before: textContent(state), after: textContent(wanted) }];
      return {
        type: "change" as const,
        change: {
          summary: "text",
          from: state.trim(),
          to: release.version.text,
          revision: state,
          objects,
          detail: undefined,
        },
      };
    },
    apply: async ({
      objects,
      revision,
    }: {
      objects: readonly { after: { text?: string } | undefined }[];
      revision: string | undefined;
    }) => {
      channel.applied += 1;
      if (channel.text !== revision) return { type: "conflict" as const, why: "changed" };
      channel.text = objects[0]?.after?.text ?? "";
      return { type: "applied" as const };
    },
    readBack: async () => ({ equal: true as const }),
    undo: () => ({ type: "nothing" as const, why: "" }),
    ...changes,
  } as Channel<string, undefined> & { text: string; applied: number };
  return channel;
}

const RELEASE = releaseOf("1.0.0");
const problemOf = async (promise: Promise<unknown>) => (await promise.catch((error: unknown) => error)) as Problem;
const down = (status?: number) =>
  new RequestFailure({ operation: "PUT", reason: "no", ...(status !== undefined && { status }) });

test("a conflict is inspected and proposed anew, and the claim says what was found then", async () => {
  const { ledger, told } = memory();
  const channel = channelOf();
  const inspect = channel.inspect;
  let looks = 0;
  const raced = Object.assign(channel, {
    inspect: async () => {
      const seen = await inspect(RELEASE, { receipt: undefined, open: undefined });
      if (++looks === 1) channel.text = "somebody else\n";
      return seen;
    },
  });
  expect(await runChannel(raced, RELEASE, depsOf(ledger))).toMatchObject({
    type: "changed",
    state: { version: "1.0.0" },
  });
  expect(channel.applied).toBe(2);
  expect(told).toEqual(["intent 0.9.0", `amend ${textContent("somebody else\n").sha256.slice(0, 4)}`, "receipt"]);
});

test("a failure that passes is tried again; one that does not leaves open what is unclear", async () => {
  const passing = memory();
  let tries = 0;
  const channel = channelOf();
  const apply = channel.apply;
  Object.assign(channel, {
    apply: async (...args: Parameters<typeof apply>) => (++tries < 3 ? Promise.reject(down(503)) : apply(...args)),
  });
  expect((await runChannel(channel, RELEASE, depsOf(passing.ledger))).type).toBe("changed");
  expect(passing.told.at(-1)).toBe("receipt");

  const cases: readonly (readonly [unknown, string, string])[] = [
    [down(), "unclear channel-unreachable", "channel-unreachable"],
    [down(500), "unclear channel-unavailable", "channel-unavailable"],
    [down(401), "end channel-credentials-rejected", "channel-credentials-rejected"],
    [new Problem({ kind: "refusal", code: "own", message: "m", remedy: "r" }), "end own", "own"],
    [new Problem({ kind: "refusal", code: "own", message: "m", remedy: "r", cause: down() }), "unclear own", "own"],
  ];
  for (const [error, last, code] of cases) {
    const { ledger, told } = memory();
    const failing = channelOf({ apply: () => Promise.reject(error) });
    expect((await problemOf(runChannel(failing, RELEASE, depsOf(ledger)))).code).toBe(code);
    expect(told.at(-1)).toBe(last);
  }
});

test("a change whose answer was lost is written down with what it was, and what its undoing needs", async () => {
  const { ledger, told, closed } = memory();
  const channel = channelOf();
  const { apply, propose } = channel;
  Object.assign(channel, {
    propose: (...args: Parameters<typeof propose>) => {
      const proposal = propose(...args);
      if (proposal.type !== "change") return proposal;
      return { ...proposal, change: { ...proposal.change, kept: { created: "text" } } };
    },
    apply: async (...args: Parameters<typeof apply>) => {
      await apply(...args);
      throw down(502);
    },
  });
  expect(await runChannel(channel, RELEASE, depsOf(ledger))).toMatchObject({ type: "nothing" });
  expect(channel.applied).toBe(1);
  expect(told).toEqual(["intent 0.9.0", "receipt"]);
  expect(closed).toMatchObject([
    { before: { version: "0.9.0" }, after: { version: "1.0.0", detail: { created: "text" } } },
  ]);
});

test("a journal that cannot be read is told in words, and leaves the channel alone", async () => {
  const { ledger } = memory();
  const unread = { ...ledger, past: () => Promise.reject(down(401)) };
  const channel = channelOf();
  for (const asked of [
    runChannel(channel, RELEASE, depsOf(unread)),
    undoChannel(channel, RELEASE, undefined, depsOf(unread)),
  ]) {
    expect((await problemOf(asked)).message).toContain("A text was not touched");
  }
  expect(channel.applied).toBe(0);
});

test("a release that is taken back between the first look and the claim is not advertised again", async () => {
  const { ledger, told } = memory();
  const raced: ChannelLedger = {
    ...ledger,
    claim: async (...args) => ({
      ...(await ledger.claim(...args)),
      past: { receipt: { version: "1.0.0" }, open: undefined, takenBack: true },
    }),
  };
  const channel = channelOf();
  expect(await runChannel(channel, RELEASE, depsOf(raced))).toMatchObject({ type: "skipped" });
  expect([channel.applied, channel.text, told.at(-1)]).toEqual([0, "0.9.0\n", "end skipped"]);
});

test("a channel that a rollback found empty is not filled by a later run; what warns of the release still does", async () => {
  const { ledger } = memory({ receipt: undefined, open: undefined, withdrawn: true });
  const channel = channelOf();
  expect(await runChannel(channel, RELEASE, depsOf(ledger))).toMatchObject({ type: "skipped" });
  expect(channel.applied).toBe(0);
  expect(await runChannel(channelOf({ tellsOfWithdrawn: true }), RELEASE, depsOf(ledger))).toMatchObject({
    type: "changed",
  });
});

test("what does not show afterwards is not taken for done", async () => {
  const { ledger, told } = memory();
  const channel = channelOf({ readBack: async () => ({ equal: false, why: "the old text is served" }) });
  expect(await problemOf(runChannel(channel, RELEASE, depsOf(ledger)))).toMatchObject({ code: "channel-unconfirmed" });
  expect(told.at(-1)).toBe("unclear channel-unconfirmed");
});

test("a channel that others change each time is left to them", async () => {
  const { ledger, told } = memory();
  const channel = channelOf({ apply: async () => ({ type: "conflict", why: "somebody was faster" }) });
  expect(await problemOf(runChannel(channel, RELEASE, depsOf(ledger)))).toMatchObject({
    code: "channel-contended",
    message: expect.stringContaining("somebody was faster"),
    remedy: expect.stringContaining("re-run"),
  });
  expect(told.at(-1)).toBe("end channel-contended");
});

test("servers that cannot compare are used in turns, but not for a dry run", async () => {
  const { ledger, told } = memory();
  await runChannel(channelOf({ swap: "turn" }), RELEASE, depsOf(ledger, { dryRun: true }));
  expect(told).toEqual([]);
  await runChannel(channelOf({ swap: "turn" }), RELEASE, depsOf(ledger));
  expect(told).toEqual(["turn", "intent 0.9.0", "receipt"]);
});

test("what the journal knows is not written again; what it does not know is", async () => {
  const known = memory({ receipt: { version: "1.0.0" }, open: undefined });
  const channel = channelOf();
  channel.text = "1.0.0\n";
  expect((await runChannel(channel, RELEASE, depsOf(known.ledger))).type).toBe("nothing");
  expect(known.told).toEqual([]);
  const unknown = memory({ receipt: undefined, open: { before: { version: "0.9.0" }, after: { version: "1.0.0" } } });
  await runChannel(channel, RELEASE, depsOf(unknown.ledger));
  expect(unknown.told).toEqual(["intent 0.9.0", "receipt"]);
  const undone = memory({ receipt: { version: "1.0.0" }, open: undefined, takenBack: true });
  channel.text = "0.9.0\n";
  expect((await runChannel(channel, RELEASE, depsOf(undone.ledger))).type).toBe("skipped");
});

test("a journal that was read as empty, by a fault of the server's, is not written over by a receipt that knows less", async () => {
  const { ledger, told, closed } = memory();
  const known: PastOfChannel = { receipt: { version: "1.0.0", detail: { created: "text" } }, open: undefined };
  const misread: ChannelLedger = {
    ...ledger,
    claim: async (...args) => ({ ...(await ledger.claim(...args)), past: known }),
  };
  const channel = channelOf();
  channel.text = "1.0.0\n";
  expect((await runChannel(channel, RELEASE, depsOf(misread))).type).toBe("nothing");
  expect(told.at(-1)).toBe("end nothing");
  expect(closed).toEqual([{ note: "nothing" }]);
});

test("nothing is begun after a cancellation; one channel's failure is its own", async () => {
  const { ledger } = memory();
  const stopped = depsOf(ledger, { cancelled: AbortSignal.abort() });
  expect(await problemOf(runChannel(channelOf(), RELEASE, stopped))).toMatchObject({ code: "cancelled" });
  const channels = [channelOf({ apply: () => Promise.reject(down(403)) }), channelOf()];
  const outcomes = await runChannels(channels, RELEASE, depsOf(ledger));
  expect(outcomes.map(({ type }) => type)).toEqual(["failed", "changed"]);
  // A defect is no outcome.
  await expect(
    runChannels([channelOf({ apply: () => Promise.reject(new TypeError("x")) })], RELEASE, depsOf(ledger)),
  ).rejects.toThrow(TypeError);
});

test("diffs of texts, of bytes, of what is new or gone", () => {
  const bytes = { sha256: "a".repeat(64), size: 3 };
  const diff = diffOf({
    objects: [
      { path: "f", before: textContent("a\nb\n"), after: textContent("a\nc\n") },
      { path: "new", before: undefined, after: textContent("x\n") },
      { path: "pool/x", before: undefined, after: bytes },
    ],
  });
  expect(diff).toContain("--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
  expect(diff).toContain("--- /dev/null\n+++ b/new\n");
  expect(diff).toContain("pool/x: new → 3 bytes, SHA-256 aaaa");
});
