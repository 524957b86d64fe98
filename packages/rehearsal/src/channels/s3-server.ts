import { createHash, createHmac } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";

export interface S3Server {
  readonly url: string;
  readonly objects: ReadonlyMap<string, { readonly bytes: Buffer; readonly headers: http.IncomingHttpHeaders }>;
  /** Uploads that were begun and neither finished nor aborted. */
  readonly uploads: ReadonlyMap<string, unknown>;
  stop(): Promise<void>;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/**
 * A bucket in memory that believes nothing: it computes each signature anew from what arrived (AWS, "Signature Version 4 signing
 * process", written here from the specification and not by the client's library), and the digest of each body.
 */
export async function startS3(
  bucket: string | readonly string[],
  keys: ReadonlyMap<string, string>,
): Promise<S3Server> {
  const buckets = [bucket].flat();
  const objects = new Map<string, { bytes: Buffer; headers: http.IncomingHttpHeaders }>();
  const uploads = new Map<string, { key: string; parts: Map<number, Buffer> }>();
  let count = 0;

  const answer = (request: http.IncomingMessage, body: Buffer, response: http.ServerResponse) => {
    const url = new URL(request.url ?? "", "http://s3");
    authenticate(request, url, body, keys);
    const [, name = "", ...rest] = url.pathname.split("/").map(decodeURIComponent);
    // Where there are several buckets, keys begin with their name.
    const inside = buckets.length > 1 ? `${name}/` : "";
    const key = inside + rest.join("/");
    if (!buckets.includes(name)) throw new Refusal(404, "NoSuchBucket");
    const [query, method] = [url.searchParams, request.method ?? ""];
    const upload = uploads.get(query.get("uploadId") ?? "");
    if (query.has("uploadId") && upload?.key !== key) throw new Refusal(404, "NoSuchUpload");
    const say = (text: string) =>
      response.writeHead(200, { "content-type": "application/xml" }).end(`<Result>${text}</Result>`);

    if (method === "GET" && query.has("uploads")) {
      const listed = [...uploads].filter(([, each]) => each.key.startsWith(inside + (query.get("prefix") ?? "")));
      say(
        listed
          .map(
            ([id, each]) =>
              `<Upload><Key>${each.key.slice(inside.length).replaceAll("&", "&amp;")}</Key><UploadId>${id}</UploadId></Upload>`,
          )
          .join(""),
      );
    } else if (method === "POST" && query.has("uploads")) {
      const id = `upload-${++count}`;
      uploads.set(id, { key, parts: new Map() });
      say(`<UploadId>${id}</UploadId>`);
    } else if (method === "PUT" && upload !== undefined) {
      upload.parts.set(Number(query.get("partNumber")), body);
      response.writeHead(200, { etag: `"${createHash("md5").update(body).digest("hex")}"` }).end();
    } else if (method === "POST" && upload !== undefined) {
      const parts = [...body.toString("utf8").matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]*)<\/ETag>/g)].map(
        ([, number, tag]) => {
          const part = upload.parts.get(Number(number));
          const expected = createHash("md5")
            .update(part ?? "")
            .digest("hex");
          if (part === undefined || tag?.replaceAll("&quot;", "") !== expected) throw new Refusal(400, "InvalidPart");
          return part;
        },
      );
      if (parts.slice(0, -1).some((part) => part.length < 5 << 20)) throw new Refusal(400, "EntityTooSmall");
      objects.set(key, { bytes: Buffer.concat(parts), headers: {} });
      uploads.delete(query.get("uploadId") ?? "");
      say("<ETag>done</ETag>");
    } else if (method === "DELETE" && upload !== undefined) {
      uploads.delete(query.get("uploadId") ?? "");
      response.writeHead(204).end();
    } else if (method === "PUT") {
      objects.set(key, { bytes: body, headers: request.headers });
      response.writeHead(200).end();
    } else if (method === "DELETE") {
      objects.delete(key);
      response.writeHead(204).end();
    } else {
      const found = objects.get(key);
      if (found === undefined) throw new Refusal(404, "NoSuchKey");
      const checksum = found.headers["x-amz-checksum-sha256"];
      response.writeHead(200, {
        "content-length": found.bytes.length,
        ...(typeof checksum === "string" &&
          request.headers["x-amz-checksum-mode"] === "ENABLED" && { "x-amz-checksum-sha256": checksum }),
      });
      response.end(method === "HEAD" ? undefined : found.bytes);
    }
  };

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      try {
        answer(request, Buffer.concat(chunks), response);
      } catch (error) {
        const { status, code } = error instanceof Refusal ? error : { status: 500, code: String(error) };
        const text =
          request.method === "HEAD" ? undefined : `<Error><Code>${code}</Code><Message>refused</Message></Error>`;
        response.writeHead(status, { "content-type": "application/xml" }).end(text);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    uploads,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const hex = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const strict = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature that a request must have; exported for the specification's own example. */
export function signatureOf(options: {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly payload: string;
  readonly date: string;
  readonly region: string;
  readonly secret: string;
}): string {
  const { method, path, query, headers, payload, date, region, secret } = options;
  const search = query
    .map(([name, value]) => `${strict(name)}=${strict(value)}`)
    .sort()
    .join("&");
  const lines = headers.map(([name, value]) => `${name}:${value.trim()}\n`).join("");
  const canonical = [method, path, search, lines, headers.map(([name]) => name).join(";"), payload].join("\n");
  const scope = `${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const key = [date.slice(0, 8), region, "s3", "aws4_request"].reduce<string | Buffer>(mac, `AWS4${secret}`);
  return mac(key, ["AWS4-HMAC-SHA256", date, scope, hex(canonical)].join("\n")).toString("hex");
}

function authenticate(request: http.IncomingMessage, url: URL, body: Buffer, keys: ReadonlyMap<string, string>): void {
  const shape =
    /^AWS4-HMAC-SHA256 Credential=(?<id>[^/]+)\/(?<day>\d{8})\/(?<region>[^/]+)\/s3\/aws4_request, SignedHeaders=(?<names>[^,]+), Signature=(?<signature>[0-9a-f]{64})$/;
  const { id = "", region = "", names = "", signature } = shape.exec(request.headers.authorization ?? "")?.groups ?? {};
  if (signature === undefined) throw new Refusal(403, "AccessDenied");
  const secret = keys.get(id);
  if (secret === undefined) throw new Refusal(403, "InvalidAccessKeyId");
  const payload = String(request.headers["x-amz-content-sha256"]);
  const headers = names.split(";").map((name) => [name, String(request.headers[name])] as const);
  for (const name of ["host", "x-amz-content-sha256", "x-amz-date"]) {
    if (!headers.some(([each]) => each === name)) throw new Refusal(403, "AccessDenied");
  }
  const path = url.pathname
    .split("/")
    .map((part) => strict(decodeURIComponent(part)))
    .join("/");
  const expected = signatureOf({
    method: request.method ?? "",
    path,
    query: [...url.searchParams],
    headers,
    payload,
    date: String(request.headers["x-amz-date"]),
    region,
    secret,
  });
  if (expected !== signature) throw new Refusal(403, "SignatureDoesNotMatch");
  if (payload !== hex(body)) throw new Refusal(400, "XAmzContentSHA256Mismatch");
  const checksum = request.headers["x-amz-checksum-sha256"];
  if (checksum !== undefined && checksum !== createHash("sha256").update(body).digest("base64"))
    throw new Refusal(400, "BadDigest");
}
