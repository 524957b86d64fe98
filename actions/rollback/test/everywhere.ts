import { execFileSync } from "node:child_process";
import diagnostics from "node:diagnostics_channel";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { directoryHandOver, Inputs, type Kit, type Runtime } from "@slipway/action-kit";
import { sha256 } from "@slipway/model";
import {
  type EmbeddedGitHub,
  type HttpSink,
  type MailSink,
  type S3Server,
  startGitHub,
  startHttpSink,
  startMailSink,
  startS3,
} from "@slipway/rehearsal";
import * as openpgp from "openpgp";
import { type Doorkeeper, startPutServer } from "../../../packages/rehearsal/src/channels/put-server.ts";
import { parseInputs as parseNotify } from "../../notify/inputs.ts";
import { run as notify } from "../../notify/run.ts";
import { parseInputs as parsePublish } from "../../publish-release/inputs.ts";
import { run as publishRelease } from "../../publish-release/run.ts";
import { parseInputs as parseHomebrew } from "../../update-homebrew/inputs.ts";
import { run as updateHomebrew } from "../../update-homebrew/run.ts";
import { parseInputs as parseRegistries } from "../../update-registries/inputs.ts";
import { run as updateRegistries } from "../../update-registries/run.ts";
import { parseInputs } from "../inputs.ts";
import { run } from "../run.ts";
import { makeRelease } from "./made.ts";
import type { Job } from "./world.ts";

/** A product, its releases by the real actions, and every kind of place to which they are brought, on this machine. */

export const PRODUCT = "acme/app";
export const TAP = "acme/homebrew-tap";
export const REVIEWED = "acme/homebrew-reviewed";
export const BUCKET = "acme/scoop-bucket";
export const REVIEWED_BUCKET = "acme/scoop-reviewed";
export const PAGES = "acme/pages";
export const BACKUP = "acme/backup";

/** Where the parts of the world listen. */
export interface Addresses {
  readonly put: string;
  readonly s3: string;
  readonly smtp: number;
}

const TAPS = `  homebrew:
    - { tap: ${TAP}, cask: true, versioned: [minor] }
    - { tap: ${REVIEWED}, via: pull-request }
  scoop:
    - { bucket: ${BUCKET} }
    - { bucket: ${REVIEWED_BUCKET}, via: pull-request }
`;
const stores = ({
  put,
  s3,
}: Addresses) => `  apt: { to: { http: { url: "${put}/apt", authentication: none } }, url: "${put}/apt", prereleaseSuite: testing }
  rpm: { to: { s3: { endpoint: "${s3}", pathStyle: true, bucket: packages, prefix: rpm } } }
  registries:
    - { id: nexus, to: { http: { url: "${put}/raw" } }, files: ["*.tar.gz"] }
    - { id: bucket, to: { s3: { endpoint: "${s3}", pathStyle: true, bucket: things } }, files: ["*SUMS"] }
`;
const mirrors = ({ put }: Addresses) => `  mirrors:
    - { id: pages, url: "https://acme.example.org/m", to: { branch: { repository: ${PAGES}, branch: gh-pages } } }
    - { id: cdn, url: "${put}/cdn", to: { http: { url: "${put}/cdn", authentication: none } } }
    - { id: backup, url: "https://github.com/${BACKUP}/releases/download", to: { github: { repository: ${BACKUP} } } }
`;
const NEWS = `notify:
  to:
    - slack
    - discord
    - teams
    - webhook
    - { messenger: email, host: smtp.example.org, from: "App <app@example.org>", to: [all@example.org] }
`;

/** The configuration of a project that tells everybody. */
const EVERY_CHANNEL = (at: Addresses) => `channels:\n${TAPS}${stores(at)}${mirrors(at)}${NEWS}`;

interface EverywhereOptions {
  readonly immutable?: boolean;
  /** Configurations by path in the repository; `slipway.yml` is that of the project `app`. */
  readonly configs?: (at: Addresses) => Readonly<Record<string, string>>;
  readonly packages?: boolean;
}

interface ReleaseOptions {
  /** Of a repository of several projects: its configuration is `<project>/slipway.yml`, its tags `<project>/v…`. */
  readonly project?: string;
  /** Only these are run after the publication. */
  readonly only?: readonly ("registries" | "homebrew" | "notify")[];
}

