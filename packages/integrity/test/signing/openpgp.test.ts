import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { openpgpSigner } from "../../src/signing/openpgp/signer.ts";
import { verifyOpenpgp } from "../../src/signing/openpgp/verify.ts";
import { Gpg } from "./gpg.ts";

const TIMESTAMP = 1_767_323_045;
const TEXT = "what is released\n";
const content = { bytes: Buffer.from(TEXT) };

interface Made {
  readonly secret: string;
  readonly fingerprints: readonly string[];
}

/** Makes a key with real GnuPG, and exports it. */
function make(
  steps: (gpg: Gpg, fingerprint: () => string) => void,
  { passphrase = "", exported = "--export-secret-keys", armour = true } = {},
): Made {
  const gpg = new Gpg();
  try {
    steps(gpg, () => gpg.fingerprints()[0] ?? "");
    const secret = gpg.run([...(armour ? ["--armor"] : []), exported, gpg.fingerprints()[0] ?? ""], { passphrase });
    return { secret, fingerprints: gpg.fingerprints() };
  } finally {
    gpg.close();
  }
}

const NAME = "Release <release@example.org>";
const quick = (gpg: Gpg, algorithm: string, usage = "sign", expire = "never", more = {}) =>
  gpg.run(["--quick-generate-key", NAME, algorithm, usage, expire], more);

/** Debian's gpg in an empty home, with nothing but the published key. */
function gpgVerify(publicKey: string, signature: string, text = TEXT): string {
  const gpg = new Gpg();
  try {
    gpg.run(["--import"], { input: publicKey });
    writeFileSync(join(gpg.home, "file"), text);
    writeFileSync(join(gpg.home, "file.asc"), signature);
    return gpg.run(["--status-fd", "1", "--verify", join(gpg.home, "file.asc"), join(gpg.home, "file")]);
  } finally {
    gpg.close();
  }
}

