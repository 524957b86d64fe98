import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { RELEASE_MANIFEST, readDocument, sha256 } from "@slipway/model";
import { afterAll, expect, test } from "vitest";
import { CALLER, project, rehearsed } from "./support/rehearsals.ts";
import { describeWith } from "./tools.ts";

const RELEASE = ".github/workflows/release.yml";
const SECRETS = `    secrets:
      windows-certificate: \${{ secrets.CERT }}
      windows-certificate-password: \${{ secrets.CERT_PASSWORD }}
`;
const FILES = {
  ...CALLER,
  [RELEASE]: `${CALLER[RELEASE]}${SECRETS}`,
  "slipway.yml": `name: hi
targets: [windows-amd64, macos-arm64]
signing:
  windows: true
preflight: {tests: false, audit: false, docs: false}
`,
  "go.mod": "module example.org/hi\n\ngo 1.22\n",
  "main.go": 'package main\n\nfunc main() { println("hi") }\n',
  "README.md": "# hi\n",
};

describeWith(["go", "openssl", "osslsigncode", "unzip"], "a rehearsal that signs programs", () => {
  const directories: string[] = [];
  afterAll(() => {
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  });
  const repository = (files: Readonly<Record<string, string>>) => {
    const directory = project(files);
    directories.push(directory);
    return directory;
  };

  test("publishes a Windows program that verifies by the rehearsal's authorities, and names who signed it", async () => {
    const { directory, summary, said } = await rehearsed(repository(FILES));
    directories.push(directory);
    expect(summary.result, said).toBe("success");
    const release = join(directory, "release");
    const manifest = readDocument(
      RELEASE_MANIFEST,
      readFileSync(join(release, "release.json"), "utf8"),
      "release.json",
    );
    const [binary] = manifest.builds.find(({ target }) => target === "windows-amd64")?.binaries ?? [];
    expect(binary?.signed).toMatchObject({ by: "authenticode", timestamp: expect.stringMatching(/^20/) });
    expect(binary?.signed?.before).not.toBe(binary?.sha256);

    const zip = manifest.artifacts.find(({ target }) => target === "windows-amd64")?.name ?? "";
    execFileSync("unzip", ["-q", join(release, zip), "-d", join(directory, "unpacked")]);
    const exe = filesBelow(join(directory, "unpacked")).find((file) => file.endsWith("hi.exe")) ?? "";
    expect(sha256(readFileSync(exe))).toBe(binary?.sha256);
    const authority = join(directory, "stand-ins", "code-signing", "ca.pem");
    const verified = spawnSync("osslsigncode", ["verify", "-in", exe, "-CAfile", authority, "-TSA-CAfile", authority]);
    expect(verified.status, verified.stdout.toString()).toBe(0);

    // The linker's own signature fits, so the macOS program is as it was built.
    const macos = manifest.builds.find(({ target }) => target === "macos-arm64");
    expect(macos?.binaries[0]).not.toHaveProperty("signed");
  });

  test("a workflow that does not hand the secret on is told so", async () => {
    const { directory, summary, said } = await rehearsed(repository({ ...FILES, ...CALLER }));
    directories.push(directory);
    expect(summary.result).toBe("failure");
    expect(said).toContain("preflight-failed");
    expect(said).toContain("windows-certificate");
  });
});

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}
