import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { RequestFailure } from "@slipway/forge";
import { fingerprintFile, Problem } from "@slipway/model";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { describeWith, findTool } from "../../../../test/tools.ts";
import { HttpClient } from "../../src/http/client.ts";
import { explainRegistry } from "../../src/http/explain.ts";
import { type HttpStoreOptions, httpStore } from "../../src/http/http-store.ts";
import type { Changes, StoredFile } from "../../src/store/store.ts";
import { hastyPatience } from "./fixtures.ts";
import { type Nginx, type NginxOptions, startNginx } from "./nginx.ts";

let directory: string;
const running: { stop(): Promise<void> }[] = [];
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "slipway-http-"));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const started = async (options: NginxOptions = {}): Promise<Nginx> => {
  const nginx = await startNginx(options);
  running.push(nginx);
  return nginx;
};

const storeAt = (url: string, changes: Partial<HttpStoreOptions> = {}) =>
  httpStore({
    url: new URL(url),
    authentication: { type: "none" },
    headers: {},
    expected: [],
    verify: true,
    concurrency: 3,
    patience: hastyPatience(),
    ...changes,
  });

async function fileOf(name: string, bytes: string | Buffer): Promise<StoredFile> {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  const { size, sha256 } = await fingerprintFile(path);
  return { path: `1.0.0/${name}`, content: { type: "file", path, size, sha256 }, fixed: true };
}

const changesOf = (...files: readonly StoredFile[]): Changes => ({
  message: "app 1.0.0",
  phases: [files],
  removals: [],
});

