import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Problem } from "@slipway/model";

const run = promisify(execFile);
const DEADLINE = 30_000;

/** A code signing certificate with its key, as a secret holds it. */
export interface RehearsedIdentity {
  /** PKCS#12 in base64. */
  readonly container: string;
  readonly password: string;
  /** The private key inside, PEM. */
  readonly key: string;
}

export interface IdentityWish {
  readonly name: string;
  /** `codeSigning` unless a test wants something that cannot sign. */
  readonly use?: "codeSigning" | "serverAuth";
  /** Encrypted as old exports are. */
  readonly legacy?: boolean;
  readonly password?: string;
}

/** A certificate authority that exists for one rehearsal; nobody else trusts it. */
export interface LocalAuthority {
  /** Certificate of the authority, PEM. */
  readonly certificate: string;
  /** Key and certificate of the timestamp authority, PEM. */
  readonly timestamping: { readonly key: string; readonly certificate: string };
  readonly directory: string;
  issue(wish: IdentityWish): Promise<RehearsedIdentity>;
}

const CONFIGURATION = `[req]
distinguished_name=name
prompt=no
[name]
CN=unused
[authority]
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[codeSigning]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=codeSigning
[serverAuth]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
[timestamping]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
`;
const DAYS = ["-days", "90"];
const NEW_KEY = ["-newkey", "rsa:2048", "-nodes"];

/** @throws {Problem} `openssl-missing` */
export async function createAuthority(directory: string): Promise<LocalAuthority> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = (name: string) => join(directory, name);
  await writeFile(file("openssl.cnf"), CONFIGURATION);
  const own = ["-x509", ...NEW_KEY, "-extensions", "authority", "-subj", "/CN=Slipway rehearsal authority"];
  const from = ["-config", file("openssl.cnf")];
  await openssl(["req", ...own, ...from, ...DAYS, "-keyout", file("ca.key"), "-out", file("ca.pem")]);

  const issue = async (id: string, subject: string, extensions: string) => {
    const request = ["-keyout", file(`${id}.key`), "-out", file(`${id}.csr`)];
    await openssl(["req", ...NEW_KEY, ...from, "-subj", `/O=Slipway rehearsal/CN=${subject}`, ...request]);
    const by = ["-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-set_serial", `0x${randomBytes(15).toString("hex")}`];
    const as = ["-extfile", file("openssl.cnf"), "-extensions", extensions, "-sha256"];
    await openssl(["x509", "-req", "-in", file(`${id}.csr`), ...by, ...as, ...DAYS, "-out", file(`${id}.pem`)]);
  };
  await issue("timestamping", "Rehearsed timestamp authority", "timestamping");
  let number = 0;
  return {
    directory,
    certificate: file("ca.pem"),
    timestamping: { key: file("timestamping.key"), certificate: file("timestamping.pem") },
    issue: async ({ name, use = "codeSigning", legacy = false, password = randomBytes(12).toString("hex") }) => {
      const id = `identity-${++number}`;
      await issue(id, name, use);
      const content = ["-inkey", file(`${id}.key`), "-in", file(`${id}.pem`), "-certfile", file("ca.pem")];
      const as = [...(legacy ? ["-legacy"] : []), "-passout", "env:SLIPWAY_CONTAINER", "-out", file(`${id}.p12`)];
      await openssl(["pkcs12", "-export", ...content, ...as], { SLIPWAY_CONTAINER: password });
      const container = (await readFile(file(`${id}.p12`))).toString("base64");
      const key = await readFile(file(`${id}.key`), "utf8");
      for (const end of ["key", "csr", "p12"]) await rm(file(`${id}.${end}`), { force: true });
      return { container, password, key };
    },
  };
}

export async function openssl(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  try {
    return await run("openssl", [...args], { timeout: DEADLINE, env: { ...process.env, ...variables } });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new Problem({
      kind: "failure",
      code: "openssl-missing",
      message: "this machine has no openssl, with which a rehearsal makes the certificates it signs with",
      remedy: "install it (apt-get install openssl), or rehearse without `signing: windows`",
    });
  }
}
