import { createHash, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readIdToken } from "./id-token.ts";

/** A Sigstore instance on loopback: certificate authority, transparency logs, timestamp authority. */
export interface SigstoreServices {
  readonly fulcio: string;
  readonly rekor: string;
  readonly timestamps: string;
  /** `trusted_root.json`, with which verifiers trust this instance and no other. */
  readonly trustedRoot: object;
  /** Requests so far, by service. */
  readonly asked: Readonly<Record<"fulcio" | "rekor" | "timestamps", number>>;
  close(): Promise<void>;
}

const AUDIENCE = "sigstore";
const MOST = 16 << 20;

type Handle = (
  body: string,
) => Promise<{ statusCode: number; response: string | ArrayBufferView; contentType?: string }>;

/** Every instance has keys of its own, made when it starts. */
export async function startSigstore(): Promise<SigstoreServices> {
  // Loaded here: cryptography in JavaScript that only signed releases need.
  const { default: mock } = await import("@sigstore/mock");
  const keys = () => generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const [ctLog, tsa] = await Promise.all([mock.initializeCTLog(keys()), mock.initializeTSA(keys())]);
  // Fractions of a second are written in a form that verifiers do not read.
  Object.assign(tsa, { getCurrentTime: () => new Date(Math.floor(Date.now() / 1000) * 1000) });
  const ca = await mock.initializeCA(keys(), ctLog);
  const asked = { fulcio: 0, rekor: 0, timestamps: 0 };
  const servers: Server[] = [];
  const serve = async (name: keyof typeof asked, make: (url: string) => Promise<{ path: string; fn: Handle }>) => {
    let handler: { path: string; fn: Handle } | undefined;
    const server = createServer(async (request, response) => {
      asked[name]++;
      try {
        if (handler === undefined || request.method !== "POST" || request.url !== handler.path) {
          request.resume();
          response.writeHead(404).end();
          return;
        }
        const { statusCode, response: body, contentType } = await handler.fn(await bodyOf(request));
        response.writeHead(statusCode, { "content-type": contentType ?? "text/plain" }).end(body);
      } catch (error) {
        response.writeHead(400, { "content-type": "application/json" });
        response.end(JSON.stringify({ code: 3, message: (error as Error).message }));
      }
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    handler = await make(url);
    return url;
  };

  const issue = mock.fulcioHandler(ca, { subjectClaim: SUBJECT });
  const fulcio = await serve("fulcio", async () => ({
    path: issue.path,
    fn: async (body) => await issue.fn(await withSubject(body)),
  }));
  let tlogKey = Buffer.alloc(0);
  const rekor = await serve("rekor", async (url) => {
    const tlog = await mock.initializeTLog(url, keys());
    tlogKey = Buffer.from(tlog.publicKey);
    const keep = mock.rekorHandler(tlog);
    return { path: keep.path, fn: async (body) => await keep.fn(recorded(body)) };
  });
  const timestamps = await serve("timestamps", async () => mock.tsaHandler(tsa));

  const start = new Date(Date.now() - 60_000).toISOString();
  const raw = (bytes: ArrayBufferView) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  const log = (baseUrl: string, key: Buffer) => ({
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: key.toString("base64"), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor: { start } },
    logId: { keyId: createHash("sha256").update(key).digest("base64") },
  });
  const authority = (uri: string, certificates: readonly ArrayBufferView[]) => ({
    subject: { commonName: "sigstore", organization: "rehearsal" },
    uri,
    certChain: { certificates: certificates.map((each) => ({ rawBytes: raw(each) })) },
    validFor: { start },
  });
  return {
    fulcio,
    rekor,
    timestamps,
    asked,
    trustedRoot: {
      mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
      tlogs: [log(rekor, tlogKey)],
      certificateAuthorities: [authority(fulcio, [ca.rootCertificate])],
      ctlogs: [log(`${fulcio}/ctlog`, Buffer.from(ctLog.publicKey))],
      timestampAuthorities: [authority(timestamps, [tsa.intCertificate, tsa.rootCertificate])],
    },
    close: async () => {
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((done) => {
              server.close(() => done());
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}

const SUBJECT = "slipway_subject";

interface CertificateRequest {
  readonly credentials?: { readonly oidcIdentityToken?: string };
}

/**
 * Checks the token, which the handler only reads, and says in it whom the certificate is for: as Fulcio does for GitHub's
 * issuer, the address of the workflow whose job asks.
 */
async function withSubject(body: string): Promise<string> {
  const request = JSON.parse(body) as CertificateRequest;
  const claims = await readIdToken(request.credentials?.oidcIdentityToken ?? "", AUDIENCE);
  // The issuer is reached by address, the server is known by name: `serverUrl` of the embedded GitHub.
  const subject = `http://github.localhost:${new URL(claims.iss).port}/${claims.job_workflow_ref}`;
  const payload = Buffer.from(JSON.stringify({ ...claims, [SUBJECT]: subject })).toString("base64url");
  return JSON.stringify({ ...request, credentials: { oidcIdentityToken: `e30.${payload}.` } });
}

interface ProposedEntry {
  readonly kind: string;
  readonly spec: { readonly proposedContent?: { readonly envelope: string; readonly verifiers: readonly string[] } };
}

/**
 * The handler records what it was sent. Of an envelope the log keeps digests and signatures only (github.com/sigstore/rekor,
 * pkg/types/dsse, "dsse_v0_0_1_schema.json").
 */
function recorded(body: string): string {
  const entry = JSON.parse(body) as ProposedEntry;
  const proposed = entry.spec.proposedContent;
  if (entry.kind !== "dsse" || proposed === undefined) return body;
  const envelope = JSON.parse(proposed.envelope) as { payload: string; signatures: readonly { sig: string }[] };
  const hash = (bytes: string | Buffer) => ({
    algorithm: "sha256",
    value: createHash("sha256").update(bytes).digest("hex"),
  });
  const spec = {
    envelopeHash: hash(proposed.envelope),
    payloadHash: hash(Buffer.from(envelope.payload, "base64")),
    signatures: envelope.signatures.map(({ sig }, index) => ({ signature: sig, verifier: proposed.verifiers[index] })),
  };
  return JSON.stringify({ ...entry, spec });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST) throw new Error("too long");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
