import { createCipheriv } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EmbeddedGitHub } from "../../src/github/index.ts";
import type { JobCredentials } from "../../src/services.ts";
import { bench, client, execute, failure, REPO, scratch } from "./support.ts";

/**
 * Runs the real client in a process with the environment of a job; `script` sees `client`, and the actions' own
 * `artifactService`, and prints one JSON value.
 */
async function inJob(github: EmbeddedGitHub, job: JobCredentials, folder: string, script: string): Promise<unknown> {
  const source = `
    import { writeSync } from "node:fs";
    const { DefaultArtifactClient } = await import("@actions/artifact");
    const client = new DefaultArtifactClient();
    const { artifactService } = await import("@slipway/action-kit");
    const result = await (async () => { ${script} })().catch((error) => ({ error: error.message, code: error.code }));
    writeSync(3, JSON.stringify(result));
    process.exit(0);`;
  const env = {
    ...process.env,
    ACTIONS_RESULTS_URL: github.resultsUrl,
    ACTIONS_RUNTIME_TOKEN: job.runtimeToken,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_WORKSPACE: folder,
    GITHUB_REPOSITORY: "ada/tool",
  };
  // Evaluated text resolves its imports from the working directory.
  const args = [
    "-c",
    'exec "$0" --conditions=source --input-type=module --eval "$1" 3>&1 >/dev/null',
    process.execPath,
    source,
  ];
  const { stdout } = await execute("sh", args, { env, cwd: import.meta.dirname });
  return JSON.parse(stdout);
}

test("the real client hands a folder from one job to another, byte for byte", async () => {
  const { github } = await bench();
  const folder = scratch();
  mkdirSync(join(folder, "in/deep"), { recursive: true });
  const random = createCipheriv("aes-256-ctr", Buffer.alloc(32), Buffer.alloc(16)).update(Buffer.alloc(22_000_000));
  writeFileSync(join(folder, "in/deep/random"), random); // 22 MB that do not deflate: three blocks
  writeFileSync(join(folder, "in/text"), "text");
  const maker = github.startJob({ repository: "ada/tool", runId: 5, jobId: "build (linux)/x64", permissions: {} });
  const files = JSON.stringify([join(folder, "in/deep/random"), join(folder, "in/text")]);
  const uploaded = (await inJob(
    github,
    maker,
    folder,
    `return client.uploadArtifact("binaries", ${files}, ${JSON.stringify(join(folder, "in"))}, { compressionLevel: 0 });`,
  )) as { id: number; size: number; digest: string };
  const [artifact] = github.state.artifacts(5);
  expect(artifact).toMatchObject({
    id: uploaded.id,
    name: "binaries",
    size: uploaded.size,
    digest: `sha256:${uploaded.digest}`,
  });

  const taker = github.startJob({ repository: "ada/tool", runId: 5, jobId: "publish", permissions: {} });
  const out = join(folder, "out");
  const taken = await inJob(
    github,
    taker,
    folder,
    `
    const { artifacts } = await client.listArtifacts();
    const { artifact } = await client.getArtifact("binaries");
    const got = await client.downloadArtifact(artifact.id, { path: ${JSON.stringify(out)}, expectedHash: artifact.digest });
    return { names: artifacts.map((a) => a.name), digest: artifact.digest, mismatch: got.digestMismatch };`,
  );
  expect(taken).toEqual({ names: ["binaries"], digest: `sha256:${uploaded.digest}`, mismatch: false });
  expect(readFileSync(join(out, "deep/random")).equals(random)).toBe(true);
  expect(readFileSync(join(out, "text"), "utf8")).toBe("text");
});

test("a single raw file keeps its name; a name is taken once in a run; what is deleted is gone", async () => {
  const { github } = await bench();
  const folder = scratch();
  const file = join(folder, "plan.json");
  writeFileSync(file, '{"plan":1}');
  const job = github.startJob({ repository: "ada/tool", runId: 6, jobId: "plan", permissions: {} });
  const upload = `await client.uploadArtifact("ignored", [${JSON.stringify(file)}], ${JSON.stringify(folder)}, { skipArchive: true })`;
  const result = await inJob(
    github,
    job,
    folder,
    `
    const first = ${upload};
    const again = await (async () => ${upload})().catch((error) => error.message);
    const got = await client.downloadArtifact(first.id, { path: ${JSON.stringify(join(folder, "out"))} });
    const { id } = await client.deleteArtifact("plan.json");
    const { artifacts } = await client.listArtifacts();
    return { again, gone: id === first.id, left: artifacts.length, mismatch: got.digestMismatch };`,
  );
  expect(result).toMatchObject({ again: expect.stringContaining("(409)"), gone: true, left: 0 });
  expect(readFileSync(join(folder, "out/plan.json"), "utf8")).toBe('{"plan":1}');
});

