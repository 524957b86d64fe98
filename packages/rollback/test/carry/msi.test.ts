import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Artifact, fingerprintFile, requireVersion } from "@slipway/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWith, findTool } from "../../../../test/tools.ts";
import { run } from "../../../channels/test/registries/fixtures.ts";
import { readCompoundFile } from "../../src/carry/compound-file.ts";
import { writeCompoundFile } from "../../src/carry/compound-writer.ts";
import { carryPackages } from "../../src/carry/packages.ts";
import { buildMsi, changesOf, OTHER_CODE, PRODUCT_CODE, streamsOf, tablesOf, UPGRADE_CODE } from "./msis.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "slipway-msi-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let places = 0;
const newPlace = () => {
  const place = join(directory, String(places++));
  mkdirSync(place);
  return place;
};

async function carry(path: string, from = "2.0.5", to = "2.1.1") {
  const { size, ...digests } = await fingerprintFile(path);
  const artifact: Artifact = { name: basename(path), kind: "file", size, digests, signatures: [] };
  const into = newPlace();
  const made = await carryPackages({
    artifacts: [artifact],
    from: requireVersion(from, "test"),
    to: requireVersion(to, "test"),
    fileOf: () => path,
    directory: into,
  });
  return { ...made, path: join(into, made.records[0]?.name ?? "") };
}

const CHANGED = ["Property", "Registry", "Upgrade", "_SummaryInformation", "summary"];
const GUID = "\\{[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}\\}";
const propertyOf = async (path: string, name: string) =>
  (await tablesOf(path, ["Property"])).get("Property")?.match(new RegExp(`^${name}\t(.*?)\r?$`, "m"))?.[1];

