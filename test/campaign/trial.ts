import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./engine.ts";
import { below, Inspector } from "./invariants.ts";
import type { TrialKind } from "./kind.ts";
import { Outsiders } from "./outsiders.ts";
import { bytesOf, type Place } from "./place.ts";
import { publisher } from "./publisher.ts";
import { type Random, randomFrom } from "./random.ts";
import { type Part, type Scenario, scenarioOf } from "./scenario.ts";
import { type Actor, Stage } from "./stage.ts";
import { Traffic, type Weather } from "./traffic.ts";

export interface Outcome {
  readonly seed: string;
  readonly kind: TrialKind;
  /** For the count: what kind of release or rollback. */
  readonly shape: string;
  /** In words: who does what. */
  readonly about: string;
  /** Broken invariants, and runs that do not converge. */
  readonly violations: readonly string[];
  readonly trace: readonly string[];
  /** Mishaps that happened, by where; `run-1#7` is the seventh request of run 1. */
  readonly mishaps: ReadonlyMap<string, string>;
  readonly requests: number;
  /** How the runs before the last ones ended, by result or code. */
  readonly ends: readonly string[];
}

const MOST_RERUNS = 3;
const REFUSED_FOR_GOOD = new Set(["release-differs", "release-immutable", "published-meanwhile"]);
let count = 0;

/**
 * One trial: everything in it follows from its seed.
 * @param allowed places at which mishaps may happen; undefined: everywhere
 */
export async function playTrial(
  engine: Engine,
  place: Place,
  seed: string,
  allowed?: ReadonlySet<string>,
  weather?: Partial<Weather>,
): Promise<Outcome> {
  return await new Trial(engine, place, seed, allowed, weather).play();
}

class Trial {
  private readonly engine: Engine;
  private readonly place: Place;
  private readonly seed: string;
  private readonly scenario: Scenario;
  private readonly stage: Stage;
  private readonly random: Random;
  private readonly repository = `acme/app-${++count}`;
  private readonly outsiders: Outsiders;
  private readonly inspector: Inspector;
  private readonly traffic: Traffic;
  private readonly history = new Set<number>();
  private readonly ends: string[] = [];
  private readonly started = new Map<string, Part>();
  private reruns = 0;

  constructor(
    engine: Engine,
    place: Place,
    seed: string,
    allowed: ReadonlySet<string> | undefined,
    weather?: Partial<Weather>,
  ) {
    this.engine = engine;
    this.place = place;
    this.seed = seed;
    this.scenario = scenarioOf(randomFrom(`${seed} scenario`), weather);
    this.stage = new Stage(randomFrom(`${seed} order`));
    this.random = randomFrom(`${seed} rest`);
    const { repository, scenario, stage, history, random } = this;
    place.clock = () => stage.now;
    this.outsiders = new Outsiders(place, repository, random);
    const { foreign, meddled } = this.outsiders;
    const variants = place.builds.map(bytesOf);
    this.inspector = new Inspector({
      commit: place.commit,
      variants: new Map(scenario.parts.map(({ tag }) => [tag, variants])),
      history,
      foreign,
      meddled,
    });
    const { outsiders, inspector } = this;
    const died = (actor: Actor) => this.again(this.started.get(actor.name));
    const look = () => {
      const state = place.github.state.repository(repository);
      return state === undefined ? [] : inspector.look(state);
    };
    const people = {
      duplicate: (kind: "ours" | "foreign") => outsiders.duplicate(kind, scenario),
      meddle: (upload: URL) => outsiders.meddle(upload),
    };
    const kind = "release";
    this.traffic = new Traffic({
      place,
      kind,
      repository,
      seed,
      weather: scenario,
      stage,
      look,
      people,
      allowed,
      died,
    });
  }

  async play(): Promise<Outcome> {
    const { github, source } = this.place;
    const { traffic } = this;
    const { immutable, history, untagged, parts } = this.scenario;
    const { gitDirectory } = await github.createRepository({
      fullName: this.repository,
      defaultBranch: "main",
      immutableReleases: immutable,
    });
    // Sooner done than a fetch, a thousand times.
    for (const folder of ["objects", "refs"] as const) {
      cpSync(join(source, ".git", folder), join(gitDirectory, folder), { recursive: true });
    }
    for (const { tag } of untagged ? parts : []) rmSync(join(gitDirectory, "refs/tags", tag), { force: true });
    for (const tag of history) this.history.add(await this.outsiders.release(tag));
    await traffic.inspect("the beginning", this.stage.actor("nobody"));
    this.stage.actors.pop();
    try {
      this.raise();
      await this.stage.play();
      if (traffic.violations.length === 0) await this.converge();
    } catch (error) {
      traffic.violations.push(`the trial broke off: ${error instanceof Error ? error.stack : String(error)}`);
    }
    this.place.hook = undefined;
    const { seed, scenario, ends } = this;
    const { violations, trace, mishaps, requests } = traffic;
    const { kind: shape, rate, stalls } = scenario;
    const who = parts.map(({ name, mode, tag, build }) => `${name}: ${mode} ${tag}, build ${build}`).join("; ");
    const about = `${shape}${immutable ? ", immutable" : ""}${untagged ? ", untagged" : ""}, rate ${rate}${stalls > 0 ? ", long limits" : ""}; ${who}`;
    return { seed, kind: "release", shape, about, violations, trace, mishaps, requests, ends };
  }

