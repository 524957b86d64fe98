import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { duplexPair } from "node:stream";
import { connect, createSecureContext, TLSSocket } from "node:tls";
import { mistake, Problem } from "@slipway/model";
import { bareEnvironment, fromBase64 } from "./secrets.ts";

/** A private key with its certificate, as a secret holds it: a PKCS#12 container in base64, and its password. */
export interface IdentitySecret {
  readonly container: string;
  readonly password: string;
}

export interface Identity {
  readonly container: Buffer;
  readonly password: string;
  readonly certificate: X509Certificate;
  /** One line, RFC 4514. */
  readonly subject: string;
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  readonly fingerprint: string;
}

/** Extended key usage "code signing" (RFC 5280, section 4.2.1.12). */
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const ANY_USE = "2.5.29.37.0";
const DEADLINE = 20_000;

export interface IdentityNames {
  /** The secret's names, for messages. */
  readonly container: string;
  readonly password: string;
}

/**
 * Opens the container and refuses what cannot sign.
 * @throws {Problem} `certificate-unreadable`, `certificate-password`, `certificate-expired`, `certificate-not-yet-valid`,
 * `certificate-purpose`
 */
export async function openIdentity(secret: IdentitySecret, names: IdentityNames, now: Date): Promise<Identity> {
  const container = fromBase64(secret.container);
  if (container === undefined || container[0] !== 0x30) throw unreadable(names, "not a PKCS#12 container in base64");
  const opened = await open(container, secret.password);
  if (opened === "password") {
    throw mistake(
      "certificate-password",
      `the password in the secret ${names.password} does not open the certificate in ${names.container}`,
      `store the password with which the container was exported as ${names.password}, without quotes and line ends`,
    );
  }
  if (!(opened instanceof X509Certificate)) throw unreadable(names, opened.unreadable, opened.remedy);
  const subject = oneLine(opened.subject);
  requireValid(opened, subject, names, now);
  requirePurpose(opened, subject, names);
  return {
    container,
    password: secret.password,
    certificate: opened,
    subject,
    fingerprint: opened.fingerprint256.replaceAll(":", "").toLowerCase(),
  };
}

function unreadable(names: IdentityNames, why: string, remedy?: string): Problem {
  return mistake(
    "certificate-unreadable",
    `the secret ${names.container} cannot be read: ${why}`,
    remedy ??
      `store the .p12 or .pfx file, with its private key, in one line of base64: base64 -w0 certificate.p12 (on macOS base64 -i certificate.p12)`,
  );
}

function requireValid(certificate: X509Certificate, subject: string, names: IdentityNames, now: Date): void {
  if (now > certificate.validToDate) {
    throw new Problem({
      kind: "refusal",
      code: "certificate-expired",
      message: `the certificate of ${subject} expired on ${day(certificate.validToDate)}`,
      remedy: `renew it with its authority and store the new one as ${names.container}; what was signed and timestamped before stays valid`,
    });
  }
  if (now < certificate.validFromDate) {
    throw new Problem({
      kind: "refusal",
      code: "certificate-not-yet-valid",
      message: `the certificate of ${subject} is valid from ${day(certificate.validFromDate)} on`,
      remedy: "wait for that day, or set this machine's clock",
    });
  }
}

function requirePurpose(certificate: X509Certificate, subject: string, names: IdentityNames): void {
  // Node calls the extended key usage so.
  const uses = (certificate.keyUsage as readonly string[] | undefined) ?? [];
  if (uses.includes(CODE_SIGNING) || uses.includes(ANY_USE)) return;
  throw new Problem({
    kind: "refusal",
    code: "certificate-purpose",
    message: `the certificate of ${subject} is not one for code signing${uses.length === 0 ? "" : `, but for ${uses.join(", ")}`}`,
    remedy: `store a code signing certificate (extended key usage ${CODE_SIGNING}) as ${names.container}; one of a web server cannot sign programs`,
  });
}

const day = (date: Date) => date.toISOString().slice(0, 10);

