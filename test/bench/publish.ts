import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { devNull } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Forge, githubForge, Patience, publish as publishRelease } from "@slipway/forge";
import { type Artifact, Fingerprinter, type ReleaseManifest } from "@slipway/model";
import { type EmbeddedGitHub, startGitHub } from "@slipway/rehearsal";
import { type Benchmark, type Contender, compare, median, type Row } from "./benchmark.ts";

const REPOSITORY = "acme/app";
const CONCURRENCY = 4;

interface Asset {
  readonly path: string;
  readonly artifact: Artifact;
}

/** A whole publication by the engine beside the uploads alone by `http.request`: the same server, files and concurrency. */
function publication(name: string, count: number, size: number): Benchmark {
  return {
    name,
    title: `${count} assets of ${size / 1e6} MB to the embedded GitHub, ${CONCURRENCY} at a time`,
    async run(bench) {
      const assets = await assetsOf(join(bench.inputs, `assets-${count}-${size}`), count, size);
      let waited = 0;
      const uploads: number[] = [];
      const ours = async (server: Server) => {
        const spent = await throughForge(server, assets);
        waited = spent.waited;
        uploads.push(spent.uploads);
      };
      const contenders: Contender[] = [
        { who: "Slipway", run: (outputs) => timed(outputs, assets, ours) },
        { who: "http.request", run: (outputs) => timed(outputs, assets, (server) => throughPipe(server, assets)) },
      ];
      const rows = await compare({ ...bench, rounds: Math.max(bench.rounds, ROUNDS) }, contenders);
      const [one, other] = rows.map(({ seconds }) => seconds ?? Number.NaN);
      return {
        rows,
        facts: [
          `throughput: ${((other ?? 0) / median(uploads)).toFixed(2)} of the bare requests' in the uploads (${median(uploads).toFixed(2)} s), ${((other ?? 0) / (one ?? 1)).toFixed(2)} with all else (look-up, draft, journal, comparison, publication); medians of ${Math.max(bench.rounds, ROUNDS)} rounds in turn`,
          `without ${waited.toFixed(0)} s of waiting for GitHub's pace of new content (75 a minute, 480 an hour)`,
          "client and server share a process; the server writes the bytes to disk, takes digests and checks every request and answer",
        ],
      };
    },
  };
}

/** The machine's load changes from one moment to the next: both go in turn. */
const ROUNDS = 3;

export const publish: Benchmark = publication("publish", 200, 1_000_000);
export const publishTiny: Benchmark = publication("publish-tiny", 200, 10_000);
export const publishLarge: Benchmark = publication("publish-large", 20, 50_000_000);

async function assetsOf(folder: string, count: number, size: number): Promise<Asset[]> {
  await mkdir(folder, { recursive: true });
  const assets: Asset[] = [];
  const content = Buffer.alloc(size, "what an asset holds is nothing to the way that it goes\n");
  for (let n = 0; n < count; n++) {
    const name = `asset-${n}.bin`;
    content.writeUInt32LE(n, 0);
    const print = new Fingerprinter();
    print.update(content);
    const { size, ...digests } = print.finish();
    await writeFile(join(folder, name), content);
    assets.push({ path: join(folder, name), artifact: { name, kind: "archive", size, digests, signatures: [] } });
  }
  return assets;
}

interface Server {
  readonly github: EmbeddedGitHub;
  readonly token: string;
  readonly commit: string;
}

