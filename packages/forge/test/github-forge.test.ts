import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import type { Release } from "../src/forge.ts";
import { exchange, readAnswer } from "../src/github/exchange.ts";
import { githubForge } from "../src/github/github-forge.ts";
import { contentType } from "../src/github/transfers.ts";
import { Patience } from "../src/patience.ts";
import { json, type LocalServer, type Reply, reset, serve } from "./local-server.ts";
import { simulatedTime } from "./simulated-time.ts";

const directory = mkdtempSync(join(tmpdir(), "slipway-github-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const TOKEN = "ghs_secretsecretsecret";
const COMMIT = "c".repeat(40);

function open(server: LocalServer, deadline?: number) {
  const time = simulatedTime();
  const told: string[] = [];
  const patience = new Patience({ time, tell: (line) => told.push(line) });
  const forge = githubForge({
    repository: "acme/app",
    apiUrl: server.url,
    token: TOKEN,
    patience,
    ...(deadline !== undefined && { deadline }),
  });
  return { forge, time, told };
}

const releaseAnswer = (changes: Record<string, unknown> = {}) => ({
  id: 7,
  tag_name: "v1.0.0",
  name: null,
  body: null,
  draft: true,
  prerelease: false,
  html_url: "https://github.com/acme/app/releases/7",
  upload_url: "https://uploads.github.com/x{?name,label}",
  assets: [] as unknown[],
  ...changes,
});
const assetAnswer = (changes: Record<string, unknown> = {}) => ({
  id: 9,
  name: "app.zip",
  size: 5,
  state: "uploaded",
  digest: `sha256:${"A".repeat(64)}`,
  browser_download_url: "https://github.com/acme/app/releases/download/v1.0.0/app.zip",
  ...changes,
});

describe("requests of the API", () => {
  test("carry version, token and path; the answer comes in the domain's words", async () => {
    await using server = await serve(json(200, releaseAnswer({ draft: false, immutable: true, name: "One" })));
    expect(await open(server).forge.latestRelease()).toMatchObject({ title: "One", body: "", immutable: true });
    expect(server.seen[0]).toMatchObject({
      path: "/repos/acme/app/releases/latest",
      headers: { authorization: `token ${TOKEN}`, "user-agent": expect.stringContaining("slipway") },
    });
  });

  test("are tried again after 502, a reset and a limit, as long as the server asks", async () => {
    await using server = await serve(
      (_, response) => response.writeHead(502, { "content-type": "text/html" }).end("<html>Bad Gateway</html>"),
      reset,
      json(429, { message: "slow down" }, { "retry-after": "17" }),
      json(200, releaseAnswer()),
    );
    const { forge, time } = open(server);
    expect(await forge.release(7)).toMatchObject({ id: 7 });
    expect(time.slept).toEqual([750, 1_500, 17_500]);
  });

  test.each<[string, Reply]>([
    [
      "breaks off",
      (request, response) => {
        const headers = { "content-type": "application/json", "content-length": "900" };
        response.writeHead(200, headers).write("[", () => request.socket.destroy());
      },
    ],
    ["is no JSON", (_, response) => response.writeHead(200, { "content-type": "application/json" }).end("[{")],
    ["is empty", (_, response) => response.writeHead(200, { "content-type": "application/json" }).end()],
    ["is a proxy's page", (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>")],
    ["stalls", (_, response) => void response.writeHead(200, { "content-type": "application/json" }).write("[")],
    ["never comes", () => {}],
  ])("an answer that %s is not taken for an empty list", async (_, reply) => {
    await using server = await serve(reply, json(200, releaseAnswer({ assets: [assetAnswer()] })));
    const { forge, time } = open(server, 300);
    expect(await forge.listAssets(7)).toHaveLength(1);
    expect(time.slept).toEqual([750]);
  });

  test("a 404 is absent, a 403 is not", async () => {
    await using server = await serve(json(404, { message: "Not Found" }), json(403, { message: "no" }));
    const { forge } = open(server);
    expect(await forge.release(7)).toBeUndefined();
    await expect(forge.release(7)).rejects.toMatchObject({ status: 403 });
    expect(server.seen).toHaveLength(2);
  });

  test("no failure holds the token, in whatever way it is printed", async () => {
    await using server = await serve(json(422, { message: "Validation Failed", errors: ["x"] }));
    const { forge } = open(server);
    const error: unknown = await forge
      .createDraft({ tag: "v1", title: "", body: "", prerelease: false })
      .catch((e) => e);
    const { inspect } = await import("node:util");
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(TOKEN);
    expect(inspect(error)).toContain("Validation Failed");
  });

  test("a draft's creation is tried once, and names no commit", async () => {
    await using server = await serve(json(502, {}));
    const { forge } = open(server);
    const content = { tag: "v1.0.0", title: "One", body: "notes", prerelease: true };
    await expect(forge.createDraft(content)).rejects.toMatchObject({ status: 502, exhausted: false });
    expect(server.seen).toHaveLength(1);
    expect(JSON.parse(server.seen[0]?.body.toString() ?? "")).toEqual({
      tag_name: "v1.0.0",
      name: "One",
      body: "notes",
      prerelease: true,
      draft: true,
    });
  });

  test("what people wrote while a limit was waited for is in what is written after it", async () => {
    let body = "theirs";
    let tries = 0;
    await using server = await serve(({ method }, response, { body: sent }) => {
      const answer = (status: number, content: object, headers = {}) =>
        response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(content));
      if (method === "PATCH" && ++tries === 1) {
        body = "theirs, edited";
        return void answer(429, { message: "limit" }, { "retry-after": "600" });
      }
      if (method === "PATCH") body = JSON.parse(sent.toString()).body;
      answer(200, { ...releaseAnswer(), body });
    });
    const { forge } = open(server);
    const guarded: string[] = [];
    const guard = async () => void guarded.push(body);
    const edit = async (now: Release) => ({ body: `notice, ${now.body}` });
    expect(await forge.updateRelease(7, edit, guard)).toMatchObject({ body: "notice, theirs, edited" });
    // Before each look-up, which may wait as well, and after it.
    expect(guarded).toEqual(["theirs", "theirs", "theirs, edited", "theirs, edited"]);
    const before = tries;
    expect(await forge.updateRelease(7, async () => undefined)).toMatchObject({ body: "notice, theirs, edited" });
    expect(tries).toBe(before);
  });

  test("make_latest is text", async () => {
    await using server = await serve(json(200, releaseAnswer()));
    await open(server).forge.updateRelease(7, { draft: false, makeLatest: false });
    expect(JSON.parse(server.seen[0]?.body.toString() ?? "")).toEqual({ draft: false, make_latest: "false" });
  });

  test.each([
    [200, { name: "", body: "" }, { writable: true }],
    [422, { message: "Validation Failed" }, { writable: true }],
    [403, { message: "Resource not accessible by integration" }, expect.objectContaining({ writable: false })],
    [404, { message: "Not Found" }, expect.objectContaining({ writable: false })],
  ])("probe answered %i", async (status, body, access) => {
    await using server = await serve(json(status, body));
    expect(await open(server).forge.probeAccess("v1.0.0")).toEqual(access);
  });

  test("a tag is peeled to its commit, once", async () => {
    await using server = await serve((_, response, { path }) => {
      const object = path.includes("/git/ref/")
        ? { type: "tag", sha: "1".repeat(40) }
        : path.endsWith("1".repeat(40))
          ? { type: "tag", sha: "2".repeat(40) }
          : { type: "commit", sha: COMMIT };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ object }));
    });
    const { forge } = open(server);
    expect(await forge.resolveTag("app/v1.0.0")).toBe(COMMIT);
    expect(server.seen).toHaveLength(3);
    expect(decodeURIComponent(server.seen[0]?.path ?? "")).toBe("/repos/acme/app/git/ref/tags/app/v1.0.0");
    expect(await forge.resolveTag("app/v1.0.0")).toBe(COMMIT);
    expect(server.seen).toHaveLength(4);
  });

  test("a list of assets that may be cut is read page by page, with digests where the server has them", async () => {
    const hundred = Array.from({ length: 100 }, (_, id) => assetAnswer({ id }));
    await using server = await serve(
      json(200, releaseAnswer({ assets: hundred })),
      (request, response, { path }) => {
        const link = `<http://${request.headers.host}${path}&page=2>; rel="next"`;
        json(200, [assetAnswer()], { link })(request, response, {} as never);
      },
      json(200, [
        assetAnswer({ id: 10, digest: null, state: "starter" }),
        assetAnswer({ id: 11, digest: undefined }),
        assetAnswer({ id: 12, digest: "md5:00" }),
      ]),
    );
    const assets = await open(server).forge.listAssets(7);
    expect(assets.map(({ id, sha256, state }) => [id, sha256, state])).toEqual([
      [9, "a".repeat(64), "uploaded"],
      [10, undefined, "starter"],
      [11, undefined, "uploaded"],
      [12, undefined, "uploaded"],
    ]);
  });

  test("an asset that is gone is deleted", async () => {
    await using server = await serve(reset, json(404, { message: "Not Found" }));
    await open(server).forge.deleteAsset(9);
    expect(server.seen.map(({ method }) => method)).toEqual(["DELETE", "DELETE"]);
  });
});

