import { describe, expect, test } from "vitest";
import { repositorySecrets } from "../../src/rehearse/stand-ins.ts";

const workflow = (secrets: string) => `on: push
jobs:
  lint:
    runs-on: ubuntu-24.04
    steps: []
  release:
    uses: slipway/slipway/.github/workflows/release.yml@v1
${secrets}`;
const given = { "windows-certificate": "one", "windows-certificate-password": "two", registries: "three" };

describe("secrets of a rehearsed repository", () => {
  test.each<[string, string, Record<string, string>]>([
    [
      "by the names under which the workflow hands them on",
      `    secrets:\n      windows-certificate: \${{ secrets.CERT }}\n      windows-certificate-password: \${{secrets.PASS}}\n`,
      { CERT: "one", PASS: "two" },
    ],
    ["only those that it hands on", `    secrets:\n      windows-certificate: \${{ secrets.CERT }}\n`, { CERT: "one" }],
    ["none that nothing stands in for", `    secrets:\n      other: \${{ secrets.OTHER }}\n`, {}],
    ["none without the key", "", {}],
    // GitHub's names of secrets have no dashes, so of what is inherited only `registries` and `messengers` fit.
    ["of what is inherited those without a dash", "    secrets: inherit\n", { registries: "three" }],
  ])("%s", (_what, secrets, expected) => {
    expect(repositorySecrets(workflow(secrets), given)).toEqual(expected);
  });
});
