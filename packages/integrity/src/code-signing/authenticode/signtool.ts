import { readdirSync } from "node:fs";
import { win32 } from "node:path";
import { Problem, type WindowsSigning } from "@slipway/model";
import { findProgram } from "@slipway/toolchain";
import { runTool, type SigningContext } from "../context.ts";
import type { Identity } from "../identity.ts";
import { timestampByAny } from "../timestamps.ts";
import { signingFailed } from "./osslsigncode.ts";

const DEADLINE = 120_000;

/**
 * Where the Windows SDK's `signtool` is: on PATH, or the newest of the kit, which runners do not have on PATH.
 * @throws {Problem} `signing-tool-missing`
 */
export function requireSigntool({ env }: SigningContext): string {
  const found = findProgram("signtool", env);
  if (found !== undefined) return found;
  const kit = win32.join(env["ProgramFiles(x86)"] ?? "C:\\Program Files (x86)", "Windows Kits", "10", "bin");
  const versions = listing(kit).filter((name) => /^10\.[\d.]+$/.test(name));
  const parts = (version: string) =>
    version
      .split(".")
      .map((part) => part.padStart(8, "0"))
      .join(".");
  for (const version of versions.sort((a, b) => (parts(a) < parts(b) ? 1 : -1))) {
    const program = findProgram(win32.join(kit, version, "x64", "signtool.exe"), env);
    if (program !== undefined) return program;
  }
  throw new Problem({
    kind: "failure",
    code: "signing-tool-missing",
    message: `Windows programs are to be signed, and this machine has no signtool, neither on PATH nor below ${kit}`,
    remedy: "install the Windows SDK (component Signing Tools), or sign on Linux, where Slipway uses osslsigncode",
  });
}

function listing(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Both read what they need from standard input, as JSON; the scripts themselves never change. */
const IMPORT = `
$ErrorActionPreference = 'Stop'
$given = [Console]::In.ReadToEnd() | ConvertFrom-Json
$bytes = [Convert]::FromBase64String($given.container)
$all = New-Object Security.Cryptography.X509Certificates.X509Certificate2Collection
$all.Import($bytes, $given.password, [Security.Cryptography.X509Certificates.X509KeyStorageFlags]'UserKeySet,PersistKeySet')
foreach ($one in $all) {
  $name = if ($one.HasPrivateKey) { 'My' } else { 'CA' }
  $store = New-Object Security.Cryptography.X509Certificates.X509Store($name, 'CurrentUser')
  $store.Open('ReadWrite')
  $store.Add($one)
  $store.Close()
}`;
const REMOVE = `
$ErrorActionPreference = 'Stop'
$given = [Console]::In.ReadToEnd() | ConvertFrom-Json
Get-ChildItem Cert:\\CurrentUser\\My | Where-Object { $_.Thumbprint -eq $given.thumbprint } | Remove-Item -DeleteKey`;

/**
 * Signs programs with `signtool`, which takes a container's password only as an argument: so the key is imported into the
 * user's store for the time of signing, where the tool finds it by the certificate's thumbprint, and is deleted afterwards.
 * @throws {Problem} `signing-failed`, `timestamp-unavailable`, `certificate-store`
 */
export async function withSigntool<Result>(
  program: string,
  identity: Identity,
  { description, url, timestamps }: WindowsSigning,
  context: SigningContext,
  use: (sign: (path: string) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const thumbprint = identity.certificate.fingerprint.replaceAll(":", "");
  const script = (text: string, given: object) =>
    runTool("powershell", ["-NoProfile", "-NonInteractive", "-Command", text], context, {
      deadline: DEADLINE,
      input: JSON.stringify(given),
    });
  try {
    const { container, password } = identity;
    const imported = await script(IMPORT, { container: container.toString("base64"), password });
    if (!imported.ok) throw storeFailed(imported.said);
    return await use(async (path) => {
      const described = [...(description ? ["/d", description] : []), ...(url ? ["/du", url] : [])];
      const by = ["/sha1", thumbprint, "/fd", "SHA256"];
      const signed = await runTool(program, ["sign", ...by, ...described, path], context, { deadline: DEADLINE });
      if (!signed.ok) throw signingFailed(path, "signtool", signed.said);
      if (timestamps.length === 0) return;
      await timestampByAny(
        timestamps,
        (server) =>
          runTool(program, ["timestamp", "/tr", server, "/td", "SHA256", path], context, { deadline: DEADLINE }),
        context,
      );
    });
  } finally {
    const removed = await script(REMOVE, { thumbprint });
    if (!removed.ok)
      context.log.warning(`the signing key may still be in this user's certificate store${removed.said}`);
  }
}

function storeFailed(said: string): Problem {
  return new Problem({
    kind: "failure",
    code: "certificate-store",
    message: `Windows did not take the signing certificate into the user's store${said}`,
    remedy: "look at PowerShell's words; a container that preflight opens can be imported by every user account",
  });
}
