import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { JOURNAL_BRANCH, type ReleaseManifest } from "@slipway/model";
import type { Engine } from "./engine.ts";
import { drawMishap, type Mishap } from "./faults.ts";
import { below, Inspector } from "./invariants.ts";
import { bytesOf, type Place } from "./place.ts";
import { type Random, randomFrom } from "./random.ts";
import { type Part, type Scenario, scenarioOf } from "./scenario.ts";
import { type Actor, Stage } from "./stage.ts";
import { begin, incoming, type WireAnswer } from "./wire.ts";

export interface Outcome {
  readonly seed: string;
  readonly scenario: Scenario;
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
const never = () => new Promise<never>(() => {});
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
): Promise<Outcome> {
  return await new Trial(engine, place, seed, allowed).play();
}

class Trial {
  private readonly engine: Engine;
  private readonly place: Place;
  private readonly seed: string;
  private readonly allowed: ReadonlySet<string> | undefined;
  private readonly scenario: Scenario;
  private readonly stage: Stage;
  private readonly random: Random;
  private readonly repository = `acme/app-${++count}`;
  private readonly outsider: string;
  private readonly inspector: Inspector;
  private readonly foreign = new Set<number>();
  private readonly history = new Set<number>();
  private readonly meddled = new Set<number>();
  private readonly violations: string[] = [];
  private readonly trace: string[] = [];
  private readonly mishaps = new Map<string, string>();
  private readonly ends: string[] = [];
  private readonly started = new Map<string, Part>();
  private requests = 0;
  private calm = false;
  private reruns = 0;

  constructor(engine: Engine, place: Place, seed: string, allowed: ReadonlySet<string> | undefined) {
    this.engine = engine;
    this.place = place;
    this.seed = seed;
    this.allowed = allowed;
    this.scenario = scenarioOf(randomFrom(`${seed} scenario`));
    this.stage = new Stage(randomFrom(`${seed} order`));
    this.random = randomFrom(`${seed} rest`);
    this.outsider = place.github.issueToken({
      login: "ann",
      repositories: [this.repository],
      permissions: { contents: "write" },
    });
    const variants = place.builds.map(bytesOf);
    const { history, foreign, meddled } = this;
    this.inspector = new Inspector({
      variants: new Map(this.scenario.parts.map(({ tag }) => [tag, variants])),
      history,
      foreign,
      meddled,
    });
  }

  async play(): Promise<Outcome> {
    const { github, source } = this.place;
    const { immutable, parts, history } = this.scenario;
    const { gitDirectory } = await github.createRepository({
      fullName: this.repository,
      defaultBranch: "main",
      immutableReleases: immutable,
    });
    // Sooner done than a fetch, a thousand times.
    for (const folder of ["objects", "refs"] as const) {
      cpSync(join(source, ".git", folder), join(gitDirectory, folder), { recursive: true });
    }
    for (const tag of history) {
      await this.asOutsider("POST", "releases", { tag_name: tag, draft: false });
      for (const { id } of github.state.releases(this.repository)) this.history.add(id);
    }
    this.inspect("the beginning");
    try {
      const [first, ...later] = parts;
      if (first !== undefined) void this.start(first);
      // The others begin somewhere in the middle of the first.
      const due = later.map((part) => ({
        part,
        at: part.mode === "reviewed" ? Number.POSITIVE_INFINITY : this.random.below(25),
      }));
      this.stage.onStep = () => {
        const idle = this.stage.actors.every(({ killed, finished }) => killed || finished);
        const next = due.find(({ at }) => idle || this.requests >= at);
        if (next === undefined) return false;
        due.splice(due.indexOf(next), 1);
        void this.start(next.part);
        return true;
      };
      await this.stage.play();
      if (this.violations.length === 0) await this.converge();
    } catch (error) {
      this.violations.push(`the trial broke off: ${error instanceof Error ? error.stack : String(error)}`);
    }
    this.place.hook = undefined;
    return {
      seed: this.seed,
      scenario: this.scenario,
      violations: this.violations,
      trace: this.trace,
      mishaps: this.mishaps,
      requests: this.requests,
      ends: this.ends,
    };
  }