describe("the releases of a tag", () => {
  test("of a short history are read from one page, and the published one is asked for besides", async () => {
    await using server = await serve(
      json(200, [releaseAnswer({ id: 9 }), releaseAnswer({ id: 8 }), releaseAnswer({ id: 7, tag_name: "v0.9.0" })]),
      json(200, { data: { repository: { release: null } } }),
    );
    expect((await open(server).forge.findReleases("v1.0.0")).map(({ id }) => id)).toEqual([8, 9]);
    expect(server.seen).toHaveLength(2);
  });

  test("of a long history cost three requests", async () => {
    const page = Array.from({ length: 100 }, (_, index) =>
      releaseAnswer({ id: 1000 + index, tag_name: `v9.0.${index}` }),
    );
    const reply: Reply = (request, response, { path }) => {
      const answers: Record<string, Reply> = {
        "/repos/acme/app/releases?per_page=100": json(200, page),
        "/graphql": json(200, {
          data: { repository: { release: { databaseId: 5, isDraft: true, releaseAssets: { totalCount: 0 } } } },
        }),
        "/repos/acme/app/releases/5": json(200, releaseAnswer({ id: 5 })),
      };
      (answers[path] ?? json(500, {}))(request, response, {} as never);
    };
    await using server = await serve(reply);
    expect(await open(server).forge.findReleases("v1.0.0")).toMatchObject([{ id: 5, draft: true }]);
    expect(server.seen).toHaveLength(3);
  });

  test.each([
    ["primary", { type: "RATE_LIMITED", message: "API rate limit exceeded" }],
    [
      "secondary",
      { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." },
    ],
  ])("a %s GraphQL limit is waited for", async (_, error) => {
    const page = Array.from({ length: 100 }, (_, index) =>
      releaseAnswer({ id: 1000 + index, tag_name: `v9.0.${index}` }),
    );
    let asked = 0;
    await using server = await serve((request, response, { path }) => {
      const limited = { errors: [error] };
      const answer = path.startsWith("/graphql")
        ? json(200, asked++ === 0 ? limited : { data: { repository: { release: null } } })
        : path.includes("/tags/")
          ? json(404, {})
          : json(200, page);
      answer(request, response, {} as never);
    });
    const { forge, time } = open(server);
    expect(await forge.findReleases("v1.0.0")).toEqual([]);
    expect(time.slept).toEqual([60_500]);
  });
});

describe("the categories of discussions", () => {
  const part = (more: object) =>
    json(200, { data: { repository: { hasDiscussionsEnabled: true, discussionCategories: null } }, ...more });
  const forbidden = { type: "FORBIDDEN", message: "Resource not accessible by integration" };

  test("that the token may not list are unknown", async () => {
    await using server = await serve(part({ errors: [forbidden] }));
    expect(await open(server).forge.discussionCategories()).toBeUndefined();
  });

  test("are not unknown because of a failure", async () => {
    await using server = await serve(json(401, { message: "Bad credentials" }));
    await expect(open(server).forge.discussionCategories()).rejects.toMatchObject({ status: 401 });
  });
});

describe("uploads", () => {
  const file = (name: string, content: string) => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return { name, path, size: Buffer.byteLength(content) };
  };
  const to = (server: LocalServer): Release => ({
    id: 7,
    tag: "v1.0.0",
    title: "",
    body: "",
    draft: true,
    prerelease: false,
    target: "main",
    discussion: undefined,
    immutable: false,
    assets: [],
    url: "",
    uploadUrl: `${server.url}/upload/7/assets{?name,label}`,
  });

  test("announce their length as GitHub demands, and never come in chunks", async () => {
    await using server = await serve(json(201, assetAnswer()));
    const asset = await open(server).forge.uploadAsset(to(server), file("app.zip", "x".repeat(300_000)));
    expect(asset).toMatchObject({ id: 9, sha256: "a".repeat(64) });
    const [seen] = server.seen;
    expect(seen?.path).toBe("/upload/7/assets?name=app.zip");
    expect(seen?.headers).toMatchObject({ "content-length": "300000", "content-type": "application/zip" });
    expect(seen?.headers["transfer-encoding"]).toBeUndefined();
    expect(seen?.body.length).toBe(300_000);
  });

  test("of nothing have the length 0", async () => {
    await using server = await serve(json(201, assetAnswer()));
    await open(server).forge.uploadAsset(to(server), file("empty", ""));
    expect(server.seen[0]?.headers["content-length"]).toBe("0");
  });

  test.each<[string, Reply, object]>([
    ["refusal", json(422, { message: "Validation Failed", errors: [{ code: "already_exists" }] }), { status: 422 }],
    ["gateway's page", (_, response) => response.writeHead(502).end("<html>"), { status: 502 }],
    ["limit", json(429, { message: "slow" }, { "retry-after": "3" }), { details: { retryAfter: 3000 } }],
    ["reset", reset, { status: undefined }],
    [
      "answer cut short",
      (request, response) => {
        response.writeHead(201, { "content-length": "90" }).write("{", () => request.socket.destroy());
      },
      { status: undefined },
    ],
  ])("end with a failure after: %s, without the token in it", async (_, reply, failure) => {
    await using server = await serve(reply);
    const error: unknown = await open(server)
      .forge.uploadAsset(to(server), file("app.zip", "hello"))
      .catch((caught) => caught);
    expect(error).toMatchObject({ name: "RequestFailure", ...failure });
    expect(JSON.stringify(error)).not.toContain(TOKEN);
    expect(server.seen).toHaveLength(1);
  });

  test("a file that shrank is not sent as if it were whole", async () => {
    await using server = await serve(json(201, assetAnswer()));
    const shrunk = file("app.zip", "hello");
    truncateSync(shrunk.path, 2);
    await expect(open(server).forge.uploadAsset(to(server), shrunk)).rejects.toMatchObject({
      code: "artifact-changed",
    });
    expect(server.seen).toEqual([]);
  });

  test("a file that is gone is told as such", async () => {
    await using server = await serve(json(201, assetAnswer()));
    const gone = { name: "gone", path: join(directory, "gone"), size: 5 };
    await expect(open(server).forge.uploadAsset(to(server), gone)).rejects.toMatchObject({ code: "artifact-changed" });
  });

  test.each([
    ["app-1.0.0.tar.gz", "application/gzip"],
    ["app.tar.xz", "application/x-xz"],
    ["SHA256SUMS", "text/plain; charset=utf-8"],
    ["release.json", "application/json"],
    ["app", "application/octet-stream"],
  ])("%s is %s", (name, type) => expect(contentType(name)).toBe(type));
});