describeWith(["gpg"], "signatures that gpg verifies", () => {
  const cases: readonly [string, () => Made, { passphrase?: string; signs?: number }][] = [
    ["Ed25519", () => make((gpg) => quick(gpg, "ed25519")), { signs: 0 }],
    [
      "Ed25519 with a passphrase",
      () => make((gpg) => quick(gpg, "ed25519", "sign", "never", { passphrase: "open me" }), { passphrase: "open me" }),
      { passphrase: "open me", signs: 0 },
    ],
    [
      "RSA with a passphrase",
      () => make((gpg) => quick(gpg, "rsa3072", "sign", "never", { passphrase: "open me" }), { passphrase: "open me" }),
      { passphrase: "open me", signs: 0 },
    ],
    [
      "a subkey, the primary key kept offline (gnu-dummy)",
      () =>
        make(
          (gpg, fingerprint) => {
            quick(gpg, "ed25519", "cert", "never", { passphrase: "open me" });
            gpg.run(["--quick-add-key", fingerprint(), "cv25519", "encr"], { passphrase: "open me" });
            gpg.run(["--quick-add-key", fingerprint(), "ed25519", "sign"], { passphrase: "open me" });
          },
          { passphrase: "open me", exported: "--export-secret-subkeys" },
        ),
      { passphrase: "open me", signs: 2 },
    ],
    [
      "an RSA subkey beside an older one that has expired",
      () =>
        make((gpg, fingerprint) => {
          quick(gpg, "ed25519", "cert", "never", { at: "20240101T000000" });
          gpg.run(["--quick-add-key", fingerprint(), "ed25519", "sign", "2024-03-01"], { at: "20240102T000000" });
          gpg.run(["--quick-add-key", fingerprint(), "rsa3072", "sign", "never"], { at: "20240103T000000" });
        }),
      { signs: 2 },
    ],
  ];

  test.each(cases)("%s", async (_name, build, { passphrase, signs = 0 }) => {
    const { secret, fingerprints } = build();
    const options = { key: secret, passphrase, timestamp: TIMESTAMP };
    const signer = openpgpSigner(options);
    const who = await signer.check();
    if (who.kind !== "openpgp") throw new Error(who.kind);
    expect(who).toMatchObject({ fingerprint: fingerprints[0], signedBy: fingerprints[signs], userId: NAME });
    expect(who.publicKey).not.toContain("PRIVATE");

    const signature = await signer.sign("file", content);
    const status = gpgVerify(who.publicKey, signature);
    expect(status).toContain("GOODSIG");
    expect(status).toMatch(new RegExp(`VALIDSIG ${fingerprints[signs]} .* ${fingerprints[0]}\n`));

    // The same key over the same bytes, in another run, is the same signature.
    expect(await openpgpSigner(options).sign("file", content)).toBe(signature);

    const verdict = await verifyOpenpgp(content, signature, who.publicKey);
    expect(verdict).toMatchObject({ valid: true, by: { fingerprint: fingerprints[0], signedBy: fingerprints[signs] } });
  });

  test("base64 of the armoured text and of the packets", async () => {
    const armoured = make((gpg) => quick(gpg, "ed25519"));
    const key = Buffer.from(armoured.secret).toString("base64");
    const wrapped = key.replaceAll(/(.{60})/g, "$1\n");
    for (const given of [key, wrapped]) {
      const who = await openpgpSigner({ key: given, passphrase: undefined, timestamp: TIMESTAMP }).check();
      expect(who).toMatchObject({ fingerprint: armoured.fingerprints[0] });
    }
  });

  test("by a key on a curve that only gpg knows: said so, and no signature of another subkey is refused for it", async () => {
    const gpg = new Gpg();
    try {
      quick(gpg, "brainpoolP384r1");
      const signature = gpg.run(["--armor", "--detach-sign"], { input: TEXT });
      expect(await verifyOpenpgp(content, signature, gpg.run(["--armor", "--export"]))).toMatchObject({
        valid: false,
        why: expect.stringContaining("the key is on the curve brainpoolP384r1"),
      });
    } finally {
      gpg.close();
    }
    const both = make((own, fingerprint) => {
      quick(own, "ed25519", "cert,sign");
      const input = "addkey\n10\n6\n0\nsave\n";
      own.run(["--command-fd", "0", "--expert", "--edit-key", fingerprint()], { input });
    });
    const signer = openpgpSigner({ key: both.secret, passphrase: undefined, timestamp: TIMESTAMP });
    const who = await signer.check();
    if (who.kind !== "openpgp") throw new Error(who.kind);
    expect(who.signedBy).toBe(both.fingerprints[0]);
    const verdict = await verifyOpenpgp(content, await signer.sign("file", content), who.publicKey);
    expect(verdict).toMatchObject({ valid: true });
  });

  test("a signature carries the plan's moment, and never one before its key", async () => {
    const { secret } = make((gpg) => quick(gpg, "ed25519", "sign", "never", { at: "20240101T000000" }));
    const at = async (timestamp: number) => {
      const signer = openpgpSigner({ key: secret, passphrase: undefined, timestamp });
      const who = await signer.check();
      if (who.kind !== "openpgp") throw new Error(who.kind);
      const verdict = await verifyOpenpgp(content, await signer.sign("file", content), who.publicKey);
      return verdict.valid ? verdict.by.created.toISOString() : verdict.why;
    };
    expect(await at(TIMESTAMP)).toBe("2026-01-02T03:04:05.000Z");
    expect(await at(1_000_000_000)).toBe("2024-01-01T00:00:00.000Z");
    // A commit by a clock that is some hours ahead.
    const now = Math.floor(Date.now() / 1000);
    expect(await at(now + 7200)).toBe(new Date((now + 7200) * 1000).toISOString());
    expect(await at(now + 90_000)).toMatch(/in the future/);
  });

  test("one byte flipped in the file or in the signature, and another key", async () => {
    const { secret } = make((gpg) => quick(gpg, "ed25519"));
    const signer = openpgpSigner({ key: secret, passphrase: undefined, timestamp: TIMESTAMP });
    const who = await signer.check();
    if (who.kind !== "openpgp") throw new Error(who.kind);
    const signature = await signer.sign("file", content);
    const other = await verifyOpenpgp({ bytes: Buffer.from("what is releases\n") }, signature, who.publicKey);
    expect(other).toEqual({ valid: false, why: "the file is not the one that was signed" });
    expect(() => gpgVerify(who.publicKey, signature, "what is releases\n")).toThrow(/BAD signature/);

    const lines = signature.split("\n");
    const at = 3;
    const line = lines[at] ?? "";
    lines[at] = `${line.slice(0, 20)}${line[20] === "A" ? "B" : "A"}${line.slice(21)}`;
    expect(await verifyOpenpgp(content, lines.join("\n"), who.publicKey)).toMatchObject({ valid: false });

    const foreign = make((gpg) => quick(gpg, "ed25519"));
    const stranger = await openpgpSigner({ key: foreign.secret, passphrase: undefined, timestamp: TIMESTAMP }).check();
    if (stranger.kind !== "openpgp") throw new Error(stranger.kind);
    expect(await verifyOpenpgp(content, signature, stranger.publicKey)).toEqual({
      valid: false,
      why: "the signature is by another key",
    });
  });
});

