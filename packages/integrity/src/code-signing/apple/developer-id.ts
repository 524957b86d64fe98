import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type DeveloperIdSigning, Problem, type Signed, sha256 } from "@slipway/model";
import { runTool, type SigningContext } from "../context.ts";
import type { Identity } from "../identity.ts";
import { withPrivateDirectory } from "../secrets.ts";

const DEADLINE = 180_000;

export interface MacProgram {
  readonly path: string;
  /** Without the platform's suffix. */
  readonly name: string;
}

/** Apple's own tools exist on macOS only. @throws {Problem} `signing-needs-mac` */
export function requireMac({ platform }: SigningContext): void {
  if (platform === "darwin") return;
  throw new Problem({
    kind: "failure",
    code: "signing-needs-mac",
    message: `programs are to be signed with a Developer ID, and this machine runs ${platform}, not macOS`,
    remedy:
      "run this job on a Mac: Slipway plans macos-15 for it unless `runners` names another runner; or choose `signing: macos: ad-hoc`",
  });
}

/**
 * Signs programs with a Developer ID by Apple's `codesign`, from a keychain that exists only meanwhile.
 * @param directory that the entitlements' path is relative to
 * @throws {Problem} `signing-needs-mac`, `keychain`, `signing-failed`
 */
export async function signWithDeveloperId(
  programs: readonly MacProgram[],
  identity: Identity,
  settings: DeveloperIdSigning,
  directory: string,
  context: SigningContext,
): Promise<readonly Signed[]> {
  requireMac(context);
  return withKeychain(identity, context, async (keychain) => {
    const signed: Signed[] = [];
    for (const { path, name } of programs) {
      const before = sha256(await readFile(path));
      const identifier = settings.identifierPrefix === undefined ? name : `${settings.identifierPrefix}.${name}`;
      const answer = await runTool(
        "codesign",
        [
          "--force",
          ...["--sign", fingerprint(identity), "--keychain", keychain],
          ...["--identifier", identifier, "--timestamp"],
          ...(settings.hardenedRuntime ? ["--options", "runtime"] : []),
          ...(settings.entitlements ? ["--entitlements", join(directory, settings.entitlements)] : []),
          path,
        ],
        context,
        { deadline: DEADLINE },
      );
      if (!answer.ok) throw failed(`codesign did not sign ${path}${answer.said}`);
      const verified = await runTool("codesign", ["--verify", "--strict", path], context, { deadline: DEADLINE });
      if (!verified.ok) throw failed(`codesign signed ${path} and does not accept it${verified.said}`);
      signed.push({ by: "apple-developer-id", subject: identity.subject, certificate: identity.fingerprint, before });
    }
    return signed;
  });
}

function failed(message: string): Problem {
  return new Problem({
    kind: "failure",
    code: "signing-failed",
    message,
    remedy:
      "codesign's words say why; the certificate must be a Developer ID Application certificate, and Apple's timestamp server reachable",
  });
}

/** By which `codesign` names a certificate: SHA-1, upper-case. */
function fingerprint({ certificate }: Identity): string {
  return certificate.fingerprint.replaceAll(":", "");
}

/**
 * `security` reads commands from its standard input with `-i`, so that neither password is an argument. It does not tell by
 * its exit code whether such a command worked; that the keychain holds the identity afterwards does.
 */
async function withKeychain<Result>(
  identity: Identity,
  context: SigningContext,
  use: (keychain: string) => Promise<Result>,
): Promise<Result> {
  const security = (args: readonly string[], input?: string) =>
    runTool("security", args, context, { deadline: DEADLINE, ...(input !== undefined && { input }) });
  return withPrivateDirectory(async (directory) => {
    const keychain = join(directory, "signing.keychain-db");
    const container = join(directory, "identity.p12");
    const password = randomBytes(24).toString("hex");
    const listed = await security(["list-keychains", "-d", "user"]);
    const others = [...listed.stdout.matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path);
    try {
      await writeFile(container, identity.container, { mode: 0o600 });
      const commands = [
        ["create-keychain", "-p", password, keychain],
        ["set-keychain-settings", "-lut", "21600", keychain],
        ["unlock-keychain", "-p", password, keychain],
        ["import", container, "-k", keychain, "-f", "pkcs12", "-P", identity.password, "-T", "/usr/bin/codesign"],
        ["set-key-partition-list", "-S", "apple-tool:,apple:,codesign:", "-s", "-k", password, keychain],
      ];
      let said = "";
      for (const command of commands) said += (await security(["-i"], `${command.map(quoted).join(" ")}\n`)).said;
      // Chains are built from the keychains of the list only.
      await security(["list-keychains", "-d", "user", "-s", keychain, ...others]);
      const found = await security(["find-identity", "-v", "-p", "codesigning", keychain]);
      if (!found.stdout.toUpperCase().includes(fingerprint(identity))) throw keychainFailed(said, identity);
      return await use(keychain);
    } finally {
      if (others.length > 0) await security(["list-keychains", "-d", "user", "-s", ...others]);
      await security(["delete-keychain", keychain]);
    }
  });
}

