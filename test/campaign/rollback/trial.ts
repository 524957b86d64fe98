import type { RollbackPlan } from "@slipway/model";
import type { Engine } from "../engine.ts";
import type { Place } from "../place.ts";
import type { Ask } from "../publisher.ts";
import { type Random, randomFrom } from "../random.ts";
import { type Actor, Stage } from "../stage.ts";
import { Traffic } from "../traffic.ts";
import type { Outcome } from "../trial.ts";
import type { WireAnswer } from "../wire.ts";
import { type Expected, endOf } from "./end.ts";
import { divertFetch, Hands } from "./hands.ts";
import { type Role, RollbackInspector } from "./invariants.ts";
import { Persons } from "./people.ts";
import { NEWER, type RollbackScenario, scenarioOf } from "./scenario.ts";
import { SINK } from "./shelf.ts";
import { World } from "./world.ts";

/** One run of somebody's: a job that plans, one that takes back or aborts, or a release's own workflow. */
interface Part {
  readonly name: string;
  readonly role: Exclude<Role, "person">;
  readonly runId: string;
  readonly attempt: number;
  readonly to?: string | undefined;
  readonly approved?: RollbackPlan | undefined;
}

const MOST_RERUNS = 4;
const CALM_RUNS = 4;
/** Milliseconds from the reading of notes until they are written, where nothing holds a run up for long: two slow requests. */
const MOMENT = 3 * 60_000;
/** Ends after which nobody tries again. */
const WELL = new Set(["done", "nothing", "published", "planned"]);
const FOR_GOOD = new Set([
  ...["journal-damaged", "rollback-no-target", "rollback-bad-target", "rollback-nothing-to-abort"],
  "rollback-begun-elsewhere",
]);
/** Refusals that promise that nothing was changed. */
const UNCHANGED = new Set([
  ...FOR_GOOD,
  "plan-stale",
  "rollback-check-failed",
  "journal-lock-lost",
  "release-not-published",
]);
/** Of a plan that has to be made anew. */
const STALE = new Set(["plan-stale", "rollback-check-failed"]);
let count = 0;

/**
 * One rollback: everything in it follows from its seed.
 * @param allowed places at which mishaps may happen; undefined: everywhere
 */
export async function playRollback(
  engine: Engine,
  place: Place,
  seed: string,
  allowed?: ReadonlySet<string>,
  scenario?: Partial<RollbackScenario>,
): Promise<Outcome> {
  return await new Trial(engine, place, seed, allowed, scenario).play();
}

class Trial {
  private readonly engine: Engine;
  private readonly place: Place;
  private readonly seed: string;
  private readonly scenario: RollbackScenario;
  private readonly stage: Stage;
  private readonly random: Random;
  private readonly world: World;
  private readonly inspector: RollbackInspector;
  private readonly traffic: Traffic;
  private readonly persons: Persons;
  private readonly ends: string[] = [];
  private readonly started = new Map<string, Part>();
  /** Runs that wait until what their dead forerunners had sent has arrived. */
  private waiting: Part[] = [];
  /** Who has asked for a change already. */
  private readonly changing = new Set<string>();
  /** When runs read the notes that they may be about to write, in milliseconds of the trial, by name. */
  private readonly notes = new Map<string, number>();
  /** Runs whose last request writes the notes. */
  private readonly writing = new Set<string>();
  /** Requests that change something, by run. */
  private readonly asked = new Map<string, number>();
  /** Runs whose token is no longer valid. */
  private readonly expired = new Set<string>();
  private movedLatest = false;
  private reruns = 0;