describeWith(["gpg"], "keys that are refused before anything is built", () => {
  let plain: Made;
  let locked: Made;
  beforeAll(() => {
    plain = make((gpg) => quick(gpg, "ed25519"));
    locked = make((gpg) => quick(gpg, "ed25519", "sign", "never", { passphrase: "open me" }), {
      passphrase: "open me",
    });
  });
  const refusal = async (key: string | undefined, passphrase?: string, now?: Date) =>
    await openpgpSigner({ key, passphrase, timestamp: TIMESTAMP, ...(now && { now: () => now }) })
      .check()
      .then(
        () => "accepted",
        (error: { code: string; message: string; remedy: string }) => error,
      );

  test("none, something else, half of one, a public one", async () => {
    expect(await refusal(undefined)).toMatchObject({ code: "openpgp-key-missing" });
    expect(await refusal("my key")).toMatchObject({ code: "openpgp-key-malformed" });
    expect(await refusal(plain.secret.slice(0, 300))).toMatchObject({ code: "openpgp-key-malformed" });
    const published = make((gpg) => quick(gpg, "ed25519"), { exported: "--export" });
    expect(await refusal(published.secret)).toMatchObject({ code: "openpgp-key-public" });
    expect(await refusal(Buffer.from(published.secret).toString("base64"))).toMatchObject({
      code: "openpgp-key-public",
    });
  });

  test("two of them, of which nobody says which one signs; a public one beside does no harm", async () => {
    const other = make((gpg) => quick(gpg, "ed25519"));
    expect(await refusal(plain.secret + other.secret)).toMatchObject({
      code: "openpgp-key-malformed",
      message: expect.stringContaining("it holds 2 keys"),
    });
    const published = make((gpg) => quick(gpg, "ed25519"), { exported: "--export" });
    for (const text of [published.secret + plain.secret, plain.secret + published.secret])
      expect(await refusal(text)).toBe("accepted");
  });

  test("locked, and a wrong passphrase", async () => {
    expect(await refusal(locked.secret)).toMatchObject({ code: "openpgp-key-locked" });
    expect(await refusal(locked.secret, "wrong")).toMatchObject({ code: "openpgp-passphrase-wrong" });
    expect(await refusal(locked.secret, "open me")).toBe("accepted");
  });

  test("expired, as a whole and in the subkey that signs", async () => {
    const whole = make((gpg) => quick(gpg, "ed25519", "sign", "2024-06-01", { at: "20240101T000000" }));
    expect(await refusal(whole.secret)).toMatchObject({
      code: "openpgp-key-expired",
      message: expect.stringMatching(/expired on 2024-0(5-31|6-01)/),
    });
    const part = make((gpg, fingerprint) => {
      quick(gpg, "ed25519", "cert", "never", { at: "20240101T000000" });
      gpg.run(["--quick-add-key", fingerprint(), "ed25519", "sign", "2024-06-01"], { at: "20240102T000000" });
    });
    expect(await refusal(part.secret)).toMatchObject({
      code: "openpgp-key-expired",
      message: expect.stringContaining(part.fingerprints[1] ?? "?"),
    });
  });

  test("revoked, as a whole and in the subkey that signs", async () => {
    const whole = make((gpg, fingerprint) => {
      quick(gpg, "ed25519");
      const file = join(gpg.home, "openpgp-revocs.d", `${fingerprint()}.rev`);
      gpg.run(["--import"], { input: readFileSync(file, "utf8").replace(/^:(?=-----)/m, "") });
    });
    expect(await refusal(whole.secret)).toMatchObject({ code: "openpgp-key-revoked" });
    const part = make((gpg, fingerprint) => {
      quick(gpg, "ed25519", "cert");
      gpg.run(["--quick-add-key", fingerprint(), "ed25519", "sign"]);
      gpg.run(["--command-fd", "0", "--edit-key", fingerprint()], { input: "key 1\nrevkey\ny\n0\n\ny\nsave\n" });
    });
    expect(await refusal(part.secret)).toMatchObject({
      code: "openpgp-key-revoked",
      message: expect.stringContaining(part.fingerprints[1] ?? "?"),
    });
  });

  test("without a part that may sign, and without the secret of the part that may", async () => {
    const cert = make((gpg, fingerprint) => {
      quick(gpg, "ed25519", "cert");
      gpg.run(["--quick-add-key", fingerprint(), "cv25519", "encr"]);
    });
    expect(await refusal(cert.secret)).toMatchObject({ code: "openpgp-key-cannot-sign" });
    const weak = make((gpg) => quick(gpg, "rsa1024"));
    expect(await refusal(weak.secret)).toMatchObject({
      code: "openpgp-key-cannot-sign",
      message: expect.stringMatching(/too weak/),
    });
    // The primary key signs, and only the subkeys' secrets were exported.
    const stub = make(
      (gpg, fingerprint) => {
        quick(gpg, "ed25519", "sign,cert");
        gpg.run(["--quick-add-key", fingerprint(), "cv25519", "encr"]);
      },
      { exported: "--export-secret-subkeys" },
    );
    expect(await refusal(stub.secret)).toMatchObject({
      code: "openpgp-key-cannot-sign",
      message: expect.stringContaining("not in the export"),
    });
  });

  test.each(["secp256k1", "brainpoolP256r1"])(
    "on the curve %s, as a whole and in the subkey that signs",
    async (curve) => {
      const whole = make((gpg) => quick(gpg, curve));
      const told = expect.stringMatching(new RegExp(`is on the curve ${curve}, .*Ed25519, RSA and NIST's`));
      expect(await refusal(whole.secret)).toMatchObject({ code: "openpgp-key-cannot-sign", message: told });
      const part = make((gpg, fingerprint) => {
        quick(gpg, "ed25519", "cert");
        gpg.run(["--command-fd", "0", "--expert", "--edit-key", fingerprint()], {
          input: `addkey\n10\n${curve === "secp256k1" ? 9 : 6}\n0\nsave\n`,
        });
      });
      expect(await refusal(part.secret)).toMatchObject({ message: told });
      expect(await refusal(part.secret)).toMatchObject({
        message: expect.stringContaining(part.fingerprints[1] ?? "?"),
      });
    },
  );

  test("no message holds the passphrase or the key", async () => {
    const told = JSON.stringify(await refusal(locked.secret, "canary passphrase"), [
      "code",
      "message",
      "remedy",
      "stack",
    ]);
    expect(told).not.toContain("canary");
    expect(told).not.toContain(locked.secret.split("\n")[3]);
  });
});
