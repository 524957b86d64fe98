import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "@slipway/model";
import { expect, test } from "vitest";
import { ioProblem, withIoProblems } from "../src/io-problem.ts";

const folder = await mkdtemp(join(tmpdir(), "io-problem-"));
await mkdir(join(folder, "directory"));
await writeFile(join(folder, "file"), "");

test.each([
  ["absent", "file-missing"],
  ["directory", "is-a-directory"],
  ["file/below", "not-a-directory"],
  ["n".repeat(300), "name-too-long"],
])("reading %s is %s", async (name, code) => {
  const path = join(folder, name);
  await expect(withIoProblems(`Reading ${path}`, () => readFile(path))).rejects.toMatchObject({
    code,
    kind: "failure",
    message: expect.stringContaining(`Reading ${path} failed: `),
  });
});

// What the system says only on a machine that is in such a state (errno(3)).
test.each([
  ["ENOSPC", "disk-full"],
  ["EDQUOT", "disk-full"],
  ["EACCES", "permission-denied"],
  ["EPERM", "permission-denied"],
  ["EMFILE", "too-many-open-files"],
  ["ENFILE", "too-many-open-files"],
  ["EFBIG", "file-too-large"],
  ["EROFS", "read-only-file-system"],
  ["EIO", "input-output-error"],
])("%s is %s", (errno, code) => {
  const error = Object.assign(new Error(`${errno}: words`), { code: errno });
  expect(ioProblem(error, "Writing /x")).toMatchObject({ code, cause: error, remedy: expect.stringMatching(/\.$/) });
});

test("what is no state of a disk stays the bug that it is", () => {
  const bug = new TypeError("x");
  const foreign = Object.assign(new Error("x"), { code: "ERR_INVALID_ARG_TYPE" });
  const problem = new Problem({ kind: "mistake", code: "a", message: "b", remedy: "c" });
  for (const one of [bug, foreign, problem, "text"]) expect(ioProblem(one, "Writing /x")).toBe(one);
});
