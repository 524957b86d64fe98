import { isForeign, type JournalEntry, type RollbackPlan, readJournal, sha256 } from "@slipway/model";
import type { ReleaseSnapshot } from "@slipway/rehearsal";
import { below } from "../invariants.ts";
import { NEWER } from "./scenario.ts";
import { applied, type Texts, versionIn } from "./shelf.ts";
import type { Channels, World } from "./world.ts";

/** Whose request it was after which the inspector looks. `plan`: a run that has promised to change nothing. */
export type Role = "plan" | "rollback" | "abort" | "newer" | "re-run" | "person";

export interface By {
  readonly name: string;
  readonly role: Role;
}

/** What is there, as far as anything here may change. */
interface Seen {
  readonly releases: readonly ReleaseSnapshot[];
  readonly latest: string | undefined;
  readonly flag: boolean;
  readonly body: string;
  readonly channels: Channels;
  readonly heads: ReturnType<World["heads"]>;
  readonly journal: string;
  readonly corrections: number;
  readonly messages: number;
}

const NOTICE = /<!-- slipway:rollback to=(\S+) -->\r?\n[\s\S]*?<!-- \/slipway:rollback -->(?:\r?\n)*/g;

/** Looks at everything that people, their package managers and the next run could see; after every single request. */
export class RollbackInspector {
  private readonly world: World;
  private readonly faces = new Map<number, string>();
  private tags = "";
  private seen: Seen | undefined;
  /** What people wrote into the notes. */
  written = "";
  /** Who said last which release is latest. */
  private lastMover: Role = "person";
  private readonly plans = new Map<string, RollbackPlan>();
  /** Whole sets of a channel's files, by what they show; `null`: nothing. */
  private readonly editions = new Map<string, Set<string>>();
  /** Changes that a run has made at servers, the journal's own entries left out. */
  readonly changes = new Map<string, number>();
  /** States since a run took the lock, by run: what it may have looked at before it began. */
  private states: { readonly latest: string | undefined; readonly flag: boolean; readonly body: string }[] = [];
  private entries: readonly JournalEntry[] = [];

  constructor(world: World) {
    this.world = world;
  }

  /** The world as it is before anybody begins. */
  async begin(): Promise<void> {
    this.seen = await this.take();
    this.written = this.seen.body;
    this.tags = this.world.tagsAt();
    this.entries = readable(this.seen.journal) ?? [];
    for (const release of this.seen.releases) this.faces.set(release.id, faceOf(release));
    await this.learnEditions(this.seen.channels.files);
    this.states = [this.seen];
  }

  /** A plan that some run has computed. */
  know(plan: RollbackPlan): void {
    this.plans.set(plan.digest, plan);
  }

  /** @returns what is broken, in words; nothing when all is well */
  async look(by: By): Promise<readonly string[]> {
    const before = this.seen;
    if (before === undefined) return [];
    const now = await this.take(before);
    this.seen = now;
    const found = [...this.publishedStays(now, by), ...this.journalGrows(before, now)];
    const changed = [
      ...this.latestMoves(before, now, by),
      ...this.channelsMove(before, now, by),
      ...this.flagMoves(before, now, by),
      ...this.notesChange(before, now, by),
      ...this.messagesCome(before, now, by),
    ];
    found.push(...changed.flatMap(({ broken }) => broken));
    if (changed.length > 0) {
      this.changes.set(by.name, (this.changes.get(by.name) ?? 0) + changed.length);
      this.states.push(now);
      if (by.role === "plan")
        found.push(`${by.name} only plans, and changed ${changed.map(({ what }) => what).join(", ")}`);
    }
    found.push(...this.planIsFresh(before, now));
    return found;
  }

  get now(): Seen {
    if (this.seen === undefined) throw new Error("nobody has looked yet");
    return this.seen;
  }

  /** Entries that can be read, of the release that is taken back. */
  get journal(): readonly JournalEntry[] {
    return this.entries;
  }

  /** Version that the channels show; undefined: nothing. */
  shown(kind: "homebrew" | "scoop"): string | undefined {
    return versionIn(this.now.channels.files.get(kind === "homebrew" ? "Formula/app.rb" : "bucket/app.json"));
  }

