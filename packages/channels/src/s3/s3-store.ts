import { open } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { type Patience, pool, RequestFailure, type SendExchange } from "@slipway/forge";
import { Problem, sha256 } from "@slipway/model";
import { AwsV4Signer } from "aws4fetch";
import { below, chunksOf, HttpClient, type HttpRequest } from "../http/client.ts";
import { found, isGone, objectStore } from "../http/object-store.ts";
import type { Store, StoredContent, StoredFile, StoredPrint } from "../store/store.ts";
import { printOf } from "../store/stored-print.ts";
import { explainS3 } from "./explain.ts";

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string | undefined;
}

export interface S3StoreOptions {
  /** Of the service, without the bucket: `https://s3.eu-central-1.amazonaws.com`, `https://<account>.r2.cloudflarestorage.com`. */
  readonly endpoint: URL;
  readonly bucket: string;
  readonly region: string;
  /** Before every key; "" for none. */
  readonly prefix: string;
  /** The bucket as the first part of the path instead of the host's name. */
  readonly pathStyle: boolean;
  readonly credentials: S3Credentials;
  /** `Cache-Control` of what never changes and of what does; absent: the service's own. */
  readonly cacheControl: { readonly fixed?: string | undefined; readonly changing?: string | undefined };
  readonly verify: boolean;
  readonly concurrency: number;
  readonly patience: Patience;
  readonly send?: SendExchange;
  /** Bytes of a part, and size up to which a file is sent in one; smaller in tests. */
  readonly partSize?: number;
}

/** The smallest part that the protocol takes is 5 MiB, and there may be 10,000 of them. */
const PART = 16 << 20;
const MOST_PARTS = 10_000;
/** Bytes of an answer that is no file: a page of a thousand unfinished uploads has less than one. */
const MOST_TEXT = 4 << 20;
/** Of unfinished uploads of one file. */
const MOST_PAGES = 20;
/** Parts in memory at a time, of one file. */
const PARTS_AT_ONCE = 2;

const ok = (status: number) => status >= 200 && status < 300;
const EMPTY = sha256("");

/**
 * A bucket of Amazon's S3 or of a service that speaks as it does (docs.aws.amazon.com, "Amazon S3 API Reference"). Every request
 * is signed with the digest of its body (Signature Version 4), so that what arrives is what was signed, over http too.
 */
