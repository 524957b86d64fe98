import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { devNull } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { githubForge, Patience, publish as publishRelease } from "@slipway/forge";
import { type Artifact, Fingerprinter, type ReleaseManifest } from "@slipway/model";
import { startGitHub } from "@slipway/rehearsal";
import type { Benchmark, Row } from "./benchmark.ts";
import { binaries } from "./inputs.ts";

const ASSETS = 200;
const SIZE = 1_000_000;
const CONCURRENCY = 4;

interface Asset {
  readonly path: string;
  readonly artifact: Artifact;
}

export const publish: Benchmark = {
  name: "publish",
  title: `${ASSETS} assets of ${SIZE / 1e6} MB to the embedded GitHub (upload, list, compare, publish), ${CONCURRENCY} at a time`,
  async run({ inputs, outputs }) {
    const assets = await assetsOf(inputs, join(outputs, "assets"));
    const first = await throughForge(assets, outputs);
    return {
      rows: [first.row, await throughPipe(assets, outputs)],
      facts: [
        `the time does not hold ${first.waited.toFixed(0)} s of waiting, which GitHub's pace for creations (75 a minute) asks for`,
        "both servers write the bytes to disk; ours also takes digests and checks every request and answer by GitHub's description",
      ],
    };
  },
};

async function assetsOf(inputs: string, folder: string): Promise<Asset[]> {
  await mkdir(folder, { recursive: true });
  const [binary] = await binaries(inputs, "linux-amd64");
  const bytes = await readFile(binary?.file ?? "");
  const assets: Asset[] = [];
  for (let n = 0; n < ASSETS; n++) {
    const name = `asset-${n}.bin`;
    const content = bytes.subarray(n * 50_000, n * 50_000 + SIZE);
    const print = new Fingerprinter();
    print.update(content);
    const { size, ...digests } = print.finish();
    await writeFile(join(folder, name), content);
    assets.push({ path: join(folder, name), artifact: { name, kind: "archive", size, digests, signatures: [] } });
  }
  return assets;
}

async function throughForge(assets: readonly Asset[], outputs: string): Promise<{ row: Row; waited: number }> {
  const repository = "acme/app";
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
  git("tag", "v1.0.0");

  const github = await startGitHub({ directory: join(outputs, "github") });
  try {
    await github.createRepository({ fullName: repository, from: source, defaultBranch: "main" });
    const permissions = { contents: "write" } as const;
    const { token } = github.startJob({ repository, runId: 1, jobId: "publish", permissions });
    // Waits pass at once, and are told apart.
    let skipped = 0;
    const time = {
      now: () => Date.now() + skipped,
      random: Math.random,
      sleep: async (milliseconds: number) => {
        skipped += milliseconds;
      },
    };
    const patience = new Patience({ time });
    const forge = githubForge({ repository, apiUrl: github.apiUrl, token, patience });
    const manifest: ReleaseManifest = {
      kind: "slipway-release",
      schemaVersion: 1,
      project: { name: "app", description: "" },
      version: "1.0.0",
      tag: "v1.0.0",
      prerelease: false,
      commit: git("rev-parse", "HEAD"),
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
    const begin = performance.now();
    await publishRelease(forge, { manifest, files, ...wish }, { log, patience, concurrency: CONCURRENCY });
    const seconds = (performance.now() - begin) / 1000;
    return { row: { who: "Slipway", seconds, bytes: ASSETS * SIZE }, waited: skipped / 1000 };
  } finally {
    await github.close();
  }
}

/** The same bytes, as fast as Node's client and server move them from file to file. */
async function throughPipe(assets: readonly Asset[], outputs: string): Promise<Row> {
  const folder = join(outputs, "pipe");
  await mkdir(folder);
  const server = createServer((incoming, response) => {
    pipeline(incoming, createWriteStream(join(folder, incoming.url?.slice(1) ?? ""))).then(
      () => response.end(),
      (error: Error) => response.destroy(error),
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  const send = ({ path, artifact: { name, size } }: Asset) =>
    new Promise<void>((resolve, reject) => {
      const outgoing = request({ port, method: "POST", path: `/${name}`, headers: { "content-length": size } });
      outgoing.on("response", (response) => response.resume().on("end", resolve));
      outgoing.on("error", reject);
      pipeline(createReadStream(path), outgoing).catch(reject);
    });
  const begin = performance.now();
  const waiting = [...assets];
  const work = async () => {
    for (let asset = waiting.shift(); asset !== undefined; asset = waiting.shift()) await send(asset);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const seconds = (performance.now() - begin) / 1000;
  server.close();
  return { who: "bare HTTP pipe", seconds, bytes: ASSETS * SIZE };
}
