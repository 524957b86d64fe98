import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeWith } from "../../../../test/tools.ts";
import { platformOf, readAppleSignatures, signAdHoc } from "../../src/code-signing/index.ts";
import { goProgram, temporary } from "./support.ts";

describeWith(["go", "python3"], "ad hoc signatures", () => {
  const directory = temporary("ad-hoc");
  const arm = readFileSync(goProgram(directory, "darwin", "arm64", "arm64"));
  const intel = readFileSync(goProgram(directory, "darwin", "amd64", "amd64"));

  test("what a linker signed fits, and stays as it is", () => {
    expect(readAppleSignatures(arm)).toEqual([
      { arm64: true, signature: { identifier: "a.out", adHoc: true, linkerSigned: true, fits: true } },
    ]);
    expect(signAdHoc(arm, "hi")).toBeUndefined();
  });

  test("an Intel program needs none", () => {
    expect(readAppleSignatures(intel)).toEqual([{ arm64: false, signature: undefined }]);
    expect(signAdHoc(intel, "hi")).toBeUndefined();
  });

  test("a program that was changed after the linker signed it is signed anew, and the same each time", () => {
    const changed = Buffer.from(arm);
    changed.writeUInt8(changed.readUInt8(0x5000) ^ 1, 0x5000);
    expect(readAppleSignatures(changed)[0]?.signature?.fits).toBe(false);
    const signed = signAdHoc(changed, "hi") as Buffer;
    expect(signAdHoc(changed, "other")).toEqual(signed);
    expect(readAppleSignatures(signed)[0]?.signature).toEqual({
      identifier: "a.out",
      adHoc: true,
      linkerSigned: false,
      fits: true,
    });
    expect(signAdHoc(signed, "hi")).toBeUndefined();
    expect(recomputed(signed)).toEqual([{ identifier: "a.out", pages: true, special: true, end: true }]);
  });

  test("a program without signature gets one, and a load command that tells of it", () => {
    const signed = signAdHoc(unsigned(arm), "hi") as Buffer;
    expect(readAppleSignatures(signed)[0]?.signature).toMatchObject({ identifier: "hi", adHoc: true, fits: true });
    expect(recomputed(signed)).toEqual([{ identifier: "hi", pages: true, special: true, end: true }]);
  });

  test("the hashes are those of Go's linker", () => {
    // Go's own signer hashed the same pages but the first, in which the size of the signature stands.
    const signed = signAdHoc(unsigned(arm), "a.out") as Buffer;
    expect(pageHashes(signed).slice(1)).toEqual(pageHashes(arm).slice(1));
    expect(pageHashes(signed).length).toBeGreaterThan(200);
  });

  test("of a universal program, each architecture is looked at by itself", () => {
    const changed = unsigned(arm);
    const universal = fat([
      { cpu: 0x01000007, sub: 3, align: 12, bytes: intel },
      { cpu: 0x0100000c, sub: 0, align: 14, bytes: changed },
    ]);
    const signed = signAdHoc(universal, "hi") as Buffer;
    expect(readAppleSignatures(signed).map(({ arm64, signature }) => [arm64, signature?.fits])).toEqual([
      [false, undefined],
      [true, true],
    ]);
    expect(signed.subarray(signed.readUInt32BE(16), signed.readUInt32BE(16) + intel.length)).toEqual(intel);
    expect(signed.readUInt32BE(36) % 2 ** 14).toBe(0);
    expect(recomputed(signed.subarray(signed.readUInt32BE(36)))).toEqual([
      { identifier: "hi", pages: true, special: true, end: true },
    ]);
  });

  test("a Java class, which begins as a universal program does, is none", () => {
    expect(platformOf(Buffer.from("cafebabe00000041", "hex"))).toBeUndefined();
    expect(platformOf(Buffer.from("cafebabe00000002", "hex"))).toBe("macos");
    expect(platformOf(arm.subarray(0, 8))).toBe("macos");
  });

  test.each([
    ["something behind the last segment", (file: Buffer) => Buffer.concat([unsigned(file), Buffer.from("more")])],
    ["load commands that are cut off", (file: Buffer) => Buffer.from(file.subarray(0, 600))],
    ["no room for a load command", (file: Buffer) => withoutRoom(unsigned(file))],
  ])("%s is refused", (_what, change) => {
    expect(() => signAdHoc(change(arm), "hi")).toThrow(expect.objectContaining({ code: "mach-o-layout" }));
  });

  test("what other tools say", () => {
    const file = join(directory, "signed");
    writeFileSync(file, signAdHoc(unsigned(arm), "hi") as Buffer);
    // Go's reader of Mach-O goes through the load commands and segments by itself.
    expect(spawnSync("go", ["version", file], { encoding: "utf8" }).stdout).toMatch(/: go1\./);
  });
});