  constructor(
    engine: Engine,
    place: Place,
    seed: string,
    allowed: ReadonlySet<string> | undefined,
    wanted?: Partial<RollbackScenario>,
  ) {
    this.engine = engine;
    this.place = place;
    this.seed = seed;
    const scenario = scenarioOf(randomFrom(`${seed} rollback scenario`), wanted);
    this.scenario = scenario;
    this.stage = new Stage(randomFrom(`${seed} order`));
    this.random = randomFrom(`${seed} rest`);
    const { stage } = this;
    stage.lastsForOrphans = true;
    place.clock = () => stage.now;
    this.world = new World(place, scenario, ++count);
    const { world } = this;
    this.inspector = new RollbackInspector(world);
    this.persons = new Persons(world, this.random);
    this.traffic = new Traffic({
      place,
      kind: "rollback",
      repository: world.product,
      seed,
      weather: scenario,
      stage,
      allowed,
      look: ({ name }) => this.inspector.look({ name, role: this.started.get(name)?.role ?? "person" }),
      people: { person: (deed) => this.personActs(deed) },
      elsewhere: (url, { by, fault, body }) => {
        if (url.href.startsWith(SINK)) return world.sink.take(fault, body);
        const probe = url.pathname.endsWith("/generate-notes") && fault === undefined && !this.expired.has(by.name);
        return probe ? Promise.resolve(GENERATED) : undefined;
      },
      died: (actor) => {
        // What a dead run has sent may arrive whenever.
        if (this.writing.has(actor.name)) this.notes.set(actor.name, Number.POSITIVE_INFINITY);
        else this.notes.delete(actor.name);
        this.again(this.started.get(actor.name), "killed");
      },
    });
  }

  async play(): Promise<Outcome> {
    divertFetch();
    const { traffic, world } = this;
    try {
      await world.build(this.random);
      await this.inspector.begin();
      this.raise();
      await this.stage.play();
      if (traffic.violations.length === 0) await this.converge();
    } catch (error) {
      traffic.violations.push(`the trial broke off: ${error instanceof Error ? error.stack : String(error)}`);
    }
    world.close();
    this.place.hook = undefined;
    const { seed, scenario, ends } = this;
    const { violations, trace, mishaps, requests } = traffic;
    const { shape } = scenario;
    return { seed, kind: "rollback", shape, about: aboutOf(scenario), violations, trace, mishaps, requests, ends };
  }

  /** The first run begins; the others somewhere in the middle of it. */
  private raise(): void {
    const { random, scenario } = this;
    const { shape, history } = scenario;
    const part = (role: Part["role"], more: Partial<Part> = {}): Part => {
      const runId = `run-${role}-${random.below(1e6)}`;
      return { name: runId, role, runId, attempt: 1, ...more };
    };
    const first = scenario.approved ? "plan" : "rollback";
    // Whoever comes second is in the middle of the first one's work.
    const behind = (scenario.newer || shape === "re-run") && random.chance(0.4);
    const due = [{ part: part(first), at: behind ? random.below(150) : 0 }];
    const later = (next: Part, most = 120) => void due.push({ part: next, at: behind ? 0 : random.below(most) });
    if (shape === "abort") later(part("abort"), 200);
    if (shape === "two")
      later(part(random.pick(["plan", "rollback"]), { to: random.pick(["", ...history]) || undefined }));
    if (scenario.newer) later(part("newer"));
    if (shape === "re-run") later(part("re-run"));
    this.stage.onStep = () => {
      const idle = this.stage.actors.every(({ killed, finished }) => killed || finished);
      const orphans = this.stage.orphans();
      const again = orphans ? undefined : this.waiting.shift();
      if (again !== undefined) {
        void this.start(again);
        return true;
      }
      const at = due.findIndex((each) => idle || this.traffic.requests >= each.at);
      const [next] = at < 0 ? [] : due.splice(at, 1);
      if (next === undefined) return false;
      void this.start(next.part);
      return true;
    };
  }