describe("deadlines", () => {
  const ask = (url: string, deadlines: Partial<{ connect: number; idle: number; total: number }>) =>
    exchange({
      operation: "op",
      method: "GET",
      url: new URL(url),
      headers: {},
      deadlines: { connect: 5_000, idle: 5_000, total: 5_000, ...deadlines },
    });

  test("a server that says nothing", async () => {
    await using server = await serve(() => {});
    await expect(ask(server.url, { idle: 50 })).rejects.toThrow("nothing moved");
  });

  test("a server that trickles", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(timer));
    });
    // On a busy machine the time may be over before the answer begins.
    const whole = ask(server.url, { total: 100 }).then((answer) => readAnswer("op", answer));
    await expect(whole).rejects.toThrow();
  });

  test("an answer before the whole upload was sent is read", async () => {
    const path = join(directory, "large");
    writeFileSync(path, Buffer.alloc(20_000_000));
    const { createServer } = await import("node:http");
    const server = createServer((_, response) => response.writeHead(401, { connection: "close" }).end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const outcome = await exchange({
      operation: "op",
      method: "POST",
      url: new URL(`http://127.0.0.1:${port}/`),
      headers: {},
      file: { path, size: 20_000_000 },
      deadlines: { connect: 5_000, idle: 5_000, total: 5_000 },
    }).then(
      (response) => response.resume().statusCode,
      // The connection may break before the answer is read: then it is a failure without status, never a hang.
      (error) => error.name,
    );
    expect([401, "RequestFailure"]).toContain(outcome);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("downloads", () => {
  test("follow GitHub to another host without the token", async () => {
    await using store = await serve((_, response) => response.writeHead(200).end("the bytes"));
    await using server = await serve((_, response) =>
      response.writeHead(302, { location: `${store.url.replace("127.0.0.1", "localhost")}/signed?x=1` }).end(),
    );
    expect(await text(await open(server).forge.downloadAsset(9))).toBe("the bytes");
    expect(server.seen[0]?.headers).toMatchObject({
      accept: "application/octet-stream",
      authorization: `token ${TOKEN}`,
    });
    expect(store.seen[0]?.headers.authorization).toBeUndefined();
  });

  test("are opened again after a 502, and do not follow redirects for ever", async () => {
    await using server = await serve(json(502, {}), (_, response) => response.writeHead(200).end("x"));
    expect(await text(await open(server).forge.downloadAsset(9))).toBe("x");
    await using circle = await serve((_, response) => response.writeHead(302, { location: "/again" }).end());
    await expect(open(circle).forge.downloadAsset(9)).rejects.toThrow("redirects");
  });

  test("that break off in the middle are failed requests", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("half");
      setImmediate(() => response.destroy());
    });
    const body = await open(server).forge.downloadAsset(9);
    await expect(text(body)).rejects.toMatchObject({ name: "RequestFailure" });
  });
});
