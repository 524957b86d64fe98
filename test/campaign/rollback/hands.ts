import { AsyncLocalStorage } from "node:async_hooks";
import type { Kit } from "@slipway/action-kit";
import type { Channel, ChannelRelease, Outcome } from "@slipway/channels";
import { JOURNAL_BRANCH, type JournalRun, type RollbackPlan } from "@slipway/model";
import { NO_ROLLBACK_RULES } from "@slipway/planning";
import type { RollbackChannel, RollbackDeps, RollbackRequest } from "@slipway/rollback";
import type { Engine } from "../engine.ts";
import type { Place } from "../place.ts";
import type { Ask } from "../publisher.ts";
import { randomFrom } from "../random.ts";
import type { Actor, Stage } from "../stage.ts";
import { incoming, type WireAnswer } from "../wire.ts";
import { bytesAt } from "./editions.ts";
import { SECRETS } from "./shelf.ts";
import type { World } from "./world.ts";

/** What messengers post with is Node's own `fetch`; each run's goes its own way. */
const running = new AsyncLocalStorage<typeof fetch>();
const real = globalThis.fetch;

/** From now on, and for this process: requests of runs go through their traffic, those of others as ever. */
export function divertFetch(): void {
  globalThis.fetch = (input, init) => (running.getStore() ?? real)(input, init);
}

export interface HandsOptions {
  readonly engine: Engine;
  readonly place: Place;
  readonly stage: Stage;
  readonly world: World;
  readonly seed: string;
  readonly actor: Actor;
  readonly token: string;
  readonly run: JournalRun;
  readonly ask: Ask;
  readonly tell: (line: string) => void;
}

const REASON = "it loses data";

/** The real code at work for one run: the clock is the stage's, and every request goes through `ask`. */
export class Hands {
  private readonly options: HandsOptions;
  private readonly patience;
  private readonly forge;
  private readonly fetch: typeof fetch;
  private readonly transport;
  private readonly log;

  constructor(options: HandsOptions) {
    const { engine, place, stage, world, seed, actor, token, ask, tell } = options;
    this.options = options;
    const jitter = randomFrom(`${seed} ${actor.name} jitter`);
    const time = {
      now: () => stage.now,
      random: () => jitter.next(),
      sleep: (milliseconds: number, signal?: AbortSignal) => stage.sleep(actor, milliseconds, signal),
    };
    this.log = { info: tell, warning: tell };
    this.patience = new engine.forge.Patience({ time, tell });
    this.fetch = fetchBy(ask);
    this.transport = {
      fetch: this.fetch,
      exchange: async ({ operation, method, url, headers, file }) => {
        try {
          return incoming(await ask(method, url, headers, file && bytesAt(file.path)));
        } catch (error) {
          throw new engine.forge.RequestFailure({ operation, reason: (error as Error).message });
        }
      },
    } satisfies NonNullable<Parameters<typeof engine.forge.githubForge>[0]["transport"]>;
    this.forge = engine.forge.githubForge({
      repository: world.product,
      apiUrl: place.github.apiUrl,
      token,
      patience: this.patience,
      transport: this.transport,
    });
  }

  /** A plan; nothing is changed. */
  async plan(operation: "rollback" | "abort", to?: string): Promise<RollbackPlan> {
    return await running.run(this.fetch, async () => {
      const { gatherRollback, planRollback } = this.options.engine.rollback;
      return planRollback((await gatherRollback(this.request(operation, to), this.rollbackDeps())).facts);
    });
  }

  /** @param seen is told of the plan that is made now, before anything is changed */
  async execute(
    operation: "rollback" | "abort",
    seen: (plan: RollbackPlan) => void,
    {
      to,
      approved,
      whole,
    }: { readonly to?: string | undefined; readonly approved?: RollbackPlan | undefined; readonly whole: boolean },
  ): Promise<{ readonly changed: boolean; readonly failed: readonly string[] }> {
    return await running.run(this.fetch, async () => {
      const { gatherRollback, planRollback, executeRollback } = this.options.engine.rollback;
      const deps = this.rollbackDeps();
      const gathered = await gatherRollback(this.request(operation, approved?.to.tag ?? to), deps);
      const plan = planRollback(gathered.facts);
      seen(plan);
      const approval = approved && { digest: approved.digest, ...(whole && { plan: approved }) };
      const { changed, outcomes } = await executeRollback(gathered, plan, deps, approval);
      return { changed, failed: failuresOf(outcomes) };
    });
  }