  private async take(before?: Seen): Promise<Seen> {
    const { world } = this;
    const releases = world.releases();
    const bad = releases.find(({ tag, draft }) => tag === world.scenario.bad && !draft);
    const heads = world.heads();
    const { corrections } = world.sink;
    return {
      releases,
      latest: releases.find((release) => release.latest)?.tag,
      flag: bad?.prerelease ?? false,
      body: bad?.body ?? "",
      heads,
      channels:
        before !== undefined && heads.packages === before.heads.packages
          ? before.channels
          : await world.channels(heads.packages ?? ""),
      journal:
        before !== undefined && heads.journal === before.heads.journal
          ? before.journal
          : await world.journal(heads.journal),
      corrections,
      messages: world.sink.received.length,
    };
  }

  /** Invariants 1, 2 and 6. */
  private *publishedStays({ releases }: Seen, { role }: By): Iterable<string> {
    const open = new Map(releases.map((release) => [release.id, release]));
    for (const [id, face] of this.faces) {
      const release = open.get(id);
      if (release === undefined || release.draft) yield `the published release ${id} is no longer public`;
      else if (faceOf(release) !== face) yield `the published assets of ${release.tag} changed`;
    }
    for (const release of releases) {
      if (release.draft || this.faces.has(release.id)) continue;
      this.faces.set(release.id, faceOf(release));
      if (role !== "newer" || release.tag !== NEWER) yield `${release.tag} became public`;
    }
    if (this.world.tagsAt() !== this.tags) yield "a published tag moved";
  }

  /** The journal: only grows, can be read, and says what will be done before it says that it was. */
  private *journalGrows(before: Seen, now: Seen): Iterable<string> {
    if (before.journal === now.journal) return;
    if (!now.journal.startsWith(before.journal)) yield "the journal forgot or changed an entry";
    const entries = readable(now.journal);
    if (entries === undefined) {
      yield "the journal cannot be read any more";
      return;
    }
    for (const [at, entry] of entries.entries()) {
      if (at < this.entries.length) continue;
      if (entry.event === "begin" && entry.step.startsWith("rollback")) this.states = [before];
      if (entry.event !== "receipt") continue;
      const intended = entries.slice(0, at).some(({ event, step }) => event === "intent" && step === entry.step);
      if (!intended) yield `the journal has a receipt of "${entry.step}" that nobody intended`;
    }
    this.entries = entries;
  }

  /** Invariant 7. */
  private *latestMoves(before: Seen, now: Seen, by: By): Iterable<Change> {
    const [from, to] = [before.latest, now.latest];
    const { bad } = this.world.scenario;
    const broken: string[] = [];
    if (to !== from) {
      const { role } = by;
      const move = `latest went from ${from} to ${to}`;
      if (to === undefined) broken.push("there is no latest release any more");
      else if (role === "rollback" && from !== bad) broken.push(`${move}, which the rollback was not about`);
      else if (role === "rollback" && !below(to, bad)) broken.push(`${move} by a rollback`);
      else if (role === "abort" && to !== bad) broken.push(`${move} by an abort`);
      else if (role === "abort" && from !== undefined && below(to, from)) broken.push(`${move}, down, by an abort`);
      else if (role === "newer" && to !== NEWER) broken.push(`${move} by the publication of ${NEWER}`);
      else if (role === "re-run" && isTakenBack(this.entries))
        broken.push(`${move} by a re-run of what was taken back`);
      else if (role === "re-run" && from !== undefined && below(to, from)) broken.push(`${move}, down, by a re-run`);
      if (role === "rollback" || role === "abort") broken.push(...this.intended(role, "latest"));
      this.lastMover = role;
      yield { what: "latest", broken };
    }
    const latest = now.releases.find((release) => release.latest);
    const wrong: string[] = [];
    if (latest?.draft || latest?.prerelease) wrong.push(`latest names ${latest.tag}, a draft or a pre-release`);
    const done = isComplete(this.entries);
    if (done && to === bad && this.lastMover !== "person") wrong.push(`latest names ${bad}, which was taken back`);
    if (wrong.length > 0) yield { what: "latest", broken: wrong };
  }

  private *flagMoves(before: Seen, now: Seen, { role }: By): Iterable<Change> {
    if (before.flag === now.flag) return;
    const allowed = now.flag ? role === "rollback" : role === "abort";
    const broken = allowed ? [] : [`the flag of ${this.world.scenario.bad} became ${now.flag} by a ${role}`];
    if (role === "rollback" || role === "abort") broken.push(...this.intended(role, "flag"));
    yield { what: "the flag", broken };
  }