  /** Faults have stopped: what was meant has to come about, and doing it again must change nothing more. */
  private async converge(): Promise<void> {
    const { traffic, scenario, random, inspector } = this;
    traffic.calm = true;
    this.stage.onStep = () => false;
    const { shape } = scenario;
    const operation: Expected["operation"] = shape === "abort" && random.chance(0.7) ? "abort" : "rollback";
    const releases: ("newer" | "re-run")[] = [
      ...(scenario.newer ? (["newer"] as const) : []),
      ...(shape === "re-run" ? (["re-run"] as const) : []),
    ];
    const before = random.chance(0.5);
    if (before) for (const role of releases) await this.calmly(role, "last");
    let end = "";
    for (let run = 0; run < CALM_RUNS && end !== "nothing"; run++) {
      end = await this.calmly(operation, `last-${run}`);
      if (run > 0 && end !== "nothing") continue;
      if (end !== "done") break;
    }
    if (!before) for (const role of releases) await this.calmly(role, "last");
    if (traffic.violations.length > 0) return;
    const expected: Expected = {
      ...{ operation, movedLatest: this.movedLatest, newer: scenario.newer },
      calm: traffic.mishaps.size === 0,
    };
    traffic.violations.push(...endOf(end, expected, scenario, inspector));
    if (traffic.violations.length > 0 || end !== "nothing") return;
    const name = `${operation}-again`;
    const again = await this.calmly(operation, "again");
    if (again !== "nothing") traffic.violations.push(`done again, it ends otherwise: ${again}`);
    const asked = this.asked.get(name) ?? 0;
    if (asked > 0) traffic.violations.push(`done again, it makes ${asked} requests that change something`);
  }

  private async calmly(role: Exclude<Part["role"], "plan">, suffix: string): Promise<string> {
    const name = `${role}-${suffix}`;
    const done = this.start({ name, role, runId: name, attempt: 1 });
    await this.stage.play();
    return await done;
  }

  /** @returns how it ended: what was done, or a problem's code; killed runs never end */
  private start(part: Part): Promise<string> {
    const { place, stage, traffic, world, engine, seed } = this;
    const actor = stage.actor(part.name);
    this.started.set(part.name, part);
    traffic.trace.push(
      `${part.name} begins: ${part.role}${part.to ? ` to ${part.to}` : ""}${part.approved ? ", approved" : ""}`,
    );
    const access = {
      login: "bot",
      repositories: [world.product, world.packages],
      permissions: { contents: "write" },
    } as const;
    const token = place.github.issueToken(access);
    const expire = () => {
      this.expired.add(actor.name);
      place.github.endJob({ token, runtimeToken: "" });
    };
    const tell = (line: string) => void traffic.trace.push(`    ${actor.name}: ${line}`);
    const ask: Ask = (method, url, headers, body) => {
      this.note(actor, method, url, body);
      return traffic.request(actor, method, url, headers, body, expire);
    };
    const run = { id: part.runId, attempt: part.attempt };
    const hands = new Hands({
      ...{ engine, place, stage, world, seed, actor, token, run, ask, tell },
    });
    return this.work(hands, part, actor).then(
      (end) => this.ended(actor, part, end),
      (error: unknown) => this.ended(actor, part, this.explain(part, error)),
    );
  }

  private async work(hands: Hands, part: Part, actor: Actor): Promise<string> {
    const { role, to, approved } = part;
    const { inspector } = this;
    if (role === "newer" || role === "re-run") {
      const { done, failed } = await hands.release(role === "newer" ? NEWER : this.scenario.bad);
      return failed.length > 0 ? `channels: ${failed.join(", ")}` : done;
    }
    if (role === "plan") {
      const plan = await hands.plan("rollback", to);
      inspector.know(plan);
      if (!this.traffic.calm && !actor.killed) {
        // The job after it, once somebody has agreed.
        this.waiting.push({ ...part, name: `${part.name}-execute`, role: "rollback", approved: plan });
      }
      return "planned";
    }
    const whole = this.random.chance(0.5);
    const { changed, failed } = await hands.execute(role, (plan) => inspector.know(plan), { to, approved, whole });
    if (failed.length > 0) return `channels: ${failed.join(", ")}`;
    return changed ? "done" : "nothing";
  }

  private ended(actor: Actor, part: Part, end: string): string {
    const { traffic, inspector } = this;
    actor.finished = true;
    this.notes.delete(actor.name);
    traffic.trace.push(`${part.name} ends: ${end}`);
    const changes = inspector.changes.get(part.name) ?? 0;
    if (UNCHANGED.has(end) && changes > 0 && end !== "journal-lock-lost") {
      traffic.violations.push(`${part.name} ends with ${end}, and has changed ${changes} things`);
    }
    if (!traffic.calm) {
      this.ends.push(end.startsWith("channels:") ? "a channel failed" : end);
      if (!WELL.has(end) && !FOR_GOOD.has(end)) this.again(part, end);
    }
    return end;
  }