  /** Faults have stopped: one more run for each tag has to bring it to its end. */
  private async converge(): Promise<void> {
    this.calm = true;
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
      if (end !== "published" && end !== "nothing") this.violations.push(`${tag} does not converge: ${end}`);
    }
    const releases = this.place.github.state.releases(this.repository);
    for (const tag of tags) {
      if (!releases.some((release) => release.tag === tag && !release.draft))
        this.violations.push(`${tag} is not public`);
    }
    const finals = releases.filter(({ draft, prerelease }) => !draft && !prerelease);
    const latest = finals.find((release) => release.latest);
    const above = finals.find(({ tag }) => latest !== undefined && below(latest.tag, tag));
    if (above !== undefined) this.violations.push(`latest stays at ${latest?.tag} below ${above.tag}`);
    this.violations.push(...this.inspector.bytesUnchanged(releases));
  }

  /** @returns how it ended: what was done, or a problem's code; killed runs never end */
  private start(part: Part): Promise<string> {
    const actor = this.stage.actor(part.name);
    this.started.set(part.name, part);
    this.trace.push(`${part.name} begins: ${part.mode} ${part.tag}, build ${part.build}`);
    const done = this.publish(actor, part).then(
      ({ done }) => done as string,
      (error: unknown) => this.explain(part, error),
    );
    return done.then((end) => {
      actor.finished = true;
      this.trace.push(`${part.name} ends: ${end}`);
      if (!this.calm) {
        this.ends.push(end);
        const well = end === "published" || end === "drafted" || end === "nothing" || REFUSED_FOR_GOOD.has(end);
        if (!well) this.again(part);
      }
      return end;
    });
  }

  /** Whoever presses the button: a re-run, or now and then another run, perhaps of a new build. */
  private again(part: Part): void {
    if (this.calm || this.reruns >= MOST_RERUNS) return;
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

  private publish(actor: Actor, part: Part) {
    const { github, commit, builds } = this.place;
    const { Patience, githubForge, publish, publishDraft } = this.engine;
    const clock = randomFrom(`${this.seed} ${actor.name} jitter`);
    const time = {
      now: () => this.stage.now,
      random: () => clock.next(),
      sleep: (milliseconds: number, signal?: AbortSignal) => this.stage.sleep(actor, milliseconds, signal),
    };
    const credentials = github.startJob({
      repository: this.repository,
      runId: 1,
      jobId: actor.name,
      permissions: { contents: "write" },
    });
    const expire = () => github.endJob(credentials);
    const tell = (line: string) => void this.trace.push(`    ${actor.name}: ${line}`);
    const patience = new Patience({ time, tell });
    const forge = githubForge({
      repository: this.repository,
      apiUrl: github.apiUrl,
      token: credentials.token,
      patience,
      transport: {
        fetch: async (url, init) => {
          const headers = Object.fromEntries(new Headers(init.headers).entries());
          const body = typeof init.body === "string" ? Buffer.from(init.body) : undefined;
          const { status, ...rest } = await this.request(
            actor,
            init.method ?? "GET",
            new URL(url),
            headers,
            body,
            expire,
          );
          const empty = status === 204 || status === 304;
          return new Response(empty ? null : new Uint8Array(rest.body), { status, headers: rest.headers });
        },
        exchange: async ({ operation, method, url, headers, file }) => {
          const body = file && readFileSync(file.path);
          try {
            return incoming(await this.request(actor, method, url, headers, body, expire));
          } catch (error) {
            throw new this.engine.RequestFailure({ operation, reason: (error as Error).message });
          }
        },
      },
    });
    const journal = { branch: JOURNAL_BRANCH, run: { id: part.runId, attempt: part.attempt } };
    const deps = { log: { info: tell, warning: tell }, patience, concurrency: 3, journal };
    if (part.mode === "reviewed") return publishDraft(forge, { tag: part.tag, latest: "auto" }, deps);
    const files = builds[part.build];
    const prerelease = part.tag.includes("-");
    const manifest: ReleaseManifest = {
      kind: "slipway-release",
      schemaVersion: 1,
      project: { name: "app" },
      version: part.tag.slice(1),
      tag: part.tag,
      prerelease,
      commit,
      builds: [],
      artifacts: files.map(({ name, size, sha256 }) => ({
        name,
        kind: "file",
        size,
        digests: { sha256, sha512: "0".repeat(128), md5: "0".repeat(32) },
        signatures: [],
      })),
    };
    const draft = part.mode === "draft";
    const texts = { title: part.tag, notes: `Notes of ${part.tag}` };
    return publish(forge, { manifest, files, ...texts, draft, prerelease, latest: "auto" }, deps);
  }

  private explain(part: Part, error: unknown): string {
    const { name, code, stack } = error as { name?: string; code?: string; stack?: string };
    if (name === "Problem" && code !== undefined) {
      this.trace.push(`    ${part.name}: ${(error as Error).message}`);
      return code;
    }
    this.violations.push(`${part.name} failed with what is no problem but a bug: ${stack ?? String(error)}`);
    return "bug";
  }

  /** One request of one run, with whatever befalls it. */
  private async request(
    actor: Actor,
    method: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: Buffer | undefined,
    expire: () => void,
  ): Promise<WireAnswer> {
    if (actor.killed) return await never();
    const operation = operationOf(method, url);
    const label = `${operation}${url.searchParams.has("name") ? ` ${url.searchParams.get("name")}` : ""}`;
    const where = `${actor.name}#${++actor.requests}`;
    const mishap = this.mishapAt(where, operation);
    const slow =
      operation === "repos/upload-release-asset" &&
      !this.calm &&
      randomFrom(`${this.seed} ${where} slow`).chance(this.scenario.slow);
    const told = `${where} ${label}${mishap ? ` [${mishap.name}]` : ""}`;
    let sending: ReturnType<typeof begin> | undefined;
    const send = async () => {
      this.requests += 1;
      this.place.hook = mishap && "server" in mishap ? () => mishap.server : undefined;
      sending = begin(method, url, headers, body, slow);
      if (slow) await this.halfway(sending);
      else await sending.answer.catch(() => {});
    };
    await this.stage.perform(actor, label, async () => {
      if (actor.killed) {
        // It had left the process before it died: it arrives, or not.
        if (randomFrom(`${this.seed} ${where} orphan`).chance(0.5)) return;
        this.trace.push(`${told} arrives after its run was killed`);
        await send();
        this.inspect(told);
        return;
      }
      if (mishap !== undefined) this.mishaps.set(where, mishap.name);
      this.trace.push(told);
      if (mishap && "expire" in mishap) expire();
      if (mishap && "duplicate" in mishap) await this.duplicate(mishap.duplicate);
      if (mishap && "kill" in mishap && mishap.kill === "before") return this.kill(actor);
      if (mishap && "stall" in mishap && mishap.stall === "before") return;
      await send();
      if (!slow && mishap && "meddle" in mishap) await this.meddle(url);
      this.inspect(told);
      if (mishap && "kill" in mishap) this.kill(actor);
    });
    if (actor.killed) {
      if (slow) (sending as ReturnType<typeof begin> | undefined)?.abandon();
      return await never();
    }
    if (mishap && "stall" in mishap) {
      await this.stage.sleep(actor, 60_000);
      throw new Error("the operation was aborted due to timeout");
    }
    const under = sending as unknown as ReturnType<typeof begin>;
    if (slow && !under.settled()) {
      await this.stage.perform(actor, `${label}, second half`, async () => {
        this.trace.push(`${where} ${label}, second half`);
        if (actor.killed) return under.abandon();
        under.finish();
        await under.answer.catch(() => {});
        this.inspect(told);
      });
      if (actor.killed) return await never();
    }
    return await under.answer;
  }

  /** Until the server has begun to take the upload, or has answered. */
  private async halfway(sending: ReturnType<typeof begin>): Promise<void> {
    const starters = () =>
      this.place.github.state
        .releases(this.repository)
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

  private kill(actor: Actor): void {
    this.trace.push(`${actor.name} is killed`);
    this.stage.kill(actor);
    const part = this.started.get(actor.name);
    if (part !== undefined) this.again(part);
  }

  private mishapAt(where: string, operation: string): Mishap | undefined {
    if (this.calm || (this.allowed !== undefined && !this.allowed.has(where))) return undefined;
    const random = randomFrom(`${this.seed} ${where}`);
    return random.chance(this.scenario.rate) ? drawMishap(random, operation) : undefined;
  }

  private inspect(after: string): void {
    const repository = this.place.github.state.repository(this.repository);
    if (repository === undefined) return;
    for (const violation of this.inspector.look(repository)) this.violations.push(`after ${after}: ${violation}`);
  }

  private async duplicate(kind: "ours" | "foreign"): Promise<void> {
    const { tag } = this.random.pick(this.scenario.parts);
    const ours = kind === "ours" ? `\n\n<!-- slipway notes ${"0".repeat(64)} -->` : "";
    const made = await this.asOutsider("POST", "releases", { tag_name: tag, draft: true, body: `Mine${ours}` });
    if (typeof made.id === "number") this.foreign.add(made.id);
  }

  private async meddle(upload: URL): Promise<void> {
    const id = Number(/releases\/(\d+)\/assets/.exec(upload.pathname)?.[1]);
    const release = this.place.github.state.releases(this.repository).find((each) => each.id === id);
    const [asset] = release?.draft ? release.assets.filter(({ state }) => state === "uploaded") : [];
    if (asset === undefined) return;
    this.meddled.add(asset.id);
    await this.asOutsider("DELETE", `releases/assets/${asset.id}`);
  }

  private async asOutsider(method: string, path: string, json?: object): Promise<{ id?: number }> {
    this.place.hook = undefined;
    const url = new URL(`${this.place.github.apiUrl}/repos/${this.repository}/${path}`);
    const body = json && Buffer.from(JSON.stringify(json));
    const headers = { authorization: `token ${this.outsider}`, ...(body && { "content-type": "application/json" }) };
    const answer = await begin(method, url, headers, body, false).answer;
    return answer.body.length === 0 ? {} : (JSON.parse(answer.body.toString()) as { id?: number });
  }
}

const OPERATIONS: readonly (readonly [string, RegExp, string])[] = [
  ["POST", /\/graphql$/, "graphql"],
  ["POST", /\/releases\/\d+\/assets$/, "repos/upload-release-asset"],
  ["GET", /\/releases\/\d+\/assets$/, "repos/list-release-assets"],
  ["GET", /\/releases\/assets\/\d+$/, "repos/get-release-asset"],
  ["PATCH", /\/releases\/assets\/\d+$/, "repos/update-release-asset"],
  ["DELETE", /\/releases\/assets\/\d+$/, "repos/delete-release-asset"],
  ["POST", /\/releases$/, "repos/create-release"],
  ["GET", /\/releases$/, "repos/list-releases"],
  ["GET", /\/releases\/\d+$/, "repos/get-release"],
  ["PATCH", /\/releases\/\d+$/, "repos/update-release"],
];

function operationOf(method: string, { pathname }: URL): string {
  const known = OPERATIONS.find(([verb, path]) => verb === method && path.test(pathname));
  return known?.[2] ?? `${method} ${pathname.replace(/^.*\/repos\/[^/]+\/[^/]+\//, "")}`;
}