describeWith(["wixl", "msibuild", "msiinfo"], "msi", () => {
  test("the version is another one where it is the product's, and nothing else differs", async () => {
    const upgrade = (code: string, min: string, attributes: number, property: string) =>
      `INSERT INTO \`Upgrade\` (\`UpgradeCode\`, \`VersionMin\`, \`Attributes\`, \`ActionProperty\`) VALUES ('${code}', '${min}', ${attributes}, '${property}')`;
    const old = await buildMsi(newPlace(), "2.0.5", {
      product: PRODUCT_CODE,
      sql: [
        "UPDATE `File` SET `Version` = '2.0.5.7' WHERE `File` = 'F1'",
        upgrade(OTHER_CODE, "2.0.5", 2, "OTHER"),
        upgrade(UPGRADE_CODE, "2.0.4", 2, "LOWER"),
        `INSERT INTO \`Property\` (\`Property\`, \`Value\`) VALUES ('REMOVER', 'msiexec /x ${PRODUCT_CODE.toLowerCase()}')`,
      ],
    });
    const { records, origins, notes, path } = await carry(old);
    expect(records).toMatchObject([{ name: "app-2.1.1.msi", kind: "file", entries: [] }]);
    expect(origins).toMatchObject([{ name: "app-2.1.1.msi", was: "app-2.0.5.msi", how: "repackaged" }]);
    expect(notes).toEqual([]);
    const [before, after] = [await tablesOf(old), await tablesOf(path)];
    const code = (await propertyOf(path, "ProductCode")) ?? "";
    expect(code).toMatch(new RegExp(`^${GUID}$`));
    const { summary, _SummaryInformation: _, ...tables } = changesOf(before, after);
    expect(tables).toEqual({
      Property: expect.arrayContaining([
        "- ProductVersion\t2.0.5",
        `- ProductCode\t${PRODUCT_CODE}`,
        `- REMOVER\tmsiexec /x ${PRODUCT_CODE.toLowerCase()}`,
        "+ ProductVersion\t2.1.1",
        `+ ProductCode\t${code}`,
        `+ REMOVER\tmsiexec /x ${code}`,
      ]),
      Upgrade: [
        `- ${UPGRADE_CODE}\t\t2.0.5\t\t1\t\tWIX_UPGRADE_DETECTED`,
        `- ${UPGRADE_CODE}\t2.0.5\t\t\t2\t\tWIX_DOWNGRADE_DETECTED`,
        `+ ${UPGRADE_CODE}\t\t2.1.1\t\t1\t\tWIX_UPGRADE_DETECTED`,
        `+ ${UPGRADE_CODE}\t2.1.1\t\t\t2\t\tWIX_DOWNGRADE_DETECTED`,
      ],
      File: [expect.stringContaining("\t2.0.5.7\t"), expect.stringContaining("\t2.1.1.7\t")],
      Registry: [expect.stringContaining("\tVersion\t2.0.5\t"), expect.stringContaining("\tVersion\t2.1.1\t")],
    });
    expect(tables.Property).toHaveLength(6);
    expect(summary).toEqual([
      expect.stringMatching(/^- Revision number/),
      expect.stringMatching(new RegExp(`^\\+ Revision number.*: ${GUID}$`)),
    ]);
    expect(after.get("Property")).toContain("LABEL\tApp 2.0.5");
    expect(after.get("Feature")).toContain("\t2.0.5\t");
    expect((await streamsOf(old)).size).toBe(1);
    expect(await streamsOf(path)).toEqual(await streamsOf(old));
    // The class that says that it is an installer.
    expect(await rootOf(path)).toEqual(await rootOf(old));

    // Twice is the same; once more from this one, too.
    expect(readFileSync((await carry(old)).path)).toEqual(readFileSync(path));
    const third = await carry(path, "2.1.1", "2.2.1");
    expect(await propertyOf(third.path, "ProductVersion")).toBe("2.2.1");
    expect(await propertyOf(third.path, "ProductCode")).not.toBe(code);
    expect(await streamsOf(third.path)).toEqual(await streamsOf(old));
  });

  test.each([
    ["2.0.9", "2.0.10", undefined, "2.0.10"],
    ["2.0.5", "255.255.65535", undefined, "255.255.65535"],
    ["2.0.5", "2.1.1", "2.0.5.12", "2.1.1.12"],
    ["2.0.0", "2.1.1", "2.0", "2.1.1"],
    ["2.1.0-rc.1", "2.1.1", "2.1.0", "2.1.1"],
    ["2.0.5", "2.1.1+again", undefined, "2.1.1"],
  ])("%s as %s", async (from, to, inside, expected) => {
    const old = await buildMsi(newPlace(), from, inside === undefined ? {} : { inside });
    const { path } = await carry(old, from, to);
    const changes = changesOf(await tablesOf(old), await tablesOf(path));
    expect(Object.keys(changes).sort()).toEqual(CHANGED);
    expect(changes.Property).toContain(`+ ProductVersion\t${expected}`);
    expect(changes.Registry?.join("\n")).toContain(`\tVersion\t${to.replace("+again", "")}\t`);
    expect(changes.Upgrade?.filter((line) => line.includes(`\t${expected}\t`))).toHaveLength(2);
    expect(await streamsOf(path)).toEqual(await streamsOf(old));
  });

  test.each([
    ["2.0.5", "2.1.1-rc.1", "2.0.5", "a pre-release"],
    ["2.0.5", "256.0.0", "2.0.5", "255.255.65535"],
    ["2.0.5", "2.1.65536", "2.0.5", "255.255.65535"],
    ["2.1.0-rc.1", "2.1.0", "2.1.0", "the version which the package has"],
    ["2.0.5", "2.1.1", "2.0.4", "has the version 2.0.4 inside"],
    ["2.0.5", "2.1.1", "12.0.5", "has the version 12.0.5 inside"],
  ])("refused: %s as %s, with %s inside", async (from, to, inside, message) => {
    const old = await buildMsi(newPlace(), from, { inside });
    await expect(carry(old, from, to)).rejects.toMatchObject({
      code: "carry-foreign-version",
      message: expect.stringContaining(message),
    });
  });

  test("large streams, whose sectors the header has no room for", async () => {
    let state = 1;
    const noise = Buffer.from(
      Uint32Array.from({ length: 2_300_000 }, () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return state;
      }).buffer,
    );
    const old = await buildMsi(newPlace(), "2.0.5", { payload: noise });
    expect(readFileSync(old).length).toBeGreaterThan(9e6);
    const { path } = await carry(old);
    expect(await propertyOf(path, "ProductVersion")).toBe("2.1.1");
    expect(await streamsOf(path)).toEqual(await streamsOf(old));
    expect((await streamsOf(old)).get("app.cab")?.length).toBeGreaterThan(9e6);
    // In sectors of 4096 bytes, as other makers have them.
    const wide = join(newPlace(), "app-2.0.5.msi");
    await rewritten(old, wide, 4);
    const carried = await carry(wide);
    expect(readFileSync(carried.path).readUInt16LE(26)).toBe(4);
    expect(await tablesOf(carried.path)).toEqual(await tablesOf(path));
    expect(await streamsOf(carried.path)).toEqual(await streamsOf(old));
  });

  test("more strings than two bytes can name", async () => {
    const place = newPlace();
    const old = await buildMsi(place, "2.0.5");
    const rows = Array.from({ length: 34_000 }, (_, at) => `row${at}\tText ${at}\r\n`);
    writeFileSync(
      join(place, "many.idt"),
      `A\tB\r\ns72\tl0\r\nMany\tA\r\n${rows.join("")}long\t${"x".repeat(70_000)}\r\n`,
    );
    await run("msibuild", [old, "-i", join(place, "many.idt")]);
    const { path } = await carry(old);
    const names = ["Many", "Property", "Upgrade", "Component"];
    const after = await tablesOf(path, names);
    expect(after.get("Many")?.length).toBeGreaterThan(700_000);
    const changed = ["Property", "Upgrade", "summary"];
    expect(Object.keys(changesOf(await tablesOf(old, names), after)).sort()).toEqual(changed);
  });

  test("one that replaces nothing is told of", async () => {
    const { notes, path } = await carry(await buildMsi(newPlace(), "2.0.5", { major: false }));
    expect(notes).toEqual([expect.stringContaining("app-2.1.1.msi has no row in its Upgrade table")]);
    expect(await propertyOf(path, "ProductVersion")).toBe("2.1.1");
  });

  test("what holds others of its own is refused", async () => {
    const old = await buildMsi(newPlace(), "2.0.5");
    const bytes = readFileSync(old);
    const directoryAt = (bytes.readUInt32LE(48) + 1) * 512;
    bytes[directoryAt + 128 + 66] = 1;
    writeFileSync(old, bytes);
    await expect(carry(old)).rejects.toMatchObject({ code: "carry-not-repackable" });
  });

  test("what is no MSI, and damaged ones", async () => {
    const place = newPlace();
    const bytes = readFileSync(await buildMsi(place, "2.0.5"));
    const fatAt = (bytes.readUInt32LE(76) + 1) * 512;
    const directoryAt = (bytes.readUInt32LE(48) + 1) * 512;
    const patched = (edit: (copy: Buffer) => void) => {
      const copy = Buffer.from(bytes);
      edit(copy);
      return copy;
    };
    const directoryChain = bytes.readUInt32LE(48);
    const cases: Record<string, Buffer> = {
      hello: Buffer.from("hello"),
      empty: Buffer.alloc(0),
      header: bytes.subarray(0, 512),
      "cut in the middle": bytes.subarray(0, bytes.length >> 1),
      "its table goes round": patched((copy) => copy.writeUInt32LE(directoryChain, fatAt + directoryChain * 4)),
      "its list of tables goes round": patched((copy) => {
        copy.writeUInt32LE(20, 44);
        copy.fill(0, 80, 512);
      }),
      "its tree goes round": patched((copy) =>
        copy.writeUInt32LE(copy.readUInt32LE(directoryAt + 76), directoryAt + 128 + 68),
      ),
      "its tree leaves the directory": patched((copy) => copy.writeUInt32LE(0x7ffffff, directoryAt + 76)),
      "a stream is longer than the file": patched((copy) => copy.writeUInt32LE(0x7ffffff0, directoryAt + 128 + 120)),
      "a million tables": patched((copy) => copy.writeUInt32LE(1e6, 44)),
      "odd sectors": patched((copy) => copy.writeUInt16LE(30, 30)),
    };
    for (const [name, content] of Object.entries(cases)) {
      const file = join(place, "app-2.0.5.msi");
      writeFileSync(file, content);
      await expect(carry(file), name).rejects.toMatchObject({ code: "damaged-package" });
    }
  });

  test("bytes that are changed at random never give anything else than a problem", async () => {
    const place = newPlace();
    const bytes = readFileSync(await buildMsi(place, "2.0.5"));
    let state = 7;
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    const codes = new Set<string>();
    for (let round = 0; round < 150; round++) {
      const copy = Buffer.from(bytes);
      for (let left = 1 + random(4); left > 0; left--)
        copy[random(copy.length)] = [0, 1, 0x7f, 0xff, random(256)][random(5)] ?? 0;
      const file = join(place, "app-2.0.5.msi");
      writeFileSync(file, copy);
      const code = await carry(file).then(
        ({ path }) => (readFileSync(path).length < bytes.length * 2 ? "carried" : "grown"),
        (failed: { code?: string }) => failed.code ?? String(failed),
      );
      codes.add(code);
    }
    expect(codes).toContain("carried");
    expect(codes).toContain("damaged-package");
    for (const code of ["carried", "damaged-package", "carry-foreign-version", "carry-not-repackable"])
      codes.delete(code);
    expect([...codes]).toEqual([]);
  });
});