/** Time of `work` against a server of its own. */
async function timed(
  outputs: string,
  assets: readonly Asset[],
  work: (server: Server) => Promise<void>,
): Promise<Omit<Row, "who">> {
  const source = join(outputs, "source");
  await mkdir(source);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=n", "-c", "user.email=e@example.org", ...args], {
      cwd: source,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: devNull },
    }).trim();
  git("init", "-q", "-b", "main");
  git("commit", "-q", "--allow-empty", "-m", "x");
  for (const tag of ["v0.1.0", "v1.0.0"]) git("tag", tag);
  const commit = git("rev-parse", "HEAD");
  const github = await startGitHub({ directory: join(outputs, "github") });
  try {
    await github.createRepository({ fullName: REPOSITORY, from: source, defaultBranch: "main" });
    const permissions = { contents: "write" } as const;
    const { token } = github.startJob({ repository: REPOSITORY, runId: 1, jobId: "publish", permissions });
    // The server compiles what it checks by when it first needs it; that is nobody's time.
    await throughForge({ github, token, commit }, assets.slice(0, 1), "v0.1.0");
    await throughPipe({ github, token, commit }, assets.slice(0, 1), "v0.0.0");
    const begin = performance.now();
    const cpu = process.cpuUsage();
    await work({ github, token, commit });
    const seconds = (performance.now() - begin) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const bytes = assets.reduce((sum, { artifact }) => sum + artifact.size, 0);
    return { seconds, bytes, cpu: (user + system) / 1e6 };
  } finally {
    await github.close();
  }
}

interface Spent {
  /** Seconds of waiting, which passed at once. */
  readonly waited: number;
  /** Seconds from the beginning of the first upload to the end of the last. */
  readonly uploads: number;
}

async function throughForge(
  { github, token, commit }: Server,
  assets: readonly Asset[],
  tag = "v1.0.0",
): Promise<Spent> {
  let skipped = 0;
  const time = {
    now: () => Date.now() + skipped,
    random: Math.random,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      if (signal) return await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      const end = Date.now() + skipped + milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      skipped = Math.max(skipped, end - Date.now());
    },
  };
  const patience = new Patience({ time });
  const real = githubForge({ repository: REPOSITORY, apiUrl: github.apiUrl, token, patience });
  const moments: number[] = [];
  const forge: Forge = {
    ...real,
    uploadAsset: async (...args) => {
      moments.push(performance.now());
      const asset = await real.uploadAsset(...args);
      moments.push(performance.now());
      return asset;
    },
  };
  const manifest: ReleaseManifest = {
    kind: "slipway-release",
    schemaVersion: 1,
    project: { name: "app", description: "" },
    version: tag.slice(1),
    tag,
    prerelease: false,
    commit,
    timestamp: 1_700_000_000,
    plan: "0".repeat(64),
    builds: [],
    artifacts: assets.map(({ artifact }) => artifact),
  };
  const files = assets.map(({ path, artifact: { name, size, digests } }) => {
    return { name, path, size, sha256: digests.sha256 };
  });
  const wish = { title: "app 1.0.0", notes: "", draft: false, prerelease: false, latest: "auto" } as const;
  const log = { info: () => {}, warning: () => {} };
  const journal = { branch: "slipway/journal", run: { id: "1", attempt: 1 } };
  await publishRelease(forge, { manifest, files, ...wish }, { log, patience, concurrency: CONCURRENCY, journal });
  return { waited: skipped / 1000, uploads: ((moments.at(-1) ?? 0) - (moments[0] ?? 0)) / 1000 };
}

/** Files piped into `http.request`, to a draft made for them. */
async function throughPipe({ github, token }: Server, assets: readonly Asset[], tag = "v1.0.0"): Promise<void> {
  const headers = { authorization: `token ${token}` };
  const draft = await fetch(`${github.apiUrl}/repos/${REPOSITORY}/releases`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ tag_name: tag, draft: true }),
  });
  const { upload_url } = (await draft.json()) as { upload_url: string };
  const base = upload_url.replace(/\{.*/, "");
  const send = ({ path, artifact: { name, size } }: Asset) =>
    new Promise<void>((resolve, reject) => {
      const length = { "content-length": String(size), "content-type": "application/octet-stream" };
      const outgoing = request(`${base}?name=${name}`, { method: "POST", headers: { ...headers, ...length } });
      outgoing.on("response", (response) => {
        if (response.statusCode === 201) response.resume().on("end", resolve);
        else reject(new Error(`${name}: ${response.statusCode}`));
      });
      outgoing.on("error", reject);
      pipeline(createReadStream(path), outgoing).catch(reject);
    });
  const waiting = [...assets];
  const work = async () => {
    for (let asset = waiting.shift(); asset !== undefined; asset = waiting.shift()) await send(asset);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
}
