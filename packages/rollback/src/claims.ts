import { type BranchJournal, livingClaims } from "@slipway/forge";
import { describeRun, isEarlierAttempt, type JournalRun, Problem } from "@slipway/model";
import type { RollbackDeps } from "./gather.ts";

/** Milliseconds. */
const POLL = 5_000;
/** Longer than any channel's lease. */
const LONGEST_WAIT = 40 * 60_000;

/**
 * Waits for channels that go on advertising the release while it is taken back; under its lock none begins any more.
 * @param longest milliseconds after which the rollback goes on without those that stay; undefined: it is refused then
 * @returns runs that are at a channel still, by channel
 * @throws {Problem} `release-in-progress`, and what `hold` throws
 */
export async function waitForClaims(
  tag: string,
  journal: BranchJournal,
  { forge, patience, log, run }: RollbackDeps,
  longest?: number,
): Promise<ReadonlyMap<string, JournalRun>> {
  const deadline = patience.time.now() + (longest ?? LONGEST_WAIT);
  for (let told = false; ; told = true) {
    const survey = await forge.survey(tag, journal.place);
    const now = patience.time.now();
    const claims = livingClaims(journal.look(survey), now).filter((each) => !isEarlierAttempt(each.run, run));
    const [claim] = claims;
    if (claim === undefined || (now >= deadline && longest !== undefined))
      return new Map(claims.map((each) => [each.channel, each.run]));
    if (now >= deadline) throw stillAt(claim.run, `${claim.channel} all the time. Nothing was changed`);
    if (!told) log.info(`${describeRun(claim.run)} is at ${claim.channel}: waiting for it`);
    await patience.time.sleep(POLL * (0.5 + patience.time.random()));
    // Refused where the job is cancelled.
    await journal.hold();
  }
}

export function stillAt(run: JournalRun, where: string): Problem {
  return new Problem({
    kind: "refusal",
    code: "release-in-progress",
    message: `${describeRun(run)} has been at ${where}`,
    remedy: "cancel that run, then run this again",
  });
}
