import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "@slipway/model";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chooseWorkflows } from "../../src/rehearse/workflows.ts";
import { LIBRARY_FILES, scratch, writeFiles } from "./library.ts";

let here: ReturnType<typeof scratch>;
const at = (...names: string[]) => join(here.folder, ...names);
beforeEach(() => {
  here = scratch();
  writeFiles(at("library"), LIBRARY_FILES);
});
afterEach(() => here.remove());

const TAG = "refs/tags/v1.0.0";
const choose = (ref = TAG) => chooseWorkflows(at("tree"), ref, at("library/templates"));
const FOREIGN = "on: push\njobs:\n  t:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: make test\n";

test("the repository's own caller runs, with the inputs that it gives", async () => {
  const own = LIBRARY_FILES["templates/release.yml"].replace(
    "    permissions:\n      contents: write",
    `    permissions:
      contents: write
    with:
      targets: linux-amd64, linux-arm64
      variants: \${{ vars.VARIANTS }}
`,
  );
  writeFiles(at("tree/.github/workflows"), { "publish.yml": own, "tests.yml": FOREIGN, "odd.yml": ": not yaml" });
  const { workflows, others } = await choose();
  expect(workflows).toEqual([
    {
      path: ".github/workflows/publish.yml",
      origin: "repository",
      callsSlipway: true,
      inputs: { targets: "linux-amd64, linux-arm64" },
    },
  ]);
  expect(others).toEqual([
    { what: "workflow", name: ".github/workflows/tests.yml", runsOn: "", reason: "it does not use Slipway" },
  ]);
});

test("without one, the template's caller is put into the copy beside what is there", async () => {
  writeFiles(at("tree/.github/workflows"), { "release.yml": FOREIGN });
  const { workflows } = await choose();
  expect(workflows.map(({ path, origin }) => [path, origin])).toEqual([
    [".github/workflows/slipway-release.yml", "template"],
  ]);
  expect(readFileSync(at("tree/.github/workflows/release.yml"), "utf8")).toBe(FOREIGN);
});

test("a branch runs the template that builds", async () => {
  writeFiles(at("tree"), { "README.md": "" });
  const { workflows } = await choose("refs/heads/main");
  expect(workflows.map(({ path }) => path)).toEqual([".github/workflows/build.yml"]);
});

test("a branch of a repository that only releases is built by the template", async () => {
  writeFiles(at("tree/.github/workflows"), { "release.yml": LIBRARY_FILES["templates/release.yml"] });
  const { workflows } = await choose("refs/heads/main");
  expect(workflows).toMatchObject([{ path: ".github/workflows/build.yml", origin: "template" }]);
});

test("a tag that nothing runs for is refused, with the workflow's place", async () => {
  writeFiles(at("tree/.github/workflows"), { "release.yml": LIBRARY_FILES["templates/release.yml"] });
  const problem = (await choose("refs/tags/nightly").catch((error: unknown) => error)) as Problem;
  expect(problem).toMatchObject({ code: "no-workflow-triggered", place: { file: ".github/workflows/release.yml" } });
});
