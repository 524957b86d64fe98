import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  scryptSync,
} from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { createAuthority } from "../../packages/rehearsal/src/code-signing/authority.ts";
import type { Canary } from "./canaries.ts";
import { LIBRARY } from "./rehearsals.ts";

/** A secret that works, and what of it must be seen nowhere. */
interface Usable {
  readonly value: string;
  readonly canary: Canary;
}

/** Unique, and different in every form: quotes, signs that URLs and XML escape, what is none in base64. */
const word = (name: string) => `${name.slice(0, 6)}"&<%+/ ${randomBytes(9).toString("hex")}`;
/** For what may hold no such signs. */
const plainWord = () => randomBytes(12).toString("hex");

const plain = (name: string, value = word(name)): Usable => ({ value, canary: { name, values: [value] } });

const HOOKS = ["slack-webhook", "discord-webhook", "teams-webhook", "webhook-url"];

/** A secret around what is secret in it. */
function within(name: string, make: (secret: string) => string): Usable {
  const secret = plainWord();
  return { value: make(secret), canary: { name, values: [secret] } };
}
const hook = (name: string, sink: string) => within(name, (secret) => `${sink}/services/${secret}`);

/** Names of the secrets that release.yml declares. */
export function declaredSecrets(): string[] {
  const workflow = parse(readFileSync(join(LIBRARY, ".github/workflows/release.yml"), "utf8"));
  return Object.keys(workflow.on.workflow_call.secrets);
}

/** Lines of the job that calls release.yml and hands every secret on. */
export function handingOn(names: readonly string[]): string {
  const lines = names.map((name) => `      ${name}: \${{ secrets.${variable(name)} }}\n`);
  return `    secrets:\n${lines.join("")}`;
}

const variable = (name: string) => name.toUpperCase().replaceAll("-", "_");

/**
 * One of each that release.yml declares; keys are real ones, and what this does not know is a word.
 * @param sink where messages go to
 */
export async function makeSecrets(
  directory: string,
  sink: string,
): Promise<{ values: Record<string, string>; canaries: Canary[] }> {
  const passphrase = word("phrase");
  const minisign = word("mini");
  const windows = plainWord();
  const macos = plainWord();
  const authority = await createAuthority(directory);
  const known: Record<string, Usable> = {
    "openpgp-key": await openpgpKey(passphrase),
    "openpgp-passphrase": plain("openpgp-passphrase", passphrase),
    "minisign-key": minisignKey(minisign),
    "minisign-password": plain("minisign-password", minisign),
    "windows-certificate": await container("windows-certificate", authority, windows),
    "windows-certificate-password": plain("windows-certificate-password", windows),
    "macos-certificate": await container("macos-certificate", authority, macos),
    "macos-certificate-password": plain("macos-certificate-password", macos),
    "notary-key": notaryKey(),
    ...Object.fromEntries(HOOKS.map((name) => [name, hook(name, sink)])),
    messengers: within("messengers", (secret) => `team: {url: "${sink}/${secret}"}\n`),
    registries: within("registries", (secret) => `main: {token: "${secret}"}\n`),
    "webhook-secret": within("webhook-secret", (secret) => Buffer.from(secret).toString("base64")),
  };
  const all = declaredSecrets().map((name) => [name, known[name] ?? plain(name)] as const);
  return {
    values: Object.fromEntries(all.map(([name, { value }]) => [name, value])),
    canaries: all.map(([, { canary }]) => canary),
  };
}

async function openpgpKey(passphrase: string): Promise<Usable> {
  const openpgp = await import("openpgp");
  const made = await openpgp.generateKey({
    type: "ecc",
    curve: "ed25519Legacy",
    userIDs: [{ name: "Canary", email: "canary@example.org" }],
    date: new Date(Date.now() - 60_000),
    format: "object",
  });
  const { privateParams } = made.privateKey.keyPacket as unknown as { privateParams: { seed: Uint8Array } };
  const bare = Buffer.from(privateParams.seed);
  const locked = await openpgp.encryptKey({ privateKey: made.privateKey, passphrase });
  const open = [made.publicKey.armor(), made.publicKey.write()];
  return {
    value: locked.armor(),
    canary: { name: "openpgp-key", values: [locked.armor(), locked.write(), bare], open },
  };
}

/** With a password, and asking for a megabyte where minisign's own ask for a gigabyte. */
function minisignKey(password: string): Usable {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const seed = privateKey.export({ format: "der", type: "pkcs8" }).subarray(-32);
  const point = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const id = createHash("sha256").update(point).digest().subarray(0, 8);
  const head = Buffer.concat([Buffer.from("EdScB2"), randomBytes(32), Buffer.alloc(16)]);
  head.writeBigUInt64LE(32_768n, 38);
  head.writeBigUInt64LE(1n << 20n, 46);
  const hidden = Buffer.concat([id, seed, point, Buffer.alloc(32)]);
  const stream = scryptSync(password, head.subarray(6, 38), hidden.length, { N: 1024, r: 8, p: 1 });
  for (const [at, byte] of stream.entries()) hidden[at] = (hidden[at] ?? 0) ^ byte;
  const bytes = Buffer.concat([head, hidden]);
  // Nothing before the word: what this file says is in the library that is searched.
  const value = `untrusted comment: ${plainWord()}\n${bytes.toString("base64")}\n`;
  return { value, canary: { name: "minisign-key", values: [value, bytes.subarray(6), seed] } };
}

async function container(
  name: string,
  authority: Awaited<ReturnType<typeof createAuthority>>,
  password: string,
): Promise<Usable> {
  const { container: value, key } = await authority.issue({ name, password });
  return { value, canary: { name, values: [value, Buffer.from(value, "base64"), ...numbers(createPrivateKey(key))] } };
}

function notaryKey(): Usable {
  const make = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const pem = (key: KeyObject) => key.export({ format: "pem", type: "pkcs8" }).toString();
  const der = (key: KeyObject) => key.export({ format: "der", type: "pkcs8" });
  const [key, other] = [make(), make()];
  // What every such key begins with.
  const open = [pem(other), der(other)];
  return { value: pem(key), canary: { name: "notary-key", values: [pem(key), der(key), ...numbers(key)], open } };
}

/** The secret numbers of a key. */
function numbers(key: KeyObject): Buffer[] {
  const { d, p, q } = key.export({ format: "jwk" });
  return [d, p, q].flatMap((number) => (number === undefined ? [] : [Buffer.from(number, "base64url")]));
}