  /** A release's own workflow: published, then advertised. */
  async release(tag: string): Promise<{ readonly done: string; readonly failed: readonly string[] }> {
    return await running.run(this.fetch, async () => {
      const { engine, world, run, actor, place } = this.options;
      const { manifest, files } = world.edition(tag);
      const { forge, patience, log } = this;
      const journal = { branch: JOURNAL_BRANCH, run };
      const deps = { log, patience, concurrency: 2, journal, cancelled: actor.cancel.signal };
      const texts = { title: tag, notes: `## New in ${tag}\n` };
      const { prerelease } = manifest;
      const request = { manifest, files, ...texts, draft: false, prerelease, latest: "auto" as const };
      const { done } = await engine.forge.publish(forge, request, deps);
      const { branchChannelLedger } = engine.forge;
      const ledger = branchChannelLedger({ forge, patience, log, branch: JOURNAL_BRANCH, tag, run });
      const release = engine.channels.channelRelease({
        manifest,
        serverUrl: place.github.serverUrl,
        repository: world.product,
        file: nothingInside,
      });
      const channels = await Promise.all(this.channels("release").map(({ make }) => make()));
      const outcomes = await engine.channels.runChannels(channels as Channel[], release, {
        log,
        patience,
        ledger,
        dryRun: false,
        fetch: this.fetch,
        cancelled: actor.cancel.signal,
      });
      return { done, failed: failuresOf(outcomes) };
    });
  }

  private request(operation: "rollback" | "abort", to: string | undefined): RollbackRequest {
    const { implicit, bad } = this.options.world.scenario;
    return {
      operation,
      mode: "normal",
      notify: true,
      version: implicit ? undefined : bad,
      toVersion: operation === "abort" ? undefined : to,
      reason: operation === "abort" ? undefined : REASON,
      leaveOut: [],
    };
  }

  private rollbackDeps(): RollbackDeps {
    const { engine, place, world, token, run, actor } = this.options;
    const { forge, patience, transport, log } = this;
    const options = { repository: world.product, apiUrl: place.github.apiUrl, token, patience, transport };
    const runtime = { serverUrl: place.github.serverUrl, temp: "/nowhere", workspace: "/nowhere" };
    const kit = { runtime, log } as unknown as Kit;
    const take = engine.take.takeChannelRelease;
    return {
      forge,
      list: () => engine.forge.listGithubReleases(options),
      releaseOf: async (tag): Promise<ChannelRelease> =>
        (await take({ from: "tag", tag }, kit, forge, { dryRun: false })).release,
      channels: async () => this.channels("rollback"),
      hosts: async () => [],
      // What the project says is a table of cases elsewhere; asked for here it would only cost time.
      rules: async () => ({
        settings: NO_ROLLBACK_RULES,
        place: "slipway.yml",
        config: undefined,
        rehearsal: undefined,
      }),
      patience,
      log,
      run,
      journal: world.scenario.journal === "off" ? undefined : JOURNAL_BRANCH,
      fetch: this.fetch,
      cancelled: actor.cancel.signal,
    };
  }

  private channels(type: "release" | "rollback"): readonly RollbackChannel[] {
    const { engine, place, world, token } = this.options;
    const { patience, log, fetch } = this;
    const { homebrew, scoop, messenger, news } = world.settings;
    const { channels, bad } = world.scenario;
    const repository = () =>
      engine.channels.githubRepository({
        repository: world.packages,
        apiUrl: place.github.apiUrl,
        token,
        patience,
        log,
        fetch,
      });
    const of = {
      homebrew: () => engine.channels.homebrewTap(repository(), homebrew),
      scoop: () => engine.scoop.scoopBucket(repository(), scoop),
      message: () =>
        engine.messages.messageChannel({
          news,
          messenger,
          type: type === "rollback" && bad.includes("-") ? "prerelease" : "release",
          secrets: SECRETS,
          patience,
          tell: log.info,
        }),
    };
    return channels.map((each) => {
      const channel = of[each]() as Channel;
      const { id, kind, title } = channel;
      return { id, kind, title, make: async () => channel };
    });
  }
}

const failuresOf = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((each) => (each.type === "failed" ? [`${each.id}: ${each.problem.code}`] : []));

const nothingInside = async (): Promise<never> => {
  throw new Error("nobody looks into packages here");
};

/** As Node's own, as far as the code uses it: redirects are followed, without the token to other hosts. */
function fetchBy(ask: Ask): typeof fetch {
  return async (input, init = {}) => {
    let url = new URL(String(input).replace("//github.localhost", "//127.0.0.1"));
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    const body = typeof init.body === "string" ? Buffer.from(init.body) : undefined;
    const method = init.method ?? "GET";
    for (;;) {
      const answer = await ask(method, url, headers, body);
      const { location } = answer.headers;
      const moved = [301, 302, 307, 308].includes(answer.status) && location !== undefined && method === "GET";
      if (!moved || init.redirect === "manual") return responseOf(answer);
      const next = new URL(location.replace("//github.localhost", "//127.0.0.1"), url);
      if (next.host !== url.host) delete headers.authorization;
      url = next;
    }
  };
}

function responseOf({ status, headers, body, broken }: WireAnswer): Response {
  if (status === 204 || status === 304) return new Response(null, { status, headers });
  if (!broken) return new Response(new Uint8Array(body), { status, headers });
  const stream = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new Uint8Array(body));
      controller.error(new TypeError("terminated"));
    },
  });
  return new Response(stream, { status, headers });
}
