import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { PlannedCodeSigning } from "@slipway/model";
import { beforeAll, describe, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { createAuthority } from "../../../rehearsal/src/code-signing/authority.ts";
import { type CodeSigningSecrets, checkCodeSigning, signPrograms } from "../../src/code-signing/index.ts";
import { temporary, testContext } from "./support.ts";

/**
 * What macOS and Windows have of their own is not here: programs of these names record their arguments and their input, and
 * say what the real ones would. That the real ones take such arguments has not been run.
 */
const PASSWORD = 'CANARY "p\\w';
const KEY_ID = "ABC1234567";

interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly input: string;
}

describeWith(["openssl"], "signing by the tools of a platform", () => {
  const directory = temporary("platforms");
  let secrets: CodeSigningSecrets;
  let fingerprint: string;

  beforeAll(async () => {
    const authority = await createAuthority(join(directory, "authority"));
    const { container, password } = await authority.issue({ name: "Developer ID: Example", password: PASSWORD });
    const notaryKey = readFileSync(await ecKey(join(directory, "notary.p8")), "utf8");
    secrets = {
      ...{ windowsCertificate: container, windowsPassword: password },
      ...{ macosCertificate: container, macosPassword: password },
      ...{ notaryKey, notaryKeyId: KEY_ID, notaryIssuer: "69a6de70-03db-47e3-e053-5b8c7c11a4d1" },
    };
    const pem = readFileSync(join(authority.directory, "identity-1.pem"), "utf8");
    const { X509Certificate } = await import("node:crypto");
    fingerprint = new X509Certificate(pem).fingerprint.replaceAll(":", "");
  });

  /** Programs of the names, each a line of shell that may answer; calls are read back in order. */
  function fakes(name: string, answers: Readonly<Record<string, string>>) {
    const tools = join(directory, name);
    mkdirSync(tools, { recursive: true });
    for (const [program, answer] of Object.entries(answers)) {
      const script = `#!${process.execPath}
const { appendFileSync, readFileSync, existsSync, statSync } = require("node:fs");
const args = process.argv.slice(2);
let input = "";
try { input = readFileSync(0, "utf8"); } catch {}
const seen = args.filter((arg) => /\\.(p12|p8)$/.test(arg) && existsSync(arg)).map((arg) => (statSync(arg).mode & 0o777).toString(8));
appendFileSync(${JSON.stringify(join(tools, "calls"))}, JSON.stringify({ program: ${JSON.stringify(program)}, args, input, seen }) + "\\n");
${answer}
`;
      writeFileSync(join(tools, program), script, { mode: 0o755 });
    }
    const calls = () =>
      readFileSync(join(tools, "calls"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Call & { readonly seen: readonly string[] });
    return { env: { PATH: `${tools}${delimiter}${process.env.PATH}` }, calls };
  }

  function program(name: string, content: Buffer) {
    const path = join(directory, name);
    writeFileSync(path, content, { mode: 0o755 });
    return path;
  }

  const MACH_O = Buffer.from("cffaedfe0c000001", "hex");

  describe("codesign and notarytool", () => {
    const planned: PlannedCodeSigning = {
      macos: { hardenedRuntime: true, notarise: true, entitlements: "app.plist", identifierPrefix: "org.example" },
    };
    const security = () =>
      `if (args[0] === "list-keychains" && args.length === 3) console.log('    "/Users/runner/Library/Keychains/login.keychain-db"');
if (args[0] === "find-identity") console.log('  1) ${fingerprint} "Developer ID: Example"');`;
    const xcrun = (status: string) =>
      `if (args[1] === "submit") console.log(JSON.stringify({ id: "2efe2717-52ef-43a5-96dc-0797e4ca1041", status: "${status}" }));
if (args[1] === "log") console.log('{"issues": [{"message": "The executable does not have the hardened runtime enabled."}]}');`;
    const signIt = (path: string, env: Record<string, string>, plan = planned, lines = testContext()) =>
      signPrograms(
        { programs: [{ path, name: "hi", os: "macos" }], planned: plan, secrets, directory: "/project" },
        { ...lines, env, platform: "darwin" },
      );

    test("sign from a keychain of the moment, and Apple's answer is waited for", async () => {
      const { env, calls } = fakes("mac", { security: security(), codesign: "", ditto: "", xcrun: xcrun("Accepted") });
      const path = program("mac-program", MACH_O);
      expect(await signIt(path, env)).toEqual([
        {
          by: "apple-developer-id",
          subject: "CN=Developer ID: Example,O=Slipway rehearsal",
          certificate: expect.stringMatching(/^[0-9a-f]{64}$/),
          notarisation: "2efe2717-52ef-43a5-96dc-0797e4ca1041",
          before: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ]);
      const made = calls();
      const keychain = made.find(({ program }) => program === "codesign")?.args[4] ?? "";
      const commands = made.map(({ program, args, input }) =>
        [program, ...(args[0] === "-i" ? ["-i", input.split(" ")[0]?.replaceAll('"', "")] : args)]
          .join(" ")
          .replaceAll(dirname(keychain), "TEMP")
          .replace(/\/[^ ]*slipway-private-\w+/g, "OTHER"),
      );
      expect(commands).toEqual([
        "security list-keychains -d user",
        ...["create-keychain", "set-keychain-settings", "unlock-keychain", "import", "set-key-partition-list"].map(
          (command) => `security -i ${command}`,
        ),
        "security list-keychains -d user -s TEMP/signing.keychain-db /Users/runner/Library/Keychains/login.keychain-db",
        "security find-identity -v -p codesigning TEMP/signing.keychain-db",
        `codesign --force --sign ${fingerprint} --keychain TEMP/signing.keychain-db --identifier org.example.hi --timestamp --options runtime --entitlements /project/app.plist ${path}`,
        `codesign --verify --strict ${path}`,
        "security list-keychains -d user -s /Users/runner/Library/Keychains/login.keychain-db",
        "security delete-keychain TEMP/signing.keychain-db",
        `ditto ${path} OTHER/programs/0/mac-program`,
        "ditto -c -k OTHER/programs OTHER/programs.zip",
        `xcrun notarytool submit OTHER/programs.zip --key OTHER/key.p8 --key-id ${KEY_ID} --issuer ${secrets.notaryIssuer} --wait --timeout 40m --output-format json`,
      ]);
      expect(made.find(({ input }) => input.startsWith('"import"'))?.input).toContain('"-P" "CANARY \\"p\\\\w"');
      expect(JSON.stringify(made.map(({ args }) => args))).not.toContain("CANARY");
      expect(made.flatMap(({ seen }) => seen)).toEqual(["600"]);
      expect(() => statSync(dirname(keychain))).toThrow("ENOENT");
    });

    test("what Apple rejects is told with its log", async () => {
      const { env } = fakes("rejected", { security: security(), codesign: "", ditto: "", xcrun: xcrun("Invalid") });
      const context = testContext();
      await expect(signIt(program("rejected-program", MACH_O), env, planned, context)).rejects.toMatchObject({
        code: "notarisation-rejected",
        message: expect.stringContaining("hardened runtime"),
      });
      expect(context.lines.join("\n")).toContain("hardened runtime enabled");
    });

    test.each([
      ["a notary that gives no verdict", { ditto: "", xcrun: xcrun("In Progress") }, "did not finish"],
      ["a notary that is down", { ditto: "", xcrun: "console.error('503'); process.exit(1);" }, "did not finish.*503"],
      ["programs that cannot be packed", { ditto: "console.error('no space'); process.exit(1);" }, "ditto.*no space"],
    ])("%s", async (name, tools, why) => {
      const { env } = fakes(name, { security: security(), codesign: "", ...tools });
      await expect(signIt(program("unfinished-program", MACH_O), env)).rejects.toMatchObject({
        code: "notarisation-failed",
        message: expect.stringMatching(new RegExp(why, "s")),
        remedy: expect.stringContaining("system-status"),
      });
    });

    test("an identity that does not arrive in the keychain is told, without the password", async () => {
      const says = `if (args[0] === "-i") console.error("security: import failed near " + input);`;
      const { env, calls } = fakes("keychain", { security: says, codesign: "" });
      const failed = signIt(program("keychain-program", MACH_O), env);
      await expect(failed).rejects.toMatchObject({ code: "keychain" });
      await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining("CANARY") });
      expect(calls().at(-1)?.args[0]).toBe("delete-keychain");
    });

    test("need a Mac", async () => {
      const programs = [{ path: program("other-program", MACH_O), name: "hi", os: "macos" }];
      const request = { programs, planned, secrets, directory: "/project" };
      await expect(signPrograms(request, testContext({ platform: "linux" }))).rejects.toMatchObject({
        code: "signing-needs-mac",
      });
    });

    test.each<[string, Partial<CodeSigningSecrets>, string]>([
      ["without the notary's key", { notaryKey: undefined }, "signing-secret-missing"],
      ["without the key's id", { notaryKeyId: undefined }, "signing-secret-missing"],
      ["with something else for a key", { notaryKey: "CANARY" }, "notary-key-unreadable"],
      ["without a certificate", { macosCertificate: undefined }, "signing-secret-missing"],
    ])("%s nothing begins", async (_what, change, code) => {
      const refused = checkCodeSigning(planned, { ...secrets, ...change });
      await expect(refused).rejects.toMatchObject({ code });
      await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining("CANARY") });
    });

    test("the key may be stored in base64", async () => {
      const notaryKey = Buffer.from(secrets.notaryKey ?? "").toString("base64");
      expect((await checkCodeSigning(planned, { ...secrets, notaryKey })).lines).toEqual([
        expect.stringContaining("macOS programs are signed by CN=Developer ID: Example"),
        `Apple notarises with the key ${KEY_ID}`,
      ]);
    });
  });

  describe("signtool", () => {
    test("signs with a key that is in the user's store meanwhile", async () => {
      const { env, calls } = fakes("windows", { powershell: "", signtool: "" });
      const path = program("hi.msi", Buffer.from("d0cf11e0a1b11ae1", "hex"));
      const planned = {
        windows: { description: "Example", url: "https://example.org/", timestamps: ["http://one.invalid/"] },
      };
      const request = { programs: [{ path, name: "hi", os: "windows" }], planned, secrets, directory };
      expect(await signPrograms(request, testContext({ env, platform: "win32" }))).toMatchObject([
        { by: "authenticode", subject: "CN=Developer ID: Example,O=Slipway rehearsal" },
      ]);
      const made = calls();
      expect(made.map(({ program, args }) => [program, ...(program === "signtool" ? args : args.slice(0, 3))])).toEqual(
        [
          ["powershell", "-NoProfile", "-NonInteractive", "-Command"],
          [
            "signtool",
            "sign",
            "/sha1",
            fingerprint,
            "/fd",
            "SHA256",
            "/d",
            "Example",
            "/du",
            "https://example.org/",
            path,
          ],
          ["signtool", "timestamp", "/tr", "http://one.invalid/", "/td", "SHA256", path],
          ["powershell", "-NoProfile", "-NonInteractive", "-Command"],
        ],
      );
      expect(JSON.parse(made[0]?.input ?? "")).toMatchObject({ password: PASSWORD });
      expect(JSON.parse(made[3]?.input ?? "")).toEqual({ thumbprint: fingerprint });
      expect(JSON.stringify(made.map(({ args }) => args))).not.toContain("CANARY");
    });

    const signWith = (name: string, answers: Readonly<Record<string, string>>, content: Buffer) => {
      const { env, calls } = fakes(name, answers);
      const programs = [{ path: program(`${name}-program`, content), name: "hi", os: "windows" }];
      const request = { programs, planned: { windows: { timestamps: [] } }, secrets, directory };
      return { signed: signPrograms(request, testContext({ env, platform: "win32" })), calls };
    };

    test("a store that does not take the key is told, without the password", async () => {
      const powershell = 'if (input.includes("container")) { console.error("Import: denied"); process.exit(1); }';
      const { signed, calls } = signWith("store", { powershell, signtool: "" }, Buffer.from("MZ"));
      await expect(signed).rejects.toMatchObject({
        code: "certificate-store",
        message: expect.stringContaining("Import: denied"),
      });
      await expect(signed).rejects.not.toMatchObject({ message: expect.stringContaining("CANARY") });
      expect(calls().map(({ program }) => program)).toEqual(["powershell", "powershell"]);
    });

    test("a tool's word is not taken for a signature", async () => {
      const { signed } = signWith("word", { powershell: "", signtool: "" }, Buffer.from("MZ"));
      await expect(signed).rejects.toMatchObject({
        code: "signature-not-found",
        message: expect.stringContaining("word-program"),
      });
    });

    test("the key leaves the store when signing fails", async () => {
      const signtool = 'console.error("SignTool Error: no"); process.exit(1);';
      const { signed, calls } = signWith("fails", { powershell: "", signtool }, Buffer.from("d0cf11e0a1b11ae1", "hex"));
      await expect(signed).rejects.toMatchObject({
        code: "signing-failed",
        message: expect.stringContaining("SignTool Error: no"),
      });
      expect(calls().map(({ program }) => program)).toEqual(["powershell", "signtool", "powershell"]);
    });
  });
});

async function ecKey(path: string): Promise<string> {
  const { generateKeyPairSync } = await import("node:crypto");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }));
  return path;
}
