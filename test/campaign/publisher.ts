import { readFileSync } from "node:fs";
import { JOURNAL_BRANCH, type ReleaseManifest } from "@slipway/model";
import type { Engine } from "./engine.ts";
import type { Place } from "./place.ts";
import { randomFrom } from "./random.ts";
import type { Part } from "./scenario.ts";
import type { Actor, Stage } from "./stage.ts";
import { incoming, type WireAnswer } from "./wire.ts";

/** One request of a run; throws what a broken connection throws. */
export type Ask = (
  method: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: Buffer | undefined,
) => Promise<WireAnswer>;

export interface Publisher {
  readonly engine: Engine;
  readonly place: Place;
  readonly stage: Stage;
  readonly seed: string;
  readonly repository: string;
  readonly untagged: boolean;
  /** What the engine logs. */
  readonly tell: (line: string) => void;
}

/** The engine at work for one run: the clock is the stage's, and every request goes through `ask`. */
export function publisher(
  { engine, place, stage, seed, repository, untagged, tell }: Publisher,
  actor: Actor,
  part: Part,
  token: string,
  ask: Ask,
) {
  const { Patience, githubForge, publish, publishDraft } = engine.forge;
  const jitter = randomFrom(`${seed} ${actor.name} jitter`);
  const time = {
    now: () => stage.now,
    random: () => jitter.next(),
    sleep: (milliseconds: number, signal?: AbortSignal) => stage.sleep(actor, milliseconds, signal),
  };
  const patience = new Patience({ time, tell });
  const forge = githubForge({
    repository,
    apiUrl: place.github.apiUrl,
    token,
    patience,
    transport: {
      fetch: async (url, init) => {
        const headers = Object.fromEntries(new Headers(init.headers).entries());
        const body = typeof init.body === "string" ? Buffer.from(init.body) : undefined;
        const answer = await ask(init.method ?? "GET", new URL(url), headers, body);
        const empty = answer.status === 204 || answer.status === 304;
        const { status } = answer;
        return new Response(empty ? null : new Uint8Array(answer.body), { status, headers: answer.headers });
      },
      exchange: async ({ operation, method, url, headers, file }) => {
        const body = file && readFileSync(file.path);
        try {
          return incoming(await ask(method, url, headers, body));
        } catch (error) {
          throw new engine.forge.RequestFailure({ operation, reason: (error as Error).message });
        }
      },
    },
  });
  const journal = { branch: JOURNAL_BRANCH, run: { id: part.runId, attempt: part.attempt } };
  const deps = {
    log: { info: tell, warning: tell },
    patience,
    concurrency: 3,
    journal,
    cancelled: actor.cancel.signal,
  };
  if (part.mode === "reviewed") return publishDraft(forge, { tag: part.tag, latest: "auto" }, deps);
  const files = place.builds[part.build];
  const prerelease = part.tag.includes("-");
  const manifest: ReleaseManifest = {
    kind: "slipway-release",
    schemaVersion: 1,
    project: { name: "app" },
    version: part.tag.slice(1),
    tag: part.tag,
    prerelease,
    commit: place.commit,
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
  const newTag = untagged && { newTag: { message: part.tag, time: new Date(stage.now).toISOString() } };
  return publish(forge, { manifest, files, ...texts, draft, prerelease, latest: "auto", ...newTag }, deps);
}