  /** No downgrade but the rollback's; each commit whole. */
  private *channelsMove(before: Seen, now: Seen, { role }: By): Iterable<Change> {
    const [old, head] = [before.channels, now.channels];
    if (old.head === head.head) return;
    const broken: string[] = [];
    if (head.parents.length !== 1 || head.parents[0] !== old.head)
      broken.push("commits of the channels' repository are gone");
    const moved = (["homebrew", "scoop"] as const).filter(
      (kind) => partOf(kind, old.files) !== partOf(kind, head.files),
    );
    if (role === "person") {
      if (moved.length > 0) broken.push("a person's commit changed a channel");
      else return;
    }
    for (const kind of moved) {
      broken.push(...this.channelMoves(kind, old.files, head.files, role));
      const id = this.world.shelf.channel(kind).id;
      if (role === "rollback" || role === "abort") broken.push(...this.intended(role, id));
    }
    yield { what: moved.join(" and ") || "the channels' repository", broken };
  }

  private *channelMoves(kind: "homebrew" | "scoop", old: Texts, now: Texts, role: Role): Iterable<string> {
    const { bad } = this.world.scenario;
    const path = kind === "homebrew" ? "Formula/app.rb" : "bucket/app.json";
    const [from, to] = [versionIn(old.get(path)), versionIn(now.get(path))];
    const move = `${kind} went from ${from} to ${to}`;
    if (!this.editions.get(kind)?.has(partOf(kind, now))) yield `${move}, and shows what is no whole release`;
    const up = from === undefined || (to !== undefined && below(`v${from}`, `v${to}`));
    if (role === "rollback" && (from !== bad.slice(1) || up)) yield `${move} by a rollback of ${bad}`;
    else if (role === "abort" && to !== bad.slice(1)) yield `${move} by an abort`;
    else if (role === "newer" && to !== NEWER.slice(1)) yield `${move} by the workflow of ${NEWER}`;
    else if (role === "re-run" && to !== bad.slice(1)) yield `${move} by a re-run of ${bad}`;
    if (role !== "rollback" && !up && from !== to) yield `${move}, down, by a ${role}`;
    if (role === "re-run" && isTakenBack(this.entries)) yield `${move} by a re-run of what was taken back`;
  }

  /** At most one notice, and below it what people wrote. */
  private *notesChange(before: Seen, now: Seen, { role }: By): Iterable<Change> {
    if (before.body === now.body) return;
    const broken: string[] = [];
    const notices = now.body.match(NOTICE)?.length ?? 0;
    const marks = now.body.split("<!-- slipway:rollback").length - 1;
    if (notices > 1 || marks !== notices) broken.push(`the notes have ${marks} notices`);
    const rest = now.body.replaceAll(NOTICE, "");
    if (rest !== this.written) {
      broken.push(`below the notice stands ${JSON.stringify(rest)}, and people wrote ${JSON.stringify(this.written)}`);
    }
    if (role === "rollback" || role === "abort") broken.push(...this.intended(role, "notes"));
    else if (role !== "person") broken.push(`the notes were changed by a ${role}`);
    yield { what: "the notes", broken };
  }

  /** A correction is told once, and nobody is told of the release again. */
  private *messagesCome(before: Seen, now: Seen, { role }: By): Iterable<Change> {
    if (before.messages === now.messages) return;
    const broken: string[] = [];
    const isCorrection = now.corrections > before.corrections || role === "rollback";
    if (now.corrections > 1) broken.push(`people were told ${now.corrections} times that the release is withdrawn`);
    if (isCorrection && role !== "rollback") broken.push(`a ${role} told people that the release is withdrawn`);
    if (!isCorrection && role !== "newer" && role !== "re-run") broken.push(`a ${role} told people of a release`);
    if (isCorrection && role === "rollback") broken.push(...this.intended(role, this.world.shelf.message.id));
    yield { what: "what people were told", broken };
  }

  /** Every change is covered by an intent that was written before it. */
  private *intended(role: "rollback" | "abort", what: string): Iterable<string> {
    if (this.world.scenario.journal === "off") return;
    const base = role === "rollback" ? "rollback" : "rollback abort";
    const steps = ["latest", "flag", "notes"].includes(what)
      ? [`${base}: ${what}`]
      : role === "rollback"
        ? [`rollback of ${what}`]
        : [what];
    // Marked as a pre-release, a release also stops being latest.
    if (what === "latest") steps.push(`${base}: flag`);
    const open = steps.some((step) => {
      const last = this.entries.findLast((entry) => entry.step === step && entry.event !== "heartbeat");
      return last?.event === "intent";
    });
    if (!open) yield `${what} was changed by a ${role} without an intent in the journal`;
  }