  /** The first run begins; the others somewhere in the middle of it. */
  private raise(): void {
    const [first, ...later] = this.scenario.parts;
    if (first !== undefined) void this.start(first);
    const due = later.map((part) => ({
      part,
      at: part.mode === "reviewed" ? Number.POSITIVE_INFINITY : this.random.below(25),
    }));
    this.stage.onStep = () => {
      const idle = this.stage.actors.every(({ killed, finished }) => killed || finished);
      const next = due.find(({ at }) => idle || this.traffic.requests >= at);
      if (next === undefined) return false;
      due.splice(due.indexOf(next), 1);
      void this.start(next.part);
      return true;
    };
  }

  /** Faults have stopped: one more run for each tag has to bring it to its end. */
  private async converge(): Promise<void> {
    const { violations } = this.traffic;
    this.traffic.calm = true;
    this.stage.onStep = () => false;
    const tags = [...new Set(this.scenario.parts.map(({ tag }) => tag))];
    for (const tag of tags) {
      let end = "";
      for (const build of [0, 1] as const) {
        const name = `last-${tag}-${build}`;
        const done = this.start({ name, tag, build, mode: "publish", runId: name, attempt: 1 });
        await this.stage.play();
        end = await done;
        if (!REFUSED_FOR_GOOD.has(end)) break;
      }
      if (end !== "published" && end !== "nothing") violations.push(`${tag} does not converge: ${end}`);
    }
    const releases = this.place.github.state.releases(this.repository);
    for (const tag of tags) {
      if (!releases.some((release) => release.tag === tag && !release.draft)) violations.push(`${tag} is not public`);
    }
    const finals = releases.filter(({ draft, prerelease }) => !draft && !prerelease);
    const latest = finals.find((release) => release.latest);
    const above = finals.find(({ tag }) => latest !== undefined && below(latest.tag, tag));
    if (above !== undefined) violations.push(`latest stays at ${latest?.tag} below ${above.tag}`);
    violations.push(...this.inspector.bytesUnchanged(releases));
  }

  /** @returns how it ended: what was done, or a problem's code; killed runs never end */
  private start(part: Part): Promise<string> {
    const { place, stage, traffic } = this;
    const actor = stage.actor(part.name);
    this.started.set(part.name, part);
    traffic.trace.push(`${part.name} begins: ${part.mode} ${part.tag}, build ${part.build}`);
    const credentials = place.github.startJob({
      repository: this.repository,
      runId: 1,
      jobId: actor.name,
      permissions: { contents: "write" },
    });
    const expire = () => place.github.endJob(credentials);
    const tell = (line: string) => void traffic.trace.push(`    ${actor.name}: ${line}`);
    const work = publisher({ ...this.common(), tell }, actor, part, credentials.token, (method, url, headers, body) =>
      traffic.request(actor, method, url, headers, body, expire),
    );
    const done = work.then(
      ({ done }) => done as string,
      (error: unknown) => this.explain(part, error),
    );
    return done.then((end) => {
      actor.finished = true;
      traffic.trace.push(`${part.name} ends: ${end}`);
      if (!traffic.calm) {
        this.ends.push(end);
        const well = end === "published" || end === "drafted" || end === "nothing" || REFUSED_FOR_GOOD.has(end);
        if (!well) this.again(part);
      }
      return end;
    });
  }

  private common() {
    const { engine, place, stage, seed, repository } = this;
    return { engine, place, stage, seed, repository, untagged: this.scenario.untagged };
  }

  /** Whoever presses the button: a re-run, or now and then another run, perhaps of a new build. */
  private again(part: Part | undefined): void {
    if (part === undefined || this.traffic.calm || this.reruns >= MOST_RERUNS) return;
    this.reruns += 1;
    const rerun = this.random.chance(0.7);
    const build = !rerun && this.random.chance(0.5) ? 1 : part.build;
    const name = `again-${this.reruns}`;
    void this.start({
      ...part,
      name,
      build,
      runId: rerun ? part.runId : name,
      attempt: rerun ? part.attempt + 1 : 1,
    });
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
