import type { Forge, Release } from "@slipway/forge";
import type { RollbackRow, Tag } from "@slipway/model";
import { begunBefore, takenVersions } from "./carry/prepare.ts";
import { carryingVersion } from "./carry/version.ts";
import type { Facts } from "./facts.ts";
import type { RollForwardWish } from "./session/roll-forward-wish.ts";

/** The rollback release that follows a rollback; made by jobs of its own. */
export interface RollForward {
  readonly tag: Tag;
  /** It was begun, or made, by an earlier run. */
  readonly there: boolean;
}

/** @throws {Problem} what `carryingVersion` throws */
export async function lookForward(
  wish: RollForwardWish | undefined,
  { bad, good }: Pick<Facts, "bad" | "good">,
  releases: readonly Release[],
  forge: Forge,
): Promise<RollForward | undefined> {
  if (wish === undefined) return undefined;
  const wanted = wish === "next" ? undefined : wish;
  const begun = await begunBefore(bad.tag, good.tag, wanted, releases, forge);
  if (begun !== undefined) return { tag: begun.tag, there: true };
  const known = takenVersions(releases);
  return { tag: carryingVersion({ bad: bad.tag, good: good.tag, wanted, known }).tag, there: false };
}

/** Kinds of channels whose clients compare versions, and only go up. */
const ONLY_UP: ReadonlySet<string> = new Set(["homebrew", "scoop", "apt", "rpm"]);

/** What the plan says of a channel that goes down while who has the bad version does not. */
export function staysAt(kind: string, { bad, good, rollForward, operation }: Facts): string {
  if (operation !== "rollback" || !ONLY_UP.has(kind)) return "";
  const { text } = bad.tag.version;
  const until =
    rollForward === undefined
      ? "a higher version comes"
      : `${rollForward.tag.version.text} comes, which carries ${good.tag.version.text}`;
  return `; who has ${text} keeps it until ${until}`;
}

/** Nothing of it is done by the rollback itself. */
export function rollForwardRows({ bad, good, rollForward, operation }: Facts): readonly RollbackRow[] {
  if (rollForward === undefined || operation !== "rollback") return [];
  const { tag, there } = rollForward;
  return [
    {
      id: "roll-forward",
      kind: "release",
      title: "Rollback release",
      now: there ? tag.text : "none",
      was: "none",
      action: there ? "nothing" : "roll-forward",
      what: there
        ? `${tag.text} carries ${good.tag.text} already; where it was interrupted, rollback-release.yml goes on with it`
        : `${tag.text} carrying the bytes of ${good.tag.text}, for everybody who has ${bad.tag.version.text}: by rollback-release.yml, after this`,
    },
  ];
}
