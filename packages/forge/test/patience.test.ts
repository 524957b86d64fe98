import { describe, expect, test } from "vitest";
import { failureFromAnswer, RequestFailure, readRetryAfter } from "../src/failure.ts";
import { CONTENT_PACE, judge, Patience, paceTime, RETRY_POLICY } from "../src/patience.ts";
import { simulatedTime } from "./simulated-time.ts";

const NOW = Date.UTC(2026, 0, 1);
const answer = (status: number, headers: Record<string, string> = {}, message = "said", errors?: unknown) =>
  failureFromAnswer("op", status, headers, { message, ...(errors !== undefined && { errors }) }, NOW);
const lost = new RequestFailure({ operation: "op", reason: "socket hang up" });

describe("judge", () => {
  const never = { again: false } as const;
  const after = (wait: number, everyone = false) => ({ again: true, wait, everyone });
  const inSeconds = (seconds: number) => String(NOW / 1000 + seconds);
  const cases: readonly [string, RequestFailure, number, ReturnType<typeof judge>][] = [
    ["no answer", lost, 1, after(750)],
    ["no answer, later try", lost, 3, after(3_000)],
    ["the last try", lost, RETRY_POLICY.attempts, never],
    ["500", answer(500), 1, after(750)],
    ["502", answer(502), 2, after(1_500)],
    ["503 with retry-after", answer(503, { "retry-after": "7" }), 1, after(7_500)],
    ["408", answer(408), 1, after(750)],
    ["400", answer(400), 1, never],
    ["401", answer(401), 1, never],
    ["403", answer(403, {}, "Resource not accessible by integration"), 1, never],
    ["404", answer(404), 1, never],
    ["409", answer(409), 1, never],
    ["422", answer(422), 1, never],
    ["429 with retry-after", answer(429, { "retry-after": "30" }), 1, after(30_500, true)],
    ["429 without", answer(429), 1, after(60_500, true)],
    ["429 without, again", answer(429), 2, after(120_500, true)],
    ["403, secondary, with retry-after", answer(403, { "retry-after": "5" }), 1, after(5_500, true)],
    ["403, secondary, without", answer(403, {}, "You have exceeded a secondary rate limit."), 1, after(60_500, true)],
    [
      "403, primary",
      answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(90) }),
      1,
      after(90_500, true),
    ],
    [
      "403, with some of the limit left",
      answer(403, { "x-ratelimit-remaining": "4", "x-ratelimit-reset": inSeconds(90) }),
      1,
      never,
    ],
    [
      "primary, too far off",
      answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(3_000) }),
      1,
      never,
    ],
    ["retry-after, too far off", answer(503, { "retry-after": "86400" }), 1, never],
    ["told to", new RequestFailure({ operation: "op", status: 422, reason: "taken", again: true }), 1, after(750)],
  ];
  test.each(cases)("%s", (_, failure, attempt, verdict) => {
    expect(judge(failure, attempt, { now: NOW, random: 0.5 })).toEqual(verdict);
  });

  test("waits are spread and never above the longest", () => {
    const waits = [0, 0.999].map((random) =>
      judge(lost, 5, { now: NOW, random }, { ...RETRY_POLICY, longestWait: 4_000 }),
    );
    expect(waits[0]).toMatchObject({ wait: 2_000 });
    expect((waits[1] as { wait: number }).wait).toBeCloseTo(3_998, 0);
  });
});

describe("failureFromAnswer", () => {
  test("lists what a 422 complains about", () => {
    const failure = answer(422, {}, "Validation Failed", [
      { resource: "ReleaseAsset", code: "already_exists", field: "name" },
    ]);
    expect(failure.message).toBe("op: 422 Validation Failed (ReleaseAsset name already_exists)");
    expect(failure.alreadyExists).toBe(true);
  });

  test.each([
    ["0", 0],
    ["120", 120_000],
    ["Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
    ["Thu, 01 Jan 2015 00:01:00 GMT", 0],
    ["soon", undefined],
    [undefined, undefined],
  ])("retry-after %s", (value, milliseconds) => {
    expect(readRetryAfter(value, NOW)).toBe(milliseconds);
  });
});

describe("Patience", () => {
  test("tries until it succeeds, and tells how often it tried before", async () => {
    const time = simulatedTime();
    const seen: number[] = [];
    const result = await new Patience({ time }).persist("x", async (before) => {
      seen.push(before);
      if (before < 2) throw answer(502);
      return "done";
    });
    expect(result).toBe("done");
    expect(seen).toEqual([0, 1, 2]);
    expect(time.slept).toEqual([750, 1_500]);
  });

  test("gives up after the last try, and an outer loop does not begin again", async () => {
    const patience = new Patience({ time: simulatedTime() });
    let tries = 0;
    const inner = () =>
      patience.persist("inner", async () => {
        tries++;
        throw answer(500);
      });
    await expect(patience.persist("outer", inner)).rejects.toMatchObject({ exhausted: true });
    expect(tries).toBe(RETRY_POLICY.attempts);
  });

  test("a defect is not tried again", async () => {
    let tries = 0;
    const work = async () => {
      tries++;
      throw new TypeError("a bug");
    };
    await expect(new Patience({ time: simulatedTime() }).persist("x", work)).rejects.toThrow(TypeError);
    expect(tries).toBe(1);
  });

  test("a limit holds back the other requests", async () => {
    const time = simulatedTime(0);
    const wakers: (() => void)[] = [];
    const asleep: number[] = [];
    let now = NOW;
    const patience = new Patience({
      time: {
        ...time,
        now: () => now,
        sleep: (milliseconds) => {
          asleep.push(milliseconds);
          return new Promise((resolve) => wakers.push(resolve));
        },
      },
    });
    let others = 0;
    const limited = patience.persist("limited", async (before) => {
      if (before === 0) throw answer(429, { "retry-after": "10" });
    });
    await new Promise((resolve) => setImmediate(resolve));
    const other = patience.persist("other", async () => {
      others++;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(asleep).toEqual([10_000, 10_000]);
    expect(others).toBe(0);
    now += 10_000;
    for (const wake of wakers) wake();
    await Promise.all([limited, other]);
    expect(others).toBe(1);
  });
});

test("creations keep to a pace a minute and a pace an hour", async () => {
  const time = simulatedTime();
  const begin = time.now();
  const patience = new Patience({ time });
  const moments: number[] = [];
  for (let count = 0; count < 1001; count++) {
    await patience.pace();
    moments.push(time.now() - begin);
  }
  for (const { most, within } of CONTENT_PACE) {
    const gaps = moments.slice(most).map((moment, index) => moment - (moments[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(within);
  }
  expect(moments.at(-1)).toBe(2 * 3_600_000);
});

test("creations of an earlier run count, once", async () => {
  const time = simulatedTime();
  const begin = time.now();
  const patience = new Patience({ time });
  await patience.pace();
  const before = (minutes: number, count: number) => Array.from({ length: count }, () => begin - minutes * 60_000);
  const own = [begin, begin + 1000];
  patience.remember([...own, ...before(30, 400), ...before(61, 500)]);
  patience.remember(before(1, 500));
  for (let count = 1; count < 80; count++) await patience.pace();
  expect(time.now() - begin).toBe(60_000);
  await patience.pace();
  expect(time.now() - begin).toBe(30 * 60_000);
});

test.each([
  [0, 0],
  [75, 0],
  [76, 60_000],
  [480, 6 * 60_000],
  [481, 3_600_000],
  [1000, 2 * 3_600_000],
])("%i creations take %i ms of waiting", (count, expected) => {
  expect(paceTime(count)).toBe(expected);
});
