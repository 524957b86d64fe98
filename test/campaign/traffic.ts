import type { Fault } from "@slipway/rehearsal";
import { type Deed, drawDeed, drawMishap, drawStall, type Mishap } from "./faults.ts";
import type { TrialKind } from "./kind.ts";
import { operationOf } from "./operations.ts";
import type { Place } from "./place.ts";
import { randomFrom } from "./random.ts";
import type { Actor, Stage } from "./stage.ts";
import { type Sending, sending as toSending, type WireAnswer } from "./wire.ts";

/** GitHub Actions sends SIGINT, and kills about so many milliseconds later. */
const UNTIL_KILLED = 10_000;
const CLIENT_DEADLINE = 60_000;
const never = () => new Promise<never>(() => {});

/** How rough a trial is; probabilities. */
export interface Weather {
  /** Of a mishap at each request. */
  readonly rate: number;
  /** That a mishap is a limit that lasts for as long as locks and claims do. */
  readonly stalls: number;
  /** Of an upload that takes its time. */
  readonly slow: number;
  /** That a person does something by hand at that moment. */
  readonly deeds?: number;
  /** That a run hears an answer only after others have done something. */
  readonly late: number;
}

/** What people and other tools do meanwhile. */
export interface People {
  duplicate?(kind: "ours" | "foreign"): Promise<void>;
  meddle?(upload: URL): Promise<void>;
  person?(deed: Deed): Promise<void>;
}

export interface TrafficOptions {
  readonly place: Place;
  readonly repository: string;
  readonly seed: string;
  readonly weather: Weather;
  readonly stage: Stage;
  /** Looks at everything that anybody could see. @returns what is broken, in words */
  readonly look: (by: Actor) => readonly string[] | Promise<readonly string[]>;
  readonly kind: TrialKind;
  readonly people: People;
  /** Answers what does not go to the embedded GitHub. */
  readonly elsewhere?: (
    url: URL,
    request: { readonly by: Actor; readonly fault: Fault | undefined; readonly body: Buffer | undefined },
  ) => Promise<WireAnswer> | undefined;
  /** Places at which mishaps may happen; undefined: everywhere. */
  readonly allowed: ReadonlySet<string> | undefined;
  /** When a run dies. */
  readonly died: (actor: Actor) => void;
}

/** Every request of every run on its way to the server and back, with whatever befalls it; the server is looked at after each. */
export class Traffic {
  readonly trace: string[] = [];
  readonly violations: string[] = [];
  /** By where: `run-1#7` is the seventh request of run 1. */
  readonly mishaps = new Map<string, string>();
  requests = 0;
  /** Nothing goes wrong any more. */
  calm = false;
  private readonly options: TrafficOptions;

  constructor(options: TrafficOptions) {
    this.options = options;
  }

