import { isCompleteInTheEnd, type RollbackInspector } from "./invariants.ts";
import { NEWER, type RollbackScenario } from "./scenario.ts";

export interface Expected {
  readonly operation: "rollback" | "abort";
  /** A person has said meanwhile which release is latest. */
  readonly movedLatest: boolean;
  /** A higher version was published and advertised. */
  readonly newer: boolean;
  /** Nothing went wrong in the whole trial. */
  readonly calm: boolean;
}

/**
 * What must have come about in the end.
 * @param end of the last run
 */
export function endOf(
  end: string,
  expected: Expected,
  scenario: RollbackScenario,
  inspector: RollbackInspector,
): readonly string[] {
  const { operation } = expected;
  if (scenario.journal === "damaged") {
    return end === "journal-damaged" ? [] : [`with a damaged journal it ends with ${end}`];
  }
  if (operation === "abort" && end === "rollback-nothing-to-abort") {
    return inspector.journal.some(({ step, event }) => step === "rollback" && event === "intent")
      ? ["the abort finds no rollback in the journal"]
      : [];
  }
  if (end !== "nothing") return [`it does not converge: ${end}`];
  return operation === "rollback" ? downOf(expected, scenario, inspector) : upOf(expected, scenario, inspector);
}

function* general({ newer }: Expected, { now }: RollbackInspector): Iterable<string> {
  if (newer && !now.releases.some(({ tag, draft }) => tag === NEWER && !draft)) {
    yield `${NEWER} is not public`;
  }
}

function downOf(expected: Expected, scenario: RollbackScenario, inspector: RollbackInspector): readonly string[] {
  const { bad, line, immutable, journal, channels } = scenario;
  const { now } = inspector;
  const found = [...general(expected, inspector)];
  const begun = inspector.journal.findLast(({ after }) => after?.rollback !== undefined)?.after?.rollback?.to;
  const to = begun ?? scenario.good;
  if (now.latest === bad) found.push(`${bad} is latest still`);
  const untouched = line === "back-port" ? "v2.1.0" : line === "pre-release" ? "v2.0.5" : to;
  const latest = expected.newer ? NEWER : untouched;
  if (!expected.movedLatest && now.latest !== latest) found.push(`latest is ${now.latest}, and not ${latest}`);
  if (!now.flag && !immutable) found.push(`${bad} is no pre-release`);
  if (!now.body.startsWith(`<!-- slipway:rollback to=${to} -->`))
    found.push(`the notes have no notice that names ${to}`);
  for (const kind of ["homebrew", "scoop"] as const) {
    if (!channels.includes(kind)) continue;
    const shown = inspector.shown(kind);
    const version = expected.newer ? NEWER : line === "back-port" ? "v2.1.0" : to;
    // While a higher candidate was shown there, the newer release was not: the plan's target, which is named, comes after it.
    if (expected.newer && line === "pre-release" && shown === to.slice(1)) continue;
    if (shown !== version.slice(1)) found.push(`${kind} shows ${shown}, and not ${version}`);
  }
  if (journal !== "off" && !isCompleteInTheEnd(inspector.journal))
    found.push("the journal does not say that it is complete");
  const told = journal === "kept" && channels.includes("message") && !scenario.unadvertised;
  if (told && expected.calm && now.corrections !== 1) found.push(`people were told ${now.corrections} corrections`);
  return found;
}

function upOf(expected: Expected, scenario: RollbackScenario, inspector: RollbackInspector): readonly string[] {
  const { bad, line, channels } = scenario;
  const { now } = inspector;
  const found = [...general(expected, inspector)];
  const untouched = line === "back-port" ? "v2.1.0" : line === "pre-release" ? "v2.0.5" : bad;
  const latest = expected.newer ? NEWER : untouched;
  if (!expected.movedLatest && now.latest !== latest) found.push(`latest is ${now.latest}, and not ${latest}`);
  if (now.flag !== (line === "pre-release")) found.push(`the flag of ${bad} is ${now.flag}`);
  if (now.body.includes("slipway:rollback")) found.push("the notice is still there");
  for (const kind of ["homebrew", "scoop"] as const) {
    if (!channels.includes(kind)) continue;
    const shown = inspector.shown(kind);
    const version = line === "pre-release" ? bad : expected.newer ? NEWER : line === "back-port" ? "v2.1.0" : bad;
    if (shown !== version.slice(1)) found.push(`${kind} shows ${shown}, and not ${version}`);
  }
  return found;
}