async function rootOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { root } = await readCompoundFile(file);
    return root.toString("hex", 80, 96);
  } finally {
    await file.close();
  }
}

async function rewritten(from: string, to: string, major: 3 | 4): Promise<void> {
  const [source, target] = [await open(from), await open(to, "w")];
  const compound = await readCompoundFile(source);
  const streams = compound.streams.map((stream) => ({ ...stream, content: stream.extents }));
  await writeCompoundFile(target, source, { ...compound, major }, streams);
  await Promise.all([source.close(), target.close()]);
}

describeWith(["wixl", "msiinfo", "openssl", "osslsigncode"], "a signed msi", () => {
  test("loses its signature, which would not hold, and it is said", async () => {
    const place = newPlace();
    const plain = await buildMsi(place, "2.0.5");
    const [key, certificate, signed] = ["key.pem", "certificate.pem", "signed.msi"].map((name) =>
      join(place, name),
    ) as [string, string, string];
    const usage = ["-addext", "extendedKeyUsage=codeSigning", "-subj", "/CN=Acme"];
    await run("openssl", [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      key,
      "-out",
      certificate,
      ...usage,
    ]);
    const keys = ["-certs", certificate, "-key", key];
    await run("osslsigncode", ["sign", ...keys, "-add-msi-dse", "-in", plain, "-out", signed]);
    const verified = async (path: string) => {
      const args = ["verify", "-CAfile", certificate, "-in", path];
      const { stdout, stderr } = await run("osslsigncode", args).catch(
        (failed: Record<"stdout" | "stderr", string>) => failed,
      );
      return stdout + stderr;
    };
    expect(await verified(signed)).toContain("Signature verification: ok");
    const old = join(newPlace(), "app-2.0.5.msi");
    copyFileSync(signed, old);
    const { notes, path } = await carry(old);
    expect(notes).toEqual([expect.stringContaining("app-2.0.5.msi was signed (Authenticode)")]);
    expect(await verified(path)).toContain("no signature");
    expect(await streamsOf(path)).toEqual(await streamsOf(plain));
    // As the unsigned one, since nothing else of it differs.
    expect(readFileSync(path)).toEqual(readFileSync((await carry(plain)).path));
    await run("osslsigncode", ["sign", ...keys, "-in", path, "-out", `${path}.signed`]);
    expect(await verified(`${path}.signed`)).toContain("Signature verification: ok");
  });
});

