import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exchange, type SendExchange } from "@slipway/forge";
import { fingerprintFile } from "@slipway/model";
import { type S3Server, signatureOf, startS3 } from "@slipway/rehearsal";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type S3StoreOptions, s3Store } from "../../src/s3/s3-store.ts";
import type { Changes, StoredFile } from "../../src/store/store.ts";
import { hastyPatience } from "./fixtures.ts";

/**
 * Against a bucket in memory that checks every signature; or against another server, given by its address and credentials in
 * SLIPWAY_TEST_S3 (`http://key:secret@127.0.0.1:7070/bucket`).
 */
describe("an S3 bucket", () => {
  let directory: string;
  let server: S3Server | undefined;
  let endpoint: URL;
  let bucket = "releases";
  let credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "s3cret/+key" };
  const foreign = process.env.SLIPWAY_TEST_S3;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "slipway-s3-"));
    if (foreign !== undefined) {
      const url = new URL(foreign);
      credentials = { accessKeyId: url.username, secretAccessKey: url.password };
      bucket = url.pathname.slice(1);
      endpoint = new URL(url.origin);
      return;
    }
    server = await startS3(bucket, new Map([[credentials.accessKeyId, credentials.secretAccessKey]]));
    endpoint = new URL(server.url);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const storeOf = (changes: Partial<S3StoreOptions> = {}) =>
    s3Store({
      endpoint,
      bucket,
      region: "us-east-1",
      prefix: "apps/app",
      pathStyle: true,
      credentials,
      cacheControl: { changing: "no-cache" },
      verify: true,
      concurrency: 3,
      patience: hastyPatience(),
      ...changes,
    });

  const fileOf = async (name: string, bytes: string | Buffer): Promise<StoredFile> => {
    const path = join(directory, "file");
    writeFileSync(`${path}-${name}`, bytes);
    const { size, sha256 } = await fingerprintFile(`${path}-${name}`);
    return { path: `1.0.0/${name}`, content: { type: "file", path: `${path}-${name}`, size, sha256 }, fixed: true };
  };
  const changesOf = (...files: readonly StoredFile[]): Changes => ({
    message: "app 1.0.0",
    phases: [files],
    removals: [],
  });

  test("files arrive, signed and verified, and are sent once", async () => {
    const files = [await fileOf("app_1.0~rc1+b-x (1).deb", Buffer.alloc(200_000, 3)), await fileOf("index.json", "{}")];
    expect(await storeOf().apply(changesOf(...files), undefined)).toMatchObject({ written: 2 });
    expect(await storeOf().apply(changesOf(...files), undefined)).toMatchObject({ written: 0, kept: 2 });
    expect((await storeOf().read("1.0.0/index.json"))?.toString()).toBe("{}");
    expect(await storeOf().read("1.0.0/absent")).toBeUndefined();
    await expect(storeOf().apply(changesOf(await fileOf("index.json", "[]")), undefined)).rejects.toMatchObject({
      code: "published-differs",
    });
    await storeOf().apply({ message: "", phases: [], removals: files.map(({ path }) => path) }, undefined);
    expect(await storeOf().fingerprint("1.0.0/index.json")).toBeUndefined();
  });

  test("large files go in parts; one that breaks leaves nothing behind", async () => {
    const bytes = Buffer.alloc(11 << 20);
    for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE((at * 2654435761) >>> 0, at);
    const file = await fileOf("large.bin", bytes);
    const requests: string[] = [];
    const counting: SendExchange = (request) => {
      requests.push(`${request.method} ${request.url.search}`);
      return exchange(request);
    };
    const options = { partSize: 5 << 20, send: counting };
    const failing: SendExchange = async (request) => {
      if (request.method === "PUT" && request.url.search.includes("partNumber=3")) {
        return await exchange({ ...request, url: new URL("http://127.0.0.1:1/") });
      }
      return await counting(request);
    };
    await expect(storeOf({ ...options, send: failing }).apply(changesOf(file), undefined)).rejects.toMatchObject({
      code: "registry-unreachable",
    });
    expect(requests.at(-1)).toMatch(/^DELETE \?uploadId=/);
    expect(await storeOf().fingerprint(file.path)).toBeUndefined();
    expect(server?.uploads.size ?? 0).toBe(0);

    requests.length = 0;
    expect(await storeOf(options).apply(changesOf(file), undefined)).toMatchObject({ written: 1 });
    expect(requests.filter((line) => line.startsWith("PUT ?partNumber="))).toHaveLength(3);
    expect(await storeOf().fingerprint(file.path)).toMatchObject(
      file.content.type === "file" ? { size: bytes.length, sha256: file.content.sha256 } : {},
    );
    await storeOf().apply({ message: "", phases: [], removals: [file.path] }, undefined);
  });

  test("the checker agrees with the specification's example", () => {
    // Amazon S3 API Reference, "Examples: Signature Calculations", "GET Object".
    const headers = [
      ["host", "examplebucket.s3.amazonaws.com"],
      ["range", "bytes=0-9"],
      ["x-amz-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
      ["x-amz-date", "20130524T000000Z"],
    ] as const;
    const signature = signatureOf({
      method: "GET",
      path: "/test.txt",
      query: [],
      headers,
      payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      date: "20130524T000000Z",
      region: "us-east-1",
      secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    });
    expect(signature).toBe("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  });

  // Other servers refuse in words of their own.
  test.skipIf(foreign !== undefined).each([
    ["a wrong secret", { credentials: { accessKeyId: "", secretAccessKey: "wrong" } }, "registry-credentials-rejected"],
    [
      "an unknown key",
      { credentials: { accessKeyId: "NOBODY", secretAccessKey: "wrong" } },
      "registry-credentials-rejected",
    ],
    ["no such bucket", { bucket: "nowhere" }, "registry-no-such-place"],
  ])("%s", async (_name, changes, code) => {
    const given =
      "credentials" in changes && changes.credentials?.accessKeyId === ""
        ? { credentials: { ...changes.credentials, accessKeyId: credentials.accessKeyId } }
        : changes;
    const file = await fileOf("a", "a");
    const { path } = file;
    // The answer to HEAD has no text, so the write tells why.
    await expect(
      storeOf(given).apply({ message: "", phases: [[{ ...file, path }]], removals: [] }, undefined),
    ).rejects.toMatchObject({ code });
  });

  test("bytes that are not the signed ones are refused by our own reading", async () => {
    const requests: string[] = [];
    const proxy = http.createServer((request, response) => {
      requests.push(`${request.method} ${request.headers["x-amz-content-sha256"]}`);
      request.resume();
      request.on("end", () => {
        if (request.method === "PUT") response.writeHead(200).end();
        else if (requests.length === 1) response.writeHead(404).end();
        else response.writeHead(200).end(request.method === "HEAD" ? "" : "other bytes");
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const at = new URL(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    const file = await fileOf("a", "a");
    await expect(storeOf({ endpoint: at }).apply(changesOf(file), undefined)).rejects.toMatchObject({
      code: "registry-damaged",
    });
    proxy.close();
    expect(requests[1]).toBe(`PUT ${file.content.type === "file" ? file.content.sha256 : ""}`);
  });

  test.skipIf(foreign !== undefined)("what never changes is said to be so, wherever it lies", async () => {
    const [asset, pointer] = [await fileOf("a.zip", "a"), { ...(await fileOf("latest.json", "{}")), fixed: false }];
    const cacheControl = { fixed: "immutable", changing: "no-cache" };
    await storeOf({ cacheControl }).apply(changesOf(asset, pointer), undefined);
    const cacheOf = (path: string) => server?.objects.get(`apps/app/${path}`)?.headers["cache-control"];
    expect([cacheOf(asset.path), cacheOf(pointer.path)]).toEqual(["immutable", "no-cache"]);
    await storeOf().apply({ message: "", phases: [], removals: [asset.path, pointer.path] }, undefined);
  });

  test("unfinished uploads are removed, however many pages list them; an endless answer is not read", async () => {
    const seen: string[] = [];
    let endless = false;
    const service = http.createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://s3");
      request.resume();
      request.on("end", () => {
        if (request.method === "DELETE") seen.push(url.searchParams.get("uploadId") ?? "");
        if (request.method === "HEAD") return void response.writeHead(404).end();
        if (request.method !== "GET" || !url.searchParams.has("uploads")) {
          return void response.writeHead(request.method === "POST" ? 403 : 204).end();
        }
        if (endless) {
          const more = () => {
            while (!response.destroyed && response.write("x".repeat(1 << 16)));
          };
          response.on("drain", more);
          return more();
        }
        const page = Number(url.searchParams.get("upload-id-marker") ?? 0);
        const upload = (id: string, key: string) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`;
        const key = url.searchParams.get("prefix") ?? "";
        const rest =
          page < 2
            ? `<IsTruncated>true</IsTruncated><NextKeyMarker>${key}</NextKeyMarker><NextUploadIdMarker>${page + 1}</NextUploadIdMarker>`
            : "<IsTruncated>false</IsTruncated>";
        response.end(`<R>${upload(`mine-${page}`, key)}${upload(`other-${page}`, `${key}.sig`)}${rest}</R>`);
      });
    });
    await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
    const at = new URL(`http://127.0.0.1:${(service.address() as AddressInfo).port}`);
    const large = await fileOf("large", "x".repeat(20));
    const send = () => storeOf({ endpoint: at, partSize: 10 }).apply(changesOf(large), undefined);
    await expect(send()).rejects.toMatchObject({ code: "registry-forbidden" });
    expect(seen).toEqual(["mine-0", "mine-1", "mine-2"]);
    endless = true;
    await expect(send()).rejects.toThrow(/more than \d+ bytes/);
    service.closeAllConnections();
    service.close();
  });
});
