import type { TrialKind } from "./kind.ts";
import { PUBLISHERS } from "./publisher-mutants.ts";
import type { RollbackScenario } from "./rollback/scenario.ts";

export interface Mutant {
  /** What is broken. */
  readonly why: string;
  /** By which trials it is found. */
  readonly kind: TrialKind;
  /** With which they find it soon. */
  readonly seed?: string;
  /** Of rollbacks: only such are played. */
  readonly scenario?: Partial<RollbackScenario>;
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[];
}

/** Rollbacks broken in one point each; the comment names the invariant that notices. */
const ROLLBACKS = {
  // Published releases stay public.
  "back-to-draft": {
    why: "makes a draft of the release that is taken back, which takes its files from everybody who named them",
    kind: "rollback",
    scenario: { shape: "alone", immutable: false, line: "final", journal: "kept", rate: 0 },
    changes: [
      {
        file: "rollback/src/execute.ts",
        from: "async () => ({ prerelease: true })",
        to: "async () => ({ prerelease: true, draft: true })",
      },
    ],
  },
  // Latest: not what was taken back.
  "latest-again": {
    why: "a re-run of the publication makes latest again what was taken back",
    kind: "rollback",
    scenario: { shape: "re-run", line: "final", journal: "kept", immutable: true, rate: 0 },
    changes: [
      {
        file: "forge/src/publish/go-public.ts",
        from: "const isDown = (found: Survey) => isTakenBack(ledger.look(found));",
        to: "const isDown = (_: Survey) => false;",
      },
    ],
  },
  // Latest: not downward, except by the rollback.
  "latest-below-newer": {
    why: "an abort makes its release latest although a newer one is",
    kind: "rollback",
    scenario: { shape: "abort", newer: true, line: "final", journal: "kept", rate: 0 },
    changes: [
      {
        file: "rollback/src/plan.ts",
        from: " && isBelow(now, bad.tag);",
        to: ";",
      },
    ],
  },
  // Channels: not downward, except from the bad release.
  "newer-goes-down": {
    why: "puts the earlier version into a tap or a bucket that shows a newer one",
    kind: "rollback",
    scenario: { shape: "newer", line: "final", journal: "kept", channels: ["homebrew", "scoop"], rate: 0 },
    changes: [
      {
        file: "channels/src/homebrew/undo.ts",
        from: "if (receipt.version !== null && !shown.includes(receipt.version)) {",
        to: "if (shown.length > 100) {",
      },
      {
        file: "channels/src/homebrew/propose.ts",
        from: " > 0 && found.text !== bad) {",
        to: " > 0 && bad === undefined) {",
      },
      {
        file: "channels/src/scoop/bucket.ts",
        from: "if (receipt.version !== null && shown !== receipt.version) {",
        to: 'if (shown === "none") {',
      },
      {
        file: "channels/src/scoop/bucket.ts",
        from: " > 0 && found.text !== bad) {",
        to: " > 0 && bad === undefined) {",
      },
    ],
  },
  // Channels: nothing brings back what was taken back.
  "advertised-again": {
    why: "a re-run of the channels advertises again what was taken back",
    kind: "rollback",
    scenario: { shape: "re-run", line: "final", journal: "kept", channels: ["homebrew", "scoop"], rate: 0 },
    changes: [
      {
        file: "channels/src/engine/run.ts",
        from: 'release.mode.type === "release";',
        to: 'release.mode.type === "rollback";',
      },
    ],
  },
  // Channels: a release that is at its channels is waited for.
  "does-not-wait": {
    why: "takes a release back that is still on its way to its channels",
    kind: "rollback",
    seed: "4",
    scenario: { shape: "re-run", line: "final", journal: "kept", unadvertised: true, channels: ["homebrew", "scoop"] },
    changes: [
      { file: "rollback/src/execute.ts", from: "if (!urgent) await this.waitForOthers();", to: "" },
      {
        file: "forge/src/journal/channel-ledger.ts",
        from: "if (other !== undefined) throw problem",
        to: "if (false) throw problem",
      },
    ],
  },
  // Channels: each commit is whole.
  "half-a-commit": {
    why: "commits one of several files that belong together",
    kind: "rollback",
    scenario: { shape: "alone", line: "final", journal: "kept", channels: ["homebrew"], rate: 0 },
    changes: [
      {
        file: "channels/src/repository/github.ts",
        from: "const entries = [...files].map(",
        to: "const entries = [...files].slice(0, 1).map(",
      },
    ],
  },
  // Notes: what people wrote.
  "notes-of-before": {
    why: "writes the notes as they were when the run began, over what people wrote since",
    kind: "rollback",
    scenario: { shape: "alone", journal: "kept", deeds: 0.05, channels: ["homebrew", "scoop"], rate: 0 },
    changes: [
      {
        file: "rollback/src/execute.ts",
        from: 'await this.change("notes", async ({ body }) => {',
        to: 'await this.change("notes", async () => {\n      const { body } = this.facts.bad.release;',
      },
    ],
  },
  // Notes: one notice.
  "notice-upon-notice": {
    why: "puts a notice above the one that is there",
    kind: "rollback",
    scenario: { shape: "two", line: "final", journal: "kept", rate: 0 },
    changes: [
      {
        file: "rollback/src/notice.ts",
        from: "if (noticeIn(body) !== good.tag.text) return false;",
        to: "if (body !== good.tag.text) return false;",
      },
      { file: "rollback/src/notice.ts", from: "    withoutNotice(body),\n", to: "    body,\n" },
    ],
  },
  // Messages: a correction is told once.
  "tells-twice": {
    why: "tells the correction again when an earlier run may have told it",
    kind: "rollback",
    seed: "2",
    scenario: {
      ...{ shape: "alone", line: "final", journal: "kept", channels: ["message"], messenger: "slack" },
      ...{ deeds: 0, rate: 0.08 },
    },
    changes: [
      {
        file: "rollback/src/look-at-channels.ts",
        from: "if (isMessage(planned) && isInterrupted(entries ?? [], id)) {",
        to: "if (isMessage(planned) && entries?.length === -1) {",
      },
    ],
  },
  // The journal only grows.
  forgets: {
    why: "writes its own entry in place of all earlier ones",
    kind: "rollback",
    scenario: { shape: "alone", journal: "kept", rate: 0 },
    changes: [
      {
        file: "forge/src/journal/journal.ts",
        from: 'const text = file?.text ?? "";',
        to: 'const text = "" as string;',
      },
    ],
  },
  // The journal: each receipt has its intent.
  "receipt-of-nothing": {
    why: "writes down that something was done which nobody has announced",
    kind: "rollback",
    scenario: { shape: "alone", line: "final", journal: "kept", rate: 0 },
    changes: [
      {
        file: "rollback/src/execute.ts",
        from: ": latest`, { before, after: { latest: latest.tag } });",
        to: ": latest release`, { before, after: { latest: latest.tag } });",
      },
    ],
  },
  // Every change is covered by an intent.
  "acts-first": {
    why: "changes the release without saying so in the journal before",
    kind: "rollback",
    scenario: { shape: "alone", journal: "kept", rate: 0 },
    changes: [
      { file: "rollback/src/execute.ts", from: 'await this.ledger.write("intent", step, { before, after });', to: "" },
    ],
  },
  // Exactly the approved plan.
  "any-plan": {
    why: "executes what it finds, whatever was approved",
    kind: "rollback",
    scenario: { shape: "alone", journal: "kept", approved: true, deeds: 0.03, rate: 0 },
    changes: [
      {
        file: "rollback/src/execute.ts",
        from: "requireApproved(plan, facts, approved);",
        to: "",
      },
    ],
  },
  // Exactly the plan that holds when it is this run's turn.
  "no-second-look": {
    why: "does not look again once it has the lock",
    kind: "rollback",
    scenario: { shape: "two", journal: "kept", rate: 0 },
    changes: [
      {
        file: "rollback/src/execute.ts",
        from: "if (differences.length > 0 || now.digest !== this.plan.digest) {",
        to: "if (now.digest === undefined) {",
      },
    ],
  },
  // A plan changes nothing.
  "dry-run-acts": {
    why: "changes channels while it only plans",
    kind: "rollback",
    scenario: { shape: "alone", line: "final", journal: "kept", approved: true, channels: ["scoop"], rate: 0 },
    changes: [
      { file: "channels/src/engine/run.ts", from: "if (deps.dryRun) {", to: "if (deps.dryRun === undefined) {" },
    ],
  },
  // Done again, it changes nothing more.
  "does-again": {
    why: "begins again although nothing is left to be done",
    kind: "rollback",
    scenario: { shape: "alone", journal: "kept", rate: 0 },
    changes: [
      {
        file: "rollback/src/execute.ts",
        from: "if (!unfinished && !unreached && !plan.rows.some(isChanging)) {",
        to: "if (plan.rows.length === 0) {",
      },
    ],
  },
  // It comes to its end.
  "leaves-half": {
    why: "forgets the notes",
    kind: "rollback",
    scenario: { shape: "alone", journal: "kept", rate: 0 },
    changes: [{ file: "rollback/src/execute.ts", from: "await this.notes(await this.advise(outcomes));", to: "" }],
  },
} as const satisfies Readonly<Record<string, Mutant>>;

export const MUTANTS = { ...PUBLISHERS, ...ROLLBACKS };

export type MutantName = keyof typeof MUTANTS;
