import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Problem } from "@slipway/model";
import { pushTag, type TagPush } from "@slipway/planning";
import { type EmbeddedGitHub, startGitHub } from "@slipway/rehearsal";
import { afterEach, expect, test, vi } from "vitest";
import { describeWith, findTool } from "../../../test/tools.ts";

/** Pushing a release's tag, with git's own protocol to the embedded GitHub. */

const REPOSITORY = "acme/app";
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

function git(cwd: string, ...args: readonly string[]): string {
  const env = {
    ...process.env,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "A",
    GIT_COMMITTER_EMAIL: "a@example.org",
  };
  return execFileSync("git", args, { cwd, encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] }).trim();
}

interface Bench {
  readonly github: EmbeddedGitHub;
  readonly checkout: string;
  readonly server: string;
  readonly request: TagPush;
}

async function bench(permission: "read" | "write" = "write"): Promise<Bench> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-push-tag-"));
  undo.push(() => rmSync(directory, { recursive: true, force: true }));
  const checkout = join(directory, "checkout");
  mkdirSync(checkout);
  git(checkout, "init", "--quiet", "--initial-branch=main");
  writeFileSync(join(checkout, "a.txt"), "1");
  git(checkout, "add", "--all");
  git(checkout, "commit", "--quiet", "--message=First");
  git(checkout, "commit", "--quiet", "--allow-empty", "--message=Second");
  const github = await startGitHub({ directory: join(directory, "github") });
  undo.push(() => github.close());
  await github.createRepository({ fullName: REPOSITORY, defaultBranch: "main", from: checkout });
  const { token } = github.startJob({
    repository: REPOSITORY,
    runId: 1,
    jobId: "plan",
    permissions: { contents: permission },
  } as Parameters<EmbeddedGitHub["startJob"]>[0]);
  const address = github.gitUrl(REPOSITORY);
  git(checkout, "remote", "add", "origin", address);
  const request: TagPush = {
    directory: checkout,
    tag: "v1.0.0",
    commit: git(checkout, "rev-parse", "HEAD"),
    timestamp: 1_767_323_045,
    message: "app 1.0.0",
    address,
    server: new URL(address).origin,
    token,
  };
  return { github, checkout, server: github.state.repository(REPOSITORY)?.gitDirectory ?? "", request };
}

const problemOf = (pushing: Promise<unknown>) =>
  pushing.then(
    () => expect.unreachable("nothing was thrown"),
    (error: unknown) => (error instanceof Problem ? error : Promise.reject(error)),
  );