function commandsOf(file: Buffer): Map<number, number> {
  const found = new Map<number, number>();
  for (let at = 32, left = file.readUInt32LE(16); left > 0; left--) {
    const command = file.readUInt32LE(at);
    const name = command === 0x19 ? file.toString("latin1", at + 8, at + 18) : "";
    found.set(name === "__LINKEDIT" ? -1 : command, at);
    at += file.readUInt32LE(at + 4);
  }
  return found;
}

/** The program as a linker without a signer writes it. */
function unsigned(file: Buffer): Buffer {
  const commands = commandsOf(file);
  const at = commands.get(0x1d) as number;
  const linkEdit = commands.get(-1) as number;
  const offset = file.readUInt32LE(at + 8);
  const cut = Buffer.from(file.subarray(0, offset));
  const end = 32 + cut.readUInt32LE(20);
  if (at + 16 !== end) throw new Error("the signature's command is not the last one");
  cut.fill(0, at, end);
  cut.writeUInt32LE(cut.readUInt32LE(16) - 1, 16);
  cut.writeUInt32LE(cut.readUInt32LE(20) - 16, 20);
  cut.writeBigUInt64LE(BigInt(offset) - cut.readBigUInt64LE(linkEdit + 40), linkEdit + 48);
  return cut;
}

/** The first section begins where the load commands end. */
function withoutRoom(file: Buffer): Buffer {
  const text = [...commandsOf(file).entries()].find(([command]) => command === 0x19);
  if (text === undefined) throw new Error("no segment");
  for (let at = 32, left = file.readUInt32LE(16); left > 0; left--) {
    if (file.toString("latin1", at + 8, at + 14) === "__TEXT") {
      file.writeUInt32LE(32 + file.readUInt32LE(20), at + 72 + 48);
    }
    at += file.readUInt32LE(at + 4);
  }
  return file;
}

function pageHashes(file: Buffer): readonly string[] {
  const at = commandsOf(file).get(0x1d) as number;
  const signature = file.subarray(file.readUInt32LE(at + 8));
  const directory = signature.subarray(signature.readUInt32BE(16));
  const hashes = directory.readUInt32BE(16);
  return Array.from({ length: directory.readUInt32BE(28) }, (_, index) =>
    directory.toString("hex", hashes + index * 32, hashes + (index + 1) * 32),
  );
}

function fat(slices: readonly { cpu: number; sub: number; align: number; bytes: Buffer }[]): Buffer {
  const header = Buffer.alloc(8 + slices.length * 20);
  header.writeUInt32BE(0xcafebabe, 0);
  header.writeUInt32BE(slices.length, 4);
  const parts: Buffer[] = [header];
  let length = header.length;
  for (const [index, { cpu, sub, align, bytes }] of slices.entries()) {
    const offset = Math.ceil(length / 2 ** align) * 2 ** align;
    for (const [field, value] of [cpu, sub, offset, bytes.length, align].entries()) {
      header.writeUInt32BE(value, 8 + index * 20 + field * 4);
    }
    parts.push(Buffer.alloc(offset - length), bytes);
    length = offset + bytes.length;
  }
  return Buffer.concat(parts);
}

/** A second reading of the format, by a program that shares nothing with the first. */
function recomputed(file: Buffer): unknown {
  const { stdout, stderr } = spawnSync("python3", [join(import.meta.dirname, "verify_ad_hoc.py")], {
    input: file,
    encoding: "utf8",
  });
  return stdout === "" ? stderr : JSON.parse(stdout);
}
