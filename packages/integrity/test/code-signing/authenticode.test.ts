import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { WindowsSigning } from "@slipway/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeWith, findTool } from "../../../../test/tools.ts";
import { createAuthority, type LocalAuthority } from "../../../rehearsal/src/code-signing/authority.ts";
import {
  startTimestampAuthority,
  type TimestampAuthority,
} from "../../../rehearsal/src/code-signing/timestamp-authority.ts";
import {
  type CodeSigningSecrets,
  checkCodeSigning,
  readPeSignature,
  type SigningContext,
  signPrograms,
} from "../../src/code-signing/index.ts";
import { copyOf, goProgram, temporary, testContext } from "./support.ts";

const PASSWORD = 'pässwörd "1" $HOME';
/** Nobody listens there. */
const DOWN = "http://127.0.0.1:9/";

describeWith(["openssl", "osslsigncode", "go"], "Authenticode", () => {
  const directory = temporary("authenticode");
  let authority: LocalAuthority;
  let stamps: TimestampAuthority;
  let secrets: CodeSigningSecrets;
  let program: string;

  beforeAll(async () => {
    authority = await createAuthority(join(directory, "authority"));
    stamps = await startTimestampAuthority(authority);
    const { container, password } = await authority.issue({ name: "Example Ltd", password: PASSWORD });
    secrets = { windowsCertificate: container, windowsPassword: password };
    program = goProgram(directory, "windows", "amd64", "hi.exe");
  });
  afterAll(() => stamps.close());

  const settings = (changes: Partial<WindowsSigning> = {}): WindowsSigning => ({
    description: "Example; $(id) `id`",
    url: "https://example.org/",
    timestamps: [stamps.url],
    ...changes,
  });

  const sign = async (
    path: string,
    changes: Partial<WindowsSigning> = {},
    context: SigningContext = testContext(),
    own: CodeSigningSecrets = secrets,
  ) => {
    const programs = [{ path, name: "hi", os: "windows" }];
    const planned = { windows: settings(changes) };
    return (await signPrograms({ programs, planned, secrets: own, directory }, context))[0];
  };

  const verify = (path: string) => {
    const trust = ["-CAfile", authority.certificate, "-TSA-CAfile", authority.certificate];
    return spawnSync("osslsigncode", ["verify", "-in", path, ...trust], { encoding: "utf8" });
  };

  test("a program is signed and timestamped, and osslsigncode verifies it", async () => {
    const path = copyOf(program, "signed.exe");
    const before = readFileSync(path);
    const signed = await sign(path);
    expect(signed).toMatchObject({ by: "authenticode", subject: "CN=Example Ltd,O=Slipway rehearsal" });
    const { status, stdout } = verify(path);
    expect(stdout).toContain("Text description: Example; $(id) `id`");
    expect(stdout).toContain("Timestamp Server Signature verification: ok");
    expect(stdout).toContain("Signature verification: ok");
    expect(status).toBe(0);
    expect(Math.abs(Date.parse(signed?.timestamp ?? "") - Date.now())).toBeLessThan(600_000);
    expect(statSync(path).mode & 0o777).toBe(statSync(program).mode & 0o777);
    // All but check sum, table and its entry are the program's own bytes.
    expect(readFileSync(path).subarray(0x400, before.length)).toEqual(before.subarray(0x400));
    expect(readdirSync(dirname(path)).filter((name) => name.startsWith(".signing-"))).toEqual([]);
  });

  test("what this certificate has signed stays as it is, and another's signature is replaced", async () => {
    const path = copyOf(program, "again.exe");
    const first = await sign(path);
    const bytes = readFileSync(path);
    const asked = stamps.asked();
    expect(await sign(path)).toEqual({ ...first, before: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(readFileSync(path)).toEqual(bytes);
    expect(stamps.asked()).toBe(asked);

    const other = await authority.issue({ name: "Other Ltd" });
    const own = { windowsCertificate: other.container, windowsPassword: other.password };
    const context = testContext();
    expect(await sign(path, {}, context, own)).toMatchObject({ subject: "CN=Other Ltd,O=Slipway rehearsal" });
    expect(context.lines.join("\n")).toContain("is signed by CN=Example Ltd,O=Slipway rehearsal; this is replaced");
    expect(verify(path)).toMatchObject({ status: 0 });
    expect(verify(path).stdout).toContain("Number of verified signatures: 1");
  });

  test("one that was changed after it was signed is signed again", async () => {
    const path = copyOf(program, "changed.exe");
    await sign(path);
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(0x1000) ^ 1, 0x1000);
    writeFileSync(path, bytes);
    expect(readPeSignature(bytes)?.fits).toBe(false);
    expect(verify(path).status).not.toBe(0);
    await sign(path);
    expect(readPeSignature(readFileSync(path))?.fits).toBe(true);
    expect(verify(path).status).toBe(0);
  });

  test("without timestamp servers, two runs give equal bytes but for the time of signing", async () => {
    const path = copyOf(program, "plain.exe");
    expect(await sign(path, { timestamps: [] })).not.toHaveProperty("timestamp");
    expect(verify(path).stdout).toContain("Timestamp is not available");
  });

  describe("timestamp servers", () => {
    test("the next one is asked where one is down", async () => {
      const path = copyOf(program, "failover.exe");
      const context = testContext();
      expect(await sign(path, { timestamps: [DOWN, stamps.url] }, context)).toHaveProperty("timestamp");
      expect(context.lines.join("\n")).toContain(`the timestamp server ${DOWN} gave no timestamp`);
    });

    test("one that stumbles is asked again", async () => {
      const path = copyOf(program, "stumbles.exe");
      const pauses: number[] = [];
      stamps.fail(2);
      const context = testContext({ pause: async (duration) => void pauses.push(duration) });
      expect(await sign(path, {}, context)).toHaveProperty("timestamp");
      expect(pauses).toHaveLength(2);
    });

    test("where none answers, the program stays as it was", async () => {
      const path = copyOf(program, "down.exe");
      await expect(sign(path, { timestamps: [DOWN] })).rejects.toMatchObject({
        code: "timestamp-unavailable",
        message: expect.stringContaining(DOWN),
      });
      expect(readFileSync(path)).toEqual(readFileSync(program));
      expect(readdirSync(dirname(path)).filter((name) => name.startsWith(".signing-"))).toEqual([]);
    });

    test("are asked before anything is built", async () => {
      await expect(checkCodeSigning({ windows: settings({ timestamps: [DOWN] }) }, secrets)).rejects.toMatchObject({
        code: "timestamp-unavailable",
        message: expect.stringMatching(/ECONNREFUSED|bad port|fetch failed/),
      });
      stamps.fail(1);
      await expect(checkCodeSigning({ windows: settings() }, secrets)).rejects.toMatchObject({
        message: expect.stringContaining("status 503"),
      });
      await expect(
        checkCodeSigning({ windows: settings({ timestamps: [DOWN, stamps.url] }) }, secrets),
      ).resolves.toEqual({
        lines: [expect.stringMatching(/^Windows programs are signed by CN=Example Ltd,O=Slipway rehearsal \(until 20/)],
        warnings: [],
      });
    });
  });

  describe("certificates that cannot sign", () => {
    const day = 24 * 3_600_000;
    const check = (own: CodeSigningSecrets, now = new Date()) =>
      checkCodeSigning({ windows: settings({ timestamps: [] }) }, own, now);

    test.each<[string, (given: CodeSigningSecrets) => CodeSigningSecrets, number, string]>([
      ["none", () => ({}), 0, "signing-secret-missing"],
      ["the wrong password", (given) => ({ ...given, windowsPassword: "CANARY" }), 0, "certificate-password"],
      ["no password", (given) => ({ ...given, windowsPassword: undefined }), 0, "certificate-password"],
      ["no base64", (given) => ({ ...given, windowsCertificate: "-----BEGIN" }), 0, "certificate-unreadable"],
      ["no container", (given) => ({ ...given, windowsCertificate: "aGVsbG8=" }), 0, "certificate-unreadable"],
      [
        "half a container",
        (given) => ({ ...given, windowsCertificate: given.windowsCertificate?.slice(0, 400) }),
        0,
        "certificate-unreadable",
      ],
      ["an expired certificate", (given) => given, 100, "certificate-expired"],
      ["one of tomorrow", (given) => given, -2, "certificate-not-yet-valid"],
    ])("%s", async (_what, change, days, code) => {
      const refused = check(change(secrets), new Date(Date.now() + days * day));
      await expect(refused).rejects.toMatchObject({ code, remedy: expect.stringMatching(/.{20}/) });
      await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining("CANARY") });
    });

    test("a web server's certificate", async () => {
      const { container, password } = await authority.issue({ name: "www.example.org", use: "serverAuth" });
      await expect(check({ windowsCertificate: container, windowsPassword: password })).rejects.toMatchObject({
        code: "certificate-purpose",
      });
    });

    test("a certificate without its key", async () => {
      const at = join(directory, "nokey.p12");
      const content = ["-export", "-nokeys", "-in", join(authority.directory, "identity-1.pem"), "-out", at];
      spawnSync("openssl", ["pkcs12", ...content, "-passout", "pass:x"]);
      const container = readFileSync(at).toString("base64");
      await expect(check({ windowsCertificate: container, windowsPassword: "x" })).rejects.toMatchObject({
        code: "certificate-unreadable",
        message: expect.stringContaining("no private key"),
      });
    });

    test("a key on a curve of which TLS knows nothing", async () => {
      const key = join(directory, "curve.key");
      const certificate = join(directory, "curve.pem");
      const at = join(directory, "curve.p12");
      const openssl = (...args: string[]) => spawnSync("openssl", args);
      openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1", "-out", key);
      openssl("req", "-x509", "-new", "-key", key, "-subj", "/CN=Curve", "-out", certificate);
      openssl("pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", at, "-passout", "pass:x");
      const container = readFileSync(at).toString("base64");
      await expect(check({ windowsCertificate: container, windowsPassword: "x" })).rejects.toMatchObject({
        code: "certificate-unreadable",
        message: expect.stringContaining("on a curve that cannot be used here"),
        remedy: expect.stringContaining("P-256, P-384 or P-521"),
      });
    });

    test("one that ends soon signs, with a warning", async () => {
      const checked = await check(secrets, new Date(Date.now() + 70 * day));
      expect(checked.warnings).toEqual([expect.stringContaining("renew it soon")]);
    });
  });

  test("a container in the encryption of old exports signs too", async () => {
    const { container, password } = await authority.issue({ name: "Old Ltd", legacy: true });
    const path = copyOf(program, "legacy.exe");
    const own = { windowsCertificate: `${container.match(/.{1,64}/g)?.join("\n")}\n`, windowsPassword: password };
    expect(await sign(path, {}, testContext(), own)).toMatchObject({ subject: "CN=Old Ltd,O=Slipway rehearsal" });
    expect(verify(path).status).toBe(0);
    await expect(
      checkCodeSigning({ windows: settings({ timestamps: [] }) }, { ...own, windowsPassword: "wrong" }),
    ).rejects.toMatchObject({ code: "certificate-password" });
  });

  test("no secret is in an argument, an environment, a log or a file that is left", async () => {
    const real = findTool("osslsigncode") as string;
    const tools = join(directory, "tools");
    const record = join(directory, "record");
    mkdirSync(tools);
    const says = [`printf '%s\\n' "$@"`, "cat /proc/*/cmdline /proc/self/environ 2>/dev/null"].map(
      (c) => `${c} >> '${record}'`,
    );
    writeFileSync(join(tools, "osslsigncode"), `#!/bin/sh\n${says.join("\n")}\nexec '${real}' "$@"\n`, { mode: 0o755 });
    const path = copyOf(program, "secrets.exe");
    const context = testContext({
      env: { PATH: `${tools}${delimiter}${process.env.PATH}`, "INPUT_WINDOWS-CERTIFICATE-PASSWORD": PASSWORD },
    });
    await sign(path, {}, context);
    const said = readFileSync(record, "utf8");
    expect(said).toContain("-readpass\n");
    for (const text of [said, context.lines.join("\n"), readFileSync(path, "latin1")]) {
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain(Buffer.from(PASSWORD).toString("base64"));
      expect(text).not.toContain(secrets.windowsCertificate?.slice(0, 40));
    }
    // Other tests may have private directories of their own at this moment; a file without a name is never seen.
    for (const folder of ["/dev/shm", "/tmp"]) {
      expect(readdirSync(folder).filter((name) => /^slipway-[0-9a-f]{24}$/.test(name))).toEqual([]);
    }
  });

  test("a machine without the tool is told what to install", async () => {
    const path = copyOf(program, "notool.exe");
    const refused = sign(path, {}, testContext({ env: { PATH: directory } }));
    await expect(refused).rejects.toMatchObject({ code: "signing-tool-missing" });
  });

  test("a missing tool is installed where that is allowed", async () => {
    const tools = join(directory, "apt");
    mkdirSync(tools);
    const install = `#!/bin/sh\necho "$@" >> '${tools}/log'\n[ "$1" = update ] && touch '${tools}/lists'\n[ -e '${tools}/lists' ] && [ "$1" = install ] && ln -s '${findTool("osslsigncode")}' '${tools}/osslsigncode'\nexit 0\n`;
    writeFileSync(join(tools, "apt-get"), install, { mode: 0o755 });
    writeFileSync(join(tools, "sudo"), '#!/bin/sh\nshift\nexec "$@"\n', { mode: 0o755 });
    for (const name of ["touch", "ln"]) {
      const real = spawnSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
      writeFileSync(join(tools, name), `#!/bin/sh\nexec ${real} "$@"\n`, { mode: 0o755 });
    }
    const path = copyOf(program, "installed.exe");
    expect(await sign(path, {}, testContext({ env: { PATH: tools }, installTools: true }))).toMatchObject({
      by: "authenticode",
    });
    expect(readFileSync(join(tools, "log"), "utf8").trim().split("\n")).toEqual([
      "install --yes --no-install-recommends osslsigncode",
      "update",
      "install --yes --no-install-recommends osslsigncode",
    ]);
  });

  describeWith(["wixl"], "MSI packages", () => {
    test("are signed, found signed and verified", async () => {
      const source = join(directory, "hi.wxs");
      writeFileSync(source, WIX);
      const path = join(directory, "hi.msi");
      expect(spawnSync("wixl", ["-o", path, source], { cwd: directory, encoding: "utf8" })).toMatchObject({
        status: 0,
      });
      const signed = await sign(path);
      expect(signed).toMatchObject({ by: "authenticode", subject: "CN=Example Ltd,O=Slipway rehearsal" });
      expect(signed).toHaveProperty("timestamp");
      expect(verify(path)).toMatchObject({ status: 0 });
      const bytes = readFileSync(path);
      await sign(path);
      expect(readFileSync(path)).toEqual(bytes);
    });
  });
});

const WIX = `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="*" Name="Hi" Language="1033" Version="1.0.0" Manufacturer="Example" UpgradeCode="6F1B1E9C-31B2-4E44-8B6A-0C63B1B7B3C1">
    <Package InstallerVersion="200" Compressed="yes" />
    <Media Id="1" Cabinet="hi.cab" EmbedCab="yes" />
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFilesFolder">
        <Directory Id="INSTALLDIR" Name="Hi">
          <Component Id="Main" Guid="6F1B1E9C-31B2-4E44-8B6A-0C63B1B7B3C2">
            <File Id="Exe" Source="hi.exe" KeyPath="yes" />
          </Component>
        </Directory>
      </Directory>
    </Directory>
    <Feature Id="All" Level="1"><ComponentRef Id="Main" /></Feature>
  </Product>
</Wix>
`;