  /** Whoever presses the button: a re-run of the failed job, or another run; after a refusal a new plan. */
  private again(part: Part | undefined, end: string): void {
    if (part === undefined || this.traffic.calm || this.reruns >= MOST_RERUNS) return;
    this.reruns += 1;
    const { approved: _, ...rest } = part;
    const anew = STALE.has(end);
    const rerun = !anew && this.random.chance(0.7);
    const name = `again-${this.reruns}`;
    this.waiting.push({
      ...(anew ? rest : part),
      role: anew && part.approved !== undefined ? "plan" : part.role,
      name,
      runId: rerun ? part.runId : name,
      attempt: rerun ? part.attempt + 1 : 1,
    });
  }

  /** Keeps count of what changes something, and of who is between reading and writing the notes. */
  private note(actor: Actor, method: string, url: URL, body: Buffer | undefined): void {
    const { name } = actor;
    const bad = this.world.ids.get(this.scenario.bad);
    const isBad = url.pathname.endsWith(`/releases/${bad}`);
    const writes = isBad && method === "PATCH" && body?.includes('"body"') === true;
    if (writes) this.writing.add(name);
    else this.writing.delete(name);
    if (isBad && method === "GET") this.notes.set(name, this.stage.now);
    else if (!writes && !url.pathname.includes("/contents/releases")) this.notes.delete(name);
    if (method === "GET" || /\/graphql$|\/generate-notes$/.test(url.pathname)) return;
    this.asked.set(name, (this.asked.get(name) ?? 0) + 1);
    this.changing.add(name);
  }

  private async personActs(deed: "notes" | "latest" | "tap"): Promise<void> {
    const { inspector, traffic } = this;
    // GitHub's requests compare nothing, so what somebody does at the very same moment may be lost, but not while a run waits.
    if (deed === "notes" && [...this.notes.values()].some((at) => at > this.stage.now - MOMENT)) return;
    if (deed === "latest" && this.stage.actors.some(({ name, finished }) => !finished && this.changing.has(name)))
      return;
    traffic.trace.push(`    a person: ${deed}`);
    const written = await this.persons.act(deed);
    if (written !== undefined) inspector.written = written;
    if (deed === "latest") this.movedLatest = true;
    await traffic.inspect(`a person's ${deed}`, NOBODY);
  }

  private explain(part: Part, error: unknown): string {
    const { name, code, stack } = error as { name?: string; code?: string; stack?: string };
    if (name === "Problem" && code !== undefined) {
      this.traffic.trace.push(`    ${part.name}: ${(error as Error).message}`);
      return code;
    }
    this.traffic.violations.push(`${part.name} failed with what is no problem but a bug: ${stack ?? String(error)}`);
    return "bug";
  }
}

/** By which a token is probed; the embedded GitHub starts two processes to answer the same. */
const GENERATED: WireAnswer = {
  status: 200,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: Buffer.from('{"name":"","body":""}'),
};

const NOBODY: Actor = { name: "a person", killed: false, finished: true, requests: 0, cancel: new AbortController() };

function aboutOf(scenario: RollbackScenario): string {
  const { shape, line, bad, good, immutable, journal, channels, messenger, approved, implicit, deeds, rate } = scenario;
  return [
    `${shape}, ${line}: ${bad} → ${good}`,
    `rate ${rate}`,
    ...(scenario.stalls > 0 ? ["long limits"] : []),
    `journal ${journal}`,
    `channels ${channels.map((each) => (each === "message" ? messenger : each)).join(" ") || "none"}`,
    ...(immutable ? ["immutable"] : []),
    ...(scenario.newer ? [`${NEWER} comes`] : []),
    ...(scenario.unadvertised ? ["not yet advertised"] : []),
    ...(approved ? ["approved"] : []),
    ...(implicit ? ["latest meant"] : []),
    ...(deeds > 0 ? [`people ${deeds}`] : []),
  ].join(", ");
}