/** A server of our own between client and nginx, which counts and disturbs. */
async function between(
  target: Nginx,
  disturb: (request: http.IncomingMessage, response: http.ServerResponse) => boolean,
) {
  const seen: { readonly method: string; readonly path: string; readonly authorization: string | undefined }[] = [];
  const server = http.createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    seen.push({ method, path: url, authorization: headers.authorization });
    if (disturb(request, response)) return;
    const onward = http.request(
      `${target.url}${url}`,
      { method, headers: { ...headers, host: `127.0.0.1:${target.port}` } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push({
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

test("a turn ends what changes, and leaves a large file the time that it needs", async () => {
  const totals = new Map<string, number>();
  const store = storeAt("http://files.example", {
    verify: false,
    send: async ({ method, url, deadlines }) => {
      if (method === "PUT") totals.set(url.pathname, deadlines.total);
      return Object.assign(Readable.from([]), {
        statusCode: method === "PUT" ? 201 : 404,
        headers: {},
      }) as unknown as http.IncomingMessage;
    },
  });
  const file = (path: string, fixed: boolean): StoredFile => {
    return { path, content: { type: "file", path, size: 2e9, sha256: "0".repeat(64) }, fixed };
  };
  const fence = { pass: async () => {}, left: () => 600_000 };
  await store.apply(changesOf(file("large", true), file("index", false)), undefined, fence);
  expect(Object.fromEntries(totals)).toEqual({ "/large": 10_000_000, "/index": 600_000 });
});

test("a large file that is there already has the time that its size needs to be read", async () => {
  let total = 0;
  const store = storeAt("http://files.example", {
    send: async ({ method, deadlines }) => {
      if (method === "GET") total = deadlines.total;
      const answer = { statusCode: method === "GET" ? 200 : 405, headers: {} };
      return Object.assign(Readable.from([]), answer) as unknown as http.IncomingMessage;
    },
  });
  await store.fingerprint("large", { type: "file", path: "large", size: 2e9, sha256: "0".repeat(64) });
  expect(total).toBe(10_300_000);
});

test.each([401, 403, 405])(
  "a server that cannot be read (%d) takes files where nothing is to be verified",
  async (status) => {
    const put: string[] = [];
    const send = async ({ method, url }: { readonly method: string; readonly url: URL }) => {
      if (method === "PUT") put.push(url.pathname);
      const answer = { statusCode: method === "PUT" ? 201 : status, headers: {} };
      return Object.assign(Readable.from([]), answer) as unknown as http.IncomingMessage;
    };
    const changes = changesOf(await fileOf("write-only.txt", "w"));
    await storeAt("http://files.example", { verify: false, send }).apply(changes, undefined);
    expect(put).toEqual(["/1.0.0/write-only.txt"]);
    await expect(storeAt("http://files.example", { send }).apply(changes, undefined)).rejects.toThrow(String(status));
    expect(put).toHaveLength(1);
  },
);

describeWith(["nginx", "openssl"], "files over HTTP", () => {
  const password = () =>
    execFileSync(findTool("openssl") ?? "openssl", ["passwd", "-apr1", "right"])
      .toString()
      .trim();

  test("arrive, are verified, and are sent once", async () => {
    const nginx = await started({ users: `ann:${password()}` });
    const front = await between(nginx, () => false);
    const store = storeAt(`${front.url}/files`, {
      authentication: { type: "basic", username: "ann", password: "right" },
    });
    const files = [
      await fileOf("app+x~1 ü.tar.gz", Buffer.alloc(300_000, 1)),
      await fileOf("b.txt", "b"),
      await fileOf("empty", ""),
    ];
    expect(await store.apply(changesOf(...files), undefined)).toMatchObject({ written: 3, kept: 0 });
    expect(readFileSync(join(nginx.root, "files/1.0.0/app+x~1 ü.tar.gz"))).toHaveLength(300_000);
    expect(await store.apply(changesOf(...files), undefined)).toMatchObject({ written: 0, kept: 3 });
    expect(front.seen.filter(({ method }) => method === "PUT")).toHaveLength(3);
    const other = await fileOf("b.txt", "other");
    await expect(store.apply(changesOf(other), undefined)).rejects.toMatchObject({ code: "published-differs" });
    expect(readFileSync(join(nginx.root, "files/1.0.0/b.txt"), "utf8")).toBe("b");
  });

  test("wrong password: nothing is tried twice, and nobody is told it", async () => {
    const nginx = await started({ users: `ann:${password()}` });
    const front = await between(nginx, () => false);
    const store = storeAt(front.url, { authentication: { type: "basic", username: "ann", password: "wr0ng-secret" } });
    const failure = await store.apply(changesOf(await fileOf("a", "a")), undefined).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: "registry-credentials-rejected", remedy: expect.stringContaining("secret") });
    expect(front.seen).toHaveLength(1);
    const told = JSON.stringify(failure, Object.getOwnPropertyNames(failure)) + String((failure as Error).stack);
    expect(told).not.toContain("wr0ng-secret");
    expect(told).not.toContain(Buffer.from("ann:wr0ng-secret").toString("base64"));
  });

  test.each([
    ["no room (507)", "if ($request_method = PUT) { return 507; }", "registry-full", "make some"],
    ["too large (413)", "client_max_body_size 10;", "registry-too-large", "client_max_body_size"],
    ["forbidden (403)", "if ($request_method = PUT) { return 403; }", "registry-forbidden", "right"],
    ["no uploads (405)", "dav_access user:rw; limit_except GET { deny all; }", "registry-forbidden", "right"],
    [
      "directory missing (409)",
      "if ($request_method = PUT) { return 409; }",
      "registry-conflict",
      "create_full_put_path",
    ],
    ["limit (429)", "if ($request_method = PUT) { return 429; }", "rate-limited", "wait"],
  ])("%s", async (_name, location, code, remedy) => {
    const nginx = await started({ location });
    const store = storeAt(nginx.url);
    await expect(store.apply(changesOf(await fileOf("a", "a".repeat(100))), undefined)).rejects.toMatchObject({
      code,
      remedy: expect.stringContaining(remedy),
    });
  });

  test("an index that is no index is not taken into memory", async () => {
    const nginx = await started();
    writeFileSync(join(nginx.root, "index"), "a".repeat(1001));
    const store = storeAt(nginx.url);
    expect(await store.read("index", 1001)).toHaveLength(1001);
    await expect(store.read("index", 1000)).rejects.toMatchObject({
      code: "registry-file-too-large",
      message: expect.stringContaining("/index is larger than 1000 bytes"),
    });
  });

  test("nothing is sent past a turn that lapses, and what is under way ends with it", async () => {
    const nginx = await started();
    const front = await between(nginx, () => false);
    let passes = 2;
    const lapsing = {
      pass: async () => {
        if (passes-- > 0) return;
        throw new Problem({ kind: "failure", code: "journal-lock-lost", message: "lapsed", remedy: "again" });
      },
      left: () => 60_000,
    };
    const files = [await fileOf("a", "a"), await fileOf("b", "b"), await fileOf("c", "c"), await fileOf("d", "d")];
    const sent = () => front.seen.filter(({ method }) => method === "PUT");
    await expect(storeAt(front.url).apply(changesOf(...files), undefined, lapsing)).rejects.toMatchObject({
      code: "journal-lock-lost",
    });
    expect(sent()).toHaveLength(2);
    passes = 0;
    const removal = { message: "", phases: [], removals: ["1.0.0/a"] };
    await expect(storeAt(front.url).apply(removal, undefined, lapsing)).rejects.toMatchObject({
      code: "journal-lock-lost",
    });
    expect(existsSync(join(nginx.root, "1.0.0/a"))).toBe(true);

    const silent = await between(nginx, ({ method }) => method === "PUT");
    const soon = { pass: async () => {}, left: () => 40 };
    await expect(storeAt(silent.url).apply(changesOf(await fileOf("e", "e")), undefined, soon)).rejects.toMatchObject({
      code: "registry-connection-lost",
      message: expect.stringContaining("not finished within"),
    });
  });

  test("full in the middle: the next run sends the rest", async () => {
    const nginx = await started();
    let room = 2;
    const front = await between(nginx, (request, response) => {
      if (request.method !== "PUT" || room-- > 0) return false;
      request.resume();
      response.writeHead(507).end();
      return true;
    });
    const store = storeAt(front.url, { concurrency: 1 });
    const files = await Promise.all(["a", "b", "c", "d"].map((name) => fileOf(name, name)));
    await expect(store.apply(changesOf(...files), undefined)).rejects.toMatchObject({ code: "registry-full" });
    expect(readdirSync(join(nginx.root, "1.0.0")).sort()).toEqual(["a", "b"]);
    room = 9;
    expect(await store.apply(changesOf(...files), undefined)).toMatchObject({ written: 2, kept: 2 });
  });

  test("a connection that breaks in the middle: body reopened, in the end a remedy, and resumed", async () => {
    const nginx = await started();
    let breaks = 2;
    const front = await between(nginx, (request) => {
      if (request.method !== "PUT" || breaks === 0) return false;
      breaks -= 1;
      request.once("data", () => request.socket.destroy());
      return true;
    });
    const big = await fileOf("big.bin", Buffer.alloc(3_000_000, "big"));
    expect(await storeAt(front.url).apply(changesOf(big), undefined)).toMatchObject({ written: 1 });
    expect(breaks).toBe(0);
    const next = await fileOf("next.bin", Buffer.alloc(3_000_000, "next"));
    breaks = Number.POSITIVE_INFINITY;
    await expect(storeAt(front.url).apply(changesOf(big, next), undefined)).rejects.toMatchObject({
      code: "registry-connection-lost",
      remedy: expect.stringContaining("only what is missing"),
    });
    breaks = 0;
    expect(await storeAt(front.url).apply(changesOf(big, next), undefined)).toMatchObject({ written: 1, kept: 1 });
    expect(readFileSync(join(nginx.root, "1.0.0/next.bin"))).toHaveLength(3_000_000);
  });

  test("a server that keeps other bytes is found out", async () => {
    const nginx = await started();
    const front = await between(nginx, (request, response) => {
      if (request.method !== "PUT") return false;
      request.resume();
      request.on("end", () => {
        writeFileSync(join(nginx.root, "a"), "changed by a proxy");
        response.writeHead(201).end();
      });
      return true;
    });
    const file = { ...(await fileOf("a", "a")), path: "a" };
    await expect(storeAt(front.url).apply(changesOf(file), undefined)).rejects.toMatchObject({
      code: "registry-damaged",
    });
  });

  test("redirects: credentials stay with their origin, files too", async () => {
    const nginx = await started();
    const elsewhere = await between(nginx, () => false);
    const front = await between(nginx, (request, response) => {
      if (request.url?.startsWith("/inside/")) {
        response.writeHead(307, { location: request.url.replace("/inside/", "/here/") }).end();
      } else if (request.url?.startsWith("/outside/")) {
        response.writeHead(307, { location: `${elsewhere.url}${request.url.replace("/outside/", "/here/")}` }).end();
      } else return false;
      request.resume();
      return true;
    });
    const authentication = { type: "bearer" as const, token: "t0ken" };
    const file = await fileOf("a", "a");
    await storeAt(`${front.url}/inside`, { authentication }).apply(changesOf(file), undefined);
    expect(readFileSync(join(nginx.root, "here/1.0.0/a"), "utf8")).toBe("a");
    expect(front.seen.every(({ authorization }) => authorization === "Bearer t0ken")).toBe(true);

    // Reading may go on elsewhere, as nobody; writing does not.
    expect(await storeAt(`${front.url}/outside`, { authentication }).fingerprint("1.0.0/a")).toMatchObject({ size: 1 });
    await expect(
      storeAt(`${front.url}/outside`, { authentication }).apply(changesOf(await fileOf("b", "b")), undefined),
    ).rejects.toMatchObject({ code: "registry-redirects" });
    expect(elsewhere.seen.length).toBeGreaterThan(0);
    expect(elsewhere.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    expect(elsewhere.seen.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  test("a header of the server's own is a credential as well", async () => {
    const nginx = await started();
    const heard: (string | string[] | undefined)[] = [];
    const elsewhere = await between(nginx, (request) => {
      heard.push(request.headers["x-api-key"]);
      return false;
    });
    const front = await between(nginx, (request, response) => {
      expect(request.headers["x-api-key"]).toBe("s3cret");
      response.writeHead(302, { location: `${elsewhere.url}${request.url}` }).end();
      return true;
    });
    const client = new HttpClient({
      authentication: { type: "header", name: "X-Api-Key", value: "s3cret" },
      patience: hastyPatience(),
    });
    const status = await client.request(
      "look",
      { method: "GET", url: new URL(`${front.url}/a`) },
      () => true,
      async (response) => {
        response.resume();
        return response.statusCode;
      },
    );
    expect(status).toBe(404);
    expect(heard).toEqual([undefined]);
  });

  test("a certificate of nobody's authority", async () => {
    const [key, certificate] = [join(directory, "tls.key"), join(directory, "tls.pem")];
    const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    execFileSync(
      findTool("openssl") ?? "openssl",
      ["req", "-x509", ...curve, ...subject, "-days", "2", "-keyout", key, "-out", certificate],
      { stdio: "pipe" },
    );
    const nginx = await started({ tls: { key, certificate } });
    await expect(storeAt(nginx.url).apply(changesOf(await fileOf("a", "a")), undefined)).rejects.toMatchObject({
      code: "registry-certificate",
      remedy: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
    });
  });
});

describe("certificates", () => {
  test.each([
    ["CERT_HAS_EXPIRED", "renew"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "name"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "NODE_EXTRA_CA_CERTS"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "http://"],
  ])("%s", (code, remedy) => {
    const problem = explainRegistry(new RequestFailure({ operation: "upload", reason: "no", code }));
    expect(problem.code).toBe("registry-certificate");
    expect(problem.remedy).toContain(remedy);
  });
});

describe("servers that are not there", () => {
  test("nobody listens", async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(storeAt(`http://127.0.0.1:${port}`).read("a")).rejects.toMatchObject({ code: "registry-unreachable" });
  });

  test("TLS where there is none", async () => {
    const server = http.createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.push({ stop: async () => void server.close() });
    const { port } = server.address() as AddressInfo;
    await expect(storeAt(`https://127.0.0.1:${port}`).read("a")).rejects.toMatchObject({
      code: "registry-certificate",
    });
  });
});