describeWith(["wixl", "msiinfo", "wine"], "an msi under Wine", () => {
  test("takes the place of the bad one, which the good one does not, and is removed", async () => {
    const place = newPlace();
    const [good, bad] = [await buildMsi(place, "2.0.5"), await buildMsi(place, "2.1.0")];
    const { path: carried } = await carry(good);
    const newest = await buildMsi(place, "2.1.2");
    const prefix = join(directory, "wine");
    const env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: "-all", WINEDLLOVERRIDES: "mscoree,mshtml=" };
    const wine = async (...args: readonly string[]) =>
      (await run(findTool("wine") ?? "wine", args, { env }).catch((failed: { stdout: string }) => failed)).stdout;
    const program = join(prefix, "drive_c/Program Files/App/app.exe");
    const installed = async () => {
      const listed = await wine("reg", "query", "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall", "/s");
      const versions = [...listed.matchAll(/DisplayVersion\s+REG_SZ\s+(\S+)/g)].map(([, version]) => version);
      return { versions, program: existsSync(program) ? readFileSync(program, "utf8") : undefined };
    };
    try {
      // What it is for: once the bad one is there, the good one is refused.
      for (const path of [good, bad, good]) await wine("msiexec", "/i", path, "/qn");
      expect(await installed()).toEqual({ versions: ["2.1.0"], program: "app 2.1.0" });
      await wine("msiexec", "/i", carried, "/qn");
      expect(await installed()).toEqual({ versions: ["2.1.1"], program: "app 2.0.5" });
      await wine("msiexec", "/x", carried, "/qn");
      expect(await installed()).toEqual({ versions: [], program: undefined });
      expect(existsSync(join(program, ".."))).toBe(false);
      for (const path of [carried, newest]) await wine("msiexec", "/i", path, "/qn");
      expect(await installed()).toEqual({ versions: ["2.1.2"], program: "app 2.1.2" });
    } finally {
      await run("wineserver", ["-k"], { env }).catch(() => {});
    }
  });
});