  /** Exactly an approved plan is executed: when a run begins one, things are as that plan says. */
  private *planIsFresh(before: Seen, now: Seen): Iterable<string> {
    if (before.journal === now.journal) return;
    const old = (readable(before.journal) ?? []).length;
    for (const [at, { step, event, after }] of this.entries.entries()) {
      if (at < old || step !== "rollback" || event !== "intent" || after?.rollback === undefined) continue;
      const { plan: digest } = after.rollback;
      const known = this.entries.slice(0, at).some((entry) => entry.after?.rollback?.plan === digest);
      if (known) continue;
      const plan = this.plans.get(digest);
      if (plan === undefined) yield `a plan was begun that nobody made: ${digest}`;
      else if (!this.states.some((state) => fits(plan, state))) {
        yield "a stale plan was executed: things are not as it says";
      }
    }
  }

  /** Which files belong together, for every version that may be shown. */
  private async learnEditions(files: Texts): Promise<void> {
    const { world } = this;
    const { history, bad, good, channels } = world.scenario;
    for (const kind of ["homebrew", "scoop"] as const) {
      const whole = new Set([partOf(kind, files)]);
      this.editions.set(kind, whole);
      if (!channels.includes(kind)) continue;
      const step = async (from: Texts, tag: string, rollback: boolean): Promise<Texts> => {
        const mode = rollback ? ({ type: "rollback", from: bad.slice(1), reason: "" } as const) : undefined;
        const change = await world.shelf.change(kind, from, world.edition(tag), mode);
        let next = change === undefined ? from : applied(from, change.objects);
        const minor = `Formula/app@${bad.slice(1).split(".", 2).join(".")}.rb`;
        const made = world.settings.homebrew.versioned.length > 0 && world.scenario.line === "final";
        if (rollback && made && tag !== bad && kind === "homebrew")
          next = applied(next, [{ path: minor, after: undefined }]);
        whole.add(partOf(kind, next));
        return next;
      };
      const up = await step(files, NEWER, false);
      for (const tag of new Set([good, ...history, NEWER])) {
        const down = await step(files, tag, true);
        await step(down, NEWER, false);
        const back = await step(down, bad, true);
        await step(back, NEWER, false);
      }
      await step(up, NEWER, false);
    }
  }
}

interface Change {
  readonly what: string;
  readonly broken: readonly string[];
}

function faceOf({ assets }: ReleaseSnapshot): string {
  return JSON.stringify(assets.map(({ id, name, size, digest, state }) => [id, name, size, digest, state]));
}

/** A channel's files as one text. */
function partOf(kind: "homebrew" | "scoop", files: Texts): string {
  const own = [...files].filter(([path]) => path.startsWith(kind === "homebrew" ? "Formula/" : "bucket/"));
  return JSON.stringify(own.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readable(text: string): readonly JournalEntry[] | undefined {
  try {
    const { entries } = readJournal(text, "journal");
    return entries.some(isForeign) ? undefined : (entries as JournalEntry[]);
  } catch {
    return undefined;
  }
}

/** Begun, and not aborted to the end since. */
function isTakenBack(entries: readonly JournalEntry[]): boolean {
  const last = entries.findLast(
    ({ step, event }) =>
      (step === "rollback" && event === "intent") || (step === "rollback abort" && event === "receipt"),
  );
  return last?.step === "rollback";
}

/** Done to the end, and nobody has begun to abort it. */
function isComplete(entries: readonly JournalEntry[]): boolean {
  const last = entries.findLast(
    ({ step, event }) =>
      (step === "rollback" && (event === "intent" || event === "receipt")) ||
      (step === "rollback abort" && (event === "intent" || event === "receipt")),
  );
  return last?.step === "rollback" && last.event === "receipt";
}

/** The same where nothing is under way: an abort that died before it had changed anything leaves a complete rollback behind. */
export function isCompleteInTheEnd(entries: readonly JournalEntry[]): boolean {
  const done = entries.findLastIndex(({ step, event }) => step === "rollback" && event === "receipt");
  const undone = entries
    .slice(done + 1)
    .some(({ step, event }) =>
      event === "receipt" ? step.startsWith("rollback abort") : step === "rollback" && event === "intent",
    );
  return done >= 0 && !undone;
}

function fits(plan: RollbackPlan, state: { latest: string | undefined; flag: boolean; body: string }): boolean {
  const row = (id: string) => plan.rows.find((each) => each.id === id);
  const found = row("notes")?.found;
  return (
    row("latest")?.now === (state.latest ?? "none") &&
    row("flag")?.now === (state.flag ? "pre-release" : "final") &&
    (found === undefined || found === sha256(state.body))
  );
}