/** As `security -i` splits its lines: in double quotes, with a backslash before what would end them. */
function quoted(word: string): string {
  return `"${word.replace(/[\\"]/g, "\\$&")}"`;
}

function keychainFailed(said: string, { password }: Identity): Problem {
  // The tool may repeat its input, as it was given.
  const forms = password === "" ? [] : [quoted(password).slice(1, -1), password];
  const words = forms.reduce((text, form) => text.replaceAll(form, "***"), said);
  return new Problem({
    kind: "failure",
    code: "keychain",
    message: `the certificate did not become a signing identity in a keychain${words}`,
    remedy:
      "export the Developer ID Application certificate together with its private key and Apple's intermediate certificate from Keychain Access, and store that",
  });
}

/** A key of App Store Connect (App Store Connect, Users and Access, Integrations). */
export interface NotaryKey {
  /** The .p8 file's text. */
  readonly key: string;
  readonly id: string;
  /** Absent for a key of one person. */
  readonly issuer: string | undefined;
}

const NOTARY_DEADLINE = 45 * 60_000;

/**
 * Has Apple look at signed programs and waits for the answer, which macOS then asks for by the programs' digests: a bare
 * program has no place to which a ticket could be stapled.
 * @returns Apple's id of the submission
 * @throws {Problem} `signing-needs-mac`, `notarisation-rejected`, `notarisation-failed`
 */
export async function notarise(
  programs: readonly MacProgram[],
  { key, id, issuer }: NotaryKey,
  context: SigningContext,
): Promise<string> {
  requireMac(context);
  return withPrivateDirectory(async (directory) => {
    const file = join(directory, "key.p8");
    await writeFile(file, key.endsWith("\n") ? key : `${key}\n`, { mode: 0o600 });
    const zip = join(directory, "programs.zip");
    const staged = join(directory, "programs");
    for (const [index, { path }] of programs.entries()) {
      const into = join(staged, String(index), basename(path));
      const copied = await runTool("ditto", [path, into], context, { deadline: DEADLINE });
      if (!copied.ok) throw notaryFailed(`ditto did not copy ${path}${copied.said}`);
    }
    const packed = await runTool("ditto", ["-c", "-k", staged, zip], context, { deadline: DEADLINE });
    if (!packed.ok) throw notaryFailed(`ditto did not pack the programs${packed.said}`);
    const access = ["--key", file, "--key-id", id, ...(issuer === undefined ? [] : ["--issuer", issuer])];
    const minutes = `${NOTARY_DEADLINE / 60_000 - 5}m`;
    const submitted = await runTool(
      "xcrun",
      ["notarytool", "submit", zip, ...access, "--wait", "--timeout", minutes, "--output-format", "json"],
      context,
      { deadline: NOTARY_DEADLINE },
    );
    const answer = parsed(submitted.stdout);
    if (answer.status === "Accepted" && answer.id !== undefined) return answer.id;
    if (answer.id === undefined || answer.status !== "Invalid") {
      throw notaryFailed(`Apple's notary service did not finish${submitted.said}`);
    }
    const log = await runTool("xcrun", ["notarytool", "log", answer.id, ...access], context, { deadline: DEADLINE });
    context.log.info(log.stdout);
    throw new Problem({
      kind: "refusal",
      code: "notarisation-rejected",
      message: `Apple rejected the programs (submission ${answer.id})${log.said}`,
      remedy: "the log above names each program and what is wrong with it; most often the hardened runtime is missing",
    });
  });
}

function parsed(text: string): { readonly id?: string; readonly status?: string } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function notaryFailed(message: string): Problem {
  return new Problem({
    kind: "failure",
    code: "notarisation-failed",
    message,
    remedy:
      "re-run the job (developer.apple.com/system-status tells of outages); an agreement that was not accepted in the account is refused here too",
  });
}
