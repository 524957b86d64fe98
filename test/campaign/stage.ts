import type { Random } from "./random.ts";

interface Gate {
  readonly actor: Actor;
  readonly since: number;
  readonly open: () => void;
}

interface Sleeper {
  readonly actor: Actor | undefined;
  readonly at: number;
  readonly wake: () => void;
}

/** One run of the publisher, as a process would be: it may be killed, and then never hears of anything again. */
export interface Actor {
  readonly name: string;
  killed: boolean;
  finished: boolean;
  /** Requests so far. */
  requests: number;
  /** Tells it that its job is cancelled. */
  readonly cancel: AbortController;
}

/** Longest time for which a request may be under way while the clock goes on: the client's own deadline. */
const LONGEST_REQUEST = 60_000;

/**
 * The order of things: every request of every actor waits here until it is chosen, one at a time, by a seeded choice; the
 * clock moves only when somebody sleeps. So concurrent runs interleave in any order, and the same seed gives the same order.
 */
export class Stage {
  now = Date.UTC(2026, 0, 1);
  readonly actors: Actor[] = [];
  private readonly random: Random;
  private gates: Gate[] = [];
  private sleepers: Sleeper[] = [];
  /** The request that goes on now. */
  private busy: Promise<void> = Promise.resolve();
  /** Goes on until what dead actors had sent has arrived or is lost. */
  lastsForOrphans = false;
  /** Before each choice; true when it started an actor. */
  onStep: () => boolean = () => false;

  constructor(random: Random) {
    this.random = random;
  }

  actor(name: string): Actor {
    const actor = { name, killed: false, finished: false, requests: 0, cancel: new AbortController() };
    this.actors.push(actor);
    return actor;
  }

  /**
   * Waits to be chosen, then has the stage to itself until `act` is done.
   * @param since when the client began to wait
   */
  async perform<Result>(actor: Actor, act: () => Promise<Result>, since = this.now): Promise<Result> {
    await new Promise<void>((open) => this.gates.push({ actor, since, open }));
    let done = () => {};
    this.busy = new Promise((resolve) => {
      done = resolve;
    });
    try {
      return await act();
    } finally {
      done();
    }
  }

  async sleep(actor: Actor, milliseconds: number, signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const sleeper = { actor, at: this.now + Math.max(0, milliseconds), wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        this.sleepers = this.sleepers.filter((each) => each !== sleeper);
        resolve();
      });
    });
  }

  /** Something that happens by itself, unless everybody has finished before. */
  later(milliseconds: number, act: () => void): void {
    this.sleepers.push({ actor: undefined, at: this.now + milliseconds, wake: act });
  }

  /** Never to be heard of again; what it sent may still arrive. */
  kill(actor: Actor): void {
    actor.killed = true;
    this.sleepers = this.sleepers.filter((sleeper) => sleeper.actor !== actor);
  }

  /** Whether something is under way that a dead actor had sent. */
  orphans(): boolean {
    return this.gates.some(({ actor }) => actor.killed);
  }

  /** Until no actor is left that could go on. */
  async play(): Promise<void> {
    for (;;) {
      await this.quiet();
      if (this.onStep()) continue;
      const over = this.actors.every(({ killed, finished }) => killed || finished);
      if (over && !(this.lastsForOrphans && this.orphans())) {
        this.sleepers = [];
        return;
      }
      const first = this.sleepers.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
      const oldest = this.gates.reduce((least, { since }) => Math.min(least, since), Number.POSITIVE_INFINITY);
      // The clock may run ahead of a request that is under way, as far as the client waits for its answer.
      const ahead = first <= oldest + LONGEST_REQUEST && this.random.chance(0.15);
      if (this.gates.length === 0 || (first < Number.POSITIVE_INFINITY && ahead)) {
        if (first === Number.POSITIVE_INFINITY) throw new Error("the publisher waits for nothing that will come");
        this.now = Math.max(this.now, first);
        const [sleeper] = this.sleepers.filter(({ at }) => at === first);
        this.sleepers = this.sleepers.filter((each) => each !== sleeper);
        sleeper?.wake();
        continue;
      }
      const gate = this.random.pick(this.gates);
      this.gates = this.gates.filter((each) => each !== gate);
      gate.open();
      await Promise.resolve();
      await this.busy;
      this.now += 20;
    }
  }

  /** Until every actor waits for a choice or for the clock. */
  private async quiet(): Promise<void> {
    for (let turns = 0; turns < 200; turns++) {
      await new Promise((resolve) => setImmediate(resolve));
      const waits = (actor: Actor) =>
        this.gates.some((gate) => gate.actor === actor) || this.sleepers.some((sleeper) => sleeper.actor === actor);
      if (turns >= 3 && this.actors.every((actor) => actor.killed || actor.finished || waits(actor))) return;
    }
    throw new Error("the publisher neither asks nor waits");
  }
}