/** Node writes each part of a name on its own line, the most general one first. */
export function oneLine(name: string): string {
  return name
    .split("\n")
    .filter((part) => part !== "")
    .reverse()
    .join(",");
}

type Opened = X509Certificate | "password" | Unreadable;

interface Unreadable {
  readonly unreadable: string;
  readonly remedy?: string;
}

/** TLS knows no algorithm for it; the certificate, which names the curve, is not to be had without. */
const FOREIGN_CURVE: Unreadable = {
  unreadable: "its key is on a curve that cannot be used here, secp256k1 for example",
  remedy: "have a certificate issued for an RSA key, or for an ECDSA key on P-256, P-384 or P-521",
};

/**
 * Node reads PKCS#12 for TLS only, so the certificate is taken from a handshake in memory. Containers in the old encryption
 * of Windows' and older tools' exports (RC2, 3DES) need OpenSSL's legacy provider, which only a new process can load; it gets
 * the secret through its standard input.
 */
async function open(container: Buffer, password: string): Promise<Opened> {
  const opened = await openHere(container, password);
  if (opened !== "legacy") return opened;
  const { status, stdout } = spawnSync(process.execPath, ["--openssl-legacy-provider", "--no-warnings", "-e", LEGACY], {
    input: JSON.stringify({ container: container.toString("base64"), password }),
    env: bareEnvironment(process.env) as NodeJS.ProcessEnv,
    encoding: "utf8",
    timeout: DEADLINE,
    windowsHide: true,
  });
  if (status === 0 && stdout.startsWith("-----BEGIN")) return new X509Certificate(stdout);
  if (status === 3) return "password";
  return {
    unreadable:
      "it is encrypted in a way that OpenSSL no longer reads; export it again, for example with openssl pkcs12 -export",
  };
}

const LEGACY = `
const { createSecureContext, TLSSocket, connect } = require("node:tls");
const { container, password } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
let secureContext;
try {
  secureContext = createSecureContext({ pfx: Buffer.from(container, "base64"), passphrase: password });
} catch (error) {
  process.exit(/mac verify/i.test(error.message) ? 3 : 4);
}
const [left, right] = require("node:stream").duplexPair();
const server = new TLSSocket(left, { isServer: true, secureContext });
const client = connect({ socket: right, rejectUnauthorized: false, checkServerIdentity: () => undefined });
client.on("error", () => process.exit(4)).on("secureConnect", () => {
  process.stdout.write(client.getPeerX509Certificate().toString(), () => process.exit(0));
});
server.on("error", () => process.exit(4));
`;

async function openHere(pfx: Buffer, passphrase: string): Promise<Opened | "legacy"> {
  let secureContext: ReturnType<typeof createSecureContext>;
  try {
    secureContext = createSecureContext({ pfx, passphrase });
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    if (/mac verify/i.test(message)) return "password";
    if (code === "ERR_CRYPTO_UNSUPPORTED_OPERATION" || /unsupported/i.test(message)) return "legacy";
    return { unreadable: /private key/i.test(message) ? "it holds no private key" : "it is damaged" };
  }
  const [left, right] = duplexPair();
  const server = new TLSSocket(left, { isServer: true, secureContext });
  const client = connect({ socket: right, rejectUnauthorized: false, checkServerIdentity: () => undefined });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Opened>((done) => {
      const fail = (error?: NodeJS.ErrnoException) =>
        done(
          error?.code === "ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM"
            ? FOREIGN_CURVE
            : { unreadable: "its key and certificate do not belong together" },
        );
      timer = setTimeout(() => fail(), DEADLINE);
      server.once("error", fail);
      client.once("error", fail);
      client.once("secureConnect", () => {
        const certificate = client.getPeerX509Certificate();
        if (certificate === undefined) fail();
        else done(certificate);
      });
    });
  } finally {
    clearTimeout(timer);
    for (const socket of [client, server]) socket.on("error", () => undefined).destroy();
  }
}
