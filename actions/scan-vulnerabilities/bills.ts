import { access, glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ARTIFACT, DIRECTORY, type Kit } from "@slipway/action-kit";
import { MANIFEST_NAME, mistake, type Plan, Problem, RELEASE_MANIFEST, readDocument, sha256 } from "@slipway/model";

/** A bill of materials to look through. */
export interface BillFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The plan's bills of materials, as release.json describes them: the release's own where there is one, else those of its
 * archives; one format of each is enough.
 * @throws {Problem} `artifact-changed`, `artifact-missing`
 */
export async function plannedBills({ sboms = [] }: Plan, manifestDigest: string, kit: Kit): Promise<BillFile[]> {
  const directory = join(kit.runtime.temp, DIRECTORY.release);
  const there = await access(join(directory, MANIFEST_NAME)).then(
    () => true,
    () => false,
  );
  if (!there) await kit.handOver.take(ARTIFACT.release, directory);
  const manifestText = await readFile(join(directory, MANIFEST_NAME), "utf8");
  if (sha256(manifestText) !== manifestDigest) throw changed(MANIFEST_NAME, sha256(manifestText), manifestDigest);
  const { artifacts } = readDocument(RELEASE_MANIFEST, manifestText, MANIFEST_NAME);
  const whole = sboms.filter(({ of }) => of === undefined);
  const chosen = whole.length > 0 ? whole : sboms;
  const bills: BillFile[] = [];
  for (const of of new Set(chosen.map((one) => one.of))) {
    const { name } = chosen.find((one) => one.of === of) as (typeof chosen)[number];
    const text = await readFile(join(directory, name), "utf8");
    const expected = artifacts.find((artifact) => artifact.name === name)?.digests.sha256 ?? "(none)";
    if (sha256(text) !== expected) throw changed(name, sha256(text), expected);
    bills.push({ name, text });
  }
  return bills;
}

function changed(name: string, found: string, expected: string): Problem {
  return new Problem({
    kind: "failure",
    code: "artifact-changed",
    message: `${name} has the SHA-256 ${found}; it was ${expected} when it was listed`,
    remedy: "run the whole workflow again, so that plan, bills of materials and manifest come from the same run",
  });
}

/** @throws {Problem} `glob-without-match` */
export async function givenBills(globs: readonly string[], workspace: string): Promise<BillFile[]> {
  const names = new Set<string>();
  for (const pattern of globs) {
    const before = names.size;
    for await (const name of glob(pattern, { cwd: workspace })) names.add(name.replaceAll("\\", "/"));
    if (names.size === before) {
      throw mistake(
        "glob-without-match",
        `"${pattern}" of the input "sboms" matches nothing`,
        "correct the glob, or write the bill of materials before this step",
      );
    }
  }
  return Promise.all(
    [...names].sort().map(async (name) => ({ name, text: await readFile(join(workspace, name), "utf8") })),
  );
}
