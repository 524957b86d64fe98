import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fingerprinter } from "@slipway/model";
import { expect, test } from "vitest";
import { describeWith } from "../../../test/tools.ts";
import { checksumText, parseChecksums } from "../src/checksums.ts";

const files = ["b.tar.gz", "a-1.0.0+build.zip", "Z.txt"].map((name) => {
  const print = new Fingerprinter();
  print.update(Buffer.from(`content of ${name}\n`));
  return { name, content: `content of ${name}\n`, digests: print.finish() };
});

describeWith(["sha256sum", "md5sum"], "checksum files", () => {
  test.each([
    ["sha256", "sha256sum"],
    ["sha512", "sha512sum"],
    ["md5", "md5sum"],
  ] as const)("%s is read by %s -c, which notices one changed byte", (algorithm, tool) => {
    const directory = mkdtempSync(join(tmpdir(), "sums-"));
    for (const { name, content } of files) writeFileSync(join(directory, name), content);
    writeFileSync(join(directory, "SUMS"), checksumText(algorithm, files));
    const check = () =>
      spawnSync(tool, ["-c", "SUMS"], { cwd: directory, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
    expect(check()).toMatchObject({ status: 0, stdout: "Z.txt: OK\na-1.0.0+build.zip: OK\nb.tar.gz: OK\n" });
    writeFileSync(join(directory, "Z.txt"), "content of Y.txt\n");
    expect(check().status).toBe(1);
  });
});

test("what is written is read back", () => {
  const text = checksumText("sha256", files);
  expect([...parseChecksums(text, "SHA256SUMS")]).toEqual(
    ["Z.txt", "a-1.0.0+build.zip", "b.tar.gz"].map((name) => [
      name,
      files.find((file) => file.name === name)?.digests.sha256,
    ]),
  );
  expect(text).not.toMatch(/\r|\uFEFF/);
});

test.each([
  ["CRLF", `${"0".repeat(64)}  a\r\n`],
  ["one space", `${"0".repeat(64)} a\n`],
  ["upper case", `${"A".repeat(64)}  a\n`],
  ["BOM", `\uFEFF${"0".repeat(64)}  a\n`],
  ["no digest", "a\n"],
])("%s is refused with its line", (_, text) => {
  expect(() => parseChecksums(text, "SUMS")).toThrow(
    expect.objectContaining({ code: "invalid-checksum-line", place: { file: "SUMS", line: 1 } }),
  );
});

test("a file that is named twice is refused: tools would look at both lines", () => {
  const text = `${"0".repeat(64)}  a\n${"1".repeat(64)}  a\n`;
  expect(() => parseChecksums(text, "SUMS")).toThrow(/line 2 of SUMS names a a second time/);
});