export function s3Store(options: S3StoreOptions): Store {
  const { endpoint, bucket, region, pathStyle, credentials, patience, send, cacheControl } = options;
  const sign = async ({ method, url, headers, file, body }: HttpRequest) => {
    const digest = headers?.["x-amz-content-sha256"] ?? (body === undefined ? EMPTY : sha256(body));
    if (file !== undefined && headers?.["x-amz-content-sha256"] === undefined)
      throw new Error("a file without its digest");
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const signer = new AwsV4Signer({
      method,
      url: url.href,
      headers: { ...headers, "x-amz-content-sha256": digest },
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      service: "s3",
      region,
    });
    return Object.fromEntries((await signer.sign()).headers);
  };
  const client = new HttpClient({ authentication: { type: "none" }, patience, sign, ...(send && { send }) });
  const base = new URL(endpoint);
  if (!pathStyle) base.hostname = `${bucket}.${base.hostname}`;
  const root = pathStyle ? below(base, bucket) : base;
  const keyOf = (path: string) => [options.prefix, path].filter((part) => part !== "").join("/");
  const urlOf = (path: string, query: Readonly<Record<string, string>> = {}) => {
    const url = below(root, keyOf(path));
    url.search = new URLSearchParams(query).toString();
    return url;
  };
  const metadata = ({ fixed }: StoredFile, mediaType: string) => {
    const cache = fixed ? cacheControl.fixed : cacheControl.changing;
    return { "content-type": mediaType, ...(cache !== undefined && { "cache-control": cache }) };
  };

  const putWhole = async (stored: StoredFile, mediaType: string) => {
    const { path, content } = stored;
    const print = printOf(content);
    const headers = {
      ...metadata(stored, mediaType),
      "x-amz-content-sha256": print.sha256,
      "x-amz-checksum-sha256": base64(print.sha256),
    };
    const url = urlOf(path);
    const body = content.type === "file" ? { file: content } : { body: content.bytes };
    await client.request(`upload of ${url.href}`, { method: "PUT", url, headers, ...body }, ok, drain);
  };

  /** What a killed run left: parts that nobody sees and everybody pays for. */
  const abortDebris = async (path: string) => {
    const key = keyOf(path);
    let from: Readonly<Record<string, string>> = {};
    for (let page = 0; page < MOST_PAGES; page++) {
      const url = urlOf(path);
      url.pathname = root.pathname;
      url.search = new URLSearchParams({ uploads: "", prefix: key, ...from }).toString();
      const what = `look-up of unfinished uploads to ${url.host}`;
      const listed = await client.request(what, { method: "GET", url }, () => true, textOf);
      for (const upload of listed.split("<Upload>").slice(1)) {
        const id = tagOf(upload, "UploadId");
        if (tagOf(upload, "Key") === key && id !== undefined) await abort(path, id);
      }
      const [next, upload] = [tagOf(listed, "NextKeyMarker"), tagOf(listed, "NextUploadIdMarker")];
      if (tagOf(listed, "IsTruncated") !== "true" || next === undefined) return;
      from = { "key-marker": next, ...(upload !== undefined && { "upload-id-marker": upload }) };
    }
  };

  const abort = async (path: string, uploadId: string) => {
    const url = urlOf(path, { uploadId });
    const done = (status: number) => ok(status) || status === 404;
    await client.request(
      `removal of an unfinished upload of ${urlOf(path).href}`,
      { method: "DELETE", url },
      done,
      drain,
    );
  };

  const putParts = async (
    stored: StoredFile,
    file: Extract<StoredContent, { type: "file" }>,
    mediaType: string,
    partSize: number,
  ) => {
    const { path } = stored;
    await abortDebris(path);
    const what = `upload of ${urlOf(path).href}`;
    const begin = { method: "POST" as const, url: urlOf(path, { uploads: "" }), headers: metadata(stored, mediaType) };
    const uploadId = tagOf(await client.request(what, begin, ok, textOf), "UploadId");
    if (uploadId === undefined)
      throw new RequestFailure({ operation: what, status: 500, reason: "no upload was begun" });
    try {
      const count = Math.ceil(file.size / partSize);
      const tags = new Array<string>(count);
      const numbers = Array.from({ length: count }, (_, at) => at);
      await pool(numbers, PARTS_AT_ONCE, async (at) => {
        const body = await readPart(file, at * partSize, partSize);
        const url = urlOf(path, { partNumber: String(at + 1), uploadId });
        const headers = { "x-amz-content-sha256": sha256(body) };
        const request = { method: "PUT" as const, url, headers, body, size: body.length };
        tags[at] = await client.request(`${what}, part ${at + 1} of ${count}`, request, ok, async (response) => {
          response.resume();
          return response.headers.etag ?? "";
        });
      });
      const parts = tags.map(
        (tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${escapeXml(tag)}</ETag></Part>`,
      );
      const body = Buffer.from(`<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`);
      const finish = {
        method: "POST" as const,
        url: urlOf(path, { uploadId }),
        headers: { "content-type": "application/xml" },
        body,
      };
      await client.request(what, finish, ok, async (response) => {
        // The status is sent before the work is done: a failure follows in the answer's text.
        const answer = await textOf(response);
        if (!answer.includes("<Error>")) return;
        throw new RequestFailure({
          operation: what,
          status: 500,
          reason: `${tagOf(answer, "Code")} ${tagOf(answer, "Message")}`,
        });
      });
    } catch (error) {
      // What failed is worth more than that this failed too; the next run removes it.
      await abort(path, uploadId).catch(() => {});
      throw error;
    }
  };

  const where = `s3://${bucket}${options.prefix === "" ? "" : `/${options.prefix}`} at ${endpoint.host}`;
  return objectStore(
    {
      where,
      urlOf,
      put: async (stored, mediaType) => {
        const { content } = stored;
        const partSize = Math.max(options.partSize ?? PART, Math.ceil(printOf(content).size / MOST_PARTS));
        if (content.type === "bytes" || content.size <= partSize) await putWhole(stored, mediaType);
        else await putParts(stored, content, mediaType, partSize);
      },
      remove: async (path) => {
        const url = urlOf(path);
        const done = (status: number) => ok(status) || status === 404;
        await client.request(`removal of ${url.href}`, { method: "DELETE", url }, done, drain);
      },
      known: async (path): Promise<"absent" | StoredPrint | undefined> => {
        const url = urlOf(path);
        const headers = { "x-amz-checksum-mode": "ENABLED" };
        return await client.request(
          `look-up of ${url.href}`,
          { method: "HEAD", url, headers },
          // A refusal says why only in a text, which the answer to GET has.
          (status) => found(status) || status === 403 || status === 400,
          async (response) => {
            response.resume();
            if (isGone(response)) return "absent";
            if (response.statusCode !== 200) return undefined;
            const checksum = response.headers["x-amz-checksum-sha256"];
            // Of an upload in parts it is a digest of digests, which ends in their number.
            if (typeof checksum !== "string" || !/^[A-Za-z0-9+/]{43}=$/.test(checksum)) return undefined;
            const size = Number(response.headers["content-length"]);
            return { size, sha256: Buffer.from(checksum, "base64").toString("hex") };
          },
        );
      },
      explain: (failure) => explainS3(failure, options),
    },
    client,
    options,
  );
}

const base64 = (hex: string) => Buffer.from(hex, "hex").toString("base64");

async function drain(response: IncomingMessage): Promise<void> {
  response.resume();
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf("reading the answer", response)) {
    size += chunk.length;
    if (size > MOST_TEXT) {
      response.destroy();
      throw new RequestFailure({
        operation: "reading the answer",
        status: 400,
        reason: `more than ${MOST_TEXT} bytes`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tagOf(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>(?<text>[^<]*)</${name}>`).exec(xml)?.groups?.text;
  return text
    ?.replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#34;", '"')
    .replaceAll("&amp;", "&");
}

const escapeXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

async function readPart(
  { path, size }: { readonly path: string; readonly size: number },
  from: number,
  most: number,
): Promise<Buffer> {
  const length = Math.min(most, size - from);
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(length);
    for (let at = 0; at < length; ) {
      const { bytesRead } = await file.read(buffer, at, length - at, from + at);
      if (bytesRead === 0) throw changed(path, size);
      at += bytesRead;
    }
    return buffer;
  } finally {
    await file.close();
  }
}

function changed(path: string, size: number): Problem {
  return new Problem({
    kind: "failure",
    code: "artifact-changed",
    message: `${path} is shorter now than its ${size} bytes`,
    remedy: "nothing may touch the files of a release while it is published; run the job again",
  });
}