  /**
   * @param expire takes the run's token away
   * @throws what a client sees of a broken connection
   */
  async request(
    actor: Actor,
    method: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: Buffer | undefined,
    expire: () => void,
  ): Promise<WireAnswer> {
    if (actor.killed) return await never();
    const { place, stage, people, weather } = this.options;
    const operation = operationOf(method, url);
    const name = url.searchParams.get("name");
    const where = `${actor.name}#${++actor.requests}`;
    const mishap = this.mishapAt(where, operation);
    const halves = operation === "repos/upload-release-asset" && this.happens(where, "slow", weather.slow);
    const late = this.happens(where, "late", weather.late);
    const told = `${where} ${operation}${name === null ? "" : ` ${name}`}${mishap ? ` [${mishap.name}]` : ""}`;
    const since = stage.now;
    let sending: Sending | undefined;
    const send = async () => {
      this.requests += 1;
      const fault = mishap && "server" in mishap ? mishap.server : undefined;
      place.hook = fault && (() => fault);
      const other = this.options.elsewhere?.(url, { by: actor, fault, body });
      sending =
        other === undefined
          ? place.wire({ method, url, headers, body, halves })
          : toSending(other, { finish: () => {}, abandon: () => {} });
      if (halves) await this.halfway(sending);
      else await sending.answer.catch(() => {});
    };

    if (mishap && "delay" in mishap && mishap.delay === "before") await stage.sleep(actor, mishap.ms);
    await stage.perform(
      actor,
      async () => {
        if (actor.killed) {
          // It had left the process before it died: it arrives, or not.
          if (randomFrom(`${this.options.seed} ${where} orphan`).chance(0.5)) return;
          this.trace.push(`${told} arrives after its run was killed`);
          await send();
          await this.inspect(told, actor);
          return;
        }
        if (mishap !== undefined) this.mishaps.set(where, mishap.name);
        this.trace.push(told);
        if (mishap && "expire" in mishap) expire();
        if (mishap && "cancel" in mishap) this.cancel(actor);
        if (mishap && "duplicate" in mishap) await people.duplicate?.(mishap.duplicate);
        if (mishap && "person" in mishap) await people.person?.(mishap.person);
        if (mishap && "kill" in mishap && mishap.kill === "before") return this.kill(actor);
        if (mishap && "stall" in mishap && mishap.stall === "before") return;
        await send();
        if (!halves && mishap && "meddle" in mishap) await people.meddle?.(url);
        await this.inspect(told, actor);
        if (mishap && "kill" in mishap) this.kill(actor);
      },
      since,
    );
    const under = sending as Sending | undefined;
    if (actor.killed) {
      if (halves) under?.abandon();
      return await never();
    }
    if (under === undefined || (mishap && "stall" in mishap)) {
      await stage.sleep(actor, CLIENT_DEADLINE);
      throw new Error("the operation was aborted due to timeout");
    }
    if (halves && !under.settled()) {
      await stage.perform(
        actor,
        async () => {
          this.trace.push(`${told}, second half`);
          if (actor.killed) under.abandon();
          else under.finish();
          await under.answer.catch(() => {});
          await this.inspect(told, actor);
        },
        since,
      );
    }
    await under.answer.catch(() => {});
    if (mishap && "delay" in mishap && mishap.delay === "after") await stage.sleep(actor, mishap.ms);
    else if (late && !actor.killed) {
      await stage.perform(actor, async () => void this.trace.push(`${told}, answer heard`), since);
    }
    if (actor.killed) return await never();
    const answer = await under.answer;
    return mishap && "garble" in mishap ? garbled(answer, mishap.garble) : answer;
  }

  /** Looks at everything that anybody could see. */
  async inspect(after: string, by: Actor): Promise<void> {
    for (const violation of await this.options.look(by)) this.violations.push(`after ${after}: ${violation}`);
  }

  /** Until the server has begun to take the upload, or has answered. */
  private async halfway(sending: Sending): Promise<void> {
    const starters = () =>
      this.options.place.github.state
        .releases(this.options.repository)
        .flatMap(({ assets }) => assets)
        .filter(({ state }) => state === "starter").length;
    const before = starters();
    for (let turn = 0; turn < 400 && !sending.settled() && starters() <= before; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!sending.settled() && starters() <= before) {
      sending.finish();
      await sending.answer.catch(() => {});
    }
  }

  private cancel(actor: Actor): void {
    const { stage } = this.options;
    this.trace.push(`${actor.name} is cancelled`);
    actor.cancel.abort("cancelled");
    stage.later(UNTIL_KILLED, () => {
      if (!actor.killed && !actor.finished) this.kill(actor);
    });
  }

  private kill(actor: Actor): void {
    this.trace.push(`${actor.name} is killed`);
    this.options.stage.kill(actor);
    this.options.died(actor);
  }

  private happens(where: string, what: string, probability: number): boolean {
    return !this.calm && randomFrom(`${this.options.seed} ${where} ${what}`).chance(probability);
  }

  private mishapAt(where: string, operation: string): Mishap | undefined {
    const { allowed, seed, weather, stage, kind } = this.options;
    if (this.calm || (allowed !== undefined && !allowed.has(where))) return undefined;
    const random = randomFrom(`${seed} ${where}`);
    if (random.chance(weather.rate)) {
      if (weather.stalls > 0 && random.chance(weather.stalls)) return drawStall(random, stage.now);
      return drawMishap(random, operation, stage.now, kind);
    }
    return weather.deeds !== undefined && random.chance(weather.deeds) ? drawDeed(random) : undefined;
  }
}

function garbled(answer: WireAnswer, how: "half" | "page"): WireAnswer {
  if (how === "half") return { ...answer, body: answer.body.subarray(0, answer.body.length >> 1), broken: true };
  const body = Buffer.from("<html><body><h1>502 Bad Gateway</h1></body></html>");
  return { status: 502, headers: { "content-type": "text/html" }, body };
}
