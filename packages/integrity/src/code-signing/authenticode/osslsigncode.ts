import { chmod, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem, type WindowsSigning } from "@slipway/model";
import { findProgram } from "@slipway/toolchain";
import { runTool, type SigningContext } from "../context.ts";
import type { Identity } from "../identity.ts";
import { withNamelessFiles } from "../secrets.ts";
import { timestampByAny } from "../timestamps.ts";
import { type AuthenticodeSignature, readSignature } from "./read.ts";

const DEADLINE = 120_000;
const INSTALL_DEADLINE = 300_000;

/**
 * Where `osslsigncode` is. Debian and Ubuntu have a package of the name; it is installed where the context allows that.
 * @throws {Problem} `signing-tool-missing`
 */
export async function requireOsslsigncode(context: SigningContext): Promise<string> {
  const present = () => findProgram("osslsigncode", context.env);
  const found = present();
  if (found !== undefined) return found;
  const apt = context.installTools ? findProgram("apt-get", context.env) : undefined;
  if (apt !== undefined) {
    const install = ["install", "--yes", "--no-install-recommends", "osslsigncode"];
    const superuser = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
    for (const args of [install, ["update"], install]) {
      const [program = apt, ...rest] = [...superuser, apt, ...args];
      context.log.info(`$ ${[program, ...rest].join(" ")}`);
      await runTool(program, rest, context, { deadline: INSTALL_DEADLINE, onLine: context.log.debug });
      const installed = present();
      if (installed !== undefined) return installed;
    }
  }
  throw new Problem({
    kind: "failure",
    code: "signing-tool-missing",
    message: "Windows programs are to be signed, and this machine has no osslsigncode",
    remedy:
      "install it in an earlier step (apt-get install osslsigncode, brew install osslsigncode), or let sign-binaries do so: `install-tools: true`",
  });
}

/**
 * Signs a program, library or MSI in place: in a file beside it, which then takes its name. A signature that it has is
 * replaced. The key reaches the tool through files without names.
 * @throws {Problem} `signing-failed`, `timestamp-unavailable`
 */
export async function signByOsslsigncode(
  program: string,
  path: string,
  identity: Identity,
  { description, url, timestamps }: WindowsSigning,
  context: SigningContext,
): Promise<void> {
  const work = await mkdtemp(join(dirname(path), ".signing-"));
  try {
    const signed = join(work, "signed");
    const described = [...(description ? ["-n", description] : []), ...(url ? ["-i", url] : [])];
    const answer = await withNamelessFiles([identity.container, identity.password], (descriptors) => {
      const secrets = ["-pkcs12", "/dev/fd/3", "-readpass", "/dev/fd/4"];
      const args = ["sign", ...secrets, "-h", "sha256", ...described, "-in", path, "-out", signed];
      return runTool(program, args, context, { deadline: DEADLINE, descriptors });
    });
    if (!answer.ok) throw signingFailed(path, "osslsigncode", answer.said);
    let result = signed;
    if (timestamps.length > 0) {
      const stamped = join(work, "stamped");
      await timestampByAny(
        timestamps,
        async (server) => {
          await rm(stamped, { force: true });
          const args = ["add", "-ts", server, "-h", "sha256", "-in", signed, "-out", stamped];
          return runTool(program, args, context, { deadline: DEADLINE });
        },
        context,
      );
      result = stamped;
    }
    await chmod(result, (await stat(path)).mode & 0o777);
    await rename(result, path);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

export function signingFailed(path: string, tool: string, said: string): Problem {
  return new Problem({
    kind: "failure",
    code: "signing-failed",
    message: `${tool} did not sign ${path}${said}`,
    remedy: "the tool's words say why; the certificate and its password are checked by preflight",
    place: { file: path },
  });
}

/** The signature of an MSI, which lies in a stream of its own; `undefined` where there is none. */
export async function readMsiSignature(
  program: string,
  path: string,
  context: SigningContext,
): Promise<AuthenticodeSignature | undefined> {
  const work = await mkdtemp(join(dirname(path), ".signing-"));
  try {
    const out = join(work, "signature");
    const args = ["extract-signature", "-in", path, "-out", out];
    const { ok } = await runTool(program, args, context, { deadline: DEADLINE });
    return ok ? readSignature(await readFile(out)) : undefined;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
