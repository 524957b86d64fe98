import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryHandOver, Inputs, type Kit, type Outputs, type Runtime } from "@slipway/action-kit";
import { githubForge, Patience, publish } from "@slipway/forge";
import { Problem, RELEASE_MANIFEST, sha256, writeDocument } from "@slipway/model";
import { type EmbeddedGitHub, type HttpSink, startGitHub, startHttpSink } from "@slipway/rehearsal";
import { expect, onTestFinished, vi } from "vitest";
import { releaseOf } from "../../../packages/channels/test/homebrew/support.ts";
import { parseInputs as parseNotify } from "../../notify/inputs.ts";
import { run as notify } from "../../notify/run.ts";
import { parseInputs as parseHomebrew } from "../../update-homebrew/inputs.ts";
import { run as updateHomebrew } from "../../update-homebrew/run.ts";
import { parseInputs as parseRegistries } from "../../update-registries/inputs.ts";
import { run as updateRegistries } from "../../update-registries/run.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";

export const PRODUCT = "acme/app";
/** Few and small: what is released is not what is looked at here. */
const MADE = { formats: ["zip"], targets: ["linux-amd64", "windows-amd64"] } as const;
const TAP = "acme/homebrew-tap";
const REGISTRIES = ["acme/scoop-bucket", "acme/packages"];
const CONFIG = "channels:\n  homebrew:\n    tap: acme/homebrew-tap\nnotify:\n  to: [slack]\n";

export interface Job {
  readonly outputs: Outputs;
  readonly summary: string;
  readonly log: string;
  /** What the runner is told to hide. */
  readonly masked?: readonly string[];
}

