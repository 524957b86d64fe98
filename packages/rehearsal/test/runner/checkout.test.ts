import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runWorkflow } from "../../src/runner/index.ts";
import { cleanUp, fakeServices, git, oneJob, repository, run, TOKEN, temporaryFolder } from "./harness.ts";

const servers: Server[] = [];
afterAll(() => {
  cleanUp();
  for (const server of servers) server.close();
});

describe("what is there", () => {
  test("of a tag push: the commit, and the annotated tag itself", async () => {
    const { result, log } = await run({
      tag: "v1.2.3",
      files: {
        ...oneJob(`- id: c
  uses: actions/checkout@v7
- run: |
    git cat-file -t v1.2.3
    git describe --tags
    git log --format=%H | wc -l
    git status --short | wc -l
    cat file.txt
    git remote get-url --push origin >/dev/null
    git config --get remote.origin.url
    echo "\${{ steps.c.outputs.ref }} \${{ steps.c.outputs.commit == github.sha }}"`),
        "file.txt": "content",
      },
    });
    expect(result.result).toBe("success");
    expect(log("job")).toContain("\ntag\nv1.2.3\n1\n0\ncontent");
    expect(log("job")).toContain("http://github.localhost:8080/octo/app");
    expect(log("job")).toContain("refs/tags/v1.2.3 true");
  });

  test("of a branch push: the branch, with all history, below a path, cleaned when repeated", async () => {
    const { result, log } = await run({
      files: oneJob(`- uses: actions/checkout@v7
  with: { fetch-depth: 0, path: sub }
- run: git branch --show-current && touch junk
  working-directory: sub
- uses: actions/checkout@v7
  with: { path: sub, clean: true }
- run: ls sub
- uses: actions/checkout@v7
  with: { path: other, repository: tools/lib, ref: main, persist-credentials: false }
- uses: actions/checkout@v7
  with: { path: detached, repository: tools/lib }
- run: cat other/lib.txt detached/lib.txt`),
      others: { "tools/lib": { "lib.txt": "library\n" } },
    });
    expect(result.result).toBe("success");
    expect(log("job")).toContain("\nmain\n");
    expect(log("job")).not.toContain("\njunk");
    expect(log("job")).toContain("\nlibrary\nlibrary\n");
  });

  test("a tag that moved is noticed", async () => {
    const { result, job } = await run({
      tag: "v1",
      files: oneJob("- uses: actions/checkout@v7"),
      options: { ref: "refs/tags/v1", sha: "0".repeat(40) },
    });
    expect(result.result).toBe("failure");
    expect(job("job").reason).toBe(
      `The ref 'refs/tags/v1' does not point to the expected commit '${"0".repeat(40)}'. The ref may have been updated after the workflow was triggered.`,
    );
  });
});

test.each([
  ["ssh-key: x", "ssh-key: x"],
  ["submodules: true", "submodules: true"],
  ["lfs: true", "lfs: true"],
  ["sparse-checkout: src", "sparse-checkout: src"],
  ["nonsense: 1", "nonsense: 1"],
])("%s is refused by name", async (input, named) => {
  const { job } = await run({ files: oneJob(`- uses: actions/checkout@v7\n  with: { ${input} }`) });
  expect(job("job").reason).toContain(`actions/checkout is given '${named}'`);
});

test("a path outside the workspace is refused", async () => {
  const { job } = await run({ files: oneJob("- uses: actions/checkout@v7\n  with: { path: ../../x }") });
  expect(job("job").reason).toMatch(/^Repository path '.*' is not under '.*'$/);
});

/** git-http-backend behind a check of the token, as GitHub is. */
async function gitServer(root: string, seen: string[]): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    seen.push(request.headers.authorization ?? "none");
    if (request.headers.authorization !== `basic ${Buffer.from(`x-access-token:${TOKEN}`).toString("base64")}`) {
      response.writeHead(401, { "www-authenticate": "Basic" }).end();
      return;
    }
    const backend = spawn("git", ["http-backend"], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: "1",
        GIT_CONFIG_COUNT: "1",
        GIT_CONFIG_KEY_0: "safe.directory",
        GIT_CONFIG_VALUE_0: "*",
        REQUEST_METHOD: request.method,
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
        REMOTE_USER: "x",
      },
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    backend.on("close", () => {
      const output = Buffer.concat(chunks);
      const end = output.indexOf("\r\n\r\n");
      for (const line of output.subarray(0, end).toString().split("\r\n")) {
        const at = line.indexOf(": ");
        if (line.startsWith("Status")) response.statusCode = Number.parseInt(line.slice(at + 2), 10);
        else response.setHeader(line.slice(0, at), line.slice(at + 2));
      }
      response.end(output.subarray(end + 4));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("the token travels in a header, is kept for later steps, and goes with the job", async () => {
  const main = repository({
    ...oneJob(`- uses: actions/checkout@v7
- run: |
    git -c user.name=a -c user.email=a@example.com commit --quiet --allow-empty -m second
    git push --quiet origin HEAD:refs/heads/pushed && echo pushed well
    cp .git/config "$KEPT/during"
- uses: actions/checkout@v7
  with: { persist-credentials: false, path: second }
- run: cp second/.git/config "$KEPT/without"`),
  });
  const seen: string[] = [];
  const root = temporaryFolder();
  const kept = temporaryFolder();
  git(root, "clone", "--quiet", "--bare", main.directory, "octo/app.git");
  git(join(root, "octo/app.git"), "config", "http.receivepack", "true");
  const base = await gitServer(root, seen);
  const services = fakeServices((name) => `${base}/${name}.git`);
  const directory = temporaryFolder();
  const lines: string[] = [];
  const result = await runWorkflow({
    ...{ services, repository: "octo/app", workflow: ".github/workflows/main.yml", ref: "refs/heads/main" },
    ...{ sha: main.sha, event: { name: "push", payload: {} }, actor: "a", runId: 1 },
    sources: { resolve: async () => main },
    machine: {
      ...{ directory, toolCache: join(directory, "tools"), labels: () => "here", maxParallel: 1, debug: true },
      env: { KEPT: kept },
    },
    onEvent: (event) => {
      if (event.type === "log") lines.push(event.line);
    },
  });
  expect(lines.join("\n")).toContain("pushed well");
  expect(result.result).toBe("success");
  expect(git(join(root, "octo/app.git"), "log", "-1", "--format=%s", "pushed")).toBe("second");
  const secret = Buffer.from(`x-access-token:${TOKEN}`).toString("base64");
  const config = (path: string) => readFileSync(path, "utf8");
  expect(config(join(kept, "during"))).toContain(secret);
  expect(config(join(kept, "without"))).not.toContain("extraheader =");
  const after = result.jobs[0]?.steps.some((step) => step.name.startsWith("Post Run actions/checkout"));
  expect(after).toBe(true);
  expect(config(join(directory, "jobs/job/work/app/app/.git/config"))).not.toContain(secret);
  expect(lines.join("\n")).not.toContain(secret);
  expect(seen.filter((one) => one.includes(secret)).length).toBeGreaterThan(0);
});
