import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { scryptParameters } from "../../src/signing/minisign/key.ts";
import { minisignPublicFile, minisignSigner } from "../../src/signing/minisign/signer.ts";
import { verifyMinisign } from "../../src/signing/minisign/verify.ts";

const TIMESTAMP = 1_767_323_045;
const TEXT = "what is released\n";
const content = { bytes: Buffer.from(TEXT) };

test("scrypt's parameters as libsodium chooses them from its limits", () => {
  // minisign's own limits: crypto_pwhash_scryptsalsa208sha256_{OPSLIMIT,MEMLIMIT}_SENSITIVE.
  expect(scryptParameters(33_554_432n, 1_073_741_824n)).toEqual({ N: 2 ** 20, r: 8, p: 1 });
  // ..._INTERACTIVE
  expect(scryptParameters(524_288n, 16_777_216n)).toEqual({ N: 2 ** 14, r: 8, p: 1 });
  // Little memory for many operations: what cannot be had in memory is had in rounds.
  expect(scryptParameters(33_554_432n, 16_777_216n)).toEqual({ N: 2 ** 14, r: 8, p: 64 });
});

describeWith(["minisign"], "signatures that minisign verifies", () => {
  let directory: string;
  let open: string;
  let locked: string;
  const make = (name: string, args: readonly string[], input = "") => {
    const secret = join(directory, `${name}.key`);
    execFileSync("minisign", ["-G", "-f", "-p", join(directory, `${name}.pub`), "-s", secret, ...args], {
      input,
      stdio: ["pipe", "ignore", "pipe"],
    });
    return readFileSync(secret, "utf8");
  };
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "slipway-minisign-"));
    open = make("open", ["-W"]);
    locked = make("locked", [], "open me\nopen me\n");
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const minisign = (publicFile: string, text: string, signature: string) => {
    writeFileSync(join(directory, "file"), text);
    writeFileSync(join(directory, "file.minisig"), signature);
    return execFileSync("minisign", ["-V", "-p", publicFile, "-m", join(directory, "file")], {
      stdio: ["ignore", "pipe", "pipe"],
    }).toString();
  };

  test.each([
    ["a key without password", () => ({ key: open, password: undefined }), "open"],
    ["a key with a password", () => ({ key: locked, password: "open me" }), "locked"],
    ["only the line of base64", () => ({ key: open.split("\n")[1], password: undefined }), "open"],
    ["base64 of the file", () => ({ key: Buffer.from(open).toString("base64"), password: undefined }), "open"],
  ])("%s", async (_name, given, name) => {
    const signer = minisignSigner({ ...given(), timestamp: TIMESTAMP });
    const who = await signer.check();
    if (who.kind !== "minisign") throw new Error(who.kind);
    const published = readFileSync(join(directory, `${name}.pub`), "utf8");
    expect(minisignPublicFile(who)).toBe(published);
    const signature = await signer.sign("file", content);
    const told = minisign(join(directory, `${name}.pub`), TEXT, signature);
    expect(told).toContain("Signature and comment signature verified");
    expect(told).toContain(`Trusted comment: timestamp:${TIMESTAMP}\tfile:file\thashed`);
    expect(await signer.sign("file", content)).toBe(signature);
    expect(await verifyMinisign(content, signature, published, "file")).toMatchObject({
      valid: true,
      by: { keyId: who.keyId, name: "file" },
    });
  });

  test("what minisign signs is verified here", async () => {
    const file = join(directory, "other");
    writeFileSync(file, TEXT);
    execFileSync("minisign", ["-S", "-s", join(directory, "open.key"), "-m", file], { stdio: "ignore" });
    const verdict = await verifyMinisign(
      { path: file },
      readFileSync(`${file}.minisig`, "utf8"),
      readFileSync(join(directory, "open.pub"), "utf8"),
    );
    expect(verdict).toMatchObject({ valid: true });
  });

  test("a byte flipped in the file, in each line of the signature; another name", async () => {
    const signer = minisignSigner({ key: open, password: undefined, timestamp: TIMESTAMP });
    const signature = await signer.sign("file", content);
    const published = readFileSync(join(directory, "open.pub"), "utf8");
    const changed = Buffer.from("what is releases\n");
    expect(await verifyMinisign({ bytes: changed }, signature, published)).toEqual({
      valid: false,
      why: "the file is not the one that was signed",
    });
    expect(() => minisign(join(directory, "open.pub"), changed.toString(), signature)).toThrow(/verification failed/i);
    const lines = signature.split("\n");
    for (const at of [1, 2, 3]) {
      const line = lines[at] ?? "";
      const flipped = `${line.slice(0, 30)}${line[30] === "A" ? "B" : "A"}${line.slice(31)}`;
      const text = lines.with(at, flipped).join("\n");
      expect(await verifyMinisign(content, text, published)).toMatchObject({ valid: false });
    }
    expect(await verifyMinisign(content, signature, published, "another")).toEqual({
      valid: false,
      why: "the signature is that of file",
    });
  });

  test.each([
    ["none", () => ({ key: undefined, password: undefined }), "minisign-key-missing"],
    ["something else", () => ({ key: "my key", password: undefined }), "minisign-key-malformed"],
    [
      "a public key",
      () => ({ key: readFileSync(join(directory, "open.pub"), "utf8"), password: undefined }),
      "minisign-key-public",
    ],
    ["no password", () => ({ key: locked, password: undefined }), "minisign-key-locked"],
    ["a wrong password", () => ({ key: locked, password: "wrong canary" }), "minisign-password-wrong"],
  ])("refused: %s", async (_name, given, code) => {
    const error = await minisignSigner({ ...given(), timestamp: TIMESTAMP })
      .check()
      .catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify(error, ["message", "remedy", "stack"])).not.toContain("canary");
  });
});