export interface World {
  readonly github: EmbeddedGitHub;
  readonly sink: HttpSink;
  /** A release, published and advertised, as the chain leaves it. */
  release(version: string, options?: { readonly prefix?: string; readonly advertise?: boolean }): Promise<void>;
  /** Its channels' jobs alone. */
  advertise(version: string, prefix?: string): Promise<void>;
  /** The action rollback as a job of its own. */
  act(inputs?: Readonly<Record<string, string>>, attempt?: number): Promise<Job>;
  /** What a person does by the API. */
  ask(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  remove(path: string): Promise<void>;
  /** An asset of a published release, by hand. */
  upload(tag: string, name: string, bytes: string | Buffer): Promise<void>;
  /** A re-run of the release's own publication. @returns whether it is latest */
  publishAgain(version: string): Promise<boolean>;
  /** What a user gets. */
  shown(): Promise<{ readonly latest: unknown; readonly formula: string | undefined; readonly messages: number }>;
  tap(...args: readonly string[]): string;
  /** A file of a repository's branch. */
  file(repository: string, path: string): string;
}

/** A product with tags and a configuration, a tap, and a sink for messages. */
export async function world({
  product = PRODUCT,
  immutable = false,
  isPrivate = false,
  config = CONFIG,
  registries = "",
  /** Further files of the product. */
  files = {} as Readonly<Record<string, string>>,
  /** By which people are told of releases. */
  told = "slipway.yml",
} = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-rollback-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  git(directory, "init", "-q", "-b", "main", "source");
  const source = join(directory, "source");
  for (const [name, text] of Object.entries({ "slipway.yml": config, ...files }))
    writeFileSync(join(source, name), text);
  git(source, "add", ".");
  git(source, "commit", "-qm", "first");
  for (const tag of ["v1.4.2", "v1.4.3", "v2.0.5", "v2.1.0", "v2.2.0", "v2.2.0-rc.1", "lib/v1.0.0", "lib/v1.1.0"]) {
    git(source, "tag", tag);
  }
  const sink = await startHttpSink();
  onTestFinished(() => sink.close());
  const github = await startGitHub({ directory: join(directory, "github") });
  onTestFinished(() => github.close());
  await github.createRepository({
    fullName: product,
    from: source,
    defaultBranch: "main",
    immutableReleases: immutable,
    private: isPrivate,
  });
  for (const fullName of REGISTRIES) await github.createRepository({ fullName, from: source, defaultBranch: "main" });
  const tap = await github.createRepository({ fullName: TAP, from: source, defaultBranch: "main" });
  const owner = github.issueToken({ login: "acme", repositories: "all", permissions: { contents: "write" } });
  const send = async (method: string, url: string, body?: string | Buffer, type = "application/json") => {
    const headers = { authorization: `Bearer ${owner}`, "content-type": type };
    const response = await fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body: new Uint8Array(Buffer.from(body)) }),
    });
    expect(response.ok, `${method} ${url}: ${response.status}`).toBe(true);
    return (await response.json()) as Record<string, unknown>;
  };
  const api = `${github.apiUrl}/repos/${product}`;
  const tapToken = github.issueToken({ login: "bot", repositories: [TAP], permissions: { contents: "write" } });
  // Names below localhost need not resolve; the server tells its parts by the address all the same.
  const loopback: typeof fetch = (url, init) => fetch(String(url).replace("//github.localhost", "//127.0.0.1"), init);
  const writer = github.issueToken({ login: "bot", repositories: REGISTRIES, permissions: { contents: "write" } });
  const credentials = ["acme/scoop-bucket", "mirror", "registry"].map((id) => `${id}: { token: ${writer} }`).join("\n");
  const secrets = { "tap-token": tapToken, "slack-webhook": `${sink.url}/slack`, "registry-credentials": credentials };
  let jobs = 0;
  const job = (attempt: number) => {
    const id = ++jobs;
    const permissions = { contents: "write" } as const;
    const { token } = github.startJob({ repository: product, runId: 7, jobId: `job-${id}`, permissions });
    const summary: string[] = [];
    const runtime: Runtime = {
      workspace: directory,
      temp: join(directory, `temp-${id}`),
      repository: product,
      ref: "refs/heads/main",
      sha: undefined,
      eventName: "workflow_dispatch",
      serverUrl: github.serverUrl,
      apiUrl: github.apiUrl,
      runId: "7",
      runnerOs: "linux",
      runnerArch: "x64",
      debug: false,
    };
    const quiet = () => {};
    const log: string[] = [];
    const info = (line: string) => void log.push(line);
    const kit: Kit = {
      runtime,
      log: { info, debug: quiet, notice: quiet, warning: quiet, group: async (_, body) => await body() },
      handOver: directoryHandOver(join(directory, "artifacts")),
      summarise: async (...blocks) => void summary.push(...blocks),
      exportVariable: quiet,
      addPath: quiet,
    };
    let now = Date.now();
    const time = {
      now: () => now,
      random: () => 0.5,
      sleep: async (milliseconds: number, signal?: AbortSignal) => {
        // A heartbeat goes on beside the work, and nothing here takes that long.
        if (signal) await new Promise((resolve) => signal.addEventListener("abort", resolve));
        else now += milliseconds;
      },
    };
    const around = { time, env: { GITHUB_RUN_ATTEMPT: String(attempt) }, fetch: loopback, addressDeadline: 0 };
    const from = (given: Readonly<Record<string, string>>) => new Inputs((name) => ({ token, ...given })[name] ?? "");
    return { runtime, kit, around, summary, log, from };
  };
  mkdirSync(join(directory, "artifacts"));

  const advertiseIt = async (version: string, prefix?: string) => {
    const tag = tagOf(version, prefix);
    const homebrew = job(1);
    await updateHomebrew(
      parseHomebrew(homebrew.from({ tag, tap: TAP, ...secrets }), homebrew.runtime),
      homebrew.kit,
      homebrew.around,
    );
    if (registries !== "") {
      const other = job(1);
      await updateRegistries(
        parseRegistries(other.from({ tag, channels: registries, credentials }), other.runtime),
        other.kit,
        { ...other.around, mask: () => {} },
      );
    }
    const news = job(1);
    await notify(parseNotify(news.from({ tag, ...secrets, config: `source/${told}` }), news.runtime), news.kit, {
      ...news.around,
      mask: () => {},
    });
  };

  return {
    github,
    sink,
    tap: (...args) => git(tap.gitDirectory, ...args),
    file: (repository, path) => git(github.state.repository(repository)?.gitDirectory ?? "", "show", path),
    ask: (method, path, body) => send(method, `${api}/${path}`, body && JSON.stringify(body)),
    publishAgain: async (version) => {
      const { manifest } = releaseOf(version, { serverUrl: github.serverUrl, repository: product, ...MADE });
      const { kit, around, from } = job(2);
      const patience = new Patience({ time: around.time });
      const { apiUrl } = github;
      const forge = githubForge({ repository: product, apiUrl, token: from({}).required("token"), patience });
      const text = writeDocument(RELEASE_MANIFEST, {
        ...manifest,
        tag: `v${version}`,
        commit: git(source, "rev-parse", "HEAD"),
      });
      const files = [
        ...manifest.artifacts.map(({ name, size, digests }) => ({ name, size, sha256: digests.sha256 })),
        { name: "release.json", size: Buffer.byteLength(text), sha256: sha256(text) },
      ].map((each) => ({ ...each, path: "/nowhere" }));
      const request = { manifest: JSON.parse(text), files, title: version, notes: "", draft: false, prerelease: false };
      const journal = { branch: "slipway/journal", run: { id: "8", attempt: 1 } };
      const deps = { log: kit.log, patience, journal, concurrency: 1 };
      return (await publish(forge, { ...request, latest: "auto" }, deps)).latest;
    },
    remove: async (path) => {
      const response = await fetch(`${api}/${path}`, {
        method: "DELETE",
        headers: { authorization: `Bearer ${owner}` },
      });
      expect(response.status).toBe(204);
    },
    upload: async (tag, name, bytes) => {
      const { upload_url } = await send("GET", `${api}/releases/tags/${tag}`);
      const url = `${String(upload_url).replace(/\{.*/, "")}?name=${name}`;
      await send("POST", url, bytes, "application/octet-stream");
    },
    release: async (version, { prefix, advertise = true } = {}) => {
      const tag = tagOf(version, prefix);
      const made = releaseOf(version, { serverUrl: github.serverUrl, repository: product, ...MADE });
      const text = writeDocument(RELEASE_MANIFEST, { ...made.manifest, tag, commit: git(source, "rev-parse", "HEAD") });
      const prerelease = version.includes("-");
      const draft = await send(
        "POST",
        `${api}/releases`,
        JSON.stringify({ tag_name: tag, draft: true, prerelease, body: `## New in ${version}\n` }),
      );
      const upload = String(draft.upload_url).replace(/\{.*/, "");
      for (const name of made.assets.keys())
        await send("POST", `${upload}?name=${name}`, name, "application/octet-stream");
      await send("POST", `${upload}?name=release.json`, text, "application/octet-stream");
      await send("PATCH", `${api}/releases/${draft.id}`, '{"draft":false}');
      if (advertise) await advertiseIt(version, prefix);
    },
    advertise: advertiseIt,
    act: async (given = {}, attempt = 1) => {
      const { runtime, kit, around, summary, log, from } = job(attempt);
      const masked: string[] = [];
      const outputs = await run(parseInputs(from({ ...secrets, reason: "it loses data", ...given }), runtime), kit, {
        ...around,
        mask: (secret) => void masked.push(secret),
        outputs: () => {},
      });
      return { outputs, summary: summary.join("\n"), log: log.join("\n"), masked };
    },
    shown: async () => {
      const latest = (await (
        await fetch(`${api}/releases/latest`, { headers: { authorization: `Bearer ${owner}` } })
      ).json()) as {
        tag_name?: string;
      };
      let formula: string | undefined;
      try {
        formula = /download\/(v[^/]+)\//.exec(git(tap.gitDirectory, "show", "main:Formula/app.rb"))?.[1];
      } catch {
        // None.
      }
      return { latest: latest.tag_name, formula, messages: sink.received.length };
    },
  };
}