export interface Everywhere {
  readonly github: EmbeddedGitHub;
  readonly sink: HttpSink;
  readonly mail: MailSink;
  readonly s3: S3Server;
  /** What the server that takes PUT holds. */
  readonly files: string;
  readonly put: string;
  readonly publicKey: string;
  /** By publish-release, update-registries, update-homebrew and notify, as the chain runs them. */
  release(version: string, options?: ReleaseOptions): Promise<void>;
  /** The action rollback as a job of its own. */
  act(inputs?: Readonly<Record<string, string>>, attempt?: number): Promise<Job>;
  /** A re-run of one of the release's jobs. */
  again(version: string, only: ReleaseOptions["only"], project?: string): Promise<void>;
  /** What a person does by the API. */
  ask(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  /** A file of a repository's branch; undefined: there is none. */
  file(repository: string, path: string): string | undefined;
  /** What a user of each channel gets. */
  shown(): Promise<Readonly<Record<string, unknown>>>;
  /** Everything that any server holds, by digest. */
  everything(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const MOMENT = Math.floor(Date.now() / 1000) - 90 * 86_400;

export async function everywhere(options: EverywhereOptions = {}): Promise<Everywhere> {
  const { immutable = false, packages = true } = options;
  const directory = mkdtempSync(join(tmpdir(), "slipway-everywhere-"));
  // apt reads as a user of its own.
  chmodSync(directory, 0o755);
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const files = join(directory, "put");
  const basic = `Basic ${Buffer.from("ci:pass-1").toString("base64")}`;
  const put = await startPutServer(
    files,
    new Map<string, Doorkeeper | undefined>([
      ["apt", undefined],
      ["cdn", undefined],
      ["raw", ({ headers }) => headers.authorization === basic],
    ]),
  );
  const s3 = await startS3(["packages", "things"], new Map([["key-1", "secret-1"]]));
  const sink = await startHttpSink();
  const mail = await startMailSink();
  const at: Addresses = { put: put.url, s3: s3.url, smtp: mail.port };
  const configs = options.configs?.(at) ?? { "slipway.yml": EVERY_CHANNEL(at) };
  const source = join(directory, "source");
  git(directory, "init", "-q", "-b", "main", "source");
  for (const [path, text] of Object.entries(configs)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  git(source, "add", ".");
  git(source, "commit", "-qm", "first");
  const commit = git(source, "rev-parse", "HEAD");
  for (const project of ["", ...Object.keys(configs).flatMap((path) => (path.includes("/") ? [dirname(path)] : []))]) {
    for (const version of ["1.4.2", "1.4.3", "2.0.0", "2.0.5", "2.1.0", "2.2.0", "2.2.0-rc.1", "2.2.0-rc.2"]) {
      git(source, "tag", `${project === "" ? "" : `${project}/`}v${version}`);
    }
  }
  const github = await startGitHub({ directory: join(directory, "github") });
  const repository = async (fullName: string, immutableReleases = false) =>
    await github.createRepository({ fullName, from: source, defaultBranch: "main", immutableReleases });
  await repository(PRODUCT, immutable);
  const others = [TAP, REVIEWED, BUCKET, REVIEWED_BUCKET, PAGES, BACKUP];
  for (const name of others) await repository(name);
  const owner = github.issueToken({
    login: "acme",
    repositories: "all",
    permissions: { contents: "write", "pull-requests": "write" },
  });
  const bot = github.issueToken({
    login: "bot",
    repositories: others,
    permissions: { contents: "write", "pull-requests": "write", issues: "write" },
  });
  const { privateKey, publicKey } = await openpgp.generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: [{ name: "Packages", email: "packages@example.org" }],
    date: new Date((MOMENT - 86_400) * 1000),
  });
  const keys = '{ "access-key-id": key-1, "secret-access-key": secret-1 }';
  const registries = [
    ...[BUCKET, REVIEWED_BUCKET, "pages", "backup"].map((id) => `${id}: { token: ${bot} }`),
    "nexus: { username: ci, password: pass-1 }",
    ...["rpm", "bucket"].map((id) => `${id}: ${keys}`),
  ].join("\n");
  const messengers = {
    "slack-webhook": `${sink.url}/slack`,
    "discord-webhook": `${sink.url}/discord`,
    "teams-webhook": `${sink.url}/teams`,
    "webhook-url": `${sink.url}/webhook`,
    "webhook-secret": Buffer.from("a".repeat(32)).toString("base64"),
  };
  const mailServer = `email: { server: "smtp://127.0.0.1:${mail.port}" }`;
  const secrets = {
    "tap-token": bot,
    "registry-credentials": registries,
    "openpgp-key": privateKey,
    ...messengers,
    "messenger-credentials": mailServer,
  };
  // Names below localhost need not resolve; the server tells its parts by the address all the same.
  const loopback: typeof fetch = (url, init) => fetch(String(url).replace("//github.localhost", "//127.0.0.1"), init);

  let jobs = 0;
  const job = (artifacts: string, attempt: number, runId: number) => {
    const id = ++jobs;
    const { token } = github.startJob({
      repository: PRODUCT,
      runId,
      jobId: `job-${id}`,
      permissions: { contents: "write" },
    });
    const summary: string[] = [];
    const log: string[] = [];
    const runtime: Runtime = {
      workspace: directory,
      temp: join(directory, `temp-${id}`),
      repository: PRODUCT,
      ref: "refs/heads/main",
      sha: undefined,
      eventName: "workflow_dispatch",
      serverUrl: github.serverUrl,
      apiUrl: github.apiUrl,
      runId: String(runId),
      runnerOs: "linux",
      runnerArch: "x64",
      debug: false,
    };
    const quiet = () => {};
    const kit: Kit = {
      runtime,
      log: {
        info: (line) => void log.push(line),
        warning: (line) => void log.push(line),
        debug: quiet,
        notice: quiet,
        group: async (_, body) => await body(),
      },
      handOver: directoryHandOver(artifacts),
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
    const env = { GITHUB_RUN_ATTEMPT: String(attempt) };
    const around = { time, env, fetch: loopback, addressDeadline: 0, mask: quiet };
    const from = (given: Readonly<Record<string, string>>) => new Inputs((name) => ({ token, ...given })[name] ?? "");
    return { runtime, kit, around, summary, log, from };
  };

  const made = new Map<string, Readonly<Record<string, string>>>();
  const runs = new Map<string, number>();
  const tell = async (tag: string, only: ReleaseOptions["only"], attempt: number) => {
    const artifacts = join(directory, "artifacts", tag);
    const given = made.get(tag) ?? {};
    const runId = runs.get(tag) ?? 0;
    const steps = {
      registries: async () => {
        const { kit, around, from, runtime } = job(artifacts, attempt, runId);
        const inputs = { ...given, credentials: registries, "openpgp-key": privateKey };
        await updateRegistries(parseRegistries(from(inputs), runtime), kit, around);
      },
      homebrew: async () => {
        const { kit, around, from, runtime } = job(artifacts, attempt, runId);
        await updateHomebrew(parseHomebrew(from({ ...given, "tap-token": bot }), runtime), kit, around);
      },
      notify: async () => {
        const { kit, around, from, runtime } = job(artifacts, attempt, runId);
        await notify(parseNotify(from({ ...given, ...messengers, credentials: mailServer }), runtime), kit, around);
      },
    };
    for (const name of only ?? (["registries", "homebrew", "notify"] as const)) await steps[name]();
  };
  const tagFor = (version: string, project: string | undefined) =>
    project === undefined ? `v${version}` : `${project}/v${version}`;

  const gitDirectory = (name: string) => github.state.repository(name)?.gitDirectory ?? "";
  const file = (name: string, path: string) => {
    try {
      return git(gitDirectory(name), "show", path);
    } catch {
      return undefined;
    }
  };
  const ask: Everywhere["ask"] = async (method, path, body) => {
    const response = await fetch(`${github.apiUrl}/repos/${path}`, {
      method,
      headers: { authorization: `Bearer ${owner}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 204) return {};
    const answer = (await response.json()) as Record<string, unknown>;
    return response.ok ? answer : { ...answer, status: response.status };
  };
  const put1 = (path: string) => {
    try {
      return readFileSync(join(files, path), "utf8");
    } catch {
      return undefined;
    }
  };
  const latestOf = async (name: string) => (await ask("GET", `${name}/releases/latest`)).tag_name ?? null;
  const pointer = (text: string | undefined) => (text === undefined ? null : JSON.parse(text).version);
  /** Version of a formula or cask. */
  const manifest = (name: string, path: string) =>
    /^\s*version "([^"]+)"/m.exec(file(name, `main:${path}`) ?? "")?.[1] ?? null;

  return {
    github,
    sink,
    mail,
    s3,
    files,
    put: put.url,
    publicKey,
    ask,
    file,
    release: async (version, { project, only } = {}) => {
      const tag = tagFor(version, project);
      const artifacts = join(directory, "artifacts", tag);
      const { planDigest, manifestDigest } = await makeRelease({
        directory: artifacts,
        project: project ?? "app",
        version,
        tag,
        commit,
        repository: PRODUCT,
        config: configs[project === undefined ? "slipway.yml" : `${project}/slipway.yml`] ?? "",
        timestamp: MOMENT + 86_400 * runs.size,
        packages,
      });
      const given = { "plan-digest": planDigest, "manifest-digest": manifestDigest };
      made.set(tag, given);
      runs.set(tag, 100 + runs.size);
      const { kit, around, from, runtime } = job(artifacts, 1, runs.get(tag) ?? 0);
      const inputs = parsePublish(from({ ...given, notes: `## New in ${version}` }), runtime);
      await publishRelease(inputs, kit, around.time, around.env);
      await tell(tag, only, 1);
    },
    again: async (version, only, project) => await tell(tagFor(version, project), only, 2),
    act: async (given = {}, attempt = 1) => {
      const { runtime, kit, around, summary, log, from } = job(join(directory, "artifacts"), attempt, 7);
      const inputs = parseInputs(from({ ...secrets, reason: "it loses data", ...given }), runtime);
      const outputs = await run(inputs, kit, { ...around, outputs: () => {} });
      return { outputs, summary: summary.join("\n"), log: log.join("\n") };
    },
    shown: async () => ({
      latest: await latestOf(PRODUCT),
      tap: manifest(TAP, "Formula/app.rb"),
      cask: manifest(TAP, "Casks/app.rb"),
      reviewed: manifest(REVIEWED, "Formula/app.rb"),
      pulls: [REVIEWED, REVIEWED_BUCKET].flatMap((name) =>
        (github.state.repository(name)?.pulls ?? [])
          .filter(({ state }) => state === "open")
          .map(({ title }) => `${name.split("/")[1]}: ${title}`),
      ),
      scoop: pointer(file(BUCKET, "main:bucket/app.json")),
      apt: aptVersions(put1("apt/dists/stable/main/binary-amd64/Packages")),
      rpm: rpmVersions(s3),
      pages: pointer(file(PAGES, "gh-pages:latest.json")),
      cdn: pointer(put1("cdn/latest.json")),
      backup: await latestOf(BACKUP),
    }),
    everything: () => ({
      ...heldBy(github),
      ...Object.fromEntries([...s3.objects].map(([key, { bytes }]) => [`s3 ${key}`, sha256(bytes)])),
      ...Object.fromEntries(filesBelow(files).map((path) => [`put ${path}`, sha256(readFileSync(join(files, path)))])),
      messages: String(sink.received.length),
      mails: String(mail.received.length),
    }),
    close: async () => {
      await Promise.all([github.close(), put.close(), s3.stop(), sink.close(), mail.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Everything that a GitHub server holds, by digest: refs, pull requests, releases with their assets. */
export function heldBy({ state }: Pick<EmbeddedGitHub, "state">): Readonly<Record<string, string>> {
  return Object.fromEntries(
    state.repositories().flatMap(({ fullName, releases, pulls, gitDirectory }) => [
      [`${fullName} refs`, execFileSync("git", ["for-each-ref"], { cwd: gitDirectory, encoding: "utf8" })],
      [`${fullName} pulls`, JSON.stringify(pulls)],
      ...releases.map(({ assets, ...release }) => {
        // How often they were downloaded is nobody's change.
        const held = assets.map(({ id, name, digest, state: upload }) => [id, name, digest, upload]);
        const text = JSON.stringify({ ...release, held: sha256(JSON.stringify(held)) });
        return [`${fullName} release ${release.tag}`, text];
      }),
    ]),
  );
}

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

const aptVersions = (index: string | undefined) =>
  [...(index ?? "").matchAll(/^Package: (.+)\nVersion: (.+)$/gm)].map(([, name, version]) => `${name} ${version}`);

/** By repomd.xml, as dnf reads it. */
function rpmVersions({ objects }: S3Server): readonly string[] {
  const text = (key: string) => objects.get(`packages/rpm/stable/${key}`)?.bytes;
  const primary = /<data type="primary">[\s\S]*?href="([^"]+)"/.exec(
    text("repodata/repomd.xml")?.toString() ?? "",
  )?.[1];
  const bytes = primary === undefined ? undefined : text(primary);
  if (bytes === undefined) return [];
  const xml = gunzipSync(bytes).toString("utf8");
  return [...xml.matchAll(/<name>(.+?)<\/name>[\s\S]*?<version [^>]*ver="([^"]+)"/g)].map(
    ([, name, version]) => `${name} ${version}`,
  );
}

/** Every request of this process that changes something at any server, whatever library sends it, from now on. */
export function changesAnywhere(github: EmbeddedGitHub): { readonly seen: string[]; stop(): void } {
  const seen: string[] = [];
  const note = (method: string, path: string) => {
    // Both ask only: a query, and notes that are stored nowhere.
    if (/^(?:GET|HEAD)$/.test(method) || /\/graphql$|\/generate-notes$/.test(path)) return;
    seen.push(`${method} ${path}`);
  };
  const fetched = (message: unknown) => {
    const { request } = message as { request: { method: string; path: string } };
    note(request.method, request.path);
  };
  const asked = (message: unknown) => {
    const { request } = message as { request: { method: string; path: string } };
    note(request.method, request.path);
  };
  diagnostics.subscribe("undici:request:create", fetched);
  diagnostics.subscribe("http.client.request.start", asked);
  const pushes = () => github.requests.byOperation["git-http/push"] ?? 0;
  const before = pushes();
  return {
    get seen() {
      return [...seen, ...Array.from({ length: pushes() - before }, () => "git push")];
    },
    stop: () => {
      diagnostics.unsubscribe("undici:request:create", fetched);
      diagnostics.unsubscribe("http.client.request.start", asked);
    },
  };
}