describeWith(["git"], "push-tag", () => {
  test("an annotated tag on the built commit, once", async () => {
    const { server, request, checkout } = await bench();
    expect(await pushTag(request)).toBe("pushed");
    expect(git(server, "cat-file", "-t", "v1.0.0")).toBe("tag");
    expect(git(server, "rev-parse", "v1.0.0^{commit}")).toBe(request.commit);
    expect(git(server, "cat-file", "tag", "v1.0.0")).toBe(
      [
        `object ${request.commit}`,
        "type commit",
        "tag v1.0.0",
        "tagger github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com> 1767323045 +0000",
        "",
        "app 1.0.0",
      ].join("\n"),
    );
    expect(git(checkout, "rev-parse", "v1.0.0^{commit}")).toBe(request.commit);
    const object = git(server, "rev-parse", "v1.0.0");
    expect(await pushTag(request)).toBe("there");
    expect(git(server, "rev-parse", "v1.0.0")).toBe(object);
  });

  test("in a fresh checkout that has not the tag, it is left as it is", async () => {
    const { request, checkout, server } = await bench();
    git(server, "tag", "v1.0.0", request.commit);
    expect(await pushTag(request)).toBe("there");
    expect(git(server, "cat-file", "-t", "v1.0.0")).toBe("commit");
    expect(git(checkout, "tag", "--list")).toBe("");
  });

  test("a tag of several projects, and an annotated one of the checkout's own", async () => {
    const { request, checkout, server } = await bench();
    git(checkout, "tag", "--annotate", "--message=by hand", "app/v1.0.0");
    expect(await pushTag({ ...request, tag: "app/v1.0.0" })).toBe("pushed");
    expect(git(server, "rev-parse", "app/v1.0.0")).toBe(git(checkout, "rev-parse", "app/v1.0.0"));
  });

  test("a tag elsewhere is refused, and stays", async () => {
    const { request, checkout, server } = await bench();
    const other = git(checkout, "rev-parse", "HEAD~1");
    git(server, "tag", "--annotate", "--message=x", "v1.0.0", other);
    expect(await problemOf(pushTag(request))).toMatchObject({
      kind: "refusal",
      code: "tag-elsewhere",
      message: `the remote has the tag v1.0.0 on commit ${other}; commit ${request.commit} was to get it. Nothing was changed`,
    });
    expect(git(server, "rev-parse", "v1.0.0^{commit}")).toBe(other);
  });

  test("of runs that race all end well, with one tag", async () => {
    const { request, server } = await bench();
    const done = await Promise.all([1, 2, 3].map(() => pushTag(request)));
    expect(done).toContain("pushed");
    expect(git(server, "for-each-ref", "refs/tags", "--format=%(refname)")).toBe("refs/tags/v1.0.0");
  });

  test("the answer that got lost after the tag was made", async () => {
    const { github, request } = await bench();
    let lost = 0;
    github.setFaults(({ operationId, method }) =>
      operationId === "git-http/push" && method === "POST" && lost++ === 0
        ? { kind: "reset", when: "after" }
        : undefined,
    );
    expect(await pushTag(request)).toBe("there");
    expect(lost).toBeGreaterThan(0);
  });

  test("a token that may only read", async () => {
    const { request, server } = await bench("read");
    const problem = await problemOf(pushTag(request));
    expect(problem).toMatchObject({ kind: "refusal", code: "tag-push-refused" });
    expect(problem.remedy).toContain("permissions: contents: write");
    expect(problem.message).not.toContain(request.token ?? "?");
    expect(git(server, "tag", "--list")).toBe("");
  });

  test("the header that actions/checkout left does not count twice", async () => {
    const { request, checkout } = await bench();
    git(checkout, "config", `http.${request.server}/.extraheader`, "AUTHORIZATION: basic b2xkOm9sZA==");
    expect(await pushTag(request)).toBe("pushed");
  });

  test("no token goes to a server that is not GitHub's, nor into an argument", async () => {
    const { github, request, checkout } = await bench();
    const tools = mkdtempSync(join(tmpdir(), "slipway-git-"));
    undo.push(() => rmSync(tools, { recursive: true, force: true }));
    const record = join(tools, "arguments");
    const real = findTool("git") ?? "";
    writeFileSync(join(tools, "git"), `#!/bin/sh\nprintf '%s\\n' "$*" >> "${record}"\nexec "${real}" "$@"\n`);
    chmodSync(join(tools, "git"), 0o755);
    vi.stubEnv("PATH", `${tools}${delimiter}${process.env.PATH}`);
    undo.push(() => vi.unstubAllEnvs());
    const problem = await problemOf(pushTag({ ...request, server: "https://github.com" }));
    expect(problem.code).toBe("tag-push-refused");
    expect(await pushTag(request)).toBe("pushed");
    const said = readFileSync(record, "utf8");
    expect(said).toContain("push --quiet");
    expect(said).not.toContain(request.token ?? "?");
    expect(said).not.toContain(Buffer.from(`x-access-token:${request.token}`).toString("base64"));
    expect(git(checkout, "config", "--list")).not.toContain(request.token ?? "?");
    expect(github.requests.total).toBeGreaterThan(0);
  });

  test("without remote, the repository's address", async () => {
    const { request, checkout } = await bench();
    git(checkout, "remote", "remove", "origin");
    expect(await pushTag(request)).toBe("pushed");
  });

  test("a remote that cannot be reached, without its password", async () => {
    const { request, checkout } = await bench();
    git(checkout, "remote", "set-url", "origin", "http://me:hidden@127.0.0.1:1/acme/app.git");
    const problem = await problemOf(pushTag(request));
    expect(problem.code).toBe("remote-unreadable");
    expect(problem.message).not.toContain("hidden");
  });
});