const tagOf = (version: string, prefix?: string) => (prefix === undefined ? `v${version}` : `${prefix}/v${version}`);

export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => undefined,
    (failed: unknown) => failed,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

export async function twoReleases(options: Parameters<typeof world>[0] = {}): Promise<World> {
  const here = await world(options);
  await here.release("2.0.5");
  await here.release("2.1.0");
  return here;
}

export const release = ({ github }: World, tag: string) =>
  github.state.releases(PRODUCT).find((each) => each.tag === tag);

const isChange = (url: URL, { method = "GET", body }: RequestInit = {}) =>
  // They ask only: a query, notes that are stored nowhere, an advisory of nothing.
  method !== "GET" &&
  !/\/graphql$|\/generate-notes$/.test(url.pathname) &&
  !(url.pathname.endsWith("/security-advisories") && body === "{}");

/**
 * Every request to GitHub goes by `answer` from now on, until the test ends.
 * @param answer is given what the request really leads to
 */
export function intercept(
  answer: (url: URL, init: RequestInit, real: () => Promise<Response>) => Promise<Response>,
): void {
  const real = globalThis.fetch;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) =>
    answer(new URL(url), init, async () => await real(url, init)),
  );
  onTestFinished(() => void vi.unstubAllGlobals());
}

/** No request that fits is answered from now on. @returns ends it */
export function unanswered(fits: (url: URL) => boolean): () => void {
  intercept(async (url, _, real) => {
    if (fits(url)) throw new TypeError("fetch failed");
    return await real();
  });
  return () => vi.unstubAllGlobals();
}

/** Requests that change something at GitHub, from now on. */
export function changes(): string[] {
  const seen: string[] = [];
  intercept(async (url, init, real) => {
    if (isChange(url, init)) seen.push(`${init.method} ${url.pathname}`);
    return await real();
  });
  return seen;
}

/**
 * Runs a job that is killed at one of its changing requests: what it awaits then is never answered.
 * @param at tells whether this is the one; from 1
 * @returns whether it was killed
 */
export async function killed(
  work: () => Promise<unknown>,
  at: (count: number, init: RequestInit) => boolean,
  effect: "before" | "after",
): Promise<boolean> {
  const real = globalThis.fetch;
  let count = 0;
  let dead = false;
  const { promise: death, resolve: die } = Promise.withResolvers<true>();
  const never = new Promise<never>(() => {});
  globalThis.fetch = (async (url: string, init: RequestInit = {}) => {
    if (dead) return await never;
    if (!isChange(new URL(url), init) || !at(++count, init)) return await real(url, init);
    dead = true;
    if (effect === "after") await real(url, init);
    die(true);
    return await never;
  }) as typeof fetch;
  try {
    return await Promise.race([death, work().then(() => false)]);
  } finally {
    globalThis.fetch = real;
  }
}