test("what an action takes that is not there, or arrives damaged, is told by name", async () => {
  const directory = scratch();
  const { github } = await bench({ directory });
  const folder = scratch();
  const file = join(folder, "text");
  writeFileSync(file, "text");
  const job = github.startJob({ repository: "ada/tool", runId: 11, jobId: "a", permissions: {} });
  const give = `await artifactService.give("one", ${JSON.stringify(folder)}, [${JSON.stringify(file)}]);`;
  const take = (name: string) => `await artifactService.take("${name}", ${JSON.stringify(join(folder, "out"))});`;
  expect(await inJob(github, job, folder, `${give} ${take("one")} ${take("two")}`)).toEqual({
    code: "artifact-missing",
    error: 'this run has no artifact "two"; it has: one',
  });
  expect(readFileSync(join(folder, "out/text"), "utf8")).toBe("text");
  const [blob = ""] = globSync(join(directory, "artifacts/*/blob"));
  const bytes = readFileSync(blob);
  const comment = Buffer.from("!");
  bytes.writeUInt16LE(comment.length, bytes.length - 2);
  writeFileSync(blob, Buffer.concat([bytes, comment]));
  expect(await inJob(github, job, folder, take("one"))).toEqual({
    code: "artifact-damaged",
    error: expect.stringMatching(/"one" arrived with another digest than it was stored with \(sha256:[0-9a-f]{64}\)/),
  });
});

test("a service that refuses is no defect of an action's", async () => {
  const { github } = await bench();
  const folder = scratch();
  const job = github.startJob({ repository: "ada/tool", runId: 12, jobId: "a", permissions: {} });
  github.endJob(job);
  const said = expect.stringMatching(/could not be (?:stored|fetched): .*ended/);
  for (const call of [`give("one", "/", ["/x"])`, `take("one", ${JSON.stringify(folder)})`]) {
    expect(await inJob(github, job, folder, `await artifactService.${call}`)).toEqual({
      code: "artifact-service",
      error: said,
    });
  }
});

test("a runtime token is of one run and ends with its job", async () => {
  const { github } = await bench();
  const folder = scratch();
  const job = github.startJob({ repository: "ada/tool", runId: 8, jobId: "a", permissions: {} });
  const call = (token: string, run: string) =>
    fetch(`${github.resultsUrl}twirp/github.actions.results.api.v1.ArtifactService/ListArtifacts`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ workflow_run_backend_id: run, workflow_job_run_backend_id: "a" }),
    }).then(({ status }) => status);
  expect(await call(job.runtimeToken, "8")).toBe(200);
  expect(await call(job.runtimeToken, "9")).toBe(403);
  expect(await call(`${job.runtimeToken.slice(0, -3)}AAA`, "8")).toBe(401);
  github.endJob(job);
  expect(await call(job.runtimeToken, "8")).toBe(401);
  expect(await inJob(github, job, folder, "return client.listArtifacts();")).toMatchObject({
    error: expect.stringContaining("ended"),
  });
});

test("REST shows the artifacts of every run", async () => {
  const { github, job } = await bench();
  const folder = scratch();
  writeFileSync(join(folder, "a.txt"), "a");
  const maker = github.startJob({ repository: "ada/tool", runId: 9, jobId: "a", permissions: {} });
  await inJob(
    github,
    maker,
    folder,
    `return client.uploadArtifact("one", [${JSON.stringify(join(folder, "a.txt"))}], ${JSON.stringify(folder)});`,
  );
  const octokit = job({ actions: "write" });
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
    ...REPO,
    run_id: 9,
  });
  expect(data).toMatchObject({ total_count: 1, artifacts: [{ name: "one" }] });
  const artifact_id = data.artifacts[0]?.id ?? 0;
  const zip = await octokit.request("GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}", {
    ...REPO,
    artifact_id,
    archive_format: "zip",
  });
  expect(
    Buffer.from(zip.data as ArrayBuffer)
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
  const anonymous = client(github).request(
    "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
    { ...REPO, artifact_id, archive_format: "zip" },
  );
  expect(await failure(anonymous)).toMatchObject({ status: 401 });
  await octokit.request("DELETE /repos/{owner}/{repo}/actions/artifacts/{artifact_id}", { ...REPO, artifact_id });
  expect((await octokit.request("GET /repos/{owner}/{repo}/actions/artifacts", REPO)).data.total_count).toBe(0);
  expect(github.violations).toEqual([]);
});
